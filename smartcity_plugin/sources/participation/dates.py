# SPDX-License-Identifier: GPL-2.0-or-later
"""Days in the spellings of platforms and spreadsheets; what month a day like 03/04/2024 means is never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timezone
from typing import Optional

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_SECONDS = re.compile(r"\d{9,10}|\d{12,13}")
_EARLIEST, _LATEST = 1990, 2100


def read_dates(texts: Sequence[str]) -> tuple[list[Optional[str]], int]:
    """Return the days of a column as ISO 8601 (None: empty or not readable), and how many were not readable."""
    slashed = [match for match in (_SLASHED.match(text.strip()) for text in texts) if match]
    order = _order(slashed)
    days = [_day(text.strip(), order) for text in texts]
    return days, sum(bool(text.strip()) and day is None for text, day in zip(texts, days))


def _order(matches: Sequence[re.Match]) -> str:
    """Return which comes first in dates with slashes: day, month, or nothing if the column does not tell."""
    first = any(int(match[1]) > 12 for match in matches)
    second = any(int(match[2]) > 12 for match in matches)
    return "" if first == second else "day" if first else "month"


def _day(text: str, order: str) -> Optional[str]:
    found = _ISO.match(text)
    if found:
        return _made(found[1], found[2], found[3])
    found = _GERMAN.match(text)
    if found:
        return _made(found[3], found[2], found[1])
    found = _SLASHED.match(text)
    if found:
        same = found[1] == found[2]
        day, month = (found[2], found[1]) if order == "month" else (found[1], found[2])
        return _made(found[3], month, day) if order or same else None
    if _SECONDS.fullmatch(text):
        seconds = int(text) if len(text) <= 10 else int(text) // 1000
        return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()
    return None


def _made(year: str, month: str, day: str) -> Optional[str]:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else None
