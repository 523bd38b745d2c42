# SPDX-License-Identifier: GPL-2.0-or-later
"""Which measures of a scenario to take under a budget: chosen by what each brings alone, then computed together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..engine.composite.gap_closed import gap_closed
from ..engine.composite.normalise import scores_of
from ..engine.formula import Evaluate
from ..engine.portfolio import EXACT, Candidate, Portfolio
from ..engine.portfolio import choose as choose_among
from ..engine.progress import Progress, part, silent
from ..engine.served import served
from ..model.indicator import Indicator
from ..model.problem import Problem, Severity, SmartCityError
from ..model.provenance import Run
from ..model.strategy import Measure
from .costs import total_costs
from .gaps import targets
from .provenance import start_run
from .rows import split_ids
from .scenario_facts import CHOSEN, ScenarioState, forget_unknown, present, scenario_of, scenario_state, scenario_states
from .scenario_results import new_runner, scenario_summary
from .scenario_rows import ALONE, cells_after, people_of
from .strategy_tables import PORTFOLIOS
from .study import Study

if TYPE_CHECKING:
    from .scenarios import ScenarioRunner

SERVED, GAP, SCORE = "served", "gap_closed", "score"
GAINS = (SERVED, GAP, SCORE)
"""What a gain is: people newly served less people lost; per cent of the gap closed; points of the score gained."""

COMPLETED = "completed"
"""The status of a measure that others may rely on without its being chosen."""


@dataclass(frozen=True)
class ChosenPortfolio:
    """A stored choice: ``gain`` says of which kind gains are, ``sum_of_gains`` adds up what each measure brings alone.

    ``total_gain`` is what the chosen measures bring together, computed anew (None unknown): effects overlap.
    """

    portfolio: Portfolio
    gain: str
    sum_of_gains: float
    total_gain: Optional[float]
    run: Run
    problems: tuple[Problem, ...] = ()


def choose(
    study: Study,
    catalogue: Catalogue,
    scenario_id: str,
    indicator_id: str,
    budget: float,
    method: str = EXACT,
    runner: Optional[ScenarioRunner] = None,
    evaluate: Optional[Evaluate] = None,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> ChosenPortfolio:
    """Choose measures of a computed scenario under a budget in euros, and store the choice with its reasons.

    An earlier choice of the same scenario, indicator and method is replaced. Raises SmartCityError for a scenario that
    was not computed or is outdated, and for an indicator that it does not touch.
    """
    scenario = scenario_of(study, scenario_id)
    state = scenario_state(study, scenario_id, catalogue)
    if not state.is_computed:
        raise SmartCityError("scenario_not_computed", scenario=scenario.title)
    if state.changed:
        raise SmartCityError("scenario_outdated", scenario=scenario.title)
    rows = scenario_summary(study, scenario_id)
    rows = rows[rows["indicator_id"] == indicator_id]
    if rows.empty or indicator_id not in catalogue.indicators:
        raise SmartCityError("scenario_without_indicator", scenario=scenario.title, indicator=indicator_id)
    indicator, measure_ids = catalogue.indicators[indicator_id], list(dict.fromkeys(split_ids(scenario.measure_ids)))
    alone = rows[rows["mode"] == ALONE].drop_duplicates("measure_id").set_index("measure_id")
    kind = gain_kind(indicator, rows)
    gains = {name: _gain_alone(kind, indicator, alone, name) for name in measure_ids}
    costs = total_costs(study)
    needs = _needs(study, measure_ids)
    found = choose_among(
        [Candidate(name, gains[name], costs.get(name), needs[name]) for name in measure_ids], budget, method
    )
    run = start_run(CHOSEN, {}, study.sources(), versions or {})
    progress(0.2)
    total = 0.0 if not found.chosen else None
    problems: list[Problem] = []
    if found.chosen:
        runner = runner or new_runner(study, catalogue, [indicator_id], evaluate)
        in_order = tuple(name for name in measure_ids if name in found.chosen)
        outcome = runner.outcome(in_order, part(progress, 0.2, 0.9))
        total = _gain_together(study, catalogue, kind, indicator, outcome)
        problems += list(outcome.problems)
    if total is None:
        problems.append(Problem("portfolio_total_unknown", Severity.WARNING, {"scenario": scenario.title}))
    elif found.chosen and abs(total - found.gain) > 0.005 * max(1.0, abs(found.gain)):
        told = {"sum": round(found.gain, 1), "total": round(total, 1), "indicator": indicator_id}
        problems.append(Problem("portfolio_effects_overlap", Severity.NOTE, told))
    record = {
        "scenario_id": scenario_id,
        "indicator": indicator_id,
        "budget": budget,
        "method": method,
        "gain": kind,
        "gains": gains,
        "costs": {name: costs.get(name) for name in measure_ids},
        "needs": {name: list(needs[name]) for name in measure_ids},
        "chosen": list(found.chosen),
        "sum_of_gains": found.gain,
        "total_gain": total,
        "scenario_run": state.run.run_id if state.run else "",
        "period": study.settings.reference_date,
    }
    run = replace(run, parameters=record)
    table = _rows(found, kind, budget, gains, costs, total)
    progress(1.0)  # the last chance to cancel: what is stored stays
    own = {"scenario_id": scenario_id, "indicator_id": indicator_id, "method": method}
    with study.transaction():
        forget_unknown(study)
        study.save_run(run)
        study.save_product(run, PORTFOLIOS, table, **own)
    return ChosenPortfolio(found, kind, found.gain, total, run, tuple(problems))


def gain_kind(indicator: Indicator, rows: pd.DataFrame) -> str:
    """Return what a gain is for an indicator: people where it counts any, else the gap, else the score."""
    if rows["served"].notna().any():
        return SERVED
    if (rows["gap_before"] > 0).any():
        return GAP
    if indicator.is_scored:
        return SCORE
    raise SmartCityError("portfolio_without_gain", indicator=indicator.id)


def _gain_alone(kind: str, indicator: Indicator, alone: pd.DataFrame, measure_id: str) -> Optional[float]:
    """Return what a measure brings alone; one that does not change the indicator brings nothing."""
    if measure_id not in alone.index:
        return 0.0
    row = alone.loc[measure_id]
    if kind == SERVED:
        return _known(row["served"] - row["lost"])
    if kind == GAP:
        return _known(row["gap_closed"])
    before, after = scores_of(indicator, np.array([row["before"], row["after"]], dtype=float))
    return _known(after - before)


def _gain_together(
    study: Study, catalogue: Catalogue, kind: str, indicator: Indicator, outcome: Any
) -> Optional[float]:
    """Return what measures bring together, from their outcome."""
    before, after = outcome.before.get(indicator.id), outcome.after.get(indicator.id)
    if before is None or after is None:
        return None
    if kind == SERVED:
        people = people_of(study, catalogue).compared(None, cells_after(outcome))
        return served(indicator, before.cells, after.cells, people).net
    city = study.city_id
    one, two = (float(result.units.set_index("unit_id")["value"].get(city, np.nan)) for result in (before, after))
    if kind == GAP:
        return _known(gap_closed(one, two, targets(study, catalogue, examples=True).get(indicator.id)).closed)
    scores = scores_of(indicator, np.array([one, two]))
    return _known(scores[1] - scores[0])


def _known(number: float) -> Optional[float]:
    return float(number) if np.isfinite(number) else None


def _needs(study: Study, measure_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what each measure needs; what is completed already needs no money."""
    measures: dict[str, Measure] = {measure.measure_id: measure for measure in study.measures()}
    done = {name for name, measure in measures.items() if measure.status == COMPLETED}
    needed = {name: split_ids(measure.depends_on) for name, measure in measures.items()}
    return {name: tuple(one for one in needed.get(name, []) if one not in done) for name in measure_ids}


