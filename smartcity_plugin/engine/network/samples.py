# SPDX-License-Identifier: GPL-2.0-or-later
"""Sample points of the plane near ways: areas around ways become countable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .graph import WalkingNetwork

SPACING = 25.0
"""Metres between sample points; each stands for 625 m²."""

BLOCK = 200_000
"""Straight parts of ways looked at together."""


@dataclass(frozen=True)
class Samples:
    """Sample points near edges, row by row, ordered by the points' northing, easting and edge.

    The points are the middles of the squares of a grid that is fixed to the origin of the coordinates: point (i, j)
    lies at ((i + ½) · SPACING, (j + ½) · SPACING). ``first`` and ``last`` are the offsets on the edge, in metres from
    its start, between which the edge is near the point.
    """

    i: np.ndarray
    j: np.ndarray
    edge: np.ndarray
    first: np.ndarray
    last: np.ndarray

    @property
    def x(self) -> np.ndarray:
        """Eastings of the points in metres."""
        return (self.i + 0.5) * SPACING

    @property
    def y(self) -> np.ndarray:
        """Northings of the points in metres."""
        return (self.j + 0.5) * SPACING

    @property
    def begins(self) -> np.ndarray:
        """The rows with which a new point begins."""
        if not len(self.i):
            return np.empty(0, dtype=int)
        return np.flatnonzero(np.r_[True, (np.diff(self.j) != 0) | (np.diff(self.i) != 0)])

    def at(self, rows: np.ndarray) -> Samples:
        """Return some rows."""
        return Samples(self.i[rows], self.j[rows], self.edge[rows], self.first[rows], self.last[rows])


def samples_near(network: WalkingNetwork, width: float) -> Samples:
    """Return the sample points that are at most ``width`` metres from an edge."""
    xy, line = shapely.get_coordinates(network.lines, return_index=True)
    part = np.flatnonzero(line[1:] == line[:-1])
    length = np.hypot(*(xy[part + 1] - xy[part]).T)
    along = np.cumsum(length) - length
    begins = np.searchsorted(line[part], np.arange(len(network.lines)))
    offset = along - along[begins][line[part]] if len(part) else along
    found = [
        _near_parts(xy[some], xy[some + 1], length[rows], offset[rows], line[some], width)
        for rows in (np.arange(low, min(low + BLOCK, len(part))) for low in range(0, max(len(part), 1), BLOCK))
        for some in (part[rows],)
    ]
    i, j, edge, first, last = (np.concatenate(column) for column in zip(*found))
    if not len(i):
        return Samples(i, j, edge, first, last)
    order = np.lexsort((edge, i, j))
    i, j, edge, first, last = i[order], j[order], edge[order], first[order], last[order]
    new = np.flatnonzero(np.r_[True, (np.diff(j) != 0) | (np.diff(i) != 0) | (np.diff(edge) != 0)])
    return Samples(i[new], j[new], edge[new], np.minimum.reduceat(first, new), np.maximum.reduceat(last, new))


def _near_parts(
    start: np.ndarray, end: np.ndarray, length: np.ndarray, offset: np.ndarray, edge: np.ndarray, width: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (i, j, edge, first, last) for all points near straight parts of edges."""
    low = np.ceil((np.minimum(start, end) - width) / SPACING - 0.5).astype(np.int64)
    high = np.floor((np.maximum(start, end) + width) / SPACING - 0.5).astype(np.int64)
    columns, rows = np.maximum(high - low + 1, 0).T
    count = columns * rows
    row = np.repeat(np.arange(len(start)), count)
    number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    i, j = low[row, 0] + number % columns[row], low[row, 1] + number // columns[row]
    to_x, to_y = (i + 0.5) * SPACING - start[row, 0], (j + 0.5) * SPACING - start[row, 1]
    unit = (end - start) / length[:, None]
    ahead = to_x * unit[row, 0] + to_y * unit[row, 1]
    aside = to_x * unit[row, 1] - to_y * unit[row, 0]
    half = np.sqrt(np.maximum(width * width - aside * aside, 0.0))
    first, last = np.maximum(ahead - half, 0.0), np.minimum(ahead + half, length[row])
    near = (np.abs(aside) <= width) & (first <= last)
    row, first, last = row[near], first[near], last[near]
    return i[near], j[near], edge[row], offset[row] + first, offset[row] + last
