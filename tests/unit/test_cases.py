# SPDX-License-Identifier: GPL-2.0-or-later
"""Every indicator against a case that was worked out by hand (tests/cases)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
import yaml

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.compute import IndicatorResult, compute_indicator
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.raster import Raster

CASES = Path(__file__).resolve().parent.parent / "cases"
KEYS = {"description", "inputs", "units", "parameters", "missing_roles", "others", "expect", "tolerance"}
INDICATORS = sorted(load_catalogue().indicators)


def read(indicator_id: str) -> dict:
    case = yaml.safe_load((CASES / f"{indicator_id}.yaml").read_text(encoding="utf-8"))
    assert set(case) <= KEYS
    return case


def raster(role: str, left: float, top: float, width: float, height: float, values: list[list]) -> Raster:
    """Return a raster from rows of values, from north to south; null is unknown."""
    table = np.array(values, dtype=float)
    rows, columns = table.shape

    def read(first: int, count: int) -> np.ndarray:
        return table[first : first + count]

    return Raster(left, top, width, height, rows, columns, read, lambda points: points, role)


def tables(case: dict, build) -> dict:
    units = case["units"]
    data = {"planning_units": build.units(shapely.from_wkt(list(units.values())), list(units))}
    for role, layer in case["inputs"].items():
        if "raster" in layer:
            data[role] = raster(role, **layer["raster"])
            continue
        data[role] = build.table(shapely.from_wkt(layer["geometry"]), role, **layer["columns"])
    return data


def results_of_others(case: dict, catalogue) -> dict:
    """Return stand-ins for the results of the indicators that the case is made of (indicator → unit → value)."""
    results = {}
    for other, values in case.get("others", {}).items():
        units = pd.DataFrame({"unit_id": list(case["units"]), "value": [values[unit] for unit in case["units"]]})
        units["value"] = units["value"].astype(float)
        results[other] = IndicatorResult(catalogue.indicators[other], {}, units, None, (), ())
    return results


@pytest.mark.parametrize("indicator_id", INDICATORS)
def test_case(indicator_id, build, catalogue):
    case = read(indicator_id)
    data = tables(case, build)
    others = results_of_others(case, catalogue)
    result = compute_indicator(catalogue.indicators[indicator_id], Desk(data), case.get("parameters"), results=others)
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
