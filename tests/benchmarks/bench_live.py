# SPDX-License-Identifier: GPL-2.0-or-later
"""Live weighting of 50,000 cells by 30 indicators: from the move of a slider to the data that the map draws.

Scores are random, 3 % of them unknown, in 7 sectors; indicators are combined by arithmetic, sectors by geometric means.
A move is a step of a drag (1 to 3 %) or a jump to any share. Against it: what a user of QGIS has for the same weighted
sum, the field calculator over the same layer and the raster calculator over the same scores as 30 rasters.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, osr
from qgis.analysis import QgsRasterCalculator, QgsRasterCalculatorEntry
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QObject, QSettings, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMainWindow
from scipy import sparse

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.composite.index import Matrix, index_of, tree_of
from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.scheme import Group, Scheme
from smartcity_plugin.study.assessment import Assessment
from smartcity_plugin.study.live import LiveDesk, LiveMaterial, LivePlaces, SchemeChoice

WIDTH, HEIGHT, SIZES, MOVES = 250, 200, (9, 5, 4, 4, 3, 3, 2), 200
CELLS = WIDTH * HEIGHT
CRS = "EPSG:25832"


class Desktop:
    """As much of QGIS's window as the panel needs."""

    def __init__(self) -> None:
        self.window, self.canvas, self.bar = QMainWindow(), QgsMapCanvas(), QgsMessageBar()
        self.window.setCentralWidget(self.canvas)
        self.window.resize(1400, 1000)

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)


class OpenStudy(QObject):
    """A session whose study has been read."""

    changed = pyqtSignal()

    class facts:
        path, reference_date, writable = "", "", False

    reading, runner = False, None


def town(unknown: float) -> tuple[LiveDesk, np.ndarray]:
    """Return a desk of 50,000 cells in 40 units, and the scores."""
    chance = np.random.default_rng(2022)
    catalogue = load_catalogue()
    names = iter(list(catalogue.indicators)[: sum(SIZES)])
    sectors = list(catalogue.sectors)
    groups = tuple(Group(sectors[number], tuple(next(names) for _ in range(size))) for number, size in enumerate(SIZES))
    scheme = Scheme("bench", "Bench", groups)
    scores = np.clip(chance.normal(55, 25, (CELLS, sum(SIZES))), 0, 100)
    scores[chance.random(scores.shape) < unknown] = np.nan
    column, row = np.arange(CELLS) % WIDTH, np.arange(CELLS) // WIDTH
    squares = shapely.box(column * 100.0, row * 100.0, column * 100.0 + 100, row * 100.0 + 100)
    unit = column // 50 + 5 * (row // 25)
    boxes = [shapely.box(x * 5000, y * 2500, x * 5000 + 5000, y * 2500 + 2500) for y in range(8) for x in range(5)]
    table = pd.DataFrame({"unit_id": [f"u{n}" for n in range(40)], "name": [f"Unit {n}" for n in range(40)]})
    units = GeoTable(table, np.array(boxes, dtype=object), CRS)
    people = chance.integers(1, 300, CELLS).astype(float)
    ids = [f"100mN{y:05d}E{x:05d}" for x, y in zip(column, row)]
    frame = pd.DataFrame(scores, ids, list(scheme.indicators))
    tree = tree_of(scheme)
    matrix = Matrix(frame, people, np.ones(CELLS, dtype=bool), np.zeros(scores.shape, dtype=bool))
    shares = sparse.csr_matrix((np.ones(CELLS), (unit, np.arange(CELLS))), shape=(40, CELLS))
    places = LivePlaces(ids, ids, people, squares, np.arange(CELLS), units, shares)
    assessment = Assessment(scheme, matrix, tree, index_of(scheme, scores, tree))
    return LiveDesk(scheme, assessment, places, catalogue), scores


def moves(desk: LiveDesk) -> list[tuple[str, str, float]]:
    """Return (node, member, percent) of random moves, half of them steps of drags, half jumps."""
    chance = np.random.default_rng(7)
    nodes = list(desk.scheme.nodes().items())
    found = []
    while len(found) < MOVES:
        node, (members, _) = nodes[0] if chance.random() < 0.5 else nodes[chance.integers(1, len(nodes))]
        member = members[chance.integers(len(members))]
        if len(found) % 20 < 10:
            start = chance.uniform(5, 60)
            found += [(node, member, round(start + step, 1)) for step in np.cumsum(chance.uniform(1, 3, 10))]
        else:
            found.append((node, member, round(chance.uniform(0, 100), 1)))
    return found[:MOVES]


