# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's own indicators in the study file: the catalogue with them, storing, removing, import of a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

import pandas as pd

from ..catalogue import Catalogue, load_catalogue
from ..catalogue.own import PREFIX, OwnEntry, completed, definition, renamed, with_own
from ..catalogue.own_checks import ENTRY, Flaw, flaws_of
from ..model.problem import Problem, Severity, SmartCityError
from ..sources.own_reading import SheetFlaw, read_entries
from ..sources.own_sheets import Sheet, sheets_of
from . import schema
from .geopackage import GeoPackage
from .provenance import now

if TYPE_CHECKING:
    from .study import Study

Look = Callable[[str, Collection[str]], "tuple[list[str], list[Problem]]"]
"""Takes an expression and the ids it may name; returns those it names, and what is wrong with it."""


class OwnStore:
    """What ``Study`` knows of the town's own indicators."""

    _package: GeoPackage

    if TYPE_CHECKING:

        def transaction(self) -> AbstractContextManager[None]:
            """Write everything inside the block or nothing of it."""

    def own_entries(self) -> list[OwnEntry]:
        """Return the own indicators as they are stored; one that cannot be read at all has no content."""
        if schema.OWN_INDICATORS.name not in self._package.tables():  # an older file, opened for reading
            return []
        frame, _ = self._package.read(schema.OWN_INDICATORS.name)
        rows = frame.fillna("").to_dict("records")
        return [OwnEntry(row["indicator_id"], row["base_id"], _content(row["entry"])) for row in rows]

    def write_own(self, entries: Iterable[OwnEntry], removed: Iterable[str] = ()) -> None:
        """Store entries in place of those of the same id and remove others, all or nothing.

        Values of an indicator that is computed otherwise from now on, or no longer, are removed with it.
        """
        entries, before = list(entries), {entry.id: entry for entry in self.own_entries()}
        with self.transaction():
            for entry in entries:
                old = before.get(entry.id)
                if old is None or _computed_by(old) != _computed_by(entry):
                    self._forget_everywhere(entry.id)
                self._package.delete_where(schema.OWN_INDICATORS.name, indicator_id=entry.id)
            for indicator_id in removed:
                self._forget_everywhere(indicator_id)
                self._package.delete_where(schema.OWN_INDICATORS.name, indicator_id=indicator_id)
            if entries:
                self._package.append(schema.OWN_INDICATORS.name, pd.DataFrame([_row(entry) for entry in entries]))

    def _forget_everywhere(self, indicator_id: str) -> None:
        for table in (schema.INDICATOR_VALUES, schema.CELL_VALUES, schema.INDICATOR_STATUS):
            self._package.delete_where(table.name, indicator_id=indicator_id)


