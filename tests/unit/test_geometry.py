# SPDX-License-Identifier: GPL-2.0-or-later
"""The geometric building blocks against slower routes that are easier to believe."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from scipy.spatial import cKDTree

from smartcity_plugin.engine.geometry import (
    covered_share,
    dissolve,
    large_enough,
    measure_in_units,
    pairs_within,
    present,
)


@pytest.fixture(scope="module")
def scattered(build):
    """Overlapping boxes and discs in a square of 1 km."""
    random = np.random.default_rng(7)
    x, y, size = random.uniform(0, 950, (3, 60))
    boxes = [shapely.box(a, b, a + 20 + c / 8, b + 20 + c / 5) for a, b, c in zip(x, y, size)]
    discs = [shapely.Point(a, b).buffer(15 + c / 10) for a, b, c in zip(y, x, size)]
    return build.array(boxes + discs)


@pytest.fixture(scope="module")
def grid(build):
    """Cells of 50 m over the same square."""
    return build.array([build.square(x, y, 50) for x in range(0, 1000, 50) for y in range(0, 1000, 50)])


def test_dissolve_joins_what_touches_and_keeps_the_area(build):
    parts = dissolve(build.array([build.square(0, 0), build.square(100, 0), build.square(500, 0)]))
    assert sorted(shapely.area(parts)) == [10_000, 20_000]


def test_dissolve_joins_by_an_edge_but_not_by_a_corner(build):
    parts = dissolve(build.array([build.square(0, 0), build.square(100, 100)]))
    assert len(parts) == 2


def test_dissolve_counts_overlaps_once(scattered):
    assert shapely.area(dissolve(scattered)).sum() == pytest.approx(shapely.union_all(scattered).area)


@pytest.mark.parametrize(("minimum", "left"), [(9_999.999, 2), (10_000, 2), (10_000.001, 0)])
def test_dissolve_keeps_areas_of_exactly_the_minimum(build, minimum, left):
    assert len(dissolve(build.array([build.square(0, 0), build.square(500, 0)]), minimum)) == left


def test_dissolve_applies_the_minimum_after_joining(build):
    assert len(dissolve(build.array([build.square(0, 0), build.square(100, 0)]), 15_000)) == 1


def test_dissolve_of_nothing_is_nothing(build):
    for nothing in ([], [None], [shapely.Polygon()]):
        assert len(dissolve(build.array(nothing))) == 0


def test_present_leaves_out_missing_and_empty_geometries(build):
    assert len(present(build.array([None, shapely.Point(), shapely.Point(0, 0)]))) == 1


def test_minimum_area_says_nothing_about_points_and_lines(build):
    geometries = build.array([shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)]), build.square(0, 0, 10)])
    assert shapely.get_dimensions(large_enough(geometries, 1000)).tolist() == [0, 1]


def test_covered_share_equals_the_union_place_by_place(grid, scattered):
    cover = shapely.union_all(scattered)
    expected = [place.intersection(cover).area / place.area for place in grid]
    assert covered_share(grid, scattered) == pytest.approx(expected, abs=1e-12)


def test_covered_share_is_between_zero_and_one(grid, scattered):
    shares = covered_share(grid, np.concatenate([scattered, scattered]))
    assert shares.min() >= 0
    assert shares.max() <= 1 + 1e-12


def test_covered_share_without_covers_is_zero_not_unknown(grid, build):
    assert covered_share(grid, build.array([])).tolist() == [0.0] * len(grid)


def test_covered_share_of_a_place_that_is_only_touched_is_zero(build):
    shares = covered_share(
        build.array([build.square(0, 0)]), build.array([build.square(100, 0), build.square(100, 100)])
    )
    assert shares.tolist() == [0.0]


def test_covers_that_only_together_cover_a_place(build):
    halves = build.array([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)])
    assert covered_share(build.array([build.square(0, 0)]), halves) == pytest.approx([1.0])


def test_pairs_within_equals_a_search_tree_of_points(build):
    random = np.random.default_rng(3)
    here, there = random.uniform(0, 1000, (300, 2)), random.uniform(0, 1000, (200, 2))
    found = set(zip(*(index.tolist() for index in pairs_within(shapely.points(here), shapely.points(there), 80.0))))
    neighbours = cKDTree(there).query_ball_point(here, 80.0)
    assert found == {(point, other) for point, others in enumerate(neighbours) for other in others}


def test_pairs_within_equals_all_distances_to_areas(grid, scattered):
    centres = shapely.centroid(grid)
    found = set(zip(*(index.tolist() for index in pairs_within(centres, scattered, 120.0))))
    distances = shapely.distance(centres[:, None], scattered[None, :])
    assert found == set(zip(*(index.tolist() for index in np.nonzero(distances <= 120.0))))


@pytest.mark.parametrize(("distance", "found"), [(299.999, 0), (300.0, 1), (300.001, 1)])
def test_a_target_exactly_at_the_distance_counts(build, distance, found):
    point, target = build.array([shapely.Point(0, 50)]), build.array([shapely.box(300, 0, 400, 100)])
    assert len(pairs_within(point, target, distance)[0]) == found


def test_a_target_in_the_corner_of_the_window_is_too_far(build):
    assert len(pairs_within(build.array([shapely.Point(0, 0)]), build.array([shapely.Point(99, 99)]), 100)[0]) == 0


def test_pairs_within_of_nothing(build):
    point, nothing = build.array([shapely.Point(0, 0)]), build.array([])
    for points, targets in ((point, nothing), (nothing, point), (nothing, nothing)):
        assert [len(index) for index in pairs_within(points, targets, 10)] == [0, 0]


def test_measured_areas_equal_pairwise_intersections(build, scattered):
    units = build.array([shapely.box(x, 0, x + 250, 1000) for x in range(0, 1000, 250)])
    expected = [sum(unit.intersection(shape).area for shape in scattered) for unit in units]
    assert measure_in_units(scattered, units) == pytest.approx(expected)


def test_measured_lengths_equal_pairwise_intersections(build):
    random = np.random.default_rng(5)
    lines = build.array([shapely.LineString(random.uniform(0, 1000, (4, 2))) for _ in range(40)])
    units = build.array([shapely.box(x, 0, x + 250, 1000) for x in range(0, 1000, 250)])
    expected = [sum(unit.intersection(line).length for line in lines) for unit in units]
    assert measure_in_units(lines, units) == pytest.approx(expected)


def test_parts_of_a_complete_division_add_up(scattered, build):
    units = build.array([shapely.box(x, -100, x + 300, 1300) for x in range(-100, 1300, 300)])
    assert measure_in_units(scattered, units).sum() == pytest.approx(shapely.area(scattered).sum())


def test_units_without_anything_have_zero(build):
    unit, away = build.array([build.square(0, 0)]), build.array([build.square(500, 0)])
    assert measure_in_units(away, unit).tolist() == [0.0]
    assert measure_in_units(build.array([]), unit).tolist() == [0.0]
