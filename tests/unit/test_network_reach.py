# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances on foot, worked out by hand: places and destinations on, beside and off the ways."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, box

from smartcity_plugin.engine.network import NetworkReach, build_network

NAN, INF = math.nan, math.inf

# A street of 1,000 m from west to east, in the middle of which a path of 400 m leads north.
STREET = LineString([(0, 0), (500, 0), (1000, 0)])
PATH = LineString([(500, 0), (500, 400)])


@pytest.fixture
def reach(build):
    """Make the distances from places; without lines along the street and its path."""

    def make(places, lines=(STREET, PATH), **options):
        return NetworkReach(build_network(build.array(lines)), build.array(places), **options)

    return make


@pytest.fixture
def metres(build, reach):
    """Measure the metres from one place to the nearest of some destinations."""

    def measure(place, *targets, limit=INF, gates=None, **options):
        gates = None if gates is None else build.array(gates)
        return reach([place], **options).nearest(build.array(targets), limit, gates=gates)[0]

    return measure


# Points -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "target", "expected"),
    [
        # From 100 m along the street with 30 m to it, to 800 m along with 20 m.
        (Point(100, 30), Point(800, -20), 30 + 700 + 20),
        # Round the corner: 400 along, 300 up the path, 10 beside it.
        (Point(100, 0), Point(510, 300), 400 + 300 + 10),
        # Both on one piece of street, between its ends, in both directions.
        (Point(100, 0), Point(250, 0), 150),
        (Point(250, 0), Point(100, 0), 150),
        # At the same point; on a crossing; beyond the end of the street.
        (Point(250, 0), Point(250, 0), 0),
        (Point(500, 0), Point(500, 400), 400),
        (Point(-30, 40), Point(1000, 0), 50 + 1000),
        (Point(1000, 0), Point(-30, 40), 1000 + 50),
    ],
)
def test_points(metres, place, target, expected):
    assert metres(place, target) == pytest.approx(expected, abs=1e-6)
    assert metres(target, place) == pytest.approx(expected, abs=1e-6)


def test_several_places_and_destinations_on_one_edge(build, reach):
    places = [Point(x, 0) for x in (50, 120, 120, 300, 450)]
    targets = build.array([Point(x, 0) for x in (60, 119, 310, 311)])
    assert reach(places).nearest(targets) == pytest.approx([10, 1, 1, 10, 139], abs=1e-6)
    place, target, found = reach(places).pairs(targets, 65)
    pairs = dict(zip(zip(place.tolist(), target.tolist()), found.round(6).tolist()))
    assert pairs == {(0, 0): 10, (1, 0): 60, (1, 1): 1, (2, 0): 60, (2, 1): 1, (3, 2): 10, (3, 3): 11}


def test_the_shorter_of_two_ways_between_the_same_crossings_counts(metres):
    detour = LineString([(0, 0), (500, 300), (1000, 0)])
    lines = (LineString([(0, 0), (1000, 0)]), detour)
    assert metres(Point(0, 0), Point(1000, 0), lines=lines) == pytest.approx(1000)
    # From the middle of the detour either way is 583.095 m long.
    assert metres(Point(500, 300), Point(1000, 0), lines=lines) == pytest.approx(math.hypot(500, 300))


def test_a_ring_is_walked_the_shorter_way_round(metres):
    ring = LineString([(0, 0), (400, 0), (400, 400), (0, 400), (0, 0)])
    assert metres(Point(0, 300), Point(300, 0), lines=[ring]) == pytest.approx(600)
    assert metres(Point(0, 100), Point(400, 400), lines=[ring]) == pytest.approx(700)


def test_a_place_equally_near_to_two_ways_takes_the_better_one(metres):
    parallel = (
        LineString([(0, 0), (1000, 0)]),
        LineString([(0, 100), (1000, 100)]),
        LineString([(0, 0), (-500, 50), (0, 100)]),
    )
    for lines in (parallel, parallel[::-1]):
        assert metres(Point(200, 50), Point(900, 0), lines=lines) == pytest.approx(50 + 700)
        assert metres(Point(200, 50), Point(900, 100), lines=lines) == pytest.approx(50 + 700)


