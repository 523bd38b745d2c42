# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the register as sheets that people edit: words for keys, numbers and dates as they are written there.

What a sheet may hold is described by ``SheetKind`` and ``Column``; the study makes them from its tables. Headings are
recognised in German, in English and as field names; words as keys and as titles of either language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from osgeo import gdal, ogr

from ..model.problem import Problem, Severity, SmartCityError
from ..model.text import LANGUAGES, Text
from .numbers import COMMA, POINT, bare, decimals_of, is_blank, value_of
from .own_sheets import Cell, Sheet
from .register import TRUTH
from .sheet_writing import CSV_ENDING, csv_path
from .sheets import read_sheets
from .tables import DELIMITERS, read_rows, single_file

TEXT, NUMBER, WHOLE, TRUTH_MARK, DATE, IDS = "text", "number", "whole", "truth", "date", "ids"
"""What a column holds; IDS are several numbers or words in one cell, with semicolons between."""

WORD_SHEET = Text("Wörter", "Words")
SDG = "SDG "
"""Stands before the numbers of the 2030 Agenda: spreadsheets take 11.7 for a day in July."""

_HEADER_ROWS = 10
_SAME_DIGITS = 15
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[ T]00:00(?::00)?)?")
_ERROR = re.compile(r"#(?:NAME\?|NULL!|DIV/0!|VALUE!|REF!|NUM!|N/A|WERT!|BEZUG!|ZAHL!|NV|SPILL!|ÜBERLAUF!)|Err:\d{3}")
"""What spreadsheets show in place of a formula's value: also of a text such as “- Wege” that was taken for one."""

_GERMAN = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})[./](\d{4})")


@dataclass(frozen=True)
class Column:
    """A column: its field, what stands above it, what it holds, and the words (key → title) its cells come from."""

    name: str
    alias: Text
    holds: str = TEXT
    words: Optional[Mapping[str, Text]] = None


@dataclass(frozen=True)
class SheetKind:
    """A table of the register as a sheet."""

    name: str
    title: Text
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class SheetFlaw:
    """What is wrong in a sheet: its row as the spreadsheet counts (0: the sheet as a whole) and the column."""

    kind: SheetKind
    row: int
    column: Optional[Column]
    problem: Problem


@dataclass
class SheetTable:
    """What was read of one sheet: the columns it has, and (row number, cells by field) for rows that hold anything."""

    kind: SheetKind
    columns: tuple[Column, ...]
    rows: list[tuple[int, dict[str, str]]]
    typed: frozenset[str] = frozenset()
    """Columns in which the spreadsheet holds nothing but numbers: their decimal sign is a point."""
    signs: dict[str, frozenset[str]] = field(default_factory=dict)
    """For other columns, the decimal signs with which all their texts are numbers."""


# Writing --------------------------------------------------------------------------------------------------------------


def sheet_of(kind: SheetKind, rows: Iterable[Mapping[str, Any]], language: str) -> Sheet:
    """Return a table as a sheet, its headings and words in a language."""
    headings = tuple(column.alias.in_language(language) for column in kind.columns)
    cells = [[cell_of(column, row[column.name], language) for column in kind.columns] for row in rows]
    names = tuple(column.name for column in kind.columns)
    numbers = frozenset(column.name for column in kind.columns if column.holds in (NUMBER, WHOLE))
    return Sheet(kind.name, kind.title.in_language(language), names, headings, cells, numbers)


def cell_of(column: Column, value: Any, language: str) -> Cell:
    """Return a stored value as it stands in a cell."""
    if value is None or value == "":
        return None
    if column.holds == TRUTH_MARK:
        return "x" if value else None
    if column.holds in (NUMBER, WHOLE):
        return float(value)
    if column.holds == IDS:
        return "; ".join(_word(column, part.strip(), language) for part in str(value).split(",") if part.strip())
    return _word(column, str(value), language)


def _word(column: Column, key: str, language: str) -> str:
    title = (column.words or {}).get(key)
    if title is None:
        return key
    wording = title.in_language(language)
    if wording.startswith(SDG) and column.holds == IDS:
        return f"{SDG}{key}"
    # Two words of the same title could not be told apart when they are read back.
    same = sum(other.in_language(language) == wording for other in (column.words or {}).values())
    return wording if same == 1 and not (column.holds == IDS and ";" in wording) else key


def word_sheet(kinds: Iterable[SheetKind], language: str) -> Sheet:
    """Return the sheet that lists which words a column may hold."""
    rows: list[list[Cell]] = []
    for kind in kinds:
        for column in (item for item in kind.columns if item.words):
            where = f"{kind.title.in_language(language)}: {column.alias.in_language(language)}"
            rows += [[where, key, text.de, text.en] for key, text in (column.words or {}).items()]
    german = ("Spalte", "Schlüssel", "deutsch", "englisch")
    headings = german if language == "de" else ("Column", "Key", "German", "English")
    return Sheet("words", WORD_SHEET.in_language(language), ("column", "key", "de", "en"), headings, rows, frozenset())


# Reading --------------------------------------------------------------------------------------------------------------


