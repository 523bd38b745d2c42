# SPDX-License-Identifier: GPL-2.0-or-later
"""Longer texts in columns over as many pages as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import text as typography
from .sheet import Box, Sheet
from .theme import TextStyle

_SMALLER = (0.96, 0.92, 0.88)


@dataclass(frozen=True)
class Block:
    """A paragraph: ``keep`` binds it to the next one, ``space`` mm stand before it, ``colour`` marks its left edge."""

    text: str
    style: TextStyle
    space: float = 0.8
    keep: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Placed:
    """A paragraph, or the part of it that fits, at its place in a column."""

    block: Block
    lines: tuple[str, ...]
    y: float


Column = list[Placed]


def lay_out(blocks: Sequence[Block], room: Box, columns: int, gap: float) -> list[list[Column]]:
    """Return pages of columns of paragraphs, a little smaller where that saves a page; nothing is left out."""
    best = _lay_out(blocks, room, columns, gap)
    for factor in _SMALLER:
        smaller = [replace(block, style=block.style.but(size=block.style.size * factor)) for block in blocks]
        tried = _lay_out(smaller, room, columns, gap)
        if len(tried) < len(best):
            return tried
    return best


def _lay_out(blocks: Sequence[Block], room: Box, columns: int, gap: float) -> list[list[Column]]:
    width, height = room.columns(columns, gap)[0].width, room.height
    filled: list[Column] = [[]]
    y = 0.0
    for number, block in enumerate(blocks):
        lines = typography.wrap(block.text, block.style, width - (2.5 if block.colour else 0.0))
        step = typography.line_height(block.style)
        needed = min(len(lines), 3) * step + _bound(blocks, number, width)
        if y and y + block.space + needed > height:
            filled.append([])
            y = 0.0
        y += block.space if y else 0.0
        while lines:
            count = max(int((height - y + 0.01) / step), 1)
            if len(lines) == count + 1 and count > 2:
                count -= 1  # no single line at the top of a column
            part, lines = tuple(lines[:count]), lines[count:]
            filled[-1].append(Placed(block, part, y))
            y += len(part) * step
            if lines:
                filled.append([])
                y = 0.0
    return [filled[start : start + columns] for start in range(0, len(filled), columns)]


def draw(sheet: Sheet, page: Sequence[Column], room: Box, columns: int, gap: float) -> None:
    """Draw one page of a flow."""
    for column, box in zip(page, room.columns(columns, gap)):
        for placed in column:
            height = len(placed.lines) * typography.line_height(placed.block.style)
            indent = 2.5 if placed.block.colour else 0.0
            if placed.block.colour:
                sheet.rect(Box(box.x, box.y + placed.y + 0.4, 1.0, height - 0.8), placed.block.colour)
            place = Box(box.x + indent, box.y + placed.y, box.width - indent, height)
            sheet.text(place, "\n".join(placed.lines), placed.block.style)


def _bound(blocks: Sequence[Block], number: int, width: float) -> float:
    """Return the height of what must follow a paragraph in the same column."""
    height = 0.0
    while blocks[number].keep and number + 1 < len(blocks):
        number += 1
        follower = blocks[number]
        lines = min(len(typography.wrap(follower.text, follower.style, width)), 2)
        height += follower.space + lines * typography.line_height(follower.style)
    return height