def test_nobody_walks_through_the_home_of_others(reach, build):
    """A home between two streets is connected with both, but it is no way from one to the other."""
    lines = [LineString([(0, 0), (1000, 0)]), LineString([(0, 100), (1000, 100)]), LineString([(0, 0), (0, 100)])]
    here = reach([Point(900, 50), Point(900, 0)], lines=lines)
    assert here.nearest(build.array([Point(900, 100)])) == pytest.approx([50, 900 + 100 + 900])


@pytest.mark.parametrize(("limit", "expected"), [(750.0, 750.0), (749.999, INF), (800.0, 750.0)])
def test_the_limit_itself_counts(metres, limit, expected):
    assert metres(Point(100, 30), Point(800, -20), limit=limit) == pytest.approx(expected)


def test_a_place_far_from_any_way_is_not_on_the_network(metres):
    assert metres(Point(100, 150), Point(800, 0)) == pytest.approx(850)
    assert np.isnan(metres(Point(100, 150.1), Point(800, 0)))
    assert metres(Point(100, 0), Point(800, 150.1)) == INF
    assert np.isnan(metres(Point(100, 50), Point(800, 0), tolerance=49))


# Unreachable is unknown, not far ------------------------------------------------------------------------------------


def test_nothing_to_reach_is_far_for_those_on_the_network(build, reach):
    here = reach([Point(0, 0), None, Point(0, 999), Point()])
    none = build.array([])
    assert same(here.nearest(none), [INF, NAN, NAN, NAN])
    assert [len(column) for column in here.pairs(none, 100)] == [0, 0, 0]
    assert here.known.tolist() == here.answerable(none).tolist() == [True, False, False, False]


def test_without_any_way_nothing_is_known(build, reach):
    here = reach([Point(0, 0), Point(5, 5)], lines=[])
    targets = build.array([Point(0, 0), box(4, 4, 6, 6)])
    assert same(here.nearest(targets), [NAN, 0])
    assert [column.tolist() for column in here.pairs(targets, 100)] == [[1], [1], [0.0]]


def test_no_places(build, reach):
    here = reach([])
    assert here.nearest(build.array([Point(0, 0)])).tolist() == []
    assert len(here.pairs(build.array([Point(0, 0)]), 100)[0]) == 0


def test_islands(build, reach):
    island = LineString([(0, 5000), (1500, 5000)])
    here = reach([Point(0, 0), Point(0, 5000), Point(1500, 5000)], lines=[STREET, PATH, island])
    main, across = Point(1000, 0), Point(500, 5000)
    # The street and its path are 1,400 m long, so the island is the main network here.
    assert same(here.nearest(build.array([main])), [1000, INF, INF])
    assert same(here.nearest(build.array([across])), [NAN, 500, 1000])
    assert same(here.nearest(build.array([main, across]), 600), [INF, 500, INF])
    assert here.answerable(build.array([across])).tolist() == [False, True, True]


def test_people_beside_a_small_island_walk_to_the_next_real_street(metres):
    island = LineString([(100, 60), (200, 60)])
    assert metres(Point(150, 70), Point(300, 0), lines=(STREET, PATH, island)) == pytest.approx(70 + 150)


# Areas and lines ----------------------------------------------------------------------------------------------------


def test_an_area_is_entered_where_ways_cross_its_edge(build, reach):
    park = box(700, -50, 900, 50)
    places = [Point(0, 0), Point(1000, 0), Point(500, 400), Point(800, 10), Point(690, 20)]
    # From the last place the street is 20 m away, and 10 m farther the park begins.
    assert reach(places).nearest(build.array([park])) == pytest.approx([700, 100, 600, 0, 30])


def test_an_area_that_no_way_crosses_is_entered_from_the_nearest_way(metres):
    assert metres(Point(0, 0), box(200, 30, 300, 90)) == pytest.approx(200 + 30, abs=0.01)
    assert metres(Point(500, 0), box(200, 30, 300, 90)) == pytest.approx(200 + 30, abs=0.01)
    assert metres(Point(260, 0), box(200, 30, 300, 90)) == pytest.approx(30)
    assert metres(Point(0, 0), box(200, 150.1, 300, 190)) == INF


