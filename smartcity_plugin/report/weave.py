# SPDX-License-Identifier: GPL-2.0-or-later
"""Brings new controls into an earlier file: first in its tree, to number and list what is there, then in its bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from lxml import etree

from ..model.problem import SmartCityError
from .controls import Made, content_node, tag_in
from .document import Labels
from .docx_lists import Known, complete, references
from .docx_zip import (
    CORE,
    DOCUMENT,
    IMAGE,
    RELATIONS,
    TYPES,
    Splice,
    rewrite,
    spliced,
    with_date,
    with_relations,
    with_types,
)
from .earlier import Earlier, EarlierTemplate, member_of
from .imprint import hash_of, surroundings_of
from .marks import carry_over
from .merge import Merge
from .ooxml import W, element
from .record import Record, parser, to_xml

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TEXT_PREFIXES = ["w15"]
"""Prefixes that the text of an attribute refers to (``Requires="w15"``)."""


class Weave:
    """One update of a file."""

    def __init__(self, earlier: Earlier, merge: Merge, made: Sequence[Made], template: EarlierTemplate) -> None:
        self._earlier, self._merge, self._template = earlier, merge, template
        self._made = {one.tag: one for one in made}
        self._around = surroundings_of(template.document)
        self._nodes = {tag: held.node for tag, held in earlier.held.items()}
        """The controls that are in the document now."""
        self._splices: list[Splice] = []
        self._added: dict[str, list[Any]] = {}
        """New controls in front of (key begins with <) or behind an earlier one."""
        self._emptied: dict[str, bytes] = {}

    def run(self, labels: Labels) -> None:
        """Bring the new controls into the tree; set numbers and fill lists from what is there then."""
        for tag in self._merge.replaced:
            self._exchange(tag, self._made[tag].node)
        self._insert()
        for tag in self._merge.removed:
            self._emptied[tag] = _take_out(self._nodes.pop(tag))
        self._complete(labels)
        self._cut()

    def _exchange(self, tag: str, new: Any) -> None:
        old = self._nodes[tag]
        carry_over(old, new)
        new.tail, old.tail = old.tail, None
        old.getparent().replace(old, new)
        self._nodes[tag] = new

    def _insert(self) -> None:
        """Put new controls behind the one that precedes them, at the beginning in front of the one that follows."""
        behind, waiting = "", []
        for tag, made in self._made.items():
            if tag in self._earlier.held:
                if waiting:
                    self._put(f"<{tag}", waiting)
                    waiting = []
                behind = tag
            elif tag in self._merge.inserted:
                if behind:
                    self._put(behind, [made])
                else:
                    waiting.append(made)

    def _put(self, place: str, parts: Sequence[Made]) -> None:
        there = self._added.setdefault(place, [])
        for made in parts:
            if place.startswith("<"):
                self._nodes[place[1:]].addprevious(made.node)
            else:
                last = there[-1] if there else self._nodes[place]
                tail, last.tail = last.tail, None
                last.addnext(made.node)
                made.node.tail = tail
            there.append(made.node)
            self._nodes[made.tag] = made.node

    # Numbers and lists -----------------------------------------------------------------------------------------------

    def _complete(self, labels: Labels) -> None:
        lists = self._lists()
        known = Known()
        for tag, node in self._nodes.items():
            made = self._made.get(tag)
            if made is not None and tag not in self._merge.edited:
                _learn(known, made, node)
        complete(self._earlier.root.find(f"{W}body"), known, labels, self._template)
        for paragraph in known.renumbered:
            tag = next((tag_in(one) for one in paragraph.iterancestors(f"{W}sdt") if tag_in(one)), None)
            if tag in self._earlier.held and tag not in self._merge.replaced:
                self._merge.replaced.append(tag)
        for tag, made in self._made.items():
            if made.listed is not None and tag in self._nodes and tag not in self._merge.edited:
                self._settle(tag, lists.get(tag))

    def _lists(self) -> dict[str, Any]:
        """Put the lists as they are made now in the place of the earlier ones; returns those that nobody edited."""
        found = {}
        for tag, made in self._made.items():
            if made.listed is not None and tag in self._earlier.held and tag not in self._merge.edited:
                found[tag] = self._nodes[tag]
                self._exchange(tag, made.node)
        return found

    def _settle(self, tag: str, old: Optional[Any]) -> None:
        """Keep a list as it was if it says what it said when it was written, else exchange it; new ones are not old."""
        entry, node = self._merge.entries[tag], self._nodes[tag]
        made = hash_of(content_node(node), self._around.image)
        if old is not None and made == self._earlier.entry(tag).made:
            old.tail, node.tail = node.tail, None
            node.getparent().replace(node, old)
            self._nodes[tag] = old
        elif old is not None:
            self._merge.replaced.append(tag)
        self._merge.entries[tag] = replace(entry, made=made)

    # Bytes -----------------------------------------------------------------------------------------------------------

    def _cut(self) -> None:
        held = self._earlier.held
        for tag in dict.fromkeys(self._merge.replaced):
            self._splices.append(Splice(held[tag].span.start, held[tag].span.end, _bytes(self._nodes[tag])))
        for tag, content in self._emptied.items():
            self._splices.append(Splice(held[tag].span.start, held[tag].span.end, content))
        for place, nodes in self._added.items():
            span = held[place.lstrip("<")].span
            position = span.start if place.startswith("<") else span.end
            self._splices.append(Splice(position, position, b"".join(map(_bytes, nodes))))

    def write(self, path: Path, record: Record) -> None:
        """Write the file; raises SmartCityError if it were not what it should be, OSError if it cannot be written."""
        earlier = self._earlier
        part = spliced(earlier.part, self._splices)
        if _canonical(etree.fromstring(part, parser())) != _canonical(earlier.root):
            raise SmartCityError("living_not_woven", path=str(earlier.path))
        changed, removed = self._media(part)
        if part != earlier.part:
            changed[DOCUMENT] = part
        changed[earlier.record_name] = to_xml(record)
        if CORE in earlier.members:
            changed[CORE] = with_date(earlier.members[CORE])
        rewrite(earlier.path, path, changed, removed)

    def _media(self, part: bytes) -> tuple[dict[str, bytes], list[str]]:
        """Return the members that pictures need added or changed, and those that nothing shows any more."""
        earlier, document = self._earlier, self._template.document.part
        changed: dict[str, bytes] = {}
        added, kinds = {}, {}
        for key in _used(self._splices):
            if key not in earlier.relations:
                picture = document.related_parts[key]
                name = _free(str(picture.partname).lstrip("/"), picture.blob, earlier.members)
                added[key] = posixpath.relpath(name, "word")
                kinds[name.rpartition(".")[2]] = picture.content_type
                changed[name] = picture.blob
        gone = [
            relation
            for relation in earlier.relations.values()
            if relation.type == IMAGE and _is_used(relation.id, earlier.part) and not _is_used(relation.id, part)
        ]
        left = {one.target for one in earlier.relations.values() if one not in gone}
        removed = [member_of(one.target) for one in gone if one.target not in left]
        removed = [name for name in dict.fromkeys(removed) if not _is_shown_elsewhere(name, earlier.members)]
        if added or gone:
            changed[RELATIONS] = with_relations(earlier.members[RELATIONS], added, [one.id for one in gone])
            changed[TYPES] = with_types(earlier.members[TYPES], kinds)
        return changed, removed


def _learn(known: Known, made: Made, node: Any) -> None:
    """Note the heading, the bookmark or the list of a control as it stands in the document."""
    for paragraph in node.iter(f"{W}p"):
        names = {mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")}
        if made.bookmark in names:
            known.bookmarks[paragraph] = made.bookmark
            if made.heading is not None:
                known.headings[paragraph] = made.heading
        for bookmark, shown in references(paragraph):
            known.references.extend((one, bookmark) for one in shown if len(shown) == 1)
    if made.listed is not None:
        known.lists.append((made.listed, next(node.iter(f"{W}p"))))


def _take_out(node: Any) -> bytes:
    """Take a control out of the tree; returns what stands in its place: a paragraph in a cell that would be empty."""
    parent, before = node.getparent(), node.getprevious()
    if parent.tag == f"{W}tc" and not [one for one in parent if one is not node and one.tag != f"{W}tcPr"]:
        paragraph = element("w:p")
        paragraph.tail = node.tail
        parent.replace(node, paragraph)
        return _bytes(paragraph)
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    node.tail = None
    parent.remove(node)
    return b""


def _bytes(node: Any) -> bytes:
    copy = deepcopy(node)
    copy.tail = None
    etree.cleanup_namespaces(copy, keep_ns_prefixes=_TEXT_PREFIXES)
    return etree.tostring(copy, encoding="UTF-8")


def _canonical(root: Any) -> bytes:
    return etree.tostring(root, method="c14n", exclusive=True)


def _used(splices: Sequence[Splice]) -> Iterator[str]:
    """Yield the relations to pictures in new controls."""
    for splice in splices:
        if splice.content:
            root = etree.fromstring(b"<all>" + splice.content + b"</all>", parser())
            yield from (node.get(f"{_R}embed") for node in root.iter() if node.get(f"{_R}embed"))


def _is_used(relation: str, part: bytes) -> bool:
    return f'"{relation}"'.encode() in part or f"'{relation}'".encode() in part


def _is_shown_elsewhere(name: str, members: dict[str, bytes]) -> bool:
    base = posixpath.basename(name).encode()
    return any(base in content for key, content in members.items() if key.endswith(".rels") and key != RELATIONS)


def _free(name: str, content: bytes, members: dict[str, bytes]) -> str:
    """Return a name for a member that no other one has."""
    stem, _, extension = name.rpartition(".")
    number = 0
    while name in members and members[name] != content:
        number += 1
        name = f"{stem}_{number}.{extension}"
    return name
