# SPDX-License-Identifier: GPL-2.0-or-later
"""``stop_times.txt``, the large table: streamed, and reduced to the calls at the places near the area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...engine.progress import Progress, part
from ...model.problem import Problem, Severity, SmartCityError
from .clock import UNREADABLE, UNTIMED, seconds, whole_numbers
from .diagnosis import Diagnosis, Tally
from .feed import Feed, categories, located, spread, texts
from .stops import Places, Stops
from .trips import Trips

REQUIRED = ("trip_id", "stop_id", "stop_sequence", "departure_time")
OPTIONAL = ("arrival_time", "pickup_type", "location_id", "location_group_id")
FLEXIBLE = OPTIONAL[2:]
"""Calls without a stop are right where one of these columns names an area instead."""

NO_PICKUP = 1
ON_REQUEST = (2, 3)


@dataclass(frozen=True)
class Ends:
    """First and last call of every trip, wherever it stops; ``number`` counts its calls."""

    first: np.ndarray
    first_time: np.ndarray
    last: np.ndarray
    number: np.ndarray

    @classmethod
    def none(cls, trips: int) -> Ends:
        """Return the ends of trips of which nothing is known yet."""
        first = np.full(trips, np.iinfo(np.int64).max)
        return cls(first, np.full(trips, UNTIMED, np.int32), np.full(trips, -1), np.zeros(trips, np.int64))

    def update(self, trip: np.ndarray, sequence: np.ndarray, time: np.ndarray) -> None:
        """Take the calls of a chunk into account."""
        order = np.lexsort((sequence, trip))
        trip, sequence, time = trip[order], sequence[order], time[order]
        heads = np.flatnonzero(np.r_[True, trip[1:] != trip[:-1]])
        tails = np.r_[heads[1:], len(trip)] - 1
        who = trip[heads]
        self.number[who] += tails - heads + 1
        self.last[who] = np.maximum(self.last[who], sequence[tails])
        earlier = sequence[heads] < self.first[who]
        self.first[who[earlier]] = sequence[heads][earlier]
        self.first_time[who[earlier]] = time[heads][earlier]


@dataclass(frozen=True)
class Calls:
    """Calls at the places: columns ``trip``, ``stop`` (rows), ``sequence``, ``time`` (s), ``pickup`` of ``table``."""

    table: pd.DataFrame
    ends: Ends


def read_calls(
    feed: Feed, stops: Stops, places: Places, trips: Trips, diagnosis: Diagnosis, progress: Progress
) -> Calls:
    """Read the calls at the places, those of all days; memory grows with stops, trips and these calls only.

    References that lead nowhere and values that cannot be read are judged. Raises SmartCityError if no trip calls.
    """
    here = places.of_stop >= 0
    ends, kept, tallies = Ends.none(len(trips)), [], _Tallies(stops)
    for chunk, calls in _parsed(feed, stops, trips, part(progress, 0.0, 0.8)):
        known = (calls["trip"] >= 0) & (calls["sequence"] >= 0)
        if known.any():
            columns = (calls[name][known] for name in ("trip", "sequence", "time"))
            ends.update(*columns)
        at_place = (calls["stop"] >= 0) & here[calls["stop"]]
        usable = tallies.add(chunk, calls, at_place)
        kept.append(pd.DataFrame({name: values[usable] for name, values in calls.items()}))
    if tallies.stop.total == 0:
        raise SmartCityError("gtfs_table_empty", file="stop_times.txt")
    tallies.judge(diagnosis)
    table = pd.concat(kept, ignore_index=True)
    table = _filled(feed, stops, trips, table, here, diagnosis, part(progress, 0.8, 1.0))
    again = table.duplicated(["trip", "stop", "sequence", "time"]).to_numpy()
    if again.any():
        diagnosis.note(Problem("gtfs_calls_repeated", Severity.WARNING, {"count": int(again.sum())}))
    return Calls(table[~again].reset_index(drop=True), ends)


def _parsed(
    feed: Feed, stops: Stops, trips: Trips, progress: Progress
) -> Iterator[tuple[pd.DataFrame, dict[str, np.ndarray]]]:
    """Yield the chunks of ``stop_times.txt`` as text and as numbers.

    A departure without a time has that of the arrival; a sequence or pickup that cannot be read is -1.
    """
    for chunk in feed.chunks("stop_times.txt", REQUIRED, OPTIONAL, progress):
        if len(chunk) == 0:
            continue
        time = spread(seconds(categories(chunk["departure_time"])), chunk["departure_time"])
        arrival = spread(seconds(categories(chunk["arrival_time"])), chunk["arrival_time"])
        pickup = categories(chunk["pickup_type"])
        kind = np.where(pickup == "", 0, whole_numbers(pickup))
        kind[kind > max(ON_REQUEST)] = -1
        yield (
            chunk,
            {
                "trip": located(trips.ids, chunk["trip_id"]),
                "stop": located(stops.ids, chunk["stop_id"]),
                "sequence": spread(whole_numbers(categories(chunk["stop_sequence"])), chunk["stop_sequence"]),
                "time": np.where((time == UNTIMED) & (arrival >= 0), arrival, time),
                "pickup": spread(kind.astype(np.int8), chunk["pickup_type"]),
            },
        )


class _Tallies:
    """Counts what is wrong with stop times: references over all of them, values at the places only."""

    def __init__(self, stops: Stops) -> None:
        self._stops = stops
        self._rows = np.zeros(len(stops.ids), dtype=np.int64)
        self.stop, self.trip, self.flexible = Tally(), Tally(), 0
        self.values = {name: Tally() for name in ("stop_sequence", "departure_time", "pickup_type")}

    def add(self, chunk: pd.DataFrame, calls: dict[str, np.ndarray], at_place: np.ndarray) -> np.ndarray:
        """Count a chunk; return the rows at the places that can be used."""
        self._rows += np.bincount(calls["stop"][calls["stop"] >= 0], minlength=len(self._rows))
        lost = calls["stop"] < 0
        if lost.any():
            flexible = np.zeros(len(lost), dtype=bool)
            for name in FLEXIBLE:
                flexible |= texts(chunk[name]) != ""
            flexible &= texts(chunk["stop_id"]) == ""
            self.flexible += int((lost & flexible).sum())
            lost &= ~flexible
        self.stop.add(lost, _Shown(chunk["stop_id"]))
        rows = np.flatnonzero(at_place)
        self.trip.add(calls["trip"][rows] < 0, _Shown(chunk["trip_id"], rows))
        usable = at_place & (calls["trip"] >= 0)
        broken = {
            "stop_sequence": calls["sequence"] < 0,
            "departure_time": calls["time"] == UNREADABLE,
            "pickup_type": calls["pickup"] < 0,
        }
        for name, wrong in broken.items():
            self.values[name].add(wrong[usable], _Shown(chunk[name], np.flatnonzero(usable)))
            usable = usable & ~wrong
        return usable

    def judge(self, diagnosis: Diagnosis) -> None:
        """Hand the counts to the diagnosis."""
        diagnosis.orphans("stop_times.txt", "stops.txt", self.stop)
        diagnosis.orphans("stop_times.txt", "trips.txt", self.trip)
        for name, tally in self.values.items():
            diagnosis.unreadable("stop_times.txt", name, tally)
        homeless = self._rows * ~self._stops.placed
        called = np.flatnonzero(homeless)
        example = str(self._stops.ids[called[0]]) if len(called) else ""
        diagnosis.unplaced(Tally(int(homeless.sum()), int(self._rows.sum()), example))
        if self.flexible:
            diagnosis.note(Problem("gtfs_flexible_calls", Severity.WARNING, {"count": self.flexible}))


class _Shown:
    """Texts of some rows of a column, looked up only when one is told."""

    def __init__(self, column: pd.Series, rows=None) -> None:
        self._column, self._rows = column, rows

    def __getitem__(self, place: int) -> str:
        return str(self._column.iloc[place if self._rows is None else self._rows[place]])


def _filled(
    feed: Feed,
    stops: Stops,
    trips: Trips,
    table: pd.DataFrame,
    here: np.ndarray,
    diagnosis: Diagnosis,
    progress: Progress,
) -> pd.DataFrame:
    """Return the calls with times for those that have none: evenly spread between the timed calls of their trip.

    For this the trips concerned are read again as a whole. Calls before the first and after the last time of their
    trip cannot be timed; they are judged and left out.
    """
    untimed = np.zeros(len(trips), dtype=bool)
    untimed[table["trip"][table["time"] == UNTIMED]] = True
    if not untimed.any():
        progress(1.0)
        return table
    whole = []
    for _, calls in _parsed(feed, stops, trips, progress):
        rows = (calls["trip"] >= 0) & untimed[calls["trip"]] & (calls["sequence"] >= 0)
        whole.append(pd.DataFrame({name: values[rows] for name, values in calls.items()}))
    again = pd.concat(whole, ignore_index=True).sort_values(["trip", "sequence"], kind="stable", ignore_index=True)
    given = again["time"].to_numpy()
    again["time"] = between(again["trip"].to_numpy(), given)
    mine = (again["stop"].to_numpy() >= 0) & here[again["stop"]]
    mine &= (given != UNREADABLE) & (again["pickup"] >= 0).to_numpy()
    again, given = again[mine], given[mine]
    lost = Tally(0, len(table), "")
    without = (again["time"] == UNTIMED).to_numpy()
    if without.any():
        example = str(trips.ids[int(again["trip"].to_numpy()[without][0])])
        lost = Tally(int(without.sum()), len(table), example)
    diagnosis.unreadable("stop_times.txt", "departure_time", lost)
    filled = int((given == UNTIMED).sum()) - lost.count
    if filled:
        diagnosis.note(Problem("gtfs_times_interpolated", Severity.NOTE, {"count": filled, "total": len(table)}))
    return pd.concat([table[~untimed[table["trip"]]], again[~without]], ignore_index=True)


def between(trip: np.ndarray, time: np.ndarray) -> np.ndarray:
    """Return the times (s) of calls sorted by trip and sequence, missing ones evenly spread between known neighbours.

    UNTIMED stays where a trip has no known time before or after.
    """
    place = np.arange(len(time))
    known = time >= 0
    before = np.maximum.accumulate(np.where(known, place, -1))
    after = np.minimum.accumulate(np.where(known, place, len(time))[::-1])[::-1]
    fits = (before >= 0) & (after < len(time))
    start, end = np.where(fits, before, 0), np.where(fits, after, 0)
    fits &= (trip[start] == trip) & (trip[end] == trip)
    share = (place - start) / np.maximum(end - start, 1)
    spread_out = (time[start] + share * (time[end].astype(np.int64) - time[start])).astype(np.int32)
    return np.where(known, time, np.where(fits, spread_out, UNTIMED)).astype(np.int32)
