# SPDX-License-Identifier: GPL-2.0-or-later
"""Every step through Processing, on small layers whose results can be seen at a glance."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop

from smartcity_plugin.study.study import Study

GREEN = ["gre_access_300m_share", "gre_local_supply", "gre_supply_gini", "gre_public_per_capita"]


def values(path, indicator_id: str):
    with Study.open(path) as study:
        table = study.values()
    return table[table["indicator_id"] == indicator_id].set_index("unit_id")


def reprojected(layer, crs: str):
    import processing

    parameters = {"INPUT": layer, "TARGET_CRS": QgsCoordinateReferenceSystem(crs), "OUTPUT": "memory:"}
    result = processing.run("native:reprojectlayer", parameters)["OUTPUT"]
    result.setName(layer.name())
    return result


def test_create_keeps_the_units_of_the_town(study):
    with Study.open(study) as opened:
        units = opened.units().frame
        assert units["unit_id"].tolist() == ["05315000", "1", "2"]
        assert units["name"].tolist() == ["Köln", "West", "Öst"]
        assert units["area_ha"].tolist() == pytest.approx([200, 100, 100])
        assert opened.settings.title == "Studie „Größe“"
        assert opened.settings.ags == "05315000"
        assert opened.settings.crs == "EPSG:25832"
        assert opened.settings.language == "de"


def test_create_without_a_key_of_the_municipality(town, tmp_path):
    path = town.create(tmp_path / "x.gpkg", AGS=None)
    with Study.open(path) as opened:
        assert opened.city_id == "city"


def test_add_maps_filters_and_reports(town, filled):
    with Study.open(filled) as opened:
        green, cells = opened.layer("public_green"), opened.layer("population_cells")
        assert green.frame["name"].tolist() == ["Park", "Wiese"]
        assert cells.frame["cell_id"].tolist() == list("abcde")
        assert np.array_equal(cells.numbers("population"), [100, np.nan, 50, 0, 30], equal_nan=True)
        passport = opened.passports()["public_green"]
        assert (passport.source, passport.licence, passport.data_date) == ("Amt", "cc0_1_0", "2022")
        assert passport.feature_count == 2
        assert passport.origin == "Grün"


def test_add_returns_what_it_stored(town, study):
    result = town.add(
        study, town.green(), "public_green", FILTER='"public" = 1', TITLE="Parks", FITNESS="partial", NOTE="OSM"
    )
    assert result == {"COUNT": 2, "STUDY": str(study)}
    with Study.open(study) as opened:
        passport = opened.passports()["public_green"]
        assert (passport.title, passport.fitness.value, passport.note) == ("Parks", "partial", "OSM")


def test_add_without_optional_texts(town, study):
    town.run("addinventorylayer", STUDY=str(study), INPUT=town.green(), ROLE="public_green")
    with Study.open(study) as opened:
        passport = opened.passports()["public_green"]
        assert (passport.title, passport.source, passport.licence, passport.note) == ("Grün", "", "", "")
        assert passport.fitness.value == "good"


def test_fields_of_the_same_name_need_no_mapping(town, study):
    rows = [(town.square(0, 0), "x", "5")]
    layer = town.layer("Polygon", rows, [("cell_id", "string"), ("population", "string")])
    town.add(study, layer, "population_cells")
    with Study.open(study) as opened:
        assert opened.layer("population_cells").numbers("population").tolist() == [5]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"ew"', [100, None, 50, 0, 30]),
        ('coalesce("ew", 0) + 1', [101, 1, 51, 1, 31]),
        ('if("id" = \'a\', NULL, "whg")', [None, None, 25, 0, 15]),
        ("7", [7, 7, 7, 7, 7]),
        ('to_string("ew")', [100, None, 50, 0, 30]),
        ("attribute($currentfeature, 'ew')", [100, None, 50, 0, 30]),
        ("round($area / 1000)", [10, 10, 10, 10, 10]),
    ],
)
def test_fields_are_mapped_by_expressions(town, study, expression, expected):
    town.add(study, town.cells(), "population_cells", {"cell_id": '"id"', "population": expression})
    with Study.open(study) as opened:
        found = opened.layer("population_cells").numbers("population")
    assert np.array_equal(found, [np.nan if value is None else value for value in expected], equal_nan=True)


@pytest.mark.parametrize(
    ("condition", "count"),
    [("", 5), ('"ew" > 0', 3), ('"ew" IS NULL', 1), ("\"id\" IN ('a', 'e')", 2), ("$area > 1", 5), ("1", 5)],
)
def test_features_are_filtered(town, study, condition, count):
    mapping = {"cell_id": '"id"', "population": 'coalesce("ew", 1)'}
    assert town.add(study, town.cells(), "population_cells", mapping, FILTER=condition)["COUNT"] == count


def test_curves_become_lines(town, study):
    layer = town.layer("CurvePolygon", [("CURVEPOLYGON (CIRCULARSTRING (0 100, 100 200, 200 100, 100 0, 0 100))",)])
    town.add(study, layer, "public_green")
    with Study.open(study) as opened:
        shape = opened.layer("public_green").geometry[0]
    assert shape.is_valid
    assert shape.area == pytest.approx(np.pi * 100**2, rel=1e-3)


def test_heights_and_multipoints_become_flat_single_points(town, study):
    rows = [("MULTIPOINT Z ((5 5 9), (50 50 9))", "bus"), ("MULTIPOINT Z ((70 70 9))", "tram")]
    town.add(study, town.layer("MultiPointZ", rows, [("mode", "string")]), "pt_stops")
    with Study.open(study) as opened:
        table = opened.layer("pt_stops")
    assert [(shape.geom_type, shape.has_z) for shape in table.geometry] == [("Point", False)] * 3
    assert table.frame["mode"].tolist() == ["bus", "bus", "tram"]


def test_broken_geometries_are_repaired_not_refused(town, study):
    """Whatever QGIS's setting for invalid features is: the default would end the run."""
    bow_tie = "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))"
    assert town.add(study, town.layer("Polygon", [(bow_tie,)]), "public_green")["COUNT"] == 1
    with Study.open(study) as opened:
        assert opened.layer("public_green").geometry[0].area == pytest.approx(5000)


