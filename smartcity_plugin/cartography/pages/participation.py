# SPDX-License-Identifier: GPL-2.0-or-later
"""Participation: where contributions are and what became of them, and the table of all answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Optional

from qgis.core import QgsMarkerSymbol, QgsVectorLayer

from ...catalogue.numbers import NO_BREAK_SPACE
from ...model.strategy import OPEN, Contribution
from ...study.participation import AnswerRow, ParticipationSummary, answer_table, participation_summary
from ...study.register import TABLES
from .. import styles, theme
from ..furniture import Note, Pagination, footer, framed_map, header, heading, key_figure, legend, notes, scale_note
from ..grid import Demand, Grid, map_page
from ..layers import LayerFactory
from ..sheet import Box, Sheet
from ..styles import LegendEntry
from .blocks import chart as draw_chart
from .blocks import charts_work, listing
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, row, table_pages

_FIGURES, _SCALE, _TITLE = 16.0, 14.4, 6.0
_LETTER = 5.4
"""Square units that a letter of a note takes with the air around it."""
_SHAPES = {OPEN: "circle", "adopted": "square", "partly": "diamond", "rejected": "star", "noted": "triangle"}
"""Each status has a shape, too, so that it can be told in grey print."""


def pages(context: Context) -> list[Page]:
    """Return the map of contributions and the answer table, none without contributions."""
    summary = participation_summary(context.study)
    if not summary.contributions:
        return []
    words, section = context.words, context.words("section_participation")
    draw = partial(_draw, context, summary)
    first = Page("participation", words("participation_title"), section, theme.ACCENT, draw)
    contents = Contents(_columns(context), list(_rows(context)), words("answers_intro"))
    subtitle = _rate(context, summary)
    return [first, *table_pages(context, "answers", words("answers_title"), section, contents, subtitle=subtitle)]


def omitted(context: Context) -> list[Omission]:
    """Return both if nobody contributed anything."""
    words = context.words
    if participation_summary(context.study).contributions:
        return []
    return [Omission(key, words(f"{key}_title"), words("participation_none")) for key in ("participation", "answers")]


def _term(context: Context, status: str) -> tuple[str, str]:
    """Return name and colour of a status."""
    term = context.facts.catalogue.vocabulary.contribution_statuses.get(status)
    return (term.title.in_language(context.language), term.colour) if term else (status, theme.QUIET)


def _rate(context: Context, summary: ParticipationSummary) -> str:
    rate = "–" if summary.response_rate is None else context.facts.number(summary.response_rate)
    return context.words("answers_rate", answered=summary.answered, count=summary.contributions, rate=rate)


# Map -----------------------------------------------------------------------------------------------------------------


def contribution_symbol(status: str, colour: str) -> QgsMarkerSymbol:
    """Return the mark of a contribution; its status has a colour and a shape."""
    outline = {"outline_color": "#1b1b1b", "outline_width": "0.18"}
    shape = _SHAPES.get(status, "circle")
    return QgsMarkerSymbol.createSimple({"name": shape, "color": colour, "size": "2.6", **outline})


def status_entries(context: Context, counts: dict[str, int]) -> list[LegendEntry]:
    """Return the legend of the statuses that occur, with how many contributions have each."""
    found = []
    for status, count in counts.items():
        if not count:
            continue
        title, colour = _term(context, status)
        condition = f"coalesce(\"status\", '{OPEN}') = '{status}'"
        found.append(LegendEntry(contribution_symbol(status, colour), f"{title} ({count})", condition))
    return found


def _layer(factory: LayerFactory, entries: list[LegendEntry]) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    source = factory.study.source(TABLES[Contribution][0].name)
    layer = QgsVectorLayer(source, "contributions", "ogr", options)
    layer.setRenderer(styles.rules(entries))
    return layer


def _draw(context: Context, summary: ParticipationSummary, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    section = words("section_participation")
    header(sheet, facts, section, theme.ACCENT, words("participation_title"), _subtitle(context, summary))
    footer(sheet, facts, words, page, facts.sources)
    located = _located(context)
    entries = status_entries(context, located)
    layer = context.stock.made("contributions", partial(_layer, entries=entries))
    parts = [Note(words("reading"), _reading(context, summary), "reading")]
    sectors = [key for key, count in summary.by_sector.items() if count]
    demand = Demand(
        bars=2 * max(len(sectors), 3),
        side_height=6.5 * len(entries) + 34.0 + _SCALE,
        notes=_LETTER * sum(len(part.text) for part in parts) + 1800.0,
    )
    regions = map_page(Grid.of(sheet.format), context.ratio, demand)
    scale = framed_map(sheet, regions.map, [layer, *context.stock.overview()], context.stock.extent(), facts)
    side = regions.side
    explained = [words("participation_counts")]
    room = side._replace(height=side.height - _SCALE - 2.0)
    legend(sheet, room, words("participation_legend"), entries, explained)
    scale_note(sheet, side.x, side.bottom - _SCALE, side.width, scale, facts, words)
    if regions.chart is not None:
        with sheet.slot("figures", regions.chart._replace(height=_FIGURES)) as box:
            _figures(context, sheet, box, summary)
        _sectors(context, sheet, regions.chart.below(_FIGURES + 3.0), summary)
    if regions.notes is not None:
        notes(sheet, regions.notes, parts, theme.ACCENT)


def _located(context: Context) -> dict[str, int]:
    """Return how many contributions with a place have each status, in the order of the vocabulary."""
    places = context.study.shapes(Contribution)
    found: dict[str, int] = dict.fromkeys(context.facts.catalogue.vocabulary.contribution_statuses, 0)
    for item in context.study.records(Contribution):
        if item.contribution_id in places:
            status = item.status or OPEN
            found[status] = found.get(status, 0) + 1
    return found


def _subtitle(context: Context, summary: ParticipationSummary) -> str:
    titles = [item.procedure.title for item in summary.procedures if item.procedure.title]
    return " · ".join([context.facts.settings.municipality, *titles[:2]])


def _figures(context: Context, sheet: Sheet, box: Box, summary: ParticipationSummary) -> None:
    facts, words = context.facts, context.words
    places = box.columns(3, 2.5)
    there = words("participation_located", count=facts.number(summary.located))
    key_figure(sheet, places[0], words("participation_count"), facts.number(summary.contributions), there, theme.ACCENT)
    rate = "–" if summary.response_rate is None else f"{facts.number(summary.response_rate)}{NO_BREAK_SPACE}%"
    answered = words("participation_answered", count=facts.number(summary.answered))
    key_figure(sheet, places[1], words("participation_rate"), rate, answered, theme.ACCENT)
    waiting = summary.by_status.get(OPEN, 0)
    key_figure(sheet, places[2], words("participation_open"), facts.number(waiting), "", theme.QUIET)


def _sectors(context: Context, sheet: Sheet, box: Box, summary: ParticipationSummary) -> None:
    """Draw how many contributions each field of action has."""
    words, sectors = context.words, context.facts.catalogue.sectors
    found = [(sectors.get(key), count) for key, count in summary.by_sector.items() if count]
    named = [
        (term.title.in_language(context.language) if term else words("participation_no_sector"), term, count)
        for term, count in found
    ]
    if not charts_work():
        lines = [f"{title}: {count}" for title, _, count in named]
        listing(sheet, box, words("participation_sectors"), lines, words, "sectors", theme.ACCENT, is_list=True)
        return
    from ..chart_bars import Row as Bar
    from ..chart_bars import ranking_chart, ranking_height

    with sheet.slot("chart_title", box._replace(height=_TITLE)) as place:
        heading(sheet, place, words("participation_sectors"), theme.ACCENT)
    rows = [
        Bar(title, float(count), context.facts.number(count), term.colour if term else theme.QUIET, term is None)
        for title, term, count in named
    ]
    room = box.below(_TITLE + 1.0)
    height = min(1.35 * ranking_height(rows, (), room.width), room.height)
    draw_chart(sheet, room._replace(height=height), "chart", lambda size: ranking_chart(rows, (), size), words)


def _reading(context: Context, summary: ParticipationSummary) -> str:
    words, lines = context.words, [context.words("participation_reading")]
    for item in summary.procedures:
        procedure = item.procedure
        dates = "–".join(context.facts.date(day) for day in (procedure.start, procedure.end) if day)
        reached = (
            words("participation_reached", count=context.facts.number(procedure.reached))
            if procedure.reached is not None
            else ""
        )
        told = [part for part in (dates, procedure.platform or "", reached) if part]
        if procedure.title:
            lines.append(f"{procedure.title}{': ' if told else ''}{', '.join(told)}.")
    if summary.contributions > summary.located:
        lines.append(words("participation_unlocated", count=summary.contributions - summary.located))
    if summary.masked:
        lines.append(words("participation_masked", count=summary.masked))
    return "\n".join(lines)


# Answers -------------------------------------------------------------------------------------------------------------


def _columns(context: Context) -> list[Column]:
    words = context.words
    return [
        Column(words("answers_number"), 1.1),
        Column(words("answers_contribution"), 4.6),
        Column(words("answers_status"), 1.7),
        Column(words("answers_answer"), 3.8),
        Column(words("answers_links"), 1.6),
    ]


def _rows(context: Context) -> Iterator[Row]:
    titles = {
        item.procedure.procedure_id: item.procedure.title for item in participation_summary(context.study).procedures
    }
    last: Optional[str] = None
    for item in answer_table(context.study):
        procedure = item.procedure_id or ""
        if procedure != last:
            last = procedure
            yield row(titles.get(procedure) or context.words("answers_no_procedure"), is_strong=True)
        yield _row(context, item)


def _row(context: Context, item: AnswerRow) -> Row:
    words = context.words
    number = f"{item.contribution_id}\n{context.facts.date(item.date)}" if item.date else item.contribution_id
    text = "\n".join(part for part in (item.title or "", item.text) if part)
    title, colour = _term(context, item.status)
    answer = Cell(item.answer or words("answers_missing"), "ink" if item.answer else "quiet")
    links = ", ".join([*item.goal_ids, *item.measure_ids])
    return row(number, text, Cell(title, mark=colour), answer, links)
