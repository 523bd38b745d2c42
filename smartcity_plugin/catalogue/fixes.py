# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of the words for repairs of stored data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.quality import Fix
from ..model.text import Text
from .entry import Entry


@dataclass(frozen=True)
class FixTexts:
    """What a button says, what it explains, and what the passport says afterwards (placeholder ``count``)."""

    title: Text
    explanation: Text
    note: Text


@lru_cache(maxsize=4)
def load_fixes(folder: Path = paths.CATALOGUE) -> dict[Fix, FixTexts]:
    """Read ``fixes.yaml``: every repair has exactly one entry; raises CatalogueError otherwise."""
    entry = Entry.from_file(folder / "fixes.yaml")
    fixes = {}
    for fix in Fix:
        texts = entry.sub(fix.value)
        fixes[fix] = FixTexts(texts.text("title"), texts.text("explanation"), texts.text("note"))
        texts.done()
    entry.done()
    return fixes
