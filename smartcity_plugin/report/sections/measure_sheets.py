# SPDX-License-Identifier: GPL-2.0-or-later
"""A sheet (Steckbrief) for each measure: a list of labels and entries; what nobody entered is left out."""

from __future__ import annotations

from typing import Optional

from ...model.strategy import DRAWN_PLACE, FOCUS_PLACE, Effect, Measure
from ...study.rows import split_ids
from ..builder import Blocks
from ..context import Context
from ..document import Cell, Column
from ..findings_interactions import signed
from ..findings_scenarios import computed_lines
from .goals import marked

PLACE = "place"
"""The kind of effect that only says where a measure is."""


def sheets(context: Context, out: Blocks) -> None:
    """Add a sheet for every measure."""
    words = context.words
    out.heading("sheets", words.say("measure_more.sheets"))
    out.text("sheets_text", words.say("measure_more.sheets_text"))
    columns = [Column(words.say("column.setting"), 3.6), Column(words.say("column.entry"), 12.9)]
    for measure in context.measures:
        title = marked(context, measure.title, measure.is_example)
        name = f"sheet.{measure.measure_id}"
        out.heading(name, words.say("measure_more.sheet_title", number=measure.measure_id, title=title), level=3)
        rows = [[Cell(label, bold=True), text] for label, text in sheet_rows(context, measure)]
        with out.evidence(context.strategy.runs_alone(measure.measure_id)):
            out.table(f"{name}.table", columns, rows)


def sheet_rows(context: Context, measure: Measure) -> list[tuple[str, str]]:
    """Return what is known of a measure as labels and texts."""
    words, vocabulary = context.words, context.catalogue.vocabulary
    kind = vocabulary.measure_kinds.get(measure.kind or "")
    sector = context.sector_title(measure.sector) if measure.sector in context.catalogue.sectors else ""
    entries = {
        "description": measure.description,
        "sector_kind": ", ".join(filter(None, [sector, words.of(kind.title) if kind else ""])),
        "goals": "\n".join(_goals(context, measure)),
        "place": _place(context, measure),
        "lead": measure.lead,
        "partners": measure.partners,
        "priority": words.number(measure.priority) if measure.priority else "",
        "status": _status(context, measure),
        "planned": period(context, measure.planned_start, measure.planned_end),
        "actual": period(context, measure.actual_start, measure.actual_end),
        "depends_on": ", ".join(split_ids(measure.depends_on)),
        "costs": _costs(context, measure),
        "financing": "\n".join(_financing(context, measure)),
        "effects": "\n".join(effect_lines(context, measure.measure_id)),
        "computed": "\n".join(computed_lines(context, measure.measure_id)),
        "chances": measure.chances,
        "risks": measure.risks,
        "decision": " ".join(filter(None, [measure.decision, measure.decision_url])),
        "open_source": measure.open_source,
    }
    return [(words.say(f"measure_more.row.{key}"), text) for key, text in entries.items() if text]


def _goals(context: Context, measure: Measure) -> list[str]:
    words, judged = context.words, context.strategy.judgements
    titles = {goal.goal_id: goal.title for goal in context.goals}
    named = split_ids(measure.goal_ids)
    effects = {goal: value for (number, goal), value in judged.items() if number == measure.measure_id}
    lines = []
    for goal in dict.fromkeys([*named, *(goal for goal, value in effects.items() if value)]):
        title = titles.get(goal, "")
        if goal in effects:
            value = signed(effects[goal], words)
            lines.append(words.say("measure_more.goal", number=goal, title=title, value=value))
        else:
            lines.append(words.say("measure_more.goal_open", number=goal, title=title))
    return lines


def _place(context: Context, measure: Measure) -> str:
    words = context.words
    if measure.place_source == FOCUS_PLACE and measure.focus_id:
        return words.say("measure_more.focus", focus=measure.focus_id)
    if measure.place_source == DRAWN_PLACE:
        return words.say("measure_more.drawn")
    units = [context.names.get(unit, unit) for unit in split_ids(measure.unit_ids)]
    return words.say("measure_more.units", units=", ".join(units)) if units else ""


def _status(context: Context, measure: Measure) -> str:
    words = context.words
    known = context.catalogue.vocabulary.measure_statuses.get(measure.status or "")
    title = words.of(known.title) if known else ""
    if title and measure.status_reason:
        return words.say("measure_more.reason", status=title, reason=measure.status_reason)
    return title or measure.status_reason or ""


def period(context: Context, start: Optional[str], end: Optional[str]) -> str:
    """Return a period in words; dates may stop at the year or month."""
    say = context.words.say
    first, last = date_text(context, start), date_text(context, end)
    if first and last:
        return first if first == last else say("measure_more.period", start=first, end=last)
    if first:
        return say("measure_more.from", start=first)
    return say("measure_more.until", end=last) if last else ""


def date_text(context: Context, date: Optional[str]) -> str:
    """Return an ISO date that may stop at the year or month in words; what is no date as it is."""
    text = (date or "").strip()
    if len(text) == 7 and text[4] == "-" and text[5:].isdecimal() and 1 <= int(text[5:]) <= 12:
        return context.words.short_date(text)
    return context.words.date(text)


def _costs(context: Context, measure: Measure) -> str:
    """Return the costs as they are known: the sum of the rows, said to be incomplete if it is, else the estimate."""
    words = context.words
    row = next((row for row in context.strategy.costs.rows if row.measure_id == measure.measure_id), None)
    if row is not None and row.gross is not None:
        key = "measure_more.euros" if row.is_complete else "measure_more.incomplete"
        return words.say(key, amount=words.number(row.gross))
    if measure.cost_eur is not None:
        return words.say("measure_more.estimate", amount=words.number(measure.cost_eur))
    return ""


def _financing(context: Context, measure: Measure) -> list[str]:
    words = context.words
    for row in context.strategy.costs.rows:
        if row.measure_id == measure.measure_id:
            return [
                words.say("measure_more.source", source=source_title(context, source), amount=words.number(amount))
                for source, amount in row.by_source.items()
            ]
    return []


def source_title(context: Context, source: Optional[str]) -> str:
    """Return the title of a source of funds."""
    known = context.catalogue.vocabulary.financing_sources.get(source or "")
    return context.words.of(known.title) if known else source or context.words.say("cost_more.source_none")


def effect_lines(context: Context, measure_id: str) -> list[str]:
    """Return the assumed effects of a measure in words, with the assumption behind each."""
    effects = (item.effect for item in context.strategy.effects.get(measure_id, ()))
    return [_effect(context, effect) for effect in effects if effect.kind != PLACE]


def _effect(context: Context, effect: Effect) -> str:
    words = context.words
    known = context.catalogue.vocabulary.effect_kinds.get(effect.kind or "")
    kind = words.of(known.title) if known else effect.kind or words.say("table.none")
    text = words.say("measure_more.effect", kind=kind, title=effect.title) if effect.title else kind
    return words.say("measure_more.effect_note", effect=text, note=effect.note) if effect.note else text
