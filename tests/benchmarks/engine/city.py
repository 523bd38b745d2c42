# SPDX-License-Identifier: GPL-2.0-or-later
"""A large synthetic town: the streets, cells and parks of the Heidelberg fixture, tiled and jittered, as a study file.

Nothing about it is true, but densities, lengths and shapes are those of a German town. What the fixture lacks
(buildings, trees, stops, shops, rasters) is strewn over the populated cells by a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, ogr, osr
from scipy import ndimage

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.indicator import Role
from smartcity_plugin.model.provenance import Passport
from smartcity_plugin.sources.raster import read_raster
from smartcity_plugin.sources.zone import Zone
from smartcity_plugin.study.study import Study, StudySettings

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "heidelberg" / "heidelberg.gpkg"
CRS = "EPSG:25832"
TILE_WIDTH, TILE_HEIGHT = 17_000.0, 13_000.0
BUILDINGS_PER_CELL = 8
UNITS_PER_TILE = (7, 6)
PIXELS_PER_TILE = (1_250, 1_667)
GROUPS = ("housing", "work", "retail", "public", "leisure")


class City:
    """Makes the layers of a town of ``across`` × ``up`` tiles."""

    def __init__(self, across: int, up: int, seed: int = 20261122) -> None:
        self.across, self.up = across, up
        self.random = np.random.default_rng(seed)
        self.west, self.south = 468_500.0, 5_466_200.0
        self.east = self.west + across * TILE_WIDTH
        self.north = self.south + up * TILE_HEIGHT
        self.area = shapely.box(self.west, self.south, self.east, self.north)
        self.streets, street_columns = self._tiled("strassen")
        self.classes = street_columns["highway"].astype(str).to_numpy(dtype=object)
        self.cells, self.cell_columns = self._populated_cells()
        self.centres = shapely.get_coordinates(shapely.centroid(self.cells))

    def _tiled(self, layer: str) -> tuple[np.ndarray, pd.DataFrame]:
        shapes, columns = read_layer(FIXTURE, layer)
        inside = shapely.intersects(
            shapes, shapely.box(self.west, self.south, self.west + TILE_WIDTH, self.south + TILE_HEIGHT)
        )
        shapes, columns = shapes[inside], columns[inside]
        moves = [(x * TILE_WIDTH, y * TILE_HEIGHT) for x in range(self.across) for y in range(self.up)]
        tiled = np.concatenate([shapely.transform(shapes, lambda xy, move=move: xy + np.array(move)) for move in moves])
        return tiled, pd.concat([columns] * len(moves), ignore_index=True)

    def _populated_cells(self) -> tuple[np.ndarray, pd.DataFrame]:
        """Return the populated cells, and further ones beside them: towns are denser than suppressed data show."""
        shapes, columns = self._tiled("zensus2011_100m")
        corners = shapely.get_coordinates(shapes[0])
        for step in (corners[1] - corners[0], corners[2] - corners[1], corners[0] - corners[1]):
            centres = shapely.get_coordinates(shapely.centroid(shapes))
            free = np.ones(len(shapes), dtype=bool)
            taken = shapely.STRtree(shapely.points(centres))
            free[taken.query(shapely.points(centres + step), predicate="dwithin", distance=60.0)[0]] = False
            more = np.flatnonzero(free)
            shapes = np.concatenate([shapes, shapely.transform(shapes[more], lambda xy, step=step: xy + step)])
            columns = pd.concat([columns, columns.iloc[more]], ignore_index=True)
        persons = np.floor(columns["ew_schaetz"].to_numpy(float) * self.random.uniform(0.8, 1.2, len(shapes)))
        frame = pd.DataFrame({"cell_id": [f"c{number}" for number in range(len(shapes))], "population": persons})
        for name in load_catalogue().roles["population_cells"].numbers:
            if name != "population":
                frame[name] = np.floor(persons * self.random.uniform(0.05, 0.25, len(shapes)))
        return shapes, frame

    # Layers ------------------------------------------------------------------------------------------------------

    def layer(self, role: Role) -> GeoTable:
        """Return the layer of a role (no raster)."""
        maker: Callable[[], tuple[Any, dict[str, Any]]] | None = getattr(self, f"_{role.id}", None)
        shapes, columns = maker() if maker else (self._shapes(role), {})
        shapes = np.asarray(shapes, dtype=object)
        for name in (*role.required, *role.optional):
            if name not in columns:
                columns[name] = self._column(name, role, len(shapes))
        return GeoTable(pd.DataFrame(columns, index=range(len(shapes))), shapes, CRS, role.id)

    def _shapes(self, role: Role) -> np.ndarray:
        if role.geometry == "none":
            return np.full(len(self.units()), None, dtype=object)
        if role.geometry == "line":
            return self.streets[self.random.random(len(self.streets)) < 0.1]
        if role.geometry == "polygon":
            return self._squares(len(self.cells) // 20, 50, 400)
        return shapely.points(self._near_cells(len(self.cells) // 25))

    def _column(self, name: str, role: Role, count: int) -> Any:
        if name in role.numbers:
            values = self.random.integers(1, 60, count).astype(float)
            return np.where(self.random.random(count) < 0.05, np.nan, values)
        return [f"{name}{number}" for number in range(count)]

    def _near_cells(self, count: int) -> np.ndarray:
        at = self.centres[self.random.integers(0, len(self.centres), count)]
        return at + self.random.normal(0, 120, (count, 2))

    def _squares(self, count: int, smallest: float, largest: float) -> np.ndarray:
        x, y = self._near_cells(count).T
        half = self.random.uniform(smallest, largest, count) / 2
        return shapely.box(x - half, y - half, x + half, y + half)

    def units(self) -> GeoTable:
        """Return 7 × 6 rectangles per tile."""
        xs = np.linspace(self.west, self.east, self.across * UNITS_PER_TILE[0] + 1)
        ys = np.linspace(self.south, self.north, self.up * UNITS_PER_TILE[1] + 1)
        shapes = [shapely.box(x, y, x2, y2) for x, x2 in zip(xs, xs[1:]) for y, y2 in zip(ys, ys[1:])]
        ids = [f"u{number}" for number in range(len(shapes))]
        return GeoTable(pd.DataFrame({"unit_id": ids, "name": ids}), np.array(shapes, dtype=object), CRS)

    def _population_cells(self):
        return self.cells, {name: self.cell_columns[name].to_numpy() for name in self.cell_columns}

    def _census_rates(self):
        xs, ys = np.arange(self.west, self.east, 1000.0), np.arange(self.south, self.north, 1000.0)
        shapes = [shapely.box(x, y, x + 1000, y + 1000) for x in xs for y in ys]
        return shapes, {"cell_id": [f"k{number}" for number in range(len(shapes))]}

    def _census_buildings(self):
        return self.cells, {"cell_id": self.cell_columns["cell_id"].to_numpy()}

    def _streets(self):
        speeds = self.random.choice([np.nan, 30.0, 50.0], len(self.streets), p=[0.3, 0.5, 0.2])
        return self.streets, {"class": self.classes, "speed_kmh": speeds}

    def _walking_network(self):
        return self.streets, {"class": self.classes, "foot": None, "access": None}

    def _cycle_network(self):
        some = np.isin(self.classes, ["cycleway", "path", "track"]) | (self.random.random(len(self.streets)) < 0.1)
        count = int(some.sum())
        return self.streets[some], {
            "facility": self.random.choice(["track", "lane", "path"], count),
            "level": self.random.choice(["main", "sub"], count),
        }

    def _barriers(self):
        some = np.isin(self.classes, ["motorway", "trunk"])
        return self.streets[some], {"kind": ["motorway"] * int(some.sum())}

    def _public_green(self):
        shapes, columns = self._tiled("gruenflaechen_ioer")
        more = np.flatnonzero(self.random.random(len(shapes)) < 0.35)
        shapes = np.concatenate([shapes, shapely.transform(shapes[more], lambda xy: xy + np.array([700.0, 500.0]))])
        columns = pd.concat([columns, columns.iloc[more]], ignore_index=True)
        moved = self.random.uniform(-30, 30, (len(shapes), 2))
        vertices, index = shapely.get_coordinates(shapes, return_index=True)
        shapes = shapely.make_valid(shapely.set_coordinates(shapes.copy(), vertices + moved[index]))
        return shapes, {"name": columns["target_name"].astype(str).tolist(), "kind": columns["target_typ"].tolist()}

    def _buildings(self):
        count = BUILDINGS_PER_CELL * len(self.cells)
        x, y = np.repeat(self.centres, BUILDINGS_PER_CELL, axis=0).T + self.random.uniform(-48, 48, (2, count))
        long, wide = self.random.uniform(8, 25, count) / 2, self.random.uniform(7, 14, count) / 2
        return shapely.box(x - long, y - wide, x + long, y + wide), {
            "function": self.random.choice(["1000", "1000", "1000", "2000"], count),
            "storeys": self.random.integers(1, 6, count).astype(float),
            "storeys_estimated": ["no"] * count,
        }

    def _trees(self):
        return shapely.points(self._near_cells(3 * len(self.cells))), {}

    def _pt_stops(self):
        count = len(self.cells) // 20
        modes = self.random.choice(["bus", "tram", "rail"], count, p=[0.8, 0.15, 0.05])
        day = self.random.lognormal(3.5, 1.0, count).round()
        columns: dict[str, Any] = {"mode": modes, "departures_day": day, "departures_6_20": (0.8 * day).round()}
        for mode in ("rail", "suburban", "subway", "tram", "bus", "ferry", "cableway"):
            own = np.where(modes == mode, day, 0.0)
            columns[f"departures_{mode}"] = own
            columns[f"departures_6_20_{mode}"] = (0.8 * own).round()
        return shapely.points(self._near_cells(count)), columns

    def _settlement_area(self):
        return self.cells, {"use": ["residential"] * len(self.cells)}

    def _settlement_area_earlier(self):
        some = self.random.random(len(self.cells)) < 0.9
        return self.cells[some], {"use": ["residential"] * int(some.sum())}

    def _population_cells_earlier(self):
        columns = {name: self.cell_columns[name].to_numpy() for name in self.cell_columns}
        return self.cells, {**columns, "population": np.floor(0.95 * columns["population"])}

    def _land_use(self):
        return self.cells, {"group": self.random.choice(GROUPS, len(self.cells))}

    def _unit_statistics(self):
        ids = self.units().ids("unit_id")
        return np.full(len(ids), None, dtype=object), {"unit_id": ids, "year": np.full(len(ids), 2022.0)}

    def _noise(self):
        count = len(self.cells) // 10
        low = self.random.choice([55.0, 60.0, 65.0, 70.0], count)
        return self._squares(count, 100, 600), {
            "metric": self.random.choice(["LDEN", "LNIGHT"], count),
            "db_low": low,
            "db_high": low + 5,
            "source": self.random.choice(["road", "rail"], count),
        }

    def _flood(self):
        count = 300
        return self._squares(count, 200, 1500), {"scenario": self.random.choice(["HQ10", "HQ100", "HQextrem"], count)}

    def _accidents(self):
        count = len(self.cells) // 4
        return shapely.points(self._near_cells(count)), {
            "year": self.random.choice([2021.0, 2022.0, 2023.0], count),
            "category": self.random.choice([1.0, 2.0, 3.0], count),
            "is_bike": self.random.choice([0.0, 1.0], count),
            "is_foot": self.random.choice([0.0, 1.0], count),
        }

    def _retail_units(self):
        shapes = shapely.points(self._near_cells(len(self.cells) // 25))
        return shapes, {"status": self.random.choice(["vacant", "occupied"], len(shapes), p=[0.1, 0.9])}

    def _green_entrances(self):
        return shapely.points(self._near_cells(200)), {}

    # Rasters -----------------------------------------------------------------------------------------------------

    def raster(self, role: str, target: Path) -> Path:
        """Write a smooth random raster over the town (5,000 × 5,001 of 4 × 3 tiles), one pixel in fifty unknown."""
        columns, rows = self.across * PIXELS_PER_TILE[0], self.up * PIXELS_PER_TILE[1]
        coarse = self.random.normal(0, 1, (rows // 50, columns // 50))
        values = ndimage.zoom(coarse, 50, order=1).astype(np.float32)
        low, high = RANGES.get(role, (0.0, 100.0))
        values = low + (high - low) * (values - values.min()) / np.ptp(values)
        values[self.random.random(values.shape) < 0.02] = -9999.0
        driver = gdal.GetDriverByName("GTiff")
        written = driver.Create(str(target), columns, rows, 1, gdal.GDT_Float32, ["TILED=YES", "COMPRESS=LZW"])
        pixel = ((self.east - self.west) / columns, (self.north - self.south) / rows)
        written.SetGeoTransform((self.west, pixel[0], 0.0, self.north, 0.0, -pixel[1]))
        system = osr.SpatialReference()
        system.ImportFromEPSG(25832)
        written.SetProjection(system.ExportToWkt())
        written.GetRasterBand(1).SetNoDataValue(-9999.0)
        written.GetRasterBand(1).WriteArray(values)
        del written
        return target


RANGES = {"vegetation_index": (-0.1, 0.9), "surface_temperature": (22.0, 48.0), "air_no2": (5, 45), "air_pm25": (4, 18)}


def read_layer(path: Path, name: str) -> tuple[np.ndarray, pd.DataFrame]:
    """Return geometries and attributes of a layer."""
    layer = (source := ogr.Open(str(path))).GetLayer(name)
    fields = [layer.GetLayerDefn().GetFieldDefn(n).GetName() for n in range(layer.GetLayerDefn().GetFieldCount())]
    rows, shapes = [], []
    for feature in layer:
        rows.append([feature.GetField(name) for name in fields])
        shapes.append(bytes(feature.GetGeometryRef().ExportToWkb()))
    del source
    return shapely.from_wkb(np.array(shapes, dtype=object)), pd.DataFrame(rows, columns=fields)


def build(path: Path, across: int, up: int) -> dict[str, int]:
    """Write a town of ``across`` × ``up`` tiles as a study with every role that an indicator uses.

    Returns the number of features (of rasters: of known pixels) by role.
    """
    path.unlink(missing_ok=True)
    catalogue = load_catalogue()
    used = {role for entry in catalogue.indicators.values() for role in entry.all_roles()} - {"planning_units"}
    city, counts = City(across, up), {}
    settings = StudySettings("Benchmark", "Benchmark", "", CRS, "de", "2022-12-31")
    with Study.create(path, settings, city.area, city.units()) as study:
        for role in catalogue.roles.values():
            if role.id in used:
                passport = Passport(role.id, role.title.en, "synthetic", "cc0_1_0", "synthetic", "2022")
                save = _save_raster if role.geometry == "raster" else _save_layer
                counts[role.id] = save(study, city, role, passport)
    return counts


def _save_layer(study: Study, city: City, role: Role, passport: Passport) -> int:
    return study.save_layer(role, passport, city.layer(role)).feature_count


def _save_raster(study: Study, city: City, role: Role, passport: Passport) -> int:
    file, stored = study.path.with_name("raster.tif"), study.path.with_name("stored.tif")
    city.raster(role.id, file)
    facts, _ = read_raster([str(file)], Zone(city.area, CRS), 0.0, stored)
    study.save_raster(passport, facts, stored)
    file.unlink()
    stored.unlink()
    return facts.valid
