# SPDX-License-Identifier: GPL-2.0-or-later
"""Public transport: departures by mode, headways, categories of stops, quality classes of places.

Categories and classes are positions from best (0) to worst, as in the profiles of the catalogue; the position after
the last means none, NaN means unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..catalogue.transit import Profile
from .geometry import QUARTER_SEGMENTS, ROUNDING, covered_share
from .population import Places
from .progress import Progress, part, silent
from .reach import Reach
from .table import GeoTable

MODES = ("rail", "suburban", "subway", "tram", "bus", "ferry", "cableway")
"""Means of transport that run by a timetable, as the fields of the role ``pt_stops`` name them."""

ON_DEMAND = "on_demand"
"""The mode of stops that are served only when somebody orders: it makes no catchment and no class."""

WINDOW_MINUTES = 840.0
"""From 06:00 to 20:00."""

DAY, WINDOW = "day", "6_20"
"""The periods that departures are counted for: the working day, and 06:00 to 20:00."""

HALF = 0.5
"""Share of the departures of a stop that go in one direction, where the layer says nothing else."""


# Departures -----------------------------------------------------------------------------------------------------------


def placed(stops: GeoTable) -> GeoTable:
    """Return the stops that have a place."""
    return stops.where(~(shapely.is_missing(stops.geometry) | shapely.is_empty(stops.geometry)))


def of_mode(stops: GeoTable) -> np.ndarray:
    """Return the position in MODES of the field ``mode``: -1 for on-demand transport, bus where it is unknown."""
    words = stops.words("mode")
    position = np.full(len(stops), MODES.index("bus"))
    for number, name in enumerate(MODES):
        position[words == name] = number
    position[words == ON_DEMAND] = -1
    return position


def departures_by_mode(stops: GeoTable, period: str) -> np.ndarray:
    """Return the departures of both directions, stops × MODES; a row is NaN where nothing is known of the stop.

    A stop without departures by mode has all of them in the mode of its field ``mode``.
    """
    missing = np.full(len(stops), np.nan)
    fields = [f"departures_{period}_{name}" if period == WINDOW else f"departures_{name}" for name in MODES]
    counts = np.column_stack([stops.numbers(field) if field in stops.frame else missing for field in fields])
    total = stops.numbers(f"departures_{period}") if f"departures_{period}" in stops.frame else missing
    alone = ~np.isfinite(counts).any(axis=1)
    known = np.isfinite(total)
    result = np.where(alone[:, None], np.nan, np.nan_to_num(counts))
    result[alone & known] = 0.0
    mode = of_mode(stops)
    rows = np.flatnonzero(alone & known & (mode >= 0))
    result[rows, mode[rows]] = total[rows]
    return result


def one_way(departures: np.ndarray, densest: np.ndarray) -> np.ndarray:
    """Return the departures of one direction, stops × modes.

    They are half of all, unless the densest headway of a stop in minutes (NaN unknown) says that they are more: a
    platform has one direction only, and a busier direction may have been chosen when the timetable was read.
    """
    most = departures.max(axis=1, initial=0.0)
    share = np.divide(WINDOW_MINUTES, densest * most, out=np.full(len(most), HALF), where=densest * most > 0)
    # Rounded, because a share of a count that comes out of a division must still meet limits exactly.
    return np.round(departures * np.clip(share, HALF, 1.0)[:, None], 6)


# Categories and classes -----------------------------------------------------------------------------------------------


def headway(departures: np.ndarray) -> np.ndarray:
    """Return the minutes between departures of one direction from 06:00 to 20:00; infinite without any, NaN unknown."""
    minutes = np.full(np.shape(departures), np.inf)
    np.divide(WINDOW_MINUTES, departures, out=minutes, where=~(np.asarray(departures) == 0))
    return minutes


def headway_class(profile: Profile, minutes: np.ndarray) -> np.ndarray:
    """Return which class of the profile a headway belongs to; the number of classes if it is too seldom for any."""
    limits, includes = np.array(profile.limits), np.array(profile.includes)
    minutes = np.asarray(minutes, dtype=float)[..., None]
    return np.where(includes, minutes > limits, minutes >= limits).sum(axis=-1)


def category(profile: Profile, departures: np.ndarray) -> np.ndarray:
    """Return the category of each stop, the best over the profile's columns, from departures of one direction.

    ``departures`` is stops × MODES; NaN rows are unknown.
    """
    nothing = len(profile.categories)
    best = np.full(len(departures), float(nothing))
    for column in profile.columns:
        together = departures[:, [MODES.index(mode) for mode in column.modes]].sum(axis=1)
        of_class = np.array([*column.categories, nothing], dtype=float)
        best = np.minimum(best, of_class[headway_class(profile, headway(together))])
    return np.where(np.isnan(departures).any(axis=1), np.nan, best)


def class_at(profile: Profile, of_category: int, metres: np.ndarray) -> np.ndarray:
    """Return the class at a distance from a stop of one category; NaN where the distance is unknown."""
    nothing = len(profile.letters)
    row = profile.classes[of_category] if of_category < len(profile.categories) else ()
    of_step = np.array([*row, *[nothing] * (len(profile.distances) + 1 - len(row))], dtype=float)
    limits = np.array(profile.distances) * (1.0 + ROUNDING)
    return np.where(np.isnan(metres), np.nan, of_step[np.searchsorted(limits, metres, side="left")])


@dataclass(frozen=True)
class Rating:
    """The class of each place, and the best it could be if the stops without timetable were served very well."""

    least: np.ndarray
    best: np.ndarray

    def sure(self, value_of: np.ndarray) -> np.ndarray:
        """Return what a table of values by class (the last for none) gives; NaN where unknown stops decide."""
        known = np.isfinite(self.least)
        least, best = (np.where(known, position, 0).astype(int) for position in (self.least, self.best))
        value = value_of[least]
        return np.where(known & (value == value_of[best]), value, np.nan)


def rate(
    profile: Profile, reach: Reach, stops: np.ndarray, categories: np.ndarray, progress: Progress = silent
) -> Rating:
    """Return the class of every place from stops (points) and their categories (NaN unknown).

    A place has the best class that any stop gives it; where it is not on the network it has none that is known.
    """
    unknown = np.isnan(categories)
    present = np.unique(categories[~unknown]).astype(int)
    least = np.where(reach.answerable(stops), float(len(profile.letters)), np.nan)
    for number, of_category in enumerate(present):
        step = part(progress, number / (len(present) + 1), (number + 1) / (len(present) + 1))
        metres = reach.nearest(stops[categories == of_category], profile.distances[-1], step)
        least = _better(least, class_at(profile, of_category, metres))
    if not unknown.any():
        return Rating(least, least)
    metres = reach.nearest(stops[unknown], profile.distances[-1], part(progress, 0.9, 1.0))
    return Rating(least, _better(least, class_at(profile, 0, metres)))


def _better(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the better of two classes of each place, where the first is known."""
    return np.where(np.isnan(first), np.nan, np.fmin(first, second))


