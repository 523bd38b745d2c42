# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios: in words, before and after, people and costs, comparison, choice under a budget, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...catalogue.effects import load_effects
from ...model.strategy import Scenario
from ...study.rows import split_ids
from ..builder import Blocks
from ..context import Context, run_ids
from ..document import Align, Cell, Column
from ..findings_scenarios import (
    amount,
    best_row,
    flag_lines,
    gain_text,
    indicator_title,
    indicator_value,
    judgement_word,
    portfolio_findings,
    scenario_findings,
)
from ..judgement import GOOD, MIDDLE, POOR
from .goals import marked
from .measure_sheets import PLACE, effect_lines

WIDEST = 4
"""More scenarios than these do not fit beside each other."""
SHADES = {"better": GOOD, "worse": POOR, "changed": MIDDLE}


def scenarios(context: Context, out: Blocks) -> None:
    """Build the chapter; without scenarios there is none."""
    words, known = context.words, context.strategy.scenarios
    if not known:
        return
    out.text("intro", words.say("scenarios.intro"))
    if any(scenario.is_example for scenario in known):
        out.callout("examples", words.say("examples.title"), words.say("scenarios.examples"))
    for scenario in known:
        context.checkpoint()
        _scenario(context, out, scenario)
    _comparison(context, out)
    _portfolios(context, out)
    _assumptions(context, out)


def _scenario(context: Context, out: Blocks, scenario: Scenario) -> None:
    words, name = context.words, f"scenario.{scenario.scenario_id}"
    out.heading(name, marked(context, scenario.title, scenario.is_example))
    out.text(f"{name}.text", scenario.description or "")
    measures = split_ids(scenario.measure_ids)
    if not measures:
        out.text(f"{name}.measures", words.say("scenarios.no_measures"))
        return
    titles = {measure.measure_id: f"{measure.measure_id} {measure.title}" for measure in context.measures}
    listed = "; ".join(titles.get(number, number) for number in measures)
    out.text(f"{name}.measures", words.say("scenarios.measures", measures=listed))
    run = context.strategy.scenario_run(scenario.scenario_id)
    if run is None:
        out.text(f"{name}.open", words.say("scenarios.not_computed"))
        return
    with out.evidence([run.run_id]):
        _results(context, out, scenario, name)


def _results(context: Context, out: Blocks, scenario: Scenario, name: str) -> None:
    words = context.words
    if context.strategy.is_outdated(scenario.scenario_id):
        out.callout(f"{name}.old", words.say("scenarios.old_title"), words.say("scenarios.old"))
    rows = context.strategy.scenario_rows(scenario.scenario_id, "all")
    if rows.empty:
        out.text(f"{name}.none", words.say("scenarios.without_effect"))
        return
    out.sentences(f"{name}.findings", scenario_findings(context, rows))
    best = best_row(rows)
    if best is not None:
        figure = context.figures.scenario_map(scenario.scenario_id, best["indicator_id"])
        if figure is not None:
            title = indicator_title(context, best["indicator_id"])
            out.figure(f"{name}.map", words.say("scenarios.map", title=scenario.title, indicator=title), figure)
    _values_table(context, out, scenario, name, rows)
    _people_table(context, out, scenario, name, rows)
    flags = flag_lines(context, rows)
    if flags:
        out.text(f"{name}.flags", words.say("scenarios.flags", flags="; ".join(flags)))


def _values_table(context: Context, out: Blocks, scenario: Scenario, name: str, rows: pd.DataFrame) -> None:
    words = context.words
    cells = []
    for row in rows.to_dict("records"):
        closed = row["gap_closed"]
        cells.append(
            [
                indicator_title(context, row["indicator_id"]),
                indicator_value(context, row["indicator_id"], row["before"]),
                indicator_value(context, row["indicator_id"], row["after"]),
                indicator_value(context, row["indicator_id"], row["change"], is_change=True),
                Cell(judgement_word(context, row["judgement"]), shade=SHADES.get(row["judgement"])),
                words.say("table.none") if pd.isna(closed) else f"{words.number(closed)}\u00a0%",
            ]
        )
    columns = [
        Column(words.say("column.indicator"), 5.2),
        *(Column(words.say(f"scenarios.column.{key}"), 2.4, Align.RIGHT) for key in ("before", "after", "change")),
        Column(words.say("scenarios.column.judgement"), 2.4),
        Column(words.say("scenarios.column.gap_closed"), 1.9, Align.RIGHT),
    ]
    caption = words.say("scenarios.table", title=scenario.title)
    out.table(f"{name}.table", columns, cells, caption, words.say("scenarios.table_note"))


def _people_table(context: Context, out: Blocks, scenario: Scenario, name: str, rows: pd.DataFrame) -> None:
    """Add who is newly served and what that costs, for the indicators that count people."""
    words = context.words
    counted = rows[rows["served"].notna()]
    cells = [
        [
            indicator_title(context, row["indicator_id"]),
            *(words.persons_cell(row[key]) for key in ("served", "served_under_18", "served_65_plus", "lost")),
            amount(context, row["cost_eur"]),
            amount(context, row["eur_per_person"]),
        ]
        for row in counted.to_dict("records")
    ]
    columns = [Column(words.say("column.indicator"), 4.7)]
    keys = ("served", "under_18", "over_65", "lost", "cost", "per_person")
    columns += [Column(words.say(f"scenarios.column.{key}"), 2.0, Align.RIGHT) for key in keys]
    caption = words.say("scenarios.people_table", title=scenario.title)
    out.table(f"{name}.people", columns, cells, caption, words.say("scenarios.people_note"))


