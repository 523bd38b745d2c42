# SPDX-License-Identifier: GPL-2.0-or-later
"""Multiple burden: classes by threshold and by quartile, counts, labels, the joint class with social status."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.burden import (
    NUMBERS,
    Burden,
    by_quartile,
    by_threshold,
    combined,
    count_high,
    enough_known,
    is_high,
    limits_of,
    listed,
    states,
)
from smartcity_plugin.engine.compute import MINIMUM_COVERAGE
from smartcity_plugin.model.indicator import Direction
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.study.burden import (
    BURDEN_COUNT,
    BurdenPlan,
    affected,
    code_of,
    find_and_save,
    find_burdens,
    people_by_burden,
    shown_places,
)
from smartcity_plugin.study.overlay_tables import BURDEN, CELLS, UNITS
from smartcity_plugin.study.workflow import compute_and_save

INDICATORS = load_catalogue().indicators
U, N, L, M, H = Burden.UNKNOWN, Burden.NOT_HIGH, Burden.LOW, Burden.MEDIUM, Burden.HIGH
SCORE = 33.3
NAN = float("nan")


def classes(*rows) -> np.ndarray:
    return np.array(rows, dtype=np.int8)


# Classes -------------------------------------------------------------------------------------------------------------


def test_the_vector_of_the_method():
    """Classes (high, medium, high, unknown, high): three burdens of four known."""
    count, known = count_high(classes([H, M, H, U, H]))
    assert count.tolist() == [3]
    assert known.tolist() == [4]


def test_two_limits_make_three_classes():
    """NO₂: target 20 (EU 2030), stricter 10 (WHO); exactly at a limit is not beyond it."""
    found = by_threshold(INDICATORS["cli_air_no2"], np.array([9.9, 10.0, 10.1, 20.0, 20.1, NAN]), SCORE)
    assert found.tolist() == [L, L, M, M, H, U]
    limits = limits_of(INDICATORS["cli_air_no2"], SCORE)
    assert (limits.high, limits.low, limits.score) == (20.0, 10.0, None)
    assert [one.value for one in limits.sources] == [20.0, 10.0]


def test_one_limit_makes_no_middle_class():
    """Green: 6 m² per person is the only value of its source."""
    found = by_threshold(INDICATORS["gre_local_supply"], np.array([5.9, 6.0, 12.0]), SCORE)
    assert found.tolist() == [H, N, N]


def test_without_a_target_the_score_decides():
    """Noise: 20 % scores 0, 0 % scores 100: below a score of 33.3 lies what is above 13.34 %."""
    indicator = INDICATORS["cli_noise_lden_share"]
    assert limits_of(indicator, SCORE).score == SCORE
    assert by_threshold(indicator, np.array([13.3, 13.4, NAN]), SCORE).tolist() == [N, H, U]


def test_an_indicator_without_any_scale_is_unknown():
    assert by_threshold(INDICATORS["soc_child_share"], np.array([1.0, 50.0]), SCORE).tolist() == [U, U]


def test_bands_are_judged_by_their_score():
    """Vacancy: good from 2 to 4 %, 0 and 12 % score nothing; both ends are bad."""
    indicator = INDICATORS["hou_vacancy_rate"]
    assert by_threshold(indicator, np.array([0.1, 3.0, 11.0]), SCORE).tolist() == [H, N, H]
    values = np.array([0.0, 2.5, 3.0, 3.5, 12.0])
    found = by_quartile(indicator, values, np.zeros(5))
    assert found.tolist() == [M, M, M, M, M]  # two of five share the worst value: no place is worse than the quartile


def test_quarters_of_eight_places():
    """1 to 8, low is good: Q1 = 2.75 and Q3 = 6.25, so two are low and two are high."""
    indicator = INDICATORS["cli_air_no2"]
    found = by_quartile(indicator, np.arange(1.0, 9.0), np.zeros(8))
    assert found.tolist() == [L, L, M, M, M, M, H, H]
    green = by_quartile(INDICATORS["gre_local_supply"], np.arange(1.0, 9.0), np.zeros(8))
    assert green.tolist() == [H, H, M, M, M, M, L, L]


def test_quarters_of_people():
    """Of 100 people 70 live in the place with 1; the third quartile of the people is 2, of the places 3.25."""
    indicator, values = INDICATORS["cli_air_no2"], np.array([1.0, 2.0, 3.0, 4.0])
    people = np.array([70.0, 10.0, 10.0, 10.0])
    assert by_quartile(indicator, values, np.zeros(4)).tolist() == [L, M, M, H]
    assert by_quartile(indicator, values, np.zeros(4), people).tolist() == [M, M, H, H]


def test_groups_of_places_are_never_compared_and_small_ones_stay_unknown():
    groups = np.array(["a"] * 4 + ["b"] * 3)
    found = by_quartile(INDICATORS["cli_air_no2"], np.array([1.0, 2, 3, 4, 100, 200, 300]), groups)
    assert found.tolist() == [L, M, M, H, U, U, U]
    assert by_quartile(INDICATORS["cli_air_no2"], np.array([1.0, 2, 3, NAN]), np.zeros(4)).tolist() == [U] * 4


def test_equal_places_share_their_class():
    found = by_quartile(INDICATORS["cli_air_no2"], np.array([1.0] * 6 + [2.0, 2.0]), np.zeros(8))
    assert found.tolist() == [M] * 6 + [H] * 2
    assert by_quartile(INDICATORS["cli_air_no2"], np.ones(8), np.zeros(8)).tolist() == [M] * 8


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=0, max_size=30),
    st.sampled_from(["cli_air_no2", "gre_local_supply"]),
)
def test_quarters_agree_with_pandas(values, name):
    """Written out with pandas: worse than the 75 % quantile is high, better than the 25 % quantile low."""
    numbers = np.array([NAN if value is None else value for value in values], dtype=float)
    found = by_quartile(INDICATORS[name], numbers, np.zeros(len(numbers)))
    bad = pd.Series(-numbers if INDICATORS[name].direction is Direction.HIGHER else numbers, dtype=float)
    expected = pd.Series(M, index=bad.index)
    expected[bad > bad.quantile(0.75)] = H
    expected[bad < bad.quantile(0.25)] = L
    expected[bad.isna() | (bad.notna().sum() < 4)] = U
    assert found.tolist() == expected.tolist()


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=20), st.integers(0, 10_000))
def test_classes_do_not_depend_on_the_order(values, seed):
    numbers, order = np.array(values), np.random.default_rng(seed).permutation(len(values))
    for rule in (
        lambda array: by_threshold(INDICATORS["cli_air_no2"], array, SCORE),
        lambda array: by_quartile(INDICATORS["cli_air_no2"], array, np.zeros(len(array))),
    ):
        assert rule(numbers)[order].tolist() == rule(numbers[order]).tolist()


# Counts --------------------------------------------------------------------------------------------------------------


def test_unknown_is_not_unburdened():
    count, known = count_high(classes([U, U, U], [N, U, U], [N, N, U]))
    assert np.isnan(count[0])
    assert count[1:].tolist() == [0, 0]
    enough = enough_known(count, known, 3, MINIMUM_COVERAGE)
    assert np.isnan(enough[:2]).all()  # one of three is less than half
    assert enough[2] == 0
    assert states(enough).tolist() == [None, None, "none"]


def test_states_end_at_five():
    assert states(np.array([0.0, 1, 2, 3, 4, 5, 6, NAN])).tolist() == [*NUMBERS, "five_plus", None]


def test_high_as_numbers():
    assert np.allclose(is_high(classes([H, M, L, N, U])), [1, 0, 0, 0, NAN], equal_nan=True)


def test_burdens_and_status_together():
    count = np.array([0.0, 1, 2, 7, 2, NAN, 2])
    status = np.array([H, N, H, M, L, H, U])
    expected = ["none_low", "one_other", "several_low", "several_other", "several_other", None, None]
    assert combined(count, status).tolist() == expected


def test_high_burdens_are_named():
    assert listed(classes([H, L, H], [U, M, N]), ["L", "A", "G"], "-") == ["L-G", ""]
    codes = [code_of(name) for name in INDICATORS[BURDEN_COUNT].needed_indicators()]
    assert "-".join(codes) == "L-A-T-G-S"
    assert code_of("hou_vacancy_rate") == "hou_vacancy_rate"


# A study -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def town(build, catalogue, tmp_path):
    """A study with computed green indicators: cells c0 (100 people, in the park), c2 (50, on the border), c3 empty."""
    study = build.study(tmp_path / "town.gpkg")
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    yield study
    study.close()


GREEN = ("gre_local_supply", "gre_district_supply", "gre_access_300m_share")


def test_burdens_of_cells_are_stored_with_geometry(town, catalogue):
    """c0 lies 100 m from the park of 9 ha, c2 650 m; there is no green of 10 ha anywhere."""
    plan = BurdenPlan(CELLS, GREEN, social="")
    result = find_and_save(town, catalogue, plan)
    stored = town.product(BURDEN, place_kind=CELLS)
    assert len(stored) == 2  # c1 is of unknown population and c3 empty: nobody to be burdened
    assert stored.frame["population"].tolist() == [100, 50]
    rows = stored.frame.set_index("place_id")
    assert rows.loc["c0", ["burdens", "known", "chosen"]].tolist() == [1, 3, 3]
    assert rows.loc["c0", "which"] == catalogue.indicators["gre_district_supply"].title.de
    assert rows.loc["c2", "burdens"] == 3
    assert rows.loc["c2", "state"] == "triple"
    assert rows.loc["c2", "codes"] == "G-gre_district_supply-gre_access_300m_share"
    assert rows["status"].isna().all()
    assert rows["social"].isna().all()
    assert all(shape.area == pytest.approx(10_000) for shape in stored.geometry)
    run = town.runs()[rows["run_id"].iloc[0]]
    assert run.kind == "multi_burden"
    assert run.parameters["rule"] == "threshold"
    assert run.parameters["limits"]["gre_local_supply"]["high"] == 6.0
    assert run.parameters["limits"]["gre_local_supply"]["status"] == "secondary"
    assert run.parameters["limits"]["gre_access_300m_share"] == {
        "rule": "threshold",
        "score_below": 33.3,
        "status": "project_default",
    }
    table = affected(result.rows, "state")
    assert table.loc["single"].tolist() == [1, 100, pytest.approx(2 / 3)]
    assert table.loc["triple"].tolist() == [1, 50, pytest.approx(1 / 3)]
    assert people_by_burden(result.rows).to_dict() == {
        "gre_local_supply": 50,
        "gre_district_supply": 150,
        "gre_access_300m_share": 50,
    }


def test_status_is_not_counted_beside_itself(town, catalogue):
    """Here the share of people near green stands for the status: all of those in c0, none of those in c2."""
    plan = BurdenPlan(CELLS, GREEN, social="gre_access_300m_share")
    result = find_burdens(town, catalogue, plan)
    rows = result.rows.set_index("place_id")
    assert rows["status"].tolist() == ["not_low", "low"]
    assert rows["burdens"].tolist() == [1, 3]
    assert rows["environment"].tolist() == [1, 2]
    assert rows["social"].tolist() == ["one_other", "several_low"]


def test_status_of_cells_may_be_that_of_their_unit(town, catalogue):
    """Green per person exists for units only; both have more than a third of the scale."""
    result = find_burdens(town, catalogue, BurdenPlan(CELLS, GREEN, social="gre_public_per_capita"))
    assert keys(result) == ["status_inherited"]
    assert result.rows["status"].tolist() == ["not_low", "not_low"]
    assert result.rows["social"].tolist() == ["one_other", "several_other"]


def test_burdens_of_units(town, catalogue):
    result = find_burdens(town, catalogue, BurdenPlan(UNITS, GREEN, social=""))
    assert result.plan.place_kind == "district"
    assert result.rows["name"].tolist() == ["Unit west", "Unit east"]
    assert sum(result.rows["population"]) == pytest.approx(150)


def test_two_runs_replace_only_their_own_places(town, catalogue):
    find_and_save(town, catalogue, BurdenPlan(CELLS, GREEN, social=""))
    find_and_save(town, catalogue, BurdenPlan(UNITS, GREEN, social=""))
    find_and_save(town, catalogue, BurdenPlan(CELLS, GREEN[:2], social=""))
    frame = town.product(BURDEN).frame
    assert frame.groupby("place_kind").size().to_dict() == {"cells": 2, "district": 2}
    assert set(frame.loc[frame["place_kind"] == "cells", "chosen"]) == {2}


def test_readers_are_shown_one_kind_of_place(town, catalogue):
    find_and_save(town, catalogue, BurdenPlan(UNITS, GREEN, social=""))
    assert set(shown_places(town.product(BURDEN).frame, "district")["place_kind"]) == {"district"}
    assert shown_places(town.product(BURDEN).frame, "quarter").empty
    find_and_save(town, catalogue, BurdenPlan(CELLS, GREEN, social=""))
    assert set(shown_places(town.product(BURDEN).frame, "district")["place_kind"]) == {CELLS}


def test_a_cancelled_count_leaves_the_study(town, catalogue):
    from smartcity_plugin.model.problem import Cancelled

    find_and_save(town, catalogue, BurdenPlan(CELLS, GREEN, social=""))
    before = town.product(BURDEN).frame

    def cancel(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        find_and_save(town, catalogue, BurdenPlan(CELLS, GREEN[:2], social=""), progress=cancel)
    pd.testing.assert_frame_equal(town.product(BURDEN).frame, before)


def keys(result) -> list[str]:
    return [problem.key for problem in result.problems]


def test_what_is_left_out_is_told(town, catalogue):
    result = find_burdens(town, catalogue, BurdenPlan(CELLS, (*GREEN, "cli_air_no2")))
    assert result.left_out == ("cli_air_no2",)
    assert keys(result) == ["burden_left_out", "status_left_out"]
    assert set(result.rows["chosen"]) == {3}


def test_cells_inherit_only_if_asked(town, catalogue):
    names = (*GREEN, "gre_public_per_capita")
    assert find_burdens(town, catalogue, BurdenPlan(CELLS, names)).left_out == ("gre_public_per_capita",)
    result = find_burdens(town, catalogue, BurdenPlan(CELLS, names, inherit=True, social=""))
    assert result.left_out == ()
    assert keys(result) == ["burden_inherited"]


def test_quarters_are_told_to_be_relative(town, catalogue):
    result = find_burdens(town, catalogue, BurdenPlan(CELLS, GREEN, "quartile", social=""))
    assert "burden_is_relative" in keys(result)
    assert "burden_without_quarter" in keys(result)  # two cells have no quarter
    assert result.rows["state"].isna().all()


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (BurdenPlan(CELLS), "burden_too_few"),
        (BurdenPlan(CELLS, ("gre_local_supply",)), "burden_too_few"),
        (BurdenPlan(CELLS, (*GREEN, "nonsense")), "indicator_unknown"),
        (BurdenPlan(CELLS, (*GREEN, "soc_child_share")), "burden_not_judged"),
        (BurdenPlan(CELLS, GREEN, social="nonsense"), "indicator_unknown"),
        (BurdenPlan(CELLS, GREEN, social="soc_child_share"), "status_is_neutral"),
    ],
)
def test_what_cannot_be_counted_is_refused(town, catalogue, plan, key):
    with pytest.raises(SmartCityError) as caught:
        find_burdens(town, catalogue, plan)
    assert caught.value.problem.key == key


def test_without_results_nothing_is_counted(build, catalogue, tmp_path):
    with build.study(tmp_path / "empty.gpkg") as study, pytest.raises(SmartCityError) as caught:
        find_burdens(study, catalogue, BurdenPlan())
    assert caught.value.problem.key == "no_results"


def test_the_lowest_score_is_that_of_the_indicator(catalogue):
    assert BurdenPlan().lowest_score == catalogue.indicators[BURDEN_COUNT].parameters["lowest_score"].value


# Agreement with the indicator ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["threshold", "quartile"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_units_agree_with_the_indicator_of_a_random_town(build, catalogue, tmp_path, rule, seed):
    """All five core indicators with random values and gaps: the count is that of cli_multi_burden_count."""
    from smartcity_plugin.engine.compute import IndicatorResult, compute_indicator
    from smartcity_plugin.engine.desk import Desk
    from smartcity_plugin.study.provenance import start_run

    random = np.random.default_rng(seed)
    names = catalogue.indicators[BURDEN_COUNT].needed_indicators()
    scale = {"cli_noise_lden_share": 25, "cli_air_no2": 35, "cli_heat_exposure_share": 100, "gre_local_supply": 14}
    squares = [build.square(100 * number, 0) for number in range(20)]
    cells, units = build.cells(squares, random.integers(20, 300, 20)), build.units(squares)
    study = build.study(tmp_path / "random.gpkg")
    study.add_units(units, "quarter")
    study.change_settings(unit_level="quarter")
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    every = study.units()
    results = {}
    for name in names:
        values = random.uniform(-2, 2, len(every)) if name not in scale else random.uniform(0, scale[name], len(every))
        values[random.random(len(every)) < 0.25] = np.nan
        frame = pd.DataFrame({"unit_id": every.ids("unit_id"), "value": values, "numerator": values})
        frame = frame.assign(denominator=1.0, coverage=1.0, n_cells=1, n_unknown=0, population=50.0, flags="")
        results[name] = IndicatorResult(catalogue.indicators[name], {}, frame, None, (), ())
    with study:
        study.save_results(start_run("test", {}, [], {}), results.values(), {})
        mine = find_burdens(study, catalogue, BurdenPlan(UNITS, rule=rule)).rows.set_index("place_id")
        desk = Desk({"planning_units": every, "population_cells": cells})
        parameters = {"burden_classes": rule}
        theirs = compute_indicator(catalogue.indicators[BURDEN_COUNT], desk, parameters, results=results).units
    expected = theirs.set_index("unit_id")["value"].reindex(mine.index)
    found = pd.to_numeric(mine["burdens"]).astype(float)
    assert np.array_equal(found.to_numpy(), expected.to_numpy(float), equal_nan=True)
    assert found.notna().sum() > 10
    assert found.max() >= 2


def test_a_changed_target_changes_the_class(catalogue):
    """The town's own target counts, not the one that shipped."""
    indicator = catalogue.indicators["gre_local_supply"]
    own = replace(indicator, thresholds=(replace(indicator.target, value=3.0),))
    assert by_threshold(own, np.array([2.9, 3.0, 5.0]), SCORE).tolist() == [H, N, N]
