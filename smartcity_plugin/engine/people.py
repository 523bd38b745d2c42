# SPDX-License-Identifier: GPL-2.0-or-later
"""The people of a run: where they live, how their number is calibrated, who is of which age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..model.problem import SmartCityError
from .buildings import Footprints, footprints_of
from .population import Places, allocate, centres, homes
from .table import GeoTable

AUTO, DASYMETRIC, AREAL, CENTROID = "auto", "dasymetric", "areal", "centroid"
"""Where the people of a cell are taken to live: the options of the catalogue's group ``allocation``."""

NOT_PERSONS = frozenset({"dwellings", "living_area_m2"})
"""Numbers of a population cell that count something else than people; calibration leaves them as they are."""


@dataclass(frozen=True)
class PeopleSettings:
    """How the people of a run are treated: their ``allocation`` and the ``factor`` that calibrates their number."""

    allocation: str = AUTO
    factor: float = 1.0


AS_COUNTED = PeopleSettings()
"""Places by the data there are, counts as they are."""


@dataclass(frozen=True)
class Housing:
    """What became of the people of the cells: all of known cells, and those in cells without a residential building.

    ``cells`` and ``without_home`` count cells in which people live.
    """

    allocation: str
    persons: float
    cells: int
    without_home: int
    persons_without_home: float

    @property
    def housed_share(self) -> float:
        """The share (0 to 1) of people who live in cells with a residential building; 1 if nobody lives anywhere."""
        return 1.0 - self.persons_without_home / self.persons if self.persons > 0 else 1.0


def used_allocation(allocation: str, has_buildings: bool) -> str:
    """Return what ``auto`` stands for; raises SmartCityError if buildings are asked for and there are none."""
    if allocation == AUTO:
        return DASYMETRIC if has_buildings else AREAL
    if allocation == DASYMETRIC and not has_buildings:
        raise SmartCityError("allocation_without_buildings")
    return allocation


def places_of(cells: GeoTable, footprints: Optional[Footprints], allocation: str) -> Places:
    """Return where the people of the cells live, by one of the options of ``allocation``."""
    used = used_allocation(allocation, footprints is not None)
    if used == DASYMETRIC and footprints is not None:
        return homes(cells, footprints.geometry[footprints.homes], footprints.floor_area[footprints.homes])
    return centres(cells, spread_evenly=used == AREAL)


def housing_of(cells: GeoTable, places: Places, allocation: str) -> Housing:
    """Return how many people and cells have residential buildings; ``allocation`` is the one in use."""
    persons = np.nan_to_num(cells.numbers("population"))
    lived_in = persons > 0
    without = lived_in & places.evenly if allocation == DASYMETRIC else np.zeros(len(cells), dtype=bool)
    return Housing(
        allocation, float(persons.sum()), int(lived_in.sum()), int(without.sum()), float(persons[without].sum())
    )


def persons_in_town(
    cells: GeoTable, town: shapely.Geometry, buildings: Optional[GeoTable] = None, allocation: str = AREAL
) -> float:
    """Return the persons of the cells inside the town, those of cells on its border by where they live.

    Cells of unknown population add nothing.
    """
    area = GeoTable(pd.DataFrame(index=[0]), np.array([town], dtype=object), cells.crs, "study_area")
    near = shapely.STRtree(cells.geometry).query(town, predicate="intersects")
    shapely.prepare(town)
    inside = shapely.covers(town, cells.geometry[near])
    persons = np.nan_to_num(cells.numbers("population"))
    border = np.zeros(len(cells), dtype=bool)
    border[near[~inside]] = True
    on_border = cells.where(border)
    if buildings is not None and used_allocation(allocation, True) == DASYMETRIC and len(on_border):
        close = shapely.STRtree(buildings.geometry).query(on_border.geometry, predicate="intersects")[1]
        # The storeys of a building that has none follow from all others: they are taken before anything is left out.
        found = footprints_of(buildings)
        kept = found.homes & np.isin(_rows_with_area(buildings), close)
        places = homes(on_border, found.geometry[kept], found.floor_area[kept])
    else:
        places = centres(on_border)
    partly = allocate(on_border, area, places)
    return float(persons[near[inside]].sum() + partly.total(partly.population)[0])


def _rows_with_area(buildings: GeoTable) -> np.ndarray:
    return np.flatnonzero(np.nan_to_num(shapely.area(buildings.geometry)) > 0)


def calibrated(cells: GeoTable, factor: float) -> GeoTable:
    """Return the cells with every number of persons multiplied by the same factor; shares and dwellings stay."""
    if factor == 1.0:
        return cells
    counts = [name for name in cells.frame if counts_persons(name)]
    changed = {name: cells.numbers(name) * factor for name in counts}
    return GeoTable(cells.frame.assign(**changed), cells.geometry, cells.crs, cells.role)


def counts_persons(field: str) -> bool:
    """Whether a field of the population cells is a number of persons: all of them or those of an age group."""
    return field == "population" or field.startswith(("children_", "aged_"))


def persons_of_group(cells: GeoTable, count: Optional[GeoTable], share: Optional[GeoTable]) -> np.ndarray:
    """Return the persons of an age group per population cell, NaN where unknown, calibrated as the cells are.

    ``count`` are the population cells with the group's number in the column ``value``; without it the share (in %, in
    the column ``value`` of census cells of any size) of the census cell that contains the cell's centre is used.
    """
    if count is not None:
        return count.numbers("value")
    if share is not None:
        return cells.numbers("population") * inherited(cells, share) / 100.0
    return np.full(len(cells), np.nan)


def inherited(cells: GeoTable, census: GeoTable) -> np.ndarray:
    """Return the column ``value`` of the census cell that contains the centre of each population cell, else NaN."""
    values = np.full(len(cells), np.nan)
    cell, row = centres_in(cells, census)
    values[cell] = census.numbers("value")[row]
    return values


def centres_in(cells: GeoTable, census: GeoTable) -> tuple[np.ndarray, np.ndarray]:
    """Return (cell, census cell) where the centre of the population cell lies inside the census cell."""
    cell, row = shapely.STRtree(census.geometry).query(shapely.centroid(cells.geometry), predicate="within")
    return cell, row


def with_people(data: Mapping[str, Any], factor: float) -> Mapping[str, Any]:
    """Return the layers of a run with calibrated population cells."""
    if factor == 1.0 or "population_cells" not in data:
        return data
    return {**data, "population_cells": calibrated(data["population_cells"], factor)}
