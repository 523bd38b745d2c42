# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree of goals with what each is measured by, and which letters of SMART it fulfils."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Optional

from ...catalogue.numbers import NO_BREAK_SPACE, symbol_of
from ...model.strategy import Goal, GoalIndicator
from ...study.goal_tree import Node, build_tree
from ...study.smart import LETTERS, SmartCheck, smart_check
from .. import theme
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, table_pages

_INITIALS = dict(zip(LETTERS, "SMART"))


def pages(context: Context) -> list[Page]:
    """Return the pages with the tree of goals, none where there are no goals."""
    goals = context.study.goals()
    if not goals:
        return []
    words = context.words
    columns = [
        Column(words("goal_column_number"), 0.9),
        Column(words("goal_column_title"), 5.2),
        Column(words("goal_column_quantity"), 5.4),
        *(Column(letter, 0.5) for letter in _INITIALS.values()),
        Column(words("goal_column_lead"), 2.4),
    ]
    contents = Contents(columns, list(_rows(context, goals)), words("goals_intro"), words("goals_note"))
    subtitle = words.counted("goals_subtitle", len(goals), municipality=context.facts.settings.municipality)
    return table_pages(context, "goals", words("goals_title"), words("section_goals"), contents, subtitle=subtitle)


def omitted(context: Context) -> list[Omission]:
    """Return the tree of goals if the study has none."""
    words = context.words
    return [] if context.study.goals() else [Omission("goals", words("goals_title"), words("goals_none"))]


def _rows(context: Context, goals: list[Goal]) -> Iterator[Row]:
    checks = smart_check(context.study)
    further = context.study.records(GoalIndicator)
    sectors = context.facts.catalogue.sectors
    for node in _walk(build_tree(goals).roots):
        goal = node.goal
        colour = sectors[goal.sector].colour if goal.sector in sectors else theme.QUIET
        check = checks.get(goal.goal_id)
        level = context.facts.catalogue.vocabulary.goal_levels.get(goal.level)
        title = goal.title if check else f"{goal.title}\n{level.title.in_language(context.language) if level else ''}"
        own = [item for item in further if item.goal_id == goal.goal_id]
        yield Row(
            (
                Cell(goal.goal_id, is_bold=True),
                Cell(title, is_bold=check is None),
                Cell("\n".join(quantity_lines(context, goal, own)), "ink" if check else "quiet"),
                *_letters(check),
                Cell(goal.responsible or ""),
            ),
            colour,
            check is None,
        )


def _walk(nodes) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _letters(check: Optional[SmartCheck]) -> list[Cell]:
    """Return the letters that hold; a dash for those that do not, a question mark where that cannot be told."""
    if check is None:
        return [Cell("")] * len(LETTERS)
    found = []
    for name, state in zip(LETTERS, check.states):
        text = "?" if state is None else _INITIALS[name] if state else "–"
        found.append(Cell(text, "ink" if state else theme.WARNING if state is False else "quiet", bool(state)))
    return found


def quantity_lines(context: Context, goal: Goal, further: list[GoalIndicator]) -> list[str]:
    """Return what a goal is measured by: name, baseline, target and year; one line for each quantity."""
    items: list[tuple] = [(goal.indicator_id, None, None, goal)] if goal.indicator_id else []
    items += [(item.indicator_id, item.title, item.unit, item) for item in further]
    return [_quantity(context, *item) for item in items]


def _quantity(context: Context, indicator_id: Optional[str], title: Optional[str], unit: Optional[str], item) -> str:
    facts, words = context.facts, context.words
    indicator = facts.catalogue.indicators.get(indicator_id or "")
    name = indicator.title.in_language(facts.language) if indicator else title or indicator_id or words("not_entered")
    if indicator is not None:
        symbol = symbol_of(facts.unit(indicator), facts.language)
        decimals = facts.unit(indicator).decimals
    else:
        symbol, decimals = unit or "", 1
    told = words(
        "goal_quantity",
        baseline=amount(context, item.baseline, symbol, decimals),
        target=amount(context, item.target, symbol, decimals),
        year=str(item.target_year) if item.target_year is not None else words("goal_without_year"),
    )
    return f"{name}: {told}"


def amount(context: Context, value: Optional[float], symbol: str, decimals: int) -> str:
    """Return a value with its unit, or that it was not entered; whole numbers of own quantities without decimals."""
    if value is None or value != value:
        return context.words("not_entered")
    shown = 0 if value == int(value) else decimals
    return f"{context.facts.number(value, shown)}{NO_BREAK_SPACE}{symbol}".rstrip()
