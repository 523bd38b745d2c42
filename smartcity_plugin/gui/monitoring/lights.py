# SPDX-License-Identifier: GPL-2.0-or-later
"""The lights as small pictures: each has a shape of its own besides its colour."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ...study.monitoring import COLOURS, GREY, RED, YELLOW

LIGHT_SIZE = 16
_PIXELS = 64


def light_icon(light: str) -> QIcon:
    """Return the picture of a light: a disc, a triangle, a square, or for what is unknown a ring."""
    picture = QPixmap(_PIXELS, _PIXELS)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(COLOURS[light])
    painter.setPen(QPen(colour, 7.0))
    painter.setBrush(Qt.BrushStyle.NoBrush if light == GREY else colour)
    if light == RED:
        painter.drawRect(QRectF(12, 12, 40, 40))
    elif light == YELLOW:
        painter.drawPolygon(QPolygonF([QPointF(32, 10), QPointF(56, 52), QPointF(8, 52)]))
    else:
        painter.drawEllipse(QRectF(10, 10, 44, 44))
    painter.end()
    return QIcon(picture)
