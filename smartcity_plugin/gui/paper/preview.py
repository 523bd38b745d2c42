# SPDX-License-Identifier: GPL-2.0-or-later
"""A page as it would be printed in the design that is being chosen; without results a drawn sample."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsMessageLog, QgsProject
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QApplication, QLabel, QSizePolicy

from ...bridge import pictures
from ...bridge.i18n import language, translate
from ...model.design import ARMS, LOGO
from ...model.problem import SmartCityError
from ...study.own_indicators import catalogue_of
from .draft import Draft, DraftStudy

DPI = 80
COVER, INDICATOR = "cover", "indicator"
"""Kinds of page that are shown."""


class PagePreview(QLabel):
    """Shows a page as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setMinimumSize(QSize(240, 170))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(translate("SmartCity", "Preview"))

    @property
    def image(self) -> QImage:
        """What is shown, in full size."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show another page."""
        self._image = image
        self._fit()

    def resizeEvent(self, event) -> None:
        """Keep to the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        size = QSize(int((self.width() - 2) * ratio), int((self.height() - 2) * ratio))
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(_framed(self._image.scaled(size, keep, smooth)))
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


def draw_sample(path: str, draft: Draft, kind: str) -> tuple[QImage, bool]:
    """Return a page in the draft's design and whether it is one of the study; ``kind`` may be the key of a page.

    It is a drawn sample if nothing was computed or the page cannot be drawn; why not is told in QGIS's log.
    """
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        page = _real_page(path, draft, kind)
        return (page, True) if page is not None else (drawn_sample(draft), False)
    except SmartCityError:
        return drawn_sample(draft), False
    except Exception as error:  # a preview must never keep a design from being changed
        QgsMessageLog.logMessage(f"{type(error).__name__}: {error}", "Smart City")
        return drawn_sample(draft), False
    finally:
        QApplication.restoreOverrideCursor()


def _real_page(path: str, draft: Draft, kind: str) -> Optional[QImage]:
    """Draw a page of the study by its key, or the first one of a kind; None if there is none."""
    from ...cartography import theme
    from ...cartography.atlas import draw_page, make_context
    from ...cartography.pages import cover, indicator

    # Only what is shown is planned: the whole atlas takes seconds.
    module = cover if kind == COVER else indicator
    project = QgsProject()
    with DraftStudy.open(Path(path)) as study:
        study.show(draft)
        with theme.using(draft.theme):
            context = make_context(project, study, catalogue_of(study), language())
            try:
                pages = module.pages(context) if context.facts.computed else []
                found = [number for number, page in enumerate(pages) if kind in (page.kind, page.key)]
                if not found:
                    return None
                sheet = draw_page(project, pages[found[0]], found[0] + 1, len(pages))
                image = sheet.exporter().renderPageToImage(0, QSize(), DPI)
                del sheet
                return image
            finally:
                del context
                project.clear()


def drawn_sample(draft: Draft) -> QImage:
    """Draw something like a page: band, title, a chart and a footer, with the pictures of the draft."""
    theme = draft.theme
    scale = DPI / 25.4
    image = QImage(QSize(round(297 * scale), round(210 * scale)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    margin = theme.margin
    width = 297 - 2 * margin

    def fill(x: float, y: float, w: float, h: float, colour: str) -> None:
        painter.fillRect(QRectF(x, y, w, h), QColor(colour))

    def write(x: float, y: float, w: float, size: float, text: str, colour: str, bold: bool = False) -> None:
        font = QFont(theme.fonts[0])
        font.setPixelSize(max(1, round(size)))
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(x, y, w, size * 1.6), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    fill(0, 0, 297, 9, theme.colours.accent)
    write(margin, 0.5, width, 5, draft.stored.municipality, "#ffffff", bold=True)
    write(margin, 14, width * 0.7, 9, translate("SmartCity", "Title of a page"), theme.colours.ink, bold=True)
    write(margin, 28, width * 0.7, 5, translate("SmartCity", "Subtitle and remarks"), theme.colours.quiet)
    for number, share in enumerate((0.9, 0.7, 0.55, 0.35)):
        top = 50 + number * 18
        fill(margin, top, width * 0.6, 10, theme.colours.track)
        fill(margin, top, width * 0.6 * share, 10, theme.colours.accent)
    fill(margin + width * 0.64, 50, 1.6, 64, theme.colours.highlight)
    write(
        margin + width * 0.67, 50, width * 0.33, 6, translate("SmartCity", "Key figure"), theme.colours.ink, bold=True
    )
    write(margin + width * 0.67, 62, width * 0.33, 5, translate("SmartCity", "Remark"), theme.colours.quiet)
    fill(margin, 196, width, 0.4, theme.colours.faint)
    write(margin, 198, width, 4, theme.organisation.in_language(language()), theme.colours.quiet)
    right = 297 - margin
    for kind in (LOGO, ARMS):
        drawn = pictures.picture(draft.part(kind), QSize(round(40 * scale), round(20 * scale)))
        if not drawn.isNull():
            size = QSize(round(drawn.width() / scale), round(drawn.height() / scale))
            painter.drawImage(QRectF(right - size.width(), 12, size.width(), size.height()), drawn)
            right -= size.width() + 3
    painter.end()
    return image


def _framed(image: QImage) -> QImage:
    """Return a page with a thin edge, which white paper on a light window needs."""
    painter = QPainter(image)
    painter.setPen(QColor("#9aa5b1"))
    painter.drawRect(0, 0, image.width() - 1, image.height() - 1)
    painter.end()
    return image
