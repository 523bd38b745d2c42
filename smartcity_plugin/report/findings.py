# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about indicators in full sentences: tables in, sentences out.

A sentence says what the numbers carry and no more: no causes, no correlations. Units without a value and units with few
people are never ranked; what the values rest on is said with them (``findings_basis``). Numbers are rounded as in the
tables, so units are tied if their values are printed alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import pandas as pd

from ..engine.compute import FEW_PERSONS
from ..model.indicator import Band, Direction, Indicator
from .texts import name_key
from .words import Words

RANKED = 3
"""How many units are named at either end of a ranking."""
TIED = 5
"""How many units are named at most when several share a rank."""


@dataclass(frozen=True)
class GoalTarget:
    """What a goal of the town wants an indicator to reach."""

    goal_id: str
    target: float
    year: Optional[int] = None
    is_example: bool = False


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
    goals: tuple[GoalTarget, ...] = ()
    needs: Optional[pd.DataFrame] = None
    """A row per planning unit with name, population and persons (need times population), if needs were assessed."""
    is_outdated: bool = False
    """Whether data, settings or methods have changed since the values were computed."""
    run_ids: tuple[str, ...] = ()

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
    return [*city_findings(facts, words), *unit_findings(facts, words)]


def city_findings(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return what holds for the municipality as a whole: value, targets with their standing and source."""
    sentences = [
        city_sentence(facts, words),
        target_sentence(facts, words),
        target_about_sentence(facts, words),
        *goal_sentences(facts, words),
        neutral_sentence(facts, words),
    ]
    return [sentence for sentence in sentences if sentence]


def unit_findings(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return how the planning units differ: spread, ends, who is below the target, where most need is."""
    sentences = [
        spread_sentence(facts, words),
        band_sentence(facts, words),
        *extreme_sentences(facts, words),
        below_target_sentence(facts, words),
        persons_sentence(facts, words),
    ]
    return [sentence for sentence in sentences if sentence]


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
    wanted = words.value_dative(target.value, indicator.unit)
    return words.say(f"findings.target.{_outcome(facts, target.value, words)}", target=wanted, status=status)


def _outcome(facts: IndicatorFacts, target: float, words: Words) -> str:
    """Return whether the municipality reaches a target; a miss that the rounding hides is told as such."""
    indicator, value = facts.indicator, facts.city["value"]
    reached = reaches(value, target, indicator.direction)
    if reached is None:
        return "open"
    shown, wanted = (words.value(number, indicator.unit) for number in (value, target))
    return "reached" if reached else "just_missed" if shown == wanted else "missed"


def target_about_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return what the catalogue's target means and where it comes from."""
    target = facts.indicator.target
    if target is None or not target_sentence(facts, words):
        return ""
    return words.say("findings.target.about", label=words.of(target.label), source=words.of(target.source))


def goal_sentences(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return what the town's own goals want, and whether the municipality's value is there."""
    sentences = []
    for goal in facts.goals:
        outcome = "open" if pd.isna(facts.city["value"]) else _outcome(facts, goal.target, words)
        by = f" {words.say('findings.goal.by', year=goal.year)}" if goal.year else ""
        values = {"goal": goal.goal_id, "target": words.value(goal.target, facts.indicator.unit), "by": by}
        kind = words.say("findings.goal.example" if goal.is_example else "findings.goal.own", **values)
        sentences.append(words.say(f"findings.goal.{outcome}", goal=kind))
    return sentences


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
    ends = ranked["value"].min(), ranked["value"].max()
    count = words.number(len(ranked))
    if words.value(ends[0], unit) == words.value(ends[1], unit):
        return words.say("findings.spread.equal", count=count, value=words.value(ends[0], unit))
    low, high = words.ends(*ends, unit)
    median = words.value(ranked["value"].median(), unit)
    return words.say("findings.spread.range", count=count, low=low, high=high, median=median)


def band_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return how many units lie within, below and above the favourable range of a band indicator."""
    band, ranked = facts.indicator.goalposts, facts.ranked
    if not isinstance(band, Band) or ranked.empty:
        return ""
    below = int((ranked["value"] < band.lower_full).sum())
    above = int((ranked["value"] > band.upper_full).sum())
    low, high = words.ends(band.lower_full, band.upper_full, facts.indicator.unit)
    status = facts.indicator.goalposts_status
    return words.say(
        "findings.band",
        low=low,
        high=high,
        status=words.status(status) if status else words.number(None),
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
            if named:
                break
            first = facts.ranked.loc[facts.ranked["name"] == names[0], "value"].iloc[0]
            value = words.value(first, unit)
            return words.say(f"findings.{key}.many", value=value, units=words.count("units.counted", len(names)))
        named += [words.say("findings.named", name=name, value=shown) for name in names]
    return words.say(f"findings.{key}.named", units=words.join(named))


def tied_groups(frame: pd.DataFrame, words: Words, unit: str, ascending: bool) -> list[tuple[str, list[str]]]:
    """Return the values in order, as printed, each with the names of the units that share it."""
    ordered = frame.sort_values(["value", "name"], ascending=[ascending, True], kind="stable")
    groups: dict[str, list[str]] = {}
    for name, value in zip(ordered["name"], ordered["value"]):
        groups.setdefault(words.value_short(value, unit), []).append(name)
    return [(shown, sorted(names, key=name_key)) for shown, names in groups.items()]


def below_target_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return how many units miss the target and how many people live there; not all of them need be affected."""
    indicator, target, ranked = facts.indicator, facts.indicator.target, facts.ranked
    if target is None or ranked.empty or reaches(0.0, target.value, indicator.direction) is None:
        return ""
    missing = ranked[[not reaches(value, target.value, indicator.direction) for value in ranked["value"]]]
    wanted = words.value_dative(target.value, indicator.unit)
    if missing.empty:
        return words.count("findings.below.none", len(ranked), target=wanted)
    people = float(np.nansum(missing["population"]))
    everyone = float(facts.city["population"]) if pd.notna(facts.city["population"]) else float("nan")
    share = words.share(min(people / everyone, 1.0)) if everyone > 0 else words.number(None)
    return words.count("findings.below.some", len(missing), target=wanted, people=words.persons(people), share=share)


def persons_sentence(facts: IndicatorFacts, words: Words) -> str:
    """Return where need times population is greatest; units with few people and without need are not named."""
    if facts.needs is None:
        return ""
    known = facts.needs[(facts.needs["persons"] > 0) & (facts.needs["population"].fillna(0) >= FEW_PERSONS)]
    first = first_units(known, "persons", words.rounded, RANKED)
    named = named_units(first, "persons", words.rounded, words)
    return words.say("findings.persons", units=words.join(named)) if named else ""


def first_units(known: pd.DataFrame, column: str, shown: Callable[[float], str], limit: int) -> pd.DataFrame:
    """Return the units with the largest values of a column, at most ``limit``.

    Units whose values are printed alike come together or not at all: nobody is first by what cannot be seen.
    """
    ordered = known.sort_values([column, "name"], ascending=[False, True], kind="stable")
    printed = [shown(value) for value in ordered[column]]
    count = 0
    for text in dict.fromkeys(printed):
        tied = printed.count(text)
        if count >= limit or count + tied > max(TIED, limit):
            break
        count += tied
    return ordered.head(count)


def named_units(units: pd.DataFrame, column: str, shown: Callable[[float], str], words: Words) -> list[str]:
    """Return units in their order, each with its value in brackets."""
    pairs = zip(units["name"], units[column])
    return [words.say("findings.named", name=name, value=shown(value)) for name, value in pairs]
