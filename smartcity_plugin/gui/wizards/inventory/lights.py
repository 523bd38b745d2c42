# SPDX-License-Identifier: GPL-2.0-or-later
"""The traffic light as a symbol: told apart by shape and mark as well as by colour."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ....catalogue import load_catalogue
from ....study.matrix import RoleRow, RoleState
from .tables import GOOD, OPEN, theme_icon
from .wording import light_of

SIZE = 64
_MARK = QColor("#ffffff")
_STATES = {RoleState.FILLED: GOOD, RoleState.MISSING: OPEN}


def light_icon(light: str) -> QIcon:
    """Return a disc with a tick (green), a triangle (yellow) or a square with a cross (red)."""
    picture = _transparent()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(load_catalogue().vocabulary.lights[light].colour))
    pen = QPen(_MARK, 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if light == "green":
        painter.drawEllipse(QRectF(4, 4, 56, 56))
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(19, 33), QPointF(28, 43), QPointF(45, 22)]))
    elif light == "yellow":
        painter.drawPolygon(QPolygonF([QPointF(32, 4), QPointF(62, 58), QPointF(2, 58)]))
        painter.setPen(pen)
        painter.drawLine(QPointF(32, 24), QPointF(32, 38))
        painter.drawPoint(QPointF(32, 49))
    else:
        painter.drawRoundedRect(QRectF(6, 6, 52, 52), 6, 6)
        painter.setPen(pen)
        painter.drawLine(QPointF(21, 21), QPointF(43, 43))
        painter.drawLine(QPointF(43, 21), QPointF(21, 43))
    painter.end()
    return QIcon(picture)


def row_icon(row: RoleRow) -> QIcon:
    """Return the symbol of a role: its light if it is rated, else that of its state."""
    light = light_of(row)
    if light:
        return light_icon(light)
    return theme_icon(_STATES[row.state]) if row.state in _STATES else empty_icon()


def empty_icon() -> QIcon:
    """Return a symbol without a picture, so that titles stay in line."""
    return QIcon(_transparent())


def _transparent() -> QPixmap:
    picture = QPixmap(SIZE, SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
