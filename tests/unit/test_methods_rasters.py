# SPDX-License-Identifier: GPL-2.0-or-later
"""What the hand-worked cases of rasters, heat and trees do not show: decisions, flags, values per cell."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.people import AS_COUNTED, PeopleSettings
from smartcity_plugin.engine.raster import Raster

NAN = float("nan")


def grid(values, role: str, left: float = 0.0, top: float = 100.0, size: float = 100.0) -> Raster:
    table = np.array(values, dtype=float)
    rows, columns = table.shape
    return Raster(
        left, top, size, size, rows, columns, lambda first, count: table[first : first + count], lambda xy: xy, role
    )


def strip(build, count: int, population=10.0, **columns):
    """A row of cells of 100 m, and one unit over all of them."""
    cells = build.cells([build.square(100 * number, 0) for number in range(count)], [population] * count, **columns)
    return {"population_cells": cells, "planning_units": build.units([shapely.box(0, 0, 100 * count, 100)])}


def result(catalogue, name: str, data, people=AS_COUNTED, **parameters):
    return compute_indicator(catalogue.indicators[name], Desk(data, people), parameters)


@pytest.mark.parametrize(
    ("values", "scale", "value", "flags"),
    [
        ([[50, 0, 100]], "auto", 50.0, ""),
        ([[1, 0, 1]], "auto", 200 / 3, "read_as_share"),
        ([[0.5, 0.25, 0]], "auto", 25.0, "read_as_share"),
        ([[1, 0, 1]], "percent", 2 / 3, ""),
        ([[1, 0, 1]], "share", 200 / 3, ""),
        ([[1, 0, 255]], "auto", 50.0, "read_as_share,partial_coverage"),
        ([[50, 0, 1]], "share", 50.0, "partial_coverage"),
        ([[0, 0, 0]], "auto", 0.0, "read_as_share"),
        ([[NAN, 255, -1]], "auto", NAN, "read_as_share,no_data,partial_coverage"),
    ],
)
def test_how_shares_are_written_in_a_raster(build, catalogue, values, scale, value, flags):
    data = {**strip(build, 3), "tree_canopy": grid(values, "tree_canopy")}
    row = result(catalogue, "gre_tree_canopy_share", data, scale=scale).units.iloc[0]
    assert row["value"] == pytest.approx(value, nan_ok=True)
    assert row["flags"] == flags


def test_areas_have_values_per_cell_too(build, catalogue):
    """A cell of which less than half is known has none."""
    values = [[0.1, 0.5, 0.2, NAN, NAN, NAN]] * 2
    data = {**strip(build, 3), "vegetation_index": grid(values, "vegetation_index", size=50.0)}
    cells = result(catalogue, "gre_ndvi_mean", data).cells
    assert cells["value"].tolist() == pytest.approx([0.3, 0.2, NAN], nan_ok=True)
    assert cells["denominator"].tolist() == pytest.approx([10_000.0, 5_000.0, NAN], nan_ok=True)
    shares = result(catalogue, "gre_vegetation_share", data, threshold=0.5).cells
    assert shares["value"].tolist() == pytest.approx([50.0, 0.0, NAN], nan_ok=True)


def test_a_threshold_is_compared_in_single_precision(build, catalogue):
    """0.3 is stored as 0.30000001192…, 0.7 as 0.69999998807…: both are what the town wrote down."""
    for limit in (0.3, 0.7, 0.1, 0.6):
        values = np.array([[limit, limit - 1e-5, limit + 1e-5]], dtype=np.float32)
        data = {**strip(build, 3), "vegetation_index": grid(values, "vegetation_index")}
        found = result(catalogue, "gre_vegetation_share", data, threshold=limit).cells["value"]
        assert found.tolist() == pytest.approx([100.0, 0.0, 100.0])


def temperatures(count: int) -> Raster:
    return grid([[40.0] * 5 + [20.0] * (count - 5)], "surface_temperature")


def test_few_cells_have_no_hot_spots(build, catalogue):
    for count, given in ((29, False), (30, True)):
        data = {**strip(build, count), "surface_temperature": temperatures(count)}
        row = result(catalogue, "cli_heat_exposure_share", data).units.iloc[0]
        assert np.isfinite(row["value"]) == given
        assert ("no_data" in row["flags"]) == (not given)


def test_neighbours_and_correction(build, catalogue):
    """In a row, cells that touch are those whose centres are 100 m apart."""
    data = {**strip(build, 40), "surface_temperature": temperatures(40)}

    def hot(**parameters):
        cells = result(catalogue, "cli_heat_exposure_share", data, **parameters).cells
        return np.flatnonzero(cells["value"] == 100).tolist()

    assert hot() == [0, 1, 2, 3, 4]
    assert hot(neighbours="band", band=100) == hot()
    assert hot(neighbours="band", band=99) == [0, 1, 2, 3, 4]  # each alone: (1 - 1/8) / 0.33 = 2.6
    assert hot(neighbours="band", band=300) == [0, 1, 2, 3, 4, 5]
    # Alone z = 2.646, p = 0.0081; five of forty: 0.0081 · 40 / 5 = 0.065 > 0.05.
    assert hot(neighbours="band", band=99, correction="false_discovery") == []
    # At the edge z = 2.91, p = 0.0036, the fifth of forty: 0.029.
    assert hot(correction="false_discovery") == [0, 1, 2, 3, 4]


def test_ages_of_larger_census_cells(build, catalogue):
    data = {**strip(build, 3), "surface_temperature": grid([[20, 30, 40]], "surface_temperature")}
    missing = result(catalogue, "cli_heat_vulnerability", data).units.iloc[0]
    assert np.isnan(missing["value"])
    assert missing["flags"] == "ages_missing,no_data,partial_coverage"
    data["population_cells"] = data["population_cells"].with_column("population", [10.0, 20.0, 30.0])
    squares = [build.square(0, 0, 200), shapely.box(200, 0, 300, 100)]
    rates = {"share_65_plus": [10.0, 30.0], "share_under_18": [10.0, 20.0]}
    data["census_rates"] = build.table(squares, "census_rates", cell_id=["a", "b"], **rates)
    found = result(catalogue, "cli_heat_vulnerability", data, trim=0)
    assert found.units["flags"].tolist() == ["ages_by_share"]
    # E 0, 0.5, 1; shares 20, 20, 50 % -> 0, 0, 1; density 10, 20, 30 -> 0, 0.5, 1; S 0, 0.25, 1.
    assert found.cells["value"].tolist() == pytest.approx([0.0, 100 * np.sqrt(0.5 * 0.25), 100.0])


def test_trimming_lets_no_single_cell_stretch_the_scale(build, catalogue):
    random = np.random.default_rng(3)
    values = random.uniform(20, 30, 101)
    persons = random.integers(10, 90, 101).astype(float)
    ages = {"aged_65_plus": np.floor(persons * 0.2), "aged_under_18": np.floor(persons * 0.15)}
    data = strip(build, 101, **ages)
    data["population_cells"] = data["population_cells"].with_column("population", persons)
    plain = {**data, "surface_temperature": grid([values], "surface_temperature")}
    values = values.copy()
    values[50] = 300.0
    outlier = {**data, "surface_temperature": grid([values], "surface_temperature")}
    before, after = (result(catalogue, "cli_heat_vulnerability", one).cells["value"] for one in (plain, outlier))
    others = np.arange(101) != 50
    assert np.abs(before - after)[others].max() < 5
    untrimmed = result(catalogue, "cli_heat_vulnerability", outlier, trim=0).cells["value"]
    assert untrimmed[others].max() < 25


def homes(build):
    data = strip(build, 2)
    shapes = [build.square(10, 10, 10), build.square(70, 70, 10), build.square(150, 50, 10)]
    data["buildings"] = build.table(shapes, "buildings", function=["residential"] * 3, storeys=[3.0, 1.0, 1.0])
    trees = [(15, 5), (5, 15), (25, 15), (90, 75), (150, 65), (150, 40), (165, 55)]
    data["trees"] = build.table(list(shapely.points(trees)), "trees")
    return data


def test_trees_are_counted_around_homes_whatever_the_study_takes_for_homes(build, catalogue):
    data = homes(build)
    for allocation in ("auto", "dasymetric", "areal", "centroid"):
        found = result(catalogue, "gre_visible_trees_share", data, PeopleSettings(allocation)).cells
        assert found["value"].tolist() == pytest.approx([75.0, 100.0]), allocation


def test_no_trees_are_no_trees(build, catalogue):
    data = homes(build)
    data["trees"] = data["trees"].where(np.zeros(7, dtype=bool))
    data["streets"] = build.table([shapely.LineString([(0, 50), (200, 50)])], "streets", **{"class": ["residential"]})
    assert result(catalogue, "gre_visible_trees_share", data).units["value"].tolist() == [0.0]
    assert result(catalogue, "gre_street_tree_density", data).units["value"].tolist() == [0.0]


def test_the_neighbourhood_of_the_rule_is_a_circle(build, catalogue):
    """The crowns within 100 m of the middle of the first cell, against the circle cut with each pixel."""
    data = homes(build)
    random = np.random.default_rng(9)
    values = np.where(random.random((12, 12)) < 0.1, NAN, random.uniform(0, 70, (12, 12)))
    data["tree_canopy"] = grid(values, "tree_canopy", -75.0, 200.0, 25.0)
    data["public_green"] = build.table([build.square(9000, 9000)], "public_green")
    circle = shapely.Point(50, 50).buffer(100, quad_segs=8)
    pieces = [
        (circle.intersection(shapely.box(x, y - 25, x + 25, y)).area, values[row, column])
        for row, y in enumerate(200.0 - 25.0 * np.arange(12))
        for column, x in enumerate(-75.0 + 25.0 * np.arange(12))
    ]
    known = [(size, value) for size, value in pieces if np.isfinite(value)]
    mean = sum(size * value for size, value in known) / sum(size for size, _ in known)
    for limit, met in ((mean - 1e-6, 1.0), (mean + 1e-6, 0.0)):
        found = result(catalogue, "gre_330300_score", data, neighbourhood=100, canopy_share=limit).cells
        assert found["value"].iloc[0] == pytest.approx(0.75 + met)


def test_the_rule_tells_how_ways_were_measured(build, catalogue):
    data = homes(build)
    data["tree_canopy"] = grid(np.full((1, 2), 1.0), "tree_canopy")
    data["public_green"] = build.table([build.square(0, 100)], "public_green")
    row = result(catalogue, "gre_330300_score", data, neighbourhood=50).units.iloc[0]
    assert row["flags"] == "read_as_share,straight_line"
    assert row["value"] == pytest.approx((10 * (0.75 + 1 + 1) + 10 * (1 + 1 + 1)) / 20)


def test_street_trees_per_cell(build, catalogue):
    data = homes(build)
    streets = [shapely.LineString([(0, 10), (200, 10)]), shapely.LineString([(150, 0), (150, 100)])]
    data["streets"] = build.table(streets, "streets", **{"class": ["residential", "footway"]})
    cells = result(catalogue, "gre_street_tree_density", data).cells
    assert cells["numerator"].tolist() == [3.0, 0.0]
    assert cells["denominator"].tolist() == [1.0, 1.0]
