# SPDX-License-Identifier: GPL-2.0-or-later
"""Decides, control by control, what an update does to an earlier export, and tells what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Optional

from .canonical import Surroundings
from .changes import Change, Kind, change_of, is_told, title_in_full
from .controls import CONTENTS, FIGURE, PROMPT, Content, Made
from .earlier import Earlier
from .imprint import entry_of
from .pictures import shows_the_same
from .record import DELETED, KEPT, Entry

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Merge:
    """What becomes of every control.

    ``entries`` is the new record, ``changes`` what is to be told, ``kept`` how many parts stand there edited by hand,
    ``replaced``, ``inserted`` and ``removed`` the tags of the controls that the file needs exchanged.
    """

    def __init__(self, earlier: Earlier, made: Sequence[Made], around: Surroundings) -> None:
        self.entries: dict[str, Entry] = {}
        self.changes: list[Change] = []
        self.replaced: list[str] = []
        self.inserted: list[str] = []
        self.removed: list[str] = []
        self._earlier, self._around = earlier, around
        self._made = {one.tag: one for one in made}
        self._fresh = {one.tag: entry_of(one, around) for one in made}
        self.edited = {tag for tag in earlier.held if earlier.is_edited(tag)}
        self._decide()

    @property
    def kept(self) -> int:
        """How many generated parts stand in the file as somebody edited them; prompts are there to be edited."""
        return sum(1 for tag in self.edited if self._earlier.entry(tag).kind != PROMPT)

    def _decide(self) -> None:
        recorded = self._earlier.record.entries
        for tag in [*self._made, *(tag for tag in recorded if tag not in self._made)]:
            old = recorded.get(tag)
            change = self._new(tag) if old is None else self._known_part(tag, old)
            if change is not None and is_told(tag, change.part):
                self.changes.append(change)

    # Decisions -----------------------------------------------------------------------------------------------------

    def _known_part(self, tag: str, old: Entry) -> Optional[Change]:
        if tag not in self._earlier.held:
            return self._deleted(tag, old)
        if tag in self.edited:
            return self._keep(tag, old)
        return self._replace(tag, old) if tag in self._made else self._remove(tag, old)

    def _new(self, tag: str) -> Change:
        made = self._made[tag]
        self.entries[tag] = self._fresh[tag]
        self.inserted.append(tag)
        return change_of(
            tag,
            made.chapter,
            Kind.NEW,
            made.kind,
            title_in_full(made.content, made.title, made.kind),
            None,
            made.content,
        )

    def _deleted(self, tag: str, old: Entry) -> Optional[Change]:
        content = self._made[tag].content if tag in self._made else Content()
        self.entries[tag] = replace(old, state=DELETED, content=content)
        if old.state == DELETED:
            return None
        return change_of(
            tag,
            old.chapter,
            Kind.DELETED,
            old.kind,
            title_in_full(old.content, old.title, old.kind),
            old.content,
            Content(),
        )

    def _keep(self, tag: str, old: Entry) -> Optional[Change]:
        fresh = self._fresh.get(tag)
        content = fresh.content if fresh else Content()
        self.entries[tag] = replace(
            old, state=KEPT, content=content, evidence=fresh.evidence if fresh else old.evidence
        )
        if old.state == KEPT and old.content == content:
            return None
        return change_of(
            tag, old.chapter, Kind.KEPT, old.kind, title_in_full(old.content, old.title, old.kind), old.content, content
        )

    def _remove(self, tag: str, old: Entry) -> Change:
        self.removed.append(tag)
        return change_of(
            tag,
            old.chapter,
            Kind.REMOVED,
            old.kind,
            title_in_full(old.content, old.title, old.kind),
            old.content,
            Content(),
        )

    def _replace(self, tag: str, old: Entry) -> Optional[Change]:
        made, fresh = self._made[tag], self._fresh[tag]
        if fresh.made == old.made or made.kind == CONTENTS:  # lists are settled when everything else is in its place
            self.entries[tag] = replace(fresh, shown=old.shown, pictures=old.pictures)
            return None
        self.replaced.append(tag)
        self.entries[tag] = fresh
        if old.content == made.content and (made.kind != FIGURE or self._shows_the_same(tag)):
            return None
        return change_of(
            tag,
            made.chapter,
            Kind.CHANGED,
            made.kind,
            title_in_full(made.content, made.title, made.kind),
            old.content,
            made.content,
        )

    def _shows_the_same(self, tag: str) -> bool:
        old = [self._earlier.image(one) or b"" for one in _pictures(self._earlier.held[tag].node)]
        new = [self._around.image(one) or b"" for one in _pictures(self._made[tag].node)]
        return len(old) == len(new) and all(shows_the_same(*pair) for pair in zip(old, new))


def _pictures(node: Any) -> list[str]:
    """Return the relations of the pictures in a control."""
    return [blip.get(f"{_R}embed", "") for blip in node.iter(f"{_A}blip")]
