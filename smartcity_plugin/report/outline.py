# SPDX-License-Identifier: GPL-2.0-or-later
"""Outlines: which chapters a document has, in which order, and who builds them.

An outline stays open: a chapter marked ``optional`` vanishes when its builder finds nothing to say, so that later parts
can add theirs to every outline without leaving empty headings behind.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

from .. import paths
from ..catalogue.entry import Entry
from ..model.text import Text
from .document import ChapterKind

OUTLINES = paths.REPORT / "outlines"
STANDARD = "smart_city_strategie"
"""The outline that is used unless another one is chosen."""


@dataclass(frozen=True)
class OutlineChapter:
    """A chapter: its id, its title, how it is numbered, the name of its section builder, whether it may vanish."""

    id: str
    title: Text
    kind: ChapterKind
    builder: str
    optional: bool = False


@dataclass(frozen=True)
class Outline:
    """A kind of document; ``pages`` is how many it may have, ``lists`` whether figures and tables are listed."""

    name: str
    title: Text
    description: Text
    chapters: tuple[OutlineChapter, ...]
    lists: bool = True
    pages: Optional[int] = None


@lru_cache(maxsize=1)
def load_outlines() -> dict[str, Outline]:
    """Return the shipped outlines by name, the usual one first, for lists to choose from.

    The names of the builders are not looked up here, so that listing costs nothing; ``load_outline`` does.
    """
    names = sorted((file.stem for file in OUTLINES.glob("*.yaml")), key=lambda name: (name != STANDARD, name))
    return {name: _read(name, None, OUTLINES) for name in names}


def load_outline(name: str, builders: Collection[str], folder: Path = OUTLINES) -> Outline:
    """Read an outline; raises CatalogueError naming the key that is wrong or the builder that does not exist."""
    return _read(name, builders, folder)


def _read(name: str, builders: Optional[Collection[str]], folder: Path) -> Outline:
    entry = Entry.from_file(folder / f"{name}.yaml")
    outline = Outline(
        name=name,
        title=entry.text("title"),
        chapters=tuple(_chapter(key, sub, builders) for key, sub in entry.sub("chapters").items()),
        description=entry.text("description"),
        lists=entry.take("lists", bool, True),
        pages=entry.take("pages", int, None),
    )
    entry.done()
    if not outline.chapters:
        raise entry.fail("the outline has no chapters")
    kinds = [list(ChapterKind).index(chapter.kind) for chapter in outline.chapters]
    if kinds != sorted(kinds):
        raise entry.fail("chapters must come in the order front, numbered, annex")
    return outline


def _chapter(key: str, entry: Entry, builders: Optional[Collection[str]]) -> OutlineChapter:
    chapter = OutlineChapter(
        id=key,
        title=entry.text("title"),
        kind=entry.choice("kind", ChapterKind),
        builder=entry.take("builder", str) if builders is None else entry.word("builder", builders),
        optional=entry.take("optional", bool, False),
    )
    entry.done()
    return chapter
