# SPDX-License-Identifier: GPL-2.0-or-later
"""Stops of a feed, and the places near the study area that departures are counted at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ...engine.progress import Progress
from ...model.problem import Problem, Severity, SmartCityError
from ..prepare import near
from ..zone import Zone
from .diagnosis import Diagnosis, Tally
from .feed import Feed, located, texts

GTFS_CRS = "EPSG:4326"
GERMANY = (5.8, 47.2, 15.1, 55.1)
"""West, south, east, north in degrees, islands included, rounded outwards to a tenth."""

SAME_STOP = 100.0
"""Metres between platforms of one name that count as one stop where the feed names no station."""

PLATFORMS_AROUND = 1000.0
"""Metres beyond the area and its buffer where platforms of a stop inside may lie."""

STATION = 1
PLATFORMS = (0, 4)
HOPS = 3
"""Boarding area, platform, station: no chain of parents is longer."""


@dataclass(frozen=True)
class Stops:
    """All stops of a feed, row by row.

    ``parent`` is the row of the parent or -1, ``kind`` the location type (0 platform, 1 station, 2 entrance, 3 node,
    4 boarding area); coordinates that cannot be used are NaN.
    """

    ids: pd.Index
    names: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    parent: np.ndarray
    kind: np.ndarray

    @property
    def placed(self) -> np.ndarray:
        """Whether the coordinates can be used."""
        return np.isfinite(self.lon)

    def roots(self) -> np.ndarray:
        """Return the row of the station that each stop belongs to; its own where it has no parent."""
        root = np.arange(len(self.ids))
        for _ in range(HOPS):
            root = np.where(self.parent[root] >= 0, self.parent[root], root)
        return root


@dataclass(frozen=True)
class Places:
    """Where departures are counted: stations or platforms, in the study's CRS.

    ``of_stop`` holds the place of each stop, -1 for those elsewhere; ``boards`` says where people are meant to board:
    not at entrances and, if each platform is a place of its own, not at the station above them.
    """

    of_stop: np.ndarray
    ids: np.ndarray
    names: np.ndarray
    points: np.ndarray
    boards: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def read_stops(feed: Feed, diagnosis: Diagnosis, progress: Progress) -> Stops:
    """Read ``stops.txt``. A stop without coordinates has those of its parent."""
    columns: dict[str, list[np.ndarray]] = {}
    required, optional = ("stop_id", "stop_lat", "stop_lon"), ("stop_name", "location_type", "parent_station")
    for chunk in feed.chunks("stops.txt", required, optional, progress):
        for name in chunk.columns:
            values = texts(chunk[name])
            columns.setdefault(name, []).append(degrees(values) if name in required[1:] else values)
    table = {name: np.concatenate(values) for name, values in columns.items()}
    if not columns or not (table["stop_id"] != "").any():
        raise SmartCityError("gtfs_table_empty", file="stops.txt")
    kept = unique_ids("stops.txt", "stop_id", table["stop_id"], diagnosis)
    table = {name: values[kept] for name, values in table.items()}
    index = pd.Index(table["stop_id"])
    lon, lat = _usable(table["stop_lon"], table["stop_lat"])
    parent = located(index, pd.Series(pd.Categorical(table["parent_station"])))
    lost, tally = (parent < 0) & (table["parent_station"] != ""), Tally()
    tally.add(lost, table["parent_station"])
    _note_lost_parents(diagnosis, tally)
    for _ in range(HOPS):
        inherits = ~np.isfinite(lon) & (parent >= 0)
        lon, lat = np.where(inherits, lon[parent], lon), np.where(inherits, lat[parent], lat)
    kind = np.select([table["location_type"] == text for text in "1234"], [1, 2, 3, 4], 0)
    return Stops(index, table["stop_name"], lon, lat, parent, kind)


def unique_ids(file: str, column: str, ids: np.ndarray, diagnosis: Diagnosis) -> np.ndarray:
    """Return which rows of a table to keep: those with an id, the first of each id; the others are judged."""
    empty, repeated = ids == "", pd.Index(ids).duplicated()
    none, again = Tally(), Tally()
    none.add(empty, ids)
    again.add(repeated & ~empty, ids)
    diagnosis.unreadable(file, column, none)
    diagnosis.repeated(file, column, again)
    return ~(empty | repeated)


def degrees(values: np.ndarray) -> np.ndarray:
    """Return texts as numbers; what is none is NaN."""
    return pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _usable(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the coordinates, NaN where one is missing, off the globe, or both are zero (a placeholder)."""
    good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90) & ~((lon == 0) & (lat == 0))
    return np.where(good, lon, np.nan), np.where(good, lat, np.nan)


def _note_lost_parents(diagnosis: Diagnosis, tally: Tally) -> None:
    if tally.count:
        values = {"count": tally.count, "example": tally.example}
        diagnosis.note(Problem("gtfs_parents_missing", Severity.WARNING, values))


