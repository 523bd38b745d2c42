# SPDX-License-Identifier: GPL-2.0-or-later
"""Changes of the register, row by row: checked against what others stored meanwhile, undone, and never lost.

A change holds what its author saw (``before``) and what it shall be (``after``). Only fields that differ are written,
so that two people may work on one goal; where both changed the same field, nothing is written and the conflict is
told. Rows that are removed, here or in QGIS, go into the study's own bin (``bin.py``).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Optional, Union

import pandas as pd
import shapely

from ..model.problem import SmartCityError
from ..model.strategy import (
    Contribution,
    Cost,
    Effect,
    Financing,
    Goal,
    GoalIndicator,
    Measure,
    Observation,
    Procedure,
    Scenario,
)
from . import strategy_tables as tables
from .bin import shape_of
from .fields import Table
from .register import TABLES
from .rows import is_missing, split_ids
from .study import Study

KEEP = "keep"
"""Stands for a geometry that does not change."""

Shape = Union[shapely.Geometry, None, str]


@dataclass(frozen=True)
class Change:
    """One row added (``before`` None), changed, or removed (``after`` None); both are records of the same class.

    ``kind_of_place`` names the table of an effect: none, point, line or area.
    """

    before: Optional[Any]
    after: Optional[Any]
    shape_before: Shape = KEEP
    shape_after: Shape = KEEP
    kind_of_place: str = ""

    @property
    def cls(self) -> type:
        """The class of the row."""
        return type(self.after if self.after is not None else self.before)

    @property
    def table(self) -> Table:
        """The table of the row."""
        return tables.EFFECT_TABLES[self.kind_of_place] if self.cls is Effect else TABLES[self.cls][0]

    @property
    def key(self) -> str:
        """The field that names the row."""
        return "effect_id" if self.cls is Effect else TABLES[self.cls][1]

    def undone(self) -> Change:
        """Return the change that takes this one back."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            shape_before=self.shape_after,
            shape_after=self.shape_before,
        )


def undo(changes: Sequence[Change]) -> list[Change]:
    """Return the changes that take several back, last first."""
    return [change.undone() for change in reversed(changes)]


def new_id() -> str:
    """Return an id for a row that has no number of its own: a cost, an effect, an observation."""
    return uuid.uuid4().hex[:12]


def apply(study: Study, changes: Iterable[Change]) -> None:
    """Write changes, all or nothing. Raises SmartCityError ``register_conflict`` if others changed the same fields.

    Its values: table, number (of the row), field, mine (what was to be written) and theirs (what is stored now;
    empty if the row is gone).
    """
    batch, changes = new_id(), list(changes)
    if any(change.cls is Contribution for change in changes):
        study.overwrite_what_goes()  # whoever deletes or corrects a text of citizens wants it gone from the file
    with study.transaction():
        for change in changes:
            if change.before is None:
                _add(study, change)
            elif change.after is None:
                _remove(study, change, batch)
            else:
                _change(study, change)


def _add(study: Study, change: Change) -> None:
    name = getattr(change.after, change.key)
    if not name:
        raise SmartCityError("register_without_number", table=change.table.name)
    _check_number(change, name)
    if study.register_row(change.table, change.key, name) is not None:
        raise SmartCityError("register_number_taken", table=change.table.name, number=name)
    study.add_register_row(change.table, asdict(change.after), _shape(change.shape_after))
    for row in study.removed_rows(table_name=change.table.name, row_key=name):  # it was taken back
        content = json.loads(row["content"])
        if all(is_same(content.get(field), value) for field, value in asdict(change.after).items()):
            study.remove_register_row(tables.REMOVED, "removed_id", row["removed_id"])


def is_listable(number: str) -> bool:
    """Return whether a number can stand in a comma separated list and be found there again."""
    return "," not in number and number == number.strip()


