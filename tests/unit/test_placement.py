# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers that lie in the wrong place, made wrong in a known way: what is proposed must bring them back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.sources.placement import Kind, Sample, lies_in_place, moved, place_of, propose, system_name
from smartcity_plugin.sources.repairs import Repairs
from smartcity_plugin.sources.zone import Zone

PLACES = {"koeln": (6.96, 50.94), "jena": (11.587, 50.927), "dresden": (13.74, 51.05), "heidelberg": (8.68, 49.41)}
UTM32, UTM33 = "EPSG:25832", "EPSG:25833"


def area_of(town: str, crs: str) -> Zone:
    x, y = moved(np.array([PLACES[town]]), Repairs(), "EPSG:4326", crs)[0]
    return Zone(shapely.box(x - 6000, y - 7000, x + 5000, y + 6000), crs)


def grid(zone: Zone) -> np.ndarray:
    west, south, east, north = zone.area.bounds
    x, y = np.meshgrid(np.linspace(west + 500, east - 500, 12), np.linspace(south + 500, north - 500, 12))
    return np.column_stack([x.ravel(), y.ravel()])


def sample_of(points: np.ndarray, complete: bool = True) -> Sample:
    return Sample(points, (*points.min(axis=0), *points.max(axis=0)), complete)


def nothing(points):
    return points


def swapped(points):
    return points[:, ::-1]


def shifted(east, north):
    return lambda points: points + np.array([east, north])


@pytest.mark.parametrize(
    ("town", "study", "true", "stated", "change", "kind"),
    [
        pytest.param("koeln", UTM32, "EPSG:4647", UTM32, nothing, Kind.CRS, id="zone 32 before the easting"),
        pytest.param("dresden", UTM33, "EPSG:5650", UTM33, nothing, Kind.CRS, id="zone 33 before the easting"),
        pytest.param("heidelberg", UTM32, "EPSG:31467", UTM32, nothing, Kind.CRS, id="Gauß-Krüger 3"),
        pytest.param("koeln", UTM32, "EPSG:31466", UTM32, nothing, Kind.CRS, id="Gauß-Krüger 2"),
        pytest.param("heidelberg", UTM32, "EPSG:31467", "", nothing, Kind.CRS, id="Gauß-Krüger, none stated"),
        pytest.param("dresden", UTM33, UTM33, UTM32, nothing, Kind.CRS, id="the neighbouring zone"),
        pytest.param("koeln", UTM32, "EPSG:4326", UTM32, nothing, Kind.CRS, id="degrees taken for metres"),
        pytest.param("koeln", UTM32, "EPSG:3857", "EPSG:4326", nothing, Kind.CRS, id="web mercator as degrees"),
        pytest.param("jena", UTM32, "EPSG:3035", "", nothing, Kind.CRS, id="european grid, none stated"),
        pytest.param("koeln", UTM32, "EPSG:4326", "EPSG:4326", swapped, Kind.AXES, id="latitude first"),
        pytest.param("koeln", UTM32, UTM32, UTM32, swapped, Kind.AXES, id="northing first"),
        pytest.param("dresden", UTM33, UTM33, UTM33, swapped, Kind.AXES, id="northing first, zone 33"),
        pytest.param("jena", UTM32, "EPSG:3035", "EPSG:3035", swapped, Kind.AXES, id="european grid, north first"),
        pytest.param("koeln", UTM32, UTM32, UTM32, shifted(2e6, 0), Kind.SHIFT, id="Köln's false easting"),
        pytest.param("koeln", UTM32, UTM32, "", shifted(2e6, 0), Kind.SHIFT, id="Köln's, none stated"),
        pytest.param("heidelberg", UTM32, UTM32, UTM32, shifted(0, -5e6), Kind.SHIFT, id="northing cut short"),
        pytest.param("koeln", UTM32, UTM32, UTM32, shifted(-5e5, 0), Kind.SHIFT, id="no false easting"),
    ],
)
def test_a_layer_in_the_wrong_place_is_brought_back(town, study, true, stated, change, kind):
    zone = area_of(town, study)
    right = grid(zone)
    sample = sample_of(change(moved(right, Repairs(), study, true)))
    if stated:
        assert not lies_in_place(sample, Repairs(), stated, zone)
    found = propose(sample, stated, zone)
    assert found.kind is kind
    assert found.share == 1.0
    back = moved(sample.points, found.repairs, stated, study)
    assert np.hypot(*(back - right).T).max() < 1.0


