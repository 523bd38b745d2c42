# SPDX-License-Identifier: GPL-2.0-or-later
"""What the results leave out and hide: missing values step by step, excluded units and cells, small numbers."""

from __future__ import annotations

import pandas as pd

from ...engine.composite.needs import INDEX
from ...engine.compute import FEW_PERSONS, MINIMUM_COVERAGE
from ...engine.privacy import ROUND_TO, SMALLEST_COUNT
from ..builder import Blocks
from ..context import Context
from ..document import Align, Column
from ..exclusions import left_out_units
from ..findings import has_flag


def null_steps(context: Context, out: Blocks) -> None:
    """Add where values went missing in this study, step by step."""
    words = context.words
    units = context.values[context.values["unit_id"] != context.city_id]
    city = context.values[context.values["unit_id"] == context.city_id]
    cells, duplicates = context.cells, sum(source.duplicates for source in context.sources)
    partial = int((city["n_unknown"].fillna(0) > 0).sum()) if "n_unknown" in city else 0
    index = context.needs[(context.needs["scope"] == INDEX) & (context.needs["unit_id"] != context.city_id)]
    found = {
        "read": words.say("null_steps.read_count", count=words.number(duplicates)),
        "cells": _cells_text(context) if cells else None,
        "indicator": words.say(
            "null_steps.indicator_count", count=words.number(partial), total=words.number(len(city))
        ),
        "units": words.say(
            "null_steps.units_count",
            count=words.number(units["value"].isna().sum()),
            total=words.number(len(units)),
        ),
        "index": words.say(
            "null_steps.index_count", count=words.number(index["need"].isna().sum()), total=words.number(len(index))
        )
        if len(index)
        else None,
        "shown": words.say(
            "null_steps.shown_count",
            count=words.number((units["value"].notna() & has_flag(units, "few_cases")).sum()),
        ),
    }
    limits = {
        "least": words.percent(MINIMUM_COVERAGE),
        "weight": words.percent(context.scheme.minimum_weight),
        "few": words.number(FEW_PERSONS),
    }
    rows = [
        [words.say(f"null_steps.{key}.step"), words.say(f"null_steps.{key}.rule", **limits), text]
        for key, text in found.items()
        if text is not None
    ]
    columns = [
        Column(words.say("column.step"), 3.2),
        Column(words.say("null_steps.rule"), 8.3),
        Column(words.say("null_steps.here"), 5.0),
    ]
    runs = (*context.value_runs, *context.need_runs)
    with out.evidence(runs):
        out.table("null_steps", columns, rows, words.say("null_steps.table"))


def _cells_text(context: Context) -> str:
    words, cells = context.words, context.cells
    if cells is None:
        return words.number(None)
    return words.say("null_steps.cells_count", count=words.number(cells.unknown), total=words.number(cells.total))


def excluded(context: Context, out: Blocks) -> None:
    """Add the planning units and cells that results leave out."""
    words = context.words
    out.heading("excluded", words.say("excluded.heading"))
    out.text("excluded_text", words.say("excluded.text"))
    index = context.needs[context.needs["scope"] == INDEX]
    units = context.values[context.values["unit_id"] != context.city_id]
    table = left_out_units(units, index, context.names, len(context.computed))
    with out.evidence((*context.value_runs, *context.need_runs)):
        if table.empty:
            out.text("excluded_none", words.say("excluded.none"))
        else:
            _unit_table(context, out, table)
        _cell_sentences(context, out)


def _unit_table(context: Context, out: Blocks, table: pd.DataFrame) -> None:
    words = context.words
    rows = [
        [
            row.name,
            words.persons_cell(row.population),
            words.say("inventory.of", count=words.number(row.missing), total=words.number(len(context.computed))),
            words.say("excluded.marked") if row.few else words.say("table.none"),
            words.say("excluded.marked") if row.unscored else words.say("table.none"),
        ]
        for row in table.itertuples(index=False)
    ]
    columns = [
        Column(words.say("column.unit"), 6.5),
        Column(words.say("column.population"), 2.4, Align.RIGHT),
        Column(words.say("excluded.missing"), 2.9, Align.RIGHT),
        Column(words.say("excluded.few"), 2.5, Align.CENTRE),
        Column(words.say("excluded.unscored"), 2.2, Align.CENTRE),
    ]
    note = words.say("excluded.note", limit=words.number(FEW_PERSONS))
    out.table("excluded_units", columns, rows, words.say("excluded.table"), note)


def _cell_sentences(context: Context, out: Blocks) -> None:
    words, cells = context.words, context.cells
    if cells is None:
        return
    sentences = [words.say("excluded.cells", total=words.number(cells.total), inhabited=words.number(cells.inhabited))]
    if cells.unknown:
        sentences.append(words.count("excluded.cells_unknown", cells.unknown))
    if cells.outside:
        persons = words.persons(cells.outside_persons)
        sentences.append(words.count("excluded.cells_outside", cells.outside, persons=persons))
    if cells.unassessed:
        persons = words.persons(cells.unassessed_persons)
        sentences.append(words.count("excluded.cells_unassessed", cells.unassessed, persons=persons))
    out.sentences("excluded_cells", sentences)


def privacy(context: Context, out: Blocks) -> None:
    """Add the rules by which small numbers are hidden, with what they hid here."""
    words = context.words
    units = context.values[context.values["unit_id"] != context.city_id]
    hidden = int((units["value"].notna() & has_flag(units, "few_cases")).sum())
    few = int(units.loc[has_flag(units, "few_cases"), "unit_id"].nunique())
    out.heading("privacy", words.say("privacy.heading"))
    out.text("privacy_text", words.say("privacy.text"))
    limit, smallest = words.number(FEW_PERSONS), words.number(SMALLEST_COUNT)
    out.bullets(
        "privacy_rules",
        [
            words.say("privacy.few", limit=limit),
            words.say("privacy.rounded", limit=limit),
            words.say("privacy.cells"),
            words.say("privacy.export", smallest=smallest, step=words.number(ROUND_TO)),
            words.say("privacy.source"),
            words.say("privacy.never"),
        ],
    )
    with out.evidence(context.value_runs):
        told = words.count("privacy.here", few, values=words.number(hidden)) if few else words.say("privacy.here_none")
        out.text("privacy_here", told)
