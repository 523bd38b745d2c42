# SPDX-License-Identifier: GPL-2.0-or-later
"""The steps of a wizard at its side: what is done, where one is, what comes."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ...bridge.i18n import translate
from ..cards import MARK_WIDTH, icon_size, plain_label

WIDTH_IN_CHARACTERS = 18
"""At least so wide, and as wide as the longest word of a title in bold."""


class _Row(QFrame):
    """One step; the present one is bold and marked at its left edge."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._title = title
        self._is_current = False
        size = icon_size(self, 1.0)
        self._mark = QLabel(str(number))
        self._mark.setFixedSize(QSize(round(size * 1.3), size))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number = str(number)
        self._text = plain_label(title)
        grid = QGridLayout(self)
        grid.setContentsMargins(MARK_WIDTH + 7, 6, 6, 6)
        grid.setHorizontalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._text, 0, 1)

    def mark_width(self) -> int:
        """Return the width of the number or symbol before the title."""
        return self._mark.width()

    def show_state(self, is_current: bool, is_done: bool) -> None:
        """Show whether one is here, or has been."""
        self._is_current = is_current
        if is_done:
            icon = QgsApplication.getThemeIcon("/mIconSuccess.svg")
            self._mark.setPixmap(icon.pixmap(icon_size(self, 0.9)))
        else:
            self._mark.setText(self._number)
        self._text.setStyleSheet("font-weight: bold" if is_current else "")
        words = {
            (True, False): translate("SmartCity", "{step}, current step"),
            (False, True): translate("SmartCity", "{step}, done"),
        }
        self._text.setAccessibleName(words.get((is_current, is_done), "{step}").format(step=self._title))
        self.update()

    def paintEvent(self, event) -> None:
        """Mark the current step at its left edge."""
        super().paintEvent(event)
        if self._is_current:
            colour = self.palette().color(QPalette.ColorRole.Highlight)
            QPainter(self).fillRect(0, 2, MARK_WIDTH, self.height() - 4, colour)


class StepList(QWidget):
    """The list of steps; ``show_step`` marks where one is."""

    def __init__(self, titles: list[str], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_wizard_steps")
        self.setAccessibleName(translate("SmartCity", "Steps"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 10, 6, 6)
        layout.setSpacing(2)
        self.rows = [_Row(number, title) for number, title in enumerate(titles, start=1)]
        for row in self.rows:
            layout.addWidget(row)
        layout.addStretch()
        self.setFixedWidth(self._width(titles))
        self.current = 0
        self.show_step(0)

    def _width(self, titles: list[str]) -> int:
        """Return the width in which no word is cut, whatever the language and the font."""
        bold = self.font()
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        longest = max(metrics.horizontalAdvance(word) for title in titles for word in title.split())
        text = max(longest + 4, self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        row = self.rows[0].layout()
        margins = row.contentsMargins().left() + row.contentsMargins().right()
        own = self.layout().contentsMargins().left() + self.layout().contentsMargins().right()
        return own + margins + self.rows[0].mark_width() + row.horizontalSpacing() + text

    def show_step(self, current: int) -> None:
        """Mark a step by its place in the list; those before it are done."""
        self.current = current
        for place, row in enumerate(self.rows):
            row.show_state(place == current, place < current)
