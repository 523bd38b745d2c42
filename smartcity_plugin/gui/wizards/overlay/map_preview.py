# SPDX-License-Identifier: GPL-2.0-or-later
"""A small map of the units by need, with a legend below it; it follows the draft at once."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout

from ....bridge.i18n import translate
from ....cartography import theme
from ....cartography.colours import ramp
from ....engine.composite.classes import NEED_BREAKS, UNKNOWN
from ...cards import icon_size, plain_label
from ..forms import PREFIX

IN_A_ROW = 3
"""Entries of the legend in a row."""
_EDGE = {"outline_color": "#ffffff", "outline_width": "0.2"}


def class_names() -> list[str]:
    """Return how the classes are written, from the least need on."""
    limits = [0, *(int(item) for item in NEED_BREAKS), 100]
    return [f"{low}–{high}" for low, high in zip(limits, limits[1:])]


class MapPreview(QFrame):
    """Draws units by need; it can be moved and zoomed with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.canvas = QgsMapCanvas(self)
        self.canvas.setObjectName(PREFIX + "map")
        self.canvas.setCanvasColor(Qt.GlobalColor.white)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setAcceptDrops(False)
        self.canvas.setMinimumSize(QSize(160, 140))
        self.canvas.setAccessibleName(translate("SmartCity", "Preview map of the need"))
        self._tool = QgsMapToolPan(self.canvas)
        self.canvas.setMapTool(self._tool)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.layer: QgsVectorLayer | None = None
        self._features: dict[str, int] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(self._legend())

    def set_units(self, shapes: Mapping[str, bytes], crs: str) -> None:
        """Take over the units to draw."""
        layer = QgsVectorLayer(
            f"MultiPolygon?crs={crs}&field=unit_id:string(100)&field=class:integer", "need", "memory"
        )
        features = []
        for unit_id, shape in shapes.items():
            geometry = QgsGeometry()
            geometry.fromWkb(shape)
            if QgsWkbTypes.isSingleType(geometry.wkbType()):
                geometry.convertToMultiType()
            feature = QgsFeature(layer.fields())
            feature.setAttributes([unit_id, UNKNOWN])
            feature.setGeometry(geometry)
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        layer.updateExtents()
        layer.setRenderer(_renderer())
        self._features = {feature["unit_id"]: feature.id() for feature in layer.getFeatures()}
        self.layer = layer
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
        self.canvas.setLayers([layer])
        self._zoom()

    def show_classes(self, classes: Mapping[str, int]) -> None:
        """Colour the units by their classes of need; those not named are unknown."""
        if self.layer is None:
            return
        changes = {place: {1: int(classes.get(unit, UNKNOWN))} for unit, place in self._features.items()}
        self.layer.dataProvider().changeAttributeValues(changes)
        self.layer.triggerRepaint()
        self.canvas.refresh()

    def resizeEvent(self, event) -> None:
        """Keep the whole town in sight."""
        super().resizeEvent(event)
        self._zoom()

    def _zoom(self) -> None:
        if self.layer is not None:
            extent = self.layer.extent()
            extent.scale(1.08)
            self.canvas.setExtent(extent)
            self.canvas.refresh()

    def _legend(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(6, 0, 6, 0)
        grid.setHorizontalSpacing(4)
        title = plain_label(translate("SmartCity", "Need (0–100), darker is more"), wrap=False)
        grid.addWidget(title, 0, 0, 1, 2 * IN_A_ROW + 1)
        texts = [*class_names(), translate("SmartCity", "unknown")]
        for number, (text, symbol) in enumerate(zip(texts, [*_symbols(), _unknown_symbol()])):
            swatch, size = QLabel(), icon_size(self, 0.8)
            swatch.setPixmap(QPixmap.fromImage(symbol.asImage(QSize(size, size))))
            row, place = 1 + number // IN_A_ROW, number % IN_A_ROW
            grid.addWidget(swatch, row, 2 * place)
            grid.addWidget(plain_label(text, wrap=False), row, 2 * place + 1)
        grid.setColumnStretch(2 * IN_A_ROW, 1)
        return grid


def _symbols() -> list[QgsFillSymbol]:
    return [QgsFillSymbol.createSimple({"color": shade, **_EDGE}) for shade in ramp(theme.ACCENT, len(NEED_BREAKS) + 1)]


def _unknown_symbol() -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"color": "#888888", "style": "b_diagonal", "outline_color": "#888888"})


def _renderer() -> QgsCategorizedSymbolRenderer:
    categories = [
        QgsRendererCategory(number, symbol, text)
        for number, (symbol, text) in enumerate(zip(_symbols(), class_names()))
    ]
    categories.append(QgsRendererCategory(UNKNOWN, _unknown_symbol(), ""))
    return QgsCategorizedSymbolRenderer("class", categories)
