# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin adds to the start of QGIS: import, classFactory and initGui, the provider's algorithms included.

Each run is a fresh process in which QGIS and its Processing plugin are up already, as they are when QGIS loads plugins.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
RUNS = 5
LIMIT_MS = 50
"""What the plugin has set itself."""

CHILD = """
import json, os, sys, time
from unittest.mock import MagicMock
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
import qgis.gui
from qgis.PyQt.QtWidgets import QMainWindow, QMenu
sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))
import processing
from processing.core.Processing import Processing
Processing.initialize()
iface, window = MagicMock(), QMainWindow()
iface.mainWindow.return_value, iface.pluginHelpMenu.return_value = window, QMenu()
iface.addToolBar, iface.addDockWidget = window.addToolBar, window.addDockWidget
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
marks = [time.perf_counter()]
import smartcity_plugin
marks.append(time.perf_counter())
plugin = smartcity_plugin.classFactory(iface)
marks.append(time.perf_counter())
plugin.initGui()
marks.append(time.perf_counter())
algorithms = len(plugin._provider.algorithms())
registry = QgsApplication.processingRegistry()
steps = [1000 * (later - earlier) for earlier, later in zip(marks, marks[1:])]
from smartcity_plugin.catalogue.catalogue import shipped_catalogue
shipped_catalogue.cache_clear()
start = time.perf_counter()
shipped_catalogue()
catalogue = 1000 * (time.perf_counter() - start)
modules = sorted(set(sys.modules) - before)
print(json.dumps({"steps": steps, "catalogue": catalogue, "algorithms": algorithms, "modules": modules}))
sys.stdout.flush()
os._exit(0)
"""


def unpacked(folder: str) -> str:
    """Return where the newest zip was unpacked to: what users install, whose catalogue is written as JSON."""
    newest = max(DIST.glob("smartcity_plugin-*.zip"), key=lambda path: path.stat().st_mtime, default=None)
    if newest is None:
        raise SystemExit("  there is no zip in dist/: run 'make package' first")
    with zipfile.ZipFile(newest) as archive:
        archive.extractall(folder)
    return folder


def measure(compiled: str, plugin: str) -> dict:
    """Return the figures of one fresh process that keeps compiled modules in a folder, as QGIS does in the profile."""
    command = [sys.executable, "-c", CHILD, plugin]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, env=environment)
    return json.loads(ended.stdout.strip().splitlines()[-1])


def main() -> None:
    """Print the medians as a table, and which foreign modules were loaded."""
    with tempfile.TemporaryDirectory() as compiled, tempfile.TemporaryDirectory() as folder:
        plugin = unpacked(folder)
        measure(compiled, plugin)  # the very first start compiles
        runs = [measure(compiled, plugin) for _ in range(RUNS)]
    rows = {
        "import smartcity_plugin": [run["steps"][0] for run in runs],
        "classFactory": [run["steps"][1] for run in runs],
        f"initGui, with {runs[0]['algorithms']} algorithms": [run["steps"][2] for run in runs],
        "sum": [sum(run["steps"]) for run in runs],
        "of which: the catalogue": [run["catalogue"] for run in runs],
    }
    print(f"  {'step':<34}{'median ms':>10}{'min':>8}{'max':>8}")
    for name, values in rows.items():
        print(f"  {name:<34}{statistics.median(values):>10.1f}{min(values):>8.1f}{max(values):>8.1f}")
    own = [name for name in runs[0]["modules"] if name.startswith("smartcity_plugin")]
    foreign = sorted({name.partition(".")[0] for name in runs[0]["modules"]} - {"smartcity_plugin"})
    print(f"  aim: {LIMIT_MS} ms; modules loaded: {len(own)} own; others: {', '.join(foreign) or 'none'}")


if __name__ == "__main__":
    main()
