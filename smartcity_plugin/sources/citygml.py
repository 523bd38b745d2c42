# SPDX-License-Identifier: GPL-2.0-or-later
"""CityGML 1.0 and 2.0: footprints, heights, functions and storeys of the official building models (LoD1, LoD2).

The footprint is the ground surface; where a model has none, the outline of its surfaces seen from above. Building parts
are united with their building.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import shapely
from lxml import etree

from ..catalogue.alkis import AlkisCodes, load_alkis_codes
from ..engine.progress import Progress, silent
from ..model.indicator import Role
from ..model.problem import Problem, Severity
from .buildings import HEIGHTS, METRES, STOREYS, YEARS, building_layer, estimated_storeys, function_code
from .collect import Collector, FormatReader
from .gml import UnreadableGeometry, heights, read_geometry
from .imported import Imported
from .prepare import repaired
from .xml import FeatureFile, children, identifier, inputs, local_name, text_of
from .zone import Zone

_NAMESPACE = re.compile(r"https?://www\.opengis\.net/citygml(?:/building)?/([0-9]+\.[0-9]+)$")
VERSIONS = ("1.0", "2.0")

_PARTS = {"consistsOfBuildingPart", "buildingPart"}
_NO_OUTLINE = {
    "interiorRoom",
    "interiorBuildingInstallation",
    "outerBuildingInstallation",
    "address",
    "externalReference",
    "generalizesTo",
}
"""What belongs to a building but not to its outline: rooms, balconies, texts."""

_POLYGONS = ("Polygon", "PolygonPatch", "Triangle", "Rectangle")
_BLOCKS = ("lod1Solid", "lod1MultiSurface")
_SPECK = 1e-4
"""Square metres; walls seen from above, with the last digit of their coordinates rounded."""


@dataclass(frozen=True)
class _Facts:
    """What a building or a part says of itself."""

    function: Optional[str]
    height: Optional[float]
    storeys: Optional[float]
    year: Optional[float]


@dataclass(frozen=True)
class _Body:
    """A building without its parts, or one of its parts."""

    facts: _Facts
    footprint: shapely.Geometry
    from_above: bool
    height_of_model: Optional[float]

    @property
    def height(self) -> Optional[float]:
        """The stated height in metres, else that of the model."""
        return self.height_of_model if self.facts.height is None else self.facts.height

    @property
    def storeys(self) -> Optional[float]:
        """The stated storeys, else those that the height stands for."""
        if self.facts.storeys is not None:
            return self.facts.storeys
        return None if self.height is None else estimated_storeys(self.height)

    @property
    def floor_area(self) -> float:
        """Square metres of all storeys."""
        return self.footprint.area * (self.storeys or 1.0)


class _Reader(FormatReader):
    format_name = "CityGML"

    def __init__(self, collector: Collector, codes: AlkisCodes, language: str) -> None:
        super().__init__(collector, VERSIONS)
        self.codes, self.language = codes, language
        self.date = ""

    def version_of(self, namespace: str) -> str:
        match = _NAMESPACE.match(namespace)
        return match.group(1) if match else ""

    def take(self, feature: etree._Element, file: FeatureFile, version: str) -> None:
        if version and local_name(feature) == "Building":
            self._building(feature, file)
        elif version or self.version_of(file.namespace):
            self.collector.kinds[local_name(feature)] += 1

    def _building(self, building: etree._Element, file: FeatureFile) -> None:
        system = self.collector.system_of(building, building, file)
        facts = {element: self._facts(element) for element in _bodies(building)}
        try:
            bodies = [body for element in facts if (body := _body(element, building, facts[element])) is not None]
        except UnreadableGeometry:
            self.collector.counts["unreadable"] += 1
            return
        if not bodies:
            self.collector.counts["without_geometry"] += 1
            return
        self.collector.counts["from_above"] += any(body.from_above for body in bodies)
        row = self._row(identifier(building), facts[building], bodies)
        footprint = shapely.union_all([body.footprint for body in bodies])
        self.date = max(self.date, text_of(building, "creationDate"))
        identity = (row["building_id"], tuple(round(value, 2) for value in footprint.bounds))
        self.collector.add("buildings", row, footprint, system, identity if row["building_id"] else None)

    def _facts(self, element: etree._Element) -> _Facts:
        number = self.collector.number
        return _Facts(
            function=function_code(text_of(element, "function")),
            height=self._height(element),
            storeys=number(text_of(element, "storeysAboveGround"), "storeys", *STOREYS),
            year=number(text_of(element, "yearOfConstruction")[:4], "year_built", *YEARS),
        )

    def _height(self, element: etree._Element) -> Optional[float]:
        for measured in children(element, "measuredHeight"):
            unit = measured.get("uom", "").lower()
            text = " ".join((measured.text or "").split())
            return self.collector.number(text if unit in METRES else unit, "height_m", *HEIGHTS)
        return None

    def _row(self, building_id: str, facts: _Facts, bodies: list[_Body]) -> dict[str, Any]:
        main = max(bodies, key=lambda body: body.floor_area)
        function = facts.function or main.facts.function
        group = self.codes.function_group(function or "")
        highest = max((body for body in bodies if body.height is not None), key=lambda body: body.height, default=None)
        height = facts.height if facts.height is not None else highest.height if highest else None
        self.collector.counts["height_of_model"] += facts.height is None and bool(highest) and not highest.facts.height
        storeys, estimated = _storeys(facts, bodies, height)
        return {
            "building_id": building_id or None,
            "function": function,
            "function_group": group.in_language(self.language) if group else None,
            "storeys": storeys,
            "storeys_estimated": estimated,
            "height_m": height,
            "year_built": facts.year or min((body.facts.year for body in bodies if body.facts.year), default=None),
        }

    def told(self) -> list[Problem]:
        counts = self.collector.counts
        problems = list(self.problems)
        told = [
            Problem("citygml_height_measured", Severity.NOTE, {"count": counts["height_of_model"]}),
            Problem("citygml_seen_from_above", Severity.NOTE, {"count": counts["from_above"]}),
        ]
        return problems + [problem for problem in told if problem.values["count"]]


def read_citygml(
    paths: Iterable[Union[str, Path]],
    zone: Zone,
    roles: Mapping[str, Role],
    *,
    language: str = "de",
    crs: str = "",
    progress: Progress = silent,
) -> Imported:
    """Read buildings near the study from CityGML files (tiles), zip archives and folders.

    ``language`` is that of texts for codes; ``crs`` serves files that name no coordinate system. Raises SmartCityError
    where a file cannot be read or nothing lies near the study.
    """
    codes = load_alkis_codes()
    collector = Collector(zone, roles, crs)
    reader = _Reader(collector, codes, language)
    reader.read(inputs(paths), progress)
    layer, problems = building_layer(collector.tables()["buildings"], codes.city_model, codes)
    facts = {"CityGML": ", ".join(dict.fromkeys(reader.versions))}
    return Imported((layer,), (*reader.told(), *problems, *collector.account()), reader.date[:10], facts)


def _bodies(building: etree._Element) -> Iterator[etree._Element]:
    yield building
    for name in sorted(_PARTS):
        for holder in children(building, name):
            for element in holder:
                yield from _bodies(element)


def _body(element: etree._Element, building: etree._Element, facts: _Facts) -> Optional[_Body]:
    footprint, from_above = _footprint(element, building)
    if footprint is None:
        return None
    return _Body(facts, footprint, from_above, _height_of_model(element) if facts.height is None else None)


def _storeys(facts: _Facts, bodies: list[_Body], height: Optional[float]) -> tuple[Optional[float], Optional[str]]:
    """Return the storeys of a building and whether they are estimated.

    Those of parts are averaged by footprint, so that footprint times storeys stays the floor area (up to rounding).
    """
    if facts.storeys is not None:
        return facts.storeys, "no"
    if any(body.storeys is None for body in bodies):
        return (estimated_storeys(height), "yes") if height is not None else (None, None)
    mean = sum(body.floor_area for body in bodies) / sum(body.footprint.area for body in bodies)
    estimated = "yes" if any(body.facts.storeys is None for body in bodies) else "no"
    return float(max(1, math.floor(mean + 0.5))), estimated


def _own(element: etree._Element) -> Iterator[etree._Element]:
    """Return an element's descendants that make its outline: not those of its parts, rooms and installations."""
    for child in element:
        if local_name(child) not in _PARTS and local_name(child) not in _NO_OUTLINE:
            yield child
            yield from _own(child)


