# SPDX-License-Identifier: GPL-2.0-or-later
"""Bringing a layer of 1 million buildings into a study, against what QGIS itself needs to read and to save it.

Each run is a fresh process, so that the peak of memory is its own. The layer is generated: small rectangles in a region
of 100 km × 80 km. A town of 10 km × 10 km needs 1.25 % of them; the last run stores all.
"""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parents[2]
FEATURES = 1_000_000
WEST, SOUTH, WIDTH, HEIGHT = 660_000.0, 5_600_000.0, 100_000.0, 80_000.0

START = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from qgis.core import (QgsApplication, QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer)
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(sys.argv[2] + "|layername=buildings", "buildings", "ogr")
"""

IMPORT = """
sys.path.insert(0, str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
from processing.core.Processing import Processing
Processing.initialize()
import processing, shapely, numpy as np, pandas as pd
from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.processing.provider import SmartCityProvider
from smartcity_plugin.study.study import Study, StudySettings
provider = SmartCityProvider()
QgsApplication.processingRegistry().addProvider(provider)
area = shapely.box(*json.loads(sys.argv[3]))
units = pd.DataFrame({"unit_id": ["a"], "name": ["A"]})
study = Path(sys.argv[2]).with_name("study.gpkg")
study.unlink(missing_ok=True)
settings = StudySettings(title="x", municipality="x", ags="", crs="EPSG:25832", language="de", reference_date="2022")
Study.create(study, settings, area, GeoTable(units, np.array([area], dtype=object), "EPSG:25832")).close()
mapping = {"building_id": '"oi"', "function": '"gfk"', "storeys": '"aog"', "height_m": '"height"'}
facts = {"SOURCE": "x", "LICENCE": "cc0_1_0", "DATE": "2022"}
parameters = {"STUDY": str(study), "INPUT": layer, "ROLE": "buildings", "MAPPING": json.dumps(mapping), **facts}
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
count = processing.run("smartcity:addinventorylayer", parameters)["COUNT"]
"""

READ = """
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
count = sum(len(feature.geometry().asWkb()) > 0 and len(feature.attributes()) > 0 for feature in layer.getFeatures())
"""

SAVE = """
options = QgsVectorFileWriter.SaveVectorOptions()
options.driverName = "GPKG"
target = str(Path(sys.argv[2]).with_name("copy.gpkg"))
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
QgsVectorFileWriter.writeAsVectorFormatV3(layer, target, QgsCoordinateTransformContext(), options)
count = layer.featureCount()
"""

REPORT = """
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"count": count, "seconds": seconds, "before": before / 1024, "peak": peak / 1024}), flush=True)
import os
os._exit(0)
"""


def generate(path: Path) -> None:
    """Write the layer."""
    chance = random.Random(2022)  # noqa: S311 - the same places every time
    system = osr.SpatialReference()
    system.ImportFromEPSG(25832)
    file = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    layer = file.CreateLayer("buildings", system, ogr.wkbPolygon)
    kinds = {"oi": ogr.OFTString, "gfk": ogr.OFTString, "aog": ogr.OFTInteger, "height": ogr.OFTReal}
    for name, kind in kinds.items():
        layer.CreateField(ogr.FieldDefn(name, kind))
    definition = layer.GetLayerDefn()
    layer.StartTransaction()
    for number in range(FEATURES):
        x, y = WEST + WIDTH * chance.random(), SOUTH + HEIGHT * chance.random()
        right, high = x + 5.0 + 25.0 * chance.random(), y + 5.0 + 25.0 * chance.random()
        corners = (x, y, right, y, right, high, x, high, x, y)
        feature = ogr.Feature(definition)
        feature.SetField(0, f"DETH{number:08d}")
        feature.SetField(1, "31001_1000" if number % 3 else "31001_2000")
        feature.SetField(2, number % 6)
        if number % 10:
            feature.SetField(3, high - y)
        wkb = struct.pack("<BIII10d", 1, ogr.wkbPolygon, 1, 5, *corners)
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def measure(script: str, path: Path, box: tuple[float, ...] = ()) -> dict:
    """Return the figures of one fresh process."""
    command = [sys.executable, "-c", START + script + REPORT, str(ROOT), str(path), json.dumps(box)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=900, check=True)
    return json.loads(ended.stdout.strip().splitlines()[-1])


def main() -> None:
    """Print time and peak of memory of all ways."""
    middle = (WEST + WIDTH / 2, SOUTH + HEIGHT / 2)
    town = (middle[0] - 5_000, middle[1] - 5_000, middle[0] + 5_000, middle[1] + 5_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.gpkg"
        start = time.perf_counter()
        generate(path)
        size = path.stat().st_size / 1024**2
        print(f"  layer of {FEATURES:,} buildings, {size:.0f} MB, made in {time.perf_counter() - start:.0f} s")
        runs = {
            "import: those of a town, checked and stored": measure(IMPORT, path, town),
            "import: all, checked and stored": measure(IMPORT, path, (WEST, SOUTH, WEST + WIDTH, SOUTH + HEIGHT)),
            "QGIS: all, only read": measure(READ, path),
            "QGIS: all, saved as another GeoPackage": measure(SAVE, path),
        }
    print(f"  {'way':<48}{'features':>10}{'seconds':>9}{'MB at peak':>12}{'MB before':>11}")
    for name, run in runs.items():
        print(f"  {name:<48}{run['count']:>10,}{run['seconds']:>9.1f}{run['peak']:>12.0f}{run['before']:>11.0f}")


if __name__ == "__main__":
    main()
