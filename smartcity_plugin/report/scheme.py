# SPDX-License-Identifier: GPL-2.0-or-later
"""An assessment scheme on paper: its choices in words, for the document's annex and for the method sheet."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ..catalogue import Catalogue
from ..catalogue.scheme_words import choice_note, choice_title, scheme_title
from ..model.scheme import Combination, Scheme
from .words import Words


def scheme_choices(
    scheme: Scheme, shares: Sequence[float], catalogue: Catalogue, words: Words
) -> list[tuple[str, str]]:
    """Return the choices of a scheme as label and explanation; ``shares`` (sum 1) are the weights of its sectors."""

    def say(choice: Enum) -> str:
        note = choice_note(choice, words.language, scheme.minimum_weight)
        return words.say("composite.choice", title=sentence_case(choice_title(choice, words.language)), note=note)

    means = {}
    for key in ("within", "between"):
        means[key] = say(getattr(scheme, key))
        if getattr(scheme, key) in (Combination.GEOMETRIC, Combination.HARMONIC):
            means[key] += " " + words.say("composite.floor", floor=words.number(scheme.floor))
    entries = {
        "scheme": scheme_title(scheme, words.language) + (f". {scheme.description}" if scheme.description else ""),
        "normalisation": say(scheme.normalisation),
        **means,
        "weights": say(scheme.weights.method) + " " + _weights(scheme, shares, catalogue, words),
        "missing": say(scheme.missing),
        "cells": words.say("composite.cells.inherited" if scheme.inherit else "composite.cells.own"),
    }
    return [(words.say(f"composite.{key}.label"), text) for key, text in entries.items()]


def sentence_case(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _weights(scheme: Scheme, shares: Sequence[float], catalogue: Catalogue, words: Words) -> str:
    parts = [
        words.say("composite.share", name=words.of(catalogue.sectors[group.key].title), share=words.percent(share))
        for group, share in zip(scheme.groups, shares)
        if group.key in catalogue.sectors
    ]
    return "; ".join(parts) + "."
