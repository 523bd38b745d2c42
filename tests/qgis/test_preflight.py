# SPDX-License-Identifier: GPL-2.0-or-later
"""A look at a layer before it is brought in, from the sample with the odd false easting to layers without any fault."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from smartcity_plugin.bridge.preflight import inspect, inspect_values, wkt_of
from smartcity_plugin.model.problem import Severity
from smartcity_plugin.sources.projection import reproject
from smartcity_plugin.sources.repairs import Repairs
from smartcity_plugin.study.study import Study

UTM = "EPSG:25832"
CATHEDRAL = (6.9583, 50.9413)
"""The cathedral of Köln in degrees, from any map: it stands in Altstadt/Nord."""


@pytest.fixture
def koeln(repository) -> QgsVectorLayer:
    return QgsVectorLayer(str(repository / "tests" / "fixtures" / "koeln" / "Stadtteil.shp"), "Stadtteile", "ogr")


@pytest.fixture
def inner_city():
    """A circle around the cathedral in place of the border of Köln."""
    return reproject(np.array([shapely.Point(*CATHEDRAL)], dtype=object), "EPSG:4326", UTM)[0].buffer(4000)


@pytest.fixture
def look(catalogue, inner_city):
    def run(layer, role="planning_units", area=inner_city):
        return inspect(layer, catalogue.roles[role], area, UTM)

    return run


def keys(findings) -> list[str]:
    return [finding.problem.key for finding in findings]


def district_of(layer: QgsVectorLayer, repairs: Repairs) -> list[str]:
    """Return the districts in which the cathedral stands if a layer is read with repairs, through QGIS itself."""
    crs = QgsCoordinateReferenceSystem(repairs.crs) if repairs.crs else layer.crs()
    point = QgsGeometry.fromWkt(f"POINT ({CATHEDRAL[0]} {CATHEDRAL[1]})")
    point.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance()))
    point.translate(-repairs.shift[0], -repairs.shift[1])
    return [feature["STT_NAME"] for feature in layer.getFeatures() if feature.geometry().intersects(point)]


# Köln -----------------------------------------------------------------------------------------------------------------


def test_qgis_reads_the_sample_by_its_parameters(koeln):
    """Coordinates and .prj agree, the name in it does not: no authority knows this system."""
    assert koeln.crs().isValid()
    assert koeln.crs().authid() == ""
    assert koeln.crs().description() == "WGS 84 / UTM zone 32N"
    assert koeln.extent().xMinimum() > 2_300_000
    assert district_of(koeln, Repairs()) == ["Altstadt/Nord"]


def test_the_sample_as_it_comes_needs_no_repair(koeln, look):
    found = look(koeln)
    assert keys(found) == ["crs_not_official"]
    assert found[0].repairs is None
    assert found[0].problem.values["official"] == "EPSG:32632"


@pytest.mark.parametrize("stated", ["EPSG:32632", "EPSG:25832"])
def test_who_takes_the_name_for_the_thing_gets_a_shift(koeln, look, stated):
    koeln.setCrs(QgsCoordinateReferenceSystem(stated))
    found = look(koeln)
    assert (keys(found), found[0].problem.severity) == (["coordinates_shifted"], Severity.ERROR)
    assert found[0].repairs == Repairs(shift=(-2_000_000.0, 0.0))
    assert district_of(koeln, found[0].repairs) == ["Altstadt/Nord"]


def test_without_its_prj_the_sample_is_placed(koeln, look):
    koeln.setCrs(QgsCoordinateReferenceSystem())
    found = look(koeln)
    assert found[0].repairs == Repairs(crs=UTM, shift=(-2_000_000.0, 0.0))
    assert district_of(koeln, found[0].repairs) == ["Altstadt/Nord"]


def test_the_sample_becomes_a_study(town, koeln, tmp_path):
    """End to end: border and units of the study are the districts, which then pass the check."""
    path = town.create(tmp_path / "koeln.gpkg", AREA=koeln, UNITS=koeln, UNIT_ID='"STT_NR"', UNIT_NAME='"STT_NAME"')
    with Study.open(path) as study:
        units = study.reporting_units()
    assert sorted(units.frame["name"]) == [
        "Altstadt/Nord",
        "Altstadt/Süd",
        "Deutz",
        "Neustadt/Nord",
        "Neustadt/Süd",
    ]
    # The areas that the city states in its own system; UTM distorts both alike.
    stated = {feature["STT_NR"]: feature["SHAPE_AREA"] for feature in koeln.getFeatures()}
    for unit, area in zip(units.frame["unit_id"], shapely.area(units.geometry)):
        assert area == pytest.approx(stated[unit], rel=1e-6)
    cathedral = reproject(np.array([shapely.Point(*CATHEDRAL)], dtype=object), "EPSG:4326", UTM)[0]
    assert units.frame["name"][shapely.contains(units.geometry, cathedral)].to_list() == ["Altstadt/Nord"]
    problems = json.loads(town.run("checkinventory", STUDY=str(path))["PROBLEMS"])
    assert [item["severity"] for item in problems if item["role"] == "planning_units"] == []


# Other faults ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def border(town):
    """The area of the town's study."""
    feature = next(town.border().getFeatures())
    return shapely.from_wkb(bytes(feature.geometry().asWkb()))


