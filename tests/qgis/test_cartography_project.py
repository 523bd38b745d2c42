# SPDX-License-Identifier: GPL-2.0-or-later
"""The QGIS project of a study: complete, described, editable where it should be, and movable."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from qgis.core import NULL, QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from smartcity_plugin.cartography.layers import BASE, INDICATOR, NEED, ROLE, TABLE, find
from smartcity_plugin.cartography.project import RECORDS, add_study_layers, save_project
from smartcity_plugin.cartography.register_layers import REGISTER
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.strategy import Scenario
from smartcity_plugin.study.overlay_tables import CELLS
from smartcity_plugin.study.provenance import start_run
from smartcity_plugin.study.scenario_facts import COMPUTED
from smartcity_plugin.study.strategy_tables import SCENARIO_VALUES
from smartcity_plugin.study.study import Study

GROUPS = {
    "de": [
        "Strategie",
        "Register: Tabellen zum Bearbeiten",
        "Bedarfe",
        "Überlagerung",
        "Bestandsdaten",
        "Grundkarte",
        "Nachweise",
    ],
    "en": ["Strategy", "Register: tables to edit", "Needs", "Overlay", "Inventory", "Base map", "Records"],
}


@pytest.fixture
def project(jena_study_path):
    project = QgsProject()
    with Study.open(jena_study_path) as study:
        add_study_layers(project, study, load_catalogue(), "de")
    yield project
    project.clear()


def test_maps_of_scenarios_stand_in_a_group_for_each(build, tmp_path, catalogue):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_records(
            Scenario, [Scenario("S1", "Grün zuerst"), Scenario("S2", "Wege zuerst"), Scenario("S3", "Leer")]
        )
        for name in ("S1", "S2"):
            rows = pd.DataFrame(
                [
                    {"place_kind": kind, "place_id": "west", "indicator_id": "gre_access_300m_share"}
                    | {"before": 1.0, "after": 2.0, "change": 1.0, "judgement": "better"}
                    for kind in (CELLS, study.settings.unit_level)
                ]
            )
            run = start_run(COMPUTED, {"scenario_id": name}, [], {})
            study.save_run(run)
            shapes = build.array([build.square(0, 0)] * 2)
            study.save_product(run, SCENARIO_VALUES, rows, shapes, scenario_id=name)
        project = QgsProject()
        add_study_layers(project, study, catalogue, "de")
    groups = project.layerTreeRoot().findGroup("Szenarien").findGroups()
    assert [group.name() for group in groups] == ["Grün zuerst", "Wege zuerst"]
    for group in groups:
        names = [node.layer().name() for node in group.findLayers()]
        assert len(names) == 2
        indicator = catalogue.indicators["gre_access_300m_share"].title.de
        assert all(name.startswith(indicator) for name in names)
        assert all(name.endswith(group.name()) for name in names)
        assert not any(node.isVisible() for node in group.findLayers())
    project.clear()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_layer_tree_is_complete(jena_study_path, language):
    catalogue, project = load_catalogue(), QgsProject()
    with Study.open(jena_study_path) as study:
        add_study_layers(project, study, catalogue, language)
        computed = [key for key, row in study.status().items() if row["state"] == "computed"]
        roles = list(study.passports())
    groups = [group.name() for group in project.layerTreeRoot().findGroups()]
    sectors = [sector.title.in_language(language) for sector in catalogue.sectors.values()]
    assert [name for name in groups if name not in sectors] == GROUPS[language]
    assert [name for name in groups if name in sectors] == [name for name in sectors if name in groups]
    layers = project.mapLayers().values()
    assert all(layer.isValid() for layer in layers)
    assert {layer.customProperty(INDICATOR) for layer in layers} - {None} == set(computed)
    assert {layer.customProperty(ROLE) for layer in layers} - {None} == set(roles)
    assert {table.name for table in RECORDS} <= {layer.customProperty(TABLE) for layer in layers}
    for key in computed:
        layer = find(project, INDICATOR, key)
        assert layer.name() == catalogue.indicators[key].title.in_language(language)
        assert layer.featureCount() == 30
    needs = project.layerTreeRoot().findGroup(GROUPS[language][2])
    assert [node.isVisible() for node in needs.findLayers()] == [True] + [False] * (len(needs.findLayers()) - 1)
    assert project.crs().authid() == "EPSG:25832"
    assert project.viewSettings().defaultViewExtent().width() > 10_000
    project.clear()


def test_choropleths_have_no_empty_class_and_hatch_what_is_unknown(project):
    for layer in project.mapLayers().values():
        if not (layer.customProperty(INDICATOR) or layer.customProperty(NEED)):
            continue
        counted = 0
        rules = layer.renderer().rootRule().children()
        for rule in rules:
            count = sum(1 for _ in layer.getFeatures(rule.filterExpression()))
            assert count > 0, (layer.name(), rule.label())
            assert rule.label().endswith(f"({count})"), (layer.name(), rule.label(), count)
            counted += count
        assert counted == 30, layer.name()
        unknown = [rule for rule in rules if rule.label().startswith("keine Angabe")]
        field = "value" if layer.customProperty(INDICATOR) else "need"
        assert bool(unknown) == any(feature[field] == NULL for feature in layer.getFeatures())
        for rule in unknown:
            kinds = [
                rule.symbol().symbolLayer(number).layerType() for number in range(rule.symbol().symbolLayerCount())
            ]
            assert "LinePatternFill" in kinds


def test_aliases_value_maps_and_forms(project):
    goals = find(project, TABLE, "goals")
    fields = goals.fields()
    assert goals.attributeAlias(fields.indexOf("target_year")) == "Zieljahr"
    for name in ("level", "sector", "indicator_id"):
        setup = goals.editorWidgetSetup(fields.indexOf(name))
        assert setup.type() == "ValueMap", name
        assert len(setup.config()["map"]) > 2
    assert goals.editorWidgetSetup(fields.indexOf("is_example")).type() == "CheckBox"
    basics = goals.editFormConfig().invisibleRootContainer().children()[0]
    assert basics.name() == "Grunddaten"
    assert [element.name() for element in basics.children()][:3] == ["goal_id", "title", "parent_id"]
    measures = find(project, TABLE, "measures")
    assert not goals.readOnly()
    assert not measures.readOnly()
    for layer in project.mapLayers().values():
        if layer.customProperty(TABLE) not in ("goals", "measures", "swot", *(table.name for table in REGISTER)):
            assert layer.readOnly(), layer.name()
    results = find(project, INDICATOR, "gre_local_supply")
    assert results.attributeAlias(results.fields().indexOf("value")) == "Wert"
    assert results.displayExpression() == '"name"'
    assert "Wohnungsnahe" in results.mapTipTemplate()


def test_goals_can_be_edited(jena_study_path, tmp_path):
    path = tmp_path / "edit.gpkg"
    shutil.copy(jena_study_path, path)
    project = QgsProject()
    with Study.open(path) as study:
        add_study_layers(project, study, load_catalogue(), "de")
    goals = find(project, TABLE, "goals")
    count = goals.featureCount()
    assert goals.startEditing()
    feature = next(goals.getFeatures())
    assert goals.changeAttributeValue(feature.id(), goals.fields().indexOf("responsible"), "Grünflächenamt")
    assert goals.commitChanges(), goals.commitErrors()
    project.clear()
    with Study.open(path) as study:
        assert len(study.goals()) == count
        assert "Grünflächenamt" in [goal.responsible for goal in study.goals()]


def test_layers_say_where_they_come_from(project, jena_study_path):
    metadata = find(project, INDICATOR, "gre_local_supply").metadata()
    with Study.open(jena_study_path) as study:
        run = study.status()["gre_local_supply"]["run_id"]
        fingerprint = study.passports()["public_green"].fingerprint
    history = " ".join(metadata.history())
    assert run in history
    assert fingerprint in history
    assert '"distance": 500.0' in history
    assert any("ODbL" in licence for licence in metadata.licenses())
    assert any("OpenStreetMap" in right for right in metadata.rights())
    assert "Grenzen der Aussage" in metadata.abstract()


def test_the_stored_project_opens_where_the_file_was_moved(jena_study_path, tmp_path, capfd):
    path = tmp_path / "first" / "jena.gpkg"
    path.parent.mkdir()
    shutil.copy(jena_study_path, path)
    messages = []
    log = QgsApplication.messageLog().messageReceived
    log.connect(messages.append)
    with Study.open(path) as study:
        uri = save_project(study, load_catalogue(), "de")
    log.disconnect(messages.append)
    assert uri == f"geopackage:{path}?projectName=Jena"
    assert messages == []
    assert "ERROR" not in capfd.readouterr().err
    assert [item.name for item in path.parent.iterdir()] == ["jena.gpkg"], "nothing is left beside the file"

    moved = tmp_path / "zweiter Ort" / "jena.gpkg"
    moved.parent.mkdir()
    shutil.move(path, moved)
    project = QgsProject()
    assert project.read(f"geopackage:{moved}?projectName=Jena")
    assert len(project.mapLayers()) > 40
    for layer in project.mapLayers().values():
        assert layer.isValid(), layer.source()
        assert str(moved) in layer.source()
    assert project.readEntry("smartcity", "study")[0] == "jena.gpkg"
    image = _picture(project)
    colours = {image.pixelColor(x, y).name() for x in range(0, 300, 10) for y in range(0, 300, 10)}
    assert len(colours) > 5, "the map is drawn"
    project.clear()


def test_tables_keep_their_style_without_the_project(jena_study_path, tmp_path):
    path = tmp_path / "styled.gpkg"
    shutil.copy(jena_study_path, path)
    with Study.open(path) as study:
        save_project(study, load_catalogue(), "de")
        assert len(study.goals()) > 0, "the study is still readable"
    layer = QgsVectorLayer(f"{path}|layername=goals", "goals", "ogr")
    assert layer.attributeAlias(layer.fields().indexOf("target_year")) == "Zieljahr"


def test_a_style_of_the_town_stays_the_default(jena_study_path, tmp_path):
    path = tmp_path / "own.gpkg"
    shutil.copy(jena_study_path, path)
    layer = QgsVectorLayer(f"{path}|layername=inv_water", "water", "ogr")
    layer.renderer().symbol().setColor(QColor("#123456"))
    save = getattr(layer, "saveStyleToDatabaseV2", None) or layer.saveStyleToDatabase
    save("Stadt", "", True, "")
    del layer
    for _ in range(2):
        with Study.open(path) as study:
            save_project(study, load_catalogue(), "de")
    layer = QgsVectorLayer(f"{path}|layername=inv_water", "water", "ogr")
    assert layer.renderer().symbol().color().name() == "#123456"
    assert sorted(layer.listStylesInDatabase()[2][:2]) == ["Stadt", "inv_water"]


def test_saving_again_replaces_the_project(jena_study_path, tmp_path):
    path = tmp_path / "twice.gpkg"
    shutil.copy(jena_study_path, path)
    with Study.open(path) as study:
        save_project(study, load_catalogue(), "de")
        save_project(study, load_catalogue(), "en")
    project = QgsProject()
    assert project.read(f"geopackage:{path}?projectName=Jena")
    assert project.layerTreeRoot().findGroup("Strategy") is not None
    project.clear()


def test_open_layers_survive_the_saving(jena_study_path, tmp_path):
    path = tmp_path / "open.gpkg"
    shutil.copy(jena_study_path, path)
    project = QgsProject()
    with Study.open(path) as study:
        add_study_layers(project, study, load_catalogue(), "de")
        save_project(study, load_catalogue(), "de")
    assert find(project, BASE, "districts").featureCount() == 30
    assert len(list(find(project, INDICATOR, "gre_local_supply").getFeatures())) == 30
    project.clear()


def _picture(project: QgsProject):
    settings = QgsMapSettings()
    settings.setLayers([node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()])
    settings.setOutputSize(QSize(300, 300))
    settings.setExtent(project.viewSettings().fullExtent())
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()
