# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances on foot against a search written out, and what must hold on any network."""

from __future__ import annotations

import heapq
from collections import defaultdict

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from shapely import LineString, Point
from shapely.affinity import affine_transform

from smartcity_plugin.engine.geometry import ROUNDING
from smartcity_plugin.engine.network import NetworkReach, attach, build_network
from smartcity_plugin.engine.reach import StraightReach

SEEDS = st.integers(0, 100_000)
SPACING = 200.0


def streets(random, size: int = 5) -> list[LineString]:
    """Return bent streets between the crossings of an uneven grid, of which a fifth is missing."""
    crossings = np.stack(np.meshgrid(np.arange(size), np.arange(size)), axis=-1) * SPACING
    crossings = crossings + random.uniform(-60, 60, crossings.shape)
    lines = []
    for i in range(size):
        for j in range(size):
            for k, m in ((i + 1, j), (i, j + 1)):
                if k < size and m < size and random.random() < 0.8:
                    bend = (crossings[i, j] + crossings[k, m]) / 2 + random.uniform(-25, 25, 2)
                    lines.append(LineString([crossings[i, j], bend, crossings[k, m]]))
    return lines


def points(random, count: int, size: float = 4 * SPACING) -> np.ndarray:
    return shapely.points(random.uniform(-50, size + 50, (count, 2)))


def searched(lines, place: Point, target: Point, tolerance: float = 150.0) -> float:
    """Return the metres from place to target, found by a plain search on a graph made by cutting the lines."""
    lines = main_part(lines)
    near = [min(lines, key=point.distance) for point in (place, target)]
    if any(line.distance(point) > tolerance for line, point in zip(near, (place, target))):
        return np.nan
    graph = defaultdict(list)

    def join(one, other, metres):
        graph[one].append((other, metres))
        graph[other].append((one, metres))

    for line in lines:
        stops = [(0.0, line.coords[0]), (line.length, line.coords[-1])]
        for name, nearest, point in (("place", near[0], place), ("target", near[1], target)):
            if nearest is line:
                stops.append((line.project(point), f"beside {name}"))
                join(name, f"beside {name}", line.distance(point))
        stops.sort(key=lambda stop: stop[0])
        for (before, one), (after, other) in zip(stops, stops[1:]):
            join(one, other, after - before)
    best, queue = {}, [(0.0, 0, "place")]
    while queue:
        metres, _, here = heapq.heappop(queue)
        if here in best:
            continue
        best[here] = metres
        for there, more in graph[here]:
            heapq.heappush(queue, (metres + more, len(best) * 1000 + len(queue), there))
    return best.get("target", np.inf)


def main_part(lines) -> list[LineString]:
    """Return the lines that hang together with at least 1,000 m of others (or with most, if none do)."""
    groups: list[tuple[set, list]] = []
    for line in lines:
        ends = {line.coords[0], line.coords[-1]}
        touching = [group for group in groups if group[0] & ends]
        groups = [group for group in groups if not group[0] & ends]
        merged = (
            ends.union(*(group[0] for group in touching)),
            [line, *(one for group in touching for one in group[1])],
        )
        groups.append(merged)
    total = [sum(line.length for line in group) for _, group in groups]
    least = min(1000.0, max(total))
    return [line for (_, group), metres in zip(groups, total) if metres >= least for line in group]


@given(seed=SEEDS)
def test_distances_are_those_of_a_plain_search(build, seed):
    random = np.random.default_rng(seed)
    lines, places, targets = streets(random), points(random, 6), points(random, 4)
    reach = NetworkReach(build_network(build.array(lines)), places)
    for target in targets:
        found = reach.nearest(build.array([target]))
        for place, metres in zip(places, found):
            expected = searched(lines, place, target)
            if np.isfinite(expected):
                assert metres == pytest.approx(expected, abs=1e-6)
            else:
                assert not np.isfinite(metres)


@given(seed=SEEDS, distance=st.floats(100, 1200))
def test_pairs_and_nearest_agree(build, seed, distance):
    random = np.random.default_rng(seed)
    areas = shapely.buffer(points(random, 4), random.uniform(10, 90, 4))
    lines, places = streets(random), points(random, 30)
    targets = np.concatenate([points(random, 5), areas, build.array(streets(random, 2))])
    gates = shapely.get_point(shapely.boundary(areas[:2]), 0)
    for reach in (NetworkReach(build_network(build.array(lines)), places), StraightReach(places, 1.2)):
        place, target, metres = reach.pairs(targets, distance, gates=gates)
        assert (metres <= distance * (1 + ROUNDING)).all()
        assert len(set(zip(place.tolist(), target.tolist()))) == len(place)
        nearest = np.full(len(places), np.inf)
        np.minimum.at(nearest, place, metres)
        nearest[~reach.answerable(targets, gates)] = np.nan
        assert np.allclose(nearest, reach.nearest(targets, distance, gates=gates), atol=1e-6, equal_nan=True)


@given(seed=SEEDS)
def test_straight_distances_are_those_of_a_search_tree_of_points(seed):
    random = np.random.default_rng(seed)
    places, targets = points(random, 60), points(random, 20)
    there, here = shapely.get_coordinates(targets), shapely.get_coordinates(places)
    expected, _ = cKDTree(there).query(here)
    assert np.allclose(StraightReach(places, 1.3).nearest(targets), expected * 1.3)
    place, target, metres = StraightReach(places, 1.3).pairs(targets, 260.0)
    pairs = cKDTree(here).sparse_distance_matrix(cKDTree(there), 200.0, output_type="coo_matrix")
    assert sorted(zip(pairs.row.tolist(), pairs.col.tolist())) == list(zip(place.tolist(), target.tolist()))
    assert np.allclose(metres, np.linalg.norm(here[place] - there[target], axis=1) * 1.3)


