# SPDX-License-Identifier: GPL-2.0-or-later
"""Several layers in one role: the same thing from two sources counts once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable

SAME_POINT_METRES = 25.0
"""How far apart two points of the same name may be to count as one: a stop's or shop's two digitisations.
A project default without an official source; without names only points closer than SAME_PLACE_METRES are one."""

SAME_PLACE_METRES = 1.0
SAME_AREA_SHARE = 0.9
"""Share of both areas that must be common for two polygons to count as one. A project default."""


def without_duplicates(table: GeoTable, present: GeoTable) -> tuple[GeoTable, int]:
    """Return the features of a table that the present ones do not already hold, and how many were left out.

    Both tables are in one CRS in metres. The same are

    * points within 1 m, unless both bear names of which neither contains the other (two practices in one house), and
      points within 25 m under the same name;
    * a point and a polygon by the same rule, the distance being that to the polygon (0 inside);
    * polygons of which each covers 90 % of the other;
    * lines that nowhere lie more than 1 m apart.
    """
    same = duplicates(table, present)
    return table.where(~same), int(same.sum())


def duplicates(table: GeoTable, present: GeoTable) -> np.ndarray:
    """Return which features of a table the present ones already hold; those without geometry are never the same."""
    same = np.zeros(len(table), dtype=bool)
    if len(present) == 0 or len(table) == 0:
        return same
    reach = shapely.buffer(shapely.envelope(table.geometry), SAME_POINT_METRES, quad_segs=1)
    mine, other = shapely.STRtree(present.geometry).query(reach)
    own, others = table.geometry[mine], present.geometry[other]
    kinds = shapely.get_dimensions(own), shapely.get_dimensions(others)
    equal = np.zeros(len(mine), dtype=bool)
    rows = np.flatnonzero((kinds[0] + kinds[1] == 0) | ((kinds[0] + kinds[1] == 2) & (kinds[0] != kinds[1])))
    if len(rows):
        equal[rows] = _same_places(own[rows], others[rows], *_names(table, present, mine[rows], other[rows]))
    for dimension, test in ((1, _same_lines), (2, _same_areas)):
        rows = np.flatnonzero((kinds[0] == dimension) & (kinds[1] == dimension))
        if len(rows):
            equal[rows] = test(own[rows], others[rows])
    same[mine[equal]] = True
    return same


def _same_places(own: np.ndarray, others: np.ndarray, names: np.ndarray, other_names: np.ndarray) -> np.ndarray:
    distance = shapely.distance(own, others)
    named_alike = (names == other_names) & (names != "")
    fits = np.array([a in b or b in a for a, b in zip(names, other_names)], dtype=bool)  # "" is in every name
    return ((distance <= SAME_PLACE_METRES) & fits) | (named_alike & (distance <= SAME_POINT_METRES))


def _same_lines(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    return shapely.hausdorff_distance(own, others) <= SAME_PLACE_METRES


def _same_areas(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    larger = np.maximum(shapely.area(own), shapely.area(others))
    smaller = np.minimum(shapely.area(own), shapely.area(others))
    possible = smaller >= SAME_AREA_SHARE * larger
    common = np.zeros(len(own))
    common[possible] = shapely.area(shapely.intersection(own[possible], others[possible]))
    return possible & (common >= SAME_AREA_SHARE * larger) & (larger > 0)


def _names(table: GeoTable, present: GeoTable, mine: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the comparable names of pairs of features; empty where there is none."""
    return _plain(table.frame)[mine], _plain(present.frame)[other]


def _plain(frame: pd.DataFrame) -> np.ndarray:
    if "name" not in frame:
        return np.full(len(frame), "", dtype=object)
    names = frame["name"].fillna("").astype(str).str.casefold().str.replace(r"[\W_]+", "", regex=True)
    return names.to_numpy(dtype=object)