def _check_number(change: Change, number: str) -> None:
    if change.cls in (Goal, Measure) and not is_listable(number or ""):
        raise SmartCityError("register_number_unfit", table=change.table.name, number=number)


def _shape(shape: Shape) -> Optional[shapely.Geometry]:
    return None if isinstance(shape, str) else shape


def _change(study: Study, change: Change) -> None:
    before, after = asdict(change.before), asdict(change.after)
    name = before[change.key]
    stored = _stored(study, change, name)
    values = {}
    for field, new in after.items():
        if is_same(before[field], new):
            continue
        theirs = stored[field]
        if not (is_same(theirs, before[field]) or is_same(theirs, new)):
            raise _conflict(change, name, field, new, theirs)
        values[field] = new
    other = after[change.key]
    if change.key in values:
        _check_number(change, other)
    if change.key in values and study.register_row(change.table, change.key, other) is not None:
        raise SmartCityError("register_number_taken", table=change.table.name, number=other)
    if not isinstance(change.shape_after, str):
        theirs = stored["geometry"]
        both = (theirs, _shape(change.shape_before)), (theirs, change.shape_after)
        if not isinstance(change.shape_before, str) and not any(_same_shape(*pair) for pair in both):
            raise _conflict(change, name, "geometry", "", "")
    if values or not isinstance(change.shape_after, str):
        study.change_register_row(change.table, change.key, name, values, change.shape_after)


def _remove(study: Study, change: Change, batch: str) -> None:
    before = asdict(change.before)
    name = before[change.key]
    stored = _stored(study, change, name)
    for field, value in before.items():
        if field != "position" and not is_same(stored[field], value):
            raise _conflict(change, name, field, "", stored[field])
    study.remove_register_row(change.table, change.key, name)
    study.name_batch(batch)


def _stored(study: Study, change: Change, name: str) -> dict[str, Any]:
    stored = study.register_row(change.table, change.key, name)
    if stored is None:
        raise _conflict(change, name, change.key, name, "")
    return stored


def _conflict(change: Change, name: str, field: str, mine: Any, theirs: Any) -> SmartCityError:
    return SmartCityError(
        "register_conflict", table=change.table.name, number=name, field=field, mine=_text(mine), theirs=_text(theirs)
    )


def _text(value: Any) -> str:
    return "" if is_missing(value) else str(value)


def is_same(one: Any, other: Any) -> bool:
    """Return whether two values of a field mean the same: an empty text is NULL, 1 is 1.0, no tick is no."""
    empty = [is_missing(value) or value == "" for value in (one, other)]
    if isinstance(one, bool) or isinstance(other, bool):
        ticks = [bool(value) and not nothing for value, nothing in zip((one, other), empty)]
        return ticks[0] == ticks[1]
    return all(empty) or (not any(empty) and one == other)


def _same_shape(one: Optional[shapely.Geometry], other: Optional[shapely.Geometry]) -> bool:
    return one is other or (one is not None and other is not None and bool(shapely.equals(one, other)))


# Removing with what hangs on it --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dependants:
    """What hangs on a row, as (class name, number): ``owned`` goes with it, ``referring`` only loses the reference."""

    owned: tuple[tuple[str, str], ...] = ()
    referring: tuple[tuple[str, str], ...] = ()


