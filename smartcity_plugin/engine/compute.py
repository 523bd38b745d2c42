# SPDX-License-Identifier: GPL-2.0-or-later
"""From a catalogue entry and data to values per cell and per planning unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..model.indicator import GATE_ROLES, WAY, WAY_ROLES, Choice, Indicator, Input, Value
from ..model.problem import Problem, SmartCityError
from ..model.provenance import Fitness
from .desk import Data, Desk
from .methods import METHODS
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


@dataclass(frozen=True)
class IndicatorResult:
    """Values of one indicator.

    ``units`` has one row per planning unit: unit_id, value, numerator, denominator, coverage (0 to 1), n_cells,
    n_unknown, population, flags (comma separated). ``cells`` has cell_id, value, numerator and denominator, or is None
    for methods that work on whole units. ``roles`` are those whose data went in, ``missing_roles`` the categories that
    lack data.
    """

    indicator: Indicator
    parameters: dict[str, Value]
    units: pd.DataFrame
    cells: Optional[pd.DataFrame]
    roles: tuple[str, ...]
    missing_roles: tuple[str, ...]


def what_is_missing(
    indicator: Indicator,
    data: Data,
    others: Optional[Mapping[str, Indicator]] = None,
    computed: Collection[str] = (),
) -> list[Problem]:
    """Return why an indicator cannot be computed from these data; an empty list means that it can.

    ``others`` are the indicators by id that it may be made of, ``computed`` the ids of those that are there already.
    """
    problems = []
    for needed in indicator.inputs.values():
        if needed.is_optional or (needed.unless and _argument(indicator.inputs[needed.unless], data, {}) is not None):
            continue
        if needed.indicators:
            problems += _missing_indicators(indicator, needed, data, others or {}, computed)
            continue
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
    # Several inputs may need the same role: it is missing once.
    return [problem for number, problem in enumerate(problems) if problem not in problems[:number]]


def _missing_indicators(
    indicator: Indicator, needed: Input, data: Data, others: Mapping[str, Indicator], computed: Collection[str]
) -> list[Problem]:
    unknown = [other for other in needed.indicators if other not in computed]
    lacking = [other for other in unknown if other not in others or what_is_missing(others[other], data, others)]
    found = len(needed.indicators) - len(lacking)
    if found >= needed.minimum:
        return []
    values = {"indicator": indicator.id, "found": found, "needed": needed.minimum, "others": lacking}
    return [Problem("too_few_indicators", values=values)]


def _without_data(role: str, indicator: Indicator) -> Problem:
    return Problem("role_without_data", values={"role": role, "indicator": indicator.id})


def check_parameters(indicator: Indicator, parameters: Mapping[str, Value], data: Data) -> list[Problem]:
    """Return the parameters that lie outside what the catalogue allows, or for which the data are missing."""
    problems = []
    for name, value in parameters.items():
        allowed = indicator.parameters[name]
        if isinstance(allowed, Choice):
            if value not in allowed.options:
                options = {"parameter": name, "value": value, "options": list(allowed.options)}
                problems.append(Problem("option_unknown", values=options))
            if allowed.group == WAY and value == "network" and WAY_ROLES[0] not in data:
                problems.append(_without_data(WAY_ROLES[0], indicator))
        elif isinstance(value, str) or not allowed.minimum <= value <= allowed.maximum:
            limits = {"parameter": name, "value": value, "minimum": allowed.minimum, "maximum": allowed.maximum}
            problems.append(Problem("parameter_out_of_range", values=limits))
    return problems


def compute_indicator(
    indicator: Indicator,
    desk: Desk,
    parameters: Optional[Mapping[str, Value]] = None,
    fitness: Optional[Mapping[str, Fitness]] = None,
    progress: Progress = silent,
    results: Optional[Mapping[str, IndicatorResult]] = None,
) -> IndicatorResult:
    """Compute an indicator for all cells and units from the data of a desk.

    ``results`` are those of other indicators by id, for what is made of them. Raises SmartCityError if
    ``what_is_missing`` or ``check_parameters`` find anything.
    """
    chosen = {**indicator.defaults(), **(parameters or {})}
    data, allocation = desk.data, desk.allocation
    results = results or {}
    for problem in what_is_missing(indicator, data, computed=results) + check_parameters(indicator, chosen, data):
        raise SmartCityError(problem.key, **problem.values)
    method = METHODS[indicator.method]
    arguments: dict[str, Any] = {name: _argument(needed, data, results) for name, needed in indicator.inputs.items()}
    if method.wants_desk:
        arguments["desk"] = desk
    ratios = method.function(**arguments, **chosen, progress=progress)
    on_cells = method.level == "cells"
    of_units = allocation.sum_up(ratios) if on_cells else ratios
    # A cell of nobody is known, although a ratio of nothing to nobody has no value.
    known = np.where(ratios.known, ratios.denominator, np.nan) if on_cells else allocation.population
    groups = (needed.roles for needed in indicator.inputs.values() if needed.is_group)
    missing = tuple(role for roles in groups for role in roles if role not in data)
    made_of = (results[other].roles for other in indicator.needed_indicators() if other in results)
    own = (role for role in roles_used(indicator, chosen) if role in data)
    used = tuple(dict.fromkeys([*own, *(role for roles in made_of for role in roles)]))
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
    everywhere = [*_flags_of_inputs(used, fitness or {}), *ratios.flags]
    units["flags"] = _flags(units, everywhere + (["missing_categories"] if missing else []), of_units.marks)
    of_cells = ratios if on_cells else ratios.on_cells
    cells = None if of_cells is None else _cell_frame(desk.cells, of_cells, method.factor)
    return IndicatorResult(indicator, chosen, units, cells, used, missing)


def roles_used(indicator: Indicator, parameters: Mapping[str, Value]) -> list[str]:
    """Return the roles that these parameters ask for: straight lines need no ways."""
    ways = [name for name, item in indicator.parameters.items() if isinstance(item, Choice) and item.group == WAY]
    straight = all(parameters[name] == "straight" for name in ways)
    on_foot = {*WAY_ROLES, *GATE_ROLES.values()}
    own = {role for needed in indicator.inputs.values() for role in needed.roles}
    return [role for role in indicator.all_roles() if role in own or not (straight and role in on_foot)]


def _argument(needed: Input, data: Data, results: Mapping[str, IndicatorResult]) -> Any:
    if needed.indicators:
        return {other: results.get(other) for other in needed.indicators}
    if needed.is_group:
        return {role: data.get(role) for role in needed.roles}
    table = data.get(needed.roles[0])
    may_lack = needed.is_optional or needed.unless
    if table is None or (may_lack and needed.column and not _has_values(table, needed.column)):
        return None
    return table.with_column("value", table.frame[needed.column]) if needed.column else table


def _has_values(table: GeoTable, column: str) -> bool:
    return column in table.frame and bool(table.frame[column].notna().any())


def _cell_frame(cells: GeoTable, ratios: Ratios, factor: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "cell_id": cells.ids("cell_id"),
            "value": ratios.values(factor),
            "numerator": ratios.numerator,
            "denominator": ratios.denominator,
        }
    )


def _flags_of_inputs(roles: tuple[str, ...], fitness: Mapping[str, Fitness]) -> list[str]:
    flags = (FLAG_OF_FITNESS.get(fitness[role]) for role in roles if role in fitness)
    return list(dict.fromkeys(flag for flag in flags if flag))


def _flags(units: pd.DataFrame, everywhere: list[str], marks: Mapping[str, np.ndarray]) -> list[str]:
    flags = []
    for number, row in enumerate(units.itertuples()):
        own = [*everywhere, *(flag for flag, marked in marks.items() if marked[number])]
        if np.isnan(row.value):
            own.append("no_data")
        if np.nan_to_num(row.coverage, nan=1.0) < PARTIAL_COVERAGE:
            own.append("partial_coverage")
        if row.population < FEW_PERSONS:
            own.append("few_cases")
        flags.append(",".join(own))
    return flags
