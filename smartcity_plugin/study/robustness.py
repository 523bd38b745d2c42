# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure the priorities of a study are: an assessment scheme tried out in many variants, with the result stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
import pandas as pd
from scipy import sparse

from ..catalogue import Catalogue
from ..catalogue.schemes import read_scheme, scheme_content
from ..engine.composite.board import Board, Carried, System
from ..engine.composite.robustness import Reference, simulate, summary_of_places, summary_of_runs
from ..engine.composite.sensitivity import sensitivity_of
from ..engine.composite.variants import (
    FACTORS,
    SYSTEM,
    Options,
    narrowed,
    numbers_per_run,
    options_of,
    variants_of,
)
from ..engine.maup import main_unit
from ..engine.population import allocate
from ..engine.progress import Progress, part, silent
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity, SmartCityError
from ..model.scheme import RobustnessPlan, Scheme
from .assessment import CELL_ID, Assessment, assess
from .overlay_tables import CELLS, ROBUSTNESS, SENSITIVITY
from .provenance import start_run
from .results import POPULATION_ROLE
from .study import Study

KIND = "test_robustness"
"""The kind of the run."""

FEWEST, FEW = 2, 5
"""Fewer places cannot be ranked; with fewer than FEW it is said that a ranking has little to tell."""

_RUNS_END = 0.35
"""Share of the whole time after which the random runs are done and the sensitivity begins."""


