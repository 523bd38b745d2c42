# SPDX-License-Identifier: GPL-2.0-or-later
"""A page while it is laid out: texts, boxes and maps at millimetre positions of an ordinary QGIS layout."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from qgis.core import (
    QgsBasicNumericFormat,
    QgsCoordinateReferenceSystem,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
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
from .box import Box
from .formats import A4_LANDSCAPE, PageFormat
from .parts import LETTERS, Parts, alignment, number_of, set_look
from .text import Fitted
from .theme import TextStyle

if TYPE_CHECKING:
    from .templates import Template

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
TOP, MIDDLE, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom

_SLACK, _SLACK_SHARE = 1.0, 0.06
"""Extra width of a label (mm, and share of its width), so that QGIS never breaks a line that was measured to fit.

QGIS 3.40 measures texts, small ones above all, up to six per cent wider than it draws them.
"""
ZOOM_VARIABLE = "smartcity_zoom"
"""Layout variable by which letters on maps grow with the sheet."""
_SCALES = (1, 1.2, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10)


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
    """One page. Everything is placed in units; texts are wrapped and shrunk to fit their box.

    A unit is one mm, enlarged by the format's zoom: all boxes, sizes and letters grow with it, so that pages are drawn
    as if no larger letters existed. ``width`` and ``height`` are in units too; ``on_paper`` gives mm.
    """

    def __init__(
        self,
        project: QgsProject,
        page_format: PageFormat = A4_LANDSCAPE,
        template: Optional[Template] = None,
        editable: bool = False,
        light: bool = False,
    ) -> None:
        """Begin a page.

        ``template`` is the town's, ``editable`` makes a layout that can become one; ``light`` makes one that is only
        printed, in a fraction of the time: its texts and shapes are no items of their own.
        """
        self.layout = QgsPrintLayout(project)
        self.layout.initializeDefaults()
        self.format = page_format
        self.zoom = page_format.zoom
        self.width, self.height = page_format.width / self.zoom, page_format.height / self.zoom
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(page_format.width, page_format.height))
        QgsExpressionContextUtils.setLayoutVariable(self.layout, ZOOM_VARIABLE, self.zoom)
        self.texts: list[Written] = []
        """What was written where, for those who check that nothing was cut off."""
        self.parts = Parts(self.layout, page_format, template, editable, light)

    def on_paper(self, box: Box) -> QRectF:
        """Return where a box lies in mm."""
        return QRectF(*(self.zoom * size for size in box))

    def in_units(self, place: QRectF) -> Box:
        """Return the box that lies there."""
        return Box(*(size / self.zoom for size in place.getRect()))

    @contextmanager
    def slot(self, name: str, box: Box) -> Iterator[Box]:
        """Draw a named part of the page, such as its legend: yields the box to draw into.

        What is drawn inside the block belongs together; a template may give it another place and size, or leave it
        out. So everything in the block must be placed relative to the box that is yielded. A slot inside a slot moves
        with it. The second slot of a name on a page is called ``name:2``.
        """
        if self.parts.inside:
            yield box
            return
        place = self.on_paper(box)
        given = self.parts.begin_slot(name, place)
        try:
            yield box if given == place else self.in_units(given)
        finally:
            self.parts.end_slot()

    def finish(self) -> Sheet:
        """End the page: the template's own items are added, what it leaves out goes."""
        self.parts.finish()
        return self

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
        if not words:
            return typography.fit(words, style, box.width, box.height)
        part = self.parts.name_of(name)
        change = self.parts.change(part)
        align = alignment(change.look.get("align"), align)
        valign = alignment(change.look.get("valign"), valign)
        if change.rect:
            box = _without_slack(self.in_units(QRectF(*change.rect)), align)
        with theme.lettered(change.look.get("family")):
            fitted = typography.fit(words, self._restyled(style, change.look), box.width, box.height)
            if self.parts.is_gone(part):
                return fitted
            place = self.on_paper(_with_slack(box, fitted.height, align))
            self._write(place, fitted, (align, valign), name, part)
        self.texts.append(Written(box, fitted, align, valign))
        return fitted

    def _write(
        self, place: QRectF, fitted: Fitted, aligned: tuple[Qt.AlignmentFlag, Qt.AlignmentFlag], name: str, part: str
    ) -> None:
        align, valign = aligned
        on_paper = fitted.style.but(size=fitted.style.size * self.zoom)
        look = self.parts.change(part).look
        canvas = None if set(look) - LETTERS else self.parts.canvas()
        if canvas is not None:
            canvas.text(place, fitted.lines, on_paper, number_of(align | valign) | number_of(Qt.TextFlag.TextDontClip))
            return
        label = QgsLayoutItemLabel(self.layout)
        _set_font(label, on_paper)
        label.setText("\n".join(fitted.lines))
        label.setHAlign(align)
        label.setVAlign(valign)
        label.attemptSetSceneRect(place)
        label.setId(name)
        set_look(label, look)
        self.parts.add(label, part)

    def _restyled(self, style: TextStyle, look: Mapping[str, Any]) -> TextStyle:
        """Return a style with the letters that a template wants."""
        changes = {key: look[key] for key in ("bold", "italic", "colour") if key in look}
        if "size" in look:
            size = float(look["size"]) / self.zoom
            changes.update(size=size, smallest=min(style.smallest, size))
        return style.but(**changes) if changes else style

    def paragraph(self, box: Box, words: str, style: TextStyle) -> float:
        """Write from the top of a box; returns the height used."""
        return self.text(box, words, style).height

    def rect(self, box: Box, fill: Optional[str], outline: Optional[str] = None, width: float = 0.15) -> None:
        """Draw a rectangle; None leaves fill or outline away."""
        self._plain(box, fill, outline, width, QgsLayoutItemShape.Shape.Rectangle)

    def dot(self, x: float, y: float, size: float, colour: str, outline: Optional[str] = "#ffffff") -> None:
        """Draw a circle around a point."""
        box = Box(x - size / 2, y - size / 2, size, size)
        self._plain(box, colour, outline, 0.15, QgsLayoutItemShape.Shape.Ellipse)

    def swatch(self, box: Box, symbol: QgsSymbol) -> None:
        """Draw a symbol into a box, as legends do."""
        if isinstance(symbol, QgsLineSymbol):
            width = max(symbol.width() / self.zoom, 0.3)
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
        part = self.parts.name_of(name)
        self.parts.dress(item, part)
        item.attemptSetSceneRect(self.on_paper(box))
        item.setCrs(QgsCoordinateReferenceSystem(crs))
        item.setLayers(layers)
        item.setKeepLayerSet(True)
        item.setBackgroundEnabled(False)
        item.setId(name)
        set_look(item, self.parts.change(part).look)
        self.parts.add(item, part)
        # Exactly the shape of the item: QGIS would change the item or the extent otherwise.
        paper, shown = Box(*self.on_paper(box).getRect()), turned(extent, item.mapRotation())
        item.zoomToExtent(extent_at(shown, paper, scale_for(shown, paper, round_scale)))
        return item

    def scale_bar(self, x: float, y: float, item: QgsLayoutItemMap, scale: float, room: float) -> None:
        """Draw a scale bar for a map, no wider than ``room`` mm."""
        longest = (room - 12.0) / 2 * self.zoom * scale / 1000.0
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
        bar.setNumericFormat(_plain_numbers())
        bar.setHeight(1.2 * self.zoom)
        bar.setLabelBarSpace(0.8 * self.zoom)
        bar.setBoxContentSpace(0.0)
        bar.setTextFormat(text_format(theme.SMALL.but(size=theme.SMALL.size * self.zoom)))
        for symbol, colour in ((bar.fillSymbol(), theme.INK), (bar.alternateFillSymbol(), theme.PAPER)):
            symbol.setColor(QColor(colour))
        line = QgsLineSymbol.createSimple({"color": theme.INK, "width": "0.2"})
        bar.setLineSymbol(line)
        bar.setId("scale_bar")
        part = self.parts.name_of("scale_bar")
        self.parts.add(bar, part)
        bar.update()
        given = self.parts.change(part).rect
        bar.attemptMove(QgsLayoutPoint(*given[:2]) if given else QgsLayoutPoint(x * self.zoom, y * self.zoom))

    def picture(self, box: Box, source: str, name: str = "") -> QgsLayoutItemPicture:
        """Draw a picture as large as the box allows without distorting it, in the middle of the box.

        ``source`` is the path of an SVG, PNG or JPEG file, or such a picture itself as ``base64:…`` (``embedded`` makes
        it from bytes); SVG stays vector in PDF.
        """
        item = QgsLayoutItemPicture(self.layout)
        item.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        item.setPictureAnchor(QgsLayoutItemPicture.ReferencePoint.Middle)
        part = self.parts.name_of(name)
        change = self.parts.change(part)
        item.attemptSetSceneRect(QRectF(*change.rect) if change.rect else self.on_paper(box))
        item.setPicturePath(source, _picture_format(source))
        item.setId(name)
        set_look(item, change.look)
        self.parts.add(item, part)
        return item

    def exporter(self) -> QgsLayoutExporter:
        """Return what paints the page."""
        return QgsLayoutExporter(self.layout)

    def check(self) -> None:
        """Raise what went wrong while the page was painted, which QGIS cannot pass on."""
        for canvas in self.parts.canvases:
            if canvas.failure is not None:
                raise canvas.failure

    def _plain(
        self, box: Box, fill: Optional[str], outline: Optional[str], width: float, kind: QgsLayoutItemShape.Shape
    ) -> None:
        canvas = self.parts.canvas()
        if canvas is None:
            self._shape(box, QgsFillSymbol.createSimple(_fill(fill, outline, width)), kind)
        elif not self.parts.is_gone(""):
            canvas.shape(self.on_paper(box), fill, outline, width, kind == QgsLayoutItemShape.Shape.Ellipse)

    def _shape(self, box: Box, symbol: QgsFillSymbol, kind: QgsLayoutItemShape.Shape) -> None:
        if self.parts.is_gone(""):
            return
        canvas = self.parts.canvas()
        if canvas is not None:
            canvas.fill(self.on_paper(box), symbol)
            return
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(kind)
        item.setSymbol(symbol)
        item.attemptSetSceneRect(self.on_paper(box))
        self.parts.add(item, self.parts.name_of(""))

    def _marker(self, box: Box, symbol: QgsMarkerSymbol) -> None:
        from qgis.core import QgsLayoutItemMarker

        if self.parts.is_gone(""):
            return
        canvas = self.parts.canvas()
        if canvas is not None:
            middle = self.on_paper(box).center()
            canvas.marker(middle.x(), middle.y(), symbol)
            return
        item = QgsLayoutItemMarker(self.layout)
        item.setSymbol(symbol.clone())
        size = symbol.size() / self.zoom  # as large as on the map, whose signs do not grow
        middle = Box(box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, size)
        item.attemptSetSceneRect(self.on_paper(middle))
        self.parts.add(item, self.parts.name_of(""))


