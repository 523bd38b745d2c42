# SPDX-License-Identifier: GPL-2.0-or-later
"""Land and people at two points in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..desk import Desk
from ..geometry import measure_in_units
from ..overlay import united_in_tiles
from ..population import allocate
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide
from .registry import method

NO_GROWTH = 0.001
"""Below this yearly growth of the population, upwards or downwards, the ratio of SDG 11.3.1 says nothing."""

UNDEFINED = "no_population_growth"
"""Flag: the population hardly changes, or changes the other way than the land."""


@dataclass(frozen=True)
class TwoDates:
    """People and m² of settlement area per unit at the earlier and at the present date; ``known`` share of cells."""

    people: tuple[np.ndarray, np.ndarray]
    land: tuple[np.ndarray, np.ndarray]
    known: np.ndarray


@method(level="units")
def land_consumption_ratio(
    units: GeoTable,
    cells: GeoTable,
    settlement: GeoTable,
    earlier_cells: GeoTable,
    earlier_settlement: GeoTable,
    *,
    years: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return the yearly growth of settlement area and of population, per unit: their ratio is SDG 11.3.1.

    Land: (U1 − U0) / (U0 · years); people: ln(P1 / P0) / years. Unknown where the population grows or shrinks by less
    than 0.001 a year, or where one grows and the other does not; such units are marked. Counts are those of the cells,
    without calibration: the earlier ones have none.
    """
    dates = desk.once(_two_dates, desk, settlement, earlier_cells, earlier_settlement)
    progress(0.9)
    (before, now), (land_before, land_now) = dates.people, dates.land
    both = (np.nan_to_num(before) > 0) & (np.nan_to_num(now) > 0)
    people = np.full(len(units), np.nan)
    people[both] = np.log(now[both] / before[both]) / years
    land = divide(land_now - land_before, land_before * years)
    told = np.isfinite(people) & np.isfinite(land)
    undefined = told & ((np.abs(people) < NO_GROWTH) | (land * people < 0) | ((land == 0) & (people < 0)))
    land, people = (np.where(told & ~undefined, values, np.nan) for values in (land, people))
    return Ratios(land, people, divide(people, dates.known), marks={UNDEFINED: undefined})


@method(level="units")
def land_per_person_change(
    units: GeoTable,
    cells: GeoTable,
    settlement: GeoTable,
    earlier_cells: GeoTable,
    earlier_settlement: GeoTable,
    *,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return by how many m² of settlement area per person a unit changed, as difference over one, per unit."""
    dates = desk.once(_two_dates, desk, settlement, earlier_cells, earlier_settlement)
    progress(0.9)
    change = divide(dates.land[1], dates.people[1]) - divide(dates.land[0], dates.people[0])
    one = np.where(np.isfinite(change), 1.0, np.nan)
    return Ratios(change, one, divide(np.ones(len(units)), dates.known))


def _two_dates(desk: Desk, settlement: GeoTable, earlier_cells: GeoTable, earlier_settlement: GeoTable) -> TwoDates:
    """Return land and people at both dates, both counted in the same way: cells on a border by their area."""
    shapes = desk.units.geometry
    allocations = [allocate(table, desk.units) for table in (earlier_cells, desk.cells)]
    before, now = (allocation.persons() for allocation in allocations)
    land = tuple(
        measure_in_units(desk.once(united_in_tiles, table.geometry), shapes)
        for table in (earlier_settlement, settlement)
    )
    shares = [
        divide(item.known(item.population), item.known(item.population) + item.unknown(item.population))
        for item in allocations
    ]
    return TwoDates((before, now / desk.people.factor), (land[0], land[1]), np.minimum(*shares))
