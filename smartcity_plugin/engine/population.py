# SPDX-License-Identifier: GPL-2.0-or-later
"""Allocation of people (and of everything counted with them) from cells to planning units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import sparse

from .table import GeoTable
from .values import Ratios, divide


@dataclass(frozen=True)
class Places:
    """Where the people of the cells are taken to live; distances are measured from there.

    ``points`` are shapely points, ``cell`` is the index of the cell of each, ``weight`` the share of the cell's people
    (the weights of a cell add up to 1). ``cells`` are the cells' polygons; with ``spread_evenly`` the points are their
    centres, and straight-line catchments count the share of a cell's area instead.
    """

    points: np.ndarray
    cell: np.ndarray
    weight: np.ndarray
    cells: np.ndarray
    spread_evenly: bool

    def mean(self, values: np.ndarray) -> np.ndarray:
        """Return the mean of a value per place for each cell, over the people whose value is known; else NaN."""
        known = np.isfinite(values)
        count = len(self.cells)
        people = np.bincount(self.cell[known], self.weight[known], minlength=count)
        total = np.bincount(self.cell[known], self.weight[known] * values[known], minlength=count)
        return divide(total, people)

    def known(self, values: np.ndarray) -> np.ndarray:
        """Return the share (0 to 1) of each cell's people whose value is known."""
        known = np.isfinite(values)
        return np.bincount(self.cell[known], self.weight[known], minlength=len(self.cells))

    def persons(self, population: np.ndarray) -> np.ndarray:
        """Return the persons at each place, NaN where the cell's population is unknown."""
        return population[self.cell] * self.weight


def centres(cells: GeoTable, spread_evenly: bool = True) -> Places:
    """Return one place per cell: its centre."""
    count = len(cells)
    return Places(shapely.centroid(cells.geometry), np.arange(count), np.ones(count), cells.geometry, spread_evenly)


@dataclass(frozen=True)
class Allocation:
    """How cells belong to planning units.

    ``shares`` is a sparse matrix, one row per unit and one column per cell: the share (0 to 1) of the cell's area
    that lies in the unit. Counts are taken to be spread evenly inside a cell.
    """

    shares: sparse.csr_matrix
    population: np.ndarray
    """Persons per cell, NaN where unknown."""

    def total(self, values: np.ndarray) -> np.ndarray:
        """Return the sum per unit of a count per cell; unknown cells add nothing."""
        return self.shares @ np.nan_to_num(values, nan=0.0)

    def known(self, values: np.ndarray) -> np.ndarray:
        """Return how many cells with a known value touch each unit."""
        return self._touching() @ np.isfinite(values).astype(float)

    def unknown(self, values: np.ndarray) -> np.ndarray:
        """Return how many cells without a known value touch each unit."""
        return self._touching() @ (~np.isfinite(values)).astype(float)

    def persons(self) -> np.ndarray:
        """Return the persons per unit, NaN for units without any cell of known population."""
        return np.where(self.known(self.population) > 0, self.total(self.population), np.nan)

    def sum_up(self, cells: Ratios) -> Ratios:
        """Return the ratios of the units: sums of the cells' numerators, denominators and expectations."""
        some = self.known(np.where(cells.known, cells.denominator, np.nan)) > 0
        numerator = self.total(np.where(cells.known, cells.numerator, np.nan))
        denominator = self.total(np.where(cells.known, cells.denominator, np.nan))
        return Ratios(
            np.where(some, numerator, np.nan), np.where(some, denominator, np.nan), self.total(cells.expected)
        )

    def members(self, unit: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the cells of a unit and the share of each that lies inside."""
        start, end = self.shares.indptr[unit], self.shares.indptr[unit + 1]
        return self.shares.indices[start:end], self.shares.data[start:end]

    def _touching(self) -> sparse.csr_matrix:
        return sparse.csr_matrix(
            (np.ones_like(self.shares.data), self.shares.indices, self.shares.indptr), shape=self.shares.shape
        )


def allocate(cells: GeoTable, units: GeoTable) -> Allocation:
    """Return how the population cells belong to the units, by share of the cell's area.

    Cells are polygons with the column ``population``; both tables in the same projected CRS.
    """
    unit, cell = shapely.STRtree(cells.geometry).query(units.geometry, predicate="intersects")
    shapely.prepare(units.geometry)
    inside = shapely.covers(units.geometry[unit], cells.geometry[cell])
    shares = np.ones(len(unit))
    crossing = ~inside
    pieces = shapely.intersection(units.geometry[unit[crossing]], cells.geometry[cell[crossing]])
    shares[crossing] = shapely.area(pieces) / shapely.area(cells.geometry[cell[crossing]])
    touching = shares > 0
    matrix = sparse.csr_matrix((shares[touching], (unit[touching], cell[touching])), shape=(len(units), len(cells)))
    return Allocation(matrix, cells.numbers("population"))
