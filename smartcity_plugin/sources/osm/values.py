# SPDX-License-Identifier: GPL-2.0-or-later
"""What mappers write into tags, as numbers: unknown and unclear texts stay unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Optional

KMH = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852}
METRES = {"": 1.0, "m": 1.0, "meter": 1.0, "metre": 1.0, "cm": 0.01, "km": 1000.0, "ft": 0.3048, "'": 0.3048}

_QUANTITY = re.compile(r"(\d{1,7}(?:[.,]\d{1,7})?)\s*([a-z/']*)")
_FEET_AND_INCHES = re.compile(r"(\d{1,4})\s*'\s*(\d{1,2}(?:\.\d{1,3})?)\s*(?:\"|'')")
_ZONE = re.compile(r"de:(?:zone:?)?(?=\d)")
_DATE = re.compile(r"(\d{4})(?:-\d{2}(?:-\d{2})?)?")
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


def speed(text: str) -> Optional[float]:
    """Return km/h of ``30``, ``30 km/h``, ``30 mph``, ``DE:zone:30``; None if it is no single number."""
    return _quantity(_ZONE.sub("", text, count=1), KMH)


def length(text: str) -> Optional[float]:
    """Return metres of ``12``, ``12.5 m``, ``12,5``, ``40 ft``, ``12'6"``; None if it is no single length."""
    feet = _FEET_AND_INCHES.fullmatch(text)
    if feet:
        return (float(feet[1]) + float(feet[2]) / 12.0) * METRES["ft"]
    return _quantity(text, METRES)


def number(text: str) -> Optional[float]:
    """Return a number such as ``2``, ``2.5`` or ``2,5``."""
    return _quantity(text, {"": 1.0})


def whole(text: str) -> Optional[float]:
    """Return a whole number."""
    value = number(text)
    return value if value is not None and value.is_integer() else None


def year(text: str) -> Optional[float]:
    """Return the year of ``1987``, ``1987-05`` or ``1987-05-30``; ``~1900`` and ``1950..1960`` are None."""
    date = _DATE.fullmatch(text)
    return float(date[1]) if date else None


def covers(text: str, wanted: int) -> bool:
    """Return whether a list or range of whole numbers (``1;2;3``, ``1-4``) holds a number."""
    for part in re.split(r"[;,]", text):
        found = _RANGE.fullmatch(part.strip())
        if found and int(found[1]) <= wanted <= int(found[2] or found[1]):
            return True
    return False


CONVERSIONS: dict[str, Callable[[str], Optional[float]]] = {
    "speed": speed,
    "length": length,
    "number": number,
    "whole": whole,
    "year": year,
}


def _quantity(text: str, units: dict[str, float]) -> Optional[float]:
    found = _QUANTITY.fullmatch(text.strip())
    if not found or found[2] not in units:
        return None
    return float(found[1].replace(",", ".")) * units[found[2]]
