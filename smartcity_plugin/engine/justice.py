# SPDX-License-Identifier: GPL-2.0-or-later
"""How evenly something is distributed among people."""

from __future__ import annotations

import numpy as np


def lorenz(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the Lorenz curve: cumulative share of people and of the good, both starting at 0.

    Unknown values and people without weight are left out; values must not be negative.
    """
    known = np.isfinite(values) & np.isfinite(weights) & (np.nan_to_num(weights) > 0)
    values, weights = values[known], weights[known]
    order = np.argsort(values, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weights[order])])
    good = np.concatenate([[0.0], np.cumsum((values * weights)[order])])
    total_people, total_good = people[-1], good[-1]
    if total_people == 0 or total_good == 0:
        return np.full(len(people), np.nan), np.full(len(good), np.nan)
    return people / total_people, good / total_good


def weighted_gini(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the population-weighted Gini coefficient (0 equal, towards 1 unequal), NaN if there is nothing to share.

    G = 1 − Σ (F_k − F_k−1)(L_k + L_k−1) on the Lorenz curve (F, L).
    """
    people, good = lorenz(values, weights)
    if not len(people) > 1 or np.isnan(good[-1]):
        return float("nan")
    return float(1.0 - np.sum(np.diff(people) * (good[1:] + good[:-1])))
