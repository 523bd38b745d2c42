# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights: worked examples, properties, agreement with scikit-learn and scipy, and what cannot be computed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from smartcity_plugin.engine.composite import data_weights
from smartcity_plugin.engine.composite.data_weights import (
    benefit_of_the_doubt,
    component_weights,
    components,
    doubt_weights,
    entropy,
    entropy_weights,
    share_limits,
    varimax,
)
from smartcity_plugin.engine.composite.pairwise import RANDOM_INDEX, compare
from smartcity_plugin.engine.composite.sliders import balanced, moved
from smartcity_plugin.engine.composite.weights import derived, shares_of
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.scheme import Judgement, Weighting, Weights
from tests.unit.reference import needs_reference, run_reference

NAN = float("nan")
NAMES = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")


def judgements(matrix) -> tuple[Judgement, ...]:
    pairs = itertools.combinations(range(len(matrix)), 2)
    return tuple(Judgement(NAMES[one], NAMES[other], matrix[one][other]) for one, other in pairs)


def consistent(weights) -> tuple[Judgement, ...]:
    return judgements([[one / other for other in weights] for one in weights])


def key_of(raised) -> str:
    return raised.value.problem.key


class TestComparison:
    def test_worked_example(self):
        found = compare(NAMES[:3], {"x": judgements([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]])})
        assert np.allclose(found.weights, [0.636986, 0.258285, 0.104729], atol=5e-7)
        assert found.lambda_max == pytest.approx(3.038511, abs=5e-7)
        assert found.consistency_index == pytest.approx(0.0192555, abs=5e-8)
        assert found.consistency_ratio == pytest.approx(0.033199, abs=5e-7)
        assert found.is_consistent
        assert found.problems() == []

    def test_circular_judgements_contradict_each_other(self):
        found = compare(NAMES[:3], {"x": judgements([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])})
        assert np.allclose(found.weights, 1 / 3)
        assert found.lambda_max == pytest.approx(10.111111, abs=5e-7)
        assert found.consistency_ratio == pytest.approx(6.130, abs=5e-4)
        assert not found.is_consistent
        (problem,) = found.problems()
        assert problem.key == "ahp_inconsistent"
        assert (problem.values["member"], problem.values["other"]) == ("a", "b")
        assert (problem.values["times"], problem.values["consistent"]) == (9.0, 1.0)

    @pytest.mark.parametrize(("count", "index"), zip(range(3, 11), [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]))
    def test_the_index_of_random_judgements(self, count, index):
        # Everything the same, but the first two: the more members, the less one judgement matters.
        matrix = np.ones((count, count)).tolist()
        matrix[0][1] = 9.0
        found = compare(NAMES[:count], {"x": judgements(matrix)})
        assert found.consistency_index > 0
        assert found.consistency_ratio == pytest.approx(found.consistency_index / index)

    def test_two_members_cannot_contradict(self):
        found = compare(("a", "b"), {"x": (Judgement("b", "a", 4.0),)})
        assert np.allclose(found.weights, [0.2, 0.8])
        assert (found.consistency_ratio, found.consistency_index, found.worst_pair) == (0.0, 0.0, None)

    def test_one_member_has_all_the_weight(self):
        assert compare(("a",), {}).weights.tolist() == [1.0]

    def test_the_worst_pair_is_the_one_that_was_bent(self):
        # Consistent judgements of 4 : 2 : 1 : 1, but a against d is said to be 1/2 in place of 4.
        said = {(item.first, item.second): item.times for item in consistent([4, 2, 1, 1])}
        said["a", "d"] = 0.5
        found = compare(NAMES[:4], {"x": tuple(Judgement(*pair, times) for pair, times in said.items())})
        assert (found.worst_pair.first, found.worst_pair.second) == ("a", "d")
        assert found.worst_pair.times == pytest.approx(0.5)
        place = dict(zip(found.members, found.weights))
        assert found.worst_pair.consistent == pytest.approx(place["a"] / place["d"])
        assert found.worst_pair.consistent > 1

    def test_several_persons_are_joined_by_geometric_means(self):
        # 9 and 1/9 cancel out; 4 and 1 make 2.
        one = (Judgement("a", "b", 9.0), Judgement("a", "c", 4.0), Judgement("b", "c", 4.0))
        two = (Judgement("b", "a", 9.0), Judgement("c", "a", 1.0), Judgement("b", "c", 1.0))
        found = compare(NAMES[:3], {"one": one, "two": two})
        assert np.allclose(found.matrix, [[1, 1, 2], [1, 1, 2], [0.5, 0.5, 1]])
        assert np.allclose(found.weights, [0.4, 0.4, 0.2])

    def test_missing_judgements_are_named(self):
        with pytest.raises(SmartCityError) as raised:
            compare(NAMES[:3], {"Ada": (Judgement("a", "b", 2.0),)})
        assert raised.value.problem.key == "ahp_incomplete"
        assert raised.value.problem.values == {"person": "Ada", "count": 2, "pairs": [("a", "c"), ("b", "c")]}

    def test_pairs_are_told_by_titles(self, catalogue):
        with pytest.raises(SmartCityError) as raised:
            compare(("green", "housing"), {"Ada": ()})
        assert "Grün" in catalogue.sentence(raised.value.problem, "de")
        assert " – " in catalogue.sentence(raised.value.problem, "de")

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ((Judgement("a", "b", 2.0), Judgement("b", "a", 2.0)), "ahp_pair_twice"),
            ((Judgement("a", "a", 1.0), Judgement("a", "b", 2.0)), "ahp_pair_twice"),
            ((Judgement("a", "b", 9.1),), "ahp_out_of_scale"),
            ((Judgement("a", "b", 0.0),), "ahp_out_of_scale"),
            ((Judgement("a", "b", NAN),), "ahp_out_of_scale"),
        ],
    )
    def test_what_cannot_be_used_is_refused(self, said, key):
        with pytest.raises(SmartCityError) as raised:
            compare(("a", "b"), {"Ada": said})
        assert key_of(raised) == key

    def test_nobody_is_no_equal_weight(self):
        with pytest.raises(SmartCityError) as raised:
            shares_of(Weights(Weighting.AHP), ("a", "b"))
        assert key_of(raised) == "ahp_without_judgements"

    def test_judgements_of_others_are_left_aside(self):
        said = consistent([6, 2, 1])
        assert np.allclose(compare(("a", "c"), {"x": said}).weights, [6 / 7, 1 / 7])

    def test_many_members_are_told_and_have_no_ratio_where_the_table_ends(self):
        found = compare(NAMES, {"x": consistent([1.0] * 11 + [2.0])})
        assert len(NAMES) > len(RANDOM_INDEX)
        assert np.isnan(found.consistency_ratio)
        assert not found.is_consistent
        assert [problem.key for problem in found.problems()] == ["ahp_many_members"]

    @given(st.lists(st.floats(1.0, 3.0), min_size=2, max_size=9))
    def test_consistent_judgements_give_the_weights_back(self, weights):
        found = compare(NAMES[: len(weights)], {"x": consistent(weights)})
        assert np.allclose(found.weights, np.array(weights) / sum(weights), atol=1e-9)
        assert found.consistency_ratio == pytest.approx(0.0, abs=1e-9)

    @given(st.integers(3, 9), st.integers(0, 2**32 - 1))
    def test_agrees_with_power_iteration_and_does_not_depend_on_the_order(self, count, seed):
        random = np.random.default_rng(seed)
        said = tuple(
            Judgement(one, other, float(random.choice([1 / 9, 1 / 5, 1 / 3, 0.5, 1, 2, 3, 5, 9])))
            for one, other in itertools.combinations(NAMES[:count], 2)
        )
        found = compare(NAMES[:count], {"x": said})
        weights = np.full(count, 1 / count)
        for _ in range(2000):
            weights = found.matrix @ weights
            weights /= weights.sum()
        assert np.allclose(found.weights, weights, atol=1e-9)
        assert found.lambda_max >= count - 1e-9
        order = random.permutation(count)
        names = [NAMES[number] for number in order]
        mixed = tuple(said[number] for number in random.permutation(len(said)))
        assert np.allclose(compare(names, {"x": mixed}).weights, found.weights[order], atol=1e-9)


