# SPDX-License-Identifier: GPL-2.0-or-later
"""Other speed limits."""

from __future__ import annotations

import numpy as np
import shapely

from ..desk import Data
from ..geometry import ROUNDING
from ..table import GeoTable
from .patch import Change, Context, Patch, nothing_touched

ROLE = "streets"

UNCHANGED = frozenset(
    [
        *("motorway", "motorway_link", "trunk", "trunk_link"),
        *("footway", "path", "cycleway", "steps", "bridleway", "pedestrian"),
    ]
)
"""OSM classes that a town's speed limit does not reach: through traffic only, or no cars."""

HALF = 0.5
"""Share of a street's length that must lie in the area or along the line."""


def street_speed(data: Data, patch: Patch, context: Context) -> Change:
    """Give streets at least half of which lies in an area or along a line the speed of the amount (km/h).

    With ``change`` = at_most those that are slower stay as they are. Unknown speeds become known.
    """
    streets: GeoTable = data[ROLE]
    zone = patch.geometry
    if shapely.get_dimensions(shapely.get_parts(zone)).max() == 1:
        zone = shapely.buffer(zone, float(patch.number("along_m") or 0.0))
    chosen = _mostly_inside(streets.geometry, zone)
    if "class" in streets.frame:
        chosen &= ~np.isin(streets.words("class"), list(UNCHANGED))
    limit = float(patch.amount or 0.0)
    speed = streets.numbers("speed_kmh") if "speed_kmh" in streets.frame else np.full(len(streets), np.nan)
    if patch.parameters.get("change") == "at_most":
        chosen &= ~(speed < limit)
    touched = chosen & ~(speed == limit)
    if not touched.any():
        return Change(problems=(nothing_touched(patch, ROLE),))
    return Change({ROLE: streets.with_column("speed_kmh", np.where(touched, limit, speed))}, int(touched.sum()))


def _mostly_inside(lines: np.ndarray, zone: shapely.Geometry) -> np.ndarray:
    """Return the lines of which at least half of the length lies in the zone."""
    inside = np.zeros(len(lines), dtype=bool)
    near = shapely.STRtree(lines).query(zone, predicate="intersects")
    length = shapely.length(lines[near])
    within = shapely.length(shapely.intersection(lines[near], zone))
    inside[near] = (length > 0) & (within >= HALF * length * (1.0 - ROUNDING))
    return inside
