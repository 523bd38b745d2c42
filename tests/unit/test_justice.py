# SPDX-License-Identifier: GPL-2.0-or-later
"""Distribution among people: measures by hand, against brute force and numpy, and the measures of a study."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.justice import (
    concentration_curve,
    concentration_index,
    fractional_rank,
    hoover,
    lorenz,
    percentile_ratio,
    tenths,
    thinned,
    weighted_gini,
    weighted_mean,
    weighted_quantile,
    why_not,
)
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.report.findings_justice import burden_findings, justice_findings
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words
from smartcity_plugin.study.justice import (
    CONCENTRATION,
    GINI,
    JusticePlan,
    curve_of,
    is_shared_out,
    measure,
    measure_and_save,
    wide,
)
from smartcity_plugin.study.overlay_tables import CELLS, JUSTICE, UNITS
from smartcity_plugin.study.provenance import start_run
from smartcity_plugin.study.workflow import compute_and_save

NAN = float("nan")
INDICATORS = load_catalogue().indicators
DE, EN = (Words(Texts(name, load_texts()), load_catalogue().vocabulary) for name in ("de", "en"))


def array(*values) -> np.ndarray:
    return np.array(values, dtype=float)


ONES = np.ones(4)
SUPPLY, PEOPLE = array(0, 3, 6, 12), array(100, 200, 50, 50)


# By hand -------------------------------------------------------------------------------------------------------------


def test_gini_and_lorenz_of_the_vectors():
    assert weighted_gini(array(1, 2, 3, 4), ONES) == pytest.approx(0.25)
    assert weighted_gini(SUPPLY, PEOPLE) == pytest.approx(0.475)
    assert weighted_gini(array(5, 5, 5), ONES[:3]) == pytest.approx(0)
    people, good = lorenz(SUPPLY, PEOPLE)
    assert np.allclose(people, [0, 0.25, 0.75, 0.875, 1])
    assert np.allclose(good, [0, 0, 0.4, 0.6, 1])


def test_hoover_by_hand():
    """1, 2, 3, 4: the shares .1 .2 .3 .4 against .25 each differ by .15 .05 .05 .15: half of .4 is .2."""
    assert hoover(array(1, 2, 3, 4), ONES) == pytest.approx(0.2)
    # Shares of the good 0 .4 .2 .4, of the people .25 .5 .125 .125: ½ (.25 + .1 + .075 + .275) = .35
    assert hoover(SUPPLY, PEOPLE) == pytest.approx(0.35)
    assert hoover(array(7, 7), array(1, 99)) == pytest.approx(0)


def test_quantiles_by_hand():
    """Ten people 1 … 10: the 10 % stand between the first and the second; 15 % lie with the second."""
    values, people = np.arange(1.0, 11.0), np.ones(10)
    assert weighted_quantile(values, people, 0.1) == 1.5
    assert weighted_quantile(values, people, 0.15) == 2.0
    assert weighted_quantile(values, people, 0.9) == 9.5
    assert weighted_quantile(values, people, 0.5) == 5.5
    assert percentile_ratio(values, people) == pytest.approx(9.5 / 1.5)
    # 100 people with 0, 200 with 3, 50 with 6, 50 with 12: the 40th has 0, the 360th 12.
    assert weighted_quantile(SUPPLY, PEOPLE, 0.1) == 0
    assert weighted_quantile(SUPPLY, PEOPLE, 0.9) == 12
    assert weighted_quantile(SUPPLY, PEOPLE, 0.75) == 4.5  # exactly on the border between 3 and 6
    assert np.isnan(percentile_ratio(SUPPLY, PEOPLE))


def test_tenths_by_hand():
    """Of 400 people the 40 with least have 0, the 40 with most 12; of 1 … 20 two each: 1.5 and 19.5."""
    assert tenths(SUPPLY, PEOPLE) == (0, pytest.approx(12))
    assert tenths(np.arange(1.0, 21.0), np.ones(20)) == (pytest.approx(1.5), pytest.approx(19.5))
    # A place that belongs to the tenth with a part: of 10 people in places of 4 and 6 the tenth is one person.
    assert tenths(array(1, 2), array(4, 6)) == (pytest.approx(1), pytest.approx(2))


def test_ranks_share_their_mean():
    """100 people at 1, 300 at 2 (two places), 100 at 3: ranks .1, .5, .5, .9; their weighted mean is one half."""
    people = array(100, 200, 100, 100)
    ranks = fractional_rank(array(1, 2, 2, 3), people)
    assert np.allclose(ranks, [0.1, 0.5, 0.5, 0.9])
    assert np.average(ranks, weights=people) == pytest.approx(0.5)


def test_concentration_by_hand():
    """Four equal places with 4, 3, 2, 1, the last one most deprived: mean 2.5, ranks 1/8 3/8 5/8 7/8.

    cov = ¼ (1.5·−.375 + .5·−.125 + −.5·.125 + −1.5·.375) = −.3125; 2/2.5 · −.3125 = −.25.
    """
    deprivation = array(-1, 0, 1, 2)
    assert concentration_index(array(4, 3, 2, 1), ONES, deprivation) == pytest.approx(-0.25)
    assert concentration_index(array(1, 2, 3, 4), ONES, deprivation) == pytest.approx(0.25)
    assert concentration_index(array(2, 2, 2, 2), ONES, deprivation) == pytest.approx(0)
    people, good = concentration_curve(array(4, 3, 2, 1), ONES, deprivation)
    assert np.allclose(people, [0, 0.25, 0.5, 0.75, 1])
    assert np.allclose(good, [0, 0.4, 0.7, 0.9, 1])


def test_places_of_equal_deprivation_are_one_step():
    people, good = concentration_curve(array(4, 0, 2), array(1, 1, 2), array(0, 0, 1))
    assert np.allclose(people, [0, 0.5, 1])
    assert np.allclose(good, [0, 0.5, 1])
    assert concentration_index(array(4, 0, 2), array(1, 1, 2), array(0, 0, 1)) == pytest.approx(0)


def test_unknown_deprivation_is_left_out():
    with_gap = concentration_index(array(4, 3, 2, 1, 9), np.ones(5), array(-1, 0, 1, 2, NAN))
    assert with_gap == pytest.approx(-0.25)
    assert np.isnan(concentration_index(array(1, 2), ONES[:2], array(3, 3)))
    assert np.isnan(concentration_index(array(1, 2), ONES[:2], array(NAN, NAN)))


@pytest.mark.parametrize(
    ("values", "people", "reason"),
    [
        (array(1, -0.1), array(1, 1), "negative"),
        (array(0, 0), array(1, 1), "nothing_to_share"),
        (array(NAN, 3), array(1, 0), "nothing_known"),
        (array(1, NAN), array(1, 1), None),
        (array(), array(), "nothing_known"),
        (array(1, -5), array(1, NAN), None),
    ],
)
def test_what_cannot_be_shared_out(values, people, reason):
    assert why_not(values, people) == reason
    measures = [
        weighted_gini(values, people),
        hoover(values, people),
        tenths(values, people)[1],
        concentration_index(values, people, np.arange(len(values))),
    ]
    if reason is not None:
        assert np.isnan(measures).all()
        assert np.isnan(lorenz(values, people)[1]).all()
    else:
        assert np.isfinite(measures[:3]).all()


def test_unknown_values_are_left_out_of_means():
    assert weighted_mean(array(3, 9, NAN), array(100, 300, 50)) == pytest.approx(7.5)
    assert np.isnan(weighted_mean(array(NAN), array(1)))


# Properties and second ways of computing -----------------------------------------------------------------------------

amounts = st.lists(st.integers(0, 50), min_size=2, max_size=12)
seeds = st.integers(0, 10_000)


def drawn(values, seed):
    """Return the values with random weights and deprivation with ties."""
    random = np.random.default_rng(seed)
    count = len(values)
    return array(*values), random.integers(1, 9, count).astype(float), random.integers(0, 4, count).astype(float)


@given(amounts, seeds)
def test_gini_is_half_the_relative_mean_difference(values, seed):
    """Brute force over all pairs of people: Σ |xi − xj| pi pj / (2 µ)."""
    numbers, weights, _ = drawn(values, seed)
    assume(numbers.sum() > 0)
    share = weights / weights.sum()
    pairs = np.abs(numbers[:, None] - numbers[None, :]) * share[:, None] * share[None, :]
    assert weighted_gini(numbers, weights) == pytest.approx(pairs.sum() / (2 * (share * numbers).sum()), abs=1e-9)


@given(amounts, seeds)
def test_measures_are_those_of_all_people_written_out(values, seed):
    """A place of seven people is seven places of one; quantiles are numpy's of everybody."""
    numbers, weights, order = drawn(values, seed)
    assume(numbers.sum() > 0)
    times = weights.astype(int)
    people, one = np.repeat(numbers, times), np.ones(times.sum())
    for share in (0.1, 0.25, 0.5, 0.9):
        expected = np.quantile(people, share, method="averaged_inverted_cdf")
        assert weighted_quantile(numbers, weights, share) == pytest.approx(expected, abs=1e-9)
    assert weighted_gini(numbers, weights) == pytest.approx(weighted_gini(people, one), abs=1e-9)
    assert hoover(numbers, weights) == pytest.approx(hoover(people, one), abs=1e-9)
    assert tenths(numbers, weights) == pytest.approx(tenths(people, one), abs=1e-9)
    found = concentration_index(numbers, weights, order)
    expected = concentration_index(people, one, np.repeat(order, times))
    assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


