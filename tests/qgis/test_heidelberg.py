# SPDX-License-Identifier: GPL-2.0-or-later
"""A town without districts, with streets and a timetable: grid cells as units, departures as others count them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from smartcity_plugin.study.overlay_tables import FOCUS_AREAS, INTERACTIONS, ROBUSTNESS
from smartcity_plugin.study.study import Study

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "heidelberg"


@pytest.fixture(scope="module")
def heidelberg(qgis_processing, tmp_path_factory):
    """The path of the study."""
    from tests.conftest import built_study

    path = tmp_path_factory.mktemp("heidelberg") / "heidelberg.gpkg"
    return built_study(path, RECIPE=str(FOLDER / "recipe.yaml"), LANGUAGE="de", OVERLAY=True)


def reference() -> dict[str, int]:
    """Return the departures per platform on 5 July 2022, counted by others."""
    with open(FOLDER / "abfahrten_20220705.csv", encoding="utf-8", newline="") as stream:
        return {row["stop_id"]: int(row["abfahrten_20220705"]) for row in csv.DictReader(stream)}


def test_the_grid_serves_as_units(heidelberg):
    with Study.open(heidelberg) as study:
        assert study.settings.unit_level == "grid"
        units = study.reporting_units()
    assert len(units) == 150
    assert units.frame["unit_id"].str.startswith("CRS3035RES1000mN").all()


def test_parts_of_the_overlay_without_data_are_left_out(heidelberg):
    """No rule for conflicts has all its data here; the rest of the overlay is made all the same."""
    with Study.open(heidelberg) as study:
        assert len(study.product(ROBUSTNESS)) > 0
        assert len(study.product(FOCUS_AREAS)) > 0
        assert len(study.product(INTERACTIONS)) == 0


def test_departures_per_platform_are_those_of_the_reference(heidelberg, tmp_path, smartcity_provider):
    """The reference counts every stop of a vehicle; here the last one of a trip is none, but is told apart."""
    import processing

    path = Path(shutil.copy(heidelberg, tmp_path / "copy.gpkg"))
    options = {"FILES": str(FOLDER / "vrn_gtfs.zip"), "SERVICE_DAY": "2022-07-05", "PLATFORMS": True}
    processing.run("smartcity:importgtfs", {"STUDY": str(path), "KEEP_UNSERVED": True, **options})
    with Study.open(path) as study:
        stops = study.layer("pt_stops").frame.set_index("stop_id")
    calls = (stops["departures_day"] + stops["trips_ending_day"]).astype(int)
    expected = {stop: count for stop, count in reference().items() if stop in calls.index}
    assert len(expected) == 200
    assert {stop: calls[stop] for stop in expected} == expected
    ending = stops.loc[list(expected), "trips_ending_day"]
    assert (ending > 0).sum() == 24


def test_stations_sum_up_their_platforms(heidelberg):
    with Study.open(heidelberg) as study:
        stops, passport = study.layer("pt_stops").frame, study.passports()["pt_stops"]
    assert stops["departures_day"].sum() > 5_000
    assert (stops["departures_6_20"] <= stops["departures_day"]).all()
    assert passport.data_date == "2022-07-05"
    assert passport.licence == "dl_de_by_2_0"


def test_what_the_data_allow_is_computed(heidelberg):
    with Study.open(heidelberg) as study:
        computed = {name for name, row in study.status().items() if row["state"] == "computed"}
        assert {"mob_pt_access_share", "mob_slow_street_share", "gre_access_300m_share"} <= computed
        assert {"mob_walk_shed_ratio", "mob_intersection_density", "gre_playground_access_share"} <= computed
        assert study.outdated() == []


def test_distances_follow_the_walking_network(heidelberg):
    """Never more people on foot than in a straight line of the same length, and nobody is told of straight lines."""
    from smartcity_plugin.catalogue import load_catalogue
    from smartcity_plugin.study.workflow import compute

    ids = ["gre_access_300m_share", "gre_playground_access_share", "mob_walk_shed_ratio"]
    near: dict[str, dict[str, float]] = {}
    with Study.open(heidelberg) as study:
        city = study.city_id
        stored = study.values().set_index(["indicator_id", "unit_id"])
        for way in ("straight", "network"):
            changed = {name: {"way": way, "detour": 1.0} for name in ids[:2]}
            results = compute(study, load_catalogue(), ids, changed).results
            near[way] = {name: results[name].units.set_index("unit_id").loc[city, "value"] for name in ids}
            assert "straight_line" not in ",".join(results[ids[1]].units["flags"])
    assert "straight_line" not in stored.loc[("gre_playground_access_share", city), "flags"]
    for name in ids[:2]:
        assert 0 < near["network"][name] < near["straight"][name] - 5
    # A closed right-angled grid would reach 0.64 of the circle.
    assert 0.2 < near["network"]["mob_walk_shed_ratio"] < 0.64
    assert near["network"]["mob_walk_shed_ratio"] == near["straight"]["mob_walk_shed_ratio"]
