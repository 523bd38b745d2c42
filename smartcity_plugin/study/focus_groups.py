# SPDX-License-Identifier: GPL-2.0-or-later
"""The people of a study by focus group: cells and planning units, today and at the year of a forecast."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, Optional

import numpy as np
import pandas as pd
from scipy import sparse

from ..catalogue import Catalogue
from ..engine.composite.forecast import COLUMNS, Forecast, forecast_of, years_of
from ..engine.composite.groups import AGES, DEPRIVED, GROUPS, age_groups, reaches_limit, shares_from_units
from ..engine.composite.groups import shares_in_units as in_units
from ..engine.desk import Desk
from ..engine.population import Allocation
from ..engine.table import GeoTable
from ..engine.values import divide
from ..model.indicator import Indicator
from ..model.problem import Problem, Severity, SmartCityError
from .keys import roles_of_people
from .people import people_settings
from .results import POPULATION_ROLE
from .study import Study

DEPRIVATION = "soc_deprivation_index"
"""The indicator that tells deprived areas unless another one is named; its limit is its first threshold."""

RATES_ROLE, FORECAST_ROLE = "census_rates", "population_forecast"
NOBODY = 1e-6
"""Cells with fewer persons inside the town lie outside: what is left of areas that only touch."""

_KNOWN_ENOUGH = 0.95
"""Below this share of people of known age a reader is told."""


@dataclass(frozen=True)
class GroupPlan:
    """What focus groups are wanted: which areas are deprived, and the year of the forecast (None: the last one)."""

    deprivation: str = DEPRIVATION
    limit: Optional[float] = None
    """The value from which an area is deprived; None stands for the first threshold of ``DEPRIVATION``."""
    year: Optional[int] = None


@dataclass(frozen=True)
class GroupPeople:
    """The people of each group.

    ``cells`` (GeoTable) are the cells in which people of the town live; ``of_cells`` (index cell_id) holds persons:
    population, under_18, 65_plus, deprived; those of a cell on the border only as far as they live in the town.
    ``of_units`` (index unit_id) holds the shares (0 to 1) of under_18, 65_plus and deprived in the people of a unit;
    ``forecast`` is that of the planning units, if there is one. NaN where unknown. ``outside`` counts inhabited cells
    beyond the border.
    """

    cells: Optional[GeoTable]
    of_cells: pd.DataFrame
    of_units: pd.DataFrame
    forecast: Optional[Forecast] = None
    flags: tuple[str, ...] = ()
    outside: int = 0
    notes: tuple[Problem, ...] = ()
    record: dict[str, Any] = field(default_factory=dict)
    allocation: Optional[Allocation] = None
    """How all cells of the study (by ``cell_ids``) belong to the planning units of all levels."""
    cell_ids: tuple[str, ...] = ()

    def numbers(self, units: pd.Index, population: np.ndarray) -> dict[str, np.ndarray]:
        """Return the people of each group in some units of a known population, by the column of their needs."""
        shares = self.of_units.reindex(units)
        found = {f"persons_{name}": shares[name].to_numpy(float) * population for name in GROUPS}
        if self.forecast is not None:
            persons = self.forecast.persons.reindex(units)
            names = ("persons_forecast", "persons_forecast_under_18", "persons_forecast_65_plus")
            found.update({name: persons[column].to_numpy(float) for name, column in zip(names, COLUMNS)})
        return found


def group_people(study: Study, catalogue: Catalogue, plan: Optional[GroupPlan] = None) -> GroupPeople:
    """Return the people of the focus groups, placed and calibrated as in the computation of indicators; only reads.

    Ages are counts of the cells, else shares of census cells. What cannot be told is NaN and named in ``notes``.
    Raises SmartCityError for an indicator or a year that is not there.
    """
    plan = plan or GroupPlan()
    units = study.units()
    forecast, notes = _forecast(study, plan.year, units)
    record: dict[str, Any] = {"deprivation": plan.deprivation, "forecast_year": forecast.year if forecast else None}
    if POPULATION_ROLE not in study.passports():
        nothing = pd.DataFrame(np.nan, index=units.ids("unit_id"), columns=list(GROUPS))
        notes.append(Problem("groups_without_cells", Severity.NOTE))
        return GroupPeople(None, pd.DataFrame(), nothing, forecast, (), 0, tuple(notes), record)
    data = study.data({*roles_of_people(study.settings), RATES_ROLE})
    people, _, treated = people_settings(study.settings, data, study.area().geometry[0])
    desk = Desk(data, people)
    ages = age_groups(desk.cells, data.get(RATES_ROLE))
    persons = dict(ages.persons)
    shares = {name: in_units(desk.allocation, number) for name, number in ages.persons.items()}
    notes += _age_notes(desk, ages.persons, ages.flags)
    limit, problem = _limit(study, catalogue, plan)
    if problem is None:
        persons[DEPRIVED], shares[DEPRIVED] = _deprived(study, desk, catalogue.indicators[plan.deprivation], limit)
    else:
        notes.append(problem)
        persons[DEPRIVED] = np.full(len(desk.cells), np.nan)
        shares[DEPRIVED] = np.full(len(desk.units), np.nan)
    inside = _in_town(study, desk)
    lived_in = np.nan_to_num(desk.cells.numbers("population")) > 0
    kept = lived_in & (inside * np.nan_to_num(desk.cells.numbers("population")) > NOBODY)
    of_cells = pd.DataFrame(
        {
            name: numbers * inside
            for name, numbers in {"population": desk.cells.numbers("population"), **persons}.items()
        },
        index=pd.Index(desk.cells.ids("cell_id"), name="cell_id"),
    )[kept]
    record.update(limit=limit, people=treated, ages=list(ages.flags))
    return GroupPeople(
        desk.cells.where(kept),
        of_cells,
        pd.DataFrame(shares, index=pd.Index(desk.units.ids("unit_id"), name="unit_id")),
        forecast,
        ages.flags,
        int((lived_in & ~kept).sum()),
        tuple(notes),
        record,
        desk.allocation,
        tuple(desk.cells.ids("cell_id")),
    )


def _in_town(study: Study, desk: Desk) -> np.ndarray:
    """Return the share (0 to 1) of each cell's people who live in the municipality."""
    row = list(desk.units.ids("unit_id")).index(study.city_id)
    return np.asarray(desk.allocation.shares[row].todense()).ravel()