ENTROPY_ROWS = np.array([(1, 2, 5), (2, 2, 1), (3, 2, 1), (4, 2, 1)], dtype=float)


class TestEntropy:
    def test_worked_example(self):
        assert np.allclose(entropy(ENTROPY_ROWS), [0.92322, 1, 0.774397], atol=5e-6)
        found = entropy_weights(ENTROPY_ROWS, "abc")
        assert np.allclose(found.weights, [0.253918, 0, 0.746082], atol=5e-7)
        (problem,) = found.problems
        assert (problem.key, problem.values) == ("weights_constant", {"members": ["b"]})

    def test_unknown_values_take_no_part(self):
        with_gap = np.vstack([ENTROPY_ROWS, [NAN, NAN, NAN]])
        assert np.allclose(entropy(with_gap), entropy(ENTROPY_ROWS))
        # A column by itself: p = 1/4, 3/4 over the two known ones.
        expected = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75)) / np.log(2)
        assert entropy(np.array([[10.0], [NAN], [30.0]]))[0] == pytest.approx(expected)

    def test_zeros_count_and_columns_of_zeros_distinguish_nobody(self):
        found = entropy(np.array([[0.0, 0.0], [5.0, 0.0]]))
        assert found.tolist() == [0.0, 1.0]

    def test_nothing_that_distinguishes_is_an_error(self):
        with pytest.raises(SmartCityError) as raised:
            entropy_weights(np.array([[50.0, NAN], [50.0 + 1e-13, 3.0]]), ("a", "b"))
        assert key_of(raised) == "weights_all_constant"

    @given(st.integers(0, 2**32 - 1), st.floats(0.1, 10))
    def test_scale_and_order_do_not_matter(self, seed, factor):
        random = np.random.default_rng(seed)
        scores = random.uniform(0, 100, (12, 4))
        weights = entropy_weights(scores, "abcd").weights
        assert np.allclose(entropy_weights(scores * factor, "abcd").weights, weights)
        rows, columns = random.permutation(12), random.permutation(4)
        assert np.allclose(entropy_weights(scores[rows][:, columns], "abcd").weights, weights[columns])
        assert weights.sum() == pytest.approx(1.0)
        assert (weights >= 0).all()


