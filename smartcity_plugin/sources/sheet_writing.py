# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing sheets: one XLSX file through GDAL, or one CSV file per sheet that spreadsheets open by a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal, ogr

from ..model.problem import SmartCityError
from .own_sheets import Cell, Sheet

CSV_ENDING = ".csv"


def write_sheets(path: Path, sheets: Sequence[Sheet], language: str) -> list[Path]:
    """Write the sheets and return the files: an XLSX, or ``<stem>_<title>.csv`` for each sheet.

    CSV is UTF-8 with byte order mark; German has semicolons and decimal commas, as German spreadsheets expect, English
    commas and decimal points. A file appears once it is complete. Raises SmartCityError if that is not possible.
    """
    if path.suffix.lower() != CSV_ENDING:
        _replace(path, lambda work: _write_xlsx(work, sheets))
        return [path]
    files = [csv_path(path, sheet.title) for sheet in sheets]
    german = language.lower().startswith("de")
    for file, sheet in zip(files, sheets):
        text = _csv_text(sheet, german)
        _replace(file, lambda work, text=text: work.write_text(text, encoding="utf-8-sig", newline=""))
    return files


def csv_path(path: Path, title: str) -> Path:
    """Return where a sheet goes."""
    return path.with_name(f"{path.stem}_{title}{path.suffix}")


def _replace(path: Path, write) -> None:
    work = path.with_name(f".{path.stem}.writing{path.suffix}")
    try:
        write(work)
        work.replace(path)
    except (OSError, RuntimeError) as error:
        raise SmartCityError("write_failed", path=str(path), detail=str(error)[:200]) from error
    finally:
        work.unlink(missing_ok=True)


def _write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    with _strict():
        dataset = gdal.GetDriverByName("XLSX").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        if dataset is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        for sheet in sheets:
            layer = dataset.CreateLayer(sheet.title, None, ogr.wkbNone)
            for key, heading in zip(sheet.columns, sheet.headings):
                layer.CreateField(ogr.FieldDefn(heading, ogr.OFTReal if key in sheet.numbers else ogr.OFTString))
            for row in sheet.rows or [[]]:  # without any row GDAL would leave out the headings, too
                _write_row(layer, row)
        layer = dataset = None
        if gdal.GetLastErrorType() >= gdal.CE_Failure or not path.is_file():
            raise RuntimeError(gdal.GetLastErrorMsg())


def _write_row(layer: ogr.Layer, row: Sequence[Cell]) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    for number, value in enumerate(row):
        if value is None or value == "":
            continue
        feature.SetField(number, value if isinstance(value, str) else float(value))
    layer.CreateFeature(feature)


@contextmanager
def _strict():
    """Keep GDAL from printing what becomes an exception here."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def _csv_text(sheet: Sheet, german: bool) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow(sheet.headings)
    for row in sheet.rows:
        writer.writerow([_csv_cell(value, german) for value in row])
    return stream.getvalue()


def _csv_cell(value: Cell, german: bool) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    text = repr(int(value)) if float(value).is_integer() else repr(float(value))
    return text.replace(".", ",") if german else text
