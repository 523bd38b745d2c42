# SPDX-License-Identifier: GPL-2.0-or-later
"""Which share of something lies in which polygon; all in one projected CRS, in metres."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import sparse

from .parallel import spread

Pairs = tuple[np.ndarray, np.ndarray]
"""Index of the polygon and index of the part."""


def whole_and_crossing(parts: np.ndarray, polygons: np.ndarray) -> tuple[Pairs, Pairs]:
    """Return the pairs (polygon, part) where the part lies wholly in the polygon, and those where it crosses its edge.

    Parts that only touch a polygon from outside are among the crossing ones.
    """
    polygon, part = shapely.STRtree(parts).query(polygons, predicate="intersects")
    shapely.prepare(polygons)
    whole = shapely.covers(polygons[polygon], parts[part])
    return (polygon[whole], part[whole]), (polygon[~whole], part[~whole])


def cut(parts: np.ndarray, polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (polygon, part, piece) of all parts inside polygons: index, index and the shape that lies inside.

    Pieces without area are left out.
    """
    whole, crossing = whole_and_crossing(parts, polygons)
    polygon, part = (np.concatenate(pair) for pair in zip(whole, crossing))
    pieces = parts[part]
    start = len(whole[0])
    pieces[start:] = spread(shapely.intersection, polygons[polygon[start:]], pieces[start:])
    some = np.nan_to_num(shapely.area(pieces)) > 0
    return polygon[some], part[some], pieces[some]


def area_shares(parts: np.ndarray, polygons: np.ndarray) -> sparse.csr_matrix:
    """Return the share (0 to 1) of each part's area that lies in each polygon: a row per polygon, a column per part.

    What lies wholly inside has a share of exactly 1; parts without area have none.
    """
    polygon, part, pieces = cut(parts, polygons)
    shares = shapely.area(pieces) / shapely.area(parts)[part]
    matrix = sparse.csr_matrix((shares, (polygon, part)), shape=(len(polygons), len(parts)))
    matrix.sort_indices()
    return matrix
