# SPDX-License-Identifier: GPL-2.0-or-later
"""The fixed words of maps, pages and charts, from ``resources/report/atlas_texts.yaml`` and the folder of its name."""

from __future__ import annotations

from functools import lru_cache

from .. import paths
from ..catalogue.entry import CatalogueError, Entry
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
    """Read all texts; raises CatalogueError for a missing language or a key that is there already."""
    texts: dict[str, Text] = {}
    for file in (ATLAS_TEXTS, *sorted(ATLAS_TEXTS.with_suffix("").glob("*.yaml"))):
        entry = Entry.from_file(file)
        for key in entry.take_keys():
            if key in texts:
                raise CatalogueError(f"{file.name}: there is already the text '{key}'")
            texts[key] = entry.text(key)
        entry.done()
    return texts
