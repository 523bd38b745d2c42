# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows that a computed scenario is stored as: effects for the municipality, values of units and changed cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..catalogue import Catalogue
from ..engine.change import BETTER, COVERAGE_DIFFERENCE, NO_DATA, OTHER_COVERAGE, UNCHANGED, WORSE, judgement
from ..engine.composite.gap_closed import EXAMPLE_TARGET, gap_closed
from ..engine.composite.gaps import Target
from ..engine.composite.normalise import scores_of
from ..engine.compute import FEW_PERSONS, IndicatorResult
from ..engine.effects.assumed import FLAG as ASSUMED
from ..engine.served import COSTS_OF_ACTING, COSTS_UNKNOWN, NOT_COMPUTED, CellPeople, served, untold
from ..engine.table import GeoTable
from ..engine.values import divide
from ..model.indicator import Direction, Indicator
from .costs import total_costs
from .focus_groups import group_people
from .gaps import example_targets, targets
from .overlay_tables import CELLS
from .results import POPULATION_ROLE
from .strategy_tables import SCENARIO_EFFECTS, SCENARIO_VALUES
from .study import Study

if TYPE_CHECKING:
    from .scenarios import ScenarioOutcome

ALL, ALONE, IN_ORDER = "all", "alone", "in_order"
MODES = (ALL, ALONE, IN_ORDER)

CHANGED = "changed"
"""The judgement of a change that is neither better nor worse: of indicators without direction."""
JUDGEMENTS = (BETTER, WORSE, CHANGED, UNCHANGED)

_MADE = ("period", "run_id", "scenario_id")
_ROUNDING = 1e-9
"""A change below this share of the value is rounding of floating-point sums."""

Outcomes = Mapping[tuple[str, ...], "ScenarioOutcome"]


@dataclass(frozen=True)
class Step:
    """A comparison: the measures in force before and after; none stands for the study as it is."""

    mode: str
    measure_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class TownPeople:
    """The cells in which people of the town live, as they are today.

    ``frame`` (by cell_id) has population (calibrated), inside, under_18 and 65_plus as in ``CellPeople``; ``inhabited``
    are all cells with people, also those beyond the border; ``factor`` calibrates the counts of a scenario's cells.
    """

    frame: pd.DataFrame
    shapes: Mapping[str, Any]
    inhabited: frozenset[str]
    factor: float
    town: Any

    def compared(self, before: Optional[GeoTable], after: Optional[GeoTable]) -> CellPeople:
        """Return the people before and after; population cells of scenarios, None for what is as today.

        A cell that only a scenario fills has no age groups; of its people those live in the town whose area does.
        """
        persons, new = [], {}
        for table in (before, after):
            if table is None:
                persons.append(self.frame["population"])
                continue
            counts = pd.Series(table.numbers("population") * self.factor, index=table.ids("cell_id"))
            persons.append(counts[~counts.index.duplicated()])
            new.update({name: shape for name, shape in self.filled(table).items() if name not in new})
        ids = [*self.frame.index, *new]
        frame = self.frame.reindex(ids)
        shapes = np.array(list(new.values()), dtype=object)
        inside = divide(shapely.area(shapely.intersection(shapes, self.town)), shapely.area(shapes))
        frame.loc[list(new), "inside"] = inside
        columns = {"before": persons[0].reindex(ids), "after": persons[1].reindex(ids)}
        if new:  # a cell that is not there holds nobody
            columns = {
                name: column.fillna(0.0).where(frame.index.isin(new), column) for name, column in columns.items()
            }
        return CellPeople(frame.drop(columns="population").assign(**columns))

    def filled(self, cells: GeoTable) -> dict[str, Any]:
        """Return the shapes of the cells of a scenario that nobody lives in today."""
        lived_in = np.nan_to_num(cells.numbers("population")) > 0
        rows = zip(cells.ids("cell_id")[lived_in], cells.geometry[lived_in])
        return {name: shape for name, shape in rows if name not in self.inhabited}


