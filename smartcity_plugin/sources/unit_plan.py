# SPDX-License-Identifier: GPL-2.0-or-later
"""What the planning units of a study will be, level by level, worked out before anything is written.

The same functions do it that the algorithms use, in the same order: what is shown here is what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import Problem, Severity, SmartCityError
from .border import Border
from .units import (
    LEVELS,
    check_number,
    fit_units,
    grid_cells,
    level_above,
    parents_by_key,
    parents_by_position,
    prefixed,
    unique_ids,
)

ROWS_SHOWN = 500
"""How many units a preview lists and draws."""


@dataclass(frozen=True)
class WantedLevel:
    """A level as the user describes it: made of a layer that ``read`` returns, or of a grid.

    ``read`` gives (layer, table) with the columns unit_id, name and, if parents are named by a field, parent_id.
    """

    level: str
    read: Optional[Callable[[], tuple[str, GeoTable]]] = None
    grid_size: int = 0
    merge: bool = False


@dataclass(frozen=True)
class PlannedLevel:
    """What becomes of a level: its units (columns unit_id, name, parent_id) and what there is to say of them."""

    level: str
    units: Optional[GeoTable] = None
    problems: tuple[Problem, ...] = ()
    _names: dict[str, str] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        """Whether the level can be written."""
        return self.units is not None and not any(item.severity is Severity.ERROR for item in self.problems)

    @property
    def count(self) -> int:
        """The number of units."""
        return 0 if self.units is None else len(self.units)

    def areas_ha(self) -> tuple[float, float, float]:
        """Return the smallest, the mean and the largest area of a unit, in ha."""
        areas = shapely.area(self.units.geometry) / 10_000.0
        return float(areas.min()), float(areas.mean()), float(areas.max())

    def rows(self) -> list[tuple[str, str, float, str]]:
        """Return identifier, name, area in ha and name of the parent of the first units."""
        shown = self.units.where(np.arange(len(self.units)) < ROWS_SHOWN)
        areas = shapely.area(shown.geometry) / 10_000.0
        parents = [self._names.get(parent, "") for parent in shown.frame["parent_id"]]
        return list(zip(shown.ids("unit_id"), shown.frame["name"].fillna("").astype(str), areas.tolist(), parents))

    def labels(self) -> list[str]:
        """Return the names of all units."""
        return self.units.frame["name"].fillna("").astype(str).to_list()

    def shapes(self) -> list[bytes]:
        """Return the polygons of all units as well-known binary."""
        return [bytes(shape) for shape in shapely.to_wkb(self.units.geometry)]


def plan_levels(
    border: Border, city_id: str, wanted: Sequence[WantedLevel], role: Role, progress: Callable[[float], None]
) -> list[PlannedLevel]:
    """Return what becomes of the levels, in the order in which they are written: from coarse to fine, the grid last.

    ``progress`` may raise Cancelled. What is wrong with one level stands in its problems, the others are planned
    all the same.
    """
    planned: dict[str, PlannedLevel] = {}
    taken = {city_id}
    for number, item in enumerate(sorted(wanted, key=lambda item: LEVELS.index(item.level))):
        progress(number / len(wanted))
        try:
            plan = _plan(border, item, planned, taken, role)
        except SmartCityError as error:
            plan = PlannedLevel(item.level, None, (error.problem,))
        if plan.units is not None and plan.is_usable:
            taken |= set(plan.units.ids("unit_id"))
        planned[item.level] = plan
    progress(1.0)
    return list(planned.values())


def _plan(
    border: Border, wanted: WantedLevel, planned: dict[str, PlannedLevel], taken: set[str], role: Role
) -> PlannedLevel:
    if wanted.read is None:
        units = grid_cells(border.geometry, border.crs, wanted.grid_size)
        problems = check_number(units)
    else:
        layer, raw = wanted.read()
        units, problems = fit_units(layer, raw, role, border.geometry, wanted.merge)
    if len(units) == 0 or any(problem.severity is Severity.ERROR for problem in problems):
        return PlannedLevel(wanted.level, None, tuple(problems))
    units, renamed = unique_ids(units, taken, wanted.level)
    usable = {name for name, plan in planned.items() if plan.is_usable}
    above = level_above(wanted.level, usable)
    names: dict[str, str] = {}
    if above is None:
        units = units.with_column("parent_id", None)
        return PlannedLevel(wanted.level, units, (*problems, *renamed), names)
    coarse = planned[above].units
    if "parent_id" in units.frame:
        ids = coarse.ids("unit_id")
        found = parents_by_key(units, {**_without_prefix(ids, above), **{text: text for text in ids}})
    else:
        found = parents_by_position(units, coarse)
    names = dict(zip(coarse.ids("unit_id"), coarse.frame["name"].astype(str)))
    units = units.with_column("parent_id", pd.Series(found.ids, dtype=object))
    return PlannedLevel(wanted.level, units, (*problems, *renamed, *found.problems), names)


def _without_prefix(ids, level: str) -> dict[str, str]:
    """Return the identifiers by what tables may call them: without the prefix that a level got."""
    prefix = prefixed("", level)
    return {text[len(prefix) :] if text.startswith(prefix) else text: text for text in ids}
