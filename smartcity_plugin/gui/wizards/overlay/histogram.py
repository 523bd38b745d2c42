# SPDX-License-Identifier: GPL-2.0-or-later
"""A small histogram: how values are spread, and where on them scores begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

BINS = 12
_BAR, _MARK = QColor("#46739b"), QColor("#b5322b")


def counted(values: Sequence[float], span: tuple[float, float]) -> list[int]:
    """Return how many values lie in each of BINS equal parts of a span; the last part holds its upper end."""
    counts = [0] * BINS
    low, high = span
    for value in values:
        if low <= value <= high:
            counts[min(BINS - 1, int(BINS * (value - low) / (high - low)))] += 1
    return counts


class Histogram(QWidget):
    """Bars for numbers; ``marks`` are vertical lines with a text."""

    def __init__(self, lines: float = 7.0) -> None:
        super().__init__()
        self._counts: list[int] = []
        self._span = (0.0, 1.0)
        self._marks: Sequence[tuple[float, str]] = ()
        self._ends = ("", "")
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return some lines of text."""
        return QSize(200, round(self.fontMetrics().height() * self._lines))

    minimumSizeHint = sizeHint

    def show_values(
        self,
        values: Sequence[float],
        about: str,
        ends: tuple[str, str] = ("", ""),
        marks: Sequence[tuple[float, str]] = (),
        span: tuple[float, float] | None = None,
    ) -> None:
        """Show numbers between ``span`` (by default their own), with texts at both ends; ``about`` is read aloud."""
        self._counts = []
        if values:
            low, high = span or (min(values), max(values))
            self._span = (low, high if high > low else low + 1.0)
            self._counts = counted(values, self._span)
        self._marks, self._ends = marks, ends if values else ("", "")
        self.setAccessibleName(about)
        self.setToolTip(about)
        self.update()

    def paintEvent(self, _event) -> None:
        """Draw bars from the ground, marks above them, the ends below."""
        if not len(self._counts):
            return
        painter = QPainter(self)
        line = self.fontMetrics().height()
        area = QRectF(
            1, line if self._marks else 2, self.width() - 2, self.height() - line * (2.2 if self._marks else 1.2)
        )
        width = area.width() / len(self._counts)
        for number, count in enumerate(self._counts):
            height = area.height() * count / max(1, max(self._counts))
            painter.fillRect(QRectF(area.x() + number * width + 1, area.bottom() - height, width - 2, height), _BAR)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        below = QRectF(0, area.bottom() + 1, self.width(), line + 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._ends[1])
        self._draw_marks(painter, area, line)
        painter.end()

    def _draw_marks(self, painter: QPainter, area: QRectF, line: int) -> None:
        low, high = self._span
        taken = -1.0
        for value, text in sorted(self._marks):
            if not low <= value <= high:
                continue
            x = area.x() + area.width() * (value - low) / (high - low)
            painter.setPen(QPen(_MARK, 2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            wide = self.fontMetrics().horizontalAdvance(text)
            left = min(max(0.0, x - wide / 2), self.width() - wide)
            if left > taken:
                painter.setPen(self.palette().color(self.foregroundRole()))
                painter.drawText(QPointF(left, line * 0.8), text)
                taken = left + wide
