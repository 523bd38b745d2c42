# SPDX-License-Identifier: GPL-2.0-or-later
"""The mathematics: arrays in, arrays out; no QGIS, no files, no user interface."""
