# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of what the features of a layer say: gaps, values far from all others, features that are there twice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely

from ...catalogue.numbers import NO_BREAK_SPACE
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity
from ...model.quality import Fix
from ..repairs import copies, repeats, shape_keys
from .finding import Finding, extent_of, list_of, name_of, names_of
from .layer import is_census

GAPS_WORTH_SAYING = 0.05
"""Share of missing values in a field that the role requires from which a warning is given. A project default."""

OPTIONAL_GAPS_WORTH_SAYING = 0.2
"""The same for fields that the role may have; these are only a note. A project default."""

FENCE = 3.0
"""Quartile distances beyond which a value is told as unusual: "far out" in Tukey, Exploratory Data Analysis, 1977."""

ENOUGH_VALUES = 20
"""Number of values below which quartiles say too little. A project default."""

MOST_NAMED = 3
"""How many unusual features are named; keys of cells are long."""

MOST_COMPARED = 100
"""How many equally unusual features are compared by name to tell the first ones."""

_TOLD_ELSEWHERE = ("population", "name")
"""Unknown population has its own sentences; what has no name is still there."""

_OWN = ("source_id",)
"""Columns that the study adds; they say nothing of the thing itself."""


def find_in_values(name: str, table: GeoTable, role: Role) -> list[Finding]:
    """Return gaps, unusual values, copies and repeated keys of a layer of a study."""
    if len(table) == 0:
        return []
    shapes = shape_keys(table.geometry)
    exact = copies(table, _OWN, shapes)
    findings = [*_gaps(name, table, role), *_unusual(name, table, role)]
    findings += _copies(name, table, role, exact, shapes)
    return findings + _repeated_keys(name, table, role, exact)


def _gaps(name: str, table: GeoTable, role: Role) -> list[Finding]:
    """Required fields one by one, because values rest on them; all others together in one note."""
    findings, incomplete = [], []
    for field in (*role.required, *role.optional):
        if field not in table.frame or field in _TOLD_ELSEWHERE or (is_census(role) and field in role.numbers):
            continue
        gaps = table.frame[field].isna().to_numpy(dtype=bool)
        missing = float(gaps.mean())
        if field in role.required and GAPS_WORTH_SAYING < missing < 1.0:
            share = {"layer": name, "field": field, "share": round(100 * missing)}
            problem = Problem("required_partly_missing", Severity.WARNING, share)
            place = extent_of(table.geometry[gaps])
            findings.append(Finding(problem, role.id, features=names_of(table, gaps), extent=place))
        elif field in role.optional and missing > OPTIONAL_GAPS_WORTH_SAYING:
            incomplete.append(f"{field} ({round(100 * missing)}{NO_BREAK_SPACE}%)")
    if incomplete:
        values = {"layer": name, "fields": ", ".join(incomplete)}
        findings.append(Finding(Problem("fields_partly_missing", Severity.NOTE, values), role.id))
    return findings


def _unusual(name: str, table: GeoTable, role: Role) -> list[Finding]:
    """One note for all fields: how many values are far from the others, and which features stand out most."""
    fields, distance = [], np.zeros(len(table))
    for field in [field for field in role.numbers if field in table.frame]:
        numbers = table.numbers(field)
        far = far_out(numbers)
        if far.any():
            fields.append(f"{field} ({int(far.sum())})")
            lower, middle, upper = np.percentile(numbers[np.isfinite(numbers)], [25, 50, 75])
            away = np.abs(numbers[far] - middle) / (upper - lower if upper > lower else 1.0)
            distance[far] = np.maximum(distance[far], away)
    if not fields:
        return []
    rows = np.flatnonzero(distance > 0)
    farthest = np.sort(distance[rows])[-MOST_NAMED:][0]
    candidates = np.flatnonzero(distance >= farthest)[:MOST_COMPARED]
    named = sorted((-distance[row], name_of(table, row)) for row in candidates)
    features = tuple(title for _, title in named[:MOST_NAMED])
    values = {"layer": name, "fields": ", ".join(fields), "names": list_of(features, len(rows))}
    problem = Problem("values_unusual", Severity.NOTE, values)
    return [Finding(problem, role.id, features=features, extent=extent_of(table.geometry[rows]))]


