# SPDX-License-Identifier: GPL-2.0-or-later
"""All entries together, cross-checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar, Union

from .. import paths
from ..model.indicator import Indicator, Role
from ..model.problem import Problem
from ..model.taxonomy import Term, UnitOfMeasure
from ..model.text import Text
from .entry import CatalogueError, Entry
from .indicators import check_order, read_indicators
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
        return [indicator for indicator in self.indicators.values() if role in indicator.all_roles()]

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
            inner, between = ("pair", ", ") if name == "pairs" else (name, " – " if name == "pair" else ", ")
            return between.join(str(self._title(inner, item, language)) for item in value)
        if isinstance(value, float):
            return format_number(value, len(f"{value:.9g}".partition(".")[2]), language)
        if name == "effect_field":
            from .effects import label_of  # it needs the catalogue

            return label_of(value).in_language(language)
        nodes: dict[str, Union[Role, Indicator, Term]] = {**self.vocabulary.sectors, **self.indicators}
        tables: dict[str, Mapping[str, Union[Role, Indicator, Term]]] = {
            **dict.fromkeys(("member", "members", "other", "pair", "node", "nodes"), nodes),
            "role": self.roles,
            "layer": self.roles,
            "indicator": self.indicators,
            "others": self.indicators,
            "found": self.vocabulary.geometries,
            "expected": self.vocabulary.geometries,
            "level": self.vocabulary.unit_levels,
            "fitness": self.vocabulary.fitness,
            "sides": self.vocabulary.sides,
            "fund": self.vocabulary.financing_sources,
            "measure_status": self.vocabulary.measure_statuses,
        }
        known = tables.get(name, {})
        return known[value].title.in_language(language) if value in known else value


def load_catalogue(folder: Path = paths.CATALOGUE) -> Catalogue:
    """Return the catalogue of a folder, that of the plugin read only once.

    Raises CatalogueError naming file and key.
    """
    return shipped_catalogue() if folder == paths.CATALOGUE else _read(folder)


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that comes with the plugin: one object, whatever else is read."""
    return _read(paths.CATALOGUE)


def _read(folder: Path) -> Catalogue:
    vocabulary = read_vocabulary(Entry.from_file(folder / "vocabulary.yaml"))
    roles = _together(folder / "roles.yaml", lambda entry: read_roles(entry, vocabulary), "role")
    indicators: dict[str, Indicator] = {}
    known = set(vocabulary.sectors)
    for path in folder.glob("indicators/*"):
        if path.stem not in known:
            raise CatalogueError(f"indicators/{path.name}: there is no sector '{path.stem}'")
    for sector in vocabulary.sectors:
        read = partial(read_indicators, vocabulary=vocabulary, roles=roles, sector=sector)
        for key, indicator in _together(folder / "indicators" / f"{sector}.yaml", read, "indicator").items():
            if key in indicators:
                raise CatalogueError(f"{sector}: indicator '{key}' is already in sector {indicators[key].sector}")
            indicators[key] = indicator
    check_order(indicators)
    messages = _together(folder / "messages.yaml", read_messages, "message")
    return Catalogue(vocabulary, roles, indicators, messages)


Content = TypeVar("Content")


def _together(path: Path, read: Callable[[Entry], dict[str, Content]], what: str) -> dict[str, Content]:
    """Read a file, if there is one, and those of the folder of its name."""
    found: dict[str, Content] = {}
    for file in [path, *sorted(path.with_suffix("").glob("*.yaml"))]:
        if not file.is_file():
            continue
        more = read(Entry.from_file(file))
        for key in more.keys() & found.keys():
            raise CatalogueError(f"{file.name}: there is already the {what} '{key}'")
        found.update(more)
    return found
