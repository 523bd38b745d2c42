# SPDX-License-Identifier: GPL-2.0-or-later
"""Making a layer fit for the study: flat and valid geometries, only what lies near the study area."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.indicator import Role

_DIMENSION = {"point": 0, "line": 1, "polygon": 2}


def prepare(table: GeoTable, role: Role, area: shapely.Geometry) -> GeoTable:
    """Return the features of a layer that the study keeps.

    Geometries become two-dimensional and valid; features that are then empty or of another dimension than the role
    wants are dropped; so are those farther from the area than the role's buffer. Nothing is cut at the border.
    """
    geometry = shapely.force_2d(table.geometry)
    invalid = ~shapely.is_missing(geometry) & ~shapely.is_valid(geometry)
    geometry[invalid] = shapely.make_valid(geometry[invalid])
    if role.geometry in _DIMENSION:
        geometry = _only_dimension(geometry, _DIMENSION[role.geometry])
    repaired = GeoTable(table.frame, geometry, table.crs, role.id)
    return repaired.where(near(geometry, area, role.buffer))


def near(geometry: np.ndarray, area: shapely.Geometry, buffer: float) -> np.ndarray:
    """Return which geometries lie within ``buffer`` metres of the area."""
    zone = shapely.buffer(area, buffer) if buffer > 0 else area
    shapely.prepare(zone)
    present = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    return present & shapely.intersects(zone, geometry)


def typed(frame: pd.DataFrame, role: Role) -> pd.DataFrame:
    """Return the columns of a role as floats (numbers) or strings (everything else); missing values stay missing."""
    columns = {}
    for name in frame.columns:
        if name in role.numbers:
            columns[name] = pd.to_numeric(frame[name], errors="coerce").astype(float)
        else:
            columns[name] = frame[name].map(_as_text, na_action="ignore").astype(object)
    return pd.DataFrame(columns, index=frame.index)


def _as_text(value) -> str:
    """Return a value as text; a whole number read as float loses its ``.0`` (keys such as 16053000)."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _only_dimension(geometry: np.ndarray, dimension: int) -> np.ndarray:
    """Return the parts of the wanted dimension: repair can leave lines and points beside polygons."""
    result = geometry.copy()
    kinds = shapely.get_dimensions(geometry)
    mixed = shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION
    for row in np.flatnonzero(mixed):
        parts = shapely.get_parts(geometry[row])
        result[row] = shapely.union_all(parts[shapely.get_dimensions(parts) == dimension])
    result[~mixed & (kinds != dimension)] = None
    return result
