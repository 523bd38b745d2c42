# SPDX-License-Identifier: GPL-2.0-or-later
"""ALKIS as NAS: parcels, buildings and, if wanted, the actual land use of the real estate cadastre.

Files may have gigabytes and are read as a stream. Persons, owners and the land register are not read: of each kind of
object only the attributes named here are looked at, and objects of other kinds are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Union

from lxml import etree

from ..catalogue.alkis import AlkisCodes, load_alkis_codes
from ..engine.progress import Progress, silent
from ..model.indicator import Role
from ..model.problem import Problem, Severity, SmartCityError
from .buildings import HEIGHTS, METRES, STOREYS, YEARS, building_layer, function_code, with_estimates
from .collect import Collector, FormatReader
from .gml import first_geometry
from .imported import Imported, ImportedLayer
from .xml import FeatureFile, children, identifier, inputs, local_name, text_of, texts_of
from .zone import Zone

_NAMESPACE = re.compile(r"https?://www\.adv-online\.de/namespaces/adv/gid/([0-9]+\.[0-9]+)$")
_OLD_NAMESPACE = "http://www.adv-online.de/namespaces/adv/gid"

OID = 16
"""Characters of an object's identifier; what follows is the time of its version."""

PARCEL, BUILDING = "AX_Flurstueck", "AX_Gebaeude"
DEFAULT_ROLES = ("parcels", "buildings")
ALL_ROLES = (*DEFAULT_ROLES, "settlement_area", "water")
_BELOW_GROUND = "1200"
_LARGEST_PARCEL = 1e9  # m²


class _Reader(FormatReader):
    format_name = "ALKIS-NAS"

    def __init__(self, collector: Collector, codes: AlkisCodes, language: str, wanted: set[str]) -> None:
        super().__init__(collector, codes.versions)
        self.codes, self.language = codes, language
        self.roles = {PARCEL: "parcels", BUILDING: "buildings"}
        self.roles.update({name: use.role for name, use in codes.land_use.items()})
        self.roles = {name: role for name, role in self.roles.items() if role in wanted}
        self.written = ""
        """When the latest file was written, if files say so."""
        self.latest = ""
        """The latest change of an object."""

    def version_of(self, namespace: str) -> str:
        match = _NAMESPACE.match(namespace)
        if match:
            return match.group(1)
        return "5" if namespace.startswith(_OLD_NAMESPACE) else ""

    def take(self, feature: etree._Element, file: FeatureFile, version: str) -> None:
        _refuse_changes(file)
        if not version:
            return
        name = local_name(feature)
        if name not in self.roles:
            self.collector.kinds[name] += 1
            return
        if text_of(feature, "lebenszeitintervall", "AA_Lebenszeitintervall", "endet"):
            self.collector.counts["historic"] += 1
            return
        if name == BUILDING and not self._is_there(feature):
            return
        found = self.collector.area(first_geometry(feature, "position"), feature, file, self.roles[name])
        if found is None:
            return
        begins = text_of(feature, "lebenszeitintervall", "AA_Lebenszeitintervall", "beginnt")
        self.latest = max(self.latest, begins)
        row = self._row(name, feature)
        oid = identifier(feature)[:OID] or None
        self.collector.add(self.roles[name], row, *found, identity=oid, version=begins)

    def finish(self, file: FeatureFile, version: str) -> None:
        _refuse_changes(file)
        if version:
            self.written = max(self.written, file.time_stamp[:10])

    def _is_there(self, feature: etree._Element) -> bool:
        if text_of(feature, "lageZurErdoberflaeche") == _BELOW_GROUND:
            self.collector.counts["underground"] += 1
            return False
        condition = self.codes.conditions.get(text_of(feature, "zustand"))
        if condition is not None and not condition.exists:
            self.collector.counts["not_existing"] += 1
            return False
        return True

    def _row(self, name: str, feature: etree._Element) -> dict[str, Any]:
        if name == PARCEL:
            area = self.collector.number(text_of(feature, "amtlicheFlaeche"), "area_m2", 0.01, _LARGEST_PARCEL)
            return {"parcel_id": text_of(feature, "flurstueckskennzeichen") or None, "area_m2": area}
        if name == BUILDING:
            return self._building(feature)
        use = self.codes.land_use[name]
        return {"object_id": identifier(feature) or None, "use": use.title.in_language(self.language)}

    def _building(self, feature: etree._Element) -> dict[str, Any]:
        function = function_code(text_of(feature, "gebaeudefunktion"))
        group = self.codes.function_group(function or "")
        condition = text_of(feature, "zustand")
        known = self.codes.conditions.get(condition)
        years = [self.collector.number(text, "year_built", *YEARS) for text in texts_of(feature, "baujahr")]
        storeys = text_of(feature, "anzahlDerOberirdischenGeschosse")
        return with_estimates(
            {
                "building_id": identifier(feature)[:OID] or None,
                "function": function,
                "function_group": group.in_language(self.language) if group else None,
                "storeys": self.collector.number(storeys, "storeys", *STOREYS),
                "height_m": self._height(feature),
                # Several years stand for changes to the building; the first one is when it was built.
                "year_built": min((year for year in years if year is not None), default=None),
                "condition": known.title.in_language(self.language) if known else condition or None,
            }
        )

    def _height(self, feature: etree._Element):
        """Return the height: up to version 6 a number, in version 7 data types of which the largest height counts."""
        found = []
        for name in ("objekthoehe", "objektHoehe"):
            for element in children(feature, name):
                inner = list(element.iter("{*}hoehe")) if len(element) else [element]
                for item in inner:
                    text = " ".join((item.text or "").split())
                    if item.get("uom", "").lower() not in METRES:
                        text = item.get("uom", "")  # counted as unreadable: another unit
                    found.append(self.collector.number(text, "height_m", *HEIGHTS))
        return max((height for height in found if height is not None), default=None)

    def told(self) -> list[Problem]:
        counts = self.collector.counts
        problems = list(self.problems)
        told = [
            Problem("alkis_historic", Severity.NOTE, {"count": counts["historic"]}),
            Problem("alkis_underground", Severity.NOTE, {"count": counts["underground"]}),
            Problem("alkis_not_existing", Severity.NOTE, {"count": counts["not_existing"]}),
        ]
        return problems + [problem for problem in told if problem.values["count"]]


