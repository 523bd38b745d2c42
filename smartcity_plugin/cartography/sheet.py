# SPDX-License-Identifier: GPL-2.0-or-later
"""A page while it is laid out: texts, boxes and maps at millimetre positions of an ordinary QGIS layout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSymbol,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from . import text as typography
from . import theme
from .formats import A4_LANDSCAPE, PageFormat
from .text import Fitted
from .theme import TextStyle

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
TOP, MIDDLE, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom

_SLACK, _SLACK_SHARE = 1.0, 0.04
"""Extra width of a label (mm, and share of its width), so that QGIS never breaks a line that was measured to fit.

QGIS 3.40 measures texts up to three per cent wider than it draws them.
"""
_SCALES = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10)


class Box(NamedTuple):
    """A rectangle on the page, in mm from the upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> Box:
        """Return the box without a margin all around."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def columns(self, count: int, gap: float) -> list[Box]:
        """Return equal boxes side by side."""
        width = (self.width - gap * (count - 1)) / count
        return [Box(self.x + number * (width + gap), self.y, width, self.height) for number in range(count)]

    def below(self, used: float) -> Box:
        """Return what is left under the first ``used`` mm."""
        return Box(self.x, self.y + used, self.width, self.height - used)


class Written(NamedTuple):
    """A text on a page: the box it was given, what it became, and where in the box it stands."""

    box: Box
    fitted: Fitted
    align: Qt.AlignmentFlag
    valign: Qt.AlignmentFlag

    @property
    def covered(self) -> Box:
        """The part of the box that has letters on it."""
        left = self.box.x + (self.box.width - self.fitted.width) * {RIGHT: 1.0, CENTRE: 0.5}.get(self.align, 0.0)
        top = self.box.y + (self.box.height - self.fitted.height) * {BOTTOM: 1.0, MIDDLE: 0.5}.get(self.valign, 0.0)
        return Box(left, top, self.fitted.width, self.fitted.height)


class Sheet:
    """One page. Everything is placed in mm; texts are wrapped and shrunk to fit their box."""

    def __init__(self, project: QgsProject, page_format: PageFormat = A4_LANDSCAPE) -> None:
        self.layout = QgsPrintLayout(project)
        self.layout.initializeDefaults()
        self.format = page_format
        self.width, self.height = page_format.width, page_format.height
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(self.width, self.height))
        self.texts: list[Written] = []
        """What was written where, for those who check that nothing was cut off."""

    @contextmanager
    def slot(self, name: str, box: Box) -> Iterator[Box]:
        """Draw a named part of the page, such as its legend: yields the box to draw into.

        What is drawn inside the block belongs together; a template may give the part another place.
        """
        yield box

    def text(
        self,
        box: Box,
        words: str,
        style: TextStyle,
        align: Qt.AlignmentFlag = LEFT,
        valign: Qt.AlignmentFlag = TOP,
        name: str = "",
    ) -> Fitted:
        """Write into a box; returns what was written, with its size."""
        fitted = typography.fit(words, style, box.width, box.height)
        if not words:
            return fitted
        label = QgsLayoutItemLabel(self.layout)
        label.setText("\n".join(fitted.lines))
        _set_font(label, fitted.style)
        label.setHAlign(align)
        label.setVAlign(valign)
        slack = _SLACK + _SLACK_SHARE * box.width
        left = box.x - (slack if align == RIGHT else slack / 2 if align == CENTRE else 0.0)
        # Lines taller than the box (tight tables) stay centred on it.
        over = max(fitted.height - box.height, 0.0)
        label.attemptSetSceneRect(QRectF(left, box.y - over / 2, box.width + slack, box.height + over))
        label.setId(name)
        self.layout.addLayoutItem(label)
        self.texts.append(Written(box, fitted, align, valign))
        return fitted

    def paragraph(self, box: Box, words: str, style: TextStyle) -> float:
        """Write from the top of a box; returns the height used."""
        return self.text(box, words, style).height

    def rect(self, box: Box, fill: Optional[str], outline: Optional[str] = None, width: float = 0.15) -> None:
        """Draw a rectangle; None leaves fill or outline away."""
        self.swatch(box, QgsFillSymbol.createSimple(_fill(fill, outline, width)))

    def dot(self, x: float, y: float, size: float, colour: str, outline: Optional[str] = "#ffffff") -> None:
        """Draw a circle around a point."""
        box = Box(x - size / 2, y - size / 2, size, size)
        shape = QgsLayoutItemShape.Shape.Ellipse
        self._shape(box, QgsFillSymbol.createSimple(_fill(colour, outline, 0.15)), shape)

    def swatch(self, box: Box, symbol: QgsSymbol) -> None:
        """Draw a symbol into a box, as legends do."""
        if isinstance(symbol, QgsLineSymbol):
            width = max(symbol.width(), 0.3)
            self.rect(Box(box.x, box.y + (box.height - width) / 2, box.width, width), symbol.color().name())
        elif isinstance(symbol, QgsMarkerSymbol):
            self._marker(box, symbol)
        else:
            self._shape(box, symbol.clone(), QgsLayoutItemShape.Shape.Rectangle)

    def map(
        self,
        box: Box,
        layers: list[QgsMapLayer],
        extent: QgsRectangle,
        crs: str,
        round_scale: bool = True,
        name: str = "",
    ) -> QgsLayoutItemMap:
        """Draw a map that shows at least the extent, at a round scale."""
        item = QgsLayoutItemMap(self.layout)
        item.attemptSetSceneRect(QRectF(*box))
        item.setCrs(QgsCoordinateReferenceSystem(crs))
        item.setLayers(layers)
        item.setKeepLayerSet(True)
        item.setBackgroundEnabled(False)
        item.setId(name)
        self.layout.addLayoutItem(item)
        # Exactly the shape of the item: QGIS would change the item or the extent otherwise.
        item.zoomToExtent(extent_at(extent, box, scale_for(extent, box, round_scale)))
        return item

    def scale_bar(self, x: float, y: float, item: QgsLayoutItemMap, scale: float, room: float) -> None:
        """Draw a scale bar for a map, no wider than ``room`` mm."""
        longest = (room - 12.0) / 2 * scale / 1000.0
        segment = max(
            (m for m in (10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000) if m <= longest), default=5
        )
        kilometres = segment >= 1000
        bar = QgsLayoutItemScaleBar(self.layout)
        bar.setLinkedMap(item)
        bar.setStyle("Single Box")
        unit = QgsUnitTypes.DistanceUnit
        bar.setUnits(unit.DistanceKilometers if kilometres else unit.DistanceMeters)
        bar.setUnitLabel("km" if kilometres else "m")
        bar.setMapUnitsPerScaleBarUnit(1.0)
        bar.setUnitsPerSegment(segment / 1000.0 if kilometres else segment)
        bar.setNumberOfSegments(2)
        bar.setNumberOfSegmentsLeft(0)
        bar.setHeight(1.2)
        bar.setLabelBarSpace(0.8)
        bar.setBoxContentSpace(0.0)
        bar.setTextFormat(text_format(theme.SMALL))
        for symbol, colour in ((bar.fillSymbol(), theme.INK), (bar.alternateFillSymbol(), theme.PAPER)):
            symbol.setColor(QColor(colour))
        line = QgsLineSymbol.createSimple({"color": theme.INK, "width": "0.2"})
        bar.setLineSymbol(line)
        self.layout.addLayoutItem(bar)
        bar.update()
        bar.attemptMove(QgsLayoutPoint(x, y))

    def exporter(self) -> QgsLayoutExporter:
        """Return what paints the page."""
        return QgsLayoutExporter(self.layout)

    def _shape(self, box: Box, symbol: QgsFillSymbol, kind: QgsLayoutItemShape.Shape) -> None:
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(kind)
        item.setSymbol(symbol)
        item.attemptSetSceneRect(QRectF(*box))
        self.layout.addLayoutItem(item)

    def _marker(self, box: Box, symbol: QgsMarkerSymbol) -> None:
        from qgis.core import QgsLayoutItemMarker

        item = QgsLayoutItemMarker(self.layout)
        item.setSymbol(symbol.clone())
        size = symbol.size()
        item.attemptSetSceneRect(QRectF(box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, size))
        self.layout.addLayoutItem(item)


def scale_for(extent: QgsRectangle, box: Box, round_scale: bool = True) -> float:
    """Return the scale number at which an extent fits into a box, rounded up to a readable one."""
    exact = 1000.0 * max(extent.width() / box.width, extent.height() / box.height, 1e-6)
    if not round_scale:
        return exact
    power = 1.0
    while power * 10 <= exact:
        power *= 10
    return next(step * power for step in _SCALES if step * power >= exact)


def extent_at(extent: QgsRectangle, box: Box, scale: float) -> QgsRectangle:
    """Return the extent around the same centre that fills a box at a scale."""
    centre = extent.center()
    width, height = box.width / 1000.0 * scale / 2, box.height / 1000.0 * scale / 2
    return QgsRectangle(centre.x() - width, centre.y() - height, centre.x() + width, centre.y() + height)


def text_format(style: TextStyle) -> QgsTextFormat:
    """Return the QGIS text format of a style."""
    result = QgsTextFormat()
    result.setFont(theme.font(style))
    result.setSize(theme.snapped(style.size))
    result.setColor(QColor(theme.hexed(style.colour)))
    return result


def _set_font(label: QgsLayoutItemLabel, style: TextStyle) -> None:
    """Set font and colour; QGIS 3.24 and later know only text formats."""
    if hasattr(label, "setTextFormat"):
        label.setTextFormat(text_format(style))
    else:
        label.setFont(theme.font(style))
        label.setFontColor(QColor(theme.hexed(style.colour)))


def _fill(fill: Optional[str], outline: Optional[str], width: float) -> dict[str, str]:
    properties = {"color": theme.hexed(fill)} if fill else {"style": "no"}
    if outline:
        properties.update(outline_color=theme.hexed(outline), outline_width=str(width), joinstyle="miter")
    else:
        properties["outline_style"] = "no"
    return properties
