# SPDX-License-Identifier: GPL-2.0-or-later
"""Annex: the chain from needs to goals and measures in both directions, and what hangs in the air."""

from __future__ import annotations

from ...engine.composite.needs import WEAK
from ...study.traceability import STATES, Orphan, Trace
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from ..judgement import GOOD, POOR
from .goals import marked

MOST = 10
"""How many cases of an orphan are named."""
SHADES = {"here": GOOD, "no_goal": POOR, "no_measure": POOR}


def traceability(context: Context, out: Blocks) -> None:
    """Build the annex on traceability with the report of orphans."""
    words, chain = context.words, context.strategy.trace
    out.text("intro", words.say("links.intro", limit=words.number(WEAK)))
    runs = (*context.value_runs, *context.need_runs)
    with out.evidence(runs):
        _needs(context, out, chain)
        _goals(context, out, chain)
        _measures(context, out, chain)
    out.heading("orphans", words.say("links.orphans"))
    with out.evidence(runs):
        _orphans(context, out, chain)


def _needs(context: Context, out: Blocks, chain: Trace) -> None:
    words = context.words
    out.heading("needs", words.say("links.needs"))
    if not context.computed:
        out.text("needs_none", words.say("links.no_needs"))
        return
    if chain.problems:
        out.bullets("needs_problems", [context.told(problem) for problem in chain.problems])
    counted = chain.counts()
    out.text("needs_text", words.count("links.needs_text", len(chain.needs), here=words.number(counted["here"])))
    rows = [
        [Cell(words.say(f"chain.state.{state}"), shade=SHADES.get(state)), words.number(counted[state])]
        for state in STATES
    ]
    columns = [Column(words.say("links.column.state"), 13.0), Column(words.say("links.column.count"), 3.5, Align.RIGHT)]
    out.table("needs_table", columns, rows, words.say("links.needs_table"))


def _goals(context: Context, out: Blocks, chain: Trace) -> None:
    words, none = context.words, context.words.say("table.none")
    rows = []
    for number, goal in chain.goals.items():
        if goal.level == "vision":
            continue
        rows.append(
            [
                Cell(number, bold=True),
                marked(context, goal.title, goal.is_example),
                words.number(len(chain.needs_of_goal(number))),
                ", ".join(chain.measures_of_goal(number)) or none,
                words.number(len(chain.contributions_of_goal(number))),
            ]
        )
    if not rows:
        return
    out.heading("goals", words.say("links.goals"))
    columns = [
        Column(words.say("column.number"), 1.5),
        Column(words.say("column.goal"), 6.0),
        Column(words.say("links.column.needs"), 1.8, Align.RIGHT),
        Column(words.say("column.measures"), 5.0),
        Column(words.say("links.column.contributions"), 2.2, Align.RIGHT),
    ]
    out.table("goals_table", columns, rows, words.say("links.goals_table"), words.say("links.goals_note"))


def _measures(context: Context, out: Blocks, chain: Trace) -> None:
    words, none = context.words, context.words.say("table.none")
    rows = [
        [
            Cell(number, bold=True),
            marked(context, measure.title, measure.is_example),
            ", ".join(chain.goals_of_measure(number)) or none,
            words.number(len(chain.needs_of_measure(number))),
            words.number(len(chain.needs_of_measure(number, only_here=True))),
            words.number(len(chain.contributions_of_measure(number))),
        ]
        for number, measure in chain.measures.items()
    ]
    if not rows:
        return
    out.heading("measures", words.say("links.measures"))
    columns = [
        Column(words.say("column.number"), 1.8),
        Column(words.say("column.measure"), 5.6),
        Column(words.say("column.goals"), 2.9),
        Column(words.say("links.column.needs"), 1.8, Align.RIGHT),
        Column(words.say("links.column.here"), 2.0, Align.RIGHT),
        Column(words.say("links.column.contributions"), 2.2, Align.RIGHT),
    ]
    out.table("measures_table", columns, rows, words.say("links.measures_table"), words.say("links.measures_note"))


def _orphans(context: Context, out: Blocks, chain: Trace) -> None:
    words, found = context.words, context.strategy.orphans
    if not found:
        out.text("orphans_none", words.say("links.orphans_none"))
        return
    rows = [
        [words.say(f"chain.orphan.{item.kind}"), words.number(item.count), _which(context, chain, item)]
        for item in found
    ]
    columns = [
        Column(words.say("links.column.what"), 5.2),
        Column(words.say("links.column.count"), 1.8, Align.RIGHT),
        Column(words.say("links.column.which"), 9.5),
    ]
    note = words.say("links.orphans_note", limit=words.number(MOST))
    out.table("orphans_table", columns, rows, words.say("links.orphans_table"), note)


def _which(context: Context, chain: Trace, item: Orphan) -> str:
    words = context.words
    labels = [_label(context, chain, one, item.kind.startswith("needs_")) for one in item.ids[:MOST]]
    separator = "; " if item.kind.startswith("needs_") else ", "
    listed, rest = separator.join(labels), item.count - MOST
    return words.count("links.more", rest, list=listed) if rest > 0 else listed


def _label(context: Context, chain: Trace, name: str, is_need: bool) -> str:
    """Return what readers call a thing; needs are told by indicator and unit."""
    if not is_need:
        return name
    need = chain.need(name).need
    known = context.catalogue.indicators.get(need.indicator_id)
    title = context.title(known) if known else context.sector_title(need.sector)
    return context.words.say("links.need", indicator=title, unit=need.unit_name)
