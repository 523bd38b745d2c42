# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometries of OpenStreetMap: closed ways as areas, relations of several kinds of members, areas as points."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import shapely

from .elements import LINE, POINT, POLYGON


def areas_of(rings: np.ndarray) -> np.ndarray:
    """Return closed lines (at least four coordinates each; or None) as polygons."""
    result = np.full(len(rings), None, dtype=object)
    there = ~shapely.is_missing(rings)
    if there.any():
        coordinates, indices = shapely.get_coordinates(rings[there], return_index=True)
        result[there] = shapely.polygons(shapely.linearrings(coordinates, indices=indices))
    return result


def flattened(geometry: np.ndarray, kinds: Collection[str]) -> np.ndarray:
    """Return geometries of which collections are replaced by their areas or, if they have none, lines or points.

    ``kinds`` are those that are wanted; closed lines among the members count as areas. None where nothing is left.
    """
    result = geometry.copy()
    mixed = shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION
    for row in np.flatnonzero(mixed):
        parts = shapely.get_parts(geometry[row])
        rings = (shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING) & shapely.is_closed(parts)
        rings &= shapely.get_num_coordinates(parts) >= 4
        parts[rings] = areas_of(parts[rings])
        result[row] = _largest_kind(parts, kinds)
    return result


def _largest_kind(parts: np.ndarray, kinds: Collection[str]):
    dimensions = shapely.get_dimensions(parts)
    for dimension, kind in ((2, POLYGON), (1, LINE), (0, POINT)):
        if kind in kinds and (dimensions == dimension).any():
            return shapely.union_all(shapely.make_valid(parts[dimensions == dimension]))
    return None


def as_points(geometry: np.ndarray) -> np.ndarray:
    """Return a point on each geometry; points stay as they are."""
    result = geometry.copy()
    extended = shapely.get_dimensions(geometry) > 0
    result[extended] = shapely.point_on_surface(geometry[extended])
    return result
