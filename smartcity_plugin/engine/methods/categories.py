# SPDX-License-Identifier: GPL-2.0-or-later
"""How many kinds of everyday destinations are within reach."""

from __future__ import annotations

from typing import Optional

import numpy as np

from ..desk import Desk
from ..geometry import present
from ..progress import Progress, part
from ..reach import Reach
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
    way: str,
    detour: float,
    minimum_green_area: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return, per cell, the reachable share of the assessed categories, weighted with persons.

    A category is reachable if one of its features lies within ``distance`` metres on foot, or ``distance`` / ``detour``
    metres in a straight line, of the place where people live; of public green only dissolved areas of at least
    ``minimum_green_area`` m² count. Categories without data are left out of the sum and of the total.
    """
    assessed = [table for table in categories.values() if table is not None]
    counts = _count(desk, assessed, desk.reach(way, detour), distance, minimum_green_area, progress)
    return weighted(counts / len(assessed), cells.numbers("population"), desk.flags_of(way))


@method(level="cells")
def reachable_categories_count(
    cells: GeoTable,
    categories: Categories,
    *,
    distance: float,
    way: str,
    detour: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return, per cell, the number of reachable categories, weighted with persons; see the share for the rules."""
    assessed = [table for table in categories.values() if table is not None]
    counts = _count(desk, assessed, desk.reach(way, detour), distance, 0.0, progress)
    return weighted(counts, cells.numbers("population"), desk.flags_of(way))


def _count(
    desk: Desk,
    assessed: list[GeoTable],
    reach: Reach,
    distance: float,
    minimum_green_area: float,
    progress: Progress,
) -> np.ndarray:
    """Return the number of reachable categories per cell, the mean over its people; NaN where one is unknown."""
    counts = np.zeros(len(desk.places.points))
    for number, table in enumerate(assessed):
        step = part(progress, number / len(assessed), (number + 1) / len(assessed))
        if table.role == GREEN:
            targets = desk.large_enough(table.geometry, minimum_green_area)
        else:
            targets = desk.once(present, table.geometry)
        counts += reach.within(targets, distance, step, desk.gates_of(table))
    return desk.places.mean(counts)
