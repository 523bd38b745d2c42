# SPDX-License-Identifier: GPL-2.0-or-later
"""From joined cells to layers: which size, which cells, and what their readers must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ...catalogue.census import Census
from ...engine.table import GeoTable
from ...model.indicator import Role
from ...model.problem import Problem, Severity
from ...model.provenance import Fitness
from ...model.text import Text
from ..imported import ImportedLayer
from ..prepare import near
from ..zone import Zone
from .grid import GRID_CRS, cell_id, corners, label, parents, squares
from .join import UNCERTAIN, Joined

POPULATION, RATES, BUILDINGS = "population_cells", "census_rates", "census_buildings"
ROLES = (POPULATION, RATES, BUILDINGS)
_SHOWN = 4
_MANY_MISSING = 0.05
"""Share of missing values in the tables' own cells from which a layer counts as partial."""


@dataclass(frozen=True)
class Chosen:
    """The table of a role that is used, and its cell size in metres."""

    role: str
    size: int
    table: Joined


def choose(tables: Mapping[tuple[str, int], Joined], size: Optional[int], problems: list[Problem]) -> list[Chosen]:
    """Return the table of each role: of the size wanted, otherwise the finest; what stays unused is told."""
    chosen = []
    for role in ROLES:
        found = {cells: table for (name, cells), table in tables.items() if name == role and _useful(role, table)}
        fitting = {cells: table for cells, table in found.items() if size in (None, cells)}
        if role == POPULATION and not fitting:
            _tell_without_population(tables, size, problems)
        if not fitting:
            continue
        best = min(fitting)
        others = ", ".join(label(cells) for cells in sorted(found) if cells != best)
        if others:
            values = {"role": role, "size": label(best), "others": others}
            problems.append(Problem("census_sizes_unused", Severity.NOTE, values))
        chosen.append(Chosen(role, best, fitting[best]))
    sizes = {item.role: item.size for item in chosen}
    if POPULATION in sizes and BUILDINGS in sizes and sizes[POPULATION] != sizes[BUILDINGS]:
        told = {"size": label(sizes[BUILDINGS]), "other": label(sizes[POPULATION])}
        problems.append(Problem("census_sizes_differ", Severity.WARNING, told))
    return chosen


def _useful(role: str, table: Joined) -> bool:
    """Cells without population are no population cells; population alone makes no rates."""
    if role == POPULATION:
        return "population" in table.values
    return role != RATES or set(table.values) != {"population"}


def _tell_without_population(
    tables: Mapping[tuple[str, int], Joined], size: Optional[int], problems: list[Problem]
) -> None:
    found = [table for (role, cells), table in tables.items() if role == POPULATION and size in (None, cells)]
    fields = sorted({field for table in found for field in table.values})
    if fields:
        problems.append(Problem("census_needs_population", Severity.WARNING, {"fields": ", ".join(fields)}))


def make_layer(
    chosen: Chosen, year: str, census: Census, role: Role, zone: Zone, coarser: bool, problems: list[Problem]
) -> Optional[ImportedLayer]:
    """Return the layer of a role with the cells near the study's area, None if there are none.

    Cells are squares of EPSG:3035 whose corners are reprojected one by one. ``coarser``: the population of coarser
    cells is known, too.
    """
    table = chosen.table.without("population") if chosen.role == RATES and "population" in chosen.table.values else None
    table = chosen.table.only(table.values.index) if table is not None else chosen.table
    table = table.only(table.values.index[_in_box(table.values.index.to_numpy(), chosen.size, zone, role.buffer)])
    geometry = zone.bring(squares(table.values.index.to_numpy(), chosen.size), GRID_CRS)
    inside = near(geometry, zone.area, role.buffer)
    table, geometry = table.only(table.values.index[inside]), geometry[inside]
    empty = (table.values.isna().all(axis=1) & (year == "2011")).to_numpy(dtype=bool)
    table, geometry = table.only(table.values.index[~empty]), geometry[~empty]
    if not len(geometry):
        return None
    order = [name for name in (*role.required, *role.optional) if name in table.values]
    frame = table.values[order].astype(float).reset_index(drop=True)
    frame.insert(0, "cell_id", [cell_id(chosen.size, key) for key in table.values.index])
    if table.uncertain.to_numpy().any():
        frame[UNCERTAIN] = pd.Series(table.uncertain_fields(), dtype=object)
    title = census.titles[chosen.role].format(census=year, size=label(chosen.size))
    told = _tell(chosen.role, table, int(empty.sum()), year, census, problems)
    unknown = int(table.values["population"].isna().sum()) if chosen.role == POPULATION else 0
    if chosen.role == POPULATION and unknown + empty.sum() and not coarser:
        count = unknown + int(empty.sum())
        problems.append(Problem("census_missing_people_unknown", Severity.NOTE, {"count": count}))
    missing = float((table.listed & table.values.isna()).to_numpy().sum() / table.listed.to_numpy().sum())
    fitness = Fitness.PARTIAL if unknown or missing > _MANY_MISSING else Fitness.GOOD
    return ImportedLayer(chosen.role, title, GeoTable(frame, geometry, zone.crs, chosen.role), fitness, _together(told))


