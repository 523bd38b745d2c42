# SPDX-License-Identifier: GPL-2.0-or-later
"""People live in the residential buildings of their cell by floor area; nobody is lost at borders."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.buildings import Use, load_building_uses
from smartcity_plugin.catalogue.entry import CatalogueError, Entry
from smartcity_plugin.engine.buildings import footprints_of
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.geometry import covered_share
from smartcity_plugin.engine.people import PeopleSettings
from smartcity_plugin.engine.population import allocate, centres, homes
from smartcity_plugin.engine.reach import StraightReach, share_within
from smartcity_plugin.model.problem import SmartCityError


def desk(build, cells, units, buildings=None, **people):
    data = {"planning_units": units, "population_cells": cells}
    if buildings is not None:
        data["buildings"] = buildings
    return Desk(data, PeopleSettings(**people))


def by_place(places, values) -> dict:
    return {(round(p.x), round(p.y)): pytest.approx(v) for p, v in zip(places.points, values)}


# Which buildings are homes ------------------------------------------------------------------------------------------

FUNCTIONS = [
    ("31001_1000", Use.RESIDENTIAL),
    ("1010", Use.RESIDENTIAL),
    ("1010.0", Use.RESIDENTIAL),
    ("1022", Use.RESIDENTIAL),
    ("1025", Use.OTHER),
    ("1100", Use.RESIDENTIAL),
    ("1223", Use.RESIDENTIAL),
    ("1313", Use.OTHER),
    ("2020", Use.OTHER),
    ("2310", Use.RESIDENTIAL),
    ("2463", Use.OTHER),
    ("3100", Use.RESIDENTIAL),
    ("3021", Use.OTHER),
    ("31001_9998", Use.UNKNOWN),
    ("51009_1610", Use.OTHER),
    ("house", Use.RESIDENTIAL),
    ("apartments", Use.RESIDENTIAL),
    ("semidetached_house", Use.RESIDENTIAL),
    ("garage", Use.OTHER),
    ("greenhouse", Use.OTHER),
    ("church", Use.OTHER),
    ("yes", Use.UNKNOWN),
    ("", Use.UNKNOWN),
    ("wohnhaus", Use.RESIDENTIAL),
    ("wohn- und geschäftshaus", Use.RESIDENTIAL),
    ("gebäude für handel mit wohnen", Use.RESIDENTIAL),
    ("wohnmobilstellplatz", Use.OTHER),
    ("garage zum wohnhaus", Use.OTHER),
    ("hauptgebäude", Use.OTHER),
]


@pytest.mark.parametrize(("function", "use"), FUNCTIONS)
def test_functions_of_buildings(function, use):
    assert load_building_uses().use_of(function) is use


def test_of_buildings_of_unknown_use_small_and_large_ones_are_no_homes(build):
    sizes = [(39.0, False), (40.0, True), (2500.0, True), (2501.0, False)]
    shapes = [shapely.box(0, 100 * n, area / 10, 100 * n + 10) for n, (area, _) in enumerate(sizes)]
    found = footprints_of(build.table(shapes, "buildings"))
    assert found.homes.tolist() == [home for _, home in sizes]


def test_known_homes_may_have_any_size(build):
    shapes = [shapely.box(0, 0, 2, 2), shapely.box(0, 100, 100, 200)]
    assert footprints_of(build.table(shapes, "buildings", function=["house", "1010"])).homes.all()


def test_wrong_ranges_in_the_catalogue_are_refused():
    from smartcity_plugin.catalogue.buildings import read_building_uses

    with pytest.raises(CatalogueError, match="pairs of whole numbers"):
        read_building_uses(Entry({"residential_codes": [[1000]]}, "x.yaml"))


# Storeys ------------------------------------------------------------------------------------------------------------


def test_storeys_come_from_the_layer_else_from_the_height_else_from_the_others(build):
    squares = [shapely.box(20 * n, 0, 20 * n + 10, 10) for n in range(7)]
    table = build.table(
        squares,
        "buildings",
        function=["house"] * 6 + ["garage"],
        storeys=[2, None, None, None, 0, None, None],
        height_m=[30, 8.9, 4.5, 1.0, None, -1, None],
    )
    found = footprints_of(table)
    # 8.9 / 3 = 2.97 -> 3; 4.5 / 3 = 1.5 -> 2; 1.0 / 3 = 0.33 -> at least 1; the mean of 2, 3, 2, 1 is 2; of the garages
    # none is known: they get the mean of all.
    assert found.storeys.tolist() == [2, 3, 2, 1, 2, 2, 2]
    assert found.storeys_known.tolist() == [True, True, True, True, False, False, False]


def test_the_mean_of_storeys_is_weighted_with_the_footprint(build):
    shapes = [shapely.box(0, 0, 10, 10), shapely.box(100, 0, 130, 10), shapely.box(200, 0, 210, 10)]
    found = footprints_of(build.table(shapes, "buildings", function=["house"] * 3, storeys=[1, 5, None]))
    assert found.storeys[2] == (100 * 1 + 300 * 5) / 400


def test_without_any_storeys_each_building_has_one(build):
    found = footprints_of(build.table([shapely.box(0, 0, 10, 10)], "buildings"))
    assert found.storeys.tolist() == [1]
    assert not found.storeys_known.any()


def test_things_without_area_are_no_buildings(build):
    shapes = [None, shapely.Point(0, 0), shapely.Polygon(), shapely.box(0, 0, 10, 10)]
    assert len(footprints_of(build.table(shapes, "buildings", function=["house"] * 4)).geometry) == 1


# Places -------------------------------------------------------------------------------------------------------------


def test_people_live_in_homes_by_floor_area(build):
    cells = build.cells([build.square(0, 0)], [90])
    shapes = [shapely.box(0, 0, 10, 10), shapely.box(50, 50, 70, 60), shapely.box(80, 80, 90, 90)]
    buildings = build.table(shapes, "buildings", function=["house", "house", "church"], storeys=[1, 1, 9])
    places = desk(build, cells, build.units([build.square(0, 0)]), buildings).places
    # 100 m² and 200 m² of floor; nobody lives in the church.
    assert by_place(places, places.persons(cells.numbers("population"))) == {(5, 5): 30, (60, 55): 60}
    assert not places.spread_evenly


def test_a_home_on_the_border_counts_in_each_cell_with_its_part_there(build):
    cells = build.cells([build.square(0, 0), build.square(100, 0)], [100, 100])
    shapes = [shapely.box(90, 0, 130, 10), shapely.box(0, 0, 30, 10)]
    buildings = build.table(shapes, "buildings", function=["house"] * 2, storeys=[1, 1])
    places = desk(build, cells, build.units([build.square(0, 0)]), buildings).places
    # West: 100 m² of the first, 300 m² of the second; east: 300 m² of the first alone.
    persons = places.persons(cells.numbers("population"))
    assert by_place(places, persons) == {(95, 5): 25, (15, 5): 75, (115, 5): 100}


def test_cells_without_a_home_keep_their_people_evenly_and_are_counted(build):
    cells = build.cells([build.square(0, 0), build.square(100, 0), build.square(200, 0)], [10, 30, 0])
    buildings = build.table([shapely.box(0, 0, 10, 10)], "buildings", function=["house"])
    work = desk(build, cells, build.units([shapely.box(0, 0, 150, 100)]), buildings)
    assert work.places.evenly.tolist() == [False, True, True]
    assert work.housing.without_home == 1
    assert work.housing.persons_without_home == 30
    assert work.housing.housed_share == 0.25
    assert work.allocation.persons().tolist() == [25]


def test_people_of_a_cell_on_the_border_of_units_go_where_their_homes_are(build):
    cells = build.cells([build.square(0, 0)], [100])
    shapes = [shapely.box(0, 0, 10, 10), shapely.box(45, 0, 75, 10)]
    buildings = build.table(shapes, "buildings", function=["house"] * 2, storeys=[1, 1])
    units = build.units([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)])
    # 100 m² west; of 300 m² on the border 5 m of 30 m, which is 50 m², west and 250 m² east: 150 to 250.
    assert desk(build, cells, units, buildings).allocation.persons() == pytest.approx([37.5, 62.5])
    assert desk(build, cells, units, buildings, allocation="areal").allocation.persons().tolist() == [50, 50]


def test_auto_takes_buildings_if_there_are_any(build):
    cells, units = build.cells([build.square(0, 0)], [100]), build.units([build.square(0, 0)])
    buildings = build.table([shapely.box(0, 0, 10, 10)], "buildings", function=["house"])
    assert desk(build, cells, units).places.spread_evenly
    assert not desk(build, cells, units, buildings).places.spread_evenly
    assert desk(build, cells, units, buildings, allocation="areal").places.spread_evenly
    assert not desk(build, cells, units, allocation="centroid").places.spread_evenly
    assert desk(build, cells, units, buildings, allocation="centroid").housing.allocation == "centroid"


def test_buildings_that_are_asked_for_must_be_there(build):
    work = desk(
        build, build.cells([build.square(0, 0)], [1]), build.units([build.square(0, 0)]), allocation="dasymetric"
    )
    with pytest.raises(SmartCityError, match="allocation_without_buildings"):
        _ = work.places


def test_reach_of_cells_with_and_without_homes(build):
    cells = build.cells([build.square(0, 0), build.square(1000, 0)], [100, 100])
    buildings = build.table(
        [shapely.box(0, 0, 10, 10), shapely.box(80, 0, 90, 10)], "buildings", function=["house"] * 2, storeys=[1, 1]
    )
    work = desk(build, cells, build.units([shapely.box(0, 0, 2000, 100)]), buildings)
    targets = build.array([shapely.Point(105, 5), shapely.Point(1000, 50)])
    shares = share_within(work.places, StraightReach(work.places.points), targets, 30.0, 1.0)
    # One of two equal homes of the first cell lies 20 m from a target; of the second cell the half circle of 30 m.
    assert shares[0] == pytest.approx(0.5)
    assert shares[1] == pytest.approx(covered_share(cells.geometry, shapely.buffer(targets, 30.0, quad_segs=32))[1])
    assert shares[1] == pytest.approx(np.pi * 900 / 2 / 10_000, rel=1e-3)


# What must hold for any town ----------------------------------------------------------------------------------------


def random_town(build, seed: int, count: int = 60):
    random = np.random.default_rng(seed)
    squares = [build.square(x, y) for x in range(0, 500, 100) for y in range(0, 300, 100)]
    cells = build.cells(squares, random.integers(0, 200, len(squares)).astype(float))
    corners, sizes = random.uniform(-20, [490, 290], (count, 2)), random.uniform(3, 40, (count, 2))
    shapes = [shapely.box(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, sizes)]
    shapes = [shapely.affinity.rotate(shape, angle) for shape, angle in zip(shapes, random.uniform(0, 90, count))]
    return cells, build.array(shapes), random.integers(1, 6, count).astype(float)


def floor_area(shapes, storeys):
    return shapely.area(shapes) * storeys


@given(seed=st.integers(0, 10_000))
def test_nobody_is_lost_between_cells_places_and_units(build, seed):
    cells, shapes, storeys = random_town(build, seed)
    places = homes(cells, shapes, floor_area(shapes, storeys))
    persons = cells.numbers("population")
    assert np.bincount(places.cell, places.weight) == pytest.approx(np.ones(len(cells)))
    assert places.persons(persons).sum() == pytest.approx(persons.sum())
    cuts = [-100.0, *np.sort(np.random.default_rng(seed).uniform(0, 500, 4)), 600.0]
    units = build.units([shapely.box(a, -100, b, 400) for a, b in zip(cuts, cuts[1:])])
    assert allocate(cells, units, places).persons().sum() == pytest.approx(persons.sum())
    within = shapely.covers(cells.geometry[places.cell], shapely.centroid(places.points))
    assert within.all()


@given(seed=st.integers(0, 10_000))
def test_splitting_buildings_and_their_order_change_nothing(build, seed):
    cells, shapes, storeys = random_town(build, seed)
    units = build.units([shapely.box(-100, -100, 233, 400), shapely.box(233, -100, 600, 400)])
    expected = allocate(cells, units, homes(cells, shapes, floor_area(shapes, storeys))).persons()
    left = shapely.box(-1000, -1000, 171, 1000)
    parts = np.concatenate([shapely.intersection(shapes, left), shapely.difference(shapes, left)])
    storeys_of_parts = np.concatenate([storeys, storeys])
    order = np.random.default_rng(seed).permutation(len(parts))
    order = order[shapely.area(parts[order]) > 0]
    places = homes(cells, parts[order], floor_area(parts, storeys_of_parts)[order])
    assert allocate(cells, units, places).persons() == pytest.approx(expected)


@given(seed=st.integers(0, 10_000))
def test_a_direct_sum_over_buildings_gives_the_same(build, seed):
    """Person by person: share of the cell's floor area that lies in the unit, building by building."""
    cells, shapes, storeys = random_town(build, seed, 25)
    units = build.units([shapely.box(-100, -100, 233, 400), shapely.box(233, -100, 600, 400)])
    found = allocate(cells, units, homes(cells, shapes, floor_area(shapes, storeys))).persons()
    expected = np.zeros(2)
    for cell, persons in zip(cells.geometry, cells.numbers("population")):
        inside = [shape.intersection(cell) for shape in shapes]
        total = sum(piece.area * levels for piece, levels in zip(inside, storeys))
        for number, unit in enumerate(units.geometry):
            here = sum(piece.intersection(unit).area * levels for piece, levels in zip(inside, storeys))
            expected[number] += persons * (here / total if total else cell.intersection(unit).area / cell.area)
    assert found == pytest.approx(expected)


@given(seed=st.integers(0, 10_000))
def test_places_in_the_whole_cell_are_the_share_of_its_area(build, seed):
    cells, _, _ = random_town(build, seed)
    random = np.random.default_rng(seed)
    lines = np.sort(random.uniform(0, 500, 2))
    units = build.units([shapely.box(-10, -10, lines[0], 310), shapely.box(lines[0], -10, lines[1], 310)])
    plain, placed = allocate(cells, units), allocate(cells, units, centres(cells))
    assert np.allclose(plain.shares.toarray(), placed.shares.toarray(), rtol=1e-12, atol=1e-12)
