# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules for conflicts and synergies as YAML and JSON: how they ship, are stored in a study and handed on."""

from __future__ import annotations

import math
import re
from dataclasses import fields
from functools import lru_cache
from typing import Any, Optional

from .. import paths
from ..model.indicator import Status
from ..model.rule import (
    Choosing,
    Condition,
    IndicatorCondition,
    LayerCondition,
    MeasureType,
    Operand,
    Operator,
    Reading,
    Rule,
    RuleKind,
    Scale,
    Spatial,
)
from ..model.text import Text
from .catalogue import Catalogue, load_catalogue
from .entry import Entry

OWN_PREFIX = "E"
"""What the town's own rules begin with (eigene); K and S are the shipped conflicts and synergies."""

DEFAULT_THRESHOLD = 0.6
"""From this membership on an operand counts (project default)."""

_ID = re.compile(r"[A-Z][A-Za-z0-9_]{0,15}")
_OPERAND_KEYS = tuple("abcd")
_LONGEST = 2000
_PLACES = ("planning_units", "population_cells")
"""The places themselves lie at every place."""


@lru_cache(maxsize=1)
def load_rules() -> dict[str, Rule]:
    """Return the shipped rules by id, in the order of the file; raises CatalogueError naming what is wrong."""
    entry = Entry.from_file(paths.CATALOGUE / "rules.yaml")
    return {key: read_rule(rule, key, load_catalogue()) for key, rule in entry.items()}


# Writing ------------------------------------------------------------------------------------------------------------


def rule_content(rule: Rule) -> dict[str, Any]:
    """Return a rule as what JSON can hold; ``read_rule`` reads it back under the same id."""
    return {
        "kind": rule.kind.value,
        "title": _both(rule.title),
        "sectors": list(rule.sectors),
        "operands": {operand.key: _operand_content(operand) for operand in rule.operands},
        "operator": rule.operator.value,
        "threshold": rule.threshold,
        "reason": _both(rule.reason),
        "measures": [{"title": _both(item.title), "serves": list(item.serves)} for item in rule.measures],
        "source": _both(rule.source),
        "status": rule.status.value,
        "active": rule.active,
    }


def _both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}


def _operand_content(operand: Operand) -> dict[str, Any]:
    if len(operand.conditions) == 1:
        return _condition_content(operand.conditions[0])
    return {operand.choosing.value: [_condition_content(item) for item in operand.conditions]}


def _condition_content(condition: Condition) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if isinstance(condition, IndicatorCondition):
        content.update(indicator=condition.indicator)
        content["as"] = condition.reading.value
    else:
        content.update(role=condition.role, measure=condition.measure.value)
        if condition.where:
            content["where"] = {name: list(words) for name, words in condition.where.items()}
    if condition.scale is not None:
        content.update({item.name: getattr(condition.scale, item.name) for item in fields(condition.scale)})
    return {**content, "substitute": _both(condition.substitute)} if condition.substitute else content


# Reading ------------------------------------------------------------------------------------------------------------


def read_rule(entry: Entry, rule_id: str, catalogue: Catalogue) -> Rule:
    """Return the rule of an entry; raises CatalogueError naming the place of what it must not say.

    Indicators, roles, fields and sectors must be those of the catalogue (of the study: with the town's own indicators).
    """
    if not _ID.fullmatch(rule_id):
        raise entry.fail(f"the id '{rule_id}' must be a capital and up to 15 more letters, digits or underscores")
    operands = _read_operands(entry.sub("operands"), catalogue)
    rule = Rule(
        id=rule_id,
        kind=entry.choice("kind", RuleKind),
        title=_text(entry, "title"),
        sectors=entry.words("sectors", set(catalogue.sectors)),
        operands=operands,
        operator=entry.choice("operator", Operator),
        threshold=_within(entry, "threshold", 0.05, 1.0) if entry.has("threshold") else DEFAULT_THRESHOLD,
        reason=_text(entry, "reason"),
        measures=_read_measures(entry, {operand.key for operand in operands}),
        source=_text(entry, "source"),
        status=entry.choice("status", Status),
        active=entry.take("active", bool, True),
    )
    entry.done()
    if not 1 <= len(set(rule.sectors)) == len(rule.sectors):
        raise entry.fail("'sectors' must name at least one sector, and none twice")
    return rule


