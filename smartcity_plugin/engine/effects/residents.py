# SPDX-License-Identifier: GPL-2.0-or-later
"""New dwellings and who moves in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely

from ...model.problem import Problem, Severity
from ..desk import Data
from ..geometry import ROUNDING
from ..people import counts_persons
from ..table import GeoTable
from .patch import Change, Context, Layer, Patch, one_row, shaped, together

ROLE = "population_cells"
EDGE = 100.0
"""Metres: the edge of the squares that new cells are cut to, as in the census grid."""

SMALLEST = 1.0
"""Square metres: smaller pieces come from drawing, nobody lives there."""

POLYGON = 2
SETTLEMENT, GROWS = "settlement_area", "grows"

MOSTLY_INSIDE = 0.05
"""Share of an area of new homes that may lie outside the settlement area without being told (project default)."""


def dwellings(data: Data, patch: Patch, context: Context) -> Change:
    """Add the people of new dwellings (the amount) to the cells, by the share of the area drawn in each.

    Where there is no cell, or its population is unknown, new cells are made: what is unknown stays so. A point stands
    for the cell it lies in, or a square of 100 m around it. The numbers of age groups grow as ``ages`` says: by their
    share among all people of cells where both are known, or they become unknown. With ``land`` = grows the area drawn
    becomes settlement area; else it is told if it is none.
    """
    cells: GeoTable = data[ROLE]
    known = np.isfinite(cells.numbers("population"))
    here, pieces, new = _spread(cells, known, patch.geometry)
    shares = np.concatenate([pieces, shapely.area(new)])
    shares = shares / shares.sum()
    persons = float(patch.amount or 0.0) * float(patch.number("persons_per_dwelling") or 0.0) / context.factor
    gains = _gains(cells, persons, float(patch.amount or 0.0), patch)
    frame = cells.frame.copy()
    for name, gain in gains.items():
        values = cells.numbers(name)
        values[here] = values[here] + gain * shares[: len(here)]
        frame[name] = values
    grown = GeoTable(frame, cells.geometry, cells.crs, cells.role)
    if len(new):
        ids = [f"{patch.effect_id}/{number}" for number in range(1, len(new) + 1)]
        rows = {name: gain * shares[len(here) :] for name, gain in gains.items()}
        shapes = np.empty(len(new), dtype=object)
        shapes[:] = [shaped(piece, "polygon") for piece in new]
        grown = together(grown, GeoTable(pd.DataFrame({"cell_id": ids, **rows}), shapes, cells.crs, cells.role))
    layers, problems = _settled(data, patch, context)
    return Change({ROLE: grown, **layers}, len(here) + len(new), problems)


def _settled(data: Data, patch: Patch, context: Context) -> tuple[dict[str, Layer], tuple[Problem, ...]]:
    """Return the settlement area with the area drawn, if wanted, and what must be told if it lies outside of it."""
    place = patch.geometry
    if SETTLEMENT not in data or shapely.get_dimensions(shapely.get_parts(place)).max() != POLYGON:
        return {}, ()
    settlement: GeoTable = data[SETTLEMENT]
    if patch.parameters.get("land") == GROWS:
        area = one_row(settlement, shaped(place, "polygon"), {})
        there = context.duplicates is not None and context.duplicates(area, settlement).any()
        return ({} if there else {SETTLEMENT: together(settlement, area)}), ()
    near = settlement.geometry[shapely.STRtree(settlement.geometry).query(place, predicate="intersects")]
    outside = shapely.area(shapely.difference(place, shapely.union_all(near))) / shapely.area(place)
    if outside <= MOSTLY_INSIDE:
        return {}, ()
    values = {"measure": patch.measure_id, "effect": patch.name(), "share": float(round(100 * outside))}
    return {}, (Problem("effect_homes_outside_settlement", Severity.NOTE, values),)


def _gains(cells: GeoTable, persons: float, homes: float, patch: Patch) -> Mapping[str, float]:
    """Return what is added in all to each count of the cells, NaN where that is unknown."""
    population = cells.numbers("population")
    gains = {"population": persons}
    for name in cells.frame:
        if counts_persons(name) and name != "population":
            group = cells.numbers(name)
            both = np.isfinite(group) & np.isfinite(population)
            among = float(population[both].sum())
            share = float(group[both].sum()) / among if among > 0 else np.nan
            gains[name] = persons * share if patch.parameters.get("ages") == "as_town" else np.nan
    if "dwellings" in cells.frame:
        gains["dwellings"] = homes
    if "living_area_m2" in cells.frame:
        space = patch.number("living_area_m2")
        gains["living_area_m2"] = np.nan if space is None else homes * space
    return gains


def _spread(cells: GeoTable, known: np.ndarray, place: shapely.Geometry) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the cells that get people, the m² of the place in each, and the shapes of new cells."""
    if shapely.get_dimensions(place) == 0:
        return _of_point(cells, known, place)
    near = shapely.STRtree(cells.geometry).query(place, predicate="intersects")
    near = np.sort(near[known[near]])
    square_metres = shapely.area(shapely.intersection(cells.geometry[near], place))
    some = square_metres >= SMALLEST
    here, square_metres = near[some], square_metres[some]
    rest = shapely.difference(place, shapely.union_all(cells.geometry[near])) if len(near) else place
    new = _squares(rest)
    if not len(here) and not len(new):  # smaller than a square metre: the cell that has most of it
        most = near[np.argsort(-square_metres, kind="stable")][:1]
        return most, np.ones(len(most)), _one(place) if not len(near) else new
    return here, square_metres, new


def _of_point(cells: GeoTable, known: np.ndarray, point: shapely.Geometry) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the cell that a point lies in, or the shape of a new one; the same as ``_spread``."""
    around = np.sort(shapely.STRtree(cells.geometry).query(point, predicate="intersects"))
    nothing = np.empty(0, dtype=object)
    if known[around].any():
        return around[known[around]][:1], np.ones(1), nothing
    if len(around):
        return around[:0], np.empty(0), _one(cells.geometry[around[0]])
    square = shapely.buffer(shapely.envelope(point), EDGE / 2, cap_style="square")
    beside = shapely.STRtree(cells.geometry).query(square, predicate="intersects")
    free = shapely.difference(square, shapely.union_all(cells.geometry[beside])) if len(beside) else square
    return around[:0], np.empty(0), _one(_polygons(free))


def _one(shape: shapely.Geometry) -> np.ndarray:
    shapes = np.empty(1, dtype=object)
    shapes[0] = shape
    return shapes


def _squares(place: shapely.Geometry) -> np.ndarray:
    """Return a place cut into pieces of the squares of a grid, its lines at multiples of ``EDGE``."""
    if shapely.is_empty(place) or shapely.area(place) < SMALLEST:
        return np.empty(0, dtype=object)
    left, bottom, right, top = np.array(shapely.bounds(place)) / EDGE
    x, y = np.meshgrid(np.arange(np.floor(left), np.ceil(right)), np.arange(np.floor(bottom), np.ceil(top)))
    boxes = shapely.box(EDGE * x, EDGE * y, EDGE * (x + 1), EDGE * (y + 1)).ravel()
    pieces = shapely.intersection(boxes[shapely.intersects(place, boxes)], place)
    pieces = pieces[shapely.area(pieces) >= SMALLEST * (1.0 - ROUNDING)]
    shapes = np.empty(len(pieces), dtype=object)
    shapes[:] = [_polygons(piece) for piece in pieces]
    return shapes


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return the areas of a geometry, without lines and points that an intersection may leave."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == POLYGON])
