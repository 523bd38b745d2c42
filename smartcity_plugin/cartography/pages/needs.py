# SPDX-License-Identifier: GPL-2.0-or-later
"""Where needs are greatest: the index with its ranking, and one small map per sector."""

from __future__ import annotations

from functools import partial

from ...engine.composite.needs import INDEX
from ...engine.compute import FEW_PERSONS
from .. import text as typography
from .. import theme
from ..facts import Facts
from ..furniture import (
    Note,
    Pagination,
    city_name,
    footer,
    framed_map,
    header,
    legend,
    no_number,
    notes,
    scale_note,
)
from ..grid import Demand, Grid, map_page
from ..ranking import Bar, Mark, ranking
from ..sheet import LEFT, MIDDLE, Box, Sheet
from ..styles import FEW_PEOPLE, class_colours, class_entries, class_of
from ..wording import Wording
from .page import Context, Page

_SCALE, _CHART_TOP = 14.4, 7.0
_TITLE, _BETWEEN = 6.0, 4.0
"""Height of the name above a small map, and the gap below it."""
_SIDE, _SIDE_SHARE, _LEAST_BESIDE, _BELOW = 42.0, 0.36, 56.0, 34.0
"""Room for the legend of a small map: its width beside it, at most this share of the cell, and its height there; its
height below the map."""
_TOP = 5
"""So many districts are named beside a small map, if there is room."""


def pages(context: Context) -> list[Page]:
    """Return the page of the index and the page of the sectors, as far as there are needs."""
    words, keys = context.words, context.facts.need_keys()
    section = words("section_needs")
    found = []
    if INDEX in keys:
        found.append(
            Page("needs:index", words("needs_index_title"), section, theme.ACCENT, partial(_draw_index, context))
        )
    sectors = [key for key in keys if key != INDEX]
    for start in range(0, len(sectors), 6):
        part = sectors[start : start + 6]
        key, draw = f"needs:sectors{start // 6 + 1}", partial(_draw_sectors, context, part)
        title = words("needs_sectors_title")
        found.append(Page(key, title, section, theme.ACCENT, draw, variant="sectors"))
    return found


def need_colour(key: str, facts: Facts) -> str:
    """Return the hue of a need map."""
    return theme.ACCENT if key == INDEX else facts.catalogue.sectors[key].colour


def need_bars(key: str, facts: Facts, words: Wording) -> list[Bar]:
    """Return one bar per district, greatest need first, with the persons in need beside it."""
    classes = facts.need_classes(key)
    colours = class_colours(classes, need_colour(key, facts))
    bars = []
    for row in facts.needs(key).sort_values("need", ascending=False, kind="stable").itertuples():
        if no_number(row.need):
            text = words("legend_few") if row.few else words("legend_missing")
            bars.append(Bar(row.name, None, text, theme.PAPER))
            continue
        text = facts.number(row.need) + ("*" if row.coverage < 1 - 1e-9 else "")
        colour = colours[class_of(row.need, classes) or 0]
        bars.append(Bar(row.name, float(row.need), text, colour, words("persons", count=facts.number(row.persons))))
    return bars