def _rows(
    found: Portfolio,
    kind: str,
    budget: float,
    gains: Mapping[str, Optional[float]],
    costs: Mapping[str, Optional[float]],
    total: Optional[float],
) -> pd.DataFrame:
    rows = []
    for choice in found.choices:
        values = {**choice.values, "gain_kind": kind, "sum_of_gains": found.gain, "chosen_cost": found.cost}
        rows.append(
            {
                "budget_eur": budget,
                "measure_id": choice.id,
                "is_chosen": choice.is_chosen,
                "rank": choice.rank,
                "gain": gains[choice.id],
                "cost_eur": costs.get(choice.id),
                "reason": choice.reason,
                "reason_values": json.dumps(values, ensure_ascii=False, sort_keys=True),
                "total_gain": total,
            }
        )
    return pd.DataFrame(rows).astype({"rank": "Int64", "gain": float, "cost_eur": float, "total_gain": float})


def portfolio_rows(study: Study, states: Optional[Mapping[str, ScenarioState]] = None) -> pd.DataFrame:
    """Return the stored choices of all scenarios: rows of PORTFOLIOS with ``gain_kind`` and ``sum_of_gains``.

    Of each choice (scenario, indicator, method) the chosen measures come first, in their rank. ``is_outdated`` tells
    that the scenario was changed or computed anew since, or what its measures need; ``states`` spare finding out the
    former again.
    """
    frame = present(study, study.product(PORTFOLIOS).frame)
    values = [json.loads(text) if text else {} for text in frame["reason_values"]]
    frame["gain_kind"] = [item.get("gain_kind", "") for item in values]
    frame["sum_of_gains"] = [item.get("sum_of_gains", np.nan) for item in values]
    frame["chosen_cost"] = [item.get("chosen_cost", np.nan) for item in values]
    frame["is_chosen"] = frame["is_chosen"].fillna(False).astype(bool)
    runs = study.runs()
    states = scenario_states(study) if states is None else states
    needs, old = _needs(study, [measure.measure_id for measure in study.measures()]), []
    for scenario_id, run_id in zip(frame["scenario_id"], frame["run_id"]):
        state, run = states[scenario_id], runs.get(run_id)
        same = state.run is not None and run is not None and run.parameters.get("scenario_run") == state.run.run_id
        needed = run.parameters.get("needs", {}) if run is not None else {}
        same = same and all(sorted(needs.get(name, ())) == sorted(ids) for name, ids in needed.items())
        old.append(bool(state.changed) or not same)
    return frame.assign(is_outdated=np.array(old, dtype=bool))
