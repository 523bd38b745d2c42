# SPDX-License-Identifier: GPL-2.0-or-later
"""Bringing layers into a study: mapping, repairs, several sources; updating and removing them again."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from smartcity_plugin.study.study import Study

from .conftest import ORIGIN


def saved(layer: QgsVectorLayer, path, ending: str = "gpkg") -> str:
    """Return the path of a file that a layer was written to."""
    target = path / f"{layer.name()}.{ending}"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = {"gpkg": "GPKG", "csv": "CSV"}[ending]
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(target), layer.transformContext(), options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError
    return str(target)


def sources(study, role: str = "playgrounds"):
    with Study.open(study) as opened:
        return [passport for passport in opened.sources() if passport.role == role]


def names(study, role: str = "playgrounds"):
    with Study.open(study) as opened:
        return sorted(opened.layer(role).frame["name"].tolist())


def points(town, *places, name="Spielplätze", fields=(("name", "string"),)):
    rows = [(f"POINT ({x} {y})", *values) for x, y, *values in places]
    return town.layer("Point", rows, fields, name=name)


# Passport and replay ---------------------------------------------------------------------------------------------


def test_the_passport_tells_file_and_layer_and_how_to_do_it_again(town, study, tmp_path):
    file = saved(
        points(
            town,
            (
                100,
                100,
                "Elbe",
            ),
            name="spielplaetze",
        ),
        tmp_path,
    )
    town.add(
        study, f"{file}|layername=spielplaetze", "playgrounds", {"name": 'upper("name")'}, CONTACT="Grünflächenamt"
    )
    (passport,) = sources(study)
    assert passport.origin == "spielplaetze.gpkg"
    assert passport.contact == "Grünflächenamt"
    replay = json.loads(passport.replay)
    assert replay["algorithm"] == "smartcity:addinventorylayer"
    assert replay["parameters"]["INPUT"] == f"{file}|layername=spielplaetze"
    assert json.loads(replay["parameters"]["MAPPING"]) == {"name": 'upper("name")'}
    assert "STUDY" not in replay["parameters"]


def test_a_field_found_by_its_name_stays_mapped(town, study, tmp_path):
    file = saved(points(town, (100, 100, "Elbe"), name="a"), tmp_path)
    town.add(study, file, "playgrounds")
    replay = json.loads(sources(study)[0].replay)
    assert json.loads(replay["parameters"]["MAPPING"]) == {"name": '"name"'}


@pytest.mark.parametrize("part", ["memory", "selection"])
def test_what_cannot_be_opened_again_is_not_promised(town, study, tmp_path, part):
    layer = points(town, (100, 100, "Elbe"), (200, 100, "Saale"))
    value = layer
    if part == "selection":
        layer = QgsVectorLayer(saved(layer, tmp_path), "x", "ogr")
        layer.selectByIds([1])
        QgsProject.instance().addMapLayer(layer)
        value = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    town.add(study, value, "playgrounds")
    assert len(names(study)) == (2 if part == "memory" else 1)
    assert "INPUT" not in json.loads(sources(study)[0].replay)["parameters"]


def test_a_layer_in_an_archive_is_read_and_read_again(town, study, tmp_path):
    file = Path(saved(points(town, (100, 100, "Elbe"), name="a"), tmp_path))
    packed = tmp_path / "Daten.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(file, file.name)
    file.unlink()
    town.add(study, f"/vsizip/{packed}/a.gpkg|layername=a", "playgrounds")
    assert names(study) == ["Elbe"]
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="playgrounds")
    assert (result["ADDED"], result["REMOVED"], result["COUNT"]) == (0, 0, 1)


# Several sources -------------------------------------------------------------------------------------------------


def test_a_further_source_is_added_without_what_is_there(town, study):
    town.add(study, points(town, (100, 100, "Elbe"), (500, 100, "Saale")), "playgrounds")
    more = points(town, (110, 100, "elbe"), (900, 100, "Unstrut"), name="OSM")
    town.add(study, more, "playgrounds", ADD=True)
    assert names(study) == ["Elbe", "Saale", "Unstrut"]
    first, second = sources(study)
    assert (first.source_id, second.source_id, second.feature_count, second.duplicates) == ("1", "2", 1, 1)


def test_without_add_the_role_is_replaced(town, study):
    town.add(study, points(town, (100, 100, "Elbe")), "playgrounds")
    town.add(study, points(town, (900, 100, "Unstrut")), "playgrounds")
    assert names(study) == ["Unstrut"]


def test_one_source_is_replaced_by_its_number(town, study):
    town.add(study, points(town, (100, 100, "Elbe")), "playgrounds")
    town.add(study, points(town, (900, 100, "Unstrut")), "playgrounds", ADD=True)
    town.add(study, points(town, (100, 100, "Ilm")), "playgrounds", SOURCE_ID="1")
    assert names(study) == ["Ilm", "Unstrut"]
    assert [passport.source_id for passport in sources(study)] == ["1", "2"]


def test_a_source_that_does_not_exist_is_not_replaced(town, study):
    town.add(study, points(town, (100, 100, "Elbe")), "playgrounds")
    layer = points(town, (900, 100, "Ilm"))
    refusal = town.refusal(town.add, study, layer, "playgrounds", SOURCE_ID="7")
    assert "7" in refusal
    assert names(study) == ["Elbe"]


# Repairs ---------------------------------------------------------------------------------------------------------


def test_a_shift_brings_points_home(town, study):
    # As in the sample of Köln: 2,500,000 were added to the easting.
    layer = points(town, (2_500_100, 100, "Elbe"))
    assert "Elbe" not in town.refusal(town.add, study, layer, "playgrounds")
    town.add(study, layer, "playgrounds", REPAIRS='{"shift": [-2500000, 0]}')
    with Study.open(study) as opened:
        (place,) = opened.layer("playgrounds").geometry
    assert (place.x, place.y) == (ORIGIN[0] + 100, ORIGIN[1] + 100)
    (passport,) = sources(study)
    assert "-2500000" in passport.note
    assert json.loads(passport.replay)["parameters"]["REPAIRS"] == '{"shift": [-2500000.0, 0.0]}'


def test_axes_and_reference_system_are_repaired(town, study):
    layer = QgsVectorLayer("Point?field=name:string", "ohne KBS", "memory")  # no CRS
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["Elbe"])
    feature.setGeometry(QgsGeometry.fromWkt(f"POINT ({ORIGIN[1] + 200} {ORIGIN[0] + 300})"))
    layer.dataProvider().addFeatures([feature])
    town.refusal(town.add, study, layer, "playgrounds")
    town.add(study, layer, "playgrounds", REPAIRS='{"crs": "EPSG:25832", "swap_axes": true}')
    with Study.open(study) as opened:
        (place,) = opened.layer("playgrounds").geometry
    assert (place.x, place.y) == pytest.approx((ORIGIN[0] + 300, ORIGIN[1] + 200), abs=1e-6)


def test_a_repaired_system_is_reprojected(town, study):
    # 12° E is the central meridian between two zones: x in zone 33 is 1,000,000 − x in zone 32 there, y is the same.
    layer = points(town, (0, 500, "Elbe"))
    layer.setCrs(layer.crs().fromEpsgId(4326))
    town.add(study, layer, "playgrounds", REPAIRS='{"crs": "EPSG:25832"}')
    with Study.open(study) as opened:
        (place,) = opened.layer("playgrounds").geometry
    assert (place.x, place.y) == (ORIGIN[0], ORIGIN[1] + 500)


def test_copies_and_codes_are_removed_and_counted(town, study):
    rows = [
        (town.square(100, 400), "a", 100),
        (town.square(300, 400), "b", -9),
        (town.square(300, 400), "b", -9),
    ]
    layer = town.layer("Polygon", rows, [("id", "string(5)"), ("ew", "integer")], name="Zellen")
    mapping = {"cell_id": '"id"', "population": '"ew"'}
    repairs = '{"drop_duplicates": true, "missing_codes": [-9]}'
    town.add(study, layer, "population_cells", mapping, REPAIRS=repairs, NOTE="Stand geprüft.")
    with Study.open(study) as opened:
        cells = opened.layer("population_cells").frame
    assert cells["cell_id"].tolist() == ["a", "b"]
    assert cells["population"].isna().tolist() == [False, True]
    note = sources(study, "population_cells")[0].note
    assert note.startswith("Stand geprüft.")
    assert "1" in note  # one copy
    assert "2" in note  # two values, emptied before copies are looked for


@pytest.mark.parametrize("repairs", ["{", '{"shift": 3}', '{"colour": 1}'])
def test_repairs_that_cannot_be_read_are_refused(town, study, repairs):
    town.refusal(town.add, study, points(town, (100, 100, "Elbe")), "playgrounds", REPAIRS=repairs)
    assert sources(study) == []


# Large layers ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=[20_000, 0], ids=["whole", "near"])
def way_of_reading(request, monkeypatch):
    """Every test runs twice: the layer is read as a whole, and as a large one, of which only what is near is asked."""
    monkeypatch.setattr("smartcity_plugin.processing.layer_reading.NEAR_ONLY_FROM", request.param)


@pytest.mark.parametrize("crs", [25832, 25833, 3035, 4326])
def test_the_same_features_are_found_either_way(town, study, tmp_path, way_of_reading, crs):
    import processing

    places = [(-350, 500, "gerade noch"), (-360, 500, "zu fern"), (1000, 1350, "Nord"), (2000, 1000, "Ecke")]
    layer = points(town, *places, (90_000, 500, "Ausland"))
    parameters = {"INPUT": layer, "TARGET_CRS": f"EPSG:{crs}", "OUTPUT": str(tmp_path / "spiel.gpkg")}
    file = processing.run("native:reprojectlayer", parameters)["OUTPUT"]
    feedback = Told()
    town.add(study, file, "playgrounds", feedback=feedback)
    assert names(study) == ["Ecke", "Nord", "gerade noch"]
    assert [text for text in feedback.texts if "3 " in text and " 5 " in text]  # 3 of 5 features


def test_nothing_near_and_nothing_at_all_are_told_apart(town, study, tmp_path, way_of_reading, catalogue):
    far = saved(points(town, (90_000, 500, "Ausland"), name="fern"), tmp_path)
    near = saved(points(town, (100, 500, "Elbe"), name="nah"), tmp_path)
    for file, where, key in ((far, "", "nothing_inside_border"), (near, "\"name\" = 'x'", "layer_empty")):
        message = catalogue.messages[key][0].en.partition("{layer}")[2][:20]
        assert message in town.refusal(town.add, study, file, "playgrounds", FILTER=where)


class Told(QgsProcessingFeedback):
    """Remembers what is told."""

    def __init__(self) -> None:
        super().__init__(False)
        self.texts: list[str] = []

    def pushInfo(self, info: str) -> None:
        self.texts.append(info)


# Tables ----------------------------------------------------------------------------------------------------------


def test_a_table_without_geometry_and_reference_system_fills_its_role(town, study, tmp_path):
    (tmp_path / "s.csv").write_text("nr;jahr;einwohner\n1;2022;300\n2;2022;\n", encoding="utf-8")
    mapping = {"unit_id": '"nr"', "year": '"jahr"', "population": '"einwohner"'}
    town.add(study, str(tmp_path / "s.csv"), "unit_statistics", mapping)
    with Study.open(study) as opened:
        table = opened.layer("unit_statistics").frame
    assert table["unit_id"].tolist() == ["1", "2"]
    assert table["population"].tolist()[0] == 300.0
    assert table["population"].isna().tolist() == [False, True]


# Updating --------------------------------------------------------------------------------------------------------

BUILDINGS = [("nr", "string"), ("geschosse", "integer")]
MAPPING = {"building_id": '"nr"', "storeys": '"geschosse"'}


def houses(town, *rows, fields=BUILDINGS):
    return town.layer("Polygon", [(town.square(x, 400, 10), *values) for x, *values in rows], fields, name="haeuser")


def test_an_update_says_what_changed_and_keeps_mapping_and_facts(town, study, tmp_path):
    file = saved(houses(town, (100, "a", 2), (200, "b", 3), (300, "c", 4), (400, "d", None)), tmp_path)
    town.add(study, file, "buildings", MAPPING, FILTER="\"nr\" <> 'x'", CONTACT="Bauamt")
    saved(houses(town, (100, "a", 2), (205, "b", 5), (400, "d", 1), (500, "e", 7), (600, "x", 9)), tmp_path)
    before = sources(study, "buildings")[0]
    preview = town.run("updateinventorylayer", STUDY=str(study), ROLE="buildings", PREVIEW=True)
    assert sources(study, "buildings")[0] == before
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="buildings", DATE="2024")
    assert result["CHANGES"] == preview["CHANGES"]
    assert (result["ADDED"], result["REMOVED"], result["CHANGED"], result["COUNT"]) == (1, 1, 2, 4)
    changes = json.loads(result["CHANGES"])
    assert changes["key"] == "building_id"
    assert (changes["unchanged"], changes["changed_values"], changes["changed_geometry"]) == (1, 2, 1)
    (storeys,) = [field for field in changes["fields"] if field["field"] == "storeys"]
    assert (storeys["sum_before"], storeys["known_before"]) == (9.0, 3)  # 2 + 3 + 4
    assert (storeys["sum_after"], storeys["known_after"]) == (15.0, 4)  # 2 + 5 + 1 + 7
    (passport,) = sources(study, "buildings")
    assert (passport.contact, passport.data_date, passport.source_id) == ("Bauamt", "2024", "1")
    assert passport.feature_count == 4
    assert json.loads(passport.replay) == json.loads(before.replay)


def test_an_update_without_changes_changes_nothing(town, study, tmp_path):
    town.add(study, saved(houses(town, (100, "a", 2)), tmp_path), "buildings", MAPPING)
    before = sources(study, "buildings")[0]
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="buildings")
    assert (result["ADDED"], result["REMOVED"], result["CHANGED"]) == (0, 0, 0)
    after = sources(study, "buildings")[0]
    assert (after.fingerprint, after.data_date) == (before.fingerprint, before.data_date)


def test_an_update_leaves_the_other_sources_alone(town, study, tmp_path):
    file = saved(points(town, (100, 100, "Elbe"), name="a"), tmp_path)
    town.add(study, file, "playgrounds")
    town.add(study, points(town, (900, 100, "Unstrut")), "playgrounds", ADD=True)
    # The second point is what the other source already has.
    saved(points(town, (500, 100, "Saale"), (905, 100, "Unstrut"), name="a"), tmp_path)
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="playgrounds", SOURCE_ID="1")
    assert (result["ADDED"], result["REMOVED"]) == (1, 1)
    assert names(study) == ["Saale", "Unstrut"]


def test_which_source_is_meant_must_be_said(town, study):
    town.add(study, points(town, (100, 100, "Elbe")), "playgrounds")
    town.add(study, points(town, (900, 100, "Unstrut")), "playgrounds", ADD=True)
    refusal = town.refusal(town.run, "updateinventorylayer", STUDY=str(study), ROLE="playgrounds")
    assert "2" in refusal


def test_an_update_from_another_layer(town, study):
    town.add(study, points(town, (100, 100, "Elbe")), "playgrounds")
    sentence = town.refusal(town.run, "updateinventorylayer", STUDY=str(study), ROLE="playgrounds")
    assert "Spielplätze" in sentence  # it came from memory
    new = points(town, (100, 100, "Elbe"), (500, 100, "Saale"))
    QgsProject.instance().addMapLayer(new)
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="playgrounds", INPUT=new)
    assert (result["ADDED"], result["REMOVED"], result["COUNT"]) == (1, 0, 2)
    assert names(study) == ["Elbe", "Saale"]


@pytest.mark.parametrize("lost", ["geschosse", "nr"])
def test_a_field_that_is_gone_is_named(town, study, tmp_path, lost):
    file = saved(houses(town, (100, "a", 2)), tmp_path)
    town.add(study, file, "buildings", {"storeys": '"geschosse"'}, FILTER="\"nr\" <> 'x'")
    kept = [field for field in BUILDINGS if field[0] != lost]
    saved(houses(town, (100, 7), fields=kept), tmp_path)
    refusal = town.refusal(town.run, "updateinventorylayer", STUDY=str(study), ROLE="buildings")
    assert lost in refusal
    with Study.open(study) as opened:
        assert opened.layer("buildings").numbers("storeys").tolist() == [2.0]


def test_an_importer_is_repeated_too(town, study, tmp_path):
    table = tmp_path / "s.csv"
    table.write_text("Nr;Jahr;Einwohner\n1;2022;300\n2;2022;100\n", encoding="utf-8")
    town.run("importstatistics", STUDY=str(study), FILES=str(table), SOURCE="Amt", LICENCE="cc0_1_0", DATE="2022")
    table.write_text("Nr;Jahr;Einwohner\n1;2022;310\n2;2022;100\n", encoding="utf-8")
    result = town.run("updateinventorylayer", STUDY=str(study), ROLE="unit_statistics")
    changes = json.loads(result["CHANGES"])
    (population,) = [field for field in changes["fields"] if field["field"] == "population"]
    assert (population["sum_before"], population["sum_after"]) == (400.0, 410.0)
    assert sources(study, "unit_statistics")[0].source == "Amt"


# Removing --------------------------------------------------------------------------------------------------------


def test_a_source_is_removed_and_the_others_stay(town, study):
    town.add(study, points(town, (100, 100, "Elbe")), "playgrounds")
    town.add(study, points(town, (900, 100, "Unstrut")), "playgrounds", ADD=True)
    result = town.run("removeinventorylayer", STUDY=str(study), ROLE="playgrounds", SOURCE_ID="1")
    assert result["COUNT"] == 1
    assert names(study) == ["Unstrut"]
    town.run("removeinventorylayer", STUDY=str(study), ROLE="playgrounds")
    assert sources(study) == []


def test_what_is_not_there_cannot_be_removed(town, study):
    assert "9" in town.refusal(town.run, "removeinventorylayer", STUDY=str(study), ROLE="playgrounds", SOURCE_ID="9")
