# SPDX-License-Identifier: GPL-2.0-or-later
"""How to read the atlas: colours, signs, abbreviations, and how far the numbers carry."""

from __future__ import annotations

from functools import partial

from ...catalogue.numbers import NOT_AVAILABLE
from ...engine.composite.needs import STRONG, WEAK
from ...engine.compute import FEW_PERSONS, MINIMUM_COVERAGE, PARTIAL_COVERAGE
from .. import theme
from ..colours import ramp
from ..furniture import CONTENT, Pagination, footer, header, heading, score_bar
from ..sheet import LEFT, MIDDLE, Box, Sheet
from ..styles import few_cases_symbol, filled, no_data_symbol
from .page import Context, Page

_TOP = 30.0
_BODY = theme.BODY.but(size=10)


def pages(context: Context) -> list[Page]:
    """Return the page."""
    words = context.words
    return [Page("reading", words("reading_title"), words("section_basics"), theme.ACCENT, partial(_draw, context))]


def _draw(context: Context, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    header(sheet, facts, words("section_basics"), theme.ACCENT, words("reading_title"))
    footer(sheet, facts, words, page)
    area = Box(CONTENT.x, _TOP - 5, CONTENT.width, theme.CONTENT_BOTTOM - _TOP + 5)
    left, middle, right = area.columns(3, 9)
    _colours(context, sheet, left)
    _scores(context, sheet, middle)
    _reliability(context, sheet, right)


def _section(sheet: Sheet, box: Box, used: float, title: str, text: str) -> float:
    used += heading(sheet, box.below(used), title, theme.ACCENT)
    return used + sheet.paragraph(box.below(used), text, _BODY) + 3


def _sign(sheet: Sheet, box: Box, used: float, symbol, text: str) -> float:
    row = Box(box.x, box.y + used, box.width, 5)
    sheet.swatch(Box(row.x, row.y + 0.5, 8, 4), symbol)
    height = sheet.text(Box(row.x + 10, row.y + 0.4, row.width - 10, 14), text, _BODY, LEFT).height
    return used + max(height, 5.0) + 0.8


def _colours(context: Context, sheet: Sheet, box: Box) -> None:
    words = context.words
    used = _section(sheet, box, 0.0, words("reading_maps_title"), words("reading_maps"))
    shades = ramp(theme.ACCENT, 5)
    for number, place in enumerate(Box(box.x, box.y + used, 60, 4.5).columns(5, 0)):
        sheet.swatch(place, filled(shades[number]))
    used += 4.6
    sheet.text(Box(box.x, box.y + used, 60, 4), words("reading_low_high"), _BODY.but(size=8))
    used += 6
    used = _sign(sheet, box, used, filled("#5E3C99"), words("reading_below"))
    used = _sign(sheet, box, used, filled(ramp("#4D9221", 1, 90, 90)[0]), words("reading_inside"))
    used = _sign(sheet, box, used, filled("#D95F02", lines_over=True), words("reading_above"))
    used = _sign(sheet, box, used, no_data_symbol(), words("reading_no_data"))
    used = _sign(sheet, box, used, few_cases_symbol(), words("reading_few", count=FEW_PERSONS))
    _section(sheet, box, used + 2, words("reading_classes_title"), words("reading_classes"))


def _scores(context: Context, sheet: Sheet, box: Box) -> None:
    facts, words = context.facts, context.words
    used = _section(sheet, box, 0.0, words("reading_ranking_title"), words("reading_ranking"))
    used = _section(sheet, box, used, words("reading_scores_title"), words("reading_scores"))
    for score, city, key in ((12.0, 60.0, "weaknesses"), (50.0, 60.0, "reading_between"), (90.0, 60.0, "strengths")):
        score_bar(sheet, Box(box.x, box.y + used, 34, 5), score, city)
        sheet.text(Box(box.x + 37, box.y + used, box.width - 37, 5), words(key), _BODY, LEFT, MIDDLE)
        used += 5.4
    marks = words("reading_marks", low=facts.number(WEAK), high=facts.number(STRONG))
    used += sheet.paragraph(box.below(used + 1), marks, _BODY) + 4
    if facts.need_keys():
        _section(sheet, box, used, words("reading_needs_title"), words("reading_needs"))


def _reliability(context: Context, sheet: Sheet, box: Box) -> None:
    facts, words = context.facts, context.words
    limits = {"share": facts.number(100 * PARTIAL_COVERAGE), "least": facts.number(100 * MINIMUM_COVERAGE)}
    text = words("reading_reliability", **limits)
    used = _section(sheet, box, 0.0, words("reading_reliability_title"), text)
    statuses = [term.title.in_language(facts.language) for term in facts.catalogue.vocabulary.statuses.values()]
    used = _section(
        sheet,
        box,
        used,
        words("reading_status_title"),
        words("reading_status", list="\n".join(f"– {s}" for s in statuses)),
    )
    short = words("reading_abbreviations", not_available=NOT_AVAILABLE.in_language(facts.language))
    used = _section(sheet, box, used, words("reading_abbreviations_title"), short)
    _section(sheet, box, used, words("reading_privacy_title"), words("reading_privacy", count=FEW_PERSONS))
