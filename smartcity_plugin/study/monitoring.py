# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitoring of the goals: values over time against the way to the target, light, pace, age, measures.

The rules of lights and pace stand in ``engine/monitoring.py``; all of them are project defaults.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Optional

from ..catalogue import Catalogue
from ..engine.monitoring import GREEN, GREY, LIGHTS, RED, STALE_MONTHS, TOLERANCE, YELLOW, last_day
from ..model.relation import RelationKind
from ..model.strategy import Goal, GoalIndicator, Observation
from .area_values import AreaValues
from .goal_series import ACTIVITY, OUTCOME, SERIES_NOTES, STALE, UNKNOWN_REASONS, Series, series_of_goal, series_of_row
from .relations import relations_of, serving_pairs
from .schedule import schedule
from .study import Study

__all__ = [
    "ACTIVITY",
    "COLOURS",
    "GREEN",
    "GREY",
    "LATENESS",
    "LIGHTS",
    "OUTCOME",
    "RED",
    "SERIES_NOTES",
    "STALE_MONTHS",
    "SYMBOLS",
    "TOLERANCE",
    "UNKNOWN_REASONS",
    "YELLOW",
    "Coverage",
    "GoalMonitor",
    "Series",
    "monitoring",
    "responsive_share",
]

SYMBOLS = {GREEN: "●", YELLOW: "▲", RED: "■", GREY: "○"}
"""A shape for each light, so that nobody must tell them apart by colour."""

COLOURS = {GREEN: "#1B9E77", YELLOW: "#E6AB02", RED: "#C8470F", GREY: "#8A8A8A"}
"""Colours that stay apart for colour-blind readers."""

STARTS_LATE, ENDS_LATE = "starts_late", "ends_late"
LATENESS = (STARTS_LATE, ENDS_LATE)


@dataclass(frozen=True)
class GoalMonitor:
    """A goal as it stands on a day. ``light`` is that of ``deciding``, the quantity that speaks for it."""

    goal: Goal
    series: tuple[Series, ...]
    light: str
    deciding: Optional[Series]
    measures: tuple[tuple[str, str], ...]
    """The measures that serve it, with their status (empty if none is entered)."""
    late: dict[str, str]
    """Measures behind their schedule: starts_late or ends_late by number."""
    is_parent: bool
    """Whether other goals are parts of it: then it may be without a quantity of its own."""

    @property
    def goal_id(self) -> str:
        """The number of the goal."""
        return self.goal.goal_id

    @property
    def is_watched(self) -> bool:
        """Whether it has a quantity or should have one: a vision whose parts are measured need not."""
        return bool(self.series) or not self.is_parent

    @property
    def without_quantity(self) -> bool:
        """Whether nothing is measured although no goals below do so in its place."""
        return not self.series and not self.is_parent

    @property
    def only_outputs(self) -> bool:
        """Whether it has quantities, all of which tell what was done or spent and none what became of it.

        Indicators of the catalogue tell of the state of the town and count as outcome (a rule of this project). A
        quantity whose kind nobody has stated counts as neither.
        """
        return bool(self.series) and all(item.kind in ACTIVITY for item in self.series)

    @property
    def coverage(self) -> Coverage:
        """What is there to watch the goal by."""
        ages = [item.age_months for item in self.series if item.age_months is not None]
        return Coverage(
            self.goal_id,
            bool(self.series),
            any(item.baseline is not None for item in self.series),
            any(item.target is not None for item in self.series),
            any(item.target_year is not None for item in self.series),
            max((len(item.points) for item in self.series), default=0),
            min(ages, default=None),
            bool(ages) and all(STALE in item.notes for item in self.series if item.age_months is not None),
        )


@dataclass(frozen=True)
class Coverage:
    """One row of the coverage matrix: what a goal is watched by. ``values`` is the longest of its series."""

    goal_id: str
    has_indicator: bool
    has_baseline: bool
    has_target: bool
    has_year: bool
    values: int
    age_months: Optional[int]
    is_stale: bool


def monitoring(study: Study, catalogue: Catalogue, on: Optional[date] = None) -> list[GoalMonitor]:
    """Return the monitoring of all goals, in their order, as of a day (today by default).

    The day decides what is stale or late and whether the target year has passed; values of later dates stay in.
    """
    on = on or date.today()
    goals, measures = study.goals(), study.measures()
    areas = AreaValues(study, catalogue)
    further, observed = study.records(GoalIndicator), study.records(Observation)
    serving = serving_pairs(measures, relations_of(study, RelationKind.MEASURE_GOAL))
    parents, behind = {goal.parent_id for goal in goals}, late_measures(study, on)
    found = []
    for goal in goals:
        own = [series_of_goal(goal, areas, catalogue, on)] if goal.indicator_id else []
        more = [
            series_of_row(row, goal, areas, catalogue, observed, on) for row in further if row.goal_id == goal.goal_id
        ]
        series = (*own, *more)
        served = [item for item in measures if (item.measure_id, goal.goal_id) in serving]
        late = {item.measure_id: behind[item.measure_id] for item in served if item.measure_id in behind}
        deciding = deciding_series(series)
        found.append(
            GoalMonitor(
                goal,
                series,
                GREY if deciding is None else deciding.light,
                deciding,
                tuple((item.measure_id, item.status or "") for item in served),
                late,
                goal.goal_id in parents,
            )
        )
    return found


def deciding_series(series: Iterable[Series]) -> Optional[Series]:
    """Return the quantity whose light is that of the goal (project default).

    That is the goal's own indicator; where its light is unknown, the one furthest behind of the others that tell what
    became of it, and only if there is none of those, of the remaining ones. None without quantities.
    """
    every = list(series)
    known = [item for item in every if item.light != GREY]
    own = [item for item in known if not item.series_id]
    outcomes = [item for item in known if item.kind not in ACTIVITY]
    for group in (own, outcomes, known):
        if group:
            return max(group, key=lambda item: LIGHTS.index(item.light))
    return every[0] if every else None


def late_measures(study: Study, on: date) -> dict[str, str]:
    """Return the measures that are behind their schedule on a day: starts_late or ends_late by number."""
    starts = {item.measure_id: last_day(item.planned_start) for item in study.measures()}
    found = {}
    for item in schedule(study, on).problems:
        name = str(item.values.get("measure"))
        if item.key == "schedule_overdue":
            found[name] = ENDS_LATE
        elif item.key == "schedule_not_begun" and (starts[name] or on) < on:
            # A start in 2027 is overdue when the year is over, not on its second day.
            found[name] = STARTS_LATE
    return found


def responsive_share(monitors: Iterable[GoalMonitor]) -> tuple[int, int]:
    """Return how many of the goals without parts of their own have a value of the last 12 months, and of how many.

    Reads the attribute “responsive” of the Smart City Charta as continuous observation (a reading of this project).
    """
    judged = [item.coverage for item in monitors if not item.is_parent]
    return sum(row.age_months is not None and not row.is_stale for row in judged), len(judged)
