# SPDX-License-Identifier: GPL-2.0-or-later
"""The indicators of public transport: what is unknown, what is flagged, what a walking network changes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.compute import compute_indicator, what_is_missing
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.model.problem import SmartCityError
from tests.unit.towns import town

QUALITY = ("mob_pt_quality_good_share", "mob_pt_quality_score", "mob_pt_service_level")


def run(catalogue, data, name, **parameters):
    return compute_indicator(catalogue.indicators[name], Desk(data), parameters)


def flags(result) -> set[str]:
    return set(filter(None, result.units["flags"].iloc[0].split(",")))


def value(result) -> float:
    return result.units["value"].iloc[0]


@pytest.fixture
def line(build):
    """A cell at x = 0 with its only stop 400 m east; a path leads there over a detour of 300 m."""
    cells = build.cells([build.square(-50, -50)], [100])
    path = shapely.LineString([(0, 0), (0, 150), (400, 150), (400, 0)])
    return {
        "planning_units": build.units([shapely.box(-100, -100, 100, 100)]),
        "population_cells": cells,
        "pt_stops": build.table(
            [shapely.Point(400, 0)], "pt_stops", mode=["tram"], departures_6_20=[168.0], departures_day=[200.0]
        ),
        "walking_network": build.table([path], "walking_network", **{"class": ["footway"]}),
    }


def test_the_way_on_foot_decides_about_the_class(catalogue, line):
    """Tram every 10 minutes, category III: 400 m are C, the 700 m on foot are D."""
    assert value(run(catalogue, line, "mob_pt_quality_score")) == 50
    assert value(run(catalogue, line, "mob_pt_quality_score", way="straight")) == 70
    assert value(run(catalogue, line, "mob_pt_quality_good_share")) == 0
    assert value(run(catalogue, line, "mob_pt_quality_good_share", way="straight")) == 100
    assert value(run(catalogue, line, "mob_pt_quality_good_share", way="straight", detour=1.3)) == 0
    del line["walking_network"]
    assert "straight_line" in flags(run(catalogue, line, "mob_pt_quality_good_share"))
    assert "straight_line" not in flags(run(catalogue, line, "mob_pt_quality_good_share", way="straight"))


def test_the_way_on_foot_decides_about_access(catalogue, line):
    assert value(run(catalogue, line, "mob_sdg1121")) == 0
    assert value(run(catalogue, line, "mob_sdg1121", way="straight", detour=1)) == 100
    assert value(run(catalogue, line, "mob_pt_access_share")) == 100
    assert value(run(catalogue, line, "mob_pt_access_share", way="network")) == 0
    assert value(run(catalogue, line, "mob_pt_service_level")) == 168
    assert value(run(catalogue, line, "mob_pt_service_level", way="network")) == 0
    assert value(run(catalogue, line, "mob_pt_service_level", way="network", distance=700)) == 168


def test_who_lives_beside_no_path_is_unknown(build, catalogue, line):
    line["population_cells"] = build.cells([build.square(-50, -50), build.square(-50, 5000)], [100, 60])
    line["planning_units"] = build.units([shapely.box(-100, -100, 100, 6000)])
    for name in ("mob_pt_quality_good_share", "mob_pt_quality_score", "mob_sdg1121"):
        result = run(catalogue, line, name)
        assert (result.units["denominator"][0], result.units["coverage"][0]) == (100, 100 / 160), name
        assert "off_network" in flags(result)
    result = run(catalogue, line, "mob_pt_service_level", way="network")
    assert result.units["coverage"][0] == 100 / 160


@pytest.mark.parametrize("name", QUALITY)
def test_stops_without_any_timetable_are_told_by_their_field(catalogue, line, name):
    table = line["pt_stops"]
    line["pt_stops"] = type(table)(table.frame[["mode"]], table.geometry, table.crs, table.role)
    problems = what_is_missing(catalogue.indicators[name], line)
    assert [(item.key, item.values["field"]) for item in problems] == [("field_missing", "departures_6_20")]
    with pytest.raises(SmartCityError):
        run(catalogue, line, name)


def test_without_any_timetable_every_stop_counts_and_the_value_says_so(catalogue, line):
    known = run(catalogue, line, "mob_pt_access_share")
    table = line["pt_stops"]
    line["pt_stops"] = type(table)(table.frame[["mode"]], table.geometry, table.crs, table.role)
    unknown = run(catalogue, line, "mob_pt_access_share")
    assert value(known) == value(unknown) == 100
    assert "frequency_unknown" not in flags(known)
    assert "frequency_unknown" in flags(unknown)
    assert "frequency_unknown" not in flags(run(catalogue, line, "mob_sdg1121"))


def test_the_least_number_of_departures_is_a_parameter(catalogue, line):
    assert value(run(catalogue, line, "mob_pt_access_share", minimum_departures=200)) == 100
    assert value(run(catalogue, line, "mob_pt_access_share", minimum_departures=201)) == 0


def test_who_depends_on_a_stop_without_timetable_is_unknown_and_told(build, catalogue):
    """Two cells at the same known stop; the stop without timetable is near the second only."""
    data = {
        "planning_units": build.units([shapely.box(-100, -100, 3100, 100)]),
        "population_cells": build.cells([build.square(-50, -50), build.square(2950, -50)], [300, 100]),
        "pt_stops": build.table(
            [shapely.Point(0, 0), shapely.Point(3000, 0)], "pt_stops", mode=["bus"] * 2, departures_6_20=[336.0, None]
        ),
    }
    for name, expected in (
        ("mob_pt_quality_good_share", 100),
        ("mob_pt_quality_score", 85),
        ("mob_pt_service_level", 336),
    ):
        result = run(catalogue, data, name)
        assert (value(result), result.units["coverage"][0]) == (expected, 0.75), name
        assert {"timetable_gaps", "partial_coverage"} <= flags(result)
        assert result.units["n_unknown"][0] == 1
    data["pt_stops"] = data["pt_stops"].where(np.array([True, False]))
    result = run(catalogue, data, "mob_pt_quality_good_share")
    assert (value(result), flags(result)) == (75, {"straight_line"})


def test_cells_carry_the_points_of_their_class(catalogue, line):
    assert run(catalogue, line, "mob_pt_quality_score").cells["value"].tolist() == [50]


def test_the_profile_makes_a_difference(catalogue, line):
    line["pt_stops"] = line["pt_stops"].with_column("departures_6_20", [14.0])
    found = {
        profile: value(run(catalogue, line, "mob_pt_quality_score", way="straight", profile=profile))
        for profile in ("goat_de", "oerok_2017", "are_ch_2022")
    }
    # every 120 minutes: goat VI, oerok VII, 400 m; are knows nothing beyond 60 minutes
    assert found == {"goat_de": 15, "oerok_2017": 5, "are_ch_2022": 0}


def test_the_rating_is_made_once_for_all_that_use_it(catalogue, line, monkeypatch):
    from smartcity_plugin.engine.methods import transit

    made = []
    monkeypatch.setattr(transit, "rate", lambda *arguments, _rate=transit.rate: made.append(1) or _rate(*arguments))
    desk = Desk(line)
    for name in QUALITY[:2]:
        compute_indicator(catalogue.indicators[name], desk)
    assert len(made) == 1


def test_platforms_are_not_halved(build, catalogue, line):
    """84 departures of one platform: a tram every 10 minutes, as 168 at a stop with both directions."""
    table = line["pt_stops"].with_column("departures_6_20", [84.0])
    line["pt_stops"] = table.with_column("headway_min", [10.0])
    assert value(run(catalogue, line, "mob_pt_quality_score", way="straight")) == 70
    line["pt_stops"] = table.with_column("headway_min", [20.0])
    assert value(run(catalogue, line, "mob_pt_quality_score", way="straight")) == 50


@given(seed=st.integers(0, 10_000), near=st.floats(100, 600), more=st.floats(1, 600))
def test_a_longer_way_never_reaches_less(build, catalogue, seed, near, more):
    data = town(build, catalogue, seed)
    cases = {
        "mob_pt_access_share": ("distance_bus", {"way": "straight"}),
        "mob_sdg1121": ("distance_low", {"way": "straight"}),
        "mob_pt_service_level": ("distance", {"way": "straight"}),
    }
    for name, (parameter, others) in cases.items():
        first = run(catalogue, data, name, **{parameter: near}, **others).units["numerator"]
        second = run(catalogue, data, name, **{parameter: min(near + more, 1200)}, **others).units["numerator"]
        if name != "mob_pt_service_level" or not np.isnan(data["pt_stops"].numbers("departures_6_20")).any():
            assert (first.fillna(0) <= second.fillna(0) * (1 + 1e-12) + 1e-9).all(), name


@given(seed=st.integers(0, 10_000))
def test_more_departures_never_serve_worse(build, catalogue, seed):
    data = town(build, catalogue, seed)
    table = data["pt_stops"]
    # All departures are known: what becomes known only by more of them may lower the mean of a cell.
    known = {name: table.frame[name].fillna(0.0) for name in table.frame if name.startswith("departures")}
    table = type(table)(table.frame.assign(**known), table.geometry, table.crs, table.role)
    data = {**data, "pt_stops": table}
    twice = table.frame.assign(**{name: table.frame[name] * 2 for name in table.frame if name.startswith("departures")})
    more = {**data, "pt_stops": type(table)(twice, table.geometry, table.crs, table.role)}
    for name in (*QUALITY, "mob_pt_access_share"):
        first, second = (run(catalogue, chosen, name).cells["value"] for chosen in (data, more))
        both = first.notna() & second.notna()
        assert (first[both] <= second[both] + 1e-9).all(), name
