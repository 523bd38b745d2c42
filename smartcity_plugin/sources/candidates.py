# SPDX-License-Identifier: GPL-2.0-or-later
"""Which of the layers that a town brings fits which role, how surely, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional

from ..catalogue.matching import MatchingRules, RoleRule
from ..model.indicator import Role
from ..model.problem import Problem
from ..model.text import Text
from .columns import FieldFacts, Mapped, filled, map_fields, shortened
from .kinds import Selection, condition, select_kinds
from .words import folded, found_word

LIKELY = 0.5
"""Confidence from which a candidate is worth proposing without being asked."""

# How much each kind of evidence takes of the doubt that is left. These are settings of this plugin, tried on the layers
# of several towns; none of them comes from a source.
GEOMETRY_WEIGHT = 0.05
WORD_WEIGHT = 0.7
HINT_WEIGHT = 0.35
FIELD_WEIGHT = 0.6
OPTIONAL_ENOUGH = 2
"""So many optional fields tell as much as all of them where a role requires none; twice as many where it does."""
FILE_FACTOR = 0.7
"""What a word in the file's name counts, compared with one in the layer's name."""
AGAINST_FACTOR = 0.3
UNKNOWN_GEOMETRY_FACTOR = 0.8
REQUIRED_MISSING_FACTOR = 0.5
"""What remains of the confidence if none of the required fields is found."""


@dataclass(frozen=True)
class LayerFacts:
    """What is known of a layer without having read it: see ``bridge.found`` for how it is found out.

    ``geometry`` is point, line, polygon, none, raster or any (unknown or mixed), ``crs`` an authority id or empty,
    ``extent`` (west, south, east, north) in that CRS, ``problem`` why a layer could not be opened.
    """

    name: str
    uri: str
    provider: str
    geometry: str
    fields: tuple[FieldFacts, ...] = ()
    feature_count: Optional[int] = None
    crs: str = ""
    path: str = ""
    extent: Optional[tuple[float, float, float, float]] = None
    problem: Optional[Problem] = None

    @property
    def input(self) -> str:
        """What the plugin's algorithms open the layer by: the plain name of a file, or provider and source."""
        return self.uri if self.provider in ("ogr", "gdal") else f"{self.provider}://{self.uri}"


@dataclass(frozen=True)
class Candidate:
    """A layer for a role: how surely (0 to 1), for which reasons, with which mapping and filter (QGIS expressions)."""

    layer: LayerFacts
    role: str
    confidence: float
    reasons: tuple[Text, ...]
    mapping: Mapping[str, str]
    where: str = ""


def candidates(layers: Iterable[LayerFacts], role: Role, rules: MatchingRules) -> list[Candidate]:
    """Return the layers that may play a role, best first; layers whose geometry rules it out are left out."""
    found = [candidate for candidate in (candidate_for(layer, role, rules) for layer in layers) if candidate]
    return sorted(found, key=lambda item: (-item.confidence, -(item.layer.feature_count or 0), item.layer.name))


def best_roles(layer: LayerFacts, roles: Mapping[str, Role], rules: MatchingRules) -> list[Candidate]:
    """Return the roles that a layer may play, best first."""
    found = [candidate for candidate in (candidate_for(layer, role, rules) for role in roles.values()) if candidate]
    return sorted(found, key=lambda item: -item.confidence)


def candidate_for(layer: LayerFacts, role: Role, rules: MatchingRules) -> Optional[Candidate]:
    """Return how well a layer fits a role, None if its geometry rules it out or it cannot be opened.

    confidence = geometry · against · required · (1 − Π (1 − weight of each piece of evidence)), the evidence being the
    kind of geometry, a word in the name, values of a column, and fields.
    """
    fit = geometry_fit(layer.geometry, role.geometry)
    if fit == 0.0 or layer.problem is not None:
        return None
    rule = rules.roles[role.id]
    named = _name(layer, rule, rules)
    selection = select_kinds(layer.fields, rule, rules)
    mapped = map_fields(layer.fields, f"{folded(layer.name)}_{_stem(layer.path)}", role, rules)
    weights = [GEOMETRY_WEIGHT, named.weight, FIELD_WEIGHT * _field_evidence(role, mapped, rules)]
    weights.append(selection.weight if selection else 0.0)
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    missing = [name for name in role.required if name not in mapped]
    required = 1.0 - (1.0 - REQUIRED_MISSING_FACTOR) * len(missing) / max(len(role.required), 1)
    if rule.needs_number and not any(name in mapped for name in role.numbers):
        required *= REQUIRED_MISSING_FACTOR
    confidence = fit * named.factor * required * (1.0 - doubt)
    return Candidate(
        layer=layer,
        role=role.id,
        confidence=round(confidence, 2),
        reasons=tuple(_reasons(fit, named, selection, mapped, missing, role, rules)),
        mapping={name: item.expression for name, item in mapped.items()},
        where=_where(layer, rule, selection),
    )


