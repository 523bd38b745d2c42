# SPDX-License-Identifier: GPL-2.0-or-later
"""What follows from the analysis: goals, measures with money and effects, scenarios, contributions, answers.

Every class is one row of the table of the same subject (``study/strategy_tables.py``). Fields that end in ``_ids``,
and ``dimensions``, ``sdgs``, ``charta`` and ``depends_on``, are comma separated ids. Dates are ISO 8601 and may stop at
the year or the month: 2027, 2027-04, 2027-04-15.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

UNITS_PLACE, DRAWN_PLACE, FOCUS_PLACE = "units", "drawn", "focus"
"""Where the area of a measure comes from: its planning units (also if nothing is said), a drawing, a focus area."""

OPEN, ADOPTED, PARTLY, REJECTED, NOTED = "open", "adopted", "partly", "rejected", "noted"
"""What became of a contribution: not weighed yet, adopted, partly, not adopted, taken note of."""

WEIGHED = (ADOPTED, PARTLY, REJECTED, NOTED)


@dataclass(frozen=True)
class Goal:
    """A goal of the strategy; SMART once indicator, baseline, target value, year and responsible office are given."""

    goal_id: str
    title: str
    parent_id: Optional[str] = None
    level: str = "goal"
    sector: Optional[str] = None
    description: Optional[str] = None
    indicator_id: Optional[str] = None
    baseline: Optional[float] = None
    target: Optional[float] = None
    target_year: Optional[int] = None
    responsible: Optional[str] = None
    decision: Optional[str] = None
    is_example: bool = False
    dimensions: Optional[str] = None
    sdgs: Optional[str] = None
    charta: Optional[str] = None
    guideline: Optional[str] = None
    """Recommendation of the Smart City Charta, such as 2.1."""
    baseline_date: Optional[str] = None
    unit_ids: Optional[str] = None
    """Where it is valid; empty means the whole municipality."""
    decision_url: Optional[str] = None
    position: Optional[int] = None
    """Place among its siblings; goals without one come last, in the order in which they were stored."""


@dataclass(frozen=True)
class GoalIndicator:
    """A further quantity a goal is watched by: one of the catalogue, or the town's own with values entered by hand."""

    series_id: str
    goal_id: str
    title: Optional[str] = None
    indicator_id: Optional[str] = None
    kind: Optional[str] = None
    """input, output, outcome or impact."""
    unit: Optional[str] = None
    baseline: Optional[float] = None
    baseline_date: Optional[str] = None
    target: Optional[float] = None
    target_year: Optional[int] = None
    source: Optional[str] = None
    note: Optional[str] = None
    is_example: bool = False


@dataclass(frozen=True)
class Observation:
    """A value of a town's own quantity at a date."""

    observation_id: str
    series_id: str
    date: Optional[str] = None
    value: Optional[float] = None
    source: Optional[str] = None
    note: Optional[str] = None


@dataclass(frozen=True)
class Measure:
    """A measure of the register; its area is stored beside it (``Study.measure_shapes``)."""

    measure_id: str
    title: str
    sector: Optional[str] = None
    description: Optional[str] = None
    kind: Optional[str] = None
    goal_ids: Optional[str] = None
    unit_ids: Optional[str] = None
    lead: Optional[str] = None
    partners: Optional[str] = None
    priority: Optional[int] = None
    status: Optional[str] = None
    planned_start: Optional[str] = None
    planned_end: Optional[str] = None
    cost_eur: Optional[float] = None
    """A first estimate of the whole costs; counts only while there are no rows of costs."""
    is_example: bool = False
    status_reason: Optional[str] = None
    actual_start: Optional[str] = None
    actual_end: Optional[str] = None
    depends_on: Optional[str] = None
    """Measures that must be finished before this one can begin."""
    place_source: Optional[str] = None
    focus_id: Optional[str] = None
    risks: Optional[str] = None
    chances: Optional[str] = None
    decision: Optional[str] = None
    decision_url: Optional[str] = None
    open_source: Optional[str] = None
    position: Optional[int] = None

    @property
    def start_year(self) -> Optional[int]:
        """The planned year of the beginning, None if there is none."""
        return year_of(self.planned_start)

    @property
    def end_year(self) -> Optional[int]:
        """The planned year of the end, None if there is none."""
        return year_of(self.planned_end)