def _age_notes(desk: Desk, persons: dict[str, np.ndarray], flags: tuple[str, ...]) -> list[Problem]:
    if "ages_missing" in flags:
        names = [name for name, number in persons.items() if not np.isfinite(number).any()]
        if len(names) == len(AGES):
            return [Problem("groups_without_ages", Severity.NOTE)]
    population = np.nan_to_num(desk.cells.numbers("population"))
    known = min(float(divide(population[np.isfinite(number)].sum(), population.sum())) for number in persons.values())
    if not known < _KNOWN_ENOUGH:
        return []
    return [Problem("groups_ages_partly", Severity.NOTE, {"share": float(round(100 * known))})]


# Deprived areas -----------------------------------------------------------------------------------------------------


def _limit(study: Study, catalogue: Catalogue, plan: GroupPlan) -> tuple[Optional[float], Optional[Problem]]:
    """Return the value from which areas are deprived, or why there are none; raises SmartCityError for a bad choice."""
    if plan.deprivation not in catalogue.indicators:
        raise SmartCityError("indicator_unknown", indicator=plan.deprivation)
    indicator, limit = catalogue.indicators[plan.deprivation], plan.limit
    if limit is None:
        if indicator.id != DEPRIVATION or not indicator.thresholds:
            raise SmartCityError("deprivation_without_limit", indicator=indicator.id)
        limit = indicator.thresholds[0].value
    values = study.values()
    if not values.loc[values["indicator_id"] == indicator.id, "value"].notna().any():
        return limit, Problem("deprivation_unknown", Severity.NOTE, {"indicator": indicator.id})
    return limit, None


def _deprived(study: Study, desk: Desk, indicator: Indicator, limit: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the people in deprived areas per cell, and their share in each unit.

    Areas are cells where the indicator has values of its own on them, else the planning units that the study reports
    on. A unit of that kind is deprived as a whole or not at all; larger ones have the sum of what lies in them.
    """
    reaches = partial(reaches_limit, limit=limit, direction=indicator.direction)
    population = desk.cells.numbers("population")
    of_cells = study.cell_column(indicator.id, desk.cells.ids("cell_id"))
    if np.isfinite(of_cells).any():
        deprived = reaches(of_cells) * population
        return deprived, in_units(desk.allocation, deprived)
    values = study.unit_column(indicator.id, desk.units.ids("unit_id"))
    reporting = desk.units.frame["level"].to_numpy() == study.settings.unit_level
    of_units = np.where(reporting, reaches(values), np.nan)
    shares = sparse.csr_matrix(desk.allocation.shares)[np.flatnonzero(reporting)]
    deprived = shares_from_units(shares, of_units[reporting]) * population
    return deprived, np.where(reporting, of_units, in_units(desk.allocation, deprived))


# Forecast -----------------------------------------------------------------------------------------------------------


def _forecast(study: Study, year: Optional[int], units: GeoTable) -> tuple[Optional[Forecast], list[Problem]]:
    """Return the forecast of a year, by default the last one, and which units it leaves open."""
    if FORECAST_ROLE not in study.passports():
        if year is not None:
            raise SmartCityError("forecast_missing", year=str(year))
        return None, []
    table = study.layer(FORECAST_ROLE).frame
    years = years_of(table)
    if not years or (year is not None and year not in years):
        raise SmartCityError(
            "forecast_year_missing", year=str(year or "–"), years=", ".join(str(item) for item in years) or "–"
        )
    forecast = forecast_of(table, year or years[-1], units.frame, study.settings.unit_level)
    notes = []
    unknown_ids = sorted(set(table["unit_id"].dropna().astype(str).str.strip()) - set(units.ids("unit_id")))
    if unknown_ids:
        unknown = {"count": float(len(unknown_ids)), "ids": ", ".join(unknown_ids[:5])}
        notes.append(Problem("forecast_units_unknown", Severity.WARNING, unknown))
    reporting = study.reporting_units().ids("unit_id")
    open_units = int(forecast.persons["population"].reindex(reporting).isna().sum())
    if open_units:
        values = {"count": float(open_units), "total": float(len(reporting)), "year": str(forecast.year)}
        notes.append(Problem("forecast_units_open", Severity.WARNING, values))
    return forecast, notes
