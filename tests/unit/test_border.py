# SPDX-License-Identifier: GPL-2.0-or-later
"""The border of a municipality: area, parts, holes, and what is told of it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.problem import Severity, SmartCityError
from smartcity_plugin.sources.border import centre_of, check_position, make_border

EAST, NORTH = 680_000, 5_640_000  # near Jena in EPSG:25832


def table(build, *shapes, crs="EPSG:25832"):
    raw = build.table([shapely.transform(shape, lambda points: np.add(points, (EAST, NORTH))) for shape in shapes])
    return GeoTable(raw.frame, raw.geometry, crs)


def test_facts_of_a_border(build):
    town = shapely.box(0, 0, 3000, 2000).difference(shapely.box(500, 500, 1500, 1500))
    border = make_border("Grenze", table(build, town, shapely.box(9000, 0, 10_000, 1000)), "EPSG:25832")
    assert border.area_km2 == pytest.approx(6)
    assert (border.parts, border.holes) == (2, 1)
    assert border.longitude == pytest.approx(11.6, abs=0.1)
    assert border.latitude == pytest.approx(50.9, abs=0.1)
    assert border.problems == ()
    assert shapely.from_wkb(border.wkb).equals(border.geometry)


def test_areas_that_touch_are_one(build):
    border = make_border(
        "Grenze", table(build, shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)), "EPSG:25832"
    )
    assert (border.parts, border.holes, border.area_km2) == (1, 0, pytest.approx(2))


def test_the_other_zone_has_nearly_the_same_area(build):
    raw = table(build, shapely.box(0, 0, 10_000, 10_000))
    west, east = make_border("x", raw, "EPSG:25832"), make_border("x", raw, "EPSG:25833")
    assert east.area_km2 == pytest.approx(west.area_km2, rel=0.005)
    assert (east.longitude, east.latitude) == (west.longitude, west.latitude)


@pytest.mark.parametrize(("width", "severity"), [(4, Severity.NOTE), (50, Severity.WARNING)])
def test_small_holes_are_told_with_their_area(build, width, severity):
    town = shapely.box(0, 0, 1000, 1000)
    for x in (100, 300):
        town = town.difference(shapely.box(x, 100, x + width, 200))
    (problem,) = make_border("Grenze", table(build, town), "EPSG:25832").problems
    assert (problem.key, problem.severity) == ("border_has_slivers", severity)
    assert problem.values == {"count": 2, "area": pytest.approx(2 * width * 100 / 10_000)}


def test_broken_shapes_are_repaired_and_told(build):
    bow_tie = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    border = make_border("Grenze", table(build, bow_tie), "EPSG:25832")
    assert [problem.key for problem in border.problems] == ["border_repaired"]
    assert border.area_km2 == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("shapes", "key"),
    [([], "layer_empty"), ([None], "layer_empty"), ([shapely.Point(EAST, NORTH)], "geometry_type_wrong")],
)
def test_layers_without_polygons(build, shapes, key):
    with pytest.raises(SmartCityError) as caught:
        make_border("Grenze", build.table(shapes), "EPSG:25832")
    assert caught.value.problem.key == key


def test_coordinates_that_are_no_place(build):
    raw = GeoTable(
        build.table([None]).frame, np.array([shapely.box(1e30, 1e30, 2e30, 2e30)], dtype=object), "EPSG:25832"
    )
    with pytest.raises(SmartCityError) as caught:
        make_border("Grenze", raw, "EPSG:25833")
    assert caught.value.problem.key == "reprojection_failed"


def test_the_position_is_judged_by_the_middle(build):
    raw = table(build, shapely.box(0, 0, 1000, 1000), shapely.box(1000, 1000, 3000, 3000))
    assert centre_of(raw) == (EAST + 1500, NORTH + 1500)
    assert check_position("Grenze", raw, "16") == []
    assert [problem.key for problem in check_position("Grenze", raw, "01")] == ["border_not_in_state"]
    assert centre_of(build.table([])) is None
    assert check_position("Grenze", build.table([None])) == []
