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
from ..numbers import COMMA, POINT, Ambiguous, NotNumeric, decimals_of, is_blank, read_numbers
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
        in_degrees = bool(reference(mapping.crs).IsGeographic())
        (east, bad), (north, worse) = (_numbers(export, mapping.columns[key][0], in_degrees) for key in ("x", "y"))
        neither = (bad | worse) & ~np.isfinite(east) & ~np.isfinite(north)  # half a pair is counted with the numbers
        return _of_numbers(east, north, int(neither.sum()), mapping.crs, crs)
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
    both = np.array([(np.nan, np.nan) if point is None else (point.x, point.y) for point in points], dtype=float)
    east, north = both.reshape(-1, 2).T
    found = _of_numbers(east, north, 0, export.crs, crs)
    lost = sum(point is not None and other is None for point, other in zip(points, found.points))
    return Places(found.points, dropped, reduced, lost, found.swapped)


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


def _numbers(export: Export, name: str, in_degrees: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return a column of coordinates as numbers, and which cells say something else (“unknown”).

    Raises SmartCityError that names only the column if most cells do.
    """
    texts = export.column(name)
    odd = np.array([not is_blank(text) and not decimals_of([text]) for text in texts], dtype=bool)
    if 2 * odd.sum() > sum(not is_blank(text) for text in texts):
        raise SmartCityError("participation_not_numeric", column=name[:60])
    kept = ["" if is_odd else text for text, is_odd in zip(texts, odd)]
    try:
        return read_numbers(kept).values, odd
    except Ambiguous:
        # 11,584 could be thousands as well: of degrees there are never so many, of metres never so few.
        sign, other = (COMMA, POINT) if any(COMMA in text for text in kept) else (POINT, COMMA)
        return read_numbers(kept, sign if in_degrees else other).values, odd
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
    try:
        points[known] = reproject(shapely.points(east[known], north[known]), source, target)
    except SmartCityError:  # a few places that the other system does not know must not keep all others out
        for row in np.flatnonzero(known):
            try:
                points[row] = reproject(shapely.points([east[row]], [north[row]]), source, target)[0]
            except SmartCityError:
                unreadable += 1
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
