# SPDX-License-Identifier: GPL-2.0-or-later
"""Stored values of an indicator over the reference dates, for the municipality or for several planning units together.

Several units are put together as everywhere: Σ numerator / Σ denominator. Where that would not be the value of the area
(distributions, formulas over other values, units inside one another) there is none, and the reason is told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.change import OTHER_COVERAGE, OTHER_METHOD, OTHER_UNITS, change, decimal_year
from ..engine.compute import FEW_PERSONS
from ..engine.values import divide
from ..model.indicator import Aggregation, Indicator
from ..model.provenance import Run
from .comparison import basis_of
from .rows import split_ids
from .study import CITY_LEVEL, Study

NOT_COMPUTED, UNKNOWN_UNIT, MIXED_LEVELS = "area_not_computed", "area_unknown_unit", "area_mixed_levels"
NOT_ADDITIVE, FEW_PEOPLE, UNKNOWN_VALUE = "area_not_additive", "area_few_people", "area_unknown_value"
WITHOUT_VALUE = (NOT_COMPUTED, UNKNOWN_UNIT, MIXED_LEVELS, NOT_ADDITIVE, FEW_PEOPLE, UNKNOWN_VALUE)
"""Why there is no value."""

PARTLY_KNOWN = "area_partly_known"
"""A note on a value: some of the units have people but no value."""

_BREAKS = {OTHER_METHOD, OTHER_UNITS, OTHER_COVERAGE}
_SAME_FACTOR = 1e-6


@dataclass(frozen=True)
class AreaValue:
    """A value of an area at a reference date, or the reason why there is none.

    ``breaks`` are the flags of ``engine/change.py`` that forbid comparing it with the value of the date before.
    """

    period: str
    value: Optional[float] = None
    reason: str = ""
    note: str = ""
    breaks: tuple[str, ...] = ()


class AreaValues:
    """The values of a study, each reference date read once."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._study, self._catalogue = study, catalogue
        frame = study.units().frame
        self._levels = dict(zip(frame["unit_id"].astype(str), frame["level"].astype(str)))
        self._city = next(unit for unit, level in self._levels.items() if level == CITY_LEVEL)
        self._runs: dict[str, Run] = study.runs()
        self._periods = sorted(study.periods(), key=decimal_year)
        self._rows: dict[str, pd.DataFrame] = {}
        self._states: dict[str, dict[str, dict[str, Any]]] = {}

    def series(self, indicator_id: str, unit_ids: Optional[str] = None) -> list[AreaValue]:
        """Return the values of an indicator of the catalogue at all reference dates it was tried at, earliest first.

        ``unit_ids`` is a comma separated list; empty means the municipality.
        """
        indicator = self._catalogue.indicators[indicator_id]
        units = split_ids(unit_ids) or [self._city]
        found: list[AreaValue] = []
        before: Optional[str] = None
        for period in self._periods:
            if indicator_id not in self._states_of(period):
                continue
            item = self._at(indicator, period, units)
            if item.value is not None:
                if before is not None:
                    item = AreaValue(period, item.value, "", item.note, self._breaks(indicator, before, period, units))
                before = period
            found.append(item)
        return found

    def _states_of(self, period: str) -> dict[str, dict[str, Any]]:
        if period not in self._states:
            self._states[period] = self._study.status(period)
        return self._states[period]

    def _of(self, indicator_id: str, period: str) -> pd.DataFrame:
        if period not in self._rows:
            self._rows[period] = self._study.values(period)
        rows = self._rows[period]
        return rows[rows["indicator_id"] == indicator_id].set_index("unit_id")

    def _at(self, indicator: Indicator, period: str, units: list[str]) -> AreaValue:
        if self._states_of(period)[indicator.id]["state"] != "computed":
            return AreaValue(period, reason=NOT_COMPUTED)
        rows = self._of(indicator.id, period)
        if self._city in units:
            units = [self._city]
        elif any(unit not in self._levels for unit in units):
            return AreaValue(period, reason=UNKNOWN_UNIT)
        elif len({self._levels[unit] for unit in units}) > 1:
            return AreaValue(period, reason=MIXED_LEVELS)
        units = list(dict.fromkeys(units))
        if any(unit not in rows.index for unit in units):
            return AreaValue(period, reason=NOT_COMPUTED)
        chosen = rows.loc[units]
        if np.nansum(chosen["population"].to_numpy(dtype=float)) < FEW_PERSONS and units != [self._city]:
            return AreaValue(period, reason=FEW_PEOPLE)
        if len(units) == 1:
            value = float(chosen["value"].iloc[0])
            return AreaValue(period, reason=UNKNOWN_VALUE) if math.isnan(value) else AreaValue(period, value)
        return self._together(indicator, period, rows, chosen)

    def _together(self, indicator: Indicator, period: str, rows: pd.DataFrame, chosen: pd.DataFrame) -> AreaValue:
        factor = None if indicator.aggregation is Aggregation.DISTRIBUTION else _factor(rows)
        if factor is None:
            return AreaValue(period, reason=NOT_ADDITIVE)
        people = chosen["population"].to_numpy(dtype=float)
        above, below = (chosen[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
        # A unit without a value although it has a denominator is too little covered: a part of it is not the whole.
        covered = np.isfinite(chosen["value"].to_numpy(dtype=float)) | (below == 0)
        known = np.isfinite(above) & np.isfinite(below) & covered
        value = factor * float(divide(above[known].sum(), below[known].sum())) if known.any() else math.nan
        if math.isnan(value):
            return AreaValue(period, reason=UNKNOWN_VALUE)
        partly = bool((~known & (np.nan_to_num(people) > 0)).any())
        return AreaValue(period, value, note=PARTLY_KNOWN if partly else "")

    def _breaks(self, indicator: Indicator, before: str, period: str, units: list[str]) -> tuple[str, ...]:
        """Return why a value must not be compared with that of another date, empty if it may."""
        level, compared = self._levels.get(units[0], CITY_LEVEL), [before, period]
        bases = [basis_of(self._states_of, self._runs, indicator, one, level, compared) for one in compared]
        tables = [self._of(indicator.id, one).reindex(units) for one in compared]
        one, two = (table.assign(score=np.nan, flags="").reset_index() for table in tables)
        flags = change(one, two, *bases)["flags"]
        return tuple(sorted({flag for text in flags for flag in text.split(",")} & _BREAKS))


def _factor(rows: pd.DataFrame) -> Optional[float]:
    """Return by what numerator / denominator is multiplied to be the value, None if that differs between units."""
    ratios = divide(rows["numerator"].to_numpy(dtype=float), rows["denominator"].to_numpy(dtype=float))
    values = rows["value"].to_numpy(dtype=float)
    factors = divide(values, ratios)
    factors = factors[np.isfinite(factors)]
    if not len(factors):  # nothing but zeros is zero by any factor
        known = values[np.isfinite(values)]
        return 1.0 if len(known) and not known.any() else None
    factor = float(np.median(factors))
    return factor if np.allclose(factors, factor, rtol=_SAME_FACTOR, atol=0.0) else None
