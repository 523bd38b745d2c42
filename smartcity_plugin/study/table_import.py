# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the register into a study: rows are added or changed by their number, none is removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any, NamedTuple, Optional

import shapely

from ..catalogue import Catalogue
from ..model.problem import SmartCityError
from ..model.relation import Relation, RelationKind
from ..model.strategy import Effect, Goal, GoalIndicator, Measure, Procedure
from ..sources.register_tables import CLASSES, ReadTable
from .register import TABLES
from .register_changes import KEEP, Change, apply
from .relations import relations_of, save_relations
from .rows import split_ids
from .strategy_tables import EFFECTS
from .study import Study

_REFERENCES: dict[str, type] = {
    "measure_id": Measure,
    "measure_ids": Measure,
    "depends_on": Measure,
    "goal_id": Goal,
    "goal_ids": Goal,
    "parent_id": Goal,
    "series_id": GoalIndicator,
    "procedure_id": Procedure,
}
"""Fields that name rows of another table."""

_OF_GEOMETRY = {"Point": "point", "LineString": "line", "MultiLineString": "line", "Polygon": "area"}
_OF_GEOMETRY["MultiPolygon"] = "area"


class Stored(NamedTuple):
    """How many rows of a table were added, changed, and were there already."""

    table: str
    added: int
    changed: int
    same: int


def import_tables(study: Study, catalogue: Catalogue, tables: Iterable[ReadTable]) -> list[Stored]:
    """Store tables, all of them or none. Raises SmartCityError for words or references that nothing stands behind."""
    order = list(CLASSES)
    found = []
    with study.transaction():
        for table in sorted(tables, key=lambda item: order.index(item.name)):
            if table.cls is Relation:
                found.append(_relations(study, table))
                continue
            changes, same = _changes(study, catalogue, table)
            apply(study, changes)
            added = sum(change.before is None for change in changes)
            found.append(Stored(table.name, added, len(changes) - added, same))
    return found


def _relations(study: Study, table: ReadTable) -> Stored:
    """Store judgements of the matrices; a kind that nobody knows is an error."""
    kinds = {kind.value for kind in RelationKind}
    for row in table.rows:
        if row.get("kind") not in kinds:
            raise SmartCityError("register_word_unknown", table=table.name, field="kind", word=str(row.get("kind")))
    added = changed = 0
    for kind in RelationKind:
        rows = [Relation(**{**row, "kind": kind}) for row in table.rows if row["kind"] == kind.value]
        before = {(item.from_id, item.to_id): replace(item, changed_at="") for item in relations_of(study, kind)}
        pairs = [(item.from_id, item.to_id) for item in rows]
        added += sum(pair not in before for pair in pairs)
        changed += sum(pair in before and before[pair] != item for pair, item in zip(pairs, rows))
        save_relations(study, kind, rows)
    return Stored(table.name, added, changed, len(table.rows) - added - changed)


def _changes(study: Study, catalogue: Catalogue, table: ReadTable) -> tuple[list[Change], int]:
    """Return what has to change for the rows of a file, and how many are stored like that already."""
    key = "effect_id" if table.cls is Effect else TABLES[table.cls][1]
    stored = dict(_stored(study, table.cls, key))
    shapes = study.measure_shapes() if table.cls is Measure else {}
    known = _known(study, table)
    changes: list[Change] = []
    for row, shape in zip(table.rows, table.shapes):
        _check(table, row, key, catalogue, known)
        before, kind, old_shape = stored.get(row.get(key), (None, "", None))
        after = table.cls(**_complete(table.cls, row)) if before is None else replace(before, **row)
        if table.cls is Effect:
            changes += _effect(before, after, kind, old_shape, shape if table.has_shapes else old_shape)
        elif table.cls is Measure and shape is not None:
            changes.append(Change(before, after, shapes.get(after.measure_id), shape))
        elif before != after:
            changes.append(Change(before, after))
    return changes, len(table.rows) - len({getattr(item.after or item.before, key) for item in changes})


