# SPDX-License-Identifier: GPL-2.0-or-later
"""Census grid and statistics through Processing: shapes as QGIS makes them, passports, all or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer

from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.processing.algorithms import import_census
from smartcity_plugin.sources.projection import reproject
from smartcity_plugin.study.study import Study

ORIGIN = (707_000.0, 5_640_000.0)
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "census"


@pytest.fixture
def corner() -> tuple[int, int]:
    """The lower left corner (north, east) of the grid cell at the corner of the town."""
    point = reproject(np.array([shapely.Point(*ORIGIN)], dtype=object), "EPSG:25832", "EPSG:3035")[0]
    return int(point.y // 100 * 100), int(point.x // 100 * 100)


@pytest.fixture
def census(tmp_path, corner):
    """Write a census table of 100 m: rows are (row, column, values)."""

    def write(header: str, *rows: tuple, name: str = "Zensus2022_Bevoelkerungszahl_100m-Gitter.csv") -> Path:
        north, east = corner
        lines = [f"GITTER_ID_100m;{header}"]
        lines += [f"CRS3035RES100mN{north + row * 100}E{east + column * 100};{values}" for row, column, values in rows]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def grid(value: str) -> list[tuple]:
    return [(row, column, value) for row in range(-15, 25) for column in range(-15, 35)]


def sources(path: Path) -> list:
    with Study.open(path) as opened:
        return opened.sources()


def test_cells_have_the_shape_that_qgis_gives_them(town, study, census):
    """native:reprojectlayer on squares of EPSG:3035: the same corners to the millimetre, none of them axis-parallel."""
    import processing

    town.run("importcensus", STUDY=str(study), FILES=[str(census("Einwohner", *grid("5")))])
    with Study.open(study) as opened:
        cells = opened.layer("population_cells")
    some = [0, len(cells) // 2, len(cells) - 1]
    squares = QgsVectorLayer("Polygon?crs=EPSG:3035", "Zellen", "memory")
    for row in some:
        north, east = (int(part) for part in cells.frame["cell_id"][row].split("N")[1].split("E"))
        feature = QgsFeature(squares.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shapely.box(east, north, east + 100, north + 100).wkt))
        squares.dataProvider().addFeatures([feature])
    parameters = {"INPUT": squares, "TARGET_CRS": "EPSG:25832", "OUTPUT": "memory:"}
    moved = processing.run("native:reprojectlayer", parameters)["OUTPUT"]
    for row, feature in zip(some, moved.getFeatures()):
        ours, theirs = cells.geometry[row], shapely.from_wkb(bytes(feature.geometry().asWkb()))
        assert shapely.hausdorff_distance(ours, theirs) < 0.001
        assert shapely.area(ours) == pytest.approx(10_000, rel=0.001)
        assert shapely.area(shapely.envelope(ours)) > 1.01 * shapely.area(ours)


def test_all_tables_in_one_go(town, study, census, catalogue):
    files = [
        census("Einwohner", *grid("5")),
        census("Leerstandsquote;werterlaeuternde_Zeichen", *grid("4,50;"), (30, 2, "1,0;KLAMMERN"), name="a.csv"),
        census("Insgesamt_Gebaeude", *grid("3"), name="b.csv"),
    ]
    parameters = {"STUDY": str(study), "FILES": [str(path) for path in files], "CONTACT": "statistik@amt.example"}
    result = town.run("importcensus", **parameters)
    counts = json.loads(result["ROLES"])
    assert set(counts) == {"population_cells", "census_rates", "census_buildings"}
    assert result["COUNT"] == sum(counts.values())
    assert counts["population_cells"] > counts["census_rates"] == counts["census_buildings"]
    found = {passport.role: passport for passport in sources(study)}
    for passport in found.values():
        assert passport.licence == "dl_de_by_2_0"
        assert passport.attribution == "© Statistische Ämter des Bundes und der Länder, 2024"
        assert passport.source.startswith("Stat")
        assert passport.data_date == "2022-05-15"
        assert passport.contact == "statistik@amt.example"
        assert passport.fitness is Fitness.GOOD
        assert json.loads(passport.replay)["algorithm"] == "smartcity:importcensus"
        assert passport.origin == "Zensus2022_Bevoelkerungszahl_100m-Gitter.csv, a.csv, b.csv"
    with Study.open(study) as opened:
        rates = opened.layer("census_rates")
        area = opened.area().geometry[0]
    assert rates.numbers("vacancy_rate").tolist() == [4.5] * len(rates)
    assert shapely.intersects(rates.geometry, area).all()


def test_the_excerpt_of_2011_names_its_own_year(town, tmp_path):
    outline = shapely.box(4_425_000, 3_082_000, 4_431_000, 3_084_000)
    inside = reproject(np.array([shapely.segmentize(outline, 500)], dtype=object), "EPSG:3035", "EPSG:25832")[0]
    shifted = shapely.transform(inside, lambda points: points - np.array(ORIGIN))
    area = town.layer("Polygon", [(shifted.wkt, 1, "Süd")], [("nr", "integer"), ("name", "string(20)")])
    path = town.create(tmp_path / "sued.gpkg", AREA=area, UNITS=area)
    folder = town.run("importcensus", STUDY=str(path), FOLDER=str(FIXTURES), COUNTED="buildings")
    assert json.loads(folder["ROLES"])["population_cells"] == 6
    people = next(passport for passport in sources(path) if passport.role == "population_cells")
    assert people.attribution == "© Statistische Ämter des Bundes und der Länder, Zensus 2011"
    assert people.data_date == "2011-05-09"
    with Study.open(path) as opened:
        assert opened.layer("population_cells").numbers("population").sum() == 469
    keys = [problem["key"] for problem in json.loads(folder["PROBLEMS"])]
    assert "census_sizes_differ" in keys
    assert "census_counted_unclear" not in keys


def test_suppressed_values_are_told_once_per_layer(town, study, census):
    feedback = QgsProcessingFeedback()
    rows = [(row, column, "–;40,00" if column % 2 else "5,00;–") for row, column, _ in grid("")]
    path = census("durchschnMieteQM;Durchschnittsalter", *rows, name="Zensus2022.csv")
    result = town.run("importcensus", feedback=feedback, STUDY=str(study), FILES=[str(path)])
    log = feedback.textLog().split("Results:")[0]
    assert log.count("232 of 464 values (50 %)") == 1
    assert log.count("suppressed") == 1
    assert "rent_per_m2 (120), mean_age (112)" in log
    told = [problem["key"] for problem in json.loads(result["PROBLEMS"])]
    assert told.count("census_suppressed") == 1
    passport = sources(study)[0]
    assert passport.fitness is Fitness.PARTIAL
    assert passport.note


@pytest.mark.parametrize("language", ["de", "en"])
def test_refusals_name_what_was_found(town, study, census, tmp_path, monkeypatch, language, catalogue):
    from smartcity_plugin.processing import base

    monkeypatch.setattr(base, "language", lambda: language)
    path = tmp_path / "x.csv"
    path.write_text("Bezirk;Einwohner\n1;5\n", encoding="utf-8")
    before = sources(study)
    sentence = town.refusal(town.run, "importcensus", STUDY=str(study), FILES=[str(path)])
    assert "Bezirk, Einwohner" in sentence
    assert ("Gefundene Spalten" in sentence) is (language == "de")
    nothing = town.refusal(town.run, "importcensus", STUDY=str(study))
    assert catalogue.messages["census_no_files"][0].in_language(language) in nothing
    assert sources(study) == before


def test_a_cancelled_import_leaves_the_study_as_it_was(town, study, census):
    class Stopped(QgsProcessingFeedback):
        def isCanceled(self):
            return True

    with pytest.raises(QgsProcessingException):
        town.run("importcensus", feedback=Stopped(), STUDY=str(study), FILES=[str(census("Einwohner", *grid("5")))])
    assert sources(study) == []


def test_statistics_of_the_units(town, study, tmp_path):
    path = tmp_path / "statistik.csv"
    path.write_text("Amt für Statistik\nNr;Einwohner;SGB-II-Quote\n1;1.234;12,5\n2;987;3,0\n", encoding="cp1252")
    result = town.run("importstatistics", STUDY=str(study), FILES=str(path), DATE="2023", LICENCE="internal")
    assert result["COUNT"] == 2
    with Study.open(study) as opened:
        layer = opened.layer("unit_statistics")
        passport = opened.passports()["unit_statistics"]
    assert layer.frame.set_index("unit_id")["population"].to_dict() == {"1": 1234, "2": 987}
    assert list(layer.geometry) == [None, None]
    assert (passport.data_date, passport.licence, passport.origin) == ("2023", "internal", "statistik.csv")
    more = tmp_path / "mehr.csv"
    more.write_text("Nr;Arbeitslosenquote\n1;5,5\n", encoding="utf-8")
    town.run("importstatistics", STUDY=str(study), FILES=str(more), ADD=True)
    with Study.open(study) as opened:
        assert len(opened.layer("unit_statistics")) == 3
    more.write_text("Nr;Einwohner\n1;1300\n", encoding="utf-8")
    refusal = town.refusal(town.run, "importstatistics", STUDY=str(study), FILES=str(more), ADD=True)
    assert "population" in refusal
    with Study.open(study) as opened:
        assert len(opened.layer("unit_statistics")) == 3


def test_columns_of_statistics_are_assigned(town, study, tmp_path):
    path = tmp_path / "statistik.csv"
    path.write_text("Raum;Leute\n1;1.234\n2;2.345\n", encoding="utf-8")
    mapping = {"unit_id": "Raum", "population": "Leute"}
    parameters = {"STUDY": str(study), "FILES": str(path), "MAPPING": json.dumps(mapping)}
    assert "1.234" in town.refusal(town.run, "importstatistics", **parameters)
    town.run("importstatistics", **parameters, DECIMAL="comma")
    with Study.open(study) as opened:
        assert opened.layer("unit_statistics").numbers("population").tolist() == [1234, 2345]
    for broken in ("{", "[1]", '{"people": "Leute"}'):
        town.refusal(town.run, "importstatistics", **{**parameters, "MAPPING": broken})


def test_help_names_the_fields(smartcity_provider, catalogue):
    statistics = smartcity_provider.algorithm("importstatistics")
    assert all(field in statistics.shortHelpString() for field in catalogue.roles["unit_statistics"].numbers)
    assert "uncertain_fields" in smartcity_provider.algorithm("importcensus").shortHelpString()
    assert import_census.ImportCensus().groupId() == "import"
