# SPDX-License-Identifier: GPL-2.0-or-later
"""The needs analysis: index, sectors, several sectors at once."""

from __future__ import annotations

import pandas as pd

from ...engine.composite.needs import INDEX, STRONG, WEAK
from ...engine.compute import FEW_PERSONS
from ..builder import Blocks
from ..context import Context
from ..document import Align, Column
from ..findings_needs import (
    GroupFacts,
    NeedFacts,
    group_findings,
    high_needs,
    index_findings,
    overlay_findings,
    sector_findings,
    top_units,
)
from ..findings_robustness import rank_security
from ..judgement import need_cell
from ..references import FIGURE, TABLE, referring, slot
from .justice import burden, justice
from .robustness import robustness


def needs(context: Context, out: Blocks) -> None:
    """Build the needs chapter."""
    words = context.words
    out.text("intro", words.say("needs.intro"))
    facts = context.need_facts(INDEX)
    if facts is None:
        out.text("missing", words.say("needs.missing"))
        return
    out.text("method", method_text(context))
    out.heading("index", words.say("needs.index"))
    with out.evidence(context.need_runs):
        with out.evidence(context.robustness_runs):
            out.sentences("index_findings", [*index_findings(facts, words), *security(context, facts)])
        sentence = words.say("refers.needs", map=slot("map"), table=slot("table"))
        targets = {"map": (FIGURE, out.id_of("index_map")), "table": (TABLE, out.id_of("by_unit"))}
        out.text("index_refers", referring(sentence, words, **targets))
        out.figure("index_map", words.say("needs.index_map"), context.figures.need_map(INDEX))
        _by_unit(context, out, facts.units)
    robustness(context, out)
    out.heading("sectors", words.say("needs.sectors"))
    with out.evidence(context.need_runs):
        for sector in context.scored_sectors:
            out.heading(f"sector.{sector}", context.sector_title(sector), level=3)
            out.sentences(f"sector.{sector}.findings", sector_findings(context.need_facts(sector), words))
        _overlay(context, out)
        _groups(context, out, facts)
    burden(context, out)
    justice(context, out)
    out.heading("outlook", words.say("needs.outlook"))
    if not facts.units["persons_forecast"].notna().any():
        out.prompt("forecast_prompt", words.say("needs.forecast_prompt"))
    out.prompt("participation_prompt", words.say("needs.participation_prompt"))


def security(context: Context, facts: NeedFacts) -> list[str]:
    """Return how sure the classes of the units are that the findings on the index name for intensity of need."""
    named = list(top_units(facts.known, "need", context.words)["name"])
    is_old = context.is_old(context.robustness_runs)
    return rank_security(named, context.robustness, context.words, is_old)


def method_text(context: Context) -> str:
    """Return how the scheme in force makes scores and needs."""
    return " ".join((*context.scheme_sentences(), context.words.say("needs.method")))


def _by_unit(context: Context, out: Blocks, units: pd.DataFrame) -> None:
    words = context.words
    shown = units[units["population"].fillna(0) >= FEW_PERSONS]
    shown = shown.assign(
        need_rank=shown["need"].rank(ascending=False, method="min"),
        person_rank=shown["persons"].rank(ascending=False, method="min"),
    ).sort_values(["need", "name"], ascending=[False, True], na_position="last", kind="stable")
    rows = [
        [
            row["name"],
            context.persons(row["unit_id"]),
            need_cell(context, row["need"]),
            words.number(row["need_rank"]),
            words.rounded(row["persons"]) if pd.notna(row["persons"]) else words.number(None),
            words.number(row["person_rank"]),
        ]
        for _, row in shown.iterrows()
    ]
    columns = [
        Column(words.say("column.unit"), 5.0),
        Column(words.say("column.population"), 2.5, Align.RIGHT),
        Column(words.say("column.need"), 2.4, Align.RIGHT),
        Column(words.say("column.rank_need"), 2.0, Align.RIGHT),
        Column(words.say("column.persons"), 2.6, Align.RIGHT),
        Column(words.say("column.rank_persons"), 2.0, Align.RIGHT),
    ]
    note = words.say("needs.table_note", strong=words.number(STRONG), weak=words.number(WEAK))
    if len(shown) < len(units):
        note += " " + words.count("findings.gap.few", len(units) - len(shown), limit=words.number(FEW_PERSONS))
    out.table("by_unit", columns, rows, words.say("needs.table"), note)


