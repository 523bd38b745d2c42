# SPDX-License-Identifier: GPL-2.0-or-later
"""The findings of a whole study on half a page, for council and mayor: each sentence with the runs it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..engine.composite.needs import INDEX
from ..engine.compute import FLAG_OF_FITNESS
from ..model.indicator import Indicator
from .context import Context
from .findings import has_flag, named_units, reaches
from .findings_needs import NeedFacts, top_units
from .findings_robustness import leaders_sentence, rank_security
from .judgement import aim_of
from .words import Words

NAMED = 3
"""How many planning units a sentence of the summary names."""


@dataclass(frozen=True)
class Point:
    """A finding of the summary: a stable name, its sentences, the runs it rests on."""

    name: str
    text: str
    run_ids: tuple[str, ...] = ()


def key_points(context: Context) -> list[Point]:
    """Return the findings of the summary in the order of reading; what the study does not hold is left out or said."""
    points = [
        Point("targets", targets_sentence(*_targets(context), context.words), context.value_runs),
        Point("sectors", sectors_sentence(_sectors(context), context.words), context.need_runs),
        *_need_points(context),
        Point("focus", _focus(context), tuple(map(str, context.focus_runs))),
        Point("doubts", doubts_sentence(_doubts(context), context.words), context.value_runs),
    ]
    return [point for point in points if point.text]


# Targets -------------------------------------------------------------------------------------------------------------


def _targets(context: Context) -> tuple[list[Optional[bool]], int]:
    """Return for each indicator with a target whether it is reached (None: open), and how many are examples."""
    found: list[Optional[bool]] = []
    examples = 0
    for indicator in context.computed:
        aim, value = aim_of(context, indicator), context.city_value(indicator.id)
        if aim is not None:
            found.append(None if np.isnan(value) else reaches(value, aim.value, indicator.direction))
            examples += aim.is_example
    return found, examples


def targets_sentence(reached: Sequence[Optional[bool]], examples: int, words: Words) -> str:
    """Return how many targets the municipality reaches, and how many of the targets are mere examples."""
    if not reached:
        return words.say("summary.targets_none")
    judged = [item for item in reached if item is not None]
    if not judged:
        return words.count("summary.targets_open_all", len(reached))
    sentences = [words.count("summary.targets", len(judged), reached=words.number(sum(judged)))]
    open_ones = len(reached) - len(judged)
    if open_ones:
        sentences.append(words.count("summary.targets_open", open_ones))
    if examples:
        sentences.append(words.count("summary.targets_examples", examples))
    return " ".join(sentences)


# Sectors and needs ---------------------------------------------------------------------------------------------------


def _sectors(context: Context) -> list[tuple[str, float]]:
    facts = ((sector, context.need_facts(sector)) for sector in context.scored_sectors)
    return [(item.title, float(item.city["score"])) for _, item in facts if item and pd.notna(item.city["score"])]


def sectors_sentence(scores: Sequence[tuple[str, float]], words: Words) -> str:
    """Return which sectors score highest and lowest in the municipality; those printed alike are named together."""
    printed = {title: words.number(score) for title, score in scores}
    if len(set(printed.values())) < 2:
        return ""
    ordered = sorted(scores, key=lambda item: -item[1])
    ends = []
    for _, score in (ordered[0], ordered[-1]):
        same = [title for title, text in printed.items() if text == words.number(score)]
        ends.append(words.join([words.say("quoted", text=title) for title in same]))
    high, low = words.number(ordered[0][1]), words.number(ordered[-1][1])
    return words.say("summary.sectors", best=ends[0], high=high, worst=ends[1], low=low)


def _need_points(context: Context) -> list[Point]:
    facts, words = context.need_facts(INDEX), context.words
    if facts is None:
        return [Point("needs", words.say("summary.needs_none"))]
    by_need = top_units(facts.known, "need", words, NAMED)
    points = [
        Point("needs", index_sentence(facts, words), context.need_runs),
        Point("places", places_sentence(facts, words), context.need_runs),
    ]
    is_old = context.is_old(context.robustness_runs)
    sure = rank_security(list(by_need["name"]), context.robustness, words, is_old, with_places=False)
    if context.robustness is not None:
        sure = [leaders_sentence(context.robustness, words), *sure]
    return [*points, Point("security", " ".join(sure), (*context.need_runs, *context.robustness_runs))]


def index_sentence(facts: NeedFacts, words: Words) -> str:
    """Return the need of the municipality as a whole."""
    if pd.isna(facts.city["need"]):
        return words.say("findings.index.none") if facts.known.empty else ""
    return words.count("summary.index", facts.parts, place=facts.place, need=words.number(facts.city["need"]))


def places_sentence(facts: NeedFacts, words: Words) -> str:
    """Return where needs are highest and where most people are concerned by calculation; ties are never cut."""
    by_need = top_units(facts.known, "need", words, NAMED)
    by_persons = top_units(facts.known, "persons", words, NAMED)
    sentences = []
    if len(by_need):
        units = words.join(named_units(by_need, "need", words.number, words))
        sentences.append(words.say("summary.by_need", units=units))
    if len(by_persons):
        units = words.join(named_units(by_persons, "persons", words.rounded, words))
        sentences.append(words.say("summary.by_persons", units=units))
    return " ".join(sentences)


def _focus(context: Context) -> str:
    areas, words = context.focus_areas, context.words
    if not areas:
        return ""
    people = float(np.nansum([area.population for area in areas]))
    text = words.count("summary.focus", len(areas), persons=words.persons(people))
    return " ".join((text, words.say("justice.stale"))) if context.is_old(context.focus_runs) else text


# What is uncertain ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Doubts:
    """Of the computed indicators, how many rest on approximations, cover a part only, are old; how many are absent."""

    computed: int
    approximate: int
    partial: int
    outdated: int
    absent: int


def _doubts(context: Context) -> Doubts:
    return Doubts(
        computed=len(context.computed),
        approximate=sum(_has(context, indicator, tuple(FLAG_OF_FITNESS.values())) for indicator in context.computed),
        partial=sum(_has(context, indicator, ("partial_coverage",)) for indicator in context.computed),
        outdated=len(context.outdated),
        absent=len(context.absent),
    )


def _has(context: Context, indicator: Indicator, flags: tuple[str, ...]) -> bool:
    rows = context.values[context.values["indicator_id"] == indicator.id]
    return any(bool(has_flag(rows, flag).any()) for flag in flags)


def doubts_sentence(doubts: Doubts, words: Words) -> str:
    """Return what makes the results uncertain."""
    total = words.number(doubts.computed)
    if doubts.approximate == doubts.computed or not doubts.approximate:
        sentences = [
            words.say("summary.approximate_all" if doubts.approximate else "summary.approximate_none", total=total)
        ]
    else:
        sentences = [words.count("summary.approximate", doubts.approximate, total=total)]
    if doubts.partial:
        sentences.append(words.count("summary.partial", doubts.partial))
    if doubts.outdated:
        sentences.append(words.count("summary.outdated", doubts.outdated))
    if doubts.absent:
        sentences.append(words.count("summary.absent", doubts.absent))
    return " ".join(sentences)
