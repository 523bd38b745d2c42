# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms keep to what QGIS expects of any, and derive from the catalogue."""

from __future__ import annotations

import re

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingParameterDefinition,
)

from smartcity_plugin import capabilities
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.indicator import Choice
from smartcity_plugin.model.problem import Problem

STEPS = {
    "createstudy",
    "addplanningunits",
    "addinventorylayer",
    "addinventoryraster",
    "updateinventorylayer",
    "removeinventorylayer",
    "checkinventory",
    "compareunits",
    "comparevariants",
    "compareschemes",
    "copyscheme",
    "exportscheme",
    "removescheme",
    "savescheme",
    "usescheme",
    "methodsheet",
    "testrobustness",
    "hotspots",
    "focusareas",
    "updatefocusareas",
    "ahpweights",
    "computeindicators",
    "assessneeds",
    "multiburden",
    "conflictssynergies",
    "saverule",
    "resetrule",
    "relationmatrix",
    "justice",
    "justicecharts",
    "needgaps",
    "suggestswot",
    "decideswot",
    "importalkis",
    "importcensus",
    "importcitygml",
    "importgtfs",
    "importosm",
    "importregister",
    "exportregister",
    "checkgoals",
    "checkmeasures",
    "costtable",
    "setmeasurearea",
    "importtables",
    "importcontributions",
    "weighcontributions",
    "contributiondensity",
    "answertable",
    "recordobservation",
    "monitoringreport",
    "tracereport",
    "fundingcheck",
    "answerchecklist",
    "savescenario",
    "computescenario",
    "chooseportfolio",
    "comparescenarios",
    "removescenario",
    "importstatistics",
    "importxplan",
    "repairinventory",
    "setdesign",
    "exportdesign",
    "importdesign",
    "setmapstyle",
    "removemapstyle",
    "exportatlas",
    "exportpages",
    "openpages",
    "savepagetemplate",
    "removepagetemplate",
    "exportdocument",
    "exportsummary",
    "documentpdf",
    "checkdocument",
    "exportindicators",
    "exportvalues",
    "importindicators",
    "removeownindicator",
    "indicatorchange",
    "saveproject",
    "studyfromrecipe",
    "demostudy",
}
NAMES = sorted(STEPS | set(load_catalogue().indicators))
DRAWING = {
    "exportatlas",
    "exportpages",
    "openpages",
    "savepagetemplate",
    "removepagetemplate",
    "exportdocument",
    "exportsummary",
    "justicecharts",
    "saveproject",
    "demostudy",
}


@pytest.fixture
def algorithm(smartcity_provider):
    return lambda name: smartcity_provider.algorithm(name)


