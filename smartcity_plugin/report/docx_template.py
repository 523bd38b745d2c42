# SPDX-License-Identifier: GPL-2.0-or-later
"""The Word file that a document is written into: the shipped look, or the town's own template.

The writer appends everything at the end of the body and asks ``Template`` for styles, lists and the width of the text.
``finish`` then moves what was written to the places that the template names (``placeholders`` lists them). Styles,
headers, footers, logo, page sizes, sections and lists of the town's template stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Optional

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ..model.design import Theme
from ..model.problem import Problem, Severity
from .document import ChapterKind, Labels
from .docx_fill import clear_placeholder, fill_texts, names_in, place_of, roots, tag_of
from .docx_mapping import TownLists, TownStyles
from .docx_package import open_word
from .docx_styles import ANNEX, BULLETS, TABLE_STYLE, TEXT_WIDTH, number_properties, prepare
from .look import Look, look_of
from .ooxml import element, put
from .placeholders import CHAPTER, CONTENT, LISTS, TEXTS, meaning

LEAST_WIDTH = 60.0
"""Millimetres: narrower columns hold neither tables nor maps."""
_TWIPS = 1440 / 25.4


class Template:
    """The file to write into; ``width`` is that of the text in millimetres, ``own`` whether it is the town's."""

    own = False
    letters = 1.0
    """How much wider than Arial's the letters may be."""

    def __init__(self, document: Any, look: Look, width: float) -> None:
        self.document, self.look, self.width = document, look, width
        self.table_style = TABLE_STYLE
        self.problems: list[Problem] = []
        self.has_cover = self.has_lists = False
        self.heading_formats: Optional[list[tuple[str, str]]] = None

    def style(self, name: str) -> Any:
        """Return the paragraph style for one of the writer's roles (the names in ``docx_styles.ROLES``)."""
        return self.document.styles[name]

    def number_heading(self, paragraph: Any, kind: ChapterKind, level: int) -> None:
        """Number a heading (python-docx paragraph) of a level (1 to 3) as its kind of chapter asks for."""
        properties = paragraph._p.get_or_add_pPr()
        if kind is ChapterKind.ANNEX:
            put(properties, number_properties(self._annex, level - 1))
        elif kind is ChapterKind.FRONT:
            put(properties, number_properties(0, 0))
            put(properties, element("w:ind", left=0, hanging=0))
        elif self._chapters:
            put(properties, number_properties(self._chapters, level - 1))

    def number_bullet(self, paragraph: Any, level: int) -> None:
        """Put a paragraph in the style of bullets on a level (0 to 3)."""
        if level or not self._bullets_numbered:
            put(paragraph._p.get_or_add_pPr(), number_properties(self._bullets, min(level, 3)))

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill the placeholders that hold texts; the shipped look has none."""

    def finish(self, chapters: Mapping[str, str]) -> None:
        """Move what was written to its places; ``chapters`` are the bookmarks of the chapters' headings by chapter."""

    _chapters, _annex, _bullets, _bullets_numbered = 0, ANNEX, BULLETS, True


def open_template(
    content: Optional[bytes], name: str, theme: Theme, language: str, labels: Labels, chapters: Iterable[str] = ()
) -> Template:
    """Return the file to write into: the town's template if there is one, else the shipped look in the theme.

    ``name`` is how the template is called, ``chapters`` the ids of the document's chapters. Raises SmartCityError if
    the template cannot be used.
    """
    if content is not None:
        return TownTemplate(content, name, theme, language, labels, chapters)
    import docx

    document, look = docx.Document(), look_of(theme)
    prepare(document, language, labels, look)
    return Template(document, look, TEXT_WIDTH)


class TownTemplate(Template):
    """The town's own template."""

    own = True
    letters = 1.18

    def __init__(
        self, content: bytes, name: str, theme: Theme, language: str, labels: Labels, chapters: Iterable[str]
    ) -> None:
        document, problems = open_word(content, name)
        _with_numbering(document)
        self._body = document.element.body
        self._known = {CHAPTER + chapter for chapter in chapters}
        self._place = place_of(self._body, CONTENT)
        super().__init__(document, look_of(theme), _text_width(self._body, self._place))
        self.problems += problems
        self._styles = TownStyles(document, self.look, self.width)
        lists = TownLists(document, self._styles, labels)
        self.table_style = self._styles.table
        self.heading_formats = lists.formats
        self._chapters, self._annex, self._bullets = lists.chapters, lists.annex, lists.bullets
        self._bullets_numbered = lists.bullets_numbered
        put(document.settings.element, element("w:updateFields", val="true"))
        self._language = _foreign(document, language)
        self._look_around(name)
        self._before = list(self._body)

    def style(self, name: str) -> Any:
        """Return the template's style for one of the writer's roles."""
        return self._styles.style(name)

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill the placeholders that hold texts, in body, headers, footers and text boxes."""
        for root in roots(self.document):
            fill_texts(root, values)
        # Placeholders may have been merged into the paragraph of a place: look again for what is in the body now.
        self._before = [block for block in self._before if block.getparent() is self._body]

    def finish(self, chapters: Mapping[str, str]) -> None:
        """Move what was written to its places and speak the document's language in it."""
        existing = set(self._before)
        written = [block for block in self._body if block not in existing and block.tag != qn("w:sectPr")]
        if self._language:
            _speak(written, self._language)
        parts = _split(written, chapters)
        for wanted in [LISTS, *(CHAPTER + chapter for chapter in chapters)]:
            place = place_of(self._body, wanted)
            if place is not None and wanted in parts:
                _move(parts.pop(wanted), place, wanted)
        if self._place is not None:
            _move([block for blocks in parts.values() for block in blocks], self._place, CONTENT)

    def _look_around(self, name: str) -> None:
        """See what the template brings itself, and which placeholders nobody knows."""
        found: set[str] = set()
        unknown: list[str] = []
        for root in roots(self.document):
            tags = [tag_of(control) for control in root.iter(qn("w:sdt"))]
            found |= {wanted for wanted in map(meaning, tags) if wanted}
            for written in names_in(root):
                wanted = meaning(written)
                if wanted is None or (wanted.startswith(CHAPTER) and wanted not in self._known):
                    unknown.append(written)
                else:
                    found.add(wanted)
        self.has_cover = "title" in found
        self.has_lists = any("TOC " in (node.text or "") for node in self._body.iter(qn("w:instrText")))
        if unknown:
            names = ", ".join(dict.fromkeys(unknown))
            self.problems.append(
                Problem("template_unknown_placeholder", Severity.WARNING, {"names": names, "name": name})
            )
        places = {CONTENT, *(wanted for wanted in found if wanted not in TEXTS)}
        lost = sorted(wanted for wanted in places if wanted in found and place_of(self._body, wanted) is None)
        if lost:
            values = {"names": ", ".join(lost), "name": name}
            self.problems.append(Problem("template_place_not_usable", Severity.WARNING, values))
        elif CONTENT not in found:
            self.problems.append(Problem("template_without_place", Severity.NOTE, {"name": name}))
        if self.width <= LEAST_WIDTH:
            self.problems.append(
                Problem("template_narrow", Severity.WARNING, {"name": name, "width": round(self.width)})
            )


