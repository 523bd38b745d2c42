# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts of how values are spread over places: bars by class of value, and rows with a dot for every place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from . import theme
from .chart_base import (
    EDGE,
    KEY_ROW,
    LABEL,
    NOTE,
    PLAIN,
    VALUE,
    Heading,
    Mark,
    axes_at,
    board,
    dot,
    dots,
    draw_key,
    hatched,
    key_rows,
    label,
    lightened,
    line,
    look,
    mark_places,
    rect,
    sheet,
    text_height,
    text_width,
    wrapped,
)

_MOST_BARS = 12
_MARK_ROW = 3.4
"""Height in mm of the words of a mark above the bars; each mark has a row of its own."""


@dataclass(frozen=True)
class Histogram:
    """What a histogram shows: values (NaN: unknown), how much each one counts (None: one each), words and colour.

    ``tell`` writes a value of the axis, ``count`` the height of a bar; ``unknown`` is said of values not known.
    """

    values: Sequence[float]
    weights: Optional[Sequence[float]]
    axis_title: str
    note: str
    unknown: str
    colour: str
    tell: Callable[[float], str]
    count: Callable[[float], str]
    marks: Sequence[Mark] = ()


def edges_of(values: np.ndarray, include: Sequence[float] = ()) -> np.ndarray:
    """Return the limits of bars: equal steps at round numbers that hold all values and marks."""
    both = np.concatenate([values, np.asarray(include, dtype=float)])
    low, high = float(both.min()), float(both.max())
    if high - low <= 1e-9 * max(abs(high), 1.0):
        step = max(abs(high) * 0.1, 1.0)
        return np.array([low - step / 2, low + step / 2])
    bars = int(np.clip(np.ceil(np.sqrt(len(values)) * 1.5), 5, _MOST_BARS))
    return np.asarray(MaxNLocator(nbins=bars, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))


def histogram_chart(content: Histogram, size: tuple[float, float], heading: Heading = PLAIN) -> Figure:
    """Return bars by class of value, marks as lines with their words above, unknown values hatched beside them.

    ``size`` is width and height in mm. Raises ValueError if no value is known.
    """
    values = np.asarray(content.values, dtype=float)
    weights = np.ones(len(values)) if content.weights is None else np.nan_to_num(np.asarray(content.weights, float))
    known = np.isfinite(values)
    if not known.any():
        raise ValueError("no value is known")
    edges = edges_of(values[known], [mark.value for mark in content.marks])
    heights, _ = np.histogram(values[known], edges, weights=weights[known])
    unknown = float(weights[~known].sum())
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        foot = _foot(content, size[0])
        told = wrapped(content.unknown, NOTE, _aside(content, unknown) - 1.0) if unknown else [""]
        below = bottom + 1.4 + text_height(told, NOTE) + text_height(foot, NOTE)
        above = top + _MARK_ROW * len(content.marks) + 4.0
        side = 3.0
        aside = _aside(content, unknown) if unknown else 0.0
        wide = size[0] - 2 * side - aside
        axes = axes_at(figure, side, below, wide, size[1] - below - above)
        highest = float(max([*heights, unknown, 1e-9]))
        axes.set(xlim=(edges[0], edges[-1]), ylim=(0, highest), xticks=[], yticks=[])
        axes.spines["left"].set_visible(False)
        _bars(axes, edges, heights, content, highest / (size[1] - below - above))
        mm = highest / (size[1] - below - above), (edges[-1] - edges[0]) / wide
        _ticks(axes, edges, content, mm, wide)
        _marks(axes, content.marks, edges, highest, mm)
        if unknown:
            _unknown(axes, content, edges, unknown, mm, aside)
        if foot:
            label(board(figure), size[0] / 2, bottom, "\n".join(foot), NOTE, "center", "bottom")
        return figure


