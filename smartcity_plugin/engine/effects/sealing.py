# SPDX-License-Identifier: GPL-2.0-or-later
"""Unsealed ground: a raster that reads as the stored one, but for the pixels that an area covers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from ...model.problem import Problem, Severity
from ..desk import Data
from ..methods.raster_share import PERCENT_RANGE, SHARE_RANGE, scale_of
from ..raster import Raster
from ..zonal import LONGEST_EDGE
from .patch import Change, Context, Patch, nothing_touched

ROLE = "imperviousness"
NOTHING = 1e-9
"""Share of a pixel below which it is not covered."""


def unsealing(data: Data, patch: Patch, context: Context) -> Change:
    """Let the sealed share of the covered part of every pixel be at most the amount (in %); it touches pixels.

    Rasters of shares from 0 to 1 are recognised as the indicators do it. Unknown pixels stay unknown.
    """
    raster: Raster = data[ROLE]
    scale, _ = scale_of(raster, "auto")
    most = float(patch.amount or 0.0) / PERCENT_RANGE[1] * scale[1]
    row, column, share = covered_pixels(raster, patch.geometry)
    if not len(row):
        return Change(problems=(nothing_touched(patch, ROLE),))
    first, count = int(row.min()), int(row.max() - row.min()) + 1
    before = raster.read(first, count)[row - first, column]
    lower = np.where(before > most, before + share * (most - before), before)
    changed = np.isfinite(before) & (lower != before)
    if not changed.any():
        return Change(problems=(nothing_touched(patch, ROLE),))
    patched = with_pixels(raster, row[changed], column[changed], lower[changed])
    if most <= SHARE_RANGE[1] and scale_of(patched, "auto")[0] != scale:
        # No pixel above 1 % is left: the raster would be taken for one of shares.
        values = {"measure": patch.measure_id, "effect": patch.name()}
        return Change(problems=(Problem("effect_scale_lost", Severity.WARNING, values),))
    return Change({ROLE: patched}, int(changed.sum()))


def with_pixels(raster: Raster, row: np.ndarray, column: np.ndarray, values: np.ndarray) -> Raster:
    """Return a raster that reads as another one, but for some pixels."""
    order = np.argsort(row, kind="stable")
    row, column, values = row[order], column[order], values[order]

    def read(first: int, count: int) -> np.ndarray:
        pixels = raster.read(first, count).copy()
        start, end = np.searchsorted(row, [first, first + count])
        pixels[row[start:end] - first, column[start:end]] = values[start:end]
        return pixels

    return replace(raster, read=read)


def covered_pixels(raster: Raster, area: shapely.Geometry) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, column and covered share (0 to 1) of the pixels that an area in the study's CRS covers."""
    there = shapely.transform(shapely.segmentize(area, LONGEST_EDGE), raster.project)
    left, bottom, right, top = shapely.bounds(there)
    columns = _inside((left - raster.left) / raster.width, (right - raster.left) / raster.width, raster.columns)
    rows = _inside((raster.top - top) / raster.height, (raster.top - bottom) / raster.height, raster.rows)
    column, row = (axis.ravel() for axis in np.meshgrid(columns, rows))
    x, y = raster.left + column * raster.width, raster.top - row * raster.height
    boxes = shapely.box(x, y - raster.height, x + raster.width, y)
    shapely.prepare(there)
    share = shapely.covers(there, boxes).astype(float)
    partly = np.flatnonzero((share == 0) & shapely.intersects(there, boxes))
    share[partly] = shapely.area(shapely.intersection(boxes[partly], there)) / (raster.width * raster.height)
    some = share > NOTHING
    return row[some], column[some], share[some]


def _inside(low: float, high: float, count: int) -> np.ndarray:
    """Return the numbers of the rows or columns between two places, as far as there are any."""
    return np.arange(max(int(np.floor(low)), 0), min(int(np.ceil(high)), count))
