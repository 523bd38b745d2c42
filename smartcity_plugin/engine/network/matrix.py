# SPDX-License-Identifier: GPL-2.0-or-later
"""Sparse matrices as graphs, and the parts of the plane that searches are kept to."""

from __future__ import annotations

import numpy as np
from scipy import sparse


def least(row: np.ndarray, column: np.ndarray, value: np.ndarray, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Return a sparse matrix that holds the least of several values for one place (scipy itself would add them).

    A value of zero is stored like any other: for csgraph it is an edge without length.
    """
    order = np.lexsort((value, column, row))
    row, column, value = row[order], column[order], value[order]
    first = np.r_[True, (np.diff(row) != 0) | (np.diff(column) != 0)] if len(row) else np.empty(0, dtype=bool)
    pointer = np.concatenate([[0], np.cumsum(np.bincount(row[first], minlength=shape[0]))])
    return sparse.csr_matrix((value[first], column[first], pointer), shape=shape)


def with_sources(matrix: sparse.csr_matrix, sources: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix with further nodes that lead to the present ones as the rows of ``sources`` say."""
    size = matrix.shape[0] + sources.shape[0]
    data = np.concatenate([matrix.data, sources.data])
    indices = np.concatenate([matrix.indices, sources.indices])
    pointer = np.concatenate([matrix.indptr, matrix.indptr[-1] + sources.indptr[1:]])
    return sparse.csr_matrix((data, indices, pointer), shape=(size, size))


def squares_of(xy: np.ndarray, size: float) -> list[np.ndarray]:
    """Return the row numbers of points in groups: those of the same square, ``size`` metres wide."""
    if not len(xy):
        return []
    _, group = np.unique(np.floor(xy / size).astype(np.int64), axis=0, return_inverse=True)
    group = group.reshape(-1)
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)


def in_box(xy: np.ndarray, by_x: np.ndarray, around: np.ndarray, far: float) -> np.ndarray:
    """Return the numbers of the nodes in the box around some points and ``far`` metres more, in order.

    ``by_x`` are the numbers of all nodes from west to east.
    """
    low, high = around.min(axis=0) - far, around.max(axis=0) + far
    west, east = np.searchsorted(xy[:, 0], (low[0], high[0]), sorter=by_x)
    strip = by_x[west:east]
    return np.sort(strip[(xy[strip, 1] >= low[1]) & (xy[strip, 1] <= high[1])])
