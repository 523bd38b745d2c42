# SPDX-License-Identifier: GPL-2.0-or-later
"""Class breaks for maps: at targets where there are some, between natural groups otherwise, always readable numbers.

A class holds the values from its lower break (included) to the next one (excluded). Values are classed as they are
printed, that is rounded to the decimals of their unit, so that a map never contradicts a table. No QGIS here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..catalogue.numbers import format_number
from ..model.indicator import Band, Indicator

MOST_CLASSES = 5
BREAK_DECIMALS = 3
"""Breaks that somebody set (a target of 12.25) may have so many decimals more than values: they are told in full."""

_RANK_SHARE = 0.5
"""How much of the distance between two values is their distance in rank (quantiles); the rest is natural breaks."""
_ROUGHNESS_COST = 0.03
"""What each digit beyond the first of a break costs, against the spread inside the classes."""


@dataclass(frozen=True)
class ValueClass:
    """A class: from ``lower`` (included) to ``upper`` (excluded), None where open.

    ``only`` is the value of a class that holds a single one; ``side`` says where it lies to a good band: −1 below,
    0 inside (or no band), 1 above.
    """

    lower: Optional[float]
    upper: Optional[float]
    count: int
    only: Optional[float] = None
    side: int = 0


@dataclass(frozen=True)
class Classes:
    """The classes of a map and how many units have no value or too few cases to show one."""

    classes: tuple[ValueClass, ...]
    decimals: int
    missing: int = 0
    few: int = 0
    diverging: bool = False
    colours: tuple[str, ...] = ()
    """One per class where a style chose them; else they follow from the hue of the sector."""
    is_fixed: bool = False
    """Whether the breaks were given: then classes without a unit are shown, too."""


def rounded(values: Iterable[float], decimals: int) -> np.ndarray:
    """Return values as they are printed; halves go away from zero, as in ``format_number`` and in QGIS."""
    values = np.asarray(list(values), dtype=float)
    scale = 10.0**decimals
    return np.sign(values) * np.floor(np.abs(values) * scale + 0.5) / scale


def classify_indicator(values: Iterable[float], few: int, indicator: Indicator, decimals: int) -> Classes:
    """Return the classes of an indicator: broken at its band, else at its target, else at other thresholds."""
    band = indicator.goalposts if isinstance(indicator.goalposts, Band) else None
    if band is not None:
        anchors = [band.lower_full, band.upper_full]
    elif indicator.target is not None:
        anchors = [indicator.target.value]
    else:
        anchors = [threshold.value for threshold in indicator.thresholds[:2]]
    return classify(values, decimals, anchors, few, band)


def classify(
    values: Iterable[float],
    decimals: int,
    anchors: Iterable[float] = (),
    few: int = 0,
    band: Optional[Band] = None,
    most: int = MOST_CLASSES,
) -> Classes:
    """Return at most ``most`` classes, none of them empty; anchors inside the data range always become breaks.

    The other breaks minimise the spread inside the classes, half of it in values and half in ranks, so that neither an
    outlier nor a crowd of equal values takes all classes.
    """
    shown = rounded(values, decimals)
    known = shown[np.isfinite(shown)]
    missing = int(len(shown) - len(known)) - few
    if not len(known):
        return Classes((), decimals, missing, few, band is not None)
    distinct, counts = np.unique(known, return_counts=True)
    forced = gaps_of(anchors, distinct)
    wanted = max(min(most, len(distinct), math.ceil(1 + math.log2(len(known)))), len(forced) + 1)
    breaks = _best_breaks(distinct, counts, forced, wanted)
    return Classes(cut(breaks, distinct, counts, band), decimals, missing, few, band is not None)


def fixed_classes(values: Iterable[float], decimals: int, breaks: Iterable[float], few: int = 0) -> Classes:
    """Return classes at given breaks, for maps that are compared with each other; classes may be empty here."""
    shown = rounded(values, decimals)
    known = shown[np.isfinite(shown)]
    edges = [None, *breaks, None]
    classes = []
    for lower, upper in zip(edges, edges[1:]):
        inside = known[
            (known >= (-math.inf if lower is None else lower)) & (known < (math.inf if upper is None else upper))
        ]
        classes.append(ValueClass(lower, upper, len(inside)))
    return Classes(tuple(classes), decimals, int(len(shown) - len(known)) - few, few)


def label(item: ValueClass, classes: Classes, language: str, below: str, above: str, more: str) -> str:
    """Return the wording of a class: “40 – < 60”, the value alone if it is the only one.

    ``below`` and ``above`` frame the open ends (“under {value}”), ``more`` what follows a single value (“> {value}”).
    """
    if item.only is not None:
        return write(item.only, language, classes.decimals)
    decimals = classes.decimals + BREAK_DECIMALS
    if item.lower is None:
        return below.format(value=write(item.upper, language, decimals))
    before = classes.classes[classes.classes.index(item) - 1]
    lower = write(item.lower, language, decimals)
    if before.only is not None:
        only = write(before.only, language, classes.decimals)
        if item.upper is None:
            return more.format(value=only)
        lower = f"> {only}"
    elif item.upper is None:
        return above.format(value=lower)
    return f"{lower} – < {write(item.upper, language, decimals)}"


def write(value: float, language: str, decimals: int) -> str:
    """Return a break with no more decimals than it needs."""
    needed = next((d for d in range(decimals) if abs(value - round(value, d)) < 10.0 ** -(decimals + 3)), decimals)
    return format_number(value, needed, language)


def roundest(low: float, high: float) -> float:
    """Return the number with the fewest digits that is greater than ``low`` and at most ``high``.

    Across a wide gap before an outlier it stays near the lower side instead of jumping to the outlier.
    """
    power = math.floor(math.log10(max(abs(low), abs(high), 1e-9))) + 1
    wide = 0 < 3 * low < high
    middle = math.sqrt(low * high) if wide else (low + high) / 2
    largest = 0.6 * (high - low) if wide else math.inf
    for exponent in range(power, power - 12, -1):
        for digit in (5, 2, 1):
            step = digit * 10.0**exponent
            if step > largest:
                continue
            first, last = math.floor(low / step + 1e-9) + 1, math.floor(high / step + 1e-9)
            if first <= last:
                nearest = min(max(round(middle / step), first), last)
                return round(nearest * step, 12)
    return high


def gaps_of(anchors: Iterable[float], distinct: np.ndarray) -> dict[int, float]:
    """Return, by number of the gap between two neighbouring values, the anchors that lie in one; the first one wins."""
    gaps: dict[int, float] = {}
    for anchor in anchors:
        gap = int(np.searchsorted(distinct, anchor, side="left"))
        if 0 < gap < len(distinct):
            gaps.setdefault(gap, float(anchor))
    return gaps


def _roughness(value: float) -> float:
    """Return how many digits a number has beyond the first; a five in the second place counts half."""
    digits = f"{abs(value):.6e}".split("e")[0].replace(".", "").rstrip("0")
    return max(len(digits) - 1, 0) - (0.5 if len(digits) > 1 and digits[-1] == "5" else 0.0)


def _best_breaks(distinct: np.ndarray, counts: np.ndarray, forced: dict[int, float], wanted: int) -> list[float]:
    """Return the breaks of least cost by dynamic programming over the gaps between neighbouring values."""
    size = len(distinct)
    candidates = {gap: forced.get(gap, roundest(distinct[gap - 1], distinct[gap])) for gap in range(1, size)}
    spread = _spreads(distinct, counts)
    cost = np.full((wanted + 1, size + 1), np.inf)
    origin = np.zeros((wanted + 1, size + 1), dtype=int)
    cost[0, 0] = 0.0
    for number in range(1, wanted + 1):
        for end in range(1, size + 1):
            nearest_forced = max((gap for gap in forced if gap < end), default=0)
            for start in range(nearest_forced, end):
                rough = _ROUGHNESS_COST * _roughness(candidates[start]) if start and start not in forced else 0.0
                total = cost[number - 1, start] + spread[start, end] + rough
                if total < cost[number, end]:
                    cost[number, end], origin[number, end] = total, start
    breaks, end = [], size
    for number in range(wanted, 0, -1):
        end = origin[number, end]
        if end:
            breaks.append(candidates[end])
    return breaks[::-1]


def _spreads(distinct: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the spread inside every possible class, as a table start × end (exclusive)."""
    ranks = (np.cumsum(counts) - (counts + 1) / 2) / max(counts.sum() - 1, 1)
    values = (distinct - distinct[0]) / max(distinct[-1] - distinct[0], 1e-12)
    spread = np.zeros((len(distinct) + 1, len(distinct) + 1))
    for share, position in ((_RANK_SHARE, ranks), (1 - _RANK_SHARE, values)):
        weight = np.concatenate([[0.0], np.cumsum(counts)])
        first = np.concatenate([[0.0], np.cumsum(counts * position)])
        second = np.concatenate([[0.0], np.cumsum(counts * position**2)])
        n = weight[None, :] - weight[:, None]
        sums = first[None, :] - first[:, None]
        squares = second[None, :] - second[:, None]
        spread += share * np.where(n > 0, squares - sums**2 / np.maximum(n, 1), 0.0)
    return spread


def cut(
    breaks: Sequence[float], distinct: np.ndarray, counts: np.ndarray, band: Optional[Band]
) -> tuple[ValueClass, ...]:
    """Return the classes between breaks, none of which is empty; ``distinct`` are the values, in order, as printed."""
    edges = [None, *breaks, None]
    classes = []
    for lower, upper in zip(edges, edges[1:]):
        inside = np.ones(len(distinct), dtype=bool)
        if lower is not None:
            inside &= distinct >= lower
        if upper is not None:
            inside &= distinct < upper
        values = distinct[inside]
        only = (
            float(values[0]) if len(values) == 1 and (counts[inside][0] > 1 or len(distinct) <= MOST_CLASSES) else None
        )
        side = 0
        if band is not None:
            side = -1 if values[-1] < band.lower_full else 1 if values[0] >= band.upper_full else 0
        classes.append(ValueClass(lower, upper, int(counts[inside].sum()), only, side))
    return tuple(classes)
