# SPDX-License-Identifier: GPL-2.0-or-later
"""Clusters of high and low values: who is whose neighbour, Getis and Ord's Gi*, and the false discovery rate."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import sparse, stats

from .geometry import ROUNDING

FEWEST = 30
"""Places that the statistic needs at least: below, its distribution is not close to the normal one."""

TOUCHING = 1.0
"""Metres that neighbouring cells may be apart: their corners were rounded when they changed the reference system."""

NOTHING = 1e-9
"""A spread (in shares of the numbers it is made of) below this is rounding of zero."""


def touching(polygons: np.ndarray) -> sparse.csr_matrix:
    """Return the weights of polygons that touch at an edge or a corner, themselves included: 1 or nothing."""
    left, low, right, top = shapely.bounds(polygons).T
    windows = shapely.box(left - TOUCHING, low - TOUCHING, right + TOUCHING, top + TOUCHING)
    first, second = shapely.STRtree(polygons).query(windows)
    near = shapely.distance(polygons[first], polygons[second]) <= TOUCHING
    return _weights(first[near], second[near], len(polygons))


def within(points: np.ndarray, distance: float) -> sparse.csr_matrix:
    """Return the weights of points at most ``distance`` metres apart, themselves included: 1 or nothing."""
    first, second = shapely.STRtree(points).query(shapely.buffer(points, distance * 1.1))
    near = shapely.distance(points[first], points[second]) <= distance * (1.0 + ROUNDING)
    return _weights(first[near], second[near], len(points))


def _weights(first: np.ndarray, second: np.ndarray, count: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones(len(first)), (first, second)), shape=(count, count))


def getis_ord(values: np.ndarray, weights: sparse.csr_matrix, fewest: int = FEWEST) -> np.ndarray:
    """Return Gi* of each place: how many standard deviations its neighbourhood lies above or below chance.

    ``weights`` is square with each place's own weight. Places whose value is NaN take no part, neither as neighbours
    nor in mean and spread; they get NaN. So does every place if fewer than ``fewest`` have a value or if all values are
    equal, and one whose neighbourhood is all there is. Ord and Getis 1995, equation 5.
    """
    result = np.full(len(values), np.nan)
    known = np.flatnonzero(np.isfinite(values))
    count = len(known)
    if count < max(fewest, 2):
        return result
    # Differences from the mean: the sums stay exact, however far from zero the values lie.
    differences = values[known] - values[known].mean()
    near = weights[known][:, known]
    spread = np.sqrt(np.mean(differences**2))
    if spread <= NOTHING * np.abs(values[known]).max():
        return result
    total = np.asarray(near.sum(axis=1)).ravel()
    squares = np.asarray(near.multiply(near).sum(axis=1)).ravel()
    variance = (count * squares - total**2) / (count - 1)
    usable = variance > NOTHING * count * squares
    found = np.full(count, np.nan)
    np.divide(near @ differences, spread * np.sqrt(np.maximum(variance, 0.0)), out=found, where=usable)
    result[known] = found
    return result


def two_sided(scores: np.ndarray) -> np.ndarray:
    """Return the probability that chance brings a z score at least as far from zero; NaN stays."""
    return 2.0 * stats.norm.sf(np.abs(scores))


def adjusted(probabilities: np.ndarray) -> np.ndarray:
    """Return Benjamini and Hochberg's adjusted probabilities, NaN where unknown.

    Of the places whose adjusted probability is at most q, a share of q is expected to be there by chance.
    """
    result = np.full(len(probabilities), np.nan)
    known = np.flatnonzero(np.isfinite(probabilities))
    order = known[np.argsort(probabilities[known], kind="stable")]
    scaled = probabilities[order] * len(order) / np.arange(1, len(order) + 1)
    result[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return result


def hot_spots(scores: np.ndarray, threshold: float, false_discovery: bool) -> np.ndarray:
    """Return 1 where a z score reaches ``threshold`` (> 0), 0 where not, NaN where unknown.

    With ``false_discovery`` the adjusted probability must be at most that of the threshold instead.
    """
    if false_discovery:
        limit = two_sided(np.array([threshold]))[0]
        hot = (scores > 0) & (adjusted(two_sided(scores)) <= limit * (1.0 + ROUNDING))
    else:
        hot = scores >= threshold * (1.0 - ROUNDING)
    return np.where(np.isfinite(scores), hot.astype(float), np.nan)


LEVELS = {"99": 0.01, "95": 0.05, "90": 0.10}
"""The classes of Gi* by their confidence in percent, and the probability up to which each goes."""


def gi_classes(scores: np.ndarray, false_discovery: bool) -> np.ndarray:
    """Return hot_99, hot_95, hot_90, cold_99 …, none for z scores, None where unknown.

    With ``false_discovery`` the adjusted probabilities are looked at.
    """
    p = two_sided(scores)
    p = np.nan_to_num(adjusted(p) if false_discovery else p, nan=2.0)
    side = np.where(np.nan_to_num(scores) > 0, "hot_", "cold_").astype(object)
    found = np.full(len(scores), "none", dtype=object)
    for name, limit in reversed(LEVELS.items()):
        reached = p <= limit * (1.0 + ROUNDING)
        found[reached] = side[reached] + name
    found[~np.isfinite(scores)] = None
    return found
