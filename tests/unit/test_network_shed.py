# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of a circle can be walked to, and where ways branch."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import shapely.ops
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from smartcity_plugin.engine.network import attach, build_network
from smartcity_plugin.engine.network.junctions import junctions
from smartcity_plugin.engine.network.samples import SPACING, samples_near
from smartcity_plugin.engine.network.shed import walk_shed
from smartcity_plugin.model.problem import Cancelled

SEEDS = st.integers(0, 100_000)
STREET = LineString([(-1000, 0), (1000, 0)])


def random_network(build, random):
    points = [
        (x * 150.0 + random.uniform(-40, 40), y * 150.0 + random.uniform(-40, 40)) for x in range(7) for y in range(7)
    ]
    pairs = [(i, i + 1) for i in range(48) if i % 7 < 6] + [(i, i + 7) for i in range(42)]
    kept = [pair for pair in pairs if random.random() < 0.75]
    return build_network(build.array([LineString([points[one], points[other]]) for one, other in kept]))


def exactly(network, place: Point, distance: float, width: float) -> float:
    """Return the share by geometry: the reached parts of all edges, buffered, in the circle."""
    at = attach(network, np.array([place]))
    best = np.full(len(network.nodes), np.inf)
    for edge, offset, metres in zip(at.edge, at.offset, at.metres):
        best[network.start[edge]] = min(best[network.start[edge]], metres + offset)
        best[network.end[edge]] = min(best[network.end[edge]], metres + network.length[edge] - offset)
    for _ in network.nodes:  # Bellman and Ford: as many rounds as there are nodes are enough
        before = best.copy()
        np.minimum.at(best, network.end, before[network.start] + network.length)
        np.minimum.at(best, network.start, before[network.end] + network.length)
    parts = []
    for edge, line in enumerate(network.lines):
        for whole, node in ((line, network.start[edge]), (shapely.reverse(line), network.end[edge])):
            left = distance - best[node]
            if left > 0:
                parts.append(shapely.ops.substring(whole, 0, min(left, whole.length)))
    for edge, offset, metres in zip(at.edge, at.offset, at.metres):
        left = distance - metres
        parts.append(shapely.ops.substring(network.lines[edge], max(offset - left, 0), offset + left))
    circle = shapely.buffer(place, distance, quad_segs=64)
    return shapely.union_all(shapely.buffer(np.array(parts), width)).intersection(circle).area / circle.area


@given(seed=SEEDS, distance=st.floats(400, 600), width=st.floats(25, 40))
def test_shares_are_those_of_geometry(build, seed, distance, width):
    """Some 800 to 1,800 sample points lie in a circle this small; 800 m have 3,217 and half of the error."""
    random = np.random.default_rng(seed)
    network = random_network(build, random)
    places = shapely.points(random.uniform(150, 750, (3, 2)))
    places = places[shapely.distance(places, shapely.union_all(network.lines)) < 150]
    expected = [exactly(network, place, distance, width) for place in places]
    assert np.allclose(walk_shed(network, places, distance, width), expected, atol=0.03)


@given(seed=SEEDS, distance=st.floats(200, 600))
def test_shares_lie_between_0_and_1_and_grow_with_the_width(build, seed, distance):
    random = np.random.default_rng(seed)
    network, places = random_network(build, random), shapely.points(random.uniform(0, 900, (20, 2)))
    narrow, wide = (walk_shed(network, places, distance, width) for width in (20.0, 45.0))
    known = np.isfinite(narrow)
    assert ((narrow[known] > 0) & (narrow[known] <= wide[known]) & (wide[known] <= 1)).all()
    assert (known == np.isfinite(wide)).all()


