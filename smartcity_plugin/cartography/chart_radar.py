# SPDX-License-Identifier: GPL-2.0-or-later
"""Radar charts: the scores of a place by field of action against the municipality, with the numbers at the spokes.

A spoke without a score leaves a gap: lines and areas run between neighbouring known spokes only, and the gap is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from . import theme
from .chart_base import (
    EDGE,
    KEY_ROW,
    LABEL,
    NOTE,
    PLAIN,
    VALUE,
    Heading,
    board,
    dot,
    draw_key,
    key_rows,
    label,
    lightened,
    line,
    look,
    sheet,
    text_height,
    text_width,
    wrapped,
)

RINGS = (25.0, 50.0, 75.0, 100.0)
FEWEST = 3
"""With fewer spokes there is no radar; rows of scores tell more then."""
_GAP = 1.6
"""Millimetres between the outermost ring and the words of a spoke."""
_ROOMS = (34.0, 28.0, 23.0, 19.0)
"""Widths in mm to which titles are wrapped, tried in this order."""


@dataclass(frozen=True)
class Spoke:
    """A field of action: scores from 0 to 100 (NaN: unknown) of the place and of the municipality, and their texts."""

    title: str
    own: float
    city: float
    own_text: str
    city_text: str


@dataclass(frozen=True)
class _Block:
    """The words of a spoke: lines of the title, and the place of the block in mm (left, lower, width, height)."""

    lines: tuple[str, ...]
    left: float
    low: float
    wide: float
    tall: float


def radar_chart(
    spokes: Sequence[Spoke], names: tuple[str, str], size: tuple[float, float], heading: Heading = PLAIN
) -> Figure:
    """Return scores around a centre (0) out to the rim (100); ``names`` are the place's and the municipality's.

    ``size`` is width and height in mm. Raises ValueError for fewer than three spokes.
    """
    if len(spokes) < FEWEST:
        raise ValueError("a radar needs three spokes")
    with look():
        figure, top, bottom = sheet(heading, size[1], size[0])
        axes = board(figure)
        key = KEY_ROW * len(key_rows(names, size[0] - 2 * EDGE)) + 1.0
        room = (EDGE, bottom + key, size[0] - EDGE, size[1] - top)
        middle, radius, blocks = _arranged(spokes, room)
        _net(axes, middle, radius, spokes)
        _outline(axes, middle, radius, [spoke.city for spoke in spokes], "ink", is_own=False)
        _outline(axes, middle, radius, [spoke.own for spoke in spokes], "accent", is_own=True)
        _rings(axes, middle, radius)
        for number, (spoke, block) in enumerate(zip(spokes, blocks)):
            _words(axes, spoke, block, _side(_angle(number, len(spokes))))
        draw_key(axes, names, ("own", "city"), (EDGE, size[0] - EDGE), bottom + key - 0.6)
        return figure


# Arranging -----------------------------------------------------------------------------------------------------------


def _angle(number: int, count: int) -> float:
    """Return the direction of a spoke: the first one points up, the others follow clockwise."""
    return math.pi / 2 - 2 * math.pi * number / count


def _side(angle: float) -> str:
    across = math.cos(angle)
    return "left" if across > 0.2 else "right" if across < -0.2 else "center"


def _arranged(
    spokes: Sequence[Spoke], room: tuple[float, float, float, float]
) -> tuple[tuple[float, float], float, list[_Block]]:
    """Return centre, radius and words so that the circle is as large as the words around it allow."""
    best: tuple[tuple[float, float], float, list[_Block]] = ((0.0, 0.0), 0.0, [])
    for width in _ROOMS:
        titles = [tuple(_title(spoke.title, width)) for spoke in spokes]
        radius = min(room[2] - room[0], room[3] - room[1]) / 2
        while radius > best[1]:
            blocks = [
                _block(spoke, title, _angle(number, len(spokes)), radius)
                for number, (spoke, title) in enumerate(zip(spokes, titles))
            ]
            middle = _fitting(blocks, radius, room)
            if middle is not None:
                best = (middle, radius, [_moved(block, middle) for block in blocks])
                break
            radius -= 0.5
    return best


def _title(words: str, width: float) -> list[str]:
    """Return the lines of a title; a long word makes the block wider rather than being broken."""
    return wrapped(words, LABEL, max(width, *(text_width(word, LABEL) + 0.1 for word in words.split())))


def _block(spoke: Spoke, title: tuple[str, ...], angle: float, radius: float) -> _Block:
    """Return the words of a spoke around a centre at (0, 0)."""
    wide = max(*(text_width(part, LABEL) for part in title), _values_width(spoke))
    tall = text_height(title, LABEL) + text_height([""], VALUE)
    x, y = (radius + _GAP) * math.cos(angle), (radius + _GAP) * math.sin(angle)
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[_side(angle)]
    return _Block(title, left, y - tall * (1 - math.sin(angle)) / 2, wide, tall)


def _values_width(spoke: Spoke) -> float:
    return text_width(spoke.own_text, VALUE) + 1.5 + text_width(spoke.city_text, NOTE)


def _fitting(blocks: Sequence[_Block], radius: float, room: tuple[float, float, float, float]):
    """Return the centre at which all lies in the room and no words run into others; None if there is none."""
    lows = [min([-radius, *(block.left for block in blocks)]), min([-radius, *(block.low for block in blocks)])]
    highs = [
        max([radius, *(block.left + block.wide for block in blocks)]),
        max([radius, *(block.low + block.tall for block in blocks)]),
    ]
    if highs[0] - lows[0] > room[2] - room[0] or highs[1] - lows[1] > room[3] - room[1]:
        return None
    for number, one in enumerate(blocks):
        for other in blocks[number + 1 :]:
            wide = min(one.left + one.wide, other.left + other.wide) - max(one.left, other.left)
            tall = min(one.low + one.tall, other.low + other.tall) - max(one.low, other.low)
            if wide > -1.5 and tall > -0.5:
                return None
    return (room[0] + room[2] - lows[0] - highs[0]) / 2, (room[1] + room[3] - lows[1] - highs[1]) / 2


def _moved(block: _Block, by: tuple[float, float]) -> _Block:
    return _Block(block.lines, block.left + by[0], block.low + by[1], block.wide, block.tall)


# Drawing -------------------------------------------------------------------------------------------------------------


def _at(middle: tuple[float, float], radius: float, angle: float, score: float) -> tuple[float, float]:
    reach = radius * min(max(score, 0.0), 100.0) / 100.0
    return middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)


def _net(axes: Axes, middle: tuple[float, float], radius: float, spokes: Sequence[Spoke]) -> None:
    for ring in RINGS:
        is_rim = ring == RINGS[-1]
        circle = Circle(
            middle,
            radius * ring / 100.0,
            fill=False,
            edgecolor=theme.FAINT,
            linewidth=0.8 if is_rim else 0.5,
            clip_on=False,
            zorder=1,
        )
        axes.add_patch(circle)
    for number, spoke in enumerate(spokes):
        x, y = _at(middle, radius, _angle(number, len(spokes)), 100.0)
        dashes = {} if spoke.own == spoke.own else {"dashes": (2, 2)}
        line(axes, (middle[0], x), (middle[1], y), "faint", 0.6, zorder=1, **dashes)


def _outline(axes: Axes, middle, radius: float, scores: Sequence[float], colour: str, is_own: bool) -> None:
    """Draw the dots of the known scores, and lines between those whose spokes are neighbours."""
    count = len(scores)
    points = [_at(middle, radius, _angle(number, count), score) for number, score in enumerate(scores)]
    for number, (score, point) in enumerate(zip(scores, points)):
        following = (number + 1) % count
        if score == score and scores[following] == scores[following]:
            other = points[following]
            if is_own:
                corner = Polygon(
                    (middle, point, other), facecolor=lightened(colour, 0.8), linewidth=0, clip_on=False, zorder=0.5
                )
                axes.add_patch(corner)
            style = {} if is_own else {"dashes": (3, 2)}
            line(axes, (point[0], other[0]), (point[1], other[1]), colour, 1.7 if is_own else 0.9, zorder=4, **style)
    for score, (x, y) in zip(scores, points):
        if score == score:
            dot(axes, x, y, 1.9 if is_own else 1.3, colour if is_own else theme.PAPER, None if is_own else colour)


def _rings(axes: Axes, middle: tuple[float, float], radius: float) -> None:
    """Write the scores of the rings beside the first spoke."""
    style = theme.TINY
    for ring in RINGS[:-1]:
        x, y = middle[0] + 0.7, middle[1] + radius * ring / 100.0
        axes.text(
            x,
            y,
            f"{ring:.0f}",
            fontsize=style.size,
            color=theme.hexed(style.colour),
            va="center",
            zorder=6,
            bbox={"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.4},
        )


def _words(axes: Axes, spoke: Spoke, block: _Block, side: str) -> None:
    x = {"left": block.left, "right": block.left + block.wide, "center": block.left + block.wide / 2}[side]
    label(axes, x, block.low + block.tall, "\n".join(block.lines), LABEL, side, "top")
    shift = {"left": 0.0, "right": block.wide - _values_width(spoke), "center": (block.wide - _values_width(spoke)) / 2}
    left = block.left + shift[side]
    label(axes, left, block.low, spoke.own_text, VALUE.but(colour="accent"), "left", "bottom")
    after = left + text_width(spoke.own_text, VALUE) + 1.5
    label(axes, after, block.low + 0.1, spoke.city_text, NOTE, "left", "bottom")
