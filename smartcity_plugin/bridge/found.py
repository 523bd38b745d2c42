# SPDX-License-Identifier: GPL-2.0-or-later
"""What layers of the project, files and folders hold, found out without loading them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional, Union

from qgis.core import (
    NULL,
    Qgis,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QTime, QUrl, QUrlQuery

from ..engine.progress import Progress, part, silent
from ..model.problem import Problem, Severity
from ..sources.candidates import LayerFacts
from ..sources.columns import FieldFacts
from ..sources.recognise import HEAD, FoundFile, TablePlaces, places_of, recognise_folder
from ..sources.sublayers import LEAVE_NO_NOTE, layer_names
from .crs import name_of

SAMPLE = 200
"""Features looked at per layer."""
MOST_EXAMPLES = 60
"""Different values kept per column."""
COUNT_ALL_UP_TO = 50_000
"""Features up to which a local file is asked for all values of the columns that hold few different ones."""
LARGEST_TEXT_MB = 300
"""Formats that must be read as a whole are not opened while searching if the file is larger (MB)."""
_READ_AS_A_WHOLE = frozenset({
    ".geojson", ".json", ".gml", ".kml", ".kmz", ".xml", ".xlsx", ".ods", ".xls", ".dxf", ".gpx", ".csv", ".tsv", ".txt"
})  # fmt: skip
_GEODATA = frozenset({
    ".gpkg", ".shp", ".geojson", ".fgb", ".gml", ".kml", ".tif", ".tiff", ".asc", ".jp2", ".img", ".vrt", ".sqlite",
    ".xlsx", ".gdb",
})  # fmt: skip
_WRITES_BESIDE = frozenset([".gml", ".xml"])
"""GDAL puts a file of its own beside these when it opens them; a folder that is looked at must stay as it is."""

_GEOMETRIES = {
    QgsWkbTypes.GeometryType.PointGeometry: "point",
    QgsWkbTypes.GeometryType.LineGeometry: "line",
    QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
    QgsWkbTypes.GeometryType.NullGeometry: "none",
}
_SPREAD = ("gpkg", "shp", "fgb", "sqlite")
"""Formats in which a feature is found by its number without reading those before it."""


def describe_layer(layer: QgsMapLayer) -> LayerFacts:
    """Return what is known of a layer; of a vector layer up to 200 features are looked at."""
    facts: dict[str, Any] = {"name": layer.name(), "uri": layer.source(), "provider": layer.providerType()}
    facts["path"] = _path_of(layer)
    # Nothing else may be asked of an invalid layer: the delimitedtext provider of QGIS 3.22 would crash.
    if not layer.isValid():
        return LayerFacts(**facts, geometry="any", problem=_unreadable(facts["name"], layer.error().message()))
    facts["crs"] = name_of(layer.crs())
    extent = layer.extent()
    facts["extent"] = (
        (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()) if not extent.isNull() else None
    )
    if isinstance(layer, QgsRasterLayer):
        return LayerFacts(**facts, geometry="raster")
    if not isinstance(layer, QgsVectorLayer):
        return LayerFacts(**facts, geometry="any", problem=_unreadable(facts["name"], type(layer).__name__))
    count = layer.featureCount()
    return LayerFacts(
        **facts,
        geometry=_GEOMETRIES.get(layer.geometryType(), "any"),
        fields=_fields(layer),
        feature_count=count if count >= 0 else None,
    )


def project_layers(project: QgsProject) -> list[LayerFacts]:
    """Return the vector and raster layers of a project, in the order of their names."""
    layers = [layer for layer in project.mapLayers().values() if isinstance(layer, (QgsVectorLayer, QgsRasterLayer))]
    return [describe_layer(layer) for layer in sorted(layers, key=lambda layer: layer.name().lower())]


def scan_folder(folder: Union[str, Path], progress: Progress = silent) -> list[LayerFacts]:
    """Return all layers of the vector, raster and table files of a folder and of those inside it.

    Files that cannot be read are in the list with their problem; files with an importer of their own (timetables,
    census tables, plans, OpenStreetMap) and studies are left to ``sources.recognise.recognise_folder``.
    """
    files = recognise_folder(folder, part(progress, 0.0, 0.2))
    found: list[LayerFacts] = []
    for number, file in enumerate(files):
        progress(0.2 + 0.8 * number / len(files))
        if file.problem is not None:
            found.append(_unread(file.path, file.problem))
        elif _may_have_layers(file):
            found += scan_file(file.path)
    return found


def _may_have_layers(file: FoundFile) -> bool:
    """Return whether a file is tried: also one that is not what its ending promises, so that this is told."""
    kind = file.found.format if file.found else ""
    return kind in ("vector", "raster", "statistics") or (kind == "unknown" and file.path.suffix.lower() in _GEODATA)


def scan_file(path: Union[str, Path]) -> list[LayerFacts]:
    """Return all layers of a file (or database folder); one entry with a problem if it has none."""
    path = Path(path)
    ending, size = path.suffix.lower(), path.stat().st_size / 1024**2
    if ending in _READ_AS_A_WHOLE and size > LARGEST_TEXT_MB:
        values = {"path": str(path), "size": round(size)}
        return [_unread(path, Problem("file_too_large_to_look_into", Severity.WARNING, values))]
    places = _places(path) if ending in (".csv", ".txt", ".tsv") else None
    if places is not None:
        return [_opened(table_uri(path, places), "delimitedtext", path.stem, path)]
    if ending in _WRITES_BESIDE:
        sources = [(f"{path}|layername={name}|option:{LEAVE_NO_NOTE}", "ogr", name) for name in layer_names(path)]
    else:
        found = QgsProviderRegistry.instance().querySublayers(
            f"/vsizip/{path}" if ending == ".zip" else str(path),
            Qgis.SublayerQueryFlags(Qgis.SublayerQueryFlag.ResolveGeometryType),
        )
        sources = [(item.uri(), item.providerKey(), item.name()) for item in found]
    layers = [
        _opened(uri, provider, _without_ending(name) or path.stem, path)
        for uri, provider, name in sources
        if provider in ("ogr", "gdal")
    ]
    if not layers:
        unread = {"path": str(path), "detail": ending}
        return [_unread(path, Problem("file_not_readable", Severity.WARNING, unread))]
    return layers


def table_uri(path: Path, places: TablePlaces) -> str:
    """Return what QGIS's delimitedtext provider opens a table of text by."""
    query = QUrlQuery()
    values = {
        "encoding": places.encoding,
        "delimiter": "\\t" if places.separator == "\t" else places.separator,
        "detectTypes": "yes",
        "decimalPoint": "," if places.decimal_comma else "",
        "xField": places.east,
        "yField": places.north,
        "wktField": places.wkt,
        "crs": places.crs,
    }
    for name, value in values.items():
        if value:
            query.addQueryItem(name, value.replace("%", "%25").replace("&", "%26").replace("#", "%23"))
    url = QUrl.fromLocalFile(str(path))
    url.setQuery(query)
    return bytes(url.toEncoded()).decode()


