# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's entry in QGIS's options."""

from __future__ import annotations

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from .. import paths


class OptionsFactory(QgsOptionsWidgetFactory):
    """Lets QGIS make the page when its options are opened."""

    def __init__(self) -> None:
        super().__init__("Smart City", QIcon(str(paths.ICONS / "plugin.svg")))

    def createWidget(self, parent: QWidget) -> QgsOptionsPageWidget:
        """Return the page."""
        from .options_page import OptionsPage

        return OptionsPage(parent)
