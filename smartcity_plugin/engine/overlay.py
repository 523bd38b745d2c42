# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of something lies inside polygons, for many and very detailed shapes; all in one projected CRS, metres."""

from __future__ import annotations

import numpy as np
import shapely

from .geometry import present, subdivide, unions
from .parallel import spread


def area_inside(parts: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    """Return the m² of the parts inside each polygon; the parts must not overlap each other."""
    return areas_inside(parts, np.zeros(len(parts), dtype=int), 1, polygons)[:, 0]


def areas_inside(parts: np.ndarray, group: np.ndarray, count: int, polygons: np.ndarray) -> np.ndarray:
    """Return the m² of the parts of each group inside each polygon, shape (polygons, ``count``).

    ``group`` numbers the group of each part from 0; parts of one group must not overlap each other.
    """
    tiles, owner = subdivide(parts)
    if not len(tiles):
        return np.zeros((len(polygons), count))
    tile, polygon = shapely.STRtree(polygons).query(tiles, predicate="intersects")
    shapely.prepare(tiles)
    shapely.prepare(polygons)
    areas = np.zeros(len(tile))
    whole = shapely.covers(polygons[polygon], tiles[tile])
    areas[whole] = shapely.area(tiles[tile[whole]])
    rest = np.flatnonzero(~whole)
    filled = shapely.covers(tiles[tile[rest]], polygons[polygon[rest]])
    areas[rest[filled]] = shapely.area(polygons[polygon[rest[filled]]])
    rest = rest[~filled]
    areas[rest] = shapely.area(spread(shapely.intersection, tiles[tile[rest]], polygons[polygon[rest]]))
    place = polygon * count + group[owner[tile]]
    return np.bincount(place, areas, minlength=len(polygons) * count).reshape(len(polygons), count)


def points_inside(geometries: np.ndarray, polygons: np.ndarray, levels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return (geometry, polygon, weight) of all features in polygons; lines and polygons count at a point on them.

    A feature on the border between polygons of one level belongs to each of them by an equal part, so that the sum
    over a level counts it once. ``levels`` holds the level of each polygon.
    """
    points = shapely.point_on_surface(geometries)
    point, polygon = shapely.STRtree(points).query(polygons, predicate="intersects")[::-1]
    _, level = np.unique(levels.astype(str), return_inverse=True)
    shared = point * (level.max(initial=0) + 1) + level[polygon]
    return point, polygon, 1.0 / np.bincount(shared)[shared] if len(point) else np.zeros(0)


def holds(points: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Return which points lie in one of the polygons or on its edge."""
    inside = np.zeros(len(points), dtype=bool)
    if len(parts):
        tiles, _ = subdivide(present(parts))
        inside[shapely.STRtree(points).query(tiles, predicate="intersects")[1]] = True
    return inside


def common_parts(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return pieces that together are the area common to both; neither may overlap itself, nor do the pieces."""
    ours, _ = subdivide(first)
    theirs, _ = subdivide(second)
    if not len(ours) or not len(theirs):
        return np.empty(0, dtype=object)
    one, other = shapely.STRtree(theirs).query(ours, predicate="intersects")
    pieces = shapely.get_parts(spread(shapely.intersection, ours[one], theirs[other]))
    return pieces[(shapely.get_dimensions(pieces) == 2) & ~shapely.is_empty(pieces)]


TILE = 500.0
"""Metres along a side of the squares in which many shapes are united, each square for itself."""


def united_in_tiles(geometries: np.ndarray, size: float = TILE) -> np.ndarray:
    """Return polygons that do not overlap and together are the union of the geometries, in squares of ``size`` metres.

    The union of a whole street network is one polygon of a million corners that nothing can be done with quickly.
    """
    pieces, _ = subdivide(present(geometries))
    if not len(pieces):
        return pieces
    low = np.floor(shapely.bounds(pieces)[:, :2] / size).astype(int)
    steps = np.floor(shapely.bounds(pieces)[:, 2:] / size).astype(int) - low + 1
    count = steps[:, 0] * steps[:, 1]
    piece = np.repeat(np.arange(len(pieces)), count)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    column = low[piece, 0] + number // steps[piece, 1]
    row = low[piece, 1] + number % steps[piece, 1]
    shapes = pieces[piece]
    across = count[piece] > 1
    x, y = column[across] * size, row[across] * size
    shapes[across] = spread(shapely.intersection, shapes[across], shapely.box(x, y, x + size, y + size))
    filled = shapely.area(shapes) > 0
    _, tile = np.unique(np.column_stack([column, row])[filled], axis=0, return_inverse=True)
    parts = shapely.get_parts(unions(shapes[filled], tile))
    return parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]
