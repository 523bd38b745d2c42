# SPDX-License-Identifier: GPL-2.0-or-later
"""A small map of where a measure is: outlines of the planning units, its area, and its places and effects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from qgis.PyQt.QtCore import QPointF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...bridge.i18n import translate
from ...bridge.shapes import bounds, kind_of, middle, outlines

AREA_COLOUR, PLACE_COLOUR = "#0072B2", "#C0392B"
MARGIN = 8.0


class PlacePreview(QWidget):
    """Shows the whole municipality, so that one sees where the measure is; not to scale, nothing can be clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._units: Sequence[Any] = ()
        self._area: Optional[Any] = None
        self._places: Sequence[Any] = ()
        self.setMinimumSize(QSize(220, 180))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_place(
        self,
        units: Sequence[Any],
        area: Optional[Any],
        places: Sequence[Any],
    ) -> None:
        """Show outlines, an area and places, all in one CRS in metres."""
        if units is not self._units:
            self._units = units
        self._area, self._places = area, places
        here = translate("SmartCity", "Map of the measure")
        nowhere = translate("SmartCity", "The measure has no place yet.")
        self.setAccessibleName(here if area is not None or places else nowhere)
        self.update()

    def paintEvent(self, event) -> None:
        """Paint the map."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        everything = [*self._units, *self._places, *([self._area] if self._area is not None else [])]
        if not everything:
            return
        left, bottom, right, top = bounds(everything)
        scale = min(
            (self.width() - 2 * MARGIN) / max(right - left, 1.0), (self.height() - 2 * MARGIN) / max(top - bottom, 1.0)
        )
        shift = (self.width() - (right - left) * scale) / 2, (self.height() - (top - bottom) * scale) / 2

        def on_paper(x: float, y: float) -> QPointF:
            return QPointF(shift[0] + (x - left) * scale, shift[1] + (top - y) * scale)

        line = self.palette().color(QPalette.ColorRole.Mid)
        painter.setPen(QPen(line, 0.8))
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        for unit in self._units:
            painter.drawPath(_path(unit, on_paper, 1.0 / scale))
        if self._area is not None:
            fill = QColor(AREA_COLOUR)
            fill.setAlpha(110)
            painter.setPen(QPen(QColor(AREA_COLOUR), 1.6))
            painter.setBrush(fill)
            painter.drawPath(_path(self._area, on_paper))
        self._paint_places(painter, on_paper)
        if self._area is None and not self._places:
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            told = translate("SmartCity", "The measure has no place yet.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, told)

    def _paint_places(self, painter: QPainter, on_paper) -> None:
        colour = QColor(PLACE_COLOUR)
        for shape in self._places:
            painter.setPen(QPen(colour, 2.0))
            kind, place = kind_of(shape), middle(shape)
            if place is None:
                continue
            if kind == "area":
                painter.setBrush(Qt.BrushStyle.BDiagPattern)
                painter.drawPath(_path(shape, on_paper))
            elif kind == "line":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for points in outlines(shape):
                    painter.drawPolyline(QPolygonF([on_paper(x, y) for x, y in points]))
            # What is smaller than a few pixels is found by its mark.
            painter.setBrush(colour if kind == "point" else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.0))
            size = 4 if kind == "point" else 7
            painter.drawEllipse(on_paper(*place), size, size)


def _path(shape: Any, on_paper, tolerance: float = 0.0) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for points in outlines(shape, tolerance):
        path.addPolygon(QPolygonF([on_paper(x, y) for x, y in points]))
        path.closeSubpath()
    return path
