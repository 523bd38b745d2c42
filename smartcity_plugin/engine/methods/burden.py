# SPDX-License-Identifier: GPL-2.0-or-later
"""Several burdens in one place (environmental justice): how many of them are high."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import numpy as np

from ...model.indicator import Direction, Indicator
from ..composite.normalise import scores_of
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios
from .mix import levels_of
from .registry import method

if TYPE_CHECKING:
    from ..compute import IndicatorResult

HIGH = {
    "cli_noise_lden_share": "high_noise",
    "cli_air_no2": "high_air",
    "cli_heat_exposure_share": "high_heat",
    "gre_local_supply": "high_green",
    "soc_deprivation_index": "high_social",
}
"""Indicator → flag of the units where its burden is high."""

QUARTILE = "quartile"

FEWEST_UNITS = 4
"""Fewer units have no worst quarter."""


@method(level="units")
def high_burdens(
    units: GeoTable,
    burdens: dict[str, Optional[IndicatorResult]],
    *,
    burden_classes: str,
    lowest_score: float,
    progress: Progress,
) -> Ratios:
    """Return how many burdens of a unit are high (the denominator is 1); the coverage is the share of those known.

    ``threshold``: high is a value worse than the indicator's target, or without a target a score below
    ``lowest_score``. ``quartile``: high is a value worse than the third quartile of the units of the same level that
    have one. Indicators that were not computed are left out of both; flags name the high burdens of each unit.
    """
    results = {name: result for name, result in burdens.items() if result is not None}
    levels = levels_of(units).astype(str)
    known = np.zeros(len(units))
    count = np.zeros(len(units))
    marks = {}
    for name, result in results.items():
        values = result.units["value"].to_numpy(dtype=float)
        high = (
            _worst_quarter(result.indicator, values, levels)
            if burden_classes == QUARTILE
            else _beyond(result.indicator, values, lowest_score)
        )
        known += np.isfinite(high)
        count += np.nan_to_num(high)
        if name in HIGH:
            marks[HIGH[name]] = high == 1.0
    flags = ("missing_categories",) if len(results) < len(burdens) else ()
    total = np.where(known > 0, len(results) / np.maximum(known, 1.0), np.inf)
    return Ratios(np.where(known > 0, count, np.nan), np.where(known > 0, 1.0, np.nan), total, flags, marks=marks)


def _beyond(indicator: Indicator, values: np.ndarray, lowest_score: float) -> np.ndarray:
    """Return 1 where a value is worse than the indicator's target or lowest score, else 0; NaN where unknown."""
    if indicator.target is None:
        high = scores_of(indicator, values) < lowest_score
    elif indicator.direction is Direction.HIGHER:
        high = values < indicator.target.value
    else:
        high = values > indicator.target.value
    return np.where(np.isnan(values), np.nan, high.astype(float))


def _worst_quarter(indicator: Indicator, values: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Return 1 where a value lies beyond the worst quartile of its level, else 0; NaN where unknown or too few."""
    bad = -values if indicator.direction is Direction.HIGHER else values
    high = np.full(len(values), np.nan)
    for level in np.unique(levels):
        own = (levels == level) & np.isfinite(bad)
        if own.sum() >= FEWEST_UNITS:
            high[own] = bad[own] > np.quantile(bad[own], 0.75)
    return high
