# SPDX-License-Identifier: GPL-2.0-or-later
"""Moran's I against worked examples, the formulas written out, exact probabilities, and PySAL's esda."""

from __future__ import annotations

from itertools import permutations as orders

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from smartcity_plugin.engine import moran
from smartcity_plugin.engine.clusters import adjusted, getis_ord, gi_classes, touching
from smartcity_plugin.engine.moran import GlobalMoran, LocalMoran, global_moran, local_moran
from smartcity_plugin.model.problem import Cancelled

from .reference import needs_reference, run_reference
from .test_clusters import NAN, NINE, squares

NINE_LOCAL = [1.242938, 0.325424, -0.271186, 0.325424, -0.076271, 0.122034, -0.271186, 0.122034, 0.271186]


def smooth(rows: int, columns: int, seed: int = 3) -> np.ndarray:
    """Values in which neighbours are alike."""
    noise = np.random.default_rng(seed).normal(50, 10, rows * columns)
    weights = touching(squares(rows, columns))
    return (weights @ noise) / np.asarray(weights.sum(axis=1)).ravel()


def test_worked_example():
    found = local_moran(np.array(NINE, float), touching(squares(3, 3)), fewest=3)
    assert np.allclose(found.index, NINE_LOCAL, rtol=0, atol=5e-7)
    assert found.quadrant.tolist() == ["HH", "HH", "LH", "HH", "HL", "LL", "LH", "LL", "LL"]
    assert global_moran(np.array(NINE, float), touching(squares(3, 3)), fewest=3).index == pytest.approx(
        0.223799, abs=5e-7
    )


def test_the_formula_written_out_for_every_place():
    random = np.random.default_rng(5)
    values, near = random.normal(5, 2, 40), random.random((40, 40)) < 0.15
    near[7] = False
    found = local_moran(values, sparse.csr_matrix(near.astype(float)), permutations=1)
    z = values - values.mean()
    total = 0.0
    for place in range(40):
        neighbours = [other for other in range(40) if near[place, other] and other != place]
        if not neighbours:
            assert np.isnan(found.index[place])
            continue
        mean = sum(z[other] for other in neighbours) / len(neighbours)
        total += z[place] * mean
        assert found.index[place] == pytest.approx(39 * z[place] * mean / (z**2).sum(), rel=1e-12)
    some = np.isfinite(found.index).sum()
    assert global_moran(values, sparse.csr_matrix(near.astype(float)), permutations=1).index == pytest.approx(
        40 / some * total / (z**2).sum(), rel=1e-12
    )


def test_probabilities_are_those_of_all_possible_draws():
    """Five places: every order of neighbours can be written down. 40,000 permutations are within 4 σ of the truth."""
    values = np.array([9.0, 7.0, 4.0, 3.0, 1.0])
    near = np.array([[0, 1, 1, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 1, 1], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]], float)
    found = local_moran(values, sparse.csr_matrix(near), permutations=40_000, fewest=3)
    z = values - values.mean()
    for place in range(5):
        neighbours = np.flatnonzero(near[place])
        others = [other for other in range(5) if other != place]
        sums = np.array([z[list(draw)].sum() for draw in orders(others, len(neighbours))])
        true = z[neighbours].sum()
        exact = 2 * min((sums >= true - 1e-9).mean(), (sums <= true + 1e-9).mean())
        spread = 2 * np.sqrt(exact / 2 * (1 - exact / 2) / 40_000)
        assert found.p[place] == pytest.approx(min(exact, 1.0), abs=4 * spread + 1e-4)


def test_who_draws_himself_takes_the_next_one():
    """Place by place, with the very same draws: those of all places, without the place itself."""
    values = smooth(6, 6)
    weights = touching(squares(6, 6))
    found = local_moran(values, weights, permutations=99, seed=8)
    dealer, z = np.random.default_rng(8), values - values.mean()
    near = (weights.toarray() > 0) & ~np.eye(36, dtype=bool)
    size = int(near.sum(axis=1).max()) + 1
    draws = [dealer.choice(36, size, replace=False) for _ in range(99)]
    for place in range(36):
        count = near[place].sum()
        true = z[near[place]].sum()
        sums = np.array([z[[one for one in draw if one != place][:count]].sum() for draw in draws])
        tail = min((sums >= true - 1e-9).sum(), (sums <= true + 1e-9).sum())
        assert found.p[place] == pytest.approx(min(2 * (tail + 1) / 100, 1.0))


@pytest.mark.parametrize("at_once", [1, 100, 1000])
def test_the_result_does_not_depend_on_pieces(monkeypatch, at_once):
    values, weights = smooth(10, 10), touching(squares(10, 10))
    whole, of_all = local_moran(values, weights, 199), global_moran(values, weights, 199)
    monkeypatch.setattr(moran, "AT_ONCE", at_once)
    monkeypatch.setattr(moran, "BLOCKS_AT_ONCE", 3)
    again = local_moran(values, weights, 199)
    assert np.array_equal(whole.p, again.p)
    assert global_moran(values, weights, 199) == of_all


