# SPDX-License-Identifier: GPL-2.0-or-later
"""How values changed between reference dates, in sentences: no more than the comparison and its test carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..catalogue import Catalogue
from ..engine.change import BETTER, OTHER_METHOD, OTHER_UNITS, TREND_PERIODS, UNCHANGED, WORSE
from ..model.indicator import Direction, Indicator
from ..study.comparison import changes, periods_of
from ..study.study import Study
from ..study.swot import TREND_P
from .findings import has_flag
from .words import Words

_INCOMPARABLE = (OTHER_METHOD, OTHER_UNITS)


@dataclass(frozen=True)
class ChangeFacts:
    """Change and trend of one indicator (see ``study.comparison.changes``), of the planning units and of the whole."""

    indicator: Indicator
    units: pd.DataFrame
    city: pd.Series
    place: str
    start: str
    end: str
    run_ids: tuple[str, ...] = ()


def change_facts(study: Study, catalogue: Catalogue) -> Mapping[str, ChangeFacts]:
    """Return, by indicator, the changes from its first reference date to its last; nothing where there is only one."""
    if len(study.periods()) < 2:
        return {}
    level, found = study.settings.unit_level, {}
    for indicator in catalogue.indicators.values():
        periods = periods_of(study, indicator.id)
        if len(periods) < 2:
            continue
        table = changes(study, catalogue, indicator.id)
        city = table[table["unit_id"] == study.city_id].iloc[0]
        units = table[table["level"] == level].reset_index(drop=True)
        ends = periods[0], periods[-1]
        runs = tuple(dict.fromkeys(str(study.status(period)[indicator.id]["run_id"]) for period in periods))
        found[indicator.id] = ChangeFacts(indicator, units, city, study.settings.municipality, *ends, runs)
    return found


def change_findings(facts: ChangeFacts, words: Words) -> list[str]:
    """Return how the value of the municipality and those of the units changed, and whether there is a trend."""
    dates = {"start": words.date(facts.start), "end": words.date(facts.end)}
    flags = [flag for flag in str(facts.city["flags"] or "").split(",") if flag in words.vocabulary.flags]
    titles = "; ".join(words.of(words.vocabulary.flags[flag].title) for flag in flags)
    if any(flag in _INCOMPARABLE for flag in flags):
        return [words.say("change.not_comparable", flags=titles, **dates)]
    sentences = _city(facts, words, dates)
    if flags and not pd.isna(facts.city["change"]):
        sentences.append(words.say("change.caution", flags=titles))
    return [*sentences, *_units(facts, words), _trend(facts, words)]


def _city(facts: ChangeFacts, words: Words, dates: Mapping[str, str]) -> list[str]:
    row, unit = facts.city, facts.indicator.unit
    if pd.isna(row["change"]):
        return [words.say("change.unknown", place=facts.place, **dates)]
    before, after = words.value_dative(row["value_from"], unit), words.value(row["value_to"], unit)
    if words.value(row["value_from"], unit) == after:
        return [words.say("change.same", place=facts.place, after=after, **dates)]
    key = "rose" if row["change"] > 0 else "fell"
    sentences = [words.say(f"change.{key}", place=facts.place, before=before, after=after, **dates)]
    if row["judgement"] in (BETTER, WORSE):
        sentences.append(words.say(f"change.{row['judgement']}"))
    return sentences


def _units(facts: ChangeFacts, words: Words) -> list[str]:
    """Return in how many units the value went which way; those that cannot be compared or are too small are counted."""
    units = facts.units
    barred = units["change"].isna()
    for flag in (*_INCOMPARABLE, "few_cases"):
        barred = barred | has_flag(units, flag)
    known = units[~barred]
    sentences = []
    if len(known) and facts.indicator.direction is Direction.NEUTRAL:
        shown = [
            words.value(row.value_from, facts.indicator.unit) == words.value(row.value_to, facts.indicator.unit)
            for row in known.itertuples()
        ]
        moved = known[[not same for same in shown]]["change"]
        counts = {"up": int((moved > 0).sum()), "down": int((moved < 0).sum()), "same": sum(shown)}
        told = {name: words.in_units(count) for name, count in counts.items()}
        sentences.append(words.say("change.units_neutral", **told))
    elif len(known):
        keys = {"better": BETTER, "worse": WORSE, "same": UNCHANGED}
        counts = {name: int((known["judgement"] == key).sum()) for name, key in keys.items()}
        sentences.append(words.say("change.units", **{name: words.in_units(count) for name, count in counts.items()}))
    if barred.any():
        sentences.append(words.count("change.units_unknown", int(barred.sum())))
    return sentences


def _trend(facts: ChangeFacts, words: Words) -> str:
    periods, p = int(facts.city["periods"]), facts.city["p"]
    count = words.number(periods)
    if periods < TREND_PERIODS:
        return words.say("change.trend.too_few", count=count, needed=words.number(TREND_PERIODS))
    if pd.isna(p):
        return words.say("change.trend.equal", count=count)
    key = "shown" if p <= TREND_P else "not_shown"
    return words.say(f"change.trend.{key}", count=count, p=words.number(p, 3), limit=words.number(TREND_P, 2))
