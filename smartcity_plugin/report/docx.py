# SPDX-License-Identifier: GPL-2.0-or-later
"""Writer for Word documents.

Page numbers in lists: Word computes them itself in a TOC field, after ``w:updateFields`` made it ask on opening.
LibreOffice shows what is stored inside a TOC field and never computes it, but does compute page references outside of
one. So the lists are prefilled with entries whose page number is an empty PAGEREF field, and the TOC field around
them is written as an alternative that needs Word 2013 (``mc:Choice Requires="w15"``). Word sees an automatic list of
contents, LibreOffice a list with live page numbers; before the first computation either shows no number rather than a
wrong one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import docx
from docx.shared import Mm, Pt

from ..engine.progress import Progress, silent
from .document import (
    Block,
    BulletList,
    Callout,
    Chapter,
    ChapterKind,
    Document,
    FigureBlock,
    Heading,
    ListOfFigures,
    ListOfTables,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Runs,
    Table,
    Toc,
)
from .docx_styles import ANNEX, BULLETS, TEXT_WIDTH, number_properties, prepare
from .docx_tables import write_table
from .ooxml import element, field, link_to, put, text_run, word_field_end, word_field_start

SHORT_CHAPTER = 8
"""Chapters with at most so many blocks and no figure share a page with a short one before them."""

_STYLES = {
    ParagraphStyle.BODY: "Normal",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.NOTE: "Note",
    ParagraphStyle.PROMPT: "Prompt",
}


def write_docx(document: Document, path: Path, progress: Progress = silent) -> None:
    """Write a document; raises OSError if the file cannot be written."""
    writer = _Writer(document)
    writer.cover()
    for block in document.front:
        writer.block(block)
    for number, chapter in enumerate(document.chapters):
        progress(number / len(document.chapters))
        writer.chapter(chapter)
    writer.save(path)


class _Entry:
    """A line of a list of contents, figures or tables."""

    def __init__(self, level: int, text: str, bookmark: str) -> None:
        self.level, self.text, self.bookmark = level, text, bookmark


class _Numbers:
    """The numbers that the automatic numbering of headings will give; the prefilled lists need them."""

    def __init__(self, annex: str) -> None:
        self._annex = annex
        self._counts = {kind: [0, 0, 0] for kind in ChapterKind}

    def next(self, kind: ChapterKind, level: int) -> str:
        """Return the number of the next heading of a level in a kind of chapter; empty for front matter."""
        counts = self._counts[kind]
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        if kind is ChapterKind.FRONT:
            return ""
        first = chr(ord("A") + counts[0] - 1) if kind is ChapterKind.ANNEX else str(counts[0])
        if kind is ChapterKind.ANNEX and level == 1:
            return f"{self._annex} {first}"
        return ".".join([first, *map(str, counts[1:level])])


class _Writer:
    def __init__(self, document: Document) -> None:
        self._source = document
        self._labels = document.labels
        self._docx = docx.Document()
        self._bookmarks = 0
        self._figures = self._tables = 0
        self._kind = ChapterKind.FRONT
        self._after_short = self._page_break = False
        prepare(self._docx, document.language, document.labels)
        self._properties()
        self._running_lines()

    # The document as a whole -------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        self._docx.save(str(path))

    def _properties(self) -> None:
        properties, source = self._docx.core_properties, self._source
        now = datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
        properties.title, properties.subject, properties.author = source.title, source.subtitle, source.author
        properties.language = "de-DE" if source.language == "de" else "en-GB"
        properties.created = properties.modified = now
        properties.comments = properties.keywords = properties.last_modified_by = ""

    def _running_lines(self) -> None:
        """Put the title into the page header, the page number into the footer; the cover has neither."""
        section = self._docx.sections[0]
        section.header.paragraphs[0].text = self._source.title
        line = element("w:bottom", val="single", sz=4, space=4, color="B8C4CC")
        put(section.header.paragraphs[0]._p.get_or_add_pPr(), element("w:pBdr", line))
        foot = section.footer.paragraphs[0]._p
        tab = element("w:tab", val="right", pos=round(TEXT_WIDTH / 25.4 * 1440))
        put(foot.get_or_add_pPr(), element("w:tabs", tab))
        foot.append(text_run(f"{self._source.subtitle}\t{self._labels.page} "))
        foot.extend(field("PAGE"))
        foot.append(text_run(f" {self._labels.of} "))
        foot.extend(field("NUMPAGES"))

    def cover(self) -> None:
        self._docx.add_paragraph(self._source.title, "Title")
        self._docx.add_paragraph(self._source.subtitle, "Subtitle")
        for remark in self._source.remarks:
            self._docx.add_paragraph(remark, "Cover")

    def chapter(self, chapter: Chapter) -> None:
        """Write a chapter; it begins a new page unless it and the one before are short."""
        self._page_break = not (_is_short(chapter) and self._after_short)
        self._kind, self._after_short = chapter.kind, _is_short(chapter)
        self._heading(chapter.id, 1, chapter.title)
        for block in chapter.blocks:
            self.block(block)

    # Blocks ------------------------------------------------------------------------------------------------------

    def block(self, block: Block) -> None:
        writers = {
            Heading: lambda b: self._heading(b.id, b.level, b.text),
            Paragraph: lambda b: self._paragraph(b.runs, _STYLES[b.style]),
            BulletList: self._bullet_list,
            Table: self._table,
            FigureBlock: self._figure,
            Callout: self._callout,
            PageBreak: self._break,
            Toc: self._toc,
            ListOfFigures: lambda b: self._list_of(b.title, self._labels.figure, FigureBlock),
            ListOfTables: lambda b: self._list_of(b.title, self._labels.table, Table),
        }
        writers[type(block)](block)

    def _break(self, block: PageBreak) -> None:
        self._page_break = True

    def _new(self, style: str) -> Any:
        """Return a new paragraph, on a new page if that was asked for."""
        paragraph = self._docx.add_paragraph(style=style)
        if self._page_break:
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.space_before = Pt(0)
            self._page_break = False
        return paragraph

    def _heading(self, block_id: str, level: int, text: str) -> Any:
        paragraph = self._new(f"Heading {level}")
        if self._kind is ChapterKind.ANNEX:
            put(paragraph._p.get_or_add_pPr(), number_properties(ANNEX, level - 1))
        elif self._kind is ChapterKind.FRONT:
            put(paragraph._p.get_or_add_pPr(), number_properties(0, 0))
            put(paragraph._p.get_or_add_pPr(), element("w:ind", left=0, hanging=0))
        self._marked(paragraph._p, bookmark_of(block_id), [text_run(text)])
        return paragraph

    def _marked(self, paragraph: Any, name: str, nodes: Iterable[Any]) -> None:
        """Add nodes inside a bookmark."""
        self._bookmarks += 1
        paragraph.append(element("w:bookmarkStart", id=self._bookmarks, name=name))
        paragraph.extend(nodes)
        paragraph.append(element("w:bookmarkEnd", id=self._bookmarks))

    def _paragraph(self, runs: Runs, style: str) -> Any:
        paragraph = self._new(style)
        for run in runs:
            if run.link:
                paragraph._p.append(link_to(bookmark_of(run.link), text_run(run.text, _link_look())))
                continue
            made = paragraph.add_run(run.text)
            made.bold, made.italic = run.bold or None, run.italic or None
        return paragraph

    def _bullet_list(self, block: BulletList) -> None:
        for level, runs in block.items:
            paragraph = self._paragraph(runs, "List Bullet")
            if level:
                put(paragraph._p.get_or_add_pPr(), number_properties(BULLETS, min(level, 3)))

    def _callout(self, block: Callout) -> None:
        paragraph = self._new("Callout")
        paragraph.add_run(f"{block.title}: ").bold = True
        paragraph.add_run(block.text)
        paragraph.paragraph_format.keep_together = True

    def _table(self, block: Table) -> None:
        if block.caption:
            self._tables += 1
            self._caption(block.id, self._labels.table, self._tables, block.caption)
        write_table(self._docx, block)
        if block.note:
            note = self._new("Note")
            note.add_run(block.note)
            note.paragraph_format.space_before = Pt(3)
        else:
            self._new("Table End")

    def _figure(self, block: FigureBlock) -> None:
        self._figures += 1
        figure = block.figure
        scale = min(1.0, TEXT_WIDTH / figure.width_mm, block.height / figure.height_mm)
        paragraph = self._new("Figure")
        picture = paragraph.add_run().add_picture(str(figure.path), Mm(figure.width_mm * scale))
        properties = picture._inline.docPr
        properties.set("name", f"{self._labels.figure} {self._figures}")
        properties.set("descr", figure.alt_text)
        caption = self._caption(block.id, self._labels.figure, self._figures, block.caption)
        caption.paragraph_format.space_before = Pt(2)
        if figure.source_line:
            self._new("Note").add_run(figure.source_line)
        else:
            caption.paragraph_format.keep_with_next = False

    def _caption(self, block_id: str, label: str, number: int, text: str) -> Any:
        paragraph = self._new("Caption")
        nodes = [text_run(f"{label}\u00a0"), *field(f"SEQ {label} \\* ARABIC", str(number)), text_run(f": {text}")]
        self._marked(paragraph._p, bookmark_of(block_id), nodes)
        return paragraph

    # Lists of contents -------------------------------------------------------------------------------------------

    def _toc(self, block: Toc) -> None:
        numbers, entries = _Numbers(self._labels.annex), []
        for chapter in self._source.chapters:
            number = numbers.next(chapter.kind, 1)
            entries.append(_Entry(1, _joined(number, chapter.title), bookmark_of(chapter.id)))
            for heading in (item for item in chapter.blocks if isinstance(item, Heading)):
                number = numbers.next(chapter.kind, heading.level)
                if heading.level <= block.depth and chapter.kind is not ChapterKind.FRONT:
                    entries.append(_Entry(heading.level, _joined(number, heading.text), bookmark_of(heading.id)))
        self._new("Front Heading").add_run(block.title)
        self._entries(entries, f'TOC \\o "1-{block.depth}" \\h \\z \\u', [f"toc {n}" for n in (1, 2)])

    def _list_of(self, title: str, label: str, kind: type) -> None:
        captioned = [block for block in self._source.blocks() if isinstance(block, kind) and block.caption]
        entries = [
            _Entry(1, f"{label}\u00a0{number}: {block.caption}", bookmark_of(block.id))
            for number, block in enumerate(captioned, start=1)
        ]
        if entries:
            self._new("Front Heading").add_run(title)
            self._entries(entries, f'TOC \\h \\z \\c "{label}"', ["table of figures"])

    def _entries(self, entries: list[_Entry], instruction: str, styles: list[str]) -> None:
        paragraph: Optional[Any] = None
        for entry in entries:
            first = paragraph is None
            paragraph = self._new(styles[entry.level - 1])
            if first:
                paragraph._p.extend(word_field_start(instruction))
            paragraph._p.append(link_to(entry.bookmark, text_run(f"{entry.text}\t")))
            paragraph._p.extend(field(f"PAGEREF {entry.bookmark} \\h"))
        if paragraph is not None:
            paragraph._p.append(word_field_end())


def bookmark_of(block_id: str) -> str:
    """Return the bookmark of a block, the same in every export, named as Word names the targets of references.

    LibreOffice only looks up hidden bookmarks with Word's own prefixes, and Word deletes those of lists (_Toc).
    """
    return f"_Ref{int(hashlib.sha256(block_id.encode('utf-8')).hexdigest()[:12], 16)}"


def _joined(number: str, text: str) -> str:
    """Return a numbered title; a number that is a word ("Annex A") takes no tab."""
    return f"{number}{' ' if ' ' in number else chr(9)}{text}" if number else text


def _is_short(chapter: Chapter) -> bool:
    figures = any(isinstance(block, FigureBlock) for block in chapter.blocks)
    return not figures and len(chapter.blocks) <= SHORT_CHAPTER


def _link_look() -> Any:
    return element("w:rPr", element("w:color", val="0B4A6F"), element("w:u", val="single"))
