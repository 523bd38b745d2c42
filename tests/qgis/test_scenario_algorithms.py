# SPDX-License-Identifier: GPL-2.0-or-later
"""The steps of scenarios from the toolbox, and the difference maps in the project."""

from __future__ import annotations

import shutil

import processing
import pytest
import shapely
from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsProject

from smartcity_plugin.cartography.pages.product import Shown
from smartcity_plugin.cartography.products import variants
from smartcity_plugin.cartography.project import add_study_layers
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.engine.portfolio import METHODS as CHOICES
from smartcity_plugin.model.strategy import Effect, Measure, Scenario
from smartcity_plugin.processing.algorithms.scenarios import METHODS
from smartcity_plugin.report.replay import command_of
from smartcity_plugin.study.register_changes import Change, apply, removed
from smartcity_plugin.study.scenario_results import scenario_summary
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

ACCESS = "gre_access_300m_share"


@pytest.fixture(scope="module")
def town(build, catalogue, tmp_path_factory):
    path = tmp_path_factory.mktemp("scenarios") / "town.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [ACCESS, "gre_local_supply"])
        for name, x in (("M 1", 900), ("M2", 5_000)):
            effect = Effect(f"E{name}", name, "new_green")
            shape = shapely.box(x, 500, x + 100, 600)
            measures = Change(None, Measure(name, f"Park {name}", cost_eur=1000.0))
            apply(study, [measures, Change(None, effect, None, shape, kind_of_place="area")])
    return path


@pytest.fixture
def path(town, tmp_path):
    return str(shutil.copy(town, tmp_path / "town.gpkg"))


def run(name, path, feedback=None, **parameters):
    return processing.run(f"smartcity:{name}", {"STUDY": path, **parameters}, feedback=feedback)


def test_the_methods_are_those_of_the_engine():
    assert tuple(METHODS) == CHOICES


def test_a_scenario_from_measures_to_choice(path, tmp_path, smartcity_provider):
    found = run("computescenario", path, TITLE="Mehr Grün", MEASURES="M 1, M2")
    assert (found["SCENARIO"], found["COMPUTED"]) == ("S1", 2)
    found = run("chooseportfolio", path, SCENARIO="S1", INDICATOR=ACCESS, BUDGET=1500, METHOD="exact")
    assert (found["CHOSEN"], found["COST"], found["SUM"]) == (1, 1000, pytest.approx(50))
    target = tmp_path / "scenarios.csv"
    run("comparescenarios", path, SCENARIOS="S1", LANGUAGE="de", OUTPUT=str(target))
    text = next(tmp_path.glob("scenarios_*.csv")).read_text(encoding="utf-8-sig")
    assert "Mehr Grün" in text
    assert "besser" in text
    with Study.open(path) as study:
        commands = {item.kind: command_of(item, "study.gpkg", ()) for item in study.runs().values()}
    assert commands["compute_scenario"] == "qgis_process run smartcity:computescenario -- STUDY=study.gpkg SCENARIO=S1"
    assert commands["choose_portfolio"].endswith(f"SCENARIO=S1 INDICATOR={ACCESS} BUDGET=1500 METHOD=exact")
    found = run("savescenario", path, TITLE="Anderes", MEASURES="M2", DESCRIPTION="Probe")
    assert found["SCENARIO"] == "S2"
    run("savescenario", path, SCENARIO="S2", MEASURES="M 1")
    run("removescenario", path, SCENARIO="S1")
    with Study.open(path) as study:
        assert [(one.title, one.measure_ids) for one in study.records(Scenario)] == [("Anderes", "M 1")]
        assert scenario_summary(study, "S1").empty
        assert study.runs()  # the record of what was computed stays


def test_only_what_was_asked_for_is_computed(path, smartcity_provider):
    run("savescenario", path, TITLE="A", MEASURES="M 1")
    assert run("computescenario", path, SCENARIO="S1", INDICATORS=ACCESS)["COMPUTED"] == 1


class Impatient(QgsProcessingFeedback):
    """Cancels as soon as there is some progress."""

    def setProgress(self, progress):
        if progress > 20:
            self.cancel()


@pytest.mark.parametrize(
    ("name", "parameters", "sentence"),
    [
        ("computescenario", {"SCENARIO": "S9"}, "no scenario"),
        ("computescenario", {"SCENARIO": "S9", "MEASURES": "M2"}, "either the one or the other"),
        ("computescenario", {"MEASURES": "M2"}, "needs a name"),
        ("computescenario", {"TITLE": "X", "MEASURES": "M77"}, "M77"),
        ("chooseportfolio", {"SCENARIO": "S9", "INDICATOR": ACCESS, "BUDGET": 1}, "no scenario"),
        ("comparescenarios", {"OUTPUT": "TEMPORARY_OUTPUT"}, "no computed scenarios"),
        ("removescenario", {"SCENARIO": "S9"}, "no scenario"),
    ],
)
def test_what_is_wrong_is_said(name, parameters, sentence, path, smartcity_provider):
    with pytest.raises(QgsProcessingException, match=sentence):
        run(name, path, **parameters)


def test_a_cancelled_run_leaves_the_study_as_it_was(path, smartcity_provider):
    with pytest.raises(QgsProcessingException, match="cancelled"):
        run("computescenario", path, Impatient(), TITLE="X", MEASURES="M 1")
    with Study.open(path) as study:
        assert study.records(Scenario) == []
        assert removed(study).empty
        assert [item.kind for item in study.runs().values()] == ["compute_indicators"]


def test_difference_maps_lie_in_the_project(path, smartcity_provider):
    """M 1 reaches 50 people in both units; M2 lies too far away to change anything, so it has no map."""
    run("computescenario", path, TITLE="Mehr „Grün“", MEASURES="M 1")
    run("computescenario", path, TITLE="Zu fern", MEASURES="M2")
    project = QgsProject()
    with Study.open(path) as study:
        add_study_layers(project, study, load_catalogue(), "de")
        product = load_products()["scenario_change"]
        found = variants(study, product)
        keys = [Shown(product, own, "").key for own in found]
    assert {own["scenario_id"] for own in found} == {"S1"}
    assert len(set(keys)) == len(keys) == 4
    assert f"product:scenario_change:S1:{ACCESS}:cells" in keys
    maps = {
        layer.name(): layer
        for layer in project.mapLayers().values()
        if layer.customProperty("smartcity/product") == "scenario_change"
    }
    title = load_catalogue().indicators[ACCESS].title.de
    name = f"{title} – Zellen – Szenario: besser oder schlechter – Mehr „Grün“"
    assert name in maps
    layer = maps[name]
    assert layer.featureCount() == 1
    labels = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert labels == ["besser (1)"]
    assert "50" not in labels[0]
    index = layer.fields().indexOf("judgement")
    assert layer.editorWidgetSetup(index).type() == "ValueMap"
    project.clear()


def test_an_outdated_scenario_is_marked_on_its_maps(path, smartcity_provider):
    run("computescenario", path, TITLE="A", MEASURES="M 1")
    run("savescenario", path, SCENARIO="S1", MEASURES="M 1,M2")
    project = QgsProject()
    with Study.open(path) as study:
        add_study_layers(project, study, load_catalogue(), "de")
    marked = [
        layer.name()
        for layer in project.mapLayers().values()
        if layer.customProperty("smartcity/product") == "scenario_change"
    ]
    assert marked
    assert all("veraltet" in name.lower() or "überholt" in name.lower() for name in marked), marked
    project.clear()
