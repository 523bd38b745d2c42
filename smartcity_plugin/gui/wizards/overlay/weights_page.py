# SPDX-License-Identifier: GPL-2.0-or-later
"""How much each field of action, and each indicator inside it, weighs."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ....model.problem import Severity, SmartCityError
from ....model.scheme import Weighting, Weights
from ....study.drafts import Outcome, outcome_of
from ..forms import Form, explanation, named, tell
from ..page import Page
from ..problem_area import Finding
from . import wording
from .budget_panel import BudgetPanel
from .data_weights_table import DataWeightsTable
from .pairs_panel import PairsPanel
from .ranking_panel import RankingPanel
from .sides import sides
from .sliders_panel import SlidersPanel

OFFERED = (Weighting.EQUAL, Weighting.SLIDERS, Weighting.BUDGET, Weighting.AHP)


class WeightsPage(Page):
    """Weights of one node at the left, what they make of the units on the right."""

    name = "weights"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Weights"),
            translate("SmartCity", "What matters how much?"),
            translate("SmartCity", "Weights are a political decision. The ranking follows at once."),
            translate(
                "SmartCity",
                "First the fields of action are weighed against each other, then the indicators inside each. Equal "
                "weights are a decision, too. Weights that follow from the data are shown to compare with; they "
                "cannot be chosen, because nobody could justify them.",
            ),
        )
        self.node = named(QComboBox(), "node")
        self.method = named(QComboBox(), "method")
        for method in OFFERED:
            self.method.addItem(wording.name_of(method), method.value)
        self.node.activated.connect(lambda _place: self._show_node())
        self.method.activated.connect(lambda _place: self._choose_method())
        self.form = Form()
        self.form.add(translate("SmartCity", "&Weights of"), self.node)
        self.method_text = self.form.add(translate("SmartCity", "&Found by"), self.method, "…")
        self.equal_text = explanation("…")
        self.equal_text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sliders, self.budget, self.pairs = SlidersPanel(), BudgetPanel(), PairsPanel()
        self.sliders.anchor = self.method
        self.panels = {
            Weighting.EQUAL: self.equal_text,
            Weighting.SLIDERS: self.sliders,
            Weighting.BUDGET: self.budget,
            Weighting.AHP: self.pairs,
        }
        self.stack = QStackedWidget()
        for method, panel in self.panels.items():
            self.stack.addWidget(panel)
            if method is not Weighting.EQUAL:
                panel.edited.connect(self._edited)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.form)
        column.addWidget(self.stack, 1)
        self.outcome_tabs, self.data_weights = RankingPanel(), DataWeightsTable()
        self.outcome_tabs.addTab(self.data_weights, translate("SmartCity", "To co&mpare"))
        self.outcome_tabs.currentChanged.connect(lambda _place: self._show_data_weights())
        self.fields.addWidget(sides(left, self.outcome_tabs, (3, 4)), 1)
        self.first = self.node
        self.outcome: Optional[Outcome] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.preview)

    # From and to the draft ----------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the draft."""
        wizard = self.wizard()
        chosen = self.node.currentData()
        self.node.clear()
        for key, (members, _) in wizard.draft.scheme.nodes().items():
            text = wording.node_name(wizard.material.catalogue, key)
            self.node.addItem(f"{text} ({len(members)})", key)
        self.node.setCurrentIndex(max(0, self.node.findData(chosen)))
        self._show_node()
        self.preview()

    def needs(self) -> list[str]:
        """Return which weights are not complete yet."""
        wizard = self.wizard()
        if wizard is None or not wizard.draft.scheme.groups or self.node.currentData() is None:
            return []
        panel = self.panels.get(self._weights().method)
        flaws = getattr(panel, "flaws", list)()
        here = self.node.currentData()
        for key, (members, weights) in wizard.draft.scheme.nodes().items():
            if key != here and len(members) > 1 and not complete(members, weights):
                text = translate("SmartCity", "weights of “{node}”")
                flaws.append(text.format(node=wording.node_name(wizard.material.catalogue, key)))
        return flaws

    def _weights(self) -> Weights:
        return self.wizard().draft.weights(self.node.currentData())

    def _names(self) -> dict[str, str]:
        wizard, node = self.wizard(), self.node.currentData()
        members = wizard.draft.scheme.nodes()[node][0]
        return {name: wording.member_name(wizard.material.catalogue, node, name) for name in members}

    def _show_node(self) -> None:
        weights, names = self._weights(), self._names()
        alone = len(names) < 2
        if alone and weights.method in (Weighting.BUDGET, Weighting.AHP):
            weights = replace(weights, method=Weighting.EQUAL)
        self.method.setEnabled(not alone)
        self.method.setCurrentIndex(self.method.findData(weights.method.value))
        self._show_panel(weights, names)

    def _show_panel(self, weights: Weights, names: dict[str, str]) -> None:
        method = weights.method
        if method.is_for_comparison:
            text = translate(
                "SmartCity",
                "This scheme takes its weights from the data ({method}). Nobody can justify them politically: choose "
                "weights of the town’s own.",
            )
            tell(self.method_text, text.format(method=wording.name_of(method)))
        else:
            tell(self.method_text, wording.weighting_text(method))
        panel = self.panels.get(method, self.equal_text)
        self.stack.setCurrentWidget(panel)
        if panel is self.equal_text:
            tell(self.equal_text, self._equal_text(names, method))
        else:
            panel.show_node(names, weights)

    def _equal_text(self, names: dict[str, str], method: Weighting) -> str:
        if len(names) == 1:
            text = translate("SmartCity", "There is only “{name}” here; it has the whole weight.")
            return text.format(name=next(iter(names.values())))
        if method.is_for_comparison:
            return ""
        share = wording.percent(1.0 / len(names))
        lines = "\n".join(f"•  {name}" for name in names.values())
        return translate("SmartCity", "{share} each:").format(share=share) + "\n" + lines

    def _choose_method(self) -> None:
        method = Weighting(self.method.currentData())
        weights, names = replace(self._weights(), method=method), self._names()
        self._show_panel(weights, names)
        if method is not Weighting.EQUAL:
            weights = replace(self.panels[method].weights, method=method)
        self._edited(weights)

    def _edited(self, weights: Weights) -> None:
        method = Weighting(self.method.currentData())
        self.wizard().draft.set_weights(self.node.currentData(), replace(weights, method=method))
        self._timer.start()
        self.changed()

    # What they make -----------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Rank the units by the draft."""
        wizard = self.wizard()
        findings = []
        try:
            self.outcome = outcome_of(wizard.material, wizard.draft.scheme)
            self.outcome_tabs.show_outcome(wizard.material, self.outcome)
        except SmartCityError as error:
            self.outcome = None
            self.outcome_tabs.show_nothing()
            if not self.needs():
                findings.append(wording.finding(wizard.material.catalogue, error.problem))
        methods = [weights.method for _, weights in wizard.draft.scheme.nodes().values()]
        if any(method.is_for_comparison for method in methods):
            text = translate("SmartCity", "Some weights follow from the data; nobody can justify them politically.")
            findings.append(Finding(Severity.WARNING, text))
        self._show_data_weights()
        self.show_findings(findings)

    def _show_data_weights(self) -> None:
        """Compute the weights that follow from the data only while they are looked at."""
        if self.outcome_tabs.currentWidget() is self.data_weights and self.node.currentData() is not None:
            wizard = self.wizard()
            self.data_weights.show_node(wizard.material, self.outcome, self.node.currentData(), self._names())


def complete(members: tuple[str, ...], weights: Weights) -> bool:
    """Return whether the weights of a node can be used."""
    from ....engine.composite.pairwise import compare

    if weights.method is Weighting.BUDGET:
        sums = [sum(points.get(name, 0.0) for name in members) for points in weights.ballots.values()]
        return bool(sums) and all(abs(total - 100.0) < 0.05 + 1e-9 for total in sums)
    if weights.method is Weighting.AHP:
        try:
            compare(members, weights.judgements)
        except SmartCityError:
            return False
    return True