def _foot(content: Histogram, wide: float) -> list[str]:
    told = [part for part in (content.axis_title, content.note) if part]
    return [part for text in told for part in wrapped(text, NOTE, wide - 4 * EDGE)]


def _bars(axes: Axes, edges: np.ndarray, heights: np.ndarray, content: Histogram, up: float) -> None:
    gap = 0.06 * (edges[1] - edges[0])
    for low, high, height in zip(edges[:-1], edges[1:], heights):
        if height > 0:
            rect(axes, low + gap / 2, 0, high - low - gap, height, lightened(content.colour, 0.35), content.colour)
            label(
                axes,
                (low + high) / 2,
                height + 0.8 * up,
                content.count(height),
                NOTE.but(colour="ink"),
                "center",
                "bottom",
            )


def _ticks(axes: Axes, edges: np.ndarray, content: Histogram, mm: tuple[float, float], wide: float) -> None:
    """Write as many limits of bars below the axis as have room."""
    texts = [content.tell(float(edge)) for edge in edges]
    room = max(text_width(text, NOTE) for text in texts) + 2.0
    step = max(int(np.ceil(room / (wide / max(len(edges) - 1, 1)))), 1)
    for number in range(0, len(edges), step):
        line(axes, (edges[number],) * 2, (0, -0.8 * mm[0]), "quiet", 0.5)
        # The outermost limits stand inside the chart.
        half = text_width(texts[number], NOTE) / 2 * mm[1]
        x = min(max(edges[number], edges[0] - 2.5 * mm[1] + half), edges[-1] + 2.5 * mm[1] - half)
        label(axes, x, -1.2 * mm[0], texts[number], NOTE, "center", "top")


def _marks(axes: Axes, marks: Sequence[Mark], edges: np.ndarray, highest: float, mm: tuple[float, float]) -> None:
    style = VALUE.but(size=6.5)
    xs = [(mark.value - edges[0]) / mm[1] for mark in marks]
    widths = [text_width(mark.text, style) for mark in marks]
    lefts = mark_places(xs, widths, -2.0, (edges[-1] - edges[0]) / mm[1] + 2.0)
    for number, (mark, left) in enumerate(zip(marks, lefts)):
        y = highest + (4.0 + _MARK_ROW * (len(marks) - number - 0.6)) * mm[0]
        line(axes, (mark.value,) * 2, (0, y - 1.5 * mm[0]), mark.colour, 1.3, zorder=4)
        label(axes, edges[0] + left * mm[1], y, mark.text, style.but(colour=mark.colour))


def _aside(content: Histogram, unknown: float) -> float:
    """Return the width in mm of the column with what is unknown."""
    texts = [content.count(unknown), *wrapped(content.unknown, NOTE, 14.0)]
    return max(text_width(text, NOTE) for text in texts) + 4.0


def _unknown(axes: Axes, content: Histogram, edges: np.ndarray, count: float, mm, aside: float) -> None:
    up, along = mm
    left = edges[-1] + 3.0 * along
    wide = (aside - 3.5) * along
    hatched(axes, left, 0, wide, count, (1.2 * along, 1.2 * up))
    middle = left + wide / 2
    label(axes, middle, count + 0.8 * up, content.count(count), NOTE.but(colour="ink"), "center", "bottom")
    lines = wrapped(content.unknown, NOTE, aside - 1.0)
    label(axes, middle, -1.2 * up, "\n".join(lines), NOTE, "center", "top")


# Rows with a dot for every place -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lane:
    """An indicator: the scores (0 to 100, NaN: unknown) of all places, of one of them and of the municipality.

    ``text`` is the value of the one place as printed, or why there is none; ``note`` what it is compared with.
    """

    title: str
    scores: Sequence[float]
    own: float
    city: float
    text: str
    note: str
    colour: str


