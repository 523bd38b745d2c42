# SPDX-License-Identifier: GPL-2.0-or-later
"""Buildings: which of them are homes, how many storeys they have, how large their floors are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..catalogue.buildings import Use, load_building_uses
from .table import GeoTable
from .values import divide

STOREY_HEIGHT = 3.0
"""Metres of height per storey where storeys are not known (project default, printed in the method annex)."""


@dataclass(frozen=True)
class Footprints:
    """Buildings with an area: polygons, footprint in m², storeys, and where those are known and not estimated.

    ``homes`` are the buildings that people are taken to live in.
    """

    geometry: np.ndarray
    area: np.ndarray
    storeys: np.ndarray
    storeys_known: np.ndarray
    homes: np.ndarray

    @property
    def floor_area(self) -> np.ndarray:
        """Footprint · storeys of each building, in m²."""
        return self.area * self.storeys


def footprints_of(buildings: GeoTable) -> Footprints:
    """Return the polygons of the role ``buildings`` with what is derived from their fields."""
    area = shapely.area(buildings.geometry)
    some = np.nan_to_num(area) > 0
    buildings, area = buildings.where(some), area[some]
    homes = are_homes(buildings, area)
    storeys, known = storeys_of(buildings, area, homes)
    return Footprints(buildings.geometry, area, storeys, known, homes)


def are_homes(buildings: GeoTable, area: np.ndarray) -> np.ndarray:
    """Return which buildings people live in, by the field ``function`` and, where it says nothing, by footprint."""
    uses = load_building_uses()
    words = buildings.words("function") if "function" in buildings.frame else np.full(len(buildings), "", dtype=object)
    codes, values = pd.factorize(words)
    known = [uses.use_of(value) for value in values]
    residential = np.array([use is Use.RESIDENTIAL for use in known], dtype=bool)[codes]
    unknown = np.array([use is Use.UNKNOWN for use in known], dtype=bool)[codes]
    return residential | (unknown & (area >= uses.unknown_from) & (area <= uses.unknown_to))


def storeys_of(buildings: GeoTable, area: np.ndarray, homes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the storeys of each building (at least 1), and where they are known.

    Known are the field ``storeys`` and, where it is empty, height / 3 m, rounded. All others get the mean storeys of
    the known buildings of their kind (homes or others) in the layer, weighted by footprint; 1 if none is known.
    """
    storeys = _positive(buildings, "storeys")
    height = _positive(buildings, "height_m")
    # Half a storey goes up: 4.5 m are two storeys, as everyone rounds but Python.
    by_height = np.floor(height / STOREY_HEIGHT + 0.5)
    storeys = np.fmax(np.where(np.isfinite(storeys), storeys, by_height), 1.0)
    known = np.isfinite(_positive(buildings, "storeys")) | np.isfinite(height)
    storeys = np.where(known, storeys, np.nan)
    overall = float(divide(np.nansum(storeys * area), area[known].sum()))
    for kind in (homes, ~homes):
        told = known & kind
        mean = float(divide(np.sum(storeys[told] * area[told]), area[told].sum()))
        filled = mean if np.isfinite(mean) else overall
        storeys[kind & ~known] = filled if np.isfinite(filled) else 1.0
    return storeys, known


def _positive(buildings: GeoTable, field: str) -> np.ndarray:
    """Return a numeric field, NaN where it is missing or not above zero (0 stands for "not recorded")."""
    if field not in buildings.frame:
        return np.full(len(buildings), np.nan)
    values = buildings.numbers(field)
    return np.where(np.nan_to_num(values) > 0, values, np.nan)
