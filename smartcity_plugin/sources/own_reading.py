# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the spreadsheet of indicators back: entries, and every flaw with its sheet and row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from ..catalogue import Catalogue
from ..catalogue.own import PREFIX, Content, OwnEntry
from ..catalogue.own_checks import ENTRY, PARAMETER, THRESHOLD, Flaw
from ..catalogue.own_words import own_words
from ..model.indicator import Choice, Indicator
from ..model.problem import Problem, SmartCityError
from ..model.text import LANGUAGES, Text
from .numbers import COMMA, POINT, bare, value_of
from .own_sheets import COLUMNS, SCALE, SDG, WORD_LISTS, fixed_of
from .sheet_writing import CSV_ENDING, csv_path
from .sheets import read_sheets
from .tables import DELIMITERS, read_rows, single_file

_PLAIN = {sign: re.compile(rf"[+-]?\d+({re.escape(sign)}\d+)?([eE][+-]?\d{{1,3}})?") for sign in (COMMA, POINT)}
_YES, _NO = ("x", "ja", "yes", "1", "true", "wahr"), ("", "nein", "no", "0", "false", "falsch")
Row = dict[str, str]


@dataclass(frozen=True)
class SheetFlaw:
    """What is wrong, by the key of the sheet and of the column (empty: the whole row) and the row's number."""

    sheet: str
    row: int
    column: str
    problem: Problem


@dataclass
class Reading:
    """The entries of a file, the rows they stand in, and what is wrong with them."""

    entries: list[OwnEntry] = field(default_factory=list)
    flaws: list[SheetFlaw] = field(default_factory=list)
    _rows: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def place(self, entry_id: str, flaw: Flaw) -> SheetFlaw:
        """Return a flaw of an entry with the row that it stands in."""
        row = self._rows.get((flaw.part, entry_id, flaw.key), self._rows.get((ENTRY, entry_id, ""), 0))
        return SheetFlaw(flaw.part, row, flaw.field, flaw.problem)

    def stands_in(self, part: str, entry_id: str, key: str, row: int) -> bool:
        """Remember where something stands; returns False if it is there already."""
        return self._rows.setdefault((part, entry_id, key), row) == row

    def has(self, entry_id: str) -> bool:
        """Whether the first sheet has a row for an id."""
        return (ENTRY, entry_id, "") in self._rows

    def add(self, sheet: str, row: int, column: str, problem: Problem) -> None:
        """Note what is wrong."""
        self.flaws.append(SheetFlaw(sheet, row, column, problem))


def read_entries(path: Path, catalogue: Catalogue) -> Reading:
    """Read the sheets of a file; raises SmartCityError for what is no such spreadsheet at all."""
    tables, decimal = _tables(path)
    reading = Reading()
    rows = {key: list(_rows_of(key, table, reading)) for key, table in tables.items()}
    parameters = _by_id(rows[PARAMETER])
    thresholds = _by_id(rows[THRESHOLD])
    for number, row in rows[ENTRY]:
        if not reading.stands_in(ENTRY, row["id"], "", number):
            reading.add(ENTRY, number, "id", Problem("own_row_repeated", values={"id": row["id"]}))
            continue
        shipped = _shipped(row, number, catalogue, reading)
        cells = _Cells(ENTRY, number, row, decimal, reading)
        content = _content(cells, catalogue)
        content["thresholds"] = [
            _threshold(_Cells(THRESHOLD, at, item, decimal, reading), position, catalogue)
            for position, (at, item) in enumerate(thresholds.get(row["id"], []), start=1)
        ]
        if shipped is not None:
            _keep_fixed(cells, {"unit": shipped.unit, "expression": ""})
            content["parameters"] = _parameters(row["id"], parameters, shipped, decimal, reading, catalogue)
        elif row["expression"]:
            content.update(unit=cells.word("unit", _symbols(catalogue)), expression=row["expression"], indicators=[])
        reading.entries.append(OwnEntry(row["id"], row["base_id"], content))
    for part in (PARAMETER, THRESHOLD):
        for number, row in rows[part]:
            if not reading.has(row["id"]):
                reading.add(part, number, "id", Problem("own_row_orphan", values={"id": row["id"]}))
    return reading