@given(amounts, seeds, st.sampled_from([0.01, 3.0, 1000.0]))
def test_the_scale_does_not_matter(values, seed, factor):
    numbers, weights, order = drawn(values, seed)
    assume(numbers.sum() > 0)
    for function in (weighted_gini, hoover, percentile_ratio):
        whole = function(numbers, weights)
        assert function(numbers * factor, weights) == pytest.approx(whole, abs=1e-9, nan_ok=True)
        assert function(numbers, weights * factor) == pytest.approx(whole, abs=1e-9, nan_ok=True)
    index = concentration_index(numbers, weights, order)
    assert concentration_index(numbers * factor, weights, order * 2 + 1) == pytest.approx(index, abs=1e-9, nan_ok=True)


@given(amounts, seeds)
def test_order_and_replication_do_not_matter(values, seed):
    numbers, weights, order = drawn(values, seed)
    assume(numbers.sum() > 0)
    mixed = np.random.default_rng(seed).permutation(len(numbers))
    twice = [np.concatenate([item, item]) for item in (numbers, weights, order)]
    for function in (weighted_gini, hoover, percentile_ratio):
        whole = function(numbers, weights)
        assert function(numbers[mixed], weights[mixed]) == pytest.approx(whole, abs=1e-9, nan_ok=True)
        assert function(*twice[:2]) == pytest.approx(whole, abs=1e-9, nan_ok=True)
    index = concentration_index(numbers, weights, order)
    assert concentration_index(*twice) == pytest.approx(index, abs=1e-9, nan_ok=True)
    shuffled = concentration_index(numbers[mixed], weights[mixed], order[mixed])
    assert shuffled == pytest.approx(index, abs=1e-9, nan_ok=True)


