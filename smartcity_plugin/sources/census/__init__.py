# SPDX-License-Identifier: GPL-2.0-or-later
"""The grid of the German censuses of 2022 and 2011: published tables of any topic, joined on their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, Optional

from ...catalogue.census import load_census
from ...engine.progress import Progress, part, silent
from ...model.indicator import Role
from ...model.problem import Problem, Severity, SmartCityError
from ..imported import Imported
from ..tables import text_files
from ..zone import Zone
from .grid import GRID_CRS, SIZES
from .heads import Head, Stranger, recognise
from .join import join
from .layers import POPULATION, ROLES, check_population, choose, coarser_population, make_layer
from .scan import Box, scan
from .supplies import SHOWN, Supply, read_scan

FINEST = "finest"
_LATEST = "2022"
_READING = 0.8
"""Share of the work that reading is; the rest goes into shapes."""
_SAYS_WHY = ("census_counted_unclear", "census_table_unclear", "census_needs_population")
"""Warnings that become the error if because of them nothing is left."""


def read_census(
    paths: Iterable[Path],
    zone: Zone,
    roles: Mapping[str, Role],
    size: str = FINEST,
    counted: str = "",
    progress: Progress = silent,
) -> Imported:
    """Read census tables from files, zip archives and folders for a study's area.

    ``size`` is ``finest`` or a side (``100m``, ``1km``, ``10km``), ``counted`` (``buildings``, ``dwellings``) what
    tables of heating and energy count that do not say so. Raises SmartCityError if nothing can be used.
    """
    census = load_census()
    wanted = SIZES.get(size)
    problems: list[Problem] = []
    supplies: list[Supply] = []
    with text_files(paths) as files:
        heads = _of_size(_known([recognise(file, census) for file in files], problems), wanted)
        year = _one_year(heads, problems)
        box = _box(zone, roles, heads)
        done, total = 0, max(1, sum(head.file.size for head in heads))
        for head in heads:
            share = part(progress, _READING * done / total, _READING * (done + head.file.size) / total)
            reading = read_scan(scan(head, census, box, share), census, counted, year)
            supplies += reading.supplies
            problems += reading.problems
            done += head.file.size
    tables = join(supplies, problems)
    chosen = choose(tables, wanted, problems)
    layers = []
    for number, item in enumerate(chosen):
        progress(_READING + (1 - _READING) * number / len(chosen))
        coarser = bool(coarser_population(tables, item.size))
        layers.append(make_layer(item, year, census, roles[item.role], zone, coarser, problems))
    made = tuple(layer for layer in layers if layer is not None)
    if not made:
        _refuse(heads, problems)
    people = next((item for item in chosen if item.role == POPULATION), None)
    problems += check_population(tables, people, zone)
    facts = {"census": year, "files": ", ".join(head.file.name for head in heads)}
    return Imported(made, tuple(problems), census.reference_dates[year], facts)


def _known(found: Sequence[Head | Stranger], problems: list[Problem]) -> list[Head]:
    """Return the files that are census tables; the others are told, and raise SmartCityError if there are no tables."""
    heads = [item for item in found if isinstance(item, Head)]
    strangers = [item for item in found if isinstance(item, Stranger)]
    if not found:
        raise SmartCityError("census_no_files")
    for stranger in strangers:
        columns = ", ".join(name[:40] for name in stranger.columns[:SHOWN]) or "–"
        values = {"path": stranger.file.name, "columns": columns}
        if not heads:
            raise SmartCityError("census_not_recognised", path=stranger.file.name, columns=columns)
        problems.append(Problem("census_file_unused", Severity.WARNING, values))
    return heads


def _of_size(heads: list[Head], wanted: Optional[int]) -> list[Head]:
    """Return the files of the wanted size, with those of coarser cells that tell how many people are missing."""
    if wanted is None:
        return heads
    counts = [head for head in heads if any(table.id == "population" for table in head.wide)]
    kept = [head for head in heads if head.size == wanted or (head.size > wanted and head in counts)]
    if not any(head.size == wanted for head in heads):
        found = {name: size for name, size in SIZES.items() if any(head.size == size for head in heads)}
        raise SmartCityError("census_size_missing", found=", ".join(found))
    return kept


def _one_year(heads: list[Head], problems: list[Problem]) -> str:
    """Return the census that all files belong to; raises SmartCityError if they are of both."""
    years = {head.year: head.file.name for head in heads if head.year}
    if len(years) > 1:
        raise SmartCityError("census_years_mixed", first=years["2011"], second=years["2022"])
    if not years:
        problems.append(Problem("census_year_assumed", Severity.NOTE, {"path": heads[0].file.name, "year": _LATEST}))
    return next(iter(years), _LATEST)


def _box(zone: Zone, roles: Mapping[str, Role], heads: list[Head]) -> Box:
    """Return the box of the cells to keep; it holds coarse cells as a whole if sizes are to be compared."""
    west, south, east, north = zone.box(GRID_CRS, max(roles[role].buffer for role in ROLES))
    sizes = {head.size for head in heads}
    if len(sizes) == 1:
        return west, south, east, north
    step = max(sizes)
    return west // step * step, south // step * step, -(-east // step) * step, -(-north // step) * step


def _refuse(heads: list[Head], problems: list[Problem]) -> NoReturn:
    for problem in problems:
        if problem.key in _SAYS_WHY:
            raise SmartCityError(problem.key, **problem.values)
    raise SmartCityError("census_nothing_here", files=", ".join(head.file.name for head in heads)[:300])
