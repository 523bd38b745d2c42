# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of something people share: two-step floating catchment."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..desk import Desk
from ..justice import weighted_gini
from ..progress import Progress, silent
from ..reach import Reach
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method


def two_step_supply(
    reach: Reach,
    population: np.ndarray,
    areas: np.ndarray,
    sizes: np.ndarray,
    distance: float,
    progress: Progress = silent,
    decay: str = "none",
    gates: Optional[np.ndarray] = None,
) -> np.ndarray:
    """Return the supply per person at each place, in units of ``sizes`` per person, NaN where it is unknown.

    Step 1: each area is shared by all persons within ``distance`` metres. Step 2: each place sums what its areas
    within that distance give per person. An area that nobody reaches gives nothing to anybody. ``population`` holds
    the persons per place; ``decay`` and ``gates`` are those of ``decayed`` and Reach. With a decay, persons and areas
    count in both steps by the weight of their distance.
    """
    place, area, metres = reach.pairs(areas, distance, progress, gates)
    weight = decayed(metres, distance, decay)
    demand = np.bincount(area, np.nan_to_num(population)[place] * weight, minlength=len(areas))
    offer = np.divide(sizes, demand, out=np.zeros(len(areas)), where=demand > 0)
    supply = np.bincount(place, offer[area] * weight, minlength=len(population))
    return np.where(reach.answerable(areas, gates), supply, np.nan)


def decayed(metres: np.ndarray, distance: float, decay: str) -> np.ndarray:
    """Return what a destination counts for at a distance of at most ``distance`` metres.

    ``none``: 1 everywhere. ``gaussian``: from 1 at hand to 0 at ``distance`` d₀ along the bell curve
    (exp(−½ · (d/d₀)²) − exp(−½)) / (1 − exp(−½)), the function of Dai (2010) for floating catchments.
    """
    if decay == "none":
        return np.ones(len(metres))
    edge = np.exp(-0.5)
    return np.maximum((np.exp(-0.5 * (metres / distance) ** 2) - edge) / (1.0 - edge), 0.0)


@method(level="cells")
def floating_catchment_supply(
    cells: GeoTable,
    areas: GeoTable,
    *,
    distance: float,
    way: str,
    detour: float,
    decay: str,
    minimum_area: float,
    area_cap: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return the m² per person within reach, weighted with persons, per cell.

    ``distance`` metres on foot, or ``distance`` / ``detour`` metres in a straight line, from where people live;
    touching areas are one; areas below ``minimum_area`` m² do not count, of larger ones at most ``area_cap`` m².
    ``decay`` says whether near areas count for more than far ones.
    """
    supply = desk.once(_supply, desk, areas, distance, way, detour, decay, minimum_area, area_cap)
    progress(0.9)
    return weighted(supply, cells.numbers("population"), desk.flags_of(way))


@method(level="units")
def supply_inequality(
    cells: GeoTable,
    areas: GeoTable,
    *,
    distance: float,
    way: str,
    detour: float,
    decay: str,
    minimum_area: float,
    area_cap: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return the Gini coefficient of the supply per person among the inhabitants of each unit.

    Numerator is half the mean absolute difference, denominator the mean supply: their ratio is the coefficient.
    Unlike sums they cannot be added up over units.
    """
    supply = desk.once(_supply, desk, areas, distance, way, detour, decay, minimum_area, area_cap)
    allocation = desk.allocation
    mean, spread = np.full(allocation.shares.shape[0], np.nan), np.full(allocation.shares.shape[0], np.nan)
    for unit in range(len(mean)):
        members, shares = allocation.members(unit)
        known = np.isfinite(supply[members])
        members, shares = members[known], shares[known]
        persons = np.nan_to_num(allocation.population[members]) * shares
        if persons.sum() > 0:
            mean[unit] = np.average(supply[members], weights=persons)
            spread[unit] = weighted_gini(supply[members], persons) * mean[unit] if mean[unit] > 0 else np.nan
        progress((unit + 1) / len(mean))
    return Ratios(spread, mean, mean, desk.flags_of(way))


def _supply(
    desk: Desk,
    areas: GeoTable,
    distance: float,
    way: str,
    detour: float,
    decay: str,
    minimum_area: float,
    area_cap: float,
) -> np.ndarray:
    """Return the m² per person of each cell, the mean over its people whose way is known."""
    parts = desk.large_enough(areas.geometry, minimum_area)
    sizes = np.minimum(shapely.area(parts), area_cap)
    persons = desk.places.persons(desk.cells.numbers("population"))
    reach, gates = desk.reach(way, detour), desk.gates_of(areas)
    return desk.places.mean(two_step_supply(reach, persons, parts, sizes, distance, decay=decay, gates=gates))
