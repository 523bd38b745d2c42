# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of planning units: keys, overlaps and gaps with their places, and whether the levels fit together."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ...engine.table import GeoTable
from ...model.problem import Problem, Severity
from .finding import NAMED, Finding, extent_of, list_of, problems_of

OVERLAP_TOLERANCE = 0.001
"""Share of the study area that units may overlap or leave open before it is reported (digitising noise)."""

OUTSIDE_PARENT_TOLERANCE = 0.01
"""Share of a unit's area that may lie outside the unit it belongs to. A project default."""

SMALLEST_PLACE = 1.0
"""Square metres below which an overlap or a gap is not worth to be shown."""

ROLE = "planning_units"


def check_units(name: str, units: GeoTable, area: Optional[shapely.Geometry] = None) -> list[Problem]:
    """Return the problems of planning units (columns unit_id, name): keys, overlaps, gaps in the study area."""
    return problems_of(finding for finding in find_in_units(name, units, area) if finding.problem.key not in _PLACES)


def find_in_units(name: str, units: GeoTable, area: Optional[shapely.Geometry] = None) -> list[Finding]:
    """Return what ``check_units`` says, and the largest places where units overlap or leave a gap."""
    if len(units) == 0:
        return [Finding(Problem("layer_empty", Severity.ERROR, {"layer": name}), ROLE)]
    findings = []
    for field in ("unit_id", "name"):
        missing = units.frame[field].isna().to_numpy(dtype=bool)
        if missing.any():
            values = {"layer": name, "field": field, "count": int(missing.sum())}
            problem = Problem("unit_values_missing", Severity.ERROR, values)
            findings.append(Finding(problem, ROLE, extent=extent_of(units.geometry[missing])))
    ids = units.frame["unit_id"].dropna().astype(str)
    repeated = sorted(set(ids[ids.duplicated()]))
    if repeated:
        rows = units.frame["unit_id"].astype(str).isin(repeated).to_numpy(dtype=bool)
        problem = Problem("unit_ids_not_unique", Severity.ERROR, {"layer": name, "ids": ", ".join(repeated[:NAMED])})
        findings.append(Finding(problem, ROLE, features=tuple(repeated), extent=extent_of(units.geometry[rows])))
    findings += _overlaps(units)
    return findings + (_gaps(units, area) if area is not None else [])


_PLACES = ("units_overlap_here", "units_leave_gap_here")
"""Problems of single places; at import the share of the whole is enough."""


def overlap(polygons: np.ndarray) -> float:
    """Return the area that polygons cover more than once, as a share (0 and more) of the area they cover."""
    covered = float(shapely.area(shapely.union_all(polygons)))
    return (float(shapely.area(polygons).sum()) - covered) / covered if covered > 0 else 0.0


def _overlaps(units: GeoTable) -> list[Finding]:
    share = overlap(units.geometry)
    if share <= OVERLAP_TOLERANCE:
        return []
    first, second = shapely.STRtree(units.geometry).query(units.geometry, predicate="intersects")
    first, second = first[first < second], second[first < second]
    pieces = shapely.intersection(units.geometry[first], units.geometry[second])
    sizes = shapely.area(pieces)
    problem = Problem("units_overlap", Severity.WARNING, {"share": round(100 * share, 1)})
    findings = [Finding(problem, ROLE, extent=extent_of(pieces[sizes >= SMALLEST_PLACE]))]
    names = units.frame["name"].fillna("").astype(str).to_numpy(dtype=object)
    for place in _largest(sizes):
        both = tuple(sorted((names[first[place]], names[second[place]])))
        values = {"units": ", ".join(both), "area": _rounded(sizes[place])}
        problem = Problem("units_overlap_here", Severity.NOTE, values)
        findings.append(Finding(problem, ROLE, features=both, extent=extent_of(pieces[[place]])))
    return findings


