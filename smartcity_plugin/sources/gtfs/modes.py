# SPDX-License-Identifier: GPL-2.0-or-later
"""Route types of GTFS as means of transport, and the words of the layer; both stand in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ... import paths
from ...catalogue.entry import Entry
from ...model.text import Text

ON_DEMAND = "on_demand"
NOT_COUNTED = -1
UNKNOWN = -2


@dataclass(frozen=True)
class TransitModes:
    """The modes, the highest ranking first, and what they are called as the field ``mode`` of a stop."""

    names: tuple[str, ...]
    shown_as: tuple[str, ...]
    of_type: dict[int, int]
    """Route type → position in ``names``, or NOT_COUNTED."""
    texts: dict[str, Text]

    def code(self, route_type: str) -> int:
        """Return the position of a route type's mode, NOT_COUNTED, or UNKNOWN for what is no known route type."""
        text = route_type.strip()
        return self.of_type.get(int(text), UNKNOWN) if text.isascii() and text.isdigit() and len(text) < 6 else UNKNOWN

    @property
    def scheduled(self) -> tuple[str, ...]:
        """The modes that run by a timetable: all but the one that must be ordered."""
        return tuple(name for name in self.names if name != ON_DEMAND)


@lru_cache(maxsize=1)
def transit_modes() -> TransitModes:
    """Read ``transit_modes.yaml``; a type given twice is an error that names the place."""
    entry = Entry.from_file(paths.CATALOGUE / "transit_modes.yaml")
    of_type: dict[int, int] = {}
    names, shown = [], []
    for name, mode in entry.sub("modes").items():
        _add(of_type, mode, "types", len(names))
        names.append(name)
        shown.append(mode.take("shown_as", str))
        mode.done()
    _add(of_type, entry, "not_counted", NOT_COUNTED)
    layer = entry.sub("layer")
    texts = {key: layer.text(key) for key in layer.take_keys()}
    entry.done()
    return TransitModes(tuple(names), tuple(shown), of_type, texts)


def _add(of_type: dict[int, int], entry: Entry, key: str, code: int) -> None:
    """Add the types of a list such as ``["2", "100-117"]``."""
    for word in entry.words(key):
        first, _, last = word.partition("-")
        for number in range(int(first), int(last or first) + 1):
            if number in of_type:
                raise entry.fail(f"route type {number} is given twice")
            of_type[number] = code
