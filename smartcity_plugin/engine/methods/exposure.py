# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives where it is loud or where water comes: overlays of people with mapped areas of a burden."""

from __future__ import annotations

import re

import numpy as np
import shapely

from ...model.problem import SmartCityError
from ..desk import Desk
from ..geometry import dissolve
from ..overlay import area_inside, holds
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios
from .registry import method

MODELLED = ("modelled",)

ANY_SOURCE = "all"

NAMES = {"lden": "L_DEN", "lnight": "L_night"}

RISING_FLOODS = ("hq10", "hq100", "hqextrem")
"""River floods from frequent to rare: who is reached by the frequent one is reached by the rarer ones, too."""


@method(level="cells", factor=100.0)
def population_in_noise_day(
    cells: GeoTable, noise: GeoTable, *, threshold: float, noise_source: str, desk: Desk, progress: Progress
) -> Ratios:
    """Return persons exposed to an L_DEN from ``threshold`` dB on and persons, per cell; see ``exposed_to_noise``."""
    return exposed_to_noise(desk, noise, "lden", threshold, noise_source, progress)


@method(level="cells", factor=100.0)
def population_in_noise_night(
    cells: GeoTable, noise: GeoTable, *, threshold: float, noise_source: str, desk: Desk, progress: Progress
) -> Ratios:
    """Return persons exposed to an L_night from ``threshold`` dB on and persons, per cell; see ``exposed_to_noise``."""
    return exposed_to_noise(desk, noise, "lnight", threshold, noise_source, progress)


@method(level="cells", factor=100.0)
def population_in_flood_area(
    cells: GeoTable, flood: GeoTable, *, flood_scenario: str, desk: Desk, progress: Progress
) -> Ratios:
    """Return persons in the flood areas of a scenario and persons, per cell.

    Areas of more frequent river floods belong to those of rarer ones. Areas without a known scenario leave open whether
    people there are concerned. Raises SmartCityError if no area is of the scenario.
    """
    found = np.array([_plain(word) for word in flood.words("scenario")], dtype=object)
    rank = RISING_FLOODS.index(flood_scenario) if flood_scenario in RISING_FLOODS else None
    meant = [flood_scenario] if rank is None else list(RISING_FLOODS[: rank + 1])
    if not (found == _plain(flood_scenario)).any():
        raise SmartCityError("flood_scenario_missing", layer="flood")
    hit = np.isin(found, [_plain(word) for word in meant])
    return _exposed(desk, flood.geometry[hit], flood.geometry[found == ""], progress)


def exposed_to_noise(
    desk: Desk, noise: GeoTable, metric: str, threshold: float, noise_source: str, progress: Progress
) -> Ratios:
    """Return persons in isophones from ``threshold`` dB on and persons, per cell.

    ``noise`` has the columns metric (lden or lnight), db_low and, if known, db_high and source; isophones of several
    sources count once. Open is who lives in an isophone that begins below and ends above the threshold, or of which
    metric, level or source are unknown. Raises SmartCityError if nothing is mapped of the metric and source, or if the
    map begins only above the threshold.
    """
    metrics = np.array([_plain(word) for word in noise.words("metric")], dtype=object)
    low, high = noise.numbers("db_low"), _upper(noise, metrics)
    sources = noise.words("source") if "source" in noise.frame else np.full(len(noise), "", dtype=object)
    named = np.ones(len(noise), dtype=bool) if noise_source == ANY_SOURCE else sources == noise_source
    possible = np.isin(metrics, [metric, ""]) & (named | ((sources == "") & (noise_source != ANY_SOURCE)))
    certain = (metrics == metric) & named & np.isfinite(low)
    if not certain.any():
        raise SmartCityError("noise_not_mapped", metric=NAMES[metric])
    if low[certain].min() > threshold:
        raise SmartCityError("noise_map_begins_above", threshold=float(threshold), lowest=float(low[certain].min()))
    hit = certain & (low >= threshold)
    quiet = np.nan_to_num(high, nan=np.inf) <= threshold
    straddling = certain & (low < threshold) & ~quiet
    open_ones = straddling | (possible & ~certain & ~quiet)
    return _exposed(desk, noise.geometry[hit], noise.geometry[open_ones], progress)


def _upper(noise: GeoTable, metrics: np.ndarray) -> np.ndarray:
    """Return the upper limit of each isophone; without one it ends where the next of its metric begins, if any does."""
    high = noise.numbers("db_high") if "db_high" in noise.frame else np.full(len(noise), np.nan)
    low = noise.numbers("db_low")
    for metric in np.unique(metrics):
        own = metrics == metric
        begins = np.unique(low[own & np.isfinite(low)])
        following = np.append(begins, np.inf)[np.searchsorted(begins, np.nan_to_num(low, nan=np.inf), side="right")]
        high = np.where(own & np.isnan(high) & np.isfinite(low), following, high)
    return high


def _plain(word: str) -> str:
    """Return letters and digits only: L_DEN, LDEN and lden are the same."""
    return re.sub("[^a-z0-9]", "", word)


def _exposed(desk: Desk, hit: np.ndarray, unclear: np.ndarray, progress: Progress) -> Ratios:
    """Return persons inside ``hit`` and persons who are clearly inside or outside, per cell; the others are unknown."""
    population = desk.cells.numbers("population")
    burdened = _share_inside(desk, dissolve(hit))
    progress(0.6)
    either = _share_inside(desk, dissolve(np.concatenate([hit, unclear]))) if len(unclear) else burdened
    # Where nothing is unclear the difference is rounding.
    known = 1.0 - np.where(either - burdened > 1e-9, either - burdened, 0.0)
    some = known > 0
    return Ratios(
        np.where(some, population * burdened, np.nan), np.where(some, population * known, np.nan), population, MODELLED
    )


def _share_inside(desk: Desk, parts: np.ndarray) -> np.ndarray:
    """Return the share (0 to 1) of each cell's people inside the parts, which must not overlap.

    People in buildings count with the building's centre, people spread evenly with the share of their cell's area.
    """
    places = desk.places
    shares = np.zeros(len(places.points))
    evenly = places.evenly[places.cell]
    shares[evenly] = area_inside(parts, places.pieces[evenly]) / shapely.area(places.pieces[evenly])
    shares[~evenly] = holds(places.points[~evenly], parts)
    return places.mean(shares)
