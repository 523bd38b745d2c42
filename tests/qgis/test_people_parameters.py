# SPDX-License-Identifier: GPL-2.0-or-later
"""Where people live and how many there are: parameters of the computation that the study remembers."""

from __future__ import annotations

import pytest

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.processing.people_parameters import CALIBRATE_OPTIONS
from smartcity_plugin.study.people import CALIBRATE
from smartcity_plugin.study.study import Study

INDICATORS = ["gre_public_per_capita", "gre_access_300m_share"]


def compute(path, **parameters):
    import processing

    return processing.run("smartcity:computeindicators", {"STUDY": str(path), "INDICATORS": INDICATORS, **parameters})


def settings(path) -> tuple[str, str]:
    with Study.open(path) as study:
        return study.settings.allocation, study.settings.calibrate


def city_persons(path) -> float:
    with Study.open(path) as study:
        frame = study.values()
        chosen = (frame["unit_id"] == study.city_id) & (frame["indicator_id"] == INDICATORS[0])
        return float(frame[chosen]["population"].iloc[0])


def test_both_parameters_have_the_options_of_the_study(catalogue, smartcity_provider):
    algorithm = smartcity_provider.algorithm("computeindicators")
    definition = algorithm.parameterDefinition("ALLOCATION")
    assert len(definition.options()) == len(catalogue.vocabulary.choices["allocation"])
    assert CALIBRATE_OPTIONS == CALIBRATE
    assert len(algorithm.parameterDefinition("CALIBRATE").options()) == len(CALIBRATE)


def test_the_study_remembers_what_was_chosen(jena_study_copy, catalogue):
    options = list(catalogue.vocabulary.choices["allocation"])
    assert settings(jena_study_copy) == ("auto", "yes")
    compute(jena_study_copy, ALLOCATION=options.index("centroid"), CALIBRATE=1)
    assert settings(jena_study_copy) == ("centroid", "no")
    compute(jena_study_copy)
    assert settings(jena_study_copy) == ("centroid", "no")
    with Study.open(jena_study_copy) as study:
        run = study.runs()[study.status()[INDICATORS[0]]["run_id"]]
        assert run.parameters["people"]["allocation_used"] == "centroid"
        assert set(INDICATORS).isdisjoint(study.outdated())


def test_the_municipality_has_its_official_population(jena_study_copy):
    before = city_persons(jena_study_copy)
    with Study.open(jena_study_copy, update=True) as study:
        study.change_settings(official_population="105000")
    compute(jena_study_copy)
    assert city_persons(jena_study_copy) == pytest.approx(105_000)
    compute(jena_study_copy, CALIBRATE=1)
    assert city_persons(jena_study_copy) == pytest.approx(before)


def test_a_choice_that_cannot_be_computed_is_not_remembered(jena_study_copy, catalogue):
    from qgis.core import QgsProcessingException

    options = list(catalogue.vocabulary.choices["allocation"])
    with pytest.raises((QgsProcessingException, SmartCityError)):
        compute(jena_study_copy, ALLOCATION=options.index("dasymetric"))
    assert settings(jena_study_copy) == ("auto", "yes")
