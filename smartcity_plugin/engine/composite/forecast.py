# SPDX-License-Identifier: GPL-2.0-or-later
"""Population forecasts of planning units: which year is meant, and what larger units get from their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

COLUMNS = ("population", "aged_under_18", "aged_65_plus")
"""What may be forecast; the first must be there."""


@dataclass(frozen=True)
class Forecast:
    """The forecast of one year: persons by unit (index ``unit_id``, columns COLUMNS, NaN unknown)."""

    year: int
    persons: pd.DataFrame


def years_of(table: pd.DataFrame) -> list[int]:
    """Return the years of a forecast (columns unit_id, year, population), earliest first."""
    years = pd.to_numeric(table["year"], errors="coerce")
    known = years[pd.to_numeric(table["population"], errors="coerce").notna()]
    return sorted({int(year) for year in known.dropna() if float(year).is_integer()})


def forecast_of(table: pd.DataFrame, year: int, units: pd.DataFrame, level: str) -> Forecast:
    """Return the forecast of a year for all units.

    ``units`` has unit_id, level and parent_id. A unit without a row of its own is the sum of the units of ``level``
    that lie below it, if all of these are known; otherwise it stays unknown. Numbers below 0 are unknown. Of several
    rows of the same unit and year none is taken: nobody knows which is meant.
    """
    rows = table[pd.to_numeric(table["year"], errors="coerce") == year]
    rows = rows.assign(unit_id=rows["unit_id"].astype(str).str.strip()).drop_duplicates("unit_id", keep=False)
    own = rows.set_index("unit_id").reindex(columns=list(COLUMNS)).apply(pd.to_numeric, errors="coerce")
    own = own.where(own >= 0).reindex(units["unit_id"].astype(str))
    parents = dict(zip(units["unit_id"].astype(str), units["parent_id"]))
    small = units.loc[units["level"] == level, "unit_id"].astype(str)
    found = own.copy()
    for unit in own.index[own["population"].isna()]:
        members = [name for name in small if name != unit and unit in _above(name, parents)]
        if members:
            found.loc[unit] = own.loc[members].sum(axis=0, min_count=len(members))
    return Forecast(year, found)


def _above(unit: str, parents: Mapping[str, Optional[str]]) -> list[str]:
    """Return the units that a unit lies in, the nearest first; a loop ends it."""
    found: list[str] = []
    parent = parents.get(unit)
    while isinstance(parent, str) and parent not in found:
        found.append(parent)
        parent = parents.get(parent)
    return found


def growth(table: pd.DataFrame, units: pd.DataFrame, level: str) -> Optional[tuple[int, int, pd.Series]]:
    """Return first year, last year and by unit the share by which the population changes between them.

    None for fewer than two years; NaN where a number is unknown or nobody lives there at first.
    """
    years = years_of(table)
    if len(years) < 2:
        return None
    first, last = (forecast_of(table, year, units, level).persons["population"] for year in (years[0], years[-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        change = (last / first.where(first > 0)) - 1.0
    return years[0], years[-1], change
