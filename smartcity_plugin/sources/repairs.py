# SPDX-License-Identifier: GPL-2.0-or-later
"""What is put right while a layer is brought in: where its coordinates really lie, what its values really mean.

Repairs are data. They are proposed by a look at the layer, confirmed by the user, kept with the import so that it can
be done again, and applied in the order: swap the axes, add the shift, read the result in ``crs``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.problem import SmartCityError


@dataclass(frozen=True)
class Changed:
    """What repairs did to a table: features removed as copies of others, numbers emptied because they mean unknown."""

    copies: int = 0
    emptied: int = 0


@dataclass(frozen=True)
class Repairs:
    """What to put right in a layer; the default is nothing.

    ``crs`` is what the coordinates really are in (authority id or WKT, empty: what the layer says). ``shift`` is added
    to x and y, in the units of that CRS and before any reprojection. ``missing_codes`` are numbers that mean unknown.
    """

    crs: str = ""
    swap_axes: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    drop_duplicates: bool = False
    missing_codes: tuple[float, ...] = ()

    @property
    def changes_places(self) -> bool:
        """Whether features come to lie elsewhere than the layer says."""
        return bool(self.crs) or self.moves_coordinates

    @property
    def moves_coordinates(self) -> bool:
        """Whether the coordinates themselves change, before any reprojection."""
        return self.swap_axes or self.shift != (0.0, 0.0)

    @classmethod
    def from_json(cls, text: str) -> Repairs:
        """Read what ``to_json`` wrote; an empty text is no repair. Raises SmartCityError for anything else."""
        if not text.strip():
            return cls()
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SmartCityError("repairs_invalid", detail=str(error)[:120]) from error
        if not isinstance(content, dict):
            raise SmartCityError("repairs_invalid", detail=text[:80])
        unknown = sorted(set(content) - {field.name for field in fields(cls)})
        if unknown:
            raise SmartCityError("repairs_invalid", detail=", ".join(unknown)[:80])
        return cls(**{name: _READERS[name](name, value) for name, value in content.items()})

    def to_json(self) -> str:
        """Return the repairs as JSON, without those that are not wanted."""
        nothing = asdict(Repairs())
        wanted = {name: value for name, value in asdict(self).items() if value != nothing[name]}
        return json.dumps(wanted, ensure_ascii=False)

    def apply_to_coordinates(self, geometry: np.ndarray) -> np.ndarray:
        """Return geometries (shapely, None where missing) with axes swapped and the shift added; heights stay."""
        if not self.moves_coordinates:
            return geometry
        shift = np.array(self.shift)

        def moved(points: np.ndarray) -> np.ndarray:
            plane = points[:, 1::-1] if self.swap_axes else points[:, :2]
            return np.column_stack([plane + shift, points[:, 2:]])

        result = geometry.copy()
        # Those with heights apart from those without: together they would all get heights.
        for group in (shapely.has_z(geometry), ~shapely.has_z(geometry)):
            flat = not shapely.has_z(geometry[group]).any()
            result[group] = shapely.transform(geometry[group], moved, include_z=not flat)
        return result

    def apply_to_table(self, table: GeoTable, numbers: Collection[str]) -> tuple[GeoTable, Changed]:
        """Return the table with missing codes emptied in the columns ``numbers`` and copies removed, and the counts.

        Codes come first: two features of which one says −9 and the other nothing are the same then.
        """
        frame, emptied = without_codes(table.frame, numbers, self.missing_codes)
        table = GeoTable(frame, table.geometry, table.crs, table.role)
        if not self.drop_duplicates:
            return table, Changed(0, emptied)
        repeated = copies(table)
        return table.where(~repeated), Changed(int(repeated.sum()), emptied)


def without_codes(frame: pd.DataFrame, numbers: Collection[str], codes: Collection[float]) -> tuple[pd.DataFrame, int]:
    """Return a frame in which the columns ``numbers`` hold NULL instead of the codes, and how many values that were."""
    changed: dict[str, pd.Series] = {}
    emptied = 0
    for name in [name for name in frame.columns if name in numbers] if codes else []:
        coded = pd.to_numeric(frame[name], errors="coerce").isin(list(codes))
        if coded.any():
            emptied += int(coded.sum())
            changed[name] = frame[name].mask(coded, None)
    return (frame.assign(**changed) if changed else frame), emptied


def copies(table: GeoTable, ignore: Collection[str] = (), shapes: Optional[np.ndarray] = None) -> np.ndarray:
    """Return which features are exact copies of an earlier one: the same shape and the same value in every column.

    Columns in ``ignore`` do not count (such as an id that the store gave). Points of which nothing is known but the
    place are no copies: two practices may share a house. ``shapes`` are the ``shape_keys`` if they are known already.
    """
    if len(table) == 0:
        return np.zeros(0, dtype=bool)
    values = table.frame.drop(columns=[name for name in ignore if name in table.frame])
    known = values.notna().any(axis=1).to_numpy(dtype=bool) if values.shape[1] else np.zeros(len(table), dtype=bool)
    telling = known | (shapely.get_dimensions(table.geometry) > 0)
    return repeats(values, shape_keys(table.geometry) if shapes is None else shapes) & telling


def shape_keys(geometry: np.ndarray) -> np.ndarray:
    """Return a number per geometry that is the same for equal shapes, however they begin; −1 where there is none."""
    keys = shapely.to_wkb(shapely.normalize(shapely.force_2d(geometry)))
    keys[shapely.is_empty(geometry)] = None
    return pd.factorize(keys)[0]


def repeats(values: pd.DataFrame, shapes: np.ndarray) -> np.ndarray:
    """Return which rows repeat an earlier row's values and shape; missing values are alike, missing shapes never."""
    keys = pd.DataFrame({number: pd.factorize(values[name])[0] for number, name in enumerate(values.columns)})
    keys["shape"] = shapes
    return keys.duplicated().to_numpy(dtype=bool) & (shapes >= 0)


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, value)
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value)
    return value


def _numbers(name: str, value: Any) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise _wrong(name, value)
    if any(isinstance(number, bool) or not isinstance(number, (int, float)) for number in value):
        raise _wrong(name, value)
    try:
        numbers = tuple(float(number) for number in value)
    except OverflowError as error:
        raise _wrong(name, value) from error
    if not all(math.isfinite(number) for number in numbers):
        raise _wrong(name, value)
    return numbers


def _shift(name: str, value: Any) -> tuple[float, float]:
    numbers = _numbers(name, value)
    if len(numbers) != 2:
        raise _wrong(name, value)
    return numbers[0], numbers[1]


def _wrong(name: str, value: Any) -> SmartCityError:
    return SmartCityError("repairs_invalid", detail=f"{name}: {str(value)[:60]}")


_READERS = {
    "crs": _text,
    "swap_axes": _flag,
    "shift": _shift,
    "drop_duplicates": _flag,
    "missing_codes": _numbers,
}
