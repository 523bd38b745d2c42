# SPDX-License-Identifier: GPL-2.0-or-later
"""What scenarios bring, on a town of three inhabited cells: every number can be worked out by hand."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
import shapely

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.indicator import Direction
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.strategy import Cost, Effect, Goal, Measure, Scenario
from smartcity_plugin.study import portfolio, scenario_register
from smartcity_plugin.study.register_changes import Change, apply, new_id, removal, restore, undo
from smartcity_plugin.study.register_changes import removed as in_bin
from smartcity_plugin.study.rows import split_ids
from smartcity_plugin.study.scenario_facts import is_outdated, scenario_state
from smartcity_plugin.study.scenario_results import (
    changed_cells,
    save_scenario,
    scenario_comparison,
    scenario_summary,
    scenario_units,
)
from smartcity_plugin.study.scenario_rows import judgements
from smartcity_plugin.study.scenario_sheets import comparison_sheet, write_comparison
from smartcity_plugin.study.strategy_tables import PORTFOLIOS, SCENARIO_EFFECTS, SCENARIO_VALUES
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

CATALOGUE = load_catalogue()
ACCESS, SUPPLY = "gre_access_300m_share", "gre_local_supply"


def add(study, measure_id, kind=None, shape=None, cost=None, depends_on=None, **effect):
    """Store a measure with at most one effect."""
    measure = Measure(measure_id, f"Maßnahme {measure_id}", cost_eur=cost, depends_on=depends_on)
    changes = [Change(None, measure)]
    if kind:
        after = Effect(f"E-{measure_id}", measure_id, kind, **effect)
        changes.append(Change(None, after, None, shape, kind_of_place="area"))
    apply(study, changes)


@pytest.fixture(scope="module")
def town(build, tmp_path_factory):
    """West: 100 people at the park and 200 without; east: 50 without. Two parks would help, a concept helps nobody."""
    path = tmp_path_factory.mktemp("scenario") / "town.gpkg"
    with build.study(path) as study:
        squares = [build.square(x, 400) for x in (100, 800, 1500)]
        ages = {"aged_under_18": [20.0, 50.0, None], "aged_65_plus": [10.0, 40.0, None]}
        cells = build.cells(squares, [100, 200, 50], **ages)
        green = build.table([build.square(100, 100, 200)], "public_green", name=["Park"])
        for table in (cells, green):
            study.save_layer(CATALOGUE.roles[table.role], build.passport(table.role), table)
        compute_and_save(study, CATALOGUE, [ACCESS, SUPPLY])
        apply(study, [Change(None, Goal("Z0", "Grün für alle", indicator_id=ACCESS, target=80.0))])
        add(study, "M1", "new_green", build.square(700, 600, 200), 50_000)
        add(study, "M2", "new_green", build.square(1500, 600, 200), None)
        add(study, "M3", cost=10_000)
        add(study, "M4", "new_green", build.square(900, 550, 150), 20_000, depends_on="M3")
        for measure in study.measures():
            if measure.measure_id == "M2":
                apply(study, [Change(None, Cost("k1", "M2", "investment", 2026, 100_000.0))])
        scenario_register.save(study, "Zwei Parks", ["M1", "M3", "M2"], "Beispiel")
        scenario_register.save(study, "Alles", ["M1", "M2", "M3", "M4"])
        save_scenario(study, CATALOGUE, "S1", versions={"qgis": "3.40"})
    return path


@pytest.fixture
def study(town, tmp_path):
    with Study.open(shutil.copy(town, tmp_path / "town.gpkg"), update=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def reading(town):
    with Study.open(town) as opened:
        yield opened


def of(frame, indicator, mode="all", measure=""):
    rows = frame[(frame["indicator_id"] == indicator) & (frame["mode"] == mode) & (frame["measure_id"] == measure)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_people_newly_served_are_counted(reading):
    row = of(scenario_summary(reading, "S1"), ACCESS)
    assert row["before"] == pytest.approx(100 * 100 / 350)
    assert row["after"] == pytest.approx(100)
    assert (row["served"], row["lost"], row["newcomers"]) == pytest.approx((250, 0, 0))
    # The age is known of those 200 of M1 only: 50 are young, 40 old. That is most of them, and flagged.
    assert (row["served_under_18"], row["served_65_plus"]) == pytest.approx((50, 40))
    assert "served_ages_partly" in row["flags"].split(",")
    assert row["judgement"] == "better"
    assert (row["cost_eur"], row["eur_per_person"]) == pytest.approx((150_000, 600))
    assert "costs_of_acting" in row["flags"].split(",")  # the concept costs money, too, and changes nothing here
    assert row["target"] == 80
    assert row["gap_before"] == pytest.approx(row["target"] - row["before"])
    assert row["gap_closed"] == 100
    assert "target_exceeded" in row["flags"].split(",")


def test_each_measure_alone_and_in_order(reading):
    frame = scenario_summary(reading, "S1")
    alone = {name: of(frame, ACCESS, "alone", name) for name in ("M1", "M2")}
    assert {name: row["served"] for name, row in alone.items()} == pytest.approx({"M1": 200, "M2": 50})
    assert alone["M1"]["eur_per_person"] == pytest.approx(250)
    assert np.isnan(alone["M2"]["served_under_18"])  # nobody knows their age: not zero
    assert alone["M2"]["cost_eur"] == 100_000
    assert set(frame.loc[frame["mode"] != "all", "measure_id"]) == {"M1", "M2"}  # M3 has no effect
    order = frame[(frame["mode"] == "in_order") & (frame["indicator_id"] == ACCESS)]
    assert list(order["measure_id"]) == ["M1", "M2"]
    assert order["after"].iloc[0] == pytest.approx(order["before"].iloc[1])
    assert order["served"].sum() == pytest.approx(250)


def test_what_counts_nobody_has_no_number_of_people(reading):
    row = of(scenario_summary(reading, "S1"), SUPPLY)
    assert row["after"] > row["before"]
    for name in ("served", "served_under_18", "lost", "eur_per_person"):
        assert np.isnan(row[name]), name
    assert "served_not_counted" in row["flags"].split(",")


def test_places_before_and_after(reading):
    units = scenario_units(reading, "S1", ACCESS)
    rows = units.frame.set_index("place_id")
    assert rows.loc["west", ["before", "after"]].tolist() == pytest.approx([100 / 3, 100])
    assert rows.loc["east", ["before", "after"]].tolist() == pytest.approx([0, 100])
    assert list(rows["judgement"]) == ["better", "better"]
    assert all(shape is not None for shape in units.geometry)
    cells = changed_cells(reading, "S1", ACCESS)
    assert sorted(cells.frame["place_id"]) == ["c1", "c2"]  # c0 has its park already
    assert all(shapely.area(shape) == 10_000 for shape in cells.geometry)
    assert set(reading.product(SCENARIO_VALUES).frame["place_kind"]) == {"city", "cells", reading.settings.unit_level}


def test_a_run_can_be_replayed(reading):
    run = scenario_state(reading, "S1").run
    assert run.kind == "compute_scenario"
    assert run.parameters["measures"] == ["M1", "M3", "M2"]
    effect = run.parameters["effects"][0]
    assert (effect["kind"], shapely.area(shapely.from_wkt(effect["wkt"]))) == ("new_green", 40_000)
    assert run.versions["qgis"] == "3.40"
    assert {passport.role for passport in run.inputs} == {"population_cells", "public_green"}
    assert run.parameters["keys"][ACCESS]


def test_side_by_side(reading):
    frame = scenario_comparison(reading)
    assert set(frame["scenario_id"]) == {"S1"}
    assert set(frame["title"]) == {"Zwei Parks"}
    assert list(frame["indicator_id"]) == [name for name in CATALOGUE.indicators if name in set(frame["indicator_id"])]
    assert not frame["is_outdated"].any()


def test_sheets_say_it_in_words(reading, tmp_path):
    sheet = comparison_sheet(reading, CATALOGUE, "de")
    row = dict(
        zip(sheet.columns, sheet.rows[[line[0] for line in sheet.rows].index(CATALOGUE.indicators[ACCESS].title.de)])
    )
    assert (row["title"], row["judgement"], row["served"]) == ("Zwei Parks", "besser", pytest.approx(250))
    assert "nur Kosten der Maßnahmen" in row["flags"]
    for ending in ("csv", "html", "xlsx"):
        for file in write_comparison(tmp_path / f"a.{ending}", reading, CATALOGUE, "de"):
            assert file.stat().st_size > 500
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Zwei Parks" in page
    with pytest.raises(SmartCityError, match="scenarios_nothing_to_compare"):
        comparison_sheet(reading, CATALOGUE, "de", ["S2"])


CHANGES = {
    "measures": lambda study: scenario_register.save(study, "", ["M1"], scenario_id="S1"),
    "effects": lambda study: apply(
        study,
        [
            Change(placed.effect, replace(placed.effect), placed.geometry, shapely.box(0, 0, 9, 9), "area")
            for placed in study.effects("M1")
        ],
    ),
    "costs": lambda study: apply(
        study, [Change(one, replace(one, cost_eur=1.0)) for one in study.measures() if one.measure_id == "M1"]
    ),
    "targets": lambda study: apply(study, [Change(goal, replace(goal, target=60.0)) for goal in study.goals()]),
}


@pytest.mark.parametrize("part", CHANGES)
def test_what_changed_since_is_told(part, study):
    assert not is_outdated(study, "S1")
    CHANGES[part](study)
    assert part in scenario_state(study, "S1").changed
    assert is_outdated(study, "S1")
    assert scenario_comparison(study)["is_outdated"].all()


def test_new_data_make_it_outdated(study, build):
    green = build.table([build.square(0, 0, 900)], "public_green", name=["Park"])
    study.save_layer(CATALOGUE.roles["public_green"], build.passport("public_green"), green)
    assert scenario_state(study, "S1").changed == ("keys",)


def test_titles_and_notes_do_not(study):
    scenario_register.save(study, "Anders", [], scenario_id="S1")
    assert not is_outdated(study, "S1")
    assert not is_outdated(study, "S2")  # never computed
    assert not scenario_state(study, "S2").is_computed


def test_a_cancelled_run_leaves_everything(study):
    before = scenario_summary(study, "S1")
    runs = list(study.runs())

    def cancel(fraction):
        if fraction > 0.95:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_scenario(study, CATALOGUE, "S1", progress=cancel)
    assert list(study.runs()) == runs
    assert scenario_summary(study, "S1").equals(before)


def test_what_cannot_be_computed_is_told(study):
    with pytest.raises(SmartCityError, match="scenario_unknown"):
        save_scenario(study, CATALOGUE, "S9")
    apply(study, [Change(None, Scenario("leer", "Leer"))])
    with pytest.raises(SmartCityError, match="scenario_without_measures"):
        save_scenario(study, CATALOGUE, "leer")
    scenario_register.save(study, "Nur ein Konzept", ["M3"])
    stored = save_scenario(study, CATALOGUE, "S3")
    assert stored.effects.empty
    assert "scenario_measures_without_effect" in [problem.key for problem in stored.problems]
    assert scenario_state(study, "S3").is_computed
    assert scenario_summary(study, "S3").empty


def test_people_who_move_in_are_not_newly_served(study, build):
    add(
        study,
        "M5",
        "dwellings",
        build.square(150, 450, 20),
        1000,
        amount=50.0,
        parameters=json.dumps({"persons_per_dwelling": 2.0}),
    )
    scenario_register.save(study, "Wohnungen", ["M5"])
    save_scenario(study, CATALOGUE, "S3")
    row = of(scenario_summary(study, "S3"), ACCESS)
    assert row["served"] == pytest.approx(0, abs=1e-6)
    assert row["newcomers"] == pytest.approx(100)
    rows = scenario_units(study, "S3", ACCESS).frame.set_index("place_id")
    assert rows.loc["west", "population_after"] == pytest.approx(rows.loc["west", "population"] + row["newcomers"])
    assert np.isnan(row["eur_per_person"])


def test_of_an_assumed_value_nobody_knows_whom_it_reaches(study):
    """M5 lifts the east from 0 to 60 % by assumption: it serves an unknown number, not nobody; M1 after it 200."""
    fields = {"change": "set", "unit_ids": "east"}
    add(study, "M5", "value", cost=1_000, indicator_id=ACCESS, amount=60.0, parameters=json.dumps(fields))
    scenario_register.save(study, "Annahme", ["M5", "M1"])
    save_scenario(study, CATALOGUE, "S3")
    rows = scenario_summary(study, "S3")
    for mode, measure in (("all", ""), ("alone", "M5"), ("in_order", "M5")):
        row = of(rows, ACCESS, mode, measure)
        assert np.isnan(row[["served", "served_under_18", "lost", "eur_per_person"]].to_numpy(float)).all(), mode
        assert "assumed_value" in row["flags"].split(",")
    assert of(rows, ACCESS, "alone", "M5")["after"] == pytest.approx(100 * (100 + 0.6 * 50) / 350)
    assert of(rows, ACCESS, "alone", "M5")["judgement"] == "better"
    assert [of(rows, ACCESS, mode, "M1")["served"] for mode in ("alone", "in_order")] == pytest.approx([200, 200])
    assert "assumed_value" in of(rows, ACCESS, "in_order", "M1")["flags"].split(",")
    assert "assumed_value" not in of(rows, ACCESS, "alone", "M1")["flags"].split(",")
    found = portfolio.choose(study, CATALOGUE, "S3", ACCESS, 100_000)
    reasons = {choice.id: choice.reason for choice in found.portfolio.choices}
    assert reasons == {"M1": "chosen", "M5": "gain_unknown"}


def test_what_is_listed_twice_counts_once(study, build):
    """QGIS's attribute table takes any list: the measure acts and costs once, the unit gains 10 points once.

    A park over the present one changes access to green for nobody: no costs are told of it, nor that they were unknown.
    That a measure is completed already is told.
    """
    fields = {"change": "add", "unit_ids": "west, west"}
    add(study, "M5", "value", cost=1_000, indicator_id=ACCESS, amount=10.0, parameters=json.dumps(fields))
    add(study, "M6", "new_green", build.square(150, 150, 50), 1_000)
    park = next(one for one in study.measures() if one.measure_id == "M2")
    apply(study, [Change(park, replace(park, status="completed"))])
    apply(study, [Change(None, Scenario("S3", "Doppelt", measure_ids="M2,M5,M2"))])
    apply(study, [Change(None, Scenario("S4", "Nichts Neues", measure_ids="M6"))])
    told = {problem.key: problem.values for problem in save_scenario(study, CATALOGUE, "S3").problems}
    assert told["scenario_measures_completed"] == {"measures": "M2"}
    save_scenario(study, CATALOGUE, "S4", indicator_ids=[ACCESS])
    same = of(scenario_summary(study, "S4"), ACCESS)
    assert (same["served"], same["judgement"]) == (0, "unchanged")
    assert "costs_unknown" not in same["flags"].split(",")
    assert not is_outdated(study, "S3")
    rows = scenario_summary(study, "S3")
    assert of(rows, ACCESS)["cost_eur"] == 101_000
    assert of(rows, ACCESS, "alone", "M5")["change"] == pytest.approx(10 * 300 / 350)
    choices = portfolio.choose(study, CATALOGUE, "S3", ACCESS, 0.0).portfolio.choices
    assert sorted(choice.id for choice in choices) == ["M2", "M5"]


def test_a_removed_scenario_comes_back_with_its_results(study):
    scenario = next(one for one in study.records(Scenario) if one.scenario_id == "S1")
    apply(study, removal(study, scenario))
    assert scenario_comparison(study).empty
    assert len(study.product(SCENARIO_EFFECTS).frame)
    restore(study, list(in_bin(study)["removed_id"]))
    assert len(scenario_comparison(study))
    apply(study, removal(study, scenario))
    save_scenario(study, CATALOGUE, "S2")
    assert set(study.product(SCENARIO_EFFECTS).frame["scenario_id"]) == {"S2"}
    assert set(study.product(SCENARIO_VALUES).frame["scenario_id"]) == {"S2"}


def test_scenarios_are_made_and_copied(study):
    copy = scenario_register.copied(study, "S1", "Kopie")
    assert (copy.scenario_id, copy.measure_ids, copy.description) == ("S3", "M1,M3,M2", "Beispiel")
    changes = [Change(None, copy)]
    apply(study, changes)
    apply(study, undo(changes))
    assert [one.scenario_id for one in study.records(Scenario)] == ["S1", "S2"]
    with pytest.raises(SmartCityError, match="scenario_without_title"):
        scenario_register.save(study, " ", ["M1"])
    with pytest.raises(SmartCityError, match="scenario_measures_unknown"):
        scenario_register.save(study, "X", ["M1", "M77"])
    with pytest.raises(SmartCityError, match="scenario_id_taken"):
        scenario_register.new_scenario(study, "X", [], scenario_id="S1")
    assert scenario_register.free_id(["s1", "S2", "x"]) == "S3"
    assert len(new_id()) == 12


def test_a_budget_is_spent_where_it_serves_most(study):
    """M1 serves 200 for 50 000 €; M4 the same people for 20 000 € with the concept it needs for 10 000 €."""
    save_scenario(study, CATALOGUE, "S2")
    found = portfolio.choose(study, CATALOGUE, "S2", ACCESS, 80_000)
    assert found.gain == portfolio.SERVED
    assert set(found.portfolio.chosen) == {"M1", "M3", "M4"}
    assert found.sum_of_gains == pytest.approx(400)
    assert found.total_gain == pytest.approx(200)  # both parks serve the same people
    assert "portfolio_effects_overlap" in [problem.key for problem in found.problems]
    greedy = portfolio.choose(study, CATALOGUE, "S2", ACCESS, 45_000, "greedy")
    assert greedy.portfolio.chosen == ("M3", "M4")
    assert greedy.total_gain == pytest.approx(200)
    rows = portfolio.portfolio_rows(study)
    assert set(rows["method"]) == {"exact", "greedy"}
    own = rows[rows["method"] == "greedy"].set_index("measure_id")
    assert own.loc["M3", "reason"] == "chosen_as_needed"
    assert json.loads(own.loc["M3", "reason_values"])["for"] == "M4"
    assert own.loc["M1", "reason"] == "over_budget"
    assert list(own.index[:2]) == ["M3", "M4"]
    assert not rows["is_outdated"].any()
    again = portfolio.choose(study, CATALOGUE, "S2", ACCESS, 0.0)
    assert (again.portfolio.chosen, again.total_gain) == ((), 0)
    assert len(portfolio.portfolio_rows(study)) == 8
    assert set(study.product(PORTFOLIOS, method="exact").frame["budget_eur"]) == {0.0}
    save_scenario(study, CATALOGUE, "S2")
    assert portfolio.portfolio_rows(study)["is_outdated"].all()


def test_a_finished_measure_need_not_be_paid_again(study):
    concept = next(one for one in study.measures() if one.measure_id == "M3")
    apply(study, [Change(concept, replace(concept, status="completed"))])
    save_scenario(study, CATALOGUE, "S2")
    found = portfolio.choose(study, CATALOGUE, "S2", ACCESS, 20_000)
    assert found.portfolio.chosen == ("M4",)
    # Once the concept is to be made anew the choice no longer holds.
    assert not portfolio.portfolio_rows(study)["is_outdated"].any()
    apply(study, [Change(replace(concept, status="completed"), concept)])
    assert portfolio.portfolio_rows(study)["is_outdated"].all()


def test_a_choice_needs_results_that_hold(study):
    for name, key in (("S2", "scenario_not_computed"), ("S9", "scenario_unknown")):
        with pytest.raises(SmartCityError, match=key):
            portfolio.choose(study, CATALOGUE, name, ACCESS, 1.0)
    with pytest.raises(SmartCityError, match="scenario_without_indicator"):
        portfolio.choose(study, CATALOGUE, "S1", "cli_noise_lden_share", 1.0)
    CHANGES["costs"](study)
    with pytest.raises(SmartCityError, match="scenario_outdated"):
        portfolio.choose(study, CATALOGUE, "S1", ACCESS, 1.0)
    scenario = next(one for one in study.records(Scenario) if one.scenario_id == "S1")
    assert split_ids(scenario.measure_ids) == ["M1", "M3", "M2"]


def test_indicators_without_people_are_chosen_by_gap_or_score(study):
    """40 000 m² of 350 people are more than enough by the catalogue; a town that wants 500 m² has a gap."""
    found = portfolio.choose(study, CATALOGUE, "S1", SUPPLY, 60_000)
    assert (found.gain, found.portfolio.chosen) == (portfolio.SCORE, ())
    apply(study, [Change(None, Goal("Z1", "Viel Grün", indicator_id=SUPPLY, target=500.0))])
    save_scenario(study, CATALOGUE, "S1")
    found = portfolio.choose(study, CATALOGUE, "S1", SUPPLY, 60_000)
    assert (found.gain, found.portfolio.chosen) == (portfolio.GAP, ("M1",))
    before, after = 40_000 / 350, 80_000 / 350
    assert found.total_gain == pytest.approx(100 * (after - before) / (500 - before))
    assert found.sum_of_gains == pytest.approx(found.total_gain)


def test_people_in_new_places_are_newcomers_with_a_cell_of_their_own(study, build):
    """30 dwellings of two people where nobody lives: half of the square lies beyond the border of the town."""
    more = json.dumps({"persons_per_dwelling": 2.0})
    add(study, "M6", "dwellings", shapely.box(1950, 0, 2050, 100), 1000, amount=30.0, parameters=more)
    scenario_register.save(study, "Neuland", ["M6"])
    save_scenario(study, CATALOGUE, "S3")
    row = of(scenario_summary(study, "S3"), ACCESS)
    assert row["newcomers"] == pytest.approx(30)
    assert row["served"] == 0
    units = scenario_units(study, "S3", ACCESS).frame.set_index("place_id")
    assert units.loc["east", "population_after"] - units.loc["east", "population"] == pytest.approx(30)
    assert units.loc["west", "judgement"] == "unchanged"
    cells = changed_cells(study, "S3", ACCESS)
    new = cells.frame["population"].fillna(0) == 0
    assert new.any()
    assert all(shape is not None for shape in cells.geometry)


@pytest.mark.parametrize(
    ("indicator", "before", "after", "expected"),
    [
        (ACCESS, 50.0, 50.6, "better"),
        (ACCESS, 50.6, 50.0, "worse"),
        (ACCESS, 50.0, 50.04, "unchanged"),
        (ACCESS, np.nan, 50.0, ""),
        ("cli_noise_lden_share", 50.0, 40.0, "better"),
    ],
)
def test_judgements_follow_the_direction(indicator, before, after, expected):
    pair = (np.array([value]) for value in (before, after))
    assert judgements(CATALOGUE, CATALOGUE.indicators[indicator], *pair) == [expected]


def test_what_has_no_direction_is_not_judged():
    neutral = next(item for item in CATALOGUE.indicators.values() if item.direction is Direction.NEUTRAL)
    pair = np.array([1.0, 1.0, np.nan]), np.array([99.0, 1.0, 1.0])
    assert judgements(CATALOGUE, neutral, *pair) == ["changed", "unchanged", ""]


def test_a_file_of_an_older_version_has_no_scenarios(repository):
    with Study.open(repository / "tests" / "fixtures" / "studies" / "schema5.gpkg") as opened:
        assert scenario_comparison(opened).empty
        assert scenario_summary(opened, "S1").empty
        assert portfolio.portfolio_rows(opened).empty
        assert not scenario_state(opened, "S1").is_computed
