# SPDX-License-Identifier: GPL-2.0-or-later
"""The summary: key figures, where needs concentrate, an overview map."""

from __future__ import annotations

from ...engine.composite.needs import INDEX, STRONG, WEAK
from ..builder import Blocks
from ..context import Context
from ..document import Cell, Column, ParagraphStyle
from ..findings_needs import index_findings
from ..judgement import aim_text, key_indicators, verdict


def summary(context: Context, out: Blocks) -> None:
    """Build the summary."""
    say = context.words.say
    out.text("lead", _lead(context), ParagraphStyle.LEAD)
    out.prompt("statement", say("summary.prompt"))
    out.figure("map", say("summary.map", place=context.place), context.figures.overview_map())
    out.heading("needs", say("summary.needs"))
    facts = context.need_facts(INDEX)
    out.sentences("index", index_findings(facts, context.words) if facts else [say("needs.missing")])
    out.heading("figures", say("summary.figures"))
    _key_figures(context, out)
    out.sentences("ends", _ends(context))


def _lead(context: Context) -> str:
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


def _key_figures(context: Context, out: Blocks) -> None:
    words = context.words
    columns = [
        Column(words.say("column.indicator"), 5.2),
        Column(words.say("column.value"), 3.2),
        Column(words.say("column.target"), 4.9),
        Column(words.say("column.verdict"), 2.6),
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
    out.table("key_figures", columns, rows, words.say("summary.table", place=context.place), note)


def _ends(context: Context) -> list[str]:
    """Return for which indicators the municipality as a whole scores high or low."""
    words = context.words
    scores = {context.title(item): context.city_score(item.id) for item in context.computed if item.is_scored}
    sentences = []
    for key, titles in (
        ("strong", [title for title, score in scores.items() if score >= STRONG]),
        ("weak", [title for title, score in scores.items() if score <= WEAK]),
    ):
        quoted = [words.say("quoted", text=title) for title in titles]
        if quoted:
            limit = words.number(STRONG if key == "strong" else WEAK)
            sentences.append(words.count(f"summary.{key}", len(quoted), titles=words.join(quoted), limit=limit))
        else:
            sentences.append(words.say(f"summary.no_{key}"))
    return sentences
