# SPDX-License-Identifier: GPL-2.0-or-later
"""Where coordinates lie, and why they do not lie where they should."""

from __future__ import annotations

import pytest

from smartcity_plugin.model.keys import STATES
from smartcity_plugin.sources.place import STATE_BOXES, check_place, degrees, fitting_systems, lies_in

HEIDELBERG = {  # the town hall in the systems of towns, computed with PROJ's cs2cs
    "EPSG:25832": (479_157.0, 5_473_024.0),
    "EPSG:4326": (8.7117, 49.4101),
    "EPSG:31467": (3_479_220.0, 5_474_760.0),
}


def keys(problems):
    return [problem.key for problem in problems]


def test_every_land_has_a_box():
    assert STATE_BOXES.keys() == STATES.keys()
    for west, south, east, north in STATE_BOXES.values():
        assert 5.8 < west < east < 15.1
        assert 47.2 < south < north < 55.2


@pytest.mark.parametrize("crs", sorted(HEIDELBERG))
def test_a_place_in_degrees(crs):
    assert degrees(*HEIDELBERG[crs], crs) == pytest.approx((8.7117, 49.4101), abs=0.002)


@pytest.mark.parametrize("crs", sorted(HEIDELBERG))
def test_a_place_in_the_land_of_the_key_is_no_problem(crs):
    assert check_place("Grenze", *HEIDELBERG[crs], crs, "08") == []
    assert check_place("Grenze", *HEIDELBERG[crs], crs) == []


@pytest.mark.parametrize("crs", sorted(HEIDELBERG))
def test_without_a_system_those_that_fit_are_named(crs):
    (problem,) = check_place("Grenze", *HEIDELBERG[crs], "", "08")
    assert problem.key == "border_crs_missing"
    assert crs in problem.values["fitting"].split(", ")


def test_coordinates_that_fit_nothing():
    (problem,) = check_place("Grenze", -5e6, -5e6, "", "08")
    assert problem.values["fitting"] == "–"
    assert keys(check_place("Grenze", 100.0, 10.0, "EPSG:4326", "08")) == ["border_not_in_germany"]


@pytest.mark.parametrize("crs", sorted(HEIDELBERG))
def test_swapped_axes(crs):
    x, y = HEIDELBERG[crs]
    assert keys(check_place("Grenze", y, x, crs, "08")) == ["border_axes_swapped"]


def test_the_wrong_system():
    (problem,) = check_place("Grenze", *HEIDELBERG["EPSG:4326"], "EPSG:25832", "08")
    assert problem.key == "border_crs_wrong"
    assert problem.values["fitting"].startswith("EPSG:4326")
    (problem,) = check_place("Grenze", *HEIDELBERG["EPSG:31467"], "EPSG:25832", "08")
    assert problem.values["fitting"] == "EPSG:31467"


def test_the_wrong_land():
    (problem,) = check_place("Grenze", *HEIDELBERG["EPSG:25832"], "EPSG:25832", "16")
    assert problem.key == "border_not_in_state"
    assert problem.values["state"] == "Thüringen"
    assert problem.values["place"] == "49.41° N, 8.71° E"


def test_systems_of_both_zones_are_told_apart_by_the_land():
    berlin = (391_000.0, 5_820_000.0)  # in EPSG:25833; in EPSG:25832 a place near Osnabrück
    assert fitting_systems(*berlin, "11") == ["EPSG:25833"]
    assert fitting_systems(*berlin)[:2] == ["EPSG:25832", "EPSG:25833"]


def test_coordinates_that_are_no_place():
    assert degrees(1e30, 1e30, "EPSG:25832") is None
    assert not lies_in(None)
    assert keys(check_place("Grenze", 1e30, 1e30, "EPSG:25832")) == ["border_not_in_germany"]
