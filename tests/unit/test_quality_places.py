# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things lie: planning units and their levels, reach beyond the border, strays, units with nothing in them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.model.problem import Severity
from smartcity_plugin.model.quality import Side
from smartcity_plugin.sources.quality.reach import find_empty_units, find_overlap, find_reach, find_strays
from smartcity_plugin.sources.quality.study import check_all_units
from smartcity_plugin.sources.quality.units import find_in_hierarchy, find_in_units, overlap


def keys(findings) -> list[str]:
    return [finding.problem.key for finding in findings]


# Overlaps and gaps ----------------------------------------------------------------------------------------------------


def test_the_place_of_an_overlap(build):
    units = build.units([shapely.box(0, 0, 110, 100), shapely.box(100, 0, 200, 100)])
    whole, place = find_in_units("x", units)
    assert (whole.problem.key, place.problem.key) == ("units_overlap", "units_overlap_here")
    # 10 m × 100 m upon 20,000 m² covered: 1,000 / 20,000 = 5 %; 1,000 m² = 0.1 ha.
    assert whole.problem.values["share"] == 5.0
    assert place.problem.values == {"units": "Unit u0, Unit u1", "area": 0.1}
    assert place.extent == whole.extent == (100.0, 0.0, 110.0, 100.0)
    assert place.problem.severity is Severity.NOTE


def test_the_place_of_a_gap(build):
    area = shapely.box(0, 0, 300, 100)
    units = build.units([shapely.box(0, 0, 100, 100), shapely.box(200, 0, 300, 100)])
    whole, place = find_in_units("x", units, area)
    assert whole.problem.values["share"] == round(100 / 3, 1)
    assert place.problem.values == {"units": "Unit u0, Unit u1", "area": 1.0}
    assert place.extent == (100.0, 0.0, 200.0, 100.0)


def test_only_the_largest_places_are_told(build):
    squares = [shapely.box(x, 0, x + 110, 100) for x in range(0, 1000, 100)]
    found = find_in_units("x", build.units(squares))
    assert keys(found) == ["units_overlap", *["units_overlap_here"] * 5]


def test_a_unit_inside_another(build):
    units = build.units([shapely.box(0, 0, 200, 100), shapely.box(50, 50, 100, 100)])
    assert overlap(units.geometry) == pytest.approx(2500 / 20000)
    assert keys(find_in_units("x", units)) == ["units_overlap", "units_overlap_here"]


def test_units_are_judged_the_same_anywhere(build):
    def told(dx, dy):
        units = build.units([shapely.box(dx, dy, dx + 110, dy + 100), shapely.box(dx + 100, dy, dx + 190, dy + 100)])
        found = find_in_units("x", units, shapely.box(dx, dy, dx + 200, dy + 100))
        return [(item.problem.key, item.problem.values) for item in found]

    assert told(0, 0) == told(691_234, 5_645_678)
    assert len(told(0, 0)) == 4


# Levels -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def town(build):
    """A town of two districts of which the first has two quarters."""

    def make(**changes):
        shapes = {
            "town": shapely.box(0, 0, 200, 100),
            "west": shapely.box(0, 0, 100, 100),
            "east": shapely.box(100, 0, 200, 100),
            "west1": shapely.box(0, 0, 50, 100),
            "west2": shapely.box(50, 0, 100, 100),
        }
        parents = {"town": None, "west": "town", "east": "town", "west1": "west", "west2": "west"}
        levels = {"town": "city", "west": "district", "east": "district", "west1": "quarter", "west2": "quarter"}
        shapes.update(changes.get("shapes", {}))
        parents.update(changes.get("parents", {}))
        units = build.units(list(shapes.values()), list(shapes))
        units.frame["parent_id"] = [parents[name] for name in shapes]
        units.frame["level"] = [levels[name] for name in shapes]
        return units

    return make


def test_levels_that_fit_together(town):
    assert find_in_hierarchy(town()) == []


def test_a_parent_that_does_not_exist(town):
    found = find_in_hierarchy(town(parents={"west2": "north"}))
    assert [(item.problem.key, item.problem.severity, item.features) for item in found] == [
        ("parent_missing", Severity.ERROR, ("Unit west2",))
    ]
    assert found[0].extent == (50.0, 0.0, 100.0, 100.0)


@pytest.mark.parametrize(("width", "told"), [(50.5, False), (60.0, True)])
def test_a_child_outside_its_parent(town, width, told):
    """Of a quarter 50.5 m wide 0.5 m (1 %) may lie outside: that is digitising, 10 of 60 m is not."""
    found = find_in_hierarchy(town(shapes={"west2": shapely.box(50, 0, 50 + width, 100)}))
    assert keys(found) == (["unit_outside_parent"] if told else [])


def test_a_child_of_the_wrong_parent(town):
    found = find_in_hierarchy(town(parents={"west2": "east"}))
    assert keys(found) == ["unit_outside_parent"]
    assert found[0].problem.values == {"units": "Unit west2", "count": 1}


@pytest.mark.parametrize(
    ("parents", "names"),
    [({"west": "west"}, {"Unit west"}), ({"west": "west1", "west1": "west"}, {"Unit west", "Unit west1"})],
)
def test_units_above_themselves(town, parents, names):
    found = {item.problem.key: item for item in find_in_hierarchy(town(parents=parents))}
    assert set(found["parent_loop"].features) == names


