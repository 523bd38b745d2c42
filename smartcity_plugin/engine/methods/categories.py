# SPDX-License-Identifier: GPL-2.0-or-later
"""How many kinds of everyday destinations are within reach."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..geometry import large_enough, pairs_within, present
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method

Categories = dict[str, Optional[GeoTable]]
"""Role → its layer, or None where the town has no data: such a category is not assessed."""

GREEN = "public_green"
"""The one category whose features must have a minimum size: a verge is no destination."""


@method(level="cells", factor=100.0)
def reachable_categories_share(
    cells: GeoTable,
    categories: Categories,
    *,
    distance: float,
    detour: float,
    minimum_green_area: float,
    progress: Progress,
) -> Ratios:
    """Return, per cell, the reachable share of the assessed categories, weighted with persons.

    A category is reachable if one of its features lies within ``distance`` / ``detour`` metres of the cell's centre
    (straight line); of public green only dissolved areas of at least ``minimum_green_area`` m² count. Categories
    without data are left out of the sum and of the total.
    """
    assessed = {role: table.geometry for role, table in categories.items() if table is not None}
    if GREEN in assessed:
        assessed[GREEN] = large_enough(assessed[GREEN], minimum_green_area)
    counts = _count(cells, assessed, distance / detour, progress)
    return weighted(counts / len(assessed), cells.numbers("population"))


@method(level="cells")
def reachable_categories_count(
    cells: GeoTable, categories: Categories, *, distance: float, detour: float, progress: Progress
) -> Ratios:
    """Return, per cell, the number of reachable categories, weighted with persons; see the share for the rules."""
    assessed = {role: table.geometry for role, table in categories.items() if table is not None}
    return weighted(_count(cells, assessed, distance / detour, progress), cells.numbers("population"))


def _count(cells: GeoTable, assessed: dict[str, np.ndarray], radius: float, progress: Progress) -> np.ndarray:
    centres = shapely.centroid(cells.geometry)
    counts = np.zeros(len(cells))
    for number, geometry in enumerate(assessed.values(), start=1):
        reached, _ = pairs_within(centres, present(geometry), radius)
        counts[np.unique(reached)] += 1
        progress(number / len(assessed))
    return counts
