# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the maps of a page lie on the earth, as PDF viewers and GDAL read it (ISO 32000-2, geospatial measures)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osgeo import osr
from qgis.core import QgsLayout, QgsLayoutItemMap

from ..model.problem import SmartCityError
from .theme import POINT

_CORNERS = "0 1 1 1 1 0 0 0"
"""Upper left, upper right, lower right, lower left, in shares of the map."""


@dataclass(frozen=True)
class Viewport:
    """A map on a page: its rectangle in mm from the upper left, the CRS, and the corners in it, from the upper left
    clockwise."""

    name: str
    rect: tuple[float, float, float, float]
    crs: str
    corners: tuple[tuple[float, float], ...]


def viewports(layout: QgsLayout) -> list[Viewport]:
    """Return the maps of a layout's first page, the largest first."""
    found = []
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap) and item.crs().isValid() and not item.itemRotation():
            polygon, size = item.visibleExtentPolygon(), item.rect()
            corners = tuple((polygon.at(number).x(), polygon.at(number).y()) for number in range(4))
            rect = (item.pos().x(), item.pos().y(), size.width(), size.height())
            name = "".join(letter for letter in item.id() if letter.isalnum()) or "map"
            found.append(Viewport(name, rect, item.crs().authid(), corners))
    return sorted(found, key=lambda item: -item.rect[2] * item.rect[3])


def map_places(layout: QgsLayout) -> dict[str, tuple[float, float, float, float]]:
    """Return the rectangles (mm) of a layout's maps by the names of their items."""
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    return {item.displayName(): (item.pos().x(), item.pos().y(), *item.rect().getRect()[2:]) for item in maps}


def viewport_objects(
    items: Sequence[Viewport], page_height: float, numbers: Iterator[int], objects: dict[int, bytes]
) -> bytes:
    """Return the viewports of a page as PDF; their measures and CRS are added to the objects.

    ``page_height`` is in points.
    """
    written = []
    for item in items:
        measure, system = next(numbers), next(numbers)
        projected, geographic = _systems(item.crs)
        x, y, width, height = (size / POINT for size in item.rect)
        box = f"{x:.3f} {page_height - y - height:.3f} {x + width:.3f} {page_height - y:.3f}"
        to_degrees = osr.CoordinateTransformation(projected, geographic)
        degrees = [to_degrees.TransformPoint(*corner)[:2] for corner in item.corners]
        points = " ".join(f"{latitude:.9f} {longitude:.9f}" for longitude, latitude in degrees)
        objects[measure] = (
            f"<< /Type /Measure /Subtype /GEO /Bounds [{_CORNERS}] /LPTS [{_CORNERS}] /GPTS [{points}] "
            f"/GCS {system} 0 R >>"
        ).encode()
        objects[system] = _system(projected)
        written.append(f"<< /Type /Viewport /Name ({item.name}) /BBox [{box}] /Measure {measure} 0 R >>")
    return " ".join(written).encode("ascii", "replace")


def _systems(authid: str) -> tuple[osr.SpatialReference, osr.SpatialReference]:
    """Return a CRS and the geographic one under it, both with x or longitude first."""
    projected = osr.SpatialReference()
    if projected.SetFromUserInput(authid) != 0:
        raise SmartCityError("page_crs_unknown", crs=authid)
    geographic = projected.CloneGeogCS()
    for system in (projected, geographic):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return projected, geographic


def _system(projected: osr.SpatialReference) -> bytes:
    kind = "PROJCS" if projected.IsProjected() else "GEOGCS"
    code = projected.GetAuthorityCode(None)
    words = projected.ExportToWkt(["FORMAT=WKT1_ESRI"]).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    number = f"/EPSG {code} " if code else ""
    return f"<< /Type /{kind} {number}/WKT ({words}) >>".encode("ascii", "replace")
