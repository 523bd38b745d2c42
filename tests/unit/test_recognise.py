# SPDX-License-Identifier: GPL-2.0-or-later
"""Files are recognised by what is in them; nothing that somebody brings makes the look into it fail otherwise."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from osgeo import gdal, ogr

from smartcity_plugin.catalogue.matching import FORMATS
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.sources import recognise as module
from smartcity_plugin.sources.recognise import HEAD, of_head, places_of, recognise, recognise_folder

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"

XPLAN = b'<?xml version="1.0"?>\n<!-- x --><xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/5/1"/>'
NAS = b'<AX_Bestandsdatenauszug xmlns="http://www.adv-online.de/namespaces/adv/gid/7.1"/>'
CITYGML = b'<core:CityModel xmlns:core="http://www.opengis.net/citygml/1.0"/>'
GML = b'<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0"/>'
CENSUS = b"GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\nCRS3035RES100mN2691700E4341100;4341150;2691750;4\n"
OSM_JSON = b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"@id":"way/1"},"geometry":null}]}'
GEOJSON = b'{"type": "FeatureCollection", "features": []}'
TIFF = b"II*\x00" + b"\x00" * 20
SHAPE = b"\x00\x00\x27\x0a" + b"\x00" * 96
PBF = b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def packed(members) -> bytes:
    return archive(**members)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plan.gml", XPLAN, "xplan"),
        ("plan.xml", b"\xef\xbb\xbf" + XPLAN, "xplan"),
        ("plan.gml", XPLAN.decode().encode("utf-16"), "xplan"),
        ("bestand.xml", NAS, "alkis"),
        ("lod2.gml", CITYGML, "citygml"),
        ("dienst.gml", GML, "vector"),
        ("track.gpx", b"<gpx/>", "vector"),
        ("orte.kml", b'<kml xmlns="http://www.opengis.net/kml/2.2"/>', "vector"),
        ("karte.osm", b'<?xml version="1.0"?><osm version="0.6"/>', "osm"),
        ("karte.osm.pbf", PBF, "osm"),
        ("export.geojson", OSM_JSON, "osm"),
        ("parks.geojson", GEOJSON, "vector"),
        ("settings.json", b'{"a": 1}', "unknown"),
        ("mosaik.vrt", b"<VRTDataset/>", "raster"),
        ("tabelle.vrt", b"<OGRVRTDataSource/>", "vector"),
        ("katalog.rdf", b'<rdf:RDF xmlns:rdf="x"/>', "unknown"),
        ("Zensus2022.csv", CENSUS, "census"),
        ("Zensus2011.csv", b'"Gitter_ID_100m","Anzahl"\n"100mN1E1",3\n', "census"),
        ("sozial.csv", b"Ortsteil;Jahr;Quote\n1;2022;12,5\n", "statistics"),
        ("standorte.csv", b"name;lat;lon\nA;50.9;11.6\n", "vector"),
        ("standorte.csv", b"Name;Rechtswert;Hochwert\nA;680000,5;5640000,1\n", "vector"),
        ("umringe.csv", b'id;wkt\n1;"POLYGON ((0 0, 1 0, 1 1, 0 0))"\n', "vector"),
        ("notiz.txt", b"Bitte morgen anrufen", "unknown"),
        ("mappe.xlsx", packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "statistics"),
        ("mappe.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "statistics"),
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "unknown"),
        ("fahrplan.zip", packed({"stops.txt": b"stop_id", "trips.txt": b"x", "routes.txt": b"y"}), "gtfs"),
        ("plan.zip", packed({"xplan.gml": XPLAN, "bild.png": b"\x89PNG", "plan.tif": TIFF}), "xplan"),
        ("zensus.zip", packed({"Zensus_100m.csv": CENSUS, "Hinweise.txt": b"x"}), "census"),
        ("grenzen.zip", packed({"g/a.shp": SHAPE, "g/a.dbf": b"x", "g/a.prj": b"x"}), "vector"),
        ("leer.zip", packed({}), "unknown"),
        ("begleiter.zip", packed({"a.prj": b"x"}), "unknown"),
        ("dgm.tif", TIFF, "raster"),
        ("dgm.asc", b"ncols 10\nnrows 10\n", "raster"),
        ("a.shp", SHAPE, "vector"),
        ("a.dbf", b"x", "sidecar"),
        ("a.tif.aux.xml", b"<PAMDataset/>", "sidecar"),
        ("a.fgb", b"fgb\x03fgb\x01", "vector"),
        ("a.tab", b"!table\n!version 300\n", "vector"),
        ("leer.csv", b"", "unknown"),
        ("bild.png", b"\x89PNG\r\n\x1a\n\x00", "unknown"),
        ("alles.gz", gzip.compress(XPLAN), "unknown"),
    ],
)
def test_files_are_known_by_their_content(tmp_path, name, content, expected):
    path = tmp_path / name
    path.write_bytes(content)
    found = recognise(path)
    assert found.format == expected
    assert found.title.de
    assert found.title.en
    assert found.algorithm_id.startswith("smartcity:") or found.algorithm_id == ""


def database(path, *layers):
    file = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    for name in layers:
        file.CreateLayer(name, None, ogr.wkbNone)
    del file
    return path


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (("parks", "roads"), "vector"),
        (("parks", "study_settings"), "study"),
        (("gis_osm_pois_free", "gis_osm_roads_free"), "osm"),
        (("lines", "multipolygons", "points"), "osm"),
    ],
)
def test_databases_are_known_by_their_tables(tmp_path, gdal_exceptions, layers, expected):
    assert recognise(database(tmp_path / "Größe #1.gpkg", *layers)).format == expected


def test_a_database_of_pictures_is_a_raster(tmp_path):
    picture = gdal.GetDriverByName("MEM").Create("", 20, 20, 1)
    picture.SetGeoTransform((0, 1, 0, 20, 0, -1))
    gdal.GetDriverByName("GPKG").CreateCopy(str(tmp_path / "luftbild.gpkg"), picture)
    assert recognise(tmp_path / "luftbild.gpkg").format == "raster"


def test_studies_of_every_version_are_ours():
    for path in sorted((FIXTURES / "studies").glob("*.gpkg")):
        assert recognise(path).format == "study"
        assert recognise(path).algorithm_id == ""


def test_a_broken_database_says_so(tmp_path, gdal_exceptions):
    path = database(tmp_path / "a.gpkg", *(f"t{number}" for number in range(50)))
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(SmartCityError) as caught:
        recognise(path)
    assert caught.value.problem.key == "file_damaged"


def test_a_database_without_layers_has_nothing_to_bring(tmp_path, gdal_exceptions):
    with pytest.raises(SmartCityError):
        recognise(database(tmp_path / "leer.gpkg"))


def test_a_broken_archive_says_so(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"stops.txt": b"x" * 500})[:80])
    with pytest.raises(SmartCityError) as caught:
        recognise(path)
    assert caught.value.problem.key == "file_damaged"


def test_an_archive_that_leads_out_of_itself_is_not_opened(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"../stops.txt": b"x", "trips.txt": b"x"}))
    with pytest.raises(SmartCityError) as caught:
        recognise(path)
    assert caught.value.problem.key == "archive_unsafe"


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(SmartCityError) as caught:
        recognise(tmp_path / "nirgends.gpkg")
    assert caught.value.problem.key == "file_not_found"


def test_a_folder_is_one_thing_or_many(tmp_path):
    assert recognise(tmp_path).format == "unknown"
    for name in ("stops.txt", "trips.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert recognise(tmp_path).format == "gtfs"


def test_only_the_head_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a>" + b" " * HEAD + XPLAN)
    assert recognise(path).format == "unknown"
    read = []
    monkeypatch.setattr(module, "of_head", lambda head, suffix: read.append(len(head)) or "unknown")
    (tmp_path / "b.zip").write_bytes(packed({"b.xml": b" " * 10 * HEAD}))
    recognise(tmp_path / "b.zip")
    assert read == [HEAD]


def test_comments_without_end_take_no_time():
    assert of_head(b"<!--a-->" * 8000 + b"<!--", ".xml") == "unknown"
    assert of_head(b"<?xml ?>" + b" \n" * 30_000, ".xml") == "unknown"


# Where tables lie ------------------------------------------------------------------------------------------------


def test_where_the_rows_of_a_table_lie():
    found = places_of("Name;Länge;Breite\nA;11,58;50,92\n".encode())
    assert (found.east, found.north, found.crs, found.separator) == ("Länge", "Breite", "EPSG:4326", ";")
    assert found.decimal_comma is True
    assert found.encoding == "UTF-8"
    found = places_of("Straße,X,Y\nA,680000.5,5640000\n".encode("cp1252"))
    assert (found.east, found.north, found.crs, found.decimal_comma) == ("X", "Y", "", False)
    assert found.encoding == "windows-1252"
    assert places_of(b"id\tWKT\n1\tPOINT (1 2)\n").wkt == "WKT"


@pytest.mark.parametrize("head", [b"", b"a;b\n1;2\n", b"geom;x\n1;2\n", b"\x00\x01", b"lat\n1\n"])
def test_tables_without_places(head):
    assert places_of(head) is None


# Folders ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_searched_without_hidden_files_and_companions(tmp_path):
    (tmp_path / "feed").mkdir()
    for name in ("stops.txt", "trips.txt"):
        (tmp_path / "feed" / name).write_text("x", encoding="utf-8")
    (tmp_path / "unter" / "weiter").mkdir(parents=True)
    (tmp_path / "unter" / "weiter" / "parks.geojson").write_bytes(GEOJSON)
    (tmp_path / "unter" / "a.shp").write_bytes(SHAPE)
    (tmp_path / "unter" / "a.dbf").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.geojson").write_bytes(GEOJSON)
    (tmp_path / "kaputt.zip").write_bytes(b"PK\x03\x04kaputt")
    found = recognise_folder(tmp_path)
    assert [(file.path.name, file.found.format if file.found else None) for file in found] == [
        ("feed", "gtfs"),
        ("kaputt.zip", None),
        ("a.shp", "vector"),
        ("parks.geojson", "vector"),
    ]
    assert found[1].problem.key == "file_damaged"


def test_the_search_ends_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.geojson").write_bytes(GEOJSON)
    found = recognise_folder(tmp_path)
    assert len(found) == 4
    assert (found[-1].found, found[-1].problem.key) == (None, "folder_not_searched")


def test_folders_that_lie_too_deep_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "DEEPEST", 1)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x.geojson").write_bytes(GEOJSON)
    (file,) = recognise_folder(tmp_path)
    assert (file.path, file.problem.key) == (deep, "folder_not_searched")


def test_the_search_can_be_cancelled(tmp_path):
    (tmp_path / "a.geojson").write_bytes(GEOJSON)

    def cancel(_fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        recognise_folder(tmp_path, cancel)


# Anything at all -------------------------------------------------------------------------------------------------

SUFFIXES = st.sampled_from([".gpkg", ".csv", ".zip", ".xml", ".gml", ".geojson", ".tif", ".xlsx", ".txt", ".osm", ""])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"SQLite format 3\x00", b"<", b"<?xml ", b"<!--", b"{", b"\xff\xfe", b"II*\x00", b"a;b\n"]
)


@given(STARTS, st.binary(max_size=300), SUFFIXES)
def test_any_bytes_are_something_or_refused(tmp_path_factory, start, rest, suffix):
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(start + rest)
    try:
        outcome = recognise(path).format
    except SmartCityError as error:
        outcome = error.problem.key
    assert outcome in (*FORMATS, "file_damaged", "archive_unsafe", "archive_too_large")


@given(st.text(max_size=200), SUFFIXES)
def test_any_text_is_something(text, suffix):
    content = text.encode("utf-8", errors="replace")
    assert of_head(content, suffix) in FORMATS
    places_of(content)
