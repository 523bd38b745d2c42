# SPDX-License-Identifier: GPL-2.0-or-later
"""The check of a whole study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Optional

import numpy as np
import shapely

from ...engine.population import allocate
from ...engine.progress import Progress, part, silent
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity
from ...model.provenance import Passport
from .finding import Finding
from .layer import find_in_layer
from .passport import find_contacts, find_in_passport
from .population import find_in_allocation, find_in_sum
from .reach import find_empty_units, find_overlap, find_reach, find_strays
from .units import ROLE as UNITS
from .units import find_in_hierarchy, find_in_units
from .values import find_in_values, split_by_source

CITY_LEVEL = "city"
POPULATION = "population_cells"


def check_study(
    data: Mapping[str, GeoTable],
    sources: Sequence[Passport],
    roles: Mapping[str, Role],
    area: shapely.Geometry,
    *,
    licences: Optional[Iterable[str]] = None,
    reference_date: str = "",
    official_population: str = "",
    progress: Progress = silent,
) -> list[Finding]:
    """Return what is wrong or doubtful in a whole study: its planning units first, then role by role.

    ``data`` are the tables by role with ``planning_units`` (columns unit_id, name, level, parent_id), all in the CRS of
    the study; roles without a table (rasters) are checked by their passports. ``sources`` are the passports of all
    sources, ``licences`` the known ids (None: any), ``official_population`` what the study's settings say (empty:
    unknown).
    """
    known = None if licences is None else list(licences)
    findings = check_all_units(data[UNITS], area)
    findings += _other_crs(data)
    present = list(dict.fromkeys(passport.role for passport in sources if passport.role in roles))
    for role in sorted({passport.role for passport in sources} - set(present)):
        findings.append(Finding(Problem("role_unknown", Severity.WARNING, {"role": role}), role))
    for number, role in enumerate(present):
        progress((1 + number) / (2 + len(present)))
        of_role = [passport for passport in sources if passport.role == role]
        step = part(progress, (1 + number) / (2 + len(present)), (2 + number) / (2 + len(present)))
        if role in data:
            findings += _of_role(data[role], of_role, roles[role], area, step)
        for passport in of_role:
            findings += find_in_passport(passport, known, reference_date)
    if POPULATION in data and len(data[POPULATION]):
        findings += find_in_allocation(data[POPULATION], data[UNITS])
        findings += find_in_sum(data[POPULATION], area, official_population)
        findings += _where_nothing_is(data, sources, roles)
    else:
        findings.append(Finding(Problem("population_missing", Severity.WARNING), POPULATION))
    findings += find_contacts(sources)
    progress(1.0)
    return findings


def check_all_units(units: GeoTable, area: shapely.Geometry) -> list[Finding]:
    """Return what is wrong with the planning units of all levels, and with how the levels fit together."""
    findings = []
    for level in sorted(set(units.ids("level")) - {CITY_LEVEL}):
        findings += find_in_units(UNITS, units.where(units.ids("level") == level), area)
    return findings + (find_in_hierarchy(units) if "parent_id" in units.frame else [])


def _other_crs(data: Mapping[str, GeoTable]) -> list[Finding]:
    """Return tables in another CRS than the planning units: computing with them together gives nonsense."""
    findings = []
    for role, table in data.items():
        if table.crs != data[UNITS].crs:
            values = {"layer": role, "crs": table.crs, "expected": data[UNITS].crs}
            findings.append(Finding(Problem("crs_mixed", Severity.ERROR, values), role))
    return findings


def _of_role(
    table: GeoTable, passports: Sequence[Passport], role: Role, area: shapely.Geometry, progress: Progress
) -> list[Finding]:
    """Check each source of a role by itself, and what only all of them together can tell."""
    titles = {passport.source_id or "1": passport.title for passport in passports}
    findings = []
    for source, rows in split_by_source(table).items():
        title = titles.get(source, role.id)
        progress(0.3)
        found = [*find_in_layer(title, rows, role), *find_in_values(title, rows, role)]
        findings += [replace(finding, source_id=source) for finding in found]
    if role.geometry in ("none", "raster") or not len(table):
        return findings
    progress(0.7)
    whole = next(iter(titles.values())) if len(titles) == 1 else role.id
    valid = shapely.is_valid(table.geometry) | shapely.is_missing(table.geometry)
    sound = table.where(np.asarray(valid))  # broken shapes are told above; their areas and places mean nothing
    findings += find_overlap(whole, sound, role)
    return findings + find_reach(whole, sound, role, area) + find_strays(whole, sound, role, area)


def _where_nothing_is(
    data: Mapping[str, GeoTable], sources: Sequence[Passport], roles: Mapping[str, Role]
) -> list[Finding]:
    """Return planning units (of the level with the fewest) in which a layer has nothing though people live there."""
    units = data[UNITS].where(data[UNITS].ids("level") != CITY_LEVEL)
    if not len(units):
        return []
    levels = units.frame["level"].value_counts().sort_index()
    units = units.where((units.frame["level"] == levels.idxmin()).to_numpy(dtype=bool))
    persons = allocate(data[POPULATION], units).persons()
    findings = []
    for role in [role for role in data if role in roles and role != UNITS]:
        if roles[role].geometry in ("none", "raster") or roles[role].sector == "base":
            continue  # cells are checked by themselves, and water does not follow people
        titles = [passport.title for passport in sources if passport.role == role]
        title = titles[0] if len(titles) == 1 else role
        findings += find_empty_units(title, data[role], roles[role], units, persons)
    return findings
