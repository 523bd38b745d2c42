# SPDX-License-Identifier: GPL-2.0-or-later
"""The neutral block tree of a document.

Builders make it, writers visit it. Every block has a stable id that does not depend on the data's values, so that a
later export of the same study can find the block that it replaces. What a block claims rests on runs of the study:
``evidence`` holds their ids, empty for words that rest on none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional, Union

from .figures import Figure


class ChapterKind(Enum):
    """How a chapter's heading is numbered: not at all, 1, 2, 3 … or A, B, C …"""

    FRONT = "front"
    NUMBERED = "numbered"
    ANNEX = "annex"


class ParagraphStyle(Enum):
    """What a paragraph is for; writers decide how that looks."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    PROMPT = "prompt"


class Align(Enum):
    """How a table column is aligned."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Run:
    """A piece of text; ``link`` is the id of a heading of this document.

    ``refers`` is the id of a captioned figure or table; writers that number captions show its label and number, which
    follow the caption when others come before it, in place of ``text``.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: Optional[str] = None
    refers: Optional[str] = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below the chapter's own, which is level 1."""

    id: str
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    id: str
    runs: Runs
    style: ParagraphStyle = ParagraphStyle.BODY
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class BulletList:
    """A list; every item has a level, 0 being the outermost."""

    id: str
    items: tuple[tuple[int, Runs], ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A table cell; ``shade`` is a background ``#rrggbb`` that repeats what the text already says."""

    text: str
    bold: bool = False
    shade: Optional[str] = None


@dataclass(frozen=True)
class Column:
    """A table column: its heading, its share of the width, its alignment."""

    heading: str
    width: float
    align: Align = Align.LEFT
    code: bool = False
    """Whether the cells hold codes that are set in a narrow typewriter face."""


@dataclass(frozen=True)
class Table:
    """A table; without a caption it is a mere list of labels and entries and has no number.

    ``upright`` turns the headings of all columns but the first by 90 degrees.
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    note: str = ""
    upright: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def has_header(self) -> bool:
        """Whether any column has a heading."""
        return any(column.heading for column in self.columns)


@dataclass(frozen=True)
class FigureBlock:
    """A picture with caption, alternative text and source line; ``height`` is the most millimetres it may take."""

    id: str
    caption: str
    figure: Figure
    height: float = 150.0
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Callout:
    """A short remark set apart from the text, with a word that says what it is."""

    id: str
    title: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageBreak:
    """The next block begins a new page."""

    id: str


@dataclass(frozen=True)
class Toc:
    """The table of contents down to a heading level."""

    id: str
    title: str
    depth: int = 2


@dataclass(frozen=True)
class ListOfFigures:
    """The list of all captioned figures."""

    id: str
    title: str


@dataclass(frozen=True)
class ListOfTables:
    """The list of all captioned tables."""

    id: str
    title: str


Block = Union[Heading, Paragraph, BulletList, Table, FigureBlock, Callout, PageBreak, Toc, ListOfFigures, ListOfTables]


@dataclass(frozen=True)
class Chapter:
    """A chapter: a heading of level 1 and what belongs to it."""

    id: str
    title: str
    kind: ChapterKind
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Labels:
    """The words a writer adds by itself."""

    figure: str
    table: str
    annex: str
    page: str
    of: str


@dataclass(frozen=True)
class Document:
    """A whole document; ``language`` is ``de`` or ``en``."""

    title: str
    subtitle: str
    author: str
    remarks: tuple[str, ...]
    language: str
    labels: Labels
    front: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    logo: bytes = b""
    """A PNG for the cover, empty for none; ``logo_text`` says what it shows."""
    logo_text: str = ""

    def blocks(self) -> Iterator[Block]:
        """Return all blocks in order."""
        yield from self.front
        for chapter in self.chapters:
            yield from chapter.blocks


def plain(runs: Sequence[Run]) -> str:
    """Return the text of runs without their emphasis."""
    return "".join(run.text for run in runs)
