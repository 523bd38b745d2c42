# SPDX-License-Identifier: GPL-2.0-or-later
"""Stretches of lines with another line beside them, against buffers and against counting points."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.alongside import stretches_alongside


def lines(*coordinates):
    return np.array([shapely.LineString(points) for points in coordinates], dtype=object)


def length(*arguments) -> float:
    return float(shapely.length(stretches_alongside(*arguments)).sum())


def wiggles(random, count: int, size: float = 400.0):
    """Return lines of three corners of any direction."""
    return lines(*(random.uniform(0, size, 2) + np.cumsum(random.uniform(-60, 60, (4, 2)), 0) for _ in range(count)))


@given(seed=st.integers(0, 10_000), distance=st.floats(5, 60))
def test_with_all_directions_it_is_what_lies_in_the_buffer(seed, distance):
    """The buffer of shapely has corners: with 512 per quarter it is 1 in 10⁶ narrower than the circle."""
    random = np.random.default_rng(seed)
    streets, ways = wiggles(random, 6), wiggles(random, 5)
    buffered = shapely.union_all(shapely.buffer(ways, distance, quad_segs=512))
    inside = shapely.length(shapely.intersection(streets, buffered)).sum()
    assert length(streets, ways, distance, 90.0) == pytest.approx(inside, rel=1e-4, abs=0.05)


@given(seed=st.integers(0, 10_000), angle=st.floats(5, 85))
def test_directions_against_points_on_the_street(seed, angle):
    """Every metre of each straight piece asks all ways of similar direction for the distance."""
    random = np.random.default_rng(seed)
    streets, ways = wiggles(random, 4), wiggles(random, 4)
    counted = 0.0
    for street in streets:
        for start, end in zip(street.coords[:-1], street.coords[1:]):
            piece = shapely.LineString([start, end])
            near = [
                shapely.LineString(other)
                for way in ways
                for other in zip(way.coords[:-1], way.coords[1:])
                if _between(start, end, *other) <= angle
            ]
            steps = np.arange(0.05, piece.length, 0.1)
            points = shapely.line_interpolate_point(piece, steps)
            if near and len(points):
                beside = shapely.distance(points[:, None], np.array(near)[None, :]).min(axis=1) <= 20.0
                counted += beside.mean() * piece.length
    assert length(streets, ways, 20.0, angle) == pytest.approx(counted, abs=4.0, rel=0.02)


def _between(start, end, other_start, other_end) -> float:
    first = np.arctan2(end[1] - start[1], end[0] - start[0])
    second = np.arctan2(other_end[1] - other_start[1], other_end[0] - other_start[0])
    turn = np.degrees(abs(first - second)) % 180
    return min(turn, 180 - turn)


def test_stretches_do_not_overlap():
    random = np.random.default_rng(5)
    streets, ways = wiggles(random, 5), wiggles(random, 20)
    found = stretches_alongside(streets, ways, 20.0, 90.0)
    assert shapely.length(found).sum() == pytest.approx(shapely.length(shapely.union_all(found)), rel=1e-9)


def test_a_way_exactly_at_the_limit_counts():
    street = lines([(0, 0), (100, 0)])
    assert length(street, lines([(0, 20), (100, 20)]), 20.0) == pytest.approx(100)
    assert length(street, lines([(0, 20.001), (100, 20.001)]), 20.0) == 0


def test_the_same_far_from_the_origin_and_turned():
    """Coordinates as large as those of Germany, and a direction no number can hold exactly."""
    turn = np.radians(33)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    street, way = lines([(0, 0), (100, 0)]), lines([(20, 12), (60, 12)])
    moved = [shapely.transform(item, lambda xy: xy @ matrix + [683_000.0, 5_640_000.0]) for item in (street, way)]
    assert length(*moved, 20.0, 30.0) == pytest.approx(length(street, way, 20.0, 30.0), abs=1e-6)
    assert length(street, way, 20.0, 30.0) == pytest.approx(40 + 2 * 16)


def test_multilines_empty_and_missing_ones_and_points_on_each_other():
    street = np.array([shapely.MultiLineString([[(0, 0), (50, 0)], [(60, 0), (100, 0)]]), None], dtype=object)
    way = np.array([shapely.LineString(), shapely.LineString([(0, 0), (0, 0), (100, 0)])], dtype=object)
    assert length(street, way, 5.0) == pytest.approx(90)
    assert len(stretches_alongside(street, way[:1], 5.0)) == 0
    assert len(stretches_alongside(way[:0], way, 5.0)) == 0


def test_a_crossing_way_counts_only_if_it_may():
    street, crossing = lines([(0, 0), (100, 0)]), lines([(50, -50), (50, 50)])
    assert length(street, crossing, 20.0, 30.0) == 0
    assert length(street, crossing, 20.0, 90.0) == pytest.approx(40)
