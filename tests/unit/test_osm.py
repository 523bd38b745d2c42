# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of OpenStreetMap: an invented town with a case for and a case against every rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from lxml import etree

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.osm_rules import load_osm_rules
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.sources.osm import read_osm
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "osm"
XML, PBF = FIXTURES / "town.osm", FIXTURES / "town.osm.pbf"
X, Y = 680_000.0, 5_645_000.0
TOWN = shapely.union(shapely.box(X, Y, X + 2000, Y + 1000), shapely.box(X, Y, X + 1000, Y + 2000))
ZONE = Zone(TOWN, "EPSG:25832")
ROLES, RULES = load_catalogue().roles, load_osm_rules()


def read(*paths, wanted=None, progress=silent, zone=ZONE):
    return read_osm(
        [Path(path) for path in paths], zone, ROLES, RULES, RULES.roles if wanted is None else wanted, progress
    )


def by_role(imported):
    return {layer.role: layer for layer in imported.layers}


def found(imported) -> dict[str, set[str]]:
    """Return the roles of each object by its id."""
    roles: dict[str, set[str]] = {}
    for layer in imported.layers:
        for osm_id in layer.table.frame["osm_id"]:
            roles.setdefault(osm_id, set()).add(layer.role)
    return roles


def tags_of(path=XML) -> dict[str, dict[str, str]]:
    """Return the tags of all objects of an XML file by id."""
    return {
        f"{element.tag}/{element.get('id')}": {tag.get("k"): tag.get("v") for tag in element.iter("tag")}
        for element in etree.parse(str(path)).getroot().iterchildren("node", "way", "relation")
    }


def problems(imported) -> dict[str, list[dict]]:
    result: dict[str, list[dict]] = {}
    for problem in imported.problems:
        result.setdefault(problem.key, []).append(problem.values)
    return result


def refused(key, *paths):
    with pytest.raises(SmartCityError) as caught:
        read(*paths)
    assert caught.value.problem.key == key
    return caught.value.problem.values


@pytest.fixture(scope="module")
def town():
    return read(XML)


# Rule by rule -------------------------------------------------------------------------------------------------------

TAGS = tags_of()
CASES = {osm_id: tags for osm_id, tags in TAGS.items() if tags}


def test_every_rule_has_cases_for_and_against():
    wanted = [role for tags in CASES.values() for role in tags.get("test:roles", "").split()]
    assert set(wanted) == set(RULES.roles)
    assert sum(tags.get("test:roles") == "" for tags in CASES.values()) > 40


@pytest.mark.parametrize("osm_id", CASES)
def test_an_object_plays_the_roles_it_should(town, osm_id):
    assert found(town).get(osm_id, set()) == set(CASES[osm_id].get("test:roles", "").split()), CASES[osm_id]


@pytest.mark.parametrize("osm_id", [osm_id for osm_id, tags in CASES.items() if "test:area" in tags])
def test_areas_have_their_holes(town, osm_id):
    """The coordinates of the file are rounded to 1 cm."""
    for role in CASES[osm_id]["test:roles"].split():
        table = by_role(town)[role].table
        area = shapely.area(table.geometry[(table.frame["osm_id"] == osm_id).to_numpy()])
        assert area == pytest.approx([float(CASES[osm_id]["test:area"])], rel=2e-4)


SPEEDS = {
    "30": 30,
    "DE:urban": 50,
    "DE:rural": 100,
    "DE:zone:30": 30,
    "walk": 7,
    "30 mph": 48.28032,
    "20 km/h": 20,
    "none": None,
    "50;30": None,
}


def test_speeds(town):
    frame = by_role(town)["streets"].table.frame.set_index("osm_id")
    checked = 0
    for osm_id, speed in frame["speed_kmh"].items():
        if "maxspeed" in TAGS[osm_id]:
            expected = SPEEDS[TAGS[osm_id]["maxspeed"]]
            assert np.isnan(speed) if expected is None else speed == pytest.approx(expected)
            checked += 1
    assert checked == len(SPEEDS)
    assert frame["speed_kmh"].dtype == float
    others = {"source:maxspeed": 50, "zone:maxspeed": 20}
    for key, expected in others.items():
        ids = [osm_id for osm_id in frame.index if key in TAGS[osm_id] and "maxspeed:type" not in TAGS[osm_id]]
        assert frame.loc[ids, "speed_kmh"].tolist() == [expected]
    assert frame["speed_kmh"].notna().sum() == 9
    assert problems(town)["osm_value_unclear"][0] == {
        "role": "streets",
        "field": "speed_kmh",
        "count": 1,
        "texts": "50;30",
    }


