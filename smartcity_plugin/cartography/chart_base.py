# SPDX-License-Identifier: GPL-2.0-or-later
"""What all charts share: fonts of the theme, sizes in millimetres, texts that are measured before they are drawn.

Charts are drawn without clipping and without hatches of matplotlib: Qt, which paints SVG on pages, knows neither.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ..model.problem import SmartCityError
from . import text as typography
from . import theme
from .text import ELLIPSIS, line_height
from .theme import TextStyle

WIDTH = theme.FIGURE_WIDTH
DPI = 300.0
INCH = 25.4
"""Millimetres in an inch, in which matplotlib measures."""
EDGE = 1.0
"""Millimetres that stay free around a chart."""
SPACING = 1.25
"""Distance of lines in multiples of the font size, in labels of several lines."""
LABEL = theme.BODY
VALUE = theme.BODY.but(bold=True)
NOTE = theme.SMALL.but(colour="quiet")
_BASELINE = 0.98
"""Where the letters of a line stand: so many font sizes below its upper edge."""
_FALLBACK = "DejaVu Sans"
"""Comes with matplotlib."""


@dataclass(frozen=True)
class Heading:
    """What stands above and below a chart."""

    title: str
    subtitle: str
    source: str


PLAIN = Heading("", "", "")
"""For charts whose title and source stand in the text or on the page around them."""


@dataclass(frozen=True)
class Mark:
    """A value that a chart compares with, such as the municipality's or a target, with its words."""

    value: float
    text: str
    colour: str = "ink"


@contextmanager
def look() -> Iterator[None]:
    """Set fonts and file options for the block, without touching what other plugins draw."""
    settings = {
        "font.family": [_family(), _FALLBACK],
        "font.size": theme.BODY.size,
        "axes.unicode_minus": True,
        "text.color": theme.INK,
        "axes.labelcolor": theme.QUIET,
        "axes.edgecolor": theme.FAINT,
        "xtick.color": theme.QUIET,
        "ytick.color": theme.QUIET,
        "hatch.linewidth": 0.4,
        "pdf.fonttype": 42,  # letters stay text that can be searched and edited
        "svg.fonttype": "path",
        "svg.hashsalt": "smartcity",  # the same chart gives the same file
    }
    with matplotlib.rc_context(settings):
        yield


def _family() -> str:
    """Return the theme's font if matplotlib finds it, else the one that it brings along."""
    return _found(theme.family())


@lru_cache(maxsize=16)
def _found(name: str) -> str:
    try:
        font_manager.findfont(name, fallback_to_default=False)
    except ValueError:
        return _FALLBACK
    return name


def save(figure: Figure, path: Path) -> None:
    """Write a chart; the ending of the path is the format. Raises SmartCityError if it cannot be written."""
    try:
        with look():
            none_of = {".pdf": {"CreationDate": None}, ".svg": {"Date": None}}
            figure.savefig(path, dpi=DPI, metadata=none_of.get(path.suffix, {}))
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error


def as_svg(figure: Figure) -> bytes:
    """Return a chart as SVG, with letters as paths: it looks the same everywhere, whatever fonts there are."""
    content = io.BytesIO()
    with look():
        figure.savefig(content, format="svg", metadata={"Date": None})
    return content.getvalue()


# Texts ---------------------------------------------------------------------------------------------------------------


def text_width(words: str, style: TextStyle) -> float:
    """Return the width in mm of the widest line of a text, as matplotlib will draw it."""
    return max(_advance(line, _family(), style.bold, style.size) for line in words.split("\n"))


@lru_cache(maxsize=20000)
def _advance(line: str, family: str, bold: bool, size: float) -> float:
    font = FontProperties(family=[family, _FALLBACK], weight="bold" if bold else "normal", size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(line or " ", font, False)
    return float(width) * theme.POINT


def text_height(lines: Sequence[str], style: TextStyle) -> float:
    """Return the height in mm of lines as ``label`` sets them."""
    return len(lines) * style.size * SPACING * theme.POINT


def wrapped(words: str, style: TextStyle, room: float, most: int = 0) -> list[str]:
    """Return the lines of a text that are no wider than ``room`` mm; no more than ``most``, if given."""
    narrow = room
    while True:
        lines = typography.wrap(words, style, narrow) if words else []
        widest = max((text_width(line, style) for line in lines), default=0.0)
        if widest <= room or narrow < 0.4 * room:
            break
        narrow *= min(room / widest, 0.98)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + ELLIPSIS, style) > room:
            last = last[:-1].rstrip()
        lines = [*lines[: most - 1], last + ELLIPSIS]
    return lines


def plain(words: str) -> str:
    """Return a text in which dollar signs stay what they are: matplotlib reads formulas between them."""
    return words.replace("$", r"\$")


# Parts ---------------------------------------------------------------------------------------------------------------


