# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things off the network meet it: straight to the nearest way, never across a barrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely

from .graph import WalkingNetwork, segments

SNAP_TOLERANCE = 150.0
"""Metres between a place and the nearest way beyond which it is not on the network (project default, printed).

Twice the distance from the middle of a 100 m cell to its corner, rounded up."""

EQUALLY_NEAR = 1e-6
"""Metres: distances that differ by less differ by rounding only."""


@dataclass(frozen=True)
class Connections:
    """Straight connections between things and edges, row by row, ordered by both.

    ``item`` is the number of the thing, ``edge`` that of the edge, ``offset`` the metres from the edge's start,
    ``metres`` the length of the connection and ``line`` its geometry, which begins on the edge. A thing has several
    if several edges are equally near (at a crossing, for instance), and none if it is not on the network.
    """

    item: np.ndarray
    edge: np.ndarray
    offset: np.ndarray
    metres: np.ndarray
    line: np.ndarray


def attach(
    network: WalkingNetwork,
    geometries: np.ndarray,
    tolerance: float = SNAP_TOLERANCE,
    barriers: Optional[np.ndarray] = None,
) -> Connections:
    """Return how geometries are connected to the network: to the nearest edge, at most ``tolerance`` metres away.

    A connection must not cross a barrier; the nearest way that can be reached otherwise is taken then. Missing and
    empty geometries have no connection.
    """
    if not len(network.lines):
        nothing = np.empty(0, dtype=int)
        return Connections(nothing, nothing, np.empty(0), np.empty(0), np.empty(0, dtype=object))
    near, metres = network.tree.query_nearest(
        geometries, max_distance=tolerance, return_distance=True, all_matches=False
    )
    reach = np.zeros(len(geometries))
    reach[near[0]] = metres + EQUALLY_NEAR
    searched = np.zeros(len(geometries), dtype=bool)
    searched[near[0]] = True
    found = _connect(network, geometries, np.flatnonzero(searched), reach[searched])
    found = _on_this_side(network, geometries, found, tolerance, barriers)
    offset = shapely.line_locate_point(network.lines[found.edge], shapely.get_point(found.line, 0))
    order = np.lexsort((found.edge, found.item))
    return Connections(found.item[order], found.edge[order], offset[order], found.metres[order], found.line[order])


def _connect(network: WalkingNetwork, geometries: np.ndarray, items: np.ndarray, reach: np.ndarray) -> Connections:
    """Return the connections of some geometries with all edges at most ``reach`` metres away, without offsets."""
    place, edge = network.tree.query(geometries[items], predicate="dwithin", distance=reach)
    line = shapely.shortest_line(network.lines[edge], geometries[items[place]])
    return Connections(items[place], edge, np.empty(0), shapely.length(line), line)


def _on_this_side(
    network: WalkingNetwork,
    geometries: np.ndarray,
    found: Connections,
    tolerance: float,
    barriers: Optional[np.ndarray],
) -> Connections:
    """Replace connections that cross a barrier by the shortest ones that do not."""
    free = crosses_nothing(found.line, barriers)
    if free.all():
        return found
    cut_off = np.setdiff1d(found.item, found.item[free])
    row, edge, line = steps_to_segments(network, geometries[cut_off], np.full(len(cut_off), tolerance))
    open_ = crosses_nothing(line, barriers)
    item, edge, line = cut_off[row[open_]], edge[open_], line[open_]
    metres = shapely.length(line)
    shortest = np.full(len(geometries), np.inf)
    np.minimum.at(shortest, item, metres)
    chosen = metres <= shortest[item] + EQUALLY_NEAR
    return Connections(
        np.concatenate([found.item[free], item[chosen]]),
        np.concatenate([found.edge[free], edge[chosen]]),
        np.empty(0),
        np.concatenate([found.metres[free], metres[chosen]]),
        np.concatenate([found.line[free], line[chosen]]),
    )


def steps_to_segments(
    network: WalkingNetwork, geometries: np.ndarray, reach: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (geometry, edge, line): the shortest line from every straight part of an edge at most ``reach`` away."""
    row, edge = network.tree.query(geometries, predicate="dwithin", distance=reach)
    parts, owner = segments(network.lines[edge])
    line = shapely.shortest_line(parts, geometries[row[owner]])
    near = shapely.length(line) <= reach[row[owner]]
    return row[owner[near]], edge[owner[near]], line[near]


def crosses_nothing(lines: np.ndarray, barriers: Optional[np.ndarray]) -> np.ndarray:
    """Return which lines cross no barrier; one that only ends at a barrier (on a bridge) does not cross it."""
    free = np.ones(len(lines), dtype=bool)
    if barriers is not None and len(barriers):
        free[shapely.STRtree(lines).query(barriers, predicate="crosses")[1]] = False
    return free
