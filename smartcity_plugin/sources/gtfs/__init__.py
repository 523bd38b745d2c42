# SPDX-License-Identifier: GPL-2.0-or-later
"""Timetables in GTFS: stops with departures by mode and headway on a representative working day."""

from .reader import GtfsOptions, read_gtfs

__all__ = ["GtfsOptions", "read_gtfs"]
