# SPDX-License-Identifier: GPL-2.0-or-later
"""The study file: everything a strategy needs, in one place.

Nothing outside this package knows that it is a GeoPackage.
"""
