# SPDX-License-Identifier: GPL-2.0-or-later
"""What the choices of an assessment scheme are called, and a scheme in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.scheme import STANDARD, Combination, Missing, Normalisation, Scheme, Weighting
from ..model.taxonomy import Term
from ..model.text import Text
from .entry import Entry
from .numbers import NO_BREAK_SPACE, format_number

_ENUMS: dict[str, type[Enum]] = {
    "normalisation": Normalisation,
    "weighting": Weighting,
    "combination": Combination,
    "missing": Missing,
}
_SENTENCES = ("scheme", "standard", "mixed", "combining", "weights", "inner")


@dataclass(frozen=True)
class Wording:
    """The name of a choice and what it means, in one sentence."""

    title: Text
    note: Text


@lru_cache(maxsize=2)
def load_scheme_words(path: Path = paths.CATALOGUE / "scheme_words.yaml") -> dict[str, dict[str, Wording]]:
    """Read the words by group and key; raises CatalogueError unless every choice has exactly one wording."""
    entry = Entry.from_file(path)
    words = {}
    for group in (*_ENUMS, "sentence"):
        found = {}
        for key, item in entry.sub(group).items():
            found[key] = Wording(item.text("title"), item.text("note"))
            item.done()
        wanted = {member.value for member in _ENUMS[group]} if group in _ENUMS else set(_SENTENCES)
        if set(found) != wanted:
            raise entry.fail(f"'{group}' must have exactly the entries {', '.join(sorted(wanted))}")
        words[group] = found
    entry.done()
    return words


def choice_title(choice: Enum, language: str) -> str:
    """Return what a normalisation, weighting, combination or rule for missing values is called."""
    return _wording(choice).title.in_language(language)


def choice_note(choice: Enum, language: str, minimum_weight: float = 0.7) -> str:
    """Return what a choice means, in one sentence."""
    text = _wording(choice).note.in_language(language)
    return text.format(weight=percent(minimum_weight, language)) if choice is Missing.RENORMALISE else text


def percent(share: float, language: str, decimals: int = 0) -> str:
    """Return a share (0 to 1) in per cent."""
    return f"{format_number(100.0 * share, decimals, language)}{NO_BREAK_SPACE}%"


def scheme_title(scheme: Scheme, language: str) -> str:
    """Return what users call a scheme; the standard one has no title of its own."""
    return scheme.title or _sentence("standard").title.in_language(language)


def scheme_sentences(scheme: Scheme, sectors: Mapping[str, Term], shares: Sequence[float], language: str) -> list[str]:
    """Return how a scheme makes an index, in sentences: name, scores, means, weights, missing values, need.

    ``shares`` are the weights (adding up to 1) of the scheme's sectors in their order.
    """
    sentences = [_say("scheme", language).format(title=scheme_title(scheme, language))]
    sentences.append(choice_note(scheme.normalisation, language))
    if scheme.normalisations:
        sentences.append(_say("mixed", language))
    if scheme.scales:
        sentences.append(_say("mixed", language, note=True))
    means = {key: choice_title(getattr(scheme, key), language) for key in ("within", "between")}
    sentences.append(_say("combining", language).format(**means))
    if {scheme.within, scheme.between} & {Combination.GEOMETRIC, Combination.HARMONIC}:
        floor = format_number(scheme.floor, 0 if scheme.floor == round(scheme.floor) else 2, language)
        sentences.append(_say("combining", language, note=True).format(floor=floor))
    sentences += _weight_sentences(scheme, sectors, shares, language)
    sentences.append(choice_note(scheme.missing, language, scheme.minimum_weight))
    sentences.append(_say("scheme", language, note=True))
    if scheme.id == STANDARD:
        sentences.append(_say("standard", language, note=True))
    return sentences


def _weight_sentences(scheme: Scheme, sectors: Mapping[str, Term], shares: Sequence[float], language: str) -> list[str]:
    methods = {group.weights.method for group in scheme.groups if len(group.members) > 1} or {Weighting.EQUAL}
    if {scheme.weights.method, *methods} == {Weighting.EQUAL}:
        return [_say("weights", language)]
    parts = [
        f"{sectors[group.key].title.in_language(language)} {percent(share, language)}"
        for group, share in zip(scheme.groups, shares)
    ]
    method = choice_title(scheme.weights.method, language)
    outer = _say("weights", language, note=True).format(weights=", ".join(parts), method=method)
    if methods == {Weighting.EQUAL}:
        return [outer, _say("inner", language)]
    names = ", ".join(choice_title(item, language) for item in Weighting if item in methods)
    return [outer, _say("inner", language, note=True).format(method=names)]


def _wording(choice: Enum) -> Wording:
    group = next(name for name, enum in _ENUMS.items() if isinstance(choice, enum))
    return load_scheme_words()[group][choice.value]


def _sentence(key: str) -> Wording:
    return load_scheme_words()["sentence"][key]


def _say(key: str, language: str, note: bool = False) -> str:
    wording = _sentence(key)
    return (wording.note if note else wording.title).in_language(language)
