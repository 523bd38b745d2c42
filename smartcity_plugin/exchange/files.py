# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing tables for others to GeoPackage, Excel, CSV and GeoJSON."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import pandas as pd
import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..engine.table import GeoTable
from ..model.problem import SmartCityError
from .values import UNITS, VALUES, Export

GEOPACKAGE, EXCEL, CSV, GEOJSON = ".gpkg", ".xlsx", ".csv", ".geojson"
FORMATS = (GEOPACKAGE, EXCEL, CSV, GEOJSON)

EXCEL_COMMA, EXCEL_POINT, RFC = "excel_comma", "excel_point", "rfc"
CSV_STYLES: Mapping[str, dict[str, str]] = {
    EXCEL_COMMA: {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"},
    EXCEL_POINT: {"sep": ";", "decimal": ".", "encoding": "utf-8-sig"},
    RFC: {"sep": ",", "decimal": ".", "encoding": "utf-8"},
}
"""How a CSV file is written: for a German Excel, for one with decimal points, as RFC 4180 wants it."""

_DRIVERS = {GEOPACKAGE: "GPKG", EXCEL: "XLSX", GEOJSON: "GeoJSON"}
_TYPES = QMetaType.Type if Qgis.QGIS_VERSION_INT >= 33800 else QVariant
_WGS84 = "EPSG:4326"


def write_export(export: Export, path: Path, csv_style: str = EXCEL_COMMA) -> list[Path]:
    """Write an export to a file of the format that its ending names; returns the files written.

    CSV and GeoJSON have room for one table: the others go to a text file beside it. Nothing is left half written.
    Raises SmartCityError if the format is unknown or the file cannot be written.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise SmartCityError("format_unknown", path=str(path), formats=", ".join(FORMATS))
    if not path.parent.is_dir():
        raise SmartCityError("folder_read_only", folder=str(path.parent))
    try:
        with tempfile.TemporaryDirectory(prefix=".smartcity_", dir=path.parent) as folder:
            work = Path(folder) / path.name
            files = _write(export, work, ending, csv_style)
            for file in files:
                file.replace(path.parent / file.name)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error
    return [path.parent / file.name for file in files]


def _write(export: Export, path: Path, ending: str, csv_style: str) -> list[Path]:
    if ending == CSV:
        style = {**CSV_STYLES[csv_style]}
        values = export.tables[VALUES]
        whole = [name for name in ("numerator", "denominator", "population") if (values[name].dropna() % 1 == 0).all()]
        values.astype(dict.fromkeys(whole, "Int64")).to_csv(path, index=False, lineterminator="\r\n", **style)
        return [path, _write_notes(export, path)]
    if ending == GEOJSON:
        _write_layer(path, ending, UNITS, export.units, _WGS84)
        return [path, _write_notes(export, path)]
    if ending == GEOPACKAGE:
        _write_layer(path, ending, UNITS, export.units)
    for name, table in export.tables.items():
        _write_layer(path, ending, name, table)
    return [path]


def _write_notes(export: Export, path: Path) -> Path:
    """Write sources, licences, methods and flags to a text file beside the table."""
    notes = path.with_name(f"{path.stem}.info.txt")
    lines: list[str] = []
    for name, table in export.tables.items():
        if name == VALUES:
            continue
        lines += [f"[{name}]", ""]
        for row in table.to_dict("records"):
            facts = [f"{key}: {value}" for key, value in row.items() if not pd.isna(value) and value != ""]
            lines += [
                *(facts if len(row) > 2 else [" – ".join(map(str, row.values()))]),
                *([""] if len(row) > 2 else []),
            ]
        lines.append("")
    notes.write_text("\n".join(lines), encoding="utf-8-sig", newline="\r\n")
    return notes


def _write_layer(path: Path, ending: str, name: str, table: Any, target: Optional[str] = None) -> None:
    """Write one table or, with geometries, one layer; further ones are added to the same file."""
    frame = table.frame if isinstance(table, GeoTable) else table
    shapes = table.geometry if isinstance(table, GeoTable) else None
    crs = QgsCoordinateReferenceSystem(table.crs) if shapes is not None else QgsCoordinateReferenceSystem()
    fields = _fields(frame)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = _DRIVERS[ending], name, "UTF-8"
    if path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    if ending == GEOJSON:
        options.layerOptions = ["RFC7946=YES", "COORDINATE_PRECISION=7"]
    wanted = QgsCoordinateReferenceSystem(target) if target else crs
    kind = QgsWkbTypes.Type.MultiPolygon if shapes is not None else QgsWkbTypes.Type.NoGeometry
    writer = QgsVectorFileWriter.create(str(path), fields, kind, wanted, QgsCoordinateTransformContext(), options)
    transform = QgsCoordinateTransform(crs, wanted, QgsCoordinateTransformContext()) if wanted != crs else None
    try:
        for number, row in enumerate(frame.itertuples(index=False)):
            feature = QgsFeature(fields)
            feature.setAttributes([_plain(value) for value in row])
            if shapes is not None and shapes[number] is not None:
                feature.setGeometry(_geometry(shapes[number], transform))
            if not writer.addFeature(feature):
                break
        writer.flushBuffer()
        failed = writer.hasError() != QgsVectorFileWriter.WriterError.NoError
    finally:
        del writer  # closes the file
    if failed:
        raise SmartCityError("export_failed", path=str(path))


def _fields(frame: pd.DataFrame) -> QgsFields:
    fields = QgsFields()
    for name in frame.columns:
        kind = "Double" if pd.api.types.is_numeric_dtype(frame[name]) else "String"
        fields.append(QgsField(str(name), getattr(_TYPES, kind, None) or getattr(_TYPES, f"Q{kind}")))
    return fields


def _geometry(shape: Any, transform: Optional[QgsCoordinateTransform]) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    geometry.convertToMultiType()
    if transform is not None:
        geometry.transform(transform)
    return geometry


def _plain(value: Any) -> Any:
    """Return a value as Qt takes it: None where missing, Python numbers."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value
