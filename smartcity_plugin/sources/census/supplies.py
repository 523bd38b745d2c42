# SPDX-License-Identifier: GPL-2.0-or-later
"""From the kept rows of a file to values of fields: which table it is, what its marks mean, which numbers it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...catalogue.census import Census, LongTable, Target, WideTable
from ...model.problem import Problem, Severity, SmartCityError
from ..numbers import COMMA, Ambiguous, NotNumeric, is_blank, read_numbers
from .grid import cell_id
from .heads import Head
from .scan import Scan

LARGEST_CODE = 1_000_000
SHOWN = 12
"""How many names of columns a sentence lists."""


@dataclass(frozen=True)
class Supply:
    """Values of one field from one column, by cell (index: keys).

    ``blank`` tells the cells that the file lists without a value, ``uncertain`` those with a mark of doubt.
    """

    target: Target
    size: int
    values: pd.Series
    blank: pd.Series
    uncertain: pd.Series
    column: str
    file: str
    repeated: bool = False
    fallback: bool = False


@dataclass(frozen=True)
class Reading:
    """What a file supplies, and what is to be told of it."""

    supplies: tuple[Supply, ...]
    problems: tuple[Problem, ...]


def read_scan(scan: Scan, census: Census, counted: str, year: str) -> Reading:
    """Return what a scanned file supplies; ``counted`` says what undecidable tables count, if the user knows."""
    problems = []
    if scan.nameless:
        values = {"path": scan.head.file.name, "count": scan.nameless, "total": scan.rows, "example": scan.example}
        problems.append(Problem("census_rows_without_cell", Severity.WARNING, values))
    if scan.head.is_long:
        supplies, unused = _long(scan, census, counted, problems)
    else:
        supplies, unused = _wide(scan, census, counted, year, problems)
    if unused:
        more = f" (+{len(unused) - SHOWN})" if len(unused) > SHOWN else ""
        told = {"path": scan.head.file.name, "columns": ", ".join(unused[:SHOWN]) + more}
        problems.append(Problem("census_columns_unused", Severity.NOTE, told))
    return Reading(tuple(supplies), tuple(problems))


# Buildings or dwellings ---------------------------------------------------------------------------------------------


def _counted_in(head: Head, census: Census, counted: str, problems: list[Problem]) -> str:
    """Return whether a table that does not say so counts buildings or dwellings, empty if nobody knows."""
    if counted:
        return counted
    name = head.file.name.casefold()
    for answer, words in census.counted_by_name.items():
        if any(word in name for word in words):
            if answer == "buildings":
                problems.append(Problem("census_assumed_buildings", Severity.NOTE, {"path": head.file.name}))
            else:
                problems.append(Problem("census_assumed_dwellings", Severity.NOTE, {"path": head.file.name}))
            return answer
    problems.append(Problem("census_counted_unclear", Severity.WARNING, {"path": head.file.name}))
    return ""


# Wide tables --------------------------------------------------------------------------------------------------------


Found = tuple[list[Supply], list[str]]
"""Supplies and the names of what was not used."""


def _wide(scan: Scan, census: Census, counted: str, year: str, problems: list[Problem]) -> Found:
    head = scan.head
    tables = [table for table in head.wide if not table.counts]
    open_ones = [table for table in head.wide if table.counts]
    if open_ones:
        answer = _counted_in(head, census, counted, problems)
        tables += [table for table in open_ones if table.counts == answer]
    rows = _without_repeats(scan)
    keys = pd.Index(np.array(scan.keys, dtype=np.int64)[rows])
    marks = _marks(scan, census, rows)
    supplies: dict[tuple[str, Target, bool], Supply] = {}
    numbers: dict[str, tuple[pd.Series, pd.Series]] = {}
    for table in tables:
        for column, targets, fallback in _columns(table, head):
            if column not in numbers:
                numbers[column] = _numbers(scan, column, rows, keys, year)
            values, blank = numbers[column]
            doubt = pd.Series(marks.get(column, marks[""]), index=keys) & ~blank
            name = head.columns[head.names.index(column)]
            for target in targets:
                supplies[column, target, fallback] = Supply(
                    target, head.size, values, blank, doubt, name, head.file.name, column in table.repeated, fallback
                )
    _refuse_classes(supplies.values(), year)
    used = {column for column, _, _ in supplies}
    return list(supplies.values()), _unused(head, census, used)


def _columns(table: WideTable, head: Head) -> Iterable[tuple[str, tuple[Target, ...], bool]]:
    for column, targets in table.fields.items():
        if column in head.names:
            yield column, targets, False
    for column, targets in table.fallback.items():
        if column in head.names:
            yield column, targets, True


def _without_repeats(scan: Scan) -> np.ndarray:
    """Return which rows to use: of equal rows of a cell one; different ones raise SmartCityError."""
    frame = pd.DataFrame({"cell": scan.keys, **{f"column {name}": texts for name, texts in scan.texts.items()}})
    rows = np.flatnonzero(~frame.duplicated().to_numpy())
    again = frame["cell"].iloc[rows].duplicated()
    if again.any():
        example = cell_id(scan.head.size, frame["cell"].iloc[rows][again.to_numpy()].iloc[0])
        raise SmartCityError("census_cell_twice", path=scan.head.file.name, count=int(again.sum()), cell=example)
    return rows


def _marks(scan: Scan, census: Census, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return which rows carry a mark of doubt: by column, and under the empty name for all others."""
    marks = {"": np.zeros(len(rows), dtype=bool)}
    for name, texts in scan.texts.items():
        if census.marks not in name:
            continue
        column = name.replace(census.marks, "").strip("_")
        marked = np.array([not is_blank(texts[row]) for row in rows], dtype=bool)
        place = column if column in scan.texts else ""
        marks[place] = marks.get(place, False) | marked
    return marks


