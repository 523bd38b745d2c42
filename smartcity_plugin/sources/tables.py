# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables as towns and statistical offices hand them out: delimited text and spreadsheets, read as texts."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, Optional, TypeVar, Union

from ..engine.progress import Progress, silent
from ..model.problem import SmartCityError
from .archive import Archive
from .numbers import COMMA, POINT, decimals_of, is_blank

TEXT_ENDINGS = (".csv", ".txt", ".tsv")
SHEET_ENDINGS = (".xlsx", ".xlsm", ".ods")
DELIMITERS = (";", "\t", ",", "|")
HEAD_BYTES = 65_536
_LOOK_AT_ROWS = 60
"""How far down a header line is looked for, below titles and remarks."""

_PROGRESS_ROWS = 20_000

Row = list[str]
Result = TypeVar("Result")


@dataclass(frozen=True)
class TableFile:
    """A delimited text file, on its own or in a folder or archive.

    ``open`` gives a stream of bytes to use in a ``with`` statement; damage raises SmartCityError, also while reading.
    """

    name: str
    size: int
    open: Callable[[], AbstractContextManager[BinaryIO]]

    def head(self) -> bytes:
        """Return the first bytes."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


@dataclass(frozen=True)
class Table:
    """A table of texts: unique names of columns, rows of that length without missing cells.

    ``repeated`` are the columns whose name the header has more than once; the later ones got a number.
    ``one_spelling``: all columns of a text file spell numbers alike, cells of a spreadsheet need not. ``left_out``
    counts lines of a single cell below the header, such as a source line.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[Row]
    one_spelling: bool = True
    left_out: int = 0
    other_sheets: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    _places: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._places.update({name: place for place, name in enumerate(self.columns)})

    def column(self, name: str) -> list[str]:
        """Return the texts of a column."""
        place = self._places[name]
        return [row[place] for row in self.rows]


def plain(name: str) -> str:
    """Return a column's name as names are compared: lower case, without spaces, hyphens, underscores and quotes."""
    return re.sub(r"[\s_\-\u00ad\ufeff\"'„“”.:]+", "", name).casefold()


# Files and their encoding -------------------------------------------------------------------------------------------


@contextmanager
def text_files(paths: Iterable[Union[str, Path]]) -> Iterator[list[TableFile]]:
    """Open the delimited text files that paths name: files, zip archives, or folders of both (not of folders)."""
    with ExitStack() as stack:
        files: list[TableFile] = []
        for path in map(Path, paths):
            if not path.is_dir() and path.suffix.lower() != ".zip":
                files.append(single_file(path))
                continue
            packed = path.iterdir() if path.is_dir() else ()
            inside = sorted(item for item in packed if item.is_file() and item.suffix.lower() == ".zip")
            for archive in [stack.enter_context(Archive(item)) for item in (path, *inside)]:
                files += _members(archive)
        yield files


def single_file(path: Path) -> TableFile:
    """Return a file on its own; raises SmartCityError if it is not there."""
    if not path.is_file():
        raise SmartCityError("file_not_found", path=str(path))

    @contextmanager
    def open_file() -> Iterator[BinaryIO]:
        try:
            with open(path, "rb") as stream:
                yield stream
        except OSError as error:
            raise SmartCityError("file_damaged", path=str(path), detail=str(error)[:200]) from error

    return TableFile(path.name, path.stat().st_size, open_file)


def _members(archive: Archive) -> list[TableFile]:
    within = "" if archive.path.is_dir() else f"{archive.path.name}/"
    names = archive.ending(*TEXT_ENDINGS)
    return [TableFile(within + name, archive.size(name), partial(archive.open, name)) for name in names]


