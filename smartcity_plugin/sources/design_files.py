# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether files for the corporate design can be trusted: pictures, Word templates, page templates, styles of maps.

What towns hand to each other is opened by everybody's QGIS and Word, so nothing that runs, loads from elsewhere or
blows up when it is read gets into a study. Whether pictures and documents can really be drawn and filled is for those
who draw and fill (``look_at`` of design_package).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from ..catalogue.entry import CatalogueError
from ..catalogue.map_styles import read_map_style
from ..catalogue.nesting import check_nesting
from ..catalogue.themes import read_theme
from ..model.design import ARMS, DOCUMENT, LOGO, MAP, PAGE, THEME, DesignPart
from ..model.problem import SmartCityError

MEGABYTE = 1024 * 1024
LARGEST = {THEME: 0.1, LOGO: 5.0, ARMS: 5.0, DOCUMENT: 20.0, PAGE: 40.0, MAP: 0.1}
"""Megabytes that a part may have."""
LARGEST_DOCUMENT_CONTENT = 100 * MEGABYTE
"""Bytes of a Word template when unpacked."""

MOST_DRAWN = 200_000
"""Elements of an SVG with every reuse counted; reuses of reuses grow like powers."""

SVG = "http://www.w3.org/2000/svg"
LAYOUT_HTML = "65648"
"""The kind of a frame with a web page in QGIS's layout files."""

OLD_WORD = b"\xd0\xcf\x11\xe0"
"""What files of Word 97 to 2003, and encrypted ones, begin with."""

