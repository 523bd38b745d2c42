# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields of action and focus areas: needs by sector and planning unit, and what drives the greatest of them."""

from __future__ import annotations

import numpy as np

from ...engine.composite.needs import INDEX, STRONG, WEAK
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from ..findings_focus import focus_findings
from ..findings_needs import TOP, drivers, top_units
from ..findings_robustness import rank_security
from ..judgement import need_cell

SENTENCES = 8
"""How many focus areas are described in sentences; the table has all of them."""


def focus(context: Context, out: Blocks) -> None:
    """Build the chapter on fields of action and focus areas."""
    words = context.words
    out.text("intro", words.say("focus.intro"))
    facts = context.need_facts(INDEX)
    if facts is None:
        out.text("missing", words.say("needs.missing"))
        return
    out.heading("matrix", words.say("focus.matrix"))
    with out.evidence(context.need_runs):
        need_matrix(context, out)
    out.heading("areas", words.say("focus.areas"))
    by_need, by_persons = top_units(facts.known, "need", words), top_units(facts.known, "persons", words)
    out.text("areas_text", words.say("focus.areas_text", count=words.number(TOP)))
    with out.evidence(context.need_runs):
        _areas(context, out, list(by_need["unit_id"]), list(by_persons["unit_id"]))
        with out.evidence(context.robustness_runs):
            is_old = context.is_old(context.robustness_runs)
            out.sentences("areas_security", rank_security(list(by_need["name"]), context.robustness, words, is_old))
    with out.evidence(context.focus_runs):
        _focus_areas(context, out)
    out.prompt("areas_prompt", words.say("focus.areas_prompt"))


def _focus_areas(context: Context, out: Blocks) -> None:
    """Add the focus areas that were made or drawn, as sentences and as a table."""
    words = context.words
    out.heading("focus_areas", words.say("overlay.focus"))
    if not context.focus_areas:
        out.prompt("focus_missing", words.say("overlay.focus_missing"))
        return
    if context.is_old(context.focus_runs):
        out.callout("focus_stale", words.say("justice.stale_title"), words.say("justice.stale"))
    first, *sentences = focus_findings(context.focus_areas, words)
    out.text("focus_summary", first)
    out.bullets("focus_sentences", sentences[:SENTENCES])
    rows = [
        [
            Cell(f"{facts.focus_id} {facts.name}".strip(), bold=True),
            words.persons_cell(facts.population),
            need_cell(context, facts.need),
            words.persons_cell(facts.persons),
            "; ".join(facts.drivers) or words.say("table.none"),
        ]
        for facts in sorted(context.focus_areas, key=lambda item: -np.nan_to_num(item.persons))
    ]
    widths = {"name": 4.2, "population": 2.2, "need": 1.8, "persons": 2.3, "drivers": 6.0}
    columns = [
        Column(words.say(f"overlay.focus_column.{key}"), width, Align.LEFT if width > 4 else Align.RIGHT)
        for key, width in widths.items()
    ]
    out.table("focus_table", columns, rows, words.say("overlay.focus_table"), words.say("overlay.focus_note"))


def need_matrix(context: Context, out: Blocks) -> None:
    """Add the needs (0 to 100) by planning unit and field of action."""
    words = context.words
    scores = context.score_table("sector")[context.scored_sectors]
    index = context.score_table(INDEX)[INDEX]
    columns = [Column(words.say("column.unit"), 4.5)]
    columns += [Column(context.sector_title(sector), 9.6 / len(scores.columns), Align.RIGHT) for sector in scores]
    columns.append(Column(words.say("index.title"), 2.4, Align.RIGHT))
    rows = []
    for unit, name in context.names.items():
        if unit in scores.index:
            cells = [need_cell(context, 100.0 - score) for score in scores.loc[unit]]
            rows.append([name, *cells, need_cell(context, 100.0 - index.get(unit, float("nan")))])
    note = words.say("focus.matrix_note", high=words.number(100.0 - WEAK), low=words.number(100.0 - STRONG))
    out.table("matrix_table", columns, rows, words.say("focus.matrix_table"), note)


def _areas(context: Context, out: Blocks, by_need: list[str], by_persons: list[str]) -> None:
    words = context.words
    scores = context.score_table("indicator")
    named = words.say("focus.by_need"), words.say("focus.by_persons")
    rows = []
    for unit in dict.fromkeys([*by_need, *by_persons]):
        lists = [name for name, units in zip(named, (by_need, by_persons)) if unit in units]
        low = [context.title(context.catalogue.indicators[key]) for key in drivers(scores.loc[unit], count=3)]
        rows.append(
            [
                Cell(context.names[unit], bold=True),
                context.persons(unit),
                words.join(lists),
                "; ".join(low) if low else words.say("table.none"),
            ]
        )
    columns = [
        Column(words.say("column.unit"), 3.6),
        Column(words.say("column.population"), 2.2, Align.RIGHT),
        Column(words.say("column.list"), 3.2),
        Column(words.say("column.drivers"), 7.5),
    ]
    note = words.say("focus.areas_note", limit=words.number(WEAK))
    out.table("areas_table", columns, rows, words.say("focus.areas_table"), note)
