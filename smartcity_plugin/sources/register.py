# SPDX-License-Identifier: GPL-2.0-or-later
"""Goals and measures from CSV tables, as a town keeps them in its spreadsheet."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from ..model.problem import SmartCityError
from ..model.strategy import Goal, Measure

Record = TypeVar("Record", Goal, Measure)

TRUTH = {
    **dict.fromkeys(("1", "x", "true", "yes", "ja", "wahr"), True),
    **dict.fromkeys(("0", "false", "no", "nein", "falsch"), False),
}
_OLDER = {"start_year": "planned_start", "end_year": "planned_end"}
"""Columns as they were called when only years were known."""

_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+")
"""Thousands in one country, decimals in another: 250.000 is refused rather than guessed."""


def read_goals(path: str) -> list[Goal]:
    """Read goals; the header names the fields of ``Goal``."""
    return _read(Path(path), Goal)


def read_measures(path: str) -> list[Measure]:
    """Read measures; the header names the fields of ``Measure``."""
    return _read(Path(path), Measure)


def columns_of(path: str) -> list[str]:
    """Return the fields that a file of goals or measures has; read it before, that tells what is wrong with it."""
    with open(path, encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream, delimiter=";"), [])
    return [_OLDER.get(name, name) for name in header]


def _read(path: Path, cls: type[Record]) -> list[Record]:
    kinds = {field.name: str(field.type) for field in fields(cls)}
    records = []
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, delimiter=";")
            reader.fieldnames = [_OLDER.get(name, name) for name in reader.fieldnames or []]
            unknown = sorted(set(reader.fieldnames or []) - set(kinds))
            if unknown:
                raise ValueError(", ".join(unknown))
            for row in reader:
                values = {name: value_of_text(text, kinds[name]) for name, text in row.items()}
                records.append(cls(**{name: value for name, value in values.items() if value is not None}))
    except (OSError, ValueError, KeyError, TypeError, UnicodeDecodeError, csv.Error) as error:
        raise SmartCityError("register_unreadable", path=str(path), detail=str(error)) from error
    return records


def value_of_text(text: Any, kind: str) -> Any:
    """Return what a cell says for a field of this annotation, None for an empty one.

    Raises ValueError or KeyError for what is no such value.
    """
    text = (text or "").strip()
    if not text:
        return None
    if "bool" in kind:
        return TRUTH[text.lower()]
    if "int" in kind:
        return int(text)
    if "float" not in kind:
        return text
    if _AMBIGUOUS.fullmatch(text):
        raise ValueError(text)
    number = float(text.replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(text)
    return number
