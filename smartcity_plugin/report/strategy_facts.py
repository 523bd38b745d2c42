# SPDX-License-Identifier: GPL-2.0-or-later
"""What the chapters on goals, measures, money, scenarios, participation and monitoring print; read when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Optional

import pandas as pd

from ..catalogue import Catalogue
from ..model.provenance import Run
from ..model.relation import RelationKind
from ..model.strategy import Financing, GoalIndicator, Scenario
from ..study.checklists import CheckedItem, charta_comparison, funding_check
from ..study.costs import CostTable, cost_table, total_costs
from ..study.monitoring import GoalMonitor, monitoring
from ..study.participation import AnswerRow, ParticipationSummary, answer_table, participation_summary
from ..study.portfolio import portfolio_rows
from ..study.register import PlacedEffect
from ..study.relations import relations_of
from ..study.scenario_facts import ScenarioState, scenario_states
from ..study.scenario_results import scenario_comparison, scenario_summary
from ..study.schedule import Schedule, schedule
from ..study.smart import SmartCheck, smart_check
from ..study.study import Study
from ..study.traceability import Orphan, Trace, orphans, trace


class StrategyFacts:
    """The strategy of an open study, each part read once; nothing here writes."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._study, self._catalogue = study, catalogue
        self._summaries: dict[str, pd.DataFrame] = {}

    # Goals and measures ------------------------------------------------------------------------------------------

    @cached_property
    def smart(self) -> dict[str, SmartCheck]:
        """The SMART check of the sub-goals by number."""
        return smart_check(self._study)

    @cached_property
    def series(self) -> list[GoalIndicator]:
        """The further quantities of all goals."""
        return self._study.records(GoalIndicator)

    @cached_property
    def judgements(self) -> dict[tuple[str, str], int]:
        """The judged effects by (measure, goal), from −2 to +2."""
        return {(item.from_id, item.to_id): item.value for item in relations_of(self._study, RelationKind.MEASURE_GOAL)}

    @cached_property
    def effects(self) -> dict[str, list[PlacedEffect]]:
        """The effects by measure, in their order."""
        found: dict[str, list[PlacedEffect]] = {}
        for item in self._study.effects():
            found.setdefault(item.effect.measure_id, []).append(item)
        return found

    @cached_property
    def schedule(self) -> Schedule:
        """The timetable."""
        return schedule(self._study)

    # Money -------------------------------------------------------------------------------------------------------

    @cached_property
    def costs(self) -> CostTable:
        """Costs and financing."""
        return cost_table(self._study)

    @cached_property
    def printed_costs(self) -> dict[str, float]:
        """What the tables of costs add up: the amounts entered, first estimates only where there is nothing else.

        One rule for all tables, so that the same sum stands in each of them.
        """
        rows = self.costs.rows
        if self.costs.totals.gross is not None:
            return {row.measure_id: row.gross for row in rows if row.gross is not None}
        return {row.measure_id: row.estimate for row in rows if row.estimate is not None}

    @cached_property
    def total_costs(self) -> dict[str, float]:
        """What the measures cost in euros, as far as it is known."""
        return {name: cost for name, cost in total_costs(self._study).items() if cost is not None}

    @cached_property
    def financing(self) -> list[Financing]:
        """Who pays what."""
        return self._study.records(Financing)

    # Scenarios ---------------------------------------------------------------------------------------------------

    @cached_property
    def scenarios(self) -> list[Scenario]:
        """The scenarios in their order."""
        return self._study.records(Scenario)

    @cached_property
    def _states(self) -> dict[str, ScenarioState]:
        return scenario_states(self._study, self._catalogue)

    def scenario_run(self, scenario_id: str) -> Optional[Run]:
        """Return the run that computed a scenario, None if none did."""
        state = self._states.get(scenario_id)
        return None if state is None else state.run

    def is_outdated(self, scenario_id: str) -> bool:
        """Return whether something that the results of a scenario rest on has changed."""
        return scenario_id in self._states and bool(self._states[scenario_id].changed)

    def scenario_rows(self, scenario_id: str, mode: str) -> pd.DataFrame:
        """Return what a scenario brings: as a whole (``all``), each measure by itself (``alone``) or ``in_order``."""
        if scenario_id not in self._summaries:
            self._summaries[scenario_id] = scenario_summary(self._study, scenario_id)
        rows = self._summaries[scenario_id]
        return rows[rows["mode"] == mode].reset_index(drop=True)

    def alone(self, measure_id: str) -> list[dict[str, Any]]:
        """Return what a measure does by itself, from the first computed scenario that is up to date and has it."""
        for scenario in self.scenarios:
            rows = self.scenario_rows(scenario.scenario_id, "alone")
            rows = rows[rows["measure_id"] == measure_id]
            if len(rows) and not self.is_outdated(scenario.scenario_id):
                return rows.to_dict("records")
        return []

    def runs_alone(self, measure_id: str) -> tuple[str, ...]:
        """Return the runs behind ``alone``."""
        return tuple(dict.fromkeys(str(row["run_id"]) for row in self.alone(measure_id)))

    @cached_property
    def comparison(self) -> pd.DataFrame:
        """The scenarios side by side."""
        return scenario_comparison(self._study)

    @cached_property
    def portfolios(self) -> pd.DataFrame:
        """The choices under a budget."""
        return portfolio_rows(self._study)

    # Monitoring and traceability ---------------------------------------------------------------------------------

    @cached_property
    def monitors(self) -> list[GoalMonitor]:
        """The goals with their quantities over time."""
        return monitoring(self._study, self._catalogue)

    @cached_property
    def trace(self) -> Trace:
        """The chain from needs to goals and measures."""
        return trace(self._study, self._catalogue)

    @cached_property
    def orphans(self) -> list[Orphan]:
        """What hangs in the air."""
        return orphans(self._study, self._catalogue, self.trace)

    # Participation and checklists --------------------------------------------------------------------------------

    @cached_property
    def participation(self) -> ParticipationSummary:
        """The participation in numbers."""
        return participation_summary(self._study)

    @cached_property
    def answers(self) -> list[AnswerRow]:
        """The contributions with what became of them."""
        return answer_table(self._study)

    @cached_property
    def funding(self) -> list[CheckedItem]:
        """The funding check."""
        return funding_check(self._study, self._catalogue)

    @cached_property
    def charta(self) -> list[CheckedItem]:
        """The comparison with the Smart City Charta."""
        return charta_comparison(self._study, self._catalogue)
