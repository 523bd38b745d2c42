# SPDX-License-Identifier: GPL-2.0-or-later
"""Trees: near homes, along streets, and as part of the 3-30-300 rule."""

from __future__ import annotations

import numpy as np
import shapely

from ..buildings import footprints_of
from ..desk import Desk
from ..geometry import ROUNDING, measure_in_units, pairs_within, present
from ..overlay import points_inside
from ..people import DASYMETRIC, places_of, used_allocation
from ..population import Places
from ..progress import Progress, part
from ..raster import Raster
from ..reach import share_within
from ..table import GeoTable
from ..values import Ratios, divide, weighted
from .mix import levels_of
from .raster_share import ENOUGH, NOTHING, scale_of, sums_of_values
from .registry import method
from .share import NOT_PUBLIC_STREETS

METRES = 100.0
"""The length of street that trees are counted for."""

QUARTER_SEGMENTS = 8
"""Segments per quarter of the circle of a neighbourhood: its area is 0.6 % smaller than the circle's."""


@method(level="cells", factor=100.0)
def trees_at_home_share(
    cells: GeoTable,
    trees: GeoTable,
    buildings: GeoTable,
    *,
    tree_distance: float,
    trees_needed: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return persons whose residential building has enough trees around it, and persons, per cell.

    Trees count up to ``tree_distance`` metres from the outline of the building. People in cells without a residential
    building are unknown.
    """
    shares = _homes_with_trees(desk, trees, buildings, tree_distance, trees_needed)
    return weighted(shares, cells.numbers("population"))


@method(level="cells")
def score_3_30_300(
    cells: GeoTable,
    trees: GeoTable,
    buildings: GeoTable,
    canopy: Raster,
    green: GeoTable,
    *,
    tree_distance: float,
    trees_needed: float,
    canopy_share: float,
    neighbourhood: float,
    scale: str,
    green_distance: float,
    way: str,
    detour: float,
    minimum_area: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return fulfilled conditions of the 3-30-300 rule · persons and persons per cell; unknown if one of them is.

    3: trees around the residential building; 30: crown cover (in %) within ``neighbourhood`` metres of the cell's
    centre; 300: way to public green of ``minimum_area`` m².
    """
    three = _homes_with_trees(desk, trees, buildings, tree_distance, trees_needed)
    progress(0.2)
    values, flags = desk.once(scale_of, canopy, scale)
    population = cells.numbers("population")
    lived_in = np.flatnonzero(np.nan_to_num(population) > 0)
    thirty = np.full(len(cells), np.nan)
    thirty[lived_in] = _enough_crowns(canopy, cells.geometry[lived_in], neighbourhood, canopy_share, values)
    progress(0.7)
    areas = desk.large_enough(green.geometry, minimum_area)
    reach = desk.reach(way, detour)
    last = part(progress, 0.7, 1.0)
    near = share_within(desk.places, reach, areas, green_distance, detour, last, desk.gates_of(green))
    scores = np.where(population == 0, 0.0, three + thirty + near)
    return weighted(scores, population, flags + desk.flags_of(way))


@method(level="units")
def street_tree_density(
    units: GeoTable, trees: GeoTable, streets: GeoTable, *, street_distance: float, desk: Desk, progress: Progress
) -> Ratios:
    """Return trees near public streets, and hundreds of metres of these, per unit and per cell.

    Near is up to ``street_distance`` metres from the axis.
    """
    lines = desk.once(_public_streets, streets)
    points = present(trees.geometry)
    at_street = points[np.unique(pairs_within(points, lines, street_distance)[0])]
    progress(0.3)
    both = []
    for number, places in enumerate((desk.units, desk.cells), start=1):
        length = desk.once(measure_in_units, lines, places.geometry) / METRES
        _, place, weight = points_inside(at_street, places.geometry, levels_of(places))
        both.append(Ratios(np.bincount(place, weight, minlength=len(places)), length, length))
        progress(0.3 + 0.35 * number)
    of_units, on_cells = both
    return Ratios(of_units.numerator, of_units.denominator, of_units.expected, on_cells=on_cells)


def _homes_with_trees(
    desk: Desk, trees: GeoTable, buildings: GeoTable, distance: float, trees_needed: float
) -> np.ndarray:
    """Return the share of each cell's people whose home has enough trees around it, NaN in cells without homes."""
    places = desk.places
    if used_allocation(desk.people.allocation, True) != DASYMETRIC:
        # The town wants it so for everything else; trees can only be counted around buildings.
        places = desk.once(places_of, desk.cells, desk.once(footprints_of, buildings), DASYMETRIC)
    counts = desk.once(_trees_around, trees, places, distance)
    enough = np.where(places.evenly[places.cell], np.nan, (counts >= trees_needed).astype(float))
    return places.mean(enough)


def _enough_crowns(
    canopy: Raster, cells: np.ndarray, radius: float, least: float, values: tuple[float, float]
) -> np.ndarray:
    """Return 1 where crowns cover at least ``least`` % of the circle around a cell, 0 where not, NaN where unknown."""
    circles = shapely.buffer(shapely.centroid(cells), radius, quad_segs=QUARTER_SEGMENTS)
    sums = sums_of_values(canopy, circles, values)
    known = np.nan_to_num(divide(sums.sums[0], sums.total)) >= ENOUGH - NOTHING
    share = 100.0 * divide(sums.sums[1], sums.sums[0]) / values[1]
    return np.where(known, (share >= least * (1.0 - ROUNDING)).astype(float), np.nan)


def _trees_around(trees: GeoTable, places: Places, distance: float) -> np.ndarray:
    """Return how many trees stand at most ``distance`` metres from the building of each place."""
    homes = np.flatnonzero(~places.evenly[places.cell])
    _, home = pairs_within(present(trees.geometry), places.pieces[homes], distance)
    return np.bincount(homes[home], minlength=len(places.points))


def _public_streets(streets: GeoTable) -> np.ndarray:
    public = ~np.isin(streets.words("class"), list(NOT_PUBLIC_STREETS))
    return present(streets.geometry[public])
