# SPDX-License-Identifier: GPL-2.0-or-later
"""Reader for OpenStreetMap: files of OpenStreetMap itself and extracts in formats of GIS, sorted into roles."""

from .reader import SUFFIXES, read_osm

__all__ = ["SUFFIXES", "read_osm"]
