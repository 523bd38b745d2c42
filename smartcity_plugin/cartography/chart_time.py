# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts over time: an indicator over the reference dates with the way to its target, and measures in their years."""

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
    LABEL,
    NOTE,
    PLAIN,
    VALUE,
    Heading,
    axes_at,
    board,
    dot,
    label,
    line,
    look,
    rect,
    sheet,
    text_height,
    text_width,
    wrapped,
)


@dataclass(frozen=True)
class Point:
    """A value at a time (in years, such as 2022.4), with its text; ``breaks`` says that it was computed otherwise than
    the point before, so that no line joins the two.
    """

    when: float
    value: float
    text: str
    is_estimated: bool = False
    breaks: bool = False


@dataclass(frozen=True)
class Aim:
    """What is to be reached: a value, and the year if one is set."""

    value: float
    year: Optional[float]
    text: str


@dataclass(frozen=True)
class TimePath:
    """What a chart over time shows; ``tell`` writes a value of the axis, ``notes`` explain its marks."""

    points: Sequence[Point]
    aim: Optional[Aim]
    axis_title: str
    notes: Sequence[str]
    colour: str
    tell: Callable[[float], str]
    way: Sequence[tuple[float, float]] = ()
    """The two ends of the way from baseline to target, in place of one from the last value."""


def time_chart(content: TimePath, size: tuple[float, float], heading: Heading = PLAIN) -> Figure:
    """Return values over time: estimated ones as open dots, no line over a break, a dashed way to the target.

    ``size`` is width and height in mm. Raises ValueError if no value is known.
    """
    points = [point for point in content.points if point.value == point.value]
    if not points:
        raise ValueError("no value is known")
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        notes = [part for note in content.notes for part in wrapped(note, NOTE, size[0] - 4 * EDGE)]
        values = [point.value for point in points] + ([content.aim.value] if content.aim else [])
        values += [value for _, value in content.way]
        ticks = _round_steps(values)
        texts = [content.tell(float(tick)) for tick in ticks]
        left = max(text_width(text, NOTE) for text in texts) + EDGE + 2.0
        right = max(text_width(point.text, VALUE) for point in points) / 2 + EDGE + 2.0
        if content.aim and content.aim.year is not None:
            right = max(right, text_width(content.aim.text, VALUE.but(size=6.5)) / 2 + EDGE + 1.0)
        below, above = bottom + 4.5 + text_height(notes, NOTE), top + 9.5
        wide, tall = size[0] - left - right, size[1] - below - above
        axes = axes_at(figure, left, below, wide, tall)
        start, end = _years(points, content.aim, content.way)
        axes.set(xlim=(start, end), ylim=(ticks[0], ticks[-1]), xticks=[], yticks=[])
        axes.spines["left"].set_visible(False)
        mm = (end - start) / wide, (ticks[-1] - ticks[0]) / tall
        for tick, text in zip(ticks, texts):
            line(axes, (start, end), (tick, tick), "track", 0.6, zorder=1)
            label(axes, start - 1.2 * mm[0], tick, text, NOTE, "right", "center")
        label(axes, start - (left - EDGE) * mm[0], ticks[-1] + 7.0 * mm[1], content.axis_title, NOTE, "left", "center")
        _year_words(axes, start, end, ticks[0], mm, wide)
        if content.aim:
            _aim(axes, content.aim, points, (start, end), mm, content.way)
        _path(axes, points, content.colour, mm, float(ticks[0]), content.aim)
        if notes:
            label(board(figure), 2 * EDGE, bottom, "\n".join(notes), NOTE, "left", "bottom")
        return figure


def _round_steps(values: Sequence[float]) -> np.ndarray:
    low, high = min(values), max(values)
    if high - low < 1e-9 * max(abs(high), 1.0):
        reach = max(abs(high) * 0.1, 1.0)
        low, high = low - reach, high + reach
    spare = low - 0.12 * (high - low)  # for the words under the lowest dot
    low = spare if spare >= 0.0 or low < 0.0 else low
    return np.asarray(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))


def _years(points: Sequence[Point], aim: Optional[Aim], way: Sequence[tuple[float, float]] = ()) -> tuple[float, float]:
    times = [point.when for point in points] + ([aim.year] if aim and aim.year is not None else [])
    times += [when for when, _ in way]
    low, high = min(times), max(times)
    air = max(0.04 * (high - low), 0.5)
    return low - air, high + air


