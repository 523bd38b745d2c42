# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the picture depends on the choice of planning units (modifiable areal unit problem).

The same people are looked at twice: every population cell gets the value of its unit in one system and in the other.
If the two orders of the people agree, both systems tell the same story.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

MAUP_NOTE_BELOW = 0.7
"""Below this rank correlation a note says that the picture depends on the units (project default, printed)."""


@dataclass(frozen=True)
class Agreement:
    """Rank correlation (−1 to 1, NaN where one system knows no differences) of ``cells`` populated cells."""

    rho: float
    cells: int

    @property
    def needs_note(self) -> bool:
        """Whether the two systems tell different stories."""
        return bool(self.rho < MAUP_NOTE_BELOW)


def main_unit(shares: sparse.csr_matrix, members: np.ndarray) -> np.ndarray:
    """Return for each cell the row of the unit that holds most of it, −1 for cells in none.

    ``shares`` is that of ``Allocation`` (units × cells), ``members`` a mask of the units of one system. Of equal
    shares the first unit in order counts.
    """
    of_system = sparse.diags(members.astype(float)) @ shares
    entries = of_system.tocoo()
    present = entries.data > 0
    unit, cell, share = entries.row[present], entries.col[present], entries.data[present]
    order = np.lexsort((-unit, share, cell))
    result = np.full(shares.shape[1], -1, dtype=int)
    result[cell[order]] = unit[order]  # of several the last one stays: the largest share
    return result


def values_of_cells(main: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return for each cell the value of its unit (see ``main_unit``); NaN where there is no unit or no value."""
    return np.where(main >= 0, np.asarray(values, dtype=float)[main], np.nan)


def agreement(first: np.ndarray, second: np.ndarray, population: np.ndarray) -> Agreement:
    """Return how far two values per cell put the people in the same order.

    Spearman's rank correlation in which every person counts once: that of all people, each with the two values of the
    cell. Cells without people or without both values are left out.
    """
    known = np.isfinite(first) & np.isfinite(second) & (np.nan_to_num(population) > 0)
    weights = population[known]
    if not known.any():
        return Agreement(float("nan"), 0)
    one, two = (_centred(_ranks(values[known], weights), weights) for values in (first, second))
    spread = np.sqrt(np.sum(weights * one**2) * np.sum(weights * two**2))
    rho = float("nan") if spread <= 0 else float(np.clip(np.sum(weights * one * two) / spread, -1.0, 1.0))
    return Agreement(rho, int(known.sum()))


def _ranks(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the mean rank of the people of each cell among all people; equal values share their ranks."""
    _, group = np.unique(values, return_inverse=True)
    people = np.bincount(group, weights)
    return (np.cumsum(people) - people / 2.0)[group]


def _centred(ranks: np.ndarray, weights: np.ndarray) -> np.ndarray:
    centred = ranks - np.average(ranks, weights=weights)
    return np.zeros_like(centred) if np.ptp(ranks) == 0 else centred
