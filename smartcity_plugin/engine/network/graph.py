# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways as a graph: nodes where lines share a vertex, edges between them; the geometry of every edge is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph

from ..table import GeoTable

SNAP_TOLERANCE = 150.0
"""Metres between a place and the nearest way beyond which it is not on the network (project default, printed).

Twice the distance from the middle of a 100 m cell to its corner, rounded up."""

SMALLEST_ISLAND = 1000.0
"""Metres of ways that hang together but not with the rest: less is taken for a gap in the data and left out."""

SAME_PLACE = 0.01
"""Metres: vertices that are closer are one, whatever the file's rounding."""

NOT_ON_FOOT = frozenset(
    ["motorway", "motorway_link", "trunk", "trunk_link", "construction", "proposed", "raceway", "bus_guideway"]
)
"""OSM classes that nobody may walk on, unless the way itself says otherwise."""

MAY_WALK = frozenset(["yes", "designated", "permissive", "official"])
MAY_NOT_ENTER = frozenset(["no", "private", "customers", "military", "agricultural", "forestry", "delivery"])


@dataclass(frozen=True)
class WalkingNetwork:
    """An undirected graph in a projected CRS.

    ``nodes`` are coordinates, (n, 2) in metres. Edge i runs along ``lines[i]`` from node ``start[i]`` to ``end[i]``
    and is ``length[i]`` metres long; several edges may join the same nodes. ``component`` numbers, per node, what
    hangs together; ``main`` is the number of the part with most metres.
    """

    nodes: np.ndarray
    start: np.ndarray
    end: np.ndarray
    lines: np.ndarray
    length: np.ndarray
    component: np.ndarray
    main: int
    left_out: float
    """Metres of small islands that were left out."""

    def attach(
        self, geometries: np.ndarray, tolerance: float = SNAP_TOLERANCE, barriers: Optional[np.ndarray] = None
    ) -> Attachment:
        """Return where geometries meet the network: on the nearest edge, at most ``tolerance`` metres away.

        The straight connection must not cross a barrier; another edge within the tolerance is taken then. What has
        none is not on the network.
        """
        return attach(self, geometries, tolerance, barriers)


@dataclass(frozen=True)
class Attachment:
    """Places on edges: per geometry the edge (-1: not on the network), metres from its start, and metres to it."""

    edge: np.ndarray
    offset: np.ndarray
    distance: np.ndarray

    @property
    def attached(self) -> np.ndarray:
        """Which geometries are on the network."""
        return self.edge >= 0


def walkable(ways: GeoTable) -> np.ndarray:
    """Return which ways may be walked on, by the columns class, foot and access (keys as in OSM; all optional)."""

    def words(column: str) -> np.ndarray:
        empty = np.full(len(ways), "", dtype=object)
        return ways.words(column) if column in ways.frame else empty

    classes, foot, access = words("class"), words("foot"), words("access")
    allowed = np.isin(foot, list(MAY_WALK))
    forbidden = np.isin(foot, list(MAY_NOT_ENTER)) | np.isin(access, list(MAY_NOT_ENTER)) | (foot == "use_sidepath")
    return allowed | ~(forbidden | np.isin(classes, list(NOT_ON_FOOT)))


def build_network(lines: np.ndarray) -> WalkingNetwork:
    """Return the network of lines that meet where they share a vertex; where they only cross they do not (bridges).

    Islands of less than SMALLEST_ISLAND metres are left out, unless there is nothing else.
    """
    parts = shapely.force_2d(shapely.get_parts(lines[~shapely.is_missing(lines)]))
    parts = parts[shapely.length(parts) > 0]
    xy, line = shapely.get_coordinates(parts, return_index=True)
    if len(xy) == 0:
        empty = np.empty(0, dtype=int)
        return WalkingNetwork(xy, empty, empty, parts, np.empty(0), empty, 0, 0.0)
    vertex, first = _same_places(xy)
    ends = np.r_[True, line[1:] != line[:-1]] | np.r_[line[1:] != line[:-1], True]
    often = np.bincount(vertex) > 1
    is_node = ends | often[vertex]
    edge_start = np.flatnonzero(is_node[:-1] & (line[1:] == line[:-1]))
    edge_lines, length = _pieces(xy, is_node, ends, edge_start)
    following = np.flatnonzero(is_node)
    edge_end = following[np.searchsorted(following, edge_start, side="right")]
    used, numbers = np.unique(np.concatenate([vertex[edge_start], vertex[edge_end]]), return_inverse=True)
    start, end = numbers[: len(edge_start)], numbers[len(edge_start) :]
    return _without_islands(xy[first[used]], start, end, edge_lines, length)


