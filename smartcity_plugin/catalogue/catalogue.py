# SPDX-License-Identifier: GPL-2.0-or-later
"""All entries together, cross-checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Union

from .. import paths
from ..model.indicator import Indicator, Role
from ..model.problem import Problem
from ..model.taxonomy import Term, UnitOfMeasure
from ..model.text import Text
from .entry import CatalogueError, Entry
from .indicators import read_indicators
from .numbers import format_number
from .roles import read_roles
from .vocabulary import Vocabulary, read_messages, read_vocabulary


@dataclass(frozen=True)
class Catalogue:
    """What the plugin knows about planning: vocabularies, roles, indicators, sentences for problems."""

    vocabulary: Vocabulary
    roles: dict[str, Role]
    indicators: dict[str, Indicator]
    messages: dict[str, tuple[Text, Text]]

    @property
    def sectors(self) -> dict[str, Term]:
        """The fields of action, in the order of maps and chapters."""
        return self.vocabulary.sectors

    @property
    def units(self) -> dict[str, UnitOfMeasure]:
        """The units of measure by key."""
        return self.vocabulary.units

    def indicators_of(self, sector: str) -> list[Indicator]:
        """Return the indicators of a sector in catalogue order."""
        return [indicator for indicator in self.indicators.values() if indicator.sector == sector]

    def waiting_for(self, role: str) -> list[Indicator]:
        """Return the indicators that use a role."""
        return [indicator for indicator in self.indicators.values() if role in indicator.roles()]

    def sentence(self, problem: Problem, language: str) -> str:
        """Return what the user reads: the problem and its remedy, in one line."""
        return " ".join(self.sentences(problem, language))

    def sentences(self, problem: Problem, language: str) -> tuple[str, str]:
        """Return what the user reads: what is wrong, and what to do."""
        message, hint = self.messages[problem.key]
        values = {name: self._title(name, value, language) for name, value in problem.values.items()}
        return message.format(**values).in_language(language), hint.format(**values).in_language(language)

    def _title(self, name: str, value: Any, language: str) -> Any:
        """Return the title of a role, indicator or kind of geometry that a problem names by its id.

        Numbers are written as the language writes them; other values stay as they are.
        """
        if isinstance(value, (tuple, list)):
            return ", ".join(str(self._title(name, item, language)) for item in value)
        if isinstance(value, float):
            return format_number(value, len(f"{value:.9g}".partition(".")[2]), language)
        tables: dict[str, Mapping[str, Union[Role, Indicator, Term]]] = {
            "role": self.roles,
            "layer": self.roles,
            "indicator": self.indicators,
            "found": self.vocabulary.geometries,
            "expected": self.vocabulary.geometries,
            "level": self.vocabulary.unit_levels,
            "fitness": self.vocabulary.fitness,
            "sides": self.vocabulary.sides,
        }
        known = tables.get(name, {})
        return known[value].title.in_language(language) if value in known else value


@lru_cache(maxsize=4)
def load_catalogue(folder: Path = paths.CATALOGUE) -> Catalogue:
    """Read and cross-check the catalogue; raises CatalogueError naming file and key."""
    vocabulary = read_vocabulary(Entry.from_file(folder / "vocabulary.yaml"))
    roles = read_roles(Entry.from_file(folder / "roles.yaml"), vocabulary)
    indicators: dict[str, Indicator] = {}
    order = {sector: number for number, sector in enumerate(vocabulary.sectors)}
    for path in sorted(folder.glob("indicators/*.yaml"), key=lambda path: order.get(path.stem, -1)):
        found = read_indicators(Entry.from_file(path), vocabulary, roles, sector=path.stem)
        for key in found.keys() & indicators.keys():
            raise CatalogueError(f"{path.name}: indicator '{key}' is already in {indicators[key].sector}.yaml")
        indicators.update(found)
    messages: dict[str, tuple[Text, Text]] = {}
    for path in [folder / "messages.yaml", *sorted(folder.glob("messages/*.yaml"))]:
        more = read_messages(Entry.from_file(path))
        for key in more.keys() & messages.keys():
            raise CatalogueError(f"{path.name}: there is already a message '{key}'")
        messages.update(more)
    return Catalogue(vocabulary, roles, indicators, messages)
