# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a goal is SMART: specific, measurable, ambitious and accepted, relevant, timed; and what is missing for that.

The five letters are common planning practice, no official rule; what each asks for here is a project default. Only
sub-goals are checked: main goals and visions need no figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional, Union

from ..catalogue import Catalogue
from ..model.indicator import Band, Direction, Indicator
from ..model.strategy import Goal, GoalIndicator, year_of
from .own_indicators import catalogue_of
from .rows import split_ids
from .study import Study

CHECKED_LEVEL = "goal"
LETTERS = ("specific", "measurable", "ambitious", "relevant", "timed")

MISSING: dict[str, tuple[str, ...]] = {
    "specific": ("title", "sector", "unit_ids"),
    "measurable": ("indicator_id", "indicator_unknown", "baseline", "target"),
    "ambitious": ("target_direction", "target_range", "responsible"),
    "relevant": ("relevance",),
    "timed": ("target_year", "target_year_past"),
}
"""Everything that can be missing, by letter.

``title`` and ``sector``: empty; ``unit_ids``: names planning units that the study does not have.
``indicator_id``: there is neither an indicator nor a further quantity; ``indicator_unknown``: the catalogue does not
know it; ``baseline`` and ``target``: no quantity has both.
``target_direction``: the target is no better than the baseline; ``target_range``: no such value is possible;
``responsible``: no office has accepted the goal.
``relevance``: linked neither to a need of the study nor to a dimension, the 2030 Agenda or the Smart City Charta.
``target_year``: empty; ``target_year_past``: not later than the baseline.
"""


@dataclass(frozen=True)
class SmartCheck:
    """How a goal stands; None means that it cannot be told yet."""

    goal_id: str
    specific: Optional[bool]
    measurable: Optional[bool]
    ambitious: Optional[bool]
    relevant: Optional[bool]
    timed: Optional[bool]
    reasons: Mapping[str, tuple[str, ...]]
    """What is missing (keys of ``MISSING``) by letter; letters with nothing missing are not there."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that is missing, in the order of the letters."""
        return tuple(key for letter in LETTERS for key in self.reasons.get(letter, ()))

    @property
    def states(self) -> tuple[Optional[bool], ...]:
        """The five answers in the order of ``LETTERS``."""
        return (self.specific, self.measurable, self.ambitious, self.relevant, self.timed)

    @property
    def is_smart(self) -> bool:
        """Whether all five are answered by yes."""
        return all(self.states)


@dataclass(frozen=True)
class _Quantity:
    """What a goal is measured by; ``indicator`` is None for the town's own quantity and for unknown ids."""

    indicator_id: Optional[str]
    indicator: Optional[Indicator]
    baseline: Optional[float]
    target: Optional[float]


@dataclass(frozen=True)
class SmartFacts:
    """What of a study the check rests on, so that a window need not read it again for every key that is pressed."""

    catalogue: Catalogue
    unit_ids: frozenset[str]
    needs: frozenset[str]
    """Sectors and indicators with a need in some unit."""
    reference_date: str


def smart_facts(study: Study, catalogue: Optional[Catalogue] = None) -> SmartFacts:
    """Read what the check rests on."""
    needs = study.needs()
    rows = needs[needs["scope"].isin(["sector", "indicator"]) & (needs["need"] > 0)]
    return SmartFacts(
        catalogue or catalogue_of(study),
        frozenset(study.units().ids("unit_id")),
        frozenset(rows["key"]),
        study.settings.reference_date,
    )


def smart_check(study: Study) -> dict[str, SmartCheck]:
    """Return the check of every sub-goal by its number, in the order of the goals."""
    facts, further = smart_facts(study), study.records(GoalIndicator)
    return {goal.goal_id: check_goal(goal, further, facts) for goal in study.goals() if goal.level == CHECKED_LEVEL}


