# SPDX-License-Identifier: GPL-2.0-or-later
"""A look at a layer before it is brought in: where it lies, what shapes it has, and what would put it right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional, Union

import numpy as np
import shapely
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..engine.progress import Progress, silent
from ..model.indicator import Role
from ..model.problem import Problem, Severity
from ..sources.placement import GERMANY, Kind, Proposal, Sample, lies_in_place, place_of, propose, system_name
from ..sources.prepare import DIMENSION_NAMES
from ..sources.quality import Finding
from ..sources.quality.layer import CODES_FOR_UNKNOWN
from ..sources.quality.reference import check_reference
from ..sources.repairs import Repairs
from ..sources.srs import conversion
from ..sources.zone import Zone

LOOKED_AT = 2_000
"""Number of features that are looked at; more would make a user wait who only chooses a layer."""

Layer = Union[QgsMapLayer, QgsProcessingFeatureSource]


def inspect(layer: Layer, role: Role, area: shapely.Geometry, crs: str, progress: Progress = silent) -> list[Finding]:
    """Return what is wrong with a layer that is to feed a role of a study, and the repairs that would put it right.

    ``area`` is the study's area in its CRS ``crs`` (authority id). Only the first 2,000 features are looked at. A
    finding with ``repairs`` proposes them because with them the layer lies in the study area; nothing is changed.
    """
    name, system = _name(layer), _system(layer)
    sample, findings = _look(layer, name, role)
    if not len(sample.points) and sample.complete:
        return findings if findings else [Finding(Problem("layer_empty", Severity.ERROR, {"layer": name}), role.id)]
    stated, zone, repairs = wkt_of(system), Zone(area, crs), Repairs()
    if stated and lies_in_place(sample, repairs, stated, zone, role.buffer):
        placed = [Finding(problem, role.id) for problem in check_reference(name, stated)]
    else:
        proposal = propose(sample, stated, zone, role.buffer, progress)
        if proposal is None:
            return [Finding(_lost(name, sample, stated, zone), role.id), *findings]
        repairs = proposal.repairs
        placed = [Finding(problem, role.id, repairs=repairs) for problem in _proposed(name, stated, proposal)]
    coarse = _accuracy(sample, repairs, repairs.crs or stated)
    progress(1.0)
    return [*placed, *findings, *([Finding(coarse, role.id)] if coarse else [])]


def inspect_values(layer: Layer, role: Role, expressions: Mapping[str, str]) -> list[Finding]:
    """Return a finding with repairs if numbers of a layer hold codes that mean unknown (−1 and −9, as the census did).

    ``expressions`` maps fields of the role to QGIS expressions, as for the import; what cannot be evaluated is left to
    the import to tell. Only the first 2,000 features are looked at. Other negative numbers are errors of the data, for
    which nothing is proposed.
    """
    wanted = {name: QgsExpression(text) for name, text in expressions.items() if name in role.numbers}
    context = QgsExpressionContext()
    context.setFields(layer.fields())
    context.appendScope(QgsExpressionContextUtils.globalScope())
    negative: dict[str, set[float]] = {name: set() for name in wanted}
    for feature in _features(layer, with_attributes=True) if wanted else []:
        context.setFeature(feature)
        for name, expression in wanted.items():
            number = _number(expression.evaluate(context))
            if number is not None and number < 0:
                negative[name].add(number)
    fields = [name for name, numbers in negative.items() if numbers and numbers <= set(CODES_FOR_UNKNOWN)]
    codes = tuple(code for code in CODES_FOR_UNKNOWN if any(code in negative[name] for name in fields))
    if not fields:
        return []
    values = {"layer": _name(layer), "fields": ", ".join(fields), "codes": tuple(codes)}
    problem = Problem("codes_for_unknown", Severity.ERROR, values)
    return [Finding(problem, role.id, repairs=Repairs(missing_codes=codes))]


def _number(value: Any) -> Optional[float]:
    """Return a value as a number, None if it is none or unknown."""
    try:
        return None if value is None or value == NULL else float(value)
    except (TypeError, ValueError):
        return None


def wkt_of(system: QgsCoordinateReferenceSystem) -> str:
    """Return a CRS as PROJ understands it: its authority id, else its WKT, empty if it is none."""
    if not system.isValid():
        return ""
    if system.authid() and not system.authid().startswith("USER:"):
        return system.authid()
    return system.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED) or system.toProj()


def _name(layer: Layer) -> str:
    return layer.name() if isinstance(layer, QgsMapLayer) else layer.sourceName()


def _system(layer: Layer) -> QgsCoordinateReferenceSystem:
    return layer.crs() if isinstance(layer, QgsMapLayer) else layer.sourceCrs()


def _look(layer: Layer, name: str, role: Role) -> tuple[Sample, list[Finding]]:
    """Return where a layer lies in its own coordinates, and what is to be said of its shapes."""
    if isinstance(layer, QgsMapLayer) and not isinstance(layer, QgsVectorLayer):
        extent = _box(layer.extent())
        corners = Sample(np.empty((0, 2)), extent, False).corners()
        return Sample(corners, extent, True), []
    points, shapes = [], []
    seen = 0
    for feature in _features(layer):
        seen += 1
        geometry = feature.geometry()
        box = geometry.boundingBox()
        if not geometry.isEmpty() and box.isFinite():
            points.append((box.center().x(), box.center().y()))
        shapes.append(geometry)
    count = layer.featureCount()
    complete = seen < LOOKED_AT or count == seen
    extent = _box(layer.extent() if isinstance(layer, QgsMapLayer) else layer.sourceExtent())
    places = np.array(points, dtype=float).reshape(-1, 2)
    if len(places) and not np.isfinite(extent).all():
        extent = (*places.min(axis=0), *places.max(axis=0))
    return Sample(places, extent, complete), _of_shapes(name, layer, shapes, role) if seen else []


def _features(layer: Layer, with_attributes: bool = False) -> Any:
    request = QgsFeatureRequest()
    request.setLimit(LOOKED_AT)
    if not with_attributes:
        request.setNoAttributes()
    if isinstance(layer, QgsMapLayer):
        return layer.getFeatures(request)
    return layer.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)


def _box(extent: Any) -> tuple[float, float, float, float]:
    if extent.isEmpty() and extent.width() < 0:  # a layer without features
        return np.nan, np.nan, np.nan, np.nan
    return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()


def _of_shapes(name: str, layer: Layer, shapes: list, role: Role) -> list[Finding]:
    """Return what is to be said of the kinds of geometry, and of geometries that are missing or broken."""
    if role.geometry in ("none", "raster"):
        return []
    there = [shape for shape in shapes if not shape.isEmpty()]
    types = {shape.wkbType() for shape in there} | {layer.wkbType()}
    problems = _of_dimensions(name, {shape.constGet().dimension() for shape in there}, role)
    if any(shape.constGet().hasCurvedSegments() for shape in there):
        problems.append(Problem("geometry_curved", Severity.NOTE, {"layer": name}))
    if any(QgsWkbTypes.hasZ(kind) or QgsWkbTypes.hasM(kind) for kind in types):
        problems.append(Problem("geometry_3d", Severity.NOTE, {"layer": name}))
    if len(there) < len(shapes):
        values = {"layer": name, "count": len(shapes) - len(there), "seen": len(shapes)}
        problems.append(Problem("geometry_empty_seen", Severity.WARNING, values))
    broken = sum(not shape.isGeosValid() for shape in there)
    if broken:
        of = {"layer": name, "count": broken, "seen": len(shapes)}
        problems.append(Problem("geometry_invalid_seen", Severity.WARNING, of))
    return [Finding(problem, role.id) for problem in problems]


def _of_dimensions(name: str, dimensions: set[int], role: Role) -> list[Problem]:
    if role.geometry not in DIMENSION_NAMES or not dimensions:
        return []
    kinds = tuple(DIMENSION_NAMES[dimension] for dimension in sorted(dimensions))
    if role.geometry in kinds:
        return []
    values = {"layer": name, "found": kinds, "expected": role.geometry}
    return [Problem("geometry_type_wrong", Severity.ERROR, values)]


def _proposed(name: str, stated: str, proposal: Proposal) -> list[Problem]:
    """Return what is wrong with a layer's coordinates, in words that fit what would put them right."""
    repairs = proposal.repairs
    system = system_name(repairs.crs or stated)
    problems = []
    if proposal.kind is Kind.SHIFT:
        east, north = repairs.shift
        values = {"layer": name, "proposed": system, "east": east, "north": north}
        problems.append(Problem("coordinates_shifted", Severity.ERROR, values))
    elif proposal.kind is Kind.AXES:
        problems.append(Problem("axes_swapped", Severity.ERROR, {"layer": name, "proposed": system}))
    elif not stated:
        problems.append(Problem("crs_missing_proposed", Severity.ERROR, {"layer": name, "proposed": system}))
    else:
        wrong = {"layer": name, "stated": system_name(stated), "proposed": system}
        problems.append(Problem("crs_wrong", Severity.ERROR, wrong))
    if proposal.rivals:
        also = {"layer": name, "systems": ", ".join(proposal.rivals), "metres": float(f"{proposal.rivals_metres:.2g}")}
        problems.append(Problem("crs_ambiguous", Severity.NOTE, also))
    return problems


