# SPDX-License-Identifier: GPL-2.0-or-later
"""Indicators along the walking network, worked out by hand: the case files hold one way of measuring only.

A street runs along y = 0 from x = 0 to x = 2000; the cells A, B and C lie 50 m north of it with their centres at
x = 100, 600 and 1200, D is 950 m away from any way. A path of 200 m leads from x = 900 south into a park.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, box

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.methods.supply import decayed, two_step_supply
from smartcity_plugin.engine.reach import StraightReach, count_within

PERSONS = [100, 50, 30, 20]


@pytest.fixture
def data(build):
    cells = [build.square(x, y) for x, y in ((50, 0), (550, 0), (1150, 0), (50, 900))]
    ways = [LineString([(0, 0), (900, 0), (2000, 0)]), LineString([(900, 0), (900, -200)])]
    return {
        "planning_units": build.units([box(0, -500, 3000, 1000)]),
        "population_cells": build.cells(cells, PERSONS),
        "walking_network": build.table(ways, "walking_network"),
        # 100 m × 100 m; the path enters it after 150 m at (900, -150).
        "public_green": build.table([box(850, -250, 950, -150)], "public_green"),
    }


def cells_of(catalogue, data, name, **parameters):
    result = compute_indicator(catalogue.indicators[name], Desk(data), parameters)
    return result, result.cells["value"].tolist()


def test_access_on_foot(build, catalogue, data):
    """To the park: A 50 + 800 + 150 = 1000, B 50 + 300 + 150 = 500, C 50 + 300 + 150 = 500, D unknown."""
    found = {}
    for distance in (499.999, 500, 999, 1000):
        result, values = cells_of(catalogue, data, "gre_access_300m_share", way="network", distance=distance)
        found[distance] = values
        assert "off_network" in result.units["flags"][0]
    assert found[499.999][:3] == [0, 0, 0]
    assert found[500][:3] == [0, 100, 100]
    assert found[999][:3] == [0, 100, 100]
    assert found[1000][:3] == [100, 100, 100]
    assert all(np.isnan(values[3]) for values in found.values())
    unit = result.units.iloc[0]
    assert (unit["numerator"], unit["denominator"], unit["coverage"]) == (180, 180, 0.9)
    assert set(result.roles) == {"population_cells", "public_green", "walking_network"}


def test_the_straight_line_reaches_farther(catalogue, data):
    """C is 212 m from the park in a straight line (√(200² + 200²) = 283 from its centre), 500 m on foot."""
    on_foot, _ = cells_of(catalogue, data, "gre_access_300m_share", way="network", distance=320)
    straight, _ = cells_of(catalogue, data, "gre_access_300m_share", way="straight", distance=320)
    assert on_foot.units["numerator"][0] == 0
    assert straight.units["numerator"][0] > 0
    assert set(straight.roles) == {"population_cells", "public_green"}


def test_entrances_of_green(build, catalogue, data):
    """The only entrance lies at the far side of the park: 50 + 300 + 250 m."""
    data["green_entrances"] = build.table([Point(900, -250)], "green_entrances")
    data["walking_network"] = build.table(
        [LineString([(0, 0), (900, 0), (2000, 0)]), LineString([(900, 0), (900, -250)])], "walking_network"
    )
    for distance, expected in ((599, [0, 0, 0]), (600, [0, 100, 100])):
        result, values = cells_of(catalogue, data, "gre_access_300m_share", way="network", distance=distance)
        assert values[:3] == expected
        assert "green_entrances" in result.roles
    supply = {"way": "network", "distance": 600, "minimum_area": 5000}
    assert cells_of(catalogue, data, "gre_local_supply", **supply)[1][:3] == [0, 125, 125]
    assert cells_of(catalogue, data, "gre_local_supply", **{**supply, "distance": 599})[1][:3] == [0, 0, 0]
    for role in ("poi_grocery", "poi_kita", "poi_primary_school", "poi_gp"):
        data[role] = build.table([Point(600, 0)], role)
    # Four kinds of shops at x = 600 are 550, 50 and 650 m away.
    for distance, shares in ((599, [80, 80, 0]), (600, [80, 100, 20])):
        _, values = cells_of(catalogue, data, "mob_15min_coverage", way="network", distance=distance)
        assert values[:3] == pytest.approx(shares)
    straight, _ = cells_of(catalogue, data, "gre_access_300m_share", way="straight")
    assert "green_entrances" not in straight.roles


def test_supply_on_foot(catalogue, data):
    """Within 500 m of the park live B and C, 80 persons: 10,000 / 80 = 125 m² each; A has none, D is unknown."""
    result, values = cells_of(catalogue, data, "gre_local_supply", way="network", distance=500, minimum_area=5000)
    assert values[:3] == [0, 125, 125]
    assert np.isnan(values[3])
    assert result.units["value"][0] == pytest.approx(10_000 / 180)


def test_supply_with_decay(catalogue, data):
    """At 500 of 1,000 m the weight is (e^(-1/8) - e^(-1/2)) / (1 - e^(-1/2)) = 0.700 for B and C, at 1,000 m 0 for A.

    Demand 80 · 0.700, supply 10,000 / (80 · 0.700) · 0.700 = 125.
    """
    _, values = cells_of(
        catalogue, data, "gre_local_supply", way="network", distance=1000, minimum_area=5000, decay="gaussian"
    )
    assert values[:3] == pytest.approx([0, 125, 125])


def test_the_gaussian_weight():
    assert decayed(np.array([0.0, 500.0, 1000.0]), 1000.0, "gaussian") == pytest.approx([1, 0.7013666, 0], abs=1e-7)
    assert decayed(np.array([0.0, 500.0, 1000.0]), 1000.0, "none").tolist() == [1, 1, 1]


def test_what_is_shared_with_decay_is_given_out_in_full():
    """Σ persons · supply = Σ sizes: nothing is lost between the two steps."""
    random = np.random.default_rng(5)
    places, areas = shapely.points(random.uniform(0, 1000, (50, 2))), shapely.points(random.uniform(0, 1000, (9, 2)))
    persons, sizes = random.uniform(1, 90, 50), random.uniform(1, 9, 9)
    for decay in ("none", "gaussian"):
        supply = two_step_supply(StraightReach(places), persons, areas, sizes, 700.0, decay=decay)
        assert (supply * persons).sum() == pytest.approx(sizes.sum())


def test_choice_on_foot(build, catalogue, data):
    """Shops on the street at x = 150 (twice), 1100 and 2000. From A 50 + 50 and 50 + 1000, B 50 + 450 and 50 + 500,
    C 50 + 1050, 50 + 100, 50 + 800."""
    shops = [Point(150, 0), Point(150, 0), Point(1100, 0), Point(2000, 0)]
    data["poi_grocery"] = build.table(shops, "poi_grocery")
    _, values = cells_of(catalogue, data, "soc_grocery_choice_count", way="network", distance=550)
    assert values[:3] == [2, 3, 1]
    assert np.isnan(values[3])
    _, values = cells_of(catalogue, data, "soc_grocery_choice_count", way="network", distance=1050)
    assert values[:3] == [3, 3, 2]


def test_count_within_knows_what_it_does_not_know(build):
    places = build.array([Point(0, 0), None, Point(500, 0)])
    targets = build.array([Point(0, 100), Point(100, 0)])
    counts = count_within(StraightReach(places), targets, 100.0)
    assert counts.tolist()[0::2] == [2, 0]
    assert np.isnan(counts[1])


def test_auto_takes_the_network_if_there_is_one(catalogue, data):
    with_network, _ = cells_of(catalogue, data, "gre_local_supply", way="auto")
    assert "straight_line" not in with_network.units["flags"][0]
    without = {role: layer for role, layer in data.items() if role != "walking_network"}
    result, _ = cells_of(catalogue, without, "gre_local_supply", way="auto")
    assert "straight_line" in result.units["flags"][0]


def test_gaps_in_the_network_are_told(build, catalogue, data):
    """400 m of ways that hang on nothing are 15 % of all metres, 100 m are 4 %."""
    ways = list(data["walking_network"].geometry)
    for metres, told in ((400, True), (100, False)):
        data["walking_network"] = build.table([*ways, LineString([(0, 800), (metres, 800)])], "walking_network")
        result, _ = cells_of(catalogue, data, "gre_access_300m_share", way="network")
        assert ("network_gaps" in result.units["flags"][0]) is told
        assert ("network_gaps" in cells_of(catalogue, data, "mob_walk_shed_ratio")[0].units["flags"][0]) is told


def test_places_where_nobody_lives_are_not_missed(build, catalogue, data):
    data["population_cells"] = build.cells(data["population_cells"].geometry, [100, 50, 30, 0])
    result, _ = cells_of(catalogue, data, "gre_access_300m_share", way="network")
    assert "off_network" not in result.units["flags"][0]
