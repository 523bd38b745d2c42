# SPDX-License-Identifier: GPL-2.0-or-later
"""Robustness of a ranking: against enumerated cases, against the index computed run by run, and by its properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.schemes import standard_scheme
from smartcity_plugin.engine.composite import robustness as engine
from smartcity_plugin.engine.composite.board import Board, Carried
from smartcity_plugin.engine.composite.classes import need_class
from smartcity_plugin.engine.composite.index import Matrix, index_of, scores_of, tree_of
from smartcity_plugin.engine.composite.ranks import Classes, among_first, class_of, keys_of, order_of
from smartcity_plugin.engine.composite.robustness import (
    Reference,
    quantiles,
    simulate,
    summary_of_places,
    summary_of_runs,
)
from smartcity_plugin.engine.composite.variants import (
    FACTORS,
    moved,
    narrowed,
    numbers_per_run,
    options_of,
    unvaried,
    variants_of,
)
from smartcity_plugin.model.indicator import Band, Goalposts
from smartcity_plugin.model.problem import Cancelled
from smartcity_plugin.model.scheme import (
    Combination,
    Group,
    Missing,
    Normalisation,
    RobustnessPlan,
    Scheme,
    Weighting,
    Weights,
)

NAN = float("nan")
INDICATORS = load_catalogue().indicators
FIRST, SECOND, BANDED = "mob_pt_access_share", "gre_access_300m_share", "hou_pop_density"
WHOLE = {FIRST: Goalposts(0, 100), SECOND: Goalposts(0, 100)}
STILL = RobustnessPlan(
    runs=40, weight_spread=0.0, threshold_spread=0.0, normalisations=(), combinations=(), drop_one=False
)


def matrix_of(columns: dict, compared=None) -> Matrix:
    values = pd.DataFrame(columns, dtype=float)
    values.index = [f"p{number}" for number in range(len(values))]
    mask = np.ones(len(values), dtype=bool) if compared is None else np.array(compared)
    return Matrix(values, np.ones(len(values)), mask, np.zeros(values.shape, dtype=bool))


class Case:
    """A scheme on a matrix, computed under a plan."""

    def __init__(self, scheme, matrix, plan, factors=FACTORS, uniform=None):
        self.scheme, self.matrix, self.plan = scheme, matrix, narrowed(plan, factors)
        self.scores = scores_of(scheme, matrix, INDICATORS)
        self.tree = tree_of(scheme, self.scores[matrix.compared])
        self.index = index_of(scheme, self.scores, self.tree, matrix.compared)
        self.options = options_of(scheme, self.tree, self.plan, 1, factors)
        self.board = Board(scheme, matrix, INDICATORS, self.tree, self.options)
        if uniform is None:
            random = np.random.Generator(np.random.PCG64(plan.seed))
            uniform = random.random((plan.runs, numbers_per_run(self.tree)))
        self.variants = variants_of(uniform, self.tree, self.plan, self.options)
        self.reference = Reference.of(self.index.score[matrix.compared], plan)

    def runs(self, **options):
        return simulate([self.board], self.variants, self.reference, **options)

    def places(self, runs=None):
        ids = self.matrix.values.index[self.matrix.compared]
        return summary_of_places(self.reference, runs or self.runs(), ids, self.plan)

    def summary(self):
        runs = self.runs()
        return summary_of_runs(self.reference, runs, self.places(runs), self.plan)


def two(within=Combination.LINEAR, between=Combination.LINEAR, **more) -> Scheme:
    """Two indicators of two sectors."""
    return Scheme("t", "", (Group("mobility", (FIRST,)), Group("green", (SECOND,))), between=between, **more)


def town(seed: int, places: int = 40, missing: float = 0.1, count: int = 12) -> tuple[Scheme, Matrix]:
    """A random town; the indicators include some that are good within a band, and values that repeat."""
    random = np.random.default_rng(seed)
    scored = [item for item in INDICATORS.values() if item.is_scored]
    bands = [item for item in scored if isinstance(item.goalposts, Band)][:2]
    chosen = [*bands, *[item for item in scored if item not in bands][: count - 2]]
    scheme, columns = standard_scheme(chosen), {}
    for name in scheme.indicators:
        scale = INDICATORS[name].goalposts
        low, high = (scale.zero, scale.full) if isinstance(scale, Goalposts) else (scale.lower_zero, scale.upper_zero)
        values = low + (high - low) * np.round(random.uniform(-0.1, 1.1, places), 2)
        values[random.random(places) < missing] = NAN
        columns[name] = values
    return scheme, matrix_of(columns)


# Hand cases ---------------------------------------------------------------------------------------------------------


def test_two_combinations_and_three_places_enumerated():
    """Scores (100, 0), (40, 40), (90, 90). Linear: 50, 40, 90 → ranks 2, 1, 3. Geometric with floor 1: √100·1 = 10, 40,
    90 → ranks 1, 2, 3. The scheme is linear; half of the runs are geometric."""
    matrix = matrix_of({FIRST: [100, 40, 90], SECOND: [0, 40, 90]})
    plan = replace(STILL, runs=4, combinations=(Combination.GEOMETRIC,), top_share=0.3)
    scheme = two(scales=WHOLE)
    uniform = np.full((4, 4 + 2 + 2 + 8), 0.5)
    uniform[:, 1] = [0.1, 0.6, 0.4, 0.9]  # linear, geometric, linear, geometric
    case = Case(scheme, matrix, plan, uniform=uniform)
    runs = case.runs()
    assert runs.ranks.tolist() == [[2, 1, 3], [1, 2, 3], [2, 1, 3], [1, 2, 3]]
    assert runs.shift.tolist() == pytest.approx([0, 2 / 3, 0, 2 / 3])
    assert runs.spearman.tolist() == pytest.approx([1, 0.5, 1, 0.5])
    assert runs.same_leaders.tolist() == [True, False, True, False]
    places = case.places(runs)
    assert places["need"].tolist() == pytest.approx([50, 60, 10])
    assert places["rank"].tolist() == [2, 1, 3]
    assert places["rank_median"].tolist() == [1.5, 1.5, 3]
    assert places[["rank_best", "rank_worst"]].to_numpy().tolist() == [[1, 2], [1, 2], [3, 3]]
    # The top is 0.3 · 3 = 1 place.
    assert places["top_share"].tolist() == [0.5, 0.5, 0.0]
    # Printed needs 50, 60, 10 are of three classes; geometric they are 90, 60, 10: only the first changes its class.
    assert places["same_level_share"].tolist() == [0.5, 1.0, 1.0]
    # By place in the ranking the first two change places, and with them their classes.
    assert places["same_class_share"].tolist() == [0.5, 0.5, 1.0]
    assert places["state"].tolist() == ["fragile", "fragile", "robust"]
    summary = case.summary()
    assert summary["mean_shift"] == pytest.approx(1 / 3)
    assert (summary["leaders"], summary["same_leaders"], summary["robust"]) == (["p1"], 0.5, 1)


def test_dropping_one_of_two_indicators_enumerated():
    """Scores (80, 20), (60, 60): means 50 and 60. Without the first 20 and 60, without the second 80 and 60."""
    matrix = matrix_of({FIRST: [80, 60], SECOND: [20, 60]})
    uniform = np.full((3, 16), 0.5)
    uniform[:, 2] = [0.1, 0.5, 0.9]  # nothing, the first, the second is dropped
    scheme = two(scales=WHOLE)
    case = Case(scheme, matrix, replace(STILL, drop_one=True), uniform=uniform)
    assert case.variants.dropped.tolist() == [-1, 0, 1]
    scores = [case.board.score(case.variants, run).tolist() for run in range(3)]
    assert scores == [pytest.approx([50, 60]), pytest.approx([20, 60]), pytest.approx([80, 60])]
    assert case.runs().ranks.tolist() == [[1, 2], [1, 2], [2, 1]]


def test_weights_and_goalposts_of_one_run_by_hand():
    """Uniform numbers 1 and 0: weights 1 + s and 1 − s; goalposts 0 and 100 moved to 10 and 90."""
    matrix = matrix_of({FIRST: [50, 0], SECOND: [10, 100]})
    uniform = np.full((1, 16), 0.5)
    uniform[0, 6], uniform[0, 7] = 1.0, 0.0  # weights of the sectors
    uniform[0, 8], uniform[0, 9] = 1.0, 0.0  # corners of the first scale
    scheme = two(scales=WHOLE)
    case = Case(scheme, matrix, replace(STILL, weight_spread=0.25, threshold_spread=0.1), uniform=uniform)
    # Scores of the first: (50 − 10) / 80 = 50 and 0; weights 1.25 : 0.75.
    expected = [(1.25 * 50 + 0.75 * 10) / 2, (1.25 * 0 + 0.75 * 100) / 2]
    assert case.board.score(case.variants, 0).tolist() == pytest.approx(expected)


def test_moved_corners_keep_their_order():
    band = Band(0, 10, 11, 31)
    assert moved(band, np.array([0.5, -0.5, 0.5, 0.5])) == Band(5, 5.0, 21, 41)
    shrunk = moved(band, np.array([0.1, 0.4, -0.4, 0.1]))
    assert (shrunk.lower_full, shrunk.upper_full) == (10.5, 10.5)
    assert moved(Goalposts(100, 0), np.array([0.1, -0.1, 0, 0])) == Goalposts(90, 10)


# Ranks and classes --------------------------------------------------------------------------------------------------


@given(st.lists(st.one_of(st.sampled_from([0.0, 50.0, 100.0, NAN]), st.floats(0, 100)), min_size=1, max_size=60))
def test_ranks_are_those_of_scipy(scores):
    scores = np.array(scores)
    keys = keys_of(scores)
    order = order_of(keys)
    known = np.isfinite(scores)
    assert order.known == known.sum()
    assert np.isnan(order.ranks[~known]).all()
    assert order.ranks[known].tolist() == stats.rankdata(np.rint(scores[known] * 1e7)).tolist()
    for count in (1, 3):
        better = stats.rankdata(np.rint(scores[known] * 1e7), method="min") <= count
        assert among_first(keys, order, count)[known].tolist() == better.tolist()


def test_needs_that_differ_by_rounding_only_are_equal():
    assert order_of(keys_of(np.array([0.1 + 0.2, 0.3, 5.0]))).ranks.tolist() == [1.5, 1.5, 3]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50))
def test_classes_are_those_of_the_maps(needs):
    needs = np.round(np.array(needs), 3)
    found = class_of(keys_of(100.0 - needs))
    assert (4 - found).tolist() == need_class(needs).tolist()


def test_the_limit_of_a_class_is_that_of_the_printed_need():
    assert class_of(keys_of(100.0 - np.array([79.5, 79.4999, 19.5, 19.49]))).tolist() == [0, 1, 3, 4]


def test_classes_by_place_follow_a_common_shift():
    keys = keys_of(np.array([10.0, 15.0, 50.0, 90.0]))
    classes = Classes.of(keys)
    shifted = keys_of(np.array([45.0, 46.0, 50.0, 55.0]))
    assert classes.same_level(shifted).tolist() == [False, False, True, False]
    assert classes.same_place(shifted, order_of(shifted)).tolist() == [True] * 4
    swapped = keys_of(np.array([10.0, 50.0, 15.0, 90.0]))
    assert classes.same_place(swapped, order_of(swapped)).tolist() == [True, False, False, True]
    tied = keys_of(np.array([10.0, 15.0, 15.0, 90.0]))
    assert classes.same_place(tied, order_of(tied)).tolist() == [True] * 4


def test_classes_by_place_where_places_have_no_index():
    classes = Classes.of(keys_of(np.array([10.0, 50.0, 90.0])))
    keys = keys_of(np.array([NAN, 50.0, NAN]))
    assert classes.same_place(keys, order_of(keys)).tolist() == [False, False, False]
    nothing = keys_of(np.full(3, NAN))
    assert classes.same_place(nothing, order_of(nothing)).tolist() == [False] * 3


@given(st.integers(0, 1000))
def test_quantiles_are_those_of_numpy(seed):
    random = np.random.default_rng(seed)
    ranks = random.integers(1, 30, (random.integers(1, 40), 7)).astype(np.float32)
    ranks[random.random(ranks.shape) < 0.2] = NAN
    ranks[0] = 3.0
    shares = (0.0, 0.05, 0.5, 0.95, 1.0)
    assert np.allclose(quantiles(ranks, shares), np.nanquantile(ranks.astype(float), shares, axis=0).T)


# Agreement with the index -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", list(Missing))
@pytest.mark.parametrize("within", list(Combination))
def test_an_unvaried_run_is_the_index_itself(within, missing):
    scheme, matrix = town(3)
    for between in Combination:
        case = Case(replace(scheme, within=within, between=between, missing=missing), matrix, STILL)
        own = case.board.score(unvaried(case.tree, 1), 0)
        assert np.allclose(own, case.index.score, rtol=0, atol=1e-9, equal_nan=True), between


@pytest.mark.parametrize("missing", list(Missing))
@pytest.mark.parametrize("seed", range(3))
def test_every_run_is_the_index_of_its_variant_of_the_scheme(seed, missing):
    """Each run once more the long way: another scheme with moved scales and sliders, without the dropped indicator."""
    scheme, matrix = town(seed, places=30)
    own = scheme.indicators[3]
    scheme = replace(scheme, missing=missing, normalisations={own: Normalisation.RANK}, minimum_weight=0.5)
    plan = replace(
        RobustnessPlan(), runs=60, seed=seed, normalisations=tuple(Normalisation), combinations=tuple(Combination)
    )
    case = Case(scheme, matrix, plan)
    for run in range(plan.runs):
        expected = the_long_way(case, run)
        found = case.board.score(case.variants, run)
        assert np.allclose(found, expected, rtol=0, atol=1e-7, equal_nan=True), run


def the_long_way(case: Case, run: int) -> np.ndarray:
    draws, tree = case.variants, case.tree
    names = [name for number, name in enumerate(tree.indicators) if number != draws.dropped[run]]
    column = {name: number for number, name in enumerate(tree.indicators)}
    groups = []
    for group in case.scheme.groups:
        members = tuple(name for name in group.members if name in names)
        shares = {name: draws.inner[run, column[name]] for name in members}
        groups.append(replace(group, members=members, weights=Weights(Weighting.SLIDERS, shares)))
    outer = dict(zip(tree.groups, draws.outer[run]))
    groups = [group for group in groups if group.members]
    scales = {}
    for name in names:
        scale = case.scheme.scales.get(name, INDICATORS[name].goalposts)
        scales[name] = moved(scale, draws.shifts[run, column[name]])
    scheme = replace(
        case.scheme,
        groups=tuple(groups),
        weights=Weights(Weighting.SLIDERS, {group.key: outer[group.key] for group in groups}),
        normalisation=case.options.normalisations[draws.normalisation[run]],
        between=case.options.combinations[draws.combination[run]],
        scales=scales,
    )
    matrix = replace(case.matrix, values=case.matrix.values[list(scheme.indicators)])
    return index_of(scheme, scores_of(scheme, matrix, INDICATORS), None, matrix.compared).score


def test_places_that_are_not_compared_change_nothing():
    scheme, matrix = town(5, places=30)
    compared = np.arange(30) % 3 > 0
    few = replace(
        matrix,
        values=matrix.values[compared],
        population=np.ones(20),
        compared=np.ones(20, dtype=bool),
        inherited=matrix.inherited[compared],
    )
    both = [
        Case(scheme, item, replace(RobustnessPlan(), runs=50)) for item in (replace(matrix, compared=compared), few)
    ]
    assert np.array_equal(both[0].runs().ranks, both[1].runs().ranks, equal_nan=True)


# Properties ---------------------------------------------------------------------------------------------------------


def test_without_any_variation_everything_is_as_the_reference():
    scheme, matrix = town(1, places=50)
    case = Case(scheme, matrix, replace(STILL, normalisations=(scheme.normalisation,), combinations=(scheme.between,)))
    assert case.options.varying(case.plan) == ()
    places, known = case.places(), np.isfinite(case.index.score)
    for name in ("rank_median", "rank_low", "rank_high", "rank_best", "rank_worst"):
        assert places.loc[known, name].tolist() == places.loc[known, "rank"].tolist()
    assert (places.loc[known, ["same_class_share", "same_level_share"]] == 1.0).all(axis=None)
    assert set(places.loc[known, "top_share"]) == {0.0, 1.0}
    summary = case.summary()
    assert (summary["mean_shift"], summary["same_leaders"]) == (0.0, 1.0)
    assert summary["spearman"] == pytest.approx(1.0)


@given(st.integers(0, 10_000))
def test_who_is_worse_in_everything_is_always_first(seed):
    scheme, matrix = town(seed % 7, places=25, missing=0.0)
    values = matrix.values.copy()
    for name in values:
        scale = INDICATORS[name].goalposts
        if isinstance(scale, Goalposts):
            worst = values[name].min() if scale.full > scale.zero else values[name].max()
            step = 1.0 if scale.full > scale.zero else -1.0
            values.loc["p0", name] = worst - step
        else:
            values.loc["p0", name] = scale.lower_zero - 1000.0
    plan = replace(RobustnessPlan(), runs=60, seed=seed, top_share=0.04, combinations=tuple(Combination)[:4])
    case = Case(scheme, replace(matrix, values=values), plan)
    runs = case.runs()
    assert (runs.ranks[:, 0] <= runs.ranks.min(axis=1)).all()
    assert case.places(runs).loc["p0", "top_share"] == 1.0


def test_the_same_seed_gives_the_same_and_another_seed_does_not():
    scheme, matrix = town(2)
    plan = replace(RobustnessPlan(), runs=80)
    one, same, other = (Case(scheme, matrix, item).places() for item in (plan, plan, replace(plan, seed=7)))
    pd.testing.assert_frame_equal(one, same)
    assert not one["rank_median"].equals(other["rank_median"])


def test_threads_and_pieces_do_not_matter(monkeypatch):
    scheme, matrix = town(4, places=60)
    case = Case(scheme, matrix, replace(RobustnessPlan(), runs=90))
    alone = case.runs()
    monkeypatch.setattr(engine, "_THREADED", 10)
    monkeypatch.setattr(engine, "CORES", 3)
    monkeypatch.setattr("smartcity_plugin.engine.composite.board.BLOCK", 7)
    together = simulate([Board(scheme, matrix, INDICATORS, case.tree, case.options)], case.variants, case.reference)
    for name in ("ranks", "known", "shift", "spearman", "same_leaders", "top", "same_class", "same_level"):
        assert np.array_equal(getattr(alone, name), getattr(together, name), equal_nan=True), name


def test_more_runs_begin_with_the_same_ones():
    scheme, matrix = town(4)
    few, many = (Case(scheme, matrix, replace(RobustnessPlan(), runs=runs)).runs() for runs in (30, 50))
    assert np.array_equal(few.ranks, many.ranks[:30], equal_nan=True)


@given(st.integers(0, 100))
def test_the_order_of_places_does_not_matter(seed):
    scheme, matrix = town(seed % 5, places=30)
    turn = np.random.default_rng(seed).permutation(30)
    turned = replace(matrix, values=matrix.values.iloc[turn])
    plan = replace(RobustnessPlan(), runs=40, seed=seed)
    one, other = (Case(scheme, item, plan).places() for item in (matrix, turned))
    pd.testing.assert_frame_equal(one.iloc[turn], other)


def test_equal_places_have_equal_ranks_wherever_they_stand():
    scheme, matrix = town(6, places=500)
    values = pd.concat([matrix.values] * 3, ignore_index=True)
    case = Case(scheme, matrix_of(dict(values.items())), replace(RobustnessPlan(), runs=30))
    ranks = case.runs().ranks
    first = ranks[:, : len(case.reference.judged) // 3]
    assert np.array_equal(np.tile(first, 3), ranks, equal_nan=True)


def test_weights_of_one_indicator_only():
    scheme = replace(two(scales=WHOLE), weights=Weights(Weighting.SLIDERS, {"mobility": 100.0, "green": 0.0}))
    matrix = matrix_of({FIRST: [10, 20, 30, 40], SECOND: [40, 30, 20, 10]})
    plan = replace(RobustnessPlan(), runs=50)
    case = Case(scheme, matrix, plan)
    assert case.options.droppable == ()
    assert case.places()["rank_worst"].tolist() == [1, 2, 3, 4]


def test_a_single_sector_cannot_be_combined_otherwise():
    scheme = Scheme("t", "", (Group("green", (FIRST, SECOND)),))
    case = Case(scheme, matrix_of({FIRST: [1, 2], SECOND: [2, 1]}), RobustnessPlan())
    assert case.options.combinations == (scheme.between,)


def test_places_without_an_index_are_unknown_and_not_ranked():
    matrix = matrix_of({FIRST: [10, NAN, 30, 40], SECOND: [5, NAN, 20, 10]})
    case = Case(two(), matrix, replace(RobustnessPlan(), runs=40))
    places = case.places()
    assert places["state"].tolist()[1] == "unknown"
    assert places.loc["p1"].drop("state").isna().all()
    assert sorted(places["rank"].dropna()) == [1, 2, 3]
    assert case.summary()["without_index"] == 1


def test_a_run_without_an_index_for_a_place_counts_against_it():
    """Where only one of two indicators is known, dropping that one leaves nothing."""
    matrix = matrix_of({FIRST: [0, 50, 60], SECOND: [NAN, 50, 60]})
    scheme = two(minimum_weight=0.5, scales=WHOLE)
    uniform = np.full((4, 16), 0.5)
    uniform[:, 2] = [0.1, 0.1, 0.9, 0.4]
    case = Case(scheme, matrix, replace(STILL, runs=4, drop_one=True), uniform=uniform)
    runs = case.runs()
    assert runs.known.tolist() == [3, 3, 3, 2]
    # Among the two places that are left nothing shifts.
    assert runs.shift.tolist() == [0, 0, 0, 0]
    places = case.places(runs)
    assert places["top_share"].tolist() == [0.75, 0.25, 0.0]
    assert places["same_class_share"].tolist()[0] == 0.75
    assert places["rank_worst"].tolist()[0] == 1
    assert case.summary()["incomplete"] == 1


def test_runs_that_fail_are_counted_and_left_out():
    """By minimum and maximum a constant indicator is unknown; where all must be known there is no index."""
    matrix = matrix_of({FIRST: [10, 20, 30], SECOND: [50, 50, 50]})
    scheme = two(missing=Missing.COMPLETE, scales=WHOLE)
    plan = replace(STILL, runs=60, normalisations=(Normalisation.MINIMUM_MAXIMUM,))
    case = Case(scheme, matrix, plan)
    summary, failed = case.summary(), int((case.variants.normalisation == 1).sum())
    assert 0 < failed < 60
    assert summary["failed"] == failed
    places = case.places()
    assert places["top_share"].tolist() == [1.0, 0.0, 0.0]
    assert places["state"].tolist() == ["robust"] * 3


def test_the_schemes_own_choices_are_always_among_the_options():
    scheme = two(normalisation=Normalisation.BAND)
    case = Case(scheme, matrix_of({FIRST: [1, 2], SECOND: [2, 1]}), RobustnessPlan())
    # Band and goalposts are one way of scoring.
    assert case.options.normalisations[0] is Normalisation.BAND
    assert Normalisation.GOALPOSTS not in case.options.normalisations
    assert case.options.combinations == (Combination.LINEAR, Combination.GEOMETRIC)


def test_factors_can_be_left_out():
    scheme, matrix = town(2)
    for factor in ("weights", "normalisation", "combination", "thresholds", "dropped"):
        case = Case(scheme, matrix, RobustnessPlan(), factors=(factor,))
        assert case.options.varying(case.plan, case.board.has_scales) == (factor,)


def test_leaders_that_are_too_many_are_none():
    reference = Reference.of(np.array([5.0] * 20 + [50.0] * 20), RobustnessPlan())
    assert len(reference.leaders) == 0
    assert len(Reference.of(np.arange(20.0), RobustnessPlan()).leaders) == 5


def test_cells_carried_to_units_by_people():
    """Unit 0 holds 30 + 10 people, half of whose index is 20 and 60; unit 1 knows 10 of 40 people only."""

    class Cells:
        def score(self, variants, run):
            return np.array([20.0, 60.0, 80.0, NAN])

    people = sparse.csr_matrix(np.array([[30.0, 10.0, 0, 0], [0, 0, 10.0, 30.0]]))
    found = Carried(Cells(), people, 0.7).score(None, 0)
    assert found.tolist() == pytest.approx([(30 * 20 + 10 * 60) / 40, NAN], nan_ok=True)
    assert Carried(Cells(), people, 0.25).score(None, 0).tolist() == pytest.approx([30, 80])


def test_cancel_inside_the_runs(monkeypatch):
    scheme, matrix = town(1, places=60)
    case = Case(scheme, matrix, replace(RobustnessPlan(), runs=200))

    def stop(fraction):
        if fraction > 0.3:
            raise Cancelled

    for threaded in (10_000, 10):
        monkeypatch.setattr(engine, "_THREADED", threaded)
        with pytest.raises(Cancelled):
            case.runs(progress=stop)


def test_why_scores_are_double_and_stored_ranks_single():
    """Seven digits cannot tell needs apart that double precision can; ranks and their halves they hold exactly."""
    scores = np.array([50.000001, 50.000002, 50.0])
    assert order_of(keys_of(scores)).ranks.tolist() == [2, 3, 1]
    assert order_of(keys_of(scores.astype(np.float32).astype(float))).ranks.tolist() != [2, 3, 1]
    ranks = np.arange(1.0, 1_000_000.0, 0.5)
    assert (ranks.astype(np.float32) == ranks).all()
