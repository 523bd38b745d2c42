# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside QGIS desktop (`qgis --code`): opens the study that the environment names, writes a report, leaves.

Everything the test wants to know goes into the JSON report, because only that survives the process.
"""

import json
import os
import sys
import time
import traceback

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, plugins, unloadPlugin

NAME = "smartcity_plugin"
STUDY = os.environ["SMARTCITY_TEST_STUDY"]
REPORT = os.environ["SMARTCITY_TEST_REPORT"]
SCREENSHOT = os.environ["SMARTCITY_TEST_SCREENSHOT"]
OPEN_SECONDS, ALL_SECONDS = 60, 120

report = {"error": None, "messages": []}
started = time.monotonic()


def note_message(text, tag, level):
    """Keep what QGIS and the plugin log while the study is opened."""
    report["messages"].append([tag, int(level), text])


def shapely_canary():
    """Tell whether shapely runs on the GEOS of this process; harmless where it does not."""
    import shapely

    try:
        return shapely.to_wkt(shapely.Point(1, 2)) == "POINT (1 2)"
    except shapely.errors.GEOSException:
        return False


def describe(layer):
    """Return what the test checks of a layer."""
    count = layer.featureCount() if isinstance(layer, QgsVectorLayer) else None
    return {"name": layer.name(), "valid": layer.isValid(), "features": count, "crs": layer.crs().authid()}


def providers():
    """Return the ids of the Processing providers."""
    return [provider.id() for provider in QgsApplication.processingRegistry().providers()]


def guarded(step):
    """Run a step so that an error ends in the report and QGIS still leaves."""

    def run():
        try:
            step()
        except Exception:
            report["error"] = traceback.format_exc()
            leave()

    return run


def begin():
    """Look at the loaded plugin and open the study."""
    QgsApplication.messageLog().messageReceived.connect(note_message)
    iface.mainWindow().setGeometry(0, 0, 1600, 1200)  # there is no window manager to do it
    report["loaded"] = NAME in plugins
    report["shapely"] = shapely_canary()
    report["provider"] = "smartcity" in providers()
    plugin = plugins[NAME]
    report["dock"] = isinstance(plugin.dock, QDockWidget) and plugin.dock.objectName()
    plugin.open_study(STUDY)
    QTimer.singleShot(500, guarded(wait_for_layers))


def wait_for_layers():
    """Opening may run in a task: come back until it is done and the map is drawn."""
    busy = not QgsProject.instance().mapLayers() or QgsApplication.taskManager().countActiveTasks()
    if (busy or iface.mapCanvas().isDrawing()) and time.monotonic() - started < OPEN_SECONDS:
        QTimer.singleShot(250, guarded(wait_for_layers))
    else:
        QTimer.singleShot(500, guarded(show_wizards))


def show_wizards():
    """Open both wizards as their buttons do, and let them look at the project."""
    from smartcity_plugin.gui.steps import Action

    commands = plugins[NAME].home.commands
    for action in (Action.NEW_STUDY, Action.ADD_DATA):
        commands.perform(action)
    QTimer.singleShot(4000, guarded(look_at_wizards))


def look_at_wizards():
    """Say which windows of the plugin are open, take their picture and close them."""
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.objectName().startswith("smartcity_")]
    report["wizards"] = sorted(widget.objectName() for widget in windows if widget.isVisible())
    QApplication.primaryScreen().grabWindow(0).save(SCREENSHOT.replace(".png", "-wizards.png"))
    plugins[NAME].home.commands.close_windows()
    QTimer.singleShot(500, guarded(look))


def look():
    """Describe the project, take the picture, then take the plugin out again."""
    root = QgsProject.instance().layerTreeRoot()
    report["layers"] = [describe(layer) for layer in QgsProject.instance().mapLayers().values()]
    report["groups"] = [group.name() for group in root.findGroups()]
    report["dock_visible"] = plugins[NAME].dock.isVisible()
    QApplication.primaryScreen().grabWindow(0).save(SCREENSHOT)
    QgsProject.instance().clear()
    dock = report["dock"]
    report["unloaded"] = bool(unloadPlugin(NAME))
    QApplication.processEvents()
    report["left_provider"] = "smartcity" in providers()
    report["left_dock"] = any(
        widget.objectName() == dock and widget.isVisible() for widget in iface.mainWindow().findChildren(QDockWidget)
    )
    leave()


def leave():
    """Write the report and end QGIS as its menu does."""
    write()
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    QTimer.singleShot(500, iface.actionExit().trigger)


def write():
    """Write the report."""
    with open(REPORT, "w", encoding="utf-8") as file:
        json.dump(report, file, ensure_ascii=False, indent=1)


def give_up():
    """Say which window holds QGIS up, and end the process the hard way."""
    titles = [f"{type(widget).__name__} '{widget.windowTitle()}'" for widget in QApplication.topLevelWidgets()]
    report["error"] = report["error"] or f"QGIS did not leave within {ALL_SECONDS} s; windows: {', '.join(titles)}"
    write()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(3)


QTimer.singleShot(ALL_SECONDS * 1000, give_up)
QTimer.singleShot(1000, guarded(begin))
