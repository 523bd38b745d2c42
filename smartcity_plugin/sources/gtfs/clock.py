# SPDX-License-Identifier: GPL-2.0-or-later
"""Times and days as GTFS and people write them."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

UNTIMED = -1
UNREADABLE = -2
LONGEST_DAY = 7 * 24
"""Hours that a time may count from the start of its service day; more is no time."""

NO_DAY = -1

_DATE = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{8})"
_RANGE = re.compile(rf"\s*({_DATE})(?:\s*(?:\.\.\.?|–|-|/|bis|to|until)\s*({_DATE}))?\s*", re.IGNORECASE)


def seconds(texts: np.ndarray) -> np.ndarray:
    """Return times such as ``7:05:00`` or ``25:10:00`` as seconds from the start of the service day.

    Empty texts are UNTIMED, those that are no time UNREADABLE.
    """
    parts = pd.Series(texts, dtype=object).str.extract(r"^(\d{1,3}):([0-5]\d):([0-5]\d)$")
    hours, minutes, rest = (pd.to_numeric(parts[column]).to_numpy(dtype=float, na_value=np.nan) for column in range(3))
    total = np.nan_to_num(hours * 3600 + minutes * 60 + rest, nan=float(UNREADABLE))
    total[hours > LONGEST_DAY] = UNREADABLE
    total[np.asarray(texts, dtype=object) == ""] = UNTIMED
    return total.astype(np.int32)


def whole_numbers(texts: np.ndarray, unreadable: int = -1) -> np.ndarray:
    """Return texts as non-negative whole numbers below 2³¹; what is none becomes ``unreadable``."""
    values = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    good = np.isfinite(values) & (values >= 0) & (values < 2**31) & (np.floor(values) == values)
    return np.where(good, values, unreadable).astype(np.int64)


def days(texts: np.ndarray) -> np.ndarray:
    """Return dates such as ``20220705`` as day numbers (``date.toordinal``), NO_DAY for what is no date."""
    return np.array([_ordinal(text) for text in texts], dtype=np.int64)


def _ordinal(text: str) -> int:
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        return NO_DAY
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
    except ValueError:
        return NO_DAY


def read_day(text: str) -> date:
    """Return the day that a person wrote as 2022-07-05, 05.07.2022 or 20220705; raises ValueError for anything else."""
    text = text.strip()
    if not re.fullmatch(_DATE, text, re.ASCII):
        raise ValueError(text)
    if "." in text:
        day, month, year = text.split(".")
        return date(int(year), int(month), int(day))
    if "-" in text:
        year, month, day = text.split("-")
        return date(int(year), int(month), int(day))
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def read_ranges(text: str) -> list[tuple[date, date]]:
    """Return the ranges of days that a person listed, separated by commas, semicolons or lines.

    A range is written ``2022-07-28..2022-09-10`` or ``28.07.2022 – 10.09.2022``; a single day is a range too. Raises
    ValueError naming the part that is none.
    """
    ranges = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        found = _RANGE.fullmatch(part)
        if not found:
            raise ValueError(part)
        try:
            first, last = read_day(found[1]), read_day(found[2] or found[1])
        except ValueError as error:
            raise ValueError(part) from error
        if last < first:
            raise ValueError(part)
        ranges.append((first, last))
    return ranges
