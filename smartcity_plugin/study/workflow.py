# SPDX-License-Identifier: GPL-2.0-or-later
"""The steps of the method on a study: each reads first, then computes, and writes once at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Optional, Union

from ..catalogue import Catalogue
from ..catalogue.indicators import in_order
from ..engine.compute import IndicatorResult, compute_indicator, roles_used, what_is_missing
from ..engine.desk import Data, Desk
from ..engine.formula import Evaluate, compute_formula
from ..engine.progress import Progress, part, silent
from ..engine.raster import Raster
from ..engine.table import GeoTable
from ..model.indicator import Value
from ..model.problem import Problem, SmartCityError
from ..model.provenance import Run
from ..model.strategy import Goal, Measure
from ..sources.grid import open_grid
from .goal_baselines import with_baselines
from .keys import KeyMaker, roles_of_people
from .people import housing_problems, people_settings
from .provenance import start_run
from .register_exchange import Counts, replace_records
from .study import Study


@dataclass(frozen=True)
class Outcome:
    """What a computation yielded: results by indicator, why others have none, and whose stored results still hold."""

    results: dict[str, IndicatorResult]
    problems: dict[str, list[Problem]]
    reused: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    """What must be told of the people of the run: calibration, homes that were not found."""
    people: Mapping[str, Any] = field(default_factory=dict)
    """The record of how people were treated."""


def check_people(data: Data) -> None:
    """Raise SmartCityError if there are no population cells or nobody lives there."""
    if "population_cells" not in data:
        raise SmartCityError("population_missing")
    cells = data["population_cells"]
    if not (cells.numbers("population") > 0).any():
        raise SmartCityError("population_missing_everywhere", layer=cells.role)


def compute(
    study: Study,
    catalogue: Catalogue,
    indicator_ids: Optional[Iterable[str]] = None,
    parameters: Optional[Mapping[str, Mapping[str, Value]]] = None,
    replacements: Optional[Mapping[str, Union[GeoTable, Raster]]] = None,
    progress: Progress = silent,
    reused: Collection[str] = (),
    period: Optional[str] = None,
    evaluate: Optional[Evaluate] = None,
    adjust: Optional[Callable[[IndicatorResult], IndicatorResult]] = None,
) -> Outcome:
    """Compute indicators (all by default) from the study's inventory without writing anything.

    ``parameters`` overrides values by indicator, ``replacements`` layers by role; for the indicators in ``reused`` the
    stored results of the reference date ``period`` are taken. ``evaluate`` computes expressions; without it own
    formulas are told not to be computable here. ``adjust`` may change each result before others are made of it (a
    scenario's assumed values). Raises SmartCityError for unknown ids and if the study has no population.
    """
    chosen = list(catalogue.indicators if indicator_ids is None else indicator_ids)
    for indicator_id in chosen:
        if indicator_id not in catalogue.indicators:
            raise SmartCityError("indicator_unknown", indicator=indicator_id)
    order = in_order((name for name in chosen if name not in reused), catalogue.indicators)
    roles = set(roles_of_people(study.settings))
    for name in order:
        indicator = catalogue.indicators[name]
        roles.update(roles_used(indicator, {**indicator.defaults(), **(parameters or {}).get(name, {})}))
    stored = read_inventory(study, catalogue, roles)
    data: Data = {**stored, **(replacements or {})}
    check_people(data)
    # What a scenario adds to the cells must not change the factor: it follows from what the study holds.
    people, notes, record = people_settings(study.settings, {**data, **stored}, study.area().geometry[0])
    desk = Desk(data, people)
    fitness = {role: passport.fitness for role, passport in study.passports().items()}
    results: dict[str, IndicatorResult] = {}
    problems: dict[str, list[Problem]] = {}
    change = adjust or _as_it_is
    for number, indicator_id in enumerate(order):
        step = part(progress, number / len(order), (number + 1) / len(order))
        step(0.0)
        indicator = catalogue.indicators[indicator_id]
        if indicator_id in reused:  # others are made of it
            results[indicator_id] = change(study.stored_result(indicator, period))
            continue
        own = (parameters or {}).get(indicator_id)
        missing = what_is_missing(indicator, data, catalogue.indicators)
        if missing:
            problems[indicator_id] = missing
            continue
        try:
            if indicator.expression:
                results[indicator_id] = change(compute_formula(indicator, desk, results, evaluate))
            else:
                results[indicator_id] = change(compute_indicator(indicator, desk, own, fitness, step, results))
        except SmartCityError as error:  # the data of this one cannot be used; the others go on
            problems[indicator_id] = [error.problem]
    more, homes = housing_problems(desk) if order else ([], {})
    return Outcome(
        {name: results[name] for name in chosen if name in results and name not in reused},
        {name: problems[name] for name in chosen if name in problems},
        tuple(name for name in chosen if name in reused),
        (*notes, *more),
        {**record, **homes},
    )


def _as_it_is(result: IndicatorResult) -> IndicatorResult:
    return result


def read_inventory(study: Study, catalogue: Catalogue, roles: Iterable[str]) -> Data:
    """Return the units and the layers and rasters of these roles, as far as the study has them."""
    roles = list(roles)
    stored = [study.raster(role) for role in roles if catalogue.roles[role].geometry == "raster"]
    grids: dict[str, Raster] = {
        raster.role: open_grid(raster.connection, study.settings.crs, raster.role, raster.nodata)
        for raster in stored
        if raster is not None
    }
    return {**study.data(roles), **grids}


def compute_and_save(
    study: Study,
    catalogue: Catalogue,
    indicator_ids: Optional[Iterable[str]] = None,
    parameters: Optional[Mapping[str, Mapping[str, Value]]] = None,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
    force: bool = False,
    period: Optional[str] = None,
    evaluate: Optional[Evaluate] = None,
) -> Outcome:
    """Compute indicators and store them for a reference date (the study's own by default), with the record of the run.

    Those whose stored result rests on the same as it would now (see ``keys.py``) are not computed again, unless
    ``force`` is set. Values of other reference dates stay.
    """
    period = period or study.settings.reference_date
    chosen = list(catalogue.indicators if indicator_ids is None else indicator_ids)
    overridden = {name: dict(own) for name, own in (parameters or {}).items()}
    maker = KeyMaker(study, catalogue, period)
    keys = maker.keys([name for name in chosen if name in catalogue.indicators], overridden)
    status = {} if force else study.status(period)
    same = [name for name in keys if name in status and status[name]["result_key"] == keys[name]]
    same = [name for name in same if status[name]["state"] == "computed" or not catalogue.indicators[name].expression]
    missing = {name: status[name]["problems"] for name in same if status[name]["state"] == "missing"}
    reused = [name for name in same if name not in missing]
    asked = [name for name in chosen if name not in same]
    if not asked:
        return Outcome({}, missing, tuple(reused))
    run = _start(study, catalogue, asked, overridden, maker, versions or {})
    wanted = [*asked, *reused]
    outcome = compute(study, catalogue, wanted, parameters, None, part(progress, 0.0, 0.9), reused, period, evaluate)
    progress(1.0)  # the last chance to cancel: what is stored stays
    run = replace(run, parameters={**run.parameters, "people": dict(outcome.people)})
    study.save_results(run, outcome.results.values(), outcome.problems, keys, period)
    problems = {**outcome.problems, **missing}
    return replace(outcome, problems={name: problems[name] for name in chosen if name in problems})


def _start(
    study: Study,
    catalogue: Catalogue,
    indicator_ids: list[str],
    parameters: Mapping[str, Mapping[str, Value]],
    maker: KeyMaker,
    versions: Mapping[str, str],
) -> Run:
    """Return the record of a computation that begins now; unknown indicators are told later."""
    known = in_order((name for name in indicator_ids if name in catalogue.indicators), catalogue.indicators)
    roles = {*roles_of_people(study.settings)}.union(*(catalogue.indicators[name].all_roles() for name in known))
    inputs = [passport for passport in study.sources() if passport.role in roles]
    record = {
        "indicators": indicator_ids,
        "parameters": parameters,
        "period": maker.period,
        "units": maker.units,
    }
    return start_run("compute_indicators", record, inputs, versions)


def save_register(
    study: Study,
    catalogue: Catalogue,
    goals: Optional[list[Goal]],
    measures: Optional[list[Measure]],
    columns: Optional[Mapping[type, Collection[str]]] = None,
) -> tuple[Counts, list[Problem]]:
    """Store goals and measures in place of the present ones (None leaves those); what vanishes goes into the bin.

    ``columns`` are the fields, by class, that the new rows know of; the others keep what is stored. Empty baselines
    become the value of the municipality, or of the units a goal is valid for. Returns how many rows changed, and why
    baselines stay empty. Raises SmartCityError if a goal names an indicator that the catalogue does not know.
    """
    for goal in goals or []:
        if goal.indicator_id and goal.indicator_id not in catalogue.indicators:
            raise SmartCityError("goal_indicator_unknown", goal=goal.goal_id, indicator=goal.indicator_id)
    counts, problems = [], []
    known = {cls: set(names) for cls, names in (columns or {}).items()}
    with study.transaction():
        if goals is not None:
            goals = _with_stored_baselines(study, goals, known.get(Goal))
            goals, problems = with_baselines(study, catalogue, goals)
            known = {**known, **({Goal: known[Goal] | _BASELINE} if Goal in known else {})}
            counts.append(replace_records(study, Goal, goals, known.get(Goal)))
        if measures is not None:
            counts.append(replace_records(study, Measure, measures, known.get(Measure)))
    added, changed, removed = (sum(getattr(item, name) for item in counts) for name in ("added", "changed", "removed"))
    return Counts(added, changed, removed), problems


_BASELINE = {"baseline", "baseline_date"}


def _with_stored_baselines(study: Study, goals: list[Goal], known: Optional[Collection[str]]) -> list[Goal]:
    """Return goals with the baselines that are stored, as far as the new rows do not know of such fields.

    The baseline of another indicator is none.
    """
    stored = {goal.goal_id: goal for goal in study.goals()}
    if known is None:
        return goals
    lacking = _BASELINE.difference(known)
    found = []
    for goal in goals:
        before = stored.get(goal.goal_id)
        if before is not None and ("indicator_id" not in known or goal.indicator_id == before.indicator_id):
            goal = replace(goal, **{name: getattr(before, name) for name in lacking})
        found.append(goal)
    return found
