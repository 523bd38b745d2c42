# SPDX-License-Identifier: GPL-2.0-or-later
"""Conflicts and synergies: where rules hold, which sectors meet, and the matrices of goals and measures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Union

from ...model.problem import Problem
from ...model.relation import RelationKind
from ...model.rule import RuleKind
from ...study.interactions import StoredInteractions, Summary
from ...study.relations import RelationMatrix
from ..builder import Blocks
from ..context import Context, run_ids
from ..document import Align, Cell, Column
from ..findings_interactions import (
    interaction_findings,
    pair_cells,
    relation_findings,
    rule_findings,
    signed,
)

WIDEST = 14
"""More goals than these do not fit on a page side by side."""

SHADES = {-2: "#FDB863", -1: "#FEE0B6", 1: "#D8DAEB", 2: "#B2ABD2"}
"""Orange for conflicts, violet for synergies (ColorBrewer PuOr), light enough for black figures."""


def interactions(context: Context, out: Blocks) -> None:
    """Build the chapter on conflicts and synergies."""
    words, facts = context.words, context.interactions
    out.text("intro", words.say("interactions.intro"))
    out.heading("places", words.say("interactions.places"))
    if facts.problem is not None:
        out.prompt("unreadable", context.told(facts.problem))
    elif facts.stored is None:
        out.prompt("missing", words.say("interactions.missing"))
    else:
        with out.evidence(run_ids(facts.stored.rows)):
            _rules(context, out, facts.stored)
            _sectors(context, out, facts.stored.summary)
    for kind in RelationKind:
        _matrix(context, out, facts.matrices[kind])
    if facts.questions:
        out.heading("open", words.say("relations.open"))
        out.bullets("questions", [context.told(problem) for problem in facts.questions])


def _lacking(context: Context, rule_id: str, problems: Sequence[Problem]) -> str:
    """Return what a rule lacks: of each operand all that would do."""
    words, missing = context.words, []
    for problem in problems:
        known = context.catalogue.indicators
        names = [context.title(known[name]) if name in known else name for name in problem.values.get("others", ())]
        names += [context.role_title(role) for role in problem.values.get("layer", ())]
        missing.append(reduce(lambda one, two: words.say("interactions.either", first=one, second=two), names))
    return words.say("interactions.lacks", rule=rule_id, missing="; ".join(missing))


def _rules(context: Context, out: Blocks, stored: StoredInteractions) -> None:
    words, summary = context.words, stored.summary
    out.sentences("findings", interaction_findings(summary, stored.place_kind, words, stored.stand_ins))
    for kind in RuleKind:
        out.bullets(f"findings.{kind.value}", rule_findings(summary, kind, stored.place_kind, words))
        if summary.of_kind(kind)[0]:
            figure = context.figures.product_map(f"{kind.value}_rules", place_kind=stored.place_kind)
            if figure is not None:
                out.figure(f"map.{kind.value}", words.say(f"interactions.map.{kind.value}"), figure)
    rows = [
        [
            Cell(rule.id, bold=True),
            words.say(f"interactions.kind.{rule.kind.value}"),
            words.of(rule.title),
            words.of(rule.reason),
            words.number(summary.places(rule.id)),
            words.rounded(summary.persons(rule.id)),
            words.number(summary.unknown[:, number].sum()),
        ]
        for number, rule in enumerate(summary.rules)
    ]
    columns = [
        Column(words.say("column.number"), 1.1),
        Column(words.say("interactions.column.kind"), 1.8),
        Column(words.say("interactions.column.rule"), 3.2),
        Column(words.say("interactions.column.reason"), 5.5),
        Column(words.say("interactions.column.places"), 1.3, Align.RIGHT),
        Column(words.say("interactions.column.people"), 2.2, Align.RIGHT),
        Column(words.say("interactions.column.unknown"), 1.5, Align.RIGHT),
    ]
    out.table("rules", columns, rows, words.say("interactions.rules_table"), words.say("interactions.rules_note"))
    notes = stored.notes.get(words.language, ())
    if notes:
        out.heading("basis", words.say("interactions.basis"), level=3)
        out.bullets("notes", list(notes))
    if summary.unchecked:
        unchecked = [_lacking(context, rule_id, items) for rule_id, items in summary.unchecked.items()]
        out.heading("unchecked", words.say("interactions.unchecked"), level=3)
        out.bullets("unchecked_list", unchecked)


def _sectors(context: Context, out: Blocks, summary: Summary) -> None:
    """Add the matrix sectors × sectors: conflicts above the diagonal, synergies below."""
    words = context.words
    places = pair_cells(summary, list(context.catalogue.sectors))
    touched = [key for key in context.catalogue.sectors if any(key in pair[:2] for pair in places)]
    out.heading("sectors", words.say("interactions.matrix_heading"), level=3)
    rows: list[list[Union[str, Cell]]] = []
    for number, row in enumerate(touched):
        cells: list[Union[str, Cell]] = [context.sector_title(row)]
        for place, column in enumerate(touched):
            if number == place:
                cells.append(_diagonal(context, places, row))
                continue
            kind = RuleKind.CONFLICT if place > number else RuleKind.SYNERGY
            pair = (row, column) if place > number else (column, row)
            cells.append(_counted(context, places.get((*pair, kind)), kind))
        rows.append(cells)
    width = 11.5 / max(len(touched), 1)
    columns = [Column("", 5.0), *(Column(context.sector_title(key), width, Align.CENTRE) for key in touched)]
    note = words.say("interactions.matrix_note")
    out.table("sector_matrix", columns, rows, words.say("interactions.matrix_table"), note, upright=len(touched) > 4)


def _diagonal(context: Context, places: dict, sector: str) -> str:
    found = [places.get((sector, sector, kind)) for kind in RuleKind]
    if found == [None, None]:
        return context.words.say("table.none")
    none = context.words.say("table.none")
    conflicts, synergies = (none if item is None else context.words.number(item) for item in found)
    return context.words.say("interactions.both", conflicts=conflicts, synergies=synergies)


def _counted(context: Context, count: Union[int, None], kind: RuleKind) -> Cell:
    if count is None:
        return Cell(context.words.say("table.none"))
    shade = SHADES[-1 if kind is RuleKind.CONFLICT else 1]
    return Cell(context.words.number(count), shade=shade if count else None)


def _matrix(context: Context, out: Blocks, matrix: RelationMatrix) -> None:
    words, kind = context.words, matrix.kind.value
    if not matrix.rows or not matrix.columns:
        return
    out.heading(kind, words.say(f"relations.{kind}"))
    if not matrix.relations:
        out.prompt(f"{kind}.none", words.say("relations.none"))
        return
    out.sentences(f"{kind}.findings", relation_findings(matrix, words))
    if len(matrix.columns) > WIDEST:
        out.text(f"{kind}.wide", words.say("relations.too_wide", columns=words.number(len(matrix.columns))))
    else:
        _values(context, out, matrix)
    reasons = [
        [
            words.say("relations.pair", row=item.from_id, column=item.to_id),
            Cell(signed(item.value, words), shade=SHADES.get(item.value)),
            item.rationale,
            item.author,
        ]
        for item in sorted(matrix.relations.values(), key=lambda item: (item.value, item.from_id, item.to_id))
        if item.rationale
    ]
    columns = [
        Column(words.say("relations.column.pair"), 3.6),
        Column(words.say("relations.column.value"), 1.8, Align.CENTRE),
        Column(words.say("interactions.column.reason"), 8.6),
        Column(words.say("relations.column.author"), 2.5),
    ]
    out.table(f"{kind}.reasons", columns, reasons, words.say("relations.reasons"))


def _values(context: Context, out: Blocks, matrix: RelationMatrix) -> None:
    words, kind = context.words, matrix.kind.value
    rows: list[list[Union[str, Cell]]] = []
    for row, _ in matrix.rows:
        cells: list[Union[str, Cell]] = [Cell(row, bold=True)]
        for column, _ in matrix.columns:
            same = matrix.kind is RelationKind.GOAL_GOAL and row == column
            value = matrix.value(row, column)
            text = words.say("relations.same") if same else signed(value, words)
            cells.append(Cell(text, shade=SHADES.get(value) if value else None))
        rows.append([*cells, Cell(signed(matrix.row_total(row), words), bold=True)])
    totals = [signed(matrix.column_total(column), words) for column, _ in matrix.columns]
    rows.append([Cell(words.say("relations.total"), bold=True), *(Cell(text, bold=True) for text in totals), ""])
    width = 12.5 / len(matrix.columns)
    columns = [
        Column("", 2.5),
        *(Column(key, width, Align.CENTRE) for key, _ in matrix.columns),
        Column(words.say("relations.total"), 1.5, Align.CENTRE),
    ]
    upright = len(matrix.columns) > 8
    caption, note = words.say(f"relations.{kind}_table"), words.say("relations.note")
    out.table(f"{kind}.matrix", columns, rows, caption, note, upright)
