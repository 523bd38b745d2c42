# SPDX-License-Identifier: GPL-2.0-or-later
"""What a study says to the points of a checklist: counts, and what proves them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Optional

from ..catalogue import Catalogue
from ..model.relation import RelationKind
from ..model.strategy import Answer, Contribution, Goal, GoalIndicator, Measure, Procedure
from .cost_checks import CENT
from .costs import cost_table, total_costs
from .participation import is_answered
from .relations import relations_of, serving_pairs
from .rows import split_ids
from .schedule import DEFERRED
from .study import DECIDED, Study

NEEDS_RUN = "assess_needs"
OUTCOMES = ("outcome", "impact")
_ADDRESS = re.compile(r"\w[\w\-]*\.[a-z]{2,}(?![\w.])", re.IGNORECASE)


class StudyFacts:
    """A study read once for all rules; nothing here writes."""

    def __init__(self, study: Study, catalogue: Catalogue) -> None:
        self._study = study
        self.catalogue = catalogue
        self.settings = study.settings
        self.goals = study.goals()
        self.measures = study.measures()

    # Analysis ----------------------------------------------------------------------------------------------------

    @cached_property
    def passports(self) -> list[str]:
        """The roles that have a data passport."""
        return list(self._study.passports())

    @cached_property
    def computed(self) -> list[str]:
        """The computed indicators in catalogue order."""
        states = self._study.status()
        return [name for name in self.catalogue.indicators if states.get(name, {}).get("state") == "computed"]

    @cached_property
    def repeatable(self) -> list[str]:
        """The computed indicators whose run is stored."""
        states, runs = self._study.status(), self._study.runs()
        return [name for name in self.computed if states[name]["run_id"] in runs]

    @cached_property
    def assessed_units(self) -> int:
        """How many planning units, the municipality not counted, have a need that is known."""
        needs = self._study.needs()
        known = needs[needs["need"].notna() & (needs["unit_id"] != self._study.city_id)]
        return int(known["unit_id"].nunique())

    @cached_property
    def need_runs(self) -> tuple[str, ...]:
        """The runs that assessed the needs that are stored."""
        needs = self._study.needs()
        return tuple(dict.fromkeys(str(run) for run in needs["run_id"].dropna())) if "run_id" in needs else ()

    @cached_property
    def needs_since(self) -> str:
        """When the oldest stored run assessed needs (ISO date), empty if none did."""
        runs = [run.started_at[:10] for run in self._study.runs().values() if run.kind == NEEDS_RUN]
        return min(runs, default="")

    # Goals and measures ------------------------------------------------------------------------------------------

    @cached_property
    def sub_goals(self) -> list[Goal]:
        """The goals that are measured: those of the lowest level."""
        return [goal for goal in self.goals if goal.level == "goal"]

    @cached_property
    def series(self) -> dict[str, list[GoalIndicator]]:
        """The further quantities by goal."""
        found: dict[str, list[GoalIndicator]] = {}
        for item in self._study.records(GoalIndicator):
            found.setdefault(item.goal_id, []).append(item)
        return found

    @cached_property
    def served(self) -> dict[str, list[str]]:
        """The goals that each measure serves: by a positive judgement or, where there is none, by the register."""
        pairs = serving_pairs(self.measures, relations_of(self._study, RelationKind.MEASURE_GOAL))
        numbers = [goal.goal_id for goal in self.goals]
        return {
            item.measure_id: [goal for goal in numbers if (item.measure_id, goal) in pairs] for item in self.measures
        }

    @cached_property
    def pursued(self) -> frozenset[str]:
        """The measures that were not deferred."""
        return frozenset(item.measure_id for item in self.measures if item.status != DEFERRED)

    @cached_property
    def judged(self) -> int:
        """How many interactions people have judged, in both matrices."""
        return sum(len(relations_of(self._study, kind)) for kind in RelationKind)

    @cached_property
    def placed(self) -> list[str]:
        """The measures with a place: an area of their own, planning units, or an effect somewhere."""
        units = set(map(str, self._study.units().ids("unit_id")))
        somewhere = {item.measure_id for item in self.measures if units & set(split_ids(item.unit_ids))}
        somewhere |= set(self._study.measure_shapes())
        somewhere |= {item.effect.measure_id for item in self._study.effects() if item.geometry is not None}
        return [measure.measure_id for measure in self.measures if measure.measure_id in somewhere]

    @cached_property
    def digital(self) -> list[Measure]:
        """The digital measures."""
        return [measure for measure in self.measures if measure.kind == "digital"]

    def begun_before(self, date: str) -> list[str]:
        """Return the measures that really began before a date; a start told only as year or month must be over."""
        return [m.measure_id for m in self.measures if m.actual_start and m.actual_start < date[: len(m.actual_start)]]

    # Money -------------------------------------------------------------------------------------------------------

    @cached_property
    def costs(self) -> dict[str, Optional[float]]:
        """What each measure costs in euros, None where it is not known."""
        return total_costs(self._study)

    @cached_property
    def financed(self) -> list[str]:
        """The measures whose financing covers their costs; amounts that are missing cover nothing."""
        found = []
        for row in cost_table(self._study).rows:
            if row.gross is None or row.financed is None or not row.is_complete:
                continue
            if row.financed >= row.gross - CENT * (row.cost_rows + row.financing_rows):
                found.append(row.measure_id)
        return found

    # Participation and answers -----------------------------------------------------------------------------------

    @cached_property
    def procedures(self) -> list[Procedure]:
        """The participation procedures."""
        return self._study.records(Procedure)

    @cached_property
    def contributions(self) -> list[Contribution]:
        """The contributions."""
        return self._study.records(Contribution)

    @cached_property
    def responded(self) -> int:
        """How many contributions have been weighed and answered."""
        return sum(map(is_answered, self.contributions))

    @cached_property
    def answers(self) -> dict[tuple[str, str], Answer]:
        """What people answered, by checklist and item; the last one stored counts."""
        return {(item.checklist, item.item_id): item for item in self._study.records(Answer)}

    @property
    def is_decided(self) -> bool:
        """Whether the study is marked as decided and names the resolution."""
        return self.settings.state == DECIDED and bool(self.settings.decision.strip())


def names_source(measure: Measure) -> bool:
    """Return whether a measure says where its source code is: an address, not “none” or a promise."""
    return _ADDRESS.search(measure.open_source or "") is not None


def sectors_of(records: Iterable[object], known: Sequence[str]) -> list[str]:
    """Return the known fields of action that records name, in the order of the catalogue."""
    present = {getattr(record, "sector", None) for record in records}
    return [sector for sector in known if sector in present]
