# SPDX-License-Identifier: GPL-2.0-or-later
"""All measures at a glance: where they are, when they run; those without a place or years are listed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...model.strategy import Measure
from ...study.rows import split_ids
from .. import theme
from ..furniture import Pagination, footer, framed_map, header, heading, legend, scale_note
from ..grid import GAP, ROW_GAP, Grid
from ..measure_words import measure_line, years_of
from ..sheet import Box, Sheet
from ..styles import measure_entries
from .blocks import TEXT, chart, charts_work, listing, listing_height
from .page import Context, Page

_SCALE, _LEGEND, _TITLE, _KEY = 14.4, 40.0, 6.5, 7.0
_FIRST, _LATER = 9, 16
"""Most measures in the schedule of the first page and of those after it; fewer where titles are long."""


def pages(context: Context) -> list[Page]:
    """Return the page with the map of all measures and their schedule; long schedules go on on further pages."""
    measures, words = context.facts.measures, context.words
    if not measures:
        return []
    section, title = words("section_measures"), words("measures_title")
    dated = sorted(
        (item for item in measures if item.start_year is not None or item.end_year is not None),
        key=lambda item: (item.start_year or item.end_year or 0, item.end_year or 9999, item.measure_id),
    )
    first, *others = _parts(context, dated)
    found = [Page("measures", title, section, theme.ACCENT, partial(_draw, context, first))]
    for number, part in enumerate(others, start=2):
        draw = partial(_draw_more, context, part)
        more = words("continued", title=title)
        found.append(Page(f"measures:{number}", more, section, theme.ACCENT, draw, listed=False, variant="more"))
    return found


def _parts(context: Context, dated: Sequence[Measure]) -> list[Sequence[Measure]]:
    """Return the measures in the schedule of each page: as many as there is room for, on the first maybe none."""
    content = context.grid.content
    room, found, start = _first_room(context, content, bool(dated)), [], 0
    while start < len(dated) or not found:
        count = _fitting(context, dated[start : start + (_LATER if found else _FIRST)], room)
        found.append(dated[start : start + count])
        start, room = start + count, content
    return found


def _fitting(context: Context, dated: Sequence[Measure], room: Box) -> int:
    """Return how many measures fit into a schedule; at least one."""
    if not charts_work() or len(dated) < 2:
        return len(dated)
    from ..chart_contents import spans
    from ..chart_time import gantt_height

    count, free = len(dated), room.height - _TITLE - _KEY - 1.0
    while count > 1 and gantt_height(spans(dated[:count], context.facts, context.words)[0], room.width) > free:
        count -= 1
    return count


def _first_room(context: Context, content: Box, has_schedule: bool) -> Box:
    """Return the room of the schedule on the first page, beside or below map and lists."""
    placed = _placed(context)
    room = _beside_map(content) if placed else content
    return room._replace(height=room.height - _lists_height(_lists(context, placed), room, has_schedule))


def _placed(context: Context) -> list[Measure]:
    drawn = context.study.measure_shapes()
    return [item for item in context.facts.measures if split_ids(item.unit_ids) or item.measure_id in drawn]


def _lists(context: Context, placed: Sequence[Measure]) -> list[tuple[str, list[str], str]]:
    """Return title, lines and name of the lists of measures without years and without a place, if there are any."""
    words, measures = context.words, context.facts.measures
    undated = [item for item in measures if item.start_year is None and item.end_year is None]
    lists = [
        (words("measures_without_years"), _lines(context, undated), "without_years"),
        (words("measures_without_place"), _lines(context, [i for i in measures if i not in placed]), "no_place"),
    ]
    return [part for part in lists if part[1]]


def _lists_height(lists: Sequence[tuple[str, list[str], str]], room: Box, has_schedule: bool) -> float:
    height = sum(listing_height(lines, TEXT, room.width) + 3.0 for _, lines, _ in lists)
    return min(height, room.height * (0.4 if has_schedule else 1.0))


def _beside_map(content: Box) -> Box:
    """Return the room that the map of all measures leaves."""
    if content.height > content.width:
        return content.below(0.42 * content.height + ROW_GAP)
    left = 0.4 * content.width
    return Box(content.x + left + GAP, content.y, content.width - left - GAP, content.height)


def _draw(context: Context, dated: Sequence[Measure], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    subtitle = words.counted("measures_subtitle", len(facts.measures), municipality=facts.settings.municipality)
    header(sheet, facts, words("section_measures"), theme.ACCENT, words("measures_title"), subtitle)
    footer(sheet, facts, words, page, facts.sources)
    content = Grid.of(sheet.format).content
    placed = _placed(context)
    if placed:
        _map(context, placed, sheet, content)
        content = _beside_map(content)
    lists = _lists(context, placed)
    height = _lists_height(lists, content, bool(dated))
    room = content._replace(height=content.height - height)
    if dated:
        _schedule(context, dated, sheet, room)
    y = room.bottom if dated else content.y
    for title, lines, name in lists:
        share = (listing_height(lines, TEXT, content.width) + 3.0) / max(
            sum(listing_height(more, TEXT, content.width) + 3.0 for _, more, _ in lists), 1e-6
        )
        box = Box(content.x, y, content.width, height * share - 3.0)
        listing(sheet, box, title, lines, words, name, theme.ACCENT, is_list=True)
        y += height * share


def _lines(context: Context, measures: Sequence[Measure]) -> list[str]:
    return [measure_line(item, context.facts, context.words) for item in measures]


def _draw_more(context: Context, dated: Sequence[Measure], sheet: Sheet, page: Pagination) -> None:
    facts, words = context.facts, context.words
    title = words("continued", title=words("measures_title"))
    header(sheet, facts, words("section_measures"), theme.ACCENT, title)
    footer(sheet, facts, words, page, facts.sources)
    _schedule(context, dated, sheet, Grid.of(sheet.format).content)


def _map(context: Context, placed: Sequence[Measure], sheet: Sheet, content: Box) -> None:
    """Draw the places of all measures."""
    facts, words = context.facts, context.words
    is_tall = content.height > content.width
    if is_tall:
        upper = content._replace(height=0.42 * content.height)
        box = upper._replace(width=upper.width - _LEGEND - GAP)
        side = Box(box.right + GAP, upper.y, _LEGEND, upper.height)
    else:
        left = content._replace(width=0.4 * content.width)
        box = left._replace(height=left.height - _LEGEND - 2.0)
        side = Box(left.x, box.bottom + 2.0, left.width, _LEGEND)
    scale = framed_map(sheet, box, context.stock.measures(), context.stock.extent(), facts)
    entries = measure_entries(list(placed), facts.catalogue.sectors, facts.language)
    room = side._replace(height=side.height - _SCALE - 2.0) if is_tall else side._replace(width=0.6 * side.width)
    legend(sheet, room, words("legend_measures"), entries, [words("legend_measure_counts")])
    x, y = (side.x, side.bottom - _SCALE) if is_tall else (room.right + 4.0, side.y)
    scale_note(sheet, x, y, side.right - x, scale, facts, words)


def _schedule(context: Context, dated: Sequence[Measure], sheet: Sheet, room: Box) -> None:
    """Draw the measures over the years, or list them where charts cannot be drawn."""
    words = context.words
    if not charts_work():
        lines = [f"{item.measure_id} {item.title}: {years_of(item, words)}" for item in dated]
        listing(sheet, room, words("measures_schedule"), lines, words, "schedule", theme.ACCENT, is_list=True)
        return
    from ..chart_contents import spans
    from ..chart_time import gantt_chart, gantt_height

    with sheet.slot("schedule_title", room._replace(height=_TITLE)) as place:
        heading(sheet, place, words("measures_schedule"), theme.ACCENT)
    below = room.below(_TITLE)
    rows, _ = spans(dated, context.facts, words)
    if any(item.needs or item.actual[0] is not None for item in rows):
        used = sheet.text(below._replace(height=_KEY), words("gantt_key"), TEXT.but(colour="quiet"), name="gantt_key")
        below = below.below(used.height + 1.0)
    height = min(gantt_height(rows, below.width), below.height)
    chart(sheet, below._replace(height=height), "schedule", lambda size: gantt_chart(rows, size), words)
