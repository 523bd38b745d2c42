# SPDX-License-Identifier: GPL-2.0-or-later
"""From entry and data to values: what is missing, what is flagged, what is withheld."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.engine.composite.needs import INDEX, assess_needs
from smartcity_plugin.engine.compute import (
    FEW_PERSONS,
    FLAG_OF_FITNESS,
    MINIMUM_COVERAGE,
    PARTIAL_COVERAGE,
    check_parameters,
    compute_indicator,
    what_is_missing,
)
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.provenance import Fitness


@pytest.fixture
def data(build):
    """Two units of one cell each; a census cell lies over the first, a park in both."""
    squares = [build.square(0, 0), build.square(100, 0)]
    return {
        "planning_units": build.units(squares),
        "population_cells": build.cells(squares, [40, 60], dwellings=[20.0, 30.0]),
        "census_rates": build.table(
            squares, "census_rates", cell_id=["a", "b"], vacancy_rate=[5.0, None], floor_space_pp=[None, None]
        ),
        "public_green": build.table([build.square(0, 0)], "public_green"),
    }


def run(catalogue, data, name, **options):
    return compute_indicator(catalogue.indicators[name], Desk(data), **options)


def flags(result) -> list[set[str]]:
    return [set(filter(None, text.split(","))) for text in result.units["flags"]]


def coverage_case(build, catalogue, known: int, of: int = 100):
    """Return the result of a unit in which `known` of `of` dwellings have a census value."""
    squares = [build.square(0, 0), build.square(100, 0)]
    persons = [100.0, 100.0]
    data = {
        "planning_units": build.units([shapely.box(0, 0, 200, 100)]),
        "population_cells": build.cells(squares, persons, dwellings=[float(known), float(of - known)]),
        "census_rates": build.table(squares, cell_id=["a", "b"], vacancy_rate=[5.0, None]),
    }
    return run(catalogue, data, "hou_vacancy_rate")


def test_a_role_without_data_is_named(catalogue, data):
    problems = what_is_missing(catalogue.indicators["mob_pt_access_share"], data)
    assert [(item.key, item.values["role"]) for item in problems] == [("role_without_data", "pt_stops")]


def test_a_field_without_values_is_named(catalogue, data):
    problems = what_is_missing(catalogue.indicators["hou_floor_space_pp"], data)
    assert [(item.key, item.values["field"]) for item in problems] == [("field_missing", "floor_space_pp")]


def test_a_field_that_is_not_there_is_named(catalogue, data):
    problems = what_is_missing(catalogue.indicators["hou_net_rent"], data)
    assert [(item.key, item.values["field"]) for item in problems] == [("field_missing", "rent_per_m2")]


def test_too_few_categories_are_counted_and_named(catalogue, data):
    problems = what_is_missing(catalogue.indicators["mob_15min_coverage"], data)
    assert problems[0].key == "too_few_categories"
    assert (problems[0].values["found"], problems[0].values["needed"]) == (1, 5)
    assert len(problems) == 1 + 7


def test_what_is_missing_stops_the_computation(catalogue, data):
    with pytest.raises(SmartCityError) as caught:
        run(catalogue, data, "mob_pt_access_share")
    assert caught.value.problem.key == "role_without_data"


@pytest.mark.parametrize("value", [49.9, 2000.1, -1, float("nan"), float("inf")])
def test_parameters_out_of_range_are_refused(catalogue, data, value):
    assert check_parameters(catalogue.indicators["gre_access_300m_share"], {"distance": value}, {})
    with pytest.raises(SmartCityError) as caught:
        run(catalogue, data, "gre_access_300m_share", parameters={"distance": value})
    assert caught.value.problem.key == "parameter_out_of_range"


@pytest.mark.parametrize("value", [50, 300, 2000])
def test_parameters_at_the_limits_are_allowed(catalogue, value):
    assert not check_parameters(catalogue.indicators["gre_access_300m_share"], {"distance": value}, {})


def test_an_option_that_does_not_exist_is_refused(catalogue):
    found = check_parameters(catalogue.indicators["gre_access_300m_share"], {"way": "by_air"}, {})
    assert [problem.key for problem in found] == ["option_unknown"]


def test_ways_along_a_network_need_one(catalogue, data):
    with pytest.raises(SmartCityError) as caught:
        run(catalogue, data, "gre_access_300m_share", parameters={"way": "network"})
    assert caught.value.problem.values["role"] == "walking_network"


def test_the_parameters_used_are_returned(catalogue, data):
    result = run(catalogue, data, "gre_access_300m_share", parameters={"distance": 500})
    assert result.parameters == {"distance": 500, "way": "straight", "detour": 1, "minimum_area": 5000}


def test_every_fitness_but_good_follows_as_a_flag(catalogue, data):
    assert set(FLAG_OF_FITNESS) == set(Fitness) - {Fitness.GOOD}
    for fitness in Fitness:
        found = flags(run(catalogue, data, "gre_access_300m_share", fitness={"public_green": fitness}))
        assert all((FLAG_OF_FITNESS.get(fitness) in one) is (fitness is not Fitness.GOOD) for one in found)


def test_the_fitness_of_other_layers_does_not_matter(catalogue, data):
    result = run(catalogue, data, "gre_access_300m_share", fitness={"census_rates": Fitness.PROXY})
    assert flags(result) == [set(), set()]


def test_unknown_values_are_flagged_and_not_zero(catalogue, data):
    result = run(catalogue, data, "hou_vacancy_rate")
    assert result.units["value"].tolist()[0] == 5
    assert np.isnan(result.units["value"][1])
    assert flags(result) == [set(), {"no_data", "partial_coverage"}]


@pytest.mark.parametrize(("known", "flagged"), [(100, False), (95, False), (94, True), (50, True)])
def test_partial_coverage_is_flagged(build, catalogue, known, flagged):
    result = coverage_case(build, catalogue, known)
    assert result.units["coverage"][0] == pytest.approx(known / 100)
    assert ("partial_coverage" in flags(result)[0]) is flagged
    assert PARTIAL_COVERAGE == 0.95


@pytest.mark.parametrize(("known", "given"), [(50, True), (49, False), (1, False)])
def test_too_little_coverage_gives_no_value(build, catalogue, known, given):
    result = coverage_case(build, catalogue, known)
    assert np.isfinite(result.units["value"][0]) == given
    assert result.units["numerator"][0] == 5 * known
    assert ("no_data" in flags(result)[0]) is not given
    assert MINIMUM_COVERAGE == 0.5


@pytest.mark.parametrize(("persons", "flagged"), [(FEW_PERSONS, False), (FEW_PERSONS - 1, True), (0, True)])
def test_few_persons_are_flagged(build, catalogue, persons, flagged):
    square = [build.square(0, 0)]
    data = {
        "planning_units": build.units(square),
        "population_cells": build.cells(square, [persons]),
        "public_green": build.table(square, "public_green"),
    }
    assert ("few_cases" in flags(run(catalogue, data, "gre_access_300m_share"))[0]) is flagged


def test_missing_categories_are_flagged(build, catalogue, data):
    for role in ("poi_kita", "poi_primary_school", "poi_pharmacy", "pt_stops"):
        data[role] = build.table([shapely.Point(0, 0)], role, mode=["bus"])
    result = run(catalogue, data, "mob_15min_coverage")
    assert set(result.missing_roles) == {"poi_grocery", "poi_gp", "poi_culture"}
    assert all("missing_categories" in one for one in flags(result))


def test_cells_are_returned_for_methods_on_cells_only(build, catalogue, data):
    assert run(catalogue, data, "gre_access_300m_share").cells["cell_id"].tolist() == ["c0", "c1"]
    assert run(catalogue, data, "gre_public_per_capita").cells is None


def test_inputs_are_not_changed(catalogue, data):
    before = {role: (table.frame.copy(), table.geometry.copy()) for role, table in data.items()}
    for name in ("gre_access_300m_share", "gre_supply_gini", "hou_vacancy_rate", "gre_public_per_capita"):
        run(catalogue, data, name)
    for role, (frame, geometry) in before.items():
        pd.testing.assert_frame_equal(frame, data[role].frame)
        assert (geometry == data[role].geometry).all()


def test_progress_runs_from_0_to_1_and_can_cancel(catalogue, data):
    for name in ("gre_access_300m_share", "gre_supply_gini", "gre_public_per_capita"):
        told: list[float] = []
        run(catalogue, data, name, progress=told.append)
        assert told
        assert told == sorted(told)
        assert 0 <= told[0] <= told[-1] <= 1

        def cancel(_fraction):
            raise Cancelled

        with pytest.raises(Cancelled):
            run(catalogue, data, name, progress=cancel)


# Needs --------------------------------------------------------------------------------------------------------------


def values(**of_units) -> pd.DataFrame:
    rows = [
        {"unit_id": unit, "indicator_id": name, "value": value}
        for unit, row in of_units.items()
        for name, value in row.items()
    ]
    return pd.DataFrame(rows)


def need(needs, unit, key):
    return needs[(needs["unit_id"] == unit) & (needs["key"] == key)].iloc[0]


def test_needs_of_indicator_sector_and_index(catalogue):
    table = values(
        a={"gre_access_300m_share": 40.0, "gre_playground_access_share": 60.0, "mob_slow_street_share": 20.0},
        b={"gre_access_300m_share": 100.0, "gre_playground_access_share": 100.0, "mob_slow_street_share": 100.0},
    )
    needs = assess_needs(table, catalogue.indicators, pd.Series({"a": 200.0, "b": 50.0}))
    assert need(needs, "a", "gre_access_300m_share")["need"] == 60
    assert need(needs, "a", "green")["score"] == 50
    assert need(needs, "a", "mobility")["score"] == 20
    index = need(needs, "a", INDEX)
    assert index["score"] == pytest.approx(np.sqrt(50 * 20))
    assert index["persons"] == pytest.approx((100 - np.sqrt(1000)) / 100 * 200)
    assert need(needs, "b", INDEX)["need"] == pytest.approx(0)
    assert set(needs["scope"]) == {"indicator", "sector", "index"}


def test_unscored_indicators_make_no_need(catalogue):
    table = values(a={"soc_child_share": 40.0, "gre_access_300m_share": 40.0})
    needs = assess_needs(table, catalogue.indicators, pd.Series({"a": 1.0}))
    assert "soc_child_share" not in set(needs["key"])
    assert "social" not in set(needs["key"])


def test_too_few_known_scores_make_an_unknown_need_not_none(catalogue):
    table = values(
        a={"gre_access_300m_share": None, "gre_playground_access_share": 60.0, "mob_slow_street_share": 20.0},
        b={"gre_access_300m_share": 10.0, "gre_playground_access_share": 60.0, "mob_slow_street_share": 20.0},
    )
    needs = assess_needs(table, catalogue.indicators, pd.Series({"a": 200.0, "b": 50.0}))
    sector, index = need(needs, "a", "green"), need(needs, "a", INDEX)
    assert np.isnan(sector["need"])
    assert np.isnan(sector["persons"])
    assert sector["coverage"] == 0.5
    assert np.isnan(index["need"])
    assert index["coverage"] == 0.5
    assert np.isfinite(need(needs, "b", INDEX)["need"])


def test_a_unit_of_unknown_population_has_an_intensity_but_no_persons(catalogue):
    table = values(a={"mob_slow_street_share": 20.0})
    row = need(assess_needs(table, catalogue.indicators, pd.Series({"a": None}, dtype=float)), "a", "mobility")
    assert row["need"] == 80
    assert np.isnan(row["persons"])


def test_nothing_scored_makes_no_needs(catalogue):
    assert assess_needs(values(a={"soc_child_share": 40.0}), catalogue.indicators, pd.Series({"a": 1.0})).empty
