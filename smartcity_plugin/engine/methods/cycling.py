# SPDX-License-Identifier: GPL-2.0-or-later
"""Cycling: who lives near main routes, which main streets have a facility, how dense the network is."""

from __future__ import annotations

import numpy as np
import shapely

from ..alongside import stretches_alongside
from ..desk import Desk
from ..geometry import measure_in_units, present
from ..overlay import united_in_tiles
from ..progress import Progress
from ..reach import share_within
from ..table import GeoTable
from ..values import Ratios, divide, weighted
from .registry import method
from .share import NOT_PUBLIC_STREETS, SLOW_BY_CLASS

MAIN = "main"

FACILITIES = frozenset(["separated", "track", "lane", "street", "path"])

NO_FACILITY = "none"

MAIN_CLASSES = frozenset(
    ["primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link"],
)
"""OSM classes of streets that are main streets unless their speed limit says otherwise."""

LEVEL_UNKNOWN = "route_level_unknown"

METRES_PER_KILOMETRE = 1000.0
SQUARE_METRES_PER_SQUARE_KILOMETRE = 1_000_000.0


@method(level="cells", factor=100.0)
def population_share_near_main_routes(
    cells: GeoTable, network: GeoTable, *, distance: float, desk: Desk, progress: Progress
) -> Ratios:
    """Return persons within a straight line of ``distance`` metres of a main cycle route, and persons, per cell.

    ``network`` has the level (main or sub) in the column ``value``. Ways of unknown level are no main routes; a flag
    tells that there are some.
    """
    levels = network.words("value")
    routes = present(network.geometry[levels == MAIN])
    shares = share_within(desk.places, desk.reach("straight"), routes, distance, 1.0, progress)
    return weighted(shares, cells.numbers("population"), (LEVEL_UNKNOWN,) if (levels == "").any() else ())


@method(level="units", factor=100.0)
def cycle_facility_share(
    streets: GeoTable,
    network: GeoTable,
    *,
    slow_speed: float,
    distance: float,
    angle: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return metres of main street with a cycle facility and metres of main street, per unit.

    A stretch of street has one if a facility (column ``value`` of ``network``) runs within ``distance`` metres in a
    direction that differs by at most ``angle`` degrees; facilities on both sides count once. Stretches that only have
    ways of unknown kind beside them are in neither sum. The coverage is the share of what is known: of the length of
    public streets, whether they are main streets, and of these, whether they have a facility.
    """
    main, other, unclear = _main_streets(streets, slow_speed)
    facility = network.words("value")
    good, unknown = np.isin(facility, list(FACILITIES)), ~np.isin(facility, [*FACILITIES, NO_FACILITY])
    units, lines = desk.units.geometry, streets.geometry[main]
    equipped = _beside(lines, network.geometry[good], distance, angle, units)
    progress(0.4)
    unclear_kind = np.zeros(len(units))
    doubtful = lines[_close(lines, network.geometry[unknown], distance)]
    if len(doubtful):
        with_all, with_good = (
            _beside(doubtful, network.geometry[ways], distance, angle, units) for ways in (good | unknown, good)
        )
        unclear_kind = with_all - with_good
    progress(0.7)
    length = measure_in_units(lines, units)
    judged = length + measure_in_units(streets.geometry[other], units)
    everything = judged + measure_in_units(streets.geometry[unclear], units)
    share_judged = divide(judged, everything)
    expected = np.where(share_judged == 0, np.inf, divide(length, share_judged))
    return Ratios(equipped, length - unclear_kind, np.nan_to_num(expected, nan=0.0, posinf=np.inf))


@method(level="units")
def cycle_network_density(network: GeoTable, settlement: GeoTable, *, desk: Desk, progress: Progress) -> Ratios:
    """Return kilometres of the cycle network and km² of settlement area per unit; overlapping areas count once."""
    units = desk.units.geometry
    kilometres = measure_in_units(present(network.geometry), units) / METRES_PER_KILOMETRE
    progress(0.5)
    area = measure_in_units(desk.once(united_in_tiles, settlement.geometry), units) / SQUARE_METRES_PER_SQUARE_KILOMETRE
    return Ratios(kilometres, area, area)


def _main_streets(streets: GeoTable, slow_speed: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which public streets are main streets, which are not, and of which it is not known."""
    classes, speed = streets.words("class"), streets.numbers("speed_kmh")
    there = ~(shapely.is_missing(streets.geometry) | shapely.is_empty(streets.geometry))
    public = there & ~np.isin(classes, list(NOT_PUBLIC_STREETS))
    slow = np.isin(classes, list(SLOW_BY_CLASS)) | (speed <= slow_speed)
    main = public & ~slow & (np.isfinite(speed) | np.isin(classes, list(MAIN_CLASSES)))
    return main, public & slow, public & ~slow & ~main


def _close(lines: np.ndarray, ways: np.ndarray, distance: float) -> np.ndarray:
    """Return the lines whose extent comes near to that of a way; all that can have one beside them are among these."""
    ways = present(ways)
    if not len(ways):
        return np.empty(0, dtype=int)
    low, high = np.split(shapely.bounds(ways), 2, axis=1)
    extents = shapely.linestrings(np.stack([low - 2.0 * distance, high + 2.0 * distance], axis=1))
    return np.unique(shapely.STRtree(lines).query(extents)[1])


def _beside(lines: np.ndarray, ways: np.ndarray, distance: float, angle: float, units: np.ndarray) -> np.ndarray:
    return measure_in_units(stretches_alongside(lines, ways, distance, angle), units)
