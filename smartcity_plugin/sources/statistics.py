# SPDX-License-Identifier: GPL-2.0-or-later
"""Statistics of planning units from the tables of a town: by key and year, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
import pandas as pd

from ..catalogue.statistics import ROLE, load_synonyms
from ..engine.progress import Progress, silent
from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.keys import municipality_key, repair_keys
from ..model.problem import Problem, Severity, SmartCityError
from .imported import Imported, ImportedLayer
from .numbers import Ambiguous, Column, NotNumeric, decimals_of, is_blank, read_numbers
from .tables import Table, plain, read_table

KEY, YEAR, POPULATION = "unit_id", "year", "population"
_SHOWN = 6
_PER_CENT = re.compile(r"(\(%\)|%|in%|inprozent|\(inprozent\)|prozent)$")
_DATE = re.compile(r"(?:[0-3]?[0-9]\.[01]?[0-9]\.)?([12][0-9]{3})(?:[-/][01]?[0-9][-/][0-3]?[0-9].*|\.0)?")


@dataclass(frozen=True)
class Units:
    """The planning units of a study, row by row: key, name, level."""

    keys: Sequence[str]
    names: Sequence[str]
    levels: Sequence[str]


def read_statistics(
    path: Path,
    role: Role,
    units: Units,
    crs: str,
    mapping: Optional[Mapping[str, str]] = None,
    decimal: Optional[str] = None,
    sheet: str = "",
    progress: Progress = silent,
) -> Imported:
    """Read a table of a text file or spreadsheet for the role ``unit_statistics``.

    ``mapping`` names the columns of fields; columns with a usual name are found without it. ``decimal`` is the decimal
    sign if the user knows it. Raises SmartCityError for whatever would have to be guessed.
    """
    mapping = dict(mapping or {})
    synonyms = load_synonyms()
    wanted = [name for names in synonyms.values() for name in names] + list(mapping.values())
    table = read_table(path, wanted, sheet, progress=progress)
    problems: list[Problem] = []
    columns = _columns(table, mapping, synonyms)
    columns[KEY], matched = _keys(table, columns.get(KEY, ()), units, problems)
    fields = {field: names[0] for field, names in columns.items() if field not in (KEY, YEAR) and names}
    if not fields:
        raise SmartCityError("statistics_nothing_to_read", path=table.name, columns=_list(table.columns))
    rows = [row for row, key in enumerate(matched) if key]
    frame = pd.DataFrame({KEY: [matched[row] for row in rows]})
    if columns.get(YEAR):
        frame[YEAR] = _years(table, columns[YEAR][0], rows)
    numbers = _numbers(table, fields, rows, decimal, problems)
    for field, column in numbers.items():
        _check(table, field, fields[field], column, rows, problems)
        frame[field] = column.values
    _refuse_repeats(frame)
    _tell_units(frame, units, problems)
    _tell_columns(table, {**{field: names[0] for field, names in columns.items() if names}}, problems)
    order = [name for name in (*role.required, *role.optional) if name in frame]
    geometry = np.full(len(frame), None, dtype=object)
    layer = ImportedLayer(ROLE, role.title, GeoTable(frame[order], geometry, crs, ROLE))
    years = frame[YEAR].dropna() if YEAR in frame else []
    latest = str(int(max(years))) if len(years) else ""
    return Imported((layer,), tuple(problems), latest, {"table": table.name})


# Columns ------------------------------------------------------------------------------------------------------------


def _columns(table: Table, mapping: Mapping[str, str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the columns that may hold each field: one, or for the key all that are called like one."""
    columns: dict[str, list[str]] = {}
    for field, column in mapping.items():
        found = [name for name in table.columns if name == column] or [
            name for name in table.columns if plain(name) == plain(column)
        ]
        if len(found) != 1:
            raise SmartCityError(
                "statistics_column_missing", path=table.name, column=column, columns=_list(table.columns)
            )
        columns[field] = found
    taken = {name for names in columns.values() for name in names}
    for field, names in synonyms.items():
        if field in mapping:
            continue
        known = {_bare(name) for name in names}
        found = [name for name in table.columns if name not in taken and _bare(name) in known]
        if found and found[0] in table.repeated:
            found += [name for name in table.columns if name.startswith(f"{found[0]} (")]
        if len(found) > 1 and field != KEY:
            raise SmartCityError("statistics_column_ambiguous", path=table.name, field=field, columns=_list(found))
        columns[field] = found
    return columns


