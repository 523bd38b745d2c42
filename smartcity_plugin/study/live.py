# SPDX-License-Identifier: GPL-2.0-or-later
"""What somebody plays with who moves weights: scores, places and units of a study, read once. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

import numpy as np
import shapely
from scipy import sparse

from ..catalogue import Catalogue
from ..engine.composite.index import contributions, gains
from ..engine.composite.live import LiveIndex, ranks
from ..engine.composite.weights import shares_of
from ..engine.compute import FEW_PERSONS
from ..engine.population import allocate
from ..engine.progress import Progress, silent
from ..engine.table import GeoTable
from ..engine.values import divide
from ..model.problem import SmartCityError
from ..model.scheme import ROOT, Combination, Group, Scheme, Weighting, Weights
from ..model.taxonomy import Term
from ..model.text import Text
from .assessment import CELL_ID, Assessment, all_schemes, assess
from .overlay_tables import CELLS, UNITS
from .own_indicators import catalogue_of
from .results import POPULATION_ROLE
from .schemes import new_id
from .study import Study

HIDDEN = -2
"""The class of a unit with so few people that its need is not shown; unknown ones have ``classes.UNKNOWN``."""


@dataclass(frozen=True)
class RankRow:
    """A planning unit in the ranking: ``need`` None if unknown or hidden, ``rank`` 0 then.

    ``change`` is by how many ranks it has become more urgent than by the stored scheme, None if either is unknown.
    """

    unit_id: str
    name: str
    need: Optional[float]
    rank: int
    change: Optional[int]
    population: float
    is_hidden: bool


@dataclass(frozen=True)
class Part:
    """Why a unit stands where it does: an indicator, or a sector (``indicator`` empty), in points; None is unknown.

    Of cells it is the mean over the people of the unit.
    """

    sector: str
    indicator: str
    score: Optional[float]
    weight: float
    contribution: Optional[float]
    gain: Optional[float]


@dataclass
class LivePlaces:
    """The places on the map, in the study's CRS, and the planning units of the ranking.

    ``rows`` are the rows of the places in the decision matrix. ``shares`` (units × places, of the people) is None
    where the places are the units themselves.
    """

    ids: list[str]
    names: list[str]
    population: np.ndarray
    geometry: np.ndarray
    rows: np.ndarray
    units: GeoTable
    shares: Optional[sparse.csr_matrix] = None


class LiveDesk:
    """A scheme applied to the places of a study, whose weights can be moved."""

    def __init__(self, scheme: Scheme, assessment: Assessment, places: LivePlaces, catalogue: Catalogue) -> None:
        """Take the scheme as it is stored, and how far it could be applied."""
        self.stored, self.scheme, self.left_out = scheme, assessment.scheme, assessment.left_out
        self.places = places
        known = np.where(assessment.index.estimated, np.nan, assessment.index.scores)
        self.index = LiveIndex(assessment.scheme, known, assessment.tree, assessment.matrix.compared)
        self.start = {node: self.index.shares(node) for node in self.scheme.nodes()}
        """The weights of the stored scheme, in percent, by node."""
        self.sectors: Mapping[str, Term] = catalogue.sectors
        self.titles: dict[str, Text] = {name: item.title for name, item in catalogue.indicators.items()}
        self._hidden = places.population < FEW_PERSONS if places.shares is None else np.zeros(len(places.rows), bool)
        self._result = self.index.result
        self._start_ranks = ranks(self._unit_needs())

    @property
    def crs(self) -> str:
        """The study's CRS."""
        return self.places.units.crs

    # Moves -------------------------------------------------------------------------------------------------------

    def weigh(self, node: str, shares: Mapping[str, float]) -> None:
        """Weigh the members of a node."""
        self._result = self.index.set_weights(node, shares)

    def combine(self, within: Combination, between: Combination) -> None:
        """Combine in other ways."""
        self._result = self.index.set_combinations(within, between)

    @property
    def need(self) -> np.ndarray:
        """The need of each place (NaN unknown or hidden)."""
        return np.where(self._hidden, np.nan, self._result.need[self.places.rows])

    @property
    def classes(self) -> np.ndarray:
        """The class of each place: 0 to 4, UNKNOWN or HIDDEN."""
        return np.where(self._hidden, HIDDEN, self._result.classes[self.places.rows])

    def ranking(self) -> list[RankRow]:
        """Return the units, the greatest need first; unknown ones come last, in order of names."""
        needs, people = self._unit_needs(), self._unit_people()
        now, before = ranks(needs), self._start_ranks
        found = [
            RankRow(
                str(unit_id),
                str(name),
                float(need) if np.isfinite(need) else None,
                int(rank),
                int(old - rank) if rank and old else None,
                float(count),
                bool(count < FEW_PERSONS),
            )
            for unit_id, name, need, rank, old, count in zip(
                self.places.units.ids("unit_id"), self.places.units.frame["name"], needs, now, before, people
            )
        ]
        return sorted(found, key=lambda row: (row.rank == 0, row.rank, row.name))

    def _unit_people(self) -> np.ndarray:
        if self.places.shares is None:
            return self.places.population
        return np.asarray(self.places.shares @ np.nan_to_num(self.places.population))

    def _unit_needs(self) -> np.ndarray:
        """Return the need of each unit: its own, or the mean over the people of its cells; NaN unknown or hidden."""
        need = self.need
        if self.places.shares is None:
            return need
        people = np.where(np.isfinite(need), np.nan_to_num(self.places.population), 0.0)
        mean = divide(self.places.shares @ (people * np.nan_to_num(need)), self.places.shares @ people)
        return np.where(self._unit_people() < FEW_PERSONS, np.nan, mean)

    # Why ---------------------------------------------------------------------------------------------------------

    def parts(self, unit_id: str) -> list[Part]:
        """Return sectors and indicators of a unit in the order of the tree, each sector before its indicators."""
        unit = int(np.flatnonzero(self.places.units.ids("unit_id") == unit_id)[0])
        rows, people = self._places_of(unit)
        found, tree = self.index.index(rows), self.index.tree
        weight = np.where(np.isfinite(found.score), people, 0.0)
        brought = _sum_of(contributions(found, tree), weight)
        gained = _sum_of(gains(self.index.scheme, found, tree), weight)
        scores, sectors = _mean_of(found.scores, people), _mean_of(found.groups, people)
        parts = []
        for number, key in enumerate(tree.groups):
            own = np.flatnonzero(tree.group_of == number)
            total = brought[own][np.isfinite(brought[own])]
            points = float(total.sum()) if len(total) else None
            parts.append(Part(key, "", _known(sectors[number]), float(tree.outer[number]), points, None))
            for item in own:
                share = float(tree.weights[item])
                name = tree.indicators[item]
                parts.append(Part(key, name, _known(scores[item]), share, _known(brought[item]), _known(gained[item])))
        return parts

    def _places_of(self, unit: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of a unit's places in the matrix, and how many of its people live there."""
        if self.places.shares is None:
            return self.places.rows[[unit]], np.ones(1)
        start, end = self.places.shares.indptr[unit : unit + 2]
        own = self.places.shares.indices[start:end]
        people = self.places.shares.data[start:end] * np.nan_to_num(self.places.population[own])
        return self.places.rows[own], people

    def unit_at(self, x: float, y: float) -> Optional[str]:
        """Return the id of the unit that covers a point in the study's CRS, None if there is none."""
        hits = np.flatnonzero(shapely.intersects(self.places.units.geometry, shapely.Point(x, y)))
        return str(self.places.units.ids("unit_id")[hits[0]]) if len(hits) else None

    def outline(self, unit_id: str) -> bytes:
        """Return the polygon of a unit as WKB."""
        hits = np.flatnonzero(self.places.units.ids("unit_id") == unit_id)
        return bytes(shapely.to_wkb(self.places.units.geometry[hits[0]]))

    # The scheme that is played --------------------------------------------------------------------------------------

    def played(self, scheme_id: str, title: str) -> Scheme:
        """Return the stored scheme with the present weights and combinations, under another id and title.

        Weights that follow from the data become fixed ones, as they were while they were played with. Indicators of
        the scheme that have no values at these places keep the share they had; the others share the rest as played.
        """
        groups = tuple(self._played_group(group) for group in self.stored.groups)
        root = self._weights(ROOT, tuple(group.key for group in self.stored.groups), self.stored.weights)
        now = self.index.scheme
        return replace(
            self.stored, id=scheme_id, title=title, groups=groups, weights=root, within=now.within, between=now.between
        )

    def _played_group(self, group: Group) -> Group:
        if group.key not in self.start:
            return group
        return replace(group, weights=self._weights(group.key, group.members, group.weights))

    def _weights(self, node: str, members: tuple[str, ...], stored: Weights) -> Weights:
        now = self.index.shares(node)
        is_moved = any(abs(share - self.start[node][name]) > 1e-9 for name, share in now.items())
        if not is_moved and not stored.method.is_for_comparison:
            return stored
        absent = [name for name in members if name not in now]
        if stored.method.is_for_comparison:
            before = dict.fromkeys(members, 100.0 / len(members))
        else:
            before = {name: 100.0 * float(part) for name, part in zip(members, shares_of(stored, members))}
        rest = 1.0 - sum(before[name] for name in absent) / 100.0
        kept = {name: now[name] * rest for name in members if name in now}
        return replace(stored, method=Weighting.SLIDERS, shares={**kept, **{name: before[name] for name in absent}})


def _known(value: float) -> Optional[float]:
    return float(value) if np.isfinite(value) else None


def _mean_of(values: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Return the mean (k) of values (n × k, NaN unknown) over the people of whom it is known."""
    known = np.isfinite(values)
    return divide((np.nan_to_num(values) * people[:, None]).sum(axis=0), (known * people[:, None]).sum(axis=0))


def _sum_of(values: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Return points of the index (k) for all people together: who has none adds nothing; NaN if nobody has any."""
    total = divide((np.nan_to_num(values) * people[:, None]).sum(axis=0), people.sum())
    return np.where((np.isfinite(values) & (people[:, None] > 0)).any(axis=0), total, np.nan)


# Reading ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SchemeChoice:
    """A scheme that can be played with; ``title`` is empty for the standard one."""

    id: str
    title: str


@dataclass(frozen=True)
class LiveMaterial:
    """What the live panel needs of a study. ``desk`` is None if the scheme cannot be applied: ``error`` says why."""

    choices: tuple[SchemeChoice, ...]
    scheme_id: str
    stamp: str
    """What the scores rest on: another stamp means that they have been computed anew."""
    attributions: tuple[str, ...]
    desk: Optional[LiveDesk] = None
    error: Optional[SmartCityError] = None


def read_material(path: str, scheme_id: str, place_kind: str, progress: Progress = silent) -> LiveMaterial:
    """Read a study for playing with a scheme (by default the one in force) at its cells or its reporting units."""
    with Study.open(Path(path)) as study:
        catalogue = catalogue_of(study)
        progress(0.05)
        schemes = all_schemes(study, catalogue)
        choices = tuple(SchemeChoice(item.id, item.title) for item in schemes.values())
        chosen = scheme_id if scheme_id in schemes else study.settings.scheme
        rights = tuple(dict.fromkeys(item.attribution for item in study.sources() if item.attribution))
        material = LiveMaterial(choices, chosen, stamp_of(study), rights)
        try:
            if chosen not in schemes:
                raise SmartCityError("scheme_unknown", scheme=chosen)
            if study.values().empty or not schemes[chosen].groups:
                raise SmartCityError("no_results")
            result = assess(study, catalogue, schemes[chosen], CELLS if place_kind == CELLS else UNITS)
            progress(0.7)
            places = _cells(study, result) if place_kind == CELLS else _units(study, result)
            progress(0.9)
        except SmartCityError as error:
            return replace(material, error=error)
        return replace(material, desk=LiveDesk(schemes[chosen], result, places, catalogue))


def stamp_of(study: Study) -> str:
    """Return what the scores of a study rest on: the runs of its values and the definitions of its schemes."""
    runs = sorted({row["run_id"] for row in study.status().values()})
    return repr((study.settings.reference_date, study.settings.unit_level, runs, study.schemes()))


def read_stamp(path: str) -> str:
    """Return ``stamp_of`` the study in a file."""
    with Study.open(Path(path)) as study:
        return stamp_of(study)


def free_id(path: str, title: str) -> str:
    """Return an id for a new scheme of a study that no other has; raises SmartCityError for an empty title."""
    if not title.strip():
        raise SmartCityError("scheme_title_missing")
    with Study.open(Path(path)) as study:
        return new_id(title, all_schemes(study, catalogue_of(study)))


def _units(study: Study, result: Assessment) -> LivePlaces:
    units, row_of = study.reporting_units(), {name: row for row, name in enumerate(result.matrix.values.index)}
    units = units.where(np.array([name in row_of for name in units.ids("unit_id")], dtype=bool))
    rows = np.array([row_of[name] for name in units.ids("unit_id")], dtype=int)
    names = [str(name) for name in units.frame["name"]]
    people = result.matrix.population[rows]
    return LivePlaces(list(units.ids("unit_id")), names, people, units.geometry, rows, units)


def _cells(study: Study, result: Assessment) -> LivePlaces:
    cells = study.layer(POPULATION_ROLE)
    cells = cells.where(np.nan_to_num(cells.numbers("population")) > 0)
    ids, units = list(cells.ids(CELL_ID)), study.reporting_units()
    if ids != list(result.matrix.values.index):
        raise ValueError("the cells are not those of the decision matrix")
    shares = sparse.csr_matrix(allocate(cells, units).shares)
    people = result.matrix.population
    return LivePlaces(ids, ids, people, cells.geometry, np.arange(len(ids)), units, shares)
