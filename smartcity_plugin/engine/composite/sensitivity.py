# SPDX-License-Identifier: GPL-2.0-or-later
"""Which choice matters how much for the ranking: Sobol’ indices of the factors of ``variants.py``.

The result whose variance is taken apart is the mean absolute shift of rank against the scheme's own ranking; of up to
MOST_EXPLAINED places also their own rank. Each factor is a group of random numbers, see ``sobol.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ...model.scheme import RobustnessPlan
from ..progress import Progress, part, silent
from .board import System
from .index import Tree
from .robustness import Reference, simulate
from .sobol import indices, samples
from .variants import Options, numbers_per_run, unvaried, variants_of

ROWS_SMALL, ROWS_LARGE = 1024, 256
"""Rows of the sample matrices (powers of two) for up to MANY_PLACES places, and for more."""

MANY_PLACES = 5_000
ROWS_ALONE = 128
"""Runs in which one factor alone varies."""

MOST_EXPLAINED = 2_000
"""Up to this number of places it is told of each what its rank depends on."""

CLEAR = 0.5
"""From this share on it is said that the rank of a place depends on one factor (project default)."""

SEVERAL, NONE = "several", "none"
"""The rank of a place depends on no factor clearly; it is the same in all runs."""

COLUMNS = ["factor", "first_order", "total", "first_error", "total_error", "mean_shift"]


@dataclass(frozen=True)
class Sensitivity:
    """The factors, and what the ranks of the leaders depend on."""

    factors: pd.DataFrame
    """A row per factor that varies, COLUMNS; shares 0 to 1. ``mean_shift`` is the mean shift of rank if this factor
    alone varies. Estimates of small shares may lie a little below 0."""
    depends_on: np.ndarray
    """For each judged place the factor that makes up at least CLEAR of the variance of its rank, interactions included,
    else SEVERAL or NONE; "" where that has not been looked at."""
    rows: int
    """Complete rows of the sample; those with a run without an index are left out."""
    runs: int
    sampler: str


def rows_for(places: int) -> int:
    """Return how many rows the sample matrices have, by the number of places that must be computed."""
    return ROWS_SMALL if places <= MANY_PLACES else ROWS_LARGE


def sensitivity_of(
    systems: Sequence[System],
    tree: Tree,
    plan: RobustnessPlan,
    options: Options,
    factors: Sequence[str],
    reference: Reference,
    rows: Optional[int] = None,
    progress: Progress = silent,
) -> Sensitivity:
    """Return which of the factors the ranking depends on; with fewer than two factors there is nothing to compare.

    Costs (factors + 2) · rows runs, and a few in which one factor alone varies.
    """
    rows = rows or rows_for(max(system.size for system in systems))
    first, second, sampler = samples(rows, numbers_per_run(tree), plan.seed)
    a, b = (variants_of(matrix, tree, plan, options) for matrix in (first, second))
    alone = min(rows, ROWS_ALONE)
    single = variants_of(first[:alone], tree, plan, options)
    sets = [a, b, *(a.with_factor(factor, b) for factor in factors)]
    sets += [unvaried(tree, alone).with_factor(factor, single) for factor in factors]
    sizes = np.array([len(item) for item in sets], dtype=float)
    ends = np.concatenate([[0.0], np.cumsum(sizes) / sizes.sum()])
    explained = len(reference.judged) <= MOST_EXPLAINED
    done = [
        simulate(systems, item, reference, part(progress, start, end), keep=explained)
        for item, start, end in zip(sets, ends, ends[1:])
    ]
    (of_a, of_b), of_ab, of_alone = done[:2], done[2 : 2 + len(factors)], done[2 + len(factors) :]
    whole = indices(of_a.shift, of_b.shift, _stacked([item.shift for item in of_ab], rows), plan.seed)
    table = pd.DataFrame(
        {
            "factor": list(factors),
            "first_order": whole.first,
            "total": whole.total,
            "first_error": whole.first_error,
            "total_error": whole.total_error,
            "mean_shift": [_mean(item.shift) for item in of_alone],
        },
        columns=COLUMNS,
    )
    depends_on = np.full(len(reference.judged), "", dtype=object)
    if explained:
        depends_on = _depends_on(of_a.ranks, of_b.ranks, [item.ranks for item in of_ab], factors)
    return Sensitivity(table, depends_on, whole.rows, int(sizes.sum()), sampler)


def _stacked(results: list[np.ndarray], rows: int) -> np.ndarray:
    return np.vstack(results) if results else np.zeros((0, rows))


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _depends_on(a: np.ndarray, b: np.ndarray, ab: list[np.ndarray], factors: Sequence[str]) -> np.ndarray:
    """Return for each column of ranks (rows × places) what they depend on."""
    found = np.full(a.shape[1], SEVERAL, dtype=object)
    for place in range(a.shape[1]):
        own = [ranks[:, place].astype(float) for ranks in (a, b, *ab)]
        together = np.concatenate(own)
        if len(np.unique(together[np.isfinite(together)])) < 2:
            found[place] = NONE
            continue
        total = np.nan_to_num(indices(own[0], own[1], _stacked(own[2:], len(a)), draws=0).total, nan=0.0)
        if len(total) and total.max() >= CLEAR:
            found[place] = factors[int(total.argmax())]
    return found
