# SPDX-License-Identifier: GPL-2.0-or-later
"""Contributions as sheets: the answer table for the public, and the weighing table that goes out and comes back."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Union

from ..catalogue import Catalogue
from ..model.problem import Problem, Severity, SmartCityError
from ..model.strategy import Contribution, Goal, Measure
from ..model.text import LANGUAGES, Text
from ..sources.own_sheets import Cell, Sheet
from ..sources.participation.masking import Masker
from ..sources.tables import Table, plain, read_table
from .participation import Weighing, answer_table, listed, status_of, weigh
from .register_changes import Change
from .rows import split_ids
from .strategy_tables import CONTRIBUTIONS
from .study import Study

ANSWER_COLUMNS = (
    *("contribution_id", "procedure_id", "date", "category", "sector", "title", "text", "votes_for", "votes_against"),
    *("comments", "unit_id", "indicator_id", "goal_ids", "measure_ids", "status", "answer", "answered_on"),
)
WEIGHED_COLUMNS = ("status", "answer", "sector", "indicator_id", "goal_ids", "measure_ids")
"""What comes back of a weighing table; everything else in it is for reading only."""

STATE = "state"
"""Holds a mark for each field of WEIGHED_COLUMNS as it was when the table was written, so that what others weighed
meanwhile is known when the table comes back."""

_STATE_TITLE = Text("Stand der Ausgabe (nicht ändern)", "State when written (do not change)")
_MARKS = re.compile(rf"[0-9a-f]{{8}}(?:-[0-9a-f]{{8}}){{{len(WEIGHED_COLUMNS) - 1}}}")
_NUMBERS = ("votes_for", "votes_against", "comments")
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Merged:
    """What a weighing table changes: the changes, and what of it could not be used."""

    changes: tuple[Change, ...]
    rows: int
    problems: tuple[Problem, ...]


def heading(name: str, language: str) -> str:
    """Return what users read as the name of a field of contributions."""
    title = _STATE_TITLE if name == STATE else CONTRIBUTIONS.fields[name].alias
    return title.in_language(language)


def answer_sheet(study: Study, catalogue: Catalogue, language: str, answered_only: bool = False) -> tuple[Sheet, int]:
    """Return the answer table with titles instead of ids, and how many passages had to be masked in it.

    Texts are masked once more: somebody may have written into them since. Raises SmartCityError without contributions.
    """
    items = {item.contribution_id: item for item in study.records(Contribution)}
    if not items:
        raise SmartCityError("contributions_none")
    words, masker, count = _Words(study, catalogue, language), Masker(language), 0
    rows: list[list[Cell]] = []
    for answer in answer_table(study):
        item = items[answer.contribution_id]
        if answered_only and not (item.answer or "").strip():
            continue
        cells: list[Cell] = []
        for name in ANSWER_COLUMNS:
            value = words.cell(item, name)
            if isinstance(value, str) and name not in ("contribution_id", "procedure_id", "date", "answered_on"):
                found = masker.mask(value)
                count += found.count
                value = safe(found.text)
            cells.append(value)
        rows.append(cells)
    return _sheet(CONTRIBUTIONS.title.in_language(language), ANSWER_COLUMNS, language, rows), count


def weighing_sheet(study: Study, catalogue: Catalogue, language: str) -> Sheet:
    """Return all contributions with what can be changed of them; goals and measures by their numbers.

    Answers are written as they are: masked, they would come back masked and replace what is stored.
    """
    items = {item.contribution_id: item for item in study.records(Contribution)}
    if not items:
        raise SmartCityError("contributions_none")
    words, masker = _Words(study, catalogue, language, by_number=True), Masker(language)
    rows: list[list[Cell]] = []
    for answer in answer_table(study):
        cells = {name: words.cell(items[answer.contribution_id], name) for name in ANSWER_COLUMNS}
        texts = {name: cells[name] for name in ("category", "title", "text")}
        cells.update({name: safe(masker.mask(text).text) for name, text in texts.items() if isinstance(text, str)})
        if isinstance(cells["answer"], str):
            cells["answer"] = safe(cells["answer"])
        rows.append([*cells.values(), "-".join(_marks(items[answer.contribution_id]))])
    return _sheet(CONTRIBUTIONS.title.in_language(language), (*ANSWER_COLUMNS, STATE), language, rows)


def _sheet(title: str, columns: tuple[str, ...], language: str, rows: list[list[Cell]]) -> Sheet:
    # Columns called "value" are written as numbers.
    keys = tuple("value" if name in _NUMBERS else name for name in columns)
    return Sheet("contributions", title, keys, tuple(heading(name, language) for name in columns), rows)


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f" {text}" if text.startswith(_FORMULA) else text


class _Words:
    """Cells of contributions in a language."""

    def __init__(self, study: Study, catalogue: Catalogue, language: str, by_number: bool = False) -> None:
        vocabulary = catalogue.vocabulary
        titles: dict[str, Callable[[str], str]] = {
            "sector": lambda key: vocabulary.sectors[key].title.in_language(language),
            "status": lambda key: vocabulary.contribution_statuses[key].title.in_language(language),
            "indicator_id": lambda key: catalogue.indicators[key].title.in_language(language),
        }
        self._titles = titles
        self._units = dict(zip(study.units().ids("unit_id"), study.units().frame["name"]))
        goals = {item.goal_id: item.title for item in study.records(Goal)}
        measures = {item.measure_id: item.title for item in study.records(Measure)}
        self._named: Mapping[str, Mapping[str, str]] = {"goal_ids": goals, "measure_ids": measures}
        self._by_number = by_number

    def cell(self, item: Contribution, name: str) -> Cell:
        """Return a cell; nothing where nothing is known."""
        value = getattr(item, name)
        if value is None or value == "":
            return None
        if name in self._titles:
            try:
                return self._titles[name](value)
            except KeyError:
                return str(value)
        if name == "unit_id":
            return str(self._units.get(value) or value)
        if name in self._named:
            titles = self._named[name]
            ids = split_ids(value)
            return (
                ", ".join(ids) if self._by_number else "; ".join(f"{key} {titles.get(key, '')}".strip() for key in ids)
            )
        return value


# The way back --------------------------------------------------------------------------------------------------------


def merge_sheet(study: Study, catalogue: Catalogue, path: Path) -> Merged:
    """Return what a filled weighing table changes, row by row by number; writes nothing.

    Empty cells leave a field as it is. Words in either language count, as do the keys. What others weighed since the
    table was written stays and is told; without the marks of that state, only what is still empty is filled. Raises
    SmartCityError for a file that is no such table.
    """
    table = read_table(path, [heading(name, language) for name in ANSWER_COLUMNS for language in LANGUAGES])
    places = _places_of(table)
    if "contribution_id" not in places:
        raise SmartCityError("weighing_sheet_without_number", path=Path(path).name)
    known = {item.contribution_id: item for item in study.records(Contribution)}
    reader = _Reader(study, catalogue)
    changes: list[Change] = []
    contested: list[str] = []
    numbers = Counter(row[places["contribution_id"]].strip() for row in table.rows)
    strays = [number for number in numbers if number and number not in known]
    twice = [number for number, count in numbers.items() if count > 1 and number in known]
    for row in table.rows:
        number = row[places["contribution_id"]].strip()
        if number not in known or numbers[number] > 1:
            continue
        cells = {name: row[places[name]].strip() for name in WEIGHED_COLUMNS if name in places}
        marks = row[places[STATE]].strip() if STATE in places else ""
        weighing, is_contested = _unopposed(known[number], reader.read(number, cells), marks)
        changes += weigh([known[number]], weighing)
        contested += [number] if is_contested else []
    problems = []
    if contested:
        meanwhile = {"count": float(len(contested)), "numbers": listed(contested)}
        problems.append(Problem("weighing_sheet_contested", Severity.WARNING, meanwhile))
    if strays:
        unknown = {"count": float(len(strays)), "numbers": listed(strays)[:200]}
        problems.append(Problem("weighing_sheet_unknown", Severity.WARNING, unknown))
    if twice:
        repeated = {"count": float(len(twice)), "numbers": listed(twice)}
        problems.append(Problem("weighing_sheet_twice", Severity.WARNING, repeated))
    for name, found in reader.bad.items():
        column = heading(name, study.settings.language)
        values = {"count": float(len(found)), "column": column, "numbers": listed(found)}
        problems.append(Problem("weighing_sheet_bad_words", Severity.WARNING, values))
    if not changes:
        problems.append(Problem("weighing_sheet_unchanged", Severity.NOTE))
    return Merged(tuple(changes), len(table.rows), tuple(problems))


def _unopposed(item: Contribution, wanted: Weighing, marks: str) -> tuple[Weighing, bool]:
    """Return what of a row counts, and whether anything was left because others changed the same field meanwhile.

    Without marks everything counts as having been empty (and open) when the table was written.
    """
    empty = _marks(Contribution(item.contribution_id))
    written = marks.split("-") if _MARKS.fullmatch(marks) else empty
    fields, is_contested = {}, False
    for name, before, now in zip(WEIGHED_COLUMNS, written, _marks(item)):
        value = getattr(wanted, name)
        new = None if value is None else _mark(item.contribution_id, name, value)
        if new in (None, before, now):
            continue
        if now == before:
            fields[name] = value
        else:
            is_contested = True
    return Weighing(**fields), is_contested


def _marks(item: Contribution) -> list[str]:
    stored = {**vars(item), "status": status_of(item)}
    for name in ("goal_ids", "measure_ids"):
        stored[name] = split_ids(stored[name])
    return [_mark(item.contribution_id, name, stored[name]) for name in WEIGHED_COLUMNS]


def _mark(number: str, name: str, value: Union[str, Sequence[str], None]) -> str:
    """Return a mark of what a field says; white space, which spreadsheets change, makes no difference."""
    text = " ".join((value or "").split()) if value is None or isinstance(value, str) else ",".join(value)
    return hashlib.sha256(f"{number}\x1f{name}\x1f{text}".encode()).hexdigest()[:8]


def _places_of(table: Table) -> dict[str, int]:
    """Return in which column each field stands, by heading in either language or by key."""
    found = {plain(name): place for place, name in reversed(list(enumerate(table.columns)))}
    places = {}
    for name in (*ANSWER_COLUMNS, STATE):
        for spelling in (*(heading(name, language) for language in LANGUAGES), name):
            if plain(spelling) in found:
                places[name] = found[plain(spelling)]
                break
    return places


class _Reader:
    """Reads the cells that weigh, and keeps in which rows one was not understood."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        vocabulary = catalogue.vocabulary
        groups = {
            "status": vocabulary.contribution_statuses,
            "sector": vocabulary.sectors,
            "indicator_id": catalogue.indicators,
        }
        self._keys = {
            name: {plain(word): key for key, term in terms.items() for word in (key, term.title.de, term.title.en)}
            for name, terms in groups.items()
        }
        self._known = {
            "goal_ids": {item.goal_id for item in study.records(Goal)},
            "measure_ids": {item.measure_id for item in study.records(Measure)},
        }
        self.bad: dict[str, list[str]] = {}

    def read(self, number: str, cells: Mapping[str, str]) -> Weighing:
        """Return what the cells of a row say."""
        ids = {name: self._ids(number, name, cells.get(name, "")) for name in self._known}
        return Weighing(
            status=self._key(number, "status", cells.get("status", "")),
            answer=cells.get("answer") or None,
            sector=self._key(number, "sector", cells.get("sector", "")),
            indicator_id=self._key(number, "indicator_id", cells.get("indicator_id", "")),
            goal_ids=ids["goal_ids"],
            measure_ids=ids["measure_ids"],
        )

    def _key(self, number: str, name: str, text: str) -> Optional[str]:
        if not text:
            return None
        key = self._keys[name].get(plain(text))
        if key is None:
            self.bad.setdefault(name, []).append(number)
        return key

    def _ids(self, number: str, name: str, text: str) -> Optional[list[str]]:
        if not text:
            return None
        ids = split_ids(text.replace(";", ","))
        if set(ids) - self._known[name]:
            self.bad.setdefault(name, []).append(number)
            return None
        return ids
