# SPDX-License-Identifier: GPL-2.0-or-later
"""The timetable of all measures as bars over the years, painted; a click chooses a measure."""

from __future__ import annotations

from datetime import date
from typing import Optional

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QCursor, QPainter, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...study.schedule import Bar, Schedule

TITLES = 0.36
"""Share of the width for numbers and titles."""
DAYS = 365.25


class GanttChart(QWidget):
    """Planned bars filled in the colour of the sector, actual ones as a dark line below; arrows for open ends."""

    chosen = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.schedule: Optional[Schedule] = None
        self._catalogue: Optional[Catalogue] = None
        self._current = ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def show_schedule(self, schedule: Schedule, catalogue: Catalogue, current: str) -> None:
        """Show a timetable and mark one measure."""
        self.schedule, self._catalogue, self._current = schedule, catalogue, current
        self.setMinimumHeight(self.sizeHint().height())
        told = translate("SmartCity", "Timetable of {count} measures").format(count=len(schedule.bars))
        self.setAccessibleName(told)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all bars and the years above."""
        rows = len(self.schedule.bars) if self.schedule else 0
        return QSize(500, round((rows + 2.2) * self._row))

    @property
    def _row(self) -> float:
        return self.fontMetrics().lineSpacing() * 1.5

    # Places ------------------------------------------------------------------------------------------------------

    def _years(self) -> tuple[int, int]:
        """Return the first year and the year behind the last one."""
        first, last = (self.schedule.first, self.schedule.last) if self.schedule else (None, None)
        if first is None or last is None:
            return 0, 0
        return first.year, last.year + 1

    def _x(self, day: date, is_last: bool = False) -> float:
        start, end = self._years()
        left, right = self.width() * TITLES, self.width() - 14.0
        days = (day - date(start, 1, 1)).days + (1 if is_last else 0)
        return left + (right - left) * days / ((end - start) * DAYS)

    def row_at(self, y: float) -> Optional[Bar]:
        """Return the measure at a height, None if there is none."""
        row = int((y - self._row) // self._row)
        return self.schedule.bars[row] if self.schedule and 0 <= row < len(self.schedule.bars) else None

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event) -> None:
        """Paint the whole chart."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(QPalette.ColorRole.Text)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self.schedule is None or self._years() == (0, 0):
            painter.setPen(ink)
            text = translate("SmartCity", "No measure has a date yet.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        self._paint_years(painter, ink)
        for number, bar in enumerate(self.schedule.bars):
            self._paint_bar(painter, bar, (number + 1) * self._row, ink)
        self._paint_dependencies(painter, ink)

    def _paint_years(self, painter: QPainter, ink: QColor) -> None:
        start, end = self._years()
        faint = QColor(ink)
        faint.setAlpha(50)
        width = self._x(date(start + 1, 1, 1)) - self._x(date(start, 1, 1))
        step = max(1, int(-(-self.fontMetrics().horizontalAdvance("00000") // max(width, 1.0))))
        bottom = (len(self.schedule.bars) + 1) * self._row
        for year in range(start, end + 1):
            x = self._x(date(year, 1, 1))
            painter.setPen(QPen(faint, 1))
            painter.drawLine(QPointF(x, self._row * 0.9), QPointF(x, bottom))
            if (year - start) % step == 0 and year < end:
                painter.setPen(ink)
                place = QRectF(x, 0, width * step, self._row * 0.9)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(year))

    def _paint_bar(self, painter: QPainter, bar: Bar, y: float, ink: QColor) -> None:
        left = self.width() * TITLES
        if bar.measure_id == self._current:
            mark = QColor(self.palette().color(QPalette.ColorRole.Highlight))
            mark.setAlpha(50)
            painter.fillRect(QRectF(0, y, self.width(), self._row), mark)
        painter.setPen(ink)
        text = self.fontMetrics().elidedText(
            f"{bar.measure_id} {bar.title}", Qt.TextElideMode.ElideRight, int(left - 12)
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(6, y, left - 10, self._row), flags, text)
        sectors = self._catalogue.sectors if self._catalogue is not None else {}
        colour = QColor(sectors[bar.sector].colour) if bar.sector in sectors else QColor("#7f8c8d")
        self._paint_span(painter, bar.start, bar.end, y + self._row * 0.2, self._row * 0.36, colour)
        self._paint_span(painter, bar.actual_start, bar.actual_end, y + self._row * 0.64, self._row * 0.16, ink)

    def _paint_span(
        self, painter: QPainter, first: Optional[date], last: Optional[date], y: float, height: float, colour: QColor
    ) -> None:
        if first is None and last is None:
            return
        start, end = self._years()
        low = self._x(first) if first is not None else self._x(date(start, 1, 1))
        high = self._x(last, is_last=True) if last is not None else self._x(date(end, 1, 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRect(QRectF(low, y, max(high - low, 2.0), height))
        middle = y + height / 2
        if first is None:
            painter.drawPolygon(
                QPolygonF([QPointF(low - 7, middle), QPointF(low, y - 2), QPointF(low, y + height + 2)])
            )
        if last is None:
            tip = [QPointF(high + 7, middle), QPointF(high, y - 2), QPointF(high, y + height + 2)]
            painter.drawPolygon(QPolygonF(tip))

    def _paint_dependencies(self, painter: QPainter, ink: QColor) -> None:
        """Draw a line from the end of each measure that must be finished to what waits for it."""
        rows = {bar.measure_id: number for number, bar in enumerate(self.schedule.bars)}
        bars = {bar.measure_id: bar for bar in self.schedule.bars}
        pale = QColor(ink)
        pale.setAlpha(140)
        painter.setPen(QPen(pale, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for before, after in self.schedule.dependencies:
            end, start = bars[before].end, bars[after].start
            if end is None or start is None:
                continue
            x1, x2 = self._x(end, is_last=True), self._x(start)
            y1, y2 = ((rows[one] + 1) * self._row + self._row * 0.38 for one in (before, after))
            bend = max(x1, x1 if x2 < x1 else (x1 + min(x2, x1 + 12)) / 2) + 3
            painter.drawPolyline(QPolygonF([QPointF(x1, y1), QPointF(bend, y1), QPointF(bend, y2), QPointF(x2, y2)]))

    # Choosing ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event) -> None:
        """Choose the measure of the row."""
        bar = self.row_at(_height(event))
        if bar is not None:
            self.chosen.emit(bar.measure_id)

    def mouseMoveEvent(self, event) -> None:
        """Tell the dates of the row below the mouse."""
        bar = self.row_at(_height(event))
        QToolTip.showText(QCursor.pos(), "" if bar is None else bar_text(bar), self)


def bar_text(bar: Bar) -> str:
    """Return a measure with its dates."""
    lines = [f"{bar.measure_id} {bar.title}"]
    for caption, first, last in (
        (translate("SmartCity", "planned"), bar.start, bar.end),
        (translate("SmartCity", "actual"), bar.actual_start, bar.actual_end),
    ):
        if first is not None or last is not None:
            lines.append(f"{caption}: {_day(first)} – {_day(last)}")
    return "\n".join(lines)


def _day(day: Optional[date]) -> str:
    if day is None:
        return "…"
    return day.strftime("%d.%m.%Y") if language() == "de" else day.isoformat()


def _height(event) -> float:
    return event.position().y() if hasattr(event, "position") else float(event.pos().y())
