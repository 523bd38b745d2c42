# SPDX-License-Identifier: GPL-2.0-or-later
"""The picture of a quantity over time against the straight way to its target."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Optional

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...bridge.i18n import translate
from ...engine.monitoring import years_of
from ...study.monitoring import COLOURS, Series

Tell = Callable[[Optional[float]], str]
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_INK = "#2166AC"
_WAY = "#B35806"


class PathChart(QWidget):
    """Draws a series: values with a line that stops where they cannot be compared, the way dashed, the target."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_monitoring_chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 12)
        self.series: Optional[Series] = None
        self._tell: Tell = str
        self._unit = ""

    def show_series(self, series: Optional[Series], tell: Tell, unit: str = "", told: str = "") -> None:
        """Draw a series; ``tell`` writes a value without its unit, ``told`` says what is seen in words."""
        self.series, self._tell, self._unit = series, tell, unit
        self.setAccessibleName(translate("SmartCity", "Values over time"))
        self.setAccessibleDescription(told)
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw what is known, or say that there is nothing to draw."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        frame = _Frame.of(self.series)
        if frame is None or self.series is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            text = translate("SmartCity", "There are no values to draw yet.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
        else:
            _Drawing(painter, self, frame, self.series, (self._tell, self._unit)).draw()
        painter.end()


class _Frame:
    """The span of years and values that a chart shows."""

    def __init__(self, years: list[float], values: list[float]) -> None:
        low, high = min(years), max(years)
        air = max(0.06 * (high - low), 0.4)
        self.start, self.end = low - air, high + air
        self.ticks = steps(min(values), max(values))

    @staticmethod
    def of(series: Optional[Series]) -> Optional[_Frame]:
        """Return what a series needs, None without values and way."""
        if series is None:
            return None
        points = [*series.points, *series.path]
        years = [years_of(when) for when, _ in points]
        values = [value for _, value in points]
        if series.target is not None:
            values.append(series.target)
        known = [year for year in years if year is not None]
        return _Frame(known, values) if known else None


def steps(low: float, high: float) -> list[float]:
    """Return about five round values that enclose a span."""
    if high - low < 1e-9 * max(abs(high), 1.0):
        reach = max(abs(high) * 0.1, 1.0)
        low, high = (low - reach if low < 0.0 or low >= reach else 0.0), high + reach
    rough = (high - low) / 4.0
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in _STEPS if unit * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * number for number in range(first, last + 1)]


