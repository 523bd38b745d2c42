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
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingFeedback,
)

from ..engine.table import GeoTable
from ..model.problem import Cancelled, SmartCityError


def read_source(
    source: QgsFeatureSource,
    expressions: Mapping[str, str],
    crs: QgsCoordinateReferenceSystem,
    transform_context: Any,
    where: Optional[str] = None,
    feedback: Optional[QgsProcessingFeedback] = None,
) -> GeoTable:
    """Return the features of a source, reprojected to ``crs``.

    ``expressions`` maps each wanted column to a QGIS expression (often just a quoted field name), ``where`` filters.
    Curves become lines; broken geometries are kept for the quality check. Raises SmartCityError for a broken
    expression or a feature that cannot be reprojected.
    """
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.setFields(source.fields())
    prepared = {name: _expression(text, context) for name, text in expressions.items()}
    request = QgsFeatureRequest()
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    request.setDestinationCrs(crs, transform_context)
    if where:
        _expression(where, context)
        request.setFilterExpression(where)
    columns: dict[str, list] = {name: [] for name in prepared}
    wkb = []
    total = max(source.featureCount(), 1)
    for number, feature in enumerate(source.getFeatures(request)):
        if feedback is not None and feedback.isCanceled():
            raise Cancelled
        context.setFeature(feature)
        for name, expression in prepared.items():
            columns[name].append(_plain(expression.evaluate(context)))
        wkb.append(_wkb(feature.geometry()))
        if feedback is not None and number % 500 == 0:
            feedback.setProgress(100.0 * number / total)
    geometry = shapely.from_wkb(np.array(wkb, dtype=object)) if wkb else np.empty(0, dtype=object)
    return GeoTable(pd.DataFrame(columns, index=range(len(wkb))), geometry, crs.authid())


def _expression(text: str, context: QgsExpressionContext) -> QgsExpression:
    expression = QgsExpression(text)
    expression.prepare(context)
    if expression.hasParserError() or expression.hasEvalError():
        detail = expression.parserErrorString() or expression.evalErrorString()
        raise SmartCityError("mapping_invalid", detail=f"{text}: {detail}")
    unknown = sorted(name for name in expression.referencedColumns() if context.fields().lookupField(name) < 0)
    if unknown:
        raise SmartCityError("mapping_invalid", detail=f"{text}: {', '.join(unknown)}?")
    return expression


def _plain(value: Any) -> Any:
    """Return a Python value; QGIS's NULL and an empty text become None."""
    if value is None or value == NULL or (isinstance(value, str) and not value.strip()):
        return None
    return value


def _wkb(geometry: QgsGeometry) -> Optional[bytes]:
    if geometry.isNull():
        return None
    if geometry.constGet().hasCurvedSegments():
        geometry = QgsGeometry(geometry.constGet().segmentize())
    return bytes(geometry.asWkb())
