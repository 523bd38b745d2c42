# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about needs in full sentences: sectors, the index, several sectors at once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..engine.composite.aggregate import MINIMUM_WEIGHT
from ..engine.composite.needs import STRONG, WEAK
from ..engine.compute import FEW_PERSONS
from ..model.scheme import Missing
from .findings import TIED, first_units, named_units
from .texts import name_key
from .words import Words

TOP = 5
"""How many units the lists of greatest needs name."""


@dataclass(frozen=True)
class NeedFacts:
    """The stored needs of one sector, or of the index over all.

    ``units`` has a row per planning unit with name, score, need, persons and population; ``city`` the same for the
    municipality; ``parts`` is the number of indicators (of a sector) or sectors (of the index) that went in.
    """

    title: str
    units: pd.DataFrame
    city: pd.Series
    place: str
    parts: int
    missing: Missing = Missing.RENORMALISE
    minimum_weight: float = MINIMUM_WEIGHT
    """How the scheme treats missing values, and the share of the weight that must be known."""

    @property
    def known(self) -> pd.DataFrame:
        """The units with a score and enough people to be compared."""
        enough = self.units["population"].fillna(0) >= FEW_PERSONS
        return self.units[self.units["score"].notna() & enough]


def sector_findings(facts: NeedFacts, words: Words) -> list[str]:
    """Return the score of a sector, how it spreads, and in how many units it is high or low."""
    if pd.isna(facts.city["score"]):
        first = words.say("findings.sector.none", sector=facts.title, place=facts.place)
    else:
        score = words.number(facts.city["score"])
        first = words.count("findings.sector.score", facts.parts, sector=facts.title, place=facts.place, score=score)
    sentences = [first]
    known = facts.known
    if len(known) > 1:
        sentences.append(
            words.say(
                "findings.sector.spread",
                count=words.number(len(known)),
                low=words.number(known["score"].min()),
                high=words.number(known["score"].max()),
            )
        )
        strong, weak = int((known["score"] >= STRONG).sum()), int((known["score"] <= WEAK).sum())
        sentences.append(
            words.say(
                "findings.sector.ends",
                strong=words.in_units(strong),
                weak=words.in_units(weak),
                strong_from=words.number(STRONG),
                weak_to=words.number(WEAK),
            )
        )
    return sentences + _unscored(facts, words)


def _unscored(facts: NeedFacts, words: Words) -> list[str]:
    unscored = facts.units[facts.units["score"].isna()]
    if unscored.empty:
        return []
    reason = words.say(f"findings.unscored.{facts.missing.value}", limit=words.percent(facts.minimum_weight))
    names = sorted(unscored["name"], key=name_key)
    if len(names) <= TIED:
        key = "findings.sector.unscored_named"
        return [words.count(key, len(names), units=words.join(names), reason=reason)]
    return [words.count("findings.sector.unscored", len(names), reason=reason)]


def top_units(known: pd.DataFrame, column: str, words: Words, limit: int = TOP) -> pd.DataFrame:
    """Return the units with the greatest needs (column ``need``) or the most persons in need, none without need.

    At most ``limit``; those printed alike come together or not at all.
    """
    return first_units(known[known[column] > 0], column, words.number if column == "need" else words.rounded, limit)


def index_findings(facts: NeedFacts, words: Words) -> list[str]:
    """Return where needs concentrate, by intensity and by persons, and how far the two lists agree."""
    known = facts.known
    if known.empty:
        return [words.say("findings.index.none")]
    sentences = []
    if pd.notna(facts.city["need"]):
        need = words.number(facts.city["need"])
        sentences.append(words.count("findings.index.city", facts.parts, place=facts.place, need=need))
    if not (known["need"] > 0).any():
        return [*sentences, words.say("findings.index.no_need"), *_unscored(facts, words)]
    by_need, by_persons = top_units(known, "need", words), top_units(known, "persons", words)
    if len(by_need):
        named = named_units(by_need, "need", words.number, words)
        sentences.append(words.say("findings.index.intensity", units=words.join(named)))
    else:
        sentences.append(words.say("findings.index.crowd"))
    if len(by_persons):
        named = named_units(by_persons, "persons", words.rounded, words)
        sentences.append(words.say("findings.index.persons", units=words.join(named)))
    both = sorted(set(by_need["name"]) & set(by_persons["name"]), key=name_key)
    if both:
        sentences.append(words.count("findings.index.both", len(both), units=words.join(both)))
    elif len(by_need) and len(by_persons):
        sentences.append(words.say("findings.index.disjoint"))
    return sentences + _unscored(facts, words)


def high_needs(wide: pd.DataFrame) -> pd.DataFrame:
    """Return where needs are high: the same table of scores (units × sectors), True up to WEAK; unknown is not high."""
    return wide.le(WEAK) & wide.notna()


