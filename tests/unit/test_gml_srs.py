# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinate systems of GML: spellings, order of coordinates, zone numbers, old datums."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from osgeo import osr

from smartcity_plugin.model.problem import Severity, SmartCityError
from smartcity_plugin.sources.projection import reproject
from smartcity_plugin.sources.srs import GERMANY, conversion, germany, place, position, read_srs_name
from smartcity_plugin.sources.zone import Zone

TOWN = Zone(shapely.box(707_000, 5_640_000, 709_000, 5_641_000), "EPSG:25832")
"""Near 12° E, 50.9° N."""


@pytest.mark.parametrize(
    ("name", "crs", "north_first"),
    [
        ("EPSG:25832", "EPSG:25832", False),
        (" epsg:25832 ", "EPSG:25832", False),
        ("urn:ogc:def:crs:EPSG::25832", "EPSG:25832", False),
        ("urn:ogc:def:crs:EPSG:8.5:25832", "EPSG:25832", False),
        ("urn:x-ogc:def:crs:EPSG:25833", "EPSG:25833", False),
        ("http://www.opengis.net/def/crs/EPSG/0/25832", "EPSG:25832", False),
        ("https://www.opengis.net/def/crs/EPSG/9.9.1/25833", "EPSG:25833", False),
        ("http://www.opengis.net/gml/srs/epsg.xml#25832", "EPSG:25832", False),
        ("urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::7837", "EPSG:25832", False),
        ("EPSG:25832+7837", "EPSG:25832", False),
        ("urn:adv:crs:ETRS89_UTM32", "EPSG:25832", False),
        ("urn:adv:crs:ETRS89_UTM33", "EPSG:25833", False),
        ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", "EPSG:25832", False),
        ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH*GCG2016", "EPSG:25832", False),
        ("urn:adv:crs:DE_DHDN_3GK3", "EPSG:31467", False),
        ("urn:adv:crs:DE_DHDN_3GK2_NW101", "EPSG:31466", False),
        ("urn:adv:crs:DE_DHDN_3GK4*DE_DHHN92_NH", "EPSG:31468", False),
        ("urn:adv:crs:DE_RD-83_3GK5", "EPSG:3399", False),
        ("urn:adv:crs:DE_42-83_3GK4", "EPSG:2398", False),
        ("urn:adv:crs:ETRS89_Lat-Lon", "EPSG:4258", True),
        ("urn:adv:crs:ETRS89_Lat-Lon-h", "EPSG:4258", True),
        ("EPSG:31467", "EPSG:31467", False),
        ("urn:ogc:def:crs:EPSG::31467", "EPSG:31467", True),
        ("EPSG:4326", "EPSG:4326", False),
        ("urn:ogc:def:crs:EPSG::4326", "EPSG:4326", True),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", False),
    ],
)
def test_spellings(name, crs, north_first):
    found = read_srs_name(name)
    assert (found.crs, found.north_first) == (crs, north_first)


@pytest.mark.parametrize("name", ["", "nonsense", "urn:adv:crs:DE_DHHN2016_NH", "EPSG:", "EPSG:12", "urn:adv:crs:"])
def test_unknown_systems_are_refused(name):
    with pytest.raises(SmartCityError) as caught:
        read_srs_name(name)
    assert caught.value.problem.key == "crs_unknown"


@given(st.text(max_size=60))
def test_any_text_is_a_system_or_refused(name):
    try:
        assert read_srs_name(name).crs.startswith("EPSG:")
        key = "crs_unknown"
    except SmartCityError as error:
        key = error.problem.key
    assert key == "crs_unknown"


def square(x: float, y: float, size: float = 0.001):
    return shapely.box(x, y, x + size, y + size)


@pytest.mark.parametrize(
    ("name", "geometry", "crs", "swapped", "keys"),
    [
        ("EPSG:25832", square(708_000, 5_640_500), "EPSG:25832", False, []),
        ("EPSG:25832", square(5_640_500, 708_000), "EPSG:25832", True, ["gml_axes_swapped"]),
        ("EPSG:25832", square(32_708_000, 5_640_500), "EPSG:4647", False, ["gml_zone_number"]),
        ("EPSG:25833", square(33_293_000, 5_640_500), "EPSG:5650", False, ["gml_zone_number"]),
        ("EPSG:25832", square(5_640_500, 32_708_000), "EPSG:4647", True, ["gml_axes_swapped", "gml_zone_number"]),
        ("urn:ogc:def:crs:EPSG::4326", square(50.9, 12.0), "EPSG:4326", True, []),
        ("urn:ogc:def:crs:EPSG::4326", square(12.0, 50.9), "EPSG:4326", False, ["gml_axes_swapped"]),
        ("EPSG:4326", square(12.0, 50.9), "EPSG:4326", False, []),
        ("urn:ogc:def:crs:EPSG::31468", square(4_496_254, 5_637_881), "EPSG:31468", False, ["gml_axes_swapped"]),
        # Far from the study but in Germany: as it is stated.
        ("EPSG:25832", square(565_000, 5_940_000), "EPSG:25832", False, []),
    ],
)
@pytest.mark.usefixtures("gdal_exceptions")
def test_where_coordinates_lie_decides(name, geometry, crs, swapped, keys):
    found = place(name, geometry, TOWN)
    assert (found.crs, found.swapped) == (crs, swapped)
    assert [problem.key for problem in found.problems] == keys


