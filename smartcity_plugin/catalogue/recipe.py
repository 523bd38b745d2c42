# SPDX-License-Identifier: GPL-2.0-or-later
"""Recipes: how a study is made from files, step by step, so that it can be repeated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..model.provenance import Fitness
from ..model.text import Text
from .entry import Entry


@dataclass(frozen=True)
class SourceFile:
    """A layer in a file."""

    path: Path
    layer: str

    @property
    def uri(self) -> str:
        """What QGIS opens it by."""
        return f"{self.path}|layername={self.layer}"


@dataclass(frozen=True)
class Publisher:
    """Where data come from and under which terms."""

    source: Text
    licence: str
    attribution: Text
    date: str


@dataclass(frozen=True)
class RecipeLayer:
    """A layer of the inventory: role, file, field expressions, filter, passport."""

    role: str
    file: SourceFile
    publisher: Publisher
    title: Text
    fields: dict[str, str]
    where: str
    fitness: Fitness
    note: Optional[Text]


@dataclass(frozen=True)
class RecipeImport:
    """Files of a foreign format: the algorithm that reads them, the terms they come under, and its parameters."""

    algorithm: str
    files: tuple[Path, ...]
    publisher: Publisher
    parameters: dict[str, Any]


@dataclass(frozen=True)
class RecipeStep:
    """An algorithm to be run at the end: its parameters, and those of them that are files or differ by language.

    A step may be left out where the town has no data for it.
    """

    algorithm: str
    parameters: dict[str, Any]
    files: dict[str, Path]
    texts: dict[str, Text]

    def arguments(self, language: str) -> dict[str, Any]:
        """Return all parameters in a language."""
        texts = {name: text.in_language(language) for name, text in self.texts.items()}
        return {**self.parameters, **{name: str(path) for name, path in self.files.items()}, **texts}


@dataclass(frozen=True)
class Recipe:
    """Everything needed to build a study."""

    title: Text
    municipality: str
    ags: str
    crs: str
    reference_date: str
    area: SourceFile
    units: SourceFile
    unit_id: str
    unit_name: str
    layers: tuple[RecipeLayer, ...]
    imports: tuple[RecipeImport, ...]
    unit_level: str
    goals: dict[str, Path]
    measures: dict[str, Path]
    register: tuple[Path, ...] = ()
    """Further tables of the register (``sources/register_tables.py``)."""
    participation: tuple[RecipeStep, ...] = ()
    steps: tuple[RecipeStep, ...] = ()
    """What follows from the register: scenarios, a choice among measures."""


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; file names in it are relative to it. Raises CatalogueError naming the key that is wrong."""
    entry = Entry.from_file(path)
    folder = path.parent
    units = entry.sub("units")
    publishers = {key: _publisher(sub) for key, sub in entry.sub("sources").items()}
    layers = []
    for number, content in enumerate(entry.take("layers", list), start=1):
        layers.append(_layer(Entry(content, f"{path.name}: layers: {number}"), folder, publishers))
    imports = []
    for number, content in enumerate(entry.take("imports", list, []), start=1):
        imports.append(_import(Entry(content, f"{path.name}: imports: {number}"), folder, publishers))
    area = entry.sub("area")
    recipe = Recipe(
        title=entry.text("title"),
        municipality=entry.take("municipality", str),
        ags=entry.take("ags", str),
        crs=entry.take("crs", str),
        reference_date=entry.take("reference_date", str),
        area=_file(area, folder),
        units=_file(units, folder),
        unit_id=units.take("unit_id", str),
        unit_name=units.take("name", str),
        layers=tuple(layers),
        imports=tuple(imports),
        unit_level=units.take("level", str, "district"),
        goals=_by_language(entry, "goals", folder),
        measures=_by_language(entry, "measures", folder),
        register=tuple(folder / name for name in entry.words("register", default=())),
        participation=_steps(entry, "participation", folder),
        steps=_steps(entry, "steps", folder),
    )
    for read in (area, units, entry):
        read.done()
    return recipe


def _file(entry: Entry, folder: Path) -> SourceFile:
    return SourceFile(folder / entry.take("file", str), entry.take("layer", str))


def _by_language(entry: Entry, key: str, folder: Path) -> dict[str, Path]:
    if not entry.has(key):
        return {}
    names = entry.text(key)
    return {"de": folder / names.de, "en": folder / names.en}


def _publisher(entry: Entry) -> Publisher:
    publisher = Publisher(
        entry.text("source"), entry.take("licence", str), entry.text("attribution"), entry.take("date", str)
    )
    entry.done()
    return publisher


def _import(entry: Entry, folder: Path, publishers: dict[str, Publisher]) -> RecipeImport:
    found = RecipeImport(
        algorithm=entry.take("algorithm", str),
        files=tuple(folder / name for name in entry.words("files")),
        publisher=publishers[entry.word("from", publishers)],
        parameters=entry.take("parameters", dict, {}),
    )
    entry.done()
    return found


def _steps(entry: Entry, key: str, folder: Path) -> tuple[RecipeStep, ...]:
    found = []
    for number, content in enumerate(entry.take(key, list, []), start=1):
        item = Entry(content, f"{entry.place}: {key}: {number}")
        files, texts = item.sub("files", {}), item.sub("texts", {})
        step = RecipeStep(
            algorithm=item.take("algorithm", str),
            parameters=item.take("parameters", dict, {}),
            files={name: folder / files.take(name, str) for name in files.take_keys()},
            texts={name: texts.text(name) for name in texts.take_keys()},
        )
        item.done()
        found.append(step)
    return tuple(found)


def _layer(entry: Entry, folder: Path, publishers: dict[str, Publisher]) -> RecipeLayer:
    layer = RecipeLayer(
        role=entry.take("role", str),
        file=_file(entry, folder),
        publisher=publishers[entry.word("from", publishers)],
        title=entry.text("title"),
        fields=entry.take("fields", dict),
        where=entry.take("filter", str, ""),
        fitness=entry.choice("fitness", Fitness),
        note=entry.text("note") if entry.has("note") else None,
    )
    entry.done()
    return layer
