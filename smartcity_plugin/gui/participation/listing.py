# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of contributions: a model, and the filters over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap

from ...bridge.i18n import translate
from ...model.strategy import NOTED, OPEN, Contribution
from .state import DOUBTFUL, OPEN_ONLY, SILENT, Facts

NUMBER, WORDS, STATUS = range(3)
_MARK = 12
"""Pixels of the coloured mark of a status."""


def is_open(item: Contribution) -> bool:
    """Return whether nobody has weighed a contribution."""
    return (item.status or OPEN) == OPEN


def is_silent(item: Contribution) -> bool:
    """Return whether a decision lacks its answer."""
    return not is_open(item) and item.status != NOTED and not (item.answer or "").strip()


_NOWHERE = QModelIndex()


class ContributionModel(QAbstractTableModel):
    """Number, beginning and status of each contribution."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.facts = Facts()
        self._marks: dict[str, QIcon] = {}

    def show(self, facts: Facts) -> None:
        """Show other facts."""
        self.beginResetModel()
        self.facts = facts
        self.endResetModel()

    def item(self, row: int) -> Contribution:
        """Return the contribution of a row."""
        return self.facts.items[row]

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.facts.items)

    def columnCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("SmartCity", "Number"),
            translate("SmartCity", "Contribution"),
            translate("SmartCity", "Weighing"),
        )[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STATUS:
            return self._mark(item.status or OPEN)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(item)
        return None

    def _text(self, item: Contribution, column: int) -> str:
        if column == NUMBER:
            return item.contribution_id
        if column == WORDS:
            return " ".join((item.title or item.text or "").split())[:200]
        text = self.facts.status(item.status or OPEN)
        return text + " ⚠" if is_silent(item) else text

    def _tip(self, item: Contribution) -> str:
        parts = [item.title or "", self.facts.units.get(item.unit_id or "", ""), self.facts.sector(item.sector)]
        if is_silent(item):
            parts.append(translate("SmartCity", "The answer is missing."))
        if item.contribution_id in self.facts.reasons:
            parts.append(translate("SmartCity", "The text may name persons."))
        return "\n".join(filter(None, parts))

    def _mark(self, status: str) -> QIcon:
        if status not in self._marks:
            terms = self.facts.catalogue.vocabulary.contribution_statuses
            picture = QPixmap(_MARK, _MARK)
            picture.fill(QColor(terms[status].colour if status in terms else "#999999"))
            self._marks[status] = QIcon(picture)
        return self._marks[status]


class Filter(QSortFilterProxyModel):
    """Shows the contributions that all filters let through; open ones first if wanted."""

    def __init__(self, model: ContributionModel, parent=None) -> None:
        super().__init__(parent)
        self.wanted: dict[str, str] = {}
        self.open_first = True
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def set_all(self, wanted: Mapping[str, str]) -> None:
        """Set the filters (status, sector, category, unit, procedure, text); nothing lets everything through."""
        self.wanted = dict(wanted)
        self.invalidateFilter()

    def put_open_first(self, on: bool) -> None:
        """Choose the order."""
        self.open_first = on
        self.invalidate()

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        model: ContributionModel = self.sourceModel()
        keys = [(self.open_first and not is_open(model.item(index.row())), index.row()) for index in (left, right)]
        return keys[0] < keys[1]

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        model: ContributionModel = self.sourceModel()
        item = model.item(row)
        same = {"sector": item.sector, "category": item.category, "unit": item.unit_id, "procedure": item.procedure_id}
        for name, value in same.items():
            wanted = self.wanted.get(name, "")
            if wanted and wanted != (value or "-"):
                return False
        return self._has_status(item, model.facts) and self._has_text(item)

    def _has_status(self, item: Contribution, facts: Facts) -> bool:
        wanted = self.wanted.get("status", "")
        special = {
            "": True,
            OPEN_ONLY: is_open(item),
            SILENT: is_silent(item),
            DOUBTFUL: item.contribution_id in facts.reasons,
        }
        return special.get(wanted, (item.status or OPEN) == wanted)

    def _has_text(self, item: Contribution) -> bool:
        words = self.wanted.get("text", "").casefold().split()
        everything = " ".join(
            filter(None, (item.contribution_id, item.title, item.text, item.answer, item.category))
        ).casefold()
        return all(word in everything for word in words)
