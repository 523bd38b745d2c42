# SPDX-License-Identifier: GPL-2.0-or-later
"""Strengths and weaknesses that the numbers suggest; opportunities and threats are for the town to name."""

from __future__ import annotations

import pandas as pd

from ...engine.composite.needs import STRONG, WEAK
from ..builder import Blocks
from ..context import Context
from ..document import Column


def swot(context: Context, out: Blocks) -> None:
    """Build the chapter on strengths and weaknesses."""
    words = context.words
    limits = {"strong": words.number(STRONG), "weak": words.number(WEAK)}
    out.text("intro", words.say("swot.intro", **limits))
    scores = context.score_table("sector")
    if scores.empty:
        out.text("missing", words.say("needs.missing"))
    else:
        out.heading("city", words.say("swot.city", place=context.place))
        _city(context, out)
        out.heading("units", words.say("swot.units"))
        _units(context, out, scores)
    out.heading("future", words.say("swot.future"))
    out.prompt("opportunities_prompt", words.say("swot.opportunities_prompt"))
    out.prompt("threats_prompt", words.say("swot.threats_prompt"))


def _city(context: Context, out: Blocks) -> None:
    words = context.words
    rows = []
    for sector in context.sectors:
        scores = {context.title(i): context.city_score(i.id) for i in context.computed_in(sector) if i.is_scored}
        strong = [title for title, score in scores.items() if score >= STRONG]
        weak = [title for title, score in scores.items() if score <= WEAK]
        rows.append([context.sector_title(sector), _list(context, strong), _list(context, weak)])
    out.table("city_table", _columns(context), rows, words.say("swot.city_table", place=context.place))


def _units(context: Context, out: Blocks, scores: pd.DataFrame) -> None:
    words = context.words
    rows = []
    for sector in context.scored_sectors:
        column = scores[sector].reindex([unit for unit in context.names if unit in scores.index])
        strong = [context.names[unit] for unit, score in column.items() if score >= STRONG]
        weak = [context.names[unit] for unit, score in column.items() if score <= WEAK]
        rows.append([context.sector_title(sector), _list(context, strong), _list(context, weak)])
    out.table("units_table", _columns(context), rows, words.say("swot.units_table"))


def _columns(context: Context) -> list[Column]:
    return [
        Column(context.words.say("column.sector"), 3.5),
        Column(context.words.say("column.strengths"), 6.5),
        Column(context.words.say("column.weaknesses"), 6.5),
    ]


def _list(context: Context, items: list[str]) -> str:
    return "; ".join(items) if items else context.words.say("table.none")
