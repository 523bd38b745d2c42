# SPDX-License-Identifier: GPL-2.0-or-later
"""What Qt's PDF writer is told, and what it cannot do: bookmarks, the language, where maps lie on the earth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from qgis.core import Qgis, QgsLayout, QgsLayoutRenderContext, QgsVectorSimplifyMethod
from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPdfWriter

from . import theme
from .formats import A4_LANDSCAPE, PageFormat
from .georeference import Viewport, viewport_objects

_INVISIBLE = 0.04
"""Detail of geometries (mm on paper) that nobody sees: less than half of the thinnest line."""


@dataclass
class Bookmark:
    """An entry of the outline: title, number of the page (from 0), entries below it."""

    title: str
    page: int
    children: list[Bookmark] = field(default_factory=list)


def open_writer(path: Path, title: str, creator: str, page_format: PageFormat = A4_LANDSCAPE) -> QPdfWriter:
    """Return a writer for pages of a format, without margins."""
    writer = QPdfWriter(str(path))
    writer.setResolution(int(theme.VECTOR_DPI))
    writer.setTitle(title)
    writer.setCreator(creator)
    # Sizes are given upright; Qt turns them.
    short, long = sorted((page_format.width, page_format.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Portrait if page_format.is_portrait else QPageLayout.Orientation.Landscape
    writer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))
    return writer


def prepare(layout: QgsLayout) -> None:
    """Let a layout be painted as vectors, with texts as texts."""
    context = layout.renderContext()
    context.setDpi(theme.VECTOR_DPI)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagForceVectorOutput, True)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagAntialiasing, True)
    context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
    context.setSimplifyMethod(_simplified())


def _simplified() -> QgsVectorSimplifyMethod:
    """Return how geometries lose what no printer shows; borders stay shared, as QGIS's own export does it."""
    method = QgsVectorSimplifyMethod()
    method.setSimplifyHints(QgsVectorSimplifyMethod.SimplifyHint.GeometrySimplification)
    method.setForceLocalOptimization(True)
    method.setSimplifyAlgorithm(QgsVectorSimplifyMethod.SimplifyAlgorithm.SnappedToGridGlobal)
    method.setThreshold(theme.VECTOR_DPI / 25.4 * _INVISIBLE)
    return method


def complete(
    path: Path, bookmarks: Sequence[Bookmark], language: str, places: Optional[Mapping[int, Sequence[Viewport]]] = None
) -> None:
    """Append bookmarks, language and georeferences to a PDF that Qt wrote, as an incremental update.

    ``places`` holds the maps of pages by their numbers (from 0).
    """
    data = path.read_bytes()
    trailer = data[data.rindex(b"trailer") :]
    root = int(_found(rb"/Root (\d+) 0 R", trailer))
    offsets = _offsets(data)
    catalog = _object(data, root, offsets)
    tree = _object(data, int(_found(rb"/Pages (\d+) 0 R", catalog)), offsets)
    pages = [int(number) for number in re.findall(rb"(\d+) 0 R", _found(rb"/Kids\s*\[(.*?)\]", tree))]
    objects: dict[int, bytes] = {}
    more = [f"/Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >>"]
    numbers = iter(range(int(_found(rb"/Size (\d+)", trailer)), 10**9))
    if bookmarks:
        top = next(numbers)
        first, last = _write_items(bookmarks, top, pages, numbers, objects)
        objects[top] = f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(bookmarks)} >>".encode()
        more.append(f"/Outlines {top} 0 R /PageMode /UseOutlines")
    if places:
        more.append("/Version /1.7 /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> >>")
    for place, viewports in (places or {}).items():
        body = _object(data, pages[place], offsets)
        height = float(_found(rb"/MediaBox\s*\[\s*\S+\s+\S+\s+\S+\s+([\d.]+)", body))
        list_of = viewport_objects(viewports, height, numbers, objects)
        objects[pages[place]] = b"<<" + body.rstrip() + b"\n/VP [" + list_of + b"]\n>>"
    objects[root] = b"<<" + catalog.rstrip() + b"\n" + " ".join(more).encode() + b"\n>>"
    info = re.search(rb"/Info \d+ 0 R", trailer)
    _append(path, data, objects, f"/Root {root} 0 R " + (info.group(0).decode() if info else ""))


def _object(data: bytes, number: int, offsets: Sequence[int]) -> bytes:
    """Return the entries of a dictionary object."""
    match = re.compile(rb"\s*%d 0 obj\s*<<(.*?)>>\s*endobj" % number, re.DOTALL).match(data, offsets[number])
    if match is None:
        raise ValueError(f"not the PDF that was expected: object {number}")
    return match.group(1)


def _offsets(data: bytes) -> list[int]:
    """Return where each object begins, from the cross-reference table; searching large files for them takes minutes."""
    start = int(data[data.rindex(b"startxref") :].split()[1])
    table = _found(rb"xref\s+0 \d+\s+(.*?)trailer", data[start:])
    return [int(place) for place in re.findall(rb"(\d{10}) \d{5} [nf]", table)]


def _write_items(items: Sequence[Bookmark], parent: int, pages: Sequence[int], numbers, objects) -> tuple[int, int]:
    """Write the entries of one level and those below; returns the numbers of the first and the last one."""
    own = [next(numbers) for _ in items]
    for place, (number, item) in enumerate(zip(own, items)):
        parts = [f"/Title {_text(item.title)}", f"/Parent {parent} 0 R", f"/Dest [{pages[item.page]} 0 R /Fit]"]
        parts += [f"/Prev {own[place - 1]} 0 R"] if place else []
        parts += [f"/Next {own[place + 1]} 0 R"] if place + 1 < len(own) else []
        if item.children:
            first, last = _write_items(item.children, number, pages, numbers, objects)
            # A negative count keeps the section closed when the file is opened.
            parts.append(f"/First {first} 0 R /Last {last} 0 R /Count -{len(item.children)}")
        objects[number] = f"<< {' '.join(parts)} >>".encode()
    return own[0], own[-1]


def _text(words: str) -> str:
    return "<FEFF" + words.encode("utf-16-be").hex().upper() + ">"


def _append(path: Path, data: bytes, objects: dict[int, bytes], trailer: str) -> None:
    """Write the objects behind the file with a cross-reference table of their own."""
    previous = int(data[data.rindex(b"startxref") :].split()[1])
    size = max(int(_found(rb"/Size (\d+)", data[data.rindex(b"trailer") :])), max(objects) + 1)
    start = len(data) if data.endswith(b"\n") else len(data) + 1
    body = bytearray()
    offsets = {}
    for number in sorted(objects):
        offsets[number] = start + len(body)
        body += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    table = start + len(body)
    body += b"xref\n"
    for number in sorted(offsets):
        body += f"{number} 1\n{offsets[number]:010d} 00000 n \n".encode()
    body += f"trailer\n<< /Size {size} {trailer} /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n".encode()
    with path.open("ab") as file:
        file.write((b"" if data.endswith(b"\n") else b"\n") + bytes(body))


def _found(pattern: bytes, data: bytes) -> bytes:
    match = re.search(pattern, data, re.DOTALL)
    if match is None:
        raise ValueError(f"not the PDF that was expected: {pattern!r}")
    return match.group(1)
