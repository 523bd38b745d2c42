# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the coordinates of a layer really lie, and what would bring them into the study area.

A layer that does not lie where it should is tried in the reference systems that German offices use, with its axes
swapped, and with the shifts that are usual: other false eastings, zone numbers before the easting, digits left out.
What then lies in the study area is proposed; the user decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Optional

import numpy as np
import shapely
from osgeo import gdal, osr

from ..engine.progress import Progress, silent
from ..model.problem import SmartCityError
from .projection import reference
from .repairs import Repairs
from .srs import GERMANY
from .zone import Zone

SYSTEMS = (
    "EPSG:25832",
    "EPSG:25833",
    "EPSG:4647",
    "EPSG:5650",
    "EPSG:31466",
    "EPSG:31467",
    "EPSG:31468",
    "EPSG:31469",
    "EPSG:3396",
    "EPSG:3397",
    "EPSG:3398",
    "EPSG:3399",
    "EPSG:2397",
    "EPSG:2398",
    "EPSG:2399",
    "EPSG:4326",
    "EPSG:3857",
    "EPSG:3035",
    "EPSG:3034",
    "EPSG:25831",
    "EPSG:5649",
    "EPSG:3068",
    "EPSG:5243",
)
"""What German offices deliver in, the likeliest first: UTM (also with the zone before the easting), Gauß-Krüger on the
old datums of the west (DHDN) and the east (PD/83, RD/83, 42/83), degrees, Web Mercator, the European grids, Soldner
Berlin."""

_REGIONAL = frozenset(f"EPSG:{code}" for code in (31466, 31467, 31468, 31469, 3396, 3397, 3398, 3399, 2397, 2398, 2399))
_MARGIN = 1.0
"""Degrees beyond its area of use in which a regional system may be found: towns keep to the zone of their Land."""

_ZONES = tuple(sign * million * 1e6 for million in (1, 2, 3, 4, 5, 31, 32, 33) for sign in (-1, 1))
_EAST = (0.0, *_ZONES, -500_000.0, 500_000.0)
_NORTH = (0.0, 5e6, 6e6)
SHIFTS = tuple((east, north) for north in _NORTH for east in _EAST if (east, north) != (0.0, 0.0))
"""Metres by which coordinates are found to be off: the number of a zone before the easting or missing there, a false
easting of its own, the millions of the northing left out."""

REACH = 2_000.0
"""Metres around the study area in which features count as near, if the role's buffer is not larger."""

MOST = 0.5
"""Share of the features that must lie near the study area for a proposal to count as sure. A project default."""

TRIED_WITH = 200
"""Number of features the search is made with; the best finds are judged by all that were looked at."""

SAME_METRES = 10.0
"""Distance up to which two reference systems put the features in the same place: old datums of neighbouring Länder
differ by less, and their transformations are not more accurate without a grid. A project default."""


class Kind(Enum):
    """What is wrong with the coordinates of a layer."""

    CRS = "crs"
    AXES = "axes"
    SHIFT = "shift"


