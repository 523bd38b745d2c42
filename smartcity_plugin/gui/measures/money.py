# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of a measure on money: costs and financing as tables, with what does not add up told while typing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Optional, Union

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue.numbers import format_number
from ...model.strategy import Cost, Financing, Measure
from ...study import schema
from ...study import strategy_tables as tables
from ...study.cost_checks import REQUIRED_SHARE
from ...study.costs import CostRow
from ...study.register import TABLES
from ...study.register_changes import Change, new_id
from .content import euros
from .fields import NumberField, RecordForm, named
from .money_model import ChoiceDelegate, MoneyModel, MoneyView
from .told import ProblemLabel

if TYPE_CHECKING:
    from .content import Content
    from .window import MeasuresWindow

COST_FIELDS = ("kind", "year", "gross_eur", "eligible_eur", "note")
FINANCING_FIELDS = ("source", "programme", "year", "eur", "rate_percent", "status", "note")
MONEY_PROBLEMS = ("cost", "financing", "funding", "own_share")
WIDTHS = {"source": 24, "programme": 16, "year": 7, "eur": 13, "rate_percent": 15, "status": 11, "eligible_eur": 27}
"""Widths of columns in characters; others get 18."""


class MoneyTable(QWidget):
    """One of the two tables with its buttons."""

    def __init__(self, window: MeasuresWindow, cls: type, names: Sequence[str], vocabularies: dict[str, Any]) -> None:
        super().__init__()
        self._window, self._cls = window, cls
        titles = {
            name: {key: term.title.in_language(language()) for key, term in terms.items()}
            for name, terms in vocabularies.items()
        }
        table, self._key = TABLES[cls]
        name = "costs" if cls is Cost else "financing"
        self.model = MoneyModel(table, names, titles, self._changed)
        self.model.refused.connect(lambda text: window.tell(text, is_problem=True))
        self.model.lost.connect(window.tell_lost)
        self.view = named(MoneyView(), name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        self.view.setAccessibleName(table.title.in_language(language()))
        self.view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        header = self.view.horizontalHeader()
        for column, field in enumerate(names):
            header.resizeSection(column, WIDTHS.get(field, 18) * self.fontMetrics().averageCharWidth())
        header.setSectionResizeMode(len(names) - 1, QHeaderView.ResizeMode.Stretch)
        self.view.removal_wanted.connect(self.remove)
        self.add = named(QPushButton(translate("SmartCity", "Add row")), f"add_{name}")
        self.drop = named(QPushButton(translate("SmartCity", "Remove row")), f"remove_{name}")
        for button, slot in ((self.add, self.append), (self.drop, self.remove_current)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda *_, slot=slot: slot())
        caption = QLabel(f"<b>{escape(table.title.in_language(language()))}</b>")
        caption.setTextFormat(Qt.TextFormat.RichText)
        head = QHBoxLayout()
        head.addWidget(caption, 1)
        head.addWidget(self.add)
        head.addWidget(self.drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def show_records(self, records: Sequence[Any], usable: bool) -> None:
        """Show the rows of a measure in the order of their years."""
        self.model.read_only = not usable
        self.model.show_records(records)
        self.add.setEnabled(usable)
        self.drop.setEnabled(usable and bool(records))

    def append(self) -> None:
        """Add a row like the last one, for the year behind it, without an amount."""
        measure = self._window.measure
        if measure is None:
            return
        last = self.model.records[-1] if self.model.records else None
        year = measure.start_year if last is None else last.year
        record: Union[Cost, Financing]
        if self._cls is Cost:
            record = Cost(new_id(), measure.measure_id, None if last is None else last.kind, year)
        else:
            source = None if last is None else last.source
            record = Financing(
                new_id(), measure.measure_id, source, None if last is None else last.programme, year=year
            )
        if self._changed(None, record):
            numbers = [getattr(item, self._key) for item in self.model.records]
            row = numbers.index(getattr(record, self._key)) if getattr(record, self._key) in numbers else 0
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.setFocus()

    def remove_current(self) -> None:
        """Remove the row of the chosen cell, the last one without a choice."""
        if self.model.records:
            row = self.view.currentIndex().row()
            self.remove(row if row >= 0 else len(self.model.records) - 1)

    def remove(self, row: int) -> None:
        """Remove a row; undo and the bin bring it back."""
        if not self.model.read_only:
            self._changed(self.model.records[row], None)

    def _changed(self, before: Any, after: Any) -> bool:
        title = self.model.table.title.in_language(language())
        measure = (after if after is not None else before).measure_id
        return self._window.push(f"{title}: {measure}", lambda study: [Change(before, after)])


class MoneyPage(QWidget):
    """Costs, financing and the sentences on both."""

    def __init__(self, window: MeasuresWindow) -> None:
        super().__init__()
        vocabulary = window.catalogue.vocabulary
        self.costs = MoneyTable(window, Cost, COST_FIELDS, {"kind": vocabulary.cost_kinds})
        of_financing = {"source": vocabulary.financing_sources, "status": vocabulary.financing_statuses}
        self.financing = MoneyTable(window, Financing, FINANCING_FIELDS, of_financing)
        self._window = window
        self.form = RecordForm(schema.MEASURES, window.set_field)
        estimate = QFormLayout()
        field = self.form.add(estimate, "cost_eur", NumberField())
        field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.summary = named(QLabel(), "money_summary")
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        self.summary.setWordWrap(True)
        self.problems = ProblemLabel("money_problems")
        told = QWidget()
        sentences = QVBoxLayout(told)
        sentences.setContentsMargins(0, 0, 0, 0)
        sentences.addWidget(self.summary)
        sentences.addWidget(self.problems)
        sentences.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(told)
        for widget in (told, scroll.viewport()):
            widget.setAutoFillBackground(False)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        for number, widget in enumerate((self.costs, self.financing, scroll)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(number, 1)
        splitter.setSizes([200, 200, 180])
        layout = QVBoxLayout(self)
        layout.addLayout(estimate)
        layout.addWidget(splitter, 1)

    def show_measure(self, content: Content, measure: Optional[Measure]) -> None:
        """Show the money of a measure."""
        self.form.show(measure)
        usable = measure is not None and not self._window.read_only
        number = measure.measure_id if measure is not None else ""
        self.costs.show_records(content.costs.get(number, []), usable)
        self.financing.show_records(content.financing.get(number, []), usable)
        row = content.cost_row(number)
        self.summary.setText("" if row is None else summary_of(row, content))
        told = [item for item in content.problems.get(number, []) if item.key.startswith(MONEY_PROBLEMS)]
        good = row is not None and row.gross is not None and row.financed is not None
        fine = translate("SmartCity", "Costs and financing add up, in total and in every year.")
        self.problems.show_problems(told, content.catalogue, fine if good else "")

    def commit(self) -> None:
        """Store what is typed, also in a cell that is still open."""
        self.form.commit()
        for table in (self.costs, self.financing):
            editor = table.view.indexWidget(table.view.currentIndex())
            if editor is not None:
                table.view.commitData(editor)


def summary_of(row: CostRow, content: Content) -> str:
    """Return the sums of a measure as HTML; what is incomplete is said so."""
    words = {
        key: term.title.in_language(language()) for key, term in content.catalogue.vocabulary.financing_sources.items()
    }
    costs = tables.COSTS.fields
    parts = [
        f"<b>{escape(translate('SmartCity', 'Costs'))} {euros(row.gross, language())}</b>",
        f"{escape(costs['eligible_eur'].alias.in_language(language()))}: {euros(row.eligible, language())}",
        f"<b>{escape(translate('SmartCity', 'Financing'))} {euros(row.financed, language())}</b>",
    ]
    parts += [f"{escape(words.get(key, '?'))}: {euros(amount, language())}" for key, amount in row.by_source.items()]
    if row.own_share_percent is not None:
        share = translate("SmartCity", "own share {share} % of the financing")
        parts.append(escape(share.format(share=format_number(row.own_share_percent, 1, language()))))
    if not row.is_complete:
        parts.append(escape(translate("SmartCity", "incomplete: amounts are missing")))
    note = translate(
        "SmartCity",
        "Compared with an own share of {share} % of the eligible costs: project default after the split into thirds, "
        "no rule of law; the forms and rates of the Länder differ.",
    )
    share_text = format_number(100 * REQUIRED_SHARE, 1, language())
    return " · ".join(parts) + f"<br><small>{escape(note.format(share=share_text))}</small>"
