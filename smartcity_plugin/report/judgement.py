# SPDX-License-Identifier: GPL-2.0-or-later
"""How values are judged in tables: in words, with a sign and a shade that only repeat the word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import pandas as pd

from ..engine.composite.needs import STRONG, WEAK
from ..model.indicator import Indicator
from .context import Context
from .document import Cell
from .findings import reaches

GOOD, MIDDLE, POOR = "#D3EDE3", "#FDEFD0", "#F8DCCB"
"""Light shades of green, yellow and red that stay apart for colour-blind readers and in grey print."""

KEY_INDICATORS = 10


@dataclass(frozen=True)
class Aim:
    """What an indicator shall reach: the study's goal, or else the catalogue's target."""

    value: float
    origin: str
    year: Optional[int] = None
    is_example: bool = False


def verdict(context: Context, score: float) -> Cell:
    """Return a score as a traffic light in words."""
    if pd.isna(score):
        return Cell(context.words.say("light.none"))
    key, shade = ("good", GOOD) if score >= STRONG else ("poor", POOR) if score <= WEAK else ("middle", MIDDLE)
    return Cell(context.words.say(f"light.{key}"), shade=shade)


def need_cell(context: Context, need: float) -> Cell:
    """Return a need (0 to 100) as a number, shaded from high needs to low ones."""
    if pd.isna(need):
        return Cell(context.words.number(None))
    shade = POOR if 100.0 - need <= WEAK else GOOD if 100.0 - need >= STRONG else MIDDLE
    return Cell(context.words.number(need), shade=shade)


def aim_of(context: Context, indicator: Indicator) -> Optional[Aim]:
    """Return what an indicator shall reach, None if nobody has said so."""
    words = context.words
    for goal in context.goals:
        if goal.indicator_id == indicator.id and goal.target is not None:
            key = "aim.example" if goal.is_example else "aim.goal"
            return Aim(goal.target, words.say(key, goal=goal.goal_id), goal.target_year, goal.is_example)
    if indicator.target is not None:
        return Aim(indicator.target.value, words.status(indicator.target.status))
    return None


def aim_text(context: Context, indicator: Indicator) -> str:
    """Return the target of an indicator with its origin and whether the municipality reaches it."""
    aim, value = aim_of(context, indicator), context.city_value(indicator.id)
    if aim is None:
        return context.words.say("table.none")
    key = "open"
    if not pd.isna(value):
        reached = reaches(value, aim.value, indicator.direction)
        key = "open" if reached is None else "reached" if reached else "missed"
    return context.words.say(f"aim.{key}", value=context.words.value(aim.value, indicator.unit), origin=aim.origin)


def key_indicators(context: Context) -> list[Indicator]:
    """Return the indicators of the summary: those of goals first, then from each sector in turn, in catalogue order."""
    computed = {indicator.id: indicator for indicator in context.computed}
    chosen = list(dict.fromkeys(goal.indicator_id for goal in context.goals if goal.indicator_id in computed))
    queues = [
        [item.id for item in context.computed_in(sector) if item.is_scored and item.id not in chosen]
        for sector in context.sectors
    ]
    while any(queues) and len(chosen) < KEY_INDICATORS:
        for queue in queues:
            if queue:
                chosen.append(queue.pop(0))
    kept = set(chosen[:KEY_INDICATORS])
    return [indicator for name, indicator in computed.items() if name in kept]