@dataclass(frozen=True)
class Proposal:
    """What would bring a layer into the study area.

    ``share`` of the features looked at (0 to 1) then lies near it. ``rivals`` are other reference systems that would
    do, too, up to ``rivals_metres`` apart from this one.
    """

    repairs: Repairs
    kind: Kind
    share: float
    rivals: tuple[str, ...] = ()
    rivals_metres: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether most features lie near the area and no other reference system would do."""
        return self.share >= MOST and not self.rivals


@dataclass(frozen=True)
class Sample:
    """Places of features (x, y, n × 2) and the extent of the layer, in the layer's own coordinates.

    ``complete`` says whether these are all features: only then does their absence near the area say anything.
    """

    points: np.ndarray
    extent: tuple[float, float, float, float]
    complete: bool

    def corners(self) -> np.ndarray:
        """Return a grid of points over the extent: straight edges become curves in other reference systems."""
        west, south, east, north = self.extent
        x, y = np.meshgrid(np.linspace(west, east, 5), np.linspace(south, north, 5))
        return np.column_stack([x.ravel(), y.ravel()])


def system_name(crs: str) -> str:
    """Return a reference system as a reader knows it: ``EPSG:4647 (ETRS89 / UTM zone 32N (zE-N))``."""
    name = reference(crs).GetName() or ""
    return f"{crs} ({name})" if ":" in crs and len(crs) < 20 else name or crs[:40]


def moved(points: np.ndarray, repairs: Repairs, stated: str, target: str) -> np.ndarray:
    """Return points (n × 2) with repairs applied, in the CRS ``target``; NaN where they have no place there.

    ``stated`` is what the layer says of itself; it counts where the repairs name no CRS.
    """
    if repairs.swap_axes:
        points = points[:, ::-1]
    points = points + np.array(repairs.shift)
    source = repairs.crs or stated
    if source == target:
        return points
    transformation = osr.CoordinateTransformation(reference(source), reference(target))
    result = np.full(points.shape, np.nan)
    finite = np.isfinite(points).all(axis=1)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        result[finite] = _transformed(transformation, points[finite])
    finally:
        gdal.PopErrorHandler()
    result[~np.isfinite(result).all(axis=1)] = np.nan
    return result


def _transformed(transformation: osr.CoordinateTransformation, points: np.ndarray) -> np.ndarray:
    if not len(points):
        return points
    try:
        return np.array(transformation.TransformPoints(points), dtype=float).reshape(-1, 3)[:, :2]
    except RuntimeError:
        # GDAL gives up on all of them for one that has no place.
        return np.array([_one(transformation, point) for point in points], dtype=float).reshape(-1, 2)


def _one(transformation: osr.CoordinateTransformation, point: np.ndarray) -> tuple[float, float]:
    try:
        x, y, _ = transformation.TransformPoint(float(point[0]), float(point[1]))
    except RuntimeError:
        return np.nan, np.nan
    return x, y


def near_share(points: np.ndarray, zone: Zone, reach: float) -> float:
    """Return the share of points (CRS of the zone) that lie in the bounding box of the area grown by ``reach``."""
    if not len(points):
        return 0.0
    west, south, east, north = zone.area.bounds
    x, y = points[:, 0], points[:, 1]
    inside = (x >= west - reach) & (x <= east + reach) & (y >= south - reach) & (y <= north + reach)
    return float(inside.mean())


def covers(corners: np.ndarray, zone: Zone) -> bool:
    """Return whether the box around points (CRS of the zone) meets that of the area."""
    if not np.isfinite(corners).all():
        return False
    box = shapely.box(*corners.min(axis=0), *corners.max(axis=0))
    return bool(shapely.intersects(box, shapely.box(*zone.area.bounds)))


def lies_in_place(sample: Sample, repairs: Repairs, stated: str, zone: Zone, buffer: float = 0.0) -> bool:
    """Return whether a layer has something near the area, or may have if not all of it was looked at."""
    reach = max(buffer, REACH)
    if near_share(moved(sample.points, repairs, stated, zone.crs), zone, reach) > 0:
        return True
    return not sample.complete and covers(moved(sample.corners(), repairs, stated, zone.crs), zone)


def propose(
    sample: Sample, stated: str, zone: Zone, buffer: float = 0.0, progress: Progress = silent
) -> Optional[Proposal]:
    """Return what would bring a layer into the study area, None if nothing does.

    ``stated`` is the CRS the layer names (authority id or WKT), empty if it names none. Of several ways the likeliest
    is taken: another reference system before swapped axes before shifts.
    """
    few = sample.points[:: max(1, len(sample.points) // TRIED_WITH)]
    reach = max(buffer, REACH)
    candidates = list(_candidates(stated, zone))
    found: list[tuple[float, Kind, Repairs]] = []
    for number, (kind, repairs) in enumerate(candidates):
        progress(number / len(candidates))
        share = near_share(moved(few, repairs, stated, zone.crs), zone, reach)
        if share > 0 and (share >= MOST or _in_germany(sample, repairs, stated)):
            found.append((share, kind, repairs))
        elif not sample.complete and _may_hold(sample, repairs, stated, zone):
            found.append((0.0, kind, repairs))
    if not found:
        return None
    # A way that loses half of the features that another one brings near is not the likely one.
    best = max(share for share, _, _ in found)
    share, kind, repairs = next(item for item in found if item[0] >= 0.5 * best)
    share = near_share(moved(sample.points, repairs, stated, zone.crs), zone, reach)
    rivals, metres = _rivals(few, stated, zone, (kind, repairs), [item for item in found if item[0] >= 0.5 * best])
    return Proposal(repairs, kind, share, rivals, metres)


def _candidates(stated: str, zone: Zone) -> Iterator[tuple[Kind, Repairs]]:
    """Yield what may be wrong, the likeliest first."""
    systems = [crs for crs in dict.fromkeys([zone.crs, *SYSTEMS]) if _is_used_here(crs, zone)]
    if stated:
        yield Kind.AXES, Repairs(swap_axes=True)
    for crs in systems:
        if crs != stated:
            yield Kind.CRS, Repairs(crs=crs)
    for crs in systems:
        yield Kind.AXES, Repairs(crs=crs, swap_axes=True)
    metric = [crs for crs in systems if crs == zone.crs or crs in ("EPSG:25832", "EPSG:25833", *_REGIONAL)]
    for crs in [*([""] if stated else []), *(crs for crs in metric if crs != stated)]:
        for shift in SHIFTS:
            yield Kind.SHIFT, Repairs(crs=crs, shift=shift)


def _is_used_here(crs: str, zone: Zone) -> bool:
    """Return whether a regional system is used near the study; all others may be used anywhere."""
    if crs not in _REGIONAL:
        return True
    centre = np.array([[*zone.area.centroid.coords[0]]])
    longitude, latitude = moved(centre, Repairs(), zone.crs, "EPSG:4326")[0]
    used = reference(crs).GetAreaOfUse()
    return bool(
        used.west_lon_degree - _MARGIN <= longitude <= used.east_lon_degree + _MARGIN
        and used.south_lat_degree - _MARGIN <= latitude <= used.north_lat_degree + _MARGIN
    )


def _in_germany(sample: Sample, repairs: Repairs, stated: str) -> bool:
    """Return whether most of a layer's extent lies in Germany; the corners of a box around it do not."""
    places = moved(sample.corners(), repairs, stated, "EPSG:4326")
    west, south, east, north = GERMANY
    x, y = places[:, 0], places[:, 1]
    return bool(((x >= west) & (x <= east) & (y >= south) & (y <= north)).mean() > 0.5)