def test_other_fields_of_streets(town):
    frame = by_role(town)["streets"].table.frame
    row = frame[frame["name"] == "Holzmarkt"].iloc[0]
    fields = ["class", "surface", "lit", "oneway", "foot", "bicycle", "access"]
    assert row[fields].tolist() == ["residential", "asphalt", "yes", "yes", "yes", "yes", "destination"]


def test_fields_of_the_others(town):
    layers = by_role(town)
    green = layers["public_green"].table.frame
    assert 'Park "Am Eck" \\ Süd' in set(green["name"])
    assert set(green["kind"]) == {
        "park",
        "nature_reserve",
        "village_green",
        "recreation_ground",
        "garden",
        "park;playground_area",
    }
    assert sorted(layers["settlement_area"].table.frame["use"]) == ["residential", "residential", "retail"]
    stops = layers["pt_stops"].table.frame.groupby("mode")["name"].agg(lambda names: sorted(names)).to_dict()
    assert stops == {
        "bus": ["Doppelt", "Doppelt", "Markt", "ZOB"],
        "rail": ["Hbf", "West"],
        "subway": ["U Rathaus"],
        "tram": ["Anger", "Markt"],
    }
    trees = layers["trees"].table.frame.sort_values("height_m")
    assert trees["species"].tolist()[:2] == ["Quercus", "Tilia cordata"]
    assert trees["height_m"].tolist()[:2] == pytest.approx([12.192, 12.5])
    assert trees["crown_diameter_m"].dropna().tolist() == [8.0]
    assert sorted(layers["barriers"].table.frame["kind"]) == ["motorway", "motorway", "rail", "rail", "water"]
    buildings = layers["buildings"].table.frame
    assert (buildings["building_id"] == buildings["osm_id"]).all()
    assert sorted(buildings["function"].dropna()) == ["apartments", "retail", "retail", "retail", "school"]
    assert sorted(buildings["storeys"].dropna()) == [2.5, 3.0]
    known = buildings.dropna(subset=["year_built"]).iloc[0]
    assert (known["height_m"], known["dwellings"], known["year_built"]) == (10.5, 6.0, 1987.0)


def test_the_cycle_network(town):
    frame = by_role(town)["cycle_network"].table.frame.set_index("osm_id")
    facility = {osm_id: TAGS[osm_id] for osm_id in frame.index}
    expected = {"street": 1, "separated": 3, "track": 1, "lane": 1, "path": 2, "none": 1}
    assert frame["facility"].value_counts().to_dict() == expected
    on_route = {facility[osm_id].get("name") for osm_id in frame.index[frame["level"] == "main"]}
    assert on_route == {"Routenweg", "Routenradweg"}
    assert frame["level"].isna().sum() == 7
    assert frame.loc[[o for o in frame.index if facility[o].get("name") == "Routenweg"], "facility"].tolist() == [
        "none"
    ]


def test_geometries_are_of_the_kind_of_the_role(town):
    dimensions = {"point": 0, "line": 1, "polygon": 2}
    for layer in town.layers:
        wanted = ROLES[layer.role].geometry
        assert layer.table.crs == ZONE.crs
        assert shapely.is_valid(layer.table.geometry).all()
        if wanted in dimensions:
            assert set(shapely.get_dimensions(layer.table.geometry)) == {dimensions[wanted]}
    stops = by_role(town)["pt_stops"].table.geometry
    assert set(shapely.get_type_id(stops)) == {0}


# What is told -------------------------------------------------------------------------------------------------------


def test_what_is_left_out_is_counted(town):
    note = by_role(town)["public_green"].note
    assert "Nicht übernommen: Flächen mit beschränktem Zugang oder Eintritt (4), Gärten" in note.de
    assert "Not taken: areas with restricted access or admission charge (4), gardens" in note.en
    assert (
        "Schulen, deren Name oder Schulart eine Grundschulstufe ausschließt (4)"
        in by_role(town)["poi_primary_school"].note.de
    )
    assert "Arztpraxen anderer oder nicht genannter Fachrichtung (2)" in by_role(town)["poi_gp"].note.de
    assert "Nicht übernommen" not in by_role(town)["water"].note.de


