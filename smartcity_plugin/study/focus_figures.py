# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of a focus area, whatever its outline: people, need, what is missing most, open measures, a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely

from ..catalogue import Catalogue
from ..engine.composite.index import drivers, gains
from ..engine.compute import FEW_PERSONS
from ..engine.focus import TOUCHED, Figures, figures, main_names, overlap
from ..engine.population import allocate
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity
from ..model.scheme import Scheme
from .assessment import Assessment, assess
from .clusters import notes_of
from .inhabitants import Inhabitants, inhabitants
from .overlay_tables import CELLS
from .schema import MEASURES
from .study import Study

COMPLETED = "completed"
"""The status of measures that are no longer open."""

SEPARATOR = "; "
"""Stands between the entries of a list in a field."""

COMPLETE = 0.95
"""Below this share of people with a known need the figures are marked as incomplete (project default)."""


@dataclass(frozen=True)
class Material:
    """What the figures are made of; ``need`` and ``gains`` are in the order of the inhabited cells."""

    people: Inhabitants
    assessment: Assessment
    need: np.ndarray
    gains: np.ndarray
    titles: tuple[str, ...]
    """The indicators of ``gains`` in the study's language."""
    measures: GeoTable
    notes: tuple[Problem, ...]

    @property
    def crs(self) -> str:
        """The CRS of all geometry."""
        return self.people.cells.crs

    def described(self, areas: GeoTable) -> tuple[GeoTable, list[Problem]]:
        """Return focus areas with all that is computed; names stay, except where there are none.

        The column ``was_unnamed`` marks those. Also returns what must be told.
        """
        if not len(areas):
            return areas.with_column("was_unnamed", np.zeros(0, dtype=bool)), []
        shares = allocate(self.people.cells, areas, self.people.places).shares
        found = figures(shares, self.people.population, self.need, self.gains)
        names = areas.frame["name"].fillna("").astype(str).str.strip().to_numpy(dtype=object)
        unnamed = names == ""
        columns = {
            "name": np.where(unnamed, self._names(shares), names),
            "was_unnamed": unnamed,
            "population": found.population,
            "area_ha": shapely.area(areas.geometry) / 10_000.0,
            "cells": found.cells,
            "need": found.need,
            "persons": found.persons,
            "drivers": [SEPARATOR.join(row) for row in drivers(found.gains, self.titles)],
            "measures": self._measures(areas),
            "flags": _flags(found),
        }
        frame = areas.frame.assign(**columns)
        empty = int(np.isnan(found.population).sum())
        notes = [Problem("focus_without_people", Severity.WARNING, {"count": float(empty)})] if empty else []
        return GeoTable(frame, areas.geometry, areas.crs), notes

    def _names(self, shares) -> list[str]:
        """Return each area's name: of the reporting units that most of its people live in."""
        inside = shares.multiply(self.people.population[None, :]).tocsr()
        people = np.asarray((inside @ self.people.shares.T).todense())
        units = self.people.units.frame["name"].fillna("").astype(str).tolist()
        return [" / ".join(main_names(row, units)) for row in people]

    def _measures(self, areas: GeoTable) -> list[str]:
        """Return the titles of the open measures that concern each area."""
        common = overlap(areas.geometry, self.measures.geometry) >= TOUCHED
        titles = self.measures.frame["title"].fillna("").astype(str).to_numpy(dtype=object)
        return [SEPARATOR.join(titles[row]) for row in common]


def material_of(study: Study, catalogue: Catalogue, scheme: Scheme) -> Material:
    """Return what the figures are made of, as the study is now; raises SmartCityError if there is no need on cells."""
    people = inhabitants(study)
    result = assess(study, catalogue, scheme, CELLS)
    gained = gains(result.scheme, result.index, result.tree)
    order = people.rows_of(result.matrix.values.index)
    language = study.settings.language
    titles = tuple(catalogue.indicators[name].title.in_language(language) for name in result.tree.indicators)
    measures, notes = _open_measures(study.product(MEASURES))
    return Material(
        people,
        result,
        result.index.need[order],
        gained[order],
        titles,
        measures,
        (*people.notes, *notes_of(result), *notes),
    )


def _open_measures(measures: GeoTable) -> tuple[GeoTable, list[Problem]]:
    """Return the measures that are not completed and have a place, and how many have none."""
    status = measures.frame["status"].fillna("").to_numpy(dtype=object)
    is_open = status != COMPLETED
    missing = shapely.is_missing(measures.geometry) | shapely.is_empty(measures.geometry)
    lost = int((is_open & missing).sum())
    notes = [Problem("measures_without_place", Severity.NOTE, {"count": float(lost)})] if lost else []
    table = measures.where(is_open & ~missing)
    shapes = shapely.make_valid(table.geometry) if len(table) else table.geometry
    return GeoTable(table.frame, shapes, table.crs), notes


def _flags(found: Figures) -> Iterable[str]:
    """Return what a reader must know of the figures of each area."""
    few = np.nan_to_num(found.population) < FEW_PERSONS
    unknown = np.isnan(found.need)
    partly = ~unknown & (found.known < COMPLETE)
    return [
        ",".join(flag for flag, holds in zip(("few_cases", "no_data", "partial_coverage"), row) if holds)
        for row in zip(few, unknown, partly)
    ]
