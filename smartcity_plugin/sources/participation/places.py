# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a contribution is: one point of whatever the export gives, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely

from ...model.participation import WGS84, ImportMapping
from ...model.problem import SmartCityError
from ..numbers import Ambiguous, NotNumeric, read_numbers
from ..projection import reference, reproject
from .files import Export, pair_of

_NO = ("false", "no", "nein", "0", "f", "falsch")
_NORTH, _EAST = (46.0, 56.0), (4.0, 17.0)
"""Degrees in which Germany lies, with room around: its latitudes cannot be taken for longitudes."""


@dataclass(frozen=True)
class Places:
    """Points in the CRS of the study (None where there is none), and what was done to get them.

    ``dropped`` counts geometries that were none of the contribution's own, ``reduced`` lines and areas of which only a
    point was kept, ``unreadable`` coordinates that are none.
    """

    points: np.ndarray
    dropped: int = 0
    reduced: int = 0
    unreadable: int = 0
    swapped: bool = False


def read_places(export: Export, mapping: ImportMapping, crs: str) -> Places:
    """Return the points of an export's rows in ``crs``."""
    if export.geometry is not None and not any(key in mapping.columns for key in ("x", "coordinates")):
        return _of_geometry(export, mapping, crs)
    if "coordinates" in mapping.columns:
        first, second, unreadable = _pairs(export.column(mapping.columns["coordinates"][0]))
        return _of_numbers(second, first, unreadable, WGS84, crs)
    if "x" in mapping.columns and "y" in mapping.columns:
        (east, bad), (north, worse) = (_numbers(export, mapping.columns[key][0]) for key in ("x", "y"))
        return _of_numbers(east, north, max(bad, worse), mapping.crs, crs)
    return Places(np.full(len(export), None, dtype=object))


def _of_geometry(export: Export, mapping: ImportMapping, crs: str) -> Places:
    told = mapping.columns.get("located")
    located = [text.strip().lower() not in _NO for text in export.column(told[0])] if told else [True] * len(export)
    points = np.full(len(export), None, dtype=object)
    dropped = reduced = 0
    for row, (shape, is_located) in enumerate(zip(export.geometry, located)):
        if shape is None:
            continue
        if not is_located or (shape.geom_type == "Point" and shape.x == 0 and shape.y == 0):
            dropped += 1  # the area of the whole project, or nowhere
            continue
        points[row] = one_point(shape)
        reduced += shape.geom_type != "Point"
    known = np.array([point is not None for point in points], dtype=bool)
    points[known] = reproject(points[known], export.crs, crs)
    return Places(points, dropped, reduced)


def one_point(shape: shapely.Geometry) -> shapely.Point:
    """Return a point of a geometry: half-way along a line, inside an area."""
    if shape.geom_type == "Point":
        return shape
    if shape.geom_type == "LineString":
        return shapely.line_interpolate_point(shape, 0.5, normalized=True)
    return shapely.point_on_surface(shape)


def _pairs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, int]:
    pairs = [pair_of(text) for text in texts]
    both = np.array([(np.nan, np.nan) if pair is None else pair for pair in pairs], dtype=float).reshape(-1, 2)
    unreadable = sum(bool(text.strip()) and pair is None for text, pair in zip(texts, pairs))
    return both[:, 0], both[:, 1], unreadable


def _numbers(export: Export, name: str) -> tuple[np.ndarray, int]:
    """Return a column of coordinates as numbers; raises SmartCityError that names only the column."""
    try:
        return read_numbers(export.column(name)).values, 0
    except Ambiguous:
        # 11.584 and 50.927 could be thousands as well; coordinates of degrees never are.
        return read_numbers(export.column(name), ".").values, 0
    except NotNumeric:
        raise SmartCityError("participation_not_numeric", column=name[:60]) from None


def _of_numbers(east: np.ndarray, north: np.ndarray, unreadable: int, source: str, target: str) -> Places:
    swapped = False
    known = np.isfinite(east) & np.isfinite(north) & ~((east == 0) & (north == 0))
    dropped = int(((east == 0) & (north == 0)).sum())
    unreadable += int((np.isfinite(east) != np.isfinite(north)).sum())
    if reference(source).IsGeographic():
        if known.any() and _within(east[known], _NORTH) and _within(north[known], _EAST):
            east, north, swapped = north, east, True
        possible = (np.abs(north) <= 90) & (np.abs(east) <= 180)
        unreadable += int((known & ~possible).sum())
        known &= possible
    points = np.full(len(east), None, dtype=object)
    points[known] = reproject(shapely.points(east[known], north[known]), source, target)
    return Places(points, dropped, 0, unreadable, swapped)


def _within(numbers: np.ndarray, limits: tuple[float, float]) -> bool:
    return bool((numbers >= limits[0]).all() and (numbers <= limits[1]).all())


def unit_of(points: Sequence[Optional[shapely.Point]], areas: np.ndarray, ids: Sequence[str]) -> list[Optional[str]]:
    """Return the unit in which each point lies, None outside all; on a common border the first unit counts."""
    found: list[Optional[str]] = [None] * len(points)
    placed = [row for row, point in enumerate(points) if point is not None]
    if not placed or not len(areas):
        return found
    given = np.array([points[row] for row in placed], dtype=object)
    which, where = shapely.STRtree(areas).query(given, predicate="intersects")
    for row, unit in sorted(zip(which.tolist(), where.tolist()), reverse=True):
        found[placed[row]] = str(ids[unit])
    return found