def _text_width(body: Any, place: Optional[Any]) -> float:
    """Return the width of a column of text, in millimetres, in the section that a place belongs to."""
    section = body.find(qn("w:sectPr"))
    if place is not None:
        later = [place, *place.itersiblings()]
        ends = (node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") for node in later)
        section = next((end for end in ends if end is not None), section)
    if section is None:
        return TEXT_WIDTH
    page, margins, columns = (section.find(qn(f"w:{tag}")) for tag in ("pgSz", "pgMar", "cols"))
    width = _number(page, "w", 11906) - sum(_number(margins, side, 1417) for side in ("left", "right"))
    width -= _number(margins, "gutter", 0)
    count = int(_number(columns, "num", 1)) or 1
    width = (width - (count - 1) * _number(columns, "space", 720)) / count
    return max(width / _TWIPS, LEAST_WIDTH)


def _number(node: Any, name: str, otherwise: float) -> float:
    value = None if node is None else node.get(qn(f"w:{name}"))
    try:
        return otherwise if value is None else float(value)
    except ValueError:
        return otherwise


def _with_numbering(document: Any) -> None:
    """Give a document a part for lists if it has none; python-docx cannot make one."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    if any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in document.part.rels.values()):
        return
    root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def _foreign(document: Any, language: str) -> str:
    """Return the language tag that texts need because the template speaks another language, else nothing."""
    wanted = "de-DE" if language == "de" else "en-GB"
    path = "/".join(qn(f"w:{tag}") for tag in ("docDefaults", "rPrDefault", "rPr", "lang"))
    spoken = document.styles.element.find(path)
    known = "" if spoken is None else spoken.get(qn("w:val")) or ""
    return "" if known.split("-")[0].lower() == language else wanted


def _speak(blocks: Iterable[Any], tag: str) -> None:
    for block in blocks:
        for run in block.iter(qn("w:r")):
            put(run.get_or_add_rPr(), element("w:lang", val=tag))


def _split(written: list[Any], chapters: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return what was written by what it is: cover, lists, chapters; a chapter begins where its bookmark stands."""
    starts = {bookmark: CHAPTER + chapter for chapter, bookmark in chapters.items()}
    parts: dict[str, list[Any]] = {"": []}
    current = ""
    for block in written:
        names = {mark.get(qn("w:name")) for mark in block.iter(qn("w:bookmarkStart"))}
        found = next((starts[name] for name in names if name in starts), None)
        if found is None and current == "" and next(block.iter(qn("w:hyperlink")), None) is not None:
            found = LISTS
        current = found or current
        parts.setdefault(current, []).append(block)
    if LISTS in parts and parts[""] and parts[LISTS][0].tag != qn("w:sdt"):
        # The heading of the first list stands before its first entry; a control holds both.
        parts[LISTS].insert(0, parts[""].pop())
    return parts


def _move(blocks: list[Any], place: Any, wanted: str) -> None:
    """Move blocks to where a place stands; the place goes, unless it holds more than its placeholder."""
    if not blocks:
        return
    keeps = place.tag == qn("w:p") and (not clear_placeholder(place, wanted) or _ends_section(place))
    if _begins_page(place):
        _without_break(blocks[0])
    if keeps and not _ends_section(place):
        for block in reversed(blocks):
            place.addnext(block)
        return
    for block in blocks:
        place.addprevious(block)
    if not keeps:
        place.getparent().remove(place)


def _ends_section(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def _begins_page(place: Any) -> bool:
    """Whether a place stands at the beginning of a page: first in the body, after a section or after a page break."""
    before = place.getprevious()
    if before is None:
        return True
    if before.tag != qn("w:p"):
        return False
    breaks = [node for node in before.iter(qn("w:br")) if node.get(qn("w:type")) == "page"]
    return _ends_section(before) or bool(breaks)


def _without_break(block: Any) -> None:
    """Take the page break before its first paragraph from a block."""
    paragraph = block if block.tag == qn("w:p") else next(block.iter(qn("w:p")), None)
    properties = None if paragraph is None else paragraph.find(qn("w:pPr"))
    found = None if properties is None else properties.find(qn("w:pageBreakBefore"))
    if found is not None:
        properties.remove(found)
