# SPDX-License-Identifier: GPL-2.0-or-later
"""Focus groups, forecasts and needs of cells: by hand, by brute force, and as properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.catalogue.schemes import standard_scheme
from smartcity_plugin.engine.composite.forecast import forecast_of, growth, years_of
from smartcity_plugin.engine.composite.groups import (
    age_groups,
    reaches_limit,
    shares_from_units,
    shares_in_units,
)
from smartcity_plugin.engine.compute import FEW_PERSONS
from smartcity_plugin.engine.population import allocate
from smartcity_plugin.engine.privacy import SMALLEST_COUNT
from smartcity_plugin.model.indicator import Direction, Goalposts
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.scheme import Combination
from smartcity_plugin.report.findings_needs import GroupFacts, NeedFacts, group_findings
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.focus_groups import GroupPlan, group_people
from smartcity_plugin.study.needs import assess_needs_and_save, save_cell_needs
from smartcity_plugin.study.overlay_tables import CELL_NEEDS
from smartcity_plugin.study.workflow import compute_and_save

ACCESS, SUPPLY = "gre_access_300m_share", "gre_local_supply"
NAN = np.nan


def close(found, expected, tolerance=1e-9):
    np.testing.assert_allclose(np.asarray(found, float), expected, rtol=tolerance, atol=1e-12, equal_nan=True)


# Ages of cells ------------------------------------------------------------------------------------------------------


def test_ages_are_counts_of_the_cells_before_shares_of_the_census(build):
    squares = [build.square(x, 0) for x in (0, 100, 200)]
    cells = build.cells(squares, [100, 50, None], aged_under_18=[20.0, None, 5.0])
    rates = build.table([shapely.box(0, 0, 1000, 1000)], "census_rates", share_under_18=[99.0], share_65_plus=[30.0])
    found = age_groups(cells, rates)
    close(found.persons["under_18"], [20.0, NAN, NAN])
    close(found.persons["65_plus"], [30.0, 15.0, NAN])
    assert found.flags == ("ages_by_share",)


def test_without_ages_nothing_is_known(build):
    found = age_groups(build.cells([build.square(0, 0)], [100]), None)
    assert np.isnan(found.persons["under_18"]).all()
    assert found.flags == ("ages_missing",)


def test_groups_larger_than_all_people_are_reduced_together(build):
    """Disturbed counts: 8 young and 4 old of 10 people become 10 · 8/12 and 10 · 4/12."""
    cells = build.cells([build.square(0, 0)] * 2, [10, 0], aged_under_18=[8.0, 1.0], aged_65_plus=[4.0, 0.0])
    found = age_groups(cells, None).persons
    close(found["under_18"], [20.0 / 3.0, 0.0])
    close(found["65_plus"], [10.0 / 3.0, 0.0])


numbers = st.one_of(st.none(), st.floats(0, 500))


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=20))
def test_groups_never_exceed_all_people(rows):
    from tests.conftest import Build

    build, (people, young, old) = Build(), zip(*rows)
    cells = build.cells(
        [build.square(100 * n, 0) for n in range(len(rows))], people, aged_under_18=young, aged_65_plus=old
    )
    cells.frame["aged_under_18"] = cells.frame["aged_under_18"].astype(float)
    cells.frame["aged_65_plus"] = cells.frame["aged_65_plus"].astype(float)
    found = age_groups(cells, None).persons
    together = np.nan_to_num(found["under_18"]) + np.nan_to_num(found["65_plus"])
    population = np.nan_to_num(cells.numbers("population"))
    assert (together <= population * (1 + 1e-9) + 1e-9).all()
    assert not (found["under_18"] < 0).any()


# Units --------------------------------------------------------------------------------------------------------------


def test_shares_in_units_by_hand(build):
    """Unit 0: 20 of 100 and half of 10 of 50: 25 of 125. Unit 1: 5 of 25, of 60 of the 85 people it is not known."""
    squares = [build.square(100, 0), build.square(950, 0), build.square(1500, 0)]
    cells = build.cells(squares, [100, 50, 60])
    units = build.units([build.square(0, 0, 1000), build.square(1000, 0, 1000)])
    allocation = allocate(cells, units)
    close(shares_in_units(allocation, np.array([20.0, 10.0, NAN])), [0.2, NAN])
    close(shares_in_units(allocation, np.array([20.0, 10.0, 60.0])), [0.2, 65.0 / 85.0])
    close(shares_in_units(allocation, np.array([NAN, NAN, NAN])), [NAN, NAN])


def test_limits_follow_the_direction():
    values = np.array([0.5, 1.0, 1.5, NAN])
    close(reaches_limit(values, 1.0, Direction.LOWER), [0, 1, 1, NAN])
    close(reaches_limit(values, 1.0, Direction.HIGHER), [1, 1, 0, NAN])
    close(reaches_limit(values, 1.0, Direction.NEUTRAL), [0, 1, 1, NAN])


def test_cells_take_what_holds_in_their_units(build):
    cells = build.cells([build.square(100, 0), build.square(975, 0), build.square(5000, 0)], [10, 10, 10])
    units = build.units([build.square(0, 0, 1000), build.square(1000, 0, 1000)])
    shares = allocate(cells, units).shares
    close(shares_from_units(shares, np.array([1.0, 0.0])), [1.0, 0.25, NAN])
    close(shares_from_units(shares, np.array([1.0, NAN])), [1.0, 1.0, NAN])


# Forecast -----------------------------------------------------------------------------------------------------------

UNITS = pd.DataFrame(
    {
        "unit_id": ["city", "north", "a", "b", "c"],
        "level": ["city", "part", "district", "district", "district"],
        "parent_id": [None, "city", "north", "north", "city"],
    }
)


def forecast_table(*rows):
    return pd.DataFrame(rows, columns=["unit_id", "year", "population"])


def test_larger_units_are_the_sum_of_their_parts_if_all_are_known():
    table = forecast_table(("a", 2030, 10), ("b", 2030, 20), ("c", 2030, 30), ("a", 2040, 12), ("b", 2040, 18))
    assert years_of(table) == [2030, 2040]
    found = forecast_of(table, 2030, UNITS, "district").persons["population"]
    assert found.to_dict() == {"city": 60, "north": 30, "a": 10, "b": 20, "c": 30}
    close(forecast_of(table, 2040, UNITS, "district").persons["population"], [NAN, 30, 12, 18, NAN])


def test_an_own_row_goes_before_the_sum_and_doubtful_rows_count_as_none():
    table = forecast_table(("city", 2030, 70), ("a", 2030, 10), ("a", 2030, 11), ("b", 2030, -5), ("c", 2030, 30))
    close(forecast_of(table, 2030, UNITS, "district").persons["population"], [70, NAN, NAN, NAN, 30])


def test_growth_is_from_the_first_year_to_the_last():
    table = forecast_table(("a", 2030, 10), ("a", 2040, 12), ("a", 2035, 99), ("b", 2030, 0), ("b", 2040, 5))
    first, last, change = growth(table, UNITS, "district")
    assert (first, last) == (2030, 2040)
    close(change[["a", "b", "c"]], [0.2, NAN, NAN])
    assert growth(forecast_table(("a", 2030, 10)), UNITS, "district") is None


# On a study ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def study(tmp_path, build, catalogue):
    """Cells of 100 people (west), 50 (on the border of both units) and 40 (east), a park in the west."""
    with build.study(tmp_path / "study.gpkg") as study:
        squares = [build.square(x, 400) for x in (100, 950, 1500)]
        cells = build.cells(squares, [100, 50, 40], aged_under_18=[30.0, 10.0, 2.0], aged_65_plus=[20.0, 20.0, 30.0])
        green = build.table([build.square(0, 0, 300)], "public_green", name=["Park"])
        for table in (cells, green):
            study.save_layer(catalogue.roles[table.role], build.passport(table.role), table)
        compute_and_save(study, catalogue, [ACCESS, SUPPLY])
        yield study


def save_forecast(study, catalogue, build, *rows):
    frame = pd.DataFrame(rows, columns=["unit_id", "year", "population", "aged_65_plus"])
    table = build.table([None] * len(rows), "population_forecast", **{name: frame[name] for name in frame})
    study.save_layer(catalogue.roles["population_forecast"], build.passport("population_forecast"), table)


def of(needs, unit, scope="index"):
    return needs[(needs["unit_id"] == unit) & (needs["scope"] == scope)].iloc[0]


def test_persons_of_groups_are_need_times_people_of_the_group(study, catalogue):
    """West: 100 + 25 people, 35 young, 30 old; east: 25 + 40 people, 7 young, 40 old; nothing known of deprivation."""
    assess_and_save(study, catalogue)
    needs = study.needs()
    for unit, young, old in (("west", 35, 30), ("east", 7, 40), ("05315000", 42, 70)):
        row = of(needs, unit)
        assert row["persons_under_18"] == pytest.approx(row["need"] / 100 * young)
        assert row["persons_65_plus"] == pytest.approx(row["need"] / 100 * old)
        assert np.isnan(row["persons_deprived"])
        assert np.isnan(row["persons_forecast"])
    assert of(needs, "east")["need"] == pytest.approx(99.0)  # the floor of the geometric mean is a score of 1
    for scope in ("indicator", "sector"):
        row = of(needs, "west", scope)
        assert row["persons_65_plus"] == pytest.approx(row["need"] / 100 * 30)


def test_groups_are_calibrated_as_all_counts_are(study, catalogue):
    """An official population of 380 doubles everybody: 190 are counted."""
    study.change_settings(official_population="380")
    compute_and_save(study, catalogue, [ACCESS, SUPPLY])
    outcome = assess_needs_and_save(study, catalogue)
    row = of(outcome.needs, "west")
    assert row["population"] == pytest.approx(250)
    assert row["persons_under_18"] == pytest.approx(row["need"] / 100 * 70)
    cells = study.product(CELL_NEEDS, scheme_id="standard").frame.set_index("cell_id")
    assert cells.loc["c2", "population"] == pytest.approx(80)
    assert cells.loc["c2", "persons_under_18"] == pytest.approx(cells.loc["c2", "need"] / 100 * 4)


def test_deprived_units_by_a_named_indicator(study, catalogue):
    """By the share reached (limit 30 %): the west reaches 100 of 125, the east nobody; on cells it is c1 and c2."""
    plan = GroupPlan(ACCESS, 30.0)
    outcome = assess_needs_and_save(study, catalogue, plan=plan)
    city, west, east = (of(outcome.needs, unit) for unit in ("05315000", "west", "east"))
    assert west["persons_deprived"] == pytest.approx(west["need"] / 100 * 25)
    assert east["persons_deprived"] == pytest.approx(east["need"] / 100 * 65)
    assert city["persons_deprived"] == pytest.approx(city["need"] / 100 * 90)
    assert not [note for note in outcome.notes if note.key == "deprivation_unknown"]
    cells = study.product(CELL_NEEDS, scheme_id="standard").frame.set_index("cell_id")
    assert list(cells["persons_deprived"]) == pytest.approx(
        [0.0, cells.loc["c1", "persons"], cells.loc["c2", "persons"]]
    )


def test_deprived_units_by_their_own_value(study, catalogue, build):
    """Two of two rates: the east is one standard deviation worse. Larger units get the sum of what lies in them."""
    frame = pd.DataFrame(
        {"unit_id": ["west", "east"], "year": [2022.0] * 2, "unemployment_rate": [5.0, 15.0], "sgb2_rate": [5.0, 25.0]}
    )
    table = build.table([None] * 2, "unit_statistics", **{name: frame[name] for name in frame})
    study.save_layer(catalogue.roles["unit_statistics"], build.passport("unit_statistics"), table)
    compute_and_save(study, catalogue, ["soc_deprivation_index"])
    values = study.values()
    index = values[values["indicator_id"] == "soc_deprivation_index"].set_index("unit_id")["value"]
    assert index["east"] == pytest.approx(1.0)
    people = group_people(study, catalogue)
    close(people.of_units.loc[["west", "east", "05315000"], "deprived"], [0.0, 1.0, 65.0 / 190.0])
    close(people.of_cells["deprived"], [0.0, 25.0, 40.0])
    assert people.record["limit"] == 1.0


def test_without_the_index_of_deprivation_that_is_told(study, catalogue):
    outcome = assess_needs_and_save(study, catalogue)
    assert "deprivation_unknown" in {note.key for note in outcome.notes}
    for language in ("de", "en"):
        assert all(len(catalogue.sentence(note, language)) > 40 for note in outcome.notes)


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (GroupPlan("nothing"), "indicator_unknown"),
        (GroupPlan(ACCESS), "deprivation_without_limit"),
        (GroupPlan(year=2040), "forecast_missing"),
    ],
)
def test_wrong_choices_are_told(study, catalogue, plan, key):
    with pytest.raises(SmartCityError) as caught:
        assess_needs_and_save(study, catalogue, plan=plan)
    assert caught.value.problem.key == key
    assert study.needs().empty


def test_a_forecast_counts_with_the_need_of_today(study, catalogue, build):
    rows = [("west", 2030, 200, 50), ("east", 2030, 65, None), ("west", 2040, 250, 60), ("east", 2040, 130, 100)]
    save_forecast(study, catalogue, build, *rows, ("gone", 2040, 1, 1))
    outcome = assess_needs_and_save(study, catalogue)
    city, west = of(outcome.needs, "05315000"), of(outcome.needs, "west")
    assert west["persons_forecast"] == pytest.approx(west["need"] / 100 * 250)
    assert city["persons_forecast"] == pytest.approx(city["need"] / 100 * 380)
    assert city["persons_forecast_65_plus"] == pytest.approx(city["need"] / 100 * 160)
    assert np.isnan(west["persons_forecast_under_18"])
    assert "forecast_units_unknown" in {note.key for note in outcome.notes}
    run = study.runs()[study.needs()["run_id"].iloc[0]]
    assert run.parameters["groups"]["forecast_year"] == 2040
    earlier = assess_needs_and_save(study, catalogue, plan=GroupPlan(year=2030))
    assert of(earlier.needs, "west")["persons_forecast"] == pytest.approx(west["need"] / 100 * 200)
    with pytest.raises(SmartCityError) as caught:
        assess_needs_and_save(study, catalogue, plan=GroupPlan(year=2050))
    assert caught.value.problem.key == "forecast_year_missing"
    assert "2030, 2040" in catalogue.sentence(caught.value.problem, "de")


def test_units_that_the_forecast_leaves_open_are_told(study, catalogue, build):
    save_forecast(study, catalogue, build, ("west", 2030, 200, 50))
    outcome = assess_needs_and_save(study, catalogue)
    assert np.isnan(of(outcome.needs, "east")["persons_forecast"])
    assert np.isnan(of(outcome.needs, "05315000")["persons_forecast"])
    assert {note.key: note.values for note in outcome.notes}["forecast_units_open"]["count"] == 1.0


def build_streets(study, catalogue):
    """Give the study a street through both units; returns the indicator that lives on it, on units only."""
    from tests.conftest import Build

    build = Build()
    line = shapely.LineString([(0, 500), (2000, 500)])
    table = build.table([line], "streets", speed_kmh=[30.0], **{"class": ["residential"]})
    study.save_layer(catalogue.roles["streets"], build.passport("streets"), table)
    return "mob_slow_street_share"


# Cells --------------------------------------------------------------------------------------------------------------


def test_the_weighted_mean_of_cells_is_the_unit(study, catalogue):
    """Of a mean over people with linear goalposts that clip nothing: need of the unit = Σ need · people / Σ people."""
    scheme = replace(
        standard_scheme([catalogue.indicators[SUPPLY]]),
        id="linear",
        title="x",
        scales={SUPPLY: Goalposts(0.0, 5000.0)},
        between=Combination.LINEAR,
    )
    study.save_scheme(scheme)
    needs = assess_needs_and_save(study, catalogue, scheme_id="linear").needs
    cells = study.product(CELL_NEEDS, scheme_id="linear").frame.set_index("cell_id")
    west = of(needs, "west")
    people = np.array([100.0, 25.0])
    mean = (cells.loc[["c0", "c1"], "need"].to_numpy() * people).sum() / people.sum()
    assert 0.0 < mean < 100.0
    assert west["need"] == pytest.approx(mean)
    whole = of(needs, "05315000")
    assert whole["persons"] == pytest.approx(cells["persons"].sum())


def test_cells_carry_persons_drivers_and_flags(study, catalogue):
    outcome = assess_needs_and_save(study, catalogue)
    table = study.product(CELL_NEEDS, scheme_id="standard")
    cells = table.frame.set_index("cell_id")
    assert outcome.cells == len(cells) == 3
    east = cells.loc["c2"]
    assert east["persons"] == pytest.approx(east["need"] / 100 * 40)
    assert east["need_green"] == 100.0
    assert np.isnan(east["need_mobility"])
    assert set(east["drivers"].split(", ")) == {SUPPLY, ACCESS}
    # Two young people: fewer than are told of a single cell. The sum of the units holds them.
    assert np.isnan(east["persons_under_18"])
    assert east["flags"] == "suppressed"
    assert not cells.loc["c0", "flags"]
    assert table.geometry[0].area == pytest.approx(10_000)
    people = cells[["persons", "persons_under_18", "persons_65_plus"]]
    assert (people.sub(people["persons"], axis=0).max() <= 1e-9).all()


def test_cells_without_values_leave_the_units(study, catalogue):
    """An index of indicators without values on cells: units are assessed, earlier cells removed, and that is told."""
    assess_needs_and_save(study, catalogue)
    assert len(study.product(CELL_NEEDS, scheme_id="standard"))
    streets = build_streets(study, catalogue)
    compute_and_save(study, catalogue, [streets])
    study.save_scheme(standard_scheme([catalogue.indicators["mob_slow_street_share"]]))
    outcome = assess_needs_and_save(study, catalogue)
    assert outcome.cells == 0
    assert "cells_without_values" in {note.key for note in outcome.notes}
    assert len(study.product(CELL_NEEDS, scheme_id="standard")) == 0
    with pytest.raises(SmartCityError):
        save_cell_needs(study, catalogue, standard_scheme([catalogue.indicators["mob_slow_street_share"]]))


def test_without_cells_only_units_are_written(study, catalogue):
    """Cells of an earlier assessment would no longer fit."""
    assess_needs_and_save(study, catalogue)
    assess_needs_and_save(study, catalogue, cells=False)
    assert not study.needs().empty
    assert len(study.product(CELL_NEEDS, scheme_id="standard")) == 0


def test_estimates_and_inherited_values_are_flagged(study, catalogue):
    """A scheme that lets cells inherit and medians stand in: an index of a unit's indicator alone."""
    streets = build_streets(study, catalogue)
    compute_and_save(study, catalogue, [streets])
    scheme = replace(standard_scheme(catalogue.indicators[name] for name in (SUPPLY, streets)), id="own", title="x")
    study.save_scheme(replace(scheme, inherit=True))
    assess_needs_and_save(study, catalogue, scheme_id="own")
    cells = study.product(CELL_NEEDS, scheme_id="own").frame.set_index("cell_id")
    assert cells["flags"].str.startswith("inherited").all()
    assert cells["need_mobility"].notna().all()