def _overlay(context: Context, out: Blocks) -> None:
    words = context.words
    scores = context.score_table("sector")
    out.heading("overlay", words.say("needs.overlay"))
    if scores.shape[1] < 2:
        out.text("overlay_missing", words.say("needs.overlay_missing"))
        return
    scores = scores[context.scored_sectors]
    out.sentences("overlay_findings", overlay_findings(scores, words))
    high = high_needs(scores)
    high = high[high.any(axis=1)]
    order = sorted(high.index, key=lambda unit: (-high.loc[unit].sum(), list(context.names).index(unit)))
    rows = [
        [
            context.names[unit],
            words.number(high.loc[unit].sum()),
            words.join([context.sector_title(sector) for sector in high.columns if high.loc[unit, sector]]),
            context.persons(unit),
        ]
        for unit in order
    ]
    columns = [
        Column(words.say("column.unit"), 4.4),
        Column(words.say("column.high_sectors"), 2.2, Align.CENTRE),
        Column(words.say("column.which_sectors"), 7.4),
        Column(words.say("column.population"), 2.5, Align.RIGHT),
    ]
    note = words.say("needs.overlay_note", limit=words.number(WEAK))
    out.table("overlay_table", columns, rows, words.say("needs.overlay_table"), note)


GROUP_COLUMNS = ("persons_under_18", "persons_65_plus", "persons_deprived", "persons_forecast")
"""The columns of the table on focus groups, as far as anything is known."""


def _groups(context: Context, out: Blocks, facts: NeedFacts) -> None:
    """Build the part on focus groups: sentences and a table of persons in need by unit."""
    words = context.words
    out.heading("groups", words.say("needs_groups.heading"))
    shown = [name for name in GROUP_COLUMNS if facts.units[name].notna().any()]
    if not shown:
        out.text("groups_missing", words.say("needs_groups.missing"))
        return
    grouped = group_facts(context, facts)
    out.text("groups_intro", words.say("needs_groups.intro"))
    out.sentences("groups_findings", group_findings(grouped, words))
    columns = [Column(words.say("column.unit"), 5.0)]
    columns += [
        Column(words.say(f"needs_groups.column.{name}", year=grouped.year), 2.8, Align.RIGHT)
        for name in ("persons", *shown)
    ]
    rows = [
        [row["name"], *(_persons_cell(context, row[name]) for name in ("persons", *shown))]
        for _, row in facts.known.iterrows()
    ]
    limit = words.number(FEW_PERSONS)
    note = words.say("needs_groups.table_note", below=words.say("persons.below", limit=limit), limit=limit)
    out.table("groups_table", columns, rows, words.say("needs_groups.table"), note)


def group_facts(context: Context, facts: NeedFacts) -> GroupFacts:
    """Return the needs of focus groups with what the run that made them knows of them."""
    run_ids = context.needs["run_id"].dropna()
    run = context.runs.get(run_ids.iloc[0]) if len(run_ids) else None
    record = run.parameters.get("groups", {}) if run else {}
    indicator, limit = context.catalogue.indicators.get(record.get("deprivation", "")), record.get("limit")
    return GroupFacts(
        facts,
        "ages_by_share" in record.get("ages", []),
        context.title(indicator) if indicator else "",
        context.words.value(limit, indicator.unit) if indicator else "",
        str(record.get("forecast_year") or ""),
    )


def _persons_cell(context: Context, persons: float) -> str:
    words = context.words
    if pd.isna(persons):
        return words.number(None)
    if 0 < persons < FEW_PERSONS:
        return words.say("persons.below", limit=words.number(FEW_PERSONS))
    return words.rounded(persons)
