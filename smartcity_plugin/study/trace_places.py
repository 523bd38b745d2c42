# SPDX-License-Identifier: GPL-2.0-or-later
"""Which measures lie in which planning units: by the units named, by their area, by the places of their effects."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from ..model.strategy import Measure
from .rows import split_ids
from .study import CITY_LEVEL, Study

TOUCHES = 0.01
"""A measure lies in a unit from this share of its own area, or of the unit's, on; what is less comes from borders that
were drawn unlike (project default)."""


def measure_places(study: Study, measures: Iterable[Measure]) -> dict[str, dict[str, float]]:
    """Return, by measure and reporting unit, the share of the unit that the measure covers (1 for units it names).

    Measures without any place have no entries. A unit of another level that a measure names stands for the reporting
    units whose representative point lies in it, the municipality for all. Places of effects that are points or lines
    cover no area: their share is 0, and yet they lie there.
    """
    reporting = study.reporting_units()
    ids = [str(unit) for unit in reporting.ids("unit_id")]
    members = unit_members(study)
    shapes = study.measure_shapes()
    effects: dict[str, list[shapely.Geometry]] = {}
    for item in study.effects():
        if item.geometry is not None:
            effects.setdefault(item.effect.measure_id, []).append(item.geometry)
    area = shapely.area(reporting.geometry)
    tree = shapely.STRtree(reporting.geometry)
    found: dict[str, dict[str, float]] = {}
    for measure in measures:
        places: dict[str, float] = {}
        given = [shapes.get(measure.measure_id), *effects.get(measure.measure_id, [])]
        for shape in (item for item in given if item is not None and not item.is_empty):
            for row, share in _shares(shape, tree, reporting.geometry, area):
                places[ids[row]] = min(places.get(ids[row], 0.0) + share, 1.0)
        for unit in split_ids(measure.unit_ids):
            places.update(dict.fromkeys(members.get(unit, []), 1.0))
        if places:
            found[measure.measure_id] = places
    return found


def _shares(
    shape: shapely.Geometry, tree: shapely.STRtree, units: np.ndarray, area: np.ndarray
) -> list[tuple[int, float]]:
    """Return the units that a shape lies in, by row, with the share of the unit that it covers."""
    rows = tree.query(shape, predicate="intersects")
    if shape.area == 0.0:
        return [(int(row), 0.0) for row in rows]
    common = shapely.area(shapely.intersection(units[rows], shape))
    return [
        (int(row), float(inside / area[row]))
        for row, inside in zip(rows, common)
        if max(inside / shape.area, inside / area[row]) >= TOUCHES
    ]


def unit_members(study: Study) -> dict[str, list[str]]:
    """Return the reporting units that a unit of any level stands for."""
    units = study.units()
    reporting = [str(unit) for unit in study.reporting_units().ids("unit_id")]
    ids, levels = [str(item) for item in units.ids("unit_id")], units.frame["level"].astype(str).tolist()
    shapes = dict(zip(ids, units.geometry))
    points = shapely.point_on_surface(np.array([shapes[unit] for unit in reporting], dtype=object))
    members = {}
    for unit, level in zip(ids, levels):
        if unit in reporting:
            members[unit] = [unit]
        elif level == CITY_LEVEL:
            members[unit] = list(reporting)
        else:
            inside = [one for one, is_in in zip(reporting, shapely.intersects(shapes[unit], points)) if is_in]
            point = shapely.point_on_surface(shapes[unit])
            # A unit finer than the reporting level lies in the one around it.
            members[unit] = inside or [one for one in reporting if shapely.intersects(shapes[one], point)]
    return members
