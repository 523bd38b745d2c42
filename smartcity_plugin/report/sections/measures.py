# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures: register, schedule, sheets, and who carries them out."""

from __future__ import annotations

from ...model.strategy import Measure
from ...study.rows import split_ids
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from .goals import marked
from .measure_sheets import sheets


def measures(context: Context, out: Blocks) -> None:
    """Build the chapter with the register of measures, the schedule and a sheet for each measure."""
    _register_and_schedule(context, out, with_text=False)
    if not context.measures:
        return
    problems = context.strategy.schedule.problems
    if problems:
        out.heading("schedule_problems", context.words.say("measure_more.problems"), level=3)
        out.bullets("schedule_problems_list", [context.told(problem) for problem in problems])
    sheets(context, out)


def measures_brief(context: Context, out: Blocks) -> None:
    """Add the register of measures with their descriptions, since there are no sheets, their map and schedule."""
    _register_and_schedule(context, out, with_text=True)


def _register_and_schedule(context: Context, out: Blocks, with_text: bool) -> None:
    words = context.words
    if not context.measures:
        out.text("missing", words.say("measures.missing"))
        return
    out.text("intro", words.count("measures.intro", len(context.measures)))
    if any(measure.is_example for measure in context.measures):
        out.callout("examples", words.say("examples.title"), words.say("examples.measures"))
    out.heading("register", words.say("measures.register"))
    _register(context, out, with_text)
    figure = context.figures.measures_map()
    if figure is not None:
        out.figure("map", words.say("measures.map"), figure)
    out.heading("schedule", words.say("measures.schedule"))
    _schedule(context, out)


def _register(context: Context, out: Blocks, with_text: bool) -> None:
    """Add the register; with descriptions everything about a measure stands in one wide column."""
    words = context.words
    none = words.say("table.none")
    rows = []
    for measure in context.measures:
        title = marked(context, measure.title, measure.is_example)
        told = {
            "goals": ", ".join(split_ids(measure.goal_ids)) or none,
            "units": ", ".join(context.names.get(unit, unit) for unit in split_ids(measure.unit_ids)) or none,
            "priority": words.number(measure.priority) if measure.priority else none,
        }
        number, kinds = Cell(measure.measure_id, bold=True), _kinds(context, measure)
        if with_text:
            line = words.say("measure_more.short", kinds=", ".join(kinds) or none, **told)
            rows.append([number, "\n".join(filter(None, [title, measure.description, line]))])
        else:
            rows.append([number, title, "\n".join(kinds) or none, *told.values()])
    if with_text:
        columns = [Column(words.say("column.number"), 1.9), Column(words.say("column.measure"), 14.6)]
    else:
        columns = [
            Column(words.say("column.number"), 1.7),
            Column(words.say("column.measure"), 6.0),
            Column(words.say("column.sector_kind"), 2.9),
            Column(words.say("column.goals"), 1.4),
            Column(words.say("column.units"), 3.0),
            Column(words.say("column.priority"), 1.5, Align.CENTRE),
        ]
    out.table("register_table", columns, rows, words.say("measures.table"), words.say("measures.note"))


def _kinds(context: Context, measure: Measure) -> list[str]:
    """Return field of action and kind, as far as they are known."""
    kind = context.catalogue.vocabulary.measure_kinds.get(measure.kind or "")
    sector = context.sector_title(measure.sector) if measure.sector in context.catalogue.sectors else ""
    return [text for text in (sector, context.words.of(kind.title) if kind else "") if text]


def _schedule(context: Context, out: Blocks) -> None:
    words = context.words
    unknown = words.number(None)
    rows = []
    for measure in sorted(context.measures, key=lambda item: (item.start_year or 9999, item.measure_id)):
        status = context.catalogue.vocabulary.measure_statuses.get(measure.status or "")
        rows.append(
            [
                Cell(measure.measure_id, bold=True),
                measure.lead or unknown,
                measure.partners or unknown,
                words.of(status.title) if status else unknown,
                str(measure.start_year or unknown),
                str(measure.end_year or unknown),
            ]
        )
    columns = [
        Column(words.say("column.number"), 1.7),
        Column(words.say("column.lead"), 4.6),
        Column(words.say("column.partners"), 4.2),
        Column(words.say("column.status"), 2.8),
        Column(words.say("column.start"), 1.6, Align.RIGHT),
        Column(words.say("column.end"), 1.6, Align.RIGHT),
    ]
    out.table("schedule_table", columns, rows, words.say("measures.schedule_table"))
    figure = context.figures.gantt()
    if figure is not None:
        out.figure("schedule_figure", words.say("charts.schedule"), figure)


def implementation(context: Context, out: Blocks) -> None:
    """Build the chapter on implementation and governance."""
    words = context.words
    out.text("intro", words.say("implementation.intro"))
    offices = sorted(
        {goal.responsible for goal in context.goals if goal.responsible}
        | {measure.lead for measure in context.measures if measure.lead}
    )
    rows = [
        [
            office,
            ", ".join(goal.goal_id for goal in context.goals if goal.responsible == office) or words.say("table.none"),
            ", ".join(m.measure_id for m in context.measures if m.lead == office) or words.say("table.none"),
        ]
        for office in offices
    ]
    if rows:
        columns = [
            Column(words.say("column.office"), 6.5),
            Column(words.say("column.goals"), 4.5),
            Column(words.say("column.measures"), 5.5),
        ]
        out.table("offices", columns, rows, words.say("implementation.table"))
    else:
        out.text("missing", words.say("implementation.missing"))
    out.prompt("governance_prompt", words.say("implementation.governance_prompt"))
    out.prompt("continuation_prompt", words.say("implementation.continuation_prompt"))
