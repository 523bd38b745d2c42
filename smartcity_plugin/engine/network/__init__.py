# SPDX-License-Identifier: GPL-2.0-or-later
"""The walking network: ways as a graph, places and destinations on it, distances along it."""

from .attach import SNAP_TOLERANCE, Connections, attach
from .graph import WalkingNetwork, build_network, network_of
from .reach import NetworkReach

__all__ = ["SNAP_TOLERANCE", "Connections", "NetworkReach", "WalkingNetwork", "attach", "build_network", "network_of"]
