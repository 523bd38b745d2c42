# SPDX-License-Identifier: GPL-2.0-or-later
"""Every indicator against a case that was worked out by hand (tests/cases)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.compute import compute_indicator
from smartcity_plugin.engine.desk import Desk

CASES = Path(__file__).resolve().parent.parent / "cases"
KEYS = {"description", "inputs", "units", "parameters", "missing_roles", "expect", "tolerance"}
INDICATORS = sorted(load_catalogue().indicators)


def read(indicator_id: str) -> dict:
    case = yaml.safe_load((CASES / f"{indicator_id}.yaml").read_text(encoding="utf-8"))
    assert set(case) <= KEYS
    return case


def tables(case: dict, build) -> dict:
    units = case["units"]
    data = {"planning_units": build.units(shapely.from_wkt(list(units.values())), list(units))}
    for role, layer in case["inputs"].items():
        data[role] = build.table(shapely.from_wkt(layer["geometry"]), role, **layer["columns"])
    return data


@pytest.mark.parametrize("indicator_id", INDICATORS)
def test_case(indicator_id, build, catalogue):
    case = read(indicator_id)
    data = tables(case, build)
    result = compute_indicator(catalogue.indicators[indicator_id], Desk(data), case.get("parameters"))
    computed = result.units.set_index("unit_id")
    assert list(computed.index) == list(case["expect"])
    for unit, expected in case["expect"].items():
        for column, value in expected.items():
            told = f"{indicator_id}, {unit}, {column}"
            found = float(computed.loc[unit, column])
            if value is None:
                assert np.isnan(found), told
            else:
                assert found == pytest.approx(value, rel=case["tolerance"], abs=case["tolerance"]), told
    assert list(result.missing_roles) == case.get("missing_roles", [])


def test_there_is_no_case_without_an_indicator():
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == INDICATORS


@pytest.mark.parametrize("indicator_id", INDICATORS)
def test_cases_say_what_they_catch(indicator_id):
    case = read(indicator_id)
    assert len(case["units"]) >= 2
    assert "Catches:" in case["description"]
