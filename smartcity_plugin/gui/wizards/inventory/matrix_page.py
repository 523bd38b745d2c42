# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory matrix: all roles with state, light and use by field of action; all indicators with what they lack."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....study.matrix import IndicatorRow, InventoryMatrix, RoleRow, RoleState
from ..forms import PREFIX, named
from . import wording
from .base import InventoryPage, paragraphs
from .lights import row_icon
from .tables import GOOD, OPEN, ReadingTable, theme_icon

ALL, PRESENT, MISSING = "all", "present", "missing"


class MatrixPage(InventoryPage):
    """Shows and copies the matrix; a role that is activated is opened."""

    name = "matrix"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Matrix"),
            translate("SmartCity", "Inventory matrix"),
            translate("SmartCity", "What the study has, what is missing, and what that means for the indicators."),
            paragraphs(
                translate(
                    "SmartCity",
                    "The first table lists all data roles. The numbers say for how many indicators of each "
                    "field of action a role is needed. Gain says how many more indicators it alone would make "
                    "computable now.",
                ),
                translate(
                    "SmartCity",
                    "The second table lists all indicators: whether they can be computed, or which data they lack.",
                ),
                translate(
                    "SmartCity",
                    "Filter by text and state; copy puts what is shown onto the clipboard for a spreadsheet. "
                    "Enter on a role opens it.",
                ),
            ),
        )
        self._matrix: Optional[InventoryMatrix] = None
        self._search = QLineEdit()
        named(self._search, "matrix_search")
        self._search.setPlaceholderText(translate("SmartCity", "Filter"))
        self._search.setAccessibleName(translate("SmartCity", "Filter the tables by text"))
        self._search.setClearButtonEnabled(True)
        self._state = QComboBox()
        named(self._state, "matrix_state")
        self._state.setAccessibleName(translate("SmartCity", "Filter the tables by state"))
        for key, text in (
            (ALL, translate("SmartCity", "all states")),
            (PRESENT, translate("SmartCity", "present or computable")),
            (MISSING, translate("SmartCity", "missing")),
        ):
            self._state.addItem(text, key)
        self._copy = QPushButton(translate("SmartCity", "Copy &table"))
        named(self._copy, "matrix_copy")
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(lambda: self.table.copy())
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        bar = QHBoxLayout()
        bar.addWidget(self._search, 1)
        bar.addWidget(self._state)
        bar.addWidget(self._copy)
        self.tabs = QTabWidget()
        named(self.tabs, "matrix_tabs")
        self.roles = ReadingTable(PREFIX + "matrix_roles", _role_columns(), wide=0, characters=26)
        self.indicators = ReadingTable(
            PREFIX + "matrix_indicators", _indicator_columns(), wide=2, characters=30, limits={0: 34}
        )
        for table, title in (
            (self.roles, translate("SmartCity", "Data roles")),
            (self.indicators, translate("SmartCity", "Indicators")),
        ):
            table.setAccessibleName(title)
            self.tabs.addTab(_padded(table), title)
        for column, sector in enumerate(_sectors(), start=3):
            text = translate("SmartCity", "{sector}: indicators that need the role")
            self.roles.horizontalHeaderItem(column).setToolTip(text.format(sector=wording.sector_title(sector)))
        gain = translate("SmartCity", "Indicators that this role alone would make computable now")
        self.roles.horizontalHeaderItem(self.roles.columnCount() - 1).setToolTip(gain)
        self.fields.addLayout(bar)
        self.fields.addWidget(self.tabs, 1)
        self.fields.addWidget(self._count)
        self.first = self._search
        self._search.textChanged.connect(self._filter)
        self._state.currentIndexChanged.connect(self._filter)
        self.tabs.currentChanged.connect(self._filter)
        self.roles.itemActivated.connect(lambda item: self.wizard().show_role(self._rows[item.row()].role.id))

    @property
    def table(self) -> ReadingTable:
        """The table that is shown."""
        return self.indicators if self.tabs.currentIndex() else self.roles

    def nextId(self) -> int:
        """Nothing follows."""
        return -1

    def enter(self) -> None:
        """Show the matrix as it is now."""
        inventory = self.wizard().inventory
        if inventory is None or inventory.matrix is self._matrix:
            return
        matrix = self._matrix = inventory.matrix
        self._rows = list(matrix.roles)
        self.roles.fill([_role_texts(row, matrix) for row in self._rows], [row_icon(row) for row in self._rows])
        self.indicators.fill(
            [_indicator_texts(row) for row in matrix.indicators],
            [theme_icon(GOOD if row.is_computable else OPEN) for row in matrix.indicators],
        )
        self._filter()

    def _filter(self) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        wanted, state, table = self._search.text().strip().casefold(), self._state.currentData(), self.table

        def is_there(row: int) -> bool:
            if table is self.roles:
                return matrix.roles[row].state is RoleState.FILLED
            return matrix.indicators[row].is_computable

        def fits(row: int) -> bool:
            told = state == ALL or is_there(row) == (state == PRESENT)
            return told and wanted in table.text(row).casefold()

        shown = table.show_rows(fits)
        text = translate("SmartCity", "Shown: {shown} of {all}")
        self._count.setText(text.format(shown=shown, all=table.rowCount()))


def _padded(table: ReadingTable) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 6, 0, 0)
    layout.addWidget(table)
    return box


def _sectors() -> list[str]:
    """Return the fields of action that have indicators."""
    catalogue = load_catalogue()
    return [sector for sector in catalogue.sectors if catalogue.indicators_of(sector)]


def _role_columns() -> list[str]:
    return [
        translate("SmartCity", "Role"),
        translate("SmartCity", "State"),
        translate("SmartCity", "Sources"),
        *[wording.sector_short(sector) for sector in _sectors()],
        translate("SmartCity", "Gain"),
    ]


def _role_texts(row: RoleRow, matrix: InventoryMatrix) -> list[str]:
    sectors = {item.indicator.id: item.indicator.sector for item in matrix.indicators}
    counts = [sum(sectors[name] == sector for name in row.waiting) for sector in _sectors()]
    return [
        row.role.title.in_language(language()),
        wording.row_words(row),
        str(len(row.sources) or ""),
        *[str(count or "") for count in counts],
        str(len(row.gain) or ""),
    ]


def _indicator_columns() -> list[str]:
    return [
        translate("SmartCity", "Indicator"),
        translate("SmartCity", "State"),
        translate("SmartCity", "Missing data"),
    ]


def _indicator_texts(row: IndicatorRow) -> list[str]:
    return [row.indicator.title.in_language(language()), wording.value_word(row), wording.what_lacks(row)]
