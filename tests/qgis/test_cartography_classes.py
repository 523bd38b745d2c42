# SPDX-License-Identifier: GPL-2.0-or-later
"""Class breaks, colours, numbers and texts: what can be checked without a map."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartcity_plugin.cartography.classes import (
    MOST_CLASSES,
    classify,
    classify_indicator,
    fixed_classes,
    label,
    rounded,
    roundest,
)
from smartcity_plugin.cartography.colours import diverging, lightness, ramp
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.numbers import format_date, format_number, format_value
from smartcity_plugin.model.indicator import Band

WORDS = ("under {value}", "{value} and more", "more than {value}")
VALUES = st.lists(st.one_of(st.none(), st.floats(0, 10_000), st.sampled_from([0.0, 50.0, 100.0])), max_size=40)


def numbers(values) -> np.ndarray:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, st.integers(0, 2), st.lists(st.floats(0, 10_000), max_size=2))
def test_every_known_value_lies_in_exactly_one_class_and_no_class_is_empty(values, decimals, anchors):
    values = numbers(values)
    classes = classify(values, decimals, anchors)
    shown = rounded(values, decimals)
    known = shown[np.isfinite(shown)]
    assert sum(item.count for item in classes.classes) == len(known)
    assert classes.missing == len(values) - len(known)
    assert all(item.count > 0 for item in classes.classes)
    assert len(classes.classes) <= MOST_CLASSES
    for item in classes.classes:
        low = -math.inf if item.lower is None else item.lower
        high = math.inf if item.upper is None else item.upper
        assert ((known >= low) & (known < high)).sum() == item.count
    edges = [item.lower for item in classes.classes[1:]]
    assert edges == sorted(set(edges))
    assert [item.upper for item in classes.classes[:-1]] == edges


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_no_two_classes_read_the_same(values):
    classes = classify(numbers(values), 1)
    texts = [label(item, classes, "en", *WORDS) for item in classes.classes]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("target", [60.0, 90.0])
def test_the_target_is_a_break_where_values_lie_on_both_sides(target):
    classes = classify(np.linspace(10, 100, 30), 1, [target])
    assert target in {item.lower for item in classes.classes}


def test_a_target_outside_the_values_makes_no_empty_class():
    assert all(item.count for item in classify(np.linspace(10, 20, 30), 1, [90.0]).classes)


def test_breaks_are_readable_numbers():
    classes = classify([0.37, 3.1, 12.9, 21.7, 24.2, 38.8, 47.3, 61.1, 77.7, 93.4], 1)
    assert all(item.lower == round(item.lower) for item in classes.classes[1:])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(17.3, 21.9, 20), (0, 0.4, 0.2), (99.2, 100, 100), (199, 1072, 500), (0.61, 0.68, 0.65)],
)
def test_roundest_number_of_a_gap(low, high, expected):
    assert roundest(low, high) == pytest.approx(expected)


def test_an_outlier_does_not_swallow_the_classes():
    values = [*range(5, 65, 2), 1072]
    assert min(item.count for item in classify(values, 0).classes) == 1
    assert max(item.count for item in classify(values, 0).classes) < 15


def test_fewer_values_than_classes_are_named_one_by_one():
    classes = classify([0, 0, 1, 1, 2, math.nan], 0)
    assert [label(item, classes, "en", *WORDS) for item in classes.classes] == ["0", "1", "2"]
    assert classes.missing == 1


def test_one_value_makes_one_class():
    classes = classify([7.5] * 12, 1)
    assert [(item.only, item.count) for item in classes.classes] == [(7.5, 12)]


def test_nothing_known_makes_no_class():
    classes = classify([math.nan] * 3, 1, few=1)
    assert classes.classes == ()
    assert (classes.missing, classes.few) == (2, 1)


def test_labels_in_both_languages():
    classes = classify([100, 1500, 1500.5, 2500.5, 3999, 4001, 9000], 1, [1500.5])
    german = [
        label(item, classes, "de", "unter {value}", "{value} und mehr", "mehr als {value}") for item in classes.classes
    ]
    english = [label(item, classes, "en", *WORDS) for item in classes.classes]
    assert any("1.500,5" in text for text in german)
    assert any("1,500.5" in text for text in english)
    assert german[-1].endswith("und mehr")


def test_a_band_has_three_sides():
    band = Band(0, 2, 4, 12)
    classes = classify([0.5, 1.5, 2.5, 3.0, 3.9, 4.4, 8.0], 1, [2, 4], band=band)
    assert {item.side for item in classes.classes} == {-1, 0, 1}
    assert {2.0, 4.0} <= {item.lower for item in classes.classes}
    assert classes.diverging


def test_every_indicator_of_the_catalogue_can_be_classed():
    catalogue = load_catalogue()
    values = np.concatenate([np.linspace(0, 100, 29), [np.nan]])
    for indicator in catalogue.indicators.values():
        classes = classify_indicator(values, 0, indicator, catalogue.units[indicator.unit].decimals)
        assert 1 < len(classes.classes) <= MOST_CLASSES
        assert classes.missing == 1


def test_fixed_breaks_stay_fixed():
    classes = fixed_classes([10, 50, 55, math.nan], 0, (20, 40, 60, 80))
    assert [item.count for item in classes.classes] == [1, 0, 2, 0, 0]


@pytest.mark.parametrize("count", range(1, 6))
def test_ramps_darken_evenly_in_every_sector(count):
    for sector in load_catalogue().sectors.values():
        steps = -np.diff([lightness(colour) for colour in ramp(sector.colour, count)])
        assert (steps > 10).all()
        assert np.ptp(steps) < 4 if count > 1 else True


def test_diverging_colours_darken_away_from_the_band():
    below_far, below, good, above, above_far = map(lightness, diverging([-1, -1, 0, 1, 1]))
    assert good > below > below_far
    assert good > above > above_far


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234567.85, 1, "1.234.567,9", "1,234,567.9"),
        (-0.04, 1, "0,0", "0.0"),
        (-12.5, 0, "−13", "−13"),
        (None, 1, "k. A.", "n/a"),
        (math.nan, 1, "k. A.", "n/a"),
        (0, 0, "0", "0"),
    ],
)
def test_numbers_are_written_as_readers_write_them(value, decimals, german, english):
    assert format_number(value, decimals, "de_AT") == german
    assert format_number(value, decimals, "en") == english


def test_values_carry_their_unit_but_not_its_explanation():
    units = load_catalogue().units
    assert format_value(12.34, units["percent"], "de") == "12,3\u00a0%"
    assert format_value(12.34, units["percent"], "de", with_unit=False) == "12,3"
    assert format_value(0.5, units["ratio"], "en") == "0.50"
    assert format_value(1998, units["year"], "de") == "1998"
    assert format_value(None, units["percent"], "de") == "k. A."


def test_dates_are_written_as_readers_write_them():
    assert format_date("2011-05-09", "de") == "09.05.2011"
    assert format_date("2011-05-09T10:00:00+00:00", "en") == "9\u00a0May 2011"
    assert format_date("2014–2016", "de") == "2014–2016"


@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 2))
def test_classes_round_as_numbers_are_printed(value, decimals):
    shown = float(rounded([value], decimals)[0])
    assert format_number(value, decimals, "en") == format_number(shown, decimals, "en")
