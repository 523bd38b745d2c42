# SPDX-License-Identifier: GPL-2.0-or-later
"""Class breaks by the methods that a town may choose, at readable numbers. No QGIS here.

A break always lies between two neighbouring values, so that rounding it moves no value into another class and equal
values stay together. Steps (equal intervals, targets) are readable numbers themselves: 1, 2, 2.5 or 5 × a power of ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from ..model.map_style import Method
from .classes import gaps_of, roundest

_STEPS = (1.0, 2.0, 2.5, 5.0)


def breaks_by(
    method: Method,
    distinct: np.ndarray,
    counts: np.ndarray,
    wanted: int,
    anchors: Sequence[float] = (),
    decimals: int = 12,
) -> list[float]:
    """Return at most ``wanted`` − 1 breaks, more only if there are as many anchors: those within the values are breaks.

    ``distinct`` are the values in order, each once, as they are printed with ``decimals``; ``counts`` says how often
    each occurs. The method is neither AUTOMATIC nor FIXED.
    """
    forced = gaps_of(anchors, distinct)
    if method is Method.TARGET and anchors:
        return _one_per_gap(_steps_around(sorted(anchors), distinct, wanted, decimals), forced, distinct)
    equal = partial(_equal, decimals=decimals)
    split: Callable = {Method.QUANTILE: _quantile, Method.NATURAL: _natural}.get(method, equal)
    edges = [0, *sorted(forced), len(distinct)]
    parts = list(zip(edges, edges[1:]))
    found: list[float] = list(forced.values())
    for (start, end), number in zip(parts, _shares([int(counts[a:b].sum()) for a, b in parts], wanted)):
        found += split(distinct[start:end], counts[start:end], number)
    return _one_per_gap(found, forced, distinct)


def _shares(sizes: Sequence[int], wanted: int) -> list[int]:
    """Return how many classes each part gets: at least one, the rest by size (d'Hondt)."""
    numbers = [1] * len(sizes)
    for _ in range(wanted - len(sizes)):
        numbers[max(range(len(sizes)), key=lambda part: sizes[part] / numbers[part])] += 1
    return numbers


def _quantile(distinct: np.ndarray, counts: np.ndarray, wanted: int) -> list[float]:
    """Return breaks that leave as equal numbers of places between them as equal values allow."""
    below, wanted = np.cumsum(counts)[:-1], min(wanted, len(distinct))
    gaps: list[int] = []
    for number in range(1, wanted):
        first = gaps[-1] + 1 if gaps else 1
        if first > len(below):
            break
        ideal = number * counts.sum() / wanted
        gaps.append(first + int(np.argmin(np.abs(below[first - 1 :] - ideal))))
    return [roundest(distinct[gap - 1], distinct[gap]) for gap in gaps]


def _natural(distinct: np.ndarray, counts: np.ndarray, wanted: int) -> list[float]:
    """Return the breaks of the least squared deviation inside the classes (Jenks 1967; exact, Fisher 1958)."""
    size, weight = len(distinct), counts.astype(float)
    wanted = min(wanted, size)
    shifted = distinct - distinct.mean()
    sums = [np.concatenate([[0.0], np.cumsum(weight * shifted**power)]) for power in (0, 1, 2)]

    def deviation(starts: np.ndarray, end: int) -> np.ndarray:
        n, first, second = (total[end] - total[starts] for total in sums)
        return second - first**2 / n

    cost = np.full((wanted + 1, size + 1), np.inf)
    origin = np.zeros((wanted + 1, size + 1), dtype=int)
    cost[0, 0] = 0.0
    for number in range(1, wanted + 1):
        for end in range(number, size + 1):
            starts = np.arange(number - 1, end)
            totals = cost[number - 1, starts] + deviation(starts, end)
            best = int(np.argmin(totals))
            cost[number, end], origin[number, end] = totals[best], starts[best]
    gaps, end = [], size
    for number in range(wanted, 1, -1):
        end = int(origin[number, end])
        gaps.append(end)
    return [roundest(distinct[gap - 1], distinct[gap]) for gap in reversed(gaps)]


def _equal(distinct: np.ndarray, _counts: np.ndarray, wanted: int, decimals: int) -> list[float]:
    """Return breaks at equal readable steps; where several fall into one gap the caller keeps one of them."""
    low, high = float(distinct[0]), float(distinct[-1])
    if wanted < 2 or low == high:
        return []
    return next(
        found
        for step in _readable_steps((high - low) / wanted, decimals)
        for found in [_multiples(step, low, high)]
        if len(found) < wanted
    )


def _steps_around(anchors: Sequence[float], distinct: np.ndarray, wanted: int, decimals: int) -> list[float]:
    """Return the anchors, and from the outer ones outwards breaks at one readable step."""
    low, high = float(distinct[0]), float(distinct[-1])
    inside = [anchor for anchor in anchors if low < anchor <= high]
    below, above = anchors[0], anchors[-1]
    room = max(below - low, 0.0) + max(high - above, 0.0)
    if room == 0.0 or wanted <= len(inside) + 1:
        return inside
    for step in _readable_steps(room / wanted, decimals):
        left = [below - value for value in _multiples(step, 0.0, max(below - low, 0.0))]
        right = [above + value for value in _multiples(step, 0.0, max(high - above, 0.0))]
        found = inside + [round(value, 12) for value in left + right if low < value <= high]
        if len(found) < wanted:
            return found
    return inside


def _readable_steps(least: float, decimals: int) -> Iterator[float]:
    """Yield 1, 2, 2.5 and 5 × powers of ten, smallest first, none with more decimals than values have; without end."""
    exponent = max(math.floor(math.log10(max(least, 1e-12))), -decimals)
    for number in range(exponent, exponent + 40):
        for digit in _STEPS:
            if not (digit == 2.5 and number == -decimals):
                yield digit * 10.0**number


def _multiples(step: float, low: float, high: float) -> list[float]:
    """Return the multiples of a step that are greater than ``low`` and at most ``high``."""
    first, last = math.floor(low / step + 1e-9) + 1, math.floor(high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def _one_per_gap(breaks: Iterable[float], forced: dict[int, float], distinct: np.ndarray) -> list[float]:
    """Return the breaks in order, one between each two neighbouring values: a class between two would be empty."""
    chosen = dict(forced)
    for value in sorted(breaks, key=_digits):
        gap = int(np.searchsorted(distinct, value, side="left"))
        if 0 < gap < len(distinct):
            chosen.setdefault(gap, float(value))
    return [chosen[gap] for gap in sorted(chosen)]


def _digits(value: float) -> int:
    return len(f"{abs(value):.10f}".rstrip("0").replace(".", "").strip("0"))
