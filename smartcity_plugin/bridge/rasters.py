# SPDX-License-Identifier: GPL-2.0-or-later
"""Rasters of QGIS as what GDAL opens; those that only QGIS can read (services) are copied pixel by pixel."""

from __future__ import annotations

import math
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsRasterFileWriter,
    QgsRasterLayer,
    QgsRasterPipe,
    QgsRectangle,
)

from ..model.problem import SmartCityError
from ..sources.zone import Zone
from .crs import name_of
from .origin import origin_of

_FILES = ("gdal",)


def gdal_name(layer: QgsRasterLayer, zone: Zone, buffer: float, folder: Path, number: int = 0) -> str:
    """Return what GDAL opens a raster layer by.

    What a service or another provider of QGIS has near the zone is written to a GeoTIFF in the folder first, in the
    provider's own grid. Raises SmartCityError if that fails, or if the layer has pictures rather than numbers.
    """
    if layer.providerType() in _FILES:
        return layer.source().split("|")[0] if "|option:" in layer.source() else layer.source()
    provider = layer.dataProvider()
    name = layer.name()
    if provider.xSize() <= 0 or provider.ySize() <= 0 or layer.providerType() in ("wms", "arcgismapserver"):
        raise SmartCityError("raster_is_picture", layer=name)
    extent = provider.extent()
    pixel = extent.width() / provider.xSize(), extent.height() / provider.ySize()
    west, south, east, north = zone.box(name_of(layer.crs()), buffer)
    columns = _steps(west, east, extent.xMinimum(), pixel[0], provider.xSize())
    rows = _steps(extent.yMaximum() - north, extent.yMaximum() - south, 0.0, pixel[1], provider.ySize())
    if columns[0] >= columns[1] or rows[0] >= rows[1]:
        raise SmartCityError("nothing_inside_border", layer=name)
    window = QgsRectangle(
        extent.xMinimum() + columns[0] * pixel[0],
        extent.yMaximum() - rows[1] * pixel[1],
        extent.xMinimum() + columns[1] * pixel[0],
        extent.yMaximum() - rows[0] * pixel[1],
    )
    target = folder / f"service_{number}.tif"
    pipe = QgsRasterPipe()
    if not pipe.set(provider.clone()):
        raise SmartCityError("layer_unreadable", layer=name, detail=layer.providerType())
    size = columns[1] - columns[0], rows[1] - rows[0]
    context = QgsCoordinateTransformContext()
    outcome = QgsRasterFileWriter(str(target)).writeRaster(pipe, *size, window, layer.crs(), context)
    if outcome != QgsRasterFileWriter.WriterError.NoError or not target.is_file():
        raise SmartCityError("service_failed", address=origin_of(layer), detail=str(outcome))
    return str(target)


def _steps(low: float, high: float, start: float, step: float, count: int) -> tuple[int, int]:
    """Return the first pixel between two places and the one after the last."""
    return max(math.floor((low - start) / step), 0), min(math.ceil((high - start) / step), count)
