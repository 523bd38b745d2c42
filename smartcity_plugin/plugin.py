# SPDX-License-Identifier: GPL-2.0-or-later
"""Composition root: builds the parts, hands them to each other; unload() mirrors initGui() line by line."""

from __future__ import annotations

from qgis.core import QgsApplication

from .processing.provider import SmartCityProvider


class SmartCityPlugin:
    """The plugin as QGIS sees it."""

    def __init__(self, iface) -> None:
        self._iface = iface
        self._provider = None

    def initProcessing(self) -> None:  # noqa: N802 - the name is QGIS's
        """Register the algorithms; all that qgis_process needs."""
        self._provider = SmartCityProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:  # noqa: N802 - the name is QGIS's
        """Build what a user sees."""
        self.initProcessing()

    def unload(self) -> None:
        """Take everything down again."""
        QgsApplication.processingRegistry().removeProvider(self._provider)
