# SPDX-License-Identifier: GPL-2.0-or-later
"""Open public space, streets and playgrounds: their share of the town, who reaches them, how much there is."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ...model.problem import SmartCityError
from ..desk import Desk
from ..geometry import dissolve, large_enough, measure_in_units, merged, present
from ..overlay import area_inside, common_parts, holds, points_inside, united_in_tiles
from ..progress import Progress
from ..reach import share_within
from ..table import GeoTable
from ..values import Ratios, divide, weighted
from .mix import levels_of
from .registry import method

NO_STREET_SPACE = frozenset(["motorway", "motorway_link", "service", "track"])
"""OSM classes that are no streets for everybody to be in: motorways, private access, tracks."""

CLOSED = frozenset(["private", "no"])

_CLOSING_SEGMENTS = 8


@method(level="cells", factor=100.0)
def population_share_near_public_space(
    cells: GeoTable,
    green: GeoTable,
    squares: Optional[GeoTable],
    *,
    distance: float,
    way: str,
    detour: float,
    minimum_area: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return persons within reach of open public space (green or squares), and persons, per cell.

    The reach is ``distance`` metres along the walking network, or a straight line of ``distance`` / ``detour`` metres
    from the edge. Touching areas are one and must have ``minimum_area`` m².
    """
    reachable = large_enough(merged(_together(green, squares)), minimum_area)
    gates = desk.gates_of(green)
    shares = share_within(desk.places, desk.reach(way, detour), reachable, distance, detour, progress, gates)
    return weighted(shares, cells.numbers("population"), desk.flags_of(way))


@method(level="units", factor=100.0)
def public_space_share(
    units: GeoTable,
    settlement: GeoTable,
    green: GeoTable,
    squares: Optional[GeoTable],
    street_areas: Optional[GeoTable],
    streets: Optional[GeoTable],
    *,
    gap: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return m² of open public space and streets inside the built-up area and m² of that area, per unit and cell.

    Built-up is the settlement area with the gaps up to ``gap`` metres wide between its parts. Streets are areas, or
    lines with a width (column ``width_m``); the coverage is the share of the length of streets whose width is known.
    Raises SmartCityError if neither is there.
    """
    built_up = desk.once(close_gaps, desk.once(united_in_tiles, settlement.geometry), gap)
    progress(0.3)
    if street_areas is not None:
        paved, lines, known = street_areas.geometry, np.empty(0, dtype=object), np.empty(0, dtype=bool)
    else:
        paved, lines, known = _from_lines(streets)
    open_space = common_parts(built_up, united_in_tiles(np.concatenate([_together(green, squares), present(paved)])))
    progress(0.7)
    results = []
    for places in (desk.cells, units):
        total = area_inside(built_up, places.geometry)
        length = measure_in_units(lines, places.geometry)
        known_share = divide(measure_in_units(lines[known], places.geometry), length)
        share = np.where(length > 0, known_share, 1.0)
        expected = np.where(share > 0, divide(total, share), np.where(total > 0, np.inf, 0.0))
        results.append((area_inside(open_space, places.geometry), total, expected))
    return Ratios(*results[1], on_cells=Ratios(*results[0]))


@method(level="units")
def play_area_per_person(
    units: GeoTable, cells: GeoTable, playgrounds: GeoTable, *, minimum_area: float, desk: Desk, progress: Progress
) -> Ratios:
    """Return m² of playgrounds and persons per unit.

    Polygons count with their area inside the unit, points with the column ``area_m2``; points inside a polygon are the
    same playground. The coverage is the share of playgrounds whose size is known. Playgrounds below ``minimum_area`` m²
    do not count. Raises SmartCityError if no size is known at all.
    """
    there = ~(shapely.is_missing(playgrounds.geometry) | shapely.is_empty(playgrounds.geometry))
    shapes = playgrounds.geometry[there]
    flat = shapely.get_dimensions(shapes) == 2
    parts = dissolve(shapes[flat], minimum_area)
    all_parts = dissolve(shapes[flat])
    sizes = playgrounds.numbers("area_m2")[there] if "area_m2" in playgrounds.frame else np.full(len(shapes), np.nan)
    alone = ~flat
    alone[alone] = ~holds(shapely.point_on_surface(shapes[alone]), all_parts)
    points, sizes = shapes[alone], sizes[alone]
    if not len(parts) and not np.isfinite(sizes).any():
        raise SmartCityError("playground_sizes_unknown", layer="playgrounds")
    point, unit, weight = points_inside(points, units.geometry, levels_of(units))
    progress(0.6)
    large = np.nan_to_num(sizes) >= minimum_area
    area = area_inside(parts, units.geometry) + np.bincount(
        unit, weight * np.where(large, np.nan_to_num(sizes), 0.0)[point], minlength=len(units)
    )
    unknown = np.bincount(unit, weight * np.isnan(sizes)[point], minlength=len(units))
    counted = np.bincount(unit, weight, minlength=len(units)) + _touching(all_parts, units.geometry)
    known_share = np.where(counted > 0, divide(counted - unknown, counted), 1.0)
    persons = desk.allocation.persons()
    expected = np.where(known_share > 0, divide(persons, known_share), np.where(persons > 0, np.inf, persons))
    return Ratios(np.where(np.isfinite(persons), area, np.nan), persons, expected)


def close_gaps(parts: np.ndarray, gap: float) -> np.ndarray:
    """Return the parts with the gaps between them (and in them) that are at most ``gap`` metres wide filled."""
    if gap <= 0 or not len(parts):
        return parts
    grown = shapely.union_all(shapely.buffer(parts, gap / 2.0, quad_segs=_CLOSING_SEGMENTS))
    closed = shapely.buffer(grown, -gap / 2.0, quad_segs=_CLOSING_SEGMENTS)
    # Growing and shrinking with polygons instead of circles loses slivers at corners.
    return dissolve(np.concatenate([shapely.get_parts(closed), parts]))


def _from_lines(streets: Optional[GeoTable]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the areas of streets of known width, the lines of all that count, and which of these have a width."""
    if streets is None or "width_m" not in streets.frame:
        raise SmartCityError("street_widths_unknown")
    public = ~np.isin(streets.words("class"), list(NO_STREET_SPACE))
    if "access" in streets.frame:
        public &= ~np.isin(streets.words("access"), list(CLOSED))
    public &= ~(shapely.is_missing(streets.geometry) | shapely.is_empty(streets.geometry))
    lines, width = streets.geometry[public], streets.numbers("width_m")[public]
    known = np.isfinite(width) & (width > 0)
    if not known.any():
        raise SmartCityError("street_widths_unknown")
    return shapely.buffer(lines[known], width[known] / 2.0, cap_style="flat"), lines, known


def _together(green: GeoTable, squares: Optional[GeoTable]) -> np.ndarray:
    shapes = [present(green.geometry)] + ([] if squares is None else [present(squares.geometry)])
    return np.concatenate(shapes)


def _touching(parts: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return how many parts reach into each unit."""
    if not len(parts):
        return np.zeros(len(units))
    unit, part = shapely.STRtree(parts).query(units, predicate="intersects")
    return np.bincount(unit, ~shapely.touches(units[unit], parts[part]), minlength=len(units))
