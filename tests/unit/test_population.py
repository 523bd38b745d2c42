# SPDX-License-Identifier: GPL-2.0-or-later
"""People are allocated by area, unknown ones stay unknown, nobody is lost or counted twice."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.population import allocate
from smartcity_plugin.engine.values import Ratios, divide, weighted


def test_a_cell_on_the_border_is_split_by_area(build):
    cells = build.cells([build.square(50, 0)], [80])
    units = build.units([build.square(0, 0), build.square(100, 0)])
    assert allocate(cells, units).persons().tolist() == [40, 40]


def test_a_rotated_cell_is_split_by_area(build):
    cell = shapely.affinity.rotate(build.square(50, 0), 30)
    left = shapely.box(-1000, -1000, 80, 1000)
    persons = allocate(build.cells([cell], [100]), build.units([left, shapely.box(80, -1000, 2000, 1000)])).persons()
    assert persons == pytest.approx([cell.intersection(left).area / 100, 100 - cell.intersection(left).area / 100])


def test_a_cell_outside_all_units_counts_nowhere(build):
    allocation = allocate(build.cells([build.square(500, 0)], [80]), build.units([build.square(0, 0)]))
    assert np.isnan(allocation.persons()).all()


def test_a_cell_that_only_touches_a_unit_is_not_in_it(build):
    allocation = allocate(build.cells([build.square(100, 0)], [80]), build.units([build.square(0, 0)]))
    assert allocation.shares.nnz == 0


def test_an_unknown_cell_is_not_an_empty_one(build):
    units = build.units([build.square(0, 0), build.square(200, 0)])
    unknown = allocate(build.cells([build.square(0, 0), build.square(200, 0)], [None, 5]), units)
    nobody = allocate(build.cells([build.square(0, 0), build.square(200, 0)], [0, 5]), units)
    assert np.isnan(unknown.persons()[0])
    assert nobody.persons()[0] == 0
    assert unknown.unknown(unknown.population).tolist() == [1, 0]
    assert nobody.unknown(nobody.population).tolist() == [0, 0]


def test_unknown_cells_add_nothing_to_known_ones(build):
    cells = build.cells([build.square(0, 0, 50), build.square(50, 0, 50)], [None, 7])
    assert allocate(cells, build.units([build.square(0, 0)])).persons().tolist() == [7]


def test_overlapping_units_each_get_the_whole_cell(build):
    units = build.units([build.square(0, 0), build.square(0, 0, 1000)])
    assert allocate(build.cells([build.square(0, 0)], [9]), units).persons().tolist() == [9, 9]


def test_units_with_holes_and_several_parts(build):
    ring = shapely.difference(build.square(0, 0, 300), build.square(100, 100))
    parts = shapely.MultiPolygon([build.square(100, 100), build.square(1000, 0)])
    cells = build.cells([build.square(100, 100), build.square(1000, 0), build.square(0, 0)], [1, 10, 100])
    assert allocate(cells, build.units([ring, parts])).persons().tolist() == [100, 11]


def test_members_are_the_cells_of_a_unit_with_their_shares(build):
    cells = build.cells([build.square(0, 0), build.square(75, 100), build.square(500, 0)], [1, 2, 3])
    allocation = allocate(cells, build.units([build.square(1000, 0), shapely.box(0, 0, 100, 200)]))
    members, shares = allocation.members(1)
    assert dict(zip(members.tolist(), shares.tolist())) == {0: 1.0, 1: 0.25}
    assert len(allocation.members(0)[0]) == 0


def test_no_cells_and_no_units(build):
    allocation = allocate(build.cells([], []), build.units([build.square(0, 0)]))
    assert np.isnan(allocation.persons()).all()
    assert allocate(build.cells([build.square(0, 0)], [5]), build.units([])).persons().shape == (0,)


@given(cuts=st.lists(st.floats(1, 999), min_size=1, max_size=6, unique=True), seed=st.integers(0, 1000))
def test_a_complete_division_preserves_the_sum(build, cuts, seed):
    random = np.random.default_rng(seed)
    squares = [build.square(x, y, 90) for x in range(0, 1000, 100) for y in range(0, 300, 100)]
    persons = random.integers(0, 200, len(squares)).astype(float)
    edges = [-10.0, *sorted(cuts), 1010.0]
    units = build.units([shapely.box(a, -10, b, 310) for a, b in zip(edges, edges[1:])])
    assert np.nansum(allocate(build.cells(squares, persons), units).persons()) == pytest.approx(persons.sum())


def test_summing_up_keeps_numerator_and_denominator_apart(build):
    cells = build.cells([build.square(0, 0), build.square(100, 0), build.square(200, 0)], [10, 30, None])
    allocation = allocate(cells, build.units([build.square(0, 0, 300)]))
    of_unit = allocation.sum_up(weighted(np.array([2.0, np.nan, 5.0]), cells.numbers("population")))
    assert of_unit.numerator.tolist() == [20]
    assert of_unit.denominator.tolist() == [10]
    assert of_unit.expected.tolist() == [40]
    assert of_unit.coverage().tolist() == [0.25]


def test_a_unit_of_unknown_cells_has_no_sums(build):
    allocation = allocate(build.cells([build.square(0, 0)], [None]), build.units([build.square(0, 0)]))
    of_unit = allocation.sum_up(weighted(np.array([2.0]), allocation.population))
    assert np.isnan(of_unit.numerator).all()
    assert np.isnan(of_unit.denominator).all()


def test_a_ratio_to_nobody_has_no_value():
    ratios = Ratios(np.array([0.0, 5.0, np.nan]), np.array([0.0, 0.0, 2.0]), np.array([0.0, 0.0, 2.0]))
    assert np.isnan(ratios.values(100)).all()
    assert np.isnan(ratios.coverage()[:2]).all()
    assert ratios.coverage()[2] == 0


def test_dividing_never_warns_and_never_invents():
    with np.errstate(all="raise"):
        result = divide(np.array([1.0, 1.0, np.nan, 0.0]), np.array([0.0, np.nan, 2.0, 4.0]))
    assert np.isnan(result[:3]).all()
    assert result[3] == 0


def test_ratios_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="same length"):
        Ratios(np.zeros(2), np.zeros(1), np.zeros(2))
