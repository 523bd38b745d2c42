# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways of combining scores: worked examples, properties, agreement with scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from smartcity_plugin.engine.composite.aggregate import combine
from smartcity_plugin.model.scheme import Combination

NAN = float("nan")
ORDER = (Combination.MINIMUM, Combination.HARMONIC, Combination.GEOMETRIC, Combination.LINEAR)
MONOTONE = ORDER
Y, W = np.array([[90.0, 10.0, 50.0]]), np.array([0.5, 0.3, 0.2])

seeds = st.integers(0, 2**32 - 1)
every = pytest.mark.parametrize("combination", list(Combination))


def one(scores, weights, combination, **options) -> float:
    return float(combine(np.atleast_2d(scores), np.asarray(weights), combination, **options).scores[0])


def example(seed: int, lowest: float = 1.0):
    """Return 20 places × 2 to 6 scores from ``lowest`` on, and weights, one of them perhaps 0."""
    random = np.random.default_rng(seed)
    count = int(random.integers(2, 7))
    weights = random.uniform(0.1, 1, count)
    weights[0] *= random.random() < 0.8
    return random, random.uniform(lowest, 100, (20, count)), weights


@pytest.mark.parametrize(
    ("combination", "expected"),
    [
        (Combination.LINEAR, 58.0),
        (Combination.GEOMETRIC, 41.3919),
        (Combination.HARMONIC, 25.2809),
        (Combination.MINIMUM, 10.0),
        # Variance .5·32² + .3·48² + .2·8² = 1216; 58 − 1216/58.
        (Combination.PENALISED, 58 - 1216 / 58),
    ],
)
def test_worked_example(combination, expected):
    assert one(Y, W, combination) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("scores", "weights", "expected"),
    [
        # Two that weigh the same: the penalised mean is the harmonic one.
        ([20, 80], [1, 1], 2 / (1 / 20 + 1 / 80)),
        # Mean 36, variance 1024: 36 − 28.4 would lie below the lowest score.
        ([100, 20], [0.2, 0.8], 20),
        ([30, 20], [0.2, 0.8], 22 - 16 / 22),
        ([0, 0], [1, 1], 0),
        ([50, 50], [1, 3], 50),
    ],
)
def test_penalised_by_hand(scores, weights, expected):
    assert one(scores, weights, Combination.PENALISED) == pytest.approx(expected)


def test_the_penalised_mean_punishes_a_single_good_score():
    # From 30 to 100 in a fifth of the weight: the mean rises, the result falls. That is what it is for.
    better, before = (one([score, 20], [0.2, 0.8], Combination.PENALISED) for score in (100, 30))
    assert better < before


def test_the_floor_keeps_a_zero_from_erasing_everything():
    assert one([0, 100], [1, 1], Combination.GEOMETRIC, floor=1.0) == pytest.approx(10)
    assert one([0, 100], [1, 1], Combination.HARMONIC, floor=1.0) == pytest.approx(200 / 101)
    assert one([0, 100], [1, 1], Combination.LINEAR, floor=1.0) == pytest.approx(50)
    assert one([0, 100], [1, 1], Combination.MINIMUM, floor=1.0) == 0


@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_scipy(seed):
    _, scores, weights = example(seed)
    scipys = {
        Combination.LINEAR: stats.pmean(scores, 1, axis=1, weights=weights),
        Combination.GEOMETRIC: stats.gmean(scores, axis=1, weights=np.broadcast_to(weights, scores.shape)),
        Combination.HARMONIC: stats.pmean(scores, -1, axis=1, weights=weights),
    }
    for combination, expected in scipys.items():
        assert np.allclose(combine(scores, weights, combination).scores, expected)
    plain = combine(scores, np.ones(scores.shape[1]), Combination.HARMONIC).scores
    assert np.allclose(plain, stats.hmean(scores, axis=1))


@given(seeds)
def test_good_scores_make_up_less_and_less(seed):
    _, scores, weights = example(seed)
    found = [combine(scores, weights, combination).scores for combination in ORDER]
    for lower, higher in zip(found, found[1:]):
        assert (lower <= higher + 1e-9).all()
    penalised = combine(scores, weights, Combination.PENALISED).scores
    assert (found[0] - 1e-9 <= penalised).all()
    assert (penalised <= found[-1] + 1e-9).all()


