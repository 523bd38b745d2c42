# SPDX-License-Identifier: GPL-2.0-or-later
"""Buildings, rents and growth: what the cases of the indicators leave open."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.zones import load_zone_densities
from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.methods.housing import spread_count

HOUSE = ["house"]


def computed(catalogue, name, data, **parameters):
    return compute_indicator(catalogue.indicators[name], Desk(data), parameters)


# Density ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def plot(build):
    """The test vector: a plot of 1,000 m² with 200 m² of four storeys and 150 m² of two."""
    shape = shapely.box(0, 0, 40, 25)
    return {
        "planning_units": build.units([shape]),
        "population_cells": build.cells([build.square(0, 0)], [10]),
        "settlement_area": build.table([shape], "settlement_area"),
        "buildings": build.table(
            [shapely.box(0, 0, 20, 10), shapely.box(20, 10, 35, 20)], "buildings", function=HOUSE * 2, storeys=[4, 2]
        ),
    }


def test_the_vector_of_the_reference(catalogue, plot):
    assert computed(catalogue, "hou_grz_est", plot).units["value"].tolist() == pytest.approx([0.35])
    assert computed(catalogue, "hou_gfz_est", plot).units["value"].tolist() == pytest.approx([1.1])


def test_without_parcels_a_flag_names_the_land(catalogue, build, plot):
    plain = computed(catalogue, "hou_grz_est", plot).units["flags"].iloc[0]
    with_parcels = {**plot, "parcels": build.table([shapely.box(0, 0, 40, 25)], "parcels")}
    assert "settlement_land" in plain
    assert "settlement_land" not in computed(catalogue, "hou_grz_est", with_parcels).units["flags"].iloc[0]


def test_estimated_storeys_are_flagged_and_lower_the_coverage(catalogue, plot):
    half = {**plot, "buildings": plot["buildings"].with_column("storeys", [4, None])}
    row = computed(catalogue, "hou_gfz_est", half).units.iloc[0]
    # The 150 m² get the 4 storeys of the other home.
    assert row["value"] == pytest.approx(350 * 4 / 1000)
    assert row["coverage"] == pytest.approx(200 / 350)
    assert "modelled" in row["flags"]
    assert "modelled" not in computed(catalogue, "hou_gfz_est", plot).units["flags"].iloc[0]


def test_without_any_storeys_there_is_no_floor_area_ratio(catalogue, plot):
    none = {**plot, "buildings": plot["buildings"].with_column("storeys", [None, None])}
    assert computed(catalogue, "hou_gfz_est", none).units["value"].isna().all()
    assert computed(catalogue, "hou_grz_est", none).units["value"].tolist() == pytest.approx([0.35])


def test_values_on_cells_add_up_to_the_unit(catalogue, build):
    squares = [build.square(x, y) for x in range(0, 400, 100) for y in range(0, 300, 100)]
    random = np.random.default_rng(4)
    corners = random.uniform(0, [380, 280], (80, 2))
    data = {
        "planning_units": build.units([shapely.box(0, 0, 400, 300)]),
        "population_cells": build.cells(squares, [5] * 12),
        "settlement_area": build.table([shapely.box(20, 20, 370, 250)], "settlement_area"),
        "buildings": build.table(
            [shapely.box(x, y, x + 9, y + 7) for x, y in corners], "buildings", function=HOUSE * 80, storeys=[2] * 80
        ),
    }
    for name in ("hou_grz_est", "hou_gfz_est"):
        result = computed(catalogue, name, data)
        for column in ("numerator", "denominator"):
            assert result.cells[column].sum() == pytest.approx(result.units[column].iloc[0])


# Infill -------------------------------------------------------------------------------------------------------------


def test_a_plot_is_the_part_of_a_parcel_in_a_building_area(catalogue, build):
    """What one plot has too much does not take from what the next could still get."""
    data = {
        "planning_units": build.units([build.square(0, 0)]),
        "population_cells": build.cells([build.square(0, 0)], [10]),
        "building_zones": build.table([shapely.box(0, 0, 40, 50)], "building_zones", floor_area_ratio=[0.5]),
        "parcels": build.table([shapely.box(0, 0, 20, 50), shapely.box(20, 0, 100, 50)], "parcels"),
        "buildings": build.table([shapely.box(0, 0, 20, 30)], "buildings", function=HOUSE, storeys=[3]),
    }
    row = computed(catalogue, "hou_infill_potential", data).units.iloc[0]
    # First plot 1,000 m²: 500 allowed, 1,800 built. Second: only 1,000 of its 4,000 m² lie in the building area: 500.
    assert row["numerator"] == pytest.approx(500)
    without = {role: layer for role, layer in data.items() if role != "parcels"}
    assert computed(catalogue, "hou_infill_potential", without).units["numerator"].iloc[0] == 0


ZONES = [
    ("wa", "", 1.2),
    ("WA 2", "", 1.2),
    ("WS", "", 0.4),
    ("mk", "", 3.0),
    ("GEe", "", None),
    ("W", "", None),
    ("M", "", None),
    ("", "", None),
    ("SO", "Einkaufszentrum", 2.4),
    ("SO", "Wochenendhausgebiet", 0.2),
    ("SO", "Weekend house area", 0.2),
    ("SO", "Ferienhausgebiet", 1.2),
    ("SO", "Sondergebiet, das der Erholung dient", None),
]


@pytest.mark.parametrize(("kind", "use", "ratio"), ZONES)
def test_orientation_values_by_kind_of_area(kind, use, ratio):
    assert load_zone_densities().ratio_of(kind, use) == ratio


@given(seed=st.integers(0, 5000))
def test_overlapping_plans_are_counted_once_in_any_order(build, catalogue, seed):
    random = np.random.default_rng(seed)
    sizes = random.permutation(np.arange(30.0, 150.0, 10.0))
    shapes = [shapely.box(x, y, x + s, y + s) for (x, y), s in zip(random.uniform(0, 100, (len(sizes), 2)), sizes)]
    ratios = np.where(random.random(len(sizes)) < 0.3, np.nan, 1.0)
    kinds = ["WA" if ratio > 0 else "W" for ratio in ratios]
    data = {
        "planning_units": build.units([shapely.box(-10, -10, 300, 300)]),
        "population_cells": build.cells([build.square(0, 0)], [10]),
        "buildings": build.table([shapely.box(500, 500, 510, 510)], "buildings", function=HOUSE, storeys=[1]),
    }
    for order in (np.arange(len(sizes)), random.permutation(len(sizes))):
        columns = {"kind": np.array(kinds)[order], "floor_area_ratio": ratios[order]}
        zones = build.table([shapes[n] for n in order], "building_zones", **columns)
        row = computed(catalogue, "hou_infill_potential", {**data, "building_zones": zones}).units.iloc[0]
        rated = [shape for shape, ratio in zip(shapes, ratios) if ratio > 0]
        # Every ratio is 1: the potential is the area under at least one plan with a ratio.
        assert row["numerator"] == pytest.approx(shapely.union_all(rated).area)
        assert row["coverage"] == pytest.approx(shapely.union_all(rated).area / shapely.union_all(shapes).area)


# Rents --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def market(build):
    squares = [build.square(0, 0), build.square(100, 0)]
    return {
        "planning_units": build.units([shapely.box(0, 0, 200, 100)]),
        "population_cells": build.cells(squares, [100, 300], dwellings=[50, 150]),
        "census_rates": build.table(squares, "census_rates", cell_id=["a", "b"], rent_per_m2=[6, 10]),
    }


def test_rents_are_weighted_with_tenants_if_dwellings_are_not_known(catalogue, market):
    owners = {**market, "census_rates": market["census_rates"].with_column("owner_rate", [50, 90])}
    # persons who rent: 50 and 30
    assert computed(catalogue, "hou_net_rent", owners).units["value"].iloc[0] == pytest.approx((50 * 6 + 30 * 10) / 80)


def test_rents_are_weighted_with_persons_if_owners_are_not_known_either(catalogue, market):
    assert computed(catalogue, "hou_net_rent", market).units["value"].iloc[0] == pytest.approx(9)


def test_incomes_are_those_of_the_smallest_unit_that_has_one(catalogue, build, market):
    squares = list(market["population_cells"].geometry)
    units = build.units([shapely.box(0, 0, 200, 100), *squares], ["city", "west", "east"])
    rates = market["census_rates"].with_column("floor_space_pp", [40, 40]).with_column("mean_household_size", [2, 2])
    incomes = build.table([None, None], "unit_statistics", unit_id=["city", "west"], income_per_household=[2000, 1000])
    data = {
        **market,
        "planning_units": units.with_column("level", ["city", "district", "district"]),
        "census_rates": rates,
        "unit_statistics": incomes,
    }
    found = computed(catalogue, "hou_rent_burden_est", data, operating_costs=0, income_period="month").units
    west, east = 100 * 6 * 40 / (50 * 1000), 300 * 10 * 40 / (150 * 2000)
    whole = (100 * 6 * 40 + 300 * 10 * 40) / (50 * 1000 + 150 * 2000)
    assert found["value"].tolist() == pytest.approx([100 * whole, 100 * west, 100 * east])
    assert found["flags"].str.contains("modelled").all()


def test_counts_of_large_cells_are_shared_and_never_lost(build):
    cells = build.cells([build.square(0, 0), build.square(100, 0), build.square(500, 0)], [10, 30, 5])
    census = build.table([shapely.box(0, 0, 300, 300), build.square(500, 0)], "census_rates", value=[80, 7])
    assert spread_count(cells, census).tolist() == [20, 60, 7]
    homes = cells.with_column("dwellings", [3, 1, 0])
    assert spread_count(homes, census).tolist() == [60, 20, 7]
    nobody = build.cells(list(cells.geometry[:2]), [0, None])
    assert spread_count(nobody, census).tolist() == [40, 40]


def test_more_single_households_than_households_are_all_of_them(catalogue, build):
    """The census changes each count a little by itself."""
    square = build.square(0, 0)
    rates = build.table([square], "census_rates", cell_id=["a"], households=[9], households_1_person=[10])
    data = {
        "planning_units": build.units([square]),
        "population_cells": build.cells([square], [12]),
        "census_rates": rates,
    }
    row = computed(catalogue, "hou_single_hh_share", data).units.iloc[0]
    assert (row["value"], row["coverage"]) == (100, 1)


# Growth -------------------------------------------------------------------------------------------------------------


def growth(catalogue, build, before, now, land_before, land_now, years=5.0):
    square = build.square(0, 0, 1000)
    data = {
        "planning_units": build.units([square]),
        "population_cells": build.cells([square], [now]),
        "population_cells_earlier": build.table([square], "population_cells_earlier", population=[before]),
        "settlement_area": build.table([shapely.box(0, 0, land_now, 1000)], "settlement_area"),
        "settlement_area_earlier": build.table([shapely.box(0, 0, land_before, 1000)], "settlement_area_earlier"),
    }
    return computed(catalogue, "hou_sdg1131_lcrpgr", data, years=years).units.iloc[0]


@pytest.mark.parametrize(
    ("before", "now", "land_before", "land_now", "value"),
    [
        (1000, 1000, 500, 600, None),
        (100_000, 100_501, 500, 600, None),
        (100_000, 100_502, 500, 600, 0.04 / (np.log(1.00502) / 5)),
        (1000, 900, 500, 600, None),
        (1000, 900, 500, 500, None),
        (1000, 1100, 500, 450, None),
        (1000, 1100, 500, 500, 0.0),
        (1000, 900, 500, 450, 0.02 / (np.log(10 / 9) / 5)),
    ],
)
def test_the_ratio_is_undefined_without_growth_or_against_it(
    catalogue, build, before, now, land_before, land_now, value
):
    """ln 1.00501 = 0.0049975: less than 0.005 in five years; ln 1.00502 = 0.0050074: more."""
    row = growth(catalogue, build, before, now, land_before, land_now)
    assert ("no_population_growth" in row["flags"]) is (value is None)
    if value is None:
        assert np.isnan(row["value"])
    else:
        assert row["value"] == pytest.approx(value)
