# SPDX-License-Identifier: GPL-2.0-or-later
"""Rasters as the engine sees them: a regular grid that hands over its rows, and exact sums over polygons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Raster:
    """A north-up grid of one band, read in stripes so that it may be larger than memory.

    The upper left corner of pixel (row, column) lies at x = ``left`` + column · ``width`` and
    y = ``top`` − row · ``height``, in the raster's own CRS. ``read(first_row, count)`` returns values as floats, NaN
    where unknown, shape (count, columns). ``project`` turns coordinates (n, 2) of the study into those of the raster.
    """

    left: float
    top: float
    width: float
    height: float
    rows: int
    columns: int
    read: Callable[[int, int], np.ndarray]
    project: Callable[[np.ndarray], np.ndarray]
    role: str = ""

    def __len__(self) -> int:
        return self.rows * self.columns
