# SPDX-License-Identifier: GPL-2.0-or-later
"""A scenario is what the study would say if its inventory were changed by hand; the study itself never changes."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.catalogue.own import OwnEntry, completed, new_formula
from smartcity_plugin.model.strategy import Measure, Scenario
from smartcity_plugin.study import register_changes
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.register_changes import Change
from smartcity_plugin.study.scenario_data import EffectReader
from smartcity_plugin.study.scenario_needs import needs_after
from smartcity_plugin.study.scenarios import (
    ScenarioRunner,
    compute_scenario,
    effect_problems,
    marginal,
    measures_of,
    scenarios_of,
)
from smartcity_plugin.study.strategy_tables import MEASURES
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute, compute_and_save
from tests.unit.scenario_towns import add_feature, add_measure, copy_of, full_study, replace_layer, same, save_pixels
from tests.unit.towns import PIXEL, SIZE

PARK = shapely.box(1040.0, 620.0, 1130.0, 715.0)
HOMES = shapely.box(250.0, 250.0, 450.0, 350.0)
"""Two whole cells of the town (200 to 500 by 200 to 400 in squares of 100 m) are covered, four by half of each side."""

STOP = shapely.Point(905.0, 305.0)
CROWN = shapely.box(200.0, 400.0, 520.0, 680.0)
"""Eight by seven pixels of 40 m whose corners lie at -200 + 40 n."""


@pytest.fixture(scope="module")
def town_path(build, tmp_path_factory):
    """A computed town with one measure per kind of effect; for reading only."""
    path = full_study(build, tmp_path_factory.mktemp("town") / "town.gpkg")
    with Study.open(path, update=True) as study:
        add_measure(study, "park", ("new_green", PARK, {"title": "Neuer Park"}))
        stop = {"amount": 90.0, "parameters": '{"mode": "tram", "departures_6_20": 70}'}
        add_measure(study, "stop", ("new_stop", STOP, {"title": "Neue Mitte", **stop}))
        add_measure(study, "line", ("headway", shapely.box(0, 0, SIZE, SIZE), {"amount": 2.0}))
        add_measure(study, "slow", ("street_speed", shapely.box(300, 300, 900, 900), {"amount": 30.0}))
        occupancy = {"amount": 40.0, "parameters": '{"persons_per_dwelling": 2.5, "land": "grows"}'}
        add_measure(study, "homes", ("dwellings", HOMES, occupancy))
        kita = {"title": "Kita am Park", "role": "poi_kita", "amount": 80.0}
        add_measure(study, "kita", ("facility", shapely.Point(610.0, 410.0), kita))
        add_measure(study, "crown", ("unsealing", CROWN, {"amount": 20.0}))
        add_measure(study, "way", ("path", footpath(study), {}))
        add_measure(study, "far", ("new_green", shapely.box(90000, 90000, 90100, 90100), {}))
        add_measure(study, "only_place", ("place", PARK, {}))
    return path


def footpath(study) -> shapely.Geometry:
    """A path from the middle of one way to the middle of a parallel one, across whatever lies between."""
    ways = study.layer("walking_network")
    shapes = [shapely.get_parts(line)[0] for line in ways.geometry[ways.words("class") != "motorway"]]
    upright = [line for line in shapes if abs(line.coords[0][0] - line.coords[-1][0]) < 1e-6]
    one = min(upright, key=lambda line: line.centroid.distance(shapely.Point(500, 500)))
    other = min(upright, key=lambda line: line.centroid.distance(shapely.Point(780, 560)))
    assert one is not other
    return shapely.LineString([one.interpolate(0.4, True), other.interpolate(0.6, True)])


def outcome(path, catalogue, *measures, **options):
    with Study.open(path) as study:
        return compute_scenario(study, catalogue, measures, **options)


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# The same by hand ----------------------------------------------------------------------------------------------------


def park_by_hand(study, build):
    for role in ("public_green", "green_all"):
        add_feature(study, build, role, PARK, name="Neuer Park")


def stop_by_hand(study, build):
    fields = {"name": "Neue Mitte", "mode": "tram", "departures_day": 90.0, "departures_6_20": 70.0}
    add_feature(study, build, "pt_stops", STOP, **fields)


def kita_by_hand(study, build):
    add_feature(study, build, "poi_kita", shapely.Point(610.0, 410.0), name="Kita am Park", places=80.0)


def line_by_hand(study, build):
    """Twice the departures of every stop in the town, half the headway."""

    def change(frame, geometry):
        inside = np.array([0 <= point.x <= SIZE and 0 <= point.y <= SIZE for point in geometry])
        served = inside & ((frame["departures_day"] > 0) | (frame["departures_6_20"] > 0)).to_numpy()
        for name in [name for name in frame if name.startswith("departures") and name != "departures_on_demand"]:
            frame.loc[inside, name] *= 2
        frame.loc[inside, "trips_ending_day"] *= 2
        frame.loc[served, "headway_min"] /= 2
        return frame, geometry

    replace_layer(study, build, "pt_stops", change)


def slow_by_hand(study, build):
    def change(frame, geometry):
        zone = shapely.box(300, 300, 900, 900)
        for row, line in enumerate(geometry):
            with np.errstate(invalid="ignore"):
                mostly = line.intersection(zone).length >= line.length / 2
            if mostly and frame.at[row, "class"] != "footway" and not frame.at[row, "speed_kmh"] < 30:
                frame.at[row, "speed_kmh"] = 30.0
        return frame, geometry

    replace_layer(study, build, "streets", change)


def homes_by_hand(study, build):
    """100 people and 40 dwellings over 20,000 m²; what falls to cells of unknown population lives in new cells."""

    @np.errstate(invalid="ignore")
    def change(frame, geometry):
        groups = [name for name in frame if name.startswith(("children_", "aged_"))]
        known = frame["population"].notna()
        share = {}
        for name in groups:
            both = known & frame[name].notna()
            share[name] = frame.loc[both, name].sum() / frame.loc[both, "population"].sum()
        new_rows, new_shapes = [], []
        for row, cell in enumerate(geometry):
            part = cell.intersection(HOMES).area / HOMES.area
            if part == 0:
                continue
            gain = {"population": 100 * part, "dwellings": 40 * part}
            gain.update({name: 100 * part * share[name] for name in groups})
            if known[row]:
                for name, value in gain.items():
                    frame.at[row, name] += value
                frame.at[row, "living_area_m2"] = np.nan
            else:
                new_rows.append({"cell_id": f"new{row}", **gain})
                new_shapes.append(cell.intersection(HOMES))
        assert new_rows, "the town must have a cell of unknown population there"
        shapes = np.empty(len(geometry) + len(new_shapes), dtype=object)
        shapes[:] = [*geometry, *new_shapes]
        return pd.concat([frame, pd.DataFrame(new_rows)], ignore_index=True), shapes

    replace_layer(study, build, "population_cells", change)
    add_feature(study, build, "settlement_area", HOMES)


def crown_by_hand(study, build):
    from smartcity_plugin.sources.grid import open_grid

    stored = study.raster("imperviousness")
    grid = open_grid(stored.connection, build.crs, "imperviousness", stored.nodata)
    pixels = grid.read(0, grid.rows).copy()
    row, column = round((SIZE + 200 - 680) / PIXEL), round((200 + 200) / PIXEL)
    inside = pixels[row : row + 7, column : column + 8]
    inside[inside > 20] = 20.0  # a view: NaN and lower values stay
    save_pixels(study, build, pixels)


def way_by_hand(study, build):
    """Every way that the path meets is cut there, and the path is drawn piece by piece."""
    line = footpath(study)
    meets = [line.coords[0], line.coords[-1]]

    @np.errstate(invalid="ignore")
    def change(frame, geometry):
        rows, shapes, cuts = [], [], list(meets)
        for row, way in enumerate(geometry):
            part = shapely.get_parts(way)[0]
            (x0, y0), (x1, y1) = part.coords
            at = [place for place in meets if part.distance(shapely.Point(place)) < 1e-6]
            crossing = part.intersection(line)
            if not at and not crossing.is_empty and frame.at[row, "class"] != "motorway":
                at = [crossing.coords[0]]
                cuts += at
            ends = [(x0, y0), *at, (x1, y1)] if frame.at[row, "class"] != "motorway" else [(x0, y0), (x1, y1)]
            for begin, end in zip(ends, ends[1:]):
                rows.append(frame.loc[row].to_dict())
                shapes.append(shapely.LineString([begin, end]))
        order = sorted(set(cuts), key=lambda place: line.project(shapely.Point(place)))
        for begin, end in zip(order, order[1:]):
            rows.append({"class": "footway"})
            shapes.append(shapely.LineString([begin, end]))
        made = np.empty(len(shapes), dtype=object)
        made[:] = shapes
        return pd.DataFrame(rows), made

    replace_layer(study, build, "walking_network", change)


BY_HAND = {
    "park": park_by_hand,
    "stop": stop_by_hand,
    "kita": kita_by_hand,
    "line": line_by_hand,
    "slow": slow_by_hand,
    "homes": homes_by_hand,
    "crown": crown_by_hand,
    "way": way_by_hand,
}


TOLD = {
    "line": ["effect_stops_without_timetable"],
    "homes": ["buildings_incomplete"],
    "way": ["effect_path_crosses_barrier"],
}


@pytest.mark.parametrize("measure", BY_HAND)
def test_a_scenario_is_what_the_study_says_with_its_inventory_changed_by_hand(
    measure, town_path, build, catalogue, tmp_path
):
    """Touched indicators agree with a full computation, untouched ones are the same there to the last bit."""
    # New people concern every indicator: of those a third is enough here.
    some = list(catalogue.indicators)[::3] if measure == "homes" else None
    found = outcome(town_path, catalogue, measure, indicator_ids=some)
    told = [problem.key for problem in found.problems]
    assert [key for key in told if key != "scenario_indicator_without_values"] == TOLD.get(measure, [])
    assert found.touched
    assert not found.left_out
    assert not found.recomputed
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        BY_HAND[measure](study, build)
        # All that the measure touches, and a sixth of the rest: the test below computes everything.
        full = compute(study, catalogue, [*found.touched, *found.untouched[::6]]).results
    changed = 0
    for name in found.touched:
        mine, whole = found.after[name].units, full[name].units
        assert same(mine, whole), name
        changed += not same(found.before[name].units, whole)
        cells = found.after[name].cells
        assert (cells is None) == (full[name].cells is None)
        if cells is not None:
            assert same(cells.drop(columns="cell_id"), full[name].cells.drop(columns="cell_id")), name
    assert changed, "the measure must matter for something"
    with Study.open(town_path) as study:
        for name in found.untouched[::6]:
            stored = study.stored_result(catalogue.indicators[name])
            assert stored.units.equals(full[name].units[stored.units.columns]), name
    assert some or len(found.touched) + len(found.untouched) == 71


def test_all_measures_together_are_all_changes_together(town_path, build, catalogue, tmp_path):
    """By hand in the order of the measures, over everything that the study can compute."""
    order = ["homes", "way", "park", "stop", "line", "slow", "kita", "crown"]
    found = outcome(town_path, catalogue, *order)
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        for measure in order:
            BY_HAND[measure](study, build)
        full = compute(study, catalogue).results
    assert found.untouched == ()  # new people concern everything
    for name in found.touched:
        assert same(found.after[name].units, full[name].units), name


# The study stays what it is ------------------------------------------------------------------------------------------


def test_the_study_is_not_written_to_and_old_values_come_back(town_path, catalogue):
    before = digest(town_path)
    with Study.open(town_path) as study:
        ids = ["gre_access_300m_share", "soc_kita_access_share", "mob_15min_coverage", "mob_slow_street_share"]
        runner = ScenarioRunner(study, catalogue, ids)
        both = runner.outcome(["park", "kita"])
        alone = runner.outcome(["kita"])
        none = runner.outcome([])
        for name in both.touched:
            stored = study.stored_result(catalogue.indicators[name])
            assert both.before[name].units.equals(stored.units)
        assert runner.outcome(["park", "kita"]) is both
    assert digest(town_path) == before
    assert not none.touched
    assert not none.roles
    assert none.problems == ()
    without_park = [name for name in both.touched if name not in alone.touched]
    assert "gre_access_300m_share" in without_park
    # Without the park its indicators are untouched: they are what is stored.
    assert set(without_park) <= set(alone.untouched)
    for name in alone.touched:
        assert alone.before[name].units.equals(both.before[name].units)


def test_order_of_independent_measures_does_not_matter(town_path, catalogue):
    ids = ["gre_access_300m_share", "gre_mesh_size", "mob_slow_street_share"]
    orders = (("park", "slow"), ("slow", "park"))
    one, other = (outcome(town_path, catalogue, *order, indicator_ids=ids) for order in orders)
    assert set(one.touched) == set(other.touched)
    for name in one.touched:
        assert one.after[name].units.equals(other.after[name].units)
    assert one.roles == other.roles


def test_what_touches_nothing_changes_nothing(town_path, catalogue):
    found = outcome(town_path, catalogue, "far", "only_place", "gone")
    assert not found.touched
    assert not found.layers
    assert found.left_out == ("far-1",)
    assert [problem.key for problem in found.problems] == ["effect_outside", "scenario_measure_missing"]


def test_only_the_wanted_indicators_are_computed(town_path, catalogue):
    found = outcome(town_path, catalogue, "park", indicator_ids=["gre_access_300m_share", "mob_slow_street_share"])
    assert found.touched == ("gre_access_300m_share",)
    assert found.untouched == ("mob_slow_street_share",)
    assert found.roles.keys() == {"public_green", "green_all"}
    assert found.effects == {"park-1": 2}


def test_a_park_never_lowers_access_to_green(town_path, catalogue):
    found = outcome(town_path, catalogue, "park", indicator_ids=["gre_access_300m_share", "gre_public_per_capita"])
    for name in found.touched:
        before, after = found.before[name].units["value"], found.after[name].units["value"]
        assert (after >= before).all()
        assert (after > before).any()


def test_marginal_outcomes(town_path, catalogue):
    with Study.open(town_path) as study:
        alone, in_order = marginal(study, catalogue, ["park", "kita"], ["gre_access_300m_share", "mob_15min_coverage"])
    assert list(alone) == ["park", "kita"]
    assert [item.measure_ids for item in in_order] == [("park",), ("park", "kita")]
    assert alone["park"] is in_order[0]
    assert "gre_access_300m_share" not in alone["kita"].touched


# Parameters, outdated values, people ---------------------------------------------------------------------------------


def test_the_parameters_of_the_stored_values_are_used(town_path, catalogue, tmp_path):
    """Values stored with 500 m instead of 300 m are compared with values of 500 m."""
    name = "gre_access_300m_share"
    parameter = next(
        key for key, item in catalogue.indicators[name].parameters.items() if getattr(item, "value", 0) == 300
    )
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        compute_and_save(study, catalogue, [name], {name: {parameter: 500.0}})
        found = compute_scenario(study, catalogue, ["park"], [name])
    assert found.before[name].parameters[parameter] == 500.0
    assert found.after[name].parameters[parameter] == 500.0
    assert found.recomputed == ()
    assert found.problems == ()


def test_outdated_values_are_computed_anew_on_both_sides(town_path, build, catalogue, tmp_path):
    name = "gre_access_300m_share"
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        stored = study.stored_result(catalogue.indicators[name])
        add_feature(study, build, "public_green", shapely.box(100.0, 900.0, 260.0, 1080.0), name="Altpark")
        found = compute_scenario(study, catalogue, ["park"], [name])
        now = compute_and_save(study, catalogue, [name]).results[name]
    assert [problem.key for problem in found.problems] == ["scenario_before_recomputed"]
    assert found.recomputed == (name,)
    assert found.before[name].units.equals(now.units)
    assert not found.before[name].units.equals(stored.units)


def test_newcomers_are_counted_as_entered_when_people_are_calibrated(town_path, catalogue, tmp_path):
    """40 dwellings of 2.5 persons are 100 people, also where counts are multiplied to meet the official figure."""
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        persons = np.nansum(study.layer("population_cells").numbers("population"))
        study.change_settings(official_population=str(round(persons * 1.05)))
        compute_and_save(study, catalogue, ["hou_pop_density"])
        found = compute_scenario(study, catalogue, ["homes"], ["hou_pop_density"])
        one, two = (results["hou_pop_density"].units["population"].sum() for results in (found.before, found.after))
        levels = study.units().frame["level"].nunique()
    assert found.recomputed == ()
    assert two - one == pytest.approx(100.0 * levels, rel=1e-9)
    new = [name for name in found.shapes if name.startswith("homes-1/")]
    assert new
    assert found.population.sum() == pytest.approx(one / levels + 100.0, rel=1e-9)


def test_the_factor_of_the_people_stays_that_of_the_study(town_path, catalogue, tmp_path):
    """Nobody who is there today becomes fewer because others move in."""
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        persons = np.nansum(study.layer("population_cells").numbers("population"))
        study.change_settings(official_population=str(round(persons * 1.05)))
        compute_and_save(study, catalogue, ["gre_access_300m_share"])
        found = compute_scenario(study, catalogue, ["homes"], ["gre_access_300m_share"])
    before, after = (
        results["gre_access_300m_share"].cells.set_index("cell_id") for results in (found.before, found.after)
    )
    untouched = [cell for cell in before.index if after.at[cell, "denominator"] == before.at[cell, "denominator"]]
    assert len(untouched) > 100


# Assumed values ------------------------------------------------------------------------------------------------------


def test_assumed_values_are_marked_and_carried_up(town_path, catalogue, tmp_path):
    """u1 gains 10 points: Δ numerator = 10 / 100 · its denominator, which the town gains as well."""
    name = "gre_access_300m_share"
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        fields = {"indicator_id": name, "amount": -10.0, "parameters": '{"change": "add", "unit_ids": "u1"}'}
        add_measure(study, "belief", ("value", None, fields))
        found = compute_scenario(study, catalogue, ["belief"])
        city = study.city_id
    one, two = (results[name].units.set_index("unit_id") for results in (found.before, found.after))
    assert two.at["u1", "value"] == pytest.approx(one.at["u1", "value"] - 10.0)
    lost = 0.1 * one.at["u1", "denominator"]
    expected = 100 * (one.at[city, "numerator"] - lost) / one.at[city, "denominator"]
    assert two.at[city, "value"] == pytest.approx(expected, rel=1e-12)
    assert [("assumed_value" in two.at[unit, "flags"]) for unit in (city, "u0", "u1")] == [True, False, True]
    assert name in found.assumed
    assert not found.roles
    assert found.after[name].cells is found.before[name].cells
    others = [unit for unit in one.index if unit not in (city, "u1")]
    assert two.loc[others].equals(one.loc[others])


@pytest.mark.parametrize(("name", "amount"), [("gre_access_300m_share", 130.0), ("gre_public_per_capita", -5.0)])
def test_an_impossible_assumption_is_told(town_path, catalogue, tmp_path, name, amount):
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        fields = {"indicator_id": name, "amount": amount, "parameters": '{"change": "set", "unit_ids": "u1"}'}
        add_measure(study, "belief", ("value", None, fields))
        found = compute_scenario(study, catalogue, ["belief"], [name])
    assert [problem.key for problem in found.problems] == ["effect_value_left_out"]
    assert found.after[name].units.equals(found.before[name].units)


# What is told --------------------------------------------------------------------------------------------------------


WRONG = [
    (None, PARK, {}, "effect_without_kind"),
    ("new_green", None, {}, "effect_without_place"),
    ("new_green", STOP, {}, "effect_place_wrong"),
    ("new_green", shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), {}, "effect_place_invalid"),
    ("new_stop", STOP, {}, "effect_number_missing"),
    ("new_stop", STOP, {"amount": -1.0, "parameters": '{"mode": "bus"}'}, "effect_number_wrong"),
    ("new_stop", STOP, {"parameters": '{"mode": "zeppelin"}'}, "effect_option_unknown"),
    ("new_stop", STOP, {"parameters": '["bus"]'}, "effect_parameters_unreadable"),
    ("dwellings", STOP, {"amount": 10.0}, "effect_number_missing"),
    ("dwellings", STOP, {"parameters": '{"persons_per_dwelling": 2}'}, "effect_number_missing"),
    ("facility", STOP, {}, "effect_without_role"),
    ("facility", PARK, {"role": "trees"}, "effect_place_wrong"),
    ("unsealing", PARK, {"amount": 101.0}, "effect_number_wrong"),
    (
        "value",
        None,
        {"amount": 1.0, "parameters": '{"change": "set", "unit_ids": "u1"}'},
        "effect_without_indicator",
    ),
    ("headway", None, {"amount": 2.0}, "effect_touches_nothing"),
    ("street_speed", shapely.box(0, 0, 2, 2), {"amount": 30.0}, "effect_touches_nothing"),
    ("path", shapely.LineString([(1225, 1150), (1228, 1199)]), {}, "effect_path_not_joined"),
]
"""What cannot be used: kind, place, further fields, and the key of what is told."""


def test_what_cannot_be_used_is_told_and_counted(town_path, catalogue, tmp_path):
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        for number, (kind, place, fields, _) in enumerate(WRONG):
            add_measure(study, f"w{number}", (kind, place, fields))
        runner = ScenarioRunner(study, catalogue)
        found = [runner.outcome([f"w{number}"]) for number in range(len(WRONG))]
    for number, (one, (_, _, _, key)) in enumerate(zip(found, WRONG)):
        assert key in [problem.key for problem in one.problems]
        assert one.left_out == (f"w{number}-1",)
        assert not one.touched
        for problem in one.problems:
            assert all("{" not in catalogue.sentence(problem, language) for language in ("de", "en"))


def test_a_role_without_data_is_not_invented(build, catalogue, tmp_path):
    """A study without green must not say that the new park is all there is."""
    study = build.study(tmp_path / "study.gpkg")
    build.inventory(study, catalogue)
    add_measure(study, "kita", ("facility", shapely.Point(500, 500), {"role": "poi_kita"}))
    with study:
        found = compute_scenario(study, catalogue, ["kita"])
        told = effect_problems(study, catalogue)
    assert (
        [problem.key for problem in found.problems] == [problem.key for problem in told] == ["effect_role_without_data"]
    )
    assert not found.touched
    assert found.left_out == ("kita-1",)


def test_effects_of_a_deleted_measure_do_not_count(town_path, catalogue, tmp_path):
    """QGIS's attribute table deletes the row of a measure and may leave its effects."""
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        study.remove_register_row(MEASURES, "measure_id", "park")
        assert study.effects("park")
        found = compute_scenario(study, catalogue, ["park"], ["gre_access_300m_share"])
    assert [problem.key for problem in found.problems] == ["scenario_measure_missing"]
    assert found.touched == ()


