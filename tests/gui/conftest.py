# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the tests that click through widgets."""

from __future__ import annotations

import gc
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QTranslator, pyqtSignal
from qgis.PyQt.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.workflow import compute_and_save


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


@pytest.fixture(autouse=True)
def _empty_settings():
    """No test inherits what another remembered."""
    QgsSettings().remove("smartcity")
    yield
    QgsSettings().remove("smartcity")


class Desk(QObject):
    """QGIS's main window as the plugin uses it: real bars, menus and docks, and a record of what was asked of it."""

    projectRead = pyqtSignal()
    newProjectCreated = pyqtSignal()
    initializationCompleted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.window = QMainWindow()
        self.bar, self.canvas = QgsMessageBar(), QgsMapCanvas()
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.addWidget(self.bar)
        layout.addWidget(self.canvas)
        self.window.setCentralWidget(central)
        self.window.resize(1000, 900)
        self.menus: dict[str, list] = {}
        self.help_menu = QMenu(self.window)
        self.factories: list = []
        self.tables: list = []
        self.active = None

    def mainWindow(self):
        return self.window

    def messageBar(self):
        return self.bar

    def mapCanvas(self):
        return self.canvas

    def pluginHelpMenu(self):
        return self.help_menu

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addToolBar(self, name):
        return self.window.addToolBar(name)

    def addPluginToMenu(self, name, action):
        self.menus.setdefault(name, []).append(action)

    def removePluginMenu(self, name, action):
        self.menus[name].remove(action)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)

    def showAttributeTable(self, layer):
        self.tables.append(layer)

    def setActiveLayer(self, layer):
        self.active = layer

    def openMessageLog(self):
        pass

    def said(self) -> str:
        """Return the last message, without its title."""
        item = self.bar.currentItem()
        return item.text() if item is not None else ""


@pytest.fixture
def desk(qtbot):
    """A main window for the plugin."""
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    return desk


@pytest.fixture
def home(desk, smartcity_provider):
    """What stands behind the dock, in a visible dock."""
    from qgis.gui import QgsDockWidget

    from smartcity_plugin.gui.home import Home

    dock = QgsDockWidget("Smart City", desk.window)
    desk.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    home = Home(desk, dock)
    yield home
    home.stop()


@pytest.fixture
def wait_until_idle(home, qtbot):
    """Wait until nothing is read or computed any more."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not home.session.reading and not home.runner.busy, timeout=60_000)

    return wait


@pytest.fixture(scope="session")
def town_path(build, catalogue, tmp_path_factory) -> Path:
    """A tiny town with values, needs, goals and measures, for reading only; opens much faster than the demo study."""
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue)
        assess_and_save(study, catalogue)
        study.save_goals([Goal("L1", "Grün für alle", level="vision"), Goal("Z1", "Mehr Parks", "L1", sector="green")])
        study.save_measures([Measure("M1", "Park im Westen", goal_ids="Z1", unit_ids="west")])
    return path


@pytest.fixture
def town_copy(town_path, tmp_path) -> Path:
    """A copy of the tiny town that a test may write to."""
    return Path(shutil.copy(town_path, tmp_path / "town.gpkg"))


@pytest.fixture
def open_study(home, wait_until_idle):
    """Open a study as a user would, and wait for it."""

    def open_and_wait(path) -> None:
        home.session.open(str(path))
        wait_until_idle()

    return open_and_wait


class SpyRunner(QObject):
    """Stands in for the runner of algorithms: writes down what is to be run and answers at once."""

    started = pyqtSignal(str)
    progressed = pyqtSignal(float)
    ended = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.busy, self.cancelled, self.error, self.warnings = False, False, "", ()
        self.asked: list[tuple[str, dict]] = []
        self.results: dict = {}

    def run(self, algorithm, parameters, done):
        from smartcity_plugin.bridge.tasks import RunResult

        self.asked.append((algorithm, parameters))
        successful = not self.error and not self.cancelled
        done(RunResult(algorithm, successful, self.cancelled, dict(self.results), self.error, self.warnings))

    def cancel(self):
        self.cancelled = True


@pytest.fixture
def spy(smartcity_provider):
    """A runner that runs nothing."""
    return SpyRunner()


class _FromSource(QTranslator):
    """The German translation, straight from its source file."""

    def __init__(self, path) -> None:
        super().__init__()
        messages = ElementTree.parse(path).getroot().iter("message")  # noqa: S314 - our own file
        self._texts = {item.findtext("source"): item.findtext("translation") for item in messages}

    def translate(self, context, source, disambiguation=None, n=-1):
        return self._texts.get(source, "") if context == "SmartCity" else ""


@pytest.fixture
def german(repository):
    """QGIS speaks German."""
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "de")
    translator = _FromSource(repository / "i18n" / "smartcity_de.ts")
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")
