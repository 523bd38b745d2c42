# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window of the goals shows, read in one go so that the file can be closed again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ...bridge.i18n import language
from ...model.strategy import Goal, GoalIndicator
from ...study.goal_tree import GoalTree, build_tree
from ...study.own_indicators import catalogue_of
from ...study.smart import CHECKED_LEVEL, SmartCheck, SmartFacts, check_goal, smart_facts
from ...study.study import Study


@dataclass(frozen=True)
class Content:
    """Goals with their quantities and checks."""

    goals: tuple[Goal, ...]
    further: tuple[GoalIndicator, ...]
    tree: GoalTree
    checks: dict[str, SmartCheck]
    facts: SmartFacts
    units: tuple[tuple[str, str], ...]
    """Planning units as (id, name), those of the maps first."""

    def goal(self, goal_id: Optional[str]) -> Optional[Goal]:
        """Return a goal as it is stored, None if it is not there."""
        node = self.tree.find(goal_id) if goal_id else None
        return None if node is None else node.goal

    def quantities(self, goal_id: Optional[str]) -> list[GoalIndicator]:
        """Return the further quantities of a goal."""
        return [item for item in self.further if item.goal_id == goal_id]


def read_content(path: str, before: Optional[Content] = None) -> Content:
    """Read the goals of a study; what does not change by editing goals is taken from ``before``."""
    with Study.open(Path(path)) as study:
        goals, further = tuple(study.goals()), tuple(study.records(GoalIndicator))
        if before is not None:
            facts, units = before.facts, before.units
        else:
            facts, units = smart_facts(study, catalogue_of(study)), _units(study)
    checks = {goal.goal_id: check_goal(goal, further, facts) for goal in goals if goal.level == CHECKED_LEVEL}
    return Content(goals, further, build_tree(goals), checks, facts, units)


def _units(study: Study) -> tuple[tuple[str, str], ...]:
    shown, every = study.reporting_units(), study.units()
    first = set(shown.ids("unit_id"))
    levels = catalogue_of(study).vocabulary.unit_levels
    named = list(zip(shown.ids("unit_id"), shown.frame["name"].fillna("")))
    for unit, name, level in zip(every.ids("unit_id"), every.frame["name"].fillna(""), every.frame["level"]):
        if unit not in first and unit != study.city_id:
            term = levels.get(level)
            named.append((unit, f"{name} ({term.title.in_language(language()) if term else level})"))
    return tuple(named)
