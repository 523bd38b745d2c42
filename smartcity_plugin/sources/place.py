# SPDX-License-Identifier: GPL-2.0-or-later
"""Where in Germany coordinates lie: in the Land they should, in another, or nowhere near, for a reason one can name."""

from __future__ import annotations

import math
from typing import Optional

import numpy as np
import shapely

from ..model.keys import STATES
from ..model.problem import Problem, Severity, SmartCityError
from .projection import reproject

DEGREES = "EPSG:4258"
MARGIN = 0.05
"""Degrees added around a Land: its box is rounded, a centroid may lie in a bay."""

STATE_BOXES = {
    "01": (7.85, 53.35, 11.35, 55.10),
    "02": (8.40, 53.39, 10.35, 53.97),
    "03": (6.30, 51.29, 11.60, 53.98),
    "04": (8.48, 53.01, 8.99, 53.62),
    "05": (5.86, 50.32, 9.47, 52.54),
    "06": (7.77, 49.39, 10.24, 51.66),
    "07": (6.11, 48.96, 8.51, 50.95),
    "08": (7.51, 47.53, 10.50, 49.80),
    "09": (8.97, 47.27, 13.84, 50.57),
    "10": (6.35, 49.11, 7.41, 49.64),
    "11": (13.08, 52.33, 13.77, 52.68),
    "12": (11.26, 51.35, 14.77, 53.56),
    "13": (10.59, 53.10, 14.42, 54.69),
    "14": (11.87, 50.17, 15.05, 51.69),
    "15": (10.56, 50.93, 13.19, 53.05),
    "16": (9.87, 50.20, 12.66, 51.65),
}
"""West, south, east, north of the Länder in degrees, by the first two digits of the key (rounded outwards)."""

COMMON_CRS = (
    "EPSG:25832",
    "EPSG:25833",
    "EPSG:4326",
    "EPSG:3857",
    "EPSG:3035",
    "EPSG:4647",
    "EPSG:5650",
    "EPSG:31466",
    "EPSG:31467",
    "EPSG:31468",
    "EPSG:31469",
)
"""Systems in which German towns deliver data, the likeliest first."""


def degrees(x: float, y: float, crs: str) -> Optional[tuple[float, float]]:
    """Return (longitude, latitude) of a place; None if its coordinates make no place in that CRS."""
    try:
        point = reproject(np.array([shapely.Point(x, y)], dtype=object), crs, DEGREES)[0]
    except SmartCityError as error:
        if error.problem.key == "reprojection_failed":
            return None
        raise
    inside = math.isfinite(point.x) and math.isfinite(point.y) and abs(point.x) <= 180 and abs(point.y) <= 90
    return (point.x, point.y) if inside else None


def lies_in(place: Optional[tuple[float, float]], state: str = "") -> bool:
    """Return whether a place (longitude, latitude) lies in the box of a Land, of any Land if none is named."""
    if place is None:
        return False
    boxes = [STATE_BOXES[state]] if state else STATE_BOXES.values()
    return any(
        west - MARGIN <= place[0] <= east + MARGIN and south - MARGIN <= place[1] <= north + MARGIN
        for west, south, east, north in boxes
    )


def fitting_systems(x: float, y: float, state: str = "") -> list[str]:
    """Return the common CRS in which coordinates lie in the Land (or in Germany), the likeliest first."""
    return [crs for crs in COMMON_CRS if lies_in(degrees(x, y, crs), state)]


def check_place(layer: str, x: float, y: float, crs: str, state: str = "") -> list[Problem]:
    """Return what is wrong with where a layer lies, judged by the centre of its coordinates (x east, y north).

    ``crs`` is what the layer states (authority id or WKT, empty if nothing); ``state`` are the first two digits of the
    municipality's key, if that is known.
    """
    if not crs:
        systems = fitting_systems(x, y, state) or fitting_systems(x, y)
        return [Problem("border_crs_missing", values={"layer": layer, "fitting": ", ".join(systems) or "–"})]
    place = degrees(x, y, crs)
    if lies_in(place, state):
        return []
    if lies_in(place):
        elsewhere = {"layer": layer, "state": STATES[state], "place": told(place)}
        return [Problem("border_not_in_state", Severity.WARNING, elsewhere)]
    if lies_in(degrees(y, x, crs), state):
        return [Problem("border_axes_swapped", values={"layer": layer})]
    systems = fitting_systems(x, y, state)
    stated = crs if len(crs) < 20 else "–"
    if systems:
        fitting = ", ".join(systems)
        values = {"layer": layer, "stated": stated, "place": told(place), "fitting": fitting}
        return [Problem("border_crs_wrong", values=values)]
    return [Problem("border_not_in_germany", Severity.WARNING, {"layer": layer, "place": told(place)})]


def told(place: Optional[tuple[float, float]]) -> str:
    """Return a place as degrees for a sentence."""
    if place is None:
        return "–"
    longitude, latitude = place
    north = f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}"
    return f"{north}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"
