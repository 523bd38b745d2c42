# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole columns of scores, scored and combined: ``normalise`` and ``aggregate`` for many runs, nothing done twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Optional, Union

import numpy as np

from ...model.indicator import Band, Goalposts
from ...model.scheme import Combination, Normalisation
from .normalise import Z_MEAN, Z_STEP, compared_with

BY_SCALE = (Normalisation.GOALPOSTS, Normalisation.BAND)
"""Ways of scoring that do not compare places with each other."""

Weight = Union[float, np.ndarray]
"""One weight for all places, or one for each."""

Shares = Optional[np.ndarray]
"""members × n: 1.0 where known and 0.0 where not; None if all are."""

_ROUNDING = 1e-12
"""Keeps 0.7 of equal tenths from failing by rounding, as in ``aggregate``."""


class Column(NamedTuple):
    """Scores of a sector at n places: 0 where unknown, and 1.0/0.0 for known or not (None: all are)."""

    scores: np.ndarray
    known: Optional[np.ndarray]


@dataclass(frozen=True)
class Raw:
    """The raw values of an indicator at n places."""

    filled: np.ndarray
    """Where unknown, infinite on the side that scores 0."""
    known: Optional[np.ndarray]
    """None if all are."""
    middle: np.ndarray
    """Where the middle value is, or the two of them."""

    @property
    def is_void(self) -> bool:
        """Whether nothing at all is known."""
        return self.known is not None and not self.known.any()

    @classmethod
    def of(cls, values: np.ndarray, scale: Union[Goalposts, Band, None]) -> Raw:
        """Return values (n, NaN unknown) prepared for a scale."""
        known = np.isfinite(values)
        order = np.argsort(values, kind="stable")[: int(known.sum())]
        middle = order[[(len(order) - 1) // 2, len(order) // 2]] if len(order) else order
        worst = np.inf if isinstance(scale, Goalposts) and scale.full < scale.zero else -np.inf
        return cls(np.where(known, values, worst), None if known.all() else known, middle)


@dataclass(frozen=True)
class Sector:
    """The members of a sector (columns of the matrix) at n places."""

    members: np.ndarray
    filled: np.ndarray
    """members × n raw values, see ``Raw``."""
    still: tuple[np.ndarray, ...]
    """For each choice of normalisation the members × n scores on scales that have not been moved."""
    is_void: tuple[np.ndarray, ...]
    """For each choice which of the members know nothing anywhere."""
    shares: Shares
    patterns: np.ndarray
    """p × members (bool): which members are known together; most places share a handful of such patterns."""
    pattern_of: Optional[np.ndarray]
    """The pattern of each place; None if there is only one."""

    @classmethod
    def of(
        cls,
        members: np.ndarray,
        raw: Sequence[Raw],
        still: Sequence[Sequence[tuple[np.ndarray, bool]]],
        is_filled: bool,
    ) -> Sector:
        """Put the members together; ``is_filled`` says that something stands in for all that is unknown."""
        filled = np.vstack([item.filled for item in raw])
        stacks = tuple(np.vstack([scores for scores, _ in members_of]) for members_of in still)
        voids = tuple(np.array([is_void for _, is_void in members_of]) for members_of in still)
        if is_filled or all(item.known is None for item in raw):
            return cls(members, filled, stacks, voids, None, np.ones((1, len(members)), dtype=bool), None)
        known = np.isfinite(filled)
        codes = np.ascontiguousarray(np.packbits(known.T, axis=1))
        codes = codes.view(np.dtype((np.void, codes.shape[1]))).ravel()
        _, first, pattern_of = np.unique(codes, return_index=True, return_inverse=True)
        places = pattern_of if len(first) > 1 else None
        return cls(members, filled, stacks, voids, known.astype(float), known.T[first], places)

    def known_weight(self, weights: np.ndarray, is_void: np.ndarray, minimum: float) -> tuple[np.ndarray, np.ndarray]:
        """Return how much weight is known for each pattern (1 where not enough), and whether it is enough (p each)."""
        known = self.patterns @ np.where(is_void, 0.0, weights)
        enough = _enough(known, float(weights.sum()), minimum)
        return np.where(enough, known, 1.0), enough


def reached_of(shares: Shares, weights: np.ndarray, minimum: float) -> tuple[Weight, Optional[np.ndarray]]:
    """Return how much weight is known at each place (1 where not enough), and where it is enough (None: everywhere).

    ``shares`` (members × n, None: all ones) tells which members are known.
    """
    if shares is None:
        return float(weights.sum()), None
    known = np.einsum("i,ij->j", weights, shares)
    enough = _enough(known, float(weights.sum()), minimum)
    return np.where(enough, known, 1.0), None if enough.all() else enough


def _enough(known: np.ndarray, total: float, minimum: float) -> np.ndarray:
    return (known > 0) & (known / total >= minimum - _ROUNDING)


def masked(scores: np.ndarray, enough: Optional[np.ndarray]) -> Column:
    """Return combined scores as a column that is known where enough was."""
    return Column(scores, None) if enough is None else Column(np.where(enough, scores, 0.0), enough.astype(float))


# Scoring ------------------------------------------------------------------------------------------------------------


def clipped(scores: np.ndarray) -> np.ndarray:
    """Clip to 0 to 100 in place; numpy's own clip takes three times as long."""
    np.maximum(scores, 0.0, out=scores)
    return np.minimum(scores, 100.0, out=scores)


def scored(values: np.ndarray, scale: Union[Goalposts, Band]) -> np.ndarray:
    """Return what ``normalise.score`` does, in few steps; what is infinite scores 0."""
    if isinstance(scale, Goalposts):
        return clipped((values - scale.zero) * (100.0 / (scale.full - scale.zero)))
    scores = (values - scale.lower_zero) * (100.0 / (scale.lower_full - scale.lower_zero))
    falling = (scale.upper_zero - values) * (100.0 / (scale.upper_zero - scale.upper_full))
    return clipped(np.minimum(scores, falling, out=scores))


def relative(scores: np.ndarray, raw: Raw, way: Normalisation) -> np.ndarray:
    """Return what ``normalise.compared_with`` does with the known ones as reference; sorts for ranks only.

    What stands where nothing is known is of no meaning; NaN throughout if the known ones do not differ.
    """
    reference = scores if raw.known is None else scores[raw.known]
    if way is Normalisation.RANK or not len(reference):
        return compared_with(scores, reference, way)
    ends = np.array([reference.min(), reference.max()])
    if not np.isfinite(compared_with(ends, ends, Normalisation.MINIMUM_MAXIMUM)).any():
        return np.full(len(scores), np.nan)
    if way is Normalisation.MINIMUM_MAXIMUM:
        return clipped((scores - ends[0]) * (100.0 / (ends[1] - ends[0])))
    return clipped((scores - reference.mean()) * (Z_STEP / reference.std()) + Z_MEAN)


# Combining ----------------------------------------------------------------------------------------------------------


def combined(
    scores: np.ndarray,
    weights: np.ndarray,
    shares: Shares,
    combination: Combination,
    reached: Weight,
    floor: float,
) -> np.ndarray:
    """Return the members' scores (members × n, 0 where unknown) as one by weights of any scale.

    ``shares`` (members × n, or None) is 1.0 where known, ``reached`` the weight that is known.
    """
    if combination is not Combination.LINEAR and not (weights > 0).all():
        used = weights > 0
        if not used.any():
            return np.zeros(scores.shape[1])
        scores, weights, shares = scores[used], weights[used], None if shares is None else shares[used]
    return _COMBINE[combination](scores, weights, shares, reached, floor)


def _mean(scores: np.ndarray, weights: np.ndarray, reached: Weight) -> np.ndarray:
    total = np.einsum("i,ij->j", weights, scores)
    total /= reached
    return total


def _linear(scores: np.ndarray, weights: np.ndarray, _shares: Shares, reached: Weight, _floor: float) -> np.ndarray:
    return _mean(scores, weights, reached)


def _known(changed: np.ndarray, shares: Shares) -> np.ndarray:
    if shares is not None:
        changed *= shares
    return changed


def _penalised(scores: np.ndarray, weights: np.ndarray, shares: Shares, reached: Weight, floor: float) -> np.ndarray:
    mean = _mean(scores, weights, reached)
    variance = _mean(_known((scores - mean) ** 2, shares), weights, reached)
    penalised = mean - np.where(mean > 0, variance / np.where(mean > 0, mean, 1.0), 0.0)
    return np.maximum(penalised, _minimum(scores, weights, shares, reached, floor))


def _geometric(scores: np.ndarray, weights: np.ndarray, shares: Shares, reached: Weight, floor: float) -> np.ndarray:
    logs = np.maximum(scores, floor)
    total = _mean(_known(np.log(logs, out=logs), shares), weights, reached)
    return np.exp(total, out=total)


def _harmonic(scores: np.ndarray, weights: np.ndarray, shares: Shares, reached: Weight, floor: float) -> np.ndarray:
    total = _mean(_known(1.0 / np.maximum(scores, floor), shares), weights, reached)
    return 1.0 / np.where(total > 0, total, 1.0)


def _minimum(scores: np.ndarray, _weights: np.ndarray, shares: Shares, _reached: Weight, _floor: float) -> np.ndarray:
    return (scores if shares is None else np.where(shares > 0, scores, np.inf)).min(axis=0)


_COMBINE: dict[Combination, Callable] = {
    Combination.LINEAR: _linear,
    Combination.PENALISED: _penalised,
    Combination.GEOMETRIC: _geometric,
    Combination.HARMONIC: _harmonic,
    Combination.MINIMUM: _minimum,
}