def _year_words(axes: Axes, start: float, end: float, low: float, mm: tuple[float, float], wide: float) -> None:
    # The name of a year stands at its middle.
    years = list(range(int(np.ceil(start - 0.5)), int(np.floor(end - 0.5)) + 1))
    step = max(int(np.ceil(len(years) * 9.0 / wide)), 1)
    for year in years[::step]:
        line(axes, (year + 0.5,) * 2, (low, low - 0.9 * mm[1]), "quiet", 0.5)
        label(axes, year + 0.5, low - 1.3 * mm[1], str(year), NOTE, "center", "top")


def _aim(
    axes: Axes,
    aim: Aim,
    points: Sequence[Point],
    years: tuple[float, float],
    mm: tuple[float, float],
    way: Sequence[tuple[float, float]] = (),
) -> None:
    """Draw the way to the target from the baseline or the last known value, or a line where no year is set."""
    style = VALUE.but(size=6.5, colour=theme.WARNING)
    if aim.year is None:
        line(axes, years, (aim.value, aim.value), theme.WARNING, 1.2, dashes=(4, 2), zorder=3)
        label(axes, years[1], aim.value + 1.0 * mm[1], aim.text, style, "right", "bottom")
        return
    start = way[0] if way else (points[-1].when, points[-1].value)
    line(axes, (start[0], aim.year), (start[1], aim.value), theme.WARNING, 1.1, dashes=(4, 2), zorder=3)
    dot(axes, aim.year, aim.value, 2.6, theme.WARNING, theme.PAPER, marker="D")
    label(axes, aim.year, aim.value + 2.4 * mm[1], aim.text, style, "center", "bottom")


