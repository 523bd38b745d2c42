# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines become a graph: where they meet, what they leave out, who may walk where."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import LineString, MultiLineString

from smartcity_plugin.engine.network.graph import SMALLEST_ISLAND, build_network, walkable


def network_of(build, *lines):
    return build_network(build.array([LineString(line) if isinstance(line, list) else line for line in lines]))


def edges(network) -> set[tuple]:
    """Return edges as (from, to, length) with the smaller end first."""
    ends = zip(network.nodes[network.start].tolist(), network.nodes[network.end].tolist(), network.length.tolist())
    return {(*sorted((tuple(one), tuple(other))), round(length, 6)) for one, other, length in ends}


CROSS = ([(0, 0), (1000, 0), (2000, 0)], [(1000, -500), (1000, 0), (1000, 500)])


def test_lines_meet_where_they_share_a_vertex(build):
    network = network_of(build, *CROSS)
    assert len(network.nodes) == 5
    assert sorted(network.degree.tolist()) == [1, 1, 1, 1, 4]
    assert edges(network) == {
        ((0, 0), (1000, 0), 1000),
        ((1000, 0), (2000, 0), 1000),
        ((1000, -500), (1000, 0), 500),
        ((1000, 0), (1000, 500), 500),
    }


def test_lines_that_only_cross_do_not_meet(build):
    bridge = network_of(build, [(0, 0), (2000, 0)], [(1000, -500), (1000, 500)])
    assert len(bridge.lines) == 2
    assert len(set(bridge.component.tolist())) == 2


def test_an_edge_keeps_its_bends(build):
    network = network_of(build, [(0, 0), (300, 0), (300, 400), (900, 400)])
    assert network.length.tolist() == [1300]
    assert shapely.get_num_coordinates(network.lines).tolist() == [4]


def test_vertices_up_to_a_centimetre_apart_are_one_wherever_they_lie(build):
    for shift in (0.0, 0.005, 0.0049999, 683_412.123456):
        first, second = (1000 + shift, 0), (1000 + shift + 0.0099, 0)
        assert len(network_of(build, [(shift, 0), first], [second, (2000 + shift, 0)]).nodes) == 3
        apart = (1000 + shift + 0.0101, 0)
        assert len(network_of(build, [(shift, 0), first], [apart, (2010 + shift, 0)]).nodes) == 4


def test_several_ways_between_the_same_crossings_stay_apart(build):
    network = network_of(build, [(0, 0), (1000, 0)], [(0, 0), (500, 300), (1000, 0)])
    assert sorted(network.degree.tolist()) == [2, 2]
    assert len(network.lines) == 2


def test_a_line_that_is_there_twice_counts_once(build):
    road = [(0, 0), (500, 0), (1000, 0)]
    once, twice = network_of(build, road), network_of(build, road, road[::-1], road)
    assert twice.length.sum() == once.length.sum() == 1000
    assert twice.degree.max() == 2


def test_rings_and_lines_that_touch_themselves(build):
    ring = network_of(build, [(0, 0), (400, 0), (400, 300), (0, 0)])
    assert (len(ring.nodes), ring.length.tolist(), ring.degree.tolist()) == (1, [1200], [2])
    lasso = network_of(build, [(-500, 0), (0, 0), (400, 0), (400, 300), (0, 0)])
    assert sorted(lasso.length.tolist()) == [500, 1200]
    assert sorted(lasso.degree.tolist()) == [1, 3]


def test_parts_heights_and_things_without_length(build):
    network = network_of(
        build,
        MultiLineString([[(0, 0, 100), (1000, 0, 120)], [(1000, 0, 120), (1000, 500, 90)]]),
        None,
        LineString(),
        [(7, 7), (7, 7)],
        [(1000, 0), (1000, 0), (2000, 0), (2000, 0)],
        LineString([(0, float("nan")), (5, 5)]),
    )
    assert sorted(network.length.tolist()) == [500, 1000, 1000]
    assert not shapely.has_z(network.lines).any()


def test_nothing_makes_an_empty_network(build):
    for lines in ([], [None], [LineString()]):
        network = build_network(build.array(lines))
        assert (len(network.nodes), len(network.lines), network.main, network.left_out) == (0, 0, -1, 0.0)
        assert len(network.degree) == 0


@pytest.mark.parametrize(("metres", "kept"), [(SMALLEST_ISLAND - 1, 1), (SMALLEST_ISLAND, 2)])
def test_small_islands_are_left_out_and_counted(build, metres, kept):
    network = network_of(build, [(0, 0), (3000, 0)], [(0, 900), (metres, 900)])
    assert len(network.lines) == kept
    assert network.left_out == pytest.approx(metres / (3000 + metres) if kept == 1 else 0.0)
    assert network.nodes[network.component == network.main, 1].tolist() == [0, 0]


def test_what_is_small_but_all_there_is_stays(build):
    network = network_of(build, [(0, 0), (80, 0)])
    assert (network.length.tolist(), network.left_out) == ([80], 0.0)


@pytest.mark.parametrize(
    ("tags", "allowed"),
    [
        ({"class": "residential"}, True),
        ({"class": "motorway"}, False),
        ({"class": "Trunk_Link"}, False),
        ({"class": "trunk", "foot": "yes"}, True),
        ({"class": "construction"}, False),
        ({"class": "service", "access": "private"}, False),
        ({"class": "service", "access": "private", "foot": "permissive"}, True),
        ({"class": "service", "access": "destination"}, True),
        ({"class": "primary", "foot": "no"}, False),
        ({"class": "primary", "foot": "use_sidepath"}, False),
        ({"class": "path", "foot": None, "access": None}, True),
        ({"class": None}, True),
        ({}, True),
    ],
)
def test_who_may_walk_where(build, tags, allowed):
    ways = build.table([LineString([(0, 0), (1, 0)])], "walking_network", **{key: [tag] for key, tag in tags.items()})
    assert walkable(ways).tolist() == [allowed]


def test_the_order_of_lines_does_not_matter(build):
    random = np.random.default_rng(3)
    points = [(x * 100.0, y * 100.0) for x in range(6) for y in range(6)]
    lines = [LineString([points[one], points[other]]) for one, other in random.integers(0, 36, (40, 2)) if one != other]
    shuffled = [lines[number] for number in random.permutation(len(lines))]
    assert edges(network_of(build, *lines)) == edges(network_of(build, *shuffled))
