# SPDX-License-Identifier: GPL-2.0-or-later
"""What a control says, in a form that survives being saved by Word or LibreOffice but not an edit by hand.

Programs rewrite what nobody edited: they split runs, add marks of revisions and spelling, compute fields, rename ids of
styles, drop formatting that repeats the style's, recompress pictures. None of that counts. Text, styles, emphasis,
cells, pictures, comments and tracked changes do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from .ooxml import W
from .pictures import Picture, picture_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_WRAPPERS = {f"{W}{name}" for name in ("smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")} | {
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
}
"""What may stand around text without saying anything."""
_EDITS = {
    f"{W}{name}"
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "commentRangeStart",
        "commentReference",
        "pPrChange",
        "rPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "cellIns",
        "cellDel",
        "cellMerge",
        "footnoteReference",
        "endnoteReference",
        "object",
        "pict",
        "sectPr",
    )
}
"""What only people bring in; their mere presence makes a difference."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "­"}
_TOGGLES = ("b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish")
_LINK_LOOK = ("rStyle", "color", "u")


@dataclass(frozen=True)
class Surroundings:
    """The styles and pictures that a control refers to; ``image`` returns the bytes of a relation, None without."""

    styles: Mapping[str, Style]
    default: str
    base: Mapping[str, str]
    image: Callable[[str], Optional[bytes]]

    def name(self, style_id: str, default: str = "") -> str:
        """Return the name of a style in one spelling; programs may change ids but not names."""
        style = self.styles.get(style_id or default)
        return "".join((style.name if style else style_id).split()).casefold()

    def letters(self, *style_ids: str) -> dict[str, str]:
        """Return the formatting that text has by its styles alone."""
        found = dict(self.base)
        for style_id in style_ids:
            chain = []
            while style_id in self.styles and style_id not in chain:
                chain.append(style_id)
                style_id = self.styles[style_id].base
            for name in reversed(chain):
                found.update(self.styles[name].letters)
        return found


@dataclass(frozen=True)
class Style:
    """A style of a Word file: its name, the id of the one it is based on, its formatting of letters."""

    name: str
    base: str
    letters: Mapping[str, str]


@dataclass(frozen=True)
class Canonical:
    """The hash of a control's text and look, and its pictures, which are compared with tolerance."""

    hash: str
    pictures: tuple[Picture, ...]