@dataclass(frozen=True)
class Robustness:
    """How sure a ranking is. ``places`` has the columns of the table ``robustness`` and ``factors`` those of
    ``sensitivity``, without what they share; ``summary`` is the statement on the whole (see ``summary_of_runs``).
    """

    scheme_id: str
    place_kind: str
    places: pd.DataFrame
    factors: pd.DataFrame
    summary: Mapping[str, Any]
    plan: RobustnessPlan
    varied: tuple[str, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def are_cells(self) -> bool:
        """Whether the places are cells."""
        return self.place_kind == CELLS


def robustness_of(
    study: Study,
    catalogue: Catalogue,
    scheme: Scheme,
    place_kind: str,
    plan: Optional[RobustnessPlan] = None,
    progress: Progress = silent,
    factors: Collection[str] = FACTORS,
    versions: Optional[Mapping[str, str]] = None,
    rows: Optional[int] = None,
) -> Robustness:
    """Compute the ranking of cells (``CELLS``) or reporting units (anything else) in many variants, and store it.

    ``plan`` is the scheme's by default; ``factors`` are those that may vary, ``rows`` the size of the sample for the
    sensitivity (a power of two). Raises SmartCityError if there are too few places, nothing to vary, or no cells.
    Writes once, at the end.
    """
    plan = narrowed(plan or scheme.plan, factors)
    if place_kind == CELLS and POPULATION_ROLE not in study.passports():
        raise SmartCityError("places_without_people")
    run = start_run(KIND, {}, study.sources(), versions or {})
    found = assess(study, catalogue, scheme, place_kind)
    reference = Reference.of(found.index.score[found.matrix.compared], plan)
    if len(reference.judged) < FEWEST:
        raise SmartCityError("robustness_too_few_places", count=len(reference.judged))
    carried, notes = _second_system(study, catalogue, scheme, place_kind, found, factors)
    options = options_of(found.scheme, found.tree, plan, 1 if carried is None else 2, factors)
    board = Board(found.scheme, found.matrix, catalogue.indicators, found.tree, options)
    varied = options.varying(plan, board.has_scales)
    if not varied:
        raise SmartCityError("robustness_nothing_varies", scheme=scheme.title or scheme.id)
    ids = found.matrix.values.index[found.matrix.compared]
    systems: list[System] = [board]
    if carried is not None:
        systems.append(_carried(study, catalogue, carried, options, list(ids)))
    uniform = np.random.Generator(np.random.PCG64(plan.seed)).random((plan.runs, numbers_per_run(found.tree)))
    runs = simulate(systems, variants_of(uniform, found.tree, plan, options), reference, part(progress, 0.0, _RUNS_END))
    places = summary_of_places(reference, runs, ids, plan)
    summary = summary_of_runs(reference, runs, places, plan)
    if summary["failed"] == plan.runs:
        raise SmartCityError("robustness_without_index", scheme=scheme.title or scheme.id)
    shares = sensitivity_of(
        systems, found.tree, plan, options, varied, reference, rows, part(progress, _RUNS_END, 0.98)
    )
    places["depends_on"] = None
    places.iloc[reference.judged, places.columns.get_loc("depends_on")] = np.where(
        shares.depends_on == "", None, shares.depends_on
    )
    kind = CELLS if place_kind == CELLS else study.settings.unit_level
    rows_of_places, geometry = _located(study, kind, places, found.matrix.population[found.matrix.compared])
    notes = [*_notes(found, summary), *notes]
    result = Robustness(scheme.id, kind, rows_of_places, shares.factors, summary, plan, varied, tuple(notes))
    record = {
        "scheme": scheme_content(replace(scheme, plan=plan)),
        "left_out": list(found.left_out),
        "period": study.settings.reference_date,
        "place_kind": kind,
        "factors": sorted(set(factors) & set(FACTORS), key=FACTORS.index),
        "varied": list(varied),
        "rows": shares.rows if rows is None else rows,
        "sensitivity_runs": shares.runs,
        "sampler": shares.sampler,
        "summary": summary,
    }
    progress(0.99)
    _save(study, replace(run, parameters=record), result, geometry)
    progress(1.0)
    return result


def stored(study: Study, scheme_id: str, place_kind: str) -> Optional[Robustness]:
    """Return the stored result for a scheme and a kind of place (``CELLS`` or a level); None if there is none."""
    own = {"scheme_id": scheme_id, "place_kind": place_kind}
    places, factors = study.product(ROBUSTNESS, **own).frame, study.product(SENSITIVITY, **own).frame
    run = study.runs().get(places["run_id"].iloc[0]) if len(places) else None
    if run is None:
        return None
    plan = read_scheme(run.parameters["scheme"]).plan
    varied, summary = tuple(run.parameters["varied"]), run.parameters["summary"]
    return Robustness(scheme_id, place_kind, places, factors, summary, plan, varied)


# The second system of units -----------------------------------------------------------------------------------------


def _second_system(
    study: Study,
    catalogue: Catalogue,
    scheme: Scheme,
    place_kind: str,
    found: Assessment,
    factors: Collection[str],
) -> tuple[Optional[Assessment], list[Problem]]:
    """Return the scheme applied to cells, if their mean can stand for that of the units, and what must be told.

    It must be the same index: made of the same indicators.
    """
    if SYSTEM not in factors:
        return None, []
    if place_kind == CELLS:
        return None, [Problem("robustness_cells_only", Severity.NOTE)]
    indicators = set(found.scheme.indicators)
    of_cells: set[str] = set()
    if POPULATION_ROLE in study.passports():
        try:
            cells = assess(study, catalogue, scheme, CELLS)
        except SmartCityError as error:
            if error.problem.key != "scheme_without_values":
                raise
        else:
            of_cells = set(cells.scheme.indicators)
            if of_cells == indicators:
                return cells, []
    values = {"count": len(indicators & of_cells), "all": len(indicators)}
    return None, [Problem("robustness_one_system", Severity.NOTE, values)]


def _carried(
    study: Study, catalogue: Catalogue, cells: Assessment, options: Options, unit_ids: Collection[str]
) -> Carried:
    """Return the index of cells as that of the units: the mean over the people who live in each."""
    units = study.reporting_units()
    layer = study.layer(POPULATION_ROLE)
    kept = layer.where(np.isin(layer.ids(CELL_ID), cells.matrix.values.index))  # the matrix has them in this order
    people = sparse.csr_matrix(allocate(kept, units).shares @ sparse.diags(cells.matrix.population))
    order = _positions(units.ids("unit_id"), unit_ids)
    board = Board(cells.scheme, cells.matrix, catalogue.indicators, cells.tree, options)
    return Carried(board, people[order], cells.scheme.minimum_weight)


def _positions(present: np.ndarray, wanted: Collection[str]) -> list[int]:
    row_of = {name: row for row, name in enumerate(present)}
    return [row_of[name] for name in wanted]


# Storing ------------------------------------------------------------------------------------------------------------


def _located(study: Study, kind: str, places: pd.DataFrame, population: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the rows of the table with names and shares in percent, and their geometries."""
    units = study.reporting_units()
    names = units.frame["name"].fillna("").astype(str).to_numpy(dtype=object)
    table: GeoTable = units
    if kind == CELLS:
        table = study.layer(POPULATION_ROLE)
        main = main_unit(allocate(table, units).shares, np.ones(len(units), dtype=bool))
        names = np.append(names, "")[main]
    order = _positions(table.ids(CELL_ID if kind == CELLS else "unit_id"), list(places.index))
    rows = places.reset_index(drop=True).assign(
        place_id=list(places.index),
        name=names[order],
        population=population,
        rank_span=(100.0 * (places["rank_high"] - places["rank_low"]) / places["rank"].notna().sum()).to_numpy(),
        top_share=100.0 * places["top_share"].to_numpy(),
        same_class_share=100.0 * places["same_class_share"].to_numpy(),
        same_level_share=100.0 * places["same_level_share"].to_numpy(),
    )
    return rows, table.geometry[order]


def _save(study: Study, run: Any, result: Robustness, geometry: np.ndarray) -> None:
    own = {"scheme_id": result.scheme_id, "place_kind": result.place_kind}
    with study.transaction():
        study.save_product(run, ROBUSTNESS, result.places, geometry, **own)
        study.save_product(run, SENSITIVITY, result.factors, **own)


def _notes(found: Assessment, summary: Mapping[str, Any]) -> list[Problem]:
    notes, runs = [], summary["runs"]
    if found.left_out:
        notes.append(Problem("robustness_left_out", Severity.WARNING, {"indicator": list(found.left_out)}))
    if summary["without_index"]:
        without = {"count": summary["without_index"]}
        notes.append(Problem("robustness_places_without_index", Severity.WARNING, without))
    if summary["places"] < FEW:
        notes.append(Problem("robustness_few_places", Severity.WARNING, {"count": summary["places"]}))
    if summary["classes"] < 2:
        notes.append(Problem("robustness_one_class", Severity.WARNING))
    if summary["failed"]:
        failed = {"count": summary["failed"], "runs": runs}
        notes.append(Problem("robustness_runs_failed", Severity.WARNING, failed))
    if summary["incomplete"]:
        incomplete = {"count": summary["incomplete"], "runs": runs}
        notes.append(Problem("robustness_runs_incomplete", Severity.NOTE, incomplete))
    return notes
