# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether Qt can draw the pictures of a corporate design, and the pictures themselves."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QImage, QImageReader, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ..model.design import ARMS, LOGO, DesignPart
from ..model.problem import SmartCityError
from ..sources.design_files import picture_ending

MOST_PIXELS = 50_000_000
"""A page of A3 at 400 dpi has 31 million; larger ones only take memory."""


def look_at(part: DesignPart) -> None:
    """Raise SmartCityError if a logo or coat of arms cannot be drawn; other parts are not looked at."""
    if part.kind not in (LOGO, ARMS):
        return
    if picture_ending(part.content) == ".svg":
        if not _renderer(part.content).isValid():
            raise SmartCityError("design_picture_unreadable", file=part.name, detail="SVG")
        return
    reader, _buffer = _reader(part.content)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        detail = f"{size.width()} × {size.height()}"
        raise SmartCityError("design_picture_unreadable", file=part.name, detail=detail)
    if reader.read().isNull():
        raise SmartCityError("design_picture_unreadable", file=part.name, detail=reader.errorString())


def picture(part: Optional[DesignPart], size: QSize) -> QImage:
    """Return a picture as large as fits into a size, its proportions kept; a null image without one."""
    if part is None:
        return QImage()
    if picture_ending(part.content) != ".svg":
        reader, _buffer = _reader(part.content)
        image = reader.read()
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image if image.isNull() else image.scaled(size, kept, smooth)
    renderer = _renderer(part.content)
    fitted = renderer.defaultSize().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    if not renderer.isValid() or fitted.isEmpty():
        return QImage()
    image = QImage(fitted, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, fitted.width(), fitted.height()))
    painter.end()
    return image


def png(part: Optional[DesignPart], size: QSize) -> bytes:
    """Return a picture as PNG as large as fits into a size; nothing without one, or if it cannot be drawn."""
    image = picture(part, size)
    if image.isNull():
        return b""
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")
    return bytes(content.data())


def _renderer(content: bytes) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(content))


def _reader(content: bytes) -> tuple[QImageReader, QBuffer]:
    """Return a reader with what it reads from, which must live as long as it does."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return reader, buffer