def _in_box(keys: np.ndarray, size: int, zone: Zone, buffer: float) -> np.ndarray:
    west, south, east, north = zone.box(GRID_CRS, buffer)
    cell_north, cell_east = corners(keys)
    return (cell_east < east) & (cell_east + size > west) & (cell_north < north) & (cell_north + size > south)


def _tell(role: str, table: Joined, empty: int, year: str, census: Census, problems: list[Problem]) -> list[Text]:
    """Return the sentences of the passport's note, and tell the same as problems."""
    notes = [census.notes[f"method_{year}"]]
    listed = table.listed
    blank, total = int(table.blank.to_numpy().sum()), int(listed.to_numpy().sum())
    gaps = int((listed & ~table.blank & table.values.isna()).to_numpy().sum())
    absent = int((~listed).any(axis=1).sum())
    uncertain = int(table.uncertain.any(axis=1).sum())
    if blank:
        share = round(100 * blank / total, 1)
        most = table.blank.sum().sort_values(ascending=False, kind="stable")
        fields = ", ".join(f"{name} ({count})" for name, count in most[most > 0][:_SHOWN].items())
        suppressed = {"role": role, "count": blank, "total": total, "share": share, "fields": fields}
        problems.append(Problem("census_suppressed", Severity.WARNING, suppressed))
        notes.append(_counted(census.notes["suppressed"], count=blank, total=total, share=share))
    if gaps:
        without = {"role": role, "count": gaps, "total": total, "share": round(100 * gaps / total, 1)}
        problems.append(Problem("census_gaps", Severity.WARNING, without))
        notes.append(_counted(census.notes["gaps"], count=gaps, total=total))
    if absent:
        missing = {"role": role, "count": absent, "total": len(listed)}
        problems.append(Problem("census_cells_absent", Severity.NOTE, missing))
        notes.append(_counted(census.notes["absent"], count=absent))
    if uncertain:
        doubtful = {"role": role, "count": uncertain, "total": len(listed)}
        problems.append(Problem("census_uncertain", Severity.WARNING, doubtful))
        notes.append(_counted(census.notes["uncertain"], count=uncertain))
    if empty:
        problems.append(Problem("census_empty_cells", Severity.NOTE, {"role": role, "count": empty}))
        notes.append(_counted(census.notes["empty_cells"], count=empty))
    return notes


def _counted(text: Text, **numbers: float) -> Text:
    """Return a sentence with numbers written as its language writes them."""
    english = {name: f"{number:,}" for name, number in numbers.items()}
    german = {name: spelled.translate(str.maketrans(",.", ".,")) for name, spelled in english.items()}
    return Text(text.de.format(**german), text.en.format(**english))


def _together(texts: list[Text]) -> Text:
    return Text(" ".join(text.de for text in texts), " ".join(text.en for text in texts))


def coarser_population(tables: Mapping[tuple[str, int], Joined], size: int) -> list[int]:
    """Return the sizes above a size for which the population is known, finest first."""
    found = [cells for role, cells in tables if role == POPULATION and cells > size]
    return sorted(cells for cells in found if "population" in tables[POPULATION, cells].values)


def check_population(tables: Mapping[tuple[str, int], Joined], chosen: Optional[Chosen], zone: Zone) -> list[Problem]:
    """Return what coarser cells, if there are any, say about the people that the chosen cells miss.

    Compared are the coarser cells that touch the study's area, with all fine cells inside them.
    """
    if chosen is None:
        return []
    fine = chosen.table.values["population"]
    coarser = coarser_population(tables, chosen.size)
    if not coarser:
        return []
    size = coarser[0]
    coarse = tables[POPULATION, size].values["population"].dropna()
    touching = near(zone.bring(squares(coarse.index.to_numpy(), size), GRID_CRS), zone.area, 0.0)
    coarse = coarse[touching]
    inside = pd.Series(parents(fine.index.to_numpy(), size), index=fine.index).isin(coarse.index)
    expected, found = float(coarse.sum()), float(fine[inside].sum())
    if not expected:
        return []
    told = {
        "size": label(chosen.size),
        "other": label(size),
        "found": int(found),
        "expected": int(expected),
        "missing": int(expected - found),
        "share": round(100 * (expected - found) / expected, 1),
    }
    return [Problem("census_missing_people", Severity.NOTE, told)]
