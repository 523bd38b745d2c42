# SPDX-License-Identifier: GPL-2.0-or-later
"""The analytic hierarchy process (Saaty): weights from pairwise comparisons, and how well these agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite, log
from typing import Optional

import numpy as np

from ...model.indicator import Status
from ...model.problem import Problem, Severity, SmartCityError
from ...model.scheme import Judgement

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""The mean consistency index of random comparisons of 1, 2 … 10 members, after Saaty (1980)."""

RANDOM_INDEX_STATUS = Status.TO_VERIFY
"""Quoted from memory of the literature, the original was not seen; other authors print 0.89, 1.11, 1.25, 1.35."""

CONSISTENCY_LIMIT = 0.10
"""From this consistency ratio on the judgements contradict each other too much to be used as they are (Saaty)."""

SCALE_END = 9.0
"""Nothing weighs more than nine times as much as something else: the end of Saaty's scale."""

MOST_MEMBERS = 9
"""More members are not compared reliably in pairs; it is told, not refused."""

_NAMED_PAIRS = 5


@dataclass(frozen=True)
class WorstPair:
    """The judgement that fits worst to all others: what was said, and what would be consistent with the weights."""

    first: str
    second: str
    times: float
    consistent: float


@dataclass(frozen=True)
class Comparison:
    """What pairwise comparisons say.

    ``weights`` (k, adding up to 1) are the principal eigenvector of ``matrix`` (k × k, the persons' joined
    judgements), ``lambda_max`` its eigenvalue, ``consistency_index`` (λ − k)/(k − 1), ``consistency_ratio`` that by the
    index of random judgements: 0 for one or two members, NaN where the table of random indices ends. ``worst_pair`` is
    None if everything fits.
    """

    members: tuple[str, ...]
    matrix: np.ndarray
    weights: np.ndarray
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    worst_pair: Optional[WorstPair]

    @property
    def is_consistent(self) -> bool:
        """Whether the consistency ratio is known and below the limit."""
        return self.consistency_ratio < CONSISTENCY_LIMIT

    def problems(self) -> list[Problem]:
        """Return what a user should be told of the comparisons; none of it forbids their use."""
        found = []
        if len(self.members) > MOST_MEMBERS:
            many = {"count": len(self.members), "limit": MOST_MEMBERS}
            found.append(Problem("ahp_many_members", Severity.WARNING, many))
        pair = self.worst_pair
        if pair is not None and self.consistency_ratio >= CONSISTENCY_LIMIT:
            values = {
                "ratio": round(self.consistency_ratio, 3),
                "limit": CONSISTENCY_LIMIT,
                "member": pair.first,
                "other": pair.second,
                "times": round(pair.times, 2),
                "consistent": round(pair.consistent, 2),
            }
            found.append(Problem("ahp_inconsistent", Severity.WARNING, values))
        return found


def compare(members: Sequence[str], judgements: Mapping[str, Sequence[Judgement]]) -> Comparison:
    """Return the weights of members from the judgements of one or several persons.

    Several persons are joined by the geometric mean of what they said of each pair. Judgements of other members are
    ignored. Raises SmartCityError if there is nobody, if a person has not judged every pair or one pair twice, or if a
    judgement lies outside 1/9 to 9.
    """
    members = tuple(members)
    if len(members) == 1:
        return _comparison(members, np.ones((1, 1)))
    if not judgements:
        raise SmartCityError("ahp_without_judgements", members=list(members))
    logarithms = [np.log(_matrix(members, person, said)) for person, said in judgements.items()]
    return _comparison(members, np.exp(np.mean(logarithms, axis=0)))


def _matrix(members: tuple[str, ...], person: str, said: Sequence[Judgement]) -> np.ndarray:
    """Return the reciprocal matrix (k × k) of one person."""
    place = {name: number for number, name in enumerate(members)}
    matrix = np.full((len(members), len(members)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for item in said:
        if item.first not in place or item.second not in place:
            continue
        row, column = place[item.first], place[item.second]
        if row == column or np.isfinite(matrix[row, column]):
            raise SmartCityError("ahp_pair_twice", person=person, member=item.first, other=item.second)
        if not isfinite(item.times) or not 1 / SCALE_END - 1e-9 <= item.times <= SCALE_END + 1e-9:
            raise SmartCityError("ahp_out_of_scale", person=person, member=item.first, other=item.second)
        matrix[row, column], matrix[column, row] = item.times, 1.0 / item.times
    missing = [(one, other) for one, other in combinations(members, 2) if np.isnan(matrix[place[one], place[other]])]
    if missing:
        raise SmartCityError("ahp_incomplete", person=person, count=len(missing), pairs=missing[:_NAMED_PAIRS])
    return matrix


def _comparison(members: tuple[str, ...], matrix: np.ndarray) -> Comparison:
    count = len(members)
    values, vectors = np.linalg.eig(matrix)
    # Perron: the eigenvalue of a positive matrix with the largest real part is real, and so is its vector.
    principal = np.abs(np.real(vectors[:, int(np.argmax(np.real(values)))]))
    weights = principal / principal.sum()
    lambda_max = float(np.mean(matrix @ weights / weights))
    index = max(0.0, (lambda_max - count) / (count - 1)) if count > 2 else 0.0
    worst = _worst_pair(members, matrix, weights)
    return Comparison(members, matrix, weights, lambda_max, index, _ratio(index, count), worst)


def _ratio(index: float, count: int) -> float:
    if count <= 2:
        return 0.0
    return index / RANDOM_INDEX[count - 1] if count <= len(RANDOM_INDEX) else float("nan")


def _worst_pair(members: tuple[str, ...], matrix: np.ndarray, weights: np.ndarray) -> Optional[WorstPair]:
    worst, found = 1e-9, None
    for one, other in combinations(range(len(members)), 2):
        consistent = float(weights[one] / weights[other])
        difference = abs(log(matrix[one, other] / consistent))
        if difference > worst + 1e-12:
            times = float(matrix[one, other])
            worst, found = difference, WorstPair(members[one], members[other], times, consistent)
    return found
