# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found becomes layers for the study: each object once, numbers as numbers, everything left out told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ...engine.progress import Progress, part
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity
from ...model.text import Text
from ..imported import ImportedLayer
from ..prepare import prepare
from ..zone import Zone
from .collect import CLOSED_WAY, ON_ROUTE, OSM_ID, STATE, WKB, WRONG_KIND, Found
from .duplicates import inside_another, outer_ways, repeated, with_holes
from .match import Unclear
from .shapes import as_points

EXAMPLES = 3
"""How many texts that could not be read as numbers are shown."""


class LayerMaker:
    """Makes layers; gathers the problems on the way."""

    def __init__(self, zone: Zone, roles: dict[str, Role], untagged: Sequence[bytes], remarks: Sequence[Text]) -> None:
        """``untagged`` are areas of relations without tags (WKB, EPSG:4326), ``remarks`` are added to every note."""
        self._zone, self._roles, self._remarks = zone, roles, remarks
        areas = shapely.from_wkb(np.array(untagged, dtype=object), on_invalid="ignore") if untagged else None
        self._untagged = None if areas is None else zone.bring(areas, "EPSG:4326")
        self.problems: list[Problem] = []
        self.empty: list[str] = []
        """Roles for which nothing was found."""

    def layer(self, found: Found, routes: set[bytes], progress: Progress) -> Optional[ImportedLayer]:
        """Return the layer of a role, None if nothing (usable) was found."""
        rule, role = found.rule, self._roles[found.rule.role]
        if found.broken:
            count = found.broken
            self.problems.append(Problem("osm_geometry_broken", Severity.WARNING, {"role": role.id, "count": count}))
        if found.counts[WRONG_KIND]:
            count = found.counts[WRONG_KIND]
            self.problems.append(Problem("osm_kind_not_taken", Severity.NOTE, {"role": role.id, "count": count}))
        table = _joined(found, self._zone.crs, routes)
        if table is not None:
            progress(0.1)
            table = self._numbers(self._distinct(table, found, role, part(progress, 0.1, 0.9)), found)
            if role.geometry == "point":
                table = prepare(GeoTable(table.frame, as_points(table.geometry), table.crs), role, self._zone.area)
        if table is None or not len(table):
            self.empty.append(role.id)
            return None
        for name in role.required:
            if table.frame[name].isna().all():
                values = {"role": role.id, "field": name, "count": len(table)}
                self.problems.append(Problem("osm_field_unknown", Severity.WARNING, values))
                return None
        # A field that nobody recorded anywhere is none that OpenStreetMap brings.
        brought = [name for name in table.frame if name in role.required or table.frame[name].notna().any()]
        table = GeoTable(table.frame[brought], table.geometry, table.crs, role.id)
        return ImportedLayer(role.id, rule.title, table, rule.fitness, self._note(found))

    def _distinct(self, table: GeoTable, found: Found, role: Role, progress: Progress) -> GeoTable:
        """Return a table in which every thing is there once."""
        before = len(table)
        ids, fields = table.frame[OSM_ID].to_numpy(dtype=object), table.frame[list(found.rule.fields)]
        table = table.where(~repeated(ids, fields, table.geometry))
        progress(0.3)
        if "polygon" in found.rule.kinds:
            if self._untagged is not None:
                closed = table.frame[CLOSED_WAY].to_numpy(dtype=bool)
                table = GeoTable(table.frame, with_holes(table.geometry, closed, self._untagged), table.crs)
            table = table.where(~outer_ways(table.frame[OSM_ID].to_numpy(dtype=object), table.geometry))
        progress(0.7)
        if found.rule.duplicates:
            table = table.where(~inside_another(table.frame, table.geometry, found.rule.duplicates))
        if len(table) < before:
            values = {"role": role.id, "count": before - len(table)}
            self.problems.append(Problem("osm_duplicates", Severity.NOTE, values))
        return GeoTable(table.frame.drop(columns=CLOSED_WAY), table.geometry, table.crs)

    def _numbers(self, table: GeoTable, found: Found) -> GeoTable:
        """Return the table with fields of numbers as floats; texts that are no number become missing and are told."""
        frame = table.frame.copy()
        for name in found.rule.fields:
            if found.rule.fields[name].conversion == "text":
                continue
            unclear = frame[name].map(lambda value: isinstance(value, Unclear)).to_numpy(dtype=bool)
            if unclear.any():
                self.problems.append(_unclear(found.rule.role, name, frame.loc[unclear, name]))
            frame[name] = frame[name].where(~unclear, None).astype(float)
            known = int(frame[name].notna().sum())
            if known < len(frame):
                values = {"role": found.rule.role, "field": name, "known": known, "total": len(frame)}
                self.problems.append(Problem("osm_values_missing", Severity.NOTE, values))
        return GeoTable(frame, table.geometry, table.crs)

    def _note(self, found: Found) -> Text:
        """Return what the rule says of OpenStreetMap, what was left out here, and the remarks on the file."""
        left = [
            (entry.text, found.counts[number])
            for number, entry in enumerate(found.rule.left_out, start=1)
            if found.counts[number]
        ]
        parts = [found.rule.note]
        if left:
            german = ", ".join(f"{text.de} ({count})" for text, count in left)
            english = ", ".join(f"{text.en} ({count})" for text, count in left)
            parts.append(Text(f"Nicht übernommen: {german}.", f"Not taken: {english}."))
        parts += self._remarks
        return Text(" ".join(part.de for part in parts), " ".join(part.en for part in parts))


def _unclear(role: str, name: str, texts: pd.Series) -> Problem:
    examples = "; ".join(list(dict.fromkeys(texts.astype(str)))[:EXAMPLES])
    values = {"role": role, "field": name, "count": len(texts), "texts": examples}
    return Problem("osm_value_unclear", Severity.NOTE, values)


def _joined(found: Found, crs: str, routes: set[bytes]) -> Optional[GeoTable]:
    """Return all that was found for a role in one table; of ways that only routes bring in those on routes."""
    if not found.tables:
        return None
    frame = pd.concat([table.frame for table in found.tables], ignore_index=True)
    table = GeoTable(frame, np.concatenate([table.geometry for table in found.tables]), crs)
    if found.rule.routes:
        on_route = frame[WKB].map(lambda wkb: bytes(wkb) in routes).to_numpy(dtype=bool)
        frame = frame.drop(columns=WKB).assign(
            **{found.rule.routes.field: np.where(on_route, found.rule.routes.value, None)}
        )
        candidate = frame[STATE].to_numpy(dtype=int) == ON_ROUTE
        table = GeoTable(frame, table.geometry, crs).where(~candidate | on_route)
    return GeoTable(table.frame.drop(columns=STATE), table.geometry, crs)
