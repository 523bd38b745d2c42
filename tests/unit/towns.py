# SPDX-License-Identifier: GPL-2.0-or-later
"""Random towns for property tests: every role that the catalogue declares has data, made from its declaration.

A role whose fields mean something that random numbers do not (years, shares of a whole, keys) has a maker in MAKERS.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from smartcity_plugin.catalogue import Catalogue
from smartcity_plugin.engine.raster import Raster
from smartcity_plugin.model.indicator import Role

SIZE = 1200.0
CELL = 100.0
UNIT_EDGES = (-10, 300, 610, 920)
PIXEL = 40.0

Maker = Callable[[Any, np.random.Generator, dict[str, Any]], Any]
"""(build, random, what is there already) → layer of the role."""


def town(build, catalogue: Catalogue, seed: int) -> dict[str, Any]:
    """Return a town of 12 × 12 cells with every role and four units; equal seeds give equal towns."""
    random = np.random.default_rng(seed)
    squares = [build.square(x, y) for x in np.arange(0, SIZE, CELL) for y in np.arange(0, SIZE, CELL)]
    count = len(squares)
    persons = np.where(random.random(count) < 0.15, np.nan, random.integers(0, 150, count).astype(float))
    groups = [name for name in catalogue.roles["population_cells"].numbers if name != "population"]
    shares = {name: np.floor(persons * random.uniform(0.02, 0.4, count)) for name in groups}
    data: dict[str, Any] = {
        "planning_units": build.units([shapely.box(x, -10, x + 310, SIZE + 10) for x in UNIT_EDGES]),
        "population_cells": build.cells(squares, persons, **shares),
    }
    data["planning_units"] = data["planning_units"].with_column("level", "district")
    for role in catalogue.roles.values():
        if role.id not in data:
            # One stream per role: a further role leaves the others as they are.
            own = np.random.default_rng([seed, *role.id.encode()])
            data[role.id] = MAKERS.get(role.id, _of_role(role))(build, own, data)
    return data


def changed(data: dict[str, Any], change: Callable[[np.ndarray], np.ndarray]) -> dict[str, Any]:
    """Return the town with other coordinates: ``change`` maps points (n, 2); rasters move with it where they can."""
    result = {}
    for role, layer in data.items():
        if isinstance(layer, Raster):
            result[role] = _seen_through(layer, change)
        else:
            result[role] = type(layer)(layer.frame, shapely.transform(layer.geometry, change), layer.crs, role)
    return result


def _seen_through(raster: Raster, change: Callable[[np.ndarray], np.ndarray]) -> Raster:
    """Return the raster for a town whose coordinates were changed by a translation or rotation: undo that first."""
    origin = change(np.zeros((1, 2)))[0]
    axes = (change(np.eye(2)) - origin).T
    back = np.linalg.inv(axes)

    def project(xy: np.ndarray) -> np.ndarray:
        return raster.project((xy - origin) @ back.T)

    return Raster(
        raster.left,
        raster.top,
        raster.width,
        raster.height,
        raster.rows,
        raster.columns,
        raster.read,
        project,
        raster.role,
    )


def _of_role(role: Role) -> Maker:
    def make(build, random: np.random.Generator, data: dict[str, Any]) -> Any:
        if role.geometry == "raster":
            return grid(random.uniform(0.0, 100.0, (round(SIZE / PIXEL) + 10,) * 2), role.id)
        shapes = _shapes(role.geometry, build, random, len(data["planning_units"]))
        columns = {name: _column(name, role, random, len(shapes), data) for name in (*role.required, *role.optional)}
        return build.table(shapes, role.id, **columns)

    return make


def _shapes(kind: str, build, random: np.random.Generator, units: int) -> list:
    if kind == "none":
        return [None] * units
    if kind == "line":
        return [shapely.LineString(pair) for pair in random.uniform(0, SIZE, (20, 2, 2))]
    if kind == "polygon":
        corners, sizes = random.uniform(-200, SIZE, (8, 2)), random.uniform(60, 300, 8)
        return [build.square(x, y, size) for (x, y), size in zip(corners, sizes)]
    return list(shapely.points(random.uniform(-300, SIZE, (6, 2))))


def _column(name: str, role: Role, random: np.random.Generator, count: int, data: dict[str, Any]):
    if name == "unit_id" and role.geometry == "none":
        return data["planning_units"].ids("unit_id")
    if name in role.numbers:
        return np.where(random.random(count) < 0.1, np.nan, random.integers(1, 60, count).astype(float))
    return [f"{name}{number}" for number in range(count)]


def grid(values: np.ndarray, role: str, left: float = -200.0, top: float = SIZE + 200.0, size: float = PIXEL) -> Raster:
    """Return a raster of these values (NaN unknown) in the CRS of the town."""
    rows, columns = values.shape
    return Raster(
        left, top, size, size, rows, columns, lambda first, count: values[first : first + count], lambda xy: xy, role
    )


def _census_rates(build, random: np.random.Generator, data: dict[str, Any]):
    from smartcity_plugin.catalogue import load_catalogue

    kilometres = [shapely.box(x, y, x + 600, y + 600) for x in (0, 600) for y in (0, 600)]
    rates = {name: random.uniform(0, 60, 4) for name in load_catalogue().roles["census_rates"].numbers}
    rates["vacancy_rate"][0] = np.nan
    return build.table(kilometres, "census_rates", cell_id=list("abcd"), **rates)


def _census_buildings(build, random: np.random.Generator, data: dict[str, Any]):
    from smartcity_plugin.catalogue import load_catalogue

    cells = data["population_cells"]
    count = len(cells)
    fields = [name for name in load_catalogue().roles["census_buildings"].optional if name != "buildings_total"]
    shape = (len(fields), count)
    counts = np.where(random.random(shape) < 0.5, np.nan, random.integers(3, 20, shape).astype(float))
    columns = dict(zip(fields, counts))
    built = [counts[number] for number, name in enumerate(fields) if name.startswith("built_")]
    total = np.nansum(built, axis=0) + random.integers(-2, 5, count)
    for table in ("buildings_by_energy", "buildings_by_heating"):
        columns[table] = total
    ids = cells.frame["cell_id"].tolist()
    return build.table(list(cells.geometry), "census_buildings", cell_id=ids, buildings_total=total, **columns)


def _streets(build, random: np.random.Generator, data: dict[str, Any]):
    lines = [shapely.LineString(pair) for pair in random.uniform(0, SIZE, (20, 2, 2))]
    speeds = np.where(random.random(20) < 0.3, np.nan, random.choice([20.0, 30.0, 50.0], 20))
    kinds = random.choice(["residential", "primary", "living_street", "footway"], 20)
    return build.table(lines, "streets", **{"class": kinds, "speed_kmh": speeds})


def _walking_network(build, random: np.random.Generator, data: dict[str, Any]):
    """Streets about every 200 m that meet at their crossings, some missing, some not for people on foot.

    No two are equally far from the middle of a cell: which of them is nearest must not depend on the order.
    """
    x, y = (np.arange(-100.0, SIZE + 200.0, 200.0) + random.uniform(-30, 30, 8) for _ in range(2))
    pieces = [((x[i], b), (x[i + 1], b)) for i in range(7) for b in y]
    pieces += [((a, y[i]), (a, y[i + 1])) for a in x for i in range(7)]
    kept = [shapely.LineString(pair) for pair in pieces if random.random() > 0.12]
    classes = random.choice(["footway", "residential", "path", "motorway"], len(kept), p=[0.4, 0.4, 0.15, 0.05])
    return build.table(kept, "walking_network", **{"class": classes})


def _pt_stops(build, random: np.random.Generator, data: dict[str, Any]):
    points = list(shapely.points(random.uniform(0, SIZE, (6, 2))))
    modes = random.choice(["bus", "tram", "rail", ""], 6)
    return build.table(points, "pt_stops", mode=modes)


MAKERS: dict[str, Maker] = {
    "census_rates": _census_rates,
    "census_buildings": _census_buildings,
    "streets": _streets,
    "walking_network": _walking_network,
    "pt_stops": _pt_stops,
}