def _path(
    axes: Axes, points: Sequence[Point], colour: str, mm: tuple[float, float], low: float, aim: Optional[Aim]
) -> None:
    for before, after in zip(points, points[1:]):
        xs, ys = (before.when, after.when), (before.value, after.value)
        if not after.breaks:
            line(axes, xs, ys, colour, 2.0, zorder=4)
            continue
        middle = (xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2
        for shift in (-0.7, 0.7):
            slanted = (middle[0] + (shift - 0.5) * mm[0], middle[0] + (shift + 0.5) * mm[0])
            line(axes, slanted, (middle[1] - 1.6 * mm[1], middle[1] + 1.6 * mm[1]), "quiet", 1.0, zorder=4)
    free = -1e9
    for number, point in enumerate(points):
        is_open = point.is_estimated
        dot(axes, point.when, point.value, 2.4, theme.PAPER if is_open else colour, colour)
        half = text_width(point.text, VALUE) / 2 * mm[0]
        if point.when - half < free and number < len(points) - 1:
            continue  # close dates: the text would run into the one before; the last one is always told
        free = point.when + half + 1.0 * mm[0]
        around = [one.value for one in points[max(number - 1, 0) : number + 2] if one is not point]
        around += [aim.value] if aim is not None and aim.year is not None and number == len(points) - 1 else []
        # On the side to which no line leads, unless the axis is too near.
        is_below = sum(around) > point.value * len(around) and point.value - 6.0 * mm[1] > low
        y = point.value + (-1.6 if is_below else 1.6) * mm[1]
        label(axes, point.when, y, point.text, VALUE, "center", "top" if is_below else "bottom")


# Measures in their years ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """A measure: title, first and last year (None: open), what stands beside its bar, and the colour of the bar."""

    title: str
    start: Optional[int]
    end: Optional[int]
    note: str
    colour: str
    planned: tuple[Optional[float], Optional[float]] = (None, None)
    """The planned beginning and end in years with decimals, where they are known to the month or day."""
    actual: tuple[Optional[float], Optional[float]] = (None, None)
    """When it really began and ended, in years with decimals; without an end it goes on."""
    number: str = ""
    needs: tuple[str, ...] = ()
    """Numbers of the measures that must be finished before."""


_TITLES, _NOTES = 0.38, 0.2
"""Shares of the width that titles and notes of measures have."""
_AIR = 1.8
_ONGOING = 6.0
"""Length in mm of the arrow of a measure at work whose end is open."""
_YEARS = 5.5
"""Height in mm of the years above the bars."""


def span_heights(spans: Sequence[Span], wide: float) -> list[float]:
    """Return the mm that each row needs in a chart of a width."""
    heights = []
    for span in spans:
        title = text_height(wrapped(span.title, LABEL, _TITLES * wide - 2.0), LABEL)
        note = text_height(wrapped(span.note, NOTE, _NOTES * wide - 2.0), NOTE)
        heights.append(max(title, note, 3.6) + _AIR)
    return heights


def gantt_height(spans: Sequence[Span], wide: float) -> float:
    """Return the height in mm that a chart of measures needs."""
    return sum(span_heights(spans, wide)) + _YEARS + 2 * EDGE


def gantt_chart(spans: Sequence[Span], size: tuple[float, float], heading: Heading = PLAIN) -> Figure:
    """Return measures as bars over the years; an open beginning or end is an arrow.

    ``size`` is width and height in mm. Raises ValueError if no measure has a year.
    """
    years = [year for span in spans for year in (span.start, span.end) if year is not None]
    if not years:
        raise ValueError("no measure has a year")
    first, last = min(years), max(years) + 1
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        axes = board(figure)
        left, right = EDGE + _TITLES * size[0], size[0] - EDGE - _NOTES * size[0]
        heights = span_heights(spans, size[0])
        upper = size[1] - top - _YEARS
        lower = max(upper - sum(heights), bottom)
        scale = (right - left - 4.0) / (last - first)
        places = {year: left + 2.0 + (year - first) * scale for year in range(first, last + 1)}
        _grid(axes, places, upper, lower)
        y = upper
        bars: dict[str, tuple[float, float, float]] = {}
        for span, height in zip(spans, heights):
            line(axes, (EDGE, size[0] - EDGE), (y, y), "track", 0.6, zorder=0.5)
            middle = y - height / 2
            label(axes, EDGE, middle, "\n".join(wrapped(span.title, LABEL, _TITLES * size[0] - 2.0)), LABEL)
            bars[span.number] = (*_span(axes, span, middle, places), middle)
            note = "\n".join(wrapped(span.note, NOTE, _NOTES * size[0] - 2.0))
            label(axes, right + 2.0, middle, note, NOTE.but(colour="ink"))
            y -= height
        for span in spans:
            for other in span.needs:
                if other in bars and other != span.number:
                    _needs(axes, bars[other], bars[span.number])
        return figure


def _grid(axes: Axes, places: dict[int, float], upper: float, lower: float) -> None:
    years = sorted(places)
    distance = places[years[1]] - places[years[0]]
    step = max(int(np.ceil(9.0 / distance)), 1)
    for number, year in enumerate(years):
        line(axes, (places[year],) * 2, (lower, upper), "faint" if number % step == 0 else "track", 0.5, zorder=0.6)
        if number % step == 0 and year != years[-1]:
            label(axes, places[year] + min(distance * step, 14.0) / 2, upper + 2.2, str(year), NOTE, "center", "center")


def _span(axes: Axes, span: Span, y: float, places: dict[int, float]) -> tuple[float, float]:
    """Draw the bar of a measure, below it in ink when it was really at work; returns where the bar begins and ends."""
    years = sorted(places)
    step = places[years[1]] - places[years[0]]

    def at(when: float) -> float:
        return min(max(places[years[0]] + (when - years[0]) * step, places[years[0]]), places[years[-1]])

    start, end = span.planned
    low = at(start) if start is not None else places[span.start] if span.start is not None else places[years[0]]
    high = at(end) if end is not None else places[span.end + 1] if span.end is not None else places[years[-1]]
    if high <= low:  # the last year lies before the first one: shown as it is entered, from the first on
        high = low + 1.0
    rect(axes, low, y - 1.5, high - low, 3.0, span.colour, "ink", 0.5)
    for is_open, x, marker in ((span.start is None, low - 0.6, "<"), (span.end is None, high + 0.6, ">")):
        if is_open:
            dot(axes, x, y, 2.6, "ink", marker=marker)
    begun, done = span.actual
    if begun is not None:
        last = at(done) if done is not None else at(begun) + _ONGOING
        line(axes, (at(begun), last), (y - 2.3, y - 2.3), "ink", 1.6, zorder=4, solid_capstyle="butt")
        if done is None:
            dot(axes, last, y - 2.3, 1.6, "ink", marker=">")
    return low, high


def _needs(axes: Axes, first: tuple[float, float, float], second: tuple[float, float, float]) -> None:
    """Draw what must be finished before what: from the end of one bar to the beginning of the other."""
    end, above = first[1], first[2]
    start, below = second[0], second[2]
    reach = 1.5 if below < above else -1.5
    middle = max(end + 0.8, start - 1.4) if start - 0.6 >= end + 0.8 else end + 0.8
    line(axes, (end, middle, middle), (above, above, below + reach * 1.6), theme.WARNING, 0.7, zorder=1.5)
    line(axes, (middle, start - 0.2), (below + reach * 1.6, below + reach * 0.7), theme.WARNING, 0.7, zorder=1.5)
    dot(axes, start - 0.2, below + reach * 0.7, 1.3, theme.WARNING)
