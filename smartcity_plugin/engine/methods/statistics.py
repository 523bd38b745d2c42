# SPDX-License-Identifier: GPL-2.0-or-later
"""What the statistics of the town say of whole planning units: rates, and counts per something counted."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd

from ..desk import Desk
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide
from .registry import method

SEVERAL_YEARS = "mixed_years"
"""Flag: the latest numbers of the units are not all of one year."""

DEEPEST = 20
"""More levels than any hierarchy of units has; units that name each other as parents end here."""


@method(level="units", factor=1000.0)
def table_per_thousand(count: GeoTable, total: Optional[GeoTable], *, desk: Desk, progress: Progress) -> Ratios:
    """Return a count of the town's statistics and what it is compared with, per unit and thousand.

    See ``count_per_count``.
    """
    return count_per_count(desk, count, total)


@method(level="units", factor=100.0)
def table_share(count: GeoTable, total: Optional[GeoTable], *, desk: Desk, progress: Progress) -> Ratios:
    """Return a count of the town's statistics and the total it is part of, per unit; see ``count_per_count``.

    A part that is larger than its whole is a mistake and unknown.
    """
    return count_per_count(desk, count, total, part=True)


def count_per_count(desk: Desk, count: GeoTable, total: Optional[GeoTable], part: bool = False) -> Ratios:
    """Return the latest count and total of each unit (column ``value`` of the table with ``unit_id`` and ``year``).

    Both are of the same year: the latest in which both are known. Without totals in the table it is the persons of the
    population cells. Units without numbers of their own are the sum of the units they consist of. With ``part`` counts
    larger than the total are unknown.
    """
    persons = desk.allocation.persons()
    fields = {"count": count} if total is None else {"count": count, "total": total}
    numbers, flags = _latest(desk.units, count, fields)
    counts = numbers["count"].to_numpy()
    totals = persons if total is None else numbers["total"].to_numpy()
    if part:
        counts = np.where(counts <= totals, counts, np.nan)
    return _with_parents(desk.units, counts, totals, persons, flags)


def rate_of_count(desk: Desk, rate: GeoTable, weight: Optional[GeoTable]) -> Ratios:
    """Return the latest rate of each unit, as rate · weight and weight (columns as in ``count_per_count``).

    Weights are those of the table if it has one for every rate, else the persons of the population cells. They matter
    only where rates are put together: units without one of their own get the mean of the units they consist of. A unit
    with a rate keeps it even if nobody is counted there; it then has the weight 1 itself and none in the whole.
    """
    persons = desk.allocation.persons()
    numbers, flags = _latest(desk.units, rate, {"rate": rate})
    weights = persons
    if weight is not None:
        both, _ = _latest(desk.units, rate, {"rate": rate, "weight": weight})
        if both["year"].equals(numbers["year"]):
            weights = both["weight"].to_numpy()
    own = numbers["rate"].to_numpy()
    sums = _with_parents(desk.units, own * weights, weights, persons, flags)
    alone = np.isfinite(own) & ~(weights > 0)
    one = np.where(alone, 1.0, sums.denominator)
    return Ratios(np.where(alone, own, sums.numerator), one, np.where(alone, 1.0, sums.expected), flags)


def _latest(units: GeoTable, table: GeoTable, fields: dict[str, GeoTable]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the fields of each unit in its latest year that has them all, with that year, and flags.

    What is not there is NaN; a row without a year is the oldest.

    Rows of the same unit and year are one, as tables of several sources bring their columns separately; what they
    contradict each other in is unknown.
    """
    columns = {name: field.numbers("value") for name, field in fields.items()}
    years = table.numbers("year") if "year" in table.frame else np.full(len(table), np.nan)
    frame = pd.DataFrame({"unit_id": table.ids("unit_id"), "year": np.nan_to_num(years, nan=-np.inf), **columns})
    groups = frame.groupby(["unit_id", "year"])[list(columns)]
    smallest, largest = groups.min(), groups.max()
    rows = smallest.where(smallest == largest).dropna().reset_index()
    latest = rows.sort_values("year").drop_duplicates("unit_id", keep="last").set_index("unit_id")
    found = latest.reindex(units.ids("unit_id"))
    flags = (SEVERAL_YEARS,) if found["year"].nunique() > 1 else ()
    return found.reset_index(drop=True), flags


def _with_parents(
    units: GeoTable,
    numerator: np.ndarray,
    denominator: np.ndarray,
    persons: np.ndarray,
    flags: tuple[str, ...],
) -> Ratios:
    """Return ratios per unit: a unit's own numbers, else the sums of the units that name it as parent.

    Where those are of several levels, the level that tells most counts. The coverage is the share of a unit's persons
    who live in parts with numbers.
    """
    known = np.isfinite(numerator) & np.isfinite(denominator)
    tree = pd.DataFrame(
        {
            "numerator": np.where(known, numerator, np.nan),
            "denominator": np.where(known, denominator, np.nan),
            "share": known.astype(float),
            "persons": persons,
            "parent": _parents(units),
            "level": units.frame["level"].to_numpy() if "level" in units.frame else "",
        }
    )
    depth = _depth(tree["parent"].to_numpy())
    for level in range(depth.max(initial=0), 0, -1):
        sums = _sums(tree[depth == level], tree["persons"])
        missing = sums.index[tree.loc[sums.index, "numerator"].isna()]
        tree.loc[missing, ["numerator", "denominator", "share"]] = sums.loc[missing]
    expected = np.where(tree["share"] > 0, divide(tree["denominator"], tree["share"]), np.inf)
    return Ratios(tree["numerator"].to_numpy(), tree["denominator"].to_numpy(), expected, flags)


def _parents(units: GeoTable) -> np.ndarray:
    """Return the row of each unit's parent, -1 where there is none."""
    if "parent_id" not in units.frame:
        return np.full(len(units), -1)
    rows = pd.Series(np.arange(len(units)), index=units.ids("unit_id"))
    return rows.reindex(units.ids("parent_id")).fillna(-1).to_numpy(dtype=int)


def _depth(parents: np.ndarray) -> np.ndarray:
    """Return how many units lie above each."""
    depth, above = np.zeros(len(parents), dtype=int), parents.copy()
    for _ in range(DEEPEST):
        inside = above >= 0
        depth[inside] += 1
        above[inside] = parents[above[inside]]
    return depth


def _sums(children: pd.DataFrame, persons: pd.Series) -> pd.DataFrame:
    """Return numerator, denominator and known share per parent, of the level of its children that tells most."""
    counted = children.assign(told=children["share"] * children["persons"], count=1)
    sums = counted.groupby(["parent", "level"]).agg(
        numerator=("numerator", lambda values: values.sum(min_count=1)),
        denominator=("denominator", lambda values: values.sum(min_count=1)),
        told=("told", "sum"),
        mean=("share", "mean"),
        count=("count", "sum"),
    )
    sums = sums.reset_index("level")
    there = persons.reindex(sums.index)
    sums["share"] = np.where(there > 0, np.minimum(sums["told"] / there, 1.0), sums["mean"])
    best = sums.sort_values(["share", "count", "level"], ascending=[False, True, True])
    return best[~best.index.duplicated()][["numerator", "denominator", "share"]]
