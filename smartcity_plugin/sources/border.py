# SPDX-License-Identifier: GPL-2.0-or-later
"""The border of a municipality: looked at before a study is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely

from ..engine.geometry import present
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity, SmartCityError
from .place import check_place, degrees
from .prepare import border_of
from .projection import reproject
from .quality import OVERLAP_TOLERANCE

SLIVER = 10_000.0
"""Square metres below which a hole is rather a gap between areas than the territory of another municipality."""


@dataclass(frozen=True)
class Border:
    """The study area (polygon in ``crs``, metres) with its facts; what is wrong with it stands in ``problems``."""

    layer: str
    geometry: shapely.Geometry
    crs: str
    longitude: float
    latitude: float
    problems: tuple[Problem, ...] = ()

    @property
    def area_km2(self) -> float:
        """The area in square kilometres."""
        return float(shapely.area(self.geometry)) / 1e6

    @property
    def parts(self) -> int:
        """How many separate areas there are; more than one means exclaves."""
        return int(shapely.get_num_geometries(self.geometry))

    @property
    def holes(self) -> int:
        """How many holes there are; each is the territory of others, or a gap."""
        return int(shapely.get_num_interior_rings(shapely.get_parts(self.geometry)).sum())

    @property
    def wkb(self) -> bytes:
        """The polygon as well-known binary."""
        return bytes(shapely.to_wkb(self.geometry))


def centre_of(raw: GeoTable) -> Optional[tuple[float, float]]:
    """Return the middle of the extent of a layer in its own coordinates, None if nothing lies anywhere."""
    bounds = shapely.total_bounds(raw.geometry) if len(raw) else np.full(4, np.nan)
    if not np.isfinite(bounds).all():
        return None
    return float(bounds[0] + bounds[2]) / 2, float(bounds[1] + bounds[3]) / 2


def check_position(layer: str, raw: GeoTable, state: str = "") -> list[Problem]:
    """Return what is wrong with where a border lies; ``raw`` is in the layer's CRS, which may be unknown (empty)."""
    centre = centre_of(raw)
    return [] if centre is None else check_place(layer, *centre, raw.crs, state)


def make_border(layer: str, raw: GeoTable, crs: str) -> Border:
    """Return all areas of a layer together as border in ``crs``.

    Raises SmartCityError if the layer has no polygons or its coordinates make no place.
    """
    shapes = present(raw.geometry)
    invalid = int((~shapely.is_valid(shapes)).sum())
    united = border_of(layer, raw)
    middle = shapely.centroid(united)
    place = degrees(middle.x, middle.y, raw.crs)
    if place is None:
        raise SmartCityError("reprojection_failed", source=raw.crs[:80], target=crs)
    geometry = reproject(np.array([united], dtype=object), raw.crs, crs)[0]
    problems = []
    if invalid:
        problems.append(Problem("border_repaired", Severity.WARNING, {"layer": layer, "count": invalid}))
    problems += _check_slivers(geometry)
    return Border(layer, geometry, crs, place[0], place[1], tuple(problems))


def _check_slivers(geometry: shapely.Geometry) -> list[Problem]:
    """Return what to say of small holes; that they make up a part of the area worth counting is a warning."""
    rings = [ring for part in shapely.get_parts(geometry) for ring in part.interiors]
    areas = shapely.area(shapely.polygons(rings)) if rings else np.zeros(0)
    small = areas[areas < SLIVER]
    if len(small) == 0:
        return []
    severity = Severity.WARNING if small.sum() > OVERLAP_TOLERANCE * shapely.area(geometry) else Severity.NOTE
    values = {"count": len(small), "area": float(f"{small.sum() / 10_000:.3g}")}
    return [Problem("border_has_slivers", severity, values)]
