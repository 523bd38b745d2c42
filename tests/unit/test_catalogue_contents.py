# SPDX-License-Identifier: GPL-2.0-or-later
"""What the shipped catalogue must say: in both languages, with sources, without claiming more than is known."""

from __future__ import annotations

import string
from dataclasses import fields, is_dataclass

import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.methods import METHODS
from smartcity_plugin.model.indicator import Aggregation, Direction, Status
from smartcity_plugin.model.text import LANGUAGES, Text

CATALOGUE = load_catalogue()
INDICATORS = sorted(CATALOGUE.indicators)
REPORT_PLACEHOLDERS = {"value", "place", "target"}

# A number may only claim to be verified if its page was read at the publisher's (class A of the method reference).
VERIFIED = {
    ("soc_grocery_access_share", "distance"): "BBSR, Grundversorgung: 1,000 m",
    ("soc_grocery_access_share", 74.0): "BBSR, Grundversorgung: 74 %",
    ("soc_primary_school_access_share", "distance"): "BBSR, Erreichbarkeit von Grundschulen: 1,000 m",
    ("soc_primary_school_access_share", 72.0): "BBSR, Erreichbarkeit von Grundschulen: 72 %",
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def texts(thing, place: str):
    """Yield every Text inside the catalogue with its place."""
    if isinstance(thing, Text):
        yield place, thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name), f"{place}.{field.name}")
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from texts(value, f"{place}.{key}")
    elif isinstance(thing, (tuple, list)):
        for number, value in enumerate(thing):
            yield from texts(value, f"{place}.{number}")


ALL_TEXTS = dict(texts(CATALOGUE, "catalogue"))


def test_there_are_many_texts():
    assert len(ALL_TEXTS) > 400


def test_both_languages_have_the_same_placeholders():
    wrong = [place for place, text in ALL_TEXTS.items() if placeholders(text.de) != placeholders(text.en)]
    assert wrong == []


def test_texts_are_one_line_without_space_around():
    wrong = []
    for place, text in ALL_TEXTS.items():
        for language in LANGUAGES:
            words = getattr(text, language)
            if words != words.strip() or "\n" in words or "  " in words:
                wrong.append(place)
    assert wrong == []


def test_sentences_end_with_a_full_stop():
    wrong = []
    for key, pair in CATALOGUE.messages.items():
        wrong += [key for text in pair for language in LANGUAGES if not getattr(text, language).endswith(".")]
    for name, indicator in CATALOGUE.indicators.items():
        for text in (indicator.report, indicator.limits):
            wrong += [name for language in LANGUAGES if not getattr(text, language).endswith(".")]
    assert wrong == []


