# SPDX-License-Identifier: GPL-2.0-or-later
"""Sobol' indices against the analytic Ishigami function, scipy, a double loop, and in the ranking of places."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.composite.board import Board
from smartcity_plugin.engine.composite.index import Matrix, index_of, scores_of, tree_of
from smartcity_plugin.engine.composite.robustness import Reference, simulate
from smartcity_plugin.engine.composite.sensitivity import NONE, sensitivity_of
from smartcity_plugin.engine.composite.sobol import indices, samples
from smartcity_plugin.engine.composite.variants import FACTORS, narrowed, options_of, unvaried
from smartcity_plugin.model.indicator import Goalposts
from smartcity_plugin.model.scheme import Combination, Group, Normalisation, RobustnessPlan, Scheme
from tests.unit.reference import needs_reference, run_reference

INDICATORS = load_catalogue().indicators
FIRST, SECOND, THIRD = "mob_pt_access_share", "gre_access_300m_share", "soc_grocery_access_share"
ISHIGAMI_FIRST, ISHIGAMI_TOTAL = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]


def ishigami(uniform: np.ndarray) -> np.ndarray:
    x = np.pi * (2.0 * uniform - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def of_function(function, groups, rows: int, columns: int, seed: int = 0):
    """The indices of a function of uniform numbers, for groups of its columns."""
    a, b, _ = samples(rows, columns, seed)
    mixed = []
    for group in groups:
        ab = a.copy()
        ab[:, group] = b[:, group]
        mixed.append(function(ab))
    return indices(function(a), function(b), np.vstack(mixed), seed)


@pytest.mark.parametrize("seed", range(3))
def test_ishigami(seed):
    found = of_function(ishigami, [[0], [1], [2]], 4096, 3, seed)
    assert found.first == pytest.approx(ISHIGAMI_FIRST, abs=0.03)
    assert found.total == pytest.approx(ISHIGAMI_TOTAL, abs=0.03)
    assert (np.abs(found.first - ISHIGAMI_FIRST) < 4 * found.first_error + 1e-3).all()
    assert (np.abs(found.total - ISHIGAMI_TOTAL) < 4 * found.total_error + 1e-3).all()
    assert (found.first_error < 0.05).all()


def test_errors_shrink_with_the_sample():
    few, many = (of_function(ishigami, [[0], [1], [2]], rows, 3).total_error for rows in (128, 4096))
    assert (many < few / 2).all()


SCIPY = """
from scipy import stats
functions = {name: given[name][:, None] if name == "f_AB" else given[name][None] for name in ("f_A", "f_B", "f_AB")}
found = stats.sobol_indices(func=functions, n=given["f_A"].size)
result["first"], result["total"] = found.first_order, found.total_order
"""


@needs_reference
def test_agreement_with_scipy():
    """Scipy's own function (from 1.11 on) on the same results; it estimates the first order by the same formula."""
    a, b, _ = samples(1024, 3, 0)
    f_a, f_b = ishigami(a), ishigami(b)
    mixed = []
    for column in range(3):
        ab = a.copy()
        ab[:, column] = b[:, column]
        mixed.append(ishigami(ab))
    theirs = run_reference(SCIPY, f_A=f_a, f_B=f_b, f_AB=np.vstack(mixed))
    ours = indices(f_a, f_b, np.vstack(mixed))
    assert ours.first == pytest.approx(theirs["first"].ravel(), abs=1e-6)
    assert ours.total == pytest.approx(theirs["total"].ravel(), abs=1e-6)


def test_groups_against_a_double_loop():
    """Three numbers with three values each; the first two are one group. Variances of all 27 cases, by hand."""

    def value(x, y, z):
        return x + 2.0 * y + x * z

    levels = (0.0, 1.0, 2.0)
    cases = {(x, y, z): value(x, y, z) for x, y, z in itertools.product(levels, repeat=3)}
    variance = np.var(list(cases.values()))
    given_xy = [np.mean([cases[x, y, z] for z in levels]) for x, y in itertools.product(levels, repeat=2)]
    given_z = [np.mean([cases[x, y, z] for x, y in itertools.product(levels, repeat=2)]) for z in levels]
    first = np.array([np.var(given_xy), np.var(given_z)]) / variance
    total = 1.0 - first[::-1]

    def function(uniform):
        return value(*np.minimum((uniform * 3).astype(int), 2).T.astype(float))

    found = of_function(function, [[0, 1], [2]], 8192, 3)
    assert found.first == pytest.approx(first, abs=0.03)
    assert found.total == pytest.approx(total, abs=0.03)


def test_nothing_varies():
    found = indices(np.full(8, 0.3), np.full(8, 0.3), np.full((2, 8), 0.3))
    assert np.isnan(found.first).all()
    assert np.isnan(found.total).all()


def test_rows_without_a_result_are_left_out():
    a, b, _ = samples(64, 3, 0)
    f_a, f_b = ishigami(a), ishigami(b)
    ab = np.vstack([f_b, f_a, f_a])
    broken = f_a.copy()
    broken[5] = np.nan
    found = indices(broken, f_b, ab)
    keep = np.arange(64) != 5
    assert found.rows == 63
    assert found.first.tolist() == indices(f_a[keep], f_b[keep], ab[:, keep]).first.tolist()