def show(name: str, seconds: list[float]) -> None:
    """Print the figures of one part."""
    values = np.array(seconds) * 1000.0
    print(f"  {name:<62}{np.median(values):>9.1f}{np.percentile(values, 95):>9.1f}{values.max():>9.1f}")


def parts(desk: LiveDesk) -> None:
    """Measure compute, classes, ranking and layer one by one."""
    from smartcity_plugin.cartography.live import LiveMap, LiveTexts
    from smartcity_plugin.engine.composite.classes import need_class
    from smartcity_plugin.engine.composite.sliders import moved

    start = time.perf_counter()
    texts = LiveTexts("Live", "", "Need", (), (), ("place", "name", "population", "need", "class"))
    shown = LiveMap(desk, texts, "en")
    print(f"  layer of {CELLS:,} cells made once in {time.perf_counter() - start:.1f} s")
    print(f"  {'milliseconds':<62}{'p50':>9}{'p95':>9}{'max':>9}")
    times: dict[str, list[float]] = {
        name: [] for name in ("compute", "classes", "ranking", "layer", "all", "whole", "needs")
    }
    changed = []
    for node, member, percent in moves(desk):
        begin = time.perf_counter()
        desk.weigh(node, moved(desk.index.shares(node), (), member, percent))
        computed = time.perf_counter()
        need_class(desk.need)  # within compute, too: measured by itself
        classed = time.perf_counter()
        rows = desk.ranking()
        ranked = time.perf_counter()
        changed.append(shown.show(desk))
        end = time.perf_counter()
        times["compute"].append(computed - begin)
        times["classes"].append(classed - computed)
        times["ranking"].append(ranked - classed)
        times["layer"].append(end - ranked)
        times["all"].append(end - begin - (classed - computed))
        if len(rows) != 40:
            raise RuntimeError("the ranking is not complete")
        begin = time.perf_counter()
        shown.settle()
        times["needs"].append(time.perf_counter() - begin)
    scores = desk.index.index(np.arange(CELLS)).scores
    for _ in range(10):
        begin = time.perf_counter()
        index_of(desk.index.scheme, scores, desk.index.tree)
        times["whole"].append(time.perf_counter() - begin)
    titles = {
        "compute": "index and classes of all cells after a move",
        "classes": "  of which classes",
        "ranking": "ranking of 40 units (means over people)",
        "layer": f"layer: colours of all cells ({np.median(changed):,.0f} change by the median move)",
        "all": "from the move to ranking and map data",
        "needs": "afterwards, at rest: a portion of the fields (2,000 cells)",
        "whole": "for comparison: the whole index anew (index_of)",
    }
    for name, title in titles.items():
        show(title, times[name])


def panel(desk: LiveDesk, drawing: bool) -> None:
    """Measure the panel itself: from the slider's event until map and ranking have their data."""
    from smartcity_plugin.gui.live_panel.panel import LivePanel

    desktop, session = Desktop(), OpenStudy()
    live = LivePanel(desktop, session)
    live._facts = session.facts
    desktop.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, live)
    desktop.window.show()
    material = LiveMaterial((SchemeChoice("bench", "Bench"),), "bench", "", (), desk)
    live.take_material(material)
    if drawing:
        desktop.canvas.setLayers([live.chart.map.layer])
        desktop.canvas.setExtent(live.chart.map.layer.extent())
    wait(lambda: not desktop.canvas.isDrawing(), 1.0)
    drawn = [0]
    desktop.canvas.mapCanvasRefreshed.connect(lambda: drawn.__setitem__(0, drawn[0] + 1))
    ended: list[float] = []
    live.played.connect(lambda: ended.append(time.perf_counter()))
    seconds = []
    for node, member, percent in moves(desk):
        del ended[:]
        begin = time.perf_counter()
        live.page.weights.rows[node, member].slider.setValue(int(percent * 10))
        wait(lambda: bool(ended), 0.0)
        seconds.append(ended[0] - begin)
        wait(lambda: True, 0.016)
    where = "while QGIS draws the map" if drawing else "without a map on the screen"
    show(f"panel, {where}" + (f" ({drawn[0]} pictures)" if drawing else ""), seconds)
    live.shut(wait=True)
    QgsApplication.processEvents()


