# SPDX-License-Identifier: GPL-2.0-or-later
"""The steps of the method on a study: each reads first, then computes, and writes once at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Optional

import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.indicators import in_order
from ..engine.composite.needs import assess_needs
from ..engine.compute import IndicatorResult, compute_indicator, what_is_missing
from ..engine.desk import Data, Desk
from ..engine.progress import Progress, part, silent
from ..engine.table import GeoTable
from ..model.indicator import Value
from ..model.problem import Problem, SmartCityError
from ..model.strategy import Goal, Measure
from .provenance import start_run
from .study import Study


@dataclass(frozen=True)
class Outcome:
    """What a computation yielded: results by indicator, and why the others have none."""

    results: dict[str, IndicatorResult]
    problems: dict[str, list[Problem]]


def make_desk(data: Data) -> Desk:
    """Return the desk of a run; raises SmartCityError if there are no population cells or nobody lives there."""
    if "population_cells" not in data:
        raise SmartCityError("population_missing")
    cells = data["population_cells"]
    if not (cells.numbers("population") > 0).any():
        raise SmartCityError("population_missing_everywhere", layer=cells.role)
    return Desk(data)


def compute(
    study: Study,
    catalogue: Catalogue,
    indicator_ids: Optional[Iterable[str]] = None,
    parameters: Optional[Mapping[str, Mapping[str, Value]]] = None,
    replacements: Optional[Mapping[str, GeoTable]] = None,
    progress: Progress = silent,
) -> Outcome:
    """Compute indicators (all by default) from the study's inventory without writing anything.

    ``parameters`` overrides values by indicator, ``replacements`` layers by role. Raises SmartCityError for unknown
    ids and if the study has no population.
    """
    chosen = list(catalogue.indicators if indicator_ids is None else indicator_ids)
    for indicator_id in chosen:
        if indicator_id not in catalogue.indicators:
            raise SmartCityError("indicator_unknown", indicator=indicator_id)
    data = {**study.data(), **(replacements or {})}
    desk = make_desk(data)
    fitness = {role: passport.fitness for role, passport in study.passports().items()}
    results: dict[str, IndicatorResult] = {}
    problems: dict[str, list[Problem]] = {}
    order = in_order(chosen, catalogue.indicators)
    for number, indicator_id in enumerate(order):
        step = part(progress, number / len(order), (number + 1) / len(order))
        step(0.0)
        indicator = catalogue.indicators[indicator_id]
        own = (parameters or {}).get(indicator_id)
        missing = what_is_missing(indicator, data, catalogue.indicators)
        if missing:
            problems[indicator_id] = missing
            continue
        results[indicator_id] = compute_indicator(indicator, desk, own, fitness, step, results)
    return Outcome(
        {name: results[name] for name in chosen if name in results},
        {name: problems[name] for name in chosen if name in problems},
    )


def compute_and_save(
    study: Study,
    catalogue: Catalogue,
    indicator_ids: Optional[Iterable[str]] = None,
    parameters: Optional[Mapping[str, Mapping[str, Value]]] = None,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> Outcome:
    """Compute indicators and store them with the record of the run."""
    sources = study.sources()
    chosen = list(catalogue.indicators if indicator_ids is None else indicator_ids)
    known = in_order((name for name in chosen if name in catalogue.indicators), catalogue.indicators)
    roles = {"population_cells"}.union(*(catalogue.indicators[name].all_roles() for name in known))
    record = {"indicators": chosen, "parameters": {name: dict(own) for name, own in (parameters or {}).items()}}
    run = start_run(
        "compute_indicators", record, [passport for passport in sources if passport.role in roles], versions or {}
    )
    outcome = compute(study, catalogue, chosen, parameters, progress=part(progress, 0.0, 0.9))
    progress(1.0)  # the last chance to cancel: what is stored stays
    study.save_results(run, outcome.results.values(), outcome.problems)
    return outcome


def assess_and_save(study: Study, catalogue: Catalogue, versions: Optional[Mapping[str, str]] = None) -> pd.DataFrame:
    """Turn the stored indicator values into needs, store them and return them."""
    values = study.values()
    if values.empty:
        raise SmartCityError("no_results")
    population = values.groupby("unit_id")["population"].first()
    needs = assess_needs(values, catalogue.indicators, population)
    if needs.empty:
        raise SmartCityError("no_results")
    record = {"aggregation": {"sector": "linear", "index": "geometric"}, "weights": "equal"}
    study.save_needs(start_run("assess_needs", record, study.sources(), versions or {}), needs)
    return needs


def save_register(
    study: Study, catalogue: Catalogue, goals: Optional[list[Goal]], measures: Optional[list[Measure]]
) -> None:
    """Store goals and measures (None leaves the present ones); empty baselines become the municipality's value.

    Raises SmartCityError if a goal names an indicator that the catalogue does not know.
    """
    values = study.values()
    of_city = values[values["unit_id"] == study.city_id].set_index("indicator_id")["value"]
    with study.transaction():
        if goals is not None:
            study.save_goals([_with_baseline(goal, of_city, catalogue) for goal in goals])
        if measures is not None:
            study.save_measures(measures)


def _with_baseline(goal: Goal, of_city: pd.Series, catalogue: Catalogue) -> Goal:
    if goal.indicator_id and goal.indicator_id not in catalogue.indicators:
        raise SmartCityError("goal_indicator_unknown", goal=goal.goal_id, indicator=goal.indicator_id)
    value = of_city.get(goal.indicator_id)
    if goal.baseline is not None or value is None or pd.isna(value):
        return goal
    return replace(goal, baseline=float(value))
