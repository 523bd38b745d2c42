# SPDX-License-Identifier: GPL-2.0-or-later
"""Streaming of census files: of millions of rows only those of the wanted cells are kept, as texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...catalogue.census import Census
from ...engine.progress import Progress, silent
from ...model.problem import SmartCityError
from ..tables import Row, read_rows
from .grid import parse_cell, usual_spelling
from .heads import Head

Box = tuple[float, float, float, float]
"""West, south, east and north in EPSG:3035."""


@dataclass(frozen=True)
class Scan:
    """The rows of the cells in a box: their keys and the texts of the wanted columns, by name in lower case.

    ``features`` are all features of a long table, those of cells elsewhere included.
    """

    head: Head
    keys: list[int]
    texts: dict[str, list[str]]
    rows: int = 0
    nameless: int = 0
    example: str = ""
    features: frozenset[str] = field(default_factory=frozenset)


def scan(head: Head, census: Census, box: Box, progress: Progress = silent) -> Scan:
    """Read a file and keep the rows whose cell lies at least partly in the box.

    Rows without a valid identifier of the file's cell size are counted, with an example. A kept row with more cells
    than names raises SmartCityError: its values may stand under the wrong names.
    """
    wanted = _wanted(head, census)
    return read_rows(head.file, head.delimiter, lambda rows: _scan(head, census, wanted, box, rows), progress)


def _wanted(head: Head, census: Census) -> list[tuple[int, str]]:
    """Return place and name of the columns to keep."""
    if head.is_long:
        names = set(census.long_columns.values())
    else:
        names = {name for table in head.wide for name in {**table.fields, **table.fallback}}
    return [(place, name) for place, name in enumerate(head.names) if name in names or census.marks in name]


def _scan(head: Head, census: Census, wanted: list[tuple[int, str]], box: Box, rows: Iterator[Row]) -> Scan:
    size, id_column, width = head.size, head.id_column, len(head.columns)
    match = usual_spelling(size).fullmatch
    places = [place for place, _ in wanted]
    feature = head.names.index(census.long_columns["feature"]) if head.is_long else -1
    keys: list[int] = []
    kept: list[Row] = []
    features: set[str] = set()
    count = nameless = 0
    example = ""
    for _ in range(head.header + 1):
        next(rows, None)
    for row in rows:
        if not row:
            continue
        count += 1
        text = row[id_column] if len(row) > id_column else ""
        # Most rows lie elsewhere: a glance at their corner must do, or millions of them take long.
        usual = match(text)
        if 0 <= feature < len(row):
            features.add(row[feature])
        if usual and _far(int(usual[2]), int(usual[1]), size, box):
            continue
        cell = parse_cell(text)
        if cell is None or cell.size != size:
            nameless += 1
            example = example or ";".join(row)[:60]
            continue
        if _far(cell.east, cell.north, size, box):
            continue
        if len(row) > width and any(text.strip() for text in row[width:]):
            raise SmartCityError("table_row_too_long", path=head.file.name, line=count + head.header + 1, columns=width)
        keys.append(cell.key)
        kept.append([row[place] if place < len(row) else "" for place in places])
    texts = {name: [row[number] for row in kept] for number, (_, name) in enumerate(wanted)}
    return Scan(head, keys, texts, count, nameless, example, frozenset(map(str.strip, features)))


def _far(east: int, north: int, size: int, box: Box) -> bool:
    """Return whether a cell and a box have no area in common."""
    return east >= box[2] or east + size <= box[0] or north >= box[3] or north + size <= box[1]
