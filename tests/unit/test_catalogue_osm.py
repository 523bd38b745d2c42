# SPDX-License-Identifier: GPL-2.0-or-later
"""The reader of the rules is strict, and the rules that ship are sound."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
import yaml

from smartcity_plugin import paths
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.entry import CatalogueError, Entry
from smartcity_plugin.catalogue.osm_rules import KINDS, load_osm_rules, osm_roles, read_osm_rules
from smartcity_plugin.model.provenance import Fitness

ROLES = load_catalogue().roles
RULES = load_osm_rules()
SMALL = yaml.safe_load("""
lists: {not_public: [private, "no"]}
mappings: {speeds: {walk: 7, none: null}}
roles:
  streets:
    title: {de: Straßen, en: Streets}
    kinds: [line]
    where:
      any:
        - highway: [residential]
          area: "*"
        - name: {contains: [weg]}
          lanes: {covers: 1}
      none:
        - access: not_public
    fields:
      class: {tags: [highway]}
      speed_kmh: {tags: [maxspeed], as: speed, mapping: speeds}
    left_out:
      - where: {all: [{highway: "*"}]}
        text: {de: andere, en: others}
    fitness: partial
    note: {de: x, en: x}
geofabrik:
  note: {de: x, en: x}
  classes:
    - {kinds: [line], key: highway, classes: [residential]}
