# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of contents, with page numbers, over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from .. import text as typography
from .. import theme
from ..furniture import Pagination, footer, header
from ..grid import Grid
from ..sheet import LEFT, MIDDLE, RIGHT, Box, Sheet
from .page import Context, Page

_ROW, _HEADING = 5.0, 8.4
_GAP = 9.0
_TOP = 26.0
_FULL_ENOUGH = 0.5
"""From this share of a column on, a section that does not fit in whole starts in the next one."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents; a ``number`` of 0 makes it the heading of a section."""

    text: str
    number: int
    colour: str


def pages(context: Context, rest: Sequence[Page], before: int) -> list[Page]:
    """Return the contents of the pages that follow; ``before`` pages come first."""
    title = context.words("contents")
    columns, room = context.grid.text_columns(), _room(context.grid).height
    count = -(-(len(_columns(_entries(rest, 0), room)) or 1) // columns)
    entries = _balanced(_entries(rest, before + count), room, count * columns)
    return [
        Page(
            f"contents:{number + 1}",
            title,
            title,
            theme.ACCENT,
            partial(_draw, context, entries[number * columns : (number + 1) * columns]),
            listed=False,
        )
        for number in range(count)
    ]


def _room(grid: Grid) -> Box:
    """Return what the columns of the contents fill; the page has no subtitle."""
    return grid.content_from(_TOP)


def _entries(rest: Sequence[Page], before: int) -> list[Entry]:
    entries: list[Entry] = []
    section = None
    for number, page in enumerate(rest, start=before + 1):
        if not page.listed:
            continue
        if page.section != section:
            section = page.section
            entries.append(Entry(section, 0, page.colour))
        entries.append(Entry(page.title, number, page.colour))
    return entries


def _balanced(entries: Sequence[Entry], room: float, most: int) -> list[list[Entry]]:
    """Return the entries in columns as short as possible, so that the last one is not nearly empty."""
    found = _columns(entries, room)
    for percent in range(95, 30, -5):
        shorter = _columns(entries, room * percent / 100.0)
        if len(shorter) > most:
            break
        found = shorter
    return found


def _columns(entries: Sequence[Entry], room: float) -> list[list[Entry]]:
    """Return the entries column by column; a short rest of a column stays empty, long sections repeat their heading."""
    columns: list[list[Entry]] = [[]]
    used = 0.0
    current = None
    for place, entry in enumerate(entries):
        height = _ROW if entry.number else _HEADING
        whole = height if entry.number else _HEADING + _ROW * _members(entries, place)
        too_long = used + height > room or (not entry.number and used + whole > room and used > _FULL_ENOUGH * room)
        if too_long:
            columns.append([])
            used = 0.0
            if entry.number and current is not None:
                columns[-1].append(current)
                used = _HEADING
        if not entry.number:
            current = entry
        columns[-1].append(entry)
        used += height
    return columns


def _members(entries: Sequence[Entry], heading: int) -> int:
    """Return how many entries follow a heading before the next one."""
    following = entries[heading + 1 :]
    return next((count for count, entry in enumerate(following) if not entry.number), len(following))


def _draw(context: Context, columns: Sequence[Sequence[Entry]], sheet: Sheet, page: Pagination) -> None:
    header(sheet, context.facts, context.words("atlas"), theme.ACCENT, context.words("contents"))
    footer(sheet, context.facts, context.words, page)
    grid = Grid.of(sheet.format)
    with sheet.slot("columns", _room(grid)) as room:
        _draw_columns(sheet, room.columns(grid.text_columns(), _GAP), columns)


def _draw_columns(sheet: Sheet, boxes: Sequence[Box], columns: Sequence[Sequence[Entry]]) -> None:
    for box, entries in zip(boxes, columns):
        y = box.y
        for entry in entries:
            if entry.number:
                _line(sheet, Box(box.x, y, box.width, _ROW), entry)
                y += _ROW
            else:
                sheet.rect(Box(box.x, y + 3.0, 2.2, 3.4), entry.colour)
                heading = Box(box.x + 3.6, y + 1.6, box.width - 3.6, _HEADING - 2.6)
                sheet.text(heading, entry.text, theme.HEADING, LEFT, MIDDLE)
                sheet.rect(Box(box.x, y + _HEADING - 0.6, box.width, 0.2), entry.colour)
                y += _HEADING


def _line(sheet: Sheet, box: Box, entry: Entry) -> None:
    number = typography.width(str(entry.number), theme.BODY) + 1
    sheet.text(
        Box(box.x, box.y, box.width - number - 3, box.height), entry.text, theme.BODY.but(smallest=4.0), LEFT, MIDDLE
    )
    sheet.text(Box(box.right - number, box.y, number, box.height), str(entry.number), theme.BODY, RIGHT, MIDDLE)
    sheet.rect(Box(box.x, box.bottom - 0.1, box.width, 0.1), theme.TRACK)
