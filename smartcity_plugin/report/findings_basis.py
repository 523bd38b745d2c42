# SPDX-License-Identifier: GPL-2.0-or-later
"""What the values of an indicator rest on, each thing said once: gaps, small numbers, estimates, stand-ins, age."""

from __future__ import annotations

import pandas as pd

from ..engine.compute import FEW_PERSONS, FLAG_OF_FITNESS
from ..engine.maup import MAUP_NOTE_BELOW
from .findings import TIED, IndicatorFacts, has_flag
from .texts import name_key
from .words import Words

FULL_COVERAGE = 0.9995
"""From here on (share, 0 to 1) nothing is said of the coverage: it would be printed as 0.0 % missing."""


def basis_findings(facts: IndicatorFacts, words: Words) -> list[str]:
    """Return what is missing and what the values rest on."""
    return [*gap_sentences(facts, words), *basis_sentences(facts, words)]


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
    old = [words.say("findings.basis.outdated")] if facts.is_outdated else []
    return [*sentences, *_noted(facts, words), *level_sentences(facts, words), *old]


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
