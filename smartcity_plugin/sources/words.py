# SPDX-License-Identifier: GPL-2.0-or-later
"""Names of layers, columns and values made comparable, whatever spelling and language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache

SHORT_WORD = 4
"""Up to this many letters a word must begin or end a part of a name: "kita" is not in "Nikitastraße"."""

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text in lower-case ASCII letters and digits, everything else as single underscores between them."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def found_word(words: Iterable[str], name: str, whole: bool = False) -> str:
    """Return the first of the words that a folded name contains, without its mark; empty if none.

    A word marked with = must be a part of the name as it is; with ``whole``, the whole name.
    """
    parts = [name] if whole else name.split("_")
    return next((word.lstrip("=") for word in words if _contains(name, parts, word)), "")


def _contains(name: str, parts: list[str], word: str) -> bool:
    if word.startswith("="):
        return word[1:] in parts
    if len(word) <= SHORT_WORD:
        return any(part.startswith(word) or part.endswith(word) for part in parts)
    return word in name


def pattern_rank(patterns: tuple[str, ...], name: str) -> float:
    """Return how well a folded name fits patterns: 1 for the first, falling to 0.6, less for wildcards; 0 for none."""
    for number, pattern in enumerate(patterns):
        if fnmatchcase(name, pattern):
            rank = 1.0 - 0.4 * number / len(patterns)
            return rank - 0.2 if "*" in pattern else rank
    return 0.0
