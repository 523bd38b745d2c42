# SPDX-License-Identifier: GPL-2.0-or-later
"""What differs between two states of a layer: features that came, went or changed, and sums before and after."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.indicator import Role

MILLIMETRES = 3
"""Decimals of metres to which coordinates are compared: services and formats round them differently."""
NUMBER_TOLERANCE = 1e-9
"""Relative difference up to which numbers are equal: texts and binary formats round the last digit differently."""
NAMED = 10
"""Features named as examples of each kind of change."""
OWN = ("fid", "source_id")
"""Columns that the study itself adds."""


@dataclass(frozen=True)
class FieldChange:
    """A field of numbers: its sum and the number of known values before and after."""

    field: str
    sum_before: float
    sum_after: float
    known_before: int
    known_after: int


@dataclass(frozen=True)
class Changes:
    """What changed between two states of a layer.

    Features are the same if they agree in ``key``; without a key (empty) if they have the same geometry, and failing
    that the same attributes. ``changed`` counts features that are the same and differ in values, geometry or both.
    """

    before: int
    after: int
    added: int
    removed: int
    changed: int
    changed_values: int
    changed_geometry: int
    unchanged: int
    key: str = ""
    fields: tuple[FieldChange, ...] = ()
    new_fields: tuple[str, ...] = ()
    lost_fields: tuple[str, ...] = ()
    examples_added: tuple[str, ...] = ()
    examples_removed: tuple[str, ...] = ()
    examples_changed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.changed or self.new_fields or self.lost_fields)

    def as_dict(self) -> dict[str, Any]:
        """Return the changes as JSON can hold them."""
        return asdict(self)


def compare(before: GeoTable, after: GeoTable, role: Role) -> Changes:
    """Return what changed from one state of a role's layer to another; both in the same CRS in metres."""
    old, new = _columns(before), _columns(after)
    common = [name for name in old if name in new]
    key = _key(before.frame, after.frame, role)
    values = _values(before, common), _values(after, common)
    shapes = _shapes(before.geometry), _shapes(after.geometry)
    pairs = _by_key(before.frame[key], after.frame[key]) if key else _by_shape(shapes, values, common)
    mine, theirs = pairs[:, 0], pairs[:, 1]
    other_values = _differ(before.frame, after.frame, common, mine, theirs)
    other_shape = shapes[0][mine] != shapes[1][theirs]
    changed = other_values | other_shape
    gone = np.setdiff1d(np.arange(len(before)), mine)
    come = np.setdiff1d(np.arange(len(after)), theirs)
    return Changes(
        before=len(before),
        after=len(after),
        added=len(come),
        removed=len(gone),
        changed=int(changed.sum()),
        changed_values=int(other_values.sum()),
        changed_geometry=int(other_shape.sum()),
        unchanged=int((~changed).sum()),
        key=key,
        fields=tuple(_field_changes(before, after, role, common)),
        new_fields=tuple(name for name in new if name not in old),
        lost_fields=tuple(name for name in old if name not in new),
        examples_added=_named(after.frame, come, key),
        examples_removed=_named(before.frame, gone, key),
        examples_changed=_named(after.frame, np.sort(theirs[changed]), key),
    )


def _columns(table: GeoTable) -> list[str]:
    return [name for name in table.frame.columns if name not in OWN]


def _key(before: pd.DataFrame, after: pd.DataFrame, role: Role) -> str:
    """Return the role's field that identifies the features of both states, empty if there is none."""
    for name in (*role.required, *role.optional):
        if not name.endswith("_id") or name not in before or name not in after:
            continue
        if all(len(frame) and frame[name].notna().all() and frame[name].is_unique for frame in (before, after)):
            return name
    return ""


def _by_key(before: pd.Series, after: pd.Series) -> np.ndarray:
    places = pd.Series(np.arange(len(before)), index=before.astype(str).to_numpy())
    found = places.reindex(after.astype(str).to_numpy()).to_numpy(dtype=float)
    theirs = np.flatnonzero(~np.isnan(found))
    return np.column_stack([found[theirs].astype(int), theirs])


def _by_shape(
    shapes: tuple[np.ndarray, np.ndarray], values: tuple[np.ndarray, np.ndarray], common: list[str]
) -> np.ndarray:
    """Return pairs of features: first those that agree in everything, then in geometry, then in their attributes.

    Attributes alone make a pair only if no other feature has them: two benches without a name are not the same bench.
    """
    free = np.ones(len(shapes[0]), dtype=bool), np.ones(len(shapes[1]), dtype=bool)
    everything = tuple(_joined(shape, value) for shape, value in zip(shapes, values))
    found = [_matched(everything, free, unique=False), _matched(shapes, free, unique=False)]
    if common:
        found.append(_matched(values, free, unique=True))
    return np.concatenate(found) if found else np.empty((0, 2), dtype=int)


