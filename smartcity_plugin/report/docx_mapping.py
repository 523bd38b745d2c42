# SPDX-License-Identifier: GPL-2.0-or-later
"""The styles and lists of a town's Word template, by what they are for.

What the template defines is used as it is; what it lacks is added, based on its body text and in its font. Built-in
styles are found by the name Word stores (always English), by localized names that other programs write, and by id.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Optional

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles import BabelFish

from .document import Labels
from .docx_styles import (
    ROLES,
    TABLE_STYLE,
    add_table_style,
    annex_list,
    bullet_list,
    chapter_list,
    make_style,
)
from .look import Look
from .ooxml import element

_GERMAN = {
    "Normal": ("Standard",),
    "Title": ("Titel",),
    "Subtitle": ("Untertitel",),
    "Heading 1": ("Überschrift 1",),
    "Heading 2": ("Überschrift 2",),
    "Heading 3": ("Überschrift 3",),
    "Caption": ("Beschriftung",),
    "List Bullet": ("Aufzählungszeichen",),
    "toc 1": ("Verzeichnis 1", "Inhaltsverzeichnis 1"),
    "toc 2": ("Verzeichnis 2", "Inhaltsverzeichnis 2"),
    "table of figures": ("Abbildungsverzeichnis",),
    "Header": ("Kopfzeile",),
    "Footer": ("Fußzeile",),
}
"""Names that German programs and converters write instead of Word's own."""
_UNUSED = ("Header", "Footer")
"""Styles of running lines; a template has its own lines."""
_LEVELS = 3
HANG = 16.0
"""Millimetres that numbers have in lists of contents; a town's may be Roman."""
TEXT_STYLE = "Smart City Text"


class TownStyles:
    """Finds and adds the styles of a template; nothing that is there is changed."""

    def __init__(self, document: Any, look: Look, width: float) -> None:
        self._document, self._look = document, look
        self._found = {name: _find(document, name) for name in ROLES}
        self.added: list[str] = []
        for name, role in ROLES.items():
            if self._found[name] is None and name not in _UNUSED:
                self._found[name] = self._add(name, role.base, width)
        self._text = self._found["Normal"] if _has_space(document, self._found["Normal"]) else self._spaced()
        self.table = _table_style(document, look)

    def style(self, name: str) -> Any:
        """Return the template's style for one of the writer's roles."""
        return self._text if name == "Normal" else self._found[name]

    def _spaced(self) -> Any:
        """Add a style for running text where the town's body text leaves no space between paragraphs."""
        style = self._document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._found["Normal"]
        style.paragraph_format.space_after = Pt(ROLES["Normal"].after)
        self.added.append(TEXT_STYLE)
        return style

    def _add(self, name: str, base: Optional[str], width: float) -> Any:
        style = make_style(self._document, name, self._look, width, HANG)
        style.base_style = self._found[base or "Normal"]
        if name == "Front Heading":
            _dress(style.element, self._found["Heading 1"])
        self.added.append(name)
        return style


class TownLists:
    """The lists of a template: whether headings are numbered already, and which lists are added to it."""

    def __init__(self, document: Any, styles: TownStyles, labels: Labels) -> None:
        self._numbering = document.part.numbering_part.element
        self.headings_numbered = any(_number_of(styles.style(f"Heading {n}")) for n in range(1, _LEVELS + 1))
        self.bullets_numbered = bool(_number_of(styles.style("List Bullet")))
        self.chapters = 0 if self.headings_numbered else self._add(chapter_list)
        self.annex = self._add(lambda number: annex_list(number, labels))
        self.bullets = self._add(bullet_list)
        self.formats = _formats(self._numbering, styles) if self.headings_numbered else None

    def _add(self, make: Any) -> int:
        """Add a list definition under numbers that are free; definitions stand before the lists that use them."""
        abstracts = self._numbering.findall(qn("w:abstractNum"))
        numbers = self._numbering.findall(qn("w:num"))
        definition = 1 + max((int(item.get(qn("w:abstractNumId"))) for item in abstracts), default=0)
        number = 1 + max((int(item.get(qn("w:numId"))) for item in numbers), default=0)
        self._after(abstracts, ("w:numPicBullet",), make(definition))
        made = element("w:num", element("w:abstractNumId", val=definition), numId=number)
        self._after(numbers, ("w:numPicBullet", "w:abstractNum"), made)
        return number

    def _after(self, same: list[Any], before: tuple[str, ...], made: Any) -> None:
        earlier = same or [item for tag in before for item in self._numbering.findall(qn(tag))]
        if earlier:
            earlier[-1].addnext(made)
        else:
            self._numbering.insert(0, made)


