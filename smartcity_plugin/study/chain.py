# SPDX-License-Identifier: GPL-2.0-or-later
"""The chain from needs to goals to measures and contributions, in both directions, and by place.

A need is a planning unit that misses the target of an indicator (``gaps.py``), or, where the indicator has no target
and for whole sectors, one whose need is called high (score up to ``WEAK``, as everywhere). No further thresholds.

What serves a part of a goal serves the goal. Measures that were deferred answer no need.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Optional

import numpy as np

from ..catalogue import Catalogue
from ..engine.composite.needs import WEAK
from ..model.problem import Problem, SmartCityError
from ..model.relation import RelationKind
from ..model.strategy import Contribution, Goal, GoalIndicator, Measure
from ..model.text import Text
from .gaps import need_gaps, targets
from .overlay_tables import UNITS
from .relations import relations_of, serving_pairs
from .rows import split_ids
from .schedule import DEFERRED
from .study import Study
from .trace_places import measure_places, unit_members

GAP, HIGH, SECTOR = "gap", "high", "sector"
NEED_KINDS = (GAP, HIGH, SECTOR)
"""What makes a need: a target that is missed, a high need of an indicator without target, one of a whole sector."""

HERE, ELSEWHERE, UNPLACED, NO_MEASURE, ONLY_SECTOR, NO_GOAL = (
    *("here", "elsewhere", "unplaced", "no_measure"),
    *("only_sector", "no_goal"),
)
STATES = (HERE, ELSEWHERE, UNPLACED, NO_MEASURE, ONLY_SECTOR, NO_GOAL)
"""How a need is answered: a measure for a goal with its indicator lies there, only elsewhere, only without a place;
there are such goals but no measure; there are only goals of the same sector; there is no goal at all."""


@dataclass(frozen=True)
class Need:
    """A need of a planning unit. ``indicator_id`` is empty for whole sectors; ``target`` says who set the target."""

    kind: str
    unit_id: str
    unit_name: str
    sector: str
    indicator_id: str = ""
    value: Optional[float] = None
    gap: Optional[float] = None
    need: Optional[float] = None
    """0 to 100, by the scheme in force."""
    persons: Optional[float] = None
    target: Optional[Text] = None

    @property
    def need_id(self) -> str:
        """The id of the need: indicator (or sector) and unit."""
        return f"{self.indicator_id or self.sector}@{self.unit_id}"


@dataclass(frozen=True)
class NeedTrace:
    """A need with what answers it (numbers). ``goals`` have its indicator, ``sector_goals`` only its sector.

    A need of a whole sector is answered by all goals of the sector.
    """

    need: Need
    goals: tuple[str, ...]
    sector_goals: tuple[str, ...]
    here: tuple[str, ...]
    """Measures that serve one of the goals and lie in the unit."""
    elsewhere: tuple[str, ...]
    unplaced: tuple[str, ...]
    """Measures that serve one of the goals and have no place: whether they reach the unit is not known."""
    sector_here: tuple[str, ...]
    """Measures in the unit that serve only goals of the same sector: a weak link."""
    contributions: tuple[str, ...]

    @property
    def state(self) -> str:
        """How the need is answered, one of ``STATES``."""
        for state, found in ((HERE, self.here), (ELSEWHERE, self.elsewhere), (UNPLACED, self.unplaced)):
            if found:
                return state
        return NO_MEASURE if self.goals else ONLY_SECTOR if self.sector_goals else NO_GOAL

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures for a goal with the indicator, those in the unit first."""
        return (*self.here, *self.elsewhere, *self.unplaced)


