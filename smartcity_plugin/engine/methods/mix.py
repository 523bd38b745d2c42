# SPDX-License-Identifier: GPL-2.0-or-later
"""Uses of land and what is offered in centres: mixture, density of offers, vacancy, brownfields."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..desk import Desk
from ..geometry import present
from ..overlay import area_inside, areas_inside, points_inside, united_in_tiles
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios
from .density import SQUARE_METRES_PER_HECTARE
from .registry import method

GROUPS = ("housing", "work", "retail", "public", "leisure")
"""The groups of uses among which the mixture is measured; it is even if all five have equal areas."""

MIXED = "mixed"
"""Areas of mixed use: half housing, half work (project default)."""

OTHER = "other"
"""What is no use of settlement, such as traffic, water, fields: it takes no part."""

VACANT, OCCUPIED = "vacant", "occupied"


def shannon_evenness(amounts: np.ndarray, count: int) -> np.ndarray:
    """Return −Σ p ln p / ln ``count`` for each row of ``amounts`` (places, groups): 0 one group only, 1 all equal.

    p are the shares of the row's sum; ``count`` is the number of groups that there could be. NaN where the sum is zero.
    """
    totals = amounts.sum(axis=1)
    shares = np.divide(amounts, totals[:, None], out=np.full(amounts.shape, np.nan), where=totals[:, None] > 0)
    terms = np.where(shares > 0, shares * np.log(np.where(shares > 0, shares, 1.0)), 0.0)
    # -0.0 would be written with its sign.
    return np.where(totals > 0, np.abs(terms.sum(axis=1)) / np.log(count), np.nan)


@method(level="units")
def functional_mix(units: GeoTable, land_use: GeoTable, *, progress: Progress) -> Ratios:
    """Return the evenness of the areas of five groups of uses (column ``group``), weighted with the hectares of uses.

    Areas of one group that overlap count once. Mixed areas count half as housing and half as work; areas of an unknown
    group lower the coverage. Evenness cannot be added up over units.
    """
    words = land_use.words("group")
    kinds = [*GROUPS, MIXED]
    unknown = ~np.isin(words, [*kinds, OTHER])
    layers = [united_in_tiles(land_use.geometry[words == kind]) for kind in kinds]
    progress(0.4)
    layers.append(united_in_tiles(land_use.geometry[unknown]))
    group = np.repeat(np.arange(len(layers)), [len(layer) for layer in layers])
    areas = areas_inside(np.concatenate(layers), group, len(layers), units.geometry) / SQUARE_METRES_PER_HECTARE
    progress(0.9)
    uses, mixed, unclear = areas[:, : len(GROUPS)].copy(), areas[:, len(GROUPS)], areas[:, -1]
    for name in ("housing", "work"):
        uses[:, GROUPS.index(name)] += mixed / 2.0
    known = uses.sum(axis=1)
    return Ratios(shannon_evenness(uses, len(GROUPS)) * known, known, known + unclear)


@method(level="units")
def points_per_hectare(units: GeoTable, areas: GeoTable, points: GeoTable, *, desk: Desk, progress: Progress) -> Ratios:
    """Return the features inside the areas, and the hectares of the areas, per unit and per cell.

    Overlapping areas count once; a feature on an area's edge is inside. Without any area there is no value.
    """
    parts = desk.large_enough(areas.geometry)
    offers = shapely.point_on_surface(present(points.geometry))
    inside = offers[np.unique(shapely.STRtree(offers).query(parts, predicate="intersects")[1])]
    progress(0.5)
    return _per_area(units, inside, parts, _per_area(desk.cells, inside, parts))


def _per_area(places: GeoTable, points: np.ndarray, parts: np.ndarray, on_cells: Optional[Ratios] = None) -> Ratios:
    _, place, weight = points_inside(points, places.geometry, levels_of(places))
    hectares = area_inside(parts, places.geometry) / SQUARE_METRES_PER_HECTARE
    return Ratios(np.bincount(place, weight, minlength=len(places)), hectares, hectares, on_cells=on_cells)


def levels_of(places: GeoTable) -> np.ndarray:
    """Return the level of each unit; places without levels are all of one."""
    return places.frame["level"].to_numpy() if "level" in places.frame else np.full(len(places), "")


@method(level="units", factor=100.0)
def vacant_share(units: GeoTable, premises: GeoTable, *, desk: Desk, progress: Progress) -> Ratios:
    """Return the vacant premises and those whose ``status`` is known (vacant or occupied), per unit and per cell."""
    return _vacancy(units, premises, _vacancy(desk.cells, premises))


def _vacancy(places: GeoTable, premises: GeoTable, on_cells: Optional[Ratios] = None) -> Ratios:
    there = ~(shapely.is_missing(premises.geometry) | shapely.is_empty(premises.geometry))
    status = premises.words("status")[there]
    point, place, weight = points_inside(premises.geometry[there], places.geometry, levels_of(places))
    vacant, known, found = (
        np.bincount(place, weight * counted[point], minlength=len(places))
        for counted in (status == VACANT, np.isin(status, [VACANT, OCCUPIED]), np.ones(len(status), dtype=bool))
    )
    return Ratios(vacant, known, found, on_cells=on_cells)


@method(level="units", factor=100.0)
def share_of_settlement(
    units: GeoTable, areas: GeoTable, settlement: GeoTable, *, desk: Desk, progress: Progress
) -> Ratios:
    """Return m² of the areas and of the settlement together with them, per unit and per cell.

    Areas beside the settlement area belong to it as well, so that the share cannot exceed the whole.
    """
    counted = united_in_tiles(areas.geometry)
    whole = united_in_tiles(np.concatenate([areas.geometry, settlement.geometry]))
    progress(0.5)
    cells = _shares(desk.cells, counted, whole)
    return _shares(units, counted, whole, cells)


def _shares(places: GeoTable, counted: np.ndarray, whole: np.ndarray, on_cells: Optional[Ratios] = None) -> Ratios:
    total = area_inside(whole, places.geometry)
    return Ratios(area_inside(counted, places.geometry), total, total, on_cells=on_cells)
