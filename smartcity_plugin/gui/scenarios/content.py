# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window of the scenarios shows, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ...catalogue import Catalogue
from ...model.problem import Problem
from ...model.strategy import Measure, Scenario
from ...study.costs import total_costs
from ...study.own_indicators import catalogue_of
from ...study.portfolio import portfolio_rows
from ...study.rows import split_ids
from ...study.scenario_facts import ScenarioState, scenario_states
from ...study.scenario_results import scenario_comparison, scenario_summary, scenario_units
from ...study.scenarios import effect_problems, scenarios_of
from ...study.study import Study

Row = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """Scenarios, the measures that they may hold, and all that is stored of their results."""

    scenarios: list[Scenario]
    measures: list[Measure]
    effects: dict[str, int]
    """How many effects each measure has."""
    costs: dict[str, Optional[float]]
    problems: dict[str, list[Problem]]
    """What is wrong with the effects of each measure."""
    states: dict[str, ScenarioState]
    summaries: dict[str, list[Row]]
    """What each scenario brings, see ``scenario_summary``."""
    comparison: list[Row]
    portfolios: list[Row]
    has_values: bool
    """Whether any indicator was computed."""
    catalogue: Catalogue

    def scenario(self, scenario_id: str) -> Optional[Scenario]:
        """Return a scenario, None if there is none."""
        return next((item for item in self.scenarios if item.scenario_id == scenario_id), None)

    def measures_of(self, scenario_id: str) -> list[str]:
        """Return the measures of a scenario in their order."""
        scenario = self.scenario(scenario_id)
        return [] if scenario is None else split_ids(scenario.measure_ids)

    def title_of(self, measure_id: str) -> str:
        """Return number and title of a measure."""
        titles = {measure.measure_id: measure.title for measure in self.measures}
        return f"{measure_id} {titles.get(measure_id, '')}".strip()


def read_content(path: str) -> Content:
    """Read the scenarios of a study and their results."""
    with Study.open(Path(path)) as study:
        catalogue, scenarios = catalogue_of(study), scenarios_of(study)
        effects: dict[str, int] = {}
        for placed in study.effects():
            effects[placed.effect.measure_id] = effects.get(placed.effect.measure_id, 0) + 1
        problems: dict[str, list[Problem]] = {}
        for problem in effect_problems(study, catalogue):
            problems.setdefault(str(problem.values.get("measure", "")), []).append(problem)
        states = scenario_states(study, catalogue)
        ids = [scenario.scenario_id for scenario in scenarios]
        return Content(
            scenarios=scenarios,
            measures=study.measures(),
            effects=effects,
            costs=total_costs(study),
            problems=problems,
            states=states,
            summaries={name: scenario_summary(study, name).to_dict("records") for name in ids},
            comparison=scenario_comparison(study, states).to_dict("records"),
            portfolios=portfolio_rows(study, states).to_dict("records"),
            has_values=not study.values().empty,
            catalogue=catalogue,
        )


def read_units(path: str, scenario_id: str, indicator_id: str) -> list[Row]:
    """Return before and after of the planning units."""
    with Study.open(Path(path)) as study:
        return scenario_units(study, scenario_id, indicator_id).frame.to_dict("records")
