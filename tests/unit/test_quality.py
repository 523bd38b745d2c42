# SPDX-License-Identifier: GPL-2.0-or-later
"""Each check once with the fault and once without."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.problem import Cancelled, Severity
from smartcity_plugin.model.quality import Fix
from smartcity_plugin.sources.quality import (
    OVERLAP_TOLERANCE,
    check_allocation,
    check_layer,
    check_overlap,
    check_passport,
    check_reach,
    check_study,
    check_units,
    problems_of,
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
    assert problems[0].values["fields"] == "vacancy_rate (10\u00a0%)"


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
    sources = [replace(build.passport("population_cells"), source="", source_id="1")]
    found = check_study(data, sources, catalogue.roles, build.square(0, 0))
    assert {finding.role for finding in found} == {"population_cells", ""}
    assert set(keys(problems_of(found))) == {
        "field_missing",
        "population_missing_everywhere",
        "source_missing",
        "data_does_not_cover",
        "unit_without_population",
        "official_population_missing",
        "contact_missing",
    }
    source = next(finding for finding in found if finding.problem.key == "source_missing")
    assert (source.source_id, source.fix) == ("1", Fix.FILL_PASSPORT)


def test_a_sound_study_has_nothing_to_tell(build, catalogue):
    units = build.units([build.square(0, 0, 1000), build.square(1000, 0, 1000)])
    units.frame["level"] = "district"
    places = [build.square(x, 400) for x in (-500, 100, 300, 900, 1500)]
    cells = build.cells(places, [50, 60, 70, 80, 90], source_id=["1"] * 5)
    sources = [replace(build.passport("population_cells"), source_id="1", contact="Statistikstelle")]
    found = check_study(
        {"planning_units": units, "population_cells": cells},
        sources,
        catalogue.roles,
        shapely.box(0, 0, 2000, 1000),
        licences=catalogue.vocabulary.licences,
        reference_date="2022-05-15",
        official_population="300",
    )
    assert found == []


def test_the_check_can_be_cancelled(build, catalogue):
    def stop(fraction):
        raise Cancelled

    units = build.units([build.square(0, 0)])
    units.frame["level"] = "district"
    data = {"planning_units": units, "population_cells": build.cells([build.square(0, 0)], [1])}
    with pytest.raises(Cancelled):
        check_study(data, [build.passport("population_cells")], catalogue.roles, build.square(0, 0), progress=stop)


def test_each_source_of_a_role_is_checked_by_itself(build, catalogue):
    units = build.units([build.square(0, 0, 1000)])
    units.frame["level"] = "district"
    stops = build.table(
        [shapely.Point(x, 100) for x in (100, 200, 300, 400)],
        "pt_stops",
        mode=["bus", "bus", None, "tram"],
        source_id=["1", "1", "2", "2"],
    )
    sources = [replace(build.passport("pt_stops"), title=f"Quelle {number}", source_id=number) for number in "12"]
    found = check_study(
        {"planning_units": units, "pt_stops": stops}, sources, catalogue.roles, build.square(0, 0, 1000)
    )
    gaps = [finding for finding in found if finding.problem.key == "required_partly_missing"]
    assert [
        (finding.source_id, finding.problem.values["layer"], finding.problem.values["share"]) for finding in gaps
    ] == [("2", "Quelle 2", 50)]
    assert gaps[0].extent == (300.0, 100.0, 300.0, 100.0)


def test_a_role_without_a_table_is_checked_by_its_passport(build, catalogue):
    units = build.units([build.square(0, 0, 1000)])
    units.frame["level"] = "district"
    sources = [replace(build.passport("tree_canopy"), licence="", contact="Amt", source_id="1")]
    found = check_study({"planning_units": units}, sources, catalogue.roles, build.square(0, 0, 1000))
    assert keys(problems_of(found)) == ["licence_missing", "population_missing"]


def test_tables_in_another_reference_system(build, catalogue):
    units = build.units([build.square(0, 0, 1000)])
    units.frame["level"] = "district"
    water = build.table([build.square(0, 0)], "water")
    other = GeoTable(water.frame, water.geometry, "EPSG:25833", "water")
    passports = [replace(build.passport("water"), contact="Amt")]
    for table, expected in ((water, ["population_missing"]), (other, ["crs_mixed", "population_missing"])):
        found = check_study(
            {"planning_units": units, "water": table}, passports, catalogue.roles, build.square(0, 0, 1000)
        )
        assert keys(problems_of(found)) == expected


def test_a_role_that_the_catalogue_does_not_know(build, catalogue):
    units = build.units([build.square(0, 0, 1000)])
    units.frame["level"] = "district"
    sources = [replace(build.passport("from_the_future"), contact="Amt")]
    found = check_study({"planning_units": units}, sources, catalogue.roles, build.square(0, 0, 1000))
    assert keys(problems_of(found)) == ["role_unknown", "population_missing"]
