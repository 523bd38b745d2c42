# SPDX-License-Identifier: GPL-2.0-or-later
"""The places of an overlay, cells or planning units: who lives there, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from ..catalogue import Catalogue
from ..engine.burden import QUARTILE, Burden, badness, by_quartile, by_threshold
from ..engine.composite.groups import GROUPS
from ..engine.maup import main_unit, values_of_cells
from ..engine.table import GeoTable
from ..model.indicator import Direction, Indicator
from ..model.problem import Problem, SmartCityError
from .focus_groups import GroupPlan, group_people
from .overlay_tables import CELLS
from .study import Study


@dataclass(frozen=True)
class Places:
    """Cells in which people of the town live, or the planning units that the study reports on.

    ``kind`` is ``cells`` or the level; ``population`` (n) the persons who live there inside the town, calibrated as the
    indicators were; ``groups`` the persons of each focus group (n, NaN unknown). ``units`` are the units of all
    levels, ``unit`` (n) is the row of the reporting unit of each place, −1 for none. ``notes`` and ``record`` tell how
    the people came about.
    """

    kind: str
    ids: np.ndarray
    names: np.ndarray
    population: np.ndarray
    geometry: np.ndarray
    units: GeoTable
    unit: np.ndarray
    groups: dict[str, np.ndarray]
    notes: tuple[Problem, ...]
    record: dict[str, Any]

    @property
    def are_cells(self) -> bool:
        """Whether the places are cells."""
        return self.kind == CELLS

    def __len__(self) -> int:
        return len(self.ids)


def places_of(study: Study, catalogue: Catalogue, place_kind: str, plan: Optional[GroupPlan] = None) -> Places:
    """Return the cells (``CELLS``) or the reporting units (anything else) of a study with their people.

    ``plan`` says which areas are deprived. Raises SmartCityError if nobody lives in any of them, or for a plan that
    does not fit.
    """
    people = group_people(study, catalogue, plan)
    units, level = study.units(), study.settings.unit_level
    names = units.frame["name"].fillna("").astype(str).to_numpy(dtype=object)
    reporting = units.frame["level"].to_numpy() == level
    if place_kind != CELLS:
        own = np.flatnonzero(reporting)
        ids = units.ids("unit_id")[own]
        values = study.values().drop_duplicates("unit_id").set_index("unit_id")
        population = values["population"].reindex(ids).to_numpy(float)
        shares = people.of_units.reindex(ids)
        groups = {name: shares[name].to_numpy(float) * population for name in GROUPS}
        found = Places(
            level, ids, names[own], population, units.geometry[own], units, own, groups, people.notes, people.record
        )
    elif people.cells is None or people.allocation is None or not len(people.of_cells):
        raise SmartCityError("places_without_people")
    else:
        ids = people.cells.ids("cell_id")
        of_layer = {name: row for row, name in enumerate(people.cell_ids)}
        main = main_unit(people.allocation.shares, reporting)[[of_layer[name] for name in ids]]
        rows = people.of_cells.reindex(ids)
        groups = {name: rows[name].to_numpy(float) for name in GROUPS}
        found = Places(
            CELLS,
            ids,
            np.append(names, "")[main],
            rows["population"].to_numpy(float),
            people.cells.geometry,
            units,
            main,
            groups,
            people.notes,
            people.record,
        )
    if not (np.nan_to_num(found.population) > 0).any():
        raise SmartCityError("places_without_people")
    return found


def values_at(study: Study, places: Places, indicator_id: str, inherit: bool = False) -> tuple[np.ndarray, bool]:
    """Return the values (n, NaN unknown) of an indicator, and whether cells took them over from their planning units.

    Cells do so only with ``inherit`` and only if the indicator has no values on cells at all.
    """
    if places.are_cells:
        column = study.cell_column(indicator_id, places.ids)
        if np.isfinite(column).any() or not inherit:
            return column, False
    return values_of_cells(places.unit, _of_units(study, places, indicator_id)), places.are_cells


def _of_units(study: Study, places: Places, indicator_id: str) -> np.ndarray:
    """Return the values of an indicator for the planning units of all levels."""
    return study.unit_column(indicator_id, places.units.ids("unit_id"))


@dataclass(frozen=True)
class Status:
    """The social situation of n places by one indicator: its classes (HIGH is a low status), and how bad it is.

    ``from_units`` tells that cells have that of their planning unit.
    """

    indicator: Indicator
    classes: np.ndarray
    deprivation: np.ndarray
    from_units: bool


def social_status(
    study: Study, catalogue: Catalogue, places: Places, indicator_id: str, rule: str, lowest_score: float
) -> Optional[Status]:
    """Return the social situation of the places, None if the indicator has no values; cells may have their unit's.

    Whether a unit is among the worst quarter is decided among the reporting units. Raises SmartCityError for an
    indicator that is unknown or says nothing about better and worse.
    """
    indicator = catalogue.indicators.get(indicator_id)
    if indicator is None:
        raise SmartCityError("indicator_unknown", indicator=indicator_id)
    if indicator.direction is Direction.NEUTRAL:
        raise SmartCityError("status_is_neutral", indicator=indicator_id)
    values, from_units = values_at(study, places, indicator_id, inherit=True)
    if not np.isfinite(values).any():
        return None
    if from_units:
        own = places.units.frame["level"].to_numpy() == study.settings.unit_level
        of_units = np.where(own, _of_units(study, places, indicator_id), np.nan)
        classes = np.append(classify(indicator, of_units, rule, lowest_score), int(Burden.UNKNOWN))[places.unit]
    else:
        classes = classify(indicator, values, rule, lowest_score)
    return Status(indicator, classes, badness(indicator, values), from_units)


def classify(
    indicator: Indicator,
    values: np.ndarray,
    rule: str,
    lowest_score: float,
    weights: Optional[np.ndarray] = None,
) -> np.ndarray:
    """Return the classes (``Burden``) of the values of places of one kind by one of the rules."""
    if rule == QUARTILE:
        return by_quartile(indicator, values, np.zeros(len(values)), weights)
    return by_threshold(indicator, values, lowest_score)