@every
@given(seed=seeds)
def test_the_result_lies_among_the_scores_that_weigh(combination, seed):
    _, scores, weights = example(seed)
    found = combine(scores, weights, combination).scores
    weighing = scores[:, weights > 0]
    assert (weighing.min(axis=1) - 1e-9 <= found).all()
    assert (found <= weighing.max(axis=1) + 1e-9).all()


@every
@given(seed=seeds, score=st.floats(1, 100))
def test_equal_scores_give_that_score(combination, seed, score):
    _, scores, weights = example(seed)
    assert np.allclose(combine(np.full(scores.shape, score), weights, combination).scores, score)


@every
@given(seed=seeds, factor=st.floats(1e-3, 1e3))
def test_scale_of_weights_and_order_do_not_matter(combination, seed, factor):
    random, scores, weights = example(seed)
    found = combine(scores, weights, combination).scores
    assert np.allclose(combine(scores, weights * factor, combination).scores, found)
    columns, rows = random.permutation(len(weights)), random.permutation(len(scores))
    mixed = combine(scores[rows][:, columns], weights[columns], combination).scores
    assert np.allclose(mixed, found[rows])


@pytest.mark.parametrize("combination", MONOTONE)
@given(seed=seeds, points=st.floats(0, 50))
def test_a_better_score_never_makes_it_worse(combination, seed, points):
    random, scores, weights = example(seed, lowest=0.0)
    better = scores.copy()
    better[:, random.integers(len(weights))] += points
    assert (combine(better, weights, combination).scores >= combine(scores, weights, combination).scores - 1e-9).all()


@every
@given(seed=seeds)
def test_an_unknown_score_is_as_if_it_were_not_asked(combination, seed):
    random, scores, weights = example(seed)
    column = int(random.integers(len(weights)))
    rest = np.delete(weights, column)
    assume(rest.sum() > 0)
    scores[::2, column] = NAN
    found = combine(scores, weights, combination, minimum_weight=0.0)
    expected = combine(np.delete(scores, column, axis=1), rest, combination).scores
    assert np.allclose(found.scores[::2], expected[::2])
    assert np.allclose(found.coverage[::2], rest.sum() / weights.sum())
    assert np.allclose(found.coverage[1::2], 1)


@every
def test_null_is_not_zero(combination):
    assert np.isnan(one([NAN, NAN], [1, 1], combination, minimum_weight=0.0))
    assert one([NAN, 60.0], [1, 1], combination, minimum_weight=0.5) == pytest.approx(60)
    assert one([0.0, 60.0], [1, 1], combination) < 60


@every
def test_less_than_the_minimum_weight_is_unknown(combination):
    assert np.isnan(one([NAN, 60.0], [0.31, 0.69], combination, minimum_weight=0.7))
    assert one([NAN, 60.0], [0.3, 0.7], combination, minimum_weight=0.7) == pytest.approx(60)
    # Seven of ten that weigh the same are 0.7, though the computer makes 0.6999999999999998 of their sum.
    tenths = [NAN, NAN, NAN] + [60.0] * 7
    assert one(tenths, [1 / 3] * 10, combination, minimum_weight=0.7) == pytest.approx(60)


@every
def test_what_weighs_nothing_takes_no_part(combination):
    assert one([1.0, 60.0], [0, 1], combination) == pytest.approx(60)
    assert one([NAN, 60.0], [0, 1], combination, minimum_weight=1.0) == pytest.approx(60)
    assert np.isnan(one([60.0, NAN], [0, 1], combination, minimum_weight=0.0))


@every
def test_a_place_does_not_depend_on_the_others(combination):
    _, scores, weights = example(11)
    scores[3, 1] = NAN
    found = combine(scores, weights, combination).scores
    for place in range(len(scores)):
        alone = combine(scores[place : place + 1], weights, combination).scores[0]
        assert alone == pytest.approx(found[place], nan_ok=True, abs=1e-12)


@every
def test_no_places_give_no_scores(combination):
    assert combine(np.empty((0, 3)), np.ones(3), combination).scores.shape == (0,)


def test_no_weight_at_all_is_an_error():
    with pytest.raises(ValueError, match="nothing"):
        combine(Y, np.zeros(3), Combination.LINEAR)
