# SPDX-License-Identifier: GPL-2.0-or-later
"""Which stretches of lines have another line beside them; all in one projected CRS, in metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .geometry import ROUNDING, present

_PARALLEL = 1e-12
"""Below this sine of the angle between them two directions are the same."""


@dataclass(frozen=True)
class _Segments:
    """Straight pieces of lines: start (n, 2), direction as unit vector (n, 2) and length (n)."""

    start: np.ndarray
    direction: np.ndarray
    length: np.ndarray


def stretches_alongside(lines: np.ndarray, others: np.ndarray, distance: float, angle: float = 90.0) -> np.ndarray:
    """Return the stretches of ``lines`` within ``distance`` metres of one of the ``others`` that runs beside them.

    Beside runs a straight piece whose direction differs by at most ``angle`` degrees, so that what merely crosses
    does not count; 90 takes all. The stretches are line strings of two points that do not overlap: a line with
    something on both sides counts once.
    """
    own, other = _segments(lines), _segments(others)
    if not len(own.length) or not len(other.length):
        return np.empty(0, dtype=object)
    piece, neighbour = _near(own, other, distance)
    cosine = np.abs((own.direction[piece] * other.direction[neighbour]).sum(axis=1))
    similar = cosine >= np.cos(np.radians(angle)) - ROUNDING
    piece, neighbour = piece[similar], neighbour[similar]
    first, last = _within(own, other, piece, neighbour, distance)
    piece, first, last = _without_overlap(piece, first, last)
    start, direction = own.start[piece], own.direction[piece]
    ends = np.stack([start + direction * first[:, None], start + direction * last[:, None]], axis=1)
    return shapely.linestrings(ends) if len(ends) else np.empty(0, dtype=object)


def _segments(lines: np.ndarray) -> _Segments:
    parts = shapely.get_parts(present(lines))
    points, part = shapely.get_coordinates(parts, return_index=True)
    joined = part[1:] == part[:-1]
    start, along = points[:-1][joined], np.diff(points, axis=0)[joined]
    length = np.hypot(along[:, 0], along[:, 1])
    real = length > 0
    return _Segments(start[real], along[real] / length[real, None], length[real])


def _near(own: _Segments, other: _Segments, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs whose extents are at most ``distance`` metres apart."""
    extents = []
    for pieces, more in ((own, distance * (1.0 + ROUNDING)), (other, 0.0)):
        end = pieces.start + pieces.direction * pieces.length[:, None]
        corners = np.minimum(pieces.start, end) - more, np.maximum(pieces.start, end) + more
        # The diagonal has the same extent as the box and is made in half the time.
        extents.append(shapely.linestrings(np.stack(corners, axis=1)))
    piece, neighbour = shapely.STRtree(extents[1]).query(extents[0])
    return piece, neighbour


def _within(
    own: _Segments, other: _Segments, piece: np.ndarray, neighbour: np.ndarray, distance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return from where to where, in metres along each piece, its neighbour is at most ``distance`` away.

    Places so near to a straight piece form a rectangle with a disc at each end; what it cuts out of a line is one
    interval, from the first to the last point in any of the three. Where there is none the end lies before the start.
    """
    direction, beside = own.direction[piece], other.direction[neighbour]
    length = other.length[neighbour]
    offset = own.start[piece] - other.start[neighbour]
    along, across = (offset * beside).sum(axis=1), _cross(beside, offset)
    slope_along, slope_across = (direction * beside).sum(axis=1), _cross(beside, direction)
    rectangle = _both(_between(across, slope_across, -distance, distance), _between(along, slope_along, 0.0, length))
    discs = [
        _in_disc(offset - beside * ahead[:, None], direction, distance) for ahead in (np.zeros_like(length), length)
    ]
    first = np.full(len(piece), np.inf)
    last = np.full(len(piece), -np.inf)
    for low, high in (rectangle, *discs):
        some = low <= high
        first = np.where(some, np.minimum(first, low), first)
        last = np.where(some, np.maximum(last, high), last)
    return np.maximum(first, 0.0), np.minimum(last, own.length[piece])


def _cross(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]


Interval = tuple[np.ndarray, np.ndarray]


def _between(value: np.ndarray, slope: np.ndarray, low: float | np.ndarray, high: float | np.ndarray) -> Interval:
    """Return where ``value`` + t · ``slope`` lies between two limits; without slope everywhere or nowhere."""
    level = np.abs(slope) < _PARALLEL
    safe = np.where(level, 1.0, slope)
    ends = (low - value) / safe, (high - value) / safe
    room = ROUNDING * (1.0 + np.abs(high))
    inside = (value >= low - room) & (value <= high + room)
    first = np.where(level, np.where(inside, -np.inf, np.inf), np.minimum(*ends))
    last = np.where(level, np.where(inside, np.inf, -np.inf), np.maximum(*ends))
    return first, last


def _both(one: Interval, other: Interval) -> Interval:
    return np.maximum(one[0], other[0]), np.minimum(one[1], other[1])


def _in_disc(offset: np.ndarray, direction: np.ndarray, radius: float) -> Interval:
    """Return where ``offset`` + t · ``direction`` lies at most ``radius`` from the origin."""
    middle = -(offset * direction).sum(axis=1)
    height = _cross(direction, offset)
    room = radius**2 - height**2
    half = np.sqrt(np.maximum(room, 0.0))
    some = room >= -2.0 * ROUNDING * radius**2
    return np.where(some, middle - half, np.inf), np.where(some, middle + half, -np.inf)


def _without_overlap(
    piece: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return intervals that cover the same as the given ones and do not overlap on the same piece."""
    real = last > first
    piece, first, last = piece[real], first[real], last[real]
    order = np.lexsort((first, piece))
    piece, first, last = piece[order], first[order], last[order]
    furthest = pd.Series(last).groupby(piece).cummax()
    before = furthest.groupby(piece).shift(fill_value=-np.inf).to_numpy()
    first = np.maximum(first, before)
    new = last > first
    return piece[new], first[new], last[new]