def test_duplicates_and_other_kinds_are_counted(town):
    told = problems(town)
    assert told["osm_duplicates"] == [
        {"role": "green_all", "count": 1},
        {"role": "pt_stops", "count": 1},
        {"role": "poi_grocery", "count": 1},
    ]
    # A park and a building as points, a park whose closed way is said to be no area, an open way of a settlement.
    assert {values["role"]: values["count"] for values in told["osm_kind_not_taken"]} == {
        "public_green": 2,
        "green_all": 2,
        "settlement_area": 1,
        "buildings": 1,
    }
    assert "osm_ways_incomplete" not in told
    assert "osm_relations_incomplete" not in told


def test_how_many_values_are_known_is_told(town):
    known = {
        (values["role"], values["field"]): (values["known"], values["total"])
        for values in problems(town)["osm_values_missing"]
    }
    assert known[("streets", "speed_kmh")] == (9, 30)
    assert known[("buildings", "storeys")] == (2, 7)


def test_passport_facts(town):
    layers = by_role(town)
    assert layers["poi_primary_school"].fitness is Fitness.PROXY
    assert layers["water"].fitness is Fitness.GOOD
    assert layers["streets"].fitness is Fitness.PARTIAL
    assert town.data_date == "2024-03-01"
    assert town.facts == {"program": "hand"}
    assert "Datum der Datei" not in layers["water"].note.de


def test_without_a_date_the_files_own_counts_and_is_marked(tmp_path):
    import os

    path = tmp_path / "town.osm"
    path.write_text(XML.read_text(encoding="utf-8").replace(' timestamp="2024-03-01T20:21:02Z"', ""), encoding="utf-8")
    day = 1_700_000_000  # 14 November 2023
    os.utime(path, (day, day))
    imported = read(path, wanted=["water"])
    assert imported.data_date == "2023-11-14"
    assert "Datum der Datei" in imported.layers[0].note.de
    assert "that of the file" in imported.layers[0].note.en


def test_the_date_of_overpass(tmp_path):
    path = tmp_path / "town.osm"
    text = XML.read_text(encoding="utf-8").replace(
        ' timestamp="2024-03-01T20:21:02Z">', '>\n<meta osm_base="2022-02-02T02:02:02Z"/>'
    )
    path.write_text(text, encoding="utf-8")
    assert read(path, wanted=["water"]).data_date == "2022-02-02"


# Formats agree ------------------------------------------------------------------------------------------------------


def same(one, other):
    assert [layer.role for layer in one.layers] == [layer.role for layer in other.layers]
    for first, second in zip(one.layers, other.layers):
        left, right = first.table, second.table
        order, other_order = np.argsort(left.frame["osm_id"]), np.argsort(right.frame["osm_id"])
        pd.testing.assert_frame_equal(
            left.frame.iloc[order].reset_index(drop=True), right.frame.iloc[other_order].reset_index(drop=True)
        )
        assert shapely.equals_exact(left.geometry[order], right.geometry[other_order], 1e-6).all()
        assert first.note == second.note
    assert problems(one) == problems(other)
    assert one.data_date == other.data_date


def test_pbf_says_the_same_as_xml(town):
    pbf = read(PBF)
    same(town, pbf)
    assert pbf.facts == {"program": "osmium/1.15.0"}


@pytest.mark.usefixtures("gdal_exceptions")
def test_both_ways_of_gdal_to_tell_of_failure(town):
    same(town, read(PBF))


def reordered(path, *kinds, change=lambda element: element):
    """Write the town with its kinds of elements in another order."""
    root = etree.parse(str(XML)).getroot()
    elements = [change(element) for kind in kinds for element in root.iterchildren(kind)]
    for child in list(root):
        root.remove(child)
    root.extend(elements)
    etree.ElementTree(root).write(str(path), encoding="UTF-8", xml_declaration=True)
    return path


def test_relations_and_ways_before_nodes(town, tmp_path):
    """So does the server of Overpass write."""
    same(town, read(reordered(tmp_path / "o.osm", "relation", "way", "node")))