def test_all_levels_are_checked(town, build):
    units = town(shapes={"west2": shapely.box(50, 0, 90, 100)})
    found = check_all_units(units, shapely.box(0, 0, 200, 100))
    # The quarters cover the west only; a gap of theirs is told for the level, not for the districts.
    assert keys(found).count("units_do_not_cover") == 1
    assert found[0].problem.values["share"] == pytest.approx(100 * 11000 / 20000)


# Beyond the border ----------------------------------------------------------------------------------------------------

AREA = shapely.box(0, 0, 2000, 2000)


def stops(build, *ranges):
    """Return a stop every 100 m in each of the boxes (west, south, east, north)."""
    places = [
        shapely.Point(x + 50, y + 50)
        for west, south, east, north in ranges
        for x in range(west, east, 100)
        for y in range(south, north, 100)
    ]
    return build.table(places, "pt_stops", mode=["bus"] * len(places))


def test_data_on_every_side(build, catalogue):
    table = stops(build, (-1200, -1200, 3200, 3200))
    assert find_reach("x", table, catalogue.roles["pt_stops"], AREA) == []


def test_data_that_end_at_the_border(build, catalogue):
    found = find_reach("x", stops(build, (0, 0, 2000, 2000)), catalogue.roles["pt_stops"], AREA)
    assert keys(found) == ["data_does_not_cover"]
    assert found[0].problem.values["distance"] == 1250
    assert found[0].extent == pytest.approx((-1250, -1250, 3250, 3250))


def test_one_feature_beyond_the_border_does_not_hide_the_other_sides(build, catalogue):
    table = stops(build, (0, 0, 2000, 2000), (2500, 900, 2600, 1000))
    found = find_reach("x", table, catalogue.roles["pt_stops"], AREA)
    assert keys(found) == ["data_end_at_side"]
    assert found[0].problem.values["sides"] == ("north", "south", "west")


@pytest.mark.parametrize(
    ("box", "side"),
    [
        ((0, 2000, 2000, 3200), Side.NORTH),
        ((2000, 0, 3200, 2000), Side.EAST),
        ((0, -1200, 2000, 0), Side.SOUTH),
        ((-1200, 0, 0, 2000), Side.WEST),
    ],
)
def test_the_side_that_has_data(build, catalogue, box, side):
    found = find_reach("x", stops(build, (0, 0, 2000, 2000), box), catalogue.roles["pt_stops"], AREA)
    assert set(found[0].problem.values["sides"]) == {other.value for other in Side if other is not side}


def test_sides_are_told_in_the_language(build, catalogue):
    table = stops(build, (0, 0, 2000, 2000), (0, 2000, 2000, 3200))
    problem = find_reach("x", table, catalogue.roles["pt_stops"], AREA)[0].problem
    assert "Osten, Süden, Westen" in catalogue.sentence(problem, "de")
    assert "east, south, west" in catalogue.sentence(problem, "en")


def test_where_few_are_to_be_expected_their_absence_says_nothing(build, catalogue):
    """Two stops on 4 km² let one expect less than five in any sector of 2.9 km²."""
    few = build.table([shapely.Point(100, 100), shapely.Point(1900, 900), shapely.Point(2500, 900)], mode=["bus"] * 3)
    assert find_reach("x", few, catalogue.roles["pt_stops"], AREA) == []


def test_strays(build, catalogue):
    near, far = shapely.Point(3250, 1000), shapely.Point(3400, 1000)
    table = build.table([shapely.Point(5, 5), near, far, None], mode=["bus"] * 4)
    found = find_strays("x", table, catalogue.roles["pt_stops"], AREA)
    assert [(item.problem.key, item.problem.values["count"]) for item in found] == [("features_far_away", 1)]
    assert found[0].extent == (3400.0, 1000.0, 3400.0, 1000.0)
    assert find_strays("x", table.where(np.array([True, True, False, True])), catalogue.roles["pt_stops"], AREA) == []


def test_where_the_cells_lie_upon_each_other(build, catalogue):
    cells = build.cells([build.square(0, 0), build.square(500, 0), build.square(0, 0, 200)], [1, 2, 3])
    found = find_overlap("x", cells, catalogue.roles["population_cells"])
    assert found[0].extent == (0.0, 0.0, 200.0, 200.0)
    assert found[0].features == ("c0", "c2")


# Units without features -----------------------------------------------------------------------------------------------


def test_half_an_extract_shows_itself(build, catalogue):
    units = build.units([build.square(0, 0, 1000), build.square(1000, 0, 1000)])
    table = build.table([shapely.Point(10 * number, 10) for number in range(10)], mode=["bus"] * 10)
    role = catalogue.roles["pt_stops"]
    # Of 10 stops the east should have 10 × 500 / 1000 = 5.
    found = find_empty_units("x", table, role, units, np.array([500.0, 500.0]))
    assert [(item.problem.key, item.features, item.problem.severity) for item in found] == [
        ("units_without_features", ("Unit u1",), Severity.NOTE)
    ]
    assert found[0].extent == (1000.0, 0.0, 2000.0, 1000.0)
    assert find_empty_units("x", table, role, units, np.array([510.0, 490.0])) == []
    assert find_empty_units("x", table, role, units, np.array([500.0, np.nan])) == []
    assert find_empty_units("x", table, role, units, np.array([np.nan, np.nan])) == []
