# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers as readers write them, in German or English, whatever the locale of the process."""

from __future__ import annotations

import math
from datetime import date
from typing import Optional

from ..model.taxonomy import UnitOfMeasure
from ..model.text import Text

NOT_AVAILABLE = Text("k. A.", "n/a")
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
_GERMAN = str.maketrans(",.", ".,")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def format_number(value: Optional[float], decimals: int, language: str, grouping: bool = True) -> str:
    """Return a number with decimal and thousands separators of the language; unknown values are said to be so.

    German groups thousands with a dot, English with a comma. Halves are rounded away from zero.
    """
    if value is None or math.isnan(value) or math.isinf(value):
        return NOT_AVAILABLE.in_language(language)
    scale = 10**decimals
    whole = math.floor(abs(value) * scale + 0.5)
    text = f"{whole / scale:{',' if grouping else ''}.{decimals}f}"
    if language.lower().startswith("de"):
        text = text.translate(_GERMAN)
    return f"{MINUS}{text}" if value < 0 and whole else text


def format_value(value: Optional[float], unit: UnitOfMeasure, language: str, with_unit: bool = True) -> str:
    """Return a value with the decimals of its unit and, if wanted, the unit's symbol behind a no-break space."""
    text = format_number(value, unit.decimals, language, grouping=unit.id != "year")
    symbol = symbol_of(unit, language)
    if not with_unit or not symbol or text == NOT_AVAILABLE.in_language(language):
        return text
    return f"{text}{NO_BREAK_SPACE}{symbol}"


def symbol_of(unit: UnitOfMeasure, language: str) -> str:
    """Return what stands behind a number; nothing where the vocabulary only explains it in brackets."""
    symbol = unit.symbol.in_language(language)
    return "" if symbol.startswith("(") else symbol


def format_date(text: str, language: str) -> str:
    """Return an ISO date (``2011-05-09``, without the time behind it) as readers write it; other texts as they are."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    if language.lower().startswith("de"):
        return f"{day.day:02d}.{day.month:02d}.{day.year}"
    return f"{day.day}{NO_BREAK_SPACE}{MONTHS[day.month - 1]} {day.year}"
