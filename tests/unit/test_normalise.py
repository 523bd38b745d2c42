# SPDX-License-Identifier: GPL-2.0-or-later
"""Scores by the place among others: worked examples, reference subsets, ties, agreement with scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smartcity_plugin.engine.composite.normalise import band, compared_with, goalposts, score
from smartcity_plugin.model.indicator import Band, Goalposts
from smartcity_plugin.model.scheme import Normalisation

NAN = float("nan")
MINMAX, Z, RANK = Normalisation.MINIMUM_MAXIMUM, Normalisation.Z_SCORE, Normalisation.RANK
COMPARING = (MINMAX, Z, RANK)
SPREAD = [2, 4, 4, 4, 5, 5, 7, 9]

comparing = pytest.mark.parametrize("way", COMPARING)
numbers = st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(NAN)), max_size=20)


def against_itself(values, way):
    return compared_with(np.array(values, dtype=float), np.array(values, dtype=float), way)


def test_minimum_maximum():
    expected = [0, 28.5714286, 28.5714286, 28.5714286, 42.8571429, 42.8571429, 71.4285714, 100]
    assert np.allclose(against_itself(SPREAD, MINMAX), expected)


def test_z_scores_are_points_around_50():
    # Mean 5, standard deviation 2 (of the population, not 2.138 of a sample).
    assert np.allclose(against_itself(SPREAD, Z), [35, 45, 45, 45, 50, 50, 60, 70])


def test_ranks_share_ties():
    # Ranks 1, 3, 3, 3, 5.5, 5.5, 7, 8 of 8.
    expected = 100 * (np.array([1, 3, 3, 3, 5.5, 5.5, 7, 8]) - 1) / 7
    assert np.allclose(against_itself(SPREAD, RANK), expected)


def test_ends_are_clipped_at_five_standard_deviations():
    values = [0.0] * 50 + [1.0]
    assert against_itself(values, Z)[-1] == 100
    assert compared_with(np.array([-99.0]), np.array(SPREAD, float), Z)[0] == 0


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        # A town's mean, a value beyond both ends, one between two, one that is the same as another.
        (MINMAX, [50, 0, 100, 12.5, 25, NAN]),
        (RANK, [50, 0, 100, 12.5, 25, NAN]),
    ],
)
def test_places_that_are_not_compared_are_placed_among_those_that_are(way, expected):
    reference = np.array([0, 10, 20, 30, 40], dtype=float)
    assert np.allclose(compared_with(np.array([20, -5, 99, 5, 10, NAN]), reference, way), expected, equal_nan=True)


def test_ranks_among_others_with_ties():
    reference = np.array([1, 2, 2, 3], dtype=float)
    # 2 stands between its two: (1 + 0.5) / 3; 1.5 is half a place above 1, 2.5 half a place above the second 2.
    assert np.allclose(compared_with(np.array([1, 1.5, 2, 2.5, 3]), reference, RANK), [0, 50 / 3, 50, 250 / 3, 100])


@comparing
def test_others_do_not_change_the_scores_of_those_compared(way):
    values = np.array([*SPREAD, 1000, -1000, NAN], dtype=float)
    reference = values[:8]
    assert np.allclose(compared_with(values, reference, way)[:8], against_itself(SPREAD, way))


@comparing
@pytest.mark.parametrize(
    "values",
    [
        [],
        [3.0],
        [NAN, 3.0],
        [3.0, 3.0, 3.0],
        [NAN, NAN],
        # The same but for rounding: shares of a hundred made by different sums.
        [100.0, 100.00000000000001, 99.99999999999999],
        [0.1 + 0.2, 0.3],
        [0.0, 0.0],
    ],
)
def test_what_distinguishes_nobody_is_unknown(way, values):
    assert np.isnan(against_itself(values, way)).all()
    assert len(against_itself(values, way)) == len(values)


def test_small_but_real_differences_count():
    assert np.allclose(against_itself([1e-6, 2e-6, 3e-6], MINMAX), [0, 50, 100])
    assert np.allclose(against_itself([1e6, 1e6 + 1, 1e6 + 2], RANK), [0, 50, 100])


def test_ranks_do_not_see_rounding():
    assert np.allclose(against_itself([0.1 + 0.2, 0.3, 0.5], RANK), [25, 25, 100])


@given(st.integers(0, 2**32 - 1))
def test_agrees_with_scipy(seed):
    random = np.random.default_rng(seed)
    values = np.round(random.normal(50, 20, 30), 1)
    assert np.allclose(against_itself(values, RANK), 100 * (stats.rankdata(values) - 1) / 29)
    assert np.allclose(against_itself(values, Z), np.clip(50 + 10 * stats.zscore(values), 0, 100))


@comparing
@given(values=numbers, more=numbers)
def test_scores_keep_the_order_and_stay_on_the_scale(way, values, more):
    values, reference = np.array(values, dtype=float), np.array(more, dtype=float)
    found = compared_with(values, reference, way)
    known = np.isfinite(found)
    assert not np.isfinite(found[np.isnan(values)]).any()
    assert ((found[known] >= 0) & (found[known] <= 100)).all()
    assert (np.diff(found[known][np.argsort(values[known], kind="stable")]) >= -1e-9).all()


@comparing
@given(seed=st.integers(0, 2**32 - 1), factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_the_unit_of_measure_and_the_order_of_places_do_not_matter(way, seed, factor, shift):
    random = np.random.default_rng(seed)
    values = random.integers(0, 20, 15).astype(float)
    values[:2] = 0, 7
    found = against_itself(values, way)
    assert np.allclose(against_itself(values * factor + shift, way), found, atol=1e-6)
    order = random.permutation(15)
    assert np.allclose(against_itself(values[order], way), found[order])
    assert np.allclose(against_itself(-values, way), 100 - found)


def test_goalposts_are_not_for_comparing():
    with pytest.raises(ValueError, match="does not compare"):
        compared_with(np.ones(3), np.arange(3.0), Normalisation.GOALPOSTS)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), numbers)
def test_goalposts_stay_on_the_scale_and_turn_with_it(zero, full, values):
    if abs(zero - full) < 1e-3:
        full = zero + 1
    found = goalposts(values, zero, full)
    known = np.isfinite(found)
    assert (known == np.isfinite(values)).all()
    assert ((found[known] >= 0) & (found[known] <= 100)).all()
    assert np.allclose(found[known], 100 - goalposts(values, full, zero)[known], atol=1e-6)


def test_scales():
    assert np.allclose(score(np.array([0, 3, 9, NAN]), Goalposts(0, 6)), [0, 50, 100, NAN], equal_nan=True)
    assert np.allclose(score(np.array([1.0, 3, 8, 12]), Band(0, 2, 4, 12)), [50, 100, 50, 0])
    assert np.allclose(band([2, 3], 0, 2, 2, 12), [100, 90])
