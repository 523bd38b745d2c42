# SPDX-License-Identifier: GPL-2.0-or-later
"""Several burdens in one place (environmental justice): how many of them are high."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import numpy as np

from ..burden import QUARTILE, by_quartile, by_threshold, is_high
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
        classes = (
            by_quartile(result.indicator, values, levels)
            if burden_classes == QUARTILE
            else by_threshold(result.indicator, values, lowest_score)
        )
        high = is_high(classes)
        known += np.isfinite(high)
        count += np.nan_to_num(high)
        if name in HIGH:
            marks[HIGH[name]] = high == 1.0
    flags = ("missing_categories",) if len(results) < len(burdens) else ()
    total = np.where(known > 0, len(results) / np.maximum(known, 1.0), np.inf)
    return Ratios(np.where(known > 0, count, np.nan), np.where(known > 0, 1.0, np.nan), total, flags, marks=marks)
