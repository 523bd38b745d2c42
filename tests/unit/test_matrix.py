# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory matrix against small studies whose state is known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from smartcity_plugin.engine.compute import what_is_missing
from smartcity_plugin.study.matrix import RoleState, ValueState, inventory_matrix
from smartcity_plugin.study.workflow import compute_and_save

GREEN = {"gre_public_per_capita", "gre_access_300m_share"}


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        yield study


@pytest.fixture
def matrix(study, catalogue):
    """Return the matrix of the study as it is now."""
    return lambda **arguments: inventory_matrix(study, catalogue, **arguments)


def row(matrix, role):
    return next(item for item in matrix.roles if item.role.id == role)


def of(matrix, indicator):
    return next(item for item in matrix.indicators if item.indicator.id == indicator)


def save(study, catalogue, build, role, geometries, add=False, **columns):
    table = build.table(geometries, role, **columns)
    study.save_layer(catalogue.roles[role], build.passport(role, title=f"{role} {add}"), table, add)


def test_every_role_and_indicator_stands_in_it_once_by_sector_with_the_base_first(matrix, catalogue):
    found = matrix()
    assert {item.role.id for item in found.roles} == set(catalogue.roles)
    assert len(found.roles) == len(catalogue.roles)
    assert [item.indicator.id for item in found.indicators] == list(catalogue.indicators)
    sectors = list(found.by_sector())
    order = ["base", *catalogue.sectors]
    assert sectors == [sector for sector in order if sector in sectors]
    assert sum(map(len, found.by_sector().values())) == len(catalogue.roles)


def test_an_empty_study_has_only_its_units_and_can_compute_nothing(matrix, catalogue):
    found = matrix()
    assert [item.role.id for item in found.roles if item.state is RoleState.FILLED] == ["planning_units"]
    assert found.computable == 0
    assert {item.values for item in found.indicators} == {ValueState.NONE}
    assert any("population_cells" not in item.roles() for item in catalogue.indicators.values())
    assert all("population_cells" in item.missing_roles for item in found.indicators)
    assert len(row(found, "population_cells").waiting) == len(catalogue.indicators)
    assert row(found, "water").state is row(found, "terrain").state is RoleState.NOT_NEEDED


def test_population_comes_first_where_nothing_is_there(study, build, catalogue, matrix):
    """By hand: alone it gives the shares of its age groups, beside green every indicator that needs these two."""
    ages = {"soc_child_share", "soc_senior_share"}
    assert set(row(matrix(), "population_cells").gain) == ages
    assert set(row(matrix(), "public_green").waiting) >= GREEN
    save(study, catalogue, build, "public_green", [build.square(0, 0, 300)])
    two = {
        item.id
        for item in catalogue.indicators.values()
        if set(item.roles()) <= {"population_cells", "public_green", "planning_units"} and not item.needed_indicators()
    }
    assert two >= GREEN
    assert set(row(matrix(), "population_cells").gain) == two | ages


def test_what_the_matrix_calls_computable_is_what_gets_computed(study, build, catalogue, matrix):
    build.inventory(study, catalogue)
    before = matrix()
    outcome = compute_and_save(study, catalogue)
    assert {item.indicator.id for item in before.indicators if item.is_computable} == set(outcome.results)
    after = matrix()
    assert {item.indicator.id for item in after.indicators if item.values is ValueState.COMPUTED} == set(
        outcome.results
    )
    assert before.computable == after.computable == len(outcome.results)


def test_missing_agrees_with_the_engine_on_the_whole_data(study, build, catalogue, matrix):
    build.inventory(study, catalogue)
    data = study.data()
    for item in matrix().indicators:
        assert list(item.problems) == what_is_missing(item.indicator, data, catalogue.indicators)


