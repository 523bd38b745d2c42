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
CITY = "city"

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


def with_city(build, data: dict[str, Any]) -> dict[str, Any]:
    """Return the town with a unit CITY that its districts are the parts of."""
    districts = data["planning_units"]
    shapes = [*districts.geometry, shapely.union_all(districts.geometry)]
    units = build.units(shapes, [*districts.ids("unit_id"), CITY])
    count = len(districts)
    units = units.with_column("level", ["district"] * count + ["city"])
    return {**data, "planning_units": units.with_column("parent_id", [CITY] * count + [None])}


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
    # What is multiplied to a share of incomes must stay below them.
    rates["rent_per_m2"], rates["floor_space_pp"] = random.uniform(5, 15, 4), random.uniform(30, 60, 4)
    rates["mean_household_size"] = random.uniform(1, 4, 4)
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
    widths = np.where(random.random(20) < 0.3, np.nan, random.integers(4, 20, 20).astype(float))
    return build.table(lines, "streets", **{"class": kinds, "width_m": widths, "speed_kmh": speeds})


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
    """Stops with a timetable but for about one in six; those of the day are more than those from 06:00 to 20:00."""
    from smartcity_plugin.catalogue import load_catalogue

    count = 6
    points = list(shapely.points(random.uniform(0, SIZE, (count, 2))))
    modes = random.choice(["bus", "tram", "rail", ""], count)
    unknown = random.random(count) < 1 / 6
    columns = {name: np.full(count, np.nan) for name in load_catalogue().roles["pt_stops"].numbers}
    for mode in ("rail", "tram", "bus"):
        window = (random.random(count) < 0.5) * random.integers(1, 120, count)
        columns[f"departures_6_20_{mode}"] = np.where(unknown, np.nan, window)
        columns[f"departures_{mode}"] = np.where(unknown, np.nan, window + random.integers(0, 40, count))
    for period, total in (("6_20_", "departures_6_20"), ("", "departures_day")):
        columns[total] = sum(columns[f"departures_{period}{mode}"] for mode in ("rail", "tram", "bus"))
    return build.table(points, "pt_stops", mode=modes, **columns)


def _cycle_network(build, random: np.random.Generator, data: dict[str, Any]):
    """Ways of all kinds, some unknown; the first half lie beside streets."""
    beside = [shapely.transform(line, lambda xy: xy + random.uniform(-15, 15, 2)) for line in data["streets"].geometry]
    shapes = [*beside[:10], *(shapely.LineString(pair) for pair in random.uniform(0, SIZE, (10, 2, 2)))]
    kinds = random.choice(["separated", "track", "lane", "street", "path", "none", None], 20)
    return build.table(shapes, "cycle_network", facility=kinds, level=random.choice(["main", "sub", None], 20))


def _accidents(build, random: np.random.Generator, data: dict[str, Any]):
    count = 60
    columns = {name: random.choice([0.0, 1.0, np.nan], count, p=[0.5, 0.45, 0.05]) for name in ("is_bike", "is_foot")}
    years = random.choice([2020.0, 2021.0, 2022.0, np.nan], count, p=[0.3, 0.3, 0.3, 0.1])
    points = list(shapely.points(random.uniform(-100, SIZE + 100, (count, 2))))
    return build.table(points, "accidents", year=years, **columns)


def _broadband(build, random: np.random.Generator, data: dict[str, Any]):
    """An atlas whose cells are those of the population or four of them together, with gaps."""
    squares = [build.square(x, y, 200.0) for x in (0, 200, 400) for y in np.arange(0, SIZE, 200)]
    squares += [build.square(x, y) for x in np.arange(600, SIZE, 100) for y in np.arange(0, SIZE, 100)]
    kept = [square for square in squares if random.random() > 0.05]
    count = len(kept)
    rates = {
        name: np.where(random.random(count) < 0.1, np.nan, random.uniform(0, 100, count))
        for name in ("share_gigabit", "share_fibre")
    }
    households = np.where(random.random(count) < 0.1, np.nan, random.integers(0, 60, count).astype(float))
    return build.table(kept, "broadband", households=households, **rates)


def _raster(role: str, low: float, high: float) -> Maker:
    """Rasters with gaps; the values of neighbours resemble each other, as they do in a town."""

    def make(build, random: np.random.Generator, data: dict[str, Any]) -> Raster:
        count = round(SIZE / PIXEL) + 10
        waves = np.sin(np.arange(count) * random.uniform(0.1, 0.4))
        shares = 0.5 + 0.2 * waves[:, None] + 0.2 * waves + random.uniform(-0.1, 0.1, (count, count))
        values = (low + (high - low) * shares).astype(np.float32).astype(float)
        return grid(np.where(random.random(values.shape) < 0.1, np.nan, values), role)

    return make