def test_a_layer_can_be_given_by_its_address_in_a_file(town, study, tmp_path):
    import processing

    path = str(tmp_path / "Grünflächen Süd.gpkg")
    processing.run("native:savefeatures", {"INPUT": town.green(), "OUTPUT": path, "LAYER_NAME": "grün"})
    assert town.add(study, f"{path}|layername=grün", "public_green")["COUNT"] == 3


def test_a_layer_of_the_project_can_be_given_by_name(town, study):
    QgsProject.instance().addMapLayer(town.green())
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"STUDY": str(study), "INPUT": "Grün", "ROLE": "public_green"}
    assert town.run("addinventorylayer", context=context, **parameters)["COUNT"] == 3


def test_check_says_what_is_doubtful_and_what_can_be_computed(town, filled):
    result = town.run("checkinventory", STUDY=str(filled))
    problems = json.loads(result["PROBLEMS"])
    assert result["ERRORS"] == 0
    assert result["WARNINGS"] == sum(item["severity"] == "warning" for item in problems) >= 2
    assert result["WARNINGS"] + result["NOTES"] == len(problems)
    assert {item["role"] for item in problems if item["severity"] == "warning"} == {"population_cells", "public_green"}
    assert result["COMPUTABLE"] == 6


def test_check_changes_nothing(town, filled):
    before = filled.read_bytes()
    town.run("checkinventory", STUDY=str(filled))
    assert filled.read_bytes() == before


def test_compute_all_by_default(town, filled):
    result = town.run("computeindicators", STUDY=str(filled))
    assert result["COMPUTED"] == 6
    with Study.open(filled) as opened:
        assert result["COMPUTED"] + result["MISSING"] == len(opened.status())
        run = next(iter(opened.runs().values()))
        assert run.versions["qgis"]


def test_compute_chosen_ones(town, filled):
    assert town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN[:2])["COMPUTED"] == 2
    with Study.open(filled) as opened:
        assert set(opened.values()["indicator_id"]) == set(GREEN[:2])


def test_values_by_hand(town, filled):
    """Park (300 m × 300 m in the corner) with 300 m around it reaches the whole of a (100 persons) and b (unknown)."""
    town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN)
    share = values(filled, "gre_access_300m_share")
    assert share.loc["1", ["numerator", "denominator", "population"]].tolist() == pytest.approx([100, 125, 125])
    assert share.loc["2", ["numerator", "denominator", "value"]].tolist() == pytest.approx([0, 55, 0])
    assert share.loc["05315000", "value"] == pytest.approx(100 * 100 / 180)
    assert (share.loc["1", "n_cells"], share.loc["1", "n_unknown"]) == (2, 1)
    stock = values(filled, "gre_public_per_capita")
    assert stock.loc["1", "value"] == pytest.approx(90_000 / 125)
    assert stock.loc["2", "value"] == pytest.approx(2_500 / 55)
    supply = values(filled, "gre_local_supply")
    assert supply.loc["1", "value"] == pytest.approx(900 * 100 / 125)
    assert np.isnan(values(filled, "gre_supply_gini").loc["2", "value"])
    assert values(filled, "gre_supply_gini").loc["1", "value"] == pytest.approx(25 / 125)


