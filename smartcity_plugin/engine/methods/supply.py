# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of something people share: two-step floating catchment."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry import dissolve, pairs_within
from ..justice import weighted_gini
from ..population import Allocation
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method


def two_step_supply(
    centres: np.ndarray, population: np.ndarray, areas: np.ndarray, sizes: np.ndarray, distance: float
) -> np.ndarray:
    """Return the supply per person at each centre, in units of ``sizes`` per person.

    Step 1: each area is shared by all persons within ``distance`` metres. Step 2: each centre sums what its areas
    within that distance give per person. An area that nobody reaches gives nothing to anybody.
    """
    centre, area = pairs_within(centres, areas, distance)
    demand = np.bincount(area, np.nan_to_num(population)[centre], minlength=len(areas))
    offer = np.divide(sizes, demand, out=np.zeros(len(areas)), where=demand > 0)
    return np.bincount(centre, offer[area], minlength=len(centres))


@method(level="cells")
def floating_catchment_supply(
    cells: GeoTable,
    areas: GeoTable,
    *,
    distance: float,
    minimum_area: float,
    area_cap: float,
    progress: Progress,
) -> Ratios:
    """Return the m² per person within reach, weighted with persons, per cell.

    Straight line of ``distance`` metres from the cell's centre; touching areas are one; areas below
    ``minimum_area`` m² do not count, of larger ones at most ``area_cap`` m².
    """
    return weighted(_supply(cells, areas, distance, minimum_area, area_cap), cells.numbers("population"))


@method(level="units")
def supply_inequality(
    cells: GeoTable,
    areas: GeoTable,
    *,
    distance: float,
    minimum_area: float,
    area_cap: float,
    allocation: Allocation,
    progress: Progress,
) -> Ratios:
    """Return the Gini coefficient of the supply per person among the inhabitants of each unit.

    Numerator is half the mean absolute difference, denominator the mean supply: their ratio is the coefficient.
    Unlike sums they cannot be added up over units.
    """
    supply = _supply(cells, areas, distance, minimum_area, area_cap)
    mean, spread = np.full(allocation.shares.shape[0], np.nan), np.full(allocation.shares.shape[0], np.nan)
    for unit in range(len(mean)):
        members, shares = allocation.members(unit)
        persons = np.nan_to_num(allocation.population[members]) * shares
        if persons.sum() > 0:
            mean[unit] = np.average(supply[members], weights=persons)
            spread[unit] = weighted_gini(supply[members], persons) * mean[unit] if mean[unit] > 0 else np.nan
        progress((unit + 1) / len(mean))
    return Ratios(spread, mean, mean)


def _supply(cells: GeoTable, areas: GeoTable, distance: float, minimum_area: float, area_cap: float) -> np.ndarray:
    parts = dissolve(areas.geometry, minimum_area)
    sizes = np.minimum(shapely.area(parts), area_cap)
    return two_step_supply(shapely.centroid(cells.geometry), cells.numbers("population"), parts, sizes, distance)
