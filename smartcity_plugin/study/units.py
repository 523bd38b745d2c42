# SPDX-License-Identifier: GPL-2.0-or-later
"""Planning units in the study's file: every unit but the municipality belongs to another one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import shapely

from ..engine.table import GeoTable
from .geopackage import GeoPackage
from .schema import PLANNING_UNITS


def append_units(package: GeoPackage, units: GeoTable, level: str, city_id: str) -> None:
    """Add units of a level; those without a known parent (column parent_id) belong to the municipality."""
    parents = units.frame.get("parent_id", pd.Series(dtype=object)).reindex(units.frame.index).fillna(city_id)
    rows = pd.DataFrame(
        {
            "unit_id": units.ids("unit_id"),
            "name": units.frame["name"].astype(str),
            "level": level,
            "parent_id": parents.astype(str),
            "area_ha": shapely.area(units.geometry) / 10_000.0,
        }
    )
    package.append(PLANNING_UNITS.name, rows, units.geometry)


def move_units(package: GeoPackage, units: GeoTable, level: str, parents: Mapping[str, str]) -> None:
    """Let the units of a level (all of them are given, as read) belong to the parents named by unit_id."""
    parent_id = units.frame["unit_id"].map(dict(parents)).fillna(units.frame["parent_id"])
    package.delete_where(PLANNING_UNITS.name, level=level)
    package.append(PLANNING_UNITS.name, units.frame.assign(parent_id=parent_id), units.geometry)
