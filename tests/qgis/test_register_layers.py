# SPDX-License-Identifier: GPL-2.0-or-later
"""The register as tables of QGIS: relations, forms, ids, rules; edited through layers as users do."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsProject, QgsVectorLayer, QgsVectorLayerUtils, edit

from smartcity_plugin.cartography.layers import TABLE
from smartcity_plugin.cartography.project import add_study_layers
from smartcity_plugin.cartography.register_layers import LINKS, REGISTER
from smartcity_plugin.gui.layers import add
from smartcity_plugin.model.strategy import Cost, Effect, Financing, Goal, Measure, Scenario
from smartcity_plugin.study.costs import cost_problems
from smartcity_plugin.study.register_changes import Change, apply
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path, qgis_app):
    with build.study(tmp_path / "study.gpkg") as study:
        study.save_goals([Goal("Z1", "Grün"), Goal("Z1.1", "Parks", parent_id="Z1")])
        study.save_measures(
            [Measure("M1", "Park", goal_ids="Z1", unit_ids="west"), Measure("M2", "Weg", depends_on="M1")]
        )
        study.save_records(Cost, [Cost("c1", "M1", "construction", 2027, 100.0, 80.0)])
        study.save_records(Financing, [Financing("f1", "M1", "land", eur=100.0)])
        study.save_records(Scenario, [Scenario("S1", "Alles", measure_ids="M1,M2")])
        apply(study, [Change(None, Effect("e1", "M1", "headway", amount=2.0), kind_of_place="none")])
        return study.path


@pytest.fixture
def layers(path, catalogue):
    project = QgsProject.instance()
    project.clear()
    with Study.open(path) as study:
        add_study_layers(project, study, catalogue, "de")
    yield {layer.customProperty(TABLE): layer for layer in project.mapLayers().values()}
    project.clear()


def row(layer: QgsVectorLayer, field: str, value: str) -> QgsFeature:
    return next(item for item in layer.getFeatures() if item[field] == value)


def change(layer, field, value, key, number):
    feature = row(layer, key, number)
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(field), value)


def records(path, cls):
    with Study.open(path) as study:
        return study.records(cls)


def test_all_tables_are_there_and_joined(layers):
    relations = QgsProject.instance().relationManager().relations()
    assert len(relations) == len(LINKS)
    assert all(relation.isValid() for relation in relations.values())
    for table in REGISTER:
        assert not layers[table.name].readOnly()
    of_measure = QgsProject.instance().relationManager().referencedRelations(layers["measures"])
    park = row(layers["measures"], "measure_id", "M1")
    costs = next(item for item in of_measure if item.referencingLayer() is layers["costs"])
    (cost,) = costs.getRelatedFeatures(park)
    assert QgsVectorLayerUtils.getFeatureDisplayString(layers["costs"], cost).startswith("Baumaßnahmen 2027: 100")
    effect = row(layers["effects"], "effect_id", "e1")
    assert QgsVectorLayerUtils.getFeatureDisplayString(layers["effects"], effect) == "dichterer oder dünnerer Takt"


def test_forms_hold_tabs_with_what_belongs_to_a_measure(layers):
    root = layers["measures"].editFormConfig().invisibleRootContainer()
    assert [tab.name() for tab in root.children()][:4] == ["Grunddaten", "Ort", "Zeitplan", "Kosten und Finanzierung"]
    money = root.children()[3].children()
    assert [item.relation().referencingLayer() for item in money[1:]] == [layers["costs"], layers["financing"]]
    shown = {item.name() for tab in root.children() for item in tab.children()}
    assert set(layers["measures"].fields().names()) - {"fid"} <= shown


def test_renewing_the_layers_makes_no_second_relations(layers, path):
    project = QgsProject.instance()
    for _ in range(2):
        with Study.open(path) as study:
            add(project, study)
        relations = project.relationManager().relations()
        assert len(relations) == len(LINKS)
        assert all(relation.isValid() for relation in relations.values())
    project.removeMapLayers([layer.id() for layer in project.mapLayers().values()])
    assert project.relationManager().relations() == {}


def test_a_project_that_is_not_open_gets_them_too(path, catalogue):
    project = QgsProject()  # such as the one that is stored inside the study
    with Study.open(path) as study:
        add_study_layers(project, study, catalogue, "de")
    relations = project.relationManager().relations()
    assert len(relations) == len(LINKS)
    assert all(relation.isValid() for relation in relations.values())
    project.clear()


def test_a_measure_and_its_costs_are_edited_rolled_back_and_stored(layers, path):
    measures, costs = layers["measures"], layers["costs"]
    costs.startEditing()
    made = QgsVectorLayerUtils.createFeature(costs, attributes={costs.fields().indexOf("measure_id"): "M1"})
    assert len(made["cost_id"]) == 12
    assert costs.addFeature(made)
    assert costs.rollBack()
    assert [cost.cost_id for cost in records(path, Cost)] == ["c1"]

    with edit(costs):
        attributes = {"measure_id": "M1", "gross_eur": 50.5, "year": 2028}
        made = QgsVectorLayerUtils.createFeature(
            costs, attributes={costs.fields().indexOf(name): value for name, value in attributes.items()}
        )
        costs.addFeature(made)
    stored = records(path, Cost)
    assert [(cost.measure_id, cost.gross_eur, cost.year) for cost in stored][1:] == [("M1", 50.5, 2028)]

    measures.startEditing()
    change(measures, "title", "Stadtpark", "measure_id", "M1")
    measures.undoStack().undo()
    assert row(measures, "measure_id", "M1")["title"] == "Park"
    assert measures.commitChanges()


def test_a_new_number_is_followed_by_all_references(layers, path):
    with edit(layers["measures"]):
        change(layers["measures"], "measure_id", "GRU-01", "measure_id", "M1")
    assert [cost.measure_id for cost in records(path, Cost)] == ["GRU-01"]
    assert [item.measure_id for item in records(path, Financing)] == ["GRU-01"]
    assert records(path, Scenario)[0].measure_ids == "GRU-01,M2"
    with Study.open(path) as study:
        assert study.measures()[1].depends_on == "GRU-01"
        assert [item.effect.measure_id for item in study.effects()] == ["GRU-01"]
    with edit(layers["goals"]):
        change(layers["goals"], "goal_id", "Z9", "goal_id", "Z1")
    assert [goal.parent_id for goal in records(path, Goal)] == [None, "Z9"]
    assert records(path, Measure)[0].goal_ids == "Z9"


def test_deleting_a_measure_in_qgis_keeps_its_costs_and_tells_them(layers, path):
    measures = layers["measures"]
    with edit(measures):
        measures.deleteFeature(row(measures, "measure_id", "M1").id())
    assert [cost.cost_id for cost in records(path, Cost)] == ["c1"]
    with Study.open(path) as study:
        assert "costs_orphaned" in [problem.key for problem in cost_problems(study)]


ENTRIES = [
    ("measure_id", "M1", False),
    ("measure_id", "M3", True),
    ("measure_id", None, False),
    ("measure_id", "M3,M4", False),
    ("measure_id", "M3 ", False),
    ("planned_start", "2027-04", True),
    ("planned_start", "", True),
    ("planned_start", "2027-02-29", True),  # the calendar is checked by the timetable
    ("planned_start", "2027-13", False),
    ("planned_start", "April 2027", False),
    ("goal_ids", "Z1,Z1.1", True),
    ("goal_ids", "{Z1,Z1.1}", False),
]


def test_rules_tell_wrong_entries(layers):
    layer = layers["measures"]
    found = []
    for field, value, _ in ENTRIES:
        feature = QgsFeature(row(layer, "measure_id", "M2"))
        feature[field] = value
        index = layer.fields().indexOf(field)
        found.append((field, value, QgsVectorLayerUtils.validateAttribute(layer, feature, index)[0]))
    assert found == ENTRIES
