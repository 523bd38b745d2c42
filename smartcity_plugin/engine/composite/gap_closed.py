# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of the gap to a target a scenario closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from .gaps import ROUNDING, Target, gaps

NO_TARGET, NO_GAP, EXAMPLE_TARGET = "no_target", "no_gap", "example_target"
"""There is no target, or nothing to close; the target is that of an example goal, which only the study knows."""
REACHED, EXCEEDED, OVERSHOT = "target_reached", "target_exceeded", "target_overshot"
"""The target is reached exactly (to rounding); surpassed on its good side; a band was left on its other side."""


@dataclass(frozen=True)
class GapClosed:
    """Gaps to a target in the unit of the indicator, and the share that was closed in per cent.

    ``closed`` is NaN where there was no gap or a value is unknown, negative where the gap grew, never above 100: what
    lies beyond the target is told by a flag.
    """

    target: float
    before: float
    after: float
    closed: float
    flags: tuple[str, ...] = ()


def gap_closed(before: float, after: float, target: Optional[Target]) -> GapClosed:
    """Return the gaps of a value before and after; without a target everything is unknown."""
    if target is None:
        return GapClosed(np.nan, np.nan, np.nan, np.nan, (NO_TARGET,))
    first, second = (float(gap) for gap in gaps(np.array([before, after], dtype=float), target))
    side = _side(before, target)
    if not first > 0:
        return GapClosed(side, first, second, np.nan, (NO_GAP,) if first == 0 else ())
    closed = 100.0 * (first - second) / first
    return GapClosed(side, first, second, closed, _flags(before, after, second, target))


def _side(before: float, target: Target) -> float:
    """Return the bound that a value has to reach: of a band the nearer one, the lower one for a value within."""
    finite = [bound for bound in (target.low, target.high) if np.isfinite(bound)]
    if not finite:
        return np.nan
    return finite[-1] if len(finite) > 1 and before > target.high else finite[0]


def _flags(before: float, after: float, gap: float, target: Target) -> tuple[str, ...]:
    leapt_up = before < target.low and after > target.high + ROUNDING
    if leapt_up or (before > target.high and after < target.low - ROUNDING):
        return (OVERSHOT,)
    if gap != 0:
        return ()
    is_band = np.isfinite(target.low) and np.isfinite(target.high)
    beyond = after > target.low + ROUNDING if np.isfinite(target.low) else after < target.high - ROUNDING
    return (EXCEEDED,) if beyond and not is_band else (REACHED,)
