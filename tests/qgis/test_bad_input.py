# SPDX-License-Identifier: GPL-2.0-or-later
"""Each bad input gets one clear sentence with a remedy, in both languages, and leaves the study as it was."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import string
from contextlib import closing, contextmanager
from pathlib import Path

import pandas as pd
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer

from smartcity_plugin import paths
from smartcity_plugin.processing import base
from smartcity_plugin.study.geopackage import GeoPackage
from smartcity_plugin.study.study import Study

CELLS = {"cell_id": '"id"', "population": '"ew"'}


@pytest.fixture(params=["de", "en"])
def language(request, monkeypatch):
    """The language of QGIS, as far as sentences are concerned."""
    monkeypatch.setattr(base, "language", lambda: request.param)
    return request.param


def dump(path: Path) -> dict[str, list]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608


def pattern(template: str) -> str:
    """Return the regular expression of a sentence whose placeholders are filled; a repeated one the same way."""
    parts, seen = [], set()
    for literal, name, _, _ in string.Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*)")
            seen.add(name)
    return "".join(parts)


@pytest.fixture
def refused(catalogue, language):
    """Return a context manager: what runs in it must be refused with the sentence of a problem, and change no study."""

    @contextmanager
    def run(key: str, *studies: Path, **values):
        before = [dump(path) for path in studies]
        with pytest.raises(QgsProcessingException) as caught:
            yield
        *prefix, told = str(caught.value).split("\n")
        assert len(prefix) <= 1, "QGIS may say that it failed, in a line of its own; we say one sentence"
        message, hint = (getattr(text, language) for text in catalogue.messages[key])
        found = re.fullmatch(pattern(f"{message} {hint}"), told)
        assert found, f"{told!r} is not the sentence of {key}"
        assert {name: found[name] for name in values} == {name: str(value) for name, value in values.items()}
        assert [dump(path) for path in studies] == before

    return run


# Layers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["nowhere.gpkg", "no layer of this name"])
def test_a_missing_layer(town, study, refused, missing):
    with refused("layer_missing", study, layer=missing):
        town.add(study, missing, "public_green")


def test_a_missing_border(town, tmp_path, refused):
    with refused("layer_missing", layer="none.shp"):
        town.create(tmp_path / "x.gpkg", AREA="none.shp")
    assert list(tmp_path.iterdir()) == []


def test_a_layer_without_a_coordinate_system(town, study, refused):
    layer = town.green()
    layer.setCrs(QgsCoordinateReferenceSystem())
    with refused("layer_without_crs", study, layer="Grün"):
        town.add(study, layer, "public_green")


def test_an_empty_layer(town, study, refused):
    with refused("layer_empty", study, layer="Layer"):
        town.add(study, town.layer("Polygon", []), "public_green")


def test_a_filter_that_leaves_nothing(town, study, refused):
    with refused("layer_empty", study, layer="Grün"):
        town.add(study, town.green(), "public_green", FILTER='"public" = 7')


def test_a_layer_far_away(town, study, refused):
    with refused("nothing_inside_border", study, layer="Layer"):
        town.add(study, town.layer("Polygon", [(town.square(90_000, 0),)]), "public_green")


@pytest.mark.parametrize(("kind", "wkt"), [("Point", "POINT (1 1)"), ("LineString", "LINESTRING (0 0, 1 1)")])
def test_the_wrong_kind_of_geometry(town, study, refused, kind, wkt):
    with refused("geometry_type_wrong", study, layer="Layer"):
        town.add(study, town.layer(kind, [(wkt,)]), "public_green")


def test_a_table_without_geometry(town, study, refused):
    layer = QgsVectorLayer("NoGeometry?field=a:integer", "Tabelle", "memory")
    with refused("layer_without_crs", study, layer="Tabelle"):
        town.add(study, layer, "public_green")


def test_coordinates_that_cannot_be_transformed(town, study, refused):
    beyond_the_pole = town.layer("Point", [("POINT (1e9 1e9)", "bus")], [("mode", "string")], "EPSG:4326", "Orte")
    with refused("layer_unreadable", study, layer="Orte"):
        town.add(study, beyond_the_pole, "pt_stops")


# Fields -------------------------------------------------------------------------------------------------------------


def test_a_field_that_is_missing(town, study, refused):
    with refused("field_missing", study, layer="Zellen", field="population"):
        town.add(study, town.cells(), "population_cells", {"cell_id": '"id"'})


def test_a_field_without_values(town, study, refused):
    with refused("field_missing", study, layer="Zellen", field="population"):
        town.add(study, town.cells(), "population_cells", {**CELLS, "population": "NULL"})


def test_a_field_of_text(town, study, refused):
    with refused("field_not_numeric", study, layer="Zellen", field="population"):
        town.add(study, town.cells(), "population_cells", {**CELLS, "population": '"id"'})


def test_negative_population(town, study, refused):
    with refused("negative_values", study, layer="Zellen", field="population", count=3):
        town.add(study, town.cells(), "population_cells", {**CELLS, "population": '-"ew"'})


def test_cells_that_occur_twice(town, study, refused):
    with refused("cell_ids_not_unique", study, layer="Zellen", count=4):
        town.add(study, town.cells(), "population_cells", {**CELLS, "cell_id": "'x'"})


BROKEN_MAPPINGS = {
    "no JSON": "{population",
    "a list": '["population"]',
    "a number": '{"population": 5}',
    "unknown field of the role": '{"inhabitants": "1"}',
    "broken expression": '{"population": "1 +"}',
    "empty expression": '{"population": ""}',
    "unknown field of the layer": '{"population": "\\"einwohner\\""}',
    "unknown function": '{"population": "magic(1)"}',
    "an error on a feature": '{"population": "to_real(\\"id\\")", "cell_id": "\\"id\\""}',
}


@pytest.mark.parametrize("name", sorted(BROKEN_MAPPINGS))
def test_a_broken_mapping(town, study, refused, name):
    with refused("mapping_invalid", study):
        town.run(
            "addinventorylayer",
            STUDY=str(study),
            INPUT=town.cells(),
            ROLE="population_cells",
            MAPPING=BROKEN_MAPPINGS[name],
        )


@pytest.mark.parametrize("condition", ["1 +", '"no such field" = 1', "magic(1)", "'text'", 'to_int("name") = 1'])
def test_a_broken_filter_is_never_ignored(town, study, refused, condition):
    with refused("mapping_invalid", study):
        town.add(study, town.green(), "public_green", FILTER=condition)


def test_an_unknown_role_licence_or_fitness(town, study):
    before = dump(study)
    for change in ({"ROLE": "magic"}, {"LICENCE": "mine"}, {"FITNESS": "perfect"}):
        told = town.refusal(
            town.run,
            "addinventorylayer",
            **{"STUDY": str(study), "INPUT": town.green(), "ROLE": "public_green", **change},
        )
        assert next(iter(change)) in told
    assert dump(study) == before


def test_a_second_layer_that_is_refused_leaves_the_first(town, filled, refused):
    with refused("layer_empty", filled):
        town.add(filled, town.layer("Polygon", []), "public_green")
    with Study.open(filled) as opened:
        assert len(opened.layer("public_green")) == 2


# Population ---------------------------------------------------------------------------------------------------------


def test_unknown_population_warns_and_stays_unknown(town, study, catalogue, language):
    class Listener(QgsProcessingFeedback):
        warnings: list[str] = []

        def pushWarning(self, warning):
            self.warnings.append(warning)

    listener = Listener()
    mapping = {"cell_id": '"id"', "population": '"ew"'}
    town.run(
        "addinventorylayer",
        feedback=listener,
        STUDY=str(study),
        INPUT=town.cells(),
        ROLE="population_cells",
        MAPPING=json.dumps(mapping),
    )
    message = getattr(catalogue.messages["population_null"][0], language).format(count=1, total=5)
    assert [text for text in listener.warnings if text.startswith(message)]


def test_a_unit_without_cells_is_named_and_has_no_value(town, study, catalogue, language):
    rows = [(town.square(100, 400), "a", 100)]
    town.add(study, town.layer("Polygon", rows, [("id", "string"), ("ew", "integer")]), "population_cells", CELLS)
    town.add(study, town.green(), "public_green")
    problems = json.loads(town.run("checkinventory", STUDY=str(study))["PROBLEMS"])
    message = getattr(catalogue.messages["unit_without_cells"][0], language).format(units="Öst")
    assert [item["text"] for item in problems if item["text"].startswith(message)]
    town.run("computeindicators", STUDY=str(study), INDICATORS=["gre_access_300m_share", "gre_public_per_capita"])
    with Study.open(study) as opened:
        values = opened.values().set_index(["indicator_id", "unit_id"])
        for name in ("gre_access_300m_share", "gre_public_per_capita"):
            row = values.loc[(name, "2")]
            assert pd.isna(row["value"])
            assert pd.isna(row["population"])
            assert "no_data" in row["flags"]
            assert values.loc[(name, "1"), "value"] > 0
    town.run("assessneeds", STUDY=str(study))
    with Study.open(study) as opened:
        needs = opened.needs()
        assert needs[needs["unit_id"] == "2"]["need"].isna().all()


def test_computing_without_population(town, study, refused):
    with refused("population_missing", study):
        town.run("computeindicators", STUDY=str(study))
    with refused("population_missing", study):
        town.run("gre_local_supply", STUDY=str(study), OUTPUT="memory:")


def test_computing_where_nobody_lives(town, study, refused):
    town.add(study, town.cells(), "population_cells", {**CELLS, "population": "0"})
    with refused("population_missing_everywhere", study):
        town.run("computeindicators", STUDY=str(study))


def test_an_indicator_without_its_data(town, filled, refused):
    with refused("role_without_data", filled):
        town.run("mob_pt_access_share", STUDY=str(filled), OUTPUT="memory:")
    result = town.run("computeindicators", STUDY=str(filled), INDICATORS=["mob_pt_access_share"])
    assert (result["COMPUTED"], result["MISSING"]) == (0, 1)


def test_needs_without_values(town, filled, refused):
    with refused("no_results", filled):
        town.run("assessneeds", STUDY=str(filled))


# Creating -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4258", "EPSG:3857", "EPSG:2225", "EPSG:32718"])
def test_a_system_in_which_nothing_can_be_measured(town, tmp_path, refused, crs):
    """Degrees, a Mercator projection that more than doubles areas, feet, and the wrong end of the world."""
    with refused("crs_not_metric", crs=crs):
        town.create(tmp_path / "x.gpkg", CRS=crs)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("crs", ["EPSG:25832", "EPSG:25833", "EPSG:31468", "EPSG:3035", "EPSG:5243", "EPSG:32632"])
def test_systems_that_german_towns_use(town, tmp_path, crs):
    town.create(tmp_path / "x.gpkg", CRS=crs)


def test_a_border_of_lines(town, tmp_path, refused):
    line = town.layer("LineString", [("LINESTRING (0 0, 2000 0, 2000 1000, 0 0)",)], name="Grenze")
    with refused("geometry_type_wrong", layer="Grenze"):
        town.create(tmp_path / "x.gpkg", AREA=line)
    assert list(tmp_path.iterdir()) == []


def test_a_border_without_geometry(town, tmp_path, refused):
    with refused("layer_empty", layer="Grenze"):
        town.create(tmp_path / "x.gpkg", AREA=town.layer("Polygon", [(None,)], name="Grenze"))


def test_units_elsewhere(town, tmp_path, refused):
    far = town.layer("Polygon", [(town.square(50_000, 0), 1, "x")], [("nr", "integer"), ("name", "string")])
    with refused("nothing_inside_border", layer="Layer"):
        town.create(tmp_path / "x.gpkg", UNITS=far)


def test_units_that_only_touch(town, tmp_path, refused):
    beside = town.layer("Polygon", [(town.square(2000, 0), 1, "x")], [("nr", "integer"), ("name", "string")])
    with refused("nothing_inside_border", layer="Layer"):
        town.create(tmp_path / "x.gpkg", UNITS=beside)


def test_units_with_the_same_id(town, tmp_path, refused):
    with refused("unit_ids_not_unique", layer="Ortsteile", ids="7"):
        town.create(tmp_path / "x.gpkg", UNIT_ID="7")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "problem", "values"),
    [
        ("1", "key_wrong_length", {"digits": 1}),
        ("05315-000", "key_not_digits", {}),
        ("17315000", "key_unknown_state", {"state": "17"}),
    ],
)
def test_a_key_that_is_no_key_of_a_municipality(town, tmp_path, refused, given, problem, values):
    with refused(problem, given=given, **values):
        town.create(tmp_path / "x.gpkg", AGS=given)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("parameter", "field"), [("UNIT_ID", "unit_id"), ("UNIT_NAME", "name")])
def test_units_without_id_or_name(town, tmp_path, refused, parameter, field):
    with refused("unit_values_missing", layer="Ortsteile", field=field, count=1):
        town.create(tmp_path / "x.gpkg", **{parameter: 'if("nr" = 2, NULL, "nr")'})


@pytest.mark.parametrize("expression", ["", "1 +", '"nothing"'])
def test_a_broken_expression_for_the_id(town, tmp_path, language, expression):
    told = town.refusal(town.create, tmp_path / "x.gpkg", UNIT_ID=expression)
    assert "UNIT_ID" in told or "(" in told
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_already(town, study, refused):
    with refused("file_exists", study, path=study):
        town.create(study)


def test_a_folder_that_cannot_be_written(town, tmp_path, refused):
    with refused("folder_read_only", folder=tmp_path / "none"):
        town.create(tmp_path / "none" / "x.gpkg")


# Files --------------------------------------------------------------------------------------------------------------

STEPS = {
    "checkinventory": {},
    "computeindicators": {},
    "assessneeds": {},
    "importregister": {},
    "gre_local_supply": {"OUTPUT": "memory:"},
}


@pytest.mark.parametrize("step", sorted(STEPS))
def test_steps_on_files_that_are_no_study(town, tmp_path, refused, step):
    missing, other = tmp_path / "none.gpkg", tmp_path / "other.gpkg"
    with refused("file_not_found", path=missing):
        town.run(step, STUDY=str(missing), **STEPS[step])
    with GeoPackage.create(other) as package:
        package.create_table("x", {"a": "text"})
    with refused("not_a_study", other, path=other):
        town.run(step, STUDY=str(other), **STEPS[step])


@pytest.mark.parametrize("step", sorted(STEPS))
def test_steps_on_a_study_of_a_newer_plugin(town, study, refused, step):
    with GeoPackage.open(study, update=True) as package:
        package.delete_where("study_settings", key="schema_version")
        package.append("study_settings", pd.DataFrame([{"key": "schema_version", "value": "99"}]))
    with refused("study_newer", study, path=study, version=99):
        town.run(step, STUDY=str(study), **STEPS[step])


def test_a_study_without_the_right_to_write(town, filled, refused, monkeypatch):
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and access(path, mode))
    with refused("study_read_only", filled, path=filled):
        town.run("computeindicators", STUDY=str(filled))
    assert town.run("checkinventory", STUDY=str(filled))["ERRORS"] == 0


def test_a_study_that_another_program_writes_to(town, filled, refused):
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", "20")
    try:
        with refused("study_locked", path=filled), closing(sqlite3.connect(filled, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            town.run("computeindicators", STUDY=str(filled))
    finally:
        gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", None)


def test_a_register_that_cannot_be_read(town, filled, refused, tmp_path):
    broken = tmp_path / "goals.csv"
    broken.write_text("goal_id;title;target\nZ1;x;250.000\n", encoding="utf-8")
    with refused("register_unreadable", filled, path=broken, detail="250.000"):
        town.run("importregister", STUDY=str(filled), GOALS=str(broken))


def test_a_goal_of_an_unknown_indicator(town, filled, refused, tmp_path):
    goals = tmp_path / "goals.csv"
    goals.write_text("goal_id;title;indicator_id\nZ1;x;gre_magic\n", encoding="utf-8")
    with refused("goal_indicator_unknown", filled, goal="Z1"):
        town.run("importregister", STUDY=str(filled), GOALS=str(goals))


def test_a_broken_recipe(town, tmp_path, refused):
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text("title: {de: x, en: x}\n", encoding="utf-8")
    with refused("recipe_invalid", path=recipe):
        town.run("studyfromrecipe", RECIPE=str(recipe), LANGUAGE="de", OUTPUT=str(tmp_path / "x.gpkg"))
    assert [item.name for item in tmp_path.iterdir()] == ["recipe.yaml"]


def test_a_recipe_that_fails_half_way_leaves_nothing(town, tmp_path, refused):
    text = (paths.DEMO / "jena" / "recipe.yaml").read_text(encoding="utf-8")
    text = text.replace("file: jena_data.gpkg", f"file: {paths.DEMO / 'jena' / 'jena_data.gpkg'}")
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(text.replace("layer: gruenflaechen", "layer: rasen", 1), encoding="utf-8")
    with refused("layer_missing"):
        town.run("studyfromrecipe", RECIPE=str(recipe), LANGUAGE="de", OUTPUT=str(tmp_path / "x.gpkg"))
    assert [item.name for item in tmp_path.iterdir()] == ["recipe.yaml"]


def test_parameters_out_of_range_are_refused_by_qgis(town, filled):
    told = town.refusal(town.run, "gre_access_300m_share", STUDY=str(filled), DISTANCE=5, OUTPUT="memory:")
    assert "DISTANCE" in told


def test_a_mistake_of_ours_is_told_as_one_and_logged(town, filled, refused, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("by hand")

    monkeypatch.setattr("smartcity_plugin.study.workflow.Desk", fail)
    with refused("unexpected", filled, detail="ZeroDivisionError: by hand"):
        town.run("computeindicators", STUDY=str(filled))
