# SPDX-License-Identifier: GPL-2.0-or-later
"""The symbols of maps that are no choropleths: circles, dots, and the quiet ground below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSizeScaleTransformer,
)

from ..model.map_style import Scaling

GROUND, GROUND_LINE = "#f3f5f7", "#b4bdc5"
DOT_SIZE = 0.85
"""Millimetres."""

_LARGEST, _SMALLEST_LARGEST, _ROOM = 13.0, 6.0, 70.0
_TYPES = {Scaling.AREA: "Area", Scaling.FLANNERY: "Flannery"}


def largest_circle(places: int) -> float:
    """Return the diameter in mm of the largest circle: the more places share the map, the smaller."""
    return float(np.clip(_ROOM / np.sqrt(max(places, 1)), _SMALLEST_LARGEST, _LARGEST))


def transformer(scaling: Scaling, most: float, largest: float) -> QgsSizeScaleTransformer:
    """Return QGIS's own scaling of symbols, from nothing to the largest circle (mm) for the greatest amount."""
    kinds = getattr(QgsSizeScaleTransformer, "ScaleType", QgsSizeScaleTransformer)
    kind = getattr(kinds, _TYPES[scaling])
    exponent = {Scaling.AREA: 0.5, Scaling.FLANNERY: 0.57}[scaling]
    return QgsSizeScaleTransformer(kind, 0.0, most, 0.0, largest, largest / 3, exponent)


def circle(colour: str, size: float = 4.0) -> QgsMarkerSymbol:
    """Return a circle, as legends show it."""
    properties = {"name": "circle", "color": colour, "outline_color": "#ffffff", "outline_width": "0.2"}
    return QgsMarkerSymbol.createSimple({**properties, "size": str(size)})


def dot(colour: str, size: float = DOT_SIZE) -> QgsMarkerSymbol:
    """Return a dot."""
    return QgsMarkerSymbol.createSimple({"name": "circle", "color": colour, "outline_style": "no", "size": str(size)})


def ground() -> QgsFillSymbol:
    """Return the quiet area on which circles and dots lie."""
    line = {"outline_color": GROUND_LINE, "outline_width": "0.15", "joinstyle": "bevel"}
    return QgsFillSymbol.createSimple({"color": GROUND, **line})


def circle_in_area(colour: str, field: str, scaling: QgsSizeScaleTransformer) -> QgsFillSymbol:
    """Return the quiet area with a circle inside it whose size follows a field; circles lie above all areas."""
    marker = circle(colour)
    size = QgsProperty.fromField(field)
    size.setTransformer(scaling.clone())
    marker.setDataDefinedSize(size)
    marker.setOpacity(0.9)
    centre = QgsCentroidFillSymbolLayer()
    centre.setPointOnSurface(True)
    centre.setPointOnAllParts(False)
    centre.setSubSymbol(marker)
    centre.setRenderingPass(1)
    symbol = ground()
    symbol.appendSymbolLayer(centre)
    return symbol


def dots_in_area(colour: str, places: Mapping[str, np.ndarray], units: Iterable[str]) -> QgsFillSymbol:
    """Return the quiet area with dots at given places; they are part of the symbol, so every draw shows the same.

    ``places`` are coordinates in the CRS of the layer, by the ``unit_id`` of the feature.
    """
    listed = ", ".join(f"{quoted(unit)}, '{_multipoint(places[unit])}'" for unit in units if len(places.get(unit, ())))
    symbol = ground()
    if listed:
        expression = f'geom_from_wkt(map_get(map({listed}), "unit_id"))'
        layer = QgsGeometryGeneratorSymbolLayer.create({"SymbolType": "Marker", "geometryModifier": expression})
        layer.setSubSymbol(dot(colour))
        layer.setRenderingPass(1)
        symbol.appendSymbolLayer(layer)
    return symbol


def quoted(text: str) -> str:
    """Return a text as a literal of QGIS expressions."""
    return "'" + str(text).replace("\\", "\\\\").replace("'", "''") + "'"


def _multipoint(places: np.ndarray) -> str:
    return "MultiPoint(" + ",".join(f"({x:.0f} {y:.0f})" for x, y in places) + ")"
