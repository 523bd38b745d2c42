# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights that follow from the data: entropy, principal components, benefit of the doubt. For comparison only.

They say what distinguishes the places of a town, not what matters to it, and cannot be justified politically.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...model.problem import Problem, Severity, SmartCityError
from ..progress import Progress, silent
from ..values import divide
from .aggregate import GEOMETRIC_FLOOR

KAISER, CUMULATED = 1.0, 0.6
"""Components are kept while their eigenvalue exceeds 1, and until 60 % of the variance are explained."""

PLACES_PER_INDICATOR = 3
"""Fewer places per indicator make principal components unstable; it is told (OECD/JRC handbook)."""

UNCORRELATED = 0.1
"""Below this mean |r| there is nothing common that components could stand for (project default)."""

LOWEST_SHARE, HIGHEST_SHARE = 0.05, 0.5
"""Benefit of the doubt: the share of each indicator in the score of a place (project default)."""

MOST_PLACES = 2000
"""Benefit of the doubt solves one linear programme per place; beyond this it could take minutes."""


@dataclass(frozen=True)
class DataWeights:
    """k weights adding up to 1, and what a reader must know of them."""

    weights: np.ndarray
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Components:
    """Principal components of k indicators: ``eigenvalues`` (all, falling), and those kept after a varimax rotation.

    ``loadings`` is k × f before, ``rotated`` k × f after the rotation, ``explained`` (f) the share of the whole
    variance that each rotated component explains.
    """

    eigenvalues: np.ndarray
    loadings: np.ndarray
    rotated: np.ndarray
    explained: np.ndarray


@dataclass(frozen=True)
class Doubt:
    """Every place judged by its own best weights: ``scores`` (n, 0 to 100, the best place has 100) and ``shares``
    (n × k), the share of each indicator in the score; NaN where a score is unknown."""

    scores: np.ndarray
    shares: np.ndarray


def distinguishing(scores: np.ndarray) -> np.ndarray:
    """Return for k columns whether they hold at least two different known scores (differences by rounding are none)."""
    known = np.isfinite(scores)
    low = np.where(known, scores, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, scores, -np.inf).max(axis=0, initial=-np.inf)
    return (known.sum(axis=0) > 1) & (high - low > 1e-9 * np.maximum(np.abs(high), 1.0))


def _usable(scores: np.ndarray, members: Sequence[str]) -> tuple[np.ndarray, tuple[Problem, ...]]:
    """Return which columns distinguish places, and what is to be told of the others; raises if there is none."""
    usable = distinguishing(scores)
    if not usable.any():
        raise SmartCityError("weights_all_constant", members=list(members))
    constant = [name for name, good in zip(members, usable) if not good]
    return usable, (Problem("weights_constant", Severity.WARNING, {"members": constant}),) if constant else ()


def _complete(scores: np.ndarray, members: Sequence[str], needed: int) -> tuple[np.ndarray, tuple[Problem, ...]]:
    """Return the rows without unknown scores, and how many are left out; raises if fewer than needed stay."""
    rows = np.isfinite(scores).all(axis=1)
    kept = int(rows.sum())
    if kept < needed:
        raise SmartCityError("weights_too_few_places", count=kept, needed=needed, members=list(members))
    left_out = len(scores) - kept
    told = Problem("weights_places_left_out", Severity.WARNING, {"count": left_out, "total": len(scores)})
    return scores[rows], (told,) if left_out else ()


def entropy(scores: np.ndarray) -> np.ndarray:
    """Return the entropy E (k, 0 to 1) of n × k values from 0 on: 1 where all places have the same.

    p = x / Σx over the m known values of the column, E = −Σ p·ln p / ln m, with 0·ln 0 = 0; columns with fewer than two
    known values or with nothing but zeros distinguish nobody and have 1.
    """
    known = np.isfinite(scores)
    values = np.where(known, scores, 0.0)
    shares = np.nan_to_num(divide(values, values.sum(axis=0)))
    found = -(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=0)
    counts = known.sum(axis=0)
    found = divide(found, np.log(np.maximum(counts, 1)))
    return np.where(distinguishing(scores), found, 1.0)


