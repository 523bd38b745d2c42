# SPDX-License-Identifier: GPL-2.0-or-later
"""Normalisation to scores from 0 (worst) to 100 (best); unknown values stay unknown."""

from __future__ import annotations

from typing import Union

import numpy as np

from ...model.indicator import Band, Goalposts, Indicator
from ...model.scheme import Normalisation

Z_MEAN, Z_STEP = 50.0, 10.0
"""Score of the mean, and points per standard deviation (the T scale); scores end at 0 and 100."""

SAME = 1e-9
"""Values that differ by less than this share of their size differ by rounding only."""


def scores_of(indicator: Indicator, values: np.ndarray) -> np.ndarray:
    """Return the scores of an indicator's values; NaN throughout if it is not scored."""
    return score(values, indicator.goalposts) if indicator.goalposts else np.full(len(values), np.nan)


def score(values: np.ndarray, scale: Union[Goalposts, Band]) -> np.ndarray:
    """Return the scores of values on the scale of their catalogue entry."""
    if isinstance(scale, Band):
        return band(values, scale.lower_zero, scale.lower_full, scale.upper_full, scale.upper_zero)
    return goalposts(values, scale.zero, scale.full)


def goalposts(values: np.ndarray, zero: float, full: float) -> np.ndarray:
    """Return 0 at ``zero``, 100 at ``full``, linear between and clipped outside; ``zero`` may be the larger."""
    return 100.0 * np.clip((np.asarray(values, dtype=float) - zero) / (full - zero), 0.0, 1.0)


def band(values: np.ndarray, lower_zero: float, lower_full: float, upper_full: float, upper_zero: float) -> np.ndarray:
    """Return 100 from ``lower_full`` to ``upper_full``, falling linearly to 0 at ``lower_zero`` and ``upper_zero``."""
    values = np.asarray(values, dtype=float)
    scores = np.interp(values, [lower_zero, lower_full, upper_full, upper_zero], [0.0, 100.0, 100.0, 0.0])
    scores = np.where((lower_full <= values) & (values <= upper_full), 100.0, scores)
    return np.where(np.isnan(values), np.nan, scores)


def z_score(values: np.ndarray) -> np.ndarray:
    """Return (x − mean) / standard deviation of the population (ddof 0); NaN throughout if all are equal."""
    values = np.asarray(values, dtype=float)
    known = values[np.isfinite(values)]
    if not len(known) or np.ptp(known) <= SAME * np.abs(known).max():
        return np.full(values.shape, np.nan)
    return (values - known.mean()) / known.std()


def compared_with(values: np.ndarray, reference: np.ndarray, normalisation: Normalisation) -> np.ndarray:
    """Return the scores (0 to 100, higher is better) of values by their place among the reference values.

    MINIMUM_MAXIMUM: 0 at the lowest and 100 at the highest; Z_SCORE: 50 + 10·z; RANK: the share of the others that are
    lower, ties by half. Values beyond the reference are clipped. NaN throughout if the reference holds fewer than two
    different values: a constant distinguishes nobody. Differences that only rounding makes are none.
    """
    values = np.asarray(values, dtype=float)
    reference = np.asarray(reference, dtype=float)
    reference = np.sort(reference[np.isfinite(reference)])
    if len(reference) < 2 or reference[-1] - reference[0] <= SAME * np.abs(reference[[0, -1]]).max():
        return np.full(values.shape, np.nan)
    if normalisation is Normalisation.MINIMUM_MAXIMUM:
        return goalposts(values, reference[0], reference[-1])
    if normalisation is Normalisation.Z_SCORE:
        z = (values - reference.mean()) / reference.std()
        return np.clip(Z_MEAN + Z_STEP * z, 0.0, 100.0)
    if normalisation is Normalisation.RANK:
        reference, values = (_in_steps(item, reference[0], reference[-1]) for item in (reference, values))
        lower, upto = np.searchsorted(reference, values, "left"), np.searchsorted(reference, values, "right")
        # A member of the reference does not compete with itself: 100·(mean rank − 1)/(n − 1).
        ranks = np.where(upto > lower, lower + (upto - lower - 1) / 2.0, lower - 0.5)
        scores = np.clip(100.0 * ranks / (len(reference) - 1), 0.0, 100.0)
        return np.where(np.isnan(values), np.nan, scores)
    raise ValueError(f"{normalisation} does not compare places")


def _in_steps(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return values from ``low`` to ``high`` in steps so small that only differences by rounding vanish."""
    return np.round((values - low) / (high - low), 9)
