# SPDX-License-Identifier: GPL-2.0-or-later
"""What all tests share. Nothing here needs QGIS unless a test asks for it: unit and architecture tests run without."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
A_DAY = 86_400.0


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture
def smartcity_provider(qgis_processing):
    """The plugin's Processing provider; registered again should an earlier test have unloaded it."""
    return registered_provider()


_held: list = []
"""QGIS forgets the Python side of a provider that nobody holds."""


def registered_provider():
    from qgis.core import QgsApplication

    from smartcity_plugin.processing.provider import SmartCityProvider

    registry = QgsApplication.processingRegistry()
    if registry.providerById("smartcity") is None:
        _held[:] = [SmartCityProvider()]
        registry.addProvider(_held[0])
    return registry.providerById("smartcity")


@pytest.fixture(scope="session")
def jena_study_path(qgis_processing, tmp_path_factory) -> Path:
    """The computed demo study, for reading only: whoever writes asks for `jena_study_copy`."""
    return built_study(tmp_path_factory.mktemp("jena") / "jena.gpkg", LANGUAGE="de")


def built_study(path: Path, **recipe) -> Path:
    """Build a study from a recipe, or take a copy of the one that an earlier stage of the same tests has built.

    What is built is kept under a name that stands for everything it is made by: code, catalogue, data and QGIS.
    """
    import processing
    from qgis.core import Qgis

    registered_provider()
    made_by = hashlib.sha256(repr((Qgis.QGIS_VERSION, sorted(recipe.items()))).encode())
    for folder in ("smartcity_plugin", "resources", "tests/fixtures/heidelberg"):
        for file in sorted((REPOSITORY / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                made_by.update(str(file.relative_to(REPOSITORY)).encode() + file.read_bytes())
    kept = REPOSITORY / ".build" / "studies" / f"{path.stem}-{made_by.hexdigest()[:16]}.gpkg"
    if not kept.exists():
        processing.run("smartcity:studyfromrecipe", {**recipe, "OUTPUT": str(path)})
        kept.parent.mkdir(parents=True, exist_ok=True)
        for former in kept.parent.glob(f"{path.stem}-*.gpkg"):
            if former.stat().st_mtime < time.time() - A_DAY:
                former.unlink()
        unfinished = kept.with_suffix(f".{os.getpid()}")
        shutil.copy(path, unfinished)
        unfinished.replace(kept)
        return path
    return Path(shutil.copy(kept, path))


@pytest.fixture
def jena_study_copy(jena_study_path, tmp_path) -> Path:
    """A copy of the computed demo study that a test may write to."""
    return Path(shutil.copy(jena_study_path, tmp_path / "jena.gpkg"))


@pytest.fixture(scope="session")
def catalogue():
    """The catalogue that ships with the plugin."""
    from smartcity_plugin.catalogue import load_catalogue

    return load_catalogue()


@pytest.fixture(scope="session")
def build():
    """Small tables, studies and runs for tests; `build.cells([box], [10])` and so on."""
    return Build()


class Build:
    """Makes what tests compute with. All coordinates are metres in EPSG:25832."""

    crs = "EPSG:25832"

    def square(self, x: float, y: float, size: float = 100.0):
        """Return a square by its lower left corner."""
        import shapely

        return shapely.box(x, y, x + size, y + size)

    def array(self, geometries):
        """Return an array of geometries, also of none and of missing ones."""
        import numpy as np

        result = np.empty(len(geometries), dtype=object)
        result[:] = list(geometries)
        return result

    def table(self, geometries, role: str = "", **columns):
        """Return a table with columns of the same length as the geometries."""
        import pandas as pd

        from smartcity_plugin.engine.table import GeoTable

        frame = pd.DataFrame(columns, index=range(len(geometries)))
        return GeoTable(frame, self.array(geometries), self.crs, role)

    def cells(self, geometries, population, **columns):
        """Return population cells called c0, c1 and so on."""
        import numpy as np

        persons = np.array([np.nan if value is None else value for value in population], dtype=float)
        ids = [f"c{number}" for number in range(len(persons))]
        return self.table(geometries, "population_cells", cell_id=ids, population=persons, **columns)

    def units(self, geometries, ids=None):
        """Return planning units called u0, u1 and so on."""
        ids = ids or [f"u{number}" for number in range(len(geometries))]
        return self.table(geometries, "planning_units", unit_id=ids, name=[f"Unit {name}" for name in ids])

    def study(self, path: Path, **changes):
        """Return a new open study of two neighbouring units (west and east of x = 1000) of 1 km²; close it."""
        import shapely

        from smartcity_plugin.study.study import Study, StudySettings

        settings = {
            "title": "Studie Köln-Süd „Größe“",
            "municipality": "Köln",
            "ags": "05315000",
            "crs": self.crs,
            "language": "de",
            "reference_date": "2022-05-15",
        }
        units = self.units([self.square(0, 0, 1000), self.square(1000, 0, 1000)], ["west", "east"])
        return Study.create(path, StudySettings(**{**settings, **changes}), shapely.box(0, 0, 2000, 1000), units)

    def passport(self, role: str, **changes):
        """Return a complete passport."""
        from smartcity_plugin.model.provenance import Passport

        facts = {"title": role, "source": "Amt", "licence": "cc0_1_0", "attribution": "© Amt", "data_date": "2022"}
        return Passport(role=role, **{**facts, **changes})

    def inventory(self, study, catalogue) -> None:
        """Give a study of `build.study` population and public green: enough for the green indicators."""
        squares = [self.square(x, 400) for x in (100, 300, 950, 1500)]
        cells = self.cells(squares, [100, None, 50, 0], dwellings=[60.0, None, 30.0, 0.0])
        green = self.table([self.square(0, 0, 300), self.square(1800, 800, 50)], "public_green", name=["Park", None])
        for table in (cells, green):
            study.save_layer(catalogue.roles[table.role], self.passport(table.role), table)
