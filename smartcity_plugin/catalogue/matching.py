# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of the rules by which layers that a town brings are recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Optional

from .. import paths
from ..model.indicator import Role
from ..model.text import Text
from .catalogue import load_catalogue
from .entry import Entry

REASONS = (
    "geometry",
    "geometry_unknown",
    "name",
    "file",
    "against",
    "field",
    "field_missing",
    "constant",
    "values",
    "sample",
    "values_possible",
    "unknown_values",
    "unmapped_values",
)

FORMATS = (
    "study",
    "census",
    "gtfs",
    "osm",
    "xplan",
    "alkis",
    "citygml",
    "statistics",
    "vector",
    "raster",
    "sidecar",
    "unknown",
)


@dataclass(frozen=True)
class Format:
    """What a file may be: the algorithm that brings it in (its name without provider, empty: none) and a title."""

    id: str
    algorithm: str
    title: Text


@dataclass(frozen=True)
class FieldRule:
    """How the column for a field of a role is found and turned into what the role wants.

    ``values`` maps what the role wants to what columns say, ``by_name`` to what the name of the layer says; the values
    of ``plain`` columns are taken as they are.
    """

    columns: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    by_name: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plain: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleRule:
    """What speaks for a role; see the head of ``matching.yaml``."""

    words: tuple[str, ...]
    hints: tuple[str, ...]
    against: tuple[str, ...]
    tags: Mapping[str, tuple[str, ...]]
    keys_only: bool
    codes: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    kinds_against: tuple[str, ...]
    select: bool
    """Whether features with other values are left out; not where the values only help to recognise the layer."""
    only: tuple[tuple[str, ...], tuple[str, ...]]
    """Columns, and those of their values to which the role is limited; both empty without such a limit."""
    caution: Optional[Text]
    needs_number: bool
    """Whether a layer without any of the role's fields of numbers hardly fits."""
    range: Optional[tuple[float, float]]
    """What the values of a raster are expected to lie in."""
    fields: Mapping[str, FieldRule]


@dataclass(frozen=True)
class MatchingRules:
    """The rules of all roles, with what they share."""

    roles: Mapping[str, RoleRule]
    reasons: Mapping[str, Text]
    formats: Mapping[str, Format]
    kind_columns: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    """Official lists of codes: the columns that hold them."""
    generic_fields: frozenset[str]
    unknown: tuple[str, ...]
    unknown_numbers: tuple[float, ...]


@lru_cache(maxsize=4)
def load_matching(folder: Path = paths.CATALOGUE) -> MatchingRules:
    """Read ``matching.yaml`` and ``matching/*.yaml`` (rules of further roles); CatalogueError if they fit no roles."""
    more = [Entry.from_file(path) for path in sorted(folder.glob("matching/*.yaml"))]
    return read_matching(Entry.from_file(folder / "matching.yaml"), load_catalogue(folder).roles, more)


def read_matching(entry: Entry, roles: Mapping[str, Role], more: Sequence[Entry] = ()) -> MatchingRules:
    """Read the rules for the given roles, of which each must have one and no other may; ``more`` holds further ones."""
    codes = _lists(entry.sub("codes"))
    reasons = entry.sub("reasons")
    texts = {key: reasons.text(key) for key in REASONS}
    reasons.done()
    rules = entry.sub("roles")
    known = {name for role in roles.values() for name in (*role.required, *role.optional)}
    result = MatchingRules(
        roles={role: _role(_holder(role, rules, more).sub(role), roles[role], codes) for role in roles},
        reasons=texts,
        formats=_formats(entry.sub("formats")),
        kind_columns=entry.words("kind_columns"),
        codes=codes,
        generic_fields=frozenset(entry.words("generic_fields", known)),
        unknown=entry.words("unknown"),
        unknown_numbers=tuple(float(number) for number in entry.take("unknown_numbers", list)),
    )
    for file in (rules, *more, entry):
        file.done()
    return result


def _holder(role: str, rules: Entry, more: Sequence[Entry]) -> Entry:
    return next((file for file in more if file.has(role)), rules)


def _formats(entry: Entry) -> dict[str, Format]:
    formats = {}
    for key in FORMATS:
        sub = entry.sub(key)
        formats[key] = Format(key, sub.take("algorithm", str), sub.text("title"))
        sub.done()
    entry.done()
    return formats


def _lists(entry: Entry) -> dict[str, tuple[str, ...]]:
    return {key: entry.words(key) for key in entry.take_keys()}


def _role(entry: Entry, role: Role, codes: Mapping[str, tuple[str, ...]]) -> RoleRule:
    used = _lists(entry.sub("codes", {}))
    for name in used:
        if name not in codes:
            raise entry.fail(f"there is no list of codes '{name}'")
    rule = RoleRule(
        words=entry.words("words"),
        hints=entry.words("hints", default=[]),
        against=entry.words("against", default=[]),
        tags=_lists(entry.sub("tags", {})),
        keys_only=entry.take("keys_only", bool, False),
        codes=used,
        kinds=entry.words("kinds", default=[]),
        kinds_against=entry.words("kinds_against", default=[]),
        select=entry.take("select", bool, True),
        only=_only(entry),
        caution=entry.text("caution") if entry.has("caution") else None,
        needs_number=entry.take("needs_number", bool, False),
        range=_range(entry) if role.geometry == "raster" else None,
        fields=_fields(entry.sub("fields"), role),
    )
    entry.done()
    return rule


def _range(entry: Entry) -> tuple[float, float]:
    low, high = entry.take("range", list)
    if not low < high:
        raise entry.fail("the range is empty")
    return float(low), float(high)


def _only(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not entry.has("only"):
        return (), ()
    only = entry.sub("only")
    found = only.words("columns"), only.words("values")
    only.done()
    return found


def _fields(entry: Entry, role: Role) -> dict[str, FieldRule]:
    """Read the rules of the fields; a field without one is found by its own name only."""
    rules = {name: _field(entry, name) for name in (*role.required, *role.optional)}
    entry.done()
    return rules


def _field(entry: Entry, name: str) -> FieldRule:
    if not entry.has(name):
        return FieldRule((name,))
    if not entry.holds_mapping(name):
        return FieldRule(entry.words(name))
    rule = entry.sub(name)
    found = FieldRule(
        columns=rule.words("columns"),
        values=_lists(rule.sub("values", {})),
        unknown=rule.words("unknown", default=[]),
        by_name=_lists(rule.sub("by_name", {})),
        plain=rule.words("plain", default=[]),
    )
    rule.done()
    return found
