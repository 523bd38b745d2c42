# SPDX-License-Identifier: GPL-2.0-or-later
"""What pages have in common: header, footer, legends, map frames, key figures, score bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsRectangle

from ..catalogue.numbers import NO_BREAK_SPACE, format_number
from ..engine.composite.needs import STRONG, WEAK
from ..model.provenance import Passport
from . import text as typography
from . import theme
from .facts import Facts
from .sheet import BOTTOM, CENTRE, LEFT, MIDDLE, RIGHT, Box, Sheet, scale_for
from .styles import LegendEntry
from .wording import Wording

CONTENT = Box(
    theme.MARGIN,
    theme.CONTENT_TOP,
    theme.PAGE_WIDTH - 2 * theme.MARGIN,
    theme.CONTENT_BOTTOM - theme.CONTENT_TOP,
)
_SHORT_NAME = 16
_SMALLEST_WITH_UNIT = 9.5
_SWATCH_WIDTH, _SWATCH_HEIGHT = 6.5, 3.8


@dataclass(frozen=True)
class Pagination:
    """Where a page stands in the atlas."""

    number: int
    total: int


def header(sheet: Sheet, facts: Facts, section: str, colour: str, title: str, subtitle: str = "") -> None:
    """Draw the coloured band with section and study, and under it title and subtitle."""
    sheet.rect(Box(0, 0, sheet.width, theme.BAND_HEIGHT), theme.QUIET if colour == theme.PAPER else band_colour(colour))
    band = Box(theme.MARGIN, 0.8, CONTENT.width, theme.BAND_HEIGHT - 1.6)
    half = band.columns(2, 6)
    sheet.text(half[0], section, theme.BAND, LEFT, MIDDLE, "section")
    sheet.text(half[1], facts.settings.title, theme.BAND.but(bold=False), RIGHT, MIDDLE, "study")
    sheet.text(Box(CONTENT.x, 10, CONTENT.width, 9), title, theme.TITLE, LEFT, MIDDLE, "title")
    if subtitle:
        sheet.text(Box(CONTENT.x, 19.5, CONTENT.width, 9), subtitle, theme.SUBTITLE, name="subtitle")


def band_colour(colour: str) -> str:
    """Return a colour dark enough for white letters."""
    from .colours import lightness, ramp

    return colour if lightness(colour) <= 52 else ramp(colour, 1, 48, 48)[0]


def source_line(facts: Facts, words: Wording, sources: Sequence[Passport]) -> str:
    """Return one line that names every source with licence and date, and the gravest of their traffic lights."""
    line = words("source_line", source=facts.attribution(sources))
    state = facts.data_state(passport.role for passport in sources)
    return words("source_line_state", line=line, state=state) if state else line


def footer(sheet: Sheet, facts: Facts, words: Wording, page: Pagination, sources: Sequence[Passport] = ()) -> None:
    """Draw the footer: sources on the left, municipality and page number on the right."""
    sheet.rect(Box(CONTENT.x, theme.FOOTER_TOP - 1.2, CONTENT.width, 0.15), theme.FAINT)
    room = Box(CONTENT.x, theme.FOOTER_TOP, CONTENT.width - 62, 7)
    if sources:
        sheet.text(room, source_line(facts, words, sources), theme.TINY, name="source")
    right = Box(CONTENT.right - 60, theme.FOOTER_TOP, 60, 3.5)
    place = words("footer_place", municipality=facts.settings.municipality)
    sheet.text(right, place, theme.TINY, RIGHT, name="municipality")
    number = words("page_of", page=page.number, pages=page.total)
    sheet.text(
        Box(right.x, right.bottom - 0.3, 60, 3.8),
        number,
        theme.TINY.but(bold=True, colour=theme.INK),
        RIGHT,
        name="page",
    )


def legend(sheet: Sheet, box: Box, title: str, entries: Sequence[LegendEntry], notes: Sequence[str] = ()) -> float:
    """Draw a legend from the top of a box; returns the height used."""
    used = sheet.text(box, title, theme.HEADING.but(size=8), name="legend_title").height + 0.8
    for entry in entries:
        room = box.width - _SWATCH_WIDTH - 1.5
        height = max(_SWATCH_HEIGHT, typography.fit(entry.text, theme.BODY, room, 2.2 * _SWATCH_HEIGHT).height)
        row = Box(box.x, box.y + used, box.width, height)
        sheet.swatch(Box(row.x, row.y + (height - _SWATCH_HEIGHT) / 2, _SWATCH_WIDTH, _SWATCH_HEIGHT), entry.symbol)
        words = Box(row.x + _SWATCH_WIDTH + 1.5, row.y, room, height)
        sheet.text(words, entry.text, theme.BODY, LEFT, MIDDLE)
        used += height + 0.9
    for note in notes:
        used += 0.6
        used += sheet.text(box.below(used), note, theme.SMALL.but(colour=theme.QUIET)).height
    return used


def small_legend(sheet: Sheet, box: Box, entries: Sequence[LegendEntry], columns: int) -> None:
    """Draw swatches with words in several columns, filled column by column."""
    rows = -(-len(entries) // columns)
    height = min(box.height / max(rows, 1), 5.4)
    for number, entry in enumerate(entries):
        column = box.columns(columns, 2)[number // rows]
        y = box.y + (number % rows) * height
        sheet.swatch(Box(column.x, y + (height - 2.6) / 2, 5, 2.6), entry.symbol)
        sheet.text(
            Box(column.x + 6.2, y, column.width - 6.2, height), entry.text, theme.SMALL.but(smallest=4.4), LEFT, MIDDLE
        )


def framed_map(
    sheet: Sheet,
    box: Box,
    layers: list[QgsMapLayer],
    extent: QgsRectangle,
    facts: Facts,
    name: str = "map",
    round_scale: bool = True,
) -> float:
    """Draw a map with a thin frame; returns its scale number."""
    sheet.map(box, layers, extent, facts.settings.crs, round_scale, name)
    sheet.rect(box, None, theme.FAINT, 0.2)
    return scale_for(extent, box, round_scale)


def scale_note(sheet: Sheet, x: float, y: float, room: float, scale: float, facts: Facts, words: Wording) -> None:
    """Draw scale bar and numeric scale for the page's map, with the CRS below."""
    item = sheet.layout.itemById("map")
    sheet.scale_bar(x, y, item, scale, room)
    numeric = words("scale", scale=format_number(scale, 0, facts.language))
    sheet.text(Box(x, y + 6.2, room, 8.4), f"{numeric}\n{crs_name(facts)}", theme.TINY, name="scale")


