# SPDX-License-Identifier: GPL-2.0-or-later
"""The map and the chain: clicks on QGIS's map, and marks on it that go with the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapToolEmitPoint, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

NEEDS_COLOUR, MEASURES_COLOUR = "#D95F02", "#1F78B4"
_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry


class MapPointer(QObject):
    """Takes clicks on the map while it is switched on, and marks units and measures."""

    clicked = pyqtSignal(float, float)
    """A place in the CRS of the study."""
    left = pyqtSignal()
    """Another map tool has been chosen."""

    def __init__(self, canvas: QgsMapCanvas, crs: str, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.canvas, self._crs = canvas, QgsCoordinateReferenceSystem(crs)
        self._before = None
        self.tool = QgsMapToolEmitPoint(canvas)
        self.tool.setCursor(Qt.CursorShape.CrossCursor)
        self.tool.canvasClicked.connect(self._take)
        self.tool.deactivated.connect(self.left)
        self.bands: list[QgsRubberBand] = []

    @property
    def is_on(self) -> bool:
        """Whether the next click is taken."""
        return not sip.isdeleted(self.canvas) and self.canvas.mapTool() is self.tool

    def switch(self, on: bool) -> None:
        """Take the clicks on the map, or give the map back to the tool before."""
        if sip.isdeleted(self.canvas) or on == self.is_on:
            return
        if on:
            self._before = self.canvas.mapTool()
            self.canvas.setMapTool(self.tool)
            return
        self.canvas.unsetMapTool(self.tool)
        if self._before is not None and not sip.isdeleted(self._before):
            self.canvas.setMapTool(self._before)
        self._before = None

    def mark(self, needs: Iterable[bytes], measures: Iterable[bytes]) -> None:
        """Mark areas (well-known binary) in place of those marked before."""
        self.clear()
        if sip.isdeleted(self.canvas):
            return
        for colour, shapes in ((NEEDS_COLOUR, needs), (MEASURES_COLOUR, measures)):
            for shape in shapes:
                self._band(shape, QColor(colour))

    def _band(self, shape: bytes, colour: QColor) -> None:
        geometry = QgsGeometry()
        geometry.fromWkb(shape)
        band = QgsRubberBand(self.canvas, _POLYGON)
        band.setColor(colour)
        fill = QColor(colour)
        fill.setAlpha(40)
        band.setFillColor(fill)
        band.setWidth(3)
        band.setToGeometry(geometry, self._crs)
        band.show()
        self.bands.append(band)

    def clear(self) -> None:
        """Take all marks away."""
        for band in self.bands:
            if not sip.isdeleted(band) and not sip.isdeleted(self.canvas):
                self.canvas.scene().removeItem(band)
        self.bands = []

    def stop(self) -> None:
        """Leave the map as it was."""
        self.switch(False)
        self.clear()
        if not sip.isdeleted(self.tool):
            self.tool.deactivated.disconnect(self.left)
            self.tool.deleteLater()

    def _take(self, point: QgsPointXY, *_: object) -> None:
        source = self.canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(source, self._crs, QgsProject.instance())
        try:
            place = transform.transform(point) if source.isValid() else point
        except QgsCsException:
            return  # a place that the study's CRS cannot tell lies outside the town
        self.clicked.emit(place.x(), place.y())