@given(seed=SEEDS)
def test_there_and_back_are_equally_far_and_never_nearer_than_a_straight_line(build, seed):
    random = np.random.default_rng(seed)
    network, places = build_network(build.array(streets(random))), points(random, 12)
    there = NetworkReach(network, places)
    table = np.column_stack([there.nearest(build.array([target])) for target in places])
    both = np.isfinite(table) & np.isfinite(table.T)
    assert np.allclose(table[both], table.T[both], atol=1e-6)
    straight = shapely.distance(places[:, None], places[None, :])
    assert (table[both] >= straight[both] - 1e-6).all()
    assert both.any()


@given(seed=SEEDS, shorter=st.floats(10, 800), more=st.floats(0, 800))
def test_what_is_near_stays_near_with_a_higher_limit(build, seed, shorter, more):
    random = np.random.default_rng(seed)
    reach = NetworkReach(build_network(build.array(streets(random))), points(random, 30))
    targets = np.concatenate([points(random, 3), shapely.buffer(points(random, 2), 60)])
    near, far = reach.nearest(targets, shorter), reach.nearest(targets, shorter + more)
    assert (np.isnan(near) == np.isnan(far)).all()
    assert np.allclose(near[np.isfinite(near)], far[np.isfinite(near)])


def everything(build, random):
    """Return lines, places, targets, gates and barriers of a random town."""
    areas = shapely.buffer(points(random, 4), random.uniform(10, 90, 4))
    gates = shapely.get_point(shapely.boundary(areas[:2]), 0)
    targets = np.concatenate([points(random, 3), areas])
    barriers = build.array([LineString(random.uniform(0, 800, (2, 2))) for _ in range(4)])
    return build.array(streets(random)), points(random, 40), targets, gates, barriers


def distances(lines, places, targets, gates, barriers) -> np.ndarray:
    return NetworkReach(build_network(lines), places, barriers=barriers).nearest(targets, gates=gates)


@given(seed=SEEDS, matrix=st.sampled_from([[1, 0, 0, 1], [0, -1, 1, 0], [-1, 0, 0, 1]]))
def test_neither_place_nor_orientation_of_the_town_matters(build, seed, matrix):
    town = everything(build, np.random.default_rng(seed))
    moved = [
        build.array([affine_transform(shape, [*matrix, 683_000.0, 5_640_000.0]) for shape in shapes]) for shapes in town
    ]
    assert np.allclose(distances(*town), distances(*moved), atol=1e-5, equal_nan=True)


@given(seed=SEEDS)
def test_the_order_of_anything_does_not_matter(build, seed):
    random = np.random.default_rng(seed)
    town = everything(build, random)
    order = [random.permutation(len(shapes)) for shapes in town]
    mixed = [shapes[one] for shapes, one in zip(town, order)]
    assert np.allclose(distances(*town)[order[1]], distances(*mixed), atol=1e-6, equal_nan=True)


@given(seed=SEEDS)
def test_streets_cut_at_their_vertices_turned_round_or_drawn_twice_are_the_same(build, seed):
    random = np.random.default_rng(seed)
    lines, *rest = everything(build, random)
    cut = [LineString(pair) for line in lines for pair in zip(line.coords[:-1], line.coords[1:])]
    turned = [shapely.reverse(line) for line in lines]
    whole = [shapely.MultiLineString(list(lines))]
    expected = distances(lines, *rest)
    for same in (cut, turned, whole, [*lines, *turned]):
        # A centimetre, because what is equally near but for rounding may become two connections instead of one.
        assert np.allclose(expected, distances(build.array(same), *rest), atol=0.01, equal_nan=True)


@given(seed=SEEDS)
def test_one_more_street_makes_no_way_longer(build, seed):
    """For those who live on a street; others may come to be connected with the new one."""
    random = np.random.default_rng(seed)
    lines = streets(random)
    homes = build.array([line.interpolate(random.uniform(), normalized=True) for line in lines[:20]])
    targets = build.array([line.interpolate(random.uniform(), normalized=True) for line in lines[-3:]])
    ends = [point for line in lines for point in (line.coords[0], line.coords[-1])]
    one, other = random.choice(len(ends), 2, replace=False)
    more = [*lines, LineString([ends[one], ends[other]])] if ends[one] != ends[other] else lines
    before, after = (NetworkReach(build_network(build.array(some)), homes).nearest(targets) for some in (lines, more))
    known = np.isfinite(before)
    assert (after[known] <= before[known] + 1e-6).all()


@given(seed=SEEDS)
def test_no_connection_crosses_a_barrier_and_a_wall_never_shortens_one(build, seed):
    random = np.random.default_rng(seed)
    lines, places, _, _, barriers = everything(build, random)
    network = build_network(lines)
    free, held = attach(network, places), attach(network, places, barriers=barriers)
    assert not shapely.crosses(held.line[:, None], barriers[None, :]).any()
    shortest = dict(zip(free.item.tolist(), free.metres.tolist()))
    assert all(metres >= shortest[item] - 0.02 for item, metres in zip(held.item.tolist(), held.metres.tolist()))
    ends = shapely.get_point(held.line, 0)
    assert np.allclose(shapely.distance(ends, shapely.line_interpolate_point(network.lines[held.edge], held.offset)), 0)
