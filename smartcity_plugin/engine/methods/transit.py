# SPDX-License-Identifier: GPL-2.0-or-later
"""Public transport: who lives near a stop, how well served people are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...catalogue.transit import load_transit_quality
from ..desk import Desk
from ..progress import Progress
from ..table import GeoTable
from ..transit import MODES, Rating, catchment_radii, category, departures_by_mode, one_way, placed, rate, share_near
from ..transit import WINDOW as FROM_6_TO_20
from ..values import Ratios, divide, weighted
from .registry import method

ROLE = "pt_stops"
HIGH_CAPACITY = ("rail", "suburban", "subway", "ferry")
"""What the metadata of SDG indicator 11.2.1 calls high-capacity systems."""


@method(level="cells", factor=100.0)
def population_share_near_stops(
    cells: GeoTable,
    stops: GeoTable,
    *,
    distance_bus: float,
    distance_tram: float,
    distance_rail: float,
    minimum_departures: float,
    way: str,
    detour: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return persons within the catchment of a public transport stop, and persons, per cell.

    The radius in metres depends on the mode (bus, tram, rail); other modes have that of the bus, the smallest claim.
    Stops with fewer than ``minimum_departures`` on a working day do not count; those whose departures nobody knows
    count, and the values are flagged.
    """
    special = {"rail": distance_rail, "suburban": distance_rail, "tram": distance_tram}
    radii = np.array([special.get(mode, distance_bus) for mode in MODES])
    stops = placed(stops)
    of_stops, unknown = catchment_radii(stops, radii, minimum_departures)
    shares = share_near(desk.places, desk.reach(way, detour), stops.geometry, of_stops, detour, progress)
    flags = ("frequency_unknown",) if unknown.any() else ()
    return weighted(shares, cells.numbers("population"), (*desk.flags_of(way), *flags))


@method(level="cells", factor=100.0)
def convenient_transit_share(
    cells: GeoTable,
    persons: GeoTable,
    stops: GeoTable,
    *,
    distance_low: float,
    distance_high: float,
    way: str,
    detour: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return people (column ``value`` of ``persons``) with convenient access to public transport, and all, per cell.

    Convenient are ``distance_low`` metres to a stop of low-capacity systems (bus, tram, cableway) and
    ``distance_high`` metres to one of high-capacity systems (rail, suburban rail, underground, ferry). Stops that are
    known to have no departures on a working day do not count.
    """
    shares = desk.once(_convenient, desk, distance_low, distance_high, way, detour)
    progress(0.9)
    group = weighted(shares, persons.numbers("value"), desk.flags_of(way))
    return replace(group, expected=_expected(group.expected, cells.numbers("population")))


def _convenient(desk: Desk, distance_low: float, distance_high: float, way: str, detour: float) -> np.ndarray:
    """Return the share of each cell's people with convenient access; it is the same for all age groups."""
    radii = np.array([distance_high if mode in HIGH_CAPACITY else distance_low for mode in MODES])
    stops = placed(desk.data[ROLE])
    of_stops, _ = catchment_radii(stops, radii, minimum=1.0)
    return share_near(desk.places, desk.reach(way, detour), stops.geometry, of_stops, detour)


def _expected(group: np.ndarray, population: np.ndarray) -> np.ndarray:
    """Return the people of a group; where they are unknown, as many as among all persons whose group is known."""
    known = np.isfinite(group) & np.isfinite(population)
    share = divide(np.sum(group[known]), np.sum(population[known]))
    return np.where(np.isfinite(group), group, population * share)


@method(level="cells", factor=100.0)
def transit_quality_share(
    cells: GeoTable, stops: GeoTable, *, profile: str, way: str, detour: float, desk: Desk, progress: Progress
) -> Ratios:
    """Return persons in the classes that count as well served, and persons, per cell.

    The class is that of the place where people live, in distances of the chosen way; straight lines are lengthened by
    ``detour``. People whose class depends on stops without timetable are unknown.
    """
    quality = load_transit_quality()
    rating = desk.once(_rating, desk, profile, way, detour)
    progress(0.9)
    good = np.arange(len(quality.letters) + 1) <= quality.good
    return _of_places(desk, rating, good.astype(float), way)


@method(level="cells")
def transit_quality_score(
    cells: GeoTable, stops: GeoTable, *, profile: str, way: str, detour: float, desk: Desk, progress: Progress
) -> Ratios:
    """Return the score of the quality class (0 to 100), weighted with persons, per cell; see the share for the rules.

    A cell whose people live at one place has exactly the score of its class.
    """
    rating = desk.once(_rating, desk, profile, way, detour)
    progress(0.9)
    return _of_places(desk, rating, np.array([*load_transit_quality().scores, 0.0]), way)


@method(level="cells")
def departures_nearby(
    cells: GeoTable,
    stops: GeoTable,
    *,
    distance: float,
    way: str,
    detour: float,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return the departures within ``distance`` metres, weighted with persons, per cell.

    Departures are the column ``value`` of the stops; unknown where one of the stops within reach has none known.
    """
    stops, reach = placed(stops), desk.reach(way, detour)
    place, stop, _ = reach.pairs(stops.geometry, distance, progress)
    count = np.bincount(place, stops.numbers("value")[stop], minlength=len(desk.places.points))
    gaps = ("timetable_gaps",) if np.isnan(count).any() else ()
    return _mean_of_places(
        desk, np.where(reach.answerable(stops.geometry), count, np.nan), (*desk.flags_of(way), *gaps)
    )


def _rating(desk: Desk, profile: str, way: str, detour: float) -> Rating:
    """Return the classes of the places of a desk; several indicators use them."""
    chosen = load_transit_quality().profiles[profile]
    stops = placed(desk.data[ROLE])
    known = "headway_min" in stops.frame
    densest = stops.numbers("headway_min") if known else np.full(len(stops), np.nan)
    departures = one_way(departures_by_mode(stops, FROM_6_TO_20), densest)
    return rate(chosen, desk.reach(way, detour), stops.geometry, category(chosen, departures))


def _of_places(desk: Desk, rating: Rating, value_of: np.ndarray, way: str) -> Ratios:
    values = rating.sure(value_of)
    gaps = ("timetable_gaps",) if (np.isnan(values) & np.isfinite(rating.least)).any() else ()
    return _mean_of_places(desk, values, (*desk.flags_of(way), *gaps))


def _mean_of_places(desk: Desk, values: np.ndarray, flags: tuple[str, ...]) -> Ratios:
    """Return the mean over the people of each cell whose value is known; the others lower the coverage."""
    population = desk.cells.numbers("population")
    mean, known = desk.places.mean(values), desk.places.known(values)
    counted = np.where(np.isfinite(mean), population * known, np.nan)
    return Ratios(counted * mean, counted, population, flags)