def test_needs_and_register(town, filled, tmp_path):
    town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN)
    assert town.run("assessneeds", STUDY=str(filled))["UNITS"] == 3
    goals, measures = tmp_path / "ziele.csv", tmp_path / "maßnahmen.csv"
    goals.write_text("goal_id;title;indicator_id;target\nZ1;Grün für alle;gre_access_300m_share;80\n", encoding="utf-8")
    measures.write_text("measure_id;title;unit_ids\nM1;Park im Osten;2\n", encoding="utf-8")
    result = town.run("importregister", STUDY=str(filled), GOALS=str(goals), MEASURES=str(measures))
    assert (result["GOAL_COUNT"], result["MEASURE_COUNT"]) == (1, 1)
    with Study.open(filled) as opened:
        assert opened.goals()[0].baseline == pytest.approx(100 * 100 / 180)


def test_needs_of_outdated_values_are_told(town, filled, catalogue):
    told = []

    class Listener(QgsProcessingFeedback):
        def pushWarning(self, warning):
            told.append(warning)

    town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN)
    town.run("assessneeds", feedback=Listener(), STUDY=str(filled))
    assert told == []
    town.add(filled, town.layer("Polygon", [(town.square(0, 0, 500),)]), "public_green")
    town.run("assessneeds", feedback=Listener(), STUDY=str(filled))
    title = catalogue.indicators["gre_supply_gini"].title
    assert len(told) == 1
    assert title.de in told[0] or title.en in told[0]


def test_layers_in_different_systems_give_the_same_values(town, filled, tmp_path):
    """Degrees, the neighbouring zone and the study's own zone: what counts is the place on earth."""
    other = town.create(tmp_path / "other.gpkg", AREA=reprojected(town.border(), "EPSG:4326"))
    town.fill(other, reprojected(town.cells(), "EPSG:4326"), reprojected(town.green(), "EPSG:25833"))
    for path in (filled, other):
        town.run("computeindicators", STUDY=str(path), INDICATORS=GREEN)
    for name in GREEN:
        one, two = (values(path, name)[["value", "numerator", "denominator", "population"]] for path in (filled, other))
        assert np.allclose(one.to_numpy(), two.loc[one.index].to_numpy(), rtol=1e-6, equal_nan=True), name


def test_studies_in_neighbouring_zones_give_nearly_the_same_values(town, filled, tmp_path):
    """At 12° E both zones measure alike; the town lies within a few kilometres of it."""
    other = town.fill(town.create(tmp_path / "other.gpkg", CRS="EPSG:25833"))
    for path in (filled, other):
        town.run("computeindicators", STUDY=str(path), INDICATORS=GREEN)
    with Study.open(other) as opened:
        assert opened.settings.crs == "EPSG:25833"
        assert opened.units().frame["area_ha"].tolist() == pytest.approx([200, 100, 100], rel=1e-3)
    for name in GREEN:
        one, two = values(filled, name)["value"], values(other, name)["value"]
        assert np.allclose(one, two.loc[one.index], rtol=2e-3, equal_nan=True), name


def test_the_algorithm_of_an_indicator_gives_the_stored_values(town, filled):
    town.run("computeindicators", STUDY=str(filled))
    with Study.open(filled) as opened:
        computed = sorted(name for name, row in opened.status().items() if row["state"] == "computed")
        city = opened.city_id
    for name in computed:
        result = town.run(name, STUDY=str(filled), OUTPUT="memory:")
        stored = values(filled, name)
        for feature in result["OUTPUT"].getFeatures():
            row = stored.loc[feature["unit_id"]]
            for column in ("value", "numerator", "denominator", "coverage", "population", "n_cells", "n_unknown"):
                found = feature[column]
                missing = found in (None, NULL)
                assert (missing and np.isnan(row[column])) or found == row[column], (name, feature["unit_id"], column)
            assert feature["flags"] == row["flags"]
        expected = stored.loc[city, "value"]
        assert result["CITY_VALUE"] == expected or (result["CITY_VALUE"] is None and np.isnan(expected))


def test_the_algorithm_of_an_indicator_leaves_the_study_alone(town, filled):
    before = filled.read_bytes()
    town.run("gre_local_supply", STUDY=str(filled), DISTANCE=800, OUTPUT="memory:")
    assert filled.read_bytes() == before


