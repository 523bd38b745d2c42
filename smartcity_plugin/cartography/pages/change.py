# SPDX-License-Identifier: GPL-2.0-or-later
"""One page per indicator with several reference dates: a small map of each in the same classes, and what changed."""

from __future__ import annotations

from functools import partial

import numpy as np
from qgis.core import QgsVectorLayer

from ...model.indicator import Direction, Indicator
from ...model.map_style import Kind
from .. import theme
from ..classes import label
from ..furniture import Note, Pagination, city_name, footer, framed_map, header, legend, notes, scale_note
from ..grid import Grid
from ..map_style import first_above, two_hues
from ..map_style_change import Series, change_entries, change_layer, change_unit, dates_of, series_of, signed
from ..map_style_kinds import Picture
from ..map_style_legend import HUES, colour_notes
from ..sheet import Box, Sheet
from ..styles import LegendEntry, class_colours, few_cases_symbol, filled, no_data_symbol
from .indicator import legend_title
from .page import Context, Page

_CAPTION, _GAP, _SCALE = 5.0, 4.0, 14.4
_BELOW = {False: 58.0, True: 74.0}
"""Height of legends and notes below the maps, by whether the page is higher than wide."""


def pages(context: Context) -> list[Page]:
    """Return one page for each indicator that was computed at two reference dates or more."""
    facts, dates = context.facts, dates_of(context.study)
    return [
        Page(
            f"change:{indicator.id}",
            context.words("map_change_title", title=indicator.title.in_language(context.language)),
            facts.sector(indicator).title.in_language(context.language),
            facts.sector(indicator).colour,
            partial(_draw, context, indicator, dates[indicator.id]),
        )
        for indicator in facts.computed
        if len(dates.get(indicator.id, ())) > 1
    ]


