# SPDX-License-Identifier: GPL-2.0-or-later
"""The area and the people in it, as concepts for urban development funding describe them first."""

from __future__ import annotations

import numpy as np

from ...engine.compute import FEW_PERSONS
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column, Run
from ..findings import value_findings
from ..findings_basis import basis_findings
from ..judgement import need_cell
from ..references import FIGURE, referring, slot

POPULATION = ("soc_child_share", "soc_senior_share", "hou_single_hh_share", "soc_deprivation_index", "hou_pop_density")
"""Indicators that describe the people of a place; those that are computed are printed."""
LARGEST = 3
_MOST_COLUMNS = 3
"""How many of these indicators find room in the table of planning units."""


def area(context: Context, out: Blocks) -> None:
    """Build the chapter on the delimitation of the area: planning units, focus areas, what the town decides."""
    words = context.words
    units = words.count("units.counted", len(context.names))
    date = words.date(context.settings.reference_date)
    sentence = words.say("isek.area.intro", place=context.place, units=units, date=date, map=slot("map"))
    out.text("intro", referring(sentence, words, map=(FIGURE, out.id_of("map"))))
    out.figure("map", words.say("isek.area.map", place=context.place), context.figures.overview_map())
    if context.focus_areas:
        out.heading("candidates", words.say("isek.area.candidates"))
        out.text("candidates_text", words.count("isek.area.candidates_text", len(context.focus_areas)))
        if context.is_old(context.focus_runs):
            out.callout("stale", words.say("justice.stale_title"), words.say("justice.stale"))
        _focus_table(context, out)
    out.heading("limits", words.say("isek.area.limits"))
    out.prompt("limits_prompt", words.say("isek.area.limits_prompt"))


def _focus_table(context: Context, out: Blocks) -> None:
    words = context.words
    rows = [
        [
            Cell(f"{facts.focus_id} {facts.name}".strip(), bold=True),
            words.number(facts.area_ha, 1),
            words.persons_cell(facts.population),
            need_cell(context, facts.need),
        ]
        for facts in sorted(context.focus_areas, key=lambda item: -np.nan_to_num(item.persons))
    ]
    columns = [
        Column(words.say("isek.area.column.name"), 7.5),
        Column(words.say("isek.area.column.hectares"), 3.0, Align.RIGHT),
        Column(words.say("column.population"), 3.0, Align.RIGHT),
        Column(words.say("column.need"), 3.0, Align.RIGHT),
    ]
    with out.evidence(context.focus_runs):
        out.table("candidates_table", columns, rows, words.say("isek.area.table"), words.say("overlay.focus_note"))


def population(context: Context, out: Blocks) -> None:
    """Build the chapter on the population: numbers by planning unit, what is known of their composition."""
    words = context.words
    described = [context.catalogue.indicators[name] for name in POPULATION]
    described = [indicator for indicator in described if indicator in context.computed]
    with out.evidence(context.value_runs):
        out.sentences("intro", _people(context))
        _table(context, out, described[:_MOST_COLUMNS])
    out.heading("structure", words.say("isek.population.structure"))
    for indicator in described:
        facts = context.facts(indicator)
        title = Run(f"{context.title(indicator)}. ", bold=True)
        sentences = " ".join((*value_findings(facts, words), *basis_findings(facts, words)))
        with out.evidence(context.runs_of(indicator.id)):
            out.text(indicator.id, (title, Run(sentences)))
    if not described:
        out.text("missing", words.say("isek.population.missing"))
    out.prompt("forecast_prompt", words.say("isek.population.forecast_prompt"))


def _people(context: Context) -> list[str]:
    words = context.words
    whole = context.population.get(context.city_id)
    if whole is None or np.isnan(whole):
        return [words.say("isek.population.unknown", place=context.place)]
    units = words.count("units.counted", len(context.names))
    people = words.persons(whole)
    sentences = [words.say("isek.population.intro", place=context.place, people=people, units=units)]
    known = context.population.reindex(list(context.names)).dropna()
    largest = known[known >= FEW_PERSONS].sort_values(ascending=False, kind="stable").head(LARGEST)
    if len(context.names) > LARGEST and len(largest) == LARGEST:
        named = [
            words.say("findings.named", name=context.names[unit], value=context.persons(unit)) for unit in largest.index
        ]
        sentences.append(words.say("isek.population.largest", units=words.join(named)))
    return sentences


def _table(context: Context, out: Blocks, described: list) -> None:
    words = context.words
    whole = context.population.get(context.city_id, float("nan"))
    values = {item.id: context.facts(item).units.set_index("unit_id") for item in described}
    rows: list = []
    for unit, name in context.names.items():
        people = context.population.get(unit, float("nan"))
        told = people == people and people >= FEW_PERSONS and whole == whole and whole > 0
        cells = [
            context.cell_value(values[item.id].loc[unit], item) if unit in values[item.id].index else words.number(None)
            for item in described
        ]
        rows.append(
            [name, context.persons(unit), words.percent(people / whole, 1) if told else words.number(None), *cells]
        )
    total = [words.value(context.city_value(item.id), item.unit, with_unit=False) for item in described]
    share = words.percent(1.0) if whole == whole and whole > 0 else words.number(None)
    rows.append([Cell(text, bold=True) for text in (context.place, context.persons(context.city_id), share, *total)])
    columns = [
        Column(words.say("column.unit"), 4.6),
        Column(words.say("column.population"), 2.3, Align.RIGHT),
        Column(words.say("isek.population.share"), 1.8, Align.RIGHT),
    ]
    for item in described:
        symbol = words.symbol(item.unit)
        title = words.say("column.with_unit", title=context.title(item), unit=symbol) if symbol else context.title(item)
        columns.append(Column(title, 7.8 / len(described), Align.RIGHT))
    out.table("table", columns, rows, words.say("isek.population.table"), words.say("isek.population.note"))
