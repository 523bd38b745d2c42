# SPDX-License-Identifier: GPL-2.0-or-later
"""How many kinds of everyday destinations are within reach."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..geometry import large_enough, pairs_within
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method

Categories = dict[str, Optional[GeoTable]]
"""Role → its layer, or None where the town has no data: such a category is not assessed."""


@method(level="cells", factor=100.0)
def reachable_categories_share(
    cells: GeoTable,
    categories: Categories,
    *,
    distance: float,
    detour: float,
    minimum_area: float,
    progress: Progress,
) -> Ratios:
    """Return, per cell, the reachable share of the assessed categories, weighted with persons.

    A category is reachable if one of its features lies within ``distance`` / ``detour`` metres of the cell's centre
    (straight line). Categories without data are left out of the sum and of the total.
    """
    counts, assessed = _count(cells, categories, distance / detour, minimum_area, progress)
    return weighted(counts / assessed, cells.numbers("population"))


@method(level="cells")
def reachable_categories_count(
    cells: GeoTable,
    categories: Categories,
    *,
    distance: float,
    detour: float,
    minimum_area: float,
    progress: Progress,
) -> Ratios:
    """Return, per cell, the number of reachable categories, weighted with persons; see the share for the rules."""
    counts, _ = _count(cells, categories, distance / detour, minimum_area, progress)
    return weighted(counts, cells.numbers("population"))


def _count(
    cells: GeoTable, categories: Categories, radius: float, minimum_area: float, progress: Progress
) -> tuple[np.ndarray, int]:
    centres = shapely.centroid(cells.geometry)
    assessed = [table for table in categories.values() if table is not None]
    counts = np.zeros(len(cells))
    for number, table in enumerate(assessed, start=1):
        reached, _ = pairs_within(centres, large_enough(table.geometry, minimum_area), radius)
        counts[np.unique(reached)] += 1
        progress(number / len(assessed))
    return counts, len(assessed)
