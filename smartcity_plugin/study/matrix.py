# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory matrix: what of the catalogue's roles a study has, what its indicators lack, what would help most.

For screens and for the document's annex alike: plain data, no Qt, no texts of the interface.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.compute import what_is_missing
from ..engine.table import GeoTable
from ..model.indicator import Indicator, Role
from ..model.problem import Problem
from ..model.provenance import Passport

if TYPE_CHECKING:
    from .study import Study

BASE, UNITS, POPULATION = "base", "planning_units", "population_cells"


class RoleState(Enum):
    """Whether a role has data; NOT_NEEDED: it has none and no indicator of the catalogue waits for it yet."""

    FILLED = "filled"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class ValueState(Enum):
    """Whether an indicator has values: OUTDATED ones were computed from data that have changed since."""

    COMPUTED = "computed"
    OUTDATED = "outdated"
    NONE = "none"


@dataclass(frozen=True)
class RoleRow:
    """One role of the catalogue.

    ``rating`` is what the caller handed over for it. ``waiting`` are the ids of all indicators that need the role;
    ``gain`` those that could not be computed now but could be if this role alone were filled with all its fields: of a
    filled role, what a field that it lacks would bring. ``completes`` are those that can be computed from other roles,
    but leave out what this one would add.
    """

    role: Role
    state: RoleState
    sources: tuple[Passport, ...] = ()
    rating: Any = None
    waiting: tuple[str, ...] = ()
    gain: tuple[str, ...] = ()
    completes: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of the catalogue: why it cannot be computed (nothing: it can), and whether it has values.

    ``absent`` are the ids of all roles of the indicator without data, also of those that it can do without.
    """

    indicator: Indicator
    problems: tuple[Problem, ...]
    values: ValueState
    absent: tuple[str, ...] = ()

    @property
    def is_computable(self) -> bool:
        """Whether nothing is missing."""
        return not self.problems

    @property
    def missing_roles(self) -> tuple[str, ...]:
        """The roles without data that the indicator cannot do without; see ``choices`` for those it may choose from."""
        single = {role for needed in self.indicator.inputs.values() if not needed.is_group for role in needed.roles}
        return tuple(role for role in self.absent if role in single or role == POPULATION)

    @property
    def choices(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """(how many, of which roles) of groups of which too few have data."""
        found = []
        for needed in self.indicator.inputs.values():
            absent = tuple(role for role in needed.roles if role in self.absent)
            lacking = needed.minimum - (len(needed.roles) - len(absent))
            if needed.is_group and lacking > 0:
                found.append((lacking, absent))
        return tuple(found)

    @property
    def missing_fields(self) -> tuple[tuple[str, str], ...]:
        """(role, field) of the fields that filled roles lack or that hold nothing."""
        lacking = [(item.values["layer"], item.values["field"]) for item in self.problems if "field" in item.values]
        if any(item.key == "population_missing_everywhere" for item in self.problems):
            lacking.append((POPULATION, "population"))
        return tuple(lacking)


@dataclass(frozen=True)
class InventoryMatrix:
    """All roles and all indicators, each in the catalogue's order with what serves all sectors first."""

    roles: tuple[RoleRow, ...]
    indicators: tuple[IndicatorRow, ...]

    def by_sector(self) -> dict[str, list[RoleRow]]:
        """Return the rows of roles by sector, ``base`` first."""
        groups: dict[str, list[RoleRow]] = {}
        for row in self.roles:
            groups.setdefault(row.role.sector, []).append(row)
        return groups

    def count(self, state: RoleState) -> int:
        """Return how many roles are in a state."""
        return sum(row.state is state for row in self.roles)

    @property
    def computable(self) -> int:
        """How many indicators can be computed."""
        return sum(row.is_computable for row in self.indicators)

    def most_useful(self) -> list[RoleRow]:
        """Return the missing roles that indicators wait for; first those that alone make most of them computable."""
        missing = [row for row in self.roles if row.state is RoleState.MISSING]
        return sorted(missing, key=lambda row: (-len(row.gain), -len(row.waiting)))


