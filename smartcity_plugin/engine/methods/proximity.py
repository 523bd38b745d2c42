# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives near something: shares of the population inside catchments."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry import QUARTER_SEGMENTS, covered_share, large_enough
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, weighted
from .registry import method


@method(level="cells", factor=100.0)
def population_share_within(
    cells: GeoTable,
    targets: GeoTable,
    *,
    distance: float,
    detour: float,
    minimum_area: float,
    progress: Progress,
) -> Ratios:
    """Return persons within reach of a target, and persons, per cell.

    The reach is a straight line of ``distance`` / ``detour`` metres from the target's edge; a cell counts with the
    share of its area inside. Polygons are dissolved first and must have ``minimum_area`` m².
    """
    reachable = large_enough(targets.geometry, minimum_area)
    catchments = shapely.buffer(reachable, distance / detour, quad_segs=QUARTER_SEGMENTS)
    progress(0.3)
    return weighted(covered_share(cells.geometry, catchments), cells.numbers("population"))


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
