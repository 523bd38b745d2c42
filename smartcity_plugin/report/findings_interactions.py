# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about conflicts and synergies: by rule and by pair of sectors, and of the matrices filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from ..catalogue import Catalogue
from ..model.problem import Problem, SmartCityError
from ..model.relation import RelationKind
from ..model.rule import RuleKind
from ..study.interactions import StoredInteractions, Summary, stored_interactions
from ..study.overlay_tables import CELLS
from ..study.relations import HEADINGS, RelationMatrix, open_questions, relation_matrix
from ..study.study import Study
from .words import Words


@dataclass(frozen=True)
class InteractionFacts:
    """What a study holds on conflicts and synergies; ``problem`` says why the stored ones cannot be read."""

    stored: Optional[StoredInteractions]
    problem: Optional[Problem]
    matrices: dict[RelationKind, RelationMatrix]
    questions: tuple[Problem, ...]


def interaction_facts(study: Study, catalogue: Catalogue) -> InteractionFacts:
    """Read what a study holds on conflicts and synergies, and the matrices of its goals and measures."""
    stored, problem = None, None
    try:
        stored = stored_interactions(study, catalogue)
    except SmartCityError as error:
        problem = error.problem
    matrices = {kind: relation_matrix(study, kind) for kind in RelationKind}
    return InteractionFacts(stored, problem, matrices, tuple(open_questions(study)))


def place_count(number: int, place_kind: str, words: Words) -> str:
    """Return a number of cells or planning units, to stand behind the word "in"."""
    return words.count("interactions.cells.dative" if place_kind == CELLS else "units.dative", number)


def interaction_findings(summary: Summary, place_kind: str, words: Words, stand_ins: Sequence[str] = ()) -> list[str]:
    """Return how many rules could be checked, and where how many people live with conflicts and synergies.

    ``stand_ins`` are the rules that rest on something that only stands in for what should be known; they are named.
    """
    checked, unchecked = len(summary.rules), len(summary.unchecked)
    if unchecked:
        sentences = [words.count("findings.interactions.checked", checked, all=words.number(checked + unchecked))]
    else:
        sentences = [words.count("findings.interactions.all_checked", checked)]
    everywhere = words.number(len(summary.population))
    for kind in RuleKind:
        if not any(rule.kind is kind for rule in summary.rules):
            continue
        places, persons = summary.of_kind(kind)
        if not places:
            none = "findings.interactions.no_conflict"
            sentences.append(words.say(none if kind is RuleKind.CONFLICT else "findings.interactions.no_synergy"))
            continue
        key = "findings.interactions.conflicts" if kind is RuleKind.CONFLICT else "findings.interactions.synergies"
        values = {"all": everywhere, "persons": words.persons(persons)}
        sentences.append(words.say(key, places=place_count(places, place_kind, words), **values))
    if stand_ins:
        sentences.append(words.count("findings.interactions.stand_in", len(stand_ins), rules=words.join([*stand_ins])))
    return sentences


def rule_findings(summary: Summary, kind: RuleKind, place_kind: str, words: Words) -> list[str]:
    """Return one sentence or two per checked rule of a kind; those that concern most people first."""
    rules = [rule for rule in summary.rules if rule.kind is kind]
    sentences = []
    for rule in sorted(rules, key=lambda item: (-summary.persons(item.id), item.id)):
        names = {"title": words.of(rule.title), "rule": rule.id}
        places = summary.places(rule.id)
        if places:
            counted, people = place_count(places, place_kind, words), words.persons(summary.persons(rule.id))
            text = words.say("findings.interactions.rule", places=counted, persons=people, **names)
        else:
            text = words.say("findings.interactions.nowhere", **names)
        unknown = int(summary.unknown[:, summary.rules.index(rule)].sum())
        if unknown:
            counted = place_count(unknown, place_kind, words)
            text = " ".join([text, words.say("findings.interactions.rule_unknown", places=counted)])
        sentences.append(text)
    return sentences


def signed(value: Optional[int], words: Words) -> str:
    """Return a judgement with its sign; nothing for no judgement."""
    if value is None:
        return ""
    return words.number(0) if value == 0 else f"{'+' if value > 0 else '−'}{words.number(abs(value))}"


def relation_findings(matrix: RelationMatrix, words: Words) -> list[str]:
    """Return how many pairs are judged and how, and what has the greatest cross-cutting effect."""
    values = np.array([item.value for item in matrix.relations.values()], dtype=int)
    numbers = {
        "judged": matrix.judged,
        "possible": matrix.possible,
        "positive": int((values > 0).sum()),
        "negative": int((values < 0).sum()),
    }
    told = {name: words.number(number) for name, number in numbers.items()}
    sentences = [words.say("findings.relations.judged", **told)]
    totals = {row: matrix.row_total(row) for row, _ in matrix.rows}
    best = max(totals.values(), default=0)
    names = [row for row, total in totals.items() if total == best]
    if best > 0 and len(names) <= _MOST_NAMED:
        key = "findings.relations.best" if len(names) == 1 else "findings.relations.best_several"
        sentences.append(words.say(key, names=words.join(names), total=signed(best, words)))
    return sentences


_MOST_NAMED = 3
"""If more share the greatest effect, it distinguishes nobody."""


def pair_cells(summary: Summary, sectors: Sequence[str]) -> dict[tuple[str, str, RuleKind], int]:
    """Return the number of places by pair of sectors (in the order given) and kind; pairs without a rule are absent."""
    found = summary.pairs(sectors)
    return {(row.sector_a, row.sector_b, RuleKind(row.kind)): int(row.places) for row in found.itertuples()}


def sheet_words(words: Words) -> dict[str, str]:
    """Return the headings of an exported matrix."""
    return {name: words.say(f"relations.sheet.{name}") for name in HEADINGS}
