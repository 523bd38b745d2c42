# SPDX-License-Identifier: GPL-2.0-or-later
"""What people type for a day, a year, a number of inhabitants."""

from __future__ import annotations

import re
from datetime import date
from typing import Optional

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_GERMAN = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def reference_date(text: str) -> Optional[str]:
    """Return a day as ISO 8601 (2022-05-15) or a year (2022), None if the text is neither.

    Days may be written as 2022-05-15 or 15.5.2022.
    """
    text = text.strip()
    if _YEAR.fullmatch(text):
        return text if FIRST_YEAR <= int(text) <= LAST_YEAR else None
    found = _ISO.fullmatch(text)
    parts = found.groups() if found else None
    if parts is None:
        found = _GERMAN.fullmatch(text)
        parts = found.groups()[::-1] if found else None
    if parts is None:
        return None
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def inhabitants(text: str) -> Optional[int]:
    """Return a whole number written with or without separators of thousands (111.343, 111 343), None if it is none."""
    text = re.sub(r"[\s\u00a0\u202f]", "", text)
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if re.fullmatch(r"[0-9]{1,3}([.,'’][0-9]{3})+", text) and len(set(re.findall(r"[.,'’]", text))) == 1:
        return int(re.sub(r"[.,'’]", "", text))
    return None
