# SPDX-License-Identifier: GPL-2.0-or-later
"""Cycling: which streets are main streets, what is unknown, and what readers are told."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.engine.compute import compute_indicator, what_is_missing
from smartcity_plugin.engine.desk import Desk

INFRA, ROUTES, DENSITY = "mob_cycle_infra_ratio", "mob_cycle_route_coverage", "mob_cycle_network_density"


def town(build, streets=(), ways=()):
    """Return a unit of 1 km² with streets (WKT, class, speed) and ways (WKT, facility, level)."""
    square = build.square(0, 0, 1000)
    names = [list(column) for column in zip(*streets)] or [[], [], []]
    kinds = [list(column) for column in zip(*ways)] or [[], [], []]
    return {
        "planning_units": build.units([square]),
        "population_cells": build.cells([build.square(0, 0)], [100]),
        "settlement_area": build.table([square], "settlement_area"),
        "streets": build.table(shapely.from_wkt(names[0]), "streets", **{"class": names[1], "speed_kmh": names[2]}),
        "cycle_network": build.table(shapely.from_wkt(kinds[0]), "cycle_network", facility=kinds[1], level=kinds[2]),
    }


def row(catalogue, data, name, **parameters):
    return compute_indicator(catalogue.indicators[name], Desk(data), parameters).units.iloc[0]


@pytest.mark.parametrize(
    ("kind", "speed", "main", "known"),
    [
        ("residential", 50, True, True),
        ("residential", 30, False, True),
        ("residential", None, False, False),
        ("tertiary_link", None, True, True),
        ("primary", 30, False, True),
        ("living_street", None, False, True),
        ("living_street", 50, False, True),
        (None, 50, True, True),
        (None, None, False, False),
    ],
)
def test_main_streets(build, catalogue, kind, speed, main, known):
    streets = [("LINESTRING (0 500, 400 500)", kind, speed), ("LINESTRING (0 600, 600 600)", "primary", 50)]
    found = row(catalogue, town(build, streets, [("LINESTRING (0 100, 9 100)", "lane", None)]), INFRA)
    assert found["denominator"] == pytest.approx(1000 if main else 600)
    assert found["coverage"] == pytest.approx(1.0 if known else 0.6)


def test_a_town_whose_streets_are_all_unclear_has_no_value(build, catalogue):
    data = town(
        build, [("LINESTRING (0 500, 400 500)", "residential", None)], [("LINESTRING (0 1, 9 1)", "lane", None)]
    )
    found = row(catalogue, data, INFRA)
    assert np.isnan(found["value"])
    assert found["coverage"] == 0


def test_a_town_without_streets_has_no_value(build, catalogue):
    found = row(catalogue, town(build, [], [("LINESTRING (0 1, 9 1)", "lane", None)]), INFRA)
    assert np.isnan(found["value"])
    assert found["numerator"] == 0


def test_a_known_facility_beside_an_unknown_one_is_known(build, catalogue):
    ways = [("LINESTRING (0 505, 1000 505)", "track", None), ("LINESTRING (0 495, 1000 495)", None, None)]
    found = row(catalogue, town(build, [("LINESTRING (0 500, 1000 500)", "primary", 50)], ways), INFRA)
    assert (found["value"], found["coverage"]) == (pytest.approx(100), pytest.approx(1))


def test_a_word_nobody_agreed_on_is_unknown(build, catalogue):
    ways = [("LINESTRING (0 505, 1000 505)", "Radweg?", None), ("LINESTRING (0 100, 9 100)", "lane", None)]
    found = row(catalogue, town(build, [("LINESTRING (0 500, 1000 500)", "primary", 50)], ways), INFRA)
    assert found["denominator"] == pytest.approx(0, abs=1e-6)
    assert np.isnan(found["value"])


def test_kinds_or_levels_that_are_all_unknown_are_told(build, catalogue):
    data = town(build, [], [("LINESTRING (0 1, 9 1)", None, None)])
    for name, field in ((INFRA, "facility"), (ROUTES, "level")):
        problems = what_is_missing(catalogue.indicators[name], data)
        assert [(item.key, item.values["field"]) for item in problems] == [("field_missing", field)], name
    assert what_is_missing(catalogue.indicators[DENSITY], data) == []


def test_unknown_levels_are_flagged_and_known_ones_not(build, catalogue):
    known, unknown = ("LINESTRING (0 50, 900 50)", None, "main"), ("LINESTRING (0 90, 900 90)", None, None)
    assert "route_level_unknown" in row(catalogue, town(build, [], [known, unknown]), ROUTES)["flags"]
    assert "route_level_unknown" not in row(catalogue, town(build, [], [known]), ROUTES)["flags"]


def test_a_network_without_main_routes_reaches_nobody(build, catalogue):
    found = row(catalogue, town(build, [], [("LINESTRING (0 50, 900 50)", None, "sub")]), ROUTES)
    assert found["value"] == 0


@given(seed=st.integers(0, 10_000), narrow=st.floats(5, 30), more=st.floats(0, 30))
def test_wider_limits_never_find_less(build, catalogue, seed, narrow, more):
    random = np.random.default_rng(seed)
    line = lambda: shapely.LineString(random.uniform(0, 1000, (3, 2))).wkt  # noqa: E731
    data = town(build, [(line(), "primary", 50) for _ in range(5)], [(line(), "track", None) for _ in range(5)])
    base = row(catalogue, data, INFRA, distance=narrow, angle=narrow)["numerator"]
    assert row(catalogue, data, INFRA, distance=narrow + more, angle=narrow)["numerator"] >= base - 1e-6
    assert row(catalogue, data, INFRA, distance=narrow, angle=narrow + more)["numerator"] >= base - 1e-6
