# SPDX-License-Identifier: GPL-2.0-or-later
"""Trips of a feed with mode, service and direction, and how often those run that have a frequency."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...engine.progress import Progress
from ...model.problem import SmartCityError
from .clock import seconds, whole_numbers
from .diagnosis import Diagnosis, Tally
from .feed import Feed, categories, spread, texts
from .modes import NOT_COUNTED, UNKNOWN, transit_modes
from .stops import unique_ids

NO_ROUTE = -3
"""Mode of a trip whose route is not in ``routes.txt``."""

NO_DIRECTION = -1


@dataclass(frozen=True)
class Trips:
    """All trips of a feed, row by row.

    ``mode`` is a position in ``transit_modes().names`` or negative (NOT_COUNTED, UNKNOWN, NO_ROUTE); ``service`` a
    position in ``services``; ``route`` and ``route_types`` what the diagnosis names.
    """

    ids: pd.Index
    mode: np.ndarray
    service: np.ndarray
    direction: np.ndarray
    services: pd.Index
    route: np.ndarray
    routes: np.ndarray
    route_types: dict[str, str]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Frequencies:
    """Trips that run again and again: each row starts ``number`` times, every ``headway`` seconds from ``start`` on."""

    trip: np.ndarray
    start: np.ndarray
    headway: np.ndarray
    number: np.ndarray

    def runs(self, trips: int) -> np.ndarray:
        """Return how often each trip runs on a day of its service: once if it has no frequency."""
        runs = np.ones(trips, dtype=np.int64)
        runs[self.trip] = 0
        np.add.at(runs, self.trip, self.number)
        return runs


def read_trips(feed: Feed, diagnosis: Diagnosis, progress: Progress) -> Trips:
    """Read ``routes.txt`` and ``trips.txt``; raises SmartCityError if there are no trips."""
    routes = feed.table("routes.txt", ("route_id", "route_type"))
    kept = unique_ids("routes.txt", "route_id", routes["route_id"].to_numpy(dtype=object), diagnosis)
    routes = routes[kept]
    types = dict(zip(routes["route_id"], routes["route_type"]))
    modes = {name: transit_modes().code(text) for name, text in types.items()}
    ids, mode, service, direction, route = [], [], [], [], []
    services: dict[str, int] = {}
    route_names: dict[str, int] = {}
    for chunk in feed.chunks("trips.txt", ("trip_id", "route_id", "service_id"), ("direction_id",), progress):
        if len(chunk) == 0:
            continue
        ids.append(texts(chunk["trip_id"]))
        of_route = [modes.get(name, NO_ROUTE) for name in categories(chunk["route_id"])]
        mode.append(spread(np.array(of_route, dtype=np.int8), chunk["route_id"]))
        route.append(_numbered(route_names, chunk["route_id"]))
        service.append(_numbered(services, chunk["service_id"]))
        sides = whole_numbers(categories(chunk["direction_id"]), NO_DIRECTION)
        direction.append(spread(np.where(sides > 1, NO_DIRECTION, sides).astype(np.int8), chunk["direction_id"]))
    if not any((names != "").any() for names in ids):
        raise SmartCityError("gtfs_table_empty", file="trips.txt")
    kept = unique_ids("trips.txt", "trip_id", np.concatenate(ids), diagnosis)
    columns = [np.concatenate(column)[kept] for column in (ids, mode, service, direction, route)]
    return Trips(
        pd.Index(columns[0]),
        columns[1],
        columns[2],
        columns[3],
        pd.Index(list(services), dtype=object),
        columns[4],
        np.array(list(route_names), dtype=object),
        types,
    )


def _numbered(known: dict[str, int], column: pd.Series) -> np.ndarray:
    """Return a number for each id of a column, the same for the same id in all chunks."""
    return spread(np.array([known.setdefault(name, len(known)) for name in categories(column)], dtype=np.int32), column)


def read_frequencies(feed: Feed, trips: Trips, diagnosis: Diagnosis) -> Frequencies:
    """Read ``frequencies.txt`` if there is one.

    A trip starts at ``start_time`` and every ``headway_secs`` later as long as it is before ``end_time``, whether
    ``exact_times`` says that this is exact or about.
    """
    if not feed.has("frequencies.txt"):
        nothing = np.array([], dtype=np.int64)
        return Frequencies(nothing, nothing, nothing, nothing)
    table = feed.table("frequencies.txt", ("trip_id", "start_time", "end_time", "headway_secs"))
    names = table["trip_id"].to_numpy(dtype=object)
    trip = trips.ids.get_indexer(names)
    lost = Tally()
    lost.add(trip < 0, names)
    diagnosis.orphans("frequencies.txt", "trips.txt", lost)
    start, end = seconds(table["start_time"].to_numpy(dtype=object)), seconds(table["end_time"].to_numpy(dtype=object))
    headway = whole_numbers(table["headway_secs"].to_numpy(dtype=object), 0)
    broken = Tally()
    wrong = (start < 0) | (end < start) | (headway < 1)
    told = table["start_time"] + " – " + table["end_time"] + ", " + table["headway_secs"]
    broken.add(wrong, told.to_numpy(dtype=object))
    diagnosis.unreadable("frequencies.txt", "start_time, end_time, headway_secs", broken)
    known = trip >= 0
    start, step = start.astype(np.int64)[known], np.maximum(headway, 1)[known]
    # A broken row keeps its place: its trip must not count as one that simply runs at its times.
    number = np.where(wrong[known], 0, -(-(end[known] - start) // step))
    return Frequencies(trip[known], start, step, number)


def judge_modes(trips: Trips, serving: np.ndarray, diagnosis: Diagnosis) -> int:
    """Judge the routes of the trips that serve the area (row numbers); return how many are no local transport."""
    mode = trips.mode[serving]
    names = trips.routes[trips.route[serving]]
    lost, unknown = Tally(), Tally()
    lost.add(mode == NO_ROUTE, names)
    diagnosis.orphans("trips.txt", "routes.txt", lost)
    strange = mode == UNKNOWN
    types = sorted({trips.route_types[name] or "–" for name in set(names[strange])})
    unknown.add(strange, names)
    diagnosis.unknown_modes(", ".join(types)[:80], unknown)
    return int((mode == NOT_COUNTED).sum())
