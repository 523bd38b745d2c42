# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the tests that run inside an initialised QGIS."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProject, QgsVectorLayer

# A place on the meridian of EPSG:25832 and EPSG:25833 where both measure the same: 12° E.
ORIGIN = (707_000.0, 5_640_000.0)


@pytest.fixture(autouse=True, scope="session")
def _collect_before_exit(qgis_app):
    """Layers and layouts in reference cycles must go before QGIS does, or the process crashes at its end."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _empty_project():
    """No test inherits the layers of another."""
    yield
    QgsProject.instance().clear()


@pytest.fixture
def town(smartcity_provider):
    """Small layers, and the steps of the method through Processing."""
    return Town()


class Town:
    """A town of 2 km × 1 km with two units, given in kilometres from its corner."""

    def layer(self, kind: str, rows, fields=(), crs: str = "EPSG:25832", name: str = "Layer") -> QgsVectorLayer:
        """Return a memory layer; each row is (WKT in metres from the corner of the town or None, attribute, ...)."""
        definition = "&".join([f"{kind}?crs={crs}", *(f"field={field}:{type_}" for field, type_ in fields)])
        layer = QgsVectorLayer(definition, name, "memory")
        features = []
        for wkt, *attributes in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(attributes)
            if wkt:
                geometry = QgsGeometry.fromWkt(wkt)
                geometry.translate(*ORIGIN)
                feature.setGeometry(geometry)
            features.append(feature)
        stored, _ = layer.dataProvider().addFeatures(features)
        assert stored or not features
        layer.updateExtents()
        return layer

    def square(self, x: float, y: float, size: float = 100.0) -> str:
        """Return the WKT of a square by its lower left corner."""
        return self.box(x, y, x + size, y + size)

    def box(self, left: float, low: float, right: float, high: float) -> str:
        """Return the WKT of a rectangle."""
        return f"POLYGON (({left} {low}, {right} {low}, {right} {high}, {left} {high}, {left} {low}))"

    def border(self) -> QgsVectorLayer:
        """Return the border of the town."""
        return self.layer("Polygon", [(self.box(0, 0, 2000, 1000),)], name="Grenze")

    def units(self) -> QgsVectorLayer:
        """Return the units West and Ost, and one of the neighbouring town."""
        rows = [
            (self.square(0, 0, 1000), 1, "West"),
            (self.square(1000, 0, 1000), 2, "Öst"),
            (self.square(2000, 0, 1000), 3, "Nachbar"),
        ]
        return self.layer("Polygon", rows, [("nr", "integer"), ("name", "string(40)")], name="Ortsteile")

    def cells(self) -> QgsVectorLayer:
        """Return cells of known, unknown and no population; one lies on the border of the units."""
        rows = [
            (self.square(100, 400), "a", 100, 60),
            (self.square(300, 400), "b", None, None),
            (self.square(950, 400), "c", 50, 25),
            (self.square(1500, 400), "d", 0, 0),
            (self.square(1700, 400), "e", 30, 15),
        ]
        fields = [("id", "string(5)"), ("ew", "integer"), ("whg", "integer")]
        return self.layer("Polygon", rows, fields, name="Zellen")

    def green(self) -> QgsVectorLayer:
        """Return a park in the west and a lawn that is too small in the east."""
        rows = [
            (self.square(0, 0, 300), "Park", 1),
            (self.square(1800, 800, 50), "Wiese", 1),
            (self.square(0, 900), "Garten", 0),
        ]
        return self.layer("Polygon", rows, [("name", "string(20)"), ("public", "integer")], name="Grün")

    def run(self, name: str, feedback=None, context=None, **parameters):
        """Run an algorithm of the plugin."""
        import processing

        return processing.run(f"smartcity:{name}", parameters, feedback=feedback, context=context)

    def create(self, path: Path, **changes) -> Path:
        """Create the study of the town."""
        parameters = {
            "AREA": self.border(),
            "UNITS": self.units(),
            "UNIT_ID": 'to_string("nr")',
            "UNIT_NAME": '"name"',
            "MUNICIPALITY": "Köln",
            "AGS": "05315000",
            "TITLE": "Studie „Größe“",
            "REFERENCE_DATE": "2022-05-15",
            "CRS": "EPSG:25832",
            "LANGUAGE": "de",
            "OUTPUT": str(path),
        }
        self.run("createstudy", **{**parameters, **changes})
        return path

    def add(self, study: Path, layer, role: str, mapping=None, **more):
        """Add a layer to the inventory of a study."""
        parameters = {
            "STUDY": str(study),
            "INPUT": layer,
            "ROLE": role,
            "MAPPING": json.dumps(mapping or {}),
            "SOURCE": "Amt",
            "LICENCE": "cc0_1_0",
            "DATE": "2022",
        }
        return self.run("addinventorylayer", **{**parameters, **more})

    def fill(self, study: Path, cells=None, green=None) -> Path:
        """Give a study population and public green."""
        mapping = {"cell_id": '"id"', "population": '"ew"', "dwellings": '"whg"'}
        self.add(study, cells or self.cells(), "population_cells", mapping)
        self.add(study, green or self.green(), "public_green", FILTER='"public" = 1')
        return study

    def refusal(self, action, *arguments, **parameters) -> str:
        """Return the sentence with which an action is refused."""
        with pytest.raises(QgsProcessingException) as caught:
            action(*arguments, **parameters)
        return str(caught.value)


@pytest.fixture
def study(town, tmp_path) -> Path:
    """A study of the town, with units only."""
    return town.create(tmp_path / "study.gpkg")


@pytest.fixture
def filled(town, study) -> Path:
    """A study of the town with population and public green."""
    return town.fill(study)
