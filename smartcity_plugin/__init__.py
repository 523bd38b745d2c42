# SPDX-License-Identifier: GPL-2.0-or-later
"""Smart City Planning: from the spatial inventory to the strategy document, inside QGIS."""


def classFactory(iface):
    """Return the plugin object; QGIS calls this once. Imports stay lazy so that loading costs nothing."""
    from .plugin import SmartCityPlugin

    return SmartCityPlugin(iface)
