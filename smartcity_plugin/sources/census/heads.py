# SPDX-License-Identifier: GPL-2.0-or-later
"""What a census file is, told by its first lines: separator, identifiers, known columns, size of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from ...catalogue.census import Census, WideTable
from ..tables import DELIMITERS, Row, TableFile, head_rows
from .grid import Cell, parse_cell

_HEADER_ROWS = 10


@dataclass(frozen=True)
class Head:
    """A recognised file: where its header stands (row number from 0), what its columns are called (as written)."""

    file: TableFile
    delimiter: str
    header: int
    columns: tuple[str, ...]
    id_column: int
    size: int
    year: str
    wide: tuple[WideTable, ...]
    is_long: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in lower case."""
        return tuple(name.lower() for name in self.columns)


@dataclass(frozen=True)
class Stranger:
    """A file that is no census table; ``columns`` are those of its first line."""

    file: TableFile
    columns: tuple[str, ...]


def recognise(file: TableFile, census: Census) -> Head | Stranger:
    """Return what a file is. Nothing but its columns and identifiers counts; the name tells at most the year."""
    best: Optional[tuple[str, int, list[Row]]] = None
    seen: tuple[str, ...] = ()
    for delimiter in DELIMITERS:
        rows = head_rows(file, delimiter)[:200]
        place = _header(rows, census)
        if place is not None and (best is None or len(rows[place]) > len(best[2][best[1]])):
            best = delimiter, place, rows
        first = tuple(rows[0]) if rows else ()
        seen = first if len(first) > len(seen) else seen
    if best is None:
        return Stranger(file, _tidy(seen))
    delimiter, place, rows = best
    columns = _tidy(rows[place])
    names = [name.lower() for name in columns]
    id_column = _identifier(names, census)
    cells = [parse_cell(row[id_column]) for row in rows[place + 1 :] if len(row) > id_column]
    known = [cell for cell in cells if cell is not None]
    is_long = set(census.long_columns.values()) - {census.long_columns["quality"]} <= set(names)
    wide = tuple(table for table in census.wide.values() if not is_long and table.recognised_by <= set(names))
    if not known or not (wide or is_long):
        return Stranger(file, columns)
    year = year_of(file.name, known, wide, is_long)
    return Head(file, delimiter, place, columns, id_column, known[0].size, year, wide, is_long)


def year_of(name: str, cells: Iterable[Cell], wide: Iterable[WideTable], is_long: bool) -> str:
    """Return the census that a file belongs to, empty if nothing tells.

    Long tables and identifiers in the short spelling are those of 2011; of the rest the name tells, if it names a year,
    because tables of 2011 were published again in the manner of 2022; otherwise the columns.
    """
    if is_long or any(cell.short for cell in cells):
        return "2011"
    named = [year for year in ("2011", "2022") if year in name]
    if len(named) == 1:
        return named[0]
    years = {table.census for table in wide if table.census}
    return years.pop() if len(years) == 1 else ""


def _header(rows: list[Row], census: Census) -> Optional[int]:
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        if len(row) > 1 and _identifier([name.lower() for name in _tidy(row)], census) >= 0:
            return place
    return None


def _identifier(names: list[str], census: Census) -> int:
    """Return which column identifies the cell, the one in the newer spelling if there are two; -1 if none does."""
    found = [place for place, name in enumerate(names) if name in census.identifiers]
    newer = [place for place in found if names[place].endswith("_neu")]
    return (newer or found or [-1])[0]


def _tidy(row: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip().strip("\ufeff\"'").strip() for name in row)
