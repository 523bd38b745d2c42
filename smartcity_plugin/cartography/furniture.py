# SPDX-License-Identifier: GPL-2.0-or-later
"""What pages have in common: header, footer, map frames, key figures, notes, score bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutItemMap,
    QgsLayoutItemShape,
    QgsMapLayer,
    QgsRectangle,
)

from ..catalogue.numbers import NO_BREAK_SPACE, format_number
from ..engine.composite.needs import STRONG, WEAK
from ..model.indicator import Indicator
from ..model.provenance import Passport
from . import text as typography
from . import theme
from .emblems import emblems, north_arrow, stamp
from .facts import Facts
from .grid import Grid
from .legends import legend, small_legend
from .sheet import BOTTOM, CENTRE, LEFT, MIDDLE, RIGHT, Box, Sheet, scale_for, turned
from .wording import Wording

__all__ = ["legend", "small_legend"]  # drawn on nearly every page; they have a module of their own

_SHORT_NAME = 16
_SMALLEST_WITH_UNIT = 9.5
_TITLE_HEIGHT, _THREE_LINES = 9.4, 12.6
_FOOT_RIGHT = 62.0
_LINE = 2.95
"""A line of the footer."""
_NOTE = theme.BODY.but(size=8, smallest=5.0)
_NOTE_SIZES = (8.0, 7.5, 7.0, 6.6, 6.2, 5.8, 5.4, 5.0)
"""Steps, so that pages do not differ by hairs."""
_NOTE_GAP = 2.4
_LEAST_SHARE = 0.24
"""No note is narrower than this share of the room for all of them."""
_NARROW = 150.0
"""Notes in less room than this stand one below the other."""


@dataclass(frozen=True)
class Pagination:
    """Where a page stands in the atlas."""

    number: int
    total: int


@dataclass(frozen=True)
class Note:
    """A short text with a heading; ``name`` is its slot."""

    title: str
    text: str
    name: str


def header(sheet: Sheet, facts: Facts, section: str, colour: str, title: str, subtitle: str = "") -> None:
    """Draw the coloured band with section and study, and under it title, subtitle, stamp, coat of arms and logo."""
    grid = Grid.of(sheet.format)
    with sheet.slot("band", grid.band) as band:
        sheet.rect(band, theme.QUIET if colour == theme.PAPER else band_colour(colour))
    inner = Box(grid.margin, 0.8, grid.inner_width, grid.band.height - 1.6)
    half = inner.columns(2, 6)
    sheet.text(half[0], section, theme.BAND, LEFT, MIDDLE, "section")
    sheet.text(half[1], facts.settings.title, theme.BAND.but(bold=False, smallest=5.0), RIGHT, MIDDLE, "study")
    head = grid.head if subtitle else grid.head._replace(height=_TITLE_HEIGHT + 3.2)
    left = stamp(sheet, facts, emblems(sheet, facts, head))
    height = _TITLE_HEIGHT
    if typography.fit(title, theme.TITLE, left.width, height).shortened:
        height = _THREE_LINES
    sheet.text(left._replace(height=height), title, theme.TITLE, LEFT, MIDDLE, "title")
    if subtitle:
        sheet.text(left.below(height), subtitle, theme.SUBTITLE.but(smallest=4.6), name="subtitle")


def band_colour(colour: str) -> str:
    """Return a colour dark enough for white letters."""
    from .colours import lightness, ramp

    return colour if lightness(colour) <= 52 else ramp(colour, 1, 48, 48)[0]


def letters_on(colour: str) -> str:
    """Return white or ink, whichever is easier to read on a colour."""
    from .colours import lightness

    return theme.PAPER if lightness(colour) <= 60 else "ink"


def source_line(facts: Facts, words: Wording, sources: Sequence[Passport]) -> str:
    """Return one line that names every source with licence and date, and the gravest of their traffic lights."""
    line = words("source_line", source=facts.attribution(sources))
    state = facts.data_state(passport.role for passport in sources)
    return words("source_line_state", line=line, state=state) if state else line


def profile_line(facts: Facts, words: Wording, indicator: Optional[Indicator] = None) -> str:
    """Return CRS, assessment scheme, and what else decides how an indicator was measured."""
    parts = [crs_name(facts), words("profile_scheme", title=facts.scheme_title)]
    parts += facts.settings_that_matter(indicator) if indicator is not None else []
    return words("profile", list=" · ".join(parts))


def footer(
    sheet: Sheet,
    facts: Facts,
    words: Wording,
    page: Pagination,
    sources: Sequence[Passport] = (),
    profile: str = "",
) -> None:
    """Draw the footer: sources and method profile on the left, municipality, organisation and page on the right.

    Pages with sources name the general profile unless they bring their own (``profile_line``).
    """
    foot = Grid.of(sheet.format).foot
    with sheet.slot("foot_rule", Box(foot.x, foot.y - 1.2, foot.width, 0.15)) as rule:
        sheet.rect(rule, theme.FAINT)
    left = foot._replace(width=foot.width - _FOOT_RIGHT)
    if sources:
        profile = profile or profile_line(facts, words)
        below = max(_LINE, min(typography.fit(profile, theme.TINY, left.width, 2 * _LINE).height, 2 * _LINE))
        room = left._replace(height=left.height - below)
        sheet.text(room, _sources_that_fit(room, facts, words, sources), theme.TINY, name="source")
        sheet.text(left.below(room.height), profile, theme.TINY, LEFT, BOTTOM, "profile")
    right = Box(foot.right - _FOOT_RIGHT + 2, foot.y, _FOOT_RIGHT - 2, _LINE)
    place = words("footer_place", municipality=facts.settings.municipality)
    lines = [(place, "municipality"), (theme.in_force().organisation.in_language(facts.language), "organisation")]
    for text, name in lines:
        if text:
            sheet.text(right, text, theme.TINY.but(smallest=3.8), RIGHT, MIDDLE, name)
            right = right._replace(y=right.y + _LINE)
    number = words("page_of", page=page.number, pages=page.total)
    last = Box(right.x, foot.bottom - _LINE, right.width, _LINE)
    sheet.text(last, number, theme.TINY.but(bold=True, colour="ink"), RIGHT, MIDDLE, "page")


def _sources_that_fit(room: Box, facts: Facts, words: Wording, sources: Sequence[Passport]) -> str:
    """Return the line of sources; where they are too many, the first ones and how many the annex lists besides."""
    line = source_line(facts, words, sources)
    if not typography.fit(line, theme.TINY, room.width, room.height).shortened:
        return line
    for count in range(len(sources) - 1, 0, -1):
        shown = facts.attribution(sources[:count])
        line = words("source_line_more", source=shown, count=len(sources) - count)
        if not typography.fit(line, theme.TINY, room.width, room.height).shortened:
            return line
    return words("source_line_annex", count=len(sources))


def framed_map(
    sheet: Sheet,
    box: Box,
    layers: list[QgsMapLayer],
    extent: QgsRectangle,
    facts: Facts,
    name: str = "map",
    round_scale: bool = True,
) -> float:
    """Draw a map with a thin frame, and a north arrow if it is rotated; returns its scale number."""
    with sheet.slot(name, box) as place:
        item = sheet.map(place, layers, extent, facts.settings.crs, round_scale, name)
        sheet.rect(place, None, theme.FAINT, 0.2)
        if item.mapRotation():
            north_arrow(sheet, place, item)
        shown = turned(extent, item.mapRotation())
        return scale_for(shown, Box(*sheet.on_paper(place).getRect()), round_scale)


def scale_note(sheet: Sheet, x: float, y: float, room: float, scale: float, facts: Facts, words: Wording) -> None:
    """Draw scale bar and numeric scale for the page's map, with the CRS below."""
    with sheet.slot("scale", Box(x, y, room, 14.4)) as box:
        sheet.scale_bar(box.x, box.y, sheet.layout.itemById("map"), scale, box.width)
        numeric = words("scale", scale=format_number(scale, 0, facts.language))
        sheet.text(box.below(6.2), f"{numeric}\n{crs_name(facts)}", theme.TINY, name="scale_words")


