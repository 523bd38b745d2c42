# SPDX-License-Identifier: GPL-2.0-or-later
"""The further quantities of a goal as a small table: each cell stores itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...model.strategy import GoalIndicator
from ...study.register_changes import Change, new_id
from ...study.strategy_tables import GOAL_INDICATORS
from ..indicator_editor.fields import still
from ..measures.fields import WARNING, number_of
from .fields import shown_number
from .view import PREFIX

FIELDS = ("title", "indicator_id", "kind", "unit", "baseline", "baseline_date", "target", "target_year")
_NUMBERS = ("baseline", "target")
_CHOICES = ("indicator_id", "kind")
_WIDTHS = {"title": 24, "indicator_id": 20, "kind": 26, "unit": 9, "baseline_date": 14}


class QuantitiesTable(QWidget):
    """Quantities of one goal; ``push(text, changes)`` stores, ``remove(record)`` removes after asking.

    ``lost(text)`` is told what was typed and not stored.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        push: Callable[[str, list[Change]], bool],
        remove: Callable[[Any], None],
        lost: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._push, self._remove, self._lost = push, remove, lost
        vocabulary = catalogue.vocabulary
        self._titles = {
            "indicator_id": {key: item.title.in_language(language()) for key, item in catalogue.indicators.items()},
            "kind": {key: item.title.in_language(language()) for key, item in vocabulary.indicator_kinds.items()},
        }
        self.goal_id: Optional[str] = None
        self.records: list[GoalIndicator] = []
        self.table = QTableWidget(0, len(FIELDS))
        self.table.setObjectName(PREFIX + "quantities")
        self.table.setHorizontalHeaderLabels(
            [GOAL_INDICATORS.fields[name].alias.in_language(language()) for name in FIELDS]
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        width = self.fontMetrics().averageCharWidth()
        for column, name in enumerate(FIELDS):
            self.table.setColumnWidth(column, max(width * _WIDTHS.get(name, 0), header.sectionSizeHint(column)))
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 7)
        self.table.cellChanged.connect(self._changed)
        self.table.itemSelectionChanged.connect(self._enable)
        self.add_button = QPushButton(translate("SmartCity", "Add quantity"))
        self.remove_button = QPushButton(translate("SmartCity", "Remove quantity…"))
        self.add_button.setObjectName(PREFIX + "add_quantity")
        self.remove_button.setObjectName(PREFIX + "remove_quantity")
        row = QHBoxLayout()
        for button, action in ((self.add_button, self.add), (self.remove_button, self.remove)):
            button.setAutoDefault(False)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(row)

    def show_records(self, goal_id: Optional[str], records: Sequence[GoalIndicator]) -> None:
        """Show the quantities of a goal."""
        row = self.table.currentRow() if goal_id == self.goal_id else -1
        self.goal_id, self.records = goal_id, list(records)
        with QSignalBlocker(self.table):
            self.table.clearContents()
            self.table.setRowCount(len(self.records))
            for place, record in enumerate(self.records):
                for column, name in enumerate(FIELDS):
                    self._fill(place, column, name, getattr(record, name))
            self.table.setCurrentCell(min(row, len(self.records) - 1), 0)
        self._enable()

    def _fill(self, row: int, column: int, name: str, value: Any) -> None:
        if name in _CHOICES:
            self.table.setCellWidget(row, column, self._choice(row, name, value))
            return
        text = shown_number(value) if name in _NUMBERS else "" if value is None else str(value)
        item = QTableWidgetItem(text)
        if name in (*_NUMBERS, "target_year"):
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, column, item)

    def _choice(self, row: int, name: str, value: Optional[str]) -> QComboBox:
        box = QComboBox()
        box.addItem("–", None)
        for key, title in self._titles[name].items():
            box.addItem(title, key)
        if value is not None and box.findData(value) < 0:
            box.addItem(f"{WARNING}{value}", value)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        still(box)
        box.activated.connect(lambda *_: self._store(row, name, box.currentData()))
        return box

    def _changed(self, row: int, column: int) -> None:
        name, item = FIELDS[column], self.table.item(row, column)
        if item is None or row >= len(self.records):
            return
        text, stored = item.text().strip(), getattr(self.records[row], name)
        if name in _NUMBERS:
            if text == shown_number(stored):
                return
            value: Any = number_of(text)
            is_wrong = bool(text) and value is None
        elif name == "target_year":
            value = int(text) if text.isdecimal() else None
            is_wrong = bool(text) and value is None
        else:
            value, is_wrong = text or None, False
        if is_wrong or not self._store(row, name, value):  # the cell says again what is stored
            with QSignalBlocker(self.table):
                self._fill(row, column, name, stored)
            self._lost(text)

    def _store(self, row: int, name: str, value: Any) -> bool:
        before = self.records[row]
        label = GOAL_INDICATORS.fields[name].alias.in_language(language())
        return value == getattr(before, name) or self._push(label, [Change(before, replace(before, **{name: value}))])

    def commit(self) -> None:
        """Store what is typed in a cell that is still open."""
        editor = self.table.indexWidget(self.table.currentIndex())
        if editor is not None and not isinstance(editor, QComboBox):
            self.table.commitData(editor)

    def add(self) -> None:
        """Add a quantity to be filled in."""
        if self.goal_id:
            title = translate("SmartCity", "New quantity")
            record = GoalIndicator(new_id(), self.goal_id, title=title, kind="outcome")
            if self._push(translate("SmartCity", "Add quantity"), [Change(None, record)]):
                self.table.setCurrentCell(len(self.records) - 1, 0)
                self.table.editItem(self.table.item(len(self.records) - 1, 0))

    def remove(self) -> None:
        """Remove the chosen quantity."""
        row = self.table.currentRow()
        if 0 <= row < len(self.records):
            self._remove(self.records[row])

    def _enable(self) -> None:
        self.remove_button.setEnabled(0 <= self.table.currentRow() < len(self.records))
