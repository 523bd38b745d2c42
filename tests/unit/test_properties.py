# SPDX-License-Identifier: GPL-2.0-or-later
"""What must hold for any town: no number may depend on where it lies, how it is drawn or in which order it is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.indicators import in_order
from smartcity_plugin.engine.compute import MINIMUM_COVERAGE, compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.methods import METHODS
from smartcity_plugin.engine.raster import Raster
from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.indicator import Aggregation
from tests.unit.towns import CITY, changed, town, with_city

SEEDS = st.integers(0, 10_000)
ALL = sorted(load_catalogue().indicators)
ADDITIVE = [name for name in ALL if load_catalogue().indicators[name].aggregation is not Aggregation.DISTRIBUTION]
MAY_EXCEED_THE_WHOLE = {"hou_rent_burden_est"}  # of what is earned, more may be asked
WIDENING = ["gre_access_300m_share", "soc_gp_access_share", "mob_15min_coverage", "soc_basic_services_count"]
COLUMNS = ["value", "numerator", "denominator", "coverage", "population"]


def computed(indicator, data, **parameters):
    """Return the values of the units; what the indicator is made of is computed before."""
    entries, desk, results = load_catalogue().indicators, Desk(data), {}
    for name in in_order([indicator.id], entries):
        own = parameters if name == indicator.id else None
        results[name] = compute_indicator(entries[name], desk, own, results=results)
    return results[indicator.id].units.set_index("unit_id")


def same(first, second, columns=COLUMNS) -> bool:
    return np.allclose(first[columns].to_numpy(float), second[columns].to_numpy(float), rtol=1e-6, equal_nan=True)


def shuffled(table: GeoTable, seed: int) -> GeoTable:
    order = np.random.default_rng(seed).permutation(len(table))
    return GeoTable(table.frame.iloc[order].reset_index(drop=True), table.geometry[order], table.crs, table.role)


@pytest.fixture(scope="module", params=ALL)
def indicator(request, catalogue):
    return catalogue.indicators[request.param]


def test_the_place_of_the_town_does_not_matter(build, catalogue, indicator):
    data = town(build, catalogue, 1)
    moved = changed(data, lambda xy: xy + np.array([683_000.0, 5_640_000.0]))
    assert same(computed(indicator, data), computed(indicator, moved))


def test_the_orientation_of_the_town_does_not_matter(build, catalogue, indicator):
    data = town(build, catalogue, 2)
    turned = changed(data, lambda xy: np.column_stack([-xy[:, 1], xy[:, 0]]))
    assert same(computed(indicator, data), computed(indicator, turned))


def test_the_order_of_features_does_not_matter(build, catalogue, indicator):
    data = town(build, catalogue, 3)
    mixed = {
        role: layer if isinstance(layer, Raster) else shuffled(layer, number)
        for number, (role, layer) in enumerate(data.items())
    }
    expected = computed(indicator, data)
    assert same(expected, computed(indicator, mixed).loc[expected.index])


@pytest.mark.parametrize("name", ADDITIVE)
def test_parts_of_a_unit_add_up_to_the_whole(build, catalogue, name):
    data = town(build, catalogue, 4)
    whole = with_city(build, data)
    parts = computed(catalogue.indicators[name], data)
    total = computed(catalogue.indicators[name], whole).loc[CITY]
    for column in ("numerator", "denominator", "population"):
        assert parts[column].sum() == pytest.approx(total[column]), column
    if total["coverage"] >= MINIMUM_COVERAGE:
        factor = METHODS[catalogue.indicators[name].method].factor
        assert total["value"] == pytest.approx(factor * parts["numerator"].sum() / parts["denominator"].sum())


def test_the_value_of_the_whole_lies_between_those_of_its_parts(build, catalogue):
    data = town(build, catalogue, 5)
    whole = with_city(build, data)
    for name in ADDITIVE:
        parts = computed(catalogue.indicators[name], data)["value"]
        total = computed(catalogue.indicators[name], whole)["value"][CITY]
        if parts.notna().all() and name != "hou_pop_density":
            assert parts.min() - 1e-9 <= total <= parts.max() + 1e-9, name


@given(seed=SEEDS)
def test_shares_stay_between_0_and_100(build, catalogue, seed):
    data = town(build, catalogue, seed)
    desk, results = Desk(data), {}
    for name in in_order(ALL, catalogue.indicators):
        entry = catalogue.indicators[name]
        results[name] = compute_indicator(entry, desk, results=results)
        units = results[name].units
        assert (units["coverage"].dropna() <= 1 + 1e-9).all(), name
        if entry.unit == "percent" and name not in MAY_EXCEED_THE_WHOLE:
            assert units["value"].dropna().between(0, 100 + 1e-9).all(), name


@given(seed=SEEDS, shorter=st.floats(50, 900), more=st.floats(1, 900))
def test_a_longer_way_never_reaches_less(build, catalogue, seed, shorter, more):
    data = town(build, catalogue, seed)
    for name in WIDENING:
        entry = catalogue.indicators[name]
        lowest = entry.parameters["distance"].minimum
        near = computed(entry, data, way="straight", distance=lowest + shorter)["numerator"]
        far = computed(entry, data, way="straight", distance=lowest + shorter + more)["numerator"]
        assert (near.fillna(0) <= far.fillna(0) * (1 + 1e-12) + 1e-9).all(), name


@given(seed=SEEDS)
def test_more_green_never_reaches_fewer_people(build, catalogue, seed):
    data = town(build, catalogue, seed)
    green = data["public_green"]
    less = {**data, "public_green": green.where(np.arange(len(green)) < 4)}
    entry = catalogue.indicators["gre_access_300m_share"]
    few, many = (computed(entry, chosen)["numerator"] for chosen in (less, data))
    assert (few <= many * (1 + 1e-12) + 1e-9).all()


def test_doubling_the_population_doubles_counts_and_leaves_shares(build, catalogue):
    data = town(build, catalogue, 6)
    cells = data["population_cells"]
    everyone = {name: cells.numbers(name) * 2 for name in catalogue.roles["population_cells"].numbers}
    twice = {
        **data,
        "population_cells": GeoTable(cells.frame.assign(**everyone), cells.geometry, cells.crs, cells.role),
    }
    for name in ("gre_access_300m_share", "mob_pt_access_share", "soc_child_share", "gre_supply_gini"):
        before, after = (computed(catalogue.indicators[name], chosen) for chosen in (data, twice))
        assert same(before, after, ["value", "coverage"]), name
        assert (after["population"] == 2 * before["population"]).all()


def test_an_unknown_cell_differs_from_an_empty_one(build, catalogue):
    cells = [build.square(0, 0), build.square(100, 0)]
    units = build.units([build.square(0, 0), build.square(100, 0)])
    parks = build.table([build.square(0, 0)], "public_green")
    entry = catalogue.indicators["gre_access_300m_share"]
    data = {"planning_units": units, "public_green": parks}
    unknown = computed(entry, {**data, "population_cells": build.cells(cells, [50, None])}).loc["u1"]
    nobody = computed(entry, {**data, "population_cells": build.cells(cells, [50, 0])}).loc["u1"]
    assert np.isnan(unknown["population"])
    assert nobody["population"] == 0
    assert (unknown["n_cells"], unknown["n_unknown"]) == (0, 1)
    assert (nobody["n_cells"], nobody["n_unknown"]) == (1, 0)
    assert np.isnan(unknown["value"])
    assert np.isnan(nobody["value"])


@given(seed=SEEDS, factor=st.floats(0.1, 50))
def test_inequality_does_not_depend_on_the_scale(build, catalogue, seed, factor):
    data = town(build, catalogue, seed)
    cells = data["population_cells"]
    scaled = {**data, "population_cells": cells.with_column("population", cells.numbers("population") * factor)}
    entry = catalogue.indicators["gre_supply_gini"]
    gini = computed(entry, data)["value"]
    assert np.allclose(gini, computed(entry, scaled)["value"], equal_nan=True)
    assert gini.dropna().between(0, 1, inclusive="left").all()
