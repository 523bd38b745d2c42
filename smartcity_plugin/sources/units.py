# SPDX-License-Identifier: GPL-2.0-or-later
"""Planning units: regular grids, units merged from smaller ones, and how the levels belong to each other.

Levels of the hierarchy run from coarse to fine: district, quarter, block. Cells of a grid do not nest in them; they
belong to the municipality directly. All coordinates are metres in the study's CRS unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.indicator import Role
from ..model.problem import Problem, Severity, SmartCityError
from .prepare import prepare, typed
from .projection import reproject
from .quality import check_layer, check_units

HIERARCHY = ("district", "quarter", "block")
"""The levels below the municipality, from coarse to fine."""
GRID = "grid"
LEVELS = (*HIERARCHY, GRID)

GRID_SIZES = (100, 250, 500, 1000)
GRID_CRS = "EPSG:3035"
MAX_CELLS = 100_000
"""Cells up to which a grid is made: 100 m on 1000 km²."""
MANY_UNITS = 500
"""Units from which on the user is told that atlas and tables become unwieldy."""
DUST = 1.0
"""Square metres: what is left of a cell inside the border is a rounding error below this."""
EDGE = 100.0
"""Spacing in metres of vertices on the outline before it is reprojected to look for cells."""

SURE_SHARE = 0.9
"""Share of a unit's area that should lie in one parent; below, the user is told."""
CROSSING_SHARE = 0.1
"""Share of a unit's area outside the border from which on the user is told."""
SMALL_SHARE = 0.05
"""Share of a cell's area inside the border below which it is told: few people live in the rest."""
NAMED = 5
"""How many units a sentence names."""


# Grids -----------------------------------------------------------------------------------------------------------


def grid_cells(area: shapely.Geometry, crs: str, size: int) -> GeoTable:
    """Return the cells of a regular grid as planning units (columns unit_id, name, share).

    The cells are those of the census and of INSPIRE: squares of ``size`` metres in EPSG:3035, aligned to its origin.
    Every cell is reprojected by its four corners, so neighbours share their edges exactly. The identifier is that of
    the whole cell (``CRS3035RES1000mN2691000E4341000``), but its polygon is cut at the border: only the part inside
    belongs to the municipality, so the cells cover it without rest and sum up to it. ``share`` (0 to 1) is that part.
    """
    if size not in GRID_SIZES:
        raise SmartCityError("grid_size_unknown", size=size, sizes=", ".join(str(known) for known in GRID_SIZES))
    east, north = _corners(area, crs, size)
    squares = shapely.box(east, north, east + size, north + size)
    whole = reproject(squares, GRID_CRS, crs)
    shapely.prepare(area)
    parts = whole.copy()
    for row in np.flatnonzero(~shapely.covers(area, whole)):
        parts[row] = _polygons(shapely.intersection(whole[row], area))
    kept = shapely.area(parts) >= DUST
    frame = pd.DataFrame(
        {
            "unit_id": [cell_id(x, y, size) for x, y in zip(east[kept], north[kept])],
            "name": [cell_name(x, y, size) for x, y in zip(east[kept], north[kept])],
            "share": np.minimum(shapely.area(parts[kept]) / shapely.area(whole[kept]), 1.0),
        }
    )
    return GeoTable(frame, parts[kept], crs, "planning_units")


def cell_id(east: float, north: float, size: int) -> str:
    """Return the identifier of a cell by its lower left corner in EPSG:3035, as the census of 2022 writes it."""
    return f"CRS3035RES{size}mN{int(north)}E{int(east)}"


def cell_name(east: float, north: float, size: int) -> str:
    """Return the short name of a cell, as INSPIRE and the census of 2011 write it, such as ``1kmN2691E4341``.

    The corner is told in steps of as many zeros as the size ends in.
    """
    zeros = len(str(size)) - len(str(size).rstrip("0"))
    width = f"{size // 1000}km" if size % 1000 == 0 else f"{size}m"
    return f"{width}N{int(north) // 10**zeros}E{int(east) // 10**zeros}"


