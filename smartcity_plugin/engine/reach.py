# SPDX-License-Identifier: GPL-2.0-or-later
"""How far people have to go: along straight lines here, along the walking network in ``engine.network``."""

from __future__ import annotations

from typing import Optional, Protocol

import numpy as np
import shapely

from .geometry import (
    FEW_CORNERS,
    QUARTER_SEGMENTS,
    ROUNDING,
    any_within,
    covered_share,
    distances_within,
    in_tiles,
)
from .population import Places
from .progress import Progress, silent

Found = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Number of the place, number of the target, metres between them; pair by pair, ordered by place and target."""


class Reach(Protocol):
    """Distances between the places where people live and destinations (points, lines or polygons).

    ``gates`` are points at which polygons near them are entered; only ways on foot look at them.
    """

    way: str
    known: np.ndarray
    """Which places distances can be measured from."""

    def answerable(self, targets: np.ndarray, gates: Optional[np.ndarray] = None) -> np.ndarray:
        """Return for which places it is known how far the nearest target is, be it farther than any limit."""

    def nearest(
        self,
        targets: np.ndarray,
        limit: float = np.inf,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> np.ndarray:
        """Return the metres from each place to the nearest target: infinite beyond ``limit``, NaN where unknown."""

    def within(
        self,
        targets: np.ndarray,
        distance: float,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> np.ndarray:
        """Return 1 for each place at most ``distance`` metres from a target, 0 for the others, NaN where unknown."""

    def pairs(
        self,
        targets: np.ndarray,
        distance: float,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> Found:
        """Return all that are at most ``distance`` metres apart."""


class StraightReach:
    """Straight lines, lengthened by a detour factor: what is 100 m apart counts as 100 · ``detour`` metres."""

    way = "straight"

    def __init__(self, places: np.ndarray, detour: float = 1.0) -> None:
        self._places, self._detour = places, detour
        self.known = ~(shapely.is_missing(places) | shapely.is_empty(places))

    def answerable(self, targets: np.ndarray, gates: Optional[np.ndarray] = None) -> np.ndarray:
        """See Reach.answerable: every place that has a geometry."""
        return self.known

    def nearest(
        self,
        targets: np.ndarray,
        limit: float = np.inf,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> np.ndarray:
        """See Reach.nearest; places without geometry are unknown."""
        distances = np.full(len(self._places), np.inf)
        if len(targets):
            far = limit / self._detour * (1.0 + ROUNDING)
            index, metres = shapely.STRtree(in_tiles(targets, FEW_CORNERS)[0]).query_nearest(
                self._places, max_distance=far if np.isfinite(far) else None, return_distance=True, all_matches=False
            )
            distances[index[0]] = metres * self._detour
        distances[~self.known] = np.nan
        return distances

    def within(
        self,
        targets: np.ndarray,
        distance: float,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> np.ndarray:
        """See Reach.within."""
        near = any_within(self._places, targets, distance / self._detour)
        return np.where(self.known, near.astype(float), np.nan)

    def pairs(
        self,
        targets: np.ndarray,
        distance: float,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> Found:
        """See Reach.pairs."""
        known = np.flatnonzero(self.known)
        place, target, metres = distances_within(self._places[known], targets, distance / self._detour)
        return known[place], target, metres * self._detour


def count_within(
    reach: Reach,
    targets: np.ndarray,
    distance: float,
    progress: Progress = silent,
    gates: Optional[np.ndarray] = None,
) -> np.ndarray:
    """Return how many targets each place has within ``distance`` metres, NaN where that is unknown."""
    place, _, _ = reach.pairs(targets, distance, progress, gates)
    counts = np.bincount(place, minlength=len(reach.known)).astype(float)
    return np.where(reach.answerable(targets, gates), counts, np.nan)


def share_within(
    places: Places,
    reach: Reach,
    targets: np.ndarray,
    distance: float,
    detour: float,
    progress: Progress = silent,
    gates: Optional[np.ndarray] = None,
) -> np.ndarray:
    """Return the share (0 to 1) of each cell's people who have at most ``distance`` metres to a target.

    People spread evenly in their cell count by the share of its area within the straight-line radius
    ``distance`` / ``detour``; people at places by the distance of each place. NaN where no place of a cell is known.
    """
    shares = np.full(len(places.cells), np.nan)
    evenly = places.evenly if reach.way == "straight" else np.zeros(len(places.cells), dtype=bool)
    if evenly.any():
        catchments = shapely.buffer(targets, distance / detour, quad_segs=QUARTER_SEGMENTS)
        progress(0.3)
        shares[evenly] = covered_share(places.cells[evenly], catchments)
    if not evenly.all():
        at_places = places.mean(reach.within(targets, distance, progress, gates))
        shares[~evenly] = at_places[~evenly]
    return shares
