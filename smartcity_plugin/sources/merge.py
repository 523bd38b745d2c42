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

    Points are the same within 1 m, or within 25 m under the same name; polygons if each covers 90 % of the other; lines
    if they are equal within 1 m. Both tables are in one CRS in metres.
    """
    same = duplicates(table, present)
    return table.where(~same), int(same.sum())


def duplicates(table: GeoTable, present: GeoTable) -> np.ndarray:
    """Return which features of a table the present ones already hold."""
    same = np.zeros(len(table), dtype=bool)
    if len(present) == 0 or len(table) == 0:
        return same
    reach = shapely.buffer(shapely.envelope(table.geometry), SAME_POINT_METRES, quad_segs=1)
    mine, other = shapely.STRtree(present.geometry).query(reach)
    own, others = table.geometry[mine], present.geometry[other]
    kinds = shapely.get_dimensions(own)
    comparable = kinds == shapely.get_dimensions(others)
    equal = np.zeros(len(mine), dtype=bool)
    for dimension, test in ((0, _same_points), (1, _same_lines), (2, _same_areas)):
        rows = np.flatnonzero(comparable & (kinds == dimension))
        if len(rows):
            named = _named_alike(table.frame, present.frame, mine[rows], other[rows])
            equal[rows] = test(own[rows], others[rows], named)
    same[mine[equal]] = True
    return same


def _same_points(own: np.ndarray, others: np.ndarray, named: np.ndarray) -> np.ndarray:
    distance = shapely.distance(own, others)
    return (distance <= SAME_PLACE_METRES) | (named & (distance <= SAME_POINT_METRES))


def _same_lines(own: np.ndarray, others: np.ndarray, _named: np.ndarray) -> np.ndarray:
    return shapely.hausdorff_distance(own, others) <= SAME_PLACE_METRES


def _same_areas(own: np.ndarray, others: np.ndarray, _named: np.ndarray) -> np.ndarray:
    larger = np.maximum(shapely.area(own), shapely.area(others))
    smaller = np.minimum(shapely.area(own), shapely.area(others))
    possible = smaller >= SAME_AREA_SHARE * larger
    common = np.zeros(len(own))
    common[possible] = shapely.area(shapely.intersection(own[possible], others[possible]))
    return possible & (common >= SAME_AREA_SHARE * larger) & (larger > 0)


def _named_alike(frame: pd.DataFrame, present: pd.DataFrame, mine: np.ndarray, other: np.ndarray) -> np.ndarray:
    if "name" not in frame or "name" not in present:
        return np.zeros(len(mine), dtype=bool)
    names, others = (_plain(column)[rows] for column, rows in ((frame["name"], mine), (present["name"], other)))
    return (names == others) & (names != "")


def _plain(names: pd.Series) -> np.ndarray:
    return names.fillna("").astype(str).str.casefold().str.replace(r"\W+", "", regex=True).to_numpy(dtype=object)
