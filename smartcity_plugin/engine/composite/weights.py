# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights of the members of one node: agreed on by people, or for comparison drawn from the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np

from ...model.problem import SmartCityError
from ...model.scheme import Weighting, Weights


def shares_of(weights: Weights, members: Sequence[str], scores: Optional[np.ndarray] = None) -> np.ndarray:
    """Return the weights of the members, adding up to 1.

    ``scores`` (n × k) is what entropy, PCA and benefit of the doubt look at. Raises SmartCityError if the weights
    cannot be made: nothing has a weight, or there are no data to make them of.
    """
    if weights.method is Weighting.SLIDERS:
        raw = np.array([weights.shares.get(name, 0.0) for name in members], dtype=float)
    elif weights.method is Weighting.BUDGET:
        raw = budget(weights, members)
    else:
        raw = np.ones(len(members))
    if not raw.sum() > 0:
        raise SmartCityError("scheme_without_weight", members=list(members))
    return raw / raw.sum()


def budget(weights: Weights, members: Sequence[str]) -> np.ndarray:
    """Return the mean of the stakeholders' points, each ballot counting the same whatever its total."""
    ballots = [
        np.array([points.get(name, 0.0) for name in members], dtype=float) for points in weights.ballots.values()
    ]
    counted = [ballot / ballot.sum() for ballot in ballots if ballot.sum() > 0]
    return np.mean(counted, axis=0) if counted else np.zeros(len(members))
