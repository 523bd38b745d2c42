# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables to read: numbers at the right, judgements in colour and words, rows chosen as a whole, Ctrl+C copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QGuiApplication, QKeySequence, QPalette
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

PREFIX = "smartcity_scenarios_"
KEY = Qt.ItemDataRole.UserRole
_DARK = 128


@dataclass(frozen=True)
class Cell:
    """What stands in one cell."""

    text: str
    is_number: bool = False
    colour: str = ""
    tip: str = ""
    is_bold: bool = False


class ReadTable(QTableWidget):
    """Rows of cells; the ``wide`` column takes the room that is left, but at least ``characters``."""

    def __init__(self, name: str, about: str, wide: int = 0, characters: int = 24, narrow: bool = True) -> None:
        super().__init__(0, 0)
        self._wide, self._characters, self._narrow = wide, characters, narrow
        self.setObjectName(PREFIX + name)
        self.setAccessibleName(about)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]], keys: Sequence[str] = ()) -> None:
        """Show rows in place of the earlier ones; the row of the same key stays chosen. No signal is sent."""
        chosen, was_blocked = self.key(), self.blockSignals(True)
        self.clear()
        self.setColumnCount(len(headers))
        self.setRowCount(len(rows))
        # Narrow columns: a heading of several words goes into two lines.
        narrow = [
            "\n".join(text.rsplit(" ", 1)) if self._is_narrow(place) else text for place, text in enumerate(headers)
        ]
        self.setHorizontalHeaderLabels(narrow)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self.setItem(number, column, self._item(cell, keys[number] if keys else ""))
        header = self.horizontalHeader()
        for column in range(len(headers)):
            is_wide = column == self._wide
            mode = QHeaderView.ResizeMode.Fixed if is_wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self._fit()
        if rows:
            self.setCurrentCell(list(keys).index(chosen) if chosen in keys else 0, 0)
        self.blockSignals(was_blocked)

    def _is_narrow(self, column: int) -> bool:
        return self._narrow and column != self._wide

    def _item(self, cell: Cell, key: str) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.text)
        side = Qt.AlignmentFlag.AlignRight if cell.is_number else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(cell.tip)
        item.setData(KEY, key)
        if cell.colour:
            colour = QColor(cell.colour)
            if self.palette().color(QPalette.ColorRole.Base).lightness() < _DARK:
                colour = colour.lighter(190)
            item.setForeground(colour)
        font = item.font()
        font.setBold(cell.is_bold)
        item.setFont(font)
        return item

    def key(self) -> str:
        """Return the key of the chosen row, empty without one."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return "" if item is None else item.data(KEY) or ""

    def texts(self) -> list[list[str]]:
        """Return what is shown, row by row."""
        cells = [[self.item(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return [["" if item is None else item.text() for item in row] for row in cells]

    def resizeEvent(self, event) -> None:
        """Give the wide column what is left."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event) -> None:
        """Copy the whole table with its headings by Ctrl+C, as spreadsheets read it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            heads = [
                self.horizontalHeaderItem(column).text().replace("\n", " ") for column in range(self.columnCount())
            ]
            QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in [heads, *self.texts()]))
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        if not self.columnCount():
            return
        header, others = self.horizontalHeader(), 0
        for column in range(self.columnCount()):
            if column != self._wide:
                others += header.sectionSize(column)
        least = self.fontMetrics().averageCharWidth() * self._characters
        header.resizeSection(self._wide, max(least, self.viewport().width() - others))
        self.resizeRowsToContents()
