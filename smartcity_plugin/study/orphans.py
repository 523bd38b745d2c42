# SPDX-License-Identifier: GPL-2.0-or-later
"""What hangs in the air: needs without goal, goals without indicator, measures without goal, links to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Optional

from ..catalogue import Catalogue
from ..model.problem import Severity
from ..model.strategy import (
    Answer,
    Contribution,
    Cost,
    Effect,
    Financing,
    Goal,
    GoalIndicator,
    Measure,
    Observation,
    Procedure,
    Scenario,
)
from .chain import NO_GOAL, ONLY_SECTOR, Trace, trace
from .monitoring import ACTIVITY, OUTCOME
from .overlay_tables import RELATIONS
from .participation import is_answered
from .register import TABLES
from .relations import open_questions
from .rows import split_ids
from .study import Study

NEED = "Need"
RELATION = "Relation"

KINDS = {
    "needs_without_goal": Severity.WARNING,
    "needs_only_sector": Severity.NOTE,
    "needs_without_measure_here": Severity.NOTE,
    "goals_without_indicator": Severity.WARNING,
    "goals_without_measure": Severity.WARNING,
    "goals_only_outputs": Severity.WARNING,
    "measures_without_goal": Severity.WARNING,
    "measures_without_place": Severity.NOTE,
    "measures_without_costs": Severity.NOTE,
    "contributions_without_answer": Severity.WARNING,
    "conflicts_without_rationale": Severity.NOTE,
    "lost_links": Severity.ERROR,
    "examples_left": Severity.NOTE,
}
"""Every kind of orphan with how much it matters, in the order in which they are told."""

_OWNERS = ((GoalIndicator, "goal_id", Goal), (Observation, "series_id", GoalIndicator))
_OF_MEASURES = (Cost, Financing)
_REFERENCES = (
    (Goal, "parent_id", Goal),
    (Measure, "goal_ids", Goal),
    (Measure, "depends_on", Measure),
    (Scenario, "measure_ids", Measure),
    (Contribution, "goal_ids", Goal),
    (Contribution, "measure_ids", Measure),
    (Contribution, "procedure_id", Procedure),
)
_WITH_INDICATOR = (Goal, GoalIndicator, Contribution)
_WITH_UNITS = ((Goal, "unit_ids"), (Measure, "unit_ids"), (Contribution, "unit_id"))
_WITH_EXAMPLES = (Goal, GoalIndicator, Measure, Scenario, Procedure, Contribution, Answer)


@dataclass(frozen=True)
class Orphan:
    """All findings of one kind. ``things`` are the rows meant, as (class name or Need or Relation, number); ``ids`` say
    the same for readers: for lost links ``number → what is missing``.
    """

    kind: str
    ids: tuple[str, ...]
    severity: Severity
    things: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)


def orphans(study: Study, catalogue: Catalogue, chain: Optional[Trace] = None) -> list[Orphan]:
    """Return what hangs in the air, kinds without any finding left out; ``chain`` spares tracing it again."""
    chain = chain or trace(study, catalogue)
    found: dict[str, list[tuple[str, tuple[str, str]]]] = {kind: [] for kind in KINDS}
    for collect in (_needs, _goals, _measures, _contributions, _links, _examples):
        for kind, label, thing in collect(study, catalogue, chain):
            found[kind].append((label, thing))
    return [
        Orphan(kind, tuple(label for label, _ in items), KINDS[kind], tuple(thing for _, thing in items))
        for kind, items in found.items()
        if items
    ]


_Found = Iterator[tuple[str, str, tuple[str, str]]]


def _all(kind: str, names: Iterable[str], cls: str) -> _Found:
    for name in names:
        yield kind, name, (cls, name)


def _needs(study: Study, catalogue: Catalogue, chain: Trace) -> _Found:
    kinds = {NO_GOAL: "needs_without_goal", ONLY_SECTOR: "needs_only_sector"}
    for item in chain.needs:
        kind = kinds.get(item.state)
        if kind is None and not item.here:
            kind = "needs_without_measure_here"
        if kind:
            yield from _all(kind, [item.need.need_id], NEED)


def _goals(study: Study, catalogue: Catalogue, chain: Trace) -> _Found:
    kinds: dict[str, list[Optional[str]]] = {
        goal.goal_id: [OUTCOME] if goal.indicator_id else [] for goal in chain.goals.values()
    }
    for row in study.records(GoalIndicator):
        if row.goal_id in kinds:
            kinds[row.goal_id].append(row.kind or (OUTCOME if row.indicator_id else None))
    parents = {goal.parent_id for goal in chain.goals.values()}
    bare = [name for name, own in kinds.items() if not own and name not in parents]
    yield from _all("goals_without_indicator", bare, "Goal")
    outputs = [name for name, own in kinds.items() if own and all(kind in ACTIVITY for kind in own)]
    yield from _all("goals_only_outputs", outputs, "Goal")
    yield from _all("goals_without_measure", _told(study, "goals_without_measure", "goals"), "Goal")


def _told(study: Study, key: str, name: str) -> list[str]:
    """Return what the matrices tell as left open."""
    return [str(item) for problem in open_questions(study) if problem.key == key for item in problem.values[name]]


def _measures(study: Study, catalogue: Catalogue, chain: Trace) -> _Found:
    yield from _all("measures_without_goal", _told(study, "measures_without_goal", "measures"), "Measure")
    placed = set(chain.places) | set(study.measure_shapes())
    yield from _all("measures_without_place", [name for name in chain.measures if name not in placed], "Measure")
    costed = {row.measure_id for row in study.records(Cost) if row.gross_eur is not None}
    bare = [name for name, item in chain.measures.items() if name not in costed and item.cost_eur is None]
    yield from _all("measures_without_costs", bare, "Measure")
    yield from _all("conflicts_without_rationale", _told(study, "conflicts_without_rationale", "pairs"), RELATION)


def _contributions(study: Study, catalogue: Catalogue, chain: Trace) -> _Found:
    bare = [name for name, item in chain.contributions.items() if not is_answered(item)]
    yield from _all("contributions_without_answer", bare, "Contribution")


def _links(study: Study, catalogue: Catalogue, chain: Trace) -> _Found:
    numbers = {cls: {getattr(row, key) for row in study.records(cls)} for cls, (_, key) in TABLES.items()}
    units = set(map(str, study.units().ids("unit_id")))
    for cls, field, other in (*_OWNERS, *((one, "measure_id", Measure) for one in _OF_MEASURES), *_REFERENCES):
        yield from _lost(study.records(cls), field, numbers[other])
    yield from _lost((item.effect for item in study.effects()), "measure_id", numbers[Measure])
    for cls in _WITH_INDICATOR:
        yield from _lost(study.records(cls), "indicator_id", set(catalogue.indicators))
    for cls, field in _WITH_UNITS:
        yield from _lost(study.records(cls), field, units)
    for pair in _told(study, "relations_left_over", "pairs"):
        yield "lost_links", pair, (RELATION, pair)


def _lost(rows: Iterable[Any], field: str, present: set[str]) -> _Found:
    for row in rows:
        cls = type(row)
        key = "effect_id" if cls is Effect else TABLES[cls][1]
        for name in split_ids(getattr(row, field)):
            if name not in present:
                number = getattr(row, key)
                yield "lost_links", f"{number} → {name}", (cls.__name__, number)


def _examples(study: Study, catalogue: Catalogue, chain: Trace) -> _Found:
    for cls in _WITH_EXAMPLES:
        names = [getattr(row, TABLES[cls][1]) for row in study.records(cls) if row.is_example]
        yield from _all("examples_left", names, cls.__name__)


def class_title(name: str, language: str) -> str:
    """Return what readers call a class of rows, empty for needs and judgements of the matrix."""
    tables = {cls.__name__: table for cls, (table, _) in TABLES.items()}
    tables[RELATION] = RELATIONS
    return tables[name].title.in_language(language) if name in tables else ""
