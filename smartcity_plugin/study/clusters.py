# SPDX-License-Identifier: GPL-2.0-or-later
"""Hot spots of a study: where cells of high need, or of high values of an indicator, lie close together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely
from scipy import sparse

from ..catalogue import Catalogue
from ..catalogue.schemes import scheme_content
from ..engine.clusters import FEWEST, getis_ord, gi_classes, touching, two_sided, within
from ..engine.composite.normalise import scores_of
from ..engine.moran import PERMUTATIONS, SEED, GlobalMoran, global_moran, local_moran
from ..engine.progress import Progress, part, silent
from ..model.problem import Problem, Severity, SmartCityError
from .assessment import CELL_ID, Assessment, assess, scheme_of
from .inhabitants import Inhabitants, inhabitants
from .overlay_tables import CELLS, CLUSTERS
from .provenance import start_run
from .study import Study

SCHEME, INDICATOR, VALUE = "scheme", "indicator", "value"
"""What a subject begins with, before a colon and an id: need by a scheme, need by an indicator, its values as such."""

TOUCH, DISTANCE = "touching", "distance"
NEIGHBOURHOODS = (TOUCH, DISTANCE)
"""Who is a neighbour: cells that touch at an edge or a corner, or whose centres are near."""


@dataclass(frozen=True)
class ClusterPlan:
    """How clusters are looked for (project defaults)."""

    neighbourhood: str = TOUCH
    distance: float = 250.0
    """Metres between centres, for DISTANCE."""
    false_discovery: bool = True
    permutations: int = PERMUTATIONS
    seed: int = SEED


@dataclass(frozen=True)
class Subject:
    """What is looked at: a value per inhabited cell (NaN unknown), in the order of ``Inhabitants.cells``.

    ``is_need`` says that values are needs from 0 to 100; otherwise they are those of the indicator as it is measured.
    """

    kind: str
    id: str
    values: np.ndarray
    is_need: bool
    notes: tuple[Problem, ...] = ()
    record: Optional[Mapping[str, Any]] = None

    @property
    def key(self) -> str:
        """The text under which the result is stored."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Clusters:
    """The clusters of a subject: ``rows`` of the table ``clusters``, one per inhabited cell, and the whole pattern."""

    subject: Subject
    plan: ClusterPlan
    rows: pd.DataFrame
    geometry: np.ndarray
    whole: GlobalMoran
    alone: int
    """Cells with a value but without any neighbour that has one."""
    notes: tuple[Problem, ...]
    people: Mapping[str, Any]
    """The record of how people were treated."""

    def in_class(self, *beginnings: str) -> np.ndarray:
        """Return which cells are of a class of Gi* that begins with one of these words."""
        return self.rows["gi_class"].fillna("").str.startswith(beginnings).to_numpy()


def weights_of(geometry: np.ndarray, plan: ClusterPlan) -> sparse.csr_matrix:
    """Return who is whose neighbour among cells, themselves included."""
    if plan.neighbourhood == TOUCH:
        return touching(geometry)
    return within(shapely.centroid(geometry), plan.distance)


def subject_of(study: Study, catalogue: Catalogue, text: str, people: Inhabitants) -> Subject:
    """Return the values that a text names: ``scheme:…``, ``indicator:…`` or ``value:…``; the scheme in force if empty.

    An indicator that is not scored has no need: its values are taken as they are, and that is told. Raises
    SmartCityError for anything else, and if there are no values on cells.
    """
    kind, _, name = (text.strip() or f"{SCHEME}:").partition(":")
    if kind == SCHEME:
        return need_subject(assess(study, catalogue, scheme_of(study, catalogue, name), CELLS), people)
    if kind not in (INDICATOR, VALUE) or name not in catalogue.indicators:
        raise SmartCityError("cluster_subject_unknown", subject=text)
    indicator, values = catalogue.indicators[name], study.cell_column(name, people.cells.ids(CELL_ID))
    if not np.isfinite(values).any():
        raise SmartCityError("clusters_without_values", indicator=name)
    if kind == VALUE:
        return Subject(kind, name, values, False)
    if not indicator.is_scored:
        note = Problem("cluster_not_scored", Severity.NOTE, {"indicator": name})
        return Subject(VALUE, name, values, False, (note,))
    return Subject(kind, name, 100.0 - scores_of(indicator, values), True)


