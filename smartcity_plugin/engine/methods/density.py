# SPDX-License-Identifier: GPL-2.0-or-later
"""People and areas: densities and areas per person."""

from __future__ import annotations

import numpy as np
import shapely

from ..desk import Desk
from ..geometry import measure_in_units
from ..overlay import united_in_tiles
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide
from .registry import method

SQUARE_METRES_PER_HECTARE = 10_000.0


@method(level="units")
def population_density(
    units: GeoTable, cells: GeoTable, settlement: GeoTable, *, desk: Desk, progress: Progress
) -> Ratios:
    """Return persons and hectares of settlement area per unit; overlapping areas count once.

    Only persons in cells that touch settlement area count: where the layer has a gap, nobody is divided by nothing.
    The coverage is the share of all persons that were counted.
    """
    allocation, parts = desk.allocation, desk.once(united_in_tiles, settlement.geometry)
    touching, _ = shapely.STRtree(parts).query(cells.geometry, predicate="intersects")
    counted = np.full(len(cells), np.nan)
    counted[touching] = allocation.population[touching]
    progress(0.5)
    persons = np.where(allocation.known(counted) > 0, allocation.total(counted), np.nan)
    hectares = measure_in_units(parts, units.geometry) / SQUARE_METRES_PER_HECTARE
    progress(0.9)
    # The area there would be if all persons lived as densely as those counted makes the coverage; where nobody is
    # counted it has no end.
    counted_share = divide(np.nan_to_num(persons), allocation.persons())
    return Ratios(persons, hectares, np.where(counted_share == 0, np.inf, divide(hectares, counted_share)))


@method(level="units")
def area_per_person(
    units: GeoTable,
    cells: GeoTable,
    areas: GeoTable,
    *,
    minimum_area: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return m² of areas and persons per unit; touching areas are one and must have ``minimum_area`` m²."""
    size = measure_in_units(desk.large_enough(areas.geometry, minimum_area), units.geometry)
    progress(0.9)
    persons = desk.allocation.persons()
    return Ratios(np.where(np.isfinite(persons), size, np.nan), persons, persons)
