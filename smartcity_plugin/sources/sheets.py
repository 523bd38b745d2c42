# SPDX-License-Identifier: GPL-2.0-or-later
"""Spreadsheets (XLSX, ODS) through GDAL: every sheet as rows of texts, formulas as the values last computed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal

from ..engine.progress import Progress, silent
from ..model.problem import SmartCityError
from .archive import Archive

LARGEST_CONTENT = 512 * 1024**2
"""Bytes of the unpacked parts: far more than a table that a person looks at."""

LARGEST_CELLS = 20_000_000
DRIVERS = ("XLSX", "ODS")
_AS_TEXT = {
    f"OGR_{driver}_{option}": value
    for driver in DRIVERS
    for option, value in (("HEADERS", "DISABLE"), ("FIELD_TYPES", "STRING"))
}
_PROGRESS_ROWS = 2_000


def read_sheets(path: Path, progress: Progress = silent) -> dict[str, list[list[str]]]:
    """Return the cells of every sheet by its name, row by row; empty cells are empty texts.

    Raises SmartCityError for a file that is missing, damaged, protected by a password or unbelievably large.
    """
    with Archive(path) as archive:
        if archive.content_size > LARGEST_CONTENT:
            raise SmartCityError("table_too_large", path=path.name)
    with _quiet_text_mode():
        try:
            dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=list(DRIVERS))
            if dataset is None:
                raise SmartCityError("file_damaged", path=path.name, detail=gdal.GetLastErrorMsg()[:200])
            sheets = {}
            for number in range(dataset.GetLayerCount()):
                layer = dataset.GetLayer(number)
                sheets[layer.GetName()] = _cells(layer, path, progress)
        except RuntimeError as error:
            raise SmartCityError("file_damaged", path=path.name, detail=str(error)[:200]) from error
    if not sheets:
        raise SmartCityError("table_without_header", path=path.name)
    return sheets


def _cells(layer, path: Path, progress: Progress) -> list[list[str]]:
    width = layer.GetLayerDefn().GetFieldCount()
    count = max(layer.GetFeatureCount(), 1)
    if width * count > LARGEST_CELLS:
        raise SmartCityError("table_too_large", path=path.name)
    rows = []
    layer.ResetReading()
    for number, feature in enumerate(iter(layer.GetNextFeature, None)):
        if number % _PROGRESS_ROWS == 0:
            progress(min(1.0, number / count))
        rows.append([feature.GetFieldAsString(i) if feature.IsFieldSetAndNotNull(i) else "" for i in range(width)])
    return rows


@contextmanager
def _quiet_text_mode() -> Iterator[None]:
    """Let GDAL take no row for a header and no cell for anything but text, as long as this lasts."""
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _AS_TEXT}
    for name, value in _AS_TEXT.items():
        gdal.SetThreadLocalConfigOption(name, value)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield
    finally:
        gdal.PopErrorHandler()
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)
