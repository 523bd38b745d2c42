# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of where the features of a layer lie: beyond the border on every side, all over the area, upon each other."""

from __future__ import annotations

import numpy as np
import shapely

from ...engine.geometry import present
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity
from ...model.quality import Side
from .finding import NAMED, Finding, extent_of, list_of, names_of, problems_of
from .units import OVERLAP_TOLERANCE, overlap

EXPECTED = 5.0
"""How many features one would expect beyond a side of the border, going by the density inside, for their absence to be
told: where 5 are expected, none is found by chance in 0.7 % of cases (Poisson). A project default."""

FAR_AWAY = 100.0
"""Metres beyond the role's buffer from which a feature is a stray."""

COARSE_SEGMENTS = 4
"""Segments per quarter circle of the zone around the border; only counts of features depend on it."""


def check_reach(name: str, table: GeoTable, role: Role, area: shapely.Geometry) -> list[Problem]:
    """Return a warning if a layer that is needed beyond the border ends there: values near it come out too poor."""
    return problems_of(find_reach(name, table, role, area))


def find_reach(name: str, table: GeoTable, role: Role, area: shapely.Geometry) -> list[Finding]:
    """Return whether the data go on beyond the border, on all sides.

    A side is told as empty only if features should be expected there, going by their density inside the border.
    """
    there = present(table.geometry)
    if role.buffer == 0 or len(there) == 0:
        return []
    inside = shapely.intersects(_prepared(area), there)
    beyond = there[~shapely.covers(area, there)]
    distance = round(role.buffer)
    zone = shapely.difference(shapely.buffer(area, role.buffer, quad_segs=COARSE_SEGMENTS), area)
    if inside.all():
        ends = Problem("data_does_not_cover", Severity.WARNING, {"layer": name, "distance": distance})
        return [Finding(ends, role.id, extent=extent_of(np.array([zone], dtype=object)))]
    density = float(inside.sum()) / float(shapely.area(area))
    empty, places = [], []
    for side, sector in _sectors(zone, area, role.buffer).items():
        expected = density * float(shapely.area(sector))
        if expected >= EXPECTED and not shapely.intersects(_prepared(sector), beyond).any():
            empty.append(side.value)
            places.append(sector)
    if not empty:
        return []
    values = {"layer": name, "sides": tuple(empty), "distance": distance}
    problem = Problem("data_end_at_side", Severity.WARNING, values)
    return [Finding(problem, role.id, extent=extent_of(np.array(places, dtype=object)))]


def _sectors(zone: shapely.Geometry, area: shapely.Geometry, buffer: float) -> dict[Side, shapely.Geometry]:
    """Return the zone around an area cut along the diagonals of its bounding box."""
    west, south, east, north = shapely.buffer(shapely.box(*area.bounds), buffer + 1.0, join_style="mitre").bounds
    middle = ((west + east) / 2, (south + north) / 2)
    corners = {Side.NORTH: (west, north, east, north), Side.EAST: (east, north, east, south)}
    corners |= {Side.SOUTH: (east, south, west, south), Side.WEST: (west, south, west, north)}
    wedges = {side: shapely.Polygon([middle, ends[:2], ends[2:]]) for side, ends in corners.items()}
    return {side: shapely.intersection(zone, wedge) for side, wedge in wedges.items()}


def _prepared(geometry: shapely.Geometry) -> shapely.Geometry:
    shapely.prepare(geometry)
    return geometry


def find_strays(name: str, table: GeoTable, role: Role, area: shapely.Geometry) -> list[Finding]:
    """Return whether features lie farther from the area than the role needs; importing would have left them out."""
    allowed = shapely.buffer(area, role.buffer + FAR_AWAY, quad_segs=COARSE_SEGMENTS)
    stray = ~(shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry))
    stray &= ~shapely.intersects(_prepared(allowed), table.geometry)
    if not stray.any():
        return []
    values = {"layer": name, "count": int(stray.sum()), "distance": round(role.buffer)}
    problem = Problem("features_far_away", Severity.WARNING, values)
    return [Finding(problem, role.id, features=names_of(table, stray), extent=extent_of(table.geometry[stray]))]


def find_empty_units(name: str, table: GeoTable, role: Role, units: GeoTable, persons: np.ndarray) -> list[Finding]:
    """Return units without any feature although, going by their inhabitants, some should be there.

    ``persons`` are the inhabitants of the units (NaN unknown). An extract that covers half of the town shows itself
    so; a register that is not complete, too; and a real lack.
    """
    there = present(table.geometry)
    persons = np.nan_to_num(persons)
    if len(units) < 2 or not persons.sum():
        return []
    unit, feature = shapely.STRtree(there).query(units.geometry, predicate="intersects")
    inside = len(np.unique(feature))
    counts = np.bincount(unit, minlength=len(units))
    empty = (counts == 0) & (inside * persons / persons.sum() >= EXPECTED)
    if not empty.any():
        return []
    names = units.frame["name"].astype(str).to_numpy(dtype=object)[empty]
    values = {"layer": name, "units": list_of(names[:NAMED], len(names)), "number": round(EXPECTED)}
    problem = Problem("units_without_features", Severity.NOTE, values)
    return [Finding(problem, role.id, features=tuple(names[:NAMED]), extent=extent_of(units.geometry[empty]))]


def check_overlap(name: str, table: GeoTable, role: Role) -> list[Problem]:
    """Return a warning if population cells (repaired) lie upon each other, as a fine and a coarse grid do."""
    return problems_of(find_overlap(name, table, role))


def find_overlap(name: str, table: GeoTable, role: Role) -> list[Finding]:
    """Return what ``check_overlap`` says, with the place."""
    if "population" not in role.required or len(table) == 0:
        return []
    share = overlap(table.geometry)
    if share <= OVERLAP_TOLERANCE:
        return []
    first, second = shapely.STRtree(table.geometry).query(table.geometry, predicate="overlaps")
    within, around = shapely.STRtree(table.geometry).query(table.geometry, predicate="within")
    rows = np.unique(np.concatenate([first, second, within[within != around], around[within != around]]))
    problem = Problem("cells_overlap", Severity.WARNING, {"layer": name, "share": round(100 * share, 1)})
    mask = np.zeros(len(table), dtype=bool)
    mask[rows] = True
    return [Finding(problem, role.id, features=names_of(table, mask), extent=extent_of(table.geometry[rows]))]
