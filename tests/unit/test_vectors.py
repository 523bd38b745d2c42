# SPDX-License-Identifier: GPL-2.0-or-later
"""Worked examples of the mathematics, as data: what goes in, what must come out."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from smartcity_plugin.engine.composite.aggregate import combine
from smartcity_plugin.engine.composite.normalise import band, compared_with, goalposts, score, z_score
from smartcity_plugin.engine.justice import lorenz, weighted_gini
from smartcity_plugin.engine.methods.supply import two_step_supply
from smartcity_plugin.engine.reach import StraightReach
from smartcity_plugin.engine.values import weighted
from smartcity_plugin.model.indicator import Band, Goalposts
from smartcity_plugin.model.scheme import Combination, Normalisation

NAN = float("nan")

linear = partial(combine, combination=Combination.LINEAR)
geometric = partial(combine, combination=Combination.GEOMETRIC)


def minimum_maximum(values):
    return compared_with(values, values, Normalisation.MINIMUM_MAXIMUM)


def rank(values):
    return compared_with(values, values, Normalisation.RANK)


GOALPOSTS = [
    # x, zero, full, score
    (3, 0, 6, 50),
    (15, 20, 10, 50),
    (-1, 0, 6, 0),
    (7, 0, 6, 100),
    (25, 20, 10, 0),
    (5, 20, 10, 100),
    (NAN, 0, 6, NAN),
]
BAND = [(0, 0), (1, 50), (2, 100), (3, 100), (4, 100), (8, 50), (12, 0), (-5, 0), (99, 0), (NAN, NAN)]
SPREAD = [2, 4, 4, 4, 5, 5, 7, 9]
GINI = [
    # supply, persons, coefficient
    ([1, 2, 3, 4], [1, 1, 1, 1], 0.25),
    ([0, 3, 6, 12], [100, 200, 50, 50], 0.475),
    ([5, 5, 5], [1, 10, 100], 0.0),
    ([7], [30], 0.0),
    ([0, 10], [1, 1], 0.5),
    ([NAN, 1, 2, 3, 4], [9, 1, 1, 1, 1], 0.25),
    ([9, 1, 2, 3, 4], [NAN, 1, 1, 1, 1], 0.25),
    ([9, 1, 2, 3, 4], [0, 1, 1, 1, 1], 0.25),
    ([0, 0], [5, 5], NAN),
    ([1, 2], [0, 0], NAN),
    ([NAN, NAN], [1, 1], NAN),
    ([], [], NAN),
]


def same(found, expected) -> bool:
    return np.allclose(np.asarray(found, float), np.asarray(expected, float), rtol=0, atol=5e-7, equal_nan=True)


@pytest.mark.parametrize(("value", "zero", "full", "expected"), GOALPOSTS)
def test_goalposts(value, zero, full, expected):
    assert same(goalposts([value], zero, full), [expected])
    assert same(score(np.array([value], float), Goalposts(zero, full)), [expected])


@pytest.mark.parametrize(("value", "expected"), BAND)
def test_band(value, expected):
    assert same(band([value], 0, 2, 4, 12), [expected])
    assert same(score(np.array([value], float), Band(0, 2, 4, 12)), [expected])


def test_a_band_may_have_steps_instead_of_slopes():
    assert band([-0.001, 0, 1, 2, 2.001], 0, 0, 2, 2).tolist() == [0, 100, 100, 100, 0]


def test_minimum_maximum():
    expected = [0, 0.285714, 0.285714, 0.285714, 0.428571, 0.428571, 0.714286, 1]
    assert same(minimum_maximum(SPREAD) / 100, expected)


def test_z_score_uses_the_deviation_of_the_population():
    assert same(z_score(SPREAD), [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])


def test_rank_averages_ties():
    assert same(rank([10, 20, 20, 40]), [0, 50, 50, 100])


@pytest.mark.parametrize("normalise", [minimum_maximum, z_score, rank])
def test_unknown_values_stay_unknown_and_do_not_disturb(normalise):
    known = normalise(SPREAD)
    with_gaps = normalise([*SPREAD, NAN])
    assert same(with_gaps, [*known, NAN])


@pytest.mark.parametrize("normalise", [minimum_maximum, z_score])
@pytest.mark.parametrize("values", [[3, 3, 3], [NAN, NAN], [], [7]])
def test_what_does_not_differ_has_no_place_on_a_relative_scale(normalise, values):
    assert np.isnan(normalise(values)).all()


def test_aggregation():
    scores, weights = np.array([[0.9, 0.1, 0.5]]), np.array([0.5, 0.3, 0.2])
    assert same(linear(scores, weights).scores, [0.58])
    assert same(geometric(scores, weights, floor=0.0).scores, [0.413919])


def test_geometric_floor_keeps_one_zero_from_erasing_everything():
    assert same(geometric(np.array([[0.0, 100.0]]), np.ones(2)).scores, [10.0])


@pytest.mark.parametrize("aggregate", [linear, geometric])
@pytest.mark.parametrize(
    ("weights", "is_known"),
    [([7, 3], True), ([0.7, 0.3], True), ([0.69, 0.31], False), ([1, 1], False), ([1, 0], True), ([0, 1], False)],
)
def test_seven_tenths_of_the_weight_must_be_known(aggregate, weights, is_known):
    result = aggregate(np.array([[40.0, NAN]]), np.array(weights, float))
    assert same(result.scores, [40.0 if is_known else NAN])
    assert same(result.coverage, [weights[0] / sum(weights)])


@pytest.mark.parametrize("aggregate", [linear, geometric])
def test_seven_of_ten_equal_weights_are_seven_tenths(aggregate):
    assert same(aggregate(np.array([[50.0] * 7 + [NAN] * 3]), np.full(10, 0.1)).scores, [50.0])


@pytest.mark.parametrize(("supply", "persons", "expected"), GINI)
def test_gini(supply, persons, expected):
    assert same(weighted_gini(np.array(supply, float), np.array(persons, float)), expected)


def test_lorenz_curve():
    people, good = lorenz(np.array([0.0, 3, 6, 12]), np.array([100.0, 200, 50, 50]))
    assert same(people, [0, 0.25, 0.75, 0.875, 1])
    assert same(good, [0, 0, 0.4, 0.6, 1])


def test_two_step_supply():
    centres = shapely.points([(0.0, 0.0), (600.0, 0.0)])
    parks = np.array([shapely.box(200, -60, 300, 60), shapely.box(-300, -30, -200, 30)])
    supply = two_step_supply(
        StraightReach(centres), np.array([1000.0, 500.0]), parks, np.array([12_000.0, 6_000.0]), 310.0
    )
    assert same(supply, [14, 8])
    ratios = weighted(supply, np.array([1000.0, 500.0]))
    assert same(ratios.numerator.sum() / ratios.denominator.sum(), 12)


def test_a_park_that_nobody_reaches_gives_nothing_and_an_unknown_cell_asks_for_nothing():
    centres = shapely.points([(0.0, 0.0), (10.0, 0.0)])
    parks = np.array([shapely.box(0, 10, 50, 60), shapely.box(9000, 0, 9100, 100)])
    assert same(
        two_step_supply(StraightReach(centres), np.array([100.0, NAN]), parks, np.array([500.0, 500.0]), 100.0), [5, 5]
    )


def test_population_weighted_mean_is_not_the_mean_of_means():
    ratios = weighted(np.array([3.0, 9.0]), np.array([100.0, 300.0]))
    assert ratios.numerator.sum() / ratios.denominator.sum() == 7.5


SCORES = arrays.arrays(float, (4, 3), elements=st.floats(0, 100))
WEIGHTS = arrays.arrays(float, 3, elements=st.floats(0.01, 10))


@given(scores=SCORES, weights=WEIGHTS, factor=st.floats(0.01, 1000))
def test_only_the_proportion_of_weights_matters(scores, weights, factor):
    for aggregate in (linear, geometric):
        first, second = aggregate(scores, weights), aggregate(scores, weights * factor)
        assert np.allclose(first.scores, second.scores, equal_nan=True)
        assert np.allclose(first.coverage, second.coverage)


@given(scores=SCORES, weights=WEIGHTS)
def test_an_aggregate_lies_between_its_parts_and_geometric_below_linear(scores, weights):
    low, high = scores.min(axis=1), scores.max(axis=1)
    mean = linear(scores, weights).scores
    assert ((mean >= low - 1e-9) & (mean <= high + 1e-9)).all()
    floored = np.maximum(scores, 1.0)
    root = geometric(scores, weights).scores
    assert ((root >= floored.min(axis=1) - 1e-9) & (root <= floored.max(axis=1) + 1e-9)).all()
    assert (root <= linear(floored, weights).scores + 1e-9).all()


@given(
    values=arrays.arrays(float, 5, elements=st.floats(-1e6, 1e6)), low=st.floats(-1e3, 1e3), width=st.floats(0.1, 1e3)
)
def test_scores_stay_between_0_and_100_and_keep_the_order(values, low, width):
    for scale in (
        Goalposts(low, low + width),
        Goalposts(low + width, low),
        Band(low, low + width, low + 2 * width, low + 9 * width),
    ):
        scores = score(values, scale)
        assert ((scores >= 0) & (scores <= 100)).all()
    ordered = score(np.sort(values), Goalposts(low, low + width))
    assert (np.diff(ordered) >= 0).all()


SUPPLY = st.lists(st.tuples(st.floats(0, 1e4), st.floats(0.1, 1e4)), min_size=1, max_size=20)


@given(pairs=SUPPLY, factor=st.floats(1e-3, 1e3))
def test_gini_is_a_share_that_knows_no_unit(pairs, factor):
    supply, persons = (np.array(column) for column in zip(*pairs))
    gini = weighted_gini(supply, persons)
    if supply.sum() == 0:
        assert math.isnan(gini)
        return
    assert -1e-9 <= gini < 1
    assert weighted_gini(supply * factor, persons) == pytest.approx(gini, abs=1e-6)
    assert weighted_gini(supply, persons * factor) == pytest.approx(gini, abs=1e-6)


@given(pairs=SUPPLY)
def test_gini_equals_the_mean_difference(pairs):
    supply, persons = (np.array(column) for column in zip(*pairs))
    total = (supply * persons).sum()
    if total < 1e-6:
        return
    differences = persons[:, None] * persons[None, :] * np.abs(supply[:, None] - supply[None, :])
    expected = differences.sum() / (2 * persons.sum() * total)
    assert weighted_gini(supply, persons) == pytest.approx(expected, abs=1e-9)


@given(pairs=SUPPLY)
def test_splitting_a_group_leaves_the_gini(pairs):
    supply, persons = (np.array(column) for column in zip(*pairs))
    if (supply * persons).sum() < 1e-6:
        return
    halves = weighted_gini(np.concatenate([supply, supply]), np.concatenate([persons, persons]) / 2)
    assert halves == pytest.approx(weighted_gini(supply, persons), abs=1e-9)
