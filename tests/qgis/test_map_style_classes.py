# SPDX-License-Identifier: GPL-2.0-or-later
"""Classes by the method that a town chooses: breaks, members, labels, colours."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import QgsClassificationJenks, QgsClassificationQuantile

from smartcity_plugin.cartography.classes import label, rounded
from smartcity_plugin.cartography.map_style import preview, style_for, styled_classes, thirds
from smartcity_plugin.cartography.map_style_classes import breaks_by
from smartcity_plugin.cartography.styles import class_colours, class_of
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.entry import CatalogueError
from smartcity_plugin.catalogue.map_styles import map_style_content, read_map_style
from smartcity_plugin.model.indicator import Band, Direction
from smartcity_plugin.model.map_style import Amount, Around, Kind, MapStyle, Method, Ramp, Scaling, is_amount
from smartcity_plugin.model.problem import SmartCityError

WORDS = ("under {value}", "{value} and more", "more than {value}")
INDICATORS = load_catalogue().indicators
WITH_TARGET, WITH_BAND = INDICATORS["mob_pt_access_share"], INDICATORS["hou_pop_density"]
NEUTRAL = next(item for item in INDICATORS.values() if item.target is None and not isinstance(item.goalposts, Band))
VALUES = st.lists(
    st.one_of(st.none(), st.floats(-5_000, 10_000), st.integers(0, 100), st.sampled_from([0.0, 50.0])), max_size=40
)
STYLES = st.builds(
    MapStyle,
    method=st.sampled_from(Method),
    classes=st.integers(2, 7),
    breaks=st.lists(st.floats(-5_000, 10_000), min_size=1, max_size=6, unique=True).map(sorted).map(tuple),
    ramp=st.sampled_from(Ramp),
    reverse=st.booleans(),
    around=st.sampled_from(Around),
    value=st.floats(-5_000, 10_000),
)


def numbers(values) -> np.ndarray:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


def holds(text: str, value: float) -> bool:
    """Whether a class with this label holds a value, as a reader understands it."""

    def number(part: str) -> float:
        return float(part.replace(",", "").replace("\u2212", "-"))

    if text.startswith("under "):
        return value < number(text[6:])
    if text.startswith("more than "):
        return value > number(text[10:])
    if text.endswith(" and more"):
        return value >= number(text[:-9])
    if " – < " in text:
        low, high = text.split(" – < ")
        return (value > number(low[2:]) if low.startswith("> ") else value >= number(low)) and value < number(high)
    return value == number(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(VALUES, st.integers(0, 2), STYLES, st.sampled_from([WITH_TARGET, WITH_BAND, NEUTRAL]))
def test_every_known_value_is_in_the_one_class_whose_label_says_so(values, decimals, style, indicator):
    values = numbers(values)
    classes = styled_classes(values, 0, indicator, decimals, style, mean=37.3)
    shown = rounded(values, decimals)
    known = shown[np.isfinite(shown)]
    assert sum(item.count for item in classes.classes) == len(known)
    assert classes.missing == len(values) - len(known)
    edges = [item.lower for item in classes.classes[1:]]
    assert edges == sorted(set(edges))
    assert len(class_colours(classes, "#0072B2")) == len(classes.classes)
    if style.method is not Method.FIXED:
        assert all(item.count for item in classes.classes)
        assert len(classes.classes) <= max(style.classes, 3)
    texts = [label(item, classes, "en", *WORDS) for item in classes.classes] if len(classes.classes) > 1 else []
    for value, number in zip(known, (class_of(value, classes) for value in known)):
        assert number is not None
        if texts and abs(value) < 1e9:
            assert [holds(text, value) for text in texts] == [one == number for one in range(len(texts))]


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=3, max_size=9),
    st.integers(2, 4),
)
def test_natural_breaks_are_the_best_there_are(values, wanted):
    distinct, counts = np.unique(np.array(values, dtype=float), return_counts=True)
    wanted = min(wanted, len(distinct))

    def deviation(gaps) -> float:
        edges = [0, *gaps, len(distinct)]
        parts = [np.repeat(distinct[a:b], counts[a:b]) for a, b in zip(edges, edges[1:])]
        return sum(((part - part.mean()) ** 2).sum() for part in parts)

    best = min(map(deviation, itertools.combinations(range(1, len(distinct)), wanted - 1)), default=0.0)
    found = breaks_by(Method.NATURAL, distinct, counts, wanted)
    assert len(found) == wanted - 1
    assert deviation(np.searchsorted(distinct, found)) == pytest.approx(best, abs=1e-9)


def members(values: np.ndarray, upper_edges) -> list[int]:
    """Return how many values each class has, where the upper edge belongs to a class as QGIS has it."""
    return np.bincount(np.searchsorted(np.array(upper_edges[:-1]), values, side="left")).tolist()


@pytest.mark.parametrize("wanted", [3, 4, 5])
@pytest.mark.parametrize("seed", range(5))
def test_quantiles_and_natural_breaks_agree_with_those_of_qgis(seed, wanted):
    rng = np.random.default_rng(seed)
    groups = [rng.normal(100 * group, 3, 12) for group in range(wanted)]
    values = np.sort(np.concatenate(groups))
    rng.shuffle(values)
    for method, theirs in ((Method.QUANTILE, QgsClassificationQuantile()), (Method.NATURAL, QgsClassificationJenks())):
        ranges = theirs.classes([float(value) for value in values], wanted)
        distinct, counts = np.unique(values, return_counts=True)
        ours = breaks_by(method, distinct, counts, wanted)
        here = np.bincount(np.searchsorted(np.array(ours), values, side="right")).tolist()
        assert here == members(values, [one.upperBound() for one in ranges])


def test_the_target_is_a_break_with_even_steps_on_both_sides():
    style = MapStyle(method=Method.TARGET, classes=6)
    classes = styled_classes(np.linspace(12, 99, 40), 0, replace_target(WITH_TARGET, 90.0), 1, style)
    assert [item.lower for item in classes.classes[1:]] == [30, 50, 70, 90]


def replace_target(indicator, value: float):
    return replace(indicator, thresholds=(replace(indicator.target, value=value),))


def test_equal_intervals_are_readable():
    classes = styled_classes([3, 11, 14, 27, 33, 38, 46], 0, NEUTRAL, 1, MapStyle(method=Method.EQUAL))
    assert [item.lower for item in classes.classes[1:]] == [10, 20, 30, 40]


def test_an_empty_interval_is_joined_with_the_next_one():
    classes = styled_classes([3, 11, 14, 46], 0, NEUTRAL, 1, MapStyle(method=Method.EQUAL))
    assert [item.count for item in classes.classes] == [1, 2, 1]


def test_fixed_breaks_stay_and_may_leave_classes_empty():
    classes = styled_classes([3, 4, 70, math.nan], 0, NEUTRAL, 0, MapStyle(method=Method.FIXED, breaks=(10, 50)))
    assert [item.count for item in classes.classes] == [2, 0, 1]
    assert (classes.is_fixed, classes.missing) == (True, 1)


def test_a_break_is_told_with_all_its_decimals():
    style = MapStyle(method=Method.FIXED, breaks=(2.72,))
    classes = styled_classes([2.7, 2.8], 0, NEUTRAL, 1, style)
    assert [label(item, classes, "en", *WORDS) for item in classes.classes] == ["under 2.72", "2.72 and more"]


@pytest.mark.parametrize("ramp", [Ramp.SECTOR, Ramp.PUOR, Ramp.BRBG])
def test_colours_diverge_at_the_target(ramp):
    style = MapStyle(ramp=ramp, around=Around.TARGET)
    target = WITH_TARGET.target.value
    classes = styled_classes(np.linspace(5, 100, 30), 0, WITH_TARGET, 1, style)
    assert classes.diverging
    assert {item.side for item in classes.classes} == {-1, 1}
    assert next(item.lower for item in classes.classes if item.side == 1) == target
    assert len(set(classes.colours)) == len(classes.classes)


def test_the_warning_hue_lies_on_the_unfavourable_side():
    values, style = np.linspace(5, 100, 30), MapStyle(ramp=Ramp.RDBU, around=Around.VALUE, value=50)
    red = {}
    for direction in (Direction.HIGHER, Direction.LOWER):
        found = styled_classes(values, 0, replace(WITH_TARGET, direction=direction), 1, style)
        first = found.colours[0]
        red[direction] = int(first[1:3], 16) > int(first[5:7], 16)
    assert red == {Direction.HIGHER: True, Direction.LOWER: False}
    assert styled_classes(values, 0, WITH_TARGET, 1, replace(style, reverse=True)).colours[0] == found.colours[0]


def test_values_on_one_side_only_are_no_two_hues():
    classes = styled_classes(np.linspace(5, 40, 30), 0, WITH_TARGET, 1, MapStyle(ramp=Ramp.PUOR, around=Around.TARGET))
    assert {item.side for item in classes.classes} == {-1}


@pytest.mark.parametrize("style", [MapStyle(ramp=Ramp.PRGN), MapStyle(kind=Kind.DOTS)])
def test_a_band_between_two_hues_is_one_class(style):
    values = np.linspace(5, 250, 60)
    classes = styled_classes(values, 0, WITH_BAND, 1, style)
    inside = [item for item in classes.classes if item.side == 0]
    assert [(item.lower, item.upper) for item in inside] == [
        (WITH_BAND.goalposts.lower_full, WITH_BAND.goalposts.upper_full)
    ]
    assert sum(item.count for item in classes.classes) == 60


def test_thirds_of_a_bivariate_map():
    classes = thirds(np.arange(9.0), 0, NEUTRAL, 0, MapStyle(kind=Kind.BIVARIATE))
    assert [item.count for item in classes.classes] == [3, 3, 3]


def test_styles_can_be_written_and_read():
    style = MapStyle(
        *(Kind.SYMBOLS, Method.FIXED, 4, (1.5, 2.0), Ramp.PUOR, True, Around.VALUE, 3.25, "x"),
        *(Amount.PEOPLE, Scaling.FLANNERY),
    )
    assert read_map_style(map_style_content(style), "s") == style
    assert read_map_style(b"{}", "s") == MapStyle()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[]", "mapping"),
        ('{"kind": "pie"}', "pie"),
        ('{"classes": 9}', "classes"),
        ('{"breaks": [3, 2]}', "increase"),
        ('{"breaks": [1, true]}', "number"),
        ('{"breaks": [1, NaN]}', "number"),
        ('{"method": "fixed"}', "breaks"),
        ('{"colour": "red"}', "colour"),
        ('{"kind": "dots", "kind": "dots"}', "twice"),
        ("{", "s:"),
        ('{"value": ' + "9" * 400 + "}", "large"),
    ],
)
def test_a_style_that_says_what_it_must_not_is_refused(text, named):
    with pytest.raises(CatalogueError, match=named):
        read_map_style(text.encode(), "s")


@pytest.mark.parametrize(
    ("style", "indicator", "key"),
    [
        (MapStyle(classes=8), NEUTRAL, "map_style_classes"),
        (MapStyle(method=Method.FIXED), NEUTRAL, "map_style_breaks_number"),
        (MapStyle(method=Method.FIXED, breaks=(2, 1)), NEUTRAL, "map_style_breaks_order"),
        (MapStyle(method=Method.TARGET), NEUTRAL, "map_style_without_target"),
        (MapStyle(around=Around.TARGET), NEUTRAL, "map_style_without_target"),
        (MapStyle(around=Around.BAND), WITH_TARGET, "map_style_without_band"),
        (MapStyle(around=Around.VALUE), WITH_TARGET, "map_style_value_missing"),
        (MapStyle(around=Around.MEAN, ramp=Ramp.VIRIDIS), WITH_TARGET, "map_style_one_hue"),
        (MapStyle(kind=Kind.SYMBOLS), WITH_TARGET, "map_style_symbols_for_share"),
    ],
)
def test_what_cannot_be_drawn_is_refused(style, indicator, key):
    with pytest.raises(SmartCityError) as caught:
        preview([1.0, 2.0], style, indicator, 1)
    assert caught.value.problem.key == key


def test_the_general_style_holds_as_far_as_it_suits():
    general = MapStyle(kind=Kind.SYMBOLS, method=Method.TARGET, ramp=Ramp.BLUES)
    found = style_for({"": general}, NEUTRAL)
    assert (found.kind, found.method, found.ramp) == (Kind.CHOROPLETH, Method.AUTOMATIC, Ramp.BLUES)
    assert style_for({"": general, NEUTRAL.id: MapStyle()}, NEUTRAL) == MapStyle()
    around = [
        style_for({"": MapStyle(around=one)}, NEUTRAL).around for one in (Around.TARGET, Around.BAND, Around.MEAN)
    ]
    assert around == [Around.AUTOMATIC, Around.AUTOMATIC, Around.MEAN]


def test_shares_and_means_are_no_amounts():
    amounts = {item.id for item in INDICATORS.values() if is_amount(item)}
    assert not {"soc_basic_services_count", "gre_access_300m_share", "mob_pt_service_level"} & amounts
    assert is_amount(replace(INDICATORS["gre_mesh_size"], unit="cases"))
