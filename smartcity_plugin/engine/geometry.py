# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometric building blocks on shapely arrays; all coordinates in one projected CRS, in metres."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph

from .parallel import spread

QUARTER_SEGMENTS = 32
"""Segments per quarter circle of a buffer: its area is 0.04 % smaller than the circle's."""

ROUNDING = 1e-9
"""Relative error of computed lengths and areas: a place exactly at the limit must not fail by it."""


def dissolve(geometries: np.ndarray, minimum_area: float = 0.0) -> np.ndarray:
    """Return the separate parts of the union, of which touching ones are one, at least ``minimum_area`` m² large.

    Only what touches is united, each cluster for itself: most parks lie alone.
    """
    pieces = shapely.get_parts(present(geometries))
    pieces = pieces[~shapely.is_empty(pieces)]
    if not len(pieces):
        return pieces
    one, other = shapely.STRtree(pieces).query(pieces, predicate="intersects")
    touching = sparse.coo_matrix((np.ones(len(one)), (one, other)), shape=(len(pieces), len(pieces)))
    _, cluster = csgraph.connected_components(touching, directed=False)
    alone = np.bincount(cluster)[cluster] == 1
    parts = np.concatenate([pieces[alone], shapely.get_parts(unions(pieces[~alone], cluster[~alone]))])
    parts = parts[~shapely.is_empty(parts)]
    return parts[shapely.area(parts) >= minimum_area * (1.0 - ROUNDING)]