def _stored(study: Study, cls: type, key: str) -> Iterator[tuple[str, tuple[Any, str, Optional[shapely.Geometry]]]]:
    """Yield the rows that are there by number, effects with the kind of their place and their geometry."""
    if cls is not Effect:
        yield from ((getattr(item, key), (item, "", None)) for item in study.records(cls))
        return
    for item in study.effects():
        kind = "none" if item.geometry is None else _OF_GEOMETRY.get(item.geometry.geom_type, "none")
        yield item.effect.effect_id, (item.effect, kind, item.geometry)


def _effect(
    before: Optional[Effect],
    after: Effect,
    kind: str,
    old: Optional[shapely.Geometry],
    new: Optional[shapely.Geometry],
) -> list[Change]:
    """Return the changes of an effect; with a place of another kind it moves to another table."""
    if new is not None and new.geom_type not in _OF_GEOMETRY:
        raise SmartCityError("register_geometry_unfit", number=after.effect_id, kind=new.geom_type)
    place = "none" if new is None else _OF_GEOMETRY[new.geom_type]
    new = _multi(new)
    if before is None:
        return [Change(None, after, None, new, kind_of_place=place)]
    if kind != place:
        removed = Change(before, None, old, None, kind_of_place=kind)
        return [removed, Change(None, after, None, new, kind_of_place=place)]
    has_moved = old is not None and new is not None and not shapely.equals(old, new)
    if before == after and not has_moved:
        return []
    return [Change(before, after, old if has_moved else KEEP, new if has_moved else KEEP, kind_of_place=kind)]


def _multi(shape: Optional[shapely.Geometry]) -> Optional[shapely.Geometry]:
    """Return lines and polygons as the tables hold them."""
    if isinstance(shape, shapely.LineString):
        return shapely.multilinestrings([shape])
    return shapely.multipolygons([shape]) if isinstance(shape, shapely.Polygon) else shape


def _complete(cls: type, row: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a new row; texts that must be there and are not are empty."""
    given = dict(row)
    for field in fields(cls):
        if field.name not in given and field.default is MISSING:
            given[field.name] = ""
    return given


# Checks --------------------------------------------------------------------------------------------------------------


def _known(study: Study, table: ReadTable) -> dict[type, set[str]]:
    """Return the numbers that rows may name; those of the file itself count."""
    found = {}
    for cls in set(_REFERENCES.values()):
        key = TABLES[cls][1]
        found[cls] = {getattr(item, key) for item in study.records(cls)}
        if table.cls is cls:
            found[cls] |= {row.get(key) for row in table.rows}
    return found


def _check(table: ReadTable, row: dict[str, Any], key: str, catalogue: Catalogue, known: dict[type, set[str]]) -> None:
    """Raise SmartCityError if a row names what does not exist, or uses a word that no vocabulary has."""
    columns = (EFFECTS if table.cls is Effect else TABLES[table.cls][0]).fields
    for name, value in row.items():
        if value is None or value == "" or name == key:
            continue
        allowed = _allowed(columns[name].vocabulary, catalogue)
        words: Sequence[str] = split_ids(str(value))
        unknown = [word for word in words if allowed is not None and word not in allowed]
        if unknown:
            raise SmartCityError("register_word_unknown", table=table.name, field=name, word=", ".join(unknown))
        missing = [word for word in words if name in _REFERENCES and word not in known[_REFERENCES[name]]]
        if missing:
            number = str(row.get(key))
            raise SmartCityError(
                "register_reference_unknown", table=table.name, number=number, field=name, other=", ".join(missing)
            )


def _allowed(vocabulary: Optional[str], catalogue: Catalogue) -> Optional[dict[str, Any]]:
    if vocabulary is None:
        return None
    if vocabulary in ("indicators", "roles", "sectors"):
        return getattr(catalogue, vocabulary)
    return getattr(catalogue.vocabulary, vocabulary, None)
