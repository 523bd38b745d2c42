# SPDX-License-Identifier: GPL-2.0-or-later
"""What the features of a layer say: gaps, unusual values, things that are there twice; found and not found."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.model.problem import Severity
from smartcity_plugin.model.quality import Fix
from smartcity_plugin.sources.quality.layer import find_in_layer
from smartcity_plugin.sources.quality.values import far_out, find_in_values


@pytest.fixture
def find(catalogue):
    def run(table, role):
        return {item.problem.key: item for item in find_in_values("Layer", table, catalogue.roles[role])}

    return run


def points(count: int) -> list:
    return [shapely.Point(10 * number, 0) for number in range(count)]


# Gaps ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("missing", "told"), [(1, None), (2, 10), (19, 95)])
def test_a_required_field_with_gaps(build, find, missing, told):
    table = build.table(points(20), mode=[None] * missing + ["bus"] * (20 - missing))
    found = find(table, "pt_stops").get("required_partly_missing")
    assert (found and found.problem.values["share"]) == told
    if found:
        assert found.problem.severity is Severity.WARNING
        assert found.extent == (0.0, 0.0, 10.0 * (missing - 1), 0.0)


def test_optional_fields_with_gaps_are_one_note(build, find):
    table = build.table(points(10), mode=["bus"] * 10, departures_day=[1.0] * 7 + [None] * 3, name=[None] * 10)
    found = find(table, "pt_stops")["fields_partly_missing"]
    assert found.problem.severity is Severity.NOTE
    assert found.problem.values["fields"] == "departures_day (30\u00a0%)"  # names are for reading, not for computing
    sound = build.table(points(10), mode=["bus"] * 10, departures_day=[1.0] * 8 + [None] * 2)
    assert "fields_partly_missing" not in find(sound, "pt_stops")


def test_an_empty_table_says_nothing(build, find):
    assert find(build.table([], mode=[]), "pt_stops") == {}


# Unusual values -----------------------------------------------------------------------------------------------------


def test_fences_by_hand():
    """1 to 20: quartiles 5.75 and 15.25, distance 9.5, fences at 5.75 − 28.5 = −22.75 and 15.25 + 28.5 = 43.75."""
    base = [-1.0, *range(2, 21)]  # a negative number keeps the scale linear
    lower, upper = np.percentile(np.array([*base, 40.0]), [25, 75])
    fence = upper + 3 * (upper - lower)
    assert not far_out(np.array([*base, fence - 0.01 * fence])).any()
    assert far_out(np.array([*base, 60.0])).tolist() == [False] * 20 + [True]
    assert far_out(np.array([*base, -60.0])).tolist() == [False] * 20 + [True]


def test_amounts_that_grow_by_factors_are_not_unusual():
    amounts = np.array([2.0**power for power in range(24)])
    assert not far_out(amounts).any()
    assert far_out(np.array([*([10.0, 11.0, 12.0, 13.0] * 6), 1000.0])).tolist() == [False] * 24 + [True]


@pytest.mark.parametrize(
    "numbers",
    [[], [1.0] * 5, [5.0] * 30 + [999.0], [np.nan] * 40, [1.0, 2.0, 1000.0], [0.0] * 30 + [7.0]],
    ids=["none", "few", "half are equal", "unknown", "too few", "zeros"],
)
def test_too_little_to_say_what_is_usual(numbers):
    assert not far_out(np.array(numbers)).any()


def test_unknown_values_are_never_unusual():
    numbers = np.array([*np.arange(10.0, 40.0), np.nan, 5000.0])
    assert np.flatnonzero(far_out(numbers)).tolist() == [31]


def test_unusual_values_are_named(build, find):
    heights = [10.0, 11.0, 12.0, 13.0, 14.0] * 6 + [400.0]
    table = build.table(points(31), height_m=heights, name=[f"Baum {number}" for number in range(31)])
    found = find(table, "trees")["values_unusual"]
    assert found.problem.severity is Severity.NOTE
    assert found.problem.values["fields"] == "height_m (1)"
    assert found.features == ("Baum 30",)
    assert found.extent == (300.0, 0.0, 300.0, 0.0)
    assert found.fix is None
    assert "values_unusual" not in find(table.where(np.arange(31) < 30), "trees")


def test_at_most_three_are_named_the_farthest_first(build, find):
    heights = [10.0, 11.0, 12.0, 13.0, 14.0] * 6 + [400.0, 500.0, 600.0, 700.0, 800.0, 900.0]
    found = find(build.table(points(36), height_m=heights), "trees")["values_unusual"]
    assert found.features == ("#36", "#35", "#34")
    assert found.problem.values["names"].endswith(" …")


# Twice --------------------------------------------------------------------------------------------------------------


def test_copies_and_places_that_differ_in_what_they_say(build, find):
    squares = [build.square(0, 0), build.square(0, 0), build.square(0, 0), build.square(500, 0)]
    found = find(build.table(squares, name=["Park", "Park", "Wiese", "Park"]), "public_green")
    assert found["features_repeated"].problem.values["count"] == 1
    assert found["features_repeated"].fix is Fix.REMOVE_DUPLICATES
    assert found["places_repeated"].problem.values["count"] == 1
    assert found["places_repeated"].fix is None
    assert found["places_repeated"].extent == (0.0, 0.0, 100.0, 100.0)
    assert find(build.table([build.square(0, 0), build.square(0, 1)], name=["Park", "Park"]), "public_green") == {}


def test_two_practices_in_one_house(build, find):
    table = build.table([shapely.Point(1, 1)] * 3, name=["Dr. A", "Dr. B", None])
    assert find(table, "poi_gp") == {}
    repeated = build.table([shapely.Point(1, 1)] * 2, name=["Dr. A", "Dr. A"])
    assert find(repeated, "poi_gp").keys() == {"features_repeated"}


def test_keys_that_occur_twice(build, find):
    squares = [build.square(0, 0), build.square(200, 0), build.square(400, 0), build.square(600, 0)]
    found = find(build.table(squares, building_id=["a", "a", None, None]), "buildings")
    assert found["keys_not_unique"].problem.values == {"layer": "Layer", "field": "building_id", "count": 1}
    assert found["keys_not_unique"].extent == (0.0, 0.0, 300.0, 100.0)
    assert "keys_not_unique" not in find(build.table(squares, building_id=["a", "b", "c", "d"]), "buildings")


def test_a_copy_is_not_told_as_a_repeated_key_as_well(build, find):
    table = build.table([build.square(0, 0)] * 2, building_id=["a", "a"])
    assert find(table, "buildings").keys() == {"features_repeated"}


def test_years_of_a_unit_are_no_repeated_keys(build, find):
    table = build.table([None, None], unit_id=["1", "1"], year=[2020.0, 2021.0])
    assert find(table, "unit_statistics") == {}


# Places and repairs of what a layer check finds -----------------------------------------------------------------------


def places(build, catalogue, table, role):
    return {item.problem.key: item for item in find_in_layer("Layer", table, catalogue.roles[role])}


def test_broken_and_missing_shapes_can_be_repaired(build, catalogue):
    bow_tie = shapely.from_wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")
    found = places(build, catalogue, build.table([bow_tie, None, build.square(500, 500)]), "water")
    assert (found["geometry_invalid"].fix, found["geometry_invalid"].extent) == (
        Fix.REPAIR_GEOMETRY,
        (0.0, 0.0, 100.0, 100.0),
    )
    assert (found["geometry_empty"].fix, found["geometry_empty"].extent) == (Fix.REMOVE_EMPTY, None)
    assert found["geometry_invalid"].features == ("#1",)


def test_only_codes_for_unknown_are_offered_to_be_emptied(build, catalogue):
    def negative(values):
        return places(build, catalogue, build.cells([build.square(x, 0) for x in (0, 200)], values), "population_cells")

    assert negative([5, -9])["negative_values"].fix is Fix.EMPTY_CODES
    assert negative([5, -3])["negative_values"].fix is None
    assert negative([-3, -9])["negative_values"].fix is None


def test_tables_without_geometry_have_none_missing(build, catalogue):
    table = build.table([None, None], unit_id=["1", "2"])
    keys = places(build, catalogue, table, "unit_statistics").keys()
    assert "geometry_empty" not in keys


def test_moving_all_features_changes_only_the_places(build, catalogue):
    rng = np.random.default_rng(3)
    corners = rng.integers(0, 20, size=(60, 2)) * 100.0
    heights = rng.normal(10, 2, 60)
    heights[5] = 500.0

    def told(dx, dy, order):
        squares = [build.square(x + dx, y + dy) for x, y in corners[order]]
        table = build.table(squares, height_m=heights[order], building_id=[str(number % 50) for number in order])
        findings = find_in_values("Layer", table, catalogue.roles["buildings"])
        findings += find_in_layer("Layer", table, catalogue.roles["buildings"])
        return [
            (item.problem.key, item.problem.values.get("count"), item.problem.values.get("fields")) for item in findings
        ]

    order = np.arange(60)
    assert told(0, 0, order) == told(123_456, -7_890, order)
    assert sorted(map(str, told(0, 0, order))) == sorted(map(str, told(0, 0, rng.permutation(60))))
    assert {key for key, *_ in told(0, 0, order)} == {"values_unusual", "places_repeated", "keys_not_unique"}
