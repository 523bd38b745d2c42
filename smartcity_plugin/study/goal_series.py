# SPDX-License-Identifier: GPL-2.0-or-later
"""One quantity of a goal over time: its values, its way to the target, light, pace and what must be told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Optional

from ..catalogue import Catalogue
from ..engine.monitoring import (
    REACHED,
    Pace,
    Way,
    age_in_months,
    is_stale,
    judged,
    last_day,
    pace_of,
    way_of,
    whole_date,
    years_of,
)
from ..model.indicator import Band, Direction, Indicator
from ..model.strategy import Goal, GoalIndicator, Observation
from ..model.text import Text
from .area_values import PARTLY_KNOWN, WITHOUT_VALUE, AreaValues

OUTCOME = "outcome"
ACTIVITY = ("input", "output")
"""Kinds that tell what was done, not what became of it."""

UNKNOWN_INDICATOR, NO_OBSERVATION, DATE_UNCLEAR = "unknown_indicator", "no_observation", "date_unclear"
VALUE_MISSING, SAME_DATE = "value_missing", "same_date"
UNKNOWN_REASONS = (*WITHOUT_VALUE, DATE_UNCLEAR, VALUE_MISSING, SAME_DATE)
"""Why a value is not among the points: that of the catalogue, and that of observations."""

KIND_UNSTATED, NOT_COMPARABLE, REVERSED = "kind_unstated", "not_comparable", "reversed"
STALE, YEAR_PASSED = "stale", "year_passed"
SERIES_NOTES = (
    *(UNKNOWN_INDICATOR, NO_OBSERVATION, KIND_UNSTATED, NOT_COMPARABLE, REVERSED, STALE, YEAR_PASSED, PARTLY_KNOWN),
)
"""What has to be told of a quantity besides its light."""


@dataclass(frozen=True)
class Series:
    """One quantity of a goal over time.

    ``series_id`` is empty for the indicator of the goal itself. ``unit`` is a key of the catalogue's units for
    quantities with an ``indicator_id``, else what the town wrote. ``points`` are the known values, oldest first;
    ``unknown`` the dates without one and why (``UNKNOWN_REASONS``). ``path`` is empty or the two ends of the way;
    ``expected`` the value on it at the date of the latest one. ``breaks`` are dates whose value cannot be compared with
    the one before; ``pace`` starts at the last of them.
    """

    goal_id: str
    series_id: str
    title: Text
    indicator_id: Optional[str]
    kind: Optional[str]
    unit: str
    direction: Optional[Direction]
    points: tuple[tuple[str, float], ...]
    unknown: tuple[tuple[str, str], ...]
    breaks: tuple[str, ...]
    way: Way
    baseline_date: Optional[str]
    target_year: Optional[int]
    light: str
    reason: str
    """Why the light is what it is: one of ``engine.monitoring.REASONS``."""
    expected: Optional[float]
    behind: Optional[float]
    """The share of the way by which the latest value is behind, negative if it is ahead."""
    pace: Pace
    age_months: Optional[int]
    notes: tuple[str, ...]
    is_example: bool = False
    source: str = ""

    @property
    def baseline(self) -> Optional[float]:
        """The value that everything started from."""
        return self.way.baseline

    @property
    def target(self) -> Optional[float]:
        """The value to be reached."""
        return self.way.target

    @property
    def is_own(self) -> bool:
        """Whether the values are observations of the town, not results of the catalogue."""
        return self.indicator_id is None

    @property
    def path(self) -> tuple[tuple[str, float], ...]:
        """The two ends of the straight line from baseline to target, empty if it is not complete."""
        if not self.way.is_complete or self.baseline is None or self.target is None:
            return ()
        return (str(self.baseline_date).strip(), self.baseline), (f"{self.target_year}-12-31", self.target)

    @property
    def latest(self) -> Optional[tuple[str, float]]:
        """Date and value of the latest known value."""
        return self.points[-1] if self.points else None

    @property
    def trend(self) -> Optional[float]:
        """The change per year, known from three comparable dates on."""
        return self.pace.per_year


@dataclass(frozen=True)
class _Values:
    points: list[tuple[str, float]]
    unknown: list[tuple[str, str]]
    breaks: list[str]
    notes: list[str]


def series_of_goal(goal: Goal, areas: AreaValues, catalogue: Catalogue, on: date) -> Series:
    """Return the indicator of a goal itself as a series, as of a day."""
    row = GoalIndicator(
        "",
        goal.goal_id,
        indicator_id=goal.indicator_id,
        baseline=goal.baseline,
        baseline_date=goal.baseline_date,
        target=goal.target,
        target_year=goal.target_year,
        is_example=goal.is_example,
    )
    return series_of_row(row, goal, areas, catalogue, (), on)


def series_of_row(
    row: GoalIndicator,
    goal: Goal,
    areas: AreaValues,
    catalogue: Catalogue,
    observed: Iterable[Observation],
    on: date,
) -> Series:
    """Return a further quantity of a goal as a series, as of a day; ``observed`` are the values entered by hand."""
    indicator = catalogue.indicators.get(row.indicator_id or "")
    if indicator is not None:
        values = _computed(areas, indicator, goal.unit_ids)
    elif row.indicator_id:
        values = _Values([], [], [], [UNKNOWN_INDICATOR])
    else:
        values = _observed(item for item in observed if item.series_id == row.series_id)
    # The catalogue measures the state of the town: outcome, unless the town says otherwise.
    kind = row.kind or (OUTCOME if row.indicator_id else None)
    direction = None if indicator is None else indicator.direction
    way = way_of(direction, _band(indicator), row.baseline, row.baseline_date, row.target, row.target_year)
    latest = values.points[-1] if values.points else None
    when = None if latest is None else years_of(latest[0])
    light, reason = judged(way, latest, row.target_year, on)
    return Series(
        goal_id=goal.goal_id,
        series_id=row.series_id,
        title=_title(row, indicator),
        indicator_id=row.indicator_id,
        kind=kind,
        unit=(row.unit or "") if indicator is None else indicator.unit,
        direction=direction,
        points=tuple(values.points),
        unknown=tuple(values.unknown),
        breaks=tuple(values.breaks),
        way=way,
        baseline_date=row.baseline_date,
        target_year=row.target_year,
        light=light,
        reason=reason,
        expected=None if when is None else way.expected(when),
        behind=None if latest is None or when is None else way.behind(latest[1], when),
        pace=pace_of(_comparable(values), way),
        age_months=None if latest is None else age_in_months(latest[0], on),
        notes=(*values.notes, *_notes(kind, way, row.target_year, reason, latest, values, on)),
        is_example=row.is_example,
        source=row.source or "",
    )


def _title(row: GoalIndicator, indicator: Optional[Indicator]) -> Text:
    if row.title:
        return Text(row.title, row.title)
    if indicator is not None:
        return indicator.title
    name = row.indicator_id or row.series_id
    return Text(name, name)


def _band(indicator: Optional[Indicator]) -> Optional[tuple[float, float]]:
    posts = None if indicator is None else indicator.goalposts
    return (posts.lower_full, posts.upper_full) if isinstance(posts, Band) else None


def _computed(areas: AreaValues, indicator: Indicator, unit_ids: Optional[str]) -> _Values:
    values = _Values([], [], [], [])
    for item in areas.series(indicator.id, unit_ids):
        if item.value is None:
            values.unknown.append((item.period, item.reason))
            continue
        values.points.append((item.period, item.value))
        if item.breaks:
            values.breaks.append(item.period)
        if item.note and item.note not in values.notes:
            values.notes.append(item.note)
    return values


def _observed(rows: Iterable[Observation]) -> _Values:
    """Return observations in the order of their dates; of several at one date the one entered last counts."""
    values = _Values([], [], [], [])
    by_date: dict[float, tuple[str, float]] = {}
    for row in rows:
        when = years_of(row.date)
        if when is None or row.date is None:
            values.unknown.append((row.date or "", DATE_UNCLEAR))
        elif row.value is None:
            values.unknown.append((row.date, VALUE_MISSING))
        else:
            if when in by_date:
                values.unknown.append((row.date, SAME_DATE))
            by_date[when] = (row.date.strip(), row.value)
    values.points.extend(by_date[when] for when in sorted(by_date))
    if not values.points:
        values.notes.append(NO_OBSERVATION)
    return values


def _comparable(values: _Values) -> list[tuple[str, float]]:
    """Return the points from the last break on, with whole dates."""
    start = max((number for number, (when, _) in enumerate(values.points) if when in values.breaks), default=0)
    return [(str(whole_date(when)), value) for when, value in values.points[start:]]


def _notes(
    kind: Optional[str],
    way: Way,
    target_year: Optional[int],
    reason: str,
    latest: Optional[tuple[str, float]],
    values: _Values,
    on: date,
) -> list[str]:
    end = last_day(None if target_year is None else f"{target_year:04d}")
    checks = {
        KIND_UNSTATED: kind is None,
        NOT_COMPARABLE: bool(values.breaks),
        REVERSED: way.is_reversed,
        STALE: latest is not None and bool(is_stale(latest[0], on)),
        YEAR_PASSED: end is not None and end < on and reason != REACHED,
    }
    return [key for key, applies in checks.items() if applies]
