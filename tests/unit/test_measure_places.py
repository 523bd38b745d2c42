# SPDX-License-Identifier: GPL-2.0-or-later
"""Where measures are: from units, focus areas and drawings, followed, suggested, undone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Measure
from smartcity_plugin.study.measure_places import (
    brought_up_to_date,
    focus_areas,
    from_focus,
    from_shape,
    from_units,
    place_effect,
    place_problems,
    suggested_units,
    without_area,
)
from smartcity_plugin.study.overlay_tables import FOCUS_AREAS
from smartcity_plugin.study.register_changes import apply, undo

SQUARE = shapely.box(800, 0, 1200, 500)  # half in the western unit, half in the eastern


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_measures([Measure("M1", "Park", unit_ids="west"), Measure("M2", "Weg")])
        save_focus(study, {"F1": SQUARE})
        yield study


def save_focus(study, areas):
    frame = pd.DataFrame({"focus_id": list(areas), "name": [f"Raum {key}" for key in areas]})
    geometry = np.array(list(areas.values()), dtype=object)
    study.save_product(None, FOCUS_AREAS, frame, geometry)


def measure(study, number=0):
    return study.measures()[number]


def keys(study):
    return [problem.key for problem in place_problems(study)]


def area(study, number="M1"):
    shape = study.measure_shapes().get(number)
    return None if shape is None else shape.area


def test_the_area_of_units_follows_the_list_and_can_be_undone(study):
    assert area(study) == 1_000_000.0
    change = from_units(study, measure(study), ["west", "east"])
    apply(study, [change])
    assert (area(study), measure(study).unit_ids, measure(study).place_source) == (2_000_000.0, "west,east", "units")
    apply(study, undo([change]))
    assert (area(study), measure(study).unit_ids) == (1_000_000.0, "west")
    apply(study, [from_units(study, measure(study), [])])
    assert (area(study), measure(study).unit_ids) == (None, None)
    with pytest.raises(SmartCityError) as caught:
        from_units(study, measure(study), ["west", "gone"])
    assert caught.value.problem.values == {"measure": "M1", "units": ["gone"]}


def test_the_area_of_a_focus_area_is_a_copy_and_changes_are_told(study):
    assert [item.focus_id for item in focus_areas(study)] == ["F1"]
    apply(study, [from_focus(study, measure(study), "F1")])
    assert (area(study), measure(study).place_source, measure(study).focus_id) == (200_000.0, "focus", "F1")
    assert measure(study).unit_ids == "west"  # what was said of units is not lost
    assert brought_up_to_date(study, measure(study)) is None
    save_focus(study, {"F1": shapely.box(0, 0, 100, 100)})
    assert area(study) == 200_000.0
    assert "place_focus_changed" in keys(study)
    apply(study, [brought_up_to_date(study, measure(study))])
    assert area(study) == 10_000.0
    save_focus(study, {"F2": SQUARE})
    assert "place_focus_gone" in keys(study)
    with pytest.raises(SmartCityError):
        from_focus(study, measure(study), "F1")


def test_a_drawn_area_is_repaired_and_suggests_units(study):
    bow_tie = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    apply(study, [from_shape(study, measure(study), bow_tie)])
    assert (area(study), measure(study).place_source) == (5_000.0, "drawn")
    assert brought_up_to_date(study, measure(study)) is None
    shares = suggested_units(study, SQUARE)
    assert [(item.unit_id, item.of_area, item.of_unit) for item in shares] == [("east", 0.5, 0.1), ("west", 0.5, 0.1)]
    assert [item.unit_id for item in suggested_units(study, shapely.box(0, 0, 1005, 1000))] == ["west"]
    assert suggested_units(study, shapely.Point(1, 1)) == []
    with pytest.raises(SmartCityError):
        from_shape(study, measure(study), shapely.LineString([(0, 0), (1, 1)]))
    apply(study, [without_area(study, measure(study))])
    assert (area(study), measure(study).place_source) == (None, "drawn")


def test_points_and_lines_are_places_beside_the_area(study):
    line = shapely.LineString([(0, 0), (100, 0)])
    for shape in (shapely.Point(5, 5), line, SQUARE):
        apply(study, [place_effect(measure(study, 1), shape, "Ort")])
    assert {(kind, effect.kind) for kind, effect, _ in study.placed_effects("M2")} == {
        ("point", "place"),
        ("line", "place"),
        ("area", "place"),
    }
    assert "place_nowhere" not in keys(study)
    for nothing in (shapely.Point(), shapely.MultiPoint([(0, 0), (1, 1)]), shapely.LineString([(1, 1), (1, 1)])):
        with pytest.raises(SmartCityError):
            place_effect(measure(study), nothing)


def test_what_is_odd_about_places_is_told(study):
    assert keys(study) == ["place_nowhere"]  # M2
    one = measure(study)
    apply(study, [replace(from_units(study, one, ["west"]), after=replace(one, unit_ids="west,gone"))])
    assert "place_units_gone" in keys(study)
    study.save_measures([Measure("M1", "Park", unit_ids="west")], {"M1": shapely.box(0, 0, 500, 500)})
    assert keys(study) == ["place_units_changed"]
    apply(study, [brought_up_to_date(study, measure(study))])
    assert keys(study) == []
    apply(study, [from_shape(study, measure(study), shapely.box(9000, 9000, 9100, 9100))])
    assert keys(study) == ["place_outside"]
