# SPDX-License-Identifier: GPL-2.0-or-later
"""The first features as they would be stored."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from ....bridge.i18n import translate
from ..forms import named
from .preview import ROWS, Cell, Preview

WRONG = QColor("#D55E00")
"""Okabe and Ito's vermilion; the value is in brackets besides, so that the colour is not alone."""


class PreviewTable(QTableWidget):
    """Ten rows, one column per field of the role; unknown values are grey words, wrong ones coloured and marked."""

    def __init__(self) -> None:
        super().__init__(0, 0)
        named(self, "preview")
        self.setAccessibleName(translate("SmartCity", "Preview of the first features"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(round(self.fontMetrics().height() * 7.5))

    def show_preview(self, preview: Preview, titles: dict[str, str]) -> None:
        """Show the rows of a preview under the titles of the fields."""
        names = list(titles)
        self.clear()
        self.setRowCount(min(len(preview.rows), ROWS))
        self.setColumnCount(len(names))
        self.setHorizontalHeaderLabels([_short(titles[name]) for name in names])
        for column, name in enumerate(names):
            self.horizontalHeaderItem(column).setToolTip(titles[name])
            for row, values in enumerate(preview.rows):
                self.setItem(row, column, self._item(values.get(name, Cell("", True))))
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(len(names)):
            header.resizeSection(column, min(header.sectionSize(column), self.fontMetrics().averageCharWidth() * 34))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def _item(self, cell: Cell) -> QTableWidgetItem:
        if cell.is_null:
            item = QTableWidgetItem(translate("SmartCity", "unknown"))
            item.setForeground(self.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text))
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
            return item
        if cell.is_wrong:
            item = QTableWidgetItem(f"[{cell.text}]")
            item.setForeground(WRONG)
            item.setToolTip(translate("SmartCity", "This is no number."))
            return item
        return QTableWidgetItem(cell.text)


def _short(title: str) -> str:
    """Return a title up to its first explanation."""
    for end in (",", ";", "(", ":"):
        title = title.split(end)[0]
    return title.strip()
