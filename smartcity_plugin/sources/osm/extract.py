# SPDX-License-Identifier: GPL-2.0-or-later
"""Extracts of OpenStreetMap in formats of GIS: GeoPackage, GeoJSON, Shapefile, FlatGeobuf."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Callable

from osgeo import gdal, ogr

from ...catalogue.osm_rules import OsmRules
from ...engine.progress import Progress, part
from ...model.problem import SmartCityError
from .driver import BROKEN, Messages, opened, quiet
from .elements import BATCH, COLLECTION, LINE, POINT, POLYGON, Element, Taker, line_kind
from .tags import CLASS_COLUMN, ID_COLUMNS, TagReader, tag_reader

DRIVERS = {
    ".gpkg": ["GPKG"],
    ".geojson": ["GeoJSON", "GeoJSONSeq"],
    ".json": ["GeoJSON", "GeoJSONSeq"],
    ".shp": ["ESRI Shapefile"],
    ".fgb": ["FlatGeobuf"],
}

_KINDS = {
    ogr.wkbPoint: POINT,
    ogr.wkbMultiPoint: POINT,
    ogr.wkbLineString: LINE,
    ogr.wkbMultiLineString: LINE,
    ogr.wkbPolygon: POLYGON,
    ogr.wkbMultiPolygon: POLYGON,
    ogr.wkbGeometryCollection: COLLECTION,
}
RELATIONS = ("multilinestrings", "other_relations")
"""What GDAL calls its layers of relations; in that of multipolygons ways have a column of their own."""

_FULL_ID = re.compile(r"(node|way|relation|n|w|r)/?(\d+)")
_TYPES = {"n": "node", "w": "way", "r": "relation"}

_TIME = re.compile(rb'"timestamp"\s*:\s*"(\d{4}-\d{2}-\d{2})')
HEAD = 4096
"""Bytes in which the facts of a GeoJSON as a whole are looked for."""

Box = Callable[[str], tuple[float, float, float, float]]


class ExtractLayers:
    """What was found in the layers of extracts, for telling the user."""

    def __init__(self) -> None:
        self.read: dict[str, int] = {}
        """Layers with tags → objects handed on."""
        self.without_tags: list[str] = []
        self.by_class = False
        """Whether any layer names classes only (Geofabrik)."""


def read_extract(path: Path, rules: OsmRules, box: Box, take: Taker, progress: Progress, layers: ExtractLayers) -> None:
    """Hand on all objects with tags of all layers that touch a box; ``box`` gives it in a layer's CRS.

    Raises SmartCityError for damaged files and for layers with tags that have no CRS.
    """
    with quiet() as messages:
        dataset = opened(path, DRIVERS[path.suffix.lower()], messages)
        layer = None
        try:
            count = dataset.GetLayerCount()
            for number in range(count):
                layer = dataset.GetLayer(number)
                start = number / count
                steps = part(progress, start, start + 1.0 / count)
                _read_layer(layer, path, rules, box, take, steps, layers, messages)
                messages.check(path)
        except BROKEN as error:
            messages.fail(error)
        finally:
            del layer, dataset
    messages.check(path)


def _read_layer(
    layer: Any,
    path: Path,
    rules: OsmRules,
    box: Box,
    take: Taker,
    progress: Progress,
    layers: ExtractLayers,
    messages: Messages,
) -> None:
    title = layer.GetName() if path.stem == layer.GetName() else f"{path.name}: {layer.GetName()}"
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(index).GetName() for index in range(definition.GetFieldCount())]
    reader = tag_reader(names, rules.keys, rules.classes, path.suffix.lower() == ".shp")
    if reader is None or layer.GetGeomType() == ogr.wkbNone:
        layers.without_tags.append(title)
        return
    crs = _crs(layer, title)
    layers.read[title] = 0
    layers.by_class = layers.by_class or CLASS_COLUMN in names
    layer.SetSpatialFilterRect(*box(crs))
    relations = "osm_way_id" in names or layer.GetName() in RELATIONS
    total, batch = max(layer.GetFeatureCount(), 1), []
    wanted = {name: names.index(name) for name in (*reader.columns, *ID_COLUMNS) if name in names}
    for number, feature in enumerate(_features(layer, messages), start=1):
        batch += _element(feature, wanted, reader, relations)
        if len(batch) >= BATCH:
            take(batch, crs)
            layers.read[title] += len(batch)
            batch = []
        if number % BATCH == 0:
            progress(min(number / total, 1.0))
    take(batch, crs)
    layers.read[title] += len(batch)


def _features(layer: Any, messages: Messages) -> Iterator[Any]:
    """Yield the features of a layer until its end or a failure."""
    while not messages.failure:
        gdal.ErrorReset()
        feature = layer.GetNextFeature()
        messages.ask()
        if feature is None:
            return
        yield feature


def _crs(layer: Any, title: str) -> str:
    reference = layer.GetSpatialRef()
    # GeoPackage has two systems that stand for none.
    if reference is None or reference.GetName().startswith("Undefined"):
        raise SmartCityError("layer_without_crs", layer=title)
    code = reference.GetAuthorityCode(None)
    return f"{reference.GetAuthorityName(None)}:{code}" if code else reference.ExportToWkt()


def _element(feature: Any, wanted: Mapping[str, int], reader: TagReader, relations: bool) -> list[Element]:
    """Return the object of a row in a list, which is empty if it has no tags or no geometry."""
    geometry = feature.GetGeometryRef()
    if geometry is None or geometry.IsEmpty():
        return []
    if geometry.HasCurveGeometry():
        geometry = geometry.GetLinearGeometry()
    geometry.FlattenTo2D()
    if geometry.GetGeometryType() == ogr.wkbMultiLineString and geometry.GetGeometryCount() == 1:
        geometry = geometry.GetGeometryRef(0)
    kind = _KINDS.get(geometry.GetGeometryType())
    if kind is None:
        return []
    row = {name: _value(feature, index) for name, index in wanted.items()}
    tags = reader.read(row, kind)
    if not tags:
        return []
    wkb = bytes(geometry.ExportToWkb())
    closed = kind == LINE and geometry.GetGeometryType() == ogr.wkbLineString
    return [Element(line_kind(wkb) if closed else kind, identity(row, kind, relations), tags, wkb)]


def _value(feature: Any, index: int) -> Any:
    value = feature.GetField(index) if feature.IsFieldSetAndNotNull(index) else None
    return value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else value


def stated_time(path: Path) -> str:
    """Return the time of the data that a GeoJSON by Overpass names before its features, empty if there is none."""
    if path.suffix.lower() not in (".geojson", ".json"):
        return ""
    with open(path, "rb") as stream:
        start = stream.read(HEAD).partition(b'"features"')[0]
    found = _TIME.search(start)
    return found[1].decode("ascii") if found else ""


def identity(row: Mapping[str, Any], kind: str, relations: bool) -> str:
    """Return the id of an object as ``way/123``, or the bare number if the row does not tell node, way or relation.

    ``relations`` says that bare numbers of the layer are those of relations, as in layers that GDAL writes.
    """
    for name in ("full_id", "@id", "id", "osm_id"):
        found = _FULL_ID.fullmatch(_text(row.get(name)))
        if found:
            return f"{_TYPES.get(found[1], found[1])}/{found[2]}"
    number, way = _text(row.get("osm_id")), _text(row.get("osm_way_id"))
    stated = _text(row.get("osm_type"))
    if stated in ("node", "way", "relation") and number:
        return f"{stated}/{number}"
    if way:
        return f"way/{way}"
    if not number:
        return ""
    known = "relation" if relations else {POINT: "node", LINE: "way"}.get(kind)
    return f"{known}/{number}" if known else number


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
