# SPDX-License-Identifier: GPL-2.0-or-later
"""Which features of a layer belong to a role, by the values of its columns: OSM tags, official codes, plain words."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Optional

from ..catalogue.matching import MatchingRules, RoleRule
from ..model.text import Text
from .columns import FieldFacts, listed, one_of
from .words import folded, found_word

# How much each kind of value takes of the doubt that is left; see candidates.py.
KEY_WEIGHT = 0.75
CODE_WEIGHT = 0.75
VALUE_WEIGHT = 0.65
WORD_WEIGHT = 0.6
POSSIBLE_WEIGHT = 0.25
RARE_FACTOR = 0.8
"""What remains of a weight if hardly any of the values are those looked for; it grows to 1 with their share."""


@dataclass(frozen=True)
class Selection:
    """What a column says about a role: how strongly, for which reasons, and the condition for its features."""

    weight: float
    where: str
    reasons: tuple[Text, ...]


def select_kinds(columns: tuple[FieldFacts, ...], rule: RoleRule, rules: MatchingRules) -> Optional[Selection]:
    """Return the strongest evidence that the values of the columns give for a role, None if there is none."""
    found = [selection for column in columns for selection in _of_column(column, rule, rules) if selection]
    return max(found, key=lambda selection: selection.weight, default=None)


def condition(columns: tuple[FieldFacts, ...], names: tuple[str, ...], values: tuple[str, ...]) -> str:
    """Return the condition that a column called so has one of the values, empty if none of them occurs."""
    for column in columns:
        if not _called(column, names):
            continue
        seen = [value for value in column.examples if value.strip().lower() in values]
        if seen and column.kind == "other":
            return column.reference
        if seen and (not column.complete or len(seen) < len(column.examples) or (column.known or 0.0) < 1.0):
            return one_of(column, seen)
    return ""


def _of_column(column: FieldFacts, rule: RoleRule, rules: MatchingRules) -> list[Optional[Selection]]:
    if column.kind not in ("text", "number"):
        return []
    found = []
    if folded(column.name) in {folded(key) for key in rule.tags}:
        values = next(values for key, values in rule.tags.items() if folded(key) == folded(column.name))
        found.append(_listed(column, values, KEY_WEIGHT, rules) or _possible(column, values, rules))
    for name, values in rule.codes.items():
        if _called(column, rules.codes[name]):
            found.append(_listed(column, values, CODE_WEIGHT, rules))
    if _called(column, rules.kind_columns):
        every = tuple(dict.fromkeys(value for values in rule.tags.values() for value in values))
        found.append(None if rule.keys_only else _listed(column, every, VALUE_WEIGHT, rules))
        found.append(_worded(column, rule, rules))
    return found


def _called(column: FieldFacts, patterns: tuple[str, ...]) -> bool:
    name = folded(column.name)
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _listed(column: FieldFacts, wanted: tuple[str, ...], weight: float, rules: MatchingRules) -> Optional[Selection]:
    """Look for values of a list that is known as a whole; those that the sample lacks stay in the condition."""
    known = {value.lower() for value in wanted}
    seen = [value for value in column.examples if value.strip().lower() in known]
    if not seen:
        return None
    more = (
        [] if column.complete else [value for value in wanted if value.lower() not in {item.lower() for item in seen}]
    )
    return _selection(column, seen, [*seen, *more], weight, rules)


def _worded(column: FieldFacts, rule: RoleRule, rules: MatchingRules) -> Optional[Selection]:
    """Look for words in values that follow no list; what the sample lacks cannot be known."""
    seen = [
        value
        for value in column.examples
        if found_word(rule.kinds, folded(value), whole=True)
        and not found_word(rule.kinds_against, folded(value), whole=True)
    ]
    return _selection(column, seen, seen, WORD_WEIGHT, rules, sampled=not column.complete) if seen else None


def _selection(
    column: FieldFacts, seen: list[str], wanted: list[str], weight: float, rules: MatchingRules, sampled: bool = False
) -> Selection:
    share = len(seen) / len(column.examples)
    everything = column.complete and share == 1.0 and (column.known is None or column.known == 1.0)
    reasons = [rules.reasons["values"].format(column=column.name, values=listed(tuple(seen)))]
    where = "" if everything else one_of(column, wanted)
    if sampled and where:
        reasons.append(rules.reasons["sample"])
    return Selection(weight * (RARE_FACTOR + (1.0 - RARE_FACTOR) * share), where, tuple(reasons))


def _possible(column: FieldFacts, wanted: tuple[str, ...], rules: MatchingRules) -> Optional[Selection]:
    if column.complete or column.kind != "text":
        return None
    reason = rules.reasons["values_possible"].format(column=column.name)
    return Selection(POSSIBLE_WEIGHT, one_of(column, list(wanted)), (reason,))
