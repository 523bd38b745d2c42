# SPDX-License-Identifier: GPL-2.0-or-later
"""Opening a stored raster for the engine: the same numbers whichever library reads, in the raster's own grid."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from osgeo import gdal, osr

from smartcity_plugin.engine import zonal
from smartcity_plugin.engine.raster import Raster
from smartcity_plugin.engine.zonal import zonal_sums
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources import grid
from smartcity_plugin.sources.grid import open_grid, rasterio_if_sound, read_by_gdal, read_by_rasterio
from smartcity_plugin.sources.projection import projector
from smartcity_plugin.sources.raster import NODATA

pytestmark = pytest.mark.usefixtures("gdal_exceptions")
EAST, NORTH = 683_000.0, 5_645_000.0


def file(path, values, transform, epsg: int | None = 25832, driver: str = "GTiff", **options) -> str:
    values = np.asarray(values, dtype=np.float32)
    memory = gdal.GetDriverByName("MEM").Create("", values.shape[1], values.shape[0], 1, gdal.GDT_Float32)
    memory.SetGeoTransform(transform)
    if epsg:
        system = osr.SpatialReference()
        system.ImportFromEPSG(epsg)
        memory.SetProjection(system.ExportToWkt())
    memory.GetRasterBand(1).SetNoDataValue(NODATA)
    memory.GetRasterBand(1).WriteArray(values)
    gdal.GetDriverByName(driver).CreateCopy(str(path), memory, options=[f"{k}={v}" for k, v in options.items()])
    return str(path)


def stored(folder, values, transform, epsg: int = 25832) -> str:
    """Return the connection to a raster stored as a study stores it."""
    options = {"RASTER_TABLE": "ras", "TILE_FORMAT": "TIFF", "TILING_SCHEME": "CUSTOM"}
    path = file(folder / "Größe.gpkg", values, transform, epsg, "GPKG", **options)
    return f"GPKG:{path}:ras"


def numbers(rows: int, columns: int, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    values = random.uniform(-5, 45, (rows, columns)).astype(np.float32)
    values[random.random(values.shape) < 0.1] = NODATA
    return values


TRANSFORM = (EAST, 10.0, 0.0, NORTH, 0.0, -20.0)


def test_place_size_and_values(tmp_path):
    values = numbers(300, 70)
    found = open_grid(stored(tmp_path, values, TRANSFORM), "EPSG:25832", "vegetation_index", NODATA)
    assert (found.left, found.top, found.width, found.height) == (EAST, NORTH, 10.0, 20.0)
    assert (found.rows, found.columns, found.role) == (300, 70, "vegetation_index")
    expected = np.where(values == np.float32(NODATA), np.nan, values.astype(float))
    assert np.array_equal(found.read(0, 300), expected, equal_nan=True)
    assert np.array_equal(found.read(250, 50), expected[250:], equal_nan=True)
    points = np.array([[EAST, NORTH]])
    assert found.project(points) is points


def test_infinite_values_are_unknown(tmp_path):
    values = [[1.0, np.inf], [np.nan, -np.inf]]
    found = open_grid(file(tmp_path / "a.tif", values, TRANSFORM), "EPSG:25832", "x", NODATA)
    assert np.array_equal(found.read(0, 2), [[1.0, np.nan], [np.nan, np.nan]], equal_nan=True)


def test_both_libraries_read_the_same(tmp_path):
    if rasterio_if_sound() is None:
        pytest.skip("rasterio is missing or uses another GDAL")
    connection = stored(tmp_path, numbers(513, 301), TRANSFORM)
    for first, count in ((0, 256), (256, 256), (512, 1), (100, 300)):
        ours, other = read_by_gdal(connection, first, count), read_by_rasterio(connection, first, count)
        assert ours.dtype == other.dtype == np.float32
        assert np.array_equal(ours, other)
    grids = [
        open_grid(connection, "EPSG:25832", "x", NODATA, read=reader) for reader in (read_by_gdal, read_by_rasterio)
    ]
    circles = shapely.buffer(shapely.points([[EAST + 1000, NORTH - 3000], [EAST, NORTH]]), 777)
    sums = [zonal_sums(one, circles, [lambda values: values]).sums for one in grids]
    assert np.array_equal(*sums)


def test_a_rasterio_with_another_gdal_is_not_used(monkeypatch):
    monkeypatch.setattr(grid.gdal, "__version__", "0.0.0")
    assert rasterio_if_sound.__wrapped__() is None


def test_a_wheel_of_rasterio_is_not_even_imported(monkeypatch, tmp_path):
    (tmp_path / "rasterio").mkdir()
    (tmp_path / "rasterio" / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "rasterio.libs").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(grid.importlib.import_module("sys").modules, "rasterio", raising=False)
    assert rasterio_if_sound.__wrapped__() is None


@pytest.mark.parametrize("epsg", [3035, 4326, 25833])
def test_another_system(tmp_path, epsg):
    """Each pixel holds its own place; the mean over a square must be the place of the square's middle."""
    there = projector("EPSG:25832", f"EPSG:{epsg}")
    corner = there(np.array([[EAST - 3000, NORTH + 3000]]))[0]
    step = (0.0003, 0.0002) if epsg == 4326 else (25.0, 25.0)
    rows, columns = 500, 420
    x = corner[0] + (np.arange(columns) + 0.5) * step[0]
    y = corner[1] - (np.arange(rows) + 0.5) * step[1]
    transform = (corner[0], step[0], 0.0, corner[1], 0.0, -step[1])
    square = np.array([shapely.box(EAST + 1000, NORTH - 1000, EAST + 2000, NORTH)])
    middle = there(np.array([[EAST + 1500, NORTH - 500]]))[0]
    for number, places in enumerate(
        (np.broadcast_to(x, (rows, columns)), np.broadcast_to(y[:, None], (rows, columns)))
    ):
        (tmp_path / str(number)).mkdir()
        offset = places - middle[number]  # single precision holds the difference, not the coordinate
        connection = stored(tmp_path / str(number), offset, transform, epsg)
        found = zonal_sums(open_grid(connection, "EPSG:25832", "x", NODATA), square, [np.isfinite, lambda v: v])
        # A square of 1 km is not quite one there: its middle lies where it should to 5 cm.
        assert abs(found.sums[1][0] / found.sums[0][0]) < 0.05 * step[number] / (20.0 if epsg == 4326 else 25.0)
        assert found.sums[0][0] == pytest.approx(found.total[0], rel=1e-9)


