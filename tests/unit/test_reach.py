# SPDX-License-Identifier: GPL-2.0-or-later
"""Straight lines, and who of a cell's people is within reach."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from shapely import Point, box

from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.network import NetworkReach, build_network
from smartcity_plugin.engine.population import centres
from smartcity_plugin.engine.reach import StraightReach, share_within

NAN, INF = math.nan, math.inf


def same(found, expected) -> bool:
    return np.allclose(np.asarray(found, float), np.asarray(expected, float), rtol=0, atol=1e-9, equal_nan=True)


def test_straight_lines_end_at_the_edge(build):
    reach = StraightReach(build.array([Point(0, 0), Point(50, 50), Point(300, 0)]))
    assert same(reach.nearest(build.array([box(20, 20, 80, 80)])), [math.hypot(20, 20), 0, math.hypot(220, 20)])


@pytest.mark.parametrize(("detour", "limit", "expected"), [(1.0, 300, 300), (1.25, 375, 375), (1.25, 374.999, INF)])
def test_the_limit_counts_with_the_detour(build, detour, limit, expected):
    reach, targets = StraightReach(build.array([Point(0, 0)]), detour), build.array([Point(300, 0)])
    assert same(reach.nearest(targets, limit), [expected])
    assert len(reach.pairs(targets, limit)[0]) == (expected < INF)


def test_places_without_geometry_are_unknown(build):
    reach = StraightReach(build.array([None, Point(), Point(0, 0)]))
    targets = build.array([Point(30, 40)])
    assert same(reach.nearest(targets), [NAN, NAN, 50])
    assert same(reach.nearest(build.array([])), [NAN, NAN, INF])
    assert reach.answerable(targets).tolist() == [False, False, True]
    assert [column.tolist() for column in reach.pairs(targets, 50)] == [[2], [0], [50.0]]


def test_pairs_are_ordered(build):
    random = np.random.default_rng(1)
    places, targets = shapely.points(random.uniform(0, 99, (9, 2))), shapely.points(random.uniform(0, 99, (9, 2)))
    place, target, _ = StraightReach(places).pairs(targets, 60)
    pairs = list(zip(place.tolist(), target.tolist()))
    assert pairs == sorted(set(pairs))


def test_people_spread_evenly_count_by_area_and_on_foot_by_their_place(build):
    cells = build.cells([build.square(0, 0), build.square(300, 0), build.square(0, 2000)], [10, 10, 10])
    places, street = centres(cells), shapely.LineString([(0, 50), (2000, 50)])
    targets = build.array([box(-100, 0, -50, 100)])
    straight = share_within(places, StraightReach(places.points), targets, 100.0, 1.0)
    assert straight == pytest.approx([0.5, 0, 0], abs=1e-3)
    reach = NetworkReach(build_network(build.array([street])), places.points)
    assert same(share_within(places, reach, targets, 100.0, 1.0), [1, 0, NAN])
    assert same(share_within(places, reach, targets, 99.0, 1.0), [0, 0, NAN])


def test_the_desk_knows_which_way_is_meant(build):
    data = {
        "planning_units": build.units([build.square(0, 0)]),
        "population_cells": build.cells([build.square(0, 0)], [1]),
    }
    ways = build.table([shapely.LineString([(0, 0), (900, 0)])], "walking_network", **{"class": ["residential"]})
    without, with_ways = Desk(data), Desk({**data, "walking_network": ways})
    assert [without.reach(way).way for way in ("straight", "auto")] == ["straight", "straight"]
    assert [with_ways.reach(way).way for way in ("straight", "auto", "network")] == ["straight", "network", "network"]
    assert without.flags_of("auto") == ("straight_line",)
    assert with_ways.flags_of("auto") == with_ways.flags_of("straight") == ()
    with pytest.raises(ValueError, match="no walking network"):
        without.reach("network")


def test_the_desk_knows_the_entrances_of_green_only(build):
    data = {
        "planning_units": build.units([build.square(0, 0)]),
        "population_cells": build.cells([build.square(0, 0)], [1]),
        "green_entrances": build.table([Point(5, 5)], "green_entrances"),
    }
    green, school = (build.table([build.square(0, 0)], role) for role in ("public_green", "poi_primary_school"))
    assert Desk(data).gates_of(green).tolist() == [Point(5, 5)]
    assert Desk(data).gates_of(school) is None
    del data["green_entrances"]
    assert Desk(data).gates_of(green) is None