def entropy_weights(scores: np.ndarray, members: Sequence[str]) -> DataWeights:
    """Return weights in proportion to 1 − E: what differs more between the places weighs more, constants nothing."""
    usable, problems = _usable(scores, members)
    spread = np.where(usable, 1.0 - entropy(scores), 0.0)
    return DataWeights(spread / spread.sum(), problems)


def components(values: np.ndarray) -> Components:
    """Return the principal components of n × k known values, standardised, none constant."""
    correlation = np.atleast_2d(np.corrcoef(values, rowvar=False))
    eigenvalues, vectors = np.linalg.eigh(correlation)
    order = np.argsort(eigenvalues)[::-1]
    eigenvalues, vectors = np.maximum(eigenvalues[order], 0.0), vectors[:, order]
    cumulated = np.cumsum(eigenvalues) / eigenvalues.sum()
    kept = max(int((eigenvalues > KAISER + 1e-9).sum()), int(np.searchsorted(cumulated, CUMULATED - 1e-9) + 1))
    loadings = vectors[:, :kept] * np.sqrt(eigenvalues[:kept])
    rotated = varimax(loadings)
    return Components(eigenvalues, loadings, rotated, (rotated**2).sum(axis=0) / len(eigenvalues))


def varimax(loadings: np.ndarray, rounds: int = 2000, tolerance: float = 1e-12) -> np.ndarray:
    """Return loadings (k × f) rotated so that each indicator loads on few components (Kaiser 1958, not normalised)."""
    count, factors = loadings.shape
    rotation = np.eye(factors)
    for _ in range(rounds if factors > 1 else 0):
        turned = loadings @ rotation
        gradient = loadings.T @ (turned**3 - turned * (turned**2).sum(axis=0) / count)
        left, _, right = np.linalg.svd(gradient)
        before, rotation = rotation, left @ right
        if np.abs(rotation - before).max() < tolerance:
            break
    return loadings @ rotation


def component_weights(scores: np.ndarray, members: Sequence[str]) -> DataWeights:
    """Return weights from principal components (Nicoletti and others 2000, as in the OECD/JRC handbook).

    Each indicator counts by its squared loading on the component on which it loads most, relative to that component,
    times the share of that component in what all kept ones explain. Only places whose scores are all known take part.
    Raises SmartCityError for too few places.
    """
    usable, problems = _usable(scores, members)
    weights = np.zeros(len(members))
    if usable.sum() == 1:
        weights[usable] = 1.0
        return DataWeights(weights, problems)
    names = [name for name, good in zip(members, usable) if good]
    rows, more = _complete(scores[:, usable], names, max(3, len(names) + 1))
    varied = distinguishing(rows)
    if not varied.all():  # constant where everything else is known
        inner = component_weights(np.where(varied, rows, np.nan), names)
        weights[usable] = inner.weights
        return DataWeights(weights, (*problems, *more, *inner.problems))
    found = components(rows)
    best = np.argmax(found.rotated**2, axis=1)
    squares = found.rotated[np.arange(len(names)), best] ** 2
    raw = squares / (found.rotated**2).sum(axis=0)[best] * found.explained[best] / found.explained.sum()
    weights[usable] = raw / raw.sum()
    return DataWeights(weights, (*problems, *more, *_doubts(rows, names)))


def _doubts(rows: np.ndarray, names: Sequence[str]) -> list[Problem]:
    """Return what makes principal components of these scores doubtful."""
    found, needed = [], PLACES_PER_INDICATOR * len(names)
    if len(rows) < needed:
        few = {"count": len(rows), "needed": needed, "members": list(names)}
        found.append(Problem("pca_few_places", Severity.WARNING, few))
    correlation = np.corrcoef(rows, rowvar=False)
    mean = float(np.abs(correlation[np.triu_indices(len(names), 1)]).mean())
    if mean < UNCORRELATED:
        loose = {"correlation": round(mean, 2), "members": list(names)}
        found.append(Problem("pca_uncorrelated", Severity.WARNING, loose))
    return found


