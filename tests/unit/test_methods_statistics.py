# SPDX-License-Identifier: GPL-2.0-or-later
"""Rates and counts of the town's statistics: latest year, own row before parts, unknown is not zero."""

from __future__ import annotations

import numpy as np
import pytest

from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.methods.statistics import SEVERAL_YEARS, count_per_count, rate_of_count


@pytest.fixture
def town(build):
    """A city of two districts; the first has two quarters of 100 and 300 persons, the second 600 persons and none.

    A grid lies over the first quarter, as a second system of units.
    """
    squares = [build.square(0, 0), build.square(100, 0), build.square(200, 0)]
    first = squares[0].union(squares[1])
    whole = first.union(squares[2])
    units = build.units(
        [whole, first, squares[2], squares[0], squares[1], squares[0]], ["c", "d1", "d2", "q1", "q2", "g"]
    )
    frame = units.frame.assign(
        parent_id=[None, "c", "c", "d1", "d1", "c"],
        level=["city", "district", "district", "quarter", "quarter", "grid"],
    )
    units = type(units)(frame, units.geometry, units.crs, units.role)
    return Desk({"planning_units": units, "population_cells": build.cells(squares, [100, 300, 600])})


def column(build, name, ids, years, values):
    columns = {"unit_id": ids, "value": values, **({} if years is None else {"year": years})}
    return build.table([None] * len(ids), name, **columns)


def test_parts_are_summed_where_the_whole_has_no_row(build, town):
    ids = ["q1", "q2", "d2"]
    cars, persons = (column(build, "", ids, None, values) for values in ([50, 30, 200], [100, 200, 400]))
    found = count_per_count(town, cars, persons)
    assert found.numerator.tolist()[:5] == [280, 80, 200, 50, 30]
    assert found.denominator.tolist()[:5] == [700, 300, 400, 100, 200]
    assert np.isnan(found.numerator[5])
    assert found.coverage() == pytest.approx([1, 1, 1, 1, 1, 0])
    assert found.flags == ()


def test_the_own_row_wins(build, town):
    ids = ["q1", "q2", "d1"]
    found = count_per_count(town, *(column(build, "", ids, None, values) for values in ([50, 30, 90], [100, 300, 410])))
    assert (found.numerator[1], found.denominator[1]) == (90, 410)


def test_a_missing_part_lowers_the_coverage_and_is_not_zero(build, town):
    ids = ["q1", "q2", "d2"]
    found = count_per_count(
        town, *(column(build, "", ids, None, values) for values in ([50, None, 200], [100, 200, 400]))
    )
    assert found.numerator[1] == 50
    assert found.denominator[1] == 100
    assert found.coverage()[[0, 1, 4]] == pytest.approx([(100 + 600) / 1000, 100 / 400, 0])


def test_the_latest_year_in_which_both_are_known(build, town):
    ids, years = ["q1", "q1", "q1", "q2"], [2021, 2023, 2022, 2022]
    found = count_per_count(
        town, *(column(build, "", ids, years, values) for values in ([1, 3, 2, 7], [10, None, 20, 70]))
    )
    assert (found.numerator[3], found.denominator[3]) == (2, 20)
    assert found.flags == ()


def test_different_years_are_told(build, town):
    found = count_per_count(town, column(build, "", ["q1", "q2"], [2021, 2023], [1, 7]), None)
    assert found.flags == (SEVERAL_YEARS,)


def test_columns_of_several_sources_are_put_together(build, town):
    ids, years = ["q1", "q1"], [2022, 2022]
    found = count_per_count(town, *(column(build, "", ids, years, values) for values in ([5, None], [None, 50])))
    assert (found.numerator[3], found.denominator[3]) == (5, 50)


def test_numbers_that_contradict_each_other_are_unknown(build, town):
    found = count_per_count(town, column(build, "", ["q1", "q1"], [2022, 2022], [5, 6]), None)
    assert np.isnan(found.numerator[3])


def test_without_totals_the_persons_of_the_cells_count(build, town):
    found = count_per_count(town, column(build, "", ["q1", "q2"], None, [50, 60]), None)
    assert found.denominator[[1, 3, 4]] == pytest.approx([400, 100, 300])
    assert found.values(1000)[1] == pytest.approx(275)


def test_a_part_larger_than_its_whole_is_unknown(build, town):
    ids = ["q1", "q2"]
    count, total = (column(build, "", ids, None, values) for values in ([50, 30], [40, 60]))
    assert count_per_count(town, count, total).numerator[3] == 50
    found = count_per_count(town, count, total, part=True)
    assert np.isnan(found.numerator[3])
    assert (found.numerator[1], found.denominator[1]) == (30, 60)
    assert found.coverage()[1] == pytest.approx(300 / 400)


def test_rates_are_weighted_when_put_together(build, town):
    ids = ["q1", "q2"]
    rate, weight = (column(build, "", ids, None, values) for values in ([10, 40], [900, 100]))
    assert rate_of_count(town, rate, weight).values()[[1, 3, 4]] == pytest.approx([13, 10, 40])
    assert rate_of_count(town, rate, None).values()[1] == pytest.approx((10 * 100 + 40 * 300) / 400)


def test_weights_that_are_not_there_for_all_are_not_mixed_with_persons(build, town):
    rate, weight = (column(build, "", ["q1", "q2"], None, values) for values in ([10, 40], [900, None]))
    assert rate_of_count(town, rate, weight).values()[1] == pytest.approx((10 * 100 + 40 * 300) / 400)


def test_a_newer_rate_without_weight_is_not_passed_over(build, town):
    ids, years = ["q1", "q1"], [2021, 2023]
    rate, weight = (column(build, "", ids, years, values) for values in ([10, 12], [900, None]))
    assert rate_of_count(town, rate, weight).values()[3] == pytest.approx(12)


def test_a_rate_is_not_lost_where_nobody_is_counted(build, town):
    cells = town.data["population_cells"].with_column("population", [0.0, 300.0, np.nan])
    desk = Desk({**town.data, "population_cells": cells})
    found = rate_of_count(desk, column(build, "", ["q1", "q2", "d2"], None, [10, 40, 20]), None)
    assert found.values()[[1, 2, 3, 4]] == pytest.approx([40, 20, 10, 40])
    assert found.coverage()[2:5] == pytest.approx([1, 1, 1])


def test_a_second_system_of_units_is_not_counted_twice(build, town):
    ids = ["d1", "d2", "g"]
    found = count_per_count(town, column(build, "", ids, None, [40, 60, 10]), None)
    assert found.numerator[0] == 100


def test_units_that_are_parents_of_each_other_end(build, town):
    units = town.units
    frame = units.frame.assign(parent_id=["d1", "c", "c", "d1", "d1", "c"])
    turned = Desk({**town.data, "planning_units": type(units)(frame, units.geometry, units.crs, units.role)})
    found = count_per_count(turned, column(build, "", ["q1"], None, [5]), None)
    assert found.numerator[3] == 5
