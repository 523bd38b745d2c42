# SPDX-License-Identifier: GPL-2.0-or-later
"""Rasters on their way into a study: cut to what is near, in their own grid and system, every value as it was.

Nothing is resampled: a value in the study can be found at the same place in the source. Only a raster whose rows do not
run from west to east is turned (nearest neighbour), because no store of the study can hold it otherwise.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
import shapely
from osgeo import gdal, ogr, osr

from ..engine.progress import Progress, silent
from ..model.problem import Problem, Severity, SmartCityError
from .projection import reference, reproject
from .zone import Zone

NODATA = float(np.finfo(np.float32).min)
"""What stands for "unknown" in the study: the lowest number that single precision has, which no measurement reaches."""
LARGEST = 400_000_000
"""Pixels (1.6 GB before compression) above which a study file would become unhandy."""
STRIPE = 512
"""Rows that are read at once."""
EXACT = 2**24
"""Up to this, single precision holds every whole number."""
SAME_PIXEL = 1e-6
"""Share of a pixel by which the grids of tiles may differ."""


@dataclass(frozen=True)
class RasterFacts:
    """What is known of a stored raster. ``crs`` is an authority id or WKT, ``transform`` GDAL's geotransform.

    ``valid`` counts pixels with a value; ``completeness`` is the share of the study area's pixels that have one.
    ``minimum``, ``maximum`` and ``total`` (the sum) are None if there are none.
    """

    crs: str
    width: int
    height: int
    transform: tuple[float, ...]
    valid: int
    completeness: float
    minimum: Optional[float]
    maximum: Optional[float]
    total: Optional[float]
    fingerprint: str


def read_raster(
    paths: Sequence[str],
    zone: Zone,
    buffer: float,
    target: Path,
    band: int = 1,
    unknown: Sequence[float] = (),
    crs: str = "",
    progress: Progress = silent,
) -> tuple[RasterFacts, list[Problem]]:
    """Write what a raster, or its tiles (GDAL names), has near the zone to a new GeoTIFF (single precision).

    ``unknown`` are values that mean unknown besides those the raster says itself; ``crs`` replaces what the raster says
    of its system. Scale and offset that the raster states are applied. Raises SmartCityError if it cannot be read.
    """
    with _quietly(), _source(list(paths), band, crs) as (source, number, name):
        system = crs or _system(source, name)
        window = _window(source, zone, buffer, system, name)
        reader = _Reader(source.GetRasterBand(number), window, unknown, name)
        transform = _shifted(source.GetGeoTransform(), window)
        facts = _write(reader, transform, system, target, zone, name, progress)
    problems = []
    if reader.rounded:
        problems.append(Problem("raster_values_rounded", Severity.WARNING, {"layer": name}))
    return facts, problems


def check_values(title: str, facts: RasterFacts, expected: Optional[tuple[float, float]]) -> list[Problem]:
    """Return what is doubtful about the values of a raster: none at all, or outside what the role expects."""
    if facts.minimum is None or facts.maximum is None:
        return [Problem("raster_without_values", values={"layer": title})]
    problems = []
    if expected is not None and (facts.minimum < expected[0] or facts.maximum > expected[1]):
        low, high = expected
        values = {"layer": title, "minimum": facts.minimum, "maximum": facts.maximum, "low": low, "high": high}
        problems.append(Problem("raster_values_unexpected", Severity.WARNING, values))
    if facts.completeness < 1.0:
        share = math.floor(1000 * facts.completeness) / 10
        problems.append(Problem("raster_does_not_cover", Severity.WARNING, {"layer": title, "share": share}))
    return problems


@contextmanager
def _quietly() -> Iterator[None]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


@contextmanager
def _source(paths: list[str], band: int, crs: str) -> Iterator[tuple[gdal.Dataset, int, str]]:
    """Yield the raster (several tiles as one, turned if need be), the number of the band in it, and its name."""
    datasets = [_open(path, band) for path in paths]
    name = Path(paths[0]).name
    if len(datasets) > 1:
        _check_tiles(datasets, name)
        # Where no tile lies the mosaic knows nothing; without a number for that, a mask must tell.
        options = gdal.BuildVRTOptions(bandList=[band], resolution="highest", addAlpha=_no_number(datasets[0], band))
        source, number = _call(lambda: gdal.BuildVRT("", datasets, options=options), name), 1
    else:
        source, number = datasets[0], band
    transform = source.GetGeoTransform(can_return_null=True)
    if transform is None:
        raise SmartCityError("raster_without_place", layer=name)
    if transform[2] or transform[4] or transform[5] > 0 or transform[1] < 0:
        pixel = math.sqrt(abs(transform[1] * transform[5] - transform[2] * transform[4]))
        masked = _no_number(source, number)
        turn = gdal.WarpOptions(
            format="VRT", xRes=pixel, yRes=pixel, resampleAlg="near", srcSRS=crs or None, dstAlpha=masked
        )
        source = _call(lambda: gdal.Warp("", source, options=turn), name)
    yield source, number, name


def _no_number(dataset: gdal.Dataset, band: int) -> bool:
    """Return whether a band has no number that stands for unknown."""
    return dataset.GetRasterBand(band).GetNoDataValue() is None


def _open(path: str, band: int) -> gdal.Dataset:
    dataset = _call(lambda: gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_READONLY), Path(path).name)
    if not 1 <= band <= dataset.RasterCount:
        raise SmartCityError("raster_band_missing", layer=Path(path).name, band=band, count=dataset.RasterCount)
    return dataset


def _call(action, name: str):
    """Return what a GDAL call returns; its failure, told either way, becomes a SmartCityError."""
    gdal.ErrorReset()
    try:
        result = action()
    except RuntimeError as error:
        raise SmartCityError("layer_unreadable", layer=name, detail=_line(str(error))) from error
    if result is None:
        raise SmartCityError("layer_unreadable", layer=name, detail=_line(gdal.GetLastErrorMsg()) or "GDAL")
    return result


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def _check_tiles(datasets: list[gdal.Dataset], name: str) -> None:
    """Raise SmartCityError if tiles are not parts of one grid: nothing may be resampled."""
    first = datasets[0].GetGeoTransform()
    for dataset in datasets[1:]:
        other = dataset.GetGeoTransform()
        same = all(math.isclose(first[place], other[place], rel_tol=1e-9, abs_tol=1e-12) for place in (1, 2, 4, 5))
        steps = [(other[corner] - first[corner]) / first[size] for corner, size in ((0, 1), (3, 5)) if first[size]]
        aligned = all(abs(step - round(step)) < SAME_PIXEL * max(1.0, abs(step)) for step in steps)
        system = osr.SpatialReference(dataset.GetProjection()).IsSame(osr.SpatialReference(datasets[0].GetProjection()))
        if not (same and aligned and system):
            raise SmartCityError("raster_tiles_differ", layer=name, other=Path(dataset.GetDescription()).name)


def _system(source: gdal.Dataset, name: str) -> str:
    """Return the authority id of a raster's system, its WKT if it has none."""
    wkt = source.GetProjection()
    if not wkt:
        raise SmartCityError("layer_without_crs", layer=name)
    system = reference(wkt)
    authority, code = system.GetAuthorityName(None), system.GetAuthorityCode(None)
    return f"{authority}:{code}" if authority and code else wkt


