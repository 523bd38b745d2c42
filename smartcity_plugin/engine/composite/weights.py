# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights of the members of one node: agreed on by people, or for comparison drawn from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Optional

import numpy as np

from ...model.problem import Problem, Severity, SmartCityError
from ...model.scheme import Weighting, Weights
from .data_weights import DataWeights, component_weights, doubt_weights, entropy_weights
from .pairwise import compare

_OF_DATA: dict[Weighting, Callable[[np.ndarray, Sequence[str]], DataWeights]] = {
    Weighting.ENTROPY: entropy_weights,
    Weighting.PCA: component_weights,
    Weighting.BENEFIT_OF_THE_DOUBT: doubt_weights,
}


def shares_of(weights: Weights, members: Sequence[str], scores: Optional[np.ndarray] = None) -> np.ndarray:
    """Return the weights of the members, adding up to 1.

    ``scores`` (n × k) is what entropy, PCA and benefit of the doubt look at. Raises SmartCityError if the weights
    cannot be made: nothing has a weight, judgements are missing, or the data do not suffice.
    """
    return derived(weights, members, scores).weights


def derived(weights: Weights, members: Sequence[str], scores: Optional[np.ndarray] = None) -> DataWeights:
    """Return the same with what a reader must know: contradictory judgements, forgotten shares, few places."""
    if weights.method is Weighting.AHP:
        comparison = compare(members, weights.judgements)
        return DataWeights(comparison.weights, tuple(comparison.problems()))
    if weights.method.is_for_comparison:
        if len(members) == 1:
            return DataWeights(np.ones(1))
        if scores is None:
            raise SmartCityError("weights_without_data", members=list(members))
        return _OF_DATA[weights.method](np.asarray(scores, dtype=float), members)
    problems: tuple[Problem, ...] = ()
    if weights.method is Weighting.SLIDERS:
        raw = np.array([weights.shares.get(name, 0.0) for name in members], dtype=float)
        missing = [name for name in members if name not in weights.shares]
        if missing:
            problems = (Problem("weights_share_missing", Severity.WARNING, {"members": missing}),)
    elif weights.method is Weighting.BUDGET:
        raw = budget(weights, members)
        empty = [person for person, points in weights.ballots.items() if not _points(points, members).sum() > 0]
        if empty:
            problems = (Problem("weights_ballot_empty", Severity.WARNING, {"persons": empty}),)
    else:
        raw = np.ones(len(members))
    if not raw.sum() > 0:
        raise SmartCityError("scheme_without_weight", members=list(members))
    return DataWeights(raw / raw.sum(), problems)


def budget(weights: Weights, members: Sequence[str]) -> np.ndarray:
    """Return the mean of the stakeholders' points, each ballot counting the same whatever its total.

    Ballots without a point for any of the members do not count.
    """
    ballots = [_points(points, members) for points in weights.ballots.values()]
    counted = [ballot / ballot.sum() for ballot in ballots if ballot.sum() > 0]
    return np.mean(counted, axis=0) if counted else np.zeros(len(members))


def _points(points: Mapping[str, float], members: Sequence[str]) -> np.ndarray:
    return np.array([points.get(name, 0.0) for name in members], dtype=float)