def correlated(seed: int, places: int = 60) -> np.ndarray:
    """Six indicators made of two hidden ones, with noise."""
    random = np.random.default_rng(seed)
    hidden = random.normal(size=(places, 2))
    mixing = np.array([[3, 0], [2.5, 0.4], [2, 0.2], [0, 2], [0.3, 2], [0.1, 1.5]])
    return np.clip(50 + 5 * hidden @ mixing.T + random.normal(scale=4, size=(places, 6)), 0, 100)


class TestPrincipalComponents:
    def test_two_indicators_by_hand(self):
        # r = 0.6: eigenvalues 1.6 and 0.4; the first explains 80 %, both load sqrt(0.8) on it: equal weights.
        values = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]]).repeat([4, 4, 1, 1], axis=0)
        found = components(values)
        assert np.allclose(found.eigenvalues, [1.6, 0.4])
        assert np.allclose(found.loadings**2, [[0.8], [0.8]])
        assert np.allclose(found.explained, [0.8])
        assert np.allclose(component_weights(values, "ab").weights, [0.5, 0.5])

    def test_weights_by_hand(self):
        # a and b are the same, c has nothing to do with them: eigenvalues 2, 1, 0; two components (66.7 % are reached
        # with the first, 1 is not above 1), so c loads on nothing and weighs nothing.
        values = np.array([[1, 1, 1], [1, 1, -1], [-1, -1, 1], [-1, -1, -1]] * 3, dtype=float)
        found = components(values)
        assert np.allclose(found.eigenvalues, [2, 1, 0])
        assert found.loadings.shape == (3, 1)
        assert np.allclose(component_weights(values, "abc").weights, [0.5, 0.5, 0])

    def test_components_are_kept_until_most_is_explained(self):
        # Nothing hangs together: all eigenvalues are 1, none above; three of four explain 75 %.
        values = np.array(list(itertools.product([-1.0, 1.0], repeat=4)))
        assert components(values).loadings.shape == (4, 3)
        assert "pca_uncorrelated" in [problem.key for problem in component_weights(values, "abcd").problems]

    def test_weights_are_those_of_the_handbook(self):
        scores = correlated(3)
        found = components(scores)
        weights = component_weights(scores, "abcdef").weights
        assert found.loadings.shape == (6, 2)
        factor = np.argmax(np.abs(found.rotated), axis=1)
        assert factor.tolist() in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])
        expected = []
        for row, own in zip(found.rotated, factor):
            column = found.rotated[:, own]
            explained = (column**2).sum() / (found.rotated**2).sum()
            expected.append(row[own] ** 2 / (column**2).sum() * explained)
        assert np.allclose(weights, np.array(expected) / sum(expected))

    @needs_reference
    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_agrees_with_scikit_learn(self, seed):
        scores = correlated(seed)
        script = """
from sklearn.decomposition import PCA
from sklearn.decomposition._factor_analysis import _ortho_rotation
from sklearn.preprocessing import StandardScaler
values = StandardScaler().fit_transform(given["scores"])
pca = PCA(svd_solver="full").fit(values)
n = len(values)
eigenvalues = pca.explained_variance_ * (n - 1) / n
result["eigenvalues"] = eigenvalues
result["shares"] = pca.explained_variance_ratio_
result["loadings"] = loadings = pca.components_.T * np.sqrt(eigenvalues)
result["rotated"] = _ortho_rotation(loadings[:, :2], method="varimax", tol=1e-12, max_iter=1000).T
"""
        reference, found = run_reference(script, scores=scores), components(scores)
        assert np.allclose(found.eigenvalues, reference["eigenvalues"], rtol=1e-9)
        assert np.allclose(found.eigenvalues / 6, reference["shares"], rtol=1e-9)
        assert found.loadings.shape == (6, 2)
        assert np.allclose(np.abs(found.loadings), np.abs(reference["loadings"][:, :2]), atol=1e-9)
        rotated = reference["rotated"] if reference["rotated"].shape == (6, 2) else reference["rotated"].T
        # Varimax leaves the order and the signs of the components open.
        ours, theirs = (sorted(np.abs(item).T.round(6).tolist()) for item in (found.rotated, rotated))
        assert np.allclose(ours, theirs, atol=1e-5)

    @given(st.integers(0, 2**32 - 1))
    def test_a_rotation_keeps_what_is_explained_and_simplifies(self, seed):
        loadings = np.random.default_rng(seed).normal(size=(7, 3))
        rotated = varimax(loadings)
        assert np.allclose(rotated @ rotated.T, loadings @ loadings.T)

        def simplicity(item):
            return (item**2).var(axis=0).sum()

        assert simplicity(rotated) >= simplicity(loadings) - 1e-9

    @given(st.integers(0, 2**32 - 1))
    def test_units_of_measure_and_order_do_not_matter(self, seed):
        random = np.random.default_rng(seed)
        scores = correlated(seed % 1000)
        weights = component_weights(scores, "abcdef").weights
        changed = scores * random.uniform(0.5, 3, 6) + random.uniform(-5, 5, 6)
        assert np.allclose(component_weights(changed, "abcdef").weights, weights, atol=1e-6)
        rows = random.permutation(len(scores))
        assert np.allclose(component_weights(scores[rows], "abcdef").weights, weights, atol=1e-6)
        assert weights.sum() == pytest.approx(1.0)

    def test_places_with_gaps_are_left_out_and_told(self):
        scores = correlated(4)
        gaps = scores.copy()
        gaps[:5, 2] = NAN
        found = component_weights(gaps, "abcdef")
        assert np.allclose(found.weights, component_weights(scores[5:], "abcdef").weights)
        assert [problem.values for problem in found.problems] == [{"count": 5, "total": 60}]

    def test_constant_and_unknown_indicators_get_nothing_and_are_told(self):
        scores = np.column_stack([correlated(5), np.full(60, 7.0), np.full(60, NAN)])
        found = component_weights(scores, "abcdefgh")
        assert np.allclose(found.weights[:6], component_weights(scores[:, :6], "abcdef").weights)
        assert found.weights[6:].tolist() == [0, 0]
        assert [problem.values for problem in found.problems] == [{"members": ["g", "h"]}]

    def test_what_varies_only_where_others_are_unknown_gets_nothing(self):
        scores = np.column_stack([correlated(5), np.full(60, 7.0)])
        scores[0, 0], scores[0, 6] = NAN, 90.0
        found = component_weights(scores, "abcdefg")
        assert np.allclose(found.weights[:6], component_weights(scores[1:, :6], "abcdef").weights)
        assert found.weights[6] == 0
        assert [problem.key for problem in found.problems] == ["weights_places_left_out", "weights_constant"]

    def test_a_single_one_that_varies_has_all_the_weight(self):
        found = component_weights(np.array([[1.0, 5.0], [2.0, 5.0]]), "ab")
        assert found.weights.tolist() == [1, 0]

    def test_few_places_are_told_too_few_refused(self):
        found = component_weights(correlated(6, 10), "abcdef")
        assert [problem.key for problem in found.problems] == ["pca_few_places"]
        assert (found.problems[0].values["count"], found.problems[0].values["needed"]) == (10, 18)
        with pytest.raises(SmartCityError) as raised:
            component_weights(correlated(6, 6), "abcdef")
        assert key_of(raised) == "weights_too_few_places"


