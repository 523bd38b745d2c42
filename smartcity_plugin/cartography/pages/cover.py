# SPDX-License-Identifier: GPL-2.0-or-later
"""The cover: title, municipality, date of the data, who publishes, and the town itself."""

from __future__ import annotations

from functools import partial

from ...paths import plugin_version
from .. import theme
from ..emblems import draw_stamp, emblems, stamp_size
from ..facts import Facts
from ..furniture import Pagination, band_colour, letters_on
from ..sheet import BOTTOM, LEFT, Box, Sheet
from ..wording import Wording
from .page import Context, Page

_PANEL_WIDTH, _PANEL_HEIGHT = 118.0, 112.0
_WIDE = 2.2
"""Municipalities this many times wider than high get a panel above them, on landscape pages as well."""
_LINE = 1.6
_INDENT, _TOP = 16.0, 26.0
_PICTURES, _EXAMPLE = 18.0, 15.0


def pages(context: Context) -> list[Page]:
    """Return the cover; the contents do not list it."""
    title = context.words("cover")
    return [Page("cover", title, title, theme.ACCENT, partial(_draw, context), listed=False)]


def _draw(context: Context, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    is_above = sheet.format.is_portrait or context.ratio > _WIDE
    panel = Box(0, 0, sheet.width if is_above else _PANEL_WIDTH, _PANEL_HEIGHT if is_above else sheet.height)
    room = (
        Box(0, panel.bottom + _LINE, sheet.width, sheet.height - panel.height - _LINE)
        if is_above
        else Box(panel.right + _LINE, 0, sheet.width - panel.width - _LINE, sheet.height)
    ).inset(7)
    if facts.pictures:
        emblems(sheet, facts, room._replace(height=_PICTURES))
        room = room.below(_PICTURES + 3)
    with sheet.slot("map", room) as box:
        extent = context.stock.extent()
        sheet.map(box, context.stock.overview(), extent, facts.settings.crs, round_scale=False, name="map")
    with sheet.slot("panel", panel) as box:
        sheet.rect(box, band_colour(theme.ACCENT))
        edge = Box(box.x, box.bottom, box.width, _LINE) if is_above else Box(box.right, box.y, _LINE, box.height)
        sheet.rect(edge, theme.HIGHLIGHT)
    if is_above:
        left, right = Box(_INDENT, 18, panel.width - 2 * _INDENT, panel.height - 26).columns(2, 12)
    else:
        left = right = Box(_INDENT, _TOP, panel.width - 30, panel.height - _TOP - 12)
    _titles(sheet, left, facts, words, context)
    _small_print(sheet, right, facts, words)


def _titles(sheet: Sheet, box: Box, facts: Facts, words: Wording, context: Context) -> None:
    used = sheet.text(box, words("atlas"), theme.COVER_TEXT.but(size=11), name="atlas").height + 3
    rest = box.height - used
    place = box.below(used)._replace(height=0.36 * min(rest, 80))
    name = sheet.text(place, facts.settings.municipality, theme.COVER_TITLE, name="title")
    used += name.height + 3
    title = box.below(used)._replace(height=0.44 * min(rest, 90))
    used += sheet.text(title, facts.settings.title, theme.COVER_TEXT.but(size=14), name="study").height + 5
    lines = [words("cover_reference", date=facts.reference_date), words("cover_counts", **_counts(context))]
    organisation = theme.in_force().organisation.in_language(facts.language)
    lines += [organisation] if organisation else []
    room = box.below(used)._replace(height=max(min(box.height - used, 22), 8))
    sheet.text(room, "\n".join(lines), theme.COVER_TEXT.but(size=9, smallest=5.5), name="facts")


def _small_print(sheet: Sheet, box: Box, facts: Facts, words: Wording) -> None:
    """Draw from the bottom upwards: sources, the remark on examples, the stamp."""
    made = words("made_with", version=plugin_version())
    source = words("cover_source", source=facts.attribution(facts.passports.values()))
    small = theme.COVER_TEXT.but(size=6.5, smallest=4.2)
    y = box.bottom - min(30.0, 0.36 * box.height)
    sheet.text(Box(box.x, y, box.width, box.bottom - y), f"{made}\n{source}", small, LEFT, BOTTOM, "source")
    if facts.is_example:
        y -= _EXAMPLE + 4
        with sheet.slot("example", Box(box.x, y, box.width, _EXAMPLE)) as place:
            sheet.rect(place, theme.HIGHLIGHT)
            style = theme.BODY.but(size=8, bold=True, smallest=5.0, colour=letters_on(theme.HIGHLIGHT))
            sheet.text(
                Box(place.x + 3, place.y + 1.5, place.width - 6, place.height - 3), words("cover_example"), style
            )
    width, height = stamp_size(facts, Box(box.x, y, box.width / 0.4, 20))
    draw_stamp(sheet, facts, Box(box.x, y - height - 5, min(width, box.width), height))


def _counts(context: Context) -> dict[str, int]:
    return {"indicators": len(context.facts.computed), "units": len(context.facts.units)}
