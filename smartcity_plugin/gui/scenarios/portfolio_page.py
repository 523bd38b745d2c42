# SPDX-License-Identifier: GPL-2.0-or-later
"""Which measures to take under a budget: what to ask for, and the stored choice with its reasons."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QLocale, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...engine.portfolio import EXACT, GREEDY, can_be_exact
from ..cards import plain_label
from . import wording
from .content import Content
from .tables import PREFIX, Cell, ReadTable

_MOST = 1e10
"""Euros: more than any municipality's budget, so that the field stays readable."""


class PortfolioPage(QWidget):
    """Indicator, budget and method; below them the choice, measure by measure."""

    wanted = pyqtSignal(str, float, str)
    """The indicator, the budget in euros and the method of a choice that shall be made."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._content, self._scenario = None, ""
        self.indicator, self.method, self.budget = QComboBox(), QComboBox(), QDoubleSpinBox()
        for widget, name in ((self.indicator, "indicator"), (self.method, "method"), (self.budget, "budget")):
            widget.setObjectName(PREFIX + name)
        self.method.addItem(translate("SmartCity", "best possible (exact)"), EXACT)
        self.method.addItem(translate("SmartCity", "step by step (greedy)"), GREEDY)
        if not can_be_exact():
            self.method.removeItem(0)
        self.budget.setRange(0.0, _MOST)
        self.budget.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.budget.setDecimals(0)
        self.budget.setSingleStep(10_000)
        self.budget.setGroupSeparatorShown(True)
        self.budget.setSuffix(" €")
        self.budget.setLocale(QLocale(language()))
        self.indicator.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.indicator.setMinimumContentsLength(28)
        self.choose = QPushButton(translate("SmartCity", "C&hoose"))
        self.choose.setObjectName(PREFIX + "choose")
        self.choose.setAutoDefault(False)
        first, row = QHBoxLayout(), QHBoxLayout()
        for line, text, widget in (
            (first, translate("SmartCity", "&Indicator:"), self.indicator),
            (row, translate("SmartCity", "&Budget:"), self.budget),
            (row, translate("SmartCity", "Me&thod:"), self.method),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            line.addWidget(label)
            line.addWidget(widget, 1 if line is first else 0)
        row.addStretch(1)
        row.addWidget(self.choose)
        self.state, self.sums = plain_label(), plain_label()
        self.state.setObjectName(PREFIX + "portfolio_state")
        self.sums.setObjectName(PREFIX + "sums")
        self.table = ReadTable("portfolio", translate("SmartCity", "Choice under the budget"), 5, 40)
        layout = QVBoxLayout(self)
        about = translate(
            "SmartCity",
            "The choice rests on what each measure brings by itself; what the chosen ones bring together is computed "
            "anew, because effects overlap. A measure that needs others is chosen only with them, one of unknown costs "
            "never.",
        )
        layout.addWidget(plain_label(about))
        layout.addLayout(first)
        layout.addLayout(row)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sums)
        self.choose.clicked.connect(self._ask)
        self.indicator.currentIndexChanged.connect(lambda *_: self._show())
        self.method.currentIndexChanged.connect(lambda *_: self._show())

    def fill(self, content: Content, scenario_id: str) -> None:
        """Show the indicators and the stored choices of a scenario."""
        is_other = scenario_id != self._scenario
        self._content, self._scenario = content, scenario_id
        found, chosen = content.summaries.get(scenario_id, []), self.indicator.currentData()
        names = list(dict.fromkeys(row["indicator_id"] for row in found if row["judgement"] != "unchanged"))
        stored = [row for row in content.portfolios if row["scenario_id"] == scenario_id]
        for widget in (self.indicator, self.method):
            widget.blockSignals(True)
        self.indicator.clear()
        for name in names:
            self.indicator.addItem(wording.indicator_title(content.catalogue, name), name)
        if stored and (is_other or chosen not in names):
            newest = stored[-1]
            chosen = newest["indicator_id"]
            self.method.setCurrentIndex(max(0, self.method.findData(newest["method"])))
        if is_other or not self.budget.value():
            total = sum(content.costs.get(name) or 0.0 for name in content.measures_of(scenario_id))
            self.budget.setValue(float(stored[-1]["budget_eur"]) if stored else round(total / 2, -3))
        self.indicator.setCurrentIndex(max(0, self.indicator.findData(chosen)) if names else -1)
        for widget in (self.indicator, self.method):
            widget.blockSignals(False)
        state = content.states.get(scenario_id)
        holds = state is not None and state.is_computed and not state.changed and bool(names)
        self.choose.setEnabled(holds)
        text = "" if holds else translate("SmartCity", "Compute the scenario first; then a choice can be made.")
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self._show()

    def _ask(self) -> None:
        self.budget.interpretText()
        self.wanted.emit(self.indicator.currentData(), self.budget.value(), self.method.currentData())

    def _show(self) -> None:
        content = self._content
        if content is None:
            return
        wanted = self._scenario, self.indicator.currentData(), self.method.currentData()
        rows = [row for row in content.portfolios if (row["scenario_id"], row["indicator_id"], row["method"]) == wanted]
        heads = [
            translate("SmartCity", "Rank"),
            translate("SmartCity", "Chosen"),
            translate("SmartCity", "Measure"),
            translate("SmartCity", "Gain alone"),
            translate("SmartCity", "Costs"),
            translate("SmartCity", "Why"),
        ]
        cells = [
            [
                Cell(str(int(row["rank"])) if wording.is_known(row["rank"]) else "", True),
                Cell(translate("SmartCity", "✓ yes") if row["is_chosen"] else translate("SmartCity", "no")),
                Cell(content.title_of(row["measure_id"]), is_bold=bool(row["is_chosen"])),
                Cell(wording.gain(row["gain_kind"], row["gain"]), True),
                Cell(wording.euros(row["cost_eur"]), True),
                Cell(wording.reason(row["reason"], row["reason_values"], row["rank"], row["gain_kind"])),
            ]
            for row in rows
        ]
        self.table.show_rows(heads, cells, [row["measure_id"] for row in rows])
        nothing = translate("SmartCity", "No choice has been made for this indicator and method yet.")
        self.sums.setText(self._sums(rows[0]) if rows else nothing)

    def _sums(self, row: dict) -> str:
        text = translate(
            "SmartCity",
            "Costs {cost} of {budget}. Single gains added up: {sum}. All chosen measures together, computed anew: "
            "{total}.",
        ).format(
            cost=wording.euros(row["chosen_cost"]),
            budget=wording.euros(row["budget_eur"]),
            sum=wording.gain(row["gain_kind"], row["sum_of_gains"]),
            total=wording.gain(row["gain_kind"], row["total_gain"]),
        )
        if row["is_outdated"]:
            text += " " + translate("SmartCity", "⚠ The scenario was changed or computed again since: choose again.")
        return text
