# SPDX-License-Identifier: GPL-2.0-or-later
"""The matrices of goals and measures, filled in by people: read, checked, stored, totals, what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Optional

import pandas as pd

from ..model.problem import Problem, Severity, SmartCityError
from ..model.relation import HIGHEST, LOWEST, Relation, RelationKind
from ..model.strategy import Goal, Measure
from ..sources.own_sheets import Cell, Sheet
from .overlay_tables import RELATIONS
from .provenance import now
from .rows import is_missing, split_ids
from .study import Study

LONGEST = 2000
SUGGESTED = 1
"""The value suggested where a measure names a goal; never stored by itself."""


@dataclass(frozen=True)
class RelationMatrix:
    """One matrix: rows and columns as (id, title), and the judgements by (row, column)."""

    kind: RelationKind
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    relations: dict[tuple[str, str], Relation]
    suggested: frozenset[tuple[str, str]] = frozenset()
    """Pairs that the register of measures names, without a judgement yet."""

    def value(self, row: str, column: str) -> Optional[int]:
        """Return the judgement of a pair, None if there is none."""
        found = self.relations.get((row, column))
        return None if found is None else found.value

    def row_total(self, row: str) -> int:
        """Return the sum over a row: what this goal or measure does for all goals together (cross-cutting effect)."""
        return sum(self.value(row, column) or 0 for column, _ in self.columns)

    def column_total(self, column: str) -> int:
        """Return the sum over a column: what all together do for this goal."""
        return sum(self.value(row, column) or 0 for row, _ in self.rows)

    @property
    def judged(self) -> int:
        """How many pairs are judged, zeros included."""
        return sum(self.value(row, column) is not None for row, _ in self.rows for column, _ in self.columns)

    @property
    def possible(self) -> int:
        """How many pairs there are to judge; a goal is not held against itself."""
        return len(self.rows) * len(self.columns) - (len(self.rows) if self.kind is RelationKind.GOAL_GOAL else 0)


def relation_matrix(study: Study, kind: RelationKind) -> RelationMatrix:
    """Return the matrix of a kind for the present goals and measures.

    Judgements about goals or measures that no longer exist are left out; ``open_questions`` tells them.
    """
    measures = study.measures()
    goals = tuple((goal.goal_id, goal.title) for goal in _judged_goals(study.goals(), measures))
    rows = goals if kind is RelationKind.GOAL_GOAL else tuple((item.measure_id, item.title) for item in measures)
    places = {(row, column) for row, _ in rows for column, _ in goals}
    relations = {(item.from_id, item.to_id): item for item in relations_of(study, kind)}
    known = {pair: item for pair, item in relations.items() if pair in places}
    named = _named(measures) if kind is RelationKind.MEASURE_GOAL else set()
    return RelationMatrix(kind, rows, goals, known, frozenset(named & places - set(known)))


def _judged_goals(goals: Iterable[Goal], measures: Iterable[Measure]) -> list[Goal]:
    """Return the goals that no other is a part of, and those that measures name.

    What others add up to, such as a vision, would only repeat them.
    """
    goals = list(goals)
    parents, named = {goal.parent_id for goal in goals}, {goal for _, goal in _named(measures)}
    return [goal for goal in goals if goal.goal_id not in parents or goal.goal_id in named]


def _named(measures: Iterable[Measure]) -> set[tuple[str, str]]:
    return {(item.measure_id, goal) for item in measures for goal in split_ids(item.goal_ids)}


def relations_of(study: Study, kind: RelationKind) -> list[Relation]:
    """Return all stored judgements of a kind; raises SmartCityError for one that is out of range."""
    rows = study.product(RELATIONS, kind=kind.value).frame
    found = []
    for row in rows.to_dict("records"):
        texts = {
            name: "" if is_missing(row[name]) else str(row[name]) for name in ("rationale", "author", "changed_at")
        }
        value = 0 if is_missing(row["value"]) else int(row["value"])
        found.append(checked(Relation(kind, str(row["from_id"]), str(row["to_id"]), value, **texts)))
    return found


def checked(relation: Relation) -> Relation:
    """Return a judgement with its texts trimmed; raises SmartCityError for what a matrix must not hold."""
    value = relation.value
    if isinstance(value, bool) or not isinstance(value, int) or not LOWEST <= value <= HIGHEST:
        raise SmartCityError("relation_out_of_range", value=str(value), pair=f"{relation.from_id} → {relation.to_id}")
    if relation.kind is RelationKind.GOAL_GOAL and relation.from_id == relation.to_id:
        raise SmartCityError("relation_with_itself", goal=relation.from_id)
    rationale, author = relation.rationale.strip(), relation.author.strip()
    if len(rationale) > LONGEST or len(author) > LONGEST:
        raise SmartCityError("relation_text_too_long", limit=LONGEST)
    return replace(relation, rationale=rationale, author=author)


def save_relations(
    study: Study, kind: RelationKind, relations: Iterable[Relation], removed: Iterable[tuple[str, str]] = ()
) -> None:
    """Store judgements in place of those of the same pairs and remove those of ``removed``; all or nothing.

    A judgement that says what is stored already keeps its date. Raises SmartCityError for unknown goals or measures.
    """
    present = {(item.from_id, item.to_id): item for item in relations_of(study, kind)}
    matrix = relation_matrix(study, kind)
    rows, columns = {key for key, _ in matrix.rows}, {key for key, _ in matrix.columns}
    for pair in removed:
        present.pop(pair, None)
    for relation in map(checked, relations):
        pair = (relation.from_id, relation.to_id)
        if relation.kind is not kind or relation.from_id not in rows or relation.to_id not in columns:
            raise SmartCityError("relation_unknown", pair=" → ".join(pair))
        old = present.get(pair)
        if old is None or replace(old, changed_at="") != replace(relation, changed_at=""):
            present[pair] = replace(relation, changed_at=now())
    frame = pd.DataFrame(
        [
            {
                "from_id": item.from_id,
                "to_id": item.to_id,
                "value": item.value,
                "rationale": item.rationale,
                "author": item.author,
                "changed_at": item.changed_at,
            }
            for item in present.values()
        ]
    )
    study.save_product(None, RELATIONS, frame, kind=kind.value)


def serving_pairs(measures: Iterable[Measure], of_measures: Iterable[Relation]) -> set[tuple[str, str]]:
    """Return which measure serves which goal, as (measure, goal), also ones that no longer exist.

    A measure serves a goal by a positive judgement or, as long as the pair is not judged, because the register says so.
    """
    judged = {(item.from_id, item.to_id): item.value for item in of_measures}
    return {pair for pair, value in judged.items() if value > 0} | (_named(measures) - set(judged))


def open_questions(study: Study) -> list[Problem]:
    """Return what is left open: measures without goal, goals without measure, conflicts without rationale, leftovers.

    A measure serves a goal by a positive judgement or, as long as the pair is not judged, because the register says so.
    """
    everything, measures = study.goals(), study.measures()
    goals = _judged_goals(everything, measures)
    of_measures = relations_of(study, RelationKind.MEASURE_GOAL)
    # Also one that has parts by now: a judgement made before still stands.
    known = {goal.goal_id for goal in everything}
    serving = serving_pairs(measures, of_measures)
    without_goal = [
        item.measure_id for item in measures if not any((item.measure_id, goal) in serving for goal in known)
    ]
    ids = {item.measure_id for item in measures}
    without_measure = [
        goal.goal_id for goal in goals if not any(one in ids and to == goal.goal_id for one, to in serving)
    ]
    ids |= {goal.goal_id for goal in everything}
    relations = [*relations_of(study, RelationKind.GOAL_GOAL), *of_measures]
    bare = [f"{item.from_id} → {item.to_id}" for item in relations if item.value < 0 and not item.rationale]
    lost = [f"{item.from_id} → {item.to_id}" for item in relations if not {item.from_id, item.to_id} <= ids]
    found = []
    if without_goal:
        found.append(Problem("measures_without_goal", Severity.NOTE, {"measures": without_goal}))
    if without_measure:
        found.append(Problem("goals_without_measure", Severity.NOTE, {"goals": without_measure}))
    if bare:
        found.append(Problem("conflicts_without_rationale", Severity.WARNING, {"pairs": bare}))
    if lost:
        found.append(Problem("relations_left_over", Severity.WARNING, {"pairs": lost}))
    return found


HEADINGS = ("id", "title", "total", "from", "to", "value", "rationale", "author", "date", "matrix", "judgements")
"""The keys of what ``matrix_sheets`` needs words for."""


def matrix_sheets(matrix: RelationMatrix, words: Mapping[str, str]) -> list[Sheet]:
    """Return a matrix as sheets: the values with totals, and the judgements with their rationales.

    ``words`` has a wording for each of HEADINGS. Pairs without a judgement stay empty.
    """
    columns = [key for key, _ in matrix.columns]
    rows: list[list[Cell]] = [
        [key, title, matrix.row_total(key), *(matrix.value(key, column) for column in columns)]
        for key, title in matrix.rows
    ]
    total = sum(matrix.row_total(key) for key, _ in matrix.rows)
    rows.append([words["total"], None, total, *(matrix.column_total(column) for column in columns)])
    keys = ("id", "title", *("value" for _ in ("total", *columns)))
    values = Sheet("matrix", words["matrix"], keys, (words["id"], words["title"], words["total"], *columns), rows)
    names = ("from", "to", "value", "rationale", "author", "date")
    listed: list[list[Cell]] = [
        [item.from_id, item.to_id, item.value, item.rationale, item.author, item.changed_at]
        for item in matrix.relations.values()
    ]
    headings = tuple(words[name] for name in names)
    return [values, Sheet("judgements", words["judgements"], names, headings, listed)]
