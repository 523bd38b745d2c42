# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers of captions and lists of contents, figures and tables, read from a document as it stands.

They are made last, from the body with all that was written by hand in between, so that a heading or a caption that
somebody added is counted and listed like a generated one.

Page numbers in lists: Word computes them itself in a TOC field, after ``w:updateFields`` made it ask on opening.
LibreOffice shows what is stored inside a TOC field and never computes it, but does compute page references outside of
one. So the lists are prefilled with entries whose page number is an empty PAGEREF field, and the TOC field around
them is written as an alternative that needs Word 2013 (``mc:Choice Requires="w15"``). Word sees an automatic list of
contents, LibreOffice a list with live page numbers; before the first computation either shows no number rather than a
wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

from .controls import KnownHeading
from .document import Block, ChapterKind, Labels, ListOfFigures, Toc
from .docx_template import Template
from .ooxml import W, element, link_to, text_run, word_field_end, word_field_start
from .ooxml import field as field_runs

_SEQUENCE = re.compile(r"\s*SEQ\s+(\S+)")
_REFERENCE = re.compile(r"\s*REF\s+(\S+)")
_ROMAN = tuple(zip((100, 90, 50, 40, 10, 9, 5, 4, 1), ("C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")))
LEVELS = 3


@dataclass(frozen=True)
class Entry:
    """A line of a list; without a bookmark it has no page number."""

    level: int
    text: str
    bookmark: str = ""


@dataclass
class Known:
    """What was generated: headings, bookmarks of headings and captions, each by paragraph; lists with their titles.

    ``references`` are the texts of references to captions, each with the bookmark of its caption.
    """

    headings: dict[Any, KnownHeading] = field(default_factory=dict)
    bookmarks: dict[Any, str] = field(default_factory=dict)
    lists: list[tuple[Block, Any]] = field(default_factory=list)
    renumbered: list[Any] = field(default_factory=list)
    """The paragraphs with a caption or a reference whose number was not the right one."""
    references: list[tuple[Any, str]] = field(default_factory=list)


class Numbers:
    """The numbers that the automatic numbering of headings will give; the prefilled lists need them."""

    def __init__(self, annex: str, formats: Optional[Sequence[tuple[str, str]]] = None) -> None:
        self._annex, self._formats = annex, formats
        self._counts = {kind: [0] * LEVELS for kind in ChapterKind}

    def next(self, kind: ChapterKind, level: int) -> str:
        """Return the number of the next heading of a level in a kind of chapter; empty for front matter."""
        counts = self._counts[kind]
        counts[level - 1] += 1
        counts[level:] = [0] * (LEVELS - level)
        if kind is ChapterKind.FRONT:
            return ""
        if kind is ChapterKind.NUMBERED and self._formats is not None:
            return self._in_formats(counts, level)
        first = chr(ord("A") + counts[0] - 1) if kind is ChapterKind.ANNEX else str(counts[0])
        if kind is ChapterKind.ANNEX and level == 1:
            return f"{self._annex} {first}"
        return ".".join([first, *map(str, counts[1:level])])

    def _in_formats(self, counts: Sequence[int], level: int) -> str:
        """Return a number as a template's own list of headings forms it: kind of number and pattern by level."""
        formats = self._formats or ()
        kind, pattern = formats[level - 1] if level <= len(formats) else ("none", "")
        if kind == "none":
            return ""
        for place in range(1, level + 1):
            shown = _numeral(counts[place - 1], formats[place - 1][0])
            pattern = pattern.replace(f"%{place}", shown)
        return pattern.strip()


def _numeral(number: int, kind: str) -> str:
    """Return a number in a kind of Word's numbering; kinds that headings hardly ever have are shown as decimals."""
    if kind in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if kind == "upperLetter" else letters.lower()
    if kind in ("upperRoman", "lowerRoman"):
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return roman if kind == "upperRoman" else roman.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


# Reading -----------------------------------------------------------------------------------------------------------