@given(seed=SEEDS)
def test_a_barrier_or_the_order_of_places_changes_nothing_for_those_who_do_not_meet_it(build, seed):
    random = np.random.default_rng(seed)
    network, places = random_network(build, random), shapely.points(random.uniform(0, 900, (30, 2)))
    order = random.permutation(30)
    expected = walk_shed(network, places, 400.0, 25.0)
    assert np.allclose(walk_shed(network, places[order], 400.0, 25.0), expected[order], equal_nan=True)
    away = build.array([LineString([(5000, 5000), (6000, 6000)])])
    assert np.allclose(walk_shed(network, places, 400.0, 25.0, away), expected, equal_nan=True)


def test_a_barrier_keeps_people_from_the_street(build):
    wall = build.array([LineString([(-300, 20), (300, 20)])])
    place = np.array([Point(0, 50)])
    network = build_network(build.array([STREET]))
    assert walk_shed(network, place, 300.0, 25.0)[0] > 0
    assert np.isnan(walk_shed(network, place, 300.0, 25.0, wall)[0])


def test_off_the_network_and_without_one_nothing_is_known(build):
    places = build.array([Point(0, 500), None, Point(), Point(0, 0)])
    network = build_network(build.array([STREET]))
    assert np.isnan(walk_shed(network, places, 800.0, 25.0)).tolist() == [True, True, True, False]
    nothing = build_network(build.array([]))
    assert np.isnan(walk_shed(nothing, places, 800.0, 25.0)).all()
    assert walk_shed(network, build.array([]), 800.0, 25.0).tolist() == []


def test_both_directions_of_a_long_street_are_reached_from_its_middle(build):
    """Neither end lies within 300 m: 2 · 300 m · 50 m and two half discs, cut by the circle."""
    network = build_network(build.array([STREET]))
    found = walk_shed(network, np.array([Point(0, 0), Point(12.5, 0)]), 300.0, 25.0)
    assert found == pytest.approx([600 * 50 / (np.pi * 300**2)] * 2, abs=0.005)


def test_samples_near_a_street(build):
    samples = samples_near(build_network(build.array([LineString([(0, 0), (100, 0)])])), 25.0)
    points = set(zip(samples.x.tolist(), samples.y.tolist()))
    # In the rows ±12.5: from -12.5 (17.7 m from the end) to 112.5; the rows ±37.5 are too far.
    assert points == {(12.5 + 25 * k, y) for k in range(-1, 5) for y in (-12.5, 12.5)}
    at = (samples.i == 1) & (samples.j == 0)
    half = np.sqrt(25**2 - 12.5**2)
    assert samples.first[at] == pytest.approx([37.5 - half])
    assert samples.last[at] == pytest.approx([37.5 + half])
    assert samples.begins.tolist() == list(range(len(samples.i)))
    assert SPACING == 25.0


def test_a_walk_shed_can_be_cancelled(build):
    network = build_network(build.array([STREET]))
    places = shapely.points(np.column_stack([np.linspace(-900, 900, 50), np.zeros(50)]))

    def cancel(fraction):
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        walk_shed(network, places, 300.0, 25.0, progress=cancel)


# Junctions ----------------------------------------------------------------------------------------------------------


def test_junctions_are_where_three_ways_meet(build):
    lines = [
        LineString([(0, 0), (100, 0), (200, 0)]),
        LineString([(100, 0), (100, 50)]),
        LineString([(200, 0), (300, 0)]),
    ]
    assert junctions(build_network(build.array(lines)), 12.0).tolist() == [[100, 0]]
    assert len(junctions(build_network(build.array([])), 12.0)) == 0


def test_junctions_close_together_are_one_also_in_a_row(build):
    street = LineString([(0, 0), (10, 0), (20, 0), (30, 0), (60, 0), (90, 0)])
    branches = [LineString([(x, 0), (x, 50)]) for x in (10, 20, 30, 60)]
    network = build_network(build.array([street, *branches]))
    assert sorted(junctions(network, 10.0).tolist()) == [[20, 0], [60, 0]]
    assert len(junctions(network, 9.9)) == 4
