# SPDX-License-Identifier: GPL-2.0-or-later
"""Participation: the procedures, what was contributed, what became of it, and the table of answers."""

from __future__ import annotations

from ...study.participation import AnswerRow, ParticipationSummary, ProcedureFacts
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from .goals import marked
from .measure_sheets import period
from .parts import Part

MOST_ANSWERS = 250
"""More contributions than these make an annex that nobody reads; the rest is counted and told."""


def participation(context: Context, out: Blocks) -> None:
    """Build the chapter on participation and its results."""
    facts = context.strategy.participation
    if not has_participation(facts):
        out.text("missing", context.words.say("participation.missing"))
        out.prompt("prompt", context.words.say("participation.prompt"))
        return
    procedures(context, out)
    results(context, out)


def isek_participation(context: Context, out: Blocks) -> None:
    """Build the chapter of integrated concepts: what the law asks for, and what the study holds of it."""
    say, facts = context.words.say, context.strategy.participation
    out.text("intro", say("isek.participation.intro"))
    known = has_participation(facts)
    for part in ("public", "bodies", "results"):
        out.heading(part, say(f"isek.participation.{part}"))
        if known and part == "public":
            procedures(context, Part(out, part))
        elif facts.contributions and part == "results":
            results(context, Part(out, part), with_heading=False)
        else:
            out.prompt(f"{part}_prompt", say(f"isek.participation.{part}_prompt"))


def has_participation(facts: ParticipationSummary) -> bool:
    """Return whether there is anything to tell."""
    return bool(facts.procedures or facts.contributions)


def procedures(context: Context, out: Blocks) -> None:
    """Add the procedures and how many contributions each brought."""
    words, facts = context.words, context.strategy.participation
    out.heading("procedures", words.say("participation.procedures"))
    if facts.is_example:
        out.callout("examples", words.say("examples.title"), words.say("participation.examples"))
    sentences = [words.count("participation.intro", facts.contributions, located=words.number(facts.located))]
    if facts.masked:
        sentences.append(words.count("participation.masked", facts.masked))
    out.sentences("intro_text", [*sentences, words.say("participation.limits")])
    columns = [
        Column(words.say("participation.column.procedure"), 4.6),
        Column(words.say("participation.column.platform"), 2.6),
        Column(words.say("participation.column.period"), 3.3),
        Column(words.say("participation.column.reached"), 2.2, Align.RIGHT),
        Column(words.say("participation.column.contributions"), 1.9, Align.RIGHT),
        Column(words.say("participation.column.answered"), 1.9, Align.RIGHT),
    ]
    rows = [_procedure(context, item) for item in facts.procedures]
    caption, note = words.say("participation.procedures_table"), words.say("participation.procedures_note")
    out.table("procedures_table", columns, rows, caption, note)


def _procedure(context: Context, facts: ProcedureFacts) -> list:
    words, item = context.words, facts.procedure
    title = marked(context, item.title or words.say("participation.no_procedure"), item.is_example)
    return [
        title,
        item.platform or words.say("table.none"),
        period(context, item.start, item.end) or words.number(None),
        words.number(item.reached),
        words.number(facts.contributions),
        words.number(facts.answered),
    ]


def results(context: Context, out: Blocks, with_heading: bool = True) -> None:
    """Add how far contributions are weighed and answered, by state and field of action."""
    words, facts = context.words, context.strategy.participation
    if not facts.contributions:
        return
    if with_heading:
        out.heading("results", words.say("participation.results"))
    sentences = [words.count("participation.weighed", facts.weighed, answered=words.number(facts.answered))]
    if facts.response_rate is not None:
        sentences.append(words.say("participation.rate", rate=words.share(facts.response_rate / 100.0)))
    out.sentences("results_text", sentences)
    _counts(context, out, facts)
    out.text("answers_note", words.say("participation.answers_note"))
    if facts.problems:
        out.heading("questions", words.say("participation.questions"), level=3)
        out.bullets("questions_list", [context.told(problem) for problem in facts.problems])


def _counts(context: Context, out: Blocks, facts: ParticipationSummary) -> None:
    words, statuses = context.words, context.catalogue.vocabulary.contribution_statuses
    total = [
        Cell(words.say("participation.total"), bold=True),
        Cell(words.number(facts.contributions), bold=True),
    ]
    rows: list = [
        [words.of(statuses[key].title) if key in statuses else key, words.number(count)]
        for key, count in facts.by_status.items()
    ]
    columns = [
        Column(words.say("participation.column.status"), 11.5),
        Column(words.say("participation.column.contributions"), 5.0, Align.RIGHT),
    ]
    out.table("status_table", columns, [*rows, total], words.say("participation.status_table"))
    rows = [
        [context.sector_title(key) if key else words.say("participation.no_sector"), words.number(count)]
        for key, count in facts.by_sector.items()
    ]
    columns = [Column(words.say("column.sector"), 11.5), columns[1]]
    out.table("sector_table", columns, [*rows, total], words.say("participation.sector_table"))


def answers(context: Context, out: Blocks) -> None:
    """Build the annex with every contribution and its answer; without contributions there is none."""
    words, known = context.words, context.strategy.answers
    if not known:
        return
    out.text("text", words.say("participation.answers_text"))
    columns = [
        Column(words.say("column.number"), 1.9),
        Column(words.say("participation.column.contribution"), 5.8),
        Column(words.say("participation.column.status"), 2.4),
        Column(words.say("participation.column.answer"), 3.9),
        Column(words.say("participation.column.linked"), 2.5),
    ]
    shown = known[:MOST_ANSWERS]
    rest = len(known) - len(shown)
    note = words.count("participation.answers_more", rest, listed=words.number(len(shown))) if rest else ""
    rows = [_answer(context, item) for item in shown]
    out.table("table", columns, rows, words.say("participation.answers_table"), note)


def _answer(context: Context, item: AnswerRow) -> list:
    words = context.words
    known = context.catalogue.vocabulary.contribution_statuses.get(item.status)
    title = marked(context, item.title or "", item.is_example) if item.title or item.is_example else ""
    return [
        Cell(item.contribution_id, bold=True),
        "\n".join(filter(None, [title, item.text])) or words.number(None),
        words.of(known.title) if known else item.status,
        item.answer or words.say("participation.no_answer"),
        ", ".join([*item.goal_ids, *item.measure_ids]) or words.say("table.none"),
    ]