def _shipped(row: Row, number: int, catalogue: Catalogue, reading: Reading) -> Optional[Indicator]:
    """Return the shipped indicator whose method a row uses; an own formula has none."""
    if row["id"].startswith(PREFIX):
        base = catalogue.indicators.get(row["base_id"])
        return None if base is None or base.is_own else base
    if row["id"] not in catalogue.indicators:
        reading.add(ENTRY, number, "id", Problem("own_shipped_unknown", values={"id": row["id"]}))
        return None
    _keep_fixed(_Cells(ENTRY, number, row, POINT, reading), {"base_id": ""})
    return catalogue.indicators[row["id"]]


# Files --------------------------------------------------------------------------------------------------------------


def _tables(path: Path) -> tuple[dict[str, list[list[str]]], str]:
    """Return the cells of the three sheets and the decimal sign that numbers are first read with."""
    sheets = own_words().sheets
    if path.suffix.lower() == CSV_ENDING:
        return _csv_tables(path)
    found = {name.strip().casefold(): rows for name, rows in read_sheets(path).items()}
    tables = {}
    for key in COLUMNS:
        names = [sheets[key].in_language(language).casefold() for language in LANGUAGES]
        present = [found[name] for name in names if name in found]
        if not present:
            raise SmartCityError("own_sheet_missing", path=path.name, sheet=_either(sheets[key]))
        tables[key] = present[0]
    return tables, POINT


def _either(text: Text) -> str:
    """Return a name in both languages, because a file may have either."""
    return text.de if text.de == text.en else f"{text.de} / {text.en}"


def _csv_tables(path: Path) -> tuple[dict[str, list[list[str]]], str]:
    sheets = own_words().sheets
    stem = path.stem
    for text in sheets.values():
        for language in LANGUAGES:
            stem = stem.removesuffix(f"_{text.in_language(language)}") if stem == path.stem else stem
    tables, delimiter = {}, ";"
    for key in COLUMNS:
        files = [csv_path(path.with_name(stem + path.suffix), sheets[key].in_language(one)) for one in LANGUAGES]
        present = [file for file in files if file.is_file()]
        if not present:
            raise SmartCityError("own_sheet_missing", path=stem + path.suffix, sheet=_either(sheets[key]))
        file = single_file(present[0])
        first = file.head().decode("utf-8", "replace").partition("\n")[0]
        delimiter = max(DELIMITERS, key=first.count)
        tables[key] = read_rows(file, delimiter, list)
    return tables, POINT if delimiter == "," else COMMA


def _rows_of(key: str, table: list[list[str]], reading: Reading) -> Iterator[tuple[int, Row]]:
    """Yield (row number, cells by key of their column) of the rows that are not empty."""
    words = own_words()
    header = [cell.strip().lstrip("\ufeff").casefold() for cell in (table[0] if table else [])]
    places = {}
    for column in COLUMNS[key]:
        names = [column, *(words.columns[column].in_language(language).casefold() for language in LANGUAGES)]
        present = [header.index(name) for name in names if name in header]
        if present:
            places[column] = present[0]
        else:
            reading.add(key, 1, column, Problem("own_column_missing"))
    if len(places) < len(COLUMNS[key]):
        return
    for number, cells in enumerate(table[1:], start=2):
        row = {column: cells[at].strip() if at < len(cells) else "" for column, at in places.items()}
        if any(row.values()):
            yield number, row


def _by_id(rows: list[tuple[int, Row]]) -> dict[str, list[tuple[int, Row]]]:
    grouped: dict[str, list[tuple[int, Row]]] = {}
    for number, row in rows:
        grouped.setdefault(row["id"], []).append((number, row))
    return grouped


def number_in(text: str, decimal: str) -> Optional[float]:
    """Return the number of a text, None if it is empty; ``decimal`` is the sign that is expected in it.

    The other one is understood, too, unless the text would then be another number in the expected spelling: 1.125 in
    German. Raises ValueError for such a text and for what is no plain number.
    """
    plain = bare(text)
    if not plain:
        return None
    for sign in (decimal, POINT if decimal == COMMA else COMMA):
        if _PLAIN[sign].fullmatch(plain) and (sign == decimal or value_of(plain, decimal) is None):
            return float(plain.replace(COMMA, POINT))
    raise ValueError(text)