_MAIN_TEXT = re.compile(r"word/document\d*\.xml")
_PAGE_KEY = re.compile(r"[a-z][a-z0-9_]*\.a\d_(landscape|portrait)")
_MAP_KEY = re.compile(r"([a-z][a-z0-9_]*)?")
"""An indicator, or nothing for the style of all those that have none of their own."""
_DATA_PICTURE = re.compile(r"data:image/(png|jpe?g|gif);", re.IGNORECASE)
_FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"]?\s*(#|data:image/))|expression\(", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(https?|ftp|file|javascript):|\s*(//|\\\\)", re.IGNORECASE)


def check_part(part: DesignPart) -> None:
    """Raise SmartCityError if a part is too large, not what it should be, or not to be trusted."""
    check_size(part.kind, part.name, len(part.content))
    _CHECKS[part.kind](part)


def check_size(kind: str, name: str, size: int) -> None:
    """Raise SmartCityError if a file of so many bytes is too large for its kind."""
    if size > LARGEST[kind] * MEGABYTE:
        raise SmartCityError("design_file_too_large", file=name, size=round(size / MEGABYTE, 1), most=LARGEST[kind])


def picture_ending(content: bytes) -> str:
    """Return ``.png``, ``.jpg`` or ``.svg`` by what a picture begins with, nothing for other files."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if content.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    return ".svg" if b"<svg" in content[:20_000] or b":svg" in content[:20_000] else ""


def shortened(text: object, most: int = 120) -> str:
    """Return what an error says in one line that fits into a sentence."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def xml_root(content: bytes) -> Any:
    """Return the root of an XML text that declares no entities; raises ValueError saying what is wrong.

    Nothing is loaded from elsewhere and nothing is expanded.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(shortened(error)) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise ValueError("<!ENTITY …>")
    return root


# Theme and styles of maps ----------------------------------------------------------------------------------------


def _check_theme(part: DesignPart) -> None:
    try:
        check_nesting(part.content, part.name)
        read_theme(part.content, part.name)
    except CatalogueError as error:
        raise SmartCityError("theme_unreadable", detail=shortened(error, 200)) from error


def _check_map(part: DesignPart) -> None:
    if not _MAP_KEY.fullmatch(part.key):
        raise SmartCityError("design_map_unreadable", file=part.name, detail=shortened(part.key, 40))
    try:
        read_map_style(part.content, part.name)
    except CatalogueError as error:
        raise SmartCityError("design_map_unreadable", file=part.name, detail=shortened(error)) from error


# Pictures --------------------------------------------------------------------------------------------------------


def _check_picture(part: DesignPart) -> None:
    ending = picture_ending(part.content)
    if not ending:
        raise SmartCityError("design_picture_kind", file=part.name)
    if ending == ".svg":
        _check_svg(part)


def _check_svg(part: DesignPart) -> None:
    try:
        root = xml_root(part.content)
    except ValueError as error:
        raise SmartCityError("design_picture_unreadable", file=part.name, detail=str(error)) from error
    if root.tag not in (f"{{{SVG}}}svg", "svg"):
        raise SmartCityError("design_picture_kind", file=part.name)
    for element in root.iter():
        found = _unsafe(element)
        if found:
            raise SmartCityError("design_svg_unsafe", file=part.name, detail=shortened(found, 60))
    if _drawn(root) > MOST_DRAWN:
        raise SmartCityError("design_svg_unsafe", file=part.name, detail="<use …>")


def _unsafe(element: Any) -> str:
    """Return the markup of an SVG's element that runs or loads something, nothing if there is none."""
    if not isinstance(element.tag, str):  # a comment, an instruction such as xml-stylesheet, an entity
        text = str(element)
        return text if "stylesheet" in text or text.startswith("&") else ""
    name = _local(element.tag)
    if name.lower() in ("script", "foreignobject", "iframe", "object", "embed", "handler", "listener"):
        return f"<{name}>"
    if name == "style" and _FOREIGN_STYLE.search("".join(element.itertext())):
        return "<style> @import/url(…)"
    for key, value in element.attrib.items():
        attribute = _local(key)
        if attribute.lower().startswith("on") and "(" in value:
            return f'{attribute}="…"'
        if attribute == "href" and name != "a" and not (value.startswith("#") or _DATA_PICTURE.match(value)):
            return f'href="{value}"'
        if attribute == "href" and value.strip().lower().startswith("javascript:"):
            return f'href="{value}"'
        if _FOREIGN_STYLE.search(value) and attribute not in ("d", "points"):
            return f'{attribute}="{value}"'
    return ""


def _drawn(root: Any) -> int:
    """Return how many elements are drawn with every reuse (``<use>``) counted; a circle counts as too many."""
    named = {
        element.get("id"): element for element in root.iter() if isinstance(element.tag, str) and element.get("id")
    }
    counts: dict[Any, int] = {}

    def count(element: Any, depth: int) -> int:
        if depth > 50:
            return MOST_DRAWN + 1
        if element not in counts:
            total = 0
            for inner in element.iter():
                total += 1
                if isinstance(inner.tag, str) and _local(inner.tag) == "use" and total <= MOST_DRAWN:
                    href = next((value for key, value in inner.attrib.items() if _local(key) == "href"), "")
                    target = named.get(href[1:])
                    total += count(target, depth + 1) if target is not None else 0
            counts[element] = min(total, MOST_DRAWN + 1)
        return counts[element]

    return count(root, 0)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


# Templates -------------------------------------------------------------------------------------------------------


def _check_document(part: DesignPart) -> None:
    """A Word file without macros, whose main text can be read."""
    if part.content.startswith(OLD_WORD):
        raise SmartCityError("design_template_unreadable", file=part.name, detail=".doc")
    try:
        with zipfile.ZipFile(io.BytesIO(part.content)) as package:
            members = package.infolist()
            if sum(member.file_size for member in members) > LARGEST_DOCUMENT_CONTENT:
                raise SmartCityError("design_template_unreadable", file=part.name, detail="> 100 MB")
            names = {member.filename for member in members}
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
                raise SmartCityError("design_template_macros", file=part.name)
            texts = [name for name in names if _MAIN_TEXT.fullmatch(name)]
            for name in ("[Content_Types].xml", texts[0] if texts else "word/document.xml"):
                if name not in names:
                    raise SmartCityError("design_template_unreadable", file=part.name, detail=name)
                xml_root(package.read(name))
            for name in names:
                if name.endswith(".rels"):
                    _check_relations(part.name, xml_root(package.read(name)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SmartCityError("design_template_unreadable", file=part.name, detail=shortened(error)) from error


def _check_relations(file: str, root: Any) -> None:
    """Refuse a document that loads something from the internet when it is opened; links to click on are harmless."""
    for relation in root.iter():
        if not isinstance(relation.tag, str) or relation.get("Type", "").endswith("/hyperlink"):
            continue
        target = relation.get("Target", "").strip()
        if target.lower().startswith(("http:", "https:", "ftp:")):
            raise SmartCityError("design_template_unsafe", file=file, detail=shortened(target, 60))


def _check_page(part: DesignPart) -> None:
    """A layout of QGIS that shows nothing from elsewhere."""
    if not _PAGE_KEY.fullmatch(part.key):
        raise SmartCityError("design_page_unreadable", file=part.name, detail=shortened(part.key, 40))
    try:
        root = xml_root(part.content)
    except ValueError as error:
        raise SmartCityError("design_page_unreadable", file=part.name, detail=str(error)) from error
    if root.tag != "Layout":
        raise SmartCityError("design_page_unreadable", file=part.name, detail=f"<{shortened(root.tag, 40)}>")
    for element in root.iter():
        found = _foreign(element)
        if found:
            raise SmartCityError("design_page_unsafe", file=part.name, detail=shortened(found, 60))


def _foreign(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    if element.tag == "LayoutMultiFrame" and element.get("type") == LAYOUT_HTML:
        return "HTML"
    if element.get("htmlState") == "1":
        return "HTML"
    for name in ("file", "url", "evaluatedUrl", "svgPath"):
        value = element.get(name, "")
        if _ADDRESS.match(value):
            return value
    return ""


_CHECKS = {
    THEME: _check_theme,
    LOGO: _check_picture,
    ARMS: _check_picture,
    DOCUMENT: _check_document,
    PAGE: _check_page,
    MAP: _check_map,
}
