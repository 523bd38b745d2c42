# SPDX-License-Identifier: GPL-2.0-or-later
"""The cost and financing table as sheets of a spreadsheet: one row per measure, a total, and what is to be checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Optional

from ..model.problem import Problem, Severity
from ..sources.own_sheets import Cell, Sheet
from .cost_checks import SOURCES
from .costs import NO_SOURCE, CostRow, CostTable

NUMBER, TEXT = "value", "text"
"""Keys of columns by which the writer knows numbers."""

Say = Callable[..., str]
"""Returns a wording by its key, with its placeholders filled."""

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "hint"}


def cost_sheets(
    table: CostTable, say: Say, sources: Mapping[str, str], sentence: Callable[[Problem], str], share: str
) -> list[Sheet]:
    """Return the table and its notes; ``share`` is the required own share in per cent, as readers write it.

    ``sources`` gives the titles of the sources of funds, ``sentence`` what readers are told of a problem. Years and
    what is without a year only have columns where anything is entered.
    """
    columns = _columns(table, say, sources, sentence)
    rows: list[list[Cell]] = [[value(row) for _, _, value in columns] for row in table.rows]
    if table.rows:
        totals = [value(table.totals) for _, _, value in columns]
        totals[1] = say("total")
        rows.append(totals)
    kinds = tuple(kind for kind, _, _ in columns)
    headings = tuple(heading for _, heading, _ in columns)
    return [Sheet("costs", say("title"), kinds, headings, rows), _notes(table, say, sentence, share)]


Column = tuple[str, str, Callable[[CostRow], Cell]]


def _columns(
    table: CostTable, say: Say, sources: Mapping[str, str], sentence: Callable[[Problem], str]
) -> list[Column]:
    everything = [*table.rows, table.totals]
    columns: list[Column] = [
        (TEXT, say("number"), lambda row: row.measure_id),
        (TEXT, say("measure"), lambda row: row.title),
        (TEXT, say("lead"), lambda row: row.lead),
        (NUMBER, say("gross"), lambda row: row.gross),
        (NUMBER, say("not_eligible"), lambda row: row.not_eligible),
        (NUMBER, say("eligible"), lambda row: row.eligible),
    ]
    others = [key for key in table.sources if key not in SOURCES]
    for key in (*SOURCES, *others):
        title = sources.get(key) or (say("no_source") if key == NO_SOURCE else key)
        columns.append((NUMBER, say("source", source=title), _of_source(key)))
    columns.append((NUMBER, say("financed"), lambda row: row.financed))
    columns.append((NUMBER, say("own_share"), lambda row: _rounded(row.own_share_percent)))
    columns += [(NUMBER, say("costs_of_year", year=year), _of_year(year)) for year in table.years]
    if any(row.without_year is not None for row in everything):
        columns.append((NUMBER, say("costs_without_year"), lambda row: row.without_year))
    columns += [(NUMBER, say("financing_of_year", year=year), _paid_in(year)) for year in table.years]
    if any(row.financing_without_year is not None for row in everything):
        columns.append((NUMBER, say("financing_without_year"), lambda row: row.financing_without_year))
    if any(row.estimate is not None and row.gross is None for row in table.rows):
        columns.append((NUMBER, say("estimate"), lambda row: row.estimate if row.gross is None else None))
    columns.append((NUMBER, say("priority"), lambda row: row.priority))
    columns.append((TEXT, say("note"), lambda row: row.note))
    columns.append((TEXT, say("checks"), lambda row: " ".join(sentence(problem) for problem in row.problems)))
    return columns


def _of_source(key: str) -> Callable[[CostRow], Cell]:
    return lambda row: row.by_source.get(key)


def _of_year(year: int) -> Callable[[CostRow], Cell]:
    return lambda row: row.by_year.get(year)


def _paid_in(year: int) -> Callable[[CostRow], Cell]:
    return lambda row: row.financing_by_year.get(year)


def _rounded(share: Optional[float]) -> Optional[float]:
    return None if share is None else round(share, 1)


def _notes(table: CostTable, say: Say, sentence: Callable[[Problem], str], share: str) -> Sheet:
    """Return what the table is and is not, and all that is to be checked."""
    notes = (say("forms"), say("share", share=share), say("empty"))
    rows: list[list[Cell]] = [[say("hint"), text] for text in notes]
    problems = [*table.problems, *table.totals.problems, *(problem for row in table.rows for problem in row.problems)]
    rows += [[say(SEVERITIES[problem.severity]), sentence(problem)] for problem in problems]
    return Sheet("notes", say("notes"), (TEXT, TEXT), (say("severity"), say("sentence")), rows)
