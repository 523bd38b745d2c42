# SPDX-License-Identifier: GPL-2.0-or-later
"""Outlines: which chapters a document has, in which order, and who builds them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .. import paths
from ..catalogue.entry import Entry
from ..model.text import Text
from .document import ChapterKind

OUTLINES = paths.REPORT / "outlines"


@dataclass(frozen=True)
class OutlineChapter:
    """A chapter: its id, its title, how it is numbered, the name of its section builder."""

    id: str
    title: Text
    kind: ChapterKind
    builder: str


@dataclass(frozen=True)
class Outline:
    """A kind of document."""

    title: Text
    chapters: tuple[OutlineChapter, ...]


def load_outline(name: str, builders: Collection[str], folder: Path = OUTLINES) -> Outline:
    """Read an outline; raises CatalogueError naming the key that is wrong or the builder that does not exist."""
    entry = Entry.from_file(folder / f"{name}.yaml")
    title = entry.text("title")
    chapters = tuple(_chapter(key, sub, builders) for key, sub in entry.sub("chapters").items())
    entry.done()
    if not chapters:
        raise entry.fail("the outline has no chapters")
    kinds = [list(ChapterKind).index(chapter.kind) for chapter in chapters]
    if kinds != sorted(kinds):
        raise entry.fail("chapters must come in the order front, numbered, annex")
    return Outline(title, chapters)


def _chapter(key: str, entry: Entry, builders: Collection[str]) -> OutlineChapter:
    chapter = OutlineChapter(
        key, entry.text("title"), entry.choice("kind", ChapterKind), entry.word("builder", builders)
    )
    entry.done()
    return chapter
