# SPDX-License-Identifier: GPL-2.0-or-later
"""Rents and households as the census counts them, and what rents take of incomes."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..desk import Desk
from ..people import centres_in, inherited
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide, weighted
from .registry import method

MONTHS = {"year": 12.0, "month": 1.0}
"""Months that an income is for, by the options of the group ``income_period``."""


def spread_count(cells: GeoTable, census: GeoTable) -> np.ndarray:
    """Return a count of census cells (column ``value``) per population cell, NaN where unknown.

    A population cell belongs to the census cell that contains its centre; several of them share its count by their
    dwellings, if the layer has any, else by their persons.
    """
    cell, row = centres_in(cells, census)
    dwellings = cells.numbers("dwellings") if "dwellings" in cells.frame else np.full(len(cells), np.nan)
    basis = np.nan_to_num(dwellings if np.isfinite(dwellings).any() else cells.numbers("population"))[cell]
    total = np.bincount(row, basis, minlength=len(census))[row]
    members = np.bincount(row, minlength=len(census))[row]
    share = np.where(total > 0, divide(basis, total), 1.0 / np.maximum(members, 1))
    counts = np.full(len(cells), np.nan)
    counts[cell] = census.numbers("value")[row] * share
    return counts


@method(level="cells")
def rent_mean(
    cells: GeoTable, rent: GeoTable, rented: Optional[GeoTable], owners: Optional[GeoTable], *, progress: Progress
) -> Ratios:
    """Return the census rent weighted with rented dwellings, per population cell.

    ``rent`` are census cells of any size with euros per m² in the column ``value``, ``rented`` the same with the number
    of rented dwellings. Without that number the weight are the persons who do not live in their own home, by the share
    of owners (in %, column ``value`` of ``owners``); without that share all persons.
    """
    if rented is not None:
        weight = spread_count(cells, rented)
    else:
        weight = cells.numbers("population")
        if owners is not None:
            weight = weight * (1.0 - np.clip(inherited(cells, owners), 0.0, 100.0) / 100.0)
    return weighted(inherited(cells, rent), weight)


@method(level="cells", factor=100.0)
def census_count_share(cells: GeoTable, part: GeoTable, total: GeoTable, *, progress: Progress) -> Ratios:
    """Return a count of the census and the total it is part of, per population cell.

    Both are census cells of any size with the count in the column ``value``; see ``spread_count``.
    """
    some, every = spread_count(cells, part), spread_count(cells, total)
    # The census changes counts a little, each by itself: a part may come out larger than its total.
    expected = np.fmax(every, some)
    known = np.isfinite(some) & np.isfinite(every)
    return Ratios(np.where(known, some, np.nan), np.where(known, expected, np.nan), expected)


@method(level="cells", factor=100.0)
def rent_burden(
    cells: GeoTable,
    rent: GeoTable,
    space: GeoTable,
    size: GeoTable,
    income: GeoTable,
    *,
    operating_costs: float,
    income_period: str,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return euros of gross cold rent per month and euros of household income per month, per population cell.

    Persons · (rent + operating costs) · floor space per person, and persons / household size · income of the smallest
    unit around that has one. Rent in euros per m², space in m², size in persons are census cells with the column
    ``value``, income is the statistics of the units (columns unit_id, value and, if there are several, year).
    """
    persons = cells.numbers("population")
    cost = persons * (inherited(cells, rent) + operating_costs) * inherited(cells, space)
    progress(0.5)
    households = divide(persons, inherited(cells, size))
    earned = households * _income_of_cells(desk, income) / MONTHS[income_period]
    known = np.isfinite(cost) & np.isfinite(earned) & (np.nan_to_num(earned) > 0)
    mean = divide(np.sum(earned[known]), np.sum(persons[known]))
    expected = np.where(known, earned, persons * mean)
    return Ratios(np.where(known, cost, np.nan), np.where(known, earned, np.nan), expected, ("modelled",))


def _income_of_cells(desk: Desk, income: GeoTable) -> np.ndarray:
    """Return the latest income of the units around each cell, of the smallest level that knows one."""
    of_units = _latest(desk.units, income)
    levels = desk.units.frame["level"].to_numpy() if "level" in desk.units.frame else np.full(len(desk.units), "")
    areas = {level: shapely.area(desk.units.geometry[levels == level]).mean() for level in dict.fromkeys(levels)}
    values = np.full(len(desk.cells), np.nan)
    for level in sorted(areas, key=lambda name: areas[name]):
        told = (levels == level) & np.isfinite(of_units)
        shares = desk.allocation.shares[told]
        here = divide(shares.T @ of_units[told], np.asarray(shares.sum(axis=0)).ravel())
        values = np.where(np.isfinite(values), values, here)
    return values


def _latest(units: GeoTable, table: GeoTable) -> np.ndarray:
    frame = table.frame.assign(value=table.numbers("value"), unit_id=table.ids("unit_id"))
    if "year" in frame:
        frame = frame.assign(year=table.numbers("year")).sort_values("year", na_position="first", kind="stable")
    known = frame[frame["value"] > 0].drop_duplicates("unit_id", keep="last").set_index("unit_id")["value"]
    return known.reindex(units.ids("unit_id")).to_numpy(dtype=float)
