# SPDX-License-Identifier: GPL-2.0-or-later
"""Which rules a study has the data for, and what the operands of those are: a membership per place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..catalogue import Catalogue
from ..catalogue.rule_words import indicators_and_roles
from ..engine.composite.normalise import scores_of
from ..engine.interactions import highest, measured, membership
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity
from ..model.rule import Choosing, Condition, IndicatorCondition, LayerCondition, Operand, Reading, Rule
from .rule_places import RulePlaces, values_at
from .study import Study


@dataclass(frozen=True)
class RuleCheck:
    """A rule and whether it can be checked: ``problems`` say what is missing, nothing if it can.

    ``used`` holds for each operand key the conditions that data are there for and that are looked at.
    """

    rule: Rule
    problems: tuple[Problem, ...]
    used: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)

    @property
    def is_checkable(self) -> bool:
        """Whether there are data for every operand."""
        return not self.problems

    @property
    def substitutes(self) -> tuple[Condition, ...]:
        """The conditions that stand in for something better."""
        return tuple(item for conditions in self.used.values() for item in conditions if item.substitute)

    @property
    def left_out(self) -> tuple[Condition, ...]:
        """The conditions of operands that take the highest of several for which there are no data."""
        several = (operand for operand in self.rule.operands if operand.choosing is Choosing.HIGHEST)
        return tuple(
            item
            for operand in several
            for item in operand.conditions
            if self.used and item not in self.used[operand.key]
        )


class Evidence:
    """What a study knows that rules ask for; every indicator and layer is read once."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._study, self._catalogue = study, catalogue
        values = study.values()
        units = set(study.reporting_units().ids("unit_id"))
        known = values[values["value"].notna() & values["unit_id"].isin(units)]
        self._indicators = set(known["indicator_id"]) & set(catalogue.indicators)
        self._roles = set(study.passports())
        self._layers: dict[str, GeoTable] = {}
        self._found: dict[str, tuple[np.ndarray, bool]] = {}

    def has(self, condition: Condition) -> bool:
        """Whether there are data for a condition."""
        if isinstance(condition, IndicatorCondition):
            return condition.indicator in self._indicators
        return condition.role in self._roles and len(self.features(condition)) > 0

    def features(self, condition: LayerCondition) -> np.ndarray:
        """Return the shapes of a layer that a condition means."""
        if condition.role not in self._layers:
            self._layers[condition.role] = self._study.layer(condition.role)
        table = self._layers[condition.role]
        chosen = np.ones(len(table), dtype=bool)
        for name, allowed in condition.where.items():
            words = table.words(name) if name in table.frame else np.full(len(table), "", dtype=object)
            chosen &= np.isin(words, [word.lower() for word in allowed])
        return table.geometry[chosen]

    def membership(self, condition: Condition, places: RulePlaces) -> tuple[np.ndarray, bool]:
        """Return the membership (n, NaN unknown) of a condition, and whether cells took it over from their unit."""
        key = f"{places.kind} {condition!r}"
        if key not in self._found:
            self._found[key] = self._membership(condition, places)
        return self._found[key]

    def _membership(self, condition: Condition, places: RulePlaces) -> tuple[np.ndarray, bool]:
        if isinstance(condition, LayerCondition):
            return self._of_layer(condition, places), False
        values, inherited = values_at(self._study, places, condition.indicator)
        if condition.scale is not None:
            return membership(values, condition.scale), inherited
        scores = scores_of(self._catalogue.indicators[condition.indicator], values) / 100.0
        return (1.0 - scores if condition.reading is Reading.NEED else scores), inherited

    def _of_layer(self, condition: LayerCondition, places: RulePlaces) -> np.ndarray:
        """Return the membership of a layer: that of the cells, and of units the mean over their people."""
        features = self.features(condition)
        if places.are_cells:
            return membership(measured(places.geometry, features, condition.measure), condition.scale)
        cells = places.people.cells.geometry
        return places.mean_of_cells(membership(measured(cells, features, condition.measure), condition.scale))


def check_rules(evidence: Evidence, rules: Iterable[Rule]) -> list[RuleCheck]:
    """Return for each rule whether a study has data for all its operands, and else what is missing."""
    return [_check(evidence, rule) for rule in rules]


def _check(evidence: Evidence, rule: Rule) -> RuleCheck:
    used = {operand.key: _used(evidence, operand) for operand in rule.operands}
    problems = tuple(_missing(rule, operand) for operand in rule.operands if not used[operand.key])
    return RuleCheck(rule, problems, {} if problems else used)


def _used(evidence: Evidence, operand: Operand) -> tuple[Condition, ...]:
    present = tuple(item for item in operand.conditions if evidence.has(item))
    return present[:1] if operand.choosing is Choosing.FIRST else present


def _missing(rule: Rule, operand: Operand) -> Problem:
    """Return what an operand lacks; one of what is named would do."""
    indicators, roles = indicators_and_roles(operand)
    if not roles:
        return Problem("rule_lacks_indicator", Severity.NOTE, {"rule": rule.id, "others": indicators})
    if not indicators:
        return Problem("rule_lacks_layer", Severity.NOTE, {"rule": rule.id, "layer": roles})
    return Problem("rule_lacks_either", Severity.NOTE, {"rule": rule.id, "others": indicators, "layer": roles})


def operand_memberships(evidence: Evidence, check: RuleCheck, places: RulePlaces) -> tuple[np.ndarray, list[Condition]]:
    """Return the memberships of a checkable rule (n places × m operands) and the conditions that cells took over."""
    columns, inherited = [], []
    for operand in check.rule.operands:
        found = []
        for condition in check.used[operand.key]:
            values, taken_over = evidence.membership(condition, places)
            found.append(values)
            if taken_over:
                inherited.append(condition)
        columns.append(found[0] if len(found) == 1 else highest(np.column_stack(found), check.rule.threshold))
    return np.column_stack(columns), inherited
