# SPDX-License-Identifier: GPL-2.0-or-later
"""New footpaths, joined with the ways that are there.

The network joins lines where they share a vertex (``engine/network/graph.py``). So a new path gets a vertex wherever it
meets a way, and the way gets the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
import shapely

from ...model.problem import Problem, Severity
from ..desk import Data
from ..network.graph import SAME_PLACE, walkable
from ..table import GeoTable
from .patch import Change, Context, Patch, one_row, shaped, together

ROLE, BARRIERS = "walking_network", "barriers"
ENDS = "ends"
CLASS = "footway"


def path(data: Data, patch: Patch, context: Context) -> Change:
    """Add the lines of a patch to the walking network; it touches as many places as it is joined at.

    Lines that can only be reached by way of others of the same patch are joined after those. What is joined nowhere is
    left out and told, as are ends that lead nowhere and barriers that the path crosses (as a bridge or underpass).
    """
    ways: GeoTable = data[ROLE]
    waiting = [part for part in shapely.get_parts(patch.geometry) if shapely.length(part) > 0]
    joins, added = 0, []
    progress = True
    while waiting and progress:
        progress = False
        for part in list(waiting):
            joined = _joined(ways, part, float(patch.number("snap_m") or 0.0), patch.parameters.get("joins") == ENDS)
            if joined is None:
                continue
            ways, line, count = joined
            added.append(line)
            joins += count
            waiting.remove(part)
            progress = True
    problems = [_not_joined(patch, waiting)] if waiting else []
    open_ends = _open_ends(ways, added)
    if open_ends:
        values = {"measure": patch.measure_id, "effect": patch.name(), "count": float(open_ends)}
        problems.append(Problem("effect_path_open_end", Severity.NOTE, values))
    if added and BARRIERS in data and shapely.crosses(data[BARRIERS].geometry[:, None], np.array(added)).any():
        problems.append(_crosses_barrier(patch))
    return Change({ROLE: ways}, joins, tuple(problems))


def _not_joined(patch: Patch, parts: Sequence[shapely.Geometry]) -> Problem:
    metres = float(round(sum(shapely.length(part) for part in parts)))
    values = {"measure": patch.measure_id, "effect": patch.name(), "metres": metres}
    return Problem("effect_path_not_joined", Severity.WARNING, values)


def _crosses_barrier(patch: Patch) -> Problem:
    return Problem("effect_path_crosses_barrier", Severity.NOTE, {"measure": patch.measure_id, "effect": patch.name()})


def _joined(
    ways: GeoTable, part: shapely.Geometry, snap: float, ends_only: bool
) -> Optional[tuple[GeoTable, shapely.Geometry, int]]:
    """Return the ways with a line joined to them, the line as joined, and at how many places; None if nowhere."""
    open_ways = np.flatnonzero(walkable(ways) & ~shapely.is_missing(ways.geometry))
    tree = shapely.STRtree(ways.geometry[open_ways])
    xy = shapely.get_coordinates(part)
    places: list[np.ndarray] = []
    for row in (0, len(xy) - 1) if ends_only else range(len(xy)):
        found = _nearest(tree, xy[row], snap)
        if found is not None:
            xy[row] = found
            places.append(found)
    if not ends_only:
        xy, crossings = _with_crossings(tree, xy)
        places += crossings
    xy = xy[np.r_[True, np.hypot(*np.diff(xy, axis=0).T) > 0]]
    if not places or len(xy) < 2:
        return None
    places = _different(places)
    geometry = ways.geometry.copy()
    for place in places:
        for number in open_ways[tree.query(shapely.Point(place), predicate="dwithin", distance=SAME_PLACE)]:
            geometry[number] = with_vertex(geometry[number], place)
    line = shapely.linestrings(xy)
    noded = GeoTable(ways.frame, geometry, ways.crs, ways.role)
    return together(noded, one_row(ways, shaped(line, "line"), {"class": CLASS})), line, len(places)


def _nearest(tree: shapely.STRtree, xy: np.ndarray, snap: float) -> Optional[np.ndarray]:
    """Return the place on the nearest way at most ``snap`` metres away: a vertex of it if one is there."""
    point = shapely.Point(xy)
    near = tree.query_nearest(point, max_distance=snap)
    if not len(near):
        return None
    way = tree.geometries[near[0]]
    on_way = shapely.get_coordinates(shapely.shortest_line(way, point))[0]
    return _vertex_at(shapely.get_coordinates(way), on_way)


def _vertex_at(vertices: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Return the vertex that is at a place, else the place."""
    metres = np.hypot(*(vertices - place).T)
    nearest = int(metres.argmin())
    return vertices[nearest].copy() if metres[nearest] <= SAME_PLACE else place


def _with_crossings(tree: shapely.STRtree, xy: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the vertices of a line with those where it meets a way, and these."""
    line = shapely.linestrings(xy)
    places: list[np.ndarray] = []
    for way in tree.geometries[tree.query(line, predicate="intersects")]:
        common = shapely.get_parts(shapely.intersection(line, way))
        # Where both run together they meet at the first and the last place.
        ends = [shapely.get_coordinates(part)[[0, -1]] for part in common]
        places += [_vertex_at(shapely.get_coordinates(way), place) for both in ends for place in both]
    places = _different(places)
    for place in places:
        xy = shapely.get_coordinates(with_vertex(shapely.linestrings(xy), place))
        nearest = int(np.hypot(*(xy - place).T).argmin())
        xy[nearest] = place
    return xy, places


def with_vertex(line: shapely.Geometry, place: np.ndarray) -> shapely.Geometry:
    """Return a line (of one or several parts) with a vertex at a place on it, unless it has one there."""
    parts = shapely.get_parts(shapely.force_2d(line))
    for number, part in enumerate(parts):
        xy = shapely.get_coordinates(part)
        if np.hypot(*(xy - place).T).min() <= SAME_PLACE:
            continue
        start, step = xy[:-1], np.diff(xy, axis=0)
        square = (step**2).sum(axis=1)
        share = np.clip(((place - start) * step).sum(axis=1) / np.where(square > 0, square, 1.0), 0.0, 1.0)
        metres = np.hypot(*(start + share[:, None] * step - place).T)
        nearest = int(metres.argmin())
        if metres[nearest] <= SAME_PLACE:
            parts[number] = shapely.linestrings(np.insert(xy, nearest + 1, place, axis=0))
    return shapely.multilinestrings(parts) if shapely.get_type_id(line) == MULTI else parts[0]


MULTI = 5
"""What shapely calls a line of several parts."""


def _different(places: Sequence[np.ndarray]) -> list[np.ndarray]:
    kept: list[np.ndarray] = []
    for place in places:
        if all(np.hypot(*(place - other)) > SAME_PLACE for other in kept):
            kept.append(place)
    return kept


def _open_ends(ways: GeoTable, added: Sequence[shapely.Geometry]) -> int:
    """Return how many ends of the added lines meet no other way."""
    if not added:
        return 0
    tree = shapely.STRtree(ways.geometry[walkable(ways)])
    ends = [shapely.get_point(line, row) for line in added if not shapely.is_closed(line) for row in (0, -1)]
    # One is the line itself.
    return sum(len(tree.query(end, predicate="dwithin", distance=SAME_PLACE)) < 2 for end in ends)
