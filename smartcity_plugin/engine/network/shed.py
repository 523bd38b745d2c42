# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of the circle around a place can be walked to."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely
from scipy.sparse import csgraph

from ..geometry import ROUNDING
from ..progress import Progress, silent
from .attach import SNAP_TOLERANCE, Connections, attach
from .graph import WalkingNetwork
from .matrix import in_box, least, squares_of, with_sources
from .samples import SPACING, Samples, samples_near

TILE = 1000.0
"""Metres: places of one tile are searched from together."""


def walk_shed(
    network: WalkingNetwork,
    places: np.ndarray,
    distance: float,
    width: float,
    barriers: Optional[np.ndarray] = None,
    progress: Progress = silent,
) -> np.ndarray:
    """Return the share (0 to 1) of the circle around each place that can be reached on foot, NaN off the network.

    The circle has the radius ``distance``; reached is what lies in it and not farther than ``width`` metres from a way,
    or part of a way, that begins at most ``distance`` metres from the place on foot. Both are measured by the sample
    points inside (25 m apart), so that a share is exact to about a hundredth.
    """
    at = attach(network, places, SNAP_TOLERANCE, barriers)
    samples = samples_near(network, width)
    progress(0.2)
    centres = np.full((len(places), 2), np.nan)
    centres[at.item] = shapely.get_coordinates(places[at.item])
    far = distance * (1.0 + ROUNDING)
    reached = np.full(len(places), np.nan)
    search = _Search(network, at, samples, centres, far)
    tiles = [np.unique(at.item[rows]) for rows in squares_of(centres[at.item], TILE)]
    for number, items in enumerate(tiles, start=1):
        reached[items] = search.count(items)
        progress(0.2 + 0.8 * number / len(tiles))
    return reached / _points_in_circles(centres, far)


class _Search:
    """Searches from the places of one tile in the part of the network around them."""

    def __init__(
        self, network: WalkingNetwork, at: Connections, samples: Samples, centres: np.ndarray, far: float
    ) -> None:
        self.network, self.at, self.samples, self.centres, self.far = network, at, samples, centres, far
        size = len(network.nodes)
        both = np.concatenate([network.start, network.end]), np.concatenate([network.end, network.start])
        self._matrix = least(*both, np.concatenate([network.length, network.length]), (size, size))
        self._by_x = np.argsort(network.nodes[:, 0], kind="stable")
        self._row_of_item = np.searchsorted(at.item, np.arange(len(centres) + 1))

    def count(self, items: np.ndarray) -> np.ndarray:
        """Return the number of sample points reached from each of some neighbouring places."""
        samples = self._samples_around(items)
        rows = np.concatenate([np.arange(self._row_of_item[item], self._row_of_item[item + 1]) for item in items])
        place = np.searchsorted(items, self.at.item[rows])
        left, column = self._left_over(items, rows, place)
        network = self.network
        begin, end = column[network.start[samples.edge]], column[network.end[samples.edge]]
        before, behind = samples.first, network.length[samples.edge] - samples.last
        most = left.max(axis=1)
        own = np.zeros(len(network.lines), dtype=bool)
        own[self.at.edge[rows]] = True
        worth = np.flatnonzero((most[begin] >= before) | (most[end] >= behind) | own[samples.edge])
        samples = samples.at(worth)
        found = left[begin[worth]] >= before[worth, None]
        found |= left[end[worth]] >= behind[worth, None]
        self._along_own_edges(samples, rows, place, found)
        begins = samples.begins
        if not len(begins):
            return np.zeros(len(items))
        reached = np.logical_or.reduceat(found, begins, axis=0)
        aside = samples.x[begins, None] - self.centres[items, 0]
        ahead = samples.y[begins, None] - self.centres[items, 1]
        return (reached & (aside * aside + ahead * ahead <= self.far * self.far)).sum(axis=0)

    def _samples_around(self, items: np.ndarray) -> Samples:
        low, high = self.centres[items].min(axis=0) - self.far, self.centres[items].max(axis=0) + self.far
        west, south = np.ceil(low / SPACING - 0.5).astype(np.int64)
        east, north = np.floor(high / SPACING - 0.5).astype(np.int64)
        first, last = np.searchsorted(self.samples.j, np.array([south, north + 1]))
        columns = self.samples.i[first:last]
        return self.samples.at(first + np.flatnonzero((columns >= west) & (columns <= east)))

    def _left_over(self, items: np.ndarray, rows: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the metres left when a place's walk arrives at a node, -inf where it does not, by row and place.

        The second array says which row is that of a node; the last row is that of all nodes too far away.
        """
        network, at = self.network, self.at
        edge, offset, metres = at.edge[rows], at.offset[rows], at.metres[rows]
        nodes = in_box(network.nodes, self._by_x, self.centres[items], self.far)
        column_of = np.full(len(network.nodes), len(nodes))
        column_of[nodes] = np.arange(len(nodes))
        column = column_of[np.concatenate([network.start[edge], network.end[edge]])]
        away = np.concatenate([metres + offset, metres + network.length[edge] - offset])
        start = np.concatenate([place, place])
        near = away <= self.far
        sources = least(start[near], column[near], away[near], (len(items), len(nodes)))
        part = with_sources(self._matrix[nodes][:, nodes], sources)
        numbers = len(nodes) + np.arange(len(items))
        along = csgraph.dijkstra(part, directed=True, indices=numbers, limit=self.far)
        left = np.full((len(nodes) + 1, len(items)), -np.inf)
        left[:-1] = self.far - along[:, : len(nodes)].T
        return left, column_of

    def _along_own_edges(self, samples: Samples, rows: np.ndarray, place: np.ndarray, found: np.ndarray) -> None:
        """Add the points beside the edge that a place is connected to, in both directions from there."""
        order = np.argsort(samples.edge, kind="stable")
        edge, offset = self.at.edge[rows], self.at.offset[rows]
        low = np.searchsorted(samples.edge, edge, side="left", sorter=order)
        count = np.searchsorted(samples.edge, edge, side="right", sorter=order) - low
        number = np.repeat(low - np.cumsum(count) + count, count) + np.arange(count.sum())
        sample, own = order[number], np.repeat(np.arange(len(rows)), count)
        left = self.far - self.at.metres[rows][own]
        near = (samples.first[sample] <= offset[own] + left) & (samples.last[sample] >= offset[own] - left)
        found[sample[near], place[own[near]]] = True


def _points_in_circles(centres: np.ndarray, radius: float) -> np.ndarray:
    """Return the number of sample points in the circle around each centre."""
    rows = np.arange(-np.ceil(radius / SPACING) - 1, np.ceil(radius / SPACING) + 2)
    y = (np.floor(centres[:, 1, None] / SPACING) + rows + 0.5) * SPACING - centres[:, 1, None]
    half = np.sqrt(np.maximum(radius * radius - y * y, 0.0))
    first = np.ceil((centres[:, 0, None] - half) / SPACING - 0.5)
    last = np.floor((centres[:, 0, None] + half) / SPACING - 0.5)
    return np.where(np.abs(y) <= radius, np.maximum(last - first + 1, 0), 0).sum(axis=1)
