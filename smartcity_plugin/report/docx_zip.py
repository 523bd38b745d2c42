# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges single members and stretches of a Word file; everything else keeps its bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from html import escape
from pathlib import Path

DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
TYPES, CORE = "[Content_Types].xml", "docProps/core.xml"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"

_CLOSING = re.compile(rb"</(?:(\w+):)?Relationships\s*>\s*$")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?/>|<(?:\w+:)?Relationship\b[^>]*?>\s*</(?:\w+:)?Relationship>")
_ATTRIBUTE = re.compile(rb"""\b(Id|Type|Target)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TYPES_OPEN = re.compile(rb"<(?:(\w+):)?Types\b[^>]*>")
_MODIFIED = re.compile(rb"(<dcterms:modified\b[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True)
class Relation:
    """A relation of the document to another part, and where it stands in the bytes."""

    id: str
    type: str
    target: str
    start: int
    end: int


@dataclass(frozen=True)
class Splice:
    """New bytes for a stretch of a part; an empty stretch is an insertion."""

    start: int
    end: int
    content: bytes


def spliced(part: bytes, splices: Sequence[Splice]) -> bytes:
    """Return a part with stretches exchanged; raises ValueError if stretches overlap."""
    pieces, position = [], 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if splice.start < position:
            raise ValueError("stretches overlap")
        pieces += [part[position : splice.start], splice.content]
        position = splice.end
    return b"".join([*pieces, part[position:]])


def relations(part: bytes) -> dict[str, Relation]:
    """Return the relations in a part by id."""
    found = {}
    for match in _RELATION.finditer(part):
        facts = {key.decode(): (one or other).decode("utf-8") for key, one, other in _ATTRIBUTE.findall(match.group())}
        relation = Relation(
            facts.get("Id", ""), facts.get("Type", ""), facts.get("Target", ""), match.start(), match.end()
        )
        found[relation.id] = relation
    return found


def with_relations(part: bytes, added: Mapping[str, str], removed: Sequence[str]) -> bytes:
    """Return a part with relations to pictures added (id → target) and others removed by id."""
    known = relations(part)
    closing = _CLOSING.search(part)
    if closing is None:
        raise ValueError("the relations do not end")
    prefix = f"{closing[1].decode()}:" if closing[1] else ""
    made = "".join(
        f"<{prefix}Relationship Id={_quoted(key)} Type={_quoted(IMAGE)} Target={_quoted(target)}/>"
        for key, target in added.items()
    )
    gone = [Splice(known[key].start, known[key].end, b"") for key in removed]
    return spliced(part, [*gone, Splice(closing.start(), closing.start(), made.encode("utf-8"))])


def with_types(part: bytes, kinds: Mapping[str, str]) -> bytes:
    """Return the list of content types with these extensions of files in it, as far as they are missing."""
    opening = _TYPES_OPEN.search(part)
    if opening is None:
        raise ValueError("there are no content types")
    prefix = f"{opening[1].decode()}:" if opening[1] else ""
    lowered = part.lower()
    made = "".join(
        f"<{prefix}Default Extension={_quoted(extension)} ContentType={_quoted(kind)}/>"
        for extension, kind in kinds.items()
        if f'extension="{extension.lower()}"'.encode() not in lowered
    )
    return spliced(part, [Splice(opening.end(), opening.end(), made.encode("utf-8"))])


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


def with_date(part: bytes) -> bytes:
    """Return the core properties with the present time as that of the last change."""
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return _MODIFIED.sub(lambda match: match[1] + now + match[2], part)


def rewrite(source: Path, target: Path, changed: Mapping[str, bytes], removed: Sequence[str]) -> None:
    """Copy a Word file with members exchanged, added and removed; all others keep content, order and date."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        rest = dict(changed)
        for member in old.infolist():
            if member.filename not in removed:
                content = rest.pop(member.filename) if member.filename in rest else old.read(member)
                new.writestr(member, content, compress_type=member.compress_type)
        for name, content in rest.items():
            new.writestr(name, content)
