# SPDX-License-Identifier: GPL-2.0-or-later
"""Strict reading of YAML mappings: what is missing, unknown or of the wrong kind is an error that names its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ..model.text import LANGUAGES, Text

EnumType = TypeVar("EnumType", bound=Enum)
_REQUIRED = object()
_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where PyYAML has libyaml: reading the catalogue is most of what QGIS's start waits for."""


class CatalogueError(ValueError):
    """A catalogue file says something it must not; the message names file, place and key."""


class _UniqueKeyLoader(_SAFE_LOADER):  # type: ignore[valid-type, misc]
    """A safe loader that refuses a key given twice (PyYAML silently keeps the last one)."""

    place = ""
    """The name of the file, for messages."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise CatalogueError(f"{self.place}: key '{key_node.value}' is given twice")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds; raises CatalogueError for what is no YAML and for keys given twice."""
    return read_yaml_text(path.read_text(encoding="utf-8"), path.name)


def read_yaml_text(text: str, name: str) -> Any:
    """Return what a YAML text holds; raises CatalogueError, with the name of its file, as ``read_yaml`` does.

    JSON is YAML, too, and read five times as fast: in the packaged plugin the files are written so.
    """
    if text.startswith("{"):
        try:
            return json.loads(text)
        except ValueError as error:
            raise CatalogueError(f"{name}: {error}") from error
    loader = _UniqueKeyLoader(text)
    loader.place = name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        raise CatalogueError(f"{name}: {error}") from error
    finally:
        loader.dispose()


class Entry:
    """A YAML mapping whose keys are taken one by one; ``done()`` complains about those nobody took."""

    def __init__(self, content: Any, place: str) -> None:
        if not isinstance(content, dict):
            raise CatalogueError(f"{place}: a mapping is expected, found {type(content).__name__}")
        self._content = dict(content)
        self.place = place

    @classmethod
    def from_file(cls, path: Path) -> Entry:
        """Read a YAML file whose top level is a mapping."""
        return cls(read_yaml(path) or {}, path.name)

    def fail(self, message: str) -> CatalogueError:
        """Return an error that names this place, to be raised by the caller."""
        return CatalogueError(f"{self.place}: {message}")

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = _REQUIRED) -> Any:
        """Take a value of the given kind; without a default its absence is an error."""
        if key not in self._content:
            if default is _REQUIRED:
                raise self.fail(f"key '{key}' is missing")
            return default
        value = self._content.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.fail(f"key '{key}' has the wrong kind of value ({value!r})")
        return value

    def text(self, key: str) -> Text:
        """Take a text in both languages; an empty wording is an error."""
        entry = self.sub(key)
        wordings = {language: entry.take(language, str).strip() for language in LANGUAGES}
        entry.done()
        for language, wording in wordings.items():
            if not wording:
                raise entry.fail(f"the wording '{language}' is empty")
        return Text(**wordings)

    def number(self, key: str, default: Any = _REQUIRED) -> float:
        """Take a number."""
        try:
            return float(self.take(key, (int, float), default))
        except OverflowError as error:  # JSON knows integers of any length
            raise self.fail(f"key '{key}' is too large a number") from error

    def words(self, key: str, allowed: Any = None, default: Any = _REQUIRED) -> tuple[str, ...]:
        """Take a list of words, each of which must be allowed if a collection is given."""
        words = tuple(self.take(key, list, default))
        for word in words:
            if not isinstance(word, str) or (allowed is not None and word not in allowed):
                raise self.fail(f"'{word}' is not allowed in '{key}'")
        return words

    def word(self, key: str, allowed: Any) -> str:
        """Take one word out of those allowed."""
        value = self.take(key, str)
        if value not in allowed:
            raise self.fail(f"'{value}' is not allowed for '{key}'; allowed: {', '.join(sorted(allowed))}")
        return value

    def choice(self, key: str, enum: type[EnumType]) -> EnumType:
        """Take a word that names a member of an enum by its value."""
        return enum(self.word(key, {member.value for member in enum}))

    def sub(self, key: str, default: Any = _REQUIRED) -> Entry:
        """Take a nested mapping."""
        return Entry(self.take(key, dict, default), f"{self.place}: {key}")

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        return key in self._content

    def holds_mapping(self, key: str) -> bool:
        """Whether the value of a key is a nested mapping."""
        return isinstance(self._content.get(key), dict)

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Take all remaining nested mappings as (key, entry) pairs."""
        for key in list(self._content):
            yield str(key), self.sub(key)

    def take_keys(self) -> list[str]:
        """Return the keys not yet taken, in file order."""
        return list(self._content)

    def done(self) -> None:
        """Complain about keys that nobody asked for."""
        if self._content:
            raise self.fail(f"unknown key '{next(iter(self._content))}'")
