# SPDX-License-Identifier: GPL-2.0-or-later
"""Indicators as sheets of a spreadsheet that planners edit: written from entries here, read in ``own_reading``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional, Union

from ..catalogue import Catalogue
from ..catalogue.own import Content, OwnEntry
from ..catalogue.own_checks import ENTRY, PARAMETER, THRESHOLD
from ..catalogue.own_words import own_words
from ..model.indicator import Choice, Indicator
from ..model.taxonomy import Term

Cell = Union[str, float, None]
SCALE = ("zero", "full", "lower_zero", "lower_full", "upper_full", "upper_zero")
WORD_LISTS = ("dimensions", "sdg", "charta")
SDG = "SDG "
"""Stands before the numbers of goals: German spreadsheets take 11.7 for a day in July."""

_PAIRS = ("formula", "report", "limits")
COLUMNS: dict[str, tuple[str, ...]] = {
    ENTRY: (
        *("id", "base_id", "title_de", "title_en", "sector", "unit", "direction", *WORD_LISTS, "expression"),
        *(*SCALE, "goalposts_source_de", "goalposts_source_en", "goalposts_status"),
        *(f"{name}_{language}" for name in _PAIRS for language in ("de", "en")),
    ),
    PARAMETER: (
        *("id", "parameter", "label_de", "label_en", "value", "option", "unit", "minimum", "maximum", "options"),
        *("source_de", "source_en", "status"),
    ),
    THRESHOLD: ("id", "value", "label_de", "label_en", "source_de", "source_en", "status", "target"),
}
NUMBERS = frozenset({*SCALE, "value", "minimum", "maximum"})
KEYS = "keys"
KEY_COLUMNS = ("column", "key", "meaning_de", "meaning_en")


@dataclass(frozen=True)
class Sheet:
    """One sheet: the keys of its columns, what users read above them, and cells row by row (None is empty)."""

    key: str
    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: list[list[Cell]]
    numbers: frozenset[str] = NUMBERS
    """The columns that hold numbers."""


def sheets_of(entries: Iterable[OwnEntry], catalogue: Catalogue, language: str) -> list[Sheet]:
    """Return the sheets for entries; a shipped indicator is an entry of its own id without base."""
    rows: dict[str, list[dict[str, Cell]]] = {ENTRY: [], PARAMETER: [], THRESHOLD: []}
    for entry in entries:
        shipped = catalogue.indicators[entry.base_id or entry.id] if "expression" not in entry.content else None
        rows[ENTRY].append(_entry_row(entry, shipped))
        rows[THRESHOLD] += [_threshold_row(entry.id, item) for item in entry.content["thresholds"]]
        if shipped is not None:
            rows[PARAMETER] += [_parameter_row(entry, name, shipped) for name in shipped.parameters]
    sheets = [_sheet(key, COLUMNS[key], found, language) for key, found in rows.items()]
    return [*sheets, _sheet(KEYS, KEY_COLUMNS, _key_rows(catalogue, language), language)]


def _sheet(key: str, columns: tuple[str, ...], rows: list[dict[str, Cell]], language: str) -> Sheet:
    words = own_words()
    headings = tuple(words.columns[column].in_language(language) for column in columns)
    cells = [[row.get(column) for column in columns] for row in rows]
    return Sheet(key, words.sheets[key].in_language(language), columns, headings, cells)


def _entry_row(entry: OwnEntry, shipped: Optional[Indicator]) -> dict[str, Cell]:
    content = entry.content
    row: dict[str, Cell] = {"id": entry.id, "base_id": entry.base_id, "sector": content["sector"]}
    row["unit"] = content["unit"] if shipped is None else shipped.unit
    row["direction"], row["expression"] = content["direction"], content.get("expression", "")
    row.update({name: ", ".join(content[name]) for name in WORD_LISTS})
    row["sdg"] = ", ".join(SDG + goal for goal in content["sdg"])
    for name in ("title", *_PAIRS):
        row.update(_both(name, content[name]))
    posts = content.get("goalposts")
    if posts:
        row.update({name: posts[name] for name in SCALE if name in posts})
        row.update({**_both("goalposts_source", posts["source"]), "goalposts_status": posts["status"]})
    return row


def _parameter_row(entry: OwnEntry, name: str, shipped: Indicator) -> dict[str, Cell]:
    allowed = shipped.parameters[name]
    fixed = fixed_of(allowed)
    now: Content = entry.content["parameters"].get(name) or {
        "value": allowed.value,
        "source": {"de": allowed.source.de, "en": allowed.source.en},
        "status": allowed.status.value,
    }
    chosen = "option" if isinstance(allowed, Choice) else "value"
    return {
        **{"id": entry.id, "parameter": name, chosen: now["value"], "status": now["status"]},
        **fixed,
        **_both("source", now["source"]),
    }


def fixed_of(allowed) -> dict[str, Cell]:
    """Return the cells of a parameter that stand there to be read only."""
    labels = {"label_de": allowed.label.de, "label_en": allowed.label.en}
    if isinstance(allowed, Choice):
        return {**labels, "unit": "", "minimum": None, "maximum": None, "options": ", ".join(allowed.options)}
    return {**labels, "unit": allowed.unit, "minimum": allowed.minimum, "maximum": allowed.maximum, "options": ""}


def _threshold_row(indicator_id: str, item: Content) -> dict[str, Cell]:
    row: dict[str, Cell] = {"id": indicator_id, "value": item["value"], "status": item["status"]}
    return {**row, **_both("label", item["label"]), **_both("source", item["source"]), "target": _mark(item)}


def _mark(item: Content) -> str:
    return "x" if item["target"] else ""


def _both(name: str, text: Mapping[str, str]) -> dict[str, Cell]:
    return {f"{name}_{language}": wording for language, wording in text.items()}


def _key_rows(catalogue: Catalogue, language: str) -> list[dict[str, Cell]]:
    vocabulary, words = catalogue.vocabulary, own_words()
    rows: list[dict[str, Cell]] = []

    def add(column: str, key: str, de: str, en: str) -> None:
        heading = words.columns[column].in_language(language)
        rows.append({"column": heading, "key": key, "meaning_de": de, "meaning_en": en})

    terms: dict[str, dict[str, Term]] = {
        "sector": vocabulary.sectors,
        "dimensions": vocabulary.dimensions,
        "charta": vocabulary.charta,
        "status": vocabulary.statuses,
    }
    for column, group in terms.items():
        for key, term in group.items():
            add(column, key, term.title.de, term.title.en)
    for key, term in vocabulary.sdgs.items():
        add("sdg", SDG + key, term.title.de, term.title.en)
    for key, unit in vocabulary.units.items():
        add("unit", key, unit.symbol.de, unit.symbol.en)
    for key, text in words.directions.items():
        add("direction", key, text.de, text.en)
    for options in vocabulary.choices.values():
        for key, term in options.items():
            add("option", key, term.title.de, term.title.en)
    for key, text in words.attributes.items():
        add("expression", key, text.de, text.en)
    return rows
