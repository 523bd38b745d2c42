# SPDX-License-Identifier: GPL-2.0-or-later
"""Which cells and planning units the results leave out, why, and how many people live there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..engine.compute import FEW_PERSONS
from ..engine.population import allocate
from ..study.overlay_tables import CELL_NEEDS
from ..study.results import POPULATION_ROLE
from ..study.study import Study
from .findings import has_flag


@dataclass(frozen=True)
class CellFacts:
    """How many population cells there are and why some do not count; persons are those of the cells as read in.

    ``unassessed`` are inhabited cells without a total need, None if needs of cells were not assessed.
    """

    total: int
    inhabited: int
    unknown: int
    outside: int
    outside_persons: float
    unassessed: Optional[int] = None
    unassessed_persons: float = 0.0


def cell_facts(study: Study) -> Optional[CellFacts]:
    """Return what became of the population cells, None if the study has none."""
    if POPULATION_ROLE not in study.passports():
        return None
    cells = study.layer(POPULATION_ROLE)
    persons = cells.numbers("population")
    inhabited = np.nan_to_num(persons) > 0
    inside = np.asarray((allocate(cells, study.reporting_units()).shares > 0).sum(axis=0)).ravel() > 0
    needs = study.product(CELL_NEEDS, scheme_id=study.settings.scheme).frame
    unassessed, without = None, 0.0
    if len(needs):
        empty = needs["need"].isna() & (needs["population"] > 0)
        unassessed, without = int(empty.sum()), float(needs.loc[empty, "population"].sum())
    return CellFacts(
        total=len(cells),
        inhabited=int((inhabited & inside).sum()),
        unknown=int(np.isnan(persons).sum()),
        outside=int((inhabited & ~inside).sum()),
        outside_persons=float(persons[inhabited & ~inside].sum()),
        unassessed=unassessed,
        unassessed_persons=without,
    )


def left_out_units(
    values: pd.DataFrame, needs: pd.DataFrame, names: Mapping[str, str], indicators: int
) -> pd.DataFrame:
    """Return the planning units that results leave out, in the order of ``names``.

    A row per unit of which at least one value or the index is missing, or that has few people: name, population,
    missing (number of the ``indicators`` without a value), few, unscored (without index although needs were assessed).
    ``values`` are those of the planning units, ``needs`` the rows of the index.
    """
    scored = set(needs.loc[needs["need"].notna(), "unit_id"])
    rows = []
    for unit_id, name in names.items():
        own = values[values["unit_id"] == unit_id]
        known = own["value"].notna().sum()
        population = float(own["population"].iloc[0]) if len(own) else float("nan")
        few = bool(has_flag(own, "few_cases").any()) if len(own) else False
        rows.append(
            {
                "name": name,
                "population": population,
                "missing": indicators - int(known),
                "few": few or bool(population < FEW_PERSONS),
                "unscored": len(needs) > 0 and unit_id not in scored,
            }
        )
    table = pd.DataFrame(rows, columns=["name", "population", "missing", "few", "unscored"])
    return table[(table["missing"] > 0) | table["few"] | table["unscored"]].reset_index(drop=True)