def _footprint(element: etree._Element, building: etree._Element) -> tuple[Optional[shapely.Geometry], bool]:
    """Return the footprint and whether it is the outline of a model with a roof seen from above."""
    own = list(_own(element))
    grounds = [item for item in own if local_name(item) == "GroundSurface"]
    for holders in (grounds, [item for item in own if local_name(item) == "lod0FootPrint"]):
        surfaces = [geometry for holder in holders for geometry in _surfaces(holder)]
        area = _united([read_geometry(surface, building, dimension=3) for surface in surfaces])
        if area is not None:
            return area, False
    polygons = [item for item in own if local_name(item) in _POLYGONS]
    area = _united([read_geometry(polygon, building, dimension=3) for polygon in polygons])
    return area, not any(local_name(item) in _BLOCKS for item in own)


def _surfaces(holder: etree._Element) -> Iterator[etree._Element]:
    """Return the geometries of a surface object, of its highest level of detail first; only those of one level."""
    if local_name(holder) == "lod0FootPrint":
        yield from holder
        return
    levels = sorted(
        (item for item in holder if local_name(item).startswith("lod")), key=lambda item: local_name(item), reverse=True
    )
    for level in levels[:1]:
        yield from level


def _united(surfaces: list[shapely.Geometry]) -> Optional[shapely.Geometry]:
    polygons = shapely.get_parts(np.array(surfaces, dtype=object))
    polygons = repaired(polygons[shapely.area(polygons) > _SPECK])
    united = shapely.union_all(polygons)
    parts = shapely.get_parts(united)
    parts = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > _SPECK)]
    if not len(parts):
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))


def _height_of_model(element: etree._Element) -> Optional[float]:
    """Return the highest minus the lowest point of a body in metres, None for flat ones."""
    spans = [heights(item) for item in _own(element) if local_name(item) in _POLYGONS]
    if not spans:
        return None
    lows, highs = np.array(spans).T
    height = float(np.nanmax(highs) - np.nanmin(lows)) if np.isfinite(highs).any() else 0.0
    return height if HEIGHTS[0] <= height <= HEIGHTS[1] else None