def _find(document: Any, name: str) -> Optional[Any]:
    """Return the paragraph style that a name stands for, None if the template has none."""
    if name == "Normal":
        default = document.styles.default(1)
        return default if default is not None else _named(document, name)
    return _named(document, name)


def _named(document: Any, name: str) -> Optional[Any]:
    wanted = {_key(word) for word in (name, BabelFish.ui2internal(name), *_GERMAN.get(name, ()))}
    by_id = None
    for style in document.styles:
        if style.element.get(qn("w:type")) != "paragraph":
            continue
        if _key(style.name or "") in wanted:
            return style
        if _key(style.style_id or "") in wanted | {_without_umlauts(word) for word in wanted}:
            by_id = by_id or style
    return by_id


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def _without_umlauts(text: str) -> str:
    """Return a style id as Word makes it of a German name: umlauts and ß are dropped (berschrift1)."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in plain if letter.isascii())


def _dress(made: Any, heading: Any) -> None:
    """Give a style of ours the letters of the town's first heading, so that lists of contents have its look."""
    for style in reversed(list(_chain(heading))):
        letters = style.element.find(qn("w:rPr"))
        own = made.get_or_add_rPr()
        if letters is None or style.element.get(qn("w:default")):
            continue
        for part in letters:
            old = own.find(part.tag)
            if old is not None:
                own.replace(old, deepcopy(part))
            elif part.tag == qn("w:rFonts"):
                own.insert(0, deepcopy(part))


def _chain(style: Any) -> Iterator[Any]:
    """Return a style and those it is based on; a circle ends where it closes."""
    seen = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _has_space(document: Any, style: Any) -> bool:
    """Whether a paragraph style leaves space before or after its paragraphs, also by the defaults of the document."""
    defaults = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}"
    )
    for spacing in (*(link.element.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for link in _chain(style)), defaults):
        given = [] if spacing is None else [spacing.get(qn(f"w:{side}")) for side in ("before", "after")]
        if any(given):
            return any(value not in (None, "0") for value in given)
    return False


def _number_of(style: Any) -> int:
    """Return the list that a style puts its paragraphs into, 0 for none."""
    for link in _chain(style):
        found = link.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is not None:
            return int(found.get(qn("w:val")))
    return 0


def _table_style(document: Any, look: Look) -> str:
    """Return the id of the table style that the town has made its standard, else of ours, added if need be."""
    chosen = document.settings.element.find(qn("w:defaultTableStyle"))
    known = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
    names = {style.find(qn("w:name")).get(qn("w:val")): key for key, style in known.items()}
    if chosen is not None:
        wanted = chosen.get(qn("w:val"))
        if wanted in known or wanted in names:
            return wanted if wanted in known else names[wanted]
    return TABLE_STYLE if TABLE_STYLE in known else add_table_style(document, look)


def _formats(numbering: Any, styles: TownStyles) -> list[tuple[str, str]]:
    """Return how the template numbers its headings: kind of number and pattern by level."""
    formats: list[tuple[str, str]] = []
    for level in range(_LEVELS):
        number = _number_of(styles.style(f"Heading {level + 1}"))
        found = _level(numbering, number, level) if number else None
        if found is None:
            formats.append(("none", ""))
            continue
        kind, pattern = found.find(qn("w:numFmt")), found.find(qn("w:lvlText"))
        formats.append(
            (
                "decimal" if kind is None else kind.get(qn("w:val")),
                "" if pattern is None else pattern.get(qn("w:val")) or "",
            )
        )
    return formats


def _level(numbering: Any, number: int, level: int) -> Optional[Any]:
    for item in numbering.findall(qn("w:num")):
        if int(item.get(qn("w:numId"))) != number:
            continue
        wanted = item.find(qn("w:abstractNumId")).get(qn("w:val"))
        for definition in numbering.findall(qn("w:abstractNum")):
            if definition.get(qn("w:abstractNumId")) == wanted:
                return next(
                    (lvl for lvl in definition.findall(qn("w:lvl")) if lvl.get(qn("w:ilvl")) == str(level)), None
                )
    return None
