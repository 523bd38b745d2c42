# SPDX-License-Identifier: GPL-2.0-or-later
"""The traffic light of a passport: each rule by itself, and the gravest one wins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smartcity_plugin.model.problem import Problem, Severity
from smartcity_plugin.model.provenance import Fitness, combined
from smartcity_plugin.model.quality import Light
from smartcity_plugin.sources.quality import Finding
from smartcity_plugin.sources.rating import rate

ROLE = "pt_stops"


def finding(key, severity, role=ROLE, source_id="", **values):
    return Finding(Problem(key, severity, values), role, source_id)


ERROR = finding("field_not_numeric", Severity.ERROR, layer="x", field="y")
WARNING = finding("features_repeated", Severity.WARNING, layer="x", count=1)
NOTE = finding("places_repeated", Severity.NOTE, layer="x", count=1)


def gaps(share):
    return finding("required_partly_missing", Severity.WARNING, layer="x", field="mode", share=share)


def unknown(count):
    return finding("population_null", Severity.WARNING, count=count, total=100)


@pytest.fixture
def good(build):
    return build.passport(ROLE, source_id="1", completeness=1.0)


@pytest.mark.parametrize(
    ("changes", "findings", "light", "keys"),
    [
        ({}, [], Light.GREEN, []),
        ({}, [NOTE], Light.GREEN, []),
        ({}, [ERROR], Light.RED, ["field_not_numeric"]),
        ({}, [WARNING, ERROR], Light.RED, ["field_not_numeric", "features_repeated"]),
        ({"licence": ""}, [], Light.RED, ["licence_missing"]),
        ({"licence": "freeware"}, [], Light.RED, ["licence_unknown"]),
        ({"licence": "internal"}, [], Light.YELLOW, ["licence_internal"]),
        ({}, [gaps(51)], Light.RED, ["required_field_too_empty", "required_partly_missing"]),
        ({}, [gaps(50)], Light.YELLOW, ["required_partly_missing"]),
        ({}, [unknown(51)], Light.RED, ["required_field_too_empty", "population_null"]),
        ({}, [unknown(50)], Light.YELLOW, ["population_null"]),
        ({"fitness": Fitness.ESTIMATED}, [], Light.YELLOW, ["fitness_limited"]),
        ({"fitness": Fitness.PARTIAL}, [], Light.YELLOW, ["fitness_limited"]),
        ({"fitness": Fitness.PROXY}, [], Light.YELLOW, ["fitness_limited"]),
        ({}, [WARNING], Light.YELLOW, ["features_repeated"]),
        ({"data_date": "2016-12-31"}, [], Light.YELLOW, ["data_old"]),
        ({"data_date": "2017"}, [], Light.GREEN, []),
        ({"data_date": "2030"}, [], Light.GREEN, []),
        ({"completeness": 0.79}, [], Light.YELLOW, ["data_incomplete"]),
        ({"completeness": 0.8}, [], Light.GREEN, []),
        ({"completeness": None}, [], Light.GREEN, []),
        ({"source": ""}, [], Light.YELLOW, ["source_missing"]),
        ({"data_date": ""}, [], Light.YELLOW, ["date_missing"]),
        ({"contact": ""}, [], Light.GREEN, []),
    ],
)
def test_rule(good, catalogue, changes, findings, light, keys):
    rating = rate(
        replace(good, **changes), findings, catalogue.roles[ROLE], "2022-05-15", catalogue.vocabulary.licences
    )
    assert rating.light is light
    assert [reason.key for reason in rating.reasons] == keys


def test_other_roles_and_sources_do_not_matter(good, catalogue):
    role = catalogue.roles[ROLE]
    others = [replace(ERROR, role="streets"), replace(ERROR, source_id="2"), replace(ERROR, role="")]
    assert rate(good, others, role, "2022").light is Light.GREEN
    assert rate(good, [replace(ERROR, source_id="1")], role, "2022").light is Light.RED


def test_several_sources_together(good, catalogue):
    both = combined([good, replace(good, source_id="2", licence="freeware", data_date="2001")])
    role, licences = catalogue.roles[ROLE], catalogue.vocabulary.licences
    rating = rate(both, [replace(ERROR, source_id="2")], role, "2022", licences)
    assert rating.light is Light.RED
    assert [reason.key for reason in rating.reasons] == ["field_not_numeric", "licence_unknown", "data_old"]


def test_without_a_list_of_licences_any_is_taken(good, catalogue):
    assert rate(replace(good, licence="freeware"), [], catalogue.roles[ROLE], "2022").light is Light.GREEN


def test_a_reason_is_told_once(good, catalogue):
    told = finding("licence_missing", Severity.WARNING, layer=ROLE)
    rating = rate(replace(good, licence=""), [told, told], catalogue.roles[ROLE], "2022")
    assert [reason.key for reason in rating.reasons] == ["licence_missing"]


def test_every_light_has_its_word_and_colour(catalogue):
    lights = catalogue.vocabulary.lights
    assert list(lights) == [light.value for light in Light]
    assert len({term.colour for term in lights.values()}) == 3
    assert all(term.title.de != term.title.en for term in lights.values())


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_reason_can_be_said(good, catalogue, language):
    worst = replace(good, licence="internal", fitness=Fitness.PROXY, completeness=0.1, data_date="1990", source="")
    rating = rate(worst, [gaps(90)], catalogue.roles[ROLE], "2022", ["internal"])
    assert len(rating.reasons) == 7
    for reason in rating.reasons:
        assert "{" not in catalogue.sentence(reason, language)