def test_a_cancelled_run_writes_nothing(study, catalogue):
    def stop(fraction):
        if fraction >= 1.0:
            raise Cancelled

    with pytest.raises(Cancelled):
        assess_needs_and_save(study, catalogue, progress=stop)
    assert study.needs().empty
    assert len(study.product(CELL_NEEDS, scheme_id="standard")) == 0


def test_save_cell_needs_alone(study, catalogue):
    table = save_cell_needs(study, catalogue, standard_scheme(catalogue.indicators[name] for name in (ACCESS, SUPPLY)))
    stored = study.product(CELL_NEEDS, scheme_id="standard").frame
    close(stored["need"], table.frame["need"])
    assert study.runs()[stored["run_id"].iloc[0]].kind == "assess_cell_needs"


def test_reading_notes_name_the_limits_in_force():
    products = load_products()
    for name in ("persons", "under_18", "65_plus", "deprived"):
        text = products[f"cell_needs_{name}"].reading
        assert f"weniger als {FEW_PERSONS} Menschen" in text.de
        assert f"fewer than {FEW_PERSONS} people" in text.en
    assert f"weniger als {SMALLEST_COUNT} der Gruppe" in products["cell_needs_under_18"].reading.de


def test_products_map_fields_of_their_table():
    for name, product in load_products().items():
        if product.table == CELL_NEEDS.name:
            assert {product.field, *product.tip} <= set(CELL_NEEDS.fields), name


