# SPDX-License-Identifier: GPL-2.0-or-later
"""A town out of a country: three million census cells, a layer of a million features; time and peak memory.

Every way of reading runs in a fresh process; imports are not timed, but the memory they take is part of the peak. The
files are made in a process of their own, too: a child's peak starts with the memory of its parent.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = 3_000_000
FEATURES = 1_000_000
LIMIT_S = 900

SHARED = """
import json, os, resource, sys, time
root, folder = sys.argv[1:3]
sys.path.insert(0, root)
import shapely
area = shapely.Point(680_000, 5_644_000).buffer(8_000)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 ** 2)

def measured(work):
    before, start = peak(), time.perf_counter()
    count = work()
    print(json.dumps({"seconds": time.perf_counter() - start, "before": before, "peak": peak(), "count": count}))
    sys.stdout.flush()
    os._exit(0)
"""

OURS = """
from pathlib import Path
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.census import load_census
from smartcity_plugin.sources.census import read_census
from smartcity_plugin.sources.zone import Zone
roles = load_catalogue().roles
load_census()

def work():
    found = read_census([Path(folder) / "census.{ending}"], Zone(area, "EPSG:25832"), roles)
    return len(found.layers[0].table)

measured(work)
"""

PANDAS = """
import numpy as np
import pandas as pd
from smartcity_plugin.sources.zone import Zone
west, south, east, north = Zone(area, "EPSG:25832").box("EPSG:3035", 1000)

def work():
    frame = pd.read_csv(os.path.join(folder, "census.csv"), sep=";", decimal=",", na_values=["\\u2013"])
    near = frame[frame["x_mp_100m"].between(west, east) & frame["y_mp_100m"].between(south, north)]
    return len(near)

measured(work)
"""

QGIS = """
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingFeatureSource
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
application = QgsApplication([], True)
application.initQgis()
sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))
import processing
from processing.core.Processing import Processing
Processing.initialize()
from smartcity_plugin.bridge.features import Place, read_features
from smartcity_plugin.sources.zone import Zone
layer = QgsVectorLayer(os.path.join(folder, "features.gpkg") + "|layername=features", "features", "ogr")
if layer.featureCount() <= 0:
    raise SystemExit("the layer is empty")
target, context = QgsCoordinateReferenceSystem("EPSG:25832"), QgsProcessingContext()
zone = Zone(area, "EPSG:25832")

def ours(place):
    source = QgsProcessingFeatureSource(layer, context)
    fields = {"name": '"name"', "value": '"value"'}
    table = read_features(source, fields, target, context.transformContext(), place=place).table
    return int(shapely.intersects(area.buffer(1000), table.geometry).sum())

def native():
    outline = QgsVectorLayer("Polygon?crs=EPSG:25832", "outline", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(area.buffer(1000).wkt))
    outline.dataProvider().addFeatures([feature])
    parameters = {"INPUT": layer, "PREDICATE": [0], "INTERSECT": outline, "OUTPUT": "memory:"}
    return processing.run("native:extractbylocation", parameters)["OUTPUT"].featureCount()

"""

PLAIN = """
import numpy as np
from osgeo import ogr

def work():
    names, values, shapes = [], [], []
    dataset = ogr.Open(os.path.join(folder, "features.gpkg"))
    for feature in dataset.GetLayer(0):
        names.append(feature.GetField(0))
        values.append(feature.GetField(1))
        shapes.append(bytes(feature.GetGeometryRef().ExportToWkb()))
    geometry = shapely.from_wkb(np.array(shapes, dtype=object))
    return int(shapely.intersects(area.buffer(1000), geometry).sum())

