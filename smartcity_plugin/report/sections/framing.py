# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapters that set the frame: occasion and process, overarching goals."""

from __future__ import annotations

from ...catalogue.numbers import NOT_AVAILABLE
from ..builder import Blocks, labelled
from ..context import Context
from ..document import Align, Column

MARK = "●"


def occasion(context: Context, out: Blocks) -> None:
    """Build the chapter on occasion, mandate, process and organisation."""
    say = context.words.say
    out.text("intro", say("occasion.intro", place=context.place))
    out.heading("mandate", say("occasion.mandate"))
    out.prompt("mandate_prompt", say("occasion.mandate_prompt"))
    study_facts(context, out)
    out.heading("process", say("occasion.process"))
    out.text("process_text", say("occasion.process_text"))
    _process_table(context, out)
    out.heading("organisation", say("occasion.organisation"))
    out.prompt("organisation_prompt", say("occasion.organisation_prompt"))
    out.prompt("participation_prompt", say("occasion.participation_prompt"))


def study_facts(context: Context, out: Blocks) -> None:
    """Add what the planning study is and what it covers."""
    out.heading("study", context.words.say("occasion.study"))
    out.text("study_text", _study_text(context))
    with out.evidence(context.value_runs):
        _study_table(context, out)


def _study_text(context: Context) -> str:
    return context.words.say(
        "occasion.study_text",
        units=context.words.count("units.counted", len(context.names)),
        place=context.place,
        date=context.words.date(context.settings.reference_date),
    )


def _study_table(context: Context, out: Blocks) -> None:
    words, settings = context.words, context.settings
    unknown = words.of(NOT_AVAILABLE)
    entries = {
        "title": settings.title,
        "municipality": settings.municipality,
        "ags": settings.ags,
        "reference_date": words.date(settings.reference_date),
        "population": context.persons(context.city_id),
        "units": words.number(len(context.names)),
        "crs": settings.crs,
        "study_id": settings.study_id,
        "created": words.moment(settings.created_at),
        "plugin": settings.plugin_version,
    }
    rows = [[words.say(f"setting.{key}"), text or unknown] for key, text in entries.items()]
    columns = [Column(words.say("column.setting"), 5.5), Column(words.say("column.entry"), 11.0)]
    out.table("study_table", columns, rows, words.say("occasion.study_table"))


def _process_table(context: Context, out: Blocks) -> None:
    words = context.words
    drawn = words.say("process.drawn")
    states = {
        "inventory": words.count("process.inventory", len(context.computed)),
        "needs": words.say("process.needs" if len(context.needs) else "process.nothing"),
        "goals": _counted(context, "process.goals", len(context.goals)),
        "measures": _counted(context, "process.measures", len(context.measures)),
        "monitoring": drawn,
        "transfer": drawn,
    }
    rows = [
        [words.number(number), words.say(f"process.step.{key}"), state]
        for number, (key, state) in enumerate(states.items(), start=1)
    ]
    columns = [
        Column(words.say("column.number"), 1.2, Align.CENTRE),
        Column(words.say("column.step"), 7.3),
        Column(words.say("column.state"), 8.0),
    ]
    out.table("process_table", columns, rows, words.say("occasion.process_table"))


def _counted(context: Context, key: str, count: int) -> str:
    return context.words.count(key, count) if count else context.words.say("process.nothing")


def framework(context: Context, out: Blocks) -> None:
    """Build the chapter on overarching goals: SDGs, Charta, dimensions, plans."""
    say = context.words.say
    out.text("intro", say("framework.intro"))
    out.heading("sdg", say("framework.sdg"))
    out.text("sdg_text", say("framework.sdg_text"))
    _sdg_matrix(context, out)
    out.heading("charta", say("framework.charta"))
    out.text("charta_text", say("framework.charta_text"))
    _charta_matrix(context, out)
    out.heading("plans", say("framework.plans"))
    out.prompt("plans_prompt", say("framework.plans_prompt"))


def _sdg_matrix(context: Context, out: Blocks) -> None:
    words = context.words
    used = {sdg for indicator in context.computed for sdg in indicator.sdg}
    codes = [code for code in context.catalogue.vocabulary.sdgs if code in used]
    columns = [Column(words.say("column.indicator"), 6.5)]
    columns += [Column(code, 10.0 / max(len(codes), 1), Align.CENTRE) for code in codes]
    rows = [
        [context.title(indicator), *(MARK if code in indicator.sdg else "" for code in codes)]
        for indicator in context.computed
    ]
    out.table("sdg_matrix", columns, rows, words.say("framework.sdg_table"), words.say("framework.matrix_note"))
    out.bullets("sdg_titles", [labelled("", words.of(context.catalogue.vocabulary.sdgs[code].title)) for code in codes])


def _charta_matrix(context: Context, out: Blocks) -> None:
    words, vocabulary = context.words, context.catalogue.vocabulary
    terms = list(vocabulary.charta.values()) + list(vocabulary.dimensions.values())
    columns = [Column(words.say("column.indicator"), 5.5)]
    columns += [Column(words.of(term.title), 11.0 / len(terms), Align.CENTRE) for term in terms]
    rows = [
        [
            context.title(indicator),
            *(MARK if term.id in indicator.charta + indicator.dimensions else "" for term in terms),
        ]
        for indicator in context.computed
    ]
    out.table(
        "charta_matrix", columns, rows, words.say("framework.charta_table"), words.say("framework.matrix_note"), True
    )
