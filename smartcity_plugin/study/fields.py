# SPDX-License-Identifier: GPL-2.0-or-later
"""What a table of the study is declared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from ..model.text import Text
from .geopackage import BOOLEAN, INTEGER, REAL, TEXT

__all__ = ["BOOLEAN", "INTEGER", "REAL", "TEXT", "Field", "Table", "Text", "make_field"]


@dataclass(frozen=True)
class Field:
    """A column: its kind, what users read as its name, and the vocabulary its values come from (for value maps)."""

    kind: str
    alias: Text
    vocabulary: Optional[str] = None


@dataclass(frozen=True)
class Table:
    """A table or view; ``geometry`` None means attributes only."""

    name: str
    title: Text
    fields: dict[str, Field] = field(default_factory=dict)
    geometry: Optional[str] = None

    def kinds(self) -> dict[str, str]:
        """Return the kinds of the columns by name."""
        return {name: item.kind for name, item in self.fields.items()}


def make_field(kind: str, de: str, en: str, vocabulary: Optional[str] = None) -> Field:
    """Return a column with its name in both languages."""
    return Field(kind, Text(de, en), vocabulary)