def _window(source: gdal.Dataset, zone: Zone, buffer: float, crs: str, name: str) -> tuple[int, int, int, int]:
    """Return first column, first row, columns and rows of what lies in the zone's bounding box."""
    left, pixel, _, top, _, line = source.GetGeoTransform()
    west, south, east, north = zone.box(crs, buffer)
    first_column = max(math.floor((west - left) / pixel), 0)
    first_row = max(math.floor((north - top) / line), 0)
    columns = min(math.ceil((east - left) / pixel), source.RasterXSize) - first_column
    rows = min(math.ceil((south - top) / line), source.RasterYSize) - first_row
    if columns <= 0 or rows <= 0:
        raise SmartCityError("nothing_inside_border", layer=name)
    if columns * rows > LARGEST:
        count, most = round(columns * rows / 1e6), round(LARGEST / 1e6)
        raise SmartCityError("raster_too_large", layer=name, count=count, most=most)
    return first_column, first_row, columns, rows


def _shifted(transform: Sequence[float], window: tuple[int, int, int, int]) -> tuple[float, ...]:
    left, pixel, _, top, _, line = transform
    return left + window[0] * pixel, pixel, 0.0, top + window[1] * line, 0.0, line


class _Reader:
    """Reads stripes of a band as single precision numbers; unknown becomes NODATA."""

    def __init__(self, band: gdal.Band, window: tuple[int, int, int, int], unknown: Sequence[float], name: str) -> None:
        self.name = name
        self.band, self.window, self.unknown = band, window, list(unknown)
        self.mask = None if band.GetMaskFlags() & gdal.GMF_ALL_VALID else band.GetMaskBand()
        self.scale, self.offset = band.GetScale(), band.GetOffset()
        self.rounded = False

    def stripes(self) -> Iterator[tuple[int, np.ndarray]]:
        """Yield (first row within the window, values)."""
        column, row, columns, rows = self.window
        for start in range(0, rows, STRIPE):
            place = (column, row + start, columns, min(STRIPE, rows - start))
            values = _array(self.band, place, self.name).astype(float)
            known = np.isfinite(values)
            if self.mask is not None:
                known &= _array(self.mask, place, self.name) > 0
            for code in self.unknown:
                known &= values != code
            if self.scale not in (None, 1.0) or self.offset not in (None, 0.0):
                values = values * (1.0 if self.scale is None else self.scale) + (self.offset or 0.0)
            single = values.astype(np.float32)
            whole = values[known]
            self.rounded |= bool((np.abs(whole) > EXACT).any() and (single[known] != whole).any())
            yield start, np.where(known & np.isfinite(single), single, np.float32(NODATA))


