# SPDX-License-Identifier: GPL-2.0-or-later
"""Fail on spellings that Qt 5 understands and Qt 6 does not.

Whether `Class.Member` is an unscoped enum value is not guessed: the name is looked up in the installed PyQt5 (and in
QGIS, for enums that its classes inherit from Qt); a member whose type is an enum of Qt has to be reached through it.
What introspection cannot see (methods that are gone, numbers in place of enums) stands in the lists below.
A line that ends in the comment "qt6-ok: reason" is left alone. Runs with the Python that has PyQt5.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtXml", "QtNetwork", "QtPrintSupport", "QtSvg", "QtSql")
QGIS_MODULES = ("core", "gui", "analysis")
# Moved from QtGui to QtWidgets or back; the shim of old QGIS only knows the first place.
MOVED = {"QAction": "QtWidgets", "QActionGroup": "QtWidgets", "QShortcut": "QtWidgets", "QUndoCommand": "QtWidgets"}
GONE_NAMES = {
    "QRegExp": "QRegularExpression",
    "QRegExpValidator": "QRegularExpressionValidator",
    "QDesktopWidget": "QScreen",
    "QTextCodec": "Python's own codecs",
    "qApp": "QApplication.instance()",
    "QGLWidget": "QOpenGLWidget",
    "QMatrix": "QTransform",
}
GONE_METHODS = {
    "exec_": "exec()",
    "print_": "print()",
    "globalPos": "globalPosition().toPoint() where it exists",
    "setMargin": "setContentsMargins(…)",
}
GONE_MEMBERS = {
    "Qt.MouseButton.MidButton": "Qt.MouseButton.MiddleButton",
    "Qt.ItemDataRole.BackgroundColorRole": "Qt.ItemDataRole.BackgroundRole",
    "Qt.ItemDataRole.TextColorRole": "Qt.ItemDataRole.ForegroundRole",
    "QPrinter.PageSize.A4": "QPageSize",
    "QPrinter.PageSize.A3": "QPageSize",
    "QPalette.ColorRole.Background": "QPalette.ColorRole.Window",
    "QPalette.ColorRole.Foreground": "QPalette.ColorRole.WindowText",
    "QgsMessageOutput.MessageHtml": "QgsMessageOutput.MessageType.MessageHtml",
    "QgsMessageOutput.MessageText": "QgsMessageOutput.MessageType.MessageText",
}
OVERLOADED_SIGNALS = {
    "activated",
    "currentIndexChanged",
    "highlighted",
    "valueChanged",
    "buttonClicked",
    "textActivated",
}
ENUM_SETTERS = {
    "setAlignment", "setCheckState", "setFocusPolicy", "setFrameShape", "setHorizontalScrollBarPolicy",
    "setOrientation", "setSelectionBehavior", "setSelectionMode", "setTextFormat", "setToolButtonStyle",
    "setVerticalScrollBarPolicy", "setWindowModality",
}  # fmt: skip
# The shim of QGIS keeps QVariant.Int and its like working under Qt 6.
KEPT = {"QVariant"}

Finding = tuple[int, str]


@cache
def module(name: str) -> ModuleType | None:
    """Import a module of PyQt5 or QGIS; None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def installed(name: str) -> ModuleType | None:
    """Return what `qgis.PyQt.QtX` or `qgis.x` stands for on this machine."""
    package, _, part = name.rpartition(".")
    if package == "qgis.PyQt" and part in QT_MODULES:
        return module(f"PyQt5.{part}")
    return module(name) if package == "qgis" and part in QGIS_MODULES else None


def is_qt_enum_value(value: Any) -> bool:
    """Tell whether an object is a value of an enum that Qt defines."""
    kind = type(value)
    return type(kind).__name__ == "enumtype" and kind.__module__.startswith("PyQt5")


def is_qt_flags_type(value: Any) -> bool:
    """Tell whether an object is a flags class of PyQt5 (Qt.Alignment, Qt.ItemFlags …), which PyQt6 does not have."""
    return (
        isinstance(value, type)
        and value.__module__.startswith("PyQt5")
        and hasattr(value, "__ior__")
        and hasattr(value, "__index__")
    )


