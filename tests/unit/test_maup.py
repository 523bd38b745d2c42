# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the picture depends on the units: worked by hand and against scipy with every person written out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smartcity_plugin.engine.maup import agreement, main_unit, values_of_cells
from smartcity_plugin.engine.population import allocate


def test_a_cell_belongs_to_the_unit_that_holds_most_of_it(build):
    """Cells of 100 m at x = 0, 100, 200, 300; units A: 0–130, B: 130–300, and of another system C: 0–400.

    The second cell lies by 30 % in A and 70 % in B; the fourth in none of the first system. Catches: first unit met,
    units of another system.
    """
    units = build.units([shapely.box(0, 0, 130, 100), shapely.box(130, 0, 300, 100), shapely.box(0, 0, 400, 100)])
    cells = build.cells([build.square(x, 0) for x in (0, 100, 200, 300)], [1, 1, 1, 1])
    shares = allocate(cells, units).shares
    system = np.array([True, True, False])
    assert main_unit(shares, system).tolist() == [0, 1, 1, -1]
    assert main_unit(shares, ~system).tolist() == [2, 2, 2, 2]
    found = values_of_cells(main_unit(shares, system), [5, np.nan, 7])
    assert found.tolist() == pytest.approx([5, np.nan, np.nan, np.nan], nan_ok=True)


def test_of_equal_shares_the_first_unit_counts(build):
    units = build.units([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)])
    cells = build.cells([build.square(0, 0)], [1])
    assert main_unit(allocate(cells, units).shares, np.array([True, True])).tolist() == [0]


def test_rank_correlation_by_hand():
    """Three cells with 1, 2 and 1 persons, values 10, 20, 30 and 1, 3, 2.

    Ranks of the four persons: 1, 2.5, 2.5, 4 and 1, 3.5, 3.5, 2. Around their mean 2.5: −1.5, 0, 0, 1.5 and −1.5, 1,
    1, −.5. Sum of products 2.25 − .75 = 1.5; squares 4.5 and 4.5; 1.5 / 4.5 = 1/3. Without the weights it would be .5.
    """
    found = agreement(np.array([10.0, 20, 30]), np.array([1.0, 3, 2]), np.array([1.0, 2, 1]))
    assert found.rho == pytest.approx(1 / 3)
    assert (found.cells, found.needs_note) == (3, True)


def test_what_does_not_count():
    """Cells without people, without population or without one of the values."""
    first, second = np.array([1.0, 2, 3, np.nan, 9]), np.array([1.0, 2, 3, 4, 0])
    assert agreement(first, second, np.array([5.0, 5, 5, 5, 0])).cells == 3
    assert agreement(first, second, np.array([5.0, 5, 5, 5, np.nan])).rho == pytest.approx(1)


def test_without_differences_there_is_no_correlation_and_no_note():
    same = agreement(np.ones(4), np.arange(4.0), np.ones(4))
    assert np.isnan(same.rho)
    assert not same.needs_note
    assert np.isnan(agreement(np.array([]), np.array([]), np.array([])).rho)


ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), min_size=3, max_size=30)


@given(ROWS)
def test_rank_correlation_agrees_with_scipy_over_all_persons(rows):
    first, second, persons = (np.array(column) for column in zip(*rows))
    found = agreement(first.astype(float), second.astype(float), persons.astype(float)).rho
    if len(set(first.tolist())) < 2 or len(set(second.tolist())) < 2:
        assert np.isnan(found)
        return
    expected = stats.spearmanr(np.repeat(first, persons), np.repeat(second, persons))[0]
    assert found == pytest.approx(expected, abs=1e-12)


@given(ROWS, st.randoms(use_true_random=False))
def test_rank_correlation_knows_no_order_and_no_scale(rows, random):
    one = agreement(*(np.array(column, dtype=float) for column in zip(*rows))).rho
    random.shuffle(rows)
    first, second, persons = (np.array(column, dtype=float) for column in zip(*rows))
    assert agreement(np.exp(first), 3 * second + 1, 2 * persons).rho == pytest.approx(one, nan_ok=True)
    assert agreement(second, first, persons).rho == pytest.approx(one, nan_ok=True)
    assert agreement(-first, second, persons).rho == pytest.approx(-one, nan_ok=True)
