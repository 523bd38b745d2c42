# SPDX-License-Identifier: GPL-2.0-or-later
"""Making a layer fit for the study: flat and valid geometries, only what lies near the study area."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..engine.geometry import present
from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import SmartCityError

DIMENSION_NAMES = ("point", "line", "polygon")


def prepare(table: GeoTable, role: Role, area: shapely.Geometry) -> GeoTable:
    """Return the features of a layer that the study keeps.

    Geometries become two-dimensional and valid, multipoints single points; features that are then empty or of another
    dimension than the role wants are dropped; so are those farther from the area than the role's buffer. Nothing is
    cut at the border. A table without geometry is kept as it is.
    """
    if role.geometry == "none":
        return GeoTable(table.frame, np.full(len(table), None, dtype=object), table.crs, role.id)
    frame, geometry = table.frame, repaired(table.geometry)
    if role.geometry in DIMENSION_NAMES:
        geometry = only_dimension(geometry, DIMENSION_NAMES.index(role.geometry))
    if role.geometry == "point":
        geometry, rows = shapely.get_parts(geometry, return_index=True)
        frame = frame.iloc[rows].reset_index(drop=True)
    return GeoTable(frame, geometry, table.crs, role.id).where(near(geometry, area, role.buffer))


def repaired(geometry: np.ndarray) -> np.ndarray:
    """Return the geometries in two dimensions and valid.

    The parts of a broken geometry are repaired one by one and then united: repaired together, parts that overlap would
    lose the overlap.
    """
    geometry = shapely.force_2d(geometry)
    for row in np.flatnonzero(~shapely.is_missing(geometry) & ~shapely.is_valid(geometry)):
        geometry[row] = shapely.union_all(shapely.make_valid(shapely.get_parts(geometry[row])))
    return geometry


def border_of(layer: str, table: GeoTable) -> shapely.Geometry:
    """Return the union of a layer's polygons; raises SmartCityError if it has none."""
    parts = shapely.get_parts(shapely.union_all(repaired(present(table.geometry))))
    polygons = parts[shapely.get_dimensions(parts) == 2]
    if not len(parts):
        raise SmartCityError("layer_empty", layer=layer)
    if not len(polygons):
        found = tuple(DIMENSION_NAMES[kind] for kind in sorted(set(shapely.get_dimensions(parts))))
        raise SmartCityError("geometry_type_wrong", layer=layer, found=found, expected="polygon")
    return shapely.union_all(polygons)


def near(geometry: np.ndarray, area: shapely.Geometry, buffer: float) -> np.ndarray:
    """Return which geometries lie within ``buffer`` metres of the area."""
    zone = shapely.buffer(area, buffer) if buffer > 0 else area
    shapely.prepare(zone)
    # An empty geometry intersects nothing, a missing one neither.
    return shapely.intersects(zone, geometry)


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


def only_dimension(geometry: np.ndarray, dimension: int) -> np.ndarray:
    """Return the parts of the wanted dimension: repair can leave lines and points beside polygons."""
    result = geometry.copy()
    kinds = shapely.get_dimensions(geometry)
    mixed = shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION
    for row in np.flatnonzero(mixed):
        parts = shapely.get_parts(geometry[row])
        result[row] = shapely.union_all(parts[shapely.get_dimensions(parts) == dimension])
    result[~mixed & (kinds != dimension)] = None
    return result
