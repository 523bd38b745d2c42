# SPDX-License-Identifier: GPL-2.0-or-later
"""Where operands meet: worked by hand, by properties, and against plain pandas on whole towns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.interactions import FAILS, HOLDS, UNKNOWN, highest, judged, measured, membership, severity
from smartcity_plugin.model.rule import Operator, Scale, Spatial

NAN = float("nan")
SHARE = st.floats(0.0, 1.0)
ROW = st.lists(SHARE, min_size=2, max_size=4)
OPERATORS = list(Operator)


def one(row, operator):
    return float(severity(np.array([row]), operator)[0])


# By hand ------------------------------------------------------------------------------------------------------------


def test_four_cells_and_two_rules_on_paper():
    """Infill 0, 1000, 1600, 2000 m²/ha on 0…2000 and green 0.6, 1.2, 3, unknown m² with full marks at 6.

    Memberships: infill 0, 0.5, 0.8, 1; green need 0.9, 0.8, 0.5, unknown.
    """
    infill = membership([0, 1000, 1600, 2000], Scale(0, 2000))
    green = membership([0.6, 1.2, 3.0, NAN], Scale(6, 0))
    assert infill.tolist() == [0.0, 0.5, 0.8, 1.0]
    assert green[:3] == pytest.approx([0.9, 0.8, 0.5])
    both = np.column_stack([infill, green])
    assert severity(both, Operator.MINIMUM)[:3] == pytest.approx([0.0, 0.5, 0.5])
    assert severity(both, Operator.GEOMETRIC_MEAN)[:3] == pytest.approx([0.0, 0.4**0.5, 0.4**0.5])
    assert severity(both, Operator.MEAN)[:3] == pytest.approx([0.45, 0.65, 0.65])
    assert np.isnan(severity(both, Operator.MINIMUM)[3])
    assert judged(both, 0.6).tolist() == [FAILS, FAILS, FAILS, UNKNOWN]
    assert judged(both, 0.5).tolist() == [FAILS, HOLDS, HOLDS, UNKNOWN]


def test_an_operand_known_to_be_too_low_settles_it():
    assert judged(np.array([[0.1, NAN], [NAN, 0.9], [NAN, NAN]]), 0.6).tolist() == [FAILS, UNKNOWN, UNKNOWN]
    assert np.isnan(severity(np.array([[0.1, NAN]]), Operator.MINIMUM)).all()


def test_exactly_at_the_threshold_holds():
    assert judged(np.array([[1.0 - 0.4, 0.2 * 3]]), 0.6).tolist() == [HOLDS]


def test_the_highest_of_several_is_known_once_one_is_high_enough():
    columns = np.array([[0.2, 0.7], [NAN, 0.7], [NAN, 0.3], [NAN, NAN]])
    found = highest(columns, 0.6)
    assert found[:2].tolist() == [0.7, 0.7]
    assert np.isnan(found[2:]).all()


def test_layers_are_measured_at_places():
    places = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100), shapely.box(500, 0, 600, 100)])
    shapes = np.array([shapely.box(50, 0, 110, 100), shapely.box(60, 0, 80, 100), None], dtype=object)
    assert measured(places, shapes, Spatial.COVERED_SHARE) == pytest.approx([0.5, 0.1, 0.0])
    assert measured(places, shapes, Spatial.COUNT).tolist() == [2, 1, 0]
    point = np.array([shapely.Point(50, 150)])
    assert measured(places, point, Spatial.DISTANCE) == pytest.approx([100.0, 100 * 2**0.5, (500**2 + 100**2) ** 0.5])
    assert measured(places, point, Spatial.COVERED_SHARE).tolist() == [0.0, 0.0, 0.0]


def test_without_any_feature_everything_is_far():
    places, nothing = np.array([shapely.box(0, 0, 1, 1)]), np.empty(0, dtype=object)
    metres = measured(places, nothing, Spatial.DISTANCE)
    assert np.isinf(metres).all()
    assert membership(metres, Scale(500, 200)).tolist() == [0.0]
    assert measured(places, nothing, Spatial.COUNT).tolist() == [0.0]


# Properties ---------------------------------------------------------------------------------------------------------


@given(ROW)
def test_severity_lies_between_its_operands_and_the_operators_in_order(row):
    found = [one(row, operator) for operator in (Operator.MINIMUM, Operator.GEOMETRIC_MEAN, Operator.MEAN)]
    assert found == sorted(found) or found == pytest.approx(sorted(found), abs=1e-12)
    assert all(min(row) - 1e-12 <= value <= max(row) + 1e-12 and 0 <= value <= 1 for value in found)


@given(ROW, st.integers(0, 3), SHARE)
def test_severity_and_verdict_rise_with_every_operand(row, place, more):
    place %= len(row)
    higher = list(row)
    higher[place] = max(row[place], more)
    for operator in OPERATORS:
        assert one(higher, operator) >= one(row, operator) - 1e-12
    assert judged(np.array([higher]), 0.6)[0] >= judged(np.array([row]), 0.6)[0]


@given(ROW, st.permutations(range(4)))
def test_the_order_of_operands_does_not_matter(row, order):
    other = [row[place] for place in order if place < len(row)]
    for operator in OPERATORS:
        assert one(other, operator) == one(row, operator)
    assert judged(np.array([other]), 0.6) == judged(np.array([row]), 0.6)


@given(ROW, st.integers(0, 3))
def test_an_unknown_operand_makes_it_unknown_never_zero(row, place):
    row = [NAN if number == place % len(row) else value for number, value in enumerate(row)]
    for operator in OPERATORS:
        assert np.isnan(one(row, operator))
    known_low = any(value < 0.6 - 1e-9 for value in row)
    assert judged(np.array([row]), 0.6)[0] == (FAILS if known_low else UNKNOWN)


@given(st.lists(ROW.map(lambda row: (row * 4)[:4]), min_size=1, max_size=20), SHARE)
def test_verdicts_agree_with_plain_pandas(rows, threshold):
    frame = pd.DataFrame(rows)
    expected = (frame >= threshold - 1e-9).all(axis=1)
    assert (judged(frame.to_numpy(), threshold) == HOLDS).tolist() == expected.tolist()
    assert severity(frame.to_numpy(), Operator.MINIMUM) == pytest.approx(frame.min(axis=1).to_numpy())


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=10))
def test_membership_is_0_to_1_and_reached_at_its_ends(zero, full, values):
    if zero == full:
        return
    found = membership(values, Scale(zero, full))
    assert ((found >= 0) & (found <= 1)).all()
    assert membership([zero, full], Scale(zero, full)).tolist() == [0.0, 1.0]
