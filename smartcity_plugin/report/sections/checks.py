# SPDX-License-Identifier: GPL-2.0-or-later
"""Annexes: the funding check and the comparison with the Smart City Charter, evaluated and answered side by side."""

from __future__ import annotations

from collections.abc import Sequence

from ...catalogue.checklists import CHARTA, FUNDING, load_checklists
from ...model.checklist import FULFILLED, NOT_APPLICABLE, PARTLY, UNFULFILLED, UNKNOWN
from ...study.checklists import REFERENCES, CheckedItem, counts, fact_lines
from ..builder import Blocks
from ..context import Context
from ..document import Cell, Column
from ..judgement import GOOD, MIDDLE, POOR
from .goals import marked

SHADES = {FULFILLED: GOOD, PARTLY: MIDDLE, UNFULFILLED: POOR}
MOST_REFERENCES = {"goal": 20, "measure": 20, "indicator": 4}
"""More than these are counted, not named."""


def funding(context: Context, out: Blocks) -> None:
    """Build the annex with the funding check."""
    words, checked = context.words, context.strategy.funding
    _head(context, out, FUNDING, checked)
    columns = [
        Column(words.say("checks.column.item"), 5.6),
        Column(words.say("checks.column.state"), 2.3),
        Column(words.say("checks.column.shown"), 4.6),
        Column(words.say("checks.column.said"), 4.0),
    ]
    checklist = load_checklists()[FUNDING]
    for group, title in checklist.groups.items():
        rows = [_funding_row(context, item) for item in checked if item.item.group == group]
        out.heading(group, words.of(title))
        if group in checklist.group_notes:
            out.text(f"{group}_text", words.of(checklist.group_notes[group]))
        with out.evidence(_runs(context)):
            out.table(f"{group}_table", columns, rows, words.of(title), words.say("checks.note"))
    _reckonings(context, out, checked)


def charta(context: Context, out: Blocks) -> None:
    """Build the annex with the comparison with the Charter."""
    words, checked = context.words, context.strategy.charta
    _head(context, out, CHARTA, checked)
    columns = [
        Column(words.say("checks.column.item"), 5.6),
        Column(words.say("checks.column.state"), 2.2),
        Column(words.say("checks.column.references"), 4.9),
        Column(words.say("checks.column.said"), 3.8),
    ]
    for group, title in load_checklists()[CHARTA].groups.items():
        rows = [_charta_row(context, item) for item in checked if item.item.group == group]
        out.heading(group, words.of(title))
        with out.evidence(context.value_runs if group == "attributes" else ()):
            out.table(f"{group}_table", columns, rows, words.of(title), words.say("checks.note"))
    _reckonings(context, out, checked)


def _runs(context: Context) -> tuple[str, ...]:
    return (*context.value_runs, *context.need_runs)


def _head(context: Context, out: Blocks, name: str, checked: Sequence[CheckedItem]) -> None:
    words, found = context.words, counts(checked)
    out.text("note", words.of(load_checklists()[name].note))
    told = {key: words.number(found[key]) for key in (FULFILLED, PARTLY, UNFULFILLED, UNKNOWN)}
    sentences = [words.count("checks.findings", len(checked), **told)]
    if found[NOT_APPLICABLE]:
        sentences.append(words.count("checks.not_applicable", found[NOT_APPLICABLE]))
    contested = sum(item.is_contested for item in checked)
    if contested:
        sentences.append(words.count("checks.contested", contested))
    out.sentences("findings", sentences)


def _light(context: Context, item: CheckedItem) -> Cell:
    return Cell(context.words.say(f"checks.light.{item.status}"), shade=SHADES.get(item.status))


def _item(context: Context, checked: CheckedItem) -> str:
    words, item = context.words, checked.item
    source = words.say("checks.source", source=words.of(item.source), status=words.status(item.status))
    return "\n".join((words.of(item.title), words.of(item.text), source))


def _funding_row(context: Context, checked: CheckedItem) -> list:
    shown = "\n".join(fact_lines(checked, context.words.language)) or context.words.say("table.none")
    return [_item(context, checked), _light(context, checked), shown, said(context, checked)]


def _charta_row(context: Context, checked: CheckedItem) -> list:
    return [_item(context, checked), _light(context, checked), _named(context, checked), said(context, checked)]


def _named(context: Context, checked: CheckedItem) -> str:
    """Return the goals, measures and indicators that refer to an item."""
    words, lines = context.words, []
    for kind, key in (("goal", "goals"), ("measure", "measures"), ("indicator", "indicators")):
        names = [one.partition(":")[2] for one in checked.evidence if one.startswith(f"{kind}:")]
        if kind == "indicator":
            known = context.catalogue.indicators
            names = [context.title(known[name]) for name in names if name in known]
        if names:
            rest = len(names) - MOST_REFERENCES[kind]
            listed = ("; " if kind == "indicator" else ", ").join(names[: MOST_REFERENCES[kind]])
            listed = words.count("links.more", rest, list=listed) if rest > 0 else listed
            lines.append(words.say(f"checks.{key}", list=listed))
    return "\n".join(lines) or words.say("checks.no_reference")


def said(context: Context, checked: CheckedItem) -> str:
    """Return what people answered, with who is responsible and their evidence."""
    words, answer = context.words, checked.answer
    if answer is None:
        return words.say("table.none")
    known = context.catalogue.vocabulary.answer_statuses.get(answer.status or "")
    proofs = ", ".join(_proof(context, one) for one in checked.proofs)
    lines = [
        words.say("checks.says", status=words.of(known.title)) if known else "",
        marked(context, answer.text, answer.is_example) if answer.text else "",
        words.say("checks.responsible", who=answer.responsible) if answer.responsible else "",
        words.say("checks.evidence", evidence=proofs) if proofs else "",
    ]
    return "\n".join(filter(None, lines)) or words.say("table.none")


def _proof(context: Context, one: str) -> str:
    """Return a reference as readers know it; what people wrote freely stays, also with a colon in it."""
    kind, _, name = one.partition(":")
    if kind not in REFERENCES or not name:
        return one
    known = context.catalogue.indicators.get(name) if kind == "indicator" else None
    return context.title(known) if known else name


def _reckonings(context: Context, out: Blocks, checked: Sequence[CheckedItem]) -> None:
    """Add how the items are evaluated; what several have in common is said once."""
    words = context.words
    titles: dict[str, list[str]] = {}
    for item in (one.item for one in checked if not one.item.is_manual):
        titles.setdefault(words.of(item.reckoning), []).append(words.of(item.title))
    out.heading("reckoning", words.say("checks.reckoning"))
    lines = []
    for reckoning, names in titles.items():
        one = len(names) == 1
        lines.append(words.say("checks.reckoned", title=names[0], reckoning=reckoning) if one else reckoning)
    out.bullets("reckoning_list", lines)
