# SPDX-License-Identifier: GPL-2.0-or-later
"""On which days a service runs: ``calendar.txt`` and ``calendar_dates.txt`` together, or either alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...engine.progress import Progress
from .clock import NO_DAY, days
from .diagnosis import Diagnosis, Tally
from .feed import Feed, categories, located, spread, texts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDED, REMOVED = "1", "2"


@dataclass(frozen=True)
class ServiceCalendar:
    """The days of services, row by row. Days are numbers as ``date.toordinal`` gives them.

    A service runs from ``start`` to ``end`` on its ``weekdays`` (n × 7), except where an exception adds or removes a
    day. ``known`` says whether a calendar names the service at all.
    """

    start: np.ndarray
    end: np.ndarray
    weekdays: np.ndarray
    known: np.ndarray
    changed: np.ndarray
    changed_day: np.ndarray
    added: np.ndarray

    def runs_on(self, day: int) -> np.ndarray:
        """Return which services run on a day."""
        runs = (self.start <= day) & (day <= self.end) & self.weekdays[:, weekday(day)]
        today = self.changed_day == day
        runs[self.changed[today]] = self.added[today]
        return runs

    def trips_per_day(self, trips: np.ndarray) -> tuple[int, np.ndarray]:
        """Return the first day of any service and, from it on, the number of trips per day.

        ``trips`` says how many trips each service has.
        """
        regular = (self.start <= self.end) & self.weekdays.any(axis=1)
        edges = np.concatenate([self.start[regular], self.end[regular], self.changed_day])
        if len(edges) == 0:
            return 0, np.array([], dtype=np.int64)
        first, length = int(edges.min()), int(edges.max() - edges.min()) + 1
        counts = np.zeros(length, dtype=np.int64)
        of_weekday = weekday(first + np.arange(length))
        for number in range(7):
            rows = np.flatnonzero(regular & self.weekdays[:, number])
            steps = np.zeros(length + 1, dtype=np.int64)
            np.add.at(steps, self.start[rows] - first, trips[rows])
            np.add.at(steps, self.end[rows] + 1 - first, -trips[rows])
            counts += np.where(of_weekday == number, np.cumsum(steps)[:length], 0)
        who, day = self.changed, self.changed_day
        anyway = (self.start[who] <= day) & (day <= self.end[who]) & self.weekdays[who, weekday(day)]
        difference = self.added.astype(np.int64) - anyway
        np.add.at(counts, day - first, difference * trips[who])
        return first, counts


def weekday(day):
    """Return the weekday of a day number (or of an array of them): Monday is 0."""
    return (day - 1) % 7


def read_calendar(feed: Feed, services: pd.Index, diagnosis: Diagnosis, progress: Progress) -> ServiceCalendar:
    """Read the days of the given services; entries that cannot be read are judged and left out."""
    number = len(services)
    start, end = np.ones(number, dtype=np.int64), np.zeros(number, dtype=np.int64)
    weekdays, known = np.zeros((number, 7), dtype=bool), np.zeros(number, dtype=bool)
    repeated, unreadable = Tally(), Tally()
    if feed.has("calendar.txt"):
        for chunk in feed.chunks("calendar.txt", ("service_id", *WEEKDAYS, "start_date", "end_date"), (), progress):
            if len(chunk) == 0:
                continue
            service, names = located(services, chunk["service_id"]), texts(chunk["service_id"])
            flags = np.column_stack([texts(chunk[name]) for name in WEEKDAYS])
            first, last = (spread(days(categories(chunk[name])), chunk[name]) for name in ("start_date", "end_date"))
            asked = service >= 0
            readable = (np.isin(flags, ("0", "1")).all(axis=1)) & (first != NO_DAY) & (last != NO_DAY)
            unreadable.add(~readable[asked], names[asked])
            rows = np.flatnonzero(asked & readable)
            again = known[service[rows]] | pd.Series(service[rows]).duplicated().to_numpy()
            repeated.add(again, names[rows])
            rows = rows[~again]
            who = service[rows]
            start[who], end[who], weekdays[who], known[who] = first[rows], last[rows], flags[rows] == "1", True
    diagnosis.unreadable("calendar.txt", ", ".join(("monday … sunday", "start_date", "end_date")), unreadable)
    diagnosis.repeated("calendar.txt", "service_id", repeated)
    changes = _read_changes(feed, services, diagnosis, progress)
    known[changes["service"]] = True
    columns = (changes[name].to_numpy() for name in ("service", "day", "added"))
    return ServiceCalendar(start, end, weekdays, known, *columns)


def _read_changes(feed: Feed, services: pd.Index, diagnosis: Diagnosis, progress: Progress) -> pd.DataFrame:
    """Return the exceptions of the given services: columns ``service``, ``day``, ``added``."""
    parts = [pd.DataFrame({"service": [], "day": [], "added": []})]
    unreadable, repeated = Tally(), Tally()
    if feed.has("calendar_dates.txt"):
        for chunk in feed.chunks("calendar_dates.txt", ("service_id", "date", "exception_type"), (), progress):
            if len(chunk) == 0:
                continue
            service = located(services, chunk["service_id"])
            asked = np.flatnonzero(service >= 0)
            chunk, service = chunk.iloc[asked], service[asked]
            kind, day = texts(chunk["exception_type"]), spread(days(categories(chunk["date"])), chunk["date"])
            readable = np.isin(kind, (ADDED, REMOVED)) & (day != NO_DAY)
            unreadable.add(~readable, texts(chunk["service_id"]))
            kept = {"service": service, "day": day, "added": kind == ADDED}
            parts.append(pd.DataFrame({name: values[readable] for name, values in kept.items()}))
    kinds = {"service": np.int64, "day": np.int64, "added": bool}
    changes = pd.concat([part.astype(kinds) for part in parts], ignore_index=True)
    # The same exception twice says the same; a day both added and removed is a contradiction.
    changes = changes.drop_duplicates(ignore_index=True)
    again = changes.duplicated(["service", "day"]).to_numpy()
    repeated.add(again, services.to_numpy(dtype=object)[changes["service"]])
    diagnosis.unreadable("calendar_dates.txt", "date, exception_type", unreadable)
    diagnosis.repeated("calendar_dates.txt", "service_id, date", repeated)
    return changes[~again].reset_index(drop=True)