@given(amounts, seeds)
def test_giving_to_those_with_less_makes_it_more_equal(values, seed):
    """The transfer principle: a gift from the best-supplied to the worst-supplied never raises Gini and Hoover."""
    numbers, weights, _ = drawn(values, seed)
    low, high = int(np.argmin(numbers)), int(np.argmax(numbers))
    gift = (numbers[high] - numbers[low]) / 4.0
    assume(gift > 0)
    moved = numbers.copy()
    share = gift * min(weights[low], weights[high])
    moved[low] += share / weights[low]
    moved[high] -= share / weights[high]
    assert (moved * weights).sum() == pytest.approx((numbers * weights).sum())
    assert weighted_gini(moved, weights) < weighted_gini(numbers, weights) + 1e-12
    assert hoover(moved, weights) <= hoover(numbers, weights) + 1e-12


@given(amounts, seeds)
def test_concentration_is_the_area_of_its_curve_and_never_beyond_gini(values, seed):
    numbers, weights, order = drawn(values, seed)
    assume(numbers.sum() > 0)
    assume(len(set(order)) > 1)
    people, good = concentration_curve(numbers, weights, order)
    area = np.sum(np.diff(people) * (good[1:] + good[:-1])) / 2
    index = concentration_index(numbers, weights, order)
    assert index == pytest.approx(1 - 2 * area, abs=1e-9)
    assert abs(index) <= weighted_gini(numbers, weights) + 1e-9
    assert concentration_index(numbers, weights, -order) == pytest.approx(-index, abs=1e-9)
    # In the order of the values themselves it is the Gini coefficient.
    if numbers.min() < numbers.max():
        own = concentration_index(numbers, weights, numbers)
        assert own == pytest.approx(weighted_gini(numbers, weights), abs=1e-9)