def surroundings(styles: Any, image: Callable[[str], Optional[bytes]]) -> Surroundings:
    """Return what controls refer to; ``styles`` is the root of the part with the styles, None if there is none."""
    found, default, base = {}, "", {}
    if styles is not None:
        base = _letters(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for node in styles.iter(f"{W}style"):
            style_id = node.get(f"{W}styleId", "")
            found[style_id] = Style(_val(node.find(f"{W}name")), _val(node.find(f"{W}basedOn")), _letters(_rpr(node)))
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on"):
                default = style_id
    return Surroundings(found, default, base, image)


def canonical(content: Any, around: Surroundings, first_only: bool = False) -> Canonical:
    """Return the canonical form of a ``w:sdtContent``; ``first_only`` looks at its first paragraph alone."""
    walk = _Walk(around)
    nodes = list(content) if content is not None else []
    if first_only:
        nodes = list(content.iter(f"{W}p"))[:1] if content is not None else []
    for node in nodes:
        walk.block(node)
    text = "\n".join(walk.tokens)
    return Canonical(hashlib.sha256(text.encode("utf-8")).hexdigest(), tuple(walk.pictures))


def _val(node: Any) -> str:
    return "" if node is None else node.get(f"{W}val", "")


def _rpr(node: Any) -> Any:
    return node.find(f"{W}rPr")


def _letters(properties: Any) -> dict[str, str]:
    """Return the formatting of letters in an ``w:rPr``, values in one spelling; what is off or automatic is empty."""
    found: dict[str, str] = {}
    if properties is None:
        return found
    for name in _TOGGLES:
        node = properties.find(f"{W}{name}")
        if node is not None:
            found[name] = "" if node.get(f"{W}val", "1") in ("0", "false", "off", "none") else "1"
    for name, key in (("u", "val"), ("color", "val"), ("highlight", "val"), ("vertAlign", "val"), ("sz", "val")):
        node = properties.find(f"{W}{name}")
        if node is not None:
            value = node.get(f"{W}{key}", "").lower()
            found[name] = "" if value in ("none", "auto", "baseline") else value
    fonts, shade = properties.find(f"{W}rFonts"), properties.find(f"{W}shd")
    if fonts is not None and fonts.get(f"{W}ascii"):
        found["font"] = fonts.get(f"{W}ascii", "")
    if shade is not None:
        fill = shade.get(f"{W}fill", "").lower()
        found["shd"] = "" if fill in ("auto", "ffffff") else fill
    return found


@dataclass
class _Field:
    code: str = ""
    shows: bool = False


@dataclass
class _Walk:
    """Walks through a control and notes what matters."""

    around: Surroundings
    tokens: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Whether this is the result of a field, which programs compute."""
        return any(one.shows for one in self.fields)

    def block(self, node: Any) -> None:
        """Note a paragraph, a table, or what a wrapper holds."""
        if node.tag == f"{W}p":
            self.paragraph(node)
        elif node.tag == f"{W}tbl":
            self.table(node)
        elif node.tag in _WRAPPERS:
            for child in node:
                self.block(child)
        elif node.tag in _EDITS:
            self.tokens.append(f"edit {node.tag}")

    def paragraph(self, node: Any) -> None:
        """Note a paragraph with its style, its level in a list and its text."""
        began_hidden = self.hidden
        properties = node.find(f"{W}pPr")
        style = "" if properties is None else _val(properties.find(f"{W}pStyle"))
        self.pieces = []
        inherited = self.around.letters(style or self.around.default)
        for child in node:
            self.inline(child, inherited)
        if properties is not None:
            self.edits(properties)
        if not began_hidden:
            level = "" if properties is None else _level(properties)
            self.tokens.append(f"p {self.around.name(style, self.around.default)} {level}")
            self.tokens += [f"r {look} {text!r}" for look, text in self.pieces]

    def edits(self, properties: Any) -> None:
        """Note tracked changes of a paragraph's properties or of its mark."""
        for node in properties.iter():
            if node.tag in _EDITS:
                self.tokens.append(f"edit {node.tag}")

    def table(self, node: Any) -> None:
        """Note a table cell by cell."""
        self.tokens.append("table")
        for row in _inside(node, f"{W}tr"):
            self.tokens.append("row")
            for cell in _inside(row, f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                self.tokens.append(f"cell {_cell(properties)}")
                for child in cell:
                    self.block(child)
        for part in node.iter(f"{W}trPr", f"{W}tcPr", f"{W}tblPr"):
            self.edits(part)

    def inline(self, node: Any, inherited: Mapping[str, str], linked: bool = False) -> None:
        """Note what stands in a paragraph."""
        if node.tag == f"{W}r":
            self.run(node, inherited, linked)
        elif node.tag in _WRAPPERS or node.tag == f"{W}hyperlink":
            for child in node:
                self.inline(child, inherited, linked or node.tag == f"{W}hyperlink")
        elif node.tag == f"{W}fldSimple":
            self.say("", f"{{{_code(node.get(f'{W}instr', ''))}}}")
        elif node.tag in _EDITS:
            self.tokens.append(f"edit {node.tag}")
            for child in node:
                self.inline(child, inherited, linked)

    def run(self, node: Any, inherited: Mapping[str, str], linked: bool) -> None:
        """Note a run of text with the formatting that differs from its styles'."""
        properties = _rpr(node)
        style = "" if properties is None else _val(properties.find(f"{W}rStyle"))
        own = _letters(properties)
        base = {**inherited, **self.around.letters(style)} if style and not linked else inherited
        look = {name: value for name, value in own.items() if value != base.get(name, "")}
        if style:
            look["rStyle"] = self.around.name(style)
        if linked:
            look = {name: value for name, value in look.items() if name not in _LINK_LOOK}
        shown = " ".join(f"{name}={value}" for name, value in sorted(look.items()))
        if properties is not None:
            self.edits(properties)
        for child in node:
            self.sign(child, shown)

    def sign(self, node: Any, look: str) -> None:
        """Note what stands in a run."""
        name = node.tag.rpartition("}")[2]
        if node.tag in _WRAPPERS:
            for child in node:
                self.sign(child, look)
        elif node.tag == f"{W}fldChar":
            self.mark(node.get(f"{W}fldCharType", ""))
        elif node.tag == f"{W}instrText":
            if self.fields:
                self.fields[-1].code += node.text or ""
        elif node.tag == f"{W}t":
            self.say(look, node.text or "")
        elif node.tag == f"{W}drawing":
            self.drawing(node)
        elif node.tag in _EDITS:
            self.tokens.append(f"edit {name}")
        elif node.tag.startswith(W) and name in _SIGNS:
            self.say(look, _SIGNS[name])
        elif node.tag == f"{W}sym":
            self.say(look, f"[{node.get(f'{W}char')}]")

    def mark(self, kind: str) -> None:
        """Note the beginning, middle or end of a field."""
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.show_code()
            self.fields[-1].shows = True
        elif kind == "end" and self.fields:
            if not self.fields[-1].shows:
                self.show_code()
            self.fields.pop()

    def show_code(self) -> None:
        """Note the code of the innermost field, unless it belongs to another's result."""
        self.say("", f"{{{_code(self.fields[-1].code)}}}")

    def say(self, look: str, text: str) -> None:
        """Note a piece of text; pieces that look alike are one, blanks have no look of their own."""
        if self.hidden or not text:
            return
        if self.pieces and (self.pieces[-1][0] == look or not text.strip()):
            self.pieces[-1] = (self.pieces[-1][0], self.pieces[-1][1] + text)
        else:
            self.pieces.append((look, text))

    def drawing(self, node: Any) -> None:
        """Note a picture: its alternative text here, what it shows and how large it is for comparison."""
        described = next(node.iter(f"{_WP}docPr"), None)
        alternative = "" if described is None else described.get("descr", "")
        self.say("", f"[picture {' '.join(alternative.split())}]")
        extent, blip = next(node.iter(f"{_WP}extent"), None), next(node.iter(f"{_A}blip"), None)
        content = None if blip is None else self.around.image(blip.get(f"{_R}embed", ""))
        size = (0, 0) if extent is None else (int(extent.get("cx", 0)), int(extent.get("cy", 0)))
        self.pictures.append(picture_of(content, *size))


def _inside(node: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those that a wrapper holds."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag in _EDITS:
            yield from _inside(child, tag)


def _cell(properties: Any) -> str:
    if properties is None:
        return ""
    span, merge = _val(properties.find(f"{W}gridSpan")), properties.find(f"{W}vMerge")
    shade = properties.find(f"{W}shd")
    fill = "" if shade is None else shade.get(f"{W}fill", "").lower()
    joined = "" if merge is None else merge.get(f"{W}val", "continue")
    return " ".join((span if span != "1" else "", joined, "" if fill in ("auto", "ffffff") else fill)).strip()


def _level(properties: Any) -> str:
    """Return the level of a list item below the first one, else nothing."""
    number = properties.find(f"{W}numPr")
    if number is None or _val(number.find(f"{W}numId")) in ("", "0"):
        return ""
    level = _val(number.find(f"{W}ilvl"))
    return "" if level == "0" else level


def _code(instruction: str) -> str:
    """Return the code of a field in one spelling, without what only controls its updating."""
    return " ".join(instruction.replace("\\* MERGEFORMAT", "").split()).casefold()