@dataclass(frozen=True)
class Trace:
    """The whole chain of a study. ``serving`` are pairs (measure, goal), ``reaching`` also those with the goals above;
    ``places`` the units of each measure.
    """

    needs: tuple[NeedTrace, ...]
    goals: dict[str, Goal]
    measures: dict[str, Measure]
    contributions: dict[str, Contribution]
    goal_indicators: dict[str, frozenset[str]]
    serving: frozenset[tuple[str, str]]
    reaching: frozenset[tuple[str, str]]
    places: dict[str, dict[str, float]]
    unit_names: dict[str, str]
    problems: tuple[Problem, ...] = ()
    """Why needs are missing or what they do not cover."""
    _by_id: dict[str, NeedTrace] = field(default_factory=dict, repr=False)

    def need(self, need_id: str) -> NeedTrace:
        """Return a need by its id; raises KeyError."""
        return self._by_id[need_id]

    def needs_of_unit(self, unit_id: str) -> list[NeedTrace]:
        """Return the needs of a planning unit."""
        return [item for item in self.needs if item.need.unit_id == unit_id]

    def needs_of_goal(self, goal_id: str, weak: bool = False) -> list[NeedTrace]:
        """Return the needs that a goal answers by an indicator; with ``weak`` those of its sector only."""
        found = [item for item in self.needs if goal_id in (*item.goals, *item.sector_goals)]
        return [item for item in found if weak == (goal_id in item.sector_goals or item.need.kind == SECTOR)]

    def needs_of_measure(self, measure_id: str, only_here: bool = False) -> list[NeedTrace]:
        """Return the needs that a measure serves through a goal; with ``only_here`` those of the units it lies in."""
        return [item for item in self.needs if measure_id in (item.here if only_here else item.measures)]

    def goals_of_measure(self, measure_id: str) -> list[str]:
        """Return the goals that a measure serves, in their order, without ones that are gone."""
        return [goal for goal in self.goals if (measure_id, goal) in self.serving]

    def measures_of_goal(self, goal_id: str) -> list[str]:
        """Return the measures that serve a goal or a part of it, in their order."""
        return [measure for measure in self.measures if (measure, goal_id) in self.reaching]

    def measures_of_unit(self, unit_id: str) -> list[str]:
        """Return the measures that lie in a planning unit."""
        return [measure for measure in self.measures if unit_id in self.places.get(measure, {})]

    def contributions_of_goal(self, goal_id: str) -> list[str]:
        """Return the contributions that were linked to a goal."""
        return [name for name, item in self.contributions.items() if goal_id in split_ids(item.goal_ids)]

    def contributions_of_measure(self, measure_id: str) -> list[str]:
        """Return the contributions that were linked to a measure."""
        return [name for name, item in self.contributions.items() if measure_id in split_ids(item.measure_ids)]

    def counts(self) -> dict[str, int]:
        """Return how many needs are in each state."""
        states = [item.state for item in self.needs]
        return {state: states.count(state) for state in STATES}


def trace(study: Study, catalogue: Catalogue) -> Trace:
    """Return the chain of a study as it stands; writes nothing.

    Without results there are no needs; ``problems`` tell why.
    """
    goals = {goal.goal_id: goal for goal in study.goals()}
    measures = {item.measure_id: item for item in study.measures()}
    contributions = {item.contribution_id: item for item in study.records(Contribution)}
    judged = relations_of(study, RelationKind.MEASURE_GOAL)
    serving = frozenset(serving_pairs(measures.values(), judged))
    reaching = _upwards(serving, goals, {(item.from_id, item.to_id) for item in judged if item.value <= 0})
    measured = _goal_indicators(goals.values(), study.records(GoalIndicator))
    places = measure_places(study, measures.values())
    needs, problems = needs_of_study(study, catalogue)
    links = _Links(study, catalogue, goals, measures, contributions, measured, reaching, places)
    traced = tuple(links.of(need) for need in needs)
    names = {str(key): str(name) for key, name in study.reporting_units().frame[["unit_id", "name"]].to_numpy()}
    by_id = {item.need.need_id: item for item in traced}
    return Trace(
        traced, goals, measures, contributions, measured, serving, reaching, places, names, tuple(problems), by_id
    )


