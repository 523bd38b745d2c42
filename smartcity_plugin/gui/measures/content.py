# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window of the measures shows: everything read at once, so that all its parts tell the same state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Optional

from ...catalogue import Catalogue
from ...catalogue.numbers import NO_BREAK_SPACE, format_number
from ...model.problem import Problem, Severity
from ...model.relation import RelationKind
from ...model.strategy import Cost, Financing, Goal, Measure
from ...study.costs import CostRow, CostTable, cost_table_of
from ...study.measure_places import FocusArea, focus_areas, place_problems_of
from ...study.own_indicators import catalogue_of
from ...study.register import PlacedEffect
from ...study.relations import RelationMatrix, relation_matrix
from ...study.schedule import Schedule, schedule_of
from ...study.study import Study

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Content:
    """The register of measures as it is stored; shapes in the CRS of the study."""

    measures: list[Measure]
    shapes: dict[str, Any]
    goals: list[Goal]
    costs: dict[str, list[Cost]]
    financing: dict[str, list[Financing]]
    effects: dict[str, list[PlacedEffect]]
    cost_table: CostTable
    schedule: Schedule
    relations: RelationMatrix
    units: list[tuple[str, str]]
    """Planning units as (id, name): those of the maps first, then all others."""
    unit_shapes: list[Any]
    """The outlines of the units of the maps, for the small map."""
    focus: list[FocusArea]
    problems: dict[str, list[Problem]]
    """What is wrong with each measure, the gravest first."""
    crs: str
    catalogue: Catalogue

    def measure(self, measure_id: str) -> Optional[Measure]:
        """Return a measure, None if there is none."""
        return next((item for item in self.measures if item.measure_id == measure_id), None)

    def cost_row(self, measure_id: str) -> Optional[CostRow]:
        """Return the costs and the financing of a measure."""
        return next((row for row in self.cost_table.rows if row.measure_id == measure_id), None)

    def used(self, field: str) -> list[str]:
        """Return what was entered in a field of texts before, each person or office of a list by itself."""
        texts = (getattr(item, field) or "" for item in self.measures)
        return sorted({part.strip() for text in texts for part in text.replace(";", ",").split(",") if part.strip()})


def read_content(path: str, today: Optional[date] = None) -> Content:
    """Read the register; ``today`` is the day at which overdue measures are told."""
    with Study.open(Path(path)) as study:
        measures, shapes, effects = study.measures(), study.measure_shapes(), _effects(study)
        costs, financing = study.records(Cost), study.records(Financing)
        table, plan = cost_table_of(measures, costs, financing), schedule_of(measures, today)
        units, focus = study.units(), focus_areas(study)
        names = [
            (str(key), str(name or key)) for key, name in zip(units.ids("unit_id"), units.frame["name"].fillna(""))
        ]
        is_shown = (units.frame["level"] == study.settings.unit_level).to_numpy(dtype=bool)
        first = [pair for pair, is_first in zip(names, is_shown) if is_first]
        placed = {key for key, items in effects.items() if any(item.geometry is not None for item in items)}
        of_costs = [problem for row in table.rows for problem in row.problems]
        of_places = place_problems_of(measures, shapes, units, focus, placed)
        problems = [*of_costs, *plan.problems, *of_places]
        return Content(
            measures=measures,
            shapes=shapes,
            goals=study.goals(),
            costs=_by_measure(costs),
            financing=_by_measure(financing),
            effects=effects,
            cost_table=table,
            schedule=plan,
            relations=relation_matrix(study, RelationKind.MEASURE_GOAL),
            units=[*first, *(pair for pair in names if pair not in first)],
            unit_shapes=[shape for shape in units.geometry[is_shown] if shape is not None],
            focus=focus,
            problems=_of_measures(problems, measures),
            crs=study.settings.crs,
            catalogue=catalogue_of(study),
        )


def _by_measure(rows: Iterable) -> dict[str, list]:
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(row.measure_id, []).append(row)
    return found


def _effects(study: Study) -> dict[str, list[PlacedEffect]]:
    found: dict[str, list[PlacedEffect]] = {}
    for item in study.effects():
        found.setdefault(item.effect.measure_id, []).append(item)
    return found


def _of_measures(problems: Iterable[Problem], measures: Iterable[Measure]) -> dict[str, list[Problem]]:
    """Return the problems of each measure; those that name several (``measures``) count for each."""
    found: dict[str, list[Problem]] = {measure.measure_id: [] for measure in measures}
    for problem in problems:
        named = [problem.values["measure"]] if "measure" in problem.values else problem.values.get("measures", [])
        for number in named:
            if number in found:
                found[number].append(problem)
    return {number: sorted(items, key=lambda item: RANK[item.severity]) for number, items in found.items()}


def euros(amount: Optional[float], language: str) -> str:
    """Return an amount for readers, with cents only where there are any; a dash where nothing is entered."""
    if amount is None:
        return "–"
    decimals = 0 if abs(amount - round(amount)) < 0.005 else 2
    return f"{format_number(amount, decimals, language)}{NO_BREAK_SPACE}€"
