# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of measures: sorted by any column, filtered by words, sector and status."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QColor

from ...bridge.i18n import language, translate
from ...model.strategy import Measure
from .content import Content, euros
from .told import SIGNS

NUMBER, TITLE, STATUS, COSTS, PROBLEMS, PRIORITY, SECTOR = range(7)
SORT = Qt.ItemDataRole.UserRole


_ROOT = QModelIndex()


class MeasureList(QAbstractTableModel):
    """One row per measure in the order of the register."""

    def __init__(self) -> None:
        super().__init__()
        self.content: Optional[Content] = None

    def show_content(self, content: Content) -> None:
        """Show another state of the register."""
        same = self.content is not None and len(self.content.measures) == len(content.measures)
        if same:
            self.content = content
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, SECTOR))
            return
        self.beginResetModel()
        self.content = content
        self.endResetModel()

    def measure(self, row: int) -> Measure:
        """Return the measure of a row."""
        return self.content.measures[row]

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() or self.content is None else len(self.content.measures)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, orientation, role=Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("SmartCity", "Number"),
            translate("SmartCity", "Measure"),
            translate("SmartCity", "Status"),
            translate("SmartCity", "Costs"),
            translate("SmartCity", "Check"),
            translate("SmartCity", "Priority"),
            translate("SmartCity", "Field of action"),
        )[section]

    def data(self, index: QModelIndex, role=Qt.ItemDataRole.DisplayRole) -> Any:
        measure, column = self.measure(index.row()), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (PRIORITY, COSTS, PROBLEMS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(measure, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(measure, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == PROBLEMS:
            problems = self.content.problems.get(measure.measure_id, [])
            return QColor(SIGNS[problems[0].severity][1]) if problems else None
        if role == SORT:
            return self._sorted(measure, column)
        return None

    def _shown(self, measure: Measure, column: int) -> str:
        vocabulary = self.content.catalogue.vocabulary
        if column == SECTOR:
            return _title(vocabulary.sectors, measure.sector)
        if column == STATUS:
            return _title(vocabulary.measure_statuses, measure.status)
        if column == COSTS:
            row = self.content.cost_row(measure.measure_id)
            if row is None or row.gross is None:
                return f"≈ {euros(row.estimate, language())}" if row is not None and row.estimate is not None else "–"
            return euros(row.gross, language()) if row.is_complete else f"≥ {euros(row.gross, language())}"
        if column == PROBLEMS:
            problems = self.content.problems.get(measure.measure_id, [])
            return f"{SIGNS[problems[0].severity][0]} {len(problems)}" if problems else "✔"
        return {NUMBER: measure.measure_id, TITLE: measure.title, PRIORITY: str(measure.priority or "")}[column]

    def _tip(self, measure: Measure, column: int) -> str:
        if column != PROBLEMS:
            return measure.title
        problems = self.content.problems.get(measure.measure_id, [])
        catalogue = self.content.catalogue
        return "\n".join(f"{SIGNS[one.severity][0]} {catalogue.sentences(one, language())[0]}" for one in problems)

    def _sorted(self, measure: Measure, column: int) -> Any:
        """Return what a column is sorted by; empty fields come last."""
        if column == STATUS:
            order = list(self.content.catalogue.vocabulary.measure_statuses)
            return order.index(measure.status) if measure.status in order else len(order)
        if column == PRIORITY:
            return measure.priority or 99
        if column == COSTS:
            row = self.content.cost_row(measure.measure_id)
            amount = None if row is None else row.gross if row.gross is not None else row.estimate
            return float("inf") if amount is None else amount
        if column == PROBLEMS:
            return len(self.content.problems.get(measure.measure_id, []))
        return self._shown(measure, column).lower() or "\uffff"


def _title(terms: Any, key: Optional[str]) -> str:
    if not key:
        return ""
    return terms[key].title.in_language(language()) if key in terms else f"⚠ {key}"


class MeasureFilter(QSortFilterProxyModel):
    """Lets through what matches all three filters."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.sector, self.status = "", None, None
        self.setSortRole(SORT)

    def filter_by(self, text: str, sector: Optional[str], status: Optional[str]) -> None:
        """Filter by words (all of them, anywhere in the texts), sector and status; None lets everything through."""
        self.text, self.sector, self.status = text.strip().lower(), sector, status
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        measure = self.sourceModel().measure(row)
        if self.sector is not None and measure.sector != self.sector:
            return False
        if self.status is not None and measure.status != self.status:
            return False
        texts = (measure.measure_id, measure.title, measure.description, measure.lead, measure.partners)
        everything = " ".join(text or "" for text in texts).lower()
        return all(word in everything for word in self.text.split())