def test_needs_of_cells_and_units_by_brute_force(study, catalogue):
    """Everything again with plain loops: scores by goalposts, linear inside the sector, groups times need."""
    outcome = assess_needs_and_save(study, catalogue)
    cells = study.product(CELL_NEEDS, scheme_id="standard").frame.set_index("cell_id")
    people = {"c0": (100, 30, 20), "c1": (50, 10, 20), "c2": (40, 2, 30)}
    inside = {"west": {"c0": 1.0, "c1": 0.5}, "east": {"c1": 0.5, "c2": 1.0}}

    def score(name, value):
        posts = catalogue.indicators[name].goalposts
        return min(max(100 * (value - posts.zero) / (posts.full - posts.zero), 0), 100)

    def need(values):
        return 100 - max(sum(score(name, value) for name, value in values.items()) / len(values), 1.0)

    values = {name: study.cell_values(name).set_index("cell_id")["value"].to_dict() for name in (ACCESS, SUPPLY)}
    for cell in people:
        expected = need({name: values[name][cell] for name in values})
        assert cells.loc[cell, "need"] == pytest.approx(expected)
        assert cells.loc[cell, "persons"] == pytest.approx(expected / 100 * people[cell][0])
        assert cells.loc[cell, "persons_65_plus"] == pytest.approx(expected / 100 * people[cell][2])
    for unit, members in inside.items():
        whole = sum(people[cell][0] * share for cell, share in members.items())
        means = {
            name: sum(values[name][cell] * people[cell][0] * share for cell, share in members.items()) / whole
            for name in values
        }
        row = of(outcome.needs, unit)
        assert row["need"] == pytest.approx(need(means))
        for column, place in (("persons", 0), ("persons_under_18", 1), ("persons_65_plus", 2)):
            group = sum(people[cell][place] * share for cell, share in members.items())
            assert row[column] == pytest.approx(need(means) / 100 * group)


