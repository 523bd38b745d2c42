# SPDX-License-Identifier: GPL-2.0-or-later
"""GML geometries → shapely: read by OGR, arcs turned into short straight lines, heights dropped.

OGR takes text where numbers should be for zeros, and keeps curves that shapely does not know; so the numbers are
checked before and the curves resolved after. Links to geometries of the same feature are followed.
"""

from __future__ import annotations

import copy
import math
from typing import Optional

import numpy as np
import shapely
from lxml import etree
from osgeo import gdal, ogr

from .xml import HREF, identifier, local_name

TOLERANCE = 0.01
"""Metres that a straight line may lie beside its arc: the accuracy of cadastral surveys, finer would only be longer."""

TOLERANCE_DEGREES = 1e-7
"""The same for arcs in geographic coordinates."""

LARGEST_STEP = math.radians(45)
"""Angle of an arc that one straight line may span, however small the arc is."""

MOST_LINKS = 10_000
"""Links followed in one geometry; more are an accident or an attack."""

LINK_DEPTH = 3
"""Links may lead to elements with links (a solid to a surface, that to a polygon), but not endlessly."""

LARGEST_COORDINATE = 1e9
"""Metres; with more, areas lose their digits, and no place on earth has it."""

_COORDINATES = ("posList", "pos", "coordinates", "coord", "lowerCorner", "upperCorner")


class UnreadableGeometry(ValueError):
    """A geometry that cannot be read as it is meant; the caller counts them."""


def first_geometry(feature: etree._Element, name: str) -> Optional[etree._Element]:
    """Return the geometry element of a property (``position``) of a feature, None if it has none."""
    for holder in feature.iterchildren(f"{{*}}{name}"):
        for element in holder:
            return element
    return None


def srs_name_of(element: etree._Element, feature: etree._Element, default: str) -> str:
    """Return the coordinate system of a geometry: its own, its parts', its feature's or the file's; else empty."""
    for item in element.iter():
        if item.get("srsName"):
            return item.get("srsName")
    for envelope in feature.iterfind("{*}boundedBy/{*}Envelope"):
        if envelope.get("srsName"):
            return envelope.get("srsName")
    return default


def read_geometry(element: etree._Element, feature: etree._Element, dimension: int = 2) -> shapely.Geometry:
    """Return a geometry in two dimensions, its coordinates in the order of the file.

    ``dimension`` is the number of coordinates per point where the file does not say it. The element is changed.
    Raises UnreadableGeometry.
    """
    _follow_links(element, feature)
    _check_numbers(element, dimension)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        geometry = ogr.CreateGeometryFromGML(etree.tostring(element, encoding="unicode", with_tail=False))
        if geometry is None or geometry.IsEmpty():
            raise UnreadableGeometry(local_name(element))
        geometry.FlattenTo2D()
        result = _shapely(geometry)
    except (RuntimeError, shapely.GEOSException, TypeError) as error:
        raise UnreadableGeometry(str(error)) from error
    finally:
        gdal.PopErrorHandler()
    if result.geom_type.startswith(("Multi", "Geometry")):
        parts = shapely.get_parts(result)
        result = _collection(list(parts[~shapely.is_empty(parts)]))
    if shapely.is_empty(result) or not np.abs(shapely.get_coordinates(result)).max() < LARGEST_COORDINATE:
        raise UnreadableGeometry(local_name(element))
    return result


def rough_extent(element: etree._Element) -> Optional[tuple[float, float, float, float]]:
    """Return a box that surely holds a geometry, without building it; None if that cannot be told.

    It is (least first, least second, greatest first, greatest second coordinate) of the points of a geometry of two
    dimensions, grown by its own size on every side, because arcs stick out.
    """
    arrays = []
    for item in element.iter():
        if (
            item.get(HREF)
            or item.get("srsDimension", "2") != "2"
            or local_name(item) in ("coordinates", "coord", "radius")
        ):
            return None
        if local_name(item) in ("posList", "pos"):
            try:
                arrays.append(_numbers(item))
            except UnreadableGeometry:
                return None
    if not arrays or any(len(numbers) % 2 or not len(numbers) for numbers in arrays):
        return None
    points = np.concatenate(arrays).reshape(-1, 2)
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    margin = (east - west) + (north - south)
    return west - margin, south - margin, east + margin, north + margin


def heights(element: etree._Element) -> tuple[float, float]:
    """Return the lowest and highest third coordinate in a geometry of three dimensions; NaN if it has none."""
    values = [
        numbers.reshape(-1, 3)[:, 2]
        for item in element.iter()
        if local_name(item) in ("posList", "pos")
        for numbers in [_numbers(item)]
        if len(numbers) % 3 == 0 and len(numbers)
    ]
    every = np.concatenate(values) if values else np.array([np.nan])
    return float(every.min()), float(every.max())


def _numbers(element: etree._Element) -> np.ndarray:
    text = element.text or ""
    separator = element.get("cs", ",") if local_name(element) == "coordinates" else ""
    try:
        numbers = np.array((text.replace(separator, " ") if separator else text).split(), dtype=float)
    except ValueError as error:
        raise UnreadableGeometry(text[:40]) from error
    if not np.isfinite(numbers).all():
        raise UnreadableGeometry(text[:40])
    return numbers


