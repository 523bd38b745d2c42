# SPDX-License-Identifier: GPL-2.0-or-later
"""What the results of a scenario rest on, so that a reader can be told when it is no longer so."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import pandas as pd
import shapely

from ..catalogue import Catalogue
from ..engine.change import UNCHANGED
from ..model.problem import SmartCityError
from ..model.provenance import Run
from ..model.strategy import Scenario
from .costs import total_costs
from .gaps import targets
from .keys import KeyMaker
from .overlay_tables import CELLS
from .own_indicators import catalogue_of
from .register import PlacedEffect
from .rows import split_ids
from .strategy_tables import PORTFOLIOS, SCENARIO_EFFECTS, SCENARIO_VALUES
from .study import Study

COMPUTED, CHOSEN = "compute_scenario", "choose_portfolio"
"""Kinds of runs."""

MEASURES, EFFECTS, INPUTS, COSTS, TARGETS = "measures", "effects", "keys", "costs", "targets"
PARTS = (MEASURES, EFFECTS, INPUTS, COSTS, TARGETS)
"""What a result rests on, in the order in which it is told: each is a parameter of its run."""


def scenario_of(study: Study, scenario_id: str) -> Scenario:
    """Return a scenario; raises SmartCityError if there is none of this id."""
    for scenario in study.records(Scenario):
        if scenario.scenario_id == scenario_id:
            return scenario
    raise SmartCityError("scenario_unknown", scenario=scenario_id)


class Basis:
    """What the study holds now that results of scenarios rest on; read once for all of them."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._catalogue, self._keys = catalogue, KeyMaker(study, catalogue)
        self._costs, self._aims = total_costs(study), targets(study, catalogue, examples=True)
        status = study.status()
        self._chosen = {name: status[name]["parameters"] for name in status if name in catalogue.indicators}
        self._effects: dict[str, list[PlacedEffect]] = {}
        for placed in study.effects():
            self._effects.setdefault(placed.effect.measure_id, []).append(placed)

    def facts(self, measure_ids: Sequence[str], indicator_ids: Iterable[str]) -> dict[str, Any]:
        """Return by part what results of these measures for these indicators rest on, as JSON would give it back."""
        indicators = [name for name in indicator_ids if name in self._catalogue.indicators]
        aims = self._aims
        found = {
            MEASURES: list(measure_ids),
            EFFECTS: [_effect_facts(placed) for name in measure_ids for placed in self._effects.get(name, [])],
            INPUTS: self._keys.keys(indicators, self._chosen),
            COSTS: {name: self._costs.get(name) for name in measure_ids},
            TARGETS: {
                name: [_plain(aims[name].low), _plain(aims[name].high)] if name in aims else None for name in indicators
            },
        }
        return json.loads(json.dumps(found))


def _effect_facts(placed: PlacedEffect) -> dict[str, Any]:
    """Return an effect with its geometry, complete enough to compute the scenario again."""
    names = ("effect_id", "measure_id", "kind", "role", "indicator_id", "amount", "parameters")
    shape = placed.geometry
    wkt = None if shape is None else shapely.to_wkt(shape, rounding_precision=-1)
    return {**{name: getattr(placed.effect, name) for name in names}, "wkt": wkt}


def _plain(number: float) -> Optional[float]:
    return float(number) if math.isfinite(number) else None


# What is stored ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScenarioState:
    """Whether a scenario has results, of which run, and what has changed since (some of PARTS)."""

    run: Optional[Run]
    changed: tuple[str, ...] = ()

    @property
    def is_computed(self) -> bool:
        """Whether there are results."""
        return self.run is not None


def scenario_states(study: Study, catalogue: Optional[Catalogue] = None) -> dict[str, ScenarioState]:
    """Return by scenario whether its results still hold."""
    basis, runs = Basis(study, catalogue or catalogue_of(study)), _runs(study)
    return {one.scenario_id: _state(one, runs.get(one.scenario_id), basis) for one in study.records(Scenario)}


def scenario_state(study: Study, scenario_id: str, catalogue: Optional[Catalogue] = None) -> ScenarioState:
    """Return whether the results of a scenario still hold; for one that there is not, no results."""
    return scenario_states(study, catalogue).get(scenario_id, ScenarioState(None))


def _state(scenario: Scenario, run: Optional[Run], basis: Basis) -> ScenarioState:
    if run is None:
        return ScenarioState(None)
    now = basis.facts(list(dict.fromkeys(split_ids(scenario.measure_ids))), run.parameters.get("indicators", []))
    return ScenarioState(run, tuple(part for part in PARTS if now[part] != run.parameters.get(part)))


def is_outdated(study: Study, scenario_id: str) -> bool:
    """Return whether measures, effects, inputs, costs or targets changed since a scenario was computed.

    A scenario that was never computed is not outdated.
    """
    return bool(scenario_state(study, scenario_id).changed)


def outdated_scenarios(study: Study, catalogue: Catalogue) -> frozenset[str]:
    """Return the ids of all scenarios whose results no longer hold."""
    if not len(study.product(SCENARIO_EFFECTS).frame):
        return frozenset()
    return frozenset(name for name, state in scenario_states(study, catalogue).items() if state.changed)


def run_of(study: Study, scenario_id: str) -> Optional[Run]:
    """Return the run that computed a scenario for the reference date, None if there is none."""
    return _runs(study).get(scenario_id)


def _runs(study: Study) -> dict[str, Run]:
    """Return by scenario the run that computed it for the reference date."""
    runs, period, found = study.runs(), study.settings.reference_date, {}
    for run in runs.values():  # a scenario without any effect has no rows, only its run
        facts = run.parameters
        if run.kind == COMPUTED and facts.get("period") == period and not facts.get("indicators"):
            found[str(facts.get("scenario_id"))] = run
    rows = study.product(SCENARIO_EFFECTS).frame[["scenario_id", "run_id"]].drop_duplicates()
    found.update({name: runs[run_id] for name, run_id in rows.itertuples(index=False) if run_id in runs})
    return found


def forget_unknown(study: Study) -> None:
    """Remove what was computed for scenarios that are no longer there; it stays until the next one is stored."""
    known = {scenario.scenario_id for scenario in study.records(Scenario)}
    for table in (SCENARIO_VALUES, SCENARIO_EFFECTS, PORTFOLIOS):
        rows = study.product(table).frame
        for name in set(rows["scenario_id"].dropna()) - known:
            study.save_product(None, table, pd.DataFrame(columns=list(table.fields)), scenario_id=name)


def present(study: Study, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table that belong to a scenario that is still there."""
    known = [scenario.scenario_id for scenario in study.records(Scenario)]
    return frame[frame["scenario_id"].isin(known)].reset_index(drop=True)


def shown_on_maps(study: Study, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of SCENARIO_VALUES that are worth a map: the reporting units and cells of what changes anywhere.

    Maps of every indicator that a scenario touches without changing it would hide those that matter.
    """
    frame = present(study, frame)
    frame = frame[frame["place_kind"].isin([study.settings.unit_level, CELLS])]
    moved = frame[~frame["judgement"].isin([UNCHANGED])]
    kept = frame.set_index(["scenario_id", "indicator_id"]).index.isin(
        moved.set_index(["scenario_id", "indicator_id"]).index
    )
    return frame[kept].reset_index(drop=True)
