# SPDX-License-Identifier: GPL-2.0-or-later
"""Where operands meet: memberships from 0 to 1, how severely they coincide, whether a rule holds."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.rule import Operator, Scale, Spatial
from .geometry import covered_share, in_tiles, present

HOLDS, FAILS, UNKNOWN = 1, 0, -1
"""Whether a rule holds at a place. It fails for certain where one operand is known to be too low."""

_ROUNDING = 1e-9


def membership(values: np.ndarray, scale: Scale) -> np.ndarray:
    """Return how far values reach: 0 at ``zero``, 1 at ``full``, linear between, clipped beyond; NaN stays unknown."""
    values = np.asarray(values, dtype=float)
    return np.clip((values - scale.zero) / (scale.full - scale.zero), 0.0, 1.0)


def highest(columns: np.ndarray, threshold: float) -> np.ndarray:
    """Return the highest of several memberships (n × c).

    Where one is unknown the highest of the others counts only if it reaches the threshold; else it stays unknown (NaN),
    for the unknown one might.
    """
    columns = np.asarray(columns, dtype=float)
    best = np.max(np.where(np.isnan(columns), -np.inf, columns), axis=1)
    complete = np.isfinite(columns).all(axis=1)
    return np.where(complete | (best >= threshold - _ROUNDING), best, np.nan)


def severity(memberships: np.ndarray, operator: Operator) -> np.ndarray:
    """Return how severely the operands (n × m memberships) coincide, 0 to 1; NaN where any of them is unknown."""
    memberships = np.asarray(memberships, dtype=float)
    if operator is Operator.MINIMUM:
        found = memberships.min(axis=1)
    elif operator is Operator.GEOMETRIC_MEAN:
        # Sorted, so that the order of the operands does not even change the last digit.
        found = np.prod(np.sort(memberships, axis=1), axis=1) ** (1.0 / memberships.shape[1])
    else:
        found = np.sort(memberships, axis=1).mean(axis=1)
    return np.where(np.isnan(memberships).any(axis=1), np.nan, np.clip(found, 0.0, 1.0))


def judged(memberships: np.ndarray, threshold: float) -> np.ndarray:
    """Return for each of n places HOLDS (all operands reach the threshold), FAILS (one surely does not) or UNKNOWN."""
    memberships = np.asarray(memberships, dtype=float)
    with np.errstate(invalid="ignore"):
        low = (memberships < threshold - _ROUNDING).any(axis=1)
    unknown = np.isnan(memberships).any(axis=1)
    return np.where(low, FAILS, np.where(unknown, UNKNOWN, HOLDS)).astype(int)


def measured(places: np.ndarray, features: np.ndarray, measure: Spatial) -> np.ndarray:
    """Return a number per place (polygons): of the features the share of the area covered (0 to 1; only areas cover),
    the metres from the middle of the place to the nearest one (infinite without any), or how many touch the place.

    All in one projected CRS, in metres.
    """
    features = present(features)
    if measure is Spatial.COVERED_SHARE:
        return covered_share(places, features[shapely.get_dimensions(features) == 2])
    if measure is Spatial.COUNT:
        place, _ = shapely.STRtree(features).query(places, predicate="intersects")
        return np.bincount(place, minlength=len(places)).astype(float)
    metres = np.full(len(places), np.inf)
    tiles, _ = in_tiles(features)
    if len(tiles):
        (place, _), found = shapely.STRtree(tiles).query_nearest(
            shapely.centroid(places), return_distance=True, all_matches=False
        )
        metres[place] = found
    return metres