def test_an_area_that_no_way_crosses_is_entered_from_all_sides_up_to_25_metres_away(metres):
    """A pond between two streets, 10 m from the one and 25 m from the other: nobody has to walk round."""
    lines = [LineString([(0, 0), (1000, 0)]), LineString([(0, 100), (1000, 100)])]
    for pond, north in ((box(400, 10, 600, 75), 25), (box(400, 10, 600, 74.9), NAN)):
        assert metres(Point(500, 0), pond, lines=lines) == pytest.approx(10)
        assert metres(Point(500, 100), pond, lines=lines) == pytest.approx(north, nan_ok=True)
    # The last 25 m are straight: from 20 m before the pond, 15 m off its corner.
    assert metres(Point(0, 0), box(400, 15, 600, 80), lines=lines) == pytest.approx(380 + 25, abs=0.1)


def test_an_area_with_all_its_ways_inside_is_entered_at_once(metres):
    assert metres(Point(100, 30), box(-50, -50, 1050, 20)) == pytest.approx(10)


def test_the_first_steps_from_home_may_lead_into_an_area(build, reach):
    """A park lies between the home and the next street: nobody walks to the street and back."""
    park = box(0, 20, 1000, 60)
    assert reach([Point(300, 100)]).nearest(build.array([park])) == pytest.approx([40])
    place, target, found = reach([Point(300, 100)]).pairs(build.array([park]), 40)
    assert (place.tolist(), target.tolist(), found.round(6).tolist()) == ([0], [0], [40])


def test_who_lives_in_an_area_is_there_even_far_from_any_way(build, reach):
    here = reach([Point(0, 3000), Point(0, 2000)])
    assert same(here.nearest(build.array([box(-10, 2990, 10, 3010)])), [0, NAN])
    assert here.answerable(build.array([box(-10, 2990, 10, 3010)])).tolist() == [True, False]


def test_a_street_along_the_edge_of_an_area_touches_it(build, reach):
    park = box(200, 0, 400, 100)
    assert reach([Point(0, 0), Point(333.3, -10), Point(900, 0)]).nearest(build.array([park])) == pytest.approx(
        [200, 10, 500]
    )


def test_a_line_is_met_wherever_it_crosses_a_way(build, reach):
    route = LineString([(300, -500), (300, 0), (450, 0), (450, 500), (550, 500), (550, 0)])
    places = [Point(0, 0), Point(1000, 0), Point(375.4321, 0), Point(500, 300)]
    assert reach(places).nearest(build.array([route])) == pytest.approx([300, 450, 0, 350])


def test_areas_with_holes_and_several_parts(metres):
    ring_park = box(200, -100, 800, 100).difference(box(300, -50, 700, 50))
    assert metres(Point(500, 0), ring_park, lines=[STREET]) == pytest.approx(200)
    parts = shapely.MultiPolygon([box(-900, -50, -800, 50), box(900, -50, 950, 50)])
    assert metres(Point(500, 0), parts) == pytest.approx(400)


def test_areas_and_points_together(build, reach):
    targets = build.array([Point(0, 0), box(700, -50, 900, 50), None, Point()])
    here = reach([Point(100, 0), Point(650, 0)])
    assert here.nearest(targets) == pytest.approx([100, 50])
    place, target, found = here.pairs(targets, 650)
    assert (place.tolist(), target.tolist()) == ([0, 0, 1, 1], [0, 1, 0, 1])
    assert found == pytest.approx([100, 600, 650, 50])


# Entrances ----------------------------------------------------------------------------------------------------------

PARK = box(700, -50, 900, 50)


def test_an_area_with_entrances_is_entered_there_only(metres):
    assert metres(Point(0, 0), PARK, gates=[Point(900, 5)]) == pytest.approx(900 + 5)
    assert metres(Point(0, 0), PARK, gates=[Point(900, 5), Point(720, -10)]) == pytest.approx(720 + 10)


