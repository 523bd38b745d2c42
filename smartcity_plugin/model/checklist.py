# SPDX-License-Identifier: GPL-2.0-or-later
"""Checklists: what a funding programme or a charter asks of a strategy."""

from __future__ import annotations

from dataclasses import dataclass, field

from .indicator import Status
from .text import Text

FULFILLED, PARTLY, UNFULFILLED, UNKNOWN = "fulfilled", "partly", "unfulfilled", "unknown"
"""What the facts of a study say to an item; ``unknown`` where a study cannot tell."""
NOT_APPLICABLE = "not_applicable"
"""Only people can say that an item does not concern them."""

ANSWER_STATUSES = (FULFILLED, PARTLY, UNFULFILLED, NOT_APPLICABLE)
"""What people can answer."""
STATUSES = (FULFILLED, PARTLY, UNFULFILLED, UNKNOWN, NOT_APPLICABLE)
"""Every status an item can have, in the order of lists and counts."""

NOTHING = Text("", "")
MANUAL = "manual"
"""The rule of an item that only people can answer."""


@dataclass(frozen=True)
class CheckItem:
    """One point of a checklist, in the project's own words; ``status`` says how well its source is known.

    ``rule`` names how the facts of a study are held against it, ``reckoning`` says so to readers. Thresholds are
    project defaults without a source.
    """

    checklist: str
    id: str
    group: str
    title: Text
    text: Text
    source: Text
    status: Status
    rule: str = MANUAL
    reckoning: Text = NOTHING
    thresholds: dict[str, float] = field(default_factory=dict)

    @property
    def is_manual(self) -> bool:
        """Whether only people can answer it."""
        return self.rule == MANUAL


@dataclass(frozen=True)
class Checklist:
    """A checklist: its groups of items in order, and a wording for every fact that its rules tell."""

    id: str
    title: Text
    note: Text
    groups: dict[str, Text]
    group_notes: dict[str, Text]
    facts: dict[str, Text]
    items: dict[str, CheckItem]

    def items_of(self, group: str) -> list[CheckItem]:
        """Return the items of a group in their order."""
        return [item for item in self.items.values() if item.group == group]