@cache
def widget_enum_members() -> frozenset[str]:
    """Names of the enum values that Qt's widgets define, for access through an instance (`dialog.Accepted`)."""
    widgets = module("PyQt5.QtWidgets")
    if widgets is None:
        return frozenset()
    classes = [cls for cls in vars(widgets).values() if isinstance(cls, type) and issubclass(cls, widgets.QWidget)]
    return frozenset(name for cls in classes for name, value in vars(cls).items() if is_qt_enum_value(value))


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


class Speller(ast.NodeVisitor):
    """Walks one module and collects findings."""

    def __init__(self, tree: ast.Module) -> None:
        self.findings: list[Finding] = []
        self.known: dict[str, Any] = {}  # name in this module -> Qt or QGIS object it stands for
        self.foreign: set[str] = set()  # other names bound by import, class or def
        self.classes: list[Any] = []  # Qt base of each enclosing class
        self._bind(tree)
        self.visit(tree)

    def _bind(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    found = installed(f"{node.module}.{alias.name}") or getattr(
                        installed(node.module), alias.name, None
                    )
                    self._name(alias.asname or alias.name, found)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self.foreign.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ClassDef):
                bases = [self._resolve(base) for base in node.bases]
                self._name(node.name, next((base for base in bases if isinstance(base, type)), None))

    def _name(self, name: str, found: Any) -> None:
        if found is None:
            self.foreign.add(name)
        else:
            self.known[name] = found

    def _resolve(self, node: ast.AST) -> Any:
        """Return the Qt or QGIS object an expression names, or None."""
        if isinstance(node, ast.Name):
            if node.id in ("self", "cls") and self.classes:
                return self.classes[-1]
            return self.known.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._resolve(node.value)
            return None if owner is None else getattr(owner, node.attr, None)
        return None

    def _find(self, node: ast.AST, message: str) -> None:
        self.findings.append((node.lineno, message))

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._check_module(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._check_module(node, node.module or "")
        for alias in node.names:
            if (node.module or "").startswith("qgis.PyQt") and alias.name in GONE_NAMES:
                self._find(node, f"{alias.name} is gone in Qt 6: use {GONE_NAMES[alias.name]}")
            if node.module == "qgis.PyQt.QtGui" and alias.name in MOVED:
                self._find(node, f"import {alias.name} from qgis.PyQt.{MOVED[alias.name]}: QtGui has it in Qt 6 only")

    def _check_module(self, node: ast.AST, name: str) -> None:
        if re.match(r"(PyQt[56]|PySide[26])\b", name):
            self._find(node, f"import from qgis.PyQt instead of {name}")
        elif name == "sip":
            self._find(node, "from qgis.PyQt import sip")
        elif "QtWebKit" in name:
            self._find(node, "QtWebKit is gone in Qt 6")
        elif name.endswith("_rc"):
            self._find(node, "compiled resources do not load under Qt 6: read the file itself")

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(self.known.get(node.name))
        self.generic_visit(node)
        self.classes.pop()

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == "qApp":
            self._find(node, "qApp is gone in Qt 6: use QApplication.instance()")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        name = dotted(node)
        gone = next((new for old, new in GONE_MEMBERS.items() if name == old or name.endswith("." + old)), None)
        if gone is not None:
            self._find(node, f"{name} is gone in Qt 6: use {gone}")
        elif node.attr in GONE_NAMES and name.startswith("Qt"):
            self._find(node, f"{name} is gone in Qt 6: use {GONE_NAMES[node.attr]}")
        else:
            self._check_enum(node, name)
        self.generic_visit(node)

    def _check_enum(self, node: ast.Attribute, name: str) -> None:
        owner = self._resolve(node.value)
        if isinstance(owner, type) and not is_qt_enum_type(owner):
            value = getattr(owner, node.attr, None)
            if is_qt_enum_value(value) and owner.__name__ not in KEPT:
                self._find(node, f"{name} is unscoped: write {type(value).__qualname__}.{node.attr}")
            elif is_qt_flags_type(value):
                self._find(node, f"{name} is a flags class, which PyQt6 lacks: use the enum's own name")
        elif owner is None and is_instance(node.value, self.foreign) and node.attr in widget_enum_members():
            self._find(
                node,
                f"{name} looks like an enum value of Qt reached through an instance: write Class.Enum.{node.attr}",
            )

    def visit_Call(self, node: ast.Call) -> None:
        name = dotted(node.func)
        if isinstance(node.func, ast.Attribute):
            self._check_method(node, node.func)
        if name.rpartition(".")[2] == "QVariant" and not node.args and not node.keywords:
            self._find(node, "QVariant() is no NULL under Qt 6: use NULL from qgis.core")
        if name.rpartition(".")[2] == "QDateTime" and len(node.args) == 1 and is_date(node.args[0]):
            self._find(node, "QDateTime(QDate) is gone in Qt 6: give a QTime too")
        self.generic_visit(node)

    def _check_method(self, node: ast.Call, func: ast.Attribute) -> None:
        receiver = ast.unparse(func.value)
        if func.attr in GONE_METHODS and (
            func.attr != "setMargin" or "layout" in receiver.lower()
        ):  # QLabel keeps its own
            self._find(node, f"{func.attr}() is gone in Qt 6: use {GONE_METHODS[func.attr]}")
        if func.attr == "width" and node.args and "metrics" in receiver.lower():
            self._find(node, "QFontMetrics.width() is gone in Qt 6: use horizontalAdvance()")
        if func.attr == "addAction" and len(node.args) >= 4:
            self._find(node, "addAction() with four arguments differs in Qt 6: set slot and shortcut on the action")
        if func.attr in ENUM_SETTERS and any(is_number(argument) for argument in node.args):
            self._find(node, f"{func.attr}() wants an enum value under Qt 6, not a number")

    def visit_Subscript(self, node: ast.Subscript) -> None:
        signal = node.value.attr if isinstance(node.value, ast.Attribute) else ""
        if signal in OVERLOADED_SIGNALS and dotted(node.slice) in ("str", "int"):
            self._find(node, f"{signal}[{dotted(node.slice)}] is gone in Qt 6: connect the plain signal")
        self.generic_visit(node)


def is_qt_enum_type(value: type) -> bool:
    """Tell whether a class is itself an enum, so that its members are scoped."""
    return type(value).__name__ == "enumtype"


def is_instance(node: ast.AST, foreign: set[str]) -> bool:
    """Tell whether an expression looks like an object: `dialog`, `self.dialog`; no class, no module."""
    if isinstance(node, ast.Name):
        return node.id[:1].islower() and node.id not in foreign
    return (
        isinstance(node, ast.Attribute)
        and node.attr[:1].islower()
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    )


def is_number(node: ast.AST) -> bool:
    """Tell whether an argument is a literal whole number."""
    return isinstance(node, ast.Constant) and type(node.value) is int


def is_date(node: ast.AST) -> bool:
    """Tell whether an argument is visibly a QDate."""
    return (
        isinstance(node, ast.Call)
        and dotted(node.func).startswith("QDate")
        and not dotted(node.func).startswith("QDateTime")
    )


def examine(path: Path) -> Iterator[str]:
    """Yield the findings of one file."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, message in sorted(set(Speller(ast.parse(text, str(path))).findings)):
        if "qt6-ok:" not in lines[number - 1]:
            yield f"{path}:{number}: {message}"


def python_files(arguments: list[str]) -> Iterator[Path]:
    """Yield the Python files below the given folders."""
    for path in map(Path, arguments):
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def main() -> int:
    """Print the findings; 1 if there are any."""
    if module("PyQt5.QtCore") is None:
        print("qt6_spelling: PyQt5 is not installed for this Python, so enums are not looked up.", file=sys.stderr)
    files = [path for path in python_files(sys.argv[1:]) if "vendor" not in path.parts]
    findings = [finding for path in files for finding in examine(path)]
    print("\n".join(findings), end="\n" if findings else "")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
