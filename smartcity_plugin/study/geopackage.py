# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading and writing tables of a GeoPackage through GDAL, with transactions over all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, ogr, osr

from ..model.problem import SmartCityError
from .layer_rows import (
    FID_COLUMN,
    as_stored,
    can_be_read_in_columns,
    is_multi,
    read_arrow,
    read_features,
    set_value,
    to_multi,
)

TEXT, INTEGER, REAL, BOOLEAN = "text", "integer", "real", "boolean"

_OGR_TYPES = {
    TEXT: (ogr.OFTString, ogr.OFSTNone),
    INTEGER: (ogr.OFTInteger64, ogr.OFSTNone),
    REAL: (ogr.OFTReal, ogr.OFSTNone),
    BOOLEAN: (ogr.OFTInteger, ogr.OFSTBoolean),
}
ROWS_AT_ONCE = 20_000
"""Rows that are turned into what GDAL takes at a time: a copy of a whole large table would need too much memory."""
GEOMETRY_COLUMN = "geom"

# GDAL shall make the columns of a table in the calling thread. Its faster way lets another thread fill the next batch;
# QGIS 3.40 (GDAL 3.10) crashed in it once, in a long run. For good, because several of our threads may be reading.
gdal.SetConfigOption("OGR_GPKG_STREAM_BASE_IMPL", "YES")


