# SPDX-License-Identifier: GPL-2.0-or-later
"""A study: open it, ask it, write to it. All writing happens in transactions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import SmartCityError
from ..model.provenance import Passport, by_role
from ..model.scheme import STANDARD
from ..paths import plugin_version
from ..sources.raster import RasterFacts
from . import schema
from .bin import BINNING
from .design import DesignStore
from .geopackage import GeoPackage
from .inventory import change_passport, forget_source, read_layer, read_sources, store_layer
from .migrations import check_version, migrate
from .overlay import OverlayStore
from .own_indicators import OwnStore
from .provenance import now
from .rasters import StoredRaster, raster_of, raster_roles, remove_unregistered, store_raster
from .register import RegisterStore
from .renaming import RENAMING
from .results import ResultStore
from .units import append_units, move_units

CITY_LEVEL = "city"
UNIT_LEVEL = "district"
DRAFT, DECIDED = "draft", "decided"


@dataclass(frozen=True)
class StudySettings:
    """What a study is about; ``crs`` is the projected CRS everything is stored and computed in."""

    title: str
    municipality: str
    ags: str
    crs: str
    language: str
    reference_date: str
    unit_level: str = UNIT_LEVEL
    """The level of planning units that maps, rankings and tables show."""
    official_population: str = ""
    """Inhabitants of the municipality by the official register or census, empty if unknown."""
    official_population_source: str = ""
    allocation: str = "auto"
    """Where the people of a cell are taken to live: an option of the catalogue's group ``allocation``."""
    calibrate: str = "yes"
    """Whether counts of persons are multiplied so that they add up to the official population: yes or no."""
    scheme: str = STANDARD
    """The assessment scheme in force: its index is what maps, atlas and document show."""
    state: str = DRAFT
    """What the stamp on pages and documents says: draft or decided."""
    decision: str = ""
    """Who decided when, with the number of the paper; printed beside the stamp once decided."""
    study_id: str = ""
    created_at: str = ""
    plugin_version: str = ""


