# SPDX-License-Identifier: GPL-2.0-or-later
"""Work spread over the cores must give what one core gives, in the same order."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.engine import parallel
from smartcity_plugin.engine.geometry import pairs_within, subdivide
from smartcity_plugin.engine.parallel import SMALLEST, spread


@pytest.mark.parametrize("count", [0, 1, SMALLEST - 1, SMALLEST, SMALLEST + 7, 5 * SMALLEST])
@pytest.mark.parametrize("cores", [1, 2, 5])
def test_pieces_come_back_in_order(monkeypatch, count, cores):
    monkeypatch.setattr(parallel, "CORES", cores)
    x = np.arange(count, dtype=float)
    assert np.array_equal(spread(np.add, x, 10 * x), 11 * x)


def test_options_are_handed_on():
    points = shapely.points(np.random.default_rng(1).uniform(0, 1000, (SMALLEST + 3, 2)))
    assert shapely.equals(
        spread(shapely.buffer, points, 10.0 * np.ones(len(points)), quad_segs=4),
        shapely.buffer(points, 10.0, quad_segs=4),
    ).all()


def test_an_error_in_a_thread_is_not_lost():
    def fail(x):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spread(fail, np.zeros(SMALLEST))


def test_tiles_of_a_polygon_are_the_polygon():
    random = np.random.default_rng(3)
    star = shapely.buffer(shapely.union_all(shapely.points(random.uniform(0, 900, (60, 2)))), 70, quad_segs=64)
    whole = shapely.difference(star, shapely.buffer(shapely.Point(450, 450), 60))
    tiles, owner = subdivide(np.array([whole, shapely.box(2000, 0, 2001, 1)], dtype=object), corners=40)
    assert (shapely.get_num_coordinates(tiles) <= 40).all()
    assert shapely.area(tiles[owner == 0]).sum() == pytest.approx(whole.area)
    assert shapely.area(tiles[owner == 1]).sum() == 1.0
    assert shapely.area(shapely.symmetric_difference(shapely.union_all(tiles[owner == 0]), whole)) < 1e-6


def test_pairs_near_a_polygon_of_many_corners_are_those_of_the_distance():
    random = np.random.default_rng(4)
    points = shapely.points(random.uniform(-500, 1500, (400, 2)))
    shapes = np.array(
        [
            shapely.buffer(shapely.LineString(random.uniform(0, 1000, (8, 2))), 40, quad_segs=80),
            shapely.LineString(random.uniform(0, 1000, (600, 2))),
            shapely.Point(3, 4),
        ],
        dtype=object,
    )
    found = set(zip(*(index.tolist() for index in pairs_within(points, shapes, 100.0))))
    brute = {(i, j) for i in range(len(points)) for j in range(3) if points[i].distance(shapes[j]) <= 100.0}
    assert found == brute
    assert len(brute) > 100