def _bare(name: str) -> str:
    return _PER_CENT.sub("", plain(name))


def _keys(
    table: Table, candidates: Sequence[str], units: Units, problems: list[Problem]
) -> tuple[list[str], list[str]]:
    """Return the column of the keys (as a list of one) and the unit of each row, empty where there is none."""
    if not candidates:
        raise SmartCityError("statistics_key_missing", path=table.name, columns=_list(table.columns))
    found = {name: _match(table.column(name), units) for name in candidates}
    best = max(candidates, key=lambda name: sum(bool(key) for key in found[name]))
    texts, matched = table.column(best), found[best]
    if not any(matched):
        examples = _list(dict.fromkeys(text for text in texts if not is_blank(text)))
        raise SmartCityError(
            "statistics_nothing_matches",
            path=table.name,
            column=best,
            examples=examples or "–",
            known=_list(units.keys),
        )
    lost = [text for text, key in zip(texts, matched) if text and not key]
    if lost:
        told = {"count": len(lost), "examples": _list(dict.fromkeys(lost))}
        problems.append(Problem("statistics_rows_unmatched", Severity.WARNING, told))
    lines = table.left_out + sum(not text for text in texts)
    if lines:
        problems.append(Problem("statistics_lines_left_out", Severity.NOTE, {"count": lines, "path": table.name}))
    known, names = set(units.keys), {name.casefold() for name in units.names}
    changed = {text: key for text, key in zip(texts, matched) if key and text not in known}
    by_name = sum(bool(key) and text not in known and text.casefold() in names for text, key in zip(texts, matched))
    repaired = [f"{text} → {key}" for text, key in changed.items() if text.casefold() not in names]
    if repaired:
        restored = {"count": len(repaired), "examples": _list(repaired)}
        problems.append(Problem("statistics_keys_repaired", Severity.NOTE, restored))
    if by_name:
        problems.append(Problem("statistics_keys_by_name", Severity.NOTE, {"count": by_name}))
    return [best], matched


def _match(texts: Sequence[str], units: Units) -> list[str]:
    """Return the unit of each text: by its key, by its repaired key (also AGS and ARS), by its name."""
    known = set(units.keys)
    repaired = repair_keys(sorted(set(texts) - {""}), known)
    by_name: dict[str, list[str]] = {}
    for key, name in zip(units.keys, units.names):
        by_name.setdefault(name.casefold(), []).append(key)
    found = {}
    for text in set(texts) - {""}:
        official = municipality_key(text)
        named = by_name.get(text.casefold(), [])
        if text in repaired:
            found[text] = repaired[text]
        elif official and official.ags in known:
            found[text] = official.ags
        elif official and official.ars in known:
            found[text] = official.ars
        elif len(named) == 1:
            found[text] = named[0]
    return [found.get(text, "") for text in texts]


# Values -------------------------------------------------------------------------------------------------------------


def _years(table: Table, column: str, rows: Sequence[int]) -> list[float]:
    texts = table.column(column)
    years, wrong = [], []
    for row in rows:
        found = _DATE.fullmatch(texts[row])
        if not found and not is_blank(texts[row]):
            wrong.append(texts[row])
        years.append(float(found[1]) if found else np.nan)
    if wrong:
        raise SmartCityError(
            "statistics_year_unreadable", path=table.name, column=column, examples=_list(dict.fromkeys(wrong))
        )
    return years