@given(st.integers(2, 1500), seeds)
def test_thinned_curves_keep_their_ends_and_shape(count, seed):
    random = np.random.default_rng(seed)
    people, good = lorenz(random.exponential(1, count), random.integers(1, 9, count))
    few = thinned(people, good)
    assert len(few[0]) <= 200
    assert (few[0][0], few[1][0]) == (0, 0)
    assert few[0][-1] == pytest.approx(1)
    assert set(few[0]) <= set(people)
    assert np.abs(np.interp(people, *few) - good).max() < 0.02


# A study -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def town(build, catalogue, tmp_path):
    """Two cells with people: c0 (100) near the park, c2 (50) far from it, half of it in either unit."""
    study = build.study(tmp_path / "town.gpkg")
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    yield study
    study.close()


def test_measures_of_cells_by_hand(town, catalogue):
    """Access to green: 100 people have 100 %, 50 have 0: mean 66.7, Gini 1/3, Hoover 1/3."""
    result = measure_and_save(town, catalogue, JusticePlan(CELLS, ("gre_access_300m_share",), social=""))
    stored = town.product(JUSTICE).frame
    assert set(stored["place_kind"]) == {CELLS}
    own = wide(stored).loc["gre_access_300m_share"]
    assert own["mean"] == pytest.approx(200 / 3)
    assert own["gini"] == pytest.approx(1 / 3)
    assert own["hoover"] == pytest.approx(1 / 3)
    assert (own["p10"], own["p50"], own["p90"]) == (0, 100, 100)
    assert own["lowest_tenth"] == 0
    assert own["highest_tenth"] == pytest.approx(100)
    by_measure = stored.set_index("measure")
    assert np.isnan(by_measure.loc["p90_p10", "value"])
    assert by_measure.loc["p90_p10", "reason"] == "lowest_is_zero"
    assert by_measure.loc["tenth_ratio", "reason"] == "lowest_is_zero"
    assert by_measure.loc["concentration", "reason"] == "status_unknown"
    assert by_measure.loc["gini", ["places", "population", "unknown_places"]].tolist() == [2, 150, 0]
    people, good = curve_of(stored, "gre_access_300m_share", GINI)
    assert np.allclose(people, [0, 1 / 3, 1], atol=1e-5)
    assert np.allclose(good, [0, 0, 1], atol=1e-5)
    assert curve_of(stored, "gre_access_300m_share", CONCENTRATION) is None
    run = town.runs()[stored["run_id"].iloc[0]]
    assert run.kind == "justice"
    assert run.parameters["indicators"] == ["gre_access_300m_share"]
    assert result.kinds == {"gre_access_300m_share": CELLS}