""")


def read(content):
    return read_osm_rules(Entry(copy.deepcopy(content), "osm.yaml"), ROLES)


def changed(path: str, value):
    """Return the small rules with one value changed; `path` names it by keys and numbers."""
    content = copy.deepcopy(SMALL)
    place = content
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in way:
        place = place[step]
    place[last] = value
    return content


def test_small_rules():
    rule = read(SMALL).roles["streets"]
    assert rule.fitness is Fitness.PARTIAL
    assert rule.keys == {"highway", "area", "name", "lanes", "access", "maxspeed"}
    # Each of the alternatives needs one of its own keys: the fewest that cannot be missing.
    assert rule.where.triggers == {"area", "lanes"}
    assert rule.fields["speed_kmh"].mapping == {"walk": 7.0, "none": None}
    assert rule.where.none_of[0].values == {"private", "no"}


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("roles/streets/where", {}, "condition without content"),
        ("roles/streets/where", {"none": [{"access": ["no"]}]}, "without any tag"),
        ("roles/streets/where", {"any": [{}]}, "empty condition"),
        ("roles/streets/where", {"any": [{"highway": [True]}]}, "in quotes"),
        ("roles/streets/where", {"any": [{"highway": []}]}, "must be texts"),
        ("roles/streets/where", {"any": [{"highway": "residential"}]}, "there is no list 'residential'"),
        ("roles/streets/where", {"any": [{"highway": 5}]}, "wrong kind"),
        ("roles/streets/where", {"any": [{"name": {"contains": ["a"], "covers": 1}}]}, "unknown key 'covers'"),
        ("roles/streets/where", {"any": [{"name": {"like": "x"}}]}, "'covers' is missing"),
        ("roles/streets/where", {"every": [{"highway": "*"}]}, "unknown key 'every'"),
        ("roles/streets/where", "highway = 'x'", "wrong kind"),
        ("roles/streets/fields/speed_kmh", {"tags": ["maxspeed"]}, "needs a conversion"),
        ("roles/streets/fields/class", {"tags": ["highway"], "as": "speed"}, "needs a conversion"),
        ("roles/streets/fields/class", {"tags": ["highway"], "mapping": "classes"}, "'classes' is not allowed"),
        ("roles/streets/fields/speed_kmh", {"tags": ["maxspeed"], "as": "furlongs"}, "not allowed for 'as'"),
        ("roles/streets/fields", {"class": {"tags": ["highway"]}}, "'speed_kmh' is not filled"),
        ("roles/streets/fields/colour", {"tags": ["colour"]}, "no field 'colour'"),
        ("roles/streets/kinds", ["polygon"], "of type line only"),
        ("roles/streets/kinds", ["wall"], "'wall' is not allowed"),
        ("roles/streets/fitness", "excellent", "'excellent' is not allowed"),
        ("roles/streets/duplicates", {"within": 5, "same": ["colour"]}, "'colour' is not allowed"),
        ("roles/streets/colour", "red", "unknown key 'colour'"),
        ("roles/roads", {}, "'roads' is no role"),
        (
            "geofabrik/classes/0",
            {"kinds": ["line"], "key": "highway", "classes": ["x"], "colour": "red"},
            "unknown key",
        ),
    ],
)
def test_what_is_wrong_is_named(path, value, complaint):
    with pytest.raises(CatalogueError, match=complaint) as caught:
        read(changed(path, value))
    assert "osm.yaml" in str(caught.value)


@pytest.mark.parametrize("key", ["lists", "mappings", "roles", "geofabrik"])
def test_nothing_may_be_missing(key):
    content = copy.deepcopy(SMALL)
    del content[key]
    with pytest.raises(CatalogueError, match=f"'{key}' is missing"):
        read(content)


# The rules that ship ------------------------------------------------------------------------------------------------


def test_the_roles_that_openstreetmap_can_fill():
    assert set(RULES.roles) == {
        "public_green",
        "green_all",
        "settlement_area",
        "water",
        "playgrounds",
        "streets",
        "walking_network",
        "pt_stops",
        "poi_grocery",
        "poi_primary_school",
        "poi_kita",
        "poi_gp",
        "poi_pharmacy",
        "poi_culture",
        "charging_stations",
        "sharing_stations",
        "wifi_points",
        "trees",
        "cycle_network",
        "barriers",
        "buildings",
    }


def test_the_quick_look_sees_the_same_roles():
    assert osm_roles() == tuple(RULES.roles)


@pytest.mark.parametrize("name", sorted(RULES.roles))
def test_a_rule_says_what_it_cannot_know(name):
    rule = RULES.roles[name]
    assert len(rule.note.de) > 20
    assert len(rule.note.en) > 20
    assert rule.note.de != rule.note.en
    assert set(rule.kinds) <= set(KINDS)


def test_what_openstreetmap_does_not_tell_is_a_proxy_or_partial():
    assert RULES.roles["poi_primary_school"].fitness is Fitness.PROXY
    assert RULES.roles["poi_gp"].fitness is Fitness.PARTIAL
    assert RULES.roles["public_green"].fitness is Fitness.PARTIAL


def test_classes_of_extracts_give_tags_that_rules_ask_for():
    for rule in RULES.classes:
        assert rule.key in RULES.keys


def test_a_class_means_one_thing():
    seen = [(kind, name) for rule in RULES.classes for kind in rule.kinds for name in rule.classes]
    assert len(seen) == len(set(seen))


def test_every_rule_names_its_source():
    """Each role is preceded by a comment that names pages of the OpenStreetMap Wiki."""
    text = (paths.CATALOGUE / "osm.yaml").read_text(encoding="utf-8")
    for name in RULES.roles:
        comment = re.search(rf"((?:^  #.*\n)+)  {name}:\n", text, re.MULTILINE)
        assert comment, name
        assert re.search(r"Key:|Tag:", comment[1]), name


def test_the_configuration_of_gdal_leaves_room_for_the_keys():
    text = (paths.RESOURCES / "osm" / "osmconf.ini").read_text(encoding="utf-8")
    layers = ["points", "lines", "multipolygons", "multilinestrings", "other_relations"]
    assert re.findall(r"^\[(\w+)\]$", text, re.MULTILINE) == layers
    assert text.count("attributes={keys}") == text.count("{keys}") == text.count("\nall_tags=yes") == len(layers)


def test_a_file_of_its_own_can_be_read(tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(SMALL, allow_unicode=True), encoding="utf-8")
    assert set(load_osm_rules(path).roles) == {"streets"}