@pytest.mark.parametrize(("x", "expected"), [(925.0, 925.0), (925.1, 700.0)])
def test_an_entrance_belongs_to_areas_at_most_25_metres_away(metres, x, expected):
    assert metres(Point(0, 0), PARK, gates=[Point(x, 0)]) == pytest.approx(expected)


def test_areas_without_entrances_stay_open(build, reach):
    other = box(100, -50, 200, 50)
    here = reach([Point(0, 0)])
    _, target, found = here.pairs(build.array([PARK, other]), 1000, gates=build.array([Point(900, 0)]))
    assert (target.tolist(), found.round(6).tolist()) == ([0, 1], [900, 100])


def test_entrances_do_not_keep_anybody_out_who_is_inside(metres):
    assert metres(Point(800, 10), PARK, gates=[Point(900, 0)]) == 0
    # Beside the park and with the street inside it: round to the entrance all the same.
    assert metres(Point(800, 60), PARK, gates=[Point(900, 0)]) == pytest.approx(60 + 100)


def test_an_area_whose_entrances_are_off_the_network_is_out_of_reach(metres):
    away = box(700, 200, 900, 260)
    assert metres(Point(0, 0), away, gates=[Point(800, 260)]) == INF


def test_entrances_are_for_areas(metres):
    assert metres(Point(0, 0), Point(700, 0), gates=[Point(710, 0)]) == pytest.approx(700)


# Barriers -----------------------------------------------------------------------------------------------------------


def test_the_way_to_the_network_never_crosses_a_barrier(metres, build):
    """Beside the street a railway runs at 20 m, and behind it a path at 100 m that ends at a bridge in the west."""
    behind = LineString([(0, 0), (0, 100), (1000, 100)])
    railway = build.array([LineString([(10, 20), (2000, 20)])])
    lines = (STREET, behind)
    assert metres(Point(300, 30), Point(300, 0), lines=lines) == pytest.approx(30)
    # 70 m to the path, 300 back, 100 down, 300 forth
    assert metres(Point(300, 30), Point(300, 0), lines=lines, barriers=railway) == pytest.approx(70 + 300 + 100 + 300)
    assert metres(Point(300, 0), Point(300, 30), lines=lines, barriers=railway) == pytest.approx(70 + 300 + 100 + 300)
    # With nothing on its own side it is not on the network.
    assert np.isnan(metres(Point(300, 30), Point(300, 0), barriers=railway))


def test_a_bridge_over_a_barrier_may_be_entered(metres, build):
    bridge = LineString([(0, -100), (0, 100)])
    river = build.array([LineString([(-500, 0), (500, 0)])])
    assert metres(Point(40, 0), Point(0, 100), lines=[bridge], barriers=river) == pytest.approx(140)
    assert metres(Point(40, 30), Point(0, -100), lines=[bridge], barriers=river) == pytest.approx(170)


def test_an_area_behind_a_barrier_is_entered_from_its_own_side(metres, build):
    """A pond 20 m from the street behind a wall at 10 m, and 60 m from another street on its own side."""
    pond, wall = box(400, 20, 500, 40), build.array([LineString([(-100, 10), (2000, 10)])])
    north = LineString([(0, 0), (-200, 0), (-200, 100), (1000, 100)])
    assert metres(Point(450, 0), pond, lines=(STREET, north)) == pytest.approx(20)
    # 450 back, 200 + 100 round the wall, 600 forth to x = 400, 60 down
    around = metres(Point(450, 0), pond, lines=(STREET, north), barriers=wall)
    assert around == pytest.approx(450 + 200 + 100 + 600 + 60)


def test_a_gate_is_not_reached_across_a_barrier(metres, build):
    wall = build.array([LineString([(600, 5), (1000, 5)])])
    assert metres(Point(0, 0), box(700, 20, 900, 60), gates=[Point(800, 20)]) == pytest.approx(820)
    assert metres(Point(0, 0), box(700, 20, 900, 60), gates=[Point(800, 20)], barriers=wall) == INF


def same(found, expected) -> bool:
    return np.allclose(np.asarray(found), np.asarray(expected, dtype=float), rtol=0, atol=1e-6, equal_nan=True)
