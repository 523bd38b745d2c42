# SPDX-License-Identifier: GPL-2.0-or-later
"""Goals and measures from CSV tables, as a town keeps them in its spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from ..model.problem import SmartCityError
from ..model.strategy import Goal, Measure

Record = TypeVar("Record", Goal, Measure)


def read_goals(path: str) -> list[Goal]:
    """Read goals; the header names the fields of ``Goal``."""
    return _read(Path(path), Goal)


def read_measures(path: str) -> list[Measure]:
    """Read measures; the header names the fields of ``Measure``."""
    return _read(Path(path), Measure)


def _read(path: Path, cls: type[Record]) -> list[Record]:
    kinds = {field.name: str(field.type) for field in fields(cls)}
    records = []
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, delimiter=";")
            unknown = sorted(set(reader.fieldnames or []) - set(kinds))
            if unknown:
                raise ValueError(", ".join(unknown))
            for row in reader:
                values = {name: _value(text, kinds[name]) for name, text in row.items()}
                records.append(cls(**{name: value for name, value in values.items() if value is not None}))
    except (OSError, ValueError, KeyError, TypeError, UnicodeDecodeError, csv.Error) as error:
        raise SmartCityError("register_unreadable", path=str(path), detail=str(error)) from error
    return records


def _value(text: Any, kind: str) -> Any:
    text = (text or "").strip()
    if not text:
        return None
    if "bool" in kind:
        return text.lower() in {"1", "true", "ja", "yes", "x"}
    if "int" in kind:
        return int(text)
    return float(text.replace(",", ".")) if "float" in kind else text
