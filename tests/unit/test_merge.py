# SPDX-License-Identifier: GPL-2.0-or-later
"""When the same thing from two sources counts once, by hand and in general."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.sources.merge import duplicates, without_duplicates


def places(build, *rows):
    """Return points: (x, name)."""
    return build.table([shapely.Point(x, 0) for x, _ in rows], name=[name for _, name in rows])


def shapes(build, *geometries):
    return build.table(list(geometries), name=[None] * len(geometries))


def is_same(one, other) -> bool:
    (forth,), (back,) = duplicates(one, other).tolist(), duplicates(other, one).tolist()
    assert forth == back  # neither source matters more
    return forth


@pytest.mark.parametrize(
    ("distance", "name", "other", "same"),
    [
        (0.0, None, None, True),
        (1.0, None, None, True),
        (1.01, None, None, False),
        (25.0, "Rewe", "Rewe", True),
        (25.01, "Rewe", "Rewe", False),
        (25.0, "REWE-Markt", "Rewe Markt", True),
        (25.0, "Straße 1", "STRASSE 1", True),
        (25.0, "Rewe", "Rewe Markt", False),
        (25.0, "", "", False),
        (25.0, "–", "–", False),
        (1.0, "Rewe", "Rewe Markt", True),
        (1.0, "Rewe", None, True),
        (1.0, "Dr. Meier", "Dr. Schulze", False),
        (0.0, "Dr. Meier", "Dr. Schulze", False),
    ],
)
def test_points(build, distance, name, other, same):
    assert is_same(places(build, (0, name)), places(build, (distance, other))) is same


def test_points_in_every_direction(build):
    # The search looks into a box around the point; its corners must not be cut off.
    for angle in np.linspace(0.0, 2 * np.pi, 17):
        other = build.table([shapely.Point(24.9 * np.cos(angle), 24.9 * np.sin(angle))], name=["Rewe"])
        assert is_same(places(build, (0, "Rewe")), other)


def test_sources_without_names(build):
    nameless = build.table([shapely.Point(0, 0)])
    assert is_same(nameless, places(build, (1, "Rewe")))
    assert not is_same(nameless, places(build, (2, "Rewe")))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (shapely.box(0, 0, 100, 100), True),
        (shapely.box(0, 0, 100, 90), True),  # nine tenths
        (shapely.box(0, 0, 100, 89), False),
        (shapely.box(5, 0, 105, 100), True),  # 9500 of 10000 in common
        (shapely.box(11, 0, 111, 100), False),  # 8900
        (shapely.box(-100, -100, 200, 200), False),
        (shapely.MultiPolygon([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)]), True),
    ],
)
def test_areas(build, other, same):
    assert is_same(shapes(build, shapely.box(0, 0, 100, 100)), shapes(build, other)) is same


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ([(0, 1), (100, 1)], True),
        ([(0, 1.01), (100, 1.01)], False),
        ([(100, 0), (0, 0)], True),  # drawn from the other end
        ([(0, 0), (50, 0)], False),
        ([(0, 0), (50, 0), (100, 0)], True),
    ],
)
def test_lines(build, other, same):
    line = shapely.LineString([(0, 0), (100, 0)])
    assert is_same(shapes(build, line), shapes(build, shapely.LineString(other))) is same


@pytest.mark.parametrize(
    ("x", "name", "same"),
    [
        (50, None, True),
        (50, "Am Markt", True),
        (50, "Rosental", False),
        (101, None, True),
        (102, None, False),
        (120, "Am Markt", True),
        (126, "Am Markt", False),
    ],
)
def test_a_point_and_the_area_it_stands_for(build, x, name, same):
    area = build.table([shapely.box(0, -50, 100, 50)], name=["Am Markt"])
    assert is_same(places(build, (x, name)), area) is same


def test_lines_are_never_points_or_areas(build):
    line = shapes(build, shapely.LineString([(0, 0), (1, 0)]))
    assert not is_same(line, shapes(build, shapely.Point(0, 0)))
    assert not is_same(line, shapes(build, shapely.box(0, 0, 1, 1)))


def test_what_lies_nowhere_is_kept(build):
    nowhere = build.table([None, shapely.Point()], name=["Rewe", "Rewe"])
    assert not duplicates(nowhere, nowhere).any()
    assert not duplicates(places(build, (0, "Rewe")), nowhere).any()
    assert not duplicates(places(build), places(build, (0, "Rewe"))).any()
    assert not duplicates(places(build, (0, "Rewe")), places(build)).any()


def test_the_rest_is_returned_and_the_others_counted(build):
    table, count = without_duplicates(
        places(build, (0, "Elbe"), (500, "Saale"), (510, "Saale")), places(build, (505, "Saale"), (900, "Ilm"))
    )
    assert count == 2
    assert table.frame["name"].tolist() == ["Elbe"]


POINTS = st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["A", "AB", "C", None])), max_size=8)
BOXES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 30)), max_size=6)


def boxes(build, rows):
    return shapes(build, *(shapely.box(x, y, x + size, y + size) for x, y, size in rows))


@given(POINTS, BOXES)
def test_a_second_time_nothing_comes_in(build, points, squares):
    for table in (places(build, *points), boxes(build, squares)):
        assert duplicates(table, table).all()
        rest, _ = without_duplicates(table, boxes(build, squares[:1]))
        assert without_duplicates(rest, table)[1] == len(rest)


@given(POINTS, POINTS, st.randoms())
def test_order_does_not_matter(build, one, other, chance):
    shuffled = list(other)
    chance.shuffle(shuffled)
    first = duplicates(places(build, *one), places(build, *other))
    assert np.array_equal(first, duplicates(places(build, *one), places(build, *shuffled)))


@given(BOXES, BOXES, st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_the_place_does_not_matter(build, one, other, east, north):
    def moved(rows):
        return [(x + east, y + north, size) for x, y, size in rows]

    here = duplicates(boxes(build, one), boxes(build, other))
    assert np.array_equal(here, duplicates(boxes(build, moved(one)), boxes(build, moved(other))))
