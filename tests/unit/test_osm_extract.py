# SPDX-License-Identifier: GPL-2.0-or-later
"""Extracts in formats of GIS: the schemas that are about, and agreement with selections by OGR."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal, ogr, osr

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.osm_rules import load_osm_rules
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.osm import read_osm
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "osm"
X, Y = 680_000.0, 5_645_000.0
TOWN = Zone(shapely.union(shapely.box(X, Y, X + 2000, Y + 1000), shapely.box(X, Y, X + 1000, Y + 2000)), "EPSG:25832")
CENTRE = Zone(shapely.box(681_050, 5_644_650, 681_850, 5_645_350), "EPSG:25832")
ROLES, RULES = load_catalogue().roles, load_osm_rules()

pytestmark = pytest.mark.usefixtures("gdal_exceptions")


def read(*paths, zone=TOWN, wanted=None):
    return read_osm([Path(path) for path in paths], zone, ROLES, RULES, wanted or RULES.roles, silent)


def tables(imported):
    return {layer.role: layer.table for layer in imported.layers}


def told(imported):
    return {problem.key: problem.values for problem in imported.problems}


def found(imported):
    return {(layer.role, osm_id) for layer in imported.layers for osm_id in layer.table.frame["osm_id"]}


# Agreement with OGR on data of Jena ---------------------------------------------------------------------------------

SELECTIONS = {
    "public_green": (
        "gruenflaechen",
        "(schluessel = 'leisure' AND wert IN ('park', 'nature_reserve')) OR "
        "(schluessel = 'landuse' AND wert IN ('village_green', 'recreation_ground'))",
    ),
    "settlement_area": (
        "flaechennutzung_siedlung",
        "schluessel = 'landuse' AND wert IN ('residential', 'garages', 'commercial', 'industrial', 'retail')",
    ),
    "pt_stops": ("strassen_punkte", "highway = 'bus_stop'"),
    "streets": ("strassen_tempolimit", "highway IS NOT NULL"),
    "poi_kita": ("poi", "amenity = 'kindergarten'"),
    "poi_pharmacy": ("poi", "amenity = 'pharmacy'"),
}


def selected(layer_name, where, role) -> set[str]:
    """Return the ids that OGR's filters select, within the role's buffer of the centre."""
    dataset = gdal.OpenEx(str(FIXTURES / "jena.gpkg"), gdal.OF_VECTOR)
    layer = dataset.GetLayerByName(layer_name)
    layer.SetAttributeFilter(where)
    outline = ogr.CreateGeometryFromWkb(shapely.to_wkb(CENTRE.outline(ROLES[role].buffer)))
    ids = {feature.GetField("osm_id") for feature in layer if feature.GetGeometryRef().Intersects(outline)}
    del layer, dataset
    return ids


@pytest.mark.parametrize("role", SELECTIONS)
def test_jena_agrees_with_selections_by_ogr(role):
    expected = selected(*SELECTIONS[role], role)
    assert len(expected) > 0
    assert set(tables(read(FIXTURES / "jena.gpkg", zone=CENTRE))[role].frame["osm_id"]) == expected


def test_speeds_of_jena():
    """The layer brings the limit as a number too, computed independently of this plugin."""
    dataset = gdal.OpenEx(str(FIXTURES / "jena.gpkg"), gdal.OF_VECTOR)
    layer = dataset.GetLayerByName("strassen_tempolimit")
    limits = {feature.GetField("osm_id"): feature.GetField("tempo_kmh") for feature in layer}
    del layer, dataset
    frame = tables(read(FIXTURES / "jena.gpkg", zone=CENTRE))["streets"].frame
    assert len(frame) > 20
    assert frame["speed_kmh"].tolist() == [limits[osm_id] for osm_id in frame["osm_id"]]


def test_geojson_and_geopackage_agree():
    """The GeoJSON of Jena is in degrees."""
    wanted = ["poi_kita", "poi_pharmacy", "poi_culture", "poi_primary_school"]
    one, other = (read(FIXTURES / name, zone=CENTRE, wanted=wanted) for name in ("jena_poi.geojson", "jena.gpkg"))
    roles = {layer.role for layer in one.layers}
    assert roles == {"poi_kita", "poi_pharmacy", "poi_culture", "poi_primary_school"}
    for role in ("poi_kita", "poi_pharmacy", "poi_primary_school"):
        left, right = tables(one)[role], tables(other)[role]
        order, other_order = np.argsort(left.frame["osm_id"]), np.argsort(right.frame["osm_id"])
        assert left.frame["osm_id"].tolist() != []
        assert (left.frame["osm_id"].to_numpy()[order] == right.frame["osm_id"].to_numpy()[other_order]).all()
        assert shapely.distance(left.geometry[order], right.geometry[other_order]).max() < 0.05


def test_the_date_of_a_geojson_by_overpass(tmp_path):
    path = tmp_path / "export.geojson"
    text = (FIXTURES / "jena_poi.geojson").read_text(encoding="utf-8")
    path.write_text(text.replace("{", '{"timestamp": "2019-07-01T21:49:02Z",', 1), encoding="utf-8")
    assert read(path, zone=CENTRE).data_date == "2019-07-01"
    feature = text.replace('"properties": {', '"properties": { "timestamp": "2011-01-01",', 1)
    path.write_text(feature, encoding="utf-8")
    assert read(path, zone=CENTRE).data_date > "2020"


def test_layers_without_tags_are_named(tmp_path):
    path = Path(shutil.copy(FIXTURES / "jena.gpkg", tmp_path / "mixed.gpkg"))
    layer(path, "ortsteile", [("POLYGON ((0 0, 1 0, 1 1, 0 0))", {"ot_name": "Nord"})])
    assert told(read(path, zone=CENTRE))["osm_layers_without_tags"] == {"layers": "mixed.gpkg: ortsteile"}


def test_the_date_is_that_of_the_file():
    imported = read(FIXTURES / "jena_poi.geojson", zone=CENTRE)
    assert len(imported.data_date) == 10
    assert "Datum der Datei" in imported.layers[0].note.de


# Schemas ------------------------------------------------------------------------------------------------------------


def layer(path, name, rows, crs=25832, driver=None):
    """Add a layer of rows (WKT, attributes) to a file; the attributes of the first row are the columns."""
    drivers = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}
    maker = ogr.GetDriverByName(driver or drivers[path.suffix])
    dataset = (
        gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE) if path.exists() else maker.CreateDataSource(str(path))
    )
    reference = None
    if crs:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    target = dataset.CreateLayer(
        name,
        reference,
        ogr.wkbUnknown
        if path.suffix in (".gpkg", ".geojson")
        else ogr.CreateGeometryFromWkt(rows[0][0]).GetGeometryType(),
    )
    kinds = {int: ogr.OFTInteger, float: ogr.OFTReal}
    for column, value in rows[0][1].items():
        target.CreateField(ogr.FieldDefn(column, kinds.get(type(value), ogr.OFTString)))
    for wkt, attributes in rows:
        feature = ogr.Feature(target.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        for index, value in enumerate(attributes.values()):
            if value is not None:
                feature.SetField(index, value)
        target.CreateFeature(feature)
    del target, dataset
    return path


def point(x, y):
    return f"POINT ({X + x} {Y + y})"


def square(x, y, size=40):
    return shapely.to_wkt(shapely.box(X + x, Y + y, X + x + size, Y + y + size))


def line(x, y):
    return f"LINESTRING ({X + x} {Y + y}, {X + x + 40} {Y + y})"


def test_as_gdal_converts_with_its_own_configuration(tmp_path):
    """What `ogr2ogr town.gpkg town.osm` makes: GDAL drops the park whose closed way is also the ring of a relation, and
    tags beyond 8 kB; a ring with tags and its relation without are one object under the id of the relation."""
    path = tmp_path / "town.gpkg"
    gdal.VectorTranslate(str(path), str(FIXTURES / "town.osm"), format="GPKG")
    own, translated = found(read(FIXTURES / "town.osm")), found(read(path))
    lost, other = sorted(role for role, _ in own - translated), sorted(translated - own)
    beyond = ["poi_pharmacy"] if int(gdal.VersionInfo()) < 3_100_000 else []  # later versions keep the tags
    assert lost == ["green_all", "green_all", *beyond, "public_green"]
    assert [role for role, _ in other] == ["green_all"]
    assert other[0][1].startswith("relation/")


def test_as_quickosm_saves_layers(tmp_path):
    path = tmp_path / "quick.gpkg"
    common = {"full_id": "n1", "osm_id": "1", "osm_type": "node"}
    layer(
        path,
        "amenity_school",
        [(point(100, 100), {**common, "amenity": "school", "name": "Nordschule", "isced:level": "1"})],
    )
    area = {
        "full_id": "w2",
        "osm_id": "2",
        "osm_type": "way",
        "amenity": "school",
        "name": "Südschule",
        "isced:level": "2",
    }
    layer(path, "amenity_school_areas", [(square(300, 300), area)])
    imported = read(path)
    assert found(imported) == {("poi_primary_school", "node/1")}


def geofabrik(folder, suffix):
    rows = {
        "gis_osm_pois_free_1": [
            (point(100, 100), {"osm_id": "1", "code": 2101, "fclass": "pharmacy", "name": "Apotheke"})
        ],
        "gis_osm_landuse_a_free_1": [
            (square(300, 300), {"osm_id": "2", "code": 7202, "fclass": "park", "name": "Park"})
        ],
        "gis_osm_roads_free_1": [
            (
                line(500, 500),
                {"osm_id": "3", "fclass": "residential", "name": "Weg", "oneway": "B", "maxspeed": 30, "bridge": "F"},
            ),
            (
                line(600, 500),
                {"osm_id": "4", "fclass": "track_grade3", "name": None, "oneway": "B", "maxspeed": 0, "bridge": "F"},
            ),
        ],
        "gis_osm_buildings_a_free_1": [
            (square(700, 300), {"osm_id": "5", "code": 1500, "fclass": "building", "type": "school"})
        ],
    }
    for name, content in rows.items():
        layer(folder / f"{name}{suffix}" if suffix == ".shp" else folder / "free.gpkg", name, content)
    return folder


EXPECTED = {
    ("poi_pharmacy", "node/1"),
    ("public_green", "2"),
    ("green_all", "2"),
    ("streets", "way/3"),
    ("streets", "way/4"),
    ("walking_network", "way/3"),
    ("walking_network", "way/4"),
    ("buildings", "5"),
}


@pytest.mark.parametrize("suffix", [".shp", ".gpkg"])
def test_layers_by_geofabrik(tmp_path, suffix):
    imported = read(geofabrik(tmp_path, suffix))
    assert found(imported) == EXPECTED
    streets = tables(imported)["streets"].frame.set_index("osm_id")
    assert streets["class"].to_dict() == {"way/3": "residential", "way/4": "track"}
    assert streets["speed_kmh"].fillna(-1).to_dict() == {"way/3": 30.0, "way/4": -1.0}
    assert tables(imported)["buildings"].frame["function"].tolist() == ["school"]
    assert all("nicht geprüft" in one.note.de and "were not checked" in one.note.en for one in imported.layers)


def test_an_archive_of_shapefiles(tmp_path):
    folder = tmp_path / "shapes"
    folder.mkdir()
    geofabrik(folder, ".shp")
    path = tmp_path / "region-latest-free.shp.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for item in folder.iterdir():
            archive.write(item, f"region/{item.name}")
        archive.writestr("README", "x")
    assert found(read(path)) == EXPECTED


def test_an_archive_of_a_file_of_openstreetmap_has_the_archives_date(tmp_path):
    path = tmp_path / "town.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FIXTURES / "town.osm.pbf", "town.osm.pbf")
    assert found(read(path)) == found(read(FIXTURES / "town.osm.pbf"))
    folder = tmp_path / "shapes"
    folder.mkdir()
    geofabrik(folder, ".shp")
    packed = tmp_path / "shapes.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for item in folder.iterdir():
            archive.write(item, item.name)
    os.utime(packed, (1_700_000_000, 1_700_000_000))  # 14 November 2023
    assert read(packed).data_date == "2023-11-14"


def test_columns_that_a_shapefile_cut(tmp_path):
    stop = {"osm_id": "1", "public_tra": "platform", "bus": "yes", "name": "Markt"}
    assert found(read(layer(tmp_path / "stops.shp", "stops", [(point(100, 100), stop)]))) == {("pt_stops", "node/1")}


def test_parts_of_one_object_are_kept(tmp_path):
    """Tiles cut an object into parts with the same id: both are needed, a repetition is not."""
    rows = [(square(x, 0), {"osm_id": "1", "landuse": "forest"}) for x in (0, 40, 0)]
    imported = read(layer(tmp_path / "tiles.gpkg", "tiles", rows))
    assert len(tables(imported)["green_all"]) == 2
    assert told(imported)["osm_duplicates"] == {"role": "green_all", "count": 1}


def test_objects_without_id_repeat_if_everything_is_equal(tmp_path):
    rows = [(point(5, 5), {"amenity": "pharmacy", "name": name}) for name in ("A", "A", "B", None, None)]
    table = tables(read(layer(tmp_path / "x.gpkg", "x", rows)))["poi_pharmacy"]
    assert table.frame["name"].fillna("?").tolist() == ["A", "B", "?"]


def test_three_dimensions_curves_and_collections_are_flattened(tmp_path):
    rows = [
        (f"POLYGON Z (({X} {Y} 5, {X + 9} {Y} 5, {X + 9} {Y + 9} 5, {X} {Y} 5))", {"natural": "water"}),
        (f"CURVEPOLYGON (CIRCULARSTRING ({X + 50} {Y}, {X + 60} {Y + 10}, {X + 50} {Y}))", {"natural": "water"}),
        (f"GEOMETRYCOLLECTION (POINT ({X} {Y}), {square(90, 0)})", {"natural": "water"}),
    ]
    table = tables(read(layer(tmp_path / "x.gpkg", "x", rows)))["water"]
    assert not shapely.has_z(table.geometry).any()
    # A triangle, a circle with a diameter of √200 m (as a polygon a little smaller), a square beside a point.
    assert np.sort(shapely.area(table.geometry)) == pytest.approx([40.5, np.pi * 50, 1600], rel=2e-3)


def test_another_system_is_reprojected(tmp_path):
    path = layer(tmp_path / "x.gpkg", "x", [("POINT (11.5663 50.9301)", {"amenity": "pharmacy"})], crs=4326)
    table = tables(read(path))["poi_pharmacy"]
    assert shapely.get_x(table.geometry)[0] == pytest.approx(680_270, abs=100)


def test_a_layer_without_a_system_is_refused(tmp_path):
    path = layer(tmp_path / "x.gpkg", "x", [(point(1, 1), {"amenity": "pharmacy"})], crs=None)
    with pytest.raises(SmartCityError) as caught:
        read(path)
    assert caught.value.problem.key == "layer_without_crs"


@pytest.mark.parametrize("suffix", [".shp", ".geojson", ".fgb"])
def test_other_formats(tmp_path, suffix):
    crs = 4326 if suffix == ".geojson" else 25832
    wkt = "POINT (11.5663 50.9301)" if suffix == ".geojson" else point(100, 100)
    path = layer(tmp_path / f"x{suffix}", "x", [(wkt, {"osm_id": "1", "amenity": "pharmacy", "name": "Löwe"})], crs=crs)
    assert tables(read(path))["poi_pharmacy"].frame["name"].tolist() == ["Löwe"]


def test_what_cannot_be_read_is_refused(tmp_path):
    def key(*paths):
        with pytest.raises(SmartCityError) as caught:
            read(*paths)
        return caught.value.problem.key

    assert key(tmp_path / "nothing.gpkg") == "file_not_found"
    (tmp_path / "x.osm.bz2").write_bytes(b"BZh")
    assert key(tmp_path / "x.osm.bz2") == "osm_format_unknown"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert key(empty) == "osm_format_unknown"
    assert key() == "osm_format_unknown"
