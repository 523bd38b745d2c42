# SPDX-License-Identifier: GPL-2.0-or-later
"""Exact sums of a raster over polygons: every pixel counts with the share of its area that the polygon covers.

By Green's theorem a sum over an area is a sum along its border: with F(u), what the row holds right of u, it is the
integral of F over the height that the border climbs. Inside a pixel F is linear, so its middle value is exact. Cost:
one running sum per row of pixels, and one look-up wherever a border crosses a pixel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from .progress import Progress, silent
from .raster import Raster

STRIPE = 256
"""Rows that are held at once."""

CROSSINGS = 500_000
"""Pieces of border that are held at once."""

LONGEST_EDGE = 200.0
"""Metres: edges are cut to this before they change the reference system. A straight edge bends there, but none of this
length leaves its chord by more than 2 mm in the systems used in Europe (radius of curvature 3000 km and more)."""

PixelFunction = Callable[[np.ndarray], np.ndarray]
"""Takes the values of pixels (NaN where unknown), returns what each adds to a sum; NaN adds nothing."""


@dataclass(frozen=True)
class ZonalSums:
    """Sums per polygon, in pixels: ``total`` its area, also where there is no raster; ``sums`` by function."""

    total: np.ndarray
    sums: np.ndarray


def zonal_sums(
    raster: Raster, polygons: np.ndarray, functions: Sequence[PixelFunction], progress: Progress = silent
) -> ZonalSums:
    """Return Σ covered share · function(value) over all pixels, shape (functions, polygons).

    ``polygons`` are shapely polygons in the study's CRS; missing and empty ones get zeros. They are projected into the
    raster's CRS; the raster is never resampled.
    """
    edges = _edges(raster, polygons)
    sums = np.zeros((len(functions), len(polygons)))
    first, last = edges.rows(raster.rows)
    for row in range(first - first % STRIPE, last, STRIPE):
        progress((row - first) / max(last - first, 1))
        count = min(STRIPE, raster.rows - row)
        here = edges.between(row, row + count)
        if not len(here.polygon):
            continue
        values = raster.read(row, count)
        rests = [_Rest(function(values)) for function in functions]
        for polygon, line, column, share, height in _pieces(here, row, count, raster.columns):
            for number, rest in enumerate(rests):
                found = height * rest.at(line, column, share)
                sums[number] += np.bincount(polygon, found, minlength=len(polygons))
    return ZonalSums(edges.areas(len(polygons)), sums)


@dataclass(frozen=True)
class _Edges:
    """Edges of polygons in pixel coordinates (u to the right, v down); each goes down from (u0, v0) to (u1, v1).

    ``sign`` says on which side the polygon lies: +1 where it is left of the edge.
    """

    polygon: np.ndarray
    u0: np.ndarray
    v0: np.ndarray
    u1: np.ndarray
    v1: np.ndarray
    sign: np.ndarray

    def rows(self, count: int) -> tuple[int, int]:
        """Return the first row of pixels that the edges touch, and the one after the last."""
        if not len(self.polygon):
            return 0, 0
        return max(int(np.floor(self.v0.min())), 0), min(int(np.ceil(self.v1.max())), count)

    def between(self, start: float, end: float) -> _Edges:
        """Return the edges that reach into these rows."""
        return self.where((self.v1 > start) & (self.v0 < end))

    def where(self, chosen: np.ndarray | slice) -> _Edges:
        """Return some of the edges."""
        columns = (self.polygon, self.u0, self.v0, self.u1, self.v1, self.sign)
        return _Edges(*(column[chosen] for column in columns))

    def areas(self, count: int) -> np.ndarray:
        """Return the area of each polygon in pixels."""
        middle = (self.u0 + self.u1) / 2.0
        return np.bincount(self.polygon, self.sign * (self.v1 - self.v0) * middle, minlength=count)


def _edges(raster: Raster, polygons: np.ndarray) -> _Edges:
    parts, owner = shapely.get_parts(shapely.segmentize(polygons, LONGEST_EDGE), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if len(points):
        points = raster.project(points)
    # Near zero the numbers have more digits, and polygons lie near each other.
    u, v = (points[:, 0] - raster.left) / raster.width, (raster.top - points[:, 1]) / raster.height
    start = np.flatnonzero(ring[1:] == ring[:-1])
    u0, v0, u1, v1, of_ring = u[start], v[start], u[start + 1], v[start + 1], ring[start]
    corner = np.concatenate([[0], np.flatnonzero(np.diff(ring)) + 1]) if len(ring) else np.empty(0, dtype=int)
    turned = (u0 - u[corner][of_ring]) * (v1 - v0) - (v0 - v[corner][of_ring]) * (u1 - u0)
    outer = np.concatenate([[True], np.diff(part) > 0])[: len(part)]
    side = np.sign(np.bincount(of_ring, turned, minlength=len(rings))) * np.where(outer, 1.0, -1.0)
    down = v1 >= v0
    sign = np.where(down, 1.0, -1.0) * side[of_ring]
    ordered = (np.where(down, u0, u1), np.where(down, v0, v1), np.where(down, u1, u0), np.where(down, v1, v0))
    edges = _Edges(owner[part][of_ring], *ordered, sign)
    return edges.where((v0 != v1) & (sign != 0))


def _pieces(edges: _Edges, row: int, count: int, columns: int) -> Iterator[tuple[np.ndarray, ...]]:
    """Cut edges at the lines of the grid.

    Yields (polygon, line within the stripe, column, mean share of the pixel left of the piece, height climbed with its
    sign). Left of the raster lies column −1, right of it column ``columns``.
    """
    first = np.clip(np.floor(edges.v0), row, row + count).astype(int)
    last = np.clip(np.ceil(edges.v1), row, row + count).astype(int)
    crossings = (last - first) + np.abs(edges.u1 - edges.u0).clip(max=columns).astype(int) + 1
    chunk = np.cumsum(crossings) // CROSSINGS
    ends = np.concatenate([np.flatnonzero(np.diff(chunk)) + 1, [len(chunk)]])
    for start, end in zip(np.concatenate([[0], ends[:-1]]), ends):
        yield _cut(edges.where(slice(start, end)), first[start:end], last[start:end], row, columns)


def _cut(edges: _Edges, first: np.ndarray, last: np.ndarray, row: int, columns: int) -> tuple[np.ndarray, ...]:
    edge, line = _ranges(first, last)
    slope = ((edges.u1 - edges.u0) / (edges.v1 - edges.v0))[edge]
    u0, v0, v1 = edges.u0[edge], edges.v0[edge], edges.v1[edge]
    above, below = np.maximum(v0, line), np.minimum(v1, line + 1)
    height = (below - above) * edges.sign[edge]
    left, right = u0 + (above - v0) * slope, u0 + (below - v0) * slope
    left, right = np.minimum(left, right), np.maximum(left, right)

    first = np.clip(np.floor(left), -1, columns).astype(int)
    piece, column = _ranges(first, np.maximum(np.clip(np.ceil(right), 0, columns + 1).astype(int), first + 1))
    left, right = left[piece], right[piece]
    width = right - left
    start = np.where(column < 0, left, np.maximum(left, column))
    end = np.where(column >= columns, right, np.minimum(right, column + 1))
    part = np.divide(end - start, width, out=np.ones_like(width), where=width > 0)
    return edges.polygon[edge][piece], (line - row)[piece], column, (start + end) / 2.0 - column, height[piece] * part


def _ranges(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every whole number of the half-open ranges, with the index of its range in front."""
    counts = np.maximum(last - first, 0)
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + first[owner]


class _Rest:
    """What is left of each row of pixels, right of a place in it: the negative of an integral."""

    def __init__(self, values: np.ndarray) -> None:
        rows, columns = values.shape
        # Column 0 stands for all that lies left of the raster, the last for all that lies right.
        self._values = np.zeros((rows, columns + 2))
        np.copyto(self._values[:, 1:-1], values, where=~np.isnan(values))
        self._after = np.zeros_like(self._values)
        np.cumsum(self._values[:, :0:-1], axis=1, out=self._after[:, -2::-1])
        self._width = self._values.shape[1]

    def at(self, line: np.ndarray, column: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Return the negative of what lies right of the place ``column`` + ``share``."""
        place = line * self._width + column + 1
        return -(self._after.take(place) + (1.0 - share) * self._values.take(place))