class TestBenefitOfTheDoubt:
    VALUES = np.array([[100.0, 50.0], [50.0, 100.0], [60.0, 60.0]])

    def test_free_weights_by_hand(self):
        # The third place does best with weights 1/150 each: 60 · 2/150 = 0.8; the others are best at something.
        assert np.allclose(benefit_of_the_doubt(self.VALUES, 0.0, 1.0).scores, [100, 100, 80])

    def test_limits_by_hand(self):
        # Half of the score from each: w·100 = v·50, so v = 2w; the second place allows 50w + 200w = 1, w = 0.004.
        found = benefit_of_the_doubt(self.VALUES, 0.05, 0.5)
        assert np.allclose(found.scores, [80, 80, 80])
        assert np.allclose(found.shares, 0.5)

    @pytest.mark.parametrize("seed", range(4))
    def test_agrees_with_another_solver(self, seed):
        random = np.random.default_rng(seed)
        values = random.uniform(10, 100, (8, 3))
        found = benefit_of_the_doubt(values, 0.1, 0.6)
        for own, score in zip(values, found.scores):
            # The weights themselves as unknowns, limits written out against the score, by sequential quadratics.
            rules = [
                {"type": "ineq", "fun": lambda w: 1 - values @ w},
                {"type": "ineq", "fun": lambda w, own=own: w * own - 0.1 * (w @ own)},
                {"type": "ineq", "fun": lambda w, own=own: 0.6 * (w @ own) - w * own},
            ]
            start = 0.9 / own / (values / own).sum(axis=1).max()
            other = optimize.minimize(
                lambda w, own=own: -(w @ own), start, constraints=rules, bounds=[(0, None)] * 3, method="SLSQP"
            )
            assert other.success
            assert score == pytest.approx(-100 * other.fun, abs=1e-4)

    @given(st.integers(0, 2**32 - 1))
    def test_properties(self, seed):
        random = np.random.default_rng(seed)
        values = random.uniform(0, 100, (9, 4))
        found = benefit_of_the_doubt(values, 0.05, 0.5)
        assert found.scores.max() <= 100 + 1e-6
        assert np.allclose(found.shares.sum(axis=1), 1)
        assert found.shares.min() >= 0.05 - 1e-7
        assert found.shares.max() <= 0.5 + 1e-7
        scaled = benefit_of_the_doubt(np.maximum(values, 1.0) * [1, 2, 3, 4], 0.05, 0.5, floor=0.0)
        assert np.allclose(scaled.scores, found.scores, atol=1e-5)
        better = values.copy()
        better[0] = np.minimum(values[0] + 5, 100)
        assert benefit_of_the_doubt(better, 0.05, 0.5).scores[0] >= found.scores[0] - 1e-6

    def test_unknown_scores_stay_unknown(self):
        found = benefit_of_the_doubt(np.vstack([self.VALUES, [NAN, 100]]), 0.0, 1.0)
        assert np.allclose(found.scores, [100, 100, 80, NAN], equal_nan=True)
        assert np.isnan(found.shares[3]).all()

    def test_mean_shares_are_the_weights(self):
        random = np.random.default_rng(7)
        scores = np.column_stack([random.uniform(0, 100, (20, 4)), np.full(20, NAN)])
        scores[3, 1] = NAN
        found = doubt_weights(scores, "abcde")
        shares = benefit_of_the_doubt(np.delete(scores[:, :4], 3, axis=0), 0.05, 0.5).shares
        assert np.allclose(found.weights, [*shares.mean(axis=0), 0])
        assert [problem.key for problem in found.problems] == ["weights_constant", "weights_places_left_out"]

    @pytest.mark.parametrize(
        ("count", "limits"), [(1, (0.05, 1.0)), (2, (0.05, 0.5)), (10, (0.05, 0.5)), (20, (0.025, 0.5))]
    )
    def test_limits_can_be_kept(self, count, limits):
        assert share_limits(count) == pytest.approx(limits)
        assert limits[0] * count <= 1 <= limits[1] * count

    def test_one_indicator_is_compared_with_the_best(self):
        assert np.allclose(benefit_of_the_doubt(np.array([[20.0], [80.0]]), *share_limits(1)).scores, [25, 100])

    def test_what_cannot_be_computed_is_refused(self, monkeypatch):
        with pytest.raises(SmartCityError) as raised:
            doubt_weights(np.full((3, 2), NAN), "ab")
        assert key_of(raised) == "weights_too_few_places"
        monkeypatch.setattr(data_weights, "MOST_PLACES", 2)
        with pytest.raises(SmartCityError) as raised:
            benefit_of_the_doubt(self.VALUES, 0, 1)
        assert key_of(raised) == "weights_too_many_places"
        monkeypatch.setattr(data_weights, "has_solver", lambda: False)
        with pytest.raises(SmartCityError) as raised:
            doubt_weights(self.VALUES, "ab")
        assert key_of(raised) == "weights_without_solver"

    def test_the_solver_is_found_here(self):
        assert data_weights.has_solver()