def _numbers(
    table: Table, fields: Mapping[str, str], rows: Sequence[int], decimal: Optional[str], problems: list[Problem]
) -> dict[str, Column]:
    """Return the columns as numbers; one that reads in two ways follows the others of a text file."""
    texts = {field: [table.column(name)[row] for row in rows] for field, name in fields.items()}
    signs = {next(iter(found)) for found in map(decimals_of, texts.values()) if len(found) == 1}
    elsewhere = signs.pop() if table.one_spelling and len(signs) == 1 else None
    numbers, followed = {}, []
    for field, column in texts.items():
        name = fields[field]
        try:
            numbers[field] = read_numbers(column, decimal, elsewhere)
        except NotNumeric as error:
            raise SmartCityError(
                "table_not_numeric", path=table.name, column=name, examples=_list(error.args[0])
            ) from error
        except Ambiguous as error:
            raise SmartCityError(
                "statistics_number_ambiguous", path=table.name, column=name, example=error.args[0]
            ) from error
        if decimal is None and numbers[field].decimal and len(decimals_of(column)) > 1:
            followed.append(name)
    if followed and elsewhere:
        told = {"columns": _list(followed), "decimal": elsewhere}
        problems.append(Problem("statistics_decimal_from_others", Severity.NOTE, told))
    return numbers


def _check(table: Table, field: str, name: str, column: Column, rows: Sequence[int], problems: list[Problem]) -> None:
    """Refuse numbers that were read in a wrong spelling, and tell shares that look like fractions of one."""
    values = column.values
    known = values[np.isfinite(values)]
    if field == POPULATION and (known != np.round(known)).any():
        place = int(np.flatnonzero(np.nan_to_num(values) != np.round(np.nan_to_num(values)))[0])
        example = table.column(name)[rows[place]]
        raise SmartCityError("statistics_not_whole", path=table.name, column=name, example=example)
    if not field.endswith("_rate") or not len(known):
        return
    if known.max() > 100:
        raise SmartCityError("statistics_rate_too_large", path=table.name, column=name, largest=float(known.max()))
    if 0 < known.max() < 1:
        problems.append(Problem("statistics_rates_small", Severity.WARNING, {"path": table.name, "column": name}))


def _refuse_repeats(frame: pd.DataFrame) -> None:
    by = [name for name in (KEY, YEAR) if name in frame]
    repeated = frame[frame.duplicated(by)]
    if len(repeated):
        units = list(dict.fromkeys(repeated[KEY]))
        raise SmartCityError("statistics_twice", count=len(units), units=_list(units))


def check_present(frame: pd.DataFrame, present: pd.DataFrame) -> list[Problem]:
    """Return an error for each field of which a study already holds values for the same units and years."""
    by = [KEY, YEAR]
    both = [table.assign(**{YEAR: table.get(YEAR, np.nan)}) for table in (frame, present)]
    problems = []
    for field in frame.columns.intersection(present.columns).difference([*by, "source_id"]):
        known = [table[by].fillna({YEAR: -1.0})[table[field].notna()] for table in both]
        count = len(known[0].merge(known[1].drop_duplicates(), on=by))
        if count:
            told = {"field": field, "count": count}
            problems.append(Problem("statistics_known_already", Severity.ERROR, told))
    return problems


# What is told -------------------------------------------------------------------------------------------------------


def _tell_units(frame: pd.DataFrame, units: Units, problems: list[Problem]) -> None:
    """Tell the units without a row, of those levels that the table is about."""
    there = set(frame[KEY])
    levels = {level for key, level in zip(units.keys, units.levels) if key in there}
    if levels - {"city"}:
        levels -= {"city"}
    concerned = [(key, name) for key, name, level in zip(units.keys, units.names, units.levels) if level in levels]
    missing = [name for key, name in concerned if key not in there]
    if missing:
        told = {"count": len(missing), "total": len(concerned), "units": _list(missing)}
        problems.append(Problem("statistics_units_missing", Severity.WARNING, told))


def _tell_columns(table: Table, used: Mapping[str, str], problems: list[Problem]) -> None:
    taken = {"path": table.name, "columns": ", ".join(f"{field} ← {name}" for field, name in used.items())}
    problems.append(Problem("statistics_columns_taken", Severity.NOTE, taken))
    unused = [name for name in table.columns if name not in used.values()]
    if unused:
        told = {"path": table.name, "columns": _list(unused)}
        problems.append(Problem("statistics_columns_unused", Severity.NOTE, told))
    if table.other_sheets:
        others = {"path": table.name, "sheets": _list(table.other_sheets)}
        problems.append(Problem("statistics_sheets_unused", Severity.NOTE, others))


def _list(items: Sequence[str] | Mapping[str, None]) -> str:
    """Return the first of many texts in one line."""
    shown = [str(item)[:40] for item in items]
    more = f" (+{len(shown) - _SHOWN})" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more
