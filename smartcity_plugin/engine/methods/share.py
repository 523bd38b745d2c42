# SPDX-License-Identifier: GPL-2.0-or-later
"""Shares and means of what the census or a street register counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
import pandas as pd

from ..geometry import measure_in_units
from ..people import inherited, persons_of_group
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method

NOT_PUBLIC_STREETS = frozenset(
    [
        "motorway",
        "motorway_link",
        "trunk",
        "trunk_link",
        "service",
        "track",
        "path",
        "footway",
        "cycleway",
        "steps",
        "bridleway",
    ]
)
"""OSM classes that are no public streets of a town: through traffic only, private access, or not for cars."""

SLOW_BY_CLASS = frozenset(["living_street", "pedestrian"])

BUILDING_CLASSES = {
    "built_until_1918": 1919,
    "built_1919_1948": 1949,
    "built_1949_1978": 1979,
    "built_1979_1986": 1987,
    "built_1987_1990": 1991,
    "built_1991_1995": 1996,
    "built_1996_2000": 2001,
    "built_2001_2004": 2005,
    "built_2005_2008": 2009,
    "built_from_2009": 10_000,
    "built_1979_1990": 1991,
    "built_1991_2000": 2001,
    "built_2001_2010": 2011,
    "built_2011_2019": 2020,
    "built_from_2020": 10_000,
}
"""Year classes of the German censuses of 2011 and, from 1979 on different, of 2022: field → first year after the class.
A layer has those of one census."""


ENERGY_CARRIERS = (
    "buildings_gas",
    "buildings_oil",
    "buildings_wood",
    "buildings_biomass",
    "buildings_renewable",
    "buildings_electric",
    "buildings_coal",
    "buildings_district_heat",
    "buildings_no_energy",
)
FOSSIL_CARRIERS = ("buildings_gas", "buildings_oil", "buildings_coal")
"""Fields of the role census_buildings: all energy carriers of the heating, and those that are fossil."""


@method(level="cells")
def census_mean(cells: GeoTable, values: GeoTable, weights: GeoTable, *, progress: Progress) -> Ratios:
    """Return a census rate weighted with a count, per population cell.

    ``values`` are census cells of any size with the column ``value``; a population cell inherits the one its centre
    lies in. ``weights`` are the population cells with their count in the column ``value``.
    """
    return weighted(inherited(cells, values), weights.numbers("value"))


@method(level="cells", factor=100.0)
def age_group_share(
    cells: GeoTable, count: Optional[GeoTable], share: Optional[GeoTable], *, progress: Progress
) -> Ratios:
    """Return persons of an age group and all persons, per population cell.

    ``count`` are the population cells with the group's number in the column ``value``; without it the share (in %, in
    the column ``value`` of census cells of any size) is used, and flagged.
    """
    persons = cells.numbers("population")
    # The census changes counts a little, each by itself: a group may come out larger than all.
    group = np.minimum(persons_of_group(cells, count, share), persons)
    flags = () if count is not None else ("ages_by_share",)
    return Ratios(group, np.where(np.isfinite(group), persons, np.nan), persons, flags)


@method(level="cells", factor=100.0)
def buildings_before_share(cells: GeoTable, buildings: GeoTable, *, year: float, progress: Progress) -> Ratios:
    """Return buildings built before a year and buildings of known year, per population cell.

    Census cells are joined by ``cell_id``. Classes that secrecy suppressed are unknown: they leave both sums and
    lower the coverage, which compares with ``buildings_total``.
    """
    old = [name for name, end in BUILDING_CLASSES.items() if end <= year]
    return _share_of_classes(cells, buildings, list(BUILDING_CLASSES), old, "buildings_total")


@method(level="cells", factor=100.0)
def fossil_heating_share(cells: GeoTable, buildings: GeoTable, *, progress: Progress) -> Ratios:
    """Return buildings heated with gas, oil or coal and buildings of known energy carrier, per population cell.

    Census cells are joined by ``cell_id``. Suppressed carriers leave both sums and lower the coverage, which compares
    with ``buildings_by_energy``. District heat is not counted as fossil, whatever it is made from.
    """
    return _share_of_classes(cells, buildings, ENERGY_CARRIERS, FOSSIL_CARRIERS, "buildings_by_energy")


def _share_of_classes(
    cells: GeoTable, buildings: GeoTable, classes: Sequence[str], chosen: Sequence[str], total: str
) -> Ratios:
    """Return the buildings in the chosen classes and those in all known ones, per population cell."""
    unknown = np.full(len(buildings), np.nan)
    columns = {name: buildings.numbers(name) if name in buildings.frame else unknown for name in (total, *classes)}
    counts = np.column_stack([columns[name] for name in classes])
    wanted = np.isin(classes, chosen)
    some = np.isfinite(counts).any(axis=1)
    known = np.where(some, np.nansum(counts, axis=1), np.nan)
    by_id = pd.DataFrame(
        {
            "numerator": np.where(some, np.nansum(counts[:, wanted], axis=1), np.nan),
            "denominator": known,
            # The census changes counts a little, each by itself: classes may add up to more than their total.
            "expected": np.fmax(columns[total], known),
        },
        index=buildings.ids("cell_id"),
    ).reindex(cells.ids("cell_id"))
    return Ratios(*(by_id[name].to_numpy(dtype=float) for name in ("numerator", "denominator", "expected")))


@method(level="units", factor=100.0)
def slow_street_share(units: GeoTable, streets: GeoTable, *, maximum_speed: float, progress: Progress) -> Ratios:
    """Return metres of slow public streets and of public streets with a known speed, per unit.

    Slow are streets with a speed limit of at most ``maximum_speed`` km/h, living streets and pedestrian streets.
    """
    classes, speed = streets.words("class"), streets.numbers("speed_kmh")
    public = ~np.isin(classes, list(NOT_PUBLIC_STREETS))
    slow_class = np.isin(classes, list(SLOW_BY_CLASS))
    known = public & (np.isfinite(speed) | slow_class)
    slow = known & (slow_class | (np.nan_to_num(speed, nan=np.inf) <= maximum_speed))
    sums = []
    for number, chosen in enumerate((slow, known, public), start=1):
        sums.append(measure_in_units(streets.geometry[chosen], units.geometry))
        progress(number / 3)
    return Ratios(*sums)
