# SPDX-License-Identifier: GPL-2.0-or-later
"""The timetable of the measures: bars from dates that may stop at the year or month, order, and what cannot be."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Optional

from ..model.problem import Problem, Severity
from ..model.strategy import Measure
from .rows import split_ids
from .study import Study

IN_PROGRESS, COMPLETED, DEFERRED = "in_progress", "completed", "deferred"
DATE_PATTERN = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
"""What an ISO date that may stop at the year or month looks like."""
_DATE = re.compile(DATE_PATTERN)


@dataclass(frozen=True)
class Bar:
    """A measure on the timetable. Dates are days; what stops at a year or month spans from its first to last day."""

    measure_id: str
    title: str
    status: Optional[str]
    sector: Optional[str]
    start: Optional[date]
    """First day planned, None if open."""
    end: Optional[date]
    """Last day planned, None if open."""
    actual_start: Optional[date]
    actual_end: Optional[date]
    depends_on: tuple[str, ...] = ()
    """Measures that must be finished before; only those that exist."""


@dataclass(frozen=True)
class Schedule:
    """The bars in the order of the register, dependencies as (before, after), and what cannot be."""

    bars: list[Bar]
    dependencies: list[tuple[str, str]]
    order: tuple[str, ...] = ()
    """The numbers so that everything comes after what it depends on; in the order of the register in a circle."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def first(self) -> Optional[date]:
        """The earliest day of all bars, None if there is none."""
        return min(self._days(), default=None)

    @property
    def last(self) -> Optional[date]:
        """The last day of all bars, None if there is none."""
        return max(self._days(), default=None)

    def _days(self) -> list[date]:
        days = [day for bar in self.bars for day in (bar.start, bar.end, bar.actual_start, bar.actual_end)]
        return [day for day in days if day is not None]


def schedule(study: Study, today: Optional[date] = None) -> Schedule:
    """Return the timetable of a study; ``today`` is the day at which overdue measures are told, None tells none."""
    return schedule_of(study.measures(), today)


def schedule_of(measures: Sequence[Measure], today: Optional[date] = None) -> Schedule:
    """Return the timetable of measures."""
    known = {measure.measure_id for measure in measures}
    bars, problems = [], []
    for measure in measures:
        needed = list(dict.fromkeys(split_ids(measure.depends_on)))
        bars.append(_bar(measure, tuple(item for item in needed if item in known)))
        problems += _dates(measure)
        lost = [item for item in needed if item not in known]
        if lost:
            values = {"measure": measure.measure_id, "others": lost}
            problems.append(Problem("schedule_unknown_measure", Severity.WARNING, values))
    problems += [problem for bar in bars for problem in _bar_problems(bar, today)]
    dependencies = [(before, bar.measure_id) for bar in bars for before in bar.depends_on]
    order, circle = in_order({bar.measure_id: bar.depends_on for bar in bars})
    if circle:
        problems.append(Problem("schedule_circle", Severity.WARNING, {"circle": " → ".join(circle)}))
    problems += _too_early({measure.measure_id: measure for measure in measures}, dependencies)
    return Schedule(bars, dependencies, order, problems)