def _content(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _row(entry: OwnEntry) -> dict[str, str]:
    text = json.dumps(entry.content, ensure_ascii=False, sort_keys=True)
    return {"indicator_id": entry.id, "base_id": entry.base_id, "entry": text, "changed_at": now()}


def _computed_by(entry: OwnEntry) -> tuple[Any, ...]:
    parameters = entry.content.get("parameters") or {}
    values = {name: item.get("value") for name, item in parameters.items() if isinstance(item, dict)}
    return (entry.base_id, entry.content.get("expression"), values)


# The catalogue of a study -------------------------------------------------------------------------------------------


def catalogue_of(study: OwnStore) -> Catalogue:
    """Return the catalogue that holds for a study: what the plugin ships and the town's own indicators behind it."""
    return checked_catalogue(study)[0]


def checked_catalogue(study: OwnStore) -> tuple[Catalogue, dict[str, Problem]]:
    """Return the catalogue of a study, and by id why own indicators of it cannot be used."""
    shipped, entries = load_catalogue(), study.own_entries()
    return with_own(shipped, entries) if entries else (shipped, {})


# Storing ------------------------------------------------------------------------------------------------------------


def inspected(
    entry: OwnEntry, catalogue: Catalogue, others: Collection[str], look: Look
) -> tuple[OwnEntry, list[Flaw]]:
    """Return an entry ready to be stored and everything that is wrong with it.

    ``catalogue`` is the shipped one, ``others`` are the ids of the own indicators that there will be.
    """
    entry, flaws = completed(entry, catalogue), []
    expression = str(entry.content.get("expression", "")).strip()
    if expression and not entry.base_id:
        named, problems = look(expression, {*catalogue.indicators, *others})
        entry = replace(entry, content={**entry.content, "expression": expression, "indicators": named})
        flaws = [Flaw(ENTRY, "expression", problem) for problem in problems]
    return entry, [*flaws, *flaws_of(entry, catalogue)]


def inspect_all(
    entries: Iterable[OwnEntry], present: Iterable[OwnEntry], look: Look
) -> tuple[list[OwnEntry], list[tuple[str, Flaw]]]:
    """Return entries ready to be stored beside those present, and what is wrong with them and with all together."""
    entries, present, shipped = list(entries), list(present), load_catalogue()
    ids = {entry.id for entry in (*entries, *present)}
    ready, flaws = [], []
    for entry in entries:
        made, wrong = inspected(entry, shipped, ids, look)
        ready.append(made)
        flaws += [(entry.id, flaw) for flaw in wrong]
    if not flaws:
        changed = {entry.id for entry in ready}
        kept = [entry for entry in present if entry.id not in changed]
        before = with_own(shipped, present)[1]
        problems = with_own(shipped, [*kept, *ready])[1]
        # What was wrong before need not hinder anybody, unless it is what is being stored.
        new = {key: item for key, item in problems.items() if key in changed or key not in before}
        mine = {key: item for key, item in new.items() if key in changed}
        first = ready[0].id if ready else ""
        told = mine.items() or ((first, item) for item in new.values())
        flaws = [(key, Flaw(ENTRY, "expression", item)) for key, item in told]
    return ready, flaws


def save_own(study: Study, entry: OwnEntry, look: Look, renamed_from: str = "") -> list[Flaw]:
    """Store one own indicator; returns what is wrong with it instead, and then stores nothing.

    ``renamed_from`` is its former id if that has changed; it is removed unless something still needs it.
    """
    if renamed_from and renamed_from != entry.id:
        check_unused(study, renamed_from)
    present = [item for item in study.own_entries() if item.id != renamed_from or renamed_from == entry.id]
    ready, flaws = inspect_all([entry], present, look)
    if not flaws:
        study.write_own(ready, [renamed_from] if renamed_from and renamed_from != entry.id else [])
    return [flaw for _, flaw in flaws]


def check_unused(study: Study, indicator_id: str) -> None:
    """Raise SmartCityError if formulas or goals of a study name an own indicator."""
    entries = study.own_entries()
    users = [item.id for item in entries if indicator_id in (item.content.get("indicators") or [])]
    users += [goal.goal_id for goal in study.goals() if goal.indicator_id == indicator_id]
    if users:
        raise SmartCityError("own_in_use", indicator=indicator_id, users=users)


def remove_own(study: Study, indicator_id: str) -> None:
    """Remove an own indicator with its values; raises SmartCityError if there is none or something needs it."""
    if indicator_id not in {entry.id for entry in study.own_entries()}:
        raise SmartCityError("own_unknown", id=indicator_id)
    check_unused(study, indicator_id)
    study.write_own([], [indicator_id])


# Spreadsheets -------------------------------------------------------------------------------------------------------


def sheets_of_study(study: OwnStore, language: str, chosen: Optional[Collection[str]] = None) -> list[Sheet]:
    """Return the sheets of all or the chosen indicators of a study; raises SmartCityError for an unknown id."""
    catalogue = catalogue_of(study)
    entries = {name: OwnEntry(name, "", definition(item)) for name, item in catalogue.indicators.items()}
    entries.update({entry.id: entry for entry in study.own_entries() if entry.id in entries})
    for name in chosen or ():
        if name not in entries:
            raise SmartCityError("indicator_unknown", indicator=name)
    return sheets_of([entry for name, entry in entries.items() if not chosen or name in chosen], catalogue, language)


@dataclass(frozen=True)
class Imported:
    """What the import of a spreadsheet brings: entries to store, what is wrong, and what must be told."""

    entries: tuple[OwnEntry, ...]
    flaws: tuple[SheetFlaw, ...]
    notes: tuple[Problem, ...]


def read_import(study: OwnStore, path: Path, look: Look) -> Imported:
    """Read a spreadsheet and compare it with the study: what was not changed yields nothing.

    A changed row of a shipped indicator becomes an own one derived from it. Raises SmartCityError for a file that is
    no such spreadsheet.
    """
    shipped = load_catalogue()
    present = {entry.id: entry for entry in study.own_entries()}
    reading = read_entries(path, shipped)
    changed: dict[str, OwnEntry] = {}
    origin: dict[str, str] = {}
    for entry in reading.entries:
        own = _own(entry, shipped, present)
        if own is None:
            continue
        if own.id != entry.id and (own.id in changed or reading.has(own.id)):
            clash = Problem("own_two_ways", values={"id": own.id})
            reading.flaws.append(reading.place(entry.id, Flaw(ENTRY, "id", clash)))
            continue
        changed[own.id], origin[own.id] = own, entry.id
    ready, flaws = inspect_all(changed.values(), present.values(), look)
    placed = [*reading.flaws, *(reading.place(origin[name], flaw) for name, flaw in flaws)]
    ready = [entry for entry in ready if entry.id not in present or not _is_same(present[entry.id], entry)]
    values = [entry.id for entry in ready if entry.id in present]
    notes = [Problem("own_replaced", Severity.WARNING, {"indicator": name}) for name in values]
    return Imported(tuple(ready), tuple(_once(placed)), tuple(notes))


def _own(entry: OwnEntry, shipped: Catalogue, present: dict[str, OwnEntry]) -> Optional[OwnEntry]:
    """Return the own indicator that a row asks for, None if it changes nothing."""
    if entry.id.startswith(PREFIX):
        old = present.get(entry.id)
        made_of = old.content.get("indicators") if old else None
        same = {**entry.content, "indicators": made_of} if "indicators" in entry.content else entry.content
        return None if old is not None and _is_same(old, replace(entry, content=same)) else entry
    if entry.id not in shipped.indicators:
        return None
    before = definition(shipped.indicators[entry.id])
    if _plain(entry.content) == _plain(before):
        return None
    content = dict(entry.content)
    if content["title"] == before["title"]:
        content["title"] = renamed(content["title"])
    return OwnEntry(PREFIX + entry.id, entry.id, content)


def _is_same(one: OwnEntry, other: OwnEntry) -> bool:
    return one.base_id == other.base_id and _plain(one.content) == _plain(other.content)


def _plain(value: Any) -> Any:
    """Return a content with its numbers as exact as spreadsheets keep them: 15 digits."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return float(f"{value:.15g}") if isinstance(value, float) else value


def _once(flaws: Iterable[SheetFlaw]) -> list[SheetFlaw]:
    """Return flaws without what says the same of the same cell, in the order of the sheets and rows."""
    order = {"indicators": 0, "parameters": 1, "thresholds": 2}
    found: dict[tuple[str, int, str], SheetFlaw] = {}
    for flaw in flaws:
        found.setdefault((flaw.sheet, flaw.row, flaw.column), flaw)
    return sorted(found.values(), key=lambda flaw: (order[flaw.sheet], flaw.row))


def import_own(study: Study, imported: Imported) -> None:
    """Store what an import brings; nothing at all if anything is wrong with it."""
    if not imported.flaws and imported.entries:
        study.write_own(imported.entries)