def test_a_layer_without_fault(town, look, border):
    assert look(town.cells(), "population_cells", border) == []


def test_a_source_of_processing_is_looked_at_like_a_layer(town, look, border, koeln):
    from qgis.core import QgsProcessingContext

    layer = town.cells()
    QgsProject.instance().addMapLayer(layer)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    definition = QgsProcessingFeatureSourceDefinition(layer.id())
    source = QgsProcessingUtils.variantToSource(definition, context)
    assert look(source, "population_cells", border) == []
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4647"))
    source = QgsProcessingUtils.variantToSource(definition, context)
    found = look(source, "population_cells", border)
    assert (keys(found), found[0].repairs) == (["crs_wrong"], Repairs(crs=UTM))


def test_a_layer_without_features(town, look, border):
    assert keys(look(town.layer("Polygon", []), "population_cells", border)) == ["layer_empty"]


@pytest.mark.parametrize(
    ("crs", "key"), [("EPSG:31467", "crs_wrong"), ("EPSG:25833", "crs_wrong"), ("", "crs_missing_proposed")]
)
def test_a_wrong_reference_system(town, look, border, crs, key):
    layer = town.cells()
    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    found = look(layer, "population_cells", border)
    assert (found[0].problem.key, found[0].problem.severity) == (key, Severity.ERROR)
    assert found[0].repairs == Repairs(crs=UTM)


def test_swapped_axes(town, look, border):
    layer = town.layer("Polygon", [])
    features = []
    for feature in town.cells().getFeatures():
        shape = shapely.transform(shapely.from_wkb(bytes(feature.geometry().asWkb())), lambda points: points[:, ::-1])
        turned = QgsFeature(layer.fields())
        turned.setGeometry(QgsGeometry.fromWkt(shapely.to_wkt(shape)))
        features.append(turned)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    found = look(layer, "population_cells", border)
    assert (keys(found), found[0].repairs) == (["axes_swapped"], Repairs(swap_axes=True))


def test_a_layer_of_another_town(koeln, look, border):
    found = look(koeln, "planning_units", border)
    assert keys(found) == ["position_far_away"]
    assert found[0].repairs is None
    assert 330 < found[0].problem.values["distance"] < 380


def test_a_layer_outside_germany(town, look, border):
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "Paris", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POINT (2.35 48.86)"))
    layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    found = look(layer, "playgrounds", border)
    assert keys(found) == ["position_outside_germany"]
    assert (found[0].problem.values["latitude"], found[0].problem.values["longitude"]) == (48.9, 2.4)


def test_kinds_of_geometry(town, look, border):
    box, other = town.square(100, 100), town.square(300, 100)
    bow_tie = "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))"
    layer = town.layer("Polygon", [(box,), (bow_tie,), (None,), (other,)])
    found = {item.problem.key: item.problem for item in look(layer, "public_green", border)}
    assert found.keys() == {"geometry_invalid_seen", "geometry_empty_seen"}
    assert found["geometry_invalid_seen"].values == {"layer": "Layer", "count": 1, "seen": 4}
    assert found["geometry_empty_seen"].values["count"] == 1
    assert keys(look(layer, "pt_stops", border))[0] == "geometry_type_wrong"


def test_arcs_and_heights(town, look, border):
    arc = "CURVEPOLYGON (CIRCULARSTRING (0 0, 100 0, 100 100, 0 100, 0 0))"
    assert keys(look(town.layer("CurvePolygon", [(arc,)]), "public_green", border)) == ["geometry_curved"]
    high = "POLYGON Z ((0 0 5, 100 0 5, 100 100 5, 0 0 5))"
    assert keys(look(town.layer("PolygonZ", [(high,)]), "public_green", border)) == ["geometry_3d"]
    flat = town.layer("CurvePolygon", [(town.square(0, 0),)])
    assert look(flat, "public_green", border) == []


