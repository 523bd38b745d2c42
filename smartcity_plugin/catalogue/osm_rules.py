# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``osm.yaml``: which OpenStreetMap objects play which role, and what their tags say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional, Union

from .. import paths
from ..model.indicator import Role
from ..model.provenance import Fitness
from ..model.text import Text
from .entry import Entry

KINDS = ("point", "line", "polygon")
CONVERSIONS = ("text", "speed", "length", "number", "whole", "year")
ANY_VALUE = "*"
GROUPS = ("all", "any", "none")
_ROLE = re.compile(r"^  (\w+):$", re.MULTILINE)


@dataclass(frozen=True)
class TagTest:
    """What one tag must be like; values are compared without regard to case, each part of ``a;b`` by itself.

    Of ``values``, ``contains`` and ``covers`` at most one is given; without any the tag only has to be there.
    """

    key: str
    values: frozenset[str] = frozenset()
    contains: tuple[str, ...] = ()
    """Texts, in lower case, of which one must be part of the value."""
    covers: Optional[int] = None
    """A whole number that a list or range such as ``1;2;3`` or ``1-4`` must hold."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the test looks at."""
        return frozenset([self.key])

    @property
    def triggers(self) -> frozenset[str]:
        """Keys of which an object must have at least one, or the condition cannot hold; empty if unknown."""
        return self.keys


