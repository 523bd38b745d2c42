# SPDX-License-Identifier: GPL-2.0-or-later
"""Measuring, wrapping and shrinking of texts, so that none is cut off or runs into another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qgis.PyQt.QtGui import QFont, QFontMetricsF

from .theme import POINT, TextStyle, family, snapped

_MEASURE = 200
"""Pixel size at which fonts are measured: large, so that hinting and rounding do not matter."""
_BREAKS = re.compile(r"( +)|(?<=\w\w\w\w/)(?=\w{4})|(?<=\w\w\w-)(?=\w{3})|(?<=\u00ad)")
"""Where lines may break: at spaces, inside long double words (not “m²/EW” or “dl-de/by-2-0”), at soft hyphens."""
_SOFT = "\u00ad"
_STEP = 0.1 / POINT
ELLIPSIS = "…"


@dataclass(frozen=True)
class Fitted:
    """A text as it will be drawn: its style after shrinking, its lines, its size in mm."""

    style: TextStyle
    lines: tuple[str, ...]
    width: float
    height: float
    shortened: bool = False


@lru_cache(maxsize=32)
def _metrics(family_name: str, bold: bool, italic: bool) -> QFontMetricsF:
    font = QFont(family_name)
    font.setPixelSize(_MEASURE)
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(font)


@lru_cache(maxsize=20000)
def _advance(text: str, family_name: str, bold: bool, italic: bool) -> float:
    return _metrics(family_name, bold, italic).horizontalAdvance(text) / _MEASURE


def width(text: str, style: TextStyle) -> float:
    """Return the width of one line in mm."""
    return _advance(text, family(), style.bold, style.italic) * snapped(style.size) * POINT


def line_height(style: TextStyle) -> float:
    """Return the height of one line in mm."""
    return _metrics(family(), style.bold, style.italic).lineSpacing() / _MEASURE * snapped(style.size) * POINT


def wrap(text: str, style: TextStyle, room: float) -> list[str]:
    """Return the lines of a text no wider than ``room`` mm; words that are wider themselves are hyphenated."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if width(_shown(line + piece), style) <= room:
                line += piece
                continue
            if line.strip():
                lines.append(_shown(line))
            line = piece.lstrip()
            while width(_shown(line), style) > room and len(line) > 2:
                cut = _longest(line, style, room)
                lines.append(line[:cut] + "-")
                line = line[cut:]
        lines.append(_shown(line.rstrip(_SOFT)))
    return lines


def _shown(line: str) -> str:
    """Return a line as it is set: a soft hyphen shows at its end only."""
    line = line.rstrip()
    return line.replace(_SOFT, "") + ("-" if line.endswith(_SOFT) else "")


def fit(text: str, style: TextStyle, room: float, height: float) -> Fitted:
    """Return a text that fits into a box: wrapped, then shrunk to the style's smallest size, at last shortened."""
    size = snapped(style.size)
    while True:
        fitted = _set(text, style.but(size=size), room)
        if fitted.height <= height + 0.01 and not _is_hyphenated(fitted, text, size > style.smallest):
            return fitted
        if size <= style.smallest:
            break
        size = max(style.smallest, size - _STEP)
    fitted = _set(text, style.but(size=size), room)
    return fitted if fitted.height <= height + 0.01 else _shortened(fitted, room, height)


def _set(text: str, style: TextStyle, room: float) -> Fitted:
    lines = wrap(text, style, room)
    return Fitted(style, tuple(lines), max(width(line, style) for line in lines), len(lines) * line_height(style))


def _is_hyphenated(fitted: Fitted, text: str, matters: bool) -> bool:
    """Whether a word was broken by force; smaller type is better then, as long as there is some."""
    plain = (text, text.replace(_SOFT, "-"))
    return matters and any(line.endswith("-") and not any(line in one for one in plain) for line in fitted.lines)


def _shortened(fitted: Fitted, room: float, height: float) -> Fitted:
    count = max(int((height + 0.01) / line_height(fitted.style)), 1)
    lines = list(fitted.lines[:count])
    if count < len(fitted.lines):
        last = lines[-1] + ELLIPSIS
        while width(last, fitted.style) > room and len(last) > 2:
            last = last[:-2].rstrip() + ELLIPSIS
        lines[-1] = last
    broad = max(width(line, fitted.style) for line in lines)
    return Fitted(fitted.style, tuple(lines), broad, count * line_height(fitted.style), shortened=True)


def _pieces(paragraph: str) -> list[str]:
    """Return the parts between which a line may break; spaces stay with the part before them."""
    pieces: list[str] = []
    for part in _BREAKS.split(paragraph):
        if part is None or part == "":
            continue
        if part.isspace() and part != "\u00a0" and pieces:
            pieces[-1] += part
        else:
            pieces.append(part)
    return pieces


def _longest(word: str, style: TextStyle, room: float) -> int:
    """Return how many letters of a word, with a hyphen, fit into a line."""
    cut = len(word) - 1
    while cut > 1 and width(word[:cut] + "-", style) > room:
        cut -= 1
    return cut