# Cells --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cells:
    """The cells of one row, read as what they should be; what they are not is noted."""

    sheet: str
    row: int
    cells: Row
    decimal: str
    reading: Reading

    def both(self, name: str) -> dict[str, str]:
        return {language: self.cells[f"{name}_{language}"] for language in LANGUAGES}

    def number(self, column: str) -> Optional[float]:
        try:
            return number_in(self.cells[column], self.decimal)
        except ValueError:
            problem = Problem("own_number_wrong", values={"value": self.cells[column]})
            self.reading.add(self.sheet, self.row, column, problem)
            return None

    def word(self, column: str, known: Mapping[str, Text]) -> str:
        return self._key(column, self.cells[column], known)

    def words(self, column: str, known: Mapping[str, Text]) -> list[str]:
        texts = [text.strip() for text in re.split(r"[,;]", self.cells[column]) if text.strip()]
        return [self._key(column, text, known) for text in texts]

    def _key(self, column: str, text: str, known: Mapping[str, Text]) -> str:
        """Return the key that a text stands for: itself, or the one whose title it is."""
        plain = text.removeprefix(SDG).strip() if column == "sdg" else text
        if plain in known:
            return plain
        same = [key for key, title in known.items() if text.casefold() in (title.de.casefold(), title.en.casefold())]
        return same[0] if len(same) == 1 else text


def _symbols(catalogue: Catalogue) -> dict[str, Text]:
    return {key: unit.symbol for key, unit in catalogue.units.items()}


def _titles(terms: Mapping[str, Any]) -> dict[str, Text]:
    return {key: term.title for key, term in terms.items()}


def _content(cells: _Cells, catalogue: Catalogue) -> Content:
    vocabulary = catalogue.vocabulary
    terms = {"dimensions": vocabulary.dimensions, "sdg": vocabulary.sdgs, "charta": vocabulary.charta}
    content: Content = {name: cells.both(name) for name in ("title", "formula", "report", "limits")}
    content["sector"] = cells.word("sector", _titles(vocabulary.sectors))
    content["direction"] = cells.word("direction", own_words().directions)
    content.update({name: cells.words(name, _titles(terms[name])) for name in WORD_LISTS})
    posts: Content = {name: cells.number(name) for name in SCALE if cells.cells[name]}
    source, status = cells.both("goalposts_source"), cells.word("goalposts_status", _titles(vocabulary.statuses))
    if posts or any(source.values()) or status:
        known = {name: value for name, value in posts.items() if value is not None}
        content["goalposts"] = {**known, "source": source, "status": status}
    return content


def _threshold(cells: _Cells, position: int, catalogue: Catalogue) -> Content:
    cells.reading.stands_in(THRESHOLD, cells.cells["id"], str(position), cells.row)
    mark = cells.cells["target"].casefold()
    if mark not in (*_YES, *_NO):
        values = {"value": cells.cells["target"], "options": ["x"]}
        cells.reading.add(THRESHOLD, cells.row, "target", Problem("own_word_unknown", values=values))
    return {
        "value": cells.number("value"),
        "label": cells.both("label"),
        "source": cells.both("source"),
        "status": cells.word("status", _titles(catalogue.vocabulary.statuses)),
        "target": mark in _YES,
    }


def _parameters(
    entry_id: str,
    rows: Mapping[str, list[tuple[int, Row]]],
    shipped: Indicator,
    decimal: str,
    reading: Reading,
    catalogue: Catalogue,
) -> Content:
    found: Content = {}
    for number, row in rows.get(entry_id, []):
        name = row["parameter"]
        cells = _Cells(PARAMETER, number, row, decimal, reading)
        if not reading.stands_in(PARAMETER, entry_id, name, number):
            problem = Problem("own_row_repeated", values={"id": f"{entry_id}: {name}"})
            reading.add(PARAMETER, number, "parameter", problem)
            continue
        allowed = shipped.parameters.get(name)
        is_choice = isinstance(allowed, Choice)
        if allowed is not None:
            _keep_fixed(cells, {**fixed_of(allowed), ("value" if is_choice else "option"): ""})
        value = cells.word("option", _titles(catalogue.vocabulary.choices[allowed.group])) if is_choice else None
        found[name] = {
            "value": value if is_choice else cells.number("value"),
            "source": cells.both("source"),
            "status": cells.word("status", _titles(catalogue.vocabulary.statuses)),
        }
    for name, allowed in shipped.parameters.items():
        source, status = {"de": allowed.source.de, "en": allowed.source.en}, allowed.status.value
        found.setdefault(name, {"value": allowed.value, "source": source, "status": status})
    return found


def _keep_fixed(cells: _Cells, expected: Mapping[str, Any]) -> None:
    """Note cells that were changed although nothing could follow from it."""
    for column, value in expected.items():
        text = cells.cells[column]
        same = text == (value or "") if value is None or isinstance(value, str) else cells.number(column) == value
        if not same:
            problem = Problem("own_fixed", values={"expected": "" if value is None else value})
            cells.reading.add(cells.sheet, cells.row, column, problem)