def _same_places(xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of the place of each vertex, and for each place a vertex that lies there."""
    steps = np.round((xy - xy.min(axis=0)) / SAME_PLACE).astype(np.int64)
    keys = steps[:, 0] * (steps[:, 1].max() + 1) + steps[:, 1]
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    return numbers, first


def _pieces(
    xy: np.ndarray, is_node: np.ndarray, ends: np.ndarray, edge_start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the lines between nodes and their lengths; a node inside a line ends one piece and begins the next."""
    repeats = np.where(is_node & ~ends, 2, 1)
    doubled = np.repeat(xy, repeats, axis=0)
    first_copy = np.cumsum(repeats) - repeats
    begins = np.zeros(len(doubled), dtype=bool)
    begins[first_copy[edge_start] + repeats[edge_start] - 1] = True
    lines = shapely.linestrings(doubled, indices=np.cumsum(begins) - 1)
    return lines, shapely.length(lines)


def _without_islands(
    nodes: np.ndarray, start: np.ndarray, end: np.ndarray, lines: np.ndarray, length: np.ndarray
) -> WalkingNetwork:
    graph = sparse.coo_matrix((np.ones(len(start)), (start, end)), shape=(len(nodes), len(nodes)))
    _, component = csgraph.connected_components(graph, directed=False)
    metres = np.bincount(component[start], length)
    keep = metres[component[start]] >= min(SMALLEST_ISLAND, metres.max())
    left_out = float(length[~keep].sum())
    used, numbers = np.unique(np.concatenate([start[keep], end[keep]]), return_inverse=True)
    count = int(keep.sum())
    return WalkingNetwork(
        nodes[used],
        numbers[:count],
        numbers[count:],
        lines[keep],
        length[keep],
        component[used],
        int(metres.argmax()),
        left_out,
    )


def attach(
    network: WalkingNetwork, geometries: np.ndarray, tolerance: float, barriers: Optional[np.ndarray]
) -> Attachment:
    """See WalkingNetwork.attach."""
    edge = np.full(len(geometries), -1)
    if len(network.lines):
        tree = shapely.STRtree(network.lines)
        place, nearest = tree.query_nearest(geometries, max_distance=tolerance, all_matches=False)
        edge[place] = nearest
        if barriers is not None and len(barriers):
            _walk_around(tree, network.lines, geometries, edge, tolerance, barriers)
    found = edge >= 0
    offset, distance = np.zeros(len(edge)), np.full(len(edge), np.nan)
    lines = network.lines[edge[found]]
    connection = shapely.shortest_line(lines, geometries[found])
    distance[found] = shapely.length(connection)
    offset[found] = shapely.line_locate_point(lines, shapely.get_point(connection, 0))
    return Attachment(edge, offset, distance)


def _walk_around(
    tree: shapely.STRtree,
    lines: np.ndarray,
    geometries: np.ndarray,
    edge: np.ndarray,
    tolerance: float,
    barriers: np.ndarray,
) -> None:
    """Give those whose connection crosses a barrier the nearest edge on their own side, or none."""
    walls = shapely.STRtree(barriers)
    found = np.flatnonzero(edge >= 0)
    connections = shapely.shortest_line(geometries[found], lines[edge[found]])
    blocked = found[np.unique(walls.query(connections, predicate="crosses")[0])]
    edge[blocked] = -1
    place, other = tree.query(geometries[blocked], predicate="dwithin", distance=tolerance)
    connections = shapely.shortest_line(geometries[blocked[place]], lines[other])
    free = np.ones(len(place), dtype=bool)
    free[np.unique(walls.query(connections, predicate="crosses")[0])] = False
    place, other, far = place[free], other[free], shapely.length(connections[free])
    order = np.lexsort((other, far, place))
    first = order[np.r_[True, np.diff(place[order]) > 0]] if len(order) else order
    edge[blocked[place[first]]] = other[first]