def test_ids_of_new_objects_are_negative(town, tmp_path):
    """So does the editor JOSM write."""

    def negative(element):
        for name in ("id", "ref"):
            for item in element.iter():
                if name in item.attrib:
                    item.set(name, f"-{item.get(name).lstrip('-')}")
        return element

    imported = read(reordered(tmp_path / "n.osm", "node", "way", "relation", change=negative))
    assert {role: len(layer.table) for role, layer in by_role(imported).items()} == {
        role: len(layer.table) for role, layer in by_role(town).items()
    }


def test_deleted_objects_do_not_count(tmp_path):
    def deleted(element):
        if element.tag == "way" and element.find("tag[@k='natural'][@v='water']") is not None:
            element.set("action", "delete")
        return element

    before = len(by_role(read(XML, wanted=["water"]))["water"].table)
    imported = read(reordered(tmp_path / "d.osm", "node", "way", "relation", change=deleted), wanted=["water"])
    assert len(imported.layers[0].table) == before - 1


# Where things lie ---------------------------------------------------------------------------------------------------


def test_nothing_lies_farther_than_the_buffer_from_the_outline(town):
    for layer in town.layers:
        distance = shapely.distance(layer.table.geometry, TOWN)
        assert distance.max() <= ROLES[layer.role].buffer
    assert shapely.distance(by_role(town)["public_green"].table.geometry, TOWN).max() > 980


def test_the_outline_decides_not_its_box(town):
    """The town is an L: what lies in its notch is in the box and not in the town."""
    notch = shapely.box(X + 1010, Y + 1010, X + 2000, Y + 2000)
    for layer in town.layers:
        inside = shapely.covered_by(layer.table.geometry, notch)
        assert not inside.any() or ROLES[layer.role].buffer > 0


def test_what_crosses_the_border_stays_whole(town):
    table = by_role(town)["streets"].table
    line = table.geometry[(table.frame["name"] == "Grenzweg").to_numpy()][0]
    assert shapely.length(line) == pytest.approx(110, abs=0.05)


def test_a_town_elsewhere_finds_nothing():
    elsewhere = Zone(shapely.box(X + 50_000, Y, X + 51_000, Y + 1000), "EPSG:25832")
    imported = read(PBF, zone=elsewhere)
    assert imported.layers == ()
    assert [problem.key for problem in imported.problems] == ["osm_nothing_found"]


def test_a_study_in_another_zone(town):
    """EPSG:25833 measures the same town with other numbers."""
    from smartcity_plugin.sources.projection import reproject

    area = reproject(np.array([TOWN], dtype=object), "EPSG:25832", "EPSG:25833")[0]
    imported = read(PBF, zone=Zone(area, "EPSG:25833"))
    assert found(imported) == found(town)


def test_ways_that_leave_the_box_keep_all_their_nodes(tmp_path):
    """GDAL would cut them where the filter for points ends."""
    far = '<node id="5" lat="50.931" lon="11.600"/><node id="6" lat="50.930" lon="11.600"/>'
    content = (
        NODES + far + way(1, (1, 2, 6), highway="residential", maxspeed="30") + way(2, (1, 6, 5, 4, 1), natural="water")
    )
    corner = zone_around(50.930, 11.5625, 10)
    imported = by_role(read(small(tmp_path / "s.osm", content), wanted=["streets", "water"], zone=corner))
    assert shapely.get_num_coordinates(imported["streets"].table.geometry).tolist() == [3]
    # 38 / 1000 of a degree of longitude at 50.93° N are 2.67 km, a thousandth of latitude is 111 m
    assert shapely.area(imported["water"].table.geometry)[0] == pytest.approx(2670 * 111.3, rel=0.01)


# Choice of roles ----------------------------------------------------------------------------------------------------


def test_only_wanted_roles_are_read(town):
    imported = read(XML, wanted=["water", "poi_kita"])
    assert {layer.role for layer in imported.layers} == {"water", "poi_kita"}
    assert len(by_role(imported)["water"].table) == len(by_role(town)["water"].table)


def test_no_role_is_refused():
    with pytest.raises(SmartCityError) as caught:
        read(XML, wanted=[])
    assert caught.value.problem.key == "osm_no_role"


def small(path, content, attributes='version="0.6" timestamp="2024-01-01T00:00:00Z"'):
    path.write_text(f"<osm {attributes}>{content}</osm>", encoding="utf-8")
    return path


