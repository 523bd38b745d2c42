# SPDX-License-Identifier: GPL-2.0-or-later
"""Where ways on foot branch."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from ..geometry import ROUNDING
from .graph import WalkingNetwork

BRANCHES = 3
"""Ends of ways that must meet at a point for it to be a junction."""


def junctions(network: WalkingNetwork, together: float) -> np.ndarray:
    """Return the coordinates, (n, 2), of the junctions of a network.

    Points where at least BRANCHES ends of ways meet; those at most ``together`` metres apart, also by way of others
    between them, are one junction at their mean.
    """
    points = network.nodes[network.degree >= BRANCHES]
    if not len(points):
        return np.empty((0, 2))
    pairs = cKDTree(points).query_pairs(together * (1.0 + ROUNDING), output_type="ndarray")
    near = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points)))
    count, number = csgraph.connected_components(near, directed=False)
    size = np.bincount(number, minlength=count)
    return np.column_stack([np.bincount(number, column, minlength=count) / size for column in points.T])
