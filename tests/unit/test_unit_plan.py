# SPDX-License-Identifier: GPL-2.0-or-later
"""What the planning units of a study will be, before anything is written."""

from __future__ import annotations

import pytest
import shapely

from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.sources.border import Border
from smartcity_plugin.sources.unit_plan import ROWS_SHOWN, WantedLevel, plan_levels

X, Y = 680_000, 5_640_000


@pytest.fixture
def border():
    return Border("Grenze", shapely.box(X, Y, X + 2000, Y + 1000), "EPSG:25832", 11.6, 50.9)


@pytest.fixture
def plan(border, catalogue):
    def run(*wanted, city_id="16053000"):
        role = catalogue.roles["planning_units"]
        return {item.level: item for item in plan_levels(border, city_id, wanted, role, silent)}

    return run


def level(build, name, boxes, ids, merge=False, **columns):
    shapes = [shapely.box(X + west, Y, X + east, Y + 1000) for west, east in boxes]
    table = build.table(shapes, unit_id=ids, name=[f"N{text}" for text in ids], **columns)
    return WantedLevel(name, lambda: (name, table), merge=merge)


def test_levels_are_planned_from_coarse_to_fine(build, plan):
    halves = [(0, 1000), (1000, 2000)]
    quarters = level(build, "quarter", [(0, 500), (500, 1000), (1000, 2000)], ["a", "b", "c"])
    planned = plan(quarters, level(build, "district", halves, ["W", "E"]), WantedLevel("grid", grid_size=1000))
    assert list(planned) == ["district", "quarter", "grid"]
    assert planned["quarter"].units.frame["parent_id"].tolist() == ["W", "W", "E"]
    assert planned["district"].units.frame["parent_id"].isna().all()
    assert planned["grid"].units.frame["parent_id"].isna().all()
    assert [row[3] for row in planned["quarter"].rows()] == ["NW", "NW", "NE"]
    assert planned["quarter"].rows()[0][:3] == ("a", "Na", pytest.approx(50))
    assert planned["quarter"].areas_ha() == pytest.approx((50, 200 / 3, 100))
    assert all(item.is_usable for item in planned.values())


def test_clashing_identifiers_get_a_prefix_and_fields_find_them(build, plan):
    districts = level(build, "district", [(0, 1000), (1000, 2000)], ["1", "2"])
    quarters = level(build, "quarter", [(0, 1000), (1000, 2000)], ["1", "3"])
    blocks = level(build, "block", [(0, 1000), (1000, 2000)], ["x", "y"], parent_id=["1", "3"])
    planned = plan(districts, quarters, blocks)
    assert planned["quarter"].units.frame["unit_id"].tolist() == ["quarter-1", "quarter-3"]
    assert planned["block"].units.frame["parent_id"].tolist() == ["quarter-1", "quarter-3"]


def test_the_key_of_the_municipality_is_taken(build, plan):
    planned = plan(level(build, "district", [(0, 2000)], ["16053000"]))
    assert planned["district"].units.frame["unit_id"].tolist() == ["district-16053000"]


def test_a_broken_level_does_not_hide_the_others(build, plan):
    twice = level(build, "district", [(0, 1000), (1000, 2000)], ["1", "1"])
    planned = plan(twice, level(build, "quarter", [(0, 1000), (1000, 2000)], ["a", "b"]))
    assert not planned["district"].is_usable
    assert [problem.key for problem in planned["district"].problems] == ["unit_ids_not_unique"]
    assert planned["quarter"].is_usable
    assert planned["quarter"].units.frame["parent_id"].isna().all()


def test_merging_makes_it_usable(build, plan):
    planned = plan(level(build, "district", [(0, 1000), (1000, 2000)], ["1", "1"], merge=True))
    assert planned["district"].count == 1


def test_what_reading_raises_is_a_problem_of_the_level(plan):
    def fail():
        raise SmartCityError("layer_without_crs", layer="x")

    planned = plan(WantedLevel("district", fail))
    assert [problem.key for problem in planned["district"].problems] == ["layer_without_crs"]
    assert planned["district"].count == 0


def test_cancelling(build, border, catalogue):
    def stop(_fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        plan_levels(border, "city", [WantedLevel("grid", grid_size=500)], catalogue.roles["planning_units"], stop)


def test_only_the_first_units_are_listed(plan):
    planned = plan(WantedLevel("grid", grid_size=100))["grid"]
    assert len(planned.rows()) == min(planned.count, ROWS_SHOWN)
    assert len(planned.shapes()) == len(planned.labels()) == planned.count