def test_what_lies_right_is_left_alone():
    zone = area_of("koeln", UTM32)
    assert lies_in_place(sample_of(grid(zone)), Repairs(), UTM32, zone)


def test_one_feature_in_place_is_enough():
    """A layer of the whole Land lies right although most of it is far away."""
    zone = area_of("koeln", UTM32)
    far = grid(zone)[:-1] + 100_000.0
    assert lies_in_place(sample_of(np.vstack([far, grid(zone)[-1:]])), Repairs(), UTM32, zone)
    assert not lies_in_place(sample_of(far), Repairs(), UTM32, zone)


def test_of_a_large_layer_the_extent_counts():
    zone = area_of("koeln", UTM32)
    sample = Sample(grid(zone) + 100_000.0, (280_000.0, 5_200_000.0, 900_000.0, 6_100_000.0), complete=False)
    assert lies_in_place(sample, Repairs(), UTM32, zone)
    assert not lies_in_place(sample, Repairs(), "EPSG:4647", zone)
    assert propose(sample, "EPSG:4647", zone).repairs == Repairs(crs=UTM32)


def test_another_town_is_not_forced_into_place():
    zone = area_of("koeln", UTM32)
    sample = sample_of(grid(zone) + np.array([60_000.0, 40_000.0]))
    assert propose(sample, UTM32, zone) is None
    longitude, latitude = place_of(sample, UTM32, "EPSG:4326")
    assert 7.5 < longitude < 8.0
    assert 51.0 < latitude < 51.5


def test_numbers_without_any_place():
    zone = area_of("koeln", UTM32)
    sample = sample_of(np.array([[1e12, 1e12], [2e12, 3e12]]))
    assert propose(sample, "", zone) is None
    assert place_of(sample, "EPSG:4326", UTM32) is None


def test_a_stray_feature_does_not_matter():
    zone = area_of("koeln", UTM32)
    points = np.vstack([moved(grid(zone), Repairs(), UTM32, "EPSG:4647"), [[0.0, 0.0]], [[1e9, 1e9]]])
    found = propose(sample_of(points), UTM32, zone)
    assert found.repairs == Repairs(crs="EPSG:4647")
    assert 0.98 < found.share < 1.0
    assert found.is_sure


def test_what_cannot_be_told_from_the_place_is_said():
    """Old coordinates in Thüringen may be on the Potsdam or on the Pulkovo datum, about 600 m apart."""
    zone = area_of("jena", UTM32)
    found = propose(sample_of(moved(grid(zone), Repairs(), UTM32, "EPSG:2398")), "", zone)
    assert {found.repairs.crs, *(rival.split()[0] for rival in found.rivals)} == {"EPSG:31468", "EPSG:2398"}
    assert 400 < found.rivals_metres < 800
    assert not found.is_sure


def test_order_of_features_does_not_matter():
    zone = area_of("koeln", UTM32)
    points = moved(grid(zone), Repairs(), UTM32, "EPSG:31466")
    mixed = np.random.default_rng(7).permutation(points)
    assert propose(sample_of(points), UTM32, zone) == propose(sample_of(mixed), UTM32, zone)


def test_names_of_systems():
    assert system_name("EPSG:4647") == "EPSG:4647 (ETRS89 / UTM zone 32N (zE-N))"
    assert system_name("+proj=tmerc +lon_0=9 +datum=WGS84") != ""
