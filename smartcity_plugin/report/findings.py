# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about indicators in full sentences: tables in, sentences out.

A sentence says what the numbers carry and no more: no causes, no correlations. Units without a value and units with few
people are never ranked; what the values rest on is said with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import pandas as pd

from ..engine.compute import FEW_PERSONS, FLAG_OF_FITNESS
from ..engine.maup import MAUP_NOTE_BELOW
from ..model.indicator import Band, Direction, Indicator
from .texts import name_key
from .words import Words

RANKED = 3
"""How many units are named at either end of a ranking."""
TIED = 5
"""How many units are named at most when several share a rank."""
FULL_COVERAGE = 0.9995


@dataclass(frozen=True)
class IndicatorFacts:
    """The stored results of one indicator.

    ``units`` has a row per planning unit with name, value, score, population, coverage and flags; ``city`` the same
    for the municipality. ``inputs`` names the data behind each flag of fitness, ``missing`` categories without data.
    """

    indicator: Indicator
    units: pd.DataFrame
    city: pd.Series
    place: str
    inputs: Mapping[str, list[str]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    other_levels: tuple[tuple[str, float], ...] = ()
    """Titles of levels whose units tell another story, with the rank correlation."""

    @property
    def ranked(self) -> pd.DataFrame:
        """The units that may be compared: with a value and not too few people."""
        return comparable(self.units)


def has_flag(frame: pd.DataFrame, flag: str) -> pd.Series:
    """Return, row by row, whether a flag is set."""
    return frame["flags"].fillna("").map(lambda flags: flag in flags.split(","))


def comparable(units: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a value and without the flag for few cases."""
    return units[units["value"].notna() & ~has_flag(units, "few_cases")]


def value_findings(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return what the values say, in the order of reading."""
    sentences = [
        city_sentence(facts, words),
        target_sentence(facts, words),
        neutral_sentence(facts, words),
        spread_sentence(facts, words),
        band_sentence(facts, words),
        *extreme_sentences(facts, words),
        below_target_sentence(facts, words),
    ]
    return [sentence for sentence in sentences if sentence]


def basis_findings(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return what is missing and what the values rest on."""
    return [*gap_sentences(facts, words), *basis_sentences(facts, words)]


# The municipality ------------------------------------------------------------------------------------------------


def city_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return the value of the municipality in the indicator's own words."""
    indicator = facts.indicator
    if pd.isna(facts.city["value"]):
        return words.say("findings.city.none", place=facts.place)
    target = indicator.target
    return words.of(
        indicator.report.format(
            place=facts.place,
            value=words.value(facts.city["value"], indicator.unit),
            target=words.value(target.value if target else None, indicator.unit),
        )
    )


def reaches(value: float, target: float, direction: Direction) -> Optional[bool]:
    """Return whether a value reaches a target; None where the direction leaves that open."""
    if direction is Direction.HIGHER:
        return bool(value >= target)
    if direction is Direction.LOWER:
        return bool(value <= target)
    return None


def target_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return how the municipality's value compares with the catalogue's target, with the standing of the target."""
    indicator, target, value = facts.indicator, facts.indicator.target, facts.city["value"]
    if target is None or pd.isna(value):
        return ""
    reached = reaches(value, target.value, indicator.direction)
    if reached is None:
        return ""
    status = words.status(target.status)
    shown, wanted = (words.value(number, indicator.unit) for number in (value, target.value))
    key = "reached" if reached else "just_missed" if shown == wanted else "missed"
    return words.say(f"findings.target.{key}", target=wanted, status=status)


def neutral_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return that a context indicator is not judged."""
    return "" if facts.indicator.is_scored else words.say("findings.neutral")


# The planning units ----------------------------------------------------------------------------------------------


def spread_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return between which values the units lie, and the median."""
    ranked, unit = facts.ranked, facts.indicator.unit
    if ranked.empty:
        return words.say("findings.spread.none")
    if len(ranked) == 1:
        row = ranked.iloc[0]
        return words.say("findings.spread.single", name=row["name"], value=words.value(row["value"], unit))
    low, high = (words.value(number, unit) for number in (ranked["value"].min(), ranked["value"].max()))
    count = words.number(len(ranked))
    if low == high:
        return words.say("findings.spread.equal", count=count, value=low)
    median = words.value(ranked["value"].median(), unit)
    return words.say("findings.spread.range", count=count, low=low, high=high, median=median)


def band_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return how many units lie within, below and above the favourable range of a band indicator."""
    band, ranked = facts.indicator.goalposts, facts.ranked
    if not isinstance(band, Band) or ranked.empty:
        return ""
    below = int((ranked["value"] < band.lower_full).sum())
    above = int((ranked["value"] > band.upper_full).sum())
    low, high = (words.value(number, facts.indicator.unit) for number in (band.lower_full, band.upper_full))
    return words.say(
        "findings.band",
        low=low,
        high=high,
        within=words.in_units(len(ranked) - below - above),
        below=words.in_units(below),
        above=words.in_units(above),
    )


def extreme_sentences(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return which units lie best and worst; highest and lowest where values are not judged or form a band."""
    ranked, direction = facts.ranked, facts.indicator.direction
    if len(ranked) < 2 or words.value(ranked["value"].min(), facts.indicator.unit) == words.value(
        ranked["value"].max(), facts.indicator.unit
    ):
        return []
    judged = direction in (Direction.HIGHER, Direction.LOWER)
    first, last = ("best", "worst") if judged else ("highest", "lowest")
    rising = direction is Direction.LOWER
    return [
        _extreme(facts, words, first, ascending=rising),
        _extreme(facts, words, last, ascending=not rising),
    ]


def _extreme(facts: IndicatorFacts, words: Words, key: str, ascending: bool) -> str:
    unit = facts.indicator.unit
    limit = min(RANKED, len(facts.ranked) // 2)
    groups = tied_groups(facts.ranked, words, unit, ascending)
    named: list[str] = []
    for shown, names in groups:
        if len(named) >= limit or (named and len(named) + len(names) > TIED):
            break
        if len(names) > TIED:
            return words.say(f"findings.{key}.many", value=shown, units=words.count("units.counted", len(names)))
        named += [words.say("findings.named", name=name, value=shown) for name in names]
    return words.say(f"findings.{key}.named", units=words.join(named))


def tied_groups(frame: pd.DataFrame, words: Words, unit: str, ascending: bool) -> list[tuple[str, list[str]]]:
    """Return the values in order, as printed, each with the names of the units that share it."""
    ordered = frame.sort_values(["value", "name"], ascending=[ascending, True], kind="stable")
    groups: dict[str, list[str]] = {}
    for name, value in zip(ordered["name"], ordered["value"]):
        groups.setdefault(words.value(value, unit), []).append(name)
    return [(shown, sorted(names, key=name_key)) for shown, names in groups.items()]


def below_target_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return how many units miss the target and how many people live there; not all of them need be affected."""
    indicator, target, ranked = facts.indicator, facts.indicator.target, facts.ranked
    if target is None or ranked.empty or reaches(0.0, target.value, indicator.direction) is None:
        return ""
    missing = ranked[[not reaches(value, target.value, indicator.direction) for value in ranked["value"]]]
    wanted = words.value(target.value, indicator.unit)
    if missing.empty:
        return words.count("findings.below.none", len(ranked), target=wanted)
    people = float(np.nansum(missing["population"]))
    everyone = float(facts.city["population"]) if pd.notna(facts.city["population"]) else float("nan")
    share = words.share(min(people / everyone, 1.0)) if everyone > 0 else words.number(None)
    return words.count("findings.below.some", len(missing), target=wanted, people=words.persons(people), share=share)


# What is missing, what the values rest on ------------------------------------------------------------------------


def gap_sentences(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return for which units and for which share there is no value, and how many are too small to be named."""
    units, sentences = facts.units, []
    empty = units[units["value"].isna()]
    if len(empty):
        names = sorted(empty["name"], key=name_key)
        if len(names) <= TIED:
            sentences.append(words.count("findings.gap.named", len(names), units=words.join(names)))
        else:
            sentences.append(words.count("findings.gap.counted", len(names), total=words.number(len(units))))
    few = int((units["value"].notna() & has_flag(units, "few_cases")).sum())
    if few:
        sentences.append(words.count("findings.gap.few", few, limit=words.number(FEW_PERSONS)))
    coverage = facts.city["coverage"]
    if pd.notna(coverage) and coverage < FULL_COVERAGE:
        sentences.append(words.say("findings.gap.coverage", share=words.percent(1.0 - coverage, 1)))
    partial = int((has_flag(units, "partial_coverage") & units["value"].notna()).sum())
    if partial:
        sentences.append(words.count("findings.gap.partial", partial))
    return sentences


def basis_sentences(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return what the values rest on: estimates, incomplete data, proxies, missing categories."""
    sentences = []
    everywhere = {flag for flags in facts.units["flags"].fillna("") for flag in flags.split(",")}
    kinds = [
        words.say(
            f"findings.basis.{flag}", data=words.join(facts.inputs.get(flag) or [words.say("findings.basis.data")])
        )
        for flag in FLAG_OF_FITNESS.values()
        if flag in everywhere
    ]
    if kinds:
        sentences.append(words.say("findings.basis.sentence", kinds=words.join(kinds)))
    if "missing_categories" in everywhere:
        names = words.join(list(facts.missing)) or words.say("findings.basis.unnamed")
        sentences.append(words.say("findings.basis.missing_categories", categories=names))
    return [*sentences, *_noted(facts, words), *level_sentences(facts, words)]


_SAID_OTHERWISE = {*FLAG_OF_FITNESS.values(), "missing_categories", "partial_coverage", "few_cases", "no_data"}


def _noted(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return the other flags in the words of the catalogue, those of all units first."""
    counts = {
        flag: int(has_flag(facts.units, flag).sum()) for flag in words.vocabulary.flags if flag not in _SAID_OTHERWISE
    }
    title = {flag: words.of(words.vocabulary.flags[flag].title) for flag in counts}
    everywhere = [title[flag] for flag, count in counts.items() if 0 < count == len(facts.units)]
    sentences = [words.say("findings.basis.noted", flags="; ".join(everywhere))] if everywhere else []
    return sentences + [
        words.count("findings.basis.noted_some", count, flag=title[flag])
        for flag, count in counts.items()
        if 0 < count < len(facts.units)
    ]


def level_sentences(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return with which other levels of planning units the picture would be another."""
    limit = words.number(MAUP_NOTE_BELOW, 1)
    return [
        words.say("findings.basis.levels", level=level, rho=words.number(rho, 2), limit=limit)
        for level, rho in facts.other_levels
    ]
