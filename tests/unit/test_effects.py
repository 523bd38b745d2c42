# SPDX-License-Identifier: GPL-2.0-or-later
"""What each kind of effect does to data, worked by hand; the data themselves never change."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_plugin import paths
from smartcity_plugin.catalogue.effects import Quantity, label_of, load_effects
from smartcity_plugin.catalogue.entry import CatalogueError
from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.effects import FUNCTIONS, Context, Patch, patched
from smartcity_plugin.engine.network import NetworkReach, network_of
from smartcity_plugin.engine.raster import Raster
from smartcity_plugin.engine.transit import MODES, WINDOW, departures_by_mode, one_way
from smartcity_plugin.sources.merge import duplicates
from tests.unit.towns import SIZE, town

NAN = float("nan")


def patch(kind: str, geometry=None, amount=None, roles=(), **parameters) -> Patch:
    kinds = load_effects()
    given_ = {**kinds[kind].defaults(), **parameters}
    return Patch("e1", "M1", kind, roles or kinds[kind].roles, geometry, amount, given_, "Neu")


def only(layers):
    (layer,) = layers.values()
    return layer


# The catalogue -------------------------------------------------------------------------------------------------------


def test_every_kind_is_described(catalogue):
    kinds = load_effects()
    assert list(kinds) == list(catalogue.vocabulary.effect_kinds)
    assert {role for kind in kinds.values() for role in kind.roles} <= set(catalogue.roles)
    assert set(FUNCTIONS) == set(kinds) - {"place", "value"}
    assert [name for name, kind in kinds.items() if kind.assumed] == ["value"]
    for kind in kinds.values():
        for item in [kind.amount, *kind.parameters.values()]:
            if getattr(item, "default", None) is not None:
                assert item.source, "a default says where it comes from"
                assert item.status


def test_the_occupancy_of_dwellings_must_be_entered():
    persons = load_effects()["dwellings"].parameters["persons_per_dwelling"]
    assert isinstance(persons, Quantity)
    assert persons.required
    assert persons.default is None
    assert label_of("dwellings.persons_per_dwelling") == persons.label


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("      status: project_default\n      options:", "      options:", "status"),
        ("roles: [imperviousness]", "roles: [moon]", "moon"),
        ("unsealing:\n", "unsealing_all:\n", "unsealing_all"),
        ("      default: 10\n", "      default: 1000\n", "default"),
        ("  geometry: [point]\n", "  geometry: [solid]\n", "solid"),
    ],
)
def test_a_wrong_description_is_refused(before, after, told, tmp_path):
    """Strictly, as all of the catalogue: a default without its source, a role or kind that does not exist."""
    folder = tmp_path / "catalogue"
    shutil.copytree(paths.CATALOGUE, folder)
    text = (folder / "effects.yaml").read_text(encoding="utf-8")
    assert before in text
    (folder / "effects.yaml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_effects(folder)


# Green, stops, facilities --------------------------------------------------------------------------------------------


def test_a_new_park_is_added_where_there_are_such_data(build):
    green = build.table([build.square(0, 0)], "public_green", name=["Alt"])
    found = patched({"public_green": green}, [patch("new_green", build.square(500, 0))])
    park = found.layers["public_green"]
    assert list(found.layers) == ["public_green"]  # no data of all green, none are invented
    assert len(green) == 1
    assert len(park) == 2
    assert park.frame["name"].tolist() == ["Alt", "Neu"]
    assert shapely.area(park.geometry).tolist() == [10_000.0, 10_000.0]
    assert found.touched == {"e1": 1}


def test_one_park_twice_counts_once(build):
    green = build.table([build.square(0, 0)], "public_green", name=["Alt"])
    park = patch("new_green", build.square(500, 0))
    found = patched({"public_green": green}, [park, park], Context(duplicates))
    assert len(found.layers["public_green"]) == 2
    assert [problem.key for problem in found.problems] == ["effect_already_there"]


def test_a_playground_with_its_size(build):
    data = {"playgrounds": build.table([build.square(0, 0)], "playgrounds", name=["Alt"])}
    kind = load_effects()["facility"]
    effect = Patch("e1", "M1", "facility", ("playgrounds",), shapely.Point(5, 5), 450.0, {}, "Neu", "area_m2")
    assert kind.capacities["playgrounds"] == "area_m2"
    table = only(patched(data, [effect]).layers)
    assert table.numbers("area_m2").tolist()[1] == 450.0
    assert np.isnan(table.numbers("area_m2")[0])


def test_a_new_stop_knows_what_was_entered_only(build):
    stops = build.table([shapely.Point(0, 0)], "pt_stops", name=["Markt"], mode=["bus"], departures_day=[50.0])
    effect = patch("new_stop", shapely.Point(300, 0), 80.0, mode="tram", departures_6_20=None)
    table = only(patched({"pt_stops": stops}, [effect]).layers)
    assert table.frame["mode"].tolist() == ["bus", "tram"]
    assert table.numbers("departures_day").tolist() == [50.0, 80.0]
    assert "departures_6_20" not in table.frame


def test_a_role_without_data_stays_without(build):
    found = patched({}, [patch("new_green", build.square(0, 0))])
    assert not found.layers
    assert found.touched == {"e1": 0}
    assert [problem.key for problem in found.problems] == ["effect_role_without_data"]


# Timetables ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def stops(build):
    """A: 40 by bus and 20 by tram; B: 10 by bus, not split; C: unknown; D: on demand."""
    columns = {
        "name": ["Ä-Platz", "B", "C", "D"],
        "mode": ["tram", "bus", "bus", "on_demand"],
        "departures_day": [60.0, 10.0, NAN, NAN],
        "departures_6_20": [45.0, 8.0, NAN, NAN],
        "departures_bus": [40.0, NAN, NAN, NAN],
        "departures_tram": [20.0, NAN, NAN, NAN],
        "departures_6_20_bus": [30.0, NAN, NAN, NAN],
        "departures_6_20_tram": [15.0, NAN, NAN, NAN],
        "headway_min": [20.0, 210.0, NAN, NAN],
    }
    points = [shapely.Point(100 * number, 0) for number in range(4)]
    return {"pt_stops": build.table(points, "pt_stops", **columns)}


def test_twice_the_trams(stops):
    """A: 20 more trams make 80 a day, 15 more from 6 to 20 make 30, as many as buses: these stay the densest, every 20
    minutes. B has no trams.
    """
    found = patched(stops, [patch("headway", shapely.box(-1, -1, 500, 1), 2.0, mode="tram")])
    table = found.layers["pt_stops"]
    first = table.frame.iloc[0]
    assert [first[name] for name in ("departures_tram", "departures_bus", "departures_day")] == [40.0, 40.0, 80.0]
    assert [first[name] for name in ("departures_6_20_tram", "departures_6_20")] == [30.0, 60.0]
    assert table.numbers("headway_min")[:2].tolist() == [20.0, 210.0]
    assert table.numbers("departures_day")[1] == 10.0
    assert np.isnan(table.numbers("departures_day")[2:]).all()
    assert found.touched == {"e1": 1}
    assert [(problem.key, problem.values["count"]) for problem in found.problems] == [
        ("effect_stops_without_timetable", 1.0)
    ]
    assert stops["pt_stops"].numbers("departures_day")[0] == 60.0


@pytest.mark.parametrize(("mode", "factor", "minutes"), [("bus", 2.0, 14.0), ("tram", 2.0, 28.0), ("tram", 4.0, 21.0)])
def test_more_of_one_mode_makes_no_other_denser(build, mode, factor, minutes):
    """60 buses and 20 trams from 6 to 20, half in each direction: every 840 / 30 = 28 minutes a bus."""
    columns = {"departures_6_20": 80.0, "departures_6_20_bus": 60.0, "departures_6_20_tram": 20.0, "headway_min": 28.0}
    stops = build.table(
        [shapely.Point(0, 0)],
        "pt_stops",
        name=["A"],
        mode=["bus"],
        **{name: [value] for name, value in columns.items()},
    )
    table = patched({"pt_stops": stops}, [patch("headway", None, factor, stops="A", mode=mode)]).layers["pt_stops"]
    assert table.numbers("headway_min").tolist() == [minutes]
    departures = one_way(departures_by_mode(table, WINDOW), table.numbers("headway_min"))[0]
    expected = {"bus": 30.0, "tram": 10.0}
    expected[mode] *= factor
    assert {name: departures[MODES.index(name)] for name in expected} == expected


def test_half_of_everything_at_stops_by_name(stops):
    found = patched(stops, [patch("headway", None, 0.5, stops="ä-platz; B")])
    table = found.layers["pt_stops"]
    assert table.numbers("departures_day")[:2].tolist() == [30.0, 5.0]
    assert table.numbers("departures_bus")[0] == 20.0
    assert table.numbers("headway_min")[:2].tolist() == [40.0, 420.0]
    assert found.problems == ()


def test_a_line_that_ends_has_no_headway(stops):
    table = patched(stops, [patch("headway", None, 0.0, stops="B")]).layers["pt_stops"]
    assert table.numbers("departures_day")[1] == 0.0
    assert np.isnan(table.numbers("headway_min")[1])


# Streets -------------------------------------------------------------------------------------------------------------


def streets_of(build):
    """Six streets of 100 m side by side, the last of which lies in the zone with 49 m only."""
    lines = [shapely.LineString([(0, 10 * row), (100, 10 * row)]) for row in range(5)]
    lines.append(shapely.LineString([(51, 60), (151, 60)]))
    classes = ["residential", "residential", "living_street", "motorway", "footway", "residential"]
    speeds = [50.0, NAN, 10.0, 120.0, NAN, 50.0]
    return {"streets": build.table(lines, "streets", **{"class": classes, "speed_kmh": speeds})}


def test_a_zone_of_30(build):
    found = patched(streets_of(build), [patch("street_speed", shapely.box(0, 0, 100, 100), 30.0)])
    np.testing.assert_array_equal(only(found.layers).numbers("speed_kmh"), [30.0, 30.0, 10.0, 120.0, NAN, 50.0])
    assert found.touched == {"e1": 2}


def test_a_street_with_exactly_this_speed(build):
    """Along the line y = 22: with 3 m only the street at y = 20 lies within, crossing streets would not."""
    line = shapely.LineString([(0, 22), (100, 22)])
    effect = patch("street_speed", line, 20.0, along_m=3.0, change="exactly")
    found = patched(streets_of(build), [effect])
    np.testing.assert_array_equal(only(found.layers).numbers("speed_kmh"), [50.0, NAN, 20.0, 120.0, NAN, 50.0])
    assert found.touched == {"e1": 1}


# Paths ---------------------------------------------------------------------------------------------------------------


def ladder(build):
    """Streets along y = 0, 100 and 200 from x = 0 to 1000, joined at x = 0 only; a motorway along y = 50."""
    lines = [shapely.LineString([(0, y), (1000, y)]) for y in (0, 100, 200, 50)]
    lines += [shapely.LineString([(0, 0), (0, 100)]), shapely.LineString([(0, 100), (0, 200)])]
    classes = ["residential", "residential", "residential", "motorway", "residential", "residential"]
    return {"walking_network": build.table(lines, "walking_network", **{"class": classes})}


def metres(data, one, other) -> float:
    """Walking distance between two places on the network."""
    reach = NetworkReach(network_of(data["walking_network"]), np.array([shapely.Point(one)]))
    return float(reach.nearest(np.array([shapely.Point(other)]))[0])


def test_a_path_joins_streets(build):
    """500 + 100 + 500 m from (500, 0) to (500, 100) become 100, though drawn 3 m short and 2 m too long."""
    data = ladder(build)
    assert metres(data, (500, 0), (500, 100)) == 1100.0
    found = patched(data, [patch("path", shapely.LineString([(500, 3), (500, 102)]))])
    assert metres(found.layers, (500, 0), (500, 100)) == 100.0
    assert found.touched == {"e1": 2}  # the motorway is crossed, not joined
    assert found.problems == ()
    assert metres(data, (500, 0), (500, 100)) == 1100.0
    assert shapely.length(found.layers["walking_network"].geometry[:6]).tolist() == [1000.0] * 4 + [100.0] * 2


@pytest.mark.parametrize(("joins", "count", "expected"), [("crossings", 3, 120.0), ("ends", 2, 1120.0)])
def test_a_bridge_is_joined_at_its_ends_only(build, joins, count, expected):
    """Over y = 100 to y = 200. As a bridge it brings nobody to the street in between: 500 + 100 + 520 m as before."""
    bridge = patch("path", shapely.LineString([(500, 0), (500, 200)]), joins=joins)
    found = patched(ladder(build), [bridge])
    assert found.touched == {"e1": count}
    assert metres(found.layers, (500, 0), (500, 200)) == 200.0
    assert metres(found.layers, (500, 0), (520, 100)) == expected


def test_a_path_to_nowhere_is_told_and_left_out(build):
    found = patched(ladder(build), [patch("path", shapely.LineString([(500, 20), (700, 40)]))])
    assert not found.layers
    assert [(problem.key, problem.values["metres"]) for problem in found.problems] == [
        ("effect_path_not_joined", 201.0)
    ]


def test_a_cul_de_sac_is_told_and_kept(build):
    found = patched(ladder(build), [patch("path", shapely.LineString([(500, 0), (500, -300)]))])
    assert metres(found.layers, (500, -300), (0, 0)) == 800.0
    assert [problem.key for problem in found.problems] == ["effect_path_open_end"]


def test_pieces_of_a_path_follow_each_other(build):
    """Drawn in the wrong order: the second piece joins the street, the first one the second."""
    pieces = shapely.MultiLineString([[(500, -100), (900, -100)], [(500, 0), (500, -100)], [(900, -100), (900, 0)]])
    found = patched(ladder(build), [patch("path", pieces)])
    assert found.problems == ()
    assert metres(found.layers, (700, -100), (500, 0)) == 300.0


def test_a_path_over_water_counts_as_a_bridge_and_is_told(build):
    river = build.table([shapely.LineString([(-100, 50), (1100, 50)])], "barriers", kind=["water"])
    found = patched({**ladder(build), "barriers": river}, [patch("path", shapely.LineString([(500, 0), (500, 100)]))])
    assert [problem.key for problem in found.problems] == ["effect_path_crosses_barrier"]
    assert list(found.layers) == ["walking_network"]


def test_a_path_that_follows_a_street_for_a_while(build):
    """It runs along y = 100 from x = 300 to 500: joined where both begin and end to run together."""
    line = shapely.LineString([(200, 0), (300, 100), (500, 100), (600, 200)])
    found = patched(ladder(build), [patch("path", line)])
    # Along the path: √2 · 100 up, 200 along, √2 · 100 up.
    assert metres(found.layers, (200, 0), (600, 200)) == pytest.approx(200 + 200 * np.sqrt(2), rel=1e-12)


# People --------------------------------------------------------------------------------------------------------------


def cells_of(build, population=(100.0, 50.0), **columns):
    return {"population_cells": build.cells([build.square(0, 0), build.square(100, 0)], population, **columns)}


def test_newcomers_are_spread_by_area(build):
    """30 dwellings of 2 people over 150 m of two cells: 40 and 20 people, 20 and 10 dwellings.

    15 of the 150 people are children of the group: 6 of the 60 newcomers, 4 and 2.
    """
    data = cells_of(build, dwellings=[50.0, NAN], children_3_5=[10.0, 5.0], living_area_m2=[900.0, 800.0])
    effect = patch("dwellings", shapely.box(0, 0, 150, 100), 30.0, persons_per_dwelling=2.0)
    table = only(patched(data, [effect]).layers)
    np.testing.assert_allclose(table.numbers("population"), [140.0, 70.0], rtol=1e-12)
    np.testing.assert_allclose(table.numbers("dwellings"), [70.0, NAN], rtol=1e-12)
    np.testing.assert_allclose(table.numbers("children_3_5"), [14.0, 7.0], rtol=1e-12)
    assert np.isnan(table.numbers("living_area_m2")).all()  # nobody said how large the new ones are
    assert data["population_cells"].numbers("population").tolist() == [100.0, 50.0]


def test_ages_may_stay_unknown(build):
    effect = patch("dwellings", build.square(0, 0), 30.0, persons_per_dwelling=2.0, ages="unknown")
    table = only(patched(cells_of(build, aged_65_plus=[20.0, 9.0]), [effect]).layers)
    np.testing.assert_array_equal(table.numbers("aged_65_plus"), [NAN, 9.0])


def test_land_grows_with_a_new_development(build):
    """Half of the area lies outside the settlement area: told, or added where that is wanted."""
    land = build.table([build.square(0, 0)], "settlement_area", use=["Wohnen"])
    data = {**cells_of(build), "settlement_area": land}
    place = shapely.box(0, 0, 200, 100)
    stays = patched(data, [patch("dwellings", place, 30.0, persons_per_dwelling=2.0)])
    assert list(stays.layers) == ["population_cells"]
    (problem,) = stays.problems
    assert (problem.key, problem.values["share"]) == ("effect_homes_outside_settlement", 50.0)
    grows = patched(data, [patch("dwellings", place, 30.0, persons_per_dwelling=2.0, land="grows")])
    assert grows.problems == ()
    assert grows.touched == {"e1": 2}
    assert shapely.area(shapely.union_all(grows.layers["settlement_area"].geometry)) == 20_000.0
    inside = patched(data, [patch("dwellings", build.square(0, 0), 30.0, persons_per_dwelling=2.0)])
    assert inside.problems == ()


def test_unknown_cells_stay_unknown_and_newcomers_live_in_new_ones(build):
    """A third each: a known cell, one of unknown population, and no cell at all."""
    data = cells_of(build, (100.0, None))
    effect = patch("dwellings", shapely.box(0, 0, 300, 100), 30.0, persons_per_dwelling=2.0)
    table = only(patched(data, [effect]).layers)
    np.testing.assert_allclose(table.numbers("population"), [120.0, NAN, 20.0, 20.0], rtol=1e-12)
    assert table.ids("cell_id").tolist() == ["c0", "c1", "e1/1", "e1/2"]
    assert [shape.bounds for shape in table.geometry[2:]] == [(100, 0, 200, 100), (200, 0, 300, 100)]


@pytest.mark.parametrize(
    ("point", "population", "cells"),
    [
        ((50, 50), (160.0, NAN), 2),  # its cell
        ((150, 50), (100.0, NAN, 60.0), 3),  # its cell is unknown
        ((500, 50), (100.0, NAN, 60.0), 3),  # no cell
    ],
)
def test_newcomers_at_a_point(build, point, population, cells):
    effect = patch("dwellings", shapely.Point(point), 30.0, persons_per_dwelling=2.0)
    table = only(patched(cells_of(build, (100.0, None)), [effect]).layers)
    np.testing.assert_allclose(table.numbers("population"), population)
    assert len(table) == cells
    assert shapely.area(table.geometry[-1]) == 10_000.0


def test_newcomers_are_people_after_calibration(build):
    """Counts will be multiplied by 1.25: 60 people are 48 in the data."""
    effect = patch("dwellings", build.square(0, 0), 30.0, persons_per_dwelling=2.0)
    table = only(patched(cells_of(build), [effect], Context(factor=1.25)).layers)
    assert table.numbers("population").tolist() == [148.0, 50.0]


@settings(max_examples=25)
@given(st.tuples(*[st.floats(-150, 350)] * 4))
def test_nobody_gets_lost(build, corners):
    x0, y0, x1, y1 = (np.round(corner, 1) for corner in corners)
    place = shapely.box(min(x0, x1), min(y0, y1), max(x0, x1) + 2, max(y0, y1) + 2)
    effect = patch("dwellings", place, 30.0, persons_per_dwelling=2.0)
    table = only(patched(cells_of(build, (100.0, None)), [effect]).layers)
    assert np.nansum(table.numbers("population")) == pytest.approx(160.0, rel=1e-12)
    assert np.isnan(table.numbers("population")[1])
    assert table.frame["cell_id"].is_unique


# Rasters -------------------------------------------------------------------------------------------------------------


def pixels(values) -> Raster:
    """Pixels of 10 m, the upper left corner at (0, 20)."""
    table = np.array(values, dtype=float)
    rows, columns = table.shape
    return Raster(
        0.0, 20.0, 10.0, 10.0, rows, columns, lambda first, count: table[first : first + count], lambda xy: xy
    )


@pytest.mark.parametrize(("scale", "amount"), [(1.0, 20.0), (0.01, 20.0)])
def test_unsealed_pixels(scale, amount):
    """Half of the first pixel, all of the second, none of the third row; 10 % is less than 20 % already.

    0.5 · 80 + 0.5 · 20 = 50.
    """
    raster = pixels(np.array([[80.0, 80.0, 80.0], [10.0, NAN, 90.0]]) * scale)
    found = patched({"imperviousness": raster}, [patch("unsealing", shapely.box(5, 0, 20, 20), amount)])
    read = only(found.layers).read(0, 2)
    np.testing.assert_allclose(read, np.array([[50.0, 20.0, 80.0], [10.0, NAN, 90.0]]) * scale, rtol=1e-12)
    np.testing.assert_allclose(only(found.layers).read(1, 1), read[1:], rtol=0)
    assert found.touched == {"e1": 2}
    np.testing.assert_array_equal(raster.read(0, 1), np.array([[80.0, 80.0, 80.0]]) * scale)


@pytest.mark.parametrize(
    ("areas", "expected", "touched"),
    [
        # The left half to 0, the right one to 20: 0.5 · 0 + 0.5 · 20.
        ([((0, 5), 0.0), ((5, 10), 20.0)], 10.0, [1, 1]),
        ([((5, 10), 20.0), ((0, 5), 0.0)], 10.0, [1, 1]),
        # One pixel drawn as two areas is one pixel unsealed.
        ([((0, 5), 0.0), ((5, 10), 0.0)], 0.0, [1, 1]),
        # The same half twice is half of it; where areas overlap the lowest counts: 0.7 · 0 + 0.3 · 20.
        ([((0, 5), 0.0), ((0, 5), 0.0)], 40.0, [1, 0]),
        ([((5, 10), 20.0), ((0, 7), 0.0)], 6.0, [1, 1]),
    ],
)
def test_areas_of_unsealing_are_laid_over_the_ground_as_it_was(areas, expected, touched):
    raster = pixels([[80.0, 80.0]])
    patches = [
        replace(patch("unsealing", shapely.box(start, 10, end, 20), amount), effect_id=f"e{number}")
        for number, ((start, end), amount) in enumerate(areas)
    ]
    found = patched({"imperviousness": raster}, patches)
    np.testing.assert_allclose(only(found.layers).read(0, 1), [[expected, 80.0]], rtol=1e-12, atol=1e-12)
    assert list(found.touched.values()) == touched


def test_codes_for_unknown_never_become_values():
    """255 stands for no data in many such rasters, declared or not: the indicators leave it out."""
    raster = pixels([[255.0, 80.0, 90.0]])
    found = patched({"imperviousness": raster}, [patch("unsealing", shapely.box(3, 10, 20, 20), 0.0)])
    assert only(found.layers).read(0, 1).tolist() == [[255.0, 0.0, 90.0]]
    assert found.touched == {"e1": 1}


def test_a_raster_must_not_change_its_meaning():
    """All at 1 %: it would be read as shares of 100 %."""
    found = patched({"imperviousness": pixels([[80.0]])}, [patch("unsealing", shapely.box(0, 10, 10, 20), 1.0)])
    assert not found.layers
    assert [problem.key for problem in found.problems] == ["effect_scale_lost"]


# Properties ----------------------------------------------------------------------------------------------------------


def test_far_away_nothing_happens(build, catalogue):
    data = town(build, catalogue, 7)
    far = shapely.box(90_000, 90_000, 91_000, 91_000)
    patches = [
        patch("headway", far, 2.0),
        patch("street_speed", far, 30.0),
        patch("unsealing", far, 0.0),
        patch("path", shapely.LineString([(90_000, 90_000), (91_000, 91_000)])),
    ]
    found = patched(data, patches)
    assert not found.layers
    assert not any(found.touched.values())


@pytest.fixture(scope="module")
def some_town(build):
    from smartcity_plugin.catalogue import load_catalogue

    return town(build, load_catalogue(), 11)


@settings(max_examples=8)
@given(st.tuples(st.floats(0, SIZE), st.floats(0, SIZE), st.floats(20, 300)))
def test_a_park_never_takes_access_away(some_town, catalogue, park):
    x, y, size = park
    indicator = catalogue.indicators["gre_access_300m_share"]
    found = patched(some_town, [patch("new_green", shapely.box(x, y, x + size, y + size))])
    before = compute_indicator(indicator, Desk(some_town)).cells["value"].to_numpy()
    after = compute_indicator(indicator, Desk({**some_town, **found.layers})).cells["value"].to_numpy()
    # With entrances of its own green space, a new park without any is entered anywhere.
    assert (np.isnan(before) == np.isnan(after)).all()
    assert (after >= before - 1e-9)[~np.isnan(before)].all()
