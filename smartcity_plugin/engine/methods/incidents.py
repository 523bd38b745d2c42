# SPDX-License-Identifier: GPL-2.0-or-later
"""What is counted at places, such as accidents or contributions of citizens, per inhabitant."""

from __future__ import annotations

import numpy as np
import shapely

from ..desk import Desk
from ..overlay import points_inside
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide
from .registry import method

FEW_EVENTS, FEW_YEARS = "few_events", "few_years"


@method(level="units", factor=1000.0)
def vulnerable_accident_rate(
    accidents: GeoTable, *, minimum_years: float, few_accidents: float, desk: Desk, progress: Progress
) -> Ratios:
    """Return accidents with a bicycle or somebody on foot, and persons times years, per unit.

    The years are those that occur in the layer. An accident with unknown year, or with neither taking part known and
    one unknown, is left out and lowers the coverage, as does one without a place in all units. Fewer years than
    ``minimum_years`` are flagged, as are units with fewer than ``few_accidents`` accidents.
    """
    year, bicycle, foot = (accidents.numbers(name) for name in ("year", "is_bike", "is_foot"))
    concerned = (bicycle > 0) | (foot > 0)
    known = np.isfinite(year) & (concerned | (np.isfinite(bicycle) & np.isfinite(foot)))
    years = len(np.unique(year[np.isfinite(year)]))
    progress(0.2)
    counts = _per_unit(desk, accidents.geometry, np.column_stack([concerned & known, known, np.ones(len(known))]))
    persons_years = desk.allocation.persons() * years
    share_known = np.where(counts[:, 2] > 0, divide(counts[:, 1], counts[:, 2]), 1.0) * _located(accidents.geometry)
    flags = (FEW_YEARS,) if years < minimum_years else ()
    return Ratios(
        counts[:, 0],
        persons_years,
        _expected(persons_years, share_known),
        flags,
        marks={FEW_EVENTS: counts[:, 0] < few_accidents},
    )


@method(level="units", factor=1000.0)
def located_count_per_person(places: GeoTable, *, desk: Desk, progress: Progress) -> Ratios:
    """Return what is counted in each unit, and persons; the coverage is the share of all that have a place."""
    counts = _per_unit(desk, places.geometry, np.ones((len(places), 1)))
    persons = desk.allocation.persons()
    return Ratios(counts[:, 0], persons, _expected(persons, np.full(len(persons), _located(places.geometry))))


def _per_unit(desk: Desk, geometries: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the sums of several counts (n, m) per unit; what lies on a border belongs to both sides in equal parts."""
    there = _there(geometries)
    units = desk.units
    levels = units.frame["level"].to_numpy() if "level" in units.frame else np.zeros(len(units))
    place, unit, weight = points_inside(geometries[there], units.geometry, levels)
    found = counts[there][place] * weight[:, None]
    return np.column_stack([np.bincount(unit, column, minlength=len(units)) for column in found.T])


def _there(geometries: np.ndarray) -> np.ndarray:
    return ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))


def _located(geometries: np.ndarray) -> float:
    """Return the share of features that have a place, 1 if there are no features."""
    return float(_there(geometries).mean()) if len(geometries) else 1.0


def _expected(denominator: np.ndarray, share_known: np.ndarray) -> np.ndarray:
    """Return the denominator that makes ``share_known`` the coverage."""
    return np.where(share_known > 0, divide(denominator, share_known), np.inf)