def has_solver() -> bool:
    """Whether scipy can solve linear programmes with HiGHS (from 1.6 on)."""
    try:
        import scipy
        from scipy.optimize import linprog  # noqa: F401
    except ImportError:
        return False
    return tuple(int(part) for part in scipy.__version__.split(".")[:2]) >= (1, 6)


def share_limits(count: int) -> tuple[float, float]:
    """Return the limits of an indicator's share in the score, eased where ``count`` indicators cannot keep them."""
    return min(LOWEST_SHARE, 0.5 / count), max(HIGHEST_SHARE, 1.0 / count)


def benefit_of_the_doubt(
    scores: np.ndarray, lowest: float, highest: float, floor: float = GEOMETRIC_FLOOR, progress: Progress = silent
) -> Doubt:
    """Judge each of n places (n × k scores) by the weights that are best for it, as far as nobody exceeds 100 by them.

    The share of each indicator in the score of the place stays between ``lowest`` and ``highest`` (0 to 1); scores
    below ``floor`` count as it. Where several weightings are equally good for a place, the solver's one is taken.
    Places with an unknown score get NaN. Raises SmartCityError without a solver or for too many places.
    """
    if not has_solver():
        raise SmartCityError("weights_without_solver")
    from scipy.optimize import linprog

    known = np.isfinite(scores).all(axis=1)
    if known.sum() > MOST_PLACES:
        raise SmartCityError("weights_too_many_places", count=int(known.sum()), limit=MOST_PLACES)
    values = np.maximum(np.where(known[:, None], scores, floor), floor)
    best = _undominated(values[known])
    count = scores.shape[1]
    bounds = np.vstack([np.eye(count) - highest, lowest - np.eye(count)])
    limits = np.concatenate([np.ones(len(best)), np.zeros(2 * count)])
    reached, shares = np.full(len(scores), np.nan), np.full(scores.shape, np.nan)
    for number in np.flatnonzero(known):
        progress(number / len(scores))
        # The unknowns are the parts of the score, weight times value, of which the limits speak.
        found = linprog(-np.ones(count), np.vstack([best / values[number], bounds]), limits, method="highs")
        if not found.success:
            raise SmartCityError("weights_not_solved", detail=str(found.message))
        reached[number] = 100.0 * found.x.sum()
        shares[number] = found.x / found.x.sum()
    return Doubt(reached, shares)


def _undominated(values: np.ndarray) -> np.ndarray:
    """Return the rows that no other is at least as good as in everything: only they can exceed 100."""
    rows = np.unique(values, axis=0)
    rows = rows[np.argsort(-rows.sum(axis=1), kind="stable")]
    kept: list[np.ndarray] = []
    for row in rows:
        if not kept or not (np.array(kept) >= row).all(axis=1).any():
            kept.append(row)
    return np.array(kept) if kept else rows


def doubt_weights(scores: np.ndarray, members: Sequence[str], floor: float = GEOMETRIC_FLOOR) -> DataWeights:
    """Return the mean over the places of the shares that the indicators have in their best scores."""
    usable = np.isfinite(scores).any(axis=0)
    names = [name for name, good in zip(members, usable) if good]
    if not names:
        raise SmartCityError("weights_too_few_places", count=0, needed=1, members=list(members))
    unknown = [name for name, good in zip(members, usable) if not good]
    problems = (Problem("weights_constant", Severity.WARNING, {"members": unknown}),) if unknown else ()
    rows, more = _complete(scores[:, usable], names, 1)
    weights = np.zeros(len(members))
    weights[usable] = benefit_of_the_doubt(rows, *share_limits(len(names)), floor).shares.mean(axis=0)
    return DataWeights(weights / weights.sum(), (*problems, *more))
