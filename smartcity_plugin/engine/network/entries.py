# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the network is left for destinations: at their gates, where ways cross them, or at the nearest way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional

import numpy as np
import shapely

from ..geometry import FEW_CORNERS, ROUNDING, in_tiles
from ..parallel import spread
from .attach import Connections, attach, crosses_nothing, steps_to_segments
from .graph import SAME_PLACE, segments

if TYPE_CHECKING:
    from .reach import NetworkReach

GATE_DISTANCE = 25.0
"""Metres between an area and an entrance that belongs to it (project default)."""

DIRECT = -2
"""Stands for the component where somebody gets to a destination without walking along the network."""


@dataclass(frozen=True)
class Entries:
    """Last steps to destinations, row by row.

    ``target`` is the number of the destination, ``node`` where the step begins (a node of the divided network, or of
    a place), ``metres`` its length, ``component`` the part of the network it begins on, or DIRECT from a place.
    """

    target: np.ndarray
    node: np.ndarray
    metres: np.ndarray
    component: np.ndarray

    def at(self, rows: np.ndarray) -> Entries:
        """Return some rows."""
        return Entries(self.target[rows], self.node[rows], self.metres[rows], self.component[rows])


Points = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Target, edge, offset on the edge in metres, and metres from there to the target."""


def find_entries(reach: NetworkReach, targets: np.ndarray, gates: Optional[np.ndarray] = None) -> Entries:
    """Return the last steps to every destination.

    Areas with ``gates`` (points) not farther than GATE_DISTANCE are entered there only. Other areas, and lines, are
    entered wherever a way crosses them, or where somebody crosses them on the way from home to the network; if no way
    does, from all ways not farther than GATE_DISTANCE, or else from the nearest. Points are entered from the nearest
    edge. Who lives inside an area is there already.
    """
    extent = shapely.get_dimensions(targets)
    gated, at_gates = _through_gates(reach, targets, extent == 2, gates)
    open_ = np.flatnonzero((extent >= 1) & ~gated)
    crossed = _crossings(reach, targets, open_)
    beside = _from_beside(reach, targets, np.setdiff1d(open_, crossed[0]))
    points = np.flatnonzero(extent == 0)
    at_nearest = _from_nearest(points, attach(reach.network, targets[points], reach.tolerance, reach.barriers))
    on_network = _steps(reach, [at_gates, crossed, beside, at_nearest])
    from_home = _from_home(reach, targets, np.flatnonzero(extent == 2), open_)
    return Entries(*(np.concatenate(columns) for columns in zip(on_network, from_home)))


def _steps(reach: NetworkReach, points: list[Points]) -> Points:
    """Return target, node, metres and component: from a point of an edge both ends of its piece lead to it."""
    target, edge, offset, metres = (np.concatenate(column) for column in zip(*points))
    piece, into = reach.pieces.at(edge, offset)
    component = reach.network.component[reach.network.start[edge]]
    return (
        np.concatenate([target, target]),
        np.concatenate([reach.pieces.start[piece], reach.pieces.end[piece]]),
        np.concatenate([metres + into, metres + reach.pieces.length[piece] - into]),
        np.concatenate([component, component]),
    )


def _through_gates(
    reach: NetworkReach, targets: np.ndarray, areas: np.ndarray, gates: Optional[np.ndarray]
) -> tuple[np.ndarray, Points]:
    """Return which targets are areas with gates, and where these gates are on the network."""
    gated, which = np.zeros(len(targets), dtype=bool), np.flatnonzero(areas)
    if gates is None or not len(gates) or not len(which):
        return gated, _nowhere()
    area, gate = shapely.STRtree(gates).query(targets[which], predicate="dwithin", distance=GATE_DISTANCE)
    gated[which[area]] = True
    at = attach(reach.network, gates[gate], reach.tolerance, reach.barriers)
    return gated, _from_nearest(which[area], at)


def _from_nearest(targets: np.ndarray, at: Connections) -> Points:
    return targets[at.item], at.edge, at.offset, at.metres


def _from_beside(reach: NetworkReach, targets: np.ndarray, which: np.ndarray) -> Points:
    """Return where areas and lines that no way crosses are entered from.

    The points are those where an edge comes near enough, those nearest to the target, and those where places are
    connected; the last step is straight from there, not across a barrier.
    """
    if not len(which) or not len(reach.network.lines):
        return _nowhere()
    nearest = attach(reach.network, targets[which], reach.tolerance, reach.barriers)
    row, first = np.unique(nearest.item, return_index=True)
    which, near = which[row], np.maximum(nearest.metres[first], GATE_DISTANCE) * (1.0 + ROUNDING)
    lines = reach.network.lines
    target, edge, steps = steps_to_segments(reach.network, targets[which], near)
    closest = shapely.get_point(steps, 0)
    grown = shapely.buffer(targets[which], near)
    rim, rim_edge, rim_offset, _ = _crossings(reach, grown, np.arange(len(which)))
    area, connection = reach.foot_tree.query(targets[which], predicate="dwithin", distance=near)
    at = reach.connections
    edges = np.concatenate([edge, rim_edge, at.edge[connection]])
    offsets = np.concatenate([shapely.line_locate_point(lines[edge], closest), rim_offset, at.offset[connection]])
    owner = which[np.concatenate([target, rim, area])]
    step = shapely.shortest_line(shapely.line_interpolate_point(lines[edges], offsets), targets[owner])
    free = crosses_nothing(step, reach.barriers)
    return owner[free], edges[free], offsets[free], shapely.length(step[free])


def _nowhere() -> Points:
    return np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0), np.empty(0)


def _crossings(reach: NetworkReach, targets: np.ndarray, which: np.ndarray) -> Points:
    """Return the points where edges cross lines or the boundaries of areas."""
    lines = reach.network.lines
    if not len(which) or not len(lines):
        return _nowhere()
    pieces, owner = segments(targets[which])
    piece, edge = reach.network.tree.query(pieces, predicate="intersects")
    points = shapely.intersection(pieces[piece], lines[edge])
    xy, pair = shapely.get_coordinates(points, return_index=True)
    offset = shapely.line_locate_point(lines[edge[pair]], shapely.points(xy))
    return which[owner[piece[pair]]], edge[pair], offset, np.zeros(len(pair))


def _from_home(reach: NetworkReach, targets: np.ndarray, areas: np.ndarray, open_: np.ndarray) -> Points:
    """Return target, node, metres and DIRECT of places inside areas, and of those whose first steps lead there.

    Both are looked for in the tiles of large areas; who meets several of one area is told several times.
    """
    tiles, area = in_tiles(targets[areas], FEW_CORNERS)
    within, home = reach.home_tree.query(tiles, predicate="intersects")
    inside = area[within]
    tiles, owner = in_tiles(targets[open_], FEW_CORNERS)
    hit, connection = reach.connection_tree.query(tiles, predicate="dwithin", distance=SAME_PLACE)
    met = owner[hit]
    place, line = reach.connections.item[connection], reach.first_steps[connection]
    metres = shapely.distance(reach.places[place], spread(shapely.intersection, tiles[hit], line))
    touching = np.isnan(metres)
    metres[touching] = reach.connections.metres[connection[touching]]
    target = np.concatenate([areas[inside], open_[met]])
    node = reach.first_place + np.concatenate([home, place])
    return target, node, np.concatenate([np.zeros(len(inside)), metres]), np.full(len(target), DIRECT)
