# SPDX-License-Identifier: GPL-2.0-or-later
"""Writer for web pages: one file without scripts that loads nothing and can be read with and without eyes.

Structure follows BITV 2.0 and EN 301 549 (WCAG 2.1, AA): landmarks, one first-level heading, headings in order, a link
to skip to the content, captions and scopes of tables, alternative texts, contrasts of at least 4.5. Texts get into the
page as text nodes only, so that no name in a study can become markup.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from ..sources.design_files import picture_ending
from .document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Chapter,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    ParagraphStyle,
    Runs,
    Table,
)
from .html_style import stylesheet
from .look import Look

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_PIXELS_PER_MM = 96.0 / 25.4
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Page:
    """What stands around the chapters; ``logo`` is the content of a picture, empty for none."""

    look: Look
    organisation: str
    stamp: str
    is_decided: bool
    skip: str
    contents: str
    footer: tuple[str, ...]
    logo: bytes = b""
    logo_text: str = ""


def write_html(document: Document, page: Page, path: Path) -> None:
    """Write a page; raises OSError if the file cannot be written or a picture cannot be read."""
    path.write_text(html_of(document, page), encoding="utf-8", newline="\n")


def html_of(document: Document, page: Page) -> str:
    """Return a document as a whole page."""
    root = _Writer(document, page).page()
    text = etree.tostring(root, method="html", encoding="unicode", pretty_print=True)
    return f"<!DOCTYPE html>\n{text}"


def node(tag: str, *content: Any, **attributes: str) -> Any:
    """Return an element with texts and elements inside; ``class_`` and ``for_`` stand for reserved words."""
    made = etree.Element(tag)
    for name, text in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), clean(text))
    for item in content:
        if isinstance(item, str):
            _append_text(made, clean(item))
        elif item is not None:
            made.append(item)
    return made


def clean(text: str) -> str:
    """Return a text without the control characters that no page may hold."""
    return _NOT_XML.sub("", text)


def _append_text(parent: Any, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def anchor(block_id: str) -> str:
    """Return the id that a block has in the page."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", block_id)


def data_uri(content: bytes, ending: str) -> str:
    """Return a picture as an address that holds the picture itself."""
    return f"data:{PICTURES[ending]};base64,{base64.b64encode(content).decode('ascii')}"


