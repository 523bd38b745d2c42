# SPDX-License-Identifier: GPL-2.0-or-later
"""Costs and financing of the measures: by source of funds, by year, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Optional

from ...catalogue.numbers import NO_BREAK_SPACE
from ...study.costs import CostRow, CostTable, cost_table
from .. import theme
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, row, table_pages

_YEARS = 8
"""Columns of years in one table, in every format."""
_CENT = 0.005


def pages(context: Context) -> list[Page]:
    """Return the cost and financing table, none where nothing is entered."""
    table = cost_table(context.study)
    if not _holds(table):
        return []
    words, section = context.words, context.words("section_measures")
    subtitle = words("costs_subtitle", municipality=context.facts.settings.municipality)
    found = table_pages(context, "costs", words("costs_title"), section, _by_source(context, table), subtitle=subtitle)
    for number, start in enumerate(range(0, len(table.years), _YEARS), start=1):
        years = table.years[start : start + _YEARS]
        key = "costs:years" if number == 1 else f"costs:years{number}"
        contents = _by_year(context, table, years)
        found += table_pages(context, key, words("costs_years_title"), section, contents, variant="years")
    problems = list(_problems(context, table))
    if problems:
        columns = [
            Column(words("costs_measure"), 1.2),
            Column(words("costs_finding"), 4.5),
            Column(words("to_do"), 4.5),
        ]
        contents = Contents(columns, problems, words("costs_checks_intro"))
        found += table_pages(context, "costs:checks", words("costs_checks"), section, contents, variant="checks")
    return found


def omitted(context: Context) -> list[Omission]:
    """Return the table if the register has measures but no amounts."""
    words = context.words
    if not context.facts.measures or _holds(cost_table(context.study)):
        return []
    return [Omission("costs", words("costs_title"), words("costs_none"))]


def _holds(table: CostTable) -> bool:
    return any(item.cost_rows or item.financing_rows or item.estimate is not None for item in table.rows)


def euros(context: Context, amount: Optional[float]) -> str:
    """Return an amount without its unit, a dash where nothing is entered."""
    return "–" if amount is None or amount != amount else context.facts.number(amount)


def money(context: Context, amount: Optional[float]) -> str:
    """Return an amount in euros, or that it was not entered."""
    if amount is None or amount != amount:
        return context.words("not_entered")
    return f"{context.facts.number(amount)}{NO_BREAK_SPACE}€"


def source_title(context: Context, source: str) -> str:
    """Return the name of a source of funds."""
    term = context.facts.catalogue.vocabulary.financing_sources.get(source)
    return term.title.in_language(context.language) if term else source or context.words("costs_no_source")


# By source -----------------------------------------------------------------------------------------------------------


def _by_source(context: Context, table: CostTable) -> Contents:
    words = context.words
    known = [key for key in context.facts.catalogue.vocabulary.financing_sources if key in table.sources]
    sources = [*known, *(key for key in table.sources if key not in known)]
    columns = [
        Column(words("costs_measure"), 5.0),
        Column(words("costs_gross"), 1.7, True),
        Column(words("costs_eligible"), 1.7, True),
        *(Column(source_title(context, source), 1.6, True) for source in sources),
        Column(words("costs_financed"), 1.7, True),
        Column(words("costs_open"), 1.5, True),
        Column(words("costs_own_share"), 1.2, True),
    ]
    rows = [_row(context, item, sources, _name(context, item)) for item in table.rows]
    rows.append(_row(context, table.totals, sources, words("costs_sum"), is_sum=True))
    share = context.facts.number(100.0 * table.required_share)
    note = [words("costs_note", share=share)]
    note += [words("costs_estimates")] if any(item.gross is None and item.estimate for item in table.rows) else []
    return Contents(columns, rows, words("costs_intro"), " ".join(note))


def _name(context: Context, item: CostRow) -> str:
    words, parts = context.words, []
    parts += [item.lead] if item.lead else []
    parts += [words("costs_priority", priority=item.priority)] if item.priority is not None else []
    lines = [f"{item.measure_id} {item.title}"]
    return "\n".join([*lines, ", ".join(parts)]) if parts else lines[0]


def _row(context: Context, item: CostRow, sources: Sequence[str], name: str, is_sum: bool = False) -> Row:
    gross = euros(context, item.gross)
    if item.gross is None and item.estimate is not None and not is_sum:
        gross = context.words("costs_about", amount=euros(context, item.estimate))
    left = item.gross - item.financed if item.gross is not None and item.financed is not None else None
    is_open = left is not None and abs(left) > _CENT
    own = "–" if item.own_share_percent is None else f"{context.facts.number(item.own_share_percent)}{NO_BREAK_SPACE}%"
    return row(
        Cell(name),
        gross,
        euros(context, item.eligible),
        *(euros(context, item.by_source.get(source)) for source in sources),
        euros(context, item.financed),
        Cell(euros(context, left), theme.WARNING if is_open else "ink", is_open),
        own,
        is_strong=is_sum,
    )


# By year -------------------------------------------------------------------------------------------------------------


def _by_year(context: Context, table: CostTable, years: Sequence[int]) -> Contents:
    words = context.words
    has_rest = any(item.without_year or item.financing_without_year for item in table.rows)
    columns = [Column(words("costs_measure"), 5.0), Column("", 1.6), *(Column(str(year), 1.6, True) for year in years)]
    columns += [Column(words("costs_without_year"), 1.6, True)] if has_rest else []
    rows = [
        _year_row(context, item, years, has_rest, f"{item.measure_id} {item.title}")
        for item in table.rows
        if item.cost_rows or item.financing_rows
    ]
    rows.append(_year_row(context, table.totals, years, has_rest, words("costs_sum"), is_sum=True))
    return Contents(columns, rows, words("costs_years_intro"))


def _year_row(
    context: Context, item: CostRow, years: Sequence[int], has_rest: bool, name: str, is_sum: bool = False
) -> Row:
    pairs = [(item.by_year.get(year), item.financing_by_year.get(year)) for year in years]
    pairs += [(item.without_year, item.financing_without_year)] if has_rest else []
    kinds = f"{context.words('costs_costs')}\n{context.words('costs_financing')}"
    return row(name, Cell(kinds, "quiet"), *(_pair(context, *pair) for pair in pairs), is_strong=is_sum)


def _pair(context: Context, costs: Optional[float], financing: Optional[float]) -> Cell:
    differs = abs((costs or 0.0) - (financing or 0.0)) > _CENT
    text = f"{euros(context, costs)}\n{euros(context, financing)}"
    return Cell(text, theme.WARNING if differs else "ink", differs)


# What does not add up ------------------------------------------------------------------------------------------------


def _problems(context: Context, table: CostTable) -> Iterator[Row]:
    catalogue, language = context.facts.catalogue, context.language
    for item in [*table.rows, table.totals]:
        for problem in item.problems:
            yield row(item.measure_id or context.words("costs_sum"), *catalogue.sentences(problem, language))
    for problem in table.problems:
        yield row("", *catalogue.sentences(problem, language))
