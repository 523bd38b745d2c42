# SPDX-License-Identifier: GPL-2.0-or-later
"""Baselines of goals and their quantities from the results of the study, for the town or for the units they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Optional, Union

from ..catalogue import Catalogue
from ..model.problem import Problem, Severity
from ..model.strategy import Goal, GoalIndicator
from .area_values import (
    MIXED_LEVELS,
    NOT_ADDITIVE,
    NOT_COMPUTED,
    PARTLY_KNOWN,
    UNKNOWN_UNIT,
    AreaValue,
    AreaValues,
)
from .register_changes import Change
from .rows import split_ids
from .study import Study


@dataclass(frozen=True)
class Baselines:
    """The changes that fill in baselines and their dates, why others stay empty, and which rest on outdated results."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def baselines(
    study: Study, catalogue: Catalogue, goal_ids: Optional[Collection[str]] = None, renew: bool = False
) -> Baselines:
    """Return baselines from the study's results at its reference date, for all goals or some.

    Only empty baselines are filled unless ``renew`` is set. A goal that is valid for certain units gets their value as
    the study sums up: Σ numerator / Σ denominator. What has no value stays NULL and is told, and so is a baseline from
    a result that the data of the study no longer give.
    """
    results = GoalResults(study, catalogue)
    goals = {goal.goal_id: goal for goal in study.goals()}
    records: list[Union[Goal, GoalIndicator]] = [*goals.values(), *study.records(GoalIndicator)]
    changes, problems = [], []
    for record in records:
        goal = goals.get(record.goal_id)
        chosen = goal is not None and (goal_ids is None or goal.goal_id in goal_ids)
        if goal is None or not chosen or not record.indicator_id or not (renew or record.baseline is None):
            continue
        value, problem = results.value(record.indicator_id, goal)
        if problem is not None:
            problems.append(problem)
        if value is None:
            continue
        after = replace(record, baseline=value, baseline_date=study.settings.reference_date)
        if after != record:
            changes.append(Change(record, after))
    return Baselines(tuple(changes), tuple(problems))


def with_baselines(study: Study, catalogue: Catalogue, goals: Iterable[Goal]) -> tuple[list[Goal], list[Problem]]:
    """Return goals that are to be stored, empty baselines filled in, and why others stay empty."""
    results = GoalResults(study, catalogue)
    filled, problems = [], []
    for goal in goals:
        if goal.baseline is None and goal.indicator_id:
            value, problem = results.value(goal.indicator_id, goal)
            problems += [] if problem is None else [problem]
            if value is not None:
                goal = replace(goal, baseline=value, baseline_date=study.settings.reference_date)
        filled.append(goal)
    return filled, problems


class GoalResults:
    """The results of a study where a goal is valid, put together as monitoring does it."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._catalogue, self._city, self._period = catalogue, study.city_id, study.settings.reference_date
        self._study, self._areas = study, AreaValues(study, catalogue)
        self._rows = study.values().set_index(["indicator_id", "unit_id"])

    @cached_property
    def _outdated(self) -> frozenset[str]:
        return frozenset(self._study.outdated(self._catalogue))

    def value(self, indicator_id: str, goal: Goal) -> tuple[Optional[float], Optional[Problem]]:
        """Return the value of an indicator where a goal is valid, and what must be told of it or because it lacks."""
        number, units = goal.goal_id, ", ".join(split_ids(goal.unit_ids))
        if indicator_id not in self._catalogue.indicators:
            return None, Problem(
                "goal_baseline_unknown_indicator", Severity.WARNING, {"goal": number, "indicator": indicator_id}
            )
        series = {item.period: item for item in self._areas.series(indicator_id, goal.unit_ids)}
        found = series.get(self._period, AreaValue(self._period, reason=NOT_COMPUTED))
        if found.reason == UNKNOWN_UNIT:
            return None, Problem("goal_baseline_unknown_units", Severity.WARNING, {"goal": number, "units": units})
        if found.reason == MIXED_LEVELS:
            return None, Problem("goal_baseline_levels", Severity.WARNING, {"goal": number, "units": units})
        if found.reason == NOT_ADDITIVE:
            return None, Problem("goal_baseline_no_sum", Severity.WARNING, {"goal": number, "indicator": indicator_id})
        lacking = ", ".join(self._lacking(indicator_id, goal.unit_ids))
        if found.value is not None and (lacking or found.note == PARTLY_KNOWN):
            return None, Problem(
                "goal_baseline_incomplete", Severity.WARNING, {"goal": number, "units": lacking or units}
            )
        if found.value is None:
            return None, Problem(
                "goal_baseline_no_value", Severity.WARNING, {"goal": number, "indicator": indicator_id}
            )
        if indicator_id in self._outdated:
            told = {"goal": number, "indicator": indicator_id}
            return found.value, Problem("goal_baseline_outdated", Severity.WARNING, told)
        return found.value, None

    def _lacking(self, indicator_id: str, unit_ids: Optional[str]) -> list[str]:
        """Return the units without a value although one was expected there; where nobody lives none is."""
        chosen = split_ids(unit_ids)
        if self._city in chosen or len(chosen) < 2:
            return []
        rows = self._rows.reindex([(indicator_id, unit) for unit in dict.fromkeys(chosen)])
        empty = rows["coverage"].isna() & (rows["denominator"] == 0)
        return list(rows.index[rows["value"].isna() & ~empty].get_level_values("unit_id"))
