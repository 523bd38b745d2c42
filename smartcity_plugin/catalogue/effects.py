# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``effects.yaml``: what a measure can change in the data of a scenario, and what must be entered for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Optional, Union

from .. import paths
from ..model.indicator import Role, Status
from ..model.taxonomy import Term, UnitOfMeasure
from ..model.text import Text
from .catalogue import load_catalogue
from .entry import Entry

GEOMETRIES = ("none", "point", "line", "area")

UNITS = {
    "departures": Text("Abfahrten", "departures"),
    "dwellings": Text("Wohnungen", "dwellings"),
    "persons_per_dwelling": Text("Menschen je Wohnung", "persons per dwelling"),
    "size": Text("", ""),
    "indicator": Text("", ""),
}
"""Units of entries that no indicator is measured in. ``size`` and ``indicator`` depend on what is chosen beside."""


@dataclass(frozen=True)
class Quantity:
    """A number to be entered; ``default`` None means that there is none and it must come from the user.

    ``unit`` is a key of the vocabulary's units or of ``UNITS``. A default says by ``source`` and ``status`` where it
    comes from.
    """

    label: Text
    unit: str
    minimum: float
    maximum: float
    default: Optional[float] = None
    required: bool = False
    source: Optional[Text] = None
    status: Optional[Status] = None


@dataclass(frozen=True)
class Option:
    """A choice of one of several; without a default it must be made."""

    label: Text
    options: dict[str, Text]
    default: Optional[str] = None
    source: Optional[Text] = None
    status: Optional[Status] = None

    @property
    def required(self) -> bool:
        """Whether the user must choose."""
        return self.default is None


@dataclass(frozen=True)
class Words:
    """A text to be entered, such as names or ids."""

    label: Text
    required: bool = False
    default: None = None


Parameter = Union[Quantity, Option, Words]


@dataclass(frozen=True)
class EffectKind:
    """A kind of effect.

    ``geometry`` is what may be drawn (none, point, line, area), ``roles`` the inventory that it changes; with
    ``chooses_role`` the user names one of them in ``Effect.role``. ``capacities`` is the field of a role that takes
    the amount. ``assumed`` kinds set results without computing them. ``note`` says how it is computed.
    """

    id: str
    title: Text
    geometry: tuple[str, ...]
    roles: tuple[str, ...]
    note: Text
    amount: Optional[Quantity] = None
    parameters: dict[str, Parameter] = field(default_factory=dict)
    chooses_role: bool = False
    capacities: dict[str, str] = field(default_factory=dict)
    assumed: bool = False

    @property
    def role_options(self) -> tuple[str, ...]:
        """The roles that the user chooses from; none where there is nothing to choose."""
        return self.roles if self.chooses_role else ()

    def defaults(self) -> dict[str, Union[float, str]]:
        """Return the parameters that have a default, with it."""
        return {name: item.default for name, item in self.parameters.items() if item.default is not None}


@lru_cache(maxsize=2)
def load_effects(folder: Path = paths.CATALOGUE) -> dict[str, EffectKind]:
    """Read all kinds in the order of the vocabulary; raises CatalogueError naming file and key."""
    catalogue = load_catalogue(folder)
    terms = catalogue.vocabulary.effect_kinds
    entry = Entry.from_file(folder / "effects.yaml")
    kinds = {key: _read(key, sub, terms, catalogue.roles, catalogue.vocabulary.units) for key, sub in entry.items()}
    if set(kinds) != set(terms):
        raise entry.fail(f"there must be exactly the kinds {', '.join(terms)}")
    return {key: kinds[key] for key in terms}


def label_of(field_name: str) -> Text:
    """Return what the form calls a field, given as ``dwellings.amount`` or ``dwellings.persons_per_dwelling``."""
    kind, _, name = field_name.partition(".")
    effect = load_effects().get(kind)
    item = None if effect is None else effect.amount if name == "amount" else effect.parameters.get(name)
    return Text(field_name, field_name) if item is None else item.label


def _read(
    key: str, entry: Entry, terms: Mapping[str, Term], roles: Mapping[str, Role], units: Mapping[str, UnitOfMeasure]
) -> EffectKind:
    if key not in terms:
        raise entry.fail(f"'{key}' is no effect_kind of the vocabulary")
    allowed = {*units, *UNITS}
    kind = EffectKind(
        id=key,
        title=terms[key].title,
        geometry=entry.words("geometry", GEOMETRIES),
        roles=entry.words("roles", roles, []),
        note=entry.text("note"),
        amount=_quantity(entry.sub("amount"), allowed) if entry.has("amount") else None,
        parameters={name: _parameter(sub, allowed) for name, sub in entry.sub("parameters", {}).items()},
        chooses_role=entry.take("role_options", bool, False),
        capacities=_capacities(entry.sub("capacities", {}), roles),
        assumed=entry.take("assumed", bool, False),
    )
    entry.done()
    if not kind.geometry:
        raise entry.fail("'geometry' is empty")
    return kind


def _capacities(entry: Entry, roles: Mapping[str, Role]) -> dict[str, str]:
    found = {}
    for role in entry.take_keys():
        if role not in roles:
            raise entry.fail(f"'{role}' is no role")
        found[role] = entry.word(role, roles[role].numbers)
    return found


def _parameter(entry: Entry, units: set[str]) -> Parameter:
    if entry.has("options"):
        return _option(entry)
    if entry.has("words"):
        entry.take("words", bool)
        words = Words(entry.text("label"), entry.take("required", bool, False))
        entry.done()
        return words
    return _quantity(entry, units)


def _option(entry: Entry) -> Option:
    label, source, status = entry.text("label"), *_origin(entry)
    texts = entry.sub("options")
    options = {name: texts.text(name) for name in texts.take_keys()}
    default = entry.word("default", options) if entry.has("default") else None
    entry.done()
    return Option(label, options, default, source, status)


def _quantity(entry: Entry, units: set[str]) -> Quantity:
    default = entry.number("default") if entry.has("default") else None
    source, status = _origin(entry, default is not None)
    quantity = Quantity(
        label=entry.text("label"),
        unit=entry.word("unit", units),
        minimum=entry.number("min"),
        maximum=entry.number("max"),
        default=default,
        required=entry.take("required", bool, False),
        source=source,
        status=status,
    )
    entry.done()
    if not quantity.minimum <= (quantity.minimum if default is None else default) <= quantity.maximum:
        raise entry.fail("'default' must lie between 'min' and 'max', and 'min' below 'max'")
    return quantity


def _origin(entry: Entry, needed: Optional[bool] = None) -> tuple[Optional[Text], Optional[Status]]:
    """Return source and status of a default; both must be there with one and lack without one."""
    if needed is None:
        needed = entry.has("default")
    return (entry.text("source"), entry.choice("status", Status)) if needed else (None, None)
