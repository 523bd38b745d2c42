# SPDX-License-Identifier: GPL-2.0-or-later
"""Needs, goals, measures and contributions as one chain (``chain.py``), and what of it hangs in the air."""

from __future__ import annotations

from .chain import (
    ELSEWHERE,
    GAP,
    HERE,
    HIGH,
    NO_GOAL,
    NO_MEASURE,
    ONLY_SECTOR,
    SECTOR,
    STATES,
    UNPLACED,
    Need,
    NeedTrace,
    Trace,
    trace,
)
from .orphans import KINDS, Orphan, orphans

__all__ = [
    "ELSEWHERE",
    "GAP",
    "HERE",
    "HIGH",
    "KINDS",
    "NO_GOAL",
    "NO_MEASURE",
    "ONLY_SECTOR",
    "SECTOR",
    "STATES",
    "UNPLACED",
    "Need",
    "NeedTrace",
    "Orphan",
    "Trace",
    "orphans",
    "trace",
]
