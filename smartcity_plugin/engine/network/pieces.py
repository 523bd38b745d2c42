# SPDX-License-Identifier: GPL-2.0-or-later
"""Edges divided where places meet them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .graph import WalkingNetwork


@dataclass(frozen=True)
class Pieces:
    """The pieces of all edges, edge by edge and from its start to its end.

    ``start`` and ``end`` are nodes: first those of the network, then one for every point of division in the order
    given. ``begin`` is the offset on the edge where a piece begins, ``length`` its metres; the pieces of edge i are
    those from ``first[i]`` to before ``first[i + 1]``; ``along[i]`` are the metres of all edges before it.
    """

    start: np.ndarray
    end: np.ndarray
    begin: np.ndarray
    length: np.ndarray
    first: np.ndarray
    along: np.ndarray
    node_count: int

    @classmethod
    def of(cls, network: WalkingNetwork, edge: np.ndarray, offset: np.ndarray) -> Pieces:
        """Divide edges at the given offsets; several points may divide one edge, also at the same offset."""
        count, own = len(network.lines), len(network.nodes)
        edges = np.concatenate([np.arange(count), edge, np.arange(count)])
        at = np.concatenate([np.zeros(count), np.clip(offset, 0.0, network.length[edge]), network.length])
        node = np.concatenate([network.start, own + np.arange(len(edge)), network.end])
        rank = np.repeat([0, 1, 2], [count, len(edge), count])
        order = np.lexsort((rank, at, edges))
        edges, at, node = edges[order], at[order], node[order]
        inner = np.flatnonzero(edges[1:] == edges[:-1])
        first = np.searchsorted(edges[inner], np.arange(count + 1))
        along = np.concatenate([[0.0], np.cumsum(network.length)])
        return cls(node[inner], node[inner + 1], at[inner], np.diff(at)[inner], first, along, own + len(edge))

    def at(self, edge: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the number of the piece that each point of an edge lies on, and the metres into the piece."""
        number = np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))
        found = np.searchsorted(self.along[number] + self.begin, self.along[edge] + offset, side="right") - 1
        piece = np.clip(found, self.first[edge], self.first[edge + 1] - 1)
        return piece, np.clip(offset - self.begin[piece], 0.0, self.length[piece])
