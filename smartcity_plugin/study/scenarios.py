# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios computed: the effects of measures laid over the data, and the indicators that they touch computed anew.

Nothing is ever written: the study stays what it is, and leaving a measure out gives back the stored values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..catalogue import Catalogue
from ..engine.compute import IndicatorResult, roles_used
from ..engine.effects import Context, patched
from ..engine.effects.assumed import assume
from ..engine.effects.patch import Layer
from ..engine.effects.paths import BARRIERS
from ..engine.formula import Evaluate
from ..engine.progress import Progress, part, silent
from ..engine.table import GeoTable
from ..model.indicator import Value
from ..model.problem import Problem, Severity, SmartCityError
from ..model.strategy import Scenario
from ..sources.merge import duplicates
from .focus_groups import group_people
from .keys import POPULATION, roles_of_people
from .people import people_settings
from .provenance import fingerprint
from .rows import split_ids
from .scenario_data import EffectReader, Plan
from .study import Study
from .workflow import compute, read_inventory


@dataclass(frozen=True)
class ScenarioOutcome:
    """What a list of measures changes.

    ``before`` and ``after`` hold the results of the ``touched`` indicators by id, and of these only: all others are as
    they are stored (``untouched``). A touched one without ``after`` cannot be computed in the scenario. ``roles`` are
    the changed ones with the fingerprint of their data in the scenario, ``effects`` says how many features each effect
    touched. ``left_out`` are effects that could not be used, or that found nothing to change.
    """

    measure_ids: tuple[str, ...]
    before: dict[str, IndicatorResult] = field(default_factory=dict)
    after: dict[str, IndicatorResult] = field(default_factory=dict)
    touched: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """The touched indicators with values that are assumed, or made of such."""
    assuming: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By indicator with assumed values the measures that assume them, for it or for what it is made of."""
    recomputed: tuple[str, ...] = ()
    """The touched indicators whose stored values no longer held: before, too, was computed anew."""
    roles: dict[str, str] = field(default_factory=dict)
    effects: dict[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    layers: Mapping[str, Layer] = field(default_factory=dict, repr=False, compare=False)
    """The changed data by role, for maps."""
    population: Optional[pd.Series] = field(default=None, repr=False, compare=False)
    """Persons of the town by cell in the scenario, calibrated as all values are; None if they are those of today."""
    shapes: Mapping[str, shapely.Geometry] = field(default_factory=dict, repr=False, compare=False)
    """The cells of the scenario by id, new ones among them; empty if the cells are those of today."""


def scenarios_of(study: Study) -> list[Scenario]:
    """Return the scenarios of a study in their order."""
    return study.records(Scenario)


def measures_of(study: Study, scenario_id: str) -> list[str]:
    """Return the measures of a scenario in their order; raises SmartCityError if there is no such scenario."""
    for scenario in scenarios_of(study):
        if scenario.scenario_id == scenario_id:
            return split_ids(scenario.measure_ids)
    raise SmartCityError("scenario_unknown", scenario=scenario_id)


def effect_problems(study: Study, catalogue: Catalogue) -> list[Problem]:
    """Return what is wrong with the effects of all measures, without computing anything."""
    reader = EffectReader(study, catalogue)
    plan = reader.plan(measure.measure_id for measure in study.measures())
    present = study.passports()
    lacking = [
        Problem(
            "effect_role_without_data",
            Severity.WARNING,
            {"measure": patch.measure_id, "effect": patch.name(), "role": patch.roles[0]},
        )
        for patch in plan.patches
        if patch.roles[0] not in present
    ]
    return [*plan.problems, *lacking]


def compute_scenario(
    study: Study,
    catalogue: Catalogue,
    measure_ids: Iterable[str],
    indicator_ids: Optional[Iterable[str]] = None,
    progress: Progress = silent,
    evaluate: Optional[Evaluate] = None,
) -> ScenarioOutcome:
    """Compute what measures change; see ``ScenarioRunner`` for several lists of measures of one study.

    ``indicator_ids`` narrows what is compared, by default to all indicators that have values.
    """
    return ScenarioRunner(study, catalogue, indicator_ids, evaluate).outcome(measure_ids, progress)


def marginal(
    study: Study,
    catalogue: Catalogue,
    measure_ids: Iterable[str],
    indicator_ids: Optional[Iterable[str]] = None,
    progress: Progress = silent,
    evaluate: Optional[Evaluate] = None,
) -> tuple[dict[str, ScenarioOutcome], list[ScenarioOutcome]]:
    """Return the outcome of each measure by itself, and those of the first, the first two, … measures in order."""
    runner = ScenarioRunner(study, catalogue, indicator_ids, evaluate)
    measures = tuple(dict.fromkeys(measure_ids))
    lists = [(name,) for name in measures] + [measures[:count] for count in range(1, len(measures) + 1)]
    found = [
        runner.outcome(item, part(progress, number / len(lists), (number + 1) / len(lists)))
        for number, item in enumerate(lists)
    ]
    return dict(zip(measures, found)), found[len(measures) :]


class ScenarioRunner:
    """Computes scenarios of one study; what several of them share is read and computed once.

    Make a new one when the study has changed.
    """

    def __init__(
        self,
        study: Study,
        catalogue: Catalogue,
        indicator_ids: Optional[Iterable[str]] = None,
        evaluate: Optional[Evaluate] = None,
    ) -> None:
        self._study, self._catalogue, self._evaluate = study, catalogue, evaluate
        self._reader = EffectReader(study, catalogue)
        status = study.status()
        computed = [name for name in catalogue.indicators if status.get(name, {}).get("state") == "computed"]
        wanted = set(computed if indicator_ids is None else indicator_ids)
        self._indicators = [name for name in computed if name in wanted]
        self._lacking = sorted(wanted - set(computed))
        self._parameters = {name: self._known(name, status[name]["parameters"]) for name in computed}
        self._computed = computed
        self._outdated = set(study.outdated(catalogue)) & set(computed)
        self._data: dict[str, Layer] = {}
        self._before: dict[str, IndicatorResult] = {}
        self._failed: dict[str, list[Problem]] = {}
        self._memo: dict[tuple[str, ...], ScenarioOutcome] = {}

    def outcome(self, measure_ids: Iterable[str], progress: Progress = silent) -> ScenarioOutcome:
        """Return what a list of measures changes, computed once per list."""
        measures = tuple(dict.fromkeys(measure_ids))
        if measures not in self._memo:
            self._memo[measures] = self._compute(measures, progress)
        return self._memo[measures]

    # Inside ------------------------------------------------------------------------------------------------------

    def _compute(self, measures: tuple[str, ...], progress: Progress) -> ScenarioOutcome:
        plan = self._reader.plan(measures)
        data = self._inventory(plan)
        changed = patched(data, plan.patches, Context(duplicates, self._factor(plan)))
        assumed = {item.indicator_id for item in plan.assumptions}
        wanted = self._touched(set(changed.layers), assumed)
        touched = [name for name in self._indicators if name in wanted]
        problems = [*plan.problems, *changed.problems]
        lacking = sorted({*self._lacking, *(assumed - set(self._computed))})
        if lacking:
            problems.append(Problem("scenario_indicator_without_values", Severity.WARNING, {"indicator": lacking}))
        progress(0.1)
        before = self._values_before(touched, part(progress, 0.1, 0.4))
        touched = [name for name in touched if name in before]
        problems += [problem for name in wanted for problem in self._failed.get(name, [])]
        after, applied, more = self._values_after(touched, changed.layers, plan, part(progress, 0.4, 1.0))
        problems += more
        recomputed = tuple(name for name in touched if name in self._outdated)
        if recomputed:
            problems.append(Problem("scenario_before_recomputed", Severity.NOTE, {"indicator": list(recomputed)}))
        marked = self._resting_on(assumed)
        progress(1.0)
        return ScenarioOutcome(
            measure_ids=measures,
            before={name: before[name] for name in touched},
            after=after,
            touched=tuple(touched),
            untouched=tuple(name for name in self._indicators if name not in wanted),
            assumed=tuple(name for name in touched if name in marked),
            assuming={name: ids for name, ids in self._assuming(plan, applied).items() if name in touched},
            recomputed=recomputed,
            roles={role: self._fingerprint(role, layer, plan) for role, layer in changed.layers.items()},
            effects=dict(changed.touched),
            left_out=(*plan.left_out, *(name for name, count in changed.touched.items() if not count)),
            problems=_once(problems),
            layers=changed.layers,
            **self._people(changed.layers),
        )

    def _people(self, layers: Mapping[str, Layer]) -> dict[str, Any]:
        """Return the persons of the cells in which people of the town live, and the shapes of the cells, if changed.

        Cells in which nobody lives today hold those of their people who live inside the border, spread evenly.
        """
        cells = layers.get(POPULATION)
        if not isinstance(cells, GeoTable):
            return {}
        ids = cells.ids("cell_id")
        town = self._study.area().geometry[0]
        new = ~np.isin(ids, self._cells_of_today[0])
        share = np.isin(ids, self._cells_of_today[1]).astype(float)
        share[new] = shapely.area(shapely.intersection(cells.geometry[new], town)) / shapely.area(cells.geometry[new])
        persons = pd.Series(cells.numbers("population") * self._people_factor, index=ids)
        persons[new] *= share[new]
        return {"population": persons[(share > 0) & (persons > 0)], "shapes": dict(zip(ids, cells.geometry))}

    @cached_property
    def _cells_of_today(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the ids of all stored cells with people, and of those in which people of the town live."""
        stored = self._study.layer(POPULATION)
        every = stored.ids("cell_id")[np.nan_to_num(stored.numbers("population")) > 0]
        of_town = group_people(self._study, self._catalogue).cells
        return every, every if of_town is None else of_town.ids("cell_id")

    def _inventory(self, plan: Plan) -> dict[str, Layer]:
        """Return the data that the patches need, read once per runner."""
        needed = {*plan.roles, *((BARRIERS,) if any(patch.kind == "path" for patch in plan.patches) else ())}
        missing = [role for role in sorted(needed) if role not in self._data]
        if missing:
            found = read_inventory(self._study, self._catalogue, missing)
            self._data.update({role: layer for role, layer in found.items() if role in needed})
        return self._data

    def _factor(self, plan: Plan) -> float:
        """Return what the counts of persons are multiplied by; only patches that add people need to know."""
        return self._people_factor if POPULATION in plan.roles and POPULATION in self._data else 1.0

    @cached_property
    def _people_factor(self) -> float:
        settings = self._study.settings
        data = read_inventory(self._study, self._catalogue, roles_of_people(settings))
        return people_settings(settings, data, self._study.area().geometry[0])[0].factor

    def _known(self, name: str, parameters: Mapping[str, Value]) -> dict[str, Value]:
        """Return the parameters of a stored result that the method still has."""
        allowed = self._catalogue.indicators[name].parameters
        return {key: value for key, value in parameters.items() if key in allowed}

    def _touched(self, roles: Collection[str], assumed: Collection[str]) -> list[str]:
        """Return the computed indicators that rest on changed roles or assumed values, directly or by others.

        The others need not have values of their own: what an indicator is made of is computed along with it.
        """
        people = set(roles_of_people(self._study.settings))
        direct = set(assumed)
        for name, indicator in self._catalogue.indicators.items():
            used = {*people, *roles_used(indicator, {**indicator.defaults(), **self._parameters.get(name, {})})}
            if used & set(roles):
                direct.add(name)
        resting = self._resting_on(direct)
        return [name for name in self._computed if name in resting]

    def _resting_on(self, names: Collection[str]) -> set[str]:
        """Return these indicators and all of the catalogue that are made of them."""
        found = set(names)
        growing = True
        while growing:
            more = {name for name in self._catalogue.indicators if found.intersection(self._made_of(name))} - found
            found |= more
            growing = bool(more)
        return found

    def _assuming(self, plan: Plan, applied: Collection[str]) -> dict[str, frozenset[str]]:
        """Return by indicator the measures whose ``applied`` effects assume values of it, or of what it is made of."""
        found: dict[str, frozenset[str]] = {}
        for item in (item for item in plan.assumptions if item.effect_id in applied):
            for name in self._resting_on({item.indicator_id}):
                found[name] = found.get(name, frozenset()) | {item.measure_id}
        return found

    def _reusable(self, names: Iterable[str]) -> list[str]:
        """Return what the given indicators are made of, as far as the stored results of it still hold."""
        needed: list[str] = []
        waiting = list(names)
        for name in waiting:
            more = self._catalogue.indicators[name].needed_indicators()
            waiting += [other for other in more if other not in waiting]
            needed += more
        return [name for name in dict.fromkeys(needed) if name in self._computed and name not in self._outdated]

    def _values_before(self, touched: list[str], progress: Progress) -> dict[str, IndicatorResult]:
        """Return the stored results that hold, and anew those that rest on something that is no longer so."""
        for name in touched:
            if name not in self._before and name not in self._outdated:
                self._before[name] = self._study.stored_result(self._catalogue.indicators[name])
        anew = [name for name in touched if name not in self._before and name not in self._failed]
        if anew:
            reused = [name for name in self._reusable(anew) if name not in anew]
            outcome = compute(
                self._study,
                self._catalogue,
                [*anew, *reused],
                {name: self._parameters[name] for name in self._computed},
                None,
                progress,
                reused,
                evaluate=self._evaluate,
            )
            self._before.update(outcome.results)
            self._failed.update(outcome.problems)
        return self._before

    def _values_after(
        self, touched: list[str], layers: Mapping[str, Layer], plan: Plan, progress: Progress
    ) -> tuple[dict[str, IndicatorResult], set[str], list[Problem]]:
        """Return the results in the scenario, and the assumptions among its effects that could be applied.

        What rests on no changed data is taken as it was before.
        """
        if not touched:
            return {}, set(), []
        told: list[Problem] = []
        applied: set[str] = set()
        units = self._study.units().frame
        parents = dict(zip(units["unit_id"], units["parent_id"].where(units["parent_id"].notna(), None)))

        def adjust(result: IndicatorResult) -> IndicatorResult:
            for item in plan.assumptions:
                if item.indicator_id == result.indicator.id:
                    result, count, problems = assume(result, item, parents)
                    applied.update([item.effect_id] if count else [])
                    told.extend(problems)
            return result

        moved = set(self._touched(layers, ()))
        made = self._resting_on({item.indicator_id for item in plan.assumptions})
        as_before = [name for name in touched if name not in moved and not made.intersection(self._made_of(name))]
        after = {name: adjust(self._before[name]) for name in as_before}
        rest = [name for name in touched if name not in after]
        if not rest:
            return after, applied, told
        reused = [name for name in self._reusable(rest) if name not in moved and name not in rest]
        outcome = compute(
            self._study,
            self._catalogue,
            [*rest, *reused],
            {name: self._parameters[name] for name in self._computed},
            layers,
            progress,
            reused,
            evaluate=self._evaluate,
            adjust=adjust,
        )
        found = {**after, **outcome.results}
        told += [problem for name in rest for problem in outcome.problems.get(name, [])]
        # What is to be told of the people is known from the study's own run unless they have changed.
        told += outcome.notes if POPULATION in layers else ()
        return {name: found[name] for name in touched if name in found}, applied, told

    def _made_of(self, name: str) -> tuple[str, ...]:
        return self._catalogue.indicators[name].needed_indicators()

    def _fingerprint(self, role: str, layer: Layer, plan: Plan) -> str:
        """Return a fingerprint of changed data; of a raster that of the stored one with the areas laid over it."""
        if isinstance(layer, GeoTable):
            return fingerprint(layer)
        digest = hashlib.sha256(self._study.passports()[role].fingerprint.encode("ascii"))
        for patch in plan.patches:
            if role in patch.roles:
                digest.update(shapely.to_wkb(patch.geometry) + repr(patch.amount).encode("ascii"))
        return digest.hexdigest()


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repeats."""
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return tuple(found)
