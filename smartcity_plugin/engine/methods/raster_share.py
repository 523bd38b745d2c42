# SPDX-License-Identifier: GPL-2.0-or-later
"""What rasters say of areas and of the people in them; every pixel counts with the share of it that lies inside."""

from __future__ import annotations

import numpy as np
import shapely

from ..desk import Desk
from ..progress import Progress
from ..raster import Raster
from ..table import GeoTable
from ..values import Ratios, divide, weighted
from ..zonal import STRIPE, ZonalSums, zonal_sums
from .registry import method

VEGETATION_RANGE = (-1.0, 1.0)
PERCENT_RANGE = (0.0, 100.0)
SHARE_RANGE = (0.0, 1.0)
CONCENTRATION_RANGE = (0.0, 1000.0)
"""What values can be; others are codes for "unknown" that the raster does not declare, and are left out."""

OVERSHOOT = 1e-6
"""Share of a range by which rounding may have carried a value beyond it."""

ENOUGH = 0.5
"""Share of a cell that must have values for the cell to have one: that of ``compute.MINIMUM_COVERAGE``."""

NOTHING = 1e-9
"""Share of a polygon with values below which it has none: what is left of subtracting sums."""


@method(level="units")
def vegetation_mean(units: GeoTable, raster: Raster, *, desk: Desk, progress: Progress) -> Ratios:
    """Return index · m² and m² with values of a vegetation index (−1 to 1), per unit and per cell."""
    sums = desk.once(sums_of_values, raster, desk.once(_zones, desk.cells, desk.units), VEGETATION_RANGE)
    progress(0.9)
    return _of_areas(desk, sums, share=False)


@method(level="units", factor=100.0)
def vegetation_share(units: GeoTable, raster: Raster, *, threshold: float, desk: Desk, progress: Progress) -> Ratios:
    """Return m² whose vegetation index reaches a threshold, and m² with values, per unit and per cell."""
    zones = desk.once(_zones, desk.cells, desk.units)
    sums = desk.once(_sums_of_area_above, raster, zones, VEGETATION_RANGE, threshold)
    progress(0.9)
    return _of_areas(desk, sums, share=True)


@method(level="units", factor=100.0)
def covered_area_share(units: GeoTable, raster: Raster, *, scale: str, desk: Desk, progress: Progress) -> Ratios:
    """Return m² that are covered (sealed, under tree crowns) and m² with values, per unit and per cell.

    Each pixel says which part of it is covered: ``scale`` percent (0 to 100), share (0 to 1, or 0 and 1), or auto,
    which means share if no pixel of the raster is above 1; that is told by a flag.
    """
    values, flags = desk.once(scale_of, raster, scale)
    progress(0.3)
    sums = desk.once(sums_of_values, raster, desk.once(_zones, desk.cells, desk.units), values)
    progress(0.9)
    return _of_areas(desk, sums, share=True, largest=values[1], flags=flags)


@method(level="cells")
def population_weighted_concentration(cells: GeoTable, raster: Raster, *, desk: Desk, progress: Progress) -> Ratios:
    """Return concentration · persons and persons per cell; all of a cell breathe the mean of its area."""
    means = desk.once(cell_means, raster, desk.cells, CONCENTRATION_RANGE)
    progress(0.9)
    return weighted(means, cells.numbers("population"))


def cell_means(raster: Raster, cells: GeoTable, values: tuple[float, float] = (-np.inf, np.inf)) -> np.ndarray:
    """Return the mean of a raster in each population cell, NaN where less than half of it has values.

    Only values inside the range ``values`` count as such.
    """
    sums = sums_of_values(raster, cells.geometry, values)
    covered = divide(sums.sums[0], sums.total)
    return np.where(np.nan_to_num(covered) >= ENOUGH - NOTHING, divide(sums.sums[1], sums.sums[0]), np.nan)


def sums_of_values(raster: Raster, polygons: np.ndarray, values: tuple[float, float]) -> ZonalSums:
    """Return pixels with values inside a range, and the sum of these, per polygon."""
    return zonal_sums(
        raster, polygons, [lambda pixels: _known(pixels, values), lambda pixels: values_in_range(pixels, values)]
    )


def scale_of(raster: Raster, scale: str) -> tuple[tuple[float, float], tuple[str, ...]]:
    """Return the range of the values of a raster of shares, and what a reader must know of how it was found."""
    if scale != "auto":
        return (PERCENT_RANGE if scale == "percent" else SHARE_RANGE), ()
    for row in range(0, raster.rows, STRIPE):
        values = values_in_range(raster.read(row, min(STRIPE, raster.rows - row)), PERCENT_RANGE)
        if np.nanmax(values, initial=0.0) > SHARE_RANGE[1] + OVERSHOOT:
            return PERCENT_RANGE, ()
    return SHARE_RANGE, ("read_as_share",)


def _sums_of_area_above(
    raster: Raster, polygons: np.ndarray, values: tuple[float, float], threshold: float
) -> ZonalSums:
    # Rasters are stored in single precision: 0.3 there is a little more or less than 0.3 here.
    limit = float(np.nextafter(np.float32(threshold), np.float32(-np.inf)))

    def above(pixels: np.ndarray) -> np.ndarray:
        return values_in_range(pixels, values) >= limit

    return zonal_sums(raster, polygons, [lambda pixels: _known(pixels, values), above])


def _known(pixels: np.ndarray, values: tuple[float, float]) -> np.ndarray:
    return np.isfinite(values_in_range(pixels, values))


def values_in_range(pixels: np.ndarray, values: tuple[float, float]) -> np.ndarray:
    """Return pixels that can be values of a range, NaN for all others: codes for "unknown"."""
    low, high = values
    slack = OVERSHOOT * (high - low) if np.isfinite(high - low) else 0.0
    with np.errstate(invalid="ignore"):
        inside = (pixels >= low - slack) & (pixels <= high + slack)
    return np.where(inside, np.clip(pixels, low, high), np.nan)


def _zones(cells: GeoTable, units: GeoTable) -> np.ndarray:
    """Return the polygons of cells and units in one array: a raster is read once for both."""
    return np.concatenate([cells.geometry, units.geometry])


def _of_areas(desk: Desk, sums: ZonalSums, share: bool, largest: float = 1.0, flags: tuple[str, ...] = ()) -> Ratios:
    """Return sums over areas in m², of units with those of the cells beside them.

    With ``share`` the values are parts of an area from 0 to ``largest``, and the sums areas.
    """
    areas = shapely.area(desk.once(_zones, desk.cells, desk.units))
    covered = divide(sums.sums[0], sums.total)
    known = np.nan_to_num(covered) > NOTHING
    denominator = np.where(known, areas * covered, np.nan)
    numerator = np.where(known, areas * divide(sums.sums[1], sums.total) / largest, np.nan)
    if share:
        numerator = np.clip(numerator, 0.0, denominator)
    count = len(desk.cells)
    enough = covered[:count] >= ENOUGH - NOTHING
    on_cells = Ratios(
        np.where(enough, numerator[:count], np.nan), np.where(enough, denominator[:count], np.nan), areas[:count]
    )
    return Ratios(numerator[count:], denominator[count:], areas[count:], flags, on_cells)
