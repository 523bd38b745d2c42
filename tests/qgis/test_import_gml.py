# SPDX-License-Identifier: GPL-2.0-or-later
"""Plans, cadastre and building models through Processing: into the study, refused, cancelled."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile

import pytest
import shapely
from qgis.core import QgsApplication, QgsProcessingFeedback

from smartcity_plugin.study.study import Study


@pytest.fixture
def fixtures(repository):
    return repository / "tests/fixtures"


def bytes_of(study) -> str:
    return hashlib.sha256(study.read_bytes()).hexdigest()


def keys(result) -> set[str]:
    return {one["key"] for one in json.loads(result["PROBLEMS"])}


def test_plans_come_into_the_study(town, study, fixtures, tmp_path):
    with zipfile.ZipFile(tmp_path / "fplan.zip", "w") as archive:
        archive.write(fixtures / "xplan/fplan_6_0.gml", "xplan.gml")
        archive.writestr("plan.png", b"x")
    files = [str(fixtures / "xplan/bplan_5_4.gml"), str(tmp_path / "fplan.zip")]
    result = town.run("importxplan", STUDY=str(study), FILES=files, SOURCE="Stadt", LICENCE="dl_de_by_2_0")
    expected = {"plan_areas": 2, "building_zones": 7, "planned_green": 3, "public_need_areas": 2}
    assert json.loads(result["ROLES"]) == expected
    assert {"xplan_expired_left_out", "xml_archive_others", "xplan_in_preparation"} <= keys(result)
    with Study.open(study) as opened:
        zones = opened.layer("building_zones")
        passports = opened.passports()
    frame = zones.frame.set_index("object_id")
    assert frame.loc["Z1", ["kind", "site_coverage", "floor_area_ratio", "storeys_max"]].tolist() == ["WA", 0.4, 1.2, 2]
    assert frame["floor_area_ratio"].isna().sum() == 5
    assert set(frame["plan_name"]) == {"B-Plan 12 „Märkt“", "Flächennutzungsplan"}
    # The arc of a half disc of 3926.99 m² loses 1.03 m² to its chords.
    assert shapely.area(zones.geometry).sum() == pytest.approx(
        10_000 + 13_925.96 + 5_000 + 5_000 + 5_000 + 40_000, abs=0.01
    )
    passport = passports["building_zones"]
    assert (passport.source, passport.licence, passport.data_date) == ("Stadt", "dl_de_by_2_0", "2019-03-01")
    assert passport.origin == "bplan_5_4.gml, fplan.zip"
    assert json.loads(passport.replay)["parameters"]["FILES"] == files


def test_plans_no_longer_in_force(town, study, fixtures):
    file = str(fixtures / "xplan/bplan_5_4.gml")
    result = town.run("importxplan", STUDY=str(study), FILES=[file], EXPIRED=True)
    assert json.loads(result["ROLES"])["plan_areas"] == 2
    assert "xplan_expired_imported" in keys(result)


def test_further_plans_are_added(town, study, fixtures):
    for name in ("bplan_5_4.gml", "fplan_6_0.gml"):
        result = town.run("importxplan", STUDY=str(study), FILES=[str(fixtures / "xplan" / name)], ADD=True)
    with Study.open(study) as opened:
        assert len(opened.layer("building_zones")) == 7
        assert len([one for one in opened.sources() if one.role == "building_zones"]) == 2
    assert result["COUNT"] == 5


def test_a_folder_of_plans(town, study, fixtures):
    result = town.run("importxplan", STUDY=str(study), FOLDER=str(fixtures / "xplan"))
    assert json.loads(result["ROLES"])["plan_areas"] == 3
    assert {"gml_old_datum_grid", "gml_old_datum_no_grid"} & keys(result)


def test_a_coordinate_system_for_files_without_one(town, study, fixtures, tmp_path):
    text = (fixtures / "xplan/fplan_6_0.gml").read_text(encoding="utf-8")
    path = tmp_path / "plan.gml"
    path.write_text(re.sub(' srsName="[^"]*"', "", text), encoding="utf-8")
    before = bytes_of(study)
    assert "plan.gml" in town.refusal(town.run, "importxplan", STUDY=str(study), FILES=[str(path)])
    assert bytes_of(study) == before
    result = town.run("importxplan", STUDY=str(study), FILES=[str(path)], CRS="EPSG:25832")
    assert result["COUNT"] == 5


def test_parcels_and_buildings(town, study, fixtures):
    file = str(fixtures / "alkis/bestand_7_1.xml")
    result = town.run("importalkis", STUDY=str(study), FILES=[file])
    assert json.loads(result["ROLES"]) == {"parcels": 2, "buildings": 3}
    with Study.open(study) as opened:
        buildings, passport = opened.layer("buildings").frame, opened.passports()["buildings"]
        assert opened.layer("parcels").frame["area_m2"].tolist()[0] == 5003
    assert buildings.set_index("function")["storeys"].to_dict() == pytest.approx(
        {"1010": 2, "1123": 5, "2463": float("nan")}, nan_ok=True
    )
    assert passport.fitness.value == "estimated"
    assert passport.data_date == "2020-06-30"


def test_only_what_is_wanted_of_the_cadastre(town, study, fixtures):
    file = str(fixtures / "alkis/bestand_7_1.xml")
    result = town.run("importalkis", STUDY=str(study), FILES=[file], CONTENT=["settlement_area", "water"])
    assert json.loads(result["ROLES"]) == {"settlement_area": 1, "water": 1}


def test_buildings_of_a_model(town, study, fixtures):
    files = [str(path) for path in sorted((fixtures / "citygml").glob("*.gml"))]
    result = town.run("importcitygml", STUDY=str(study), FILES=files)
    assert json.loads(result["ROLES"]) == {"buildings": 5}
    assert "gml_outside_area" in keys(result)
    with Study.open(study) as opened:
        frame = opened.layer("buildings").frame.set_index("building_id")
    assert frame["storeys"].to_dict() == {"BLOCK": 3, "PARTS": 2, "STATED": 4, "LINKED": 2, "ROOF": 1}
    assert frame["storeys_estimated"].to_dict()["STATED"] == "no"


@pytest.mark.parametrize("name", ["importxplan", "importalkis", "importcitygml"])
def test_refusals_leave_the_study_as_it_was(town, study, fixtures, tmp_path, name):
    before = bytes_of(study)
    wrong = {"importxplan": "alkis/bestand_7_1.xml", "importalkis": "citygml/lod1_citygml_2_0.gml"}
    sentence = town.refusal(
        town.run, name, STUDY=str(study), FILES=[str(fixtures / wrong.get(name, "xplan/fplan_6_0.gml"))]
    )
    assert {"importxplan": "XPlanGML", "importalkis": "ALKIS", "importcitygml": "CityGML"}[name] in sentence
    assert town.refusal(town.run, name, STUDY=str(study)) != sentence
    bomb = tmp_path / "bomb.gml"
    bomb.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', encoding="utf-8")
    assert "DOCTYPE" in town.refusal(town.run, name, STUDY=str(study), FILES=[str(bomb)])
    assert bytes_of(study) == before


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("importxplan", "xplan/bplan_5_4.gml"),
        ("importalkis", "alkis/bestand_7_1.xml"),
        ("importcitygml", "citygml/lod1_citygml_2_0.gml"),
    ],
)
def test_cancelled_at_once(town, study, fixtures, name, file):
    before = bytes_of(study)
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    town.refusal(town.run, name, feedback=feedback, STUDY=str(study), FILES=[str(fixtures / file)])
    assert bytes_of(study) == before


@pytest.mark.parametrize(
    ("name", "more", "count"),
    [("importxplan", {"EXPIRED"}, 4), ("importalkis", {"CONTENT"}, 4), ("importcitygml", set(), 3)],
)
def test_the_algorithms_explain_themselves(smartcity_provider, name, more, count):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"smartcity:{name}")
    assert algorithm.groupId() == "import"
    assert algorithm.shortHelpString().count("<p>") == count
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert {"STUDY", "FILES", "FOLDER", "CRS", "LICENCE", "ADD"} | more <= names
