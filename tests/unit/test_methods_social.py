# SPDX-License-Identifier: GPL-2.0-or-later
"""Social situation, mixture of uses, exposure to noise and floods, connected green, public space, several burdens."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from smartcity_plugin.engine.compute import IndicatorResult, compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.methods.mesh import cut_apart
from smartcity_plugin.engine.methods.mix import shannon_evenness
from smartcity_plugin.engine.methods.public_space import close_gaps
from smartcity_plugin.engine.overlay import (
    area_inside,
    areas_inside,
    common_parts,
    holds,
    points_inside,
    united_in_tiles,
)
from smartcity_plugin.engine.population import homes
from smartcity_plugin.model.problem import SmartCityError

NAN = float("nan")


@pytest.fixture
def people(build):
    """Two units of one cell each: 100 and 50 persons."""
    squares = [build.square(0, 0), build.square(100, 0)]
    return {"planning_units": build.units(squares), "population_cells": build.cells(squares, [100, 50])}


def units_of(catalogue, name, data, results=None, **parameters):
    result = compute_indicator(catalogue.indicators[name], Desk(data), parameters, results=results)
    return result.units.set_index("unit_id")


def refused(catalogue, name, data, **parameters) -> str:
    with pytest.raises(SmartCityError) as caught:
        units_of(catalogue, name, data, **parameters)
    return caught.value.problem.key


class TestEvenness:
    @pytest.mark.parametrize(
        ("areas", "count", "expected"),
        [
            ((50, 30, 20), 3, 0.937231),
            ((100, 0, 0), 3, 0.0),
            ((1, 1, 1), 3, 1.0),
            ((1, 1, 1), 5, 0.682606),
            ((0, 0, 0), 3, NAN),
        ],
    )
    def test_worked_examples(self, areas, count, expected):
        found = shannon_evenness(np.array([areas], float), count)
        assert np.allclose(found, [expected], atol=5e-7, equal_nan=True)

    @given(areas=arrays.arrays(float, (3, 5), elements=st.floats(0.001, 1e6)), factor=st.floats(1e-3, 1e3))
    def test_it_lies_between_0_and_1_and_knows_no_unit(self, areas, factor):
        found = shannon_evenness(areas, 5)
        assert ((found >= 0) & (found <= 1 + 1e-12)).all()
        assert np.allclose(found, shannon_evenness(areas * factor, 5))
        assert np.allclose(found, shannon_evenness(areas[:, ::-1], 5))

    @given(areas=arrays.arrays(float, (1, 4), elements=st.floats(0.001, 1e6)))
    def test_it_equals_the_formula_written_out(self, areas):
        total = sum(areas[0])
        expected = -sum(area / total * math.log(area / total) for area in areas[0]) / math.log(4)
        assert shannon_evenness(areas, 4)[0] == pytest.approx(expected, abs=1e-12)


class TestNoise:
    def noise(self, build, low, high=None, metric="lden", source="road"):
        count = len(low)
        squares = [build.square(0, 0)] * count
        columns = {"metric": [metric] * count, "db_low": low, "source": [source] * count}
        return build.table(squares, "noise", **columns, **({} if high is None else {"db_high": high}))

    def test_a_threshold_below_the_maps_cannot_be_computed(self, build, catalogue, people):
        data = {**people, "noise": self.noise(build, [55.0, 60.0])}
        assert refused(catalogue, "cli_noise_lden_share", data, threshold=53) == "noise_map_begins_above"
        assert units_of(catalogue, "cli_noise_lden_share", data, threshold=55).loc["u0", "value"] == 100

    def test_an_index_or_source_without_areas_is_no_zero(self, build, catalogue, people):
        data = {**people, "noise": self.noise(build, [55.0])}
        assert refused(catalogue, "cli_noise_lnight_share", data) == "noise_not_mapped"
        assert refused(catalogue, "cli_noise_lden_share", data, noise_source="rail") == "noise_not_mapped"

    @pytest.mark.parametrize(
        ("low", "threshold", "value", "coverage"),
        [
            ([55.0, 60.0, 65.0], 65, 100, 1),  # cumulative areas without upper limit
            ([55.0, 60.0, 65.0], 67, NAN, 0),  # the highest class is open: how loud it is there nobody knows
            ([55.0, 60.0], 60, 100, 1),
            ([60.0, 70.0], 65, 100, 1),  # 60 to 70 leaves it open, the area from 70 on does not
        ],
    )
    def test_classes_without_upper_limit(self, build, catalogue, people, low, threshold, value, coverage):
        found = units_of(
            catalogue, "cli_noise_lden_share", {**people, "noise": self.noise(build, low)}, threshold=threshold
        )
        assert np.allclose(found.loc["u0", ["value", "coverage"]].astype(float), [value, coverage], equal_nan=True)
        assert found.loc["u1", "value"] == 0

    def test_classes_of_whole_numbers_as_the_eu_reports_them(self, build, catalogue, people):
        """55–59 and 60–64: nobody of the lower class is at 60 dB."""
        data = {**people, "noise": self.noise(build, [55.0], [59.0])}
        assert units_of(catalogue, "cli_noise_lden_share", data, threshold=60).loc["u0", "value"] == 0

    def test_people_in_buildings_count_where_their_building_is(self, build, catalogue, people):
        """Both buildings stand in the western half, which the isophone covers: all are exposed, not half of them."""
        west = build.table([shapely.box(0, 0, 50, 100)], "noise", metric=["lden"], db_low=[65.0])
        desk = Desk({**people, "noise": west})
        footprints = build.array([shapely.box(10, 10, 20, 20), shapely.box(30, 10, 40, 20)])
        desk.__dict__["places"] = homes(desk.cells, footprints, np.array([100.0, 300.0]))
        result = compute_indicator(catalogue.indicators["cli_noise_lden_share"], desk)
        assert result.units["value"].tolist() == [100.0, 0.0]


def test_a_flood_scenario_without_areas_is_no_zero(build, catalogue, people):
    data = {**people, "flood": build.table([build.square(0, 0)], "flood", scenario=["hq100"])}
    assert refused(catalogue, "cli_flood_exposed_share", data, flood_scenario="hq10") == "flood_scenario_missing"
    assert refused(catalogue, "cli_flood_exposed_share", data, flood_scenario="heavy_rain") == "flood_scenario_missing"
    assert units_of(catalogue, "cli_flood_exposed_share", data)["value"].tolist() == [100.0, 0.0]


class TestDeprivation:
    def statistics(self, build, **columns):
        count = len(next(iter(columns.values())))
        ids = [f"u{number}" for number in range(count)]
        return build.table([None] * count, "unit_statistics", unit_id=ids, **columns)

    def town(self, build, levels):
        squares = [build.square(100 * number, 0) for number in range(len(levels))]
        units = build.units(squares).with_column("level", levels)
        return {"planning_units": units, "population_cells": build.cells(squares, [10] * len(levels))}

    def test_levels_are_compared_among_themselves(self, build, catalogue):
        data = self.town(build, ["district"] * 3 + ["block"] * 3)
        rates = [1.0, 2.0, 3.0, 100.0, 200.0, 300.0]
        data["unit_statistics"] = self.statistics(build, unemployment_rate=rates, sgb2_rate=rates)
        values = units_of(catalogue, "soc_deprivation_index", data)["value"]
        assert np.allclose(values, [-1.224745, 0, 1.224745] * 2, atol=1e-6)

    def test_one_unit_of_a_level_has_nothing_to_be_compared_with(self, build, catalogue):
        data = self.town(build, ["city", "district", "district"])
        rates = [5.0, 4.0, 6.0]
        data["unit_statistics"] = self.statistics(build, unemployment_rate=rates, child_poverty_rate=rates)
        values = units_of(catalogue, "soc_deprivation_index", data)["value"]
        assert np.allclose(values, [NAN, -1, 1], equal_nan=True)

    def test_one_rate_is_not_enough(self, build, catalogue):
        data = self.town(build, ["district"] * 2)
        data["unit_statistics"] = self.statistics(build, unemployment_rate=[1.0, 2.0], sgb2_rate=[None, None])
        assert refused(catalogue, "soc_deprivation_index", data) == "deprivation_rates_missing"


class TestMesh:
    def test_crossing_the_border(self, build, catalogue, people):
        """A patch of 200 m × 10 m over both units: 0.1 of 0.2 ha in each of 1 ha."""
        green = build.table([shapely.box(0, 0, 200, 10)], "green_all")
        rail = build.table([shapely.LineString([(0, 90), (200, 90)])], "barriers", kind=["rail"])
        data = {**people, "green_all": green, "barriers": rail}
        assert np.allclose(units_of(catalogue, "gre_mesh_size", data)["value"], 0.1**2)
        crossing = units_of(catalogue, "gre_mesh_size", data, mesh_procedure="cross_boundary")["value"]
        assert np.allclose(crossing, 0.1 * 0.2)

    def test_missing_kinds_of_cuts_are_told(self, build, catalogue, people):
        rail = build.table([shapely.LineString([(0, 90), (200, 90)])], "barriers", kind=["rail"])
        data = {**people, "green_all": build.table([build.square(0, 0, 10)], "green_all"), "barriers": rail}
        assert set(units_of(catalogue, "gre_mesh_size", data)["flags"]) == {"missing_categories"}

    @given(seed=st.integers(0, 10_000))
    def test_cutting_loses_nothing(self, seed):
        random = np.random.default_rng(seed)
        patches = np.array([shapely.box(x, y, x + 90, y + 90) for x in (0, 100, 200) for y in (0, 100, 200)])
        lines = shapely.linestrings(random.uniform(-20, 310, (6, 2, 2)))
        pieces = cut_apart(patches, lines)
        assert shapely.area(pieces).sum() == pytest.approx(9 * 8100)
        inner = shapely.buffer(pieces, -1e-6)
        assert not shapely.intersects(inner[:, None], inner[None, :])[~np.eye(len(pieces), dtype=bool)].any()
        assert len(pieces) >= len(patches)

    def test_a_line_across_halves_and_a_hole_stays(self):
        ring = shapely.Polygon(shapely.box(0, 0, 100, 100).exterior, [shapely.box(40, 40, 60, 60).exterior])
        halves = cut_apart(np.array([ring]), np.array([shapely.LineString([(-10, 50), (110, 50)])]))
        assert shapely.area(halves).tolist() == [4800, 4800]


class TestPublicSpace:
    def data(self, build, people, **streets):
        block = build.table([shapely.box(0, 0, 200, 100)], "settlement_area")
        park = build.table([build.square(0, 0, 50)], "public_green")
        line = build.table([shapely.LineString([(0, 80), (200, 80)])], "streets", **streets)
        return {**people, "settlement_area": block, "public_green": park, "streets": line}

    def test_streets_without_a_width_are_no_zero(self, build, catalogue, people):
        for columns in ({}, {"width_m": [None]}):
            data = self.data(build, people, **{"class": ["residential"]}, **columns)
            assert refused(catalogue, "gre_sdg1171_public_space_share", data) == "street_widths_unknown"

    def test_areas_of_streets_are_taken_before_their_lines(self, build, catalogue, people):
        data = self.data(build, people, **{"class": ["residential"], "width_m": [10.0]})
        data["street_areas"] = build.table([shapely.box(0, 70, 200, 90)], "street_areas")
        values = units_of(catalogue, "gre_sdg1171_public_space_share", data)["value"]
        assert np.allclose(values, [45, 20])  # 2,500 + 2,000 and 2,000 of 10,000 m²

    def test_values_on_cells_are_those_of_units_of_the_same_shape(self, build, catalogue, people):
        data = self.data(build, people, **{"class": ["residential"], "width_m": [10.0]})
        result = compute_indicator(catalogue.indicators["gre_sdg1171_public_space_share"], Desk(data))
        assert np.allclose(result.cells["value"], result.units["value"])

    def test_gaps(self):
        blocks = np.array([shapely.box(0, 0, 400, 400), shapely.box(460, 0, 800, 400), shapely.box(2000, 0, 2100, 100)])
        closed = close_gaps(blocks, 100)
        assert len(closed) == 2
        total, parts = shapely.area(closed).sum(), shapely.area(blocks).sum()
        assert parts + 60 * 330 < total < parts + 60 * 400  # rounded notches at both ends of the gap
        assert close_gaps(blocks, 50).size == 3
        assert close_gaps(blocks, 0) is blocks

    def test_playgrounds_of_unknown_size_are_no_zero(self, build, catalogue, people):
        data = {**people, "playgrounds": build.table([shapely.Point(50, 50)], "playgrounds")}
        assert refused(catalogue, "gre_playground_area_pc", data) == "playground_sizes_unknown"


class TestBurdens:
    NAMES = ("cli_noise_lden_share", "gre_local_supply")

    def result(self, catalogue, name, values):
        ids = [f"u{number}" for number in range(len(values))]
        units = pd.DataFrame({"unit_id": ids, "value": np.array(values, float)})
        return IndicatorResult(catalogue.indicators[name], {}, units, None, (), ())

    def found(self, build, catalogue, levels, noise, green, **parameters):
        squares = [build.square(100 * number, 0) for number in range(len(levels))]
        units = build.units(squares).with_column("level", levels)
        data = {"planning_units": units, "population_cells": build.cells(squares, [10] * len(levels))}
        results = {
            name: self.result(catalogue, name, values) for name, values in zip(self.NAMES, (noise, green), strict=True)
        }
        return units_of(catalogue, "cli_multi_burden_count", data, results, **parameters)

    def test_the_worst_quarter_of_each_level(self, build, catalogue):
        """Noise: high is bad; green: low is bad. The city stands alone: nothing to be compared with."""
        levels = ["city"] + ["district"] * 8
        noise = [50, 1, 2, 3, 4, 5, 6, 7, 8]
        green = [0, 8, 7, 6, 5, 4, 3, 2, 1]
        units = self.found(build, catalogue, levels, noise, green, burden_classes="quartile")
        assert np.allclose(units["value"], [NAN, 0, 0, 0, 0, 0, 0, 2, 2], equal_nan=True)
        assert units["coverage"].tolist() == [0] + [1] * 8

    def test_a_quiet_town_has_no_worst_quarter(self, build, catalogue):
        """Six of eight units without any noise: only what is worse than the quartile is high, not all equal ones."""
        units = self.found(build, catalogue, ["district"] * 8, [0] * 6 + [1, 2], [9] * 8, burden_classes="quartile")
        assert units["value"].tolist() == [0] * 6 + [1, 1]
        quiet = self.found(build, catalogue, ["district"] * 8, [0] * 8, [9] * 8, burden_classes="quartile")
        assert quiet["value"].tolist() == [0] * 8

    def test_fewer_than_four_units_have_no_quarter(self, build, catalogue):
        units = self.found(build, catalogue, ["district"] * 4, [1, 2, 3, None], [1, 2, 3, 4], burden_classes="quartile")
        assert np.allclose(units["coverage"], 0.5)
        assert units["value"].tolist() == [1, 0, 0, 0]

    def test_flags_name_the_high_burdens_and_what_is_missing(self, build, catalogue):
        units = self.found(build, catalogue, ["district"] * 3, [20, 0, None], [1, 9, 1])
        assert units["value"].tolist() == [2, 0, 1]
        high = [{flag for flag in flags.split(",") if flag.startswith("high")} for flags in units["flags"]]
        assert high == [{"high_noise", "high_green"}, set(), {"high_green"}]
        assert all("missing_categories" in flags.split(",") for flags in units["flags"])

    def test_every_burden_has_its_flag(self, catalogue):
        from smartcity_plugin.engine.methods.burden import HIGH

        assert set(HIGH) == set(catalogue.indicators["cli_multi_burden_count"].needed_indicators())
        assert set(HIGH.values()) <= set(catalogue.vocabulary.flags)


class TestOverlay:
    @given(seed=st.integers(0, 10_000))
    def test_areas_equal_those_of_plain_intersections(self, seed):
        random = np.random.default_rng(seed)
        circles = shapely.buffer(shapely.points(random.uniform(0, 1000, (6, 2))), random.uniform(20, 200, 6), 100)
        parts = shapely.get_parts(shapely.union_all(circles))
        polygons = np.array([shapely.box(x, y, x + 250, y + 250) for x in (0, 250, 600) for y in (0, 250, 600)])
        expected = shapely.area(shapely.intersection(polygons[:, None], parts[None, :]))
        assert np.allclose(area_inside(parts, polygons), expected.sum(axis=1))
        group = np.arange(len(parts)) % 2
        grouped = areas_inside(parts, group, 3, polygons)
        assert grouped.shape == (9, 3)
        assert np.allclose(grouped[:, 1], expected[:, group == 1].sum(axis=1))
        assert (grouped[:, 2] == 0).all()
        common = common_parts(parts, np.array([shapely.box(100, 100, 700, 400)]))
        assert shapely.area(common).sum() == pytest.approx(
            shapely.area(shapely.intersection(parts, shapely.box(100, 100, 700, 400))).sum()
        )

    @given(seed=st.integers(0, 10_000))
    def test_union_in_tiles_is_the_union(self, seed):
        random = np.random.default_rng(seed)
        ends = random.uniform(-500, 500, (30, 2, 2))
        shapes = shapely.buffer(shapely.linestrings(ends), random.uniform(1, 40, 30), cap_style="flat")
        tiles = united_in_tiles(shapes, 170.0)
        union = shapely.union_all(shapes)
        assert shapely.area(tiles).sum() == pytest.approx(shapely.area(union))
        assert shapely.area(shapely.symmetric_difference(shapely.union_all(tiles), union)) < 1e-6

    def test_nothing_inside(self):
        nothing = np.empty(0, dtype=object)
        square = np.array([shapely.box(0, 0, 1, 1)])
        assert area_inside(nothing, square).tolist() == [0]
        assert not len(common_parts(nothing, square))
        assert not len(united_in_tiles(nothing))
        assert holds(np.array([shapely.Point(0, 0)]), nothing).tolist() == [False]
        assert all(len(found) == 0 for found in points_inside(nothing, square, np.array(["a"])))

    def test_what_lies_on_a_border_counts_once_per_level(self):
        west, east, town = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(0, 0, 2, 1)
        levels = np.array(["district", "district", "city"])
        _, unit, weight = points_inside(
            np.array([shapely.Point(1, 0.5), shapely.Point(0.2, 0.2)]), np.array([west, east, town]), levels
        )
        assert np.bincount(unit, weight).tolist() == [1.5, 0.5, 2]

    def test_a_point_on_the_edge_is_inside(self):
        points = shapely.points([(0.0, 0.5), (1.5, 0.5)])
        assert holds(points, np.array([shapely.box(0, 0, 1, 1)])).tolist() == [True, False]


def test_data_that_one_indicator_cannot_use_do_not_stop_the_others(build, catalogue, tmp_path):
    from smartcity_plugin.study.workflow import compute

    with build.study(tmp_path / "study.gpkg") as study:
        build.inventory(study, catalogue)
        points = build.table([shapely.Point(100, 100)], "playgrounds", name=["A"])
        study.save_layer(catalogue.roles["playgrounds"], build.passport("playgrounds"), points)
        outcome = compute(study, catalogue, ["gre_playground_area_pc", "gre_playground_access_share"])
    assert set(outcome.results) == {"gre_playground_access_share"}
    assert [problem.key for problem in outcome.problems["gre_playground_area_pc"]] == ["playground_sizes_unknown"]
