# SPDX-License-Identifier: GPL-2.0-or-later
"""A finding: a problem with the place where it is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ...engine.table import GeoTable
from ...model.problem import Problem
from ...model.quality import Fix
from ..repairs import Repairs

Extent = tuple[float, float, float, float]

NAMED = 5
"""How many features a sentence names before it says that there are more."""

_NAME_FIELDS = ("name", "unit_id", "cell_id", "building_id", "parcel_id")


@dataclass(frozen=True)
class Finding:
    """What a check found in the data of a role (or of one of its sources).

    ``fix`` is a repair of stored data, ``repairs`` one that is applied when a layer is brought in. ``features`` names
    some of the features concerned, ``extent`` is where they lie (west, south, east, north in the CRS of the study).
    """

    problem: Problem
    role: str = ""
    source_id: str = ""
    fix: Optional[Fix] = None
    repairs: Optional[Repairs] = None
    features: tuple[str, ...] = ()
    extent: Optional[Extent] = None


def problems_of(findings: Iterable[Finding]) -> list[Problem]:
    """Return the problems alone."""
    return [finding.problem for finding in findings]


def extent_of(geometry: np.ndarray) -> Optional[Extent]:
    """Return the extent of some geometries, None if none of them lies anywhere."""
    bounds = shapely.total_bounds(geometry) if len(geometry) else np.full(4, np.nan)
    if not np.isfinite(bounds).all():
        return None
    west, south, east, north = (float(value) for value in bounds)
    return west, south, east, north


def names_of(table: GeoTable, mask: np.ndarray) -> tuple[str, ...]:
    """Return what the first of the chosen features are called: by name, by key, or by their number in the layer."""
    return tuple(name_of(table, row) for row in np.flatnonzero(mask)[:NAMED])


def name_of(table: GeoTable, row: int) -> str:
    """Return what a feature is called."""
    values = (table.frame[name].iloc[row] for name in _NAME_FIELDS if name in table.frame)
    return next((str(value) for value in values if pd.notna(value) and str(value).strip()), f"#{row + 1}")


def list_of(names: Iterable[str], count: int, separator: str = ", ") -> str:
    """Return names as one text; three dots say that there are more."""
    listed = list(names)
    return separator.join(listed) + (" …" if count > len(listed) else "")
