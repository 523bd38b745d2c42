# SPDX-License-Identifier: GPL-2.0-or-later
"""Which indicators make the index, and on which scale each is scored."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from ....bridge.i18n import language, translate
from ....catalogue.numbers import format_number
from ....model.indicator import Band, Goalposts
from ....model.problem import Severity
from ....model.scheme import Normalisation
from ....study.drafts import doubles
from ..page import Page
from ..problem_area import Finding
from . import wording
from .draft import with_indicators
from .indicator_panel import IndicatorPanel
from .indicator_tree import IndicatorTree
from .sides import sides

NAMED = 3
"""Pairs that are named as counted twice; the others are only counted."""


class ChoicePage(Page):
    """Tree of the indicators at the left, the one that is looked at on the right."""

    name = "choice"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Choice"),
            translate("SmartCity", "What belongs to the index?"),
            translate("SmartCity", "Few indicators that say something different each are better than many."),
            translate(
                "SmartCity",
                "Tick the indicators that make the index. Space ticks the one that is looked at. Indicators whose "
                "values hardly differ count the same thing twice; keep one of them. A scale of the town’s own takes "
                "the place of the catalogue’s; it also lets an indicator count that is neither good nor bad by itself.",
            ),
        )
        self.tree, self.panel = IndicatorTree(), IndicatorPanel()
        self.tree.chosen.connect(self._choose)
        self.tree.current.connect(lambda _name: self._show_current())
        self.panel.scale_changed.connect(self._set_scale)
        self.panel.normalisation_changed.connect(self._set_normalisation)
        self.fields.addWidget(sides(self.tree, self.panel, (3, 2), (False, True)), 1)
        self.first = self.tree

    def enter(self) -> None:
        """Show the draft."""
        wizard = self.wizard()
        self.tree.show_material(wizard.material, wizard.draft.scheme)
        self._show_current()
        self._warn()

    def needs(self) -> list[str]:
        """Return whether an indicator must still be chosen."""
        wizard = self.wizard()
        if wizard is None or wizard.draft.scheme.indicators:
            return []
        return [translate("SmartCity", "at least one indicator")]

    def _choose(self) -> None:
        wizard = self.wizard()
        present = [name for name in wizard.draft.scheme.indicators if name not in wizard.material.computed]
        # What was chosen but has no values here stays part of the scheme; it is told on the page of the rules.
        names = [*self.tree.names(), *present]
        wizard.draft.put(with_indicators(wizard.draft.scheme, names, wizard.material.catalogue))
        self._warn()
        self.changed()

    def _show_current(self) -> None:
        wizard, name = self.wizard(), self.tree.current_id()
        reasons = [
            wizard.material.catalogue.sentence(problem, language())
            for problem in wizard.material.problems.get(name, ())
        ]
        self.panel.show_indicator(wizard.material, wizard.draft.scheme, name, reasons)

    def _set_scale(self, name: str, scale: Goalposts | Band | None) -> None:
        wizard = self.wizard()
        scheme = wizard.draft.scheme
        scales = {key: item for key, item in scheme.scales.items() if key != name}
        if scale is not None:
            scales[name] = scale
        scheme = replace(scheme, scales=scales)
        indicator = wizard.material.catalogue.indicators[name]
        if scale is None and not indicator.is_scored:
            names = [other for other in scheme.indicators if other != name]
            scheme = with_indicators(scheme, names, wizard.material.catalogue)
        wizard.draft.put(scheme)
        self.tree.show_material(wizard.material, scheme)
        self.tree.look_at(name)
        self.changed()

    def _set_normalisation(self, name: str, item: Optional[Normalisation]) -> None:
        draft = self.wizard().draft
        own = {key: value for key, value in draft.scheme.normalisations.items() if key != name}
        if item is not None:
            own[name] = item
        draft.change(normalisations=own)
        self._show_current()
        self.changed()

    def _warn(self) -> None:
        """Name indicators that count the same thing twice."""
        wizard = self.wizard()
        findings = []
        pairs = doubles(wizard.material, wizard.draft.scheme.indicators)
        for one, other, r in pairs[:NAMED]:
            text = translate(
                "SmartCity",
                "“{one}” and “{other}” hardly differ here (r = {r}): the same thing counts twice. Take one of them "
                "out, or give both less weight.",
            )
            text = text.format(
                one=wording.indicator_name(wizard.material.catalogue, one),
                other=wording.indicator_name(wizard.material.catalogue, other),
                r=format_number(r, 2, language()),
            )
            findings.append(Finding(Severity.WARNING, text))
        if len(pairs) > NAMED:
            text = translate("SmartCity", "{count} more pairs hardly differ.")
            findings.append(Finding(Severity.NOTE, text.format(count=len(pairs) - NAMED)))
        self.show_findings(findings)
