# SPDX-License-Identifier: GPL-2.0-or-later
"""How far people have to go: along straight lines here, along the walking network in ``engine.network``."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import shapely

from .geometry import QUARTER_SEGMENTS, ROUNDING, covered_share, pairs_within
from .population import Places
from .progress import Progress, silent


class Reach(Protocol):
    """Distances between the places where people live and destinations (points, lines or polygons)."""

    way: str
    known: np.ndarray
    """Which places distances can be measured from."""

    def nearest(self, targets: np.ndarray, limit: float = np.inf, progress: Progress = silent) -> np.ndarray:
        """Return the metres from each place to the nearest target: infinite beyond ``limit``, NaN where unknown."""

    def pairs(
        self, targets: np.ndarray, distance: float, progress: Progress = silent
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (place, target, metres) of all that are at most ``distance`` metres apart."""


class StraightReach:
    """Straight lines, lengthened by a detour factor: what is 100 m apart counts as 100 · ``detour`` metres."""

    way = "straight"

    def __init__(self, places: np.ndarray, detour: float = 1.0) -> None:
        self._places, self._detour = places, detour
        self.known = ~shapely.is_missing(places)

    def nearest(self, targets: np.ndarray, limit: float = np.inf, progress: Progress = silent) -> np.ndarray:
        """See Reach.nearest; places without geometry are unknown."""
        distances = np.full(len(self._places), np.inf)
        if len(targets):
            far = limit / self._detour * (1.0 + ROUNDING)
            index, metres = shapely.STRtree(targets).query_nearest(
                self._places, max_distance=far if np.isfinite(far) else None, return_distance=True, all_matches=False
            )
            distances[index[0]] = metres * self._detour
        distances[~self.known] = np.nan
        return distances

    def pairs(
        self, targets: np.ndarray, distance: float, progress: Progress = silent
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See Reach.pairs."""
        place, target = pairs_within(self._places, targets, distance / self._detour)
        return place, target, shapely.distance(self._places[place], targets[target]) * self._detour


def share_within(
    places: Places, reach: Reach, targets: np.ndarray, distance: float, detour: float, progress: Progress = silent
) -> np.ndarray:
    """Return the share (0 to 1) of each cell's people who have at most ``distance`` metres to a target.

    People spread evenly in their cell count by the share of its area within the straight-line radius
    ``distance`` / ``detour``; people at places by the distance of each place. NaN where no place of a cell is known.
    """
    if reach.way == "straight" and places.spread_evenly:
        catchments = shapely.buffer(targets, distance / detour, quad_segs=QUARTER_SEGMENTS)
        progress(0.3)
        return covered_share(places.cells, catchments)
    metres = reach.nearest(targets, distance, progress)
    return places.mean(np.where(np.isnan(metres), np.nan, metres <= distance * (1.0 + ROUNDING)))
