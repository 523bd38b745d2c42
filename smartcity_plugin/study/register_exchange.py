# SPDX-License-Identifier: GPL-2.0-or-later
"""The register from a spreadsheet that people edited: compared row by row with the study, shown, then merged.

Rows are matched by their number. What a sheet or a column does not have stays as it is; rows that are absent stay, or
go into the bin if that is wanted. Nothing is stored if anything in the spreadsheet cannot be read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Optional

import shapely

from ..catalogue import Catalogue
from ..model.problem import Problem, SmartCityError
from ..model.strategy import DRAWN_PLACE, FOCUS_PLACE, Cost, Financing, Goal, GoalIndicator, Measure, Observation
from ..sources.register_sheets import (
    IDS,
    Column,
    SheetFlaw,
    SheetKind,
    SheetTable,
    read_register,
    says_the_same,
    value_of_cell,
)
from .goal_tree import build_tree
from .register import TABLES, UnitShapes
from .register_changes import KEEP, Change, apply, is_listable, removal
from .register_sheets import CLASSES, kinds_of
from .rows import split_ids
from .study import Study

_REFERENCES: dict[str, type] = {
    "parent_id": Goal,
    "goal_id": Goal,
    "goal_ids": Goal,
    "series_id": GoalIndicator,
    "measure_id": Measure,
    "measure_ids": Measure,
    "depends_on": Measure,
}
_DECIMAL = re.compile(r"\d+(\.\d+)?")
_MONTH = "(?:Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec)"
_DAY = re.compile(rf"\d{{4}}[-/]\d{{2}}[-/]\d{{2}}(?:[ T].*)?|\d{{1,2}}[. -]+{_MONTH}\.?|{_MONTH}[. -]+\d{{2}}")
"""A date as spreadsheets write it that took a number such as 1.10 for one: 2026/10/01, 01. Okt, 1-Oct, Okt 26."""

_MAY_LACK_ID = (GoalIndicator, Observation, Cost, Financing)
"""Their ids mean nothing to people: a new row may leave it empty and gets one."""


@dataclass(frozen=True)
class Difference:
    """A field that the spreadsheet changes."""

    cls: type
    number: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Counts:
    """How many rows were added, changed, and went into the bin."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass
class Plan:
    """What an import would do; ``flaws`` keep it from doing anything."""

    kinds: dict[type, SheetKind]
    changes: list[Change] = field(default_factory=list)
    absent: list[Any] = field(default_factory=list)
    """Rows of the study that their sheet does not have, in the order in which they would have to be removed."""
    owned: list[Any] = field(default_factory=list)
    """Rows that belong to absent ones and would go with them, although their sheet has them or there is none."""
    flaws: list[SheetFlaw] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)

    @property
    def added(self) -> list[Any]:
        """The rows that are new."""
        return [change.after for change in self.changes if change.before is None]

    @property
    def changed(self) -> list[Any]:
        """The rows, as they are now, of which fields change."""
        return [change.before for change in self.changes if change.before is not None]

    @property
    def differences(self) -> list[Difference]:
        """Every field that changes."""
        return [
            Difference(change.cls, getattr(change.before, change.key), item.name, old, new)
            for change in self.changes
            if change.before is not None
            for item in fields(change.before)
            for old, new in [(getattr(change.before, item.name), getattr(change.after, item.name))]
            if old != new
        ]


def plan_import(study: Study, catalogue: Catalogue, path: Path) -> Plan:
    """Compare a spreadsheet with a study without writing anything. Raises SmartCityError for what is no such file."""
    kinds = kinds_of(catalogue)
    plan = Plan(kinds)
    tables, plan.flaws, plan.left_out = read_register(path, list(kinds.values()))
    rows: list[tuple[SheetFlaw, Any, Any]] = []
    for cls in CLASSES:
        for table in (item for item in tables if item.kind is kinds[cls]):
            found = list(_records(study, cls, table, plan))
            rows += found
            present = {getattr(after, TABLES[cls][1]) for _, _, after in found}
            absent = [item for item in study.records(cls) if getattr(item, TABLES[cls][1]) not in present]
            _check_numbers(cls, found, absent, plan)
            plan.absent += absent
    plan.absent.reverse()  # what hangs on others goes first
    plan.owned = _owned(study, plan.absent)
    places = UnitShapes(study.units())
    shapes = study.measure_shapes()
    plan.changes = [_change(before, after, places, shapes) for _, before, after in rows if before != after]
    _check_references(study, rows, plan)
    return plan


def carry_out(study: Study, plan: Plan, remove: bool = False) -> int:
    """Store what a plan says, all or nothing; with ``remove`` absent rows go into the bin.

    Returns how many rows went there, counting what belongs to them. Raises ValueError for a plan with flaws.
    """
    if plan.flaws:
        raise ValueError("a plan with flaws cannot be carried out")
    gone = 0
    with study.transaction():
        apply(study, plan.changes)
        for record in plan.absent if remove else []:
            cls, key = type(record), TABLES[type(record)][1]
            stored = {getattr(item, key): item for item in study.records(cls)}.get(getattr(record, key))
            if stored is not None:  # else it went with what it belongs to
                changes = removal(study, stored)
                apply(study, changes)
                gone += sum(change.after is None for change in changes)
    return gone


