# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree of goals: built whatever the table says, moved, numbered, copied. Nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Optional

from ..model.problem import Problem, Severity, SmartCityError
from ..model.strategy import Goal, GoalIndicator
from .register_changes import Change, new_id

LEVELS = ("vision", "main_goal", "goal")
_LETTERS = {"de": ("L", "O", "Z"), "en": ("V", "G", "S")}
_COUNTED = re.compile(r"(.*?)(\d+)")


@dataclass
class Node:
    """A goal with the goals below it."""

    goal: Goal
    parent: Optional[Node] = None
    children: list[Node] = field(default_factory=list)

    def below(self) -> Iterator[Node]:
        """Yield this goal and all below it, parents first, in their order."""
        yield self
        for child in self.children:
            yield from child.below()

    @property
    def depth(self) -> int:
        """How many goals stand above it."""
        return 0 if self.parent is None else self.parent.depth + 1


@dataclass(frozen=True)
class GoalTree:
    """All goals of a study, each exactly once, and what is wrong with their parents and numbers."""

    roots: tuple[Node, ...]
    problems: tuple[Problem, ...] = ()

    def nodes(self) -> Iterator[Node]:
        """Yield all goals, parents first, in their order."""
        for root in self.roots:
            yield from root.below()

    def find(self, goal_id: Optional[str]) -> Optional[Node]:
        """Return the goal of a number, the first if several have it; None if there is none."""
        return next((node for node in self.nodes() if node.goal.goal_id == goal_id), None)


def build_tree(goals: Iterable[Goal]) -> GoalTree:
    """Return goals as a tree, in their order.

    Goals whose parent does not exist, and the first goal of every loop, stand on top; this and numbers that are missing
    or used twice are told. Children of a number used twice stand below the first goal that has it.
    """
    nodes = [Node(goal) for goal in goals]
    first: dict[str, Node] = {}
    problems = []
    for node in nodes:
        number = node.goal.goal_id
        if not number:
            problems.append(Problem("goal_without_number", Severity.WARNING, {"title": node.goal.title}))
        elif first.setdefault(number, node) is not node:
            problems.append(Problem("goal_number_twice", Severity.WARNING, {"goal": number}))
    for node in nodes:
        wanted = node.goal.parent_id
        parent = first.get(wanted) if wanted else None
        if wanted and parent is None:
            problems.append(
                Problem("goal_parent_missing", Severity.WARNING, {"goal": node.goal.goal_id, "parent": wanted})
            )
        elif parent is not None and _stands_below(parent, node):
            problems.append(
                Problem("goal_parent_loop", Severity.WARNING, {"goal": node.goal.goal_id, "parent": wanted})
            )
        else:
            node.parent = parent
    for node in nodes:
        if node.parent is not None:
            node.parent.children.append(node)
    return GoalTree(tuple(node for node in nodes if node.parent is None), tuple(problems))


def _stands_below(node: Optional[Node], top: Node) -> bool:
    while node is not None:
        if node is top:
            return True
        node = node.parent
    return False


# Moving ---------------------------------------------------------------------------------------------------------------


def may_move(tree: GoalTree, goal_id: str, new_parent: Optional[str]) -> bool:
    """Return whether a goal can stand below another one (None: on top): never below itself."""
    node, parent = tree.find(goal_id), tree.find(new_parent)
    if node is None or (new_parent is not None and parent is None):
        return False
    return not _stands_below(parent, node)


def move(
    goals: Sequence[Goal], goal_id: str, new_parent: Optional[str], position: Optional[int] = None
) -> list[Change]:
    """Return the changes that put a goal below another one (None: on top) at a place among its new siblings.

    ``position`` counts from 0 and leaves the goal itself out; None means the end. Levels stay unless they contradict:
    below a vision stands no vision, below a main goal no main goal. Raises SmartCityError ``goal_below_itself``, or
    ``goal_not_there`` for numbers that do not exist.
    """
    tree = build_tree(goals)
    node, parent = tree.find(goal_id), tree.find(new_parent)
    for number, found in ((goal_id, node), (new_parent, parent)):
        if number is not None and found is None:
            raise SmartCityError("goal_not_there", goal=number)
    if node is None or not may_move(tree, goal_id, new_parent):
        raise SmartCityError("goal_below_itself", goal=goal_id, parent=new_parent or "")
    siblings = [item for item in (parent.children if parent else tree.roots) if item is not node]
    place = len(siblings) if position is None else max(0, min(position, len(siblings)))
    siblings.insert(place, node)
    wanted = {id(item): replace(item.goal, position=number) for number, item in enumerate(siblings, start=1)}
    moved = replace(wanted[id(node)], parent_id=new_parent)
    wanted[id(node)] = moved
    wanted.update(_with_levels(node, parent.goal.level if parent else None, wanted))
    changes = [Change(item.goal, wanted[id(item)]) for item in tree.nodes() if id(item) in wanted]
    return [change for change in changes if change.before != change.after]