class Study(ResultStore, OwnStore, OverlayStore, DesignStore, RegisterStore):
    """An open study file. Close it, or use it in a ``with`` statement."""

    def __init__(self, package: GeoPackage, settings: StudySettings) -> None:
        self._package = package
        self.settings = settings

    # Life of a study ---------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, settings: StudySettings, area: shapely.Geometry, units: GeoTable) -> Study:
        """Create a study with its area (a polygon) and planning units (columns unit_id, name; CRS of the settings).

        The municipality itself becomes a unit of level ``city`` and the parent of all others. The file appears once it
        is complete; a failure leaves none.
        """
        path = Path(path)
        if path.exists():
            raise SmartCityError("file_exists", path=str(path))
        city_id = settings.ags or CITY_LEVEL
        if city_id in units.ids("unit_id"):
            raise SmartCityError("unit_ids_not_unique", layer=schema.PLANNING_UNITS.name, ids=city_id)
        settings = replace(settings, study_id=uuid.uuid4().hex[:12], created_at=now(), plugin_version=plugin_version())
        work = path.with_name(f"{path.stem}.creating{path.suffix}")
        if work.exists():  # a run was killed
            work.unlink()
        try:
            with GeoPackage.create(work) as package:
                study = cls(package, settings)
                with package.transaction():
                    study._create_tables()
                    study._write_settings(schema.SCHEMA_VERSION)
                    study._write_area(area)
                    study._write_units(area, units)
            work.replace(path)
        except BaseException:
            if work.exists():
                work.unlink()
            raise
        return cls.open(path, update=True)

    @classmethod
    def open(cls, path: Path, update: bool = False) -> Study:
        """Open a study, lifting it to the present schema first if it may be written to."""
        path = Path(path)
        with GeoPackage.open(path, update=False) as package:
            version = _read_settings(package, path).get("schema_version", "")
        version = int(version) if version.isdecimal() else 0
        check_version(path, version)
        if update:
            migrate(path, version, _write_version)
        package = GeoPackage.open(path, update)
        known = {field.name for field in fields(StudySettings)}
        found = {key: value for key, value in _read_settings(package, path).items() if key in known}
        return cls(package, StudySettings(**found))

    def close(self) -> None:
        """Close the file."""
        self._package.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the study lies."""
        return self._package.path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside the block or nothing of it."""
        with self._package.transaction():
            yield

    @contextmanager
    def reading_once(self) -> Iterator[None]:
        """Read every table only once inside the block; what this study writes is read anew (see ``GeoPackage``)."""
        with self._package.reading_once():
            yield

    def source(self, table: str) -> str:
        """Return what QGIS's ``ogr`` provider opens a table by."""
        return f"{self.path}|layername={table}"

    # Area and units ----------------------------------------------------------------------------------------------

    def area(self) -> GeoTable:
        """Return the study area (one row)."""
        return self._table(schema.STUDY_AREA.name, "study_area")

    def units(self, level: Optional[str] = None) -> GeoTable:
        """Return the planning units, all or those of one level."""
        equal = {"level": level} if level else {}
        return self._table(schema.PLANNING_UNITS.name, "planning_units", **equal)

    def reporting_units(self) -> GeoTable:
        """Return the planning units that maps, rankings and tables show."""
        return self.units(self.settings.unit_level)

    def add_units(self, units: GeoTable, level: str) -> None:
        """Add planning units of a further level (columns unit_id, name and, if known, parent_id).

        Raises SmartCityError if the level is there already, or an identifier: it names one unit among all levels.
        """
        present = self.units().frame
        if level in set(present["level"]):
            raise SmartCityError("unit_level_exists", level=level)
        repeated = sorted(set(present["unit_id"]) & set(units.ids("unit_id")))
        if repeated:
            ids = ", ".join(repeated[:5])
            raise SmartCityError("unit_ids_not_unique", layer=schema.PLANNING_UNITS.name, ids=ids)
        with self.transaction():
            append_units(self._package, units, level, self.city_id)

    def change_parents(self, level: str, parents: Mapping[str, str]) -> None:
        """Let units of a level belong to other ones; those that ``parents`` does not name stay where they are."""
        with self.transaction():
            move_units(self._package, self.units(level), level, parents)

    @property
    def city_id(self) -> str:
        """The unit_id of the municipality as a whole."""
        return str(self.units(CITY_LEVEL).frame["unit_id"].iloc[0])

    # Inventory ---------------------------------------------------------------------------------------------------

    def sources(self) -> list[Passport]:
        """Return the passports of all sources, several per role where several feed it."""
        return read_sources(self._package)

    def passports(self) -> dict[str, Passport]:
        """Return one data passport per role; that of several sources names them together."""
        return by_role(self.sources())

    def layer(self, role: str) -> GeoTable:
        """Return the layer of a role; raises KeyError if there is none."""
        return read_layer(self._package, role, self.settings.crs)

    def data(self, roles: Optional[Iterable[str]] = None) -> dict[str, GeoTable]:
        """Return all layers by role (or those of the given roles that exist), with the planning units, no rasters."""
        rasters = raster_roles(self._package)
        present = [role for role in self.passports() if role not in rasters]
        wanted = present if roles is None else [role for role in roles if role in present]
        return {"planning_units": self.units(), **{role: self.layer(role) for role in wanted}}

    def save_layer(self, role: Role, passport: Passport, table: GeoTable, add: bool = False) -> Passport:
        """Store features for a role; returns the passport with what was found.

        They take the place of what the role had; of one source only, if the passport names it by its ``source_id``.
        With ``add`` they become a further source, and features that are already there are left out and counted.
        """
        with self.transaction():
            return store_layer(self._package, self.settings.crs, role, passport, table, add)

    def remove_source(self, role: Role, source_id: str) -> None:
        """Remove one source of a role, with its features."""
        with self.transaction():
            forget_source(self._package, self.settings.crs, role, source_id)
        remove_unregistered(self._package)

    def raster(self, role: str) -> Optional[StoredRaster]:
        """Return how the raster of a role is opened, None if there is none."""
        return raster_of(self._package, role)

    def save_raster(self, passport: Passport, facts: RasterFacts, file: Path) -> Passport:
        """Store a raster that ``sources.raster.read_raster`` wrote to a file; not to be called inside a transaction."""
        return store_raster(self._package, passport, facts, file)

    def save_passport(self, passport: Passport) -> None:
        """Store what was corrected in the passport of a source (role and source_id name it)."""
        with self.transaction():
            change_passport(self._package, passport)

    # Inside ------------------------------------------------------------------------------------------------------

    def _table(self, name: str, role: str, **equal: str) -> GeoTable:
        frame, geometry = self._package.read(name, **equal)
        return GeoTable(frame, geometry, self.settings.crs, role)

    def _create_tables(self) -> None:
        for table in schema.TABLES:
            crs = self.settings.crs if table.geometry else None
            self._package.create_table(table.name, table.kinds(), table.geometry, crs)
        for statement in schema.CREATE_VIEWS + schema.REGISTER_VIEWS + RENAMING + BINNING:
            self._package.execute(statement)

    def change_settings(self, **changes: str) -> None:
        """Store other values for some of the settings; CRS and identity of a study never change."""
        fixed = {"crs", "study_id", "created_at", "ags"} & set(changes)
        if fixed:
            raise ValueError(f"fixed once the study exists: {', '.join(sorted(fixed))}")
        self.settings = replace(self.settings, **changes)
        with self.transaction():
            for key, value in changes.items():
                self._package.delete_where(schema.SETTINGS.name, key=key)
                self._package.append(schema.SETTINGS.name, pd.DataFrame([{"key": key, "value": value}]))

    def _write_settings(self, version: int) -> None:
        rows = {"schema_version": str(version), **asdict(self.settings)}
        self._package.append(schema.SETTINGS.name, pd.DataFrame(list(rows.items()), columns=["key", "value"]))

    def _write_area(self, area: shapely.Geometry) -> None:
        row = pd.DataFrame([{"name": self.settings.municipality, "ags": self.settings.ags}])
        self._package.append(schema.STUDY_AREA.name, row, np.array([area], dtype=object))

    def _write_units(self, city: shapely.Geometry, units: GeoTable) -> None:
        city_id = self.settings.ags or CITY_LEVEL
        name, area_ha = self.settings.municipality, shapely.area(city) / 10_000.0
        row = {"unit_id": city_id, "name": name, "level": CITY_LEVEL, "parent_id": None, "area_ha": area_ha}
        self._package.append(schema.PLANNING_UNITS.name, pd.DataFrame([row]), np.array([city], dtype=object))
        append_units(self._package, units, self.settings.unit_level, city_id)


def _read_settings(package: GeoPackage, path: Path) -> dict[str, str]:
    if schema.SETTINGS.name not in package.tables():
        raise SmartCityError("not_a_study", path=str(path))
    frame, _ = package.read(schema.SETTINGS.name)
    return dict(zip(frame["key"], frame["value"].fillna("")))


def _write_version(package: GeoPackage, version: int) -> None:
    package.delete_where(schema.SETTINGS.name, key="schema_version")
    package.append(schema.SETTINGS.name, pd.DataFrame([{"key": "schema_version", "value": str(version)}]))
