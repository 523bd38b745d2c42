# SPDX-License-Identifier: GPL-2.0-or-later
"""XPlanGML: land-use plans as the standard XPlanung exchanges them.

Read are the plans themselves, building areas, green areas and areas for public needs, all of them areas at ground
level; other objects are counted and told. Numbers are the maxima that a plan permits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

import shapely
from lxml import etree

from ..catalogue.xplan import LegalState, XPlanCodes, load_xplan_codes
from ..engine.progress import Progress, silent
from ..model.indicator import Role
from ..model.keys import STATES, municipality_key
from ..model.problem import Problem, Severity, SmartCityError
from ..model.text import Text
from .collect import Collector, FormatReader, listed
from .gml import first_geometry
from .imported import Imported, ImportedLayer
from .place import lies_in
from .xml import HREF, FeatureFile, children, identifier, inputs, local_name, text_of, texts_of
from .zone import Zone

_NAMESPACE = re.compile(r"https?://www\.xplanung\.de/xplangml/([0-9]+)/([0-9]+)")

_PLANS = ("BP_Plan", "FP_Plan")
_SECTIONS = ("BP_Bereich", "FP_Bereich")
_DATES = (
    "inkrafttretensDatum",
    "rechtsverordnungsDatum",
    "wirksamkeitsDatum",
    "satzungsbeschlussDatum",
    "planbeschlussDatum",
    "entwurfsbeschlussDatum",
    "aufstellungsbeschlussDatum",
)
"""The dates of a plan, the one that counts first."""

# Field → attributes, the first that is given counts, and the bounds of what can be right (0 means "not given").
_MEASURES = {
    "site_coverage": (("GRZmax", "GRZ"), 0.001, 1.0),
    "floor_area_ratio": (("GFZmax", "GFZ"), 0.001, 20.0),
    "storeys_max": (("Zmax", "Zzwingend", "Z"), 1.0, 100.0),
}
_OTHER_MEASURES = ("GR", "GRmax", "GF", "GFmax", "BMZ", "BM", "GFmin", "GRmin", "GRZmin", "GFZmin", "Zmin")
_BUILDABLE = "BP_UeberbaubareGrundstuecksFlaeche"
_ACCESS = {"1000": "private", "2000": "public"}
_GROUND = ("", "0")


@dataclass
class _Plan:
    kind: str
    row: dict[str, Any]
    state: Optional[LegalState]
    sections: set[str] = field(default_factory=set)


@dataclass
class _Object:
    role: str
    row: dict[str, Any]
    geometry: shapely.Geometry
    srs_name: str
    section: str
    plan: Optional[_Plan] = None


@dataclass
class _File:
    """What of one file is known before its plans and objects are put together."""

    plans: dict[str, _Plan] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    """Section → its plan, as far as the section says so."""
    contents: dict[str, str] = field(default_factory=dict)
    """Object → section, where only the section names its objects."""
    objects: list[_Object] = field(default_factory=list)


class _Reader(FormatReader):
    format_name = "XPlanGML"

    def __init__(self, collector: Collector, codes: XPlanCodes, language: str, expired: bool) -> None:
        super().__init__(collector, codes.versions)
        self.codes, self.language, self.expired = codes, language, expired
        self.plans: list[_Plan] = []
        self.unknown_codes: Counter[str] = Counter()
        self.misplaced: Optional[Problem] = None
        """A plan that does not lie in the Land of its municipality."""
        self._content = _File()

    def version_of(self, namespace: str) -> str:
        match = _NAMESPACE.match(namespace)
        return ".".join(match.groups()) if match else ""

    def take(self, feature: etree._Element, file: FeatureFile, version: str) -> None:
        name = local_name(feature)
        if version and name in _SECTIONS:
            self._section(feature)
        elif version and name in _PLANS:
            self._plan(name, feature, file)
        elif version and name in self.codes.features:
            self._object(name, feature, file, version)
        elif version:
            self.collector.kinds[name] += 1
            measures = (item for names, _, _ in _MEASURES.values() for item in names)
            if name == _BUILDABLE and any(text_of(feature, item) for item in measures):
                self.collector.counts["measures_elsewhere"] += 1

    def finish(self, file: FeatureFile, version: str) -> None:
        self._join(self._content)
        self._content = _File()

    def _section(self, feature: etree._Element) -> None:
        section = identifier(feature)
        for plan in children(feature, "gehoertZuPlan"):
            self._content.sections[section] = _target(plan)
        for item in children(feature, "planinhalt"):
            self._content.contents[_target(item)] = section

    def _plan(self, kind: str, feature: etree._Element, file: FeatureFile) -> None:
        code, state_code = text_of(feature, "planArt"), text_of(feature, "rechtsstand")
        state = self.codes.legal_states[kind].get(state_code)
        if state_code and state is None:
            self.unknown_codes[f"rechtsstand {state_code}"] += 1
        row = {
            "plan_id": identifier(feature),
            "name": text_of(feature, "name") or text_of(feature, "nummer") or None,
            "number": text_of(feature, "nummer") or None,
            "kind": self._words("planArt", [code], self.codes.plan_kinds[kind]) if code else None,
            "legal_state": self._in_language(state.title) if state else state_code or None,
            "date": next((date for name in _DATES if (date := text_of(feature, name))), None),
        }
        plan = _Plan(kind, row, state, {_target(item) for item in children(feature, "bereich")})
        self._content.plans[row["plan_id"]] = plan
        self.plans.append(plan)
        found = self.collector.area(first_geometry(feature, "raeumlicherGeltungsbereich"), feature, file)
        if found is not None:
            self._content.objects.append(_Object("plan_areas", row, *found, section="", plan=plan))
            self.misplaced = self.misplaced or self._misplaced(feature, row["name"], *found)

    def _misplaced(
        self, feature: etree._Element, name: Optional[str], geometry: shapely.Geometry, srs_name: str
    ) -> Optional[Problem]:
        """Return a problem if a plan does not lie in the Land of its municipality: its coordinate system is wrong."""
        place = self.collector.degrees(geometry, srs_name)
        for municipality in feature.iterfind("{*}gemeinde/{*}XP_Gemeinde"):
            keys = [municipality_key(text_of(municipality, item)) for item in ("rs", "ags")]
            key = next((item for item in keys if item is not None), None)
            if key is None or place is None or lies_in(place, key.ags[:2]):
                return None
            values = {
                "plan": (name or "–")[:80],
                "municipality": text_of(municipality, "gemeindeName")[:60] or key.ags,
                "state": STATES[key.ags[:2]],
                "position": f"{place[1]:.2f}° N, {place[0]:.2f}° E",
            }
            return Problem("xplan_not_in_state", Severity.WARNING, values)
        return None

    def _object(self, name: str, feature: etree._Element, file: FeatureFile, version: str) -> None:
        if text_of(feature, "ebene") not in _GROUND:
            self.collector.counts["other_level"] += 1
            return
        role = self.codes.features[name]
        found = self.collector.area(first_geometry(feature, "position"), feature, file, role)
        if found is None:
            return
        row = self._zone(feature) if role == "building_zones" else self._purpose(feature, role)
        row["object_id"] = identifier(feature)
        row["legal_character"] = self._legal_character(feature, version)
        section = next((_target(item) for item in children(feature, "gehoertZuBereich")), "")
        self._content.objects.append(_Object(role, row, *found, section=section))

    def _zone(self, feature: etree._Element) -> dict[str, Any]:
        general_code, code = text_of(feature, "allgArtDerBaulNutzung"), text_of(feature, "besondereArtDerBaulNutzung")
        general, particular = self.codes.general_uses.get(general_code), self.codes.particular_uses.get(code)
        for name, value, found in (
            ("allgArtDerBaulNutzung", general_code, general),
            ("besondereArtDerBaulNutzung", code, particular),
        ):
            if value and found is None:
                self.unknown_codes[f"{name} {value}"] += 1
        names = [self._in_language(use.title) for use in (particular or general,) if use]
        special = [item for name in ("sonderNutzung", "sondernutzung") for item in _codes(feature, name)]
        if special:
            names.append(self._words("sondernutzung", special, self.codes.special_uses))
        names += texts_of(feature, "nutzungText")
        row: dict[str, Any] = {
            "kind": (particular.short if particular else "") or (general.short if general else "") or code or None,
            "group": (particular.group if particular else "") or (general.group if general else "") or None,
            "use": "; ".join(dict.fromkeys(names)) or None,
        }
        for measure, (attributes, least, most) in _MEASURES.items():
            text = next((text for name in attributes if (text := text_of(feature, name))), "")
            row[measure] = self.collector.number(text, measure, least, most)
        if all(row[measure] is None for measure in _MEASURES) and any(
            text_of(feature, name) for name in _OTHER_MEASURES
        ):
            self.collector.counts["other_measures"] += 1
        return row

    def _purpose(self, feature: etree._Element, role: str) -> dict[str, Any]:
        codes = _codes(feature, "zweckbestimmung")
        row: dict[str, Any] = {"purpose": self._words("zweckbestimmung", codes, self.codes.purposes[role]) or None}
        if role == "planned_green":
            row["access"] = _ACCESS.get(text_of(feature, "nutzungsform"))
        return row

    def _legal_character(self, feature: etree._Element, version: str) -> Optional[str]:
        code = text_of(feature, "rechtscharakter")
        major = "5" if int(version.partition(".")[0]) <= 5 else "6"
        return self._words("rechtscharakter", [code], self.codes.legal_characters[major]) if code else None

    def _words(self, name: str, codes: Iterable[str], texts: Mapping[str, Text]) -> str:
        """Return what codes mean, each once; one that is not in the list stays itself and is told."""
        words = []
        for code in codes:
            if code not in texts:
                self.unknown_codes[f"{name} {code[:20]}"] += 1
            words.append(self._in_language(texts[code]) if code in texts else code)
        return "; ".join(dict.fromkeys(words))

    def _in_language(self, text: Text) -> str:
        return text.in_language(self.language)

    # Plans and their objects -------------------------------------------------------------------------------------

    def _join(self, content: _File) -> None:
        by_section = {section: plan for plan in content.plans.values() for section in plan.sections}
        for section, plan_id in content.sections.items():
            if plan_id in content.plans:
                by_section.setdefault(section, content.plans[plan_id])
        only = next(iter(content.plans.values())) if len(content.plans) == 1 else None
        for item in content.objects:
            section = item.section or content.contents.get(item.row.get("object_id", ""), "")
            plan = item.plan or by_section.get(section) or only
            if plan is not None and plan.state is not None and plan.state.validity == "expired" and not self.expired:
                self.collector.counts["expired"] += 1
                continue
            if item.role != "plan_areas":
                item.row["plan_name"] = plan.row["name"] if plan else None
                self.collector.counts["without_plan"] += plan is None
            own = item.row.get("object_id") or item.row.get("plan_id")
            identity = (own, tuple(round(value, 2) for value in item.geometry.bounds)) if own else None
            self.collector.add(item.role, item.row, item.geometry, item.srs_name, identity)

    def names(self, validity: str) -> str:
        """Return the names of the plans in a stage, as one text."""
        found = [plan.row for plan in self.plans if plan.state and plan.state.validity == validity]
        return listed(str(row["name"] or row["plan_id"]) for row in found)

    def told(self) -> list[Problem]:
        """Return the problems that are special to plans."""
        counts, problems = self.collector.counts, list(self.problems)
        problems += [self.misplaced] if self.misplaced else []
        if self.names("expired") and not self.expired:
            values = {"plans": self.names("expired"), "count": counts["expired"]}
            problems.append(Problem("xplan_expired_left_out", Severity.WARNING, values))
        if self.names("expired") and self.expired:
            problems.append(Problem("xplan_expired_imported", Severity.WARNING, {"plans": self.names("expired")}))
        if self.names("partly"):
            problems.append(Problem("xplan_partly_expired", Severity.WARNING, {"plans": self.names("partly")}))
        if self.names("preparation"):
            problems.append(Problem("xplan_in_preparation", Severity.NOTE, {"plans": self.names("preparation")}))
        if self.unknown_codes:
            codes = listed(f"{name} ({count})" for name, count in sorted(self.unknown_codes.items()))
            problems.append(Problem("xplan_codes_unknown", Severity.WARNING, {"codes": codes}))
        told = [
            Problem("xplan_other_level", Severity.NOTE, {"count": counts["other_level"]}),
            Problem("xplan_other_measures", Severity.NOTE, {"count": counts["other_measures"]}),
            Problem("xplan_measures_elsewhere", Severity.NOTE, {"count": counts["measures_elsewhere"]}),
            Problem("xplan_without_plan", Severity.NOTE, {"count": counts["without_plan"]}),
        ]
        return problems + [problem for problem in told if problem.values["count"]]


def read_xplan(
    paths: Iterable[Union[str, Path]],
    zone: Zone,
    roles: Mapping[str, Role],
    *,
    language: str = "de",
    crs: str = "",
    expired: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Read plans near the study from XPlanGML files, zip archives and folders.

    ``language`` is that of texts for codes; ``crs`` serves files that name no coordinate system; ``expired`` takes
    plans in, too, that are no longer in force. Fills the roles plan_areas, building_zones, planned_green and
    public_need_areas. Raises SmartCityError where a file cannot be read or nothing lies near the study.
    """
    codes = load_xplan_codes()
    collector = Collector(zone, roles, crs)
    reader = _Reader(collector, codes, language, expired)
    reader.read(inputs(paths), progress)
    try:
        tables = collector.tables()
    except SmartCityError as error:
        if reader.misplaced is not None and error.problem.key == "gml_elsewhere":
            raise SmartCityError(reader.misplaced.key, **reader.misplaced.values) from error
        if error.problem.key == "gml_nothing_to_import" and collector.counts["expired"]:
            raise SmartCityError("xplan_only_expired", plans=reader.names("expired")) from error
        raise
    problems = reader.told() + collector.account()
    layers = tuple(
        ImportedLayer(role, texts.title, tables[role], note=texts.note)
        for role, texts in codes.layers.items()
        if role in tables
    )
    dates = [plan.row["date"] for plan in reader.plans if plan.row["date"]]
    facts = {"XPlanGML": ", ".join(dict.fromkeys(reader.versions)), "plans": str(len(reader.plans))}
    return Imported(layers, tuple(problems), max(dates, default="")[:10], facts)


def _target(element: etree._Element) -> str:
    return element.get(HREF, "").lstrip("#")


def _codes(feature: etree._Element, name: str) -> list[str]:
    """Return the codes of an attribute: up to version 5 its text, from version 6 the ``allgemein`` of a data type."""
    found = []
    for element in children(feature, name):
        inner = [" ".join((item.text or "").split()) for item in element.iter("{*}allgemein")]
        found += inner or [" ".join((element.text or "").split())]
    return [code for code in found if code]
