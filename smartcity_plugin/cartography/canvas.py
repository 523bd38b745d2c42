# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts and shapes of a page painted by one layout item, where nobody is going to edit the layout.

A page has hundreds of texts and shapes. As layout items of their own they cost QGIS more than all maps; painted like
this they look the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Optional

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemRegistry,
    QgsLayoutItemRenderContext,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsRenderContext,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from . import theme
from .theme import POINT, TextStyle

_FINE = 100.0
"""Letters are set in hundredths of a millimetre, as fonts have whole sizes."""
_RIGHT, _CENTRE, _BOTTOM, _MIDDLE = (
    int(getattr(flag, "value", flag))
    for flag in (
        Qt.AlignmentFlag.AlignRight,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignBottom,
        Qt.AlignmentFlag.AlignVCenter,
    )
)
_MILLIMETRES = QgsUnitTypes.RenderUnit.RenderMillimeters

Stroke = Callable[[QPainter, QgsRenderContext, float], None]


class Canvas(QgsLayoutItem):
    """Paints what it is given, in that order; all places are mm on the page."""

    def __init__(self, layout: QgsPrintLayout, width: float, height: float) -> None:
        super().__init__(layout)
        self._strokes: list[Stroke] = []
        self.failure: Optional[Exception] = None
        """What went wrong while painting; QGIS cannot pass it on."""
        self.setBackgroundEnabled(False)
        self.attemptSetSceneRect(QRectF(0, 0, width, height))

    def exportLayerBehavior(self) -> QgsLayoutItem.ExportLayerBehavior:
        """Stay apart: QGIS asks the kind of items it groups for their name, and crashes for one it does not know."""
        return QgsLayoutItem.ExportLayerBehavior.MustPlaceInOwnLayer

    def type(self) -> int:
        """Return a type that no item of QGIS has."""
        return int(QgsLayoutItemRegistry.ItemType.PluginItem) + 7301

    def draw(self, context: QgsLayoutItemRenderContext) -> None:
        """Paint everything."""
        render = context.renderContext()
        painter = render.painter()
        scale = render.convertToPainterUnits(1.0, _MILLIMETRES)
        painter.save()
        try:
            for stroke in self._strokes:
                stroke(painter, render, scale)
        except Exception as error:
            self.failure = error
        finally:
            painter.restore()

    def text(self, place: QRectF, lines: Sequence[str], style: TextStyle, flags: int) -> None:
        """Write lines; the size of the style is that on paper."""
        font = _font(style)
        words, pen = "\n".join(lines), QColor(theme.hexed(style.colour))
        room = QRectF(place.x() * _FINE, place.y() * _FINE, place.width() * _FINE, place.height() * _FINE)

        def stroke(painter: QPainter, render: QgsRenderContext, scale: float) -> None:
            painter.save()
            painter.scale(scale / _FINE, scale / _FINE)
            if render.textRenderFormat() == Qgis.TextRenderFormat.AlwaysText:
                painter.setFont(font)
                painter.setPen(pen)
                painter.drawText(room, flags, words)
            else:
                painter.fillPath(_letters(room, lines, font, flags), pen)
            painter.restore()

        self._strokes.append(stroke)

    def shape(self, place: QRectF, fill: Optional[str], outline: Optional[str], width: float, round_: bool) -> None:
        """Draw a rectangle or ellipse; None leaves fill or outline away."""
        brush = QColor(theme.hexed(fill)) if fill else Qt.BrushStyle.NoBrush
        edge = QColor(theme.hexed(outline)) if outline else None

        def stroke(painter: QPainter, _: QgsRenderContext, scale: float) -> None:
            painter.setBrush(brush)
            if edge is None:
                painter.setPen(Qt.PenStyle.NoPen)
            else:
                pen = QPen(edge, width * scale)
                pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
                painter.setPen(pen)
            box = _scaled(place, scale)
            painter.drawEllipse(box) if round_ else painter.drawRect(box)

        self._strokes.append(stroke)

    def fill(self, place: QRectF, symbol: QgsFillSymbol) -> None:
        """Draw a rectangle in a symbol of a map."""
        own = symbol.clone()

        def stroke(_: QPainter, render: QgsRenderContext, scale: float) -> None:
            own.startRender(render)
            own.renderPolygon(QPolygonF(_scaled(place, scale)), None, None, render)
            own.stopRender(render)

        self._strokes.append(stroke)

    def marker(self, x: float, y: float, symbol: QgsMarkerSymbol) -> None:
        """Draw a sign of a map around a point."""
        own = symbol.clone()

        def stroke(_: QPainter, render: QgsRenderContext, scale: float) -> None:
            own.startRender(render)
            own.renderPoint(QPointF(x * scale, y * scale), None, render)
            own.stopRender(render)

        self._strokes.append(stroke)


def _letters(room: QRectF, lines: Sequence[str], font: QFont, flags: int) -> QPainterPath:
    """Return the shapes of letters, set as Qt sets them as text."""
    metrics, path = QFontMetricsF(font), QPainterPath()
    height = len(lines) * metrics.lineSpacing() - metrics.leading()
    share = 1.0 if flags & _BOTTOM else 0.5 if flags & _MIDDLE else 0.0
    baseline = room.y() + share * (room.height() - height) + metrics.ascent()
    for line in lines:
        rest = room.width() - metrics.horizontalAdvance(line)
        share = 1.0 if flags & _RIGHT else 0.5 if flags & _CENTRE else 0.0
        path.addText(QPointF(room.x() + share * rest, baseline), font, line)
        baseline += metrics.lineSpacing()
    return path


def _scaled(place: QRectF, scale: float) -> QRectF:
    return QRectF(place.x() * scale, place.y() * scale, place.width() * scale, place.height() * scale)


def _font(style: TextStyle) -> QFont:
    """Return a font in hundredths of a millimetre, without hinting: letters stand where they were measured."""
    font = theme.font(style)
    font.setPixelSize(max(round(theme.snapped(style.size) * POINT * _FINE), 1))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