def _comparison(context: Context, out: Blocks) -> None:
    words, rows = context.words, context.strategy.comparison
    computed = [one for one in context.strategy.scenarios if one.scenario_id in set(rows["scenario_id"])]
    if len(computed) < 2:
        return
    out.heading("comparison", words.say("scenarios.comparison"))
    runs = [run.run_id for run in map(context.strategy.scenario_run, (one.scenario_id for one in computed)) if run]
    for part in range(0, len(computed), WIDEST):
        with out.evidence(runs):
            _compare(context, out, computed[part : part + WIDEST], rows, f"comparison_table.{part // WIDEST + 1}")


def _compare(context: Context, out: Blocks, shown: Sequence[Scenario], rows: pd.DataFrame, name: str) -> None:
    words, none = context.words, context.words.say("table.none")
    cells = []
    for indicator_id, group in rows.groupby("indicator_id", sort=False):
        of_scenario = group.set_index("scenario_id")
        line = [indicator_title(context, indicator_id), indicator_value(context, indicator_id, group["before"].iloc[0])]
        for scenario in shown:
            if scenario.scenario_id in of_scenario.index:
                row = of_scenario.loc[scenario.scenario_id]
                text = indicator_value(context, indicator_id, row["after"])
                line.append(Cell(text, shade=SHADES.get(row["judgement"])))
            else:
                line.append(none)
        cells.append(line)
    columns = [
        Column(words.say("column.indicator"), 5.5),
        Column(words.say("scenarios.column.before"), 2.4, Align.RIGHT),
    ]
    width = 8.6 / len(shown)
    columns += [Column(scenario.title, width, Align.RIGHT) for scenario in shown]
    out.table(name, columns, cells, words.say("scenarios.comparison_table"), words.say("scenarios.comparison_note"))


def _portfolios(context: Context, out: Blocks) -> None:
    words, rows = context.words, context.strategy.portfolios
    if rows.empty:
        return
    out.heading("portfolio", words.say("scenarios.portfolio"))
    out.text("portfolio_intro", words.say("scenarios.portfolio_intro"))
    titles = {scenario.scenario_id: scenario.title for scenario in context.strategy.scenarios}
    keys = ["scenario_id", "indicator_id", "method"]
    for (scenario_id, indicator_id, method), group in rows.groupby(keys, sort=False):
        name = f"portfolio.{scenario_id}.{indicator_id}.{method}"
        with out.evidence(run_ids(group)):
            if bool(group["is_outdated"].any()):
                out.callout(f"{name}.old", words.say("scenarios.old_title"), words.say("scenarios.old"))
            out.sentences(f"{name}.text", portfolio_findings(context, group, titles.get(scenario_id, scenario_id)))
            _portfolio(context, out, name, group)


def _portfolio(context: Context, out: Blocks, name: str, group: pd.DataFrame) -> None:
    words, first = context.words, group.iloc[0]
    titles = {m.measure_id: marked(context, m.title, m.is_example) for m in context.measures}
    cells = []
    for row in group.to_dict("records"):
        rank = words.number(None if pd.isna(row["rank"]) else float(row["rank"]))
        chosen = words.say("scenarios.chosen_yes", rank=rank) if row["is_chosen"] else words.say("scenarios.chosen_no")
        cells.append(
            [
                Cell(row["measure_id"], bold=True),
                titles.get(row["measure_id"], ""),
                Cell(chosen, shade=GOOD if row["is_chosen"] else None),
                gain_text(context, row["gain_kind"], row["gain"]),
                amount(context, row["cost_eur"]),
                words.say(f"scenarios.reason.{row['reason']}"),
            ]
        )
    columns = [
        Column(words.say("column.number"), 1.7),
        Column(words.say("column.measure"), 4.4),
        Column(words.say("scenarios.column.chosen"), 1.6),
        Column(words.say("scenarios.column.gain"), 2.6, Align.RIGHT),
        Column(words.say("scenarios.column.cost"), 2.2, Align.RIGHT),
        Column(words.say("scenarios.column.reason"), 4.0),
    ]
    caption = words.say(
        "scenarios.portfolio_table",
        indicator=indicator_title(context, first["indicator_id"]),
        budget=words.number(first["budget_eur"]),
        method=words.say(f"scenarios.method.{first['method']}"),
    )
    out.table(f"{name}.table", columns, cells, caption)


def _assumptions(context: Context, out: Blocks) -> None:
    """Add what each measure of a scenario changes in the data, and how effects of that kind are computed."""
    words = context.words
    numbers = dict.fromkeys(one for item in context.strategy.scenarios for one in split_ids(item.measure_ids))
    lines = [
        words.say("scenarios.assumption", measure=number, effect=line)
        for number in numbers
        for line in effect_lines(context, number)
    ]
    if not lines:
        return
    out.heading("assumptions", words.say("scenarios.assumptions"))
    out.text("assumptions_text", words.say("scenarios.assumptions_text"))
    out.bullets("assumptions_list", lines)
    used = {item.effect.kind for number in numbers for item in context.strategy.effects.get(number, ())}
    kinds = [kind for key, kind in load_effects().items() if key in used - {PLACE}]
    if kinds:
        out.heading("kinds", words.say("scenarios.kinds"), level=3)
        notes = [words.say("scenarios.kind", title=words.of(kind.title), note=words.of(kind.note)) for kind in kinds]
        out.bullets("kinds_list", notes)