def _joined(shape: np.ndarray, value: np.ndarray) -> np.ndarray:
    joined = np.empty(len(shape), dtype=object)
    joined[:] = list(zip(shape, value))
    return joined


def _matched(keys: tuple[np.ndarray, np.ndarray], free: tuple[np.ndarray, np.ndarray], unique: bool) -> np.ndarray:
    """Return pairs of free features with equal keys, in order, and take them; ``unique`` skips keys that repeat."""
    waiting: dict[Any, list[int]] = {}
    for row in np.flatnonzero(free[0]):
        waiting.setdefault(keys[0][row], []).append(row)
    others: dict[Any, list[int]] = {}
    for row in np.flatnonzero(free[1]):
        others.setdefault(keys[1][row], []).append(row)
    pairs = []
    for key, rows in others.items():
        mine = waiting.get(key, [])
        if key is None or (unique and (len(mine) != 1 or len(rows) != 1 or not _tells(key))):
            continue
        pairs += list(zip(mine, rows))
    for mine, theirs in pairs:
        free[0][mine] = free[1][theirs] = False
    return np.array(pairs, dtype=int).reshape(-1, 2)


def _tells(key: Any) -> bool:
    return any(part is not None for part in key)


def _values(table: GeoTable, columns: list[str]) -> np.ndarray:
    """Return the attributes of each feature as a tuple; missing values are None, numbers are rounded to compare."""
    result = np.empty(len(table), dtype=object)
    parts = [_comparable(table.frame[name]) for name in columns]
    result[:] = list(zip(*parts)) if parts else [()] * len(table)
    return result


def _comparable(column: pd.Series) -> list[Any]:
    numbers = _as_numbers(column)
    if numbers is None:
        return [None if pd.isna(value) else str(value) for value in column]
    return [None if np.isnan(value) else float(f"{value:.9g}") for value in numbers]


def _as_numbers(column: pd.Series) -> Optional[np.ndarray]:
    if not pd.api.types.is_numeric_dtype(column):
        return None
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _shapes(geometry: np.ndarray) -> np.ndarray:
    """Return geometries as bytes that are equal for equal shapes, None where missing.

    Multi-part geometries of one part equal that part, and neither direction nor first corner of a ring matters.
    """
    there = ~shapely.is_missing(geometry)
    result = np.full(len(geometry), None, dtype=object)
    if there.any():
        flat = shapely.force_2d(geometry[there])
        rounded = shapely.transform(flat, lambda points: np.round(points, MILLIMETRES) + 0.0)
        single = (shapely.get_type_id(rounded) >= shapely.GeometryType.MULTIPOINT) & (
            shapely.get_num_geometries(rounded) == 1
        )
        rounded[single] = shapely.get_geometry(rounded[single], 0)
        result[there] = shapely.to_wkb(shapely.normalize(rounded))
    return result


def _differ(
    before: pd.DataFrame, after: pd.DataFrame, columns: list[str], mine: np.ndarray, theirs: np.ndarray
) -> np.ndarray:
    """Return which pairs differ in a column that both states have."""
    different = np.zeros(len(mine), dtype=bool)
    for name in columns:
        numbers = _as_numbers(before[name]), _as_numbers(after[name])
        if numbers[0] is not None and numbers[1] is not None:
            old, new = numbers[0][mine], numbers[1][theirs]
            different |= ~np.isclose(old, new, rtol=NUMBER_TOLERANCE, atol=0.0, equal_nan=True)
        else:
            old = np.array(_texts(before[name]), dtype=object)[mine]
            new = np.array(_texts(after[name]), dtype=object)[theirs]
            different |= old != new
    return different


def _texts(column: pd.Series) -> list[Optional[str]]:
    return [None if pd.isna(value) else str(value) for value in column]


def _field_changes(before: GeoTable, after: GeoTable, role: Role, common: list[str]) -> list[FieldChange]:
    changes = []
    for name in role.numbers:
        if name not in common:
            continue
        old, new = before.numbers(name), after.numbers(name)
        sums = float(np.nansum(old)), float(np.nansum(new))
        changes.append(FieldChange(name, *sums, int((~np.isnan(old)).sum()), int((~np.isnan(new)).sum())))
    return changes


def _named(frame: pd.DataFrame, rows: np.ndarray, key: str) -> tuple[str, ...]:
    """Return what some of the features are called: by their key, else by their name if they have one."""
    column = key or ("name" if "name" in frame else "")
    if not column:
        return ()
    values = frame[column].iloc[rows].dropna().astype(str)
    return tuple(values.iloc[:NAMED])
