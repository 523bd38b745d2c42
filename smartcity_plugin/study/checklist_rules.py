# SPDX-License-Identifier: GPL-2.0-or-later
"""How the points of the funding check are held against a study: one function per rule.

A rule returns a status, the facts it rests on and references to what proves them. Where nothing is there to judge,
the status is ``unknown`` rather than a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Union

from ..catalogue.checklists import Fact
from ..model.checklist import FULFILLED, PARTLY, UNFULFILLED, UNKNOWN
from ..model.strategy import Goal, GoalIndicator
from .checklist_facts import OUTCOMES, StudyFacts, names_source, sectors_of
from .rows import split_ids

Limits = Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """What a rule found."""

    status: str
    facts: tuple[Fact, ...]
    evidence: tuple[str, ...] = ()


def _graded(is_all: bool, is_some: bool) -> str:
    return FULFILLED if is_all else PARTLY if is_some else UNFULFILLED


def _of_all(count: int, total: int) -> str:
    """Return how far something holds for all of several; unknown where there are none."""
    return UNKNOWN if not total else _graded(count == total, count > 0)


def _refs(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{kind}:{name}" for name in names)


def _inventory(facts: StudyFacts, limits: Limits) -> Verdict:
    indicators = facts.catalogue.indicators
    sectors = [s for s in facts.catalogue.sectors if any(indicators[name].sector == s for name in facts.computed)]
    status = _graded(len(sectors) >= limits["sectors"] and bool(facts.passports), bool(facts.passports or sectors))
    found = ("layers", len(facts.passports)), ("indicators", len(facts.computed)), ("indicator_sectors", len(sectors))
    return Verdict(status, found, _refs("indicator", facts.computed))


def _needs(facts: StudyFacts, _: Limits) -> Verdict:
    found: list[Fact] = [("needs_assessed", facts.assessed_units)]
    if facts.needs_since:
        found.append(("needs_since", facts.needs_since))
    return Verdict(_graded(facts.assessed_units > 0, False), tuple(found), _refs("run", facts.need_runs))


def _order(facts: StudyFacts, _: Limits) -> Verdict:
    based = [goal.goal_id for goal in facts.sub_goals if _has_indicator(facts, goal)]
    serving = [name for name, goals in facts.served.items() if goals]
    found: list[Fact] = [
        ("goals_with_need", (len(based), len(facts.sub_goals))),
        ("measures_with_goal", (len(serving), len(facts.measures))),
    ]
    early = facts.begun_before(facts.needs_since) if facts.needs_since else []
    if facts.needs_since:
        found.append(("begun_before", len(early)))
    complete = len(based) == len(facts.sub_goals) and len(serving) == len(facts.measures)
    is_all = complete and not early and bool(facts.needs_since and facts.sub_goals and facts.measures)
    if not facts.sub_goals and not facts.measures:
        return Verdict(UNFULFILLED, tuple(found))
    return Verdict(
        _graded(is_all, bool(based or serving)), tuple(found), (*_refs("goal", based), *_refs("measure", early))
    )


def _cross_sector(facts: StudyFacts, limits: Limits) -> Verdict:
    known = list(facts.catalogue.sectors)
    goals, measures = sectors_of(facts.goals, known), sectors_of(facts.measures, known)
    wide = min(len(goals), len(measures)) >= limits["sectors"]
    found = (
        ("goal_sectors", len(goals)),
        ("measure_sectors", len(measures)),
        ("relations_judged", facts.judged),
    )
    return Verdict(_graded(wide and facts.judged > 0, wide or facts.judged > 0), found)


def _spatial(facts: StudyFacts, limits: Limits) -> Verdict:
    count, total = len(facts.placed), len(facts.measures)
    status = UNKNOWN if not total else _graded(100.0 * count >= limits["share"] * total, count > 0)
    return Verdict(status, (("measures_with_place", (count, total)),), _refs("measure", facts.placed))


def _dimensions(facts: StudyFacts, _: Limits) -> Verdict:
    named = {key: [g.goal_id for g in facts.goals if key in split_ids(g.dimensions)] for key in _DIMENSIONS}
    covered = [key for key, goals in named.items() if goals]
    found = tuple((f"goals_{key}", len(goals)) for key, goals in named.items())
    proof = dict.fromkeys(goal for goals in named.values() for goal in goals)
    return Verdict(_graded(len(covered) == len(_DIMENSIONS), bool(covered)), found, _refs("goal", proof))


_DIMENSIONS = ("ecological", "economic", "social")


def _participation(facts: StudyFacts, limits: Limits) -> Verdict:
    count, total = facts.responded, len(facts.contributions)
    is_all = bool(facts.procedures) and total > 0 and 100.0 * count >= limits["share"] * total
    found: list[Fact] = [("procedures", len(facts.procedures)), ("contributions", total)]
    if total:
        found.append(("responded", (count, total)))
    proof = _refs("procedure", (item.procedure_id for item in facts.procedures))
    return Verdict(_graded(is_all, bool(facts.procedures or total)), tuple(found), proof)


def _transfer(facts: StudyFacts, _: Limits) -> Verdict:
    open_ones = [m.measure_id for m in facts.measures if names_source(m)]
    found = ("repeatable", (len(facts.repeatable), len(facts.computed))), ("open_references", len(open_ones))
    return Verdict(
        _graded(bool(facts.repeatable and open_ones), bool(facts.repeatable)), found, _refs("measure", open_ones)
    )


def _open_source(facts: StudyFacts, _: Limits) -> Verdict:
    open_ones = [m.measure_id for m in facts.digital if names_source(m)]
    if not facts.digital:
        return Verdict(UNKNOWN, (("digital_measures", 0),))
    found = (("digital_open", (len(open_ones), len(facts.digital))),)
    return Verdict(_of_all(len(open_ones), len(facts.digital)), found, _refs("measure", open_ones))


def _resolution(facts: StudyFacts, _: Limits) -> Verdict:
    goals = [goal.goal_id for goal in facts.goals if (goal.decision or goal.decision_url)]
    measures = [item.measure_id for item in facts.measures if (item.decision or item.decision_url)]
    decided: Fact = ("study_decided", facts.settings.decision.strip()) if facts.is_decided else ("study_draft", 1)
    found = (
        decided,
        ("goals_decided", (len(goals), len(facts.goals))),
        ("measures_decided", (len(measures), len(facts.measures))),
    )
    proof = (*_refs("goal", goals), *_refs("measure", measures))
    return Verdict(_graded(facts.is_decided, bool(goals or measures)), found, proof)


def _no_isolated(facts: StudyFacts, _: Limits) -> Verdict:
    serving = {name: goals for name, goals in facts.served.items() if goals}
    several = [name for name, goals in serving.items() if len(goals) > 1]
    sector_of = {goal.goal_id: goal.sector for goal in facts.goals}
    mixed = [name for name, goals in serving.items() if len({sector_of[goal] for goal in goals} - {None}) > 1]
    found = (
        ("measures_with_goal", (len(serving), len(facts.measures))),
        ("several_goals", len(several)),
        ("sector_mix", len(mixed)),
    )
    if not facts.measures:
        return Verdict(UNKNOWN, found)
    is_all = len(serving) == len(facts.measures) and bool(several)
    return Verdict(_graded(is_all, bool(serving)), found, _refs("measure", several))


def _monitoring(facts: StudyFacts, _: Limits) -> Verdict:
    targeted = [goal for goal in facts.sub_goals if _is_targeted(facts, goal)]
    outcomes = [goal for goal in facts.sub_goals if _has_outcome(facts, goal)]
    both = [goal.goal_id for goal in facts.sub_goals if any(map(_has_both_values, _outcomes(facts, goal)))]
    total = len(facts.sub_goals)
    found = (
        ("goals_with_target", (len(targeted), total)),
        ("goals_with_outcome", (len(outcomes), total)),
        ("outcomes_with_target", (len(both), total)),
    )
    return Verdict(_of_all(len(both), total), found, _refs("goal", both))


def _is_targeted(facts: StudyFacts, goal: Goal) -> bool:
    return any(map(_has_both_values, [goal, *facts.series.get(goal.goal_id, ())]))


def _has_both_values(item: Union[Goal, GoalIndicator]) -> bool:
    return item.baseline is not None and item.target is not None


def _has_outcome(facts: StudyFacts, goal: Goal) -> bool:
    return bool(_outcomes(facts, goal))


def _outcomes(facts: StudyFacts, goal: Goal) -> list[Union[Goal, GoalIndicator]]:
    """Return what a goal is measured by that says more than input and output; what people call it goes first."""
    more = facts.series.get(goal.goal_id, ())
    found = [item for item in more if item.kind in OUTCOMES or (item.indicator_id and not item.kind)]
    return [*([goal] if goal.indicator_id else []), *found]


def _has_indicator(facts: StudyFacts, goal: Goal) -> bool:
    """Return whether a goal has an indicator of the catalogue, for which needs can be assessed."""
    return bool(goal.indicator_id) or any(item.indicator_id for item in facts.series.get(goal.goal_id, ()))


def _costs(facts: StudyFacts, _: Limits) -> Verdict:
    priced = [name for name, cost in facts.costs.items() if cost is not None]
    total = len(facts.measures)
    found = ("measures_with_costs", (len(priced), total)), ("measures_financed", (len(facts.financed), total))
    status = UNKNOWN if not total else _graded(len(facts.financed) == total, bool(priced))
    return Verdict(status, found, _refs("measure", facts.financed))


def _overall_goals(facts: StudyFacts, _: Limits) -> Verdict:
    named = [goal.goal_id for goal in facts.goals if split_ids(goal.sdgs)]
    found = (("goals_with_sdg", (len(named), len(facts.goals))),)
    return Verdict(_of_all(len(named), len(facts.goals)), found, _refs("goal", named))


def _initial_situation(facts: StudyFacts, _: Limits) -> Verdict:
    based = [
        goal.goal_id for goal in facts.sub_goals if any(item.baseline is not None for item in _outcomes(facts, goal))
    ]
    found = (("goals_with_baseline", (len(based), len(facts.sub_goals))),)
    return Verdict(_of_all(len(based), len(facts.sub_goals)), found, _refs("goal", based))


def _digital_in_space(facts: StudyFacts, _: Limits) -> Verdict:
    placed = [item.measure_id for item in facts.digital if item.measure_id in facts.placed]
    if not facts.digital:
        return Verdict(UNKNOWN, (("digital_measures", 0),))
    found = (("digital_placed", (len(placed), len(facts.digital))),)
    return Verdict(_of_all(len(placed), len(facts.digital)), found, _refs("measure", placed))


def _empirical(facts: StudyFacts, _: Limits) -> Verdict:
    count = len(facts.contributions)
    found = ("indicators", len(facts.computed)), ("contributions", count)
    proof = _refs("procedure", (item.procedure_id for item in facts.procedures))
    return Verdict(_graded(bool(facts.computed and count), bool(facts.computed or count)), found, proof)


def _resources(facts: StudyFacts, _: Limits) -> Verdict:
    priced = {name for name, cost in facts.costs.items() if cost is not None}
    led = {item.measure_id for item in facts.measures if (item.lead or "").strip()}
    total = len(facts.measures)
    found = ("measures_with_costs", (len(priced), total)), ("measures_with_lead", (len(led), total))
    status = UNKNOWN if not total else _graded(len(priced & led) == total, bool(priced | led))
    return Verdict(status, found, _refs("measure", sorted(priced & led)))


RULES: dict[str, Callable[[StudyFacts, Limits], Verdict]] = {
    "inventory": _inventory,
    "needs": _needs,
    "order": _order,
    "cross_sector": _cross_sector,
    "spatial": _spatial,
    "dimensions": _dimensions,
    "participation": _participation,
    "transfer": _transfer,
    "open_source": _open_source,
    "resolution": _resolution,
    "no_isolated": _no_isolated,
    "monitoring": _monitoring,
    "costs": _costs,
    "overall_goals": _overall_goals,
    "initial_situation": _initial_situation,
    "digital_in_space": _digital_in_space,
    "empirical": _empirical,
    "resources": _resources,
}
"""The rules that need nothing but the study; the Charta's stand in ``checklists.py``."""
