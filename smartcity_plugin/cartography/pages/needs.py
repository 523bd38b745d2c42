# SPDX-License-Identifier: GPL-2.0-or-later
"""Where needs are greatest: the index with its ranking, and one small map per sector."""

from __future__ import annotations

from functools import partial

from ...engine.composite.needs import INDEX
from .. import theme
from ..facts import Facts
from ..furniture import (
    CONTENT,
    Pagination,
    city_name,
    footer,
    framed_map,
    header,
    heading,
    legend,
    no_number,
    scale_note,
)
from ..ranking import Bar, Mark, ranking
from ..sheet import LEFT, MIDDLE, Box, Sheet
from ..styles import FEW_PEOPLE, class_colours, class_entries, class_of
from ..wording import Wording
from .page import Context, Page

MAP = Box(CONTENT.x, 30, 126, 128)
SIDE = Box(142, 30, 36, 128)
CHART = Box(184, 30, 101, 128)
NOTES = Box(CONTENT.x, 161, CONTENT.width, 35)


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
        found.append(Page(key, words("needs_sectors_title"), section, theme.ACCENT, draw))
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
    scale = framed_map(sheet, MAP, context.stock.need(INDEX), context.stock.extent(), facts)
    entries = class_entries(facts.need_classes(INDEX), "need", theme.ACCENT, words, FEW_PEOPLE)
    notes = [words("legend_need_darker"), words("legend_counts")]
    legend(sheet, SIDE, words("legend_need"), entries, notes)
    scale_note(sheet, SIDE.x, SIDE.bottom - 13, SIDE.width, scale, facts, words)
    city = facts.need_of_city(INDEX)["need"]
    marks = []
    if not no_number(city):
        text = words("mark_city", place=city_name(facts, words), value=facts.number(city))
        marks = [Mark(float(city), text, theme.INK)]
    remarks = ranking(sheet, CHART, need_bars(INDEX, facts, words), marks, words)
    _notes(sheet, facts, words, remarks)


def _notes(sheet: Sheet, facts: Facts, words: Wording, remarks: list[str]) -> None:
    left, middle, right = NOTES.columns(3, 6)
    used = heading(sheet, left, words("reading"), theme.ACCENT)
    lines = [words("needs_reading"), *remarks]
    if (facts.needs(INDEX)["coverage"] < 1 - 1e-9).any():
        lines.append(words("needs_partial"))
    sheet.text(left.below(used), "\n".join(lines), theme.BODY.but(size=7), name="reading")
    used = heading(sheet, middle, words("formula"), theme.ACCENT)
    sheet.text(middle.below(used), " ".join(facts.scheme_sentences()), theme.BODY.but(size=7), name="formula")
    used = heading(sheet, right, words("limits"), theme.ACCENT)
    sheet.text(right.below(used), words("needs_limits"), theme.BODY.but(size=7), name="limits")


def _draw_sectors(context: Context, keys: list[str], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    subtitle = words("needs_sectors_subtitle", date=facts.reference_date)
    header(sheet, facts, words("section_needs"), theme.ACCENT, words("needs_sectors_title"), subtitle)
    footer(sheet, facts, words, page, facts.sources)
    columns = 2 if len(keys) <= 4 else 3
    rows = -(-len(keys) // columns)
    height = (196 - 30 - (rows - 1) * 4) / rows
    for number, key in enumerate(keys):
        box = Box(CONTENT.x, 30, CONTENT.width, height).columns(columns, 6)[number % columns]
        box = Box(box.x, 30 + (number // columns) * (height + 4), box.width, height)
        _small_map(context, sheet, box, key)


def _small_map(context: Context, sheet: Sheet, box: Box, key: str) -> None:
    facts, words = context.facts, context.words
    sector = facts.catalogue.sectors[key]
    sheet.rect(Box(box.x, box.y + 0.6, 1.6, 4), sector.colour)
    title = Box(box.x + 2.6, box.y, box.width - 2.6, 5.2)
    sheet.text(title, sector.title.in_language(facts.language), theme.HEADING, LEFT, MIDDLE)
    side = min(44.0, box.width * 0.36)
    place = Box(box.x, box.y + 6, box.width - side - 3, box.height - 6)
    framed_map(sheet, place, context.stock.need(key, labels=False), context.stock.extent(), facts, f"map_{key}", False)
    entries = class_entries(facts.need_classes(key), "need", sector.colour, words, FEW_PEOPLE)
    column = Box(place.right + 3, place.y, side, place.height)
    used = legend(sheet, column, words("legend_need"), entries)
    rows = facts.needs(key).dropna(subset=["need"]).sort_values("need", ascending=False).head(5)
    lines = [words("needs_top"), *(f"{row.name} ({facts.number(row.need)})" for row in rows.itertuples())]
    style = theme.SMALL.but(colour=theme.QUIET)
    sheet.text(column.below(used + 2), "\n".join(lines), style, name="top")
