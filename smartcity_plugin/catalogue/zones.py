# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``zone_densities.yaml``: how densely a building area may be built by the orientation values of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Optional

from .. import paths
from .entry import Entry

SYMBOL = re.compile(r"[A-Za-zÄÖÜäöü]+")
"""The symbol at the beginning of a kind of area: WA of “WA 2”."""


@dataclass(frozen=True)
class ZoneDensities:
    """Floor area ratios by symbol of the building area, and by words of its use that come first."""

    kinds: dict[str, float]
    uses: tuple[tuple[tuple[str, ...], float], ...]

    def ratio_of(self, kind: str, use: str) -> Optional[float]:
        """Return the orientation value of the floor area ratio (GFZ), None if the law has none for such an area."""
        symbol = SYMBOL.match(kind.strip())
        value = self.kinds.get(symbol.group(0).upper()) if symbol else None
        if value is None:
            return None
        for words, special in self.uses:
            if any(fnmatchcase(use.lower(), word) for word in words):
                return special or None
        return value


def read_zone_densities(entry: Entry) -> ZoneDensities:
    """Read the file; raises CatalogueError naming the key."""
    kinds = entry.sub("kinds")
    values = {key: kinds.number(key) for key in kinds.take_keys()}
    uses = []
    for number, content in enumerate(entry.take("uses", list), start=1):
        sub = Entry(content, f"{entry.place}: uses: {number}")
        uses.append((sub.words("words"), sub.number("floor_area_ratio")))
        sub.done()
    entry.done()
    return ZoneDensities(values, tuple(uses))


@lru_cache(maxsize=2)
def load_zone_densities(folder: Path = paths.CATALOGUE) -> ZoneDensities:
    """Read the catalogue's file; raises CatalogueError naming file and key."""
    return read_zone_densities(Entry.from_file(folder / "zone_densities.yaml"))