def year_of(date: Optional[str]) -> Optional[int]:
    """Return the year of an ISO date that may stop at the year; None for nothing and for what is no date."""
    head = (date or "").strip()[:4]
    return int(head) if len(head) == 4 and head.isdecimal() else None


@dataclass(frozen=True)
class Cost:
    """Costs of a measure of one kind in one year, in euros, value added tax included."""

    cost_id: str
    measure_id: str
    kind: Optional[str] = None
    year: Optional[int] = None
    gross_eur: Optional[float] = None
    eligible_eur: Optional[float] = None
    """What funding can be asked for."""
    note: Optional[str] = None


@dataclass(frozen=True)
class Financing:
    """Who pays how much of a measure in one year, in euros."""

    financing_id: str
    measure_id: str
    source: Optional[str] = None
    programme: Optional[str] = None
    rate_percent: Optional[float] = None
    eur: Optional[float] = None
    year: Optional[int] = None
    status: Optional[str] = None
    note: Optional[str] = None


@dataclass(frozen=True)
class Effect:
    """What a measure changes in the data, or only where it is (kind ``place``); its geometry is stored beside it.

    What ``amount`` means depends on the kind (``resources/catalogue/effects.yaml``); further numbers are JSON.
    """

    effect_id: str
    measure_id: str
    kind: Optional[str] = None
    title: Optional[str] = None
    role: Optional[str] = None
    indicator_id: Optional[str] = None
    amount: Optional[float] = None
    parameters: Optional[str] = None
    note: Optional[str] = None
    position: Optional[int] = None


@dataclass(frozen=True)
class Scenario:
    """An ordered list of measures whose effects are laid over the data, never stored in them."""

    scenario_id: str
    title: str
    description: Optional[str] = None
    measure_ids: Optional[str] = None
    position: Optional[int] = None
    is_example: bool = False


@dataclass(frozen=True)
class Procedure:
    """A participation procedure."""

    procedure_id: str
    title: str
    platform: Optional[str] = None
    start: Optional[str] = None
    end: Optional[str] = None
    reached: Optional[int] = None
    """How many people took part, also those on paper and in meetings; None if nobody counted."""
    description: Optional[str] = None
    is_example: bool = False


@dataclass(frozen=True)
class Contribution:
    """What somebody contributed, without anything that tells who; its point is stored beside it."""

    contribution_id: str
    procedure_id: Optional[str] = None
    date: Optional[str] = None
    category: Optional[str] = None
    sector: Optional[str] = None
    title: Optional[str] = None
    text: Optional[str] = None
    votes_for: Optional[int] = None
    votes_against: Optional[int] = None
    comments: Optional[int] = None
    unit_id: Optional[str] = None
    indicator_id: Optional[str] = None
    """The need it speaks of."""
    goal_ids: Optional[str] = None
    measure_ids: Optional[str] = None
    status: Optional[str] = None
    answer: Optional[str] = None
    answered_on: Optional[str] = None
    masked: Optional[int] = None
    """How many mail addresses, phone numbers and the like were masked in its texts."""
    is_example: bool = False


@dataclass(frozen=True)
class Answer:
    """What people say to an item of a checklist that the study's facts alone cannot answer."""

    answer_id: str
    checklist: str
    item_id: str
    status: Optional[str] = None
    text: Optional[str] = None
    responsible: Optional[str] = None
    evidence: Optional[str] = None
    """References such as goal:Z1, measure:M2, indicator:gre_access_300m_share, comma separated, or free text."""
    changed_at: Optional[str] = None
    is_example: bool = False
