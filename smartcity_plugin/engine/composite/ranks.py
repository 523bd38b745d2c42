# SPDX-License-Identifier: GPL-2.0-or-later
"""Ranks by need, fast enough for thousands of runs: rank 1 is the greatest need, equal needs share their mean rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .classes import NEED_BREAKS

STEPS = 10_000_000
"""Steps per point of score. Needs that differ by less than a ten-millionth of a point are equal: what differs there is
the rounding of the computer, and a tie must not depend on it."""

UNKNOWN = np.uint32(0xFFFFFFFF)
"""The key of a place without an index."""


class Order(NamedTuple):
    """How places (n) are ordered: their ``keys`` in ascending order (descending need) and ``ranks`` (NaN unknown)."""

    ordered: np.ndarray
    ranks: np.ndarray
    known: int


def keys_of(score: np.ndarray) -> np.ndarray:
    """Return scores (0 to 100, NaN unknown) as whole numbers (uint32) that are compared exactly."""
    if np.isfinite(score).all():
        return np.rint(score * STEPS).astype(np.uint32)
    keys = np.full(len(score), UNKNOWN)
    known = np.isfinite(score)
    keys[known] = np.rint(score[known] * STEPS)
    return keys


def order_of(keys: np.ndarray) -> Order:
    """Return the ranks of keys, ties averaged.

    Sorted as two halves of 16 bits: numpy sorts those by counting digits, three times as fast as comparing.
    """
    low = np.argsort(keys.astype(np.uint16), kind="stable")
    order = low[np.argsort((keys >> np.uint32(16)).astype(np.uint16)[low], kind="stable")]
    ordered = keys[order]
    known = int(np.searchsorted(ordered, UNKNOWN))
    values = np.full(len(keys), np.nan)
    values[:known] = np.arange(1.0, known + 1.0)
    tied = np.flatnonzero(ordered[1:known] == ordered[: max(known - 1, 0)])
    if len(tied):
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:known] != ordered[: known - 1]]))
        sizes = np.diff(np.append(starts, known))
        values[:known] = np.repeat(starts + (sizes + 1) / 2.0, sizes)
    ranks = np.empty(len(keys))
    ranks[order] = values
    return Order(ordered, ranks, known)


def among_first(keys: np.ndarray, order: Order, count: int) -> np.ndarray:
    """Return which places (n, bool) have fewer than ``count`` places with a greater need; ties are all in."""
    if order.known == 0:
        return np.zeros(len(keys), dtype=bool)
    return keys <= order.ordered[min(count, order.known) - 1]


def class_limits() -> np.ndarray:
    """Return the limits of the classes of need as keys (ascending, that is from the greatest need on).

    The classes are those of the need maps: of the need as it is printed, in whole numbers, halves rounded up. A need of
    at least 79.5 is printed as 80: that is a score of at most 20.5.
    """
    return np.array([round((100.0 - lower + 0.5) * STEPS) for lower in reversed(NEED_BREAKS)], dtype=np.int64)


def class_of(keys: np.ndarray) -> np.ndarray:
    """Return the class of need of each key (n, 8-bit integers), 0 for the greatest."""
    return np.searchsorted(class_limits(), keys.astype(np.int64), side="left").astype(np.int8)


@dataclass(frozen=True)
class Classes:
    """The classes of need of n places in the reference, and how often a run agrees with them.

    Two questions: is the need of a place in the same class again (``same_level``)? And would the place be in the same
    class if as many places as in the reference were put into each, in the order of need (``same_place``)? Another
    normalisation or combination shifts all needs together (z scores lie around 50, linear means above geometric ones);
    the first question answers to that, the second one does not.
    """

    classes: np.ndarray
    first: np.ndarray
    """For each class the number of places of greater need."""
    last: np.ndarray
    """For each class the number of places of greater need or of this class."""

    @classmethod
    def of(cls, keys: np.ndarray) -> Classes:
        """Return the classes of the reference; all keys are known."""
        classes = class_of(keys)
        sizes = np.bincount(classes, minlength=len(NEED_BREAKS) + 1)
        return cls(classes, np.cumsum(sizes) - sizes, np.cumsum(sizes))

    @property
    def occupied(self) -> int:
        """How many classes there are places in."""
        return int((self.last > self.first).sum())

    def same_level(self, keys: np.ndarray) -> np.ndarray:
        """Return which places (n, bool) have a need in the same class."""
        ends = np.append(class_limits(), 100 * STEPS)
        starts = np.append(-1, class_limits()) + 1
        return self._between(keys, starts.astype(np.uint32), ends.astype(np.uint32))

    def same_place(self, keys: np.ndarray, order: Order) -> np.ndarray:
        """Return which places (n, bool) hold a place of their class in the ranking; of equal ones each may hold any."""
        if not order.known:
            return np.zeros(len(keys), dtype=bool)
        inside = self.first < order.known
        starts = order.ordered[np.minimum(self.first, order.known - 1)]
        ends = order.ordered[np.clip(self.last, 1, order.known) - 1]
        # A class that no known place is left for: nothing is between 1 and 0.
        return self._between(keys, np.where(inside, starts, 1), np.where(inside, ends, 0))

    def _between(self, keys: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        return (keys >= starts[self.classes]) & (keys <= ends[self.classes])
