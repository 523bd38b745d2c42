# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``building_uses.yaml``: which buildings people live in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from .. import paths
from .entry import Entry

CODE = re.compile(r"(?:31001_)?([0-9]{4})(?:\.0)?")
"""A key of the cadastre's list of building functions, as text or as a number read from a table."""

Ranges = tuple[tuple[int, int], ...]


class Use(Enum):
    """What is known of a building's use."""

    RESIDENTIAL = "residential"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class BuildingUses:
    """How the values of the field ``function`` are read; see the file for the meaning of each list."""

    residential_codes: Ranges
    unknown_codes: Ranges
    residential_words: tuple[str, ...]
    not_residential_words: tuple[str, ...]
    unknown_words: tuple[str, ...]
    unknown_from: float
    unknown_to: float

    def use_of(self, function: str) -> Use:
        """Return the use that a value of the field (in lower case, empty if missing) stands for."""
        code = CODE.fullmatch(function)
        if code:
            return self._use_of_code(int(code.group(1)))
        if function in self.unknown_words:
            return Use.UNKNOWN
        if _fits(function, self.not_residential_words) or not _fits(function, self.residential_words):
            return Use.OTHER
        return Use.RESIDENTIAL

    def _use_of_code(self, code: int) -> Use:
        for ranges, use in ((self.residential_codes, Use.RESIDENTIAL), (self.unknown_codes, Use.UNKNOWN)):
            if any(first <= code <= last for first, last in ranges):
                return use
        return Use.OTHER


def _fits(word: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(word, pattern) for pattern in patterns)


def read_building_uses(entry: Entry) -> BuildingUses:
    """Read the file; raises CatalogueError naming the key."""
    uses = BuildingUses(
        residential_codes=_ranges(entry, "residential_codes"),
        unknown_codes=_ranges(entry, "unknown_codes"),
        residential_words=entry.words("residential_words"),
        not_residential_words=entry.words("not_residential_words"),
        unknown_words=entry.words("unknown_words"),
        unknown_from=entry.number("unknown_from"),
        unknown_to=entry.number("unknown_to"),
    )
    entry.done()
    return uses


def _ranges(entry: Entry, key: str) -> Ranges:
    ranges = []
    for item in entry.take(key, list):
        if not (isinstance(item, list) and len(item) == 2 and all(isinstance(end, int) for end in item)):
            raise entry.fail(f"'{key}' holds pairs of whole numbers, not {item!r}")
        ranges.append((item[0], item[1]))
    return tuple(ranges)


@lru_cache(maxsize=2)
def load_building_uses(folder: Path = paths.CATALOGUE) -> BuildingUses:
    """Read the catalogue's file; raises CatalogueError naming file and key."""
    return read_building_uses(Entry.from_file(folder / "building_uses.yaml"))
