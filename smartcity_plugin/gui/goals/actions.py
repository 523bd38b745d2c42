# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be done with goals, as lists of changes: new ones, moves by keys, an example to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ...bridge.i18n import language, translate
from ...model.strategy import Goal
from ...study.goal_tree import GoalTree, move, next_level, next_number
from ...study.register_changes import Change


def new_goal(goals: Sequence[Goal], parent: Optional[Goal]) -> Goal:
    """Return a goal to be filled in, below another one or on top."""
    parent_id = None if parent is None else parent.goal_id
    level = next_level(parent)
    titles = {
        "vision": translate("SmartCity", "New vision"),
        "main_goal": translate("SmartCity", "New main goal"),
        "goal": translate("SmartCity", "New sub-goal"),
    }
    sector = None if parent is None else parent.sector
    places = [goal.position for goal in goals if goal.parent_id == parent_id and goal.position is not None]
    return Goal(
        next_number(goals, parent_id, language()),
        titles[level],
        parent_id,
        level,
        sector,
        position=max(places) + 1 if places else None,
    )


def parent_for_new(tree: GoalTree, chosen: Optional[str]) -> Optional[Goal]:
    """Return the goal below which a new one stands: the chosen one, or beside it if it is a sub-goal."""
    node = tree.find(chosen) if chosen else None
    if node is None:
        return None
    if node.goal.level != "goal":
        return node.goal
    return None if node.parent is None else node.parent.goal


def key_move(tree: GoalTree, goals: Sequence[Goal], goal_id: str, where: str) -> list[Change]:
    """Return the changes of a move by a key: up, down, in (below the goal before it), out (behind its parent)."""
    node = tree.find(goal_id)
    if node is None:
        return []
    parent = node.parent
    siblings = list(tree.roots) if parent is None else parent.children
    place = next(number for number, item in enumerate(siblings) if item is node)
    above = None if parent is None else parent.goal.goal_id
    if where == "up":
        return move(goals, goal_id, above, place - 1) if place > 0 else []
    if where == "down":
        return move(goals, goal_id, above, place + 1) if place < len(siblings) - 1 else []
    if where == "in":
        return move(goals, goal_id, siblings[place - 1].goal.goal_id) if place > 0 else []
    if parent is None:
        return []
    uncles = list(tree.roots) if parent.parent is None else parent.parent.children
    behind = next(number for number, item in enumerate(uncles) if item is parent) + 1
    return move(goals, goal_id, None if parent.parent is None else parent.parent.goal.goal_id, behind)


def example_goals() -> list[Change]:
    """Return the changes that add a small tree, marked as an example."""
    titles = (
        translate("SmartCity", "Example: A green town of short distances"),
        translate("SmartCity", "Example: Recreation close to home"),
        translate("SmartCity", "Example: More people live near public green space"),
    )
    found: list[Goal] = []
    for number, (title, level) in enumerate(zip(titles, ("vision", "main_goal", "goal"))):
        parent_id = found[-1].goal_id if found else None
        goal_id = next_number(found, parent_id, language())
        sector = None if level == "vision" else "green"
        indicator = "gre_access_300m_share" if number == len(titles) - 1 else None
        goal = Goal(goal_id, title, parent_id, level, sector, indicator_id=indicator, is_example=True)
        found.append(goal)
    return [Change(None, goal) for goal in found]
