# SPDX-License-Identifier: GPL-2.0-or-later
"""How an export of a participation platform is read: which of its columns mean what, and nothing else of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TEXT_FIELDS = ("category", "title", "text")
COUNT_FIELDS = ("votes_for", "votes_against", "comments")
PLACE_FIELDS = ("x", "y", "coordinates")
FIELDS = ("id", "date", *TEXT_FIELDS, *COUNT_FIELDS, "place", "located", *PLACE_FIELDS)
"""What can be read of a contribution. ``place`` names an area, ``coordinates`` is a text "latitude;longitude"."""

WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class ImportMapping:
    """Which columns fill which fields (several are put together), and to which sector each category belongs.

    ``crs`` is that of the columns ``x`` (east or longitude) and ``y`` (north or latitude).
    """

    format: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    """Sector (empty: none) by category, as spelled in the export."""
    crs: str = WGS84

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that are read, each once."""
        return tuple(dict.fromkeys(name for names in self.columns.values() for name in names))

    def to_json(self) -> str:
        """Return the mapping as text, for the study and for files."""
        content = {
            "format": self.format,
            "columns": {key: list(names) for key, names in self.columns.items()},
            "sectors": dict(self.sectors),
            "crs": self.crs,
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True)


def mapping_of(text: str) -> ImportMapping:
    """Return the mapping that a text holds; raises ValueError if it holds none."""
    content: Any = json.loads(text)
    if not isinstance(content, dict) or set(content) - {"format", "columns", "sectors", "crs"}:
        raise ValueError("keys")
    columns, sectors = content.get("columns", {}), content.get("sectors", {})
    if not isinstance(columns, dict) or not isinstance(sectors, dict) or set(columns) - set(FIELDS):
        raise ValueError("columns")
    as_lists = {key: [names] if isinstance(names, str) else names for key, names in columns.items()}
    for names in as_lists.values():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("columns")
    if not all(
        isinstance(name, str) for name in [*sectors.values(), content.get("format", ""), content.get("crs", "")]
    ):
        raise ValueError("sectors")
    return ImportMapping(
        content.get("format") or "generic",
        {key: tuple(names) for key, names in as_lists.items() if names},
        sectors,
        content.get("crs") or WGS84,
    )