def test_parameters_of_an_indicator_change_its_value(town, filled):
    """A batch of distances: the farther, the more."""
    found = [
        town.run("gre_access_300m_share", STUDY=str(filled), DISTANCE=distance, OUTPUT="memory:")["CITY_VALUE"]
        for distance in (100, 300, 600, 1200, 2000)
    ]
    assert found == sorted(found)
    assert found[0] < found[2] < found[-1] == pytest.approx(100)


def test_a_layer_of_the_study_can_be_replaced_for_a_question(town, filled):
    """What would the value be with a park in the east, in degrees?"""
    new = reprojected(town.layer("Polygon", [(town.square(1600, 300, 200),)]), "EPSG:4326")
    before = town.run("gre_access_300m_share", STUDY=str(filled), OUTPUT="memory:")["CITY_VALUE"]
    after = town.run("gre_access_300m_share", STUDY=str(filled), LAYER_PUBLIC_GREEN=new, OUTPUT="memory:")["CITY_VALUE"]
    assert before == pytest.approx(100 * 100 / 180)
    assert after == pytest.approx(100 * 30 / 180)
    with Study.open(filled) as opened:
        assert len(opened.layer("public_green")) == 2


def test_steps_run_in_a_worker_thread(town, filled):
    """QGIS runs algorithms in tasks; the study must not depend on the thread that opened another."""
    results = []
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("smartcity:computeindicators")
    context, feedback, loop = QgsProcessingContext(), QgsProcessingFeedback(), QEventLoop()
    task = QgsProcessingAlgRunnerTask(algorithm, {"STUDY": str(filled), "INDICATORS": GREEN}, context, feedback)
    task.executed.connect(lambda successful, result: (results.append((successful, result)), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    if not results:
        (loop.exec_ if hasattr(loop, "exec_") else loop.exec)()
    assert results[0][0], feedback.textLog()
    assert results[0][1]["COMPUTED"] == len(GREEN)


def test_a_cancelled_run_leaves_the_study_as_it_was(town, filled, catalogue):
    class Impatient(QgsProcessingFeedback):
        def setProgress(self, progress):
            super().setProgress(progress)
            if progress > 30:
                self.cancel()

    before = filled.read_bytes()
    told = town.refusal(town.run, "computeindicators", feedback=Impatient(), STUDY=str(filled))
    assert told in {
        " ".join(getattr(text, language) for text in catalogue.messages["run_cancelled"]) for language in ("de", "en")
    }
    assert filled.read_bytes() == before


def test_a_study_shown_in_qgis_can_be_computed_again(town, filled):
    """QGIS holds the file open (in WAL mode) while layers of it are loaded."""
    town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN[:1])
    with Study.open(filled) as opened:
        sources = [opened.source(name) for name in ("unit_results", "inv_public_green", "goals")]
    layers = [QgsVectorLayer(source, "x", "ogr") for source in sources]
    assert all(layer.isValid() for layer in layers)
    readers = [layer.getFeatures() for layer in layers]
    first = [next(reader, None) for reader in readers]
    assert first[0] is not None
    town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN)
    town.add(filled, town.layer("Polygon", [(town.square(0, 0, 500),)], name="Neu"), "public_green")
    del readers, first
    layers[0].reload()
    assert {feature["indicator_id"] for feature in layers[0].getFeatures()} == set(GREEN)
    with Study.open(filled) as opened:
        assert len(opened.layer("public_green")) == 1
        assert set(opened.outdated()) == set(GREEN)


def test_views_have_values_and_geometry_in_qgis(town, filled):
    town.run("computeindicators", STUDY=str(filled), INDICATORS=GREEN)
    with Study.open(filled) as opened:
        layer = QgsVectorLayer(opened.source("unit_results"), "x", "ogr")
    assert layer.isValid()
    assert layer.crs().authid() == "EPSG:25832"
    assert layer.featureCount() == 3 * len(GREEN)
    assert layer.setSubsetString("\"indicator_id\" = 'gre_supply_gini' AND \"level\" = 'district'")
    found = {feature["unit_id"]: feature for feature in layer.getFeatures()}
    assert set(found) == {"1", "2"}
    assert found["2"]["value"] in (None, NULL)
    assert found["1"].geometry().area() == pytest.approx(1_000_000)


def test_the_file_stays_sound(town, filled):
    town.run("computeindicators", STUDY=str(filled))
    town.run("assessneeds", STUDY=str(filled))
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert [item.name for item in filled.parent.iterdir()] == ["study.gpkg"]
