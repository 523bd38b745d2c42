# SPDX-License-Identifier: GPL-2.0-or-later
"""How letters look in a Word file, through styles and what they are based on, and whether they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Optional

from ..model.problem import Problem, Severity
from .look import BLACK, LEAST_CONTRAST, WHITE, contrast
from .ooxml import W

LARGE_POINTS, LARGE_BOLD_POINTS, LARGE_CONTRAST = 18.0, 14.0, 3.0
"""Large letters need less contrast (WCAG 2.1, 1.4.3)."""
_ORDINARY_POINTS = 10.0
_HEX = re.compile(r"[0-9A-Fa-f]{6}")


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Optional[Any]) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId"): style for style in found}
        self._defaults = None if root is None else root.find(f"{W}docDefaults")
        self.default = next((key for key, style in self._by_id.items() if _is_default(style)), "")
        self._known: dict[tuple[str, str, str], Optional[Any]] = {}

    def name(self, style_id: str) -> str:
        """Return the name of a style in small letters; its id if it has none."""
        style = self._by_id.get(style_id)
        name = None if style is None else style.find(f"{W}name")
        return (style_id if name is None else name.get(f"{W}val", "")).lower()

    def letters(self, style_id: str, tag: str) -> Optional[Any]:
        """Return the property of letters (such as ``color``) that a style has, through what it is based on."""
        return self._property(style_id, "rPr", tag)

    def paragraph(self, style_id: str, tag: str) -> Optional[Any]:
        """Return the property of paragraphs (such as ``outlineLvl``) that a style has, through what it is based on."""
        return self._property(style_id, "pPr", tag)

    def first_row(self, style_id: str) -> Optional[Any]:
        """Return the shade that a table style gives to heading rows."""
        for style in self._chain(style_id):
            for part in style.findall(f"{W}tblStylePr"):
                found = part.find(f"{W}tcPr/{W}shd")
                if part.get(f"{W}type") == "firstRow" and found is not None:
                    return found
        return None

    def character(self, style_id: str, tag: str) -> Optional[Any]:
        """Return the property of letters that a character style has itself, without the document's defaults."""
        found = (style.find(f"{W}rPr/{W}{tag}") for style in self._chain(style_id))
        return next((node for node in found if node is not None), None)

    def _property(self, style_id: str, group: str, tag: str) -> Optional[Any]:
        key = style_id, group, tag
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, style_id: str, group: str, tag: str) -> Optional[Any]:
        for style in self._chain(style_id or self.default):
            found = style.find(f"{W}{group}/{W}{tag}")
            if found is not None:
                return found
        if self._defaults is None:
            return None
        return self._defaults.find(f"{W}{group}Default/{W}{group}/{W}{tag}")

    def _chain(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            base = style.find(f"{W}basedOn")
            style_id = "" if base is None else base.get(f"{W}val", "")


def _is_default(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


def style_of(paragraph: Any, styles: Styles) -> str:
    """Return the id of a paragraph's style."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.default if style is None else style.get(f"{W}val", "")


def points(run: Any, style_id: str, styles: Styles) -> float:
    """Return the size of a run's letters in points."""
    return _half_points(_of_run(run, style_id, styles, "sz"))


def is_hidden(run: Any, style_id: str, styles: Styles) -> bool:
    """Whether a run is hidden text."""
    return _is_on(_of_run(run, style_id, styles, "vanish"))


def contrasts(body: Any, styles: Styles) -> list[Problem]:
    """Return where letters stand out too little from what is behind them, each look once."""
    problems: dict[tuple[str, str, str], Problem] = {}
    for paragraph in body.iter(f"{W}p"):
        style_id = style_of(paragraph, styles)
        behind = _behind(paragraph, style_id, styles)
        for run in paragraph.iter(f"{W}r"):
            if not any((node.text or "").strip() for node in run.findall(f"{W}t")):
                continue
            ink = _hex(_of_run(run, style_id, styles, "color")) or BLACK
            paper = _hex(run.find(f"{W}rPr/{W}shd"), "fill") or behind
            found = contrast(ink, paper)
            if found < _needed(run, style_id, styles):
                values = {"style": styles.name(style_id), "ink": ink, "paper": paper, "ratio": round(found, 1)}
                problems.setdefault((style_id, ink, paper), Problem("a11y_contrast", Severity.ERROR, values))
    return list(problems.values())


def _behind(paragraph: Any, style_id: str, styles: Styles) -> str:
    """Return the colour behind a paragraph: its own shade, its cell's, its heading row's, else white."""
    own = paragraph.find(f"{W}pPr/{W}shd")
    shade = _hex(own if own is not None else styles.paragraph(style_id, "shd"), "fill")
    if shade:
        return shade
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return WHITE
    shade = _hex(cell.find(f"{W}tcPr/{W}shd"), "fill")
    if shade:
        return shade
    row = next(cell.iterancestors(f"{W}tr"))
    table = next(row.iterancestors(f"{W}tbl"))
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if style is not None and row is table.find(f"{W}tr"):
        return _hex(styles.first_row(style.get(f"{W}val", "")), "fill") or WHITE
    return WHITE


def _needed(run: Any, style_id: str, styles: Styles) -> float:
    size = points(run, style_id, styles)
    bold = _is_on(_of_run(run, style_id, styles, "b"))
    large = size >= LARGE_POINTS or (bold and size >= LARGE_BOLD_POINTS)
    return LARGE_CONTRAST if large else LEAST_CONTRAST


def _of_run(run: Any, style_id: str, styles: Styles, tag: str) -> Optional[Any]:
    """Return a property of a run: its own, its character style's, its paragraph style's."""
    own = run.find(f"{W}rPr/{W}{tag}")
    if own is not None:
        return own
    character = run.find(f"{W}rPr/{W}rStyle")
    named = None if character is None else styles.character(character.get(f"{W}val", ""), tag)
    return styles.letters(style_id, tag) if named is None else named


def _half_points(node: Optional[Any]) -> float:
    try:
        return _ORDINARY_POINTS if node is None else float(node.get(f"{W}val")) / 2
    except (TypeError, ValueError):
        return _ORDINARY_POINTS


def _is_on(node: Optional[Any]) -> bool:
    return node is not None and node.get(f"{W}val", "true") not in ("0", "false", "off")


def _hex(node: Optional[Any], attribute: str = "val") -> str:
    """Return a colour ``rrggbb``, empty for none and automatic."""
    value = "" if node is None else node.get(f"{W}{attribute}", "")
    return value.upper() if _HEX.fullmatch(value) else ""