def read_register(path: Path, kinds: Sequence[SheetKind]) -> tuple[list[SheetTable], list[SheetFlaw], list[Problem]]:
    """Return the sheets of a file that belong to the register, what is wrong with them, and what was left out.

    XLSX, ODS, or one of the CSV files that were written together. Raises SmartCityError if there is no such sheet.
    """
    found, left_out = _csv_files(path, kinds) if path.suffix.lower() == CSV_ENDING else _sheets(path, kinds)
    tables: list[SheetTable] = []
    flaws: list[SheetFlaw] = []
    for kind, rows, numeric in found:
        table, unknown, repeated = _table(kind, rows, numeric)
        if table is None:
            flaws.append(SheetFlaw(kind, 1, None, Problem("sheet_without_headings")))
            continue
        tables.append(table)
        if repeated:
            flaws.append(SheetFlaw(kind, 1, None, Problem("sheet_column_twice", values={"headings": repeated})))
        for heading in unknown:
            values = {"sheet": _either(kind.title), "heading": heading}
            left_out.append(Problem("sheet_column_unknown", Severity.WARNING, values))
    if not tables and not flaws:
        raise SmartCityError("sheet_none", path=path.name, sheets=", ".join(_either(kind.title) for kind in kinds))
    return tables, flaws, left_out


_Found = tuple[SheetKind, list[list[str]], frozenset[int]]


def _sheets(path: Path, kinds: Sequence[SheetKind]) -> tuple[list[_Found], list[Problem]]:
    numeric = _numeric_columns(path)
    found: list[_Found] = []
    left_out = []
    for title, rows in read_sheets(path).items():
        kind = _kind(title, kinds)
        if kind is not None:
            found.append((kind, rows, numeric.get(title, frozenset())))
        elif not _is_called(title, WORD_SHEET) and any(any(row) for row in rows):
            left_out.append(Problem("sheet_unknown", Severity.WARNING, {"sheet": title}))
    return found, left_out


def _kind(title: str, kinds: Sequence[SheetKind]) -> Optional[SheetKind]:
    return next((kind for kind in kinds if _is_called(title, kind.title) or title.strip() == kind.name), None)


def _is_called(title: str, text: Text) -> bool:
    return title.strip().casefold() in {text.in_language(language).casefold() for language in LANGUAGES}


def _either(text: Text) -> str:
    return text.de if text.de == text.en else f"{text.de} / {text.en}"


def _numeric_columns(path: Path) -> dict[str, frozenset[int]]:
    """Return by sheet in which columns there is nothing but numbers below the first row."""
    options = {f"OGR_{driver}_{name}": value for driver in ("XLSX", "ODS") for name, value in _TYPED.items()}
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in options}
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        for name, value in options.items():
            gdal.SetThreadLocalConfigOption(name, value)
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["XLSX", "ODS"])
        layers = [dataset.GetLayer(number) for number in range(dataset.GetLayerCount())] if dataset else []
        return {layer.GetName(): _numbers_of(layer.GetLayerDefn()) for layer in layers}
    except RuntimeError:  # what is wrong with the file is told when its cells are read
        return {}
    finally:
        gdal.PopErrorHandler()
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)


_TYPED = {"HEADERS": "FORCE", "FIELD_TYPES": "AUTO"}


def _numbers_of(definition: ogr.FeatureDefn) -> frozenset[int]:
    numbers = (ogr.OFTInteger, ogr.OFTInteger64, ogr.OFTReal)
    return frozenset(
        place for place in range(definition.GetFieldCount()) if definition.GetFieldDefn(place).GetType() in numbers
    )


def _csv_files(path: Path, kinds: Sequence[SheetKind]) -> tuple[list[_Found], list[Problem]]:
    stem = path.stem
    endings = [f"_{kind.title.in_language(language)}" for kind in kinds for language in LANGUAGES]
    stem = next((stem[: -len(ending)] for ending in endings if stem.endswith(ending)), stem)
    found: list[_Found] = []
    for kind in kinds:
        files = [csv_path(path.with_name(stem + path.suffix), kind.title.in_language(one)) for one in LANGUAGES]
        present = [file for file in files if file.is_file()]
        if present:
            file = single_file(present[0])
            first = file.head().decode("utf-8", "replace").partition("\n")[0]
            found.append((kind, read_rows(file, max(DELIMITERS, key=first.count), list), frozenset()))
    return found, []


def _table(
    kind: SheetKind, rows: list[list[str]], numeric: frozenset[int]
) -> tuple[Optional[SheetTable], list[str], list[str]]:
    """Return a sheet with its columns, the headings that nobody knows, and those of columns that are there twice.

    It is None if there are no headings.
    """
    at = next((number for number, row in enumerate(rows[:_HEADER_ROWS]) if _is_header(kind, row)), None)
    if at is None:
        return None, [], []
    row = rows[at]
    places = {place: _column(kind, text) for place, text in enumerate(row)}
    known = {place: column for place, column in places.items() if column is not None}
    unknown = [row[place].strip() for place, column in places.items() if column is None and row[place].strip()]
    repeated = [row[place].strip() for place, column in known.items() if list(known.values()).count(column) > 1]
    body = []
    for number, cells in enumerate(rows[at + 1 :], start=at + 2):
        texts = {column.name: cells[place].strip() if place < len(cells) else "" for place, column in known.items()}
        if any(texts.values()):
            body.append((number, texts))
    typed = frozenset(column.name for place, column in known.items() if place in numeric and at == 0)
    signs = {}
    for column in known.values():
        signs[column.name] = decimals_of(texts[column.name] for _, texts in body)
    return SheetTable(kind, tuple(known.values()), body, typed, signs), unknown, repeated


