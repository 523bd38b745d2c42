# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of what the plugin knows of the cadastre: object types, states of buildings, groups of functions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

from .. import paths
from ..model.text import Text
from .entry import Entry
from .xplan import LayerTexts, read_layers

LAND_USE_ROLES = {"settlement_area", "water"}


@dataclass(frozen=True)
class LandUse:
    """An object type of the actual land use."""

    role: str
    title: Text


@dataclass(frozen=True)
class Condition:
    """A state of a building, and whether the building exists then."""

    title: Text
    exists: bool


@dataclass(frozen=True)
class AlkisCodes:
    """What of the cadastre and of building models is imported, with the texts that go with it."""

    versions: tuple[str, ...]
    layers: dict[str, LayerTexts]
    city_model: LayerTexts
    storeys_note: Text
    land_use: dict[str, LandUse]
    conditions: dict[str, Condition]
    function_groups: tuple[tuple[int, int, Text], ...]
    """First code, last code, title."""

    def function_group(self, code: str) -> Optional[Text]:
        """Return what kind of building a function code (``1010`` or ``31001_1010``) means, None if unknown."""
        digits = code.rpartition("_")[2]
        if not digits.isdecimal() or not code.startswith(("31001_", digits)):
            return None
        return next((title for first, last, title in self.function_groups if first <= int(digits) <= last), None)


@lru_cache(maxsize=4)
def load_alkis_codes(folder: Path = paths.CATALOGUE) -> AlkisCodes:
    """Read ``alkis.yaml``; raises CatalogueError that names the place."""
    entry = Entry.from_file(folder / "alkis.yaml")
    city_model, estimated = entry.sub("city_model"), entry.sub("storeys_estimated")
    codes = AlkisCodes(
        versions=entry.words("versions"),
        layers=read_layers(entry.sub("layers")),
        city_model=LayerTexts(city_model.text("title"), city_model.text("note")),
        storeys_note=estimated.text("note"),
        land_use=_land_use(entry.sub("land_use")),
        conditions=_conditions(entry.sub("conditions")),
        function_groups=_groups(entry.sub("function_groups")),
    )
    for rest in (city_model, estimated, entry):
        rest.done()
    return codes


def _land_use(entry: Entry) -> dict[str, LandUse]:
    uses = {}
    for name, use in entry.items():
        uses[name] = LandUse(use.word("role", LAND_USE_ROLES), use.text("title"))
        use.done()
    return uses


def _conditions(entry: Entry) -> dict[str, Condition]:
    conditions = {}
    for code, condition in entry.items():
        conditions[code] = Condition(condition.text("title"), condition.take("exists", bool))
        condition.done()
    return conditions


def _groups(entry: Entry) -> tuple[tuple[int, int, Text], ...]:
    groups = []
    for span in entry.take_keys():
        first, _, last = span.partition("-")
        if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
            raise entry.fail(f"'{span}' is no range of codes such as 1000-1099")
        groups.append((int(first), int(last), entry.text(span)))
    return tuple(groups)
