# SPDX-License-Identifier: GPL-2.0-or-later
"""Horizontal bars in order of value, with the municipality and the target as lines; what is unknown is hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .chart_base import (
    EDGE,
    LABEL,
    NOTE,
    PLAIN,
    VALUE,
    Heading,
    Mark,
    board,
    hatched,
    label,
    line,
    look,
    mark_places,
    rect,
    sheet,
    text_height,
    text_width,
    wrapped,
)

_NAMES = 0.4
"""Share of the width that names may take."""
_MARK_ROW = 3.6
_UNKNOWN = 6.0
"""Length in mm of the hatched piece where a value is unknown."""


@dataclass(frozen=True)
class Row:
    """A bar: ``value`` NaN is unknown and said so by ``text``."""

    name: str
    value: float
    text: str
    colour: str
    is_hatched: bool = False
    """Whether the bar stands for what is not known, such as people in places without a value."""


def ranking_height(rows: Sequence[Row], marks: Sequence[Mark], wide: float) -> float:
    """Return the height in mm that a ranking needs at a width."""
    return _top(marks) + sum(_heights(rows, wide)) + 2 * EDGE


def ranking_chart(
    rows: Sequence[Row], marks: Sequence[Mark], size: tuple[float, float], heading: Heading = PLAIN
) -> Figure:
    """Return bars in the order given, unknown ones last, with their values, and lines across them with words above.

    ``size`` is width and height in mm; the bars begin at zero.
    """
    rows = sorted(rows, key=lambda row: row.value != row.value)
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        axes = board(figure)
        known = [row.value for row in rows if row.value == row.value]
        values = [*known, *(mark.value for mark in marks)]
        low, high = min([0.0, *values]), max([*values, 1e-9])
        names = min(max(text_width(row.name, LABEL) for row in rows), _NAMES * size[0])
        texts = max((text_width(row.text, VALUE) for row in rows if row.value == row.value), default=0.0)
        left, right = EDGE + names + 2.0, size[0] - EDGE - texts - 2.0
        scale = (right - left) / (high - low)
        heights = _heights(rows, size[0])
        spare = max(size[1] - top - bottom - _top(marks) - sum(heights), 0.0) / max(len(rows), 1)
        y = first = size[1] - top - _top(marks)
        last = first
        for row, needed in zip(rows, heights):
            height = needed + min(spare, 2.0)
            _row(axes, row, (left, names, right, size[0]), y - height / 2, min(0.62 * height, 4.0), (low, scale))
            y -= height
            last = y if row.value == row.value else last
        line(axes, (left - low * scale,) * 2, (first, y), "faint", 0.6)
        _marks(axes, marks, (left - low * scale, scale), (first, last), (EDGE, size[0] - EDGE))
        return figure


def _heights(rows: Sequence[Row], wide: float) -> list[float]:
    return [max(text_height(wrapped(row.name, LABEL, _NAMES * wide), LABEL), 3.2) + 1.2 for row in rows]


def _top(marks: Sequence[Mark]) -> float:
    return _MARK_ROW * len(marks) + (1.0 if marks else 0.0)


def _row(axes: Axes, row: Row, xs: tuple[float, float, float, float], y: float, tall: float, zero) -> None:
    left, names, _, wide = xs
    low, scale = zero
    origin = left - low * scale
    name = "\n".join(wrapped(row.name, LABEL, max(names, 1.0)))
    label(axes, EDGE + names, y, name, LABEL, "right")
    if row.value == row.value:
        start, end = sorted((origin, origin + row.value * scale))
        if row.is_hatched:
            hatched(axes, start, y - tall / 2, max(end - start, 0.2), tall, (1.2, 1.2))
        else:
            rect(axes, start, y - tall / 2, max(end - start, 0.2), tall, row.colour, "quiet")
        label(axes, wide - EDGE, y, row.text, VALUE, "right", "center")
    else:
        hatched(axes, origin, y - tall / 2, _UNKNOWN, tall, (1.2, 1.2))
        label(axes, origin + _UNKNOWN + 1.5, y, row.text, NOTE, "left", "center")


def _marks(axes: Axes, marks: Sequence[Mark], zero, span: tuple[float, float], edges: tuple[float, float]) -> None:
    origin, scale = zero
    style = VALUE.but(size=6.5)
    xs = [origin + mark.value * scale for mark in marks]
    lefts = mark_places(xs, [text_width(mark.text, style) for mark in marks], *edges)
    for number, (mark, x, left) in enumerate(zip(marks, xs, lefts)):
        y = span[0] + 1.0 + _MARK_ROW * (len(marks) - number - 0.5)
        line(axes, (x, x), (span[1], y - 1.5), mark.colour, 1.3, zorder=4)
        label(axes, left, y, mark.text, style.but(colour=mark.colour))