class TestShares:
    @pytest.mark.parametrize("method", [Weighting.ENTROPY, Weighting.PCA, Weighting.BENEFIT_OF_THE_DOUBT])
    def test_without_data_there_are_no_weights_of_the_data(self, method):
        with pytest.raises(SmartCityError) as raised:
            shares_of(Weights(method), ("a", "b"))
        assert key_of(raised) == "weights_without_data"
        assert shares_of(Weights(method), ("a",)).tolist() == [1.0]

    @pytest.mark.parametrize(
        ("method", "function"),
        [
            (Weighting.ENTROPY, entropy_weights),
            (Weighting.PCA, component_weights),
            (Weighting.BENEFIT_OF_THE_DOUBT, doubt_weights),
        ],
    )
    def test_each_method_is_its_own(self, method, function):
        scores = correlated(9)
        assert np.allclose(shares_of(Weights(method), "abcdef", scores), function(scores, "abcdef").weights)

    def test_ahp(self):
        weights = Weights(Weighting.AHP, judgements={"x": consistent([3, 1])})
        assert np.allclose(shares_of(weights, ("a", "b")), [0.75, 0.25])

    def test_equal(self):
        assert np.allclose(shares_of(Weights(), ("a", "b", "c", "d")), 0.25)

    def test_sliders_and_what_was_forgotten(self):
        found = derived(Weights(Weighting.SLIDERS, shares={"a": 30.0, "b": 10.0, "c": 0.0}), ("a", "b", "c", "d"))
        assert np.allclose(found.weights, [0.75, 0.25, 0, 0])
        assert [problem.values for problem in found.problems] == [{"members": ["d"]}]

    def test_ballots_count_the_same(self):
        # 80 : 20 and 1 : 3 make (0.8 + 0.25) / 2; the third gave nothing to these two.
        weights = Weights(Weighting.BUDGET, ballots={"x": {"a": 80, "b": 20}, "y": {"a": 1, "b": 3}, "z": {"c": 100}})
        found = derived(weights, ("a", "b"))
        assert np.allclose(found.weights, [0.525, 0.475])
        assert [problem.values for problem in found.problems] == [{"persons": ["z"]}]

    @pytest.mark.parametrize("method", [Weighting.SLIDERS, Weighting.BUDGET])
    def test_no_weight_at_all_is_an_error(self, method):
        with pytest.raises(SmartCityError) as raised:
            shares_of(Weights(method), ("a", "b"))
        assert key_of(raised) == "scheme_without_weight"


