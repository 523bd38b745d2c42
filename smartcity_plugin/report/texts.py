# SPDX-License-Identifier: GPL-2.0-or-later
"""The document's wordings: read strictly, chosen by number, filled completely."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import paths
from ..catalogue.entry import CatalogueError, Entry
from ..model.text import LANGUAGES, Text

ONE, OTHER = "one", "other"


@lru_cache(maxsize=2)
def load_texts(path: Path = paths.REPORT / "texts.yaml") -> dict[str, Text]:
    """Read the wordings of a file and of the folder of its name; nested keys are joined by dots.

    A counted wording has the keys ``one`` and ``other``.
    """
    texts: dict[str, Text] = {}
    for file in (path, *sorted(path.with_suffix("").glob("*.yaml"))):
        more: dict[str, Text] = {}
        _collect(Entry.from_file(file), "", more)
        for key in more.keys() & texts.keys():
            raise CatalogueError(f"{file.name}: there is already the wording '{key}'")
        texts.update(more)
    for key in texts:
        stem, _, form = key.rpartition(".")
        if form in (ONE, OTHER) and not {f"{stem}.{ONE}", f"{stem}.{OTHER}"} <= set(texts):
            raise CatalogueError(f"{path.name}: '{stem}' needs both '{ONE}' and '{OTHER}'")
    return texts


def _collect(entry: Entry, prefix: str, texts: dict[str, Text]) -> None:
    for key in entry.take_keys():
        content = entry.take(key, dict)
        if set(content) <= set(LANGUAGES):
            texts[f"{prefix}{key}"] = Entry({key: content}, entry.place).text(key)
        else:
            _collect(Entry(content, f"{entry.place}: {key}"), f"{prefix}{key}.", texts)


def name_key(name: str) -> str:
    """Return what names are sorted by, so that Ö comes with O."""
    return unicodedata.normalize("NFKD", name).casefold()


class Texts:
    """The wordings in one language."""

    def __init__(self, language: str, texts: dict[str, Text]) -> None:
        self.language = "de" if language.lower().startswith("de") else "en"
        self._texts = texts

    def say(self, key: str, **values: Any) -> str:
        """Return a wording with all its placeholders filled; an unknown key or a missing value is a KeyError."""
        return self._texts[key].in_language(self.language).format(**values)

    def has(self, key: str) -> bool:
        """Return whether there is a wording."""
        return key in self._texts

    def count(self, key: str, number: int, shown: str, **values: Any) -> str:
        """Return the wording for a number, singular or plural; ``shown`` fills the placeholder ``count``."""
        form = ONE if number == 1 else OTHER
        return self.say(".".join((key, form)), count=shown, **values)

    def join(self, items: list[str]) -> str:
        """Return an enumeration: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return " ".join((", ".join(items[:-1]), self.say("join.and"), items[-1]))
