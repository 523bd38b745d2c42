# SPDX-License-Identifier: GPL-2.0-or-later
"""Areas cut into equal squares or hexagons, to count things in them."""

from __future__ import annotations

import math

import numpy as np
import shapely

SLIVER = 1.0
"""m² below which a clipped piece is rounding."""


def squares(area: shapely.Geometry, width: float) -> np.ndarray:
    """Return squares with sides of ``width`` metres that cover an area, clipped to it; on round coordinates."""
    west, south, east, north = shapely.bounds(area)
    x, y = np.meshgrid(_steps(west, east, width), _steps(south, north, width))
    return clipped(shapely.box(x.ravel(), y.ravel(), x.ravel() + width, y.ravel() + width), area)


def hexagons(area: shapely.Geometry, width: float) -> np.ndarray:
    """Return hexagons that are ``width`` metres wide from side to side and cover an area, clipped to it."""
    side = width / math.sqrt(3.0)
    west, south, east, north = shapely.bounds(area)
    rows = np.arange(math.floor(south / (1.5 * side)) - 1, math.ceil(north / (1.5 * side)) + 2)
    columns = np.arange(math.floor(west / width) - 1, math.ceil(east / width) + 2)
    column, row = (part.ravel() for part in np.meshgrid(columns, rows))
    centre_x, centre_y = (column + 0.5 * (row % 2)) * width, row * 1.5 * side
    # Corners from whole steps, not from centres: neighbours share them to the last digit.
    across, along = np.array([0, 1, 1, 0, -1, -1]) * width / 2, np.array([2, 1, -1, -2, -1, 1]) * side / 2
    corners = np.stack([centre_x[:, None] + across, centre_y[:, None] + along], axis=-1)
    return clipped(shapely.polygons(np.round(corners, 3)), area)


def clipped(polygons: np.ndarray, area: shapely.Geometry) -> np.ndarray:
    """Return the parts of polygons inside an area, without those that have none."""
    shapely.prepare(area)
    polygons = polygons[shapely.intersects(area, polygons)]
    inside = shapely.contains_properly(area, polygons)
    cut = polygons.copy()
    cut[~inside] = shapely.intersection(polygons[~inside], area)
    return cut[shapely.area(cut) > SLIVER]


def _steps(low: float, high: float, width: float) -> np.ndarray:
    return np.arange(math.floor(low / width), math.ceil(high / width)) * width


def counted_in(polygons: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return in which polygon each point lies (−1: none; on a border the first one), and how many each one holds."""
    where = np.full(len(points), -1)
    if len(points) and len(polygons):
        point, polygon = shapely.STRtree(polygons).query(points, predicate="intersects")
        order = np.lexsort((-polygon, point))
        where[point[order]] = polygon[order]  # of several the one written last, which is the first polygon
    return where, np.bincount(where[where >= 0], minlength=len(polygons))