def test_long_edges_bend_with_the_system(tmp_path):
    """Cut at 200 m, a unit of 10 km has the area it has when cut at 5 m, to 1 in 10 million."""
    there = projector("EPSG:25832", "EPSG:4326")
    corner = there(np.array([[EAST - 1000, NORTH + 1000]]))[0]
    raster = Raster(*corner, 0.01, 0.01, 30, 30, lambda first, count: np.ones((count, 30)), there)
    unit = shapely.box(EAST, NORTH - 10_000, EAST + 10_000, NORTH)
    fine = shapely.segmentize(unit, 5.0)
    found = zonal_sums(raster, np.array([unit, fine]), [lambda values: values])
    assert found.total[0] == pytest.approx(found.total[1], rel=1e-7)
    assert found.sums[0][0] == pytest.approx(found.sums[0][1], rel=1e-7)
    assert zonal.LONGEST_EDGE == 200.0


def refused(action) -> SmartCityError:
    with pytest.raises(SmartCityError) as caught:
        action()
    return caught.value


def test_what_cannot_be_opened_is_told(tmp_path):
    missing = refused(lambda: open_grid(f"GPKG:{tmp_path / 'no.gpkg'}:ras", "EPSG:25832", "x", NODATA))
    assert missing.problem.key == "layer_unreadable"
    turned = file(tmp_path / "t.tif", numbers(3, 3), (EAST, 10.0, 1.0, NORTH, 1.0, -10.0))
    assert refused(lambda: open_grid(turned, "EPSG:25832", "x", NODATA)).problem.key == "raster_not_north_up"
    upside = file(tmp_path / "u.tif", numbers(3, 3), (EAST, 10.0, 0.0, NORTH, 0.0, 10.0))
    assert refused(lambda: open_grid(upside, "EPSG:25832", "x", NODATA)).problem.key == "raster_not_north_up"
    nowhere = file(tmp_path / "n.tif", numbers(3, 3), TRANSFORM, epsg=None)
    assert refused(lambda: open_grid(nowhere, "EPSG:25832", "x", NODATA)).problem.key == "layer_without_crs"


@pytest.mark.parametrize("reader", [read_by_gdal, read_by_rasterio])
def test_a_damaged_file_is_told_when_it_is_read(tmp_path, reader):
    if reader is read_by_rasterio and rasterio_if_sound() is None:
        pytest.skip("rasterio is missing or uses another GDAL")
    path = file(tmp_path / "d.tif", numbers(600, 600), TRANSFORM)
    found = open_grid(path, "EPSG:25832", "x", NODATA, read=reader)
    data = (tmp_path / "d.tif").read_bytes()
    (tmp_path / "d.tif").write_bytes(data[: len(data) // 2])
    assert refused(lambda: found.read(0, 600)).problem.key == "layer_unreadable"
    (tmp_path / "d.tif").unlink()
    assert refused(lambda: found.read(0, 600)).problem.key == "layer_unreadable"
