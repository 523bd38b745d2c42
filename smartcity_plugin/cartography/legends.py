# SPDX-License-Identifier: GPL-2.0-or-later
"""Legends: swatches with words, made smaller where they would leave their box."""

from __future__ import annotations

from collections.abc import Sequence

from . import text as typography
from . import theme
from .sheet import LEFT, MIDDLE, Box, Sheet
from .styles import LegendEntry
from .theme import TextStyle

_SWATCH_WIDTH, _SWATCH_HEIGHT = 6.5, 3.8
_ROW_GAP, _NOTE_GAP = 0.9, 0.6
_SMALLER = (1.0, 0.93, 0.87, 0.8, 0.74)
_TALLEST_ROW = 5.4


def legend(
    sheet: Sheet, box: Box, title: str, entries: Sequence[LegendEntry], notes: Sequence[str] = (), name: str = "legend"
) -> float:
    """Draw a legend from the top of a box, smaller if it would not fit; returns the height used."""
    with sheet.slot(name, box) as room:
        factor = next((size for size in _SMALLER if _height(room, title, entries, notes, size) <= room.height), None)
        return _draw(sheet, room, title, entries, notes, factor or _SMALLER[-1])


def _styles(factor: float) -> tuple[TextStyle, TextStyle, TextStyle]:
    """Return the styles of title, entries and notes."""
    scaled = [
        style.but(size=style.size * factor, smallest=min(style.smallest, 4.6))
        for style in (theme.HEADING.but(size=8), theme.BODY, theme.SMALL.but(colour="quiet"))
    ]
    return scaled[0], scaled[1], scaled[2]


def _row_height(entry: LegendEntry, style: TextStyle, room: float, factor: float) -> float:
    least = _SWATCH_HEIGHT * factor
    return max(least, typography.fit(entry.text, style, room, 3.3 * least).height)


def _words_width(width: float, factor: float) -> float:
    return width - _SWATCH_WIDTH * factor - 1.5


def _height(box: Box, title: str, entries: Sequence[LegendEntry], notes: Sequence[str], factor: float) -> float:
    heading, body, small = _styles(factor)
    used = typography.fit(title, heading, box.width, box.height).height + 0.8
    room = _words_width(box.width, factor)
    used += sum(_row_height(entry, body, room, factor) + _ROW_GAP * factor for entry in entries)
    lines = sum(len(typography.wrap(note, small, box.width)) for note in notes)
    return used + lines * typography.line_height(small) + _NOTE_GAP * len(notes)


def _draw(
    sheet: Sheet, box: Box, title: str, entries: Sequence[LegendEntry], notes: Sequence[str], factor: float
) -> float:
    heading, body, small = _styles(factor)
    used = sheet.text(box, title, heading, name="legend_title").height + 0.8
    wide, high = _SWATCH_WIDTH * factor, _SWATCH_HEIGHT * factor
    room = _words_width(box.width, factor)
    for entry in entries:
        height = _row_height(entry, body, room, factor)
        row = Box(box.x, box.y + used, box.width, height)
        sheet.swatch(Box(row.x, row.y + (height - high) / 2, wide, high), entry.symbol)
        sheet.text(Box(row.x + wide + 1.5, row.y, room, height), entry.text, body, LEFT, MIDDLE)
        used += height + _ROW_GAP * factor
    for note in notes:
        used += _NOTE_GAP
        used += sheet.text(box.below(used), note, small, name="legend_note").height
    return used


def small_legend(sheet: Sheet, box: Box, entries: Sequence[LegendEntry], columns: int, name: str = "legend") -> None:
    """Draw swatches with words in several columns, filled column by column."""
    with sheet.slot(name, box) as room:
        rows = max(-(-len(entries) // columns), 1)
        height = min(room.height / rows, _TALLEST_ROW)
        style = theme.SMALL.but(smallest=4.0)
        for number, entry in enumerate(entries):
            column = room.columns(columns, 2)[number // rows]
            y = room.y + (number % rows) * height
            sheet.swatch(Box(column.x, y + (height - 2.6) / 2, 5, 2.6), entry.symbol)
            words = Box(column.x + 6.2, y, column.width - 6.2, height)
            sheet.text(words, entry.text, style, LEFT, MIDDLE)