def _upwards(
    serving: Collection[tuple[str, str]], goals: dict[str, Goal], against: Collection[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Return which measure serves which goal, with all goals above unless people judged otherwise (``against``)."""
    found = set(serving)
    for measure, goal in serving:
        above = goals[goal].parent_id if goal in goals else None
        while above in goals and (measure, above) not in found and (measure, above) not in against:
            found.add((measure, above))
            above = goals[above].parent_id
    return frozenset(found)


def needs_of_study(study: Study, catalogue: Catalogue) -> tuple[list[Need], list[Problem]]:
    """Return the needs of the reporting units, those of indicators first, the greatest first, and what is left out."""
    try:
        table, problems = need_gaps(study, catalogue, (), UNITS)
    except SmartCityError as error:
        return [], [error.problem]
    aims, found = targets(study, catalogue), []
    for row in table.frame.to_dict("records"):
        name, need = str(row["indicator_id"]), _number(row["need"])
        indicator, has_target = catalogue.indicators[name], name in aims
        is_need = row["gap"] > 0 if has_target else need is not None and need >= 100.0 - WEAK
        if not is_need:
            continue
        found.append(
            Need(
                GAP if has_target else HIGH,
                str(row["place_id"]),
                str(row["name"]),
                indicator.sector,
                name,
                _number(row["value"]),
                _number(row["gap"]),
                need,
                _number(row["persons"]),
                aims[name].source if has_target else None,
            )
        )
    found.sort(key=lambda item: (-(item.need or 0.0), -(item.persons or 0.0)))
    return [*found, *_sector_needs(study)], [*problems]


def _sector_needs(study: Study) -> list[Need]:
    units = study.reporting_units().frame
    names = dict(zip(units["unit_id"].astype(str), units["name"].astype(str)))
    rows = study.needs()
    rows = rows[(rows["scope"] == "sector") & (rows["need"] >= 100.0 - WEAK) & rows["unit_id"].isin(list(names))]
    rows = rows.sort_values("need", ascending=False, kind="stable")
    return [
        Need(
            SECTOR,
            str(row["unit_id"]),
            names[str(row["unit_id"])],
            str(row["key"]),
            need=_number(row["need"]),
            persons=_number(row["persons"]),
        )
        for row in rows.to_dict("records")
    ]


def _number(value: object) -> Optional[float]:
    number = float(value)  # type: ignore[arg-type]
    return number if np.isfinite(number) else None


def _goal_indicators(goals: Iterable[Goal], further: Iterable[GoalIndicator]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {goal.goal_id: {goal.indicator_id} if goal.indicator_id else set() for goal in goals}
    for row in further:
        if row.indicator_id and row.goal_id in found:
            found[row.goal_id].add(row.indicator_id)
    return {goal: frozenset(names) for goal, names in found.items()}


class _Links:
    """Finds what answers a need."""

    def __init__(
        self,
        study: Study,
        catalogue: Catalogue,
        goals: dict[str, Goal],
        measures: dict[str, Measure],
        contributions: dict[str, Contribution],
        measured: dict[str, frozenset[str]],
        reaching: frozenset[tuple[str, str]],
        places: dict[str, dict[str, float]],
    ) -> None:
        self._goals, self._measured, self._places = goals, measured, places
        self._contributions = contributions
        members = unit_members(study)
        self._valid = {
            name: {unit for one in split_ids(goal.unit_ids) for unit in members.get(one, [])}
            for name, goal in goals.items()
        }
        self._measures_of: dict[str, list[str]] = {
            goal: [name for name, item in measures.items() if (name, goal) in reaching and item.status != DEFERRED]
            for goal in goals
        }
        indicators = catalogue.indicators
        self._sectors = {
            name: {goal.sector, *(indicators[key].sector for key in measured[name] if key in indicators)}
            for name, goal in goals.items()
        }

    def of(self, need: Need) -> NeedTrace:
        """Return a need with its goals, measures and contributions."""
        valid = [name for name, goal in self._goals.items() if not goal.unit_ids or need.unit_id in self._valid[name]]
        if need.kind == SECTOR:
            goals = [name for name in valid if need.sector in self._sectors[name]]
        else:
            goals = [name for name in valid if need.indicator_id in self._measured[name]]
        of_sector = [name for name in valid if name not in goals and self._goals[name].sector == need.sector]
        measures = list(dict.fromkeys(measure for goal in goals for measure in self._measures_of[goal]))
        weak = dict.fromkeys(measure for goal in of_sector for measure in self._measures_of[goal])
        here = [measure for measure in measures if need.unit_id in self._places.get(measure, {})]
        unplaced = [measure for measure in measures if measure not in self._places]
        return NeedTrace(
            need,
            tuple(goals),
            tuple(of_sector),
            tuple(here),
            tuple(measure for measure in measures if measure not in here and measure not in unplaced),
            tuple(unplaced),
            tuple(one for one in weak if one not in measures and need.unit_id in self._places.get(one, {})),
            tuple(name for name, item in self._contributions.items() if _speaks_of(item, need)),
        )


def _speaks_of(item: Contribution, need: Need) -> bool:
    """Return whether a contribution from the unit names the need: its indicator or, for whole sectors, the sector."""
    if item.unit_id != need.unit_id:
        return False
    return item.indicator_id == need.indicator_id if need.indicator_id else item.sector == need.sector