def shares(draw, count: int) -> dict[str, float]:
    """Tenths of a percent that add up to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=count - 1, max_size=count - 1)))
    return {name: (high - low) / 10 for name, low, high in zip(NAMES, [0, *cuts], [*cuts, 1000])}


@st.composite
def positions(draw):
    given_shares = shares(draw, draw(st.integers(1, 7)))
    locked = draw(st.sets(st.sampled_from(sorted(given_shares))))
    member = draw(st.sampled_from(sorted(given_shares)))
    return given_shares, locked, member, draw(st.floats(-20, 150)), draw(st.sampled_from([1, 10]))


def steps(found, number: int = 10) -> list[int]:
    """Return the shares as whole steps; fails if they are none."""
    exact = [value * number for value in found.values()]
    assert np.allclose(exact, np.round(exact), atol=1e-9)
    return [round(value) for value in exact]


class TestSliders:
    def test_others_share_the_rest_in_proportion(self):
        assert moved({"a": 50, "b": 30, "c": 20}, (), "a", 75) == {"a": 75, "b": 15, "c": 10}

    def test_the_largest_remainder_gets_the_last_tenth(self):
        # 66.7 left for 3 : 3 : 1 is 28.586, 28.586, 9.529: 28.6, 28.6, 9.5.
        assert moved({"a": 30, "b": 30, "c": 30, "d": 10}, (), "a", 33.3) == {"a": 33.3, "b": 28.6, "c": 28.6, "d": 9.5}
        # Whole percent of 100/3 each: the first of equals takes it.
        assert moved({"a": 25, "b": 25, "c": 25, "d": 25}, (), "a", 0, 1) == {"a": 0, "b": 34, "c": 33, "d": 33}

    def test_locked_ones_stay_and_limit_the_move(self):
        assert moved({"a": 50, "b": 30, "c": 20}, {"c"}, "a", 60) == {"a": 60, "b": 20, "c": 20}
        assert moved({"a": 50, "b": 30, "c": 20}, {"c"}, "a", 95) == {"a": 80, "b": 0, "c": 20}

    @pytest.mark.parametrize("locked", [{"a"}, {"b", "c"}, {"a", "b", "c"}])
    def test_nothing_moves_if_it_is_locked_or_all_others_are(self, locked):
        before = {"a": 50.0, "b": 30.0, "c": 20.0}
        assert moved(before, locked, "a", 70) == before

    def test_others_that_had_nothing_share_equally(self):
        assert moved({"a": 100, "b": 0, "c": 0}, (), "a", 40) == {"a": 40, "b": 30, "c": 30}

    def test_a_single_one_stays_at_100(self):
        assert moved({"a": 100}, (), "a", 20) == {"a": 100}

    @given(positions())
    def test_properties_of_a_move(self, position):
        before, locked, member, value, number = position
        if number == 1:
            before = balanced(before, tuple(before), (), 1)
        found = moved(before, locked, member, value, number)
        assert list(found) == list(before)
        whole = steps(found, number)
        assert sum(whole) == 100 * number
        assert min(whole) >= 0
        for name in locked:
            assert found[name] == before[name]
        others = [name for name in before if name != member and name not in locked]
        if member not in locked and others:
            room = 100 - sum(before[name] for name in locked)
            assert found[member] == pytest.approx(min(max(value, 0), room), abs=0.5 / number + 1e-9)
            for one, other in itertools.combinations(others, 2):
                if before[one] >= before[other]:
                    assert found[one] >= found[other] - 1 / number - 1e-9

    @given(positions())
    def test_a_move_to_where_it_stands_changes_nothing(self, position):
        before, locked, member, *_ = position
        assert moved(before, locked, member, before[member]) == before

    def test_shares_that_do_not_add_up_are_brought_to_100_first(self):
        found = moved({"a": 1, "b": 1, "c": 2}, (), "a", 40)
        assert found == {"a": 40, "b": 20, "c": 40}

    def test_switched_on(self):
        # The new one gets a third, the others shrink in proportion.
        assert balanced({"a": 75, "b": 25}, ("a", "b", "c")) == {"a": 50, "b": 16.7, "c": 33.3}
        assert balanced({"a": 75, "b": 25}, ("a", "b", "c"), {"a"}) == {"a": 75, "b": 12.5, "c": 12.5}
        assert balanced({"a": 75, "b": 25}, ("a", "b", "c"), {"a", "b"}) == {"a": 75, "b": 25, "c": 0}
        assert balanced({}, ("a", "b", "c")) == {"a": 33.4, "b": 33.3, "c": 33.3}

    def test_switched_off(self):
        assert balanced({"a": 60, "b": 30, "c": 10}, ("a", "b")) == {"a": 66.7, "b": 33.3}
        assert balanced({"a": 60, "b": 30, "c": 10}, ("b", "c"), {"c"}) == {"b": 90, "c": 10}
        # Only locked ones stay: they must give way.
        assert balanced({"a": 60, "b": 30, "c": 10}, ("b", "c"), {"b", "c"}) == {"b": 75, "c": 25}
        assert balanced({"a": 100, "b": 0, "c": 0}, ("b", "c")) == {"b": 50, "c": 50}
        assert balanced({"a": 100}, ()) == {}

    @given(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 500)), st.sets(st.sampled_from(NAMES)), st.data())
    def test_any_numbers_are_brought_to_100(self, given_shares, members, data):
        members = tuple(sorted(members))
        locked = data.draw(st.sets(st.sampled_from(NAMES)))
        found = balanced(given_shares, members, locked)
        assert tuple(found) == members
        if members:
            whole = steps(found)
            assert sum(whole) == 1000
            assert min(whole) >= 0
            assert balanced(found, members, locked) == found
