# SPDX-License-Identifier: GPL-2.0-or-later
"""Focus groups: how many people of a cell or unit are young, old, or live in a deprived area.

A need belongs to a place, not to a person: the persons of a group in need are the need of their place times the people
of the group who live there (persons = need / 100 · group). Of units the groups are summed up from the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy import sparse

from ...model.indicator import Direction
from ..compute import MINIMUM_COVERAGE
from ..people import persons_of_group
from ..population import Allocation
from ..table import GeoTable
from ..values import divide

AGES = {"under_18": ("aged_under_18", "share_under_18"), "65_plus": ("aged_65_plus", "share_65_plus")}
"""Age group → field of the population cells (a number), field of the census rates (a share in %)."""

DEPRIVED = "deprived"
GROUPS = (*AGES, DEPRIVED)


@dataclass(frozen=True)
class AgeGroups:
    """Persons of each age group per cell (NaN unknown), and the flags that a reader must know of."""

    persons: dict[str, np.ndarray]
    flags: tuple[str, ...] = ()


def age_groups(cells: GeoTable, rates: Optional[GeoTable]) -> AgeGroups:
    """Return the people under 18 and from 65 per population cell: counts, else shares of census cells (flagged).

    Official statistics change every number a little, each by itself: groups that come out larger than all people of
    their cell are reduced, both by the same factor.
    """
    population = cells.numbers("population")
    found, flags = {}, []
    for name, (field, share) in AGES.items():
        count, rate = _column(cells, field), _column(rates, share)
        found[name] = np.maximum(persons_of_group(cells, count, rate), 0.0)
        if count is None:
            flags.append("ages_missing" if rate is None else "ages_by_share")
    together = np.sum([np.nan_to_num(persons) for persons in found.values()], axis=0)
    factor = np.minimum(np.nan_to_num(divide(population, together), nan=1.0), 1.0)
    known = np.isfinite(population)
    return AgeGroups(
        {name: np.where(known, persons * factor, np.nan) for name, persons in found.items()},
        tuple(dict.fromkeys(flags)),
    )


def _column(table: Optional[GeoTable], field: str) -> Optional[GeoTable]:
    if table is None or field not in table.frame or not table.frame[field].notna().any():
        return None
    return table.with_column("value", table.frame[field])


def shares_in_units(allocation: Allocation, group: np.ndarray) -> np.ndarray:
    """Return the share (0 to 1) of each unit's people that belongs to a group, of those of whom it is known.

    NaN where it is known of less than ``MINIMUM_COVERAGE`` of the unit's people, and where nobody lives.
    """
    population = allocation.population
    known = np.isfinite(group) & np.isfinite(population)
    people = allocation.total(np.where(known, population, np.nan))
    shares = divide(allocation.total(np.where(known, group, np.nan)), people)
    coverage = np.nan_to_num(divide(people, allocation.total(population)))
    return np.where(coverage >= MINIMUM_COVERAGE, shares, np.nan)


def reaches_limit(values: np.ndarray, limit: float, direction: Direction) -> np.ndarray:
    """Return where values are as bad as a limit or worse: 1, else 0, NaN unknown.

    Where high values are good that is ``limit`` or less, for all others ``limit`` or more.
    """
    values = np.asarray(values, dtype=float)
    reached = values <= limit if direction is Direction.HIGHER else values >= limit
    return np.where(np.isfinite(values), reached.astype(float), np.nan)


def shares_from_units(shares: sparse.csr_matrix, of_units: np.ndarray) -> np.ndarray:
    """Return for each cell the mean over its people of what holds in the units they live in (NaN unknown).

    ``shares`` (units × cells) are those of an allocation to units that do not overlap. Parts of a cell in units where
    it is unknown leave both sums.
    """
    known = np.isfinite(of_units)
    part = shares.T @ known.astype(float)
    return divide(shares.T @ np.where(known, of_units, 0.0), part)
