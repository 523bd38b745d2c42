# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts in the plugin's own look, drawn with matplotlib: labels stand where they belong, there are no legends.

Functions take finished texts and numbers and return a matplotlib figure; ``save`` writes it as PNG, SVG or PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import theme
from .chart_base import (
    DPI,
    EDGE,
    INCH,
    PLAIN,
    WIDTH,
    Heading,
    as_svg,
    axes_at,
    lightened,
    lines_at,
    look,
    save,
    sheet,
    size_of,
    wrapped,
)
from .text import line_height

__all__ = [
    "DPI",
    "INCH",
    "PLAIN",
    "WIDTH",
    "Bar",
    "Heading",
    "KeyFigure",
    "as_svg",
    "bar_chart",
    "curve_chart",
    "group_chart",
    "look",
    "save",
    "size_of",
]

CURVE_HEIGHT = 102.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SIDE, _SMALL_SIDE = 50.0, 24.0
"""Width in mm of the column with key figures beside a curve; least width beside a small one."""
_LABELS = 50.0
"""Width in mm of the names of groups."""
_HATCH = "////"
_TIGHT = 0.88
"""Key figures stand closer to their labels than lines of running text do."""


@dataclass(frozen=True)
class KeyFigure:
    """A number beside a chart; the first one is set large."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A column of a chart: ``unknown`` ones are hatched, as on maps."""

    label: str
    value: float
    text: str
    colour: str
    unknown: bool = False


# The charts ----------------------------------------------------------------------------------------------------------


def curve_chart(
    heading: Heading,
    curve: tuple[np.ndarray, np.ndarray],
    axes_titles: tuple[str, str],
    diagonal: str,
    figures: Sequence[KeyFigure],
    ticks: Sequence[str],
    colour: str,
    remark: Optional[str] = None,
    size: tuple[float, float] = (WIDTH, CURVE_HEIGHT),
) -> Figure:
    """Return a Lorenz or concentration curve (shares 0 to 1) with key figures at its right.

    ``ticks`` are the texts of 0, 25, 50, 75 and 100 %. ``remark`` is told at the curve's middle. ``size`` is width and
    height in mm.
    """
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        is_small = size[0] < WIDTH
        least = _SMALL_SIDE if is_small else _SIDE
        low = 5.0 + 4.2 * (2 if is_small else 1)
        side = min(size[1] - top - bottom - low - (1.0 if is_small else 0.0), size[0] - 15.0 - 8.0 - least)
        axes = axes_at(figure, 15.0, size[1] - top - (1.0 if is_small else 0.0) - side, side, side)
        people, good = curve
        axes.fill_between(people, good, people, color=lightened(colour, 0.84), linewidth=0)
        axes.plot([0, 1], [0, 1], color=theme.QUIET, linewidth=0.8, dashes=(4, 3))
        axes.plot(people, good, color=colour, linewidth=2.2, solid_capstyle="round", clip_on=False)
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=_TICKS, yticks=_TICKS)
        axes.set_xticklabels(ticks)
        axes.set_yticklabels(["", *ticks[1:]])  # the corner says it once
        axes.set_xlabel("\n".join(wrapped(axes_titles[0], theme.BODY, side)), fontsize=theme.BODY.size)
        axes.set_ylabel("\n".join(wrapped(axes_titles[1], theme.BODY, side)), fontsize=theme.BODY.size)
        axes.grid(color=theme.TRACK, linewidth=0.6)
        is_above = float(np.interp(0.5, people, good)) > 0.5
        shift = -0.05 if is_above else 0.05
        at = 0.30 if not is_above else 0.66
        axes.text(
            at,
            at + shift,
            diagonal,
            fontsize=theme.BODY.size * (0.85 if is_small else 1.0),
            rotation=45,
            ha="center",
            va="center",
            color=theme.QUIET,
        )
        if remark:
            _remark(axes, people, good, remark, colour)
        left = 15.0 + side + (5.0 if is_small else 8.0)
        room = min(size[0] - left - EDGE, _SIDE)
        _key_figures(figure, figures, left, size[1] - top - 4.0, room, colour, 15.0 if is_small else 26.0)
        return figure


