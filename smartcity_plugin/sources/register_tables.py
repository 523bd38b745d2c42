# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the register from CSV files: costs, financing, effects with their geometry, scenarios and so on.

Each file is named like its table (``costs.csv``) and has a header of field names, semicolons between, UTF-8. A column
``title_de`` is the field ``title`` in German and stands beside ``title_en``; only the language asked for is read. A
column ``geometry`` holds WKT in the CRS of the study.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Optional

import shapely

from ..model.problem import SmartCityError
from ..model.relation import Relation
from ..model.strategy import (
    Answer,
    Contribution,
    Cost,
    Effect,
    Financing,
    Goal,
    GoalIndicator,
    Measure,
    Observation,
    Procedure,
    Scenario,
)
from ..model.text import LANGUAGES
from .register import value_of_text

GEOMETRY = "geometry"

CLASSES: dict[str, type] = {
    "goals": Goal,
    "goal_indicators": GoalIndicator,
    "observations": Observation,
    "measures": Measure,
    "costs": Cost,
    "financing": Financing,
    "effects": Effect,
    "scenarios": Scenario,
    "procedures": Procedure,
    "contributions": Contribution,
    "checklist_answers": Answer,
    "relations": Relation,
}
"""What the rows of a file become, by its name; in the order in which they refer to each other."""

_PLACED = (Measure, Effect)


@dataclass(frozen=True)
class ReadTable:
    """What a file holds: for each row the fields that it has columns for, and its geometry (None: empty)."""

    name: str
    rows: tuple[dict[str, Any], ...]
    shapes: tuple[Optional[shapely.Geometry], ...]
    has_shapes: bool

    @property
    def cls(self) -> type:
        """What its rows become."""
        return CLASSES[self.name]


def table_name(path: Path) -> str:
    """Return the table that a file is named after; a language at the end does not count (``goals_en.csv``).

    Raises SmartCityError for a file named like no table.
    """
    stem = path.stem.lower()
    for ending in ("", *(f"_{language}" for language in LANGUAGES)):
        if stem.endswith(ending) and stem[: len(stem) - len(ending)] in CLASSES:
            return stem[: len(stem) - len(ending)]
    raise SmartCityError("register_file_unknown", file=path.name, names=", ".join(CLASSES))


def read_table(path: Path, language: str) -> ReadTable:
    """Read a file; raises SmartCityError naming file and reason for what cannot be read."""
    name = table_name(path)
    kinds = {field.name: str(field.type) for field in fields(CLASSES[name])}
    rows, shapes = [], []
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, delimiter=";", restkey="", strict=True)
            columns = _columns(reader.fieldnames or [], language)
            may_have = {*kinds, GEOMETRY} if CLASSES[name] in _PLACED else set(kinds)
            unknown = sorted(set(columns.values()) - may_have)
            if unknown:
                raise ValueError(", ".join(unknown))
            for row in reader:
                if not any(text and text.strip() for text in row.values() if isinstance(text, str)):
                    continue
                if row.get(""):
                    raise ValueError(f"{reader.line_num}: {row['']}")
                texts = {field: row[column] for column, field in columns.items()}
                shapes.append(_shape(texts.pop(GEOMETRY, None)))
                rows.append({field: _value(text, kinds[field]) for field, text in texts.items()})
    except (OSError, ValueError, KeyError, TypeError, csv.Error, shapely.errors.ShapelyError) as error:
        raise SmartCityError("register_unreadable", path=str(path), detail=str(error)) from error
    return ReadTable(name, tuple(rows), tuple(shapes), GEOMETRY in columns.values())


def _columns(names: list[str], language: str) -> dict[str, str]:
    """Return the field of each column that counts in a language. Raises ValueError for a field given twice."""
    found = {}
    for name in names:
        stem, _, ending = name.rpartition("_")
        in_language = ending in LANGUAGES and stem != ""
        if not in_language or ending == language:
            found[name] = stem if in_language else name
    if len(set(found.values())) < len(found):
        raise ValueError(", ".join(sorted(found)))
    return found


def _value(text: Optional[str], kind: str) -> Any:
    """Return the value of a cell; an empty one is None, or what the field has instead."""
    value = value_of_text(text, kind)
    if value is None and "Optional" not in kind:
        return False if "bool" in kind else ""
    return value


def _shape(text: Optional[str]) -> Optional[shapely.Geometry]:
    """Return the geometry of a WKT. Raises ValueError if it has no area, length or place, or is not valid."""
    if not (text or "").strip():
        return None
    shape = shapely.force_2d(shapely.from_wkt(str(text)))  # the tables hold no heights
    if shapely.is_empty(shape) or not shapely.is_valid(shape):
        raise ValueError(str(text)[:80])
    return shape
