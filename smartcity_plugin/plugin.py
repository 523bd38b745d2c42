# SPDX-License-Identifier: GPL-2.0-or-later
"""Composition root: builds the parts, hands them to each other; unload() mirrors initGui() line by line.

Loading must cost nothing: what has widgets is made when the dock is first seen, what computes when a study is opened.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Optional

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from . import paths
from .bridge.i18n import install_translator, translate
from .processing.provider import SmartCityProvider

if TYPE_CHECKING:
    from .gui.home import Home

NAME = "Smart City"
OPEN_STUDY_VARIABLE = "SMARTCITY_OPEN_STUDY"
"""Names a study that is opened as soon as QGIS is up; for `make run` and for administrators."""


class SmartCityPlugin:
    """The plugin as QGIS sees it."""

    def __init__(self, iface) -> None:
        self._iface = iface
        self._translator = None
        self._provider: Optional[SmartCityProvider] = None
        self._home: Optional[Home] = None
        self._options = None
        self._toolbar = None
        self._actions: list[QAction] = []
        self.dock = None
        """The dock widget; its content is made when it is first seen."""

    def initProcessing(self) -> None:
        """Register the algorithms; all that qgis_process needs."""
        self._translator = install_translator()
        self._provider = SmartCityProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Build what a user sees."""
        self.initProcessing()
        self._add_dock()
        self._add_actions()
        self._add_options()
        self._connect()

    def unload(self) -> None:
        """Take everything down again, in reverse."""
        if self.dock is not None:
            self._disconnect()
            self._remove_options()
            self._remove_actions()
            self._remove_dock()
        self._end_processing()

    def open_study(self, path: str) -> None:
        """Open a study: its layers come into the project, the dock shows its steps."""
        self.dock.show()
        self.dock.raise_()
        self.home.session.open(path)

    @property
    def home(self) -> Home:
        """What stands behind the dock."""
        if self._home is None:
            from .gui.home import Home

            self._home = Home(self._iface, self.dock)
        return self._home

    # Pairs -------------------------------------------------------------------------------------------------------

    def _end_processing(self) -> None:
        QgsApplication.processingRegistry().removeProvider(self._provider)
        self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

    def _add_dock(self) -> None:
        from qgis.gui import QgsDockWidget

        self.dock = QgsDockWidget(NAME, self._iface.mainWindow())
        self.dock.setObjectName("smartcity_dock")  # under this name QGIS remembers place and visibility
        self.dock.visibilityChanged.connect(self._fill_dock)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)

    def _remove_dock(self) -> None:
        if self._home is not None:
            from .gui.live_panel import close_live_panel

            close_live_panel()
            self._home.stop()
            self._home = None
        self.dock.visibilityChanged.disconnect(self._fill_dock)
        self._iface.removeDockWidget(self.dock)
        self.dock.deleteLater()
        self.dock = None

    def _add_actions(self) -> None:
        icon = QIcon(str(paths.ICONS / "plugin.svg"))
        show = self._action("smartcity_show", icon, translate("SmartCity", "Show &planning steps"))
        show.setCheckable(True)
        self.dock.setToggleVisibilityAction(show)
        open_icon = QgsApplication.getThemeIcon("/mActionFileOpen.svg")
        opening = self._action("smartcity_open", open_icon, translate("SmartCity", "&Open study…"))
        opening.triggered.connect(self._ask_for_study)
        help_icon = QgsApplication.getThemeIcon("/mActionHelpContents.svg")
        helping = self._action("smartcity_help", help_icon, translate("SmartCity", "&Help on Smart City Planning"))
        helping.triggered.connect(self._show_help)
        self._toolbar = self._iface.addToolBar(NAME)
        self._toolbar.setObjectName("smartcity_toolbar")
        self._toolbar.addAction(show)
        self._toolbar.addAction(opening)
        for action in self._actions:
            self._iface.addPluginToMenu(NAME, action)
        self._iface.pluginHelpMenu().addAction(helping)

    def _remove_actions(self) -> None:
        self._iface.pluginHelpMenu().removeAction(self._actions[-1])
        for action in self._actions:
            self._iface.removePluginMenu(NAME, action)
        self._iface.mainWindow().removeToolBar(self._toolbar)
        self._toolbar.deleteLater()
        self._toolbar = None
        for action in self._actions:
            action.deleteLater()
        self._actions.clear()

    def _action(self, name: str, icon: QIcon, text: str) -> QAction:
        action = QAction(icon, text, self._iface.mainWindow())
        action.setObjectName(name)
        self._actions.append(action)
        return action

    def _add_options(self) -> None:
        from .gui.options import OptionsFactory

        self._options = OptionsFactory()
        self._iface.registerOptionsWidgetFactory(self._options)

    def _remove_options(self) -> None:
        self._iface.unregisterOptionsWidgetFactory(self._options)
        self._options = None

    def _connect(self) -> None:
        self._iface.projectRead.connect(self._follow_project)
        self._iface.newProjectCreated.connect(self._follow_project)
        self._iface.initializationCompleted.connect(self._open_named_study)

    def _disconnect(self) -> None:
        self._iface.initializationCompleted.disconnect(self._open_named_study)
        self._iface.newProjectCreated.disconnect(self._follow_project)
        self._iface.projectRead.disconnect(self._follow_project)

    # What happens ------------------------------------------------------------------------------------------------

    def _fill_dock(self, visible: bool) -> None:
        if visible:
            self.home.cockpit.show()

    def _follow_project(self) -> None:
        """Open the study that the project belongs to; without one there is nothing to load."""
        if self._home is not None or QgsProject.instance().readEntry("smartcity", "study")[0]:
            from .gui.live_panel import remove_leftovers

            remove_leftovers(QgsProject.instance())
            self.home.session.reconnect()

    def _open_named_study(self) -> None:
        path = os.environ.get(OPEN_STUDY_VARIABLE)
        if path:
            self.open_study(path)

    def _ask_for_study(self) -> None:
        from .gui.steps import Action

        self.home.commands.perform(Action.OPEN_STUDY)

    def _show_help(self) -> None:
        self.home.show_help()
