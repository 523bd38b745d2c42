# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure the ranking is: the plan of the test, and what it found."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Any, Optional

from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from ....bridge.i18n import language, translate
from ....bridge.tasks import RunResult
from ....catalogue.numbers import NOT_AVAILABLE
from ....model.problem import Severity
from ....model.scheme import Scheme
from ... import settings
from ..forms import explanation, named, tell
from ..page import Page
from ..problem_area import Finding
from . import wording
from .plan_form import PlanForm
from .robustness_result import Tested, read_tested
from .sides import sides
from .tables import Cell, ReadTable

MOST_ROWS = 300


class RobustnessPage(Page):
    """Plan at the left, result on the right; the page can be skipped."""

    name = "robustness"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Robustness"),
            translate("SmartCity", "Does the ranking depend on our choices?"),
            translate("SmartCity", "Can be skipped: go on without a test, and run it later."),
            translate(
                "SmartCity",
                "The index is made again many times, each time with other choices that could be justified just as "
                "well. A place whose rank hardly changes is robust. The scheme is stored for the test; it does not "
                "come into force by that.",
            ),
        )
        self.form = PlanForm()
        self.form.edited.connect(self._edited)
        self.run = named(QPushButton(translate("SmartCity", "Store and t&est")), "run_test")
        self.run.setAutoDefault(False)
        self.run.clicked.connect(self._run)
        self.note = explanation()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.form)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(self.run)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        self.sentence = named(QTextBrowser(), "sentence")
        self.sentence.setAccessibleName(translate("SmartCity", "Sentence for the council"))
        self.sentence.setTabChangesFocus(True)
        self.sentence.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        headers = [
            translate("SmartCity", "Rank"),
            translate("SmartCity", "Place"),
            translate("SmartCity", "Span"),
            translate("SmartCity", "Top"),
            translate("SmartCity", "Judgement"),
        ]
        self.table = ReadTable("intervals", headers, 1, translate("SmartCity", "Ranks with their intervals"))
        headers = [
            translate("SmartCity", "Varied"),
            translate("SmartCity", "by itself"),
            translate("SmartCity", "in all"),
        ]
        self.factors = ReadTable("factors", headers, 0, translate("SmartCity", "Which choice matters how much"))
        self.tabs = named(QTabWidget(), "robustness_tabs")
        self.tabs.addTab(self.table, translate("SmartCity", "Ran&ks"))
        self.tabs.addTab(self.factors, translate("SmartCity", "What &matters"))
        right = QWidget()
        right.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        column = QVBoxLayout(right)
        column.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.sentence, 1)
        column.addWidget(self.tabs, 3)
        column.addWidget(
            explanation(
                translate(
                    "SmartCity",
                    "Span: the ranks in 90 % of the runs. Top: in how many runs the place is among the first. What "
                    "matters: the share of the differences that a choice makes.",
                )
            )
        )
        self.fields.addWidget(sides(left, right), 1)
        self.first = self.form.runs
        self._tested: Optional[Scheme] = None
        """The scheme as it was when it was tested."""

    def enter(self) -> None:
        """Show the plan of the draft."""
        wizard = self.wizard()
        self.form.show_plan(wizard.draft.scheme.plan, wizard.material.cells is not None)
        self._show_note()
        if self._tested is None and wizard.material.cells is not None:
            self.form.places.setCurrentIndex(max(0, self.form.places.findData(settings.last_test_places())))
        if self._tested is None or not _same_result(self._tested, wizard.draft.scheme):
            self._tested = None
            self._show(None)
            if not wizard.draft.is_changed:  # perhaps it was tested earlier
                self._look(self.form.places.currentData())

    def needs(self) -> list[str]:
        """Return what must still be chosen."""
        return self.form.needs()

    def _edited(self) -> None:
        if not self.form.needs():
            self.wizard().draft.change(plan=self.form.plan())
        self._show_note()
        self.changed()

    def _show_note(self) -> None:
        wizard = self.wizard()
        scheme = wizard.draft.scheme
        self.run.setEnabled(wizard.material.writable and not self.form.needs())
        if not wizard.material.writable:
            tell(self.note, translate("SmartCity", "The study is read-only: the test needs a copy."))
        elif not wizard.draft.is_changed:
            tell(self.note, translate("SmartCity", "Tests the stored scheme; you can cancel at any time."))
        else:
            text = translate(
                "SmartCity", "The scheme is stored as “{scheme}” for the test; it does not come into force by that."
            )
            if scheme.id == wizard.material.in_force:
                text = translate(
                    "SmartCity",
                    "The scheme “{scheme}” is in force: for the test it is stored as it is now, and its needs are "
                    "assessed again.",
                )
            tell(self.note, text.format(scheme=wording.scheme_name(scheme)))

    def _run(self) -> None:
        wizard = self.wizard()
        tested, places = wizard.draft.scheme, self.form.places.currentData()
        settings.remember_test_places(places)

        def done(result: Optional[RunResult], warnings: list[str]) -> None:
            self._show_note()
            if result is None:
                return
            self.announce([Finding(Severity.WARNING, text) for text in dict.fromkeys(warnings)])
            self._tested = tested
            self._look(places)

        wizard.test(places, done)

    def _look(self, places: str) -> None:
        """Read what is stored of the draft's last test."""
        wizard = self.wizard()
        path, scheme_id = wizard.path, wizard.draft.scheme.id
        title = translate("SmartCity", "Reading the result…")
        self.examine(title, lambda _progress: read_tested(path, scheme_id, places, language()), self._read)

    def _read(self, found: Optional[Tested], error: Optional[str]) -> None:
        if error is not None:
            self.announce([Finding(Severity.WARNING, error)])
        self._show(found)

    def _show(self, found: Optional[Tested]) -> None:
        if found is None:
            self.sentence.setPlainText(translate("SmartCity", "Not tested yet."))
            self.table.show_rows([])
            self.factors.show_rows([])
            return
        self.sentence.setPlainText(found.sentence)
        self.table.show_rows([_place_row(row) for row in found.places.head(MOST_ROWS).to_dict("records")])
        self.factors.show_rows([_factor_row(row) for row in found.factors.to_dict("records")])


def _same_result(one: Scheme, other: Scheme) -> bool:
    return replace(one, title="", description="") == replace(other, title="", description="")


def _rank(value: Any) -> str:
    return wording.count(value) if value is not None and isfinite(value) else NOT_AVAILABLE.in_language(language())


def _share(value: Any) -> Optional[float]:
    return float(value) if value is not None and isfinite(value) else None


def _place_row(row: dict[str, Any]) -> list[Cell]:
    top = _share(row["top_share"] / 100.0 if row["top_share"] is not None else None)
    interval = f"{_rank(row['rank_low'])}–{_rank(row['rank_high'])}" if _share(row["rank_low"]) is not None else ""
    return [
        Cell(_rank(row["rank"]), is_number=True),
        Cell(str(row["name"])),
        Cell(interval, is_number=True),
        Cell("" if top is None else wording.percent(top, 0), is_number=True, bar=top),
        Cell(str(row["state_title"])),
    ]


def _factor_row(row: dict[str, Any]) -> list[Cell]:
    alone, total = _share(row["first_order"]), _share(row["total"])
    return [
        Cell(str(row["factor_title"])),
        Cell("" if alone is None else wording.percent(max(0.0, alone), 0), is_number=True, bar=alone),
        Cell("" if total is None else wording.percent(max(0.0, total), 0), is_number=True, bar=total),
    ]
