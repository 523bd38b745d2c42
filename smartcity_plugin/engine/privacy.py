# SPDX-License-Identifier: GPL-2.0-or-later
"""Small numbers of people leave the house hidden; only at export, never in the computation.

The rules are those that offices of statistics use: counts of less than ``k`` persons are suppressed (primary), and as
many further ones as needed so that no suppressed count follows from totals and the remaining counts (secondary).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.indicator import Aggregation, Indicator
from ..model.text import Text
from .compute import FEW_PERSONS
from .methods import METHODS

SUPPRESSED = "suppressed"
"""The flag that stands in place of a number."""

SMALLEST_COUNT = 3
"""k: counts above 0 and below it are suppressed (project default)."""

SMALLEST_COUNT_SOURCE = Text(
    "Mindestfallzahl 3 der statistischen Ämter für wenig gegliederte Angaben; Vorgabe des Projekts, von der "
    "zuständigen Stelle zu bestätigen",
    "minimum of 3 cases used by statistical offices for figures of little detail; project default, to be confirmed by "
    "the responsible office",
)

ROUND_TO = 5
"""Counts are rounded to multiples of this; rates are computed from the true counts."""

CASES_PER = {"percent": 100.0, "per_1000_persons": 1000.0, "per_1000_persons_year": 1000.0}
"""Units of values whose numerator counts cases, with how many the denominator is multiplied by."""

COUNTED = {
    *("planning_units", "population_cells", "unit_statistics"),
    *("census_rates", "census_buildings"),
}
"""Roles that count people, households and dwellings; ratios of lengths and areas come from others."""


@dataclass(frozen=True)
class Counts:
    """Which parts of an indicator count people or what belongs to them, such as dwellings."""

    numerator: bool
    denominator: bool
    about_people: bool
    """Whether the value tells of the unit's people; shares of land and streets do not."""
    scale: float = 1.0
    """What the stored numerator is multiplied by to get the cases: methods may count in per cent of a person."""


def counts_of(indicator: Indicator) -> Counts:
    """Return what the numbers of an indicator count."""
    kind, per, roles = indicator.aggregation, CASES_PER.get(indicator.unit), set(indicator.all_roles())
    if per and (kind is Aggregation.POPULATION_SHARE or (kind is Aggregation.RATIO and roles <= COUNTED)):
        return Counts(True, True, True, METHODS[indicator.method].factor / per)
    if kind in (Aggregation.POPULATION_SHARE, Aggregation.POPULATION_MEAN):
        return Counts(False, True, True)
    per_person = any(word in indicator.unit for word in ("person", "children"))
    of_people = bool(roles & COUNTED - {"planning_units"}) or per_person or bool(indicator.needed_indicators())
    return Counts(False, False, of_people and kind is not Aggregation.AREA_MEAN)


def rounded(counts: np.ndarray, base: int = ROUND_TO) -> np.ndarray:
    """Return counts rounded to multiples of ``base``, halves upwards; NaN stays."""
    counts = np.asarray(counts, dtype=float)
    return base * np.floor(counts / base + 0.5)


def too_small(counts: np.ndarray, k: float) -> np.ndarray:
    """Return which counts lie above 0 and below ``k``."""
    counts = np.nan_to_num(np.asarray(counts, dtype=float))
    return (counts > 0) & (counts < k)


def families(units: pd.DataFrame) -> list[np.ndarray]:
    """Return the rows of each unit together with its children of one level, the parent first.

    ``units`` has unit_id, level and parent_id. What the children add up to is that unit's.
    """
    row = {unit: number for number, unit in enumerate(units["unit_id"])}
    found: dict[tuple[str, str], list[int]] = {}
    for number, (parent, level) in enumerate(zip(units["parent_id"], units["level"])):
        if parent in row:
            found.setdefault((parent, level), [row[parent]]).append(number)
    return [np.array(members) for members in found.values()]


def hide(units: pd.DataFrame, counts: Mapping[str, np.ndarray], k: float, also: np.ndarray) -> np.ndarray:
    """Return which units are hidden so that none of their small counts is shown or can be worked out.

    ``counts`` are sums per unit by name (NaN where unknown), ``also`` the units to hide in any case. In every family
    of a unit and its children either nobody is hidden who counts, or at least two are; and hidden children of a shown
    parent are together at least ``k`` and not all ones. Families form trees, so what holds in each holds in all. Of
    equally small ones the first by its id goes.
    """
    order = np.argsort(units["unit_id"].to_numpy(dtype=str), kind="stable")  # the same whatever comes first
    known = {name: np.nan_to_num(np.asarray(values, dtype=float))[order] for name, values in counts.items()}
    hidden = np.array(also, dtype=bool)[order]
    for values in known.values():
        hidden |= too_small(values, k)
    groups = families(units.iloc[order])
    while k > 0:
        before = hidden.sum()
        for members in groups:
            for values in known.values():
                _complete(hidden, members, values, k)
        if hidden.sum() == before:
            break
    found = np.empty_like(hidden)
    found[order] = hidden
    return found


def _complete(hidden: np.ndarray, members: np.ndarray, values: np.ndarray, k: float) -> None:
    """Hide the next smallest members of one family until what is hidden cannot be worked out (in place)."""
    parent, children = members[0], members[1:]
    while True:
        those = children[hidden[children] & (values[children] > 0)]
        if hidden[parent] and values[parent] > 0:
            enough = len(those) > 0
        else:
            enough = len(those) == 0 or (len(those) > 1 and values[those].sum() >= max(k, len(those) + 1))
        if enough:
            return
        open_ones = children[~hidden[children] & (values[children] > 0)]
        if len(open_ones) == 0:
            hidden[parent] = True
            return
        hidden[open_ones[np.argmin(values[open_ones])]] = True


def protect(
    result: pd.DataFrame, units: pd.DataFrame, counts: Counts, also: np.ndarray, k: float = SMALLEST_COUNT
) -> pd.DataFrame:
    """Return the results of one indicator with what must not leave the house removed and flagged.

    ``result`` has a row per row of ``units`` with value, score, numerator, denominator, coverage, population and
    flags; ``also`` tells, row by row, what is hidden in any case: values about people whose number is hidden, values
    made of hidden ones. A hidden row keeps no number but that of inhabitants. Rates of fewer than ``FEW_PERSONS``
    persons are not given. With ``k`` 0 nothing is changed.
    """
    if k <= 0:
        return result.copy()
    sums = {}
    few = np.zeros(len(result), dtype=bool)
    if counts.about_people:
        few |= _few(result["population"])
    for name, is_count in (("numerator", counts.numerator), ("denominator", counts.denominator)):
        if is_count:
            sums[name] = result[name].to_numpy(dtype=float) * (counts.scale if name == "numerator" else 1.0)
    if counts.denominator:
        few |= _few(result["denominator"])
    hidden = hide(units, sums, k, also)
    safe = result.copy()
    safe.loc[hidden | few, ["value", "score"]] = np.nan
    safe.loc[hidden, ["numerator", "denominator", "coverage"]] = np.nan
    safe["flags"] = [_with_flag(flags) if gone else flags for flags, gone in zip(result["flags"], hidden | few)]
    return safe


def _few(persons: pd.Series) -> np.ndarray:
    return too_small(persons.to_numpy(dtype=float), FEW_PERSONS)


def _with_flag(flags: str) -> str:
    kept = [flag for flag in str(flags or "").split(",") if flag and flag != SUPPRESSED]
    return ",".join([*kept, SUPPRESSED])
