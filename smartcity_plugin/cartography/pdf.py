# SPDX-License-Identifier: GPL-2.0-or-later
"""What Qt's PDF writer is told, and what it cannot do: bookmarks and the language of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import Qgis, QgsLayout, QgsLayoutRenderContext
from qgis.PyQt.QtCore import QMarginsF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPdfWriter

from . import theme


@dataclass
class Bookmark:
    """An entry of the outline: title, number of the page (from 0), entries below it."""

    title: str
    page: int
    children: list[Bookmark] = field(default_factory=list)


def open_writer(path: Path, title: str, creator: str) -> QPdfWriter:
    """Return a writer for A4 landscape without margins."""
    writer = QPdfWriter(str(path))
    writer.setResolution(int(theme.VECTOR_DPI))
    writer.setTitle(title)
    writer.setCreator(creator)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0)))
    return writer


def prepare(layout: QgsLayout) -> None:
    """Let a layout be painted as vectors, with texts as texts."""
    context = layout.renderContext()
    context.setDpi(theme.VECTOR_DPI)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagForceVectorOutput, True)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagAntialiasing, True)
    context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)


def add_outline(path: Path, bookmarks: Sequence[Bookmark], language: str) -> None:
    """Append bookmarks and language to a PDF that Qt wrote, as an incremental update."""
    data = path.read_bytes()
    trailer = data[data.rindex(b"trailer") :]
    size = int(_found(rb"/Size (\d+)", trailer))
    root = int(_found(rb"/Root (\d+) 0 R", trailer))
    catalog = re.search(rb"(?<!\d)%d 0 obj\s*<<(.*?)>>\s*endobj" % root, data, re.DOTALL).group(1)
    tree = int(_found(rb"/Pages (\d+) 0 R", catalog))
    kids = re.search(rb"(?<!\d)%d 0 obj\s*<<.*?/Kids\s*\[(.*?)\]" % tree, data, re.DOTALL).group(1)
    pages = [int(number) for number in re.findall(rb"(\d+) 0 R", kids)]

    objects: dict[int, bytes] = {}
    top = size
    numbers = iter(range(size + 1, size + 1 + _count(bookmarks)))
    first, last = _write_items(bookmarks, top, pages, numbers, objects)
    objects[top] = f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(bookmarks)} >>".encode()
    more = (
        f"/Outlines {top} 0 R /PageMode /UseOutlines /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >>"
    )
    objects[root] = b"<<" + catalog.rstrip() + b"\n" + more.encode() + b"\n>>"
    info = re.search(rb"/Info \d+ 0 R", trailer)
    _append(path, data, objects, f"/Root {root} 0 R " + (info.group(0).decode() if info else ""))


def _count(bookmarks: Sequence[Bookmark]) -> int:
    return sum(1 + _count(item.children) for item in bookmarks)


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
    body = bytearray(data if data.endswith(b"\n") else data + b"\n")
    offsets = {}
    for number in sorted(objects):
        offsets[number] = len(body)
        body += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    table = len(body)
    body += b"xref\n"
    for number in sorted(offsets):
        body += f"{number} 1\n{offsets[number]:010d} 00000 n \n".encode()
    body += f"trailer\n<< /Size {max(objects) + 1} {trailer} /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(bytes(body))


def _found(pattern: bytes, data: bytes) -> bytes:
    match = re.search(pattern, data)
    if match is None:
        raise ValueError(f"not the PDF that was expected: {pattern!r}")
    return match.group(1)
