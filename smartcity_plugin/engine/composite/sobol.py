# SPDX-License-Identifier: GPL-2.0-or-later
"""Sobol’ indices by Saltelli’s estimators: which of several causes a result depends on, by itself and with the others.

First order S_i = V(E(f|x_i)) / V(f), total S_Ti = E(V(f|all but x_i)) / V(f). Saltelli et al. (2010), Computer Physics
Communications 181, 259–270: S_i from the mean of f_B·(f_ABi − f_A), S_Ti (Jansen) from half the mean of (f_A − f_ABi)².

A cause may be a *group* of several independent numbers (all weights, all thresholds): matrix AB_i then has the whole
block of the group from B. That is right because nothing in the derivation asks x_i to be a single number, only that it
is independent of the rest; the index is that of the group with everything that goes on inside it.
"""

from __future__ import annotations

import inspect
from typing import NamedTuple

import numpy as np

_DRAWS = 200
"""How often the rows are drawn again for the standard errors."""

_NOTHING = 1e-18
"""A variance below this share of the squared size of the results is rounding."""


class Indices(NamedTuple):
    """Indices of f factors with their standard errors (bootstrap over the rows); NaN if the result never varies."""

    first: np.ndarray
    total: np.ndarray
    first_error: np.ndarray
    total_error: np.ndarray
    rows: int
    """How many rows were complete."""


def samples(rows: int, columns: int, seed: int) -> tuple[np.ndarray, np.ndarray, str]:
    """Return two independent matrices of uniform numbers (rows × columns each, rows a power of two), and their kind.

    Scrambled Sobol’ points where scipy has them: they fill the space more evenly. PCG64 otherwise.
    """
    from scipy import stats

    qmc = getattr(stats, "qmc", None)
    if qmc is not None and 2 * columns <= qmc.Sobol.MAXDIM:
        # The name of the argument is changing; both take the same seed.
        name = "seed" if "seed" in inspect.signature(qmc.Sobol.__init__).parameters else "rng"
        engine = qmc.Sobol(2 * columns, scramble=True, **{name: seed})
        points, kind = engine.random_base2(int(rows).bit_length() - 1), "sobol"
    else:
        points, kind = np.random.Generator(np.random.PCG64(seed)).random((rows, 2 * columns)), "pcg64"
    return points[:, :columns], points[:, columns:], kind


def indices(f_a: np.ndarray, f_b: np.ndarray, f_ab: np.ndarray, seed: int = 0, draws: int = _DRAWS) -> Indices:
    """Return the indices for results of A and B (N each) and of A with each factor from B (factors × N).

    Rows in which any result is NaN are left out. Without ``draws`` there are no standard errors.
    """
    complete = np.isfinite(f_a) & np.isfinite(f_b) & np.isfinite(f_ab).all(axis=0)
    f_a, f_b, f_ab = f_a[complete], f_b[complete], f_ab[:, complete]
    rows, factors = int(complete.sum()), len(f_ab)
    both = np.concatenate([f_a, f_b])
    if rows < 2 or both.var() <= _NOTHING * max(float((both**2).mean()), 1e-300):
        nothing = np.full(factors, np.nan)
        return Indices(nothing, nothing, nothing, nothing, rows)
    # The mean takes no part in the indices, but its square would swamp the products.
    middle = both.mean()
    f_a, f_b, f_ab = f_a - middle, f_b - middle, f_ab - middle
    first, total = _estimate(f_a, f_b, f_ab)
    if not draws:
        return Indices(first, total, np.full(factors, np.nan), np.full(factors, np.nan), rows)
    random = np.random.Generator(np.random.PCG64(seed))
    again = [_estimate(*_rows(f_a, f_b, f_ab, random.integers(0, rows, rows))) for _ in range(draws)]
    first_error, total_error = (np.nanstd([item[number] for item in again], axis=0) for number in range(2))
    return Indices(first, total, first_error, total_error, rows)


def _rows(f_a: np.ndarray, f_b: np.ndarray, f_ab: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, ...]:
    return f_a[chosen], f_b[chosen], f_ab[:, chosen]


def _estimate(f_a: np.ndarray, f_b: np.ndarray, f_ab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    variance = np.concatenate([f_a, f_b]).var()
    if not variance > 0:
        return np.full(len(f_ab), np.nan), np.full(len(f_ab), np.nan)
    first = (f_b * (f_ab - f_a)).mean(axis=1) / variance
    total = ((f_a - f_ab) ** 2).mean(axis=1) / (2.0 * variance)
    return first, total
