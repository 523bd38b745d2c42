# SPDX-License-Identifier: GPL-2.0-or-later
"""What is exported can be read again, and holds nothing that must not leave the house."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
import shapely
from osgeo import gdal, ogr
from shapely.geometry import shape

from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

SHARE = "gre_access_300m_share"
SECRET = 1.234567890625
"""Persons in the only cell of the south-west quarter: no other number looks like it."""


@pytest.fixture
def path(tmp_path, build, catalogue) -> Path:
    """A study with quarters of which one has 1.23 inhabitants."""
    path = tmp_path / "Studie Süd.gpkg"
    with build.study(path) as study:
        quarters = [build.square(x, y, 500) for x in (0, 500) for y in (0, 500)]
        halves = build.units(quarters, ["sw", "nw", "se", "ne"])
        study.add_units(halves.with_column("parent_id", "west"), "quarter")
        squares = [build.square(x, y) for x, y in ((100, 100), (100, 600), (600, 100), (600, 600), (1500, 500))]
        cells = build.cells(squares, [SECRET, 47.0, 83.0, 131.0, 200.0])
        green = build.table([build.square(0, 0, 300), build.square(500, 500, 300)], "public_green", name=["a", "b"])
        for table in (cells, green):
            study.save_layer(catalogue.roles[table.role], build.passport(table.role), table)
        compute_and_save(study, catalogue, [SHARE, "gre_public_per_capita"])
    return path


def export(path: Path, output: Path, **parameters) -> dict:
    import processing

    return processing.run(
        "smartcity:exportvalues", {"STUDY": str(path), "LANGUAGE": "de", "OUTPUT": str(output), **parameters}
    )


def tables(path: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a file as GDAL reads them."""
    gdal.SetConfigOption("OGR_XLSX_HEADERS", "FORCE")  # the first row of a table of texts, too
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    found = {}
    for number in range(dataset.GetLayerCount()):
        layer = dataset.GetLayer(number)
        names = [field.GetName() for field in layer.schema]
        rows = [[feature.GetField(name) for name in names] for feature in layer]
        found[layer.GetName()] = pd.DataFrame(rows, columns=names)
    gdal.SetConfigOption("OGR_XLSX_HEADERS", None)
    return found


@pytest.mark.usefixtures("smartcity_provider")
@pytest.mark.parametrize("ending", [".gpkg", ".xlsx", ".csv", ".geojson"])
def test_no_suppressed_number_is_in_the_file(path, tmp_path, ending):
    output = tmp_path / f"werte{ending}"
    result = export(path, output, ROUNDING=False)
    assert result["SUPPRESSED"] > 0
    with Study.open(path) as study:
        rows = study.values()
    hidden = rows[rows["unit_id"] == "sw"]
    assert (hidden["population"] > 0).all()
    numbers = {number for name in ("value", "numerator", "denominator", "population") for number in hidden[name]}
    secrets = {f"{number:.9f}"[:8] for number in numbers if number == number and number % 1}
    assert "1.234567" in secrets
    for file in tmp_path.glob("werte*"):
        content = _content(file)
        for secret in secrets:
            assert secret not in content, f"{secret} in {file.name}"
            assert secret.replace(".", ",") not in content
        assert _as_double(SECRET) not in file.read_bytes()


def _content(file: Path) -> str:
    import zipfile

    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return file.read_bytes().decode("utf-8", "replace")


def _as_double(number: float) -> bytes:
    import struct

    return struct.pack(">d", number)  # as SQLite stores it


@pytest.mark.usefixtures("smartcity_provider")
def test_without_rules_the_secret_would_be_found(path, tmp_path):
    """The test above can fail."""
    export(path, tmp_path / "werte.gpkg", K=0, ROUNDING=False)
    assert _as_double(SECRET) in (tmp_path / "werte.gpkg").read_bytes()
    export(path, tmp_path / "werte.csv", K=0, ROUNDING=False)
    assert "1,2345678" in (tmp_path / "werte.csv").read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("smartcity_provider")
def test_the_small_quarter_and_its_neighbour_are_hidden(path, tmp_path):
    """sw has 1.2 people; nw with 47 is the next smallest of its family and goes with it."""
    export(path, tmp_path / "werte.gpkg")
    values = tables(tmp_path / "werte.gpkg")["values"].set_index(["indicator_id", "unit_id"])
    of_share = values.loc[SHARE]
    assert of_share.loc[["sw", "nw"], "population"].isna().all()
    assert of_share.loc[["sw", "nw"], "value"].isna().all()
    assert of_share.loc[["sw", "nw"], "flags"].str.contains("suppressed").all()
    assert of_share.loc[["sw", "nw"], "notes"].str.contains("unterdrückt").all()
    assert of_share.loc["west", "population"] == 260  # 262.2 rounded
    assert of_share.loc["ne", "population"] == 130
    # Land per person is about people, but has no counts to show.
    of_land = values.loc["gre_public_per_capita"]
    assert of_land["numerator"].isna().all()
    assert of_land.loc[["sw", "nw"], "value"].isna().all()