def test_by_default_all_that_is_shared_out_is_measured(town, catalogue):
    result = measure(town, catalogue, JusticePlan())
    assert {"gre_access_300m_share", "gre_local_supply"} <= set(result.kinds)
    assert result.kinds["gre_public_per_capita"] == "district"
    assert "gre_supply_gini" in result.left_out
    told = {problem.key for problem in result.problems}
    assert {"justice_on_units", "justice_left_out", "status_left_out"} <= told


def test_what_is_shared_out():
    assert is_shared_out(INDICATORS["gre_local_supply"])
    assert not is_shared_out(INDICATORS["soc_child_share"])
    assert not is_shared_out(INDICATORS["hou_vacancy_rate"])
    assert not is_shared_out(INDICATORS["soc_deprivation_index"])


def test_measures_of_units(town, catalogue):
    result = measure(town, catalogue, JusticePlan(UNITS, ("gre_local_supply",), social=""))
    values = town.values()
    own = values[(values["indicator_id"] == "gre_local_supply") & values["unit_id"].isin(["west", "east"])]
    expected = weighted_gini(own["value"].to_numpy(float), own["population"].to_numpy(float))
    assert wide(result.rows).loc["gre_local_supply", "gini"] == pytest.approx(expected)


def test_deprived_areas_by_a_chosen_indicator(town, catalogue):
    """Access to green stands for the status: up to 50 % counts as deprived, which is c2 with its 50 people."""
    plan = JusticePlan(CELLS, ("gre_local_supply",), social="gre_access_300m_share", limit=50.0)
    own = wide(measure(town, catalogue, plan).rows).loc["gre_local_supply"]
    supply = town.cell_values("gre_local_supply").set_index("cell_id")["value"]
    assert own["mean_deprived"] == pytest.approx(supply["c2"])
    # Ranks of c0 (100 people) and c2 (50, most deprived) are 1/3 and 5/6.
    mean = own["mean"]
    covariance = (2 / 3) * (supply["c0"] - mean) * (1 / 3 - 0.5) + (1 / 3) * (supply["c2"] - mean) * (5 / 6 - 0.5)
    assert own["concentration"] == pytest.approx(2 / mean * covariance)
    assert own["concentration"] < 0


def test_ages_are_compared_where_they_are_known(build, catalogue, tmp_path):
    """Twenty children in c0, ten in c1: near the park 2/3 of the children, half of all people."""
    with build.study(tmp_path / "ages.gpkg") as study:
        squares = [build.square(100, 400), build.square(1500, 400)]
        cells = build.cells(squares, [100, 100], aged_under_18=[20.0, 10.0], aged_65_plus=[None, 40.0])
        park = build.table([build.square(0, 0, 300)], "public_green", name=["Park"])
        for table in (cells, park):
            study.save_layer(catalogue.roles[table.role], build.passport(table.role), table)
        compute_and_save(study, catalogue)
        rows = measure(study, catalogue, JusticePlan(CELLS, ("gre_access_300m_share",), social="")).rows
    own = rows.set_index("measure")
    assert own.loc["mean", "value"] == pytest.approx(50)
    assert own.loc["mean_under_18", "value"] == pytest.approx(200 / 3)
    assert own.loc["mean_65_plus", "value"] == pytest.approx(0)
    assert own.loc["mean_65_plus", ["places", "population", "unknown_places"]].tolist() == [1, 40, 1]


def changed_cells(town, catalogue, **values: float) -> None:
    """Store other values of the local supply of some cells."""
    result = town.stored_result(catalogue.indicators["gre_local_supply"])
    cells = result.cells.assign(value=result.cells["cell_id"].map(values))
    town.save_results(start_run("test", {}, [], {}), [replace(result, cells=cells)], {})


def test_unknown_values_are_counted(town, catalogue):
    """The supply of c0 is unknown: its 100 people are not in the measures, and the study says so."""
    changed_cells(town, catalogue, c0=NAN, c2=5.0)
    found = measure(town, catalogue, JusticePlan(CELLS, ("gre_local_supply",), social=""))
    row = found.rows.set_index("measure").loc["gini"]
    assert row["value"] == pytest.approx(0)
    assert (row["places"], row["population"]) == (1, 50)
    assert (row["unknown_places"], row["unknown_population"]) == (1, 100)
    told = {problem.key: problem.values for problem in found.problems}["justice_unknown_people"]
    assert told == {"indicator": "gre_local_supply", "persons": 100.0, "share": 66.7, "count": 1.0}