def check_goal(goal: Goal, further: Iterable[GoalIndicator], facts: SmartFacts) -> SmartCheck:
    """Return the check of one goal; ``further`` are quantities, also those of other goals."""
    own = [item for item in further if item.goal_id == goal.goal_id]
    quantities = _quantities(goal, own, facts.catalogue)
    measured = [item for item in quantities if item.baseline is not None and item.target is not None]
    reasons = {
        "specific": _specific(goal, facts),
        "measurable": _measurable(goal, quantities, measured),
        "ambitious": _ambitious(goal, measured),
        "relevant": () if _is_relevant(goal, quantities, facts) else ("relevance",),
        "timed": _timed([goal, *own], facts.reference_date),
    }
    answers: dict[str, Optional[bool]] = {letter: not found for letter, found in reasons.items()}
    if not reasons["ambitious"] and not any(_is_reachable(item) for item in measured):
        answers["ambitious"] = None
    return SmartCheck(goal.goal_id, **answers, reasons={key: found for key, found in reasons.items() if found})


def _quantities(goal: Goal, own: Iterable[GoalIndicator], catalogue: Catalogue) -> list[_Quantity]:
    sources = [goal] if goal.indicator_id else []
    return [
        _Quantity(item.indicator_id, catalogue.indicators.get(item.indicator_id or ""), item.baseline, item.target)
        for item in (*sources, *(item for item in own if item.title or item.indicator_id))
    ]


def _specific(goal: Goal, facts: SmartFacts) -> tuple[str, ...]:
    unknown = set(split_ids(goal.unit_ids)) - facts.unit_ids
    states = {"title": goal.title.strip(), "sector": goal.sector, "unit_ids": not unknown}
    return tuple(key for key, is_there in states.items() if not is_there)


def _measurable(goal: Goal, quantities: list[_Quantity], measured: list[_Quantity]) -> tuple[str, ...]:
    unknown = [item for item in quantities if item.indicator_id and item.indicator is None]
    if any(item not in unknown for item in measured):
        return ()
    keys = ["indicator_unknown"] if unknown else [] if quantities else ["indicator_id"]
    incomplete = [item for item in quantities if item not in unknown] or [goal]
    for item in incomplete[:1]:
        keys += [key for key in ("baseline", "target") if getattr(item, key) is None]
    return tuple(keys)


def _ambitious(goal: Goal, measured: list[_Quantity]) -> tuple[str, ...]:
    keys = []
    if any(_improves(item) is False for item in measured):
        keys.append("target_direction")
    if any(not _is_possible(item) for item in measured):
        keys.append("target_range")
    if not (goal.responsible or "").strip():
        keys.append("responsible")
    return tuple(keys)


def _is_reachable(item: _Quantity) -> bool:
    return bool(_improves(item)) and _is_possible(item)


def _improves(item: _Quantity) -> Optional[bool]:
    """Return whether the target is better than the baseline; None if nobody says which values are good."""
    if item.baseline is None or item.target is None:
        return None
    if item.target == item.baseline:
        return False
    if item.indicator is None or item.indicator.direction is Direction.NEUTRAL:
        return None
    if item.indicator.direction is Direction.BAND:
        band = item.indicator.goalposts
        return _distance(item.target, band) <= _distance(item.baseline, band) if isinstance(band, Band) else None
    return (item.target > item.baseline) == (item.indicator.direction is Direction.HIGHER)


def _distance(value: float, band: Band) -> float:
    return max(band.lower_full - value, value - band.upper_full, 0.0)


def _is_possible(item: _Quantity) -> bool:
    low, high = item.indicator.possible_range if item.indicator is not None else (None, None)
    target = item.target
    return target is not None and (low is None or target >= low) and (high is None or target <= high)


def _is_relevant(goal: Goal, quantities: list[_Quantity], facts: SmartFacts) -> bool:
    linked = {goal.sector, *(item.indicator_id for item in quantities)} & facts.needs
    return bool(linked or goal.dimensions or goal.sdgs or goal.charta or goal.guideline)


def _timed(dated: list[Union[Goal, GoalIndicator]], reference_date: str) -> tuple[str, ...]:
    years = [(item.target_year, year_of(item.baseline_date) or year_of(reference_date) or 0) for item in dated]
    ends = [(end, start) for end, start in years if end is not None]
    if not ends:
        return ("target_year",)
    return ("target_year_past",) if any(end <= start for end, start in ends) else ()
