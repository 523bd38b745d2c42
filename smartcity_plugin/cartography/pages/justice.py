# SPDX-License-Identifier: GPL-2.0-or-later
"""How values are distributed among the people: all Gini coefficients, and the Lorenz curve of each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ...model.indicator import Indicator
from ...study.justice import GINI
from ...study.overlay_tables import JUSTICE
from .. import theme
from ..furniture import Note, Pagination, footer, header, heading, notes
from ..grid import GAP, ROW_GAP, Grid
from ..run_words import run_sentences
from ..sheet import Box, Sheet
from .blocks import chart, charts_work
from .page import Context, Page
from .product import is_outdated, runs_of

if TYPE_CHECKING:
    from ..chart_files import StudyCharts

_PER_PAGE = 6
_NOTES = 46.0


def pages(context: Context) -> list[Page]:
    """Return the page of Gini coefficients and those of the Lorenz curves; none if nothing was measured.

    Where charts cannot be drawn there are none either.
    """
    if not charts_work():
        return []
    from ..chart_files import StudyCharts

    charts = StudyCharts.read(context.study, context.facts, is_plain=True)
    if not charts.indicators:
        return []
    words, section = context.words, context.words("section_justice")
    found = [Page("justice", words("justice_title"), section, theme.ACCENT, partial(_draw_overview, context, charts))]
    for start in range(0, len(charts.indicators), _PER_PAGE):
        part, number = charts.indicators[start : start + _PER_PAGE], start // _PER_PAGE + 1
        title = (
            words("justice_curves", number=number)
            if len(charts.indicators) > _PER_PAGE
            else words("justice_curves_all")
        )
        draw = partial(_draw_curves, context, charts, part, title)
        found.append(Page(f"justice:curves{number}", title, section, theme.ACCENT, draw, variant="curves"))
    return found


def _top(context: Context, sheet: Sheet, page: Pagination, title: str) -> None:
    facts, words = context.facts, context.words
    runs = runs_of(context, context.study.product(JUSTICE))
    title = words("product_outdated", title=title) if is_outdated(context, runs) else title
    subtitle = words("product_subtitle", place=facts.settings.municipality, date=facts.reference_date)
    header(sheet, facts, words("section_justice"), theme.ACCENT, title, subtitle)
    inputs = list({passport.fingerprint: passport for run in runs for passport in run.inputs}.values())
    footer(sheet, facts, words, page, inputs or facts.sources)


def _draw_overview(context: Context, charts: StudyCharts, sheet: Sheet, page: Pagination) -> None:
    from ..chart_bars import Row, ranking_chart, ranking_height

    facts, words = context.facts, context.words
    _top(context, sheet, page, words("justice_title"))
    content = Grid.of(sheet.format).content
    rows = []
    for indicator in charts.indicators:
        value = charts.value(indicator, GINI)
        colour = facts.sector(indicator).colour
        rows.append(Row(indicator.title.in_language(facts.language), value, facts.number(value, 2), colour))
    rows.sort(key=lambda row: -row.value)
    with sheet.slot("chart_title", content._replace(height=6.5)) as place:
        heading(sheet, place, words("justice_gini"), theme.ACCENT)
    room = content.below(6.5)._replace(height=content.height - 6.5 - _NOTES - ROW_GAP)
    height = min(1.3 * ranking_height(rows, (), room.width), room.height)
    chart(sheet, room._replace(height=height), "chart", lambda size: ranking_chart(rows, (), size), words)
    runs = runs_of(context, context.study.product(JUSTICE))
    reading = [words("product_outdated_note")] if is_outdated(context, runs) else []
    reading.append(words("justice_reading"))
    method = [sentence for run in runs for sentence in run_sentences(run, facts, words)]
    box = Box(room.x, room.y + height + ROW_GAP + 2.0, room.width, _NOTES)
    parts = [
        Note(words("reading"), "\n".join(reading), "reading"),
        Note(words("how_computed"), " ".join(method), "method"),
    ]
    notes(sheet, box, parts, theme.ACCENT)


def _draw_curves(
    context: Context, charts: StudyCharts, indicators: Sequence[Indicator], title: str, sheet: Sheet, page: Pagination
) -> None:
    facts = context.facts
    _top(context, sheet, page, title)
    content = Grid.of(sheet.format).content
    columns = 2 if content.height > content.width else 3
    lines = _PER_PAGE // columns
    height = (content.height - (lines - 1) * ROW_GAP) / lines
    for number, indicator in enumerate(indicators):
        cell = content.columns(columns, GAP)[number % columns]
        cell = Box(cell.x, content.y + (number // columns) * (height + ROW_GAP), cell.width, height)
        with sheet.slot(f"title{number + 1}", cell._replace(height=6.5)) as place:
            heading(sheet, place, indicator.title.in_language(facts.language), facts.sector(indicator).colour)
        room = cell.below(6.5)
        chart(sheet, room, f"chart{number + 1}", partial(charts.small_lorenz, indicator), context.words)
