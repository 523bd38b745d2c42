# SPDX-License-Identifier: GPL-2.0-or-later
"""Where people live inside their cells, and how many of them (and of what is counted with them) live in each unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely
from scipy import sparse

from .parallel import spread
from .shares import area_shares, cut, whole_and_crossing
from .table import GeoTable
from .values import Ratios, divide


@dataclass(frozen=True)
class Places:
    """Where the people of the cells are taken to live; distances are measured from there.

    ``points`` are shapely points, ``cell`` is the index of the cell of each, ``weight`` the share of the cell's people
    (the weights of a cell add up to 1; every cell has at least one place). ``cells`` are the cells' polygons,
    ``pieces`` the polygon of each place: the part of a building that lies in the cell, or the cell itself. In the cells
    marked by ``evenly`` people are spread evenly: the only point is the centre, and straight-line catchments count the
    share of the cell's area instead.
    """

    points: np.ndarray
    cell: np.ndarray
    weight: np.ndarray
    cells: np.ndarray
    evenly: np.ndarray
    pieces: np.ndarray

    @property
    def spread_evenly(self) -> bool:
        """Whether people are spread evenly in every cell."""
        return bool(self.evenly.all())

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
    count, shapes = len(cells), cells.geometry
    evenly = np.full(count, spread_evenly)
    return Places(shapely.centroid(shapes), np.arange(count), np.ones(count), shapes, evenly, shapes)


def homes(cells: GeoTable, footprints: np.ndarray, floor_area: np.ndarray) -> Places:
    """Return the places in residential buildings: the people of a cell live in its buildings by floor area.

    ``footprints`` are polygons, ``floor_area`` is in m². A building on the border between cells counts in each with
    the share of its footprint there. Cells without a building keep their people evenly spread.
    """
    shapes, count = cells.geometry, len(cells)
    cell, building, pieces = cut(footprints, shapes)
    living = floor_area[building] * shapely.area(pieces) / shapely.area(footprints)[building]
    total = np.bincount(cell, living, minlength=count)
    empty = np.flatnonzero(total == 0)
    return Places(
        np.concatenate([spread(shapely.point_on_surface, pieces), shapely.centroid(shapes[empty])]),
        np.concatenate([cell, empty]),
        np.concatenate([living / total[cell], np.ones(len(empty))]),
        shapes,
        total == 0,
        np.concatenate([pieces, shapes[empty]]),
    )


@dataclass(frozen=True)
class Allocation:
    """How cells belong to planning units.

    ``shares`` is a sparse matrix, one row per unit and one column per cell: the share (0 to 1) of the cell's people
    that live in the unit. Other counts (dwellings, children) are taken to be spread like the people.
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


def allocate(cells: GeoTable, units: GeoTable, places: Optional[Places] = None) -> Allocation:
    """Return how the population cells belong to the units: by the places in them, else by share of the cell's area.

    A place on the border of a unit counts with the share of its piece that lies inside. Cells are polygons with the
    column ``population``; all in the same projected CRS.
    """
    if places is None:
        return Allocation(area_shares(cells.geometry, units.geometry), cells.numbers("population"))
    whole, crossing = whole_and_crossing(cells.geometry, units.geometry)
    cut = np.zeros(len(cells), dtype=bool)
    cut[crossing[1]] = True
    chosen = np.flatnonzero(cut[places.cell])
    pieces = area_shares(places.pieces[chosen], units.geometry)
    size = (len(chosen), len(cells))
    people = sparse.csr_matrix((places.weight[chosen], (np.arange(len(chosen)), places.cell[chosen])), shape=size)
    # A cell that one unit cuts may lie in another as a whole: there it counts as such, without rounding.
    partly = sparse.csr_matrix((np.ones(len(crossing[0])), crossing), shape=(len(units), len(cells)))
    ones = sparse.csr_matrix((np.ones(len(whole[0])), whole), shape=(len(units), len(cells)))
    shares = ((pieces @ people).multiply(partly) + ones).tocsr()
    shares.eliminate_zeros()
    shares.sort_indices()
    return Allocation(shares, cells.numbers("population"))