def _may_hold(sample: Sample, repairs: Repairs, stated: str, zone: Zone) -> bool:
    corners = moved(sample.corners(), repairs, stated, zone.crs)
    return covers(corners, zone) and _in_germany(sample, repairs, stated)


def _rivals(
    points: np.ndarray, stated: str, zone: Zone, chosen: tuple[Kind, Repairs], found: list[tuple[float, Kind, Repairs]]
) -> tuple[tuple[str, ...], float]:
    """Return other reference systems that put the features into the area, but elsewhere in it."""
    kind, repairs = chosen
    places = moved(points, repairs, stated, zone.crs)
    names, farthest = [], 0.0
    for _, other_kind, other in found:
        shifted = other_kind is Kind.SHIFT and not other.crs
        alike = other_kind is kind and kind is not Kind.SHIFT and other.swap_axes == repairs.swap_axes
        if other == repairs or not (shifted or alike):
            continue  # another system with a shift of its own is too far-fetched to be told
        apart = moved(points, other, stated, zone.crs) - places
        metres = float(np.nanmax(np.hypot(apart[:, 0], apart[:, 1]), initial=0.0))
        if metres > SAME_METRES:
            name = system_name(other.crs or stated)
            names.append(f"{name} ({other.shift[0]:+.0f} m, {other.shift[1]:+.0f} m)" if shifted else name)
            farthest = max(farthest, metres)
    return tuple(dict.fromkeys(names)), farthest


def place_of(sample: Sample, stated: str, crs: str) -> Optional[tuple[float, float]]:
    """Return the middle of a layer as it is, in another CRS; None if its coordinates make no place."""
    try:
        places = moved(sample.points if len(sample.points) else sample.corners(), Repairs(), stated, crs)
    except SmartCityError:
        return None
    places = places[np.isfinite(places).all(axis=1)]
    if not len(places):
        return None
    x, y = np.median(places, axis=0)
    return float(x), float(y)