def test_samples_are_uniform_and_repeatable():
    a, b, kind = samples(256, 5, 3)
    again, _, _ = samples(256, 5, 3)
    assert kind in ("sobol", "pcg64")
    assert a.shape == b.shape == (256, 5)
    assert np.array_equal(a, again)
    assert not np.array_equal(a, b)
    assert np.allclose(a.mean(axis=0), 0.5, atol=0.05)
    assert ((a >= 0) & (a < 1)).all()


def test_without_sobol_points_ordinary_random_numbers_do(monkeypatch):
    monkeypatch.delattr(stats, "qmc", raising=False)
    a, _, kind = samples(64, 2, 1)
    assert kind == "pcg64"
    assert a.shape == (64, 2)


# The ranking of places ----------------------------------------------------------------------------------------------


def case(plan: RobustnessPlan, columns: dict, factors=FACTORS, **options):
    scales = {name: Goalposts(0, 100) for name in columns}
    groups = tuple(Group(key, (name,)) for key, name in zip(("mobility", "green", "social"), columns))
    scheme = Scheme("t", "", groups, scales=scales, **options)
    values = pd.DataFrame(columns, dtype=float, index=[f"p{n}" for n in range(len(columns[FIRST]))])
    matrix = Matrix(values, np.ones(len(values)), np.ones(len(values), dtype=bool), np.zeros(values.shape, dtype=bool))
    scores = scores_of(scheme, matrix, INDICATORS)
    tree = tree_of(scheme, scores)
    plan = narrowed(plan, factors)
    choice = options_of(scheme, tree, plan, 1, factors)
    board = Board(scheme, matrix, INDICATORS, tree, choice)
    reference = Reference.of(index_of(scheme, scores, tree).score, plan)
    return board, tree, plan, choice, reference, choice.varying(plan, board.has_scales)


def test_one_factor_alone_explains_everything():
    plan = RobustnessPlan(combinations=(Combination.LINEAR, Combination.GEOMETRIC))
    columns = {FIRST: [100, 40, 90, 70], SECOND: [2, 40, 90, 30]}
    board, tree, plan, choice, reference, varied = case(plan, columns, ("combination",))
    found = sensitivity_of([board], tree, plan, choice, varied, reference, rows=64)
    assert found.factors["factor"].tolist() == ["combination"]
    assert found.factors["first_order"].to_numpy() == pytest.approx([1.0], abs=0.1)
    assert found.factors["total"].to_numpy() == pytest.approx([1.0], abs=0.1)
    # Linear 51, 40, 90, 50 and geometric 14.1, 40, 90, 45.8: ranks 3, 1, 4, 2 and 1, 2, 4, 3. The reference is
    # geometric: every second run shifts ranks by (2 + 1 + 0 + 1) / 4 = 1.
    assert found.factors["mean_shift"].iloc[0] == pytest.approx(0.5, abs=0.05)
    assert found.depends_on.tolist() == ["combination", "combination", NONE, "combination"]


def test_two_discrete_factors_against_all_their_cases():
    """Normalisation (2) and combination (3): the indices of the mean shift from the six cases themselves."""
    plan = RobustnessPlan(
        normalisations=(Normalisation.RANK,), combinations=(Combination.LINEAR, Combination.MINIMUM), seed=5
    )
    random = np.random.default_rng(12)
    columns = {name: random.uniform(5, 95, 9) ** (1 + number) for number, name in enumerate((FIRST, SECOND, THIRD))}
    columns = {name: 95 * values / values.max() for name, values in columns.items()}
    board, tree, plan, choice, reference, varied = case(plan, columns, ("normalisation", "combination"))
    assert varied == ("normalisation", "combination")
    cases = list(itertools.product(range(2), range(3)))
    still = unvaried(tree, 6)
    draws = replace(
        still,
        normalisation=np.array([first for first, _ in cases]),
        combination=np.array([second for _, second in cases]),
    )
    shift = simulate([board], draws, reference).shift.reshape(2, 3)
    assert len(np.unique(shift)) > 3
    expected = np.array([shift.mean(axis=1).var(), shift.mean(axis=0).var()]) / shift.var()
    found = sensitivity_of([board], tree, plan, choice, varied, reference, rows=4096)
    assert found.factors["first_order"].to_numpy() == pytest.approx(expected, abs=0.04)
    assert found.factors["total"].to_numpy() == pytest.approx(1.0 - expected[::-1], abs=0.04)
    alone = [shift[:, 0].mean(), shift[0].mean()]
    assert found.factors["mean_shift"].to_numpy() == pytest.approx(alone, abs=0.05)


def test_the_same_seed_gives_the_same():
    random = np.random.default_rng(1)
    columns = {name: random.uniform(0, 100, 12) for name in (FIRST, SECOND, THIRD)}
    board, tree, plan, choice, reference, varied = case(RobustnessPlan(), columns)
    one, same = (sensitivity_of([board], tree, plan, choice, varied, reference, rows=32) for _ in range(2))
    pd.testing.assert_frame_equal(one.factors, same.factors)
    assert one.depends_on.tolist() == same.depends_on.tolist()
    assert one.runs == 32 * (len(varied) + 2) + 32 * len(varied)
