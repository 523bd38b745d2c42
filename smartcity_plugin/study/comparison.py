# SPDX-License-Identifier: GPL-2.0-or-later
"""Results of a study held against each other: reference dates, and systems of planning units."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.change import Basis, change, judgement, trend
from ..engine.maup import Agreement, agreement, main_unit, values_of_cells
from ..engine.population import Allocation, allocate
from ..model.indicator import Indicator
from ..model.problem import SmartCityError
from ..model.provenance import Run
from .study import CITY_LEVEL, Study

CELLS = "cells"
"""Stands for the cells themselves where levels of planning units are named."""


def periods_of(study: Study, indicator_id: str) -> list[str]:
    """Return the reference dates at which an indicator was computed, earliest first."""
    return [
        period for period in study.periods() if study.status(period).get(indicator_id, {}).get("state") == "computed"
    ]


def changes(
    study: Study, catalogue: Catalogue, indicator_id: str, start: Optional[str] = None, end: Optional[str] = None
) -> pd.DataFrame:
    """Return change and trend of an indicator for the planning units of all levels.

    From the first to the last reference date unless ``start`` and ``end`` are given; the trend is over all of them.
    A row per present unit: unit_id, name, level, value_from, value_to, change, change_percent, change_score, judgement
    (better, worse, unchanged or empty), flags, periods, trend (per year), p. Raises SmartCityError for dates without
    values.
    """
    indicator = catalogue.indicators[indicator_id]
    present = periods_of(study, indicator_id)
    wanted = [start or (present[0] if present else ""), end or (present[-1] if present else "")]
    for period in wanted:
        if period not in present or wanted[0] == wanted[1]:
            raise SmartCityError(
                "periods_missing", indicator=indicator_id, period=period or "–", present=", ".join(present) or "–"
            )
    units, runs = study.units().frame, study.runs()
    tables = {period: _values(study, indicator_id, period) for period in present}
    parts = []
    for level in dict.fromkeys(units["level"]):
        members = units.loc[units["level"] == level, "unit_id"]
        before, after = (table[table["unit_id"].isin(members)] for table in (tables[one] for one in wanted))
        basis = (basis_of(study.status, runs, indicator, period, level, wanted) for period in wanted)
        parts.append(change(before, after, *basis))
    table = pd.concat(parts, ignore_index=True)
    tolerance = 0.5 * 10.0 ** -catalogue.units[indicator.unit].decimals
    table["judgement"] = judgement(table, indicator.direction, tolerance)
    table = units[["unit_id", "name", "level"]].merge(table, on="unit_id", how="left")
    return table.merge(trend(tables), on="unit_id", how="left")


def _values(study: Study, indicator_id: str, period: str) -> pd.DataFrame:
    rows = study.values(period)
    return rows[rows["indicator_id"] == indicator_id]


def basis_of(
    status_of: Callable[[str], dict[str, dict[str, Any]]],
    runs: dict[str, Run],
    indicator: Indicator,
    period: str,
    level: str,
    compared: list[str],
) -> Basis:
    """Return what the values of an indicator at a reference date rest on, as far as all dates compared know it.

    ``status_of`` returns the states of a reference date, as ``Study.status`` does.
    """
    status = status_of(period)[indicator.id]
    run = runs[status["run_id"]].parameters
    facts: dict[str, Any] = {
        "parameters": status["parameters"],
        "roles": sorted(status["roles"]),
        "allocation": run.get("people", {}).get("allocation_used"),
    }
    if all(status_of(one)[indicator.id]["method"] for one in compared):  # older results do not name it
        facts["method"] = status["method"]
    return Basis(json.dumps(facts, sort_keys=True), run.get("units", {}).get(level, ""))


def unit_levels(study: Study) -> list[str]:
    """Return the levels of planning units besides the municipality as a whole."""
    return [level for level in dict.fromkeys(study.units().frame["level"]) if level != CITY_LEVEL]


def agreements(study: Study, indicator_ids: Iterable[str], first: str, second: str) -> dict[str, Agreement]:
    """Return by indicator how far two levels of planning units put the people in the same order.

    ``second`` may be ``CELLS``: the values of the cells themselves, for indicators that have them.
    """
    people = _People(study)
    return {indicator_id: people.agreement(indicator_id, first, second) for indicator_id in indicator_ids}


def level_agreements(study: Study) -> dict[str, dict[str, Agreement]]:
    """Return, by indicator and other level, how far it agrees with the level that the study shows.

    Nothing for studies whose only level besides the municipality is that one.
    """
    others = [level for level in unit_levels(study) if level != study.settings.unit_level]
    if not others or study.values().empty:
        return {}
    people = _People(study)
    return {
        indicator_id: {level: people.agreement(indicator_id, study.settings.unit_level, level) for level in others}
        for indicator_id in dict.fromkeys(people.values["indicator_id"])
    }


class _People:
    """The people of a study's cells, with the values of the units that they live in."""

    def __init__(self, study: Study) -> None:
        self._study, units = study, study.units()
        self._cells = study.layer("population_cells")
        self._allocation, self.values = allocate(self._cells, units), study.values()
        self._levels, self._ids = units.frame["level"].to_numpy(), units.ids("unit_id")
        self._main: dict[str, np.ndarray] = {}

    def agreement(self, indicator_id: str, first: str, second: str) -> Agreement:
        """Return how far two levels agree on an indicator."""
        one, other = (self._values_of(indicator_id, level) for level in (first, second))
        return agreement(one, other, _persons(self._allocation))

    def _values_of(self, indicator_id: str, level: str) -> np.ndarray:
        if level == CELLS:
            of_cells = self._study.cell_values(indicator_id).set_index("cell_id")["value"]
            return of_cells.reindex(self._cells.ids("cell_id")).to_numpy(dtype=float)
        rows = self.values[self.values["indicator_id"] == indicator_id].set_index("unit_id")["value"]
        of_units = rows.reindex(self._ids).to_numpy(dtype=float)
        if level not in self._main:
            self._main[level] = main_unit(self._allocation.shares, self._levels == level)
        return values_of_cells(self._main[level], of_units)


def agreement_table(
    study: Study, catalogue: Catalogue, indicator_ids: Iterable[str], first: str, second: str
) -> pd.DataFrame:
    """Return the agreement of two levels for several indicators, all with values if none is named.

    A row per indicator: indicator_id, first_level, second_level, rho, cells, rho_cells (of the first level with the
    cells themselves), needs_note. Raises SmartCityError for levels that are equal or not there, and without values.
    """
    if first == second:
        raise SmartCityError("levels_equal", level=first)
    for level in (first, second):
        if level not in unit_levels(study):
            raise SmartCityError("level_missing", level=level)
    stored, chosen = set(study.values()["indicator_id"]), set(indicator_ids)
    ids = [name for name in catalogue.indicators if name in stored and (not chosen or name in chosen)]
    if not ids:
        raise SmartCityError("nothing_to_export", period=study.settings.reference_date)
    between, with_cells = agreements(study, ids, first, second), agreements(study, ids, first, CELLS)
    rows = [
        (name, first, second, between[name].rho, between[name].cells, with_cells[name].rho, between[name].needs_note)
        for name in ids
    ]
    columns = ["indicator_id", "first_level", "second_level", "rho", "cells", "rho_cells", "needs_note"]
    return pd.DataFrame(rows, columns=columns)


def _persons(allocation: Allocation) -> np.ndarray:
    """Return the persons of each cell, none for cells outside all planning units."""
    inside = np.asarray((allocation.shares > 0).sum(axis=0)).ravel() > 0
    return np.where(inside, allocation.population, 0.0)
