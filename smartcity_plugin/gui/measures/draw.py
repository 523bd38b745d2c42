# SPDX-License-Identifier: GPL-2.0-or-later
"""Drawing a point, line or area on QGIS's map."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

POINT, LINE, AREA = "point", "line", "area"
_TYPES = {
    POINT: QgsWkbTypes.GeometryType.PointGeometry,
    LINE: QgsWkbTypes.GeometryType.LineGeometry,
    AREA: QgsWkbTypes.GeometryType.PolygonGeometry,
}
_LEAST = {POINT: 1, LINE: 2, AREA: 3}
_COLOUR = "#c0392b"


class ShapeTool(QgsMapTool):
    """Collects corners by clicks; right click or Enter finishes, Backspace takes one back, Esc cancels."""

    drawn = pyqtSignal(object)
    """A QgsGeometry in the CRS of the map."""
    cancelled = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, kind: str) -> None:
        super().__init__(canvas)
        self.kind = kind
        self._points: list[QgsPointXY] = []
        self._before = canvas.mapTool()
        self._band = QgsRubberBand(canvas, _TYPES[kind])
        colour = QColor(_COLOUR)
        self._band.setColor(colour)
        fill = QColor(colour)
        fill.setAlpha(60)
        self._band.setFillColor(fill)
        self._band.setWidth(2)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def start(self) -> None:
        """Take over the map."""
        self.canvas().setMapTool(self)
        self.canvas().setFocus()

    def stop(self) -> None:
        """Give the map back to the tool before."""
        self._points = []
        self._band.reset(_TYPES[self.kind])
        canvas = self.canvas()
        if canvas is not None and canvas.mapTool() is self:
            canvas.unsetMapTool(self)
            if self._before is not None:
                canvas.setMapTool(self._before)

    def canvasReleaseEvent(self, event) -> None:
        """Add a corner, or finish by the right button."""
        if event.button() == Qt.MouseButton.RightButton:
            self.finish()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.add(self.toMapCoordinates(event.pos()))

    def canvasMoveEvent(self, event) -> None:
        """Let the last corner follow the mouse."""
        if self._points and self.kind != POINT:
            self._show([*self._points, self.toMapCoordinates(event.pos())])

    def keyPressEvent(self, event) -> None:
        """Finish, take back or cancel."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._points = self._points[:-1]
            self._show(self._points)
        elif event.key() == Qt.Key.Key_Escape:
            self.stop()
            self.cancelled.emit()
        else:
            return
        event.accept()  # QGIS would delete selected features by Delete

    def add(self, point: QgsPointXY) -> None:
        """Add a corner in map coordinates; the same twice counts once."""
        if not self._points or self._points[-1] != point:
            self._points.append(point)
        self._show(self._points)
        if self.kind == POINT:
            self.finish()

    def finish(self) -> None:
        """Hand over what was drawn; too few corners cancel."""
        points = self._points
        self.stop()
        if len(points) < _LEAST[self.kind]:
            self.cancelled.emit()
            return
        make = {
            POINT: lambda: QgsGeometry.fromPointXY(points[0]),
            LINE: lambda: QgsGeometry.fromPolylineXY(points),
            AREA: lambda: QgsGeometry.fromPolygonXY([[*points, points[0]]]),
        }[self.kind]
        self.drawn.emit(make())

    def _show(self, points: list[QgsPointXY]) -> None:
        self._band.reset(_TYPES[self.kind])
        for point in points:
            self._band.addPoint(point)
