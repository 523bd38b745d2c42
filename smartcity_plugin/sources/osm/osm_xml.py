# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of OpenStreetMap in XML: made safe and put in the order that GDAL needs before GDAL reads them."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ...engine.progress import Progress
from ...model.problem import SmartCityError

PROLOG = 64 * 1024
"""Bytes in which the root element must begin."""

CHUNK = 4 * 1024 * 1024
ORDER = (b"node", b"way", b"relation")
_OVERLAP = 8192
"""Bytes that are kept of a tag which a chunk cuts; a longer one is no element."""

_START = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROOT = re.compile(rb"<osm(\s[^<>]*)?>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_META = re.compile(rb"""<meta\s[^<>]*osm_base\s*=\s*["']([^"']*)""")
_ELEMENT = re.compile(rb"<(node|way|relation)\s")
_DELETED = re.compile(rb"""\s(?:action\s*=\s*["']delete["']|visible\s*=\s*["']false["'])""")


@dataclass(frozen=True)
class XmlHeader:
    """What the beginning says of the program and the time of the data, and whether the file must be rewritten."""

    program: str
    timestamp: str
    orderly: bool


def check_xml(path: Path, progress: Progress) -> XmlHeader:
    """Look through a file and return its header.

    Raises SmartCityError if it is no OSM file or brings a document type: entities are never expanded, neither here nor
    in GDAL.
    """
    with open(path, "rb") as stream:
        start = stream.read(PROLOG)
    attributes = _root(start, path)
    base = _META.search(start)
    timestamp = attributes.get("timestamp") or (base[1].decode("ascii", "replace") if base else "")
    return XmlHeader(attributes.get("generator", "")[:80], timestamp[:40], _is_orderly(path, progress))


def _root(start: bytes, path: Path) -> dict[str, str]:
    """Return the attributes of the root element; only comments and instructions may stand before it."""
    start = start[3:] if start.startswith(b"\xef\xbb\xbf") else start
    begun = _START.match(start)
    place = begun.end() if begun else 0
    if start[place : place + 9].upper() == b"<!DOCTYPE":
        raise SmartCityError("osm_doctype", path=str(path))
    root = _ROOT.match(start, place)
    if root is None or b"\0" in start[: root.end()]:
        raise SmartCityError("osm_unknown_content", path=str(path))
    found = _ATTRIBUTE.findall(root[1] or b"")
    return {name.decode("utf-8", "replace"): (one or two).decode("utf-8", "replace") for name, one, two in found}


def _is_orderly(path: Path, progress: Progress) -> bool:
    """Return whether nodes, ways and relations follow each other and none is marked as deleted."""
    size, seen, highest, rest = max(path.stat().st_size, 1), 0, 0, b""
    with open(path, "rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            if not chunk:
                return True
            seen += len(chunk)
            text = rest + chunk
            whole = text.rfind(b">") + 1
            text, rest = text[:whole], text[whole:][-_OVERLAP:]
            if (b"delete" in text or b"false" in text) and _DELETED.search(text):
                return False
            # Most chunks hold one kind only: look for each kind instead of at every element.
            present = [rank for rank, kind in enumerate(ORDER) if b"<" + kind in text]
            if present and not _in_order(text, present, highest):
                return False
            highest = max([highest, *present])
            progress(seen / size)


def _in_order(text: bytes, present: list[int], highest: int) -> bool:
    """Return whether the elements of a chunk do not go back to a kind that is over."""
    if present == [highest] or (len(present) == 1 and present[0] > highest):
        return True
    for found in _ELEMENT.finditer(text):
        rank = ORDER.index(found[1])
        if rank < highest:
            return False
        highest = rank
    return True


def rewritten(path: Path, folder: Path, progress: Progress) -> Path:
    """Write the elements in the order nodes, ways, relations to a new file, without those marked as deleted.

    Raises SmartCityError if the file is no well-formed XML.
    """
    size = max(path.stat().st_size, 1)
    parts = [folder / f"{kind.decode()}.part" for kind in ORDER]
    target = folder / "ordered.osm"
    try:
        with ExitStack() as stack:
            source = stack.enter_context(open(path, "rb"))
            streams = {kind.decode(): stack.enter_context(open(part, "wb")) for kind, part in zip(ORDER, parts)}
            elements = etree.iterparse(
                source, events=("end",), tag=tuple(streams), resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, element in elements:
                if element.get("action") != "delete" and element.get("visible") != "false":
                    streams[element.tag].write(etree.tostring(element, with_tail=False) + b"\n")
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
                progress(source.tell() / size)
    except etree.XMLSyntaxError as error:
        raise SmartCityError("file_damaged", path=str(path), detail=str(error)[:200]) from error
    with open(target, "wb") as joined:
        joined.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n')
        for part in parts:
            with open(part, "rb") as stream:
                shutil.copyfileobj(stream, joined)
            part.unlink()
        joined.write(b"</osm>\n")
    return target
