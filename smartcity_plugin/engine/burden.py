# SPDX-License-Identifier: GPL-2.0-or-later
"""Multiple burden (Umweltgerechtigkeit): of several indicators, whether each is bad at a place, and how many are.

Two rules. ``threshold``: a value is held against a limit of the catalogue, so that results of different towns and years
can be compared. ``quartile``: a value is held against those of the other places, so that about a quarter is always
high. Berlin's atlas of environmental justice is the model of both; the limits are those of this plugin's catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Optional

import numpy as np

from ..model.indicator import Band, Direction, Indicator, Threshold
from .composite.normalise import scores_of
from .justice import weighted_quantile

THRESHOLD, QUARTILE = "threshold", "quartile"
"""The rules that say when a burden is high: the options of the catalogue's group ``burden_classes``."""

FEWEST_PLACES = 4
"""Fewer places have no worst quarter."""


class Burden(IntEnum):
    """How bad a value is. Where there is one limit only, a value is high or not: no class in between is made up."""

    UNKNOWN = -1
    NOT_HIGH = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True)
class Limits:
    """From where on a burden counts as high: a value of the indicator, or else a score.

    ``low``, if the catalogue names one, is the limit up to which the burden is low. ``sources`` are the thresholds
    that the limits were taken from.
    """

    high: Optional[float]
    low: Optional[float]
    score: Optional[float]
    sources: tuple[Threshold, ...] = ()


def limits_of(indicator: Indicator, lowest_score: float) -> Limits:
    """Return the limits of an indicator: its target and the next stricter threshold, without a target a score.

    For an indicator that is good within a band a single value says nothing; its score decides.
    """
    target = indicator.target
    if target is None or indicator.direction in (Direction.BAND, Direction.NEUTRAL):
        return Limits(None, None, lowest_score)
    sign = -1.0 if indicator.direction is Direction.HIGHER else 1.0
    stricter = [one for one in indicator.thresholds if sign * one.value < sign * target.value]
    if not stricter:
        return Limits(target.value, None, None, (target,))
    nearest = max(stricter, key=lambda one: sign * one.value)
    return Limits(target.value, nearest.value, None, (target, nearest))


def by_threshold(indicator: Indicator, values: np.ndarray, lowest_score: float) -> np.ndarray:
    """Return the class (``Burden``) of each of n values: HIGH is worse than the target, else below the score.

    A value exactly at a limit is not beyond it. With a second, stricter limit what is not worse than that is LOW and
    what lies between them MEDIUM; otherwise all that is not high is NOT_HIGH.
    """
    values = np.asarray(values, dtype=float)
    limits = limits_of(indicator, lowest_score)
    if limits.high is None:
        scores = scores_of(indicator, values)
        high = scores < lowest_score
        return _classes(np.isfinite(values) & np.isfinite(scores), high, np.zeros(len(values), bool), middle=False)
    sign = -1.0 if indicator.direction is Direction.HIGHER else 1.0
    high = sign * values > sign * limits.high
    low = np.zeros(len(values), bool) if limits.low is None else sign * values <= sign * limits.low
    return _classes(np.isfinite(values), high, low, middle=limits.low is not None)


def by_quartile(
    indicator: Indicator, values: np.ndarray, groups: np.ndarray, weights: Optional[np.ndarray] = None
) -> np.ndarray:
    """Return the class of each of n values among those of the same group (level of units).

    HIGH is worse than the third quartile, LOW better than the first, MEDIUM what lies between. Values that are equal
    share their class, so a class can hold fewer places than a quarter. Every place counts once, or with ``weights``
    (people) as often as that; places without weight are classed but do not decide. A group with fewer than
    FEWEST_PLACES known values has no quartiles: UNKNOWN.
    """
    bad = badness(indicator, values)
    result = np.full(len(bad), int(Burden.UNKNOWN), dtype=np.int8)
    groups = np.asarray(groups)
    for group in np.unique(groups):
        own = (groups == group) & np.isfinite(bad)
        deciding = own if weights is None else own & (np.nan_to_num(weights) > 0)
        if deciding.sum() < FEWEST_PLACES:
            continue
        lower, upper = (_quartile(bad[deciding], None if weights is None else weights[deciding], q) for q in (25, 75))
        result[own] = _classes(np.ones(own.sum(), bool), bad[own] > upper, bad[own] < lower, middle=True)
    return result


