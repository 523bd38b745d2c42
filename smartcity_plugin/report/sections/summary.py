# SPDX-License-Identifier: GPL-2.0-or-later
"""The summary that a mayor can read: the findings in short, the key figures, the map of needs."""

from __future__ import annotations

from ...engine.composite.needs import INDEX, STRONG, WEAK
from ..builder import Blocks
from ..context import Context
from ..document import Cell, Column, ParagraphStyle
from ..findings_summary import key_points
from ..judgement import aim_text, key_indicators, verdict


def summary(context: Context, out: Blocks) -> None:
    """Build the summary."""
    say = context.words.say
    with out.evidence(context.value_runs):
        out.text("lead", lead_text(context), ParagraphStyle.LEAD)
    out.prompt("statement", say("summary.prompt"))
    points(context, out)
    out.heading("figures", say("summary.figures"))
    with out.evidence(context.value_runs):
        key_figures(context, out)
    need_map(context, out)


def points(context: Context, out: Blocks) -> None:
    """Add the findings in short, one paragraph each, so that each rests on its own runs."""
    out.heading("points", context.words.say("summary.points"))
    for point in key_points(context):
        with out.evidence(point.run_ids):
            out.bullets(f"point.{point.name}", [point.text])


def need_map(context: Context, out: Blocks) -> None:
    """Add the map of needs, without needs that of the planning units."""
    say = context.words.say
    if context.need_facts(INDEX) is None:
        out.figure("map", say("summary.map", place=context.place), context.figures.overview_map())
        return
    out.heading("needs", say("summary.needs"))
    with out.evidence(context.need_runs):
        out.figure("needs_map", say("needs.index_map"), context.figures.need_map(INDEX))


def lead_text(context: Context) -> str:
    """Return what the study covers."""
    words = context.words
    people = context.population.get(context.city_id)
    return words.say(
        "summary.lead",
        place=context.place,
        title=context.settings.title,
        people=words.persons(people) if people == people and people is not None else words.number(None),
        units=words.count("units.counted", len(context.names)),
        indicators=words.count("indicators.counted", len(context.computed)),
        sectors=words.count("sectors.dative", len(context.sectors)),
        date=words.date(context.settings.reference_date),
    )


def key_figures(context: Context, out: Blocks, has_annex: bool = True) -> None:
    """Add the table of key indicators with value, target and rating."""
    words = context.words
    columns = [
        Column(words.say("column.indicator"), 6.3),
        Column(words.say("column.value"), 2.3),
        Column(words.say("column.target"), 5.5),
        Column(words.say("column.verdict"), 2.4),
    ]
    rows = [
        [
            Cell(context.title(indicator)),
            words.value(context.city_value(indicator.id), indicator.unit),
            aim_text(context, indicator),
            verdict(context, context.city_score(indicator.id)),
        ]
        for indicator in key_indicators(context)
    ]
    note = words.say("summary.note", strong=words.number(STRONG), weak=words.number(WEAK))
    note = " ".join((note, words.say("summary.note_annex" if has_annex else "summary.note_document")))
    out.table("key_figures", columns, rows, words.say("summary.table", place=context.place), note)
