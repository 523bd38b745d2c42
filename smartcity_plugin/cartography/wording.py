# SPDX-License-Identifier: GPL-2.0-or-later
"""The fixed words of maps and pages, from ``resources/report/atlas_texts.yaml``."""

from __future__ import annotations

from functools import lru_cache

from .. import paths
from ..catalogue.entry import Entry
from ..model.text import Text

ATLAS_TEXTS = paths.REPORT / "atlas_texts.yaml"


class Wording:
    """Looks up a text by key and fills its placeholders, if values are given; an unknown key is a KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a text."""
        text = read_texts()[key].in_language(self.language)
        return text.format(**values) if values else text

    def counted(self, key: str, count: int, **values: object) -> str:
        """Return a text about ``count`` things; one thing has a text of its own (``key_one``)."""
        return self(f"{key}_one" if count == 1 else key, count=count, **values)


@lru_cache(maxsize=1)
def read_texts() -> dict[str, Text]:
    """Read all texts; raises CatalogueError for a missing language."""
    entry = Entry.from_file(ATLAS_TEXTS)
    texts = {key: entry.text(key) for key in entry.take_keys()}
    entry.done()
    return texts
