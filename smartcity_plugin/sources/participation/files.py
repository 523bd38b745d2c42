# SPDX-License-Identifier: GPL-2.0-or-later
"""Exports as files: tables, spreadsheets, GeoJSON and JSON, as columns of texts with a geometry where there is one."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from ...catalogue.participation import GENERIC, LIMESURVEY, ExportFormat, load_participation
from ...model.participation import WGS84, ImportMapping
from ...model.problem import SmartCityError
from ..srs import read_srs_name
from ..tables import SHEET_ENDINGS, TableFile, head_rows, plain, read_rows, read_table, single_file
from ..words import folded

TABLE, GEOJSON, JSON = "table", "geojson", "json"
LARGEST_JSON = 256 * 1024**2
_KINDS = {"dipas_geojson": (GEOJSON,), "consul_json": (JSON,), GENERIC: (TABLE, GEOJSON, JSON)}
_PAIR = re.compile(r"\s*(-?\d{1,3}[.,]\d+)\s*;\s*(-?\d{1,3}[.,]\d+)\s*(?:;.*)?", re.DOTALL)
_AFFIX = 6
"""From so many letters on a word of ``personal`` also counts as the beginning or end of a part of a name."""


@dataclass(frozen=True)
class Export:
    """The cells of a file, row by row. They hold personal data: nothing but chosen columns may leave this object."""

    name: str
    kind: str
    columns: tuple[str, ...]
    crs: str = WGS84
    rows: Sequence[Sequence[str]] = field(default=(), repr=False)
    geometry: Optional[np.ndarray] = field(default=None, repr=False)
    sheet: str = ""
    """File and sheet that were read, of a spreadsheet that has others with content, too (``other_sheets``)."""
    other_sheets: tuple[str, ...] = ()

    def column(self, name: str) -> list[str]:
        """Return the texts of a column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Recognised:
    """Which format an export has, and the columns it was recognised by (none for the generic one)."""

    format: ExportFormat
    by: tuple[str, ...]


def open_export(path: Path) -> Export:
    """Return the content of a file; raises SmartCityError for what is none."""
    path = Path(path)
    if path.suffix.lower() in (".json", ".geojson"):
        return _json_export(path)
    names = {
        name for item in load_participation().formats.values() for words in item.columns.values() for name in words
    }
    try:
        table = read_table(path, names, records=True)
    except SmartCityError as error:
        if error.problem.key not in ("table_unreadable", "table_row_too_long") or path.suffix.lower() in SHEET_ENDINGS:
            raise
        return _escaped_export(path)
    return Export(path.name, TABLE, table.columns, rows=table.rows, sheet=table.name, other_sheets=table.other_sheets)


def _escaped_export(path: Path) -> Export:
    """Read a table once more that writes a quotation mark inside a text as \\" (PHP does), as DIPAS may."""
    file = single_file(path)
    with file.open() as stream:
        content = stream.read().replace(b'\\"', b'""')

    @contextmanager
    def open_again() -> Iterator[io.BytesIO]:
        yield io.BytesIO(content)

    again = TableFile(file.name, len(content), open_again)
    rows = read_rows(again, max(";,\t", key=lambda sign: len(next(iter(head_rows(again, sign)), []))), list)
    columns = [cell.strip() for cell in rows[0]] if rows else []
    if not columns or any(len(row) > len(columns) for row in rows) or len(set(columns)) < len(columns):
        raise SmartCityError("participation_table_damaged", path=path.name)
    body = [[*row, *[""] * (len(columns) - len(row))] for row in rows[1:] if any(row)]
    return Export(path.name, TABLE, tuple(columns), rows=body)


# JSON ----------------------------------------------------------------------------------------------------------------


def _json_export(path: Path) -> Export:
    file = single_file(path)
    if file.size > LARGEST_JSON:
        raise SmartCityError("table_too_large", path=path.name)
    try:
        with file.open() as stream:
            content = json.loads(stream.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # the message of the decoder tells places, no content
        raise SmartCityError("participation_json_damaged", path=path.name) from error
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        return _geojson(path.name, content)
    items = _largest_list(content)
    if not items:
        raise SmartCityError("participation_json_damaged", path=path.name)
    columns, rows = _flat(items)
    return Export(path.name, JSON, columns, rows=rows)


def _geojson(name: str, content: dict[str, Any]) -> Export:
    features = [item for item in content.get("features") or [] if isinstance(item, dict)]
    columns, rows = _flat([item.get("properties") or {} for item in features])
    geometry = np.full(len(features), None, dtype=object)
    for row, item in enumerate(features):
        geometry[row] = _shape(item.get("geometry"))
    named = ((content.get("crs") or {}).get("properties") or {}).get("name") if content.get("crs") else None
    return Export(name, GEOJSON, columns, read_srs_name(str(named)).crs if named else WGS84, rows, geometry)


def _shape(geometry: Any) -> Optional[shapely.Geometry]:
    """Return a geometry; DIPAS wraps some in a feature. None for what is none."""
    if isinstance(geometry, dict) and isinstance(geometry.get("geometry"), dict):
        geometry = geometry["geometry"]
    if not isinstance(geometry, dict) or not geometry.get("type"):
        return None
    try:
        found = shape(geometry)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ShapelyError):
        return None
    return None if found.is_empty else shapely.force_2d(found)