def _with_levels(node: Node, above: Optional[str], wanted: dict[int, Goal]) -> dict[int, Goal]:
    """Return a goal and those below it with levels that do not contradict those above them."""
    goal = wanted.get(id(node), node.goal)
    level = level_below(goal.level, above)
    found = {id(node): replace(goal, level=level)}
    if level != goal.level:  # those below contradict only what has changed
        for child in node.children:
            found.update(_with_levels(child, level, wanted))
    return found


def level_below(level: str, above: Optional[str]) -> str:
    """Return the level of a goal below one of level ``above``: its own unless that contradicts."""
    if level not in LEVELS or above not in LEVELS:
        return level
    lowest = min(LEVELS.index(above) + 1, len(LEVELS) - 1)
    return LEVELS[max(LEVELS.index(level), lowest)]


# Numbers and copies ---------------------------------------------------------------------------------------------------


def next_level(parent: Optional[Goal]) -> str:
    """Return the level of a new goal below a goal, of a new vision without one."""
    return LEVELS[0] if parent is None else level_below(LEVELS[0], parent.level)


def next_number(goals: Sequence[Goal], parent_id: Optional[str], language: str = "de") -> str:
    """Return a free number for a new goal below another one (None: on top), in the manner of its siblings: Z2.3."""
    tree, taken = build_tree(goals), {goal.goal_id for goal in goals}
    parent = tree.find(parent_id)
    siblings = [node.goal.goal_id for node in (parent.children if parent else tree.roots)]
    counted = [found for found in (_COUNTED.fullmatch(number) for number in siblings) if found]
    start = counted[-1].group(1) if counted else _start(parent, language)
    used = [int(found.group(2)) for found in counted if found.group(1) == start]
    number = max(used, default=0) + 1
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def _start(parent: Optional[Node], language: str) -> str:
    """Return what numbers below a goal without children begin with: Z2. below O2, Z2.1. below Z2.1."""
    letters = _LETTERS["de" if language.startswith("de") else "en"]
    level = next_level(parent.goal if parent else None)
    letter = letters[LEVELS.index(level)]
    if parent is None or level != LEVELS[-1]:
        return letter
    digits = parent.goal.goal_id.lstrip("".join(letters))
    return f"{letter}{digits}." if digits[:1].isdigit() else f"{parent.goal.goal_id}."


def duplicate(
    goals: Sequence[Goal], further: Iterable[GoalIndicator], goal_id: str, title: str, language: str = "de"
) -> list[Change]:
    """Return the changes that add a copy of a goal behind it, with its further quantities, under a title.

    The goals below it, observed values and the decision stay with the original. Raises SmartCityError
    ``goal_not_there``.
    """
    node = build_tree(goals).find(goal_id)
    if node is None:
        raise SmartCityError("goal_not_there", goal=goal_id)
    number = next_number(goals, node.parent.goal.goal_id if node.parent else None, language)
    copy = replace(node.goal, goal_id=number, title=title, decision=None, decision_url=None, position=None)
    siblings = node.parent.children if node.parent else list(build_tree(goals).roots)
    place = [item.goal.goal_id for item in siblings].index(goal_id) + 1
    parent_id = node.parent.goal.goal_id if node.parent else None
    moved = move([*goals, copy], number, parent_id, place)
    placed = [change for change in moved if change.after.goal_id == number]
    added = placed[0].after if placed else copy
    others = [change for change in moved if change.after.goal_id != number]
    quantities = [item for item in further if item.goal_id == goal_id]
    copies = [Change(None, replace(item, series_id=new_id(), goal_id=number)) for item in quantities]
    return [Change(None, added), *others, *copies]
