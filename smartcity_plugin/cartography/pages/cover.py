# SPDX-License-Identifier: GPL-2.0-or-later
"""The cover: title, municipality, date of the data, and the town itself."""

from __future__ import annotations

from functools import partial

from ...paths import plugin_version
from .. import theme
from ..furniture import Pagination
from ..sheet import BOTTOM, LEFT, Box, Sheet
from .page import Context, Page

_PANEL = 118.0


def pages(context: Context) -> list[Page]:
    """Return the cover; the contents do not list it."""
    title = context.words("cover")
    return [Page("cover", title, title, theme.ACCENT, partial(_draw, context), listed=False)]


def _draw(context: Context, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    vignette = Box(_PANEL, 0, sheet.width - _PANEL, sheet.height)
    extent = context.stock.extent()
    sheet.map(vignette.inset(6), context.stock.overview(), extent, facts.settings.crs, round_scale=False, name="map")
    sheet.rect(Box(0, 0, _PANEL, sheet.height), theme.ACCENT)
    sheet.rect(Box(_PANEL, 0, 1.6, sheet.height), theme.HIGHLIGHT)
    inner = Box(16, 26, _PANEL - 30, 150)
    used = sheet.text(inner, words("atlas"), theme.COVER_TEXT.but(size=11)).height + 3
    name = sheet.text(
        inner.below(used)._replace(height=28), facts.settings.municipality, theme.COVER_TITLE, name="title"
    )
    used += name.height + 4
    used += (
        sheet.text(inner.below(used)._replace(height=44), facts.settings.title, theme.COVER_TEXT.but(size=14)).height
        + 8
    )
    facts_lines = [words("cover_reference", date=facts.reference_date), words("cover_counts", **_counts(context))]
    sheet.text(inner.below(used)._replace(height=22), "\n".join(facts_lines), theme.COVER_TEXT.but(size=9))
    if facts.is_example:
        sheet.rect(Box(16, 142, _PANEL - 30, 15), theme.HIGHLIGHT)
        example = Box(19, 143.5, _PANEL - 36, 12)
        sheet.text(example, words("cover_example"), theme.BODY.but(size=8, bold=True, smallest=5.5), LEFT)
    made = words("made_with", version=plugin_version())
    source = words("cover_source", source=facts.attribution(facts.passports.values()))
    small = theme.COVER_TEXT.but(size=6.5, smallest=4.5)
    sheet.text(Box(16, 168, _PANEL - 30, 30), f"{made}\n{source}", small, LEFT, BOTTOM, "source")


def _counts(context: Context) -> dict[str, int]:
    return {"indicators": len(context.facts.computed), "units": len(context.facts.units)}
