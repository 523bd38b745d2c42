# SPDX-License-Identifier: GPL-2.0-or-later
"""Focus areas of a study: grown from cells of high need, kept where somebody has changed them, brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..catalogue import Catalogue
from ..catalogue.schemes import scheme_content
from ..engine.focus import SAME, as_area, grown, numbered, outline, overlap
from ..engine.geometry import ROUNDING
from ..engine.progress import Progress, silent
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity, SmartCityError
from ..model.provenance import Run
from .assessment import scheme_of
from .clusters import ClusterPlan, clusters_of, need_subject
from .focus_figures import Material, material_of
from .focus_rows import WHOLE, StoredAreas, digests, joined, stored_areas, with_numbers
from .overlay_tables import FOCUS_AREAS
from .provenance import start_run
from .study import Study

NEED, HOT_SPOTS = "need", "hot_spots"
STARTS = (NEED, HOT_SPOTS)
"""What an area grows from: cells of high need, or hot spots of need (Gi*, 95 %)."""

HECTARE = 10_000.0


@dataclass(frozen=True)
class FocusPlan:
    """How focus areas are grown; all of it project defaults."""

    start: str = NEED
    need: float = 70.0
    """NEED: from this need (0 to 100) on a cell belongs to an area."""
    fewest_cells: int = 5
    fewest_persons: float = 200.0
    holes_below: float = 0.0
    """Holes of less than this many hectares are closed."""
    clusters: ClusterPlan = field(default_factory=ClusterPlan)
    """HOT_SPOTS: who is a neighbour, and whether the false discovery rate is controlled."""


@dataclass(frozen=True)
class FocusOutcome:
    """The focus areas of a scheme as they are stored now, in the order of their persons in need."""

    areas: GeoTable
    made: int
    kept: int
    """Areas that somebody has drawn or changed."""
    notes: tuple[Problem, ...]


def make_focus_areas(
    study: Study,
    catalogue: Catalogue,
    scheme_id: str = "",
    plan: FocusPlan = FocusPlan(),
    progress: Progress = silent,
    versions: Optional[Mapping[str, str]] = None,
) -> FocusOutcome:
    """Grow the focus areas of a scheme (the one in force by default) and store them in place of earlier ones.

    Areas that somebody has drawn or changed stay as they are; a new one that is the same as one of them (more than half
    of the smaller in common) is left out and told. Raises SmartCityError if there is no need on cells.
    """
    scheme = scheme_of(study, catalogue, scheme_id)
    run = start_run("focus_areas", {"scheme": scheme_content(scheme), **asdict(plan)}, study.sources(), versions or {})
    material = material_of(study, catalogue, scheme)
    progress(0.5)
    stored = stored_areas(study, scheme.id)
    kept = stored.own.where(stored.edited).with_column("is_edited", True)
    shapes, notes = _grown(material, plan)
    progress(0.7)
    shapes, more = _without_kept(shapes, kept)
    new, told = material.described(_blank(shapes, material.crs))
    progress(0.9)
    new = by_persons(new)
    names = numbered(new.frame["name"].tolist(), kept.frame["name"].dropna().astype(str))
    new = GeoTable(new.frame.assign(name=names, run_id=run.run_id), new.geometry, new.crs)
    areas = _saved(study, _recorded(run, material), stored, joined(kept, new), scheme.id, progress)
    notes = [*material.notes, *notes, *more, *told]
    if len(kept):
        notes.append(Problem("focus_kept", Severity.NOTE, {"count": float(len(kept))}))
    if not len(new) and not more:
        notes.append(Problem("focus_none", Severity.WARNING))
    return FocusOutcome(areas, len(new), len(kept), tuple(notes))


def update_focus_areas(
    study: Study,
    catalogue: Catalogue,
    scheme_id: str = "",
    only_edited: bool = False,
    progress: Progress = silent,
    versions: Optional[Mapping[str, str]] = None,
) -> FocusOutcome:
    """Compute the figures of the stored focus areas anew for their present outlines, and store them.

    With ``only_edited`` those that the last run has left as they are keep their figures. Names and notes stay; areas
    that somebody has drawn or changed are marked. Raises SmartCityError if there are no areas.
    """
    scheme = scheme_of(study, catalogue, scheme_id)
    record = {"scheme": scheme_content(scheme), "only_edited": only_edited}
    run = start_run("update_focus_areas", record, study.sources(), versions or {})
    stored = stored_areas(study, scheme.id)
    if not len(stored.own):
        raise SmartCityError("focus_nothing_stored", scheme=scheme.title or scheme.id)
    areas, notes = _repaired(stored.own)
    drawn = ~shapely.is_missing(areas.geometry)
    wanted = drawn & stored.edited if only_edited else drawn
    progress(0.1)
    material = material_of(study, catalogue, scheme)
    progress(0.7)
    areas = areas.with_column("is_edited", stored.edited)
    described, told = material.described(areas.where(wanted))
    others = areas.where(~wanted)
    names = described.frame["name"].to_numpy(dtype=object, copy=True)
    unnamed = described.frame["was_unnamed"].to_numpy(dtype=bool)
    names[unnamed] = numbered(names[unnamed].tolist(), [*names[~unnamed], *others.frame["name"].dropna()])
    described = replace(described, frame=described.frame.assign(name=names, run_id=run.run_id))
    areas = _saved(study, _recorded(run, material), stored, joined(described, others), scheme.id, progress)
    return FocusOutcome(areas, 0, int(stored.edited.sum()), (*material.notes, *notes, *told))


# Growing --------------------------------------------------------------------------------------------------------------


def _grown(material: Material, plan: FocusPlan) -> tuple[np.ndarray, list[Problem]]:
    """Return the outlines of all groups that are large enough, and what is told of the others."""
    people = material.people
    if plan.start == HOT_SPOTS:
        found = clusters_of(need_subject(material.assessment, people), people, replace(plan.clusters, permutations=1))
        chosen = found.in_class("hot_99", "hot_95")
    else:
        chosen = np.nan_to_num(material.need, nan=-1.0) >= plan.need * (1.0 - ROUNDING)
    geometry, population = people.cells.geometry, people.population
    large, small = grown(geometry, chosen, population, plan.fewest_cells, plan.fewest_persons)
    shapes = np.empty(len(large), dtype=object)
    shapes[:] = [outline(geometry[group], plan.holes_below * HECTARE) for group in large]
    if not small:
        return shapes, []
    persons = sum(float(population[group].sum()) for group in small)
    values = {"count": float(len(small)), "persons": float(round(persons))}
    return shapes, [Problem("focus_too_small", Severity.NOTE, values)]


def _without_kept(shapes: np.ndarray, kept: GeoTable) -> tuple[np.ndarray, list[Problem]]:
    """Return the outlines that are not those of a kept area, and what is told of the others."""
    areas = [as_area(shape) for shape in kept.geometry]
    there = [number for number, area in enumerate(areas) if area is not None]
    outlines = np.empty(len(there), dtype=object)
    outlines[:] = [areas[number] for number in there]
    common = overlap(shapes, outlines)
    if not common.size:
        return shapes, []
    same, touching = (common > SAME).any(axis=1), (common > 1e-6).any(axis=1)
    notes = []
    if same.any():
        names = kept.frame["name"].fillna(kept.frame["focus_id"]).fillna("–").to_numpy(dtype=object)[there]
        told = ", ".join(dict.fromkeys(str(names[number]) for number in common[same].argmax(axis=1)))
        notes.append(Problem("focus_left_out", Severity.NOTE, {"count": float(same.sum()), "areas": told}))
    if (touching & ~same).any():
        notes.append(Problem("focus_overlap", Severity.WARNING, {"count": float((touching & ~same).sum())}))
    return shapes[~same], notes


def _blank(shapes: np.ndarray, crs: str) -> GeoTable:
    frame = pd.DataFrame(index=range(len(shapes)), columns=list(FOCUS_AREAS.fields), dtype=object)
    return GeoTable(frame.assign(is_edited=False), shapes, crs)


def _repaired(areas: GeoTable) -> tuple[GeoTable, list[Problem]]:
    """Return the areas with valid outlines (None where there is none), and what is told of it."""
    shapes = np.empty(len(areas), dtype=object)
    shapes[:] = [as_area(shape) for shape in areas.geometry]
    notes = []
    missing = shapely.is_missing(shapes)
    if missing.any():
        notes.append(Problem("focus_without_outline", Severity.WARNING, {"count": float(missing.sum())}))
    broken = ~missing & ~shapely.is_valid(areas.geometry)
    if broken.any():
        notes.append(Problem("focus_repaired", Severity.WARNING, {"count": float(broken.sum())}))
    return replace(areas, geometry=shapes), notes


def _recorded(run: Run, material: Material) -> Run:
    more = {"left_out": list(material.assessment.left_out), "people": dict(material.people.record)}
    return replace(run, parameters={**run.parameters, **more})


# Storing --------------------------------------------------------------------------------------------------------------


def _saved(
    study: Study, run: Run, stored: StoredAreas, areas: GeoTable, scheme_id: str, progress: Progress
) -> GeoTable:
    """Store the areas of a scheme and return them by their persons in need.

    Those without a number get one, and it is remembered how this run has left them all.
    """
    areas = with_numbers(replace(areas, frame=areas.frame.drop(columns="was_unnamed", errors="ignore")))
    names = areas.frame["name"].fillna("").astype(str).str.strip()
    names = names.where(names != "", areas.frame["focus_id"])
    own = {"scheme_id": scheme_id, "period": study.settings.reference_date, "name": names}
    areas = replace(areas, frame=areas.frame.assign(**own))
    # An area that somebody changed keeps its mark; one that nobody did is recognised by its fingerprint next time.
    record: dict[str, Any] = {"areas": dict(zip(areas.frame["focus_id"], digests(areas)))}
    run = replace(run, parameters={**run.parameters, **record, "period": study.settings.reference_date})
    everything = joined(areas, stored.others)
    progress(1.0)  # the last chance to cancel: what is stored stays
    study.save_product(run, WHOLE, everything.frame, everything.geometry)
    return by_persons(areas)


def by_persons(areas: GeoTable) -> GeoTable:
    """Return areas in the order of their persons in need, most first."""
    persons = pd.to_numeric(areas.frame["persons"]).fillna(-1).to_numpy(float)
    order = np.argsort(-persons, kind="stable")
    return GeoTable(areas.frame.iloc[order].reset_index(drop=True), areas.geometry[order], areas.crs)
