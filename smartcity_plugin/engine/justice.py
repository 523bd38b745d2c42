# SPDX-License-Identifier: GPL-2.0-or-later
"""How evenly something is distributed among people, and whether deprived areas get less of it.

Everywhere: ``values`` (n) is what each person of a place has, ``weights`` (n) the people there. Unknown values and
places without people are left out. Values below zero cannot be shared out: everything is NaN then (``why_not`` says
so). All measures but the concentration index do not depend on where places lie, and none on the unit of the values.
"""

from __future__ import annotations

from typing import Optional

import numpy as np

NEGATIVE, NOTHING_KNOWN, NOTHING_TO_SHARE = "negative", "nothing_known", "nothing_to_share"
"""Why there is no measure of a distribution."""

CURVE_POINTS = 200
"""Curves that are stored have at most so many points."""


def known_places(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return where (n, bool) the value is known and people live."""
    return np.isfinite(values) & np.isfinite(weights) & (np.nan_to_num(weights) > 0)


def why_not(values: np.ndarray, weights: np.ndarray) -> Optional[str]:
    """Return why a distribution cannot be measured, None if it can."""
    known = known_places(values, weights)
    if not known.any():
        return NOTHING_KNOWN
    if (values[known] < 0).any():
        return NEGATIVE
    return None if (values[known] > 0).any() else NOTHING_TO_SHARE


def _usable(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return values and weights of the known places as floats; none at all if the distribution cannot be measured."""
    values, weights = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    if why_not(values, weights) is not None:
        return np.empty(0), np.empty(0)
    known = known_places(values, weights)
    return values[known], weights[known]


def lorenz(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the Lorenz curve: cumulative share of people and of the good, both starting at 0.

    Unknown values and people without weight are left out; values must not be negative (NaN throughout).
    """
    known = known_places(np.asarray(values, dtype=float), np.asarray(weights, dtype=float))
    own, people_of = _usable(values, weights)
    if not len(own):
        nothing = np.full(int(known.sum()) + 1, np.nan)
        return nothing, nothing.copy()
    order = np.argsort(own, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(people_of[order])])
    good = np.concatenate([[0.0], np.cumsum((own * people_of)[order])])
    return people / people[-1], good / good[-1]


def weighted_gini(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the population-weighted Gini coefficient (0 equal, towards 1 unequal), NaN if there is nothing to share.

    G = 1 − Σ (F_k − F_k−1)(L_k + L_k−1) on the Lorenz curve (F, L).
    """
    people, good = lorenz(values, weights)
    if not len(people) > 1 or np.isnan(good[-1]):
        return float("nan")
    return float(1.0 - np.sum(np.diff(people) * (good[1:] + good[:-1])))


def hoover(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the share (0 to 1) of all there is that would have to move for everybody to have the same.

    ½ Σ |x_i p_i / Σ x p − p_i / Σ p|; NaN if there is nothing to share.
    """
    own, people = _usable(values, weights)
    if not len(own):
        return float("nan")
    return float(0.5 * np.sum(np.abs(own * people / np.sum(own * people) - people / people.sum())))


def weighted_quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    """Return the value of the person at the position ``share`` (0 to 1) if all people stand in line by their value.

    The smallest value up to which more than the share of the people is found; exactly on the border between two
    persons the mean of theirs (inverse of the distribution function, averaged at steps; Hyndman and Fan's type 2). For
    whole numbers of people it is the quantile of everybody written out. NaN if nothing is known; values may be
    negative.
    """
    values, weights = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    known = known_places(values, weights)
    if not known.any():
        return float("nan")
    order = np.argsort(values[known], kind="stable")
    own, upto = values[known][order], np.cumsum(weights[known][order])
    position = share * upto[-1]
    tolerance = 1e-12 * upto[-1]  # 0.1 · 30 people are not 3 in floating point
    first = min(int(np.searchsorted(upto, position - tolerance, "left")), len(own) - 1)
    second = min(int(np.searchsorted(upto, position + tolerance, "right")), len(own) - 1)
    return float((own[first] + own[second]) / 2.0)


def percentile_ratio(values: np.ndarray, weights: np.ndarray, upper: float = 0.9, lower: float = 0.1) -> float:
    """Return the upper quantile divided by the lower one (P90/P10); NaN if the lower one is 0."""
    own, people = _usable(values, weights)
    low = weighted_quantile(own, people, lower)
    return float("nan") if not low > 0 else weighted_quantile(own, people, upper) / low


def tenths(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the means of the tenth of the people who have least and of the tenth who have most, NaN without any.

    A place whose people belong only partly to a tenth counts with that part.
    """
    people, good = lorenz(values, weights)
    if not len(people) > 1 or np.isnan(good[-1]):
        return float("nan"), float("nan")
    own, persons = _usable(values, weights)
    mean = float(np.sum(own * persons) / persons.sum())
    lowest, rest = np.interp([0.1, 0.9], people, good)
    return float(lowest * mean / 0.1), float((1.0 - rest) * mean / 0.1)


def fractional_rank(order: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the rank (0 to 1) of each place: the share of people with less, and half of those with the same.

    The people of places of equal ``order`` share their mean rank; the weighted mean of all ranks is ½.
    """
    distinct, place = np.unique(np.asarray(order, dtype=float), return_inverse=True)
    people = np.bincount(place, weights, minlength=len(distinct))
    return ((np.cumsum(people) - people / 2.0) / people.sum())[place]


def concentration_curve(
    values: np.ndarray, weights: np.ndarray, deprivation: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return cumulative shares of people and of the good, from the least to the most deprived, both starting at 0.

    Places of equal deprivation are one step. Below the diagonal the better-off have less than their share, above it
    more. NaN throughout if there is nothing to share among the places of known deprivation.
    """
    own, people, order = _ordered(values, weights, deprivation)
    if not len(own):
        return np.full(2, np.nan), np.full(2, np.nan)
    distinct, place = np.unique(order, return_inverse=True)
    persons = np.concatenate([[0.0], np.cumsum(np.bincount(place, people, minlength=len(distinct)))])
    good = np.concatenate([[0.0], np.cumsum(np.bincount(place, own * people, minlength=len(distinct)))])
    return persons / persons[-1], good / good[-1]


def concentration_index(values: np.ndarray, weights: np.ndarray, deprivation: np.ndarray) -> float:
    """Return how far something is concentrated by deprivation (−1 to 1): 2/µ · cov(x, rank), weighted by people.

    The people stand in line from the least to the most deprived (``fractional_rank``). Negative: more deprived areas
    get less; positive: they get more. Of a good negative is unjust to them, of a burden (less is better) positive. NaN
    if nothing can be shared out among the places of known deprivation or all of them are equally deprived.
    """
    own, people, order = _ordered(values, weights, deprivation)
    if not len(own) or order.min() == order.max():
        return float("nan")
    share = people / people.sum()
    mean = np.sum(share * own)
    return float(2.0 / mean * np.sum(share * (own - mean) * (fractional_rank(order, people) - 0.5)))


def _ordered(
    values: np.ndarray, weights: np.ndarray, deprivation: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    deprivation = np.asarray(deprivation, dtype=float)
    weights = np.where(np.isfinite(deprivation), np.asarray(weights, dtype=float), np.nan)
    own, people = _usable(values, weights)
    known = known_places(np.asarray(values, dtype=float), weights)
    return own, people, deprivation[known] if len(own) else np.empty(0)


def weighted_mean(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the mean per person over the known places, NaN without any."""
    values, weights = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    known = known_places(values, weights)
    return float(np.sum(values[known] * weights[known]) / weights[known].sum()) if known.any() else float("nan")


def thinned(people: np.ndarray, good: np.ndarray, most: int = CURVE_POINTS) -> tuple[np.ndarray, np.ndarray]:
    """Return at most ``most`` points of a curve, first and last included, evenly along its length."""
    if len(people) <= most:
        return people, good
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(people), np.diff(good)))])
    chosen = np.unique(np.searchsorted(length, np.linspace(0.0, length[-1], most - 1), "left"))
    chosen = np.union1d(chosen, [0, len(people) - 1])  # the first is there already, the last adds one at most
    return people[chosen], good[chosen]
