# SPDX-License-Identifier: GPL-2.0-or-later
"""How the sliders stand, what a move makes of them, and how a move is undone. No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from qgis.PyQt.QtWidgets import QUndoCommand

from ...engine.composite.sliders import moved
from ...model.scheme import Combination

MERGE_SECONDS = 0.7
"""Key presses on the same slider that follow each other faster than this are undone together."""


@dataclass(frozen=True)
class Play:
    """How everything stands: percent by node and member, and both ways of combining."""

    shares: Mapping[str, Mapping[str, float]]
    within: Combination
    between: Combination
    locked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def moved(self, node: str, member: str, percent: float, start: Play) -> Play:
        """Return how it stands after a slider was moved; ``start`` is how it stood when it was seized."""
        locked = self.locked.get(node, frozenset())
        shares = moved(start.shares[node], locked, member, percent)
        return replace(self, shares={**self.shares, node: shares})

    def with_lock(self, node: str, member: str, is_locked: bool) -> Play:
        """Return the same with a slider held or let go."""
        own = self.locked.get(node, frozenset())
        own = own | {member} if is_locked else own - {member}
        return replace(self, locked={**self.locked, node: own})

    def is_like(self, other: Play) -> bool:
        """Return whether both give the same index; locks do not matter."""
        own = (self.shares, self.within, self.between)
        return own == (other.shares, other.within, other.between)


class Step(QUndoCommand):
    """A move from one state to another; moves of one drag, or quick key presses on one slider, are one step."""

    def __init__(self, text: str, before: Play, after: Play, show: Callable[[Play], None], subject: str = "") -> None:
        super().__init__(text)
        self._before, self._after, self._show, self.subject = before, after, show, subject
        self._when = time.monotonic()

    def undo(self) -> None:
        """Show how it stood before; locks stay as they are now."""
        self._show(self._before)

    def redo(self) -> None:
        """Show how it stood afterwards."""
        self._show(self._after)

    def id(self) -> int:
        """Return what Qt asks for before it tries to merge."""
        return 1 if self.subject else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next step of the same drag or of quick key presses."""
        if not isinstance(other, Step) or other.subject != self.subject:
            return False
        is_drag = self.subject.startswith("drag:")
        if not is_drag and other._when - self._when > MERGE_SECONDS:
            return False
        self._after, self._when = other._after, other._when
        return True
