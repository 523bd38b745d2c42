# SPDX-License-Identifier: GPL-2.0-or-later
"""The provider ``smartcity``: one algorithm per step and one per indicator."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .. import paths
from ..bridge.i18n import translate
from ..catalogue import load_catalogue


class SmartCityProvider(QgsProcessingProvider):
    """Shows the plugin's algorithms in toolbox, model designer, batch and qgis_process."""

    def id(self) -> str:
        """Return the id that scripts use; never change it."""
        return "smartcity"

    def name(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Smart City Planning")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(paths.ICONS / "plugin.svg"))

    def loadAlgorithms(self) -> None:
        """Add all algorithms; they import what they compute with only when they run."""
        from .algorithms import STEPS
        from .indicator_algorithm import IndicatorAlgorithm

        for step in STEPS:
            self.addAlgorithm(step())
        for indicator in load_catalogue().indicators.values():
            self.addAlgorithm(IndicatorAlgorithm(indicator.id))