def _largest_list(content: Any) -> list[dict[str, Any]]:
    """Return the longest list of objects inside JSON, out of GraphQL's wrapping (edges of nodes)."""
    best: list[dict[str, Any]] = []
    stack = [content]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += list(item.values())
        elif isinstance(item, list):
            objects = [_unwrapped(one) for one in item if isinstance(one, dict)]
            if len(objects) > len(best):
                best = objects
    return best


def _unwrapped(item: dict[str, Any]) -> dict[str, Any]:
    return item["node"] if isinstance(item.get("node"), dict) else item


def _flat(items: Sequence[dict[str, Any]]) -> tuple[tuple[str, ...], list[list[str]]]:
    columns = tuple(dict.fromkeys(str(key) for item in items for key in item))
    return columns, [[_text(item.get(name)) for name in columns] for item in items]


def _text(value: Any) -> str:
    """Return a value as text: names of objects, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inside = value.get("nodes") or value.get("edges")
        return _text(inside) if inside else _text(value.get("name") or value.get("title"))
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(_unwrapped(one) if isinstance(one, dict) else one) for one in value)))
    return str(value).strip()


def pair_of(text: str) -> Optional[tuple[float, float]]:
    """Return latitude and longitude of "latitude;longitude", as map questions of surveys store it; None otherwise."""
    found = _PAIR.fullmatch(text)
    return None if found is None else (float(found[1].replace(",", ".")), float(found[2].replace(",", ".")))


# Recognising and mapping ---------------------------------------------------------------------------------------------


def is_personal(name: str) -> bool:
    """Return whether a column, by its name, is about a person: such a column may not fill any field."""
    rules = load_participation()
    if plain(name) in rules.not_personal:
        return False
    parts = [part for part in [*folded(name).split("_"), plain(name)] if part]
    words = {folded(word).replace("_", "") for word in rules.personal}
    return any(
        part in words or any(len(word) >= _AFFIX and (part.startswith(word) or part.endswith(word)) for word in words)
        for part in parts
    )


def recognise(export: Export) -> Recognised:
    """Return the format of an export by the names of its columns; the generic one if it is none that is known."""
    present = {plain(name): name for name in export.columns}
    formats = load_participation().formats
    for item in formats.values():
        if export.kind not in _KINDS.get(item.id, (TABLE,)):
            continue
        for names in item.identified_by:
            if all(plain(name) in present for name in names):
                return Recognised(item, tuple(present[plain(name)] for name in names))
    return Recognised(formats[GENERIC], ())


def suggest_mapping(export: Export, wanted: ExportFormat, study_crs: str = "") -> ImportMapping:
    """Return which columns fill which fields, as far as names (and for LimeSurvey values) tell."""
    present: dict[str, str] = {}
    for name in export.columns:
        present.setdefault(plain(name), name)
    columns: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for key, names in wanted.columns.items():
        found = next((present[plain(name)] for name in names if plain(name) in present), None)
        if found is not None and found not in taken and not is_personal(found):
            columns[key] = (found,)
            taken.add(found)
    if wanted.id == LIMESURVEY:
        columns.update(_questions(export, taken))
    if ("x" in columns) != ("y" in columns):
        columns = {key: names for key, names in columns.items() if key not in ("x", "y")}
    crs = export.crs
    if "x" in columns and study_crs and not _in_degrees(export, columns["x"][0]):
        crs = study_crs
    return ImportMapping(wanted.id, columns, {}, crs)


def _in_degrees(export: Export, column: str) -> bool:
    """Return whether most numbers of a column are small enough for degrees."""
    numbers = [text.replace(",", ".").lstrip("-").split(".")[0] for text in export.column(column) if text.strip()]
    small = [text for text in numbers if text.isdecimal() and int(text) <= 180]
    return 2 * len(small) >= len(numbers)


def _questions(export: Export, taken: set[str]) -> dict[str, tuple[str, ...]]:
    """Guess which answers of a survey are a place (latitude;longitude) and which one is the text: the longest."""
    found: dict[str, tuple[str, ...]] = {}
    lengths: dict[str, float] = {}
    for name in export.columns:
        values = [text.strip() for text in export.column(name) if text.strip()]
        if name in taken or is_personal(name) or not values:
            continue
        if 2 * sum(pair_of(text) is not None for text in values) > len(values):
            found.setdefault("coordinates", (name,))
        else:
            lengths[name] = sum(map(len, values)) / len(values)
    if lengths and max(lengths.values()) >= 20:
        found["text"] = (max(lengths, key=lambda name: lengths[name]),)
    return found
