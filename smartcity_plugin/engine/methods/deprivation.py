# SPDX-License-Identifier: GPL-2.0-or-later
"""Social situation: how the units of a town differ from each other, and places in day care for their children."""

from __future__ import annotations

import numpy as np
import shapely

from ...model.problem import SmartCityError
from ..composite.normalise import z_score
from ..desk import Desk
from ..overlay import points_inside
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios, divide
from .mix import levels_of
from .registry import method
from .statistics import rate_of_count

CHILDREN_PER_HUNDRED = 100.0


RATES = ("unemployment_rate", "sgb2_rate", "child_poverty_rate")
"""The fields of the town's statistics that make the index."""

FEWEST_RATES = 2


@method(level="units")
def mean_z_score(units: GeoTable, statistics: GeoTable, *, desk: Desk, progress: Progress) -> Ratios:
    """Return the sum of a unit's z-scores and their number (at most 3); their ratio is the mean.

    Each rate of the town's statistics is compared with the mean and standard deviation (of the population, ddof 0) of
    the units of the same level, each unit counting once. A unit needs two of the three rates, else nothing is known.
    Raises SmartCityError if the table has fewer than two of the rates.
    """
    there = [name for name in RATES if name in statistics.frame and np.isfinite(statistics.numbers(name)).any()]
    if len(there) < FEWEST_RATES:
        raise SmartCityError("deprivation_rates_missing", layer="unit_statistics")
    tables = [statistics.with_column("value", statistics.frame[name]) for name in there]
    rates = [rate_of_count(desk, table, None) for table in tables]
    levels = levels_of(units).astype(str)
    scores = np.full((len(units), len(RATES)), np.nan)
    for column, rate in enumerate(rates):
        values = rate.values()
        for level in np.unique(levels):
            scores[levels == level, column] = z_score(values[levels == level])
    count = np.isfinite(scores).sum(axis=1).astype(float)
    enough = count >= FEWEST_RATES
    flags = tuple(dict.fromkeys(flag for rate in rates for flag in rate.flags))
    total = np.where(enough, np.nansum(scores, axis=1), np.nan)
    return Ratios(total, np.where(enough, count, np.nan), np.full(len(units), float(len(RATES))), flags)


@method(level="units")
def places_per_hundred_children(
    units: GeoTable, under_3: GeoTable, aged_3_to_5: GeoTable, facilities: GeoTable, *, desk: Desk, progress: Progress
) -> Ratios:
    """Return the places in day care (column ``value`` of the facilities) and hundreds of children under 6, per unit.

    Children are those of the population cells (column ``value``). The coverage is the share of facilities whose places
    are known, times the share of persons who live in cells with known numbers of children.
    """
    allocation = desk.allocation
    there = ~(shapely.is_missing(facilities.geometry) | shapely.is_empty(facilities.geometry))
    places = facilities.numbers("value")[there]
    known = np.isfinite(places)
    facility, unit, weight = points_inside(facilities.geometry[there], units.geometry, levels_of(units))
    offered = np.bincount(unit, weight * np.where(known, places, 0.0)[facility], minlength=len(units))
    counted = np.bincount(unit, weight, minlength=len(units))
    told = np.bincount(unit, weight * known[facility], minlength=len(units))
    progress(0.6)
    children = under_3.numbers("value") + aged_3_to_5.numbers("value")
    persons = np.where(np.isfinite(children), allocation.population, np.nan)
    some = allocation.known(children) > 0
    hundreds = np.where(some, allocation.total(children) / CHILDREN_PER_HUNDRED, np.nan)
    of_persons = divide(allocation.total(persons), allocation.total(allocation.population))
    share = np.where(counted > 0, divide(told, counted), 1.0) * of_persons
    expected = np.where(share > 0, divide(hundreds, share), np.where(hundreds > 0, np.inf, hundreds))
    return Ratios(np.where(some, offered, np.nan), hundreds, expected)
