# SPDX-License-Identifier: GPL-2.0-or-later
"""Writer for Word documents: visits the block tree and, if the document shall live, wraps each block in a control.

What is written for a block does not depend on where it stands, except for the page break before it and the number of
its caption, which is set last: a block written again from unchanged data is the same block.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from typing import Any, Optional, Union

from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..catalogue.themes import standard_theme
from ..engine.progress import Progress, silent
from ..model.design import Theme
from .controls import (
    COVER,
    HEADING,
    PROMPT,
    Content,
    KnownHeading,
    Made,
    content_of,
    control,
    kind_of,
    number_of,
    shortened,
    tag_of,
    title_of,
)
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
    Run,
    Runs,
    Table,
    Toc,
)
from .docx_lists import Known, brings, complete, field_codes
from .docx_tables import write_table
from .docx_template import Template, open_template
from .ooxml import W, element, field, link_to, put, set_style, text_run

SHORT_CHAPTER = 8
"""Chapters with at most so many blocks and no figure share a page with a short one before them."""

AFTER_TABLE = Pt(8)
"""The space between a table without a note and the paragraph after it; tables have none of their own."""

_LOGO_WIDTH, _LOGO_HEIGHT = 60.0, 20.0
"""The most millimetres that a logo takes on the cover."""

_STYLES = {
    ParagraphStyle.BODY: "Normal",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.NOTE: "Note",
    ParagraphStyle.PROMPT: "Prompt",
}


def write_docx(document: Document, path: Path, progress: Progress = silent, theme: Optional[Theme] = None) -> None:
    """Write a document in the plugin's own look, without content controls; raises OSError if that cannot be done."""
    writer = Writer(document, open_template(None, "", theme or standard_theme(), document.language, document.labels))
    writer.write(progress=progress)
    writer.save(path)


