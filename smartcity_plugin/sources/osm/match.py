# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules of ``osm.yaml`` against the tags of an object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Union

from ...catalogue.osm_rules import Condition, FieldRule, TagTest
from .values import CONVERSIONS, covers

Tags = Mapping[str, str]
Test = Callable[[Tags], bool]


class Unclear(str):
    """A text that a field of numbers could not be read from; it becomes a missing value and is counted."""


def test_of(condition: Union[Condition, TagTest]) -> Test:
    """Return a function that tells whether a condition holds for tags."""
    if isinstance(condition, TagTest):
        return _tag_test(condition)
    all_of = [test_of(part) for part in condition.all_of]
    any_of = [test_of(part) for part in condition.any_of]
    none_of = [test_of(part) for part in condition.none_of]

    def holds(tags: Tags) -> bool:
        return (
            all(test(tags) for test in all_of)
            and (not any_of or any(test(tags) for test in any_of))
            and not any(test(tags) for test in none_of)
        )

    return holds


def _tag_test(test: TagTest) -> Test:
    key, values, contains, wanted = test.key, test.values, test.contains, test.covers
    if values:

        def has_value(tags: Tags) -> bool:
            value = tags.get(key)
            if value is None:
                return False
            value = value.casefold()
            return value in values or (";" in value and any(part.strip() in values for part in value.split(";")))

        return has_value
    if contains:

        def has_part(tags: Tags) -> bool:
            value = tags.get(key)
            return value is not None and any(part in value.casefold() for part in contains)

        return has_part
    if wanted is not None:
        return lambda tags: key in tags and covers(tags[key], wanted)
    return lambda tags: key in tags


def reader_of(rule: FieldRule) -> Callable[[Tags], Any]:
    """Return a function that reads a field from tags: a text, a number, None, or Unclear for what is no number."""
    if rule.cases:
        cases = [(test_of(condition), value) for condition, value in rule.cases]
        return lambda tags: next((value for test, value in cases if test(tags)), None)
    names, mapping, convert = rule.tags, rule.mapping, CONVERSIONS.get(rule.conversion)

    def read(tags: Tags) -> Any:
        text = next((tags[name] for name in names if name in tags), None)
        if text is None:
            return None
        low = text.strip().casefold()
        if low in mapping:
            return mapping[low]
        if convert is None:
            return text.strip() or None
        value = convert(low)
        return Unclear(text[:40]) if value is None else value

    return read
