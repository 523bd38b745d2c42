# SPDX-License-Identifier: GPL-2.0-or-later
"""The only converters between QGIS and the engine."""