def _is_header(kind: SheetKind, row: Sequence[str]) -> bool:
    known = [column for column in (_column(kind, text) for text in row) if column is not None]
    return kind.columns[0] in known or len(known) > 1


def _column(kind: SheetKind, heading: str) -> Optional[Column]:
    plain = heading.strip().casefold()
    for column in kind.columns:
        if plain == column.name.casefold() or _is_called(heading, column.alias):
            return column
    return None


# Cells ----------------------------------------------------------------------------------------------------------------


def says_the_same(column: Column, text: str, stored: Any) -> bool:
    """Return whether a cell still holds what was written for a stored value, whatever that is."""
    for language in LANGUAGES:
        cell = cell_of(column, stored, language)
        if cell is None or isinstance(cell, str):
            if text == (cell or "").strip():
                return True
        elif any(_is_close(value_of(text, sign), cell) for sign in (POINT, COMMA)):
            return True
    return False


def _is_close(read: Optional[float], written: float) -> bool:
    return read is not None and f"{read:.{_SAME_DIGITS}g}" == f"{written:.{_SAME_DIGITS}g}"


def value_of_cell(table: SheetTable, column: Column, text: str) -> tuple[Any, Optional[Problem]]:
    """Return what a cell says as the study stores it (None for an empty one), or why it cannot be read."""
    if _ERROR.fullmatch(text):
        return None, Problem("sheet_cell_error", values={"text": text})
    if not text:
        return (False if column.holds == TRUTH_MARK else None), None
    if column.holds in (NUMBER, WHOLE):
        return _number(table, column, text)
    if column.holds == TRUTH_MARK:
        found = TRUTH.get(text.casefold())
        return found, None if found is not None else Problem("sheet_mark_wrong", values={"text": text})
    if column.holds == DATE:
        return _date(text)
    if column.holds == IDS:
        return _ids(column, text)
    if column.words is None:
        return text, None
    key = _key(column, text)
    return key, None if key is not None else Problem("sheet_word_unknown", values={"text": text})


def _number(table: SheetTable, column: Column, text: str) -> tuple[Optional[float], Optional[Problem]]:
    if is_blank(text):
        return None, None
    signs = {POINT} if column.name in table.typed else table.signs.get(column.name) or {POINT, COMMA}
    values = {value for value in (value_of(bare(text), sign) for sign in signs) if value is not None}
    if not values:
        return None, Problem("sheet_number_wrong", values={"text": text})
    if len(values) > 1:
        return None, Problem("sheet_number_unclear", values={"text": text})
    value = values.pop()
    if column.holds == NUMBER:
        return value, None
    return (int(value), None) if value.is_integer() else (None, Problem("sheet_number_wrong", values={"text": text}))


def _date(text: str) -> tuple[Optional[str], Optional[Problem]]:
    iso, german = _ISO.fullmatch(text), _GERMAN.fullmatch(text)
    year, month, day = iso.groups() if iso else reversed(german.groups()) if german else (None, None, None)
    try:
        datetime.date(int(year or ""), int(month or 1), int(day or 1))
    except ValueError:
        return None, Problem("sheet_date_wrong", values={"text": text})
    parts = [str(year), *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts), None


def _ids(column: Column, text: str) -> tuple[Optional[str], Optional[Problem]]:
    whole = _key(column, text)
    if whole is not None:
        return whole, None
    found = []
    for part in (item.strip() for item in re.split(r"[;\n]", text)):
        key = _key(column, part) if part else None
        # Titles may hold commas; what is no title is a list.
        pieces = [key] if key is not None else [_key(column, item.strip()) for item in part.split(",") if item.strip()]
        if None in pieces:
            return None, Problem("sheet_word_unknown", values={"text": part})
        found += [piece for piece in pieces if piece]
    return ",".join(dict.fromkeys(found)) or None, None


def _key(column: Column, text: str) -> Optional[str]:
    """Return the key that a word stands for; None if nobody knows it. Columns without a vocabulary take any single."""
    if column.words is None:
        return None if "," in text or ";" in text or "\n" in text else text
    plain = text.strip().casefold()
    if plain.startswith(SDG.casefold()) and plain.removeprefix(SDG.casefold()).strip() in column.words:
        return plain.removeprefix(SDG.casefold()).strip()
    for key in column.words:
        if plain == key.casefold():
            return key
    keys = [key for key, title in column.words.items() if _is_called(text, title)]
    return keys[0] if len(keys) == 1 else None
