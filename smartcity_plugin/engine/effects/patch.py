# SPDX-License-Identifier: GPL-2.0-or-later
"""A patch: one change that a measure makes to the data of a scenario, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Union

import numpy as np
import pandas as pd
import shapely

from ...model.problem import Problem, Severity
from ..desk import Data
from ..raster import Raster
from ..table import GeoTable

Layer = Union[GeoTable, Raster]

Duplicates = Callable[[GeoTable, GeoTable], np.ndarray]
"""Takes new features and present ones, returns which of the new are there already."""


@dataclass(frozen=True)
class Patch:
    """One change. ``roles`` are what it changes, the first of them is the one that it cannot do without.

    ``geometry`` lies in the CRS of the data, in metres. ``parameters`` are complete: what has a default has it.
    """

    effect_id: str
    measure_id: str
    kind: str
    roles: tuple[str, ...]
    geometry: Optional[shapely.Geometry] = None
    amount: Optional[float] = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    capacity: str = ""
    """The field of the role that takes the amount, empty if there is none."""

    def name(self) -> str:
        """Return what the user knows the effect by."""
        return f"{self.title} ({self.effect_id})" if self.title else self.effect_id

    def number(self, key: str) -> Optional[float]:
        """Return a parameter as a number, None if it is not given."""
        value = self.parameters.get(key)
        return None if value is None else float(value)


@dataclass(frozen=True)
class Context:
    """What patches need to know beside the data: which features are there already, and the factor of the people.

    Counts of persons are multiplied by ``factor`` once the data are computed with; what a patch adds is divided by it.
    """

    duplicates: Optional[Duplicates] = None
    factor: float = 1.0


@dataclass(frozen=True)
class Change:
    """What a patch yields: new layers by role, how many features it touched, and what must be told.

    A patch that touched nothing changes nothing.
    """

    layers: Mapping[str, Layer] = field(default_factory=dict)
    touched: int = 0
    problems: tuple[Problem, ...] = ()


Function = Callable[[Data, Patch, Context], Change]


def shaped(geometry: shapely.Geometry, kind: str) -> shapely.Geometry:
    """Return a geometry as the study stores it for roles of this kind: polygons and lines as multi-parts."""
    flat = shapely.force_2d(geometry)
    if kind == "polygon":
        return shapely.multipolygons(shapely.get_parts(flat))
    return shapely.multilinestrings(shapely.get_parts(flat)) if kind == "line" else flat


def one_row(like: GeoTable, geometry: shapely.Geometry, values: Mapping[str, Any]) -> GeoTable:
    """Return a table of one feature for the role of another table; values of None are left out."""
    shapes = np.empty(1, dtype=object)
    shapes[0] = geometry
    row = {name: value for name, value in values.items() if value is not None and value != ""}
    return GeoTable(pd.DataFrame([row], index=[0]), shapes, like.crs, like.role)


def together(first: GeoTable, second: GeoTable) -> GeoTable:
    """Return the features of both tables, in this order; fields that one of them lacks are empty there."""
    frame = pd.concat([first.frame, second.frame], ignore_index=True)
    return GeoTable(frame, np.concatenate([first.geometry, second.geometry]), first.crs, first.role)


def already_there(patch: Patch, role: str) -> Problem:
    """Return the problem that the data hold the same feature already."""
    values = {"measure": patch.measure_id, "effect": patch.name(), "role": role}
    return Problem("effect_already_there", Severity.WARNING, values)


def nothing_touched(patch: Patch, role: str) -> Problem:
    """Return the problem that there is nothing of a role where the effect is."""
    values = {"measure": patch.measure_id, "effect": patch.name(), "role": role}
    return Problem("effect_touches_nothing", Severity.WARNING, values)