# Sentences ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def words(catalogue):
    return Words(Texts("de", load_texts()), catalogue.vocabulary)


def group_facts(**columns) -> GroupFacts:
    units = pd.DataFrame({"name": ["A", "B"], "unit_id": ["a", "b"], "population": [1000.0, 1000.0]})
    units["need"], units["score"] = [80.0, 20.0], [20.0, 80.0]
    units["persons"] = [800.0, 200.0]
    empty = {"persons_under_18": NAN, "persons_65_plus": NAN, "persons_deprived": NAN, "persons_forecast": NAN}
    units = units.assign(**{**empty, **columns})
    whole = pd.Series({"score": 50.0, "need": 50.0})
    return GroupFacts(NeedFacts("Index", units, whole, "Musterstadt", 3), deprivation="Index X", limit="1", year="2040")


def test_sentences_on_groups_by_hand(words):
    """Young: 300 of 1000 in A, 100 of 1000 in B: 240 + 20 of 1000 in need = 26 %, of the people 400 / 2000 = 20 %."""
    first, above, top = group_findings(group_facts(persons_under_18=[240.0, 20.0]), words)
    assert first == (
        "Auf Menschen unter 18 entfallen rechnerisch rund 260 der rund 1.000 Personen im Bedarf, das sind 26,0\u00a0%; "
        "an der Bevölkerung haben sie einen Anteil von 20,0\u00a0%."
    )
    assert above.startswith("Im Mittel ist der Bedarf der Planungseinheiten, in denen sie leben, höher")
    assert top == "Am größten ist ihr Bedarf in Personen in A (240) und B (20)."