def group_chart(
    heading: Heading,
    groups: Sequence[tuple[str, float, str]],
    axis_title: str,
    direction: str,
    colour: str,
) -> Figure:
    """Return a dot for each group (label, value, text); the first one is everybody, whose line runs through all."""
    row = 8.0
    with look():
        tall = 34.0 + row * len(groups)
        figure, top, bottom = sheet(heading, tall)
        axes = axes_at(figure, _LABELS, bottom + 9.0, WIDTH - _LABELS - 20.0, tall - top - bottom - 9.0)
        values = np.array([value for _, value, _ in groups])
        places = np.arange(len(groups))[::-1]
        everybody = values[0]
        axes.axvline(everybody, color=theme.FAINT, linewidth=1.0, zorder=1)
        axes.hlines(places, everybody, values, color=colour, linewidth=2.0, alpha=0.35, zorder=2)
        axes.scatter(values[1:], places[1:], s=46, color=colour, zorder=3, clip_on=False)
        axes.scatter(values[:1], places[:1], s=46, color=theme.QUIET, zorder=3, clip_on=False)
        for place, (_, value, text) in zip(places, groups):
            is_left = value < everybody
            axes.annotate(
                text,
                (value, place),
                xytext=(-6 if is_left else 6, 0),
                textcoords="offset points",
                ha="right" if is_left else "left",
                va="center",
                fontweight="bold",
            )
        low, high = float(values.min()), float(values.max())
        room = max((high - low) * 0.35, abs(high) * 0.05, 1e-9)
        axes.set(xlim=(low - room, high + room), ylim=(-0.6, len(groups) - 0.4), yticks=places, xticks=[])
        labels = ["\n".join(wrapped(label, theme.BODY, _LABELS - 3.0)) for label, _, _ in groups]
        axes.set_yticklabels(labels, color=theme.INK)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(f"{axis_title}\n{direction}".strip(), fontsize=theme.BODY.size)
        return figure


def bar_chart(heading: Heading, bars: Sequence[Bar], axis_title: str) -> Figure:
    """Return columns with their values on top of them."""
    with look():
        tall = 90.0
        figure, top, bottom = sheet(heading, tall)
        axes = axes_at(figure, EDGE + 1.0, bottom + 11.0, WIDTH - 2 * EDGE - 2.0, tall - top - bottom - 11.0)
        places = np.arange(len(bars))
        highest = max((bar.value for bar in bars), default=0.0) or 1.0
        for place, bar in zip(places, bars):
            axes.bar(
                place,
                bar.value,
                width=0.72,
                color=theme.PAPER if bar.unknown else bar.colour,
                edgecolor=theme.QUIET,
                linewidth=0.5,
                hatch=_HATCH if bar.unknown else None,
            )
            axes.text(place, bar.value + 0.02 * highest, bar.text, ha="center", va="bottom", linespacing=1.35)
        axes.set(xlim=(-0.55, len(bars) - 0.45), ylim=(0, highest * 1.22), xticks=places, yticks=[])
        axes.set_xticklabels([bar.label for bar in bars], color=theme.INK)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(axis_title, fontsize=theme.BODY.size, labelpad=3)
        return figure


# Parts ---------------------------------------------------------------------------------------------------------------


def _remark(axes: Axes, people: np.ndarray, good: np.ndarray, text: str, colour: str) -> None:
    """Tell what the curve is at its middle, with a dot there; the text stands where the curve leaves room."""
    height = float(np.interp(0.5, people, good))
    axes.scatter([0.5], [height], s=30, color=colour, zorder=4)
    above = height < 0.22
    axes.annotate(
        text,
        (0.5, height),
        xytext=(3, 7) if above else (8, -6),
        textcoords="offset points",
        ha="right" if above else "left",
        va="bottom" if above else "top",
        color=theme.INK,
        linespacing=1.25,
    )


def _key_figures(
    figure: Figure,
    figures: Sequence[KeyFigure],
    left: float,
    top: float,
    room: float,
    colour: str,
    large: float = 26.0,
) -> None:
    """Set key figures one below the other, the first one large."""
    label, note = theme.BODY.but(colour=theme.QUIET), theme.SMALL.but(colour=theme.QUIET)
    for number, item in enumerate(figures):
        value = (
            theme.KEY_FIGURE.but(size=large, colour=colour)
            if not number
            else theme.KEY_FIGURE.but(size=min(11.0, 0.7 * large))
        )
        for text, style, gap in ((item.label, label, 0.4), (item.value, value, 0.4), (item.note, note, 0.0)):
            lines = wrapped(text, style, room) if text else []
            lines_at(figure, lines, left, top, style, "top")
            top -= len(lines) * line_height(style) * _TIGHT + (gap if lines else 0.0)
        top -= 5.0
