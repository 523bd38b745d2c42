# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects sorted into roles, batch by batch: only what lies near enough to the study's area is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ...catalogue.osm_rules import RoleRule
from ...engine.progress import Progress
from ...engine.table import GeoTable
from ...model.indicator import Role
from ..prepare import near, prepare, repaired
from ..zone import Zone
from .elements import CLOSED, COLLECTION, LINE, POINT, POLYGON, Element
from .match import reader_of, test_of
from .shapes import areas_of, flattened

FULL = 2000
"""Objects of a role after which they are turned into geometries, reprojected and compared with the outline."""

TAKEN, ON_ROUTE, WRONG_KIND = 0, -1, -2
"""What becomes of an object; numbers from 1 are the rule's entries of what is left out."""

MEANINGLESS = frozenset(["type", "created_by", "source", "note", "fixme"])
"""Keys that say nothing of what an area is."""

OSM_ID, WKB, CLOSED_WAY, STATE = "osm_id", "_wkb", "_closed", "_state"


@dataclass
class Found:
    """What was found for a role: tables of what is taken (in the study's CRS), counts of what is not."""

    rule: RoleRule
    tables: list[GeoTable] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    broken: int = 0
    """Objects whose geometry cannot be used, not even repaired."""


class _Sorter:
    """One role: decides what becomes of an object and gathers what is near the area."""

    def __init__(self, rule: RoleRule, role: Role, zone: Zone) -> None:
        self.found = Found(rule)
        self.triggers = rule.where.triggers.union(*(left.where.triggers for left in rule.left_out))
        self._role = role
        # Several roles want points but find areas: they become points only after duplicates were looked for.
        self._fitting = replace(role, geometry="any") if role.geometry == "point" else role
        self._zone = zone
        self._kinds = frozenset(rule.kinds)
        self._where = test_of(rule.where)
        self._left_out = [test_of(left.where) for left in rule.left_out]
        self._ways = test_of(rule.routes.ways) if rule.routes else None
        if rule.routes:
            self.triggers |= rule.routes.ways.triggers
        self._fields = {name: reader_of(field_rule) for name, field_rule in rule.fields.items()}
        self._rows: list[list[Any]] = []

    def take(self, element: Element, crs: str) -> None:
        state = self._state(element.tags)
        if state is None:
            return
        kind = self._kind(element)
        if kind is None:
            if state != TAKEN:
                return
            state = WRONG_KIND
        tags = {**element.tags, OSM_ID: element.osm_id}
        values = [read(tags) for read in self._fields.values()] if state <= TAKEN else [None] * len(self._fields)
        closed = element.kind == CLOSED and kind == POLYGON
        self._rows.append([element.osm_id, *values, element.wkb, closed, state])
        if len(self._rows) >= FULL:
            self.flush(crs)

    def _state(self, tags: dict[str, str]) -> Optional[int]:
        if self._where(tags):
            return TAKEN
        if self._ways is not None and self._ways(tags):
            return ON_ROUTE
        return next((number for number, test in enumerate(self._left_out, start=1) if test(tags)), None)

    def _kind(self, element: Element) -> Optional[str]:
        """Return the kind of geometry as which the role takes an object, None if it does not."""
        if element.kind == CLOSED:
            if POLYGON in self._kinds and element.tags.get("area") != "no":
                return POLYGON
            return LINE if LINE in self._kinds else None
        if element.kind == COLLECTION:
            return COLLECTION if {POINT, POLYGON} & self._kinds else None
        return element.kind if element.kind in self._kinds else None

    def flush(self, crs: str) -> None:
        if not self._rows:
            return
        columns = [OSM_ID, *self._fields, WKB, CLOSED_WAY, STATE]
        frame = pd.DataFrame(self._rows, columns=columns, dtype=object)
        self._rows = []
        geometry = shapely.from_wkb(frame[WKB].to_numpy(dtype=object), on_invalid="ignore")
        states = frame[STATE].to_numpy(dtype=int)
        kept = (states == TAKEN) | (states == ON_ROUTE)
        self._count(geometry[~kept], states[~kept], crs)
        self._keep(frame[kept].reset_index(drop=True), geometry[kept], crs)

    def _count(self, geometry: np.ndarray, states: np.ndarray, crs: str) -> None:
        if len(states):
            inside = near(repaired(self._zone.bring(geometry, crs)), self._zone.area, self._role.buffer)
            self.found.counts.update(states[inside].tolist())

    def _keep(self, frame: pd.DataFrame, geometry: np.ndarray, crs: str) -> None:
        if not len(frame):
            return
        closed = frame[CLOSED_WAY].to_numpy(dtype=bool)
        geometry = flattened(geometry, self._kinds)
        geometry[closed] = areas_of(geometry[closed])
        geometry = repaired(self._zone.bring(geometry, crs))
        whole = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
        # Polygons without an area are repaired to lines, of which nothing is left.
        if self._role.geometry == "polygon":
            whole &= shapely.area(geometry) > 0
        self.found.broken += int((~whole).sum())
        table = GeoTable(frame, geometry, self._zone.crs).where(whole)
        fitting = prepare(table, self._fitting, self._zone.area)
        # Only ways are compared with the members of routes by their original coordinates.
        if self.found.rule.routes is None:
            fitting = GeoTable(fitting.frame.drop(columns=WKB), fitting.geometry, fitting.crs)
        if len(fitting):
            self.found.tables.append(fitting)


