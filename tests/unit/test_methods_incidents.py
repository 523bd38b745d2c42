# SPDX-License-Identifier: GPL-2.0-or-later
"""Things counted at places: borders of several levels, unknown years, small numbers."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk

RATE, INTENSITY = "mob_accident_rate_vru", "dig_participation_intensity"


@pytest.fixture
def city(build):
    """Two districts side by side, the city around them, and 100 persons in each district."""
    squares = [build.square(0, 0, 1000), build.square(1000, 0, 1000)]
    units = build.units([*squares, shapely.union_all(squares)], ["west", "east", "city"])
    cells = build.cells([build.square(100, 100), build.square(1100, 100)], [100, 100])
    return {
        "planning_units": units.with_column("level", ["district", "district", "city"]),
        "population_cells": cells,
    }


def accidents(build, points, years, bike=None, foot=None):
    ones = [1.0] * len(points)
    return build.table(
        list(shapely.points(points)), "accidents", year=years, is_bike=bike or ones, is_foot=foot or ones
    )


def units(catalogue, data, name=RATE, **parameters):
    return compute_indicator(catalogue.indicators[name], Desk(data), parameters).units.set_index("unit_id")


def test_an_accident_between_districts_counts_once_for_both_and_once_for_the_city(build, catalogue, city):
    found = units(catalogue, {**city, "accidents": accidents(build, [(1000, 500)], [2020])})
    assert found["numerator"].to_dict() == {"west": 0.5, "east": 0.5, "city": 1.0}


def test_years_without_a_relevant_accident_count_as_years(build, catalogue, city):
    table = accidents(build, [(10, 10), (20, 10)], [2020, 2022], bike=[1.0, 0.0], foot=[0.0, 0.0])
    found = units(catalogue, {**city, "accidents": table})
    assert found["denominator"]["west"] == 200
    assert found["value"]["west"] == pytest.approx(5)


def test_few_years_and_few_accidents_are_flagged(build, catalogue, city):
    points = [(10 * number + 5, 10) for number in range(5)] + [(1500, 10)]
    data = {**city, "accidents": accidents(build, points, [2020, 2021, 2022] * 2)}
    flags = units(catalogue, data)["flags"]
    assert flags.to_dict() == {"west": "", "east": "few_events", "city": ""}
    flags = units(catalogue, data, minimum_years=4, few_accidents=0)["flags"]
    assert flags.to_dict() == {"west": "few_years", "east": "few_years", "city": "few_years"}


def test_without_any_known_year_there_is_no_value(build, catalogue, city):
    found = units(catalogue, {**city, "accidents": accidents(build, [(10, 10)], [np.nan])})
    assert found["value"].isna().all()
    assert found["flags"].str.contains("no_data").all()


def test_no_accidents_in_a_unit_are_none_and_not_unknown(build, catalogue, city):
    found = units(catalogue, {**city, "accidents": accidents(build, [(10, 10)], [2020])})
    assert (found["value"]["east"], found["coverage"]["east"]) == (0, 1)


def test_contributions_without_a_place_lower_the_coverage_everywhere(build, catalogue, city):
    shapes = [shapely.Point(10, 10), None, shapely.Point(), shapely.Point(1500, 10)]
    found = units(catalogue, {**city, "contributions": build.table(shapes, "contributions")}, INTENSITY)
    assert (found["coverage"] == 0.5).all()
    assert found["value"].to_dict() == {"west": 10, "east": 10, "city": 10}


def test_if_most_contributions_have_no_place_there_is_no_value(build, catalogue, city):
    shapes = [shapely.Point(10, 10), None, None]
    found = units(catalogue, {**city, "contributions": build.table(shapes, "contributions")}, INTENSITY)
    assert found["value"].isna().all()
