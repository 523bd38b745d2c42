# SPDX-License-Identifier: GPL-2.0-or-later
"""Values that a scenario assumes instead of computing them; they are marked wherever they appear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
import pandas as pd

from ...model.indicator import Aggregation, Indicator
from ...model.problem import Problem, Severity
from ..compute import IndicatorResult
from ..methods import METHODS

FLAG = "assumed_value"
SET = "set"
RATIO = "ratio"
"""The unit of values from 0 to 1; a town's own formula may mean something else by it."""


@dataclass(frozen=True)
class Assumption:
    """A value that units are given, or by which theirs changes, in the unit of the indicator."""

    effect_id: str
    measure_id: str
    indicator_id: str
    amount: float
    unit_ids: tuple[str, ...]
    change: str = SET
    title: str = ""

    def name(self) -> str:
        """Return what the user knows the effect by."""
        return f"{self.title} ({self.effect_id})" if self.title else self.effect_id


def assume(
    result: IndicatorResult, assumption: Assumption, parents: Mapping[str, Optional[str]]
) -> tuple[IndicatorResult, int, list[Problem]]:
    """Lay an assumption over a result; returns it with the number of units touched and what must be told.

    The numerator follows from the value and the present denominator. Units above (``parents`` by unit) get what their
    parts gain; where the value is no sum of its parts, or a part is unknown, they become unknown. A change of a value
    that is unknown, a share below 0 or above 1 and a count below 0 are left out and told.
    """
    units = result.units.set_index("unit_id")
    problems: list[Problem] = []
    gains: dict[str, float] = {}
    indicator = result.indicator
    low, high = _limits(indicator)
    factor = METHODS[indicator.method].factor if indicator.method in METHODS else 1.0
    for unit in assumption.unit_ids:
        if unit not in units.index:
            problems.append(_left_out(assumption, unit))
            continue
        before = float(units.at[unit, "value"])
        value = assumption.amount if assumption.change == SET else before + assumption.amount
        if np.isnan(value) or not low <= value <= high:
            problems.append(_left_out(assumption, unit))
            continue
        numerator = value * float(units.at[unit, "denominator"]) / factor
        gains[unit] = numerator - float(units.at[unit, "numerator"])
        _write(units, unit, value, numerator)
    if gains:
        additive = indicator.aggregation is not Aggregation.DISTRIBUTION and not indicator.expression
        _carry_up(units, gains, parents, factor, additive)
    return replace(result, units=units.reset_index()[list(result.units.columns)]), len(gains), problems


def _limits(indicator: Indicator) -> tuple[float, float]:
    """Return the lowest and the highest value that an indicator can have, infinite where that is not known."""
    if indicator.unit == RATIO and not indicator.expression:
        return 0.0, 1.0
    low, high = indicator.possible_range
    return -np.inf if low is None else low, np.inf if high is None else high


def _carry_up(
    units: pd.DataFrame, gains: Mapping[str, float], parents: Mapping[str, Optional[str]], factor: float, additive: bool
) -> None:
    """Add to the units above what their parts have gained; a unit that is named itself keeps its value."""
    above: dict[str, float] = {}
    for unit, gain in gains.items():
        parent = parents.get(unit)
        while parent is not None and parent in units.index and parent not in gains:
            above[parent] = above.get(parent, 0.0) + gain
            parent = parents.get(parent)
    for parent, gain in above.items():
        numerator = float(units.at[parent, "numerator"]) + gain if additive else np.nan
        denominator = float(units.at[parent, "denominator"])
        value = factor * numerator / denominator if denominator else np.nan
        _write(units, parent, value, numerator)


def _write(units: pd.DataFrame, unit: str, value: float, numerator: float) -> None:
    units.at[unit, "value"] = value
    units.at[unit, "numerator"] = numerator
    present = [flag for flag in str(units.at[unit, "flags"] or "").split(",") if flag and flag != "no_data"]
    own = [] if FLAG in present else [FLAG]
    units.at[unit, "flags"] = ",".join([*present, *own, *(["no_data"] if np.isnan(value) else [])])


def _left_out(assumption: Assumption, unit: str) -> Problem:
    values = {"measure": assumption.measure_id, "effect": assumption.name(), "unit": unit}
    return Problem("effect_value_left_out", Severity.WARNING, values)
