# SPDX-License-Identifier: GPL-2.0-or-later
"""Drafts of schemes in memory: ranks and classes, gaps, coverage, indicators that count twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from smartcity_plugin.engine.composite.index import Matrix
from smartcity_plugin.model.indicator import Goalposts
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.scheme import Combination, Group, Missing, Scheme, Weighting, Weights
from smartcity_plugin.study import drafts

ONE, TWO, THREE = "gre_access_300m_share", "gre_public_per_capita", "mob_pt_access_share"


@pytest.fixture
def material(catalogue) -> drafts.Material:
    """Four districts and the town; d has a gap, b hardly any inhabitants."""
    values = pd.DataFrame(
        {
            ONE: [20.0, 60.0, 40.0, np.nan, 50.0],
            TWO: [6.0, 3.0, 0.0, 1.0, 2.0],
            THREE: [100.0, 80.0, 60.0, 40.0, 70.0],
        },
        index=pd.Index(["a", "b", "c", "d", "town"], name="unit_id"),
    )
    population = np.array([100.0, 5.0, 200.0, 300.0, 605.0])
    compared = np.array([True, True, True, True, False])
    units = Matrix(values, population, compared, np.zeros(values.shape, dtype=bool))
    inherited = np.zeros((3, 3), dtype=bool)
    inherited[:, 1] = True
    cells = Matrix(
        pd.DataFrame({ONE: [10.0, np.nan, 30.0], TWO: [1.0, 1.0, 2.0], THREE: [5.0, 6.0, 7.0]}, index=["x", "y", "z"]),
        np.ones(3),
        np.ones(3, dtype=bool),
        inherited,
    )
    names = {"a": "A", "b": "B", "c": "C", "d": "D", "town": "Town"}
    return drafts.Material("x.gpkg", True, catalogue, {}, "standard", "district", units, cells, names, {}, "", {})


def scheme(**changes) -> Scheme:
    groups = (Group("mobility", (THREE,)), Group("green", (ONE,)))
    scales = {ONE: Goalposts(0.0, 100.0), THREE: Goalposts(0.0, 100.0)}
    return replace(Scheme("s", "S", groups, between=Combination.LINEAR, scales=scales), **changes)


def test_ranks_by_hand(material):
    """Half of each: a (100+20)/2 = 60, c (60+40)/2 = 50, d without green leaves half of the weight unknown."""
    table = drafts.outcome_of(material, scheme()).table.set_index("unit_id")
    assert list(table.index) == ["c", "a", "b", "d"]
    assert table.loc[["a", "c"], "score"].tolist() == pytest.approx([60.0, 50.0])
    assert table["rank"].tolist()[:2] == [1, 2]
    assert table["rank"].isna().tolist() == [False, False, True, True]
    assert table["few"].tolist() == [False, False, True, False]  # b has 5 inhabitants
    assert table["class"].tolist() == [2, 2, -1, -1]  # needs 50 and 40
    heavy = scheme(weights=Weights(Weighting.SLIDERS, {"mobility": 10.0, "green": 90.0}))
    found = drafts.outcome_of(material, heavy).table.set_index("unit_id")
    assert found.loc["a", "score"] == pytest.approx(28.0)  # 0.1 · 100 + 0.9 · 20
    assert found.loc["c", "score"] == pytest.approx(42.0)
    assert found.loc[["a", "c"], "rank"].tolist() == [1, 2]
    assert found.loc[["a", "c"], "equal_rank"].tolist() == [2, 1]


def test_why_by_hand(material):
    found = drafts.outcome_of(material, scheme())
    table = drafts.reasons_of(found, "c")
    assert table["indicator"].tolist() == [ONE, THREE]  # the larger gain first
    assert table["contribution"].tolist() == pytest.approx([20.0, 30.0])
    assert table["gain"].tolist() == pytest.approx([30.0, 20.0])  # (60+100)/2 − 50, (100+40)/2 − 50


def test_gaps_by_hand(material):
    units = drafts.gaps(material, scheme())
    assert (units.places, units.with_gap) == (4, 1)
    assert units.without_index == {Missing.RENORMALISE: 1, Missing.COMPLETE: 1, Missing.MEDIAN: 0}
    lenient = drafts.gaps(material, scheme(minimum_weight=0.5))
    assert lenient.without_index[Missing.RENORMALISE] == 0
    cells = drafts.gaps(material, scheme(), on_cells=True)
    assert (cells.places, cells.with_gap, cells.without_index[Missing.COMPLETE]) == (3, 1, 1)


def test_inherited_values_count_only_where_wanted(material):
    wide = scheme(groups=(Group("green", (ONE, TWO)),))
    assert drafts.coverage(material.cells, TWO) == (0, 3, 3)
    assert drafts.coverage(material.cells, ONE) == (2, 0, 3)
    assert drafts.coverage(None, ONE) == (0, 0, 0)
    assert drafts.assess_draft(material, wide, on_cells=True).left_out == (TWO,)
    assert drafts.assess_draft(material, replace(wide, inherit=True), on_cells=True).left_out == ()


def test_what_counts_twice(material):
    """Of three and four pairs nothing is said; of many, the correlation of the reporting units counts."""
    assert drafts.doubles(material, [ONE, TWO, THREE]) == []
    index = [f"u{number}" for number in range(6)] + ["town"]
    rising = np.array([1.0, 2, 3, 4, 5, 6, 500])
    values = pd.DataFrame({ONE: rising, TWO: -2 * rising, THREE: [1.0, -1, 1, -1, 1, -1, 900]}, index=index)
    units = Matrix(values, np.ones(7), np.arange(7) < 6, np.zeros((7, 3), dtype=bool))
    assert drafts.doubles(replace(material, units=units), [ONE, TWO, THREE]) == [(ONE, TWO, pytest.approx(-1.0))]


def test_what_cannot_be_used_is_said(material):
    with pytest.raises(SmartCityError, match="scheme_without_values"):
        drafts.outcome_of(material, scheme(groups=(Group("green", ("gre_ndvi_mean",)),)))
    with pytest.raises(SmartCityError, match="scheme_without_values"):
        drafts.assess_draft(replace(material, cells=None), scheme(), on_cells=True)
    with pytest.raises(SmartCityError, match="ahp"):
        drafts.outcome_of(material, scheme(weights=Weights(Weighting.AHP)))


def test_known_values_of_the_units(material):
    assert drafts.unit_values(material, ONE) == [20.0, 40.0, 60.0]  # without the town
