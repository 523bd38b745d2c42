# SPDX-License-Identifier: GPL-2.0-or-later
"""Each check once with the fault and once without."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from smartcity_plugin.model.problem import Severity
from smartcity_plugin.sources.quality import (
    OVERLAP_TOLERANCE,
    check_allocation,
    check_layer,
    check_overlap,
    check_passport,
    check_reach,
    check_study,
    check_units,
)

BOW_TIE = shapely.from_wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")


def keys(problems, severity=None) -> list[str]:
    return [problem.key for problem in problems if severity in (None, problem.severity)]


@pytest.fixture
def cells(build):
    """Return a function that makes two sound cells with some columns replaced."""

    def make(geometries=None, **columns):
        sound = {"cell_id": ["a", "b"], "population": [5, 0]}
        return build.table(geometries or [build.square(0, 0), build.square(100, 0)], **{**sound, **columns})

    return make


@pytest.fixture
def check(catalogue):
    def run(table, role="population_cells"):
        return check_layer("Layer", table, catalogue.roles[role])

    return run


def test_a_sound_layer_has_no_problems(check, cells):
    assert check(cells()) == []


def test_an_empty_layer(check, build):
    assert keys(check(build.table([]))) == ["layer_empty"]


def test_a_required_field_that_is_missing_or_empty(check, build, cells):
    without = build.table([build.square(0, 0)], population=[5])
    assert [item.values["field"] for item in check(without) if item.key == "field_missing"] == ["cell_id"]
    assert "field_missing" in keys(check(cells(cell_id=[None, None])))


def test_text_in_a_field_of_numbers(check, cells):
    problems = check(cells(population=["5", "ca. 7"]))
    assert keys(problems, Severity.ERROR) == ["field_not_numeric"]
    assert check(cells(population=["5", "7.5"])) == []


def test_a_decimal_comma_is_not_read_as_unknown(check, cells):
    assert "field_not_numeric" in keys(check(cells(population=["5,5", "7"])))


def test_negative_numbers(check, cells):
    problems = check(cells(population=[5, -9]))
    assert keys(problems, Severity.ERROR) == ["negative_values"]
    assert problems[0].values["count"] == 1


def test_cells_that_occur_twice(check, cells):
    problems = check(cells(cell_id=["a", "a"]))
    assert keys(problems, Severity.ERROR) == ["cell_ids_not_unique"]


def test_unknown_population_here_and_everywhere(check, cells):
    problems = check(cells(population=[5, None]))
    assert [(item.key, item.severity) for item in problems] == [("population_null", Severity.WARNING)]
    assert problems[0].values == {"count": 1, "total": 2}
    assert "population_missing_everywhere" in keys(check(cells(population=[None, None])), Severity.ERROR)


def test_census_values_that_are_partly_missing(check, build):
    squares = [build.square(x, 0) for x in range(0, 2000, 100)]
    ids = [str(number) for number in range(20)]
    one = build.table(squares, cell_id=ids, vacancy_rate=[None] + [5.0] * 19)
    two = build.table(squares, cell_id=ids, vacancy_rate=[None, None] + [5.0] * 18)
    assert check(one, "census_rates") == []
    problems = check(two, "census_rates")
    assert keys(problems) == ["census_partly_missing"]
    assert problems[0].values["share"] == 10


def test_missing_and_broken_geometry(check, build, cells):
    assert keys(check(cells([build.square(0, 0), None])), Severity.WARNING) == ["geometry_empty"]
    assert keys(check(cells([build.square(0, 0), shapely.Polygon()])), Severity.WARNING) == ["geometry_empty"]
    assert keys(check(cells([build.square(200, 0), BOW_TIE])), Severity.WARNING) == ["geometry_invalid"]


def test_the_wrong_kind_of_geometry(check, build, cells):
    points = [shapely.Point(0, 0), shapely.Point(1, 1)]
    problems = check(cells(points))
    assert keys(problems, Severity.ERROR) == ["geometry_type_wrong"]
    assert problems[0].values["found"] == ("point",)
    mixed = check(cells([build.square(0, 0), shapely.Point(1, 1)]))
    assert [(item.key, item.severity) for item in mixed] == [("geometry_type_partly", Severity.WARNING)]
    assert mixed[0].values["count"] == 1


def test_a_role_for_any_geometry_takes_all(check, build):
    mixed = build.table([build.square(0, 0), shapely.Point(1, 1), shapely.LineString([(0, 0), (1, 1)])])
    assert check(mixed, "playgrounds") == []


def test_multi_geometries_are_of_the_same_kind(check, build, cells):
    assert check(cells([shapely.MultiPolygon([build.square(0, 0)]), build.square(100, 0)])) == []


def test_a_passport_lacks_what_must_be_printed(build):
    assert check_passport("Layer", build.passport("water")) == []
    empty = replace(build.passport("water"), source="", licence=" ", data_date="")
    assert keys(check_passport("Layer", empty)) == ["source_missing", "licence_missing", "date_missing"]


def test_data_that_end_at_the_border(build, catalogue):
    area, role = build.square(0, 0, 1000), catalogue.roles["public_green"]
    inside, outside = build.square(100, 100), build.square(1500, 0)
    assert keys(check_reach("x", build.table([inside]), role, area)) == ["data_does_not_cover"]
    assert check_reach("x", build.table([inside, outside]), role, area) == []
    assert check_reach("x", build.table([inside]), catalogue.roles["water"], area) == []


def test_sound_units(build):
    units = build.units([build.square(0, 0), build.square(100, 0)])
    assert check_units("x", units, shapely.box(0, 0, 200, 100)) == []
    assert keys(check_units("x", build.units([]))) == ["layer_empty"]


def test_units_with_the_same_id(build):
    units = build.units([build.square(0, 0), build.square(100, 0)], ["a", "a"])
    problems = check_units("x", units)
    assert keys(problems, Severity.ERROR) == ["unit_ids_not_unique"]
    assert problems[0].values["ids"] == "a"


@pytest.mark.parametrize("field", ["unit_id", "name"])
def test_units_without_id_or_name(build, field):
    units = build.units([build.square(0, 0), build.square(100, 0)])
    units.frame[field] = ["x", None]
    problems = check_units("x", units)
    assert [(item.key, item.values["field"], item.values["count"]) for item in problems] == [
        ("unit_values_missing", field, 1)
    ]


@pytest.mark.parametrize(("overlap", "told"), [(0.5 * OVERLAP_TOLERANCE, False), (5 * OVERLAP_TOLERANCE, True)])
def test_units_that_overlap(build, overlap, told):
    units = build.units([shapely.box(0, 0, 100, 100), shapely.box(100 - 200 * overlap, 0, 200, 100)])
    assert (keys(check_units("x", units)) == ["units_overlap"]) is told


@pytest.mark.parametrize(("gap", "told"), [(0.5 * OVERLAP_TOLERANCE, False), (5 * OVERLAP_TOLERANCE, True)])
def test_units_that_leave_a_gap(build, gap, told):
    units = build.units([shapely.box(0, 0, 100 - 100 * gap, 100)])
    assert (keys(check_units("x", units, build.square(0, 0))) == ["units_do_not_cover"]) is told


def test_cells_of_two_grids_upon_each_other(build, catalogue):
    role, grid = catalogue.roles["population_cells"], [build.square(0, 0), build.square(100, 0)]
    problems = check_overlap("x", build.cells([*grid, build.square(0, 0, 200)], [1, 2, 3]), role)
    assert keys(problems, Severity.WARNING) == ["cells_overlap"]
    assert problems[0].values["share"] == 50.0
    assert check_overlap("x", build.cells(grid, [1, 2]), role) == []
    assert check_overlap("x", build.cells([], []), role) == []
    assert check_overlap("x", build.table([*grid, build.square(0, 0)]), catalogue.roles["public_green"]) == []


def test_units_without_cells_and_without_people(build):
    units = build.units([build.square(0, 0), build.square(100, 0), build.square(200, 0), build.square(300, 0)])
    cells = build.cells([build.square(0, 0), build.square(100, 0), build.square(200, 0)], [5, 0, None])
    problems = check_allocation(cells, units)
    assert {item.key: item.values["units"] for item in problems} == {
        "unit_without_cells": "Unit u3",
        "unit_without_population": "Unit u1, Unit u2",
    }
    assert check_allocation(cells, units.where([True, False, False, False])) == []


def test_a_whole_study_is_checked_by_role(build, catalogue):
    units = build.units([build.square(0, 0)])
    units.frame["level"] = "district"
    data = {"planning_units": units, "population_cells": build.cells([build.square(0, 0)], [None])}
    passports = {"population_cells": replace(build.passport("population_cells"), source="")}
    found = check_study(data, passports, catalogue.roles, build.square(0, 0))
    assert found["planning_units"] == []
    assert set(keys(found["population_cells"])) == {
        "field_missing",
        "population_missing_everywhere",
        "source_missing",
        "data_does_not_cover",
        "unit_without_population",
    }
