# SPDX-License-Identifier: GPL-2.0-or-later
"""Heat: who lives where the surface is hot, and where many of them are old, young or close together."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..clusters import getis_ord, hot_spots, touching, within
from ..composite.normalise import goalposts
from ..desk import Desk
from ..people import persons_of_group
from ..progress import Progress
from ..raster import Raster
from ..table import GeoTable
from ..values import Ratios, divide, weighted
from .raster_share import cell_means
from .registry import method

SQUARE_METRES_PER_HECTARE = 10_000.0


@method(level="cells", factor=100.0)
def heat_exposure_share(
    cells: GeoTable,
    temperature: Raster,
    *,
    score: float,
    correction: str,
    neighbours: str,
    band: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return persons in hot spots of surface temperature, and persons, per cell.

    A cell is hot where Gi* of its mean temperature reaches ``score``, or by the false discovery rate that belongs to
    it. Only cells in which people live take part; neighbours are cells that touch, or whose centres are at most
    ``band`` metres apart.
    """
    population = cells.numbers("population")
    lived_in = np.nan_to_num(population) > 0
    means = np.where(lived_in, desk.once(cell_means, temperature, desk.cells), np.nan)
    progress(0.7)
    if neighbours == "touching":
        weights = desk.once(touching, desk.cells.geometry)
    else:
        weights = within(shapely.centroid(desk.cells.geometry), band)
    hot = hot_spots(getis_ord(means, weights), score, correction == "false_discovery")
    return weighted(np.where(population == 0, 0.0, hot), population)


@method(level="cells")
def heat_vulnerability(
    cells: GeoTable,
    temperature: Raster,
    seniors: Optional[GeoTable],
    senior_share: Optional[GeoTable],
    minors: Optional[GeoTable],
    minor_share: Optional[GeoTable],
    *,
    trim: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return 100 · √(E · S) · persons and persons per cell, with exposure E and sensitivity S from 0 to 1.

    E is the cell's mean surface temperature, S the mean of the share of people from 65 and under 18 and of persons per
    hectare; each is 0 at the ``trim``th percentile of the cells in which people live and 1 at the (100 − ``trim``)th.
    Ages are numbers of the cells (column ``value``), else shares in % of census cells.
    """
    population = cells.numbers("population")
    lived_in = np.nan_to_num(population) > 0
    old = persons_of_group(cells, seniors, senior_share)
    young = persons_of_group(cells, minors, minor_share)
    # The census changes every number a little: age groups may add up to more than all.
    share = np.clip(divide(old + young, population), 0.0, 1.0)
    density = divide(population, shapely.area(cells.geometry) / SQUARE_METRES_PER_HECTARE)
    means = desk.once(cell_means, temperature, desk.cells)
    progress(0.8)
    exposure, focus, crowding = (_scaled(values, lived_in, trim) for values in (means, share, density))
    scores = 100.0 * np.sqrt(exposure * (focus + crowding) / 2.0)
    return weighted(
        np.where(population == 0, 0.0, scores), population, _told(seniors, senior_share, minors, minor_share)
    )


def _scaled(values: np.ndarray, lived_in: np.ndarray, trim: float) -> np.ndarray:
    """Return values from 0 to 1 between two percentiles of the cells in which people live; NaN if these are equal."""
    known = values[lived_in & np.isfinite(values)]
    if not len(known):
        return np.full(len(values), np.nan)
    low, high = np.percentile(known, [trim, 100.0 - trim])
    if not high > low:
        return np.full(len(values), np.nan)
    return goalposts(values, low, high) / 100.0


def _told(
    seniors: Optional[GeoTable],
    senior_share: Optional[GeoTable],
    minors: Optional[GeoTable],
    minor_share: Optional[GeoTable],
) -> tuple[str, ...]:
    """Return where the age groups come from, if not from numbers of the cells."""
    if (seniors is None and senior_share is None) or (minors is None and minor_share is None):
        return ("ages_missing",)
    return () if seniors is not None and minors is not None else ("ages_by_share",)
