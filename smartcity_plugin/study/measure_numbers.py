# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers for new measures, in the manner of those that there are: a prefix for the sector, a dash, two digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Optional

from ..model.strategy import Measure

NO_SECTOR = "M"
_NUMBER = re.compile(r"(?P<prefix>.*?\D)-?(?P<number>\d+)")


def next_number(measures: Sequence[Measure], sector: Optional[str], title: str = "") -> str:
    """Return a free number such as GRU-05: the prefix most used in the sector, else from the ``title`` of the sector.

    Numbers of measures that were removed are not used again as long as higher ones exist.
    """
    used = {measure.measure_id for measure in measures}
    prefixes = [found["prefix"].rstrip("-") for found in _matches(item for item in measures if item.sector == sector)]
    prefix = Counter(prefixes).most_common(1)[0][0] if prefixes else _prefix(title)
    highest = max(
        (int(found["number"]) for found in _matches(measures) if found["prefix"].rstrip("-") == prefix), default=0
    )
    while f"{prefix}-{highest + 1:02d}" in used:
        highest += 1
    return f"{prefix}-{highest + 1:02d}"


def next_position(measures: Sequence[Measure]) -> Optional[int]:
    """Return the place behind all measures; none where some have no place, because those come last."""
    known = [item.position for item in measures if item.position is not None]
    return max(known, default=0) + 1 if len(known) == len(measures) else None


def _matches(measures) -> list[re.Match]:
    found = [_NUMBER.fullmatch(measure.measure_id) for measure in measures]
    return [match for match in found if match is not None]


def _prefix(title: str) -> str:
    letters = "".join(letter for letter in title.upper() if letter.isalpha())
    return letters[:3] or NO_SECTOR
