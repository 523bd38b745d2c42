# SPDX-License-Identifier: GPL-2.0-or-later
"""Which share of households has something, such as a fast line, by cells of a supply atlas."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide
from .registry import method

FOR_HOUSEHOLDS = "persons_for_households"


@method(level="cells", factor=100.0)
def household_share(cells: GeoTable, rates: GeoTable, households: Optional[GeoTable], *, progress: Progress) -> Ratios:
    """Return households that have it and households, per population cell.

    ``rates`` and ``households`` are the cells of the atlas, with a share in % and a number of households in the column
    ``value``. A population cell takes the share of the atlas cell its centre lies in (of several the mean), and of its
    households as many as correspond to its part of the persons there. Without numbers of households persons are
    counted, and a flag says so.
    """
    persons, count = cells.numbers("population"), len(cells)
    cell, atlas = shapely.STRtree(rates.geometry).query(shapely.centroid(cells.geometry), predicate="intersects")
    progress(0.5)
    percent = rates.numbers("value")[atlas]
    share = np.where((percent >= 0) & (percent <= 100), percent / 100.0, np.nan)
    weight = persons[cell] / np.bincount(cell, minlength=count)[cell]
    if households is not None:
        weight = households.numbers("value")[atlas] * _part(np.nan_to_num(weight), atlas, len(rates))
    counted = _sum(cell, weight, count)
    known = np.isfinite(share)
    numerator = _sum(cell, np.where(known, weight * share, np.nan), count)
    denominator = _sum(cell, np.where(known, weight, np.nan), count)
    both = np.isfinite(counted) & np.isfinite(persons)
    per_person = divide(counted[both].sum(), persons[both].sum())
    expected = np.where(np.isfinite(counted), counted, persons * per_person)
    return Ratios(numerator, denominator, expected, () if households is not None else (FOR_HOUSEHOLDS,))


def _part(weights: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    """Return the part of each weight in the sum of its group; equal parts in groups without weight."""
    total, members = np.bincount(group, weights, minlength=count), np.bincount(group, minlength=count)
    return np.where(total[group] > 0, divide(weights, total[group]), divide(np.ones(len(group)), members[group]))


def _sum(group: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """Return the sum of the known values of each group, NaN where none is known."""
    known = np.isfinite(values)
    sums = np.bincount(group[known], values[known], minlength=count)
    return np.where(np.bincount(group[known], minlength=count) > 0, sums, np.nan)
