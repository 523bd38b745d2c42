# SPDX-License-Identifier: GPL-2.0-or-later
"""The walking network: ways as a graph, places and destinations on it, distances along it."""

from .graph import SNAP_TOLERANCE, WalkingNetwork, build_network
from .reach import NetworkReach

__all__ = ["SNAP_TOLERANCE", "NetworkReach", "WalkingNetwork", "build_network"]