def inventory_matrix(
    study: Study, catalogue: Catalogue, ratings: Optional[Mapping[str, Any]] = None
) -> InventoryMatrix:
    """Return the matrix of an open study. ``ratings`` by role are passed on; roles without one have none.

    Reads only the layers of which an indicator needs a single field, so that a large inventory costs little.
    """
    sources: dict[str, list[Passport]] = {}
    for passport in study.sources():
        sources.setdefault(passport.role, []).append(passport)
    present = {UNITS, *sources}
    data = {role: _known(study, catalogue, role) for role in present if role in catalogue.roles}
    problems = {item.id: lacks(item, data, catalogue) for item in catalogue.indicators.values()}
    for indicator_id, row in study.status().items():
        if row["state"] != "computed" and not problems.get(indicator_id, True):
            problems[indicator_id] = row["problems"]  # what only the computation could tell
    values = _value_states(study)
    order = {sector: number for number, sector in enumerate([BASE, *catalogue.sectors])}
    roles = sorted(catalogue.roles.values(), key=lambda role: order[role.sector])
    return InventoryMatrix(
        roles=tuple(
            _role_row(role, tuple(sources.get(role.id, ())), ratings or {}, catalogue, data, problems) for role in roles
        ),
        indicators=tuple(
            IndicatorRow(item, tuple(problems[item.id]), values.get(item.id, ValueState.NONE), _absent(item, data))
            for item in sorted(catalogue.indicators.values(), key=lambda item: order[item.sector])
        ),
    )


def lacks(indicator: Indicator, data: Mapping[str, GeoTable], catalogue: Catalogue) -> list[Problem]:
    """Return why a study with these layers cannot compute an indicator: its own needs, and the population of all."""
    problems = what_is_missing(indicator, data, catalogue.indicators)
    if POPULATION not in data:
        if POPULATION not in indicator.roles():
            problems.append(Problem("role_without_data", values={"role": POPULATION, "indicator": indicator.id}))
    elif not (data[POPULATION].numbers("population") > 0).any():
        problems.append(Problem("population_missing_everywhere", values={"layer": POPULATION}))
    return problems


def _absent(indicator: Indicator, data: Mapping[str, GeoTable]) -> tuple[str, ...]:
    return tuple(role for role in dict.fromkeys([*indicator.roles(), POPULATION]) if role not in data)


def _role_row(
    role: Role,
    sources: tuple[Passport, ...],
    ratings: Mapping[str, Any],
    catalogue: Catalogue,
    data: Mapping[str, GeoTable],
    problems: Mapping[str, list[Problem]],
) -> RoleRow:
    # Nothing is computed without the population, whether or not an indicator names it.
    waiting = list(catalogue.indicators.values()) if role.id == POPULATION else catalogue.waiting_for(role.id)
    supposed = {**data, role.id: _complete(role)}
    gain = tuple(item.id for item in waiting if problems[item.id] and not lacks(item, supposed, catalogue))
    completes = tuple(item.id for item in waiting if not problems[item.id] and role.id not in data)
    empty = RoleState.MISSING if waiting else RoleState.NOT_NEEDED
    state = RoleState.FILLED if sources or role.id == UNITS else empty
    return RoleRow(role, state, sources, ratings.get(role.id), tuple(item.id for item in waiting), gain, completes)


def _known(study: Study, catalogue: Catalogue, role: str) -> GeoTable:
    """Return the layer of a role as far as the question what is missing needs it: most often only that it is there."""
    inputs = [needed for indicator in catalogue.indicators.values() for needed in indicator.inputs.values()]
    if role == UNITS:
        return study.units()
    if role == POPULATION or any(needed.column and needed.roles[0] == role for needed in inputs):
        return study.layer(role)
    return _table(pd.DataFrame(), role)


def _complete(role: Role) -> GeoTable:
    """Return a layer that has a value in every field of a role."""
    fields = {name: [1.0 if name in role.numbers else "1"] for name in (*role.required, *role.optional)}
    return _table(pd.DataFrame(fields, index=[0]), role.id)


def _table(frame: pd.DataFrame, role: str) -> GeoTable:
    return GeoTable(frame, np.full(len(frame), None, dtype=object), "", role)


def _value_states(study: Study) -> dict[str, ValueState]:
    outdated = set(study.outdated())
    return {
        name: ValueState.OUTDATED if name in outdated else ValueState.COMPUTED
        for name, status in study.status().items()
        if status["state"] == "computed"
    }