def far_out(numbers: np.ndarray) -> np.ndarray:
    """Return which numbers lie more than three quartile distances outside the quartiles (Tukey's outer fences).

    Numbers that are never negative are looked at on a logarithmic scale if their quartiles are more symmetrical there;
    zeros are then left out, being none of the amounts. Fewer than 20 numbers, and numbers of which half are equal, say
    nothing about what is usual.
    """
    result = np.zeros(len(numbers), dtype=bool)
    known = np.isfinite(numbers)
    positive = known & (numbers > 0)
    rows, scaled = known, numbers
    if positive.sum() >= ENOUGH_VALUES and not (numbers[known] < 0).any():
        logarithms = np.log(np.where(positive, numbers, 1.0))
        if _skewness(logarithms[positive]) < _skewness(numbers[known]):
            rows, scaled = positive, logarithms
    if rows.sum() < ENOUGH_VALUES:
        return result
    lower, upper = np.percentile(scaled[rows], [25, 75])
    if upper > lower:
        reach = FENCE * (upper - lower)
        result[rows] = (scaled[rows] < lower - reach) | (scaled[rows] > upper + reach)
    return result


def _skewness(values: np.ndarray) -> float:
    """Return how far the quartiles are from symmetry, from 0 to 1 (Bowley's coefficient without its sign)."""
    lower, middle, upper = np.percentile(values, [25, 50, 75])
    return abs(upper + lower - 2 * middle) / (upper - lower) if upper > lower else 1.0


def _copies(name: str, table: GeoTable, role: Role, exact: np.ndarray, shapes: np.ndarray) -> list[Finding]:
    findings = []
    if exact.any():
        problem = Problem("features_repeated", Severity.WARNING, {"layer": name, "count": int(exact.sum())})
        place = extent_of(table.geometry[exact])
        names = names_of(table, exact)
        findings.append(Finding(problem, role.id, fix=Fix.REMOVE_DUPLICATES, features=names, extent=place))
    # Several practices share a house; but two shapes of an extent that agree to the last digit are one thing.
    same_place = repeats(table.frame[[]], shapes) & ~exact & (shapely.get_dimensions(table.geometry) > 0)
    if same_place.any():
        problem = Problem("places_repeated", Severity.NOTE, {"layer": name, "count": int(same_place.sum())})
        place = extent_of(table.geometry[same_place])
        findings.append(Finding(problem, role.id, features=names_of(table, same_place), extent=place))
    return findings


def _repeated_keys(name: str, table: GeoTable, role: Role, exact: np.ndarray) -> list[Finding]:
    """Keys of things; those of cells are checked at import, those of units may repeat (several years)."""
    findings = []
    for field in [field for field in role.optional if field.endswith("_id") and field in table.frame]:
        if field in ("unit_id", "parent_id"):
            continue
        keys = table.frame[field].where(~pd.Series(exact, index=table.frame.index))
        repeated = (keys.duplicated(keep=False) & keys.notna()).to_numpy(dtype=bool)
        count = int((keys.duplicated() & keys.notna()).sum())
        if count:
            values = {"layer": name, "field": field, "count": count}
            problem = Problem("keys_not_unique", Severity.WARNING, values)
            place = extent_of(table.geometry[repeated])
            findings.append(Finding(problem, role.id, features=names_of(table, repeated), extent=place))
    return findings


def split_by_source(table: GeoTable) -> Mapping[str, GeoTable]:
    """Return the features of a role by the source they came from."""
    if "source_id" not in table.frame:
        return {"1": table}
    ids = table.frame["source_id"].fillna("1").astype(str)
    return {source: table.where((ids == source).to_numpy(dtype=bool)) for source in dict.fromkeys(ids)}
