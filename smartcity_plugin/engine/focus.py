# SPDX-License-Identifier: GPL-2.0-or-later
"""Focus areas: neighbouring cells of high need grown together, and what is to be said of an area of any shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph

from .clusters import touching
from .geometry import ROUNDING
from .values import divide

NOTHING = 1e-6
"""A share of a cell or an area below this is rounding."""

MOST_PEOPLE = 2.0 / 3.0
"""An area is named after the units in which together at least this share of its people live (project default)."""

MOST_NAMES = 3
"""At most so many units give an area its name."""

TOUCHED = 0.01
"""Two areas concern each other if they share this much of the smaller one (project default)."""

SAME = 0.5
"""Two areas are one and the same if they share more than this of the smaller one (project default)."""


def grown(
    polygons: np.ndarray, chosen: np.ndarray, population: np.ndarray, fewest_cells: int, fewest_persons: float
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the groups (indices) of ``chosen`` cells that hang together, and those that are too small.

    Cells hang together that touch at an edge or a corner. A group counts if it has at least ``fewest_cells`` cells and
    ``fewest_persons`` inhabitants.
    """
    index = np.flatnonzero(chosen)
    if not len(index):
        return [], []
    _, label = csgraph.connected_components(touching(polygons[index]), directed=False)
    large: list[np.ndarray] = []
    small: list[np.ndarray] = []
    order = np.argsort(label, kind="stable")
    for group in np.split(index[order], np.flatnonzero(np.diff(label[order])) + 1):
        persons = np.nansum(population[group])
        enough = len(group) >= fewest_cells and persons >= fewest_persons * (1.0 - ROUNDING)
        (large if enough else small).append(group)
    return large, small


def outline(polygons: np.ndarray, holes_below: float = 0.0) -> shapely.MultiPolygon:
    """Return the union of polygons; holes of less than ``holes_below`` m² are closed."""
    return shapely.MultiPolygon([_closed(part, holes_below) for part in _polygons(shapely.union_all(polygons))])


def _polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(shapely.get_parts(np.array([shape], dtype=object)))  # collections hold multi parts
    return [part for part in parts if shapely.get_dimensions(part) == 2 and not part.is_empty]


def _closed(polygon: shapely.Polygon, holes_below: float) -> shapely.Polygon:
    rings = [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= holes_below]
    return shapely.Polygon(polygon.exterior, rings)


def as_area(shape: shapely.Geometry | None) -> shapely.MultiPolygon | None:
    """Return what somebody drew as a valid area, None if it is none; what is valid comes back as it is."""
    if shape is None or shape.is_empty:
        return None
    parts = _polygons(shape if shape.is_valid else shapely.make_valid(shape))
    return shapely.MultiPolygon(parts) if parts else None


@dataclass(frozen=True)
class Figures:
    """What is known of ``a`` areas; NaN where nobody lives there or nothing is known."""

    population: np.ndarray
    cells: np.ndarray
    """Inhabited cells that lie at least partly in the area."""
    need: np.ndarray
    """Mean need, weighted with the people of the cells whose need is known."""
    persons: np.ndarray
    """Σ need / 100 · people."""
    known: np.ndarray
    """The share (0 to 1) of people whose cell has a known need."""
    gains: np.ndarray
    """a × k: mean gain of each indicator, weighted with the people; NaN if it is known for less than half of them."""


def figures(shares: sparse.spmatrix, population: np.ndarray, need: np.ndarray, gains: np.ndarray) -> Figures:
    """Return the figures of areas: ``shares`` (areas × cells) is the share of each cell's people that live inside.

    ``population`` and ``need`` (n, NaN unknown), ``gains`` (n × k points of the index, NaN unknown).
    """
    inside = sparse.csr_matrix(shares).multiply(np.nan_to_num(population)[None, :]).tocsr()
    touched = sparse.csr_matrix(shares).copy()
    touched.data = (touched.data > NOTHING).astype(float)
    people = np.asarray(inside.sum(axis=1)).ravel()
    with_need = inside @ np.isfinite(need).astype(float)
    persons = inside @ np.nan_to_num(need)
    with_gain = inside @ np.isfinite(gains).astype(float)
    mean = divide(inside @ np.nan_to_num(gains), with_gain)
    mean[with_gain < 0.5 * people[:, None] * (1.0 - ROUNDING)] = np.nan
    some = with_need > 0
    return Figures(
        np.where(people > 0, people, np.nan),
        np.asarray(touched.sum(axis=1)).ravel().astype(int),
        divide(persons, with_need),
        np.where(some, persons / 100.0, np.nan),
        divide(with_need, people),
        mean,
    )


def main_names(people: np.ndarray, names: Sequence[str]) -> list[str]:
    """Return the names of the units in which most of an area's people live, most first; ``people`` is one per unit."""
    told: list[str] = []
    total, sum_told = people.sum(), 0.0
    for number in np.argsort(-people, kind="stable"):
        if people[number] <= NOTHING * total or sum_told >= MOST_PEOPLE * total or len(told) == MOST_NAMES:
            break
        told.append(names[number])
        sum_told += people[number]
    return told


def numbered(names: Sequence[str], taken: Iterable[str]) -> list[str]:
    """Return the names so that none is there twice, neither among them nor among ``taken``: with a number behind.

    Empty names stay empty.
    """
    used = set(taken)
    result: list[str] = []
    for name in names:
        if not name:
            result.append(name)
            continue
        several = list(names).count(name) > 1 or name in used or f"{name} 1" in used
        number, own = 1, f"{name} 1" if several else name
        while own in used:
            number += 1
            own = f"{name} {number}"
        used.add(own)
        result.append(own)
    return result


def overlap(areas: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return (areas × others) how much two areas have in common, as a share (0 to 1) of the smaller one."""
    result = np.zeros((len(areas), len(others)))
    if not len(areas) or not len(others):
        return result
    one, other = shapely.STRtree(others).query(areas, predicate="intersects")
    common = shapely.area(shapely.intersection(areas[one], others[other]))
    smaller = np.minimum(shapely.area(areas)[one], shapely.area(others)[other])
    result[one, other] = divide(common, smaller)
    return result