def _owned(study: Study, absent: Sequence[Any]) -> list[Any]:
    """Return what belongs to absent rows and is not absent itself; only reads, also older files."""
    goals = {item.goal_id for item in absent if isinstance(item, Goal)}
    measures = {item.measure_id for item in absent if isinstance(item, Measure)}
    series = {item.series_id for item in absent if isinstance(item, GoalIndicator)}
    further = [item for item in study.records(GoalIndicator) if item.goal_id in goals]
    series |= {item.series_id for item in further}
    of_measures = [*study.records(Cost), *study.records(Financing), *(item.effect for item in study.effects())]
    found = [
        *further,
        *(item for item in study.records(Observation) if item.series_id in series),
        *(item for item in of_measures if item.measure_id in measures),
    ]
    return [item for item in found if item not in absent]


# Rows -----------------------------------------------------------------------------------------------------------------


def _records(study: Study, cls: type, table: SheetTable, plan: Plan) -> Iterator[tuple[SheetFlaw, Any, Any]]:
    """Yield (place, row of the study or None, row of the sheet) for each row that can be read."""
    name = TABLES[cls][1]
    stored = {getattr(item, name): item for item in study.records(cls)}
    seen: set[str] = set()
    for at, cells in table.rows:
        number = _number(cls, name, cells, seen)
        before = stored.get(number)
        key = next((column for column in table.kind.columns if column.name == name), None)
        place = SheetFlaw(table.kind, at, key, Problem("sheet_row_without_number"))
        if not number:
            plan.flaws.append(place)
            continue
        if number in seen:
            plan.flaws.append(replace(place, problem=Problem("sheet_row_twice", values={"number": number})))
            continue
        seen.add(number)
        values = dict(_values(table, at, cells, before, name, plan))
        values[name] = number
        if before is not None:
            yield place, before, replace(before, **values)
            continue
        missing = [one for one in _required(cls) if not values.get(one)]
        plan.flaws += [
            SheetFlaw(table.kind, at, _named(table.kind, one), Problem("sheet_cell_empty")) for one in missing
        ]
        given = {item.name: values[item.name] for item in fields(cls) if values.get(item.name) is not None}
        if not missing:
            yield place, None, cls(**given)


def _number(cls: type, name: str, cells: dict[str, str], seen: set[str]) -> str:
    """Return the number of a row; one without id gets one made of its content, so that it is not added twice."""
    number = cells.get(name, "")
    if number or cls not in _MAY_LACK_ID:
        return number
    content = "\x1f".join(f"{key}={cells[key]}" for key in sorted(cells))
    for count in range(len(seen) + 1):
        number = hashlib.sha256(f"{content}\x1f{count}".encode()).hexdigest()[:12]
        if number not in seen:
            break
    return number


def _named(kind: SheetKind, name: str) -> Optional[Column]:
    return next((column for column in kind.columns if column.name == name), None)


def _values(
    table: SheetTable, at: int, cells: dict[str, str], before: Optional[Any], name: str, plan: Plan
) -> Iterator[tuple[str, Any]]:
    """Yield the fields, but for that of the number (``name``), that a row states otherwise than the study."""
    required = () if before is None else _required(type(before))
    for column in (item for item in table.columns if item.name != name):
        text = cells[column.name]
        if before is not None and says_the_same(column, text, getattr(before, column.name)):
            continue
        value, problem = value_of_cell(table, column, text)
        if problem is None and value is None and column.name in required:
            problem = Problem("sheet_cell_empty")
        if problem is not None:
            plan.flaws.append(SheetFlaw(table.kind, at, column, problem))
        elif before is None or not _is_same_list(getattr(before, column.name), value, column):
            yield column.name, value


def _required(cls: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(cls) if item.default is MISSING)


def _is_same_list(stored: Any, value: Any, column: Column) -> bool:
    return column.holds == IDS and split_ids(stored) == split_ids(value)


def _change(before: Optional[Any], after: Any, places: UnitShapes, shapes: dict[str, shapely.Geometry]) -> Change:
    """Return the change of a row; the area of a measure follows its units, unless it was drawn or is a focus area."""
    if not isinstance(after, Measure) or after.place_source in (DRAWN_PLACE, FOCUS_PLACE):
        return Change(before, after)
    if before is not None and before.unit_ids == after.unit_ids and before.place_source == after.place_source:
        return Change(before, after)
    old = None if before is None else shapes.get(before.measure_id)
    return Change(before, after, KEEP if before is None else old, places.of(after.unit_ids))


