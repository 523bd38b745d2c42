# SPDX-License-Identifier: GPL-2.0-or-later
"""Opening studies in a project: layers, errors, and the tie between project and study."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer

from smartcity_plugin.gui import layers, settings


def own_layer(name: str = "Basemap") -> QgsVectorLayer:
    """Put a layer of the user's own into the project."""
    layer = QgsVectorLayer("Point?crs=EPSG:3857", name, "memory")
    QgsProject.instance().addMapLayer(layer)
    return layer


def groups() -> list[str]:
    return [node.name() for node in QgsProject.instance().layerTreeRoot().children()]


def test_opening_loads_layers_and_shows_the_area(open_study, home, desk, town_path):
    open_study(town_path)
    project = QgsProject.instance()
    found = layers.layers_of(project, str(town_path))
    assert len(found) == len(project.mapLayers()) > 10
    assert [layer.name() for layer in found if not layer.isValid()] == []
    assert home.session.facts.municipality == "Köln"
    assert project.crs().authid() == "EPSG:25832"
    assert desk.canvas.extent().contains(layers.QgsRectangle(*home.session.facts.extent).center())
    assert settings.recent_studies() == [str(town_path)]
    assert layers.study_of(project) == str(town_path)


def test_opening_twice_repeats_nothing(open_study, town_path):
    open_study(town_path)
    before = sorted(QgsProject.instance().mapLayers()), groups()
    open_study(town_path)
    assert (sorted(QgsProject.instance().mapLayers()), groups()) == before


def test_what_belongs_to_the_user_stays(open_study, town_path):
    project = QgsProject.instance()
    project.setTitle("My project")
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    layer = own_layer()
    open_study(town_path)
    assert (project.title(), project.crs().authid()) == ("My project", "EPSG:3857")
    assert groups()[-1] == layer.name(), "the study must lie above a base map"
    assert layers.find(project, str(town_path), layers.NEED)


def test_updating_layers_keeps_place_and_visibility(open_study, home, wait_until_idle, town_path):
    project, path = QgsProject.instance(), str(town_path)
    own_layer("Below")
    open_study(path)
    own_layer("Above")
    before = groups()
    assert before[0] == "Above"
    shown = layers.find(project, path, layers.INDICATOR)[3]
    name = shown.name()
    layers.show_only(project, path, shown)
    home.session.update_layers()
    wait_until_idle()
    assert groups() == before
    visible = [
        layer.name()
        for layer in layers.find(project, path, layers.INDICATOR) + layers.find(project, path, layers.NEED)
        if project.layerTreeRoot().findLayer(layer.id()).isVisible()
    ]
    assert visible == [name]


def test_unsaved_changes_survive_an_update(open_study, home, wait_until_idle, town_copy):
    open_study(town_copy)
    goals = layers.find(QgsProject.instance(), str(town_copy), layers.TABLE, "goals")[0]
    goals.startEditing()
    feature = next(goals.getFeatures())
    assert goals.changeAttributeValue(feature.id(), goals.fields().indexOf("title"), "Neu")
    home.session.update_layers()
    wait_until_idle()
    assert goals.isModified()
    home.session.close()
    assert home.session.facts is not None
    assert goals.isModified()
    goals.rollBack()
    home.session.close()
    assert home.session.facts is None


def test_closing_leaves_only_what_is_the_users(open_study, home, town_path):
    own_layer()
    open_study(town_path)
    home.session.close()
    assert groups() == ["Basemap"]
    assert home.session.facts is None
    assert layers.study_of(QgsProject.instance()) == ""


def test_another_study_takes_the_place_of_the_first(open_study, home, build, town_path, tmp_path):
    open_study(town_path)
    build.study(tmp_path / "köln.gpkg").close()
    open_study(tmp_path / "köln.gpkg")
    assert home.session.facts.municipality == "Köln"
    assert layers.layers_of(QgsProject.instance(), str(town_path)) == []


def not_a_study(path):
    sqlite3.connect(path).close()
    path.write_bytes(b"no GeoPackage")


def newer(path, build):
    build.study(path).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE study_settings SET value = '99' WHERE key = 'schema_version'")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("missing", "was not found"),
        ("foreign", "is not a planning study"),
        ("newer", "has version 99"),
    ],
)
def test_what_cannot_be_opened_is_said_and_changes_nothing(open_study, home, desk, build, tmp_path, kind, sentence):
    path = tmp_path / "study.gpkg"
    if kind == "foreign":
        not_a_study(path)
    elif kind == "newer":
        newer(path, build)
    settings.remember_study(str(path))
    open_study(path)
    assert sentence in desk.said()
    assert home.session.facts is None
    assert QgsProject.instance().mapLayers() == {}
    assert settings.recent_studies() == ([str(path)] if kind == "newer" else [])


def test_error_beside_an_open_study_leaves_it_open(open_study, home, desk, town_path, tmp_path):
    open_study(town_path)
    count = len(QgsProject.instance().mapLayers())
    open_study(tmp_path / "nothing.gpkg")
    assert home.session.facts.path == str(town_path)
    assert len(QgsProject.instance().mapLayers()) == count


def test_failure_while_adding_layers_leaves_none(open_study, home, desk, town_path, monkeypatch):
    from smartcity_plugin.cartography import project as cartography

    real = cartography.add_study_layers

    def fails_at_the_end(*arguments):
        real(*arguments)
        raise RuntimeError("boom")

    monkeypatch.setattr(cartography, "add_study_layers", fails_at_the_end)
    open_study(town_path)
    assert "boom" in desk.said()
    assert QgsProject.instance().mapLayers() == {}
    assert home.session.facts is None


def test_missing_library_is_said(open_study, home, desk, town_path, monkeypatch):
    from smartcity_plugin import capabilities
    from smartcity_plugin.model.problem import Problem

    missing = [Problem("library_missing", values={"library": "shapely"})]
    monkeypatch.setattr(capabilities, "problems", lambda libraries: missing)
    open_study(town_path)
    assert "“shapely” is not installed" in desk.said()
    assert home.session.facts is None


def test_saved_project_finds_its_study_again(open_study, home, wait_until_idle, town_path, tmp_path):
    first = tmp_path / "first"
    first.mkdir()
    study = shutil.copy(town_path, first / "town.gpkg")
    open_study(study)
    project = QgsProject.instance()
    assert project.write(str(first / "plan.qgz"))
    project.clear()
    home.session.reconnect()
    assert home.session.facts is None
    project.read(str(first / "plan.qgz"))
    home.session.reconnect()
    wait_until_idle()
    assert home.session.facts.path == str(study)
    assert not project.isDirty()


def test_project_that_was_moved_with_its_study_finds_it(open_study, home, wait_until_idle, town_path, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    open_study(shutil.copy(town_path, first / "town.gpkg"))
    project = QgsProject.instance()
    assert project.write(str(first / "plan.qgz"))
    project.clear()
    shutil.move(first, second)
    project.read(str(second / "plan.qgz"))
    home.session.reconnect()
    wait_until_idle()
    assert home.session.facts.path == str(second / "town.gpkg")


def test_project_inside_the_study_finds_it(open_study, home, wait_until_idle, town_copy):
    import processing

    result = processing.run("smartcity:saveproject", {"STUDY": str(town_copy), "LANGUAGE": "de"})
    project = QgsProject.instance()
    assert project.read(result["PROJECT"])
    home.session.reconnect()
    wait_until_idle()
    assert home.session.facts.path == str(town_copy)