def people_of(study: Study, catalogue: Catalogue) -> TownPeople:
    """Return the people of the town by cell, with the share inside the border and of the age groups."""
    people, town = group_people(study, catalogue), study.area().geometry[0]
    columns = ["population", "inside", "under_18", "65_plus"]
    if people.cells is None:
        return TownPeople(pd.DataFrame(columns=columns, dtype=float), {}, frozenset(), 1.0, town)
    cells, everyone = people.cells, study.layer(POPULATION_ROLE)
    ids = pd.Index(cells.ids("cell_id"), name="cell_id")
    persons, inside = cells.numbers("population"), people.of_cells["population"].to_numpy(float)
    ages = {name: divide(people.of_cells[name].to_numpy(float), inside) for name in ("under_18", "65_plus")}
    frame = pd.DataFrame({"population": persons, "inside": divide(inside, persons), **ages}, index=ids)
    inhabited = everyone.ids("cell_id")[np.nan_to_num(everyone.numbers("population")) > 0]
    factor = float(people.record.get("people", {}).get("factor", 1.0))
    return TownPeople(frame, dict(zip(ids, cells.geometry)), frozenset(inhabited), factor, town)


# The municipality as a whole -----------------------------------------------------------------------------------------


def effect_rows(
    study: Study,
    catalogue: Catalogue,
    steps: Sequence[Step],
    outcomes: Outcomes,
    people: TownPeople,
    measures: int,
) -> pd.DataFrame:
    """Return rows of SCENARIO_EFFECTS: for every step the indicators that its measures touch.

    ``measures`` is how many the scenario holds, also those without effects: they cost money, too.
    """
    aims, costs, city = targets(study, catalogue, examples=True), total_costs(study), study.city_id
    of_examples = example_targets(study, catalogue)
    acting = _acting(steps, outcomes)
    rows = []
    for step in steps:
        after = outcomes[step.after]
        before = outcomes[step.before] if step.before else None
        compared = people.compared(cells_after(before), cells_after(after))
        for name in (name for name in catalogue.indicators if name in after.before):
            if step.mode != ALL and step.measure_id not in acting.get(name, ()):
                continue
            one = after.before[name] if before is None else _result(before, name, after)
            two = _result(after, name, after)
            row = {"measure_id": step.measure_id, "mode": step.mode, "indicator_id": name}
            assumed = bool(after.assuming.get(name, frozenset()) - set(step.before))
            row.update(_compared(catalogue.indicators[name], one, two, compared, aims.get(name), city, assumed))
            row["flags"] += [EXAMPLE_TARGET] if name in of_examples else []
            row["flags"] += [ASSUMED] if name in after.assuming else []
            paying = (
                [step.measure_id] if step.measure_id else [one for one in step.after if one in acting.get(name, ())]
            )
            row.update(_with_costs(row, paying, costs, measures))
            rows.append(row)
    columns = [name for name in SCENARIO_EFFECTS.fields if name not in _MADE]
    return pd.DataFrame(rows, columns=columns)


def cells_after(outcome: Optional[ScenarioOutcome]) -> Optional[GeoTable]:
    """Return the population cells that a scenario was computed with, None if they are those of today."""
    layer = None if outcome is None else outcome.layers.get(POPULATION_ROLE)
    return layer if isinstance(layer, GeoTable) else None


def _result(outcome: ScenarioOutcome, name: str, reference: ScenarioOutcome) -> Optional[IndicatorResult]:
    """Return the result after the measures of an outcome; what they do not touch is as it was.

    None where it could not be computed.
    """
    if name in outcome.after:
        return outcome.after[name]
    return reference.before[name] if name in outcome.untouched else None


def _acting(steps: Sequence[Step], outcomes: Outcomes) -> dict[str, set[str]]:
    """Return by indicator the measures that change it anywhere, by themselves or after those before them."""
    found: dict[str, set[str]] = {}
    for step in steps:
        if step.mode == ALL:
            continue
        outcome = outcomes[step.after]
        before = outcomes[step.before] if step.before else None
        for name in outcome.before:
            one = outcome.before[name] if before is None else _result(before, name, outcome)
            if _differ(one, _result(outcome, name, outcome)):
                found.setdefault(name, set()).add(step.measure_id)
    return found