def _text(entry: Entry, key: str) -> Text:
    text = entry.text(key)
    if max(len(text.de), len(text.en)) > _LONGEST:
        raise entry.fail(f"'{key}' is longer than {_LONGEST} characters")
    return text


def _within(entry: Entry, key: str, lowest: float, highest: float) -> float:
    number = entry.number(key)
    if not lowest <= number <= highest:
        raise entry.fail(f"'{key}' must lie between {lowest:g} and {highest:g}")
    return number


def _read_operands(entry: Entry, catalogue: Catalogue) -> tuple[Operand, ...]:
    keys = entry.take_keys()
    if not 2 <= len(keys) <= len(_OPERAND_KEYS) or tuple(keys) != _OPERAND_KEYS[: len(keys)]:
        raise entry.fail("the operands must be called a, b and, if there are more, c and d")
    return tuple(_read_operand(key, entry.sub(key), catalogue) for key in keys)


def _read_operand(key: str, entry: Entry, catalogue: Catalogue) -> Operand:
    choosing = next((item for item in Choosing if entry.has(item.value)), None)
    if choosing is None:
        return Operand(key, (_read_condition(entry, catalogue),))
    items = entry.take(choosing.value, list)
    entry.done()
    if len(items) < 2:
        raise entry.fail(f"'{choosing.value}' must list at least two conditions")
    conditions = (
        _read_condition(Entry(item, f"{entry.place}: {choosing.value}[{number}]"), catalogue)
        for number, item in enumerate(items)
    )
    return Operand(key, tuple(conditions), choosing)


def _read_condition(entry: Entry, catalogue: Catalogue) -> Condition:
    if entry.has("indicator") == entry.has("role"):
        raise entry.fail("a condition names either an 'indicator' or a 'role'")
    condition = _read_indicator(entry, catalogue) if entry.has("indicator") else _read_layer(entry, catalogue)
    entry.done()
    return condition


def _read_indicator(entry: Entry, catalogue: Catalogue) -> IndicatorCondition:
    name, reading = entry.take("indicator", str), entry.choice("as", Reading)
    if name not in catalogue.indicators:
        raise entry.fail(f"there is no indicator '{name}'")
    if reading is not Reading.VALUE:
        if not catalogue.indicators[name].is_scored:
            raise entry.fail(f"'{name}' is not rated: it has no {reading.value}; read its value on a scale")
        return IndicatorCondition(name, reading, None, _read_substitute(entry))
    return IndicatorCondition(name, reading, _read_scale(entry), _read_substitute(entry))


def _read_substitute(entry: Entry) -> Optional[Text]:
    return _text(entry, "substitute") if entry.has("substitute") else None


def _read_layer(entry: Entry, catalogue: Catalogue) -> LayerCondition:
    name, measure = entry.take("role", str), entry.choice("measure", Spatial)
    role = catalogue.roles.get(name)
    if role is None:
        raise entry.fail(f"there is no role '{name}'")
    if role.geometry in ("none", "raster") or name in _PLACES:
        raise entry.fail(f"'{name}' has no features that could be measured at a place; use an indicator of it")
    if measure is Spatial.COVERED_SHARE and role.geometry not in ("polygon", "any"):
        raise entry.fail(f"'{name}' has no areas that could cover anything")
    where = entry.sub("where", {})
    words = {field: where.words(field) for field in where.take_keys()}
    for field, allowed in words.items():
        if field not in {**role.required, **role.optional} or field in role.numbers:
            raise where.fail(f"'{name}' has no field '{field}' with words")
        if not allowed:
            raise where.fail(f"'{field}' names no words")
    return LayerCondition(name, measure, _read_scale(entry), words, _read_substitute(entry))


def _read_scale(entry: Entry) -> Scale:
    scale = Scale(entry.number("zero"), entry.number("full"))
    if not (math.isfinite(scale.zero) and math.isfinite(scale.full)) or scale.zero == scale.full:
        raise entry.fail("'zero' and 'full' must be two different numbers")
    return scale


def _read_measures(entry: Entry, keys: set[str]) -> tuple[MeasureType, ...]:
    found = []
    for number, content in enumerate(entry.take("measures", list, [])):
        item = Entry(content, f"{entry.place}: measures[{number}]")
        found.append(MeasureType(_text(item, "title"), item.words("serves", keys)))
        item.done()
        if not found[-1].serves:
            raise item.fail("a measure serves at least one operand")
    return tuple(found)
