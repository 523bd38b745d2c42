# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinate systems of GML: their many spellings, which coordinate comes first, and how well old ones are converted.

Files do not always mean what they say. Where the coordinates lie decides: an order of coordinates or a zone number in
the easting that puts the data into Germany is believed, and the user is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional

import numpy as np
import shapely
from osgeo import gdal, osr

from ..model.problem import Problem, Severity, SmartCityError
from .projection import reference, reproject
from .zone import Zone

GERMANY = (5.5, 47.0, 15.6, 55.3)
"""West, south, east, north in degrees, with a margin of some kilometres."""

NEAR = 50_000.0
"""Metres around the study area within which data lie rather there than at another place that is possible as well."""

_ADV = {
    "ETRS89_UTM31": "EPSG:25831",
    "ETRS89_UTM32": "EPSG:25832",
    "ETRS89_UTM33": "EPSG:25833",
    "ETRS89_LAT-LON": "EPSG:4258",
    "WGS84_LAT-LON": "EPSG:4326",
    "DE_DHDN_3GK1": "EPSG:5520",
    "DE_DHDN_3GK2": "EPSG:31466",
    "DE_DHDN_3GK3": "EPSG:31467",
    "DE_DHDN_3GK4": "EPSG:31468",
    "DE_DHDN_3GK5": "EPSG:31469",
    "DE_DHDN_LAT-LON": "EPSG:4314",
    "DE_PD-83_3GK3": "EPSG:3396",
    "DE_PD-83_3GK4": "EPSG:3397",
    "DE_RD-83_3GK4": "EPSG:3398",
    "DE_RD-83_3GK5": "EPSG:3399",
    "DE_42-83_3GK3": "EPSG:2397",
    "DE_42-83_3GK4": "EPSG:2398",
    "DE_42-83_3GK5": "EPSG:2399",
    "DE_SOLDNER-BERLIN": "EPSG:3068",
}
"""Names of the surveying authorities (AdV) for horizontal systems; realisations of a Land add a suffix (NW101)."""

_WITH_ZONE = {"EPSG:25831": (31, "EPSG:5649"), "EPSG:25832": (32, "EPSG:4647"), "EPSG:25833": (33, "EPSG:5650")}
"""UTM systems, the zone number that some files put before the easting, and the system that is defined so."""

_DATUMS = {"4314": 5.0, "4745": 1.0, "4746": 1.0, "4178": 2.0}
"""Old datums of Germany (DHDN, RD/83, PD/83, 42/83) and the accuracy in metres that EPSG states for their conversion to
ETRS89 with one set of parameters for all of a country (1309, 15868, 15867, 1674)."""

_GRIDS = {
    "4314": (
        ("15948", "BETA2007", 0.9),
        ("9338", "BWTA2017", 0.1),
        ("9310", "SeTa2016", 0.01),
        ("9940", "HeTa2010", 0.1),
    ),
    "4745": (("6948", "NTv2_SN", 0.03),),
}
"""Conversions to ETRS89 with a grid of shifts, by datum: EPSG code, name of the grid, accuracy in metres."""

_SAME_PLACE = 1e-7  # degrees, about a centimetre


@dataclass(frozen=True)
class SrsName:
    """A coordinate system as a file names it: its horizontal part, and whether north comes first in this spelling."""

    crs: str
    north_first: bool


