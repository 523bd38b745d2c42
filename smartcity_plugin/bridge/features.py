# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS features to tables."""

from __future__ import annotations

from collections.abc import Mapping
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
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
)

from ..engine.table import GeoTable
from ..model.problem import Cancelled, SmartCityError

_AS_THEY_ARE = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
"""QGIS's own setting would end the run at the first broken geometry, which is repaired here."""


def read_source(
    source: QgsProcessingFeatureSource,
    expressions: Mapping[str, str],
    crs: QgsCoordinateReferenceSystem,
    transform_context: Any,
    where: Optional[str] = None,
    feedback: Optional[QgsProcessingFeedback] = None,
) -> GeoTable:
    """Return the features of a source, reprojected to ``crs``.

    ``expressions`` maps each wanted column to a QGIS expression (often just a quoted field name), ``where`` filters.
    Curves become lines; broken geometries are kept for the quality check. Raises SmartCityError for an expression that
    is broken or fails on a feature, and for a feature that cannot be reprojected.
    """
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.setFields(source.fields())
    prepared = {name: _expression(text, context) for name, text in expressions.items()}
    condition = _expression(where, context) if where else None
    transform = QgsCoordinateTransform(source.sourceCrs(), crs, transform_context)
    columns: dict[str, list] = {name: [] for name in prepared}
    wkb = []
    total = max(source.featureCount(), 1)
    for number, feature in enumerate(source.getFeatures(QgsFeatureRequest(), _AS_THEY_ARE)):
        if feedback is not None and feedback.isCanceled():
            raise Cancelled
        context.setFeature(feature)
        if condition is not None and not _holds(condition, context):
            continue
        for name, expression in prepared.items():
            columns[name].append(_value(expression, context))
        wkb.append(_wkb(feature.geometry(), transform, source.sourceName()))
        if feedback is not None and number % 500 == 0:
            feedback.setProgress(100.0 * number / total)
    geometry = shapely.from_wkb(np.array(wkb, dtype=object)) if wkb else np.empty(0, dtype=object)
    return GeoTable(pd.DataFrame(columns, index=range(len(wkb))), geometry, crs.authid())


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


def _value(expression: QgsExpression, context: QgsExpressionContext) -> Any:
    """Return the Python value of an expression for the context's feature; NULL and an empty text become None."""
    value = expression.evaluate(context)
    if expression.hasEvalError():
        # An error is no unknown value: text that is no number must not pass for a number that is not known.
        detail = f"{expression.expression()}: {_one_line(expression.evalErrorString())}"
        raise SmartCityError("mapping_invalid", detail=detail)
    if value is None or value == NULL or (isinstance(value, str) and not value.strip()):
        return None
    return value


def _holds(condition: QgsExpression, context: QgsExpressionContext) -> bool:
    """Return whether a filter keeps the context's feature; a text is neither true nor false."""
    value = _value(condition, context)
    if isinstance(value, str):
        raise SmartCityError("mapping_invalid", detail=f"{condition.expression()}: {value}")
    return bool(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wkb(geometry: QgsGeometry, transform: QgsCoordinateTransform, layer: str) -> Optional[bytes]:
    if geometry.isNull():
        return None
    if geometry.constGet().hasCurvedSegments():
        geometry = QgsGeometry(geometry.constGet().segmentize())
    try:
        geometry.transform(transform)
    except QgsCsException as error:
        raise SmartCityError("layer_unreadable", layer=layer, detail=_one_line(str(error))) from error
    return bytes(geometry.asWkb())
