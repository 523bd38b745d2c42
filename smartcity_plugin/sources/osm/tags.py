# SPDX-License-Identifier: GPL-2.0-or-later
"""Tags as files carry them: all in one text, one column each, key and value side by side, or only a class."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ...catalogue.osm_rules import ClassRule

TEXT_COLUMNS = ("other_tags", "all_tags", "tags")
PAIRS = (("schluessel", "wert"), ("key", "value"))
CLASS_COLUMN = "fclass"
ID_COLUMNS = ("full_id", "osm_id", "osm_way_id", "@id", "id", "osm_type")
SHAPEFILE_NAME = 10
"""Characters that a column name of a Shapefile can have."""

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*(?:"((?:[^"\\]|\\.)*)"|NULL)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ONE_WAY = {"F": "yes", "T": "-1", "B": "no"}


def from_hstore(text: str) -> dict[str, str]:
    """Return the tags of a text such as ``"highway"=>"path","name"=>"Am \\"Eck\\""``; what is no pair is left out."""
    if "\\" not in text:
        return {key: value for key, value in _PAIR.findall(text) if value}
    return {_plain(key): _plain(value) for key, value in _PAIR.findall(text) if value}


def from_text(text: str) -> dict[str, str]:
    """Return the tags of a text in the notation of hstore or JSON; empty if it is neither."""
    text = text.strip()
    if not text.startswith("{"):
        return from_hstore(text)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {
        str(key): str(value) for key, value in content.items() if isinstance(value, (str, int, float)) and value != ""
    }


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def column_keys(names: Iterable[str], keys: frozenset[str], short: bool) -> dict[str, str]:
    """Return which columns hold the value of one tag: column name → key.

    GDAL writes ``building_levels`` for ``building:levels``, Shapefiles (``short``) cut names after ten characters.
    """
    plain = {key.replace(":", "_"): key for key in keys}
    cut: dict[str, list[str]] = {}
    for key in keys:
        cut.setdefault(key.replace(":", "_")[:SHAPEFILE_NAME], []).append(key)
    names = list(names)
    found = {name: name if name in keys else plain[name] for name in names if name in keys or name in plain}
    for name in names if short else []:
        candidates = cut.get(name.replace(":", "_"), [])
        if name not in found and len(name) == SHAPEFILE_NAME and len(candidates) == 1:
            found[name] = candidates[0]
    return found


@dataclass(frozen=True)
class TagReader:
    """Reads the tags of a layer's rows; ``columns`` are those it needs of a row."""

    columns: tuple[str, ...]
    read: Callable[[Mapping[str, Any], str], dict[str, str]]
    """Takes a row (column → value) and the kind of its geometry."""


def tag_reader(
    names: list[str], keys: frozenset[str], classes: tuple[ClassRule, ...], short: bool
) -> Optional[TagReader]:
    """Return how to read tags from a layer with these columns; None if it holds none.

    ``keys`` are those that rules ask for, ``classes`` the meaning of Geofabrik's classes, ``short`` marks Shapefiles.
    """
    if CLASS_COLUMN in names:
        return _class_reader(names, classes)
    texts = [name for name in TEXT_COLUMNS if name in names]
    pair = next((pair for pair in PAIRS if set(pair) <= set(names)), None)
    columns = column_keys(names, keys - {"osm_id"}, short)
    if not texts and not pair and not set(columns.values()) - {"name"}:
        return None

    def read(row: Mapping[str, Any], _kind: str) -> dict[str, str]:
        tags: dict[str, str] = {}
        for name in texts:
            if row[name]:
                tags.update(from_text(str(row[name])))
        for name, key in columns.items():
            value = row[name]
            if value is not None and str(value).strip():
                tags[key] = _as_text(value)
        if pair and row[pair[0]] and row[pair[1]]:
            tags[str(row[pair[0]])] = str(row[pair[1]])
        return tags

    return TagReader((*texts, *columns, *(pair or ())), read)


def _class_reader(names: list[str], classes: tuple[ClassRule, ...]) -> TagReader:
    meaning = {
        (kind, name): (rule.key, rule.value or name) for rule in classes for kind in rule.kinds for name in rule.classes
    }
    columns = [
        name for name in (CLASS_COLUMN, "name", "maxspeed", "oneway", "bridge", "tunnel", "type") if name in names
    ]

    def read(row: Mapping[str, Any], kind: str) -> dict[str, str]:
        key, value = meaning.get((kind, str(row[CLASS_COLUMN])), ("", ""))
        if not key:
            return {}
        facts = {name: _as_text(row[name]) for name in columns if row[name] is not None and str(row[name]).strip()}
        tags = {key: facts.get("type", value) if key == "building" else value}
        if "name" in facts:
            tags["name"] = facts["name"]
        if facts.get("maxspeed", "0") != "0":  # 0 means that it is not known
            tags["maxspeed"] = facts["maxspeed"]
        if "oneway" in facts:
            tags["oneway"] = _ONE_WAY.get(facts["oneway"], facts["oneway"])
        for name in ("bridge", "tunnel"):
            if facts.get(name) in ("T", "1"):
                tags[name] = "yes"
        return tags

    return TagReader(tuple(columns), read)


def _as_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
