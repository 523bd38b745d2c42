# SPDX-License-Identifier: GPL-2.0-or-later
"""The funding check and the comparison with the Smart City Charta, as tables with facts, evidence and answers."""

from __future__ import annotations

from collections.abc import Sequence

from ...catalogue.checklists import load_checklists
from ...model.checklist import STATUSES, UNKNOWN
from ...study.checklists import (
    CHARTA,
    FUNDING,
    REFERENCES,
    CheckedItem,
    charta_comparison,
    counts,
    fact_lines,
    funding_check,
)
from .. import theme
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, row, table_pages

_KEYS = {FUNDING: "funding", CHARTA: "charta"}
_MOST_EVIDENCE = 8
"""References that a row names; how many there are besides is told."""


def pages(context: Context) -> list[Page]:
    """Return funding check and Charta comparison, none for a study without goals and measures."""
    if not _is_strategy(context):
        return []
    facts = context.facts
    checks = {
        FUNDING: funding_check(context.study, facts.catalogue),
        CHARTA: charta_comparison(context.study, facts.catalogue),
    }
    found = []
    for name, items in checks.items():
        checklist = load_checklists()[name]
        title = checklist.title.in_language(facts.language)
        section, contents = context.words("section_checks"), _contents(context, name, items)
        subtitle = context.words("check_subtitle", counts=_counted(context, items))
        found += table_pages(context, _KEYS[name], title, section, contents, subtitle=subtitle)
    return found


def omitted(context: Context) -> list[Omission]:
    """Return both checks if there is nothing to hold against them."""
    if _is_strategy(context):
        return []
    words, lists = context.words, load_checklists()
    return [
        Omission(key, lists[name].title.in_language(context.language), words("check_none"))
        for name, key in _KEYS.items()
    ]


def _is_strategy(context: Context) -> bool:
    return bool(context.facts.goals or context.facts.measures)


def status_word(context: Context, status: str) -> str:
    """Return what a status is called."""
    term = context.facts.catalogue.vocabulary.answer_statuses.get(status)
    return term.title.in_language(context.language) if term else context.words("check_unknown")


def _colour(context: Context, status: str) -> str:
    term = context.facts.catalogue.vocabulary.answer_statuses.get(status)
    return term.colour if term else theme.PAPER


def _counted(context: Context, items: Sequence[CheckedItem]) -> str:
    number = counts(items)
    return ", ".join(f"{status_word(context, status)}: {number[status]}" for status in STATUSES if number[status])


def _contents(context: Context, name: str, items: Sequence[CheckedItem]) -> Contents:
    words, checklist, language = context.words, load_checklists()[name], context.language
    columns = [
        Column(words("check_item"), 4.4),
        Column(words("check_status"), 1.6),
        Column(words("check_facts"), 3.4),
        Column(words("check_answer"), 3.0),
    ]
    rows: list[Row] = []
    for group, title in checklist.groups.items():
        own = [item for item in items if item.item.group == group]
        if not own:
            continue
        rows.append(row(title.in_language(language), is_strong=True))
        note = checklist.group_notes.get(group)
        if note is not None:
            rows.append(row(Cell(note.in_language(language), "quiet")))
        rows += [_row(context, item) for item in own]
    return Contents(columns, rows, checklist.note.in_language(language), words("check_note"))


def _row(context: Context, checked: CheckedItem) -> Row:
    words, item, language = context.words, checked.item, context.language
    term = context.facts.catalogue.vocabulary.statuses.get(item.status.value)
    origin = f" ({term.title.in_language(language)})" if term is not None else ""
    text = f"{item.title.in_language(language)}\n{item.text.in_language(language)}{origin}"
    facts = fact_lines(checked, language)
    if checked.evidence:
        facts.append(words("check_evidence", list=_evidence(context, checked.evidence)))
    answer = []
    if checked.answer is not None:
        answer = [part for part in (checked.answer.text, checked.answer.responsible) if part]
        if checked.proofs:
            answer.append(words("check_evidence", list=_evidence(context, checked.proofs)))
        if checked.is_contested:
            answer.insert(0, words("check_contested", answer=status_word(context, checked.answered)))
    status = Cell(status_word(context, checked.status), is_bold=True, mark=_colour(context, checked.status))
    told = Cell("\n".join(facts) or "–", "ink" if facts else "quiet")
    said = Cell(
        "\n".join(answer) or ("–" if checked.status != UNKNOWN else words("check_to_answer")),
        "ink" if answer else "quiet",
    )
    return row(text, status, told, said)


def _evidence(context: Context, evidence: Sequence[str]) -> str:
    """Return the references in short: the numbers of goals and measures, the names of indicators."""
    indicators, parts = context.facts.catalogue.indicators, []
    for one in evidence[:_MOST_EVIDENCE]:
        kind, _, name = one.partition(":")
        found = indicators.get(name) if kind == "indicator" else None
        shown = name if kind in REFERENCES and name else one  # what people wrote freely may hold a colon, too
        if kind == "run":
            shown = context.words("check_run", run=name)
        parts.append(found.title.in_language(context.language) if found else shown)
    left = len(evidence) - len(parts)
    return ", ".join([*parts, *([context.words("and_more", count=left)] if left else [])])
