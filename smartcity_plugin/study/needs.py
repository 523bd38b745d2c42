# SPDX-License-Identifier: GPL-2.0-or-later
"""Needs of units and cells with focus groups, assessed and stored together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.change import FEW_CASES
from ..engine.composite.groups import GROUPS
from ..engine.composite.index import drivers, gains
from ..engine.composite.needs import ESTIMATED, INHERITED
from ..engine.compute import FEW_PERSONS
from ..engine.privacy import SMALLEST_COUNT, SUPPRESSED, too_small
from ..engine.progress import Progress, part, silent
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity, SmartCityError
from ..model.provenance import Run
from ..model.scheme import Scheme
from .assessment import CELL_ID, Assessment, assess, needs_record, scheme_with_values, unit_needs
from .focus_groups import GroupPeople, GroupPlan, group_people
from .overlay_tables import CELL_NEEDS, CELLS, SECTORS
from .provenance import start_run
from .study import Study

PERSON_COLUMNS = ("persons", *(f"persons_{name}" for name in GROUPS))


@dataclass(frozen=True)
class NeedsOutcome:
    """What an assessment yielded: needs of the units, number of cells with a need, and what must be told."""

    needs: pd.DataFrame
    cells: int
    notes: tuple[Problem, ...]


def assess_needs_and_save(
    study: Study,
    catalogue: Catalogue,
    versions: Optional[Mapping[str, str]] = None,
    scheme_id: str = "",
    plan: Optional[GroupPlan] = None,
    cells: bool = True,
    progress: Progress = silent,
) -> NeedsOutcome:
    """Assess the needs of the units and, if wanted, of the cells, and store both or nothing.

    Where no indicator of the scheme has values on cells, that is told and the units are stored alone. Without cells
    those of an earlier assessment are removed: they would not fit. Raises SmartCityError as ``assess_and_save`` does.
    """
    scheme = scheme_with_values(study, catalogue, scheme_id)
    people = group_people(study, catalogue, plan)
    progress(0.4)
    result, needs = unit_needs(study, catalogue, scheme, people)
    run = start_run(
        "assess_needs",
        {**needs_record(scheme, result, people, study.settings.reference_date), "cells": cells},
        study.sources(),
        versions or {},
    )
    notes = list(people.notes)
    table = _no_cells()
    if cells and people.cells is not None:
        try:
            table, found = _cell_needs(study, catalogue, scheme, people, part(progress, 0.5, 0.9))
            notes += _cell_notes(found, table, people)
        except SmartCityError as error:
            if error.problem.key != "scheme_without_values":
                raise
            notes.append(Problem("cells_without_values", Severity.NOTE))
    progress(1.0)  # the last chance to cancel: what is stored stays
    with study.transaction():
        study.save_needs(run, needs, scheme.id)
        _store_cells(study, run, table, scheme.id)
    return NeedsOutcome(needs, int(table.frame["need"].notna().sum()), tuple(notes))


def save_cell_needs(
    study: Study,
    catalogue: Catalogue,
    scheme: Scheme,
    progress: Progress = silent,
    people: Optional[GroupPeople] = None,
    versions: Optional[Mapping[str, str]] = None,
) -> GeoTable:
    """Assess and store the needs of the cells by a scheme; returns them (table ``cell_needs``).

    Raises SmartCityError if no indicator of the scheme has values on cells, or the study has no population cells.
    """
    people = people or group_people(study, catalogue)
    if people.cells is None:
        raise SmartCityError("population_missing")
    table, result = _cell_needs(study, catalogue, scheme, people, part(progress, 0.2, 0.9))
    record = needs_record(scheme, result, people, study.settings.reference_date)
    run = start_run("assess_cell_needs", record, study.sources(), versions or {})
    progress(1.0)
    _store_cells(study, run, table, scheme.id)
    return table


def _store_cells(study: Study, run: Run, table: GeoTable, scheme_id: str) -> None:
    study.save_product(run, CELL_NEEDS, table.frame, table.geometry, scheme_id=scheme_id)


def _no_cells() -> GeoTable:
    made = {"scheme_id", "period", "run_id"}
    frame = pd.DataFrame(columns=[name for name in CELL_NEEDS.fields if name not in made])
    return GeoTable(frame, np.empty(0, dtype=object), "", CELL_NEEDS.name)


def _cell_needs(
    study: Study, catalogue: Catalogue, scheme: Scheme, people: GroupPeople, progress: Progress
) -> tuple[GeoTable, Assessment]:
    """Return the needs of the cells in which people of the town live, and the assessment behind them."""
    found = assess(study, catalogue, scheme, CELLS)
    progress(0.4)
    gained = gains(found.scheme, found.index, found.tree)
    progress(0.9)
    wide = pd.DataFrame(
        {
            CELL_ID: found.matrix.values.index,
            "score": found.index.score,
            "need": found.index.need,
            "coverage": found.index.coverage,
            "drivers": [", ".join(names) for names in drivers(gained, found.tree.indicators)],
            "inherited": found.matrix.inherited.any(axis=1),
            "estimated": found.index.estimated.any(axis=1),
        }
    ).set_index(CELL_ID)
    for sector in SECTORS:
        places = [number for number, key in enumerate(found.tree.groups) if key == sector]
        wide[f"need_{sector}"] = 100.0 - found.index.groups[:, places[0]] if places else np.nan
    cells = people.cells
    if cells is None:  # for the type checker: callers have looked
        raise SmartCityError("population_missing")
    frame = wide.reindex(cells.ids(CELL_ID)).join(people.of_cells).rename_axis(CELL_ID).reset_index()
    marks = {INHERITED: frame.pop("inherited"), ESTIMATED: frame.pop("estimated")}
    hidden = persons_of_cells(frame)
    for name, mark in {**{key: column.fillna(False) for key, column in marks.items()}, **hidden}.items():
        marks[name] = mark.astype(bool)
    marks["ages_by_share"] = pd.Series("ages_by_share" in people.flags, index=frame.index)
    frame["flags"] = [",".join(name for name, mark in marks.items() if mark[row]) for row in frame.index]
    frame["drivers"] = frame["drivers"].fillna("")
    return GeoTable(frame.drop(columns=list(GROUPS)), cells.geometry, cells.crs, CELL_NEEDS.name), found


def persons_of_cells(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Add the persons in need (need / 100 · people) to a table of cells; returns where which were left out, and why.

    Cells are drawn one by one: numbers of less than ``FEW_PERSONS`` people, and groups of less than ``SMALLEST_COUNT``
    people, are not told of them. The sums of the units hold them.
    """
    population = frame["population"].to_numpy(float)
    few = population < FEW_PERSONS
    suppressed = np.zeros(len(frame), dtype=bool)
    for column, name in zip(PERSON_COLUMNS, ("population", *GROUPS)):
        people = frame[name].to_numpy(float)
        small = too_small(people, SMALLEST_COUNT) if name in GROUPS else np.zeros(len(frame), dtype=bool)
        frame[column] = np.where(few | small, np.nan, frame["need"].to_numpy(float) / 100.0 * people)
        suppressed |= small & ~few
    return {FEW_CASES: pd.Series(few, index=frame.index), SUPPRESSED: pd.Series(suppressed, index=frame.index)}


def _cell_notes(found: Assessment, table: GeoTable, people: GroupPeople) -> list[Problem]:
    """Return what must be told of the needs of the cells: left out, unknown, beyond the border."""
    notes = []
    if found.left_out:
        notes.append(Problem("cells_left_out", Severity.NOTE, {"indicator": list(found.left_out)}))
    unknown = int(table.frame["need"].isna().sum())
    if unknown:
        values = {"count": float(unknown), "total": float(len(table))}
        notes.append(Problem("cells_without_need", Severity.NOTE, values))
    if people.outside:
        notes.append(Problem("cells_outside", Severity.NOTE, {"count": float(people.outside)}))
    return notes