@pytest.mark.parametrize("name", INDICATORS)
class TestIndicator:
    def test_report_uses_known_placeholders_only(self, name):
        report = CATALOGUE.indicators[name].report
        assert {"value", "place"} <= placeholders(report.de) <= REPORT_PLACEHOLDERS

    def test_report_names_a_target_only_if_there_is_one(self, name):
        indicator = CATALOGUE.indicators[name]
        assert "target" not in placeholders(indicator.report.de) or indicator.target is not None

    def test_other_texts_have_no_placeholders(self, name):
        indicator = CATALOGUE.indicators[name]
        for text in (indicator.title, indicator.formula, indicator.limits):
            assert not placeholders(text.de), text.de

    def test_every_number_says_where_it_comes_from(self, name):
        indicator = CATALOGUE.indicators[name]
        numbers = [*indicator.thresholds, *indicator.parameters.values()]
        sources = [(number.source, number.status) for number in numbers]
        if indicator.goalposts is not None:
            sources.append((indicator.goalposts_source, indicator.goalposts_status))
        for source, status in sources:
            assert isinstance(status, Status)
            assert source.de
            assert source.en

    def test_only_what_was_read_at_its_publisher_is_verified(self, name):
        indicator = CATALOGUE.indicators[name]
        assert indicator.goalposts_status is not Status.VERIFIED
        verified = [key for key, item in indicator.parameters.items() if item.status is Status.VERIFIED]
        verified += [item.value for item in indicator.thresholds if item.status is Status.VERIFIED]
        assert [key for key in verified if (name, key) not in VERIFIED] == []

    def test_a_default_of_the_project_says_so(self, name):
        """No reader may take our own number for an official one."""
        indicator = CATALOGUE.indicators[name]
        numbers = [*indicator.thresholds, *indicator.parameters.values()]
        sources = [number.source for number in numbers if number.status is Status.PROJECT_DEFAULT]
        if indicator.goalposts_status is Status.PROJECT_DEFAULT:
            sources.append(indicator.goalposts_source)
        for source in sources:
            assert "Projektvorgabe" in source.de
            assert "default of this plugin" in source.en

    def test_method_exists_and_fits_the_unit(self, name):
        indicator = CATALOGUE.indicators[name]
        method = METHODS[indicator.method]
        if indicator.aggregation is Aggregation.POPULATION_SHARE and indicator.method != "census_mean":
            assert (indicator.unit, method.factor) == ("percent", 100.0)
        if method.factor == 100.0:
            assert indicator.unit == "percent"

    def test_people_are_counted_on_cells(self, name):
        """Shares and means of people are computed on the finest cells, never on units."""
        indicator = CATALOGUE.indicators[name]
        if indicator.aggregation in (Aggregation.POPULATION_SHARE, Aggregation.POPULATION_MEAN):
            assert METHODS[indicator.method].level == "cells"

    def test_percent_goalposts_stay_in_range(self, name):
        indicator = CATALOGUE.indicators[name]
        if indicator.unit == "percent" and indicator.is_scored:
            for field in fields(indicator.goalposts):
                assert 0 <= getattr(indicator.goalposts, field.name) <= 100

    def test_neutral_indicators_have_no_target(self, name):
        indicator = CATALOGUE.indicators[name]
        assert indicator.direction is not Direction.NEUTRAL or indicator.target is None

    def test_roles_reach_as_far_as_the_indicator_looks(self, name):
        """A layer must be kept beyond the border as far as the indicator's default radius reaches."""
        indicator = CATALOGUE.indicators[name]
        defaults = indicator.defaults()
        radius = max((value for key, value in defaults.items() if key.startswith("distance")), default=0.0)
        radius /= defaults.get("detour", 1.0)
        for role in indicator.roles():
            if role not in ("population_cells", "planning_units") and METHODS[indicator.method].level == "cells":
                assert CATALOGUE.roles[role].buffer >= radius - 1e-9, role


def test_no_verified_entry_is_left_over():
    found = set()
    for name, indicator in CATALOGUE.indicators.items():
        found |= {(name, key) for key, item in indicator.parameters.items() if item.status is Status.VERIFIED}
        found |= {(name, item.value) for item in indicator.thresholds if item.status is Status.VERIFIED}
    assert found == set(VERIFIED)


def test_at_least_fifteen_indicators_over_four_sectors():
    assert len(INDICATORS) >= 15
    assert {CATALOGUE.indicators[name].sector for name in INDICATORS} >= {"mobility", "housing", "green", "social"}


def test_supplies_that_share_an_area_reach_the_same_people_on_both_sides():
    """Who lives beyond the border shares the parks, as far as the widest catchment reaches."""
    cells = CATALOGUE.roles["population_cells"].buffer
    reaches = [
        indicator.defaults()["distance"]
        for indicator in CATALOGUE.indicators.values()
        if indicator.method in ("floating_catchment_supply", "supply_inequality")
    ]
    assert cells >= max(reaches)


def test_colours_are_colours():
    vocabulary = CATALOGUE.vocabulary
    for name in ("sectors", "dimensions", "sdgs", "statuses"):
        for term in getattr(vocabulary, name).values():
            assert len(term.colour) == 7
            int(term.colour[1:], 16)


def test_units_have_few_decimals():
    assert all(0 <= unit.decimals <= 3 for unit in CATALOGUE.units.values())


def test_locales_choose_the_language():
    text = Text("Grün", "green")
    assert [text.in_language(name) for name in ("de", "de_AT", "DE", "en", "fr", "C", "")] == ["Grün"] * 3 + [
        "green"
    ] * 4
