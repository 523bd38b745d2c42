# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts of persons are calibrated to the official population; what is no count of persons stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.people import (
    NOT_PERSONS,
    PeopleSettings,
    calibrated,
    counts_persons,
    persons_in_town,
    persons_of_group,
)
from smartcity_plugin.model.problem import Severity, SmartCityError
from smartcity_plugin.study.people import housing_problems, people_settings
from smartcity_plugin.study.study import StudySettings

TOWN = shapely.box(0, 0, 250, 100)


def settings(**changes) -> StudySettings:
    return StudySettings("t", "m", "", "EPSG:25832", "de", "2022", **changes)


@pytest.fixture
def data(build):
    """100 + 60 + half of 80 persons inside the town; one cell unknown."""
    squares = [build.square(100 * n, 0) for n in range(3)] + [build.square(0, 0, 50)]
    cells = build.cells(squares, [100, 60, 80, None], dwellings=[50, 30, 40, 5], aged_under_18=[20, 6, None, 1])
    return {"planning_units": build.units([TOWN]), "population_cells": cells}


def test_every_number_of_the_cells_is_known_to_count_persons_or_not(catalogue):
    numbers = set(catalogue.roles["population_cells"].numbers)
    assert {name for name in numbers if not counts_persons(name)} == NOT_PERSONS


def test_persons_in_town_count_by_area_and_unknown_ones_not_at_all(data):
    assert persons_in_town(data["population_cells"], TOWN) == 200


def test_persons_in_town_by_their_homes(build, data):
    buildings = build.table([shapely.box(210, 10, 220, 20), shapely.box(270, 10, 280, 20)], "buildings")
    homes = buildings.with_column("function", "house").with_column("storeys", [3, 1])
    assert persons_in_town(data["population_cells"], TOWN, homes, "dasymetric") == 100 + 60 + 60
    desk = Desk({**data, "buildings": homes})
    assert desk.allocation.persons().tolist() == [220]


def test_the_town_has_its_official_population_afterwards(data):
    people, problems, record = people_settings(settings(official_population="202"), data, TOWN)
    assert people == PeopleSettings("auto", 1.01)
    desk = Desk(data, people)
    assert desk.allocation.persons() == pytest.approx([202])
    assert [(item.key, item.severity) for item in problems] == [("population_calibrated", Severity.NOTE)]
    assert record["factor"] == 1.01
    assert record["counted_population"] == 200
    assert record["allocation_used"] == "areal"


def test_age_groups_are_calibrated_dwellings_are_not(data):
    cells = calibrated(data["population_cells"], 1.5)
    assert cells.numbers("population")[:3].tolist() == [150, 90, 120]
    assert cells.numbers("aged_under_18")[:2].tolist() == [30, 9]
    assert np.isnan(cells.numbers("population")[3])
    assert np.isnan(cells.numbers("aged_under_18")[2])
    assert cells.numbers("dwellings").tolist() == [50, 30, 40, 5]
    assert data["population_cells"].numbers("population")[0] == 100


@pytest.mark.parametrize(("official", "key"), [("204", "population_calibrated"), ("205", "population_calibrated_much")])
def test_more_than_two_per_cent_are_warned_of(data, official, key):
    _, problems, _ = people_settings(settings(official_population=official), data, TOWN)
    assert [item.key for item in problems] == [key]


@pytest.mark.parametrize(("official", "refused"), [("100", False), ("400", False), ("99", True), ("401", True)])
def test_a_factor_that_cannot_be_right_is_refused(data, official, refused):
    if refused:
        with pytest.raises(SmartCityError, match="calibration_refused"):
            people_settings(settings(official_population=official), data, TOWN)
    else:
        assert people_settings(settings(official_population=official), data, TOWN)[0].factor == float(official) / 200


@pytest.mark.parametrize("changes", [{}, {"official_population": "300", "calibrate": "no"}])
def test_without_a_figure_or_a_wish_counts_stay(data, changes):
    people, problems, record = people_settings(settings(**changes), data, TOWN)
    assert people.factor == 1.0
    assert problems == []
    assert "official_population" not in record


def test_what_is_no_number_is_told_and_not_used(data):
    people, problems, _ = people_settings(settings(official_population="etwa 200"), data, TOWN)
    assert people.factor == 1.0
    assert [item.key for item in problems] == ["official_population_unreadable"]


