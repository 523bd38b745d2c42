# SPDX-License-Identifier: GPL-2.0-or-later
"""Values over time against the way to a target: what was to be expected at a date, traffic light, pace, age.

The way is a straight line from the baseline at its date to the target at the end of the target year. Nobody has
decided that a town must move along a straight line: it is a convention of this project (project default), printed
wherever a light is shown. What counts is how far a value is from the target in units of the way:

    behind = (distance of the value − distance that was to be expected at its date) / distance of the baseline

A value that has reached the target is green at any date, and so is one that is not behind; behind by at most
``TOLERANCE`` it is yellow, by more red. What is not known is grey.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Optional

import pandas as pd

from ..model.indicator import Direction
from .change import TREND_PERIODS, decimal_year, trend

GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "grey"
LIGHTS = (GREEN, YELLOW, RED, GREY)
"""Best first; grey is unknown, not bad."""

TOLERANCE = 0.1
"""Behind by at most this share of the way from baseline to target a light is yellow (project default)."""

STALE_MONTHS = 12
"""A value older than this is stale: the Charta asks for towns that learn from what they observe (project default)."""

FARTHEST_YEARS = 100.0
"""A pace that needs longer to the target is told as too slow, without a year (project default)."""

REACHED, ON_PATH, SLIGHTLY_BEHIND, BEHIND = "reached", "on_path", "slightly_behind", "behind"
NO_VALUE, NO_TARGET, NO_TARGET_YEAR, NO_BASELINE = "no_value", "no_target", "no_target_year", "no_baseline"
NO_BASELINE_DATE, NO_WAY, ONLY_BASELINE = "no_baseline_date", "no_way", "only_baseline"
MISSED, TOO_EARLY, NOT_MEASURED = "missed", "target_before_baseline", "not_measured"
REASONS = (
    *(REACHED, ON_PATH, SLIGHTLY_BEHIND, BEHIND, MISSED, NO_VALUE, NO_TARGET, NO_TARGET_YEAR, NO_BASELINE),
    *(NO_BASELINE_DATE, NO_WAY, ONLY_BASELINE, TOO_EARLY, NOT_MEASURED),
)
"""Why a light shows what it shows. MISSED: the target is to be kept, not still to be reached, and is not kept.
NOT_MEASURED: the target year has passed, and there is no value of that year or later."""

TOWARDS, AWAY, TOO_SLOW = "towards", "away", "too_slow"

_EDGE = 1e-9
"""Shares of the way are sums of floating-point numbers."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def whole_date(text: Optional[str]) -> Optional[str]:
    """Return a date that may stop at year or month as ``decimal_year`` reads it (months: the 15th), None if unclear."""
    found = _DATE.fullmatch((text or "").strip())
    if found is None:
        return None
    year, month, day = found.groups()
    if month is None:
        return str(year)
    try:
        return date(int(year), int(month), int(day or 15)).isoformat()
    except ValueError:
        return None


def last_day(text: Optional[str]) -> Optional[date]:
    """Return the last day that a date may mean: of 2027 the last of December, of 2027-04 the 30th. None if unclear."""
    whole = whole_date(text)
    if whole is None:
        return None
    year, month, day = _DATE.fullmatch((text or "").strip()).groups()  # type: ignore[union-attr]
    month = int(month or 12)
    return date(int(year), month, int(day or calendar.monthrange(int(year), month)[1]))


def years_of(text: Optional[str]) -> Optional[float]:
    """Return a date in years (2027 is 2027.5: its middle), None if unclear."""
    whole = whole_date(text)
    return None if whole is None else decimal_year(whole)


def age_in_months(text: Optional[str], on: date) -> Optional[int]:
    """Return how many whole months a value is old at least: from the last day that its date may mean.

    0 for dates to come; None if the date is unclear.
    """
    then = last_day(text)
    if then is None:
        return None
    months = (on.year - then.year) * 12 + on.month - then.month
    last_of_month = calendar.monthrange(on.year, on.month)[1]
    return max(months - (on.day < min(then.day, last_of_month)), 0)


