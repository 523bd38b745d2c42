# SPDX-License-Identifier: GPL-2.0-or-later
"""What section builders write into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Optional, Union

from .document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    FigureBlock,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Run,
    Runs,
    Table,
)
from .figures import Figure

HALF_PAGE = 118.0
"""Height of a picture in millimetres that leaves room for the text about it on the same page."""

Content = Union[str, Run, Sequence[Run]]


class Blocks:
    """Collects the blocks of a chapter; a block's id is the chapter's id and the name given here."""

    def __init__(self, chapter: str) -> None:
        self._chapter = chapter
        self._blocks: list[Block] = []
        self._ids: set[str] = set()
        self._evidence: tuple[str, ...] = ()

    @contextmanager
    def evidence(self, run_ids: Iterable[object]) -> Iterator[None]:
        """Let all that is added inside rest on these runs, besides those of blocks around; missing ids are left out."""
        outer = self._evidence
        known = (run_id for run_id in run_ids if isinstance(run_id, str) and run_id)
        self._evidence = tuple(dict.fromkeys((*outer, *known)))
        try:
            yield
        finally:
            self._evidence = outer

    def done(self) -> tuple[Block, ...]:
        """Return what was collected."""
        return tuple(self._blocks)

    def heading(self, name: str, text: str, level: int = 2) -> None:
        """Add a heading below the chapter's."""
        self._add(Heading(self._id(name), level, text))

    def text(self, name: str, content: Content, style: ParagraphStyle = ParagraphStyle.BODY) -> None:
        """Add a paragraph, unless it is empty."""
        if content:
            self._add(Paragraph(self._id(name), runs(content), style))

    def sentences(self, name: str, sentences: Iterable[str]) -> None:
        """Add a paragraph made of sentences."""
        self.text(name, " ".join(sentences))

    def prompt(self, name: str, text: str) -> None:
        """Add a place that the town must fill."""
        self.text(name, text, ParagraphStyle.PROMPT)

    def bullets(self, name: str, items: Iterable[Union[Content, tuple[int, Content]]]) -> None:
        """Add a list; an item may bring its level."""
        levelled = [item if _has_level(item) else (0, item) for item in items]
        if levelled:
            self._add(BulletList(self._id(name), tuple((level, runs(content)) for level, content in levelled)))

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Union[str, Cell]]],
        caption: str = "",
        note: str = "",
        upright: bool = False,
    ) -> None:
        """Add a table, unless it has no rows."""
        cells = tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in rows)
        if cells:
            self._add(Table(self._id(name), tuple(columns), cells, caption, note, upright))

    def figure(self, name: str, caption: str, figure: Figure, height: float = HALF_PAGE) -> None:
        """Add a picture that takes at most ``height`` millimetres."""
        self._add(FigureBlock(self._id(name), caption, figure, height))

    def new_page(self, name: str) -> None:
        """Let the next block begin a new page."""
        self._add(PageBreak(self._id(name)))

    def callout(self, name: str, title: str, text: str) -> None:
        """Add a remark that is set apart."""
        self._add(Callout(self._id(name), title, text))

    def id_of(self, name: str) -> str:
        """Return the id that a block of this chapter has."""
        return f"{self._chapter}.{name}"

    def _id(self, name: str) -> str:
        block = self.id_of(name)
        if block in self._ids:
            raise ValueError(f"two blocks have the id {block}")
        self._ids.add(block)
        return block

    def _add(self, block: Block) -> None:
        if self._evidence and isinstance(block, (Paragraph, BulletList, Table, FigureBlock, Callout)):
            block = replace(block, evidence=self._evidence)
        self._blocks.append(block)


def runs(content: Content) -> Runs:
    """Return content as runs."""
    if isinstance(content, str):
        return (Run(content),)
    return (content,) if isinstance(content, Run) else tuple(content)


def labelled(label: str, text: str, link: Optional[str] = None) -> Runs:
    """Return a bold label followed by a text."""
    return Run(f"{label} ", bold=True), Run(text, link=link)


def _has_level(item: object) -> bool:
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], int)