CORNERS = ((50.930, 11.562), (50.930, 11.563), (50.931, 11.563), (50.931, 11.562))
NODES = "".join(f'<node id="{number}" lat="{lat}" lon="{lon}"/>' for number, (lat, lon) in enumerate(CORNERS, start=1))


def way(number, nodes, **tags):
    refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
    facts = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
    return f'<way id="{number}">{refs}{facts}</way>'


def zone_around(latitude, longitude, metres):
    from smartcity_plugin.sources.projection import reproject

    place = reproject(np.array([shapely.Point(longitude, latitude)], dtype=object), "EPSG:4326", "EPSG:25832")[0]
    return Zone(shapely.buffer(place, metres), "EPSG:25832")


def test_roles_without_objects_are_told(tmp_path):
    imported = read(small(tmp_path / "s.osm", NODES + way(1, (1, 2, 3, 4, 1), natural="water")))
    assert [layer.role for layer in imported.layers] == ["water"]
    assert set(problems(imported)["osm_roles_empty"][0]["role"]) == set(RULES.roles) - {"water"}


def test_a_role_whose_required_field_nobody_recorded_is_not_filled(tmp_path):
    imported = read(
        small(
            tmp_path / "s.osm", NODES + way(1, (1, 2), highway="residential") + way(2, (1, 2, 3, 4, 1), natural="water")
        )
    )
    assert [layer.role for layer in imported.layers] == ["water", "walking_network"]
    assert problems(imported)["osm_field_unknown"] == [{"role": "streets", "field": "speed_kmh", "count": 1}]


def test_fields_that_nobody_recorded_are_no_columns(tmp_path):
    content = (
        NODES + way(1, (1, 2), highway="residential", maxspeed="30") + way(2, (2, 3), highway="service", lit="yes")
    )
    imported = read(small(tmp_path / "s.osm", content), wanted=["streets"])
    assert list(imported.layers[0].table.frame) == ["osm_id", "class", "speed_kmh", "lit"]


def test_incomplete_extracts_are_told(tmp_path):
    member = '<member type="way" ref="99" role="outer"/>'
    relation = f'<relation id="1">{member}<tag k="type" v="multipolygon"/><tag k="natural" v="water"/></relation>'
    content = (
        NODES
        + way(1, (1, 2, 77), highway="residential", maxspeed="30")
        + way(2, (77, 78), highway="service")
        + relation
    )
    imported = read(small(tmp_path / "s.osm", content))
    told = problems(imported)
    assert told["osm_ways_incomplete"] == [{"lost": 1, "shortened": 1}]
    assert told["osm_relations_incomplete"] == [{"count": 1}]


def test_a_polygon_without_area_is_told(tmp_path):
    content = NODES + way(1, (1, 2, 1, 2, 1), natural="water") + way(2, (1, 2, 3, 4, 1), natural="water")
    imported = read(small(tmp_path / "s.osm", content), wanted=["water"])
    assert len(imported.layers[0].table) == 1
    assert problems(imported)["osm_geometry_broken"] == [{"role": "water", "count": 1}]


def test_several_files_are_one_source(town, tmp_path):
    """The same object in two files counts once; the older date is that of the whole."""
    older = tmp_path / "older.osm"
    older.write_text(XML.read_text(encoding="utf-8").replace("2024-03-01", "2021-03-01"), encoding="utf-8")
    imported = read(PBF, older)
    assert {layer.role: len(layer.table) for layer in imported.layers} == {
        layer.role: len(layer.table) for layer in town.layers
    }
    assert imported.data_date == "2021-03-01"


# Progress and cancel ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [XML, PBF])
def test_progress_rises_to_its_end(path):
    fractions = []
    read(path, progress=fractions.append)
    assert fractions == sorted(fractions)
    assert all(0 <= fraction <= 1 for fraction in fractions)
    assert fractions[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("path", [XML, PBF])
@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_it_can_be_cancelled_at_any_time(path, after):
    calls = []

    def stop(fraction):
        calls.append(fraction)
        if len(calls) > after:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)
    assert len(calls) == after + 1


def test_temporary_files_go(tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read(PBF)
    read(reordered(tmp_path / "o.osm", "way", "node", "relation"))
    assert [path.name for path in tmp_path.iterdir()] == ["o.osm"]
