# SPDX-License-Identifier: GPL-2.0-or-later
"""The service day that departures are counted for: the one the user gives, or a typical working day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ...model.problem import Problem, Severity, SmartCityError
from .clock import read_day, read_ranges
from .diagnosis import Diagnosis
from .service import weekday

CORE_WEEKDAYS = (1, 2, 3)
"""Tuesday to Thursday: the working days that counts of traffic are made on."""

FULL_SERVICE = 0.9
"""A day with fewer trips than this share of a full day is a holiday, or the timetable is not complete for it."""

RARE = 0.1
"""Share of days that may have more trips than a full day: those with extra services."""


@dataclass(frozen=True)
class ServiceDay:
    """The day, how many trips serve the area on it and on a full working day; first and last day with any trips."""

    day: date
    trips: int
    full: int
    first: date
    last: date
    chosen: bool
    """Whether the plugin chose the day."""


def read_holidays(text: str) -> list[tuple[date, date]]:
    """Return the ranges of days that a user listed; raises SmartCityError naming what cannot be read."""
    try:
        return read_ranges(text)
    except ValueError as error:
        raise SmartCityError("gtfs_holidays_unreadable", text=str(error)[:60]) from error


def wanted_day(text: str) -> date | None:
    """Return the day that a user gave, None for none; raises SmartCityError if it is no day."""
    if not text.strip():
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise SmartCityError("gtfs_day_unreadable", text=text.strip()[:60]) from error


def find_day(
    first: int, counts: np.ndarray, wanted: date | None, holidays: Sequence[tuple[date, date]], diagnosis: Diagnosis
) -> ServiceDay:
    """Return the service day; raises SmartCityError if there are no trips on it.

    ``counts`` are the trips that serve the area on each day from day number ``first`` on. If no day is wanted, it is
    chosen among the Tuesdays, Wednesdays and Thursdays with trips that are no school holidays:

    1. A full day has as many trips as at least a tenth of these days reach, and at least two of them if there are
       three: a single day with extra trips is not the measure.
    2. Days with less than nine tenths of a full day are left out: holidays that nobody named, and the end of a
       timetable that is not yet complete.
    3. The number of trips that most of the rest have is typical; of two equally frequent numbers the greater.
    4. The earliest day with that number is taken.
    """
    served = np.flatnonzero(counts > 0)
    if len(served) == 0:
        raise SmartCityError("gtfs_never_runs")
    begin, end = (date.fromordinal(first + int(position)) for position in (served[0], served[-1]))
    ordinals = first + np.arange(len(counts))
    candidate = (counts > 0) & np.isin(weekday(ordinals), CORE_WEEKDAYS)
    for start, stop in holidays:
        candidate &= (ordinals < start.toordinal()) | (ordinals > stop.toordinal())
    rows = np.flatnonzero(candidate)
    full = full_service(counts[rows])
    if wanted is not None:
        position = wanted.toordinal() - first
        trips = int(counts[position]) if 0 <= position < len(counts) else 0
        if trips == 0:
            raise SmartCityError("gtfs_no_service", day=wanted.isoformat(), first=str(begin), last=str(end))
        _tell_of_wanted(wanted, trips, full, holidays, diagnosis)
        return ServiceDay(wanted, trips, full, begin, end, chosen=False)
    if len(rows) == 0:
        raise SmartCityError("gtfs_no_working_day", first=str(begin), last=str(end))
    if not holidays:
        diagnosis.note(Problem("gtfs_holidays_not_given", Severity.NOTE, {}))
    rows = rows[counts[rows] >= FULL_SERVICE * full]
    numbers, frequency = np.unique(counts[rows], return_counts=True)
    typical = numbers[frequency == frequency.max()].max()
    day = date.fromordinal(first + int(rows[counts[rows] == typical][0]))
    return ServiceDay(day, int(typical), full, begin, end, chosen=True)


def full_service(counts: np.ndarray) -> int:
    """Return the trips of a full working day, 0 without any days: see `find_day`."""
    if len(counts) == 0:
        return 0
    enough = max(int(np.ceil(RARE * len(counts))), min(2, len(counts) - 1), 1)
    return int(np.sort(counts)[-enough])


def _tell_of_wanted(
    day: date, trips: int, full: int, holidays: Sequence[tuple[date, date]], diagnosis: Diagnosis
) -> None:
    told = day.isoformat()
    if any(start <= day <= stop for start, stop in holidays):
        diagnosis.note(Problem("gtfs_day_in_holidays", Severity.WARNING, {"day": told}))
    if day.weekday() not in CORE_WEEKDAYS:
        diagnosis.note(Problem("gtfs_day_not_core", Severity.NOTE, {"day": told}))
    if trips < FULL_SERVICE * full:
        values = {"day": told, "trips": trips, "full": full}
        diagnosis.note(Problem("gtfs_day_poor", Severity.WARNING, values))