class _Drawing:
    def __init__(
        self, painter: QPainter, widget: PathChart, frame: _Frame, series: Series, axis: tuple[Tell, str]
    ) -> None:
        self.painter, self.frame, self.series = painter, frame, series
        self.tell, self.unit = axis
        self.metrics = widget.fontMetrics()
        self.ink = widget.palette().color(QPalette.ColorRole.Text)
        self.paper = widget.palette().color(QPalette.ColorRole.Base)
        self.faint = QColor(self.ink)
        self.faint.setAlpha(45)
        line = self.metrics.lineSpacing()
        left = max(self.metrics.horizontalAdvance(self.tell(tick)) for tick in frame.ticks) + 14
        self.box = QRectF(left, 2.6 * line, widget.width() - left - 1.2 * line, widget.height() - 4.2 * line)

    def place(self, year: float, value: float) -> QPointF:
        """Return where a value at a date is drawn."""
        frame, box = self.frame, self.box
        x = box.left() + (year - frame.start) / (frame.end - frame.start) * box.width()
        y = box.bottom() - (value - frame.ticks[0]) / (frame.ticks[-1] - frame.ticks[0]) * box.height()
        return QPointF(x, y)

    def draw(self) -> None:
        """Draw everything from the back to the front."""
        self._grid()
        self._target()
        self._way()
        self._values()

    def _grid(self) -> None:
        frame, box = self.frame, self.box
        self.painter.setPen(self.ink)
        self.painter.drawText(QPointF(6.0, 1.2 * self.metrics.lineSpacing()), self.unit)
        for tick in frame.ticks:
            y = self.place(frame.start, tick).y()
            self.painter.setPen(QPen(self.faint, 1.0))
            self.painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            self.painter.setPen(self.ink)
            where = QRectF(0.0, y - self.metrics.height() / 2, box.left() - 6, self.metrics.height())
            self.painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tell(tick))
        years = range(math.ceil(frame.start - 0.5), math.floor(frame.end - 0.5) + 1)
        wide = self.metrics.horizontalAdvance("20000")
        every = max(1, math.ceil(len(years) * wide / max(box.width(), 1.0)))
        for year in list(years)[::every]:  # the name of a year stands at its middle
            x = self.place(year + 0.5, frame.ticks[0]).x()
            self.painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + 4))
            where = QRectF(x - wide / 2, box.bottom() + 5, wide, self.metrics.height())
            self.painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(year))

    def _target(self) -> None:
        target = self.series.target
        if target is None:
            return
        y = self.place(self.frame.start, target).y()
        self.painter.setPen(QPen(QColor(_WAY), 1.2, Qt.PenStyle.DotLine))
        self.painter.drawLine(QPointF(self.box.left(), y), QPointF(self.box.right(), y))
        text = translate("SmartCity", "Target {value}").format(value=self.tell(target))
        # Written from the line upwards, so the word must not reach into it.
        self._word(text, QPointF(self.box.left() + 4, y + 6), Qt.AlignmentFlag.AlignLeft, QColor(_WAY))

    def _way(self) -> None:
        ends = [(years_of(when), value) for when, value in self.series.path]
        places = [self.place(year, value) for year, value in ends if year is not None]
        if len(places) != 2:
            return
        self.painter.setPen(QPen(QColor(_WAY), 1.8, Qt.PenStyle.DashLine))
        self.painter.drawLine(*places)
        self.painter.setPen(QPen(QColor(_WAY), 1.8))
        self.painter.setBrush(self.paper)
        self.painter.drawEllipse(places[0], 4.0, 4.0)
        end = places[1]
        corners = [QPointF(end.x() + x, end.y() + y) for x, y in ((0, -6), (6, 0), (0, 6), (-6, 0))]
        self.painter.setBrush(QColor(_WAY))
        self.painter.drawPolygon(QPolygonF(corners))

    def _values(self) -> None:
        dated = [(when, years_of(when), value) for when, value in self.series.points]
        points = [(when, self.place(year, value), value) for when, year, value in dated if year is not None]
        for (_, one, _), (when, other, _) in zip(points, points[1:]):
            comparable = when not in self.series.breaks
            style = Qt.PenStyle.SolidLine if comparable else Qt.PenStyle.NoPen
            self.painter.setPen(QPen(QColor(_INK), 2.2, style))
            self.painter.drawLine(one, other)
        free = -1e9
        for number, (_, where, value) in enumerate(points):
            is_last = number == len(points) - 1
            colour = QColor(COLOURS[self.series.light] if is_last else _INK)
            self.painter.setPen(QPen(self.paper, 1.5))
            self.painter.setBrush(colour)
            self.painter.drawEllipse(where, 6.0 if is_last else 4.5, 6.0 if is_last else 4.5)
            half = self.metrics.horizontalAdvance(self.tell(value)) / 2
            if where.x() - half > free or is_last:
                self._word(self.tell(value), where, Qt.AlignmentFlag.AlignHCenter, self.ink)
                free = where.x() + half + 4

    def _word(self, text: str, where: QPointF, align: Qt.AlignmentFlag, colour: QColor) -> None:
        """Write above a place, on a ground that keeps lines away, inside the widget."""
        wide, tall = self.metrics.horizontalAdvance(text) + 4.0, float(self.metrics.height())
        left = where.x() - wide / 2 if align == Qt.AlignmentFlag.AlignHCenter else where.x()
        left = min(max(left, self.box.left()), self.box.right() + self.metrics.lineSpacing() - wide)
        rect = QRectF(left, max(where.y() - tall - 8.0, 0.0), wide, tall)
        ground = QColor(self.paper)
        ground.setAlpha(205)
        self.painter.fillRect(rect, ground)
        self.painter.setPen(colour)
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
