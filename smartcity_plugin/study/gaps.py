# SPDX-License-Identifier: GPL-2.0-or-later
"""What indicators lack to their targets, place by place, and how many people that concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.composite.gaps import (
    Target,
    gaps,
    persons_below,
    persons_not_reached,
    persons_to_target,
    target_at,
    target_of,
)
from ..engine.composite.groups import GROUPS
from ..engine.composite.index import Matrix, normalised
from ..engine.compute import FEW_PERSONS
from ..engine.table import GeoTable
from ..engine.values import divide
from ..model.indicator import Indicator
from ..model.problem import Problem, Severity, SmartCityError
from ..model.scheme import Group, Scheme
from ..model.text import Text
from .assessment import CELL_ID, cell_matrix, scheme_of, unit_matrix
from .focus_groups import GroupPeople, group_people
from .needs import persons_of_cells
from .overlay_tables import CELLS
from .study import Study


def targets(study: Study, catalogue: Catalogue, examples: bool = False) -> dict[str, Target]:
    """Return the targets by indicator: that of a goal of the town, else that of the catalogue.

    Of several goals for an indicator the first counts; a goal that is valid for some planning units only sets no
    target for the town. Example goals set targets only where ``examples`` allows it, and after those of the town:
    whoever shows them says so (``example_targets``).
    """
    found: dict[str, Target] = {}
    goals = study.goals()
    for goal in sorted(goals, key=lambda one: one.is_example):
        indicator = catalogue.indicators.get(goal.indicator_id or "")
        if indicator is None or goal.target is None or goal.unit_ids or indicator.id in found:
            continue
        if goal.is_example and not examples:
            continue
        name = f"{goal.goal_id} {goal.title}".strip()
        target = target_at(
            indicator.direction, goal.target, Text(f"Ziel der Stadt: {name}", f"Goal of the town: {name}")
        )
        if target is not None:
            found[indicator.id] = target
    own = {name: target_of(indicator) for name, indicator in catalogue.indicators.items() if name not in found}
    return {**found, **{name: target for name, target in own.items() if target is not None}}


def example_targets(study: Study, catalogue: Catalogue) -> set[str]:
    """Return the indicators that have their target from an example goal, if examples are allowed."""
    allowed, strict = targets(study, catalogue, examples=True), targets(study, catalogue)
    return {name for name, target in allowed.items() if strict.get(name) != target}


def need_gaps(
    study: Study,
    catalogue: Catalogue,
    indicator_ids: Iterable[str] = (),
    place_kind: str = CELLS,
    scheme_id: str = "",
    people: Optional[GroupPeople] = None,
) -> tuple[GeoTable, list[Problem]]:
    """Return value, target, gap, need and persons of indicators (all with values if none is named), a row per place.

    Places are the cells in which people of the town live (``CELLS``), or the planning units that the study reports on.
    Columns: place_id, name, indicator_id, value, target_from, target_to (open where there is none), gap, score, need
    (by the scheme's scale, also where the scheme leaves the indicator out), population, persons (need / 100 · people)
    and those of each group, of units also of the forecast; persons_not_reached, persons_to_target, persons_below (see
    ``engine/composite/gaps.py``), flags. Persons of places with few people are left out, as on maps. The problems tell
    what has no target and what has no values there. Raises SmartCityError for unknown indicators and if none is left.
    """
    people = people or group_people(study, catalogue)
    scheme, on_cells = scheme_of(study, catalogue, scheme_id), place_kind == CELLS
    if on_cells and people.cells is None:
        raise SmartCityError("population_missing")
    stored = set(study.values()["indicator_id"])
    chosen = list(dict.fromkeys(indicator_ids)) or [name for name in catalogue.indicators if name in stored]
    for name in chosen:
        if name not in catalogue.indicators:
            raise SmartCityError("indicator_unknown", indicator=name)
    at_places = _Cells(study, people) if on_cells else _Units(study, people)
    aims = targets(study, catalogue)
    frames, without_values, without_target = [], [], []
    for name in chosen:
        indicator = catalogue.indicators[name]
        frame = at_places.of(indicator, scheme, aims.get(name))
        if not frame["value"].notna().any():
            without_values.append(name)
            continue
        if name not in aims:
            without_target.append(name)
        frames.append(frame)
    if not frames:
        raise SmartCityError("gaps_nothing", indicator=chosen)
    notes = []
    if without_values:
        notes.append(Problem("gaps_without_values", Severity.NOTE, {"indicator": without_values}))
    if without_target:
        notes.append(Problem("gaps_without_target", Severity.NOTE, {"indicator": without_target}))
    geometry = np.tile(at_places.places.geometry, len(frames))
    table = GeoTable(pd.concat(frames, ignore_index=True), geometry, study.settings.crs, "need_gaps")
    return table, [*people.notes, *notes]


def _alone(scheme: Scheme, indicator: Indicator) -> Scheme:
    """Return the scheme with this indicator only, whose values are then read as the scheme reads them."""
    return replace(scheme, groups=(Group(indicator.sector, (indicator.id,)),), inherit=False)


def _frame(
    ids: np.ndarray, names: np.ndarray, indicator: Indicator, rows: pd.DataFrame, target: Optional[Target]
) -> pd.DataFrame:
    """Return what all places have in common; ``rows`` has value, numerator, denominator and score by place."""
    gap = gaps(rows["value"].to_numpy(float), target)
    numerator, denominator = (rows[name].to_numpy(float) for name in ("numerator", "denominator"))
    return pd.DataFrame(
        {
            "place_id": ids,
            "name": names,
            "indicator_id": indicator.id,
            "value": rows["value"].to_numpy(float),
            "target_from": _side(target, "low"),
            "target_to": _side(target, "high"),
            "gap": gap,
            "score": rows["score"].to_numpy(float),
            "need": 100.0 - rows["score"].to_numpy(float),
            "persons_not_reached": persons_not_reached(indicator, numerator, denominator),
            "persons_to_target": persons_to_target(indicator, gap, denominator),
        }
    )


def _side(target: Optional[Target], side: str) -> float:
    value = np.nan if target is None else float(getattr(target, side))
    return value if np.isfinite(value) else np.nan


class _Cells:
    """Gaps of the cells in which people of the town live."""

    def __init__(self, study: Study, people: GroupPeople) -> None:
        if people.cells is None:
            raise SmartCityError("population_missing")
        self._study, self._people, self.places = study, people, people.cells
        self._persons = people.of_cells.reset_index(drop=True)
        self._inside = divide(self._persons["population"].to_numpy(float), self.places.numbers("population"))

    def of(self, indicator: Indicator, scheme: Scheme, target: Optional[Target]) -> pd.DataFrame:
        """Return the rows of an indicator."""
        ids = self.places.ids(CELL_ID)
        stored = self._study.cell_values(indicator.id).drop_duplicates(CELL_ID).set_index(CELL_ID)
        rows = stored.reindex(ids)[["value", "numerator", "denominator"]].astype(float)
        # Of a cell on the border only those count who live in the town.
        rows[["numerator", "denominator"]] = rows[["numerator", "denominator"]].mul(self._inside, axis=0)
        matrix = cell_matrix(self._study, _alone(scheme, indicator))
        rows["score"] = _scores(scheme, indicator, matrix).reindex(ids)
        frame = _frame(ids, ids, indicator, rows, target)
        frame = pd.concat([frame, self._persons], axis=1)
        gap, persons = frame["gap"].to_numpy(float), frame["population"].to_numpy(float)
        frame["persons_below"] = persons_below(indicator, gap, persons)
        hidden = persons_of_cells(frame)
        few = hidden["few_cases"].to_numpy()
        frame.loc[few, ["persons_not_reached", "persons_to_target", "persons_below"]] = np.nan
        frame["flags"] = [",".join(name for name, mark in hidden.items() if mark[row]) for row in frame.index]
        return frame.drop(columns=list(GROUPS))


class _Units:
    """Gaps of the planning units that the study reports on."""

    def __init__(self, study: Study, people: GroupPeople) -> None:
        self._study, self._people, self.places = study, people, study.reporting_units()
        self._values = study.values()

    def of(self, indicator: Indicator, scheme: Scheme, target: Optional[Target]) -> pd.DataFrame:
        """Return the rows of an indicator."""
        ids = self.places.ids("unit_id")
        own = self._values[self._values["indicator_id"] == indicator.id].set_index("unit_id").reindex(ids)
        matrix = unit_matrix(self._study, _alone(scheme, indicator))
        rows = own.assign(score=_scores(scheme, indicator, matrix).reindex(ids))
        frame = _frame(ids, self.places.frame["name"].to_numpy(), indicator, rows, target)
        population = own["population"].to_numpy(float)
        frame["population"] = population
        numbers = {"persons": population, **self._people.numbers(pd.Index(ids), population)}
        for column, number in numbers.items():
            frame[column] = frame["need"] / 100.0 * number
        frame["persons_below"] = self._below(indicator, ids, target)
        counted = [name for name in frame if name.startswith("persons")]
        frame.loc[population < FEW_PERSONS, counted] = np.nan
        frame["flags"] = own["flags"].fillna("").to_numpy()
        return frame

    def _below(self, indicator: Indicator, ids: np.ndarray, target: Optional[Target]) -> np.ndarray:
        """Return the people of each unit whose cell misses the target: the sum of its cells."""
        allocation = self._people.allocation
        if allocation is None:
            return np.full(len(ids), np.nan)
        gap = gaps(self._study.cell_column(indicator.id, self._people.cell_ids), target)
        below = persons_below(indicator, gap, allocation.population)
        sums = np.where(allocation.known(below) > 0, allocation.total(below), np.nan)
        return pd.Series(sums, index=self._people.of_units.index).reindex(ids).to_numpy(float)


def _scores(scheme: Scheme, indicator: Indicator, matrix: Matrix) -> pd.Series:
    values = matrix.values[indicator.id].to_numpy(float)
    normalisation = scheme.normalisation_of(indicator.id)
    return pd.Series(normalised(scheme, indicator, normalisation, values, matrix.compared), index=matrix.values.index)