def _array(band: gdal.Band, place: tuple[int, int, int, int], name: str) -> np.ndarray:
    gdal.ErrorReset()
    try:
        values = band.ReadAsArray(*place)
    except RuntimeError as error:
        raise SmartCityError("layer_unreadable", layer=name, detail=_line(str(error))) from error
    if values is None or gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise SmartCityError("layer_unreadable", layer=name, detail=_line(gdal.GetLastErrorMsg()) or "GDAL")
    return values


def _write(
    reader: _Reader,
    transform: tuple[float, ...],
    crs: str,
    target: Path,
    zone: Zone,
    name: str,
    progress: Progress,
) -> RasterFacts:
    """Write the stripes and count what is in them."""
    _, _, columns, rows = reader.window
    options = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
    driver = gdal.GetDriverByName("GTiff")
    output = _call(lambda: driver.Create(str(target), columns, rows, 1, gdal.GDT_Float32, options), str(target))
    output.SetGeoTransform(transform)
    output.SetProjection(reference(crs).ExportToWkt())
    band = output.GetRasterBand(1)
    band.SetNoDataValue(NODATA)
    inside = _Inside(zone, crs, transform)
    digest = hashlib.sha256(repr((columns, rows, transform)).encode())
    valid = covered = 0
    total, least, most = 0.0, math.inf, -math.inf
    for start, values in reader.stripes():
        progress(start / rows)
        known = values != np.float32(NODATA)
        numbers = values[known].astype(float)
        valid += numbers.size
        covered += int((known & inside.mask(start, values.shape)).sum())
        if numbers.size:
            total, least, most = total + float(numbers.sum()), min(least, numbers.min()), max(most, numbers.max())
        digest.update(values.tobytes())
        _call(lambda start=start, values=values: 1 if band.WriteArray(values, 0, start) == 0 else None, str(target))
    output.FlushCache()
    wanted = inside.count()
    return RasterFacts(
        crs=crs,
        width=columns,
        height=rows,
        transform=transform,
        valid=valid,
        completeness=covered / wanted if wanted else 0.0,
        minimum=float(least) if valid else None,
        maximum=float(most) if valid else None,
        total=total if valid else None,
        fingerprint=digest.hexdigest(),
    )


class _Inside:
    """Tells which pixels have their middle in the study area, in the grid of a raster."""

    def __init__(self, zone: Zone, crs: str, transform: tuple[float, ...]) -> None:
        self.area = reproject(np.array([shapely.segmentize(zone.area, 500.0)], dtype=object), zone.crs, crs)[0]
        self.transform = transform
        self.system = reference(crs)

    def mask(self, start: int, shape: tuple[int, int]) -> np.ndarray:
        """Return the pixels of a stripe that lie in the area."""
        left, pixel, _, top, _, line = self.transform
        return self._burnt((left, pixel, 0.0, top + start * line, 0.0, line), shape)

    def count(self) -> int:
        """Return how many pixels the whole area has, also where the raster has none."""
        left, pixel, _, top, _, line = self.transform
        west, south, east, north = self.area.bounds
        first_column, first_row = math.floor((west - left) / pixel), math.floor((north - top) / line)
        columns = math.ceil((east - left) / pixel) - first_column
        rows = math.ceil((south - top) / line) - first_row
        found = 0
        for start in range(0, rows, STRIPE):
            corner = (left + first_column * pixel, pixel, 0.0, top + (first_row + start) * line, 0.0, line)
            found += int(self._burnt(corner, (min(STRIPE, rows - start), columns)).sum())
        return found

    def _burnt(self, transform: Sequence[float], shape: tuple[int, int]) -> np.ndarray:
        raster = gdal.GetDriverByName("MEM").Create("", shape[1], shape[0], 1, gdal.GDT_Byte)
        raster.SetGeoTransform(transform)
        raster.SetProjection(self.system.ExportToWkt())
        vector = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = vector.CreateLayer("area", self.system, ogr.wkbUnknown)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shapely.to_wkb(self.area)))
        layer.CreateFeature(feature)
        gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
        return raster.ReadAsArray().astype(bool)
