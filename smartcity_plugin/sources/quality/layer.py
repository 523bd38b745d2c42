# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of one layer by itself: fields, numbers, keys and geometries."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ...catalogue.numbers import NO_BREAK_SPACE
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity
from ...model.quality import Fix
from ..prepare import DIMENSION_NAMES
from .finding import Finding, extent_of, names_of, problems_of

SUPPRESSION_WORTH_SAYING = 0.05
"""Share of missing values in a census column from which the reader is told. A project default."""

CODES_FOR_UNKNOWN = (-1.0, -9.0)
"""What the census tables of 2011 write for values that are unknown or kept secret."""


def check_layer(name: str, table: GeoTable, role: Role) -> list[Problem]:
    """Return the problems of a layer that was mapped to the fields of a role, before it is repaired."""
    return problems_of(find_in_layer(name, table, role))


def find_in_layer(name: str, table: GeoTable, role: Role) -> list[Finding]:
    """Return what ``check_layer`` says, with places and repairs."""
    if len(table) == 0:
        return [Finding(Problem("layer_empty", Severity.ERROR, {"layer": name}), role.id)]
    findings = []
    for field in role.required:
        if field not in table.frame or table.frame[field].isna().all():
            missing = Problem("field_missing", Severity.ERROR, {"layer": name, "field": field})
            findings.append(Finding(missing, role.id))
    findings += _in_numbers(name, table, role)
    if role.geometry not in ("none", "raster"):
        findings += _in_geometry(name, table, role)
    return findings + _in_cells(name, table, role)


def _in_cells(name: str, table: GeoTable, role: Role) -> list[Finding]:
    findings = []
    if "cell_id" in role.required and "cell_id" in table.frame:
        repeated = table.frame["cell_id"].duplicated(keep=False).to_numpy(dtype=bool)
        count = int(table.frame["cell_id"].duplicated().sum())
        if count:
            twice = Problem("cell_ids_not_unique", Severity.ERROR, {"layer": name, "count": count})
            findings.append(_at(twice, role, table, repeated))
    if "population" in role.required and "population" in table.frame:
        unknown = pd.to_numeric(table.frame["population"], errors="coerce").isna().to_numpy(dtype=bool)
        if unknown.all():
            nowhere = Problem("population_missing_everywhere", Severity.ERROR, {"layer": name})
            findings.append(Finding(nowhere, role.id))
        elif unknown.any():
            values = {"count": int(unknown.sum()), "total": len(table)}
            findings.append(_at(Problem("population_null", Severity.WARNING, values), role, table, unknown))
    return findings


def _in_numbers(name: str, table: GeoTable, role: Role) -> list[Finding]:
    findings, kept_secret = [], []
    for field in [field for field in role.numbers if field in table.frame]:
        numbers = pd.to_numeric(table.frame[field], errors="coerce")
        text = (numbers.isna() & table.frame[field].notna()).to_numpy(dtype=bool)
        if text.any():
            wrong = Problem("field_not_numeric", Severity.ERROR, {"layer": name, "field": field})
            findings.append(_at(wrong, role, table, text))
        negative = (numbers < 0).to_numpy(dtype=bool)
        if negative.any():
            count = {"layer": name, "field": field, "count": int(negative.sum())}
            only_codes = bool(numbers[negative].isin(CODES_FOR_UNKNOWN).all())
            problem = Problem("negative_values", Severity.ERROR, count)
            findings.append(_at(problem, role, table, negative, Fix.EMPTY_CODES if only_codes else None))
        missing = float(numbers.isna().mean())
        if is_census(role) and field not in role.required and missing > SUPPRESSION_WORTH_SAYING:
            kept_secret.append(f"{field} ({round(100 * missing)}{NO_BREAK_SPACE}%)")
    if kept_secret:
        values = {"layer": name, "fields": ", ".join(kept_secret)}
        findings.append(Finding(Problem("census_partly_missing", Severity.WARNING, values), role.id))
    return findings


def is_census(role: Role) -> bool:
    """Return whether the features of a role are cells of a grid: values missing there are often kept secret."""
    return "cell_id" in role.required


def _in_geometry(name: str, table: GeoTable, role: Role) -> list[Finding]:
    findings = []
    geometry = table.geometry
    nowhere = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    if nowhere.any():
        empty = Problem("geometry_empty", Severity.WARNING, {"layer": name, "count": int(nowhere.sum())})
        findings.append(_at(empty, role, table, nowhere, Fix.REMOVE_EMPTY))
    broken = ~nowhere & ~shapely.is_valid(geometry)
    if broken.any():
        invalid = Problem("geometry_invalid", Severity.WARNING, {"layer": name, "count": int(broken.sum())})
        findings.append(_at(invalid, role, table, broken, Fix.REPAIR_GEOMETRY))
    if role.geometry in DIMENSION_NAMES:
        findings += _in_dimensions(name, table, role, ~nowhere)
    return findings


def _in_dimensions(name: str, table: GeoTable, role: Role, there: np.ndarray) -> list[Finding]:
    dimensions = shapely.get_dimensions(table.geometry)
    other = there & (dimensions != DIMENSION_NAMES.index(role.geometry))
    if not other.any():
        return []
    if (other == there).all():
        found = tuple(DIMENSION_NAMES[dimension] for dimension in sorted(set(dimensions[other].tolist())))
        kinds = {"layer": name, "found": found, "expected": role.geometry}
        return [Finding(Problem("geometry_type_wrong", Severity.ERROR, kinds), role.id)]
    values = {"layer": name, "count": int(other.sum()), "expected": role.geometry}
    return [_at(Problem("geometry_type_partly", Severity.WARNING, values), role, table, other)]


def _at(problem: Problem, role: Role, table: GeoTable, rows: np.ndarray, fix=None) -> Finding:
    places = extent_of(table.geometry[rows])
    return Finding(problem, role.id, fix=fix, features=names_of(table, rows), extent=places)
