# SPDX-License-Identifier: GPL-2.0-or-later
"""Indicators that are an expression over other indicators: values per planning unit from values per planning unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..model.indicator import Indicator
from ..model.problem import SmartCityError
from .compute import FEW_PERSONS, MINIMUM_COVERAGE, PARTIAL_COVERAGE, IndicatorResult
from .desk import Desk

OF_VALUES = ("no_data", "few_cases", "partial_coverage")
"""Flags that follow from the value, the people and the coverage of a unit; the result has its own."""

Evaluate = Callable[[Indicator, pd.DataFrame], np.ndarray]
"""Takes an indicator and a table (one row per unit, ids of indicators and facts of units as columns, NaN or None where
unknown) and returns one number per row, NaN where there is none. Raises SmartCityError if the expression fails."""


def compute_formula(
    indicator: Indicator, desk: Desk, results: Mapping[str, IndicatorResult], evaluate: Optional[Evaluate]
) -> IndicatorResult:
    """Compute an indicator from the ``results`` of those that its expression names.

    The value is its own numerator (the denominator is 1): such values cannot be summed over units. Coverage is the
    lowest of the inputs, flags are those of all of them. Raises SmartCityError without ``evaluate``, or if a result is
    missing or the expression fails.
    """
    if evaluate is None:
        raise SmartCityError("own_not_computable_here", indicator=indicator.id)
    needed = indicator.needed_indicators()
    lacking = [other for other in needed if other not in results]
    if lacking:
        found = len(needed) - len(lacking)
        raise SmartCityError(
            "too_few_indicators", indicator=indicator.id, found=found, needed=len(needed), others=lacking
        )
    inputs = [results[other] for other in needed]
    persons = desk.allocation.persons()
    facts = unit_facts(desk.units.frame, persons)
    table = facts.assign(**{other: results[other].units["value"].to_numpy() for other in needed})
    value = np.array(evaluate(indicator, table), dtype=float)
    value[~np.isfinite(value)] = np.nan
    coverage = _lowest(inputs, len(value))
    value[np.nan_to_num(coverage, nan=1.0) < MINIMUM_COVERAGE] = np.nan
    units = pd.DataFrame(
        {
            "unit_id": desk.units.ids("unit_id"),
            "value": value,
            "numerator": value,
            "denominator": np.where(np.isnan(value), np.nan, 1.0),
            "coverage": coverage,
            "n_cells": _cells(inputs, desk, known=True),
            "n_unknown": _cells(inputs, desk, known=False),
            "population": persons,
        }
    )
    units["flags"] = _flags(units, inputs)
    roles = tuple(dict.fromkeys(role for one in inputs for role in one.roles))
    missing = tuple(dict.fromkeys(role for one in inputs for role in one.missing_roles))
    return IndicatorResult(indicator, {}, units, None, roles, missing)


def unit_facts(units: pd.DataFrame, persons: np.ndarray) -> pd.DataFrame:
    """Return what an expression may use of units beside indicators: area_ha, population, name, level."""
    columns: dict[str, Any] = {
        "area_ha": units["area_ha"].to_numpy(dtype=float) if "area_ha" in units else np.full(len(units), np.nan),
        "population": np.asarray(persons, dtype=float),
    }
    for name in ("name", "level"):
        columns[name] = units[name].to_numpy(dtype=object) if name in units else np.full(len(units), None)
    return pd.DataFrame(columns)


def _lowest(inputs: list[IndicatorResult], count: int) -> np.ndarray:
    """Return the lowest coverage of the inputs, 1 without any, NaN where none of them expects anything."""
    if not inputs:
        return np.ones(count)
    return np.fmin.reduce([one.units["coverage"].to_numpy(dtype=float) for one in inputs])


def _cells(inputs: list[IndicatorResult], desk: Desk, known: bool) -> np.ndarray:
    """Return the cells with a value in every input (the fewest), or without one in some (the most)."""
    if not inputs:
        population = desk.allocation.population
        counted = desk.allocation.known(population) if known else desk.allocation.unknown(population)
        return np.asarray(counted).astype(int)
    column, reduce = ("n_cells", np.minimum) if known else ("n_unknown", np.maximum)
    return reduce.reduce([one.units[column].to_numpy() for one in inputs]).astype(int)


def _flags(units: pd.DataFrame, inputs: list[IndicatorResult]) -> list[str]:
    texts = [one.units["flags"].fillna("").to_list() for one in inputs]
    value, coverage = units["value"].to_numpy(), np.nan_to_num(units["coverage"].to_numpy(), nan=1.0)
    few = units["population"].to_numpy() < FEW_PERSONS
    flags = []
    for row in range(len(units)):
        found = dict.fromkeys(flag for text in texts for flag in text[row].split(",") if flag)
        own = [flag for flag in found if flag not in OF_VALUES]
        own += ["no_data"] if np.isnan(value[row]) else []
        own += ["partial_coverage"] if coverage[row] < PARTIAL_COVERAGE else []
        own += ["few_cases"] if few[row] else []
        flags.append(",".join(own))
    return flags
