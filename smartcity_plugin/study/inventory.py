# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory in the study's file: one table per role, fed by one or several sources with a passport each."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

import numpy as np
import pandas as pd

from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.provenance import Passport
from ..sources.merge import without_duplicates
from . import schema
from .geopackage import TEXT, GeoPackage
from .provenance import SOURCE_ID, fingerprint, now
from .rows import kind_of, passport_of, passport_row

_GEOMETRY_OF_ROLE = {
    "polygon": "MULTIPOLYGON",
    "line": "MULTILINESTRING",
    "point": "POINT",
    "any": "GEOMETRY",
    "none": None,
}


def read_sources(package: GeoPackage) -> list[Passport]:
    """Return the passports of all sources in the order in which they came."""
    frame, _ = package.read(schema.INVENTORY.name)
    return [passport_of(row) for row in frame.to_dict("records")]


def read_layer(package: GeoPackage, role: str, crs: str) -> GeoTable:
    """Return the features of a role; raises KeyError if there are none."""
    frame, geometry = package.read(schema.inventory_table(role))
    return GeoTable(frame, geometry, crs, role)


def store_layer(package: GeoPackage, crs: str, role: Role, passport: Passport, table: GeoTable, add: bool) -> Passport:
    """Store features for a role inside a transaction of the caller; see ``Study.save_layer``."""
    present = [item for item in read_sources(package) if item.role == role.id]
    kept, source_id = _places(present, passport.source_id, add)
    rest = _of_sources(package, role, crs, {item.source_id for item in kept})
    duplicates = 0
    if rest is not None and role.geometry != "none":
        table, duplicates = without_duplicates(table, rest)
    passport = replace(
        passport,
        role=role.id,
        source_id=source_id,
        feature_count=len(table),
        fingerprint=fingerprint(table),
        imported_at=now(),
        completeness=completeness(table, role),
        duplicates=duplicates,
    )
    stored = table.with_column(SOURCE_ID, source_id)
    _write(package, role, crs, stored if rest is None else _together(rest, stored))
    order = [item for item in present if item in kept or item.source_id == source_id]
    passports = [passport if item.source_id == source_id else item for item in order]
    write_register(package, role.id, passports if passport in passports else [*passports, passport])
    return passport


def forget_source(package: GeoPackage, crs: str, role: Role, source_id: str) -> None:
    """Remove one source of a role, with its features; with the last one the role is empty."""
    kept = [item for item in read_sources(package) if item.role == role.id and item.source_id != source_id]
    rest = _of_sources(package, role, crs, {item.source_id for item in kept})
    if rest is None:
        package.drop_table(schema.inventory_table(role.id))
    else:
        _write(package, role, crs, rest)
    write_register(package, role.id, kept)


def change_passport(package: GeoPackage, passport: Passport) -> None:
    """Store what was corrected in a passport; its features stay."""
    present = [item for item in read_sources(package) if item.role == passport.role]
    changed = [passport if item.source_id == passport.source_id else item for item in present]
    write_register(package, passport.role, changed)


def completeness(table: GeoTable, role: Role) -> Optional[float]:
    """Return the share (0 to 1) of known values in the fields of the role that the table has or must have."""
    names = [name for name in (*role.required, *role.optional) if name in role.required or name in table.frame]
    if not names or len(table) == 0:
        return None
    known = [table.frame[name].notna().mean() if name in table.frame else 0.0 for name in names]
    return float(np.mean(known))


def _places(present: list[Passport], source_id: str, add: bool) -> tuple[list[Passport], str]:
    """Return the sources that stay beside a new one, and the id of the new one."""
    if any(item.source_id == source_id for item in present):
        return [item for item in present if item.source_id != source_id], source_id
    if not add or not present:
        return [], "1"
    return present, str(1 + max(int(item.source_id) for item in present))


def _of_sources(package: GeoPackage, role: Role, crs: str, sources: set[str]) -> Optional[GeoTable]:
    if not sources:
        return None
    layer = read_layer(package, role.id, crs)
    return layer.where(layer.frame[SOURCE_ID].isin(sources).to_numpy())


def _together(first: GeoTable, second: GeoTable) -> GeoTable:
    frame = pd.concat([first.frame, second.frame], ignore_index=True)
    return GeoTable(frame, np.concatenate([first.geometry, second.geometry]), first.crs, first.role)


def _write(package: GeoPackage, role: Role, crs: str, table: GeoTable) -> None:
    name = schema.inventory_table(role.id)
    package.drop_table(name)
    kinds = {column: kind_of(table.frame[column]) for column in table.frame.columns}
    kinds[SOURCE_ID] = TEXT
    geometry = _GEOMETRY_OF_ROLE[role.geometry]
    package.create_table(name, kinds, geometry, crs if geometry else None)
    package.append(name, table.frame, table.geometry if geometry else None)


def write_register(package: GeoPackage, role: str, passports: list[Passport]) -> None:
    """Let these be the passports of a role."""
    package.delete_where(schema.INVENTORY.name, role=role)
    if passports:
        package.append(schema.INVENTORY.name, pd.DataFrame([passport_row(item) for item in passports]))
