# SPDX-License-Identifier: GPL-2.0-or-later
"""What the check of the inventory has found: a list that can be read as a whole and copied."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from .cards import plain_label

_ICONS = {"error": "/mIconCritical.svg", "warning": "/mIconWarning.svg", "note": "/mIconInfo.svg"}
_ORDER = list(_ICONS)


class ProblemsDialog(QDialog):
    """Lists problems (role, severity, text) as the algorithm ``checkinventory`` returns them."""

    def __init__(self, problems: list[dict[str, str]], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_problems")
        self.setWindowTitle(translate("SmartCity", "Check of the inventory"))
        self.resize(860, 460)
        self._problems = sorted(problems, key=lambda problem: _ORDER.index(problem["severity"]))
        errors = sum(problem["severity"] == "error" for problem in problems)
        summary = translate("SmartCity", "Errors: {errors}, warnings and notes: {others}")
        self._table = problem_table(self._problems)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(translate("SmartCity", "&Copy list"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(summary.format(errors=errors, others=len(problems) - errors)))
        layout.addWidget(self._table, 1)
        layout.addWidget(buttons)
        QgsGui.enableAutoGeometryRestore(self)

    def copy(self) -> None:
        """Put the list onto the clipboard, in columns that a spreadsheet understands."""
        QgsApplication.clipboard().setText("\n".join("\t".join(_texts(problem)) for problem in self._problems))


def problem_table(problems: list[dict[str, str]]) -> QTableWidget:
    """Return a table of problems in which every sentence can be read in full."""
    table = QTableWidget(len(problems), 3)
    table.setHorizontalHeaderLabels(
        [translate("SmartCity", "Severity"), translate("SmartCity", "Data"), translate("SmartCity", "Finding")]
    )
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    for row, problem in enumerate(problems):
        icon = QgsApplication.getThemeIcon(_ICONS[problem["severity"]])
        for column, text in enumerate(_texts(problem)):
            table.setItem(row, column, QTableWidgetItem(icon if column == 0 else QIcon(), text))
    return table


def severity_word(severity: str) -> str:
    """Return the word for a severity."""
    return {
        "error": translate("SmartCity", "Error"),
        "warning": translate("SmartCity", "Warning"),
        "note": translate("SmartCity", "Note"),
    }[severity]


def _texts(problem: dict[str, str]) -> tuple[str, str, str]:
    role = load_catalogue().roles.get(problem["role"])
    title = role.title.in_language(language()) if role else problem["role"]
    return severity_word(problem["severity"]), title, problem["text"]