def _without_ending(name: str) -> str:
    """Return the name of a layer; that of a single file in an archive loses its ending."""
    return Path(name).stem if Path(name).suffix.lower() in _GEODATA else name


def _places(path: Path) -> Optional[TablePlaces]:
    with open(path, "rb") as stream:
        return places_of(stream.read(HEAD))


def _opened(uri: str, provider: str, name: str, path: Path) -> LayerFacts:
    """Return what is known of a layer of a file, which is opened for the moment only."""
    if provider == "gdal":
        layer: QgsMapLayer = QgsRasterLayer(uri, name, provider)
    else:
        options = QgsVectorLayer.LayerOptions(loadDefaultStyle=False)
        options.skipCrsValidation = True
        layer = QgsVectorLayer(uri, name, provider, options)
    return replace(describe_layer(layer), path=str(path))


def _unread(path: Path, problem: Problem) -> LayerFacts:
    return LayerFacts(path.name, str(path), "", "any", path=str(path), problem=problem)


def _unreadable(layer: str, detail: str) -> Problem:
    values = {"layer": layer, "detail": " ".join(detail.split())[:200] or "QGIS"}
    return Problem("layer_unreadable", Severity.WARNING, values)


def _path_of(layer: QgsMapLayer) -> str:
    decoded = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return str(decoded.get("path") or "")


def _fields(layer: QgsVectorLayer) -> tuple[FieldFacts, ...]:
    fields = layer.fields()
    values: list[list[Any]] = [[] for _ in range(fields.count())]
    looked_at = 0
    for feature in _sample(layer):
        looked_at += 1
        for number, value in enumerate(feature.attributes()):
            if not _is_null(value):
                values[number].append(value)
    everything = 0 <= layer.featureCount() <= looked_at
    facts = []
    for number, field in enumerate(fields):
        counted = Counter(told(value) for value in values[number])
        examples = [text for text, _ in counted.most_common(MOST_EXAMPLES)]
        complete = everything and len(counted) <= MOST_EXAMPLES
        kind = _kind(field)
        if not complete and kind == "text" and 0 < len(counted) <= MOST_EXAMPLES / 2 and _can_be_counted(layer):
            found = sorted(
                told(value) for value in layer.uniqueValues(number, MOST_EXAMPLES + 1) if not _is_null(value)
            )
            complete = len(found) <= MOST_EXAMPLES
            examples = list(dict.fromkeys([*examples, *found]))[:MOST_EXAMPLES]
        known = len(values[number]) / looked_at if looked_at else None
        facts.append(FieldFacts(field.name(), kind, tuple(examples), known, complete))
    return tuple(facts)


def _sample(layer: QgsVectorLayer) -> Iterator[Any]:
    """Yield up to 200 features, spread over the layer where that is quick."""
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    count, ending = layer.featureCount(), Path(_path_of(layer)).suffix.lstrip(".").lower()
    if layer.providerType() == "ogr" and count > SAMPLE and ending in _SPREAD and not layer.subsetString():
        first = 0 if ending in ("shp", "fgb") else 1
        spread = [first + number * count // SAMPLE for number in range(SAMPLE)]
        found = list(layer.getFeatures(request.setFilterFids(spread)))
        if len(found) > SAMPLE // 2:
            yield from found
            return
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    yield from layer.getFeatures(request.setLimit(SAMPLE))


def _can_be_counted(layer: QgsVectorLayer) -> bool:
    """Return whether all values of a column can be asked for without a noticeable wait."""
    return layer.providerType() in ("ogr", "memory", "delimitedtext") and layer.featureCount() <= COUNT_ALL_UP_TO


def _kind(field: Any) -> str:
    if field.isNumeric():
        return "number"
    if field.isDateOrTime():
        return "date"
    return "text" if field.type() == QMetaType.Type.QString else "other"


def _is_null(value: Any) -> bool:
    return value is None or value == NULL or (isinstance(value, str) and not value.strip())


def told(value: Any) -> str:
    """Return a value as text, a whole number without decimals."""
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString("yyyy-MM-dd") if not isinstance(value, QTime) else value.toString("HH:mm")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
