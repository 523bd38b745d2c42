# SPDX-License-Identifier: GPL-2.0-or-later
"""Headways, categories and quality classes: every limit of every profile, and the vectors of the method's reference."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.transit import load_transit_quality
from smartcity_plugin.engine.population import centres
from smartcity_plugin.engine.reach import StraightReach
from smartcity_plugin.engine.transit import (
    DAY,
    MODES,
    WINDOW,
    catchment_radii,
    category,
    class_at,
    departures_by_mode,
    headway,
    headway_class,
    one_way,
    placed,
    rate,
    share_near,
)
from smartcity_plugin.sources.gtfs.departures import WINDOW_MINUTES
from smartcity_plugin.sources.gtfs.modes import transit_modes
from tests.unit import transit_tables as tables

QUALITY = load_transit_quality()
PROFILES = sorted(QUALITY.profiles)
NAN = float("nan")
EVERY_STEP = sorted({ring + more for rings in tables.RINGS.values() for ring in rings for more in (-0.01, 0, 0.01)})


def served(**departures: float) -> np.ndarray:
    """Return one stop with departures of one direction by mode."""
    return np.array([[departures.get(mode, 0.0) for mode in MODES]])


def letter(profile: str, departures: dict[str, float], metres: float):
    """Return the class of a place by the engine, from the departures of both directions at one stop."""
    entry = QUALITY.profiles[profile]
    both = np.array([[departures.get(mode, 0.0) for mode in MODES]])
    of_stop = category(entry, one_way(both, np.array([NAN])))
    found = class_at(entry, int(of_stop[0]), np.array([metres]))[0]
    return (*QUALITY.letters, None)[int(found)]


# Headways -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("departures", "minutes"), [(14, 120), (28, 60), (56, 30), (112, 15), (168, 10), (336, 5)])
def test_the_headway_of_departures_in_both_directions(departures, minutes):
    assert headway(one_way(served(bus=departures), np.array([NAN])))[0, MODES.index("bus")] == minutes


def test_no_departures_are_no_headway_and_unknown_ones_are_unknown():
    assert headway(np.array([0.0]))[0] == np.inf
    assert np.isnan(headway(np.array([NAN]))[0])


def test_the_window_is_that_of_the_importer():
    from smartcity_plugin.engine import transit

    assert transit.WINDOW_MINUTES == WINDOW_MINUTES
    assert transit_modes().scheduled == MODES


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("limit", [5, 10, 20, 40, 60, 120, 210])
@pytest.mark.parametrize("side", [-1e-9, 0.0, 1e-9])
def test_every_headway_limit(profile, limit, side):
    expected = tables.interval(profile, limit + side)
    found = headway_class(QUALITY.profiles[profile], np.array([limit + side]))[0]
    assert found == (len(QUALITY.profiles[profile].limits) if expected is None else expected)


def test_the_profiles_differ_exactly_at_10_minutes():
    assert [letter(profile, {"tram": 168}, 10) for profile in ("goat_de", "oerok_2017")] == ["B", "B"]
    assert [tables.interval(profile, 10.0) for profile in ("goat_de", "oerok_2017", "are_ch_2022")] == [2, 1, 2]


def test_a_platform_has_one_direction_only():
    departures = served(tram=84.0)
    assert one_way(departures, np.array([10.0]))[0, MODES.index("tram")] == 84
    assert one_way(departures, np.array([20.0]))[0, MODES.index("tram")] == 42
    assert one_way(departures, np.array([NAN]))[0, MODES.index("tram")] == 42


def test_a_busier_direction_counts_for_the_headway():
    """100 departures, 60 of them in one direction: 840 / 60 = 14 minutes; the bus beside it is split alike."""
    found = one_way(served(tram=100.0, bus=50.0), np.array([14.0]))[0]
    assert found[MODES.index("tram")] == 60
    assert found[MODES.index("bus")] == 30


@pytest.mark.parametrize("densest", [0.001, 5.0, 1e9, 0.0, -3.0, np.inf])
def test_a_headway_that_cannot_be_does_not_change_more_than_the_direction(densest):
    found = one_way(served(bus=100.0), np.array([densest]))[0, MODES.index("bus")]
    assert 50 <= found <= 100


# Categories and classes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("mode", MODES)
def test_every_category_on_both_sides_of_every_limit(profile, mode):
    entry = QUALITY.profiles[profile]
    for limit in (5, 10, 20, 40, 60, 120, 210):
        for minutes in (limit - 0.01, limit, limit + 0.01):
            departures = 1680 / minutes
            found = category(entry, served(**{mode: departures / 2}))[0]
            expected = tables.category(profile, {mode: departures})
            assert (*entry.categories, None)[int(found)] == expected, minutes


@pytest.mark.parametrize("profile", PROFILES)
def test_every_distance_step_of_every_category(profile):
    entry = QUALITY.profiles[profile]
    assert entry.categories == tuple(tables.CLASS[profile])
    for number, name in enumerate(entry.categories):
        for metres in (0.0, *EVERY_STEP, 5000.0, np.inf):
            found = class_at(entry, number, np.array([metres]))[0]
            assert (*QUALITY.letters, None)[int(found)] == tables.quality(profile, name, metres), (name, metres)


def test_columns_that_the_timetable_cannot_fill_are_those_of_the_reference():
    for profile, columns in tables.CATEGORY.items():
        for column in QUALITY.profiles[profile].columns:
            names = (*QUALITY.profiles[profile].categories, "-")
            expected = columns[int(column.key) if column.key.isdigit() else column.key].split()
            assert [names[place] for place in column.categories] == expected
    assert tuple(tables.POINTS[name] for name in QUALITY.letters) == QUALITY.scores
    assert (QUALITY.letters, QUALITY.letters[QUALITY.good]) == (tuple(tables.LETTERS), "C")


VECTORS = [
    # departures from 06:00 to 20:00 in both directions, metres, class by profile
    ({"bus": 56}, 250, {"goat_de": "D", "oerok_2017": "D"}),
    ({"tram": 168}, 400, {"goat_de": "C", "oerok_2017": "C"}),
    ({"suburban": 56}, 700, {"goat_de": "D", "oerok_2017": "E"}),
    # goat: more than 120 minutes is no class, oerok goes on to 210; are ends at 60
    ({"bus": 14}, 100, {"goat_de": "F", "oerok_2017": "F", "are_ch_2022": None}),
    ({"bus": 13}, 100, {"goat_de": None, "oerok_2017": "G", "are_ch_2022": None}),
    ({"bus": 8}, 100, {"oerok_2017": "G"}),
    ({"bus": 7}, 100, {"oerok_2017": None}),
    ({"bus": 28}, 100, {"are_ch_2022": "D"}),
    ({"bus": 27}, 100, {"are_ch_2022": None}),
    # modes of one column are added up, columns are not: 28 + 28 trains make 30 minutes
    ({"rail": 28, "suburban": 28}, 300, {"goat_de": "B", "are_ch_2022": "C"}),
    ({"tram": 28, "bus": 28}, 300, {"goat_de": "E"}),
    # the best column counts: the bus every 5 minutes, not the train every hour
    ({"rail": 28, "bus": 336}, 300, {"goat_de": "B"}),
    # a cableway has one category at any headway
    ({"cableway": 400}, 300, {"are_ch_2022": "D", "oerok_2017": None}),
]


@pytest.mark.parametrize(("departures", "metres", "expected"), VECTORS)
def test_vectors(departures, metres, expected):
    for profile, wanted in expected.items():
        assert letter(profile, departures, metres) == wanted, profile
        assert tables.quality(profile, tables.category(profile, departures), metres) == wanted, profile


@given(
    profile=st.sampled_from(PROFILES),
    departures=st.dictionaries(st.sampled_from(MODES), st.integers(0, 2000), max_size=4),
    metres=st.floats(0, 2000) | st.sampled_from(EVERY_STEP),
)
def test_any_stop_and_distance_against_the_tables(profile, departures, metres):
    expected = tables.quality(profile, tables.category(profile, departures), metres)
    assert letter(profile, departures, metres) == expected


@given(
    profile=st.sampled_from(PROFILES), mode=st.sampled_from(MODES), count=st.integers(0, 800), more=st.integers(0, 800)
)
def test_more_departures_never_make_a_worse_category(profile, mode, count, more):
    entry = QUALITY.profiles[profile]
    few, many = (category(entry, served(**{mode: number / 2}))[0] for number in (count, count + more))
    assert many <= few


@given(profile=st.sampled_from(PROFILES), number=st.integers(0, 9), near=st.floats(0, 1500), more=st.floats(0, 1500))
def test_farther_is_never_better(profile, number, near, more):
    first, second = class_at(QUALITY.profiles[profile], number, np.array([near, near + more]))
    assert first <= second


def test_unknown_departures_make_no_category():
    entry = QUALITY.profiles["goat_de"]
    assert np.isnan(category(entry, np.full((1, len(MODES)), NAN))[0])
    assert category(entry, np.zeros((1, len(MODES))))[0] == len(entry.categories)


# Rating places --------------------------------------------------------------------------------------------------------


def points(*xy) -> np.ndarray:
    return shapely.points(np.array(xy, dtype=float).reshape(-1, 2))


def rated(places, stops, categories, profile="goat_de"):
    return rate(QUALITY.profiles[profile], StraightReach(points(*places)), points(*stops), np.array(categories, float))


def test_the_best_class_of_all_stops_holds():
    """A category VI stop at 100 m gives E, a category II stop at 700 m gives C."""
    rating = rated([(0, 0)], [(100, 0), (700, 0)], [5, 1])
    assert QUALITY.letters[int(rating.least[0])] == "C"
    assert rating.best[0] == rating.least[0]


def test_no_stop_at_all_is_no_class_and_not_unknown():
    assert rated([(0, 0)], [], []).least.tolist() == [7]
    assert rated([(0, 0)], [(0, 0)], [7]).least.tolist() == [7]


def test_a_stop_without_timetable_bounds_the_class():
    """At 400 m it could give A; the known stop of category IV gives C at 100 m."""
    rating = rated([(0, 0)], [(100, 0), (400, 0)], [3, NAN])
    assert [QUALITY.letters[int(rating.least[0])], QUALITY.letters[int(rating.best[0])]] == ["C", "A"]
    good = np.arange(8) <= QUALITY.good
    assert rating.sure(good.astype(float)).tolist() == [1.0]
    assert np.isnan(rating.sure(np.array([*QUALITY.scores, 0.0]))[0])


def test_a_stop_without_timetable_that_cannot_matter_changes_nothing():
    rating = rated([(0, 0), (0, 0)], [(0, 100), (1001, 0)], [0, NAN])
    assert rating.least.tolist() == rating.best.tolist() == [0, 0]


# Departures and catchments --------------------------------------------------------------------------------------------


def stops(build, **columns):
    count = len(next(iter(columns.values())))
    return build.table(points(*[(1000 * number, 0) for number in range(count)]), "pt_stops", **columns)


def test_departures_without_modes_belong_to_the_mode_of_the_stop(build):
    modes = ["rail", "tram", "subway", "bus", "", "on_demand", "Zeppelin", "bus"]
    table = stops(build, mode=modes, departures_6_20=[10.0, 20, 30, 40, 50, 60, 70, None])
    found = departures_by_mode(table, WINDOW)
    expected = ["rail", "tram", "subway", "bus", "bus", None, "bus"]
    for row, mode, count in zip(found, expected, range(10, 80, 10)):
        assert row.sum() == (count if mode else 0)
        assert mode is None or row[MODES.index(mode)] == count
    assert np.isnan(found[7]).all()


def test_departures_by_mode_come_before_their_sum(build):
    table = stops(build, mode=["rail", "rail"], departures_day=[99, 50.0], departures_bus=[7, None])
    found = departures_by_mode(table, DAY)
    assert found[0, MODES.index("bus")] == found[0].sum() == 7
    assert found[1, MODES.index("rail")] == found[1].sum() == 50


RADII = np.array([1200.0, 1200, 600, 600, 600, 600, 600])


@pytest.mark.parametrize(
    ("columns", "radius", "unknown"),
    [
        ({"mode": ["bus"], "departures_day": [20.0]}, 600, False),
        ({"mode": ["bus"], "departures_day": [19.0]}, 0, False),
        ({"mode": ["rail"], "departures_day": [20.0]}, 1200, False),
        ({"mode": ["rail"], "departures_rail": [12.0], "departures_bus": [18.0]}, 600, False),
        ({"mode": ["rail"], "departures_rail": [12.0], "departures_bus": [7.0]}, 0, False),
        ({"mode": ["bus"], "departures_rail": [12.0], "departures_suburban": [8.0]}, 1200, False),
        ({"mode": ["rail"]}, 1200, True),
        ({"mode": ["tram"], "departures_day": [None]}, 600, True),
        ({"mode": [""]}, 600, True),
        ({"mode": ["on_demand"]}, 0, False),
        ({"mode": ["bus"], "departures_day": [0.0]}, 0, False),
        ({"mode": ["bus"], "departures_6_20": [20.0]}, 600, False),
        ({"mode": ["bus"], "departures_6_20": [19.0]}, 600, True),
    ],
)
def test_the_radius_of_a_stop(build, columns, radius, unknown):
    found, told = catchment_radii(stops(build, **columns), RADII, 20.0)
    assert (found.tolist(), told.tolist()) == ([radius], [unknown])


def test_stops_without_a_place_are_left_out(build):
    table = build.table([shapely.Point(0, 0), None, shapely.Point()], "pt_stops", mode=["bus"] * 3)
    assert len(placed(table)) == 1


@pytest.mark.parametrize("evenly", [True, False])
def test_nobody_is_near_where_there_is_no_stop(build, evenly):
    places = centres(build.cells([build.square(0, 0)], [5]), evenly)
    for radii in ([], [0.0]):
        found = share_near(places, StraightReach(places.points), points(*[(50, 50)] * len(radii)), np.array(radii), 1.0)
        assert found.tolist() == [0.0]


def test_places_have_the_radius_of_each_stop(build):
    """Homes in the middle of cells: 600 m to the bus are within, 700 m are not; 700 m to the station are."""
    places = centres(build.cells([build.square(x, 0) for x in (550, 650, 5650)], [1, 1, 1]), False)
    targets, radii = points((0, 50), (5000, 50)), np.array([600.0, 1200.0])
    assert share_near(places, StraightReach(places.points), targets, radii, 1.0).tolist() == [1.0, 0.0, 1.0]
    assert share_near(places, StraightReach(places.points, 1.25), targets, radii, 1.25).tolist() == [0.0, 0.0, 1.0]
