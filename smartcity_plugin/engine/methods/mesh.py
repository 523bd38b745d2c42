# SPDX-License-Identifier: GPL-2.0-or-later
"""How much green hangs together: effective mesh size (Jaeger)."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..desk import Desk
from ..geometry import present, subdivide
from ..parallel import spread
from ..progress import Progress
from ..table import GeoTable
from ..values import Ratios
from .density import SQUARE_METRES_PER_HECTARE
from .registry import method

MAIN_STREETS = frozenset(
    ["motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"]
)
"""OSM classes of streets that cut green apart (project default)."""

CROSSING = "cross_boundary"


@method(level="units")
def effective_mesh_size(
    units: GeoTable,
    green: GeoTable,
    cuts: dict[str, Optional[GeoTable]],
    *,
    mesh_procedure: str,
    desk: Desk,
    progress: Progress,
) -> Ratios:
    """Return Σ of squared patch areas (ha²) and the area of the unit (ha).

    Patches are green that hangs together, cut apart by barriers and main streets. With ``cut_out`` patches also end at
    the border of the unit: Σ A_i²; with ``cross_boundary`` the part inside counts with the whole: Σ A_i · A_whole.
    """
    barriers, streets = cuts["barriers"], cuts["streets"]
    lines = [] if barriers is None else [barriers.geometry]
    if streets is not None:
        lines.append(streets.geometry[np.isin(streets.words("class"), list(MAIN_STREETS))])
    patches = cut_apart(desk.large_enough(green.geometry), present(np.concatenate(lines)))
    progress(0.6)
    hectares = shapely.area(units.geometry) / SQUARE_METRES_PER_HECTARE
    squares = _squares_in_units(patches, units.geometry, mesh_procedure == CROSSING)
    return Ratios(squares, hectares, hectares)


def cut_apart(polygons: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return the polygons, which must not overlap, cut along the lines; lines that end inside one cut nothing."""
    if not len(lines) or not len(polygons):
        return polygons
    polygon, line = shapely.STRtree(lines).query(polygons, predicate="intersects")
    touched = np.unique(polygon)
    if not len(touched):
        return polygons
    # Noding all at once finds the crossings of lines with each other and with the borders.
    edges = np.concatenate([shapely.boundary(polygons[touched]), lines[np.unique(line)]])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(edges))))
    _, face = shapely.STRtree(shapely.point_on_surface(faces)).query(polygons[touched], predicate="contains")
    untouched = np.delete(polygons, touched)
    return np.concatenate([untouched, faces[np.unique(face)]])


def _squares_in_units(patches: np.ndarray, units: np.ndarray, crossing: bool) -> np.ndarray:
    """Return Σ A² in ha² per unit: A inside the unit squared, or times the area of the whole patch."""
    sums = np.zeros(len(units))
    if not len(patches):
        return sums
    unit, patch = shapely.STRtree(patches).query(units, predicate="intersects")
    shapely.prepare(units)
    whole = shapely.covers(units[unit], patches[patch])
    areas = shapely.area(patches) / SQUARE_METRES_PER_HECTARE
    np.add.at(sums, unit[whole], areas[patch[whole]] ** 2)
    unit, patch, pieces = _pieces(patches, unit[~whole], patch[~whole], units)
    inside = shapely.area(pieces) / SQUARE_METRES_PER_HECTARE
    np.add.at(sums, unit, inside * (areas[patch] if crossing else inside))
    return sums


def _pieces(
    patches: np.ndarray, unit: np.ndarray, patch: np.ndarray, units: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (unit, patch, piece) of the separate pieces that the given pairs of units and patches have in common.

    Patches may reach through the whole town: each unit is laid over the tiles near it only, and what hangs together of
    the tiles of a patch is joined again.
    """
    cut = np.unique(patch)
    tiles, owner = subdivide(patches[cut])
    near, tile = shapely.STRtree(tiles).query(units, predicate="intersects")
    wanted = np.isin(near * len(patches) + cut[owner[tile]], unit * len(patches) + patch)
    near, tile = near[wanted], tile[wanted]
    parts = tiles[tile]
    crossing = ~shapely.covers(units[near], parts)
    parts[crossing] = spread(shapely.intersection, units[near[crossing]], parts[crossing])
    if not len(parts):
        return near, near, parts
    pair, group = np.unique(near * len(patches) + cut[owner[tile]], return_inverse=True)
    order = np.argsort(group, kind="stable")
    members = np.split(parts[order], np.cumsum(np.bincount(group, minlength=len(pair)))[:-1])
    joined = np.array([some[0] if len(some) == 1 else shapely.union_all(some) for some in members], dtype=object)
    pieces, index = shapely.get_parts(joined, return_index=True)
    polygonal = shapely.get_dimensions(pieces) == 2
    index = index[polygonal]
    return pair[index] // len(patches), pair[index] % len(patches), pieces[polygonal]
