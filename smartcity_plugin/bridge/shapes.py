# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometries of QGIS as shapes of a study, and shapes as the points that a small map is painted from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

Points = list[tuple[float, float]]


def shape_of(geometry: QgsGeometry, source: QgsCoordinateReferenceSystem, crs: str) -> Optional[shapely.Geometry]:
    """Return a geometry of QGIS as a shape in another CRS, flat and without arcs; None for nothing.

    Raises QgsCsException if it cannot be reprojected.
    """
    if geometry.isNull() or geometry.isEmpty():
        return None
    copy = QgsGeometry(geometry)
    if QgsWkbTypes.isCurvedType(copy.wkbType()):
        copy = QgsGeometry(copy.constGet().segmentize())
    target = QgsCoordinateReferenceSystem(crs)
    copy.transform(QgsCoordinateTransform(source, target, QgsProject.instance().transformContext()))
    return shapely.force_2d(shapely.from_wkb(copy.asWkb().data()))


def selected_shapes(layer: Optional[QgsVectorLayer], crs: str) -> list[shapely.Geometry]:
    """Return the geometries of the features selected in a layer, in another CRS; raises QgsCsException."""
    if layer is None:
        return []
    shapes = [shape_of(item.geometry(), layer.crs(), crs) for item in layer.selectedFeatures()]
    return [shape for shape in shapes if shape is not None]


def united(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """Return several shapes as one; a single one stays as it is."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all([shapely.make_valid(shape) for shape in shapes])


def one_by_one(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """Return several points one by one; a line or area of several parts is one."""
    return list(shapely.get_parts(shape)) if kind_of(shape) == "point" else [shape]


def kind_of(shape: shapely.Geometry) -> str:
    """Return point, line or area; nothing for mixed collections."""
    name = shape.geom_type
    if name.endswith("Polygon"):
        return "area"
    return "point" if name.endswith("Point") else "line" if name.endswith(("LineString", "LinearRing")) else ""


def bounds(shapes: Iterable[shapely.Geometry]) -> tuple[float, float, float, float]:
    """Return left, lower, right and upper border of shapes, of which there is at least one."""
    left, lower, right, upper = shapely.total_bounds(list(shapes))
    return float(left), float(lower), float(right), float(upper)


def outlines(shape: shapely.Geometry, tolerance: float = 0.0) -> list[Points]:
    """Return the rings or lines of a shape as points, holes too, simplified by ``tolerance`` metres."""
    found: list[Points] = []
    for part in shapely.get_parts(shapely.simplify(shape, tolerance) if tolerance else shape):
        if part.geom_type == "Polygon":
            found += [list(ring.coords) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in ("LineString", "LinearRing"):
            found.append(list(part.coords))
    return found


def middle(shape: shapely.Geometry) -> Optional[tuple[float, float]]:
    """Return a point on a shape, None for an empty one."""
    point = shapely.point_on_surface(shape)
    return None if point.is_empty else (float(point.x), float(point.y))