def scale_in_map(sheet: Sheet, box: Box, scale: float, facts: Facts, words: Wording) -> None:
    """Draw scale bar and numeric scale on white in the lower left corner of the page's map."""
    place = Box(box.x + 1.5, box.bottom - 11.5, 40, 10)
    sheet.rect(place, theme.PAPER)
    sheet.scale_bar(place.x + 1.5, place.y + 0.8, sheet.layout.itemById("map"), scale, place.width - 3)
    numeric = words("scale", scale=format_number(scale, 0, facts.language))
    sheet.text(Box(place.x + 2, place.y + 6.4, place.width - 3, 3.2), numeric, theme.TINY, name="scale")


def crs_name(facts: Facts) -> str:
    """Return name and key of the study's CRS."""
    crs = QgsCoordinateReferenceSystem(facts.settings.crs)
    return f"{crs.description()} ({crs.authid()})" if crs.description() else facts.settings.crs


def key_figure(sheet: Sheet, box: Box, title: str, value: str, note: str = "", colour: str = "ink") -> None:
    """Draw a number with its name above and a remark below; a long unit leaves its place to the number."""
    sheet.rect(Box(box.x, box.y, 0.7, box.height), colour)
    inner = Box(box.x + 2, box.y, box.width - 2, box.height)
    sheet.text(Box(inner.x, inner.y, inner.width, 3.4), title, theme.SMALL.but(colour=theme.QUIET), name="key_title")
    if typography.width(value, theme.KEY_FIGURE.but(size=_SMALLEST_WITH_UNIT)) > inner.width:
        value = value.split(NO_BREAK_SPACE)[0]
    sheet.text(Box(inner.x, inner.y + 3.2, inner.width, 6.6), value, theme.KEY_FIGURE, LEFT, MIDDLE, "key_value")
    if note:
        room = Box(inner.x, inner.y + 9.8, inner.width, box.height - 9.8)
        sheet.text(room, note, theme.TINY.but(colour=theme.INK), name="key_note")


def score_bar(sheet: Sheet, box: Box, score: float, city: float) -> None:
    """Draw where a score lies between 0 and 100: the unit as a dot, the municipality as a line, the marks as ticks."""
    middle = box.y + box.height / 2
    track = Box(box.x + 1.2, middle - 0.5, box.width - 2.4, 1.0)

    def position(points: float) -> float:
        return track.x + track.width * points / 100.0

    sheet.rect(track, theme.TRACK)
    for mark in (WEAK, STRONG):
        sheet.rect(Box(position(mark) - 0.06, middle - 0.9, 0.12, 1.8), theme.QUIET)
    if city == city:
        sheet.rect(Box(position(city) - 0.25, middle - 1.3, 0.5, 2.6), theme.INK)
    if score == score:
        sheet.dot(position(score), middle, 2.3, score_colour(score))


def score_colour(score: float) -> str:
    """Return the colour of a score: need, strength, or neither."""
    return theme.NEED if score <= WEAK else theme.STRONG if score >= STRONG else theme.BETWEEN


def heading(sheet: Sheet, box: Box, words: str, colour: str = "ink") -> float:
    """Draw a small heading with a line under it; returns the height used."""
    sheet.text(Box(box.x, box.y, box.width, 4.6), words, theme.HEADING, LEFT, BOTTOM)
    sheet.rect(Box(box.x, box.y + 4.9, box.width, 0.3), colour)
    return 6.0


def centred(sheet: Sheet, box: Box, words: str) -> None:
    """Write in the middle of a box, for what could not be drawn."""
    sheet.text(box, words, theme.BODY, CENTRE, MIDDLE)


def city_name(facts: Facts, words: Wording) -> str:
    """Return the name of the municipality where it is short, “municipality as a whole” where it would not fit."""
    name = facts.settings.municipality
    return name if len(name) <= _SHORT_NAME else words("whole_city")


def no_number(value: Optional[float]) -> bool:
    """Whether a value is unknown."""
    return value is None or value != value