@dataclass(frozen=True)
class Condition:
    """Holds if all of ``all_of``, at least one of ``any_of`` (if there are any) and none of ``none_of`` hold."""

    all_of: tuple[Union[TagTest, Condition], ...] = ()
    any_of: tuple[Union[TagTest, Condition], ...] = ()
    none_of: tuple[Union[TagTest, Condition], ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the condition looks at."""
        return frozenset().union(*(part.keys for part in self.all_of + self.any_of + self.none_of))

    @property
    def triggers(self) -> frozenset[str]:
        """Keys of which an object must have at least one, or the condition cannot hold; empty if unknown."""
        possible = [part.triggers for part in self.all_of if part.triggers]
        if self.any_of and all(part.triggers for part in self.any_of):
            possible.append(frozenset().union(*(part.triggers for part in self.any_of)))
        return min(possible, key=lambda keys: (len(keys), sorted(keys))) if possible else frozenset()


@dataclass(frozen=True)
class FieldRule:
    """How a field is filled: from the first of ``tags`` that is there, or from the first of ``cases`` that holds.

    ``mapping`` is asked first (lower-case text → value; None: the text says that there is none), then ``conversion``.
    """

    tags: tuple[str, ...] = ()
    conversion: str = "text"
    mapping: Mapping[str, Union[str, float, None]] = field(default_factory=dict)
    cases: tuple[tuple[Condition, str], ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the field is filled from."""
        return frozenset(self.tags).union(*(condition.keys for condition, _ in self.cases))


@dataclass(frozen=True)
class LeftOut:
    """Objects near those of a role that are no such thing; ``text`` names them in a list, followed by their count."""

    where: Condition
    text: Text


@dataclass(frozen=True)
class Duplicates:
    """When two objects of a role are one: within so many metres (0: inside) and equal in the fields ``same``."""

    within: float
    same: tuple[str, ...]


@dataclass(frozen=True)
class Routes:
    """Relations whose member ways get ``value`` in a field; ``ways`` says which of them belong to the role."""

    relations: Condition
    ways: Condition
    field: str
    value: str


@dataclass(frozen=True)
class RoleRule:
    """How the objects of one role are found in OpenStreetMap."""

    role: str
    title: Text
    kinds: tuple[str, ...]
    """The kinds of geometry that are taken: point, line, polygon (closed ways, multipolygons)."""
    where: Condition
    fields: dict[str, FieldRule]
    fitness: Fitness
    note: Text
    """What OpenStreetMap cannot tell."""
    left_out: tuple[LeftOut, ...] = ()
    duplicates: Optional[Duplicates] = None
    routes: Optional[Routes] = None

    @property
    def keys(self) -> frozenset[str]:
        """All keys that the rule looks at."""
        conditions = [self.where, *(item.where for item in self.left_out)]
        if self.routes:
            conditions += [self.routes.relations, self.routes.ways]
        found = frozenset().union(*(condition.keys for condition in conditions))
        return found.union(*(rule.keys for rule in self.fields.values()))


@dataclass(frozen=True)
class ClassRule:
    """What a class of the layered extracts of Geofabrik (column ``fclass``) means in tags."""

    classes: frozenset[str]
    kinds: tuple[str, ...]
    key: str
    value: Optional[str]
    """None: the class is the value."""


@dataclass(frozen=True)
class OsmRules:
    """The whole of ``osm.yaml``."""

    roles: dict[str, RoleRule]
    classes: tuple[ClassRule, ...]
    class_note: Text
    """What extracts by class cannot tell."""

    @property
    def keys(self) -> frozenset[str]:
        """All keys that any rule looks at."""
        return frozenset().union(*(rule.keys for rule in self.roles.values()))


@lru_cache(maxsize=4)
def osm_roles(path: Path = paths.CATALOGUE / "osm.yaml") -> tuple[str, ...]:
    """Return the roles that the rules fill, by a look at the lines alone: QGIS asks for them at every start."""
    _, _, text = path.read_text(encoding="utf-8").partition("\nroles:\n")
    return tuple(_ROLE.findall(text.partition("\ngeofabrik:\n")[0]))


@lru_cache(maxsize=4)
def load_osm_rules(path: Path = paths.CATALOGUE / "osm.yaml") -> OsmRules:
    """Read the rules that ship with the plugin; raises CatalogueError naming the place that is wrong."""
    from .catalogue import load_catalogue

    return read_osm_rules(Entry.from_file(path), load_catalogue().roles)


def read_osm_rules(entry: Entry, roles: Mapping[str, Role]) -> OsmRules:
    """Read the rules; roles, fields and mappings they name must exist."""
    lists = entry.sub("lists")
    words = {name: frozenset(lists.words(name)) for name in lists.take_keys()}
    lists.done()
    mappings = {name: _mapping(sub) for name, sub in entry.sub("mappings").items()}
    reader = _Reader(words, mappings)
    rules = {}
    for key, sub in entry.sub("roles").items():
        if key not in roles:
            raise sub.fail(f"'{key}' is no role")
        rules[key] = reader.role(key, sub, roles[key])
        sub.done()
    geofabrik = entry.sub("geofabrik")
    note = geofabrik.text("note")
    classes = tuple(
        _class(Entry(content, f"{geofabrik.place}: classes: {number}"))
        for number, content in enumerate(geofabrik.take("classes", list), start=1)
    )
    geofabrik.done()
    entry.done()
    return OsmRules(rules, classes, note)


class _Reader:
    """Reads conditions and fields with the lists and mappings that the file names once."""

    def __init__(self, lists: Mapping[str, frozenset[str]], mappings: Mapping[str, dict[str, Any]]) -> None:
        self._lists, self._mappings = lists, mappings

    def role(self, key: str, entry: Entry, role: Role) -> RoleRule:
        known = {**role.required, **role.optional}
        fields = {}
        for name, sub in entry.sub("fields", {}).items():
            if name not in known:
                raise sub.fail(f"the role '{key}' has no field '{name}'")
            fields[name] = self._field(sub)
            numeric = fields[name].conversion not in ("text",)
            if numeric != (name in role.numbers):
                raise sub.fail("a field of numbers needs a conversion, and only such a field")
        for name in role.required:
            if name not in fields:
                raise entry.fail(f"the required field '{name}' is not filled")
        kinds = entry.words("kinds", KINDS)
        if role.geometry in ("line", "polygon") and kinds != (role.geometry,):
            raise entry.fail(f"the role takes geometry of type {role.geometry} only")
        return RoleRule(
            role=key,
            title=entry.text("title"),
            kinds=kinds,
            where=self._condition(entry.sub("where"), needs_triggers=True),
            fields=fields,
            fitness=entry.choice("fitness", Fitness),
            note=entry.text("note"),
            left_out=tuple(self._left_out(item) for item in _entries(entry, "left_out")),
            duplicates=self._duplicates(entry.sub("duplicates"), known) if entry.has("duplicates") else None,
            routes=self._routes(entry.sub("routes"), known) if entry.has("routes") else None,
        )

    def _left_out(self, entry: Entry) -> LeftOut:
        left = LeftOut(self._condition(entry.sub("where"), needs_triggers=True), entry.text("text"))
        entry.done()
        return left

    def _duplicates(self, entry: Entry, known: Mapping[str, Text]) -> Duplicates:
        duplicates = Duplicates(entry.number("within"), entry.words("same", known))
        entry.done()
        return duplicates

    def _routes(self, entry: Entry, known: Mapping[str, Text]) -> Routes:
        routes = Routes(
            relations=self._condition(entry.sub("relations"), needs_triggers=True),
            ways=self._condition(entry.sub("ways"), needs_triggers=True),
            field=entry.word("field", known),
            value=entry.take("value", str),
        )
        entry.done()
        return routes

    def _field(self, entry: Entry) -> FieldRule:
        if entry.has("cases"):
            cases = []
            for case in _entries(entry, "cases"):
                cases.append((self._condition(case.sub("where")), case.take("value", str)))
                case.done()
            rule = FieldRule(cases=tuple(cases))
        else:
            mapping = entry.word("mapping", self._mappings) if entry.has("mapping") else None
            rule = FieldRule(
                tags=entry.words("tags"),
                conversion=entry.word("as", CONVERSIONS) if entry.has("as") else "text",
                mapping=self._mappings[mapping] if mapping else {},
            )
        entry.done()
        return rule

    def _condition(self, entry: Entry, needs_triggers: bool = False) -> Condition:
        parts = {group: tuple(self._part(item) for item in _entries(entry, group)) for group in GROUPS}
        entry.done()
        if not any(parts.values()):
            raise entry.fail("a condition without content would hold for everything")
        condition = Condition(parts["all"], parts["any"], parts["none"])
        if needs_triggers and not condition.triggers:
            raise entry.fail("the condition would hold for objects without any tag")
        return condition

    def _part(self, entry: Entry) -> Union[TagTest, Condition]:
        if any(entry.has(group) for group in GROUPS):
            return self._condition(entry)
        tests = tuple(self._test(entry, key) for key in entry.take_keys())
        if not tests:
            raise entry.fail("an empty condition")
        return tests[0] if len(tests) == 1 else Condition(all_of=tests)

    def _test(self, entry: Entry, key: str) -> TagTest:
        value = entry.take(key, (str, list, dict))
        if value == ANY_VALUE:
            return TagTest(key)
        if isinstance(value, str):
            if value not in self._lists:
                raise entry.fail(f"there is no list '{value}'; a single value is written [{value}]")
            return TagTest(key, values=self._lists[value])
        if isinstance(value, list):
            if not value or not all(isinstance(word, str) for word in value):
                raise entry.fail(f"the values of '{key}' must be texts (yes and no in quotes)")
            return TagTest(key, values=frozenset(word.casefold() for word in value))
        sub = Entry(value, f"{entry.place}: {key}")
        if sub.has("contains"):
            test = TagTest(key, contains=tuple(word.casefold() for word in sub.words("contains")))
        else:
            test = TagTest(key, covers=sub.take("covers", int))
        sub.done()
        return test


def _entries(entry: Entry, key: str) -> list[Entry]:
    items = entry.take(key, list, [])
    return [Entry(content, f"{entry.place}: {key}: {number}") for number, content in enumerate(items, start=1)]


def _mapping(entry: Entry) -> dict[str, Union[str, float, None]]:
    found: dict[str, Union[str, float, None]] = {}
    for key in entry.take_keys():
        value = entry.take(str(key), (str, int, float, type(None)))
        found[str(key).casefold()] = float(value) if isinstance(value, (int, float)) else value
    return found


def _class(entry: Entry) -> ClassRule:
    rule = ClassRule(
        classes=frozenset(entry.words("classes")),
        kinds=entry.words("kinds", KINDS),
        key=entry.take("key", str),
        value=entry.take("value", str, None),
    )
    entry.done()
    return rule
