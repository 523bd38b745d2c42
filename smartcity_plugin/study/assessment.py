# SPDX-License-Identifier: GPL-2.0-or-later
"""Applying an assessment scheme to a study: the decision matrix of its units or cells, and the index of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.schemes import scheme_content, standard_scheme
from ..engine.composite.index import Index, Matrix, Tree, index_of, scores_of, tree_of
from ..engine.composite.needs import needs_of
from ..engine.maup import main_unit
from ..engine.population import allocate
from ..engine.table import GeoTable
from ..model.indicator import Indicator
from ..model.problem import SmartCityError
from ..model.scheme import STANDARD, Scheme
from .focus_groups import GroupPeople, group_people
from .overlay_tables import CELLS, UNITS
from .provenance import start_run
from .results import POPULATION_ROLE
from .study import Study

CELL_ID = "cell_id"


@dataclass(frozen=True)
class Assessment:
    """A scheme applied to places: what went in, the scores, the tree of weights, and the index."""

    scheme: Scheme
    """The scheme as far as it could be applied: without the indicators of ``left_out``."""
    matrix: Matrix
    tree: Tree
    index: Index
    left_out: tuple[str, ...] = ()
    """Indicators of the scheme that have no score at any of these places: the others took their weight."""


def all_schemes(study: Study, catalogue: Catalogue) -> dict[str, Scheme]:
    """Return all schemes of a study by id, the standard one first; it follows what has been computed."""
    stored = {scheme.id: scheme for scheme in study.schemes()}
    computed = set(study.values()["indicator_id"])
    standard = standard_scheme(item for item in catalogue.indicators.values() if item.id in computed)
    return {STANDARD: standard, **stored}


def scheme_of(study: Study, catalogue: Catalogue, scheme_id: str = "") -> Scheme:
    """Return a scheme by id, by default the one in force; raises SmartCityError if there is none of that id."""
    schemes = all_schemes(study, catalogue)
    scheme_id = scheme_id or study.settings.scheme
    if scheme_id not in schemes:
        raise SmartCityError("scheme_unknown", scheme=scheme_id)
    return schemes[scheme_id]


def scheme_in_force(study: Study, catalogue: Catalogue) -> tuple[Scheme, list[float]]:
    """Return the scheme behind the stored needs of the scheme in force, and the weights of its sectors.

    Without needs yet it is the scheme as it would be applied; then all weights are NaN.
    """
    scheme, needs = scheme_of(study, catalogue), study.needs()
    scored = set(needs.loc[needs["scope"] == "indicator", "key"])
    groups = [
        replace(group, members=tuple(name for name in group.members if name in scored)) for group in scheme.groups
    ]
    if not scored or not any(group.members for group in groups):
        return scheme, [float("nan")] * len(scheme.groups)
    scheme = replace(scheme, groups=tuple(group for group in groups if group.members))
    weights = needs[needs["scope"] == "sector"].groupby("key")["weight"].first()
    shares = weights.reindex([group.key for group in scheme.groups]).astype(float).fillna(1.0 / len(scheme.groups))
    return scheme, shares.tolist()


def usable(scheme: Scheme, catalogue: Catalogue, computed: set[str]) -> tuple[Scheme, tuple[str, ...]]:
    """Return a scheme without the indicators that have no values or no longer exist, and their ids.

    The others of a sector take their weight, a sector without any leaves the index. Raises SmartCityError if nothing
    is left.
    """
    gone = tuple(name for name in scheme.indicators if name not in computed or name not in catalogue.indicators)
    groups = [
        replace(group, members=tuple(name for name in group.members if name not in gone)) for group in scheme.groups
    ]
    kept = tuple(group for group in groups if group.members)
    if not kept:
        raise SmartCityError("scheme_without_values", scheme=scheme.title or scheme.id)
    return replace(scheme, groups=kept), gone


def unit_matrix(study: Study, scheme: Scheme) -> Matrix:
    """Return what is known of all planning units of all levels; the reporting level is what they are compared with."""
    values = study.values()
    wide = values.pivot(index="unit_id", columns="indicator_id", values="value")
    wide = wide.reindex(columns=list(scheme.indicators)).astype(float)
    population = values.groupby("unit_id")["population"].first().reindex(wide.index).to_numpy(float)
    reporting = set(study.reporting_units().ids("unit_id"))
    compared = np.array([unit in reporting for unit in wide.index], dtype=bool)
    return Matrix(wide, population, compared, np.zeros(wide.shape, dtype=bool))


def cell_matrix(study: Study, scheme: Scheme, cells: Optional[GeoTable] = None) -> Matrix:
    """Return what is known of the population cells in which people live, as far as they lie in a reporting unit.

    With ``scheme.inherit`` an indicator without values on cells takes that of the reporting unit in which most of the
    cell lies, marked as inherited. Cells without inhabitants are not places of the index.
    """
    cells = study.layer(POPULATION_ROLE) if cells is None else cells
    population = cells.numbers("population")
    # Cells beyond the border are stored for what is near to it; they are no places of the town.
    unit = _main_unit(study, cells)
    places = (np.nan_to_num(population) > 0) & ~pd.isna(unit)
    cells, population, unit = cells.where(places), population[places], unit[places]
    ids = cells.ids(CELL_ID)
    columns = {}
    inherited = np.zeros((len(ids), len(scheme.indicators)), dtype=bool)
    for number, name in enumerate(scheme.indicators):
        columns[name] = study.cell_column(name, ids)
        if scheme.inherit and not np.isfinite(columns[name]).any():
            columns[name] = study.unit_column(name, unit)
            inherited[:, number] = np.isfinite(columns[name])
    wide = pd.DataFrame(columns, index=pd.Index(ids, name=CELL_ID), columns=list(scheme.indicators), dtype=float)
    return Matrix(wide, population, np.ones(len(ids), dtype=bool), inherited)


def _main_unit(study: Study, cells: GeoTable) -> np.ndarray:
    """Return the id of the reporting unit that most of each cell lies in; None where it lies in none."""
    units = study.reporting_units()
    best = main_unit(allocate(cells, units).shares, np.ones(len(units), dtype=bool))
    return np.append(units.ids("unit_id"), None)[best]  # −1 is the last one


def assess(study: Study, catalogue: Catalogue, scheme: Scheme, place_kind: str) -> Assessment:
    """Apply a scheme to the cells (``CELLS``) or to the planning units of all levels (``UNITS``); writes nothing.

    Raises SmartCityError if none of its indicators has values there.
    """
    known, gone = usable(scheme, catalogue, set(study.values()["indicator_id"]))
    matrix = cell_matrix(study, known) if place_kind == CELLS else unit_matrix(study, known)
    judged = matrix.compared if matrix.compared.any() else np.ones(len(matrix), dtype=bool)
    # What has values but no scores, being the same everywhere, must not take its sector along either.
    scores = scores_of(known, matrix, catalogue.indicators)[judged]
    present = {name for name, column in zip(known.indicators, scores.T) if np.isfinite(column).any()}
    return assess_matrix(*_narrowed(known, matrix, catalogue, present, gone), catalogue.indicators)


def _narrowed(
    scheme: Scheme, matrix: Matrix, catalogue: Catalogue, present: set[str], gone: tuple[str, ...]
) -> tuple[Scheme, Matrix, tuple[str, ...]]:
    """Return scheme and matrix with the present indicators only, and all that are left out."""
    narrow, more = usable(scheme, catalogue, present)
    kept = [scheme.indicators.index(name) for name in narrow.indicators]
    values, inherited = matrix.values[list(narrow.indicators)], matrix.inherited[:, kept]
    return narrow, replace(matrix, values=values, inherited=inherited), (*gone, *more)


def assess_matrix(
    scheme: Scheme, matrix: Matrix, left_out: tuple[str, ...], indicators: Mapping[str, Indicator]
) -> Assessment:
    """Apply a scheme to a decision matrix."""
    scores = scores_of(scheme, matrix, indicators)
    tree = tree_of(scheme, scores[matrix.compared])
    return Assessment(scheme, matrix, tree, index_of(scheme, scores, tree, matrix.compared), left_out)


def unit_needs(
    study: Study, catalogue: Catalogue, scheme: Scheme, people: GroupPeople
) -> tuple[Assessment, pd.DataFrame]:
    """Return a scheme applied to the planning units, and their needs with those of the focus groups (writes nothing).

    Persons of a group in a unit = need of the unit / 100 · people of the group there. These are the unit's people, as
    stored with its values, times the share of the group among the people of its cells, who are placed and calibrated as
    for all indicators. The persons of a forecast = need of today / 100 · people of the forecast.
    """
    result = assess(study, catalogue, scheme, UNITS)
    numbers = people.numbers(result.matrix.values.index, result.matrix.population)
    return result, needs_of(result.scheme, result.matrix, result.tree, result.index, numbers)


def needs_record(scheme: Scheme, result: Assessment, people: GroupPeople, period: str) -> dict[str, Any]:
    """Return what a run that assesses needs must remember to be repeated."""
    left_out = list(result.left_out)
    return {"scheme": scheme_content(scheme), "left_out": left_out, "period": period, "groups": people.record}


def scheme_with_values(study: Study, catalogue: Catalogue, scheme_id: str = "") -> Scheme:
    """Return a scheme (the one in force by default); raises SmartCityError without values or scored indicators."""
    if study.values().empty:
        raise SmartCityError("no_results")
    scheme = scheme_of(study, catalogue, scheme_id)
    if not scheme.groups:
        raise SmartCityError("no_results")
    return scheme


def assess_and_save(
    study: Study,
    catalogue: Catalogue,
    versions: Optional[Mapping[str, str]] = None,
    scheme_id: str = "",
    people: Optional[GroupPeople] = None,
) -> pd.DataFrame:
    """Turn the stored indicator values into needs of the units by a scheme (the one in force by default), store them.

    ``people`` are the focus groups (those of the default plan if not given). Returns the needs (schema ``needs``).
    Raises SmartCityError if there are no values or none that are scored. ``needs.py`` does the same with cells.
    """
    scheme = scheme_with_values(study, catalogue, scheme_id)
    people = people or group_people(study, catalogue)
    result, needs = unit_needs(study, catalogue, scheme, people)
    record = needs_record(scheme, result, people, study.settings.reference_date)
    study.save_needs(start_run("assess_needs", record, study.sources(), versions or {}), needs, scheme.id)
    return needs
