# SPDX-License-Identifier: GPL-2.0-or-later
"""Repairs of what a study already holds. The files it came from are never touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np
import shapely

from ..catalogue.fixes import load_fixes
from ..engine.progress import Progress, silent
from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import SmartCityError
from ..model.provenance import Passport
from ..model.quality import Fix
from ..sources.prepare import DIMENSION_NAMES, only_dimension, repaired
from ..sources.quality.layer import CODES_FOR_UNKNOWN
from ..sources.quality.values import split_by_source
from ..sources.repairs import copies, without_codes
from .inventory import SOURCE_ID
from .study import Study

PASSPORT_FIELDS = ("source", "licence", "attribution", "data_date", "contact")
"""What a user may complete in a passport."""


@dataclass(frozen=True)
class Repaired:
    """What was done to one source: how many geometries, features, values or details changed."""

    passport: Passport
    count: int


def repair(
    study: Study,
    roles: Mapping[str, Role],
    fix: Fix,
    role: str = "",
    source_id: str = "",
    *,
    codes: Sequence[float] = CODES_FOR_UNKNOWN,
    details: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> list[Repaired]:
    """Repair the data of one source, of all sources of a role, or (without a role) of all that can be repaired so.

    ``codes`` are the numbers that mean unknown, ``details`` what to enter into the passport: for one source in place of
    what is there, for several only where nothing is. Returns what changed, by source; where nothing was to be done,
    nothing is written. All is stored or nothing. Raises SmartCityError for a source that the study does not have.
    """
    chosen = [passport for passport in study.sources() if _is_meant(passport, role, source_id)]
    if not chosen:
        raise SmartCityError("source_unknown", role=role or "–", source=source_id or "–")
    if fix is Fix.FILL_PASSPORT:
        return _fill(study, chosen, details or {}, overwrite=len(chosen) == 1)
    done = []
    with study.transaction():
        for number, name in enumerate(dict.fromkeys(passport.role for passport in chosen)):
            progress(number / len(chosen))
            if roles[name].geometry != "raster":
                of_role = [passport for passport in chosen if passport.role == name]
                done += _repair_role(study, roles[name], of_role, fix, codes)
        progress(1.0)  # the last chance to cancel
    return done


def _is_meant(passport: Passport, role: str, source_id: str) -> bool:
    return role in ("", passport.role) and source_id in ("", passport.source_id)


def _repair_role(
    study: Study, role: Role, passports: Sequence[Passport], fix: Fix, codes: Sequence[float]
) -> list[Repaired]:
    tables = split_by_source(study.layer(role.id))
    done = []
    for passport in passports:
        if passport.source_id not in tables:
            continue
        table, count = apply_fix(fix, tables[passport.source_id], role, codes)
        if count:
            done.append(Repaired(_store(study, role, passport, table, fix, count), count))
    return done


def apply_fix(fix: Fix, table: GeoTable, role: Role, codes: Sequence[float]) -> tuple[GeoTable, int]:
    """Return a table of a role repaired, and how many geometries, features or values that changed.

    A geometry of which nothing of the role's kind is left by its repair becomes none; the check tells of it then.
    """
    if fix is Fix.REPAIR_GEOMETRY:
        return _valid(table, role)
    if fix is Fix.EMPTY_CODES:
        frame, count = without_codes(table.frame, role.numbers, codes)
        return GeoTable(frame, table.geometry, table.crs, table.role), count
    if fix is Fix.REMOVE_DUPLICATES:
        gone = copies(table, (SOURCE_ID,))
    elif fix is Fix.REMOVE_EMPTY and role.geometry not in ("none", "raster"):
        gone = shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry)
    else:
        gone = np.zeros(len(table), dtype=bool)
    return table.where(~gone), int(gone.sum())


def _valid(table: GeoTable, role: Role) -> tuple[GeoTable, int]:
    broken = ~shapely.is_missing(table.geometry) & ~shapely.is_valid(table.geometry)
    if not broken.any():
        return table, 0
    geometry = table.geometry.copy()
    sound = repaired(geometry[broken])
    if role.geometry in DIMENSION_NAMES:
        sound = only_dimension(sound, DIMENSION_NAMES.index(role.geometry))
    geometry[broken] = sound
    return GeoTable(table.frame, geometry, table.crs, table.role), int(broken.sum())


def _store(study: Study, role: Role, passport: Passport, table: GeoTable, fix: Fix, count: int) -> Passport:
    """Store a repaired source in its place; its passport keeps when and how it came in, and says what was done."""
    said = load_fixes()[fix].note.format(count=count).in_language(study.settings.language)
    note = f"{passport.note} {said}".strip()
    frame = table.frame.drop(columns=[name for name in (SOURCE_ID,) if name in table.frame])
    rows = GeoTable(frame, table.geometry, table.crs, table.role)
    stored = study.save_layer(role, replace(passport, note=note), rows, add=True)
    kept = replace(stored, imported_at=passport.imported_at, duplicates=passport.duplicates + stored.duplicates)
    study.save_passport(kept)
    return kept


def _fill(study: Study, passports: Sequence[Passport], details: Mapping[str, str], overwrite: bool) -> list[Repaired]:
    given = {name: value.strip() for name, value in details.items() if name in PASSPORT_FIELDS and value.strip()}
    done = []
    with study.transaction():
        for passport in passports:
            new = {
                name: value
                for name, value in given.items()
                if getattr(passport, name) != value and (overwrite or not getattr(passport, name).strip())
            }
            if new:
                filled = replace(passport, **new)
                study.save_passport(filled)
                done.append(Repaired(filled, len(new)))
    return done
