# SPDX-License-Identifier: GPL-2.0-or-later
"""Which coordinate reference systems a study may be kept in."""

from __future__ import annotations

from typing import Any

import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsDistanceArea, QgsGeometry, QgsUnitTypes

TOLERANCE = 0.01
"""Relative error of areas up to which a projection is good enough to measure in.

UTM stays below 0.4 % anywhere in Germany; Web Mercator is wrong by more than 100 % there.
"""

_ELLIPSOID = "EPSG:7030"


def can_measure(crs: QgsCoordinateReferenceSystem) -> bool:
    """Return whether a CRS is projected in metres and known to an authority, by whose id the study names it."""
    return (
        crs.isValid()
        and not crs.isGeographic()
        and bool(crs.authid())
        and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
    )


def measures_truly(crs: QgsCoordinateReferenceSystem, area: shapely.Geometry, transform_context: Any) -> bool:
    """Return whether planar areas in a CRS agree with those on the ellipsoid, here where the study area lies."""
    calculator = QgsDistanceArea()
    calculator.setSourceCrs(crs, transform_context)
    calculator.setEllipsoid(_ELLIPSOID)
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(area))
    true = calculator.measureArea(geometry)
    return true > 0 and abs(shapely.area(area) / true - 1.0) <= TOLERANCE


EAST_OF = 12.0
"""Degrees of longitude from which on the eastern of the two UTM zones is used."""
WESTERN, EASTERN = "EPSG:25832", "EPSG:25833"


def suggested_crs(longitude: float) -> str:
    """Return the UTM zone (ETRS89) in which a municipality at a longitude is measured, as surveying offices do."""
    return WESTERN if longitude < EAST_OF else EASTERN


def name_of(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the authority id of a CRS, its WKT if no authority knows it, nothing if it is not valid."""
    if not crs.isValid():
        return ""
    return crs.authid() or crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