def scale_in_map(sheet: Sheet, box: Box, scale: float, facts: Facts, words: Wording) -> None:
    """Draw scale bar and numeric scale on white in the lower left corner of the page's map."""
    with sheet.slot("scale", Box(box.x + 1.5, box.bottom - 11.5, 40, 10)) as place:
        item = sheet.layout.itemById("map")
        _keep_free(sheet, place, item)
        sheet.scale_bar(place.x + 1.5, place.y + 0.8, item, scale, place.width - 3)
        numeric = words("scale", scale=format_number(scale, 0, facts.language))
        line = Box(place.x + 2, place.y + 6.4, place.width - 3, 3.2)
        sheet.text(line, numeric, theme.TINY, name="scale_words")


def _keep_free(sheet: Sheet, place: Box, item: QgsLayoutItemMap) -> None:
    """Draw a white ground that the map's labels keep away from, so that none is covered by halves."""
    ground = QgsLayoutItemShape(sheet.layout)
    ground.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    ground.setSymbol(QgsFillSymbol.createSimple({"color": theme.PAPER, "outline_style": "no"}))
    ground.attemptSetSceneRect(sheet.on_paper(place))
    sheet.parts.add(ground, sheet.parts.name_of("scale_ground"))
    item.addLabelBlockingItem(ground)


