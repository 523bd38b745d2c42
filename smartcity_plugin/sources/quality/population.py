# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of the population: units without people, the sum of the cells against the official figure, suppression."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ...engine.geometry import ROUNDING
from ...engine.population import allocate
from ...engine.table import GeoTable
from ...model.problem import Problem, Severity
from ...model.quality import Fix
from .finding import NAMED, Finding, extent_of, problems_of

CALIBRATION_TOLERANCE = 0.02
"""How far the factor official population / sum of cells may be from 1 (domain rule for census grids)."""

ROLE = "population_cells"


@dataclass(frozen=True)
class Calibration:
    """The official population beside that of the cells; cells on the border count by the share of their area inside.

    ``factor`` is official / cells. ``unknown`` of the ``total`` cells that touch the area have no known population.
    """

    official: float
    cells: float
    unknown: int
    total: int

    @property
    def factor(self) -> Optional[float]:
        """What all cells would have to be multiplied by, None if nobody lives in them."""
        return self.official / self.cells if self.cells > 0 else None


def check_allocation(cells: GeoTable, units: GeoTable) -> list[Problem]:
    """Return warnings for units without cells and for units whose cells have no known inhabitants."""
    return problems_of(find_in_allocation(cells, units))


def find_in_allocation(cells: GeoTable, units: GeoTable) -> list[Finding]:
    """Return what ``check_allocation`` says, with the places."""
    allocation = allocate(cells, units)
    names = units.frame["name"].astype(str).to_numpy(dtype=object)
    some_cells = np.diff(allocation.shares.indptr) > 0
    nobody = some_cells & ~(np.nan_to_num(allocation.persons()) > 0)
    findings = []
    if (~some_cells).any():
        problem = Problem("unit_without_cells", Severity.WARNING, {"units": ", ".join(names[~some_cells])})
        findings.append(_of_units(problem, units, ~some_cells))
    if nobody.any():
        problem = Problem("unit_without_population", Severity.WARNING, {"units": ", ".join(names[nobody])})
        findings.append(_of_units(problem, units, nobody))
    return findings


def _of_units(problem: Problem, units: GeoTable, rows: np.ndarray) -> Finding:
    names = units.frame["name"].astype(str).to_numpy(dtype=object)[rows]
    return Finding(problem, ROLE, features=tuple(names[:NAMED]), extent=extent_of(units.geometry[rows]))


def calibration(cells: GeoTable, area: shapely.Geometry, official: float) -> Calibration:
    """Return the official population (persons) beside the sum of the cells inside an area in the same CRS."""
    geometry = np.array([area], dtype=object)
    allocation = allocate(cells, GeoTable(pd.DataFrame(index=[0]), geometry, cells.crs, "study_area"))
    members, _ = allocation.members(0)
    unknown = int((~np.isfinite(allocation.population[members])).sum())
    return Calibration(official, float(allocation.total(allocation.population)[0]), unknown, len(members))


def find_in_sum(cells: GeoTable, area: shapely.Geometry, official_population: str) -> list[Finding]:
    """Return whether the cells agree with the official population, and what suppression may take away.

    ``official_population`` is what the study's settings say; an empty text means that it is not known.
    """
    if not official_population.strip():
        return [Finding(Problem("official_population_missing", Severity.NOTE), ROLE, fix=Fix.SET_POPULATION)]
    official = whole_number(official_population)
    if official is None:
        problem = Problem("official_population_unreadable", Severity.WARNING, {"text": official_population[:40]})
        return [Finding(problem, ROLE, fix=Fix.SET_POPULATION)]
    result = calibration(cells, area, float(official))
    findings = []
    if result.factor is None or abs(result.factor - 1.0) > CALIBRATION_TOLERANCE + ROUNDING:
        findings.append(Finding(_differs(result), ROLE))
    missing = result.official - result.cells
    if result.unknown and missing > 0:
        values = {
            "count": result.unknown,
            "total": result.total,
            "share": round(100 * result.unknown / result.total, 1),
            "persons": float(round(missing)),
            "persons_share": round(100 * missing / result.official, 1),
        }
        problem = Problem("population_suppressed", Severity.NOTE, values)
        unknown = ~np.isfinite(cells.numbers("population"))
        findings.append(Finding(problem, ROLE, extent=extent_of(cells.geometry[unknown])))
    return findings


def _differs(result: Calibration) -> Problem:
    if result.factor is None:
        return Problem("population_sum_zero", Severity.WARNING, {"official": result.official})
    values = {
        "official": result.official,
        "cells": float(round(result.cells)),
        "factor": round(result.factor, 3),
        "limit": round(100 * CALIBRATION_TOLERANCE),
    }
    return Problem("population_differs", Severity.WARNING, values)


def whole_number(text: str) -> Optional[int]:
    """Return a positive whole number written with or without separators of thousands (``110.731``, ``110 731``)."""
    stripped = text.strip()
    if not re.fullmatch(r"[0-9]+|[0-9]{1,3}(?:[.,'\u2019\u00a0\u202f ][0-9]{3})+", stripped):
        return None
    number = int(re.sub(r"[^0-9]", "", stripped))
    return number if 0 < number < 1_000_000_000 else None
