# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel in which weights are played with: the map and the ranking follow at once, the study stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import QgsProject

if TYPE_CHECKING:
    from .panel import LivePanel

LIVE = "smartcity/live"
"""The custom property by which ``cartography.live`` marks its layer (it imports numpy, this must not)."""

_open: list[LivePanel] = []


def open_live_panel(iface, session) -> LivePanel:
    """Show the panel for the study that is open in the session; there is one of it."""
    from .panel import LivePanel

    panel = live_panel()
    if panel is None:
        panel = LivePanel(iface, session)
        panel.finished.connect(_forget)
        _open.append(panel)
    panel.open()
    return panel


def live_panel() -> Optional[LivePanel]:
    """Return the panel that is open, if there is one."""
    return _open[0] if _open else None


def close_live_panel() -> None:
    """Close the panel, and wait for what it is reading, because the plugin is being unloaded."""
    panel = live_panel()
    if panel is not None:
        panel.shut(wait=True)


def remove_leftovers(project: QgsProject) -> None:
    """Take layers out of a project that were saved with it while somebody played: they are empty when it is read."""
    project.removeMapLayers([layer.id() for layer in project.mapLayers().values() if layer.customProperty(LIVE)])


def _forget() -> None:
    _open.clear()
