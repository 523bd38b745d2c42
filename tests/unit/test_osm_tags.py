# SPDX-License-Identifier: GPL-2.0-or-later
"""Tags in all the ways that files carry them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.osm_rules import load_osm_rules
from smartcity_plugin.sources.osm.extract import identity
from smartcity_plugin.sources.osm.tags import column_keys, from_hstore, from_text, tag_reader

RULES = load_osm_rules()


def reader(*names, short=False):
    return tag_reader(list(names), RULES.keys, RULES.classes, short)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"highway"=>"path"', {"highway": "path"}),
        ('"name"=>"Am \\"Eck\\" \\\\ Süd","a"=>"b"', {"name": 'Am "Eck" \\ Süd', "a": "b"}),
        ('"a"=>"x, \\"y\\"=>z", "b" => "2"', {"a": 'x, "y"=>z', "b": "2"}),
        ('"a"=>NULL,"b"=>"2"', {"b": "2"}),
        ('"a"=>"","b"=>"2"', {"b": "2"}),
        ("", {}),
        ("nonsense", {}),
        ('"open', {}),
    ],
)
def test_hstore(text, expected):
    assert from_hstore(text) == expected


def test_json():
    assert from_text('{"highway": "path", "lanes": 2, "x": null, "y": [1], "z": ""}') == {
        "highway": "path",
        "lanes": "2",
    }
    assert from_text("{broken") == {}
    assert from_text("[1]") == {}
    assert from_text('{"a":' * 10_000) == {}


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=12), max_size=5))
def test_hstore_and_json_carry_any_tags(tags):
    hstore = ",".join(f'"{escaped(key)}"=>"{escaped(value)}"' for key, value in tags.items())
    assert from_hstore(hstore) == tags
    assert from_text(json.dumps(tags)) == tags


@given(st.text(max_size=60))
def test_any_text_gives_tags(text):
    assert all(isinstance(word, str) for pair in from_text(text).items() for word in pair)


def test_columns_of_keys():
    names = ["highway", "building_levels", "healthcare_speciality", "other"]
    assert column_keys(names, RULES.keys, False) == {
        "highway": "highway",
        "building_levels": "building:levels",
        "healthcare_speciality": "healthcare:speciality",
    }


def test_shapefiles_cut_names():
    names = ["public_tra", "building_l", "isced:leve", "cycleway:l", "healthcare", "maxspeed_t"]
    assert column_keys(names, RULES.keys, True) == {
        "public_tra": "public_transport",
        "building_l": "building:levels",
        "isced:leve": "isced:level",
        "cycleway:l": "cycleway:left",
        "healthcare": "healthcare",
        "maxspeed_t": "maxspeed:type",
    }
    assert "public_tra" not in column_keys(names, RULES.keys, False)


def test_a_column_for_each_tag():
    columns = reader("osm_id", "name", "amenity", "tempo")
    assert set(columns.columns) == {"name", "amenity"}
    assert columns.read({"name": "Ost", "amenity": "school"}, "point") == {"name": "Ost", "amenity": "school"}
    assert columns.read({"name": None, "amenity": " "}, "point") == {}


def test_numbers_in_columns_become_texts():
    assert reader("maxspeed", "highway").read({"maxspeed": 30.0, "highway": "service"}, "line")["maxspeed"] == "30"


def test_all_tags_in_one_column_besides_others():
    both = reader("highway", "other_tags")
    tags = both.read({"highway": "path", "other_tags": '"bicycle"=>"designated"'}, "line")
    assert tags == {"highway": "path", "bicycle": "designated"}


def test_key_and_value_side_by_side():
    pair = reader("osm_id", "name", "schluessel", "wert")
    assert pair.read({"name": "x", "schluessel": "leisure", "wert": "park"}, "polygon") == {
        "name": "x",
        "leisure": "park",
    }
    assert pair.read({"name": None, "schluessel": None, "wert": "park"}, "polygon") == {}


def test_layers_of_other_things_hold_no_tags():
    assert reader("name", "ags") is None
    assert reader("gitter_id", "einwohner") is None


@pytest.mark.parametrize(
    ("row", "kind", "expected"),
    [
        ({"fclass": "park", "name": "Paradies"}, "polygon", {"leisure": "park", "name": "Paradies"}),
        ({"fclass": "park"}, "point", {}),
        ({"fclass": "river"}, "line", {"waterway": "river"}),
        ({"fclass": "river"}, "polygon", {"natural": "water"}),
        ({"fclass": "track_grade2"}, "line", {"highway": "track"}),
        (
            {"fclass": "residential", "maxspeed": 30, "oneway": "B", "tunnel": "F", "bridge": "T"},
            "line",
            {"highway": "residential", "maxspeed": "30", "oneway": "no", "bridge": "yes"},
        ),
        ({"fclass": "primary", "maxspeed": 0, "oneway": "F"}, "line", {"highway": "primary", "oneway": "yes"}),
        ({"fclass": "primary", "oneway": "T"}, "line", {"highway": "primary", "oneway": "-1"}),
        ({"fclass": "building", "type": "apartments"}, "polygon", {"building": "apartments"}),
        ({"fclass": "building", "type": None}, "polygon", {"building": "yes"}),
        ({"fclass": "railway_station"}, "point", {"railway": "station"}),
        ({"fclass": "residential"}, "polygon", {"landuse": "residential"}),
        ({"fclass": "vending_machine"}, "point", {}),
        ({"fclass": None}, "point", {}),
    ],
)
def test_classes_of_geofabrik(row, kind, expected):
    names = ("fclass", "name", "type", "maxspeed", "oneway", "bridge", "tunnel")
    assert reader(*names).read({name: row.get(name) for name in names}, kind) == expected


@pytest.mark.parametrize(
    ("row", "kind", "relations", "expected"),
    [
        ({"osm_id": "node/12"}, "point", False, "node/12"),
        ({"full_id": "w34", "osm_id": "34"}, "polygon", False, "way/34"),
        ({"@id": "relation/5"}, "polygon", False, "relation/5"),
        ({"id": "way/7"}, "line", False, "way/7"),
        ({"osm_id": 12.0, "osm_type": "relation"}, "polygon", False, "relation/12"),
        ({"osm_id": None, "osm_way_id": "9"}, "polygon", True, "way/9"),
        ({"osm_id": "9", "osm_way_id": None}, "polygon", True, "relation/9"),
        ({"osm_id": "9"}, "polygon", False, "9"),
        ({"osm_id": 9}, "line", False, "way/9"),
        ({"osm_id": 9}, "point", False, "node/9"),
        ({}, "point", False, ""),
        ({"id": "abc"}, "point", False, ""),
    ],
)
def test_ids(row, kind, relations, expected):
    assert identity(row, kind, relations) == expected
