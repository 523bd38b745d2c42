# SPDX-License-Identifier: GPL-2.0-or-later
"""Fills the placeholders of a Word template: ``{{name}}``, even where Word has split it, and content controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Optional

from docx.oxml.ns import qn

from .ooxml import element, text_run
from .placeholders import PATTERN, meaning

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def roots(document: Any) -> list[Any]:
    """Return the XML of body, headers and footers of a document, each once."""
    parts = [document.element.body]
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            parts.append(relation.target_part.element)
    return parts


def fill_texts(root: Any, values: Mapping[str, str]) -> None:
    """Fill all text placeholders and text content controls below an element; ``values`` by meaning."""
    for paragraph in root.iter(qn("w:p")):
        _fill_paragraph(paragraph, values)
    for control in list(root.iter(qn("w:sdt"))):
        wanted = meaning(tag_of(control))
        if wanted in values:
            _fill_control(control, values[wanted])


def names_in(root: Any) -> Iterator[str]:
    """Return the names of all placeholders in paragraphs below an element, as they are written."""
    for paragraph in root.iter(qn("w:p")):
        yield from PATTERN.findall("".join(node.text or "" for node in _texts(paragraph)))


def place_of(body: Any, wanted: str) -> Optional[Any]:
    """Return the paragraph or content control directly in the body that says where something goes, None without."""
    for block in body:
        if block.tag == qn("w:sdt") and meaning(tag_of(block)) == wanted:
            return block
        if block.tag == qn("w:p"):
            text = "".join(node.text or "" for node in _texts(block))
            if any(meaning(name) == wanted for name in PATTERN.findall(text)):
                return block
    return None


def clear_placeholder(paragraph: Any, wanted: str) -> bool:
    """Remove a placeholder from a paragraph; returns whether nothing but the paragraph's end is left."""
    _fill_paragraph(paragraph, {wanted: ""})
    kept = {qn("w:pPr"), qn("w:r"), qn("w:proofErr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")}
    if any(child.tag not in kept for child in paragraph):
        return False
    shown = [node for run in paragraph.iter(qn("w:r")) for node in run if node.tag not in (qn("w:rPr"), qn("w:t"))]
    return not shown and not "".join(node.text or "" for node in _texts(paragraph)).strip()


def tag_of(control: Any) -> str:
    """Return the tag of a content control, empty if it has none."""
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if tag is None else tag.get(qn("w:val")) or ""


def _texts(paragraph: Any) -> list[Any]:
    """Return the text nodes of a paragraph, without those of text boxes anchored in it."""
    return [node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph]


def _fill_paragraph(paragraph: Any, values: Mapping[str, str]) -> None:
    nodes = _texts(paragraph)
    text = "".join(node.text or "" for node in nodes)
    for found in reversed(list(PATTERN.finditer(text))):
        value = values.get(meaning(found.group(1)) or "")
        if value is not None:
            _replace(nodes, found.start(), found.end(), value)


def _replace(nodes: list[Any], start: int, end: int, value: str) -> None:
    """Put a value in place of a stretch of the joined text; it gets the look of the run where the stretch begins."""
    position = 0
    for node in nodes:
        text = node.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            node.text = text[:first] + (value if position <= start else "") + text[last:]
            node.set(_XML_SPACE, "preserve")
        position += len(text)


def _fill_control(control: Any, value: str) -> None:
    """Put a text into a content control: into its first run, in its look; what it showed before goes."""
    content = control.find(qn("w:sdtContent"))
    if content is None:
        return
    properties = control.find(qn("w:sdtPr"))
    shown = properties.find(qn("w:showingPlcHdr"))
    if shown is not None:
        properties.remove(shown)
    paragraphs = [node for node in content if node.tag == qn("w:p")]
    holder = paragraphs[0] if paragraphs else content
    if any(node.tag in (qn("w:tc"), qn("w:tr")) for node in content):
        holder = next(content.iter(qn("w:p")))
    runs = list(holder.iter(qn("w:r")))
    letters = runs[0].find(qn("w:rPr")) if runs else None
    if letters is not None and letters.find(qn("w:rStyle")) is not None and shown is not None:
        letters.remove(letters.find(qn("w:rStyle")))  # the grey of a prompt
    for run in runs:
        run.getparent().remove(run)
    for paragraph in paragraphs[1:]:
        content.remove(paragraph)
    if holder.tag == qn("w:sdtContent") and next(control.iterancestors(qn("w:p")), None) is None:
        holder.append(element("w:p"))
        holder = holder[-1]
    holder.append(text_run(value, letters))