def encodings(head: bytes) -> tuple[str, ...]:
    """Return the encodings to try in turn for a file that begins so; the last one reads everything."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16", "cp1252")
    return ("utf-8-sig", "cp1252")


def read_rows(
    file: TableFile, delimiter: str, work: Callable[[Iterator[Row]], Result], progress: Progress = silent
) -> Result:
    """Return what ``work`` makes of the rows of a file.

    The file is read as UTF-8 (or UTF-16 if it says so) and, should that fail on the way, once more as Windows-1252.
    Raises SmartCityError for what is no delimited text.
    """
    names = encodings(file.head())
    for encoding in names:
        errors = "replace" if encoding == names[-1] else "strict"
        with file.open() as stream, io.TextIOWrapper(stream, encoding, errors, newline="") as text:
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            try:
                return work(_counted(reader, stream, file.size, progress))
            except UnicodeError:
                continue
            except csv.Error as error:
                line, detail = reader.line_num, str(error)[:120]
                raise SmartCityError("table_unreadable", path=file.name, line=line, detail=detail) from error
    raise SmartCityError("table_unreadable", path=file.name, line=1, detail=names[-1])


def _counted(reader: Iterable[Row], stream: BinaryIO, size: int, progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(reader):
        if number % _PROGRESS_ROWS == 0:
            progress(min(1.0, stream.tell() / max(size, 1)))
        yield row


def head_rows(file: TableFile, delimiter: str) -> list[Row]:
    """Return the complete rows among the first bytes of a file, as well as they can be read."""
    head = file.head()
    text = head.decode(encodings(head)[0], "replace")
    lines = text.splitlines(keepends=True)
    if len(head) == HEAD_BYTES and len(lines) > 1:
        lines.pop()
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


# Whole tables -------------------------------------------------------------------------------------------------------


def read_table(
    path: Union[str, Path],
    wanted: Collection[str] = (),
    sheet: str = "",
    delimiter: str = "",
    progress: Progress = silent,
    records: bool = False,
) -> Table:
    """Return a table of a text file or spreadsheet (``sheet``: its name, otherwise the one that fits best).

    ``wanted`` are names of columns that would be useful, which tells the header line from titles above it. With
    ``records`` every row counts, also one with a single cell, and a cell that is called like a column is not enough to
    make a row the header: texts of people hold such words. Raises SmartCityError for files that hold no table.
    """
    path = Path(path)
    names = {plain(name) for name in wanted}
    if path.suffix.lower() in SHEET_ENDINGS:
        from .sheets import read_sheets

        sheets = read_sheets(path, progress)
        if sheet and sheet not in sheets:
            raise SmartCityError("sheet_missing", path=path.name, sheet=sheet, found=", ".join(sheets)[:200])
        best = sheet or max(sheets, key=lambda name: _fit(sheets[name], names))
        others = tuple(name for name, rows in sheets.items() if name != best and rows)
        return _sheet_table(f"{path.name}, {best}", sheets[best], names, others, records)
    if path.suffix.lower() == ".xls":
        raise SmartCityError("table_format_old", path=path.name)
    file = single_file(path)
    sign = delimiter or _delimiter(file, names)
    return _text_table(path.name, read_rows(file, sign, list, progress), names, records)


def _delimiter(file: TableFile, wanted: set[str]) -> str:
    """Return the sign that makes the most regular table of the first rows."""

    def score(sign: str) -> tuple[int, int]:
        rows = [row for row in head_rows(file, sign)[:_LOOK_AT_ROWS] if any(cell.strip() for cell in row)]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        regular = max((width * count for width, count in widths.items()), default=0)
        return max((_known(row, wanted) for row in rows), default=0), regular

    return max(DELIMITERS, key=score)


def _known(row: Sequence[str], wanted: set[str]) -> int:
    return len({plain(cell) for cell in row} & wanted)


def _fit(rows: list[Row], wanted: set[str]) -> tuple[int, int]:
    return max((_known(row, wanted) for row in rows[:_LOOK_AT_ROWS]), default=0), len(rows)


def _text_table(name: str, rows: list[Row], wanted: set[str], records: bool = False) -> Table:
    """Return the table of a text file; a row with more cells than names has lost its order, so nothing of it counts."""
    header, body, left_out = _split(name, rows, wanted, records)
    columns = _unique(header)
    for number, row in body:
        if len(row) > len(columns):
            raise SmartCityError("table_row_too_long", path=name, line=number, columns=len(columns))
    return Table(name, columns, _padded(body, len(columns)), True, left_out, (), _repeated(header))


def _sheet_table(name: str, rows: list[Row], wanted: set[str], others: tuple[str, ...], records: bool = False) -> Table:
    """Return the table of a sheet; its cells keep their places, so cells beside the named columns do no harm."""
    header, body, left_out = _split(name, rows, wanted, records)
    cut = [(number, row[: len(header)]) for number, row in body]
    return Table(name, _unique(header), _padded(cut, len(header)), False, left_out, others, _repeated(header))


def _split(
    name: str, rows: list[Row], wanted: set[str], records: bool = False
) -> tuple[Row, list[tuple[int, Row]], int]:
    """Return the header, numbered rows below without trailing empty cells, and how many lines were left out."""
    place = _header(rows, wanted, 2 if records else 1)
    if place is None:
        raise SmartCityError("table_without_header", path=name)
    header = _trimmed([" ".join(cell.split()) for cell in rows[place]])
    body, left_out = [], 0
    for number, row in enumerate(rows[place + 1 :], start=place + 2):
        cells = _trimmed([cell.strip() for cell in row])
        if sum(map(bool, cells)) > 1 or (cells and (records or len(header) == 1)):
            body.append((number, cells))
        else:
            left_out += bool(cells)
    return header, body, left_out


def _trimmed(cells: Row) -> Row:
    return cells[: max((number for number, cell in enumerate(cells, start=1) if cell), default=0)]


def _padded(rows: list[tuple[int, Row]], width: int) -> list[Row]:
    return [row + [""] * (width - len(row)) for _, row in rows]


def _header(rows: list[Row], wanted: set[str], fewest: int = 1) -> Optional[int]:
    """Return which row names the columns: the first with most of the wanted names, else the first that looks so.

    With less than ``fewest`` wanted names, a row above that looks so goes first.
    """
    first = rows[:_LOOK_AT_ROWS]
    known = [_known(row, wanted) for row in first]
    best = known.index(max(known)) if max(known, default=0) > 0 else None
    if best is not None and known[best] >= fewest:
        return best
    filled = [sum(bool(cell.strip()) for cell in row) for row in first]
    widest = max(filled, default=0)
    for place, row in enumerate(first[:best]):
        words = [cell.strip() for cell in row if cell.strip()]
        if widest >= 2 and 2 * len(words) > widest and len(set(words)) == len(words) and not any(map(_numeric, words)):
            return place
    return best


def _numeric(text: str) -> bool:
    return is_blank(text) or bool(decimals_of([text]))


def _repeated(header: Row) -> tuple[str, ...]:
    return tuple(name for name, count in Counter(header).items() if name and count > 1)


def _unique(header: Row) -> tuple[str, ...]:
    """Return the names of the columns; nameless and repeated ones get a number, which no other name has."""
    names: list[str] = []
    for number, name in enumerate(header, start=1):
        name = name or f"({number})"
        while name in names:
            name = f"{name} ({number})"
        names.append(name)
    return tuple(names)


def spelled(decimal: str) -> Optional[str]:
    """Return the decimal sign of a parameter value (``comma``, ``point``), None for any other."""
    return {"comma": COMMA, "point": POINT}.get(decimal)
