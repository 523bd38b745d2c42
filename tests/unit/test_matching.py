# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules for recognising layers: complete, strict, and in step with the rules for OpenStreetMap."""

from __future__ import annotations

import copy

import pytest
import yaml

from smartcity_plugin import paths
from smartcity_plugin.catalogue.entry import CatalogueError, Entry
from smartcity_plugin.catalogue.matching import load_matching, read_matching
from smartcity_plugin.catalogue.osm_rules import TagTest, load_osm_rules
from smartcity_plugin.sources.words import folded

CONTENT = yaml.safe_load((paths.CATALOGUE / "matching.yaml").read_text(encoding="utf-8"))
for _more in sorted((paths.CATALOGUE / "matching").glob("*.yaml")):
    CONTENT["roles"].update(yaml.safe_load(_more.read_text(encoding="utf-8")))


@pytest.fixture
def content():
    return copy.deepcopy(CONTENT)


def read(content, catalogue):
    return read_matching(Entry(content, "matching.yaml"), catalogue.roles)


def test_every_role_and_every_field_has_a_rule(catalogue):
    for name, role in catalogue.roles.items():
        given = CONTENT["roles"][name]["fields"]
        assert sorted(given) == sorted({**role.required, **role.optional}), name


def test_the_name_of_a_field_itself_is_always_found(catalogue):
    from smartcity_plugin.sources.columns import FieldFacts, map_fields

    rules = load_matching()
    for role in catalogue.roles.values():
        for field in (*role.required, *role.optional):
            rule = rules.roles[role.id].fields[field]
            value = next(iter(rule.values), "x") if field not in role.numbers else "1"
            column = FieldFacts(field, "number" if field in role.numbers else "text", (value,), 1.0, True)
            assert field in map_fields((column,), "", role, rules), (role.id, field)


def test_rasters_have_ranges_and_only_they(catalogue):
    for name, role in catalogue.roles.items():
        assert (load_matching().roles[name].range is not None) == (role.geometry == "raster"), name


def test_words_are_written_as_names_are_compared():
    for role in load_matching().roles.values():
        for word in (*role.words, *role.hints, *role.against, *role.kinds, *role.kinds_against):
            assert folded(word) == word.lstrip("="), word


def positive(part, found):
    """Collect the keys and values that a condition of osm.yaml asks for."""
    if isinstance(part, TagTest):
        found.setdefault(part.key, set()).update(part.values)
        return
    for inner in (*part.all_of, *part.any_of):
        positive(inner, found)


@pytest.mark.parametrize("role", sorted(load_osm_rules().roles))
def test_tags_are_those_of_the_openstreetmap_import(role):
    wanted: dict = {}
    positive(load_osm_rules().roles[role].where, wanted)
    for key, values in load_matching().roles[role].tags.items():
        if key == "fclass":
            continue
        assert key in wanted, key
        if wanted[key]:  # without values any will do
            assert set(values) <= wanted[key], key


def changed(content, role, **more):
    content["roles"][role].update(more)
    return content


@pytest.mark.parametrize(
    "change",
    [
        {"wrods": ["x"]},
        {"words": "x"},
        {"codes": {"unknown_list": ["1"]}},
        {"fields": {"colour": ["x"]}},
        {"fields": {"name": "x"}},
        {"fields": {"name": {"columns": ["x"], "valeus": {}}}},
        {"only": {"columns": ["x"]}},
        {"select": "no"},
    ],
)
def test_what_does_not_fit_is_refused(content, catalogue, change):
    with pytest.raises(CatalogueError, match="playgrounds"):
        read(changed(content, "playgrounds", **change), catalogue)


def test_a_role_without_a_rule_is_refused(content, catalogue):
    del content["roles"]["water"]
    with pytest.raises(CatalogueError, match="water"):
        read(content, catalogue)


def test_a_rule_without_a_role_is_refused(content, catalogue):
    content["roles"]["castles"] = {"words": ["burg"], "fields": {}}
    with pytest.raises(CatalogueError, match="castles"):
        read(content, catalogue)


def test_a_field_without_a_rule_is_found_by_its_own_name(content, catalogue):
    del content["roles"]["playgrounds"]["fields"]["name"]
    assert read(content, catalogue).roles["playgrounds"].fields["name"].columns == ("name",)


def test_an_empty_range_is_refused(content, catalogue):
    with pytest.raises(CatalogueError, match="terrain"):
        read(changed(content, "terrain", range=[5, 5]), catalogue)


def test_every_algorithm_that_is_named_exists():
    from smartcity_plugin.sources.recognise import recognised

    for key, found in load_matching().formats.items():
        assert recognised(key).algorithm_id == (f"smartcity:{found.algorithm}" if found.algorithm else "")
