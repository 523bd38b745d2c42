# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the study as output layers of algorithms."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

_TYPES = QMetaType.Type if Qgis.QGIS_VERSION_INT >= 33800 else QVariant
"""Where QGIS looks for the types of fields; in the newer place the name of text begins with Q."""


def write_table(algorithm, parameters: dict[str, Any], name: str, context, frame, geometry=None, crs: str = "") -> str:
    """Write a data frame, with the shapely geometries of its rows if there are any, to a sink; returns its id."""
    import shapely

    fields = QgsFields()
    for column in frame.columns:
        kind = "Double" if frame[column].dtype.kind in "fiu" else "String"
        fields.append(QgsField(str(column), getattr(_TYPES, kind, None) or getattr(_TYPES, f"Q{kind}")))
    kind = QgsWkbTypes.Type.NoGeometry if geometry is None else QgsWkbTypes.Type.MultiPolygon
    sink, destination = algorithm.parameterAsSink(
        parameters, name, context, fields, kind, QgsCoordinateReferenceSystem(crs)
    )
    for number, row in enumerate(frame.itertuples(index=False)):
        feature = QgsFeature(fields)
        feature.setAttributes([_plain(value) for value in row])
        if geometry is not None:
            shape = QgsGeometry()
            shape.fromWkb(shapely.to_wkb(geometry[number]))
            feature.setGeometry(shape)
        sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
    return destination


def _plain(value: Any) -> Any:
    """Return a value as Qt takes it: None where missing, Python numbers."""
    if value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
