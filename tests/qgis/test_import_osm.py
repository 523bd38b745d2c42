# SPDX-License-Identifier: GPL-2.0-or-later
"""OpenStreetMap through Processing: into the study, agreement with QGIS, refused, cancelled."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.osm_rules import load_osm_rules
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.study.study import Study

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "osm"
PBF = FIXTURES / "town.osm.pbf"
ROLES = set(load_osm_rules().roles)


@pytest.fixture
def study(town, tmp_path):
    """A study of the L-shaped town of the fixture; coordinates are metres from the corner of the other test town."""
    wkt = "POLYGON ((-27000 5000, -25000 5000, -25000 6000, -26000 6000, -26000 7000, -27000 7000, -27000 5000))"
    area = town.layer("Polygon", [(wkt,)], name="Grenze")
    units = town.layer("Polygon", [(wkt, 1, "Stadt")], [("nr", "integer"), ("name", "string(40)")], name="Ortsteile")
    return town.create(tmp_path / "study.gpkg", AREA=area, UNITS=units)


@pytest.fixture
def centre(town, tmp_path):
    """A study of the centre of Jena."""
    wkt = town.box(681_050 - 707_000, 5_644_650 - 5_640_000, 681_850 - 707_000, 5_645_350 - 5_640_000)
    area = town.layer("Polygon", [(wkt,)], name="Grenze")
    units = town.layer("Polygon", [(wkt, 1, "Mitte")], [("nr", "integer"), ("name", "string(40)")], name="Ortsteile")
    return town.create(tmp_path / "jena.gpkg", AREA=area, UNITS=units)


class Log(QgsProcessingFeedback):
    """Keeps what is told."""

    def __init__(self):
        super().__init__(False)
        self.warnings, self.infos = [], []

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def pushInfo(self, info):
        self.infos.append(info)


def bytes_of(study) -> str:
    return hashlib.sha256(study.read_bytes()).hexdigest()


def test_one_file_fills_all_roles(town, study):
    log = Log()
    result = town.run("importosm", feedback=log, STUDY=str(study), FILES=[str(PBF)])
    counts = json.loads(result["ROLES"])
    assert set(counts) == ROLES
    assert result["COUNT"] == sum(counts.values())
    assert counts["public_green"] == 10
    assert counts["streets"] == 30
    with Study.open(study) as opened:
        passports = opened.passports()
        green = opened.layer("public_green")
        assert opened.layer("pt_stops").frame["mode"].value_counts().to_dict() == {
            "bus": 4,
            "rail": 2,
            "tram": 2,
            "subway": 1,
        }
    assert len(green) == 10
    passport = passports["public_green"]
    assert passport.licence == "odbl_1_0"
    assert passport.attribution in ("© OpenStreetMap-Mitwirkende", "© OpenStreetMap contributors")
    assert passport.source == "OpenStreetMap"
    assert passport.data_date == "2024-03-01"
    assert passport.origin == "town.osm.pbf"
    assert passport.fitness is Fitness.PARTIAL
    assert "(4)" in passport.note
    assert passports["poi_primary_school"].fitness is Fitness.PROXY
    replay = json.loads(passport.replay)
    assert replay["algorithm"] == "smartcity:importosm"
    assert replay["parameters"]["FILES"] == [str(PBF)]
    told = {problem["key"] for problem in json.loads(result["PROBLEMS"])}
    assert {"osm_duplicates", "osm_kind_not_taken", "osm_values_missing", "osm_value_unclear"} <= told
    # Missing values are told in words that fit OpenStreetMap, not as secrecy of statistics.
    assert not [text for text in log.warnings if "Geheimhaltung" in text or "disclosure" in text]
    assert "program: osmium/1.15.0" in log.infos


def test_a_choice_of_roles_leaves_the_others_alone(town, study):
    town.run("importosm", STUDY=str(study), FILES=str(FIXTURES / "town.osm"), IMPORT_ROLES=["water", "trees"])
    with Study.open(study) as opened:
        assert set(opened.passports()) == {"water", "trees"}


def test_what_the_study_has_stays_if_nothing_is_found(town, centre):
    """The extract of Jena has no buildings and no shops."""
    town.run("importosm", STUDY=str(centre), FILES=[str(FIXTURES / "jena.gpkg")])
    with Study.open(centre) as opened:
        before = {role: passport.fingerprint for role, passport in opened.passports().items()}
    assert "streets" in before
    assert "buildings" not in before
    log = Log()
    result = town.run("importosm", feedback=log, STUDY=str(centre), FILES=[str(FIXTURES / "jena_poi.geojson")])
    assert "streets" not in json.loads(result["ROLES"])
    title = load_catalogue().roles["streets"].title
    assert [text for text in log.warnings if title.de in text or title.en in text]
    with Study.open(centre) as opened:
        assert opened.passports()["streets"].fingerprint == before["streets"]


def test_add_keeps_what_is_there(town, study):
    town.run("importosm", STUDY=str(study), FILES=[str(PBF)], IMPORT_ROLES=["trees"])
    town.run("importosm", STUDY=str(study), FILES=[str(PBF)], IMPORT_ROLES=["trees"], ADD=True)
    with Study.open(study) as opened:
        assert len(opened.layer("trees")) == 3


def test_a_folder_and_an_archive(town, centre, tmp_path):
    folder = tmp_path / "auszug"
    folder.mkdir()
    shutil.copy(FIXTURES / "jena_poi.geojson", folder)
    one = json.loads(town.run("importosm", STUDY=str(centre), FOLDER=str(folder))["ROLES"])
    archive = shutil.make_archive(str(tmp_path / "auszug"), "zip", folder)
    other = json.loads(town.run("importosm", STUDY=str(centre), FILES=[archive])["ROLES"])
    assert one == other
    assert one["poi_pharmacy"] > 0


# The same conditions as expressions of QGIS, written independently of osm.yaml.
EXPRESSIONS = {
    "public_green": (
        "gruenflaechen",
        "\"schluessel\" || '=' || \"wert\" IN ('leisure=park', 'leisure=nature_reserve', 'landuse=village_green', "
        "'landuse=recreation_ground')",
    ),
    "settlement_area": (
        "flaechennutzung_siedlung",
        "\"wert\" IN ('residential', 'garages', 'commercial', 'industrial', 'retail')",
    ),
    "streets": ("strassen_tempolimit", '"highway" IS NOT NULL'),
    "pt_stops": ("strassen_punkte", "\"highway\" = 'bus_stop'"),
    "poi_kita": ("poi", "\"amenity\" = 'kindergarten'"),
    "poi_pharmacy": ("poi", "\"amenity\" = 'pharmacy'"),
    "poi_culture": (
        "poi",
        "\"amenity\" IN ('community_centre', 'theatre', 'arts_centre', 'cinema') OR (\"amenity\" = 'library' AND NOT "
        "lower(coalesce(\"name\", '') || coalesce(\"operator\", '')) ~ 'thulb|universität|hochschule')",
    ),
    "poi_primary_school": (
        "poi",
        "\"amenity\" = 'school' AND NOT lower(coalesce(\"name\", '')) ~ "
        "'gymnasium|beruf|volkshochschule|musik|schullandheim|gesamtschule'",
    ),
}


@pytest.mark.parametrize("role", EXPRESSIONS)
def test_qgis_selects_the_same_of_jena(town, centre, role):
    name, expression = EXPRESSIONS[role]
    layer = QgsVectorLayer(f"{FIXTURES / 'jena.gpkg'}|layername={name}", name, "ogr")
    with Study.open(centre) as opened:
        outline = QgsGeometry.fromWkt(opened.area().geometry[0].wkt)
    buffer = load_catalogue().roles[role].buffer
    outline = outline.buffer(buffer, 16) if buffer else outline
    request = QgsFeatureRequest().setFilterExpression(expression)
    expected = {feature["osm_id"] for feature in layer.getFeatures(request) if feature.geometry().intersects(outline)}
    town.run("importosm", STUDY=str(centre), FILES=[str(FIXTURES / "jena.gpkg")], IMPORT_ROLES=[role])
    with Study.open(centre) as opened:
        assert set(opened.layer(role).frame["osm_id"]) == expected
    assert len(expected) > 0


def test_a_damaged_file_leaves_the_study_as_it_was(town, study, tmp_path):
    town.run("importosm", STUDY=str(study), FILES=[str(PBF)], IMPORT_ROLES=["water"])
    before = bytes_of(study)
    broken = tmp_path / "half.osm.pbf"
    broken.write_bytes(PBF.read_bytes()[:-100])
    assert "half.osm.pbf" in town.refusal(town.run, "importosm", STUDY=str(study), FILES=[str(broken)])
    assert bytes_of(study) == before


def test_without_a_file_it_says_what_to_do(town, study):
    sentence = town.refusal(town.run, "importosm", STUDY=str(study))
    assert "OpenStreetMap" in sentence


def test_cancelling_keeps_the_study_as_it_was(town, study):
    before = bytes_of(study)
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    with pytest.raises(QgsProcessingException):
        town.run("importosm", feedback=feedback, STUDY=str(study), FILES=[str(PBF)])
    assert bytes_of(study) == before


def test_the_help_names_every_role(smartcity_provider):
    algorithm = smartcity_provider.algorithm("importosm")
    text = algorithm.shortHelpString()
    for role in ROLES:
        assert f"({role})" in text
    assert algorithm.groupId() == "import"
