# SPDX-License-Identifier: GPL-2.0-or-later
"""Chapters of the short concept for applications: what longer outlines spread over many pages, in brief."""

from __future__ import annotations

from collections.abc import Sequence

from ...engine.composite.needs import INDEX, STRONG, WEAK
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from ..findings_needs import index_findings, sector_findings
from ..judgement import aim_text, verdict
from .annex_methods import null_policy
from .costs import costs_brief
from .focus import need_matrix
from .goals import goals_brief
from .isek import costs_by_sector
from .measures import implementation, measures_brief
from .monitoring import monitoring_brief
from .needs import method_text
from .parts import Part
from .swot import swot

SUBJECTS = {"urban": ("housing", "mobility"), "ecological": ("green", "climate"), "social": ("social", "digital")}
"""The fields of action by the subjects of the chapter on strengths and weaknesses."""
ECONOMY = ("economy",)
"""The field of action that has a chapter of its own."""
MAP_HEIGHT = 95.0
"""Millimetres a map may take, so that text and a table find room on its page."""


def strengths(context: Context, out: Blocks) -> None:
    """Build the chapter on strengths and weaknesses."""
    words = context.words
    units = words.count("units.counted", len(context.names))
    limits = {"strong": words.number(STRONG), "weak": words.number(WEAK)}
    out.text("intro", words.say("nrw.strengths.intro", units=units, **limits))
    for subject, sectors in SUBJECTS.items():
        title = words.say(f"nrw.strengths.{subject}")
        out.heading(subject, title)
        _subject(context, Part(out, subject), title, sectors)
    facts = context.need_facts(INDEX)
    out.heading("needs", words.say("nrw.strengths.needs"))
    if facts is None:
        out.text("needs_missing", words.say("needs.missing"))
    else:
        with out.evidence(context.need_runs):
            out.sentences("needs_findings", index_findings(facts, words))
            out.figure("needs_map", words.say("needs.index_map"), context.figures.need_map(INDEX), MAP_HEIGHT)
    out.heading("swot", words.say("nrw.strengths.swot"))
    swot(context, Part(out, "swot"))


def economy(context: Context, out: Blocks) -> None:
    """Build the chapter on economy and retail; without results there is none."""
    if any(sector in context.sectors for sector in ECONOMY):
        title = context.sector_title(ECONOMY[0])
        _subject(context, out, title, ECONOMY)
        out.prompt("prompt", context.words.say("nrw.economy.prompt"))


def aims(context: Context, out: Blocks) -> None:
    """Build the chapter on goals, fields of action and cross-cutting themes."""
    say = context.words.say
    out.heading("goals", say("nrw.aims.goals"))
    goals_brief(context, Part(out, "goals"))
    out.heading("fields", say("nrw.aims.fields"))
    if context.need_facts(INDEX) is None:
        out.text("fields_missing", say("needs.missing"))
    else:
        with out.evidence(context.need_runs):
            need_matrix(context, Part(out, "fields"))
    out.prompt("fields_prompt", say("focus.areas_prompt"))
    out.heading("cross", say("nrw.aims.cross"))
    out.prompt("cross_prompt", say("nrw.aims.cross_prompt"))


def plan(context: Context, out: Blocks) -> None:
    """Build the chapter with the plan of measures, costs, financing and time."""
    for name, build in (("measures", measures_brief), ("costs", costs_brief), ("bundling", costs_by_sector)):
        out.heading(name, context.words.say(f"nrw.plan.{name}"))
        build(context, Part(out, name))
    out.prompt("bundling.prompt", context.words.say("isek.bundling.prompt"))


def steering(context: Context, out: Blocks) -> None:
    """Build the chapter on steering, continuation, monitoring and evaluation."""
    for name, build in (("steering", implementation), ("monitoring", monitoring_brief)):
        out.heading(name, context.words.say(f"nrw.steering.{name}"))
        build(context, Part(out, name))


def annex_short(context: Context, out: Blocks) -> None:
    """Build the short annex: data with date and licence, the way of computing, treatment of missing values."""
    words, vocabulary = context.words, context.catalogue.vocabulary
    out.heading("data", words.say("nrw.annex.data"))
    by_terms: dict[str, list[str]] = {}
    for passport in context.sources:
        licence = vocabulary.licences.get(passport.licence)
        terms = words.of(licence.title) if licence else passport.licence or words.number(None)
        source = passport.attribution or passport.source or words.number(None)
        dated = words.say(
            "nrw.annex.dataset", title=passport.title, date=words.date(passport.data_date) or words.number(None)
        )
        by_terms.setdefault(f"{source}\n{terms}", []).append(dated)
    columns = [Column(words.say("column.source_licence"), 6.5), Column(words.say("column.datasets"), 10.0)]
    rows = [[terms, "; ".join(datasets)] for terms, datasets in by_terms.items()]
    out.table("data_table", columns, rows, words.say("nrw.annex.data_table"))
    out.heading("method", words.say("nrw.annex.method"))
    if context.need_facts(INDEX) is not None:
        out.text("method_text", method_text(context))
    out.text("more", words.say("nrw.annex.more", study=context.settings.study_id))
    null_policy(context, out)


def _subject(context: Context, out: Blocks, title: str, sectors: Sequence[str]) -> None:
    """Add values, ratings and needs of some fields of action; one of them as a map."""
    words = context.words
    indicators = [item for sector in sectors for item in context.computed_in(sector) if item.is_scored]
    if not indicators:
        out.text("none", words.say("nrw.strengths.no_results"))
        out.prompt("prompt", words.say("nrw.strengths.prompt"))
        return
    rows = [
        [
            Cell(context.title(item)),
            words.value(context.city_value(item.id), item.unit),
            aim_text(context, item),
            verdict(context, context.city_score(item.id)),
        ]
        for item in indicators
    ]
    columns = [
        Column(words.say("column.indicator"), 6.2),
        Column(words.say("column.value"), 2.8, Align.RIGHT),
        Column(words.say("column.target"), 4.7),
        Column(words.say("column.verdict"), 2.8),
    ]
    with out.evidence(context.runs_of(*(item.id for item in indicators))):
        out.table("table", columns, rows, words.say("nrw.strengths.table", subject=title))
    with out.evidence(context.need_runs):
        _needs(context, out, sectors)


def _needs(context: Context, out: Blocks, sectors: Sequence[str]) -> None:
    """Add findings on the needs of some fields of action, and the map of the first that has any."""
    words, mapped = context.words, False
    for sector in sectors:
        facts = context.need_facts(sector)
        if facts is None:
            continue
        out.sentences(f"{sector}.findings", sector_findings(facts, words))
        if not mapped:
            caption = words.say("nrw.strengths.sector_map", sector=context.sector_title(sector))
            out.figure(f"{sector}.map", caption, context.figures.need_map(sector), MAP_HEIGHT)
            mapped = True
