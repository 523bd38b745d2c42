# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables that are read, filtered and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLayout,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
)


class ReadingTable(QTableWidget):
    """A table to read: rows are chosen as a whole, Ctrl+C copies what is shown.

    The ``wide`` column takes the room that is left, but at least ``characters``; then the table scrolls sideways.
    Columns in ``limits`` break their lines after so many characters.
    """

    def __init__(
        self, name: str, columns: Sequence[str], wide: int, characters: int, limits: Optional[dict[int, int]] = None
    ) -> None:
        super().__init__(0, len(columns))
        self._wide, self._characters, self._limits = wide, characters, limits or {}
        self.setObjectName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Fixed)

    def fill(self, rows: Sequence[Sequence[str]], icons: Sequence[QIcon] = ()) -> None:
        """Show rows of texts, with symbols in the second column."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text if len(text) > 30 else "")
                item.setTextAlignment(
                    (Qt.AlignmentFlag.AlignRight if text.isdecimal() else Qt.AlignmentFlag.AlignLeft)
                    | Qt.AlignmentFlag.AlignVCenter
                )
                if column == 1 and icons:
                    item.setIcon(icons[number])
                self.setItem(number, column, item)
        self._share_room()

    def resizeEvent(self, event) -> None:
        """Give the wide column what is left."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        header, character = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for column, limit in self._limits.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, min(self.sizeHintForColumn(column), character * limit))
        others = sum(header.sectionSize(column) for column in range(self.columnCount()) if column != self._wide)
        header.resizeSection(self._wide, max(character * self._characters, self.viewport().width() - others))
        self.resizeRowsToContents()

    def show_rows(self, fits: Callable[[int], bool]) -> int:
        """Show the rows that fit and return how many these are."""
        shown = 0
        for row in range(self.rowCount()):
            visible = fits(row)
            self.setRowHidden(row, not visible)
            shown += visible
        return shown

    def text(self, row: int) -> str:
        """Return all texts of a row, for a search."""
        return " ".join(self.item(row, column).text() for column in range(self.columnCount()))

    def as_text(self) -> str:
        """Return what is shown, in columns that a spreadsheet understands."""
        columns = range(self.columnCount())
        lines = [[self.horizontalHeaderItem(column).text() for column in columns]]
        for row in range(self.rowCount()):
            if not self.isRowHidden(row):
                lines.append([self.item(row, column).text() for column in columns])
        return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines)

    def copy(self) -> None:
        """Put what is shown onto the clipboard."""
        QgsApplication.clipboard().setText(self.as_text())

    def keyPressEvent(self, event) -> None:
        """Copy with the usual keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)


def clear(layout: QLayout) -> None:
    """Take all widgets out of a layout; they vanish at once and go when Qt has the time."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


GOOD, BAD, DOUBTFUL, OPEN = "/mIconSuccess.svg", "bad", "doubtful", "/mActionArrowRight.svg"
"""Names of symbols."""


def theme_icon(name: str) -> QIcon:
    """Return a symbol, none for an empty name; those for warnings are the style's, as in the list of problems."""
    standard = {BAD: QStyle.StandardPixmap.SP_MessageBoxCritical, DOUBTFUL: QStyle.StandardPixmap.SP_MessageBoxWarning}
    if name in standard:
        return QApplication.style().standardIcon(standard[name])
    return QgsApplication.getThemeIcon(name) if name else QIcon()
