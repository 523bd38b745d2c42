# SPDX-License-Identifier: GPL-2.0-or-later
"""Aggregation of scores into one, row by row, with a stated rule for missing ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...model.scheme import Combination
from ..values import divide

MINIMUM_WEIGHT = 0.7
"""Share of the weight that must be known; below it the aggregate is unknown (project default)."""

GEOMETRIC_FLOOR = 1.0
"""Smallest score in geometric and harmonic means, so that one zero does not erase everything else."""


@dataclass(frozen=True)
class Aggregate:
    """Aggregated scores, and the share (0 to 1) of the weight that was known."""

    scores: np.ndarray
    coverage: np.ndarray


def _linear(y: np.ndarray, w: np.ndarray, _floor: float) -> np.ndarray:
    return (y * w).sum(axis=1)


def _geometric(y: np.ndarray, w: np.ndarray, floor: float) -> np.ndarray:
    return np.exp((np.log(np.maximum(y, floor)) * w).sum(axis=1))


def _harmonic(y: np.ndarray, w: np.ndarray, floor: float) -> np.ndarray:
    return divide(np.ones(len(y)), (w / np.maximum(y, floor)).sum(axis=1))


def _minimum(y: np.ndarray, w: np.ndarray, _floor: float) -> np.ndarray:
    return np.where(w > 0, y, np.inf).min(axis=1, initial=np.inf)


def _penalised(y: np.ndarray, w: np.ndarray, floor: float) -> np.ndarray:
    """Linear mean times 1 − CV², CV the weighted coefficient of variation (after Mazziotta and Pareto).

    Never below the lowest score, which the formula alone would fall below where one good score stands out. For the same
    reason an even better best score can lower the result: imbalance is what this mean punishes.
    """
    mean = (y * w).sum(axis=1)
    variance = (w * (y - mean[:, None]) ** 2).sum(axis=1)
    return np.maximum(mean - np.nan_to_num(divide(variance, mean)), _minimum(y, w, floor))


_COMBINE: dict[Combination, Callable[[np.ndarray, np.ndarray, float], np.ndarray]] = {
    Combination.LINEAR: _linear,
    Combination.PENALISED: _penalised,
    Combination.GEOMETRIC: _geometric,
    Combination.HARMONIC: _harmonic,
    Combination.MINIMUM: _minimum,
}


def combine(
    scores: np.ndarray,
    weights: np.ndarray,
    combination: Combination,
    minimum_weight: float = MINIMUM_WEIGHT,
    floor: float = GEOMETRIC_FLOOR,
) -> Aggregate:
    """Return one score per row of ``scores`` (n × k) by k ``weights`` of any scale.

    Unknown scores leave their weight to the known ones; where less than ``minimum_weight`` (0 to 1) of the weight is
    known the result is NaN. A weight of 0 takes no part. All weights 0 is a ValueError.
    """
    # Row by row in memory: numpy adds up in another order if columns lie together, and then a place computed by itself
    # would differ from the same place among others in the last digit.
    scores = np.ascontiguousarray(scores, dtype=float)
    weights = np.asarray(weights, dtype=float)
    if not weights.sum() > 0:
        raise ValueError("the weights add up to nothing")
    known = np.isfinite(scores)
    complete = bool(known.all())
    used = weights[None, :] if complete else np.where(known, weights, 0.0)
    total = used.sum(axis=1, keepdims=True)
    coverage = np.broadcast_to(total[:, 0] / weights.sum(), len(scores))
    shares = used / np.where(total > 0, total, 1.0)
    combined = _COMBINE[combination](scores if complete else np.where(known, scores, 0.0), shares, floor)
    # The tolerance keeps 0.7 of equal tenths from failing by rounding.
    return Aggregate(np.where((coverage > 0) & (coverage >= minimum_weight - 1e-12), combined, np.nan), coverage)


def combine_known(scores: np.ndarray, shares: np.ndarray, combination: Combination, floor: float) -> np.ndarray:
    """Return one score per row of ``scores`` (n × k, all finite) by ``shares`` that add up to 1 (1 × k or n × k)."""
    return _COMBINE[combination](scores, shares, floor)
