# SPDX-License-Identifier: GPL-2.0-or-later
"""Pairwise judgements as rows of a table and as the weights of a node; what the variants of a scheme are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.scheme import (
    ROOT,
    Combination,
    Group,
    Judgement,
    Normalisation,
    Scheme,
    Weighting,
    Weights,
)
from smartcity_plugin.study.judgements import compared, members_of, read_judgements, with_judgements
from smartcity_plugin.study.variants import correlation, variants_of, weighed

SCHEME = Scheme("s", "S", (Group("a", ("a1", "a2", "a3")), Group("b", ("b1",))), between=Combination.GEOMETRIC)


def key_of(raised) -> str:
    return raised.value.problem.key


class TestRows:
    def test_numbers_are_read_as_people_write_them(self):
        rows = [
            ("Ada", "a", "b", "3"),
            (" ", "b", "a", "1/4"),
            ("", "", "", ""),
            ("Ada", "a", "c", "0,5"),
            (None, "a", "c", 2),
        ]
        assert read_judgements(rows) == {
            "Ada": (Judgement("a", "b", 3.0), Judgement("a", "c", 0.5)),
            "1": (Judgement("b", "a", 0.25), Judgement("a", "c", 2.0)),
        }

    @pytest.mark.parametrize(
        "row", [("x", "a", "b", "viel"), ("x", "", "b", "3"), ("x", "a", "b", "1/0"), ("x", "a", "b")]
    )
    def test_a_row_that_cannot_be_read_is_named(self, row):
        with pytest.raises(SmartCityError) as raised:
            read_judgements([("x", "a", "b", "3"), row])
        assert key_of(raised) == "ahp_table_unreadable"
        assert raised.value.problem.values["row"] == 2

    @given(st.lists(st.lists(st.text(max_size=5), max_size=5), max_size=4))
    def test_any_cells_are_judgements_or_a_problem(self, rows):
        try:
            found = read_judgements(rows)
            if found:
                compared(found)
        except SmartCityError:
            return
        assert all(item.first in members_of(found) for items in found.values() for item in items)

    def test_nothing_is_no_judgement(self):
        with pytest.raises(SmartCityError) as raised:
            compared(read_judgements([("", "", "", "")]))
        assert key_of(raised) == "ahp_without_judgements"


class TestStoring:
    SAID = {"x": (Judgement("a1", "a2", 2.0), Judgement("a1", "a3", 4.0), Judgement("a2", "a3", 2.0))}

    def test_judgements_become_the_weights_of_a_sector(self):
        found = with_judgements(SCHEME, "a", self.SAID)
        assert found.groups[0].weights == Weights(Weighting.AHP, judgements=self.SAID)
        assert found.groups[1] == SCHEME.groups[1]
        assert found.weights == SCHEME.weights

    def test_or_of_the_sectors_and_what_was_set_before_is_kept(self):
        before = replace(SCHEME, weights=Weights(Weighting.SLIDERS, shares={"a": 60.0, "b": 40.0}))
        found = with_judgements(before, ROOT, {"x": (Judgement("b", "a", 3.0),)})
        assert found.weights.method is Weighting.AHP
        assert found.weights.shares == {"a": 60.0, "b": 40.0}
        assert found.groups == SCHEME.groups

    @pytest.mark.parametrize(
        ("node", "said", "key"),
        [
            ("c", SAID, "scheme_node_unknown"),
            (ROOT, SAID, "ahp_other_members"),
            ("a", {"x": (Judgement("a1", "a2", 2.0),)}, "ahp_other_members"),
            ("a", {"x": SAID["x"][:2]}, "ahp_incomplete"),
            ("a", {}, "ahp_other_members"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, node, said, key):
        with pytest.raises(SmartCityError) as raised:
            with_judgements(SCHEME, node, said)
        assert key_of(raised) == key


class TestVariants:
    def test_one_choice_at_a_time(self):
        found = variants_of(SCHEME)
        assert [item.key for item in found] == [
            "own",
            "weights_entropy",
            "weights_pca",
            "weights_benefit_of_the_doubt",
            "weights_own_best",
            "normalisation_minimum_maximum",
            "normalisation_z_score",
            "normalisation_rank",
            "combination_linear",
            "combination_penalised",
            "combination_harmonic",
            "combination_minimum",
        ]
        for item in found[1:]:
            assert item.own_best or item.scheme != SCHEME
            if item.key.startswith("combination"):
                assert item.scheme.within is SCHEME.within

    def test_equal_weights_are_a_variant_of_others(self):
        own = replace(SCHEME, weights=Weights(Weighting.SLIDERS, shares={"a": 60.0, "b": 40.0}))
        (equal,) = [item for item in variants_of(own) if item.key == "weights_equal"]
        assert equal.scheme.weights.method is Weighting.EQUAL

    def test_exceptions_of_single_indicators_give_way(self):
        own = replace(SCHEME, normalisations={"a1": Normalisation.RANK})
        (back,) = [item for item in variants_of(own) if item.key == "normalisation_goalposts"]
        assert back.scheme.normalisations == {}

    def test_a_single_sector_varies_inside(self):
        alone = replace(SCHEME, groups=SCHEME.groups[:1])
        keys = [item.key for item in variants_of(alone)]
        assert "weights_own_best" not in keys
        assert "combination_linear" not in keys
        assert "combination_geometric" in keys

    def test_nodes_with_one_member_stay(self):
        found = weighed(SCHEME, Weighting.PCA)
        assert [group.weights.method for group in found.groups] == [Weighting.PCA, Weighting.EQUAL]
        assert found.weights.method is Weighting.PCA

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ([1, 2, 3, 4], [10, 20, 30, 40], 1.0),
            ([1, 2, 3, 4], [4, 3, 2, 1], -1.0),
            # Ranks 1 2 3 4 against 2 1 3 4: 1 − 6 · 2 / (4 · 15).
            ([1, 2, 3, 4], [20, 10, 30, 40], 0.8),
            ([1, 2], [1, 2], float("nan")),
            ([1, 1, 1], [1, 2, 3], float("nan")),
        ],
    )
    def test_correlation(self, first, second, expected):
        found = correlation(np.array(first, float), np.array(second, float))
        assert found == pytest.approx(expected, nan_ok=True)
