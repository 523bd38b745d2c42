# SPDX-License-Identifier: GPL-2.0-or-later
"""Sizes, fonts and colours of everything that is printed, in one place.

``INK``, ``QUIET``, ``FAINT``, ``TRACK``, ``ACCENT`` and ``HIGHLIGHT`` are the colours of the theme that is in force
(``with using(theme)``), the plugin's own one outside of such a block. What is declared before a theme is known, such as
text styles and defaults, names them instead ("ink", "quiet" …) and is resolved when it is drawn (``hexed``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Optional

from qgis.PyQt.QtGui import QFont, QFontInfo

from ..catalogue.themes import standard_theme
from ..model.design import COLOUR_NAMES, Theme

_IN_FORCE: ContextVar[Theme] = ContextVar("theme in force")

INK: str
QUIET: str
FAINT: str
TRACK: str
ACCENT: str
"""Covers, and sections that belong to no sector."""
HIGHLIGHT: str
"""The accent of covers."""


def in_force() -> Theme:
    """Return the theme that everything is drawn in now."""
    return _IN_FORCE.get(None) or standard_theme()


@contextmanager
def using(theme: Theme) -> Iterator[None]:
    """Draw everything inside the block in a theme."""
    token = _IN_FORCE.set(theme)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


@contextmanager
def lettered(family_name: Optional[str]) -> Iterator[None]:
    """Write everything inside the block in another font, if one is named and installed."""
    if not family_name:
        yield
        return
    now = in_force()
    with using(replace(now, fonts=(family_name, *now.fonts))):
        yield


def hexed(colour: str) -> str:
    """Return a colour as ``#rrggbb``; the name of a theme's colour is looked up."""
    return getattr(in_force().colours, colour) if colour in COLOUR_NAMES else colour


def __getattr__(name: str) -> str:
    """Return a colour of the theme in force."""
    if name.lower() in COLOUR_NAMES:
        return hexed(name.lower())
    raise AttributeError(name)


PAPER = "#ffffff"
WARNING = "#b45309"
"""Marks what is missing or uncertain; always together with words."""

NEED, BETWEEN, STRONG = "#c2410c", "#6b7280", "#1d6fa5"
"""Scores up to 25, between, from 75: orange against blue, distinguishable for everybody and in grey by position."""

FIGURE_WIDTH = 160.0
DPI = 200.0
"""Resolution of pictures."""
VECTOR_DPI = 1200.0
"""Resolution of vectors: Qt rounds font sizes and positions to it, so it decides how exactly texts fit."""

POINT = 25.4 / 72.0
"""Millimetres in a typographic point."""


@dataclass(frozen=True)
class TextStyle:
    """How a text looks; it may shrink to ``smallest`` points where space is short.

    ``colour`` is ``#rrggbb`` or the name of a colour of the theme.
    """

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    smallest: float = 5.0

    def but(self, **changes: object) -> TextStyle:
        """Return a copy with changes."""
        return replace(self, **changes)


COVER_TITLE = TextStyle(30, bold=True, colour=PAPER, smallest=16)
COVER_TEXT = TextStyle(12, colour=PAPER, smallest=8)
TITLE = TextStyle(17, bold=True, smallest=8.5)
SUBTITLE = TextStyle(8.5, colour="quiet", smallest=6.5)
BAND = TextStyle(8.5, bold=True, colour=PAPER, smallest=6)
HEADING = TextStyle(9, bold=True, smallest=7)
BODY = TextStyle(7.5, smallest=5.5)
SMALL = TextStyle(6.5, smallest=5)
TINY = TextStyle(5.8, colour="quiet", smallest=4.2)
MAP_LABEL = TextStyle(6.5)
KEY_FIGURE = TextStyle(13, bold=True, smallest=7)


def snapped(points: float) -> float:
    """Return a font size in whole tenths of a millimetre; QGIS before 3.24 draws only those, so they are measured."""
    return round(points * POINT * 10.0) / (POINT * 10.0)


def family() -> str:
    """Return the first font family of the theme that is installed; Qt's own choice if none is."""
    return _installed(in_force().fonts)


@lru_cache(maxsize=16)
def _installed(families: tuple[str, ...]) -> str:
    return next((name for name in families if QFontInfo(QFont(name)).family() == name), QFontInfo(QFont()).family())


def font(style: TextStyle) -> QFont:
    """Return the Qt font of a style."""
    result = QFont(family())
    result.setPointSizeF(snapped(style.size))
    result.setBold(style.bold)
    result.setItalic(style.italic)
    return result
