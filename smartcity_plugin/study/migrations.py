# SPDX-License-Identifier: GPL-2.0-or-later
"""Bringing older study files up to the present schema, forward only and with a backup copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from ..model.problem import SmartCityError
from ..model.scheme import STANDARD
from .bin import BINNING
from .geopackage import TEXT, GeoPackage, failure
from .overlay_tables import OVERLAY_TABLES
from .renaming import RENAMING
from .rows import kind_of
from .schema import (
    CREATE_UNIT_NEEDS,
    DESIGN,
    INDICATOR_STATUS,
    INVENTORY,
    NEEDS,
    OWN_INDICATORS,
    SCHEMA_VERSION,
    SETTINGS,
    inventory_table,
)
from .strategy_tables import GOALS, MEASURES, STRATEGY_TABLES


def _several_sources(package: GeoPackage) -> None:
    """1 → 2: a role may have several sources; every feature and every passport says which one it belongs to."""
    frame, _ = package.read(INVENTORY.name)
    package.drop_table(INVENTORY.name)
    package.create_table(INVENTORY.name, {name: field.kind for name, field in INVENTORY.fields.items()})
    package.append(INVENTORY.name, frame.assign(source_id="1", duplicates=0))
    for role in frame["role"]:
        package.add_field(inventory_table(role), "source_id", TEXT, "1")


def _own_indicators(package: GeoPackage) -> None:
    """2 → 3: a study may hold indicators of its own; the state of an indicator is one for each reference date."""
    package.create_table(OWN_INDICATORS.name, {name: field.kind for name, field in OWN_INDICATORS.fields.items()})
    settings, _ = package.read(SETTINGS.name, key="reference_date")
    period = settings["value"].iloc[0] if len(settings) else None
    package.add_field(INDICATOR_STATUS.name, "period", TEXT, period or "")
    for name in ("method", "result_key"):  # unknown: computing again will tell
        package.add_field(INDICATOR_STATUS.name, name, TEXT, "")


def _overlay(package: GeoPackage) -> None:
    """3 → 4: a study may hold several assessment schemes, and what is made with them."""
    present = set(package.read(NEEDS.name)[0].columns)
    for name, field in NEEDS.fields.items():
        if name not in present:
            package.add_field(NEEDS.name, name, field.kind, STANDARD if name == "scheme_id" else None)
    package.execute("DROP VIEW IF EXISTS unit_needs")
    package.execute(CREATE_UNIT_NEEDS)
    settings, _ = package.read(SETTINGS.name, key="crs")
    crs = settings["value"].iloc[0]
    for table in OVERLAY_TABLES:
        package.create_table(table.name, table.kinds(), table.geometry, crs if table.geometry else None)


def _design(package: GeoPackage) -> None:
    """4 → 5: a study may hold the town's corporate design."""
    package.create_table(DESIGN.name, DESIGN.kinds())


def _strategy(package: GeoPackage) -> None:
    """5 → 6: goals and measures know more, and there is room for money, effects, scenarios and contributions."""
    settings, _ = package.read(SETTINGS.name, key="crs")
    crs = settings["value"].iloc[0]
    for table in (GOALS, MEASURES):
        frame, geometry = package.read(table.name)
        if table is MEASURES:
            for new, old in (("planned_start", "start_year"), ("planned_end", "end_year")):
                frame[new] = [None if pd.isna(year) else str(int(year)) for year in frame.pop(old)]
        own = {name: kind_of(frame[name]) for name in frame if name not in table.fields}  # added by the town in QGIS
        package.drop_table(table.name)
        package.create_table(table.name, {**table.kinds(), **own}, table.geometry, crs if table.geometry else None)
        package.append(table.name, frame, geometry)
    for table in STRATEGY_TABLES:
        package.create_table(table.name, table.kinds(), table.geometry, crs if table.geometry else None)
    for statement in RENAMING + BINNING:
        package.execute(statement)


MIGRATIONS: dict[int, Callable[[GeoPackage], None]] = {
    1: _several_sources,
    2: _own_indicators,
    3: _overlay,
    4: _design,
    5: _strategy,
}
"""Version → function that turns a file of this version into one of the next."""


def check_version(path: Path, version: int) -> None:
    """Refuse a study written by a newer plugin, and a file that tells no version."""
    if version < 1:
        raise SmartCityError("not_a_study", path=str(path))
    if version > SCHEMA_VERSION:
        raise SmartCityError("study_newer", path=str(path), version=version, supported=SCHEMA_VERSION)


def backup_path(path: Path, version: int) -> Path:
    """Return where the copy of the old file goes."""
    return path.with_name(f"{path.stem}.schema{version}{path.suffix}")


def migrate(path: Path, version: int, set_version: Callable[[GeoPackage, int], None]) -> None:
    """Lift a file from ``version`` to the present one, all steps in one transaction, after copying it."""
    if version == SCHEMA_VERSION:
        return
    backup = backup_path(path, version)
    with GeoPackage.open(path, update=True) as package:
        try:
            package.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what QGIS stored last may stand in SQLite's journal
            shutil.copy2(path, backup)
        except OSError as error:
            backup.unlink(missing_ok=True)
            raise failure(backup, str(error)) from error
        with package.transaction():
            for step in range(version, SCHEMA_VERSION):
                MIGRATIONS[step](package)
            set_version(package, SCHEMA_VERSION)