def overlay_findings(wide: pd.DataFrame, words: Words) -> list[str]:
    """Return how many units have a high need in several sectors at once; ``wide`` holds scores, units × sectors."""
    high = high_needs(wide).sum(axis=1)
    several, one = int((high >= 2).sum()), int((high == 1).sum())
    sentences = [
        words.say(
            "findings.overlay.counts",
            several=words.in_units(several),
            one=words.in_units(one),
            limit=words.number(WEAK),
            sectors=words.number(wide.shape[1]),
        )
    ]
    unknown = int(wide.isna().any(axis=1).sum())
    if unknown:
        sentences.append(words.count("findings.overlay.unknown", unknown))
    return sentences


def drivers(scores: pd.Series, count: int = 2) -> list[str]:
    """Return the keys with the lowest scores of one unit, worst first, only those with a high need."""
    low = scores[scores.notna() & (scores <= WEAK)]
    return list(low.sort_values(kind="stable").head(count).index)


AGES = ("under_18", "65_plus")
"""The age groups in the order of their sentences."""

SAME_SHARE = 0.01
"""Shares (0 to 1) that differ by less are not compared in words: the numbers do not carry it."""

TOP_OF_GROUP = 3
"""How many units the sentence on a group names."""


@dataclass(frozen=True)
class GroupFacts:
    """The stored needs of the index with those of focus groups, and what the groups rest on.

    ``deprivation`` and ``limit`` are the title of the indicator of deprived areas and its limit in words.
    """

    needs: NeedFacts
    ages_estimated: bool = False
    deprivation: str = ""
    limit: str = ""
    year: str = ""

    def known(self, column: str) -> pd.DataFrame:
        """Return the units with enough people whose persons in need are known, of all and in a column."""
        units = self.needs.known
        if column not in units:
            return units.iloc[:0]
        return units[units["persons"].notna() & units[column].notna()]


def group_findings(facts: GroupFacts, words: Words) -> list[str]:
    """Return how the persons in need are made up by focus group and what a forecast would mean; empty if unknown.

    All sums are over the planning units of which both numbers are known.
    """
    sentences: list[str] = []
    for name in AGES:
        sentences += _age_group(facts, name, words)
    if sentences and facts.ages_estimated:
        sentences.append(words.say("needs_groups.estimated"))
    open_units = len(facts.needs.known) - len(facts.known("persons_under_18"))
    if sentences and open_units:
        sentences.append(words.count("needs_groups.unknown", open_units))
    return [*sentences, *_deprived(facts, words), *_forecast(facts, words)]


def _age_group(facts: GroupFacts, name: str, words: Words) -> list[str]:
    column = f"persons_{name}"
    units = facts.known(column)
    units = units[units["persons"] > 0]  # without need nothing tells how many of the group there are
    persons, together = units[column].sum(), units["persons"].sum()
    if persons < FEW_PERSONS:
        return []
    share = persons / together
    among = (units[column] / units["persons"] * units["population"]).sum() / units["population"].sum()
    group = words.say(f"needs_groups.group.{name}")
    numbers = {"persons": words.rounded(persons), "all": words.rounded(together)}
    sentences = [
        words.say(
            "needs_groups.part", group=group, share=words.percent(share, 1), among=words.percent(among, 1), **numbers
        )
    ]
    if abs(share - among) >= SAME_SHARE:
        sentences.append(words.say("needs_groups.above" if share > among else "needs_groups.below"))
    top = first_units(units[units[column] >= FEW_PERSONS], column, words.rounded, TOP_OF_GROUP)
    if len(top):
        named = named_units(top, column, words.rounded, words)
        sentences.append(words.say("needs_groups.top", units=words.join(named)))
    return sentences


def _deprived(facts: GroupFacts, words: Words) -> list[str]:
    units = facts.known("persons_deprived")
    if units.empty:
        return []
    said = {"indicator": facts.deprivation, "limit": facts.limit}
    persons, together = units["persons_deprived"].sum(), units["persons"].sum()
    if persons < FEW_PERSONS:
        return [words.say("needs_groups.deprived_none", **said)] if persons == 0 else []
    numbers = {"persons": words.rounded(persons), "all": words.rounded(together)}
    return [words.say("needs_groups.deprived", share=words.share(persons / together), **numbers, **said)]


def _forecast(facts: GroupFacts, words: Words) -> list[str]:
    units = facts.known("persons_forecast")
    persons, now = units["persons_forecast"].sum() if len(units) else 0.0, units["persons"].sum()
    if persons < FEW_PERSONS or not facts.year:
        return []
    sentences = [
        words.say("needs_groups.forecast", year=facts.year, persons=words.rounded(persons), now=words.rounded(now))
    ]
    ages = []
    for name in AGES:
        column = f"persons_forecast_{name}"
        if column in units and units[column].notna().all() and units[column].sum() >= FEW_PERSONS:
            group = words.say(f"needs_groups.group.{name}")
            number = words.rounded(units[column].sum())
            ages.append(words.say("needs_groups.forecast_age", group=group, persons=number))
    if ages:
        sentences.append(words.say("needs_groups.forecast_ages", groups=words.join(ages)))
    if len(units) < len(facts.needs.known):
        sentences.append(words.count("needs_groups.forecast_part", len(units)))
    return sentences