def _draw(context: Context, indicator: Indicator, dates: list[str], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    series, sector = series_of(context.study, facts, indicator, dates), facts.sector(indicator)
    title = words("map_change_title", title=indicator.title.in_language(facts.language))
    told = ", ".join(facts.date(date) for date in series.dates)
    subtitle = words("map_change_subtitle", unit=facts.unit_words(indicator), dates=told)
    header(sheet, facts, sector.title.in_language(facts.language), sector.colour, title, subtitle)
    footer(sheet, facts, words, page, facts.inputs(indicator))
    grid = Grid.of(sheet.format)
    room, below = grid.content, _BELOW[grid.is_portrait]
    maps = room._replace(height=room.height - below)
    scale = _maps(context, series, sheet, maps)
    left, middle, right = Box(room.x, room.bottom - below + 3.0, room.width, below - 3.0).columns(3, 7.0)
    shown = Picture(Kind.CHOROPLETH, facts.style(indicator), series.classes[series.dates[-1]], [])
    explained = [*colour_notes(indicator, shown, facts, words), words("map_change_counts")]
    legend(sheet, left, legend_title(indicator, facts, words), value_entries(series, context), explained)
    title = words("map_change_legend", unit=change_unit(indicator, facts, words))
    legend(sheet, middle, title, change_entries(series, facts, words), _explained(series, context), "legend_change")
    text = "\n".join(_sentences(series, context))
    reading = Note(words("map_change_reading"), text, "reading")
    notes(sheet, right._replace(height=right.height - _SCALE - 2.0), [reading], sector.colour)
    scale_note(sheet, right.x, right.bottom - _SCALE, right.width, scale, facts, words)


def _maps(context: Context, series: Series, sheet: Sheet, room: Box) -> float:
    """Draw the maps of the dates and of the change side by side or in rows; returns their scale number."""
    facts, words, place = context.facts, context.words, city_name(context.facts, context.words)
    panels: list[tuple[str, QgsVectorLayer]] = []
    for date in series.dates:
        value = facts.value(series.cities[date], series.indicator)
        caption = words("map_change_date", date=facts.date(date), place=place, value=value)
        panels.append((caption, context.stock.dated(series.indicator, date, series.classes[date])))
    known = np.isfinite(series.city_change)
    value = signed(series.city_change, facts, series.indicator) if known else words("legend_missing")
    unit = f" {change_unit(series.indicator, facts, words)}" if known else ""
    made = context.stock.made(f"change {series.indicator.id}", partial(change_layer, series=series))
    panels.append((words("map_change_difference", place=place, value=value + unit), made))
    places, scale = boxes(room, len(panels), context.ratio), 0.0
    for number, ((caption, layer), box) in enumerate(zip(panels, places)):
        sheet.text(box._replace(height=_CAPTION), caption, theme.HEADING.but(size=8, smallest=5.5), name="caption")
        name = "map" if not number else f"map_{number + 1}"
        layers = context.stock.framed(layer)
        scale = framed_map(sheet, box.below(_CAPTION), layers, context.stock.extent(), facts, name)
    return scale


def boxes(room: Box, count: int, ratio: float) -> list[Box]:
    """Return equal boxes in the arrangement in which the municipality is drawn largest."""

    def size(columns: int) -> float:
        rows = -(-count // columns)
        width = (room.width - _GAP * (columns - 1)) / columns
        return min((room.height - _GAP * (rows - 1)) / rows - _CAPTION, width / ratio)

    columns = max(range(1, count + 1), key=size)
    rows = -(-count // columns)
    height = (room.height - _GAP * (rows - 1)) / rows
    lines = [Box(room.x, room.y + row * (height + _GAP), room.width, height) for row in range(rows)]
    return [box for line in lines for box in line.columns(columns, _GAP)][:count]


def value_entries(series: Series, context: Context) -> list[LegendEntry]:
    """Return the legend of the values with the number of units at each date."""
    words, every = context.words, [series.classes[date] for date in series.dates]
    colours = class_colours(every[0], context.facts.sector(series.indicator).colour)
    entries = []
    for place, item in enumerate(every[0].classes):
        text = label(item, every[0], words.language, words("class_below"), words("class_above"), words("class_more"))
        counts = _counted([one.classes[place].count for one in every])
        symbol = filled(colours[place], lines_over=every[0].diverging and item.side > 0)
        entries.insert(0, LegendEntry(symbol, f"{text} {counts}", ""))
    for symbol, key, found in (
        (few_cases_symbol(), "legend_few", [one.few for one in every]),
        (no_data_symbol(), "legend_missing", [one.missing for one in every]),
    ):
        if any(found):
            entries.append(LegendEntry(symbol, f"{words(key)} {_counted(found)}", ""))
    return entries


def _counted(counts: list[int]) -> str:
    return f"({' | '.join(map(str, counts))})"


def _explained(series: Series, context: Context) -> list[str]:
    """Return what the colours of the change say."""
    facts, words, indicator = context.facts, context.words, series.indicator
    style = facts.style(indicator)
    first, second = (words(key) for key in HUES[two_hues(style)])
    above, below = (first, second) if first_above(style, indicator.direction) else (second, first)
    found = [words("map_change_hues", above=above, below=below)]
    if indicator.direction in (Direction.HIGHER, Direction.LOWER):
        found.append(words("legend_good", hue=above if indicator.direction is Direction.HIGHER else below))
    return found


def _sentences(series: Series, context: Context) -> list[str]:
    """Return how many units changed, what was left out and what makes the comparison doubtful."""
    words, change = context.words, series.change
    counts = {"better": int((change > 0).sum()), "worse": int((change < 0).sum()), "same": int((change == 0).sum())}
    found = [words("map_change_figures", **counts, unknown=int(change.isna().sum()))]
    if change.isna().any():
        found.append(words("map_change_unknown"))
    if len(series.every_date) > len(series.dates):
        found.append(words("map_change_left_out", count=len(series.every_date)))
    if series.flags:
        found.append(words("map_change_flags", flags="; ".join(context.facts.flag_words(series.flags))))
    return found
