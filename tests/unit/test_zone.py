# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinates from one system to another, and what lies near a study's area."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from osgeo import osr

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.projection import reproject
from smartcity_plugin.sources.zone import Zone

UTM, WGS, LAEA = "EPSG:25832", "EPSG:4326", "EPSG:3035"

pytestmark = pytest.mark.usefixtures("gdal_exceptions")


def array(*geometries):
    result = np.empty(len(geometries), dtype=object)
    result[:] = geometries
    return result


def test_the_central_meridian_is_half_a_million_metres_east():
    """By definition of UTM zone 32: 9° E has the easting 500 000 m; on the equator the northing is 0."""
    point = reproject(array(shapely.Point(9.0, 0.0)), WGS, UTM)[0]
    assert (point.x, point.y) == pytest.approx((500_000.0, 0.0), abs=1e-3)


def test_the_origin_of_the_european_grid():
    """By definition of EPSG:3035: 52° N 10° E is 4 321 000 m east, 3 210 000 m north."""
    point = reproject(array(shapely.Point(10.0, 52.0)), WGS, LAEA)[0]
    assert (point.x, point.y) == pytest.approx((4_321_000.0, 3_210_000.0), abs=1e-3)


def test_missing_stays_missing_and_height_is_dropped():
    moved = reproject(array(None, shapely.Point(9, 50, 120)), WGS, UTM)
    assert moved[0] is None
    assert not moved[1].has_z
    assert len(reproject(array(), WGS, UTM)) == 0


def test_an_unknown_system_and_a_place_outside_are_told():
    for source, target in (("EPSG:999999", UTM), (UTM, "nonsense")):
        with pytest.raises(SmartCityError) as caught:
            reproject(array(shapely.Point(0, 0)), source, target)
        assert caught.value.problem.key == "crs_unknown"
    with pytest.raises(SmartCityError) as caught:
        reproject(array(shapely.Point(3_500_000, 95)), WGS, UTM)
    assert caught.value.problem.key == "reprojection_failed"


@given(
    east=st.floats(6.0, 15.0, allow_nan=False),
    north=st.floats(47.3, 55.0, allow_nan=False),
)
def test_there_and_back_is_where_it_was(east, north):
    point = array(shapely.Point(east, north))
    back = reproject(reproject(point, WGS, LAEA), LAEA, WGS)[0]
    assert (back.x, back.y) == pytest.approx((east, north), abs=1e-8)


def test_the_box_holds_the_grown_area():
    zone = Zone(shapely.box(680_000, 5_640_000, 690_000, 5_650_000), UTM)
    for crs in (WGS, LAEA):
        west, south, east, north = zone.box(crs, 1_000.0)
        inside = reproject(array(zone.outline(1_000.0)), UTM, crs)[0].bounds
        assert (west, south) <= inside[:2]
        assert south <= inside[1]
        assert east >= inside[2]
        assert north >= inside[3]
        assert east - west < 1.2 * (inside[2] - inside[0])


def test_axes_are_east_then_north_whatever_the_authority_says():
    assert osr.SpatialReference().SetFromUserInput(LAEA) == 0
    zone = Zone(shapely.box(680_000, 5_640_000, 690_000, 5_650_000), UTM)
    west, south, _, _ = zone.box(WGS)
    assert 11 < west < 12
    assert 50 < south < 51.5
    assert zone.bring(array(shapely.Point(11.5, 50.9)), WGS)[0].x == pytest.approx(675_700, abs=200)
