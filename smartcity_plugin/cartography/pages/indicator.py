# SPDX-License-Identifier: GPL-2.0-or-later
"""One page per indicator: map over all districts, ranking, key figures, how to read it and where it comes from."""

from __future__ import annotations

from functools import partial

import pandas as pd

from ...engine.compute import PARTIAL_COVERAGE
from ...model.indicator import Indicator
from ...paths import plugin_version
from .. import theme
from ..classes import Classes
from ..facts import PARTIAL_COVERAGE as PARTIAL_FLAG
from ..facts import Facts
from ..furniture import (
    Note,
    Pagination,
    city_name,
    footer,
    framed_map,
    header,
    key_figure,
    no_number,
    notes,
    profile_line,
    scale_note,
)
from ..grid import Demand, Grid, map_page
from ..map_style_legend import draw_key, map_key
from ..ranking import Bar, Mark, ranking
from ..sheet import Box, Sheet
from ..styles import class_colours, class_of
from ..wording import Wording
from .page import Context, Page

_FIGURES, _SCALE = 16.0, 14.4
"""Heights of the key figures above the chart and of the scale below the legend."""
_LEAST_RELEVANCE = 5.0


def pages(context: Context) -> list[Page]:
    """Return one page for each indicator that was computed, in catalogue order."""
    return [
        Page(
            f"indicator:{indicator.id}",
            indicator.title.in_language(context.language),
            context.facts.sector(indicator).title.in_language(context.language),
            context.facts.sector(indicator).colour,
            partial(_draw, context, indicator),
        )
        for indicator in context.facts.computed
    ]


