# SPDX-License-Identifier: GPL-2.0-or-later
"""Results in the study: only what changed is computed again, and reference dates stay side by side."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
import shapely

from smartcity_plugin.exchange.values import VALUES, Wanted, collect
from smartcity_plugin.model.indicator import Aggregation, Input
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.study.comparison import CELLS, agreement_table, agreements, changes, level_agreements
from smartcity_plugin.study.results import period_of
from smartcity_plugin.study.workflow import compute_and_save

GREEN = ["gre_access_300m_share", "gre_local_supply", "gre_supply_gini", "gre_public_per_capita"]
ALL = [*GREEN, "mob_pt_access_share", "soc_kita_access_share"]


@pytest.fixture
def study(tmp_path, build, catalogue):
    """A study with population, green and stops, computed once."""
    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        _stops(study, build, catalogue, 500)
        compute_and_save(study, catalogue, ALL)
        yield study


def _stops(study, build, catalogue, x):
    stops = build.table([shapely.Point(x, 500)], "pt_stops", mode=["bus"])
    study.save_layer(catalogue.roles["pt_stops"], build.passport("pt_stops"), stops)


def done(study, catalogue, **more):
    """Return what is computed if everything is asked for."""
    expected = set(study.outdated(catalogue)) if not more else None
    outcome = compute_and_save(study, catalogue, ALL, **more)
    if expected is not None:
        assert set(outcome.results) == expected, "the study calls outdated what it computes"
    assert set(outcome.results) | set(outcome.reused) | set(outcome.problems) == set(ALL)
    return set(outcome.results)


def test_nothing_changed_nothing_computed(study, catalogue):
    before, runs = study.values(), len(study.runs())
    assert done(study, catalogue) == set()
    pd.testing.assert_frame_equal(study.values(), before)
    assert len(study.runs()) == runs


def test_all_anew_on_demand(study, catalogue):
    computed = done(study, catalogue, force=True)
    assert computed == set(ALL) - {"soc_kita_access_share"}


def test_one_changed_parameter_is_one_indicator(study, catalogue):
    before = study.values()
    assert done(study, catalogue, parameters={"gre_local_supply": {"distance": 900.0}}) == {"gre_local_supply"}
    after, kept = study.values(), [name for name in ALL if name != "gre_local_supply"]
    for name in kept:
        one, two = (rows[rows["indicator_id"] == name].reset_index(drop=True) for rows in (before, after))
        pd.testing.assert_frame_equal(one, two)
    assert study.outdated(catalogue) == []
    assert done(study, catalogue, parameters={"gre_local_supply": {"distance": 900}}) == set()


def test_a_default_that_the_catalogue_changes_is_noticed(study, catalogue):
    entry = catalogue.indicators["gre_local_supply"]
    distance = replace(entry.parameters["distance"], value=700.0)
    changed = replace(entry, parameters={**entry.parameters, "distance": distance})
    other = replace(catalogue, indicators={**catalogue.indicators, entry.id: changed})
    assert study.outdated(other) == ["gre_local_supply"]
    assert done(study, other) == {"gre_local_supply"}
    scored = replace(changed, goalposts=replace(changed.goalposts, full=99.0))
    assert study.outdated(replace(other, indicators={**other.indicators, entry.id: scored})) == ["gre_local_supply"]


def test_a_replaced_layer_is_its_dependents(study, build, catalogue):
    _stops(study, build, catalogue, 500)
    assert done(study, catalogue) == set()
    _stops(study, build, catalogue, 501)
    assert done(study, catalogue) == {"mob_pt_access_share"}


def test_the_population_is_everything(study, build, catalogue):
    cells = study.layer("population_cells").with_column("population", [1.0, 2.0, 3.0, 4.0])
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    assert done(study, catalogue) == {*GREEN, "mob_pt_access_share"}


def test_an_optional_role_that_came_in_is_noticed(study, build, catalogue):
    """With the way “auto” distances follow the walking network as soon as there is one; straight lines do not."""
    auto = {"gre_local_supply": {"way": "auto"}}
    assert done(study, catalogue, parameters=auto) == {"gre_local_supply"}
    street = build.table([shapely.LineString([(0, 450), (2000, 450)])], "walking_network", highway=["footway"])
    study.save_layer(catalogue.roles["walking_network"], build.passport("walking_network"), street)
    assert study.outdated(catalogue) == ["gre_local_supply"]
    assert done(study, catalogue, parameters=auto) == {"gre_local_supply"}
    assert study.status()["gre_local_supply"]["roles"] == ["population_cells", "public_green", "walking_network"]
    assert study.outdated(catalogue) == []


def test_what_was_missing_stays_missing_until_data_come_in(study, build, catalogue):
    runs = len(study.runs())
    again = compute_and_save(study, catalogue, ALL)
    assert set(again.problems) == {"soc_kita_access_share"}
    assert [problem.key for problem in again.problems["soc_kita_access_share"]] == ["role_without_data"]
    assert len(study.runs()) == runs
    kita = build.table([shapely.Point(500, 500)], "poi_kita", name=["x"])
    study.save_layer(catalogue.roles["poi_kita"], build.passport("poi_kita"), kita)
    assert set(compute_and_save(study, catalogue, ALL).results) == {"soc_kita_access_share"}


def test_a_layer_called_estimated_changes_the_flags(study, catalogue):
    passport = next(item for item in study.sources() if item.role == "pt_stops")
    study.save_passport(replace(passport, fitness=Fitness.ESTIMATED))
    assert done(study, catalogue) == {"mob_pt_access_share"}
    rows = study.values()
    assert rows.loc[rows["indicator_id"] == "mob_pt_access_share", "flags"].str.contains("estimated_input").all()


def test_units_and_settings_of_people_are_noticed(study, build, catalogue):
    study.change_settings(allocation="centroid")
    assert done(study, catalogue) == {*GREEN, "mob_pt_access_share"}
    study.add_units(build.units([build.square(0, 0, 2000)], ["q"]), "quarter")
    assert done(study, catalogue) == {*GREEN, "mob_pt_access_share"}
    assert "q" in set(study.values()["unit_id"])


def test_what_is_made_of_a_stored_result_gets_it_as_it_was(study, catalogue):
    fresh = compute_and_save(study, catalogue, GREEN, force=True).results
    for name, result in fresh.items():
        stored = study.stored_result(catalogue.indicators[name])
        pd.testing.assert_frame_equal(stored.units, result.units, check_dtype=False)
        assert (stored.cells is None) == (result.cells is None)
        if stored.cells is not None:
            pd.testing.assert_frame_equal(stored.cells, result.cells, check_dtype=False)
        assert (stored.parameters, stored.roles) == (result.parameters, result.roles)


# Reference dates ----------------------------------------------------------------------------------------------------


def test_reference_dates_stay_side_by_side(study, build, catalogue):
    now = study.values()
    _stops(study, build, catalogue, 1900)
    outcome = compute_and_save(study, catalogue, ALL, period="2019-12-31")
    assert set(outcome.results) == {*GREEN, "mob_pt_access_share"}
    pd.testing.assert_frame_equal(study.values(), now)
    assert study.periods() == ["2019-12-31", "2022-05-15"]
    assert set(study.values("2019-12-31")["period"]) == {"2019-12-31"}
    assert set(study.cell_values("mob_pt_access_share", "2019-12-31")["period"]) == {"2019-12-31"}
    assert (
        study.status("2019-12-31")["mob_pt_access_share"]["run_id"] != study.status()["mob_pt_access_share"]["run_id"]
    )
    assert study.outdated(catalogue) == ["mob_pt_access_share"]
    assert set(compute_and_save(study, catalogue, ALL, period="2019-12-31").results) == set()


@pytest.mark.parametrize("text", ["2022", " 2022-05-15 "])
def test_a_reference_date_is_a_day_or_a_year(text):
    assert period_of(text) == text.strip()


@pytest.mark.parametrize("text", ["x", "2022-13-01", "15.05.2022", ""])
def test_what_is_no_reference_date(text):
    with pytest.raises(SmartCityError) as caught:
        period_of(text)
    assert caught.value.problem.key == "reference_date_unclear"


def test_change_of_a_study(study, build, catalogue):
    """The stop at x = 500 reaches the west unit; moved to x = 1900 it reaches the east: west falls, east rises."""
    _stops(study, build, catalogue, 1900)
    compute_and_save(study, catalogue, ["mob_pt_access_share"], period="2025")
    found = changes(study, catalogue, "mob_pt_access_share").set_index("unit_id")
    values = {
        period: study.values(period).set_index(["indicator_id", "unit_id"])["value"] for period in study.periods()
    }
    for unit in ("05315000", "west", "east"):
        pair = [values[period]["mob_pt_access_share", unit] for period in ("2022-05-15", "2025")]
        assert found.loc[unit, ["value_from", "value_to"]].tolist() == pytest.approx(pair, nan_ok=True)
    assert found.loc["west", "judgement"] == "worse"
    assert found["periods"].max() == 2
    assert found["trend"].isna().all()
    assert not found["flags"].str.contains("other_").any()


def test_what_makes_a_comparison_doubtful(study, build, catalogue):
    parameters = {"gre_local_supply": {"distance": 900.0}}
    compute_and_save(study, catalogue, ["gre_local_supply"], parameters, period="2025")
    assert changes(study, catalogue, "gre_local_supply")["flags"].str.contains("other_method").all()
    study.add_units(build.units([build.square(0, 0, 2000)], ["q"]), "quarter")
    compute_and_save(study, catalogue, ["gre_access_300m_share"], period="2025")
    found = changes(study, catalogue, "gre_access_300m_share").set_index("unit_id")["flags"]
    assert "other_units" in found["q"]
    assert "other_units" not in found["west"]


def test_a_change_needs_two_dates(study, catalogue):
    for start, end in ((None, None), ("2022-05-15", "2030"), ("2022-05-15", "2022-05-15")):
        with pytest.raises(SmartCityError) as caught:
            changes(study, catalogue, "gre_local_supply", start, end)
        assert caught.value.problem.key == "periods_missing"


# Two systems of units -----------------------------------------------------------------------------------------------


def test_agreement_of_two_levels(study, build, catalogue):
    """Cells with 100, 50 and 0 persons (and one unknown) count as 100 and 50; the second lies half in west and east.

    Its first unit is west, as that of the other: the districts know no difference between the people. The quarters
    split the two cells.
    """
    assert level_agreements(study) == {}
    quarters = build.units([shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 2000, 1000)], ["q1", "q2"])
    study.add_units(quarters, "quarter")
    compute_and_save(study, catalogue, ALL)
    table = agreement_table(study, catalogue, [], "district", "quarter").set_index("indicator_id")
    assert set(table.index) == {*GREEN, "mob_pt_access_share"}
    assert table["rho"].isna().all()
    assert table["cells"].le(2).all()
    assert not table["needs_note"].any()
    by_level = level_agreements(study)
    assert {name: found["quarter"].cells for name, found in by_level.items()} == table["cells"].to_dict()
    halves = agreements(study, ["gre_local_supply"], "quarter", CELLS)["gre_local_supply"]
    assert halves.rho == pytest.approx(1)  # each cell is alone in its quarter
    assert halves.cells == 2


@pytest.mark.parametrize(
    ("first", "second", "key"), [("district", "district", "levels_equal"), ("district", "block", "level_missing")]
)
def test_levels_that_cannot_be_compared(study, catalogue, first, second, key):
    with pytest.raises(SmartCityError) as caught:
        agreement_table(study, catalogue, [], first, second)
    assert caught.value.problem.key == key


# What leaves the house ----------------------------------------------------------------------------------------------


def test_without_rules_the_export_is_what_is_stored(study, catalogue):
    values = collect(study, catalogue, Wanted(k=0, rounding=False)).tables[VALUES]
    stored = study.values().set_index(["indicator_id", "unit_id"])
    for row in values.itertuples():
        expected = stored.loc[(row.indicator_id, row.unit_id)]
        assert row.value == pytest.approx(expected["value"], nan_ok=True)
        assert row.population == pytest.approx(expected["population"], nan_ok=True)
        assert row.flags == (expected["flags"] or "")


def test_only_what_is_wanted_is_exported(study, catalogue):
    wanted = Wanted(indicators=["gre_local_supply"], levels=["district"], k=0)
    export = collect(study, catalogue, wanted)
    assert set(export.tables[VALUES]["indicator_id"]) == {"gre_local_supply"}
    assert set(export.tables[VALUES]["unit_id"]) == {"west", "east"}
    assert len(export.units) == 2
    assert {"gre_local_supply", "gre_local_supply_flags"} <= set(export.units.frame)
    assert set(export.tables["sources"]["role"]) == {
        catalogue.roles[role].title.de for role in ("population_cells", "public_green")
    }


def test_what_is_hidden_does_not_depend_on_what_is_wanted(study, catalogue):
    """The same unit must be hidden whether its level is exported alone or with others."""
    both = collect(study, catalogue, Wanted()).tables[VALUES].set_index(["indicator_id", "unit_id"])["flags"]
    one = collect(study, catalogue, Wanted(levels=["district"])).tables[VALUES].set_index(["indicator_id", "unit_id"])
    assert (both.loc[one.index] == one["flags"]).all()


def test_nothing_to_export(study, catalogue):
    for wanted in (Wanted(period="1999"), Wanted(levels=["block"]), Wanted(indicators=["hou_pop_density"])):
        with pytest.raises(SmartCityError) as caught:
            collect(study, catalogue, wanted)
        assert caught.value.problem.key == "nothing_to_export"


def test_what_is_made_of_a_hidden_value_is_hidden(study, catalogue):
    """An index of an indicator whose value of one unit is hidden must not give it away."""
    base = catalogue.indicators["gre_access_300m_share"]
    made = replace(
        catalogue.indicators["gre_public_per_capita"],
        id="made",
        inputs={"others": Input((), indicators=(base.id,))},
        aggregation=Aggregation.AREA_MEAN,
    )
    other = replace(catalogue, indicators={**catalogue.indicators, "made": made})
    rows = study.values()
    copy = rows[rows["indicator_id"] == base.id].assign(indicator_id="made")
    study._package.append("indicator_values", copy)
    values = collect(study, other, Wanted(k=60)).tables[VALUES].set_index(["indicator_id", "unit_id"])
    of_base = values.loc[base.id, "flags"].str.contains("suppressed")
    assert of_base.any()
    assert values.loc["made", "flags"].str.contains("suppressed").equals(of_base)