def test_a_seed_gives_the_same_and_another_one_something_close():
    values, weights = smooth(12, 12), touching(squares(12, 12))
    first, again, other = (local_moran(values, weights, 999, seed) for seed in (1, 1, 2))
    assert np.array_equal(first.p, again.p)
    assert not np.array_equal(first.p, other.p)
    assert np.abs(first.p - other.p).max() < 0.15


@given(seed=st.integers(0, 99), shift=st.floats(-1e6, 1e6), scale=st.floats(0.01, 100))
def test_no_unit_of_measure_matters(seed, shift, scale):
    values = np.random.default_rng(seed).normal(0, 1, 49)
    weights = touching(squares(7, 7))
    one, other = local_moran(values, weights, 99), local_moran(scale * values + shift, weights, 99)
    assert np.allclose(one.index, other.index, rtol=1e-5, atol=1e-6)
    assert np.array_equal(one.p, other.p)
    assert one.quadrant.tolist() == other.quadrant.tolist()
    upside_down = local_moran(-values, weights, 99)
    assert np.allclose(one.index, upside_down.index)
    assert np.array_equal(one.p, upside_down.p)


@given(st.integers(0, 99))
def test_the_order_of_places_does_not_matter(seed):
    """The index is the same; probabilities are those of other draws, hence compared for the whole pattern only."""
    random = np.random.default_rng(seed)
    values, weights = random.normal(0, 1, 36), touching(squares(6, 6))
    order = random.permutation(36)
    one, other = local_moran(values, weights, 9), local_moran(values[order], weights[order][:, order], 9)
    assert np.allclose(one.index[order], other.index)
    assert one.quadrant[order].tolist() == other.quadrant.tolist()
    assert global_moran(values, weights, 9).index == pytest.approx(
        global_moran(values[order], weights[order][:, order], 9).index
    )


def test_unknown_places_take_no_part():
    values = smooth(8, 8)
    values[::5] = NAN
    known, cells = np.isfinite(values), squares(8, 8)
    found, alone = local_moran(values, touching(cells)), local_moran(values[known], touching(cells[known]))
    assert np.array_equal(found.index[known], alone.index)
    assert np.array_equal(found.p[known], alone.p)
    assert np.isnan(found.index[~known]).all()
    assert np.isnan(found.p[~known]).all()
    assert set(found.quadrant[~known]) == {None}
    assert global_moran(values, touching(cells)) == global_moran(values[known], touching(cells[known]))


def test_islands_have_none_but_count_for_the_mean():
    cells = np.append(squares(6, 6), shapely.box(0, 0, 100, 100))
    values = np.concatenate([smooth(6, 6), [500.0]])
    found = local_moran(values, touching(cells))
    assert np.isnan(found.index[-1])
    assert np.isnan(found.p[-1])
    assert found.quadrant[-1] is None
    assert found.classes(True)[-1] is None
    assert np.isfinite(found.index[:-1]).all()
    z = values - values.mean()
    near = touching(cells)[0].toarray().ravel() > 0
    near[0] = False
    assert found.index[0] == pytest.approx(36 * z[0] * z[near].mean() / (z**2).sum())


def test_too_few_equal_and_no_neighbours():
    weights = touching(squares(1, 29))
    assert np.isnan(local_moran(np.arange(29.0), weights).index).all()
    assert np.isnan(global_moran(np.arange(29.0), weights).index)
    weights = touching(squares(6, 6))
    for value in (0.0, 0.1):
        assert np.isnan(local_moran(np.full(36, value), weights).p).all()
        assert np.isnan(global_moran(np.full(36, value), weights).p)
    assert np.isnan(global_moran(np.arange(36.0), sparse.eye(36, format="csr")).index)
    assert np.isnan(local_moran(np.arange(36.0), sparse.eye(36, format="csr")).index).all()


def test_a_place_at_the_mean_is_never_conspicuous():
    values = np.concatenate([np.full(20, 0.0), np.full(20, 2.0), [1.0]])
    near = np.zeros((41, 41))
    near[40, 20:40] = near[20:40, 40] = 1.0
    found = local_moran(values, sparse.csr_matrix(near))
    assert (found.index[40], found.p[40], found.quadrant[40]) == (0.0, 1.0, "ns")


def test_ties_count_on_both_sides():
    """Values of two kinds: many draws are just as the truth, none of them may make a place look rare."""
    values = np.random.default_rng(2).permutation([0.0, 1.0] * 32)
    weights = touching(squares(8, 8))
    found = local_moran(values, weights, 999)
    middle = (weights @ values - values) * 2 == np.asarray(weights.sum(axis=1)).ravel() - 1
    assert middle.sum() > 5
    assert (found.p[middle] == 1.0).all()


def test_classes_need_a_small_probability():
    found = LocalMoran(np.ones(4), np.array([0.002, 0.04, 0.2, NAN]), np.array(["HH", "LL", "HL", None], dtype=object))
    assert found.classes(False).tolist() == ["HH", "LL", "ns", None]
    # adjusted: .002·3/1 = .006, .04·3/2 = .06, .2
    assert found.classes(True).tolist() == ["HH", "ns", "ns", None]


