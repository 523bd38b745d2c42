# SPDX-License-Identifier: GPL-2.0-or-later
"""The gap of values to their target, in the unit of the indicator, and how many people it concerns.

The gap is no need: a need is 100 minus the score and compares unlike things, the gap says what is missing in metres,
per cent or square metres. Both stand side by side. How many people fall short depends on what a value means:

- a share of people (``population_share``) counts them: those without what the indicator counts, or, where low values
  are good, those with it;
- a mean over people (``population_mean``) gives all people of a cell the value of the cell: those of cells that miss
  the target fall short, in a unit the sum of its cells;
- everything else (areas, lengths, dwellings, distributions) describes the place: no number of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from ...model.indicator import Aggregation, Band, Direction, Indicator, Status
from ...model.text import Text
from ..privacy import counts_of

ROUNDING = 1e-9
"""Values that miss a target by less have reached it: sums of floating-point numbers are not exact."""


@dataclass(frozen=True)
class Target:
    """What a value shall reach: at least ``low`` and at most ``high`` (infinite where that side is open)."""

    low: float
    high: float
    source: Text
    status: Optional[Status] = None
    """How well the source is known; None for what the town has set itself."""


def target_at(direction: Direction, value: float, source: Text, status: Optional[Status] = None) -> Optional[Target]:
    """Return a target by its value, None for a direction that has none."""
    if direction is Direction.HIGHER:
        return Target(value, np.inf, source, status)
    return Target(-np.inf, value, source, status) if direction is Direction.LOWER else None


def target_of(indicator: Indicator) -> Optional[Target]:
    """Return the target of an indicator as the catalogue names it, None without one.

    Where values shall lie within a band, that is the part of the band which scores 100, with the source and status of
    the goalposts; for the others the threshold marked as target.
    """
    if indicator.direction is Direction.BAND:
        band = indicator.goalposts
        if not isinstance(band, Band) or indicator.goalposts_source is None or indicator.goalposts_status is None:
            return None
        return Target(band.lower_full, band.upper_full, indicator.goalposts_source, indicator.goalposts_status)
    target = indicator.target
    return None if target is None else target_at(indicator.direction, target.value, target.source, target.status)


def gaps(values: np.ndarray, target: Optional[Target]) -> np.ndarray:
    """Return by how much values miss their target, in their own unit: 0 where they reach it, never negative.

    NaN where the value is unknown, and everywhere without a target.
    """
    values = np.asarray(values, dtype=float)
    if target is None:
        return np.full(values.shape, np.nan)
    missed = np.maximum(np.maximum(target.low - values, values - target.high), 0.0)
    return np.where(missed <= ROUNDING, 0.0, missed)


def persons_not_reached(indicator: Indicator, numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Return the people who lack what the indicator counts (where low values are good: who are counted).

    Only for shares of people, NaN for all others and where the parts are unknown. People of whom nothing is known are
    in neither part: they are not taken to be without, the coverage tells of them.
    """
    numerator, denominator = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    counts = counts_of(indicator)
    if indicator.aggregation is not Aggregation.POPULATION_SHARE or not counts.numerator:
        return np.full(numerator.shape, np.nan)
    counted = numerator * counts.scale
    if indicator.direction is Direction.HIGHER:
        return np.maximum(denominator - counted, 0.0)
    return counted + 0.0 * denominator if indicator.direction is Direction.LOWER else np.full(numerator.shape, np.nan)


def persons_to_target(indicator: Indicator, gap: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Return how many people more would have to be reached (or relieved) to meet the target: gap / 100 · people.

    Only for shares of people in per cent, NaN for all others.
    """
    gap = np.asarray(gap, dtype=float)
    if indicator.aggregation is not Aggregation.POPULATION_SHARE or indicator.unit != "percent":
        return np.full(gap.shape, np.nan)
    return gap / 100.0 * np.asarray(denominator, dtype=float)


def persons_below(indicator: Indicator, gap: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Return the people of each cell whose value misses the target: all of the cell's or none.

    Only for means over people, NaN for all others and where the gap or the number of people is unknown.
    """
    gap, persons = np.asarray(gap, dtype=float), np.asarray(persons, dtype=float)
    if indicator.aggregation is not Aggregation.POPULATION_MEAN:
        return np.full(gap.shape, np.nan)
    return np.where(np.isfinite(gap) & np.isfinite(persons), np.where(gap > 0, persons, 0.0), np.nan)