@contextmanager
def _quiet_gdal() -> Iterator[None]:
    """Keep GDAL from printing errors that become exceptions here, whether gdal.UseExceptions is on or off."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


class GeoPackage:
    """One open GeoPackage. Close it, or use it in a ``with`` statement."""

    def __init__(self, path: Path, dataset: gdal.Dataset) -> None:
        self.path = path
        self._dataset = dataset
        self._in_transaction = False
        self._written_to: set[str] = set()
        """Tables that the present transaction has written to: read in columns, GDAL finds them empty."""
        self._remembered: Optional[dict[tuple, tuple[pd.DataFrame, np.ndarray]]] = None

    @classmethod
    def create(cls, path: Path) -> GeoPackage:
        """Create an empty file; raises SmartCityError if it exists or the folder cannot be written."""
        if path.exists():
            raise SmartCityError("file_exists", path=str(path))
        read_only = SmartCityError("folder_read_only", folder=str(path.parent))
        if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
            raise read_only
        with _quiet_gdal():
            dataset, detail = _try(lambda: gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown))
        if dataset is None or detail:  # on a full disk GDAL returns a file without its tables
            dataset = None
            if path.exists():
                path.unlink()
            # Rights are not always told beforehand: network drives, access control lists.
            raise read_only if "unable to open" in detail else failure(path, detail)
        return cls(path, dataset)

    @classmethod
    def open(cls, path: Path, update: bool) -> GeoPackage:
        """Open an existing file for reading or for both."""
        if not path.is_file():
            raise SmartCityError("file_not_found", path=str(path))
        if update and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise SmartCityError("study_read_only", path=str(path))
        dataset, detail = _open(path, update)
        if dataset is None and not update and path.with_name(f"{path.name}-journal").exists():
            # A run was killed while it wrote; opening for writing takes back what it left half written.
            _open(path, update=True)
            dataset, detail = _open(path, update)
        if dataset is None:
            locked = failure(path, detail)
            raise locked if locked.problem.key == "study_locked" else SmartCityError("not_a_study", path=str(path))
        return cls(path, dataset)

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        if self._dataset is None:
            return
        if self._in_transaction:
            self._rollback()
        self._dataset = None

    def __enter__(self) -> GeoPackage:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside the block or nothing of it. A transaction inside another belongs to the outer one."""
        if self._in_transaction:
            yield
            return
        self._checked(lambda: self._dataset.StartTransaction(True))
        self._in_transaction = True
        try:
            yield
            self._checked(self._dataset.CommitTransaction)
        except BaseException:
            self._rollback()
            raise
        finally:
            self._in_transaction = False
            self._written_to.clear()

    def _rollback(self) -> None:
        """Take back what the transaction wrote, and forget what GDAL remembers of it.

        It would still store counts and extents of rows that are gone: while it rolls back if SQLite has already done
        so by itself (on a full disk), and when it closes the file. Hence the connection may no longer write, and is
        replaced.
        """
        if self._remembered:
            self._remembered.clear()
        with _quiet_gdal():
            # This dialect is the one in which GDAL stores nothing beforehand.
            _try(lambda: self._dataset.ExecuteSQL("PRAGMA query_only = ON", dialect="DEBUG"))
            _try(self._dataset.RollbackTransaction)
            _try(self._dataset.FlushCache)
            self._dataset = None
        self._dataset, _ = _open(self.path, update=True)

    def tables(self) -> set[str]:
        """Return the names of all tables and registered views."""
        return {self._dataset.GetLayer(number).GetName() for number in range(self._dataset.GetLayerCount())}

    def coverages(self) -> set[str]:
        """Return the names of all tables that hold rasters of numbers."""
        with _quiet_gdal():
            found = self._dataset.ExecuteSQL(
                "SELECT table_name FROM gpkg_contents WHERE data_type = '2d-gridded-coverage'"
            )
            names = {feature.GetField(0) for feature in found} if found is not None else set()
            self._dataset.ReleaseResultSet(found)
        return names

    def create_table(
        self, name: str, fields: Mapping[str, str], geometry: Optional[str] = None, crs: Optional[str] = None
    ) -> None:
        """Create a table: ``fields`` maps names to kinds, ``geometry`` is a WKT type or None, ``crs`` an auth id."""
        reference = None
        if crs:
            reference = osr.SpatialReference()
            reference.SetFromUserInput(crs)
        geometry_type = ogr.wkbNone if geometry is None else _geometry_type(geometry)
        options = [f"FID={FID_COLUMN}", f"GEOMETRY_NAME={GEOMETRY_COLUMN}"]
        layer = self._checked(lambda: self._dataset.CreateLayer(name, reference, geometry_type, options))
        for field, kind in fields.items():
            definition = ogr.FieldDefn(field, _OGR_TYPES[kind][0])
            definition.SetSubType(_OGR_TYPES[kind][1])
            self._checked(lambda definition=definition: layer.CreateField(definition))

    def add_field(self, name: str, field: str, kind: str, value: Optional[str] = None) -> None:
        """Add a column to a table, with one text in all rows, or NULL."""
        layer = self._layer(name)
        definition = ogr.FieldDefn(field, _OGR_TYPES[kind][0])
        definition.SetSubType(_OGR_TYPES[kind][1])
        self._checked(lambda: layer.CreateField(definition))
        if value is None:
            return
        with _quiet_gdal():
            for feature in list(layer):
                feature.SetField(field, value)
                self._raise_for(lambda feature=feature: layer.SetFeature(feature))

    def drop_table(self, name: str) -> None:
        """Remove a table if it is there."""
        for number in range(self._dataset.GetLayerCount()):
            if self._dataset.GetLayer(number).GetName() == name:
                self._checked(lambda number=number: self._dataset.DeleteLayer(number))
                return

    def append(self, name: str, frame: pd.DataFrame, geometry: Optional[np.ndarray] = None) -> None:
        """Add rows; columns that the table does not have are an error, missing values become NULL."""
        layer = self._layer(name)
        for column in frame.columns:
            if layer.GetLayerDefn().GetFieldIndex(column) < 0:
                raise KeyError(f"table {name} has no field {column}")
        self._note_writing(name)
        for start in range(0, len(frame), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            self._append_rows(layer, frame.iloc[part], None if geometry is None else geometry[part])

    def _note_writing(self, name: str) -> None:
        if self._in_transaction:
            self._written_to.add(name)

    def _append_rows(self, layer: ogr.Layer, frame: pd.DataFrame, geometry: Optional[np.ndarray]) -> None:
        definition = layer.GetLayerDefn()
        setters = [(definition.GetFieldIndex(column), frame[column].to_list()) for column in frame.columns]
        multi = is_multi(layer)
        wkb = None if geometry is None else shapely.to_wkb(geometry)
        with _quiet_gdal():
            for row in range(len(frame)):
                feature = ogr.Feature(definition)
                for index, values in setters:
                    set_value(feature, index, values[row])
                if wkb is not None and wkb[row] is not None:
                    shape = ogr.CreateGeometryFromWkb(bytes(wkb[row]))
                    feature.SetGeometryDirectly(to_multi(shape) if multi else shape)
                self._raise_for(lambda feature=feature: layer.CreateFeature(feature))

    def change_row(
        self, name: str, key: str, value: str, fields: Mapping[str, Any], *shape: Optional[shapely.Geometry]
    ) -> None:
        """Set fields of the rows whose field ``key`` equals ``value``, and their geometry if one (or None) is given."""
        layer = self._layer(name)
        definition = layer.GetLayerDefn()
        self._note_writing(name)
        with _quiet_gdal():
            self._filter(layer, {key: value})
            rows = list(layer)
            layer.SetAttributeFilter(None)
            for feature in rows:
                for field, content in fields.items():
                    set_value(feature, definition.GetFieldIndex(field), content)
                for item in shape:
                    feature.SetGeometry(None if item is None else as_stored(layer, item))
                self._raise_for(lambda feature=feature: layer.SetFeature(feature))

    def delete_where(self, name: str, /, **equal: str) -> None:
        """Delete the rows whose text fields equal the given values; all rows without any."""
        layer = self._layer(name)
        self._note_writing(name)
        with _quiet_gdal():
            self._filter(layer, equal)
            fids = [feature.GetFID() for feature in layer]
            layer.SetAttributeFilter(None)
            for fid in fids:
                self._raise_for(lambda fid=fid: layer.DeleteFeature(fid))

    @contextmanager
    def reading_once(self) -> Iterator[None]:
        """Read everything only once inside the block: a map book or a document asks for the same tables many times.

        What is written by this connection is read anew; what others write meanwhile is seen after the block.
        """
        outer = self._remembered
        self._remembered = {} if outer is None else outer
        try:
            yield
        finally:
            self._remembered = outer

    def read(self, name: str, /, **equal: str) -> tuple[pd.DataFrame, np.ndarray]:
        """Return attributes and geometries (None where missing) of the rows whose fields equal the given texts."""
        if self._remembered is None:
            return self._read(name, equal)
        question = (name, frozenset(equal.items()))
        if question not in self._remembered:
            found = self._read(name, equal)
            if len(found[0]) > ROWS_AT_ONCE:
                return found
            self._remembered[question] = found
        frame, geometry = self._remembered[question]
        return frame.copy(), geometry.copy()

    def _read(self, name: str, equal: Mapping[str, str]) -> tuple[pd.DataFrame, np.ndarray]:
        layer = self._layer(name)
        with _quiet_gdal():
            self._filter(layer, equal)
            gdal.ErrorReset()
            try:
                in_columns = name not in self._written_to and can_be_read_in_columns(layer)
                found = read_arrow(layer) if in_columns else read_features(layer)
            except RuntimeError as error:
                raise failure(self.path, str(error)) from error
            finally:
                failed, detail = gdal.GetLastErrorType() >= gdal.CE_Failure, gdal.GetLastErrorMsg()
                layer.SetAttributeFilter(None)
        if failed:  # an interrupted reading must not pass for an empty or shorter table
            raise failure(self.path, detail)
        return found

    def execute(self, statement: str) -> None:
        """Run a constant SQL statement that returns nothing."""

        def run() -> int:
            gdal.ErrorReset()
            result = self._dataset.ExecuteSQL(statement)
            if result is not None:
                self._dataset.ReleaseResultSet(result)
            return gdal.GetLastErrorType() if gdal.GetLastErrorType() >= gdal.CE_Failure else 0

        self._checked(run)

    def _layer(self, name: str) -> ogr.Layer:
        with _quiet_gdal():
            layer = self._dataset.GetLayerByName(name)
        if layer is None:
            raise KeyError(f"no table {name} in {self.path.name}")
        return layer

    @staticmethod
    def _filter(layer: ogr.Layer, equal: Mapping[str, str]) -> None:
        conditions = [f'"{field}" = \'' + str(value).replace("'", "''") + "'" for field, value in equal.items()]
        layer.SetAttributeFilter(" AND ".join(conditions) or None)

    def _checked(self, action):
        with _quiet_gdal():
            return self._raise_for(action)

    def _raise_for(self, action):
        """Run a GDAL call that may change the file; its failure, told in either way, becomes a SmartCityError."""
        if self._remembered:
            self._remembered.clear()
        try:
            result = action()
        except RuntimeError as error:
            raise failure(self.path, str(error)) from error
        if result is None or (isinstance(result, int) and result != 0):
            raise failure(self.path, gdal.GetLastErrorMsg())
        return result


def _open(path: Path, update: bool) -> tuple[Optional[gdal.Dataset], str]:
    """Return the open file, or None and what GDAL says."""
    flags = gdal.OF_VECTOR | (gdal.OF_UPDATE if update else gdal.OF_READONLY)
    with _quiet_gdal():
        return _try(lambda: gdal.OpenEx(str(path), flags, allowed_drivers=["GPKG"]))


def _try(action: Callable[[], Any]) -> tuple[Any, str]:
    """Return what a GDAL call returns (None if it raises) and what GDAL complains of, if it does."""
    try:
        result = action()
    except RuntimeError as error:
        return None, str(error)
    return result, gdal.GetLastErrorMsg() if gdal.GetLastErrorType() >= gdal.CE_Failure else ""


_SIGNS = {
    "disk_full": ("disk is full", "no space left"),
    "study_locked": ("is locked",),
    "study_read_only": ("readonly database", "read-only"),
}
"""What SQLite and GDAL say when this is the reason."""


def failure(path: Path, detail: str) -> SmartCityError:
    """Return the error that a GDAL message means."""
    lower = detail.lower().replace(str(path).lower(), "")
    for key, signs in _SIGNS.items():
        if any(sign in lower for sign in signs):
            return SmartCityError(key, path=str(path))
    return SmartCityError("write_failed", path=str(path), detail=detail.strip() or "GDAL")


def _geometry_type(name: str) -> int:
    types = {
        "MULTIPOLYGON": ogr.wkbMultiPolygon,
        "MULTILINESTRING": ogr.wkbMultiLineString,
        "POINT": ogr.wkbPoint,
        "MULTIPOINT": ogr.wkbMultiPoint,
        "GEOMETRY": ogr.wkbUnknown,
    }
    return types[name]