def sheet(heading: Heading, tall: float, wide: float = WIDTH) -> tuple[Figure, float, float]:
    """Return a figure with its heading and source, and the mm that they take at the top and at the bottom."""
    figure = Figure(figsize=(wide / INCH, tall / INCH), facecolor=theme.PAPER, dpi=DPI)
    FigureCanvasAgg(figure)
    title = theme.HEADING.but(size=11.0)
    top = EDGE
    for words, style in ((heading.title, title), (heading.subtitle, theme.BODY.but(colour="quiet"))):
        lines = wrapped(words, style, wide - 4 * EDGE)
        lines_at(figure, lines, EDGE, tall - top, style, "top")
        top += len(lines) * line_height(style) + (0.6 if lines else 0.0)
    source = wrapped(heading.source, theme.TINY, wide - 4 * EDGE)
    lines_at(figure, source, EDGE, EDGE, theme.TINY, "bottom")
    is_bare = not (heading.title or heading.subtitle)
    low = len(source) * line_height(theme.TINY) + EDGE + (1.5 if source else 0.0)
    return figure, top if is_bare else top + 2.5, low


def size_of(figure: Figure) -> tuple[float, float]:
    """Return width and height of a figure in mm."""
    wide, tall = figure.get_size_inches()
    return float(wide) * INCH, float(tall) * INCH


def lines_at(figure: Figure, lines: Sequence[str], x: float, y: float, style: TextStyle, va: str) -> None:
    """Set lines at a place in mm from the lower left corner."""
    wide, tall = size_of(figure)
    if lines:
        figure.text(
            x / wide,
            y / tall,
            plain("\n".join(lines)),
            fontsize=style.size,
            fontweight="bold" if style.bold else "normal",
            color=theme.hexed(style.colour),
            ha="left",
            va=va,
            linespacing=1.15,
        )


def axes_at(figure: Figure, left: float, low: float, wide: float, tall: float) -> Axes:
    """Return axes at a place in mm, with the two spines that are needed."""
    whole, height = size_of(figure)
    axes = figure.add_axes((left / whole, low / height, wide / whole, tall / height))
    for name in ("top", "right"):
        axes.spines[name].set_visible(False)
    axes.tick_params(length=0, pad=4, labelsize=theme.BODY.size)
    axes.set_axisbelow(True)
    return axes


def board(figure: Figure) -> Axes:
    """Return axes over the whole figure whose units are mm from the lower left corner."""
    wide, tall = size_of(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, wide), ylim=(0, tall))
    axes.axis("off")
    return axes


def label(axes: Axes, x: float, y: float, words: str, style: TextStyle, ha: str = "left", va: str = "center") -> None:
    """Write lines at a place in the units of the axes; ``va`` is that of the whole block: top, center or bottom.

    Each line is a text of its own, so that the block is as high as ``text_height`` says, whatever the font.
    """
    lines = words.split("\n")
    step, unit = SPACING * style.size, _units_per_point(axes)
    start = {"top": 0.0, "center": len(lines) * step / 2, "bottom": len(lines) * step}[va]
    for number, part in enumerate(lines):
        axes.text(
            x,
            y + (start - number * step - _BASELINE * style.size) * unit,
            plain(part),
            fontsize=style.size,
            fontweight="bold" if style.bold else "normal",
            color=theme.hexed(style.colour),
            ha=ha,
            va="baseline",
            clip_on=False,
            zorder=7,
        )


def _units_per_point(axes: Axes) -> float:
    """Return how much of the vertical axis a typographic point is; the limits of the axes must be set before."""
    low, high = axes.get_ylim()
    tall = axes.get_position().height * axes.figure.get_size_inches()[1] * INCH
    return float((high - low) / tall * theme.POINT)


def line(axes: Axes, xs: Sequence[float], ys: Sequence[float], colour: str, width: float = 0.6, **more: object) -> None:
    """Draw a line without clipping; ``width`` in points."""
    axes.plot(xs, ys, color=theme.hexed(colour), linewidth=width, clip_on=False, **more)


def rect(
    axes: Axes, x: float, y: float, wide: float, tall: float, fill: str, edge: str = "", width: float = 0.4
) -> None:
    """Draw a rectangle without clipping."""
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (x, y),
            wide,
            tall,
            facecolor=theme.hexed(fill),
            edgecolor=theme.hexed(edge) if edge else "none",
            linewidth=width if edge else 0.0,
            clip_on=False,
            zorder=2,
        )
    )


def hatched(axes: Axes, x: float, y: float, wide: float, tall: float, step: tuple[float, float]) -> None:
    """Draw a rectangle with slanted lines, as maps show what is unknown; ``step`` is 1.2 mm in units of the axes."""
    rect(axes, x, y, wide, tall, "#f7f7f7", "#9a9a9a")
    along, up = step
    reach = tall / up * along
    for start in np.arange(x - reach + along / 2, x + wide, along):
        # From (start, y) rising to (start + reach, y + tall), cut at both sides.
        first, last = max(start, x), min(start + reach, x + wide)
        if last > first:
            ys = [y + (first - start) / along * up, y + (last - start) / along * up]
            axes.plot([first, last], ys, color="#9a9a9a", linewidth=0.5, clip_on=False, zorder=3)


