# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures, what they cost, who carries them out."""

from __future__ import annotations

from ...model.strategy import Measure
from ...study.rows import split_ids
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from .goals import marked


def measures(context: Context, out: Blocks) -> None:
    """Build the chapter with the register of measures."""
    words = context.words
    if not context.measures:
        out.text("missing", words.say("measures.missing"))
        return
    out.text("intro", words.count("measures.intro", len(context.measures)))
    if any(measure.is_example for measure in context.measures):
        out.callout("examples", words.say("examples.title"), words.say("examples.measures"))
    out.heading("register", words.say("measures.register"))
    _register(context, out)
    figure = context.figures.measures_map()
    if figure is not None:
        out.figure("map", words.say("measures.map"), figure)
    out.heading("schedule", words.say("measures.schedule"))
    _schedule(context, out)


def _title(context: Context, measure: Measure) -> str:
    title = marked(context, measure.title, measure.is_example)
    return f"{title}\n{measure.description}" if measure.description else title


def _register(context: Context, out: Blocks) -> None:
    words = context.words
    none = words.say("table.none")
    rows = []
    for measure in context.measures:
        kind = context.catalogue.vocabulary.measure_kinds.get(measure.kind or "")
        units = [context.names.get(unit, unit) for unit in split_ids(measure.unit_ids)]
        rows.append(
            [
                Cell(measure.measure_id, bold=True),
                _title(context, measure),
                "\n".join(filter(None, [context.sector_title(measure.sector), words.of(kind.title) if kind else ""])),
                ", ".join(split_ids(measure.goal_ids)) or none,
                ", ".join(units) or none,
                words.number(measure.priority) if measure.priority else none,
            ]
        )
    columns = [
        Column(words.say("column.number"), 1.7),
        Column(words.say("column.measure"), 6.0),
        Column(words.say("column.sector_kind"), 2.9),
        Column(words.say("column.goals"), 1.4),
        Column(words.say("column.units"), 3.0),
        Column(words.say("column.priority"), 1.5, Align.CENTRE),
    ]
    out.table("register_table", columns, rows, words.say("measures.table"), words.say("measures.note"))


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


def costs(context: Context, out: Blocks) -> None:
    """Build the chapter on costs and financing."""
    words = context.words
    priced = [measure for measure in context.measures if measure.cost_eur is not None]
    if not priced:
        out.text("missing", words.say("costs.missing" if context.measures else "measures.missing"))
    else:
        total = sum(measure.cost_eur for measure in priced)
        out.text(
            "intro",
            words.count("costs.intro", len(priced), total=words.number(total), of=words.number(len(context.measures))),
        )
        rows = [
            [
                m.measure_id,
                marked(context, m.title, m.is_example),
                m.lead or words.number(None),
                words.number(m.cost_eur),
            ]
            for m in priced
        ]
        rows.append(["", Cell(words.say("costs.total"), bold=True), "", Cell(words.number(total), bold=True)])
        columns = [
            Column(words.say("column.number"), 1.8),
            Column(words.say("column.measure"), 7.7),
            Column(words.say("column.lead"), 4.2),
            Column(words.say("column.cost"), 2.8, Align.RIGHT),
        ]
        out.table("table", columns, rows, words.say("costs.table"), words.say("costs.note"))
    out.prompt("financing_prompt", words.say("costs.financing_prompt"))


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