def is_stale(text: Optional[str], on: date) -> Optional[bool]:
    """Return whether a value is older than ``STALE_MONTHS``, to the day; None if its date is unclear."""
    then = last_day(text)
    if then is None:
        return None
    month = then.month - 1 + STALE_MONTHS
    year, month = then.year + month // 12, month % 12 + 1
    return on > date(year, month, min(then.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Way:
    """The way from a baseline to a target: anything may be missing.

    ``direction`` is that of the indicator, None for a town's own quantity: then the way itself says which values are
    better. ``band`` are the values that are fully good where they may be too low and too high. ``start`` is the date
    of the baseline in years, ``end`` that of the target (the end of its year).
    """

    baseline: Optional[float] = None
    start: Optional[float] = None
    target: Optional[float] = None
    end: Optional[float] = None
    direction: Optional[Direction] = None
    band: Optional[tuple[float, float]] = None

    @property
    def aim(self) -> Optional[tuple[float, float]]:
        """The values that have reached the target, from and to (infinite where open); None if that is not known."""
        if self.target is None:
            return None
        if self.direction is Direction.HIGHER:
            return self.target, math.inf
        if self.direction is Direction.LOWER:
            return -math.inf, self.target
        if self.baseline is None or self.baseline == self.target:
            return None
        rises = self.baseline < self.target
        if self.direction is Direction.BAND and self.band is not None:
            # Who comes from below has arrived from the target on, up to where values become too high again.
            low, high = self.band
            return (self.target, max(high, self.target)) if rises else (min(low, self.target), self.target)
        return (self.target, math.inf) if rises else (-math.inf, self.target)

    def distance(self, value: float) -> float:
        """Return how far a value is from the target, 0 if it has reached it, NaN if that is not known."""
        aim = self.aim
        return math.nan if aim is None else max(aim[0] - value, value - aim[1], 0.0)

    @property
    def is_reversed(self) -> bool:
        """Whether the baseline has reached the target already: then it can only be kept."""
        return self.baseline is not None and self.distance(self.baseline) == 0.0

    @property
    def is_complete(self) -> bool:
        """Whether a value can be expected for every date."""
        if None in (self.baseline, self.start, self.target, self.end, self.aim) or self.is_reversed:
            return False
        return float(self.end or 0.0) > float(self.start or 0.0)

    def expected(self, when: float) -> Optional[float]:
        """Return the value on the straight line at a date in years, None if the way is not complete.

        Before the baseline it is the baseline, after the target year the target.
        """
        if not self.is_complete:
            return None
        baseline, start, target, end = (
            float(item or 0.0) for item in (self.baseline, self.start, self.target, self.end)
        )
        share = min(max((when - start) / (end - start), 0.0), 1.0)
        return target if share == 1.0 else baseline + share * (target - baseline)

    def behind(self, value: float, when: float) -> Optional[float]:
        """Return by which share of the way a value is behind what was to be expected (negative: ahead), or None."""
        expected = self.expected(when)
        if expected is None:
            return None
        whole = self.distance(float(self.baseline or 0.0))
        return (self.distance(value) - self.distance(expected)) / whole


def way_of(
    direction: Optional[Direction],
    band: Optional[tuple[float, float]],
    baseline: Optional[float],
    baseline_date: Optional[str],
    target: Optional[float],
    target_year: Optional[int],
) -> Way:
    """Return the way as it is entered in the register; a neutral direction is none."""
    end = None if target_year is None else float(target_year) + 1.0
    known = None if direction is Direction.NEUTRAL else direction
    return Way(baseline, years_of(baseline_date), target, end, known, band)


def light_of(way: Way, value: Optional[float], when: Optional[float], tolerance: float = TOLERANCE) -> tuple[str, str]:
    """Return the light of a value at a date (in years) and the reason, one of ``REASONS``."""
    if value is None or math.isnan(value) or when is None:
        return GREY, NO_VALUE
    if way.target is None:
        return GREY, NO_TARGET
    if way.aim is None:
        return GREY, NO_BASELINE if way.baseline is None else NO_WAY
    if way.distance(value) <= _EDGE * max(abs(way.target), 1.0):
        return GREEN, REACHED
    if way.is_reversed:
        return RED, MISSED
    missing = _missing(way)
    if missing:
        return GREY, missing
    if when <= float(way.start or 0.0):
        return GREY, ONLY_BASELINE
    behind = way.behind(value, when)
    if behind is None:
        return GREY, TOO_EARLY
    if behind <= _EDGE:
        return GREEN, ON_PATH
    return (YELLOW, SLIGHTLY_BEHIND) if behind <= tolerance + _EDGE else (RED, BEHIND)


def judged(way: Way, latest: Optional[tuple[str, float]], target_year: Optional[int], on: date) -> tuple[str, str]:
    """Return light and reason of the latest value (date and value) as they stand on a day.

    That is the light at the date of the value. Once the target year has passed, older values say nothing any more
    about whether the target was reached, unless they had reached it.
    """
    light, reason = light_of(way, *((None, None) if latest is None else (latest[1], years_of(latest[0]))))
    then = None if latest is None else last_day(latest[0])
    is_over = target_year is not None and on.year > target_year
    if is_over and then is not None and then.year < (target_year or 0) and reason in (ON_PATH, SLIGHTLY_BEHIND, BEHIND):
        return GREY, NOT_MEASURED
    return light, reason


def _missing(way: Way) -> str:
    """Return what the way lacks to expect a value, empty if nothing."""
    if way.baseline is None:
        return NO_BASELINE
    if way.start is None:
        return NO_BASELINE_DATE
    if way.end is None:
        return NO_TARGET_YEAR
    return TOO_EARLY if way.end <= way.start else ""


@dataclass(frozen=True)
class Pace:
    """How values change: ``per_year`` (Theil–Sen slope) and ``p`` (Mann–Kendall) from three dates on, else None.

    ``change`` is that between the first and the last value. ``heads`` is towards, away or too_slow, ``reached`` if the
    last value is there already, empty if not known; ``year`` is when the target would be reached at this pace: an
    extrapolation, never a forecast.
    """

    periods: int
    change: Optional[float] = None
    per_year: Optional[float] = None
    p: Optional[float] = None
    heads: str = ""
    year: Optional[int] = None


def pace_of(points: Sequence[tuple[str, float]], way: Way) -> Pace:
    """Return the pace of values by date (oldest first; dates as ``whole_date`` returns them, each only once)."""
    if len(points) < 2:
        return Pace(len(points))
    change = points[-1][1] - points[0][1]
    if len(points) < TREND_PERIODS:
        return Pace(len(points), change)
    tables = {when: pd.DataFrame({"unit_id": ["all"], "value": [value]}) for when, value in points}
    row = trend(tables).iloc[0]
    slope = float(row["trend"])
    p = None if math.isnan(row["p"]) else float(row["p"])
    heads, year = _arrival(way, *points[-1], slope)
    return Pace(len(points), change, slope, p, heads, year)


def _arrival(way: Way, when: str, value: float, slope: float) -> tuple[str, Optional[int]]:
    """Return where a pace leads from the last value, and in which year it would reach the target."""
    aim = way.aim
    if aim is None:
        return "", None
    if way.distance(value) == 0.0:
        return REACHED, None
    needed = aim[0] - value if value < aim[0] else aim[1] - value
    if slope == 0.0 or (slope > 0.0) != (needed > 0.0):
        return AWAY, None
    years = needed / slope
    return (TOO_SLOW, None) if years > FARTHEST_YEARS else (TOWARDS, math.floor(decimal_year(when) + years))
