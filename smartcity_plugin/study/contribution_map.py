# SPDX-License-Identifier: GPL-2.0-or-later
"""Where contributions gather: density on cells or planning units, and hot spots by Gi*.

Contributions gather where people are. Gi* on counts asks whether neighbouring cells have more of them than if the same
numbers were dealt out over all cells by chance; it says nothing about people. ``per_1000`` relates them to inhabitants
and then asks the same of the rates, of inhabited cells only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.clusters import FEWEST, getis_ord, gi_classes, touching, two_sided
from ..engine.population import allocate
from ..engine.progress import Progress, silent
from ..engine.table import GeoTable
from ..engine.tessellation import counted_in, hexagons, squares
from ..model.problem import Problem, Severity, SmartCityError
from ..model.strategy import Contribution
from .inhabitants import Inhabitants, inhabitants
from .participation import is_answered
from .provenance import start_run
from .strategy_tables import CONTRIBUTION_CELLS
from .study import Study

HEXAGONS, SQUARES, CELLS, UNITS = "hexagons", "squares", "cells", "units"
PLACES = (HEXAGONS, SQUARES, CELLS, UNITS)
"""What contributions are counted in: hexagons or squares over the whole area, inhabited cells, reporting units."""

ALL, PROCEDURE, SECTOR = "all", "procedure", "sector"
PER_1000 = "/per_1000"
"""Ends the subject of hot spots of rates."""

MOST_CELLS = 60_000
FEWEST_CONTRIBUTIONS = 30
"""Below, the numbers per cell are too small for Gi* (project default)."""

FEWEST_PEOPLE = 100.0
"""Rates of fewer inhabitants are chance (project default)."""

FEW = 5
"""Fewer contributions than this are flagged (project default)."""


@dataclass(frozen=True)
class MapPlan:
    """What is counted and where (project defaults). ``subject``: all, procedure:id or sector:id; ``width`` in metres.

    ``per_1000`` looks for hot spots of rates instead of numbers.
    """

    subject: str = ALL
    place: str = HEXAGONS
    width: float = 300.0
    per_1000: bool = False
    false_discovery: bool = True


@dataclass(frozen=True)
class ContributionMap:
    """The rows of ``contribution_cells`` with their shapes; ``counted`` of ``located`` contributions lie in them."""

    subject: str
    place_kind: str
    rows: pd.DataFrame
    geometry: np.ndarray
    total: int
    located: int
    counted: int
    notes: tuple[Problem, ...]

    @property
    def has_hot_spots(self) -> bool:
        """Whether Gi* was computed."""
        return bool(self.rows["gi_class"].notna().any())


def map_contributions(study: Study, plan: MapPlan = MapPlan(), progress: Progress = silent) -> ContributionMap:
    """Return density and hot spots of located contributions; writes nothing.

    Raises SmartCityError if none is located, if the subject is unknown, or for too many cells.
    """
    items = chosen(study, plan.subject)
    shapes = study.shapes(Contribution)
    located = [item for item in items if item.contribution_id in shapes]
    if not located:
        raise SmartCityError("contributions_none_located", subject=plan.subject)
    points = np.array([shapes[item.contribution_id] for item in located], dtype=object)
    people, notes = _people(study)
    progress(0.2)
    places = _places(study, plan, people)
    progress(0.4)
    where, counts = counted_in(places.geometry, points)
    answered = np.array([is_answered(item) for item in located], dtype=bool)
    _, of_answered = counted_in(places.geometry, points[answered])
    outside = int((where < 0).sum())
    if outside:
        values = {"count": float(outside), "total": float(len(located))}
        notes.append(Problem("contributions_outside_cells", Severity.WARNING, values))
    if len(located) < len(items):
        values = {"count": float(len(items) - len(located)), "total": float(len(items))}
        notes.append(Problem("participation_without_place", Severity.NOTE, values))
    population = _population(places, people)
    rate = np.full(len(places), np.nan)
    np.divide(1000.0 * counts, population, out=rate, where=np.nan_to_num(population) >= FEWEST_PEOPLE)
    rows = pd.DataFrame(
        {
            "place_id": places.ids("place_id"),
            "name": places.frame["name"].to_numpy(dtype=object),
            "contributions": counts,
            "answered": of_answered,
            # The map of the density is the same for rates; it is stored with the numbers only.
            "density": np.nan if plan.per_1000 else counts / (shapely.area(places.geometry) / 1e6),
            "population": population,
            "per_1000": rate,
            "flags": ["few_cases" if 0 < count < FEW else "" for count in counts],
        }
    )
    scores = _scores(plan, places, counts, rate, notes)
    progress(0.8)
    rows["gi_z"], rows["gi_p"] = scores, two_sided(scores)
    rows["gi_class"] = gi_classes(scores, plan.false_discovery)
    kind = study.settings.unit_level if plan.place == UNITS else plan.place
    subject = plan.subject + (PER_1000 if plan.per_1000 else "")
    counted = int(counts.sum())
    return ContributionMap(subject, kind, rows, places.geometry, len(items), len(located), counted, tuple(notes))


def map_and_save(
    study: Study, plan: MapPlan = MapPlan(), progress: Progress = silent, versions: Optional[Mapping[str, str]] = None
) -> ContributionMap:
    """Compute the map and store it in place of an earlier one of the same subject and kind of place, with its run."""
    run = start_run("contribution_map", {}, study.sources(), versions or {})
    found = map_contributions(study, plan, progress)
    record = {**asdict(plan), "total": found.total, "located": found.located, "counted": found.counted}
    progress(1.0)  # the last chance to cancel: what is stored stays
    own = {"subject": found.subject, "place_kind": found.place_kind}
    run = replace(run, parameters={**record, "period": study.settings.reference_date})
    study.save_product(run, CONTRIBUTION_CELLS, found.rows, found.geometry, **own)
    return found


def chosen(study: Study, subject: str) -> list[Contribution]:
    """Return the contributions of a subject; raises SmartCityError for an unknown one."""
    kind, _, name = subject.partition(":")
    items = study.records(Contribution)
    if kind == ALL and not name:
        return items
    if kind == PROCEDURE and name:
        return [item for item in items if item.procedure_id == name]
    if kind == SECTOR and name:
        return [item for item in items if item.sector == name]
    raise SmartCityError("contributions_subject_unknown", subject=subject)


def _people(study: Study) -> tuple[Optional[Inhabitants], list[Problem]]:
    """Return the inhabitants, None with a note if the study has none."""
    try:
        return inhabitants(study), []
    except SmartCityError:
        return None, [Problem("contributions_without_people", Severity.NOTE)]


def _places(study: Study, plan: MapPlan, people: Optional[Inhabitants]) -> GeoTable:
    if plan.place == UNITS:
        units = study.reporting_units()
        frame = pd.DataFrame({"place_id": units.ids("unit_id"), "name": units.frame["name"].to_numpy(dtype=object)})
        return GeoTable(frame, units.geometry, units.crs, "")
    if plan.place == CELLS:
        if people is None:
            raise SmartCityError("contributions_without_cells")
        frame = pd.DataFrame({"place_id": people.cells.ids("cell_id"), "name": people.unit_names})
        return GeoTable(frame, people.cells.geometry, study.settings.crs, "")
    area = study.area().geometry[0]
    if shapely.area(area) / plan.width**2 > MOST_CELLS:
        raise SmartCityError("contributions_cells_too_small", width=plan.width, most=float(MOST_CELLS))
    shapes = (hexagons if plan.place == HEXAGONS else squares)(area, plan.width)
    centres = shapely.get_coordinates(shapely.centroid(shapes)).round().astype(int)
    units = study.reporting_units()
    at, _ = counted_in(units.geometry, shapely.point_on_surface(shapes))
    names = np.append(units.frame["name"].fillna("").astype(str).to_numpy(dtype=object), "")[at]
    frame = pd.DataFrame({"place_id": [f"E{x}N{y}" for x, y in centres.tolist()], "name": names})
    return GeoTable(frame, shapes, study.settings.crs, "")


def _population(places: GeoTable, people: Optional[Inhabitants]) -> np.ndarray:
    if people is None:
        return np.full(len(places), np.nan)
    shares = allocate(people.cells, places, people.places).shares
    return np.asarray(shares @ np.nan_to_num(people.population)).ravel()


def _scores(plan: MapPlan, places: GeoTable, counts: np.ndarray, rate: np.ndarray, notes: list[Problem]) -> np.ndarray:
    """Return Gi* of cells; unknown for units, for few contributions and where every cell is alike, which is told."""
    none = np.full(len(places), np.nan)
    if plan.place == UNITS:
        return none
    if counts.sum() < FEWEST_CONTRIBUTIONS:
        values = {"count": float(counts.sum()), "fewest": float(FEWEST_CONTRIBUTIONS)}
        notes.append(Problem("contributions_few_for_hot_spots", Severity.NOTE, values))
        return none
    values_of = rate if plan.per_1000 else counts.astype(float)
    if np.isfinite(values_of).sum() < FEWEST:
        values = {"count": float(np.isfinite(values_of).sum()), "fewest": float(FEWEST)}
        notes.append(Problem("contributions_few_cells", Severity.NOTE, values))
        return none
    return getis_ord(values_of, touching(places.geometry))
