# SPDX-License-Identifier: GPL-2.0-or-later
"""Unsealed ground: a raster that reads as the stored one, but for the pixels that an area covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Optional

import numpy as np
import shapely

from ...model.problem import Problem, Severity
from ..desk import Data
from ..methods.raster_share import PERCENT_RANGE, SHARE_RANGE, scale_of, values_in_range
from ..raster import Raster
from ..zonal import LONGEST_EDGE
from .patch import Change, Context, Patch, nothing_touched

ROLE = "imperviousness"
NOTHING = 1e-9
"""Share of a pixel below which it is not covered, and of a range below which a value has not changed."""

Area = tuple[float, shapely.Geometry]
"""The most that remains sealed, in the unit of the raster, and where."""


@dataclass(frozen=True)
class Unsealed(Raster):
    """A raster of which some ``areas`` are unsealed; ``ground`` is what it was before any of them."""

    ground: Optional[Raster] = None
    areas: tuple[Area, ...] = ()


def unsealing(data: Data, patch: Patch, context: Context) -> Change:
    """Let the sealed share of the covered part of every pixel be at most the amount (in %); it touches pixels.

    What several areas cover counts once, with the lowest amount, and all of them are laid over the stored raster: it
    is the same whether a place is drawn as one area or several, in whichever order. Rasters of shares from 0 to 1 are
    recognised as the indicators do it. Unknown pixels, and codes for such, stay as they are.
    """
    raster: Raster = data[ROLE]
    ground, areas = (raster.ground or raster, raster.areas) if isinstance(raster, Unsealed) else (raster, ())
    scale, _ = scale_of(ground, "auto")
    most = float(patch.amount or 0.0) / PERCENT_RANGE[1] * scale[1]
    every = (*areas, (most, patch.geometry))
    row, column, before, after = _covered(ground, every, scale)
    # A pixel without change keeps the value that it is stored with.
    lowered = before - after > NOTHING * scale[1]
    patched = with_pixels(ground, row[lowered], column[lowered], after[lowered])
    own_row, own_column, _ = covered_pixels(ground, patch.geometry)
    earlier, later = (values_in_range(_now(one, own_row, own_column), scale) for one in (raster, patched))
    touched = earlier - later > NOTHING * scale[1]
    if not touched.any():
        return Change(problems=(nothing_touched(patch, ROLE),))
    if most <= SHARE_RANGE[1] and scale_of(patched, "auto")[0] != scale:
        # No pixel above 1 % is left: the raster would be taken for one of shares.
        values = {"measure": patch.measure_id, "effect": patch.name()}
        return Change(problems=(Problem("effect_scale_lost", Severity.WARNING, values),))
    own = {field.name: getattr(patched, field.name) for field in fields(Raster)}
    return Change({ROLE: Unsealed(**own, ground=ground, areas=every)}, int(touched.sum()))


def _covered(
    ground: Raster, areas: Sequence[Area], scale: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return row, column, value before and after of the known pixels that some areas cover."""
    places, values, losses = [np.empty(0, dtype=np.int64)], [np.empty(0)], [np.empty(0)]
    done = shapely.Polygon()
    for most, area in sorted(areas, key=lambda item: item[0]):
        row, column, share = covered_pixels(ground, shapely.difference(area, done))
        done = shapely.union(done, area)
        before = values_in_range(_now(ground, row, column), scale)
        known = np.isfinite(before)
        places.append((row * ground.columns + column)[known])
        values.append(before[known])
        losses.append((share * np.maximum(before - most, 0.0))[known])
    place, first, number = np.unique(np.concatenate(places), return_index=True, return_inverse=True)
    before = np.concatenate(values)[first]
    after = before - np.bincount(number, np.concatenate(losses), minlength=len(place))
    return place // ground.columns, place % ground.columns, before, after


def _now(raster: Raster, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the values of some pixels."""
    if not len(row):
        return np.empty(0)
    first = int(row.min())
    return raster.read(first, int(row.max()) - first + 1)[row - first, column]


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
    if shapely.is_empty(area):
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, np.empty(0)
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
