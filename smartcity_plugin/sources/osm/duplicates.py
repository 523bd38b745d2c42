# SPDX-License-Identifier: GPL-2.0-or-later
"""The same thing mapped twice in OpenStreetMap counts once."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ...catalogue.osm_rules import Duplicates

_NO_LETTER = re.compile(r"[\W_]+")


SAME_METRES = 0.01
"""Formats round coordinates differently; the same object in two files is as far apart as this at most."""


def repeated(ids: np.ndarray, frame: pd.DataFrame, geometry: np.ndarray) -> np.ndarray:
    """Return which rows repeat an earlier one: the same object in two layers or files of an extract.

    Rows are the same if id (without one: all fields) and geometry are; parts of an object under its id are not.
    """
    keys = ids.astype(object).copy()
    for row in np.flatnonzero(keys == ""):
        keys[row] = tuple(frame.iloc[row].astype(str))
    result = np.zeros(len(keys), dtype=bool)
    several = pd.Series(keys).duplicated(keep=False).to_numpy()
    for rows in pd.Series(np.flatnonzero(several)).groupby(keys[several], sort=False):
        first: list[int] = []
        for row in rows[1].tolist():
            result[row] = bool(shapely.equals_exact(geometry[first], geometry[row], SAME_METRES).any())
            first += [] if result[row] else [row]
    return result


def outlines_of(polygons: np.ndarray) -> dict[bytes, int]:
    """Return the outer rings of polygons in a form that can be compared: WKB → row of the polygon."""
    parts, rows = shapely.get_parts(polygons, return_index=True)
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings = shapely.polygons(shapely.get_exterior_ring(parts[areas]))
    return dict(zip(shapely.to_wkb(shapely.normalize(rings)).tolist(), rows[areas].tolist()))


def with_holes(polygons: np.ndarray, closed: np.ndarray, relations: np.ndarray) -> np.ndarray:
    """Return polygons of which closed ways take the inner rings of a relation that has the way as its outer ring.

    ``closed`` marks the closed ways, ``relations`` are areas of relations that bring no tags of their own (an older way
    of mapping: the tags stand on the outer way).
    """
    parts = shapely.get_parts(relations)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    parts = parts[shapely.get_num_interior_rings(parts) > 0]
    if not len(parts) or not closed.any():
        return polygons
    known = outlines_of(parts)
    result = polygons.copy()
    for outline, row in outlines_of(np.where(closed, polygons, None)).items():
        if outline in known:
            result[row] = parts[known[outline]]
    return result


def outer_ways(ids: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    """Return which polygons are ways that are also the outer ring of a relation among them; that has the holes."""
    relations = np.char.startswith(ids.astype(str), "relation/")
    ways = np.char.startswith(ids.astype(str), "way/")
    same = np.zeros(len(ids), dtype=bool)
    if not relations.any() or not ways.any():
        return same
    tree = shapely.STRtree(polygons[relations])
    way, _ = tree.query(polygons[ways], predicate="intersects")
    candidates = np.flatnonzero(ways)[np.unique(way)]
    rings = outlines_of(polygons[relations])
    for outline, row in outlines_of(polygons[candidates]).items():
        same[candidates[row]] = outline in rings
    return same


def inside_another(frame: pd.DataFrame, geometry: np.ndarray, rule: Duplicates) -> np.ndarray:
    """Return which objects lie inside (or within so many metres of) a larger one that is equal in the rule's fields.

    A node in a polygon or at a line, a polygon in a polygon; of two equal polygons the first stays. Fields are compared
    by letters and digits alone; where both are missing they are equal.
    """
    dimensions, areas = shapely.get_dimensions(geometry), shapely.area(geometry)
    larger = np.flatnonzero(dimensions > 0)
    drop = np.zeros(len(geometry), dtype=bool)
    if not len(larger):
        return drop
    tree = shapely.STRtree(geometry[larger])
    if rule.within > 0:
        one, other = tree.query(geometry, predicate="dwithin", distance=rule.within)
    else:
        one, other = tree.query(geometry, predicate="covered_by")
    other = larger[other]
    bigger = dimensions[other] > dimensions[one]
    both_areas = (dimensions[other] == 2) & (dimensions[one] == 2)
    inside = both_areas & ((areas[other] > areas[one]) | ((areas[other] == areas[one]) & (other < one)))
    if rule.within > 0:
        inside[inside] = shapely.covered_by(geometry[one[inside]], geometry[other[inside]])
    equal = (one != other) & (bigger | inside)
    for name in rule.same:
        words = frame[name].map(_letters).to_numpy(dtype=object)
        equal &= words[one] == words[other]
    drop[one[equal]] = True
    return drop


def _letters(value: Any) -> str:
    return "" if value is None or value != value else _NO_LETTER.sub("", str(value).casefold())
