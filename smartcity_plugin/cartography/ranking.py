# SPDX-License-Identifier: GPL-2.0-or-later
"""Ranking charts: one bar per district in the colours of the map, the municipality and the target as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from . import text as typography
from . import theme
from .sheet import CENTRE, LEFT, MIDDLE, RIGHT, Box, Sheet
from .theme import TextStyle
from .wording import Wording

_TALLEST, _LOWEST = 4.6, 2.45
_SMALLEST_NAMES = 5.0
_CAP = 3.0
"""Bars longer than this many times the ninth tenth of all values are cut, so that the others can be told apart."""


@dataclass(frozen=True)
class Bar:
    """One row: ``value`` None is said in words (``text``)."""

    name: str
    value: Optional[float]
    text: str
    colour: str
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """A line across all bars."""

    value: float
    text: str
    colour: str


def ranking(sheet: Sheet, box: Box, bars: Sequence[Bar], marks: Sequence[Mark], words: Wording) -> list[str]:
    """Draw bars in the order given and lines across them; returns remarks the reader needs to see near the chart."""
    remarks = []
    top = _mark_rows(marks)
    shown, left_out = _chosen(bars, int((box.height - top) / _LOWEST), words)
    if left_out:
        remarks.append(words("ranking_left_out", count=left_out))
    row = min((box.height - top) / max(len(shown), 1), _TALLEST)
    style = theme.SMALL.but(size=min(6.5, row / theme.POINT / 1.37), smallest=3.8)
    names = _names_width(style, box.width, [bar.name for bar in shown])
    name_style = _common(style, names, [bar.name for bar in shown])
    notes = max(typography.width(bar.note, style) for bar in shown)
    texts = max((typography.width(bar.text, style) for bar in shown if bar.value is not None), default=0.0) + 1.0
    room = Box(
        box.x + names + 1, box.y + top, box.width - names - texts - 2 - (notes + 2 if notes else 0), row * len(shown)
    )
    values = Box(room.right + 1, room.y, texts, room.height)
    axis = _axis(shown, marks)
    cut = False
    for number, bar in enumerate(shown):
        line = Box(box.x, room.y + number * row, box.width, row)
        sheet.text(Box(line.x, line.y, names, row), bar.name, name_style, RIGHT, MIDDLE)
        if bar.value is None:
            sheet.text(
                Box(room.x + 0.8, line.y, room.width, row), bar.text, style.but(colour=theme.QUIET), LEFT, MIDDLE
            )
        else:
            length = room.width * min(max(bar.value, 0.0) / axis, 1.0)
            sheet.rect(Box(room.x, line.y + row * 0.14, max(length, 0.15), row * 0.72), bar.colour, theme.QUIET, 0.05)
            if bar.value > axis:
                cut = True
                sheet.rect(Box(room.right - 2.4, line.y, 0.9, row), theme.PAPER)
            sheet.text(Box(values.x, line.y, values.width, row), bar.text, style, RIGHT, MIDDLE)
        if notes:
            sheet.text(Box(box.right - notes - 1, line.y, notes + 1, row), bar.note, style, RIGHT, MIDDLE)
    known = max((number for number, bar in enumerate(shown, start=1) if bar.value is not None), default=0)
    _draw_marks(sheet, box, Box(room.x, room.y, room.width, row * known), axis, marks)
    if cut:
        remarks.append(words("ranking_cut"))
    return remarks


def _names_width(style: TextStyle, room: float, names: Sequence[str]) -> float:
    """Return the width for names: what they need, but a good third at most unless the smallest letters need more."""
    widest = max(typography.width(name, style) for name in names) + 1.0
    smallest = max(typography.width(name, style.but(size=style.smallest)) for name in names) + 1.0
    return min(widest, max(0.38 * room, min(smallest, 0.55 * room)))


def _common(style: TextStyle, room: float, names: Sequence[str]) -> TextStyle:
    """Return a style in which all names fit into a line, or nearly all: the longest may have to be smaller still."""
    widest = max(typography.width(name, style) for name in names)
    return style.but(size=max(min(style.size, style.size * room / widest), min(style.size, _SMALLEST_NAMES)))


def _mark_rows(marks: Sequence[Mark]) -> float:
    return 3.4 * len(marks) + (0.6 if marks else 0.0)


def _chosen(bars: Sequence[Bar], capacity: int, words: Wording) -> tuple[list[Bar], int]:
    """Return all bars; if there are too many for the box, those without a value in one row, then first and last ones.

    Also returns how many bars with a value are left out.
    """
    if len(bars) <= capacity:
        return list(bars), 0
    known = [bar for bar in bars if bar.value is not None]
    unknown = len(bars) - len(known)
    rest = [Bar("…", None, words("ranking_without", count=unknown), theme.PAPER)] if unknown > 1 else []
    rest = rest or [bar for bar in bars if bar.value is None]
    capacity -= len(rest)
    if len(known) <= capacity:
        return [*known, *rest], 0
    half = max((capacity - 1) // 2, 1)
    left_out = len(known) - 2 * half
    gap = Bar("…", None, words("ranking_gap", count=left_out), theme.PAPER)
    return [*known[:half], gap, *known[-half:], *rest], left_out


def _axis(bars: Sequence[Bar], marks: Sequence[Mark]) -> float:
    """Return the value at the right end of the chart."""
    values = np.array([bar.value for bar in bars if bar.value is not None])
    highest = max([*values, *(mark.value for mark in marks), 1e-9])
    if len(values) < 5:
        return highest
    usual = max([float(np.quantile(values, 0.9)), *(mark.value for mark in marks)])
    return highest if highest <= _CAP * usual or usual <= 0 else 1.15 * usual


def _draw_marks(sheet: Sheet, box: Box, room: Box, axis: float, marks: Sequence[Mark]) -> None:
    """Draw lines with their words above, the words of the second mark beside the line of the first."""
    style: TextStyle = theme.SMALL.but(size=6.2, bold=True, smallest=4.5)
    places = [room.x + room.width * min(max(mark.value / axis, 0.0), 1.0) for mark in marks]
    for number, (mark, x) in enumerate(zip(marks, places)):
        y = box.y + 3.4 * number
        line_top = y + 3.2
        sheet.rect(Box(x - 0.2, line_top, 0.4, room.bottom - line_top), mark.colour)
        width = typography.width(mark.text, style) + 0.5
        left = x - width / 2
        if number:
            left = x - width + 0.5 if places[0] >= x else x - 0.5
            left = places[0] + 1.0 if left < places[0] < left + width and places[0] < x else left
        left = min(max(left, box.x), box.right - width)
        sheet.text(Box(left, y, width, 3.4), mark.text, style.but(colour=mark.colour), CENTRE, MIDDLE)
