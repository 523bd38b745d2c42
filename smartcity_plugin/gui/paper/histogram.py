# SPDX-License-Identifier: GPL-2.0-or-later
"""A histogram of an indicator's values with the breaks and colours of a map's classes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import isfinite
from typing import Optional

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...bridge.i18n import language, translate
from ...cartography.classes import BREAK_DECIMALS, Classes, write

BINS = 24
GAP = 6
NO_CLASS = "#9aa5b1"
"""The colour of bars while the classes cannot be made."""


class Histogram(QWidget):
    """Bars of how many units have which value, in the colours of their classes; lines at the breaks, told below."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._values: list[float] = []
        self._classes: Optional[Classes] = None
        self._colours: Sequence[str] = ()
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("SmartCity", "Distribution of the values"))

    def sizeHint(self) -> QSize:
        """Return a size that shows some lines of bars."""
        return QSize(300, self.fontMetrics().lineSpacing() * 7)

    def show_classes(self, values: Sequence[float], classes: Optional[Classes], colours: Sequence[str]) -> None:
        """Show values and classes; None for what cannot be drawn."""
        self._values = [float(value) for value in values if isfinite(value)]
        self._classes, self._colours = classes, colours
        self.setAccessibleDescription(", ".join(write(value, language(), 3) for value in self.breaks))
        self.update()

    @property
    def breaks(self) -> list[float]:
        """The breaks between the classes."""
        return [item.lower for item in self._classes.classes if item.lower is not None] if self._classes else []

    def paintEvent(self, event) -> None:
        """Draw bars, lines and numbers."""
        super().paintEvent(event)
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        line = self.fontMetrics().lineSpacing()
        area = QRectF(GAP, GAP, self.width() - 2 * GAP, self.height() - 2 * GAP - line)
        low, high = min(self._values), max(self._values)
        span = (high - low) or 1.0
        self._draw_bars(painter, area, (low, low + span))
        painter.setPen(ink)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        free = area.x() - 1.0
        for value in self.breaks:
            x = area.x() + area.width() * (value - low) / span
            if not area.x() <= x <= area.right():
                continue
            painter.setPen(QPen(ink, 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(round(x), round(area.y()), round(x), round(area.bottom()))
            free = self._write(painter, x, area, value, free)
        painter.end()

    def _draw_bars(self, painter: QPainter, area: QRectF, span: tuple[float, float]) -> None:
        """Draw a bar for each step of values, piled up from the lowest class to the highest."""
        colours = list(self._colours) or [NO_CLASS]
        low, high = span
        piles = [[0] * BINS for _ in colours]
        for value in self._values:
            # A class begins with its break, so a value equal to it lies above.
            member = min(bisect_right(self.breaks, value), len(colours) - 1)
            piles[member][min(int((value - low) / (high - low) * BINS), BINS - 1)] += 1
        highest = max(map(sum, zip(*piles)))
        width = area.width() / BINS
        for number in range(BINS):
            bottom = area.bottom()
            for pile, colour in zip(piles, colours):
                height = area.height() * pile[number] / highest
                bar = QRectF(area.x() + number * width, bottom - height, max(1.0, width - 1), height)
                painter.fillRect(bar, QColor(colour))
                bottom -= height

    def _write(self, painter: QPainter, x: float, area: QRectF, value: float, free: float) -> float:
        """Write a break below its line where there is room beside the one before; returns where room begins again."""
        text = write(value, language(), self._classes.decimals + BREAK_DECIMALS)
        width = self.fontMetrics().horizontalAdvance(text)
        left = min(max(x - width / 2, area.x()), area.right() - width)
        if left < free:
            return free
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(round(left), round(area.bottom()) + self.fontMetrics().ascent() + 2, text)
        return left + width + GAP