def _numbers(scan: Scan, column: str, rows: np.ndarray, keys: pd.Index, year: str) -> tuple[pd.Series, pd.Series]:
    texts = scan.texts[column]
    values, blank = _read(scan.head.file.name, column, [texts[row] for row in rows])
    if year == "2011":
        # −1: nobody lives there, or secret; −9: suppressed because few cases stand behind it.
        blank |= np.nan_to_num(values) < 0
        values = np.where(blank, np.nan, values)
    return pd.Series(values, index=keys), pd.Series(blank, index=keys)


def _read(path: str, column: str, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    try:
        read = read_numbers(texts, COMMA)
    except (NotNumeric, Ambiguous) as error:
        examples = ", ".join(str(item)[:30] for item in error.args[0])
        raise SmartCityError("table_not_numeric", path=path, column=column, examples=examples) from error
    return read.values, read.blank.copy()


def _refuse_classes(supplies: Iterable[Supply], year: str) -> None:
    """Refuse the table of 2011 whose numbers are classes 1, 2, 3 …: its columns are called like those with values."""
    for supply in supplies:
        if year == "2011" and supply.target.field == "mean_age" and supply.values.max() < 10:
            raise SmartCityError("census_classes", path=supply.file)


def _unused(head: Head, census: Census, used: set[str]) -> list[str]:
    known = used | census.positions | census.identifiers
    return [
        written
        for written, name in zip(head.columns, head.names)
        if name and name not in known and census.marks not in name and name != head.names[head.id_column]
    ]


# Long tables --------------------------------------------------------------------------------------------------------


def _long(scan: Scan, census: Census, counted: str, problems: list[Problem]) -> Found:
    table = _which(scan, census, counted, problems)
    if table is None:
        return [], []
    names = census.long_columns
    frame = pd.DataFrame(
        {
            "cell": np.array(scan.keys, dtype=np.int64),
            "feature": [text.strip() for text in scan.texts[names["feature"]]],
            "code": _whole(scan, names["code"]),
            "count": scan.texts[names["count"]],
            "quality": _whole(scan, names["quality"]) if names["quality"] in scan.texts else 0,
        }
    ).drop_duplicates()
    again = frame.duplicated(["cell", "feature", "code"])
    if again.any():
        example = cell_id(scan.head.size, frame["cell"][again].iloc[0])
        raise SmartCityError("census_cell_twice", path=scan.head.file.name, count=int(again.sum()), cell=example)
    values, blank = _read(scan.head.file.name, names["count"], frame["count"].tolist())
    blank |= np.nan_to_num(values) < 0
    frame = frame.assign(value=np.where(blank, np.nan, values), blank=blank)
    cells = pd.Index(frame["cell"].unique())
    supplies = []
    for (feature, code), rows in frame.groupby(["feature", "code"], sort=False):
        indexed = rows.set_index("cell")
        values = indexed["value"].reindex(cells)
        given_up = indexed["blank"].reindex(cells, fill_value=False)
        doubt = (indexed["quality"] > 0).reindex(cells, fill_value=False)
        for target in _long_targets(table, census, feature, code):
            supplies.append(Supply(target, scan.head.size, values, given_up, doubt, feature, scan.head.file.name))
    used = {census.long_total, *table.features}
    return supplies, sorted(scan.features - used)


def _which(scan: Scan, census: Census, counted: str, problems: list[Problem]) -> LongTable | None:
    """Return which long table a file is, by features of its own; buildings share theirs with dwellings."""
    found = [table for table in census.long.values() if table.own & scan.features]
    shared = [table for table in census.long.values() if table.counts and set(table.features) & scan.features]
    if len(found) == 1:
        return found[0]
    if not found and shared:
        answer = _counted_in(scan.head, census, counted, problems)
        return next((table for table in census.long.values() if answer and table.counts == answer), None)
    values = {"path": scan.head.file.name, "columns": ", ".join(sorted(scan.features)[:SHOWN])}
    problems.append(Problem("census_table_unclear", Severity.WARNING, values))
    return None


def _long_targets(table: LongTable, census: Census, feature: str, code: int) -> tuple[Target, ...]:
    if feature == census.long_total:
        return table.total
    targets = table.features.get(feature, ())
    target = targets[code - 1] if 0 < code <= len(targets) else None
    return (target,) if target else ()


def _whole(scan: Scan, column: str) -> np.ndarray:
    values, blank = _read(scan.head.file.name, column, scan.texts[column])
    broken = ~blank & ((values != np.round(values)) | (np.abs(values) > LARGEST_CODE))
    if broken.any():
        example = scan.texts[column][int(np.flatnonzero(broken)[0])][:30]
        raise SmartCityError("table_not_numeric", path=scan.head.file.name, column=column, examples=example)
    return np.where(blank, -1, values).astype(np.int64)
