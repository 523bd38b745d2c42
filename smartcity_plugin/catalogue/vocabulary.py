# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of vocabularies and of the sentences for problems."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.indicator import Status
from ..model.provenance import Fitness
from ..model.quality import Light, Side
from ..model.taxonomy import Term, UnitOfMeasure
from ..model.text import Text
from .entry import Entry


@dataclass(frozen=True)
class Vocabulary:
    """The words that everything else may use; order is the order of presentation."""

    sectors: dict[str, Term]
    dimensions: dict[str, Term]
    sdgs: dict[str, Term]
    charta: dict[str, Term]
    units: dict[str, UnitOfMeasure]
    choices: dict[str, dict[str, Term]]
    """The options of a method's decisions, by group."""
    statuses: dict[str, Term]
    fitness: dict[str, Term]
    lights: dict[str, Term]
    sides: dict[str, Term]
    flags: dict[str, Term]
    licences: dict[str, Term]
    geometries: dict[str, Term]
    unit_levels: dict[str, Term]
    goal_levels: dict[str, Term]
    measure_kinds: dict[str, Term]
    measure_statuses: dict[str, Term]
    swot_kinds: dict[str, Term]
    swot_states: dict[str, Term]
    place_sources: dict[str, Term]
    indicator_kinds: dict[str, Term]
    cost_kinds: dict[str, Term]
    financing_sources: dict[str, Term]
    financing_statuses: dict[str, Term]
    effect_kinds: dict[str, Term]
    contribution_statuses: dict[str, Term]
    answer_statuses: dict[str, Term]
    guidelines: dict[str, Term]
    """The recommendations of the Smart City Charta by number."""


_OWN_SHAPE = ("units", "choices")


def _terms(entry: Entry) -> dict[str, Term]:
    terms = {}
    for key, term in entry.items():
        terms[key] = Term(key, term.text("title"), term.take("colour", str, "#555555"))
        term.done()
    return terms


def _units(entry: Entry) -> dict[str, UnitOfMeasure]:
    units = {}
    for key, unit in entry.items():
        units[key] = UnitOfMeasure(key, unit.text("symbol"), unit.take("decimals", int))
        unit.done()
    return units


def read_vocabulary(entry: Entry) -> Vocabulary:
    """Read ``vocabulary.yaml``; enums of the model must have exactly one wording per member."""
    vocabulary = Vocabulary(
        units=_units(entry.sub("units")),
        choices={name: _terms(group) for name, group in entry.sub("choices").items()},
        **{name: _terms(entry.sub(name)) for name in Vocabulary.__dataclass_fields__ if name not in _OWN_SHAPE},
    )
    entry.done()
    for name, enum in (("statuses", Status), ("fitness", Fitness), ("lights", Light), ("sides", Side)):
        if set(getattr(vocabulary, name)) != {member.value for member in enum}:
            raise entry.fail(f"'{name}' must have exactly the entries {', '.join(member.value for member in enum)}")
    return vocabulary


def read_messages(entry: Entry) -> dict[str, tuple[Text, Text]]:
    """Read a file of messages: problem key → (what is wrong, what to do)."""
    messages = {}
    for key, message in entry.items():
        messages[key] = (message.text("message"), message.text("hint"))
        message.done()
    return messages