def test_too_few_permutations_are_noticed():
    """One place of 100 is as sure as 999 permutations can tell: .002 · 100 / 1 = .2 is not small enough."""
    p = np.full(100, 0.5)
    p[0] = 0.002
    quadrant = np.full(100, "HH", dtype=object)
    assert LocalMoran(p, p, quadrant).is_too_coarse(999)
    assert not LocalMoran(p, p, quadrant).is_too_coarse(9999)
    p[:10] = 0.002
    assert not LocalMoran(p, p, quadrant).is_too_coarse(999)


def test_a_checkerboard_is_opposite_and_chance_is_nothing():
    board = np.array([(row + column) % 2 for row in range(10) for column in range(10)], float)
    rook = touching(squares(10, 10)).toarray()
    for row in range(10):
        for column in range(10):
            for down in (-1, 1):
                for right in (-1, 1):
                    if 0 <= row + down < 10 and 0 <= column + right < 10:
                        rook[row * 10 + column, (row + down) * 10 + column + right] = 0.0
    found = global_moran(board, sparse.csr_matrix(rook))
    assert found == GlobalMoran(pytest.approx(-1.0), pytest.approx(0.002))
    assert set(local_moran(board, sparse.csr_matrix(rook)).quadrant) == {"HL", "LH"}
    chance = np.random.default_rng(21).normal(0, 1, 2500)
    weights = touching(squares(50, 50))
    assert global_moran(chance, weights).p > 0.05
    local = local_moran(chance, weights)
    assert 0.03 < (local.p <= 0.05).mean() < 0.07
    assert (adjusted(local.p) <= 0.05).mean() < 0.01


def test_classes_of_gi_star():
    scores = np.array([2.6, 2.0, 1.7, 1.0, 0.0, -1.7, -2.0, -2.6, NAN])
    assert gi_classes(scores, False).tolist() == [
        *("hot_99", "hot_95", "hot_90", "none", "none", "cold_90", "cold_95", "cold_99"),
        None,
    ]
    # p = .0093 twice, .0455 twice, .0891 twice, .3173, 1: adjusted .0373, .0373, .0910, .0910, .1188 …
    assert gi_classes(scores, True).tolist() == [
        *("hot_95", "hot_90", "none", "none", "none", "none", "cold_90", "cold_95"),
        None,
    ]


def test_cancel_is_heard():
    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        local_moran(smooth(6, 6), touching(squares(6, 6)), progress=stop)
    with pytest.raises(Cancelled):
        global_moran(smooth(6, 6), touching(squares(6, 6)), progress=stop)


ESDA = """
import warnings
warnings.filterwarnings("ignore")
from esda import G_Local, Moran, Moran_Local
from libpysal.weights import WSP, WSP2W
from scipy import sparse
shape = (len(given["values"]),) * 2
near = sparse.csr_matrix((np.ones(len(given["row"])), (given["row"], given["column"])), shape=shape)
w = WSP2W(WSP(near), silence_warnings=True)
g = G_Local(given["values"], w, transform="B", permutations=0, star=True)
result["gi"], result["gi_p"] = g.Zs, g.p_norm
w = WSP2W(WSP(near), silence_warnings=True)
w.transform = "r"
local = Moran_Local(given["values"], w, permutations=9999, seed=5)
result["index"], result["p"], result["quadrant"] = local.Is, local.p_sim, local.q
total = Moran(given["values"], w, permutations=999)
result["total"], result["total_p"] = total.I, total.p_sim
"""


@needs_reference
@pytest.mark.parametrize("seed", [3, 4])
def test_agreement_with_esda(seed):
    values, weights = smooth(15, 15, seed), touching(squares(15, 15))
    near = (weights - sparse.eye(225)).tocoo()
    kept = near.data > 0
    there = run_reference(ESDA, values=values, row=near.row[kept], column=near.col[kept])
    assert np.allclose(getis_ord(values, weights), there["gi"], rtol=1e-9)
    ours, whole = local_moran(values, weights, 9999), global_moran(values, weights)
    assert np.allclose(ours.index, there["index"], rtol=1e-9)
    assert whole.index == pytest.approx(float(there["total"]), rel=1e-9)
    assert whole.p == pytest.approx(2 * float(there["total_p"]), abs=0.002)
    # Both are draws: a difference of 4.5 standard errors of their difference does not happen in 225 places.
    truth = np.maximum((ours.p / 2 + there["p"]) / 2, 1e-4)
    assert (np.abs(ours.p / 2 - there["p"]) <= 4.5 * np.sqrt(2 * truth * (1 - truth) / 9999) + 1e-4).all()
    assert ours.quadrant.tolist() == [{1: "HH", 2: "LH", 3: "LL", 4: "HL"}[number] for number in there["quadrant"]]
    clear = np.abs(there["p"] - 0.025) > 0.007
    assert np.array_equal(ours.p[clear] <= 0.05, there["p"][clear] <= 0.025)
    assert (ours.p <= 0.05).sum() > 20
