# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometric building blocks on shapely arrays; all coordinates in one projected CRS, in metres."""

from __future__ import annotations

import numpy as np
import shapely

QUARTER_SEGMENTS = 32
"""Segments per quarter circle of a buffer: its area is 0.04 % smaller than the circle's."""

ROUNDING = 1e-9
"""Relative error of computed lengths and areas: a place exactly at the limit must not fail by it."""


def dissolve(geometries: np.ndarray, minimum_area: float = 0.0) -> np.ndarray:
    """Return the separate parts of the union, of which touching ones are one, at least ``minimum_area`` m² large."""
    parts = shapely.get_parts(shapely.union_all(present(geometries)))
    parts = parts[~shapely.is_empty(parts)]
    return parts[shapely.area(parts) >= minimum_area * (1.0 - ROUNDING)]


def present(geometries: np.ndarray) -> np.ndarray:
    """Return the geometries that exist and are not empty."""
    return geometries[~(shapely.is_missing(geometries) | shapely.is_empty(geometries))]


def large_enough(geometries: np.ndarray, minimum_area: float) -> np.ndarray:
    """Return targets as they are, but polygons dissolved and at least ``minimum_area`` m² large.

    A minimum area says nothing about points and lines; they stay.
    """
    geometries = present(geometries)
    polygonal = shapely.get_dimensions(geometries) == 2
    if not polygonal.any():
        return geometries
    return np.concatenate([geometries[~polygonal], dissolve(geometries[polygonal], minimum_area)])


def pairs_within(points: np.ndarray, geometries: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """Return index pairs (point, geometry) whose distance is at most ``distance`` metres."""
    if len(geometries) == 0:
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    x, y, reach = shapely.get_x(points), shapely.get_y(points), distance * (1.0 + ROUNDING)
    windows = shapely.box(x - reach, y - reach, x + reach, y + reach)
    point, geometry = shapely.STRtree(geometries).query(windows)
    near = shapely.distance(points[point], geometries[geometry]) <= reach
    return point[near], geometry[near]


def covered_share(places: np.ndarray, covers: np.ndarray) -> np.ndarray:
    """Return the share (0 to 1) of each place's area that the covers together cover."""
    shares = np.zeros(len(places))
    place, cover = shapely.STRtree(covers).query(places, predicate="intersects")
    whole = shapely.covers(covers[cover], places[place])
    shares[place[whole]] = 1.0
    partly = shares[place] < 1.0
    place, cover = place[partly], cover[partly]
    pieces = shapely.intersection(places[place], covers[cover])
    order = np.argsort(place, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(place[order])) + 1):
        if len(group):
            union = pieces[group[0]] if len(group) == 1 else shapely.union_all(pieces[group])
            shares[place[group[0]]] = shapely.area(union) / shapely.area(places[place[group[0]]])
    return shares


def measure_in_units(geometries: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return per unit the area (polygons) or length (lines) of the geometries inside it, in m² or m.

    Overlapping geometries count as often as they overlap.
    """
    sums = np.zeros(len(units))
    if len(geometries) == 0:
        return sums
    unit, geometry = shapely.STRtree(geometries).query(units, predicate="intersects")
    pieces = shapely.intersection(units[unit], geometries[geometry])
    lines = shapely.get_dimensions(geometries[geometry]) == 1
    sizes = np.where(lines, shapely.length(pieces), shapely.area(pieces))
    np.add.at(sums, unit, sizes)
    return sums
