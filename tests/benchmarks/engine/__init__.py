# SPDX-License-Identifier: GPL-2.0-or-later
"""What the benchmark of the engine is made of: a large town, the engine on it, and QGIS's own algorithms on it."""