class Writer:
    """Writes a document into a Word file; with ``living`` every block becomes a control, listed in ``made``."""

    def __init__(
        self, document: Document, template: Template, living: bool = False, codes: Optional[Sequence[str]] = None
    ) -> None:
        self.docx = template.document
        self.made: list[Made] = []
        self.known = Known()
        self._source, self._labels = document, document.labels
        self._template = template
        self._codes = field_codes(self.docx.element.body) if codes is None else codes
        self._living = living
        self._kind, self._chapter = ChapterKind.FRONT, ""
        self._after_short = self._page_break = self._after_table = False

    # The document as a whole -------------------------------------------------------------------------------------

    def write(self, values: Optional[Mapping[str, str]] = None, progress: Progress = silent) -> None:
        """Write everything; ``values`` fill the placeholders of a template, progress runs from 0 to 1."""
        chapters, template = self._source.chapters, self._template
        template.fill(values or {})
        if not template.own:
            self._running_lines()
        if not template.has_cover:
            self._cover()
        for block in self._source.front:
            self._block(block)
        for number, chapter in enumerate(chapters):
            progress(number / len(chapters))
            self._write_chapter(chapter)
        self._complete()
        template.finish({chapter.id: bookmark_of(chapter.id) for chapter in chapters})
        if template.own:  # it may have put the chapters into another order
            self._complete()

    def _complete(self) -> None:
        complete(self.docx.element.body, self.known, self._labels, self._template)

    def save(self, path: Path) -> None:
        """Write the file; raises OSError."""
        properties, source = self.docx.core_properties, self._source
        now = datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
        properties.title, properties.subject, properties.author = source.title, source.subtitle, source.author
        properties.language = "de-DE" if source.language == "de" else "en-GB"
        properties.created = properties.modified = now
        properties.comments = properties.keywords = properties.last_modified_by = ""
        self.docx.save(str(path))

    def _running_lines(self) -> None:
        """Put the title into the page header, the page number into the footer; the cover has neither."""
        section = self.docx.sections[0]
        section.header.paragraphs[0].text = self._source.title
        line = element("w:bottom", val="single", sz=4, space=4, color=self._template.look.rule)
        put(section.header.paragraphs[0]._p.get_or_add_pPr(), element("w:pBdr", line))
        foot = section.footer.paragraphs[0]._p
        tab = element("w:tab", val="right", pos=round(self._template.width / 25.4 * 1440))
        put(foot.get_or_add_pPr(), element("w:tabs", tab))
        foot.append(text_run(f"{self._source.subtitle}\t{self._labels.page} "))
        foot.extend(field("PAGE"))
        foot.append(text_run(f" {self._labels.of} "))
        foot.extend(field("NUMPAGES"))

    def _cover(self) -> None:
        if self._source.logo:
            with self._part("cover.logo", COVER, Content((self._source.logo_text,))):
                self._logo()
        lines = [("title", "Title", self._source.title), ("subtitle", "Subtitle", self._source.subtitle)]
        lines += [(f"remark{number}", "Cover", text) for number, text in enumerate(self._source.remarks, start=1)]
        for name, style, text in lines:
            with self._part(f"cover.{name}", COVER, Content((text,))):
                self._new(style).add_run(text)

    def _logo(self) -> None:
        """Put the logo on the cover, within the usual size of a letterhead."""
        picture = self._new("Figure").add_run().add_picture(BytesIO(self._source.logo))
        scale = min(Mm(_LOGO_WIDTH) / picture.width, Mm(_LOGO_HEIGHT) / picture.height)
        picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
        properties = picture._inline.docPr
        properties.set("id", str(number_of("cover.logo")))
        properties.set("name", "Logo")
        properties.set("descr", self._source.logo_text)
        picture._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", tag_of("cover.logo"))

    def _write_chapter(self, chapter: Chapter) -> None:
        """Write a chapter; it begins a new page unless it and the one before are short."""
        self._page_break = not (_is_short(chapter) and self._after_short)
        self._kind, self._after_short, self._chapter = chapter.kind, _is_short(chapter), chapter.id
        with self._part(chapter.id, HEADING, Content((chapter.title,))):
            self._heading(chapter.id, 1, chapter.title)
        for block in chapter.blocks:
            self._block(block)

    # Parts -------------------------------------------------------------------------------------------------------

    @contextmanager
    def _part(self, block_id: str, kind: str, content: Content, evidence: tuple[str, ...] = ()) -> Iterator[None]:
        """Put what is written inside into a control of its own, if the document shall live."""
        body = self.docx.element.body
        before = len(body)
        yield
        # Word files end with the properties of the last section; paragraphs and tables are put before them.
        end = len(body) - (body[-1].tag == f"{W}sectPr")
        nodes = list(body)[before - len(body) + end : end]
        if not nodes or not self._living:
            return
        tag, title = tag_of(block_id), title_of(content)
        stand_in = element("w:p")
        nodes[0].addprevious(stand_in)
        node = control(tag, title, nodes, placeholder=kind == PROMPT)
        body.replace(stand_in, node)
        known, paragraphs = self.known, set(node.iter(f"{W}p"))
        self.made.append(
            Made(
                tag=tag,
                kind=kind,
                chapter=self._chapter,
                title=title,
                content=content,
                node=node,
                evidence=evidence,
                bookmark=next((name for one, name in known.bookmarks.items() if one in paragraphs), ""),
                heading=next((heading for one, heading in known.headings.items() if one in paragraphs), None),
                listed=next((block for block, one in known.lists if one in paragraphs), None),
            )
        )

    def _block(self, block: Block) -> None:
        if isinstance(block, PageBreak):
            self._page_break = True
            return
        with self._part(block.id, kind_of(block), content_of(block), getattr(block, "evidence", ())):
            self._write(block)

    def _write(self, block: Block) -> None:
        writers = {
            Heading: lambda b: self._heading(b.id, b.level, b.text),
            Paragraph: lambda b: self._paragraph(b.runs, _STYLES[b.style]),
            BulletList: self._bullet_list,
            Table: self._table,
            FigureBlock: self._figure,
            Callout: self._callout,
            Toc: self._list,
            ListOfFigures: self._list,
            ListOfTables: self._list,
        }
        writers[type(block)](block)

    def _new(self, style: str) -> Any:
        """Return a new paragraph, on a new page if that was asked for."""
        paragraph = self.docx.add_paragraph()
        set_style(paragraph, self._template.style(style))
        if self._page_break:
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.space_before = Pt(0)
        elif self._after_table and not style.startswith("Heading"):
            paragraph.paragraph_format.space_before = AFTER_TABLE
        self._page_break = self._after_table = False
        return paragraph

    def _heading(self, block_id: str, level: int, text: str) -> Any:
        paragraph = self._new(f"Heading {level}")
        self._template.number_heading(paragraph, self._kind, level)
        self._marked(paragraph._p, block_id, [text_run(text)])
        self.known.headings[paragraph._p] = KnownHeading(self._kind, level)
        return paragraph

    def _marked(self, paragraph: Any, block_id: str, nodes: Iterable[Any]) -> None:
        """Add nodes inside the block's bookmark."""
        name = bookmark_of(block_id)
        paragraph.append(element("w:bookmarkStart", id=number_of(name), name=name))
        paragraph.extend(nodes)
        paragraph.append(element("w:bookmarkEnd", id=number_of(name)))
        self.known.bookmarks[paragraph] = name

    def _paragraph(self, runs: Runs, style: str) -> Any:
        paragraph = self._new(style)
        for run in runs:
            if run.link:
                paragraph._p.append(link_to(bookmark_of(run.link), text_run(run.text, self._link_look())))
                continue
            if run.refers:
                self._reference(paragraph._p, run)
                continue
            made = paragraph.add_run(run.text)
            made.bold, made.italic = run.bold or None, run.italic or None
        return paragraph

    def _reference(self, paragraph: Any, run: Run) -> None:
        """Add label and number of a caption as a field, which follows the caption when others come before it."""
        bookmark = bookmark_of(run.refers or "")
        nodes = field(f"REF {bookmark} \\h", run.text)
        paragraph.extend(nodes)
        self.known.references.extend((shown, bookmark) for node in nodes for shown in node.iter(qn("w:t")))

    def _bullet_list(self, block: BulletList) -> None:
        for level, runs in block.items:
            paragraph = self._paragraph(runs, "List Bullet")
            self._template.number_bullet(paragraph, level)

    def _callout(self, block: Callout) -> None:
        paragraph = self._new("Callout")
        paragraph.add_run(f"{block.title}: ").bold = True
        paragraph.add_run(block.text)
        paragraph.paragraph_format.keep_together = True

    def _table(self, block: Table) -> None:
        if block.caption:
            self._caption(block.id, self._labels.table, block.caption)
        elif self._after_table:
            self._new("Table End")  # two tables in a row would become one
        write_table(self._template, block)
        if block.note:
            note = self._new("Note")
            note.add_run(block.note)
            note.paragraph_format.space_before = Pt(3)
        else:
            self._after_table = True

    def _figure(self, block: FigureBlock) -> None:
        figure = block.figure
        scale = min(1.0, self._template.width / figure.width_mm, block.height / figure.height_mm)
        paragraph = self._new("Figure")
        picture = paragraph.add_run().add_picture(str(figure.path), Mm(figure.width_mm * scale))
        properties = picture._inline.docPr
        properties.set("id", str(number_of(block.id)))
        properties.set("name", shortened(block.caption))
        properties.set("descr", figure.alt_text)
        # Otherwise the name of a temporary file.
        picture._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", tag_of(block.id))
        caption = self._caption(block.id, self._labels.figure, block.caption)
        caption.paragraph_format.space_before = Pt(2)
        if figure.source_line:
            self._new("Note").add_run(figure.source_line)
        else:
            caption.paragraph_format.keep_with_next = False

    def _caption(self, block_id: str, label: str, text: str) -> Any:
        paragraph = self._new("Caption")
        # The bookmark holds label and number only: references show what it holds.
        self._marked(paragraph._p, block_id, [text_run(f"{label}\u00a0"), *field(f"SEQ {label} \\* ARABIC", "0")])
        paragraph._p.append(text_run(f": {text}"))
        return paragraph

    def _list(self, block: Union[Toc, ListOfFigures, ListOfTables]) -> None:
        """Write the title of a list, which is filled when everything else is there; one without entries is left out."""
        kind = {ListOfFigures: FigureBlock, ListOfTables: Table}.get(type(block))
        empty = kind and not any(isinstance(one, kind) and one.caption for one in self._source.blocks())
        if not empty and not brings(self._codes, block, self._labels):
            title = self._new("Front Heading")
            title.add_run(block.title)
            self.known.lists.append((block, title._p))

    def _link_look(self) -> Any:
        return element("w:rPr", element("w:color", val=self._template.look.accent), element("w:u", val="single"))


def bookmark_of(block_id: str) -> str:
    """Return the bookmark of a block, the same in every export, named as Word names the targets of references.

    LibreOffice only looks up hidden bookmarks with Word's own prefixes, and Word deletes those of lists (_Toc).
    """
    return f"_Ref{int(hashlib.sha256(block_id.encode('utf-8')).hexdigest()[:12], 16)}"


def _is_short(chapter: Chapter) -> bool:
    figures = any(isinstance(block, FigureBlock) for block in chapter.blocks)
    return not figures and len(chapter.blocks) <= SHORT_CHAPTER