def strip_chart(
    lanes: Sequence[Lane], names: Sequence[str], size: tuple[float, float], heading: Heading = PLAIN
) -> Figure:
    """Return a row per indicator: where one place lies among all, on a scale from 0 to 100.

    ``names`` are what the marks are called in the line above: the place, the municipality, the other places, and the
    two ends of the scale. ``size`` is width and height in mm.
    """
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        axes = board(figure)
        titles, texts = 0.36 * size[0], 0.25 * size[0]
        left, right = EDGE + titles + 2.5, size[0] - EDGE - texts - 3.0
        head = size[1] - top
        draw_key(axes, names[:3], ("place", "whole", "other"), (EDGE, size[0] - EDGE), head)
        head -= KEY_ROW * len(key_rows(names[:3], size[0] - 2 * EDGE))
        label(axes, left, head - 1.7, names[3], theme.TINY, "left", "center")
        label(axes, right, head - 1.7, names[4], theme.TINY, "right", "center")
        heights = [lane_height(lane, size[0]) for lane in lanes]
        spare = max(head - 3.6 - bottom - sum(heights), 0.0) / max(len(lanes), 1)
        y = head - 3.6
        for lane, needed in zip(lanes, heights):
            row = needed + min(spare, 3.0)
            _lane(axes, lane, (EDGE, left, right, size[0] - EDGE), y - row / 2, row)
            y -= row
        return figure


def lane_height(lane: Lane, wide: float) -> float:
    """Return the mm that a row needs in a chart of a width."""
    style = LABEL.but(size=6.8)
    title = text_height(wrapped(lane.title, style, 0.36 * wide), style)
    room = 0.25 * wide
    value = text_height(wrapped(lane.text, VALUE.but(size=6.8), room), VALUE.but(size=6.8))
    return max(title, value + text_height(wrapped(lane.note, theme.TINY, room), theme.TINY)) + 0.8


def strip_height(lanes: Sequence[Lane], names: Sequence[str], wide: float) -> float:
    """Return the mm that a chart of rows needs at least."""
    rows = sum(lane_height(lane, wide) for lane in lanes)
    return KEY_ROW * len(key_rows(names[:3], wide - 2 * EDGE)) + 3.6 + 2 * EDGE + rows


def _lane(axes: Axes, lane: Lane, xs: tuple[float, float, float, float], y: float, row: float) -> None:
    outer, left, right, end = xs
    style = LABEL.but(size=6.8)
    label(axes, outer, y, "\n".join(wrapped(lane.title, style, left - outer - 2.5 + 0.01)), style, "left", "center")
    rect(axes, left, y - 0.35, right - left, 0.7, "track")
    for mark in (25.0, 75.0):
        line(axes, (left + (right - left) * mark / 100.0,) * 2, (y - 0.9, y + 0.9), "faint", 0.6, zorder=2.5)
    scores = np.asarray(lane.scores, dtype=float)
    scores = scores[np.isfinite(scores)]
    dots(axes, left + (right - left) * scores / 100.0, np.full(len(scores), y), 1.3, theme.PAPER, "#8a949d")
    if lane.city == lane.city:
        x = left + (right - left) * lane.city / 100.0
        line(axes, (x, x), (y - min(2.0, row / 2), y + min(2.0, row / 2)), "ink", 1.4, zorder=4)
    if lane.own == lane.own:
        dot(axes, left + (right - left) * lane.own / 100.0, y, 2.6, lane.colour, theme.PAPER, zorder=6)
    room = end - right - 3.0 + 0.01
    value = wrapped(lane.text, VALUE.but(size=6.8), room)
    note = wrapped(lane.note, theme.TINY, room) if lane.note else []
    tall = text_height(value, VALUE.but(size=6.8)) + text_height(note, theme.TINY)
    colour = lane.colour if lane.own == lane.own else "quiet"
    label(axes, end, y + tall / 2, "\n".join(value), VALUE.but(size=6.8, colour=colour), "right", "top")
    label(axes, end, y - tall / 2, "\n".join(note), theme.TINY, "right", "bottom")
