# SPDX-License-Identifier: GPL-2.0-or-later
"""Who gains and who loses by a scenario: people of cells reached before and after, newcomers kept apart.

Only indicators that count people (``population_share``) tell how many are reached: where high values are good those
whom the indicator counts, where low values are good those whom it does not count (they are relieved of a burden). All
others change their value only; their number of people served is unknown, not zero. The same holds for values that a
scenario assumes instead of computing them.

People of one cell are alike: where a cell gains for some and loses for others at once, only the difference is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
import pandas as pd

from ..model.indicator import Aggregation, Direction, Indicator
from .compute import MINIMUM_COVERAGE, PARTIAL_COVERAGE
from .privacy import counts_of
from .values import divide

NOT_COUNTED = "served_not_counted"
"""The indicator counts no people."""
RELIEVED = "served_relieved"
"""People served are those relieved of a burden."""
PARTLY = "served_partly"
"""In some cells the people reached are known on one side only; they count on neither."""
NEWCOMERS, LEAVERS = "newcomers", "moved_out"
AGES_MISSING, AGES_PARTLY = "served_ages_missing", "served_ages_partly"

COSTS_UNKNOWN, COSTS_OF_ACTING, NOT_COMPUTED = "costs_unknown", "costs_of_acting", "not_computed"
"""Told beside these numbers: costs are not known, are only those of the measures that change the value; no value after.
"""

AGES = ("under_18", "65_plus")
_ROUNDING = 1e-9
"""Gains below this share of a cell's people come from floating-point sums."""


@dataclass(frozen=True)
class CellPeople:
    """The people of the town by cell, before and after.

    ``frame`` is indexed by cell_id and has, NaN where unknown: ``before`` and ``after`` (persons of the whole cell),
    ``inside`` (the share, 0 to 1, of its people who live in the town), ``under_18`` and ``65_plus`` (shares, 0 to 1, of
    those who lived there before).
    """

    frame: pd.DataFrame


@dataclass(frozen=True)
class Served:
    """How many people a scenario serves newly, and how many no longer; None where it cannot be told.

    Both are people who lived in their cell before and live there still. ``newcomers`` are added and ``leavers`` taken
    away by the scenario, wherever they are reached. ``under_18`` and ``over_65`` are those of ``served``;
    ``ages_unknown`` counts the people served of whom the age is not known, ``unknown`` the people of cells that are
    known on one side only. ``by_cell`` has cell_id, served and lost.
    """

    served: Optional[float]
    lost: Optional[float]
    newcomers: float
    leavers: float
    under_18: Optional[float]
    over_65: Optional[float]
    unknown: float
    ages_unknown: float
    flags: tuple[str, ...]
    by_cell: pd.DataFrame

    @property
    def net(self) -> Optional[float]:
        """People served less people lost, None where it cannot be told."""
        return None if self.served is None or self.lost is None else self.served - self.lost


def counts_people(indicator: Indicator) -> bool:
    """Whether an indicator tells how many people it reaches or burdens."""
    return (
        indicator.aggregation is Aggregation.POPULATION_SHARE
        and counts_of(indicator).numerator
        and indicator.direction in (Direction.HIGHER, Direction.LOWER)
    )


def served(
    indicator: Indicator, before: Optional[pd.DataFrame], after: Optional[pd.DataFrame], people: CellPeople
) -> Served:
    """Return who gains and who loses; ``before`` and ``after`` are the cells frames of the indicator's results.

    They have cell_id, numerator and denominator. Cells on the border count with the people who live in the town.
    """
    table = people.frame
    inside = np.nan_to_num(table["inside"].to_numpy(float))
    first, second = (np.nan_to_num(table[name].to_numpy(float)) for name in ("before", "after"))
    newcomers = float((inside * np.maximum(second - first, 0.0)).sum())
    leavers = float((inside * np.maximum(first - second, 0.0)).sum())
    moved = [name for name, number in ((NEWCOMERS, newcomers), (LEAVERS, leavers)) if number > 0]
    if before is None or after is None or not counts_people(indicator):
        nothing = pd.DataFrame({"cell_id": [], "served": [], "lost": []})
        return Served(None, None, newcomers, leavers, None, None, 0.0, 0.0, (NOT_COUNTED, *moved), nothing)
    stayed = np.minimum(first, second)
    one = _reached(indicator, before, table.index) * divide(stayed, first)
    two = _reached(indicator, after, table.index) * divide(stayed, second)
    lived_in = stayed > 0
    both = lived_in & np.isfinite(one) & np.isfinite(two)
    gain = np.where(both, two - one, 0.0) * inside
    gain = np.where(np.abs(gain) <= _ROUNDING * np.maximum(1.0, stayed), 0.0, gain)
    more, fewer = np.maximum(gain, 0.0), np.maximum(-gain, 0.0)
    open_ones = float((inside * stayed)[lived_in & (np.isfinite(one) != np.isfinite(two))].sum())
    ages = {name: _of_age(more, table[name].to_numpy(float)) for name in AGES}
    ages_unknown = max(unknown for _, unknown in ages.values())
    total = float(more.sum())
    flags = [RELIEVED] if indicator.direction is Direction.LOWER else []
    flags += [PARTLY] if open_ones > 0 else []
    if any(number is None for number, _ in ages.values()):
        flags.append(AGES_MISSING)
    elif total > 0 and ages_unknown > (1.0 - PARTIAL_COVERAGE) * total:
        flags.append(AGES_PARTLY)
    changed = gain != 0
    by_cell = pd.DataFrame({"cell_id": table.index[changed], "served": more[changed], "lost": fewer[changed]})
    return Served(
        total,
        float(fewer.sum()),
        newcomers,
        leavers,
        ages["under_18"][0],
        ages["65_plus"][0],
        open_ones,
        ages_unknown,
        (*flags, *moved),
        by_cell,
    )


def untold(found: Served) -> Served:
    """Return the same with nobody counted as served or lost: of an assumed value nobody knows whom it reaches."""
    flags = tuple(flag for flag in found.flags if flag in (NEWCOMERS, LEAVERS))
    found = replace(found, served=None, lost=None, under_18=None, over_65=None, flags=flags)
    return replace(found, unknown=0.0, ages_unknown=0.0, by_cell=found.by_cell.iloc[:0])


def _reached(indicator: Indicator, cells: pd.DataFrame, ids: pd.Index) -> np.ndarray:
    """Return the people of each cell who are reached, or less the people burdened; NaN where unknown.

    Of burdens only those who bear them are counted: people of whom it becomes known that they bear none are not
    relieved.
    """
    rows = cells.drop_duplicates("cell_id").set_index("cell_id").reindex(ids)
    counted = rows["numerator"].to_numpy(float) * counts_of(indicator).scale
    return counted if indicator.direction is Direction.HIGHER else -counted


def _of_age(served_people: np.ndarray, share: np.ndarray) -> tuple[Optional[float], float]:
    """Return the people of an age among those served, and how many of them are of unknown age.

    None where the age is known of less than ``MINIMUM_COVERAGE`` of them; nobody served is nobody of any age.
    """
    total = float(served_people.sum())
    known = np.isfinite(share)
    unknown = float(served_people[~known].sum())
    if total > 0 and (total - unknown) < MINIMUM_COVERAGE * total:
        return None, unknown
    return float((served_people[known] * share[known]).sum()), unknown