def removal(study: Study, record: Union[Goal, Measure, GoalIndicator, Procedure, Scenario]) -> list[Change]:
    """Return the changes that remove a row with what belongs to it and take it out of the lists of others.

    Costs, financing and effects go with their measure, quantities and observations with their goal. Goals below a goal
    move up to its parent. Judgements in the matrices stay; ``relations.open_questions`` tells them as left over.
    """
    changes: list[Change] = []
    if isinstance(record, Goal):
        for series in (item for item in study.records(GoalIndicator) if item.goal_id == record.goal_id):
            changes += removal(study, series)
        for goal in study.goals():
            if goal.parent_id == record.goal_id:
                changes.append(Change(goal, replace(goal, parent_id=record.parent_id)))
        changes += _unlisted(study.measures(), "goal_ids", record.goal_id)
        changes += _unlisted(study.records(Contribution), "goal_ids", record.goal_id)
    elif isinstance(record, Measure):
        owned = [*study.records(Cost), *study.records(Financing)]
        changes += [Change(item, None) for item in owned if item.measure_id == record.measure_id]
        for kind, effect, shape in study.placed_effects(record.measure_id):
            changes.append(Change(effect, None, shape, None, kind_of_place=kind))
        changes += _unlisted(study.measures(), "depends_on", record.measure_id)
        changes += _unlisted(study.records(Scenario), "measure_ids", record.measure_id)
        changes += _unlisted(study.records(Contribution), "measure_ids", record.measure_id)
    elif isinstance(record, GoalIndicator):
        observed = [item for item in study.records(Observation) if item.series_id == record.series_id]
        changes += [Change(item, None) for item in observed]
    elif isinstance(record, Procedure):
        for item in study.records(Contribution):
            if item.procedure_id == record.procedure_id:
                changes.append(Change(item, replace(item, procedure_id=None)))
    shape = study.measure_shapes().get(record.measure_id) if isinstance(record, Measure) else KEEP
    return [*changes, Change(record, None, shape, None if isinstance(record, Measure) else KEEP)]


def dependants(changes: Iterable[Change]) -> Dependants:
    """Return what the changes of a removal do besides removing the row itself (their last)."""
    others = list(changes)[:-1]
    owned = tuple((item.cls.__name__, getattr(item.before, item.key)) for item in others if item.after is None)
    referring = tuple((item.cls.__name__, getattr(item.before, item.key)) for item in others if item.after is not None)
    return Dependants(owned, referring)


def _unlisted(records: Iterable[Any], field: str, number: str) -> list[Change]:
    changes = []
    for record in records:
        listed = split_ids(getattr(record, field))
        if number in listed:
            rest = ",".join(item for item in listed if item != number) or None
            changes.append(Change(record, replace(record, **{field: rest})))
    return changes


# The bin -------------------------------------------------------------------------------------------------------------


def removed(study: Study) -> pd.DataFrame:
    """Return the rows in the bin, newest first (fields of ``removed_rows``)."""
    rows = study.product(tables.REMOVED).frame
    return rows.iloc[::-1].sort_values("removed_at", ascending=False, kind="stable")


def empty_bin(study: Study, removed_ids: Optional[Sequence[str]] = None) -> None:
    """Delete rows of the bin for good, all of them if none are named; their bytes are overwritten."""
    study.overwrite_what_goes()
    with study.transaction():
        if removed_ids is None:
            study.clear_bin()
        for name in removed_ids or ():
            study.remove_register_row(tables.REMOVED, "removed_id", name)


def restore(study: Study, removed_ids: Sequence[str]) -> None:
    """Put rows of the bin back where they were. Raises SmartCityError if a number is in use again, or none is known."""
    frame = removed(study)
    chosen = frame[frame["removed_id"].isin(list(removed_ids))]
    if len(chosen) != len(set(removed_ids)):
        raise SmartCityError("register_not_in_bin", ids=", ".join(removed_ids))
    present = {table.name: (table, key) for table, key in TABLES.values()}
    present.update({table.name: (table, "effect_id") for table in tables.EFFECT_TABLES.values()})
    with study.transaction():
        for row in chosen.to_dict("records"):
            table, key = present[row["table_name"]]
            if study.register_row(table, key, row["row_key"]) is not None:
                raise SmartCityError("register_number_taken", table=table.name, number=row["row_key"])
            content = json.loads(row["content"])
            shape = content.pop("geometry", None)
            geometry = None if not shape else shape_of(shape)
            study.add_register_row(table, {name: content.get(name) for name in table.fields}, geometry)
            study.remove_register_row(tables.REMOVED, "removed_id", row["removed_id"])
