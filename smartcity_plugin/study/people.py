# SPDX-License-Identifier: GPL-2.0-or-later
"""What the settings of a study mean for the people of a run, and what a reader must be told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import shapely

from ..engine.desk import Data, Desk
from ..engine.geometry import ROUNDING
from ..engine.people import DASYMETRIC, PeopleSettings, persons_in_town, used_allocation
from ..model.problem import Problem, Severity, SmartCityError
from ..sources.quality.population import CALIBRATION_TOLERANCE, whole_number

if TYPE_CHECKING:
    from .study import StudySettings

CALIBRATE = ("yes", "no")
"""What the setting ``calibrate`` may be."""

SMALLEST_FACTOR, LARGEST_FACTOR = 0.5, 2.0
"""Beyond these a factor tells of a wrong figure or a wrong layer, and nothing is computed (project default)."""

HOUSED = 0.8
"""Below this share of people in cells with a residential building the buildings are called incomplete (project
default)."""


def people_settings(
    settings: StudySettings, data: Data, town: shapely.Geometry
) -> tuple[PeopleSettings, list[Problem], dict[str, Any]]:
    """Return how the people of a run are treated, what must be told of it, and its record.

    ``town`` is the study area. Counts of persons are calibrated to the official population if the study wants it and
    knows the figure. Raises SmartCityError for buildings that are not there and for a factor that cannot be right.
    """
    buildings = data.get("buildings")
    used = used_allocation(settings.allocation, buildings is not None)
    record: dict[str, Any] = {"allocation": settings.allocation, "allocation_used": used, "factor": 1.0}
    if settings.calibrate != "yes" or not settings.official_population.strip():
        return PeopleSettings(settings.allocation), [], record
    official = whole_number(settings.official_population)
    if official is None:
        values = {"text": settings.official_population[:40]}
        problem = Problem("official_population_unreadable", Severity.WARNING, values)
        return PeopleSettings(settings.allocation), [problem], record
    counted = persons_in_town(data["population_cells"], town, buildings, used)
    if not counted > 0:
        problem = Problem("population_sum_zero", Severity.WARNING, {"official": float(official)})
        return PeopleSettings(settings.allocation), [problem], record
    factor = official / counted
    record.update(factor=factor, official_population=official, counted_population=counted)
    problem = _calibration(float(official), counted, factor)
    return PeopleSettings(settings.allocation, factor), [problem], record


def _calibration(official: float, counted: float, factor: float) -> Problem:
    cells, shown = float(round(counted)), round(factor, 4)
    if not SMALLEST_FACTOR <= factor <= LARGEST_FACTOR:
        raise SmartCityError(
            "calibration_refused",
            official=official,
            cells=cells,
            factor=shown,
            smallest=SMALLEST_FACTOR,
            largest=LARGEST_FACTOR,
        )
    if abs(factor - 1.0) > CALIBRATION_TOLERANCE + ROUNDING:
        limit = round(100 * CALIBRATION_TOLERANCE)
        much = {"official": official, "cells": cells, "factor": shown, "limit": limit}
        return Problem("population_calibrated_much", Severity.WARNING, much)
    values = {"official": official, "cells": cells, "factor": shown}
    return Problem("population_calibrated", Severity.NOTE, values)


def housing_problems(desk: Desk) -> tuple[list[Problem], Mapping[str, Any]]:
    """Return whom no residential building could be found for, as problems and for the record of the run."""
    housing = desk.housing
    if housing.allocation != DASYMETRIC:
        return [], {}
    record = {
        "cells": housing.cells,
        "cells_without_home": housing.without_home,
        "persons_without_home": round(housing.persons_without_home),
    }
    if not housing.without_home:
        return [], record
    values = {
        "count": float(housing.without_home),
        "total": float(housing.cells),
        "persons": float(round(housing.persons_without_home)),
        "share": round(100 * (1 - housing.housed_share), 1),
    }
    if housing.housed_share < HOUSED:
        return [Problem("buildings_incomplete", Severity.WARNING, values)], record
    return [Problem("cells_without_home", Severity.NOTE, values)], record
