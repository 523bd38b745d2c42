# SPDX-License-Identifier: GPL-2.0-or-later
"""An earlier export as people have left it: its record, its controls and where they stand, what was edited in them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import docx
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from ..model.design import Theme
from ..model.problem import SmartCityError
from .canonical import Canonical, canonical, surroundings
from .controls import CONTENTS, Span, content_node, number_of, spans, tag_in
from .docx_lists import field_codes
from .docx_styles import ROLES
from .docx_template import Template, _speak
from .docx_zip import DOCUMENT, RELATIONS, relations
from .look import look_of
from .ooxml import W
from .pictures import is_same
from .record import ITEMS, Entry, Record, from_xml, parser

_STYLES = "word/styles.xml"
MOST_BYTES = 2_000_000_000
"""Limit of an unpacked document; real ones have some ten megabytes."""


@dataclass(frozen=True)
class Held:
    """A control in the earlier file: its element and its place in the bytes."""

    tag: str
    node: Any
    span: Span


class Earlier:
    """An earlier export, opened for reading; raises SmartCityError if it cannot be updated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.members = _members(path)
        self.part = self.members[DOCUMENT]
        self.relations = relations(self.members.get(RELATIONS, b""))
        self.record_name, self.record = self._find_record()
        self.root = self._parse(self.part)
        self.held = self._find_controls()
        styles = self.members.get(_STYLES)
        self.around = surroundings(None if styles is None else self._parse(styles), self.image)

    def image(self, relation_id: str) -> Optional[bytes]:
        """Return the content of a picture by its relation, None if there is none."""
        relation = self.relations.get(relation_id)
        return None if relation is None else self.members.get(member_of(relation.target))

    def now(self, tag: str) -> Canonical:
        """Return what a control says now."""
        entry = self.record.entries[tag]
        return canonical(content_node(self.held[tag].node), self.around, first_only=entry.kind == CONTENTS)

    def is_edited(self, tag: str) -> bool:
        """Whether a control was edited by hand since it was written."""
        entry, now = self.record.entries[tag], self.now(tag)
        if now.hash != entry.shown or len(now.pictures) != len(entry.pictures):
            return True
        return not all(is_same(one, other) for one, other in zip(now.pictures, entry.pictures))

    def entry(self, tag: str) -> Entry:
        """Return what the record says of a control."""
        return self.record.entries[tag]

    def _parse(self, content: bytes) -> Any:
        try:
            return etree.fromstring(content, parser())
        except etree.XMLSyntaxError as error:
            raise SmartCityError("living_unreadable", path=str(self.path)) from error

    def _find_record(self) -> tuple[str, Record]:
        for name in filter(ITEMS.fullmatch, self.members):
            record = from_xml(self.members[name])
            if record is not None:
                return name, record
        raise SmartCityError("living_without_record", path=str(self.path))

    def _find_controls(self) -> dict[str, Held]:
        """Return the controls by tag; of copies, the one that Word did not give a new number is the control."""
        try:
            places = spans(self.part)
        except ValueError as error:
            raise SmartCityError("living_unreadable", path=str(self.path)) from error
        nodes = list(self.root.iter(f"{W}sdt"))
        if len(places) != len(nodes):
            raise SmartCityError("living_unreadable", path=str(self.path))
        found: dict[str, Held] = {}
        for node, span in zip(nodes, places):
            tag = tag_in(node)
            if tag in self.record.entries and content_node(node) is not None:
                if next(node.iterancestors(f"{W}p"), None) is not None:
                    # LibreOffice puts the controls into their paragraphs and forgets where they end.
                    raise SmartCityError("living_without_controls", path=str(self.path))
                held = Held(tag, node, span)
                if tag not in found or (_is_original(held) and not _is_original(found[tag])):
                    found[tag] = held
        if not found:
            raise SmartCityError("living_without_controls", path=str(self.path))
        return found


def _is_original(held: Held) -> bool:
    number = held.node.find(f"{W}sdtPr/{W}id")
    return number is not None and number.get(f"{W}val") == str(number_of(held.tag))


def _members(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > MOST_BYTES:
                raise SmartCityError("living_unreadable", path=str(path))
            members = {member.filename: package.read(member) for member in package.infolist()}
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise SmartCityError("living_unreadable", path=str(path)) from error
    except Exception as error:  # damaged streams: zlib, lzma and struct raise their own
        raise SmartCityError("living_unreadable", path=str(path)) from error
    if DOCUMENT not in members:
        raise SmartCityError("living_unreadable", path=str(path))
    return members


def member_of(target: str) -> str:
    """Return the name of the zip's member that a relation of the document points to."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("word", target))


# Writing into it -------------------------------------------------------------------------------------------------


class EarlierTemplate(Template):
    """Styles, lists and pictures of the earlier file, with an empty body to write the new parts into."""

    own = True

    def __init__(self, earlier: Earlier, theme: Theme) -> None:
        try:
            with io.BytesIO(earlier.path.read_bytes()) as content:
                document = docx.Document(content)
        except Exception as error:  # python-docx, zipfile and lxml raise what they like at broken files
            raise SmartCityError("living_unreadable", path=str(earlier.path)) from error
        body = document.element.body
        for node in list(body):
            if node.tag != f"{W}sectPr":
                body.remove(node)
        file = earlier.record.file
        super().__init__(document, look_of(theme), float(file["width"]))
        self.table_style, self.heading_formats = file["table"], _formats(file["formats"])
        self.has_cover = bool(file["has_cover"])
        self._chapters, self._annex, self._bullets = file["chapters"], file["annex"], file["bullets"]
        self._bullets_numbered = bool(file["bullets_numbered"])
        self._language = file["language"]
        self._styles = dict(_styles(document, earlier))
        self._standard = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)

    def style(self, name: str) -> Any:
        """Return the file's style for one of the writer's roles, its standard style if it has none (any more)."""
        return self._styles.get(name, self._standard)

    def finish(self, chapters: Mapping[str, str]) -> None:
        """Speak the document's language in what was written, if the file's styles speak another one."""
        if self._language:
            _speak(list(self.document.element.body), self._language)


def file_facts(template: Template) -> dict[str, Any]:
    """Return what an update must know of the file that was written into; styles by name, because ids may change."""
    return {
        "styles": {name: template.style(name).name for name in ROLES if _has(template, name)},
        "table": template.table_style,
        "width": template.width,
        "formats": template.heading_formats,
        "has_cover": template.has_cover,
        "chapters": template._chapters,
        "annex": template._annex,
        "bullets": template._bullets,
        "bullets_numbered": template._bullets_numbered,
        "language": getattr(template, "_language", ""),
        "codes": [code for code in field_codes(template.document.element.body) if code.split()[:1] == ["TOC"]],
    }


def _has(template: Template, name: str) -> bool:
    return template.style(name) is not None


def _styles(document: Any, earlier: Earlier) -> Iterator[tuple[str, Any]]:
    known = {style.name: style for style in document.styles if style.element.get(f"{W}type") == "paragraph"}
    standard = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for role, name in earlier.record.file["styles"].items():
        yield role, known.get(name, standard)


def _formats(stored: Any) -> Optional[list[tuple[str, str]]]:
    return None if stored is None else [(kind, pattern) for kind, pattern in stored]