def in_order(depends_on: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers in an order in which each comes after what it depends on, and a circle (empty if none).

    In a circle there is no such order: then it is that of the mapping. The circle begins and ends with the same number.
    """
    numbers = tuple(depends_on)
    place = {number: index for index, number in enumerate(numbers)}
    sorter: TopologicalSorter = TopologicalSorter({key: list(needed) for key, needed in depends_on.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        return numbers, tuple(reversed(error.args[1]))
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda number: place.get(number, len(place)))
        order += [number for number in ready if number in place]
        sorter.done(*ready)
    return tuple(order), ()


def is_date(text: Optional[str]) -> bool:
    """Return whether a text is a date as YYYY, YYYY-MM or YYYY-MM-DD; nothing at all is fine, too."""
    return not (text or "").strip() or first_day(text) is not None


def first_day(text: Optional[str]) -> Optional[date]:
    """Return the first day that an ISO date means: of its year, of its month, or itself; None for no date."""
    parts = _parts(text)
    return None if parts is None else _day(parts[0], parts[1] or 1, parts[2] or 1)


def last_day(text: Optional[str]) -> Optional[date]:
    """Return the last day that an ISO date means: 31 December, the last of its month, or itself; None for no date."""
    parts = _parts(text)
    if parts is None:
        return None
    year, month, day = parts[0], parts[1] or 12, parts[2]
    return _day(year, month, day or monthrange(year, month)[1])


def _parts(text: Optional[str]) -> Optional[tuple[int, int, int]]:
    """Return year, month and day, 0 for what is not said; None for no date."""
    text = (text or "").strip()
    if not _DATE.fullmatch(text) or text.startswith("0000"):
        return None
    year, month, day = (int(part) for part in [*text.split("-"), "0", "0"][:3])
    return year, month, day


def _day(year: int, month: int, day: int) -> Optional[date]:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _bar(measure: Measure, depends_on: tuple[str, ...]) -> Bar:
    return Bar(
        measure.measure_id,
        measure.title,
        measure.status,
        measure.sector,
        first_day(measure.planned_start),
        last_day(measure.planned_end),
        first_day(measure.actual_start),
        last_day(measure.actual_end),
        depends_on,
    )


def _dates(measure: Measure) -> list[Problem]:
    """Tell dates that nobody can read; they are left out of the timetable."""
    texts = (measure.planned_start, measure.planned_end, measure.actual_start, measure.actual_end)
    wrong = [text for text in texts if not is_date(text)]
    if not wrong:
        return []
    return [Problem("schedule_no_date", Severity.WARNING, {"measure": measure.measure_id, "dates": wrong})]


def _bar_problems(bar: Bar, today: Optional[date]) -> list[Problem]:
    measure, found = bar.measure_id, []
    for start, end in ((bar.start, bar.end), (bar.actual_start, bar.actual_end)):
        if start is not None and end is not None and end < start:
            both = {"measure": measure, "start": start.isoformat(), "end": end.isoformat()}
            found.append(Problem("schedule_end_before_start", Severity.WARNING, both))
    if bar.status in (IN_PROGRESS, COMPLETED) and bar.actual_start is None:
        state = {"measure": measure, "measure_status": bar.status}
        found.append(Problem("schedule_without_actual_start", Severity.NOTE, state))
    if bar.status == COMPLETED and bar.actual_end is None:
        found.append(Problem("schedule_without_actual_end", Severity.NOTE, {"measure": measure}))
    if bar.actual_end is not None and bar.status != COMPLETED and (today is None or bar.actual_end <= today):
        values = {"measure": measure, "end": bar.actual_end.isoformat()}
        found.append(Problem("schedule_ended_not_completed", Severity.NOTE, values))
    if today is not None:
        found += _overdue(bar, today)
    return found


def _overdue(bar: Bar, today: date) -> list[Problem]:
    if bar.status in (COMPLETED, DEFERRED) or bar.actual_end is not None:
        return []
    measure = bar.measure_id
    if bar.end is not None and bar.end < today:
        late = {"measure": measure, "end": bar.end.isoformat(), "today": today.isoformat()}
        return [Problem("schedule_overdue", Severity.WARNING, late)]
    if bar.start is not None and bar.start < today and bar.actual_start is None and bar.status != IN_PROGRESS:
        values = {"measure": measure, "start": bar.start.isoformat(), "today": today.isoformat()}
        return [Problem("schedule_not_begun", Severity.NOTE, values)]
    return []


def _too_early(measures: Mapping[str, Measure], dependencies: Iterable[tuple[str, str]]) -> list[Problem]:
    """Tell what begins before what it depends on ends.

    A measure that ends in 2027 and one that begins in 2027 may follow each other: the days are not said.
    """
    found = []
    for before, after in dependencies:
        end = measures[before].actual_end or measures[before].planned_end
        start = measures[after].actual_start or measures[after].planned_start
        ended, begins = last_day(end), first_day(start)
        if ended is not None and begins is not None and begins < ended and start != end:
            values = {"measure": after, "start": begins.isoformat(), "before": before, "end": ended.isoformat()}
            found.append(Problem("schedule_too_early", Severity.WARNING, values))
    return found