@pytest.mark.usefixtures("smartcity_provider")
@pytest.mark.parametrize("ending", [".gpkg", ".xlsx"])
def test_tables_of_a_file_with_room_for_several(path, tmp_path, ending, catalogue):
    export(path, tmp_path / f"werte{ending}")
    found = tables(tmp_path / f"werte{ending}")
    expected = {"values", "indicators", "sources", "flags", "about"} | ({"units"} if ending == ".gpkg" else set())
    assert set(found) == expected
    assert len(found["values"]) == 2 * 7
    assert set(found["indicators"]["indicator_id"]) == {SHARE, "gre_public_per_capita"}
    assert set(found["indicators"]["formula"]) == {
        catalogue.indicators[name].formula.de for name in (SHARE, "gre_public_per_capita")
    }
    assert set(found["sources"]["attribution"]) == {"© Amt"}
    assert found["sources"]["licence"].str.contains("Creative Commons Zero").all()
    assert "suppressed" in set(found["flags"]["flag"])
    about = " ".join(found["about"]["value"].fillna(""))
    assert "unter 3" in about
    assert "Studie Köln-Süd „Größe“" in about


@pytest.mark.usefixtures("smartcity_provider")
def test_geometry_and_values_by_unit(path, tmp_path):
    export(path, tmp_path / "werte.gpkg", K=0, ROUNDING=False)
    dataset = gdal.OpenEx(str(tmp_path / "werte.gpkg"), gdal.OF_VECTOR)
    layer = dataset.GetLayerByName("units")
    assert ogr.GT_Flatten(layer.GetGeomType()) == ogr.wkbMultiPolygon
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "25832"
    with Study.open(path) as study:
        stored = study.values().set_index(["indicator_id", "unit_id"])["value"]
        units = study.units()
    areas = dict(zip(units.ids("unit_id"), shapely.area(units.geometry)))
    seen = 0
    for feature in layer:
        unit = feature["unit_id"]
        assert feature[SHARE] == pytest.approx(stored[SHARE, unit])
        assert feature.GetGeometryRef().GetArea() == pytest.approx(areas[unit])
        seen += 1
    assert seen == 7


@pytest.mark.usefixtures("smartcity_provider")
def test_geojson_is_in_degrees_and_has_its_notes_beside_it(path, tmp_path):
    export(path, tmp_path / "werte.geojson", LEVELS=["district"])
    content = json.loads((tmp_path / "werte.geojson").read_text(encoding="utf-8"))
    assert {feature["properties"]["unit_id"] for feature in content["features"]} == {"west", "east"}
    west, south, east, north = shapely.total_bounds([shape(feature["geometry"]) for feature in content["features"]])
    # The study's corner is (0, 0) in UTM zone 32: on the equator, 4.5 degrees west of 9.
    assert (west, south) == pytest.approx((4.511, 0), abs=0.001)
    assert (east, north) == pytest.approx((4.529, 0.009), abs=0.001)
    notes = (tmp_path / "werte.info.txt").read_text(encoding="utf-8-sig")
    assert "© Amt" in notes
    assert "unter 3" in notes


@pytest.mark.usefixtures("smartcity_provider")
@pytest.mark.parametrize(
    ("style", "separator", "decimal", "mark"), [(0, ";", ",", True), (1, ";", ".", True), (2, ",", ".", False)]
)
def test_csv_in_three_forms(path, tmp_path, style, separator, decimal, mark):
    export(path, tmp_path / "werte.csv", CSV_STYLE=style, K=0, ROUNDING=False)
    raw = (tmp_path / "werte.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") is mark
    assert raw.count(b"\r\n") == raw.count(b"\n") == 1 + 2 * 7
    table = pd.read_csv(tmp_path / "werte.csv", sep=separator, decimal=decimal, encoding="utf-8-sig")
    with Study.open(path) as study:
        stored = study.values().set_index(["indicator_id", "unit_id"])["value"]
    for row in table.itertuples():
        assert row.value == pytest.approx(stored[row.indicator_id, row.unit_id], nan_ok=True)


@pytest.mark.usefixtures("smartcity_provider")
def test_what_cannot_be_written_leaves_nothing(path, tmp_path):
    from qgis.core import QgsProcessingException

    folder = tmp_path / "out"
    folder.mkdir()
    for name, more in (("werte.shp", {}), ("werte.csv", {"PERIOD": "1999"}), ("werte.csv", {"PERIOD": "gestern"})):
        with pytest.raises(QgsProcessingException):
            export(path, folder / name, **more)
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("smartcity_provider")
def test_an_export_takes_the_place_of_an_older_one(path, tmp_path):
    for _ in range(2):
        export(path, tmp_path / "werte.gpkg")
        assert len(tables(tmp_path / "werte.gpkg")["values"]) == 2 * 7
