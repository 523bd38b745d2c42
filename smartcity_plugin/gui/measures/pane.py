# SPDX-License-Identifier: GPL-2.0-or-later
"""The left side of the window of the measures: filters, the list, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ..cards import plain_label
from .fields import ChoiceField, named
from .listing import MeasureFilter, MeasureList

WIDTHS = (9, 36, 13, 13, 8, 10, 30)
"""Widths of the columns in characters."""


class ListPane(QWidget):
    """The list of measures with its filters."""

    filtered = pyqtSignal()
    """Other measures are listed than before."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.model, self.rows = MeasureList(), MeasureFilter()
        self.rows.setSourceModel(self.model)
        self.view = named(QTableView(), "list")
        self._make_view()
        self.search = named(QLineEdit(), "search")
        self.search.setPlaceholderText(translate("SmartCity", "Search"))
        self.search.setAccessibleName(translate("SmartCity", "Search"))
        self.search.setClearButtonEnabled(True)
        vocabulary = catalogue.vocabulary
        sectors = [(key, term.title.in_language(language())) for key, term in vocabulary.sectors.items()]
        statuses = [(key, term.title.in_language(language())) for key, term in vocabulary.measure_statuses.items()]
        self.sector = named(ChoiceField(sectors, translate("SmartCity", "all fields of action")), "filter_sector")
        self.sector.setAccessibleName(translate("SmartCity", "Field of action"))
        self.status = named(ChoiceField(statuses, translate("SmartCity", "every status")), "filter_status")
        self.status.setAccessibleName(translate("SmartCity", "Status"))
        self.search.textChanged.connect(lambda *_: self._filter())
        for box in (self.sector, self.status):
            box.committed.connect(self._filter)
        text = translate(
            "SmartCity",
            "No measure yet. “New measure” begins one; a whole register comes from a spreadsheet by the step “Import "
            "goals and measures”.",
        )
        self.empty = plain_label(text)
        named(self.empty, "empty")
        filters = QHBoxLayout()
        filters.addWidget(self.sector, 1)
        filters.addWidget(self.status, 1)
        self._buttons = QGridLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty)
        column.addLayout(self._buttons)

    def _make_view(self) -> None:
        view = self.view
        view.setModel(self.rows)
        view.setSortingEnabled(True)
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        view.setAccessibleName(translate("SmartCity", "List of measures"))
        header, width = view.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for column, letters in enumerate(WIDTHS):
            header.resizeSection(column, letters * width)
        header.setHighlightSections(False)

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Put buttons below the list."""
        for place, button in enumerate(buttons):
            self._buttons.addWidget(button, place // 2, place % 2)

    def show_all(self, sector: Optional[str]) -> None:
        """Take the filters away, but for that of a sector if it is the one given."""
        for box in (self.search, self.sector, self.status):
            with QSignalBlocker(box):
                if isinstance(box, QLineEdit):
                    box.clear()
                elif box is self.status or box.value != sector:
                    box.value = None
        self._filter()

    def _filter(self) -> None:
        self.rows.filter_by(self.search.text(), self.sector.value, self.status.value)
        self.filtered.emit()
