# SPDX-License-Identifier: GPL-2.0-or-later
"""What hangs in the air between needs, goals, measures and contributions, as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...model.problem import Severity
from ...study import chain as traced
from ...study.orphans import NEED, Orphan, class_title, orphans
from .. import theme
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, row, table_pages

_MOST = 12
"""Places of a need, or numbers of one kind of row, that are named; how many there are besides is told."""


def pages(context: Context) -> list[Page]:
    """Return the report, also if it found nothing; none for a study without goals and measures."""
    if not (context.facts.goals or context.facts.measures):
        return []
    words = context.words
    chain = traced.trace(context.study, context.facts.catalogue)
    found = orphans(context.study, context.facts.catalogue, chain)
    columns = [Column(words("orphan_kind"), 3.2), Column(words("orphan_count"), 0.8, True)]
    columns += [Column(words("orphan_which"), 6.0), Column(words("to_do"), 3.2)]
    rows = [_row(context, chain, item) for item in found]
    none = "" if rows else words("orphan_nothing")
    contents = Contents(columns, rows, " ".join(filter(None, (words("orphan_intro"), none))), words("orphan_note"))
    return table_pages(context, "orphans", words("orphan_title"), words("section_checks"), contents)


def omitted(context: Context) -> list[Omission]:
    """Return the report if there is nothing to trace."""
    if context.facts.goals or context.facts.measures:
        return []
    return [Omission("orphans", context.words("orphan_title"), context.words("check_none"))]


def _row(context: Context, chain: traced.Trace, item: Orphan) -> Row:
    words = context.words
    colours = {Severity.ERROR: theme.NEED, Severity.WARNING: theme.WARNING, Severity.NOTE: theme.QUIET}
    kind = Cell(words(f"orphan_{item.kind}"), is_bold=True, mark=colours[item.severity])
    told = "\n".join(_listed(context, chain, item))
    return row(kind, context.facts.number(item.count), told, words(f"orphan_{item.kind}_do"))


def _listed(context: Context, chain: traced.Trace, item: Orphan) -> Iterator[str]:
    """Return what is meant: needs by what is lacking, everything else by its table."""
    needs = {one.need.need_id: one.need for one in chain.needs}
    groups: dict[str, list[str]] = defaultdict(list)
    for label, (cls, number) in zip(item.ids, item.things):
        if cls == NEED and number in needs:
            groups[_subject(context, needs[number])].append(needs[number].unit_name)
        else:
            groups[class_title(cls, context.language) if item.kind in ("lost_links", "examples_left") else ""].append(
                _named(chain, cls, label)
            )
    for title, labels in groups.items():
        told = _shortened(context, labels)
        yield f"{title} ({len(labels)}): {told}" if title else told


def _named(chain: traced.Trace, cls: str, label: str) -> str:
    """Return a number with its title where that is short enough to help."""
    rows = {"Goal": chain.goals, "Measure": chain.measures}.get(cls, {})
    found = rows.get(label)
    return f"{label} {found.title}" if found is not None else label


def _subject(context: Context, need: traced.Need) -> str:
    facts = context.facts
    indicator = facts.catalogue.indicators.get(need.indicator_id)
    if indicator is not None:
        return indicator.title.in_language(facts.language)
    sector = facts.catalogue.sectors.get(need.sector)
    return sector.title.in_language(facts.language) if sector else need.sector


def _shortened(context: Context, labels: Sequence[str]) -> str:
    left = len(labels) - _MOST
    more = [context.words("and_more", count=left)] if left > 0 else []
    separator = "; " if any(" " in label for label in labels) else ", "
    return separator.join([*labels[:_MOST], *more])
