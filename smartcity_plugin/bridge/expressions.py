# SPDX-License-Identifier: GPL-2.0-or-later
"""Formulas of own indicators: QGIS reads and evaluates them, unit by unit, on nothing but the values of the unit."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.core import (
    NULL,
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..catalogue.own_words import own_words
from ..model.indicator import Indicator
from ..model.problem import Problem, SmartCityError

GROUPS = ("Math", "Conditionals", "Conversions", "String", "Operators", "Fuzzy Matching")
"""The groups of QGIS's functions that depend on nothing but what is handed to them."""

_CHANCE = ("rand", "randf", "eval", "eval_template")
_ALWAYS = ("coalesce", "if", "try", "nullif", "min", "max")
LONGEST = 4000
"""Characters of a formula; QGIS's parser would use up the stack with very long ones."""

_TYPES = QMetaType.Type if Qgis.QGIS_VERSION_INT >= 33800 else QVariant
_TEXT, _NUMBER = getattr(_TYPES, "QString", None) or QVariant.String, _TYPES.Double


@lru_cache(maxsize=1)
def allowed_functions() -> frozenset[str]:
    """Return the names of the functions that a formula may use."""
    known = {item.name() for item in QgsExpression.Functions() if set(item.groups()) & set(GROUPS)}
    return frozenset((known | set(_ALWAYS)) - set(_CHANCE))


def look_at(expression: str, indicators: Collection[str]) -> tuple[list[str], list[Problem]]:
    """Return the indicators that a formula names, and what is wrong with it."""
    parsed = QgsExpression(expression)
    if len(expression) > LONGEST or parsed.hasParserError():
        detail = parsed.parserErrorString().strip() or f"> {LONGEST}"
        return [], [Problem("own_expression_wrong", values={"detail": detail})]
    names, problems = set(parsed.referencedColumns()), []
    attributes = own_words().attributes
    functions = sorted(parsed.referencedFunctions() - allowed_functions() - {"var"})
    foreign = [f"{name}()" for name in functions] + [f"@{name}" for name in sorted(parsed.referencedVariables() - {""})]
    for name in foreign or (["var()"] if "var" in parsed.referencedFunctions() else []):
        problems.append(Problem("own_expression_function", values={"name": name}))
    # Functions that read all columns are refused above, by their names.
    for name in sorted(names - {QgsFeatureRequest.ALL_ATTRIBUTES} - set(attributes) - set(indicators)):
        values = {"column": name, "attributes": list(attributes)}
        problems.append(Problem("own_expression_unknown_column", values=values))
    return sorted(names & set(indicators)), problems


def evaluate(indicator: Indicator, table: pd.DataFrame) -> np.ndarray:
    """Return the value of an indicator's expression for every row, NaN for NULL; see ``engine.formula.Evaluate``."""
    needed = indicator.needed_indicators()
    used, problems = look_at(indicator.expression, needed)
    for problem in problems:
        raise SmartCityError(problem.key, **problem.values)
    lacking = [name for name in needed if name not in used]
    if lacking:
        raise SmartCityError("own_formula_unknown", id=indicator.id, column=lacking)
    values = np.full(len(table), math.nan)
    for row, (name, result, error) in enumerate(_results(indicator.expression, table)):
        if error:
            raise SmartCityError("own_expression_failed", indicator=indicator.id, unit=name, detail=error)
        if result is None or result == NULL:
            continue
        if not isinstance(result, (int, float)):
            shown = str(result)[:60]
            raise SmartCityError("own_expression_no_number", indicator=indicator.id, unit=name, value=shown)
        values[row] = float(result)
    return values


def preview(expression: str, table: pd.DataFrame) -> tuple[list[Optional[float]], str]:
    """Return the value of a formula for the rows of a small table (None for NULL), or why there are none."""
    found: list[Optional[float]] = []
    for _, result, error in _results(expression, table):
        if error:
            return [], error
        is_number = isinstance(result, (int, float)) and math.isfinite(result)
        found.append(float(result) if is_number else None)
    return found, ""


def _results(expression: str, table: pd.DataFrame) -> Iterator[tuple[str, Any, str]]:
    """Yield (name of the unit, what the expression is there, QGIS's words if it failed) for every row."""
    fields = fields_of(table)
    context = QgsExpressionContext()
    context.setFields(fields)
    parsed = QgsExpression(expression)
    parsed.prepare(context)
    for number, (name, attributes) in enumerate(zip(table["name"], feature_rows(table)), start=1):
        feature = QgsFeature(fields)
        feature.setAttributes(attributes)
        context.setFeature(feature)
        result = parsed.evaluate(context)
        yield str(name or number), result, parsed.evalErrorString().strip()


def fields_of(table: pd.DataFrame) -> QgsFields:
    """Return the fields that a formula sees: numbers, but for name and level."""
    fields = QgsFields()
    for name in table.columns:
        fields.append(QgsField(name, _TEXT if name in ("name", "level") else _NUMBER))
    return fields


def feature_rows(table: pd.DataFrame) -> Iterator[list[Any]]:
    """Yield the attributes of every row, NULL for what is not known."""
    for record in table.itertuples(index=False):
        yield [NULL if value is None or (isinstance(value, float) and math.isnan(value)) else value for value in record]
