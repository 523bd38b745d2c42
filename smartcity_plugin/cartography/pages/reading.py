# SPDX-License-Identifier: GPL-2.0-or-later
"""How to read the atlas: colours, signs, abbreviations, and how far the numbers carry."""

from __future__ import annotations

from functools import partial

from ...catalogue.numbers import NOT_AVAILABLE
from ...engine.composite.needs import STRONG, WEAK
from ...engine.compute import FEW_PERSONS, MINIMUM_COVERAGE, PARTIAL_COVERAGE
from .. import theme
from ..colours import ramp
from ..furniture import Pagination, footer, header, heading, score_bar
from ..grid import Grid
from ..sheet import LEFT, MIDDLE, Box, Sheet
from ..styles import few_cases_symbol, filled, no_data_symbol
from .page import Context, Page

_TOP = 25.0
_USUAL_COLUMN = 85.0 * 168.0
"""Area in which the texts are set in 10 points."""


def pages(context: Context) -> list[Page]:
    """Return the page."""
    words = context.words
    return [Page("reading", words("reading_title"), words("section_basics"), theme.ACCENT, partial(_draw, context))]


def _draw(context: Context, sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    header(sheet, facts, words("section_basics"), theme.ACCENT, words("reading_title"))
    footer(sheet, facts, words, page)
    left, middle, right = Grid.of(sheet.format).content_from(_TOP).columns(3, 9)
    _colours(context, sheet, left)
    _scores(context, sheet, middle)
    _reliability(context, sheet, right)


def _body(box: Box) -> theme.TextStyle:
    """Return the style of texts: larger where columns have more room than those of A4, smaller where less."""
    size = 10.0 * (box.width * box.height / _USUAL_COLUMN) ** 0.5
    return theme.BODY.but(size=min(max(size, 8.5), 12.5), smallest=5.0)


def _section(sheet: Sheet, box: Box, used: float, title: str, text: str) -> float:
    used += heading(sheet, box.below(used), title, theme.ACCENT)
    return used + sheet.paragraph(box.below(used), text, _body(box)) + 3


def _sign(sheet: Sheet, box: Box, used: float, symbol, text: str) -> float:
    row = Box(box.x, box.y + used, box.width, 5)
    sheet.swatch(Box(row.x, row.y + 0.5, 8, 4), symbol)
    height = sheet.text(Box(row.x + 10, row.y + 0.4, row.width - 10, 14), text, _body(box), LEFT).height
    return used + max(height, 5.0) + 0.8


def _colours(context: Context, sheet: Sheet, box: Box) -> None:
    words = context.words
    used = _section(sheet, box, 0.0, words("reading_maps_title"), words("reading_maps"))
    shades = ramp(theme.ACCENT, 5)
    scale = Box(box.x, box.y + used, min(60.0, box.width), 4.5)
    for number, place in enumerate(scale.columns(5, 0)):
        sheet.swatch(place, filled(shades[number]))
    used += 4.6
    sheet.text(scale._replace(y=box.y + used, height=4), words("reading_low_high"), _body(box).but(size=8))
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
        bar = min(34.0, 0.38 * box.width)
        score_bar(sheet, Box(box.x, box.y + used, bar, 5), score, city)
        sheet.text(Box(box.x + bar + 3, box.y + used, box.width - bar - 3, 5), words(key), _body(box), LEFT, MIDDLE)
        used += 5.4
    marks = words("reading_marks", low=facts.number(WEAK), high=facts.number(STRONG))
    used += sheet.paragraph(box.below(used + 1), marks, _body(box)) + 4
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
