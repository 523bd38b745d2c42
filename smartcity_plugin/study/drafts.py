# SPDX-License-Identifier: GPL-2.0-or-later
"""Schemes under way: what a study holds, read once, and what a scheme makes of it at once, in memory, unstored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..catalogue import Catalogue
from ..engine.composite.classes import need_class
from ..engine.composite.index import Matrix, contributions, gains
from ..engine.compute import FEW_PERSONS
from ..engine.progress import Progress, silent
from ..model.problem import SmartCityError
from ..model.scheme import Group, Missing, Scheme, Weighting
from .assessment import Assessment, all_schemes, assess_matrix, cell_matrix, unit_matrix, usable
from .own_indicators import catalogue_of
from .study import Study

SAME = 0.9
"""From this correlation on two indicators are named as counted twice (project default, after OECD/JRC)."""
FEWEST_PAIRS = 5
"""A correlation of fewer pairs says nothing."""


@dataclass(frozen=True)
class Material:
    """Everything that drafts of schemes need of a study."""

    path: str
    writable: bool
    catalogue: Catalogue
    schemes: dict[str, Scheme]
    """By id, the standard one first."""
    in_force: str
    level: str
    """Title key of the reporting level."""
    units: Matrix
    """All units of all levels and all computed indicators; ``compared`` are those of the reporting level."""
    cells: Optional[Matrix]
    """All inhabited cells and all computed indicators, what they inherit from units included; None without cells."""
    names: dict[str, str]
    shapes: dict[str, bytes]
    """Well-known binary of the reporting units."""
    crs: str
    problems: dict[str, list]
    """Why indicators have no values (list of Problem); of those never tried the list is empty."""

    @property
    def computed(self) -> tuple[str, ...]:
        """The indicators that have values, in catalogue order."""
        return tuple(self.units.values.columns)


@dataclass(frozen=True)
class Outcome:
    """A scheme applied to the units: one row per unit of the reporting level in ``table``, worst first.

    Columns: unit_id, name, score, need, rank (1 = highest need; NaN without an index), equal_rank (the same with equal
    weights), class (of need, −1 unknown), few (too few inhabitants for a number).
    """

    assessment: Assessment
    table: pd.DataFrame


def read_material(path: str, progress: Progress = silent) -> Material:
    """Read a study; raises SmartCityError if it cannot be read."""
    import os

    with Study.open(Path(path)) as study:
        catalogue = catalogue_of(study)
        status, values = study.status(), study.values()
        computed = [name for name in catalogue.indicators if name in set(values["indicator_id"])]
        everything = Scheme("all", "", (Group("all", tuple(computed)),), inherit=True)
        progress(0.2)
        units = unit_matrix(study, everything)
        progress(0.3)
        cells = _cells(study, everything)
        progress(0.9)
        table = study.reporting_units()
        return Material(
            path=str(path),
            writable=os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK),
            catalogue=catalogue,
            schemes=all_schemes(study, catalogue),
            in_force=study.settings.scheme,
            level=study.settings.unit_level,
            units=units,
            cells=cells,
            names={str(key): str(name) for key, name in study.units().frame[["unit_id", "name"]].to_numpy()},
            shapes=dict(zip(map(str, table.ids("unit_id")), shapely.to_wkb(table.geometry))),
            crs=study.settings.crs,
            problems={name: list(row["problems"]) for name, row in status.items()},
        )


def _cells(study: Study, everything: Scheme) -> Optional[Matrix]:
    from .results import POPULATION_ROLE

    if POPULATION_ROLE not in study.passports() or not everything.indicators:
        return None
    matrix = cell_matrix(study, everything)
    return matrix if len(matrix) else None


def of_scheme(matrix: Matrix, scheme: Scheme, inherit: bool = True) -> Matrix:
    """Return the part of a matrix that a scheme looks at; without ``inherit`` inherited values are unknown."""
    places = [matrix.values.columns.get_loc(name) for name in scheme.indicators]
    values, inherited = matrix.values.iloc[:, places], matrix.inherited[:, places]
    if not inherit and inherited.any():
        values, inherited = values.mask(inherited), np.zeros_like(inherited)
    return replace(matrix, values=values, inherited=inherited)


def assess_draft(material: Material, scheme: Scheme, on_cells: bool = False) -> Assessment:
    """Apply a scheme to the units, or to the cells; raises SmartCityError if it cannot be applied."""
    source = material.cells if on_cells else material.units
    if source is None:
        raise SmartCityError("scheme_without_values", scheme=scheme.title or scheme.id)
    known, gone = usable(scheme, material.catalogue, set(material.computed))
    matrix = of_scheme(source, known, scheme.inherit)
    present = {name for name in known.indicators if matrix.values[name].notna().any()}
    narrow, more = usable(known, material.catalogue, present)
    return assess_matrix(narrow, of_scheme(matrix, narrow), (*gone, *more), material.catalogue.indicators)


def outcome_of(material: Material, scheme: Scheme) -> Outcome:
    """Apply a scheme to the units and rank them, also with equal weights; raises as ``assess_draft``."""
    found = assess_draft(material, scheme)
    places = np.flatnonzero(found.matrix.compared)
    few = ~(np.nan_to_num(found.matrix.population[places]) >= FEW_PERSONS)
    ids = [str(item) for item in found.matrix.values.index[places]]
    score = np.where(few, np.nan, found.index.score[places])
    even = assess_draft(material, evened(scheme))
    equal = np.where(few, np.nan, even.index.score[places])
    table = pd.DataFrame(
        {
            "unit_id": ids,
            "name": [material.names.get(item, item) for item in ids],
            "score": score,
            "need": 100.0 - score,
            "rank": pd.Series(score).rank(method="min"),
            "equal_rank": pd.Series(equal).rank(method="min"),
            "class": need_class(100.0 - score),
            "few": few,
            "place": places,
        }
    )
    return Outcome(found, table.sort_values(["rank", "name"], na_position="last", ignore_index=True))


def evened(scheme: Scheme) -> Scheme:
    """Return a scheme in which everything weighs the same."""
    groups = tuple(replace(group, weights=replace(group.weights, method=Weighting.EQUAL)) for group in scheme.groups)
    return replace(scheme, groups=groups, weights=replace(scheme.weights, method=Weighting.EQUAL))


def reasons_of(outcome: Outcome, unit_id: str) -> pd.DataFrame:
    """Return why a unit has its index: one row per indicator, the largest possible gain first.

    Columns: indicator, value, score, weight (0–1 in the whole index), contribution and gain (points of the index).
    """
    found = outcome.assessment
    place = found.matrix.values.index.get_loc(unit_id)
    brought = contributions(found.index, found.tree)[place]
    gained = gains(found.scheme, found.index, found.tree)[place]
    table = pd.DataFrame(
        {
            "indicator": found.tree.indicators,
            "value": found.matrix.values.iloc[place].to_numpy(float),
            "score": found.index.scores[place],
            "estimated": found.index.estimated[place],
            "weight": found.tree.weights,
            "contribution": brought,
            "gain": gained,
        }
    )
    return table.sort_values("gain", ascending=False, na_position="last", ignore_index=True, kind="stable")


# Before anything is judged ------------------------------------------------------------------------------------------


def coverage(matrix: Optional[Matrix], indicator_id: str) -> tuple[int, int, int]:
    """Return of how many compared places an indicator has a value of its own, how many inherit one, and of all."""
    if matrix is None or indicator_id not in matrix.values:
        return 0, 0, 0 if matrix is None else int(matrix.compared.sum())
    place = matrix.values.columns.get_loc(indicator_id)
    known = np.isfinite(matrix.values.iloc[:, place].to_numpy(float)) & matrix.compared
    inherited = known & matrix.inherited[:, place]
    return int((known & ~inherited).sum()), int(inherited.sum()), int(matrix.compared.sum())


def unit_values(material: Material, indicator_id: str) -> list[float]:
    """Return the known values of the reporting units, from low to high."""
    values = material.units.values.loc[material.units.compared, indicator_id].to_numpy(float)
    return sorted(float(value) for value in values[np.isfinite(values)])


def doubles(material: Material, names: Iterable[str]) -> list[tuple[str, str, float]]:
    """Return the pairs of indicators whose values on the reporting units hardly differ, the closest first."""
    chosen = [name for name in names if name in material.units.values]
    values = material.units.values.loc[material.units.compared, chosen]
    table = values.corr(min_periods=FEWEST_PAIRS).to_numpy()
    rows, columns = np.nonzero(np.triu(np.abs(np.nan_to_num(table)) > SAME, 1))
    found = [(chosen[row], chosen[column], float(table[row, column])) for row, column in zip(rows, columns)]
    return sorted(found, key=lambda item: -abs(item[2]))


@dataclass(frozen=True)
class Gaps:
    """What missing values do: places in all, with a gap, and without an index by each way of treating them."""

    places: int
    with_gap: int
    without_index: dict[Missing, int]


def gaps(material: Material, scheme: Scheme, on_cells: bool = False) -> Gaps:
    """Count what missing values do to the units, or to the cells; raises as ``assess_draft``."""
    found = assess_draft(material, replace(scheme, missing=Missing.RENORMALISE), on_cells)
    own = found.matrix.compared
    gap = ~np.isfinite(found.matrix.values.to_numpy(float)[own]).all(axis=1)
    without = {Missing.RENORMALISE: int(np.isnan(found.index.score[own]).sum()), Missing.COMPLETE: int(gap.sum())}
    median = assess_draft(material, replace(scheme, missing=Missing.MEDIAN), on_cells)
    without[Missing.MEDIAN] = int(np.isnan(median.index.score[own]).sum())
    return Gaps(int(own.sum()), int(gap.sum()), without)