def test_gain_is_what_adding_the_role_really_brings(study, build, catalogue, matrix):
    """The second way: fill the role with all its fields, and count again."""
    build.inventory(study, catalogue)
    promised = row(matrix(), "poi_kita")
    assert promised.state is RoleState.MISSING
    before = {item.indicator.id for item in matrix().indicators if item.is_computable}
    save(study, catalogue, build, "poi_kita", [build.square(100, 100)], name=["Kita"])
    after = matrix()
    assert {item.indicator.id for item in after.indicators if item.is_computable} - before == set(promised.gain)
    assert promised.gain
    assert row(after, "poi_kita").gain == ()


def test_a_field_that_holds_nothing_is_named_and_would_be_gained(study, build, catalogue, matrix):
    cells = build.cells([build.square(100, 400)], [100], dwellings=np.array([np.nan]))
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    found = matrix()
    without = [item for item in found.indicators if ("population_cells", "dwellings") in item.missing_fields]
    own = [item for item in without if not item.missing_roles and len(item.missing_fields) == 1]
    assert {item.indicator.id for item in own} <= set(row(found, "population_cells").gain)
    assert row(found, "population_cells").state is RoleState.FILLED


def test_cells_of_nobody_are_no_population(study, build, catalogue, matrix):
    cells = build.cells([build.square(100, 400)], [None])
    study.save_layer(catalogue.roles["population_cells"], build.passport("population_cells"), cells)
    save(study, catalogue, build, "public_green", [build.square(0, 0, 300)])
    found = matrix()
    assert found.computable == 0
    assert all(("population_cells", "population") in item.missing_fields for item in found.indicators)
    assert set(row(found, "population_cells").gain) >= GREEN


def test_a_group_asks_for_so_many_of_its_roles_and_is_completed_by_the_rest(study, build, catalogue, matrix):
    build.inventory(study, catalogue)
    groups = [
        (item, needed)
        for item in catalogue.indicators.values()
        for needed in item.inputs.values()
        if needed.is_group and "public_green" in needed.roles
    ]
    indicator, needed = groups[0]
    found = of(matrix(), indicator.id)
    rest = tuple(role for role in needed.roles if role != "public_green")
    assert found.choices == ((needed.minimum - 1, rest),)
    assert found.missing_roles == ()
    for role in rest[: needed.minimum - 1]:
        columns = {"mode": ["bus"]} if role == "pt_stops" else {}
        place = build.square(0, 0).centroid if role == "pt_stops" else build.square(0, 0)
        save(study, catalogue, build, role, [place], **columns)
    found = matrix()
    assert of(found, indicator.id).is_computable
    assert of(found, indicator.id).choices == ()
    assert indicator.id in row(found, rest[-1]).completes
    assert indicator.id not in row(found, rest[-1]).gain


def test_changed_and_removed_data_make_values_outdated(study, build, catalogue, matrix):
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    save(study, catalogue, build, "public_green", [build.square(0, 0, 50)])
    assert of(matrix(), "gre_public_per_capita").values is ValueState.OUTDATED
    study.remove_source(catalogue.roles["public_green"], "1")
    gone = of(matrix(), "gre_public_per_capita")
    assert gone.values is ValueState.OUTDATED
    assert not gone.is_computable
    assert gone.missing_roles == ("public_green",)


def test_sources_and_ratings_stand_with_their_role(study, build, catalogue, matrix):
    build.inventory(study, catalogue)
    save(study, catalogue, build, "public_green", [build.square(500, 0, 50)], add=True)
    found = matrix(ratings={"public_green": "amber"})
    assert [source.title for source in row(found, "public_green").sources] == ["public_green", "public_green True"]
    assert row(found, "public_green").rating == "amber"
    assert row(found, "population_cells").rating is None


def test_the_most_useful_role_stands_first(study, build, catalogue, matrix):
    assert matrix().most_useful()[0].role.id == "population_cells"
    build.inventory(study, catalogue)
    order = matrix().most_useful()
    gains = [len(item.gain) for item in order]
    assert gains == sorted(gains, reverse=True)
    assert all(item.state is RoleState.MISSING for item in order)
