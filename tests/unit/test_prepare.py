# SPDX-License-Identifier: GPL-2.0-or-later
"""What the study keeps of a layer: repaired, flat, near; never cut."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.prepare import border_of, near, prepare, repaired, typed

BOW_TIE = shapely.from_wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")
AREA = shapely.box(0, 0, 1000, 1000)


@pytest.fixture
def keep(build, catalogue):
    def run(geometries, role="public_green"):
        numbers = list(range(len(geometries)))
        return prepare(build.table(geometries, name=numbers), catalogue.roles[role], AREA)

    return run


def test_what_crosses_the_border_is_kept_whole(keep, build):
    across = build.square(900, 900, 500)
    assert keep([across]).geometry[0].equals(across)


def test_what_lies_within_the_buffer_is_kept_with_its_attributes(keep, build, catalogue):
    reach = catalogue.roles["public_green"].buffer
    table = keep([build.square(1000 + reach + 1, 0), build.square(1000 + reach - 1, 0), build.square(0, 0)])
    assert table.frame["name"].tolist() == [1, 2]
    assert table.role == "public_green"


def test_roles_without_buffer_end_at_the_border(keep, build):
    assert len(keep([build.square(1001, 0)], "water")) == 0
    assert len(keep([build.square(999, 0)], "water")) == 1


def test_a_bow_tie_keeps_both_wings(keep):
    repaired_shape = keep([BOW_TIE]).geometry[0]
    assert repaired_shape.is_valid
    assert repaired_shape.area == pytest.approx(5000)


def test_overlapping_parts_keep_the_overlap(keep):
    broken = shapely.MultiPolygon([shapely.box(0, 0, 200, 200), shapely.box(100, 100, 300, 300)])
    assert not broken.is_valid
    assert keep([broken]).geometry[0].area == pytest.approx(70_000)


def test_holes_stay_holes(keep, build):
    ring = shapely.difference(build.square(0, 0, 300), build.square(100, 100))
    assert keep([ring]).geometry[0].area == pytest.approx(80_000)


def test_height_is_dropped(keep):
    flat = keep([shapely.from_wkt("POLYGON Z ((0 0 5, 100 0 5, 100 100 5, 0 0 5))")]).geometry[0]
    assert not flat.has_z


def test_missing_and_empty_geometries_are_dropped(keep, build):
    assert keep([None, shapely.Polygon(), build.square(0, 0)]).frame["name"].tolist() == [2]


def test_other_dimensions_are_dropped(keep, build):
    line = shapely.LineString([(0, 0), (5, 5)])
    assert keep([shapely.Point(1, 1), line, build.square(0, 0)]).frame["name"].tolist() == [2]


def test_of_a_collection_only_the_wanted_dimension_is_kept(keep, build):
    mixed = shapely.GeometryCollection(
        [build.square(0, 0), shapely.LineString([(200, 0), (300, 0)]), shapely.Point(5, 5)]
    )
    assert keep([mixed]).geometry[0].equals(build.square(0, 0))
    assert keep([mixed], "streets").geometry[0].equals(shapely.LineString([(200, 0), (300, 0)]))
    assert keep([shapely.GeometryCollection([shapely.Point(5, 5)])]).geometry.tolist() == []


def test_a_polygon_that_collapses_is_dropped(keep):
    assert len(keep([shapely.from_wkt("POLYGON ((0 0, 100 0, 50 0, 0 0))")])) == 0


def test_points_of_a_multipoint_become_features_of_their_own(keep):
    table = keep([shapely.MultiPoint([(1, 1), (2, 2)]), shapely.Point(3, 3)], "pt_stops")
    assert shapely.get_type_id(table.geometry).tolist() == [0, 0, 0]
    assert table.frame["name"].tolist() == [0, 0, 1]


def test_a_role_for_any_geometry_keeps_all(keep, build):
    line = shapely.LineString([(0, 0), (5, 5)])
    assert len(keep([shapely.Point(1, 1), line, build.square(0, 0)], "playgrounds")) == 3


def test_the_input_is_not_changed(build, catalogue):
    table = build.table([BOW_TIE])
    prepare(table, catalogue.roles["water"], AREA)
    assert not table.geometry[0].is_valid


def test_repairing_keeps_the_missing_and_the_sound(build):
    shapes = repaired(build.array([None, build.square(0, 0), BOW_TIE]))
    assert shapes[0] is None
    assert shapes[1].equals(build.square(0, 0))
    assert shapes[2].is_valid


def test_near_of_nothing(build):
    assert near(build.array([]), AREA, 100).tolist() == []
    assert near(build.array([None, shapely.Point()]), AREA, 100).tolist() == [False, False]


def test_a_border_is_the_union_of_polygons(build):
    border = border_of("x", build.table([build.square(0, 0), build.square(100, 0), BOW_TIE, None]))
    assert border.equals(shapely.box(0, 0, 200, 100))


def test_a_border_without_polygons_is_refused(build):
    for geometries, key in (([shapely.LineString([(0, 0), (5, 5)])], "geometry_type_wrong"), ([None], "layer_empty")):
        with pytest.raises(SmartCityError) as caught:
            border_of("x", build.table(geometries))
        assert caught.value.problem.key == key


def test_types_of_columns(catalogue):
    frame = pd.DataFrame({"cell_id": [16053000.0, "007", None], "population": ["5", 7, None], "name": [1, True, 2.5]})
    table = typed(frame, catalogue.roles["population_cells"])
    assert table["cell_id"].tolist()[:2] == ["16053000", "007"]
    assert pd.isna(table["cell_id"][2])
    assert np.array_equal(table["population"], [5.0, 7.0, np.nan], equal_nan=True)
    assert table["population"].dtype == float
    assert table["name"].tolist() == ["1", "True", "2.5"]


def test_types_of_columns_without_values(catalogue):
    table = typed(
        pd.DataFrame({"cell_id": [None, None], "population": [None, None]}), catalogue.roles["population_cells"]
    )
    assert table["population"].dtype == float
    assert table.isna().all().all()
