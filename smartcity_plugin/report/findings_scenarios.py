# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said about scenarios: how many indicators get better, who is reached, what a budget allows."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
import pandas as pd

from .context import Context

BETTER, WORSE, UNCHANGED = "better", "worse", "unchanged"
JUDGEMENTS = (BETTER, WORSE, "changed", UNCHANGED)


def indicator_title(context: Context, indicator_id: str) -> str:
    """Return the title of an indicator, its id if the catalogue does not know it."""
    known = context.catalogue.indicators.get(indicator_id)
    return context.title(known) if known else indicator_id


def indicator_value(context: Context, indicator_id: str, value: float, is_change: bool = False) -> str:
    """Return a value of an indicator; changes bring their sign, and shares change by percentage points."""
    words, known = context.words, context.catalogue.indicators.get(indicator_id)
    if known is None:
        return words.number(value, 2)
    if not is_change:
        return words.value(value, known.unit)
    text = words.value(value, known.unit, with_unit=False)
    text = f"+{text}" if value > 0 and any(sign in "123456789" for sign in text) else text
    known_change = known.unit == "percent" and value == value
    return words.say("scenarios.points", change=text) if known_change else text


def judgement_word(context: Context, judgement: Optional[str]) -> str:
    """Return a judgement as a sign and a word."""
    known = judgement if judgement in JUDGEMENTS else "unknown"
    return context.words.say(f"scenarios.judgement.{known}")


def amount(context: Context, euros: Any) -> str:
    """Return an amount in whole euros, unknown ones as such."""
    return context.words.number(None if euros is None or pd.isna(euros) else float(euros))


def scenario_findings(context: Context, rows: pd.DataFrame) -> list[str]:
    """Return what a scenario does to the city as a whole; ``rows`` are those of all its measures together."""
    words = context.words
    counts = {key: int((rows["judgement"] == key).sum()) for key in (BETTER, WORSE, UNCHANGED)}
    told = {"better": counts[BETTER], "worse": counts[WORSE], "same": counts[UNCHANGED]}
    told["open"] = len(rows) - sum(told.values())
    sentences = [words.count("scenarios.findings", len(rows), **{key: words.number(one) for key, one in told.items()})]
    best = best_row(rows)
    if best is not None and best["served"] > 0:
        title, people = indicator_title(context, best["indicator_id"]), words.persons(best["served"])
        sentences.append(words.say("scenarios.served", indicator=title, people=people))
    return sentences


def best_row(rows: pd.DataFrame) -> Optional[dict]:
    """Return the indicator with most people newly served, else the first that gets better, else None."""
    served = rows["served"].to_numpy(float)
    if np.isfinite(served).any() and np.nanmax(served) > 0:
        return rows.iloc[int(np.nanargmax(served))].to_dict()
    better = rows[rows["judgement"] == BETTER]
    return None if better.empty else better.iloc[0].to_dict()


def flag_lines(context: Context, rows: pd.DataFrame) -> list[str]:
    """Return what must be known of the rows: each flag with the indicators it holds for, none if for all of them.

    That an indicator counts no people or has no target shows in the tables.
    """
    found: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        for flag in filter(None, str(row["flags"] or "").split(",")):
            if flag not in SHOWN_ELSEWHERE:
                found.setdefault(flag, []).append(indicator_title(context, row["indicator_id"]))
    return [_flagged(context, flag, titles, len(rows)) for flag, titles in found.items()]


def _flagged(context: Context, flag: str, titles: list[str], total: int) -> str:
    words, told = context.words, _flag(context, flag)
    if len(titles) == total:
        return told
    if len(titles) > MOST_NAMED:
        return words.say("scenarios.flag_some", flag=told, count=words.number(len(titles)), total=words.number(total))
    return words.say("scenarios.flag_of", flag=told, indicators="; ".join(titles))


MOST_NAMED = 3
"""More indicators than these are counted, not named."""
SHOWN_ELSEWHERE = ("served_not_counted", "no_target", "no_gap")
FLAGS = (
    *("served_relieved", "served_partly", "newcomers", "moved_out", "served_ages_missing", "served_ages_partly"),
    *("target_reached", "target_exceeded", "target_overshot", "not_computed", "costs_unknown", "costs_of_acting"),
    "assumed_value",
)
"""Flags of scenarios that have a wording here; others have one in the vocabulary."""


def _flag(context: Context, flag: str) -> str:
    if flag in FLAGS:
        return context.words.say(f"scenarios.flag.{flag}")
    known = context.catalogue.vocabulary.flags.get(flag)
    return context.words.of(known.title) if known else flag


def computed_lines(context: Context, measure_id: str) -> list[str]:
    """Return what a measure does by itself, from the first scenario that computed it; only what changes."""
    words = context.words
    lines = []
    for row in context.strategy.alone(measure_id):
        if row["judgement"] not in (BETTER, WORSE, "changed"):
            continue
        line = words.say(
            "scenarios.sheet",
            indicator=indicator_title(context, row["indicator_id"]),
            before=indicator_value(context, row["indicator_id"], row["before"]),
            after=indicator_value(context, row["indicator_id"], row["after"]),
            judgement=judgement_word(context, row["judgement"]),
        )
        if pd.notna(row["served"]) and row["served"] > 0:
            line = words.say("scenarios.sheet_served", line=line, people=words.persons(row["served"]))
        lines.append(line)
    return lines


def gain_text(context: Context, kind: str, gain: Any) -> str:
    """Return a gain with what it counts."""
    words = context.words
    if gain is None or pd.isna(gain):
        return words.number(None)
    if kind == "served":
        number = words.rounded(abs(gain)) if gain >= 0 else f"−{words.rounded(abs(gain))}"
        return words.say("scenarios.gain.served", number=number)
    return words.say(f"scenarios.gain.{kind}", number=words.number(gain, 1)) if kind else words.number(gain, 1)


def portfolio_findings(context: Context, group: pd.DataFrame, title: str) -> list[str]:
    """Return what was chosen under a budget and what it brings."""
    words, first = context.words, group.iloc[0]
    chosen = group[group["is_chosen"]]
    told = {
        "title": title,
        "indicator": indicator_title(context, first["indicator_id"]),
        "budget": amount(context, first["budget_eur"]),
        "method": words.say(f"scenarios.method.{first['method']}"),
    }
    if chosen.empty:
        return [words.say("scenarios.portfolio_nothing", **told)]
    cost = amount(context, chosen["cost_eur"].sum())
    kind = first["gain_kind"]
    total, parts = gain_text(context, kind, first["total_gain"]), gain_text(context, kind, first["sum_of_gains"])
    return [
        words.count("scenarios.portfolio_text", len(chosen), cost=cost, **told),
        words.say("scenarios.portfolio_gain", sum=parts, total=total),
    ]