def _draw(context: Context, indicator: Indicator, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    sector = facts.sector(indicator)
    title = indicator.title.in_language(facts.language)
    header(
        sheet, facts, sector.title.in_language(facts.language), sector.colour, title, subtitle(indicator, facts, words)
    )
    footer(sheet, facts, words, page, facts.inputs(indicator), profile_line(facts, words, indicator))
    regions = map_page(Grid.of(sheet.format), context.ratio, Demand(bars=len(facts.units)))
    scale = framed_map(sheet, regions.map, context.stock.indicator(indicator), context.stock.extent(), facts)
    classes = facts.classes(indicator)
    _side(sheet, regions.side, indicator, facts, words)
    scale_note(sheet, regions.side.x, regions.side.bottom - _SCALE, regions.side.width, scale, facts, words)
    with sheet.slot("figures", regions.chart._replace(height=_FIGURES)) as box:
        figures(sheet, box, indicator, facts, words)
    with sheet.slot("chart", regions.chart.below(_FIGURES + 4.0)) as box:
        remarks = chart(sheet, box, indicator, classes, facts, words)
    notes(sheet, regions.notes, _notes(indicator, facts, words, remarks), sector.colour)


def _side(sheet: Sheet, box: Box, indicator: Indicator, facts: Facts, words: Wording) -> None:
    """Draw the legend, and below it what the indicator contributes to."""
    room = box._replace(height=box.height - _SCALE - 2.0)
    used = draw_key(sheet, room, map_key(indicator, legend_title(indicator, facts, words), facts, words)) + 4.0
    if room.height - used > _LEAST_RELEVANCE:
        sheet.text(
            room.below(used), relevance(indicator, facts, words), theme.SMALL.but(smallest=4.4), name="relevance"
        )


def relevance(indicator: Indicator, facts: Facts, words: Wording) -> str:
    """Return what the indicator contributes to: dimensions of sustainability, SDG targets, attributes of the Charta."""
    vocabulary = facts.catalogue.vocabulary
    lines = []
    for key, terms, names in (
        ("relevance_dimensions", vocabulary.dimensions, indicator.dimensions),
        ("relevance_sdg", vocabulary.sdgs, indicator.sdg),
        ("relevance_charta", vocabulary.charta, indicator.charta),
    ):
        if names:
            titles = [terms[name].title.in_language(facts.language) for name in names]
            lines.append(words(key, list="; ".join(titles)))
    return "\n".join(lines)


def subtitle(indicator: Indicator, facts: Facts, words: Wording) -> str:
    """Return unit, reference date and what the value of a district means."""
    aggregation = words(f"aggregation_{indicator.aggregation.value}")
    return words(
        "indicator_subtitle", unit=facts.unit_words(indicator), date=facts.reference_date, aggregation=aggregation
    )


def legend_title(indicator: Indicator, facts: Facts, words: Wording) -> str:
    """Return what the numbers of a legend are, with their unit."""
    unit = facts.unit(indicator).symbol.in_language(facts.language)
    return words("legend_title_bare", unit=unit) if unit.startswith("(") else words("legend_title", unit=unit)


def figures(sheet: Sheet, box: Box, indicator: Indicator, facts: Facts, words: Wording) -> None:
    """Draw value of the municipality, lowest and highest district, target."""
    boxes = box.columns(4, 2.5)
    city = facts.of_city(indicator.id)
    coverage = (
        words("coverage", share=facts.number(100 * city["coverage"], 0)) if not no_number(city["coverage"]) else ""
    )
    colour = facts.sector(indicator).colour
    key_figure(sheet, boxes[0], city_name(facts, words), facts.value(city["value"], indicator), coverage, colour)
    rows = facts.table(indicator.id)
    known = rows.loc[rows["shown"].notna()]
    for place, key, pick in ((boxes[1], "lowest", "idxmin"), (boxes[2], "highest", "idxmax")):
        if len(known):
            row = known.loc[getattr(known["shown"], pick)()]
            key_figure(
                sheet, place, words(key), facts.value(row["shown"], indicator), _same(known, row, words), theme.QUIET
            )
        else:
            key_figure(sheet, place, words(key), facts.value(None, indicator), "", theme.QUIET)
    target = indicator.target
    if target is not None:
        status = facts.catalogue.vocabulary.statuses[target.status.value].title.in_language(facts.language)
        key_figure(sheet, boxes[3], words("target"), facts.nominal(target.value, indicator.unit), status, theme.WARNING)
    else:
        key_figure(sheet, boxes[3], words("target"), "–", words("no_target"), theme.WARNING)


def _same(known: pd.DataFrame, row: pd.Series, words: Wording) -> str:
    """Return the name of the district, or how many share its value."""
    equal = int((known["shown"] == row["shown"]).sum())
    return row["name"] if equal == 1 else words("districts_count", count=equal)


def chart(sheet: Sheet, box: Box, indicator: Indicator, classes: Classes, facts: Facts, words: Wording) -> list[str]:
    """Draw the ranking; returns remarks on it."""
    bars = ranked_bars(indicator, classes, facts, words)
    marks = []
    city = facts.of_city(indicator.id)["value"]
    if not no_number(city):
        text = words("mark_city", place=city_name(facts, words), value=facts.value(city, indicator))
        marks.append(Mark(float(city), text, theme.INK))
    if indicator.target is not None:
        text = words("mark_target", value=facts.nominal(indicator.target.value, indicator.unit))
        marks.append(Mark(indicator.target.value, text, theme.WARNING))
    return ranking(sheet, box, bars, marks, words)


def ranked_bars(indicator: Indicator, classes: Classes, facts: Facts, words: Wording) -> list[Bar]:
    """Return one bar per district, highest value first, unknown ones last."""
    colours = class_colours(classes, facts.sector(indicator).colour)
    rows = facts.table(indicator.id)
    bars = []
    for row in rows.sort_values("shown", ascending=False, kind="stable").itertuples():
        star = "*" if PARTIAL_FLAG in row.flags else ""
        if no_number(row.shown):
            text = words("legend_few") if row.few else words("legend_missing")
            bars.append(Bar(row.name, None, text, theme.PAPER))
        else:
            colour = colours[class_of(row.shown, classes) or 0]
            bars.append(Bar(row.name, float(row.shown), facts.value(row.shown, indicator, False) + star, colour))
    return bars


def flag_lines(indicator: Indicator, facts: Facts, words: Wording) -> list[str]:
    """Return what must be known of the values, in words."""
    rows = facts.table(indicator.id)
    everywhere = set.intersection(*map(set, rows["flags"])) if len(rows) else set()
    lines = [words("flags_all", flags="; ".join(facts.flag_words(everywhere)))] if everywhere - {""} else []
    marked = sum(PARTIAL_FLAG in flags for flags, shown in zip(rows["flags"], rows["shown"]) if shown == shown)
    partial_count = 0 if PARTIAL_FLAG in everywhere else marked
    if partial_count:
        lines.append(words.counted("flags_partial", partial_count, share=facts.number(100 * PARTIAL_COVERAGE)))
    unknown = int(rows["value"].isna().sum())
    if unknown:
        lines.append(words.counted("flags_missing", unknown))
    return lines


def reading_note(indicator: Indicator, facts: Facts, words: Wording) -> str:
    """Return the catalogue's sentence for the municipality as a whole."""
    city = facts.of_city(indicator.id)["value"]
    if no_number(city):
        return words("no_city_value")
    target = facts.nominal(indicator.target.value, indicator.unit) if indicator.target else "–"
    sentence = indicator.report.in_language(facts.language)
    return sentence.format(place=facts.settings.municipality, value=facts.value(city, indicator), target=target)


def method_line(indicator: Indicator, facts: Facts, words: Wording) -> str:
    """Return the method, the software, the run and its date."""
    run = facts.run(indicator.id)
    return words(
        "method_line",
        method=indicator.method,
        version=plugin_version(),
        run=run.run_id if run else "–",
        date=facts.date(run.started_at) if run else "–",
    )


def _notes(indicator: Indicator, facts: Facts, words: Wording, remarks: list[str]) -> list[Note]:
    lines = [reading_note(indicator, facts, words), *flag_lines(indicator, facts, words), *remarks]
    method = f"{indicator.formula.in_language(facts.language)}\n{method_line(indicator, facts, words)}"
    return [
        Note(words("reading"), "\n".join(lines), "reading"),
        Note(words("limits"), indicator.limits.in_language(facts.language), "limits"),
        Note(words("formula"), method, "formula"),
    ]
