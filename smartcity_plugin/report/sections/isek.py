# SPDX-License-Identifier: GPL-2.0-or-later
"""Chapters of integrated urban development concepts (ISEK) that a smart city strategy does not have.

They print what the study holds; what only the town can know is a place to fill.
"""

from __future__ import annotations

from ...study.study import DECIDED
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from .costs import funds
from .framing import study_facts

INSTRUMENTS = ("renewal", "conversion", "social", "preservation", "preemption", "contract")


def isek_occasion(context: Context, out: Blocks) -> None:
    """Build the chapter on occasion, mandate and planning of the concept."""
    say = context.words.say
    out.text("intro", say("isek.occasion.intro", place=context.place))
    out.heading("mandate", say("occasion.mandate"))
    out.prompt("mandate_prompt", say("occasion.mandate_prompt"))
    out.heading("planning", say("isek.occasion.planning"))
    out.prompt("planning_prompt", say("isek.occasion.planning_prompt"))
    study_facts(context, out)


def bundling(context: Context, out: Blocks) -> None:
    """Build the chapter on the bundling of funds: costs by field of action and funds by source, in euros."""
    out.text("intro", context.words.say("isek.bundling.intro"))
    costs_by_sector(context, out)
    funds(context, out)
    out.prompt("prompt", context.words.say("isek.bundling.prompt"))


def costs_by_sector(context: Context, out: Blocks) -> None:
    """Add the costs of the measures by field of action, in euros."""
    words, known = context.words, context.strategy.printed_costs
    sectors = [*context.catalogue.sectors, None]
    rows: list = []
    for sector in sectors:
        own = [m for m in context.measures if (m.sector if m.sector in context.catalogue.sectors else None) == sector]
        costs = [known[m.measure_id] for m in own if m.measure_id in known]
        if own:
            title = context.sector_title(sector) if sector else words.say("isek.bundling.no_sector")
            total = words.number(sum(costs)) if costs else words.number(None)
            rows.append([title, words.number(len(own)), words.number(len(costs)), total])
    if known:
        counts = (words.number(len(context.measures)), words.number(len(known)), words.number(sum(known.values())))
        rows.append([Cell(text, bold=True) for text in (words.say("costs.total"), *counts)])
        columns = [
            Column(words.say("column.sector"), 7.5),
            Column(words.say("column.measures"), 2.7, Align.RIGHT),
            Column(words.say("isek.bundling.priced"), 2.7, Align.RIGHT),
            Column(words.say("column.cost"), 3.6, Align.RIGHT),
        ]
        note = words.say("isek.bundling.note", priced=counts[1], count=counts[0])
        out.table("costs", columns, rows, words.say("isek.bundling.table"), note)
    else:
        out.text("missing", words.say("costs.missing" if context.measures else "measures.missing"))


def resolution(context: Context, out: Blocks) -> None:
    """Build the chapter on the resolution: what the study records about decisions."""
    words, settings = context.words, context.settings
    if settings.state == DECIDED:
        text = settings.decision.strip()
        key = "isek.resolution.decided" if text else "isek.resolution.decided_plain"
        out.text("state", words.say(key, decision=text))
    else:
        out.text("state", words.say("isek.resolution.draft"))
    decided = [(goal.goal_id, goal.decision) for goal in context.goals if goal.decision]
    if decided:
        out.text("goals", words.say("isek.resolution.goals"))
        out.bullets("goals_list", [words.say("parameter", label=label, value=text) for label, text in decided])
    if settings.state != DECIDED:
        out.prompt("prompt", words.say("isek.resolution.prompt"))


def legal(context: Context, out: Blocks) -> None:
    """Build the chapter on legal instruments."""
    say = context.words.say
    out.text("intro", say("isek.legal.intro"))
    out.bullets("instruments", [say(f"isek.legal.{name}") for name in INSTRUMENTS])
    out.text("note", say("isek.legal.note"))
    out.prompt("prompt", say("isek.legal.prompt"))


def updating(context: Context, out: Blocks) -> None:
    """Build the chapter on updating the concept."""
    words = context.words
    out.text("intro", words.say("isek.updating.intro", date=words.date(context.settings.reference_date)))
    out.prompt("prompt", words.say("isek.updating.prompt"))


def closing(context: Context, out: Blocks) -> None:
    """Build the chapter on the completion of the overall measure."""
    out.text("intro", context.words.say("isek.closing.intro"))
    out.prompt("prompt", context.words.say("isek.closing.prompt"))