def test_gauss_kruger_zone_5_is_told_by_the_study():
    """There both orders lie in Germany: 5 460 000 may be an easting (14.4° E) or a northing (49.3° N)."""
    east, north = 5_460_000, 5_698_000
    study = reproject(np.array([square(east, north, 1000)], dtype=object), "EPSG:31469", "EPSG:25833")[0]
    zone = Zone(study, "EPSG:25833")
    assert not place("EPSG:31469", square(east, north), zone).swapped
    assert place("EPSG:31469", square(north, east), zone).swapped


@pytest.mark.parametrize(
    ("name", "geometry"),
    [
        ("EPSG:25832", square(0, 0)),
        ("EPSG:25832", square(3_378_000, 5_698_000)),
        ("EPSG:4326", square(2.0, 48.0)),
        ("EPSG:25832", square(1e8, 1e8)),
    ],
)
@pytest.mark.usefixtures("gdal_exceptions")
def test_no_place_in_germany(name, geometry):
    assert place(name, geometry, TOWN) is None


def test_a_swapped_placement_turns_geometries():
    found = place("EPSG:25832", square(5_640_500, 708_000), TOWN)
    turned = found.east_first(np.array([shapely.Point(1, 2), None], dtype=object))
    assert (turned[0].x, turned[0].y) == (2, 1)
    assert turned[1] is None


def test_germany_in_the_order_of_the_file():
    plain = germany(place("EPSG:4326", square(12.0, 50.9), TOWN)).bounds
    assert plain == pytest.approx(GERMANY)
    turned = germany(place("urn:ogc:def:crs:EPSG::4326", square(50.9, 12.0), TOWN)).bounds
    assert turned == pytest.approx((GERMANY[1], GERMANY[0], GERMANY[3], GERMANY[2]))


def test_a_place_in_words():
    there = reproject(np.array([shapely.Point(9.0, 51.5)], dtype=object), "EPSG:4258", "EPSG:25832")[0]
    assert there.x == pytest.approx(500_000)
    assert position(there, "EPSG:25832") == "51.500° N, 9.000° E"


# Old datums -------------------------------------------------------------------------------------------------------

GK4 = shapely.Point(4_496_254, 5_637_881)


TELL = """
import sys, shapely
from smartcity_plugin.sources.srs import conversion
for text in sys.argv[1:]:
    crs, x, y = text.split(",")
    told = conversion(crs, shapely.Point(float(x), float(y)))
    print(told.key, told.severity.value, told.values.get("grid"), told.values["metres"])
"""


def told_without_grids(tmp_path, repository, *places: str) -> list[str]:
    """Return what a process says whose PROJ has its database and no grid."""
    found = (Path(folder) / "proj.db" for folder in osr.GetPROJSearchPaths())
    (tmp_path / "proj.db").symlink_to(next(path for path in found if path.is_file()))
    folders = dict.fromkeys(["PROJ_DATA", "PROJ_LIB", "PROJ_USER_WRITABLE_DIRECTORY"], str(tmp_path))
    surroundings = {**os.environ, **folders, "PROJ_NETWORK": "OFF", "PYTHONPATH": str(repository)}
    command = [sys.executable, "-c", TELL, *places]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True).stdout.splitlines()


def test_modern_systems_need_no_word():
    for crs in ("EPSG:25832", "EPSG:25833", "EPSG:4258", "EPSG:4326"):
        assert conversion(crs, shapely.Point(0, 0)) is None


@pytest.mark.usefixtures("gdal_exceptions")
def test_an_old_datum_is_told_with_its_accuracy():
    found = conversion("EPSG:31468", GK4)
    assert found.values["crs"] == "EPSG:31468"
    if found.key == "gml_old_datum_grid":
        assert found.severity is Severity.NOTE
        assert found.values["metres"] < 1
    else:
        assert (found.key, found.values["metres"]) == ("gml_old_datum_no_grid", 5.0)


def test_without_grids_the_user_is_warned(tmp_path, repository):
    told = told_without_grids(tmp_path, repository, "EPSG:31468,4496254,5637881", "EPSG:2398,4496254,5637881")
    assert told == ["gml_old_datum_no_grid warning BETA2007 5.0", "gml_old_datum warning None 2.0"]
