# SPDX-License-Identifier: GPL-2.0-or-later
"""Aggregation of scores into one, row by row, with a stated rule for missing ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..values import divide

MINIMUM_WEIGHT = 0.7
"""Share of the weight that must be known; below it the aggregate is unknown (project default)."""

GEOMETRIC_FLOOR = 1.0
"""Smallest score in a geometric mean, so that one zero does not erase everything else."""


@dataclass(frozen=True)
class Aggregate:
    """Aggregated scores, and the share (0 to 1) of the weight that was known."""

    scores: np.ndarray
    coverage: np.ndarray


def _over_known(
    scores: np.ndarray,
    weights: np.ndarray,
    minimum_weight: float,
    combine: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> Aggregate:
    scores = np.asarray(scores, dtype=float)
    weights = np.asarray(weights, dtype=float)
    known = np.isfinite(scores)
    used = np.where(known, weights, 0.0)
    coverage = used.sum(axis=1) / weights.sum()
    shares = divide(used, used.sum(axis=1, keepdims=True))
    combined = combine(np.where(known, scores, 0.0), np.nan_to_num(shares))
    # The tolerance keeps 0.7 of equal tenths from failing by rounding.
    return Aggregate(np.where((coverage > 0) & (coverage >= minimum_weight - 1e-12), combined, np.nan), coverage)


def linear(scores: np.ndarray, weights: np.ndarray, minimum_weight: float = MINIMUM_WEIGHT) -> Aggregate:
    """Return Σ w·y per row of ``scores`` (n × k): good values make up for bad ones."""
    return _over_known(scores, weights, minimum_weight, lambda y, w: (y * w).sum(axis=1))


def geometric(
    scores: np.ndarray,
    weights: np.ndarray,
    minimum_weight: float = MINIMUM_WEIGHT,
    floor: float = GEOMETRIC_FLOOR,
) -> Aggregate:
    """Return Π y^w per row: a bad value cannot be made up for completely; scores below ``floor`` count as it."""
    return _over_known(
        scores, weights, minimum_weight, lambda y, w: np.exp((np.log(np.maximum(y, floor)) * w).sum(axis=1))
    )
