# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives near something: shares of the population inside catchments."""

from __future__ import annotations

import numpy as np
import shapely

from ..desk import Desk
from ..geometry import QUARTER_SEGMENTS, covered_share, large_enough
from ..progress import Progress
from ..reach import share_within
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
    from the target's edge. Polygons are dissolved first and must have ``minimum_area`` m².
    """
    reachable = desk.once(large_enough, targets.geometry, minimum_area)
    reach = desk.reach(way, detour)
    shares = share_within(desk.places, reach, reachable, distance, detour, progress)
    return weighted(shares, cells.numbers("population"), desk.flags_of(way))


@method(level="cells", factor=100.0)
def population_share_near_stops(
    cells: GeoTable,
    stops: GeoTable,
    *,
    distance_bus: float,
    distance_tram: float,
    distance_rail: float,
    progress: Progress,
) -> Ratios:
    """Return persons within the catchment of a public transport stop, and persons, per cell.

    The straight-line radius in metres depends on the column ``mode`` of the stop (bus, tram, rail); stops of another
    or unknown mode get the radius of the bus, the smallest claim.
    """
    modes = stops.words("mode")
    radius = np.select([modes == "tram", modes == "rail"], [distance_tram, distance_rail], distance_bus)
    catchments = shapely.buffer(stops.geometry, radius, quad_segs=QUARTER_SEGMENTS)
    progress(0.3)
    return weighted(covered_share(cells.geometry, catchments), cells.numbers("population"))
