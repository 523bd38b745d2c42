# SPDX-License-Identifier: GPL-2.0-or-later
"""Printing one page per district of the demo study, against what QGIS's own atlas needs, as PDF and as PNG at 300 dpi.

Three ways, each in a fresh process, so that the peak of memory is its own: the plugin's pages; QGIS's atlas over the
very same layout (every text and shape of the page an item, the map following the districts); QGIS's atlas over a plain
layout of map, legend, scale bar and 30 texts. QGIS exports by its own defaults. Give the path of a computed study to
print that one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3

START = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from qgis.core import *
from qgis.PyQt.QtCore import QRectF
application = QgsApplication([], False)
application.initQgis()
study_path, folder, kind = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
"""

DEMO = """
sys.path.insert(0, str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
from processing.core.Processing import Processing
Processing.initialize()
import processing
from smartcity_plugin.processing.provider import SmartCityProvider
provider = SmartCityProvider()
QgsApplication.processingRegistry().addProvider(provider)
processing.run("smartcity:studyfromrecipe", {"LANGUAGE": "de", "OUTPUT": str(study_path)})
"""

OURS = """
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.cartography.export import export_atlas, export_pages
from smartcity_plugin.study.study import Study
turns = []
def progress(fraction):
    turns.append(time.perf_counter())
with Study.open(study_path) as study:
    catalogue = load_catalogue()
    if kind == "pdf":
        export_atlas(study, catalogue, folder / "atlas.pdf", "de", progress, selection=("unit",))
    else:
        export_pages(study, catalogue, folder, "de", progress, selection=("unit",), kind="png", dpi=300)
pages, seconds = len(turns) - 1, turns[-1] - turns[0]
longest = max(later - earlier for earlier, later in zip(turns, turns[1:]))
"""

STAGE = """
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.cartography.atlas import draw_page, make_context, plan
from smartcity_plugin.study.study import Study
study = Study.open(study_path)
project = QgsProject()
context = make_context(project, study, load_catalogue(), "de")
districts = context.stock._factory.districts(labels=False)
project.addMapLayer(districts, False)
"""

SAME = """
page = plan(context, ("unit",))[0]
layout = draw_page(project, page, 1, 30).layout
layout.itemById("title").setText('[% "name" %]')
"""

PLAIN = """
layout = QgsPrintLayout(project)
layout.initializeDefaults()
item = QgsLayoutItemMap(layout)
item.setId("map")
item.attemptSetSceneRect(QRectF(12, 30, 122, 118))
item.setLayers(context.stock.overview())
item.setKeepLayerSet(True)
item.setCrs(QgsCoordinateReferenceSystem(study.settings.crs))
item.zoomToExtent(context.stock.extent())
layout.addLayoutItem(item)
for row in range(30):
    label = QgsLayoutItemLabel(layout)
    label.setText('[% "name" %] ' + str(row))
    label.attemptSetSceneRect(QRectF(190, 30 + 5 * row, 80, 5))
    layout.addLayoutItem(label)
legend = QgsLayoutItemLegend(layout)
legend.setLinkedMap(item)
layout.addLayoutItem(legend)
legend.setAutoUpdateModel(False)
root = QgsLayerTree()
for layer in context.stock.overview():
    root.addLayer(layer)
legend.model().setRootGroup(root)
legend.attemptMove(QgsLayoutPoint(140, 30))
bar = QgsLayoutItemScaleBar(layout)
bar.setLinkedMap(item)
bar.applyDefaultSize()
layout.addLayoutItem(bar)
bar.attemptMove(QgsLayoutPoint(12, 150))
"""

ATLAS = """
item = layout.itemById("map")
item.setAtlasDriven(True)
item.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
item.setAtlasMargin(0.04)
atlas = layout.atlas()
atlas.setEnabled(True)
atlas.setCoverageLayer(districts)
atlas.setHideCoverage(True)
start = time.perf_counter()
if kind == "pdf":
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = 300
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    result = QgsLayoutExporter.exportToPdf(atlas, str(folder / "atlas.pdf"), settings)
else:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 300
    atlas.setFilenameExpression("'page_' || @atlas_featurenumber")
    result = QgsLayoutExporter.exportToImage(atlas, str(folder / "page.png"), "png", settings)
seconds, pages, longest = time.perf_counter() - start, districts.featureCount(), 0
if result[0] != QgsLayoutExporter.ExportResult.Success:
    raise SystemExit(result)
"""

END = """
files = [file for file in folder.iterdir() if file.suffix in (".pdf", ".png")]
print(json.dumps({
    "pages": pages, "seconds": seconds, "longest": longest,
    "megabytes": sum(file.stat().st_size for file in files) / 1e6,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
sys.stdout.flush()
import os
os._exit(0)
"""

WAYS = {
    "plugin": START + OURS + END,
    "QGIS atlas, same layout": START + STAGE + SAME + ATLAS + END,
    "QGIS atlas, plain layout": START + STAGE + PLAIN + ATLAS + END,
}


def run(code: str, study: Path, kind: str) -> dict:
    """Run code in a process of its own, in an empty folder; returns what it measured."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(ROOT), str(study), folder, kind]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.splitlines()[-1]) if output.strip() else {}


def main() -> None:
    """Print one line per way and kind: the quickest of some runs, taken in turn."""
    with tempfile.TemporaryDirectory() as folder:
        study = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "jena.gpkg"
        if not study.exists():
            run(START + DEMO, study, "")
        print(f"{'':36}{'pages/s':>9}{'s/page':>9}{'longest':>9}{'MB':>8}{'peak MB':>9}")
        for kind in ("pdf", "png"):
            rounds = [{way: run(code, study, kind) for way, code in WAYS.items()} for _ in range(RUNS)]
            for way in WAYS:
                best = min((found[way] for found in rounds), key=lambda found: found["seconds"])
                speed = best["pages"] / best["seconds"]
                print(
                    f"{kind} {way:32}{speed:9.1f}{1 / speed:9.3f}{best['longest']:9.2f}"
                    f"{best['megabytes']:8.1f}{best['peak']:9.0f}"
                )


if __name__ == "__main__":
    main()
