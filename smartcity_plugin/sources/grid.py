# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster of a study as the engine reads it: stripe by stripe, in its own grid and reference system.

By rasterio where it uses the very GDAL that QGIS has loaded, else by GDAL's own Python: both give the same numbers.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Optional

import numpy as np
from osgeo import gdal

from ..engine.raster import Raster
from ..model.problem import SmartCityError
from .projection import projector, reference

Read = Callable[[str, int, int], np.ndarray]
"""(connection, first row, count of rows) → values as they are stored."""


def open_grid(connection: str, crs: str, role: str, nodata: float, read: Optional[Read] = None) -> Raster:
    """Return a stored raster; ``connection`` is what GDAL opens it by, ``crs`` that of the polygons that will ask it.

    ``nodata`` means unknown. The file is open only while it is read. Raises SmartCityError if it cannot be opened or
    does not run from north to south; ``read`` of the result raises it if the file is damaged.
    """
    with _quietly(role):
        dataset = gdal.OpenEx(connection, gdal.OF_RASTER | gdal.OF_READONLY)
        if dataset is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        left, width, skew, top, turn, line = dataset.GetGeoTransform()
        wkt, rows, columns = dataset.GetProjection(), dataset.RasterYSize, dataset.RasterXSize
        del dataset
    if skew or turn or width <= 0 or line >= 0:
        raise SmartCityError("raster_not_north_up", layer=role)
    if not wkt:
        raise SmartCityError("layer_without_crs", layer=role)
    same = reference(crs).IsSame(reference(wkt))
    reader = read or (read_by_rasterio if rasterio_if_sound() else read_by_gdal)
    unknown = np.float32(nodata)

    def stripe(first: int, count: int) -> np.ndarray:
        with _quietly(role):
            values = reader(connection, first, count)
        return np.where((values == unknown) | ~np.isfinite(values), np.nan, values.astype(float))

    return Raster(
        left=left,
        top=top,
        width=width,
        height=-line,
        rows=rows,
        columns=columns,
        read=stripe,
        project=_as_they_are if same else projector(crs, wkt),
        role=role,
    )


def read_by_gdal(connection: str, first: int, count: int) -> np.ndarray:
    """Return rows of the first band; raises RuntimeError."""
    gdal.ErrorReset()
    dataset = gdal.OpenEx(connection, gdal.OF_RASTER | gdal.OF_READONLY)
    if dataset is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    values = dataset.GetRasterBand(1).ReadAsArray(0, first, dataset.RasterXSize, count)
    if values is None or gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise RuntimeError(gdal.GetLastErrorMsg())
    return values


def read_by_rasterio(connection: str, first: int, count: int) -> np.ndarray:
    """Return rows of the first band; raises RuntimeError."""
    library = rasterio_if_sound()
    if library is None:
        raise RuntimeError("rasterio")
    try:
        with library.open(connection) as dataset:
            return dataset.read(1, window=((first, first + count), (0, dataset.width)))
    except (library.errors.RasterioError, OSError) as error:
        raise RuntimeError(str(error)) from error


@cache
def rasterio_if_sound() -> Any:
    """Return the library if its GDAL is the one that is loaded, else None.

    A wheel brings a GDAL of its own; it is not even imported, since two in one process get in each other's way.
    """
    spec = importlib.util.find_spec("rasterio")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if (package / ".dylibs").exists() or package.with_name("rasterio.libs").exists():
        return None
    try:
        library = importlib.import_module("rasterio")
        importlib.import_module("rasterio.errors")
    except Exception:
        # Built for another numpy or another GDAL than those that are there.
        return None
    return library if library.__gdal_version__ == gdal.__version__ else None


def _as_they_are(points: np.ndarray) -> np.ndarray:
    return points


@contextmanager
def _quietly(role: str) -> Iterator[None]:
    """What GDAL says of a file becomes a SmartCityError, not a line in the console."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    except RuntimeError as error:
        detail = " ".join(str(error).split())[:200]
        raise SmartCityError("layer_unreadable", layer=role, detail=detail or "GDAL") from error
    finally:
        gdal.PopErrorHandler()
