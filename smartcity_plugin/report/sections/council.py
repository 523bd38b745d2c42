# SPDX-License-Identifier: GPL-2.0-or-later
"""The short chapters of the page for the council information system."""

from __future__ import annotations

import numpy as np

from ...engine.composite.needs import INDEX
from ...engine.compute import FEW_PERSONS
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from ..findings_focus import focus_findings
from ..findings_summary import key_points
from ..judgement import need_cell
from .annex_data import attributions_table, kind_title
from .goals import marked
from .needs import method_text
from .summary import key_figures, lead_text

AREAS = 10
"""How many focus areas the page lists."""


def council_points(context: Context, out: Blocks) -> None:
    """Add what the study covers and its findings in short."""
    with out.evidence(context.value_runs):
        out.text("lead", lead_text(context))
    for point in key_points(context):
        with out.evidence(point.run_ids):
            out.bullets(point.name, [point.text])


def council_figures(context: Context, out: Blocks) -> None:
    """Add the key indicators with their traffic lights in words."""
    with out.evidence(context.value_runs):
        key_figures(context, out, has_annex=False)


def council_maps(context: Context, out: Blocks) -> None:
    """Add the map of the planning units and that of the needs."""
    say = context.words.say
    out.figure("overview", say("summary.map", place=context.place), context.figures.overview_map())
    if context.need_facts(INDEX) is not None:
        with out.evidence(context.need_runs):
            out.figure("needs", say("needs.index_map"), context.figures.need_map(INDEX))


def council_areas(context: Context, out: Blocks) -> None:
    """Add the focus areas, those with most persons in need first."""
    words = context.words
    if not context.focus_areas:
        return
    ordered = sorted(context.focus_areas, key=lambda item: -np.nan_to_num(item.persons))
    with out.evidence(context.focus_runs):
        if context.is_old(context.focus_runs):
            out.callout("stale", words.say("justice.stale_title"), words.say("justice.stale"))
        out.text("text", focus_findings(context.focus_areas, words)[0])
        rows = [
            [
                Cell(f"{facts.focus_id} {facts.name}".strip(), bold=True),
                words.persons_cell(facts.population),
                need_cell(context, facts.need),
                "; ".join(facts.drivers) or words.say("table.none"),
            ]
            for facts in ordered[:AREAS]
        ]
        columns = [
            Column(words.say("overlay.focus_column.name"), 4.2),
            Column(words.say("overlay.focus_column.population"), 2.2, Align.RIGHT),
            Column(words.say("overlay.focus_column.need"), 1.8, Align.RIGHT),
            Column(words.say("overlay.focus_column.drivers"), 8.3),
        ]
        note = words.say("page.areas_note")
        more = len(ordered) - AREAS
        if more > 0:
            note = " ".join((words.count("page.areas_more", more, listed=words.number(AREAS)), note))
        out.table("table", columns, rows, words.say("overlay.focus"), note)


def council_measures(context: Context, out: Blocks) -> None:
    """Add the measures with their state; examples are called examples."""
    words = context.words
    if not context.measures:
        return
    if any(measure.is_example for measure in context.measures):
        out.callout("examples", words.say("examples.title"), words.say("examples.measures"))
    unknown = words.number(None)
    rows = []
    for measure in context.measures:
        status = context.catalogue.vocabulary.measure_statuses.get(measure.status or "")
        years = "–".join(dict.fromkeys(str(year) for year in (measure.start_year, measure.end_year) if year))
        rows.append(
            [
                Cell(measure.measure_id, bold=True),
                marked(context, measure.title, measure.is_example),
                words.of(status.title) if status else unknown,
                years or unknown,
            ]
        )
    columns = [
        Column(words.say("column.number"), 1.8),
        Column(words.say("column.measure"), 9.2),
        Column(words.say("column.status"), 3.0),
        Column(words.say("column.schedule"), 2.5),
    ]
    out.table("table", columns, rows, words.say("page.measures_table"))


def council_method(context: Context, out: Blocks) -> None:
    """Add how the index is made, how missing values and small numbers are treated, and the runs."""
    words = context.words
    if context.need_facts(INDEX) is not None:
        with out.evidence(context.need_runs):
            out.text("method", method_text(context))
    out.bullets("rules", [words.say("nulls.zero"), words.say("privacy.few", limit=words.number(FEW_PERSONS))])
    runs = [context.runs[name] for name in (*context.value_runs, *context.need_runs) if name in context.runs]
    told = [
        words.say("page.run", kind=kind_title(context, run.kind), date=words.date(run.started_at), run=run.run_id)
        for run in runs
    ]
    if told:
        with out.evidence(run.run_id for run in runs):
            out.text("runs", words.say("page.runs", runs=words.join(told)))


def council_sources(context: Context, out: Blocks) -> None:
    """Add the attributions that the page must carry."""
    out.text("text", context.words.say("attribution.text"))
    attributions_table(context, out)
