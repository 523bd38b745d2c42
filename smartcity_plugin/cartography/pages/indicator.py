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
    CONTENT,
    Pagination,
    city_name,
    footer,
    framed_map,
    header,
    heading,
    key_figure,
    legend,
    no_number,
    scale_note,
)
from ..ranking import Bar, Mark, ranking
from ..sheet import Box, Sheet
from ..styles import class_colours, class_entries, class_of
from ..wording import Wording
from .page import Context, Page

MAP = Box(CONTENT.x, 30, 126, 128)
SIDE = Box(142, 30, 36, 128)
CHART = Box(184, 50, 101, 108)
FIGURES = Box(184, 30, 101, 16)
NOTES = Box(CONTENT.x, 161, CONTENT.width, 35)


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
    footer(sheet, facts, words, page, facts.inputs(indicator))
    scale = framed_map(sheet, MAP, context.stock.indicator(indicator), context.stock.extent(), facts)
    classes = facts.classes(indicator)
    entries = class_entries(classes, "value", sector.colour, words)
    used = legend(
        sheet, SIDE, legend_title(indicator, facts, words), entries, legend_notes(indicator, classes, facts, words)
    )
    place = Box(SIDE.x, SIDE.y + used + 4, SIDE.width, SIDE.height - used - 4 - 17)
    sheet.text(place, relevance(indicator, facts, words), theme.SMALL, name="relevance")
    scale_note(sheet, SIDE.x, SIDE.bottom - 14.4, SIDE.width, scale, facts, words)
    figures(sheet, FIGURES, indicator, facts, words)
    remarks = chart(sheet, CHART, indicator, classes, facts, words)
    _notes(sheet, indicator, facts, words, remarks)


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


def legend_notes(indicator: Indicator, classes: Classes, facts: Facts, words: Wording) -> list[str]:
    """Return what a legend needs to be understood: direction of the colours, band, target, counts."""
    notes = [words("legend_diverging") if classes.diverging else words("legend_darker")]
    notes.append(words(f"direction_{indicator.direction.value}"))
    if classes.diverging:
        band = indicator.goalposts
        low, high = (facts.nominal(value, indicator.unit) for value in (band.lower_full, band.upper_full))
        notes.append(words("legend_band", low=low, high=high))
    breaks = {item.lower for item in classes.classes}
    if indicator.target is not None and indicator.target.value in breaks:
        notes.append(words("legend_target", target=facts.nominal(indicator.target.value, indicator.unit)))
    notes.append(words("legend_counts"))
    return notes


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


def _notes(sheet: Sheet, indicator: Indicator, facts: Facts, words: Wording, remarks: list[str]) -> None:
    left = Box(NOTES.x, NOTES.y, 82, NOTES.height)
    middle = Box(left.right + 5, NOTES.y, 104, NOTES.height)
    right = Box(middle.right + 5, NOTES.y, NOTES.right - middle.right - 5, NOTES.height)
    colour = facts.sector(indicator).colour
    used = heading(sheet, left, words("reading"), colour)
    lines = [reading_note(indicator, facts, words), *flag_lines(indicator, facts, words), *remarks]
    sheet.text(left.below(used), "\n".join(lines), theme.BODY.but(size=7), name="reading")
    used = heading(sheet, middle, words("limits"), colour)
    sheet.text(middle.below(used), indicator.limits.in_language(facts.language), theme.BODY.but(size=7), name="limits")
    used = heading(sheet, right, words("formula"), colour)
    text = f"{indicator.formula.in_language(facts.language)}\n{method_line(indicator, facts, words)}"
    sheet.text(right.below(used), text, theme.BODY.but(size=7), name="formula")
