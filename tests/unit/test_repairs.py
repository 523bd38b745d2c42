# SPDX-License-Identifier: GPL-2.0-or-later
"""Repairs are data: what is read equals what was written, and each does exactly what it says."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.repairs import Changed, Repairs, copies

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


def test_nothing_is_the_default():
    assert Repairs().to_json() == "{}"
    assert Repairs.from_json("") == Repairs.from_json("  ") == Repairs.from_json("{}") == Repairs()
    assert not Repairs().changes_places


@given(
    st.builds(
        Repairs,
        crs=st.text(max_size=20),
        swap_axes=st.booleans(),
        shift=st.tuples(FINITE, FINITE),
        drop_duplicates=st.booleans(),
        missing_codes=st.lists(FINITE, max_size=3).map(tuple),
    )
)
def test_what_is_written_is_read(repairs):
    assert Repairs.from_json(repairs.to_json()) == repairs


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "1",
        '{"crs": 25832}',
        '{"swap_axes": 1}',
        '{"shift": [1]}',
        '{"shift": [1, "2"]}',
        '{"shift": [1, NaN]}',
        '{"shift": [Infinity, 0]}',
        '{"shift": 5}',
        '{"missing_codes": [true]}',
        '{"missing_codes": -9}',
        '{"drop_duplicates": "yes"}',
        '{"unknown": 1}',
        '{"missing_codes": [1' + "0" * 400 + "]}",
        "[" * 100_000,
    ],
)
def test_what_is_no_repair_is_refused(text):
    with pytest.raises(SmartCityError) as caught:
        Repairs.from_json(text)
    assert caught.value.problem.key == "repairs_invalid"


@given(st.text() | st.recursive(st.none() | st.booleans() | FINITE | st.text(), st.lists).map(json.dumps))
def test_any_text_is_repairs_or_refused(text):
    try:
        understood = Repairs.from_json(text)
    except SmartCityError as error:
        understood = error.problem.key
    assert understood == "repairs_invalid" or isinstance(understood, Repairs)


def test_axes_are_swapped_before_the_shift_is_added():
    points = shapely.points([[1.0, 2.0]])
    moved = Repairs(swap_axes=True, shift=(10.0, 100.0)).apply_to_coordinates(points)
    assert shapely.get_coordinates(moved).tolist() == [[12.0, 101.0]]
    assert shapely.get_coordinates(points).tolist() == [[1.0, 2.0]]


def test_heights_stay_and_missing_shapes_stay_missing():
    shapes = np.array([shapely.Point(1, 2, 3), None, shapely.Point(4, 5)], dtype=object)
    moved = Repairs(swap_axes=True, shift=(10.0, 0.0)).apply_to_coordinates(shapes)
    assert shapely.to_wkt(moved[0]) == "POINT Z (12 1 3)"
    assert moved[1] is None
    assert shapely.to_wkt(moved[2]) == "POINT (15 4)"


def test_no_repair_leaves_coordinates_alone():
    shapes = shapely.points([[1.0, 2.0]])
    assert Repairs(crs="EPSG:25832", missing_codes=(-9.0,)).apply_to_coordinates(shapes) is shapes


def test_codes_become_unknown_only_in_fields_of_numbers(build):
    table = build.table([build.square(x, 0) for x in (0, 200, 400)], population=[5, -9, "-1"], note=[-9, -9, -9])
    repaired, changed = Repairs(missing_codes=(-1.0, -9.0)).apply_to_table(table, ["population"])
    assert repaired.frame["population"].to_list() == [5, None, None]
    assert repaired.frame["note"].to_list() == [-9, -9, -9]
    assert changed == Changed(copies=0, emptied=2)
    assert table.frame["population"].to_list() == [5, -9, "-1"]


def test_zero_is_no_code_unless_named(build):
    table = build.table([build.square(0, 0)], population=[0.0])
    assert Repairs(missing_codes=(-9.0,)).apply_to_table(table, ["population"])[1] == Changed()
    assert Repairs(missing_codes=(0.0,)).apply_to_table(table, ["population"])[1] == Changed(0, 1)


def test_copies_are_dropped_once_codes_are_emptied(build):
    squares = [build.square(0, 0), build.square(0, 0), build.square(0, 0)]
    table = build.table(squares, population=[None, -9, 3.0])
    repaired, changed = Repairs(drop_duplicates=True, missing_codes=(-9.0,)).apply_to_table(table, ["population"])
    assert len(repaired) == 2
    assert changed == Changed(copies=1, emptied=1)


def test_a_copy_agrees_in_shape_and_in_every_value(build):
    ring = shapely.Polygon([(0, 0), (100, 0), (100, 100), (0, 100)])
    turned = shapely.Polygon([(100, 100), (0, 100), (0, 0), (100, 0)])
    table = build.table([ring, turned, ring, build.square(1, 0)], name=["a", "a", "b", "a"])
    assert copies(table).tolist() == [False, True, False, False]


def test_points_of_which_nothing_is_known_may_share_a_house(build):
    table = build.table([shapely.Point(1, 1)] * 2, name=[None, None])
    assert copies(table).tolist() == [False, False]
    assert copies(build.table([shapely.Point(1, 1)] * 2)).tolist() == [False, False]
    known = build.table([shapely.Point(1, 1)] * 2, name=["Praxis", "Praxis"])
    assert copies(known).tolist() == [False, True]
    assert copies(build.table([build.square(0, 0)] * 2, name=[None, None])).tolist() == [False, True]


def test_what_lies_nowhere_is_no_copy(build):
    table = build.table([None, None, shapely.Polygon(), shapely.Polygon()], name=["a"] * 4)
    assert copies(table).tolist() == [False] * 4


def test_the_source_does_not_make_a_difference(build):
    table = build.table([build.square(0, 0)] * 2, name=["a", "a"], source_id=["1", "2"])
    assert copies(table).tolist() == [False, False]
    assert copies(table, ("source_id",)).tolist() == [False, True]


def test_an_empty_table(build):
    assert copies(build.table([])).tolist() == []
    assert Repairs(drop_duplicates=True, missing_codes=(-9.0,)).apply_to_table(build.table([]), [])[1] == Changed()
