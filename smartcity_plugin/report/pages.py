# SPDX-License-Identifier: GPL-2.0-or-later
"""About how many pages a document will have, for outlines that may not be longer than somebody says.

Only the program that opens the file knows the number for sure; this is an estimate from the heights of the blocks in
the shipped look, held against LibreOffice by a test.
"""

from __future__ import annotations

import math
from typing import Optional

from ..model.problem import Problem, Severity
from .document import (
    Block,
    BulletList,
    Callout,
    Chapter,
    Document,
    FigureBlock,
    Heading,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    Toc,
    plain,
)

PAGE_HEIGHT, TEXT_WIDTH = 246.0, 165.0
"""Millimetres of text on a page of the shipped look."""
_LINE, _LETTER, _GAP = 4.6, 1.86, 2.1
_TABLE_LINE, _TABLE_LETTER, _TABLE_ROW = 3.55, 1.6, 1.8
_HEADINGS = {1: 20.0, 2: 13.5, 3: 10.0}
_CAPTION, _NOTE_LETTER, _NOTE_LINE = 7.0, 1.5, 3.7
_ENTRY = 4.9
_SHORT_CHAPTER = 8
"""As in the writer: short chapters without figures follow each other on one page."""


def length_problems(document: Document, limit: Optional[int]) -> list[Problem]:
    """Return what is to be said of a document's length if its outline limits it."""
    pages = estimate_pages(document)
    if limit is None or pages <= limit:
        return []
    return [Problem("document_too_long", Severity.WARNING, {"pages": pages, "limit": limit})]


def estimate_pages(document: Document) -> int:
    """Return about how many pages a document has in the shipped look, cover and contents included."""
    entries = sum(
        1 + sum(isinstance(block, Heading) and block.level == 2 for block in chapter.blocks)
        for chapter in document.chapters
    )
    figures = sum(isinstance(block, FigureBlock) for block in document.blocks())
    tables = sum(isinstance(block, Table) and bool(block.caption) for block in document.blocks())
    lists = len(document.front) > sum(isinstance(block, (PageBreak, Toc)) for block in document.front)
    pages = 1 + _filled(entries * _ENTRY + 15.0) + (_filled((figures + tables) * _ENTRY + 35.0) if lists else 0)
    sheet, after_short = _Sheet(), False
    for chapter in document.chapters:
        short = _is_short(chapter)
        if not (short and after_short):
            sheet.turn()
        after_short = short
        sheet.put(_HEADINGS[1])
        for block in chapter.blocks:
            sheet.block(block)
    return pages + sheet.pages


class _Sheet:
    """Fills pages from top to bottom."""

    def __init__(self) -> None:
        self.pages, self._used = 0, PAGE_HEIGHT

    def turn(self) -> None:
        self.pages, self._used = self.pages + 1, 0.0

    def put(self, height: float, whole: bool = False) -> None:
        """Add a height; what must stay whole goes to the next page if it does not fit."""
        if whole and self._used + height > PAGE_HEIGHT and self._used > 0:
            self.turn()
        self._used += height
        while self._used > PAGE_HEIGHT:
            self.pages, self._used = self.pages + 1, self._used - PAGE_HEIGHT

    def block(self, block: Block) -> None:
        if isinstance(block, PageBreak):
            self.turn()
        elif isinstance(block, Heading):
            self.put(_HEADINGS[block.level], whole=self._used + 3 * _HEADINGS[block.level] > PAGE_HEIGHT)
        else:
            self.put(_height(block), whole=isinstance(block, (FigureBlock, Callout)))


def _height(block: Block) -> float:
    if isinstance(block, Paragraph):
        return _text(block.runs)
    if isinstance(block, BulletList):
        return sum(_text(item) - 1.0 for _, item in block.items)
    if isinstance(block, Callout):
        return _lines(block.text, TEXT_WIDTH, _NOTE_LETTER) * _LINE + 4.0
    if isinstance(block, FigureBlock):
        return block.figure.height_mm * _scale(block) + _CAPTION + _note(block.figure.source_line)
    return _table(block) if isinstance(block, Table) else 0.0


def _scale(block: FigureBlock) -> float:
    return min(1.0, TEXT_WIDTH / block.figure.width_mm, block.height / block.figure.height_mm)


def _text(runs: Runs) -> float:
    return _lines(plain(runs), TEXT_WIDTH, _LETTER) * _LINE + _GAP


def _note(text: str) -> float:
    return _lines(text, TEXT_WIDTH, _NOTE_LETTER) * _NOTE_LINE + 3.5


def _table(block: Table) -> float:
    total = sum(column.width for column in block.columns)
    widths = [TEXT_WIDTH * column.width / total - 2.4 for column in block.columns]
    height = 35.0 if block.upright else 2 * _TABLE_LINE + _TABLE_ROW
    for row in block.rows:
        lines = max(
            sum(_lines(line, width, _TABLE_LETTER) for line in cell.text.split("\n"))
            for cell, width in zip(row, widths)
        )
        height += lines * _TABLE_LINE + _TABLE_ROW
    return height + (_CAPTION if block.caption else 0.0) + (_note(block.note) if block.note else 3.0)


def _lines(text: str, width: float, letter: float) -> int:
    return max(1, math.ceil(len(text) * letter / width))


def _filled(height: float) -> int:
    return max(1, math.ceil(height / PAGE_HEIGHT))


def _is_short(chapter: Chapter) -> bool:
    return len(chapter.blocks) <= _SHORT_CHAPTER and not any(isinstance(one, FigureBlock) for one in chapter.blocks)
