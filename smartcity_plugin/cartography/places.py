# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives in areas of any shape, which units and measures they touch: what pages about places say. No QGIS here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..catalogue import Catalogue
from ..engine.composite.groups import AGES
from ..engine.focus import TOUCHED, as_area, overlap
from ..engine.population import allocate
from ..engine.table import GeoTable
from ..model.problem import SmartCityError
from ..model.strategy import Measure
from ..study.burden import shown_places
from ..study.focus_groups import group_people
from ..study.inhabitants import Inhabitants, inhabitants
from ..study.overlay_tables import BURDEN, CELLS
from ..study.rows import split_ids
from ..study.study import Study

NEAR = 50.0
"""Metres within which a unit counts as bordering on an area (project default)."""

SEVERAL = 2
"""From this number of high burdens on one speaks of a multiple burden."""


@dataclass(frozen=True)
class People:
    """People of a group in an area, and the share (0 to 1) of the area's people of whom it is known."""

    count: float
    known: float


@dataclass(frozen=True)
class Burdened:
    """People by multiple burden, and the most frequent burdens with their people."""

    several: float
    unknown: float
    most: tuple[str, ...]


class Places:
    """Areas of a study against its cells, units and measures; what takes long is computed once, when asked for."""

    def __init__(self, study: Study, catalogue: Catalogue, areas: GeoTable) -> None:
        self._study, self._catalogue = study, catalogue
        self.areas = areas
        shapes = np.empty(len(areas), dtype=object)
        shapes[:] = [as_area(shape) for shape in areas.geometry]
        self.shapes = shapes

    # People ----------------------------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> Optional[Inhabitants]:
        try:
            return inhabitants(self._study)
        except SmartCityError:  # no cells with people: what rests on them stays unknown
            return None

    @cached_property
    def _inside(self) -> Optional[np.ndarray]:
        """Persons of each inhabited cell that live in each area (areas × cells)."""
        if self._people is None or not len(self.areas):
            return None
        there = [number for number, shape in enumerate(self.shapes) if shape is not None]
        whole = np.zeros((len(self.areas), len(self._people.cells)))
        if there:
            table = GeoTable(self.areas.frame.iloc[there], self.shapes[there], self.areas.crs)
            shares = allocate(self._people.cells, table, self._people.places).shares
            whole[there] = np.asarray(shares.todense()) * self._people.population[None, :]
        return whole

    @cached_property
    def _ages(self) -> Optional[pd.DataFrame]:
        """Share of each age group in the people of each inhabited cell, NaN where unknown."""
        if self._people is None:
            return None
        try:
            groups = group_people(self._study, self._catalogue).of_cells
        except SmartCityError:
            return None
        rows = groups.reindex(self._people.cells.ids("cell_id"))
        return rows[list(AGES)].div(rows["population"], axis=0)

    def of_age(self, number: int, group: str) -> Optional[People]:
        """Return the people of an age group (``under_18``, ``65_plus``) in an area, None if no age is known."""
        if self._inside is None or self._ages is None:
            return None
        people, share = self._inside[number], self._ages[group].to_numpy(dtype=float)
        known = np.isfinite(share)
        whole = float(people.sum())
        if whole <= 0 or not float(people[known].sum()) > 0:
            return None
        return People(float((people[known] * share[known]).sum()), float(people[known].sum()) / whole)

    @cached_property
    def _burdens(self) -> Optional[pd.DataFrame]:
        if self._people is None:
            return None
        rows = shown_places(self._study.product(BURDEN).frame, self._study.settings.unit_level)
        if rows.empty or rows["place_kind"].iloc[0] != CELLS:
            return None
        return rows.set_index("place_id").reindex(self._people.cells.ids("cell_id"))

    def burdened(self, number: int) -> Optional[Burdened]:
        """Return the people of an area by multiple burden, None if it was not counted on cells."""
        if self._inside is None or self._burdens is None:
            return None
        people, counts = self._inside[number], pd.to_numeric(self._burdens["burdens"]).to_numpy(dtype=float)
        by_name: dict[str, float] = {}
        for text, persons in zip(self._burdens["which"].fillna(""), people):
            for name in filter(None, str(text).split("; ")):
                by_name[name] = by_name.get(name, 0.0) + persons
        most = sorted((name for name, persons in by_name.items() if persons > 0), key=lambda name: -by_name[name])
        unknown = ~np.isfinite(counts)
        several = float(people[~unknown & (np.nan_to_num(counts) >= SEVERAL)].sum())
        return Burdened(several, float(people[unknown].sum()), tuple(most[:3]))

    # Units and measures ----------------------------------------------------------------------------------------------

    @cached_property
    def _units(self) -> GeoTable:
        return self._study.reporting_units()

    def lies_in(self, number: int) -> list[tuple[str, float]]:
        """Return the planning units that an area lies in, with the share (0 to 1) of its area, largest first."""
        shape = self.shapes[number]
        if shape is None:
            return []
        units = self._units.where(shapely.intersects(self._units.geometry, shape))
        shares = shapely.area(shapely.intersection(units.geometry, shape)) / max(shape.area, 1e-9)
        names = units.frame["name"].fillna("").astype(str)
        found = [(name, float(share)) for name, share in zip(names, shares) if share >= TOUCHED]
        return sorted(found, key=lambda pair: -pair[1])

    def borders_on(self, number: int) -> list[str]:
        """Return the other planning units that are close to an area, in order of names."""
        shape = self.shapes[number]
        if shape is None:
            return []
        inside = {name for name, _ in self.lies_in(number)}
        near = shapely.distance(self._units.geometry, shape) <= NEAR
        names = self._units.frame["name"].fillna("").astype(str).to_numpy(dtype=object)
        return sorted(name for name in names[near] if name not in inside)

    def measures(self, number: int, measures: Sequence[Measure]) -> list[Measure]:
        """Return the measures whose units touch an area: at least a hundredth of the smaller of the two."""
        if self.shapes[number] is None:
            return []
        every = self._study.units()
        shapes = dict(zip(every.ids("unit_id"), every.geometry))
        own = [[shapes[unit] for unit in split_ids(item.unit_ids) if unit in shapes] for item in measures]
        placed = [place for place, members in enumerate(own) if members]
        if not placed:
            return []
        areas = np.empty(len(placed), dtype=object)
        areas[:] = [shapely.make_valid(shapely.union_all(own[place])) for place in placed]
        common = overlap(self.shapes[[number]], areas)[0] >= TOUCHED
        return [measures[place] for place, touches in zip(placed, common) if touches]
