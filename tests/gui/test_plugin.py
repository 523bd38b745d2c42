# SPDX-License-Identifier: GPL-2.0-or-later
"""Loading and unloading: cheap, complete, without traces."""

from __future__ import annotations

import subprocess
import sys

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsOptionsPageWidget
from qgis.PyQt.QtCore import QEvent, QObject, QTranslator
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QTableWidget, QToolBar

import smartcity_plugin
from smartcity_plugin.gui import layers
from smartcity_plugin.gui.options import OptionsFactory
from smartcity_plugin.processing.provider import SmartCityProvider

HEAVY = ("pandas", "shapely", "scipy", "matplotlib", "rasterio", "docx", "lxml")


KEPT: list[SmartCityProvider] = []
"""QGIS forgets the Python side of a provider that nobody holds."""


@pytest.fixture
def no_provider(smartcity_provider):
    """The tests' own provider steps aside, since the plugin brings one with the same id."""
    registry = QgsApplication.processingRegistry()
    assert registry.removeProvider(registry.providerById("smartcity"))
    yield
    KEPT[:] = [SmartCityProvider()]
    registry.addProvider(KEPT[0])


@pytest.fixture
def plugin(desk, no_provider):
    plugin = smartcity_plugin.classFactory(desk)
    plugin.initGui()
    yield plugin
    if plugin.dock is not None:
        plugin.unload()


def traces(desk) -> dict[str, list]:
    """Return everything of the plugin's that can be found in QGIS."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    window = desk.window
    named = [item.objectName() for item in window.findChildren(QObject) if item.objectName().startswith("smartcity")]
    return {
        "objects": named,
        "docks": window.findChildren(QDockWidget),
        "toolbars": window.findChildren(QToolBar),
        "menu": [action for actions in desk.menus.values() for action in actions],
        "help": desk.help_menu.actions(),
        "options": desk.factories,
        "providers": [
            item.id() for item in QgsApplication.processingRegistry().providers() if item.id() == "smartcity"
        ],
        "translators": QApplication.instance().findChildren(QTranslator, "smartcity"),
    }


def test_everything_has_a_name(plugin, desk):
    assert plugin.dock.objectName() == "smartcity_dock"
    assert plugin.dock in desk.window.findChildren(QDockWidget)
    (toolbar,) = desk.window.findChildren(QToolBar)
    assert toolbar.objectName()
    assert len(toolbar.actions()) <= 2
    actions = [action for actions in desk.menus.values() for action in actions]
    assert all(action.objectName() for action in actions)
    assert len(desk.help_menu.actions()) == 1


def test_loading_and_unloading_leaves_nothing(desk, no_provider):
    before = traces(desk)
    for _ in range(5):
        plugin = smartcity_plugin.classFactory(desk)
        plugin.initGui()
        plugin.dock.show()
        QApplication.processEvents()
        assert plugin.dock.widget() is not None
        plugin.unload()
        assert traces(desk) == before
    assert desk.receivers(desk.projectRead) == 0
    assert desk.receivers(desk.initializationCompleted) == 0


def test_qgis_process_needs_no_window(no_provider):
    plugin = smartcity_plugin.classFactory(None)
    plugin.initProcessing()
    assert QgsApplication.processingRegistry().algorithmById("smartcity:computeindicators") is not None
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("smartcity") is None


def test_dock_is_filled_when_it_is_seen(plugin, desk):
    plugin.dock.show()
    QApplication.processEvents()
    assert plugin.dock.widget().objectName() == "smartcity_cockpit"


def test_action_shows_and_hides_the_dock(plugin, desk):
    action = desk.window.findChild(QAction, "smartcity_show")
    QApplication.processEvents()
    was = plugin.dock.isVisible()
    action.trigger()
    assert plugin.dock.isVisible() is not was


def test_named_study_opens_when_qgis_is_up(plugin, desk, qtbot, monkeypatch, jena_study_path):
    monkeypatch.setenv("SMARTCITY_OPEN_STUDY", str(jena_study_path))
    desk.initializationCompleted.emit()
    qtbot.waitUntil(lambda: plugin.home.session.facts is not None, timeout=30_000)
    assert plugin.dock.isVisible()
    assert layers.layers_of(QgsProject.instance(), str(jena_study_path))


def test_project_without_study_loads_nothing(plugin, desk):
    plugin.dock.hide()
    desk.projectRead.emit()
    assert plugin._home is None or plugin.home.session.facts is None


def test_unloading_while_something_is_read(plugin, qtbot, jena_study_path):
    plugin.open_study(str(jena_study_path))
    plugin.unload()
    qtbot.wait(500)
    assert plugin.dock is None
    assert QgsProject.instance().mapLayers() == {}


def test_options_page_examines_libraries_and_stores_choices(qtbot, desk):
    from smartcity_plugin.gui import settings
    from smartcity_plugin.gui.options_page import LIBRARIES

    factory = OptionsFactory()
    page = factory.createWidget(desk.window)
    assert isinstance(page, QgsOptionsPageWidget)
    qtbot.addWidget(page)
    page.show()
    table = page.findChild(QTableWidget)
    qtbot.waitUntil(lambda: table.item(0, 1).text() == "available", timeout=30_000)
    assert [table.item(row, 0).text() for row in range(table.rowCount())] == list(LIBRARIES)
    page._language.setCurrentIndex(page._language.findData("en"))
    page.apply()
    assert settings.chosen_language() == "en"


LOADING = f"""
import sys
from unittest.mock import MagicMock
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
from qgis.PyQt.QtWidgets import QMainWindow, QMenu
import qgis.gui
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
iface, window = MagicMock(), QMainWindow()
iface.mainWindow.return_value = window
iface.pluginHelpMenu.return_value = QMenu()
iface.addToolBar = window.addToolBar
import smartcity_plugin
plugin = smartcity_plugin.classFactory(iface)
plugin.initGui()
assert plugin._provider.algorithms()
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(",".join(sorted(loaded & set({HEAVY!r}))))
sys.stdout.flush()
import os
os._exit(0)
"""


def test_loading_imports_nothing_heavy(repository):
    command = [sys.executable, "-c", LOADING, str(repository)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == ""
