# SPDX-License-Identifier: GPL-2.0-or-later
"""A study of a random town that has data of every role, and ways to change its inventory by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, osr

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.strategy import Effect, Measure
from smartcity_plugin.sources.raster import read_raster
from smartcity_plugin.sources.zone import Zone
from smartcity_plugin.study import register_changes
from smartcity_plugin.study.register_changes import Change
from smartcity_plugin.study.study import Study, StudySettings
from smartcity_plugin.study.workflow import compute_and_save
from tests.unit.towns import PIXEL, SIZE, town

WITHOUT = ("planning_units", "population_forecast")
EDGE = shapely.box(-300.0, -300.0, SIZE + 300.0, SIZE + 300.0)


def full_study(build, path: Path) -> Path:
    """Store a computed study of a town with every role, the raster of imperviousness among them."""
    catalogue = load_catalogue()
    data = town(build, catalogue, 4)
    units = data["planning_units"]
    settings = StudySettings("Stadt", "Stadt", "", build.crs, "de", "2022-05-15")
    area = shapely.union_all(units.geometry)
    with Study.create(path, settings, area, units) as study:
        for role in catalogue.roles.values():
            if role.id in WITHOUT or role.geometry == "raster":
                continue
            study.save_layer(role, build.passport(role.id), data[role.id])
        raster = data["imperviousness"]
        save_pixels(study, build, raster.read(0, raster.rows))
        compute_and_save(study, catalogue)
    return path


def save_pixels(study: Study, build, values: np.ndarray) -> None:
    """Let these be the pixels of the town's imperviousness (NaN unknown)."""
    file, stored = study.path.with_name("pixels.tif"), study.path.with_name("stored.tif")
    system = osr.SpatialReference()
    system.ImportFromEPSG(25832)
    rows, columns = values.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(file), columns, rows, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((-200.0, PIXEL, 0.0, SIZE + 200.0, 0.0, -PIXEL))
    dataset.SetProjection(system.ExportToWkt())
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(-9999.0)
    band.WriteArray(np.where(np.isfinite(values), values, -9999.0))
    dataset = None  # closes the file
    facts, _ = read_raster([str(file)], Zone(EDGE, build.crs), 0.0, stored)
    study.save_raster(build.passport("imperviousness"), facts, stored)
    file.unlink()
    stored.unlink()


def copy_of(path: Path, folder: Path, name: str = "copy.gpkg") -> Path:
    """Return a copy of a study that may be written to."""
    return Path(shutil.copy(path, folder / name))


def add_measure(study: Study, measure_id: str, *effects: tuple) -> None:
    """Store a measure with effects: (kind, place or None, further fields of ``Effect``)."""
    changes = [Change(None, Measure(measure_id, f"Maßnahme {measure_id}"))]
    for number, (kind, place, fields) in enumerate(effects, start=1):
        effect = Effect(f"{measure_id}-{number}", measure_id, kind, position=number, **fields)
        table = {0: "point", 1: "line", 2: "area"}[int(shapely.get_dimensions(place))] if place is not None else "none"
        if table == "area":
            place = shapely.multipolygons(shapely.get_parts(place))
        elif table == "line":
            place = shapely.multilinestrings(shapely.get_parts(place))
        changes.append(Change(None, effect, None, place, table))
    register_changes.apply(study, changes)


def replace_layer(study: Study, build, role: str, change) -> None:
    """Change the frame and geometries of a layer by hand; ``change`` gets and returns both."""
    catalogue = load_catalogue()
    layer = study.layer(role)
    frame, geometry = change(layer.frame.drop(columns="source_id").copy(), layer.geometry.copy())
    table = type(layer)(frame.reset_index(drop=True), geometry, layer.crs, role)
    study.save_layer(catalogue.roles[role], build.passport(role), table)


def add_feature(study: Study, build, role: str, shape, **fields) -> None:
    """Add a feature as a further source of a role, as the import does."""
    catalogue = load_catalogue()
    table = build.table([shape], role, **{name: [value] for name, value in fields.items()})
    passport = study.save_layer(catalogue.roles[role], build.passport(role), table, add=True)
    assert passport.duplicates == 0


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables of values are equal: numbers to 1e-12 of their size, texts and gaps exactly."""
    if list(one.columns) != list(other.columns) or len(one) != len(other):
        return False
    for name in one.columns:
        a, b = one[name].to_numpy(), other[name].to_numpy()
        if a.dtype == object or b.dtype == object:
            if not (a.astype(str) == b.astype(str)).all():
                return False
        elif not np.allclose(a.astype(float), b.astype(float), rtol=1e-12, atol=1e-12, equal_nan=True):
            return False
    return True