def test_nothing_to_share_is_no_zero(town, catalogue):
    changed_cells(town, catalogue, c0=0.0, c2=0.0)
    both = JusticePlan(CELLS, ("gre_local_supply", "gre_access_300m_share"), social="")
    found = measure(town, catalogue, both)
    assert found.rows["reason"].iloc[0] == "nothing_to_share"
    assert "justice_all_zero" in {item.key for item in found.problems}


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (JusticePlan(CELLS, ("nonsense",)), "indicator_unknown"),
        (JusticePlan(CELLS, ("cli_air_no2",)), "justice_nothing"),
        (JusticePlan(CELLS, ("gre_local_supply",), social="nonsense"), "indicator_unknown"),
        (JusticePlan(CELLS, ("gre_local_supply",), social="gre_access_300m_share"), "deprivation_without_limit"),
    ],
)
def test_what_cannot_be_measured_is_refused(town, catalogue, plan, key):
    with pytest.raises(SmartCityError) as caught:
        measure(town, catalogue, plan)
    assert caught.value.problem.key == key


def test_negative_values_are_refused_with_a_reason(town, catalogue):
    changed_cells(town, catalogue, c0=-1.0, c2=3.0)
    found = measure(town, catalogue, JusticePlan(CELLS, ("gre_local_supply", "gre_access_300m_share"), social=""))
    assert [item.key for item in found.problems if item.values.get("indicator") == "gre_local_supply"] == [
        "justice_negative"
    ]
    row = found.rows[found.rows["indicator_id"] == "gre_local_supply"]
    assert row["reason"].tolist() == ["negative"]
    assert row["value"].isna().all()
    assert "gre_local_supply" in found.left_out


