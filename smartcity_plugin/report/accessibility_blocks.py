# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules of accessibility for headings, pictures, tables and running text of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Optional

from ..model.problem import Problem, Severity
from .accessibility_styles import Styles, is_hidden, points, style_of
from .ooxml import W

LONGEST_ALTERNATIVE = 800
"""Letters: longer descriptions belong into the text, where they can be read in pieces."""
SMALLEST_POINTS = 8.0
"""Letters below this are hard to read in print and on the screen (project default, no norm)."""
_EXCERPT = 60
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FILE = re.compile(r"[\w\-. ]+\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|überschrift) ([1-9])")
_TITLES = ("title", "titel")
_BULLET = re.compile(r"^\s*([•·▪◦‣*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])[\s\u00a0]")
_EMPTY_LINKS = ("hier", "here", "link", "mehr", "more", "klicken sie hier", "click here", "weiter", "read more")
_LISTS = ("toc", "table of figures", "verzeichnis", "abbildungsverzeichnis", "inhaltsverzeichnis", "header", "footer")
_LEAST_PARAGRAPHS = 20
"""Documents of fewer paragraphs can do without headings."""


def spoken(styles: Styles) -> str:
    """Return the language that a document's ordinary text is in, empty if it does not say."""
    language = styles.letters("", "lang")
    return "" if language is None else language.get(f"{W}val", "")


def headings(body: Any, styles: Styles) -> list[Problem]:
    """Return headings that leave out a level, and titles that are missing or too many."""
    problems, before, titles, paragraphs = [], 0, 0, 0
    for paragraph in body.iter(f"{W}p"):
        text = _text(paragraph)
        paragraphs += bool(text)
        style_id = style_of(paragraph, styles)
        titles += bool(text) and styles.name(style_id) in _TITLES
        level = _level(style_id, styles)
        if not level or not text:
            continue
        if level > before + 1:
            values = {"heading": _short(text), "level": level, "before": before}
            problems.append(Problem("a11y_heading_jump", Severity.ERROR, values))
        before = level
    if not before and paragraphs >= _LEAST_PARAGRAPHS:
        problems.append(Problem("a11y_no_headings", Severity.ERROR))
    if titles != 1:
        problems.append(Problem("a11y_title_paragraphs", Severity.WARNING, {"count": titles}))
    return problems


def _level(style_id: str, styles: Styles) -> int:
    found = _HEADING.fullmatch(styles.name(style_id))
    if found:
        return int(found[1])
    outline = styles.paragraph(style_id, "outlineLvl")
    level = int(outline.get(f"{W}val", "9")) if outline is not None else 9
    return level + 1 if level < 9 else 0


def pictures(body: Any, running: Iterable[Any]) -> list[Problem]:
    """Return pictures without alternative text, and texts that are none; decorative pictures are marked as such."""
    problems = []
    for root in (body, *running):
        for drawing in root.iter(f"{_WP}docPr"):
            if any(node.get("val") in ("1", "true") for node in drawing.iter(_DECORATIVE)):
                continue
            text = (drawing.get("descr") or "").strip()
            name = drawing.get("name") or drawing.get("id") or ""
            if not text:
                values = {"name": name, "place": _place(drawing)}
                problems.append(Problem("a11y_no_alternative", Severity.ERROR, values))
            elif _FILE.fullmatch(text):
                told = {"name": name, "place": _place(drawing), "text": text}
                problems.append(Problem("a11y_alternative_is_name", Severity.ERROR, told))
            elif len(text) > LONGEST_ALTERNATIVE:
                long = {"name": name, "place": _place(drawing), "count": len(text), "limit": LONGEST_ALTERNATIVE}
                problems.append(Problem("a11y_alternative_long", Severity.WARNING, long))
        for shape in root.iter(f"{_V}imagedata"):
            holder = shape.getparent()
            if not (holder.get("alt") or "").strip():
                values = {"name": holder.get("id") or "", "place": _place(holder)}
                problems.append(Problem("a11y_no_alternative", Severity.ERROR, values))
    return problems


def tables(body: Any) -> list[Problem]:
    """Return tables without a heading row, tables in tables, merged cells."""
    problems = []
    for table in body.iter(f"{W}tbl"):
        nested = next(table.iterancestors(f"{W}tbl"), None) is not None
        merged = any(True for tag in ("gridSpan", "vMerge", "hMerge") for _ in table.iter(f"{W}{tag}"))
        first = table.find(f"{W}tr")
        header = None if first is None else first.find(f"{W}trPr/{W}tblHeader")
        bare = header is None or header.get(f"{W}val", "true") in ("0", "false")
        if not (bare or nested or merged):
            continue
        values = {"table": _short(_caption(table)), "place": _place(table)}
        if bare:
            problems.append(Problem("a11y_table_header", Severity.ERROR, values))
        if nested:
            problems.append(Problem("a11y_table_nested", Severity.ERROR, values))
        elif merged:
            problems.append(Problem("a11y_table_merged", Severity.WARNING, values))
    return problems


