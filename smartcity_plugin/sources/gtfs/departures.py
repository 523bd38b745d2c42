# SPDX-License-Identifier: GPL-2.0-or-later
"""Departures per place on one service day, by mode, and the headway between 06:00 and 20:00."""

from __future__ import annotations

from enum import Enum

import numpy as np
import pandas as pd

from .calls import NO_PICKUP, ON_REQUEST, Calls
from .modes import ON_DEMAND, transit_modes
from .stops import Places
from .trips import Frequencies, Trips

WINDOW = (6 * 3600, 20 * 3600)
"""Seconds of the service day; from 06:00 on and before 20:00, 840 minutes."""

WINDOW_MINUTES = (WINDOW[1] - WINDOW[0]) / 60


def departures(
    calls: Calls, frequencies: Frequencies, trips: Trips, places: Places, runs_today: np.ndarray
) -> pd.DataFrame:
    """Return what happens at the places on a day, one row for each call of a trip (or of a row of its frequency).

    ``runs_today`` says which trips run. Columns: ``place``, ``mode``, ``direction``, ``day`` and ``window`` (departures
    on the service day and between 06:00 and 20:00), ``ending`` (trips that end here), ``on_request`` (departures that
    must be ordered). Calls without boarding and calls at the end of a trip are no departures.
    """
    table = calls.table
    running = runs_today[table["trip"]] & (trips.mode[table["trip"]] >= 0)
    table = _runs(table[running], frequencies, calls.ends.first_time, len(trips))
    trip = table["trip"].to_numpy()
    last = table["sequence"].to_numpy() == calls.ends.last[trip]
    boards = ~last & (table["pickup"].to_numpy() != NO_PICKUP)
    early, late = (_before(table, limit) for limit in WINDOW)
    number = table["number"].to_numpy()
    result = {
        "place": places.of_stop[table["stop"]],
        "mode": trips.mode[trip].astype(np.int64),
        "direction": trips.direction[trip].astype(np.int64),
        "day": np.where(boards, number, 0),
        "window": np.where(boards, late - early, 0),
        "ending": np.where(last, number, 0),
        "on_request": np.where(boards & np.isin(table["pickup"], ON_REQUEST), number, 0),
    }
    return pd.DataFrame(result)


def _runs(table: pd.DataFrame, frequencies: Frequencies, first_time: np.ndarray, trips: int) -> pd.DataFrame:
    """Return the calls with ``number``, ``headway`` (s) and ``time`` of the first of the runs that they stand for."""
    repeats = np.zeros(trips, dtype=bool)
    repeats[frequencies.trip] = True
    again = repeats[table["trip"]]
    once = table[~again].assign(number=1, headway=1)
    rows = pd.DataFrame(
        {
            "trip": frequencies.trip,
            "start": frequencies.start,
            "headway": frequencies.headway,
            "number": frequencies.number,
        }
    )
    often = table[again].merge(rows, on="trip")
    # The times of such a trip only say how long it takes from its first stop to the others.
    often["time"] = often["start"] + often["time"] - first_time[often["trip"]]
    return pd.concat([once, often.drop(columns="start")], ignore_index=True)


def _before(table: pd.DataFrame, limit: int) -> np.ndarray:
    """Return how many of the runs of each call depart before a time (s)."""
    waits = limit - table["time"].to_numpy(dtype=np.int64)
    steps = -(-waits // table["headway"].to_numpy(dtype=np.int64))
    return np.clip(steps, 0, table["number"].to_numpy(dtype=np.int64))


class Direction(Enum):
    """What counts as the departures of one direction when a headway is computed."""

    HALF = "half"
    """Half of the departures of the stop."""
    BUSIER = "busier"
    """Those of the ``direction_id`` that has more; departures without one are split."""
    PLATFORM = "platform"
    """All departures of a platform."""


def summary(rows: pd.DataFrame, places: int, direction: Direction) -> pd.DataFrame:
    """Return one row for each place: the fields of the role ``pt_stops`` that departures give.

    On-demand transport has a field of its own and is in no other. A mode's headway is 840 minutes by its departures of
    one direction from 06:00 to 20:00; the headway of the place is the densest of its modes, NaN without departures.
    """
    modes = transit_modes()
    scheduled = [number for number, name in enumerate(modes.names) if name != ON_DEMAND]
    day, window = (_by_mode(rows, value, places) for value in ("day", "window"))
    result = {
        "departures_day": day[:, scheduled].sum(axis=1),
        "departures_6_20": window[:, scheduled].sum(axis=1),
        "headway_min": _headway(_one_way(rows, window, direction)[:, scheduled]),
        "trips_ending_day": np.bincount(rows["place"], rows["ending"], minlength=places),
        "departures_on_demand": np.delete(day, scheduled, axis=1).sum(axis=1),
    }
    result.update({f"departures_{modes.names[number]}": day[:, number] for number in scheduled})
    result.update({f"departures_6_20_{modes.names[number]}": window[:, number] for number in scheduled})
    return pd.DataFrame(result)


def _by_mode(rows: pd.DataFrame, value: str, places: int) -> np.ndarray:
    """Return the sums of a column, places × modes."""
    modes = len(transit_modes().names)
    sums = np.bincount(rows["place"] * modes + rows["mode"], rows[value], minlength=places * modes)
    return sums.reshape(places, modes)


def _one_way(rows: pd.DataFrame, window: np.ndarray, direction: Direction) -> np.ndarray:
    """Return the departures of one direction, places × modes, from those of all directions."""
    if direction is Direction.PLATFORM:
        return window
    if direction is Direction.HALF:
        return window / 2
    sides = [_by_mode(rows[rows["direction"] == side], "window", len(window)) for side in (0, 1)]
    undirected = window - sides[0] - sides[1]
    return np.maximum(*sides) + undirected / 2


def _headway(one_way: np.ndarray) -> np.ndarray:
    best = one_way.max(axis=1)
    return np.divide(WINDOW_MINUTES, best, out=np.full(len(best), np.nan), where=best > 0)


def mode_of_places(rows: pd.DataFrame, calls: Calls, trips: Trips, places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Return the mode of each place as the role names it, and whether any trip of the feed calls there.

    It is the highest-ranking mode that departs on the day, else the one that calls on any day; empty without any.
    """
    modes = transit_modes()
    nothing = len(modes.names)
    best = np.full(len(places), nothing)
    departing = rows[rows["day"] > 0]
    np.minimum.at(best, departing["place"].to_numpy(), departing["mode"].to_numpy())
    any_day = np.full(len(places), nothing)
    mode, place = trips.mode[calls.table["trip"]].astype(np.int64), places.of_stop[calls.table["stop"]]
    np.minimum.at(any_day, place[mode >= 0], mode[mode >= 0])
    best = np.where(best < nothing, best, any_day)
    names = np.array([*modes.shown_as, ""], dtype=object)
    return names[best], any_day < nothing
