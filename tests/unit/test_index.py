# SPDX-License-Identifier: GPL-2.0-or-later
"""The index of a scheme: worked examples, what is missing, what it is made of, and what it must not depend on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.composite.index import (
    Matrix,
    contributions,
    drivers,
    gains,
    index_of,
    normalised,
    scores_of,
    tree_of,
    tree_with_problems,
)
from smartcity_plugin.model.indicator import Band, Direction, Goalposts
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.scheme import (
    ROOT,
    Combination,
    Group,
    Judgement,
    Missing,
    Normalisation,
    Scheme,
    Weighting,
    Weights,
)

NAN = float("nan")
LINEAR, GEOMETRIC = Combination.LINEAR, Combination.GEOMETRIC
ROW = np.array([[40.0, 80.0, 90.0]])
seeds = st.integers(0, 2**32 - 1)


def small(**options) -> Scheme:
    """Two sectors: a1 and a2, and b1."""
    options = {"within": LINEAR, "between": LINEAR, **options}
    return Scheme("s", "S", (Group("a", ("a1", "a2")), Group("b", ("b1",))), **options)


def same(found, expected) -> bool:
    return np.allclose(np.asarray(found, float), np.asarray(expected, float), equal_nan=True)


class TestByHand:
    def test_linear(self):
        index = index_of(small(), ROW)
        assert same(index.groups, [[60, 90]])
        assert same(index.score, [75])
        assert same(index.need, [25])
        assert same(index.coverage, [1])
        tree = tree_of(small())
        assert same(contributions(index, tree), [[10, 20, 45]])
        assert same(gains(small(), index, tree), [[15, 5, 5]])

    def test_geometric_between_the_sectors(self):
        scheme = small(between=GEOMETRIC)
        index = index_of(scheme, ROW)
        assert same(index.score, [np.sqrt(60 * 90)])
        assert same(gains(scheme, index, tree_of(scheme)), [np.sqrt([90 * 90, 70 * 90, 60 * 100]) - np.sqrt(60 * 90)])

    def test_harmonic_in_the_sectors_and_the_worst_between(self):
        index = index_of(small(within=Combination.HARMONIC, between=Combination.MINIMUM), ROW)
        assert same(index.groups, [[2 / (1 / 40 + 1 / 80), 90]])
        assert same(index.score, [2 / (1 / 40 + 1 / 80)])

    def test_penalised(self):
        # In a: 60 − 400/60; between that and 90.
        index = index_of(small(within=Combination.PENALISED, between=Combination.PENALISED), ROW)
        first = 60 - 400 / 60
        mean, half = (first + 90) / 2, (90 - first) / 2
        assert same(index.groups, [[first, 90]])
        assert same(index.score, [mean - half**2 / mean])

    def test_weights(self):
        groups = (
            Group("a", ("a1", "a2"), Weights(Weighting.SLIDERS, shares={"a1": 25, "a2": 75})),
            Group("b", ("b1",)),
        )
        outer = Weights(Weighting.AHP, judgements={"x": (Judgement("a", "b", 4.0),)})
        scheme = replace(small(), groups=groups, weights=outer)
        tree = tree_of(scheme)
        assert same(tree.inner, [0.25, 0.75, 1])
        assert same(tree.outer, [0.8, 0.2])
        assert same(tree.weights, [0.2, 0.6, 0.2])
        index = index_of(scheme, ROW)
        assert same(index.score, [0.8 * 70 + 0.2 * 90])
        assert same(contributions(index, tree), [[8, 48, 18]])

    def test_drivers_are_what_costs_most(self):
        names = ("a1", "a2", "b1", "b2")
        gained = np.array([[15, 5, 5, 0.0], [NAN, 0, 3, 1], [0, 0, 0, 0], [NAN, NAN, -2, NAN]])
        assert drivers(gained, names, 2) == [("a1", "a2"), ("b1", "b2"), (), ()]


class TestMissing:
    GAP = np.array([[NAN, 80.0, 90.0], [40.0, 80.0, 90.0], [60.0, 80.0, 90.0]])

    def test_the_others_take_the_weight(self):
        scheme = small(minimum_weight=0.5)
        index = index_of(scheme, self.GAP)
        assert same(index.score, [85, 75, 80])
        assert same(index.coverage, [0.75, 1, 1])
        assert same(index.group_coverage[0], [0.5, 1])
        tree = tree_of(scheme)
        assert same(contributions(index, tree)[0], [NAN, 40, 45])
        assert same(gains(scheme, index, tree)[0], [NAN, 10, 5])

    def test_too_little_weight_is_unknown_in_the_sector_and_above(self):
        index = index_of(small(minimum_weight=0.7), self.GAP)
        assert same(index.groups[0], [NAN, 90])
        assert same(index.score, [NAN, 75, 80])
        # What is known of a sector that stays unknown does not count.
        assert same(index.coverage[0], [0.5])
        tree = tree_of(small())
        assert np.isnan(contributions(index, tree)[0]).all()
        assert np.isnan(gains(small(), index, tree)[0]).all()

    def test_without_an_unknown_sector_the_others_make_the_index(self):
        outer = Weights(Weighting.SLIDERS, shares={"a": 20.0, "b": 80.0})
        scheme = small(weights=outer, minimum_weight=0.7)
        index = index_of(scheme, self.GAP)
        assert same(index.score[0], [90])
        assert same(index.coverage[0], [0.8])
        tree = tree_of(scheme)
        assert same(contributions(index, tree)[0], [NAN, NAN, 90])
        # A better a2 would not change anything, since its sector stays unknown.
        assert same(gains(scheme, index, tree)[0], [NAN, 0, 10])

    def test_complete(self):
        index = index_of(small(missing=Missing.COMPLETE, minimum_weight=0.1), self.GAP)
        assert same(index.score, [NAN, 75, 80])

    def test_the_median_stands_in_and_is_told(self):
        scheme = small(missing=Missing.MEDIAN)
        index = index_of(scheme, self.GAP)
        assert same(index.scores[0], [50, 80, 90])
        assert same(index.score, [77.5, 75, 80])
        assert index.estimated.tolist() == [[True, False, False], [False] * 3, [False] * 3]
        assert same(index.coverage, [0.75, 1, 1])
        assert same(gains(scheme, index, tree_of(scheme))[0], [12.5, 5, 5])

    def test_the_median_is_that_of_the_places_that_are_compared(self):
        index = index_of(small(missing=Missing.MEDIAN), self.GAP, compared=np.array([True, False, True]))
        assert same(index.scores[0], [60, 80, 90])

    def test_no_median_stands_in_where_nothing_is_known(self):
        index = index_of(small(missing=Missing.MEDIAN), np.vstack([self.GAP, [[NAN] * 3]]))
        assert np.isnan(index.score[3])
        assert not index.estimated[3].any()
        assert index.coverage[3] == 0

    def test_what_nobody_knows_stays_unknown(self):
        scores = np.column_stack([np.full(3, NAN), self.GAP[:, 1:]])
        index = index_of(small(missing=Missing.MEDIAN, minimum_weight=0.5), scores)
        assert same(index.score, [85, 85, 85])
        assert not index.estimated.any()


def random_scheme(seed: int, within=None, between=None) -> tuple[Scheme, np.ndarray, np.random.Generator]:
    """Return a scheme of 2 to 4 sectors with 1 to 4 indicators, some without weight, and scores of 15 places."""
    random = np.random.default_rng(seed)
    groups, keys = [], []
    for number in range(int(random.integers(2, 5))):
        members = tuple(f"i{number}_{item}" for item in range(int(random.integers(1, 5))))
        shares = dict(zip(members, random.uniform(1, 10, len(members)).tolist()))
        if len(members) > 2 and random.random() < 0.3:
            shares[members[0]] = 0.0
        groups.append(Group(f"g{number}", members, Weights(Weighting.SLIDERS, shares=shares)))
        keys.append(f"g{number}")
    outer = Weights(Weighting.SLIDERS, shares=dict(zip(keys, random.uniform(1, 10, len(keys)).tolist())))
    combinations = list(Combination)
    scheme = Scheme(
        "s",
        "S",
        tuple(groups),
        weights=outer,
        within=within or combinations[random.integers(5)],
        between=between or combinations[random.integers(5)],
        minimum_weight=float(random.uniform(0.2, 0.8)),
    )
    scores = random.uniform(1, 100, (15, len(scheme.indicators)))
    return scheme, scores, random


def with_gaps(scores: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return np.where(random.random(scores.shape) < 0.15, NAN, scores)


class TestProperties:
    @given(seeds)
    def test_gains_are_the_index_computed_again(self, seed):
        scheme, scores, random = random_scheme(seed)
        missing = [Missing.RENORMALISE, Missing.COMPLETE, Missing.MEDIAN][seed % 3]
        scheme, scores = replace(scheme, missing=missing), with_gaps(scores, random)
        tree = tree_of(scheme)
        index = index_of(scheme, scores, tree)
        found = gains(scheme, index, tree)
        for column in range(scores.shape[1]):
            better = index.scores.copy()
            better[np.isfinite(better[:, column]), column] = 100
            again = index_of(replace(scheme, missing=Missing.RENORMALISE), better, tree).score
            if missing is Missing.COMPLETE:
                again = index_of(scheme, better, tree).score
            known = np.isfinite(index.scores[:, column]) & np.isfinite(index.score)
            assert same(found[known, column], (again - index.score)[known])
            assert np.isnan(found[~known, column]).all()

    @given(seeds)
    def test_contributions_add_up_to_a_linear_index(self, seed):
        scheme, scores, random = random_scheme(seed, LINEAR, LINEAR)
        scores = with_gaps(scores, random)
        tree = tree_of(scheme)
        index = index_of(scheme, scores, tree)
        brought = contributions(index, tree)
        known = np.isfinite(index.score)
        assert same(np.nansum(brought, axis=1)[known], index.score[known])
        assert np.isnan(brought[~known]).all()

    @given(seeds)
    def test_the_order_of_indicators_sectors_and_places_does_not_matter(self, seed):
        scheme, scores, random = random_scheme(seed)
        scores = with_gaps(scores, random)
        groups = [
            replace(group, members=tuple(group.members[item] for item in random.permutation(len(group.members))))
            for group in scheme.groups
        ]
        mixed = replace(scheme, groups=tuple(groups[item] for item in random.permutation(len(groups))))
        columns = [scheme.indicators.index(name) for name in mixed.indicators]
        rows = random.permutation(len(scores))
        found = index_of(mixed, scores[rows][:, columns])
        expected = index_of(scheme, scores)
        assert same(found.score, expected.score[rows])
        assert same(found.coverage, expected.coverage[rows])

    @given(seeds, st.floats(0.01, 100))
    def test_the_scale_of_weights_does_not_matter(self, seed, factor):
        scheme, scores, _ = random_scheme(seed)
        groups = tuple(
            replace(
                group,
                weights=replace(
                    group.weights, shares={name: part * factor for name, part in group.weights.shares.items()}
                ),
            )
            for group in scheme.groups
        )
        assert same(index_of(replace(scheme, groups=groups), scores).score, index_of(scheme, scores).score)

    @given(seeds, st.floats(0, 40))
    def test_a_better_score_never_makes_the_index_worse(self, seed, points):
        scheme, scores, random = random_scheme(seed)
        if Combination.PENALISED in (scheme.within, scheme.between):
            scheme = replace(scheme, within=LINEAR, between=GEOMETRIC)
        scores = with_gaps(scores, random)
        better = scores.copy()
        better[:, random.integers(scores.shape[1])] += points
        found, before = index_of(scheme, better).score, index_of(scheme, scores).score
        assert (np.isnan(found) == np.isnan(before)).all()
        known = np.isfinite(before)
        assert (found[known] >= before[known] - 1e-9).all()

    @given(seeds, st.floats(1, 100))
    def test_equal_scores_give_that_index_and_others_lie_between(self, seed, score):
        scheme, scores, random = random_scheme(seed)
        assert same(index_of(scheme, np.full(scores.shape, score)).score, np.full(15, score))
        scores = with_gaps(scores, random)
        found = index_of(scheme, scores).score
        known = np.isfinite(found)
        assert (found[known] >= np.nanmin(scores[known], axis=1) - 1e-9).all()
        assert (found[known] <= np.nanmax(scores[known], axis=1) + 1e-9).all()

    @given(seeds)
    def test_unknown_is_not_zero(self, seed):
        scheme, scores, _ = random_scheme(seed)
        scores[3] = NAN
        index = index_of(scheme, scores)
        assert np.isnan(index.score[3])
        assert index.coverage[3] == 0
        assert np.isfinite(np.delete(index.score, 3)).all()

    @given(seeds)
    def test_without_an_indicator_is_the_scheme_without_it(self, seed):
        scheme, scores, random = random_scheme(seed)
        column = int(random.integers(scores.shape[1]))
        name = scheme.indicators[column]
        groups = []
        for group in scheme.groups:
            members = tuple(item for item in group.members if item != name)
            if any(group.weights.shares[item] > 0 for item in members):
                groups.append(replace(group, members=members))
        other = replace(scheme, groups=tuple(groups))
        found, expected = tree_of(scheme).without(column), tree_of(other)
        assert found.indicators == expected.indicators
        assert found.groups == expected.groups
        assert found.group_of.tolist() == expected.group_of.tolist()
        assert same(found.inner, expected.inner)
        assert same(found.outer, expected.outer)


class TestTree:
    def test_the_last_weight_cannot_be_taken_out(self):
        outer = Weights(Weighting.SLIDERS, shares={"a": 0.0, "b": 100.0})
        with pytest.raises(SmartCityError) as raised:
            tree_of(small(weights=outer)).without(2)
        assert raised.value.problem.key == "scheme_without_weight"

    @pytest.mark.parametrize("method", [Weighting.ENTROPY, Weighting.PCA, Weighting.BENEFIT_OF_THE_DOUBT])
    def test_weights_of_the_data_need_data(self, method):
        for scheme in (
            small(weights=Weights(method)),
            replace(small(), groups=(Group("a", ("a1", "a2"), Weights(method)), Group("b", ("b1",)))),
        ):
            with pytest.raises(SmartCityError) as raised:
                tree_of(scheme)
            assert raised.value.problem.key == "weights_without_data"

    def test_weights_of_sectors_come_from_their_scores(self):
        # Sector a: means 50 and 50, constant; b differs: all the weight goes there.
        scores = np.array([[40.0, 60.0, 10.0], [60.0, 40.0, 90.0]])
        tree, problems = tree_with_problems(small(weights=Weights(Weighting.ENTROPY)), scores)
        assert same(tree.outer, [0, 1])
        assert [(node, problem.key, problem.values) for node, problem in problems] == [
            (ROOT, "weights_constant", {"members": ["a"]})
        ]

    def test_problems_name_their_node(self):
        said = (Judgement("a1", "a2", 9.0), Judgement("a2", "a3", 9.0), Judgement("a3", "a1", 9.0))
        group = Group("a", ("a1", "a2", "a3"), Weights(Weighting.AHP, judgements={"x": said}))
        scheme = replace(small(), groups=(group, Group("b", ("b1",))))
        assert [(node, problem.key) for node, problem in tree_with_problems(scheme)[1]] == [("a", "ahp_inconsistent")]


@pytest.fixture(scope="module")
def indicator(catalogue):
    """An indicator that can be bent to any direction."""
    return next(item for item in catalogue.indicators.values() if item.direction is Direction.HIGHER)


class TestScores:
    VALUES = np.array([1.0, 2.0, 3.0, 5.0, NAN])
    ALL = np.ones(5, dtype=bool)

    def score(self, indicator, way, scale=None, compared=ALL, **changes):
        own = replace(indicator, **changes)
        scheme = Scheme("s", "S", (Group("g", (own.id,)),), scales={} if scale is None else {own.id: scale})
        return normalised(scheme, own, way, self.VALUES, compared)

    def test_goalposts_of_the_catalogue_and_of_the_town(self, indicator):
        found = self.score(indicator, Normalisation.GOALPOSTS, goalposts=Goalposts(0, 5))
        assert same(found, [20, 40, 60, 100, NAN])
        found = self.score(indicator, Normalisation.GOALPOSTS, Goalposts(5, 1), goalposts=Goalposts(0, 5))
        assert same(found, [100, 75, 50, 0, NAN])
        assert np.isnan(self.score(indicator, Normalisation.GOALPOSTS, goalposts=None)).all()

    @pytest.mark.parametrize("way", [Normalisation.GOALPOSTS, Normalisation.BAND])
    def test_band(self, indicator, way):
        assert same(self.score(indicator, way, Band(0, 2, 3, 7)), [50, 100, 100, 50, NAN])

    def test_the_direction_turns_comparisons(self, indicator):
        higher = self.score(indicator, Normalisation.MINIMUM_MAXIMUM, goalposts=None, direction=Direction.HIGHER)
        lower = self.score(indicator, Normalisation.MINIMUM_MAXIMUM, goalposts=None, direction=Direction.LOWER)
        assert same(higher, [0, 25, 50, 100, NAN])
        assert same(lower, [100, 75, 50, 0, NAN])

    def test_the_towns_own_scale_says_what_is_good(self, indicator):
        # A neutral indicator with goalposts, and one whose goalposts turn the direction round.
        for direction in (Direction.NEUTRAL, Direction.HIGHER):
            found = self.score(indicator, Normalisation.RANK, Goalposts(4, 0), direction=direction, goalposts=None)
            # Beyond the goalposts values still differ: only the direction is taken from them.
            assert same(found, [100, 200 / 3, 100 / 3, 0, NAN])

    def test_bands_are_compared_by_how_good_they_are(self, indicator):
        # 50, 100, 100 and 50 points on the band.
        assert same(self.score(indicator, Normalisation.MINIMUM_MAXIMUM, Band(0, 2, 3, 7)), [0, 100, 100, 0, NAN])

    def test_neutral_indicators_have_no_scores(self, indicator):
        for way in Normalisation:
            found = self.score(indicator, way, direction=Direction.NEUTRAL, goalposts=None)
            assert np.isnan(found).all()

    def test_only_the_places_compared_make_the_scale(self, indicator):
        compared = np.array([False, True, True, False, True])
        found = self.score(indicator, Normalisation.MINIMUM_MAXIMUM, compared=compared, goalposts=None)
        assert same(found, [0, 0, 100, 100, NAN])

    def test_a_matrix_is_scored_in_the_order_of_the_scheme(self, indicator):
        one, two = replace(indicator, id="one", goalposts=Goalposts(0, 5)), replace(indicator, id="two")
        two = replace(two, goalposts=Goalposts(5, 0))
        values = pd.DataFrame({"one": [1.0, 2.0], "two": [1.0, NAN]}, index=["x", "y"])
        matrix = Matrix(values, np.ones(2), np.ones(2, dtype=bool), np.zeros((2, 2), dtype=bool))
        scheme = Scheme(
            "s",
            "S",
            (Group("g", ("two", "one")),),
            normalisations={"one": Normalisation.MINIMUM_MAXIMUM},
        )
        assert same(scores_of(scheme, matrix, {"one": one, "two": two}), [[80, 0], [NAN, 100]])
        assert scores_of(Scheme("s", "S", ()), matrix, {}).shape == (2, 0)