def texts(body: Any, styles: Styles) -> list[Problem]:
    """Return typed lists, tables made of tabs, blank lines, hidden and tiny letters, links that say nothing."""
    problems: list[Problem] = []
    blank, tabbed, tiny = 0, 0, set()
    for paragraph in body.iter(f"{W}p"):
        style_id, text = style_of(paragraph, styles), _text(paragraph)
        is_blank = (
            not text and not _holds_something(paragraph) and next(paragraph.iterancestors(f"{W}tc"), None) is None
        )
        blank = blank + 1 if is_blank else 0
        if blank == 2:
            problems.append(Problem("a11y_blank_paragraphs", Severity.WARNING, {"place": _place(paragraph)}))
        tabbed = tabbed + 1 if _has_columns(paragraph, style_id, styles) else 0
        if tabbed == 2:
            problems.append(Problem("a11y_tabbed_table", Severity.WARNING, {"place": _place(paragraph)}))
        if _BULLET.match(text) and not _is_listed(paragraph, style_id, styles):
            problems.append(Problem("a11y_typed_list", Severity.WARNING, {"text": _short(text)}))
        problems += _runs(paragraph, style_id, styles, tiny)
    return problems + _links(body)


def _runs(paragraph: Any, style_id: str, styles: Styles, tiny: set[str]) -> list[Problem]:
    problems = []
    for run in paragraph.iter(f"{W}r"):
        text = "".join(node.text or "" for node in run.findall(f"{W}t")).strip()
        if not text:
            continue
        if is_hidden(run, style_id, styles):
            problems.append(Problem("a11y_hidden_text", Severity.WARNING, {"text": _short(text)}))
        size = points(run, style_id, styles)
        if size < SMALLEST_POINTS and style_id not in tiny:
            tiny.add(style_id)
            values = {"style": styles.name(style_id), "size": size, "limit": SMALLEST_POINTS}
            problems.append(Problem("a11y_small_letters", Severity.WARNING, values))
    return problems


def _links(body: Any) -> list[Problem]:
    problems = []
    for link in body.iter(f"{W}hyperlink"):
        text = "".join(node.text or "" for node in link.iter(f"{W}t")).strip()
        if text.casefold().rstrip(" .:") in _EMPTY_LINKS or not text:
            problems.append(Problem("a11y_link_text", Severity.WARNING, {"text": text, "place": _place(link)}))
    return problems


def _holds_something(paragraph: Any) -> bool:
    """Whether a paragraph without text has a picture, a field, a break or ends a section."""
    tags = ("drawing", "pict", "object", "fldChar", "fldSimple", "br", "sectPr", "sdt")
    return any(True for tag in tags for _ in paragraph.iter(f"{W}{tag}"))


def _has_columns(paragraph: Any, style_id: str, styles: Styles) -> bool:
    """Whether a paragraph sets its text in columns by tabs; lists of contents may."""
    if styles.name(style_id).startswith(_LISTS):
        return False
    return sum(1 for run in paragraph.iter(f"{W}r") for _ in run.findall(f"{W}tab")) >= 2


def _is_listed(paragraph: Any, style_id: str, styles: Styles) -> bool:
    own = paragraph.find(f"{W}pPr/{W}numPr")
    in_cell = next(paragraph.iterancestors(f"{W}tc"), None) is not None
    is_heading = bool(_level(style_id, styles)) or styles.name(style_id).startswith(_LISTS)
    return own is not None or styles.paragraph(style_id, "numPr") is not None or in_cell or is_heading


def _caption(table: Any) -> str:
    named = table.find(f"{W}tblPr/{W}tblCaption")
    if named is not None:
        return named.get(f"{W}val", "")
    return _text(next(table.iter(f"{W}p"), None))


def _place(node: Any) -> str:
    """Return the heading or text that a node stands behind, for people to find it."""
    start = node if node.tag in (f"{W}p", f"{W}tbl") else next(node.iterancestors(f"{W}p"), node)
    for earlier in (*([start] if start.tag == f"{W}p" else []), *_before(start)):
        text = _text(earlier)
        if text:
            return _short(text)
    return ""


def _before(node: Any) -> Iterable[Any]:
    for earlier in node.itersiblings(preceding=True):
        yield from reversed(list(earlier.iter(f"{W}p")))
    parent = node.getparent()
    if parent is not None and parent.tag != f"{W}body":
        yield from _before(parent)


def _text(paragraph: Optional[Any]) -> str:
    if paragraph is None:
        return ""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t")).strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 2].rstrip()} …"
