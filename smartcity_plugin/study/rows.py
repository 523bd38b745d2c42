# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of the study's tables to objects of the model and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..model.problem import Problem, Severity
from ..model.provenance import Fitness, Passport
from .geopackage import BOOLEAN, INTEGER, REAL, TEXT


def kind_of(column: pd.Series) -> str:
    """Return the kind of table column that holds a column of a frame."""
    if pd.api.types.is_bool_dtype(column):
        return BOOLEAN
    if pd.api.types.is_integer_dtype(column):
        return INTEGER
    return REAL if pd.api.types.is_float_dtype(column) else TEXT


def passport_row(passport: Passport) -> dict[str, Any]:
    """Return a passport as a row, or as what JSON can hold."""
    return {**asdict(passport), "fitness": passport.fitness.value}


def passport_of(row: Mapping[str, Any]) -> Passport:
    """Return the passport of a row; fields that an older record did not have are empty."""
    known = {field.name for field in fields(Passport)}
    given = {name: value for name, value in without_missing(row).items() if name in known}
    completeness = row.get("completeness")
    numbers = {
        "completeness": None if is_missing(completeness) else float(completeness),  # type: ignore[arg-type]
        "feature_count": int(given.get("feature_count") or 0),
        "duplicates": int(given.get("duplicates") or 0),
    }
    return Passport(**{**given, **numbers, "fitness": Fitness(given["fitness"])})


def without_missing(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with empty texts in place of missing ones."""
    return {key: "" if is_missing(value) else value for key, value in row.items()}


def is_missing(value: Any) -> bool:
    """Return whether a value read from a table is NULL."""
    return value is None or (isinstance(value, float) and np.isnan(value))


def typed(cls: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with None for missing values, whole numbers and booleans as the dataclass declares them."""
    values = {}
    for item in fields(cls):
        value = row[item.name]
        optional = "Optional" in str(item.type)
        if is_missing(value) or (value == "" and optional):
            value = False if item.type == "bool" else None if optional else ""
        elif "int" in str(item.type):
            value = int(value)
        elif "bool" in str(item.type):
            value = bool(value)
        values[item.name] = value
    return values


def problem_of(item: Mapping[str, Any]) -> Problem:
    """Return the problem that was stored as JSON."""
    return Problem(item["key"], Severity(item["severity"]), dict(item["values"]))


def split_ids(text: Optional[str]) -> list[str]:
    """Return the ids of a comma separated list."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]