class _Writer:
    def __init__(self, document: Document, page: Page) -> None:
        self._source, self._page = document, page
        self._labels = document.labels
        self._figures = self._tables = 0
        self._targets = {chapter.id for chapter in document.chapters}
        self._targets |= {block.id for block in document.blocks() if isinstance(block, Heading)}

    def page(self) -> Any:
        source, page = self._source, self._page
        head = node(
            "head",
            node("meta", charset="utf-8"),
            node("meta", name="viewport", content="width=device-width, initial-scale=1"),
            node("meta", name="author", content=source.author),
            node("title", source.title),
            node("style", stylesheet(page.look)),
        )
        content = node("main", *(self._chapter(chapter) for chapter in source.chapters), id="content", tabindex="-1")
        body = node(
            "body",
            node("a", page.skip, href="#content", class_="skip"),
            self._header(),
            self._contents(),
            content,
            node("footer", *(node("p", text) for text in page.footer)),
        )
        return node("html", head, body, lang="de" if source.language == "de" else "en-GB")

    def _header(self) -> Any:
        source, page = self._source, self._page
        ending = picture_ending(page.logo) if page.logo else ""
        logo = None
        if ending in PICTURES:
            logo = node("img", src=data_uri(page.logo, ending), alt=page.logo_text, class_="logo")
        kind = "decided" if page.is_decided else "draft"
        return node(
            "header",
            logo,
            node("p", page.organisation, class_="organisation"),
            node("h1", source.title),
            node("p", source.subtitle, class_="subtitle"),
            node("p", node("strong", page.stamp), class_=f"stamp {kind}"),
            *(node("p", remark, class_="remark") for remark in source.remarks),
        )

    def _contents(self) -> Any:
        items = [
            node("li", node("a", chapter.title, href=f"#{anchor(chapter.id)}")) for chapter in self._source.chapters
        ]
        return node("nav", node("ul", *items), aria_label=self._page.contents)

    def _chapter(self, chapter: Chapter) -> Any:
        name = anchor(chapter.id)
        section = node("section", node("h2", chapter.title, id=name), aria_labelledby=name)
        section.extend(made for made in self._blocks(chapter.blocks) if made is not None)
        return section

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Any]:
        """Write blocks in order; lists that follow each other become one."""
        for kind, members in groupby(blocks, key=type):
            if kind is BulletList:
                yield _list([item for block in members for item in block.items], self._inline)
            else:
                for block in members:
                    yield self._block(block)

    def _block(self, block: Block) -> Any:
        if isinstance(block, Heading):
            return node(f"h{min(block.level + 1, 6)}", block.text, id=anchor(block.id))
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, FigureBlock):
            return self._figure(block)
        if isinstance(block, Callout):
            return node("p", node("strong", f"{block.title}: "), block.text, class_="callout", role="note")
        return None  # page breaks and lists of contents belong to paper

    def _paragraph(self, block: Paragraph) -> Any:
        made = node("p", *self._inline(block.runs))
        if block.style is not ParagraphStyle.BODY:
            made.set("class", block.style.value)
        return made

    def _inline(self, runs: Runs) -> list[Any]:
        content: list[Any] = []
        for run in runs:
            item: Any = run.text
            if run.link in self._targets:
                item = node("a", item, href=f"#{anchor(run.link)}")
            if run.italic:
                item = node("em", item)
            if run.bold:
                item = node("strong", item)
            content.append(item)
        return content

    # Tables and figures ------------------------------------------------------------------------------------------

    def _table(self, block: Table) -> Any:
        name = anchor(block.id)
        table, attributes = node("table"), {}
        if block.caption:
            self._tables += 1
            table.append(node("caption", f"{self._labels.table}\u00a0{self._tables}: {block.caption}", id=name))
            # A region that scrolls must be reachable by keyboard and must have a name.
            attributes = {"role": "region", "aria_labelledby": name, "tabindex": "0"}
        total = sum(column.width for column in block.columns)
        widths = (node("col", style=f"width: {100.0 * column.width / total:.1f}%") for column in block.columns)
        table.append(node("colgroup", *widths))
        if block.has_header:
            heads = [
                node("th", column.heading, scope="col", class_=column.align.value)
                if column.heading
                else node("td", class_=column.align.value)
                for column in block.columns
            ]
            table.append(node("thead", node("tr", *heads)))
        aligns = [column.align for column in block.columns]
        table.append(node("tbody", *(_row(row, aligns) for row in block.rows)))
        made = node("div", table, class_="table", **attributes)
        return node("div", made, node("p", block.note, class_="note")) if block.note else made

    def _figure(self, block: FigureBlock) -> Any:
        self._figures += 1
        figure = block.figure
        picture = node(
            "img",
            src=data_uri(figure.path.read_bytes(), figure.path.suffix.lower()),
            alt=figure.alt_text,
            width=str(round(figure.width_mm * _PIXELS_PER_MM)),
            height=str(round(figure.height_mm * _PIXELS_PER_MM)),
        )
        caption = node("figcaption", f"{self._labels.figure}\u00a0{self._figures}: {block.caption}")
        if figure.source_line:
            caption.append(node("span", figure.source_line, class_="source"))
        return node("figure", picture, caption)


def _row(cells: Sequence[Cell], aligns: Sequence[Align]) -> Any:
    """Return a row; its first cell is what the others are about."""
    made = []
    for number, (cell, align) in enumerate(zip(cells, aligns)):
        content = _lines(cell.text)
        if cell.bold and number:
            content = [node("strong", *content)]
        item = node("td", *content) if number else node("th", *content, scope="row")
        item.set("class", align.value)
        if cell.shade and re.fullmatch("#[0-9A-Fa-f]{6}", cell.shade):
            item.set("style", f"background-color: {cell.shade}")
        made.append(item)
    return node("tr", *made)


def _lines(text: str) -> list[Any]:
    content: list[Any] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            content.append(node("br"))
        content.append(line)
    return content


def _list(items: Sequence[tuple[int, Runs]], inline: Callable[[Runs], list[Any]]) -> Any:
    """Return a list; deeper items stand in lists inside the item before them."""
    root = node("ul")
    open_lists = [root]
    for level, runs in items:
        depth = min(level, len(open_lists) if len(open_lists[-1]) else len(open_lists) - 1)
        del open_lists[depth + 1 :]
        if depth == len(open_lists):
            deeper = node("ul")
            open_lists[-1][-1].append(deeper)
            open_lists.append(deeper)
        open_lists[-1].append(node("li", *inline(runs)))
    return root
