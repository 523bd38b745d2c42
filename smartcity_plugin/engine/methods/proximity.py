# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives near something: shares of the population inside catchments."""

from __future__ import annotations

from ..desk import Desk
from ..geometry import present
from ..progress import Progress
from ..reach import count_within, share_within
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method


@method(level="cells", factor=100.0)
def population_share_within(
    cells: GeoTable,
    targets: GeoTable,
    *,
    distance: float,
    way: str,
    detour: float,
    minimum_area: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return persons within reach of a target, and persons, per cell.

    The reach is ``distance`` metres along the walking network, or a straight line of ``distance`` / ``detour`` metres
    from the target's edge. Polygons are dissolved first and must have ``minimum_area`` m²; people on foot enter them
    where a way does, or at their entrances.
    """
    reachable = desk.large_enough(targets.geometry, minimum_area)
    reach = desk.reach(way, detour)
    shares = share_within(desk.places, reach, reachable, distance, detour, progress, desk.gates_of(targets))
    return weighted(shares, cells.numbers("population"), desk.flags_of(way))


@method(level="cells")
def destinations_within(
    cells: GeoTable,
    targets: GeoTable,
    *,
    distance: float,
    way: str,
    detour: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return, per cell, how many targets people have within reach, weighted with persons.

    The reach is that of ``population_share_within``; every feature counts, also where several are at one place.
    """
    reach, every = desk.reach(way, detour), desk.once(present, targets.geometry)
    counts = count_within(reach, every, distance, progress, desk.gates_of(targets))
    return weighted(desk.places.mean(counts), cells.numbers("population"), desk.flags_of(way))
