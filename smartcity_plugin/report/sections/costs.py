# SPDX-License-Identifier: GPL-2.0-or-later
"""Costs and financing (KoFi): what measures cost, who pays, when, and what does not add up.

The overview is split so that it fits an upright page: costs, then sources of funds, then years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ...model.problem import Problem
from ...study.costs import CostRow, CostTable
from ..builder import Blocks
from ..context import Context
from ..document import Align, Cell, Column
from .goals import marked
from .measure_sheets import source_title

WIDEST = 6
"""More columns of amounts than these do not fit beside each other."""


def costs(context: Context, out: Blocks) -> None:
    """Build the chapter on costs and financing."""
    _kofi(context, out, with_lead=True)
    table = context.strategy.costs
    if context.strategy.total_costs or table.totals.gross is not None or table.totals.financed is not None:
        _checks(context, out, table)


def costs_brief(context: Context, out: Blocks) -> None:
    """Add what measures cost, who pays, and when; the remarks of the check are only counted."""
    _kofi(context, out, with_lead=False)
    problems = _problems(context.strategy.costs)
    if problems:
        out.text("checks_count", context.words.count("cost_more.checks_count", len(problems)))


def _kofi(context: Context, out: Blocks, with_lead: bool) -> None:
    words, table = context.words, context.strategy.costs
    priced = context.strategy.total_costs
    if not priced and table.totals.gross is None and table.totals.financed is None:
        out.text("missing", words.say("costs.missing" if context.measures else "measures.missing"))
        out.prompt("financing_prompt", words.say("costs.financing_prompt"))
        return
    printed = context.strategy.printed_costs
    total, count = words.number(sum(printed.values())), words.number(len(context.measures))
    out.text("intro", words.count("costs.intro", len(printed), total=total, of=count))
    estimates = [row.estimate or 0.0 for row in table.rows if _is_estimate(context, row)]
    if estimates:
        told = words.number(sum(estimates))
        out.text("estimates", words.count("cost_more.estimates", len(estimates), total=told))
    _overview(context, out, table, with_lead)
    if table.totals.financed is None:
        out.text("financing_none", words.say("cost_more.financing_none"))
        out.prompt("financing_prompt", words.say("costs.financing_prompt"))
    else:
        _sources(context, out, table)
    _years(context, out, table)


def _overview(context: Context, out: Blocks, table: CostTable, with_lead: bool) -> None:
    """Add costs by measure; where there are no rows of costs, the first estimate counts."""
    words = context.words
    rows = []
    for row in table.rows:
        rows.append([*_name(context, row, with_lead), *_amounts(context, row)])
    printed = context.strategy.printed_costs
    total = [words.say("costs.total"), "", words.number(sum(printed.values()) if printed else None)]
    totals = table.totals
    total += [_euro(context, totals.not_eligible), _euro(context, totals.eligible), _share(context, totals)]
    rows.append([Cell(text, bold=True) for text in total])
    columns = [
        Column(words.say("column.number"), 1.9),
        Column(words.say("cost_more.column.measure" if with_lead else "column.measure"), 6.0),
        Column(words.say("cost_more.column.gross"), 2.1, Align.RIGHT),
        Column(words.say("cost_more.column.not_eligible"), 2.1, Align.RIGHT),
        Column(words.say("cost_more.column.eligible"), 2.1, Align.RIGHT),
        Column(words.say("cost_more.column.own_share"), 1.7, Align.RIGHT),
    ]
    note = [words.say("cost_more.overview_note")]
    if table.totals.gross is None:
        note.append(words.say("cost_more.rows_only_estimate"))
    elif any(_is_estimate(context, row) for row in table.rows):
        note.append(words.say("cost_more.estimate_note"))
    if any(row.unknown for row in table.rows):
        note.append(words.say("cost_more.incomplete_note"))
    out.table("table", columns, rows, words.say("cost_more.overview_table"), " ".join(note))


def _name(context: Context, row: CostRow, with_lead: bool) -> list:
    examples = {measure.measure_id for measure in context.measures if measure.is_example}
    title = marked(context, row.title, row.measure_id in examples)
    text = context.words.say("measure_more.with_lead", title=title, lead=row.lead) if row.lead and with_lead else title
    return [Cell(row.measure_id, bold=True), text]


def _amounts(context: Context, row: CostRow) -> list[str]:
    gross = _euro(context, context.strategy.printed_costs.get(row.measure_id))
    if _is_estimate(context, row):
        gross = context.words.say("cost_more.about", amount=_euro(context, row.estimate))
    return [
        f"{gross}\u00a0*" if row.unknown else gross,
        _euro(context, row.not_eligible),
        _euro(context, row.eligible),
        _share(context, row),
    ]


def _is_estimate(context: Context, row: CostRow) -> bool:
    """Whether there is only a first estimate of a measure while others have amounts: it is in no sum then."""
    return row.gross is None and row.estimate is not None and context.strategy.costs.totals.gross is not None


def _euro(context: Context, amount: Optional[float]) -> str:
    return context.words.number(amount)


def _share(context: Context, row: CostRow) -> str:
    share = row.own_share_percent
    return context.words.number(None) if share is None else context.words.number(share, 1)


def _sources(context: Context, out: Blocks, table: CostTable) -> None:
    words = context.words
    out.heading("sources", words.say("cost_more.financing_heading"))
    order = {name: number for number, name in enumerate(context.catalogue.vocabulary.financing_sources)}
    sources = sorted(table.sources, key=lambda source: order.get(source, len(order)))
    columns = [Column(words.say("column.number"), 1.9)]
    columns += [Column(source_title(context, source), 2.1, Align.RIGHT) for source in sources]
    columns.append(Column(words.say("cost_more.column.sum"), 2.1, Align.RIGHT))
    rows = [
        [Cell(row.measure_id, bold=True), *_of(context, row.by_source, sources), _euro(context, row.financed)]
        for row in table.rows
        if row.financing_rows
    ]
    totals = [*_of(context, table.totals.by_source, sources), _euro(context, table.totals.financed)]
    rows.append([Cell(text, bold=True) for text in (words.say("costs.total"), *totals)])
    out.table("sources_table", columns, rows, words.say("cost_more.financing_table"))


def _of(context: Context, amounts: dict, keys: Sequence) -> list[str]:
    """Return amounts by key; a dash where there are none, which is not zero euros entered."""
    none = context.words.say("table.none")
    return [_euro(context, amounts[key]) if key in amounts else none for key in keys]


def _years(context: Context, out: Blocks, table: CostTable) -> None:
    """Add costs by year, in several tables if there are many years."""
    words = context.words
    years: list[Optional[int]] = [year for year in table.years if year in table.totals.by_year]
    if not years:
        return
    if table.totals.without_year is not None:
        years.append(None)
    out.heading("years", words.say("cost_more.years_heading"))
    parts = [years[start : start + WIDEST] for start in range(0, len(years), WIDEST)]
    rows = [row for row in table.rows if row.by_year or row.without_year is not None]
    for number, part in enumerate(parts, start=1):
        columns = [Column(words.say("column.number"), 1.9)]
        titles = [words.say("cost_more.column.no_year") if year is None else str(year) for year in part]
        columns += [Column(title, 2.1, Align.RIGHT) for title in titles]
        columns.append(Column(words.say("cost_more.column.sum"), 2.1, Align.RIGHT))
        cells = [[Cell(row.measure_id, bold=True), *_of_years(context, row, part)] for row in rows]
        totals = [words.say("costs.total"), *_of_years(context, table.totals, part)]
        cells.append([Cell(text, bold=True) for text in totals])
        if len(parts) == 1:
            caption = words.say("cost_more.years_table")
        else:
            caption = words.say("cost_more.years_table_part", part=words.number(number))
        out.table(f"years_table.{number}", columns, cells, caption, words.say("cost_more.years_note"))


def _of_years(context: Context, row: CostRow, years: Sequence[Optional[int]]) -> list[str]:
    amounts: dict[Optional[int], float] = dict(row.by_year)
    if row.without_year is not None:
        amounts[None] = row.without_year
    return [*_of(context, amounts, years), _euro(context, row.gross)]


def _problems(table: CostTable) -> list[Problem]:
    problems = [problem for row in table.rows for problem in row.problems]
    return [*problems, *table.totals.problems, *table.problems]


def _checks(context: Context, out: Blocks, table: CostTable) -> None:
    words, problems = context.words, _problems(table)
    out.heading("checks", words.say("cost_more.checks_heading"))
    if not problems:
        out.text("checks_text", words.say("cost_more.checks_none"))
        return
    out.text("checks_text", words.say("cost_more.checks_text", share=words.percent(table.required_share, 1)))
    out.bullets("checks_list", [context.told(problem) for problem in problems])


def funds(context: Context, out: Blocks) -> None:
    """Add the financing by source of funds, programme and state; nothing if none was entered."""
    words, vocabulary = context.words, context.catalogue.vocabulary
    grouped: dict[tuple[str, str, str], list[float]] = {}
    for item in context.strategy.financing:
        if item.eur is not None:
            key = item.source or "", item.programme or "", item.status or ""
            grouped.setdefault(key, []).append(item.eur)
    rows = []
    for (source, programme, status), amounts in grouped.items():
        known = vocabulary.financing_statuses.get(status)
        state = words.of(known.title) if known else status or words.say("table.none")
        total = sum(round(amount * 100) for amount in amounts) / 100
        name = source_title(context, source)
        rows.append([name, programme or words.say("table.none"), state, words.number(total)])
    columns = [
        Column(words.say("cost_more.column.source"), 4.6),
        Column(words.say("cost_more.column.programme"), 5.6),
        Column(words.say("cost_more.column.state"), 3.0),
        Column(words.say("cost_more.column.amount"), 3.3, Align.RIGHT),
    ]
    out.table("funds", columns, rows, words.say("cost_more.bundle_table"))
