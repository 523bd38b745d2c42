# SPDX-License-Identifier: GPL-2.0-or-later
"""The change list in words: one sentence, and a document of its own that can go to the council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .builder import Blocks
from .changes import Change, Detail, Kind, is_map, tally
from .controls import COVER, FIGURE, PREFIX
from .document import Column, Document, Labels, ParagraphStyle
from .words import Words

MOST_CELLS = 60
"""Changes of one table that are printed; how many more there are is told."""


def summary(changes: Sequence[Change], since: str, words: Words) -> str:
    """Return what changed since an ISO date in one sentence."""
    date, found = words.date(since), tally(changes)
    counts = {
        "map": found.maps,
        "chart": found.charts,
        "number": found.numbers,
        "table": found.tables,
        "text": found.texts,
    }
    items = [words.count(f"changes.{name}", count) for name, count in counts.items() if count]
    parts = []
    if items:
        form = "one" if sum(counts.values()) == 1 else "other"
        parts.append(words.say(f"changes.changed.{form}", items=words.join(items)))
    kept = "kept_paragraph" if found.kept_are_paragraphs else "kept"
    for name, count in (("new", found.new), ("removed", found.removed), (kept, found.kept), ("deleted", found.deleted)):
        if count:
            parts.append(words.count(f"changes.{name}", count))
    if not parts:
        return words.say("changes.nothing", date=date)
    return words.say("changes.since", date=date, parts="; ".join(parts))


def change_document(
    changes: Sequence[Change], since: str, now: str, source: Document, words: Words, chapters: Mapping[str, str]
) -> Document:
    """Return the change list as a document; ``chapters`` are the titles of chapters by id."""
    say = words.say
    out = Blocks("list")
    out.text("sentence", summary(changes, since, words), ParagraphStyle.LEAD)
    grouped: dict[str, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.chapter, []).append(change)
    order = {chapter: number for number, chapter in enumerate(["", *chapters])}
    for chapter, group in sorted(grouped.items(), key=lambda item: order.get(item[0], len(order))):
        out.heading(f"chapter:{chapter}", chapters.get(chapter, "") or say(f"changes.part.{COVER}"), 1)
        for change in group:
            _change(change, out, words)
    return Document(
        title=say("changes.title", date=words.date(since)),
        subtitle=source.title,
        author=source.author,
        remarks=(say("changes.made", date=words.date(now), study=source.subtitle),),
        language=source.language,
        labels=Labels(*(say(f"label.{name}") for name in ("figure", "table", "annex", "page", "of"))),
        front=out.done(),
        chapters=(),
    )


def _change(change: Change, out: Blocks, words: Words) -> None:
    """Add a change: what it concerns and what happened, then what differs."""
    name = change.tag[len(PREFIX) :]
    part = words.say(f"changes.part.{'map' if change.part == FIGURE and is_map(change.tag) else change.part}")
    kind = words.say(f"changes.kind.{change.kind.value}")
    out.heading(f"{name}:what", words.say("changes.entry", part=part, title=change.title, kind=kind), 2)
    if change.kind is Kind.KEPT:
        out.text(f"{name}:kept", words.say("changes.kept_note" if change.details else "changes.kept_same"))
    elif change.kind is Kind.CHANGED and change.part == FIGURE and not change.details:
        out.text(f"{name}:picture", words.say("changes.picture"))
    if change.kind in (Kind.CHANGED, Kind.KEPT):
        _details(f"{name}:details", change.details, out, words)


def _details(name: str, details: Sequence[Detail], out: Blocks, words: Words) -> None:
    say = words.say
    placed = any(detail.place for detail in details)
    titles = (["place"] if placed else []) + ["old", "new"]
    widths = {"place": 3.0, "old": 4.0, "new": 4.0}
    columns = [Column(say(f"changes.column.{title}"), widths[title]) for title in titles]
    blank = words.number(None)
    rows = [
        ([detail.place or "–"] if placed else []) + [detail.old or blank, detail.new or blank] for detail in details
    ]
    more = len(rows) - MOST_CELLS
    out.table(name, columns, rows[:MOST_CELLS], note=words.count("changes.more", more) if more > 0 else "")
