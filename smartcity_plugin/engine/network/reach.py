# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances along the walking network between fixed places and any destinations, exact for every place."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph

from ..geometry import ROUNDING
from ..progress import Progress, silent
from .graph import SNAP_TOLERANCE, WalkingNetwork

NO_LENGTH = 1e-9
"""Metres that stand for none: a sparse matrix takes zero for no edge."""

TILE = 2000.0
"""Metres: destinations of one tile are searched from together, in the part of the network around them."""


class NetworkReach:
    """Walking distances from places (points) to destinations.

    Edges are divided at the places, so that every place is a node. A distance is the way from the place to the
    network, along it, and from it to the destination; it is NaN where a place is not on the network, or on an island
    without the destination: unreachable is unknown, not far.
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
        self._places = places
        at = network.attach(places, tolerance, barriers)
        self.known = at.attached
        self._access = at.distance
        self._node = np.full(len(places), -1)
        self._node[at.attached] = len(network.nodes) + np.arange(at.attached.sum())
        component = network.component[network.start[at.edge]] if len(network.lines) else np.empty(0, dtype=int)
        self._component = np.where(at.attached, component, -1) if len(component) else np.full(len(places), -1)
        self._divide(at.edge[at.attached], at.offset[at.attached])

    def _divide(self, edge: np.ndarray, offset: np.ndarray) -> None:
        """Divide the edges at the places and build the matrix of the pieces."""
        network = self.network
        count = len(network.lines)
        edges = np.concatenate([np.arange(count), edge, np.arange(count)])
        at = np.concatenate([np.zeros(count), offset, network.length])
        node = np.concatenate([network.start, len(network.nodes) + np.arange(len(edge)), network.end])
        rank = np.concatenate([np.zeros(count), np.ones(len(edge)), np.full(count, 2)])
        order = np.lexsort((rank, at, edges))
        edges, at, node = edges[order], at[order], node[order]
        inner = np.flatnonzero(edges[1:] == edges[:-1])
        self._from, self._to = node[inner], node[inner + 1]
        self._begin, self._span = at[inner], at[inner + 1] - at[inner]
        self._first = np.searchsorted(edges[inner], np.arange(count + 1))
        """Where the pieces of an edge begin among all pieces."""
        self._size = len(network.nodes) + len(edge)
        self._xy = np.concatenate([network.nodes, self._coordinates(edge, offset)])
        self._matrix = _shortest(self._from, self._to, self._span, self._size)

    def _coordinates(self, edge: np.ndarray, offset: np.ndarray) -> np.ndarray:
        return shapely.get_coordinates(shapely.line_interpolate_point(self.network.lines[edge], offset))

    # Destinations ------------------------------------------------------------------------------------------------

    def _entries(self, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (target, node, metres between them): the ways on which each destination is left.

        A polygon is entered wherever a way crosses its boundary, and ways inside are in it; without any, and points
        and lines, on the nearest edge.
        """
        areas = np.flatnonzero(shapely.get_dimensions(targets) == 2)
        crossed = self._crossings(targets, areas)
        inside = self._nodes_inside(targets, areas)
        met = np.zeros(len(targets), dtype=bool)
        met[crossed[0]] = met[inside[0]] = True
        rest = np.flatnonzero(~met)
        at = self.network.attach(targets[rest], self.tolerance, self.barriers)
        target = np.concatenate([crossed[0], rest[at.attached]])
        edge = np.concatenate([crossed[1], at.edge[at.attached]])
        offset = np.concatenate([crossed[2], at.offset[at.attached]])
        extra = np.concatenate([np.zeros(len(crossed[0])), at.distance[at.attached]])
        piece = self._piece(edge, offset)
        into = np.clip(offset - self._begin[piece], 0.0, self._span[piece])
        return (
            np.concatenate([target, target, inside[0]]),
            np.concatenate([self._from[piece], self._to[piece], inside[1]]),
            np.concatenate([extra + into, extra + self._span[piece] - into, np.zeros(len(inside[0]))]),
        )

    def _piece(self, edge: np.ndarray, offset: np.ndarray) -> np.ndarray:
        """Return the piece of an edge that an offset lies on."""
        along = np.concatenate([[0.0], np.cumsum(self.network.length)])
        begins = along[np.repeat(np.arange(len(self.network.lines)), np.diff(self._first))] + self._begin
        found = np.searchsorted(begins, along[edge] + offset, side="right") - 1
        return np.clip(found, self._first[edge], self._first[edge + 1] - 1)

    def _crossings(self, targets: np.ndarray, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (target, edge, offset) of the points where edges cross the boundary of areas."""
        if not len(areas) or not len(self.network.lines):
            return np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0)
        boundary = shapely.boundary(targets[areas])
        area, edge = shapely.STRtree(self.network.lines).query(boundary, predicate="intersects")
        points = shapely.intersection(boundary[area], self.network.lines[edge])
        vertices, pair = shapely.get_coordinates(points, return_index=True)
        offset = shapely.line_locate_point(self.network.lines[edge[pair]], shapely.points(vertices))
        return areas[area[pair]], edge[pair], offset

    def _nodes_inside(self, targets: np.ndarray, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (target, node) of the nodes that lie in areas."""
        if not len(areas) or not self._size:
            return np.empty(0, dtype=int), np.empty(0, dtype=int)
        if not hasattr(self, "_tree"):
            self._tree = shapely.STRtree(shapely.points(self._xy))
        area, node = self._tree.query(targets[areas], predicate="intersects")
        return areas[area], node

    # Distances ---------------------------------------------------------------------------------------------------

    def nearest(self, targets: np.ndarray, limit: float = np.inf, progress: Progress = silent) -> np.ndarray:
        """Return the metres from each place to the nearest destination.

        Infinite beyond ``limit``; NaN for places that are not on the network or on an island without destination.
        """
        _, node, metres = self._entries(targets)
        progress(0.4)
        source = self._size
        into = sparse.csr_matrix(_least(np.zeros(len(node), dtype=int), node, metres, (1, self._size)))
        matrix = sparse.vstack([self._widened(1), sparse.hstack([into, sparse.csr_matrix((1, 1))])], format="csr")
        far = limit * (1.0 + ROUNDING)
        along = csgraph.dijkstra(matrix, directed=True, indices=source, limit=far)
        progress(0.9)
        distances = np.full(len(self._node), np.nan)
        distances[self.known] = along[self._node[self.known]] + self._access[self.known]
        distances[distances > far] = np.inf
        component = self._components_of(node)
        known = np.isin(self._component, np.append(component, self.network.main))
        distances = np.where(self.known & known, distances, np.nan)
        distances[self._inside(targets)[0]] = 0.0
        return distances

    def pairs(
        self, targets: np.ndarray, distance: float, progress: Progress = silent
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (place, target, metres) of all that are at most ``distance`` metres apart on the way."""
        target, node, metres = self._entries(targets)
        far = distance * (1.0 + ROUNDING)
        at = self._place_of_node()
        inside, around = self._inside(targets)
        found = [(inside, around, np.zeros(len(inside)))]
        tiles = _tiles(self._xy[node], target, len(targets))
        for number, chosen in enumerate(tiles, start=1):
            mine = np.isin(target, chosen)
            found.append(self._pairs_of(chosen, target[mine], node[mine], metres[mine], far, at))
            progress(number / len(tiles))
        place, aim, metres = (np.concatenate(column) for column in zip(*found))
        _, first = np.unique(place * (len(targets) + 1) + aim, return_index=True)  # inside comes before on foot
        return place[first], aim[first], metres[first]

    def _pairs_of(
        self,
        chosen: np.ndarray,
        target: np.ndarray,
        node: np.ndarray,
        metres: np.ndarray,
        far: float,
        at: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Search from some neighbouring destinations in the part of the network that they can reach."""
        low, high = self._xy[node].min(axis=0) - far, self._xy[node].max(axis=0) + far
        nodes = np.flatnonzero(((self._xy >= low) & (self._xy <= high)).all(axis=1))
        part = self._matrix[nodes][:, nodes]
        row = np.searchsorted(chosen, target)
        start = _least(row, np.searchsorted(nodes, node), metres, (len(chosen), len(nodes)))
        nothing = sparse.csr_matrix((len(nodes) + len(chosen), len(chosen)))
        matrix = sparse.hstack([sparse.vstack([part, start]), nothing], format="csr")
        sources = len(nodes) + np.arange(len(chosen))
        along = csgraph.dijkstra(matrix, directed=True, indices=sources, limit=far)
        # Only nodes of places are of interest, and several places never share one.
        here = np.flatnonzero(at[nodes] >= 0)
        place = at[nodes[here]]
        total = along[:, here] + self._access[place][None, :]
        aim, which = np.nonzero(total <= far)
        return place[which], chosen[aim], total[aim, which]

    def _inside(self, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (place, target) of the places that lie in an area: no way is needed to get there."""
        areas = np.flatnonzero(shapely.get_dimensions(targets) == 2)
        area, place = shapely.STRtree(self._places).query(targets[areas], predicate="intersects")
        return place, areas[area]

    def _place_of_node(self) -> np.ndarray:
        at = np.full(self._size, -1)
        at[self._node[self.known]] = np.flatnonzero(self.known)
        return at

    def _components_of(self, node: np.ndarray) -> np.ndarray:
        """Return the numbers of the parts of the network that nodes belong to."""
        own = node < len(self.network.nodes)
        at = self._place_of_node()
        return np.unique(np.concatenate([self.network.component[node[own]], self._component[at[node[~own]]]]))

    def _widened(self, more: int) -> sparse.csr_matrix:
        return sparse.hstack([self._matrix, sparse.csr_matrix((self._size, more))], format="csr")


def _shortest(start: np.ndarray, end: np.ndarray, length: np.ndarray, size: int) -> sparse.csr_matrix:
    """Return the matrix of distances in both directions; of several edges between two nodes the shortest counts."""
    return _least(
        np.concatenate([start, end]), np.concatenate([end, start]), np.concatenate([length, length]), (size, size)
    )


def _least(row: np.ndarray, column: np.ndarray, value: np.ndarray, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Return a sparse matrix that holds the least of several values for one place (scipy itself would add them)."""
    order = np.lexsort((value, column, row))
    row, column, value = row[order], column[order], value[order]
    first = np.r_[True, (np.diff(row) != 0) | (np.diff(column) != 0)] if len(row) else np.empty(0, dtype=bool)
    return sparse.csr_matrix((np.maximum(value[first], NO_LENGTH), (row[first], column[first])), shape=shape)


def _tiles(xy: np.ndarray, target: np.ndarray, count: int) -> list[np.ndarray]:
    """Return groups of destinations that lie in the same square of the plane, by the first of their entries."""
    if not len(target):
        return []
    some, first = np.unique(target, return_index=True)
    squares = np.floor(xy[first] / TILE).astype(np.int64)
    _, group = np.unique(squares, axis=0, return_inverse=True)
    order = np.argsort(group, kind="stable")
    return [np.sort(some[part]) for part in np.split(order, np.flatnonzero(np.diff(group[order])) + 1)]