def _corners(area: shapely.Geometry, crs: str, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower left corners (east, north in EPSG:3035) of the cells that may touch the area."""
    outline = reproject(np.array([shapely.segmentize(area, EDGE)], dtype=object), crs, GRID_CRS)[0]
    # A straight edge of the border is slightly curved in the grid's system; half a metre covers that.
    outline = shapely.buffer(outline, 0.5)
    west, south, east, north = (float(value) for value in outline.bounds)
    columns = np.arange(np.floor(west / size), np.floor(east / size) + 1) * size
    rows = np.arange(np.floor(south / size), np.floor(north / size) + 1) * size
    if shapely.area(outline) / size**2 > MAX_CELLS or len(columns) * len(rows) > 20 * MAX_CELLS:
        raise SmartCityError("grid_too_fine", size=size, limit=MAX_CELLS)
    x, y = (array.ravel() for array in np.meshgrid(columns, rows[::-1]))
    shapely.prepare(outline)
    touching = shapely.intersects(outline, shapely.box(x, y, x + size, y + size))
    return x[touching], y[touching]


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of an intersection, which also yields lines and points where cells only touch the border."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


# Units out of smaller ones ---------------------------------------------------------------------------------------


def dissolved(units: GeoTable) -> tuple[GeoTable, list[Problem]]:
    """Return units merged by ``unit_id``, in the order of their first appearance.

    Of the other columns the first known value is kept; that the names of one unit differ is told. Units without an
    identifier stay as they are.
    """
    ids = units.frame["unit_id"]
    keys = ids.astype(object).where(ids.notna(), [f"\uffff{row}" for row in range(len(units))])
    order = list(dict.fromkeys(keys))
    rows = keys.reset_index(drop=True).groupby(keys.to_numpy(), sort=False).indices
    geometry = np.array([_union(units.geometry[rows[key]]) for key in order], dtype=object)
    frame = pd.DataFrame(
        {name: [_first_known(units.frame[name].to_numpy()[rows[key]]) for key in order] for name in units.frame.columns}
    )
    merged = GeoTable(frame, geometry, units.crs, units.role)
    return merged, _check_names(units, order, rows) if "name" in units.frame else []


def coarser(units: GeoTable, name_column: str = "parent_name") -> tuple[GeoTable, list[Problem]]:
    """Return the units of the next coarser level, formed by merging ``units`` with the same ``parent_id``.

    Their names come from ``name_column`` if there is one, else the identifier serves. Units without a parent are told.
    """
    parents = units.frame["parent_id"]
    names = units.frame.get(name_column, parents)
    table = GeoTable(pd.DataFrame({"unit_id": parents, "name": names}), units.geometry, units.crs, units.role)
    known = parents.notna().to_numpy()
    merged, problems = dissolved(table.where(known))
    frame = merged.frame.assign(name=merged.frame["name"].where(merged.frame["name"].notna(), merged.frame["unit_id"]))
    if not known.all():
        problems.append(without_parent(units, ~known))
    return GeoTable(frame, merged.geometry, units.crs, units.role), problems


def _union(shapes: np.ndarray) -> shapely.Geometry:
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _first_known(values: np.ndarray):
    return next((value for value in values if pd.notna(value)), None)


def _check_names(units: GeoTable, order: list, rows) -> list[Problem]:
    names = units.frame["name"].to_numpy()
    differing = [key for key in order if len({name for name in names[rows[key]] if pd.notna(name)}) > 1]
    if not differing:
        return []
    values = {"count": len(differing), "ids": listed(differing)}
    return [Problem("unit_names_differ", Severity.WARNING, values)]


# Hierarchy -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parents:
    """For each unit the identifier of its parent (None for the municipality) and the share of its area inside it."""

    ids: np.ndarray
    shares: np.ndarray
    problems: tuple[Problem, ...] = ()


def level_above(level: str, present: set[str]) -> Optional[str]:
    """Return the next coarser level among those present, None for the municipality (and for a grid)."""
    above = HIERARCHY[: HIERARCHY.index(level)] if level in HIERARCHY else ()
    return next((name for name in reversed(above) if name in present), None)


def level_below(level: str, present: set[str]) -> Optional[str]:
    """Return the next finer level among those present."""
    below = HIERARCHY[HIERARCHY.index(level) + 1 :] if level in HIERARCHY else ()
    return next((name for name in below if name in present), None)


def parents_by_position(units: GeoTable, parents: GeoTable) -> Parents:
    """Return for each unit the parent with which it shares the largest area; of equal ones the first.

    A unit that touches none belongs to the municipality. Units of which less than ``SURE_SHARE`` lies in their parent
    are told.
    """
    ids, shares = np.full(len(units), None, dtype=object), np.zeros(len(units))
    unit, parent = shapely.STRtree(parents.geometry).query(units.geometry, predicate="intersects")
    common = _common_area(units.geometry[unit], parents.geometry[parent])
    for place in np.lexsort((parent, -common, unit)):
        if ids[unit[place]] is None and common[place] > 0:
            ids[unit[place]] = parents.ids("unit_id")[parent[place]]
            shares[unit[place]] = common[place] / shapely.area(units.geometry[unit[place]])
    problems = []
    missing = np.array([found is None for found in ids], dtype=bool)
    if missing.any():
        problems.append(without_parent(units, missing))
    unsure = ~missing & (shares < SURE_SHARE)
    if unsure.any():
        values = {"count": int(unsure.sum()), "units": named(units, unsure), "share": round(100 * SURE_SHARE)}
        problems.append(Problem("units_parent_unsure", Severity.WARNING, values))
    return Parents(ids, shares, tuple(problems))


def _common_area(shapes: np.ndarray, containers: np.ndarray) -> np.ndarray:
    """Return the area that each shape shares with the container beside it; quick where it lies inside."""
    shapely.prepare(containers)
    common = shapely.area(shapes)
    crossing = ~shapely.covers(containers, shapes)
    common[crossing] = shapely.area(shapely.intersection(shapes[crossing], containers[crossing]))
    return common


def parents_by_key(units: GeoTable, known: dict[str, str]) -> Parents:
    """Return for each unit the parent that its column ``parent_id`` names.

    ``known`` maps what the column may say to the identifiers of the parents in the study, which can have a prefix.
    A parent that does not exist is an error; a unit that names none belongs to the municipality and is told.
    """
    given = units.frame["parent_id"]
    missing = given.isna().to_numpy()
    texts = [None if gone else str(value) for value, gone in zip(given, missing)]
    unknown = sorted({text for text in texts if text is not None and text not in known})
    problems = []
    if unknown:
        problems.append(Problem("unit_parent_unknown", values={"count": len(unknown), "ids": listed(unknown)}))
    if missing.any():
        problems.append(without_parent(units, missing))
    ids = np.array([known.get(text) if text is not None else None for text in texts], dtype=object)
    return Parents(ids, np.where(missing, 0.0, 1.0), tuple(problems))


def without_parent(units: GeoTable, rows: np.ndarray) -> Problem:
    """Return the warning on units that belong to no other one than the municipality."""
    values = {"count": int(rows.sum()), "units": named(units, rows)}
    return Problem("units_without_parent", Severity.WARNING, values)


def unique_ids(units: GeoTable, taken: set[str], level: str) -> tuple[GeoTable, list[Problem]]:
    """Return the units with identifiers that no unit of another level has, and say so if they had to be changed.

    If any identifier is taken, those of the whole level get the level as prefix (``quarter-07``), so that they stay
    alike. Parents named in ``parent_id`` are left as they are.
    """
    ids = units.ids("unit_id")
    if not taken & set(ids):
        return units, []
    renamed = [prefixed(text, level) for text in ids]
    values = {"count": len(taken & set(ids)), "example": renamed[0]}
    table = GeoTable(units.frame.assign(unit_id=renamed), units.geometry, units.crs, units.role)
    return table, [Problem("unit_ids_prefixed", Severity.WARNING, values)]


def prefixed(unit_id: str, level: str) -> str:
    """Return an identifier with the prefix of its level."""
    return f"{level}-{unit_id}"


# Units and the border --------------------------------------------------------------------------------------------


def inside(units: GeoTable, border: shapely.Geometry) -> tuple[GeoTable, list[Problem]]:
    """Return the units of the municipality: those whose interior point lies inside the border.

    Neighbours that reach over the border are left out and counted; units that lie to a good part outside are told.
    """
    shapely.prepare(border)
    own = shapely.intersects(border, shapely.point_on_surface(units.geometry))
    problems = []
    if not own.all():
        outside = {"count": int((~own).sum()), "total": len(units)}
        problems.append(Problem("units_outside", Severity.NOTE, outside))
    kept = units.where(own)
    crossing = outside_share(kept.geometry, border) > CROSSING_SHARE
    if crossing.any():
        values = {
            "count": int(crossing.sum()),
            "units": named(kept, crossing),
            "share": round(100 * CROSSING_SHARE),
        }
        problems.append(Problem("units_cross_border", Severity.WARNING, values))
    return kept, problems


def outside_share(shapes: np.ndarray, border: shapely.Geometry) -> np.ndarray:
    """Return the share (0 to 1) of each polygon's area outside the border."""
    areas = shapely.area(shapes)
    common = _common_area(shapes, np.full(len(shapes), border, dtype=object))
    return np.where(areas > 0, 1.0 - common / np.where(areas > 0, areas, 1.0), 0.0)


def check_number(units: GeoTable) -> list[Problem]:
    """Return notes if units are so many that atlas and tables become unwieldy, and on cells with little inside."""
    problems = []
    if len(units) >= MANY_UNITS:
        problems.append(Problem("units_many", Severity.NOTE, {"count": len(units)}))
    cut = int((units.numbers("share") < SMALL_SHARE).sum()) if "share" in units.frame else 0
    if cut:
        values = {"count": cut, "total": len(units), "share": round(100 * SMALL_SHARE)}
        problems.append(Problem("cells_cut", Severity.NOTE, values))
    return problems


def named(units: GeoTable, rows: np.ndarray) -> str:
    """Return the names of the first of some units, for a sentence."""
    names = units.frame["name"] if "name" in units.frame else units.frame["unit_id"]
    return listed(names.astype(str).to_numpy(dtype=object)[rows])


def listed(texts) -> str:
    """Return the first of some texts; three dots say that there are more."""
    texts = [str(text) for text in texts]
    return ", ".join(texts[:NAMED]) + (" …" if len(texts) > NAMED else "")


def fit_units(
    layer: str, raw: GeoTable, role: Role, border: shapely.Geometry, merge: bool = False
) -> tuple[GeoTable, list[Problem]]:
    """Return a layer (columns unit_id, name) as planning units of the municipality, and what there is to say of them.

    Geometries are repaired, areas with the same identifier merged if wanted, units outside the border left out. An
    error among the problems means that the units cannot be used; the table is what could be made of them so far.
    """
    problems = check_layer(layer, raw, role)
    table = GeoTable(typed(raw.frame, role), raw.geometry, raw.crs)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return table, problems
    everywhere = shapely.box(*shapely.total_bounds(raw.geometry))
    table = prepare(table, role, everywhere)
    if merge:
        table, found = dissolved(table)
        problems += found
    table, found = inside(table, border)
    if len(table) == 0:
        return table, [*problems, Problem("nothing_inside_border", values={"layer": layer})]
    return table, problems + found + check_units(layer, table, border) + check_number(table)