def _check_numbers(element: etree._Element, dimension: int) -> None:
    """Refuse what OGR would misread, say the dimension where it must be guessed, drop what the caller looks after."""
    for item in element.iter():
        item.attrib.pop("srsName", None)
        if local_name(item) not in _COORDINATES or len(item):
            continue
        numbers = _numbers(item)
        if local_name(item) == "coordinates":
            continue  # each point is a group of its own; OGR counts
        stated = next((up.get("srsDimension") for up in _upwards(item, element) if up.get("srsDimension")), "")
        if stated not in ("", "2", "3"):
            raise UnreadableGeometry(f"srsDimension {stated[:10]}")
        size = int(stated) if stated else dimension
        if not len(numbers) or len(numbers) % size:
            raise UnreadableGeometry(f"{len(numbers)} / {size}")
        item.set("srsDimension", str(size))


def _upwards(item: etree._Element, end: etree._Element):
    while item is not None:
        yield item
        if item is end:
            return
        item = item.getparent()


def _follow_links(element: etree._Element, feature: etree._Element) -> None:
    """Put copies of the elements that links lead to below the links."""
    copied = 0
    for _ in range(LINK_DEPTH):
        links = [item for item in element.iter() if item.get(HREF) and not len(item)]
        if not links:
            return
        targets = {identifier(item): item for item in feature.iter() if identifier(item)}
        for link in links:
            target = targets.get(link.get(HREF, "").lstrip("#"))
            copied += 1
            if target is None or copied > MOST_LINKS or any(up is target for up in _upwards(link, feature)):
                raise UnreadableGeometry(link.get(HREF, "")[:80])
            link.append(copy.deepcopy(target))
            del link.attrib[HREF]
    raise UnreadableGeometry("xlink")


# Curves ------------------------------------------------------------------------------------------------------------


def _shapely(geometry: ogr.Geometry) -> shapely.Geometry:
    name = geometry.GetGeometryName()
    parts = [geometry.GetGeometryRef(number) for number in range(geometry.GetGeometryCount())]
    if name in ("POLYHEDRALSURFACE", "TIN") or (geometry.HasCurveGeometry() and name.startswith(("MULTI", "GEOM"))):
        return _collection([_shapely(part) for part in parts])
    if name == "CURVEPOLYGON":
        rings = [_vertices(part) for part in parts]
        return shapely.Polygon(rings[0], rings[1:])
    if name in ("COMPOUNDCURVE", "CIRCULARSTRING"):
        return shapely.LineString(_vertices(geometry))
    return shapely.from_wkb(bytes(geometry.ExportToIsoWkb()))


def _collection(parts: list) -> shapely.Geometry:
    flat = list(shapely.get_parts(np.array(parts, dtype=object)))
    kinds = {part.geom_type for part in flat}
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(flat)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(flat)
    return shapely.GeometryCollection(flat)


def _vertices(curve: ogr.Geometry) -> np.ndarray:
    """Return the vertices (n × 2) of a curve whose arcs are replaced by straight lines."""
    name = curve.GetGeometryName()
    if name == "COMPOUNDCURVE":
        parts = [_vertices(curve.GetGeometryRef(number)) for number in range(curve.GetGeometryCount())]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    points = np.array(curve.GetPoints(), dtype=float)[:, :2]
    if name != "CIRCULARSTRING":
        return points
    arcs = [arc_points(*points[start : start + 3]) for start in range(0, len(points) - 2, 2)]
    return np.concatenate([arcs[0], *(arc[1:] for arc in arcs[1:])])


def arc_points(start: np.ndarray, middle: np.ndarray, end: np.ndarray, tolerance: float = 0.0) -> np.ndarray:
    """Return points (n × 2) on the arc through three points, so close that straight lines keep the tolerance.

    ``tolerance`` is in the unit of the coordinates; 0 means that of this module. Start and end are kept exactly; if
    they are the same, the arc is the circle on whose other side ``middle`` lies. The arc and its reverse have the same
    points, so that neighbouring areas still fit. Three points on a line stay a line.
    """
    if tuple(end) < tuple(start):
        return arc_points(end, middle, start, tolerance)[::-1]
    tolerance = tolerance or (TOLERANCE_DEGREES if np.abs([start, middle, end]).max() <= 360.0 else TOLERANCE)
    to_middle, to_end = middle - start, end - start
    if not to_end.any():
        centre, turn = to_middle / 2, 2 * math.pi
    else:
        cross = to_middle[0] * to_end[1] - to_middle[1] * to_end[0]
        if abs(cross) <= 1e-12 * float(to_end @ to_end):
            return np.array([start, middle, end])
        lengths = np.array([to_middle @ to_middle, to_end @ to_end])
        centre = np.array(
            [
                to_end[1] * lengths[0] - to_middle[1] * lengths[1],
                to_middle[0] * lengths[1] - to_end[0] * lengths[0],
            ]
        ) / (2 * cross)
        first, last = math.atan2(*-centre[::-1]), math.atan2(*(to_end - centre)[::-1])
        turn = (last - first) % (2 * math.pi)
        if cross < 0:  # the middle lies left of the way from start to end: clockwise
            turn -= 2 * math.pi
    radius = float(np.hypot(*centre))
    if radius == 0.0:
        return np.array([start, middle, end])
    step = min(2 * math.acos(1 - tolerance / radius), LARGEST_STEP) if radius > tolerance else LARGEST_STEP
    count = max(math.ceil(abs(turn) / step), 2)
    angles = math.atan2(*-centre[::-1]) + turn * np.arange(count + 1) / count
    points = start + centre + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    points[0], points[-1] = start, end
    return points
