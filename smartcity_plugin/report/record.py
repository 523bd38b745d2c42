# SPDX-License-Identifier: GPL-2.0-or-later
"""The record that a living document carries with it: what was written into each control, and from what.

It is a custom XML part, which Word and LibreOffice keep when they save. Without it nobody could tell what was written
by hand.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from lxml import etree

from ..model.problem import SmartCityError
from .controls import Content
from .pictures import Picture

NAMESPACE = "urn:smart-city-strategy:record:1"
ITEMS = re.compile(r"customXml/item(\d+)\.xml")
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_N = f"{{{NAMESPACE}}}"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"

GENERATED, KEPT, DELETED = "generated", "kept", "deleted"
"""What became of a control: as written, edited by hand and told, deleted by hand and told."""


@dataclass(frozen=True)
class Entry:
    """A control: ``shown`` is the canonical hash of what stands in the file as it was written, ``made`` that of the
    writer's output, ``content`` what was generated last (also when an edited part was left alone).
    """

    tag: str
    kind: str
    chapter: str
    title: str
    shown: str
    made: str
    content: Content
    pictures: tuple[Picture, ...] = ()
    evidence: tuple[str, ...] = ()
    state: str = GENERATED


@dataclass(frozen=True)
class Record:
    """What is known of an export; ``file`` holds what the writer must know of styles and lists of the file."""

    exported: str
    plugin: str
    language: str
    outline: str
    study: str
    title: str
    file: Mapping[str, Any]
    entries: Mapping[str, Entry] = field(default_factory=dict)


def to_xml(record: Record) -> bytes:
    """Return a record as the content of a custom XML part."""
    root = etree.Element(f"{_N}record", nsmap={None: NAMESPACE})
    for name in ("exported", "plugin", "language", "outline", "study", "title"):
        root.set(name, getattr(record, name))
    etree.SubElement(root, f"{_N}file").text = json.dumps(record.file, ensure_ascii=False, sort_keys=True)
    for entry in record.entries.values():
        node = etree.SubElement(root, f"{_N}control")
        for name in ("tag", "kind", "chapter", "title", "shown", "made", "state"):
            node.set(name, getattr(entry, name))
        if entry.evidence:
            node.set("evidence", " ".join(entry.evidence))
        for line in entry.content.lines:
            etree.SubElement(node, f"{_N}line").text = line
        for row in entry.content.rows:
            cells = etree.SubElement(node, f"{_N}row")
            for cell in row:
                etree.SubElement(cells, f"{_N}cell").text = cell
        for picture in entry.pictures:
            shape = {"sha": picture.sha, "width": str(picture.width), "height": str(picture.height)}
            etree.SubElement(node, f"{_N}picture", shape).text = picture.patches
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def from_xml(content: bytes) -> Optional[Record]:
    """Return the record in a custom XML part, None if the part holds something else.

    Raises SmartCityError if it is a record that cannot be understood.
    """
    try:
        root = etree.fromstring(content, parser())
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{_N}record":
        return None
    try:
        facts = {name: root.attrib[name] for name in ("exported", "plugin", "language", "outline", "study", "title")}
        file = json.loads(root.findtext(f"{_N}file") or "")
        entries = [_entry(node) for node in root.findall(f"{_N}control")]
    except (KeyError, ValueError) as error:
        raise SmartCityError("living_record_damaged") from error
    return Record(**facts, file=file, entries={entry.tag: entry for entry in entries})


def parser() -> etree.XMLParser:
    """Return a parser for XML that came from outside."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _entry(node: Any) -> Entry:
    facts = {name: node.attrib[name] for name in ("tag", "kind", "chapter", "title", "shown", "made", "state")}
    lines = tuple(line.text or "" for line in node.findall(f"{_N}line"))
    rows = tuple(tuple(cell.text or "" for cell in row) for row in node.findall(f"{_N}row"))
    pictures = tuple(
        Picture(shape.attrib["sha"], float(shape.attrib["width"]), float(shape.attrib["height"]), shape.text or "")
        for shape in node.findall(f"{_N}picture")
    )
    return Entry(
        **facts, content=Content(lines, rows), pictures=pictures, evidence=tuple(node.get("evidence", "").split())
    )


def attach(document: Any, record: Record) -> None:
    """Put a record into python-docx's document as a new custom XML part."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    number = free_number(str(part.partname).lstrip("/") for part in package.iter_parts())
    part = Part(PackURI(f"/customXml/item{number}.xml"), CONTENT_TYPE.XML, to_xml(record), package)
    properties = PackURI(f"/customXml/itemProps{number}.xml")
    facts = Part(properties, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, properties_xml(), package)
    part.relate_to(facts, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def free_number(names: Iterable[str]) -> int:
    """Return a number that no custom XML part of a file has."""
    taken = [int(found[1]) for found in map(ITEMS.fullmatch, names) if found]
    return max(taken, default=0) + 1


def properties_xml() -> bytes:
    """Return the properties that Word wants beside a custom XML part: an id and the namespace of its content."""
    root = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
    root.set(f"{{{_PROPERTIES}}}itemID", f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()}}}")
    references = etree.SubElement(root, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_PROPERTIES}}}schemaRef").set(f"{{{_PROPERTIES}}}uri", NAMESPACE)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=False)