def text_of(paragraph: Any) -> str:
    """Return the visible text of a paragraph: with results of fields, without their codes and what was deleted."""
    parts = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.getparent().tag == f"{W}r":
            parts.append("-" if node.tag == f"{W}noBreakHyphen" else " ")
    return "".join(parts)


def style_of(paragraph: Any) -> str:
    """Return the id of a paragraph's style, empty for the default one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _is_unnumbered(paragraph: Any) -> bool:
    number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return number is not None and number.get(f"{W}val") == "0"


def fields(paragraph: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the code of each field of a paragraph with the ``w:t`` nodes that show its result."""
    for simple in paragraph.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", ""), list(simple.iter(f"{W}t"))
    code, shown, state = "", [], ""
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if node.tag == f"{W}fldChar":
            state = node.get(f"{W}fldCharType", "")
            if state == "begin":
                code, shown = "", []
            elif state == "end":
                yield code, shown
                code = ""
        elif node.tag == f"{W}instrText":
            code += node.text or ""
        elif state == "separate":
            shown.append(node)


def sequences(paragraph: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the label of each SEQ field of a paragraph with the ``w:t`` nodes that show its result."""
    for code, shown in fields(paragraph):
        found = _SEQUENCE.match(code)
        if found:
            yield found[1], shown


def references(paragraph: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the bookmark of each REF field of a paragraph with the ``w:t`` nodes that show its result."""
    for code, shown in fields(paragraph):
        found = _REFERENCE.match(code)
        if found:
            yield found[1], shown


def caption_entries(body: Any, known: Known) -> dict[str, list[Entry]]:
    """Return the captions by label in order, and set the numbers shown in generated ones; others are only read."""
    found: dict[str, list[Entry]] = {}
    for paragraph in body.iter(f"{W}p"):
        for label, shown in sequences(paragraph):
            entries = found.setdefault(label, [])
            number = str(len(entries) + 1)
            if paragraph in known.bookmarks and shown and "".join(node.text or "" for node in shown) != number:
                for node, text in zip(shown, [number, *[""] * len(shown)]):
                    node.text = text
                known.renumbered.append(paragraph)
            entries.append(
                Entry(1, text_of(paragraph).strip(), known.bookmarks.get(paragraph) or _bookmark_in(paragraph))
            )
    return found


def heading_entries(
    body: Any, known: Mapping[Any, KnownHeading], bookmarks: Mapping[Any, str], numbers: Numbers, depth: int
) -> list[Entry]:
    """Return the headings in order; ``known`` and ``bookmarks`` hold the generated ones by paragraph.

    Other paragraphs in one of their styles are headings written by hand; they are numbered like those before them.
    """
    levels = {style_of(paragraph): heading.level for paragraph, heading in known.items()}
    entries: list[Entry] = []
    kind = ChapterKind.FRONT
    for paragraph in body.iter(f"{W}p"):
        heading = known.get(paragraph)
        if heading is None:
            level, text = levels.get(style_of(paragraph)), text_of(paragraph).strip()
            if level is None or not text:
                continue
            heading = KnownHeading(ChapterKind.FRONT if _is_unnumbered(paragraph) else kind, level)
        else:
            kind = heading.kind
        number = numbers.next(heading.kind, heading.level)
        shown = heading.level == 1 or (heading.level <= depth and heading.kind is not ChapterKind.FRONT)
        if shown:
            bookmark = bookmarks.get(paragraph) or _bookmark_in(paragraph)
            entries.append(Entry(heading.level, _joined(number, text_of(paragraph).strip()), bookmark))
    return entries


def _bookmark_in(paragraph: Any) -> str:
    """Return a bookmark that Word put around a heading or caption written by hand."""
    names = [node.get(f"{W}name", "") for node in paragraph.iter(f"{W}bookmarkStart")]
    return next((name for name in names if name and name != "_GoBack"), "")


def _joined(number: str, text: str) -> str:
    """Return a numbered title; a number that is a word ("Annex A") takes no tab."""
    return f"{number}{' ' if ' ' in number else chr(9)}{text}" if number else text


# Writing -----------------------------------------------------------------------------------------------------------


def contents_code(depth: int) -> str:
    """Return the field code of the table of contents."""
    return f'TOC \\o "1-{depth}" \\h \\z \\u'


def captions_code(label: str) -> str:
    """Return the field code of the list of captions with a label."""
    return f'TOC \\h \\z \\c "{label}"'


def list_paragraphs(entries: Sequence[Entry], code: str, styles: Sequence[str]) -> list[Any]:
    """Return the paragraphs of a list; ``styles`` are the ids of the styles of its levels."""
    made: list[Any] = []
    for entry in entries:
        style = styles[min(entry.level, len(styles)) - 1]
        paragraph = element("w:p", element("w:pPr", element("w:pStyle", val=style)))
        if not made:
            paragraph.extend(word_field_start(code))
        made.append(paragraph)
        if entry.bookmark:
            paragraph.append(link_to(entry.bookmark, text_run(f"{entry.text}\t")))
            paragraph.extend(field_runs(f"PAGEREF {entry.bookmark} \\h"))
        else:
            paragraph.append(text_run(entry.text))
    if made:
        made[-1].append(word_field_end())
    return made


def field_codes(body: Any) -> list[str]:
    """Return the codes of the fields in a body."""
    simple = [node.get(f"{W}instr", "") for node in body.iter(f"{W}fldSimple")]
    return simple + [node.text or "" for node in body.iter(f"{W}instrText")]


def brings(codes: Sequence[str], block: Block, labels: Labels) -> bool:
    """Whether a template with these field codes has a list of its own that a block would double."""
    lists = [code for code in codes if code.split()[:1] == ["TOC"]]
    if isinstance(block, Toc):
        return any("\\c" not in code for code in lists)
    label = labels.figure if isinstance(block, ListOfFigures) else labels.table
    return any("\\c" in code and label in code for code in lists)


def _answer(known: Known) -> None:
    """Let references to captions show their labels and numbers."""
    paragraphs = {bookmark: paragraph for paragraph, bookmark in known.bookmarks.items()}
    for shown, bookmark in known.references:
        text = _inside(paragraphs[bookmark], bookmark) if bookmark in paragraphs else shown.text
        if shown.text != text:
            shown.text = text
            known.renumbered.append(next(shown.iterancestors(f"{W}p")))


def _inside(paragraph: Any, bookmark: str) -> str:
    """Return the visible text of a bookmark in a paragraph."""
    text, inside = "", False
    for node in paragraph.iter():
        if node.tag == f"{W}bookmarkStart":
            inside = inside or node.get(f"{W}name") == bookmark
        elif node.tag == f"{W}bookmarkEnd" and inside:
            break
        elif inside and node.tag == f"{W}t":
            text += node.text or ""
    return text


def complete(body: Any, known: Known, labels: Labels, template: Template) -> None:
    """Set the numbers of generated captions, then fill the lists behind their titles, in place of what is there."""
    captions = caption_entries(body, known)
    _answer(known)
    for block, title in known.lists:
        for node in list(title.itersiblings(f"{W}p")) if title.getparent().tag == f"{W}sdtContent" else []:
            title.getparent().remove(node)
        if isinstance(block, Toc):
            numbers = Numbers(labels.annex, template.heading_formats)
            entries = heading_entries(body, known.headings, known.bookmarks, numbers, block.depth)
            made = list_paragraphs(
                entries, contents_code(block.depth), [template.style(f"toc {n}").style_id for n in (1, 2)]
            )
        else:
            label = labels.figure if isinstance(block, ListOfFigures) else labels.table
            made = list_paragraphs(
                captions.get(label, []), captions_code(label), [template.style("table of figures").style_id]
            )
        for node in reversed(made):
            title.addnext(node)
