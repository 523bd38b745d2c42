# SPDX-License-Identifier: GPL-2.0-or-later
"""From a catalogue entry and data to values per cell and per planning unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..model.indicator import Indicator, Input
from ..model.problem import Problem, SmartCityError
from ..model.provenance import Fitness
from .methods import METHODS
from .population import Allocation
from .progress import Progress, silent
from .table import GeoTable
from .values import Ratios

PARTIAL_COVERAGE = 0.95
"""Below this share of known data a value is flagged (project default, printed in the method annex)."""

MINIMUM_COVERAGE = 0.5
"""Below this share of known data no value is given at all (project default, printed in the method annex)."""

FEW_PERSONS = 10
"""Values of units with fewer persons are flagged and not mapped (project default, printed in the method annex)."""

FLAG_OF_FITNESS = {
    Fitness.ESTIMATED: "estimated_input",
    Fitness.PARTIAL: "partial_input",
    Fitness.PROXY: "proxy_input",
}

Data = Mapping[str, GeoTable]
"""Role → layer; roles that the town has no data for are absent."""


@dataclass(frozen=True)
class IndicatorResult:
    """Values of one indicator.

    ``units`` has one row per planning unit: unit_id, value, numerator, denominator, coverage (0 to 1), n_cells,
    n_unknown, population, flags (comma separated). ``cells`` has cell_id, value, numerator and denominator, or is None
    for methods that work on whole units.
    """

    indicator: Indicator
    parameters: dict[str, float]
    units: pd.DataFrame
    cells: Optional[pd.DataFrame]
    missing_roles: tuple[str, ...]


def what_is_missing(indicator: Indicator, data: Data) -> list[Problem]:
    """Return why an indicator cannot be computed from these data; an empty list means that it can."""
    problems = []
    for needed in indicator.inputs.values():
        missing = [role for role in needed.roles if role not in data]
        found = len(needed.roles) - len(missing)
        if found >= needed.minimum and not (missing and not needed.is_group):
            column = needed.column
            if column and not data[needed.roles[0]].frame.get(column, pd.Series(dtype=float)).notna().any():
                problems.append(Problem("field_missing", values={"layer": needed.roles[0], "field": column}))
        elif needed.is_group:
            values = {"indicator": indicator.id, "found": found, "needed": needed.minimum}
            problems.append(Problem("too_few_categories", values=values))
            problems += [_without_data(role, indicator) for role in missing]
        else:
            problems += [_without_data(role, indicator) for role in missing]
    return problems


def _without_data(role: str, indicator: Indicator) -> Problem:
    return Problem("role_without_data", values={"role": role, "indicator": indicator.id})


def check_parameters(indicator: Indicator, parameters: Mapping[str, float]) -> list[Problem]:
    """Return the parameters that lie outside what the catalogue allows."""
    problems = []
    for name, value in parameters.items():
        allowed = indicator.parameters[name]
        if not allowed.minimum <= value <= allowed.maximum:
            values = {"parameter": name, "value": value, "minimum": allowed.minimum, "maximum": allowed.maximum}
            problems.append(Problem("parameter_out_of_range", values=values))
    return problems


def compute_indicator(
    indicator: Indicator,
    data: Data,
    allocation: Allocation,
    parameters: Optional[Mapping[str, float]] = None,
    fitness: Optional[Mapping[str, Fitness]] = None,
    progress: Progress = silent,
) -> IndicatorResult:
    """Compute an indicator for all cells and units.

    ``data`` must hold ``planning_units`` (column unit_id) and ``population_cells`` (columns cell_id, population), all
    layers in one projected CRS. Raises SmartCityError if ``what_is_missing`` or ``check_parameters`` find anything.
    """
    chosen = {**indicator.defaults(), **(parameters or {})}
    for problem in what_is_missing(indicator, data) + check_parameters(indicator, chosen):
        raise SmartCityError(problem.key, **problem.values)
    method = METHODS[indicator.method]
    arguments: dict[str, Any] = {name: _argument(needed, data) for name, needed in indicator.inputs.items()}
    if method.wants_allocation:
        arguments["allocation"] = allocation
    ratios = method.function(**arguments, **chosen, progress=progress)
    on_cells = method.level == "cells"
    of_units = allocation.sum_up(ratios) if on_cells else ratios
    # A cell of nobody is known, although a ratio of nothing to nobody has no value.
    known = np.where(ratios.known, ratios.denominator, np.nan) if on_cells else allocation.population
    missing = tuple(role for role in indicator.roles() if role not in data)
    coverage = of_units.coverage()
    too_little = np.nan_to_num(coverage, nan=1.0) < MINIMUM_COVERAGE
    units = pd.DataFrame(
        {
            "unit_id": data["planning_units"].ids("unit_id"),
            "value": np.where(too_little, np.nan, of_units.values(method.factor)),
            "numerator": of_units.numerator,
            "denominator": of_units.denominator,
            "coverage": coverage,
            "n_cells": allocation.known(known).astype(int),
            "n_unknown": allocation.unknown(known).astype(int),
            "population": allocation.persons(),
        }
    )
    units["flags"] = _flags(units, indicator, missing, fitness or {})
    cells = _cell_frame(data["population_cells"], ratios, method.factor) if on_cells else None
    return IndicatorResult(indicator, chosen, units, cells, missing)


def _argument(needed: Input, data: Data) -> Any:
    if needed.is_group:
        return {role: data.get(role) for role in needed.roles}
    table = data[needed.roles[0]]
    return table.with_column("value", table.frame[needed.column]) if needed.column else table


def _cell_frame(cells: GeoTable, ratios: Ratios, factor: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "cell_id": cells.ids("cell_id"),
            "value": ratios.values(factor),
            "numerator": ratios.numerator,
            "denominator": ratios.denominator,
        }
    )


def _flags(
    units: pd.DataFrame, indicator: Indicator, missing: tuple[str, ...], fitness: Mapping[str, Fitness]
) -> list[str]:
    everywhere = list(
        dict.fromkeys(
            FLAG_OF_FITNESS[fitness[role]] for role in indicator.roles() if fitness.get(role) in FLAG_OF_FITNESS
        )
    )
    if missing:
        everywhere.append("missing_categories")
    flags = []
    for row in units.itertuples():
        own = list(everywhere)
        if np.isnan(row.value):
            own.append("no_data")
        if np.nan_to_num(row.coverage, nan=1.0) < PARTIAL_COVERAGE:
            own.append("partial_coverage")
        if row.population < FEW_PERSONS:
            own.append("few_cases")
        flags.append(",".join(own))
    return flags