def find_places(stops: Stops, zone: Zone, buffer: float, per_platform: bool, diagnosis: Diagnosis) -> Places:
    """Return the stations (or platforms) within ``buffer`` metres of the area; raises SmartCityError if there are none.

    A station lies where the feed puts it, otherwise in the middle of its platforms. Platforms without a station make
    one with those of the same name within ``SAME_STOP`` metres.
    """
    _check_coordinates(stops, diagnosis)
    west, south, east, north = zone.box(GTFS_CRS, buffer + PLATFORMS_AROUND)
    inside = (stops.lon >= west) & (stops.lon <= east) & (stops.lat >= south) & (stops.lat <= north)
    root = np.arange(len(stops.ids)) if per_platform else stops.roots()
    near_roots = np.zeros(len(root), dtype=bool)
    near_roots[root[inside]] = True
    rows = np.flatnonzero(near_roots[root] & stops.placed)
    if len(rows) == 0:
        raise _nothing_here(stops)
    points = zone.bring(shapely.points(stops.lon[rows], stops.lat[rows]), GTFS_CRS)
    xy = shapely.get_coordinates(points)
    group = root[rows]
    if not per_platform:
        group = _joined(group, xy, stops, rows)
    places = _places(group, rows, xy, stops, per_platform)
    kept = near(places.points, zone.area, buffer)
    if not kept.any():
        raise _nothing_here(stops)
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    of_stop = np.where(places.of_stop >= 0, number[places.of_stop], -1).astype(np.int32)
    return Places(of_stop, *(column[kept] for column in (places.ids, places.names, places.points, places.boards)))


def _joined(group: np.ndarray, xy: np.ndarray, stops: Stops, rows: np.ndarray) -> np.ndarray:
    """Return the groups after stops that stand alone were joined with those of the same name nearby.

    The stop whose id comes first in the alphabet gives its row to all of them.
    """
    members = np.bincount(group, minlength=len(stops.ids))
    alone = np.flatnonzero((members[group] == 1) & (stops.kind[rows] != STATION) & (stops.names[rows] != ""))
    if len(alone) < 2:
        return group
    alone = alone[np.argsort(stops.ids.to_numpy(dtype=object)[group[alone]])]
    pairs = cKDTree(xy[alone]).query_pairs(SAME_STOP, output_type="ndarray")
    names = stops.names[rows[alone]]
    pairs = pairs[names[pairs[:, 0]] == names[pairs[:, 1]]]
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(alone), len(alone)))
    _, component = connected_components(graph, directed=False)
    _, first = np.unique(component, return_index=True)
    result = group.copy()
    result[alone] = group[alone[first]][component]
    return result


def _places(group: np.ndarray, rows: np.ndarray, xy: np.ndarray, stops: Stops, per_platform: bool) -> Places:
    """Return one place for each group of rows."""
    heads, number = np.unique(group, return_inverse=True)
    size = np.bincount(number)
    middle = np.column_stack([np.bincount(number, xy[:, axis]) / size for axis in (0, 1)])
    own = np.flatnonzero((rows == heads[number]) & (stops.kind[rows] == STATION))
    middle[number[own]] = xy[own]
    of_stop = np.full(len(stops.ids), -1, dtype=np.int32)
    of_stop[rows] = number
    ids, names = stops.ids.to_numpy(dtype=object)[heads], stops.names[heads]
    boards = np.isin(stops.kind[heads], PLATFORMS if per_platform else (*PLATFORMS, STATION))
    return Places(of_stop, ids, names, shapely.points(middle), boards)


def _check_coordinates(stops: Stops, diagnosis: Diagnosis) -> None:
    """Refuse swapped coordinates; tell of stops far from Germany, which a local feed should not have."""
    west, south, east, north = GERMANY
    placed = stops.placed
    swapped = (stops.lat >= west) & (stops.lat <= east) & (stops.lon >= south) & (stops.lon <= north)
    if swapped.sum() * 2 > placed.sum():
        raise SmartCityError("gtfs_coordinates_swapped", count=int(swapped.sum()), total=int(placed.sum()))
    abroad = placed & ((stops.lon < west) | (stops.lon > east) | (stops.lat < south) | (stops.lat > north))
    if abroad.any():
        values = {
            "count": int(abroad.sum()),
            "total": int(placed.sum()),
            "example": _told(stops, int(np.flatnonzero(abroad)[0])),
        }
        diagnosis.note(Problem("gtfs_stops_abroad", Severity.NOTE, values))


def _nothing_here(stops: Stops) -> SmartCityError:
    unplaced = Tally()
    unplaced.add(~stops.placed, stops.ids.to_numpy(dtype=object))
    if unplaced.too_many:
        example = unplaced.example
        return SmartCityError("gtfs_no_coordinates", count=unplaced.count, total=unplaced.total, example=example)
    first = _told(stops, int(np.flatnonzero(stops.placed)[0]))
    return SmartCityError("gtfs_nothing_in_area", count=len(stops.ids), example=first)


def _told(stops: Stops, row: int) -> str:
    name = stops.names[row] or stops.ids[row]
    return f"{name} ({stops.lat[row]:.3f} N, {stops.lon[row]:.3f} E)"[:80]
