# SPDX-License-Identifier: GPL-2.0-or-later
"""Goals, measures and needs that a contribution may belong to: suggestions, never links by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import shapely

from ..model.strategy import Contribution, Goal, Measure
from .rows import split_ids

NEAR = 250.0
"""Metres from a measure's area within which a contribution may concern it (project default)."""


@dataclass(frozen=True)
class Suggestion:
    """A goal or measure that may belong to a contribution, and why: near, unit, sector (best reason first)."""

    id: str
    reasons: tuple[str, ...]
    metres: Optional[float] = None


def suggest_measures(
    item: Contribution,
    point: Optional[shapely.Point],
    measures: Sequence[Measure],
    areas: dict[str, shapely.Geometry],
) -> list[Suggestion]:
    """Return measures near the contribution, in its unit or of its sector; nearest first."""
    found = []
    for measure in measures:
        area = areas.get(measure.measure_id)
        metres = float(shapely.distance(point, area)) if point is not None and area is not None else None
        reasons = []
        if metres is not None and metres <= NEAR:
            reasons.append("near")
        if item.unit_id and item.unit_id in split_ids(measure.unit_ids):
            reasons.append("unit")
        if item.sector and item.sector == measure.sector:
            reasons.append("sector")
        if reasons:
            found.append(Suggestion(measure.measure_id, tuple(reasons), metres))
    return sorted(found, key=lambda one: (-len(one.reasons), one.metres is None, one.metres or 0.0, one.id))


def suggest_goals(item: Contribution, goals: Sequence[Goal], measures: Sequence[Measure]) -> list[Suggestion]:
    """Return goals that the linked measures serve, and those of the contribution's sector."""
    linked = set(split_ids(item.measure_ids))
    served = {goal for measure in measures if measure.measure_id in linked for goal in split_ids(measure.goal_ids)}
    found = []
    for goal in goals:
        reasons = ["measure"] if goal.goal_id in served else []
        if item.sector and goal.sector == item.sector:
            reasons.append("sector")
        if reasons:
            found.append(Suggestion(goal.goal_id, tuple(reasons)))
    return sorted(found, key=lambda one: ("measure" not in one.reasons, one.id))