def test_equal_shares_are_not_compared(words):
    sentences = group_findings(group_facts(persons_65_plus=[160.0, 40.0]), words)
    assert not any("Im Mittel" in sentence for sentence in sentences)


def test_estimates_and_unknown_units_are_said(words):
    facts = replace(group_facts(persons_under_18=[240.0, NAN]), ages_estimated=True)
    text = " ".join(group_findings(facts, words))
    assert "aus Anteilen größerer Zensuszellen geschätzt" in text
    assert "Für 1 Planungseinheit sind Altersgruppen nicht ausreichend bekannt." in text
    assert "240 der rund 800 Personen" in text


def test_deprived_areas_and_forecast_are_said(words):
    text = " ".join(group_findings(group_facts(persons_deprived=[800.0, 0.0], persons_forecast=[900.0, 300.0]), words))
    assert "(„Index X“, Grenzwert 1) sind es rechnerisch rund 800 der rund 1.000 Personen im Bedarf" in text
    assert "für 2040 wären es bei heutigem Angebot rund 1.200 Personen im Bedarf; heute sind es rund 1.000" in text
    none = " ".join(group_findings(group_facts(persons_deprived=[0.0, 0.0]), words))
    assert none == "Kein Gebiet gilt nach „Index X“ (Grenzwert 1) als benachteiligt."


def test_nothing_known_says_nothing(words):
    assert group_findings(group_facts(), words) == []


def test_few_people_are_not_said(words):
    assert group_findings(group_facts(persons_under_18=[4.0, 3.0], persons_forecast=[1.0, 2.0]), words) == []
