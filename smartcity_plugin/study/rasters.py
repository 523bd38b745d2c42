# SPDX-License-Identifier: GPL-2.0-or-later
"""Rasters inside the study's file: tiles of the GeoPackage's gridded coverage extension, one table per source.

The tiles are TIFFs in single precision, so every value stays as it is. GDAL writes them over a connection of its own,
outside our transaction; so a raster is written under a new name first, and only what the register names afterwards
counts. What a killed run left behind is removed by the next writing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

from osgeo import gdal

from ..model.provenance import Passport
from ..sources.raster import NODATA, RasterFacts
from .geopackage import GeoPackage, failure
from .inventory import read_sources, write_register
from .provenance import now

PREFIX = "ras_"
ONLY = "1"
"""The source_id of a raster: tiles are put together before, so a role has one raster."""


@dataclass(frozen=True)
class StoredRaster:
    """A raster of a study: GDAL and QGIS (provider ``gdal``) open it by ``connection``; ``nodata`` means unknown."""

    role: str
    connection: str
    nodata: float = NODATA


def raster_table(passport: Passport) -> str:
    """Return the name of the table with the tiles that a passport describes."""
    return f"{PREFIX}{passport.role}_{passport.fingerprint[:12]}"


def raster_tables(package: GeoPackage) -> set[str]:
    """Return the names of all tables with tiles in a study's file."""
    return {name for name in package.coverages() if name.startswith(PREFIX)}


def raster_roles(package: GeoPackage) -> set[str]:
    """Return the roles that rasters play in a study."""
    tables = raster_tables(package)
    return {item.role for item in read_sources(package) if raster_table(item) in tables} if tables else set()


def raster_of(package: GeoPackage, role: str) -> Optional[StoredRaster]:
    """Return the raster of a role, None if it has none."""
    tables = raster_tables(package)
    names = [raster_table(item) for item in read_sources(package) if item.role == role]
    table = next((name for name in names if name in tables), None)
    return StoredRaster(role, f"GPKG:{package.path}:{table}") if table else None


def store_raster(package: GeoPackage, passport: Passport, facts: RasterFacts, source: Path) -> Passport:
    """Store a raster (GeoTIFF in single precision) and its passport in place of what its role had.

    Not to be called inside a transaction: GDAL's second connection would wait for its end.
    """
    passport = replace(
        passport,
        source_id=ONLY,
        feature_count=facts.valid,
        fingerprint=facts.fingerprint,
        imported_at=now(),
        completeness=facts.completeness,
    )
    if raster_table(passport) not in raster_tables(package):
        _write_tiles(package.path, raster_table(passport), source)
    with package.transaction():
        write_register(package, passport.role, [passport])
    remove_unregistered(package)
    return passport


def remove_unregistered(package: GeoPackage) -> None:
    """Remove the tiles that no passport names: of replaced rasters, and of runs that were killed."""
    unwanted = sorted(raster_tables(package) - {raster_table(passport) for passport in read_sources(package)})
    if not unwanted:
        return
    path = package.path
    dataset = _checked(path, lambda: gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE, allowed_drivers=["GPKG"]))
    for table in unwanted:
        # Not SQL: a word of GDAL's own, which also removes everything else that is known of the table.
        _checked(path, lambda table=table: dataset.ExecuteSQL(f"DELLAYER:{table}"), empty=True)
    dataset = None  # closes the file


def _write_tiles(path: Path, table: str, source: Path) -> None:
    options = [
        "APPEND_SUBDATASET=YES",
        f"RASTER_TABLE={table}",
        f"RASTER_IDENTIFIER={table}",
        "TILE_FORMAT=TIFF",
        "TILING_SCHEME=CUSTOM",
    ]
    driver = gdal.GetDriverByName("GPKG")
    written = _checked(path, lambda: driver.CreateCopy(str(path), gdal.Open(str(source)), options=options))
    written.FlushCache()
    del written


def _checked(path: Path, action: Callable[[], Any], empty: bool = False) -> Any:
    """Return what a GDAL call returns; its failure becomes a SmartCityError. ``empty``: it returns nothing."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        result = action()
    except RuntimeError as error:
        raise failure(path, str(error)) from error
    finally:
        gdal.PopErrorHandler()
    if gdal.GetLastErrorType() >= gdal.CE_Failure or (result is None and not empty):
        raise failure(path, gdal.GetLastErrorMsg())
    return result