def test_a_cancelled_measurement_leaves_the_study(town, catalogue):
    plan = JusticePlan(CELLS, ("gre_access_300m_share",), social="")
    measure_and_save(town, catalogue, plan)
    before = town.product(JUSTICE).frame

    def cancel(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        measure_and_save(town, catalogue, JusticePlan(UNITS), progress=cancel)
    pd.testing.assert_frame_equal(town.product(JUSTICE).frame, before)


def test_stored_curves_are_short_json(town, catalogue):
    measure_and_save(town, catalogue, JusticePlan(CELLS, social=""))
    for text in town.product(JUSTICE).frame["curve"]:
        if text:
            people, good = json.loads(text)
            assert len(people) == len(good) <= 200


# Sentences -----------------------------------------------------------------------------------------------------------


def measures(**values) -> pd.Series:
    known = {"gini": 0.31, "lowest_tenth": 2.5, "highest_tenth": 10.5, "tenth_ratio": 4.2, "mean": 6.0}
    return pd.Series({**known, **values}, dtype=float)


def test_finding_about_a_good():
    found = justice_findings(measures(), INDICATORS["gre_local_supply"], DE)
    assert found == [
        "„Wohnungsnahe Grünversorgung“: Das am besten versorgte Zehntel der Bevölkerung hat im Mittel 10,5\u00a0m²/EW, "
        "4,2-mal so viel wie das am schlechtesten versorgte (2,5\u00a0m²/EW); Gini 0,31."
    ]


def test_finding_about_a_burden_turns_the_sides():
    found = justice_findings(measures(concentration=0.2), INDICATORS["cli_air_no2"], DE)
    assert "Für das am stärksten belastete Zehntel" in found[0]
    assert found[1] == (
        "In sozial benachteiligten Gebieten ist der Wert höher (Konzentrationsindex 0,20, zu ihren Ungunsten)."
    )
    less = justice_findings(measures(concentration=-0.2), INDICATORS["cli_air_no2"], EN)
    assert less[1] == "In socially deprived areas the value is lower (concentration index −0.20)."


def test_finding_about_a_good_that_deprived_areas_lack():
    found = justice_findings(measures(concentration=-0.2), INDICATORS["gre_local_supply"], EN)
    assert found[1].endswith("(concentration index −0.20, to their disadvantage).")
    even = justice_findings(measures(concentration=0.01), INDICATORS["gre_local_supply"], DE)
    assert even[1] == "Nach sozialer Benachteiligung ist der Wert kaum verschieden (Konzentrationsindex 0,01)."


def test_a_huge_ratio_is_not_told():
    found = justice_findings(measures(tenth_ratio=3586.0, lowest_tenth=0.0), INDICATORS["gre_local_supply"], DE)
    assert "-mal" not in found[0]
    none = justice_findings(measures(tenth_ratio=NAN), INDICATORS["gre_local_supply"], DE)
    assert "-mal" not in none[0]


def test_groups_are_called_better_or_worse_by_the_direction():
    found = justice_findings(
        measures(mean_under_18=7.0, mean_65_plus=6.04, mean_deprived=4.0), INDICATORS["gre_local_supply"], DE
    )
    assert found[-1] == (
        "Im Vergleich der Gruppen: unter 18-Jährige 7,0\u00a0m²/EW statt 6,0\u00a0m²/EW im Mittel aller, also besser; "
        "Menschen in benachteiligten Gebieten 4,0\u00a0m²/EW statt 6,0\u00a0m²/EW im Mittel aller, also schlechter."
    )
    assert "also schlechter" in justice_findings(measures(mean_under_18=9.0), INDICATORS["cli_air_no2"], DE)[-1]


def test_an_indicator_without_direction_is_not_judged():
    found = justice_findings(measures(concentration=-0.3, mean_under_18=9.0), INDICATORS["hou_floor_space_pp"], EN)
    assert found[0].startswith(
        "“Residential floor space per inhabitant”: in the tenth of the population with the highest values"
    )
    assert "disadvantage" not in " ".join(found)
    assert len(found) == 2


def test_nothing_is_said_without_a_gini():
    assert justice_findings(measures(gini=NAN), INDICATORS["gre_local_supply"], DE) == []


def rows(*items) -> pd.DataFrame:
    columns = ["population", "chosen", "state", "social", "classes"]
    return pd.DataFrame([dict(zip(columns, item)) for item in items], columns=columns)


def test_findings_about_burdens():
    table = rows(
        (600.0, 3, "none", "none_other", "a=low; b=low; c=low"),
        (300.0, 3, "double", "several_low", "a=high; b=high; c=low"),
        (90.0, 3, "single", None, "a=high; b=unknown; c=low"),
        (10.0, 3, None, None, "a=unknown; b=unknown; c=low"),
    )
    found = burden_findings(table, {"a": "Lärm", "b": "Hitze"}, DE)
    assert found == [
        "An Orten mit mindestens zwei hohen von 3 gezählten Belastungen leben rund 300 Menschen (30\u00a0%).",
        "Ohne hohe Belastung leben rund 600 Menschen (60\u00a0%).",
        "Die meisten Menschen betrifft für sich genommen: Lärm (rund 390 Menschen) und Hitze (rund 300 Menschen).",
        "Mehrfach belastet und zugleich sozial benachteiligt ist die Umgebung, in der rund 300 Menschen (30\u00a0%) "
        "leben; die Angabe beschreibt Gebiete, nicht Menschen.",
        "Für rund 10 Menschen (1\u00a0%) lässt sich die Zahl nicht angeben; sie gelten nicht als unbelastet.",
    ]


def test_findings_where_nothing_is_high():
    table = rows((600.0, 2, "none", "none_other", "a=low; b=not_high"))
    found = burden_findings(table, {}, EN)
    assert found == [
        "Nowhere are two or more of the 2 counted burdens high at once.",
        "Without a high burden live about 600 people (100\u00a0%).",
        "By these limits there are no places that are burdened several times and of low social status.",
    ]
