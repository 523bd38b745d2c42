# SPDX-License-Identifier: GPL-2.0-or-later
"""What moved between two exports: data first, then one sentence and a list for the council."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .controls import CONTENTS, COVER, FIGURE, HEADING, PARAGRAPH, PREFIX, PROMPT, TABLE, Content

_NUMBER = re.compile(r"(?<![\w.,])[-−–]?\d+(?:[.,\u00a0\u202f]\d+)*(?!\w|[.,]\d)")
"""A number that stands alone: digits inside checksums and names are none."""
_TOLD_OF_COVER = (f"{PREFIX}cover.title", f"{PREFIX}cover.subtitle")


class Kind(Enum):
    """What happened to a part."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    KEPT = "kept_edited"
    DELETED = "deleted_by_hand"


@dataclass(frozen=True)
class Detail:
    """One text or table cell before and after; ``place`` names row and column, empty for running text."""

    place: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What happened to a part; ``part`` is the kind of control, ``numbers`` how many numbers in it moved."""

    tag: str
    chapter: str
    kind: Kind
    part: str
    title: str
    details: tuple[Detail, ...] = ()
    numbers: int = 0


def is_told(tag: str, part: str) -> bool:
    """Whether readers want to know of a part: not of lists that follow, prompts, and dates on the cover."""
    return part not in (PROMPT, CONTENTS, COVER) or tag in _TOLD_OF_COVER


def title_in_full(content: Content, title: str, part: str) -> str:
    """Return how a list names a part: headings and captions in full, texts by their first words."""
    lines = [line for line in content.lines[:1] if line.strip()]
    return lines[0] if lines and part in (HEADING, TABLE, FIGURE) else title


def change_of(
    tag: str, chapter: str, kind: Kind, part: str, title: str, old: Optional[Content], new: Optional[Content]
) -> Change:
    """Return a change with what differs between two contents."""
    details = differences(old or Content(), new or Content())
    numbers = sum(moved_numbers(one.old, one.new) for one in details) if kind is Kind.CHANGED else 0
    return Change(tag, chapter, kind, part, title, details, numbers)


def differences(old: Content, new: Content) -> tuple[Detail, ...]:
    """Return the texts and table cells that differ, in the order of the new content."""
    length = max(len(old.lines), len(new.lines))
    lines = [(_at(old.lines, n), _at(new.lines, n)) for n in range(length)]
    found = [Detail("", one, other) for one, other in lines if one != other]
    if len(old.lines) != len(new.lines) and not old.rows and not new.rows and min(len(old.lines), len(new.lines)) > 0:
        # Items were added or removed: those that are in both have not changed, wherever they stand now.
        gone, come = _without(old.lines, new.lines), _without(new.lines, old.lines)
        found = [Detail("", _at(gone, n), _at(come, n)) for n in range(max(len(gone), len(come)))]
    return tuple(found + _rows(old.rows, new.rows))


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _without(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    left, rest = Counter(others), []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            rest.append(line)
    return rest


def _rows(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[Detail]:
    """Return the cells that differ; rows are found by their label, columns by their heading, where these are unique."""
    before, after = _cells(old), _cells(new)
    places = list(dict.fromkeys([*after, *before]))
    return [
        Detail(place, before.get(place, ""), after.get(place, ""))
        for place in places
        if before.get(place, "") != after.get(place, "")
    ]


def _cells(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    if not rows:
        return {}
    headings = _named(rows[0])
    labels = _named([row[0] if row else "" for row in rows[1:]])
    return {
        " · ".join(filter(None, (label, heading))): cell
        for label, row in zip(labels, rows[1:])
        for heading, cell in zip(headings[1:], row[1:])
    } | {f"{label}": "" for label, row in zip(labels, rows[1:]) if len(row) == 1}


def _named(texts: Sequence[str]) -> list[str]:
    """Return names that are unique: a repeated or empty one gets its position."""
    counts = Counter(texts)
    return [text if text and counts[text] == 1 else f"{text} ({number})" for number, text in enumerate(texts, start=1)]


def numbers_in(text: str) -> list[str]:
    """Return the numbers in a text as they are written."""
    return _NUMBER.findall(text)


def moved_numbers(old: str, new: str) -> int:
    """Return how many numbers differ between two texts."""
    before, after = Counter(numbers_in(old)), Counter(numbers_in(new))
    return max(sum((before - after).values()), sum((after - before).values()))


@dataclass(frozen=True)
class Tally:
    """How many parts of which kind changed; ``numbers`` counts in all of them."""

    maps: int
    charts: int
    tables: int
    texts: int
    numbers: int
    new: int
    removed: int
    kept: int
    deleted: int
    kept_are_paragraphs: bool


def tally(changes: Sequence[Change]) -> Tally:
    """Return how many changes of which kind there are."""
    changed = [one for one in changes if one.kind is Kind.CHANGED]
    kept = [one for one in changes if one.kind is Kind.KEPT]
    figures = [one for one in changed if one.part == FIGURE]
    maps = sum(is_map(one.tag) for one in figures)
    tables = sum(one.part == TABLE for one in changed)
    return Tally(
        maps=maps,
        charts=len(figures) - maps,
        tables=tables,
        texts=len(changed) - len(figures) - tables,
        numbers=sum(one.numbers for one in changed),
        new=sum(one.kind is Kind.NEW for one in changes),
        removed=sum(one.kind is Kind.REMOVED for one in changes),
        kept=len(kept),
        deleted=sum(one.kind is Kind.DELETED for one in changes),
        kept_are_paragraphs=all(one.part == PARAGRAPH for one in kept),
    )


def is_map(tag: str) -> bool:
    """Whether a figure is a map, by the words of its id."""
    return "map" in re.split(r"[._:]", tag)
