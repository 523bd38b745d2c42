# SPDX-License-Identifier: GPL-2.0-or-later
"""Does a coordinate reference system mean what its name says?"""

from __future__ import annotations

from osgeo import osr

from ...model.problem import Problem, Severity
from ..projection import reference

_PARAMETERS = ("false_easting", "false_northing", "central_meridian", "latitude_of_origin", "scale_factor")
_TOLERANCE = 1e-6


def check_reference(layer: str, crs: str) -> list[Problem]:
    """Return a warning if a CRS bears an official name but differs from its definition.

    ``crs`` is an authority id, which is right by definition, or WKT, as files describe it. A CRS with a name of its own
    says that it is something else, and is in order.
    """
    if crs.upper().startswith(("EPSG:", "ESRI:", "IGNF:", "OGC:")):
        return []
    own = reference(crs)
    for official, confidence in own.FindMatches() or []:
        authority, code = official.GetAuthorityName(None), official.GetAuthorityCode(None)
        if confidence >= 90 or authority is None or not _same_name(own, official):
            continue
        for parameter in _PARAMETERS:
            given, standard = own.GetNormProjParm(parameter, 0.0), official.GetNormProjParm(parameter, 0.0)
            if abs(given - standard) > _TOLERANCE * max(1.0, abs(standard)):
                values = {
                    "layer": layer,
                    "crs": own.GetName(),
                    "official": f"{authority}:{code}",
                    "parameter": parameter.replace("_", " "),
                    "own": given,
                    "standard": standard,
                }
                return [Problem("crs_not_official", Severity.WARNING, values)]
    return []


def _same_name(one: osr.SpatialReference, other: osr.SpatialReference) -> bool:
    return (one.GetName() or "").strip().lower() == (other.GetName() or "").strip().lower()