def _with_slack(box: Box, height: float, align: Qt.AlignmentFlag) -> Box:
    """Return the box of a label for a text that was laid out in a box."""
    slack = _SLACK + _SLACK_SHARE * box.width
    left = box.x - (slack if align == RIGHT else slack / 2 if align == CENTRE else 0.0)
    # Lines taller than the box (tight tables) stay centred on it.
    over = max(height - box.height, 0.0)
    return Box(left, box.y - over / 2, box.width + slack, box.height + over)


def _without_slack(box: Box, align: Qt.AlignmentFlag) -> Box:
    """Return the box for the text of a label that a template has placed."""
    width = max(box.width - _SLACK, 1.0) / (1.0 + _SLACK_SHARE)
    slack = box.width - width
    return Box(box.x + (slack if align == RIGHT else slack / 2 if align == CENTRE else 0.0), box.y, width, box.height)


def embedded(content: bytes) -> str:
    """Return a picture as a source that needs no file."""
    return "base64:" + base64.b64encode(content).decode("ascii")


def _picture_format(source: str) -> QgsLayoutItemPicture.Format:
    """Return whether a picture is drawn as vectors; embedded ones have no name that would tell."""
    formats = QgsLayoutItemPicture.Format
    if source.startswith("base64:"):
        start = base64.b64decode(source[len("base64:") :][:4096]).lstrip(b"\xef\xbb\xbf \t\r\n")
        is_svg = start.startswith(b"<") and b"<svg" in start
        return formats.FormatSVG if is_svg else formats.FormatRaster
    return formats.FormatSVG if source.lower().endswith(".svg") else formats.FormatRaster


def _plain_numbers() -> QgsBasicNumericFormat:
    """Return a format without separators: those of QGIS follow the computer's language, not that of the page."""
    numbers = QgsBasicNumericFormat()
    numbers.setShowThousandsSeparator(False)
    return numbers


def scale_for(extent: QgsRectangle, box: Box, round_scale: bool = True) -> float:
    """Return the scale number at which an extent fits into a box, rounded up to a readable one."""
    exact = 1000.0 * max(extent.width() / box.width, extent.height() / box.height, 1e-6)
    if not round_scale:
        return exact
    power = 1.0
    while power * 10 <= exact:
        power *= 10
    return next(step * power for step in _SCALES if step * power >= exact)


def turned(extent: QgsRectangle, degrees: float) -> QgsRectangle:
    """Return the extent that a map must have so that it shows an extent at any corner when it is rotated."""
    if not degrees:
        return extent
    cosine, sine = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    width = extent.width() * cosine + extent.height() * sine
    height = extent.width() * sine + extent.height() * cosine
    return QgsRectangle.fromCenterAndSize(extent.center(), width, height)


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
