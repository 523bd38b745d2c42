# SPDX-License-Identifier: GPL-2.0-or-later
"""What the GML readers share: rows and geometries by role, only those near the study, and an account of all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely
from lxml import etree

from ..engine.progress import Progress, part
from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import Problem, Severity, SmartCityError
from .gml import UnreadableGeometry, read_geometry, rough_extent, srs_name_of
from .prepare import near, repaired
from .projection import reproject
from .srs import Placement, conversion, germany, place, position
from .xml import FeatureFile, Inputs, local_name, namespace_of
from .zone import Zone

MOST_NAMED = 30
"""Kinds or names told in one message; the rest is counted."""


Bounds = tuple[float, float, float, float]
"""Least first, least second, greatest first, greatest second coordinate, in the order of the file."""

_AREAS = ("Polygon", "Surface", "MultiSurface", "MultiPolygon", "CompositeSurface")


@dataclass
class _Kept:
    row: dict[str, Any]
    geometry: shapely.Geometry
    placement: Placement
    version: str


class Collector:
    """Gathers features for roles: where they lie, whether they are near enough, what could not be used.

    ``crs`` is the coordinate system for files that name none; empty means that they are refused.
    """

    def __init__(self, zone: Zone, roles: Mapping[str, Role], crs: str = "") -> None:
        self.zone, self.roles, self.crs = zone, roles, crs
        self.counts: Counter[str] = Counter()
        """Features left out, by reason."""
        self.kinds: Counter[str] = Counter()
        """Features of kinds that are not imported."""
        self.unreadable: Counter[str] = Counter()
        """Fields with values that are no numbers; they are stored as unknown."""
        self.implausible: Counter[str] = Counter()
        """Fields with values that cannot be right; they are stored as unknown."""
        self._kept: dict[str, list[_Kept]] = {}
        self._index: dict[tuple[str, Hashable], int] = {}
        self._places: dict[str, tuple[Placement, shapely.Geometry]] = {}
        self._boxes: dict[tuple[str, bool, float], Bounds] = {}
        self._nowhere: Optional[tuple[shapely.Geometry, str]] = None

    # Reading of features -----------------------------------------------------------------------------------------

    def area(
        self,
        element: Optional[etree._Element],
        feature: etree._Element,
        file: FeatureFile,
        role: str = "",
    ) -> Optional[tuple[shapely.Geometry, str]]:
        """Return a feature's area with the name of its coordinate system, None (and counted) if there is none to keep.

        With a ``role``, features that are surely too far from the study are not built: most of a large file are.
        """
        if element is None:
            self.counts["without_geometry"] += 1
            return None
        name = self.system_of(element, feature, file)
        if role and name in self._places and self._surely_outside(role, element, self._places[name][0]):
            self.counts["outside_area"] += 1
            return None
        try:
            geometry = read_geometry(element, feature)
        except UnreadableGeometry:
            self.counts["unreadable"] += 1
            return None
        if shapely.get_dimensions(geometry) != 2:
            self.counts["no_area"] += 1
            return None
        return geometry, name

    def _surely_outside(self, role: str, element: etree._Element, placement: Placement) -> bool:
        """Return whether what is an area lies in Germany and too far from the study."""
        extent = rough_extent(element)
        if extent is None or local_name(element) not in _AREAS:
            return False
        return _within(extent, self._germany(placement)) and not _meet(extent, self._box(placement, self._buffer(role)))

    def system_of(self, element: etree._Element, feature: etree._Element, file: FeatureFile) -> str:
        """Return the name of the coordinate system of a geometry; raises SmartCityError if nothing names it."""
        name = srs_name_of(element, feature, file.srs_name) or self.crs
        if not name:
            raise SmartCityError("gml_crs_missing", path=file.source.label)
        return name

    def number(self, text: str, field: str, least: float, most: float) -> Optional[float]:
        """Return a number between bounds (included), None for an empty text; None and counted for any other."""
        if not text:
            return None
        try:
            value = float(text if "." in text else text.replace(",", "."))
        except ValueError:
            value = float("nan")
        if not np.isfinite(value):
            self.unreadable[field] += 1
            return None
        if not least <= value <= most:
            self.implausible[field] += 1
            return None
        return value

    def add(
        self,
        role: str,
        row: dict[str, Any],
        geometry: shapely.Geometry,
        srs_name: str,
        identity: Hashable = None,
        version: str = "",
    ) -> None:
        """Keep a feature if its bounding box is near the study.

        Of features with the same identity (if they have one) only that of the latest version, compared as text, stays;
        of the same version the first.
        """
        placement = self._placement(srs_name, geometry)
        if placement is None or not _within(geometry.bounds, self._germany(placement)):
            # Also a shape of which only one corner lies far away: it is not where and what it should be.
            self.counts["outside_germany"] += 1
            self._nowhere = self._nowhere or (geometry, srs_name)
            return
        if not _meet(geometry.bounds, self._box(placement, self._buffer(role))):
            self.counts["outside_area"] += 1
            return
        kept, feature = self._kept.setdefault(role, []), _Kept(row, geometry, placement, version)
        number = len(kept) if identity is None else self._index.setdefault((role, identity), len(kept))
        if number == len(kept):
            kept.append(feature)
            return
        self.counts["duplicate"] += 1
        if version > kept[number].version:
            kept[number] = feature

    def degrees(self, geometry: shapely.Geometry, srs_name: str) -> Optional[tuple[float, float]]:
        """Return the longitude and latitude of the middle of a geometry, None if it lies outside Germany."""
        placement = self._placement(srs_name, geometry)
        if placement is None:
            return None
        point = reproject(_centre(placement, geometry), placement.crs, "EPSG:4258")[0]
        return point.x, point.y

    def _placement(self, name: str, geometry: shapely.Geometry) -> Optional[Placement]:
        if name not in self._places:
            found = place(name, geometry, self.zone)
            if found is None:
                return None  # the next one may lie better: do not remember
            self._places[name] = (found, geometry)
        return self._places[name][0]

    def _buffer(self, role: str) -> float:
        return self.roles[role].buffer

    def _germany(self, placement: Placement) -> Bounds:
        key = (placement.crs, placement.swapped, -1.0)
        if key not in self._boxes:
            self._boxes[key] = germany(placement).bounds
        return self._boxes[key]

    def _box(self, placement: Placement, buffer: float) -> Bounds:
        key = (placement.crs, placement.swapped, buffer)
        if key not in self._boxes:
            west, south, east, north = self.zone.box(placement.crs, buffer)
            self._boxes[key] = (south, west, north, east) if placement.swapped else (west, south, east, north)
        return self._boxes[key]

    # Result ------------------------------------------------------------------------------------------------------

    def tables(self) -> dict[str, GeoTable]:
        """Return a table in the study's CRS for each role that has features near the study; columns without any value
        are left out. Raises SmartCityError, with where the data lie, if there is none.
        """
        tables = {role: self._table(role, kept) for role, kept in self._kept.items()}
        tables = {role: table for role, table in tables.items() if len(table)}
        if not tables:
            raise self._nothing()
        return tables

    def _table(self, role: str, kept: list[_Kept]) -> GeoTable:
        frame = pd.DataFrame([item.row for item in kept])
        geometry = np.empty(len(kept), dtype=object)
        geometry[:] = [item.geometry for item in kept]
        for placement in dict.fromkeys(item.placement for item in kept):
            rows = np.flatnonzero([item.placement == placement for item in kept])
            geometry[rows] = self.zone.bring(placement.east_first(geometry[rows]), placement.crs)
        inside = near(repaired(geometry), self.zone.area, self.roles[role].buffer)
        self.counts["outside_area"] += int((~inside).sum())
        table = GeoTable(frame, geometry, self.zone.crs, role).where(inside)
        return GeoTable(table.frame.dropna(axis="columns", how="all"), table.geometry, table.crs, role)

    def _nothing(self) -> SmartCityError:
        for placement, geometry in self._places.values() if self.counts["outside_area"] else ():
            there = self.zone.bring(_centre(placement, geometry), placement.crs)[0]
            distance = float(shapely.distance(there, self.zone.area)) / 1000
            where = position(there, self.zone.crs)
            return SmartCityError("gml_elsewhere", position=where, distance=max(round(distance), 1))
        if self._nowhere is not None:
            geometry, name = self._nowhere
            first, second = geometry.bounds[:2]
            return SmartCityError("gml_not_in_germany", crs=name[:80], coordinates=f"{first:.2f} {second:.2f}")
        return SmartCityError("gml_nothing_to_import", kinds=named(self.kinds) or "–")

    def account(self) -> list[Problem]:
        """Return the problems of what was left out, and of how coordinates were understood and converted."""
        problems: list[Problem] = []
        for placement, geometry in self._places.values():
            told = conversion(placement.crs, _centre(placement, geometry)[0])
            problems += [item for item in (*placement.problems, told) if item is not None and item not in problems]
        return problems + self._left_out() + self._values()

    def _left_out(self) -> list[Problem]:
        counts = self.counts
        told = [
            Problem("gml_unreadable_geometry", Severity.WARNING, {"count": counts["unreadable"]}),
            Problem("gml_without_geometry", Severity.WARNING, {"count": counts["without_geometry"]}),
            Problem("gml_no_area", Severity.WARNING, {"count": counts["no_area"]}),
            Problem("gml_outside_germany", Severity.WARNING, {"count": counts["outside_germany"]}),
            Problem("gml_duplicates", Severity.NOTE, {"count": counts["duplicate"]}),
            Problem("gml_outside_area", Severity.NOTE, {"count": counts["outside_area"]}),
        ]
        kinds = [Problem("gml_kinds_not_imported", Severity.NOTE, {"kinds": named(self.kinds)})] if self.kinds else []
        return [problem for problem in told if problem.values["count"]] + kinds

    def _values(self) -> list[Problem]:
        told = []
        if self.unreadable:
            values = {"count": sum(self.unreadable.values()), "fields": ", ".join(sorted(self.unreadable))}
            told.append(Problem("gml_values_unreadable", Severity.WARNING, values))
        if self.implausible:
            values = {"count": sum(self.implausible.values()), "fields": ", ".join(sorted(self.implausible))}
            told.append(Problem("gml_values_implausible", Severity.WARNING, values))
        return told


class FormatReader:
    """Reads files of one format into a collector; subclasses say what a feature means.

    ``format_name`` is what users call the format, ``versions`` are those that it was made for.
    """

    format_name = ""

    def __init__(self, collector: Collector, versions: tuple[str, ...]) -> None:
        self.collector, self.known = collector, versions
        self.versions: list[str] = []
        """Of the files read."""
        self.problems: list[Problem] = []
        self._skipped: list[str] = []

    def version_of(self, namespace: str) -> str:
        """Return the version of the format that a namespace means, empty if it is not of the format."""
        raise NotImplementedError

    def take(self, feature: etree._Element, file: FeatureFile, version: str) -> None:
        """Look at a feature; ``version`` is that of its own namespace, empty for features of other formats."""
        raise NotImplementedError

    def finish(self, file: FeatureFile, version: str) -> None:
        """Look at a file as a whole after its features; ``version`` is empty if it is of another format."""

    def read(self, chosen: Inputs, progress: Progress) -> None:
        """Read all files; one of another format is refused, or skipped if the user did not choose it by itself."""
        for number, source in enumerate(chosen.files):
            step = part(progress, number / len(chosen.files), (number + 1) / len(chosen.files))
            self._read(FeatureFile(source), step)
        if not self.versions:
            raise SmartCityError("gml_wrong_format", path=listed(self._skipped), expected=self.format_name, found="XML")
        if self._skipped:
            self.problems.append(Problem("gml_files_skipped", Severity.NOTE, {"files": listed(self._skipped)}))
        if chosen.others:
            self.problems.append(Problem("xml_archive_others", Severity.NOTE, {"files": listed(chosen.others)}))
        if chosen.hidden:
            self.problems.append(Problem("xml_archive_hidden", Severity.WARNING, {"files": listed(chosen.hidden)}))

    def _read(self, file: FeatureFile, progress: Progress) -> None:
        version = self.version_of(file.namespace)
        for feature in file.features(progress):
            own = self.version_of(namespace_of(feature))
            version = version or own
            self.take(feature, file, own)
        self.finish(file, version)
        label = file.source.label
        if version:
            self.versions.append(version)
            if version not in self.known:
                values = {"path": label, "version": version, "known": ", ".join(self.known)}
                self.problems.append(Problem("gml_version_unknown", Severity.WARNING, values))
        elif file.source.asked_for:
            raise SmartCityError("gml_wrong_format", path=label, expected=self.format_name, found=file.told)
        else:
            self._skipped.append(label)


def _within(extent: Bounds, box: Bounds) -> bool:
    return extent[0] >= box[0] and extent[1] >= box[1] and extent[2] <= box[2] and extent[3] <= box[3]


def _meet(extent: Bounds, box: Bounds) -> bool:
    return extent[0] <= box[2] and extent[2] >= box[0] and extent[1] <= box[3] and extent[3] >= box[1]


def _centre(placement: Placement, geometry: shapely.Geometry) -> np.ndarray:
    west, south, east, north = geometry.bounds
    return placement.east_first(np.array([shapely.Point((west + east) / 2, (south + north) / 2)], dtype=object))


def named(counts: Mapping[str, int]) -> str:
    """Return kinds with their counts, the most frequent first; those beyond MOST_NAMED only as a number."""
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{name} ({count})" for name, count in order[:MOST_NAMED]]
    rest = len(order) - len(told)
    return ", ".join(told) + (f", … (+{rest})" if rest else "")


def listed(names: Iterable[str]) -> str:
    """Return names in one text; those beyond MOST_NAMED only as a number."""
    order = list(dict.fromkeys(names))
    rest = len(order) - MOST_NAMED
    return ", ".join(name[:60] for name in order[:MOST_NAMED]) + (f", … (+{rest})" if rest > 0 else "")
