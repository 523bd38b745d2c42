# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS features to tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsExpressionNodeColumnRef,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsWkbTypes,
)

from ..engine.table import GeoTable
from ..model.problem import Cancelled, SmartCityError
from ..sources.projection import reproject
from ..sources.repairs import Repairs
from ..sources.zone import Zone
from .crs import name_of

_AS_THEY_ARE = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
"""QGIS's own setting would end the run at the first broken geometry, which is repaired here."""

TOLD_EVERY = 500
"""Features between two looks at whether the user cancelled."""
BATCH = 20_000
"""Features whose geometries are turned into shapes at once: their raw form is forgotten in between."""
NUMBERS = (int, float, bool)
"""Types of values that are certainly not NULL."""


@dataclass(frozen=True)
class Place:
    """Which features are wanted: those whose bounding boxes touch that of a zone grown by ``buffer`` metres."""

    zone: Zone
    buffer: float = 0.0


@dataclass(frozen=True)
class Features:
    """What was read: the table, and how many features the source gave before the condition left some out."""

    table: GeoTable
    seen: int


def read_source(
    source: QgsProcessingFeatureSource,
    expressions: Mapping[str, str],
    crs: QgsCoordinateReferenceSystem,
    transform_context: Any,
    where: Optional[str] = None,
    feedback: Optional[QgsProcessingFeedback] = None,
) -> GeoTable:
    """Return the features of a source, reprojected to ``crs``; see ``read_features``."""
    return read_features(source, expressions, crs, transform_context, where, feedback).table


def read_features(
    source: QgsProcessingFeatureSource,
    expressions: Mapping[str, str],
    crs: QgsCoordinateReferenceSystem,
    transform_context: Any,
    where: Optional[str] = None,
    feedback: Optional[QgsProcessingFeedback] = None,
    repairs: Optional[Repairs] = None,
    place: Optional[Place] = None,
) -> Features:
    """Return the features of a source, reprojected to ``crs``.

    ``expressions`` maps each wanted column to a QGIS expression (often just a quoted field name), ``where`` filters.
    ``repairs`` say where the coordinates really lie; with ``place`` the provider is asked for features near it only.
    Curves become lines; broken geometries are kept for the quality check. Raises SmartCityError for an expression that
    is broken or fails on a feature, and for a feature that cannot be reprojected.
    """
    repairs = repairs or Repairs()
    reader = _Reader(source, expressions, where)
    system = true_system(source.sourceCrs(), repairs)
    request = reader.request()
    if place is not None:
        request.setFilterRect(window(place, system, repairs))
    transform = None
    if not repairs.changes_places:
        transform = QgsCoordinateTransform(system, crs, transform_context)
        transform = None if transform.isShortCircuited() or not system.isValid() else transform
    total = max(source.featureCount(), 1)
    seen = 0
    for seen, feature in enumerate(source.getFeatures(request, _AS_THEY_ARE), start=1):
        if feedback is not None and seen % TOLD_EVERY == 1:
            if feedback.isCanceled():
                raise Cancelled
            feedback.setProgress(min(100.0 * seen / total, 100.0))
        reader.take(feature, transform)
    geometry = reader.geometry()
    if repairs.changes_places:
        geometry = reproject(repairs.apply_to_coordinates(geometry), name_of(system), name_of(crs))
    return Features(GeoTable(reader.frame(), geometry, crs.authid()), seen)


def true_system(stated: QgsCoordinateReferenceSystem, repairs: Repairs) -> QgsCoordinateReferenceSystem:
    """Return the reference system that coordinates are really in; raises SmartCityError if a repair names none."""
    if not repairs.crs:
        return stated
    system = QgsCoordinateReferenceSystem()
    if not system.createFromUserInput(repairs.crs):
        raise SmartCityError("crs_unknown", crs=repairs.crs[:80])
    return system


def window(place: Place, system: QgsCoordinateReferenceSystem, repairs: Optional[Repairs] = None) -> QgsRectangle:
    """Return the rectangle around a place in the coordinates that a layer has before its repair."""
    repairs = repairs or Repairs()
    west, south, east, north = place.zone.box(name_of(system), place.buffer)
    margin = max(east - west, north - south) * 0.01  # straight edges bend when they are reprojected
    west, south, east, north = west - margin, south - margin, east + margin, north + margin
    right, up = repairs.shift
    rectangle = QgsRectangle(west - right, south - up, east - right, north - up)
    if repairs.swap_axes:
        rectangle.invert()
    return rectangle