class Collector:
    """Takes elements and sorts them into roles; ``finish`` hands over what was found."""

    def __init__(self, rules: Iterable[RoleRule], roles: dict[str, Role], zone: Zone) -> None:
        self._sorters = [_Sorter(rule, roles[rule.role], zone) for rule in rules]
        self._by_key: dict[str, list[int]] = {}
        for number, sorter in enumerate(self._sorters):
            for key in sorted(sorter.triggers):
                self._by_key.setdefault(key, []).append(number)
        self._triggers = frozenset(self._by_key)
        self._route_tests = [
            (number, test_of(sorter.found.rule.routes.relations))
            for number, sorter in enumerate(self._sorters)
            if sorter.found.rule.routes
        ]
        self._routes: dict[int, set[bytes]] = {number: set() for number, _ in self._route_tests}
        self._untagged: list[bytes] = []
        self._crs = ""

    def take(self, elements: list[Element], crs: str) -> None:
        """Take a batch of elements whose coordinates are in a CRS."""
        if crs != self._crs:
            self._flush()
            self._crs = crs
        for element in elements:
            tags = element.tags
            if element.kind == POLYGON and tags.get("type") == "multipolygon" and MEANINGLESS.issuperset(tags):
                self._untagged.append(element.wkb)
            elif element.kind == LINE and "route" in tags:
                self._take_route(element)
            numbers = {number for key in self._triggers.intersection(tags) for number in self._by_key[key]}
            for number in sorted(numbers):
                self._sorters[number].take(element, crs)

    def finish(self, progress: Progress) -> tuple[list[Found], list[set[bytes]], list[bytes]]:
        """Return by role what was found and the ways of its routes (WKB), and areas of relations without tags (WKB)."""
        for number, sorter in enumerate(self._sorters, start=1):
            sorter.flush(self._crs)
            progress(number / len(self._sorters))
        routes = [self._routes.get(number, set()) for number in range(len(self._sorters))]
        return [sorter.found for sorter in self._sorters], routes, self._untagged

    def _flush(self) -> None:
        for sorter in self._sorters:
            sorter.flush(self._crs)

    def _take_route(self, element: Element) -> None:
        for number, test in self._route_tests:
            if test(element.tags):
                ways = shapely.get_parts(shapely.from_wkb(element.wkb, on_invalid="ignore"))
                self._routes[number].update(shapely.to_wkb(ways).tolist())
