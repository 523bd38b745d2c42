# SPDX-License-Identifier: GPL-2.0-or-later
"""The choice of measures under a budget, with the reason for each."""

from __future__ import annotations

import pandas as pd

from ...catalogue.numbers import NO_BREAK_SPACE
from ...model.strategy import Scenario
from ...study.portfolio import SERVED, portfolio_rows
from .. import theme
from .costs import money
from .page import Context, Omission, Page
from .table import Cell, Column, Contents, Row, row, table_pages


def pages(context: Context) -> list[Page]:
    """Return the table of all stored choices."""
    frame = portfolio_rows(context.study)
    if not len(frame):
        return []
    words = context.words
    columns = [
        Column(words("portfolio_rank"), 0.8),
        Column(words("portfolio_measure"), 4.4),
        Column(words("portfolio_chosen"), 1.4),
        Column(words("portfolio_gain"), 2.0, True),
        Column(words("portfolio_cost"), 1.8, True),
        Column(words("portfolio_reason"), 4.6),
    ]
    rows = [item for key in _choices(frame) for item in _choice(context, frame, key)]
    contents = Contents(columns, rows, words("portfolio_intro"), words("portfolio_note"))
    section = words("section_scenarios")
    return table_pages(context, "portfolio", words("portfolio_title"), section, contents)


def omitted(context: Context) -> list[Omission]:
    """Return the choice if none was made."""
    words = context.words
    if len(portfolio_rows(context.study)) or not context.study.records(Scenario):
        return []
    return [Omission("portfolio", words("portfolio_title"), words("portfolio_none"))]


def _choices(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return scenario, indicator and method of each stored choice."""
    return list(frame[["scenario_id", "indicator_id", "method"]].drop_duplicates().itertuples(index=False, name=None))


def _choice(context: Context, frame: pd.DataFrame, key: tuple[str, str, str]) -> list[Row]:
    facts, words = context.facts, context.words
    scenario_id, indicator_id, method = key
    mask = (frame["scenario_id"] == scenario_id) & (frame["indicator_id"] == indicator_id) & (frame["method"] == method)
    own = frame[mask]
    first = own.iloc[0]
    scenarios = {item.scenario_id: item.title for item in context.study.records(Scenario)}
    indicator = facts.catalogue.indicators.get(indicator_id)
    title = words(
        "portfolio_choice",
        scenario=scenarios.get(scenario_id, scenario_id),
        indicator=indicator.title.in_language(facts.language) if indicator else indicator_id,
        method=words(f"portfolio_method_{method}"),
        budget=money(context, first["budget_eur"]),
    )
    found = [row(words("product_outdated", title=title) if first["is_outdated"] else title, is_strong=True)]
    titles = {item.measure_id: item.title for item in facts.measures}
    found += [_row(context, one, titles) for one in own.to_dict("records")]
    together = words(
        "portfolio_together",
        cost=money(context, first["chosen_cost"]),
        gain=_gain(context, first["total_gain"], first["gain_kind"]),
        sum=_gain(context, first["sum_of_gains"], first["gain_kind"]),
    )
    return [*found, row(Cell(together, "quiet"))]


def _row(context: Context, one: dict, titles: dict[str, str]) -> Row:
    words = context.words
    rank = "" if pd.isna(one["rank"]) else str(int(one["rank"]))
    chosen = bool(one["is_chosen"])
    return row(
        rank,
        Cell(f"{one['measure_id']} {titles.get(one['measure_id'], '')}".strip(), is_bold=chosen),
        Cell(words("portfolio_yes" if chosen else "portfolio_no"), "ink" if chosen else "quiet"),
        _gain(context, one["gain"], one["gain_kind"]),
        "–" if pd.isna(one["cost_eur"]) else money(context, one["cost_eur"]),
        words(f"portfolio_reason_{one['reason']}"),
        colour=theme.ACCENT if chosen else "",
    )


def _gain(context: Context, value: float, kind: str) -> str:
    """Return a gain with its unit: people newly served, per cent of the gap, points of the score."""
    if value is None or pd.isna(value):
        return "–"
    number = context.facts.number(value, 0 if kind == SERVED else 1)
    return f"{number}{NO_BREAK_SPACE}{context.words(f'portfolio_unit_{kind or SERVED}')}"