@dataclass
class _Reader:
    """Collects the wanted columns and geometries of features; plain fields are read without an expression."""

    source: QgsProcessingFeatureSource
    expressions: Mapping[str, str]
    where: Optional[str]
    _wkb: list = field(default_factory=list)
    _shapes: list = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = QgsExpressionContext()
        self.context.appendScope(QgsExpressionContextUtils.globalScope())
        self.context.setFields(self.source.fields())
        prepared = {name: _expression(text, self.context) for name, text in self.expressions.items()}
        self.condition = _expression(self.where, self.context) if self.where else None
        self.columns: dict[str, list] = {name: [] for name in prepared}
        fields = self.source.fields()
        places = {name: _field_index(expression, fields) for name, expression in prepared.items()}
        self.plain = [(place, self.columns[name]) for name, place in places.items() if place >= 0]
        self.computed = [(prepared[name], self.columns[name]) for name, place in places.items() if place < 0]
        self.every = [*prepared.values(), *([self.condition] if self.condition else [])]
        self.curves = _may_be_curved(self.source.wkbType())
        self.layer = self.source.sourceName()

    def request(self) -> QgsFeatureRequest:
        """Return a request for the fields that the expressions need."""
        request = QgsFeatureRequest()
        fields = self.source.fields()
        if any(QgsFeatureRequest.ALL_ATTRIBUTES in expression.referencedColumns() for expression in self.every):
            return request
        needed = {index for expression in self.every for index in expression.referencedAttributeIndexes(fields)}
        return request.setSubsetOfAttributes(sorted(needed))

    def take(self, feature: QgsFeature, transform: Optional[QgsCoordinateTransform]) -> None:
        """Take a feature, unless the condition does not hold for it."""
        if self.condition is not None or self.computed:
            self.context.setFeature(feature)
        if self.condition is not None and not _holds(self.condition, self.context):
            return
        if self.plain:
            values = feature.attributes()
            for place, column in self.plain:
                value = values[place]
                column.append(value if type(value) in NUMBERS else _known(value))
        for expression, column in self.computed:
            column.append(_value(expression, self.context))
        self._wkb.append(_wkb(feature.geometry(), transform, self.layer, self.curves))
        if len(self._wkb) >= BATCH:
            self._shape()

    def frame(self) -> pd.DataFrame:
        """Return the columns."""
        return pd.DataFrame(self.columns, index=range(sum(map(len, self._shapes)) + len(self._wkb)))

    def geometry(self) -> np.ndarray:
        """Return the geometries."""
        self._shape()
        return np.concatenate(self._shapes) if self._shapes else np.empty(0, dtype=object)

    def _shape(self) -> None:
        if self._wkb:
            self._shapes.append(shapely.from_wkb(np.array(self._wkb, dtype=object)))
            self._wkb = []


def _expression(text: str, context: QgsExpressionContext) -> QgsExpression:
    expression = QgsExpression(text)
    if expression.hasParserError():
        raise SmartCityError("mapping_invalid", detail=f"{text}: {_one_line(expression.parserErrorString())}")
    known = {name.lower() for name in context.fields().names()} | {QgsFeatureRequest.ALL_ATTRIBUTES}
    unknown = sorted(name for name in expression.referencedColumns() if name.lower() not in known)
    if unknown:
        raise SmartCityError("mapping_invalid", detail=f"{text}: {', '.join(unknown)}?")
    expression.prepare(context)
    return expression


def _field_index(expression: QgsExpression, fields: Any) -> int:
    """Return the place of the field that an expression simply names, -1 for any other expression."""
    node = expression.rootNode()
    return fields.lookupField(node.name()) if isinstance(node, QgsExpressionNodeColumnRef) else -1


def _known(value: Any) -> Any:
    """Return a value; NULL and a text of blanks only become None."""
    if isinstance(value, str):
        return value if value.strip() else None
    return None if value is None or value == NULL else value


def _value(expression: QgsExpression, context: QgsExpressionContext) -> Any:
    """Return the Python value of an expression for the context's feature; NULL and an empty text become None."""
    value = expression.evaluate(context)
    if expression.hasEvalError():
        # An error is no unknown value: text that is no number must not pass for a number that is not known.
        detail = f"{expression.expression()}: {_one_line(expression.evalErrorString())}"
        raise SmartCityError("mapping_invalid", detail=detail)
    return _known(value)


def _holds(condition: QgsExpression, context: QgsExpressionContext) -> bool:
    """Return whether a filter keeps the context's feature; a text is neither true nor false."""
    value = _value(condition, context)
    if isinstance(value, str):
        raise SmartCityError("mapping_invalid", detail=f"{condition.expression()}: {value}")
    return bool(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _may_be_curved(kind: Any) -> bool:
    """Return whether features of a layer with this kind of geometry may have arcs."""
    flat = QgsWkbTypes.flatType(kind)
    simple = (
        QgsWkbTypes.Type.Point,
        QgsWkbTypes.Type.LineString,
        QgsWkbTypes.Type.Polygon,
        QgsWkbTypes.Type.MultiPoint,
        QgsWkbTypes.Type.MultiLineString,
        QgsWkbTypes.Type.MultiPolygon,
    )
    return flat not in simple


def _wkb(
    geometry: QgsGeometry, transform: Optional[QgsCoordinateTransform], layer: str, curves: bool
) -> Optional[bytes]:
    if geometry.isNull():
        return None
    if curves and geometry.constGet().hasCurvedSegments():
        geometry = QgsGeometry(geometry.constGet().segmentize())
    if transform is not None:
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            raise SmartCityError("layer_unreadable", layer=layer, detail=_one_line(str(error))) from error
    return geometry.asWkb().data()
