# SPDX-License-Identifier: GPL-2.0-or-later
"""How densely land is built on, and how much more its plans would allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ...catalogue.zones import load_zone_densities
from ..buildings import Footprints
from ..desk import Desk
from ..geometry import measure_in_units, present
from ..overlay import united_in_tiles
from ..progress import Progress
from ..shares import area_shares, cut
from ..table import GeoTable
from ..values import Ratios, divide
from .registry import method

SQUARE_METRES_PER_HECTARE = 10_000.0
BUILT_ON = 10.0
"""A parcel is a plot if buildings cover at least so many m² of it: less is a neighbour's wall drawn across."""

GROSS_LAND, MODELLED = "settlement_land", "modelled"
"""Flags: the land is settlement area with its streets, not plots; storeys were estimated in part."""


@method(level="units")
def building_coverage(
    units: GeoTable,
    buildings: GeoTable,
    settlement: GeoTable,
    parcels: Optional[GeoTable],
    *,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return m² of footprints and m² of land, per unit and cell.

    The land are the parcels in the settlement area that carry buildings, without parcels the settlement area. Units
    with land but without any building are unknown: there the buildings are not recorded.
    """
    built = desk.once(_built_land, desk, settlement, parcels)
    progress(0.5)
    return _per_land(desk, built, built.footprint, built.footprint, built.flags)


@method(level="units")
def floor_area_ratio(
    units: GeoTable,
    buildings: GeoTable,
    settlement: GeoTable,
    parcels: Optional[GeoTable],
    *,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return m² of floor area (footprint · storeys) and m² of land, per unit and cell.

    The land is that of building_coverage. Buildings without storeys or height count with the mean of their kind; the
    coverage is the share of the footprint whose storeys are known.
    """
    built = desk.once(_built_land, desk, settlement, parcels)
    progress(0.5)
    flags = built.flags if built.known.all() else (*built.flags, MODELLED)
    return _per_land(desk, built, built.footprint * built.storeys, built.footprint * built.known, flags)


@dataclass(frozen=True)
class BuiltLand:
    """Land that does not overlap itself, and the pieces of buildings on it."""

    land: np.ndarray
    pieces: np.ndarray
    footprint: np.ndarray
    storeys: np.ndarray
    known: np.ndarray
    flags: tuple[str, ...]


def _built_land(desk: Desk, settlement: GeoTable, parcels: Optional[GeoTable]) -> BuiltLand:
    found = desk.footprints
    if found is None:
        raise ValueError("there are no buildings")
    land = desk.once(united_in_tiles, settlement.geometry)
    if parcels is not None:
        land = _plots(present(parcels.geometry), land, found)
    _, building, pieces = cut(found.geometry, land)
    flags = (GROSS_LAND,) if parcels is None else ()
    return BuiltLand(
        land, pieces, shapely.area(pieces), found.storeys[building], found.storeys_known[building].astype(float), flags
    )


def _plots(parcels: np.ndarray, settlement: np.ndarray, found: Footprints) -> np.ndarray:
    """Return the parcels that carry buildings and lie in the settlement area (by a point on them)."""
    inside = np.zeros(len(parcels), dtype=bool)
    inside[shapely.STRtree(shapely.point_on_surface(parcels)).query(settlement, predicate="intersects")[1]] = True
    parcels = parcels[inside]
    return parcels[area_shares(found.geometry, parcels) @ found.area >= BUILT_ON]


def _per_land(desk: Desk, built: BuiltLand, amount: np.ndarray, known: np.ndarray, flags: tuple[str, ...]) -> Ratios:
    of_units = _sums(desk, built, desk.units.geometry, amount, known)
    return Ratios(*of_units, flags, on_cells=Ratios(*_sums(desk, built, desk.cells.geometry, amount, known), flags))


def _sums(
    desk: Desk, built: BuiltLand, polygons: np.ndarray, amount: np.ndarray, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return amounts, m² of land and what the land would be if all were known, per polygon."""
    shares = desk.once(area_shares, built.pieces, polygons)
    land = desk.once(measure_in_units, built.land, polygons)
    footprint = shares @ built.footprint
    known_share = divide(shares @ known, footprint)
    amounts = np.where(footprint > 0, shares @ amount, np.nan)
    return amounts, land, np.where(known_share == 0, np.inf, divide(land, known_share))


@method(level="units")
def infill_potential(
    units: GeoTable,
    zones: GeoTable,
    buildings: GeoTable,
    parcels: Optional[GeoTable],
    *,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return the m² of floor area that plots could still take, and hectares, per unit and cell.

    A plot is the part of a parcel in a building area, without parcels the building area itself. It could take its area
    times the floor area ratio of the plan: as laid down, else site coverage · full storeys, else the orientation value
    for the kind of area; plots without any are left out. The coverage is the share of the building areas with a ratio.
    Units without building areas are unknown.
    """
    found = desk.footprints
    if found is None:
        raise ValueError("there are no buildings")
    ratios, shapes = _disjoint(zones, _allowed_ratios(zones))
    progress(0.2)
    plots, allowed = shapes, ratios
    if parcels is not None:
        zone, _, plots = cut(present(parcels.geometry), shapes)
        allowed = ratios[zone]
    existing = area_shares(found.geometry, plots) @ found.floor_area
    surplus = np.maximum(allowed * shapely.area(plots) - existing, 0.0)
    progress(0.6)
    of_units = _potential(desk.units.geometry, plots, surplus, shapes, ratios)
    of_cells = _potential(desk.cells.geometry, plots, surplus, shapes, ratios)
    return Ratios(*of_units, (MODELLED,), on_cells=Ratios(*of_cells, (MODELLED,)))


def _potential(
    polygons: np.ndarray, plots: np.ndarray, surplus: np.ndarray, zones: np.ndarray, ratios: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    hectares = shapely.area(polygons) / SQUARE_METRES_PER_HECTARE
    inside = area_shares(zones, polygons)
    areas = shapely.area(zones)
    known = divide(inside @ (areas * np.isfinite(ratios)), inside @ areas)
    potential = area_shares(plots, polygons) @ np.nan_to_num(surplus)
    numerator = np.where(np.nan_to_num(known) > 0, potential, np.nan)
    return numerator, hectares, np.where(known == 0, np.inf, divide(hectares, known))


def _allowed_ratios(zones: GeoTable) -> np.ndarray:
    """Return the floor area ratio that each building area may have, NaN where neither plan nor law says one."""
    own = _positive(zones, "floor_area_ratio")
    from_storeys = _positive(zones, "site_coverage") * _positive(zones, "storeys_max")
    densities = load_zone_densities()
    kind, use = (zones.words(name) if name in zones.frame else np.full(len(zones), "") for name in ("kind", "use"))
    pairs = pd.MultiIndex.from_arrays([kind, use])
    codes, values = pairs.factorize()
    by_law = [densities.ratio_of(*pair) for pair in values]
    oriented = np.array([np.nan if value is None else value for value in by_law], dtype=float)[codes]
    return np.where(np.isfinite(own), own, np.where(np.isfinite(from_storeys), from_storeys, oriented))


def _positive(table: GeoTable, field: str) -> np.ndarray:
    if field not in table.frame:
        return np.full(len(table), np.nan)
    values = table.numbers(field)
    return np.where(np.nan_to_num(values) > 0, values, np.nan)


def _disjoint(zones: GeoTable, ratios: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return building areas that do not overlap, with their ratios.

    Where plans overlap, what lays down a ratio comes before what only names a kind, and the smaller area before the
    larger one: a binding plan before the preparatory one.
    """
    area = np.nan_to_num(shapely.area(zones.geometry))
    laid_down = np.isfinite(_positive(zones, "floor_area_ratio")) | np.isfinite(_positive(zones, "site_coverage"))
    order = np.lexsort((area, ~np.isfinite(ratios), ~laid_down))
    order = order[area[order] > 0]
    shapes, ratios = zones.geometry[order], ratios[order]
    later, earlier = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    before = earlier < later
    later, earlier = later[before], earlier[before]
    overlapping = shapely.area(shapely.intersection(shapes[later], shapes[earlier])) > 0
    later, earlier = later[overlapping], earlier[overlapping]
    result = shapes.copy()
    for row in np.unique(later):
        result[row] = shapely.difference(shapes[row], shapely.union_all(shapes[earlier[later == row]]))
    kept = shapely.area(result) > 0
    return ratios[kept], result[kept]
