# SPDX-License-Identifier: GPL-2.0-or-later
"""How the values of an indicator changed: between two reference dates, and as a trend over several.

Whether two values may be compared at all is told with them: a change that comes from another method, other parameters
or other borders is no change of the town.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy import stats

from ..model.indicator import Direction
from .values import divide

COVERAGE_DIFFERENCE = 0.05
"""Values whose coverage differs by more are flagged (project default, printed with the results)."""

TREND_PERIODS = 3
"""A trend needs at least as many reference dates with a known value (project default)."""

OTHER_METHOD, OTHER_UNITS, OTHER_COVERAGE = "other_method", "other_units", "other_coverage"
FEW_CASES, NO_DATA = "few_cases", "no_data"

BETTER, WORSE, UNCHANGED = "better", "worse", "unchanged"

_YEAR, _DAY = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Basis:
    """What the values of one reference date rest on: parameters, method and roles in one text, units as a fingerprint.

    An empty text stands for what is not known.
    """

    method: str = ""
    units: str = ""


def decimal_year(period: str) -> float:
    """Return a reference date (a day such as 2022-05-15, or a year: its middle) in years; raises ValueError."""
    if _YEAR.fullmatch(period):
        return int(period) + 0.5
    if not _DAY.fullmatch(period):
        raise ValueError(period)
    day = date.fromisoformat(period)
    start = date(day.year, 1, 1).toordinal()
    return day.year + (day.toordinal() - start) / (date(day.year + 1, 1, 1).toordinal() - start)


def change(
    before: pd.DataFrame, after: pd.DataFrame, basis_before: Basis = Basis(), basis_after: Basis = Basis()
) -> pd.DataFrame:
    """Return the change of each unit from one reference date to another.

    Both tables have unit_id, value, score, coverage (0 to 1) and flags (comma separated). The result has a row per
    unit of either, those of ``after`` first: unit_id, value_from, value_to, change, change_percent (of the absolute
    value before, NaN where that is 0), change_score, flags. What is unknown at either date has no change.
    """
    ids = list(dict.fromkeys([*after["unit_id"], *before["unit_id"]]))
    one, two = (table.set_index("unit_id").reindex(ids) for table in (before, after))
    difference = two["value"].to_numpy(dtype=float) - one["value"].to_numpy(dtype=float)
    flags = _flags(one, two, set(before["unit_id"]) ^ set(after["unit_id"]), _of_basis(basis_before, basis_after))
    return pd.DataFrame(
        {
            "unit_id": ids,
            "value_from": one["value"].to_numpy(dtype=float),
            "value_to": two["value"].to_numpy(dtype=float),
            "change": difference,
            "change_percent": 100.0 * divide(difference, np.abs(one["value"].to_numpy(dtype=float))),
            "change_score": two["score"].to_numpy(dtype=float) - one["score"].to_numpy(dtype=float),
            "flags": flags,
        }
    )


def judgement(changes: pd.DataFrame, direction: Direction, tolerance: float = 0.0) -> list[str]:
    """Return better, worse or unchanged for each row of ``change``; empty where unknown or not to be judged.

    Changes of at most ``tolerance`` (in the unit of the values) are none. In a band the score tells what is better.
    """
    if direction is Direction.NEUTRAL:
        return [""] * len(changes)
    amount = changes["change"].to_numpy(dtype=float)
    sign = {Direction.HIGHER: np.sign(amount), Direction.LOWER: -np.sign(amount)}.get(direction)
    if sign is None:
        sign = np.sign(changes["change_score"].to_numpy(dtype=float))
    sign = np.where(np.abs(amount) <= tolerance, 0.0, sign)
    words = {1.0: BETTER, -1.0: WORSE, 0.0: UNCHANGED}
    return [words.get(one, "") if np.isfinite(one) and np.isfinite(step) else "" for one, step in zip(sign, amount)]


def trend(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the trend of each unit over several reference dates.

    ``tables`` maps reference dates to tables with unit_id and value. The result has unit_id, periods (number of known
    values), trend (Theil–Sen slope: the median of the changes per year between all pairs of dates) and p (two-sided,
    Mann–Kendall); both NaN for fewer than ``TREND_PERIODS`` known values, p also where all values are equal.
    """
    ids = list(dict.fromkeys(unit for table in tables.values() for unit in table["unit_id"]))
    years = np.array([decimal_year(period) for period in tables])
    columns = [table.set_index("unit_id")["value"].reindex(ids).to_numpy(dtype=float) for table in tables.values()]
    values = np.column_stack(columns) if columns else np.empty((len(ids), 0))
    found = [_of_row(years, row) for row in values]
    return pd.DataFrame(
        {
            "unit_id": ids,
            "periods": np.isfinite(values).sum(axis=1),
            "trend": np.array([slope for slope, _ in found], dtype=float),
            "p": np.array([p for _, p in found], dtype=float),
        }
    )


def _of_row(years: np.ndarray, values: np.ndarray) -> tuple[float, float]:
    known = np.isfinite(values)
    if known.sum() < TREND_PERIODS:
        return np.nan, np.nan
    slope = stats.theilslopes(values[known], years[known])[0]
    if np.ptp(values[known]) == 0:
        return float(slope), np.nan
    return float(slope), float(stats.kendalltau(years[known], values[known])[1])


def _of_basis(before: Basis, after: Basis) -> list[str]:
    flags = []
    if before.method != after.method:
        flags.append(OTHER_METHOD)
    if before.units and after.units and before.units != after.units:
        flags.append(OTHER_UNITS)
    return flags


def _flags(one: pd.DataFrame, two: pd.DataFrame, lonely: set[str], everywhere: list[str]) -> list[str]:
    flags = []
    for unit, before, after in zip(one.index, one.itertuples(), two.itertuples()):
        own = list(everywhere)
        if unit in lonely:
            own.append(OTHER_UNITS)
        if abs(after.coverage - before.coverage) > COVERAGE_DIFFERENCE + 1e-9:  # never where one is unknown
            own.append(OTHER_COVERAGE)
        if any(FEW_CASES in str(row.flags).split(",") for row in (before, after)):
            own.append(FEW_CASES)
        if np.isnan(before.value) or np.isnan(after.value):
            own.append(NO_DATA)
        flags.append(",".join(dict.fromkeys(own)))
    return flags