def wait(done, least: float) -> None:
    """Process events for at least so many seconds and until something is done."""
    until = time.perf_counter() + least
    while time.perf_counter() < until or not done():
        QgsApplication.processEvents()


def field_calculator(desk: LiveDesk, scores: np.ndarray) -> float:
    """Return the seconds that the field calculator needs for a weighted sum of the same 30 fields."""
    import processing

    names = [f"i{number}" for number in range(scores.shape[1])]
    fields = "&".join(f"field={name}:double(0,0)" for name in names)
    layer = QgsVectorLayer(f"Polygon?crs={CRS}&{fields}", "scores", "memory")
    features = []
    for shape, row in zip(shapely.to_wkb(desk.places.geometry), np.nan_to_num(scores).tolist()):
        feature, geometry = QgsFeature(layer.fields()), QgsGeometry()
        geometry.fromWkb(shape)
        feature.setGeometry(geometry)
        feature.setAttributes(row)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    expression = " + ".join(f'{weight!r} * "{name}"' for name, weight in zip(names, desk.index.tree.weights.tolist()))
    parameters = {
        "INPUT": layer,
        "FIELD_NAME": "x",
        "FIELD_TYPE": 0,
        "FORMULA": expression,
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    start = time.perf_counter()
    result = processing.run("native:fieldcalculator", parameters)
    seconds = time.perf_counter() - start
    found = np.array([feature["x"] for feature in result["OUTPUT"].getFeatures()])
    np.testing.assert_allclose(found, np.nan_to_num(scores) @ desk.index.tree.weights, rtol=1e-9)
    return seconds


def raster_calculator(desk: LiveDesk, scores: np.ndarray, folder: Path) -> float:
    """Return the seconds that the raster calculator needs for a weighted sum of the same scores as 30 rasters."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(25832)
    entries, layers = [], []
    for number, column in enumerate(np.nan_to_num(scores).T):
        path = folder / f"i{number}.tif"
        file = gdal.GetDriverByName("GTiff").Create(str(path), WIDTH, HEIGHT, 1, gdal.GDT_Float64)
        file.SetGeoTransform((0, 100, 0, HEIGHT * 100, 0, -100))
        file.SetProjection(system.ExportToWkt())
        file.GetRasterBand(1).WriteArray(column.reshape(HEIGHT, WIDTH)[::-1])
        file = None
        layer = QgsRasterLayer(str(path), f"i{number}")
        entry = QgsRasterCalculatorEntry()
        entry.ref, entry.raster, entry.bandNumber = f"i{number}@1", layer, 1
        entries.append(entry)
        layers.append(layer)
    formula = " + ".join(f'{weight:.12f} * "i{n}@1"' for n, weight in enumerate(desk.index.tree.weights.tolist()))
    extent, output = layers[0].extent(), folder / "sum.tif"
    start = time.perf_counter()
    calculator = QgsRasterCalculator(
        formula,
        str(output),
        "GTiff",
        extent,
        layers[0].crs(),
        WIDTH,
        HEIGHT,
        entries,
        QgsProject.instance().transformContext(),
    )
    status = calculator.processCalculation()
    seconds = time.perf_counter() - start
    if status != 0:
        raise RuntimeError(f"the raster calculator failed with {status}")
    found = gdal.Open(str(output)).ReadAsArray()[::-1].ravel()
    np.testing.assert_allclose(found, np.nan_to_num(scores) @ desk.index.tree.weights, rtol=1e-4)
    return seconds


def main() -> None:
    """Print all figures."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.gettempdir())
    application = QgsApplication([], True)
    application.initQgis()
    sys.path.insert(0, str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    for unknown in (0.0, 0.03):
        print(f"  {100 * unknown:.0f} % of the scores unknown")
        desk, scores = town(unknown)
        parts(desk)
        for drawing in (False, True):
            panel(town(unknown)[0], drawing)
    again = [field_calculator(desk, scores) for _ in range(3)]
    show("QGIS field calculator, weighted sum, 1 sum per move (3 runs)", again)
    with tempfile.TemporaryDirectory() as folder:
        again = [raster_calculator(desk, scores, Path(folder)) for _ in range(3)]
    show("QGIS raster calculator, weighted sum of 30 rasters (3 runs)", again)
    print("  ours includes geometric means, rules for unknown scores, classes and ranking; theirs is one sum")
    gc.collect()
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash when it ends beside Python's layers


if __name__ == "__main__":
    main()
