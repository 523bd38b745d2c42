# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a GDAL layer as columns and geometries, and values as GDAL stores them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely
from osgeo import ogr

FID_COLUMN = "fid"


def is_multi(layer: ogr.Layer) -> bool:
    """Return whether a layer wants geometries of several parts."""
    return ogr.GT_Flatten(layer.GetGeomType()) in (ogr.wkbMultiPolygon, ogr.wkbMultiLineString, ogr.wkbMultiPoint)


def as_stored(layer: ogr.Layer, shape: shapely.Geometry) -> ogr.Geometry:
    """Return a geometry as GDAL's, made multiple where the table wants that."""
    made = ogr.CreateGeometryFromWkb(shapely.to_wkb(shape))
    return to_multi(made) if is_multi(layer) else made


def to_multi(shape: ogr.Geometry) -> ogr.Geometry:
    """Return a geometry as one of several parts; what is no point, line or polygon stays as it is."""
    kind = ogr.GT_Flatten(shape.GetGeometryType())
    force = {
        ogr.wkbPolygon: ogr.ForceToMultiPolygon,
        ogr.wkbLineString: ogr.ForceToMultiLineString,
        ogr.wkbPoint: ogr.ForceToMultiPoint,
    }
    return force[kind](shape) if kind in force else shape


def set_value(feature: ogr.Feature, index: int, value: Any) -> None:
    """Set a field; what is missing becomes NULL."""
    if value.__class__ is str:  # most values are
        feature.SetField(index, value)
    elif value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        feature.SetFieldNull(index)
    elif isinstance(value, (bool, np.bool_)):
        feature.SetField(index, int(value))
    elif isinstance(value, (int, np.integer)):
        feature.SetFieldInteger64(index, int(value))
    elif isinstance(value, (float, np.floating)):
        feature.SetField(index, float(value))
    else:
        feature.SetField(index, str(value))


def can_be_read_in_columns(layer: ogr.Layer) -> bool:
    """Return whether GDAL can hand over whole columns and hands them over right: GDAL 3.6 mixes up truth values."""
    definition = layer.GetLayerDefn()
    subtypes = {definition.GetFieldDefn(number).GetSubType() for number in range(definition.GetFieldCount())}
    return hasattr(layer, "GetArrowStreamAsNumPy") and ogr.OFSTBoolean not in subtypes


def read_arrow(layer: ogr.Layer) -> tuple[pd.DataFrame, np.ndarray]:
    """Read a layer in columns, about five times faster than feature by feature (GDAL 3.6 and later)."""
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
    kinds = {name: definition.GetFieldDefn(number).GetType() for number, name in enumerate(names)}
    with_geometry = definition.GetGeomFieldCount() > 0
    geometry_name = (layer.GetGeometryColumn() or "wkb_geometry") if with_geometry else None
    batches = list(layer.GetArrowStreamAsNumPy(["USE_MASKED_ARRAYS=YES"]))
    columns: dict[str, Any] = {}
    for name in names:
        parts = [_column(batch[name], kinds[name]) for batch in batches]
        columns[name] = np.concatenate(parts) if parts else np.array([], dtype=object)
    rows = sum(len(batch[layer.GetFIDColumn() or FID_COLUMN]) for batch in batches)
    frame = pd.DataFrame(columns, columns=names, index=range(rows))
    if not with_geometry:
        return frame, np.full(rows, None, dtype=object)
    return frame, _shapes([value for batch in batches for value in _wkb(batch[geometry_name])])


def _shapes(wkb: list) -> np.ndarray:
    return shapely.from_wkb(np.array(wkb, dtype=object)) if wkb else np.empty(0, dtype=object)


def _wkb(values: np.ndarray) -> list:
    hidden = np.ma.getmaskarray(values)
    return [None if gone or value is None else bytes(value) for value, gone in zip(np.ma.getdata(values), hidden)]


def _column(values: np.ndarray, kind: int) -> np.ndarray:
    mask = np.ma.getmaskarray(values)
    data = np.ma.getdata(values)
    if kind == ogr.OFTString:
        texts = [
            None if hidden else value.decode("utf-8") if isinstance(value, bytes) else value
            for value, hidden in zip(data.tolist(), mask)
        ]
        return np.array(texts, dtype=object)
    return np.where(mask, np.nan, data.astype(float)) if mask.any() or kind == ogr.OFTReal else data


def read_features(layer: ogr.Layer) -> tuple[pd.DataFrame, np.ndarray]:
    """Read a layer feature by feature, for GDAL before 3.6 and for tables with truth values."""
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
    rows, wkb = [], []
    for feature in layer:
        rows.append([feature.GetField(number) for number in range(len(names))])
        shape = feature.GetGeometryRef()
        wkb.append(None if shape is None else bytes(shape.ExportToWkb()))
    frame = pd.DataFrame(rows, columns=names, index=range(len(rows)))
    for number, name in enumerate(names):
        if definition.GetFieldDefn(number).GetType() == ogr.OFTReal:
            frame[name] = frame[name].astype(float)
    return frame, _shapes(wkb)