def _check_numbers(cls: type, rows: Sequence[tuple[SheetFlaw, Any, Any]], absent: Sequence[Any], plan: Plan) -> None:
    """Tell numbers that lists would tear apart, and those that a spreadsheet has made of others: 1.1 of 1.10."""
    if cls in _MAY_LACK_ID:
        return
    name = TABLES[cls][1]
    gone = [getattr(item, name) for item in absent]
    for place, before, after in rows:
        number = getattr(after, name)
        if before is not None:
            continue
        former = next((one for one in gone if _is_made_of(number, one)), None)
        if former is not None or _DAY.fullmatch(number):
            changed = Problem("sheet_number_changed", values={"number": number, "former": former or "?"})
            plan.flaws.append(replace(place, problem=changed))
        elif cls in (Goal, Measure) and not is_listable(number):
            unfit = Problem("register_number_unfit", values={"number": number, "table": place.kind.name})
            plan.flaws.append(replace(place, problem=unfit))


def _is_made_of(number: str, former: str) -> bool:
    """Return whether a number is what a spreadsheet makes of another one that it takes for a decimal: 7 of 007."""
    plain = [text.replace(",", ".") for text in (number, former)]
    return all(_DECIMAL.fullmatch(text) for text in plain) and float(plain[0]) == float(plain[1])


# Checks of all together -----------------------------------------------------------------------------------------------


def _check_references(study: Study, rows: Sequence[tuple[SheetFlaw, Any, Any]], plan: Plan) -> None:
    """Tell references to what does not exist, as far as the spreadsheet brings them, and goals in a circle."""
    known: dict[type, set[str]] = {}
    for cls in {*_REFERENCES.values()}:
        name = TABLES[cls][1]
        known[cls] = {getattr(item, name) for item in study.records(cls)}
        known[cls] |= {getattr(after, name) for _, _, after in rows if isinstance(after, cls)}
    units = set(study.units().ids("unit_id"))
    for place, before, after in rows:
        for item in fields(after):
            value = getattr(after, item.name)
            if item.name == TABLES[type(after)][1] or (before is not None and value == getattr(before, item.name)):
                continue
            there = units if item.name == "unit_ids" else known.get(_REFERENCES.get(item.name, object))
            lost = [] if there is None else [one for one in split_ids(value) if one not in there]
            if lost:
                problem = Problem("sheet_reference_unknown", values={"numbers": ", ".join(lost)})
                plan.flaws.append(SheetFlaw(place.kind, place.row, _named(place.kind, item.name), problem))
    _check_loops(study, rows, plan)


def _check_loops(study: Study, rows: Iterable[tuple[SheetFlaw, Any, Any]], plan: Plan) -> None:
    places = {after.goal_id: (place, after) for place, _, after in rows if isinstance(after, Goal)}
    goals = {goal.goal_id: goal for goal in study.goals()}
    before = {problem.values["goal"] for problem in build_tree(goals.values()).problems if "parent" in problem.values}
    goals.update({number: after for number, (_, after) in places.items()})
    for problem in build_tree(goals.values()).problems:
        number = problem.values.get("goal")
        if problem.key == "goal_parent_loop" and number in places and number not in before:
            place, _ = places[number]
            plan.flaws.append(SheetFlaw(place.kind, place.row, _named(place.kind, "parent_id"), problem))


# Whole tables in place of earlier ones --------------------------------------------------------------------------------


def replace_records(study: Study, cls: type, records: Sequence[Any], columns: Optional[Iterable[str]] = None) -> Counts:
    """Store goals or measures in place of all earlier ones; what vanishes goes into the bin with what it owns.

    Numbers in lists of other tables stay: a whole register brings its own. ``columns`` are the fields that the new
    records know of; the others keep what is stored. The order is that of the records unless they have positions.
    Raises SmartCityError if a number comes twice.
    """
    name = TABLES[cls][1]
    stored = {getattr(item, name): item for item in study.records(cls)}
    kept = None if columns is None else [item.name for item in fields(cls) if item.name not in set(columns)]
    merged = [_merged(stored.get(getattr(item, name)), item, kept or ()) for item in records]
    numbers = [getattr(item, name) for item in merged]
    for number in (one for one in numbers if numbers.count(one) > 1):
        raise SmartCityError("register_number_taken", table=TABLES[cls][0].name, number=number)
    gone = [item for number, item in stored.items() if number not in set(numbers)]
    order = [number for number in stored if number in set(numbers)] + [one for one in numbers if one not in stored]
    had_places = any(item.position is not None for item in stored.values())
    if (order != numbers or had_places) and all(item.position is None for item in merged):
        merged = [replace(item, position=place) for place, item in enumerate(merged, start=1)]
    places, shapes = UnitShapes(study.units()), study.measure_shapes()
    with study.transaction():
        for record in gone:
            apply(study, [change for change in removal(study, record) if change.after is None])
        pairs = [(stored.get(getattr(item, name)), item) for item in merged]
        changes = [_change(before, after, places, shapes) for before, after in pairs if before != after]
        apply(study, changes)
    added = sum(change.before is None for change in changes)
    return Counts(added, len(changes) - added, len(gone))


def _merged(stored: Optional[Any], record: Any, kept: Iterable[str]) -> Any:
    return record if stored is None else replace(record, **{name: getattr(stored, name) for name in kept})