def _draw_index(context: Context, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    subtitle = words("needs_index_subtitle", date=facts.reference_date)
    header(sheet, facts, words("section_needs"), theme.ACCENT, words("needs_index_title"), subtitle)
    footer(sheet, facts, words, page, facts.sources)
    regions = map_page(Grid.of(sheet.format), context.ratio, Demand(bars=len(facts.units), chart_top=_CHART_TOP))
    scale = framed_map(sheet, regions.map, context.stock.need(INDEX), context.stock.extent(), facts)
    classes = facts.need_classes(INDEX)
    entries = class_entries(classes, "need", theme.ACCENT, words, FEW_PEOPLE)
    explained = [words("legend_need_darker"), words("legend_counts")]
    explained += [words("few_marked", count=FEW_PERSONS)] if classes.few else []
    side = regions.side
    legend(sheet, side._replace(height=side.height - _SCALE - 2), words("legend_need"), entries, explained)
    scale_note(sheet, side.x, side.bottom - _SCALE, side.width, scale, facts, words)
    city = facts.need_of_city(INDEX)["need"]
    marks = []
    if not no_number(city):
        text = words("mark_city", place=city_name(facts, words), value=facts.number(city))
        marks = [Mark(float(city), text, theme.INK)]
    with sheet.slot("chart", regions.chart) as box:
        remarks = ranking(sheet, box, need_bars(INDEX, facts, words), marks, words)
    notes(sheet, regions.notes, _notes(facts, words, remarks), theme.ACCENT)


def _notes(facts: Facts, words: Wording, remarks: list[str]) -> list[Note]:
    lines = [words("needs_reading"), *remarks]
    if (facts.needs(INDEX)["coverage"] < 1 - 1e-9).any():
        lines.append(words("needs_partial"))
    return [
        Note(words("reading"), "\n".join(lines), "reading"),
        Note(words("formula"), " ".join(facts.scheme_sentences()), "formula"),
        Note(words("limits"), words("needs_limits"), "limits"),
    ]


def _draw_sectors(context: Context, keys: list[str], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    subtitle = words("needs_sectors_subtitle", date=facts.reference_date)
    header(sheet, facts, words("section_needs"), theme.ACCENT, words("needs_sectors_title"), subtitle)
    footer(sheet, facts, words, page, facts.sources)
    content = Grid.of(sheet.format).content
    cells = max(_divisions(content, len(keys)), key=lambda found: _drawn(found[0], context.ratio))
    for key, cell in zip(keys, cells):
        _small_map(context, sheet, cell, key)


def _divisions(content: Box, count: int) -> list[list[Box]]:
    """Return every way to divide a page into rows of equal cells."""
    divisions = []
    for columns in range(1, min(count, 3) + 1):
        rows = -(-count // columns)
        height = (content.height - (rows - 1) * _BETWEEN) / rows
        cells = [
            content.columns(columns, 6)[number % columns]._replace(
                y=content.y + (number // columns) * (height + _BETWEEN), height=height
            )
            for number in range(count)
        ]
        divisions.append(cells)
    return divisions


def _drawn(cell: Box, ratio: float) -> float:
    """Return how large a municipality is drawn in a cell; 0 or less if its legend finds no room there."""
    place, key = _parts(cell, ratio)
    least = _BELOW if key.y > place.y else _LEAST_BESIDE
    return min(place.height, place.width / ratio) if key.height >= least - 0.1 else key.height - least


def _parts(cell: Box, ratio: float) -> tuple[Box, Box]:
    """Return the places of map and legend: beside each other, or for wide municipalities one below the other."""
    room = cell.below(_TITLE)
    side = min(_SIDE, cell.width * _SIDE_SHARE)
    beside = room._replace(width=room.width - side - 3)
    above = room._replace(height=room.height - _BELOW - 2)
    if room.height < _LEAST_BESIDE or min(above.height, above.width / ratio) > min(beside.height, beside.width / ratio):
        return above, room.below(above.height + 2)
    return beside, Box(beside.right + 3, room.y, side, room.height)


def _small_map(context: Context, sheet: Sheet, cell: Box, key: str) -> None:
    facts, words = context.facts, context.words
    sector = facts.catalogue.sectors[key]
    sheet.rect(Box(cell.x, cell.y + 0.6, 1.6, 4), sector.colour)
    title = Box(cell.x + 2.6, cell.y, cell.width - 2.6, 5.2)
    sheet.text(title, sector.title.in_language(facts.language), theme.HEADING.but(smallest=6), LEFT, MIDDLE)
    place, column = _parts(cell, context.ratio)
    framed_map(sheet, place, context.stock.need(key, labels=False), context.stock.extent(), facts, f"map_{key}", False)
    is_below = column.y > place.y
    half = column.columns(2, 4)[0] if is_below else column._replace(height=0.62 * column.height)
    entries = class_entries(facts.need_classes(key), "need", sector.colour, words, FEW_PEOPLE)
    used = legend(sheet, half, words("legend_need"), entries, name=f"legend_{key}")
    room = column.columns(2, 4)[1] if is_below else column.below(used + 2)
    _greatest(sheet, room, key, facts, words)


def _greatest(sheet: Sheet, room: Box, key: str, facts: Facts, words: Wording) -> None:
    """Name the districts with the greatest need, as many as there is room for."""
    rows = facts.needs(key).dropna(subset=["need"]).sort_values("need", ascending=False).head(_TOP)
    lines = [f"{row.name} ({facts.number(row.need)})" for row in rows.itertuples()]
    style = theme.SMALL.but(colour="quiet", smallest=4.2)
    for count in range(len(lines), 0, -1):
        text = "\n".join([words("needs_top"), *lines[:count]])
        if not typography.fit(text, style, room.width, room.height).shortened:
            sheet.text(room, text, style, name=f"top_{key}")
            return