def _quartile(bad: np.ndarray, weights: Optional[np.ndarray], percent: float) -> float:
    if weights is None:
        return float(np.quantile(bad, percent / 100.0))
    return weighted_quantile(bad, weights, percent / 100.0)


def badness(indicator: Indicator, values: np.ndarray) -> np.ndarray:
    """Return numbers that rise with how bad a value is; within a band that is the distance to the full score."""
    values = np.asarray(values, dtype=float)
    if isinstance(indicator.goalposts, Band):
        return 100.0 - scores_of(indicator, values)
    return -values if indicator.direction is Direction.HIGHER else values


def _classes(known: np.ndarray, high: np.ndarray, low: np.ndarray, middle: bool) -> np.ndarray:
    rest = Burden.MEDIUM if middle else Burden.NOT_HIGH
    found = np.where(high, Burden.HIGH, np.where(low, Burden.LOW, rest))
    return np.where(known, found, Burden.UNKNOWN).astype(np.int8)


def is_high(classes: np.ndarray) -> np.ndarray:
    """Return 1 where a class is HIGH, else 0; NaN where it is unknown."""
    return np.where(classes == Burden.UNKNOWN, np.nan, (classes == Burden.HIGH).astype(float))


def count_high(classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return of n × k classes how many are high per place, NaN where none is known, and how many are known."""
    known = (classes != Burden.UNKNOWN).sum(axis=1)
    return np.where(known > 0, (classes == Burden.HIGH).sum(axis=1).astype(float), np.nan), known


NUMBERS = ("none", "single", "double", "triple", "fourfold", "five_plus")
"""The classes of multiple burden by number of high burdens; the last one is open."""

SEVERAL = NUMBERS[2:]
"""The classes in which more than one burden is high."""


def states(count: np.ndarray) -> np.ndarray:
    """Return the class (NUMBERS) of each count, None where it is unknown."""
    number = np.clip(np.nan_to_num(count), 0, len(NUMBERS) - 1).astype(int)
    found = np.array(NUMBERS, dtype=object)[number]
    found[~np.isfinite(count)] = None
    return found


def combined(count: np.ndarray, status: np.ndarray) -> np.ndarray:
    """Return the joint class of burdens and social status, None where either is unknown.

    ``count`` (n) is the number of high burdens without the social indicator, ``status`` (n) the class of that
    indicator: HIGH deprivation is a low status. ``none``, ``one`` or ``several``, then ``_low`` or ``_other``.
    """
    burdens = np.array(["none", "one", "several"], dtype=object)[np.clip(np.nan_to_num(count), 0, 2).astype(int)]
    low = np.where(status == Burden.HIGH, "_low", "_other").astype(object)
    return np.where(np.isfinite(count) & (status != Burden.UNKNOWN), burdens + low, None)


def enough_known(count: np.ndarray, known: np.ndarray, of: int, minimum: float) -> np.ndarray:
    """Return the counts, NaN where less than the share ``minimum`` of the ``of`` burdens is known."""
    return np.where(known >= minimum * of - 1e-9, count, np.nan) if of else np.full(len(count), np.nan)


def listed(classes: np.ndarray, names: Iterable[str], separator: str = ", ") -> list[str]:
    """Return for each of n places the names of its high burdens in order, empty if there is none."""
    names = list(names)
    return [separator.join(name for name, own in zip(names, row) if own) for row in classes == Burden.HIGH]
