# SPDX-License-Identifier: GPL-2.0-or-later
"""Data passports, records of runs, fingerprints."""

from __future__ import annotations

from ..builder import Blocks
from ..context import Context
from ..document import Cell, Column


def data_passports(context: Context, out: Blocks) -> None:
    """Add what is known of every dataset."""
    words, vocabulary = context.words, context.catalogue.vocabulary
    unknown = words.number(None)
    out.heading("passports", words.say("annex.passports"))
    out.text("passports_text", words.count("annex.passports_text", len(context.sources)))
    rows = []
    for passport in context.sources:
        licence = vocabulary.licences.get(passport.licence)
        use = context.role_title(passport.role)
        about = [
            passport.title,
            words.say("passport.role", role=use) if use != passport.title else "",
            words.count("passport.features", int(passport.feature_count)),
            words.count("passport.duplicates", passport.duplicates) if passport.duplicates else "",
        ]
        terms = [
            passport.attribution or passport.source or unknown,
            words.of(licence.title) if licence else passport.licence or unknown,
            words.say("passport.contact", contact=passport.contact) if passport.contact else "",
        ]
        known = passport.completeness
        light = context.ratings[passport.role].light
        fitness = [
            words.say("passport.light", light=words.of(vocabulary.lights[light.value].title)),
            words.of(vocabulary.fitness[passport.fitness.value].title),
            words.say("passport.completeness", share=words.share(known)) if known is not None else "",
            passport.note,
        ]
        rows.append(
            [
                "\n".join(filter(None, about)),
                "\n".join(filter(None, terms)),
                words.date(passport.data_date) or unknown,
                "\n".join(filter(None, fitness)),
            ]
        )
    columns = [
        Column(words.say("column.dataset"), 4.0),
        Column(words.say("column.source_licence"), 5.0),
        Column(words.say("column.data_date"), 2.2),
        Column(words.say("column.fitness"), 5.3),
    ]
    out.table("passports_table", columns, rows, words.say("annex.passports_table"))


def run_records(context: Context, out: Blocks) -> None:
    """Add when what was computed, on which software."""
    words = context.words
    out.heading("runs", words.say("annex.runs"))
    rows = []
    for run in context.runs.values():
        versions = ", ".join(f"{name} {version}" for name, version in sorted(run.versions.items()))
        rows.append(
            [
                f"{kind_title(context, run.kind)}\n{run.run_id}",
                words.moment(run.started_at),
                words.number(len(run.inputs)),
                versions or words.number(None),
            ]
        )
    columns = [
        Column(words.say("column.run"), 4.2),
        Column(words.say("column.started"), 4.0),
        Column(words.say("column.inputs"), 1.8),
        Column(words.say("column.versions"), 6.5),
    ]
    out.text("runs_text", words.say("annex.runs_text"))
    out.table("runs_table", columns, rows, words.say("annex.runs_table"), words.say("annex.runs_note"))


KINDS = (
    *("compute_indicators", "assess_needs", "assess_cell_needs", "test_robustness", "hot_spots", "focus_areas"),
    *("import_contributions", "contribution_map"),
    *("update_focus_areas", "multi_burden", "conflicts_synergies", "justice"),
    *("compute_scenario", "choose_portfolio"),
)
"""The kinds of runs that have a name for readers."""


def kind_title(context: Context, kind: str) -> str:
    """Return what a kind of run is called."""
    return context.words.say(f"run.{kind}") if kind in KINDS else kind


def fingerprints(context: Context, out: Blocks) -> None:
    """Add the fingerprints by which the data can be recognised."""
    words = context.words
    out.heading("fingerprints", words.say("annex.fingerprints"))
    out.text("fingerprints_text", words.say("annex.fingerprints_text"))
    rows = [[Cell(context.role_title(item.role)), item.fingerprint] for item in context.sources]
    columns = [Column(words.say("column.role"), 5.2), Column(words.say("column.fingerprint"), 11.3, code=True)]
    out.table("fingerprints_table", columns, rows, words.say("annex.fingerprints_table"))


def attributions(context: Context, out: Blocks) -> None:
    """Add the attributions that publications must carry, with a heading."""
    if context.sources:
        out.heading("attributions", context.words.say("attribution.heading"))
        out.text("attributions_text", context.words.say("attribution.text"))
        attributions_table(context, out)


def attributions_table(context: Context, out: Blocks) -> None:
    """Add the attributions by licence, and what each licence asks for."""
    words, licences = context.words, context.catalogue.vocabulary.licences
    by_licence: dict[str, list[str]] = {}
    for passport in context.sources:
        for licence in passport.licences or ("",):
            notices = by_licence.setdefault(licence, [])
            notice = passport.attribution or words.say("attribution.missing")
            if notice not in notices:
                notices.append(notice)
    rows = []
    for licence, notices in by_licence.items():
        known = licences.get(licence)
        duty = words.say(f"attribution.duties.{licence if known else 'unknown'}")
        rows.append([words.of(known.title) if known else licence or words.number(None), "\n".join(notices), duty])
    columns = [
        Column(words.say("column.licence"), 4.2),
        Column(words.say("attribution.notice"), 6.3),
        Column(words.say("attribution.duty"), 6.0),
    ]
    out.table("attributions_table", columns, rows, words.say("attribution.table"))
