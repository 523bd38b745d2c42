# SPDX-License-Identifier: GPL-2.0-or-later
"""Clusters against worked examples and against the formulas written out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from smartcity_plugin.engine.clusters import adjusted, getis_ord, hot_spots, touching, two_sided, within
from tests.unit.reference import needs_reference, run_reference

NAN = float("nan")
NINE = [9, 8, 1, 8, 7, 1, 1, 1, 0]
NINE_SCORES = [2.794668, 1.841149, 0.174667, 1.841149, NAN, -1.104690, 0.174667, -1.104690, -1.222667]


def squares(rows: int, columns: int, turn: float = 0.0) -> np.ndarray:
    """Squares of 100 m, row by row from the upper left, turned around the origin."""
    corners = [(100.0 * column, -100.0 * row) for row in range(rows) for column in range(columns)]
    boxes = np.array([shapely.box(x, y, x + 100, y + 100) for x, y in corners])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return shapely.transform(boxes, lambda points: points @ rotation.T + np.array([683_000.0, 5_640_000.0]))


@pytest.mark.parametrize("turn", [0.0, 0.07])
def test_neighbours_at_edge_and_corner(turn):
    weights = touching(squares(3, 3, turn))
    assert weights.sum(axis=1).ravel().tolist() == [[4, 6, 4, 6, 9, 6, 4, 6, 4]]
    assert (weights != weights.T).nnz == 0
    assert weights.diagonal().tolist() == [1.0] * 9


def test_neighbours_within_a_distance_up_to_the_limit_itself():
    centres = shapely.centroid(squares(1, 5))
    assert within(centres, 200.0).sum(axis=1).ravel().tolist() == [[3, 4, 5, 4, 3]]
    assert within(centres, 199.0).sum(axis=1).ravel().tolist() == [[2, 3, 3, 3, 2]]


def test_worked_example():
    found = getis_ord(np.array(NINE, float), touching(squares(3, 3)), fewest=2)
    assert np.allclose(found, NINE_SCORES, rtol=0, atol=5e-7, equal_nan=True)


def test_too_few_places_have_no_clusters():
    values = np.arange(29, dtype=float)
    assert np.isnan(getis_ord(values, touching(squares(1, 29)))).all()
    values = np.arange(30, dtype=float)
    assert np.isfinite(getis_ord(values, touching(squares(1, 30)))).all()


def test_equal_values_have_no_clusters():
    assert np.isnan(getis_ord(np.full(36, 0.1), touching(squares(6, 6)))).all()
    assert np.isnan(getis_ord(np.full(36, 0.0), touching(squares(6, 6)))).all()
    assert np.isnan(getis_ord(np.full(36, NAN), touching(squares(6, 6)))).all()


def test_unknown_places_are_no_zeros():
    """They take no part: the others get what they would get without them."""
    random = np.random.default_rng(4)
    values = random.normal(30, 3, 64)
    values[random.random(64) < 0.3] = NAN
    known = np.isfinite(values)
    cells = squares(8, 8)
    found = getis_ord(values, touching(cells))
    alone = getis_ord(values[known], touching(cells[known]))
    assert np.isnan(found[~known]).all()
    assert np.allclose(found[known], alone, rtol=1e-12)
    assert not np.allclose(found[known], getis_ord(np.nan_to_num(values), touching(cells))[known])


@given(seed=st.integers(0, 999), shift=st.floats(-1e6, 1e6), scale=st.floats(0.01, 100))
def test_the_formula_written_out_and_no_unit_of_measure_matters(seed, shift, scale):
    random = np.random.default_rng(seed)
    values = random.normal(0, 1, 40)
    weights = (random.random((40, 40)) < 0.2) * random.uniform(0.1, 2, (40, 40))
    np.fill_diagonal(weights, 1.0)
    found = getis_ord(scale * values + shift, sparse.csr_matrix(weights))
    n, mean = len(values), values.mean()
    deviation = np.sqrt((values**2).sum() / n - mean**2)
    for place, row in enumerate(weights):
        above = (row * values).sum() - mean * row.sum()
        below = deviation * np.sqrt((n * (row**2).sum() - row.sum() ** 2) / (n - 1))
        assert found[place] == pytest.approx(above / below, rel=1e-6, abs=1e-6)


def test_probabilities_of_scores():
    assert two_sided(np.array([0.0, 1.959964, -1.959964, 2.575829, NAN])) == pytest.approx(
        [1.0, 0.05, 0.05, 0.01, NAN], abs=1e-7, nan_ok=True
    )


def test_false_discovery_worked_by_hand():
    """p·m/rank: .01·5/1 = .05, .02·5/2 = .05, .03·5/3 = .05, .04·5/4 = .05, .9·5/5 = .9; out of order, with a gap."""
    found = adjusted(np.array([0.9, 0.02, NAN, 0.01, 0.04, 0.03]))
    assert np.allclose(found, [0.9, 0.05, NAN, 0.05, 0.05, 0.05], equal_nan=True)
    # .001·3 = .003; .04·3/2 = .06 and .05·3/3 = .05: no later one may be smaller than an earlier one.
    assert np.allclose(adjusted(np.array([0.001, 0.04, 0.05])), [0.003, 0.05, 0.05])
    assert adjusted(np.array([NAN])).tolist() == pytest.approx([NAN], nan_ok=True)
    assert adjusted(np.array([])).size == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.floats(0.001, 0.5))
def test_false_discovery_is_the_step_up_rule(probabilities, rate):
    """Reject the k smallest, k the largest with p(k) ≤ q·k/m: Benjamini and Hochberg's rule as they state it."""
    p = np.array(probabilities)
    ordered = np.sort(p)
    passing = [k for k in range(1, len(p) + 1) if ordered[k - 1] * len(p) / k <= rate]
    limit = ordered[max(passing) - 1] if passing else -1.0
    assert ((adjusted(p) <= rate) == (p <= limit)).all()
    assert (adjusted(p) >= p - 1e-15).all()


@needs_reference
def test_false_discovery_agrees_with_scipy():
    """With the scipy of the reference environment: it has the function since 1.11."""
    p = np.random.default_rng(1).random(50) ** 3
    script = "from scipy import stats\nresult['adjusted'] = stats.false_discovery_control(given['p'])"
    assert np.allclose(adjusted(p), run_reference(script, p=p)["adjusted"])


def test_hot_spots_at_the_limit_and_with_false_discovery():
    scores = np.array([1.96, 1.9599, -5.0, NAN, 4.0])
    assert np.array_equal(hot_spots(scores, 1.96, False), [1, 0, 0, NAN, 1], equal_nan=True)
    # p = .04999, .05001, 5.7e-7, 6.3e-5; m = 4: adjusted .05001, .05001, 2.3e-6, 1.3e-4; only the last is hot and sure.
    assert np.array_equal(hot_spots(scores, 1.96, True), [0, 0, 0, NAN, 1], equal_nan=True)


def test_chance_makes_five_in_a_hundred_hot_and_false_discovery_hardly_any():
    values = np.random.default_rng(11).normal(0, 1, 10_000)
    scores = getis_ord(values, touching(squares(100, 100)))
    assert 0.015 < hot_spots(scores, 1.96, False).mean() < 0.035
    assert hot_spots(scores, 1.96, True).mean() < 0.001
