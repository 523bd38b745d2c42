# SPDX-License-Identifier: GPL-2.0-or-later
"""The places that rules are checked at, the cells in which people live or the planning units, and values there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..engine.maup import values_of_cells
from ..engine.values import divide
from ..model.problem import SmartCityError
from .inhabitants import Inhabitants, inhabitants
from .overlay_tables import CELLS
from .study import Study


@dataclass(frozen=True)
class RulePlaces:
    """n places: ``kind`` is ``cells`` or the reporting level, ``names`` those of the planning units.

    ``population`` (n) are the persons who live there inside the town, calibrated as the indicators were. ``rows`` says
    which of the inhabited cells the places are; all of them for units.
    """

    kind: str
    ids: np.ndarray
    names: np.ndarray
    population: np.ndarray
    geometry: np.ndarray
    people: Inhabitants
    rows: np.ndarray

    @property
    def are_cells(self) -> bool:
        """Whether the places are cells."""
        return self.kind == CELLS

    def __len__(self) -> int:
        return len(self.ids)

    def mean_of_cells(self, values: np.ndarray) -> np.ndarray:
        """Return for units the mean over their people of a value per inhabited cell; NaN where nobody lives."""
        shares, population = self.people.shares, self.people.population
        return divide(shares @ (population * values), shares @ population)


def rule_places(study: Study, place_kind: str) -> RulePlaces:
    """Return the cells (``CELLS``) or the reporting units (anything else) of a study.

    Raises SmartCityError if nobody lives in any of them.
    """
    people = inhabitants(study)
    inside = np.asarray(people.shares.sum(axis=0)).ravel()
    persons = people.population * inside
    if place_kind == CELLS:
        rows = np.flatnonzero(persons > 0)
        cells = people.cells
        ids, names = cells.ids("cell_id")[rows], people.unit_names[rows]
        found = RulePlaces(CELLS, ids, names, persons[rows], cells.geometry[rows], people, rows)
    else:
        units = people.units
        names = units.frame["name"].fillna("").astype(str).to_numpy(dtype=object)
        of_units = np.asarray(people.shares @ people.population)
        level, rows = study.settings.unit_level, np.arange(len(people.cells))
        found = RulePlaces(level, units.ids("unit_id"), names, of_units, units.geometry, people, rows)
    if not (found.population > 0).any():
        raise SmartCityError("nobody_at_rule_places")
    return found


def values_at(study: Study, places: RulePlaces, indicator_id: str) -> tuple[np.ndarray, bool]:
    """Return the values (n, NaN unknown) of an indicator, and whether cells took them over from their planning units.

    They do so only if the indicator has no values on cells at all.
    """
    if places.are_cells:
        column = study.cell_column(indicator_id, places.ids)
        if np.isfinite(column).any():
            return column, False
    of_units = study.unit_column(indicator_id, places.people.units.ids("unit_id"))
    if not places.are_cells:
        return of_units, False
    return values_of_cells(places.people.unit[places.rows], of_units), True
