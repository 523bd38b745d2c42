# SPDX-License-Identifier: GPL-2.0-or-later
"""The inhabited cells of a study as every run takes them: with calibrated numbers and the places where people live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..engine.buildings import footprints_of
from ..engine.maup import main_unit
from ..engine.people import calibrated, places_of
from ..engine.population import Places, allocate
from ..engine.table import GeoTable
from ..model.problem import Problem
from .keys import BUILDINGS, POPULATION, roles_of_people
from .people import people_settings
from .study import Study
from .workflow import check_people


@dataclass(frozen=True)
class Inhabitants:
    """The cells of the town in which people live (calibrated ``population``), and where they live in them.

    ``unit`` is the row of the reporting unit that most of each cell's people live in, −1 where all live beyond the
    border. ``notes`` and ``record`` tell how the numbers came about.
    """

    cells: GeoTable
    places: Places
    units: GeoTable
    shares: Any
    """Units × cells, sparse: the share of the cell's people that live in the unit."""
    unit: np.ndarray
    notes: tuple[Problem, ...]
    record: Mapping[str, Any]

    @property
    def population(self) -> np.ndarray:
        """Persons per cell."""
        return self.cells.numbers("population")

    @property
    def unit_names(self) -> np.ndarray:
        """The name of the unit of each cell, empty for cells in none."""
        names = np.append(self.units.frame["name"].fillna("").astype(str).to_numpy(dtype=object), "")
        return names[self.unit]

    def rows_of(self, ids: pd.Index) -> np.ndarray:
        """Return at which position of ``ids`` each cell stands: of what was computed for the same cells."""
        own = pd.Index(self.cells.ids("cell_id"))
        return np.arange(len(own)) if own.equals(pd.Index(ids)) else pd.Index(ids).get_indexer(own)


def inhabitants(study: Study) -> Inhabitants:
    """Return the inhabited cells of the town; raises SmartCityError if there are none."""
    data = study.data(roles_of_people(study.settings))
    check_people(data)
    settings, notes, record = people_settings(study.settings, data, study.area().geometry[0])
    cells = calibrated(data[POPULATION], settings.factor)
    cells = cells.where(np.nan_to_num(cells.numbers("population")) > 0)
    buildings, units = data.get(BUILDINGS), study.reporting_units()
    everywhere = np.ones(len(units), dtype=bool)
    # Cells beyond the border are stored for what is near to it; nobody of the town lives there.
    cells = cells.where(main_unit(allocate(cells, units).shares, everywhere) >= 0)
    places = places_of(cells, None if buildings is None else footprints_of(buildings), settings.allocation)
    shares = allocate(cells, units, places).shares
    unit = main_unit(shares, everywhere)
    return Inhabitants(cells, places, units, shares, unit, tuple(notes), record)
