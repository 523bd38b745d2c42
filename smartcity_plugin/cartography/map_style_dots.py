# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the dots of a dot map lie: in the cells where people live, at random, the same in every draw. No QGIS here.

So that no dot locates a person: a dot stands for at least as many people as a value needs to be shown; cells with fewer
people than that get no dot (their people count for the other cells of the unit); inside its cell a dot lies at random.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Optional

import numpy as np
import shapely

from ..engine.compute import FEW_PERSONS
from ..engine.shares import area_shares
from ..engine.table import GeoTable

MOST_DOTS = 1500
"""More dots than this melt into areas on a page."""


def people_per_dot(people: float) -> int:
    """Return how many people one dot stands for: 1, 2 or 5 × a power of ten."""
    power = 10
    while True:
        for digit in (1, 2, 5):
            if digit * power >= FEW_PERSONS and people / (digit * power) <= MOST_DOTS:
                return digit * power
        power *= 10


def place_dots(
    units: GeoTable, people: Mapping[str, float], cells: Optional[GeoTable], per_dot: int
) -> dict[str, np.ndarray]:
    """Return the coordinates of the dots (n × 2, in the CRS of the units) by unit.

    ``people`` are the inhabitants of each unit, unknown ones (NaN) get no dots. Without cells, or where a unit has none
    with enough people, dots lie anywhere in the unit.
    """
    ids = units.ids("unit_id")
    found = {}
    shares = None if cells is None else area_shares(cells.geometry, units.geometry).tocsr()
    counted = None if cells is None else np.nan_to_num(cells.numbers("population"), nan=0.0)
    for row, unit in enumerate(ids):
        number = people.get(unit, np.nan)
        count = 0 if number != number else int(np.floor(number / per_dot + 0.5))
        rng = np.random.default_rng(zlib.crc32(unit.encode("utf-8")))
        shape = units.geometry[row]
        if shares is None:
            found[unit] = _inside(shape, count, rng)
            continue
        share = shares.getrow(row)
        own = share.indices[counted[share.indices] >= FEW_PERSONS]
        weight = np.asarray(share[:, own].todense()).ravel() * counted[own]
        found[unit] = _in_cells(shape, cells.geometry[own], weight, count, rng)
    return found


def _in_cells(
    shape: shapely.Geometry, cells: np.ndarray, weight: np.ndarray, count: int, rng: np.random.Generator
) -> np.ndarray:
    """Return dots in cells in proportion to their people, by evenly spaced steps along their sum."""
    if not count or not weight.sum() > 0:
        return _inside(shape, count, rng)
    steps = (np.arange(count) + rng.random()) / count * weight.sum()
    chosen = np.minimum(np.searchsorted(np.cumsum(weight), steps, side="right"), len(weight) - 1)
    numbers, counts = np.unique(chosen, return_counts=True)
    pieces = shapely.intersection(cells[numbers], shape)
    return np.concatenate([_inside(piece, number, rng) for piece, number in zip(pieces, counts)])


def _inside(shape: shapely.Geometry, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return random points inside an area; its own representative point where none was hit."""
    found = np.empty((0, 2))
    if not count:
        return found
    low_x, low_y, high_x, high_y = shapely.bounds(shape)
    shapely.prepare(shape)
    for _ in range(50):
        drawn = rng.random((max(4 * count, 16), 2)) * (high_x - low_x, high_y - low_y) + (low_x, low_y)
        found = np.concatenate([found, drawn[shapely.contains_xy(shape, drawn[:, 0], drawn[:, 1])]])
        if len(found) >= count:
            return found[:count]
    point = shapely.get_coordinates(shapely.point_on_surface(shape))
    return np.concatenate([found, np.repeat(point, count - len(found), axis=0)])
