# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinates from one reference system to another, through GDAL; x is always east and y always north."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from osgeo import gdal, osr

from ..model.problem import SmartCityError


def reproject(geometry: np.ndarray, source: str, target: str) -> np.ndarray:
    """Return the geometries (None where missing) in another CRS, vertex by vertex.

    ``source`` and ``target`` are authority ids or WKT. A vertex that has no place in the target CRS raises
    SmartCityError: a shape without some of its corners would be a wrong shape.
    """
    if source == target or len(geometry) == 0:
        return geometry
    return shapely.transform(geometry, projector(source, target))


def projector(source: str, target: str) -> Callable[[np.ndarray], np.ndarray]:
    """Return what turns points (n, 2) of one CRS into those of another; it raises SmartCityError like ``reproject``."""
    transformation = osr.CoordinateTransformation(reference(source), reference(target))
    return lambda points: _transformed(transformation, points, source, target)


def reference(crs: str) -> osr.SpatialReference:
    """Return a reference system with east before north; raises SmartCityError for one that PROJ does not know."""
    system = osr.SpatialReference()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        known = system.SetFromUserInput(crs) == 0
    except RuntimeError:
        known = False
    finally:
        gdal.PopErrorHandler()
    if not known:
        raise SmartCityError("crs_unknown", crs=crs[:80])
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def _transformed(transformation, points: np.ndarray, source: str, target: str) -> np.ndarray:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        moved = np.array(transformation.TransformPoints(points), dtype=float).reshape(-1, 3)[:, :2]
    except RuntimeError as error:
        raise SmartCityError("reprojection_failed", source=source[:80], target=target[:80]) from error
    finally:
        gdal.PopErrorHandler()
    if not np.isfinite(moved).all():
        raise SmartCityError("reprojection_failed", source=source[:80], target=target[:80])
    return moved