def read_alkis(
    paths: Iterable[Union[str, Path]],
    zone: Zone,
    roles: Mapping[str, Role],
    *,
    wanted: Iterable[str] = DEFAULT_ROLES,
    language: str = "de",
    crs: str = "",
    progress: Progress = silent,
) -> Imported:
    """Read the cadastre near the study from NAS files (versions 6 and 7), zip archives and folders.

    ``wanted`` are the roles to fill out of ``ALL_ROLES``; ``language`` is that of texts for codes; ``crs`` serves files
    that name no coordinate system. Raises SmartCityError where a file cannot be read, holds changes only, or where
    nothing lies near the study.
    """
    codes = load_alkis_codes()
    collector = Collector(zone, roles, crs)
    reader = _Reader(collector, codes, language, set(wanted))
    reader.read(inputs(paths), progress)
    tables = collector.tables()
    layers, problems = [], reader.told()
    for role, texts in codes.layers.items():
        if role == "buildings" and role in tables:
            layer, told = building_layer(tables[role], texts, codes)
            layers.append(layer)
            problems += told
        elif role in tables:
            layers.append(ImportedLayer(role, texts.title, tables[role], note=texts.note))
    facts = {"NAS": ", ".join(dict.fromkeys(reader.versions))}
    date = reader.written or reader.latest[:10]
    return Imported(tuple(layers), (*problems, *collector.account()), date, facts)


def _refuse_changes(file: FeatureFile) -> None:
    """Raise SmartCityError for a file that holds changes to an earlier state only."""
    if file.changes:
        raise SmartCityError("alkis_changes_only", path=file.source.label)
