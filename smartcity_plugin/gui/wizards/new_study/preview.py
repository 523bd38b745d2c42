# SPDX-License-Identifier: GPL-2.0-or-later
"""A small map of the border and the planning units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsPalLayerSettings,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ..forms import PREFIX

LABELLED = 120
"""Units up to which their names are drawn."""
_BORDER = {"color": "0,0,0,0", "outline_color": "#b5322b", "outline_width": "0.8", "outline_style": "solid"}
_AREA = {"color": "181,50,43,40", "outline_color": "#b5322b", "outline_width": "0.8", "outline_style": "solid"}
_UNITS = {"color": "70,115,155,60", "outline_color": "#46739b", "outline_width": "0.3", "outline_style": "solid"}


class Preview(QFrame):
    """Draws polygons given as well-known binary; it can be moved and zoomed with the mouse."""

    def __init__(self, name: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.canvas = QgsMapCanvas(self)
        self.canvas.setObjectName(PREFIX + name)
        self.canvas.setCanvasColor(Qt.GlobalColor.white)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setAccessibleName(translate("SmartCity", "Preview"))
        self.canvas.setAcceptDrops(False)  # files go to the wizard
        self.canvas.setMinimumSize(QSize(160, 120))
        self._tool = QgsMapToolPan(self.canvas)
        self.canvas.setMapTool(self._tool)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.layers: list[QgsVectorLayer] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)

    def clear(self) -> None:
        """Show nothing."""
        self.canvas.setLayers([])
        self.layers = []

    def show_border(self, border: bytes, crs: str) -> None:
        """Show a border alone."""
        self._show(crs, [_layer("border", [border], [""], crs, _AREA)])

    def show_units(self, border: bytes, crs: str, shapes: Sequence[bytes], names: Sequence[str]) -> None:
        """Show units inside the border, with their names if there are not too many."""
        units = _layer("units", shapes, names, crs, _UNITS)
        if len(shapes) <= LABELLED:
            settings = QgsPalLayerSettings()
            settings.fieldName = "name"
            text = settings.format()
            text.setSize(7)
            settings.setFormat(text)
            units.setLabeling(QgsVectorLayerSimpleLabeling(settings))
            units.setLabelsEnabled(True)
        self._show(crs, [_layer("border", [border], [""], crs, _BORDER), units])

    def _show(self, crs: str, layers: list[QgsVectorLayer]) -> None:
        first = not self.layers
        present = self.canvas.mapSettings().destinationCrs().authid()
        extent = layers[0].extent()
        known = self.layers[0].extent() if self.layers else None
        self.canvas.setLayers(layers)
        self.layers = layers
        if present != crs:
            self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
        if first or present != crs or known != extent:
            extent.scale(1.1)
            self.canvas.setExtent(extent)
        self.canvas.refresh()

    def resizeEvent(self, event) -> None:
        """Keep the whole border in sight."""
        super().resizeEvent(event)
        if self.layers:
            extent = self.layers[0].extent()
            extent.scale(1.1)
            self.canvas.setExtent(extent)


def _layer(
    name: str, shapes: Iterable[bytes], names: Iterable[str], crs: str, symbol: dict[str, str]
) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"MultiPolygon?crs={crs}&field=name:string(200)", name, "memory")
    features = []
    for shape, label in zip(shapes, names):
        geometry = QgsGeometry()
        geometry.fromWkb(shape)
        if QgsWkbTypes.isSingleType(geometry.wkbType()):
            geometry.convertToMultiType()
        feature = QgsFeature(layer.fields())
        feature.setAttributes([str(label)])
        feature.setGeometry(geometry)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(symbol)))
    return layer