# Catchments -----------------------------------------------------------------------------------------------------------


def catchment_radii(stops: GeoTable, of_each_mode: np.ndarray, minimum: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the radius of each stop (0 if it makes no catchment), and where no departures are known.

    A radius counts if the modes that have it, or a larger one, together depart at least ``minimum`` times on a working
    day. ``of_each_mode`` are the radii of MODES in metres. A stop without known departures has that of its ``mode``.
    """
    counts = departures_by_mode(stops, DAY)
    radii = _served_radius(counts, of_each_mode, minimum)
    # Who counted from 06:00 to 20:00 only knows that there are at least as many on the day.
    part_of_day = _served_radius(departures_by_mode(stops, WINDOW), of_each_mode, minimum)
    unknown = np.isnan(counts).any(axis=1)
    radii = np.where(unknown & (part_of_day > 0), part_of_day, radii)
    unknown &= ~(part_of_day > 0)
    mode = of_mode(stops)
    radii = np.where(unknown, np.append(of_each_mode, 0.0)[mode], radii)
    return radii, unknown & (mode >= 0)


def _served_radius(counts: np.ndarray, of_each_mode: np.ndarray, minimum: float) -> np.ndarray:
    """Return the largest radius whose modes depart often enough; 0 if there is none, or if departures are unknown."""
    radii = np.zeros(len(counts))
    for radius in np.unique(of_each_mode):
        together = counts[:, of_each_mode >= radius].sum(axis=1)
        radii[together >= minimum] = radius
    return radii


def share_near(
    places: Places, reach: Reach, stops: np.ndarray, radii: np.ndarray, detour: float, progress: Progress = silent
) -> np.ndarray:
    """Return the share (0 to 1) of each cell's people within the radius (m) of at least one stop, each its own.

    As ``engine.reach.share_within``: people spread evenly count by area along straight lines, others by their place.
    """
    stops, radii = stops[radii > 0], radii[radii > 0]
    shares = np.full(len(places.cells), np.nan)
    evenly = places.evenly if reach.way == "straight" else np.zeros(len(places.cells), dtype=bool)
    if evenly.any():
        catchments = shapely.buffer(stops, radii / detour, quad_segs=QUARTER_SEGMENTS)
        progress(0.1)
        shares[evenly] = covered_share(places.cells[evenly], catchments)
    if not evenly.all():
        shares[~evenly] = places.mean(_reached(reach, stops, radii, part(progress, 0.5, 1.0)))[~evenly]
    return shares


def _reached(reach: Reach, stops: np.ndarray, radii: np.ndarray, progress: Progress) -> np.ndarray:
    """Return for each place whether (1 or 0) it lies within the radius of a stop, NaN where nobody knows."""
    reached = np.where(reach.answerable(stops), 0.0, np.nan)
    sizes = np.unique(radii)
    for number, radius in enumerate(sizes):
        step = part(progress, number / len(sizes), (number + 1) / len(sizes))
        metres = reach.nearest(stops[radii == radius], radius, step)
        reached[metres <= radius * (1.0 + ROUNDING)] = 1.0
    return reached