def _lost(name: str, sample: Sample, stated: str, zone: Zone) -> Problem:
    """Return where a layer lies that nothing brings into the study area."""
    if not stated:
        return Problem("layer_without_crs", Severity.ERROR, {"layer": name})
    degrees, metres = place_of(sample, stated, "EPSG:4326"), place_of(sample, stated, zone.crs)
    if degrees is None:
        return Problem("position_unknown", Severity.ERROR, {"layer": name, "stated": system_name(stated)})
    longitude, latitude = degrees
    west, south, east, north = GERMANY
    if metres is None or not (west <= longitude <= east and south <= latitude <= north):
        values = {"layer": name, "latitude": round(latitude, 1), "longitude": round(longitude, 1)}
        return Problem("position_outside_germany", Severity.ERROR, values)
    distance = shapely.distance(shapely.Point(metres), zone.area) / 1000.0
    return Problem("position_far_away", Severity.ERROR, {"layer": name, "distance": max(1, round(distance))})


def _accuracy(sample: Sample, repairs: Repairs, crs: str) -> Optional[Problem]:
    """Return what is to be said of transforming coordinates of an old datum."""
    if not crs.startswith("EPSG:") or not len(sample.points):
        return None
    places = repairs.apply_to_coordinates(shapely.points(sample.points))
    middle = np.median(shapely.get_coordinates(places), axis=0)
    return conversion(crs, shapely.Point(middle))