measured(work)
"""

CENSUS = {
    "this plugin": OURS.replace("{ending}", "csv"),
    "this plugin, from the zip": OURS.replace("{ending}", "zip"),
    "pandas, whole file, then filter": PANDAS,
}
LAYERS = {
    "this plugin, near the town": QGIS + "measured(lambda: ours(Place(zone, 1000.0)))",
    "this plugin, whole layer": QGIS + "measured(lambda: ours(None))",
    "native:extractbylocation": QGIS + "measured(native)",
    "GDAL and shapely, whole layer": PLAIN,
}


def write_census(folder: Path) -> None:
    """Write cells of 100 m all over Germany in the published order, as CSV and packed."""
    import numpy as np

    random = np.random.default_rng(2022)
    norths, easts = np.arange(26_840, 35_510), np.arange(40_310, 46_720)
    places = np.sort(random.choice(len(norths) * len(easts), ROWS, replace=False))
    people = random.integers(3, 300, ROWS)
    means = random.integers(2000, 6000, ROWS)
    path = folder / "census.csv"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner;Durchschnittsalter;werterlaeuternde_Zeichen\n")
        for start in range(0, ROWS, 100_000):
            part = slice(start, start + 100_000)
            north, east = norths[places[part] // len(easts)], easts[places[part] % len(easts)]
            stream.write(
                "".join(
                    f"CRS3035RES100mN{n}00E{e}00;{e}50;{n}50;{p};{m // 100},{m % 100:02d};\n"
                    for n, e, p, m in zip(north, east, people[part], means[part])
                )
            )
    with zipfile.ZipFile(folder / "census.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(path, path.name)


def write_features(folder: Path) -> None:
    """Write squares of 20 m all over 500 × 500 km with a text and a number, as GeoPackage with a spatial index."""
    import numpy as np
    from osgeo import gdal

    gdal.UseExceptions()
    random = np.random.default_rng(1)
    west, south = random.uniform(400_000, 900_000, FEATURES), random.uniform(5_400_000, 5_900_000, FEATURES)
    path = folder / "features.csv"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("WKT,name,value\n")
        for number, (x, y) in enumerate(np.column_stack([west, south]).round(1).tolist()):
            ring = f"{x} {y},{x + 20} {y},{x + 20} {y + 20},{x} {y + 20},{x} {y}"
            stream.write(f'"POLYGON (({ring}))",building {number},{number % 97}\n')
    options = {"format": "GPKG", "layerName": "features", "dstSRS": "EPSG:25832", "srcSRS": "EPSG:25832"}
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR, open_options=["KEEP_GEOM_COLUMNS=NO", "AUTODETECT_TYPE=YES"])
    gdal.VectorTranslate(str(folder / "features.gpkg"), source, geometryType="POLYGON", **options)
    path.unlink()


def measure(code: str, folder: Path) -> dict:
    """Return the figures of one fresh process."""
    command = [sys.executable, "-c", SHARED + code, str(ROOT), str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False, env=os.environ)
    if ended.returncode or not ended.stdout.strip():
        raise SystemExit(f"bench_census: {ended.stderr[-2000:]}")
    return json.loads(ended.stdout.strip().splitlines()[-1])


def report(title: str, ways: dict[str, str], folder: Path, size: int) -> None:
    """Print the figures of several ways as a table."""
    print(f"  {title} ({size / 1024**2:.0f} MB)")
    print(f"    {'':<34}{'seconds':>9}{'peak MB':>9}{'of it before':>14}{'found':>9}")
    for name, code in ways.items():
        found = measure(code, folder)
        figures = f"{found['seconds']:>9.1f}{found['peak']:>9.0f}{found['before']:>14.0f}{found['count']:>9}"
        print(f"    {name:<34}{figures}")


def main() -> None:
    """Make the files, read them in every way, print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        subprocess.run([sys.executable, __file__, name], check=True, timeout=LIMIT_S)
        print(f"  files made in {time.perf_counter() - start:.0f} s")
        size = (folder / "census.csv").stat().st_size
        report(f"census grid, {ROWS:,} cells, a town of 16 km across", CENSUS, folder, size)
        size = (folder / "features.gpkg").stat().st_size
        report(f"vector layer, {FEATURES:,} features, the same town", LAYERS, folder, size)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write_census(Path(sys.argv[1]))
        write_features(Path(sys.argv[1]))
    else:
        main()
