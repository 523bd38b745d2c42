# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances along the walking network between fixed places and any destinations, exact for every place."""

from __future__ import annotations

from functools import cached_property
from typing import Optional

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph

from ..geometry import ROUNDING
from ..progress import Progress, silent
from .attach import SNAP_TOLERANCE, attach
from .entries import Entries, find_entries
from .graph import WalkingNetwork
from .matrix import in_box, least, squares_of, with_sources
from .pieces import Pieces

TILE = 1000.0
"""Metres: destinations of one tile are searched from together, in the part of the network around them."""

LARGEST_BLOCK = 4_000_000
"""Distances (destinations times nodes) held at once: 32 MB."""


class NetworkReach:
    """Walking distances from places (points) to destinations.

    A distance is the way from the place to the network, along it, and from it to the destination. It is NaN where the
    place is not on the network, or on an island without the destination: unreachable is unknown, not far. It is 0
    inside an area, wherever the network is.
    """

    way = "network"

    def __init__(
        self,
        network: WalkingNetwork,
        places: np.ndarray,
        tolerance: float = SNAP_TOLERANCE,
        barriers: Optional[np.ndarray] = None,
    ) -> None:
        self.network, self.tolerance, self.barriers = network, tolerance, barriers
        self.places = places
        self.connections = at = attach(network, places, tolerance, barriers)
        self.known = np.zeros(len(places), dtype=bool)
        self.known[at.item] = True
        self.component = np.full(len(places), -1)
        self.component[at.item] = network.component[network.start[at.edge]]
        self.pieces = Pieces.of(network, at.edge, at.offset)
        self.first_place = self.pieces.node_count
        """The node of place i is ``first_place + i``: only an arrival, no way leads on from there."""
        self._size = self.first_place + len(places)
        ends = shapely.get_coordinates(shapely.get_point(at.line, 0))
        self._xy = np.concatenate([network.nodes, ends, _coordinates(places)])
        self._matrix = least(
            np.concatenate([self.pieces.start, self.pieces.end, len(network.nodes) + np.arange(len(at.item))]),
            np.concatenate([self.pieces.end, self.pieces.start, self.first_place + at.item]),
            np.concatenate([self.pieces.length, self.pieces.length, at.metres]),
            (self._size, self._size),
        )
        self._remembered: dict[tuple[int, int], tuple[np.ndarray, Optional[np.ndarray], Entries]] = {}

    @cached_property
    def _without_homes(self) -> sparse.csr_matrix:
        """The divided network alone: homes are ends of ways, a search need not look at them one by one."""
        return self._matrix[: self.first_place, : self.first_place]

    @cached_property
    def home_tree(self) -> shapely.STRtree:
        """The spatial index of the places."""
        return shapely.STRtree(self.places)

    @cached_property
    def foot_tree(self) -> shapely.STRtree:
        """The spatial index of the points on edges where places are connected."""
        return shapely.STRtree(shapely.get_point(self.connections.line, 0))

    @cached_property
    def connection_tree(self) -> shapely.STRtree:
        """The spatial index of the connections between places and edges."""
        return shapely.STRtree(self.first_steps)

    @cached_property
    def first_steps(self) -> np.ndarray:
        """The connections between edges and places; points where a place lies on its edge.

        A line without length meets nothing in some versions of GEOS.
        """
        steps = self.connections.line.copy()
        on_edge = shapely.length(steps) == 0
        steps[on_edge] = shapely.get_point(steps[on_edge], 0)
        return steps

    def entries(self, targets: np.ndarray, gates: Optional[np.ndarray] = None) -> Entries:
        """Return how the network is left for destinations; found once for the same objects."""
        key = (id(targets), id(gates))
        if key not in self._remembered:
            # The destinations are kept, too, lest an id be given out again.
            self._remembered[key] = (targets, gates, find_entries(self, targets, gates))
        return self._remembered[key][2]

    def answerable(self, targets: np.ndarray, gates: Optional[np.ndarray] = None) -> np.ndarray:
        """See Reach.answerable."""
        entries = self.entries(targets, gates)
        direct = entries.node >= self.first_place
        with_target = np.unique(entries.component)
        known = self.known & np.isin(self.component, np.append(with_target, self.network.main))
        known[entries.node[direct] - self.first_place] = True
        return known

    def nearest(
        self,
        targets: np.ndarray,
        limit: float = np.inf,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> np.ndarray:
        """See Reach.nearest: one search that starts from all destinations at once."""
        entries = self.entries(targets, gates)
        progress(0.4)
        on_foot, direct = entries.node < self.first_place, entries.node >= self.first_place
        target = np.zeros(on_foot.sum(), dtype=int)
        start = least(target, entries.node[on_foot], entries.metres[on_foot], (1, self.first_place))
        far = limit * (1.0 + ROUNDING)
        graph = with_sources(self._without_homes, start)
        along = csgraph.dijkstra(graph, directed=True, indices=self.first_place, limit=far)
        progress(0.9)
        metres = np.full(len(self.places), np.inf)
        at = self.connections
        divisions = along[len(self.network.nodes) : self.first_place]
        np.minimum.at(metres, at.item, divisions + at.metres)
        np.minimum.at(metres, entries.node[direct] - self.first_place, entries.metres[direct])
        metres[metres > far] = np.inf
        return np.where(self.answerable(targets, gates), metres, np.nan)

    def within(
        self,
        targets: np.ndarray,
        distance: float,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> np.ndarray:
        """See Reach.within."""
        metres = self.nearest(targets, distance, progress, gates)
        return np.where(np.isnan(metres), np.nan, metres <= distance * (1.0 + ROUNDING))

    def pairs(
        self,
        targets: np.ndarray,
        distance: float,
        progress: Progress = silent,
        gates: Optional[np.ndarray] = None,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See Reach.pairs: neighbouring destinations are searched from together."""
        entries = self.entries(targets, gates)
        far = distance * (1.0 + ROUNDING)
        by_x = np.argsort(self._xy[:, 0], kind="stable")
        found = [(np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0))]
        tiles = _tiles(self._xy, entries)
        for number, chosen in enumerate(tiles, start=1):
            nodes = in_box(self._xy, by_x, self._xy[entries.node[chosen]], far)
            found += self._pairs_of(entries.at(chosen), nodes, far)
            progress(number / len(tiles))
        place, target, metres = (np.concatenate(column) for column in zip(*found))
        order = np.lexsort((target, place))
        return place[order], target[order], metres[order]

    def _pairs_of(
        self, entries: Entries, nodes: np.ndarray, far: float
    ) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Search from some neighbouring destinations in the part of the network that they can reach."""
        part = self._matrix[nodes][:, nodes]
        arrivals = np.flatnonzero(nodes >= self.first_place)
        place = nodes[arrivals] - self.first_place
        targets, row = np.unique(entries.target, return_inverse=True)
        column = np.searchsorted(nodes, entries.node)
        found = []
        step = max(1, LARGEST_BLOCK // (len(nodes) + 1))
        for low in range(0, len(targets), step):
            mine = (row >= low) & (row < low + step)
            count = min(step, len(targets) - low)
            start = least(row[mine] - low, column[mine], entries.metres[mine], (count, len(nodes)))
            sources = len(nodes) + np.arange(count)
            along = csgraph.dijkstra(with_sources(part, start), directed=True, indices=sources, limit=far)
            target, which = np.nonzero(np.isfinite(along[:, arrivals]))
            found.append((place[which], targets[low + target], along[target, arrivals[which]]))
        return found


def _coordinates(points: np.ndarray) -> np.ndarray:
    """Return x and y of points, NaN where there is none."""
    xy = np.full((len(points), 2), np.nan)
    there = ~(shapely.is_missing(points) | shapely.is_empty(points))
    xy[there] = shapely.get_coordinates(points[there])
    return xy


def _tiles(xy: np.ndarray, entries: Entries) -> list[np.ndarray]:
    """Return the numbers of the entries in groups: those of destinations whose first entry lies in the same square."""
    if not len(entries.target):
        return []
    _, first, row = np.unique(entries.target, return_index=True, return_inverse=True)
    return squares_of(xy[entries.node[first]][row], TILE)