def _differ(one: Optional[IndicatorResult], two: Optional[IndicatorResult]) -> bool:
    """Return whether two results differ in any unit or cell by more than rounding."""
    if one is two or one is None or two is None:
        return one is not two
    pairs = [(one.units, two.units), (one.cells, two.cells)]
    for first, second in pairs:
        if first is None or second is None or len(first) != len(second):
            if first is not second:
                return True
            continue
        for column in ("value", "numerator"):
            values = first[column].to_numpy(float), second[column].to_numpy(float)
            if not np.allclose(*values, rtol=_ROUNDING, atol=_ROUNDING, equal_nan=True):
                return True
    return False


def _compared(
    indicator: Indicator,
    before: Optional[IndicatorResult],
    after: Optional[IndicatorResult],
    people: CellPeople,
    target: Optional[Target],
    city: str,
    assumed: bool,
) -> dict[str, Any]:
    one, two = _of_city(before, city), _of_city(after, city)
    gap = gap_closed(one, two, target)
    cells = (None if result is None else result.cells for result in (before, after))
    found = served(indicator, *cells, people)
    # An assumption says how large a value is, not whom it reaches: the cells stay as they were.
    found = untold(found) if assumed and found.served is not None else found
    flags = [*found.flags, *gap.flags, *([NOT_COMPUTED] if after is None else [])]
    return {
        "before": one,
        "after": two,
        "change": _without_noise(two - one, one),
        "served": _number(found.served),
        "served_under_18": _number(found.under_18),
        "served_65_plus": _number(found.over_65),
        "lost": _number(found.lost),
        "newcomers": found.newcomers,
        "target": gap.target,
        "gap_before": gap.before,
        "gap_after": gap.after,
        "gap_closed": gap.closed,
        "flags": flags,
    }


def _with_costs(
    row: Mapping[str, Any], paying: Sequence[str], costs: Mapping[str, Optional[float]], measures: int
) -> dict[str, Any]:
    """Return costs and euros per person of a row; unknown if the costs of one measure are.

    What no measure changes has no costs, and nothing is told of them.
    """
    flags, amounts = list(row["flags"]), [costs.get(name) for name in paying]
    known = [amount for amount in amounts if amount is not None]
    flags += [COSTS_UNKNOWN] if len(known) < len(amounts) else []
    total = float(sum(known)) if paying and len(known) == len(amounts) else np.nan
    if row["mode"] == ALL and paying and len(paying) < measures:
        flags.append(COSTS_OF_ACTING)
    people = row["served"]
    per_person = total / people if np.isfinite(people) and people > _ROUNDING and total > 0 else np.nan
    return {"cost_eur": total, "eur_per_person": per_person, "flags": ",".join(dict.fromkeys(flags))}


def _of_city(result: Optional[IndicatorResult], city: str) -> float:
    if result is None:
        return np.nan
    rows = result.units.loc[result.units["unit_id"] == city, "value"]
    return float(rows.iloc[0]) if len(rows) else np.nan


def _number(value: Optional[float]) -> float:
    return np.nan if value is None else float(value)


def _without_noise(change: float, before: float) -> float:
    return 0.0 if abs(change) <= _ROUNDING * max(1.0, abs(before)) else change


# Judging -------------------------------------------------------------------------------------------------------------


def judgements(catalogue: Catalogue, indicator: Indicator, before: np.ndarray, after: np.ndarray) -> list[str]:
    """Return better, worse, unchanged, changed (no direction) or an empty text (unknown) for pairs of values.

    A change of less than half of the last decimal place that is shown is none, as in comparisons of reference dates.
    """
    tolerance = 0.5 * 10.0 ** -catalogue.units[indicator.unit].decimals
    change = after - before
    if indicator.direction is Direction.NEUTRAL:
        words = np.where(np.abs(change) <= tolerance, UNCHANGED, CHANGED)
        return [str(word) if np.isfinite(step) else "" for word, step in zip(words, change)]
    scores = scores_of(indicator, after) - scores_of(indicator, before)
    frame = pd.DataFrame({"change": change, "change_score": scores})
    return judgement(frame, indicator.direction, tolerance)


# Places --------------------------------------------------------------------------------------------------------------