@dataclass(frozen=True)
class Placement:
    """How coordinates of a spelling are to be understood, and which problems that decision tells."""

    crs: str
    swapped: bool
    """Whether the file gives north before east."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def east_first(self, geometry: np.ndarray) -> np.ndarray:
        """Return geometries (of this placement) with east before north."""
        return shapely.transform(geometry, lambda points: points[:, ::-1]) if self.swapped else geometry


def read_srs_name(name: str) -> SrsName:
    """Return what a ``srsName`` stands for; heights are ignored. Raises SmartCityError for one that is not known."""
    wanted = name.strip()
    adv = re.search(
        r"(?:urn:adv:crs:|/adv/crs/|^ADV:)?(DE_[A-Z0-9_-]+|ETRS89_[A-Z0-9_-]+|WGS84_LAT-LON)", wanted.upper()
    )
    if adv:
        return _adv(adv.group(1), name)
    if "CRS84" in wanted.upper():
        return SrsName("EPSG:4326", north_first=False)
    # A compound names the horizontal system first: crs:EPSG::25832,crs:EPSG::7837 or EPSG:25832+7837.
    code = re.search(r"EPSG(?:[:/]{1,2}[0-9.]*)?[:/.#]{1,2}(?:XML#)?([0-9]{4,6})", wanted.upper())
    if code is None:
        raise SmartCityError("crs_unknown", crs=name[:80])
    crs = f"EPSG:{code.group(1)}"
    # Only these spellings promise the order of the authority; the short ones have always meant east, north.
    official = wanted.lower().startswith(("urn:", "http://www.opengis.net/def/", "https://www.opengis.net/def/"))
    return SrsName(crs, north_first=official and _north_first(crs))


def _adv(adv: str, name: str) -> SrsName:
    for known, crs in _ADV.items():
        if adv == known or adv.startswith((f"{known}_", f"{known}-H")):
            return SrsName(crs, north_first=known.endswith("LAT-LON"))
    raise SmartCityError("crs_unknown", crs=name[:80])


@lru_cache(maxsize=64)
def _north_first(crs: str) -> bool:
    system = reference(crs).Clone()
    return bool(system.EPSGTreatsAsLatLong() or system.EPSGTreatsAsNorthingEasting())


def place(name: str, geometry: shapely.Geometry, zone: Zone) -> Optional[Placement]:
    """Return how the coordinates of a spelling are meant, judged by one geometry; None if it lies outside Germany.

    As the file says, unless another reading lies in Germany and that one does not (or near the study, while that one
    is far away: Gauß-Krüger eastings of zone 5 are as large as northings).
    """
    srs = read_srs_name(name)
    centre = shapely.Point((geometry.bounds[0] + geometry.bounds[2]) / 2, (geometry.bounds[1] + geometry.bounds[3]) / 2)
    best, best_score = None, 0
    for swapped in (srs.north_first, not srs.north_first):
        for crs, numbered in ((srs.crs, False), _with_zone(srs.crs, centre, swapped)):
            score = _plausibility(Placement(crs, swapped), centre, zone) if crs else 0
            if score > best_score:
                best, best_score = Placement(crs, swapped, _told(srs, swapped, crs if numbered else "")), score
    return best


def _with_zone(crs: str, centre: shapely.Point, swapped: bool) -> tuple[str, bool]:
    """Return the system whose eastings begin with the zone number, if these do."""
    zone, other = _WITH_ZONE.get(crs, (0, ""))
    easting = centre.y if swapped else centre.x
    return (other, True) if zone and int(easting // 1e6) == zone else ("", True)


def _told(srs: SrsName, swapped: bool, with_zone: str) -> tuple[Problem, ...]:
    problems = []
    if swapped != srs.north_first:
        problems.append(Problem("gml_axes_swapped", Severity.WARNING, {"crs": srs.crs}))
    if with_zone:
        problems.append(Problem("gml_zone_number", Severity.WARNING, {"crs": srs.crs, "used": with_zone}))
    return tuple(problems)


def _plausibility(placement: Placement, centre: shapely.Point, zone: Zone) -> int:
    """Return 0 for a place outside Germany, 1 for one inside, 2 for one near the study."""
    point = placement.east_first(np.array([centre], dtype=object))
    try:
        degrees = reproject(point, placement.crs, "EPSG:4258")[0]
        metres = reproject(point, placement.crs, zone.crs)[0]
    except SmartCityError as error:
        if error.problem.key == "reprojection_failed":
            return 0
        raise
    west, south, east, north = GERMANY
    if not (west <= degrees.x <= east and south <= degrees.y <= north):
        return 0
    return 2 if shapely.dwithin(metres, zone.area, NEAR) else 1


def germany(placement: Placement) -> shapely.Geometry:
    """Return the box around Germany in coordinates of a placement, in the order of the file."""
    outline = shapely.segmentize(shapely.box(*GERMANY), 0.1)
    moved = reproject(np.array([outline], dtype=object), "EPSG:4258", placement.crs)
    return shapely.box(*placement.east_first(moved)[0].bounds)


def position(point: shapely.Point, crs: str) -> str:
    """Return where a point lies, as degrees for a message."""
    degrees = reproject(np.array([point], dtype=object), crs, "EPSG:4258")[0]
    return f"{degrees.y:.3f}° N, {degrees.x:.3f}° E"


def conversion(crs: str, point: shapely.Point) -> Optional[Problem]:
    """Return what to say of the accuracy with which data of an old system are converted; None for modern ones.

    ``point`` is a place in that system: whether PROJ has and uses a grid of shifts is seen from its result there.
    """
    datum = reference(crs).CloneGeogCS().GetAuthorityCode(None)
    if datum not in _DATUMS:
        return None
    grids = _GRIDS.get(datum, ())
    for code, grid, metres in grids:
        if _uses(code, crs, f"EPSG:{datum}", point):
            return Problem("gml_old_datum_grid", Severity.NOTE, {"crs": crs, "grid": grid, "metres": metres})
    metres = _DATUMS[datum]
    if not grids:
        return Problem("gml_old_datum", Severity.WARNING, {"crs": crs, "metres": metres})
    return Problem("gml_old_datum_no_grid", Severity.WARNING, {"crs": crs, "grid": grids[0][1], "metres": metres})


def _uses(operation: str, crs: str, datum: str, point: shapely.Point) -> bool:
    """Return whether the conversion that PROJ chooses gives what one operation of the EPSG register gives."""
    old = reproject(np.array([point], dtype=object), crs, datum)[0]
    chosen = reproject(np.array([old], dtype=object), datum, "EPSG:4258")[0]
    options = osr.CoordinateTransformationOptions()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        options.SetOperation(f"urn:ogc:def:coordinateOperation:EPSG::{operation}")
        there = osr.CoordinateTransformation(reference(datum), reference("EPSG:4258"), options)
        east, north, _ = there.TransformPoint(old.x, old.y)
    except (RuntimeError, TypeError, AttributeError):
        return False  # the grid is not there: GDAL raises, or returns no transformation
    finally:
        gdal.PopErrorHandler()
    return abs(east - chosen.x) < _SAME_PLACE and abs(north - chosen.y) < _SAME_PLACE
