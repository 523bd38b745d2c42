# SPDX-License-Identifier: GPL-2.0-or-later
"""Quality checks: what is wrong with a layer, with a set of planning units, with a whole study; found, not fixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.geometry import present
from ..engine.population import allocate
from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import Problem, Severity
from ..model.provenance import Passport
from .prepare import DIMENSION_NAMES

OVERLAP_TOLERANCE = 0.001
"""Share of the study area that units may overlap or leave open before it is reported (digitising noise)."""

SUPPRESSION_WORTH_SAYING = 0.05
"""Share of missing values in a census column from which the reader is told."""


def _warning(key: str, **values) -> Problem:
    return Problem(key, Severity.WARNING, values)


def check_layer(name: str, table: GeoTable, role: Role) -> list[Problem]:
    """Return the problems of a layer that was mapped to the fields of a role, before it is repaired."""
    problems = []
    if len(table) == 0:
        return [Problem("layer_empty", values={"layer": name})]
    for field in role.required:
        if field not in table.frame or table.frame[field].isna().all():
            problems.append(Problem("field_missing", values={"layer": name, "field": field}))
    problems += _check_numbers(name, table.frame, role)
    problems += _check_geometry(name, table.geometry, role)
    if "cell_id" in role.required and "cell_id" in table.frame:
        repeated = int(table.frame["cell_id"].duplicated().sum())
        if repeated:
            problems.append(Problem("cell_ids_not_unique", values={"layer": name, "count": repeated}))
    if "population" in role.required and "population" in table.frame:
        unknown = int(pd.to_numeric(table.frame["population"], errors="coerce").isna().sum())
        if unknown == len(table):
            problems.append(Problem("population_missing_everywhere", values={"layer": name}))
        elif unknown:
            problems.append(_warning("population_null", count=unknown, total=len(table)))
    return problems


def _check_numbers(name: str, frame: pd.DataFrame, role: Role) -> list[Problem]:
    problems = []
    for field in role.numbers:
        if field not in frame:
            continue
        values = pd.to_numeric(frame[field], errors="coerce")
        if (values.isna() & frame[field].notna()).any():
            problems.append(Problem("field_not_numeric", values={"layer": name, "field": field}))
        negative = int((values < 0).sum())
        if negative:
            problems.append(Problem("negative_values", values={"layer": name, "field": field, "count": negative}))
        missing = float(values.isna().mean())
        if field not in role.required and missing > SUPPRESSION_WORTH_SAYING:
            problems.append(_warning("census_partly_missing", layer=name, field=field, share=round(100 * missing)))
    return problems


def _check_geometry(name: str, geometry: np.ndarray, role: Role) -> list[Problem]:
    problems = []
    there = present(geometry)
    if len(there) < len(geometry):
        problems.append(_warning("geometry_empty", layer=name, count=len(geometry) - len(there)))
    invalid = int((~shapely.is_valid(there)).sum())
    if invalid:
        problems.append(_warning("geometry_invalid", layer=name, count=invalid))
    if role.geometry in DIMENSION_NAMES:
        problems += _check_dimension(name, shapely.get_dimensions(there), role.geometry)
    return problems


def _check_dimension(name: str, dimensions: np.ndarray, expected: str) -> list[Problem]:
    other = dimensions != DIMENSION_NAMES.index(expected)
    if other.any() and other.all():
        found = tuple(DIMENSION_NAMES[dimension] for dimension in sorted(set(dimensions.tolist())))
        values = {"layer": name, "found": found, "expected": expected}
        return [Problem("geometry_type_wrong", values=values)]
    if other.any():
        return [_warning("geometry_type_partly", layer=name, count=int(other.sum()), expected=expected)]
    return []


def check_passport(name: str, passport: Passport) -> list[Problem]:
    """Return what the passport of a layer lacks before its numbers can be printed."""
    needed = {
        "source_missing": passport.source,
        "licence_missing": passport.licence,
        "date_missing": passport.data_date,
    }
    return [_warning(key, layer=name) for key, value in needed.items() if not value.strip()]


def check_reach(name: str, table: GeoTable, role: Role, area: shapely.Geometry) -> list[Problem]:
    """Return a warning if a layer that is needed beyond the border ends there: values near it come out too poor."""
    if role.buffer == 0 or len(table) == 0:
        return []
    outside = ~shapely.intersects(area, table.geometry)
    return [] if outside.any() else [_warning("data_does_not_cover", layer=name, distance=round(role.buffer))]


def check_overlap(name: str, table: GeoTable, role: Role) -> list[Problem]:
    """Return a warning if population cells (repaired) lie upon each other, as a fine and a coarse grid do."""
    if "population" not in role.required or len(table) == 0:
        return []
    overlap = _overlap(table.geometry)
    return [_warning("cells_overlap", layer=name, share=round(100 * overlap, 1))] if overlap > OVERLAP_TOLERANCE else []


def _overlap(polygons: np.ndarray) -> float:
    """Return the area that polygons cover more than once, as a share (0 and more) of the area they cover."""
    covered = float(shapely.area(shapely.union_all(polygons)))
    return (float(shapely.area(polygons).sum()) - covered) / covered


def check_units(name: str, units: GeoTable, area: Optional[shapely.Geometry] = None) -> list[Problem]:
    """Return the problems of planning units (columns unit_id, name): keys, overlaps, gaps in the study area."""
    if len(units) == 0:
        return [Problem("layer_empty", values={"layer": name})]
    problems = []
    for field in ("unit_id", "name"):
        missing = int(units.frame[field].isna().sum())
        if missing:
            values = {"layer": name, "field": field, "count": missing}
            problems.append(Problem("unit_values_missing", values=values))
    ids = units.frame["unit_id"].dropna().astype(str)
    repeated = sorted(set(ids[ids.duplicated()]))
    if repeated:
        problems.append(Problem("unit_ids_not_unique", values={"layer": name, "ids": ", ".join(repeated[:5])}))
    overlap = _overlap(units.geometry)
    if overlap > OVERLAP_TOLERANCE:
        problems.append(_warning("units_overlap", share=round(100 * overlap, 1)))
    if area is not None:
        gap = shapely.area(shapely.difference(area, shapely.union_all(units.geometry))) / shapely.area(area)
        if gap > OVERLAP_TOLERANCE:
            problems.append(_warning("units_do_not_cover", share=round(100 * float(gap), 1)))
    return problems


def check_study(
    data: Mapping[str, GeoTable], passports: Mapping[str, Passport], roles: Mapping[str, Role], area: shapely.Geometry
) -> dict[str, list[Problem]]:
    """Return the problems of a whole study by role, ``planning_units`` included."""
    units = data["planning_units"]
    problems: dict[str, list[Problem]] = {"planning_units": []}
    for level in sorted(set(units.ids("level")) - {"city"}):
        of_level = units.where(units.ids("level") == level)
        problems["planning_units"] += check_units("planning_units", of_level, area)
    for role, passport in passports.items():
        found = check_layer(passport.title, data[role], roles[role])
        found += check_passport(passport.title, passport)
        found += check_overlap(passport.title, data[role], roles[role])
        problems[role] = found + check_reach(passport.title, data[role], roles[role], area)
    if "population_cells" in data:
        problems["population_cells"] += check_allocation(data["population_cells"], units)
    return problems


def check_allocation(cells: GeoTable, units: GeoTable) -> list[Problem]:
    """Return warnings for units without cells and for units whose cells have no known inhabitants."""
    allocation = allocate(cells, units)
    names = units.frame["name"].astype(str).to_numpy()
    some_cells = np.diff(allocation.shares.indptr) > 0
    nobody = some_cells & ~(np.nan_to_num(allocation.persons()) > 0)
    problems = []
    if (~some_cells).any():
        problems.append(_warning("unit_without_cells", units=", ".join(names[~some_cells])))
    if nobody.any():
        problems.append(_warning("unit_without_population", units=", ".join(names[nobody])))
    return problems
