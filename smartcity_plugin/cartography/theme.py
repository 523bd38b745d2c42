# SPDX-License-Identifier: GPL-2.0-or-later
"""Sizes, fonts and colours of everything that is printed, in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from qgis.PyQt.QtGui import QFont, QFontInfo

FAMILIES = ("Open Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica")

INK, QUIET, FAINT, TRACK, PAPER = "#1f2933", "#5f6b76", "#c9d0d6", "#e9edf0", "#ffffff"
ACCENT = "#2f4a66"
"""The plugin's own colour: covers, and sections that belong to no sector."""
GOLD = "#f2a33a"
"""The accent of covers."""
WARNING = "#b45309"
"""Marks what is missing or uncertain; always together with words."""

NEED, BETWEEN, STRONG = "#c2410c", "#6b7280", "#1d6fa5"
"""Scores up to 25, between, from 75: orange against blue, distinguishable for everybody and in grey by position."""

PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
MARGIN = 12.0
BAND_HEIGHT = 8.0
CONTENT_TOP, CONTENT_BOTTOM = 33.0, 196.0
FOOTER_TOP = 199.0
FIGURE_WIDTH = 160.0
DPI = 200.0
"""Resolution of pictures."""
VECTOR_DPI = 1200.0
"""Resolution of vectors: Qt rounds font sizes and positions to it, so it decides how exactly texts fit."""

POINT = 25.4 / 72.0
"""Millimetres in a typographic point."""


@dataclass(frozen=True)
class TextStyle:
    """How a text looks; it may shrink to ``smallest`` points where space is short."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = INK
    smallest: float = 5.0

    def but(self, **changes: object) -> TextStyle:
        """Return a copy with changes."""
        return replace(self, **changes)


COVER_TITLE = TextStyle(30, bold=True, colour=PAPER, smallest=16)
COVER_TEXT = TextStyle(12, colour=PAPER, smallest=8)
TITLE = TextStyle(17, bold=True, smallest=11)
SUBTITLE = TextStyle(8.5, colour=QUIET, smallest=6.5)
BAND = TextStyle(8.5, bold=True, colour=PAPER, smallest=6)
HEADING = TextStyle(9, bold=True, smallest=7)
BODY = TextStyle(7.5, smallest=5.5)
SMALL = TextStyle(6.5, smallest=5)
TINY = TextStyle(5.8, colour=QUIET, smallest=4.2)
MAP_LABEL = TextStyle(6.5)
KEY_FIGURE = TextStyle(13, bold=True, smallest=7)


def snapped(points: float) -> float:
    """Return a font size in whole tenths of a millimetre; QGIS before 3.24 draws only those, so they are measured."""
    return round(points * POINT * 10.0) / (POINT * 10.0)


@lru_cache(maxsize=1)
def family() -> str:
    """Return the first font family that is installed; Qt's own choice if none is."""
    return next((name for name in FAMILIES if QFontInfo(QFont(name)).family() == name), QFontInfo(QFont()).family())


def font(style: TextStyle) -> QFont:
    """Return the Qt font of a style."""
    result = QFont(family())
    result.setPointSizeF(snapped(style.size))
    result.setBold(style.bold)
    result.setItalic(style.italic)
    return result
