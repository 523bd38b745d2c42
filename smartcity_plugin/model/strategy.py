# SPDX-License-Identifier: GPL-2.0-or-later
"""Goals and measures: what the town wants, and what it does for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Goal:
    """A goal of the strategy; SMART once indicator, target value, year and responsible office are given."""

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


@dataclass(frozen=True)
class Measure:
    """A measure of the register, located by the planning units it concerns (comma separated ids)."""

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
    start_year: Optional[int] = None
    end_year: Optional[int] = None
    cost_eur: Optional[float] = None
    is_example: bool = False
