# SPDX-License-Identifier: GPL-2.0-or-later
"""Content controls: the tagged boxes that everything generated in a Word document sits in.

A control's tag comes from the block's id and is the same in every export; what stands outside of controls belongs to
the people who wrote it. Controls are found in a file by their place in its bytes, so that they can be exchanged without
touching what stands between them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

from .document import (
    Block,
    BulletList,
    Callout,
    ChapterKind,
    FigureBlock,
    Heading,
    ListOfFigures,
    ListOfTables,
    Paragraph,
    ParagraphStyle,
    Table,
    Toc,
    plain,
)
from .ooxml import W, element

PREFIX = "sc."
"""How the tags of this plugin's controls begin."""
LONGEST = 64
"""Word takes no longer tags and titles."""

HEADING, PARAGRAPH, PROMPT, LIST, TABLE = "heading", "paragraph", "prompt", "list", "table"
FIGURE, CALLOUT, CONTENTS, COVER = "figure", "callout", "contents", "cover"

_MARKS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<w:sdt(?=[\s>/])[^>]*>|</w:sdt\s*>", re.DOTALL)


@dataclass(frozen=True)
class Content:
    """What a control says, as text: lines, and for tables the rows of cells with the heading first."""

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class KnownHeading:
    """A generated heading: how it is numbered, its level."""

    kind: ChapterKind
    level: int


@dataclass(frozen=True)
class Made:
    """A control as the writer made it; ``node`` is its ``w:sdt``."""

    tag: str
    kind: str
    chapter: str
    title: str
    content: Content
    node: Any
    evidence: tuple[str, ...] = ()
    bookmark: str = ""
    """The bookmark of its heading or caption."""
    heading: Optional[KnownHeading] = None
    listed: Optional[Block] = None
    """The list of contents, figures or tables that it is."""


@dataclass(frozen=True)
class Span:
    """Where a control stands in the bytes of a part: from ``start`` up to before ``end``."""

    start: int
    end: int


def tag_of(block_id: str) -> str:
    """Return the tag of a block's control: readable where it is short enough, else cut and made unique again."""
    tag = f"{PREFIX}{block_id}"
    if len(tag) <= LONGEST:
        return tag
    mark = hashlib.sha256(block_id.encode("utf-8")).hexdigest()[:10]
    return f"{tag[: LONGEST - 11]}~{mark}"


def number_of(name: str) -> int:
    """Return a positive number of 31 bits that is the same in every export."""
    return int(hashlib.sha256(name.encode("utf-8")).hexdigest()[:8], 16) & 0x7FFFFFFF or 1


def shortened(text: str) -> str:
    """Return a text as the title of a control: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rstrip()} …"


def control(tag: str, title: str, nodes: Sequence[Any], placeholder: bool = False) -> Any:
    """Return a control around block-level nodes; they are moved into it.

    A placeholder is what Word selects as a whole on a click and replaces by what is typed.
    """
    properties = element("w:sdtPr", element("w:alias", val=title), element("w:tag", val=tag))
    properties.append(element("w:id", val=number_of(tag)))
    if placeholder:
        properties.append(element("w:showingPlcHdr"))
    if any(next(node.iter(f"{W}fldChar", f"{W}bookmarkStart"), None) is not None for node in nodes):
        # Unless a control is a building block, LibreOffice 7 prints the code of a field in its first paragraph, and
        # LibreOffice 25 crashes on references to bookmarks inside it.
        properties.append(element("w:docPartObj", element("w:docPartGallery", val="Custom 1")))
    return element("w:sdt", properties, element("w:sdtContent", *nodes))


def tag_in(node: Any) -> Optional[str]:
    """Return the tag of a ``w:sdt`` if it is one of this plugin's."""
    found = node.find(f"{W}sdtPr/{W}tag")
    tag = None if found is None else found.get(f"{W}val", "")
    return tag if tag and tag.startswith(PREFIX) else None


def content_node(node: Any) -> Any:
    """Return the ``w:sdtContent`` of a control, None if it has none."""
    return node.find(f"{W}sdtContent")


def spans(part: bytes) -> list[Span]:
    """Return where the ``w:sdt`` elements of a part stand, in the order of their beginnings.

    Raises ValueError if beginnings and ends do not match.
    """
    found: list[Optional[Span]] = []
    stack: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(part):
        text = mark.group()
        if text.startswith(b"</"):
            if not stack:
                raise ValueError("a control ends that did not begin")
            place, start = stack.pop()
            found[place] = Span(start, mark.end())
        elif text.startswith(b"<w:"):
            if text.endswith(b"/>"):
                found.append(Span(mark.start(), mark.end()))
            else:
                stack.append((len(found), mark.start()))
                found.append(None)
    if stack:
        raise ValueError("a control does not end")
    return [span for span in found if span is not None]


# Blocks ----------------------------------------------------------------------------------------------------------


def kind_of(block: Block) -> str:
    """Return the kind of control that a block becomes."""
    if isinstance(block, Paragraph):
        return PROMPT if block.style is ParagraphStyle.PROMPT else PARAGRAPH
    kinds = {Heading: HEADING, BulletList: LIST, Table: TABLE, FigureBlock: FIGURE, Callout: CALLOUT}
    return kinds.get(type(block), CONTENTS)


def content_of(block: Block) -> Content:
    """Return what a block says as text."""
    if isinstance(block, Heading):
        return Content((block.text,))
    if isinstance(block, Paragraph):
        return Content((plain(block.runs),))
    if isinstance(block, BulletList):
        return Content(tuple(plain(runs) for _, runs in block.items))
    if isinstance(block, Callout):
        return Content((f"{block.title}: {block.text}",))
    if isinstance(block, FigureBlock):
        return Content((block.caption, block.figure.alt_text, block.figure.source_line))
    if isinstance(block, Table):
        heading = tuple(column.heading for column in block.columns)
        return Content(
            (block.caption, block.note), (heading, *(tuple(cell.text for cell in row) for row in block.rows))
        )
    return Content((block.title,)) if isinstance(block, (Toc, ListOfFigures, ListOfTables)) else Content()


def title_of(content: Content) -> str:
    """Return the title of a control: its first words."""
    return shortened(next((line for line in content.lines if line.strip()), " – ".join(first_row(content))))


def first_row(content: Content) -> tuple[str, ...]:
    """Return the first row below a table's heading that is not empty."""
    return next((row for row in content.rows[1:] if any(row)), ())
