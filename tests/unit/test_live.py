# SPDX-License-Identifier: GPL-2.0-or-later
"""Playing with weights gives to the last bit what computing everything again gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from smartcity_plugin.cartography.classes import fixed_classes
from smartcity_plugin.engine.composite.classes import NEED_BREAKS, UNKNOWN, need_class
from smartcity_plugin.engine.composite.index import Tree, index_of, tree_of
from smartcity_plugin.engine.composite.live import LiveIndex, ranks
from smartcity_plugin.model.scheme import ROOT, Combination, Group, Missing, Scheme, Weighting, Weights


def scheme_of(sizes, **changes) -> Scheme:
    """Return a scheme with so many indicators in each of its sectors."""
    names = iter(f"i{number}" for number in range(sum(sizes)))
    groups = tuple(Group(f"s{number}", tuple(next(names) for _ in range(size))) for number, size in enumerate(sizes))
    return Scheme("try", "Try", groups, **changes)


def same(live: LiveIndex, scores: np.ndarray, compared=None) -> None:
    """Fail unless the live index is the one that is computed from nothing."""
    expected, found = index_of(live.scheme, scores, live.tree, compared), live.result
    np.testing.assert_array_equal(found.need, expected.need)
    np.testing.assert_array_equal(found.sectors, expected.groups)
    np.testing.assert_array_equal(found.classes, need_class(expected.need))


@given(
    seed=some.integers(0, 2**32 - 1),
    sizes=some.lists(some.integers(1, 12), min_size=1, max_size=10),
    places=some.integers(1, 60),
    unknown=some.sampled_from([0.0, 0.05, 0.4, 0.95]),
    within=some.sampled_from(list(Combination)),
    between=some.sampled_from(list(Combination)),
    missing=some.sampled_from(list(Missing)),
    minimum_weight=some.sampled_from([0.0, 0.5, 0.7, 1.0]),
)
def test_every_move_gives_what_computing_anew_gives(
    seed, sizes, places, unknown, within, between, missing, minimum_weight
):
    chance = np.random.default_rng(seed)
    scheme = scheme_of(sizes, within=within, between=between, missing=missing, minimum_weight=minimum_weight)
    scores = np.clip(chance.normal(50, 45, (places, sum(sizes))), 0, 100)
    scores[chance.random(scores.shape) < unknown] = np.nan
    given_scores = scores.copy()
    compared = None if seed % 2 else chance.random(places) < 0.7
    live = LiveIndex(scheme, scores, tree_of(scheme), compared)
    same(live, scores, compared)
    for _ in range(6):
        node, (members, _weights) = list(scheme.nodes().items())[chance.integers(len(sizes) + 1)]
        shares = chance.integers(0, 4, len(members)).astype(float)  # some of them weigh nothing
        shares[chance.integers(len(members))] += 1.0
        live.set_weights(node, dict(zip(members, shares)))
        same(live, scores, compared)
    live.set_combinations(between, within)
    same(live, scores, compared)
    np.testing.assert_array_equal(scores, given_scores)


def test_a_town_by_hand():
    # Sector a: (80 + 40) / 2 = 60, sector b: 20. Linear between: 40, need 60. Moved to 3 : 1 in a, a : b = 1 : 3.
    scheme = scheme_of([2, 1], between=Combination.LINEAR)
    scores = np.array([[80.0, 40.0, 20.0], [np.nan, 40.0, 20.0], [100.0, 100.0, 100.0]])
    live = LiveIndex(scheme, scores, tree_of(scheme))
    # The second place knows only half of sector a, which is too little: sector a is unknown, and then half of all is.
    np.testing.assert_allclose(live.result.need, [60.0, np.nan, 0.0])
    assert live.result.classes.tolist() == [3, UNKNOWN, 0]
    moved = live.set_weights("s0", {"i0": 75.0, "i1": 25.0})
    np.testing.assert_allclose(moved.sectors[0], [70.0, 20.0])
    np.testing.assert_allclose(moved.need, [55.0, np.nan, 0.0])
    moved = live.set_weights(ROOT, {"s0": 25.0, "s1": 75.0})
    # Place 0: 0.25 · 70 + 0.75 · 20 = 32.5; place 1: 75 % of the weight is known, which is enough: 20.
    np.testing.assert_allclose(moved.need, [67.5, 80.0, 0.0])
    assert moved.classes.tolist() == [3, 4, 0]
    assert live.shares(ROOT) == {"s0": 25.0, "s1": 75.0}
    assert live.shares("s0") == {"i0": 75.0, "i1": 25.0}


def test_handed_out_arrays_do_not_change_with_the_next_move():
    scheme = scheme_of([1, 1])
    live = LiveIndex(scheme, np.array([[10.0, 90.0]]), tree_of(scheme))
    before = live.result
    need = before.need.copy()
    live.set_weights(ROOT, {"s0": 90.0, "s1": 10.0})
    np.testing.assert_array_equal(before.need, need)


@pytest.mark.parametrize("shares", [{}, {"s0": 0.0, "s1": 0.0}, {"s0": -1.0, "s1": 3.0}])
def test_weights_must_weigh(shares):
    scheme = scheme_of([1, 1])
    live = LiveIndex(scheme, np.array([[10.0, 90.0]]), tree_of(scheme))
    with pytest.raises(ValueError, match="weights"):
        live.set_weights(ROOT, shares)


def test_classes_are_those_of_the_need_maps():
    scores = np.append(np.arange(0.0, 100.01, 0.25), np.nan)[:, None]
    scheme = scheme_of([1])
    found = LiveIndex(scheme, scores, tree_of(scheme)).result
    classes = fixed_classes(found.need, 0, NEED_BREAKS)
    assert np.bincount(found.classes[found.classes != UNKNOWN]).tolist() == [item.count for item in classes.classes]
    assert (found.classes == UNKNOWN).sum() == classes.missing == 1


def test_single_places_are_explained_as_in_the_whole():
    scheme = scheme_of([2, 2], missing=Missing.MEDIAN)
    scores = np.array([[80.0, 40.0, 20.0, 10.0], [np.nan, 40.0, 20.0, 30.0], [100.0, 60.0, 90.0, np.nan]])
    live = LiveIndex(scheme, scores, tree_of(scheme))
    live.set_weights("s0", {"i0": 10.0, "i1": 90.0})
    whole, part = index_of(scheme, scores, live.tree), live.index(np.array([1, 2]))
    for name in ("score", "groups", "coverage", "group_coverage", "scores", "estimated"):
        np.testing.assert_allclose(getattr(part, name), getattr(whole, name)[[1, 2]], err_msg=name)


def test_weights_from_the_data_stay_until_they_are_moved():
    weights = Weights(Weighting.SLIDERS, {"i0": 30.0, "i1": 70.0})
    scheme = scheme_of([2, 1])
    scheme = replace(scheme, groups=(replace(scheme.groups[0], weights=weights), scheme.groups[1]))
    scores = np.array([[80.0, 40.0, 20.0]])
    tree = Tree(("i0", "i1", "i2"), ("s0", "s1"), np.array([0, 0, 1]), np.array([0.9, 0.1, 1.0]), np.array([0.2, 0.8]))
    live = LiveIndex(scheme, scores, tree)
    same(live, scores)
    live.set_weights("s0", {"i0": 1.0, "i1": 1.0})
    assert live.shares(ROOT) == pytest.approx({"s0": 20.0, "s1": 80.0})


def test_ranks_are_shared_and_unknown_places_have_none():
    assert ranks(np.array([10.0, np.nan, 50.0, 50.0, 90.0])).tolist() == [4, 0, 2, 2, 1]
    assert ranks(np.array([np.nan])).tolist() == [0]