def test_what_is_there_already_does_not_count_twice(town_path, catalogue, tmp_path):
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        add_measure(study, "again", ("new_green", PARK, {"title": "Neuer Park"}))
        found = compute_scenario(study, catalogue, ["park", "again"], ["gre_public_per_capita"])
        alone = compute_scenario(study, catalogue, ["park"], ["gre_public_per_capita"])
    assert [problem.key for problem in found.problems] == ["effect_already_there"]
    name = "gre_public_per_capita"
    assert found.after[name].units.equals(alone.after[name].units)


def test_scenarios_are_lists_of_measures(town_path, catalogue, tmp_path):
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        register_changes.apply(study, [Change(None, Scenario("S1", "Grün", measure_ids="park, kita"))])
        assert [item.scenario_id for item in scenarios_of(study)] == ["S1"]
        assert measures_of(study, "S1") == ["park", "kita"]
        with pytest.raises(Exception, match="scenario_unknown"):
            measures_of(study, "S2")


def test_without_effects_nothing_happens(build, catalogue, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        register_changes.apply(study, [Change(None, Measure("M1", "Konzept"))])
        found = compute_scenario(study, catalogue, ["M1"])
    assert not found.touched
    assert found.problems == ()


def test_needs_before_and_after_by_the_same_yardstick(town_path, catalogue):
    """Without measures nothing changes; a park lowers needs in green, and what is not touched stays."""
    with Study.open(town_path) as study:
        park = needs_after(study, catalogue, compute_scenario(study, catalogue, ["park"]))
        nothing = needs_after(study, catalogue, compute_scenario(study, catalogue, []))
    assert (nothing["change"].dropna() == 0).all()
    assert nothing["need_before"].equals(park["need_before"])
    change = park.set_index(["key", "unit_id"])["change"]
    assert change["green"].min() < -0.01
    assert (change["housing"].dropna() == 0).all()


def test_where_an_effect_counts(town_path, catalogue, tmp_path):
    """People count inside the border, parks as far as 1 km beyond it; the town ends at x = -10."""
    occupancy = {"amount": 40.0, "parameters": '{"persons_per_dwelling": 2.5}'}
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        add_measure(study, "edge", ("dwellings", shapely.box(-60, 300, 40, 400), occupancy))
        add_measure(study, "green", ("new_green", shapely.box(-500, 300, -400, 400), {}))
        reader = EffectReader(study, catalogue)
        told = {name: [problem.key for problem in reader.plan([name]).problems] for name in ("edge", "green", "homes")}
        found = compute_scenario(study, catalogue, ["edge"], ["hou_pop_density"])
    assert told == {"edge": ["effect_partly_outside"], "green": [], "homes": []}
    assert found.population is not None
    before = found.before["hou_pop_density"].units["population"].iloc[0]
    # 100 people on 10,000 m², half of which lies inside.
    assert found.population.sum() == pytest.approx(before + 50.0, abs=1e-6)


def test_own_formulas_follow_what_they_are_made_of(town_path, catalogue, tmp_path):
    """100 minus access to green follows a park, and an assumed value; without an evaluator that is told."""
    made_of, name = "gre_access_300m_share", "own_lack"
    entry = new_formula([], "green", "percent")
    content = {
        **entry.content,
        "title": {"de": "Ohne Grün", "en": "Without green"},
        "expression": f'100 - "{made_of}"',
        "indicators": [made_of],
    }
    fields = {"indicator_id": made_of, "amount": 25.0, "parameters": '{"change": "set", "unit_ids": "u1"}'}
    with Study.open(copy_of(town_path, tmp_path), update=True) as study:
        study.write_own([completed(OwnEntry(name, "", content), catalogue)])
        add_measure(study, "belief", ("value", None, fields))
        own = catalogue_of(study)
        compute_and_save(study, own, [name], evaluate=lack)
        runner = ScenarioRunner(study, own, [made_of, name], lack)
        park, belief, both = (runner.outcome(names) for names in (["park"], ["belief"], ["park", "belief"]))
        mute = compute_scenario(study, own, ["park"], [made_of, name])
    for found in (park, belief, both):
        assert set(found.touched) == {made_of, name}
        for results in (found.before, found.after):
            assert (results[name].units["value"] == 100 - results[made_of].units["value"]).all()
        assert not found.after[name].units["value"].equals(found.before[name].units["value"])
    assert (park.assumed, set(belief.assumed)) == ((), {made_of, name})
    assert belief.after[name].units.set_index("unit_id").at["u1", "value"] == 75.0
    assert "assumed_value" in belief.after[name].units.set_index("unit_id").at["u1", "flags"]
    assert both.after[made_of].units.set_index("unit_id").at["u1", "value"] == 25.0
    assert name not in mute.after
    assert [problem.key for problem in mute.problems] == ["own_not_computable_here"]


def test_what_an_indicator_is_made_of_needs_no_values_of_its_own(build, catalogue, tmp_path):
    """Only the formula was computed and stored, never access to green by itself: a park moves it all the same.

    People who move into a square that nobody lives in today are people of the town as well.
    """
    name, made_of = "own_lack", "gre_access_300m_share"
    entry = new_formula([], "green", "percent")
    words = {"title": {"de": "Ohne Grün", "en": "Without green"}}
    content = {**entry.content, **words, "expression": f'100 - "{made_of}"', "indicators": [made_of]}
    with build.study(tmp_path / "study.gpkg") as study:
        squares = [build.square(x, 0) for x in (0, 1500, 1000)]
        cells = build.cells(squares, [100.0, 300.0, 0.0])
        green = build.table([build.square(100, 0, 200)], "public_green", name=["Park"])
        for table in (cells, green):
            study.save_layer(catalogue.roles[table.role], build.passport(table.role), table)
        study.write_own([completed(OwnEntry(name, "", content), catalogue)])
        own = catalogue_of(study)
        compute_and_save(study, own, [name], evaluate=lack)
        assert set(study.status()) == {name}
        add_measure(study, "park", ("new_green", build.square(1500, 100, 200), {}))
        homes = {"amount": 20.0, "parameters": '{"persons_per_dwelling": 2}'}
        add_measure(study, "homes", ("dwellings", build.square(1020, 20, 50), homes))
        park, moved = (compute_scenario(study, own, [measure], evaluate=lack) for measure in ("park", "homes"))
        city = study.city_id
    assert park.touched == (name,)
    assert moved.population is not None
    assert moved.population.to_dict() == pytest.approx({"c0": 100.0, "c1": 300.0, "c2": 40.0})
    before, after = (
        results[name].units.set_index("unit_id").at[city, "value"] for results in (park.before, park.after)
    )
    assert (before, after) == pytest.approx((75.0, 0.0))


def lack(indicator, table):
    """What QGIS's expressions do elsewhere: the formula of the test above."""
    return 100.0 - table[indicator.needed_indicators()[0]].to_numpy(dtype=float)
