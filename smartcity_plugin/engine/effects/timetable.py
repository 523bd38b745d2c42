# SPDX-License-Identifier: GPL-2.0-or-later
"""More or fewer departures at present stops."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ...model.problem import Problem, Severity
from ..desk import Data
from ..table import GeoTable
from ..transit import DAY, MODES, WINDOW, departures_by_mode, of_mode
from .patch import Change, Context, Patch, nothing_touched

ROLE = "pt_stops"
ALL = "all"


def headway(data: Data, patch: Patch, context: Context) -> Change:
    """Multiply the departures of the stops in an area, or of those named, by the amount; of one mode or of all.

    Totals grow by what their modes gain. The headway is that of the densest mode and changes as the departures of the
    mode with most of them from 06:00 to 20:00 do. Stops whose departures are unknown stay so and are counted.
    """
    stops: GeoTable = data[ROLE]
    chosen = _chosen(stops, patch)
    if not chosen.any():
        return Change(problems=(nothing_touched(patch, ROLE),))
    mode, factor = str(patch.parameters.get("mode", ALL)), float(patch.amount or 0.0)
    columns: dict[str, np.ndarray] = {}
    known, served = np.zeros(len(stops), dtype=bool), np.zeros(len(stops), dtype=bool)
    for period in (DAY, WINDOW):
        changed, told, before = _of_period(stops, period, chosen, mode, factor)
        columns.update(changed)
        known |= told
        served |= told & (before > 0)
    if mode == ALL and "trips_ending_day" in stops.frame:
        ending = stops.numbers("trips_ending_day")
        columns["trips_ending_day"] = np.where(chosen, ending * factor, ending)
    if "headway_min" in stops.frame:
        columns["headway_min"] = _headway(stops, columns, chosen & served, factor if mode == ALL else None)
    touched = chosen & served
    unknown = int((chosen & ~known & (of_mode(stops) >= 0)).sum())
    problems = []
    if unknown:
        values = {"measure": patch.measure_id, "effect": patch.name(), "count": float(unknown)}
        problems.append(Problem("effect_stops_without_timetable", Severity.WARNING, values))
    if not touched.any():
        return Change(problems=(*problems, nothing_touched(patch, ROLE)))
    frame = stops.frame.assign(**columns)
    return Change({ROLE: GeoTable(frame, stops.geometry, stops.crs, stops.role)}, int(touched.sum()), tuple(problems))


def _chosen(stops: GeoTable, patch: Patch) -> np.ndarray:
    """Return the stops in the area that are named; of all names where there is an area only, and the reverse."""
    chosen = np.ones(len(stops), dtype=bool)
    if patch.geometry is not None:
        there = ~(shapely.is_missing(stops.geometry) | shapely.is_empty(stops.geometry))
        chosen = there & shapely.intersects(patch.geometry, stops.geometry)
    names = [name.strip().casefold() for name in str(patch.parameters.get("stops") or "").split(";") if name.strip()]
    if names:
        of_name = np.zeros(len(stops), dtype=bool)
        for column in ("name", "stop_id"):
            if column in stops.frame:
                of_name |= np.isin(stops.words(column), names) | np.isin(_folded(stops.frame[column]), names)
        chosen &= of_name
    elif patch.geometry is None:
        chosen[:] = False
    return chosen


def _folded(column: pd.Series) -> np.ndarray:
    return column.fillna("").astype(str).str.strip().str.casefold().to_numpy(dtype=object)


def _of_period(
    stops: GeoTable, period: str, chosen: np.ndarray, mode: str, factor: float
) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Return the changed columns of a period, where departures are known, and those of the mode before.

    A stop without departures by mode has all of them in the mode of its field ``mode``.
    """
    total_name = f"departures_{period}"
    fields = {name: f"departures_{period}_{name}" if period == WINDOW else f"departures_{name}" for name in MODES}
    present = {name: stops.numbers(field) for name, field in fields.items() if field in stops.frame}
    unknown = np.full(len(stops), np.nan)
    total = stops.numbers(total_name) if total_name in stops.frame else unknown
    by_mode = np.column_stack([present.get(name, unknown) for name in MODES])
    split = np.isfinite(by_mode).any(axis=1)
    wanted = np.ones(len(MODES), dtype=bool) if mode == ALL else np.array([name == mode for name in MODES])
    # What the chosen modes have now: of stops without a split all or nothing, by their own mode.
    own = of_mode(stops)
    whole = np.where((own >= 0) & wanted[own], total, 0.0)
    before = np.where(split, np.nansum(np.where(wanted, by_mode, 0.0), axis=1), whole)
    known = split | np.isfinite(total)
    columns = {}
    for number, name in enumerate(MODES):
        if name in present and wanted[number]:
            columns[fields[name]] = np.where(chosen, present[name] * factor, present[name])
    if total_name in stops.frame:
        gained = np.where(chosen & known, before * (factor - 1.0), 0.0)
        columns[total_name] = total + gained
    return columns, known, np.nan_to_num(before)


def _headway(
    stops: GeoTable, columns: dict[str, np.ndarray], touched: np.ndarray, factor: Optional[float]
) -> np.ndarray:
    """Return the headway in minutes of the densest mode (``factor`` of all modes, if they have one); NaN without any.

    More trams make the buses of a stop no denser: its headway stays while the buses remain the densest.
    """
    minutes = stops.numbers("headway_min")
    ratio = np.full(len(stops), np.nan if factor is None else factor)
    if factor is None:
        after = GeoTable(stops.frame.assign(**columns), stops.geometry, stops.crs, stops.role)
        one, two = (departures_by_mode(table, WINDOW).max(axis=1) for table in (stops, after))
        np.divide(two, one, out=ratio, where=np.nan_to_num(one) > 0)
    denser = np.full(len(stops), np.nan)
    np.divide(minutes, ratio, out=denser, where=np.nan_to_num(ratio) > 0)
    return np.where(touched, denser, minutes)