def _gaps(units: GeoTable, area: shapely.Geometry) -> list[Finding]:
    open_area = shapely.difference(area, shapely.union_all(units.geometry))
    share = float(shapely.area(open_area)) / float(shapely.area(area))
    if share <= OVERLAP_TOLERANCE:
        return []
    parts = shapely.get_parts(open_area)
    problem = Problem("units_do_not_cover", Severity.WARNING, {"share": round(100 * share, 1)})
    findings = [Finding(problem, ROLE, extent=extent_of(parts[shapely.area(parts) >= SMALLEST_PLACE]))]
    tree = shapely.STRtree(units.geometry)
    names = units.frame["name"].fillna("").astype(str).to_numpy(dtype=object)
    for place in _largest(shapely.area(parts)):
        around = sorted(set(names[tree.query(parts[place], predicate="intersects")]))
        values = {"units": list_of(around[:NAMED], len(around)), "area": _rounded(float(shapely.area(parts[place])))}
        problem = Problem("units_leave_gap_here", Severity.NOTE, values)
        findings.append(Finding(problem, ROLE, features=tuple(around), extent=extent_of(parts[[place]])))
    return findings


def _largest(sizes: np.ndarray) -> np.ndarray:
    order = np.argsort(-sizes, kind="stable")[:NAMED]
    return order[sizes[order] >= SMALLEST_PLACE]


def _rounded(square_metres: float) -> float:
    """Return an area in ha with as many decimals as make sense of it."""
    return float(f"{square_metres / 10_000:.3g}")


def find_in_hierarchy(units: GeoTable) -> list[Finding]:
    """Return units (columns unit_id, name, parent_id) whose parent does not exist or does not contain them.

    Every unit but the uppermost one belongs to another; a unit without parent is looked at only for loops.
    """
    ids = units.ids("unit_id")
    rows = {unit: row for row, unit in enumerate(ids)}
    parents = units.frame["parent_id"].where(units.frame["parent_id"].notna(), None).to_list()
    known = [None if parent is None else rows.get(str(parent)) for parent in parents]
    orphan = np.array([parent is not None and row is None for parent, row in zip(parents, known)], dtype=bool)
    findings = []
    if orphan.any():
        findings.append(_of_units("parent_missing", units, orphan))
    loops = np.array([_in_loop(row, known) for row in range(len(units))], dtype=bool)
    if loops.any():
        findings.append(_of_units("parent_loop", units, loops))
    child = np.array([row for row, parent in enumerate(known) if parent is not None], dtype=int)
    outside = np.zeros(len(units), dtype=bool)
    if len(child):
        above = units.geometry[np.array([known[row] for row in child], dtype=int)]
        outside[child] = _share_outside(units.geometry[child], above) > OUTSIDE_PARENT_TOLERANCE
    if outside.any():
        findings.append(_of_units("unit_outside_parent", units, outside))
    return findings


def _of_units(key: str, units: GeoTable, rows: np.ndarray) -> Finding:
    names = units.frame["name"].astype(str).to_numpy(dtype=object)[rows]
    values = {"units": list_of(names[:NAMED], len(names)), "count": len(names)}
    severity = Severity.WARNING if key == "unit_outside_parent" else Severity.ERROR
    problem = Problem(key, severity, values)
    return Finding(problem, ROLE, features=tuple(names[:NAMED]), extent=extent_of(units.geometry[rows]))


def _in_loop(start: int, parents: list) -> bool:
    """Return whether a unit is above itself."""
    row, steps = parents[start], 0
    while row is not None and row != start and steps <= len(parents):
        row, steps = parents[row], steps + 1
    return row == start


def _share_outside(inner: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Return the share of each inner polygon's area that lies outside the outer one beside it."""
    areas = shapely.area(inner)
    common = shapely.area(shapely.intersection(inner, outer))
    return np.where(areas > 0, 1.0 - common / np.where(areas > 0, areas, 1.0), 0.0)