def geometry_fit(found: str, wanted: str) -> float:
    """Return 1 for a geometry that fits a role, less for an unknown one, 0 for an impossible one."""
    if found == wanted or (wanted == "any" and found in ("point", "polygon", "any")):
        return 1.0
    if found == "any" and wanted in ("point", "line", "polygon"):
        return UNKNOWN_GEOMETRY_FACTOR
    return 0.0


@dataclass(frozen=True)
class _Named:
    weight: float
    factor: float
    reasons: tuple[Text, ...]


def _name(layer: LayerFacts, rule: RoleRule, rules: MatchingRules) -> _Named:
    """Return what the names of layer and file say: the strongest word counts, one against weakens everything."""
    names = [("name", folded(layer.name), 1.0), ("file", _stem(layer.path), FILE_FACTOR)]
    found = [
        (weight * factor, key, word)
        for key, name, factor in names
        for weight, words in ((WORD_WEIGHT, rule.words), (HINT_WEIGHT, rule.hints))
        for word in [found_word(words, name)]
        if word
    ]
    weight, key, word = max(found, default=(0.0, "", ""))
    reasons = [rules.reasons[key].format(word=word)] if word else []
    against = found_word(rule.against, folded(layer.name))
    if against:
        reasons.append(rules.reasons["against"].format(word=against))
    return _Named(weight, AGAINST_FACTOR if against else 1.0, tuple(reasons))


def _stem(path: str) -> str:
    return folded(path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]) if path else ""


def _field_evidence(role: Role, mapped: Mapping[str, Mapped], rules: MatchingRules) -> float:
    """Return how much (0 to 1) the fields found tell of the role; fields that many layers have tell nothing."""
    quality = {name: item.quality for name, item in mapped.items()}
    required = [name for name in role.required if name not in rules.generic_fields]
    optional = [name for name in role.optional if name not in rules.generic_fields]
    found = sum(quality.get(name, 0.0) for name in optional)
    if not required:
        return min(found / OPTIONAL_ENOUGH, 1.0)
    needed = sum(quality.get(name, 0.0) for name in required) / len(required)
    wanted = min(len(optional), 2 * OPTIONAL_ENOUGH)
    return needed if not wanted else needed * (0.5 + 0.5 * min(found / wanted, 1.0))


def _where(layer: LayerFacts, rule: RoleRule, selection: Optional[Selection]) -> str:
    """Return the expression that leaves only the features of the role, empty if all are."""
    parts = [selection.where] if selection and selection.where and rule.select else []
    limited = condition(layer.fields, *rule.only)
    return " AND ".join(parts + ([limited] if limited else []))


def _reasons(
    fit: float,
    named: _Named,
    selection: Optional[Selection],
    mapped: Mapping[str, Mapped],
    missing: list[str],
    role: Role,
    rules: MatchingRules,
) -> list[Text]:
    reasons = [rules.reasons["geometry" if fit == 1.0 else "geometry_unknown"], *named.reasons]
    if selection:
        reasons += selection.reasons
    titles = {**role.required, **role.optional}
    for name, item in mapped.items():
        reasons += item.reasons(shortened(titles[name]), rules)
    reasons += [filled(rules.reasons["field_missing"], shortened(titles[name])) for name in missing]
    caution = rules.roles[role.id].caution
    return [*reasons, caution] if caution and selection else reasons
