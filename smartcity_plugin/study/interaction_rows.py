# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of the map of conflicts and synergies: which rules hold at a place, the strongest, why, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.rule_words import measure_title, rule_words, told
from ..catalogue.rules import load_rules
from ..model.rule import RuleKind
from ..model.text import LANGUAGES
from .rule_checks import RuleCheck

if TYPE_CHECKING:
    from .interactions import Interactions

CLASSES = ((0.85, "strong"), (0.7, "medium"), (0.0, "weak"))
"""From which severity on a conflict is called strong or medium (project defaults, told on the map)."""

NONE, SEARCH, OWN = "none", "search", "own"
"""SEARCH: the strongest rule of a place rests on a stand-in, so that its severity proves nothing."""


def class_of(severity: float) -> Optional[str]:
    """Return the class of a severity: none at 0, else by CLASSES; nothing where it is unknown."""
    if np.isnan(severity):
        return None
    return NONE if severity <= 0 else next(name for limit, name in CLASSES if severity >= limit - 1e-9)


def rows_of(found: Interactions, catalogue: Catalogue) -> pd.DataFrame:
    """Return one row per place (schema ``interactions``, without kind of place, period and run)."""
    places = found.places
    frame = pd.DataFrame({"place_id": places.ids, "name": places.names, "population": places.population})
    for kind, plural in ((RuleKind.CONFLICT, "conflicts"), (RuleKind.SYNERGY, "synergies")):
        _add_strongest(frame, found, kind, plural)
    texts = [_texts_of(found, number, catalogue) for number in range(len(found.checked))]
    order = np.argsort(-np.where(found.holds, found.severity, -1.0), axis=1, kind="stable")
    listed = [[rule for rule in row if found.holds[place, rule]] for place, row in enumerate(order)]
    ids = [check.rule.id for check in found.checked]
    percent = np.round(100.0 * np.nan_to_num(found.severity)).astype(int)
    frame["rules"] = [
        ", ".join(f"{ids[rule]} ({percent[place, rule]} %)" for rule in row) or None for place, row in enumerate(listed)
    ]
    for language in LANGUAGES:
        wording = rule_words()["rule"].in_language(language)
        frame[f"reason_{language}"] = [
            " ".join(
                wording.format(rule=ids[rule], severity=percent[place, rule], reason=texts[rule][language]["reason"])
                for rule in row
            )
            or None
            for place, row in enumerate(listed)
        ]
        frame[f"measures_{language}"] = [
            "; ".join(text for rule in row for text in texts[rule][language]["measures"]) or None for row in listed
        ]
    absent = [check.rule.id for check in found.checks if not check.is_checkable]
    frame["unknown_rules"] = [
        ", ".join([*(rule for rule, mine in zip(ids, row) if mine), *absent]) or None for row in found.unknown
    ]
    frame["flags"] = [_flags(found, row) or None for row in listed]
    return frame


def _add_strongest(frame: pd.DataFrame, found: Interactions, kind: RuleKind, plural: str) -> None:
    """Add number, severity, class and rule of the strongest; nothing where no rule of the kind is known at all.

    Rules that rest on what was measured come before those that rest on a stand-in; these have a class of their own.
    """
    own = np.array([check.rule.kind is kind for check in found.checked], dtype=bool)
    ids = np.array([check.rule.id for check in found.checked], dtype=object)[own]
    holds, unknown = found.holds[:, own], found.unknown[:, own]
    severity = np.where(holds, found.severity[:, own], 0.0)
    known = (~unknown).any(axis=1) if own.any() else np.zeros(len(frame), dtype=bool)
    count = holds.sum(axis=1)
    stands_in = np.array([bool(check.substitutes) for check in found.checked], dtype=bool)[own]
    order = np.where(holds & ~stands_in, 1.0, 0.0) + severity
    best, is_search = np.full(len(frame), np.nan), np.zeros(len(frame), dtype=bool)
    strongest: list[Optional[str]] = [None] * len(frame)
    if own.any():
        first = order.argmax(axis=1)
        best = np.where(known, severity[np.arange(len(frame)), first], np.nan)
        strongest = [ids[rule] if number else None for rule, number in zip(first, count)]
        is_search = stands_in[first] & (count > 0)
    shipped = load_rules()
    name = kind.value
    frame[plural] = pd.array(np.where(known, count, -1), dtype="Int64")
    frame.loc[~known, plural] = pd.NA
    frame[f"{name}_severity"] = best
    frame[f"{name}_class"] = [
        SEARCH if search and value > 0 else class_of(value) for value, search in zip(best, is_search)
    ]
    frame[f"{name}_rule"] = strongest
    frame[f"{name}_topic"] = [
        None if not sure else NONE if rule is None else rule if rule in shipped else OWN
        for rule, sure in zip(strongest, known)
    ]


def _texts_of(found: Interactions, number: int, catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Return in both languages the reason of a rule, with what it rests on, and its measures with what they serve."""
    check, inherited = found.checked[number], found.inherited[number]
    reasons = [check.rule.reason]
    if inherited:
        reasons.append(told("inherited", inherited, catalogue))
    if check.substitutes:
        reasons.append(told("substitute", check.substitutes, catalogue))
    measures = [
        measure_title(item.title, [one for key in item.serves for one in check.used[key]], catalogue)
        for item in check.rule.measures
    ]
    return {
        language: {
            "reason": " ".join(text.in_language(language) for text in reasons),
            "measures": [text.in_language(language) for text in measures],
        }
        for language in LANGUAGES
    }


def _flags(found: Interactions, listed: Sequence[int]) -> str:
    """Return what must be known of the rules that hold: taken over from the unit, or resting on a substitute."""
    checks: Sequence[RuleCheck] = found.checked
    told_of = {
        "inherited": any(found.inherited[rule] for rule in listed),
        "substitute": any(checks[rule].substitutes for rule in listed),
    }
    return ",".join(flag for flag, holds in told_of.items() if holds)