def test_nobody_in_town_cannot_be_calibrated(data):
    people, problems, _ = people_settings(settings(official_population="200"), data, shapely.box(5000, 0, 6000, 100))
    assert people.factor == 1.0
    assert [item.key for item in problems] == ["population_sum_zero"]


def test_calibration_changes_sums_and_no_shares(catalogue, data):
    entry = catalogue.indicators["soc_child_share"]
    before, after = (compute_indicator(entry, Desk(data, PeopleSettings("auto", f))).units for f in (1.0, 1.25))
    assert after["value"].tolist() == before["value"].tolist()
    assert after["population"].iloc[0] == pytest.approx(1.25 * before["population"].iloc[0])


def test_growth_is_counted_without_calibration(catalogue, build):
    """The earlier cells have no official figure: a factor on one side only would look like growth."""
    square = build.square(0, 0, 1000)
    data = {
        "planning_units": build.units([square]),
        "population_cells": build.cells([square], [1100]),
        "population_cells_earlier": build.table([square], "population_cells_earlier", population=[1000]),
        "settlement_area": build.table([shapely.box(0, 0, 500, 1000)], "settlement_area"),
        "settlement_area_earlier": build.table([shapely.box(0, 0, 400, 1000)], "settlement_area_earlier"),
    }
    entry = catalogue.indicators["hou_sdg1131_lcrpgr"]
    plain, scaled = (compute_indicator(entry, Desk(data, PeopleSettings("auto", f))).units for f in (1.0, 1.3))
    assert scaled["value"].iloc[0] == pytest.approx(plain["value"].iloc[0])


def test_counts_of_an_age_group_come_before_shares(build, data):
    cells = data["population_cells"]
    rates = build.table([shapely.box(0, 0, 300, 100)], "census_rates", value=[50])
    counts = cells.with_column("value", cells.frame["aged_under_18"])
    assert persons_of_group(cells, counts, rates)[:2].tolist() == [20, 6]
    assert persons_of_group(cells, None, rates)[:3].tolist() == [50, 30, 40]
    assert np.isnan(persons_of_group(cells, None, None)).all()


def test_an_age_share_says_whether_it_was_counted(catalogue, build, data):
    entry = catalogue.indicators["soc_child_share"]
    rates = build.table([shapely.box(0, 0, 300, 100)], "census_rates", cell_id=["r"], share_under_18=[50])
    counted = compute_indicator(entry, Desk({**data, "census_rates": rates})).units.iloc[0]
    # 20 + 6 of 160 persons; of 200 persons 40 are in a cell whose children are not known
    assert counted["value"] == pytest.approx(100 * 26 / 160)
    assert counted["coverage"] == pytest.approx(160 / 200)
    assert "ages_by_share" not in counted["flags"]
    cells = data["population_cells"]
    plain = type(cells)(cells.frame.drop(columns="aged_under_18"), cells.geometry, cells.crs, cells.role)
    by_share = compute_indicator(entry, Desk({**data, "population_cells": plain, "census_rates": rates})).units.iloc[0]
    assert by_share["value"] == pytest.approx(50)
    assert "ages_by_share" in by_share["flags"]
    with pytest.raises(SmartCityError, match="role_without_data"):
        compute_indicator(entry, Desk({**data, "population_cells": plain}))


@pytest.mark.parametrize(("count", "key"), [(10, None), (9, "cells_without_home"), (7, "buildings_incomplete")])
def test_missing_homes_are_told(build, count, key):
    squares = [build.square(100 * n, 0) for n in range(10)]
    houses = [shapely.box(100 * n, 0, 100 * n + 10, 10) for n in range(count)]
    data = {
        "planning_units": build.units([shapely.box(0, 0, 1000, 100)]),
        "population_cells": build.cells(squares, [10] * 10),
        "buildings": build.table(houses, "buildings", function=["house"] * count),
    }
    problems, record = housing_problems(Desk(data))
    assert [item.key for item in problems] == ([key] if key else [])
    assert record["cells_without_home"] == 10 - count
    if key:
        assert problems[0].values["persons"] == 10.0 * (10 - count)
        assert problems[0].values["share"] == 10.0 * (10 - count)


def test_without_buildings_nothing_is_told_of_homes(data):
    assert housing_problems(Desk(data)) == ([], {})
