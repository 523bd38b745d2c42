# SPDX-License-Identifier: GPL-2.0-or-later
"""A GTFS feed as stops with departures on one service day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Union

import numpy as np
import pandas as pd

from ...catalogue.numbers import format_date
from ...engine.progress import Progress, part, silent
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity, SmartCityError
from ...model.provenance import Fitness
from ...model.text import Text
from ..imported import Imported, ImportedLayer
from ..zone import Zone
from .calls import Calls, read_calls
from .departures import Direction, departures, mode_of_places, summary
from .diagnosis import Diagnosis, Tally
from .feed import Feed
from .modes import transit_modes
from .publisher import facts_of
from .service import ServiceCalendar, read_calendar
from .service_day import ServiceDay, find_day, read_holidays, wanted_day
from .stops import Places, find_places, read_stops
from .trips import Frequencies, Trips, judge_modes, read_frequencies, read_trips

ROLE = "pt_stops"


@dataclass(frozen=True)
class GtfsOptions:
    """What a user can choose.

    ``service_day`` is a day or empty (one is chosen), ``school_holidays`` a list of ranges of days not to choose.
    ``platforms``: a point for each platform instead of each station. ``busier_direction``: headways by the busier
    direction instead of half of the departures. ``keep_unserved``: also the stops without departures on the day.
    """

    service_day: str = ""
    school_holidays: str = ""
    platforms: bool = False
    busier_direction: bool = False
    keep_unserved: bool = False

    @property
    def direction(self) -> Direction:
        """What counts as one direction."""
        if self.platforms:
            return Direction.PLATFORM
        return Direction.BUSIER if self.busier_direction else Direction.HALF


@dataclass(frozen=True)
class _Timetable:
    """What was read of a feed for the places near the area."""

    places: Places
    trips: Trips
    frequencies: Frequencies
    calls: Calls
    calendar: ServiceCalendar
    serving: np.ndarray
    """Rows of the trips that call at a place."""


def read_gtfs(
    path: Union[str, Path],
    zone: Zone,
    roles: Mapping[str, Role],
    options: GtfsOptions = GtfsOptions(),
    progress: Progress = silent,
) -> Imported:
    """Read a GTFS feed (zip archive or folder) as the stops of the role ``pt_stops`` with departures and headways.

    Stops come in the study's CRS, those of the area grown by the role's buffer. What is broken in the feed stands in
    ``problems``; if an error is among them there is no layer. Raises SmartCityError where reading cannot go on.
    """
    wanted, holidays = wanted_day(options.service_day), read_holidays(options.school_holidays)
    diagnosis = Diagnosis()
    with Feed.open(path) as feed:
        timetable = _read(feed, zone, roles[ROLE].buffer, options.platforms, diagnosis, part(progress, 0.0, 0.95))
        facts = facts_of(feed)
    if diagnosis.fatal:
        return Imported((), diagnosis.ordered(), facts=facts)
    day = _find_day(timetable, wanted, holidays, diagnosis)
    table = _table(timetable, day, options, zone, diagnosis)
    facts.update(_period(day))
    modes = transit_modes()
    fitness = Fitness.PARTIAL if diagnosis.partial else Fitness.GOOD
    layer = ImportedLayer(ROLE, modes.texts["title"], table, fitness, _note(day, options))
    progress(1.0)
    return Imported((layer,), diagnosis.ordered(), day.day.isoformat(), facts)


def _read(
    feed: Feed, zone: Zone, buffer: float, platforms: bool, diagnosis: Diagnosis, progress: Progress
) -> _Timetable:
    stops = read_stops(feed, diagnosis, part(progress, 0.0, 0.05))
    places = find_places(stops, zone, buffer, platforms, diagnosis)
    trips = read_trips(feed, diagnosis, part(progress, 0.05, 0.15))
    frequencies = read_frequencies(feed, trips, diagnosis)
    calls = read_calls(feed, stops, places, trips, diagnosis, part(progress, 0.15, 0.95))
    calls = _with_start(calls, frequencies, trips, diagnosis)
    serving = np.unique(calls.table["trip"])
    others = judge_modes(trips, serving, diagnosis)
    if others:
        diagnosis.note(Problem("gtfs_route_types_not_counted", Severity.NOTE, {"count": others}))
    _judge_short(trips, calls, diagnosis)
    used = np.unique(trips.service[serving])
    calendar = read_calendar(feed, trips.services[used], diagnosis, part(progress, 0.95, 1.0))
    # From here on, services are counted among those that serve the area; -1 has no calendar.
    number = np.full(len(trips.services), -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    lost, tally = ~calendar.known[number[trips.service[serving]]], Tally()
    tally.add(lost, trips.services.to_numpy(dtype=object)[trips.service[serving]])
    diagnosis.orphans("trips.txt", "calendar.txt, calendar_dates.txt", tally)
    if len(serving) == 0 and not diagnosis.fatal:
        raise SmartCityError("gtfs_no_calls_in_area", count=len(places))
    return _Timetable(places, _renumbered(trips, number), frequencies, calls, calendar, serving)


def _renumbered(trips: Trips, number: np.ndarray) -> Trips:
    service = number[trips.service]
    return Trips(
        trips.ids, trips.mode, service, trips.direction, trips.services, trips.route, trips.routes, trips.route_types
    )


def _with_start(calls: Calls, frequencies: Frequencies, trips: Trips, diagnosis: Diagnosis) -> Calls:
    """Return the calls without those of repeating trips that have no time at their first stop; they are judged."""
    repeats = np.zeros(len(trips), dtype=bool)
    repeats[frequencies.trip] = True
    trip = calls.table["trip"].to_numpy()
    lost, tally = repeats[trip] & (calls.ends.first_time[trip] < 0), Tally()
    if lost.any():
        tally.add(lost, trips.ids.to_numpy(dtype=object)[trip])
        diagnosis.unreadable("stop_times.txt", "departure_time", tally)
    return Calls(calls.table[~lost].reset_index(drop=True), calls.ends)


def _judge_short(trips: Trips, calls: Calls, diagnosis: Diagnosis) -> None:
    """Tell of trips that cannot take anybody anywhere: those with fewer than two calls in the whole feed."""
    short, tally = calls.ends.number < 2, Tally()
    tally.add(short, trips.ids.to_numpy(dtype=object))
    if tally.count:
        values = {"count": tally.count, "total": tally.total, "example": tally.example}
        diagnosis.note(Problem("gtfs_trips_short", Severity.WARNING, values))


def _find_day(timetable: _Timetable, wanted, holidays, diagnosis: Diagnosis) -> ServiceDay:
    trips, serving = timetable.trips, timetable.serving
    counted = serving[trips.mode[serving] >= 0]
    runs = timetable.frequencies.runs(len(trips))[counted]
    per_service = np.bincount(trips.service[counted], runs, minlength=len(timetable.calendar.start)).astype(np.int64)
    first, counts = timetable.calendar.trips_per_day(per_service)
    return find_day(first, counts, wanted, holidays, diagnosis)


def _table(timetable: _Timetable, day: ServiceDay, options: GtfsOptions, zone: Zone, diagnosis: Diagnosis) -> GeoTable:
    """Return the places with their departures; those without are left out and told unless they are to be kept."""
    trips, places, calls = timetable.trips, timetable.places, timetable.calls
    services = timetable.calendar.runs_on(day.day.toordinal())
    runs_today = np.where(trips.service >= 0, services[trips.service], False)
    rows = departures(calls, timetable.frequencies, trips, places, runs_today)
    mode, called = mode_of_places(rows, calls, trips, places)
    frame = summary(rows, len(places), options.direction)
    names = [name or None for name in places.names]
    frame = pd.concat([pd.DataFrame({"stop_id": places.ids, "name": names, "mode": mode}), frame], axis=1)
    on_request = int(rows["on_request"].sum())
    if on_request:
        diagnosis.note(Problem("gtfs_on_request", Severity.NOTE, {"count": on_request}))
    unserved = int((places.boards & ~called).sum())
    if unserved:
        diagnosis.note(Problem("gtfs_stops_never_served", Severity.NOTE, {"count": unserved}))
    idle = called & ((frame["departures_day"] + frame["departures_on_demand"]) == 0).to_numpy()
    kept = called if options.keep_unserved else called & ~idle
    if idle.any() and not options.keep_unserved:
        values = {"count": int(idle.sum()), "day": day.day.isoformat(), "example": str(frame["name"][idle].iloc[0])}
        diagnosis.note(Problem("gtfs_stops_idle", Severity.NOTE, values))
    if not kept.any():
        raise SmartCityError("gtfs_no_departures", day=day.day.isoformat(), count=len(places))
    return GeoTable(frame, places.points, zone.crs, ROLE).where(kept)


def _period(day: ServiceDay) -> dict[str, str]:
    return {
        "service_day": day.day.isoformat(),
        "trips": str(day.trips),
        "trips_full_day": str(day.full),
        "period": f"{day.first}/{day.last}",
    }


def _note(day: ServiceDay, options: GtfsOptions) -> Text:
    texts = transit_modes().texts
    places = texts["platforms" if options.platforms else "stations"]
    headway = texts[f"headway_{options.direction.value}"]

    def wording(language: str) -> str:
        told = (
            texts["note"]
            .in_language(language)
            .format(
                day=format_date(day.day.isoformat(), language),
                places=places.in_language(language),
                headway=headway.in_language(language),
            )
        )
        return f"{told} {texts['chosen'].in_language(language)}" if day.chosen else told

    return Text(wording("de"), wording("en"))
