# SPDX-License-Identifier: GPL-2.0-or-later
"""How goals and measures affect each other, as people judge it: from −2 (strong conflict) to +2 (strong synergy)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

LOWEST, HIGHEST = -2, 2


class RelationKind(Enum):
    """What is judged: a goal's effect on a goal, or a measure's effect on a goal."""

    GOAL_GOAL = "goal_goal"
    MEASURE_GOAL = "measure_goal"


@dataclass(frozen=True)
class Relation:
    """One judgement: the effect of ``from_id`` on ``to_id``; 0 says that there is none, no judgement says nothing."""

    kind: RelationKind
    from_id: str
    to_id: str
    value: int
    rationale: str = ""
    author: str = ""
    changed_at: str = ""
