# SPDX-License-Identifier: GPL-2.0-or-later
"""Where measures are: areas from planning units, focus areas or drawings, as changes that can be stored and undone.

Everything is in the CRS of the study. Points and lines of a measure are effects of kind ``place``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional

import shapely

from ..engine.focus import as_area
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity, SmartCityError
from ..model.strategy import DRAWN_PLACE, FOCUS_PLACE, UNITS_PLACE, Effect, Measure
from .overlay_tables import FOCUS_AREAS
from .register import UnitShapes
from .register_changes import Change, new_id
from .rows import split_ids
from .study import CITY_LEVEL, Study

PLACE_EFFECT = "place"
KINDS = {
    "Point": "point",
    "MultiPoint": "point",
    "LineString": "line",
    "LinearRing": "line",
    "MultiLineString": "line",
    "Polygon": "area",
    "MultiPolygon": "area",
}
"""The kind of place (table of effects) of a geometry."""

SAME_AREA = 1.0
"""Square metres by which two areas may differ and still count as the same."""
LEAST_SHARE = 0.1
"""Share of a drawn area, or of a unit, in common from which on a unit is suggested: PROJECT DEFAULT."""


@dataclass(frozen=True)
class UnitShare:
    """How much a planning unit and an area have in common, both as shares from 0 to 1."""

    unit_id: str
    name: str
    of_area: float
    of_unit: float


@dataclass(frozen=True)
class FocusArea:
    """A focus area as a measure may take it over."""

    focus_id: str
    name: str
    shape: shapely.Geometry


def from_units(study: Study, measure: Measure, unit_ids: Iterable[str]) -> Change:
    """Return the change that gives a measure the area of planning units; it follows when these change.

    Raises SmartCityError ``place_unknown_units``.
    """
    chosen = list(dict.fromkeys(unit_ids))
    unknown = sorted(set(chosen) - set(study.units().ids("unit_id")))
    if unknown:
        raise SmartCityError("place_unknown_units", measure=measure.measure_id, units=unknown)
    listed = ",".join(chosen) or None
    after = replace(measure, unit_ids=listed, place_source=UNITS_PLACE if chosen else None, focus_id=None)
    return _change(study, measure, after, UnitShapes(study.units()).of(listed))


def from_focus(study: Study, measure: Measure, focus_id: str) -> Change:
    """Return the change that copies the area of a focus area of the scheme in force; its number is kept.

    Raises SmartCityError ``place_unknown_focus``.
    """
    found = {area.focus_id: area for area in focus_areas(study)}
    if focus_id not in found:
        raise SmartCityError("place_unknown_focus", measure=measure.measure_id, focus=focus_id)
    after = replace(measure, place_source=FOCUS_PLACE, focus_id=focus_id)
    return _change(study, measure, after, found[focus_id].shape)


def from_shape(study: Study, measure: Measure, shape: Optional[shapely.Geometry]) -> Change:
    """Return the change that gives a measure an area somebody drew or picked.

    Raises SmartCityError ``place_no_area`` if it is none.
    """
    area = as_area(shape)
    if area is None:
        raise SmartCityError("place_no_area", measure=measure.measure_id)
    return _change(study, measure, replace(measure, place_source=DRAWN_PLACE, focus_id=None), area)


def without_area(study: Study, measure: Measure) -> Change:
    """Return the change that takes the area of a measure away; its planning units stay as words."""
    source = None if measure.place_source in (None, UNITS_PLACE) else DRAWN_PLACE
    return _change(study, measure, replace(measure, place_source=source, focus_id=None), None)


def brought_up_to_date(study: Study, measure: Measure) -> Optional[Change]:
    """Return the change by which the area follows its planning units or focus area, None if it does already."""
    if measure.place_source == FOCUS_PLACE and measure.focus_id:
        change = from_focus(study, measure, measure.focus_id)
    elif measure.place_source in (None, UNITS_PLACE) and measure.unit_ids:
        shape = UnitShapes(study.units()).of(measure.unit_ids)
        change = _change(study, measure, measure, shape)
    else:
        return None
    return None if _same(change.shape_before, change.shape_after) else change


def place_effect(measure: Measure, shape: shapely.Geometry, title: str = "", position: Optional[int] = None) -> Change:
    """Return the change that adds a point, line or further area to a measure, without any computed effect.

    Raises SmartCityError ``place_no_shape`` for a geometry that is none of these.
    """
    kind, stored = stored_shape(shape, measure.measure_id)
    effect = Effect(new_id(), measure.measure_id, PLACE_EFFECT, title or None, position=position)
    return Change(None, effect, shape_after=stored, kind_of_place=kind)


def stored_shape(shape: Optional[shapely.Geometry], measure_id: str) -> tuple[str, shapely.Geometry]:
    """Return a geometry as the tables of effects hold it, with the kind of place.

    Raises SmartCityError ``place_no_shape`` for nothing, and for several points or kinds together.
    """
    kind = "" if shape is None or shape.is_empty else KINDS.get(shape.geom_type, "")
    if kind == "area":
        area = as_area(shape)
        if area is not None:
            return kind, area
    elif kind == "line" and shape is not None and shape.length > 0:
        return kind, shape if shape.geom_type == "MultiLineString" else shapely.MultiLineString([shape])
    elif kind == "point":
        points = list(shapely.get_parts(shape))
        if len(points) == 1:
            return kind, points[0]
    raise SmartCityError("place_no_shape", measure=measure_id)


def suggested_units(study: Study, shape: shapely.Geometry, level: Optional[str] = None) -> list[UnitShare]:
    """Return the planning units that an area lies in to a good part, or that lie in it; the largest share first.

    A suggestion only: an area along a border is for people to judge. ``level`` is that of the maps by default.
    """
    area = as_area(shape)
    if area is None or area.area == 0:
        return []
    units = study.units(level or study.settings.unit_level)
    found = []
    for unit_id, name, unit in zip(units.ids("unit_id"), units.frame["name"], units.geometry):
        common = shapely.intersection(unit, area).area if unit is not None and unit.area > 0 else 0.0
        share = UnitShare(str(unit_id), str(name or unit_id), common / area.area, common / unit.area if common else 0.0)
        if max(share.of_area, share.of_unit) >= LEAST_SHARE:
            found.append(share)
    return sorted(found, key=lambda item: (-item.of_area, item.unit_id))


def focus_areas(study: Study) -> list[FocusArea]:
    """Return the focus areas of the scheme in force, at the reference date of the study."""
    table = study.product(FOCUS_AREAS)
    frame = table.frame.reindex(columns=["focus_id", "name", "scheme_id", "period"]).fillna("").astype(str)
    now = (study.settings.scheme, study.settings.reference_date)
    found = []
    for row, shape in zip(frame.to_dict("records"), table.geometry):
        fits = row["scheme_id"] in (now[0], "") and row["period"] in (now[1], "")
        if row["focus_id"] and shape is not None and fits:
            found.append(FocusArea(row["focus_id"], row["name"], shape))
    return found


def place_problems(study: Study) -> list[Problem]:
    """Return what is odd about the places: none, unknown units, areas that no longer are what they came from."""
    measures, shapes, units = study.measures(), study.measure_shapes(), study.units()
    placed = {item.effect.measure_id for item in study.effects() if item.geometry is not None}
    return place_problems_of(measures, shapes, units, focus_areas(study), placed)


def place_problems_of(
    measures: Sequence[Measure],
    shapes: Mapping[str, shapely.Geometry],
    units: GeoTable,
    areas: Iterable[FocusArea],
    placed: Collection[str],
) -> list[Problem]:
    """Return the same from what was read already; ``placed`` are the measures that have effects with a geometry."""
    of_units, known = UnitShapes(units), set(units.ids("unit_id"))
    focus = {area.focus_id: area.shape for area in areas}
    is_city = (units.frame["level"] == CITY_LEVEL).to_numpy(dtype=bool)
    border = shapely.union_all([shape for shape in units.geometry[is_city] if shape is not None])
    found: list[Problem] = []
    nowhere = [item.measure_id for item in measures if item.measure_id not in {*shapes, *placed}]
    if nowhere:
        found.append(Problem("place_nowhere", Severity.NOTE, {"measures": nowhere}))
    for measure in measures:
        shape = shapes.get(measure.measure_id)
        found += _odd_units(measure, shape, of_units, known)
        found += _odd_focus(measure, shape, focus)
        if shape is not None and not border.is_empty and not shapely.intersects(shape, border):
            found.append(Problem("place_outside", Severity.WARNING, {"measure": measure.measure_id}))
    return found


def _odd_units(
    measure: Measure, shape: Optional[shapely.Geometry], of_units: UnitShapes, known: set[str]
) -> Sequence[Problem]:
    unknown = [unit for unit in split_ids(measure.unit_ids) if unit not in known]
    if unknown:
        values = {"measure": measure.measure_id, "units": unknown}
        return [Problem("place_units_gone", Severity.WARNING, values)]
    if measure.place_source not in (None, UNITS_PLACE) or _same(shape, of_units.of(measure.unit_ids)):
        return []
    return [Problem("place_units_changed", Severity.WARNING, {"measure": measure.measure_id})]


def _odd_focus(
    measure: Measure, shape: Optional[shapely.Geometry], focus: dict[str, shapely.Geometry]
) -> Sequence[Problem]:
    if measure.place_source != FOCUS_PLACE or not measure.focus_id:
        return []
    values = {"measure": measure.measure_id, "focus": measure.focus_id}
    if measure.focus_id not in focus:
        return [Problem("place_focus_gone", Severity.WARNING, values)]
    if not _same(shape, focus[measure.focus_id]):
        return [Problem("place_focus_changed", Severity.NOTE, values)]
    return []


def _change(study: Study, before: Measure, after: Measure, shape: Optional[shapely.Geometry]) -> Change:
    return Change(before, after, study.measure_shapes().get(before.measure_id), shape)


def _same(one: object, other: object) -> bool:
    """Return whether two areas are the same up to rounding; nothing equals nothing only."""
    if not isinstance(one, shapely.Geometry) or not isinstance(other, shapely.Geometry):
        return one is other
    return shapely.symmetric_difference(one, other).area <= SAME_AREA
