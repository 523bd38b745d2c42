# SPDX-License-Identifier: GPL-2.0-or-later
"""What layers of projects and folders hold, found out without loading them; and whether proposals work in QGIS."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from smartcity_plugin import paths
from smartcity_plugin.bridge.found import SAMPLE, describe_layer, project_layers, scan_file, scan_folder
from smartcity_plugin.bridge.origin import unpacked
from smartcity_plugin.catalogue.matching import load_matching
from smartcity_plugin.catalogue.recipe import read_recipe
from smartcity_plugin.model.problem import Cancelled
from smartcity_plugin.sources.candidates import LIKELY, candidates

DEMO = paths.DEMO / "jena" / "jena_data.gpkg"
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"art": "Park"}, "geometry": {"type": "Point", "coordinates": [11.5, 50.9]}},
        {"type": "Feature", "properties": {"art": None}, "geometry": {"type": "Point", "coordinates": [11.6, 50.9]}},
    ],
}


def written(layer: QgsVectorLayer, path: Path, driver: str = "GPKG") -> Path:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = driver, layer.name()
    if path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), layer.transformContext(), options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError
    return path


def facts_of(found):
    return {field.name: field for field in found.fields}


# One layer -------------------------------------------------------------------------------------------------------


def test_a_layer_is_described(town):
    rows = [("POINT (0 0)", "Park", 3, 1.5), ("POINT (5 7)", None, 4, None), (None, " ", 3, 2.0)]
    layer = town.layer("Point", rows, [("art", "string"), ("zahl", "integer"), ("hoehe", "double")], name="Orte")
    found = describe_layer(layer)
    assert (found.name, found.geometry, found.feature_count, found.crs) == ("Orte", "point", 3, "EPSG:25832")
    assert found.extent[2] - found.extent[0] == 5.0
    fields = facts_of(found)
    assert (fields["art"].kind, fields["art"].examples, fields["art"].complete) == ("text", ("Park",), True)
    assert fields["art"].known == pytest.approx(1 / 3)
    assert (fields["zahl"].kind, fields["zahl"].examples) == ("number", ("3", "4"))
    assert fields["hoehe"].examples == ("1.5", "2")


@pytest.mark.parametrize(
    ("kind", "geometry"), [("Point", "point"), ("MultiLineString", "line"), ("Polygon", "polygon"), ("None", "none")]
)
def test_kinds_of_geometry(kind, geometry):
    assert describe_layer(QgsVectorLayer(f"{kind}?field=a:string", "x", "memory")).geometry == geometry


def test_dates_are_told_as_dates(tmp_path):
    layer = QgsVectorLayer("None?field=tag:date&field=wann:datetime", "x", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([QDate(2020, 2, 1), QDateTime(QDate(2021, 3, 4), QTime(5, 6))])
    layer.dataProvider().addFeatures([feature])
    fields = facts_of(describe_layer(layer))
    assert (fields["tag"].kind, fields["tag"].examples) == ("date", ("2020-02-01",))
    assert (fields["wann"].kind, fields["wann"].examples) == ("date", ("2021-03-04",))


def test_a_large_layer_is_sampled_over_its_whole_length(town, tmp_path):
    rows = [(None, "erst" if number < 900 else "spät") for number in range(1000)]
    path = written(town.layer("Point", rows, [("art", "string")], name="viele"), tmp_path / "v.gpkg")
    (found,) = scan_file(path)
    assert found.feature_count == 1000
    assert facts_of(found)["art"].examples == ("erst", "spät")
    assert facts_of(found)["art"].complete


def test_many_values_are_not_all_kept(town):
    rows = [(None, f"Name {number}") for number in range(150)]
    found = describe_layer(town.layer("Point", rows, [("name", "string")]))
    (name,) = found.fields
    assert len(name.examples) == 60
    assert not name.complete


def test_of_many_features_only_a_sample_is_read(tmp_path, monkeypatch):
    layer = QgsVectorLayer(f"{DEMO}|layername=gruenflaechen", "g", "ogr")
    monkeypatch.setattr("smartcity_plugin.bridge.found.COUNT_ALL_UP_TO", 0)
    found = describe_layer(layer)
    assert found.feature_count == 2149 > SAMPLE
    assert 1 < len(facts_of(found)["wert"].examples) < 60
    assert not facts_of(found)["wert"].complete


@pytest.mark.parametrize(
    ("source", "provider"),
    [
        ("/nirgends/daten.gpkg|layername=a", "ogr"),
        ("file:///nirgends/a.csv?xField=x&yField=y&crs=EPSG:25832", "delimitedtext"),
        (" typename='a' url='http://127.0.0.1:9/oapif'", "OAPIF"),
        (" typename='a' url='http://127.0.0.1:9/wfs' version='2.0.0'", "WFS"),
    ],
)
def test_a_layer_that_cannot_be_opened_says_why(source, provider, catalogue):
    found = describe_layer(QgsVectorLayer(source, "Kaputt", provider))
    assert found.problem.key == "layer_unreadable"
    assert "Kaputt" in catalogue.sentence(found.problem, "de")
    assert found.fields == ()


def test_layers_of_a_project(town):
    project = QgsProject.instance()
    project.addMapLayer(town.layer("Point", [], name="b"))
    project.addMapLayer(town.layer("Polygon", [], name="A"))
    project.addMapLayer(QgsRasterLayer("/nirgends.tif", "c"))
    assert [(found.name, found.geometry) for found in project_layers(project)] == [
        ("A", "polygon"),
        ("b", "point"),
        ("c", "any"),
    ]


# Folders ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(town, tmp_path):
    """A folder as towns have it: several formats, companions, broken files."""
    base = tmp_path / "Daten der Stadt"
    (base / "alt").mkdir(parents=True)
    green = town.layer("Polygon", [(town.square(0, 0),)], name="grün")
    written(green, base / "stadt.gpkg")
    written(town.layer("LineString", [("LINESTRING (0 0, 1 1)",)], name="wege"), base / "stadt.gpkg")
    written(town.layer("Point", [("POINT (0 0)",)], name="bäume"), base / "alt" / "baeume.shp", "ESRI Shapefile")
    (base / "orte.geojson").write_text(json.dumps(GEOJSON), encoding="utf-8")
    (base / "haltestellen.csv").write_text("name;lon;lat\nMarkt;11,58;50,92\n", encoding="utf-8")
    (base / "statistik.csv").write_text("nr;einwohner\n1;300\n", encoding="utf-8")
    (base / "kaputt.gpkg").write_bytes(b"SQLite format 3\x00" + b"x" * 200)
    (base / "kaputt.tif").write_bytes(b"II*\x00nichts")
    (base / "kein_geojson.geojson").write_text("{", encoding="utf-8")
    (base / "liesmich.txt").write_text("Guten Tag", encoding="utf-8")
    (base / ".versteckt.geojson").write_text(json.dumps(GEOJSON), encoding="utf-8")
    with zipfile.ZipFile(base / "gepackt.zip", "w") as archive:
        for path in (base / "alt").iterdir():
            archive.write(path, path.name)
    return base


def test_a_folder_is_searched(folder):
    found = {(layer.name, Path(layer.path).name): layer for layer in scan_folder(folder)}
    good = {key: layer.geometry for key, layer in found.items() if layer.problem is None}
    assert good == {
        ("grün", "stadt.gpkg"): "polygon",
        ("wege", "stadt.gpkg"): "line",
        ("baeume", "baeume.shp"): "point",
        ("baeume", "gepackt.zip"): "point",
        ("orte", "orte.geojson"): "point",
        ("haltestellen", "haltestellen.csv"): "point",
        ("statistik", "statistik.csv"): "none",
    }
    broken = {key[1]: layer.problem.key for key, layer in found.items() if layer.problem is not None}
    assert broken == {
        "kaputt.gpkg": "file_damaged",
        "kaputt.tif": "file_not_readable",
        "kein_geojson.geojson": "file_not_readable",
    }


def test_what_was_found_can_be_opened_by_processing(folder, town):
    context = QgsProcessingContext()
    for layer in scan_folder(folder):
        if layer.problem is None:
            opened = unpacked(layer.input)
            if isinstance(opened, str):
                opened = QgsProcessingUtils.mapLayerFromString(opened, context)
            assert opened is not None, layer.uri
            assert opened.featureCount() == layer.feature_count


def test_a_table_with_coordinates_lies_where_it_says(folder):
    (found,) = [layer for layer in scan_folder(folder) if layer.name == "haltestellen"]
    assert (found.provider, found.crs) == ("delimitedtext", "EPSG:4326")
    assert found.extent == pytest.approx((11.58, 50.92, 11.58, 50.92))


def test_a_folder_stays_as_it_was(folder, town):
    written(town.layer("Point", [("POINT (0 0)", "x")], [("name", "string")], name="punkte"), folder / "p.gml", "GML")
    for path in folder.glob("p.*"):
        if path.suffix != ".gml":
            path.unlink()
    before = sorted(path.name for path in folder.rglob("*"))
    found = [layer for layer in scan_folder(folder) if layer.path.endswith(".gml")]
    assert [(layer.geometry, layer.uri.startswith(str(folder))) for layer in found] == [("point", True)]
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_layers_of_several_kinds_of_geometry_come_apart(tmp_path):
    mixed = json.loads(json.dumps(GEOJSON))
    mixed["features"].append(
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}
    )
    (tmp_path / "m.geojson").write_text(json.dumps(mixed), encoding="utf-8")
    assert sorted((found.geometry, found.feature_count) for found in scan_file(tmp_path / "m.geojson")) == [
        ("line", 1),
        ("point", 2),
    ]


def test_a_huge_text_file_is_not_opened_while_searching(tmp_path, monkeypatch):
    monkeypatch.setattr("smartcity_plugin.bridge.found.LARGEST_TEXT_MB", 0)
    (tmp_path / "a.geojson").write_text(json.dumps(GEOJSON), encoding="utf-8")
    (found,) = scan_file(tmp_path / "a.geojson")
    assert found.problem.key == "file_too_large_to_look_into"


def test_the_search_tells_its_progress_and_can_be_cancelled(folder):
    told = []
    scan_folder(folder, told.append)
    assert told == sorted(told)
    assert 0.0 < told[0] <= told[-1] < 1.0

    def cancel(fraction):
        if fraction > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        scan_folder(folder, cancel)


# The example town ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(qgis_processing):
    return scan_file(DEMO)


def recipe_layers():
    return {layer.role: layer for layer in read_recipe(paths.DEMO / "jena" / "recipe.yaml").layers}


@pytest.mark.parametrize("role", sorted(recipe_layers()))
def test_the_layer_of_the_recipe_comes_first(demo, catalogue, role):
    first = candidates(demo, catalogue.roles[role], load_matching())[0]
    assert first.layer.name == recipe_layers()[role].file.layer
    assert first.confidence >= LIKELY
    for field in catalogue.roles[role].required:
        assert field in first.mapping


@pytest.mark.parametrize("role", sorted(recipe_layers()))
def test_proposals_mean_the_same_as_the_recipe(demo, catalogue, role):
    """The proposed expressions work, and give the values that the recipe gives for the features both choose."""
    first, wanted = candidates(demo, catalogue.roles[role], load_matching())[0], recipe_layers()[role]
    layer = QgsVectorLayer(first.layer.uri, "x", "ogr")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))

    def prepared(text):
        expression = QgsExpression(text)
        assert not expression.hasParserError(), text
        assert expression.prepare(context)
        return expression

    proposed = {name: prepared(first.mapping[name]) for name in wanted.fields if name in first.mapping}
    known = {name: prepared(wanted.fields[name]) for name in proposed}
    where = prepared(first.where or "true"), prepared(wanted.where or "true")
    both = 0
    for feature in layer.getFeatures():
        context.setFeature(feature)
        chosen = [bool(condition.evaluate(context)) for condition in where]
        assert not any(condition.hasEvalError() for condition in where)
        both += all(chosen)
        if all(chosen):
            for name, expression in proposed.items():
                assert expression.evaluate(context) == known[name].evaluate(context), (name, feature.id())
    assert both > 0
