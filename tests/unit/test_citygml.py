# SPDX-License-Identifier: GPL-2.0-or-later
"""CityGML: footprints, heights and storeys of buildings, with parts, without ground, in tiles."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.sources.citygml import read_citygml
from smartcity_plugin.sources.zone import Zone

X, Y = 707_000, 5_640_000
TOWN = Zone(shapely.box(X, Y, X + 2000, Y + 1000), "EPSG:25832")
NRW = Zone(shapely.box(332_000, 5_727_000, 333_000, 5_728_000), "EPSG:25832")


@pytest.fixture
def lod1(repository):
    return repository / "tests/fixtures/citygml/lod1_citygml_2_0.gml"


@pytest.fixture
def lod2(repository):
    return repository / "tests/fixtures/citygml/lod2_nrw_citygml_1_0.gml"


@pytest.fixture
def roles(catalogue):
    return catalogue.roles


def rows(imported) -> dict:
    table = imported.layers[0].table
    frame = table.frame.astype(object).where(table.frame.notna(), None)
    return frame.assign(area=shapely.area(table.geometry)).set_index("building_id").to_dict("index")


def told(imported) -> dict:
    return {problem.key: problem.values for problem in imported.problems}


def refusal(*arguments, **more):
    with pytest.raises(SmartCityError) as caught:
        read_citygml(*arguments, **more)
    return caught.value.problem


def changed(tmp_path, source, *changes):
    text = source.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text)
        assert count, pattern
    path = tmp_path / "changed.gml"
    path.write_text(text, encoding="utf-8")
    return path


def shoelace(points: np.ndarray) -> float:
    x, y = (points[:, :2] - points[0, :2]).T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2


def test_buildings_of_north_rhine_westphalia(lod2, roles):
    """Real data; footprints and heights counted a second way, straight from the XML."""
    imported = read_citygml([lod2], NRW, roles)
    found = rows(imported)
    expected = {}
    for building in etree.parse(str(lod2)).iter("{*}Building"):
        grounds = [
            shoelace(np.array(points.text.split(), dtype=float).reshape(-1, 3))
            for ground in building.iter("{*}GroundSurface")
            for points in ground.iter("{*}posList")
        ]
        key = building.get("{http://www.opengis.net/gml}id")
        expected[key] = (sum(grounds), float(building.findtext("{*}measuredHeight")))
    assert len(expected) == 3
    for key, (area, height) in expected.items():
        assert found[key]["area"] == pytest.approx(area, abs=1e-4)
        assert found[key]["height_m"] == height
    assert {key[-3:]: (row["function"], row["storeys"]) for key, row in found.items()} == {
        "xb3": ("2723", 1),
        "xb2": ("2723", 1),
        "cja": ("2082", 2),
    }
    assert {row["storeys_estimated"] for row in found.values()} == {"yes"}
    assert imported.layers[0].fitness is Fitness.ESTIMATED
    assert imported.data_date == "2021-01-23"
    assert told(imported) == {"storeys_estimated": {"count": 3, "total": 3}}


def test_blocks_parts_and_links(lod1, roles):
    columns = ("function", "storeys", "storeys_estimated", "height_m", "year_built", "area")
    found = {
        key: tuple(row[column] for column in columns) for key, row in rows(read_citygml([lod1], TOWN, roles)).items()
    }
    assert found == {
        "BLOCK": ("1010", 3, "yes", 7.5, 1975, 200),
        # 100 m² with 15 m (5 storeys) and 300 m² with 3 m (1): 800 m² of floor on 400 m² are 2 storeys.
        "PARTS": ("1120", 2, "yes", 15, None, 400),
        # 4 storeys stated; the height of the model is 161 - 150.
        "STATED": (None, 4, "no", 11, None, 100),
        # The ground is linked, the roof overhangs by 1 m; a height of 0 is none: 156 - 150.
        "LINKED": ("9998", 2, "yes", 6, None, 100),
        # Only a roof: its outline from above; the function of another object type stays whole.
        "ROOF": ("51009_1610", 1, "yes", 2.5, None, 100),
    }


def test_what_is_left_out_is_told(lod1, roles):
    assert told(read_citygml([lod1], TOWN, roles)) == {
        "citygml_height_measured": {"count": 2},
        "citygml_seen_from_above": {"count": 1},
        "storeys_estimated": {"count": 4, "total": 5},
        "gml_without_geometry": {"count": 1},
        "gml_kinds_not_imported": {"kinds": "Bridge (1)"},
        "gml_values_implausible": {"count": 1, "fields": "height_m"},
    }


def test_the_block_from_above_is_its_bottom(lod1, roles):
    table = read_citygml([lod1], TOWN, roles).layers[0].table
    footprints = dict(zip(table.frame["building_id"], table.geometry))
    assert shapely.equals(footprints["BLOCK"], shapely.box(X, Y, X + 10, Y + 20))
    assert shapely.equals(footprints["PARTS"], shapely.box(X + 100, Y, X + 140, Y + 10))
    assert shapely.equals(footprints["LINKED"], shapely.box(X + 300, Y, X + 310, Y + 10))


def test_a_stated_function_and_height_count_before_those_of_parts(lod1, roles, tmp_path):
    own = r'\1<bldg:function>31001_3041</bldg:function><bldg:measuredHeight uom="m">16</bldg:measuredHeight>'
    path = changed(tmp_path, lod1, ('(<bldg:Building gml:id="PARTS">)', own))
    parts = rows(read_citygml([path], TOWN, roles))["PARTS"]
    assert (parts["function"], parts["height_m"], parts["storeys"]) == ("3041", 16, 2)


def test_tiles_that_repeat_a_building(lod1, roles):
    imported = read_citygml([lod1, lod1], TOWN, roles)
    assert len(imported.layers[0].table) == 5
    assert told(imported)["gml_duplicates"] == {"count": 5}


def test_tiles_of_a_folder(lod1, lod2, roles, tmp_path):
    for path in (lod1, lod2):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "readme.xml").write_text("<a/>", encoding="utf-8")
    imported = read_citygml([tmp_path], TOWN, roles)
    assert told(imported)["gml_files_skipped"] == {"files": "readme.xml"}
    assert told(imported)["gml_outside_area"] == {"count": 3}
    assert imported.facts == {"CityGML": "2.0, 1.0"}


def test_the_authorities_name_of_the_system_with_heights(lod2, roles, tmp_path):
    """ETRS89_UTM32*DE_DHHN2016_NH*GCG2016 is taken from the envelope of the model."""
    assert "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH*GCG2016" in lod2.read_text(encoding="utf-8")
    without = changed(tmp_path, lod2, (' srsName="[^"]*"', ""))
    assert refusal([without], NRW, roles).key == "gml_crs_missing"
    assert len(read_citygml([without], NRW, roles, crs="EPSG:25832").layers[0].table) == 3


def test_a_broken_ground_is_no_building(lod1, roles, tmp_path):
    path = changed(tmp_path, lod1, ("#gs1", "#nothing"))
    imported = read_citygml([path], TOWN, roles)
    assert "LINKED" not in rows(imported)
    assert told(imported)["gml_unreadable_geometry"] == {"count": 1}


def test_versions_and_formats(lod1, roles, tmp_path):
    path = changed(tmp_path, lod1, ("citygml/2.0", "citygml/3.0"), ("building/2.0", "building/3.0"))
    assert told(read_citygml([path], TOWN, roles))["gml_version_unknown"]["version"] == "3.0"
    other = changed(tmp_path, lod1, ("opengis.net/citygml", "example.org/citygml"))
    assert refusal([other], TOWN, roles).key == "gml_wrong_format"
    assert refusal([lod1], NRW, roles).key == "gml_elsewhere"


@given(st.data())
def test_mutated_files_give_a_result_or_a_problem(tmp_path_factory, repository, catalogue, data):
    content = bytearray((repository / "tests/fixtures/citygml/lod1_citygml_2_0.gml").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        stop = start + data.draw(st.integers(0, 60))
        content[start:stop] = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"", b"9", b" 1e300 ", b"-"]))
        )
    path = tmp_path_factory.mktemp("x") / "a.gml"
    path.write_bytes(bytes(content))
    try:
        imported = read_citygml([path], TOWN, catalogue.roles)
    except SmartCityError as error:
        assert catalogue.sentence(error.problem, "de")  # noqa: PT017
    else:
        assert len(imported.layers[0].table)
