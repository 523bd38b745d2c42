# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the wizard: read only, one row chosen at a time, numbers at the right, Tab leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
)

from ..forms import PREFIX

BAR = Qt.ItemDataRole.UserRole + 7
"""The share (0 to 1) of a cell that is drawn as a bar behind its text."""
KEY = Qt.ItemDataRole.UserRole
_SHADE = QColor("#9db4ca")
LEAST_CHARACTERS = 16
"""The wide column has at least so much room, unless a table says otherwise; the table scrolls sideways then."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell."""

    text: str
    is_number: bool = False
    bar: Optional[float] = None
    tip: str = ""
    is_bold: bool = False


class ReadTable(QTableWidget):
    """Rows of texts that can be gone through with the keyboard; the last column but numbers takes what is left."""

    def __init__(
        self, name: str, headers: Sequence[str], wide: int = 0, about: str = "", least: int = LEAST_CHARACTERS
    ) -> None:
        super().__init__(0, len(headers))
        self.setObjectName(PREFIX + name)
        self.setAccessibleName(about)
        self.setHorizontalHeaderLabels(list(headers))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Fixed)
        self._wide, self._least = wide, least
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setItemDelegate(_Bars(self))

    def show_rows(self, rows: Sequence[Sequence[Cell]], keys: Sequence[str] = ()) -> None:
        """Show rows in place of the earlier ones; the row of the same key stays chosen. No signal is sent."""
        chosen = self.key()
        was_blocked = self.blockSignals(True)
        self.setUpdatesEnabled(False)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self._fill(number, column, cell, keys[number] if keys else "")
        self._fit()
        places = list(keys).index(chosen) if chosen in keys else (0 if rows else -1)
        self.setCurrentCell(places, 0)
        self.setUpdatesEnabled(True)
        self.blockSignals(was_blocked)

    def resizeEvent(self, event) -> None:
        """Give the wide column what the others leave."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        others = sum(header.sectionSize(place) for place in range(self.columnCount()) if place != self._wide)
        least = self.fontMetrics().averageCharWidth() * self._least
        header.resizeSection(self._wide, max(least, self.viewport().width() - others))
        self.resizeRowsToContents()

    def key(self) -> str:
        """Return the key of the chosen row."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return "" if item is None else item.data(KEY) or ""

    def choose(self, key: str) -> None:
        """Choose the row of a key."""
        for row in range(self.rowCount()):
            if self.item(row, 0).data(KEY) == key:
                self.setCurrentCell(row, 0)

    def _fill(self, row: int, column: int, cell: Cell, key: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        item.setText(cell.text)
        item.setToolTip(cell.tip)
        side = Qt.AlignmentFlag.AlignRight if cell.is_number else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(int(side | Qt.AlignmentFlag.AlignVCenter))
        item.setData(BAR, cell.bar)
        item.setData(KEY, key)
        font = QFont(self.font())
        font.setBold(cell.is_bold)
        item.setFont(font)


class _Bars(QStyledItemDelegate):
    """Draws a bar behind the text of cells that have one."""

    def paint(self, painter, option, index) -> None:
        """Draw the bar, then the cell as always."""
        share = index.data(BAR)
        if share is not None:
            area = QRectF(option.rect.adjusted(2, 3, -2, -3))
            area.setWidth(area.width() * min(1.0, max(0.0, float(share))))
            painter.fillRect(area, _SHADE)
        super().paint(painter, option, index)
