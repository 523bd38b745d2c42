# SPDX-License-Identifier: GPL-2.0-or-later
"""Shares of households by the cells of a supply atlas."""

from __future__ import annotations

import numpy as np
import pytest

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk


def computed(catalogue, build, population, atlas, **columns):
    squares = [build.square(100 * number, 0) for number in range(len(population))]
    data = {
        "planning_units": build.units([build.square(0, 0, 1000)]),
        "population_cells": build.cells(squares, population),
        "broadband": build.table(atlas, "broadband", **columns),
    }
    return compute_indicator(catalogue.indicators["dig_gigabit_share"], Desk(data))


def test_persons_in_place_of_households_are_told(build, catalogue):
    atlas = [build.square(0, 0), build.square(100, 0)]
    found = computed(catalogue, build, [30, 10], atlas, share_gigabit=[100.0, 20.0])
    assert found.units["value"][0] == pytest.approx((30 * 100 + 10 * 20) / 40)
    assert found.units["flags"][0] == "persons_for_households"


def test_a_column_of_households_without_any_number_is_none(build, catalogue):
    found = computed(catalogue, build, [30], [build.square(0, 0)], share_gigabit=[50.0], households=[np.nan])
    assert (found.units["value"][0], found.units["flags"][0]) == (pytest.approx(50), "persons_for_households")


def test_households_of_a_cell_that_several_share_are_counted_once(build, catalogue):
    atlas = [build.square(0, -50, 200)]
    found = computed(catalogue, build, [30, 10], atlas, share_gigabit=[40.0], households=[20.0])
    assert found.cells["denominator"].tolist() == pytest.approx([15, 5])
    assert found.units["numerator"][0] == pytest.approx(8)


def test_households_where_nobody_is_counted_are_shared_equally(build, catalogue):
    atlas = [build.square(0, -50, 200)]
    found = computed(catalogue, build, [0, 0], atlas, share_gigabit=[40.0], households=[20.0])
    assert found.cells["denominator"].tolist() == pytest.approx([10, 10])


def test_a_centre_in_two_cells_takes_the_mean_of_both(build, catalogue):
    atlas = [build.square(0, 0), build.square(0, 0)]
    found = computed(catalogue, build, [30], atlas, share_gigabit=[20.0, 40.0])
    assert found.units["value"][0] == pytest.approx(30)
    assert found.units["denominator"][0] == pytest.approx(30)


def test_an_unknown_share_is_not_zero(build, catalogue):
    atlas = [build.square(0, 0), build.square(100, 0)]
    found = computed(catalogue, build, [30, 10], atlas, share_gigabit=[80.0, np.nan], households=[15.0, 5.0])
    assert found.units["value"][0] == pytest.approx(80)
    assert found.units["coverage"][0] == pytest.approx(0.75)


def test_an_atlas_elsewhere_leaves_all_unknown(build, catalogue):
    found = computed(catalogue, build, [30], [build.square(5000, 0)], share_gigabit=[80.0], households=[15.0])
    assert np.isnan(found.units["value"][0])