def need_subject(result: Assessment, people: Inhabitants) -> Subject:
    """Return the need of a scheme that has been applied to the cells."""
    need = result.index.need[people.rows_of(result.matrix.values.index)]
    record = {"scheme": scheme_content(result.scheme), "left_out": list(result.left_out)}
    return Subject(SCHEME, result.scheme.id, need, True, notes_of(result), record)


def notes_of(result: Assessment) -> tuple[Problem, ...]:
    """Return what must be told of a scheme on cells: what it had to leave out, and what cells took from their unit."""
    notes = []
    if result.left_out:
        notes.append(Problem("cells_without_indicators", Severity.NOTE, {"indicator": list(result.left_out)}))
    if result.matrix.inherited.any():
        names = [name for name, some in zip(result.matrix.values, result.matrix.inherited.any(axis=0)) if some]
        notes.append(Problem("clusters_inherited", Severity.WARNING, {"indicator": names}))
    return tuple(notes)


def find_clusters(
    study: Study,
    catalogue: Catalogue,
    subject: str = "",
    plan: ClusterPlan = ClusterPlan(),
    progress: Progress = silent,
) -> Clusters:
    """Return Gi* and Moran's I of all inhabited cells; writes nothing.

    Raises SmartCityError for fewer cells with a value than the statistics need, and if all values are equal.
    """
    people = inhabitants(study)
    progress(0.1)
    return clusters_of(subject_of(study, catalogue, subject, people), people, plan, part(progress, 0.2, 1.0))


def clusters_of(subject: Subject, people: Inhabitants, plan: ClusterPlan, progress: Progress = silent) -> Clusters:
    """Return Gi* and Moran's I of a subject; see ``find_clusters``."""
    values, known = subject.values, np.isfinite(subject.values)
    if known.sum() < FEWEST:
        raise SmartCityError("clusters_too_few", count=int(known.sum()), fewest=FEWEST)
    progress(0.0)
    weights = weights_of(people.cells.geometry, plan)
    scores = getis_ord(values, weights)
    if not np.isfinite(scores).any():
        raise SmartCityError("clusters_all_equal")
    progress(0.2)
    local = local_moran(values, weights, plan.permutations, plan.seed, part(progress, 0.2, 0.6))
    whole = global_moran(values, weights, plan.permutations, plan.seed, part(progress, 0.6, 1.0))
    rows = pd.DataFrame(
        {
            "place_id": people.cells.ids(CELL_ID),
            "name": people.unit_names,
            "population": people.population,
            "value": values,
            "gi_z": scores,
            "gi_p": two_sided(scores),
            "gi_class": gi_classes(scores, plan.false_discovery),
            "moran_i": local.index,
            "moran_p": local.p,
            "moran_class": local.classes(plan.false_discovery),
        }
    )
    notes = [*people.notes, *subject.notes]
    if not known.all():
        persons = float(round(people.population[~known].sum()))
        unknown = {"count": float((~known).sum()), "total": float(len(known)), "persons": persons}
        notes.append(Problem("clusters_unknown", Severity.NOTE, unknown))
    if plan.false_discovery and local.is_too_coarse(plan.permutations):
        notes.append(Problem("permutations_too_few", Severity.WARNING, {"permutations": float(plan.permutations)}))
    alone = int((known & ~np.isfinite(local.index)).sum())
    return Clusters(subject, plan, rows, people.cells.geometry, whole, alone, tuple(notes), people.record)


def find_and_save_clusters(
    study: Study,
    catalogue: Catalogue,
    subject: str = "",
    plan: ClusterPlan = ClusterPlan(),
    progress: Progress = silent,
    versions: Optional[Mapping[str, str]] = None,
) -> Clusters:
    """Find clusters and store them in place of earlier ones of the same subject, with the record of the run."""
    run = start_run("hot_spots", {}, study.sources(), versions or {})
    found = find_clusters(study, catalogue, subject, plan, part(progress, 0.0, 0.95))
    record = {
        "subject": found.subject.key,
        "is_need": found.subject.is_need,
        **asdict(plan),
        **(found.subject.record or {}),
        "people": dict(found.people),
        **{f"moran_{name}": number for name, number in asdict(found.whole).items() if np.isfinite(number)},
        "period": study.settings.reference_date,
    }
    progress(1.0)  # the last chance to cancel: what is stored stays
    run = replace(run, parameters=record)
    study.save_product(run, CLUSTERS, found.rows, found.geometry, subject=found.subject.key, place_kind=CELLS)
    return found
