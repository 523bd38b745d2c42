# SPDX-License-Identifier: GPL-2.0-or-later
"""What scenarios bring, stored and read: values before and after, people newly served, gaps closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Optional

import pandas as pd

from ..catalogue import Catalogue
from ..engine.formula import Evaluate
from ..engine.progress import Progress, part, silent
from ..engine.table import GeoTable
from ..model.problem import Problem, Severity, SmartCityError
from ..model.provenance import Run
from .overlay_tables import CELLS
from .own_indicators import catalogue_of
from .provenance import start_run
from .rows import split_ids
from .scenario_facts import COMPUTED, Basis, ScenarioState, forget_unknown, present, scenario_of, scenario_states
from .scenario_facts import is_outdated as is_outdated
from .scenario_rows import ALL, ALONE, IN_ORDER, Step, effect_rows, judgements, people_of, value_rows
from .scenarios import ScenarioOutcome, ScenarioRunner
from .schedule import COMPLETED as COMPLETED_STATUS
from .strategy_tables import SCENARIO_EFFECTS, SCENARIO_VALUES
from .study import Study

_COMPARED = ("scenario_id", "title", "indicator_id")


@dataclass(frozen=True)
class SavedScenario:
    """What was stored: the rows of both tables, the run, and what a reader must know."""

    scenario_id: str
    run: Run
    effects: pd.DataFrame
    values: int
    """Rows of SCENARIO_VALUES."""
    problems: tuple[Problem, ...]


def save_scenario(
    study: Study,
    catalogue: Catalogue,
    scenario_id: str,
    runner: Optional[ScenarioRunner] = None,
    evaluate: Optional[Evaluate] = None,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
    indicator_ids: Optional[Iterable[str]] = None,
) -> SavedScenario:
    """Compute a scenario as a whole, each of its measures alone and each in order, and store what they bring.

    Earlier results of the scenario at the reference date are replaced; if the run is cancelled they stay as they were.
    ``indicator_ids`` restricts what is computed. Raises SmartCityError for an unknown scenario and for one without
    measures.
    """
    scenario = scenario_of(study, scenario_id)
    measure_ids = list(dict.fromkeys(split_ids(scenario.measure_ids)))
    if not measure_ids:
        raise SmartCityError("scenario_without_measures", scenario=scenario.title)
    wanted = None if indicator_ids is None else list(indicator_ids)
    run = start_run(COMPUTED, {}, study.sources(), versions or {})
    runner = runner or new_runner(study, catalogue, wanted, evaluate)
    acting = [name for name in measure_ids if study.effects(name)]
    # What the register does not hold stays in, so that the computation tells it.
    known = {measure.measure_id for measure in study.measures()}
    whole = tuple(name for name in measure_ids if name in acting or name not in known)
    steps = _steps(whole, acting)
    outcomes = _outcomes(runner, steps, part(progress, 0.0, 0.9))
    together = outcomes[whole]
    people = people_of(study, catalogue)
    effects = effect_rows(study, catalogue, steps, outcomes, people, len(measure_ids))
    rows, geometry = value_rows(study, catalogue, together, people)
    indicators = [name for name in catalogue.indicators if name in together.before]
    record = {
        "scenario_id": scenario_id,
        "title": scenario.title,
        "period": study.settings.reference_date,
        "indicators": indicators,
        "chosen_indicators": wanted or [],
        **Basis(study, catalogue).facts(measure_ids, indicators),
    }
    run = replace(run, parameters=record)
    progress(1.0)  # the last chance to cancel: what is stored stays
    with study.transaction():
        forget_unknown(study)
        study.save_run(run)
        study.save_product(run, SCENARIO_EFFECTS, effects, scenario_id=scenario_id)
        study.save_product(run, SCENARIO_VALUES, rows, geometry, scenario_id=scenario_id)
    notes = list(together.problems)
    without = [name for name in measure_ids if name not in acting]
    if without:
        notes.append(Problem("scenario_measures_without_effect", Severity.NOTE, {"measures": ", ".join(without)}))
    completed = {measure.measure_id for measure in study.measures() if measure.status == COMPLETED_STATUS}
    done = [name for name in acting if name in completed]
    if done:
        notes.append(Problem("scenario_measures_completed", Severity.WARNING, {"measures": ", ".join(done)}))
    return SavedScenario(scenario_id, run, effects, len(rows), tuple(notes))


def new_runner(
    study: Study, catalogue: Catalogue, indicator_ids: Optional[list[str]], evaluate: Optional[Evaluate]
) -> ScenarioRunner:
    """Return what computes scenarios and remembers what it computed; all indicators that are touched without a list."""
    return ScenarioRunner(study, catalogue, indicator_ids, evaluate)


def _steps(whole: tuple[str, ...], acting: list[str]) -> list[Step]:
    """Return what is compared with what: all together, each measure that acts alone, each after those before it."""
    steps = [Step(ALL, "", (), whole), *(Step(ALONE, name, (), (name,)) for name in acting)]
    in_order = [
        Step(IN_ORDER, name, tuple(acting[:place]), tuple(acting[: place + 1])) for place, name in enumerate(acting)
    ]
    return steps + in_order


def _outcomes(
    runner: ScenarioRunner, steps: Iterable[Step], progress: Progress
) -> dict[tuple[str, ...], ScenarioOutcome]:
    """Compute every list of measures that the steps compare, once each."""
    lists = list(dict.fromkeys(ids for step in steps for ids in (step.after, step.before)))
    return {
        ids: runner.outcome(ids, part(progress, place / len(lists), (place + 1) / len(lists)))
        for place, ids in enumerate(lists)
    }


# Reading -------------------------------------------------------------------------------------------------------------


def scenario_summary(study: Study, scenario_id: str) -> pd.DataFrame:
    """Return what a scenario brings for the municipality: rows of SCENARIO_EFFECTS with their ``judgement``.

    ``mode`` is ``all`` (measure_id empty), ``alone`` or ``in_order``; indicators in the order of the catalogue,
    measures in that of the scenario. ``judgement`` is better, worse, unchanged, changed (no direction)
    or empty (unknown).
    """
    catalogue = catalogue_of(study)
    frame = study.product(SCENARIO_EFFECTS, scenario_id=scenario_id).frame
    frame = present(study, frame)
    order = {name: number for number, name in enumerate(catalogue.indicators)}
    frame = frame.assign(_order=frame["indicator_id"].map(order).fillna(len(order)))
    frame = frame.sort_values("_order", kind="stable").drop(columns="_order").reset_index(drop=True)
    frame["measure_id"] = frame["measure_id"].fillna("")
    frame["flags"] = frame["flags"].fillna("")
    frame["judgement"] = ""
    for name, rows in frame.groupby("indicator_id"):
        if name in catalogue.indicators:
            pair = (rows[side].to_numpy(float) for side in ("before", "after"))
            frame.loc[rows.index, "judgement"] = judgements(catalogue, catalogue.indicators[name], *pair)
    return frame


def scenario_units(study: Study, scenario_id: str, indicator_id: str, place_kind: str = "") -> GeoTable:
    """Return before and after of an indicator by place: rows of SCENARIO_VALUES with geometry.

    Places are the planning units that the study reports on; ``place_kind`` names another level, or ``cells`` (those
    whose value changed).
    """
    kind = place_kind or study.settings.unit_level
    return study.product(SCENARIO_VALUES, scenario_id=scenario_id, indicator_id=indicator_id, place_kind=kind)


def changed_cells(study: Study, scenario_id: str, indicator_id: str) -> GeoTable:
    """Return the cells in which an indicator changed."""
    return scenario_units(study, scenario_id, indicator_id, CELLS)


def scenario_comparison(study: Study, states: Optional[Mapping[str, ScenarioState]] = None) -> pd.DataFrame:
    """Return all scenarios side by side: a row per indicator and scenario (all measures together).

    Columns: scenario_id, title, indicator_id, before, after, change, judgement, served, served_under_18,
    served_65_plus, lost, newcomers, target, gap_before, gap_after, gap_closed, cost_eur, eur_per_person, flags,
    is_outdated. An indicator that a scenario does not touch has a row of the scenarios that do only. ``states``
    spare finding out again which scenarios are outdated.
    """
    from ..model.strategy import Scenario

    catalogue, parts = catalogue_of(study), []
    states = scenario_states(study, catalogue) if states is None else states
    for scenario in study.records(Scenario):
        rows = scenario_summary(study, scenario.scenario_id)
        rows = rows[rows["mode"] == ALL]
        if len(rows):  # a table without rows does not know the types of its columns
            old = bool(states[scenario.scenario_id].changed)
            parts.append(rows.assign(title=scenario.title, is_outdated=old))
    columns = [
        *_COMPARED,
        *(name for name in SCENARIO_EFFECTS.fields if name not in (*_COMPARED, "measure_id", "mode")),
    ]
    columns = [name for name in columns if name not in ("period", "run_id")]
    columns[6:6] = ["judgement"]
    together = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*columns, "is_outdated"])
    together = together.reindex(columns=[*columns, "is_outdated"])
    order = {name: number for number, name in enumerate(catalogue.indicators)}
    place = together["indicator_id"].map(order).fillna(len(order))
    return (
        together.assign(_order=place).sort_values("_order", kind="stable").drop(columns="_order").reset_index(drop=True)
    )