def test_the_provider_has_one_algorithm_per_step_and_per_indicator(smartcity_provider):
    assert smartcity_provider.id() == "smartcity"
    assert smartcity_provider.name()
    assert not smartcity_provider.icon().isNull()
    assert {algorithm.name() for algorithm in smartcity_provider.algorithms()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
class TestAlgorithm:
    def test_names_and_help(self, algorithm, name):
        found = algorithm(name)
        assert re.fullmatch(r"[a-z0-9_]+", found.name())
        assert found.id() == f"smartcity:{name}"
        assert QgsApplication.processingRegistry().algorithmById(f"smartcity:{name}") is not None
        for text in (found.displayName(), found.group(), found.groupId(), found.shortHelpString()):
            assert text.strip()
        assert not found.icon().isNull()

    def test_a_fresh_instance_is_the_same_algorithm(self, algorithm, name):
        found = algorithm(name)
        fresh = found.create()
        assert fresh is not found
        assert fresh.id() == found.id()
        assert [item.name() for item in fresh.parameterDefinitions()] == [
            item.name() for item in found.parameterDefinitions()
        ]

    def test_it_can_be_executed_here(self, algorithm, name):
        assert algorithm(name).canExecute() == (True, "")

    def test_parameters_are_named_described_and_sound(self, algorithm, name):
        names = set()
        for parameter in algorithm(name).parameterDefinitions():
            assert re.fullmatch(r"[A-Z0-9_]+", parameter.name())
            assert parameter.description().strip()
            assert parameter.description() != parameter.name()
            assert parameter.name() not in names
            names.add(parameter.name())
            default = parameter.defaultValue()
            if default is not None:
                assert parameter.checkValueIsAcceptable(default), parameter.name()

    def test_outputs_are_declared_and_described(self, algorithm, name):
        outputs = {output.name(): output for output in algorithm(name).outputDefinitions()}
        assert all(output.description().strip() for output in outputs.values())
        assert outputs

    def test_drawing_stays_in_the_main_thread_computing_does_not(self, algorithm, name):
        threads = not bool(algorithm(name).flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading)
        assert threads is (name not in DRAWING)

    def test_it_fits_into_a_model(self, smartcity_provider, name):
        model = QgsProcessingModelAlgorithm("test", "test")
        child = QgsProcessingModelChildAlgorithm(f"smartcity:{name}")
        assert child.algorithm() is not None
        model.addChildAlgorithm(child)
        assert len(model.childAlgorithms()) == 1

    def test_without_a_library_it_says_so(self, algorithm, name, monkeypatch, catalogue):
        problem = Problem("library_missing", values={"library": "shapely"})
        monkeypatch.setattr(capabilities, "problems", lambda *_: [problem])
        found = algorithm(name).create()
        possible, reason = found.canExecute()
        assert not possible
        assert reason in {catalogue.sentence(problem, language) for language in ("de", "en")}
        with pytest.raises(QgsProcessingException, match="shapely"):
            found.processAlgorithm({}, QgsProcessingContext(), QgsProcessingFeedback())


@pytest.mark.parametrize("name", sorted(load_catalogue().indicators))
def test_the_algorithm_of_an_indicator_derives_from_its_entry(algorithm, catalogue, name):
    entry, found = catalogue.indicators[name], algorithm(name)
    definitions = {item.name(): item for item in found.parameterDefinitions()}
    for key, parameter in entry.parameters.items():
        definition = definitions[key.upper()]
        if isinstance(parameter, Choice):
            assert parameter.options[definition.defaultValue()] == parameter.value
            continue
        assert definition.defaultValue() == parameter.value
        assert (definition.minimum(), definition.maximum()) == (parameter.minimum, parameter.maximum)
    for role in entry.all_roles():
        is_layer = catalogue.roles[role].geometry in ("point", "line", "polygon", "any")
        assert (f"LAYER_{role.upper()}" in definitions) is (is_layer and role != "planning_units")
    replaced = [item for item in definitions.values() if item.name().startswith("LAYER_")]
    assert all(item.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional for item in replaced)
    assert {output.name() for output in found.outputDefinitions()} == {"OUTPUT", "CITY_VALUE"}
    assert any(text in found.shortHelpString() for text in (entry.limits.de, entry.limits.en))


def test_required_parameters_are_required(algorithm):
    context = QgsProcessingContext()
    for name in ("createstudy", "addinventorylayer", "computeindicators", "assessneeds", "checkinventory"):
        accepted, reason = algorithm(name).checkParameterValues({}, context)
        assert not accepted
        assert reason


def test_the_role_list_is_that_of_the_catalogue(algorithm, catalogue):
    definition = algorithm("addinventorylayer").parameterDefinition("ROLE")
    rasters = [name for name, role in catalogue.roles.items() if role.geometry == "raster"]
    assert definition.options() == [name for name in catalogue.roles if name not in ("planning_units", *rasters)]
    assert algorithm("addinventoryraster").parameterDefinition("ROLE").options() == rasters
    assert definition.usesStaticStrings()


def test_a_failed_algorithm_lets_go_of_what_it_held(smartcity_provider):
    """QGIS never frees its exception; a layer held by it would crash QGIS at its end, a file would stay locked."""
    import gc
    import weakref

    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from smartcity_plugin.model.problem import SmartCityError
    from smartcity_plugin.processing.base import SmartCityAlgorithm

    class Thing:
        """What a step may hold."""

    held = []

    class Failing(SmartCityAlgorithm):
        def name(self):
            return "failing"

        def displayName(self):
            return "failing"

        def initAlgorithm(self, configuration=None):
            """No parameters."""

        def perform(self, parameters, context, feedback):
            thing = Thing()
            held.append(weakref.ref(thing))
            raise SmartCityError("no_results")

    _, successful = Failing().create().run({}, QgsProcessingContext(), QgsProcessingFeedback())
    gc.collect()
    assert not successful
    assert held[0]() is None