def _buildings(build, random: np.random.Generator, data: dict[str, Any]):
    """A home near the middle of three cells of four; others anywhere, also on borders, many without storeys."""
    x, y = _middles(data)[random.random(len(data["population_cells"])) < 0.75].T + random.uniform(-20, 5, 2)[:, None]
    shapes = [build.square(left, low, size) for left, low, size in zip(x, y, random.uniform(8, 16, len(x)))]
    more = 30
    others = zip(random.uniform(-50, SIZE, (more, 2)), random.uniform(4, 30, more))
    shapes += [build.square(left, low, size) for (left, low), size in others]
    kinds = random.choice(["31001_1010", "yes", "", "garage", "31001_2000"], more)
    count = len(shapes)
    unknown = (random.random(count) < 0.6) & (np.arange(count) >= len(x))
    storeys = np.where(unknown, np.nan, random.integers(1, 6, count).astype(float))
    height = np.where(random.random(count) < 0.5, np.nan, random.uniform(3, 20, count))
    functions = [*["residential"] * len(x), *kinds]
    return build.table(shapes, "buildings", function=functions, storeys=storeys, height_m=height)


def _trees(build, random: np.random.Generator, data: dict[str, Any]):
    """Some trees around the middle of most cells."""
    middles = np.repeat(_middles(data), 4, axis=0)
    return build.table(list(shapely.points(middles + random.normal(0, 25, middles.shape))), "trees")


def _middles(data: dict[str, Any]) -> np.ndarray:
    return shapely.get_coordinates(shapely.centroid(data["population_cells"].geometry))


def _squares(build, random: np.random.Generator, count: int = 10) -> list:
    return [build.square(x, y, size) for x, y, size in random.uniform((-200, -200, 60), (SIZE, SIZE, 400), (count, 3))]


def _noise(build, random: np.random.Generator, data: dict[str, Any]):
    """Isophones of both indices, the lowest at 55 or 45 dB, now and then of unknown level or source."""
    metrics = ["lden", "lnight"] * 5
    low = np.array([55.0, 45.0, *random.choice([55.0, 60.0, 65.0, 70.0], 8)])
    low[9] = np.nan
    high = np.where(low >= 70, np.nan, low + 5)
    sources = ["road", "road", *random.choice(["road", "rail", ""], 8)]
    return build.table(_squares(build, random), "noise", metric=metrics, db_low=low, db_high=high, source=sources)


def _flood(build, random: np.random.Generator, data: dict[str, Any]):
    scenarios = ["hq100", *random.choice(["hq10", "hq100", "hqextrem", "heavy_rain", ""], 9)]
    return build.table(_squares(build, random), "flood", scenario=scenarios)


def _land_use(build, random: np.random.Generator, data: dict[str, Any]):
    groups = random.choice(["housing", "work", "retail", "public", "leisure", "mixed", "other", ""], 10)
    return build.table(_squares(build, random), "land_use", group=groups)


def _retail_units(build, random: np.random.Generator, data: dict[str, Any]):
    points = list(shapely.points(random.uniform(0, SIZE, (30, 2))))
    return build.table(points, "retail_units", status=random.choice(["vacant", "occupied", ""], 30, p=[0.3, 0.6, 0.1]))


def _unit_statistics(build, random: np.random.Generator, data: dict[str, Any]):
    """Numbers at random, but no more social dwellings than dwellings."""
    from smartcity_plugin.catalogue import load_catalogue

    table = _of_role(load_catalogue().roles["unit_statistics"])(build, random, data)
    return table.with_column(
        "social_dwellings", np.floor(table.numbers("dwellings") * random.uniform(0, 1, len(table)))
    )


def _building_zones(build, random: np.random.Generator, data: dict[str, Any]):
    """Building areas of plans that overlap, with and without a floor area ratio; no two are equally large."""
    shapes = [build.square(x, y, 150 + 10 * n) for n, (x, y) in enumerate(random.uniform(0, SIZE - 200, (12, 2)))]
    ratios = np.where(random.random(12) < 0.5, np.nan, random.uniform(0.2, 2.0, 12))
    kinds = random.choice(["WA", "MI 2", "W", "GE", "SO", ""], 12)
    coverage = np.where(random.random(12) < 0.7, np.nan, 0.4)
    columns = {"kind": kinds, "floor_area_ratio": ratios, "site_coverage": coverage, "storeys_max": [2.0] * 12}
    return build.table(shapes, "building_zones", **columns)


MAKERS: dict[str, Maker] = {
    "vegetation_index": _raster("vegetation_index", -0.4, 1.0),
    "tree_canopy": _raster("tree_canopy", 0.0, 100.0),
    "imperviousness": _raster("imperviousness", 0.0, 100.0),
    "surface_temperature": _raster("surface_temperature", 20.0, 45.0),
    "air_no2": _raster("air_no2", 5.0, 45.0),
    "air_pm25": _raster("air_pm25", 4.0, 14.0),
    "trees": _trees,
    "buildings": _buildings,
    "cycle_network": _cycle_network,
    "accidents": _accidents,
    "broadband": _broadband,
    "census_rates": _census_rates,
    "census_buildings": _census_buildings,
    "building_zones": _building_zones,
    "unit_statistics": _unit_statistics,
    "streets": _streets,
    "noise": _noise,
    "flood": _flood,
    "land_use": _land_use,
    "retail_units": _retail_units,
    "walking_network": _walking_network,
    "pt_stops": _pt_stops,
}