def crs_name(facts: Facts) -> str:
    """Return name and key of the study's CRS."""
    crs = QgsCoordinateReferenceSystem(facts.settings.crs)
    return f"{crs.description()} ({crs.authid()})" if crs.description() else facts.settings.crs


def notes(sheet: Sheet, box: Box, parts: Sequence[Note], colour: str) -> None:
    """Draw short texts under headings: side by side where there is room, else one below the other; in one size."""
    parts = [part for part in parts if part.text]
    with sheet.slot("notes", box) as room:
        if room.width >= _NARROW:
            _notes_beside(sheet, room, parts, colour)
        else:
            _notes_below(sheet, room, parts, colour)


def _notes_beside(sheet: Sheet, room: Box, parts: Sequence[Note], colour: str) -> None:
    """Give each text a width by its length, and all of them the size that the longest needs."""
    lengths = [max(len(part.text), 1) for part in parts]
    shares = [max(length / sum(lengths), _LEAST_SHARE) for length in lengths]
    free = room.width - (len(parts) - 1) * 5.0
    x, boxes = room.x, []
    for share in shares:
        boxes.append(Box(x, room.y, free * share / sum(shares), room.height))
        x = boxes[-1].right + 5.0
    style = _note_style(
        lambda one: max(_height([part], one, box.width) for part, box in zip(parts, boxes)), room.height - 6.0
    )
    for part, box in zip(parts, boxes):
        used = heading(sheet, box, part.title, colour)
        sheet.text(box.below(used), part.text, style, name=part.name)


def _notes_below(sheet: Sheet, room: Box, parts: Sequence[Note], colour: str) -> None:
    free = room.height - len(parts) * 6.0 - (len(parts) - 1) * _NOTE_GAP
    style = _note_style(lambda one: _height(parts, one, room.width), free)
    y = room.y
    for part in parts:
        y += heading(sheet, room._replace(y=y), part.title, colour)
        left = Box(room.x, y, room.width, max(room.bottom - y, 3.0))
        y += sheet.text(left, part.text, style, name=part.name).height + _NOTE_GAP


def _note_style(height: Callable[[theme.TextStyle], float], free: float) -> theme.TextStyle:
    """Return the largest style whose texts are not higher than what is free, the smallest if none is."""
    styles = [_NOTE.but(size=size) for size in _NOTE_SIZES]
    return next((style for style in styles if height(style) <= free), styles[-1])


def _height(parts: Sequence[Note], style: theme.TextStyle, width: float) -> float:
    lines = sum(len(typography.wrap(part.text, style, width)) for part in parts)
    return lines * typography.line_height(style)


def key_figure(sheet: Sheet, box: Box, title: str, value: str, note: str = "", colour: str = "ink") -> None:
    """Draw a number with its name above and a remark below; a long unit leaves its place to the number."""
    sheet.rect(Box(box.x, box.y, 0.7, box.height), colour)
    inner = Box(box.x + 2, box.y, box.width - 2, box.height)
    name = theme.SMALL.but(colour="quiet", smallest=4.2)
    sheet.text(Box(inner.x, inner.y, inner.width, 3.4), title, name, name="key_title")
    if typography.width(value, theme.KEY_FIGURE.but(size=_SMALLEST_WITH_UNIT)) > inner.width:
        value = value.split(NO_BREAK_SPACE)[0]
    sheet.text(Box(inner.x, inner.y + 3.2, inner.width, 6.6), value, theme.KEY_FIGURE, LEFT, MIDDLE, "key_value")
    if note:
        room = Box(inner.x, inner.y + 9.8, inner.width, box.height - 9.8)
        sheet.text(room, note, theme.TINY.but(colour="ink", smallest=3.8), name="key_note")


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
    sheet.text(Box(box.x, box.y, box.width, 4.6), words, theme.HEADING.but(smallest=5.5), LEFT, BOTTOM)
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