def lightened(colour: str, share: float) -> str:
    """Return a colour mixed with ``share`` (0 to 1) of white; opaque, since transparency does not print everywhere."""
    return to_hex([part + (1.0 - part) * share for part in to_rgb(theme.hexed(colour))])


def dot(axes: Axes, x: float, y: float, size: float, fill: str, edge: Optional[str] = None, **more: object) -> None:
    """Draw a dot of a diameter in mm."""
    more.setdefault("zorder", 5)
    axes.plot(
        [x],
        [y],
        marker=more.pop("marker", "o"),
        markersize=size / theme.POINT,
        markerfacecolor=theme.hexed(fill),
        markeredgecolor=theme.hexed(edge or fill),
        markeredgewidth=0.9 if edge else 0.0,
        linestyle="none",
        clip_on=False,
        **more,
    )


def dots(axes: Axes, xs: np.ndarray, ys: np.ndarray, size: float, fill: str, edge: str) -> None:
    """Draw many dots of one look at once."""
    axes.plot(
        xs,
        ys,
        marker="o",
        markersize=size / theme.POINT,
        markerfacecolor=theme.hexed(fill),
        markeredgecolor=theme.hexed(edge),
        markeredgewidth=0.9,
        linestyle="none",
        clip_on=False,
        zorder=3,
    )


# Words of marks ------------------------------------------------------------------------------------------------------


def mark_places(xs: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Return the left edges of words in rows from top to bottom, near their lines at ``xs``.

    The lines of the rows above run down through the rows below; no word stands on one of them if there is a way. All in
    one unit (such as mm), between ``low`` and ``high``.
    """
    lefts = []
    for number, (x, width) in enumerate(zip(xs, widths)):
        lines_above = [*xs[:number]]
        centred = min(max(x - width / 2, low), high - width)
        beside = [place for other in lines_above for place in (other + 0.8, other - 0.8 - width)]
        free = [
            place
            for place in (centred, *beside)
            if low - 0.01 <= place <= high - width + 0.01
            and all(not place - 0.5 < other < place + width + 0.5 for other in lines_above)
        ]
        lefts.append(min(free, key=lambda place: abs(place + width / 2 - x)) if free else centred)
    return lefts


# The key to marks ----------------------------------------------------------------------------------------------------

KEY_ROW = 3.8
"""Height in mm of a row that says which mark stands for whom."""
_KEY_MARK, _KEY_GAP = 7.0, 5.0


def key_rows(names: Sequence[str], wide: float) -> list[list[str]]:
    """Return the names in rows: all in one if they fit, else one below the other."""
    whole = sum(_KEY_MARK + text_width(name, NOTE) for name in names) + _KEY_GAP * (len(names) - 1)
    if whole <= wide:
        return [list(names)]
    return [wrapped(name, NOTE, wide - _KEY_MARK, most=1) for name in names]


def draw_key(axes: Axes, names: Sequence[str], kinds: Sequence[str], room: tuple[float, float], top: float) -> None:
    """Draw the key from ``top`` (mm) downwards in the middle of ``room`` (left and right in mm).

    ``kinds`` are own (line with dot), city (dashed line with ring), place (dot), whole (upright line) and other (ring).
    """
    rows = key_rows(names, room[1] - room[0])
    left = [sum(_KEY_MARK + text_width(name, NOTE) for name in row) + _KEY_GAP * (len(row) - 1) for row in rows]
    number = 0
    for place, row in enumerate(rows):
        x, y = (room[0] + room[1] - max(left)) / 2, top - (place + 0.5) * KEY_ROW
        for name in row:
            _key_mark(axes, kinds[number], x, y)
            label(axes, x + _KEY_MARK, y, name, NOTE.but(colour="ink"))
            x += _KEY_MARK + text_width(name, NOTE) + _KEY_GAP
            number += 1


def _key_mark(axes: Axes, kind: str, x: float, y: float) -> None:
    middle = x + 2.75
    if kind == "own":
        line(axes, (x, x + 5.5), (y, y), "accent", 1.7)
        dot(axes, middle, y, 1.9, "accent")
    elif kind == "city":
        line(axes, (x, x + 5.5), (y, y), "ink", 0.9, dashes=(3, 2))
        dot(axes, middle, y, 1.3, theme.PAPER, "ink")
    elif kind == "place":
        dot(axes, middle, y, 2.6, "ink", theme.PAPER)
    elif kind == "whole":
        line(axes, (middle, middle), (y - 1.4, y + 1.4), "ink", 1.4)
    else:
        dot(axes, middle, y, 1.3, theme.PAPER, "#8a949d")
