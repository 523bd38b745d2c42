# SPDX-License-Identifier: GPL-2.0-or-later
"""Goals, measures and what hangs on them in the study file: read, stored as a whole, changed row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Optional, TypeVar

import numpy as np
import pandas as pd
import shapely

from ..engine.table import GeoTable
from ..model.problem import SmartCityError
from ..model.strategy import (
    DRAWN_PLACE,
    FOCUS_PLACE,
    Answer,
    Contribution,
    Cost,
    Effect,
    Financing,
    Goal,
    GoalIndicator,
    Measure,
    Observation,
    Procedure,
    Scenario,
)
from . import schema
from . import strategy_tables as tables
from .bin import PAUSED
from .fields import Table
from .geopackage import GeoPackage
from .rows import split_ids, typed

if TYPE_CHECKING:
    from .study import StudySettings

Record = TypeVar("Record")

TABLES: dict[type, tuple[Table, str]] = {
    Goal: (schema.GOALS, "goal_id"),
    GoalIndicator: (tables.GOAL_INDICATORS, "series_id"),
    Observation: (tables.OBSERVATIONS, "observation_id"),
    Measure: (schema.MEASURES, "measure_id"),
    Cost: (tables.COSTS, "cost_id"),
    Financing: (tables.FINANCING, "financing_id"),
    Scenario: (tables.SCENARIOS, "scenario_id"),
    Procedure: (tables.PROCEDURES, "procedure_id"),
    Contribution: (tables.CONTRIBUTIONS, "contribution_id"),
    Answer: (tables.ANSWERS, "answer_id"),
}
"""The table of each class and the field that names a row. Effects lie in four tables, see ``EFFECT_TABLES``."""


@dataclass(frozen=True)
class PlacedEffect:
    """An effect with where it is, in the CRS of the study; ``geometry`` is None for effects without a place."""

    effect: Effect
    geometry: Optional[shapely.Geometry] = None


class RegisterStore:
    """What ``Study`` knows of goals, measures and what hangs on them."""

    _package: GeoPackage
    settings: StudySettings

    if TYPE_CHECKING:

        def transaction(self) -> AbstractContextManager[None]:
            """Write everything inside the block or nothing of it."""

        def units(self, level: Optional[str] = None) -> GeoTable:
            """Return the planning units, all or those of one level."""

    # Reading -----------------------------------------------------------------------------------------------------

    def records(self, cls: type[Record]) -> list[Record]:
        """Return the rows of a class in their order; none where an older file has no such table."""
        return self._records_of(cls, TABLES[cls][0])

    def _records_of(self, cls: type[Record], table: Table) -> list[Record]:
        if table.name not in self._package.tables():
            return []
        frame, _ = self._package.read(table.name)
        if "position" in frame:
            frame = frame.sort_values("position", kind="stable", na_position="last")
        return [cls(**typed(cls, row)) for row in _with_all_fields(frame, cls).to_dict("records")]

    def goals(self) -> list[Goal]:
        """Return the goals in their order."""
        return self.records(Goal)

    def measures(self) -> list[Measure]:
        """Return the measures in their order."""
        return self.records(Measure)

    def measure_shapes(self) -> dict[str, shapely.Geometry]:
        """Return the areas of the measures that have one, by number."""
        return self.shapes(Measure)

    def shapes(self, cls: type) -> dict[str, shapely.Geometry]:
        """Return the geometries of measures or contributions by number, without those that have none."""
        table, key = TABLES[cls]
        if table.name not in self._package.tables():
            return {}
        frame, geometry = self._package.read(table.name)
        return {str(name): shape for name, shape in zip(frame[key], geometry) if shape is not None}

    def effects(self, measure_id: Optional[str] = None) -> list[PlacedEffect]:
        """Return the effects of all measures or of one, in their order."""
        found = []
        for table in tables.EFFECT_TABLES.values():
            if table.name not in self._package.tables():
                continue
            frame, geometry = self._package.read(table.name)
            rows = _with_all_fields(frame, Effect).to_dict("records")
            found += [PlacedEffect(Effect(**typed(Effect, row)), shape) for row, shape in zip(rows, geometry)]
        chosen = [item for item in found if measure_id is None or item.effect.measure_id == measure_id]
        return sorted(chosen, key=lambda item: (item.effect.measure_id or "", item.effect.position or 0))

    # Storing as a whole ------------------------------------------------------------------------------------------

    def save_goals(self, goals: Iterable[Goal]) -> None:
        """Store the goals, in place of all earlier ones."""
        self.save_records(Goal, list(goals))

    def save_measures(self, measures: Iterable[Measure], shapes: Optional[dict[str, shapely.Geometry]] = None) -> None:
        """Store the measures, in place of all earlier ones.

        Their area is what ``shapes`` gives by number; else that of their planning units or, if it was drawn or taken
        from a focus area before, the one that is stored.
        """
        measures = list(measures)
        drawn = {**self.measure_shapes(), **(shapes or {})}
        geometry = np.full(len(measures), None, dtype=object)
        given = shapes or {}
        of_units = UnitShapes(self.units())
        for row, measure in enumerate(measures):
            keeps = measure.place_source in (DRAWN_PLACE, FOCUS_PLACE) or measure.measure_id in given
            geometry[row] = drawn.get(measure.measure_id) if keeps else of_units.of(measure.unit_ids)
        self.save_records(Measure, measures, geometry)

    def save_records(self, cls: type[Record], records: Sequence[Record], geometry: Optional[np.ndarray] = None) -> None:
        """Store the rows of a class, in place of all earlier ones; geometries in the CRS of the study.

        Rows whose number does not come back go into the bin.
        """
        rows = [asdict(record) for record in records]
        table, key = TABLES[cls]
        kept = {row[key] for row in rows}
        with self.transaction():
            for name in self._package.read(table.name)[0][key].dropna():
                if name not in kept:
                    self._package.delete_where(table.name, **{key: name})
            with self._without_bin():
                self._package.delete_where(table.name)
            if rows:
                self._package.append(table.name, pd.DataFrame(rows), geometry)

    @contextmanager
    def _without_bin(self) -> Iterator[None]:
        """Let what is deleted in the block go without a trace; inside a transaction."""
        self._package.append(schema.SETTINGS.name, pd.DataFrame([{"key": PAUSED, "value": "yes"}]))
        yield
        self._package.delete_where(schema.SETTINGS.name, key=PAUSED)

    # Single rows, for ``register_changes`` ------------------------------------------------------------------------

    def placed_effects(self, measure_id: str) -> list[tuple[str, Effect, Optional[shapely.Geometry]]]:
        """Return the effects of a measure with the kind of their place (none, point, line, area) and geometry."""
        found = []
        for kind, table in tables.EFFECT_TABLES.items():
            frame, geometry = self._package.read(table.name, measure_id=measure_id)
            rows = _with_all_fields(frame, Effect).to_dict("records")
            found += [(kind, Effect(**typed(Effect, row)), shape) for row, shape in zip(rows, geometry)]
        return found

    def register_row(self, table: Table, key: str, name: str) -> Optional[dict[str, Any]]:
        """Return a row with its ``geometry`` (None for tables without), None if there is no such row.

        Raises SmartCityError if several rows have this number.
        """
        frame, geometry = self._package.read(table.name, **{key: name})
        if len(frame) > 1:
            raise SmartCityError("register_number_twice", table=table.name, number=name)
        return {**frame.iloc[0].to_dict(), "geometry": geometry[0]} if len(frame) else None

    def add_register_row(self, table: Table, row: dict[str, Any], shape: Optional[shapely.Geometry] = None) -> None:
        """Add a row."""
        geometry = np.array([shape], dtype=object) if table.geometry else None
        self._package.append(table.name, pd.DataFrame([row]), geometry)

    def add_register_rows(self, cls: type[Record], records: Sequence[Record], geometry: np.ndarray) -> None:
        """Add rows of a class with geometries, whose numbers nobody has yet."""
        if records:
            frame = pd.DataFrame([asdict(record) for record in records])
            self._package.append(TABLES[cls][0].name, frame, geometry)

    def overwrite_what_goes(self) -> None:
        """Let the file overwrite with zeros what is deleted or changed while it is open: personal data must go."""
        self._package.execute("PRAGMA secure_delete = ON")

    def empty_journal(self) -> None:
        """Write what stands in SQLite's journal into the file and empty it, as far as other readers let it."""
        self._package.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def change_register_row(
        self, table: Table, key: str, name: str, values: dict[str, Any], shape: Any = "keep"
    ) -> None:
        """Change fields of a row, and its geometry unless it is ``keep``; NULL for None."""
        self._package.change_row(table.name, key, name, values, *(() if isinstance(shape, str) else (shape,)))

    def removed_rows(self, **equal: str) -> list[dict[str, Any]]:
        """Return the rows of the bin whose fields equal the given texts."""
        return self._package.read(tables.REMOVED.name, **equal)[0].to_dict("records")

    def name_batch(self, batch: str) -> None:
        """Write into the rows that just came into the bin that they were removed together."""
        self._package.change_row(tables.REMOVED.name, "batch", "", {"batch": batch})

    def clear_bin(self) -> None:
        """Delete everything in the bin for good."""
        self._package.delete_where(tables.REMOVED.name)

    def remove_register_row(self, table: Table, key: str, name: str) -> None:
        """Delete a row."""
        self._package.delete_where(table.name, **{key: name})


class UnitShapes:
    """The areas of planning units, put together for lists of them."""

    def __init__(self, units: GeoTable) -> None:
        self._shapes = dict(zip(units.ids("unit_id"), units.geometry))

    def of(self, unit_ids: Optional[str]) -> Optional[shapely.Geometry]:
        """Return the area of a comma separated list of units, None if it names no known one."""
        members = [self._shapes[unit] for unit in split_ids(unit_ids) if unit in self._shapes]
        return shapely.union_all(members) if members else None


def _with_all_fields(frame: pd.DataFrame, cls: type) -> pd.DataFrame:
    """Return the columns of a class; those that an older file does not have are empty."""
    frame = frame.copy()
    for name, older in (("planned_start", "start_year"), ("planned_end", "end_year")):
        if older in frame and name not in frame:
            frame[name] = [None if pd.isna(year) else str(int(year)) for year in frame[older]]
    return frame.reindex(columns=[field.name for field in fields(cls)])
