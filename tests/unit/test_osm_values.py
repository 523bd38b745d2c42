# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts of OpenStreetMap as numbers; conditions and fields against tags. All expectations by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.osm_rules import Condition, FieldRule, TagTest, load_osm_rules
from smartcity_plugin.sources.osm.match import Unclear, reader_of, test_of
from smartcity_plugin.sources.osm.values import CONVERSIONS, covers, length, number, speed, whole, year

test_of.__test__ = False  # a function of the plugin, not a test


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30", 30.0),
        ("50 km/h", 50.0),
        ("50kmh", 50.0),
        ("30 mph", 48.28032),  # 30 · 1.609344
        ("10 knots", 18.52),  # 10 · 1.852
        ("de:zone:30", 30.0),
        ("de:zone30", 30.0),
        ("de:20", 20.0),
        ("6,5", 6.5),
        ("50;30", None),
        ("30 @ (22:00-06:00)", None),
        ("de:urban", None),  # is in the mapping
        ("fr:30", None),
        ("", None),
        ("-30", None),
        ("fast", None),
        ("30 furlongs", None),
        ("1e3", None),
    ],
)
def test_speed(text, expected):
    assert speed(text) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12.0),
        ("12.5 m", 12.5),
        ("12,5m", 12.5),
        ("40 ft", 12.192),  # 40 · 0.3048
        ("12'6\"", 3.81),  # 12.5 · 0.3048
        ("5' 0''", 1.524),
        ("80 cm", 0.8),
        ("10-12", None),
        ("ca. 12", None),
        ("high", None),
    ],
)
def test_length(text, expected):
    assert length(text) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(("text", "expected"), [("3", 3.0), ("2,5", 2.5), ("2.5", 2.5), ("3 m", None), ("1-2", None)])
def test_number(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("6", 6.0), ("6.0", 6.0), ("6.5", None), ("six", None)])
def test_whole(text, expected):
    assert whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1987", 1987.0),
        ("1987-05", 1987.0),
        ("1987-05-30", 1987.0),
        ("~1900", None),
        ("1950..1960", None),
        ("C19", None),
    ],
)
def test_year(text, expected):
    assert year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", True),
        ("1;2;3", True),
        ("1-4", True),
        ("0-3", True),
        ("0;2", False),
        ("5-12", False),
        ("11", False),
        ("a;1", True),
        ("", False),
    ],
)
def test_covers(text, expected):
    assert covers(text, 1) is expected


@given(st.text(max_size=30), st.sampled_from(sorted(CONVERSIONS)))
def test_any_text_is_a_number_or_none(text, conversion):
    value = CONVERSIONS[conversion](text.casefold())
    assert value is None or value >= 0


@given(st.text(max_size=30))
def test_any_text_covers_or_not(text):
    assert covers(text, 1) in (True, False)


def test_conditions():
    park = TagTest("leisure", values=frozenset(["park"]))
    fee = TagTest("fee")
    holds = test_of(Condition(any_of=(park, TagTest("landuse", values=frozenset(["village_green"]))), none_of=(fee,)))
    assert holds({"leisure": "park"})
    assert holds({"leisure": "Park"})
    assert holds({"landuse": "village_green"})
    assert holds({"leisure": "garden; park"})
    assert not holds({"leisure": "parking"})
    assert not holds({"leisure": "park", "fee": "yes"})
    assert not holds({})
    everything = test_of(Condition(all_of=(park, fee)))
    assert everything({"leisure": "PARK", "fee": "no"})
    assert not everything({"leisure": "park"})


def test_parts_of_texts_and_lists_of_numbers():
    gymnasium = test_of(TagTest("name", contains=("gymnasium",)))
    assert gymnasium({"name": "Otto-Schott-GYMNASIUM Jena"})
    assert not gymnasium({"name": "Nordschule"})
    assert not gymnasium({})
    first = test_of(TagTest("grades", covers=1))
    assert first({"grades": "1-4"})
    assert not first({"grades": "5-10"})
    assert not first({})


def test_fields():
    rule = FieldRule(tags=("maxspeed", "source:maxspeed"), conversion="speed", mapping={"none": None, "de:urban": 50.0})
    read = reader_of(rule)
    assert read({"maxspeed": "30"}) == 30.0
    assert read({"source:maxspeed": "DE:urban"}) == 50.0
    assert read({"maxspeed": "none", "source:maxspeed": "DE:urban"}) is None
    assert read({}) is None
    unclear = read({"maxspeed": "50;30"})
    assert isinstance(unclear, Unclear)
    assert unclear == "50;30"
    name = reader_of(FieldRule(tags=("name", "brand")))
    assert name({"brand": " REWE "}) == "REWE"
    assert name({"name": " "}) is None
    bus = TagTest("bus", values=frozenset(["yes"]))
    assert reader_of(FieldRule(cases=((Condition(all_of=(bus,)), "bus"),)))({"bus": "yes"}) == "bus"
    assert reader_of(FieldRule(cases=((Condition(all_of=(bus,)), "bus"),)))({}) is None


RULES = load_osm_rules()
SPEEDS = reader_of(RULES.roles["streets"].fields["speed_kmh"])


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"maxspeed": "DE:urban"}, 50.0),
        ({"maxspeed": "DE:rural"}, 100.0),
        ({"maxspeed": "DE:living_street"}, 7.0),
        ({"maxspeed": "walk"}, 7.0),
        ({"maxspeed": "none"}, None),
        ({"maxspeed": "signals"}, None),
        ({"maxspeed": "DE:motorway"}, None),
        ({"zone:maxspeed": "DE:30"}, 30.0),
        ({"maxspeed:type": "DE:zone30"}, 30.0),
        ({"maxspeed:type": "sign", "source:maxspeed": "DE:urban"}, None),
        ({"highway": "living_street"}, None),
    ],
)
def test_speeds_of_germany(tags, expected):
    assert SPEEDS(tags) == expected


VALUES = sorted(
    {"yes", "no", "private", "1", "1-4", "school", "Gymnasium", "Grundschule"}
    | {
        value
        for rule in RULES.roles.values()
        for part in rule.where.any_of + rule.where.all_of
        for value in getattr(part, "values", ())
    }
)


@given(st.dictionaries(st.sampled_from(sorted(RULES.keys)), st.sampled_from(VALUES), max_size=6))
def test_a_role_needs_one_of_its_triggers(tags):
    """Objects without any trigger are not even looked at: so no condition may hold for them."""
    for rule in RULES.roles.values():
        for condition in (rule.where, *(left.where for left in rule.left_out)):
            if test_of(condition)(tags):
                assert condition.triggers & tags.keys()


@given(st.dictionaries(st.sampled_from(sorted(RULES.keys)), st.text(max_size=12), max_size=8))
def test_any_tags_can_be_judged(tags):
    for rule in RULES.roles.values():
        assert test_of(rule.where)(tags) in (True, False)
        for name, field in rule.fields.items():
            value = reader_of(field)(tags)
            numeric = name in ("speed_kmh", "height_m", "crown_diameter_m", "storeys", "dwellings", "year_built")
            assert value is None or isinstance(value, (str, float) if numeric else str)
