# SPDX-License-Identifier: GPL-2.0-or-later
"""The tools that rewrite foreign code and check spellings do what they say."""

from __future__ import annotations

import importlib.util
import subprocess

import pytest

pytestmark = pytest.mark.host


@pytest.fixture(scope="module")
def vendor(repository):
    """The module tools/vendor.py."""
    spec = importlib.util.spec_from_file_location("vendor", repository / "tools" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("assert x\n", "if not (x):\n    raise AssertionError()\n"),
        ("assert x, 'ä'  # why\n", "if not (x):\n    raise AssertionError('ä')  # why\n"),
        ("def f():\n    'ü'; y = 1\n    assert (\n        a\n        or b\n    ), m\n",
         "def f():\n    'ü'; y = 1\n    if not (a\n        or b):\n        raise AssertionError(m)\n"),
        ("hashlib.sha1(a).hexdigest()\n", "hashlib.sha1(a, usedforsecurity=False).hexdigest()\n"),
        ("hashlib.md5()\n", "hashlib.md5(usedforsecurity=False)\n"),
        ("hashlib.sha1(a, usedforsecurity=False)\n", "hashlib.sha1(a, usedforsecurity=False)\n"),
        ("from typing_extensions import Self\n", "from docx._typing import Self\n"),
        ("x = 1\n", "x = 1\n"),
    ],
)  # fmt: skip
def test_foreign_code_is_rewritten(vendor, before, after):
    assert vendor.rewritten(before.encode(), "m.py").decode() == after


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("if a: assert b\n", "m.py:1: the assert shares its line"),
        ("from typing_extensions import TypedDict\n", "m.py:1: needs TypedDict"),
        ("import typing_extensions\n", "imports typing_extensions whole"),
    ],
)
def test_what_cannot_be_rewritten_is_refused(vendor, code, reason):
    with pytest.raises(vendor.VendorError, match=reason):
        vendor.rewritten(code.encode(), "m.py")


HEAD = """\
from qgis.core import NULL, QgsField, QgsWkbTypes
from qgis.gui import QgsDockWidget
from qgis.PyQt import QtCore
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QVariant
from qgis.PyQt.QtWidgets import QDialog
class Dialog(QDialog):
    def method(self, box):
        """
WRONG = {
    "Qt.UserRole": "Qt.ItemDataRole.UserRole",
    "QtCore.Qt.AlignTop": "Qt.AlignmentFlag.AlignTop",
    "QDialog.Accepted": "QDialog.DialogCode.Accepted",
    "self.Accepted": "QDialog.DialogCode.Accepted",
    "Dialog.Rejected": "QDialog.DialogCode.Rejected",
    "box.Yes": "through an instance",
    "QgsDockWidget.DockWidgetMovable": "QDockWidget.DockWidgetFeature.DockWidgetMovable",
    "Qt.Alignment()": "flags class",
    "self.exec_()": "exec()",
    "box.setCheckState(2)": "not a number",
    "QVariant()": "NULL",
    "box.activated[str]": "plain signal",
    "QDateTime(QDate(2026, 1, 1))": "QTime",
    "Qt.MouseButton.MidButton": "MiddleButton",
    "from PyQt5.QtCore import Qt": "qgis.PyQt",
    "from PyQt6 import QtCore": "qgis.PyQt",
    "from qgis.PyQt.QtCore import QRegExp": "QRegularExpression",
    "from qgis.PyQt.QtGui import QAction": "qgis.PyQt.QtWidgets",
    "from qgis.PyQt.QtWidgets import qApp": "QApplication.instance()",
    "import resources_rc": "compiled resources",
}
RIGHT = (
    "Qt.ItemDataRole.UserRole",
    "QtCore.Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft",
    "self.exec()",
    "QDialog.DialogCode.Accepted",
    "QgsWkbTypes.PolygonGeometry",
    "QgsField('a', QVariant.Int)",
    "box.setCheckState(Qt.CheckState.Checked)",
    "box.width(1)",
    "box.Yes  # qt6-ok: not ours",
    "import shapely; shapely.Point",
    "QVariant(NULL)",
)


def spelling(repository, path):
    """Run the checker with the Python that has PyQt5."""
    command = ["/usr/bin/python3", str(repository / "tools" / "qt6_spelling.py"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def complaints(repository, tmp_path_factory) -> str:
    """All complaints about the wrong lines, each in a file of its own."""
    folder = tmp_path_factory.mktemp("wrong")
    for number, line in enumerate(WRONG):
        (folder / f"case_{number}.py").write_text(HEAD + line + "\n", encoding="utf-8")
    ended = spelling(repository, folder)
    assert ended.returncode == 1, ended.stderr
    return ended.stdout


@pytest.mark.parametrize(("number", "line"), enumerate(WRONG), ids=list(WRONG))
def test_wrong_spelling_is_found(complaints, number, line):
    found = [complaint for complaint in complaints.splitlines() if f"case_{number}.py:8:" in complaint]
    assert len(found) == 1, complaints
    assert WRONG[line] in found[0]


def test_right_spellings_pass(repository, tmp_path):
    path = tmp_path / "right.py"
    path.write_text(HEAD + "\n        ".join(RIGHT) + "\n", encoding="utf-8")
    ended = spelling(repository, path)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stdout + ended.stderr