def value_rows(
    study: Study, catalogue: Catalogue, outcome: ScenarioOutcome, people: TownPeople
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return rows of SCENARIO_VALUES with geometry: all units, and the cells whose value changed or is lost or new."""
    units, frames, shapes = study.units(), [], []
    cells = cells_after(outcome)
    compared = people.compared(None, cells).frame
    cell_shapes = {**people.shapes, **({} if cells is None else people.filled(cells))}
    for name in (name for name in catalogue.indicators if name in outcome.before):
        indicator, before = catalogue.indicators[name], outcome.before[name]
        after = outcome.after.get(name)
        rows = _unit_rows(units.frame, before, after)
        frames.append(_judged_rows(catalogue, indicator, rows))
        shapes += list(units.geometry)
        if before.cells is None or after is None or after.cells is None:
            continue
        rows = _cell_rows(before.cells, after.cells, compared)
        frames.append(_judged_rows(catalogue, indicator, rows))
        shapes += [cell_shapes.get(cell) for cell in rows["place_id"]]
    columns = [name for name in SCENARIO_VALUES.fields if name not in _MADE]
    table = pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)
    geometry = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    return table, geometry


def _judged_rows(catalogue: Catalogue, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    one, two = (rows[name].to_numpy(float) for name in ("before", "after"))
    words = [word or None for word in judgements(catalogue, indicator, one, two)]
    change = [_without_noise(step, value) for step, value in zip(two - one, one)]
    return rows.assign(indicator_id=indicator.id, change=np.array(change, dtype=float), judgement=words)


def _unit_rows(units: pd.DataFrame, before: IndicatorResult, after: Optional[IndicatorResult]) -> pd.DataFrame:
    one = before.units.set_index("unit_id").reindex(units["unit_id"].astype(str))
    two = one.assign(value=np.nan, flags=NOT_COMPUTED) if after is None else after.units.set_index("unit_id")
    two = two.reindex(one.index)
    return pd.DataFrame(
        {
            "place_kind": units["level"].to_numpy(),
            "place_id": one.index.to_numpy(),
            "name": units["name"].to_numpy(),
            "population": one["population"].to_numpy(float),
            "population_after": two["population"].to_numpy(float),
            "before": one["value"].to_numpy(float),
            "after": two["value"].to_numpy(float),
            "flags": [_unit_flags(first, second) for first, second in zip(one.itertuples(), two.itertuples())],
        }
    )


def _unit_flags(before: Any, after: Any) -> str:
    flags = [flag for row in (before, after) for flag in str(row.flags or "").split(",") if flag and flag != "nan"]
    if abs(after.coverage - before.coverage) > COVERAGE_DIFFERENCE + _ROUNDING:
        flags.append(OTHER_COVERAGE)
    return ",".join(dict.fromkeys(flags))


def _cell_rows(before: pd.DataFrame, after: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of the town whose value changed, or is known on one side only."""
    one, two = (
        frame.drop_duplicates("cell_id").set_index("cell_id")["value"].reindex(people.index).to_numpy(float)
        for frame in (before, after)
    )
    known = np.isfinite(one), np.isfinite(two)
    differs = np.abs(two - one) > _ROUNDING * np.maximum(1.0, np.abs(one))
    population = people[["before", "after"]].to_numpy(float)
    lived_in = np.nan_to_num(people["inside"].to_numpy(float)) * np.nan_to_num(population).max(axis=1, initial=0.0) > 0
    kept = lived_in & np.where(known[0] & known[1], differs, known[0] != known[1])
    few = np.nan_to_num(population).min(axis=1, initial=np.inf) < FEW_PERSONS
    lost = known[0] != known[1]
    flags = [
        ",".join(name for name, holds in (("few_cases", one_few), (NO_DATA, one_lost)) if holds)
        for one_few, one_lost in zip(few[kept], lost[kept])
    ]
    ids = people.index.to_numpy()[kept]
    return pd.DataFrame(
        {
            "place_kind": CELLS,
            "place_id": ids,
            "name": ids,
            "population": population[kept, 0],
            "population_after": population[kept, 1],
            "before": one[kept],
            "after": two[kept],
            "flags": flags,
        }
    )
