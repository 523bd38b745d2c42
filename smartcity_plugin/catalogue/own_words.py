# SPDX-License-Identifier: GPL-2.0-or-later
"""The words around the town's own indicators: headings of their spreadsheet, facts of units, texts given by default."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.indicator import Direction
from ..model.text import Text
from .entry import Entry


@dataclass(frozen=True)
class OwnWords:
    """Texts by key: ``sheets`` and ``columns`` of the spreadsheet, ``directions``, ``attributes`` of units, ``texts``.

    ``attributes`` are the names that an expression may use beside the ids of indicators.
    """

    sheets: dict[str, Text]
    columns: dict[str, Text]
    directions: dict[str, Text]
    attributes: dict[str, Text]
    texts: dict[str, Text]


@lru_cache(maxsize=4)
def own_words(folder: Path = paths.CATALOGUE) -> OwnWords:
    """Read ``own.yaml``; raises CatalogueError naming file and key."""
    entry = Entry.from_file(folder / "own.yaml")
    words = OwnWords(**{name: _texts(entry.sub(name)) for name in OwnWords.__dataclass_fields__})
    entry.done()
    if set(words.directions) != {direction.value for direction in Direction}:
        raise entry.fail("'directions' must name every direction")
    return words


def _texts(entry: Entry) -> dict[str, Text]:
    return {key: entry.text(key) for key in entry.take_keys()}