def test_a_raster(tmp_path, look, border):
    from osgeo import gdal, osr

    def raster(epsg):
        path = str(tmp_path / f"{epsg}.tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, 10, 10, 1, gdal.GDT_Byte)
        dataset.SetGeoTransform((707_000, 200, 0, 5_641_000, 0, -100))
        system = osr.SpatialReference()
        system.ImportFromEPSG(epsg)
        dataset.SetProjection(system.ExportToWkt())
        dataset = None
        return QgsRasterLayer(path, "Kronen")

    assert look(raster(25832), "tree_canopy", border) == []
    found = look(raster(25833), "tree_canopy", border)
    assert (keys(found), found[0].repairs) == (["crs_wrong"], Repairs(crs=UTM))


def test_what_proj_understands_of_a_reference_system(koeln):
    assert wkt_of(QgsCoordinateReferenceSystem("EPSG:25832")) == "EPSG:25832"
    assert wkt_of(QgsCoordinateReferenceSystem()) == ""
    assert "2500000" in wkt_of(koeln.crs())


def test_every_finding_can_be_said(koeln, look, catalogue):
    koeln.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    sentence = catalogue.sentence(look(koeln)[0].problem, "de")
    assert "um −2.000.000 m im Rechtswert" in sentence


# Values ---------------------------------------------------------------------------------------------------------------


def cells_with(town, *numbers):
    rows = [(town.square(100 * place, 0), str(place), number) for place, number in enumerate(numbers)]
    return town.layer("Polygon", rows, [("id", "string(5)"), ("ew", "double")], name="Zellen")


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        ((5, -9, 3), (-9.0,)),
        ((-1, -9, None), (-1.0, -9.0)),
        ((5, 0, None), None),
        ((5, -3, -9), None),
    ],
)
def test_codes_that_mean_unknown(town, catalogue, numbers, codes):
    found = inspect_values(cells_with(town, *numbers), catalogue.roles["population_cells"], {"population": '"ew"'})
    assert [finding.repairs for finding in found] == ([Repairs(missing_codes=codes)] if codes else [])
    for finding in found:
        assert "−9" in catalogue.sentence(finding.problem, "de")


@pytest.mark.parametrize("expression", ['"id"', '"nowhere"', "((", "'abc'"])
def test_what_cannot_be_evaluated_is_left_to_the_import(town, catalogue, expression):
    role = catalogue.roles["population_cells"]
    layer = cells_with(town, -9)
    assert inspect_values(layer, role, {"population": expression, "cell_id": '"ew"'}) == []


# Stored data ----------------------------------------------------------------------------------------------------------


def test_a_repair_through_processing(town, filled):
    from smartcity_plugin.catalogue import load_catalogue

    with Study.open(filled, update=True) as study:
        role, passport = load_catalogue().roles["public_green"], study.passports()["public_green"]
        green = study.layer("public_green")
        frame = green.frame.drop(columns="source_id")
        rows = [0, *range(len(frame))]
        table = type(green)(frame.iloc[rows].reset_index(drop=True), green.geometry[rows], green.crs, green.role)
        study.save_layer(role, passport, table)
    problems = json.loads(town.run("checkinventory", STUDY=str(filled))["PROBLEMS"])
    found = next(item for item in problems if item["key"] == "features_repeated")
    assert (found["fix"], found["source_id"], found["role"]) == ("remove_duplicates", "1", "public_green")
    assert found["text"] == f"{found['message']} {found['hint']}"
    assert len(found["extent"]) == 4
    result = town.run(
        "repairinventory", STUDY=str(filled), FIX=found["fix"], ROLE=found["role"], SOURCE_ID=found["source_id"]
    )
    assert result["CHANGED"] == 1
    assert json.loads(result["SOURCES"]) == [{"role": "public_green", "source_id": "1", "count": 1}]
    left = json.loads(town.run("checkinventory", STUDY=str(filled))["PROBLEMS"])
    assert "features_repeated" not in {item["key"] for item in left}
    assert town.run("repairinventory", STUDY=str(filled), FIX=found["fix"])["CHANGED"] == 0


def test_details_and_population_through_processing(town, filled):
    result = town.run(
        "repairinventory", STUDY=str(filled), FIX="fill_passport", CONTACT="Frau Muster", LICENCE="odbl_1_0"
    )
    assert result["CHANGED"] == 2  # the licence is known already and stays
    result = town.run(
        "repairinventory", STUDY=str(filled), FIX="set_population", POPULATION="180", POPULATION_SOURCE="Amt"
    )
    with Study.open(filled) as study:
        assert {passport.contact for passport in study.sources()} == {"Frau Muster"}
        assert {passport.licence for passport in study.sources()} == {"cc0_1_0"}
        assert (study.settings.official_population, study.settings.official_population_source) == ("180", "Amt")
    keys = {item["key"] for item in json.loads(town.run("checkinventory", STUDY=str(filled))["PROBLEMS"])}
    assert not keys & {"contact_missing", "official_population_missing", "population_differs"}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"FIX": "set_population", "POPULATION": "etwa 5"}, "etwa 5"),
        ({"FIX": "empty_codes", "CODES": "a, b"}, "a, b"),
        ({"FIX": "remove_empty", "ROLE": "streets"}, "streets|Straßen|Streets"),
    ],
)
def test_what_cannot_be_repaired_is_said(town, filled, parameters, message):
    import re

    before = filled.read_bytes()
    sentence = town.refusal(town.run, "repairinventory", STUDY=str(filled), **parameters)
    assert re.search(message, sentence)
    assert filled.read_bytes() == before
