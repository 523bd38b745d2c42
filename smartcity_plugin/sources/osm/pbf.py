# SPDX-License-Identifier: GPL-2.0-or-later
"""The frame of a .osm.pbf file: is it whole, can GDAL read it, and how old are its data.

The format is described in the OSM Wiki, page PBF Format: blobs, each with a header of its own that tells its size.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO, Union

from ...engine.progress import Progress
from ...model.problem import SmartCityError

LARGEST_BLOB_HEADER = 64 * 1024
LARGEST_BLOB = 32 * 1024 * 1024
"""Bytes; both limits are those of the format."""

READABLE = frozenset(["OsmSchema-V0.6", "DenseNodes"])
"""What a file may require of its reader; history files (HistoricalInformation) hold every object several times."""

UNREADABLE_OPTION = "LocationsOnWays"
"""A feature that files name as optional, but whose nodes are missing: GDAL would find no geometry."""

COMPRESSIONS = {4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd"}
"""Fields of a blob that GDAL's OSM driver cannot read; 1 is uncompressed, 3 zlib."""

_PEEK = 32
Field = Union[int, bytes]


@dataclass(frozen=True)
class PbfHeader:
    """What the header says: the program that wrote the file, the time of the data (ISO 8601, UTC; or empty)."""

    program: str
    timestamp: str


def check_pbf(path: Path, progress: Progress) -> PbfHeader:
    """Walk over all blobs of a file without reading them and return its header.

    Raises SmartCityError for a damaged or incomplete file and for variants that GDAL cannot read.
    """
    size = path.stat().st_size
    header = None
    with open(path, "rb") as stream:
        while stream.tell() < size:
            kind, length = _blob_header(stream, path)
            start = stream.tell()
            if start + length > size:
                raise _damaged(path, "unexpected end of file")
            if header is None:
                if kind != b"OSMHeader":
                    raise _damaged(path, "no OSMHeader")
                header = _header(_content(stream.read(length), path), path)
            else:
                _check_compression(stream.read(min(length, _PEEK)), path)
            stream.seek(start + length)
            progress(stream.tell() / size)
    if header is None:
        raise _damaged(path, "empty")
    return header


def _damaged(path: Path, detail: str) -> SmartCityError:
    return SmartCityError("file_damaged", path=str(path), detail=detail)


def _blob_header(stream: BinaryIO, path: Path) -> tuple[bytes, int]:
    """Return type and size in bytes of the next blob."""
    length = int.from_bytes(stream.read(4), "big")
    content = stream.read(length) if 0 < length <= LARGEST_BLOB_HEADER else b""
    if not content or len(content) < length:
        raise _damaged(path, "no blob header")
    fields = dict(_fields(content, path))
    kind, size = fields.get(1), fields.get(3)
    if not isinstance(kind, bytes) or not isinstance(size, int) or not 0 < size <= LARGEST_BLOB:
        raise _damaged(path, "blob header without type or size")
    return kind, size


def _check_compression(start: bytes, path: Path) -> None:
    """Raise SmartCityError if the first fields of a blob name a compression that GDAL does not know."""
    place = 0
    while place < len(start):
        key, place = _varint(start, place)
        if key is not None and key >> 3 in COMPRESSIONS:
            raise SmartCityError("osm_variant", path=str(path), detail=COMPRESSIONS[key >> 3])
        if key != 0x10:  # raw_size is the only field before the data
            return
        _, place = _varint(start, place)


def _content(blob: bytes, path: Path) -> bytes:
    fields = dict(_fields(blob, path))
    raw, packed = fields.get(1), fields.get(3)
    if isinstance(raw, bytes):
        return raw
    if isinstance(packed, bytes):
        try:
            return zlib.decompressobj().decompress(packed, LARGEST_BLOB)
        except zlib.error as error:
            raise _damaged(path, str(error)) from error
    _check_compression(blob[:_PEEK], path)
    raise _damaged(path, "header blob without content")


def _header(content: bytes, path: Path) -> PbfHeader:
    program, seconds = "", 0
    for number, value in _fields(content, path):
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
        if (number == 4 and text not in READABLE) or (number == 5 and text == UNREADABLE_OPTION):
            raise SmartCityError("osm_variant", path=str(path), detail=text[:80])
        if number == 16:
            program = text[:80]
        if number == 32 and isinstance(value, int):
            seconds = value
    return PbfHeader(program, _time(seconds))


def _time(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).isoformat() if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _fields(content: bytes, path: Path) -> Iterator[tuple[int, Field]]:
    """Yield (number, value) of the fields of a message of Protocol Buffers."""
    place = 0
    while place < len(content):
        key, place = _varint(content, place)
        if key is None:
            raise _damaged(path, "broken field")
        kind = key & 7
        value: Union[int, bytes, None]
        if kind == 0:
            value, place = _varint(content, place)
        elif kind in (1, 5):
            width = 8 if kind == 1 else 4
            value, place = content[place : place + width], place + width
        elif kind == 2:
            length, place = _varint(content, place)
            value = None if length is None else content[place : place + length]
            place += length or 0
        else:
            raise _damaged(path, "broken field")
        if value is None or place > len(content):
            raise _damaged(path, "broken field")
        yield key >> 3, value


def _varint(content: bytes, place: int) -> tuple[Union[int, None], int]:
    """Return the number that starts at a place and the place behind it; None if it does not end."""
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(content):
            return None, place
        byte = content[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    return None, place
