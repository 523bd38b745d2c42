# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways as a graph: nodes where lines share a vertex, edges between them; the geometry of every edge is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from ..table import GeoTable

SMALLEST_ISLAND = 1000.0
"""Metres of ways that hang together but not with the rest: less is taken for a gap in the data and left out."""

SAME_PLACE = 0.01
"""Metres: what is closer is one place, whatever the file's rounding."""

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
    and is ``length[i]`` metres long; several edges may join the same nodes, and an edge may end where it begins.
    ``component`` numbers, per node, what hangs together; ``main`` is the number of the part with most metres (-1: there
    is none). ``left_out`` is the share (0 to 1) of all metres that belonged to small islands.
    """

    nodes: np.ndarray
    start: np.ndarray
    end: np.ndarray
    lines: np.ndarray
    length: np.ndarray
    component: np.ndarray
    main: int
    left_out: float

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The spatial index of the edges."""
        return shapely.STRtree(self.lines)

    @cached_property
    def degree(self) -> np.ndarray:
        """How many ends of edges meet at each node."""
        return np.bincount(np.concatenate([self.start, self.end]), minlength=len(self.nodes))


def walkable(ways: GeoTable) -> np.ndarray:
    """Return which ways may be walked on, by the columns class, foot and access (keys as in OSM; all optional)."""

    def words(column: str) -> np.ndarray:
        empty = np.full(len(ways), "", dtype=object)
        return ways.words(column) if column in ways.frame else empty

    classes, foot, access = words("class"), words("foot"), words("access")
    allowed = np.isin(foot, list(MAY_WALK))
    forbidden = np.isin(foot, list(MAY_NOT_ENTER)) | np.isin(access, list(MAY_NOT_ENTER)) | (foot == "use_sidepath")
    return allowed | ~(forbidden | np.isin(classes, list(NOT_ON_FOOT)))


def network_of(ways: GeoTable) -> WalkingNetwork:
    """Return the network of those ways of a layer that may be walked on."""
    return build_network(ways.geometry[walkable(ways)])


def build_network(lines: np.ndarray) -> WalkingNetwork:
    """Return the network of lines that meet where they share a vertex; where they only cross they do not (bridges).

    A line that is there twice counts once. Islands of less than SMALLEST_ISLAND metres are left out, unless there is
    nothing else.
    """
    vertex, line, place = _vertices(lines)
    if len(vertex) == 0:
        nothing = np.empty(0, dtype=int)
        return WalkingNetwork(place, nothing, nothing, np.empty(0, dtype=object), np.empty(0), nothing, -1, 0.0)
    follows = line[1:] == line[:-1]
    is_end = np.r_[True, ~follows] | np.r_[~follows, True]
    is_node = is_end | (np.bincount(vertex) > 1)[vertex]
    first = np.flatnonzero(is_node[:-1] & follows)
    """The vertex with which each piece between nodes begins."""
    nodes = np.flatnonzero(is_node)
    last = nodes[np.searchsorted(nodes, first, side="right")]
    used, numbers = np.unique(np.concatenate([vertex[first], vertex[last]]), return_inverse=True)
    start, end = numbers[: len(first)], numbers[len(first) :]
    pieces = _pieces(place[vertex], first, last)
    once = _different(start, end, pieces)
    return _without_islands(place[used], start[once], end[once], pieces[once])


def _vertices(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for every vertex of the lines, the number of its place and of its line, and the places' coordinates.

    Vertices closer than SAME_PLACE are at one place; a line does not stand still at a place.
    """
    parts = shapely.force_2d(shapely.get_parts(lines[~shapely.is_missing(lines)]))
    length = shapely.length(parts)
    parts = parts[np.isfinite(length) & (length > 0)]
    xy, line = shapely.get_coordinates(parts, return_index=True)
    if len(xy) == 0:
        return np.empty(0, dtype=int), line, xy
    order = np.lexsort((xy[:, 1], xy[:, 0]))
    new = np.r_[True, (np.diff(xy[order], axis=0) != 0).any(axis=1)]
    number = np.empty(len(xy), dtype=int)
    number[order] = np.cumsum(new) - 1
    different = xy[order[new]]
    pairs = cKDTree(different).query_pairs(SAME_PLACE, output_type="ndarray")
    shape = (len(different), len(different))
    close = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=shape)
    count, cluster = csgraph.connected_components(close, directed=False)
    place = np.empty((count, 2))
    place[cluster[::-1]] = different[::-1]
    vertex = cluster[number]
    moves = np.r_[True, (np.diff(vertex) != 0) | (np.diff(line) != 0)]
    vertex, line = vertex[moves], line[moves]
    longer = np.bincount(line) > 1
    return vertex[longer[line]], line[longer[line]], place


def _pieces(xy: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return the lines through the vertices from ``first`` to ``last``, both included."""
    count = last - first + 1
    begins = np.cumsum(count) - count
    index = np.repeat(first - begins, count) + np.arange(count.sum())
    return shapely.linestrings(xy[index], indices=np.repeat(np.arange(len(first)), count))


def _different(start: np.ndarray, end: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return the numbers of the lines without those that run as another does, in either direction."""
    length = shapely.length(lines)
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((length, high, low))
    again = np.r_[False, (np.diff(low[order]) == 0) & (np.diff(high[order]) == 0)]
    candidates = np.flatnonzero(again)
    here, before = lines[order[candidates]], lines[order[candidates - 1]]
    same = shapely.equals_exact(shapely.normalize(here), shapely.normalize(before), SAME_PLACE)
    again[candidates] = same
    return np.sort(order[~again])


def _without_islands(nodes: np.ndarray, start: np.ndarray, end: np.ndarray, lines: np.ndarray) -> WalkingNetwork:
    length = shapely.length(lines)
    graph = sparse.coo_matrix((np.ones(len(start)), (start, end)), shape=(len(nodes), len(nodes)))
    _, component = csgraph.connected_components(graph, directed=False)
    metres = np.bincount(component[start], length)
    keep = metres[component[start]] >= min(SMALLEST_ISLAND, metres.max())
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
        float(length[~keep].sum() / length.sum()),
    )


def segments(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the straight segments of lines and of the boundaries of areas, and which geometry each belongs to."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    areas = shapely.get_dimensions(parts) == 2
    parts[areas] = shapely.boundary(parts[areas])
    rings, of_part = shapely.get_parts(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    long = np.flatnonzero((ring[1:] == ring[:-1]) & (xy[1:] != xy[:-1]).any(axis=1))
    found = shapely.linestrings(np.stack([xy[long], xy[long + 1]], axis=1))
    return found, owner[of_part[ring[long]]]
