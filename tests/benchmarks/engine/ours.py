# SPDX-License-Identifier: GPL-2.0-or-later
"""The engine on a town: ``ours.py catalogue|steps|again STUDY`` prints seconds and the peak of memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.indicators import in_order
from smartcity_plugin.engine.compute import compute_indicator, what_is_missing
from smartcity_plugin.engine.desk import Desk
from smartcity_plugin.engine.geometry import dissolve, measure_in_units
from smartcity_plugin.engine.methods.supply import two_step_supply
from smartcity_plugin.engine.population import allocate, centres
from smartcity_plugin.engine.reach import StraightReach, share_within
from smartcity_plugin.engine.zonal import zonal_sums
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save, read_inventory


def memory() -> float:
    """Return the peak of this process's memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds an action takes and what it returns."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def inventory(study: Study) -> Any:
    """Read everything that an indicator uses."""
    catalogue = load_catalogue()
    roles = {role for entry in catalogue.indicators.values() for role in entry.all_roles()} - {"planning_units"}
    return read_inventory(study, catalogue, sorted(roles))


def whole_catalogue(path: Path) -> dict[str, Any]:
    """Compute every indicator that the data allow, from the study file to the results."""
    catalogue = load_catalogue()
    before = memory()
    with Study.open(path) as study:
        reading, data = timed(lambda: inventory(study))
    desk, results, seconds, peaks, missing = Desk(data), {}, {}, {}, []
    for name in in_order(catalogue.indicators, catalogue.indicators):
        entry = catalogue.indicators[name]
        if what_is_missing(entry, data, catalogue.indicators):
            missing.append(name)
            continue
        seconds[name], results[name] = timed(lambda entry=entry: compute_indicator(entry, desk, results=results))
        peaks[name] = memory()
    known = {name: int(result.units["value"].notna().sum()) for name, result in results.items()}
    return {
        "reading": reading,
        "seconds": seconds,
        "peaks": peaks,
        "known": known,
        "missing": missing,
        "total": reading + sum(seconds.values()),
        "before": before,
        "peak": memory(),
    }


def single_steps(path: Path) -> dict[str, Any]:
    """Time the steps that QGIS has algorithms for, each by itself, on data that are read already."""
    with Study.open(path) as study:
        data = inventory(study)
    cells, units, green = data["population_cells"], data["planning_units"], data["public_green"].geometry
    large = dissolve(green, 5000.0)
    points = centres(cells)
    straight = StraightReach(points.points)
    persons = cells.numbers("population")
    areas = shapely.area(large)
    tree_of = data["accidents"].geometry if "accidents" in data else data["trees"].geometry
    desk = Desk({**data})
    steps: dict[str, Callable[[], Any]] = {
        "cells to units": lambda: allocate(cells, units),
        "dissolve green": lambda: dissolve(green, 5000.0),
        "share within 300 m": lambda: share_within(points, straight, large, 300.0, 1.0),
        "nearest stop": lambda: straight.nearest(data["pt_stops"].geometry),
        "street lengths in units": lambda: measure_in_units(data["streets"].geometry, units.geometry),
        "points in units": lambda: shapely.STRtree(tree_of).query(units.geometry, predicate="intersects"),
        "two-step supply 500 m": lambda: two_step_supply(straight, persons, large, areas, 500.0),
        "walking distance to green 500 m": lambda: desk.reach("network").nearest(large, 500.0),
    }
    if "vegetation_index" in data:
        raster = data["vegetation_index"]
        steps["zonal mean of cells"] = lambda: zonal_sums(raster, cells.geometry, [np.isfinite, np.nan_to_num])
        steps["zonal mean of units"] = lambda: zonal_sums(raster, units.geometry, [np.isfinite, np.nan_to_num])
    if "buildings" in data:
        steps["people to buildings"] = lambda: Desk(data).places
    return {"seconds": {name: timed(action)[0] for name, action in steps.items()}, "peak": memory()}


def run_again(path: Path) -> dict[str, Any]:
    """Compute and store everything, then once more with one parameter changed."""
    catalogue = load_catalogue()
    changed = {"gre_access_300m_share": {"distance": 400.0}}
    with Study.open(path, update=True) as study:
        first, _ = timed(lambda: compute_and_save(study, catalogue))
        second, outcome = timed(lambda: compute_and_save(study, catalogue, parameters=changed))
        return {"first": first, "second": second, "computed": len(outcome.results), "reused": len(outcome.reused)}


TASKS = {"catalogue": whole_catalogue, "steps": single_steps, "again": run_again}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]))))