def unions(geometries: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return the union of the geometries of each group, in the order of the groups' numbers."""
    order = np.argsort(group, kind="stable")
    members = np.split(geometries[order], np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    holders = np.empty(len(members), dtype=object)
    holders[:] = members
    return spread(_unite, holders, smallest=50)


def _unite(groups: np.ndarray) -> np.ndarray:
    united = np.empty(len(groups), dtype=object)
    united[:] = [shapely.union_all(group) for group in groups]
    return united


def present(geometries: np.ndarray) -> np.ndarray:
    """Return the geometries that exist and are not empty."""
    return geometries[~(shapely.is_missing(geometries) | shapely.is_empty(geometries))]


def merged(geometries: np.ndarray) -> np.ndarray:
    """Return points and lines as they are, and polygons dissolved: touching ones are one."""
    geometries = present(geometries)
    polygonal = shapely.get_dimensions(geometries) == 2
    if not polygonal.any():
        return geometries
    return np.concatenate([geometries[~polygonal], dissolve(geometries[polygonal])])


def large_enough(geometries: np.ndarray, minimum_area: float) -> np.ndarray:
    """Return the polygons of at least ``minimum_area`` m²; it says nothing about points and lines: they stay."""
    small = shapely.area(geometries) < minimum_area * (1.0 - ROUNDING)
    return geometries[~(small & (shapely.get_dimensions(geometries) == 2))]


def pairs_within(points: np.ndarray, geometries: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """Return index pairs (point, geometry) whose distance is at most ``distance`` metres, by point."""
    point, piece, owner = _near(points, geometries, distance)
    pairs = np.unique(point * max(len(geometries), 1) + owner[piece])  # several tiles of one polygon may be near
    return pairs // max(len(geometries), 1), pairs % max(len(geometries), 1)


def distances_within(
    points: np.ndarray, geometries: np.ndarray, distance: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (point, geometry, metres) of all pairs at most ``distance`` metres apart, by point and geometry."""
    pieces, owner = in_tiles(geometries, FEW_CORNERS)
    point, piece = _query(points, pieces, distance)
    metres = spread(shapely.distance, points[point], pieces[piece])
    order = np.lexsort((metres, owner[piece], point))
    point, target, metres = point[order], owner[piece[order]], metres[order]
    nearest = np.ones(len(point), dtype=bool)  # of several tiles of one polygon
    nearest[1:] = (point[1:] != point[:-1]) | (target[1:] != target[:-1])
    return point[nearest], target[nearest], metres[nearest]


def any_within(points: np.ndarray, geometries: np.ndarray, distance: float) -> np.ndarray:
    """Return which points are at most ``distance`` metres from one of the geometries."""
    near = np.zeros(len(points), dtype=bool)
    near[_near(points, geometries, distance)[0]] = True
    return near


def _near(points: np.ndarray, geometries: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    pieces, owner = in_tiles(geometries)
    return (*_query(points, pieces, distance), owner)


def _query(points: np.ndarray, pieces: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray]:
    if len(pieces) == 0 or len(points) == 0:
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    reach = distance * (1.0 + ROUNDING)
    piece, point = shapely.STRtree(points).query(pieces, predicate="dwithin", distance=reach)
    return point, piece


MOST_CORNERS = 256
"""Polygons with more corners are cut into tiles first: the cost of an intersection grows with the corners of both."""

FEW_CORNERS = 64
"""The same where the distance to every corner is computed."""

_DEEPEST = 24
"""So often at most a polygon is halved; a quarter of a million corners take about ten steps."""


def subdivide(polygons: np.ndarray, corners: int = MOST_CORNERS) -> tuple[np.ndarray, np.ndarray]:
    """Return tiles that together are the polygons, and the index of the polygon each tile is a part of.

    Polygons of more than ``corners`` corners are halved along the longer side of their extent until no tile has more.
    """
    pieces, owner = polygons, np.arange(len(polygons))
    done: list[np.ndarray] = []
    owners: list[np.ndarray] = []
    for _ in range(_DEEPEST):
        large = shapely.get_num_coordinates(pieces) > corners
        done.append(pieces[~large])
        owners.append(owner[~large])
        pieces, owner = pieces[large], owner[large]
        if not len(pieces):
            break
        pieces, owner = _halve(pieces, owner)
    return np.concatenate([*done, pieces]), np.concatenate([*owners, owner])


def in_tiles(geometries: np.ndarray, corners: int = MOST_CORNERS) -> tuple[np.ndarray, np.ndarray]:
    """Return points and lines as they are and polygons in tiles, and the index of the geometry each is a part of."""
    is_area = shapely.get_dimensions(geometries) == 2
    areas, others = np.flatnonzero(is_area), np.flatnonzero(~is_area)
    tiles, owner = subdivide(geometries[areas], corners)
    return np.concatenate([geometries[others], tiles]), np.concatenate([others, areas[owner]])


def _halve(pieces: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    left, bottom, right, top = shapely.bounds(pieces).T
    wide = (right - left) >= (top - bottom)
    x, y = np.where(wide, (left + right) / 2.0, right), np.where(wide, top, (bottom + top) / 2.0)
    first = shapely.box(left, bottom, x, y)
    second = shapely.box(np.where(wide, x, left), np.where(wide, bottom, y), right, top)
    halves = shapely.intersection(np.concatenate([pieces, pieces]), np.concatenate([first, second]))
    parts, index = shapely.get_parts(halves, return_index=True)
    polygonal = (shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)
    return parts[polygonal], np.concatenate([owner, owner])[index[polygonal]]


def covered_share(places: np.ndarray, covers: np.ndarray) -> np.ndarray:
    """Return the share (0 to 1) of each place's area that the covers together cover."""
    shares = np.zeros(len(places))
    tiles, _ = subdivide(shapely.get_parts(shapely.union_all(covers)))
    if not len(tiles) or not len(places):
        return shares
    tile, place = shapely.STRtree(places).query(tiles, predicate="intersects")
    shapely.prepare(tiles)
    whole = shapely.covers(tiles[tile], places[place])
    shares[place[whole]] = 1.0
    rest = shares[place] < 1.0
    tile, place = tile[rest], place[rest]
    pieces = shapely.area(spread(shapely.intersection, places[place], tiles[tile]))
    areas = shapely.area(places)
    partly = np.bincount(place, pieces, minlength=len(places))
    return np.minimum(shares + np.divide(partly, areas, out=np.zeros(len(places)), where=areas > 0), 1.0)


def measure_in_units(geometries: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return per unit the area (polygons) or length (lines) of the geometries inside it, in m² or m.

    Overlapping geometries count as often as they overlap.
    """
    sums = np.zeros(len(units))
    if len(geometries) == 0:
        return sums
    unit, geometry = shapely.STRtree(geometries).query(units, predicate="intersects")
    shapely.prepare(units)
    whole = shapely.covers(units[unit], geometries[geometry])
    pieces = geometries[geometry]
    pieces[~whole] = spread(shapely.intersection, units[unit[~whole]], pieces[~whole])
    lines = shapely.get_dimensions(geometries[geometry]) == 1
    sizes = np.where(lines, shapely.length(pieces), shapely.area(pieces))
    return np.bincount(unit, sizes, minlength=len(units))
